"""What is said to the user, and where: results on standard output, everything else on standard error."""

import io
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

PIPED_WIDTH = 200
"""Columns of a table that goes into a file or a pipe, where nothing knows a width."""

_errors = Console(stderr=True, highlight=False, markup=False)


def say(message: str) -> None:
    """One line on standard error, above a running bar."""
    _errors.print(message, soft_wrap=True)


@contextmanager
def said_warnings() -> Iterator[None]:
    """Inside, what the package logs as a warning is said, each once and above a running bar."""
    handler = _Warnings(logging.WARNING)
    logger = logging.getLogger("reportmap")
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


class _Warnings(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self._said: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if message not in self._said:
            self._said.add(message)
            say(message)


def show(table: Table) -> None:
    """A table on standard output."""
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console = Console(highlight=False, markup=False, width=PIPED_WIDTH)
    console.print(table)


def progress_bar(*, beside_output: bool = False) -> Progress:
    """A bar with counts and the time left on standard error; nothing when that is no terminal.

    Args:     beside_output: whether results are printed meanwhile; on the same terminal they would run into each other
    """
    is_in_the_way = beside_output and sys.stdout.isatty()
    return Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=_errors,
        transient=True,
        disable=is_in_the_way or not _errors.is_terminal,
    )


@contextmanager
def standard_output() -> Iterator[TextIO]:
    """Standard output as UTF-8 whatever the locale says, with line ends as they are written.

    Half a surrogate pair, which UTF-8 has not, is written as JSON escapes it.
    """
    stream = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", errors="backslashreplace", newline="")
    try:
        yield stream
        stream.flush()
    finally:
        stream.detach()


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 event", "2 events"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
