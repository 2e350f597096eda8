"""The browser tests find a browser or fail with advice; they never skip."""

import subprocess
from pathlib import Path

import pytest

from tests.browser import chromium


@pytest.fixture
def program(tmp_path: Path) -> Path:
    path = tmp_path / "my-chromium"
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[list[str]]:
    """A machine without any browser, where installers do nothing; the commands that were tried."""
    tried: list[list[str]] = []

    def record(command: list[str], **_: object) -> None:
        tried.append(command)

    monkeypatch.delenv("REPORTMAP_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(chromium, "APPLICATIONS", ())
    monkeypatch.setattr(chromium, "_playwright_path", lambda: None)
    monkeypatch.setattr(chromium, "_distribution", lambda: None)
    monkeypatch.setattr(subprocess, "run", record)
    return tried


def test_the_named_program_wins(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTMAP_CHROMIUM", str(program))
    assert chromium.find_chromium() == program


def test_a_wrong_name_is_an_error_and_not_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTMAP_CHROMIUM", "/no/such/program")
    with pytest.raises(chromium.NoChromiumError, match="/no/such/program"):
        chromium.provide_chromium()


def test_a_program_on_the_path_is_found(
    bare_machine: list[list[str]], program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chromium, "NAMES", (program.name,))
    assert chromium.provide_chromium() == program
    assert bare_machine == []


def test_playwright_s_own_is_found(
    bare_machine: list[list[str]], program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chromium, "_playwright_path", lambda: str(program))
    assert chromium.provide_chromium() == program


def test_without_any_it_tries_to_install_and_then_says_what_to_do(bare_machine: list[list[str]]) -> None:
    with pytest.raises(chromium.NoChromiumError, match="REPORTMAP_CHROMIUM"):
        chromium.provide_chromium()
    assert [command[1:4] for command in bare_machine] == [["-m", "playwright", "install"]]


def test_the_command_fails_with_the_advice(bare_machine: list[list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    assert chromium.main() == 1
    assert "apt-get install chromium" in capsys.readouterr().err


def test_debian_s_own_comes_before_a_download(bare_machine: list[list[str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chromium, "_distribution", lambda: "debian")
    monkeypatch.setattr(chromium, "_as_root", list)
    with pytest.raises(chromium.NoChromiumError):
        chromium.provide_chromium()
    assert [command[0] for command in bare_machine[:2]] == ["apt-get", "apt-get"]
    assert "--with-deps" in bare_machine[2]
