"""The inside of a process of the pool: tasks come as lines on standard input, answers go as lines to standard output.

The process ends when its parent does, since its standard input ends then; and the system ends it when a task takes too
long, even where no Python code gets a turn any more, as inside a regular expression. On Linux the system ends it with
its parent even there.
"""

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Callable
from queue import SimpleQueue
from typing import BinaryIO

from reportmap.errors import ReportmapError

READY, ANSWER, FAULT, UNUSABLE = b".", b"+", b"-", b"!"
"""The first byte of a line to the parent: it is ready; an answer; a fault in one task; it cannot work at all."""

_PR_SET_PDEATHSIG = 1
"""prctl(2): the signal to get when the thread that started us is gone. Each process of the pool has its own thread."""

Answerer = Callable[[str], str]
"""From a task to its answer, each one line."""


def serve(open_answerer: Callable[[], Answerer], *, seconds: float) -> None:
    """Answer tasks until the parent wants no more.

    Args:     open_answerer: loads what is needed and gives the function; a ReportmapError from either stops the pool
              seconds: how long one task may take
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what is printed on the way must not get between the answers
    tasks: SimpleQueue[str] = SimpleQueue()
    threading.Thread(target=_listen, args=(tasks,), daemon=True).start()
    try:
        answer = open_answerer()
    except ReportmapError as error:
        _send(answers, UNUSABLE, _one_line(str(error)))
        return
    _send(answers, READY, "")
    while True:
        task = tasks.get()
        signal.setitimer(signal.ITIMER_REAL, seconds)
        kind, words = answered(answer, task)
        signal.setitimer(signal.ITIMER_REAL, 0)
        _send(answers, kind, words)


def _listen(tasks: SimpleQueue[str]) -> None:
    for line in sys.stdin.buffer:
        tasks.put(line.decode("ascii"))
    os._exit(0)


def answered(answer: Answerer, task: str) -> tuple[bytes, str]:
    """The kind of the line and its words."""
    try:
        return ANSWER, answer(task)
    except ReportmapError as error:
        return UNUSABLE, _one_line(str(error))
    except MemoryError:
        raise  # what is left of the process is not worth much
    except Exception as error:  # a bug of ours in one report must not cost the analyst the others
        return FAULT, _one_line(f"{type(error).__name__}: {error}")


def _one_line(words: str) -> str:
    return " ".join(words.split())


def _send(answers: BinaryIO, kind: bytes, words: str) -> None:
    answers.write(kind + words.encode("ascii", "backslashreplace") + b"\n")
    answers.flush()
