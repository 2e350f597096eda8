"""A search through the words of the events: which events have a fragment in one of their words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class TextIndex:
    """The distinct words of `n_rows` texts, and for each the rows that have it.

    The rows of word `i` are `rows[offsets[i]:offsets[i + 1]]`; words with the most rows come first, so that a
    fragment which everything has is found to be so at once.
    """

    words: pd.Series
    offsets: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int32]
    n_rows: int

    def rows_with(self, fragment: str) -> npt.NDArray[np.bool_]:
        """For each row whether one of its words contains the fragment, which holds no space."""
        passed = np.zeros(self.n_rows, dtype=np.bool_)
        found = np.flatnonzero(self.words.str.contains(fragment, regex=False).to_numpy(dtype=np.bool_))
        for number, word in enumerate(found):
            passed[self.rows[self.offsets[word] : self.offsets[word + 1]]] = True
            if number % _CHECK_EACH == 0 and passed.all():
                break
        return passed


_CHECK_EACH = 64


def build_index(texts: Iterable[str]) -> TextIndex:
    """The index of folded texts, whose words stand between white space."""
    found: dict[str, list[int]] = {}
    n_rows = 0
    for row, text in enumerate(texts):
        n_rows = row + 1
        for word in dict.fromkeys(text.split()):
            found.setdefault(word, []).append(row)
    words = sorted(found, key=lambda word: (-len(found[word]), word))
    return index_of(words, [found[word] for word in words], n_rows=n_rows)


def index_of(words: Sequence[str], rows: Sequence[Sequence[int]], *, n_rows: int) -> TextIndex:
    """The index of words whose rows are known; the words with the most rows stand first."""
    lengths = np.array([0, *map(len, rows)], dtype=np.int64)
    flat = np.concatenate([np.asarray(part, dtype=np.int32) for part in rows]) if len(rows) else np.empty(0, np.int32)
    return TextIndex(words=pd.Series(list(words), dtype="str"), offsets=np.cumsum(lengths), rows=flat, n_rows=n_rows)
