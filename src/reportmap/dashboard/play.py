"""Playing through time: the period that follows another one by a day, a week or a month."""

import datetime
from calendar import monthrange
from enum import StrEnum

import numpy as np

from reportmap.dashboard.filters import Facet, FilteredEvents

Period = tuple[datetime.date, datetime.date]
"""First and last day, both inclusive."""


class Step(StrEnum):
    """By how much playing moves the period; the value is also what the analyst reads."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


def span_of(filtered: FilteredEvents) -> Period | None:
    """The first and the last day of the events that pass all filters but the dates; None where none has a date."""
    events = filtered.frames.events
    shown = filtered.mask_without(Facet.DATES) & ~events["is_undated"].to_numpy()
    if not filtered.filters.with_coarse:
        shown &= ~events["is_coarse"].to_numpy()
    if not shown.any():
        return None
    first, last = events["start"].to_numpy()[shown].min(), events["end"].to_numpy()[shown].max()
    return np.datetime64(first, "D").item(), np.datetime64(last, "D").item()


def usual_step(span: Period) -> Step:
    """The step that plays a span in about a hundred steps at most, where a step of ours can."""
    days = (span[1] - span[0]).days
    return Step.DAY if days <= 62 else Step.WEEK if days <= 400 else Step.MONTH


def next_period(period: tuple[datetime.date | None, datetime.date | None], step: Step, span: Period) -> Period | None:
    """The period one step later, as long as the one before; the first one of the span where there is none yet.

    A period of whole months stays one. None where the next one would lie past the end of the span.
    """
    first, last = period
    if first is None or last is None:
        return _first_period(first or span[0], step)
    moved = _move_months(first, last) if step is Step.MONTH else _move_days(first, last, 1 if step is Step.DAY else 7)
    return None if moved is None or moved[0] > span[1] else moved


def _first_period(day: datetime.date, step: Step) -> Period:
    """The day, the week (from Monday on) or the month that a day lies in."""
    if step is Step.DAY:
        return day, day
    if step is Step.WEEK:
        monday = day - datetime.timedelta(days=min(day.weekday(), (day - datetime.date.min).days))
        return monday, _add(monday, 6)
    return day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])


def _move_days(first: datetime.date, last: datetime.date, days: int) -> Period | None:
    return None if (datetime.date.max - first).days < days else (_add(first, days), _add(last, days))


def _move_months(first: datetime.date, last: datetime.date) -> Period | None:
    if (last.year, last.month) == (datetime.date.max.year, 12):
        return None
    is_whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
    start = _month_later(first)
    return start, _month_later(last, at_end=True) if is_whole else _add(start, (last - first).days)


def _month_later(day: datetime.date, *, at_end: bool = False) -> datetime.date:
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    length = monthrange(year, month)[1]
    return datetime.date(year, month, length if at_end else min(day.day, length))


def _add(day: datetime.date, days: int) -> datetime.date:
    return day + datetime.timedelta(days=min(days, (datetime.date.max - day).days))
