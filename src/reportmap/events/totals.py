"""Whether words tell a total, a string of events or a habit instead of one event."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from reportmap.events.lexicon import listed
from reportmap.events.quantities import read_quantity
from reportmap.events.syntax import Syntax
from reportmap.model import DateBasis, DatePrecision, EventDate
from reportmap.rules import read_rules

SEPARATE_EVENTS = 5
"""From this number on, counted event nouns ("135 attacks") are a total; two or three bombings may be one event."""

SEVERAL_PLACES = 3
"""From so many villages on, what a party has done to them by now is no act of one day."""

_DONE_TO = frozenset({"to", "in", "of"})

MASS_TOLL = 1000
"""From this number of people on, and without a day, a toll is that of a war and not of one event."""

YEARLY_FIGURE = 10
"""From this number on, a figure told for a whole year adds up several events."""

_UNITS = "days|weeks|months|years|hours"
_PERIOD = re.compile(
    r"\b(?:in|during|over|within|for|throughout) (?:the |these |those )?(?:past|last|previous|first|space of)"
    rf" (?:[\w-]{{1,20}} ){{0,2}}(?:{_UNITS})\b"
    r"|\b(?:in|during|over|within) (?:the |this )?(?:past|course of the) (?:week|month|year|decade)\b"
    r"|\bfor (?:many |several )?(?:weeks|months|years)\b"
    r"|\bin recent (?:days|weeks|months|years)\b"
    r"|\bso far this (?:week|month|year)\b"
    r"|\bsince the (?:start|beginning) of\b"
    r"|\b(?:have|has) (?:been killed|died|been wounded|lost)\b.{0,80}\bsince\b"
    r"|\bsince\b.{1,150}\b(?:have|has) (?:been )?(?:killed|died|wounded|injured|arrested|detained)\b"
    r"|\bin (?:one|a|two|three|four) (?:week|month|year)s? of\b"
)
_ORDINAL_PERIOD = re.compile(
    r"\b(?:this|since|in|within|over|during) (?:the |a |\w+ ){0,2}(?:week|month|year|day|campaign)"
)
_PLACES = re.compile(
    r"\b(?:in|across|from|over)(?: at least| more than| over| about| some| around| nearly| almost| up to)?"
    r" (?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|\d{1,3}|several|many|dozens of"
    r"|a dozen|numerous|various) (?:\w[\w'-]{0,20} ){0,2}"
    r"(?:towns|cities|provinces|districts|states|regions|governorates|departments|counties|municipalities|prefectures)\b"
)
_RUNNING = re.compile(
    r"\b(?:total|number|toll|count) of (?:the )?"
    r"(?:dead|those|people|persons|victims|civilians|deaths|detainees|arrests)\b"
    r".{0,160}\b(?:has|have) (?:now |already )?(?:risen|reached|climbed|grown|come|passed|gone)\b"
)
_SO_FAR = re.compile(r"\b(?:so far|already|this (?:week|month|year)|since)\b")
_COARSE = frozenset({DatePrecision.SEASON, DatePrecision.YEAR, DatePrecision.MONTH, DatePrecision.RANGE})
_LONG = frozenset({"week", "month", "year", "decade"})
_PARTIES = frozenset({"dobj", "nsubjpass"})


def read_total(syntax: Syntax, word: int, *, date: EventDate, has_toll: bool) -> str | None:
    """The reason why the event at token `word` is a total, a string or a habit; None where it is one event."""
    return (
        _by_phrase(syntax, word)
        or _by_places(syntax, word)
        or _by_running_count(syntax)
        or _over_period(syntax, word, has_toll=has_toll)
        or _by_number(syntax, word, date=date)
        or _by_quantifier(syntax, word, date=date)
        or _by_change(syntax, word)
        or _by_many(syntax, word)
        or _by_ordinal(syntax, word)
        or _by_date(syntax, word, date=date)
        or _habit(syntax, word)
    )


def _by_phrase(syntax: Syntax, word: int) -> str | None:
    """A phrase of the event's own clause, or a "whenever" above it."""
    clause = clause_text(syntax, word)
    for name, label in (("habitual", "habitual"), ("phrases", "a total")):
        found = next((item for item in _rules()[name] if _contains(clause, item)), None)
        if found is not None and found.endswith(" times") and syntax.lemmas[word] in listed("repeated_blows"):
            continue  # "shot him several times" is one act
        if found is not None:
            return f"{label}: “{found}”"
    return None


def _by_places(syntax: Syntax, word: int) -> str | None:
    """Acts "in at least five towns", or done to "at least four villages" by now: one sentence for several of them."""
    found = _PLACES.search(clause_text(syntax, word))
    if found is not None:
        return f"several places: “{found[0]}”"
    if not {"has", "have"} & set(syntax.auxiliaries(word)):
        return None
    heads = [*syntax.objects(word), *(item for _, item in syntax.objects_of_preposition(word, _DONE_TO))]
    several = (item for item in heads if syntax.lemmas[item] in listed("own_places"))
    many = next((item for item in several if (figure_on(syntax, item) or 0) >= SEVERAL_PLACES), None)
    return None if many is None else f"several places: “{syntax.tokens[many].text}”"


