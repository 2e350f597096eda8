"""Readings of calendar dates: days, months, seasons, quarters, years, holidays."""

import datetime
import re
from collections.abc import Callable
from dataclasses import replace

from reportmap.dates.holidays import Holiday, holiday_named
from reportmap.dates.lengths import length_value, shift_by
from reportmap.dates.periods import (
    Period,
    century_of,
    day_of,
    decade_of,
    half_of,
    is_possible_day,
    month_of,
    near_years,
    quarter_of,
    season_of,
    shifted,
    spanning,
    week_of,
    year_of,
)
from reportmap.dates.readings import (
    Direction,
    Parts,
    Reading,
    Situation,
    cut_at_anchor,
    grain_of,
    in_some_year,
    read_as,
    without_anchor,
)
from reportmap.dates.values import (
    clock_value,
    count_of,
    day_of_month,
    full_year,
    meaning_of,
    month_number,
    ordinal,
    weekday_number,
    year_number,
)
from reportmap.model import DateBasis, DatePrecision

_LATER = {"next": 1, "coming": 1, "following": 1, "upcoming": 1}
_DIGITS = re.compile(r"[0-9]+")


def calendar_day(parts: Parts, situation: Situation) -> Reading:
    """A day with its month, its year stated or inferred; with a part of the day or a clock time a TIME value."""
    return with_time(_calendar_day(parts, situation), parts)


def _calendar_day(parts: Parts, situation: Situation) -> Reading:
    if "iso" in parts:
        day = datetime.date(*map(int, _DIGITS.findall(parts["iso"])))
        return read_as(day_of(day), basis=DateBasis.EXPLICIT, score=0.98, reason="ISO date")
    month, number = month_number(parts["month"]), day_of_month(parts["day"])
    year = year_number(parts.get("year") or parts.get("short_year"))
    if year is not None:
        score = 0.97 if "year" in parts else 0.9
        period = _day(year, month, number)
        if period is not None:
            return read_as(period, basis=DateBasis.EXPLICIT, score=score, reason="day, month and year stated")
    weekday = weekday_number(parts.get("weekday", ""))
    agreeing = _agreeing_day(month, number, weekday, situation)
    if agreeing is not None:
        return agreeing
    undated = f"XXXX-{month:02}-{number:02}"
    return in_some_year(lambda some: _day(some, month, number), situation, undated=undated)


def _day(year: int, month: int, number: int) -> Period | None:
    return day_of(datetime.date(year, month, number)) if is_possible_day(year, month, number) else None


def _agreeing_day(month: int, number: int, weekday: int, situation: Situation) -> Reading | None:
    """The one year near the anchor in which the stated weekday falls on the stated day."""
    anchor = situation.anchor
    if not weekday or anchor is None:
        return None
    years = range(max(anchor.year - 2, 1), min(anchor.year + 2, 9998))
    days = [one for one in (_day(year, month, number) for year in years) if one and one.start.isoweekday() == weekday]
    if len(days) != 1:
        return None
    reason = f"the year near {situation.anchor_name} in which the weekday fits"
    return read_as(days[0], basis=situation.anchor_basis, score=0.93, reason=reason)


def slashed_day(parts: Parts, situation: Situation) -> Reading:
    """A date in numbers only; day or month first as the numbers, else the rest of the document, have it."""
    first, second, year = (int(digits) for digits in _DIGITS.findall(parts["slashed"]))
    year = full_year(year) if year < 100 else year
    as_day_first = _day(year, second, first)
    as_month_first = _day(year, first, second)
    if as_day_first is None or as_month_first is None or as_day_first == as_month_first:
        period = as_day_first or as_month_first
        if period is None:
            return without_anchor(None, needs="the calendar has no such day")
        return read_as(period, basis=DateBasis.EXPLICIT, score=0.93, reason="only one order of day and month fits")
    if "." in parts["slashed"]:
        reason = f"stops between the numbers: day first, though {as_month_first.value} would fit"
        return read_as(as_day_first, basis=DateBasis.EXPLICIT, score=0.75, reason=reason)
    chosen, other = (as_day_first, as_month_first) if situation.is_day_first else (as_month_first, as_day_first)
    if situation.is_day_first is not None:
        order = "day" if situation.is_day_first else "month"
        reason = f"ambiguous: {chosen.value} or {other.value}; {order} first as elsewhere in the document"
        return read_as(chosen, basis=DateBasis.EXPLICIT, score=0.6, reason=reason)
    published = situation.published_on
    if published is not None and chosen.start > published >= other.start:
        chosen, other = other, chosen
    reason = f"ambiguous: {chosen.value} or {other.value}; nothing in the document shows the order"
    return read_as(chosen, basis=DateBasis.EXPLICIT, score=0.3, reason=reason)


