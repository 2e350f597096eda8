"""Whether the text says that an event took place: one rule after the other, the first that holds decides.

Every cue is scoped to the event word's own clause and to what governs it; cues are data
(`resources/events/modality.toml`). Classes after RECORD.md.
"""

import datetime
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from reportmap.events.attribution import reporting_stance
from reportmap.events.quantities import read_quantity
from reportmap.events.syntax import Syntax
from reportmap.model import Attribution, DatePrecision, EventDate, Modality, SourceKind, Stance
from reportmap.rules import read_rules

BACKGROUND_AFTER = datetime.timedelta(days=366)
"""An event that ended longer than this before publication is history (measured on the seed and the samples)."""

ASIDE_AFTER = datetime.timedelta(days=60)
"""An act told in passing (relative clause, pluperfect) and older than this at publication is background."""

_COARSE = frozenset({DatePrecision.SEASON, DatePrecision.YEAR, DatePrecision.MONTH, DatePrecision.RANGE})
_TOTAL_SPAN = re.compile(
    r"\b(?:in|during|over|within|for) (?:the |these |those )?(?:past|last|first|previous|space of) "
    r"(?:[\w-]{1,20} ){0,2}(?:days|weeks|months|years|year|week|month)\b"
    r"|\bhave (?:been killed|died|been wounded|lost)\b.{0,80}\bsince\b"
    r"|\bin (?:one|a|two|three|four) (?:week|month|year)s? of\b"
)
SEPARATE_EVENTS = 5
"""From this number on, counted event nouns ("135 attacks") are a total; two or three bombings may be one event."""

_GOVERNED = frozenset({"xcomp", "ccomp", "dobj", "pobj", "advcl", "acl", "pcomp", "prep", "conj", "nsubj", "nsubjpass"})
_PARTY_SOURCES = frozenset({SourceKind.REBEL, SourceKind.EYEWITNESS, SourceKind.ANONYMOUS})


@dataclass(frozen=True, slots=True)
class Judgment:
    """A modality and the words that decided it, for the analyst."""

    modality: Modality
    reason: str


def judge_modality(
    syntax: Syntax,
    word: int,
    *,
    is_state: bool,
    is_toll: bool,
    has_toll: bool,
    date: EventDate,
    attribution: Sequence[Attribution],
    published_on: datetime.date | None,
) -> Judgment:
    """The modality of the event at token `word`."""
    if is_state:
        return _negated(syntax, word, is_toll=is_toll) or Judgment(Modality.ONGOING, "a lasting state")
    judgments = (
        _negated(syntax, word, is_toll=is_toll),
        _conditional(syntax, word),
        _modal(syntax, word),
        _governed(syntax, word),
        _adjective(syntax, word),
        _aggregate(syntax, word, date=date, has_toll=has_toll),
        _background(syntax, word, date=date, published_on=published_on),
        _ongoing(syntax, word),
        _claimed(syntax, word, attribution=attribution),
    )
    return next((found for found in judgments if found is not None), Judgment(Modality.HAPPENED, "stated as a fact"))


def _path(syntax: Syntax, word: int) -> Iterator[int]:
    """The event word and the words that govern it, up to the verb of saying that reports the clause."""
    yield word
    index = word
    for head in syntax.governors(word):
        dep = syntax.tokens[index].dep
        if dep == "advcl" and _is_timed(syntax, index):
            return
        if dep not in _GOVERNED or (dep == "ccomp" and syntax.is_free_relative(index)):
            return
        if (
            dep == "conj"
            and syntax.tokens[index].tag[:2] == "VB"
            and syntax.with_dep(index, frozenset({"nsubj", "nsubjpass"}))
        ):
            return
        yield head
        index = head


def _is_timed(syntax: Syntax, index: int) -> bool:
    """Whether a clause only says when or why ("planned the trip after the army attacked")."""
    marks = {"after", "before", "since", "when", "while", "because", "although", "though", "as"}
    children = syntax.with_dep(index, frozenset({"mark", "advmod"}))
    return any(syntax.lemmas[child] in marks for child in children)


