"""The gazetteer: names to places, in memory-mapped files that are built once."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from math import isnan
from pathlib import Path
from typing import Any

import marisa_trie
import numpy as np
from platformdirs import user_cache_path
from rapidfuzz.distance import DamerauLevenshtein

from reportmap.errors import GazetteerError
from reportmap.gazetteer.build import (
    KIND_PENALTIES,
    KINDS,
    NO_YEAR,
    PRECISIONS,
    SCALE,
    build_index,
    index_version,
    skeleton_hash,
)
from reportmap.gazetteer.distances import DEGREE_KM, distance_km
from reportmap.gazetteer.entry import Progress, Years
from reportmap.gazetteer.features import feature_kind, strip_affix, strip_article
from reportmap.gazetteer.fuzzy import one_edit_away
from reportmap.gazetteer.names import letters, normalize, skeleton
from reportmap.gazetteer.storage import IndexReader, defect, remove_siblings, source_version
from reportmap.gazetteer.userdata import UserData
from reportmap.model import NameMatch, NameMatchKind, Place

_MAX_WORDS = 6
"""Longer names exist; none of those that reports use is longer."""

_SHORTEST_FUZZY = 6
"""Names of five letters or fewer are one edit away from too many others."""

_LEAST_SIMILARITY = 0.7

_KIND_MISMATCH = 1.0
"""Taken off the prior where the stripped word claims another kind of place ("X District" is no capital)."""


class Gazetteer:
    """Places by name, id, code and position. Reads only; safe to share between threads and processes."""

    def __init__(self, directory: Path) -> None:
        """Map an index that is known to be sound; use `Gazetteer.open`, which makes sure of it."""
        reader = IndexReader(directory)
        self.directory = directory
        self.version: str = reader.json("manifest.json")["version"]
        self.max_words: int = min(_MAX_WORDS, reader.json("limits.json")["max_words"])
        self._tables = reader.json("tables.json")
        self._trie = marisa_trie.Trie()
        self._trie.mmap(str(reader.path("names.trie")))
        self._starts = reader.column("posting_starts")
        self._rows = reader.column("posting_rows")
        self._kinds = reader.column("posting_kinds")
        self._names = reader.text_column("names")
        self._columns = {
            name: reader.column(name)
            for name in (
                "geonameids", "latitudes", "longitudes", "populations", "features", "precisions", "countries",
                "admin1", "admin2", "sources", "priors", "by_latitude", "skeleton_hashes", "skeleton_names", "radii",
                "dated_rows", "dated_row_years", "dated_postings", "dated_posting_years", "bounded_rows", "bounds",
            )
        }  # fmt: skip
        self._feature_codes: list[str] = self._tables["features"]
        self._place = lru_cache(maxsize=65_536)(self._read_place)

    @classmethod
    def open(
        cls,
        directory: Path | None = None,
        *,
        progress: Progress | None = None,
        notice: Callable[[str], None] | None = None,
        build: Callable[[Path, Progress], None] | None = None,
        own: UserData | None = None,
    ) -> "Gazetteer":
        """The gazetteer in a directory (default: the user's cache), built first when missing, damaged or older.

        `progress` is told (step, done, total) while building; `notice` gets one sentence that says why it builds
        (without it, `progress` gets that sentence as its first step).
        `own` is what the user imported and added (default: what is in the user's data folder). `build` writes the
        index; another one than the packages' is for tests and for gazetteers of one's own, and takes no user data.
        Raises GazetteerError when the directory cannot be written, or the user's data cannot be read.
        """
        own = own or UserData()
        wanted = source_version() if build else index_version(own)
        is_default = directory is None
        directory = directory or default_directory(wanted)
        report = progress or (lambda _step, _done, _total: None)
        wrong = defect(directory, expected_version=wanted)
        if wrong is not None:
            message = _building_message(directory, wrong)
            if notice is None:
                report(message, 0, 1)
            else:
                notice(message)
            try:
                if build is None:
                    build_index(directory, report, own)
                else:
                    build(directory, report)
            except OSError as error:
                raise GazetteerError(
                    f"the gazetteer cannot be built in {directory} ({error}); free some space there or name another "
                    "directory"
                ) from error
            if is_default:
                remove_siblings(directory)
        return cls(directory)

    # --- by name ------------------------------------------------------------------------------------------------

    def has_name(self, name: str) -> bool:
        """Whether `lookup` would find anything without stripping words; a few microseconds."""
        return normalize(name) in self._trie

    def lookup(self, name: str) -> tuple[NameMatch, ...]:
        """Every entry that bears the name, best prior first: as its name, as an alternate, or without its suffix.

        "Musa Qala District" finds entries of that name and, as SUFFIX matches, those named "Musa Qala"; the words
        that claim a kind put entries of that kind first. An unknown name gives ().
        """
        normalized = normalize(name)
        order = sorted(self._ranked(normalized).items(), key=lambda item: (-item[1][0], item[0]))
        if not order:
            bare = strip_article(normalized) or ""
            order = sorted(self._ranked(bare).items(), key=lambda item: (-item[1][0], item[0]))
        return tuple(NameMatch(place=self._place(row), kind=kind) for row, (_, kind) in order)

    def fuzzy(self, name: str, *, country_code: str | None = None, limit: int = 10) -> tuple[NameMatch, ...]:
        """Entries with a name that is spelled nearly so, most similar first; () for five letters or fewer.

        Candidates are one edit away or have the same consonants in a row; similarity is Damerau-Levenshtein's, in
        [0.7, 1]. Never take one for granted without a country: spelled nearly alike are places all over the world.
        """
        normalized = normalize(name)
        if not normalized.isascii() or len(letters(normalized)) < _SHORTEST_FUZZY or len(normalized) > 80:
            return ()
        found: dict[int, tuple[float, float]] = {}
        for number in self._similar_names(normalized):
            spelling = self._trie.restore_key(number)
            similarity = DamerauLevenshtein.normalized_similarity(normalized, spelling)
            if similarity < _LEAST_SIMILARITY:
                continue
            for row, _, rank in self._rows_of(number):
                if country_code is not None and self._country_code(row) != country_code:
                    continue
                found[row] = max(found.get(row, (0.0, 0.0)), (similarity, rank))
        order = sorted(found.items(), key=lambda item: (-(item[1][0] + 0.05 * item[1][1]), item[0]))
        return tuple(
            NameMatch(place=self._place(row), kind=NameMatchKind.FUZZY, similarity=similarity)
            for row, (similarity, _) in order[:limit]
        )

    # --- by identity and code -----------------------------------------------------------------------------------

    def by_id(self, geonameid: int) -> Place | None:
        """The entry with that GeoNames id."""
        row = self._row_of_id(geonameid)
        return None if row is None else self._place(row)

    def by_place_id(self, place_id: str) -> Place | None:
        """The entry with that `Place.place_id`."""
        if place_id.startswith("gn") and place_id[2:].isascii() and place_id[2:].isdigit():
            return self.by_id(int(place_id[2:]))
        row = self._supplement_rows.get(place_id)
        return None if row is None else self._place(row)

    def country(self, code: str) -> Place | None:
        """The country with that ISO 3166-1 alpha-2 code."""
        row = self._tables["country_rows"].get(code)
        return None if row is None else self._place(row)

    def countries(self) -> tuple[Place, ...]:
        """Every country and dependent territory, by code."""
        return tuple(self._place(row) for _, row in sorted(self._tables["country_rows"].items()))

    def admin1(self, country_code: str, admin1_code: str) -> Place | None:
        """The first-order unit with that GeoNames code: ("AF", "10") is Helmand."""
        row = self._tables["admin1_rows"].get(f"{country_code}.{admin1_code}")
        return None if row is None else self._place(row)

    def admin1_units(self, country_code: str) -> tuple[Place, ...]:
        """The first-order units of a country, by code."""
        rows = self._tables["admin1_rows"]
        return tuple(self._place(row) for key, row in sorted(rows.items()) if key.startswith(f"{country_code}."))

    def has_id(self, geonameid: int) -> bool:
        """Whether there is an entry with that GeoNames id; a few microseconds."""
        return self._row_of_id(geonameid) is not None

    def parents(self, place: Place) -> tuple[Place, ...]:
        """The units that a place lies in, nearest first: second-order unit, first-order unit, country, where known.

        A country has none; neither have seas, ranges and regions that belong to no country.
        """
        row = self._row_of(place)
        chain: list[int | None] = []
        if row is not None:
            above = int(self._columns["admin2"][row])
            chain.append(above if above >= 0 else None)
        chain.append(self._tables["admin1_rows"].get(f"{place.country_code}.{place.admin1_code}"))
        chain.append(self._tables["country_rows"].get(place.country_code))
        if row in chain:
            chain = chain[chain.index(row) + 1 :]
        return tuple(self._place(above) for above in chain if above is not None)

    def places(self) -> Iterator[Place]:
        """Every entry of the index, those with a GeoNames id first, by id."""
        return (self._read_place(row) for row in range(len(self._columns["geonameids"])))

    # --- by position --------------------------------------------------------------------------------------------

    def nearest(self, latitude: float, longitude: float, limit: int = 10) -> tuple[tuple[Place, float], ...]:
        """The `limit` entries nearest to a point with their distances in km, nearest first."""
        by_latitude, latitudes = self._columns["by_latitude"], self._columns["latitudes"]
        ordered = self._ordered_latitudes
        half_width = 0.5
        while True:
            low = int(np.searchsorted(ordered, (latitude - half_width) * SCALE, "left"))
            high = int(np.searchsorted(ordered, (latitude + half_width) * SCALE, "right"))
            rows = by_latitude[low:high]
            km = _arc_km(latitude, longitude, latitudes[rows] / SCALE, self._columns["longitudes"][rows] / SCALE)
            inside = np.count_nonzero(km <= half_width * DEGREE_KM)
            if inside >= limit or half_width > 180:
                break
            half_width *= 3
        order = np.lexsort((rows, km))[:limit]
        places = (self._place(int(rows[number])) for number in order)
        return tuple((place, distance_km((latitude, longitude), (place.latitude, place.longitude))) for place in places)

    # --- more about an entry ------------------------------------------------------------------------------------

    def name_years(self, name: str, place: Place) -> Years | None:
        """The first and the last year in which the entry bore the name, or was a place; either may be None: unknown.

        None for names that are in use: ("Persia", Iran) is (None, 1935), ("Iran", Iran) is None.
        """
        row, number = self._row_of(place), self._trie.get(normalize(name))
        if row is not None and number is not None:
            start, end = int(self._starts[number]), int(self._starts[number + 1])
            for posting in np.flatnonzero(self._rows[start:end] == row) + start:
                years = self._years("dated_postings", "dated_posting_years", int(posting))
                if years is not None:
                    return years
        is_former = place.valid_from is not None or place.valid_to is not None
        return (place.valid_from, place.valid_to) if is_former else None

    def bounds(self, place: Place) -> tuple[float, float, float, float] | None:
        """West, south, east and north of a country or first-order unit in degrees, None where no outline is known.

        West is larger than east where it lies across the date line.
        """
        row = self._row_of(place)
        at = None if row is None else _find(self._columns["bounded_rows"], row)
        if at is None:
            return None
        west, south, east, north = (round(float(degrees), 3) for degrees in self._columns["bounds"][at])
        return west, south, east, north

    def prior(self, place: Place) -> float:
        """How likely a bare name means this entry, before any context; comparable between entries, about 0 to 2.3.

        Weight of the feature code (resources/gazetteer/features.csv: country 1.6, capital 0.75, first-order unit 0.65,
        town 0.3), plus 0.07 per power of ten of population for towns and countries and 0.02 for the towns of a unit,
        plus 0.3 for places of the supplement and for towns and districts that it names. Places that analysts added
        have 3 more than that, so that they win.
        """
        row = self._row_of(place)
        return 0.0 if row is None else float(self._columns["priors"][row])

    # --- rows ---------------------------------------------------------------------------------------------------

    def _ranked(self, normalized: str) -> dict[int, tuple[float, NameMatchKind]]:
        ranked = {row: (rank, kind) for row, kind, rank in self._postings(normalized)}
        stripped = strip_affix(normalized)
        if stripped is None:
            return ranked
        for row, (rank, kind) in ranked.items():
            if not self._is_of(row, stripped.kind):
                ranked[row] = (rank - _KIND_MISMATCH, kind)
        for row, _, rank in self._postings(stripped.name):
            if row not in ranked:
                mismatch = 0.0 if self._is_of(row, stripped.kind) else _KIND_MISMATCH
                ranked[row] = (rank - KIND_PENALTIES[2] - mismatch, NameMatchKind.SUFFIX)
        return ranked

    def _is_of(self, row: int, claimed: str) -> bool:
        kind = feature_kind(self._feature_codes[self._columns["features"][row]])
        return kind == claimed or (claimed == "region" and kind == "natural")

    def _postings(self, normalized: str) -> Iterable[tuple[int, NameMatchKind, float]]:
        number = self._trie.get(normalized)
        return () if number is None else self._rows_of(number)

    def _rows_of(self, number: int) -> Iterator[tuple[int, NameMatchKind, float]]:
        rows = self._rows[self._starts[number] : self._starts[number + 1]]
        kinds = self._kinds[self._starts[number] : self._starts[number + 1]].tolist()
        priors = self._columns["priors"][rows].tolist()
        for row, kind, prior in zip(rows.tolist(), kinds, priors, strict=True):
            yield row, KINDS[kind], prior - KIND_PENALTIES[kind]

    def _similar_names(self, normalized: str) -> set[int]:
        numbers = {self._trie[spelling] for spelling in one_edit_away(normalized) if spelling in self._trie}
        bones = skeleton(normalized)
        if len(bones) >= 2:
            hashes = self._columns["skeleton_hashes"]
            wanted = np.uint32(skeleton_hash(bones))
            start, end = np.searchsorted(hashes, wanted, "left"), np.searchsorted(hashes, wanted, "right")
            numbers.update(self._columns["skeleton_names"][start:end].tolist())
        numbers.discard(self._trie.get(normalized, -1))
        return numbers

    def _row_of_id(self, geonameid: int) -> int | None:
        return _find(self._geonameids, geonameid) if 0 < geonameid < 2**31 else None

    def _row_of(self, place: Place) -> int | None:
        if place.geonameid is not None:
            return self._row_of_id(place.geonameid)
        return self._supplement_rows.get(place.place_id)

    def _years(self, keys: str, values: str, key: int) -> Years | None:
        at = _find(self._columns[keys], key)
        if at is None:
            return None
        first, last = (None if year == NO_YEAR else int(year) for year in self._columns[values][at])
        return first, last

    def _country_code(self, row: int) -> str | None:
        return self._tables["countries"][self._columns["countries"][row]] or None

    @cached_property
    def _geonameids(self) -> "np.ndarray[Any, Any]":  # Any: numpy's shape parameter
        ids = self._columns["geonameids"]
        return ids[: np.count_nonzero(ids)]  # rows without an id come last

    @cached_property
    def _ordered_latitudes(self) -> "np.ndarray[Any, Any]":  # Any: numpy's shape parameter
        return self._columns["latitudes"][self._columns["by_latitude"]]  # type: ignore[no-any-return]

    @cached_property
    def _supplement_rows(self) -> dict[str, int]:
        rows = range(len(self._geonameids), len(self._columns["geonameids"]))
        return {self._place(row).place_id: row for row in rows}

    def _read_place(self, row: int) -> Place:
        column = self._columns
        code = self._country_code(row)
        admin1_code = self._tables["admin1"][column["admin1"][row]] or None
        country_row = self._tables["country_rows"].get(code)
        admin1_row = self._tables["admin1_rows"].get(f"{code}.{admin1_code}")
        admin2_row = int(column["admin2"][row])
        feature_code = self._feature_codes[column["features"][row]]
        if feature_kind(feature_code) == "admin2" and admin2_row < 0:
            admin2_row = row
        radius = float(column["radii"][row])
        first, last = self._years("dated_rows", "dated_row_years", row) or (None, None)
        return Place(
            name=self._names[row],
            latitude=int(column["latitudes"][row]) / SCALE,
            longitude=int(column["longitudes"][row]) / SCALE,
            feature_code=feature_code,
            country_code=code,
            country=None if country_row is None else self._names[country_row],
            admin1_code=admin1_code,
            admin1=None if admin1_row is None else self._names[admin1_row],
            admin2=None if admin2_row < 0 else self._names[admin2_row],
            population=int(column["populations"][row]),
            geonameid=int(column["geonameids"][row]) or None,
            precision=PRECISIONS[column["precisions"][row]],
            source=self._tables["sources"][column["sources"][row]],
            radius_km=None if isnan(radius) else round(radius, 1),
            valid_from=first,
            valid_to=last,
        )


def _find(ordered: "np.ndarray[Any, Any]", wanted: int) -> int | None:  # Any: numpy's shape parameter
    """Where a number stands in an ordered column; a Python int would have numpy convert the whole column first."""
    at = int(np.searchsorted(ordered, ordered.dtype.type(wanted)))
    return at if at < len(ordered) and ordered[at] == wanted else None


def default_directory(version: str | None = None) -> Path:
    """Where the gazetteer of a version (default: of today's sources and the user's data) lies, in the user's cache."""
    return user_cache_path("reportmap") / f"gazetteer-{version or index_version(UserData())}"


def _building_message(directory: Path, wrong: str) -> str:
    if wrong == "manifest.json is missing" and not directory.exists():
        return "there is no gazetteer index yet: building it"
    return f"the gazetteer index in {directory} is damaged or older ({wrong}): building it again"


def _arc_km(latitude: float, longitude: float, latitudes: Any, longitudes: Any) -> Any:  # Any: numpy arrays
    """Great-circle distances from one point to many, in km (haversine), to choose whom to measure exactly."""
    phi, phis = np.radians(latitude), np.radians(latitudes)
    chord = np.sin((phis - phi) / 2) ** 2
    chord = chord + np.cos(phi) * np.cos(phis) * np.sin(np.radians(longitudes - longitude) / 2) ** 2
    return 2 * 6371.009 * np.arcsin(np.minimum(1.0, np.sqrt(chord)))
