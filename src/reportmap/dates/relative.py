"""Readings of expressions that are counted from the anchor or from a date before them in the text."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from reportmap.dates.explicit import cut_if_past, nearest_quarter, with_time
from reportmap.dates.lengths import shift_by, stated_count
from reportmap.dates.periods import (
    Period,
    century_of,
    day_of,
    decade_of,
    month_of,
    quarter_of,
    shifted,
    spanning,
    week_of,
    weekend_of,
    year_of,
)
from reportmap.dates.readings import (
    Direction,
    Earlier,
    Parts,
    Reading,
    Situation,
    cut_at_anchor,
    part_of,
    read_as,
    without_anchor,
)
from reportmap.dates.values import count_of, day_of_month, meaning_of, weekday_number, year_number
from reportmap.model import DateBasis, DatePrecision

_NEAR_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
_BACK = frozenset({"last", "past", "previous", "preceding"})
_AHEAD = frozenset({"next", "coming", "following", "upcoming"})
_SAME = frozenset({"that", "same"})
_STEM, _SHORTEST_STEM = 7, 5  # letters that "murders" shares with "murdered" and "murderer"
_EVENT_PASSAGES = 1  # how far before "two days after the attack" the attack may have its date
_NEAR_PASSAGES = 3  # how far before "the 15th" a date may give its month
_MONTHLY = frozenset({DatePrecision.DAY, DatePrecision.DAYS, DatePrecision.MONTH})


def weekday(parts: Parts, situation: Situation) -> Reading:
    """A day of the week: the latest not after the anchor, or the next where the tense tells of the future."""
    number = weekday_number(parts["weekday"])
    words = set(parts.get("which", "").lower().split())
    undated = f"XXXX-WXX-{number}"
    told = _told_near(number, words, situation)
    if told is not None:
        return with_time(told, parts)
    base = situation.last_day() if words & {"previous", "following", "that", "same"} else None
    anchor = base.period.start if base is not None else situation.anchor
    if anchor is None:
        return with_time(without_anchor(undated, DatePrecision.DAY), parts)
    day, reason = _weekday_near(number, anchor, words, parts, situation)
    if "shift" in parts:
        day = shifted(day, days=-1 if "before" in parts["shift"].lower() else 1)
    name = f"“{base.words}” before it" if base is not None else situation.anchor_name
    basis = DateBasis.INHERITED if base is not None else situation.anchor_basis
    score = 0.75 if "tense unknown" in reason else 0.88
    reading = read_as(day_of(day), basis=basis, score=score, reason=f"{reason}, from {name}")
    return with_time(reading if "into" not in parts else _night_into(day, reading), parts)


def _night_into(day: datetime.date, reading: Reading) -> Reading:
    """ "overnight into Friday": the night that ends on that day."""
    before = shifted(day, days=-1)
    return replace(reading, value=before.isoformat(), start=before, precision=DatePrecision.DAYS)


def _told_near(number: int, words: set[str], situation: Situation) -> Reading | None:
    """A weekday that the text has placed: "the same Friday", or one in a narrative of dated days.

    "Tuesday 20 November ... On Wednesday", and the weekdays of an item that a date heads, follow the date before them.
    """
    if words & _SAME:
        named = next(
            (one for one in situation.earlier if one.period.start.isoweekday() == number and _is_day(one)), None
        )
        if named is None:
            return None
        reason = f"the day of “{named.words}” before it"
        return read_as(named.period, basis=DateBasis.INHERITED, score=0.85, reason=reason)
    last = next((one for one in situation.earlier if one.leads and one.passages_back <= _NEAR_PASSAGES), None)
    if words - {"the"} or last is None or not _is_day(last):
        return None
    day = shifted(last.period.start, days=(number - last.period.start.isoweekday()) % 7)
    if situation.anchor is not None and (day > situation.anchor or situation.find_direction() is Direction.FUTURE):
        return None
    reason = f"the first one from “{last.words}” before it"
    return read_as(day_of(day), basis=DateBasis.INHERITED, score=0.8, reason=reason)


def _is_day(earlier: Earlier) -> bool:
    return earlier.period.precision is DatePrecision.DAY


def _weekday_near(
    number: int, anchor: datetime.date, words: set[str], parts: Parts, situation: Situation
) -> tuple[datetime.date, str]:
    latest = shifted(anchor, days=-((anchor.isoweekday() - number) % 7))
    if "which_week" in parts:
        weeks = -1 if {"last", "ago"} & set(parts["which_week"].lower().split()) else 0
        weeks = 1 if "next" in parts["which_week"].lower() else weeks
        return shifted(week_of(anchor).start, days=number - 1 + 7 * weeks), "the day of that week"
    if words & _BACK:
        return (latest if latest < anchor else shifted(latest, days=-7)), "the last one before"
    if words & _AHEAD:
        return shifted(latest, days=7), "the next one after"
    direction = situation.find_direction() if not words & _SAME else Direction.PAST
    if direction is Direction.FUTURE or (
        situation.signal in ("until", "till", "by") and direction is not Direction.PAST
    ):
        return (latest if latest == anchor else shifted(latest, days=7)), "the next one, tense future"
    if "this" in words and direction is Direction.UNKNOWN:
        return shifted(week_of(anchor).start, days=number - 1), "the one of this week"
    return latest, f"the latest one, tense {direction.value}"


def near_day(parts: Parts, situation: Situation) -> Reading:
    """Today, yesterday, tomorrow and their neighbors."""
    words = parts["near"].lower()
    days = -2 if "before" in words else 2 if "after" in words else 0
    days = days or next((step for word, step in _NEAR_DAYS.items() if word in words), 0)
    if situation.anchor is None:
        return without_anchor(None, DatePrecision.DAY)
    day = shifted(situation.anchor, days=days)
    reason = f"counted from {situation.anchor_name}"
    return with_time(read_as(day_of(day), basis=situation.anchor_basis, score=0.95, reason=reason), parts)


def near_night(parts: Parts, situation: Situation) -> Reading:
    """Tonight, last night, this morning, overnight."""
    words = parts["which"].lower()
    if situation.anchor is None:
        return without_anchor(None, DatePrecision.DAY)
    code = str(meaning_of("DAYTIME", words) or "NI") if words not in ("tonight", "overnight") else "NI"
    is_coming = words == "overnight" and situation.find_direction() is Direction.FUTURE
    days = -1 if "last" in words or (words == "overnight" and not is_coming) else 1 if "tomorrow" in words else 0
    day = shifted(situation.anchor, days=days)
    period = day_of(day) if words != "overnight" else spanning(day_of(day), day_of(shifted(day, days=1)))
    reason = f"counted from {situation.anchor_name}"
    reading = read_as(period, basis=situation.anchor_basis, score=0.9, reason=reason)
    return replace(reading, value=f"{day}T{code}")


def clock(parts: Parts, situation: Situation) -> Reading:
    """A clock time or part of a day: on the last day named in the sentences before, else on the anchor's day.

    TIMEX3 wants a value, so a bare "at dawn" gets the publication date; its basis says that no day stands in the text.
    """
    last = situation.last_day()
    if last is not None and last.passages_back <= 1:
        reason = f"on the day of “{last.words}” before it"
        reading = read_as(last.period, basis=DateBasis.INHERITED, score=0.7, reason=reason)
    elif situation.anchor is not None:
        reason = f"no day named near it: on {situation.anchor_name}"
        is_published = situation.anchor_basis is DateBasis.RELATIVE
        basis = DateBasis.PUBLICATION if is_published else situation.anchor_basis
        reading = read_as(day_of(situation.anchor), basis=basis, score=0.4, reason=reason)
    else:
        reading = without_anchor("XXXX-XX-XX", needs="a time of day, and no day is named near it")
    return with_time(reading, parts)


def bare_day(parts: Parts, situation: Situation) -> Reading:
    """ "on the 15th": in the month of the date before it, else the latest one not after the anchor."""
    number, last = day_of_month(parts["day"]), situation.last_date()
    if last is not None and last.passages_back <= _NEAR_PASSAGES and last.period.precision in _MONTHLY:
        month = month_of(last.period.start.year, last.period.start.month)
        if number <= month.end.day:
            reason = f"in the month of “{last.words}” before it"
            reading = read_as(_day_in(month, number), basis=DateBasis.INHERITED, score=0.7, reason=reason)
            return with_time(reading, parts)
    if situation.anchor is None:
        return without_anchor(f"XXXX-XX-{number:02}", DatePrecision.DAY)
    first = situation.anchor.replace(day=1)
    months = [month_of(moved.year, moved.month) for moved in (shifted(first, months=step) for step in (0, -1, -2))]
    days = [_day_in(month, number) for month in months if number <= month.end.day]
    period = next((one for one in days if one.start <= situation.anchor), days[-1])
    reason = f"the latest one before {situation.anchor_name}"
    return with_time(read_as(period, basis=situation.anchor_basis, score=0.6, reason=reason), parts)


def _day_in(month: Period, number: int) -> Period:
    return day_of(month.start.replace(day=number))


def which_unit(parts: Parts, situation: Situation) -> Reading:
    """ "last week", "this month", "early next year", "later this year", "the weekend"."""
    unit = parts["unit"].lower()
    words = set(parts.get("which", "").lower().split())
    precision = _unit_precision(unit)
    last = situation.last_day()
    if unit == "day" and last is not None and last.passages_back <= 1:
        reason = f"the day of “{last.words}” before it"
        return read_as(last.period, basis=DateBasis.INHERITED, score=0.75, reason=reason)
    if situation.anchor is None:
        return without_anchor(None, precision)
    step = -1 if words & (_BACK | {"latest"}) else 1 if words & _AHEAD else 0
    if words == {"the"} and unit == "weekend":
        step = -1 if situation.anchor.isoweekday() < 6 and situation.find_direction() is not Direction.FUTURE else 0
    told = situation.last_date()
    if not words - {"the"} and "part" in parts and told is not None and _is_told(told, situation):
        period = _stepped(unit, told.period.start, 0)
        reason = f"in the {unit} of “{told.words}” before it"
        return read_as(period, basis=DateBasis.INHERITED, score=0.7, reason=reason, part=parts["part"])
    period = _stepped(unit, situation.anchor, step)
    reason = f"counted from {situation.anchor_name}"
    reading = read_as(period, basis=situation.anchor_basis, score=0.9, reason=reason)
    if "past" in words and unit in ("week", "month", "year"):
        return _trailing(reading, unit, situation.anchor, situation.anchor_name)
    if part_of(parts.get("part")) is None:
        return cut_if_past(reading, situation)
    return _narrowed(reading, period, parts.get("part"), situation)


def _trailing(reading: Reading, unit: str, anchor: datetime.date, name: str) -> Reading:
    """ "the past year" runs up to the anchor; TIMEX3 annotation gives it the value of the year before."""
    start = shift_by(anchor, -1, unit_code(unit))
    reason = f"up to {name}"
    return replace(reading, start=start, end=anchor, precision=DatePrecision.RANGE, score=0.8, reason=reason)


def _is_told(earlier: Earlier, situation: Situation) -> bool:
    """Whether "the end of the month" goes on with a date of the sentence before, as a narrative of the past does."""
    return (
        earlier.passages_back <= _NEAR_PASSAGES
        and earlier.period.precision in _MONTHLY
        and situation.find_direction() in (Direction.PAST, Direction.PERHAPS_PAST)
        and situation.signal != "since"
    )


def _narrowed(reading: Reading, period: Period, words: str | None, situation: Situation) -> Reading:
    """ "earlier this month" ends on the anchor, "later this month" starts there; "early" and "late" take a part."""
    anchor = situation.anchor
    part = part_of(words)
    if part is None or words is None or anchor is None:
        return reading
    is_running = period.start <= anchor <= period.end
    if "earlier" in words.lower() and is_running:
        return replace(reading, end=anchor, precision=reading.precision)
    if "later" in words.lower() and is_running:
        return replace(reading, start=anchor)
    narrow = read_as(period, basis=reading.basis, score=reading.score, reason=reading.reason, part=part)
    if is_running and situation.find_direction() is Direction.PAST:
        return cut_at_anchor(narrow, situation)
    return narrow


def _unit_precision(unit: str) -> DatePrecision:
    return {
        "day": DatePrecision.DAY,
        "week": DatePrecision.WEEK,
        "weekend": DatePrecision.DAYS,
        "month": DatePrecision.MONTH,
        "year": DatePrecision.YEAR,
    }.get(unit, DatePrecision.RANGE)


def _stepped(unit: str, day: datetime.date, step: int) -> Period:
    """The unit that holds a day, moved by whole units."""
    weeks_on = shifted(day, days=7 * step)
    first_of_month = day.replace(day=1)
    period: Callable[[], Period]
    match unit:
        case "weekend":
            period = partial(weekend_of, weeks_on)
        case "week" | "fortnight":
            period = partial(week_of, weeks_on)
        case "month":
            moved = shifted(first_of_month, months=step)
            period = partial(month_of, moved.year, moved.month)
        case "quarter":
            moved = shifted(first_of_month, months=3 * step)
            period = partial(quarter_of, moved.year, (moved.month + 2) // 3)
        case "year":
            period = partial(year_of, _in_calendar(day.year + step))
        case "decade":
            period = partial(decade_of, _in_calendar(day.year + 10 * step) // 10)
        case "century":
            period = partial(century_of, _in_calendar(day.year + 100 * step) // 100 + 1)
        case _:
            period = partial(day_of, shifted(day, days=step))
    return period()


def _in_calendar(year: int) -> int:
    return min(max(year, 1), 9800)


def year_end(parts: Parts, situation: Situation) -> Reading:
    """The last day of the anchor's year, or of the year before in a report of January to March on what is past."""
    anchor = situation.anchor
    if anchor is None:
        return without_anchor("XXXX-12-31", DatePrecision.DAY)
    is_before = anchor.month <= 3 and situation.find_direction() is Direction.PAST
    day = datetime.date(anchor.year - is_before, 12, 31)
    reason = f"counted from {situation.anchor_name}"
    return read_as(day_of(day), basis=situation.anchor_basis, score=0.8, reason=reason)


