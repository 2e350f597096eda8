"""The map: one symbol per place over the offline basemap. The only module that imports pydeck."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pydeck as pdk
from pydeck.bindings.json_tools import default_serialize

from reportmap.dashboard.clutter import NAME_SIZE, arrange
from reportmap.dashboard.filters import Mask, codes_of
from reportmap.dashboard.frames import EventFrames
from reportmap.dashboard.layers import Shading
from reportmap.dashboard.palette import hex_to_rgb
from reportmap.dashboard.symbols import DOT_RADIUS, MapTheme

PLACES_LAYER = "places"
"""The id of the layer of clickable symbols, followed by "-" and the click generation."""

DEFAULT_BOX = (60.0, 29.0, 75.5, 39.0)
"""West, south, east, north in degrees, shown while nothing is on the map."""

_CORE_SHARE = 0.5
_FAR = 3.0
"""The map opens at the core when the farthest spot is so many times as far from it as half of the spots are."""

_NEIGHBORHOOD_DEGREES = 5.0
_FIT_PIXELS = (620, 380)
"""A little less than the map has in a window of 1280 x 720."""

_FONT = "Source Sans"
_TILE_PIXELS = 512
_CLOSEST = 11.0
_MAX_LATITUDE = 80.0

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """Where the map opens: its middle in WGS 84 degrees, and deck.gl's zoom."""

    latitude: float
    longitude: float
    zoom: float


def first_view(frames: EventFrames, spot_mask: Mask) -> MapView:
    """Where the map opens: at all spots, or at the half of them that lies together when the rest is far away.

    Reports from other continents must not shrink a country to a dot; they are one button away (`fit_view`).
    """
    latitude, longitude = _coordinates(frames, spot_mask)
    if not len(latitude):
        return _fit_box(DEFAULT_BOX)
    middle = _densest(latitude, longitude)
    far = np.hypot(latitude - latitude[middle], longitude - longitude[middle])
    reach = max(float(np.quantile(far, _CORE_SHARE, method="higher")), 2.0)
    core = far <= reach * 1.5 if float(far.max()) > reach * _FAR else far <= float(far.max())
    return _fit_box(_box(latitude[core], longitude[core]))


def fit_view(frames: EventFrames, spot_mask: Mask) -> MapView:
    """The view that holds all the given spots; the default one when there are none."""
    latitude, longitude = _coordinates(frames, spot_mask)
    return _fit_box(_box(latitude, longitude) if len(latitude) else DEFAULT_BOX)


def close_view(place: Mapping[str, Any], view: MapView) -> MapView:
    """The view around a place (latitude, longitude), two zoom levels closer than another view."""
    return MapView(
        latitude=round(float(place["latitude"]), 4),
        longitude=round(float(place["longitude"]), 4),
        zoom=round(min(_CLOSEST, view.zoom + 2), 2),
    )


def _coordinates(frames: EventFrames, spot_mask: Mask) -> tuple[Floats, Floats]:
    """Latitude and longitude of each spot."""
    at = codes_of(frames.spots["place_id"])[spot_mask]
    return frames.places["latitude"].to_numpy()[at], frames.places["longitude"].to_numpy()[at]


def _densest(latitude: Floats, longitude: Floats) -> int:
    """The spot that has the most others around it, among a sample spread evenly over all of them."""
    step = max(1, len(latitude) // 400)
    near = [
        int((np.hypot(latitude - latitude[index], longitude - longitude[index]) < _NEIGHBORHOOD_DEGREES).sum())
        for index in range(0, len(latitude), step)
    ]
    return int(np.argmax(near)) * step


def _box(latitude: Floats, longitude: Floats) -> tuple[float, float, float, float]:
    return float(longitude.min()), float(latitude.min()), float(longitude.max()), float(latitude.max())


def _fit_box(box: tuple[float, float, float, float]) -> MapView:
    width, height = _FIT_PIXELS
    west, south, east, north = box
    south, north = (max(-_MAX_LATITUDE, min(_MAX_LATITUDE, edge)) for edge in (south, north))
    low, high = _mercator(south), _mercator(north)
    margin = 96
    across = max((east - west) / 360, 1e-6)
    upward = max((high - low) / (2 * math.pi), 1e-6)
    zoom = min(
        math.log2((width - margin) / (_TILE_PIXELS * across)), math.log2((height - margin) / (_TILE_PIXELS * upward))
    )
    middle = math.degrees(2 * math.atan(math.exp((low + high) / 2)) - math.pi / 2)
    return MapView(
        latitude=round(middle, 4), longitude=round((west + east) / 2, 4), zoom=round(max(1.0, min(6.5, zoom)), 2)
    )


def _mercator(latitude: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2))


