"""Corpora line by line: a bad line is one line on standard error, and the rest go on."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from itertools import pairwise
from pathlib import Path
from typing import BinaryIO, TypeVar

import click

from reportmap.annotation.corpus import Content, Fields, bounded_lines, read_corpus
from reportmap.cli.terminal import counted, progress_bar, say
from reportmap.errors import CorpusError, ReportmapError
from reportmap.reading.text import display_name

Result = TypeVar("Result")

MOST_MESSAGES = 100
"""Skipped lines that are told of one by one; a file that is no corpus has a million. All are counted and numbered."""

STANDARD_INPUT = Path("-")

corpus_argument = click.argument("path", metavar="FILE.jsonl", type=click.Path(path_type=Path, allow_dash=True))


class Corpus:
    """An open corpus. `skipped` holds the numbers of the lines that were left out so far, in order."""

    def __init__(self, stream: BinaryIO, *, name: str, size: int | None) -> None:
        self.name = name
        self.skipped: list[int] = []
        self._stream = stream
        self._size = size

    def contents(
        self, read: Callable[[Fields], Content], *, task: str, beside_output: bool = False
    ) -> Iterator[tuple[int, Content]]:
        """The number and content of each good line, with a bar on standard error."""
        with progress_bar(beside_output=beside_output) as bar:
            step = bar.add_task(task, total=self._size)

            def lines() -> Iterator[bytes]:
                for line in bounded_lines(self._stream):
                    yield line
                    bar.advance(step)

            yield from read_corpus(lines(), name=self.name, read=read, skip=self._skip)

    def attempt(self, number: int, work: Callable[[], Result]) -> Result | None:
        """What `work` makes of a line; None, and the line is skipped, where a fault of ours keeps it from that."""
        try:
            return work()
        except ReportmapError:
            raise  # a bad gazetteer or rule file stops the run
        except Exception as error:  # a bug of ours in one text must not cost the user the others
            what = f"{type(error).__name__}: {error}"
            reason = f"could not be read, which is a fault in reportmap ({what}); please report it with the line"
            self._skip(CorpusError(f"{self.name}, line {number}: {reason}"), number)
            return None

    def report_skipped(self) -> str:
        """ "; 3 lines skipped (2, 5-6)", or nothing where all were good."""
        return f"; {counted(len(self.skipped), 'line')} skipped ({line_ranges(self.skipped)})" if self.skipped else ""

    def _skip(self, error: CorpusError, number: int) -> None:
        self.skipped.append(number)
        if len(self.skipped) <= MOST_MESSAGES:
            say(display_name(str(error)))
        elif len(self.skipped) == MOST_MESSAGES + 1:
            say(f"{self.name}: further bad lines are only counted")


@contextmanager
def open_corpus(path: Path) -> Iterator[Corpus]:
    """The corpus in a file, or on standard input for "-". Raises CorpusError when it cannot be opened."""
    name = "standard input" if path == STANDARD_INPUT else display_name(path)
    try:
        size = None if path == STANDARD_INPUT else _count_lines(path)
        opened = nullcontext(sys.stdin.buffer) if path == STANDARD_INPUT else path.open("rb")
    except OSError as error:
        raise CorpusError(f"{name}: {_reason(error)}") from error
    with opened as stream:
        yield Corpus(stream, name=name, size=size)


def _reason(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "does not exist; check the path"
    if isinstance(error, IsADirectoryError):
        return "is a folder; name the file in it"
    return f"cannot be read ({(error.strerror or str(error)).lower()}); check its permissions"


def _count_lines(path: Path) -> int | None:
    """How many lines a regular file has, None for a pipe, which can be read only once."""
    if path.exists() and not path.is_dir() and not path.is_file():
        return None
    with path.open("rb") as stream:
        return sum(1 for _ in bounded_lines(stream))


def line_ranges(numbers: Sequence[int]) -> str:
    """Rising numbers as people list them: "2, 5-9"."""
    starts = [number for at, number in enumerate(numbers) if at == 0 or numbers[at - 1] != number - 1]
    ends = [number for number, following in pairwise([*numbers, -1]) if following != number + 1]
    return ", ".join(
        f"{first}" if first == last else f"{first}-{last}" for first, last in zip(starts, ends, strict=True)
    )
