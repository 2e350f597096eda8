"""A small map as drawing instructions, for a page that must also print: outlines clipped to a box, and discs.

static/*.json + places --small_map--> paths and discs in the pixels of a picture
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from reportmap.dashboard.filters import FilteredEvents, codes_of, tally
from reportmap.layout import shipped

WIDTH, HEIGHT = 520, 260
"""The size of the picture in its own units."""

MARGIN = 46
LEAST_DEGREES = 3.0
"""A single place is shown with so much around it, west to east."""

PROVINCES_DEGREES = 45.0
"""Provinces are drawn on maps that are narrower than this, west to east."""

_STEP = 0.7
"""Points nearer to the last one than this, in picture units, are left out."""

Line = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A box of web Mercator units (fractions of the world) and how many picture units one of them is."""

    left: float
    top: float
    scale: float

    def project(self, longitude: Line, latitude: Line) -> tuple[Line, Line]:
        """Picture coordinates, x to the right and y down."""
        x, y = _mercator(longitude, latitude)
        return (x - self.left) * self.scale, (y - self.top) * self.scale


@dataclass(frozen=True, slots=True, kw_only=True)
class Disc:
    """A place on a small map, in picture units. `label` is its name for the few places that there is room for."""

    x: float
    y: float
    radius: float
    count: int
    name: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallMap:
    """Paths in SVG's notation over WIDTH x HEIGHT, and discs, the largest first."""

    land: str
    provinces: str
    borders: str
    disputed: str
    discs: tuple[Disc, ...]


def frame_of(places: Sequence[tuple[float, float]]) -> Frame:
    """The box around some points (longitude, latitude); around the whole world for none."""
    if not places:
        return Frame(left=0.0, top=0.25, scale=WIDTH)
    longitude, latitude = (np.array(values) for values in zip(*places, strict=True))
    x, y = _mercator(longitude, latitude)
    across = max(float(np.ptp(x)), LEAST_DEGREES / 360)
    down = max(float(np.ptp(y)), LEAST_DEGREES / 360 / 2)
    scale = min((WIDTH - 2 * MARGIN) / across, (HEIGHT - 2 * MARGIN) / down)
    middle_x, middle_y = float(x.max() + x.min()) / 2, float(y.max() + y.min()) / 2
    return Frame(left=middle_x - WIDTH / scale / 2, top=middle_y - HEIGHT / scale / 2, scale=scale)


def core_places(sides: Iterable[FilteredEvents]) -> list[tuple[float, float]]:
    """The points that maps of these sets must hold: all, but for the few that lie far from most of the events."""
    parts = []
    for filtered in sides:
        at = codes_of(filtered.frames.spots["place_id"])[filtered.spot_mask]
        parts.append(filtered.frames.places[["longitude", "latitude"]].to_numpy()[at])
    table = np.concatenate(parts) if parts else np.empty((0, 2))
    if len(table) >= 5:
        far = np.hypot(*(table - np.median(table, axis=0)).T)
        table = table[far <= max(float(np.quantile(far, 0.75)) * 2.5, 2.0)]
    return [(longitude, latitude) for longitude, latitude in np.unique(table, axis=0).tolist()]


def small_map(filtered: FilteredEvents, frame: Frame) -> SmallMap:
    """The map of a filtered set in a frame; places outside the frame are not drawn."""
    land, provinces, borders, disputed = _outlines(frame)
    return SmallMap(land=land, provinces=provinces, borders=borders, disputed=disputed, discs=_discs(filtered, frame))


def pin_map(pins: Sequence[tuple[float, float, str]]) -> SmallMap | None:
    """The map of some points (longitude, latitude, name), the first one as the largest disc; None for none."""
    if not pins:
        return None
    frame = frame_of([(longitude, latitude) for longitude, latitude, _ in pins])
    land, provinces, borders, disputed = _outlines(frame)
    xs, ys = frame.project(np.array([pin[0] for pin in pins]), np.array([pin[1] for pin in pins]))
    labels: list[tuple[float, float, float]] = []
    discs = []
    for number, (x, y, (_, _, name)) in enumerate(zip(xs.tolist(), ys.tolist(), pins, strict=True)):
        radius = 9.0 if number == 0 else 6.0
        label = _free_label(name, x, y + radius, labels)
        discs.append(Disc(x=round(x, 1), y=round(y, 1), radius=radius, count=0, name=name, label=label))
    return SmallMap(land=land, provinces=provinces, borders=borders, disputed=disputed, discs=tuple(discs))


@lru_cache(maxsize=32)
def _outlines(frame: Frame) -> tuple[str, str, str, str]:
    """Land, provinces, borders and disputed borders; provinces only where there is room for them."""
    is_near = WIDTH / frame.scale * 360 < PROVINCES_DEGREES
    settled, disputed = _borders()
    return (
        _path(_land(), frame, is_closed=True),
        _path(_provinces(), frame) if is_near else "",
        _path(settled, frame),
        _path(disputed, frame),
    )


N_LABELS = 5


MAX_DISCS = 300
"""So many places, the busiest in the frame, are drawn on a small map."""