def calendar_month(parts: Parts, situation: Situation) -> Reading:
    """A month, its year stated, relative ("of last year") or inferred."""
    year: int | None
    if "iso" in parts:
        year, month = map(int, parts["iso"].split("-"))
    else:
        year, month = _stated_year(parts, situation), month_number(parts["month"])
    if year is not None:
        return _of_stated_year(month_of(year, month), parts, situation)
    undated = f"XXXX-{month:02}"
    reading = in_some_year(lambda some: month_of(some, month), situation, part=parts.get("part"), undated=undated)
    return cut_if_past(reading, situation)


def _stated_year(parts: Parts, situation: Situation) -> int | None:
    if "which_year" in parts:
        return relative_year(parts["which_year"], situation)
    return year_number(parts.get("year"))


def relative_year(words: str, situation: Situation) -> int | None:
    """The year that "last year", "this year", "that year" mean; None without an anchor."""
    lower = words.lower()
    earlier = situation.last_date()
    if ("that" in lower or "same" in lower) and earlier is not None:
        return earlier.period.start.year
    if situation.anchor is None:
        return None
    step = -1 if any(word in lower.split() for word in ("last", "past", "previous")) else 0
    return situation.anchor.year + (step or max((_LATER.get(word, 0) for word in lower.split()), default=0))


def _of_stated_year(period: Period, parts: Parts, situation: Situation) -> Reading:
    part = parts.get("part")
    last = situation.last_date()
    if last is not None and {"that", "same"} & set(parts.get("which_year", "").lower().split()):
        reason = f"the year of “{last.words}” before it"
        return read_as(period, basis=DateBasis.INHERITED, score=0.85, reason=reason, part=part)
    if "which_year" in parts:
        reason = f"year counted from {situation.anchor_name}"
        return read_as(period, basis=situation.anchor_basis, score=0.9, reason=reason, part=part)
    return read_as(period, basis=DateBasis.EXPLICIT, score=0.95, reason="year stated", part=part)


def cut_if_past(reading: Reading, situation: Situation) -> Reading:
    """The month or season that runs at publication ends there, unless the sentence tells of what is to come."""
    anchor = situation.anchor
    if anchor is None or reading.start is None or reading.end is None or not reading.start <= anchor < reading.end:
        return reading
    return reading if situation.find_direction() is Direction.FUTURE else cut_at_anchor(reading, situation)


def which_month(parts: Parts, situation: Situation) -> Reading:
    """ "last November", "next May", "this September"."""
    month = month_number(parts["month"])
    return _which(lambda year: month_of(year, month), parts, situation, undated=f"XXXX-{month:02}")


def _which(candidate: Callable[[int], Period | None], parts: Parts, situation: Situation, *, undated: str) -> Reading:
    """The period that last, this or next name, counted from the anchor."""
    anchor, words, part = situation.anchor, parts["which"].lower().split(), parts.get("part")
    base = situation.last_date() if {"that", "following", "same"} & set(words) else None
    if base is not None:
        anchor = base.period.start
    if anchor is None:
        return without_anchor(undated, grain_of(candidate))
    possible = (candidate(year) for year in range(max(anchor.year - 2, 1), min(anchor.year + 3, 9998)))
    periods = [one for one in possible if one is not None]
    if "last" in words or "past" in words or "previous" in words:
        chosen = [one for one in periods if one.end < anchor][-1:]
    elif set(words) & set(_LATER):
        chosen = [one for one in periods if one.start > anchor][:1]
    elif base is not None:
        chosen = [one for one in periods if one.start.year == anchor.year]
    else:
        chosen = sorted(periods, key=lambda one: _days_off(one, anchor, situation))[:1]
    if not chosen:
        return without_anchor(undated, needs="outside the calendar")
    name = f"“{base.words}” before it" if base is not None else situation.anchor_name
    basis = DateBasis.INHERITED if base is not None else situation.anchor_basis
    reading = read_as(chosen[0], basis=basis, score=0.88, reason=f"counted from {name}", part=part)
    return cut_if_past(reading, situation)


def _days_off(period: Period, anchor: datetime.date, situation: Situation) -> int:
    """How far "this June" lies from the anchor; on the wrong side of the tense counts more."""
    if period.start <= anchor <= period.end:
        return 0
    if period.end < anchor:
        return (anchor - period.end).days * (4 if situation.find_direction() is Direction.FUTURE else 1)
    return (period.start - anchor).days * (4 if situation.find_direction() is Direction.PAST else 1)


