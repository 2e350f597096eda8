"""Every command and every piece of Python in the README runs as printed."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportmap.cli import main
from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from tests.test_project import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
STAYS = {"serve"}  # runs until it is stopped; the browser tests run it


def blocks(language: str) -> list[str]:
    """The fenced blocks of one language, in order."""
    return re.findall(rf"^```{language}\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)


@pytest.fixture
def newcomer(tmp_path: Path, gazetteer: Gazetteer, language: Language, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout as the README assumes it, with an empty store; gazetteer and model are the real ones, opened once."""
    monkeypatch.setattr(Gazetteer, "open", lambda *_arguments, **_options: gazetteer)
    monkeypatch.setattr(Language, "load", lambda: language)
    monkeypatch.setenv("REPORTMAP_DATABASE_URL", f"sqlite:///{tmp_path / 'store.sqlite'}")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").symlink_to(ROOT / "data")
    return tmp_path


@pytest.mark.no_cover
def test_every_command_runs_as_printed(newcomer: Path) -> None:
    lines = [line for block in blocks("console") for line in block.splitlines() if line.startswith("$ reportmap ")]
    assert lines
    for line in lines:
        _, *arguments = shlex.split(line.removeprefix("$ "), comments=True)
        if arguments[0] in STAYS:
            continue
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, f"{line}\n{result.output[-2000:]}"
        assert result.stdout or any(newcomer.glob("*.csv")) or arguments[0] == "add", line


def test_every_piece_of_python_runs_as_printed(newcomer: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pieces = blocks("python")
    assert pieces
    for piece in pieces:
        exec(compile(piece, "README.md", "exec"), {})  # noqa: S102 (our own page)
    assert capsys.readouterr().out


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_every_link_leads_to_a_file(target: str) -> None:
    assert (ROOT / target).exists()
