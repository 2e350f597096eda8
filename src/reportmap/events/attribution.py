"""Who says so: the sources that a passage names for an event, what kind they are, and what they do with it."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from reportmap.events.syntax import Syntax
from reportmap.model import Attribution, SourceKind, Stance
from reportmap.rules import read_rules

_NOT_SAID = frozenset({"nsubj", "nsubjpass", "advcl", "relcl", "npadvmod"})
"""What stands beside a verb of saying and is not what it says."""


def find_attribution(syntax: Syntax, word: int, *, earlier: Sequence[Attribution] = ()) -> tuple[Attribution, ...]:
    """The sources that the passage gives for the event at token `word`, nearest first, each once.

    A source is the subject of a reporting verb that governs the event's clause, or follows "according to". A pronoun
    stands for the first of `earlier`, the sources of the sentence before.
    """
    found: list[Attribution] = []
    for verb in _reporting_verbs(syntax, word):
        for subject in syntax.subjects(verb):
            if syntax.tokens[subject].text.lower() in {"they", "he", "she"}:
                found += earlier[:1]
                continue
            source = _source(syntax, subject, stance=_stance(syntax, verb))
            if source is not None and all(source.start != other.start for other in found):
                found.append(source)
    for index, lemma in enumerate(syntax.lemmas):
        if lemma == "accord" and syntax.tokens[index].text.lower() == "according":
            for _, item in syntax.objects_of_preposition(index):
                source = _source(syntax, item, stance=Stance.ASSERTS)
                if source is not None and all(source.start != other.start for other in found):
                    found.append(source)
    return tuple(found)


def _reporting_verbs(syntax: Syntax, word: int) -> Iterator[int]:
    """Verbs of saying above the event word, "officials said" set off by commas included."""
    below = word
    for head in syntax.governors(word):
        is_said = syntax.tokens[below].dep not in _NOT_SAID and not _takes_credit(syntax, head)
        if is_said and syntax.is_verb(head) and reporting_stance(syntax.lemmas[head]) is not None:
            yield head
        below = head
    for child in syntax.children[syntax.clause_head(word)]:
        is_aside = syntax.tokens[child].dep in {"parataxis", "ccomp"} and child > word
        if is_aside and syntax.is_verb(child) and reporting_stance(syntax.lemmas[child]) is not None:
            yield child


def _takes_credit(syntax: Syntax, verb: int) -> bool:
    """Whether a party claims or denies its part in an act ("claimed responsibility for"), which it does not report."""
    return any(
        syntax.lemmas[item] in _rules()["credit"]["nouns"] for item in syntax.with_dep(verb, frozenset({"dobj"}))
    )


def _stance(syntax: Syntax, verb: int) -> Stance:
    stance = reporting_stance(syntax.lemmas[verb]) or Stance.ASSERTS
    if syntax.is_negated(verb) and stance in {Stance.CONFIRMS, Stance.ASSERTS}:
        return Stance.DOUBTS
    return stance


def reporting_stance(lemma: str) -> Stance | None:
    """What a verb of saying does with what it reports, None where the lemma is no verb of saying."""
    for stance in (Stance.DENIES, Stance.DOUBTS, Stance.CONFIRMS, Stance.ASSERTS):
        if lemma in _rules()["verbs"][stance.value]:
            return stance
    return None


def _source(syntax: Syntax, head: int, *, stance: Stance) -> Attribution | None:
    kind = source_kind(syntax, head)
    if kind is None or syntax.is_negated(head) or any(syntax.lemmas[child] == "no" for child in syntax.children[head]):
        return None  # "no group has claimed it" names no source
    span = syntax.span_of(syntax.phrase(head))
    name = span.text.removeprefix("The ").removeprefix("the ")
    return Attribution(start=span.start, end=span.end, text=span.text, name=name, kind=kind, stance=stance)


def source_kind(syntax: Syntax, head: int) -> SourceKind | None:
    """What kind of source a phrase names, None where it is no known kind (a pronoun, an abstract noun)."""
    words = syntax.phrase(head)
    text = syntax.span_of(words).text
    lower = text.lower()
    described = " ".join(syntax.tokens[item].text for item in sorted(syntax.subtree(head))).lower()
    if any(phrase in described for phrase in _rules()["anonymous"]["phrases"]):
        return SourceKind.ANONYMOUS
    if any(_has_name(text, name) for name in _rules()["outlets"]["names"]):
        return SourceKind.MEDIA
    if any(_has_name(text, name) for name in _rules()["ngo"]["names"]):
        return SourceKind.NGO
    if any(phrase in lower for phrase in _rules()["ngo"]["phrases"]):
        return SourceKind.NGO
    nouns = [syntax.lemmas[head], *(syntax.lemmas[item] for item in sorted(words, reverse=True) if item != head)]
    for lemma in nouns:
        if lemma in _rules()["outlets"]["nouns"]:
            return SourceKind.MEDIA
        for kind in ("hospital", "rebel", "military", "official", "eyewitness", "anonymous", "author"):
            if lemma in _rules()["nouns"][kind]:
                return _refined(SourceKind(kind), nouns)
    return _named_source(syntax, head)


def _refined(kind: SourceKind, nouns: list[str]) -> SourceKind:
    """A spokesman speaks for whom he is named with: "a Taliban spokesman" is no official, "an army spokesman" is."""
    if kind in {SourceKind.OFFICIAL, SourceKind.ANONYMOUS}:
        others = ("rebel", "military", "hospital", "official")
        for other in others if kind is SourceKind.ANONYMOUS else others[:3]:
            if any(lemma in _rules()["nouns"][other] for lemma in nouns[1:]):
                return SourceKind(other)
    return kind


def _named_source(syntax: Syntax, head: int) -> SourceKind | None:
    """A named person or country that says something: officials, for want of better knowledge."""
    token = syntax.tokens[head]
    labels = {entity.label for entity in syntax.parsed.entities if entity.contains(token)}
    return SourceKind.OFFICIAL if labels & {"GPE", "PERSON", "ORG", "NORP"} else None


def _has_name(text: str, name: str) -> bool:
    start = text.find(name)
    if start < 0:
        return False
    end = start + len(name)
    before, after = text[start - 1 : start], text[end : end + 1]
    return not before.isalnum() and not after.isalnum()


@cache
def _rules() -> Mapping[str, Any]:  # Any: TOML values, lists of words
    return read_rules("events/attribution.toml")
