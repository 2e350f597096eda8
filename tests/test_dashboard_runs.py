"""Runs in their threads: what is kept, stopped, tried again, corrected, and left."""

import threading
from collections.abc import Callable, Iterator, Sequence

import pytest

from reportmap.dashboard.runs import MAX_RUNS_AT_ONCE, CorrectionPhase, Phase, Run, Runs, source_of
from reportmap.errors import ReadingError, StoreError
from reportmap.intake.outcome import Content, Outcome, Progress, Status
from reportmap.model import Document

WAIT_SECONDS = 20.0
"""Long enough for the slowest machine; nothing waits for it to pass."""


def content(*names: str) -> list[Content]:
    return [Content(name=name, data=b"words") for name in names]


def documents(document_id: str) -> Document:
    return Document(document_id=document_id, text="a long text", title="Title")


class FakeIntake:
    """Adds what it is given; names with "bad" fail the first time, "full" breaks the run, "slow" waits to be let go."""

    def __init__(self) -> None:
        self.calls: list[tuple[list[str], bool]] = []
        self.reached, self.let_go = threading.Event(), threading.Event()

    def __call__(
        self,
        sources: Sequence[Content],
        *,
        is_cancelled: Callable[[], bool],
        on_progress: Callable[[Progress], None],
        notice: Callable[[str], None],
        tries_again: bool,
    ) -> Iterator[Outcome]:
        self.calls.append(([source.name for source in sources], tries_again))
        notice("Opening")
        for number, source in enumerate(sources, 1):
            if "slow" in source.name:
                self.reached.set()
                self.let_go.wait(WAIT_SECONDS)
            if is_cancelled():
                return
            on_progress(Progress(n_files=len(sources), n_read=number, n_reports=number, n_done=number))
            yield from self._outcomes(source, tries_again=tries_again)

    def _outcomes(self, source: Content, *, tries_again: bool) -> Iterator[Outcome]:
        if "full" in source.name:
            raise StoreError("the disk is full")
        if "fault" in source.name:
            raise ZeroDivisionError("a bug")
        if "bad" in source.name and not tries_again:
            yield Outcome(name=source.name, status=Status.FAILED, message=f"{source.name}: cannot be read")
        elif source.name.endswith(".zip"):
            for member in ("a.txt", "b.txt"):
                yield Outcome(name=f"{source.name}/{member}", status=Status.ADDED, document_id=member)
        else:
            yield Outcome(name=source.name, status=Status.ADDED, document_id=source.name, n_events=1, n_drawn=1)


def made(intake: FakeIntake, *names: str, read_again: Callable[[Document], str] = lambda _document: "read") -> Run:
    return Run(content(*names), intake=intake, look_up=documents, read_again=read_again, turn=threading.Semaphore(1))


def ended(run: Run) -> Run:
    run.join(WAIT_SECONDS)
    return run


def started(intake: FakeIntake, *names: str) -> Run:
    run = made(intake, *names)
    run.start()
    return ended(run)


def statuses(run: Run) -> dict[str, list[str]]:
    return {name: [str(one.outcome.status) for one in taken] for name, taken in run.state().taken}


def test_a_run_keeps_what_became_of_each_source() -> None:
    run = started(FakeIntake(), "a.txt", "bad.pdf", "week.zip")
    now = run.state()
    assert now.phase is Phase.DONE
    assert not now.is_busy
    assert statuses(run) == {"a.txt": ["added"], "bad.pdf": ["failed"], "week.zip": ["added", "added"]}
    assert (now.retry_names, now.open_names) == (("bad.pdf",), ())
    facts = now.taken[0][1][0].document
    assert facts is not None
    assert (facts.title, facts.text) == ("Title", "")


def test_trying_again_takes_only_what_failed() -> None:
    intake = FakeIntake()
    run = started(intake, "a.txt", "bad.pdf")
    run.retry_failed()
    ended(run)
    assert intake.calls == [(["a.txt", "bad.pdf"], False), (["bad.pdf"], True)]
    assert statuses(run) == {"a.txt": ["added"], "bad.pdf": ["added"]}
    assert run.state().retry_names == ()
    run.retry_failed()
    assert len(intake.calls) == 2


def test_stopping_keeps_what_is_done_and_the_rest_can_go_on() -> None:
    intake = FakeIntake()
    run = made(intake, "a.txt", "slow.txt", "c.txt")
    run.start()
    assert intake.reached.wait(WAIT_SECONDS)
    run.retry_failed()  # nothing may start beside it
    run.stop()
    assert run.state().is_stopping
    intake.let_go.set()
    ended(run)
    now = run.state()
    assert (now.phase, now.open_names) == (Phase.STOPPED, ("slow.txt", "c.txt"))
    assert statuses(run) == {"a.txt": ["added"], "slow.txt": [], "c.txt": []}
    run.go_on()
    ended(run)
    assert intake.calls[1:] == [(["slow.txt", "c.txt"], False)]
    assert run.state().phase is Phase.DONE


BREAKS = [
    # source,       words
    ("full.txt",    "the disk is full"),
    ("fault.txt",   "This is a fault in reportmap (ZeroDivisionError: a bug); please report it with the files."),
]  # fmt: skip


@pytest.mark.parametrize(("source", "words"), BREAKS)
def test_a_run_that_breaks_says_why_and_keeps_the_rest(source: str, words: str) -> None:
    run = started(FakeIntake(), "a.txt", source, "c.txt")
    now = run.state()
    assert (now.phase, now.words) == (Phase.BROKEN, words)
    assert now.open_names == (source, "c.txt")
    assert statuses(run)["a.txt"] == ["added"]


