"""`add` reads reports, extracts their events by several processes, and stores both."""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.table import Table

from reportmap.cli.interruption import Interruption, noticed_interruption
from reportmap.cli.options import (
    chosen_ontologies,
    database_option,
    gazetteer_option,
    ontology_option,
    open_gazetteer,
    open_store,
    published_option,
)
from reportmap.cli.preview import show_preview
from reportmap.cli.terminal import counted, progress_bar, said_warnings, say, show
from reportmap.errors import ReportmapError

if TYPE_CHECKING:  # imported where it is used, so that --help stays quick
    from reportmap.intake.outcome import Outcome, Progress
    from reportmap.reading.draft import Given
    from reportmap.store import EventStore

WATCH_SECONDS = 1.0
"""How often to look into a watched folder."""

_ROWS = ("added", "replaced", "unchanged", "not extracted", "failed", "quarantined")


@dataclass(slots=True)
class Tally:
    """What a run has done so far: reports by their outcome, and the events in what was stored."""

    outcomes: Counter[str] = field(default_factory=Counter)
    n_events: int = 0
    n_drawn: int = 0
    seconds: float = 0.0

    def note(self, outcome: "Outcome") -> None:
        """Count one more."""
        self.outcomes[outcome.status] += 1
        self.n_events += outcome.n_events
        self.n_drawn += outcome.n_drawn

    @property
    def has_failures(self) -> bool:
        """Whether some report was neither stored nor stored before."""
        return bool(self.outcomes["failed"] or self.outcomes["quarantined"])


@click.command()
@click.argument("paths", nargs=-1, metavar="PATH...", type=click.Path(path_type=Path, allow_dash=True))
@published_option
@click.option("--publisher", metavar="NAME", help="Who published the reports; it overrides what they say.")
@click.option(
    "--jobs", type=click.IntRange(1, 256), metavar="N", help="How many processes extract. [default: one for each core]"
)
@click.option(
    "--watch", type=click.Path(path_type=Path, exists=True, file_okay=False), metavar="FOLDER",
    help="Go on and add what appears in this folder, each file when it is whole, until Ctrl-C.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Say what would be read, and change nothing.")
@click.option("--retry-quarantined", is_flag=True, help="Try again what ended its process twice before.")
@database_option()
@ontology_option()
@gazetteer_option()
def add(
    paths: Sequence[Path],
    published_on: date | None,
    publisher: str | None,
    jobs: int | None,
    watch: Path | None,
    *,
    dry_run: bool,
    retry_quarantined: bool,
) -> None:
    """Read reports, extract their events, and store both.

    PATH is a file or archive of any format that is read, a folder, a pattern such as "reports/*.pdf", or - for standard
    input. Adding a report twice stores it once, and a run that was stopped goes on where it was when started again.
    """
    from reportmap.reading.draft import Given  # noqa: PLC0415 - see above

    if not paths and watch is None:
        raise click.UsageError("Name the files and folders to add, or a folder to --watch.")
    given = Given(published_on=published_on, publisher=publisher)
    if dry_run:
        sys.exit(show_preview([*paths, *filter(None, [watch])], given=given))
    with open_store() as store, noticed_interruption() as interruption, summary() as tally:
        adding = Adding(
            store, given=given, jobs=jobs, retry_quarantined=retry_quarantined, interruption=interruption, tally=tally
        )
        if paths:
            adding.add(paths)
        if watch is not None:
            _watch(watch, adding, interruption)
    if interruption.has_come and (watch is None or adding.is_unfinished):
        say("Stopped before the end. What is counted here is stored; the same command goes on from there.")
        sys.exit(interruption.exit_status)
    sys.exit(1 if tally.has_failures else 0)


@contextmanager
def summary() -> Iterator[Tally]:
    """A tally that is shown at the end, also at one that an error brings."""
    tally, begun = Tally(), time.monotonic()
    try:
        yield tally
    except ReportmapError:
        if tally.outcomes:
            _show(tally, seconds=time.monotonic() - begun)
        raise
    _show(tally, seconds=time.monotonic() - begun)


def _show(tally: Tally, *, seconds: float) -> None:
    table = Table("Reports", "Number")
    table.columns[1].justify = "right"
    for name in _ROWS:
        table.add_row(name, f"{tally.outcomes[name]:,}")
    table.add_section()
    table.add_row("events", f"{tally.n_events:,}")
    table.add_row("drawn", f"{tally.n_drawn:,}")
    table.add_row("seconds", f"{seconds:,.1f}")
    show(table)


class Adding:
    """What `add` was told, and the store that it fills."""

    def __init__(
        self,
        store: "EventStore",
        *,
        tally: Tally,
        interruption: Interruption,
        given: "Given | None" = None,
        jobs: int | None = None,
        retry_quarantined: bool = False,
    ) -> None:
        self.is_unfinished = False
        self._store = store
        self._tally = tally
        self._interruption = interruption
        self._given = given
        self._jobs = jobs
        self._retry_quarantined = retry_quarantined
        self._ontologies = chosen_ontologies()

    def add(self, paths: Iterable[Path], *, title: str = "Adding") -> None:
        """Add files and folders with a bar, and say which ones fail; stops where an interruption comes."""
        from reportmap.intake.intake import take_in  # noqa: PLC0415 - takes seconds to import

        self.is_unfinished = True
        gazetteer = open_gazetteer()
        with said_warnings(), step_bars(title) as on_progress:
            for outcome in take_in(
                paths,
                store=self._store,
                gazetteer=gazetteer,
                ontology=self._ontologies,
                given=self._given,
                jobs=self._jobs,
                retry_quarantined=self._retry_quarantined,
                is_cancelled=lambda: self._interruption.has_come,
                on_progress=on_progress,
            ):
                self._tally.note(outcome)
                if outcome.message is not None:
                    say(outcome.message)
        self.is_unfinished = self._interruption.has_come


@contextmanager
def step_bars(title: str) -> Iterator[Callable[["Progress"], None]]:
    """A bar for each step with its count and the time left; a function that moves them."""
    with progress_bar() as bar:
        reading = bar.add_task(f"{title}: files read", total=None)
        extracting = bar.add_task("reports extracted", total=None)
        storing = bar.add_task("reports stored", total=None)

        def move(progress: "Progress") -> None:
            bar.update(reading, completed=progress.n_read, total=progress.n_files)
            bar.update(extracting, completed=progress.n_extracted, total=progress.n_expected)
            bar.update(storing, completed=progress.n_done, total=progress.n_expected)

        yield move


def _watch(folder: Path, adding: Adding, interruption: Interruption) -> None:
    from reportmap.intake.watch import Watcher  # noqa: PLC0415 - see above

    watcher = Watcher(folder)
    say(f"Watching {folder}; Ctrl-C ends it.")
    while not interruption.has_come:
        if ready := watcher.look():
            say(f"{counted(len(ready), 'new file')} in {folder}")
            adding.add(ready)
        else:
            time.sleep(WATCH_SECONDS)
