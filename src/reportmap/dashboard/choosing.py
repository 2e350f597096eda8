"""What a name may mean, for the analyst who chooses a place for it: candidates with their units, the likeliest first.

name + what was typed + gazetteer --candidates--> Candidate, and back by its key --place_of--> Place
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportmap.dashboard.passage import say_place
from reportmap.dashboard.words import PLACE_PRECISION_WORDS, fold
from reportmap.model import DerivedPoint, Event, Place, PlacePrecision, ResolvedPlace

if TYPE_CHECKING:  # takes long to import
    from reportmap.gazetteer import Gazetteer

N_CANDIDATES = 8
MAX_FIND_CHARS = 80

_LIKELY = 0.1
"""Runners-up below this score come last."""

_N_NEAREST = 1
_POINT = re.compile(r"\s{0,4}(-?\d{1,2}(?:\.\d{1,8})?)\s{0,4}[,;\s]\s{0,4}(-?\d{1,3}(?:\.\d{1,8})?)\s{0,4}")
"""Latitude and longitude in degrees, as other maps print them: "32.44, 64.74"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that can be chosen: its `key`, its name with its units, and what it is or why it is offered."""

    key: str
    words: str
    note: str


def candidates(
    resolved: ResolvedPlace | None, event: Event, *, gazetteer: "Gazetteer | None", find: str = ""
) -> tuple[Candidate, ...]:
    """At most N_CANDIDATES places for a name of an event, best first.

    Without words to find: the runners-up of the reading, then entries of that name or nearly so, in the event's own
    countries first, then the units that lie around. With words: entries of these, or the point that they give.

    Args:     resolved: the name as it is read now, None for an event without a name; gazetteer: None where it is not
              ready
    """
    found: dict[str, tuple[Place, str]] = {}
    for place, note in _offers(resolved, event, gazetteer, find[:MAX_FIND_CHARS]):
        if resolved is None or resolved.place is None or place.place_id != resolved.place.place_id:
            found.setdefault(place.place_id, (place, note))
    return tuple(
        Candidate(key=_key(place), words=say_place(place), note=note)
        for place, note in list(found.values())[:N_CANDIDATES]
    )


def place_of(key: str, event: Event, *, gazetteer: "Gazetteer | None", name: str) -> Place | None:
    """The place of a candidate's key; None where the key names none. `name` is what a point of one's own is called."""
    if (point := _parse_point(key)) is not None:
        return _own_point(name, point, gazetteer)
    for resolved in (place.resolved for place in event.places):
        for place in (resolved.place, *(other.place for other in resolved.alternatives)):
            if place is not None and place.place_id == key:
                return place
    return gazetteer.by_place_id(key) if gazetteer is not None else None


def _key(place: Place) -> str:
    return f"{place.latitude}, {place.longitude}" if place.source == OWN_SOURCE else place.place_id


def _offers(
    resolved: ResolvedPlace | None, event: Event, gazetteer: "Gazetteer | None", find: str
) -> Iterable[tuple[Place, str]]:
    if find.strip():
        yield from _found(find, event, gazetteer)
        return
    if resolved is not None:
        if resolved.nearby is not None and gazetteer is not None:
            for anchor in resolved.nearby.anchors:
                if (unit := gazetteer.by_place_id(anchor)) is not None:
                    yield unit, "it probably lies here"
        for other in resolved.alternatives:
            if other.score >= _LIKELY:
                yield other.place, f"runner-up, score {other.score:.2f}"
    for place in event.places:
        if place.resolved.place is not None and place.resolved is not resolved:
            yield place.resolved.place, "named beside it"
    if resolved is not None:
        yield from _by_distance(_found(resolved.mention.name, event, gazetteer), resolved.nearby)
        for other in resolved.alternatives:
            yield other.place, f"runner-up, score {other.score:.2f}"


def _by_distance(offers: Iterable[tuple[Place, str]], nearby: DerivedPoint | None) -> Iterable[tuple[Place, str]]:
    """The offers with their distance from where the name probably lies, the nearest first, where that is known."""
    if nearby is None:
        return offers
    from reportmap.gazetteer.distances import distance_km  # noqa: PLC0415 - the package takes long to import

    at = (nearby.latitude, nearby.longitude)
    far = [(distance_km(at, (place.latitude, place.longitude)), place, note) for place, note in offers]
    far.sort(key=lambda item: item[0])
    return [(place, f"{note}, {km:,.0f} km from {nearby.name.removeprefix('near ')}") for km, place, note in far]


def _found(find: str, event: Event, gazetteer: "Gazetteer | None") -> Iterable[tuple[Place, str]]:
    """Entries of a name, those in the event's countries first, then names that are spelled nearly so."""
    if (point := _parse_point(find)) is not None:
        yield _own_point("Chosen point", point, gazetteer), "this point"
        return
    if gazetteer is None:
        return
    countries = _countries(event)
    exact = [match.place for match in gazetteer.lookup(find)]
    for place in sorted(exact, key=lambda place: place.country_code not in countries):
        yield place, _kind(place)
    for code in countries:
        for match in gazetteer.fuzzy(find, country_code=code, limit=4):
            yield match.place, f"spelled nearly so; {_kind(match.place)}"


def _countries(event: Event) -> Sequence[str]:
    """The countries that the event's places and their runners-up lie in, in the order of the text."""
    places = [place.resolved.place for place in event.places]
    places += [other.place for place in event.places for other in place.resolved.alternatives]
    return list(dict.fromkeys(place.country_code for place in places if place is not None and place.country_code))


def _kind(place: Place) -> str:
    words = PLACE_PRECISION_WORDS[place.precision].removesuffix(" only")
    people = f", {place.population:,} people" if place.population else ""
    return f"{words}{people}"


# --- points of one's own ----------------------------------------------------------------------------------------

OWN_SOURCE = "analyst"
"""The source of a place that an analyst gave as a point."""


def _parse_point(text: str) -> tuple[float, float] | None:
    match = _POINT.fullmatch(fold(text))
    if match is None:
        return None
    latitude, longitude = float(match[1]), float(match[2])
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _own_point(name: str, point: tuple[float, float], gazetteer: "Gazetteer | None") -> Place:
    """A place at a point, in the units of the entry that is nearest to it."""
    latitude, longitude = point
    near = gazetteer.nearest(latitude, longitude, _N_NEAREST) if gazetteer is not None else ()
    unit = near[0][0] if near else None
    return Place(
        name=name,
        latitude=latitude,
        longitude=longitude,
        feature_code="PPL",
        country_code=unit.country_code if unit else None,
        country=unit.country if unit else None,
        admin1_code=unit.admin1_code if unit else None,
        admin1=unit.admin1 if unit else None,
        precision=PlacePrecision.EXACT,
        source=OWN_SOURCE,
    )
