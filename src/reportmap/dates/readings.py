"""What a date reading is, and what it may look at: the anchor, the dates before it, the tense around it."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from reportmap.dates.periods import Period, narrowed, near_years
from reportmap.dates.values import meaning_of
from reportmap.model import DateBasis, DatePrecision

Parts = Mapping[str, str]
"""A rule's captured words by name."""


class Direction(StrEnum):
    """Which way from its anchor a date lies, by the tense around it."""

    PAST = "past"
    PERHAPS_PAST = "perhaps past"
    FUTURE = "future"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression means; `start` and `end` are None together for lengths, sets and what has no anchor."""

    value: str | None
    start: datetime.date | None = None
    end: datetime.date | None = None
    precision: DatePrecision = DatePrecision.UNKNOWN
    basis: DateBasis = DateBasis.NONE
    score: float = 0.0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A date that stands before in the text, and how many passages before."""

    period: Period
    words: str
    passages_back: int
    year_reach: int | None = None  # how many passages on it sets the year; None where it is no year
    is_compared: bool = False
    leads: bool = False  # bare weekdays behind it count from it
    around: str = ""  # the words around it, in lower case, which may name what happened then


@dataclass(frozen=True, slots=True)
class Situation:
    """What surrounds an expression when it is resolved.

    `anchor` is the publication date, or the day of the dateline above; `earlier` holds the dates before it in the
    text, last first. `find_direction` reads the tense around the expression; call it only where it matters.
    """

    anchor: datetime.date | None
    anchor_name: str
    anchor_basis: DateBasis
    published_on: datetime.date | None
    earlier: tuple[Earlier, ...]
    find_direction: Callable[[], Direction]
    is_day_first: bool | None
    signal: str | None = field(default=None)
    is_apposition: bool = False  # only a comma parts it from the date before it

    def last_day(self) -> Earlier | None:
        """The last single day before this in the text."""
        return next((one for one in self.earlier if one.period.precision is DatePrecision.DAY), None)

    def last_date(self) -> Earlier | None:
        """The last date of any grain before this in the text."""
        return self.earlier[0] if self.earlier else None

    def year_in_force(self) -> Earlier | None:
        """The year that the words before, in the passage or at the start of the one before, set."""
        for one in self.earlier:
            if one.year_reach is not None and one.passages_back <= one.year_reach:
                return one
        return None

    def last_quarter(self) -> Earlier | None:
        """The last quarter named before this in the text."""
        return next(
            (
                one
                for one in self.earlier
                if "-Q" in one.period.value and not one.is_compared and one.passages_back <= 6
            ),
            None,
        )


def read_as(period: Period, *, basis: DateBasis, score: float, reason: str, part: str | None = None) -> Reading:
    """A reading of a period, narrowed to its early, mid or late part where the words say so."""
    which = part_of(part)
    if which is not None:
        period = narrowed(period, which)
    return Reading(period.value, period.start, period.end, period.precision, basis, score, reason)


def part_of(words: str | None) -> str | None:
    """ "early", "mid" or "late" for the words before a period; None where they say nothing of the kind."""
    if words is None:
        return None
    found = meaning_of("PART", words) or meaning_of("EDGE", words) or meaning_of("PARTING", words)
    return "late" if found is None and "half" in words else None if found is None else str(found)


def without_anchor(value: str | None, precision: DatePrecision = DatePrecision.UNKNOWN, *, needs: str = "") -> Reading:
    """The reading of an expression that nothing ties to the calendar."""
    reason = needs or "relative, and neither a publication date nor a dateline is known"
    return Reading(value, precision=precision, score=0.1, reason=reason)


# Writers name the year of what is that far off; what is that near ahead may be a plan, a day that near behind is past.
_OLD_DAYS, _SOON_DAYS, _JUST_DAYS = 270, 90, 14