def ago(parts: Parts, situation: Situation) -> Reading:
    """ "three days ago", "two weeks from now": counted from the anchor, as exact as the unit."""
    count = stated_count(parts) if "count" in parts or "half" in parts else None
    unit = unit_code(parts["unit"])
    is_ahead = "sign" in parts
    if count is None:
        return _vaguely_ago(parts, unit, situation, is_ahead=is_ahead)
    if situation.anchor is None:
        return without_anchor(None)
    quarter = situation.last_quarter()
    if unit == "Y" and count == 1 and not is_ahead and quarter is not None:
        return _year_before(quarter)
    period = _at_distance(situation.anchor, count if is_ahead else -count, unit)
    if "today" in parts:
        period = day_of(shift_by(situation.anchor, -count, unit))
    reason = f"counted from {situation.anchor_name}"
    return read_as(period, basis=situation.anchor_basis, score=0.88, reason=reason)


def _vaguely_ago(parts: Parts, unit: str, situation: Situation, *, is_ahead: bool) -> Reading:
    """ "a few days ago": taken as two to seven units back; "years ago" and "many" have no bounds."""
    words = parts.get("count", "").lower()
    if is_ahead or situation.anchor is None or not ("few" in words or "several" in words):
        return Reading("FUTURE_REF" if is_ahead else "PAST_REF", score=0.4, reason="no number of units is stated")
    first, last = shift_by(situation.anchor, -7, unit), shift_by(situation.anchor, -2, unit)
    reason = f"taken as two to seven units before {situation.anchor_name}"
    return Reading("PAST_REF", first, last, DatePrecision.RANGE, situation.anchor_basis, 0.35, reason)


