"""Likenesses and an analyst's decisions -> groups of accounts of one event, the same in whatever order reports came.

The analyst's decisions come first, the newest before all others. Then the likenesses join groups, the surest first, as
long as no two accounts of the joined group are ruled out or very unlike: complete linkage with a floor. Ties go by id.
Accounts that the analyst joined count as one there: what fits one of them fits all.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reportmap.matching.compare import Likeness, compare
from reportmap.matching.profile import Profile
from reportmap.matching.rules import rules

BY_ANALYST = "joined by an analyst"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What an analyst said about two accounts. A larger `number` is newer and wins where two contradict each other."""

    number: int
    one: str
    two: str
    is_same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Accounts of one event, by id. `reasons` holds the score and reason of the likeness that holds each one best."""

    event_ids: tuple[str, ...]
    reasons: Mapping[str, tuple[float, str]]


def find_groups(
    profiles: Mapping[str, Profile], *, likenesses: Iterable[Likeness], decisions: Collection[Decision] = ()
) -> tuple[Group, ...]:
    """The groups of two accounts and more, by their first id.

    Args:     profiles: by event id, at least those that the likenesses and decisions name; what is missing is left out
    """
    forest = _Forest(profiles)
    for decision in sorted(decisions, key=lambda item: -item.number):
        if decision.one in profiles and decision.two in profiles:
            forest.obey(decision)
    accepted = [one for one in likenesses if one.score >= rules().limits["accept"]]
    accepted = [one for one in accepted if one.one in profiles and one.two in profiles]
    forest.learn(accepted)
    for likeness in sorted(accepted, key=lambda item: (-item.score, item.one, item.two)):
        forest.join(likeness)
    return forest.groups(accepted)


class _Forest:
    """Groups while they grow: each account knows its group, each group those that it must stay apart from.

    A group is a list of knots: what the analyst tied together, else single accounts.
    """

    def __init__(self, profiles: Mapping[str, Profile]) -> None:
        self._profiles = profiles
        self._knots: dict[str, list[tuple[str, ...]]] = {event_id: [(event_id,)] for event_id in profiles}
        self._root: dict[str, str] = {event_id: event_id for event_id in profiles}
        self._apart: dict[str, set[str]] = defaultdict(set)
        self._told: set[frozenset[str]] = set()
        self._judged: dict[frozenset[str], bool] = {}

    def obey(self, decision: Decision) -> None:
        """Carry out a decision unless a newer one already says otherwise."""
        one, two = self._root[decision.one], self._root[decision.two]
        if decision.is_same:
            self._told.add(frozenset({decision.one, decision.two}))
            if one != two and two not in self._apart[one]:
                root = self._unite(one, two)
                self._knots[root] = [tuple(event_id for knot in self._knots[root] for event_id in knot)]
        elif one != two:
            self._apart[one].add(two)
            self._apart[two].add(one)

    def learn(self, likenesses: Iterable[Likeness]) -> None:
        """Take over which pairs fit together, so that they need not be compared again."""
        for likeness in likenesses:
            self._judged[frozenset({likeness.one, likeness.two})] = likeness.score >= rules().limits["hold"]

    def join(self, likeness: Likeness) -> None:
        """Unite the groups of two accounts where nothing speaks against any pair of the two groups."""
        one, two = self._root[likeness.one], self._root[likeness.two]
        if one == two or two in self._apart[one]:
            return
        pairs = ((a, b) for a in self._knots[one] for b in self._knots[two])
        if all(any(self._may_stand_together(a, b) for a in first for b in second) for first, second in pairs):
            self._unite(one, two)

    def _may_stand_together(self, one: str, two: str) -> bool:
        pair = frozenset({one, two})
        if pair not in self._judged:
            likeness = compare(self._profiles[one], self._profiles[two])
            self._judged[pair] = likeness is not None and likeness.score >= rules().limits["hold"]
        return self._judged[pair]

    def _unite(self, one: str, two: str) -> str:
        """Make one group of two, and give its root."""
        if len(self._knots[one]) < len(self._knots[two]):
            one, two = two, one
        for knot in self._knots[two]:
            self._root.update(dict.fromkeys(knot, one))
        self._knots[one] += self._knots.pop(two)
        for other in self._apart.pop(two, set()):
            self._apart[other].discard(two)
            self._apart[other].add(one)
            self._apart[one].add(other)
        return one

    def groups(self, likenesses: Sequence[Likeness]) -> tuple[Group, ...]:
        """The groups of two and more, with what holds each member best."""
        best: dict[str, tuple[float, str]] = {}
        for likeness in sorted(likenesses, key=lambda item: (-item.score, item.one, item.two)):
            if self._root[likeness.one] == self._root[likeness.two]:
                for event_id in (likeness.one, likeness.two):
                    best.setdefault(event_id, (likeness.score, likeness.reason))
        for pair in self._told:
            for event_id in pair:
                if len({self._root[each] for each in pair}) == 1:
                    best[event_id] = (1.0, BY_ANALYST)
        members = ([event_id for knot in knots for event_id in knot] for knots in self._knots.values())
        found = (tuple(sorted(ids)) for ids in members if len(ids) > 1)
        return tuple(
            Group(event_ids=ids, reasons={event_id: best[event_id] for event_id in ids}) for ids in sorted(found)
        )
