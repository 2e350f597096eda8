"""Two periods or two places side by side: what is compared, its place in a link, and what each side holds."""

import calendar
import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd

from reportmap.dashboard.filters import (
    Facet,
    FilteredEvents,
    Filters,
    Mask,
    apply_filters,
    from_params,
    tally,
    to_params,
)
from reportmap.dashboard.frames import EventFrames
from reportmap.dashboard.palette import TypeStyle
from reportmap.dashboard.words import say_day
from reportmap.model import Modality

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
    months = _months(events["start"][events["is_drawn"] & ~events["is_undated"]])
    years, counts = np.unique(months // 12, return_counts=True)
    if len(years) > 1:
        one, two = sorted(_most(dict(zip(years.tolist(), counts.tolist(), strict=True)))[:2])
        return _year(one[0]), _year(two[0])
    single, counts = np.unique(months, return_counts=True)
    if len(single) > 1:
        first, second = sorted(_most(dict(zip(single.tolist(), counts.tolist(), strict=True)))[:2])
        return _month(first[0] // 12, first[0] % 12 + 1), _month(second[0] // 12, second[0] % 12 + 1)
    here = _year(int(years[0])) if len(years) else Period()
    return here, here


def _months(days: pd.Series) -> npt.NDArray[np.int64]:
    """Twelve times the year, and the month from 0, of each day."""
    months: npt.NDArray[np.int64] = days.to_numpy().astype("datetime64[M]").astype(np.int64)
    return months + 1970 * 12


def _most(counts: Mapping[Key, int]) -> list[tuple[Key, int]]:
    """Most first, ties in the order of the keys."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _year(year: int) -> Period:
    return Period(first=datetime.date(year, 1, 1), last=datetime.date(year, 12, 31))


def _month(year: int, month: int) -> Period:
    days = calendar.monthrange(year, month)[1]
    return Period(first=datetime.date(year, month, 1), last=datetime.date(year, month, days))


def _busiest_places(frames: EventFrames) -> tuple[str, str]:
    spots = frames.spots
    drawn = frames.events["is_drawn"].to_numpy()[spots["row"].to_numpy()]
    for column in ("province", "place_id", "country"):
        counts = _key_counts(frames, column, drawn)
        if len(counts) > 1:
            (one, _), (two, _) = _most(counts)[:2]
            return one, two
    only = next(iter(map(str, spots["province"])), "")
    return only, only


def _key_counts(frames: EventFrames, column: str, mask: Mask) -> dict[str, int]:
    """In how many events of the chosen spots each country, province or place occurs, those in none left out."""
    spots = frames.spots
    once = mask if column == "place_id" else mask & spots[f"new_{column}"].to_numpy()
    return _positive(spots[column], once)


def _positive(column: pd.Series, mask: Mask) -> dict[str, int]:
    """How many of the chosen rows each category has, those with none left out."""
    counts = tally(column, mask)
    found = np.flatnonzero(counts)
    names = column.cat.categories[found].tolist()
    return {str(name): count for name, count in zip(names, counts[found].tolist(), strict=True)}


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
    every = np.ones(len(frames.spots), dtype=np.bool_)
    keys: list[str] = []
    for column in ("country", "province", "place_id"):
        keys += [key for key, _ in _most(_key_counts(frames, column, every))]
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
    frames, mask = filtered.frames, filtered.mask
    events = frames.events
    told = tally(frames.tellings["document_id"], mask[frames.tellings["row"].to_numpy()])
    is_claimed = np.asarray(events["modality"] == str(Modality.CLAIMED), dtype=np.bool_)
    return Side(
        n_events=filtered.n_events,
        n_places=filtered.n_places,
        n_off_map=filtered.n_off_map,
        n_reports=int((told > 0).sum()),
        n_claimed=int((is_claimed & mask).sum()),
        deaths=sum_deaths(events[_DEATH_COLUMNS][mask]),
        types=_positive(events["event_type"], mask),
        actors=_positive(frames.parties["name"], mask[frames.parties["row"].to_numpy()]),
        places=_named_places(filtered),
        years=_years(events["start"][mask]),
        filtered=filtered,
    )


def _named_places(filtered: FilteredEvents) -> Mapping[str, int]:
    names = filtered.frames.places["name"]
    counts = tally(filtered.frames.spots["place_id"], filtered.spot_mask)
    found = np.flatnonzero(counts)
    totals: Counter[str] = Counter()
    for name, count in zip(names.iloc[found].tolist(), counts[found].tolist(), strict=True):
        totals[name] += count
    return totals


def _years(days: pd.Series) -> Mapping[str, int]:
    known = days.notna()
    years, counts = np.unique(_months(days[known]) // 12, return_counts=True)
    found = {str(year): count for year, count in zip(years.tolist(), counts.tolist(), strict=True)}
    n_undated = int((~known).sum())
    return found | ({"undated": n_undated} if n_undated else {})


_DEATH_COLUMNS = ["deaths", "deaths_low", "deaths_high", "is_open_ended", "is_total"]


def sum_deaths(events: pd.DataFrame) -> Deaths:
    """The dead of some events (rows of `EventFrames.events`), added up; unknown is never nought."""
    is_counted = events["deaths"].notna()
    counted = events[is_counted & ~events["is_total"]]
    n_totals = int((is_counted & events["is_total"]).sum())
    if counted.empty:
        return Deaths(low=None, best=None, high=None, is_open=False, n_events=0, n_totals=n_totals)
    return Deaths(
        low=int(counted["deaths_low"].sum()),
        best=int(counted["deaths"].sum()),
        high=int(counted["deaths_high"].sum()),
        is_open=bool(counted["is_open_ended"].any()),
        n_events=len(counted),
        n_totals=n_totals,
    )


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
