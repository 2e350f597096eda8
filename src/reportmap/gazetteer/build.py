"""Builds the index out of entries: names into a trie, everything else into columns."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import marisa_trie
import numpy as np

from reportmap.gazetteer.entries import SUPPLEMENT, Entry, Progress, read_entries
from reportmap.gazetteer.features import features, strip_affix, strip_article
from reportmap.gazetteer.names import letters, normalize, skeleton
from reportmap.gazetteer.storage import IndexWriter, source_version
from reportmap.model import NameMatchKind, PlacePrecision

KINDS = (NameMatchKind.EXACT, NameMatchKind.ALTERNATE, NameMatchKind.SUFFIX)
"""How a name belongs to its entry, by the number in the `posting_kinds` column."""

PRECISIONS = tuple(PlacePrecision)
SCALE = 100_000
"""Coordinates are stored in units of 0.00001 degrees, GeoNames' own grain."""

CURATED_BONUS = 0.3
"""Added to the prior of supplement places and of towns and districts that it names: reports use them."""

KIND_PENALTIES = (0.0, 0.12, 0.2)
"""Taken off the prior when ranking matches, by the number of the kind."""

_LONGEST_NAME = 120


def build_index(directory: Path, progress: Progress) -> None:
    """Build the gazetteer out of the installed packages and our own tables (about 25 seconds, 700 MB of memory)."""
    write_index(read_entries(progress), directory, progress=progress)


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
    feature = features()[entry.feature_code]
    chosen = entry.source == SUPPLEMENT or (bool(entry.curated) and feature.kind in {"populated", "admin2"})
    people = 0.07 * math.log10(entry.population + 1) if feature.kind in {"populated", "country"} else 0.0
    towns = 0.02 * math.log10(entry.towns_population + 1)
    return feature.weight + (CURATED_BONUS if chosen else 0.0) + people + towns


def _write_columns(writer: IndexWriter, entries: Sequence[Entry]) -> "np.ndarray[Any, Any]":
    count = len(entries)
    rows = {id(entry): row for row, entry in enumerate(entries)}
    priors = np.fromiter((prior(entry) for entry in entries), np.float32, count)
    latitudes = np.fromiter((round((entry.latitude or 0) * SCALE) for entry in entries), np.int32, count)
    codes = features()
    writer.column("geonameids", np.fromiter((entry.geonameid or 0 for entry in entries), np.int32, count))
    writer.column("latitudes", latitudes)
    writer.column(
        "longitudes", np.fromiter((round((entry.longitude or 0) * SCALE) for entry in entries), np.int32, count)
    )
    writer.column("by_latitude", np.argsort(latitudes, kind="stable").astype(np.int32))
    writer.column("populations", np.fromiter((entry.population for entry in entries), np.uint32, count))
    writer.column("features", np.fromiter((codes[entry.feature_code].index for entry in entries), np.uint8, count))
    writer.column(
        "precisions",
        np.fromiter(
            (PRECISIONS.index(PlacePrecision(e.precision or codes[e.feature_code].precision)) for e in entries),
            np.uint8,
            count,
        ),
    )
    writer.column(
        "admin2",
        np.fromiter((rows.get(id(entry.admin2), -1) if entry.admin2 else -1 for entry in entries), np.int32, count),
    )
    writer.column("priors", priors)
    writer.text_column("names", [entry.name for entry in entries])
    return priors


def _write_tables(writer: IndexWriter, entries: Sequence[Entry]) -> None:
    countries = sorted({entry.country_code or "" for entry in entries})
    admin1 = sorted({entry.admin1_code or "" for entry in entries})
    sources = sorted({entry.source for entry in entries})
    numbers = [{value: number for number, value in enumerate(values)} for values in (countries, admin1, sources)]
    count = len(entries)
    writer.column("countries", np.fromiter((numbers[0][e.country_code or ""] for e in entries), np.uint16, count))
    writer.column("admin1", np.fromiter((numbers[1][e.admin1_code or ""] for e in entries), np.uint16, count))
    writer.column("sources", np.fromiter((numbers[2][e.source] for e in entries), np.uint8, count))
    kinds = {code: feature.kind for code, feature in features().items()}
    country_rows: dict[str, int] = {}
    admin1_rows: dict[str, int] = {}
    for row, entry in enumerate(entries):
        if entry.feature_code in {"PCLI", "PCLD", "TERR"} and entry.country_code:
            country_rows.setdefault(entry.country_code, row)
        elif kinds[entry.feature_code] == "admin1" and entry.feature_code == "ADM1":
            admin1_rows.setdefault(f"{entry.country_code}.{entry.admin1_code}", row)
    tables = {"countries": countries, "admin1": admin1, "sources": sources}
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
    own = features()[entry.feature_code].kind
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
    step = max(1, len(entries) // 100)
    for row, entry in enumerate(entries):
        if row % step == 0:
            progress("collecting names", row, len(entries))
        for normalized, kind in _names_of(entry).items():
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