def build_deck(
    rows: Sequence[Mapping[str, Any]],
    *,
    view: MapView,
    theme: MapTheme,
    chosen: str | None,
    generation: int,
    shading: Shading | None = None,
    heat: Sequence[Sequence[float]] = (),
    static_url: str = "/app/static",
) -> pdk.Deck:
    """The map of the given symbols. `chosen` is the place id that gets a ring of its own; `shading` and `heat` lie
    below.

    `generation` is part of the clickable layer's id: a new one makes the browser forget its last click, so that
    nothing is dimmed, a second click on the same symbol is a click again, and no remembered row number can point at
    another place.
    """
    below = [_shade_layer(shading, theme, static_url)] if shading is not None else []
    below += [_heat_layer(heat, theme)] if heat else []
    layers = [
        *below,
        _label_layer(theme, static_url, view.zoom, with_provinces=shading is None),
        *_symbol_layers(rows, theme, generation=generation),
        _circle_layer([row for row in rows if row["id"] == chosen and "meters" in row], theme),
        _ring_layer([row for row in rows if row["id"] == chosen and row["r"]], theme),
        *_text_layers([row for row in rows if row["n"]], view, theme),
        _dispute_layer([row for row in rows if "disputed" in row], theme),
    ]
    return CompactDeck(
        layers=layers,
        initial_view_state=pdk.ViewState(latitude=view.latitude, longitude=view.longitude, zoom=view.zoom),
        map_provider=None,
        map_style=f"{static_url}/{theme.style}",
        tooltip=_TOOLTIP,
    )


class CompactDeck(pdk.Deck):  # type: ignore[misc]  # pydeck has no types
    """A deck whose JSON has no white space: pydeck's own is three times as long, and slow to write."""

    def to_json(self) -> str:
        """The deck as the browser takes it."""
        return json.dumps(self, default=default_serialize, separators=(",", ":"))


def _symbol_layers(rows: Sequence[Mapping[str, Any]], theme: MapTheme, *, generation: int) -> list[pdk.Layer]:
    """The symbols, the dots below them, and the outlines that a scatter plot does not have."""
    shared: dict[str, Any] = {  # Any: pydeck's properties are of every type
        "get_position": "at",
        "get_radius": "r",
        "radius_units": pdk.types.String("pixels"),
        "line_width_units": pdk.types.String("pixels"),
        "stroked": True,
        "pickable": True,
    }
    dots = [row for row in rows if row["kind"] == "dot"]
    layers = [
        pdk.Layer(
            "ScatterplotLayer",
            [{key: value for key, value in row.items() if key not in {"n", "r", "kind"}} for row in dots],
            id=f"{PLACES_LAYER}-dots-{generation}",
            get_fill_color="tint",
            get_line_color=[*hex_to_rgb(theme.surface), 255],
            get_line_width=1,
            **shared | {"get_radius": DOT_RADIUS},
        )
    ]
    layers = layers if dots else []
    layers.append(
        pdk.Layer(
            "ScatterplotLayer",
            [row for row in rows if row["kind"] != "dot"],
            id=f"{PLACES_LAYER}-{generation}",
            get_fill_color="fill",
            get_line_color="line",
            get_line_width=2,
            line_width_min_pixels=2,
            **shared,
        )
    )
    return [*layers, _outline_layer([row for row in rows if row["kind"] in {"dashed", "square"}])]


def _shade_layer(shading: Shading, theme: MapTheme, static_url: str) -> pdk.Layer:
    """Provinces in the colors of their classes; the browser reads the polygons from static/admin1.json.

    An expression of the browser's map library can look a feature's class up by its number in a string of digits, so
    that a few kilobytes are sent instead of the polygons.
    """
    colors = [[0, 0, 0, 0], *([*hex_to_rgb(color), 205] for color in theme.ramp)]
    return pdk.Layer(
        "GeoJsonLayer",
        f"{static_url}/admin1.json",
        id="shading",
        get_fill_color=f"({colors})[('{shading.classes}')[properties.shape]]",  # bare literals take no index there
        stroked=False,
        filled=True,
        update_triggers={"getFillColor": [shading.classes, theme.style]},
        pickable=False,
    )


def _heat_layer(points: Sequence[Sequence[float]], theme: MapTheme) -> pdk.Layer:
    """Where most is reported, as a glow: each place by its number of events."""
    return pdk.Layer(
        "HeatmapLayer",
        [{"at": point[:2], "w": point[2]} for point in points],
        id="heat",
        get_position="at",
        get_weight="w",
        radius_pixels=60,
        intensity=1.6,
        threshold=0.03,
        color_range=[[*hex_to_rgb(color), 235] for color in theme.ramp],
        aggregation=pdk.types.String("SUM"),
        pickable=False,
    )


