"""take_in: sources in, stored reports out, one outcome for each.

Reading, extraction and storing overlap. The processes of the pool extract; this one alone writes the store, in the
order of the sources, one transaction a report, so that what is stored does not depend on which process was faster.
Whenever it is interrupted, whole reports are stored, and another run skips them.
"""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from reportmap.errors import ReadingError
from reportmap.events import load_ontology
from reportmap.gazetteer import Gazetteer
from reportmap.intake.extraction import extraction_command
from reportmap.intake.outcome import Content, Outcome, Progress, Seconds, Source, Status
from reportmap.intake.pool import Answer, Pool
from reportmap.model import Document, Extraction
from reportmap.nouns import from_json, to_json
from reportmap.pipeline import extractor_of
from reportmap.reading.draft import Given
from reportmap.reading.encoding import decode
from reportmap.reading.text import display_name, find_files, read_file, read_text
from reportmap.store import EventStore

STANDARD_INPUT = Path("-")
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


def open_pool(gazetteer: Gazetteer, *, ontology: Sequence[str], jobs: int) -> Pool:
    """The processes that extract; they start when the first document comes."""
    command = extraction_command(gazetteer.directory, ontology=ontology, seconds=SECONDS_PER_DOCUMENT)
    return Pool(command, jobs=jobs, seconds=SECONDS_PER_DOCUMENT)


def take_in(
    sources: Iterable[Source],
    *,
    store: EventStore,
    gazetteer: Gazetteer,
    ontology: Sequence[str] = (),
    given: Given | None = None,
    jobs: int | None = None,
    is_cancelled: Callable[[], bool] = lambda: False,
    on_progress: Callable[[Progress], None] = lambda _progress: None,
) -> Iterator[Outcome]:
    """Read, extract and store; one outcome for each report, in the order of the sources, as soon as it is stored.

    What the store has already, as this version reads it, is not extracted again. The processes end when the iterator
    does, also when it is closed early.

    Args:     ontology: names or files as `load_ontology` takes them; given: what the user says about every report, and
              overrides what the files say; jobs: how many processes, default one for each core; is_cancelled: asked
              often, ends the run where it stands; on_progress: told what has been done so far
    Raises:   StoreError when the store cannot be written, such as on a full disk: what came out before is stored;
              RulesError for an ontology that breaks its schema; IntakeError when no process can be started
    """
    run = _Run(
        store=store,
        gazetteer=gazetteer,
        ontology=ontology,
        given=given or Given(),
        is_cancelled=is_cancelled,
        told=on_progress,
    )
    with open_pool(gazetteer, ontology=ontology, jobs=jobs or default_jobs()) as pool:
        yield from run.outcomes(sources, pool, ahead=_AHEAD * (jobs or default_jobs()))


@dataclass(slots=True, kw_only=True)
class _Report:
    """A report on its way through: its document, and its extraction or its outcome once they are known."""

    name: str
    document: Document | None = None
    answer: Answer | None = None
    outcome: Outcome | None = None
    seconds: Seconds = field(default_factory=Seconds)

    @property
    def is_ready(self) -> bool:
        return self.outcome is not None or self.answer is not None


