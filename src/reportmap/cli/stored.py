"""`documents` lists what the store holds, `export` takes events out of it."""

import datetime
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click
from rich.table import Table

from reportmap import __version__
from reportmap.cli.options import database_option, open_store, parse_day
from reportmap.cli.terminal import counted, say, show, standard_output
from reportmap.cli.writing import FORMATS, now, write_events
from reportmap.dashboard.words import say_unread
from reportmap.export import Provenance, select_events, similar_provinces
from reportmap.reading.languages import language_name
from reportmap.reading.text import display_name

DASHBOARD_URL = "http://localhost:8501"


@click.command()
@click.option("--quarantined", is_flag=True, help="List the reports that add leaves out, with the reason.")
@database_option()
def documents(*, quarantined: bool) -> None:
    """List the stored reports with what was found in each, and how many others are copies or versions of it."""
    from reportmap.matching.versions import count_copies, group_copies  # noqa: PLC0415 - takes long to import

    if quarantined:
        _list_quarantined()
        return
    with open_store() as store:
        stored = store.documents()
        groups = group_copies(store.copying(), documents={item.document.document_id: item.document for item in stored})
        location = store.location
    n_copies = count_copies(groups)
    if not stored:
        say(f"The store {location} holds no reports; add some with: reportmap add PATH...")
        return
    table = Table("Report", "Published", "Publisher", "Language")
    for heading in ("Events", "Drawn", "Places", "Unresolved", "Comments", "Copies"):
        table.add_column(heading, justify="right")
    table.add_column("Id", no_wrap=True)
    for item in stored:
        document = item.document
        copies = n_copies.get(document.document_id, 0)
        counts = (item.n_events, item.n_drawn, item.n_places, item.n_unresolved, item.n_comments, copies)
        table.add_row(
            display_name(document.title or document.path or "(no title)"),
            "unknown" if document.published_on is None else document.published_on.isoformat(),
            display_name(document.publisher or ""),
            say_unread(document) or ("" if document.language is None else language_name(document.language)),
            *(f"{count:,}" for count in counts),
            document.document_id,
        )
    show(table)
    say(f"{counted(len(stored), 'report')} in {location}")


def _list_quarantined() -> None:
    with open_store() as store:
        kept_out, location = store.quarantined(), store.location
    if not kept_out:
        say(f"No report is in quarantine in {location}")
        return
    table = Table("Report", "Since", "Reason")
    table.add_column("Id", no_wrap=True)
    for one in kept_out:
        table.add_row(display_name(one.name), one.quarantined_at[:10], display_name(one.reason), one.document_id)
    show(table)
    say(f"{counted(len(kept_out), 'report')} in quarantine; reportmap add PATH... --retry-quarantined tries them again")


@click.command()
@click.option("--format", "format_name", type=click.Choice(FORMATS), default="csv", show_default=True)
@click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True), metavar="FILE",
    help="Where to write; it is replaced whole or not at all. [default: standard output]",
)  # fmt: skip
@click.option("--all", "with_all", is_flag=True, help="Export every event, not only those that the map draws.")
@click.option("--province", metavar="NAME", help="Only events with a place in this first-order unit.")
@click.option("--from", "first_day", callback=parse_day, metavar="YYYY-MM-DD", help="Only events on or after this day.")
@click.option("--to", "last_day", callback=parse_day, metavar="YYYY-MM-DD", help="Only events on or before this day.")
@click.option(
    "--dashboard-url", default=DASHBOARD_URL, show_default=True, metavar="URL", help="Where links back lead to."
)
@database_option()
def export(
    *,
    format_name: str,
    output: Path | None,
    province: str | None,
    first_day: datetime.date | None,
    last_day: datetime.date | None,
    dashboard_url: str,
    with_all: bool,
) -> None:
    """Write stored events with their evidence, and say which filters, when and which version wrote them."""
    if first_day is not None and last_day is not None and last_day < first_day:
        raise click.UsageError(f"--from {first_day} lies after --to {last_day}")
    with open_store() as store:
        events = store.merged_events()
        by_id = {item.document.document_id: item.document for item in store.documents()}
    selection = select_events(
        events, drawn_only=not with_all, province=province, first_day=first_day, last_day=last_day
    )
    asked = {"drawn": None if with_all else "yes", "province": province, "from": first_day, "to": last_day}
    provenance = Provenance(
        version=__version__,
        exported_at=now(),
        filters={name: str(value) for name, value in asked.items() if value is not None},
        base_url=dashboard_url,
    )
    with _opened(output) as stream:
        written = write_events(format_name, selection.events, by_id, stream, provenance=provenance)
    left_out = "".join(f"; {number:,} {reason}" for reason, number in sorted(selection.left_out.items()))
    say(f"{written:,} of {counted(len(events), 'event')} exported{left_out}")
    if province is not None and not written and (names := similar_provinces(events, province)):
        say(f"No exported event lies in {display_name(province)}; there are events in {', '.join(names)}")


@contextmanager
def _opened(output: Path | None) -> Iterator[TextIO]:
    """A stream to a file that appears whole when all is written, or to standard output."""
    if output is None or output == Path("-"):
        with standard_output() as stream:
            yield stream
        return
    unfinished = None
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=output.parent, prefix=f".{output.name}.", delete=False
        ) as stream:
            unfinished = Path(stream.name)
            yield stream  # type: ignore[misc]  # the wrapper of tempfile is a text stream in all but its type
        unfinished.chmod(0o666 & ~_umask())
        unfinished.replace(output)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise click.ClickException(
            f"{display_name(output)}: cannot be written ({reason}); name another --output"
        ) from error
    finally:
        if unfinished is not None:
            unfinished.unlink(missing_ok=True)


def _umask() -> int:
    """What a new file of this user may not have; temporary files are more private than that."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
