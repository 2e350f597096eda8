"""Builds the index out of entries: names into a trie, everything else into columns."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import marisa_trie
import numpy as np

from reportmap.gazetteer.entries import read_entries
from reportmap.gazetteer.entry import ANALYST, SUPPLEMENT, Entry, Progress, Years
from reportmap.gazetteer.features import feature_of, strip_affix, strip_article
from reportmap.gazetteer.names import letters, normalize, skeleton
from reportmap.gazetteer.packages import extents
from reportmap.gazetteer.storage import IndexWriter, source_version
from reportmap.gazetteer.userdata import UserData
from reportmap.model import NameMatchKind, PlacePrecision

KINDS = (NameMatchKind.EXACT, NameMatchKind.ALTERNATE, NameMatchKind.SUFFIX)
"""How a name belongs to its entry, by the number in the `posting_kinds` column."""

PRECISIONS = tuple(PlacePrecision)
SCALE = 100_000
"""Coordinates are stored in units of 0.00001 degrees, GeoNames' own grain."""

CURATED_BONUS = 0.3
"""Added to the prior of supplement places and of towns and districts that it names: reports use them."""

ANALYST_BONUS = 3.0
"""Added to the prior of places that analysts added: more than any other entry has."""

KIND_PENALTIES = (0.0, 0.12, 0.2)
"""Taken off the prior when ranking matches, by the number of the kind."""

NO_YEAR = -32768
"""Stands in the year columns where a year is open or unknown."""

_LONGEST_NAME = 120


def build_index(directory: Path, progress: Progress, own: UserData | None = None) -> None:
    """Build the gazetteer out of the installed packages, our own tables and what the user imported and added.

    Takes about 25 seconds and 740 MB of memory, and per million imported places 80 seconds and 1.9 GB more.
    """
    write_index(read_entries(progress, own), directory, progress=progress, index_version=index_version(own))


def index_version(own: UserData | None) -> str:
    """What an index of our sources and the user's is called."""
    fingerprint = "" if own is None else own.fingerprint()
    return f"{source_version()}-own{fingerprint}" if fingerprint else source_version()


def write_index(
    entries: Sequence[Entry], directory: Path, *, progress: Progress, index_version: str | None = None
) -> None:
    """Write an index of entries that all have coordinates; the directory appears complete or not at all."""
    ordered = sorted(entries, key=lambda entry: (entry.geonameid is None, entry.geonameid or 0))
    with IndexWriter(directory, index_version=index_version or source_version()) as writer:
        priors = _write_columns(writer, ordered)
        progress("writing the index", 0, 3)
        _write_tables(writer, ordered)
        _write_names(writer, ordered, priors, progress)
        progress("writing the index", 2, 3)
        writer.finish()
        progress("writing the index", 3, 3)


def prior(entry: Entry) -> float:
    """How likely a bare name means this entry, before any context: see Gazetteer.prior."""
    feature = feature_of(entry.feature_code)
    chosen = entry.source == SUPPLEMENT or (bool(entry.curated) and feature.kind in {"populated", "admin2"})
    bonus = ANALYST_BONUS if entry.source == ANALYST else CURATED_BONUS if chosen else 0.0
    people = 0.07 * math.log10(entry.population + 1) if feature.kind in {"populated", "country"} else 0.0
    towns = 0.02 * math.log10(entry.towns_population + 1)
    return feature.weight + bonus + people + towns


def _write_columns(writer: IndexWriter, entries: Sequence[Entry]) -> "np.ndarray[Any, Any]":
    count = len(entries)
    rows = {id(entry): row for row, entry in enumerate(entries)}
    priors = np.fromiter((prior(entry) for entry in entries), np.float32, count)
    latitudes = np.fromiter((round((entry.latitude or 0) * SCALE) for entry in entries), np.int32, count)
    longitudes = np.fromiter((round((entry.longitude or 0) * SCALE) for entry in entries), np.int32, count)
    writer.column("geonameids", np.fromiter((entry.geonameid or 0 for entry in entries), np.int32, count))
    writer.column("latitudes", latitudes)
    writer.column("longitudes", longitudes)
    writer.column("by_latitude", np.argsort(latitudes, kind="stable").astype(np.int32))
    writer.column("populations", np.fromiter((entry.population for entry in entries), np.uint32, count))
    writer.column("precisions", np.fromiter((_precision(entry) for entry in entries), np.uint8, count))
    parents = (rows.get(id(entry.admin2), -1) if entry.admin2 else -1 for entry in entries)
    writer.column("admin2", np.fromiter(parents, np.int32, count))
    radii = (math.nan if entry.radius_km is None else entry.radius_km for entry in entries)
    writer.column("radii", np.fromiter(radii, np.float32, count))
    writer.column("priors", priors)
    writer.text_column("names", [entry.name for entry in entries])
    dated = [(row, entry.years) for row, entry in enumerate(entries) if entry.years is not None]
    writer.column("dated_rows", np.array([row for row, _ in dated], dtype=np.int32))
    writer.column("dated_row_years", _years([years for _, years in dated]))
    _write_bounds(writer, entries)
    return priors


def _precision(entry: Entry) -> int:
    return PRECISIONS.index(PlacePrecision(entry.precision or feature_of(entry.feature_code).precision))


def _years(dated: Sequence[Years]) -> "np.ndarray[Any, Any]":
    limited = [[NO_YEAR if year is None else max(-9999, min(9999, year)) for year in years] for years in dated]
    return np.array(limited, dtype=np.int16).reshape(-1, 2)


