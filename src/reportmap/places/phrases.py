"""Reads the phrases that put something beside a named place, or in a part of it; the place itself does not matter here.

The patterns stand in `resources/places/relative.toml`, whose first lines say how they are written.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from reportmap.model import PlaceRelation
from reportmap.places.measures import measures
from reportmap.rules import read_rules

_WINDOW = 110  # code points before a name that a phrase may take up
_LONGEST_GAP = 40  # between two names
_LAST_WORDS = 40  # code points that the last word and an article may take up
_BLANK = r"\s{1,4}"
_COMPASS = r"(?:north|south|east|west)(?:[-\s]?(?:north|south|east|west)){0,2}"
_LAST_WORD = re.compile(r"(?<![\w-])([\w-]{1,30})\s{1,4}(?:the\s{1,4})?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words that relate something to one or two names: `numbers` are the names' indices, `start` and `end` the span.

    `parts` holds the pattern's named groups that took part ("low", "unit", "wind", ...), as they stand in the text.
    """

    relation: PlaceRelation
    numbers: tuple[int, ...]
    start: int
    end: int
    parts: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A row of the table, compiled; see the notes on top of it."""

    relation: PlaceRelation
    before: re.Pattern[str]
    between: re.Pattern[str] | None
    after: re.Pattern[str] | None
    ends: frozenset[str] | None
    unless: re.Pattern[str] | None


def read_phrases(text: str, names: Sequence[tuple[int, int]]) -> Iterator[Phrase]:
    """The phrases around the names of a text, at most one to a name; two names of one phrase come as one.

    Args:     names: half-open spans in `text`, in text order, none overlapping
    """
    single, double = _patterns()
    number = 0
    while number < len(names):
        phrase = None
        if number + 1 < len(names) and names[number + 1][0] - names[number][1] <= _LONGEST_GAP:
            phrase = _first(double, text, names, (number, number + 1))
        phrase = phrase or _first(single, text, names, (number,))
        if phrase is not None:
            yield phrase
        number += 1 if phrase is None else len(phrase.numbers)


def _first(
    patterns: Sequence[Pattern], text: str, names: Sequence[tuple[int, int]], numbers: tuple[int, ...]
) -> Phrase | None:
    start, end = names[numbers[0]][0], names[numbers[-1]][1]
    floor = max(0, start - _WINDOW)
    window = text[floor:start]
    last = _LAST_WORD.search(window[-_LAST_WORDS:])
    last_word = last[1].lower() if last else ""
    gap = text[names[numbers[0]][1] : names[numbers[-1]][0]] if len(numbers) > 1 else ""
    for pattern in patterns:
        if pattern.ends is not None and last_word not in pattern.ends:
            continue
        if pattern.between is not None and not pattern.between.fullmatch(gap):
            continue
        after = pattern.after.match(text, end) if pattern.after is not None else None
        if pattern.after is not None and after is None:
            continue
        before = pattern.before.search(window)
        if before is None or (pattern.unless and pattern.unless.search(window[: before.start()])):
            continue
        parts = {**before.groupdict(), **(after.groupdict() if after else {})}
        parts = {name: words for name, words in parts.items() if words is not None}
        if not _is_sound(parts):
            continue
        return Phrase(
            relation=pattern.relation,
            numbers=numbers,
            start=floor + before.start(),
            end=after.end() if after else end,
            parts=parts,
        )
    return None


def _is_sound(parts: Mapping[str, str]) -> bool:
    """Whether the directions of a phrase are on the compass ("north-west", not "west-north")."""
    return all(measures().degrees(parts[name]) is not None for name in ("wind", "wind2") if name in parts)


def is_apposition(text: str) -> bool:
    """Whether words between a place and a phrase leave no doubt that the phrase says where the place lies."""
    return _apposition().fullmatch(text) is not None


# --- the table --------------------------------------------------------------------------------------------------


@cache
def _patterns() -> tuple[tuple[Pattern, ...], tuple[Pattern, ...]]:
    """The patterns with one name and those with two. Raises RulesError when the table is damaged."""
    rows = read_rules("places/relative.toml")["pattern"]
    patterns = [_pattern(row) for row in rows]
    single = tuple(pattern for pattern in patterns if pattern.between is None)
    return single, tuple(pattern for pattern in patterns if pattern.between is not None)


def _pattern(row: Mapping[str, Any]) -> Pattern:  # Any: a row of TOML
    ends = row.get("ends")
    if ends == "wind_ern":
        ends = _part_words()
    return Pattern(
        relation=PlaceRelation(row["relation"]),
        before=_compile(rf"(?<!\w)(?:{row['before']})\Z" if "before" in row else r"\Z"),
        between=_compile(row["between"]) if "between" in row else None,
        after=_compile(row["after"]) if "after" in row else None,
        ends=None
        if ends is None
        else frozenset(ends) | (_last_words("kinds") if "{name_kind}" in row["before"] else set()),
        unless=_compile(rf"(?<!\w)(?:{row['unless']})\Z") if "unless" in row else None,
    )


def _compile(expression: str) -> re.Pattern[str]:
    words = expression.replace(" ?", f"(?:{_BLANK})?").replace(" ", _BLANK)
    return re.compile(_MACRO.sub(lambda match: _macros()[match[1]], words), re.IGNORECASE)


_MACRO = re.compile(r"\{([a-z_]{3,20})\}")


@cache
def _macros() -> Mapping[str, str]:
    found = {name: any_of(words) for name, words in read_rules("places/relative.toml")["lists"].items()}
    table = measures()
    words = any_of((*table.numbers, *table.vague_numbers))
    number = rf"(?:\d{{1,3}}(?:,\d{{3}}){{1,2}}|\d{{1,5}}(?:[.,]\d{{1,2}})?|(?:{words})(?!\w))"
    hedge = rf"(?:(?P<hedge>{found['hedges']}){_BLANK})?"
    return {
        **found,
        "distance": (
            rf"{hedge}(?P<low>{number})(?:(?:\s?[-–]\s?|{_BLANK}(?:to|or){_BLANK})(?P<high>{number}))?"
            rf"[-\s]{{0,2}}(?P<unit>{any_of(table.units)})(?!\w)(?:\s{{0,2}}\([^()]{{1,24}}\))?"
        ),
        "drive": (
            rf"{hedge.replace('hedge', 'hedge2')}(?:an?{_BLANK})?(?P<time>{number})[-\s](?P<clock>hour|minute|day)s?"
            rf"(?:['’]s?)?{_BLANK}(?P<means>{found['means']})"
        ),
        "wind": rf"(?P<wind>{_COMPASS}|(?-i:[NSEW]{{1,3}}))(?!\w)",
        "wind_ern": rf"(?P<wind>{_COMPASS}ern|(?-i:{_COMPASS}))(?!\w)",
        "second_ern": rf"(?P<wind2>{_COMPASS}ern|(?-i:{_COMPASS}))(?!\w)",
        "name_kind": rf"(?:(?:{found['kinds']})(?:{_BLANK}of)?{_BLANK})?",
        "after_kind": rf"(?:{found['kinds']})",
    }


def any_of(words: Iterable[str]) -> str:
    """An expression for any of the words, the longest first, blanks in them as wide as blanks elsewhere."""
    longest = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(_BLANK.join(map(re.escape, word.split())) for word in longest) + ")"


def _last_words(name: str) -> frozenset[str]:
    return frozenset(words.split()[-1] for words in read_rules("places/relative.toml")["lists"][name])


def _part_words() -> frozenset[str]:
    """The words that a part may end in: "south", "southern", "south-eastern"."""
    winds = [wind for wind in measures().winds if wind.islower()]
    spelled = {wind[:5] + "-" + wind[5:] for wind in winds if wind.startswith(("north", "south")) and len(wind) > 5}
    return frozenset(wind + ending for wind in (*winds, *spelled) for ending in ("", "ern"))


@cache
def _apposition() -> re.Pattern[str]:
    lists = read_rules("places/relative.toml")["lists"]
    kinds, openings = any_of(lists["kinds"]), any_of(lists["apposition"])
    return re.compile(rf"(?:{_BLANK}{kinds})?(?:\s?[,(–—-])?\s?(?:{openings})?\s?(?:(?:on|in|at)\s)?", re.IGNORECASE)
