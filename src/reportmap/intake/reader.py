"""Reading in a thread of its own, a few reports ahead of extraction, however many there are."""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from reportmap.errors import ReadingError
from reportmap.intake.outcome import Source
from reportmap.intake.sources import File
from reportmap.model import Document

PATIENCE_SECONDS = 0.5
"""How long to wait for the end of what is being read, before it is interrupted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesFound:
    """So many files are to be read."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A report that was read, or why there is none; `number` counts them from 0."""

    number: int
    file: File
    report: Document | ReadingError
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """One file is done with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AllRead:
    """There is no more; `error` is a fault that ended the reading."""

    error: Exception | None = None


Reading = FilesFound | Read | FileRead | AllRead
"""What a reader tells, in this order: the files, for each of them its reports and its end, the end."""


class Reader:
    """A thread that reads. `close()` it, or use `with`."""

    def __init__(
        self,
        find: Callable[[], Iterable[File]],
        read: Callable[[Source], Iterator[Document | ReadingError]],
        *,
        interrupt: Callable[[], None],
        ahead: int,
        deliver: Callable[[Reading], None],
    ) -> None:
        """Read what `find` gives, at most so many reports ahead of those that are `finished`.

        Args:     read: the reports in a source; interrupt: makes a `read` that takes long end soon, in any way
        """
        self._find = find
        self._read = read
        self._interrupt = interrupt
        self._deliver = deliver
        self._room = threading.Semaphore(ahead)
        self._is_closed = False
        self._n_reports = 0
        self._thread = threading.Thread(target=self._work, daemon=True, name="reader")
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def finished(self) -> None:
        """One report is done with, so that another may be read."""
        self._room.release()

    def close(self) -> None:
        """Read no more."""
        self._is_closed = True
        self._room.release()
        self._thread.join(PATIENCE_SECONDS)
        while self._thread.is_alive():
            self._interrupt()
            self._thread.join(PATIENCE_SECONDS)

    def _work(self) -> None:
        error: Exception | None = None
        try:
            self._read_all()
        except Exception as fault:  # it is raised again where somebody can see it
            error = fault
        self._deliver(AllRead(error=error))

    def _read_all(self) -> None:
        files = list(self._find())
        self._deliver(FilesFound(number=len(files)))
        for file in files:
            reports = iter([file]) if isinstance(file, ReadingError) else self._read(file)
            while True:
                self._room.acquire()
                if self._is_closed:
                    return
                begun = time.monotonic()
                report = next(reports, None)
                if report is None:
                    self._room.release()
                    break
                seconds = time.monotonic() - begun
                self._deliver(Read(number=self._n_reports, file=file, report=report, seconds=seconds))
                self._n_reports += 1
            self._deliver(FileRead())