def _write_bounds(writer: IndexWriter, entries: Sequence[Entry]) -> None:
    known = extents()
    bounded = [(row, known[entry.geonameid].bounds) for row, entry in enumerate(entries) if entry.geonameid in known]
    writer.column("bounded_rows", np.array([row for row, _ in bounded], dtype=np.int32))
    writer.column("bounds", np.array([bounds for _, bounds in bounded], dtype=np.float32).reshape(-1, 4))


def _write_tables(writer: IndexWriter, entries: Sequence[Entry]) -> None:
    count = len(entries)
    tables: dict[str, list[str]] = {}
    for name, size, values in (
        ("countries", np.uint16, [entry.country_code or "" for entry in entries]),
        ("admin1", np.uint16, [entry.admin1_code or "" for entry in entries]),
        ("sources", np.uint16, [entry.source for entry in entries]),
        ("features", np.uint16, [entry.feature_code for entry in entries]),
    ):
        tables[name] = sorted(set(values))
        numbers = {value: number for number, value in enumerate(tables[name])}
        writer.column(name, np.fromiter((numbers[value] for value in values), size, count))
    country_rows: dict[str, int] = {}
    admin1_rows: dict[str, int] = {}
    for row in sorted(range(count), key=lambda row: entries[row].is_added):  # the packages' own come first
        entry = entries[row]
        kind = feature_of(entry.feature_code).kind
        if kind == "country" and entry.feature_code != "PCLH" and entry.country_code:
            country_rows.setdefault(entry.country_code, row)
        elif entry.feature_code == "ADM1":
            admin1_rows.setdefault(f"{entry.country_code}.{entry.admin1_code}", row)
    writer.json("tables.json", {**tables, "country_rows": country_rows, "admin1_rows": admin1_rows})


def _names_of(entry: Entry) -> dict[str, int]:
    """Each normalized name of an entry with the number of its kind; the best kind wins."""
    found: dict[str, int] = {}
    for kind, spellings in enumerate(([entry.name], [*entry.curated, *entry.names])):
        for spelling in spellings:
            normalized = normalize(spelling)
            if 0 < len(normalized) <= _LONGEST_NAME:
                found.setdefault(normalized, kind)
    for normalized in list(found):
        bare = strip_article(normalized, country_code=entry.country_code or "")
        if bare is not None and len(bare) > 2:
            found.setdefault(bare, 2)
    own = feature_of(entry.feature_code).kind
    if own in {"admin1", "admin2"}:
        for normalized in list(found):
            stripped = strip_affix(normalized)
            if stripped is not None and stripped.kind in {"admin1", "admin2"}:
                found.setdefault(stripped.name, 2)
    return found


def _write_names(
    writer: IndexWriter, entries: Sequence[Entry], priors: "np.ndarray[Any, Any]", progress: Progress
) -> None:
    names: list[str] = []
    rows: list[int] = []
    kinds = bytearray()
    dated: dict[int, Years] = {}
    step = max(1, len(entries) // 100)
    for row, entry in enumerate(entries):
        if row % step == 0:
            progress("collecting names", row, len(entries))
        years = {normalize(name): years for name, years in entry.dated.items()} if entry.dated else {}
        for normalized, kind in _names_of(entry).items():
            if normalized in years:
                dated[len(names)] = years[normalized]
            names.append(normalized)
            rows.append(row)
            kinds.append(kind)
    progress("collecting names", len(entries), len(entries))
    trie = marisa_trie.Trie(names)
    trie.save(str(writer.path("names.trie")))
    progress("writing the index", 1, 3)
    numbers = np.fromiter((trie[name] for name in names), np.int32, len(names))
    row_column = np.array(rows, dtype=np.int32)
    kind_column = np.frombuffer(bytes(kinds), dtype=np.uint8)
    ranks = priors[row_column] - np.array(KIND_PENALTIES, dtype=np.float32)[kind_column]
    order = np.lexsort((row_column, -ranks, numbers))
    writer.column("posting_starts", np.searchsorted(numbers[order], np.arange(len(trie) + 1)).astype(np.uint32))
    writer.column("posting_rows", row_column[order])
    writer.column("posting_kinds", kind_column[order])
    places = np.empty(len(order), dtype=np.int64)
    places[order] = np.arange(len(order))
    postings = np.array([places[number] for number in dated], dtype=np.int64)
    sorting = np.argsort(postings)
    writer.column("dated_postings", postings[sorting].astype(np.uint32))
    writer.column("dated_posting_years", _years(list(dated.values()))[sorting])
    _write_skeletons(writer, trie)


def _write_skeletons(writer: IndexWriter, trie: Any) -> None:  # Any: marisa_trie has no types
    """For each consonant skeleton, hashed, the names that have it; only names that fuzzy matching may offer."""
    hashes: list[int] = []
    numbers: list[int] = []
    longest = 1
    for name, number in trie.items():
        if not name.isascii():
            continue
        longest = max(longest, name.count(" ") + 1)
        bones = skeleton(name)
        if len(bones) >= 2 and len(letters(name)) > 3:
            hashes.append(skeleton_hash(bones))
            numbers.append(number)
    order = np.argsort(np.array(hashes, dtype=np.uint32), kind="stable")
    writer.column("skeleton_hashes", np.array(hashes, dtype=np.uint32)[order])
    writer.column("skeleton_names", np.array(numbers, dtype=np.int32)[order])
    writer.json("limits.json", {"max_words": longest})


def skeleton_hash(bones: str) -> int:
    """FNV-1a, 32 bits: the same on every machine, unlike hash()."""
    value = 2166136261
    for letter in bones.encode():
        value = ((value ^ letter) * 16777619) & 0xFFFFFFFF
    return value
