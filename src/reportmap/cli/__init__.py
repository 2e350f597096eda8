"""The command line: reportmap extract | add | documents | export | merges | corrections | serve | gazetteer |
ontology | annotate | evaluate.

    terminal.py    what is said to the user, and where: records to standard output, the rest to standard error
    options.py     what several commands take: the store, the gazetteer, dates
    work.py        files to extractions, one bad file at a time
    writing.py     extract: what reads files and prints
    adding.py      add: what reads files and stores
    preview.py     add --dry-run: what it would read
    interruption.py  Ctrl-C at a good moment
    stored.py      documents and export: what reads the store
    merges.py      events that several reports tell
    corrections.py what analysts corrected
    serve.py       the dashboard
    gazetteer.py   build and look up
    ontology.py    list, show and check event ontologies
    corpora.py     corpora line by line, one bad line at a time
    annotate.py    predictions for a corpus
    evaluate.py    measures on a corpus

Exit status: 0 when all went well, 1 when a file failed or nothing could be done, 2 for wrong usage.
"""

import click

from reportmap import __version__
from reportmap.cli import adding, annotate, corrections, evaluate, gazetteer, merges, ontology, serve, stored, writing
from reportmap.cli.options import DATABASE_VARIABLE, GAZETTEER_VARIABLE, database_option, gazetteer_option
from reportmap.errors import ReportmapError


class _Commands(click.Group):
    """A group that turns what the package raises on purpose into one line and exit status 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ReportmapError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="reportmap")
@database_option(variable=DATABASE_VARIABLE)
@gazetteer_option(variable=GAZETTEER_VARIABLE)
def main() -> None:
    """Read reports, find the events in them, and map each one to the exact words it rests on, offline."""


for command in (
    *(
        writing.extract,
        adding.add,
        stored.documents,
        stored.export,
        merges.merges,
        corrections.corrections,
        serve.serve,
    ),
    *(gazetteer.gazetteer, ontology.ontology, annotate.annotate, evaluate.evaluate),
):
    main.add_command(command)
