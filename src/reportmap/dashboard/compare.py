"""Two periods or two places side by side: what is compared, its place in a link, and what each side holds."""

import calendar
import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

import numpy as np
import pandas as pd

from reportmap.dashboard.filters import Facet, FilteredEvents, Filters, apply_filters, from_params, to_params
from reportmap.dashboard.frames import EventFrames
from reportmap.dashboard.palette import TypeStyle
from reportmap.dashboard.words import say_day
from reportmap.model import Count, CountScope, Event, Modality

N_ACTORS = 8
N_PLACES = 8

Key = TypeVar("Key", str, int, tuple[int, int])


class By(StrEnum):
    """What the two sides differ in; the value is the name in a link."""

    PERIODS = "periods"
    PLACES = "places"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Inclusive days; None is an open end."""

    first: datetime.date | None = None
    last: datetime.date | None = None

    def __post_init__(self) -> None:
        if self.first is not None and self.last is not None and self.last < self.first:
            raise ValueError(f"a period that ends ({self.last}) before it starts ({self.first})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What is compared, under which filters. `periods` count by periods, `places` (place keys of `Filters`) by places.

    `filters` holds for both sides; its own dates are ignored by periods, its own places by places.
    """

    by: By
    periods: tuple[Period, Period]
    places: tuple[str, str]
    filters: Filters

    @property
    def sides(self) -> tuple[Filters, Filters]:
        """The filters of each side. By periods, undated events are on neither: they would be on both."""
        if self.by is By.PLACES:
            one, two = self.places
            return self.filters.with_values(Facet.PLACES, [one]), self.filters.with_values(Facet.PLACES, [two])
        first, second = (
            replace(self.filters, date_from=period.first, date_to=period.last, with_undated=False)
            for period in self.periods
        )
        return first, second

    @property
    def shared(self) -> Filters:
        """The filters that hold for both sides, without those that they differ in."""
        if self.by is By.PLACES:
            return self.filters.without(Facet.PLACES)
        return replace(self.filters, date_from=None, date_to=None, with_undated=True)


# --- a first choice ---------------------------------------------------------------------------------------------


def first_comparison(frames: EventFrames, *, by: By = By.PERIODS, filters: Filters | None = None) -> Comparison:
    """What to compare when nothing is chosen: the two busiest years (months, where all is in one), or provinces."""
    filters = filters or Filters()
    return Comparison(by=by, periods=_busiest_periods(frames), places=_busiest_places(frames), filters=filters)


def _busiest_periods(frames: EventFrames) -> tuple[Period, Period]:
    events = frames.events
    days = events["start"][events["is_drawn"] & ~events["is_undated"]]
    years = Counter(int(year) for year in days.dt.year)
    if len(years) > 1:
        one, two = sorted(year for year, _ in _most(years)[:2])
        return _year(one), _year(two)
    months = Counter((int(day.year), int(day.month)) for day in days)
    if len(months) > 1:
        first, second = sorted(month for month, _ in _most(months)[:2])
        return _month(*first), _month(*second)
    here = _year(next(iter(years))) if years else Period()
    return here, here


