"""Stretches of the calendar and their TIMEX3 values: days, weeks, months, seasons, quarters, years, decades.

Seasons are those of the north: SP March to May, SU June to August, FA September to November, WI December to
February and counted to the year of its December (ISO 24617-1 leaves this open). Weeks are ISO 8601 weeks.
"""

import calendar
import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace

from reportmap.model import DatePrecision

_DAY = datetime.timedelta(days=1)
_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_DECADE_PARTS = {"early": (0, 48), "mid": (48, 84), "late": (84, 120)}  # months from its first


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days, both ends included, with its TIMEX3 value and grain."""

    value: str
    start: datetime.date
    end: datetime.date
    precision: DatePrecision


def is_possible_day(year: int | None, month: int, day: int) -> bool:
    """Whether the calendar has the day; without a year, whether some year has it."""
    if not 1 <= month <= 12 or day < 1 or (year is not None and not 1 <= year <= 9998):
        return False
    return day <= calendar.monthrange(2000 if year is None else year, month)[1]


def day_of(day: datetime.date) -> Period:
    """One day."""
    return Period(day.isoformat(), day, day, DatePrecision.DAY)


def week_of(day: datetime.date) -> Period:
    """The ISO week that holds a day."""
    year, week, weekday = day.isocalendar()
    start = shifted(day, days=1 - weekday)
    return Period(f"{year:04}-W{week:02}", start, shifted(start, days=6), DatePrecision.WEEK)


def weekend_of(day: datetime.date) -> Period:
    """Saturday and Sunday of the ISO week that holds a day."""
    week = week_of(day)
    return Period(week.value + "-WE", shifted(week.start, days=5), week.end, DatePrecision.DAYS)


def month_of(year: int, month: int) -> Period:
    """One month of a year."""
    end = datetime.date(year, month, calendar.monthrange(year, month)[1])
    return Period(f"{year:04}-{month:02}", datetime.date(year, month, 1), end, DatePrecision.MONTH)


def season_of(year: int, season: str) -> Period:
    """A season by TIMEX3 code; a winter is that of the December of the year."""
    first = datetime.date(year, _SEASON_START[season], 1)
    return Period(f"{year:04}-{season}", first, _months_later(first, 3) - _DAY, DatePrecision.SEASON)


def quarter_of(year: int, quarter: int) -> Period:
    """A calendar quarter, 1 to 4."""
    first = datetime.date(year, 3 * quarter - 2, 1)
    return Period(f"{year:04}-Q{quarter}", first, _months_later(first, 3) - _DAY, DatePrecision.RANGE)


def half_of(year: int, half: int) -> Period:
    """A half year, 1 or 2."""
    first = datetime.date(year, 6 * half - 5, 1)
    return Period(f"{year:04}-H{half}", first, _months_later(first, 6) - _DAY, DatePrecision.RANGE)


def year_of(year: int) -> Period:
    """A calendar year."""
    return Period(f"{year:04}", datetime.date(year, 1, 1), datetime.date(year, 12, 31), DatePrecision.YEAR)


def decade_of(decade: int) -> Period:
    """Ten years: 197 is 1970 to 1979."""
    first = datetime.date(max(decade * 10, 1), 1, 1)
    return Period(f"{decade:03}", first, datetime.date(decade * 10 + 9, 12, 31), DatePrecision.RANGE)


def century_of(century: int) -> Period:
    """A hundred years by ordinal: 20 is 1900 to 1999 in TIMEX3's counting, value "19"."""
    first = datetime.date(max((century - 1) * 100, 1), 1, 1)
    return Period(f"{century - 1:02}", first, datetime.date(century * 100 - 1, 12, 31), DatePrecision.RANGE)


def spanning(first: Period, last: Period) -> Period:
    """From the start of one period to the end of another, value "first/last" (ISO 8601 interval)."""
    if last.end < first.start:
        first, last = last, first
    same_grain = first.precision is last.precision and _is_whole(first) and _is_whole(last)
    value = f"{first.value}/{last.value}" if same_grain else f"{first.start}/{last.end}"
    days = (last.end - first.start).days
    is_short = first.precision is DatePrecision.DAY and days <= 6
    return Period(value, first.start, last.end, DatePrecision.DAYS if is_short else DatePrecision.RANGE)


def _is_whole(period: Period) -> bool:
    """Whether the interval is all of what the value names, not narrowed to its early or late part."""
    whole = whole_period(period.value)
    return whole is None or (whole.start, whole.end) == (period.start, period.end)


def whole_period(value: str) -> Period | None:
    """The month, season or year that a value names; None for other values."""
    year, _, rest = value.partition("-")
    if not (len(year) == 4 and year.isdecimal()):
        return None
    if not rest:
        return year_of(int(year))
    if rest in _SEASON_START:
        return season_of(int(year), rest)
    return month_of(int(year), int(rest)) if rest.isdecimal() else None


def narrowed(period: Period, part: str) -> Period:
    """The early, mid or late part of a period; the value stays (TIMEX3 says the part in @mod).

    A season's early and late parts are a month and a half, with its mid-month bound moved to the next month's start:
    early fall is September and October, late summer is August. Years go by four months, decades by whole years,
    months by ten days (the rest is late), everything else by thirds of its days.
    """
    days = (period.end - period.start).days + 1
    if days < 14:
        return period
    if period.precision is DatePrecision.SEASON and part != "mid":
        bound = _months_later(period.start, 2)
        early = replace(period, end=bound - _DAY)
        return early if part == "early" else replace(period, start=bound)
    if period.precision is DatePrecision.YEAR or len(period.value) == 3:
        steps = {"early": (0, 4), "mid": (4, 8), "late": (8, 12)} if len(period.value) == 4 else _DECADE_PARTS
        first_month, next_month = steps[part]
        start = shifted(period.start, months=first_month)
        return replace(period, start=start, end=_months_later(period.start, next_month) - _DAY)
    third = 10 if period.precision is DatePrecision.MONTH else days // 3
    last_third = 20 if period.precision is DatePrecision.MONTH else days - third
    bounds = {"early": (0, third - 1), "mid": (third, last_third - 1), "late": (last_third, days - 1)}
    first, last = bounds[part]
    return replace(period, start=shifted(period.start, days=first), end=shifted(period.start, days=last))


def shifted(day: datetime.date, *, days: int = 0, months: int = 0) -> datetime.date:
    """A day moved by days and months, kept inside the calendar (years 1 to 9999) and inside its month."""
    if months:
        day = _months_later(day, months)
    ordinal = min(max(day.toordinal() + days, 1), datetime.date(9998, 12, 31).toordinal())
    return datetime.date.fromordinal(ordinal)


def _months_later(day: datetime.date, months: int) -> datetime.date:
    index = min(max(day.year * 12 + day.month - 1 + months, 12), 9998 * 12 + 11)
    year, month = divmod(index, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def near_years(candidate: Callable[[int], Period | None], anchor: datetime.date) -> list[Period]:
    """The period in the anchor's year, the year before and the year after, in order, where it exists."""
    middle = min(max(anchor.year, 2), 9996)
    years = range(middle - 1, middle + 2)
    return [period for period in map(candidate, years) if period is not None]
