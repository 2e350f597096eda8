"""Countries and divisions while the gazetteer is built: their seats, points, weights and extents."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from reportmap.gazetteer.entry import MEAN_OF_TOWNS, POINT_OF_PARENT, POINT_OF_TOWN, Entry
from reportmap.gazetteer.features import feature_kind, strip_affix
from reportmap.gazetteer.names import normalize

_LARGER_TOWN = 20_000


class _Means:
    """Mean positions per key, on the sphere, so that the date line does no harm."""

    def __init__(self) -> None:
        self._sums: dict[object, tuple[float, float, float]] = {}

    def add(self, key: object, latitude: float, longitude: float) -> None:
        phi, lam = math.radians(latitude), math.radians(longitude)
        x, y, z = self._sums.get(key, (0.0, 0.0, 0.0))
        self._sums[key] = (x + math.cos(phi) * math.cos(lam), y + math.cos(phi) * math.sin(lam), z + math.sin(phi))

    def get(self, key: object) -> tuple[float, float] | None:
        if key not in self._sums:
            return None
        x, y, z = self._sums[key]
        latitude = math.degrees(math.atan2(z, math.hypot(x, y)))
        return round(latitude, 5), round(math.degrees(math.atan2(y, x)), 5)


def settle_units(countries: Mapping[str, Entry], units: list[Entry], cities: list[Entry]) -> None:
    """Find the seats, points, weights and extents of countries and units, in place, from the towns inside them."""
    _mark_seats(cities, units)
    _place_units(units, cities, countries)
    _weigh_units(units, cities)
    _measure_units(units, countries)


def bears(city: Entry, names: set[str]) -> bool:
    """Whether a town has one of the normalized names; alternates count for larger towns only, to save time."""
    spellings = (city.name, *city.names) if city.population > _LARGER_TOWN else (city.name,)
    return any(normalize(spelling) in names for spelling in spellings)


def keep_curated_seats(guessed: Iterable[Entry]) -> None:
    """Where the supplement knows the seat of a unit, a namesake that was taken for it is a town like others."""
    seats = list(guessed)
    curated = {(seat.country_code, seat.admin1_code) for seat in seats if seat.feature_code == "PPLA" and seat.curated}
    for seat in seats:
        if seat.feature_code == "PPLA" and not seat.curated and (seat.country_code, seat.admin1_code) in curated:
            seat.feature_code = "PPL"


def _mark_seats(cities: Iterable[Entry], units: Iterable[Entry]) -> None:
    """Where no seat of a first-order unit is known, the largest town that shares its name is taken for it."""
    known = {(city.country_code, city.admin1_code) for city in cities if city.feature_code in {"PPLA", "PPLC"}}
    names: dict[tuple[str | None, str | None], set[str]] = {}
    for unit in units:
        key = (unit.country_code, unit.admin1_code)
        if unit.feature_code == "ADM1" and key not in known:
            names[key] = {_bare(name) for name in (unit.name, *unit.names)}
    seats: dict[tuple[str | None, str | None], Entry] = {}
    for city in cities:
        key = (city.country_code, city.admin1_code)
        is_larger = city.feature_code == "PPL" and city.population >= getattr(seats.get(key), "population", 0)
        if is_larger and bears(city, names.get(key, set())):
            seats[key] = city
    for seat in seats.values():
        seat.feature_code = "PPLA"


def _bare(name: str) -> str:
    normalized = normalize(name)
    stripped = strip_affix(normalized)
    return stripped.name if stripped else normalized


def _place_units(units: list[Entry], cities: list[Entry], countries: Mapping[str, Entry]) -> None:
    """Give units without a point the mean of their towns, else a town of their name, else the unit around them."""
    means = _Means()
    for city in cities:
        if city.latitude is None or city.longitude is None:
            continue
        means.add(id(city.admin2), city.latitude, city.longitude)
        means.add((city.country_code, city.admin1_code), city.latitude, city.longitude)
        means.add(city.country_code, city.latitude, city.longitude)
    for country in countries.values():
        country.settle(means.get(country.country_code), MEAN_OF_TOWNS)
    admin1 = {}
    for unit in units:
        if unit.feature_code == "ADM1":
            key = (unit.country_code, unit.admin1_code)
            unit.settle(means.get(key), MEAN_OF_TOWNS)
            unit.settle(countries[str(unit.country_code)].point, POINT_OF_PARENT)
            admin1[key] = unit
    for unit in units:
        unit.settle(means.get(id(unit)), MEAN_OF_TOWNS)
    towns = _towns_by_name(units, cities)
    for unit in units:
        if unit.latitude is None:
            found = towns.get((unit.country_code, unit.admin1_code, _bare(unit.name)))
            unit.settle(found.point if found else None, POINT_OF_TOWN)
        parent = admin1.get((unit.country_code, unit.admin1_code), countries[str(unit.country_code)])
        unit.settle(parent.point, POINT_OF_PARENT)


def _towns_by_name(units: Iterable[Entry], cities: Iterable[Entry]) -> dict[tuple[str | None, str | None, str], Entry]:
    """The largest town of each name in each division where a unit of that name still has no point."""
    wanted = {(unit.country_code, unit.admin1_code, _bare(unit.name)) for unit in units if unit.latitude is None}
    homes = {key[:2] for key in wanted}
    towns: dict[tuple[str | None, str | None, str], Entry] = {}
    for city in sorted(cities, key=lambda city: city.population):
        if (city.country_code, city.admin1_code) in homes:
            for spelling in (city.name, *city.names):
                key = (city.country_code, city.admin1_code, normalize(spelling))
                if key in wanted:
                    towns[key] = city
    return towns


def _weigh_units(units: Iterable[Entry], cities: Iterable[Entry]) -> None:
    totals: dict[object, int] = {}
    for city in cities:
        for key in (id(city.admin2), (city.country_code, city.admin1_code)):
            totals[key] = totals.get(key, 0) + city.population
    for unit in units:
        key = (unit.country_code, unit.admin1_code) if unit.feature_code == "ADM1" else id(unit)
        unit.towns_population = totals.get(key, 0)


def _measure_units(units: Iterable[Entry], countries: Mapping[str, Entry]) -> None:
    """Give units without a polygon an even share of the unit around them; all of it where only its point is known."""
    listed = [unit for unit in units if feature_kind(unit.feature_code) in {"admin1", "admin2"}]
    shares = Counter((unit.country_code, unit.admin1_code if unit.feature_code == "ADM2" else None) for unit in listed)
    admin1 = {(unit.country_code, unit.admin1_code): unit for unit in listed if unit.feature_code == "ADM1"}
    for unit in (*admin1.values(), *(unit for unit in listed if unit.feature_code == "ADM2")):
        country = countries.get(unit.country_code or "")
        is_second = unit.feature_code == "ADM2"
        parent = admin1.get((unit.country_code, unit.admin1_code), country) if is_second else country
        if unit.radius_km is None and parent is not None and parent.radius_km is not None:
            share = shares[unit.country_code, unit.admin1_code if is_second else None]
            whole = unit.source == POINT_OF_PARENT
            unit.radius_km = round(parent.radius_km / (1.0 if whole else math.sqrt(max(1, share))), 1)
