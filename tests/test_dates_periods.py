"""Stretches of the calendar and the numbers that words say."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportmap.dates.lengths import length_value, shift_by
from reportmap.dates.periods import (
    Period,
    century_of,
    day_of,
    decade_of,
    half_of,
    is_possible_day,
    month_of,
    narrowed,
    quarter_of,
    season_of,
    shifted,
    spanning,
    week_of,
    weekend_of,
    year_of,
)
from reportmap.dates.values import clock_value, count_of, day_of_month, month_number, year_number

DAY = datetime.date(2007, 2, 2)

PERIODS = [
    ("day", day_of(DAY), "2007-02-02", "2007-02-02", "2007-02-02"),
    ("week", week_of(DAY), "2007-W05", "2007-01-29", "2007-02-04"),
    ("week of another year", week_of(datetime.date(2005, 1, 1)), "2004-W53", "2004-12-27", "2005-01-02"),
    ("weekend", weekend_of(DAY), "2007-W05-WE", "2007-02-03", "2007-02-04"),
    ("leap month", month_of(2008, 2), "2008-02", "2008-02-01", "2008-02-29"),
    ("winter", season_of(2006, "WI"), "2006-WI", "2006-12-01", "2007-02-28"),
    ("quarter", quarter_of(2006, 4), "2006-Q4", "2006-10-01", "2006-12-31"),
    ("half", half_of(2006, 1), "2006-H1", "2006-01-01", "2006-06-30"),
    ("decade", decade_of(197), "197", "1970-01-01", "1979-12-31"),
    ("century", century_of(20), "19", "1900-01-01", "1999-12-31"),
    ("late summer", narrowed(season_of(2006, "SU"), "late"), "2006-SU", "2006-08-01", "2006-08-31"),
    ("early fall", narrowed(season_of(2006, "FA"), "early"), "2006-FA", "2006-09-01", "2006-10-31"),
    ("early year", narrowed(year_of(2006), "early"), "2006", "2006-01-01", "2006-04-30"),
    ("late decade", narrowed(decade_of(197), "late"), "197", "1977-01-01", "1979-12-31"),
    ("a day has no parts", narrowed(day_of(DAY), "late"), "2007-02-02", "2007-02-02", "2007-02-02"),
    ("whole months", spanning(month_of(2006, 3), month_of(2006, 5)), "2006-03/2006-05", "2006-03-01", "2006-05-31"),
    ("other way round", spanning(year_of(2006), year_of(2005)), "2005/2006", "2005-01-01", "2006-12-31"),
]  # fmt: skip

COUNTS = [
    ("digits", "3", 3.0),
    ("thousands", "1,500", 1500.0),
    ("decimal", "2.5", 2.5),
    ("fraction", "2 1/2", 2.5),
    ("word", "seven", 7.0),
    ("two words", "twenty-one", 21.0),
    ("hundred", "a hundred", 100.0),
    ("hundreds", "three hundred and five", 305.0),
    ("half", "two and a half", 2.5),
    ("article", "a", 1.0),
    ("couple", "a couple of", 2.0),
    ("dozen", "a dozen", 12.0),
    ("several", "several", None),
    ("few", "a few", None),
]

CLOCKS = [
    ("afternoon", "10 p.m.", "T22:00"),
    ("morning", "10:35 a.m.", "T10:35"),
    ("midnight", "12 a.m.", "T00:00"),
    ("noon", "12:15 pm", "T12:15"),
    ("military", "0330 hours", "T03:30"),
    ("words", "4 in the morning", "T04:00"),
    ("o'clock", "9 o'clock", "T09:00"),
    ("no minute 75", "10:75", None),
    ("no digits", "noon", None),
]

LENGTHS = [
    ("days", 3.0, "D", "P3D"),
    ("hours", 24.0, "H", "PT24H"),
    ("minutes", 30.0, "m", "PT30M"),
    ("months", 3.0, "M", "P3M"),
    ("half a year", 2.5, "Y", "P2Y6M"),
    ("decades", 2.0, "E", "P20Y"),
    ("centuries", 2.0, "C", "P200Y"),
    ("fortnight", 1.0, "F", "P2W"),
    ("quarters", 2.0, "Q", "P6M"),
    ("unknown number", None, "W", "PXW"),
    ("unknown hours", None, "H", "PTXH"),
    ("unknown unit", None, "X", "PXX"),
]


@pytest.mark.parametrize(
    ("period", "value", "start", "end"), [pytest.param(*case[1:], id=case[0]) for case in PERIODS]
)  # fmt: skip
def test_period(period: Period, value: str, start: str, end: str) -> None:
    assert (period.value, period.start.isoformat(), period.end.isoformat()) == (value, start, end)


@pytest.mark.parametrize(("words", "count"), [pytest.param(*case[1:], id=case[0]) for case in COUNTS])
def test_count(words: str, count: float | None) -> None:
    assert count_of(words) == count


@pytest.mark.parametrize(("words", "value"), [pytest.param(*case[1:], id=case[0]) for case in CLOCKS])
def test_clock(words: str, value: str | None) -> None:
    assert clock_value(words) == value


@pytest.mark.parametrize(("count", "unit", "value"), [pytest.param(*case[1:], id=case[0]) for case in LENGTHS])
def test_length(count: float | None, unit: str, value: str) -> None:
    assert length_value(count, unit) == value


def test_names_and_numbers() -> None:
    assert [month_number(words) for words in ("Oct.", "MAY", "sept", "nothing")] == [10, 5, 9, 0]
    assert [day_of_month(words) for words in ("03", "3rd", "twenty-third", "nothing")] == [3, 3, 23, 0]
    assert [year_number(words) for words in ("2006", "'06", "90", "nineteen ninety-six", "two thousand one")] == [
        2006, 2006, 1990, 1996, 2001,
    ]  # fmt: skip
    assert year_number("nothing") is None


@pytest.mark.parametrize(
    ("year", "month", "number", "possible"),
    [(2008, 2, 29, True), (2007, 2, 29, False), (None, 2, 29, True), (None, 2, 30, False), (2007, 13, 1, False),
     (0, 1, 1, False)],
)  # fmt: skip
def test_possible_day(year: int | None, month: int, number: int, possible: bool) -> None:
    assert is_possible_day(year, month, number) is possible


@given(day=st.dates(), count=st.floats(-1e9, 1e9), unit=st.sampled_from("DWMYECFHmSQ"))
def test_shifting_stays_inside_the_calendar(day: datetime.date, count: float, unit: str) -> None:
    moved = shift_by(day, count, unit)
    assert datetime.date.min <= moved <= datetime.date.max


@given(day=st.dates(datetime.date(2, 1, 1), datetime.date(9990, 1, 1)), days=st.integers(-300, 300))
def test_shifting_days_is_exact(day: datetime.date, days: int) -> None:
    assert (shifted(day, days=days) - day).days == days
