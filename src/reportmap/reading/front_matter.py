"""Front matter: `key: value` lines between two `---` lines at the very top of a text.

---
title: Flood closes two roads
published: 2010-08-03
---
"""

import datetime
import re
from dataclasses import dataclass

from reportmap.errors import ReadingError

KEYS = ("title", "published", "publisher", "author", "url")
MAX_LINES = 50

_ENTRY = re.compile(r"([A-Za-z][\w-]{0,30})\s{0,10}:(?:\s(.*))?", re.DOTALL)
_FENCE = "---"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What the author of a file says about it; None is unknown."""

    title: str | None = None
    published: datetime.date | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None


def parse_front_matter(text: str, name: str) -> tuple[FrontMatter, int]:
    """The front matter of `text` and the offset at which the report itself starts (0 where there is none).

    A text that merely starts with a rule of dashes has none. Raises ReadingError, naming the line, for an
    unclosed block, an unknown or repeated key, a published date that is no ISO date, and a url that is no web address.
    """
    lines = text.split("\n", MAX_LINES + 1)[: MAX_LINES + 1]
    if lines[0].rstrip() != _FENCE or len(lines) == 1:
        return FrontMatter(), 0
    if not _is_entry(next((line for line in lines[1:] if line.strip()), "")):
        return FrontMatter(), 0
    values: dict[str, str] = {}
    start = len(lines[0]) + 1
    for number, line in enumerate(lines[1:], 2):
        start += len(line) + 1
        if line.rstrip() == _FENCE:
            return _checked(values, name), min(start, len(text))
        if line.strip() and not line.startswith("#"):
            _add_entry(values, line, f"{name}, line {number}")
    raise ReadingError(f"{name}, line 1: the front matter is not closed; add a line of three dashes after it")


def _is_entry(line: str) -> bool:
    return line.rstrip() == _FENCE or line.startswith("#") or _ENTRY.fullmatch(line) is not None


def _add_entry(values: dict[str, str], line: str, where: str) -> None:
    entry = _ENTRY.fullmatch(line)
    if entry is None:
        raise ReadingError(f"{where}: {_short(line)} is not 'key: value'; write one entry a line")
    key, value = entry[1].lower(), (entry[2] or "").strip()
    if key not in KEYS:
        raise ReadingError(f"{where}: unknown key {_short(entry[1])}; use {', '.join(KEYS[:-1])} or {KEYS[-1]}")
    if key in values:
        raise ReadingError(f"{where}: the key {key} comes twice; keep one")
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        value = value[1:-1].strip()
    values[key] = value
    if key == "published" and value:
        _date(value, where)
    if key == "url" and value and not re.match(r"https?://[^\s/]", value):
        raise ReadingError(f"{where}: url {_short(value)} is no web address; start it with https:// or http://")


def _date(value: str, where: str) -> datetime.date:
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            return datetime.date.fromisoformat(value)
    except ValueError as error:
        raise ReadingError(
            f"{where}: published {_short(value)} is not in the calendar ({error}); correct it"
        ) from error
    raise ReadingError(f"{where}: published {_short(value)} is not a date; write it as YYYY-MM-DD")


def _checked(values: dict[str, str], name: str) -> FrontMatter:
    return FrontMatter(
        title=values.get("title") or None,
        published=_date(values["published"], name) if values.get("published") else None,
        publisher=values.get("publisher") or None,
        author=values.get("author") or None,
        url=values.get("url") or None,
    )


def _short(words: str) -> str:
    return ascii(words if len(words) <= 60 else words[:57] + "...")