def _discs(filtered: FilteredEvents, frame: Frame) -> tuple[Disc, ...]:
    places = filtered.frames.places
    counts = tally(filtered.frames.spots["place_id"], filtered.spot_mask)
    xs, ys = frame.project(places["longitude"].to_numpy(), places["latitude"].to_numpy())
    here = np.flatnonzero((counts > 0) & (xs >= 0) & (xs <= WIDTH) & (ys >= 0) & (ys <= HEIGHT))
    here = here[np.argsort(-counts[here], kind="stable")][:MAX_DISCS]
    columns = (counts[here].tolist(), places["name"].iloc[here].tolist(), xs[here].tolist(), ys[here].tolist())
    discs: list[Disc] = []
    labels: list[tuple[float, float, float]] = []
    for count, name, x, y in sorted(zip(*columns, strict=True), key=lambda item: (-item[0], item[1])):
        radius = min(4 + 2.2 * math.sqrt(count), 22.0)
        label = _free_label(name, x, y + radius, labels)
        disc = Disc(x=round(x, 1), y=round(y, 1), radius=round(radius, 1), count=count, name=name, label=label)
        discs.append(disc)
    return tuple(discs)


def _free_label(name: str, x: float, y: float, taken: list[tuple[float, float, float]]) -> str:
    """The name if there is room for it below a disc, else ""; what is taken is noted."""
    half = len(name) * 3.4
    is_inside = half < x < WIDTH - half and y < HEIGHT - 14
    is_free = all(
        abs(x - other_x) > half + other_half + 4 or abs(y - other_y) > 15 for other_x, other_y, other_half in taken
    )
    if len(taken) >= N_LABELS or not is_inside or not is_free:
        return ""
    taken.append((x, y, half))
    return name


def _mercator(longitude: Line, latitude: Line) -> tuple[Line, Line]:
    """Web Mercator, both as fractions of the world's width, y down."""
    held = np.clip(latitude, -85.0, 85.0)
    return (longitude + 180) / 360, (1 - np.arcsinh(np.tan(np.radians(held))) / math.pi) / 2


def _path(outlines: "Outlines", frame: Frame, *, is_closed: bool = False) -> str:
    """The lines that touch the frame as one path; what would be smaller than a dot is left out."""
    left, top, right, bottom = ((outlines.boxes - [frame.left, frame.top] * 2) * frame.scale).T
    touches = (right > 0) & (left < WIDTH) & (bottom > 0) & (top < HEIGHT)
    is_seen = touches & (np.maximum(right - left, bottom - top) > 1)
    parts = []
    for index in np.flatnonzero(is_seen):
        x, y = ((outlines.lines[index] - [frame.left, frame.top]) * frame.scale).T
        x, y = np.clip(x, -WIDTH, 2 * WIDTH), np.clip(y, -HEIGHT, 2 * HEIGHT)
        parts.append(_write(x, y, is_closed=is_closed))
    return "".join(parts)


def _write(x: Line, y: Line, *, is_closed: bool) -> str:
    words: list[str] = []
    last_x, last_y = math.inf, math.inf
    for index, (at_x, at_y) in enumerate(zip(x.tolist(), y.tolist(), strict=True)):
        if 0 < index < len(x) - 1 and abs(at_x - last_x) < _STEP and abs(at_y - last_y) < _STEP:
            continue
        words.append(f"{'L' if words else 'M'}{at_x:.1f} {at_y:.1f}")
        last_x, last_y = at_x, at_y
    return "".join(words) + ("Z" if is_closed else "")


# --- outlines ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlines:
    """Lines of web Mercator points (x, y), and the left, top, right and bottom of each."""

    lines: tuple[Line, ...]
    boxes: Line


def _outlines_of(lines: Iterable[Sequence[Sequence[float]]]) -> Outlines:
    """Lines of longitude and latitude in degrees."""
    found = tuple(np.column_stack(_mercator(*np.asarray(line, dtype=np.float64).T)) for line in lines)
    boxes = [(*line.min(axis=0), *line.max(axis=0)) for line in found]
    return Outlines(lines=found, boxes=np.array(boxes).reshape(-1, 4))


def _features(name: str) -> Sequence[tuple[Mapping[str, Any], Sequence[Any]]]:  # Any: GeoJSON
    content = json.loads((Path(shipped("static")) / name).read_text(encoding="utf-8"))
    return [(item.get("properties") or {}, _flat(item["geometry"])) for item in content["features"]]


def _flat(geometry: Mapping[str, Any]) -> Sequence[Any]:  # Any: GeoJSON's nested lists
    """The lines or rings of a geometry."""
    coordinates: Sequence[Any] = geometry["coordinates"]
    if geometry["type"] == "MultiPolygon":
        return [ring for polygon in coordinates for ring in polygon]
    return [coordinates] if geometry["type"] == "LineString" else coordinates


@cache
def _land() -> Outlines:
    return _outlines_of(ring for _, rings in _features("land.json") for ring in rings)


@cache
def _provinces() -> Outlines:
    return _outlines_of(line for _, lines in _features("admin1_lines.json") for line in lines)


@cache
def _borders() -> tuple[Outlines, Outlines]:
    """Borders between countries, then the disputed ones."""
    features = _features("admin0_lines.json")
    settled, disputed = (
        _outlines_of(
            line for properties, lines in features if bool(properties.get("disputed")) is wanted for line in lines
        )
        for wanted in (False, True)
    )
    return settled, disputed
