"""The timeline: a histogram of dated events, and intervals of the coarse ones below it, in one chart."""

import datetime
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from reportmap.dashboard.filters import Facet, FilteredEvents, codes_of
from reportmap.dashboard.palette import TypeStyle
from reportmap.dashboard.words import plural, say_day

BRUSH = "period"
"""The name of the brush in the chart's selection."""

MAX_LANES = 5
MAX_INTERVALS = 60
"""So many different intervals of coarse events are drawn one by one; more become a strip of counts."""

_UNITS = (("day", 62), ("week", 400), ("month", 2_800), ("quarter", 7_400), ("year", 10**9))
_BIN_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_MONDAY = 4
"""1970-01-01 was a Thursday: the first Monday is day 4."""

Days = npt.NDArray[np.datetime64]
Spec = dict[str, Any]  # Any: Vega-Lite's JSON


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineData:
    """What the timeline draws. It ignores the date filter, and marks instead what lies inside it.

    `bars` has start, end (exclusive), event_type, count, floor, top, inside, drawn. `lanes` has start, end
    (exclusive), count, lane, inside, weight, words: one row per interval of coarse events, or, where these are too many
    (`is_strip`), one per bar's width with the coarse events that overlap it; `weight` is its darkness in (0, 1].
    `unit` names the width of a bar; `n_undated` events have no date and are not drawn.
    """

    bars: pd.DataFrame
    lanes: pd.DataFrame
    unit: str
    peak: int
    n_undated: int
    is_strip: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether no event has a date."""
        return len(self.bars) == 0 and len(self.lanes) == 0


def timeline_data(filtered: FilteredEvents, *, order: Mapping[str, TypeStyle]) -> TimelineData:
    """Bars for events known to less than a month, by day, week, month, quarter or year; intervals for the others."""
    events = filtered.frames.events
    shown = filtered.mask_without(Facet.DATES)
    undated, coarse = events["is_undated"].to_numpy(), events["is_coarse"].to_numpy()
    dated = shown & ~undated
    start, end = (events[name].to_numpy().astype("datetime64[D]") for name in ("start", "end"))
    unit = _unit(start[dated], end[dated])
    fine, rough = np.flatnonzero(dated & ~coarse), np.flatnonzero(dated & coarse)
    inside = _inside(filtered, start, end)
    bars = _bars(filtered, fine, start=start, inside=inside, unit=unit, order=list(order))
    starts, ends, counts = _intervals(start[rough], end[rough])
    is_strip = len(starts) > MAX_INTERVALS
    make = _strip if is_strip else _lanes
    return TimelineData(
        bars=bars,
        lanes=make(starts, ends, counts, _inside(filtered, starts, ends, are_coarse=True), unit),
        unit=unit,
        peak=int(bars["top"].max()) if len(bars) else 1,
        n_undated=int((shown & undated).sum()),
        is_strip=is_strip,
    )


def _inside(filtered: FilteredEvents, start: Days, end: Days, *, are_coarse: bool = False) -> npt.NDArray[np.bool_]:
    first, last = filtered.filters.date_from, filtered.filters.date_to
    passed = np.full(len(start), not are_coarse or filtered.filters.with_coarse)
    if first is not None:
        passed &= end >= np.datetime64(first)
    if last is not None:
        passed &= start <= np.datetime64(last)
    return passed


def _unit(start: Days, end: Days) -> str:
    days = int((end.max() - start.min()).astype(np.int64)) if len(start) else 0
    return next(unit for unit, limit in _UNITS if days <= limit)


def _bin_of(days: Days, unit: str) -> npt.NDArray[np.int64]:
    """The number of the day, week, month, quarter or year since 1970 that a day lies in."""
    if unit in _BIN_MONTHS:
        return np.floor_divide(days.astype("datetime64[M]").astype(np.int64), _BIN_MONTHS[unit])
    numbers = days.astype(np.int64)
    return numbers if unit == "day" else np.floor_divide(numbers - _MONDAY, 7)


def _bin_start(bins: npt.NDArray[np.int64], unit: str) -> Days:
    """The first day of each bin."""
    if unit in _BIN_MONTHS:
        return (bins * _BIN_MONTHS[unit]).astype("datetime64[M]").astype("datetime64[D]")
    return (bins if unit == "day" else bins * 7 + _MONDAY).astype("datetime64[D]")


def _bars(
    filtered: FilteredEvents,
    rows: npt.NDArray[np.intp],
    *,
    start: Days,
    inside: npt.NDArray[np.bool_],
    unit: str,
    order: list[str],
) -> pd.DataFrame:
    """The counts of fine events by bin, type, and whether they lie in the period and are said to have happened."""
    columns = ["start", "end", "event_type", "inside", "drawn", "count", "floor", "top"]
    if not len(rows):
        return pd.DataFrame(columns=columns)
    events = filtered.frames.events
    types = events["event_type"]
    rank = np.array([order.index(name) for name in map(str, types.cat.categories)], dtype=np.int64)
    bins = _bin_of(start[rows], unit)
    first = int(bins.min())
    kept = events["is_drawn"].to_numpy()[rows]
    # The order of the digits is that of the stack: what happened below, then by type, what lies in the period first.
    keys = (((bins - first) * 2 + ~kept) * len(order) + rank[codes_of(types)[rows]]) * 2 + ~inside[rows]
    found = np.bincount(keys)
    keys = np.flatnonzero(found)
    at = keys // (4 * len(order))
    count = found[keys]
    top = np.cumsum(count)
    below = np.concatenate([[0], top[:-1]])[np.searchsorted(at, at)]
    return pd.DataFrame(
        {
            "start": _bin_start(at + first, unit).astype("datetime64[s]"),
            "end": _bin_start(at + first + 1, unit).astype("datetime64[s]"),
            "event_type": [order[index] for index in keys // 2 % len(order)],
            "inside": keys % 2 == 0,
            "drawn": keys // (2 * len(order)) % 2 == 0,
            "count": count,
            "floor": top - count - below,
            "top": top - below,
        }
    )


def _intervals(start: Days, end: Days) -> tuple[Days, Days, npt.NDArray[np.intp]]:
    """The distinct intervals, shortest first, and how often each stands."""
    length = (end - start).astype(np.int64)
    base = 1 + int(np.abs(start.astype(np.int64)).max(initial=0))
    keys, counts = np.unique(length * 2 * base + start.astype(np.int64) + base, return_counts=True)
    length, offset = np.divmod(keys, 2 * base)
    first = (offset - base).astype("datetime64[D]")
    return first, first + length.astype("timedelta64[D]"), counts


_LANE_COLUMNS = ["start", "end", "count", "inside", "lane", "weight", "words"]


def _lanes(
    starts: Days, ends: Days, counts: npt.NDArray[np.intp], inside: npt.NDArray[np.bool_], unit: str
) -> pd.DataFrame:
    """Equal intervals as one bar, packed into as few lanes as possible; past the last lane they share it."""
    del unit
    free: list[list[tuple[np.datetime64, np.datetime64]]] = []
    rows = []
    for first, last, count, is_inside in zip(starts, ends, counts, inside, strict=True):
        apart = (all(last < start or first > end for start, end in taken) for taken in free)
        lane = next((index for index, is_free in enumerate(apart) if is_free), min(len(free), MAX_LANES - 1))
        if lane == len(free):
            free.append([])
        free[lane].append((first, last))
        words = f"{plural(int(count), 'event')} known only as {say_day(first.item())} to {say_day(last.item())}"
        rows.append((first, last + np.timedelta64(1, "D"), int(count), bool(is_inside), lane, 1.0, words))
    return pd.DataFrame(rows, columns=_LANE_COLUMNS)


def _strip(
    starts: Days, ends: Days, counts: npt.NDArray[np.intp], inside: npt.NDArray[np.bool_], unit: str
) -> pd.DataFrame:
    """For each bin how many of the coarse events overlap it, and whether any of them lies in the period."""
    first, last = _bin_of(starts, unit), _bin_of(ends, unit)
    low, size = int(first.min()), int(last.max() - first.min()) + 2

    def overlapping(weights: npt.NDArray[np.intp]) -> npt.NDArray[np.int64]:
        begun = np.bincount(first - low, weights=weights, minlength=size)
        ended = np.bincount(last - low + 1, weights=weights, minlength=size)
        return np.cumsum(begun - ended).round().astype(np.int64)

    total, chosen = overlapping(counts), overlapping(counts * inside)
    at = np.flatnonzero(total)
    begin = _bin_start(at + low, unit)
    return pd.DataFrame(
        {
            "start": begin,
            "end": _bin_start(at + low + 1, unit),
            "count": total[at],
            "inside": chosen[at] > 0,
            "lane": 0,
            "weight": np.sqrt(total[at] / total.max()),
            "words": [
                f"{plural(int(count), 'event')} known only to the month or coarser may lie in the {unit} from"
                f" {say_day(day)}"
                for count, day in zip(total[at], begin.tolist(), strict=True)
            ],
        },
        columns=_LANE_COLUMNS,
    )


def build_timeline(
    data: TimelineData,
    *,
    styles: Mapping[str, TypeStyle],
    period: tuple[datetime.date | None, datetime.date | None] = (None, None),
    height: int = 150,
    is_dark: bool = False,
) -> Spec:
    """The Vega-Lite chart of data that is not empty, with a brush along time named BRUSH. `period` is drawn as a band.

    It is written by hand: a chart library that checks it against the schema takes longer than all the other views.
    """
    lane_height = data.peak * 0.13
    n_lanes = int(data.lanes["lane"].max()) + 1 if len(data.lanes) else 0
    bottom = -lane_height * (n_lanes + 0.25) if n_lanes else 0.0
    scale = {"domain": [bottom, data.peak * 1.08], "nice": False}
    ink = "#C9D1D9" if is_dark else "#424A53"
    layers = [_bar_layer(data, styles, scale, ink)] if len(data.bars) else []
    layers += [_lane_layer(data, lane_height, scale, ink)] if len(data.lanes) else []
    brush = {"type": "interval", "encodings": ["x"], "mark": {"fill": "#0B5C7A", "fillOpacity": 0.15}}
    layers[0]["params"] = [{"name": BRUSH, "select": brush}]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "layer": [*_period_layers(data, period, bottom, scale), *layers],
        "height": height,
        "width": "container",
        "padding": {"left": 4, "right": 8, "top": 4, "bottom": 0},
        "config": {"view": {"stroke": None}, "axis": {"labelFont": "Source Sans", "titleFont": "Source Sans"}},
    }


def _bar_layer(data: TimelineData, styles: Mapping[str, TypeStyle], scale: Spec, ink: str) -> Spec:
    """The bars. Only numbers are sent for each: the browser makes the words, as there may be a thousand bars."""
    present = set(data.bars["event_type"])
    shown = {name: style for name, style in styles.items() if name in present}
    labels = [style.label for style in shown.values()]
    colors = {"domain": labels, "range": [style.color for style in shown.values()]}
    time_axis = {
        "title": None, "grid": False, "labelColor": ink, "tickCount": 8, "labelOverlap": True, "domainOpacity": 0.4,
    }  # fmt: skip
    axis = {
        "title": None, "grid": True, "tickCount": 3, "tickMinStep": 1, "labelColor": ink, "gridOpacity": 0.35,
        "labelExpr": "datum.value < 0 ? '' : format(datum.value, ',d')", "domain": False, "ticks": False,
        "minExtent": 24,
    }  # fmt: skip
    made = {
        "label": f"{json.dumps(labels)}[datum.t]",
        "top": "datum.f + datum.n",
        "ink": "datum.i ? 1 : 0.22",
        "fill": "datum.d ? 1 : 0.12",
        "edge": "datum.d ? 0 : 1",
        "kind": "datum.d ? 'reported as happened' : 'plan, total, comment …'",
        "when": _BAR_WORDS[data.unit],
    }
    return {
        "data": {"values": _bar_values(data.bars, {name: index for index, name in enumerate(shown)})},
        "mark": {"type": "rect", "strokeWidth": 1.2},
        "transform": [{"calculate": formula, "as": name} for name, formula in made.items()],
        "encoding": {
            "x": {"field": "start", "type": "temporal", "scale": {"type": "utc"}, "axis": time_axis},
            "x2": {"field": "end"},
            "y": {"field": "f", "type": "quantitative", "scale": scale, "axis": axis},
            "y2": {"field": "top"},
            "fill": {"field": "label", "type": "nominal", "scale": colors, "legend": None},
            "stroke": {"field": "label", "type": "nominal", "scale": colors, "legend": None},
            "fillOpacity": {"field": "fill", "type": "quantitative", "scale": None},
            "strokeOpacity": {"field": "edge", "type": "quantitative", "scale": None},
            "opacity": {"field": "ink", "type": "quantitative", "scale": None},
            "tooltip": [
                {"field": "when", "title": data.unit.capitalize()},
                {"field": "label", "title": "Event type"},
                {"field": "kind", "title": "Said to be"},
                {"field": "n", "title": "Events"},
            ],
        },
    }


def _bar_values(bars: pd.DataFrame, numbers: Mapping[str, int]) -> list[Spec]:
    """Start, end, number of the type, count, floor, and whether it lies in the period and is said to have happened."""
    return [
        {"start": start, "end": end, "t": numbers[name], "n": count, "f": floor, "i": int(inside), "d": int(drawn)}
        for start, end, name, count, floor, inside, drawn in zip(
            *_edges(bars),
            *(bars[name].tolist() for name in ("event_type", "count", "floor", "inside", "drawn")),
            strict=True,
        )
    ]


_BAR_WORDS = {
    "day": "utcFormat(datum.start, '%-d %b %Y')",
    "week": "utcFormat(datum.start, 'from %-d %b %Y')",
    "month": "utcFormat(datum.start, '%b %Y')",
    "quarter": "utcFormat(datum.start, 'Q%q %Y')",
    "year": "utcFormat(datum.start, '%Y')",
}


def _edges(frame: pd.DataFrame) -> tuple[list[int], list[int]]:
    """Start and end in epoch milliseconds: a browser would take a date without a zone for local time."""
    start, end = (
        frame[name].to_numpy().astype("datetime64[ms]").astype(np.int64).tolist() for name in ("start", "end")
    )
    return start, end


def _lane_layer(data: TimelineData, lane_height: float, scale: Spec, ink: str) -> Spec:
    lanes = data.lanes
    values = [
        {
            "start": start,
            "end": end,
            "high": -lane_height * (lane + 0.3),
            "low": -lane_height * (lane + 1.0),
            "ink": (0.38 if inside else 0.12) * weight,
            "words": words,
        }
        for start, end, lane, inside, weight, words in zip(
            *_edges(lanes), *(lanes[name].tolist() for name in ("lane", "inside", "weight", "words")), strict=True
        )
    ]
    return {
        "data": {"values": values},
        "mark": {"type": "rect", "color": ink, "cornerRadius": 2},
        "encoding": {
            "x": {"field": "start", "type": "temporal", "scale": {"type": "utc"}},
            "x2": {"field": "end"},
            "y": {"field": "low", "type": "quantitative", "scale": scale},
            "y2": {"field": "high"},
            "opacity": {"field": "ink", "type": "quantitative", "scale": None},
            "tooltip": [{"field": "words", "title": "Imprecise date"}],
        },
    }


def _period_layers(
    data: TimelineData, period: tuple[datetime.date | None, datetime.date | None], bottom: float, scale: Spec
) -> list[Spec]:
    """The date filter as a band over the whole height; an open side reaches to the end of the data."""
    if data.is_empty or period == (None, None):
        return []
    edges = [_edges(frame) for frame in (data.bars, data.lanes) if len(frame)]
    first = _milliseconds(period[0]) if period[0] else min(min(start) for start, _ in edges)
    last = _milliseconds(period[1]) + _DAY if period[1] else max(max(end) for _, end in edges)
    return [
        {
            "data": {"values": [{"start": first, "end": last, "low": bottom, "high": data.peak * 1.08}]},
            "mark": {"type": "rect", "color": "#0B5C7A", "opacity": 0.13, "clip": True},
            "encoding": {
                "x": {"field": "start", "type": "temporal", "scale": {"type": "utc"}},
                "x2": {"field": "end"},
                "y": {"field": "low", "type": "quantitative", "scale": scale},
                "y2": {"field": "high"},
            },
        }
    ]


_DAY = 86_400_000


def _milliseconds(day: datetime.date) -> int:
    return int(np.datetime64(day, "ms").astype(np.int64))


def brushed_period(selection: Mapping[str, Any]) -> tuple[datetime.date, datetime.date] | None:
    """First and last day of the brush, None where there is none. `selection` is the chart's, in epoch milliseconds."""
    edges = (selection.get(BRUSH) or {}).get("start")
    if not edges or len(edges) != 2:
        return None
    epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
    first, last = sorted(epoch + datetime.timedelta(milliseconds=float(edge)) for edge in edges)
    return first.date(), last.date()
