"""Takes GeoNames dumps into the user's data, and puts what was imported into the entries of a build."""

import gzip
import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

from reportmap.errors import GazetteerError
from reportmap.gazetteer.dumps import PLACE_COLUMNS, DumpName, DumpPlace, dump_columns, read_names, read_places
from reportmap.gazetteer.entry import DUMP, Entry, Progress
from reportmap.gazetteer.features import feature_kind, feature_of
from reportmap.gazetteer.packages import Packages
from reportmap.gazetteer.userdata import Import, UserData

_NO_NAME = re.compile(r"[^\w.-]")


class _Known:
    """GeoNames ids: those of the gazetteer, and those of the dumps that are imported with the names."""

    def __init__(self, is_known: Callable[[int], bool]) -> None:
        self._is_known = is_known
        self.imported: set[int] = set()

    def __contains__(self, geonameid: object) -> bool:
        return isinstance(geonameid, int) and (geonameid in self.imported or self._is_known(geonameid))


def import_dumps(
    paths: Iterable[Path],
    own: UserData,
    *,
    is_known: Callable[[int], bool],
    classes: Collection[str] = (),
    progress: Progress,
) -> tuple[Import, ...]:
    """Import GeoNames files, all of them or none: country dumps, then the names that alternateNamesV2 has for them.

    A file replaces what was imported from one of the same name. Memory stays at the ids of the imported places.

    Args:     is_known: whether the gazetteer has a GeoNames id; classes: GeoNames' letters to keep, all by default
    Returns:  what was imported, places first
    Raises:   GazetteerError for a file that is wrong, naming file and line; then nothing has changed
    """
    ordered = sorted(paths, key=lambda path: dump_columns(path) != PLACE_COLUMNS)
    known = _Known(is_known)
    staged: list[Import] = []
    try:
        own.directory.mkdir(parents=True, exist_ok=True)
        for path in ordered:
            staged.append(_stage(path, own, known=known, classes=frozenset(classes), progress=progress))
        replaced = {(one.kind, one.name) for one in staged}
        own.replace_imports([*(one for one in own.imports() if (one.kind, one.name) not in replaced), *staged])
    except BaseException:
        listed = {one.file for one in own.imports()}
        for one in staged:
            if one.file not in listed:
                (own.directory / one.file).unlink(missing_ok=True)
        raise
    return tuple(staged)