_TOOLTIP: Mapping[str, Any] = {  # Any: deck.gl's form; the browser escapes the values
    "html": "<b>{name}</b> <span style='opacity:.75'>{where}</span><br>{what}",
    "style": {
        "fontFamily": "'Source Sans', sans-serif",
        "fontSize": "13px",
        "padding": "8px 10px",
        "borderRadius": "6px",
        "maxWidth": "300px",
        "backgroundColor": "#1B2430",
        "color": "#FFFFFF",
        "border": "1px solid rgba(255,255,255,.18)",
    },
}


def _outline_layer(rows: list[Mapping[str, Any]]) -> pdk.Layer:
    """Dashed rings and squares: a scatter plot has neither, so tinted drawings do."""
    return pdk.Layer(
        "IconLayer",
        [{"at": row["at"], "size": row["r"] * 2 + 2, "tint": row["tint"], "kind": row["kind"]} for row in rows],
        id="outlines",
        icon_atlas=pdk.types.String(_OUTLINES),
        icon_mapping={
            kind: {"x": x, "y": 0, "width": 128, "height": 128, "mask": True}
            for kind, x in (("dashed", 0), ("square", 128))
        },
        get_icon="kind",
        get_position="at",
        get_size="size",
        size_units=pdk.types.String("pixels"),
        get_color="tint",
        pickable=False,
    )


_OUTLINES = (
    "data:image/svg+xml;charset=utf-8,"
    "%3Csvg xmlns='http://www.w3.org/2000/svg' width='256' height='128'%3E"
    "%3Ccircle cx='64' cy='64' r='57' fill='none' stroke='black' stroke-width='11' stroke-dasharray='26 18.7'/%3E"
    "%3Crect x='136' y='8' width='112' height='112' rx='14' fill='none' stroke='black' stroke-width='11'/%3E"
    "%3C/svg%3E"
)


def _ring_layer(rows: list[Mapping[str, Any]], theme: MapTheme) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        [{"at": row["at"], "r": (DOT_RADIUS if row["kind"] == "dot" else row["r"]) + 6} for row in rows],
        id="chosen",
        get_position="at",
        get_radius="r",
        radius_units=pdk.types.String("pixels"),
        filled=False,
        stroked=True,
        get_line_color=[*hex_to_rgb(theme.accent), 255],
        get_line_width=3,
        line_width_units=pdk.types.String("pixels"),
        pickable=False,
    )


def _circle_layer(rows: list[Mapping[str, Any]], theme: MapTheme) -> pdk.Layer:
    """How far from its point the chosen place may lie, where the text only describes it; to scale."""
    return pdk.Layer(
        "ScatterplotLayer",
        [{"at": row["at"], "meters": row["meters"]} for row in rows],
        id="reach",
        get_position="at",
        get_radius="meters",
        radius_units=pdk.types.String("meters"),
        filled=True,
        stroked=True,
        get_fill_color=[*hex_to_rgb(theme.accent), 20],
        get_line_color=[*hex_to_rgb(theme.accent), 160],
        get_line_width=1,
        line_width_units=pdk.types.String("pixels"),
        pickable=False,
    )


def _dispute_layer(rows: list[Mapping[str, Any]], theme: MapTheme) -> pdk.Layer:
    """A badge at the upper right of a symbol where reports of one event contradict each other."""
    return pdk.Layer(
        "IconLayer",
        [{"at": row["at"], "by": [round(row["r"] * 0.78), -round(row["r"] * 0.78)]} for row in rows],
        id="disputed",
        icon_atlas=pdk.types.String(_badge(theme)),
        icon_mapping={"badge": {"x": 0, "y": 0, "width": 64, "height": 64, "mask": False}},
        get_icon="'badge'",
        get_position="at",
        get_pixel_offset="by",
        get_size=17,
        size_units=pdk.types.String("pixels"),
        pickable=False,
    )


def _badge(theme: MapTheme) -> str:
    """A disc with an unequal sign."""
    ink, surface = (color.replace("#", "%23") for color in (theme.ink, theme.surface))
    return (
        "data:image/svg+xml;charset=utf-8,"
        "%3Csvg xmlns='http://www.w3.org/2000/svg' width='64' height='64'%3E"
        f"%3Ccircle cx='32' cy='32' r='28' fill='{ink}' stroke='{surface}' stroke-width='6'/%3E"
        f"%3Cpath d='M18 26h28M18 38h28M40 16L24 48' fill='none' stroke='{surface}' stroke-width='6'/%3E%3C/svg%3E"
    )


