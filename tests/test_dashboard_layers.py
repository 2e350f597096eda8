"""Layers of the map, the room for texts on it, and playing through time."""

import datetime
import json
import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportmap.dashboard.clutter import arrange
from reportmap.dashboard.filters import Filters, apply_filters
from reportmap.dashboard.layers import N_SHAPES, Layer, class_bounds, class_words, heat_points, shade
from reportmap.dashboard.listing import OFF_MAP, scoped_rows
from reportmap.dashboard.map import MapView, build_deck
from reportmap.dashboard.maplegend import DISCLAIMER, legend_html
from reportmap.dashboard.palette import style_types
from reportmap.dashboard.play import Step, next_period, span_of, usual_step
from reportmap.dashboard.search import build_index
from reportmap.dashboard.symbols import DARK, LIGHT, as_dots, symbols
from reportmap.rules import read_table
from test_dashboard_filters import any_filters
from test_dashboard_frames import sample_frames

FRAMES = sample_frames()
STYLES = style_types(map(str, FRAMES.events["event_type"].cat.categories))
ADMIN1 = Path(__file__).parent.parent / "static" / "admin1.json"


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


# --- shading ----------------------------------------------------------------------------------------------------


def test_every_polygon_has_its_number() -> None:
    features = [feature["properties"] for feature in json.loads(ADMIN1.read_text(encoding="utf-8"))["features"]]
    assert [unit["shape"] for unit in features] == list(range(N_SHAPES))
    table = {row["code"]: int(row["shape"]) for row in read_table("dashboard/provinces.csv")}
    assert table == {unit["code"]: unit["shape"] for unit in features if unit["code"]}


@settings(max_examples=40, deadline=None)
@given(any_filters())
def test_a_province_counts_each_of_its_events_once(filters: Filters) -> None:
    filtered = apply_filters(FRAMES, filters)
    shading = shade(filtered, layer=Layer.EVENTS, theme=LIGHT)
    assert len(shading.classes) == N_SHAPES
    assert sum(digit != "0" for digit in shading.classes) == len(shading.rows)
    for row in shading.rows:
        assert row["n"] == str(len(scoped_rows(filtered, row["id"])))


def test_deaths_are_those_that_reports_count() -> None:
    shading = shade(apply_filters(FRAMES, Filters()), layer=Layer.DEATHS, theme=LIGHT)
    assert {row["id"]: row["n"] for row in shading.rows} == {"AF.10": "4", "AF.13": "8", "AF.23": "1"}
    assert shading.bounds == (1, 2, 5)


BOUNDS = [
    # label,          figures,            bounds,                    words
    ("nothing",       [],                 (),                        ()),
    ("ones",          [1, 1],             (1,),                      ("1",)),
    ("few",           [1, 4],             (1, 2),                    ("1", "2 or more")),
    ("five classes",  [3, 12],            (1, 2, 5, 10),             ("1", "2 to 4", "5 to 9", "10 or more")),
    ("many",          [1, 40_000],        (1, 10, 100, 2_000, 20_000), ("1 to 9", "10 to 99", "100 to 1,999", "2,000 to 19,999", "20,000 or more")),
]  # fmt: skip


@pytest.mark.parametrize(("figures", "bounds", "words"), [row[1:] for row in BOUNDS], ids=[row[0] for row in BOUNDS])
def test_class_bounds(figures: list[float], bounds: tuple[int, ...], words: tuple[str, ...]) -> None:
    assert class_bounds(np.array(figures, dtype=float), steps=5) == bounds
    assert class_words(bounds) == words


@settings(max_examples=50, deadline=None)
@given(st.lists(st.integers(1, 10**6), min_size=1, max_size=50))
def test_every_figure_has_a_class(figures: list[int]) -> None:
    bounds = class_bounds(np.array(figures, dtype=float), steps=5)
    assert 1 <= len(bounds) <= 5
    assert bounds[0] == 1
    assert all(low < high for low, high in pairwise(bounds))
    assert bounds[-1] <= max(figures)


