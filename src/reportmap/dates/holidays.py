"""Holidays and religious periods by name -> their days in any year (resources/dates/holidays.toml)."""

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from reportmap.dates.calendars import (
    easter,
    hebrew_new_year,
    islamic_day,
    islamic_years,
    new_moon_near,
    nowruz,
    orthodox_easter,
)
from reportmap.dates.periods import Period, day_of, spanning
from reportmap.errors import RulesError
from reportmap.rules import read_rules

_TABLE = "dates/holidays.toml"
_NOT_A_LETTER = re.compile(r"[\W_]+")
_BEIJING, _INDIA = 8 / 24, 5.5 / 24  # days ahead of universal time
_LAST_ORDINAL = datetime.date(9998, 1, 1).toordinal()
_SUNSET = 0.74  # of a day, in India in October and November


@dataclass(frozen=True, slots=True)
class Holiday:
    """A row of the table: where its first day lies, and how many days it has. `is_observed` may shift it by a day.

    `one_of` names the holidays that a word may mean, where it does not say which.
    """

    name: str
    calendar: str
    month: int
    day: int
    days: int
    is_observed: bool
    one_of: tuple[str, ...]

    def periods(self, year: int) -> list[Period]:
        """Its days in a Gregorian year: one stretch, or none or two of a calendar with shorter years."""
        firsts = [first for first in _CALENDARS[self.calendar](self, year) if 1 <= first < _LAST_ORDINAL]
        return [self._from(datetime.date.fromordinal(first)) for first in firsts]

    def near(self, anchor: datetime.date) -> list[Period]:
        """Its days in the years around a day, in order: seven stretches, the middle one the last begun by that day."""
        years = range(max(anchor.year - 5, 2), min(anchor.year + 5, 9997))
        found = [period for year in years for period in self.periods(year)]
        last = sum(period.start <= anchor for period in found) - 1
        return found[max(last - 3, 0) : last + 4]

    def _from(self, start: datetime.date) -> Period:
        last = start + datetime.timedelta(days=self.days - 1)
        return day_of(start) if self.days == 1 else spanning(day_of(start), day_of(last))


def holiday_named(words: str) -> Holiday | None:
    """The holiday of the longest known name in some words; None where they hold none."""
    lower = f" {_plain(words)} "
    return next((holiday for name, holiday in _by_words().items() if f" {name} " in lower), None)


def holiday_pattern() -> str:
    """The names of all holidays, as a choice in the pattern language of rules.toml."""
    return "(" + " | ".join(words for row in read_rules(_TABLE)["holiday"] for words in row["words"]) + ")"


def _plain(words: str) -> str:
    return _NOT_A_LETTER.sub(" ", words.lower()).strip()


@cache
def _by_words() -> Mapping[str, Holiday]:
    """Every holiday under each of its names without marks, the longest names first."""
    names: dict[str, Holiday] = {}
    for row in read_rules(_TABLE)["holiday"]:
        try:
            holiday = Holiday(
                name=row["name"],
                calendar=row["calendar"],
                month=row.get("month", 1),
                day=row.get("day", 1),
                days=row.get("days", 1),
                is_observed=row.get("is_observed", False),
                one_of=tuple(row.get("one_of", ())),
            )
            names |= {_plain(words): holiday for words in row["words"]}
        except KeyError as error:
            raise RulesError(f"resources/{_TABLE}: a holiday has no {error}; see the notes on top") from error
        if holiday.calendar not in _CALENDARS:
            raise RulesError(
                f"resources/{_TABLE}: {holiday.name!r} names the calendar {holiday.calendar!r}, which is none"
            )
    return dict(sorted(names.items(), key=lambda item: -len(item[0])))


# --- first days by calendar: ordinals in a Gregorian year -----------------------------------------------------------


def _fixed(holiday: Holiday, year: int) -> list[int]:
    return [datetime.date(year, holiday.month, holiday.day).toordinal()]


def _weekday(holiday: Holiday, year: int) -> list[int]:
    """`day` is 10 times the number of the week in the month, 5 for the last, and the weekday from 1 Monday."""
    number, weekday = divmod(holiday.day, 10)
    first = datetime.date(year, holiday.month, 1)
    days = [first.toordinal() + (weekday - first.isoweekday()) % 7 + 7 * week for week in range(5)]
    inside = [day for day in days if datetime.date.fromordinal(day).month == holiday.month]
    return [inside[min(number, len(inside)) - 1]]


def _islamic(holiday: Holiday, year: int) -> list[int]:
    first, last = datetime.date(year, 1, 1).toordinal(), datetime.date(year, 12, 31).toordinal()
    days = (islamic_day(some, holiday.month, holiday.day) for some in islamic_years(year))
    return [day for day in days if first <= day <= last]


def _easter(holiday: Holiday, year: int) -> list[int]:
    return [easter(year) + holiday.day]


def _orthodox_easter(holiday: Holiday, year: int) -> list[int]:
    return [orthodox_easter(year) + holiday.day]


def _hebrew_autumn(holiday: Holiday, year: int) -> list[int]:
    """`day` counts days from 1 Tishri; from 60 on they lie behind Heshvan, which has 29 or 30 days."""
    start, following = hebrew_new_year(year + 3761), hebrew_new_year(year + 3762)
    has_long_month = (following - start) % 10 == 5
    return [start + holiday.day + (has_long_month and holiday.day >= 60)]


def _hebrew_spring(holiday: Holiday, year: int) -> list[int]:
    """`day` counts days from the first of Passover, which lies 163 days before 1 Tishri."""
    return [hebrew_new_year(year + 3761) - 163 + holiday.day]


def _nowruz(holiday: Holiday, year: int) -> list[int]:
    return [nowruz(year) + holiday.day - 1]


def _lunar_new_year(holiday: Holiday, year: int) -> list[int]:
    """The new moon nearest 5 February (so it lies from 21 January to 20 February), in Beijing's time."""
    return [int(new_moon_near(datetime.date(year, 2, 5).toordinal() + 0.2) + _BEIJING) + holiday.day - 1]


def _diwali(holiday: Holiday, year: int) -> list[int]:
    """The evening before the new moon of late October to mid-November, in India's time."""
    return [int(new_moon_near(datetime.date(year, 11, 1).toordinal()) + _INDIA - _SUNSET) + holiday.day - 1]


_CALENDARS: Mapping[str, Callable[[Holiday, int], list[int]]] = {
    "fixed": _fixed,
    "weekday": _weekday,
    "islamic": _islamic,
    "easter": _easter,
    "orthodox easter": _orthodox_easter,
    "hebrew autumn": _hebrew_autumn,
    "hebrew spring": _hebrew_spring,
    "nowruz": _nowruz,
    "lunar new year": _lunar_new_year,
    "diwali": _diwali,
}