def days_of_month(parts: Parts, situation: Situation) -> Reading:
    """ "2-8 June", "3 and 5 May": the first to the last day, the year stated or inferred."""
    numbers = [int(digits) for digits in _DIGITS.findall(parts["days"])]
    first, last = numbers[0], numbers[-1]
    month, year = month_number(parts["month"]), year_number(parts.get("year"))

    def candidate(some: int) -> Period | None:
        ends = _day(some, month, first), _day(some, month, last)
        return spanning(ends[0], ends[1]) if ends[0] is not None and ends[1] is not None else None

    undated = f"XXXX-{month:02}-{first:02}/XXXX-{month:02}-{last:02}"
    if year is not None:
        period = candidate(year)
        if period is None:
            return without_anchor(None, needs="the calendar has no such day")
        reading = read_as(period, basis=DateBasis.EXPLICIT, score=0.95, reason="days, month and year stated")
    else:
        reading = in_some_year(candidate, situation, undated=undated)
    if "daytime" not in parts or reading.start is None:
        return reading
    return replace(reading, value=f"{reading.start}T{meaning_of('DAYTIME', parts['daytime'])}")


def night_across(parts: Parts, situation: Situation) -> Reading:
    """ "the night of 30 June to 1 July": named by its last day, valued as the night of the day before."""
    reading = _calendar_day(parts, situation)
    if reading.start is None:
        return replace(reading, value=None)
    first = shifted(reading.start, days=-1)
    code = meaning_of("DAYTIME", parts["daytime"])
    return replace(reading, value=f"{first}T{code}", start=first, precision=DatePrecision.DAYS)


def day_in_month(parts: Parts, situation: Situation) -> Reading:
    """ "the first Sunday of January", "the last day of June 2005"."""
    month, weekday = month_number(parts["month"]), weekday_number(parts.get("weekday", ""))
    which = meaning_of("ORDINAL", parts["which"])

    def candidate(some: int) -> Period | None:
        whole = month_of(some, month)
        days = [shifted(whole.start, days=step) for step in range(whole.end.day)]
        fitting = [day for day in days if not weekday or day.isoweekday() == weekday]
        index = -1 if which is None else int(which) - 1
        return day_of(fitting[index]) if index < len(fitting) else None

    stated = year_number(parts.get("year"))
    if stated is None:
        return in_some_year(candidate, situation, undated=f"XXXX-{month:02}")
    period = candidate(stated)
    if period is None:
        return without_anchor(None, needs="the calendar has no such day")
    return _of_stated_year(period, parts, situation)


def year(parts: Parts, situation: Situation) -> Reading:
    """A year in digits or words."""
    number = year_number(parts["year"])
    if number is None or not 1 <= number <= 9998:
        return without_anchor(None, needs="no year of the calendar")
    reading = read_as(
        year_of(number), basis=DateBasis.EXPLICIT, score=0.9, reason="year stated", part=parts.get("part")
    )
    return cut_if_past(reading, situation)


def years(parts: Parts, situation: Situation) -> Reading:
    """ "1980-1988", "2005-06": from the first to the last year."""
    first, last = _DIGITS.findall(parts["years"])
    number = int(first[: len(first) - len(last)] + last)
    if number <= int(first):
        return without_anchor(None, needs="the second year is not after the first")
    period = spanning(year_of(int(first)), year_of(number))
    return read_as(period, basis=DateBasis.EXPLICIT, score=0.85, reason="years stated")


def decade(parts: Parts, situation: Situation) -> Reading:
    """ "the 1970s", "the '80s", "the nineties"."""
    digits = _DIGITS.search(parts["decade"])
    if digits is None:
        number = 190 + int(meaning_of("DECADE_WORD", parts["decade"]) or 0)
    else:
        number = int(digits[0]) // 10
        number += 0 if number >= 100 else 190 if number >= 2 else 200
    reason = "decade stated"
    return read_as(decade_of(number), basis=DateBasis.EXPLICIT, score=0.9, reason=reason, part=parts.get("part"))


def century(parts: Parts, situation: Situation) -> Reading:
    """ "the 19th century"."""
    number = ordinal(parts["century"])
    if not 1 <= number <= 99:
        return without_anchor(None, needs="no such century")
    reason = "century stated"
    return read_as(century_of(number), basis=DateBasis.EXPLICIT, score=0.9, reason=reason, part=parts.get("part"))