def unit_code(words: str) -> str:
    """ "D", "W", "M", "Y", ... of a unit of time."""
    for name in ("UNIT", "UNITS", "SHORT_UNIT", "SHORT_UNITS"):
        found = meaning_of(name, words)
        if found is not None:
            return str(found)
    return "D"


def _at_distance(day: datetime.date, count: float, unit: str) -> Period:
    moved = shift_by(day, count, unit)
    if unit == "W" and abs(count) != 1:
        return week_of(moved)
    if unit == "M":
        return month_of(moved.year, moved.month)
    if unit in ("Y", "E", "C"):
        return year_of(moved.year)
    if unit == "Q":
        return quarter_of(moved.year, (moved.month + 2) // 3)
    return day_of(moved)


def _year_before(earlier: Earlier) -> Reading:
    start = earlier.period.start
    period = quarter_of(max(start.year - 1, 1), (start.month + 2) // 3)
    reason = f"the same quarter a year before “{earlier.words}”"
    return read_as(period, basis=DateBasis.INHERITED, score=0.75, reason=reason)


def compared_period(parts: Parts, situation: Situation) -> Reading:
    """ "the year-earlier quarter", "the 1988 period": what a figure is compared with."""
    quarter = situation.last_quarter()
    year = year_number(parts.get("year"))
    named = meaning_of("QUARTER_ORDINAL", parts.get("quarter", ""))
    if year is not None:
        period = quarter_of(year, (quarter.period.start.month + 2) // 3) if quarter is not None else year_of(year)
        return read_as(period, basis=DateBasis.EXPLICIT, score=0.7, reason="year stated, period as before")
    if named is not None:
        reading = nearest_quarter(int(named), situation)
        if reading.start is None:
            return reading
        before = quarter_of(max(reading.start.year - 1, 1), int(named))
        return read_as(before, basis=reading.basis, score=0.75, reason=reading.reason + ", a year before")
    if quarter is not None:
        return _year_before(quarter)
    if situation.anchor is None:
        return without_anchor(None, DatePrecision.YEAR)
    period = year_of(max(situation.anchor.year - 1, 1))
    reason = f"the year before {situation.anchor_name}"
    return read_as(period, basis=situation.anchor_basis, score=0.6, reason=reason)


def this_quarter(parts: Parts, situation: Situation) -> Reading:
    """ "the quarter", "the latest period": the quarter named before, else the last one that has ended."""
    last = situation.last_quarter()
    words = parts.get("which", "").lower()
    if last is not None and "current" not in words and words != "this":
        reason = f"the quarter of “{last.words}” before it"
        return read_as(last.period, basis=DateBasis.INHERITED, score=0.7, reason=reason)
    if situation.anchor is None:
        return without_anchor("XXXX-QX")
    step = 0 if "current" in words or words == "this" else -1
    reason = f"counted from {situation.anchor_name}"
    return read_as(_stepped("quarter", situation.anchor, step), basis=situation.anchor_basis, score=0.5, reason=reason)


def counted(parts: Parts, situation: Situation) -> Reading:
    """ "two days later", "a week earlier": counted from the date before it in the text, not from the anchor."""
    unit = unit_code(parts["unit"])
    is_short = unit in ("H", "m", "S")
    count = count_of(parts["count"]) if "count" in parts else None
    count = 0.0 if count is None and is_short else count
    is_back = parts["sign"].lower() in ("earlier", "before", "previously", "beforehand")
    if count is None:
        return Reading("PAST_REF" if is_back else "FUTURE_REF", score=0.3, reason="no number of units is stated")
    quarter = situation.last_quarter()
    if unit == "Y" and count == 1 and is_back and quarter is not None:
        return _year_before(quarter)
    told = tuple(one for one in situation.earlier if one.words.lower() not in _NEAR_DAYS)
    wants_day = unit in ("D", "W", "F", "H", "m", "S")
    fitting = tuple(one for one in told if _is_day(one) or not wants_day)
    base = next(iter(fitting), None)
    if base is not None and "event" in parts:
        if situation.is_apposition:
            return _beside(base)
        base = _date_of_event(parts["event"], fitting, situation)
    if base is None or (unit == "Y" and base.passages_back > 2 and is_back):
        return _counted_without_date(count, unit, situation, is_back=is_back and "event" not in parts)
    moved = -count if is_back else count
    if unit == "W" and base.period.precision is DatePrecision.DAY:
        period = day_of(shift_by(base.period.start, moved, unit))
    else:
        period = _at_distance(base.period.start, moved, unit)
    reason = f"counted from “{base.words}” before it"
    return read_as(period, basis=DateBasis.INHERITED, score=0.55 if "event" in parts else 0.8, reason=reason)


def _beside(base: Earlier) -> Reading:
    """ "on Monday, two days before the vote": no other day than Monday."""
    return read_as(base.period, basis=DateBasis.INHERITED, score=0.7, reason=f"the day of “{base.words}” beside it")


def _date_of_event(words: str, told: tuple[Earlier, ...], situation: Situation) -> Earlier | None:
    """The date of an event that is named without its day: the last one beside which its name stands, else one near it.

    None where the event is still to come or no date is near.
    """
    if situation.find_direction() is Direction.FUTURE:
        return None
    stem = words.rsplit(maxsplit=1)[-1].lower().removesuffix("s")[:_STEM]
    named = (one for one in told if len(stem) >= _SHORTEST_STEM and stem in one.around)
    near = (one for one in told if one.passages_back <= _EVENT_PASSAGES)
    return next(named, None) or next(near, None)


def counted_from(base: Reading, parts: Parts) -> Reading:
    """ "two days after 5 January", "the day before Christmas": counted from the reading of the date behind it."""
    count = stated_count(parts) if "count" in parts else 1.0
    if base.start is None or base.end is None:
        return without_anchor(None, needs=f"counted from a date that is not known: {base.reason}")
    if count is None:
        return Reading("PAST_REF", score=0.3, reason="no number of units is stated")
    is_back = parts["sign"].lower() == "before"
    day, sign = (base.start, -1) if is_back else (base.end, 1)
    if "count" not in parts:
        period = _stepped(parts.get("single", "day").lower(), day, sign)
    elif unit_code(parts["unit"]) == "W" and base.precision is DatePrecision.DAY:
        period = day_of(shift_by(day, sign * count, "W"))
    else:
        period = _at_distance(day, sign * count, unit_code(parts["unit"]))
    reading = read_as(period, basis=base.basis, score=0.85 * base.score, reason=f"counted from it: {base.reason}")
    return with_time(reading, parts)


def _counted_without_date(count: float, unit: str, situation: Situation, *, is_back: bool) -> Reading:
    if situation.anchor is None:
        return without_anchor(None, needs="counted from another date, and none stands before it")
    if not is_back:
        return without_anchor(None, needs="counted from an event whose day is not stated")
    period = _at_distance(situation.anchor, -count, unit)
    reason = f"no date stands before it: counted from {situation.anchor_name}"
    return read_as(period, basis=situation.anchor_basis, score=0.45, reason=reason)


def anaphoric(parts: Parts, situation: Situation) -> Reading:
    """ "the same day", "that night", "the following year": counted from the date before it in the text."""
    words = parts["which"].lower()
    unit = parts.get("unit", "day").lower()
    unit = "day" if unit == "night" else unit
    wants_day = unit in ("day", "week", "weekend")
    base = situation.last_day() if wants_day else situation.last_date()
    if base is None and wants_day:
        base = situation.last_date() if unit != "day" else None
    is_plan = "next" in words and not wants_day and situation.find_direction() is Direction.FUTURE
    if base is not None and "event" in parts:
        if situation.is_apposition:
            return _beside(base)
        base = _date_of_event(parts["event"], tuple(filter(_is_day, situation.earlier)), situation)
    if (base is None or is_plan) and "next" in words and situation.anchor is not None:
        return which_unit({"unit": unit, "which": "next"}, situation)
    if base is None:
        return without_anchor(
            None, _unit_precision(unit), needs=f"“{words}” points at a date, and none stands before it"
        )
    tokens = set(words.split())
    step = 1 if tokens & (_AHEAD | {"after"}) else -1 if tokens & (_BACK | {"before"}) else 0
    period = _stepped(unit, base.period.start if step <= 0 else base.period.end, step)
    reason = f"counted from “{base.words}” before it"
    reading = read_as(period, basis=DateBasis.INHERITED, score=0.8, reason=reason, part=None)
    if "daytime" in parts:
        return with_time(reading, parts)
    part = part_of(parts.get("part"))
    return reading if part is None or unit == "day" else _after_base(reading, period, base, parts["part"])


def _after_base(reading: Reading, period: Period, base: Earlier, words: str) -> Reading:
    """ "later that year" starts with the date before it, "earlier that year" ends with it."""
    if "later" in words.lower() and period.start <= base.period.start <= period.end:
        return replace(reading, start=base.period.start)
    if "earlier" in words.lower() and period.start <= base.period.end <= period.end:
        return replace(reading, end=base.period.end)
    return read_as(period, basis=reading.basis, score=reading.score, reason=reading.reason, part=words)
