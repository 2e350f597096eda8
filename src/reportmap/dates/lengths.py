"""Readings of durations, of lengths tied to the anchor ("the past three months"), of sets, and of bare references."""

import datetime
from dataclasses import replace

from reportmap.dates.periods import shifted
from reportmap.dates.readings import Parts, Reading, Situation
from reportmap.dates.values import count_of, meaning_of, month_number, weekday_number
from reportmap.model import DateBasis, DatePrecision

_DAYS = {"D": 1, "W": 7, "F": 14, "H": 1 / 24, "m": 1 / 1440, "S": 1 / 86400}
_MONTHS = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}
_HALVES = {"Y": "6M", "H": "30M", "m": "30S"}  # what half a unit is in the next smaller one
_RECENT_DAYS = {"D": 7, "W": 42, "M": 183}  # how far "recent days, weeks, months" are taken to reach back at most
_FREQUENCIES = {
    "daily": "P1D",
    "nightly": "XXXX-XX-XXTNI",
    "weekly": "P1W",
    "fortnightly": "P2W",
    "monthly": "P1M",
    "quarterly": "P3M",
    "yearly": "P1Y",
    "annually": "P1Y",
    "hourly": "PT1H",
}
_LONGEST = 1_000_000  # units: longer lengths are not moved over the calendar
_UNIT_CLASSES = ("UNIT", "UNITS", "SHORT_UNIT", "SHORT_UNITS")


def shift_by(day: datetime.date, count: float, unit: str) -> datetime.date:
    """A day moved by a number of units, kept inside the calendar."""
    count = min(max(count, -_LONGEST), _LONGEST)
    if unit in _MONTHS:
        whole = round(count * _MONTHS[unit])
        return shifted(day, months=whole)
    return shifted(day, days=round(count * _DAYS.get(unit, 1)))


def _unit(words: str) -> str:
    return next((str(found) for name in _UNIT_CLASSES if (found := meaning_of(name, words)) is not None), "X")


def length_value(count: float | None, unit: str) -> str:
    """The TIMEX3 value of a length: "P3D", "PT30M", "PXY" where the number is not stated."""
    if unit == "X":
        return "PXX"
    if unit == "F":
        count, unit = (None if count is None else count * 2), "W"
    if unit in ("E", "C") and count is not None:
        count, unit = count * (10 if unit == "E" else 100), "Y"
    if unit == "Q" and count is not None:
        count, unit = count * 3, "M"
    prefix = "PT" if unit in ("H", "m", "S") else "P"
    letter = "M" if unit == "m" else unit
    if count is None:
        return f"{prefix}X{letter}"
    if count == int(count):
        return f"{prefix}{int(count)}{letter}"
    if unit in _HALVES and (count * 2) == int(count * 2):
        whole = f"{int(count)}{letter}" if count >= 1 else ""
        return f"{prefix}{whole}{_HALVES[unit]}"
    return f"{prefix}{count:g}{letter}"


def duration(parts: Parts, situation: Situation) -> Reading:
    """A length of time; it has no place on the calendar."""
    count = stated_count(parts)
    return Reading(length_value(count, _unit(parts["unit"])), score=0.9, reason="a length of time")


def stated_count(parts: Parts) -> float | None:
    """How many units, halves counted in; None where the words say no number."""
    if "half" in parts:
        return 0.5 + (1.0 if "count" in parts else 0.0)
    if "count" not in parts:
        is_one = any(meaning_of(name, parts["unit"]) is not None for name in ("UNIT", "SHORT_UNIT"))
        return 1.0 if is_one else None
    if parts["count"].lower() in ("several", "multi"):
        return None
    return count_of(parts["count"])


