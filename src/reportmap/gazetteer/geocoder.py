"""The gazetteer behind geopy's geocoder interface, so that what is written for geopy works offline."""

from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderUnavailable
from geopy.geocoders.base import Geocoder
from geopy.location import Location
from geopy.point import Point

from reportmap.gazetteer.distances import distance_km
from reportmap.gazetteer.features import feature_kind
from reportmap.gazetteer.index import Gazetteer
from reportmap.model import NameMatch, NameMatchKind, Place

_NEARBY_KM = 50.0
"""A place lies in a town that the query puts it in when it is no farther away ("Karrada, Baghdad")."""

_MOST_CONTAINERS = 6
_MOST_READINGS = 50


class _NoNetwork(BaseSyncAdapter):  # type: ignore[misc]  # geopy has no types
    """Stands where geopy's geocoders keep their connection, and refuses to open one."""

    def get_json(self, url: str, *, timeout: float, headers: dict[str, str]) -> NoReturn:
        raise GeocoderUnavailable(f"the gazetteer is offline and asks nobody, not even {url}")

    get_text = get_json


class GazetteerGeocoder(Geocoder):  # type: ignore[misc]  # geopy has no types
    """`geocode` and `reverse` as geopy's geocoders have them, answered by the gazetteer, without any request."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        super().__init__(adapter_factory=_NoNetwork)
        self._gazetteer = gazetteer

    def geocode(
        self,
        query: str,
        *,
        exactly_one: bool = True,
        timeout: float | None = None,  # in geopy's interface; nothing here waits
        limit: int = 10,
        country_codes: str | Iterable[str] | None = None,
    ) -> Location | list[Location] | None:
        """Where a place is, best match first: "Musa Qala, Helmand, Afghanistan" or "Musa Qala".

        Every unit after a comma that the gazetteer knows must contain the place. Nearly right spellings are tried
        only inside a country that the query or `country_codes` (ISO 3166-1 alpha-2) names. `Location.raw` holds
        what the gazetteer says. None when nothing fits, as in geopy; a list when `exactly_one` is False.
        """
        allowed = _codes(country_codes)
        matches = [match for match in self._matches(query, allowed) if not allowed or _is_in(match.place, allowed)]
        return _answer([_location(match) for match in matches[: max(1, limit)]], exactly_one=exactly_one)

    def reverse(
        self,
        query: Point | str | Sequence[float],
        *,
        exactly_one: bool = True,
        timeout: float | None = None,  # in geopy's interface; nothing here waits
        limit: int = 10,
    ) -> Location | list[Location] | None:
        """The populated places nearest to a point, nearest first; `raw["distance_km"]` says how far.

        `query` is what geopy takes for a point: a Point, (latitude, longitude) or "latitude, longitude". Raises
        ValueError for anything else.
        """
        point = query if isinstance(query, Point) else Point(query)
        wanted = max(1, limit)
        near = self._gazetteer.nearest(point.latitude, point.longitude, wanted * 6 + 20)
        towns = [(place, km) for place, km in near if feature_kind(place.feature_code) == "populated"][:wanted]
        found = []
        for place, km in towns:
            location = _location(NameMatch(place=place, kind=NameMatchKind.EXACT))
            location.raw["distance_km"] = round(km, 3)
            found.append(location)
        return _answer(found, exactly_one=exactly_one)

    def _matches(self, query: str, allowed: frozenset[str]) -> list[NameMatch]:
        whole = self._gazetteer.lookup(query)
        name, *containers = [part.strip() for part in query.split(",") if part.strip()][: _MOST_CONTAINERS + 1] or [""]
        if whole or not name:
            return list(whole)
        readings = [self._readings(container) for container in containers]
        known = [reading for reading in readings if reading]
        candidates = [match for match in self._gazetteer.lookup(name) if _fits(match.place, known)]
        if candidates:
            return candidates
        countries = {place.country_code for reading in known for place in reading[:1]} | allowed
        nearly = [
            match
            for code in sorted(code for code in countries if code)
            for match in self._gazetteer.fuzzy(name, country_code=code)
            if _fits(match.place, known)
        ]
        return sorted(nearly, key=lambda match: -match.similarity)

    def _readings(self, container: str) -> list[Place]:
        """What the name of a containing unit may mean; two capitals may be a country's code or a U.S. state's."""
        is_code = len(container) == 2 and container.isupper()
        coded = (self._gazetteer.country(container), self._gazetteer.admin1("US", container)) if is_code else ()
        named = (match.place for match in self._gazetteer.lookup(container)[:_MOST_READINGS])
        return [place for place in (*coded, *named) if place is not None]


def _fits(place: Place, containers: list[list[Place]]) -> bool:
    return all(any(_contains(container, place) for container in readings) for readings in containers)


def _contains(container: Place, place: Place) -> bool:
    kind = feature_kind(container.feature_code)
    if kind == "country":
        return place.country_code == container.country_code
    if place.country_code != container.country_code and container.country_code is not None:
        return False
    if kind == "admin1":
        return place.admin1_code == container.admin1_code
    if kind == "admin2" and place.admin2 is not None:
        return place.admin2 == container.admin2 and place.admin1_code == container.admin1_code
    distance = distance_km((container.latitude, container.longitude), (place.latitude, place.longitude))
    return distance <= _NEARBY_KM


def _codes(country_codes: str | Iterable[str] | None) -> frozenset[str]:
    if country_codes is None:
        return frozenset()
    listed = country_codes.split(",") if isinstance(country_codes, str) else country_codes
    return frozenset(code.strip().upper() for code in listed if code.strip())


def _is_in(place: Place, allowed: frozenset[str]) -> bool:
    return place.country_code in allowed


def _location(match: NameMatch) -> Location:
    place = match.place
    parts = [place.name, place.admin1, place.country]
    address = [part for number, part in enumerate(parts) if part and part not in parts[:number]]
    raw: dict[str, Any] = {  # Any: geopy's raw is a free-form dict
        "place_id": place.place_id,
        "geonameid": place.geonameid,
        "name": place.name,
        "feature_code": place.feature_code,
        "country_code": place.country_code,
        "country": place.country,
        "admin1_code": place.admin1_code,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "population": place.population,
        "precision": place.precision.value,
        "source": place.source,
        "match": match.kind.value,
        "similarity": match.similarity,
    }
    return Location(", ".join(address), Point(place.latitude, place.longitude), raw)


def _answer(found: list[Location], *, exactly_one: bool) -> Location | list[Location] | None:
    if not found:
        return None
    return found[0] if exactly_one else found
