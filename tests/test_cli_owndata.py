"""`gazetteer import` and `gazetteer add`, as a user types them."""

from collections.abc import Callable
from pathlib import Path

import click.testing
import pytest
from click.testing import CliRunner

from reportmap.cli import main
from reportmap.gazetteer import Gazetteer, userdata
from reportmap.gazetteer.userdata import UserData
from tests.test_gazetteer_import import DUMP, NAMES, write

Run = Callable[..., click.testing.Result]


@pytest.fixture
def run(tmp_path: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a gazetteer command with a data folder of its own; the gazetteer is the real one, and is not built again."""
    monkeypatch.setattr(userdata, "user_data_directory", lambda: tmp_path / "own")
    monkeypatch.setattr(Gazetteer, "open", lambda *_arguments, **_options: gazetteer)
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(main, ["gazetteer", *words])


def test_import_list_and_remove(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "AF.txt", DUMP)
    write(tmp_path / "alternateNamesV2.txt", NAMES)
    assert "Nothing was imported" in run("import", "--list").stderr
    done = run("import", "AF.txt", "alternateNamesV2.txt")
    assert done.exit_code == 0, done.stderr
    assert "Imported 5 places from AF.txt" in done.stderr
    assert "Imported 2 names from alternateNamesV2.txt" in done.stderr
    assert "is ready" in done.stderr
    listed = run("import", "--list").stdout
    for word in ("AF", "alternateNamesV2", "places", "names"):
        assert word in listed
    assert "Removed AF (5 rows of AF.txt)" in run("import", "--remove", "AF").stderr
    assert [one.name for one in UserData(tmp_path / "own").imports()] == ["alternateNamesV2"]


def test_a_wrong_file_is_one_line_and_status_1(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "AF.txt", [DUMP[0], "x"])
    result = run("import", "AF.txt")
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith("Error: AF.txt, line 2: it has 1 tab-separated columns instead of 19; nothing was imported")


ADD = ("add", "Camp Alpha", "--latitude", "32.0", "--longitude", "64.5")


def test_add_list_and_remove(run: Run, tmp_path: Path) -> None:
    result = run(*ADD, "--feature-code", "insm", "--admin1", "Helmand", "--alternate", "Alpha", "--alternate", "FOB A",
                 "--near", "5", "--note", "patrol report")  # fmt: skip
    assert result.exit_code == 0, result.stderr
    assert "Added Camp Alpha at 32.0000, 64.5000 in AF" in result.stderr
    (row,) = UserData(tmp_path / "own").analyst_rows()
    assert row == {
        "name": "Camp Alpha", "alternates": "Alpha|FOB A", "latitude": "32.00000", "longitude": "64.50000",
        "feature_code": "INSM", "country_code": "AF", "admin1_code": "10", "precision": "near", "radius_km": "5",
        "note": "patrol report",
    }  # fmt: skip
    listed = run("add", "--list").stdout
    for word in ("Camp Alpha", "military installation", "5 km", "patrol report"):
        assert word in listed
    assert "Removed 1 place called Camp Alpha" in run("add", "--remove", "Camp Alpha").stderr
    assert "You have added no places" in run("add", "--list").stderr


WRONG = [
    # label,                 words,                                  status, what is said
    ("nothing to do",        ["import"],                                  2, "name the files"),
    ("two things at once",   ["import", "--list", "--remove", "AF"],      2, "name the files"),
    ("no such file",         ["import", "nowhere.txt"],                   2, "does not exist"),
    ("no such import",       ["import", "--remove", "AF"],                1, "imported: none"),
    ("no name",              ["add"],                                     2, "name the place"),
    ("no place",             ["add", "Alpha"],                            2, "--latitude"),
    ("off the earth",        [*ADD[:3], "132", *ADD[4:]],                 2, "-90"),
    ("no such country",      [*ADD, "--country", "Persia"],               2, "two letters"),
    ("no such province",     [*ADD, "--admin1", "Atlantis"],              2, "no first-order unit of AF"),
    ("no such kind",         [*ADD, "--feature-code", "CITY"],            2, "PPL"),
    ("no letters",           ["add", " ' ", *ADD[2:]],                    1, "has no letters"),
    ("no such place",        ["add", "--remove", "Alpha"],                1, "there are: none"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "words", "status", "says"), WRONG, ids=[row[0] for row in WRONG])
def test_wrong_usage(*, run: Run, label: str, words: list[str], status: int, says: str) -> None:
    result = run(*words)
    assert result.exit_code == status
    assert says in " ".join(result.stderr.split())


def test_unknown_classes_are_refused(run: Run, tmp_path: Path) -> None:
    write(tmp_path / "AF.txt", DUMP)
    assert run("import", "AF.txt", "--classes", "AX").exit_code == 2
    assert "Imported 3 places" in run("import", "AF.txt", "--classes", "ap").stderr
