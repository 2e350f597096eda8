"""The cues of `resources/events/cues.toml`: which phrases a text has, where, and in which order."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from reportmap.errors import RulesError
from reportmap.rules import read_rules

MAX_SKIP = 3  # words that ".." may skip
_FILE = "events/cues.toml"
_WORD = re.compile(r"[A-Za-z0-9]{1,60}")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Word tests in order. A test that ends in "*" takes any ending; `skips` says where words may stand between."""

    text: str
    tests: tuple[str, ...]
    skips: tuple[bool, ...]
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """Two cues in a row: a word of `first` at most `within` words before one of `then`."""

    name: str
    first: str
    then: str
    within: int


@dataclass(frozen=True, slots=True)
class FoundCue:
    """A phrase in a text; `word` counts the words before it, `start` and `end` are offsets into the text."""

    phrase: Phrase
    word: int
    start: int
    end: int


class CueTable:
    """All phrases, found by their first word or its beginning: one pass over a text, whatever their number."""

    def __init__(self, phrases: Sequence[Phrase], orders: Sequence[Order]) -> None:
        self.phrases = tuple(phrases)
        self.orders = tuple(orders)
        self._whole: dict[str, list[Phrase]] = {}
        self._beginning: dict[str, list[Phrase]] = {}
        for phrase in phrases:
            index = self._beginning if phrase.tests[0].endswith("*") else self._whole
            index.setdefault(phrase.tests[0].rstrip("*"), []).append(phrase)
        self._lengths = tuple(sorted({len(beginning) for beginning in self._beginning}))

    def find(self, text: str) -> tuple[FoundCue, ...]:
        """Every phrase that stands in the text, in text order; phrases may overlap."""
        words = [(match[0].lower(), match.start(), match.end()) for match in _WORD.finditer(text)]
        return tuple(
            FoundCue(phrase, at, words[at][1], words[end][2])
            for at, (word, _, _) in enumerate(words)
            for phrase in self._starting_with(word)
            if (end := _last_word(phrase, words, at)) is not None
        )

    def _starting_with(self, word: str) -> Iterator[Phrase]:
        yield from self._whole.get(word, ())
        for length in self._lengths:
            if length > len(word):
                return
            yield from self._beginning.get(word[:length], ())


def _last_word(phrase: Phrase, words: Sequence[tuple[str, int, int]], start: int) -> int | None:
    """The index of the last word of the phrase where it stands at `start`, else None."""
    at = start
    for test, may_skip in zip(phrase.tests[1:], phrase.skips[1:], strict=True):
        reach = range(at + 1, min(at + 2 + (MAX_SKIP if may_skip else 0), len(words)))
        found = next((item for item in reach if _fits(test, words[item][0])), None)
        if found is None:
            return None
        at = found
    return at


def _fits(test: str, word: str) -> bool:
    return word.startswith(test[:-1]) if test.endswith("*") else word == test


@cache
def shipped_cues() -> CueTable:
    """The table of `resources/events/cues.toml`. Raises RulesError when an order names an unknown cue."""
    content = read_rules(_FILE)
    owners: dict[str, list[str]] = {}
    for cue, phrases in content["cues"].items():
        for text in phrases:
            owners.setdefault(text, []).append(cue)
    for row in content["sequence"]:
        for key in ("first", "then"):
            if row[key] not in content["cues"]:
                raise RulesError(f"resources/{_FILE}, sequence {row['name']!r}: no cue is named {row[key]!r}; add it")
    return CueTable(
        [_phrase(text, tuple(cues)) for text, cues in owners.items()],
        [Order(row["name"], row["first"], row["then"], int(row["within"])) for row in content["sequence"]],
    )


def _phrase(text: str, cues: tuple[str, ...]) -> Phrase:
    tests: list[str] = []
    skips: list[bool] = []
    may_skip = False
    for word in text.split():
        if word == "..":
            may_skip = True
            continue
        tests.append(word)
        skips.append(may_skip)
        may_skip = False
    return Phrase(text, tuple(tests), tuple(skips), cues)
