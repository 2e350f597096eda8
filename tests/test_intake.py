"""take_in: what becomes of each report, in which order, and what is left after any kind of end."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from sqlalchemy import event

from reportmap.errors import IntakeError, StoreError
from reportmap.events import load_ontology
from reportmap.extractor import extractor_of
from reportmap.gazetteer import Gazetteer
from reportmap.intake import intake
from reportmap.intake.intake import default_jobs, take_in
from reportmap.intake.outcome import Content, Outcome, Progress, Status
from reportmap.intake.pool import Answer
from reportmap.model import Document, Extraction
from reportmap.nouns import from_json, to_json
from reportmap.reading.draft import Given
from reportmap.reading.files import STANDARD_INPUT
from reportmap.reading.text import PASTED
from reportmap.store import EventStore

GAZETTEER = cast(Gazetteer, SimpleNamespace(version="1", directory=Path("nowhere")))

Deliver = Callable[[Answer | IntakeError], None]


class FakePool:
    """Reads nothing out of a document, and dies of those that hold the word crash. Answers the last task first."""

    submitted: list[str]

    def __init__(self, deliver: Deliver, *, jobs: int, gazetteer: Gazetteer) -> None:
        self._deliver = deliver
        self._jobs = jobs
        self._gazetteer = gazetteer
        self._waiting: list[tuple[int, str]] = []
        self.submitted = []
        self.most_waiting = 0
        self.is_closed = False

    def __enter__(self) -> "FakePool":
        return self

    def __exit__(self, *_error: object) -> None:
        self.is_closed = True

    def submit(self, number: int, text: str) -> None:
        self._waiting.append((number, text))
        self.most_waiting = max(self.most_waiting, len(self._waiting))
        self.submitted.append(from_json(Document, text).text.strip())

    def end_overdue(self) -> None:  # asked when there was nothing new
        while self._waiting:
            number, text = self._waiting.pop()
            self._deliver(self._answer(number, text))

    def _answer(self, number: int, text: str) -> Answer | IntakeError:
        document = from_json(Document, text)
        if "crash" in document.text:
            return Answer(number=number, reason="ended the process that read it by SIGSEGV", is_deadly=True)
        if "fault" in document.text:
            return Answer(number=number, reason="ValueError: no")
        if "hopeless" in document.text:
            return IntakeError("no process can be started")
        extraction = Extraction(
            document=document,
            sections=(),
            passages=(),
            places=(),
            dates=(),
            events=(),
            extractor=extractor_of(self._gazetteer, load_ontology()),
        )
        return Answer(number=number, text=to_json(extraction), seconds=1.5)


@pytest.fixture
def pools(monkeypatch: pytest.MonkeyPatch) -> list[FakePool]:
    """The pools that were opened."""
    opened: list[FakePool] = []

    def open_pool(gazetteer: Gazetteer, *, jobs: int, deliver: Deliver, **_options: object) -> FakePool:
        opened.append(FakePool(deliver, jobs=jobs, gazetteer=gazetteer))
        return opened[-1]

    monkeypatch.setattr(intake, "open_pool", open_pool)
    monkeypatch.setattr(intake, "POLL_SECONDS", 0.001)
    return opened


@pytest.fixture
def store(tmp_path: Path) -> Iterator[EventStore]:
    with EventStore.open(f"sqlite:///{tmp_path / 'store.sqlite'}") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ten reports: "report 1" to "report 10"."""
    made = tmp_path / "reports"
    made.mkdir()
    for number in range(1, 11):
        (made / f"report {number}.txt").write_text(f"Report {number}.")
    return made


def _taken(store: EventStore, *sources: Path | Content, **options) -> list[Outcome]:
    return list(take_in(sources, store=store, gazetteer=GAZETTEER, **options))


def _texts(store: EventStore) -> list[str]:
    return [stored.document.text.strip() for stored in store.documents()]


