"""What `take_in` would read, without extracting or storing anything."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from reportmap.errors import ReadingError
from reportmap.intake.outcome import Source
from reportmap.intake.sources import find_sources, name_of, read_source
from reportmap.model import Document
from reportmap.reading.draft import Given
from reportmap.reading.files import STANDARD_INPUT
from reportmap.reading.formats import format_of
from reportmap.reading.sandbox import Sandbox
from reportmap.store import EventStore


class State(StrEnum):
    """How a report stands to the store. A stored one is read again all the same by another version."""

    NEW = "new"
    STORED = "stored"
    CHANGED = "stored, with other metadata"
    QUARANTINED = "in quarantine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A report that would be read, or what keeps it from that: either `document` and `state`, or `error`.

    `format` is that of the file, in words; for a report within an archive that is the archive. None is unknown.
    """

    name: str
    format: str | None
    document: Document | None = None
    state: State | None = None
    error: str | None = None


def preview(sources: Iterable[Source], *, store: EventStore | None, given: Given) -> Iterator[Preview]:
    """Read the sources as `take_in` would, in the same order. No store yet is None."""
    with Sandbox() as sandbox:
        for source in find_sources(sources):
            if isinstance(source, ReadingError):
                yield Preview(name=name_of(source, source), format=None, error=str(source))
                continue
            form = _format_of(source)
            for report in read_source(source, sandbox=sandbox, given=given):
                name = name_of(report, source)
                if isinstance(report, ReadingError):
                    yield Preview(name=name, format=form, error=str(report))
                else:
                    yield Preview(name=name, format=form, document=report, state=_state_of(report, store))


def _format_of(source: Source) -> str | None:
    if source == STANDARD_INPUT:
        return None  # it can be read only once
    try:
        data = source.read_bytes() if isinstance(source, Path) else source.data
        return format_of(data, str(source) if isinstance(source, Path) else source.name).value
    except (OSError, ReadingError):  # reading it says so
        return None


def _state_of(document: Document, store: EventStore | None) -> State:
    if store is None:
        return State.NEW
    if store.quarantined(document.document_id):
        return State.QUARANTINED
    known = store.document(document.document_id)
    if known is None:
        return State.NEW
    return State.STORED if replace(known, path=None) == replace(document, path=None) else State.CHANGED
