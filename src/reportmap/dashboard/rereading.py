"""What an analyst corrects about a report, and what reading it again has changed."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reportmap.dashboard.frames import mapped_places
from reportmap.dashboard.passage import show_controls
from reportmap.dashboard.words import (
    MODALITY_WORDS,
    NO_TYPE,
    join_words,
    plural,
    say_count,
    say_date,
    say_day,
    say_spot,
)
from reportmap.errors import ReadingError, ReportmapError, StoreError
from reportmap.events.ontology_file import shipped_names
from reportmap.model import Document, Event, Extraction, MetadataBasis
from reportmap.reading.languages import language_name
from reportmap.store import EventStore

MAX_WORDS_CHARS = 140


class ChangeKind(StrEnum):
    """How an event differs after another reading."""

    DATE = "date"
    GAINED = "gained"
    LOST = "lost"
    OTHER = "other"


KIND_WORDS = {
    ChangeKind.DATE: "with another date",
    ChangeKind.GAINED: "gained",
    ChangeKind.LOST: "lost",
    ChangeKind.OTHER: "changed otherwise",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One event that another reading gained, lost or changed. `event_id` is None for a lost one."""

    kind: ChangeKind
    event_id: str | None
    words: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What another reading of a report changed: its details in words, then its events by kind."""

    document_id: str
    details: tuple[str, ...]
    events: tuple[Change, ...]
    n_same: int

    @property
    def summary(self) -> str:
        """How many events of each kind, in one line."""
        counts = {kind: sum(change.kind is kind for change in self.events) for kind in ChangeKind}
        parts = [f"{plural(count, 'event')} {KIND_WORDS[kind]}" for kind, count in counts.items() if count]
        if not parts:
            return f"No event changed ({plural(self.n_same, 'event')} as before)"
        return f"{join_words(parts)}; {self.n_same:,} as before"


def correct_document(
    document: Document,
    *,
    title: str | None,
    publisher: str | None,
    published_on: datetime.date | None,
    language: str | None = None,
) -> Document:
    """The document with an analyst's details; empty words are unknown, and a new date rests on the analyst.

    A date that stays the same keeps its basis. `language` None leaves the language as it is.
    """
    basis = document.published_basis
    if published_on != document.published_on:
        basis = MetadataBasis.NONE if published_on is None else MetadataBasis.ANALYST
    return replace(
        document,
        title=_tidy(title),
        publisher=_tidy(publisher),
        published_on=published_on,
        published_basis=basis,
        language=language or document.language,
    )


def _tidy(words: str | None) -> str | None:
    return " ".join((words or "").split()) or None


def compare_readings(before: Extraction, after: Extraction) -> Changes:
    """What reading the same text again has changed. Events are the same by their id, else by a shared passage."""
    pairs, lost = _pair(before.events, after.events)
    changes = []
    n_same = 0
    for old, new in pairs:
        change = _gained(new) if old is None else _changed(old, new)
        if change is None:
            n_same += 1
        else:
            changes.append(change)
    changes += [
        Change(kind=ChangeKind.LOST, event_id=None, words=_name(old), detail=say_date(old.date)) for old in lost
    ]
    changes.sort(key=lambda change: list(ChangeKind).index(change.kind))
    return Changes(
        document_id=after.document.document_id,
        details=tuple(_details(before.document, after.document)),
        events=tuple(changes),
        n_same=n_same,
    )


def _pair(before: Sequence[Event], after: Sequence[Event]) -> tuple[list[tuple[Event | None, Event]], list[Event]]:
    """Each later event with the earlier one that it was, and the earlier events that are left."""
    by_id = {event.event_id: event for event in before}
    found = {event.event_id: by_id.pop(event.event_id, None) for event in after}
    for event in after:
        if found[event.event_id] is None:
            words = _passages(event)
            old = next((one for one in by_id.values() if words & _passages(one)), None)
            if old is not None:
                found[event.event_id] = by_id.pop(old.event_id)
    return [(found[event.event_id], event) for event in after], list(by_id.values())


def _passages(event: Event) -> set[tuple[str, int]]:
    return {(evidence.document_id, evidence.trigger_start) for evidence in event.evidence}


def _gained(event: Event) -> Change:
    return Change(kind=ChangeKind.GAINED, event_id=event.event_id, words=_name(event), detail=say_date(event.date))


def _changed(old: Event, new: Event) -> Change | None:
    if (old.date.start, old.date.end) != (new.date.start, new.date.end):
        detail = f"{say_date(old.date)} → {say_date(new.date)}"
        return Change(kind=ChangeKind.DATE, event_id=new.event_id, words=_name(new), detail=detail)
    for say in (_type, _place, _modality, _dead):
        if say(old) != say(new):
            detail = f"{say(old)} → {say(new)}"
            return Change(kind=ChangeKind.OTHER, event_id=new.event_id, words=_name(new), detail=detail)
    return None


def _type(event: Event) -> str:
    return event.sub_event_type or event.event_type or NO_TYPE


def _place(event: Event) -> str:
    return join_words(say_spot(place.resolved) for place in mapped_places(event)) or "not on the map"


def _modality(event: Event) -> str:
    return MODALITY_WORDS[event.modality].lower()


def _dead(event: Event) -> str:
    return f"{say_count(event.counts.fatalities) or 'unknown'} killed"


def _name(event: Event) -> str:
    """What an event is called in the list of changes: its type, its place, and its words."""
    words = " ".join(show_controls(event.evidence[0].text).split())
    cut = words if len(words) <= MAX_WORDS_CHARS else f"{words[: MAX_WORDS_CHARS - 1]}…"
    return f"{_type(event)}, {_place(event)}: “{cut}”"


def _details(before: Document, after: Document) -> Iterable[str]:
    pairs = (
        ("Title", before.title, after.title),
        ("Publisher", before.publisher, after.publisher),
        ("Published", _day(before.published_on), _day(after.published_on)),
        ("Language", _language(before.language), _language(after.language)),
    )
    for label, old, new in pairs:
        if old != new:
            yield show_controls(f"{label}: {old or 'unknown'} → {new or 'unknown'}")


def _language(code: str | None) -> str | None:
    return None if code is None else language_name(code)


def _day(day: datetime.date | None) -> str | None:
    return None if day is None else say_day(day)


# --- reading again ----------------------------------------------------------------------------------------------


def read_again(store: EventStore, document: Document, *, extract: Callable[[Document, str], Extraction]) -> Changes:
    """Read a corrected document and store the outcome; what it changed.

    The store is asked before and written after the reading, and holds no transaction in between. Whatever fails
    leaves it as it was.

    Args:     extract: reads a document with the event types of a version
    Raises:   ReportmapError, one sentence for the analyst
    """
    before = store.extraction(document.document_id)
    if before is None:
        raise StoreError(f"the store {store.location} no longer has this report; add its file again")
    try:
        after = extract(document, before.extractor.ontology_version)
    except ReportmapError:
        raise
    except Exception as error:  # a bug of ours in one report must not take the page down
        raise ReadingError(
            f"it could not be read again, which is a fault in reportmap ({type(error).__name__}: {error});"
            " please report it with the file"
        ) from error
    store.add(after)
    return compare_readings(before, after)


def ontologies_of(version: str) -> tuple[str, ...]:
    """The names of the shipped event ontologies that an extraction was made with, by their current versions or older.

    Raises:   ReadingError when a file of the user's own was among them
    """
    names = []
    for part in version.split("+"):
        name = part.rpartition("-")[0]
        if "@" in part:
            raise ReadingError(
                f"it was read with event types of your own ({part}), which the dashboard does not have;"
                " use `reportmap add FILE --published YYYY-MM-DD --ontology YOUR.toml`"
            )
        if name in shipped_names():
            names.append(name)
    return tuple(names)
