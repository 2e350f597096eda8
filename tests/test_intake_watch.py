"""A watched folder: each file once, when it is whole, and again when it has changed."""

import os
from pathlib import Path

import pytest

from reportmap.intake.watch import Watcher

STEPS = [
    # label,               what is written before each look (None: nothing),   what each look finds
    ("there before",       {"a.txt": ["rain"]},                                [[], [], ["a.txt"], [], []]),
    ("growing",            {"a.txt": ["r", "ra", "rai", "rain"]},              [[], [], [], [], [], ["a.txt"], []]),
    ("a pause in writing", {"a.txt": ["r", None, "ra"]},                       [[], [], [], [], ["a.txt"], []]),
    ("empty until later",  {"a.txt": ["", None, None, "rain"]},                [[], [], [], [], [], ["a.txt"], []]),
    ("changed later",      {"a.txt": ["rain", None, None, "rain and hail"]},   [[], [], ["a.txt"], [], [], ["a.txt"], []]),
    ("two",                {"a.txt": ["rain"], "b.txt": [None, "hail"]},       [[], [], ["a.txt"], ["b.txt"], []]),
    ("natural order",      {"b 10.txt": ["rain"], "b 9.txt": ["hail"]},        [[], [], ["b 9.txt", "b 10.txt"], []]),
    ("below",              {"x/a.txt": ["rain"]},                              [[], [], ["x/a.txt"], []]),
    ("hidden",             {".a.txt": ["rain"]},                               [[], [], [], []]),
    ("a download",         {"a.txt.part": ["rain"]},                           [[], [], [], []]),
]  # fmt: skip


@pytest.mark.parametrize(("label", "written", "found"), STEPS, ids=[row[0] for row in STEPS])
def test_watching(label: str, written: dict[str, list[str | None]], found: list[list[str]], tmp_path: Path) -> None:
    watcher = Watcher(tmp_path)
    looks = []
    for number in range(len(found)):
        for name, contents in written.items():
            content = contents[number] if number < len(contents) else None
            if content is not None:
                path = tmp_path / name
                path.parent.mkdir(exist_ok=True)
                path.write_text(content)
                os.utime(path, (number, number))
        looks.append([path.relative_to(tmp_path).as_posix() for path in watcher.look()])
    assert looks == found


def test_a_file_that_has_gone_and_a_folder_that_has_gone_are_no_news(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text("rain")
    watcher = Watcher(folder)
    assert watcher.look() == []
    (folder / "a.txt").unlink()
    assert watcher.look() == []
    folder.rmdir()
    assert watcher.look() == []
