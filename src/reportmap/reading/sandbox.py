"""Parsers run in a process of their own, which may use little, reach nothing, and die without harm."""

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from time import monotonic
from types import TracebackType

from reportmap.errors import ReadingError
from reportmap.nouns import from_json
from reportmap.reading.draft import Draft
from reportmap.reading.formats import is_plain
from reportmap.reading.text import read_plain

CHILD = "reportmap.reading.child"
MAX_DEATHS = 5
"""How often one file may kill its parser before the rest of what is inside it is given up."""
MAX_FILES = 500
"""After how many files a process is replaced, so that nothing that a parser leaks piles up."""
DYING_SECONDS = 5.0
"""How long a process that ended its answers may take to end itself."""
LOOK_SECONDS = 0.2
"""How often the clock is looked at."""
MAX_LINE_BYTES = 256 * 1024 * 1024
"""Of an answer: the longest text allowed, with every character escaped, and its parts."""

_KEPT = ("PATH", "PYTHONHOME", "LANG", "LC_ALL", "TZ", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the parser may use for one file, or for one file inside another.

    Memory is address space, of which the libraries alone take some 300 MB. Seconds of CPU are fewer than those of the
    clock, for a machine that has other work too. Windows has only the clock, and macOS no limit of memory.
    """

    memory_bytes: int = 1536 * 1024 * 1024
    cpu_seconds: int = 15
    wall_seconds: float = 25.0


@dataclass(slots=True, kw_only=True)
class _Reading:
    """How far the reading of one file has come, over the deaths of those who read it."""

    data: bytes
    name: str
    current: str
    begun: int = 0
    resume: int = 0
    skipped: list[int] = field(default_factory=list)

    def request(self) -> bytes:
        """What the child is told."""
        head = {"name": self.name, "length": len(self.data), "resume": self.resume, "skipped": self.skipped}
        return json.dumps(head).encode("ascii") + b"\n"


class _Clock:
    """Kills a process when what it is waited for takes too long; the time between two waits is not counted.

    One thread looks at the time every now and then: a thread for each wait would cost more than the waits.
    """

    def __init__(self, seconds: float) -> None:
        self.is_late = False
        self._seconds = seconds
        self._deadline: float | None = None
        self._ended = Event()
        self._thread: Thread | None = None

    def start(self, process: subprocess.Popen[bytes]) -> None:
        """Watch a process from now on."""
        self.is_late, self._deadline = False, None
        self._ended = Event()
        self._thread = Thread(target=self._watch, args=(process, self._ended), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Watch it no more."""
        self._ended.set()
        if self._thread is not None:
            self._thread.join()

    def __enter__(self) -> None:
        self._deadline = monotonic() + self._seconds

    def __exit__(self, *_: object) -> None:
        self._deadline = None

    def _watch(self, process: subprocess.Popen[bytes], ended: Event) -> None:
        while not ended.wait(LOOK_SECONDS):
            deadline = self._deadline
            if deadline is not None and monotonic() > deadline:
                self.is_late = True
                process.kill()
                return


class Sandbox:
    """A child process that reads files, started when first needed and again whenever it died.

    One thread may use it, for one file at a time. As a context manager it ends the child at the end.
    """

    def __init__(self, *, limits: Limits | None = None, module: str = CHILD) -> None:
        """Start nothing yet. `module` is what the child runs; tests give it a parser that misbehaves."""
        self._limits = limits or Limits()
        self._module = module
        self._process: subprocess.Popen[bytes] | None = None
        self._n_files = 0
        self._clock = _Clock(self._limits.wall_seconds)

    def __enter__(self) -> "Sandbox":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child; the next file starts another one."""
        if self._process is not None:
            self._clock.stop()
            self._process.kill()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    with suppress(BrokenPipeError):  # what was not sent is of no use any more
                        pipe.close()
            self._process.wait()
            self._process = None
        self._n_files = 0

    def drafts(self, data: bytes, name: str) -> Iterator[Draft | ReadingError]:
        """The drafts in a file and in the files inside it, and one error for each that cannot be read.

        Plain text is decoded here and now; everything else in the child. A file that kills the child is an error, and
        those after it in the same archive go on in another child.
        """
        if is_plain(data, name):
            yield from _plain(data, name)
            return
        reading = _Reading(data=data, name=name, current=name)
        while len(reading.skipped) < MAX_DEATHS:
            cause = yield from self._answers(reading)
            if cause is None:
                return
            yield ReadingError(f"{reading.current}: {cause}")
            if reading.begun <= 1:
                return
            reading.skipped.append(reading.begun - 1)
            reading.resume = reading.begun
        yield ReadingError(f"{name}: {MAX_DEATHS} files in it had to be stopped; unpack it and name the others")

    def _answers(self, reading: _Reading) -> Generator[Draft | ReadingError, None, str | None]:
        """Say what to read and yield what comes back. Gives what the child died of, None where it came to the end."""
        process = self._running()
        reading.begun, last = 0, b""
        is_done, cause = False, None
        try:
            self._ask(process, reading)
            while True:
                last = self._next_line(process)
                word, _, body = last.partition(b" ")
                if word == b"done":
                    is_done = True
                    break
                if not last.endswith(b"\n") or word == b"memory":
                    cause = self._cause_of_death(last, has_begun=reading.begun > 0)
                    break
                item = _understood(word, body, reading)
                if item is not None:
                    yield item
        finally:
            if not is_done:  # it died, or nobody wants the rest: what it would say next is unknown
                self.close()
        self._n_files += reading.begun
        return cause

    def _ask(self, process: subprocess.Popen[bytes], reading: _Reading) -> None:
        assert process.stdin is not None  # noqa: S101 - it is a pipe
        with self._clock, suppress(BrokenPipeError):  # it is dead, as the answer will show
            process.stdin.write(reading.request())
            process.stdin.write(reading.data)
            process.stdin.flush()

    def _next_line(self, process: subprocess.Popen[bytes]) -> bytes:
        assert process.stdout is not None  # noqa: S101 - it is a pipe
        with self._clock:
            return process.stdout.readline(MAX_LINE_BYTES)

    def _running(self) -> subprocess.Popen[bytes]:
        if self._n_files >= MAX_FILES or (self._process is not None and self._process.poll() is not None):
            self.close()
        if self._process is None:
            limits = {"memory_bytes": self._limits.memory_bytes, "cpu_seconds": self._limits.cpu_seconds}
            self._process = subprocess.Popen(  # noqa: S603 - our own module; -P keeps the current folder off its path
                [sys.executable, "-P", "-B", "-m", self._module, json.dumps(limits)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                start_new_session=True,  # Ctrl-C in the terminal is for us alone
            )
            self._clock.start(self._process)
        return self._process

    def _cause_of_death(self, last: bytes, *, has_begun: bool) -> str:
        assert self._process is not None  # noqa: S101 - it was asked
        if last.startswith(b"memory"):
            return f"takes more than {self._limits.memory_bytes // 1024**2:,} MB of memory to read; split it"
        try:
            status = self._process.wait(timeout=DYING_SECONDS)
        except subprocess.TimeoutExpired:  # it floods us, or closed its output and goes on
            self._process.kill()
            status = self._process.wait()
        if self._clock.is_late:
            return f"took longer than {self._limits.wall_seconds:g} seconds to read; split it, or leave it out"
        if status == -getattr(signal, "SIGXCPU", 0):
            return f"took more than {self._limits.cpu_seconds} seconds of computing to read; split it, or leave it out"
        if not has_begun:
            return f"cannot be read: the process for it ends at once (status {status}); reinstall reportmap"
        return f"made its parser crash (status {status}); save it anew, or leave it out"


def _plain(data: bytes, name: str) -> Iterator[Draft | ReadingError]:
    try:
        yield from read_plain(data, name)
    except ReadingError as error:
        yield error


def _understood(word: bytes, body: bytes, reading: _Reading) -> Draft | ReadingError | None:
    """What a line of the child says; None where it is only about the reading itself."""
    try:
        if word == b"draft":
            return from_json(Draft, body.decode("ascii"))
        said = str(json.loads(body))
    except ValueError as error:
        return ReadingError(f"{reading.current}: its parser gave no sensible answer ({error}); leave it out")
    if word == b"error":
        return ReadingError(said)
    if word == b"begin":
        reading.begun += 1
        reading.current = said
    elif word == b"warning":
        _logger.warning("%s", said)
    return None


def _environment() -> dict[str, str]:
    """What the child needs to find the same packages, and no more: no token, no address of a database."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    ours = str(Path(__file__).parents[2])
    return kept | {"PYTHONPATH": os.pathsep.join([ours, *filter(None, sys.path)])}