def _by_running_count(syntax: Syntax) -> str | None:
    """A count that grows ("the total of those who died has risen to 47, of which 8 were executed")."""
    found = _RUNNING.search(" ".join(syntax.parsed.passage.text.lower().split()))
    return f"a running count: “{found[0][:40]}”" if found is not None else None


def _over_period(syntax: Syntax, word: int, *, has_toll: bool) -> str | None:
    """Several acts, or people hurt, over a period that the sentence names."""
    if not (has_toll or _is_several(syntax, word)):
        return None
    found = _PERIOD.search(_reach_text(syntax, word))
    if found is not None:
        return f"a total: “{found[0]}”"
    if _SO_FAR.search(_reach_text(syntax, word)) and _is_counted_in_the_perfect(syntax, word):
        return "a total: so far"
    verbs = (word, syntax.tokens[word].head) if not syntax.is_verb(word) else (word,)
    for verb in verbs:
        has_since = any(
            syntax.lemmas[child] == "since" and syntax.tokens[child].dep == "advmod" for child in syntax.children[verb]
        )
        if has_since and {"has", "have"} & set(syntax.auxiliaries(verb)):
            return "a total: “since”"
    return None


def _is_counted_in_the_perfect(syntax: Syntax, word: int) -> bool:
    """Whether several people have been acted on ("eight officers have been shot")."""
    if not {"has", "have"} & set(syntax.auxiliaries(word)):
        return False
    return any((figure_on(syntax, item) or 0) > 1 for item in syntax.with_dep(word, _PARTIES))


def _reach_text(syntax: Syntax, word: int) -> str:
    """The sentence in lower case without the clauses that tell something else ("the group, which for years fought")."""
    own = {word, *syntax.governors(word)}
    beside = {
        item
        for index, token in enumerate(syntax.tokens)
        if token.dep in {"relcl", "advcl", "acl"} and index not in own and syntax.tokens[token.head].head != word
        for item in syntax.subtree(index)
    }
    below = syntax.subtree(word)
    return " ".join(
        token.text.lower() for index, token in enumerate(syntax.tokens) if index not in beside or index in below
    )


def _is_several(syntax: Syntax, word: int) -> bool:
    """Whether the event noun, or what the event verb acts on, is a plural."""
    if syntax.tokens[word].tag == "NNS":
        return True
    token = syntax.tokens[word]
    if token.dep == "acl" and token.tag == "VBN" and syntax.tokens[token.head].tag == "NNS":
        return True  # "70 people kidnapped"
    if token.tag == "VBN" and not syntax.auxiliaries(word):
        return any(syntax.tokens[item].tag == "NNS" for item in syntax.with_dep(word, frozenset({"nsubj"})))
    return any(syntax.tokens[item].tag == "NNS" for item in syntax.with_dep(word, _PARTIES))


def _by_number(syntax: Syntax, word: int, *, date: EventDate) -> str | None:
    if not syntax.is_verb(word):
        figure = figure_on(syntax, word)
        return "a number of events" if figure is not None and figure >= SEPARATE_EVENTS else None
    if _is_one_day(date):
        return None
    figures = [figure_on(syntax, item) for item in syntax.with_dep(word, _PARTIES)]
    return "so many people are no toll of one event" if any((item or 0) >= MASS_TOLL for item in figures) else None


def _is_one_day(date: EventDate) -> bool:
    return date.precision is DatePrecision.DAY and date.basis is not DateBasis.INHERITED


def figure_on(syntax: Syntax, index: int) -> int | None:
    """The number on a noun, or the number that the token itself is ("more than 100,000 were killed")."""
    numbers = [index] if syntax.tokens[index].tag == "CD" else syntax.with_dep(index, frozenset({"nummod"}))
    dates = [entity for entity in syntax.parsed.entities if entity.label in {"DATE", "TIME"}]
    numbers = [item for item in numbers if not any(entity.contains(syntax.tokens[item]) for entity in dates)]
    words = [syntax.tokens[item].text for number in numbers for item in sorted(syntax.phrase(number))]
    quantity = read_quantity(words) if any(word[:1].isalnum() for word in words) else None
    return None if quantity is None else quantity.best or quantity.low or quantity.high