def test_only_so_many_runs_go_on_at_once_and_a_waiting_one_can_be_stopped() -> None:
    intake = FakeIntake()
    run = Run(
        content("a.txt"), intake=intake, look_up=documents, read_again=str, turn=threading.Semaphore(0)
    )  # fmt: skip
    run.start()
    assert run.state().phase is Phase.WAITING
    run.stop()
    ended(run)
    assert (run.state().phase, intake.calls) == (Phase.STOPPED, [])
    assert MAX_RUNS_AT_ONCE >= 2


def test_corrections_are_read_one_after_the_other_and_known_afterwards() -> None:
    read: list[str] = []

    def read_again(document: Document) -> str:
        assert document.text
        read.append(document.document_id)
        if document.document_id == "b.txt":
            raise ReadingError("it is gone")
        if document.document_id == "c.txt":
            raise ZeroDivisionError("a bug")
        return "1 event with another date"

    run = made(FakeIntake(), "a.txt", "b.txt", "c.txt", read_again=read_again)
    run.start()
    ended(run)
    run.correct(Document(document_id=name, text="words", title="Better") for name in ("a.txt", "b.txt", "c.txt"))
    ended(run)
    now = run.state()
    assert read == ["a.txt", "b.txt", "c.txt"]
    assert [(one.phase, one.words) for one in now.corrections] == [
        (CorrectionPhase.DONE, "1 event with another date"),
        (CorrectionPhase.FAILED, "it is gone"),
        (CorrectionPhase.FAILED, "a fault in reportmap (ZeroDivisionError: a bug); please report it"),
    ]
    titles = [one.document.title for _, taken in now.taken for one in taken if one.document is not None]
    assert titles == ["Better", "Title", "Title"]
    assert not now.is_busy


def test_letting_go_frees_the_contents() -> None:
    run = started(FakeIntake(), "bad.pdf")
    assert run.state().retry_names
    run.release()
    assert run.state().retry_names == ()


SOURCES = [
    # report,                   sources,                        source
    ("a.txt",                   ["a.txt", "b.txt"],             "a.txt"),
    ("week.zip/a.txt",          ["a.txt", "week.zip"],          "week.zip"),
    ("week.zip/in.zip/a.txt",   ["week.zip", "week.zip/in.zip"], "week.zip/in.zip"),
    ("events.csv, row 12",      ["events.csv"],                 "events.csv"),
    ("events.csv2",             ["events.csv"],                 None),
    ("",                        ["a.txt"],                      None),
]  # fmt: skip


@pytest.mark.parametrize(("report", "sources", "source"), SOURCES)
def test_the_source_of_a_report(report: str, sources: list[str], source: str | None) -> None:
    assert source_of(report, sources) == source


# --- who looks at them ------------------------------------------------------------------------------------------


class HeldTimer(threading.Timer):
    """A timer that rings when the test says so."""

    held: list["HeldTimer"]

    def start(self) -> None:
        self.held.append(self)

    def ring(self) -> None:
        self.function(*self.args, **self.kwargs)


@pytest.fixture
def runs() -> Runs:
    HeldTimer.held = []
    return Runs(leave_seconds=120, timer=HeldTimer)


def opened(runs: Runs, intake: FakeIntake, viewer: str) -> Run:
    return runs.open(
        content("slow.txt"), viewer=viewer, intake=intake, look_up=documents, read_again=lambda _document: ""
    )


def test_a_run_stops_when_nobody_looks_any_more(runs: Runs) -> None:
    intake = FakeIntake()
    run = opened(runs, intake, "session")
    assert intake.reached.wait(WAIT_SECONDS)
    runs.leave("session")
    (timer,) = HeldTimer.held
    assert not run.state().is_stopping
    timer.ring()
    assert run.state().is_stopping
    intake.let_go.set()
    assert ended(run).state().phase is Phase.STOPPED


def test_a_page_that_is_loaded_anew_keeps_its_run(runs: Runs) -> None:
    intake = FakeIntake()
    run = opened(runs, intake, "session")
    runs.leave("session")
    assert runs.look_at(run.run_id, viewer="the next session") is run
    HeldTimer.held[0].ring()
    intake.let_go.set()
    assert ended(run).state().phase is Phase.DONE


def test_sessions_do_not_stop_the_runs_of_others(runs: Runs) -> None:
    intakes = FakeIntake(), FakeIntake()
    first, second = (opened(runs, intake, viewer) for intake, viewer in zip(intakes, "ab", strict=True))
    assert all(intake.reached.wait(WAIT_SECONDS) for intake in intakes)
    runs.leave("a")
    for timer in HeldTimer.held:
        timer.ring()
    for intake in intakes:
        intake.let_go.set()
    assert (ended(first).state().phase, ended(second).state().phase) == (Phase.STOPPED, Phase.DONE)


def test_a_new_run_lets_go_of_what_the_last_one_kept(runs: Runs) -> None:
    def opened_with(name: str) -> Run:
        return runs.open(
            content(name), viewer="session", intake=FakeIntake(), look_up=documents, read_again=lambda _document: ""
        )

    first = ended(opened_with("bad.pdf"))
    assert first.state().retry_names == ("bad.pdf",)
    second = ended(opened_with("bad.txt"))
    assert (first.state().retry_names, second.state().retry_names) == ((), ("bad.txt",))


def test_an_unknown_run_is_none(runs: Runs) -> None:
    assert runs.look_at("nothing", viewer="session") is None
