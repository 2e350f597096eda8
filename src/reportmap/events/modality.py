"""Whether the text says that an event took place: one rule after the other, the first that holds decides.

Every cue is scoped to the event word's own clause and to what governs it; cues are data
(`resources/events/modality.toml`). Classes after RECORD.md.
"""

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from reportmap.events.attribution import reporting_stance
from reportmap.events.lexicon import listed
from reportmap.events.scope import read_scope
from reportmap.events.syntax import SUBJECTS, Syntax
from reportmap.events.totals import clause_text, read_total
from reportmap.model import Attribution, DateBasis, DatePrecision, EventDate, Modality, SectionKind, SourceKind, Stance
from reportmap.rules import read_rules

BACKGROUND_AFTER = datetime.timedelta(days=366)
"""An event that ended longer than this before publication is history (measured on the seed and the samples)."""

RECENT = datetime.timedelta(days=14)
"""What hangs on the subject of a sentence about a state is told in passing, unless it is dated within so many days."""

VAGUE_ASIDE_AFTER = datetime.timedelta(days=30)
"""As ASIDE_AFTER, for what is told by its month alone."""

ASIDE_AFTER = datetime.timedelta(days=60)
"""An act told in passing (relative clause, pluperfect) and older than this at publication is background."""

RECALLED_AFTER = datetime.timedelta(days=150)
"""What a report tells by its month alone ("killed in May"), and older than this, it recalls and does not report."""

NEWS_FOR = datetime.timedelta(days=14)
"""What something has lasted since is news itself for so long."""

EARLIEST_UNDATED = 1990
"""A report without a publication date is taken to be no older: texts of before were not born digital."""

_BY_MONTH = frozenset({DatePrecision.MONTH, DatePrecision.SEASON})
_UNREAL = frozenset({Modality.DENIED, Modality.HYPOTHETICAL, Modality.PLANNED})
_PRESENT = frozenset({"VBZ", "VBP"})
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_ORDINAL_DAY = re.compile(
    r"\b(?:\d{1,3}(?:st|nd|rd|th)|second|third|fourth|fifth|sixth|seventh) (?:straight |consecutive )?day\b"
)


@dataclass(frozen=True, slots=True)
class Judgment:
    """A modality and the words that decided it, for the analyst."""

    modality: Modality
    reason: str


FACT = Judgment(Modality.HAPPENED, "stated as a fact")
STATE = Judgment(Modality.ONGOING, "a lasting state")


def all_judgments(
    syntax: Syntax,
    word: int,
    *,
    is_state: bool,
    is_toll: bool,
    has_toll: bool,
    date: EventDate,
    attribution: Sequence[Attribution],
    published_on: datetime.date | None,
) -> tuple[Judgment, ...]:
    """What every rule that holds makes of the event, the one that decides first; empty for a plain fact."""
    scope = read_scope(syntax, word, is_toll=is_toll)
    by_scope = None if scope.modality is None else Judgment(scope.modality, scope.reason)
    general = _adjective(syntax, word)
    judgments = (
        general if scope.modality is Modality.PLANNED else None,
        by_scope if scope.modality in _UNREAL else None,
        STATE if is_state else None,
        general,
        _dated_history(syntax, word, date=date, published_on=published_on),
        by_scope if scope.modality is Modality.ONGOING else None,
        _lasting(syntax, word),
        _general(syntax, word, date=date),
        _aggregate(syntax, word, date=date, has_toll=has_toll),
        _background(syntax, word, date=date, published_on=published_on),
        _ongoing(syntax, word, date=date),
        by_scope if scope.modality is Modality.CLAIMED else None,
        _claimed(syntax, word, attribution=attribution),
    )
    return tuple(dict.fromkeys(found for found in judgments if found is not None))


def _adjective(syntax: Syntax, word: int) -> Judgment | None:
    """What an event noun is called ("a planned attack"), or what its clause calls it ("reportedly")."""
    for child in syntax.children[word]:
        if syntax.is_verb(word) or syntax.tokens[child].dep not in {"amod", "det", "compound", "advmod"}:
            continue
        texts = {syntax.lemmas[child], syntax.tokens[child].text.lower()}
        if "any" in texts and syntax.tokens[child].dep == "det":
            return Judgment(Modality.HYPOTHETICAL, "spoken of in general: “any”")
        for kind, words in _rules()["adjectives"].items():
            if texts & set(words):
                return Judgment(Modality(kind), f"described as “{syntax.tokens[child].text}”")
    return None


