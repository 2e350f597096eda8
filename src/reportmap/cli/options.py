"""Options that several commands take, and what they open.

The store and the gazetteer may be named before or after the command, or by an environment variable; the command line
is the only place that reads the environment.
"""

import datetime
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from reportmap.cli.terminal import progress_bar, say

if TYPE_CHECKING:  # imported where they are opened, so that --help stays quick
    from rich.progress import Progress

    from reportmap.events import Ontology
    from reportmap.gazetteer import Gazetteer
    from reportmap.store import EventStore

DATABASE_VARIABLE = "REPORTMAP_DATABASE_URL"
GAZETTEER_VARIABLE = "REPORTMAP_GAZETTEER_DIR"

Command = TypeVar("Command", bound=Callable[..., object])

_KEY = "reportmap."


def database_option(*, variable: str | None = None) -> Callable[[Command], Command]:
    """--database-url, kept for `open_store`; the group reads the variable, a command overrides it."""
    return click.option(
        "--database-url",
        metavar="URL",
        envvar=variable,
        expose_value=False,
        callback=_remember,
        help=f"The store, such as sqlite:////full/path/reports.sqlite. [env var: {DATABASE_VARIABLE};"
        " default: a file in your data folder]",
    )


def gazetteer_option(*, variable: str | None = None) -> Callable[[Command], Command]:
    """--gazetteer-dir, kept for `open_gazetteer`; the group reads the variable, a command overrides it."""
    return click.option(
        "--gazetteer-dir",
        type=click.Path(path_type=Path),
        metavar="FOLDER",
        envvar=variable,
        expose_value=False,
        callback=_remember,
        help=f"Where the gazetteer is kept. [env var: {GAZETTEER_VARIABLE}; default: your cache folder]",
    )


def _remember(context: click.Context, option: click.Parameter, value: object) -> None:
    if value is not None and value != "":
        context.meta[f"{_KEY}{option.name}"] = value


def ontology_option() -> Callable[[Command], Command]:
    """--ontology, repeatable, kept for `chosen_ontology`."""
    return click.option(
        "--ontology",
        multiple=True,
        metavar="NAME|FILE",
        expose_value=False,
        callback=_remember,
        help="Event types to look for: a shipped name (reportmap ontology list) or a TOML file of your own. Give it"
        " several times for several. [default: acled]",
    )


def chosen_ontology() -> "Ontology":
    """The ontology that the user named, or the default one. A file that breaks the schema stops the command."""
    from reportmap.events import load_ontology  # noqa: PLC0415 - see above

    return load_ontology(*chosen_ontologies())


def chosen_ontologies() -> tuple[str, ...]:
    """The ontologies that the user named, () for the default one."""
    names: tuple[str, ...] = click.get_current_context().meta.get(f"{_KEY}ontology", ())
    return names


def open_store() -> "EventStore":
    """The store that the user named, or the default one."""
    from reportmap.store import EventStore  # noqa: PLC0415 - see above

    return EventStore.open(click.get_current_context().meta.get(f"{_KEY}database_url"))


def open_existing_store() -> "EventStore | None":
    """The store that the user named, or the default one, None where there is none yet."""
    from reportmap.store import EventStore  # noqa: PLC0415 - see above

    return EventStore.open_existing(click.get_current_context().meta.get(f"{_KEY}database_url"))


def gazetteer_directory() -> Path | None:
    """The folder that the user named for the gazetteer, None for the default one."""
    directory: Path | None = click.get_current_context().meta.get(f"{_KEY}gazetteer_dir")
    return directory


def open_gazetteer() -> "Gazetteer":
    """The gazetteer, built first, with a bar and a reason, when it is missing, damaged or older."""
    from reportmap.gazetteer import Gazetteer  # noqa: PLC0415 - see above

    with progress_bar() as bar:
        return Gazetteer.open(gazetteer_directory(), progress=step_reporter(bar), notice=say)


def step_reporter(bar: "Progress") -> Callable[[str, int, int], None]:
    """A function that shows (step, done, total) on a bar, each step on a line of its own."""
    tasks = {}

    def report(step: str, done: int, total: int) -> None:
        if step not in tasks:
            tasks[step] = bar.add_task(step)
        bar.update(tasks[step], completed=done, total=total)

    return report


def parse_day(context: click.Context, option: click.Parameter, value: str | None) -> datetime.date | None:
    """A calendar day as ISO 8601 writes it, and in no other way; a usage error shows how."""
    if value is None:
        return None
    try:
        return datetime.date.fromisoformat(value if _DAY.fullmatch(value) else "")
    except ValueError as error:
        message = f"{value!r} is no date; write it as YYYY-MM-DD, such as 2007-02-02."
        raise click.BadParameter(message, context, option) from error


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

published_option = click.option(
    "--published",
    "published_on",
    callback=parse_day,
    metavar="YYYY-MM-DD",
    help="When the reports were published, if they do not say so themselves; it overrides what they say.",
)
