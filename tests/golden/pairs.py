"""Golden pairs: a sample report and what the extraction gives for it, in a form that a person can review."""

from functools import cache
from pathlib import Path
from typing import Any

from reportmap import Gazetteer, Language, extract_events
from reportmap.model import Count, Event, EventPlace, Extraction
from reportmap.reading import read_file

PAIRS = Path(__file__).parent / "pairs"
REPORTS = Path(__file__).parents[2] / "data" / "reports"


@cache
def load_language() -> Language:
    """The real language model, loaded once."""
    return Language.load()


@cache
def extract_report(path: Path) -> Extraction:
    """The extraction of one file with the real gazetteer and language model, made once."""
    return extract_again(path)


def extract_again(path: Path) -> Extraction:
    """The same, made anew."""
    return extract_events(read_file(path), gazetteer=Gazetteer.open(), language=load_language())


def summary(extraction: Extraction) -> dict[str, Any]:  # Any: JSON
    """What a reviewer checks by eye: each event on a few lines, and every place and date with what it became."""
    return {
        "sections": [f"{section.kind.value} {section.start}-{section.end}" for section in extraction.sections],
        "events": [_event(event) for event in extraction.events],
        "places": sorted(
            {
                f"{found.mention.text} = {_name(found.place)} ({found.precision.value if found.precision else 'unresolved'})"
                for found in extraction.places
                if not found.mention.is_demonym
            }
        ),
        "dates": [
            f"{found.mention.text} = {found.value} ({found.start} to {found.end}, {found.basis.value})"
            for found in extraction.dates
        ],
    }


def _event(event: Event) -> dict[str, Any]:  # Any: JSON
    date = event.date
    return {
        "what": f"{event.event_type} / {event.sub_event_type}, {event.modality.value}, {event.section.value}",
        "where": [_place(place) for place in event.places],
        "when": f"{date.start} to {date.end}, {date.precision.value}, {date.basis.value}",
        "who": [f"{actor.role.value} {actor.canonical} ({actor.certainty.value})" for actor in event.actors],
        "how many": {
            name: _count(count)
            for name in ("fatalities", "injured", "detained", "abducted", "displaced", "group_size")
            if (count := getattr(event.counts, name)) is not None
        },
        "says": [f"{source.name} ({source.kind.value} {source.stance.value})" for source in event.attribution],
        "words": [part.trigger for part in event.evidence],
        "from": event.evidence[0].text[:100],
    }


def _place(place: EventPlace) -> str:
    resolved = place.resolved
    precision = resolved.precision.value if resolved.precision else "unresolved"
    inferred = ", inferred" if place.is_inferred else ""
    return f"{resolved.mention.text} = {_name(resolved.place)} ({precision}, {place.role.value}{inferred})"


def _name(place: object) -> str:
    parts = [getattr(place, key, None) for key in ("name", "admin1", "country_code")]
    return ", ".join(dict.fromkeys(part for part in parts if part)) or "nothing"


def _count(count: Count) -> str:
    return f"{count.low}/{count.best}/{count.high}"