def _most(counts: Counter[Key]) -> list[tuple[Key, int]]:
    """Most first, ties in the order of the keys."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _year(year: int) -> Period:
    return Period(first=datetime.date(year, 1, 1), last=datetime.date(year, 12, 31))


def _month(year: int, month: int) -> Period:
    days = calendar.monthrange(year, month)[1]
    return Period(first=datetime.date(year, month, 1), last=datetime.date(year, month, days))


def _busiest_places(frames: EventFrames) -> tuple[str, str]:
    spots = frames.spots
    drawn = spots[frames.events["is_drawn"].to_numpy()[spots["row"].to_numpy()]]
    for column in ("province", "place_id", "country"):
        counts = Counter(map(str, drawn.drop_duplicates(["row", column])[column]))
        if len(counts) > 1:
            (one, _), (two, _) = _most(counts)[:2]
            return one, two
    only = next(iter(map(str, spots["province"])), "")
    return only, only


# --- links ------------------------------------------------------------------------------------------------------


def comparison_params(comparison: Comparison) -> dict[str, list[str]]:
    """The comparison as query parameters, filters and all."""
    params = to_params(comparison.shared)
    if comparison.by is By.PLACES:
        one, two = comparison.places
    else:
        one, two = map(_write_period, comparison.periods)
    return {"by": [str(comparison.by)], "a": [one], "b": [two], **params}


def _write_period(period: Period) -> str:
    return "..".join(day.isoformat() if day else "" for day in (period.first, period.last))


def read_comparison(params: Mapping[str, Sequence[str]], frames: EventFrames) -> tuple[Comparison, tuple[str, ...]]:
    """The comparison of a link, and one line for each part that was ignored, naming it."""
    filters, noted = from_params(params, frames=frames)
    ignored = list(noted)
    asked = (params.get("by") or [""])[0]
    if asked and asked not in set(map(str, By)):
        ignored.append(f"by={asked[:40]} (neither periods nor places)")
        asked = ""
    by = By(asked or By.PERIODS)
    chosen = first_comparison(frames, by=by, filters=filters)
    own = ("from", "to", "undated") if by is By.PERIODS else ("place",)
    ignored += [f"{name}={params[name][0][:40]} (the two {by} say it)" for name in own if params.get(name)]
    known = set(place_keys(frames))
    for index, name in enumerate("ab"):
        text = (params.get(name) or [""])[0]
        if not text:
            continue
        if by is By.PLACES:
            if text in known:
                places = (text, chosen.places[1]) if index == 0 else (chosen.places[0], text)
                chosen = replace(chosen, places=places)
            else:
                ignored.append(f"{name}={text[:40]} (no event lies there)")
            continue
        period = _read_period(text)
        if period is None:
            ignored.append(f"{name}={text[:40]} (not a period like 2009-08-01..2009-08-31)")
            continue
        periods = (period, chosen.periods[1]) if index == 0 else (chosen.periods[0], period)
        chosen = replace(chosen, periods=periods)
    return replace(chosen, filters=chosen.shared), tuple(ignored)


def _read_period(text: str) -> Period | None:
    first, dots, last = text.partition("..")
    if not dots:
        return None
    try:
        return Period(first=_read_day(first), last=_read_day(last))
    except ValueError:
        return None


def _read_day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def place_keys(frames: EventFrames) -> tuple[str, ...]:
    """The keys of countries, provinces and places, those with most events first within each kind."""
    spots = frames.spots
    keys: list[str] = []
    for column in ("country", "province", "place_id"):
        counts = Counter(map(str, spots.drop_duplicates(["row", column])[column]))
        keys += [key for key, _ in _most(counts)]
    return tuple(dict.fromkeys(keys))


def place_labels(frames: EventFrames) -> Mapping[str, str]:
    """What the keys of `place_keys` are called where one is chosen: "Helmand, Afghanistan (province)"."""
    labels: dict[str, str] = {}
    for place in frames.places.itertuples(index=False):
        country = place.country or "No country"
        labels[place.country_key] = f"{country} (country)"
        labels[place.province_key] = (
            f"{place.admin1}, {country} (province)" if place.admin1 else f"{country}, no province"
        )
        parts = (place.name, place.admin1 if place.admin1 != place.name else "", place.country)
        labels[place.place_id] = ", ".join(part for part in dict.fromkeys(parts) if part)
    return labels


# --- sides ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Deaths:
    """The dead of a set of events, added up over those that give a number. None where none does.

    A count without a best guess stands with its lowest number, and `is_open` says that some have no upper end. Totals
    over a period are left out, as they would count the same people twice: `n_totals` says how many.
    """

    low: int | None
    best: int | None
    high: int | None
    is_open: bool
    n_events: int
    n_totals: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """What one side holds. Types, actors and places are counted in events; `types` has every type of either side."""

    n_events: int
    n_places: int
    n_off_map: int
    n_reports: int
    n_claimed: int
    deaths: Deaths
    types: Mapping[str, int]
    actors: Mapping[str, int]
    places: Mapping[str, int]
    years: Mapping[str, int]
    filtered: FilteredEvents


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Both sides, and how many events are on both. `n_undated` are on neither for want of a date (by periods)."""

    sides: tuple[Side, Side]
    n_both: int
    n_undated: int


def compare(frames: EventFrames, comparison: Comparison) -> Compared:
    """What the two sides of a comparison hold."""
    one, two = (_side(apply_filters(frames, filters)) for filters in comparison.sides)
    n_undated = 0
    if comparison.by is By.PERIODS:
        shared = apply_filters(frames, comparison.shared)
        n_undated = int((shared.mask & frames.events["is_undated"].to_numpy()).sum())
    n_both = int((one.filtered.mask & two.filtered.mask).sum())
    return Compared(sides=(one, two), n_both=n_both, n_undated=n_undated)


def _side(filtered: FilteredEvents) -> Side:
    frames = filtered.frames
    rows = filtered.rows
    chosen = frames.events.iloc[rows]
    events = [frames.by_id[event_id] for event_id in chosen["event_id"]]
    told = frames.tellings[np.isin(frames.tellings["row"].to_numpy(), rows)]
    spots = frames.spots[filtered.spot_mask].drop_duplicates(["row", "place_id"])
    return Side(
        n_events=filtered.n_events,
        n_places=filtered.n_places,
        n_off_map=filtered.n_off_map,
        n_reports=int(told["document_id"].nunique()),
        n_claimed=int((chosen["modality"] == str(Modality.CLAIMED)).sum()),
        deaths=sum_deaths(events),
        types=Counter(map(str, chosen["event_type"])),
        actors=Counter(name for event in events for name in {actor.canonical for actor in event.actors}),
        places=_named_places(spots, frames),
        years=Counter("undated" if pd.isna(day) else f"{day:%Y}" for day in chosen["start"]),
        filtered=filtered,
    )


