"""How an event is told: named features of its word, clause, sentence, date, sources and parties.

They say what stands there and decide nothing; the learned judge (judging.py) weighs them. All words are those of our
own closed lists (`resources/events/telling.toml`).
"""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from reportmap.events.attribution import reporting_stance
from reportmap.events.frames import frame_of
from reportmap.events.lexicon import listed
from reportmap.events.modality import FACT, Judgment
from reportmap.events.quantities import read_quantity
from reportmap.events.scope import governor_effects
from reportmap.events.syntax import PASSIVE_SUBJECTS, SUBJECTS, Syntax
from reportmap.model import ActorMention, Attribution, DateBasis, EventDate, Modality, Trigger
from reportmap.rules import read_rules

AGES = ((-1, "ahead"), (7, "week"), (31, "month"), (92, "quarter"), (183, "half"), (366, "year"), (1500, "years"))
"""Upper bounds of an event's age at publication in days, and what each is called."""

POSITIONS = ((0, "first"), (2, "lead"), (8, "body"))
"""Upper bounds of a passage's index, and what part of the text it is."""

COUNTS = ((29, "few"), (999, "many"))
"""Upper bounds of a counted subject."""

MAX_GOVERNORS = 12
MAX_CONJUNCTS = 8
MOST_YEARS = 3

_YEAR = re.compile(r"\b(?:1[6-9]|20)\d\d\b")
_FINITE = {"VBD": "past", "VBZ": "present", "VBP": "present", "MD": "modal"}
_TOLD_BY = (("will", "future"), ("may", "possible"), ("must", "must"), ("would", "would"), ("had", "pluperfect"),
            ("has", "perfect"), ("to", "to"))  # fmt: skip
