"""Reads GeoNames dumps: country files and alternateNamesV2, as text or zipped, line by line, trusting nothing.

The columns are those of GeoNames' readme (https://download.geonames.org/export/dump/readme.txt, 2026-11-27).
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Container, Iterator
from contextlib import contextmanager
from io import BufferedReader
from lzma import LZMAError
from pathlib import Path
from typing import IO, NamedTuple

from reportmap.errors import GazetteerError
from reportmap.gazetteer.features import qualified_code

PLACE_COLUMNS, NAME_COLUMNS = 19, 10

MOST_BYTES = 8_000_000_000
"""Four times allCountries.txt; a file that unpacks to more is not GeoNames'."""

MOST_LINE_BYTES = 400_000
"""The longest lines of allCountries.txt, with alternate names in every language, have some 20,000."""

_NO_DATA = {"readme.txt", "iso-languagecodes.txt"}  # beside the data in GeoNames' archives
_NO_NAMES = {"link", "post", "iata", "icao", "faac", "tcid", "unlc", "wkdt", "phon"}  # codes and links, by "language"
_YEAR = re.compile(r"-?\d{1,4}")

Report = Callable[[int, int], None]
"""Told (bytes read, bytes in all)."""


class DumpPlace(NamedTuple):
    """A line of a country dump; `feature_code` is ours, see qualified_code. `alternates` are comma-separated."""

    geonameid: int
    name: str
    alternates: str
    latitude: float
    longitude: float
    feature_class: str
    feature_code: str
    country_code: str
    admin1_code: str
    admin2_code: str
    population: int


class DumpName(NamedTuple):
    """A line of alternateNamesV2; years are None where the file has none or no number."""

    geonameid: int
    name: str
    is_historic: bool
    first_year: int | None
    last_year: int | None


def dump_columns(path: Path) -> int:
    """How many columns the first line of a dump has: PLACE_COLUMNS or NAME_COLUMNS.

    Raises GazetteerError for any other number, and for a file that cannot be read.
    """
    with _opened(path) as (stream, _):
        first = _decoded(stream.readline(MOST_LINE_BYTES + 1), path, 1)
    columns = first.count("\t") + 1
    if columns not in {PLACE_COLUMNS, NAME_COLUMNS}:
        raise _wrong(
            path,
            1,
            f"it has {columns} tab-separated columns, and neither the {PLACE_COLUMNS} of a GeoNames country dump nor"
            f" the {NAME_COLUMNS} of alternateNamesV2",
        )
    return columns


def read_places(path: Path, report: Report) -> Iterator[DumpPlace]:
    """The places of a country dump, in file order. Raises GazetteerError at the first line that is wrong."""
    for number, cells in _rows(path, PLACE_COLUMNS, report):
        try:
            yield _place(cells)
        except ValueError as error:
            raise _wrong(path, number, str(error)) from error


def read_names(path: Path, known: Container[int], report: Report) -> Iterator[DumpName]:
    """The names in alternateNamesV2 of the places that are known, codes and links left out.

    Raises GazetteerError at the first line that is wrong.
    """
    for number, cells in _rows(path, NAME_COLUMNS, report):
        try:
            geonameid = _number(cells[1], "geonameid")
        except ValueError as error:
            raise _wrong(path, number, str(error)) from error
        name = cells[3].strip()
        if name and cells[2] not in _NO_NAMES and geonameid in known:
            yield DumpName(geonameid, name, cells[7] == "1", _year(cells[8]), _year(cells[9]))


def _place(cells: list[str]) -> DumpPlace:
    latitude, longitude = _degrees(cells[4], "latitude", 90), _degrees(cells[5], "longitude", 180)
    if not cells[1].strip():
        raise ValueError("the name is empty")
    if len(cells[6]) > 1 or len(cells[7]) > 10 or len(cells[8]) not in {0, 2}:
        raise ValueError(f"feature class {cells[6]!r}, feature code {cells[7]!r} and country {cells[8]!r} are no codes")
    return DumpPlace(
        geonameid=_number(cells[0], "geonameid"),
        name=cells[1].strip(),
        alternates=cells[3],
        latitude=latitude,
        longitude=longitude,
        feature_class=cells[6],
        feature_code=qualified_code(cells[6], cells[7]),
        country_code=cells[8],
        admin1_code=cells[10],
        admin2_code=cells[11],
        population=_number(cells[14], "population", 2**32) if cells[14] else 0,
    )


