"""The layers that the map can show: places, provinces shaded by events or by deaths, and heat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from reportmap.dashboard.filters import FilteredEvents
from reportmap.dashboard.palette import hex_to_rgb
from reportmap.dashboard.symbols import MapTheme, Row, group_places, group_provinces, shorten
from reportmap.dashboard.words import plural


class Layer(StrEnum):
    """What the map shows; the value is the name in a link."""

    PLACES = "places"
    EVENTS = "events"
    DEATHS = "deaths"
    HEAT = "heat"


LAYER_WORDS = {
    Layer.PLACES: "Places",
    Layer.EVENTS: "Provinces by events",
    Layer.DEATHS: "Provinces by deaths",
    Layer.HEAT: "Heat",
}

N_SHAPES = 3_777
"""The number of polygons in static/admin1.json."""

_NICE_STEPS = (1, 2, 5)
_PROVINCE_RADIUS = 11.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shading:
    """Provinces shaded by a figure. `classes` is a digit for each polygon of static/admin1.json: 0 is not shaded, 1 to
    5 are the steps of the ramp. `bounds` are the least figures of the steps in use, ascending; `rows` are the clickable
    figures in the provinces; `n_left_out` events lie in no province that the basemap has."""

    classes: str
    bounds: tuple[int, ...]
    rows: tuple[Row, ...]
    n_left_out: int


def shade(filtered: FilteredEvents, *, layer: Layer, theme: MapTheme) -> Shading:
    """The provinces by events, or by the deaths that reports of these events count (Layer.DEATHS)."""
    groups, provinces = group_provinces(filtered), filtered.frames.provinces
    count = groups.count
    figures = groups.deaths if layer is Layer.DEATHS else count.astype(np.float64)
    shapes = provinces["shape"].to_numpy()
    shown = np.flatnonzero((figures > 0) & (shapes >= 0))
    bounds = class_bounds(figures[shown], steps=len(theme.ramp))
    steps = np.searchsorted(np.array(bounds), figures[shown], side="right")
    digits = np.zeros(N_SHAPES, dtype=np.int64)
    digits[shapes[shown]] = steps
    rows = [
        _figure_row(place, float(figures[at]), int(count[at]), step=int(step), layer=layer, theme=theme)
        for at, step, place in zip(shown, steps, provinces.iloc[shown].to_dict("records"), strict=True)
    ]
    return Shading(
        classes="".join(map(str, digits.tolist())),
        bounds=bounds,
        rows=tuple(rows),
        n_left_out=int(count[shapes < 0].sum()),
    )


def class_bounds(figures: npt.NDArray[np.float64], *, steps: int) -> tuple[int, ...]:
    """The least figure of each class, ascending from 1: round numbers (1, 2, 5, 10, ...), the last ones that are
    reached.

    Args:     figures: all above 0
    """
    if not len(figures):
        return ()
    highest = float(figures.max())
    nice = [1] + [digit * 10**power for power in range(10) for digit in _NICE_STEPS if 1 < digit * 10**power <= highest]
    if len(nice) <= steps:
        return tuple(nice)
    chosen = np.unique(np.linspace(0, len(nice) - 1, steps).round().astype(int))
    return tuple(nice[index] for index in chosen)


def _figure_row(
    place: Mapping[str, Any], figure: float, count: int, *, step: int, layer: Layer, theme: MapTheme
) -> Row:
    """A province's figure, written on a plate that can be clicked."""
    fill, surface, ink = (list(hex_to_rgb(color)) for color in (theme.ramp[step - 1], theme.surface, theme.ink))
    killed = f"{figure:,.0f} killed in " if layer is Layer.DEATHS else ""
    return {
        "id": place["key"],
        "at": [round(float(place["longitude"]), 4), round(float(place["latitude"]), 4)],
        "n": shorten(figure),
        "r": _PROVINCE_RADIUS,
        "fill": surface,
        "line": fill,
        "ink": ink,
        "tint": fill,
        "kind": "plate",
        "name": place["name"],
        "where": place["country"],
        "what": f"{killed}{plural(count, 'event')}, as reports say",
    }


def heat_points(filtered: FilteredEvents) -> list[list[float]]:
    """Longitude, latitude and number of events of each place, for a heat map."""
    count = group_places(filtered).count
    present = np.flatnonzero(count)
    places = filtered.frames.places
    longitude, latitude = places["longitude"].to_numpy()[present], places["latitude"].to_numpy()[present]
    found = np.stack([longitude.round(2), latitude.round(2), count[present].astype(np.float64)], axis=1)
    points: list[list[float]] = found.tolist()
    return points


def class_words(bounds: Sequence[int]) -> tuple[str, ...]:
    """What the classes of a shading are called in the legend: "1", "2 to 4", "5 or more"."""
    words = []
    for index, low in enumerate(bounds):
        if index + 1 == len(bounds):
            words.append(f"{low:,} or more" if len(bounds) > 1 else f"{low:,}")
        else:
            high = bounds[index + 1] - 1
            words.append(f"{low:,}" if high == low else f"{low:,} to {high:,}")
    return tuple(words)