def _by_quantifier(syntax: Syntax, word: int, *, date: EventDate) -> str | None:
    """The "string of", "dozens of" or "months of" above an event noun or its victims, or a quantifier on it."""
    quantifiers = _rules()["quantifiers"]
    index = word
    is_noun = syntax.tokens[word].dep in {"pobj", "nsubj", "dobj", "conj", "nsubjpass"}
    if is_noun and syntax.tokens[word].text.lower() in listed("people_participles"):
        return None  # "the number of wounded"
    if syntax.tokens[word].dep == "acl" and syntax.tokens[word].tag == "VBN":
        index = syntax.tokens[word].head  # "a list of 47 people killed"
        quantifiers = _rules()["lists"]
    for head in syntax.governors(index):
        if syntax.tokens[index].dep not in {"pobj", "prep", "conj", "compound"} and syntax.lemmas[head] != "of":
            break
        is_long = syntax.lemmas[head] in _LONG and {syntax.tokens[head].tag, syntax.tokens[word].tag} == {"NNS"}
        is_listed = bool({syntax.lemmas[head], syntax.tokens[head].text.lower()} & set(quantifiers))
        if is_listed and syntax.lemmas[head] in _rules()["bouts"] and _is_one_day(date):
            return None  # "a series of blasts tore through the depot on Tuesday"
        if (is_listed or is_long) and not syntax.is_verb(head):
            return f"several events: “{syntax.tokens[head].text}”"
        index = head
    if not syntax.is_verb(word):
        for child in syntax.children[word]:
            texts = {syntax.lemmas[child], syntax.tokens[child].text.lower()}
            if "all" in texts and syntax.with_dep(word, frozenset({"nummod"})):
                continue  # "all three attacks" are those
            if texts & set(_rules()["quantifiers"]) and child < word:
                return f"several events: “{syntax.tokens[child].text}”"
    return None


def _by_many(syntax: Syntax, word: int) -> str | None:
    """Acts on "many" or "most" of some people, in the perfect: "many of them have been killed"."""
    if not {"has", "have"} & set(syntax.auxiliaries(word)):
        return None
    heads = syntax.with_dep(word, _PARTIES)
    many = next((item for item in heads if syntax.lemmas[item] in {"many", "most", "several", "all"}), None)
    return None if many is None else f"several events: “{syntax.tokens[many].text}”"


def _by_ordinal(syntax: Syntax, word: int) -> str | None:
    """One of a count: "the third candidate killed this year"."""
    token = syntax.tokens[word]
    if token.dep not in {"acl", "relcl"} or syntax.lemmas[token.head] in {"time", "day", "week", "month", "year"}:
        return None
    if not _ORDINAL_PERIOD.search(syntax.parsed.passage.text.lower()):
        return None
    ordinal = next((item for item in syntax.children[token.head] if syntax.lemmas[item] in listed("ordinals")), None)
    return None if ordinal is None else f"one of a count: “{syntax.tokens[ordinal].text}”"


def _by_change(syntax: Syntax, word: int) -> str | None:
    """A plural that rises or falls ("attacks on convoys rose most")."""
    token = syntax.tokens[word]
    if token.dep == "nsubj" and syntax.lemmas[token.head] in listed("shifting_verbs"):
        return f"a course of events: “{token.text} {syntax.tokens[token.head].text}”"
    if token.tag == "NNS" and token.dep == "nsubj" and syntax.lemmas[token.head] in listed("change_verbs"):
        return f"a total: “{token.text} {syntax.tokens[token.head].text}”"
    return None


def _by_date(syntax: Syntax, word: int, *, date: EventDate) -> str | None:
    if date.basis is DateBasis.INHERITED:
        is_launched = syntax.lemmas[word] in listed("light_verbs") and _is_several(syntax, word)
        return "plural over a year" if is_launched and date.precision is DatePrecision.YEAR else None
    is_plural = syntax.tokens[word].tag == "NNS" or any(
        syntax.tokens[item].tag == "NNS" and not _is_person(syntax, item)
        for item in syntax.with_dep(word, frozenset({"dobj"}))
    )
    if is_plural and date.precision in _COARSE:
        return "plural over a period"
    figures = [figure_on(syntax, item) for item in (word, *syntax.with_dep(word, _PARTIES))]
    if date.precision is DatePrecision.YEAR and any((item or 0) >= YEARLY_FIGURE for item in figures):
        return "a figure for a whole year"
    return None


def _habit(syntax: Syntax, word: int) -> str | None:
    """What a party does as a rule: "a government that kills priests"."""
    token = syntax.tokens[word]
    if token.tag not in {"VBZ", "VBP"} or token.dep != "relcl" or syntax.auxiliaries(word):
        return None
    objects = syntax.with_dep(word, frozenset({"dobj"}))
    if not objects and token.tag == "VBP" and not syntax.with_dep(word, frozenset({"prep", "advmod", "prt"})):
        return "a habit, in the present"
    return "a habit, in the present" if any(syntax.tokens[item].tag == "NNS" for item in objects) else None


def _is_person(syntax: Syntax, index: int) -> bool:
    return any(entity.label == "PERSON" and entity.contains(syntax.tokens[index]) for entity in syntax.parsed.entities)


def clause_text(syntax: Syntax, word: int) -> str:
    """The words of the event's own clause, lower case, with single blanks."""
    head = syntax.clause_head(word)
    members = syntax.subtree(
        head, stop=frozenset({"ccomp", "advcl", "conj", "parataxis", "relcl", "acl"})
    ) | syntax.subtree(word)
    return " ".join(syntax.tokens[item].text.lower() for item in sorted(members))


def _contains(text: str, phrase: str) -> bool:
    return phrase in text and re.search(rf"\b(?<!out of ){re.escape(phrase)}\b", text) is not None


@cache
def _rules() -> Mapping[str, Any]:  # Any: TOML values, lists of words
    found: Mapping[str, Any] = read_rules("events/modality.toml")["aggregate"]
    return found