def _dated_history(
    syntax: Syntax, word: int, *, date: EventDate, published_on: datetime.date | None
) -> Judgment | None:
    """An event of an earlier year: by its date, or by the year that stands on its noun ("the 1998 bombing")."""
    if date.end is not None and published_on is not None and published_on - date.end > BACKGROUND_AFTER:
        return Judgment(Modality.BACKGROUND, "more than a year before publication")
    is_vague = date.precision in {DatePrecision.MONTH, DatePrecision.SEASON} and date.basis is not DateBasis.INHERITED
    if is_vague and date.end is not None and published_on is not None and published_on - date.end > RECALLED_AFTER:
        return Judgment(Modality.BACKGROUND, "told by its month alone, and long before publication")
    if date.end is not None and published_on is None and date.end.year < EARLIEST_UNDATED:
        return Judgment(Modality.BACKGROUND, "long before any report without a date is taken to be written")
    behind = [item for _, item in syntax.objects_of_preposition(word, frozenset({"of"}))]  # "the ambush of 2019"
    beside = (*syntax.children[word], *behind)
    year = next((text for child in beside if _YEAR.match(text := syntax.tokens[child].text)), None)
    if year is not None and int(year) < (published_on.year if published_on is not None else EARLIEST_UNDATED):
        return Judgment(Modality.BACKGROUND, f"of an earlier year: “{year}”")
    return None


def _background(syntax: Syntax, word: int, *, date: EventDate, published_on: datetime.date | None) -> Judgment | None:
    after = VAGUE_ASIDE_AFTER if date.precision in _BY_MONTH else ASIDE_AFTER
    is_old = date.end is not None and published_on is not None and published_on - date.end > after
    if _describes_a_state(syntax, word, date=date, published_on=published_on):
        return Judgment(Modality.BACKGROUND, "told in passing of something whose state is reported")
    if _says_who(syntax, word, date=date):
        return Judgment(Modality.BACKGROUND, "told of somebody to say who is meant, in the pluperfect")
    if is_old and (_is_aside(syntax, word) or _is_mentioned(syntax, word)):
        return Judgment(Modality.BACKGROUND, "told in passing, and long before publication")
    if _reckons_from(syntax, word) and not _is_news(date.start, published_on):
        return Judgment(Modality.BACKGROUND, "what something else is reckoned from: “since”")
    comparisons = _rules()["background"]["comparisons"]
    for head in syntax.governors(word):
        if syntax.tokens[head].dep == "prep" and syntax.lemmas[head] in comparisons:
            return Judgment(Modality.BACKGROUND, f"a comparison: “{syntax.tokens[head].text}”")
        is_remembered = syntax.lemmas[head] in _rules()["background"]["remembering"] and not _is_news(
            date.end, published_on
        )
        if is_remembered or (syntax.lemmas[head] == "anniversary" and not syntax.is_verb(word)):
            return Judgment(Modality.BACKGROUND, f"remembered: “{syntax.tokens[head].text}”")
    clause = clause_text(syntax, word)
    phrase = next((item for item in _rules()["background"]["phrases"] if _contains(clause, item)), None)
    return Judgment(Modality.BACKGROUND, f"history or comparison: “{phrase}”") if phrase else None


def _says_who(syntax: Syntax, word: int, *, date: EventDate) -> bool:
    """Whether a relative clause in the pluperfect, without a day, says who is meant ("a man who had been held")."""
    if syntax.tokens[word].dep != "relcl":
        return False
    day = syntax.token_at(date.mention) if date.mention is not None and date.basis is not DateBasis.INHERITED else None
    if day is not None and day in syntax.subtree(word):
        return False
    noun = syntax.tokens[syntax.tokens[word].head]
    names_people = any(syntax.tokens[child].tag in {"WP", "WDT"} for child in syntax.children[word])
    return names_people and "had" in syntax.auxiliaries(word) and noun.dep in {"dobj", "pobj"}