def _stage(path: Path, own: UserData, *, known: _Known, classes: Collection[str], progress: Progress) -> Import:
    """Write the rows of one dump beside those that count already, under a name of their own."""

    def report(done: int, total: int) -> None:
        progress(f"reading {path.name}", done, total)

    is_places = dump_columns(path) == PLACE_COLUMNS
    kind = "places" if is_places else "names"
    lines = _place_lines(read_places(path, report), known, classes) if is_places else map(
        _name_line, read_names(path, known, report)
    )  # fmt: skip
    name = _NO_NAME.sub("-", path.name.partition(".")[0]) or "dump"
    partial = own.directory / f"{name}.{kind}.part"
    digest, rows = hashlib.sha256(), 0
    try:
        with partial.open("wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=4, mtime=0) as stream:
            for line in lines:
                encoded = line.encode("utf-8")
                digest.update(encoded)
                stream.write(encoded)
                rows += 1
        file = f"{name}.{digest.hexdigest()[:12]}.{kind}.gz"
        partial.replace(own.directory / file)
    except OSError as error:
        raise GazetteerError(f"{own.directory} cannot be written ({error}); free some space there") from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
    return Import(name=name, kind=kind, rows=rows, source=path.name, file=file)


def _place_lines(places: Iterable[DumpPlace], known: _Known, classes: Collection[str]) -> Iterator[str]:
    for place in places:
        if not classes or place.feature_class in classes:
            known.imported.add(place.geonameid)
            yield "\t".join(map(str, place)) + "\n"


def _name_line(name: DumpName) -> str:
    years = ("" if year is None else year for year in (name.first_year, name.last_year))
    return "\t".join(map(str, (name.geonameid, name.name, int(name.is_historic), *years))) + "\n"


# --- into the entries of a build --------------------------------------------------------------------------------


def merge_imports(packages: Packages, own: UserData, progress: Progress) -> list[Entry]:
    """Correct what the packages have by what was imported, in place; the imported places that are no towns.

    Countries, divisions and towns that the packages lack join theirs. Raises GazetteerError when a file is damaged.
    """
    imports = own.imports()
    if not imports:
        return []
    by_id = {
        entry.geonameid: entry
        for entries in (packages.countries.values(), packages.units, packages.cities)
        for entry in entries
        if entry.geonameid is not None
    }
    others: list[Entry] = []
    places = [one for one in imports if one.kind == "places"]
    for one in places:
        for place in map(_read_place, _lines(own, one, progress)):
            entry = by_id.get(place.geonameid)
            if entry is None:
                entry = by_id[place.geonameid] = _added(place)
                _join(entry, packages, others)
            _correct(entry, place, one)
    if places:
        _link(packages, own, places, by_id, progress)
    for one in imports:
        if one.kind == "names":
            for name in map(_read_name, _lines(own, one, progress)):
                entry = by_id.get(name.geonameid)
                if entry is not None:
                    _name(entry, name)
    return others


def _added(place: DumpPlace) -> Entry:
    return Entry(
        name=place.name,
        feature_code=place.feature_code,
        country_code=place.country_code or None,
        geonameid=place.geonameid,
        is_added=True,
    )


def _join(entry: Entry, packages: Packages, others: list[Entry]) -> None:
    kind = feature_kind(entry.feature_code)
    if entry.feature_code in {"ADM1", "ADM2"} and entry.country_code in packages.countries:
        packages.units.append(entry)
    elif kind == "populated":
        packages.cities.append(entry)
    else:
        others.append(entry)


def _correct(entry: Entry, place: DumpPlace, source: Import) -> None:
    entry.is_imported = True
    entry.feature_code = place.feature_code
    entry.latitude, entry.longitude = place.latitude, place.longitude
    entry.admin1_code = place.admin1_code or entry.admin1_code
    entry.population = place.population or entry.population
    entry.source = DUMP.format(source.name)
    if feature_of(entry.feature_code).kind == "country":
        entry.admin1_code = None
    spellings = {place.name, *filter(None, (name.strip() for name in place.alternates.split(",")))}
    spellings -= {entry.name, *entry.names}
    entry.names += sorted(name for name in spellings if not (name.isascii() and name.islower()))
    if entry.feature_code == "ADM2":
        entry.code = f"{place.country_code}.{place.admin1_code}.{place.admin2_code}"


def _link(packages: Packages, own: UserData, places: list[Import], by_id: dict[int, Entry], progress: Progress) -> None:
    """Second-order units of the imported places, by code, once every unit is known."""
    units = {unit.code: unit for unit in packages.units if unit.feature_code == "ADM2" and unit.code}
    for one in places:
        for place in map(_read_place, _lines(own, one, progress)):
            entry = by_id[place.geonameid]
            if place.admin2_code and entry.feature_code not in {"ADM1", "ADM2"}:
                code = f"{place.country_code}.{place.admin1_code}.{place.admin2_code}"
                entry.admin2 = units.get(code, entry.admin2)


def _name(entry: Entry, name: DumpName) -> None:
    if name.is_historic or name.first_year is not None or name.last_year is not None:
        entry.add_dated(name.name, (name.first_year, name.last_year))
    if name.name != entry.name and name.name not in entry.names:
        entry.names.append(name.name)


def _lines(own: UserData, source: Import, progress: Progress) -> Iterator[list[str]]:
    path = own.directory / source.file
    counter = count(1)
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as stream:
            for number, line in zip(counter, stream, strict=False):
                if number % 50_000 == 0:
                    progress(f"merging {source.name}", number, source.rows)
                yield line.rstrip("\n").split("\t")
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise GazetteerError(
            f"{path} cannot be read ({error}); import {source.source} again, or run"
            f" `reportmap gazetteer import --remove {source.name}`"
        ) from error


def _read_place(cells: list[str]) -> DumpPlace:
    return DumpPlace(
        int(cells[0]), cells[1], cells[2], float(cells[3]), float(cells[4]), cells[5], cells[6], cells[7], cells[8],
        cells[9], int(cells[10]),
    )  # fmt: skip


def _read_name(cells: list[str]) -> DumpName:
    first, last = (int(cell) if cell else None for cell in cells[3:5])
    return DumpName(int(cells[0]), cells[1], cells[2] == "1", first, last)
