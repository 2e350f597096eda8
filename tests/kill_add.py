"""Kills `add` at random moments, runs it again, and compares the store with that of a run that nobody killed.

    python -m tests.kill_add --times 50 [--seed N] [--real]

Without --real the processes of the pool answer with extractions that were made before, so that a run takes a second
and most kills hit the storing. A developer's command; the suite kills a few times.
"""

import argparse
import multiprocessing
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from reportmap.errors import IntakeError
from reportmap.gazetteer import Gazetteer
from reportmap.intake import intake
from reportmap.intake.pool import Pool
from reportmap.model import Document, Extraction
from reportmap.nouns import to_json
from reportmap.reading.draft import Given
from reportmap.reading.files import read_documents
from reportmap.reading.sandbox import Sandbox
from reportmap.store import EventStore

ROOT = Path(__file__).resolve().parent.parent
WORKER = ROOT / "tests" / "pool_worker.py"
DERIVED = ("passage_search",)
"""Tables of the search index: their rows depend on when it was last tidied. What it finds is compared instead."""


def contents(store: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, and what the search index holds. The file must be sound."""
    with sqlite3.connect(store) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        found = {
            name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr)  # noqa: S608 - our tables
            for name in names
            if not name.startswith(DERIVED)
        }
        query = "SELECT rowid FROM passage_search WHERE passage_search MATCH ?"
        words = ("police", "killed", "said", "province", "army")
        return found | {word: sorted(connection.execute(query, (word,)).fetchall()) for word in words}


def prepare(folder: Path, extractions: Sequence[Extraction]) -> None:
    """Files to add, and for each the extraction that stands for reading it."""
    (folder / "reports").mkdir(parents=True)
    (folder / "answers").mkdir()
    paths = []
    for number, extraction in enumerate(extractions):
        paths.append(folder / "reports" / f"{number:03d}.txt")
        paths[-1].write_text(extraction.document.text, encoding="utf-8")
    with Sandbox() as sandbox:
        for path, extraction in zip(paths, extractions, strict=True):
            (document,) = read_documents(path, sandbox=sandbox, given=Given())
            assert isinstance(document, Document)
            made = to_json(_read_as(extraction, document))
            (folder / "answers" / document.document_id).write_text(made, encoding="ascii")


def _read_as(extraction: Extraction, document: Document) -> Extraction:
    """The extraction of a text, as it would be of a file that holds it."""
    return replace(extraction, document=document)


def add(folder: Path, store: Path) -> list[str]:
    """The command that adds the folder's reports to a store, with prepared answers."""
    return [sys.executable, "-m", "tests.kill_add", "--add", str(folder), str(store)]


def add_prepared(folder: Path, store: Path) -> None:
    """What `add` runs in a process of its own."""
    gazetteer = Gazetteer.open()

    def open_pool(_gazetteer: Gazetteer, *, jobs: int, deliver: object, **_options: object) -> Pool:
        command = (sys.executable, str(WORKER), "60", str(folder / "answers"))
        return Pool(command, jobs=jobs, seconds=60, deliver=deliver)  # type: ignore[arg-type]

    intake.open_pool = open_pool
    with EventStore.open(f"sqlite:///{store}") as opened:
        for outcome in intake.take_in([folder / "reports"], store=opened, gazetteer=gazetteer, jobs=2):
            if not outcome.status.is_stored:
                raise IntakeError(outcome.message or outcome.name)


Run = Callable[[Path, float | None], float]
"""Adds to a store, killed after so many seconds unless it was done; how long it ran."""


def run_command(command: Sequence[str], seconds: float | None) -> float:
    """A run of a command from the root."""
    begun = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        _, errors = process.communicate(timeout=seconds)
        assert process.returncode == 0, errors.decode()
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
    return time.monotonic() - begun


def run_copy(folder: Path, store: Path, seconds: float | None) -> float:
    """A run of a copy of this process, which has imported everything already."""
    begun = time.monotonic()
    process = multiprocessing.get_context("fork").Process(target=add_prepared, args=(folder, store))
    process.start()
    process.join(seconds)
    if process.is_alive():
        process.kill()
        process.join()
    else:
        assert process.exitcode == 0
    return time.monotonic() - begun


def killed_runs(run: Run, folder: Path, *, times: int, seed: int) -> list[str]:
    """What went wrong: one line for each run after a kill whose store differs from that of a whole run."""
    chance = random.Random(seed)  # noqa: S311 - moments, not secrets
    stored, killed = folder / "whole.sqlite", folder / "killed.sqlite"
    whole = run(stored, None)
    expected = contents(stored)
    wrong = []
    for number in range(times):
        for file in folder.glob(f"{killed.name}*"):
            file.unlink()
        moment = chance.uniform(0, whole)
        run(killed, moment)
        kept = _n_stored(killed)
        run(killed, None)
        if contents(killed) != expected:
            wrong.append(f"kill {number + 1} after {moment:.2f} s, with {kept} reports stored, left another store")
        sys.stderr.write(f"kill {number + 1} after {moment:.2f} s of {whole:.2f}: {kept} stored\n")
    return wrong


def _n_stored(store: Path) -> int:
    if not store.exists():
        return 0
    with sqlite3.connect(store) as connection:
        try:
            return int(connection.execute("SELECT count(*) FROM documents").fetchone()[0])
        except sqlite3.OperationalError:  # killed before there were tables
            return 0


def main() -> int:
    """Kill and compare."""
    parser = argparse.ArgumentParser(prog="python -m tests.kill_add", description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--real", action="store_true", help="with the real processes, on the sample reports")
    parser.add_argument("--add", nargs=2, type=Path, metavar=("FOLDER", "STORE"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.add:
        add_prepared(*arguments.add)
        return 0
    folder = Path(tempfile.mkdtemp())
    if arguments.real:
        command = [sys.executable, "-m", "reportmap", "add", "data/reports", "--database-url"]
        run = lambda store, seconds: run_command([*command, f"sqlite:///{store}"], seconds)  # noqa: E731
    else:
        prepare(folder, _sample_extractions())
        run = partial(run_copy, folder)
    wrong = killed_runs(run, folder, times=arguments.times, seed=arguments.seed)
    shutil.rmtree(folder)
    sys.stdout.write("".join(f"{line}\n" for line in wrong) or f"{arguments.times} kills, and every store was equal\n")
    return 1 if wrong else 0


def _sample_extractions() -> list[Extraction]:
    from reportmap.language import Language  # noqa: PLC0415 - takes long
    from reportmap.pipeline import extract_events  # noqa: PLC0415

    gazetteer, language = Gazetteer.open(), Language.load()
    with Sandbox() as sandbox:
        documents = [
            document
            for path in sorted((ROOT / "data" / "reports").glob("*.txt"))
            for document in read_documents(path, sandbox=sandbox, given=Given())
            if isinstance(document, Document)
        ]
    return [extract_events(document, gazetteer=gazetteer, language=language) for document in documents]


if __name__ == "__main__":
    sys.exit(main())