class _Run:
    """One run of `take_in`."""

    def __init__(
        self,
        *,
        store: EventStore,
        gazetteer: Gazetteer,
        ontology: Sequence[str],
        given: Given,
        is_cancelled: Callable[[], bool],
        told: Callable[[Progress], None],
    ) -> None:
        self._store = store
        self._extractor = extractor_of(gazetteer, load_ontology(*ontology))
        self._given = given
        self._is_cancelled = is_cancelled
        self._told = told
        self._progress = Progress()
        self._pending: dict[int, _Report] = {}

    def outcomes(self, sources: Iterable[Source], pool: Pool, *, ahead: int) -> Iterator[Outcome]:
        """The outcome of each report, in order; at most `ahead` reports are held at a time."""
        reports = enumerate(self._reports(sources))
        while not self._is_cancelled():
            has_more = len(self._pending) < ahead and self._take_one(reports, pool)
            yield from self._done()
            if not has_more:
                if not self._pending:
                    return
                self._collect(pool)

    def _take_one(self, reports: Iterator[tuple[int, _Report]], pool: Pool) -> bool:
        """Read one more report, and have it extracted where that is needed; whether there was one."""
        found = next(reports, None)
        if found is None:
            return False
        number, report = found
        self._pending[number] = report
        self._tell(n_reports=self._progress.n_reports + 1)
        document = report.document
        if document is not None:
            if self._store.is_current(document, extractor=self._extractor):
                report.outcome = Outcome(
                    name=report.name,
                    status=Status.UNCHANGED,
                    document_id=document.document_id,
                    seconds=report.seconds,
                )
            else:
                pool.submit(number, to_json(document))
        if report.outcome is not None:
            self._tell(n_extracted=self._progress.n_extracted + 1)
        return True

    def _collect(self, pool: Pool) -> None:
        for answer in pool.answers(timeout=POLL_SECONDS):
            self._pending[answer.number].answer = answer
            self._tell(n_extracted=self._progress.n_extracted + 1)

    def _done(self) -> Iterator[Outcome]:
        """Store what comes next in the order of the sources, and say what became of it."""
        while self._pending:
            number = next(iter(self._pending))
            report = self._pending[number]
            if not report.is_ready or self._is_cancelled():
                return
            del self._pending[number]
            outcome = report.outcome or self._stored(report)
            self._tell(n_done=self._progress.n_done + 1)
            yield outcome

    def _stored(self, report: _Report) -> Outcome:
        assert report.document is not None  # noqa: S101 - only documents are extracted
        assert report.answer is not None  # noqa: S101
        document_id, answer = report.document.document_id, report.answer
        seconds = replace(report.seconds, extracting=answer.seconds)
        if answer.is_deadly:
            return Outcome(
                name=report.name,
                status=Status.QUARANTINED,
                document_id=document_id,
                message=f"{report.name}: {answer.reason}, twice; it was left out",
                seconds=seconds,
            )
        if answer.text is None:
            return Outcome(
                name=report.name,
                status=Status.FAILED,
                document_id=document_id,
                message=f"{report.name}: could not be extracted, which is a fault in reportmap ({answer.reason});"
                " please report it with the file",
                seconds=seconds,
            )
        begun = time.monotonic()
        extraction = from_json(Extraction, answer.text)
        added = self._store.add(extraction)
        return Outcome(
            name=report.name,
            status=Status(added.value),
            document_id=document_id,
            n_events=len(extraction.events),
            n_drawn=sum(event.is_drawn for event in extraction.events),
            seconds=replace(seconds, storing=time.monotonic() - begun),
        )

    # --- reading -------------------------------------------------------------------------------------------------

    def _reports(self, sources: Iterable[Source]) -> Iterator[_Report]:
        files = list(_found(sources))
        self._tell(n_files=len(files))
        for file in files:
            begun = time.monotonic()
            report = self._read(file)
            report.seconds = Seconds(reading=time.monotonic() - begun)
            self._tell(n_read=self._progress.n_read + 1)
            yield report

    def _read(self, file: Source | ReadingError) -> _Report:
        name = _name_of(file)
        try:
            document = _document(file, given=self._given)
        except ReadingError as error:
            return _Report(name=name, outcome=Outcome(name=name, status=Status.FAILED, message=str(error)))
        return _Report(name=name, document=document)

    def _tell(self, **changes: int) -> None:
        self._progress = replace(self._progress, **changes)
        self._told(self._progress)


def _found(sources: Iterable[Source]) -> Iterator[Source | ReadingError]:
    """Files, with those below folders, and content, in the order given; "-" comes once, a file too."""
    paths: list[Path] = []
    for source in sources:
        if isinstance(source, Path) and source != STANDARD_INPUT:
            paths.append(source)
        else:
            yield source
    yield from find_files(paths)


def _name_of(file: Source | ReadingError) -> str:
    if isinstance(file, ReadingError):
        return str(file).split(": ", 1)[0]
    if isinstance(file, Content):
        return display_name(file.name)
    return "standard input" if file == STANDARD_INPUT else display_name(file)


def _document(file: Source | ReadingError, *, given: Given) -> Document:
    if isinstance(file, ReadingError):
        raise file
    if isinstance(file, Content):
        text, chosen = decode(file.data, display_name(file.name)), file.given or given
        document = read_text(text, title=chosen.title, published_on=chosen.published_on, path=file.name)
    elif file == STANDARD_INPUT:
        chosen = given
        document = read_text(decode(sys.stdin.buffer.read(), "standard input"), published_on=given.published_on)
    else:
        chosen = given
        document = read_file(file, published_on=given.published_on)
    return document if chosen.publisher is None else replace(document, publisher=chosen.publisher)
