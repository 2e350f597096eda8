"""The map: one symbol per place in an order that never changes, drawn as precisely as the place is known."""

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportmap.dashboard.filters import Filters, apply_filters
from reportmap.dashboard.frames import build_frames
from reportmap.dashboard.map import MapView, build_deck, first_view, fit_view
from reportmap.dashboard.maplegend import legend
from reportmap.dashboard.palette import style_types
from reportmap.dashboard.symbols import DARK, LIGHT, radius, symbols
from test_dashboard_filters import any_filters
from test_dashboard_frames import sample_frames

FRAMES = sample_frames()
STYLES = style_types(map(str, FRAMES.events["event_type"].unique()))
VIEW = MapView(latitude=33.0, longitude=66.0, zoom=5.0)


def rows_of(filters: Filters) -> list[dict]:
    return symbols(apply_filters(FRAMES, filters), styles=STYLES, theme=LIGHT)


def symbol(place_id: str, filters: Filters | None = None) -> dict:
    return next(row for row in rows_of(filters or Filters()) if row["id"] == place_id)


@settings(max_examples=50, deadline=None)
@given(any_filters())
def test_rows_keep_their_order_whatever_the_filters(filters: Filters) -> None:
    rows = rows_of(filters)
    assert [row["id"] for row in rows] == list(FRAMES.places["place_id"])
    drawn = {row["id"] for row in rows if row["r"]}
    filtered = apply_filters(FRAMES, filters)
    assert drawn == set(FRAMES.spots["place_id"][filtered.spot_mask])
    assert sum(int(number or 0) for row in rows for number in row["n"].split("+")) == filtered.spot_mask.sum()


KINDS = [
    # label,              place,        kind
    ("an exact place",    "gn1132604",  "disc"),
    ("a province",        "gn1121092",  "ring"),
    ("a low score",       "gn1170425",  "dashed"),
]  # fmt: skip


@pytest.mark.parametrize(("place_id", "kind"), [row[1:] for row in KINDS], ids=[row[0] for row in KINDS])
def test_precision_is_drawn(place_id: str, kind: str) -> None:
    row = symbol(place_id)
    assert row["kind"] == kind
    is_filled = row["fill"][:3] == list(STYLES["Battles"].rgb) or row["fill"][:3] == list(row["tint"][:3])
    assert is_filled is (kind == "disc")


def test_a_symbol_says_its_count_and_types() -> None:
    row = symbol("gn1138958")
    assert row["n"] == "4"
    assert row["what"] == "4 events: Explosions/Remote violence 3, Protests 1"
    assert row["tint"][:3] == list(STYLES["Explosions/Remote violence"].rgb)


def test_what_is_not_said_to_have_happened_never_looks_the_same() -> None:
    both = Filters(modalities=frozenset({"happened", "planned", "aggregate"}))
    assert symbol("gn1132604", both)["n"] == "2+1"
    assert "1 planned, denied" in symbol("gn1132604", both)["what"]
    assert symbol("gn1140043", both)["kind"] == "square"
    assert symbol("gn1132604", Filters(modalities=frozenset({"planned"})))["kind"] == "square"


def test_a_hidden_place_has_no_radius() -> None:
    assert symbol("gn1138958", Filters(types=frozenset({"Battles"})))["r"] == 0


def test_area_grows_with_the_count_up_to_a_cap() -> None:
    sizes = [radius(count) for count in (1, 2, 10, 50, 1_000, 10_000)]
    assert sizes == sorted(sizes)
    assert sizes[-1] == sizes[-2]


def test_the_view_holds_the_data_and_leaves_out_a_far_outlier() -> None:
    everything = apply_filters(FRAMES, Filters())
    view = first_view(FRAMES, everything.spot_mask)
    assert 30 < view.latitude < 36
    assert 62 < view.longitude < 70
    assert view.zoom > 4
    assert fit_view(FRAMES, everything.spot_mask).zoom < view.zoom
    assert fit_view(FRAMES, ~everything.spot_mask & False).zoom > 3


@settings(max_examples=50, deadline=None)
@given(st.lists(st.booleans(), min_size=len(FRAMES.spots), max_size=len(FRAMES.spots)))
def test_any_spots_give_a_finite_view(chosen: list[bool]) -> None:
    for view in (fit_view(FRAMES, np.array(chosen)), first_view(FRAMES, np.array(chosen))):
        assert all(map(math.isfinite, (view.latitude, view.longitude, view.zoom)))
        assert 1 <= view.zoom <= 8


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_deck_asks_for_nothing_outside(theme: object) -> None:
    deck = build_deck(rows_of(Filters()), view=VIEW, theme=theme, chosen="gn1132604", generation=3)  # type: ignore[arg-type]
    text = deck.to_json()
    assert "http" not in text.replace("http://www.w3.org/2000/svg", "")
    spec = json.loads(text)
    assert spec["mapStyle"].startswith("/app/static/style_")
    assert spec["mapProvider"] is None if "mapProvider" in spec else True
    layers = {layer["id"]: layer for layer in spec["layers"]}
    assert len(layers["chosen"]["data"]) == 1
    assert layers["places-3"]["pickable"] is True
    assert [layer_id for layer_id, layer in layers.items() if layer.get("pickable")] == ["places-3"]
    assert len(layers["places-3"]["data"]) == len(FRAMES.places)


def test_the_payload_of_a_place_stays_small() -> None:
    rows = rows_of(Filters())
    assert len(json.dumps(rows)) / len(rows) < 450


def test_the_legend_counts_what_is_shown() -> None:
    filtered = apply_filters(FRAMES, Filters(types=frozenset({"Riots", "Protests"})))
    assert [(style.label, count) for style, count in legend(filtered, styles=STYLES)] == [("Protests", 3), ("Riots", 2)]


def test_no_events_give_an_empty_map() -> None:
    frames = build_frames([], [])
    filtered = apply_filters(frames, Filters())
    assert symbols(filtered, styles={}, theme=LIGHT) == []
    assert fit_view(frames, filtered.spot_mask).zoom > 1
