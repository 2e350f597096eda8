"""The timeline: a histogram of dated events, and intervals of the coarse ones below it, in one Altair chart."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
import pandas as pd
from altair.utils.schemapi import debug_mode

from reportmap.dashboard.filters import Facet, FilteredEvents
from reportmap.dashboard.palette import TypeStyle
from reportmap.dashboard.words import plural, say_day

BRUSH = "period"
"""The name of the brush in the chart's selection."""

MAX_LANES = 5
_UNITS = (
    ("day", 62, "D"),
    ("week", 400, "W-MON"),
    ("month", 3_700, "MS"),
    ("quarter", 11_000, "QS"),
    ("year", 10**9, "YS"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineData:
    """What the timeline draws. It ignores the date filter, and marks instead what lies inside it.

    `bars` has start, end (exclusive), event_type, count, floor, top, inside, drawn. `lanes` has start, end
    (exclusive), count, lane, inside, words; `unit` names the width of a bar; `n_undated` events have no date and
    are not drawn.
    """

    bars: pd.DataFrame
    lanes: pd.DataFrame
    unit: str
    peak: int
    n_undated: int

    @property
    def is_empty(self) -> bool:
        """Whether no event has a date."""
        return len(self.bars) == 0 and len(self.lanes) == 0


def timeline_data(filtered: FilteredEvents, *, order: Mapping[str, TypeStyle]) -> TimelineData:
    """Bars for events known to less than a month, by day, week, month, quarter or year; intervals for the others."""
    events = filtered.frames.events[filtered.mask_without(Facet.DATES)]
    dated = events[~events["is_undated"]]
    inside = _inside(dated, filtered)
    fine, coarse = dated[~dated["is_coarse"]], dated[dated["is_coarse"]]
    unit, frequency = _unit(dated)
    bars = _bars(fine, inside[~dated["is_coarse"].to_numpy()], frequency, list(order))
    return TimelineData(
        bars=bars,
        lanes=_lanes(coarse, inside[dated["is_coarse"].to_numpy()]),
        unit=unit,
        peak=int(bars["top"].max()) if len(bars) else 1,
        n_undated=int(events["is_undated"].sum()),
    )


def _inside(dated: pd.DataFrame, filtered: FilteredEvents) -> np.ndarray[Any, Any]:
    first, last = filtered.filters.date_from, filtered.filters.date_to
    passed = np.ones(len(dated), dtype=np.bool_)
    if first is not None:
        passed &= (dated["end"] >= np.datetime64(first, "s")).to_numpy()
    if last is not None:
        passed &= (dated["start"] <= np.datetime64(last, "s")).to_numpy()
    if not filtered.filters.with_coarse:
        passed &= ~dated["is_coarse"].to_numpy()
    return passed


def _unit(dated: pd.DataFrame) -> tuple[str, str]:
    days = (dated["end"].max() - dated["start"].min()).days if len(dated) else 0
    return next((unit, frequency) for unit, limit, frequency in _UNITS if days <= limit)


def _bars(fine: pd.DataFrame, inside: np.ndarray[Any, Any], frequency: str, order: list[str]) -> pd.DataFrame:
    columns = ["start", "end", "event_type", "inside", "drawn", "count", "floor", "top"]
    if fine.empty:
        return pd.DataFrame(columns=columns)
    period = fine["start"].dt.to_period(
        {"MS": "M", "QS": "Q", "YS": "Y"}.get(frequency, frequency.replace("W-MON", "W-SUN"))
    )
    table = pd.DataFrame(
        {
            "start": period.dt.start_time.dt.as_unit("s"),
            "end": (period + 1).dt.start_time.dt.as_unit("s"),
            "event_type": fine["event_type"].to_numpy(),
            "inside": inside,
            "drawn": fine["is_drawn"].to_numpy(),
        }
    )
    counted = table.groupby(["start", "end", "event_type", "inside", "drawn"]).size().rename("count").reset_index()
    counted["rank"] = counted["event_type"].map({name: index for index, name in enumerate(order)})
    counted = counted.sort_values(
        ["start", "drawn", "rank", "inside"], ascending=[True, False, True, False], ignore_index=True
    )
    counted["top"] = counted.groupby("start")["count"].cumsum()
    counted["floor"] = counted["top"] - counted["count"]
    return counted[columns]


def _lanes(coarse: pd.DataFrame, inside: np.ndarray[Any, Any]) -> pd.DataFrame:
    """Equal intervals as one bar, packed into as few lanes as possible; past the last lane they share it."""
    columns = ["start", "end", "count", "inside", "lane", "words"]
    if coarse.empty:
        return pd.DataFrame(columns=columns)
    table = coarse[["start", "end"]].assign(inside=inside)
    grouped = table.groupby(["start", "end", "inside"]).size().rename("count").reset_index()
    grouped["length"] = grouped["end"] - grouped["start"]
    grouped = grouped.sort_values(["length", "start"], ignore_index=True)
    free: list[list[tuple[pd.Timestamp, pd.Timestamp]]] = []
    lanes = []
    for row in grouped.itertuples():
        lane = next(
            (
                index
                for index, taken in enumerate(free)
                if all(row.end < start or row.start > end for start, end in taken)
            ),
            min(len(free), MAX_LANES - 1),
        )
        if lane == len(free):
            free.append([])
        free[lane].append((row.start, row.end))
        lanes.append(lane)
    grouped["lane"] = lanes
    grouped["words"] = [
        f"{plural(int(row.count), 'event')} known only as {say_day(row.start.date())} to {say_day(row.end.date())}"
        for row in grouped.rename(columns={"count": "n"}).rename(columns={"n": "count"}).itertuples()
    ]
    grouped["end"] = grouped["end"] + pd.Timedelta(days=1)
    return grouped[columns]


def build_timeline(
    data: TimelineData,
    *,
    styles: Mapping[str, TypeStyle],
    period: tuple[datetime.date | None, datetime.date | None] = (None, None),
    height: int = 150,
    is_dark: bool = False,
) -> Any:  # Any: Altair's configure methods promise no more
    """The chart of data that is not empty, with a brush along time named BRUSH. `period` is drawn as a band."""
    lane_height = data.peak * 0.13
    n_lanes = int(data.lanes["lane"].max()) + 1 if len(data.lanes) else 0
    bottom = -lane_height * (n_lanes + 0.25) if n_lanes else 0.0
    scale = alt.Scale(domain=[bottom, data.peak * 1.08], nice=False)
    ink = "#C9D1D9" if is_dark else "#424A53"
    with debug_mode(False):  # checking each part against the schema takes longer than all the rest
        brush = alt.selection_interval(
            name=BRUSH, encodings=["x"], mark=alt.BrushConfig(fill="#0B5C7A", fillOpacity=0.15)
        )
        layers = [_bar_layer(data, styles, scale, ink)] if len(data.bars) else []
        layers += [_lane_layer(data, lane_height, scale, ink)] if len(data.lanes) else []
        layers = [*_period_layers(data, period, bottom, scale), layers[0].add_params(brush), *layers[1:]]
        chart = alt.layer(*layers).properties(
            height=height, width="container", padding={"left": 4, "right": 8, "top": 4, "bottom": 0}
        )
        return chart.configure_view(stroke=None).configure_axis(labelFont="Source Sans", titleFont="Source Sans")


def _bar_layer(data: TimelineData, styles: Mapping[str, TypeStyle], scale: alt.Scale, ink: str) -> alt.Chart:
    bars = _in_milliseconds(data.bars).assign(
        label=[styles[name].label for name in data.bars["event_type"]],
        ink=np.where(data.bars["inside"].to_numpy(dtype=np.bool_), 1.0, 0.22),
        fill=np.where(data.bars["drawn"].to_numpy(dtype=np.bool_), 1.0, 0.12),
        edge=np.where(data.bars["drawn"].to_numpy(dtype=np.bool_), 0.0, 1.0),
        kind=np.where(data.bars["drawn"].to_numpy(dtype=np.bool_), "reported as happened", "plan, total, comment …"),
        when=[_say_bar(row.start, data.unit) for row in data.bars.itertuples()],
    )
    shown = [style for name, style in styles.items() if name in set(data.bars["event_type"])]
    colors = alt.Scale(domain=[style.label for style in shown], range=[style.color for style in shown])
    axis = alt.Axis(
        title=None, grid=True, tickCount=3, tickMinStep=1, labelColor=ink,
        labelExpr="datum.value < 0 ? '' : format(datum.value, 'd')", gridOpacity=0.35, domain=False, ticks=False,
        minExtent=24,
    )  # fmt: skip
    layer: alt.Chart = (
        alt.Chart(bars)
        .mark_rect(strokeWidth=1.2)
        .encode(
            x=alt.X("start:T", scale=alt.Scale(type="utc"), axis=alt.Axis(
                title=None, grid=False, labelColor=ink, tickCount=8, labelOverlap=True, domainOpacity=0.4,
            )),
            x2=alt.X2("end:T"),
            y=alt.Y("floor:Q", scale=scale, axis=axis),
            y2=alt.Y2("top:Q"),
            fill=alt.Fill("label:N", scale=colors, legend=None),
            stroke=alt.Stroke("label:N", scale=colors, legend=None),
            fillOpacity=alt.FillOpacity("fill:Q", scale=None),
            strokeOpacity=alt.StrokeOpacity("edge:Q", scale=None),
            opacity=alt.Opacity("ink:Q", scale=None),
            tooltip=[
                alt.Tooltip("when:N", title=data.unit.capitalize()),
                alt.Tooltip("label:N", title="Event type"),
                alt.Tooltip("kind:N", title="Said to be"),
                alt.Tooltip("count:Q", title="Events"),
            ],
        )
    )  # fmt: skip
    return layer


def _in_milliseconds(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with start and end as epoch milliseconds: a browser would take a date without a zone for local time."""
    epoch = np.datetime64("1970-01-01", "ms")
    edges = {name: pd.to_datetime(frame[name]).to_numpy("datetime64[ms]") for name in ("start", "end")}
    return frame.assign(**{name: (edge - epoch).astype("int64") for name, edge in edges.items()})


def _say_bar(start: pd.Timestamp, unit: str) -> str:
    if unit == "year":
        return str(start.year)
    if unit == "quarter":
        return f"Q{(start.month + 2) // 3} {start.year}"
    if unit == "month":
        return f"{start:%b %Y}"
    return ("from " if unit == "week" else "") + say_day(start.date())


def _lane_layer(data: TimelineData, lane_height: float, scale: alt.Scale, ink: str) -> alt.Chart:
    lanes = _in_milliseconds(data.lanes).assign(
        high=-lane_height * (data.lanes["lane"].astype(float) + 0.3),
        low=-lane_height * (data.lanes["lane"].astype(float) + 1.0),
        ink=np.where(data.lanes["inside"].to_numpy(dtype=np.bool_), 0.38, 0.12),
    )
    layer: alt.Chart = (
        alt.Chart(lanes)
        .mark_rect(color=ink, cornerRadius=2)
        .encode(
            x=alt.X("start:T"),
            x2=alt.X2("end:T"),
            y=alt.Y("low:Q", scale=scale),
            y2=alt.Y2("high:Q"),
            opacity=alt.Opacity("ink:Q", scale=None),
            tooltip=[alt.Tooltip("words:N", title="Imprecise date")],
        )
    )
    return layer


def _period_layers(
    data: TimelineData,
    period: tuple[datetime.date | None, datetime.date | None],
    bottom: float,
    scale: alt.Scale,
) -> list[alt.Chart]:
    """The date filter as a band over the whole height; an open side reaches to the end of the data."""
    if data.is_empty or period == (None, None):
        return []
    starts = [frame["start"].min() for frame in (data.bars, data.lanes) if len(frame)]
    ends = [frame["end"].max() for frame in (data.bars, data.lanes) if len(frame)]
    first = pd.Timestamp(period[0]) if period[0] else min(starts)
    last = pd.Timestamp(period[1]) + pd.Timedelta(days=1) if period[1] else max(ends)
    band = pd.DataFrame({"start": [first], "end": [last], "low": [bottom], "high": [data.peak * 1.08]})
    return [
        alt.Chart(_in_milliseconds(band))
        .mark_rect(color="#0B5C7A", opacity=0.13, clip=True)
        .encode(x=alt.X("start:T"), x2=alt.X2("end:T"), y=alt.Y("low:Q", scale=scale), y2=alt.Y2("high:Q"))
    ]


def brushed_period(selection: Mapping[str, Any]) -> tuple[datetime.date, datetime.date] | None:
    """First and last day of the brush, None where there is none. `selection` is the chart's, in epoch milliseconds."""
    edges = (selection.get(BRUSH) or {}).get("start")
    if not edges or len(edges) != 2:
        return None
    epoch = datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)
    first, last = sorted(epoch + datetime.timedelta(milliseconds=float(edge)) for edge in edges)
    return first.date(), last.date()