@settings(max_examples=40, deadline=None)
@given(any_filters())
def test_heat_weighs_every_spot(filters: Filters) -> None:
    filtered = apply_filters(FRAMES, filters)
    assert sum(point[2] for point in heat_points(filtered)) == filtered.spot_mask.sum()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("layer", list(Layer))
def test_every_layer_is_offline_clickable_and_has_its_legend(layer: Layer, theme: object) -> None:
    filtered = apply_filters(FRAMES, Filters())
    shading = shade(filtered, layer=layer, theme=theme) if layer in {Layer.EVENTS, Layer.DEATHS} else None  # type: ignore[arg-type]
    rows = list(shading.rows) if shading else symbols(filtered, styles=STYLES, theme=theme)  # type: ignore[arg-type]
    text = build_deck(
        as_dots(rows) if layer is Layer.HEAT else rows,
        view=MapView(latitude=33, longitude=66, zoom=5), theme=theme, chosen="gn1138958", generation=1,  # type: ignore[arg-type]
        shading=shading, heat=heat_points(filtered) if layer is Layer.HEAT else (),
    ).to_json()  # fmt: skip
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    spec = json.loads(text)
    clickable = [item for item in spec["layers"] if item.get("pickable")]
    assert all(item["id"].startswith("places-") for item in clickable)
    assert sum(len(item["data"]) for item in clickable) >= len(rows) - 2
    assert ("shading" in {item["id"] for item in spec["layers"]}) is (shading is not None)
    html = legend_html(filtered, layer=layer, shading=shading, styles=STYLES, theme=theme)  # type: ignore[arg-type]
    assert DISCLAIMER in html
    assert ("by province" in html) is (shading is not None)


def test_a_province_is_a_place_to_choose() -> None:
    filtered = apply_filters(FRAMES, Filters())
    assert len(scoped_rows(filtered, "AF.10")) == 5
    assert FRAMES.place("AF.10")["name"] == "Helmand"  # type: ignore[index]
    assert len(scoped_rows(filtered, "XX.99")) == 0
    assert len(scoped_rows(filtered, OFF_MAP)) == 3


# --- room for texts ---------------------------------------------------------------------------------------------

ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "at": st.tuples(st.floats(60, 62), st.floats(30, 32)),
            "r": st.floats(11, 42),
            "n": st.integers(1, 999).map(str),
            "name": st.text("abcdefgh ", min_size=1, max_size=20),
        }
    ),
    max_size=25,
)


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_numbers_stay_in_their_symbols_and_names_outside(rows: list[dict]) -> None:
    placed = arrange(rows, zoom=6)
    assert len(placed) == len(rows)
    for row, spot in zip(rows, placed, strict=True):
        if spot.number_offset is not None:
            assert math.hypot(*spot.number_offset) <= row["r"]
        if spot.name_offset is not None:
            assert math.hypot(*spot.name_offset) > row["r"]


CROWDS = [
    # label,                       second symbol's longitude, number moved, first name's side
    ("far apart",                  70.0,                      False,        (0, 1)),
    ("the middle is covered",      60.1,                      True,         (0, 1)),
]  # fmt: skip


@pytest.mark.parametrize(("longitude", "moved", "side"), [row[1:] for row in CROWDS], ids=[row[0] for row in CROWDS])
def test_a_covered_number_moves_aside(longitude: float, moved: bool, side: tuple[int, int]) -> None:
    rows = [
        {"at": [60.0, 30.0], "r": 40, "n": "9", "name": "Aa"},
        {"at": [longitude, 30.0], "r": 12, "n": "1", "name": "Bb"},
    ]
    first, second = arrange(rows, zoom=6)
    assert (first.number_offset is not None) is moved
    assert second.number_offset is None
    assert first.name_offset is not None
    assert tuple(int(math.copysign(bool(part), part)) for part in first.name_offset) == side
    if moved and first.number_offset:
        assert first.number_offset[0] < 0  # away from the one that covers it


# --- time -------------------------------------------------------------------------------------------------------

