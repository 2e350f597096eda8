"""What analysts say of events: accepted or rejected, and another place, date or type; only ever added to.

    Event + what an analyst says --judge, place, date, retype--> Correction --written--> StoredCorrection

A correction names an event by its id and by where its word stands, and a place name by where it stands in the report,
so that it is found again when another version has read the report. `overlay.py` applies them.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, insert, select

from reportmap.errors import StoreError
from reportmap.model import Event, Place, ResolvedPlace, Verdict
from reportmap.nouns import from_json, to_json
from reportmap.store import tables

MAX_NOTE_CHARS = 2_000


class CorrectionKind(StrEnum):
    """What a correction changes."""

    VERDICT = "verdict"
    PLACE = "place"
    DATE = "date"
    TYPE = "type"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """An inclusive interval; None is unknown."""

    first: datetime.date | None
    last: datetime.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeNames:
    """An event type and its sub-event type, by the names of the ontology."""

    event_type: str | None
    sub_event_type: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The place that a name means; None: no place, or none that the gazetteer has."""

    place: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What an analyst says of an event as a whole."""

    verdict: Verdict


Value = Chosen | Days | TypeNames | Judged

_VALUES: dict[CorrectionKind, type[Value]] = {
    CorrectionKind.VERDICT: Judged,
    CorrectionKind.PLACE: Chosen,
    CorrectionKind.DATE: Days,
    CorrectionKind.TYPE: TypeNames,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One thing that an analyst says. `value` is None for a note alone.

    It is about an event (`event_id`, `document_id`, and `start` and `end` of its word), or about a name in a report
    (`document_id`, `start` and `end` of the name, `event_id` None), or about every mention of a name that was read as
    the place of the id `was` (no document; `was` is None for names without a place).
    """

    kind: CorrectionKind
    value: Value | None
    event_id: str | None = None
    document_id: str | None = None
    start: int | None = None
    end: int | None = None
    name: str | None = None
    was: str | None = None
    note: str | None = None

    @property
    def is_everywhere(self) -> bool:
        """Whether it is about every mention of a name."""
        return self.document_id is None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCorrection:
    """A correction with its number, the larger the newer; `is_undone` where a later one took it back."""

    number: int
    correction: Correction
    is_undone: bool
    decided_at: str | None


# --- what an analyst says ---------------------------------------------------------------------------------------


def judge(event: Event, verdict: Verdict) -> Correction:
    """The event is rightly read, wrongly read, or open again."""
    return _about(event, CorrectionKind.VERDICT, Judged(verdict=verdict))


def date(event: Event, days: Days) -> Correction:
    """The event took place on other days. Raises ValueError for days the wrong way round."""
    if days.first is not None and days.last is not None and days.last < days.first:
        raise ValueError(f"{days.last} lies before {days.first}")
    return _about(event, CorrectionKind.DATE, days)


def retype(event: Event, names: TypeNames) -> Correction:
    """The event is of another type."""
    return _about(event, CorrectionKind.TYPE, names)


def annotate(event: Event, note: str) -> Correction:
    """A note on the event; an empty one takes the last one away."""
    return _about(event, CorrectionKind.NOTE, None, note=note[:MAX_NOTE_CHARS])


def place(
    event: Event, resolved: ResolvedPlace | None, chosen: Place | None, *, everywhere: bool = False
) -> Correction:
    """A name means another place, here or wherever it was read alike; without a name, the event as a whole lies there.

    Args:     resolved: a place of the event, as it is read now; everywhere: every mention of the same name, in any
              report, that is read as the same place or, as this one, as none
    """
    value = Chosen(place=chosen)
    if resolved is None:
        return _about(event, CorrectionKind.PLACE, value)
    was = resolved.place.place_id if resolved.place is not None else None
    name = fold_name(resolved.mention.text)
    if everywhere:
        return Correction(kind=CorrectionKind.PLACE, value=value, name=name, was=was)
    at = (resolved.mention.start, resolved.mention.end)
    return Correction(
        kind=CorrectionKind.PLACE,
        value=value,
        document_id=event.document_id,
        start=at[0],
        end=at[1],
        name=name,
        was=was,
    )


def fold_name(name: str) -> str:
    """A name as names are compared: no case, single spaces."""
    return " ".join(name.casefold().split())


def _about(event: Event, kind: CorrectionKind, value: Value | None, *, note: str | None = None) -> Correction:
    word = event.evidence[0]
    return Correction(
        kind=kind, value=value, event_id=event.event_id, document_id=word.document_id, start=word.trigger_start,
        end=word.trigger_end, note=note,
    )  # fmt: skip


# --- rows -------------------------------------------------------------------------------------------------------


def add_correction(connection: Connection, correction: Correction, *, decided_at: str | None) -> int:
    """Write a correction down; its number."""
    values = {
        "kind": correction.kind.value,
        "event_id": correction.event_id,
        "document_id": correction.document_id,
        "start": correction.start,
        "end": correction.end,
        "name": correction.name,
        "was": correction.was,
        "value": None if correction.value is None else to_json(correction.value),
        "note": correction.note,
        "decided_at": decided_at,
    }
    (number,) = connection.execute(insert(tables.corrections).values(values).returning(tables.corrections.c.number))
    return int(number[0])


def take_back(connection: Connection, number: int | None, *, decided_at: str | None) -> int:
    """Write down that a correction, the newest that counts for None, is taken back; its number. Raises StoreError."""
    counting = [one.number for one in all_corrections(connection) if not one.is_undone]
    chosen = number if number is not None else max(counting, default=None)
    if chosen is None or chosen not in counting:
        raise StoreError("there is no such correction to take back; `reportmap corrections list` has them")
    connection.execute(insert(tables.corrections).values(undoes=chosen, decided_at=decided_at))
    return chosen


def all_corrections(connection: Connection) -> tuple[StoredCorrection, ...]:
    """Everything that analysts corrected, the oldest first, with what was taken back. Raises ValueError."""
    rows = connection.execute(select(tables.corrections).order_by(tables.corrections.c.number)).all()
    undone = {row.undoes for row in rows if row.undoes is not None}
    return tuple(
        StoredCorrection(
            number=row.number,
            correction=_correction(row),
            is_undone=row.number in undone,
            decided_at=row.decided_at,
        )
        for row in rows
        if row.undoes is None
    )


def effective(corrections: Iterable[StoredCorrection]) -> tuple[Correction, ...]:
    """The corrections that count, the oldest first."""
    return tuple(one.correction for one in corrections if not one.is_undone)


def _correction(row: Row[Any]) -> Correction:  # the row's types: tables.py
    kind = CorrectionKind(row.kind)
    value = None if row.value is None else from_json(_VALUES[kind], row.value)
    return Correction(kind=kind, value=value, **{name: getattr(row, name) for name in _ABOUT})


_ABOUT = ("event_id", "document_id", "start", "end", "name", "was", "note")
"""The columns that have the name of a field."""
