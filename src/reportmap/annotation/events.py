"""Events of a corpus text, one JSON object a text, in the shape of MUC-4's scorers."""

import datetime
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from reportmap.annotation.fields import CorpusText
from reportmap.annotation.incidents import Incident, date_of, find_incidents
from reportmap.annotation.places import Prediction
from reportmap.dates import find_dates, resolve_dates
from reportmap.events import Ontology
from reportmap.events.parties import names_of
from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.model import (
    Actor,
    DateBasis,
    DatePrecision,
    Document,
    Event,
    EventPlace,
    MetadataBasis,
    Passage,
    Place,
    PlaceRole,
    ResolvedDate,
    TimexType,
    stable_id,
)
from reportmap.pipeline import extract_events
from reportmap.sections import find_sections, split_passages

LEAST_NAME = 4
"""A shorter name ("FAR") is part of too many others to be told as a party's other name."""

CITY = 20_000
"""From so many people on a settlement is a city, and below it a town, unless it is the seat of a larger unit."""

_SEATS = frozenset({"PPLC", "PPLA", "PPLA2"})
"""GeoNames' codes of capitals and of the seats of first- and second-order units."""

DATELINE_CHARS = 120
"""How far from the start of a text a dateline's day may stand."""


def annotate_events(
    corpus_text: CorpusText,
    *,
    gazetteer: Gazetteer,
    language: Language,
    ontology: Ontology | None = None,
    incidents_only: bool = False,
) -> Prediction:
    """The events of a text in text order: `id`, and in `events` type, places, start_date, end_date, actors, ...

    `places` are the names of each location with those of the units that it lies in, as the text and as the gazetteer
    have them, a settlement's also with "city" or "town" behind it, each also without accents; `actors` the parties'
    words, canonical names and other names; `fatalities_low` and `fatalities_high` the bounds of the dead, null where
    they are open or unknown. By default the events are those that the map draws, and `type` is the sub-event type; with
    `incidents_only` they are incidents as MUC-4 counts them, with its types, and what is undated lies in the month up
    to the report. A text without a `dct` is dated by its dateline.
    """
    document = dated_document(corpus_text)
    events = extract_events(document, gazetteer=gazetteer, language=language, ontology=ontology).events
    if incidents_only:
        incidents = find_incidents(events, published_on=document.published_on)
        found = [incident_fields(one, published_on=document.published_on) for one in incidents]
    else:
        found = [event_fields(event) for event in events if event.is_drawn]
    return {"id": corpus_text.id, "events": found}


def dated_document(corpus_text: CorpusText) -> Document:
    """The text as a document that was published on its `dct`, else on the day of its dateline, where it has one."""
    document = Document(document_id=stable_id(corpus_text.text), text=corpus_text.text)
    if corpus_text.dct is not None:
        return replace(document, published_on=corpus_text.dct, published_basis=MetadataBasis.FRONT_MATTER)
    day = dateline_day(split_passages(document, find_sections(document)))
    if day is None:
        return document
    return replace(document, published_on=day, published_basis=MetadataBasis.FRONT_MATTER)


def dateline_day(passages: Sequence[Passage]) -> datetime.date | None:
    """The first full date near the start of a text ("LIMA, 12 JAN 90 (AGENCY) --"), None where there is none."""
    first = [passage for passage in passages[:2] if passage.start <= DATELINE_CHARS]
    for date in resolve_dates(find_dates(first), passages=first, published_on=None):
        if _is_full_day(date) and date.mention.start <= DATELINE_CHARS:
            return date.start
    return None


def _is_full_day(date: ResolvedDate) -> bool:
    is_day = date.mention.timex_type is TimexType.DATE and date.precision is DatePrecision.DAY
    return is_day and date.basis is DateBasis.EXPLICIT


def event_fields(event: Event) -> dict[str, object]:
    """The fields of one event in a prediction."""
    dead = event.counts.fatalities
    return {
        "type": event.sub_event_type,
        "modality": event.modality.value,
        "start": event.evidence[0].trigger_start,
        "end": event.evidence[0].trigger_end,
        "places": _distinct(name for place in event.places for name in _place_names(place)),
        "start_date": _iso(event.date.start),
        "end_date": _iso(event.date.end),
        "actors": _distinct(name for actor in event.actors for name in _party_names(actor)),
        "fatalities_low": dead.low if dead else None,
        "fatalities_high": dead.high if dead else None,
        "score": event.score,
    }


def incident_fields(incident: Incident, *, published_on: datetime.date | None) -> dict[str, object]:
    """The fields of one incident in a prediction: those of its events together, the finest date, the largest toll."""
    first, last = date_of(incident, published_on=published_on)
    lead = event_fields(incident.events[0])
    parties = [actor for event in incident.events for actor in event.actors]
    places = [incident.place] if incident.place else [place for event in incident.events for place in event.places]
    parties += [incident.presumed] if incident.presumed is not None else []
    dead = max(
        (event.counts.fatalities for event in incident.events if event.counts.fatalities is not None),
        key=lambda count: count.low or 0,
        default=None,
    )
    return lead | {
        "type": incident.type,
        "places": _distinct(name for place in places for name in _place_names(place)),
        "start_date": _iso(first),
        "end_date": _iso(last),
        "actors": _distinct(name for actor in parties for name in _party_names(actor)),
        "fatalities_low": dead.low if dead else None,
        "fatalities_high": dead.high if dead else None,
    }


def _place_names(place: EventPlace) -> Iterator[str]:
    """A location's names, finest first, each also without accents."""
    if place.role is not PlaceRole.LOCATION:
        return
    mention, entry = place.resolved.mention, place.resolved.place
    names = [mention.text, mention.name, mention.container]
    if entry is not None:
        names += [entry.name, *_with_kind(entry, mention.name), entry.admin2, entry.admin1, entry.country]
    for name in names:
        if name:
            yield name
            yield _folded(name)


def _with_kind(place: Place, name: str) -> Iterator[str]:
    """The name of a settlement with the word for its kind ("Bogota city"), as MUC-4 writes those that it doubts."""
    code = place.feature_code
    if code.startswith("PPL"):
        is_city = place.population >= CITY or code in _SEATS
        kind = "city" if is_city else "town"
        yield name if name.lower().endswith(kind) else f"{name} {kind}"


def _party_names(actor: Actor) -> Iterator[str]:
    """A party's words, its canonical name, and the other names of a listed one that are long enough to be its own."""
    yield actor.text
    yield actor.canonical
    yield from (name for name in names_of(actor.canonical) if len(name) >= LEAST_NAME)


def _folded(name: str) -> str:
    """A name without accents."""
    return "".join(letter for letter in unicodedata.normalize("NFD", name) if not unicodedata.combining(letter))


def _distinct(names: Iterable[str]) -> list[str]:
    """The names in order, with single blanks, each once."""
    return list(dict.fromkeys(" ".join(name.split()) for name in names))


def _iso(day: datetime.date | None) -> str | None:
    return None if day is None else day.isoformat()
