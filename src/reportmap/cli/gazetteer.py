"""`gazetteer build` and `gazetteer lookup`."""

import click
from rich.table import Table

from reportmap.cli.options import gazetteer_option, open_gazetteer
from reportmap.cli.terminal import counted, say, show
from reportmap.model import NameMatch, NameMatchKind
from reportmap.reading.text import display_name

LIMIT = 20
"""Candidates that are shown; San José has hundreds."""

_WHY = {
    NameMatchKind.EXACT: "its name",
    NameMatchKind.ALTERNATE: "another name of it",
    NameMatchKind.SUFFIX: "its name without the kind of place",
    NameMatchKind.FUZZY: "spelled nearly so",
}


@click.group()
def gazetteer() -> None:
    """Build the offline gazetteer, or look names up in it."""


@gazetteer.command()
@gazetteer_option()
def build() -> None:
    """Build the gazetteer, unless a sound one of this version is there."""
    opened = open_gazetteer()
    say(f"Gazetteer {opened.version} is ready in {opened.directory}")


@gazetteer.command()
@click.argument("name")
@click.option("--country", metavar="CC", help="Only places in this country (ISO 3166-1 alpha-2, such as AF).")
@gazetteer_option()
def lookup(name: str, country: str | None) -> None:
    """Print what NAME may mean, best candidate first, and why."""
    opened = open_gazetteer()
    code = None if country is None else country.upper()
    if code is not None and opened.country(code) is None:
        raise click.BadParameter(
            f"{country!r} is no country code; write two letters, such as AF.", param_hint="--country"
        )
    found = [match for match in opened.lookup(name) if code is None or match.place.country_code == code]
    found = found or list(opened.fuzzy(name, country_code=code))
    if not found:
        where = "" if code is None else f" in {code}"
        raise click.ClickException(
            f"no place called {display_name(name)!r}{where}; check the spelling, or try a part of it"
        )
    table = Table("#", "Name", "Feature", "Country", "Province", "Population", "Id", "Coordinates", "Why")
    for number in (0, 5, 6):
        table.columns[number].justify = "right"
    for rank, match in enumerate(found[:LIMIT], start=1):
        table.add_row(str(rank), *_cells(match))
    show(table)
    if len(found) > LIMIT:
        say(f"{counted(len(found) - LIMIT, 'further candidate')} not shown; narrow it down with --country")


def _cells(match: NameMatch) -> tuple[str, ...]:
    place = match.place
    likeness = f" ({match.similarity:.2f})" if match.kind is NameMatchKind.FUZZY else ""
    return (
        place.name,
        place.feature_code,
        place.country_code or "",
        place.admin1 or "",
        f"{place.population:,}" if place.population else "unknown",
        str(place.geonameid or place.place_id),
        f"{place.latitude:.4f}, {place.longitude:.4f}",
        _WHY[match.kind] + likeness,
    )
