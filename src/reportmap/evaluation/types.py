"""Measures of event types: is the type of a text right, and is a text without an event left alone.

Accuracy and F1 after van Rijsbergen, Information Retrieval (1979), chapter 7. Macro F1 is the plain mean over the
types of the gold standard, weighted F1 the mean weighted by how often each occurs in it, as CASE 2021 task 2 counts
(Haneczok, Jacquet, Piskorski and Stefanovitch, 2021, section 4).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportmap.evaluation.spans import Agreement

TypePair = tuple[str | None, str | None]
"""A text's gold and predicted label; None is no event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeScores:
    """The measures over some texts.

    `by_type` has an entry for each label of the gold standard, in order of name. `none` is the agreement on the texts
    that have no event; those that were predicted none beyond them are events that were lost.
    """

    texts: int
    events: int
    right: int
    by_type: tuple[tuple[str, Agreement], ...]
    none: Agreement

    @property
    def accuracy(self) -> float:
        """The share of the texts with an event whose type is right."""
        return self.right / max(self.events, 1)

    @property
    def macro_f1(self) -> float:
        """The mean F1 of the types."""
        return sum(one.f1 for _, one in self.by_type) / max(len(self.by_type), 1)

    @property
    def weighted_f1(self) -> float:
        """The mean F1 of the types, weighted by their share of the gold standard."""
        return sum(one.f1 * one.gold for _, one in self.by_type) / max(self.events, 1)


def score_types(pairs: Iterable[TypePair]) -> TypeScores:
    """The measures of predicted against gold labels.

    Precision of a type is counted over the texts that have an event, as the task does; what becomes of the others is
    in `none`.
    """
    everyone: Sequence[TypePair] = list(pairs)
    events = [(gold, found) for gold, found in everyone if gold is not None]
    gold = Counter(one for one, _ in events)
    predicted = Counter(found for _, found in events)
    right = Counter(one for one, found in events if one == found)
    return TypeScores(
        texts=len(everyone),
        events=len(events),
        right=right.total(),
        by_type=tuple(
            (name, Agreement(gold=gold[name], predicted=predicted[name], right=right[name])) for name in sorted(gold)
        ),
        none=Agreement(
            gold=sum(one is None for one, _ in everyone),
            predicted=sum(found is None for _, found in everyone),
            right=sum(one is None and found is None for one, found in everyone),
        ),
    )
