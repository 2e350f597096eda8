"""Spans of a gold standard and of predictions: which belong together, and how many."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol


class Spanned(Protocol):
    """Half-open code-point offsets into one text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How many items the gold standard has, how many were predicted, and how many of these are right.

    Precision, recall and F1 (their harmonic mean) after van Rijsbergen, Information Retrieval (1979), chapter 7; each
    is 0 where it would divide by 0.
    """

    gold: int
    predicted: int
    right: int

    @property
    def precision(self) -> float:
        """The share of the predicted items that are right."""
        return self.right / max(self.predicted, 1)

    @property
    def recall(self) -> float:
        """The share of the gold items that were found."""
        return self.right / max(self.gold, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / max(self.predicted + self.gold, 1)


def overlap(first: Spanned, second: Spanned) -> int:
    """How many characters two spans share; 0 or less where they do not overlap."""
    return min(first.end, second.end) - max(first.start, second.start)


def pair_by_overlap(gold: Sequence[Spanned], predicted: Sequence[Spanned]) -> list[tuple[int, int]]:
    """The indices of gold and predicted spans that belong together, each used once.

    Lenient matching: the pair that shares the largest part of the characters from the first start to the last end goes
    first; among equals, the one that comes first in gold, then in prediction.
    """
    shares = []
    for at, other in overlapping(gold, predicted):
        one, two = gold[at], predicted[other]
        shares.append((-overlap(one, two) / (max(one.end, two.end) - min(one.start, two.start)), at, other))
    pairs: list[tuple[int, int]] = []
    gold_taken: set[int] = set()
    predicted_taken: set[int] = set()
    for _, at, other in sorted(shares):
        if at not in gold_taken and other not in predicted_taken:
            gold_taken.add(at)
            predicted_taken.add(other)
            pairs.append((at, other))
    return pairs


def overlapping(gold: Sequence[Spanned], predicted: Sequence[Spanned]) -> Iterator[tuple[int, int]]:
    """The index pairs of first and second spans that overlap, without comparing all with all."""
    ordered = sorted(range(len(predicted)), key=lambda other: predicted[other].start)
    starts = [predicted[other].start for other in ordered]
    longest = max((one.end - one.start for one in predicted), default=0)
    for at, one in enumerate(gold):
        place = bisect_left(starts, one.start - longest)
        while place < len(ordered) and starts[place] < one.end:
            if overlap(one, predicted[ordered[place]]) > 0:
                yield at, ordered[place]
            place += 1