def _describes_a_state(syntax: Syntax, word: int, *, date: EventDate, published_on: datetime.date | None) -> bool:
    """Whether an act only says which thing is meant ("the crossing, seized in April, stays closed").

    An act without a day of its own counts only where the state is that of the present.
    """
    head = syntax.clause_head(word)
    if syntax.tokens[head].dep not in {"acl", "relcl"}:
        return False
    noun = syntax.tokens[head].head
    chain = (noun, *syntax.governors(noun))
    subject = next((item for item in chain if syntax.tokens[item].dep == "nsubj"), None)
    if subject is None or any(syntax.is_verb(item) for item in chain[: chain.index(subject)]):
        return False
    verb = syntax.tokens[subject].head
    if syntax.lemmas[verb] not in listed("state_verbs") or syntax.is_passive(verb):
        return False
    if date.basis in {DateBasis.EXPLICIT, DateBasis.RELATIVE} and date.end is not None:
        return published_on is not None and published_on - date.end > RECENT
    definite = any(syntax.lemmas[child] == "the" for child in syntax.children[subject])
    return definite and syntax.tokens[verb].tag in _PRESENT


def _is_news(day: datetime.date | None, published_on: datetime.date | None) -> bool:
    return day is not None and published_on is not None and published_on - day <= NEWS_FOR


def _reckons_from(syntax: Syntax, word: int) -> bool:
    """Whether an act is told in a clause on the day since when something lasts ("since July, when rebels attacked")."""
    token = syntax.tokens[syntax.clause_head(word)]
    above = syntax.tokens[token.head] if token.dep == "relcl" else token
    return above is not token and above.dep == "pobj" and syntax.lemmas[above.head] == "since"


def _is_mentioned(syntax: Syntax, word: int) -> bool:
    """Whether an event noun only dates something else ("the talks that he began after the invasion")."""
    token = syntax.tokens[word]
    return token.dep == "pobj" and syntax.lemmas[token.head] in _rules()["prepositions"]["factual"]


def _is_aside(syntax: Syntax, word: int) -> bool:
    """Whether an act is told in a relative clause, in one that dates another, or in the pluperfect."""
    head = syntax.clause_head(word)
    marks = {syntax.lemmas[child] for child in syntax.with_dep(head, frozenset({"mark"}))}
    if syntax.tokens[head].dep == "advcl" and marks & {"after", "since"}:
        return True
    if _teller(syntax, word) != head:
        return False
    above = syntax.tokens[head].head
    is_backshifted = (  # "said that it had fallen"
        syntax.tokens[head].dep == "ccomp" and reporting_stance(syntax.lemmas[above]) is not None
    )
    return syntax.tokens[head].dep in {"relcl", "acl"} or ("had" in syntax.auxiliaries(word) and not is_backshifted)


def _aggregate(syntax: Syntax, word: int, *, date: EventDate, has_toll: bool) -> Judgment | None:
    reason = read_total(syntax, word, date=date, has_toll=has_toll)
    return None if reason is None else Judgment(Modality.AGGREGATE, reason)


def _ongoing(syntax: Syntax, word: int, *, date: EventDate) -> Judgment | None:
    token = syntax.tokens[word]
    verb = _teller(syntax, word)
    auxiliaries = set(syntax.auxiliaries(verb))
    is_one_day = date.precision is DatePrecision.DAY and date.basis is not DateBasis.INHERITED
    if syntax.tokens[verb].tag == "VBG" and auxiliaries & {"is", "are", "am", "'re", "’re", "'s", "’s"}:
        return Judgment(Modality.ONGOING, "progressive present")
    if syntax.tokens[verb].tag == "VBN" and verb != word and "being" in auxiliaries and auxiliaries & {"is", "are"}:
        return Judgment(Modality.ONGOING, "progressive present, passive")
    if syntax.tokens[verb].tag == "VBG" and "been" in auxiliaries and auxiliaries & {"has", "have"} and not is_one_day:
        return Judgment(Modality.ONGOING, "still going on: “have been”")
    is_task = token.tag in _PRESENT and syntax.lemmas[word] in listed("task_verbs") and not syntax.auxiliaries(word)
    if is_task and not is_one_day and syntax.parsed.passage.kind is not SectionKind.TITLE:
        return Judgment(Modality.ONGOING, "a standing task, in the present")
    is_timeless = token.tag == "VBG" and token.dep == "acl" and syntax.lemmas[word] in listed("lasting_verbs")
    if is_timeless or _is_now(syntax, word):
        return Judgment(Modality.ONGOING, "what lasts, without a time")
    is_present = syntax.tokens[verb].tag in _PRESENT and syntax.lemmas[verb] == "be"
    if verb != word and is_present and _is_existential(syntax, verb):
        return Judgment(Modality.ONGOING, "there is still: “there are”")
    relatives = [child for child in syntax.with_dep(word, frozenset({"relcl"})) if syntax.tokens[child].tag in _PRESENT]
    if any(syntax.lemmas[child] in listed("occurrence_verbs") for child in relatives):
        return Judgment(Modality.ONGOING, "still going on, in the present")
    if any(syntax.lemmas[head] == "day" for head in syntax.governors(word)) and _ORDINAL_DAY.search(
        syntax.parsed.passage.text.lower()
    ):
        return Judgment(Modality.ONGOING, "one day of a longer event")
    return None


