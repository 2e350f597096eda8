"""The days that a TIMEX3 value means."""

import datetime
import re
from collections.abc import Callable

from reportmap.dates.periods import (
    Period,
    day_of,
    decade_of,
    half_of,
    month_of,
    quarter_of,
    season_of,
    week_of,
    weekend_of,
    year_of,
)

_TIME_OF_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T.{0,40}", re.DOTALL)


def _week(year: str, week: str) -> Period:
    return week_of(datetime.date.fromisocalendar(int(year), int(week), 1))


def _weekend(year: str, week: str) -> Period:
    return weekend_of(datetime.date.fromisocalendar(int(year), int(week), 1))


_FORMS: tuple[tuple[re.Pattern[str], Callable[..., Period]], ...] = tuple(
    (re.compile(pattern, re.ASCII), make)
    for pattern, make in (
        (r"(\d{4})-(\d\d)-(\d\d)", lambda year, month, day: day_of(datetime.date(int(year), int(month), int(day)))),
        (r"(\d{4})-W(\d\d)", _week),
        (r"(\d{4})-W(\d\d)-WE", _weekend),
        (r"(\d{4})-(\d\d)", lambda year, month: month_of(int(year), int(month))),
        (r"(\d{4})-Q([1-4])", lambda year, quarter: quarter_of(int(year), int(quarter))),
        (r"(\d{4})-H([12])", lambda year, half: half_of(int(year), int(half))),
        (r"(\d{4})-(SP|SU|FA|WI)", lambda year, season: season_of(int(year), season)),
        (r"(\d{4})", lambda year: year_of(int(year))),
        (r"(\d{3})", lambda decade: decade_of(int(decade))),
    )
)


def interval_of(value: str) -> tuple[datetime.date, datetime.date] | None:
    """The first and last day of a TIMEX3 day (maybe with a time), week, month, season, quarter, half, year or decade.

    None for durations, sets, references and whatever the calendar does not have.
    """
    timed = _TIME_OF_DAY.fullmatch(value)
    bare = timed[1] if timed else value
    for pattern, make in _FORMS:
        match = pattern.fullmatch(bare)
        if match:
            try:
                period = make(*match.groups())
            except (ValueError, OverflowError):  # month 13, week 54, year 0
                return None
            return period.start, period.end
    return None
