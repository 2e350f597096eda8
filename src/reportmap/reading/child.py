"""The process that parsers run in: `python -m reportmap.reading.child LIMITS`, spoken to by sandbox.py alone.

It reads one request a line from standard input, {"name", "length", "resume", "skipped"} and then that many bytes of
the file, and answers in lines of a word and its JSON: "begin" with the name of each file, "draft", "error", "warning",
and "done". Files are numbered as they begin, the given one as 0; those before `resume` were answered by a process that
died, and `skipped` ones killed it.

Before anything is parsed it gives up what no parser needs: memory beyond a limit, the network, other processes, and
writing to disk.
"""

import json
import logging
import os
import sys
from collections.abc import Collection
from contextlib import suppress
from typing import BinaryIO

from reportmap.errors import ReadingError
from reportmap.nouns import to_json
from reportmap.reading.budget import Budget
from reportmap.reading.draft import Draft
from reportmap.reading.unpack import drafts_in

try:
    import resource
except ImportError:  # Windows has no limits of this kind; the driver's clock is what remains
    resource = None  # type: ignore[assignment]

_FORBIDDEN = (  # audit events: https://docs.python.org/3/library/audit_events.html
    "socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.startfile", "pty.",
    "os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown",
    "os.kill", "shutil.", "tempfile.", "ftplib.", "http.", "urllib.", "smtplib.", "webbrowser.", "sqlite3.",
)  # fmt: skip
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def main() -> None:
    """Answer requests until standard input ends."""
    limits = json.loads(sys.argv[1])
    source, sink = _private_streams()
    confine(memory_bytes=limits["memory_bytes"])
    while line := source.readline():
        request = json.loads(line)
        data = source.read(request["length"])
        answer = _Answer(sink, resume=request["resume"], skipped=request["skipped"], cpu_seconds=limits["cpu_seconds"])
        answer.give(data, request["name"])


class _Answer(logging.Handler):
    """What is said about one file. As a handler of logs it passes on their warnings."""

    def __init__(self, sink: BinaryIO, *, resume: int, skipped: Collection[int], cpu_seconds: int) -> None:
        super().__init__(logging.WARNING)
        self._sink = sink
        self._resume = resume
        self._skipped = frozenset(skipped)
        self._cpu_seconds = cpu_seconds
        self._number = -1

    def give(self, data: bytes, name: str) -> None:
        """All of the answer. A process that ran out of memory says so and ends: what it holds is lost."""
        logger = logging.getLogger("reportmap")
        logger.addHandler(self)
        try:
            if self._begin(name):
                for item in drafts_in(data, name, begin=self._begin, budget=Budget()):
                    self._say_item(item)
        except MemoryError:
            self._say("memory", "null")
            sys.exit(1)
        finally:
            logger.removeHandler(self)
        self._say("done", "null")

    def emit(self, record: logging.LogRecord) -> None:
        """Send a warning to the driver."""
        if not self._is_repeated():
            self._say("warning", json.dumps(record.getMessage()))

    def _begin(self, name: str) -> bool:
        self._number += 1
        self._say("begin", json.dumps(name))
        allow_cpu(self._cpu_seconds)
        return self._number not in self._skipped

    def _is_repeated(self) -> bool:
        """Whether the process that died said this already; what follows its last file it did not say."""
        return self._number < self._resume - 1

    def _say_item(self, item: Draft | ReadingError) -> None:
        if self._is_repeated():
            return
        if isinstance(item, ReadingError):
            self._say("error", json.dumps(str(item)))
        else:
            self._say("draft", to_json(item))

    def _say(self, word: str, body: str) -> None:
        self._sink.write(f"{word} {body}\n".encode("ascii"))
        self._sink.flush()


def confine(*, memory_bytes: int) -> None:
    """Take from this process, for good, what no parser needs."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with suppress(ValueError, OSError):  # macOS refuses this limit: there the driver's clock is what remains
            resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    sys.addaudithook(_refuse)


def allow_cpu(seconds: int) -> None:
    """Let this process use so many more seconds of CPU before it is killed."""
    if resource is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        soft = int(used.ru_utime + used.ru_stime) + seconds + 1
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open":
        _, mode, flags = arguments
        is_writing = isinstance(flags, int) and flags & _WRITING
        if is_writing or (isinstance(mode, str) and set(mode) & set("wax+")):
            raise PermissionError("a parser may not write to disk")
    elif event.startswith(_FORBIDDEN):
        raise PermissionError(f"a parser may not do this ({event})")


def _private_streams() -> tuple[BinaryIO, BinaryIO]:
    """Standard input and output for ourselves; what a library reads and prints there is nothing."""
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    return source, sink


if __name__ == "__main__":
    main()