def _negated(syntax: Syntax, word: int, *, is_toll: bool) -> Judgment | None:
    for index in (word, *_light_governor(syntax, word)):
        if is_toll and index == word and not syntax.is_verb(word):
            continue  # "no casualties" is a toll of nought
        if syntax.is_negated(index) and syntax.lemmas[index] not in _rules()["not_negation"]["verbs"]:
            return Judgment(Modality.DENIED, f"negated: “{syntax.tokens[index].text}”")
    for participant in syntax.with_dep(word, frozenset({"nsubjpass", "dobj", "nsubj"})):
        if not is_toll and any(syntax.lemmas[child] == "no" for child in syntax.children[participant]):
            return Judgment(Modality.DENIED, f"negated: “no {syntax.tokens[participant].text}”")
    return None


def _light_governor(syntax: Syntax, word: int) -> tuple[int, ...]:
    """The verb directly above an event noun ("there was no attack", "did not carry out an attack")."""
    token = syntax.tokens[word]
    if not syntax.is_verb(word) and token.dep in {"dobj", "nsubj", "nsubjpass", "attr"} and syntax.is_verb(token.head):
        return (token.head,)
    return ()


def _conditional(syntax: Syntax, word: int) -> Judgment | None:
    for index in _path(syntax, word):
        for child in syntax.children[index]:
            lemma = syntax.lemmas[child]
            if syntax.tokens[child].dep == "mark" and lemma in _rules()["conjunctions"]["hypothetical"]:
                return Judgment(Modality.HYPOTHETICAL, f"conditional: “{syntax.tokens[child].text}”")
    return None


def _modal(syntax: Syntax, word: int) -> Judgment | None:
    for index in _path(syntax, word):
        if index != word and _is_saying(syntax, index):
            continue
        auxiliaries = syntax.auxiliaries(index)
        if not auxiliaries or "have" in auxiliaries[1:]:
            continue
        for kind in (Modality.PLANNED, Modality.HYPOTHETICAL):
            hit = next((text for text in auxiliaries if text in _rules()["modals"][kind.value]), None)
            if hit is not None:
                return Judgment(kind, f"modal: “{hit}”")
    return None


def _governed(syntax: Syntax, word: int) -> Judgment | None:
    previous = word
    for index in _path(syntax, word):
        if index == word:
            continue
        lemma = syntax.lemmas[index]
        if syntax.tokens[previous].dep == "conj":
            previous = index
            continue
        is_subject = syntax.tokens[previous].dep in {"nsubj", "nsubjpass"}
        for kind in (Modality.DENIED, Modality.HYPOTHETICAL, Modality.PLANNED):
            if lemma in _rules()["governors"][kind.value] and not is_subject and not _is_circumstance(syntax, previous):
                return Judgment(kind, f"governed by “{syntax.tokens[index].text}”")
        if syntax.lemmas[index] in {"report", "claim"} and _under_despite(syntax, index):
            return Judgment(Modality.DENIED, "a report that the text contradicts: “despite”")
        previous = index
    return None


def _is_circumstance(syntax: Syntax, index: int) -> bool:
    """Whether a phrase only says when or where ("planned the trip after the attack")."""
    token = syntax.tokens[index]
    return token.dep == "prep" and syntax.lemmas[index] in {
        "after",
        "since",
        "in",
        "at",
        "near",
        "before",
        "during",
        "following",
        "from",
        "by",
    }


def _under_despite(syntax: Syntax, index: int) -> bool:
    return any(syntax.lemmas[head] == "despite" for head in syntax.governors(index))


