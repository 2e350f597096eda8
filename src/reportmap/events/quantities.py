"""Words -> numbers of people: "at least nine", "between 5 and 9", "dozens", "two dozen", "no one"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from reportmap.rules import read_rules

_FIGURE = re.compile(r"^\d{1,3}(?:,\d{3}){1,3}$|^\d{1,9}$")
_RANGE = re.compile(r"^(\d{1,9})[-–](\d{1,9})$")
MAX_FIGURE = 10_000_000  # more people than that is a misreading


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of people: None is open or unknown."""

    low: int | None
    best: int | None
    high: int | None

    def __add__(self, other: "Quantity") -> "Quantity":
        def add(a: int | None, b: int | None) -> int | None:
            return None if a is None or b is None else a + b

        return Quantity(add(self.low, other.low), add(self.best, other.best), add(self.high, other.high))


def read_quantity(words: list[str]) -> Quantity | None:
    """The number that a run of words expresses, or None. Articles count one; years are no numbers of people.

    `words` are the tokens of a noun phrase up to its head, in order, in any case.
    """
    words = [part for word in words for part in _parts(word.lower().strip("“”\"'()"))]
    words = _hyphenated(words)
    text = " ".join(words)
    if any(re.search(rf"\b{re.escape(phrase)}\b", text) for phrase in _rules()["nobody"]["phrases"]):
        return Quantity(0, 0, 0)
    figures = _figures(words)
    if not figures:
        return _vague(words)
    if len(figures) >= 2 and _is_range(words, figures):
        low, high = sorted((figures[0][1], figures[1][1]))
        return Quantity(low, None, high)
    position, value = figures[0]
    before = " ".join(words[:position])
    is_rounded = any(word.endswith("-odd") or word == "odd" for word in words)
    if (
        _ends_with(before, "lower_bound") or "or more" in text or is_rounded
    ):  # first: "no fewer than" ends like "fewer than"
        return Quantity(value, value, None)
    if _ends_with(before, "upper_bound"):
        is_less = before.endswith(("fewer than", "less than", "under"))
        return Quantity(None, None, value - 1 if is_less and value else value)
    return Quantity(value, value, value)


def _parts(word: str) -> list[str]:
    """A word, or the two ends and the dash of a range that is written as one ("8-10")."""
    ends = _RANGE.match(word)
    return [ends[1], "-", ends[2]] if ends else [word]


def _hyphenated(words: list[str]) -> list[str]:
    """The words with "thirty", "-", "two" as the one word that they were before a tokenizer cut it."""
    found: list[str] = []
    for word in words:
        if len(found) >= 2 and found[-1] == "-" and _value(f"{found[-2]}-{word}") is not None:
            found[-2:] = [f"{found[-2]}-{word}"]
        else:
            found.append(word)
    return found


def _figures(words: list[str]) -> list[tuple[int, int]]:
    """(position, value) of each number; "twenty-five", "two dozen" and "3,500" are one number each."""
    found: list[tuple[int, int]] = []
    index = 0
    while index < len(words):
        value = _value(words[index])
        if words[index] == "a" and words[index + 1 : index + 2] and words[index + 1] in _rules()["scales"]:
            value = 1  # "a hundred"
        if value is None:
            index += 1
            continue
        start = index
        while index + 1 < len(words) and words[index + 1] in _rules()["scales"]:
            value *= _rules()["scales"][words[index + 1]]
            index += 1
        index += 1
        if value <= MAX_FIGURE:
            found.append((start, value))
    return found


def _value(word: str) -> int | None:
    numbers = _rules()["numbers"]
    word = word.removesuffix("-odd")
    if _FIGURE.match(word):
        return int(word.replace(",", ""))
    if word in numbers:
        return int(numbers[word])
    tens, hyphen, units = word.partition("-")
    if hyphen and numbers.get(tens, 0) >= 20 and 0 < numbers.get(units, 0) < 10:
        return int(numbers[tens] + numbers[units])
    return None


def _is_range(words: list[str], figures: list[tuple[int, int]]) -> bool:
    between = words[figures[0][0] + 1 : figures[1][0]]
    joined = " ".join(between)
    return joined in {"to", "or", "-", "–", "—"} or (joined == "and" and "between" in words[: figures[0][0]])


def _ends_with(before: str, key: str) -> bool:
    return any(before.endswith(phrase) for phrase in _rules()[key]["phrases"])


def _vague(words: list[str]) -> Quantity | None:
    for word, following in pairwise([*words, ""]):
        if word in _rules()["vague"]:
            value = int(_rules()["vague"][word]) * int(_rules()["scales"].get(following, 1))  # "several hundred"
            return Quantity(value, value, None)
    if words and words[-1] in _rules()["several_in_one"]:
        value = int(_rules()["several_in_one"][words[-1]])  # "a couple", with what stands before it
        return Quantity(value, value, value)
    if words and words[0] in {"a", "an", "another", "one"}:
        return Quantity(1, 1, 1)
    return None


@cache
def _rules() -> Mapping[str, Any]:  # Any: TOML values, numbers and lists of words
    return read_rules("events/quantities.toml")
