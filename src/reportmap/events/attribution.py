"""Who says so: the sources that a passage names for an event, what kind they are, and what they do with it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from reportmap.events.syntax import Syntax
from reportmap.model import ActorKind, ActorMention, Attribution, SourceKind, Stance
from reportmap.rules import read_rules

_NOT_SAID = frozenset({"nsubj", "nsubjpass", "advcl", "relcl", "npadvmod"})
"""What stands beside a verb of saying and is not what it says."""

_PARTY_KINDS = {
    ActorKind.STATE_FORCES: SourceKind.MILITARY,
    ActorKind.EXTERNAL_FORCES: SourceKind.MILITARY,
    ActorKind.PEACEKEEPERS: SourceKind.MILITARY,
    ActorKind.REBEL_GROUP: SourceKind.REBEL,
    ActorKind.MILITIA: SourceKind.REBEL,
}
"""What kind of source a party is that the lexicon of actors knows and the words alone do not."""


def find_attribution(
    syntax: Syntax, word: int, *, earlier: Sequence[Attribution] = (), actors: Sequence[ActorMention] = ()
) -> tuple[Attribution, ...]:
    """The sources that the passage gives for the event at token `word`, nearest first, each once.

    A source is the subject of a reporting verb that governs the event's clause, or follows "according to". Who passes
    on what another says ("the paper quoted the mayor", "police told Reuters") is its `told_by`, and no source of its
    own. A pronoun stands for the first of `earlier`, the sources of the sentence before; `actors` say what kind a named
    one is.
    """
    kinds = {actor.head: actor.kind for actor in actors}
    found: list[Attribution] = []
    for verb in _reporting_verbs(syntax, word):
        for subject in _speakers(syntax, verb):
            if syntax.tokens[subject].text.lower() in {"they", "he", "she", "it"}:
                found += earlier[:1]
                continue
            source = _source(syntax, subject, verb=verb, stance=_stance(syntax, verb), kinds=kinds)
            found = _with_source(found, source, told_by=_outlet(syntax, verb, subject))
    for index, lemma in enumerate(syntax.lemmas):
        if lemma == "accord" and syntax.tokens[index].text.lower() == "according":
            for _, item in syntax.objects_of_preposition(index):
                source = _source(syntax, item, verb=None, stance=Stance.ASSERTS, kinds=kinds)
                found = _with_source(found, source, told_by=_quoting(syntax, item))
    return tuple(_chained(found))


def _with_source(
    found: list[Attribution], source: Attribution | None, *, told_by: Attribution | None
) -> list[Attribution]:
    """The sources with one more, unless it is none or there already."""
    if source is None or any(source.start == other.start for other in found):
        return found
    is_own = told_by is None or told_by.start == source.start
    return [*found, source if is_own else replace(source, told_by=told_by)]


def _chained(found: Sequence[Attribution]) -> list[Attribution]:
    """The original sources: an outlet that stands above another source ("the paper said police said") tells it on."""
    tellers = {source.told_by.start for source in found if source.told_by is not None}
    own = [source for source in found if source.start not in tellers]
    outlets = [source for source in own if source.kind is SourceKind.MEDIA]
    others = [source for source in own if source.kind is not SourceKind.MEDIA]
    if len(outlets) != 1 or not others or outlets[0].stance is not Stance.ASSERTS:
        return own
    return [source if source.told_by else replace(source, told_by=outlets[0]) for source in others]


def _speakers(syntax: Syntax, verb: int) -> list[int]:
    """Who says it: of "X quoted Y as saying", "X said, citing Y" and "Y was quoted by X as saying", Y."""
    token = syntax.tokens[verb]
    above = syntax.tokens[token.head].head
    if (
        token.dep == "pcomp"
        and syntax.lemmas[token.head] == "as"
        and syntax.lemmas[above] in _rules()["quoting"]["verbs"]
    ):
        return syntax.objects(above)
    if syntax.lemmas[verb] in _rules()["quoting"]["verbs"]:
        return syntax.objects(verb)
    cited = [
        item
        for child in syntax.with_dep(verb, frozenset({"advcl", "xcomp", "prep", "acl"}))
        if syntax.lemmas[child] in _rules()["quoting"]["verbs"]
        for item in syntax.objects(child)
    ]
    return cited or syntax.subjects(verb)


def _outlet(syntax: Syntax, verb: int, speaker: int) -> Attribution | None:
    """Who passes on what the speaker says with this verb, None where the speaker says it himself."""
    heads = [item for item in syntax.subjects(verb) if item != speaker]
    token = syntax.tokens[verb]
    if token.dep == "pcomp" and syntax.lemmas[token.head] == "as":
        heads = [item for item in syntax.subjects(syntax.tokens[token.head].head) if item != speaker]
    if not heads and syntax.lemmas[verb] == "tell":
        labels = frozenset({"dobj", "dative", "iobj"})
        heads = [item for item in syntax.with_dep(verb, labels) if source_kind(syntax, item) is SourceKind.MEDIA]
    found = (_source(syntax, head, verb=None, stance=Stance.ASSERTS, kinds={}) for head in heads)
    return next((source for source in found if source is not None), None)


def _quoting(syntax: Syntax, head: int) -> Attribution | None:
    """The outlet of "police quoted by Reuters" and of "Reuters, which quoted police" is read from its own clause."""
    for child in syntax.with_dep(head, frozenset({"acl"})):
        if syntax.lemmas[child] in _rules()["quoting"]["verbs"]:
            for item in syntax.subjects(child):
                return _source(syntax, item, verb=None, stance=Stance.ASSERTS, kinds={})
    return None


def _reporting_verbs(syntax: Syntax, word: int) -> Iterator[int]:
    """Verbs of saying above the event word, "officials said" set off by commas included."""
    below = word
    for head in syntax.governors(word):
        is_said = syntax.tokens[below].dep not in _NOT_SAID and not _takes_credit(syntax, head)
        if is_said and syntax.is_verb(head) and _says(syntax, head):
            yield head
        below = head
    for child in syntax.children[syntax.clause_head(word)]:
        is_aside = syntax.tokens[child].dep in {"parataxis", "ccomp"} and child > word
        if is_aside and syntax.is_verb(child) and reporting_stance(syntax.lemmas[child]) is not None:
            yield child


def _says(syntax: Syntax, verb: int) -> bool:
    """Whether a verb reports: by itself, or because it sets a figure ("raised the toll to 14")."""
    if reporting_stance(syntax.lemmas[verb]) is not None:
        return True
    setting = _rules()["figures"]
    return syntax.lemmas[verb] in setting["verbs"] and any(
        syntax.lemmas[item] in setting["nouns"] for item in syntax.with_dep(verb, frozenset({"dobj"}))
    )


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


def _source(
    syntax: Syntax, head: int, *, verb: int | None, stance: Stance, kinds: Mapping[int, ActorKind]
) -> Attribution | None:
    kind = source_kind(syntax, head)
    if kind is None or syntax.is_negated(head) or any(syntax.lemmas[child] == "no" for child in syntax.children[head]):
        return None  # "no group has claimed it" names no source
    if verb is not None and _is_unnamed(syntax, verb):
        kind = SourceKind.ANONYMOUS
    elif kind is SourceKind.OFFICIAL and kinds.get(head) in _PARTY_KINDS and syntax.tokens[head].tag.startswith("NNP"):
        kind = _PARTY_KINDS[kinds[head]]
    title = [item for item in syntax.with_dep(head, frozenset({"appos"})) if min(syntax.phrase(item)) == head + 1]
    span = syntax.span_of(syntax.phrase(head).union(*map(syntax.phrase, title)))  # "the newspaper Daily Herald"
    name = span.text.removeprefix("The ").removeprefix("the ")
    return Attribution(start=span.start, end=span.end, text=span.text, name=name, kind=kind, stance=stance)


def _is_unnamed(syntax: Syntax, verb: int) -> bool:
    """Whether the speaker of a verb gives no name: "said on condition of anonymity", "said, asking not to be named"."""
    beside = syntax.with_dep(verb, frozenset({"prep", "advcl"}))
    words = (" ".join(syntax.tokens[item].text for item in sorted(syntax.subtree(child))).lower() for child in beside)
    return any(phrase in text for text in words for phrase in _rules()["anonymous"]["phrases"])


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
