"""Reports being taken in while the dashboard goes on: a thread for each run, and who is looking at it.

No Streamlit here. A run belongs to whoever looks at it; when nobody has for a while, it stops, and what it has stored
stays. A page that is loaded anew finds its run by the id in its link.
"""

import secrets
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol

from reportmap.errors import ReportmapError
from reportmap.intake.outcome import Content, Outcome, Progress
from reportmap.model import Document

MAX_RUNS_AT_ONCE = 2
"""Each has processes of its own; further runs wait their turn."""
MAX_RUNS_KEPT = 40
"""How many runs that have ended can still be looked at."""
MAX_REPORTS_KEPT = 20_000
"""How many outcomes a run remembers, as many as an archive may have members; later ones are counted."""
_TURN_SECONDS = 0.2
_NOTHING = Progress()


class Phase(StrEnum):
    """How far a run is as a whole."""

    WAITING = "waiting"
    OPENING = "opening"
    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    BROKEN = "broken"

    @property
    def is_over(self) -> bool:
        """Whether nothing more comes of it."""
        return self in {Phase.DONE, Phase.STOPPED, Phase.BROKEN}


class Intake(Protocol):
    """Takes sources in: see `reportmap.intake.take_in`. `notice` is told in a sentence what takes long before that.

    `tries_again` where an analyst asks for what has failed before.
    """

    def __call__(
        self,
        sources: Sequence[Content],
        *,
        is_cancelled: Callable[[], bool],
        on_progress: Callable[[Progress], None],
        notice: Callable[[str], None],
        tries_again: bool,
    ) -> Iterator[Outcome]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of one report of a source; `document` is what the store has of it, without its text."""

    outcome: Outcome
    document: Document | None = None


class CorrectionPhase(StrEnum):
    """How far it is to read a report again with what an analyst says about it."""

    WAITING = "waiting"
    READING = "reading"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What an analyst says about a stored report, without its text. `words` say what came of it, or why nothing did."""

    document: Document
    phase: CorrectionPhase = CorrectionPhase.WAITING
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunState:
    """A run at one moment.

    `sources` are the names of all of them in order, `going` of those that this turn is about (all, or what is tried
    again). `taken` has the reports of each source so far. `words` say why a run broke, or what it is waiting for.
    `seconds` is how long it has taken since the first report was done. `n_left_out` counts reports beyond those that
    are remembered. `retry_names` are the sources of which something failed, `open_names` those that a stopped run did
    not get to.
    """

    run_id: str
    phase: Phase
    sources: tuple[str, ...]
    going: tuple[str, ...]
    taken: tuple[tuple[str, tuple[Taken, ...]], ...] = ()
    progress: Progress = _NOTHING
    words: str = ""
    seconds: float = 0.0
    n_left_out: int = 0
    corrections: tuple[Correction, ...] = ()
    retry_names: tuple[str, ...] = ()
    open_names: tuple[str, ...] = ()
    is_stopping: bool = False

    @property
    def is_busy(self) -> bool:
        """Whether it may look different a moment later."""
        waits = {CorrectionPhase.WAITING, CorrectionPhase.READING}
        return not self.phase.is_over or any(correction.phase in waits for correction in self.corrections)


@dataclass(slots=True, kw_only=True)
class _Source:
    """A source with its content, None once it is not needed any more."""

    name: str
    content: Content | None
    taken: list[Taken] = field(default_factory=list)
    is_complete: bool = False

    @property
    def has_failed(self) -> bool:
        return any(not taken.outcome.status.is_stored for taken in self.taken)