def _named_places(spots: pd.DataFrame, frames: EventFrames) -> Mapping[str, int]:
    names = {place.place_id: place.name for place in frames.places.itertuples(index=False)}
    return Counter(names[place_id] for place_id in spots["place_id"])


def sum_deaths(events: Iterable[Event]) -> Deaths:
    """The dead of some events, added up; unknown is never nought."""
    counts: list[Count] = []
    n_totals = 0
    for event in events:
        dead = event.counts.fatalities
        if dead is None or (dead.low, dead.best, dead.high) == (None, None, None):
            continue
        if event.counts.scope is CountScope.PERIOD_TOTAL or event.modality is Modality.AGGREGATE:
            n_totals += 1
        else:
            counts.append(dead)
    if not counts:
        return Deaths(low=None, best=None, high=None, is_open=False, n_events=0, n_totals=n_totals)
    return Deaths(
        low=sum(_first_of(count.low, 0 if count.best is None else count.best) for count in counts),
        best=sum(_first_of(count.best, count.low, count.high) for count in counts),
        high=sum(_first_of(count.high, count.best, count.low) for count in counts),
        is_open=any(count.high is None and count.best is None for count in counts),
        n_events=len(counts),
        n_totals=n_totals,
    )


def _first_of(*values: int | None) -> int:
    return next(value for value in values if value is not None)


def say_deaths(deaths: Deaths) -> tuple[str, str]:
    """The best sum, and its range with how many events it rests on; "unknown" where no event gives a number."""
    note = f"from {deaths.n_events:,} of the events"
    if deaths.n_totals:
        note += f"; {deaths.n_totals:,} with totals over a period left out"
    if deaths.best is None:
        return "unknown", "no event gives a number" + note.partition("events")[2]
    more = " or more" if deaths.is_open else ""
    if deaths.low == deaths.high:
        return f"{deaths.best:,}{more}", note
    return f"{deaths.best:,}", f"{deaths.low:,} to {deaths.high:,}{more}, {note}"


def say_period(period: Period) -> str:
    """A period in few words: "2009", "Aug 2009", "1 Aug to 5 Sep 2009", "until 3 May 2009", "any date"."""
    first, last = period.first, period.last
    if first is None or last is None:
        if first is not None:
            return f"from {say_day(first)}"
        return f"until {say_day(last)}" if last is not None else "any date"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    if period == _month(first.year, first.month):
        return f"{first:%b} {first.year}"
    return say_day(first) if first == last else f"{say_day(first)} to {say_day(last)}"


# --- rows -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    """One line of the sheet: a label between two numbers. `shares` are in [0, 1] of the largest number of its group."""

    label: str
    counts: tuple[int, int]
    shares: tuple[float, float]
    color: str = ""
    mark: str = ""


def type_rows(compared: Compared, styles: Mapping[str, TypeStyle]) -> tuple[PairRow, ...]:
    """The event types of either side, in the palette's order."""
    one, two = (side.types for side in compared.sides)
    names = [name for name in styles if name in one or name in two]
    largest = max([1, *one.values(), *two.values()])
    return tuple(
        PairRow(
            label=styles[name].label,
            counts=(one.get(name, 0), two.get(name, 0)),
            shares=(one.get(name, 0) / largest, two.get(name, 0) / largest),
            color=styles[name].color,
            mark=styles[name].mark,
        )
        for name in names
    )


def name_rows(one: Mapping[str, int], two: Mapping[str, int], *, limit: int) -> tuple[tuple[PairRow, ...], int]:
    """The names with most events on both sides together, at most so many, and how many are left out."""
    totals = Counter(one) + Counter(two)
    order = [name for name, _ in _most(totals)]
    largest = max([1, *one.values(), *two.values()])
    rows = tuple(
        PairRow(
            label=name,
            counts=(one.get(name, 0), two.get(name, 0)),
            shares=(one.get(name, 0) / largest, two.get(name, 0) / largest),
        )
        for name in order[:limit]
    )
    return rows, max(0, len(order) - limit)


def year_rows(compared: Compared) -> tuple[PairRow, ...]:
    """Events by the year in which they began, in order; undated ones last."""
    one, two = (side.years for side in compared.sides)
    rows, _ = name_rows(one, two, limit=len(one) + len(two))
    return tuple(sorted(rows, key=lambda row: row.label))
