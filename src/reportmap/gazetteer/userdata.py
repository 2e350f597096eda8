"""What the user gave the gazetteer: imported dumps and places of their own, in the user's data folder.

    imports.json        what was imported, in order: it alone says which of the files below count
    NAME.*.places.gz    the places of a country dump, checked and cut to the columns that count
    NAME.*.names.gz     the names of alternateNamesV2 that belong to known places
    analyst.csv         the analysts' own places, a table that may be edited by hand

It is part of the version of an index, so that a change makes a new index, and it outlives rebuilds and upgrades.
"""

import csv
import hashlib
import io
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from platformdirs import user_data_path

from reportmap.errors import GazetteerError
from reportmap.gazetteer.features import features
from reportmap.gazetteer.names import normalize

ANALYST_COLUMNS = (
    "name", "alternates", "latitude", "longitude", "feature_code", "country_code", "admin1_code", "precision",
    "radius_km", "note",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Import:
    """An imported file: `kind` is places or names, `source` the name it had, `file` where its rows are kept."""

    name: str
    kind: str
    rows: int
    source: str
    file: str


def user_data_directory() -> Path:
    """Where imports and analysts' places are kept by default."""
    return user_data_path("reportmap") / "gazetteer"


class UserData:
    """Imports and own places in one folder; reads what is there, and replaces files whole or not at all."""

    def __init__(self, directory: Path | None = None) -> None:
        self.directory = directory or user_data_directory()

    def fingerprint(self) -> str:
        """Eight digits that change with every import and every own place; "" when there is none."""
        imports, rows = self.imports(), self.analyst_rows()
        if not imports and not rows:
            return ""
        content = json.dumps([[asdict(one) for one in imports], [list(row.items()) for row in rows]])
        return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:8]

    # --- imports ------------------------------------------------------------------------------------------------

    def imports(self) -> tuple[Import, ...]:
        """What was imported, in the order in which it is applied: places before names.

        Raises GazetteerError when the list is damaged.
        """
        path = self.directory / "imports.json"
        try:
            listed = json.loads(path.read_text(encoding="utf-8"))["imports"]
            return tuple(Import(**{**one, "file": Path(one["file"]).name}) for one in listed)
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise GazetteerError(
                f"{path} cannot be read ({error}); remove it, and import the GeoNames files again"
            ) from error

    def replace_imports(self, imports: Iterable[Import]) -> None:
        """Make these the imports, and remove the files of those that no longer count."""
        ordered = sorted(imports, key=lambda one: (one.kind != "places", one.name))
        content = json.dumps({"format": 1, "imports": [asdict(one) for one in ordered]}, indent=1, ensure_ascii=False)
        _write(self.directory / "imports.json", content)
        kept = {one.file for one in ordered}
        for path in (*self.directory.glob("*.places.gz"), *self.directory.glob("*.names.gz")):
            if path.name not in kept:
                with suppress(OSError):  # whoever builds from it at this moment keeps it open
                    path.unlink()

    def remove_import(self, name: str) -> Import:
        """Take one import away again. Raises GazetteerError when there is none of that name."""
        imports = self.imports()
        found = next((one for one in imports if one.name.casefold() == name.casefold()), None)
        if found is None:
            listed = ", ".join(one.name for one in imports) or "none"
            raise GazetteerError(f"nothing was imported under the name {name!r}; imported: {listed}")
        self.replace_imports(one for one in imports if one is not found)
        return found

    # --- analysts' places ---------------------------------------------------------------------------------------

    def analyst_rows(self) -> tuple[Mapping[str, str], ...]:
        """The analysts' own places, in file order. Raises GazetteerError naming the line that is wrong."""
        path = self.directory / "analyst.csv"
        try:
            text = path.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            return ()
        except (OSError, UnicodeDecodeError) as error:
            raise GazetteerError(f"{path} cannot be read ({error}); save it as UTF-8") from error
        reader = csv.DictReader(io.StringIO(text), strict=True)
        rows = []
        try:
            for row in reader:
                _check_analyst_row(row)
                rows.append({column: row[column] for column in ANALYST_COLUMNS})
        except (csv.Error, ValueError, KeyError) as error:
            raise GazetteerError(f"{path}, line {reader.line_num}: {error}; correct the line or remove it") from error
        return tuple(rows)

    def add_place(self, row: Mapping[str, str]) -> None:
        """Add a place, or replace that of the same name, country and kind. `row` has the columns of analyst.csv.

        Raises GazetteerError when the row is wrong.
        """
        try:
            _check_analyst_row(row)
        except ValueError as error:
            raise GazetteerError(f"{row['name']!r} cannot be added: {error}") from error
        others = [other for other in self.analyst_rows() if _identity(other) != _identity(row)]
        self._write_places([*others, row])

    def remove_place(self, name: str) -> int:
        """Take every own place of that name away; how many there were.

        Raises GazetteerError when there is none.
        """
        rows = self.analyst_rows()
        kept = [row for row in rows if row["name"].casefold() != name.casefold()]
        if len(kept) == len(rows):
            listed = ", ".join(sorted({row["name"] for row in rows})) or "none"
            raise GazetteerError(f"no place of your own is called {name!r}; there are: {listed}")
        self._write_places(kept)
        return len(rows) - len(kept)

    def _write_places(self, rows: Iterable[Mapping[str, str]]) -> None:
        stream = io.StringIO(newline="")
        writer = csv.DictWriter(stream, ANALYST_COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        _write(self.directory / "analyst.csv", stream.getvalue())


def _identity(row: Mapping[str, str]) -> tuple[str, str, str]:
    return row["name"].casefold(), row["country_code"], row["feature_code"]


def _check_analyst_row(row: Mapping[str, str | None]) -> None:
    if any(row[column] is None for column in ANALYST_COLUMNS):
        raise ValueError(f"expected the columns {', '.join(ANALYST_COLUMNS)}")
    if not normalize(row["name"] or ""):
        raise ValueError(f"the name {row['name']!r} has no letters")
    if row["feature_code"] not in features():
        raise ValueError(f"{row['feature_code']!r} is no feature code of GeoNames (a town is PPL, a region RGN)")
    latitude, longitude = float(row["latitude"] or "nan"), float(row["longitude"] or "nan")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(f"latitude {row['latitude']} and longitude {row['longitude']} are not on the earth")
    if row["radius_km"] and not 0 < float(row["radius_km"]) <= 20_000:
        raise ValueError(f"the radius {row['radius_km']} is not between 0 and 20,000 km")


def _write(path: Path, content: str) -> None:
    """Replace a file as a whole."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f"{path.name}.{os.getpid()}.part")
        partial.write_text(content, encoding="utf-8", newline="")
        partial.replace(path)
    except OSError as error:
        raise GazetteerError(f"{path} cannot be written ({error}); free some space there") from error