def season(parts: Parts, situation: Situation) -> Reading:
    """A season, its year stated, counted from the anchor, set by the sentences before, or by the tense."""
    code = str(meaning_of("SEASON", parts["season"]))
    stated = _stated_year(parts, situation)
    if stated is not None:
        return _of_stated_year(season_of(stated, code), parts, situation)
    undated = f"XXXX-{code}"
    if "which" in parts:
        return _which(lambda some: season_of(some, code), parts, situation, undated=undated)
    reading = in_some_year(lambda some: season_of(some, code), situation, part=parts.get("part"), undated=undated)
    return cut_if_past(reading, situation)


def misspelled_season(parts: Parts, situation: Situation) -> Reading:
    """ "Just fall, ..." for "Last fall": a guess, and marked as one."""
    reading = season({**parts, "which": "last"}, situation)
    return replace(reading, score=min(reading.score, 0.4), reason=f"“Just” read as a typo for “Last”; {reading.reason}")


def quarter(parts: Parts, situation: Situation) -> Reading:
    """A quarter of a year; without a year the last one that had begun."""
    words = parts["quarter"]
    number = int(meaning_of("QUARTER_ORDINAL", words) or meaning_of("QUARTER_NAME", words) or 1)
    stated = _stated_year(parts, situation)
    if stated is not None:
        return _of_stated_year(quarter_of(stated, number), parts, situation)
    return nearest_quarter(number, situation)


def nearest_quarter(number: int, situation: Situation) -> Reading:
    """The quarter of that number nearest to the anchor: reports name the last or the running one."""
    undated = f"XXXX-Q{number}"
    if situation.anchor is None:
        return in_some_year(lambda some: quarter_of(some, number), situation, undated=undated)
    anchor, direction = situation.anchor, situation.find_direction()
    behind, ahead = (3, 1) if direction is Direction.FUTURE else (1, 4 if direction is Direction.PAST else 2)
    period = min(
        near_years(lambda some: quarter_of(some, number), anchor),
        key=lambda one: max(behind * (anchor - one.end).days, ahead * (one.start - anchor).days, 0),
    )
    reason = f"the nearest to {situation.anchor_name}"
    return read_as(period, basis=situation.anchor_basis, score=0.75, reason=reason)


def half(parts: Parts, situation: Situation) -> Reading:
    """The first or second half of a year."""
    number = 1 if parts["half"].lower() == "first" else 2
    stated = _stated_year(parts, situation)
    if stated is None:
        return without_anchor(f"XXXX-H{number}")
    return _of_stated_year(half_of(stated, number), parts, situation)


def week_of_month(parts: Parts, situation: Situation) -> Reading:
    """ "the first week of January": seven days counted from the month's first, or to its last; value the ISO week."""
    if "which" in parts:
        reading = _near_month(parts["which"].lower(), situation)
    else:
        reading = calendar_month({name: words for name, words in parts.items() if name != "week"}, situation)
    if reading.start is None or reading.end is None:
        return replace(reading, value=None, precision=DatePrecision.WEEK)
    month = month_of(reading.start.year, reading.start.month)
    number = meaning_of("QUARTER_ORDINAL", parts["week"])
    start = shifted(month.end, days=-6) if number is None else shifted(month.start, days=7 * (int(number) - 1))
    value = week_of(shifted(start, days=3)).value
    return replace(reading, value=value, start=start, end=shifted(start, days=6), precision=DatePrecision.WEEK)


def _near_month(which: str, situation: Situation) -> Reading:
    if situation.anchor is None:
        return without_anchor(None, DatePrecision.MONTH)
    moved = shifted(situation.anchor.replace(day=1), months=-1 if which == "last" else 1 if which == "next" else 0)
    reason = f"counted from {situation.anchor_name}"
    return read_as(month_of(moved.year, moved.month), basis=situation.anchor_basis, score=0.88, reason=reason)


def half_of_month(parts: Parts, situation: Situation) -> Reading:
    """ "the first half of January": its days up to the 15th, or from the 16th."""
    reading = calendar_month({name: words for name, words in parts.items() if name != "half"}, situation)
    if reading.start is None or reading.end is None:
        return reading
    if parts["half"].lower() == "first":
        return replace(reading, end=min(reading.end, reading.start.replace(day=15)))
    return replace(reading, start=min(reading.end, reading.start.replace(day=16)))


