"""Event + Document -> Profile: what is compared when two reports may tell of the same event."""

import hashlib
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportmap.figures import Figure, figure_of
from reportmap.matching.rules import rules
from reportmap.model import (
    REPORTED_SECTIONS,
    ActorRole,
    Event,
    Modality,
    PlacePrecision,
    PlaceRole,
    ResolvedPlace,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where an event took place: its point, the units around it, and how far it reaches.

    `coarseness` is the rank of its precision, 0 for the finest. `is_city` marks a place so large that two events there
    on one day are no rarity.
    """

    spot_id: str
    latitude: float
    longitude: float
    reach_km: float
    country: str
    admin1: str
    admin2: str
    coarseness: int
    is_city: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """An event boiled down to what tells it from others.

    `first_day` and `last_day` are proleptic ordinals (datetime.date.toordinal), both None for undated events. `figures`
    are (count field, Figure). `words` are stems of the content words of its passages, `names` their further capitalized
    words, `runs` hashes of runs of three words, sorted. `triggers` are the half-open spans of its event words.
    """

    event_id: str
    document_id: str
    event_type: str | None
    sub_event_type: str | None
    modality: Modality
    first_day: int | None
    last_day: int | None
    spots: tuple[Spot, ...]
    acting: tuple[str, ...]
    parties: tuple[str, ...]
    figures: tuple[tuple[str, Figure], ...]
    words: tuple[str, ...]
    names: tuple[str, ...]
    runs: tuple[int, ...]
    triggers: tuple[tuple[int, int], ...]


_UNNAMED = ("Unidentified", "Civilians", "Protesters", "Rioters")
COMPARED_COUNTS = ("fatalities", "injured", "detained", "abducted", "displaced")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+){0,3}|\d+")
_ENDINGS = ("ings", "ing", "ers", "er", "ed", "es", "s")
MOST_WORDS = 400
"""Words of an event's passages that are looked at; more say no more about which event it is."""


def profile_of(event: Event) -> Profile | None:
    """The profile of an event of one report; None for comments and site furniture, which are no accounts."""
    if event.section not in REPORTED_SECTIONS:
        return None
    first, last = event.date.start or event.date.end, event.date.end or event.date.start
    texts = [evidence.text for evidence in event.evidence]
    acting = {actor.canonical for actor in event.actors if actor.role is ActorRole.ACTOR1}
    return Profile(
        event_id=event.event_id,
        document_id=event.document_id,
        event_type=event.event_type,
        sub_event_type=event.sub_event_type,
        modality=event.modality,
        first_day=None if first is None else first.toordinal(),
        last_day=None if last is None else last.toordinal(),
        spots=tuple(_spots(event)),
        acting=tuple(sorted(acting)),
        parties=tuple(sorted({actor.canonical for actor in event.actors})),
        figures=tuple(_figures(event)),
        words=tuple(sorted(_content_words(texts, event))),
        names=tuple(sorted(_further_names(texts, event))),
        runs=tuple(sorted(set(runs_of(texts[0], length=3)))),
        triggers=tuple(sorted({(item.trigger_start, item.trigger_end) for item in event.evidence})),
    )


def _spots(event: Event) -> Iterator[Spot]:
    for role in (PlaceRole.LOCATION, PlaceRole.TARGET):
        found = {
            place.resolved.spot_id: place.resolved
            for place in event.places
            if place.role is role and place.resolved.place is not None
        }
        if found:
            yield from (_spot(resolved) for _, resolved in sorted(found.items(), key=lambda item: str(item[0])))
            return


def _spot(resolved: ResolvedPlace) -> Spot:
    place, point = resolved.place, resolved.point
    assert place is not None  # noqa: S101 - for mypy: only resolved places are asked for
    assert point is not None  # noqa: S101
    is_own = resolved.derived is None
    reach = place.radius_km if resolved.derived is None else resolved.derived.radius_km
    is_town = is_own and place.precision in {PlacePrecision.EXACT, PlacePrecision.NEAR}
    return Spot(
        spot_id=resolved.spot_id or place.place_id,
        latitude=point[0],
        longitude=point[1],
        reach_km=reach or rules().limits["extent_km"] * math.sqrt(place.population),
        country=place.country_code or "",
        admin1=place.admin1_code or "",
        admin2=place.admin2 or (place.name if place.precision is PlacePrecision.ADMIN2 else ""),
        coarseness=resolved.coarseness,
        is_city=is_town and place.population >= rules().limits["city_population"],
    )


def _figures(event: Event) -> Iterator[tuple[str, Figure]]:
    for name in COMPARED_COUNTS:
        count = getattr(event.counts, name)
        if count is not None:
            yield name, figure_of(count)


# --- what differs -----------------------------------------------------------------------------------------------


def is_named(party: str) -> bool:
    """Whether a party is a certain group or force, and no mere description ("Unidentified Armed Group")."""
    return not party.startswith(_UNNAMED)


def others_acted(one: tuple[str, ...], two: tuple[str, ...]) -> bool:
    """Whether both say by name who acted, and nobody is in both."""
    first, second = set(filter(is_named, one)), set(filter(is_named, two))
    return bool(first) and bool(second) and not first & second


# --- words ------------------------------------------------------------------------------------------------------


def words_of(text: str) -> list[str]:
    """The words and numbers of a text in lower case, in order."""
    return [match.group().casefold() for match in _WORD.finditer(text)]


def runs_of(text: str, *, length: int) -> Iterator[int]:
    """A hash in [0, 2**32) of each run of so many words, in order; of the whole text where it is shorter."""
    words = words_of(text)
    for at in range(max(1, len(words) - length + 1)) if words else ():
        run = " ".join(words[at : at + length])
        yield int.from_bytes(hashlib.blake2b(run.encode("utf-8", "replace"), digest_size=4).digest(), "big")


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def _place_words(event: Event) -> set[str]:
    found: set[str] = set()
    for item in event.places:
        place = item.resolved.place
        names: Iterable[str | None] = (item.resolved.mention.text, item.resolved.mention.name)
        if place is not None:
            names = (*names, place.name, place.admin1, place.admin2, place.country)
        found |= {word for name in names if name for word in words_of(name)}
    return found


def _content_words(texts: Iterable[str], event: Event) -> set[str]:
    """Stems of words of four letters and more that are neither common nor parts of the event's place names."""
    left_out = rules().common | _place_words(event)
    words = [word for text in texts for word in words_of(text)][:MOST_WORDS]
    return {_stem(word) for word in words if len(word) >= 4 and not word.isdigit() and word not in left_out}


def _further_names(texts: Iterable[str], event: Event) -> set[str]:
    """Capitalized words inside sentences that are no places, parties, sources or common words; none in capitals."""
    known = _place_words(event) | rules().common
    named = [*(actor.canonical for actor in event.actors), *(actor.text for actor in event.actors)]
    named += [source.text for source in event.attribution]
    known |= {word for name in named for word in words_of(name)}
    found: set[str] = set()
    for text in texts:
        if text.isupper():
            continue
        for number, match in enumerate(_WORD.finditer(text)):
            word = match.group()
            before = text[max(0, match.start() - 2) : match.start()]
            is_inside = number > 0 and not any(mark in before for mark in '.!?:"“”•')
            if is_inside and word[:1].isupper() and len(word) >= 3 and word.casefold() not in known:
                found.add(word.casefold())
    return found