def _text_layers(rows: list[Mapping[str, Any]], view: MapView, theme: MapTheme) -> list[pdk.Layer]:
    """Numbers and names, each as long as no later symbol lies over the middle of its own.

    Where they stand was arranged for the zoom that the map opens with. A text is drawn where the collision map holds
    its own row. Invisible discs in the same order as the texts fill that map, later ones above earlier ones, just as
    the symbols lie on the screen. A number that had to move aside, because its middle is covered, is always drawn.
    """
    step = max(1, 1_000 // max(1, len(rows)))
    placed = arrange(rows, zoom=view.zoom)
    shared: dict[str, Any] = {  # Any: pydeck's properties are of every type
        "get_position": "at",
        "extensions": [{"@@type": "CollisionFilterExtension"}],
        "get_collision_priority": "p",
        "collision_group": pdk.types.String("symbols"),
        "pickable": False,
    }
    data: list[dict[str, Any]] = []
    for index, (row, spot) in enumerate(zip(rows, placed, strict=True)):
        number = "" if spot.number_offset else row["n"]
        data.append({"at": row["at"], "n": number, "ink": row["ink"], "r": row["r"], "p": index * step})
        if spot.name_offset is not None:
            data[-1] |= {"name": str(row["name"]), "by": list(spot.name_offset), "side": spot.anchor}
    moved = [
        {"at": row["at"], "n": row["n"], "ink": row["ink"], "by": list(spot.number_offset)}
        for row, spot in zip(rows, placed, strict=True)
        if spot.number_offset
    ]
    covers = pdk.Layer(
        "ScatterplotLayer",
        [{"at": item["at"], "r": item["r"], "p": item["p"]} for item in data],
        id="covers",
        get_radius="r",
        radius_units=pdk.types.String("pixels"),
        get_fill_color=[0, 0, 0, 1],
        **shared,
    )
    counts = [{"at": item["at"], "n": item["n"], "ink": item["ink"], "p": item["p"]} for item in data]
    numbers = _number_layer("counts", counts, **shared)
    aside = _number_layer("counts-aside", moved, get_position="at", get_pixel_offset="by", pickable=False)
    return [covers, _name_layer(data, theme, shared), numbers, aside]


def _number_layer(name: str, data: list[dict[str, Any]], **properties: Any) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        data,
        id=name,
        get_text="n",
        get_size=13,
        get_color="ink",
        font_family=pdk.types.String(_FONT),
        font_weight=700,
        character_set=pdk.types.String("0123456789.k+"),
        **properties,
    )


def _name_layer(data: list[dict[str, Any]], theme: MapTheme, shared: Mapping[str, Any]) -> pdk.Layer:
    """Names beside their symbols. The rows are those of the covers: one without room for its name has an empty one."""
    named = [
        {"at": item["at"], "p": item["p"], "name": item.get("name", ""), "by": item.get("by", [0, 0]),
         "side": item.get("side", "middle")}
        for item in data
    ]  # fmt: skip
    letters = "".join(sorted({letter for item in named for letter in item["name"]} | {" "}))
    return pdk.Layer(
        "TextLayer",
        named,
        id="names",
        get_text="name",
        get_size=NAME_SIZE,
        get_pixel_offset="by",
        get_text_anchor="side",
        get_color=[*hex_to_rgb(theme.ink), 255],
        font_family=pdk.types.String(_FONT),
        font_weight=600,
        character_set=pdk.types.String(letters),
        **shared,
    )


def _label_layer(theme: MapTheme, static_url: str, zoom: float, *, with_provinces: bool) -> pdk.Layer:
    """Names of countries and provinces, read by the browser from static/labels.json, as the first zoom has room for."""
    # Another id for another set of labels: the browser's map library does not compare the functions that read them.
    return pdk.Layer(
        "TextLayer",
        f"{static_url}/labels.json",
        id="labels" if with_provinces else "country-labels",
        get_position="position",
        get_text="text" if with_provinces else "kind == 'country' ? text : ''",
        get_size="kind == 'country' ? 15 : 11.5",
        get_color=[*hex_to_rgb(theme.muted), 255],
        font_family=pdk.types.String(_FONT),
        character_set=pdk.types.String(_LETTERS),
        extensions=[{"@@type": "CollisionFilterExtension"}, {"@@type": "DataFilterExtension", "filterSize": 1}],
        get_filter_value="min_zoom",
        filter_range=[0, zoom + _LABEL_ZOOMS],
        # In one group with symbols and their names, and below them all: a label gives way to what the map is about.
        get_collision_priority="-10 - min_zoom * 10",
        collision_test_props={"sizeScale": 1.6},
        collision_group=pdk.types.String("symbols"),
        pickable=False,
    )


_LABEL_ZOOMS = 0.8
"""Labels are kept for so many zoom levels more than the map opens with."""

_LETTERS = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x370), *range(0x1E00, 0x1F00), *range(0x2010, 0x2028))))
