"""`gazetteer build` and `gazetteer lookup`; import and add are in owndata.py."""

from typing import TYPE_CHECKING

import click
from rich.table import Table

from reportmap.cli.options import gazetteer_option, open_gazetteer
from reportmap.cli.owndata import add, import_files
from reportmap.cli.terminal import counted, say, show
from reportmap.model import NameMatch, NameMatchKind, Place
from reportmap.reading.text import display_name

if TYPE_CHECKING:
    from reportmap.gazetteer import Gazetteer

LIMIT = 20
"""Candidates that are shown; San José has hundreds."""

_WHY = {
    NameMatchKind.EXACT: "its name",
    NameMatchKind.ALTERNATE: "another name of it",
    NameMatchKind.SUFFIX: "its name without the kind of place",
    NameMatchKind.FUZZY: "spelled nearly so",
}

_COLUMNS = (
    "#", "Name", "Kind", "District", "Province", "Country", "Latitude", "Longitude", "Population", "Radius", "Source",
    "Years", "Id", "Why",
)  # fmt: skip
_NUMBERS = {"#", "Latitude", "Longitude", "Population", "Radius", "Id"}


@click.group()
def gazetteer() -> None:
    """Build the offline gazetteer, look names up in it, import GeoNames files, add places of your own."""


gazetteer.add_command(import_files)
gazetteer.add_command(add)


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
    """Print what NAME may mean, best candidate first, what it lies in, how far it reaches, and why."""
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
    show(_table(name, found[:LIMIT], opened))
    if len(found) > LIMIT:
        say(f"{counted(len(found) - LIMIT, 'further candidate')} not shown; narrow it down with --country")


def _table(name: str, found: list[NameMatch], opened: "Gazetteer") -> Table:
    """A row for each candidate; columns that would be empty throughout are left out."""
    rows = [(str(rank), *_cells(name, match, opened)) for rank, match in enumerate(found, start=1)]
    filled = [number for number in range(len(_COLUMNS)) if any(row[number] for row in rows)]
    table = Table()
    for number in filled:
        table.add_column(_COLUMNS[number], justify="right" if _COLUMNS[number] in _NUMBERS else "left")
    for row in rows:
        table.add_row(*(row[number] for number in filled))
    return table


def _cells(name: str, match: NameMatch, opened: "Gazetteer") -> tuple[str, ...]:
    from reportmap.gazetteer import feature_label  # noqa: PLC0415 - opened already

    place = match.place
    above = {_level(unit): unit.name for unit in opened.parents(place)}
    likeness = f" ({match.similarity:.2f})" if match.kind is NameMatchKind.FUZZY else ""
    years = opened.name_years(name, place)
    return (
        place.name,
        feature_label(place.feature_code),
        above.get("district", ""),
        above.get("province", ""),
        above.get("country", ""),
        f"{place.latitude:.4f}",
        f"{place.longitude:.4f}",
        f"{place.population:,}" if place.population else "unknown",
        "" if place.radius_km is None else f"{place.radius_km:,.0f} km",
        place.source,
        "" if years is None else _span(*years),
        str(place.geonameid or place.place_id),
        _WHY[match.kind] + likeness,
    )


def _level(unit: Place) -> str:
    return {"ADM1": "province", "ADM2": "district"}.get(unit.feature_code, "country")


def _span(first: int | None, last: int | None) -> str:
    if first is None and last is None:
        return "in former times"
    if first is None:
        return f"until {last}"
    return f"since {first}" if last is None else f"{first} to {last}"
