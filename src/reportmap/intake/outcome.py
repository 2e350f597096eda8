"""The nouns of taking in: what is taken in, how far it is, and what became of it."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from reportmap.reading.draft import Given


class Status(StrEnum):
    """What became of a report, or of a file without one."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    NOT_EXTRACTED = "not extracted"
    FAILED = "failed"
    QUARANTINED = "quarantined"

    @property
    def is_stored(self) -> bool:
        """Whether the store has the report."""
        return self in _STORED


_STORED = frozenset({Status.ADDED, Status.REPLACED, Status.UNCHANGED, Status.NOT_EXTRACTED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What to read that is no file here: an upload, or pasted text.

    `name` stands for a file name in messages and in the store. `given` is what the user says about this one, None for
    what they say about all.
    """

    name: str
    data: bytes
    given: Given | None = None


Source = Path | Content
"""What to take in: a file, a folder, "-" for standard input, or content."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seconds:
    """How long the steps of one report took, in seconds of wall time; 0 for a step that it did not need."""

    reading: float = 0.0
    extracting: float = 0.0
    storing: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one report. A file may hold many, and gives one outcome for each; in the order of the sources.

    `name` is the source: the file, and within an archive, feed or table the member or row. `document_id` is None for
    what could not be read. `message` is one line that says why it failed, was quarantined or was not extracted.
    `n_events` and `n_drawn` count what was stored anew, so they are 0 for an unchanged report.
    """

    name: str
    status: Status
    document_id: str | None = None
    message: str | None = None
    n_events: int = 0
    n_drawn: int = 0
    seconds: Seconds = Seconds()


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a run is: files found (None while they are looked for) and read, then reports by what has been done.

    `n_read` counts files that are done with; `n_reports` what came out of them, failures included; `n_extracted` those
    that need no more extraction, `n_done` those whose outcome is known.
    """

    n_files: int | None = None
    n_read: int = 0
    n_reports: int = 0
    n_extracted: int = 0
    n_done: int = 0

    @property
    def n_expected(self) -> int | None:
        """How many reports there will be, if each file that is left holds one; None while files are looked for."""
        return None if self.n_files is None else self.n_reports + self.n_files - self.n_read
