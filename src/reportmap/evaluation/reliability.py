"""Whether scores mean what they say: of what is scored 0.9, nine in ten should be right.

Reliability diagrams and the expected calibration error after Guo, Pleiss, Sun and Weinberger, On calibration of modern
neural networks (2017), section 2.
"""

from collections.abc import Sequence
from dataclasses import dataclass

BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The outcomes whose score lies in [low, high), or in [low, 1] for the last bin."""

    low: float
    high: float
    number: int
    right: int
    mean_score: float | None

    @property
    def accuracy(self) -> float | None:
        """The share that is right, None where there is nothing."""
        return self.right / self.number if self.number else None


def reliability(outcomes: Sequence[tuple[float, bool]]) -> tuple[Bin, ...]:
    """Ten bins of equal width from 0 to 1, in order, of (score in [0, 1], right) outcomes."""
    inside: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for score, is_right in outcomes:
        inside[min(max(int(score * BINS), 0), BINS - 1)].append((score, is_right))
    return tuple(
        Bin(
            low=at / BINS,
            high=(at + 1) / BINS,
            number=len(members),
            right=sum(is_right for _, is_right in members),
            mean_score=sum(score for score, _ in members) / len(members) if members else None,
        )
        for at, members in enumerate(inside)
    )


def calibration_error(bins: Sequence[Bin]) -> float:
    """The mean distance of accuracy and mean score over the bins, weighted by their numbers, in [0, 1]."""
    total = sum(one.number for one in bins)
    if not total:
        return 0.0
    return sum(abs(one.right - one.number * (one.mean_score or 0.0)) for one in bins) / total
