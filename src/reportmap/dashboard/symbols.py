"""What the map draws for each place, or for each province: counts, kinds and words, as rows of JSON."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from reportmap.dashboard.filters import FilteredEvents, Mask, codes_of
from reportmap.dashboard.palette import TypeStyle, hex_to_rgb
from reportmap.dashboard.words import plural, say_radius
from reportmap.model import PlacePrecision

LOW_SCORE = 0.5
"""Below this place score a symbol is dashed."""

MAX_SYMBOLS = 250
"""So many of the busiest places get a symbol with its number; the next ones are dots of their type's color."""

MAX_DOTS = 2_000
"""So many places more get a dot; the message to the browser must not grow with the store."""

DOT_RADIUS = 4.5

Row = dict[str, Any]  # Any: JSON for the browser


@dataclass(frozen=True, slots=True, kw_only=True)
class MapTheme:
    """What the map takes from light and dark: the style file under static/, colors as "#RRGGBB", and five fills for
    shading from few to many."""

    style: str
    surface: str
    ink: str
    muted: str
    accent: str
    ramp: tuple[str, ...]


LIGHT = MapTheme(
    style="style_light.json", surface="#FFFFFF", ink="#1B2430", muted="#7C7A72", accent="#0B5C7A",
    ramp=("#E0EBF2", "#C0D8E6", "#98C0D8", "#6FA6CA", "#4A8DB6"),
)  # fmt: skip
DARK = MapTheme(
    style="style_dark.json", surface="#171C22", ink="#F1F4F7", muted="#8B949E", accent="#6CC6E5",
    ramp=("#1F333F", "#22495D", "#255F7C", "#28759C", "#2F89B6"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """The filtered events grouped by the categories of a column of spots: arrays in the order of its categories.

    `by_type` has a row per group and a column per event type, `types` names the columns. `n_drawn` counts what is
    reported as happened; `is_exact` and `is_sure` say whether any spot is an exact place, or has a score that is not
    low; `n_disputed` counts events whose sources contradict each other; `deaths` sums what the reports count.
    """

    by_type: npt.NDArray[np.intp]
    types: tuple[str, ...]
    n_drawn: npt.NDArray[np.intp]
    is_exact: Mask
    is_sure: Mask
    n_disputed: npt.NDArray[np.intp]
    deaths: npt.NDArray[np.float64]

    @property
    def count(self) -> npt.NDArray[np.intp]:
        """How many events each group has."""
        return np.asarray(self.by_type.sum(axis=1), dtype=np.intp)


def group_places(filtered: FilteredEvents) -> Groups:
    """The filtered events by place, in the order of `frames.places`."""
    return _group(filtered, "place_id", filtered.spot_mask)


def group_provinces(filtered: FilteredEvents) -> Groups:
    """The filtered events by province, in the order of `frames.provinces`; each event once in each."""
    spots = filtered.frames.spots
    mask = filtered.spot_mask
    if not filtered.filters.places:
        return _group(filtered, "province", mask & spots["new_province"].to_numpy())
    # A place filter may hide an event's first place in a province and show its second one.
    chosen = np.flatnonzero(mask)
    n_provinces = max(1, len(filtered.frames.provinces))
    pairs = spots["row"].to_numpy()[chosen] * n_provinces + codes_of(spots["province"])[chosen]
    once = np.zeros(len(mask), dtype=np.bool_)
    once[chosen[np.unique(pairs, return_index=True)[1]]] = True
    return _group(filtered, "province", once)


def _group(filtered: FilteredEvents, column: str, mask: Mask) -> Groups:
    frames = filtered.frames
    size, types = len(frames.spots[column].cat.categories), frames.events["event_type"]
    names = tuple(map(str, types.cat.categories))
    rows = frames.spots["row"].to_numpy()[mask]
    at = codes_of(frames.spots[column])[mask].astype(np.int64)
    events = frames.events

    def tally(chosen: Mask) -> npt.NDArray[np.intp]:
        return np.bincount(at[chosen], minlength=size)

    deaths = events["deaths"].to_numpy()[rows]
    counted = ~np.isnan(deaths)
    exact = frames.spots["precision"] == str(PlacePrecision.EXACT)
    return Groups(
        by_type=np.bincount(at * len(names) + codes_of(types)[rows], minlength=size * len(names)).reshape(
            size, len(names)
        ),
        types=names,
        n_drawn=tally(events["is_drawn"].to_numpy()[rows]),
        is_exact=tally(exact.to_numpy()[mask]) > 0,
        is_sure=tally(frames.spots["score"].to_numpy()[mask] >= LOW_SCORE) > 0,
        n_disputed=tally(events["is_disputed"].to_numpy()[rows]),
        deaths=np.bincount(at[counted], weights=deaths[counted], minlength=size).astype(np.float64),
    )


# --- rows -------------------------------------------------------------------------------------------------------


def symbols(filtered: FilteredEvents, *, styles: Mapping[str, TypeStyle], theme: MapTheme) -> list[Row]:
    """One row per place that the filtered events lie at, most reported first in the whole store.

    A store of no more than MAX_SYMBOLS places keeps all its rows in the same order whatever the filters, since the
    browser remembers a click by row number: a place without events has radius 0. A disc is an exact place, a ring an
    area or a nearby point, a dashed ring a place of low score, a square one where nothing is said to have happened
    (plans, totals, comments). The color is that of the most frequent event type. A point that the text only describes
    has `meters`: how far off the place may lie. `disputed` is true where sources of one event contradict each other.
    Only the busiest MAX_SYMBOLS have a number; MAX_DOTS more are of the kind "dot".
    """
    groups = group_places(filtered)
    count = groups.count
    chosen, dots = _busiest(count)
    rows = [
        _symbol_row(_Summary.of(groups, at, styles), place, styles, theme) if count[at] else _hidden_row(place)
        for at, place in _records(filtered.frames.places, chosen)
    ]
    return rows + _dots(filtered, groups, dots, styles)


def _dots(
    filtered: FilteredEvents, groups: Groups, chosen: npt.NDArray[np.intp], styles: Mapping[str, TypeStyle]
) -> list[Row]:
    """The chosen places as dots, made column by column: there may be thousands."""
    if not len(chosen):
        return []
    places = filtered.frames.places.iloc[chosen]
    tops, counts = groups.by_type[chosen].argmax(axis=1).tolist(), groups.by_type[chosen].sum(axis=1).tolist()
    tints = [list(styles[name].rgb) if name in styles else [] for name in groups.types]
    columns = (
        places["place_id"].tolist(), places["longitude"].round(3).tolist(), places["latitude"].round(3).tolist(),
        places["name"].tolist(), places["admin1"].tolist(), tops, counts,
    )  # fmt: skip
    return [
        {
            "id": place_id, "at": [longitude, latitude], "n": "", "r": DOT_RADIUS, "kind": "dot", "name": name,
            "where": unit, "what": plural(count, "event"), "tint": tints[top],
        }
        for place_id, longitude, latitude, name, unit, top, count in zip(*columns, strict=True)
    ]  # fmt: skip


def undrawn(filtered: FilteredEvents) -> int:
    """How many places have neither a symbol nor a dot, because there are too many."""
    return max(0, filtered.n_places - MAX_SYMBOLS - MAX_DOTS)


def _busiest(count: npt.NDArray[np.intp]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
    """The rows of the places that get a symbol, and of those that get a dot; each in the store's order."""
    if len(count) <= MAX_SYMBOLS:
        return np.arange(len(count)), np.arange(0)
    present = np.flatnonzero(count)
    if len(present) <= MAX_SYMBOLS:
        return present, present[:0]
    ranked = present[np.argsort(-count[present], kind="stable")]
    return np.sort(ranked[:MAX_SYMBOLS]), np.sort(ranked[MAX_SYMBOLS : MAX_SYMBOLS + MAX_DOTS])


_OF_PLACE = ("place_id", "name", "admin1", "country", "latitude", "longitude", "radius_km")
"""What the rows of the map take from a place."""


def _records(table: pd.DataFrame, rows: npt.NDArray[np.intp]) -> Iterable[tuple[int, Mapping[str, Any]]]:
    columns = [table[name].iloc[rows].tolist() for name in _OF_PLACE]
    places = (dict(zip(_OF_PLACE, values, strict=True)) for values in zip(*columns, strict=True))
    return zip(rows.tolist(), places, strict=True)


def _point(place: Mapping[str, Any]) -> list[float]:
    return [round(float(place["longitude"]), 4), round(float(place["latitude"]), 4)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Summary:
    count: int
    n_drawn: int
    by_type: Mapping[str, int]
    is_exact: bool
    is_sure: bool
    n_disputed: int

    @classmethod
    def of(cls, groups: Groups, at: int, styles: Mapping[str, TypeStyle]) -> "_Summary":
        """The summary of one group, its most frequent type first and equals in the order of the palette."""
        row = groups.by_type[at].tolist()
        found = [(name, number) for name, number in zip(groups.types, row, strict=True) if number]
        if len(found) > 1:
            rank = list(styles).index
            found.sort(key=lambda pair: (-pair[1], pair[0] == "", rank(pair[0])))
        return cls(
            count=sum(row),
            by_type=dict(found),
            n_drawn=int(groups.n_drawn[at]),
            is_exact=bool(groups.is_exact[at]),
            is_sure=bool(groups.is_sure[at]),
            n_disputed=int(groups.n_disputed[at]),
        )

    @property
    def top(self) -> str:
        """The most frequent event type."""
        return next(iter(self.by_type))


def _hidden_row(place: Mapping[str, Any]) -> Row:
    unseen = {"n": "", "r": 0, "fill": [0, 0, 0, 0], "line": [0, 0, 0, 0], "kind": "none"}
    return {"id": place["place_id"], "at": _point(place), **unseen}


def _symbol_row(summary: _Summary, place: Mapping[str, Any], styles: Mapping[str, TypeStyle], theme: MapTheme) -> Row:
    row: Row = {"id": place["place_id"], "at": _point(place), **_symbol(summary, styles=styles, theme=theme)}
    row["name"] = place["name"]
    row["where"] = ", ".join(part for part in (place["admin1"], place["country"]) if part and part != place["name"])
    row["what"] = _say(summary, styles)
    if not math.isnan(place["radius_km"]):
        row["what"] += f" · {say_radius(place['radius_km'])}"
        row["meters"] = round(place["radius_km"] * 1_000)
    if summary.n_disputed:
        row["disputed"] = True
    return row


def _symbol(summary: _Summary, *, styles: Mapping[str, TypeStyle], theme: MapTheme) -> Row:
    style = styles[summary.top]
    surface = list(hex_to_rgb(theme.surface))
    kind = _kind(summary)
    is_disc = kind == "disc"
    return {
        "n": _say_number(summary),
        "r": radius(summary.count),
        "fill": list(style.rgb) if is_disc else surface,
        "line": surface if is_disc else [*style.rgb, 255 if kind == "ring" else 0],
        "ink": list(style.on_rgb if is_disc else hex_to_rgb(theme.ink)),
        "tint": list(style.rgb),
        "kind": kind,
    }


def _kind(summary: _Summary) -> str:
    if not summary.n_drawn:
        return "square"
    if not summary.is_sure:
        return "dashed"
    return "disc" if summary.is_exact else "ring"


def _say_number(summary: _Summary) -> str:
    """The count; where plans, totals, comments and the like are mixed in, "8+3" keeps them apart."""
    others = summary.count - summary.n_drawn
    if summary.n_drawn and others:
        return f"{shorten(summary.n_drawn)}+{shorten(others)}"
    return shorten(summary.count)


def radius(count: int) -> float:
    """The radius in pixels of a symbol for so many events: its area grows with the count, up to a cap."""
    return round(min(7.5 + 3.6 * math.sqrt(count), 42.0), 1)


def shorten(count: float) -> str:
    """A count as it fits into a symbol: 999, 1.2k, 12k."""
    if count < 1_000:
        return f"{count:.0f}"
    return f"{count / 1_000:.0f}k" if count >= 10_000 else f"{count / 1_000:.1f}k"


def _say(summary: _Summary, styles: Mapping[str, TypeStyle]) -> str:
    parts = [f"{styles[name].label} {count}" for name, count in list(summary.by_type.items())[:3]]
    more = sum(list(summary.by_type.values())[3:])
    precision = "" if summary.is_exact else " · the area, not a point"
    doubt = "" if summary.is_sure else " · place uncertain"
    others = summary.count - summary.n_drawn
    doubt += f" · {others:,} planned, denied, a total, background or a comment" if others else ""
    doubt += f" · sources of {plural(summary.n_disputed, 'event')} disagree" if summary.n_disputed else ""
    tail = f", other {more}" if more else ""
    return f"{plural(summary.count, 'event')}: {', '.join(parts)}{tail}{precision}{doubt}"


def as_dots(rows: Sequence[Row]) -> list[Row]:
    """The places that are shown as dots, so that what lies below them can be seen."""
    return [
        {**{key: value for key, value in row.items() if key not in _SYMBOL_ONLY}, "n": "", "kind": "dot"}
        for row in rows
        if row["r"]
    ]


_SYMBOL_ONLY = frozenset({"fill", "line", "ink", "disputed"})
"""What a dot has no use for."""
