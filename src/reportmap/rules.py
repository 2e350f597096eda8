"""Rule tables: data files under `resources/`, each with its source, date and licence on its first lines."""

import csv
import json
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from reportmap.errors import RulesError


@cache
def read_table(name: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a CSV file under `resources/`, in file order, keyed by its header.

    Lines that start with "#" are notes. Raises RulesError when the file is missing or a row has a wrong number of
    cells; the message names the line.
    """
    lines = _read(name).splitlines()
    numbered = [(number, line) for number, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    reader = csv.DictReader(line for _, line in numbered)
    rows = []
    for (number, _), row in zip(numbered[1:], reader, strict=True):
        if None in row or None in row.values():
            raise RulesError(f"resources/{name}, line {number}: expected the cells {reader.fieldnames}; fix the row")
        rows.append(row)
    return tuple(rows)


@cache
def read_rules(name: str) -> Mapping[str, Any]:
    """The content of a TOML file under `resources/`, as tomllib gives it (Any: the caller checks its own schema).

    Raises RulesError when the file is missing or is not TOML.
    """
    try:
        return tomllib.loads(_read(name))
    except tomllib.TOMLDecodeError as error:
        raise RulesError(f"resources/{name} is not valid TOML: {error}; fix the line it names") from error


def read_json(name: str) -> Any:  # Any: decoded JSON, whose reader checks its own schema
    """The content of a JSON file under `resources/`. Raises RulesError when the file is missing or is not JSON."""
    try:
        return json.loads(_read(name))
    except ValueError as error:
        raise RulesError(f"resources/{name} is not valid JSON: {error}; reinstall reportmap") from error


def _read(name: str) -> str:
    try:
        return files("reportmap").joinpath("resources", name).read_text(encoding="utf-8")
    except OSError as error:
        raise RulesError(f"resources/{name} cannot be read ({error}); reinstall reportmap") from error
