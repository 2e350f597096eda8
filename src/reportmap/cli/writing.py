"""`extract` prints the events of files, and stores nothing."""

import datetime
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

import click

from reportmap import __version__
from reportmap.cli.options import gazetteer_option, ontology_option, published_option
from reportmap.cli.terminal import counted, progress_bar, say, standard_output
from reportmap.export import Documents, Provenance, write_csv, write_geojson, write_json, write_jsonl
from reportmap.model import Document, Event

FORMATS = ("jsonl", "json", "csv", "geojson")


def write_events(
    name: str, events: Iterable[Event], documents: Documents, stream: TextIO, *, provenance: Provenance
) -> int:
    """Write events in one of FORMATS; how many there were."""
    if name == "csv":
        return write_csv(events, documents, stream, provenance=provenance)
    if name == "geojson":
        return write_geojson(events, documents, stream, provenance=provenance)
    return (write_json if name == "json" else write_jsonl)(events, documents, stream)


def now() -> datetime.datetime:
    """The time of an export."""
    return datetime.datetime.now(datetime.UTC)


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(path_type=Path, allow_dash=True))
@published_option
@click.option("--format", "format_name", type=click.Choice(FORMATS), default="jsonl", show_default=True)
@click.option("--all", "with_all", is_flag=True, help="Print every event, not only those that the map draws.")
@ontology_option()
@gazetteer_option()
def extract(paths: Sequence[Path], published_on: datetime.date | None, format_name: str, *, with_all: bool) -> None:
    """Print the events that reports tell of, one record each, and store nothing.

    PATH is a text file, a folder of them, or - for standard input. Without --all, only events that are said to have
    happened, and not in a reader's comment, are printed.
    """
    from reportmap.cli.work import Work, find_sources  # noqa: PLC0415 - takes a second to import

    sources = find_sources(paths)
    work = Work(sources, published_on=published_on)
    documents: dict[str, Document] = {}  # filled as the events come: a record is written when its document is known
    left_out = 0

    with standard_output() as stream, progress_bar(beside_output=True) as bar:
        task = bar.add_task("Extracting", total=len(sources))

        def events() -> Iterator[Event]:
            nonlocal left_out
            for extraction in work.extractions(advance=lambda: bar.advance(task)):
                documents[extraction.document.document_id] = extraction.document
                wanted = [event for event in extraction.events if with_all or event.is_drawn]
                left_out += len(extraction.events) - len(wanted)
                yield from wanted
                stream.flush()

        filters = {} if with_all else {"drawn": "yes"}
        provenance = Provenance(version=__version__, exported_at=now(), filters=filters)
        printed = write_events(format_name, events(), documents, stream, provenance=provenance)

    others = f"; {counted(left_out, 'other')} not drawn by default (--all prints them too)" if left_out else ""
    say(f"{counted(printed, 'event')} from {counted(len(documents), 'document')}{others}{_failures(work.failed)}")
    sys.exit(1 if work.failed else 0)


def _failures(failed: int) -> str:
    return f"; {counted(failed, 'file')} failed" if failed else ""
