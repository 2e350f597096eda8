"""Reading ahead: how far, in which order, and how it ends."""

import threading
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue

import pytest

from reportmap.errors import ReadingError
from reportmap.intake.outcome import Source
from reportmap.intake.reader import AllRead, FileRead, FilesFound, Read, Reader, Reading

LONG = 60.0
PATHS = (Path("a"), Path("b"))


def _two_each(source: Source) -> Iterator[ReadingError]:
    yield ReadingError(f"{source}: first")
    yield ReadingError(f"{source}: second")


def _said(news: Reading) -> str:
    match news:
        case FilesFound(number=number):
            return f"{number} files"
        case Read(number=number, report=report):
            return f"{number} {report}"
        case FileRead():
            return "file read"
        case AllRead(error=error):
            return f"all read, {error!r}"


def test_every_report_of_every_file_in_order_and_then_the_end() -> None:
    inbox: SimpleQueue[Reading] = SimpleQueue()
    missing = ReadingError("c: does not exist")
    with Reader(lambda: [*PATHS, missing], _two_each, interrupt=lambda: None, ahead=100, deliver=inbox.put):
        found = [_said(inbox.get(timeout=LONG)) for _ in range(10)]
    assert found == [
        "3 files", "0 a: first", "1 a: second", "file read", "2 b: first", "3 b: second", "file read",
        "4 c: does not exist", "file read", "all read, None",
    ]  # fmt: skip


def test_no_more_is_read_than_there_is_room_for() -> None:
    inbox: SimpleQueue[Reading] = SimpleQueue()
    begun: list[str] = []

    def read(source: Source) -> Iterator[ReadingError]:
        for name in "abc":
            begun.append(name)
            yield ReadingError(f"{name}: no")

    with Reader(lambda: PATHS[:1], read, interrupt=lambda: None, ahead=1, deliver=inbox.put) as reader:
        assert [_said(inbox.get(timeout=LONG)) for _ in range(2)] == ["1 files", "0 a: no"]
        assert begun == ["a"]
        reader.finished()
        assert _said(inbox.get(timeout=LONG)) == "1 b: no"
        assert begun == ["a", "b"]


def test_closing_interrupts_what_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportmap.intake.reader.PATIENCE_SECONDS", 0.01)
    inbox: SimpleQueue[Reading] = SimpleQueue()
    interrupted = threading.Event()

    def read(_source: Source) -> Iterator[ReadingError]:
        assert interrupted.wait(LONG)
        yield ReadingError("a: its parser was stopped")

    with Reader(lambda: PATHS, read, interrupt=interrupted.set, ahead=5, deliver=inbox.put):
        pass
    said = [_said(inbox.get(timeout=LONG)) for _ in range(inbox.qsize())]
    assert said[-1] == "all read, None"
    assert not any("1 " in line for line in said)  # the second file was not begun


def test_a_fault_in_reading_is_delivered() -> None:
    inbox: SimpleQueue[Reading] = SimpleQueue()

    def broken(_source: Source) -> Iterator[ReadingError]:
        raise ZeroDivisionError("no")

    with Reader(lambda: PATHS, broken, interrupt=lambda: None, ahead=5, deliver=inbox.put):
        assert _said(inbox.get(timeout=LONG)) == "2 files"
        assert _said(inbox.get(timeout=LONG)) == "all read, ZeroDivisionError('no')"