def _adjective(syntax: Syntax, word: int) -> Judgment | None:
    for child in syntax.children[word]:
        if syntax.tokens[child].dep not in {"amod", "det", "compound"}:
            continue
        for kind in (Modality.HYPOTHETICAL, Modality.PLANNED, Modality.CLAIMED):
            if syntax.lemmas[child] in _rules()["adjectives"][kind.value] or (
                syntax.tokens[child].text.lower() in _rules()["adjectives"][kind.value]
            ):
                return Judgment(kind, f"described as “{syntax.tokens[child].text}”")
    return None


def _background(syntax: Syntax, word: int, *, date: EventDate, published_on: datetime.date | None) -> Judgment | None:
    if date.end is not None and published_on is not None and published_on - date.end > BACKGROUND_AFTER:
        return Judgment(Modality.BACKGROUND, "more than a year before publication")
    is_old = date.end is not None and published_on is not None and published_on - date.end > ASIDE_AFTER
    if is_old and _is_aside(syntax, word):
        return Judgment(Modality.BACKGROUND, "told in passing, and long before publication")
    comparisons = _rules()["background"]["comparisons"]
    for head in syntax.governors(word):
        if syntax.tokens[head].dep == "prep" and syntax.lemmas[head] in comparisons:
            return Judgment(Modality.BACKGROUND, f"a comparison: “{syntax.tokens[head].text}”")
    clause = _clause_text(syntax, word)
    phrase = next((item for item in _rules()["background"]["phrases"] if _contains(clause, item)), None)
    return Judgment(Modality.BACKGROUND, f"history or comparison: “{phrase}”") if phrase else None


def _is_aside(syntax: Syntax, word: int) -> bool:
    """Whether an act is told in a relative clause or in the pluperfect."""
    head = syntax.clause_head(word)
    above = syntax.tokens[head].head
    is_backshifted = syntax.tokens[head].dep == "ccomp" and _is_saying(syntax, above)  # "said that it had fallen"
    return syntax.tokens[head].dep in {"relcl", "acl"} or ("had" in syntax.auxiliaries(word) and not is_backshifted)


def _aggregate(syntax: Syntax, word: int, *, date: EventDate, has_toll: bool) -> Judgment | None:
    text = syntax.parsed.passage.text.lower()
    habitual = next((item for item in _rules()["aggregate"]["habitual"] if _contains(text, item)), None)
    if habitual is not None:
        return Judgment(Modality.AGGREGATE, f"habitual: “{habitual}”")
    phrase = next((item for item in _rules()["aggregate"]["phrases"] if _contains(text, item)), None)
    if phrase is not None:
        return Judgment(Modality.AGGREGATE, f"a total: “{phrase}”")
    span = _TOTAL_SPAN.search(text) if has_toll else None
    if span is not None:
        return Judgment(Modality.AGGREGATE, f"a total: “{span[0]}”")
    if _many(syntax, word):
        return Judgment(Modality.AGGREGATE, "a number of events")
    quantifier = _quantifier(syntax, word)
    if quantifier is not None:
        return Judgment(Modality.AGGREGATE, f"several events: “{quantifier}”")
    is_plural = syntax.tokens[word].tag == "NNS" or any(
        syntax.tokens[item].tag == "NNS"
        for item in syntax.with_dep(word, frozenset({"dobj"}))
        if not _is_person(syntax, item)
    )
    if is_plural and date.precision in _COARSE:
        return Judgment(Modality.AGGREGATE, "plural over a period")
    if date.precision is DatePrecision.YEAR and _has_number(syntax, word):
        return Judgment(Modality.AGGREGATE, "a figure for a whole year")
    return None


def _many(syntax: Syntax, word: int) -> bool:
    if syntax.is_verb(word):
        return False
    numbers = syntax.with_dep(word, frozenset({"nummod"}))
    quantity = read_quantity(
        [syntax.tokens[item].text for number in numbers for item in sorted(syntax.subtree(number))]
    )
    figure = None if quantity is None else quantity.best or quantity.low or quantity.high
    return figure is not None and figure >= SEPARATE_EVENTS


