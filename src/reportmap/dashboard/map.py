"""The map: one symbol per place over the offline basemap. The only module that imports pydeck."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pydeck as pdk

from reportmap.dashboard.filters import FilteredEvents, Mask
from reportmap.dashboard.frames import EventFrames
from reportmap.dashboard.palette import TypeStyle, hex_to_rgb
from reportmap.dashboard.words import plural, say_radius
from reportmap.model import PlacePrecision

LOW_SCORE = 0.5
"""Below this place score a symbol is dashed."""

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
_MAX_LATITUDE = 80.0

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class MapTheme:
    """What the map takes from light and dark: the style file under static/ and colors as "#RRGGBB"."""

    style: str
    surface: str
    ink: str
    muted: str
    accent: str


LIGHT = MapTheme(style="style_light.json", surface="#FFFFFF", ink="#1B2430", muted="#7C7A72", accent="#0B5C7A")
DARK = MapTheme(style="style_dark.json", surface="#171C22", ink="#F1F4F7", muted="#8B949E", accent="#6CC6E5")


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


def _coordinates(frames: EventFrames, spot_mask: Mask) -> tuple[Floats, Floats]:
    """Latitude and longitude of each spot."""
    at = frames.places.set_index("place_id").loc[frames.spots["place_id"][spot_mask]]
    return at["latitude"].to_numpy(), at["longitude"].to_numpy()


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


def symbols(
    filtered: FilteredEvents, *, styles: Mapping[str, TypeStyle], theme: MapTheme
) -> list[dict[str, Any]]:  # Any: JSON for the browser
    """One row per place of the store, in the store's order whatever the filters; a place without events has radius 0.

    The order must not change: the browser remembers a click by row number. A disc is an exact place, a ring an area
    or a nearby point, a dashed ring a place of low score, a square one where nothing is said to have happened (plans,
    totals, comments). The color is that of the most frequent event type. A point that the text only describes has
    `meters`: how far off the place may lie.
    """
    summaries = _summaries(filtered)
    rows = []
    for place in filtered.frames.places.itertuples(index=False):
        summary = summaries.get(place.place_id)
        row: dict[str, Any] = {"id": place.place_id, "at": [round(place.longitude, 4), round(place.latitude, 4)]}
        if summary is None:
            row |= {"n": "", "r": 0, "fill": [0, 0, 0, 0], "line": [0, 0, 0, 0], "kind": "none"}
        else:
            row |= _symbol(summary, styles=styles, theme=theme)
            row["name"] = place.name
            row["where"] = ", ".join(part for part in (place.admin1, place.country) if part and part != place.name)
            row["what"] = _say(summary, styles)
            if not math.isnan(place.radius_km):
                row["what"] += f" · {say_radius(place.radius_km)}"
                row["meters"] = round(place.radius_km * 1_000)
        rows.append(row)
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class _Summary:
    count: int
    n_drawn: int
    by_type: Mapping[str, int]
    is_exact: bool
    score: float


def _summaries(filtered: FilteredEvents) -> Mapping[str, _Summary]:
    spots = filtered.frames.spots[filtered.spot_mask]
    rows = spots["row"].to_numpy()
    table = pd.DataFrame(
        {
            "place_id": spots["place_id"].to_numpy(),
            "type": filtered.frames.events["event_type"].to_numpy()[rows],
            "drawn": filtered.frames.events["is_drawn"].to_numpy()[rows],
            "exact": (spots["precision"] == str(PlacePrecision.EXACT)).to_numpy(),
            "score": spots["score"].to_numpy(),
        }
    )
    by_type = table.groupby(["place_id", "type"]).size()
    facts = table.groupby("place_id").agg(
        n_events=("type", "size"), n_drawn=("drawn", "sum"), exact=("exact", "any"), score=("score", "max")
    )
    counts: dict[str, dict[str, int]] = {}
    for (place_id, name), count in by_type.items():
        counts.setdefault(str(place_id), {})[str(name)] = int(count)
    return {
        str(row.Index): _Summary(
            count=int(row.n_events),
            n_drawn=int(row.n_drawn),
            by_type=dict(sorted(counts[str(row.Index)].items(), key=lambda pair: (-pair[1], pair[0] == "", pair[0]))),
            is_exact=bool(row.exact),
            score=float(row.score),
        )
        for row in facts.itertuples()
    }


def _symbol(summary: _Summary, *, styles: Mapping[str, TypeStyle], theme: MapTheme) -> dict[str, Any]:
    style = styles[next(iter(summary.by_type))]
    surface = [*hex_to_rgb(theme.surface)]
    kind = _kind(summary)
    is_disc = kind == "disc"
    return {
        "n": _say_number(summary),
        "r": radius(summary.count),
        "fill": [*style.rgb, 255] if is_disc else [*surface, 255],
        "line": [*surface, 255] if is_disc else [*style.rgb, 255 if kind == "ring" else 0],
        "ink": [*style.on_rgb, 255] if is_disc else [*hex_to_rgb(theme.ink), 255],
        "tint": [*style.rgb, 255],
        "kind": kind,
    }


def _kind(summary: _Summary) -> str:
    if not summary.n_drawn:
        return "square"
    if summary.score < LOW_SCORE:
        return "dashed"
    return "disc" if summary.is_exact else "ring"


def _say_number(summary: _Summary) -> str:
    """The count; where plans, totals, comments and the like are mixed in, "8+3" keeps them apart."""
    others = summary.count - summary.n_drawn
    if summary.n_drawn and others:
        return f"{_shorten(summary.n_drawn)}+{_shorten(others)}"
    return _shorten(summary.count)


def radius(count: int) -> float:
    """The radius in pixels of a symbol for so many events: its area grows with the count, up to a cap."""
    return round(min(10 + 3.4 * math.sqrt(count), 42.0), 1)


def _shorten(count: int) -> str:
    if count < 1_000:
        return str(count)
    return f"{count / 1_000:.0f}k" if count >= 10_000 else f"{count / 1_000:.1f}k"


def _say(summary: _Summary, styles: Mapping[str, TypeStyle]) -> str:
    parts = [f"{styles[name].label} {count}" for name, count in list(summary.by_type.items())[:3]]
    more = sum(list(summary.by_type.values())[3:])
    precision = "" if summary.is_exact else " · the area, not a point"
    doubt = " · place uncertain" if summary.score < LOW_SCORE else ""
    others = summary.count - summary.n_drawn
    doubt += f" · {others:,} planned, denied, a total, background or a comment" if others else ""
    tail = f", other {more}" if more else ""
    return f"{plural(summary.count, 'event')}: {', '.join(parts)}{tail}{precision}{doubt}"


def build_deck(
    rows: Sequence[Mapping[str, Any]],
    *,
    view: MapView,
    theme: MapTheme,
    chosen: str | None,
    generation: int,
    static_url: str = "/app/static",
) -> pdk.Deck:
    """The map of the given symbols. `chosen` is the place id that gets a ring of its own.

    `generation` is part of the clickable layer's id: a new one makes the browser forget its last click, so that
    nothing is dimmed, a second click on the same symbol is a click again, and no remembered row number can point at
    another place.
    """
    drawn = [row for row in rows if row["r"]]
    layers = [
        _label_layer(theme, static_url, view.zoom),
        _name_layer(drawn, theme),
        pdk.Layer(
            "ScatterplotLayer",
            list(rows),
            id=f"{PLACES_LAYER}-{generation}",
            get_position="at",
            get_radius="r",
            radius_units=pdk.types.String("pixels"),
            get_fill_color="fill",
            get_line_color="line",
            get_line_width=2,
            line_width_units=pdk.types.String("pixels"),
            line_width_min_pixels=2,
            stroked=True,
            pickable=True,
        ),
        _outline_layer([row for row in drawn if row["kind"] in {"dashed", "square"}]),
        _circle_layer([row for row in drawn if row["id"] == chosen and "meters" in row], theme),
        _ring_layer([row for row in drawn if row["id"] == chosen], theme),
        *_count_layers(drawn),
    ]
    return pdk.Deck(
        layers=layers,
        initial_view_state=pdk.ViewState(latitude=view.latitude, longitude=view.longitude, zoom=view.zoom),
        map_provider=None,
        map_style=f"{static_url}/{theme.style}",
        tooltip=_TOOLTIP,
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
        [{"at": row["at"], "r": row["r"] + 6} for row in rows],
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


def _count_layers(rows: list[Mapping[str, Any]]) -> list[pdk.Layer]:
    """The numbers, each as long as no later symbol lies over the middle of its own.

    A number is drawn where the collision map holds its own row. Invisible discs in the same order as the numbers
    fill that map, later ones above earlier ones, just as the symbols lie on the screen.
    """
    step = 1_000 / max(1, len(rows))
    data = [
        {"at": row["at"], "n": row["n"], "ink": row["ink"], "r": row["r"], "p": round(index * step, 3)}
        for index, row in enumerate(rows)
    ]
    shared: dict[str, Any] = {  # Any: pydeck's properties are of every type
        "get_position": "at",
        "extensions": [{"@@type": "CollisionFilterExtension"}],
        "get_collision_priority": "p",
        "collision_group": pdk.types.String("symbols"),
        "pickable": False,
    }
    covers = pdk.Layer(
        "ScatterplotLayer",
        data,
        id="covers",
        get_radius="r",
        radius_units=pdk.types.String("pixels"),
        get_fill_color=[0, 0, 0, 1],
        **shared,
    )
    numbers = pdk.Layer(
        "TextLayer",
        data,
        id="counts",
        get_text="n",
        get_size=14,
        get_color="ink",
        font_family=pdk.types.String(_FONT),
        font_weight=700,
        character_set=pdk.types.String("0123456789.k+"),
        **shared,
    )
    return [covers, numbers]


def _name_layer(rows: list[Mapping[str, Any]], theme: MapTheme) -> pdk.Layer:
    """Names below their symbols, the busiest places first where there is no room for all.

    Whether a name is drawn is decided by what the collision map holds at the place itself, where a name that is
    merely moved down has nothing. So the name is the last line of a text whose middle line, a block, lies under the
    symbol.
    """
    named = []
    for row in rows:
        steps = math.ceil((row["r"] + 9) / (_NAME_SIZE * _NAME_LINE))
        named.append(
            {
                "at": row["at"],
                "name": " \n" * steps + _BLOCK + "\n " * (steps - 1) + "\n" + str(row["name"]),
                "p": 200 + row["r"],
            }
        )
    letters = "".join(sorted({letter for row in rows for letter in str(row["name"])} | {_BLOCK, " "}))
    return pdk.Layer(
        "TextLayer",
        named,
        id="names",
        get_position="at",
        get_text="name",
        get_size=_NAME_SIZE,
        line_height=_NAME_LINE,
        get_color=[*hex_to_rgb(theme.ink), 255],
        font_family=pdk.types.String(_FONT),
        font_weight=600,
        character_set=pdk.types.String(letters),
        extensions=[{"@@type": "CollisionFilterExtension"}],
        get_collision_priority="p",
        collision_group=pdk.types.String("labels"),
        collision_test_props={"sizeScale": 2},
        pickable=False,
    )


_NAME_SIZE = 13
_NAME_LINE = 0.8
_BLOCK = "\N{FULL BLOCK}"


def _label_layer(theme: MapTheme, static_url: str, zoom: float) -> pdk.Layer:
    """Names of countries and provinces, read by the browser from static/labels.json, as the first zoom has room for."""
    return pdk.Layer(
        "TextLayer",
        f"{static_url}/labels.json",
        id="labels",
        get_position="position",
        get_text="text",
        get_size="kind == 'country' ? 15 : 11.5",
        get_color=[*hex_to_rgb(theme.muted), 255],
        font_family=pdk.types.String(_FONT),
        character_set=pdk.types.String(_LETTERS),
        extensions=[{"@@type": "CollisionFilterExtension"}, {"@@type": "DataFilterExtension", "filterSize": 1}],
        get_filter_value="min_zoom",
        filter_range=[0, zoom + _LABEL_ZOOMS],
        get_collision_priority="100 - min_zoom * 10",
        collision_test_props={"sizeScale": 1.6},
        collision_group=pdk.types.String("labels"),
        pickable=False,
    )


_LABEL_ZOOMS = 0.8
"""Labels are kept for so many zoom levels more than the map opens with."""

_LETTERS = "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x370), *range(0x1E00, 0x1F00), *range(0x2010, 0x2028))))


def legend(filtered: FilteredEvents, *, styles: Mapping[str, TypeStyle]) -> tuple[tuple[TypeStyle, int], ...]:
    """The event types that are shown and how many events of each, in the palette's order."""
    shown = filtered.frames.events["event_type"][filtered.mask].value_counts()
    return tuple((style, int(shown[name])) for name, style in styles.items() if name in shown.index)