SPAN = (day("2007-01-10"), day("2007-04-20"))
STEPS = [
    # label,                    period,                        step,       next
    ("the first day",           (None, None),                  Step.DAY,   ("2007-01-10", "2007-01-10")),
    ("the first week",          (None, None),                  Step.WEEK,  ("2007-01-08", "2007-01-14")),
    ("the first month",         (None, None),                  Step.MONTH, ("2007-01-01", "2007-01-31")),
    ("from an open period",     ("2007-02-03", None),          Step.DAY,   ("2007-02-03", "2007-02-03")),
    ("a day on",                ("2007-01-31", "2007-01-31"),  Step.DAY,   ("2007-02-01", "2007-02-01")),
    ("a brush by a week",       ("2007-01-10", "2007-01-12"),  Step.WEEK,  ("2007-01-17", "2007-01-19")),
    ("a whole month stays one", ("2007-01-01", "2007-01-31"),  Step.MONTH, ("2007-02-01", "2007-02-28")),
    ("and grows again",         ("2007-02-01", "2007-02-28"),  Step.MONTH, ("2007-03-01", "2007-03-31")),
    ("a brush by a month",      ("2007-01-31", "2007-02-02"),  Step.MONTH, ("2007-02-28", "2007-03-02")),
    ("past the end",            ("2007-04-01", "2007-04-30"),  Step.MONTH, None),
    ("at the end of time",      ("9999-12-31", "9999-12-31"),  Step.WEEK,  None),
]  # fmt: skip


@pytest.mark.parametrize(("period", "step", "wanted"), [row[1:] for row in STEPS], ids=[row[0] for row in STEPS])
def test_next_period(period: tuple[str | None, str | None], step: Step, wanted: tuple[str, str] | None) -> None:
    first, last = (part and day(part) for part in period)
    found = next_period((first or None, last or None), step, SPAN)
    assert (found and tuple(part.isoformat() for part in found)) == wanted


@settings(max_examples=60, deadline=None)
@given(st.dates(), st.integers(0, 400), st.sampled_from(Step))
def test_playing_ends_and_passes_over_no_day(first: datetime.date, days: int, step: Step) -> None:
    last = first + datetime.timedelta(days=min(days, (datetime.date.max - first).days))
    seen, period = [], next_period((None, None), step, (first, last))
    while period is not None:
        seen.append(period)
        assert len(seen) < 500
        period = next_period(period, step, (first, last))
    assert seen[0][0] <= first
    assert seen[-1][1] >= last
    assert all((later[0] - earlier[1]).days == 1 for earlier, later in pairwise(seen))


def test_the_span_of_the_filtered_events() -> None:
    filtered = apply_filters(FRAMES, Filters(date_from=day("2013-01-01")))
    assert span_of(filtered) == (day("2006-10-01"), day("2013-12-31"))
    assert span_of(apply_filters(FRAMES, Filters(text="zebra"))) is None
    assert [usual_step((day("2007-01-01"), day(end))) for end in ("2007-01-31", "2007-12-31", "2012-01-01")] == list(
        Step
    )


# --- scale ------------------------------------------------------------------------------------------------------


@settings(max_examples=50, deadline=None)
@given(any_filters(), any_filters())
def test_masks_that_are_lent_are_the_same(before: Filters, after: Filters) -> None:
    lent = apply_filters(FRAMES, after, previous=apply_filters(FRAMES, before))
    fresh = apply_filters(FRAMES, after)
    assert (lent.mask == fresh.mask).all()
    assert (lent.spot_mask == fresh.spot_mask).all()
    assert all((lent.facet_masks[facet] == mask).all() for facet, mask in fresh.facet_masks.items())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("ab \n", max_size=12), max_size=8), st.text("ab", min_size=1, max_size=3))
def test_the_index_finds_what_a_search_through_the_text_finds(texts: list[str], fragment: str) -> None:
    assert build_index(texts).rows_with(fragment).tolist() == [fragment in text for text in texts]