class Run:
    """Sources on their way into the store. Safe to use from any thread; nothing happens before `start`."""

    def __init__(
        self,
        sources: Sequence[Content],
        *,
        intake: Intake,
        look_up: Callable[[str], Document | None],
        read_again: Callable[[Document], str],
        turn: threading.Semaphore,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Keep what is to be done.

        Args:     sources: with names that differ; look_up: the stored document of an id; read_again: stores a corrected
                  document and says in words what changed; turn: taken while the run goes on
        """
        self.run_id = secrets.token_urlsafe(9)
        self._intake = intake
        self._look_up = look_up
        self._read_again = read_again
        self._turn = turn
        self._clock = clock
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._sources = {source.name: _Source(name=source.name, content=source) for source in sources}
        self._going: tuple[str, ...] = tuple(self._sources)
        self._phase = Phase.WAITING
        self._progress = Progress()
        self._words = ""
        self._tries_again = False
        self._begun = self._ended = clock()
        self._n_left_out = 0
        self._corrections: dict[str, Correction] = {}
        self._queue: deque[Document] = deque()
        self._threads: list[threading.Thread] = []

    def start(self) -> None:
        """Take in what is not done, in a thread of its own."""
        self._spawn(self._go)

    def stop(self) -> None:
        """End it soon; what has been stored stays."""
        self._stop.set()

    def release(self) -> None:
        """Stop everything and let go of the contents: nobody is there to try anything again."""
        self.stop()
        with self._lock:
            for document in self._queue:
                del self._corrections[document.document_id]
            self._queue.clear()
        self.forget_contents()

    def forget_contents(self) -> None:
        """Let go of the contents alone: nothing can be tried again."""
        with self._lock:
            for source in self._sources.values():
                source.content = None

    def join(self, timeout: float | None = None) -> None:
        """Wait until all its threads have ended."""
        for thread in list(self._threads):
            thread.join(timeout)

    def retry_failed(self) -> None:
        """Take in again what has failed, once the run is over; what it gave before is forgotten."""
        self._turn_to(self.state().retry_names, tries_again=True)

    def go_on(self) -> None:
        """Take in what a stopped run did not get to."""
        self._turn_to(self.state().open_names, tries_again=False)

    def _turn_to(self, wanted: Sequence[str], *, tries_again: bool) -> None:
        with self._lock:
            if not wanted or not self._phase.is_over:
                return
            self._tries_again = tries_again
            for name in wanted:
                self._sources[name].taken.clear()
                self._sources[name].is_complete = False
            self._going, self._phase, self._progress, self._words = tuple(wanted), Phase.WAITING, Progress(), ""
            self._stop.clear()
        self.start()

    def correct(self, documents: Iterable[Document]) -> None:
        """Read stored reports again with what an analyst says about them, one after the other."""
        with self._lock:
            is_idle = not self._queue and not any(
                correction.phase is CorrectionPhase.READING for correction in self._corrections.values()
            )
            for document in documents:
                self._corrections[document.document_id] = Correction(document=_facts_of(document))
                self._queue.append(document)
        if is_idle:
            self._spawn(self._correct)

    def state(self) -> RunState:
        """The run as it is now."""
        with self._lock:
            is_over = self._phase.is_over
            kept = [source for source in self._sources.values() if source.content is not None]
            return RunState(
                run_id=self.run_id,
                phase=self._phase,
                sources=tuple(self._sources),
                going=self._going,
                taken=tuple((source.name, tuple(source.taken)) for source in self._sources.values()),
                progress=self._progress,
                words=self._words,
                seconds=(self._ended if is_over else self._clock()) - self._begun,
                n_left_out=self._n_left_out,
                corrections=tuple(self._corrections.values()),
                retry_names=tuple(source.name for source in kept if is_over and source.has_failed),
                open_names=tuple(source.name for source in kept if is_over and not source.is_complete),
                is_stopping=self._stop.is_set() and not is_over,
            )

    # --- in a thread of its own ---------------------------------------------------------------------------------

    def _spawn(self, target: Callable[[], None]) -> None:
        thread = threading.Thread(target=target, daemon=True, name=f"run {self.run_id}")
        self._threads = [*(one for one in self._threads if one.is_alive()), thread]
        thread.start()

    def _go(self) -> None:
        while not self._turn.acquire(timeout=_TURN_SECONDS):
            if self._stop.is_set():
                self._end(Phase.STOPPED)
                return
        try:
            self._end(self._take_in())
        except ReportmapError as error:
            self._end(Phase.BROKEN, str(error))
        except Exception as error:  # a bug of ours must be seen on the page, not only in the log of the server
            fault = f"{type(error).__name__}: {error}"
            self._end(Phase.BROKEN, f"This is a fault in reportmap ({fault}); please report it with the files.")
        finally:
            self._turn.release()

    def _take_in(self) -> Phase:
        with self._lock:
            self._phase = Phase.OPENING
            contents = [content for name in self._going if (content := self._sources[name].content) is not None]
        outcomes = self._intake(
            contents,
            is_cancelled=self._stop.is_set,
            on_progress=self._note_progress,
            notice=self._note_words,
            tries_again=self._tries_again,
        )
        before: str | None = None
        for outcome in outcomes:
            name = source_of(outcome.name, self._going)
            document = None if outcome.document_id is None else self._look_up(outcome.document_id)
            taken = Taken(outcome=outcome, document=None if document is None else _facts_of(document))
            with self._lock:
                if before not in {None, name}:
                    self._complete(before)
                before = name
                self._note(name, taken)
        if self._stop.is_set():
            return Phase.STOPPED
        with self._lock:
            for name in self._going:
                self._complete(name)
        return Phase.DONE

    def _note(self, name: str | None, taken: Taken) -> None:
        if name is None or sum(len(source.taken) for source in self._sources.values()) >= MAX_REPORTS_KEPT:
            self._n_left_out += 1
            return
        self._sources[name].taken.append(taken)
        if taken.outcome.name == name:
            self._complete(name)

    def _complete(self, name: str | None) -> None:
        """Nothing more comes of a source; its content is kept only where it may be wanted again."""
        if name is not None:
            source = self._sources[name]
            source.is_complete = True
            if not source.has_failed:
                source.content = None

    def _end(self, phase: Phase, words: str = "") -> None:
        with self._lock:
            self._phase, self._words, self._ended = phase, words, self._clock()

    def _note_progress(self, progress: Progress) -> None:
        with self._lock:
            if not self._progress.n_done:
                self._begun = self._clock()
            self._phase, self._words, self._progress = Phase.RUNNING, "", progress

    def _note_words(self, words: str) -> None:
        with self._lock:
            self._words = words

    def _correct(self) -> None:
        while True:
            with self._lock:
                if not self._queue:
                    return
                document = self._queue.popleft()
                facts = _facts_of(document)
                self._corrections[facts.document_id] = Correction(document=facts, phase=CorrectionPhase.READING)
            phase, words = self._corrected(document)
            with self._lock:
                self._corrections[facts.document_id] = Correction(document=facts, phase=phase, words=words)
                if phase is CorrectionPhase.DONE:
                    self._note_facts(facts)

    def _note_facts(self, facts: Document) -> None:
        for source in self._sources.values():
            source.taken = [
                replace(taken, document=facts) if taken.outcome.document_id == facts.document_id else taken
                for taken in source.taken
            ]

    def _corrected(self, document: Document) -> tuple[CorrectionPhase, str]:
        try:
            return CorrectionPhase.DONE, self._read_again(document)
        except ReportmapError as error:
            return CorrectionPhase.FAILED, str(error)
        except Exception as error:  # as in _go
            return CorrectionPhase.FAILED, f"a fault in reportmap ({type(error).__name__}: {error}); please report it"


def _facts_of(document: Document) -> Document:
    """A document without what takes memory."""
    return replace(document, text="", parts=(), metadata=())


def source_of(name: str, sources: Iterable[str]) -> str | None:
    """The source of a report, by its name ("week.zip" of "week.zip/monday.html"); None for no source."""
    fitting = [one for one in sources if name == one or name.startswith((f"{one}/", f"{one}, ", f"{one}: "))]
    return max(fitting, key=len, default=None)


class Runs:
    """The runs of all sessions of this process, and who looks at them."""

    def __init__(self, *, leave_seconds: float, timer: Callable[..., threading.Timer] = threading.Timer) -> None:
        """Stop a run when nobody has looked at it for so long."""
        self._leave_seconds = leave_seconds
        self._timer = timer
        self._lock = threading.Lock()
        self._turn = threading.Semaphore(MAX_RUNS_AT_ONCE)
        self._runs: dict[str, Run] = {}
        self._viewers: dict[str, set[str]] = {}

    def open(
        self,
        sources: Sequence[Content],
        *,
        viewer: str,
        intake: Intake,
        look_up: Callable[[str], Document | None],
        read_again: Callable[[Document], str],
    ) -> Run:
        """A new run, started, with its first viewer, who turns from any older one."""
        run = Run(sources, intake=intake, look_up=look_up, read_again=read_again, turn=self._turn)
        for run_id in self._turn_from(viewer):
            if not self._viewers[run_id]:
                self._runs[run_id].forget_contents()
        with self._lock:
            self._runs[run.run_id] = run
            self._viewers[run.run_id] = {viewer}
            over = [run_id for run_id, one in self._runs.items() if one.state().phase.is_over]
            for run_id in over[: max(0, len(self._runs) - MAX_RUNS_KEPT)]:
                del self._runs[run_id], self._viewers[run_id]
        run.start()
        return run

    def look_at(self, run_id: str, *, viewer: str) -> Run | None:
        """A run, with one viewer more; None where it is not known any more."""
        with self._lock:
            run = self._runs.get(run_id)
            if run is not None:
                self._viewers[run_id].add(viewer)
            return run

    def leave(self, viewer: str) -> None:
        """A viewer has gone, perhaps only to load the page anew."""
        for run_id in self._turn_from(viewer):
            timer = self._timer(self._leave_seconds, self._end_if_left, (run_id,))
            timer.daemon = True
            timer.start()

    def _turn_from(self, viewer: str) -> list[str]:
        """Take a viewer from all runs; the runs that had it."""
        with self._lock:
            left = [run_id for run_id, viewers in self._viewers.items() if viewer in viewers]
            for run_id in left:
                self._viewers[run_id].discard(viewer)
        return left

    def _end_if_left(self, run_id: str) -> None:
        with self._lock:
            run = self._runs.get(run_id)
            is_left = not self._viewers.get(run_id)
        if run is not None and is_left:
            run.release()