def _number(cell: str, what: str, limit: int = 2**31) -> int:
    if not (cell.isascii() and cell.isdigit() and len(cell) <= 10 and int(cell) < limit):
        raise ValueError(f"the {what} {cell[:40]!r} is no whole number below {limit:,}")
    return int(cell)


def _degrees(cell: str, what: str, limit: int) -> float:
    try:
        degrees = float(cell)
    except ValueError:
        degrees = float("nan")
    if not -limit <= degrees <= limit:
        raise ValueError(f"the {what} {cell[:40]!r} is no number from -{limit} to {limit}")
    return degrees


def _year(cell: str) -> int | None:
    """The year that a date of any form begins with; GeoNames' editors write them freely."""
    found = _YEAR.match(cell.strip())
    return int(found.group()) if found else None


def _rows(path: Path, columns: int, report: Report) -> Iterator[tuple[int, list[str]]]:
    with _opened(path) as (stream, size):
        done = number = 0
        while line := stream.readline(MOST_LINE_BYTES + 1):
            number += 1
            done += len(line)
            if done > MOST_BYTES:
                raise _wrong(path, number, f"it unpacks to more than {MOST_BYTES:,} bytes")
            if number % 20_000 == 0:
                report(min(done, size), size)
            if line.isspace():
                continue
            cells = _decoded(line, path, number).split("\t")
            if len(cells) != columns:
                raise _wrong(path, number, f"it has {len(cells)} tab-separated columns instead of {columns}")
            yield number, cells
        report(size, size)


def _decoded(line: bytes, path: Path, number: int) -> str:
    if len(line) > MOST_LINE_BYTES:
        raise _wrong(path, number, f"the line is longer than {MOST_LINE_BYTES:,} bytes")
    try:
        text = line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        raise _wrong(path, number, f"it is not UTF-8 (byte {error.start + 1} of the line)") from error
    if "\0" in text:
        raise _wrong(path, number, "it holds a zero byte")
    return text.rstrip("\r\n")


@contextmanager
def _opened(path: Path) -> Iterator[tuple[IO[bytes], int]]:
    """The bytes of a dump and how many there are; out of an archive they are read in place, never unpacked to disk."""
    try:
        if not zipfile.is_zipfile(path):
            with path.open("rb") as stream:
                yield stream, path.stat().st_size
            return
        with zipfile.ZipFile(path) as archive:
            member = _member(archive, path)
            with archive.open(member) as packed:
                yield BufferedReader(packed, 1 << 20), member.file_size  # type: ignore[type-var]  # it is a raw stream
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, LZMAError, NotImplementedError, RuntimeError) as error:
        raise GazetteerError(f"{path} cannot be read ({error}); download it again from GeoNames") from error


def _member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    tables = [
        member
        for member in archive.infolist()
        if member.filename.lower().endswith(".txt") and member.filename.lower().rpartition("/")[2] not in _NO_DATA
    ]
    if len(tables) != 1:
        raise GazetteerError(f"{path} holds {len(tables)} tables (.txt) where GeoNames packs one; unpack and name it")
    (member,) = tables
    if member.file_size > MOST_BYTES:
        raise GazetteerError(
            f"{path}: {member.filename[:80]!r} unpacks to {member.file_size:,} bytes, more than the {MOST_BYTES:,} that"
            " any file of GeoNames has; it was not read"
        )
    return member


def _wrong(path: Path, number: int, what: str) -> GazetteerError:
    return GazetteerError(
        f"{path}, line {number}: {what}; nothing was imported. Download the file again from GeoNames, or correct the"
        " line"
    )