def test_reports_are_stored_in_the_order_of_the_files(store: EventStore, folder: Path, pools: list[FakePool]) -> None:
    outcomes = _taken(store, folder, jobs=4)
    expected = [f"Report {number}." for number in range(1, 11)]
    assert _texts(store) == expected
    assert [Path(outcome.name).name for outcome in outcomes] == [f"report {number}.txt" for number in range(1, 11)]
    assert {outcome.status for outcome in outcomes} == {Status.ADDED}
    assert outcomes[0].seconds.extracting == 1.5
    assert pools[0].is_closed


def test_what_is_current_is_not_extracted_again(store: EventStore, folder: Path, pools: list[FakePool]) -> None:
    _taken(store, folder)
    revision = store.revision
    assert {outcome.status for outcome in _taken(store, folder)} == {Status.UNCHANGED}
    assert not pools[1].submitted
    assert store.revision == revision
    (replaced,) = _taken(store, folder / "report 3.txt", given=Given(publisher="The Wire"))
    assert replaced.status is Status.REPLACED
    assert store.document(replaced.document_id or "").publisher == "The Wire"


def test_however_many_files_few_are_held(store: EventStore, folder: Path, pools: list[FakePool]) -> None:
    _taken(store, folder, jobs=1)
    assert pools[0].most_waiting <= 3
    assert len(pools[0].submitted) == 10


BAD = [
    # label,           text,            status,               what the message says
    ("unreadable",     "\0",            Status.FAILED,        "bad.txt"),
    ("our fault",      "A fault.",      Status.FAILED,        "bad.txt: could not be extracted, which is a fault in"),
    ("a crash",        "A crash.",      Status.QUARANTINED,   "bad.txt: ended the process that read it by SIGSEGV, and"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "text", "status", "message"), BAD, ids=[row[0] for row in BAD])
def test_one_bad_report_is_named_and_the_others_are_stored(
    store: EventStore, folder: Path, pools: list[FakePool], label: str, text: str, status: Status, message: str
) -> None:
    (folder / "bad.txt").write_text(text)
    outcomes = _taken(store, folder)
    (bad,) = [outcome for outcome in outcomes if outcome.status is not Status.ADDED]
    assert bad.status is status
    assert message in (bad.message or "")
    assert len(_texts(store)) == 10


def test_what_is_in_quarantine_is_left_out_until_somebody_asks(
    store: EventStore, tmp_path: Path, pools: list[FakePool]
) -> None:
    path = tmp_path / "bad.txt"
    path.write_text("A crash.")
    (first,), (second,) = _taken(store, path), _taken(store, path)
    assert first.status is second.status is Status.QUARANTINED
    assert not pools[1].submitted
    assert "--retry-quarantined" in (second.message or "")
    (kept,) = store.quarantined()
    assert (kept.document_id, kept.name, kept.reason) == (
        first.document_id,
        str(path),
        "ended the process that read it by SIGSEGV",
    )
    (third,) = _taken(store, path, retry_quarantined=True)
    assert third.status is Status.QUARANTINED
    assert pools[2].submitted == ["A crash."]
    assert len(store.quarantined()) == 1


