"""`add`: the summary, a dry run, a watched folder, and its end by a signal."""

import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from reportmap.cli import adding, main
from reportmap.gazetteer import Gazetteer
from reportmap.intake import intake
from reportmap.language import Language
from reportmap.store import EventStore
from tests.inline_pool import use_inline_pool
from tests.kill_add import add, add_prepared, contents, prepare
from tests.sample_events import sample_extractions

REPORT = "A bomb exploded in Lashkar Gah on 10 September 2009. Two people were killed."

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, gazetteer: Gazetteer, language: Language, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in an empty folder, with a store beside it."""
    monkeypatch.setattr(Gazetteer, "open", lambda *_arguments, **_options: gazetteer)
    use_inline_pool(monkeypatch, language)
    monkeypatch.setenv("REPORTMAP_DATABASE_URL", f"sqlite:///{tmp_path / 'store.sqlite'}")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return lambda *arguments, text=None: CliRunner().invoke(main, arguments, input=text)


def _n_stored(tmp_path: Path) -> int:
    with EventStore.open(f"sqlite:///{tmp_path / 'store.sqlite'}") as store:
        return len(store.documents())


def test_add_wants_something_to_add(run: Run) -> None:
    result = run("add")
    assert result.exit_code == 2
    assert "--watch" in result.stderr


def test_the_publisher_may_be_given(run: Run) -> None:
    Path("a.txt").write_text(REPORT)
    assert run("add", "a.txt", "--publisher", "The Wire").exit_code == 0
    assert "The Wire" in run("documents").stdout


def test_a_report_in_another_language_is_stored_and_named(run: Run) -> None:
    Path("a.txt").write_text(
        "Une bombe a explosé mardi dans le centre de la ville. Deux personnes ont été tuées et plusieurs autres ont"
        " été blessées, selon la police. Personne n'a revendiqué l'attentat."
    )
    result = run("add", "a.txt")
    assert result.exit_code == 0
    assert "a.txt: stored and not extracted" in result.stderr
    assert "not extracted │      1" in result.stdout


def test_a_dry_run_says_what_would_be_read_and_changes_nothing(run: Run, tmp_path: Path) -> None:
    Path("a.txt").write_text(f"---\ntitle: Blast\npublished: 2009-09-11\n---\n{REPORT}")
    Path("b.csv").write_text(f'headline,body,date\nSecond blast,"{REPORT}",2009-09-12\n')
    Path("c.txt").write_text("\0")
    result = run("add", ".", "--dry-run")
    assert result.exit_code == 1
    for words in ("Blast", "2009-09-11", "front matter", "plain text", "a table (CSV)", "Second blast", "new"):
        assert words in result.stdout
    assert "c.txt" in result.stderr
    assert "columns taken as text = body" in result.stderr
    assert "2 reports (2 new); 1 file cannot be read; nothing was changed" in result.stderr
    assert not (tmp_path / "store.sqlite").exists()


def test_a_dry_run_knows_what_is_stored(run: Run) -> None:
    Path("a.txt").write_text(REPORT)
    run("add", "a.txt")
    assert "1 report (1 stored)" in run("add", "a.txt", "--dry-run").stderr
    changed = run("add", "a.txt", "--dry-run", "--publisher", "The Wire").stderr
    assert "1 report (1 stored, with other metadata)" in changed


def test_what_is_in_quarantine_is_listed(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "No report is in quarantine" in run("documents", "--quarantined").stderr
    Path("a.txt").write_text(REPORT)

    class Deadly:
        def __init__(self, deliver: Callable[[object], None]) -> None:
            self._deliver = deliver

        def __enter__(self) -> "Deadly":
            return self

        def __exit__(self, *_error: object) -> None:
            pass

        def submit(self, number: int, _text: str) -> None:
            self._deliver(intake.Answer(number=number, reason="took longer than 300 seconds", is_deadly=True))

        def end_overdue(self) -> None:
            pass

    monkeypatch.setattr(intake, "open_pool", lambda _gazetteer, *, deliver, **_options: Deadly(deliver))
    result = run("add", "a.txt")
    assert result.exit_code == 1
    assert "a.txt: took longer than 300 seconds, and again when it was retried" in result.stderr
    listed = run("documents", "--quarantined")
    assert "took longer than 300 seconds" in listed.stdout
    assert "--retry-quarantined" in listed.stderr


def test_a_watched_folder_is_added_to_until_a_signal_ends_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("a.txt").write_text(REPORT)
    pauses: list[float] = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 4:
            Path("b.txt").write_text(f"{REPORT} Again.")
        if len(pauses) == 8:
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(adding.time, "sleep", sleep)
    result = run("add", "--watch", ".")
    assert result.exit_code == 0
    assert result.stderr.count("1 new file in .") == 2
    assert _n_stored(tmp_path) == 2


def test_a_signal_ends_the_run_after_the_report_at_hand(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(5):
        Path(f"{number}.txt").write_text(f"{REPORT} Report {number}.")
    stored = EventStore.add

    def stop(self: EventStore, extraction: object) -> object:
        if extraction.document.path == "2.txt":
            signal.raise_signal(signal.SIGTERM)
        return stored(self, extraction)

    monkeypatch.setattr(EventStore, "add", stop)
    result = run("add", ".")
    assert result.exit_code == 128 + signal.SIGTERM
    assert "the same command goes on from there" in result.stderr
    assert "added         │      3" in result.stdout
    assert _n_stored(tmp_path) == 3
    monkeypatch.setattr(EventStore, "add", stored)
    assert run("add", ".").exit_code == 0
    assert _n_stored(tmp_path) == 5


def test_killed_in_the_midst_and_run_again_gives_the_same_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(tmp_path, sample_extractions())
    monkeypatch.setattr(intake, "open_pool", intake.open_pool)  # put back what add_prepared exchanges
    add_prepared(tmp_path, tmp_path / "whole.sqlite")
    killed = tmp_path / "killed.sqlite"
    for n_stored in (1, 3):
        process = subprocess.Popen(add(tmp_path, killed), cwd=Path(__file__).parent.parent)
        while process.poll() is None and _count(killed) < n_stored:
            os.sched_yield()
        process.kill()
        process.wait()
    add_prepared(tmp_path, killed)
    assert contents(killed) == contents(tmp_path / "whole.sqlite")
    assert not _orphans(tmp_path)


def _count(store: Path) -> int:
    if not store.exists():
        return 0
    with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
        except sqlite3.Error:
            return 0


def _orphans(folder: Path) -> list[str]:
    """Processes that still work on a folder; waits a moment for those that have yet to notice."""
    found: list[str] = []
    for _ in range(100):
        listed = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout
        found = [line for line in listed.splitlines() if str(folder) in line]
        if not found:
            break
        time.sleep(0.05)
    return found