def units_of_year(parts: Parts, situation: Situation) -> Reading:
    """ "the last three months of 2006": a length whose place in the year is stated."""
    count, unit = count_of(parts["count"]) or 1.0, str(meaning_of("UNITS", parts["unit"]))
    value, number = length_value(count, unit), _stated_year(parts, situation)
    if number is None or not 1 <= number <= 9998:
        return without_anchor(value, DatePrecision.RANGE)
    whole = year_of(number)
    if parts["which"].lower() in ("last", "final"):
        first, last = shifted(shift_by(shifted(whole.end, days=1), -count, unit)), whole.end
    else:
        first, last = whole.start, shifted(shift_by(whole.start, count, unit), days=-1)
    first, last = max(first, whole.start), min(last, whole.end)
    basis = DateBasis.EXPLICIT if "year" in parts else situation.anchor_basis
    reading = Reading(value, first, last, DatePrecision.RANGE, basis, 0.85, "months of a stated year")
    return cut_if_past(reading, situation)


def week_of_day(parts: Parts, situation: Situation) -> Reading:
    """ "the week of March 6": the ISO week of that day."""
    reading = _calendar_day(parts, situation)
    if reading.start is None:
        return replace(reading, value=None, precision=DatePrecision.WEEK)
    week = week_of(reading.start)
    return replace(reading, value=week.value, start=week.start, end=week.end, precision=week.precision)


def holiday(parts: Parts, situation: Situation) -> Reading:
    """A holiday or religious period, by the calendar that fixes it; a word such as "Eid" by what lies nearer."""
    named = holiday_named(parts["holiday"])
    if named is None:
        return without_anchor(None, needs="no holiday is called so")
    if not named.one_of:
        return _of_holiday(named, parts, situation)
    readings = [_of_holiday(one, parts, situation) for one in map(holiday_named, named.one_of) if one is not None]
    dated = [one for one in readings if one.start is not None]
    anchor = situation.anchor
    if not dated or anchor is None or "year" in parts:
        names = " or ".join(named.one_of)
        return without_anchor(None, needs=f"{names}: it is not known which is meant")
    nearest = min(dated, key=lambda one: abs(((one.start or anchor) - anchor).days))
    return replace(nearest, score=min(nearest.score, 0.5), reason=f"the nearer of {named.one_of}; {nearest.reason}")


def _of_holiday(named: Holiday, parts: Parts, situation: Situation) -> Reading:
    kind, which_day = parts.get("kind", "").lower(), parts.get("which_day", "").lower()

    def narrowed_to(whole: Period | None) -> Period | None:
        if whole is None or not (which_day or kind in ("eve", "week")):
            return whole
        if kind == "week":
            return week_of(whole.start)
        if kind == "eve":
            return day_of(shifted(whole.start, days=-1))
        steps = {"first": 0, "second": 1, "third": 2}
        day = whole.end if which_day == "last" else shifted(whole.start, days=steps[which_day])
        return day_of(min(day, whole.end))

    def candidate(some: int) -> Period | None:
        """That of a calendar year, or counted in turns from the anchor: an Islamic month may come twice in a year."""
        anchor = situation.anchor
        if anchor is None or situation.year_in_force() is not None:
            return narrowed_to(next(iter(named.periods(some)), None))
        near = named.near(anchor)
        turn = sum(period.start <= anchor for period in near) - 1 + some - anchor.year
        return narrowed_to(near[turn]) if 0 <= turn < len(near) else None

    stated = year_number(parts.get("year"))
    if stated is not None:
        period = narrowed_to(next(iter(named.periods(stated)), None))
        if period is None:
            return without_anchor(None, needs=f"no {named.name} begins in that year")
        reading = _of_stated_year(period, parts, situation)
    elif "which" in parts:
        reading = _which(candidate, parts, situation, undated="XXXX")
    else:
        reading = in_some_year(candidate, situation, part=parts.get("part"), undated="XXXX")
    if not named.is_observed or reading.start is None:
        return reading
    reason = f"{reading.reason}; a day earlier or later where the moon was sighted so"
    return replace(reading, score=min(reading.score, 0.8), reason=reason)


def with_time(reading: Reading, parts: Parts) -> Reading:
    """A day's reading with the part of the day or the clock time that the words add (TIMEX3 TIME values)."""
    if reading.value is None or ("daytime" not in parts and "clock" not in parts):
        return reading
    if "clock" in parts:
        time = clock_value(parts["clock"])
        return reading if time is None else replace(reading, value=reading.value + time + _zone(parts))
    if "hours" in parts["daytime"].lower():
        return replace(reading, value=f"{reading.value}TMO")
    code = "NI" if parts["daytime"].lower() == "overnight" else str(meaning_of("DAYTIME", parts["daytime"]) or "")
    return replace(reading, value=f"{reading.value}T{code}")


def _zone(parts: Parts) -> str:
    if "zone" in parts:
        return str(meaning_of("ZONE", parts["zone"]) or "")
    return "Z" if parts["clock"].endswith("Z") else ""
