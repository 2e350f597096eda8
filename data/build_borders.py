"""Builds the tables of land borders and coasts that relative places rest on ("in Kunar near the Pakistani border").

    python data/build_borders.py            # needs the project's own environment only

Reads `static/admin1.json` (Natural Earth's 1:10m admin-1 units, public domain, simplified over one shared topology by
`build_boundaries.py`) and writes `src/reportmap/resources/places/borders.csv` and `coasts.csv`. Units share their
corners exactly, so a line that two units of different countries have in common is a border, and one that only a
single unit has is a coast. Two runs give the same bytes.
"""

import csv
import json
import logging
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from reportmap.gazetteer.distances import distance_km, offset

ROOT = Path(__file__).resolve().parent.parent
UNITS = ROOT / "static/admin1.json"
TABLES = ROOT / "src/reportmap/resources/places"

SHORTEST_KM = 2.0  # a shared line that is shorter is an artifact of the simplification
MOST = 0.9  # of the length of a border or coast: what its reach must hold
SEAWARD_KM = (15.0, 30.0, 45.0)  # where the water is sought off a coast
WINDS = 16

NOTE = """# {what}
# Source: Natural Earth 1:10m admin-1 (public domain) by way of static/admin1.json; data/build_borders.py makes it.
# Date: 2026-11-27. License: public domain.
"""

Point = tuple[float, float]  # longitude, latitude, as in GeoJSON
Line = tuple[Point, Point]

log = logging.getLogger("build_borders")


def rings_of(geometry: Mapping[str, Any]) -> list[Any]:
    """The rings of a GeoJSON polygon or multipolygon, outer and inner alike."""
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [ring for rings in parts for ring in rings]


def shared_lines(units: list[Mapping[str, Any]]) -> dict[Line, list[int]]:
    """The units on either side of each straight piece of boundary, by the piece."""
    owners: dict[Line, list[int]] = defaultdict(list)
    for number, unit in enumerate(units):
        for ring in rings_of(unit["geometry"]):
            corners = [(float(x), float(y)) for x, y in ring]
            for one, two in pairwise(corners):
                if one != two:
                    owners[min(one, two), max(one, two)].append(number)
    return owners


def length_km(lines: Iterable[Line]) -> float:
    """The length of some pieces of boundary together."""
    return sum(distance_km(one[::-1], two[::-1]) for one, two in lines)


def middle(lines: list[Line]) -> tuple[float, float, float]:
    """Latitude and longitude of the corner nearest to the middle of the lines, and how far most of them reach in km."""
    weights = np.array([length_km([line]) for line in lines])
    halves = np.array([np.mean(line, axis=0) for line in lines])
    longitudes = np.where(np.abs(halves[:, 0] - halves[0, 0]) > 180, np.mod(halves[:, 0], 360), halves[:, 0])
    center = (float(np.average(halves[:, 1], weights=weights)), float(np.average(longitudes, weights=weights)))
    center = (center[0], (center[1] + 180) % 360 - 180)
    corners = sorted({corner for line in lines for corner in line})
    longitude, latitude = min(corners, key=lambda corner: (distance_km(center, corner[::-1]), corner))
    ends = [max(distance_km((latitude, longitude), corner[::-1]) for corner in line) for line in lines]
    order = np.argsort(ends, kind="stable")
    enough = int(np.searchsorted(np.cumsum(weights[order]), MOST * weights.sum()))
    return latitude, longitude, ends[order[min(enough, len(ends) - 1)]]


def longest_run(lines: list[Line]) -> list[Line]:
    """The longest set of lines that hang together: the mainland's coast without the islands far off it."""
    by_corner: dict[Point, list[Line]] = defaultdict(list)
    for line in lines:
        for corner in line:
            by_corner[corner].append(line)
    left, runs = set(lines), []
    for line in sorted(lines):
        run, waiting = [], [line] if line in left else []
        left.discard(line)
        while waiting:
            run.append(waiting.pop())
            joined = [other for corner in run[-1] for other in by_corner[corner] if other in left]
            left.difference_update(joined)
            waiting.extend(dict.fromkeys(joined))
        if run:
            runs.append(run)
    return max(runs, key=length_km)


