"""take_in: sources in, stored reports out, one outcome for each.

Reading, extraction and storing overlap. The processes of the pool extract; this one alone writes the store, in the
order of the sources, one transaction a report, so that what is stored does not depend on which process was faster.
Whenever it is interrupted, whole reports are stored, and another run skips them.
"""

import datetime
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue

from reportmap.errors import IntakeError, ReadingError
from reportmap.events import load_ontology
from reportmap.extractor import extractor_of
from reportmap.gazetteer import Gazetteer
from reportmap.intake.extraction import extraction_command
from reportmap.intake.outcome import Outcome, Progress, Seconds, Source, Status
from reportmap.intake.pool import Answer, Pool
from reportmap.intake.reader import AllRead, FileRead, FilesFound, Read, Reader, Reading
from reportmap.intake.sources import find_sources, name_of, read_source
from reportmap.model import Document, Extraction, Extractor
from reportmap.nouns import from_json, to_json
from reportmap.reading.draft import Given
from reportmap.reading.sandbox import Sandbox
from reportmap.store import EventStore, Quarantined

SECONDS_PER_DOCUMENT = 300.0
"""A book of a million characters takes about a minute on a slow machine; what takes longer does not end."""
POLL_SECONDS = 0.1
"""How soon a cancellation is noticed."""

_AHEAD = 3
"""So many documents for each process are read ahead, whatever the number of files."""


def default_jobs() -> int:
    """One process for each core that we may use."""
    if hasattr(os, "sched_getaffinity"):  # not on macOS
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def open_pool(
    gazetteer: Gazetteer, *, ontology: Sequence[str], jobs: int, deliver: Callable[[Answer | IntakeError], None]
) -> Pool:
    """The processes that extract; they start when the first document comes."""
    command = extraction_command(gazetteer.directory, ontology=ontology, seconds=SECONDS_PER_DOCUMENT)
    return Pool(command, jobs=jobs, seconds=SECONDS_PER_DOCUMENT, deliver=deliver)


def take_in(
    sources: Iterable[Source],
    *,
    store: EventStore,
    gazetteer: Gazetteer,
    ontology: Sequence[str] = (),
    given: Given | None = None,
    jobs: int | None = None,
    retry_quarantined: bool = False,
    is_cancelled: Callable[[], bool] = lambda: False,
    on_progress: Callable[[Progress], None] = lambda _progress: None,
) -> Iterator[Outcome]:
    """Read, extract and store; one outcome for each report, in the order of the sources, as soon as it is stored.

    What the store has already, as this version reads it, is not extracted again, nor what is in quarantine. The
    processes end when the iterator does, also when it is closed early.

    Args:     ontology: names or files as `load_ontology` takes them; given: what the user says about every report, and
              overrides what the files say; jobs: how many processes, default one for each core; retry_quarantined:
              whether to try again what ended its process before; is_cancelled: asked often, ends the run where it
              stands; on_progress: told what has been done so far
    Raises:   StoreError when the store cannot be written, such as on a full disk: what came out before is stored;
              RulesError for an ontology that breaks its schema; IntakeError when no process can be started
    """
    run = _Run(
        store=store,
        extractor=extractor_of(gazetteer, load_ontology(*ontology)),
        retry_quarantined=retry_quarantined,
        is_cancelled=is_cancelled,
        told=on_progress,
    )
    jobs, said = jobs or default_jobs(), given or Given()
    inbox: SimpleQueue[Answer | IntakeError | Reading] = SimpleQueue()
    with (
        Sandbox() as sandbox,
        Reader(
            lambda: find_sources(sources),
            lambda source: read_source(source, sandbox=sandbox, given=said),
            interrupt=sandbox.close,
            ahead=_AHEAD * jobs,
            deliver=inbox.put,
        ) as reader,
        open_pool(gazetteer, ontology=ontology, jobs=jobs, deliver=inbox.put) as pool,
    ):
        yield from run.outcomes(inbox, reader, pool)


@dataclass(slots=True, kw_only=True)
class _Report:
    """A report on its way through: its document, and its answer or its outcome once they are known."""

    name: str
    reading: float
    document: Document | None = None
    answer: Answer | None = None
    outcome: Outcome | None = None

    @property
    def is_ready(self) -> bool:
        return self.outcome is not None or self.answer is not None