def _general(syntax: Syntax, word: int, *, date: EventDate) -> Judgment | None:
    """What happens as a rule, told in the present passive: "people are detained there", "leaders are being killed"."""
    token = syntax.tokens[word]
    auxiliaries = syntax.auxiliaries(word)
    is_dated = date.precision is DatePrecision.DAY and date.basis is not DateBasis.INHERITED
    if not is_dated and _is_habit(syntax, word):
        return Judgment(Modality.AGGREGATE, "as a rule, in the present")
    is_present = bool(set(auxiliaries) & {"is", "are"}) and not set(auxiliaries) & {"has", "have", "been"}
    if token.tag != "VBN" or not is_present or is_dated or syntax.parsed.passage.kind is SectionKind.TITLE:
        return None
    subjects = syntax.with_dep(word, frozenset({"nsubjpass"}))
    are_many = any(syntax.tokens[item].tag in {"NNS", "WP"} or syntax.lemmas[item] == "they" for item in subjects)
    if "being" in auxiliaries:
        return Judgment(Modality.AGGREGATE if are_many else Modality.ONGOING, "going on, in the present")
    has_number = any(syntax.with_dep(item, frozenset({"nummod"})) for item in subjects)
    return Judgment(Modality.AGGREGATE, "as a rule, in the present") if are_many and not has_number else None


def _is_habit(syntax: Syntax, word: int) -> bool:
    """Whether a report says in the present what "they" or "these men" do: "they come, we hit them"."""
    token = syntax.tokens[word]
    if token.tag not in {"VBP", "VB"} or syntax.auxiliaries(word) or syntax.parsed.passage.kind is not SectionKind.BODY:
        return False
    subjects = syntax.with_dep(word, SUBJECTS)
    if token.dep == "relcl":
        subjects = [token.head, *subjects]  # "those who attack us"
    return any(
        syntax.tokens[item].tag == "PRP"
        or syntax.lemmas[item] in {"these", "those"}
        or any(syntax.lemmas[child] in {"these", "those"} for child in syntax.children[item])
        for item in subjects
    )


def _lasting(syntax: Syntax, word: int) -> Judgment | None:
    if not syntax.is_verb(word) and syntax.lemmas[word] in listed("struggles"):
        against = [
            item for name, item in syntax.objects_of_preposition(word, frozenset({"against"})) if name == "against"
        ]
        if against and syntax.tokens[word].tag == "NN" and not _is_told(syntax, word):
            return Judgment(Modality.ONGOING, "a course of events: “against”")
    is_perfect = bool(set(syntax.auxiliaries(word)) & {"has", "have"})
    if is_perfect and syntax.lemmas[word] in listed("lasting_verbs") and _has_since(syntax, word):
        return Judgment(Modality.ONGOING, "still going on: “since”")
    return None


def _is_now(syntax: Syntax, word: int) -> bool:
    """Whether an act that lasts is told in the present with a "now" ("the militias now fight one another")."""
    is_present = syntax.tokens[word].tag in _PRESENT and syntax.lemmas[word] in listed("lasting_verbs")
    return is_present and any(syntax.lemmas[child] in {"now", "still"} for child in syntax.children[word])


def _is_told(syntax: Syntax, word: int) -> bool:
    """Whether a verb in the past tells an event noun ("the battle broke out", "launched a campaign")."""
    verb = _teller(syntax, word)
    return verb != word and syntax.tokens[verb].tag == "VBD"