def anchored_duration(parts: Parts, situation: Situation) -> Reading:
    """ "the past three months", "the next two weeks": a length that ends or starts on the anchor, with its interval."""
    count, unit = stated_count(parts), _unit(parts["unit"])
    value = length_value(count, unit)
    is_ahead = parts["which"].lower() in ("next", "coming")
    if count is None and not is_ahead and situation.anchor is not None and unit in _RECENT_DAYS:
        return _up_to_anchor(value, unit, situation.anchor, situation)
    if count is None:
        return Reading(value, score=0.5, reason="a length without a number, so without an interval")
    if situation.anchor is None:
        return Reading(value, score=0.5, reason="a length, and no anchor that it ends or starts on is known")
    other = shift_by(situation.anchor, count if is_ahead else -count, unit)
    first, last = sorted((situation.anchor, other))
    return Reading(
        value,
        first,
        last,
        DatePrecision.RANGE,
        situation.anchor_basis,
        0.8,
        f"{'from' if is_ahead else 'up to'} {situation.anchor_name}",
    )


def recent(parts: Parts, situation: Situation) -> Reading:
    """ "recent weeks", "coming months": a length without a number, bounded for weeks and shorter by a convention."""
    unit = _unit(parts["unit"])
    value = length_value(None, unit)
    words = parts["which"].lower()
    is_ahead = "coming" in words or "future" in words
    if "future" in words or (not is_ahead and (words == "past" or unit == "Y")):
        value = "FUTURE_REF" if is_ahead else "PAST_REF"
    if unit not in _RECENT_DAYS or situation.anchor is None or is_ahead:
        return Reading(value, score=0.4, reason="a time near the report, without bounds")
    return _up_to_anchor(value, unit, situation.anchor, situation)


def _up_to_anchor(value: str, unit: str, anchor: datetime.date, situation: Situation) -> Reading:
    """An unnumbered length that ends on the anchor, by the convention of _RECENT_DAYS."""
    days = _RECENT_DAYS[unit]
    reason = f"taken as at most {days} days up to {situation.anchor_name}"
    start = shifted(anchor, days=-days)
    return Reading(value, start, anchor, DatePrecision.RANGE, situation.anchor_basis, 0.4, reason)


def every(parts: Parts, situation: Situation) -> Reading:
    """ "every day", "every two hours", "every winter": a set of times."""
    if "daytime" in parts:
        code = meaning_of("DAYTIME", parts["daytime"]) or meaning_of("DAYTIMES", parts["daytime"])
        value = f"XXXX-XX-XXT{code}"
    elif "month" in parts:
        value = f"XXXX-{month_number(parts['month']):02}"
    elif "season" in parts:
        value = f"XXXX-{meaning_of('SEASON', parts['season'])}"
    else:
        words = parts.get("count", "one").lower()
        count = 2.0 if words == "other" else count_of(words)
        value = length_value(count, _unit(parts["unit"]))
    return Reading(value, score=0.9, reason="a repeated time")


def weekday_set(parts: Parts, situation: Situation) -> Reading:
    """ "every Thursday", "Tuesday nights": a set of days."""
    value = f"XXXX-WXX-{weekday_number(parts['weekday'])}"
    if "daytime" in parts:
        value += f"T{meaning_of('DAYTIME', parts['daytime']) or meaning_of('DAYTIMES', parts['daytime'])}"
    return Reading(value, score=0.9, reason="a repeated day")


def frequency(parts: Parts, situation: Situation) -> Reading:
    """ "daily", "weekly", "annually"."""
    return Reading(_FREQUENCIES.get(parts["frequency"].lower()), score=0.85, reason="a repeated time")


def reference(parts: Parts, situation: Situation) -> Reading:
    """ "now", "recently", "the near future": no day of the calendar."""
    words = parts["reference"].lower()
    if any(word in words for word in ("recent", "lately", "past")):
        value = "PAST_REF"
    elif any(word in words for word in ("future", "soon", "near term")):
        value = "FUTURE_REF"
    else:
        value = "PRESENT_REF"
    return replace(Reading(value, score=0.5), basis=DateBasis.NONE, reason="a vague reference, no day of the calendar")
