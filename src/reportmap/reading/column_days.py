"""The days in a column of dates, read strictly: what may be two days is none.

3/10/07 is no date, and 03/10/2007 is one only where another row of the column shows which number is the day.
"""

import datetime
import re
from collections.abc import Iterable
from email.utils import parsedate_to_datetime
from enum import Enum

FIRST_YEAR, LAST_YEAR = 1900, 2100

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR_FIRST = re.compile(r"(\d{4})([-/.]?)(\d{2})\2(\d{2})(?:[T ]?\s?\d{1,2}:?\d{2}.{0,40}|T.{0,40})?", re.ASCII)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:,?[T ]\s?\d{1,2}:\d{2}.{0,30})?", re.ASCII)
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s{1,3})?"
_MONTH = rf"({'|'.join(_MONTHS)})[a-z]{{0,6}}\.?"
_TIME = r"(?:,?\s{1,3}(?:at\s)?\d{1,2}:\d{2}.{0,30})?"
_DAY_MONTH = re.compile(
    rf"{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th)?[\s-]{_MONTH},?[\s-](\d{{4}}){_TIME}", re.IGNORECASE | re.ASCII
)
_MONTH_DAY = re.compile(
    rf"{_WEEKDAY}{_MONTH}\s(\d{{1,2}})(?:st|nd|rd|th)?,?\s(\d{{4}}){_TIME}", re.IGNORECASE | re.ASCII
)
_SECONDS = re.compile(r"(\d{9,10})(?:\.\d{1,9})?|(\d{12,13})", re.ASCII)


class DayOrder(Enum):
    """Which number of 03/10/2007 is the day, or that nothing shows it."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    UNKNOWN = "unknown"


def order_of(values: Iterable[str]) -> DayOrder | None:
    """How a column writes its dates; None where the question does not arise, unknown also where rows disagree."""
    firsts, seconds, is_asked = False, False, False
    for value in values:
        match = _YEAR_LAST.fullmatch(value.strip())
        if match and match[2] != ".":  # dots stand after the day wherever they are used
            is_asked = True
            firsts, seconds = firsts or int(match[1]) > 12, seconds or int(match[3]) > 12
    if not is_asked:
        return None
    if firsts == seconds:
        return DayOrder.UNKNOWN
    return DayOrder.DAY_FIRST if firsts else DayOrder.MONTH_FIRST


def day_in(value: str, order: DayOrder | None) -> datetime.date | None:
    """The day of a cell, None for what is no date or may be two.

    ISO 8601, 2007/02/03, 3 February 2007, February 3, 2007, RFC 822, seconds or milliseconds since 1970, 3.2.2007,
    and 03/10/2007 in a column of a known order. A time's own day counts, whatever its zone.
    """
    words = " ".join(value.split())
    for read in (_year_first, _spoken, _seconds, _of_message):
        if found := read(words):
            return found
    match = _YEAR_LAST.fullmatch(words)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == "." or order is DayOrder.DAY_FIRST:
        return _day(year, second, first)
    if order is DayOrder.MONTH_FIRST:
        return _day(year, first, second)
    return _day(year, first, second) if first == second else None


def _year_first(words: str) -> datetime.date | None:
    match = _YEAR_FIRST.fullmatch(words)
    return _day(int(match[1]), int(match[3]), int(match[4])) if match else None


def _spoken(words: str) -> datetime.date | None:
    if match := _DAY_MONTH.fullmatch(words):
        return _day(int(match[3]), _MONTHS.index(match[2].lower()) + 1, int(match[1]))
    if match := _MONTH_DAY.fullmatch(words):
        return _day(int(match[3]), _MONTHS.index(match[1].lower()) + 1, int(match[2]))
    return None


def _seconds(words: str) -> datetime.date | None:
    match = _SECONDS.fullmatch(words)
    if match is None:
        return None
    seconds = int(match[1]) if match[1] else int(match[2]) // 1000
    return datetime.datetime.fromtimestamp(seconds, tz=datetime.UTC).date()


def _of_message(words: str) -> datetime.date | None:
    if not re.search(r"[A-Za-z]{3} \d{4} \d", words[:40]):
        return None
    try:
        moment = parsedate_to_datetime(words[:60])
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _day(moment.year, moment.month, moment.day)


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day) if FIRST_YEAR <= year <= LAST_YEAR else None
    except ValueError:
        return None