"""The auxiliary that says most of a verb's tense, and what the verb is then called."""
_BELOW = frozenset(
    {"amod", "compound", "poss", "appos", "advmod", "relcl", "acl", "agent", "neg", "dobj", "advcl", "npadvmod"}
)
_CLAUSES = frozenset({"relcl", "advcl", "ccomp", "acl", "pcomp", "xcomp", "csubj", "parataxis", "appos"})
_OTHER_CLAUSES = frozenset({"ccomp", "advcl", "conj", "parataxis", "relcl"})
_NAMES = frozenset({"DATE", "TIME", "GPE", "PERSON", "CARDINAL", "ORG", "NORP", "LOC", "EVENT", "FAC"})
_QUOTES = frozenset({"“", "”", '"', "``", "''"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One event word and what the other parts of the stage have found out about it.

    `rules` are the judgments of the rules that hold, the one that decides first; `before` is what they made of the
    event told before it; `text_year` is the year of publication, or else the latest that the text names.
    """

    syntax: Syntax
    word: int
    trigger: Trigger
    has_toll: bool
    date: EventDate
    attribution: Sequence[Attribution]
    actors: Sequence[ActorMention]
    published_on: datetime.date | None
    text_year: int | None
    rules: Sequence[Judgment]
    before: Modality | None = None

    @property
    def by_rules(self) -> Judgment:
        """What the rules alone say."""
        return self.rules[0] if self.rules else FACT


def telling_of(case: Case) -> tuple[str, ...]:
    """The names of the features that hold, each once."""
    parts = (
        _of_rules,
        _of_word,
        _of_above,
        _of_clause,
        _of_words,
        _of_times,
        _of_date,
        _of_sources,
        _of_parties,
        _of_text,
    )
    return tuple(dict.fromkeys(name for part in parts for name in part(case)))


def _of_rules(case: Case) -> Iterator[str]:
    first, *others = case.rules or (FACT,)
    yield f"rules:{first.modality.value}"
    yield f"because:{first.modality.value}:{_why(first)}"
    for other in others:
        yield f"also:{other.modality.value}"
        yield f"also because:{other.modality.value}:{_why(other)}"


def _why(judgment: Judgment) -> str:
    """The kind of a reason without the words of the text in it."""
    if judgment.reason.startswith("only ") and judgment.reason.endswith("says so"):
        return "one side"
    return re.split("[:“,]", judgment.reason, maxsplit=1)[0].strip()


# --- the word ----------------------------------------------------------------------------------------------------


def _of_word(case: Case) -> Iterator[str]:
    syntax, word = case.syntax, case.word
    tag, role, is_verb = syntax.tokens[word].tag, _role(syntax, word), syntax.is_verb(word)
    yield f"tag:{tag}"
    yield f"role:{role}"
    yield f"told:{tag if is_verb else 'noun'}:{role}"
    for aspect in _aspects(syntax, word):
        yield f"aspect:{aspect}"
        yield f"aspect:{aspect}:{tag}"
        yield f"aspect:{aspect}:{role}"
    if is_verb:
        yield from (f"aux:{_auxiliary(item)}" for item in syntax.auxiliaries(word))
        yield from ("passive",) if syntax.is_passive(word) else ()
    else:
        yield from _determiner(syntax, word)
    for child in syntax.children[word]:
        below = syntax.tokens[child].dep
        if below in _BELOW:
            yield f"has:{below}"
        if below == "prep":
            yield f"has prep:{_listed_or(syntax.lemmas[child], 'prepositions')}"
        yield from (f"beside:{name}" for name in _words_of(syntax, child))


def _role(syntax: Syntax, index: int) -> str:
    """The dependency of a word, that of the first of what it is coordinated with."""
    return syntax.tokens[_first_conjunct(syntax, index)].dep


def _first_conjunct(syntax: Syntax, index: int) -> int:
    for _ in range(MAX_CONJUNCTS):
        if syntax.tokens[index].dep != "conj":
            break
        index = syntax.tokens[index].head
    return index


def _aspects(syntax: Syntax, word: int) -> tuple[str, ...]:
    """The kinds of event words that a word is one of: what lasts, what is signed, what kills."""
    return _classes("aspects").get(syntax.lemmas[word], ("other",))


def _auxiliary(text: str) -> str:
    return next(iter(_classes("auxiliaries").get(text, ("other",))))


def _listed_or(lemma: str, name: str) -> str:
    return lemma if lemma in _rules()[name] else "other"


def _determiner(syntax: Syntax, word: int) -> Iterator[str]:
    number = "plural" if syntax.tokens[word].tag in {"NNS", "NNPS"} else "single"
    texts = {syntax.tokens[child].text.lower() for child in syntax.children[word] if child < word}
    kinds = (name for name, words in _rules()["determiners"].items() if texts & set(words))
    kind = next(kinds, "name" if syntax.is_definite(word) else "bare")
    yield f"noun:{kind}:{number}"
    yield f"noun:{number}"
    if any(syntax.tokens[child].dep == "nummod" for child in syntax.children[word]):
        yield "noun:counted"


# --- what stands above it ----------------------------------------------------------------------------------------


def _of_above(case: Case) -> Iterator[str]:
    syntax, word = case.syntax, case.word
    index = _first_conjunct(syntax, word)
    token = syntax.tokens[index]
    head = token.head
    if token.dep in {"pobj", "pcomp"}:
        yield f"under:{_listed_or(syntax.lemmas[head], 'prepositions')}"
        index, head = head, syntax.tokens[head].head
        yield f"under:{'verb' if syntax.is_verb(head) else 'noun'}"
    if head != index:
        yield from (f"head:{name}" for name in _kinds(syntax, head))
        if syntax.is_verb(head) and not syntax.is_verb(word):
            told = tense(syntax, head)
            yield f"head told:{told}"
            yield from (f"aspect:{aspect}:{told}" for aspect in _aspects(syntax, word))
    below = word
    for steps, above in enumerate(syntax.governors(word)):
        if steps == MAX_GOVERNORS:
            break
        for name in _kinds(syntax, above):
            yield f"up:{name}"
            if syntax.is_negated(above):
                yield f"up:not {name}"
        if syntax.tokens[below].dep in _CLAUSES:
            yield f"within:{syntax.tokens[below].dep}"
        below = above


def _kinds(syntax: Syntax, index: int) -> Iterator[str]:
    """What kind of word stands above: its effect, or that it says, tells or lends itself."""
    lemma = syntax.lemmas[index]
    effect = governor_effects().get(lemma)
    if effect is not None:
        yield effect
    if reporting_stance(lemma) is not None:
        yield "say"
    for name in ("light_verbs", "occurrence_verbs", "toll_verbs", "carriers", "commenting_verbs", "change_verbs"):
        if lemma in listed(name):
            yield name
    if lemma in _rules()["heads"]:
        yield lemma


def tense(syntax: Syntax, verb: int) -> str:
    """How a verb is told: past, present, perfect, pluperfect, future, possible, progressive, to, participle ..."""
    auxiliaries = {_auxiliary(item) for item in syntax.auxiliaries(verb)}
    tag = syntax.tokens[verb].tag
    told = next((told for name, told in _TOLD_BY if name in auxiliaries), None)
    if told is not None:
        return told
    if tag == "VBG":
        return "progressive" if "is" in auxiliaries else "was doing" if "was" in auxiliaries else "doing"
    if tag == "VBN":
        return "past" if "was" in auxiliaries else "present" if "is" in auxiliaries else "participle"
    if tag == "VB":
        return "past" if "do" in auxiliaries else "bare"
    return _FINITE.get(tag, "none")


# --- the clause --------------------------------------------------------------------------------------------------


def _of_clause(case: Case) -> Iterator[str]:
    syntax, word = case.syntax, case.word
    head = syntax.clause_head(word)
    root = next((item for item in (word, *syntax.governors(word)) if syntax.tokens[item].dep == "ROOT"), head)
    main = tense(syntax, root) if syntax.is_verb(root) else "noun"
    yield f"clause:{_role(syntax, head)}"
    yield f"clause:{_role(syntax, head)}:{main}"
    yield f"clause told:{tense(syntax, head) if syntax.is_verb(head) else 'noun'}"
    yield f"main told:{main}"
    yield from ("main clause",) if root == head else ()
    yield from (f"main:{name}" for name in _kinds(syntax, root))
    for aspect in _aspects(syntax, word):
        yield f"aspect:{aspect}:main {main}"
        if syntax.is_verb(word):
            yield f"aspect:{aspect}:{tense(syntax, word)}"
    yield f"word told:{tense(syntax, word)}" if syntax.is_verb(word) else f"noun:main {main}"
    for verb in dict.fromkeys((word, head)):
        marks = (syntax.lemmas[child] for child in syntax.with_dep(verb, frozenset({"mark", "advmod"})))
        yield from (f"mark:{lemma}" for lemma in marks if lemma in _rules()["marks"])
        if syntax.is_negated(verb):
            yield "clause:not" if verb == head else "word:not"
        for subject in syntax.with_dep(verb, SUBJECTS | PASSIVE_SUBJECTS):
            yield from _subject(syntax, subject)


def _subject(syntax: Syntax, index: int) -> Iterator[str]:
    token = syntax.tokens[index]
    person = next(iter(_classes("persons").get(token.text.lower(), ())), None)
    if person is None:
        person = "name" if token.tag in {"NNP", "NNPS"} else "plural" if token.tag == "NNS" else "single"
    yield f"subject:{person}"
    for child in syntax.with_dep(index, frozenset({"nummod"})):
        quantity = read_quantity([syntax.tokens[item].text for item in sorted(syntax.phrase(child))])
        number = None if quantity is None else quantity.best or quantity.low or quantity.high
        if number is not None:
            yield "subject:counted"
            yield f"subject count:{next((name for most, name in COUNTS if number <= most), 'mass')}"


def _clause_of(syntax: Syntax, word: int) -> set[int]:
    return syntax.subtree(syntax.clause_head(word), stop=_OTHER_CLAUSES) | syntax.subtree(word)


def _of_words(case: Case) -> Iterator[str]:
    """Classes of words in the clause, above the word, and in the rest of the sentence."""
    syntax, word = case.syntax, case.word
    clause, above = _clause_of(syntax, word), set(syntax.governors(word))
    for index, token in enumerate(syntax.tokens):
        if index == word:
            continue
        for name in _words_of(syntax, index):
            yield f"sentence:{name}"
            if index in clause:
                yield f"clause:{name}"
            if index in above:
                yield f"above:{name}"
        text = token.text.lower()
        if token.tag == "MD":
            yield f"{'clause' if index in clause else 'sentence'} modal:{_auxiliary(text)}"
        yield from (f"sentence:{name}" for name in _classes("speakers").get(text, ()))
        if text in _QUOTES:
            yield "sentence:quotes"


# --- time --------------------------------------------------------------------------------------------------------


def _of_times(case: Case) -> Iterator[str]:
    """What kinds of names and times stand in the clause, and how the event is told beside them."""
    syntax, word = case.syntax, case.word
    head = syntax.clause_head(word)
    verb = word if syntax.is_verb(word) else head
    told = ("" if verb == word else "noun ") + (tense(syntax, verb) if syntax.is_verb(verb) else "noun")
    clause = [syntax.tokens[index] for index in _clause_of(syntax, word)]
    beside = [syntax.tokens[index] for index in syntax.children[word]]
    for entity in syntax.parsed.entities:
        inside = any(entity.contains(token) for token in clause)
        if inside and entity.label in _NAMES:
            yield f"clause name:{entity.label}"
        if entity.label not in {"DATE", "TIME"}:
            continue
        for name in _when(entity.text.lower()):
            yield f"when:{name}"
            if inside:
                yield f"clause when:{name}"
                yield f"when:{name}:{told}"
                yield from (f"when:{name}, undated text",) if case.published_on is None else ()
            if any(entity.contains(token) for token in beside):
                yield f"beside when:{name}"


def _when(text: str) -> Iterator[str]:
    """What kind of time an expression names."""
    return (name for name, pattern in _when_patterns().items() if pattern.search(text))


def _of_date(case: Case) -> Iterator[str]:
    date = case.date
    yield f"date:{date.basis.value}"
    yield f"date:{date.precision.value}"
    yield f"date:{date.basis.value}:{date.precision.value}"
    if date.mention is not None and date.basis is not DateBasis.INHERITED and _YEAR.search(date.mention.text):
        yield "date:year named"
        yield from ("date:year named, undated text",) if case.published_on is None else ()
    if case.published_on is None:
        yield "age:unknown"
    elif date.end is not None:
        days = (case.published_on - date.end).days
        yield f"age:{next((name for most, name in AGES if days <= most), 'history')}"
    years = [int(item) for item in _YEAR.findall(case.syntax.parsed.passage.text)]
    if years:
        yield "year in sentence"
        yield from ("year in sentence, undated text",) if case.published_on is None else ()
    if case.text_year is not None:
        named = {"event": [] if date.end is None else [date.end.year], "sentence": years}
        for name, found in named.items():
            if found:
                yield f"years before, {name}:{min(max(case.text_year - min(found), -1), MOST_YEARS)}"


# --- who says it, who acts, and where it stands --------------------------------------------------------------------


def _of_sources(case: Case) -> Iterator[str]:
    if not case.attribution:
        yield "no source"
    for source in case.attribution:
        yield f"source:{source.kind.value}"
        yield f"source:{source.stance.value}"
        if not case.syntax.parsed.passage.start <= source.start < case.syntax.parsed.passage.end:
            yield "source before"
            continue
        for token in case.syntax.tokens_in(source):
            yield from (f"source is:{name}" for name in _classes("sides").get(case.syntax.lemmas[token], ()))


def _of_parties(case: Case) -> Iterator[str]:
    syntax, frame = case.syntax, frame_of(case.syntax, case.word)
    kinds = {actor.head: actor.kind.value for actor in case.actors}
    agents, patients = _sides(syntax, frame.agents), _sides(syntax, frame.patients)
    for role, heads, sides in (("agent", frame.agents, agents), ("patient", frame.patients, patients)):
        yield from (f"{role} is:{name}" for name in sides)
        yield from () if heads else (f"no {role}",)
        for kind in sorted({kinds[item] for item in heads if item in kinds}):
            yield f"{role}:{kind}"
            yield from (f"source {source.kind.value}, {role} {kind}" for source in case.attribution)
    yield from (f"{one} on {other}" for one in agents for other in patients)
    told = tense(syntax, case.word) if syntax.is_verb(case.word) else "noun"
    for item in frame.patients:
        if syntax.tokens[item].tag == "NNS":
            yield f"patients:{told}"
            if not syntax.with_dep(item, frozenset({"nummod", "det", "poss"})):
                yield "bare patients"
        if syntax.with_dep(item, frozenset({"nummod"})):
            yield f"patients counted:{told}"


def _sides(syntax: Syntax, heads: Sequence[int]) -> list[str]:
    """Which sides of a conflict phrases name, in alphabetical order."""
    words = {syntax.lemmas[item] for head in heads for item in syntax.phrase(head)}
    return sorted({name for lemma in words for name in _classes("sides").get(lemma, ())})


def _of_text(case: Case) -> Iterator[str]:
    passage = case.syntax.parsed.passage
    yield f"event:{case.trigger.event_type}"
    yield f"part:{case.trigger.rule.rpartition(':')[2]}"
    yield f"section:{passage.kind.value}"
    yield f"at:{next((name for most, name in POSITIONS if passage.index <= most), 'later')}"
    if case.has_toll:
        yield "toll"
    if case.before is not None:
        yield f"before:{case.before.value}"


# --- word classes ------------------------------------------------------------------------------------------------


def _words_of(syntax: Syntax, index: int) -> Sequence[str]:
    """The classes of a word, by its lemma and by its form."""
    table = _classes("words")
    lemma, text = syntax.lemmas[index], syntax.tokens[index].text.lower()
    return table.get(lemma, ()) if lemma == text else (*table.get(lemma, ()), *table.get(text, ()))


@cache
def _when_patterns() -> Mapping[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in _rules()["times"].items()}


@cache
def _classes(table: str) -> Mapping[str, tuple[str, ...]]:
    """The names of the classes that each word of a table belongs to."""
    found: dict[str, tuple[str, ...]] = {}
    for name, words in _rules()[table].items():
        for item in words:
            found[item] = (*found.get(item, ()), name)
    return found


@cache
def _rules() -> Mapping[str, Any]:  # Any: TOML values, lists of words and patterns
    return read_rules("events/telling.toml")
