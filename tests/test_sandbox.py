"""The process that parsers run in: its limits, what it may not do, and that it is there again after it died."""

import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportmap.errors import ReadingError
from reportmap.reading.draft import Draft
from reportmap.reading.sandbox import Limits, Sandbox
from tests.file_makers import make_zip

TIGHT = Limits(memory_bytes=512 * 1024 * 1024, cpu_seconds=1, wall_seconds=20.0)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """One whose parser does what the text says."""
    with Sandbox(limits=TIGHT, module="tests.misbehaving") as one:
        yield one


def said(sandbox: Sandbox, text: str, name: str = "x.bin") -> list[str]:
    """The texts and errors that come back."""
    return [item.text if isinstance(item, Draft) else str(item) for item in sandbox.drafts(text.encode(), name)]


DEATHS = [
    # what the parser does, error
    ("eat memory", "x.bin: takes more than 512 MB of memory to read; split it"),
    ("compute", "x.bin: took more than 1 seconds of computing to read; split it, or leave it out"),
    ("exit", "x.bin: made its parser crash (status 3); save it anew, or leave it out"),
    ("crash", "x.bin: made its parser crash (status -6); save it anew, or leave it out"),
]


@pytest.mark.skipif(sys.platform != "linux", reason="limits of memory and computing are those of Linux")
@pytest.mark.parametrize(("act", "error"), DEATHS)
def test_a_parser_that_dies_is_one_error_and_there_again(act: str, error: str, sandbox: Sandbox) -> None:
    assert said(sandbox, act) == [error]
    assert said(sandbox, "A bomb.") == ["A bomb."]


def test_a_parser_that_hangs_is_stopped() -> None:
    with Sandbox(limits=Limits(wall_seconds=0.5), module="tests.misbehaving") as sandbox:
        assert said(sandbox, "sleep") == ["x.bin: took longer than 0.5 seconds to read; split it, or leave it out"]


FORBIDDEN = ["connect", "resolve", "write", "append", "remove", "spawn", "fork", "system"]


@pytest.mark.parametrize("act", FORBIDDEN)
def test_a_parser_may_not(act: str, sandbox: Sandbox) -> None:
    (error,) = said(sandbox, act)
    assert "PermissionError: a parser may not" in error
    assert not Path("written.txt").exists()


def test_what_a_parser_prints_is_no_answer(sandbox: Sandbox) -> None:
    assert said(sandbox, "babble\nA bomb.") == ["babble\nA bomb."]


def test_a_fault_of_a_parser_is_an_error_that_names_it(sandbox: Sandbox) -> None:
    (error,) = said(sandbox, "raise")
    assert error == (
        "x.bin: is damaged, or of a kind unknown here (KeyError: 'no such key'); save it anew and try again"
    )


def test_the_files_after_one_that_kills_its_parser_are_read_once_each(sandbox: Sandbox) -> None:
    inner = make_zip({"1.txt": "One.", "2.txt": "exit", "3.txt": "Three."})
    outer = make_zip({"a.txt": "A.", "b.zip": inner, "c.txt": "exit", "d.txt": "D."})
    items = [item.text if isinstance(item, Draft) else str(item) for item in sandbox.drafts(outer, "all.zip")]
    assert items == [
        "A.",
        "One.",
        "all.zip/b.zip/2.txt: made its parser crash (status 3); save it anew, or leave it out",
        "Three.",
        "all.zip/c.txt: made its parser crash (status 3); save it anew, or leave it out",
        "D.",
    ]


def test_an_archive_of_killers_is_given_up(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportmap.reading.sandbox.MAX_DEATHS", 2)
    data = make_zip({f"{number}.txt": "exit" for number in range(9)})
    items = list(sandbox.drafts(data, "all.zip"))
    assert len(items) == 3
    assert str(items[-1]) == "all.zip: 2 files in it had to be stopped; unpack it and name the others"


def test_what_nobody_waits_for_does_not_come_with_the_next_file(sandbox: Sandbox) -> None:
    drafts = sandbox.drafts(make_zip({f"{number}.txt": f"Text {number}." for number in range(9)}), "all.zip")
    assert isinstance(next(drafts), Draft)
    drafts.close()  # type: ignore[attr-defined]
    assert said(sandbox, "A bomb.") == ["A bomb."]


def test_plain_text_needs_no_process() -> None:
    with Sandbox(module="no.such.module") as sandbox:
        assert said(sandbox, "A bomb.", "x.txt") == ["A bomb."]
        (error,) = said(sandbox, "\0", "x.txt")
        assert "binary" in error


def test_a_process_that_does_not_start_is_an_error() -> None:
    with Sandbox(module="no.such.module") as sandbox:
        (error,) = sandbox.drafts(b"A bomb.", "x.bin")
        assert isinstance(error, ReadingError)
        assert str(error).startswith("x.bin: cannot be read: the process for it ends at once (status 1)")


def test_no_process_and_no_thread_is_left() -> None:
    before = threading.active_count()
    with Sandbox(module="tests.misbehaving") as sandbox:
        said(sandbox, "A bomb.")
        pid = sandbox._process.pid if sandbox._process else 0
    assert pid
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert threading.active_count() == before


def test_the_process_gets_no_secrets_and_no_module_of_the_current_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(9)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REPORTMAP_DATABASE_URL", "postgresql://user:secret@host/x")
    with Sandbox() as sandbox:
        (draft,) = sandbox.drafts(b'{"text": "A bomb killed two."}', "x.json")
        assert isinstance(draft, Draft)
        pid = sandbox._process.pid if sandbox._process else 0
        environment = Path(f"/proc/{pid}/environ")
        assert not environment.exists() or b"secret" not in environment.read_bytes()