def borders(units: list[Mapping[str, Any]], owners: Mapping[Line, list[int]]) -> list[dict[str, object]]:
    """One row per unit and country on the other side of its boundary."""
    found: dict[tuple[str, str, str], list[Line]] = defaultdict(list)
    for line, numbers in owners.items():
        for one in numbers:
            for two in numbers:
                country, other = (units[number]["properties"]["country_code"] for number in (one, two))
                if country and other and country != other:
                    code = str(units[one]["properties"]["code"] or "")
                    found[country, code.partition(".")[2], other].append(line)
    rows = []
    for (country, unit, other), lines in sorted(found.items()):
        if length_km(lines) >= SHORTEST_KM:
            latitude, longitude, reach = middle(lines)
            rows.append(
                {
                    "country": country,
                    "admin1": unit,
                    "other": other,
                    "latitude": round(latitude, 3),
                    "longitude": round(longitude, 3),
                    "reach_km": max(1, round(reach)),
                    "length_km": round(length_km(lines)),
                }
            )
    return rows


def coasts(units: list[Mapping[str, Any]], owners: Mapping[Line, list[int]]) -> list[dict[str, object]]:
    """One row per unit by the sea: the middle of its coast, how far the coast reaches, and where the water lies."""
    found: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for line, numbers in owners.items():
        if len(numbers) == 1:
            properties = units[numbers[0]]["properties"]
            if properties["country_code"]:
                code = str(properties["code"] or "")
                found[properties["country_code"], code.partition(".")[2]].append(line)
    corners = np.array(sorted({corner for line in owners for corner in line}))
    rows = []
    for (country, unit), every in sorted(found.items()):
        lines = longest_run(every)
        latitude, longitude, reach = middle(lines)
        bearing = seaward(latitude, longitude, corners, units)
        if length_km(lines) >= SHORTEST_KM and bearing is not None:
            rows.append(
                {
                    "country": country,
                    "admin1": unit,
                    "latitude": round(latitude, 3),
                    "longitude": round(longitude, 3),
                    "reach_km": max(1, round(reach)),
                    "length_km": round(length_km(lines)),
                    "seaward_degrees": bearing,
                }
            )
    return rows


def seaward(
    latitude: float, longitude: float, corners: np.ndarray[Any, Any], units: list[Mapping[str, Any]]
) -> int | None:
    """The compass bearing, of sixteen, along which the land is farthest; None where all of them lead over land."""
    near = corners[(np.abs(corners[:, 1] - latitude) < 1.5) & (np.abs(corners[:, 0] - longitude) < 3)]
    best: tuple[float, int] | None = None
    for wind in range(WINDS):
        bearing = 360 * wind / WINDS
        points = [offset((latitude, longitude), bearing_degrees=bearing, km=km) for km in SEAWARD_KM]
        if any(is_land(point, units) for point in points):
            continue
        scale = np.cos(np.radians(latitude))
        gaps = [np.hypot(near[:, 1] - point[0], (near[:, 0] - point[1]) * scale).min() for point in points]
        if best is None or sum(gaps) > best[0]:
            best = (float(sum(gaps)), round(bearing))
    return None if best is None else best[1]


_BOXES: dict[int, tuple[float, float, float, float]] = {}


def is_land(point: tuple[float, float], units: list[Mapping[str, Any]]) -> bool:
    """Whether a (latitude, longitude) point lies in any unit (even-odd rule)."""
    latitude, longitude = point
    for number, unit in enumerate(units):
        if number not in _BOXES:
            every = np.array([corner for ring in rings_of(unit["geometry"]) for corner in ring])
            (west, south), (east, north) = every.min(axis=0), every.max(axis=0)
            _BOXES[number] = (float(west), float(south), float(east), float(north))
        west, south, east, north = _BOXES[number]
        if not (west <= longitude <= east and south <= latitude <= north):
            continue
        crossings = 0
        for ring in rings_of(unit["geometry"]):
            corners = np.array(ring)
            x1, y1, x2, y2 = corners[:-1, 0], corners[:-1, 1], corners[1:, 0], corners[1:, 1]
            rises = np.where(y2 == y1, 1e-12, y2 - y1)
            crosses = ((y1 > latitude) != (y2 > latitude)) & (longitude < (x2 - x1) * (latitude - y1) / rises + x1)
            crossings += int(crosses.sum())
        if crossings % 2:
            return True
    return False


def write(name: str, what: str, rows: list[dict[str, object]]) -> None:
    """Writes one table with its note on top."""
    path = TABLES / name
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(NOTE.format(what=what))
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    log.info("%s: %d rows, %d bytes", path.name, len(rows), path.stat().st_size)


def main() -> None:
    """Builds both tables."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    units = json.loads(UNITS.read_text(encoding="utf-8"))["features"]
    owners = shared_lines(units)
    write(
        "borders.csv",
        "Where first-order units touch another country: the middle of the border, its reach from there, its length.",
        borders(units, owners),
    )
    write(
        "coasts.csv",
        "Where first-order units lie by the sea: the middle of the coast, its reach, and the bearing to the water.",
        coasts(units, owners),
    )


if __name__ == "__main__":
    main()
