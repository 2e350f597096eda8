"""`ontology list`, `ontology show` and `ontology check`: the event types that there are, and files of one's own."""

import sys

import click
from rich.table import Table

from reportmap.cli.terminal import counted, say, show
from reportmap.reading.text import display_name


@click.group()
def ontology() -> None:
    """List the event ontologies, show one, check a file of your own. docs/ontology.md explains the files."""


@ontology.command("list")
def list_ontologies() -> None:
    """List the ontologies that come with reportmap, each by the name that --ontology takes."""
    from reportmap.events.ontology import DEFAULT_ONTOLOGY, load_ontology  # noqa: PLC0415 - takes long to import
    from reportmap.events.ontology_file import parse_ontology_file, read_ontology_file, shipped_names  # noqa: PLC0415

    table = Table("Name", "What", "Types", "Triggers", "Version")
    for name in shipped_names():
        loaded = load_ontology(name)
        title = str(parse_ontology_file(read_ontology_file(name)).get("title", ""))
        title += " (the default)" if name == DEFAULT_ONTOLOGY else ""
        table.add_row(name, title, f"{len(loaded.types):,}", f"{len(loaded.rules):,}", loaded.version)
    show(table)


@ontology.command("show")
@click.argument("source", metavar="NAME_OR_FILE")
def show_ontology(source: str) -> None:
    """Show the types of an ontology: a shipped name or a TOML file."""
    from reportmap.events.ontology import load_ontology  # noqa: PLC0415 - takes long to import

    loaded = load_ontology(source)
    table = Table("Event type", "Sub-event type", "PLOVER", "Code", "Definition", "Example")
    for key, kind in loaded.types.items():
        example = next((rule.examples[0] for rule in loaded.rules if rule.type_id == key), "")
        cells = (kind.event_type, kind.sub_event_type, kind.plover or "", kind.code or "", kind.definition, example)
        table.add_row(*map(display_name, cells))
    show(table)
    say(f"{counted(len(loaded.types), 'type')}, {counted(len(loaded.rules), 'trigger')}, version {loaded.version}")


@ontology.command("check")
@click.argument("sources", metavar="FILE...", nargs=-1, required=True)
@click.option("--quick", is_flag=True, help="Check the schema alone, not whether each example fires its trigger.")
def check(sources: tuple[str, ...], *, quick: bool) -> None:
    """Check ontology files: every mistake with its line, then whether examples fire and counterexamples do not."""
    from reportmap.cli.ontology_examples import failed_examples  # noqa: PLC0415 - takes long to import
    from reportmap.events.ontology import check_ontology  # noqa: PLC0415

    found = []
    for source in sources:
        mistakes = check_ontology(source)
        if not mistakes and not quick:
            mistakes = failed_examples(source)
        found += mistakes
        if not mistakes:
            say(f"{display_name(source)}: no mistakes")
    for mistake in found:
        say(mistake)
    sys.exit(1 if found else 0)
