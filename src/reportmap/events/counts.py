"""The numbers of people that belong to one event, with what happened to them and the words that say so."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from reportmap.events.frames import frame_of
from reportmap.events.quantities import Quantity, read_quantity
from reportmap.events.syntax import Syntax
from reportmap.model import ActorMention, Count, Counts, CountScope
from reportmap.rules import read_rules

_FIELDS = ("fatalities", "injured", "detained", "abducted", "displaced")
_PER_ENGAGEMENT = ("per engagement", "per clash", "per attack", "in each engagement", "in each clash")
_COLLECTIVE = frozenset({"family", "convoy", "group", "army", "police", "patrol", "garrison", "crowd", "mob", "gang", "militia", "force", "cell", "network", "government", "military"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Toll:
    field: str
    heads: tuple[int, ...]


def find_counts(
    syntax: Syntax, *, scope: set[int], agents: Sequence[int], actors: Sequence[ActorMention], is_total: bool
) -> Counts:
    """The counts that stand in the tokens of `scope`; a field is None where the text gives no number.

    Coordinated victims add up ("two soldiers and a policeman"); "including four children" does not. The number of
    the acting party is a group size, never a toll. Source of the scopes: RECORD.md, count_scope.
    """
    found: dict[str, Count] = {}
    for toll in _tolls(syntax, scope):
        count = _count(syntax, toll.heads, actors)
        if count is not None and toll.field not in found:
            found[toll.field] = count
    size = _group_size(syntax, agents, actors)
    text = syntax.parsed.passage.text.lower()
    scope_of_counts = None
    if found:
        if any(phrase in text for phrase in _PER_ENGAGEMENT):
            scope_of_counts = CountScope.PER_ENGAGEMENT
        else:
            scope_of_counts = CountScope.PERIOD_TOTAL if is_total else CountScope.EVENT
    return Counts(group_size=size, scope=scope_of_counts, **found)


def _tolls(syntax: Syntax, scope: set[int]) -> Iterator[_Toll]:
    for index in sorted(scope):
        lemma, token = syntax.lemmas[index], syntax.tokens[index]
        for field in _FIELDS:
            if syntax.is_verb(index) and lemma in _words("verbs", field):
                patients = _victims(syntax, index)
                if patients:
                    yield _Toll(field, patients)
            elif lemma in _words("adjectives", field) and not syntax.is_verb(index):
                yield _Toll(field, tuple(_adjective_bearers(syntax, index)))
            elif token.tag.startswith("NN") and lemma in _words("nouns", field):
                of = [item for _, item in syntax.objects_of_preposition(index, frozenset({"of"}))]
                yield _Toll(field, tuple(of) or (index,))


def _victims(syntax: Syntax, index: int) -> tuple[int, ...]:
    frame = frame_of(syntax, index)
    heads = syntax.objects(index) or list(frame.patients)
    return tuple(head for head in heads if syntax.lemmas[head] not in {"himself", "herself", "themselves", "itself"})


def _adjective_bearers(syntax: Syntax, index: int) -> list[int]:
    """What "dead" is said of: its own number ("12 dead"), its noun, or the object of "left 12 people dead"."""
    if syntax.with_dep(index, frozenset({"nummod"})):
        return [index]
    token = syntax.tokens[index]
    if token.dep == "amod":
        return [token.head]
    if syntax.is_verb(token.head):
        objects = [item for item in syntax.objects(token.head) if item != index]
        return objects or [item for item in syntax.subjects(token.head) if item != index]
    previous = syntax.tokens[index - 1] if index else None
    if previous is not None and previous.tag == "CD":
        return [index - 1]
    return [token.head] if syntax.tokens[token.head].tag.startswith(("NN", "CD")) else []


def _count(syntax: Syntax, heads: Iterable[int], actors: Sequence[ActorMention]) -> Count | None:
    """The sum over coordinated phrases, None where any of them has no number."""
    total: Quantity | None = None
    covered: set[int] = set()
    side: str | None = None
    for head in heads:
        quantity, words = _quantity(syntax, head, actors)
        if quantity is None:
            continue
        total = quantity if total is None else total + quantity
        covered |= words
        side = side or next((actor.canonical for actor in actors if actor.head == head), None)
    if total is None or not covered:
        return None
    span = syntax.span_of(covered)
    return Count(
        start=span.start, end=span.end, text=span.text, low=total.low, best=total.best, high=total.high, side=side
    )


def _quantity(syntax: Syntax, head: int, actors: Sequence[ActorMention]) -> tuple[Quantity | None, set[int]]:
    phrase = {item for item in syntax.phrase(head) if item <= head}
    for number in syntax.with_dep(head, frozenset({"nummod"})):
        phrase |= {item for item in syntax.subtree(number) if item <= head}
    of = [item for name, item in syntax.objects_of_preposition(head, frozenset({"of"}))]
    if syntax.lemmas[head] in {"dozen", "score", "hundred", "thousand", "number", "ten"} and of:
        phrase |= syntax.phrase(of[0])
    words = [syntax.tokens[item].text for item in sorted(phrase)]
    quantity = read_quantity(words)
    if quantity is None and _is_one_person(syntax, head, actors):
        quantity = Quantity(1, 1, 1)
    return quantity, phrase


def _is_one_person(syntax: Syntax, head: int, actors: Sequence[ActorMention]) -> bool:
    """Whether a phrase without a number names one person: a personal name, or "the governor"."""
    token = syntax.tokens[head]
    if any(entity.label == "PERSON" and entity.contains(token) for entity in syntax.parsed.entities):
        return True
    is_party = any(actor.head == head and actor.is_generic for actor in actors)
    return token.tag == "NN" and is_party and syntax.lemmas[head] not in _COLLECTIVE


def _group_size(syntax: Syntax, agents: Sequence[int], actors: Sequence[ActorMention]) -> Count | None:
    for head in agents:
        if any(actor.head == head for actor in actors):
            quantity, words = _quantity(syntax, head, actors)
            if quantity is not None and (quantity.best or quantity.high or 0) > 1:
                span = syntax.span_of(words)
                return Count(
                    start=span.start, end=span.end, text=span.text, low=quantity.low, best=quantity.best, high=quantity.high
                )
    return None


@cache
def _words(table: str, field: str) -> frozenset[str]:
    return frozenset(read_rules("events/quantities.toml")[table].get(field, ()))