def in_some_year(
    candidate: Callable[[int], Period | None], situation: Situation, *, part: str | None = None, undated: str
) -> Reading:
    """The reading of a day, month or season without a year.

    The year comes from a year that the sentences before set ("last year ... in March"), else from the anchor and the
    tense; a date of the past is never after the anchor. Without either it stays unresolved, its value `undated`.
    """
    in_force = situation.year_in_force()
    if in_force is not None and situation.signal is None:
        period = candidate(in_force.period.start.year)
        if period is not None and not _is_later_plan(period, situation):
            reason = f"in the year set by “{in_force.words}” before it"
            return read_as(period, basis=DateBasis.INHERITED, score=0.75, reason=reason, part=part)
    inside = _inside_season(candidate, situation)
    if inside is not None:
        return read_as(inside[0], basis=DateBasis.INHERITED, score=0.75, reason=inside[1], part=part)
    if situation.anchor is None:
        return _in_year_of_text(candidate, situation, part=part, undated=undated)
    direction = situation.find_direction()
    period = _nearest(near_years(candidate, situation.anchor), situation.anchor, direction)
    if period is None:
        return without_anchor(undated, grain_of(candidate), needs="the calendar has no such day near the anchor")
    score = 0.8 if direction is Direction.UNKNOWN else 0.88
    reason = f"year from {situation.anchor_name}, tense {direction.value}"
    return read_as(period, basis=situation.anchor_basis, score=score, reason=reason, part=part)


def _inside_season(candidate: Callable[[int], Period | None], situation: Situation) -> tuple[Period, str] | None:
    """The day or month inside a season that this or the last passage names ("the autumn of 2011 ... October")."""
    for one in situation.earlier:
        if one.passages_back > 1 or one.period.precision is not DatePrecision.SEASON:
            continue
        for year in {one.period.start.year, one.period.end.year}:
            period = candidate(year)
            if period is not None and one.period.start <= period.start and period.end <= one.period.end:
                return period, f"inside “{one.words}” before it"
    return None


def grain_of(candidate: Callable[[int], Period | None]) -> DatePrecision:
    """The grain that the expression would have if its year were known."""
    period = candidate(2000)  # a leap year has every day
    return DatePrecision.UNKNOWN if period is None else period.precision


def _is_later_plan(period: Period, situation: Situation) -> bool:
    """Whether a plan's date, put into the year in force, would lie before the anchor."""
    return (
        situation.anchor is not None
        and period.end < situation.anchor
        and situation.find_direction() is Direction.FUTURE
    )


def _in_year_of_text(
    candidate: Callable[[int], Period | None], situation: Situation, *, part: str | None, undated: str
) -> Reading:
    last = next((one for one in situation.earlier if len(one.period.value) >= 4), None)
    period = candidate(last.period.start.year) if last is not None else None
    if last is None or period is None:
        needs = "no year: neither a publication date nor an earlier year is known"
        return without_anchor(undated, grain_of(candidate), needs=needs)
    reason = f"year taken over from “{last.words}” before it"
    return read_as(period, basis=DateBasis.INHERITED, score=0.6, reason=reason, part=part)


def _nearest(periods: list[Period], anchor: datetime.date, direction: Direction) -> Period | None:
    if not periods:
        return None
    past = next((one for one in reversed(periods) if one.start <= anchor), periods[0])
    if direction is Direction.PAST:
        return past
    if direction is Direction.PERHAPS_PAST:
        coming = next((one for one in periods if one.start > anchor), past)
        is_old = (anchor - past.end).days > _OLD_DAYS and (coming.start - anchor).days < _SOON_DAYS
        return coming if is_old else past
    if direction is Direction.FUTURE:
        coming = next((one for one in periods if one.end >= anchor), periods[-1])
        # "all fire was to cease on 14 February", told on the 20th
        is_just_past = past.precision is DatePrecision.DAY and (anchor - past.end).days < _JUST_DAYS
        return past if is_just_past and (coming.start - anchor).days > _OLD_DAYS else coming
    # Reports look back: a coming date without any cue of the future must be near.
    return min(periods, key=lambda one: _distance(one, anchor))


def _distance(period: Period, anchor: datetime.date) -> float:
    if period.start <= anchor <= period.end:
        return 0
    if period.end < anchor:
        return (anchor - period.end).days
    return (2.5 if period.precision is DatePrecision.DAY else 12) * (period.start - anchor).days


def cut_at_anchor(reading: Reading, situation: Situation) -> Reading:
    """A past reading that runs over the anchor, ended on it: a report cannot know more."""
    anchor = situation.anchor
    if anchor is None or reading.start is None or reading.end is None or not reading.start <= anchor < reading.end:
        return reading
    return replace(reading, end=anchor, reason=f"{reading.reason}; cut at {situation.anchor_name}")