def _quantifier(syntax: Syntax, word: int) -> str | None:
    """The "string of" or "dozens of" above an event noun, or on it."""
    index = word
    for head in syntax.governors(word):
        if syntax.tokens[index].dep in {"pobj", "prep", "conj", "compound"} or syntax.lemmas[head] == "of":
            if syntax.lemmas[head] in _rules()["aggregate"]["quantifiers"] and not syntax.is_verb(head):
                return syntax.tokens[head].text
            index = head
            continue
        break
    if not syntax.is_verb(word):
        for child in syntax.children[word]:
            if syntax.lemmas[child] in _rules()["aggregate"]["quantifiers"]:
                return syntax.tokens[child].text
    return None


def _is_person(syntax: Syntax, index: int) -> bool:
    return any(entity.label == "PERSON" and entity.contains(syntax.tokens[index]) for entity in syntax.parsed.entities)


def _has_number(syntax: Syntax, word: int) -> bool:
    head = syntax.clause_head(word)
    tokens = syntax.subtree(head) | {syntax.tokens[head].head}
    dated = [entity for entity in syntax.parsed.entities if entity.label in {"DATE", "TIME"}]
    numbers = [syntax.tokens[item] for item in tokens if syntax.tokens[item].tag == "CD"]
    return any(not any(entity.contains(number) for entity in dated) for number in numbers)


def _ongoing(syntax: Syntax, word: int) -> Judgment | None:
    for index in _path(syntax, word):
        if (
            index != word
            and syntax.lemmas[index] in _rules()["governors"]["ongoing"]
            and syntax.tokens[word].dep in {"xcomp", "nsubj", "dobj"}
        ):
            return Judgment(Modality.ONGOING, f"still going on: “{syntax.tokens[index].text}”")
    token = syntax.tokens[word]
    auxiliaries = syntax.auxiliaries(word)
    if token.tag == "VBG" and set(auxiliaries) & {"is", "are", "'re", "’re", "'s", "’s"}:
        return Judgment(Modality.ONGOING, "progressive present")
    if token.tag == "VBG" and "been" in auxiliaries and set(auxiliaries) & {"has", "have"}:
        return Judgment(Modality.ONGOING, "still going on: “have been”")
    return None


def _claimed(syntax: Syntax, word: int, *, attribution: Sequence[Attribution]) -> Judgment | None:
    for source in attribution:
        if source.stance is Stance.DENIES:
            return Judgment(Modality.DENIED, f"denied by {source.name}")
    if any(source.stance is Stance.CONFIRMS for source in attribution):
        return None
    for index in _path(syntax, word):
        if syntax.lemmas[index] in _rules()["claims"]["verbs"] and index != word and _is_saying(syntax, index):
            return Judgment(Modality.CLAIMED, f"a claim: “{syntax.tokens[index].text}”")
    if attribution and all(source.kind in _PARTY_SOURCES for source in attribution):
        return Judgment(Modality.CLAIMED, f"only {attribution[0].name} says so")
    return None


def _is_saying(syntax: Syntax, index: int) -> bool:
    """Whether a verb reports what others say, so that its own "could" says nothing of the event."""
    return syntax.is_verb(index) and reporting_stance(syntax.lemmas[index]) is not None


def _clause_text(syntax: Syntax, word: int) -> str:
    """The words of the event's own clause, lower case."""
    head = syntax.clause_head(word)
    members = syntax.subtree(head, stop=frozenset({"ccomp", "advcl", "conj", "parataxis"})) | syntax.subtree(word)
    return " ".join(syntax.tokens[item].text.lower() for item in sorted(members))


def _contains(text: str, phrase: str) -> bool:
    return re.search(rf"\b{re.escape(phrase)}\b", text) is not None


@cache
def _rules() -> Mapping[str, Any]:  # Any: TOML values, lists of words
    return read_rules("events/modality.toml")