class _Run:
    """One run of `take_in`."""

    def __init__(
        self,
        *,
        store: EventStore,
        extractor: Extractor,
        retry_quarantined: bool,
        is_cancelled: Callable[[], bool],
        told: Callable[[Progress], None],
    ) -> None:
        self._store = store
        self._extractor = extractor
        self._retry_quarantined = retry_quarantined
        self._is_cancelled = is_cancelled
        self._told = told
        self._progress = Progress()
        self._pending: dict[int, _Report] = {}  # by the number that the reader gave, which is their order
        self._is_all_read = False

    def outcomes(
        self, inbox: SimpleQueue[Answer | IntakeError | Reading], reader: Reader, pool: Pool
    ) -> Iterator[Outcome]:
        """The outcome of each report, in order."""
        while not (self._is_all_read and not self._pending) and not self._is_cancelled():
            pool.end_overdue()
            with suppress(Empty):
                self._receive(inbox.get(timeout=POLL_SECONDS), pool)
            while (report := self._next_ready()) is not None:
                outcome = report.outcome or self._stored(report)
                reader.finished()
                self._tell(n_done=self._progress.n_done + 1)
                yield outcome

    def _receive(self, news: Answer | IntakeError | Reading, pool: Pool) -> None:
        match news:
            case IntakeError():
                raise news
            case AllRead(error=error):
                self._is_all_read = True
                if error is not None:
                    raise error
            case FilesFound(number=number):
                self._tell(n_files=number)
            case FileRead():
                self._tell(n_read=self._progress.n_read + 1)
            case Read():
                self._tell(n_reports=self._progress.n_reports + 1)
                self._start(news, pool)
            case Answer():
                self._pending[news.number].answer = news
                self._tell(n_extracted=self._progress.n_extracted + 1)

    def _start(self, read: Read, pool: Pool) -> None:
        """Have a report extracted, unless its outcome is known already."""
        found = read.report
        name = name_of(found, read.file)
        if isinstance(found, ReadingError):
            failed = Outcome(name=name, status=Status.FAILED, message=str(found), seconds=Seconds(reading=read.seconds))
            self._pending[read.number] = _Report(name=name, reading=read.seconds, outcome=failed)
        else:
            report = _Report(name=name, reading=read.seconds, document=found)
            report.outcome = self._known(report, found)
            self._pending[read.number] = report
            if report.outcome is None:
                pool.submit(read.number, to_json(found))
                return
        self._tell(n_extracted=self._progress.n_extracted + 1)

    def _known(self, report: _Report, document: Document) -> Outcome | None:
        """The outcome of a document that the store has, or that is in quarantine; None for all others."""
        if self._store.is_current(document, extractor=self._extractor):
            return _outcome(report, Status.UNCHANGED)
        for known in self._store.quarantined(document.document_id):
            if known.extractor == self._extractor and not self._retry_quarantined:
                message = f"in quarantine since {known.quarantined_at[:10]} ({known.reason}); {_RETRY}"
                return _outcome(report, Status.QUARANTINED, message=f"{report.name}: {message}")
        return None

    def _next_ready(self) -> _Report | None:
        """The report that comes next in the order of the sources, if all that it waits for is there."""
        number = next(iter(self._pending), None)
        if number is None or not self._pending[number].is_ready or self._is_cancelled():
            return None
        return self._pending.pop(number)

    def _stored(self, report: _Report) -> Outcome:
        """Store a report that was extracted, or keep out one that could not be."""
        assert report.answer is not None  # noqa: S101 - for mypy: it is ready and has no outcome yet
        assert report.document is not None  # noqa: S101
        reason = report.answer.reason
        if report.answer.is_deadly:
            self._keep_out(report.document, report.name, reason or "")
            message = f"{report.name}: {reason}, and again when it was retried; it is left out from now on ({_RETRY})"
            return _outcome(report, Status.QUARANTINED, message=message)
        if report.answer.text is None:
            fault = f"could not be extracted, which is a fault in reportmap ({reason}); please report it with the file"
            return _outcome(report, Status.FAILED, message=f"{report.name}: {fault}")
        begun = time.monotonic()
        extraction = from_json(Extraction, report.answer.text)
        status = Status(self._store.add(extraction).value)
        if not report.document.is_extracted:
            message = (
                f"{report.name}: stored and not extracted: its language is {report.document.language}, not English"
            )
            return _outcome(report, Status.NOT_EXTRACTED, message=message, storing=time.monotonic() - begun)
        outcome = _outcome(report, status, storing=time.monotonic() - begun)
        if status is Status.UNCHANGED:  # another file of this run had the same text
            return outcome
        n_drawn = sum(event.is_drawn for event in extraction.events)
        return replace(outcome, n_events=len(extraction.events), n_drawn=n_drawn)

    def _keep_out(self, document: Document, name: str, reason: str) -> None:
        at = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        self._store.quarantine(
            Quarantined(
                document_id=document.document_id,
                name=name,
                reason=reason,
                quarantined_at=at,
                extractor=self._extractor,
            )
        )

    def _tell(self, **changes: int) -> None:
        self._progress = replace(self._progress, **changes)
        self._told(self._progress)


_RETRY = "--retry-quarantined tries again"


def _outcome(report: _Report, status: Status, *, message: str | None = None, storing: float = 0.0) -> Outcome:
    extracting = 0.0 if report.answer is None else report.answer.seconds
    return Outcome(
        name=report.name,
        status=status,
        document_id=None if report.document is None else report.document.document_id,
        message=message,
        seconds=Seconds(reading=report.reading, extracting=extracting, storing=storing),
    )
