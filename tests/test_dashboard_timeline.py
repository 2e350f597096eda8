"""The timeline: every dated event is in a bar or an interval, and the brush gives days."""

import datetime
import json

import pytest
from hypothesis import given, settings

from reportmap.dashboard.filters import Facet, Filters, apply_filters
from reportmap.dashboard.frames import build_frames
from reportmap.dashboard.palette import style_types
from reportmap.dashboard.timeline import BRUSH, brushed_period, build_timeline, timeline_data
from test_dashboard_filters import any_filters
from test_dashboard_frames import sample_frames

FRAMES = sample_frames()
STYLES = style_types(map(str, FRAMES.events["event_type"].unique()))


@settings(max_examples=50, deadline=None)
@given(any_filters())
def test_every_dated_event_is_drawn_once(filters: Filters) -> None:
    filtered = apply_filters(FRAMES, filters)
    data = timeline_data(filtered, order=STYLES)
    shown = FRAMES.events[filtered.mask_without(Facet.DATES)]
    drawn = int(data.bars["count"].sum()) + int(data.lanes["count"].sum())
    assert drawn + data.n_undated == len(shown)
    assert (data.bars["top"] - data.bars["floor"] == data.bars["count"]).all()
    assert (data.bars["end"] > data.bars["start"]).all()


def test_the_date_filter_dims_and_does_not_remove() -> None:
    filters = Filters(date_from=datetime.date(2013, 1, 1))
    data = timeline_data(apply_filters(FRAMES, filters), order=STYLES)
    assert not data.bars[data.bars["start"] < "2013-01-01"]["inside"].any()
    assert data.bars[data.bars["start"] >= "2013-01-01"]["inside"].all()


UNITS = [
    # label,       filters,                                        unit
    ("seven years", Filters(),                                      "month"),
    ("ten days",    Filters(text="sample security bulletin"),       "day"),
]  # fmt: skip


@pytest.mark.parametrize(("filters", "unit"), [row[1:] for row in UNITS], ids=[row[0] for row in UNITS])
def test_the_bars_fit_the_span(filters: Filters, unit: str) -> None:
    assert timeline_data(apply_filters(FRAMES, filters), order=STYLES).unit == unit


def test_coarse_events_are_intervals_below_the_line() -> None:
    data = timeline_data(apply_filters(FRAMES, Filters()), order=STYLES)
    assert len(data.lanes) == 4
    whole_year = data.lanes[data.lanes["words"].str.contains("1 Jan 2013 to 31 Dec 2013")]
    spring = data.lanes[data.lanes["words"].str.contains("31 May 2013")]
    assert int(whole_year["lane"].iloc[0]) != int(spring["lane"].iloc[0])


@pytest.mark.parametrize("text", ["", "Talks", "helicopter"])
def test_the_chart_is_made_of_zone_free_times(text: str) -> None:
    filters = Filters(text=text, date_from=datetime.date(2007, 1, 1))
    data = timeline_data(apply_filters(FRAMES, filters), order=STYLES)
    spec = json.loads(json.dumps(build_timeline(data, styles=STYLES, period=(filters.date_from, None))))
    assert [param["name"] for layer in spec["layer"] for param in layer.get("params", ())] == [BRUSH]
    for layer in spec["layer"]:
        assert all(isinstance(row["start"], int) for row in layer["data"]["values"])


def test_nothing_dated_is_empty() -> None:
    frames = build_frames([], [])
    assert timeline_data(apply_filters(frames, Filters()), order={}).is_empty


BRUSHES = [
    # label,        selection,                                             period
    ("none",        {},                                                    None),
    ("cleared",     {BRUSH: {}},                                           None),
    ("two days",    {BRUSH: {"start": [1170288000000, 1170460799000]}},    ("2007-02-01", "2007-02-02")),
    ("backwards",   {BRUSH: {"start": [1170460799000, 1170288000000]}},    ("2007-02-01", "2007-02-02")),
    ("before 1970", {BRUSH: {"start": [-86400000.0, 0.0]}},                ("1969-12-31", "1970-01-01")),
]  # fmt: skip


@pytest.mark.parametrize(("selection", "period"), [row[1:] for row in BRUSHES], ids=[row[0] for row in BRUSHES])
def test_brushed_period(selection: dict, period: tuple[str, str] | None) -> None:
    found = brushed_period(selection)
    assert (found and tuple(day.isoformat() for day in found)) == period