def _has_since(syntax: Syntax, word: int) -> bool:
    return any(syntax.lemmas[child] == "since" for child in syntax.children[word])


def _teller(syntax: Syntax, word: int) -> int:
    """The verb that tells an event noun ("clashes are taking place"), the event verb itself otherwise."""
    token = syntax.tokens[word]
    is_told = token.dep in {"nsubj", "nsubjpass", "dobj", "attr"} and syntax.is_verb(token.head)
    if syntax.is_verb(word) or not is_told:
        return word
    told_by = listed("occurrence_verbs") | listed("light_verbs") | {"be"}
    return token.head if syntax.lemmas[token.head] in told_by else word


def _is_existential(syntax: Syntax, verb: int) -> bool:
    return any(syntax.tokens[child].dep == "expl" for child in syntax.children[verb])


def _claimed(syntax: Syntax, word: int, *, attribution: Sequence[Attribution]) -> Judgment | None:
    hedge = _hedge(syntax, word)
    if hedge is not None:
        return Judgment(Modality.CLAIMED, f"hedged: “{hedge}”")
    if any(source.stance is Stance.CONFIRMS for source in attribution):
        return None
    party = _own_voice(syntax, word)
    if party is not None:
        return Judgment(Modality.CLAIMED, f"a party's own words: “{party}”")
    if attribution and all(_is_partial(syntax, word, source) for source in attribution):
        return Judgment(Modality.CLAIMED, f"only {attribution[0].name} says so")
    return None


def _hedge(syntax: Syntax, word: int) -> str | None:
    """The "reportedly" of the event's own clause."""
    teller = _teller(syntax, word)
    seen = [word] if syntax.lemmas[teller] == "be" else [word, teller]  # "the attack was probably a mistake"
    token = syntax.tokens[word]
    if token.dep in {"conj", "advcl", "xcomp"} and syntax.is_verb(word) and not syntax.with_dep(word, SUBJECTS):
        seen.append(token.head)
    for verb in seen:
        for child in syntax.children[verb]:
            if syntax.lemmas[child] in _rules()["hedges"]["claimed"]:
                return syntax.tokens[child].text
    return None


def _own_voice(syntax: Syntax, word: int) -> str | None:
    """A party that speaks of its own deeds ("we destroyed two tanks") or in its own language ("the apostates")."""
    owner = word
    if syntax.tokens[word].dep == "conj" and not syntax.with_dep(word, SUBJECTS):
        owner = syntax.tokens[word].head
    for subject in syntax.with_dep(owner, SUBJECTS) if syntax.is_verb(word) else ():
        if syntax.tokens[subject].text.lower() == "we":
            return syntax.tokens[subject].text
        if any(syntax.tokens[child].text.lower() == "our" for child in syntax.children[subject]):
            return "our " + syntax.tokens[subject].text
    clause = clause_text(syntax, word)
    return next((item for item in _rules()["claims"]["partisan"] if _contains(clause, item)), None)


def _is_partial(syntax: Syntax, word: int, source: Attribution) -> bool:
    """Whether a source has a stake in what it says; who reports losses of its own side is believed."""
    heads = [*syntax.objects(word), *syntax.objects(syntax.clause_head(word))]
    patients = {syntax.lemmas[item] for head in heads for item in syntax.phrase(head)}
    if source.kind is SourceKind.REBEL:
        rebels = patients & set(_rules()["claims"]["rebels"])
        return not rebels or bool(patients & set(_rules()["claims"]["groups"]) - set(source.name.lower().split()))
    if source.kind is SourceKind.MILITARY:
        if syntax.lemmas[word] in _rules()["claims"]["mutual"]:
            return True  # who clashed with whom, by one of the two
        agents = {syntax.lemmas[item] for head in syntax.subjects(word) for item in syntax.phrase(head)}
        return bool(patients & set(_rules()["claims"]["rebels"]) or agents & set(_rules()["claims"]["forces"]))
    return False


def _contains(text: str, phrase: str) -> bool:
    return phrase in text and re.search(rf"\b{re.escape(phrase)}\b", text) is not None


@cache
def _rules() -> Mapping[str, Any]:  # Any: TOML values, lists of words
    return read_rules("events/modality.toml")