def test_another_version_tries_again_and_success_ends_the_quarantine(
    store: EventStore, tmp_path: Path, pools: list[FakePool], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bad.txt"
    path.write_text("A crash.")
    _taken(store, path)
    monkeypatch.setattr(FakePool, "_answer", lambda self, number, text: _answered(number, text))
    newer = cast(Gazetteer, SimpleNamespace(version="2", directory=Path("nowhere")))
    (outcome,) = take_in([path], store=store, gazetteer=newer)
    assert outcome.status is Status.ADDED
    assert not store.quarantined()


def _answered(number: int, text: str) -> Answer:
    extractor = extractor_of(GAZETTEER, load_ontology())
    parts = dict.fromkeys(("sections", "passages", "places", "dates", "events"), ())
    return Answer(
        number=number, text=to_json(Extraction(document=from_json(Document, text), extractor=extractor, **parts))
    )


def test_cancelling_keeps_what_is_done_and_the_next_run_goes_on(
    store: EventStore, folder: Path, pools: list[FakePool]
) -> None:
    done: list[Outcome] = []
    for outcome in take_in([folder], store=store, gazetteer=GAZETTEER, jobs=1, is_cancelled=lambda: len(done) >= 4):
        done.append(outcome)
    assert len(done) == 4
    assert pools[0].is_closed
    assert _texts(store) == [f"Report {number}." for number in range(1, 5)]
    assert [outcome.status for outcome in _taken(store, folder)] == [Status.UNCHANGED] * 4 + [Status.ADDED] * 6
    assert _texts(store) == [f"Report {number}." for number in range(1, 11)]


def test_a_caller_that_has_enough_leaves_nothing_running(
    store: EventStore, folder: Path, pools: list[FakePool]
) -> None:
    outcomes = take_in([folder], store=store, gazetteer=GAZETTEER)
    next(outcomes)
    cast(Iterator, outcomes).close()
    assert pools[0].is_closed


def test_a_full_disk_loses_nothing(store: EventStore, folder: Path, pools: list[FakePool], tmp_path: Path) -> None:
    _taken(store, folder / "report 1.txt")
    room = [2]

    def limit(connection, *_arguments) -> None:  # a SQLite file that may not grow is a full disk
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + room[0]}")

    event.listen(store._engine, "checkout", limit)
    (folder / "report 2.txt").write_text("Long. " * 10_000)
    with pytest.raises(StoreError, match="the disk is full; make room, then run this again: nothing that was stored"):
        _taken(store, folder)
    assert _texts(store) == ["Report 1."]
    room[0] = 1_000_000
    assert [outcome.status for outcome in _taken(store, folder)] == [Status.UNCHANGED] + [Status.ADDED] * 9


def test_processes_that_cannot_work_stop_the_run(store: EventStore, folder: Path, pools: list[FakePool]) -> None:
    (folder / "report 5.txt").write_text("A hopeless one.")
    with pytest.raises(IntakeError, match="no process can be started"):
        _taken(store, folder, jobs=1)
    assert pools[0].is_closed


def test_a_fault_in_reading_is_not_swallowed(
    store: EventStore, folder: Path, pools: list[FakePool], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_arguments: object, **_options: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(intake, "read_source", broken)
    with pytest.raises(ZeroDivisionError):
        _taken(store, folder)


def test_content_that_is_no_file_is_taken_in_too(
    store: EventStore, pools: list[FakePool], monkeypatch: pytest.MonkeyPatch
) -> None:
    uploaded = Content(name="week.txt", data=b"Uploaded.", given=Given(publisher="The Wire"))
    pasted = Content(name=PASTED, data=b"Pasted.")
    outcomes = _taken(store, uploaded, pasted, given=Given(publisher="Another"))
    assert [(outcome.name, outcome.status) for outcome in outcomes] == [
        ("week.txt", Status.ADDED),
        (PASTED, Status.ADDED),
    ]
    found = [stored.document for stored in store.documents()]
    assert [(one.path, one.publisher) for one in found] == [("week.txt", "The Wire"), (None, "Another")]


def test_standard_input_is_a_report(
    store: EventStore, pools: list[FakePool], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "piped").write_text("Piped in.")
    with (tmp_path / "piped").open() as piped:
        monkeypatch.setattr("sys.stdin", piped)
        (outcome,) = _taken(store, STANDARD_INPUT)
    assert (outcome.name, outcome.status) == ("standard input", Status.ADDED)


def test_progress_counts_each_step(store: EventStore, folder: Path, pools: list[FakePool]) -> None:
    (folder / "bad.txt").write_text("\0")
    told: list[Progress] = []
    _taken(store, folder, on_progress=told.append)
    assert told[-1] == Progress(n_files=11, n_read=11, n_reports=11, n_extracted=11, n_done=11)
    assert told[-1].n_expected == 11
    for before, after in pairwise(told):
        assert before.n_read <= after.n_read
        assert after.n_done <= after.n_extracted <= after.n_reports


def test_jobs_are_the_cores_that_we_may_use() -> None:
    assert default_jobs() >= 1


def test_an_older_store_gains_the_quarantine(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'older.sqlite'}"
    with EventStore.open(url) as opened, opened._transaction(writes=True) as connection:
        connection.exec_driver_sql("DROP TABLE quarantine")
    with EventStore.open(url) as opened:
        assert opened.quarantined() == ()
