"""Boosted decision trees, read from a table of numbers: the learned weights of this stage.

A tree's leaves are numbered from left to right. Each node that sends a row to the right rules out the leaves on its
left; the first leaf that nobody rules out is the row's. All nodes of all trees are asked at once, which makes numpy
fast enough for a document (Lucchese et al., QuickScorer, SIGIR 2015).
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from reportmap.errors import RulesError

MOST_LEAVES = 16

Matrix = np.ndarray[tuple[int, int], np.dtype[np.float32]]
Vector = np.ndarray[tuple[int], np.dtype[np.float64]]


class Trees:
    """A sum of decision trees over named features."""

    def __init__(self, table: Any, *, features: Sequence[str]) -> None:
        """Read a decoded weights file (Any: JSON) whose feature names must be those that the code computes.

        Raises RulesError when they differ, since every number would then be read as another one.
        """
        if list(table["features"]) != list(features):
            raise RulesError(
                "the learned weights of places do not fit the features of this version; train them again with "
                "`python data/train_places.py`"
            )
        nodes = [tree["nodes"] for tree in table["trees"]]
        width = max((len(own) for own in nodes), default=0)
        count = len(nodes)
        self._columns = np.zeros((width, count), dtype=np.int64)
        self._thresholds = np.full((width, count, 1), np.inf, dtype=np.float32)
        self._masks = np.full((width, count, 1), 0xFFFF, dtype=np.uint16)
        self._values = np.zeros((count, MOST_LEAVES), dtype=np.float64)
        for number, tree in enumerate(table["trees"]):
            for row, (column, threshold, first, past) in enumerate(tree["nodes"]):
                self._columns[row, number] = column
                self._thresholds[row, number] = threshold
                self._masks[row, number] = 0xFFFF ^ ((1 << past) - (1 << first))
            self._values[number, : len(tree["leaves"])] = tree["leaves"]
        self._trees = np.arange(count)[:, None]
        self.knots: list[tuple[float, float]] = [(x, y) for x, y in table.get("calibration", ())]

    def scores(self, rows: Matrix) -> Vector:
        """The sum of the trees for each row of features, before any link function."""
        if not len(rows):
            return np.zeros(0)
        columns = np.ascontiguousarray(rows.T)
        goes_right = columns[self._columns] > self._thresholds
        left = np.bitwise_and.reduce(np.where(goes_right, self._masks, np.uint16(0xFFFF)), axis=0)
        leaves = _first_bits()[left]
        total: Vector = self._values[self._trees, leaves].sum(axis=0)
        return total

    def calibrated(self, probability: float) -> float:
        """A probability as it was borne out by cross-validation: linear between the knots of the table."""
        if not self.knots:
            return probability
        return float(np.interp(probability, [x for x, _ in self.knots], [y for _, y in self.knots]))


@cache
def _first_bits() -> "np.ndarray[tuple[int], np.dtype[np.uint8]]":
    """The place of the lowest bit that is set, for every 16-bit number (0 for none)."""
    numbers = np.arange(1 << 16)
    found: np.ndarray[tuple[int], np.dtype[np.uint8]] = np.log2(np.maximum(numbers & -numbers, 1)).astype(np.uint8)
    return found
