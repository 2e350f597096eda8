"""`gazetteer import` and `gazetteer add`: what users give the gazetteer, kept in their data folder."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.table import Table

from reportmap.cli.options import gazetteer_option, open_gazetteer, step_reporter
from reportmap.cli.terminal import counted, progress_bar, say, show

if TYPE_CHECKING:  # imported where they are used, so that --help stays quick
    from reportmap.gazetteer import Gazetteer
    from reportmap.gazetteer.userdata import UserData

_CLASSES = frozenset("AHLPRSTUV")
_MANY = 1_000_000
_GIGABYTES_PER_MILLION = 1.9


@click.command("import")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--classes", metavar="LETTERS", help="Keep only these feature classes of GeoNames, such as AP: units and"
              " populated places.")  # fmt: skip
@click.option("--list", "is_list", is_flag=True, help="Print what was imported.")
@click.option("--remove", metavar="NAME", help="Take the import of that name away again.")
@gazetteer_option()
def import_files(files: tuple[Path, ...], classes: str | None, remove: str | None, *, is_list: bool) -> None:
    """Import GeoNames FILES: country dumps (AF.zip, cities500.txt, allCountries.zip) and alternateNamesV2.zip.

    All of them or, where a line is wrong, none. Of the alternate names those of known places are kept, so import them
    together with the dumps or after them. The gazetteer is built again, with them, at once.
    """
    own = _own_data()
    chosen = sum((bool(files), is_list, remove is not None))
    if chosen != 1:
        raise click.UsageError("name the files to import, or say --list or --remove NAME")
    if is_list:
        _list_imports(own)
        return
    if remove is not None:
        removed = own.remove_import(remove)
        say(f"Removed {removed.name} ({counted(removed.rows, 'row')} of {removed.source})")
    else:
        letters = frozenset((classes or "").upper())
        if not letters <= _CLASSES:
            raise click.BadParameter(f"{classes!r} has letters other than AHLPRSTUV.", param_hint="--classes")
        _import(files, letters, own)
    say(f"Gazetteer {open_gazetteer().version} is ready")


def _own_data() -> "UserData":
    from reportmap.gazetteer.userdata import UserData  # noqa: PLC0415 - see above

    return UserData()


def _import(files: tuple[Path, ...], letters: frozenset[str], own: "UserData") -> None:
    from reportmap.gazetteer.imports import import_dumps  # noqa: PLC0415 - see above

    known = open_gazetteer()
    with progress_bar() as bar:
        imported = import_dumps(files, own, is_known=known.has_id, classes=letters, progress=step_reporter(bar))
    for one in imported:
        say(f"Imported {counted(one.rows, one.kind.removesuffix('s'))} from {one.source}")
    places = sum(one.rows for one in own.imports() if one.kind == "places")
    if places > _MANY:
        needed = places / 1e6 * _GIGABYTES_PER_MILLION + 1
        say(f"Building with {places:,} places takes about {needed:.0f} GB of memory; --classes AP needs less")


def _list_imports(own: "UserData") -> None:
    table = Table("Name", "Rows", "What", "From", title=f"Imported into {own.directory}")
    for one in own.imports():
        table.add_row(one.name, f"{one.rows:,}", one.kind, one.source)
    if table.row_count:
        show(table)
    else:
        say("Nothing was imported; reportmap gazetteer import FILE takes GeoNames files")


@click.command()
@click.argument("name", required=False)
@click.option("--latitude", type=click.FloatRange(-90, 90), help="Degrees north, WGS 84.")
@click.option("--longitude", type=click.FloatRange(-180, 180), help="Degrees east, WGS 84.")
@click.option("--feature-code", default="PPL", show_default=True, metavar="CODE", help="GeoNames' code for its kind.")
@click.option("--country", metavar="CC", help="ISO 3166-1 alpha-2; default: that of the nearest place within 50 km.")
@click.option("--admin1", metavar="UNIT", help="Province: its name or GeoNames code; default: the one it lies in.")
@click.option("--alternate", "alternates", multiple=True, metavar="NAME", help="Another spelling; may be repeated.")
@click.option("--near", type=click.FloatRange(0, 20_000, min_open=True), metavar="KM",
              help="How far off the point may be, or how large the place is.")  # fmt: skip
@click.option("--note", default="", help="Where it is known from.")
@click.option("--list", "is_list", is_flag=True, help="Print your own places.")
@click.option("--remove", metavar="NAME", help="Take your own places of that name away again.")
@gazetteer_option()
def add(
    *,
    name: str | None,
    latitude: float | None,
    longitude: float | None,
    feature_code: str,
    country: str | None,
    admin1: str | None,
    alternates: tuple[str, ...],
    near: float | None,
    note: str,
    is_list: bool,
    remove: str | None,
) -> None:
    """Add a place of your own called NAME; it is preferred to all others of that name.

    The same name, country and kind again replaces it. The gazetteer is built again, with it, at once.
    """
    own = _own_data()
    if sum((name is not None, is_list, remove is not None)) != 1:
        raise click.UsageError("name the place to add, or say --list or --remove NAME")
    if is_list:
        _list_places(own)
        return
    if remove is not None:
        say(f"Removed {counted(own.remove_place(remove), 'place')} called {remove}")
    elif latitude is None or longitude is None:
        raise click.UsageError("say where it is, with --latitude and --longitude in degrees")
    else:
        known = open_gazetteer()
        code = _country(known, country, latitude, longitude)
        row = {
            "name": str(name).strip(),
            "alternates": "|".join(alternate.replace("|", " ").strip() for alternate in alternates),
            "latitude": f"{latitude:.5f}",
            "longitude": f"{longitude:.5f}",
            "feature_code": _feature_code(feature_code),
            "country_code": code,
            "admin1_code": _admin1(known, code, admin1),
            **_extent(near),
            "note": note,
        }
        own.add_place(row)
        say(f"Added {row['name']} at {latitude:.4f}, {longitude:.4f}{f' in {code}' if code else ''}")
    say(f"Gazetteer {open_gazetteer().version} is ready")


def _extent(near: float | None) -> dict[str, str]:
    return {"precision": "" if near is None else "near", "radius_km": "" if near is None else f"{near:g}"}


def _feature_code(code: str) -> str:
    from reportmap.gazetteer.features import features  # noqa: PLC0415 - see above

    if code.upper() not in features():
        raise click.BadParameter(
            f"{code!r} is no feature code of GeoNames; a town is PPL, a village PPL, a region RGN, a base INSM.",
            param_hint="--feature-code",
        )
    return code.upper()


def _country(known: "Gazetteer", country: str | None, latitude: float, longitude: float) -> str:
    if country is not None:
        if known.country(country.upper()) is None:
            raise click.BadParameter(
                f"{country!r} is no country code; write two letters, such as AF.", param_hint="--country"
            )
        return country.upper()
    ((nearest, distance),) = known.nearest(latitude, longitude, 1)
    return (nearest.country_code or "") if distance < 50 else ""


def _admin1(known: "Gazetteer", code: str, admin1: str | None) -> str:
    if not admin1:
        return ""
    from reportmap.gazetteer import feature_kind  # noqa: PLC0415 - see above

    unit = known.admin1(code, admin1)
    if unit is None:
        named = [match.place for match in known.lookup(admin1) if match.place.country_code == code]
        unit = next((place for place in named if feature_kind(place.feature_code) == "admin1"), None)
    if unit is None or unit.admin1_code is None:
        units = ", ".join(place.name for place in known.admin1_units(code)[:8]) if code else ""
        raise click.BadParameter(
            f"{admin1!r} is no first-order unit of {code or 'no country'}"
            + (f"; there are {units}." if units else "."),
            param_hint="--admin1",
        )
    return unit.admin1_code


def _list_places(own: "UserData") -> None:
    from reportmap.gazetteer import feature_label  # noqa: PLC0415 - see above

    table = Table("Name", "Kind", "Country", "Latitude", "Longitude", "Radius", "Also", "Note",
                  title=f"Your own places, in {own.directory}")  # fmt: skip
    for row in own.analyst_rows():
        radius = f"{row['radius_km']} km" if row["radius_km"] else ""
        kind = feature_label(row["feature_code"])
        also = row["alternates"].replace("|", ", ")
        table.add_row(
            row["name"], kind, row["country_code"], row["latitude"], row["longitude"], radius, also, row["note"]
        )
    if table.row_count:
        show(table)
    else:
        say("You have added no places; reportmap gazetteer add NAME --latitude ... --longitude ... adds one")
