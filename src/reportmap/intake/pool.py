"""A pool of processes that outlives any of them: what a dead one was doing is done again, once, by another.

One thread of ours serves each process. Tasks and answers are lines of text, so that nothing is ever unpickled. The
processes are started by their own command and not by multiprocessing, which would run the main script again in each:
inside Streamlit that is the dashboard.
"""

import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import SimpleQueue
from types import TracebackType
from typing import IO, Self

from reportmap.errors import IntakeError
from reportmap.intake.worker import ANSWER, READY, UNUSABLE

ATTEMPTS = 2
"""A task that has ended so many processes is not tried again."""
GRACE_SECONDS = 5.0
"""A process ends itself when its time is up; after so long again we end it."""
START_SECONDS = 120.0
"""How long a process may take until it is ready, on a machine that is busy."""

_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came of a task: its text, or the reason why there is none. `is_deadly` where it ended its processes."""

    number: int
    text: str | None = None
    reason: str | None = None
    is_deadly: bool = False
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    number: int
    text: str


class _DiedError(Exception):
    """A process is gone; the message says how, in a few words."""


class Pool:
    """Up to `jobs` processes that answer tasks, started as they are needed. `close()` it, or use `with`."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        jobs: int,
        seconds: float,
        deliver: Callable[[Answer | IntakeError], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take tasks for processes that `command` starts.

        Args:     seconds: how long one task may take; deliver: gets the answers, in a thread of ours, or an IntakeError
                  when processes cannot be started or cannot work at all
        """
        self._command = tuple(command)
        self._jobs = jobs
        self._seconds = seconds
        self._clock = clock
        self._deliver = deliver
        self._tasks: SimpleQueue[_Task | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []
        self._processes: set[_Process] = set()
        self._lock = threading.Lock()
        self._is_closed = False
        self._n_open = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    @property
    def process_ids(self) -> tuple[int, ...]:
        """The processes that run now."""
        with self._lock:
            return tuple(process.pid for process in self._processes)

    def submit(self, number: int, text: str) -> None:
        """Have a task done; its answer is delivered under this number. The text is one line of ASCII."""
        with self._lock:
            self._n_open += 1
            if len(self._threads) < min(self._n_open, self._jobs):
                thread = threading.Thread(target=self._work, daemon=True, name=f"pool {len(self._threads)}")
                self._threads.append(thread)
                thread.start()
        self._tasks.put(_Task(number=number, text=text))

    def end_overdue(self) -> None:
        """End the processes that are past their time and have not ended themselves; to be called now and then."""
        now = self._clock()
        with self._lock:
            for process in self._processes:
                if process.deadline is not None and now > process.deadline:
                    process.kill()

    def close(self) -> None:
        """End the processes, whatever they are doing, and wait until they are gone."""
        with self._lock:
            self._is_closed = True
            for process in self._processes:
                process.kill()
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join()

    # --- in a thread of its own, one for each process ------------------------------------------------------------

    def _work(self) -> None:
        process: _Process | None = None
        try:
            while (task := self._tasks.get()) is not None and not self._is_closed:
                process = self._attempt(task, process)
        except IntakeError as error:
            self._deliver(error)
        finally:
            if process is not None:
                self._end(process)

    def _attempt(self, task: _Task, process: "_Process | None") -> "_Process | None":
        """Do a task with the process that is there, or a new one; the process that is there now."""
        reason = ""
        for _ in range(ATTEMPTS):
            process = process or self._started()
            if process is None:
                return None
            begun = self._clock()
            process.deadline = begun + self._seconds + GRACE_SECONDS
            try:
                kind, words = process.ask(task.text)
            except _DiedError as died:
                late = self._clock() - begun >= self._seconds
                reason = f"took longer than {self._seconds:g} seconds" if late else str(died)
                self._end(process)
                process = None
                continue
            process.deadline = None
            if kind == UNUSABLE:
                self._end(process)
                raise IntakeError(words)
            text, fault = (words, None) if kind == ANSWER else (None, words)
            self._answer(Answer(number=task.number, text=text, reason=fault, seconds=self._clock() - begun))
            return process
        if not self._is_closed:
            self._answer(Answer(number=task.number, reason=reason, is_deadly=True))
        return None

    def _answer(self, answer: Answer) -> None:
        with self._lock:
            self._n_open -= 1
        self._deliver(answer)

    def _started(self) -> "_Process | None":
        """A process that is ready, None when the pool is being closed."""
        words = ""
        for _ in range(ATTEMPTS):
            with self._lock:
                if self._is_closed:
                    return None
                process = _Process(self._command)
                process.deadline = self._clock() + START_SECONDS
                self._processes.add(process)
            try:
                kind, words = process.listen()
            except _DiedError as died:
                words = f"{died}: {process.last_words()}"
                self._end(process)
                continue
            process.deadline = None
            if kind == READY:
                return process
            self._end(process)
            raise IntakeError(words)
        if self._is_closed:
            return None
        raise IntakeError(f"the processes that extract cannot be started ({words}); install reportmap anew, then retry")

    def _end(self, process: "_Process") -> None:
        process.close()
        with self._lock:
            self._processes.discard(process)


class _Process:
    """One process of the pool. `deadline` is when to end it, None while it is idle."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed in close()
        self._process = subprocess.Popen(  # noqa: S603 - our own command
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env={**(os.environ if environment is None else environment), **_ONE_THREAD},
            start_new_session=True,  # Ctrl-C in the terminal is for us alone
        )
        self.deadline: float | None = None

    @property
    def pid(self) -> int:
        return self._process.pid

    def ask(self, text: str) -> tuple[bytes, str]:
        """The kind and the words of the answer to a task. Raises _DiedError."""
        assert self._process.stdin is not None  # noqa: S101 - for mypy
        try:
            self._process.stdin.write(text.encode("ascii") + b"\n")
            self._process.stdin.flush()
        except OSError:
            pass  # it has gone: the answer says how
        return self.listen()

    def listen(self) -> tuple[bytes, str]:
        """The kind and the words of the next line. Raises _DiedError."""
        assert self._process.stdout is not None  # noqa: S101 - for mypy
        line = self._process.stdout.readline()
        if not line.endswith(b"\n"):
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(GRACE_SECONDS)
            self._process.kill()  # where it only closed its output
            raise _DiedError(_way_of_dying(self._process.wait()))
        return line[:1], line[1:-1].decode("ascii")

    def last_words(self) -> str:
        """The last line that it wrote to standard error, "" for none."""
        self._errors.seek(0)
        lines = self._errors.read()[-2000:].decode("utf-8", "replace").split("\n")
        return next((" ".join(line.split()) for line in reversed(lines) if line.strip()), "")

    def kill(self) -> None:
        self._process.kill()

    def close(self) -> None:
        """End it and wait until it is gone."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._errors):
            if stream is not None:
                with suppress(OSError):
                    stream.close()


def _way_of_dying(status: int) -> str:
    if status >= 0:
        return f"ended the process that read it with exit status {status}"
    try:
        name = signal.Signals(-status).name
    except ValueError:
        name = f"signal {-status}"
    return f"ended the process that read it by {name}"
