"""What the gazetteer is built from: the packages, the user's dumps, the supplement, and places of analysts."""

from collections.abc import Iterable

from reportmap.gazetteer.divisions import Divisions
from reportmap.gazetteer.entry import ANALYST, SUPPLEMENT, Entry, Progress
from reportmap.gazetteer.features import feature_kind
from reportmap.gazetteer.imports import merge_imports
from reportmap.gazetteer.names import without_marks
from reportmap.gazetteer.packages import read_packages
from reportmap.gazetteer.supplement import analyst_entries, supplement_entries
from reportmap.gazetteer.units import keep_curated_seats, settle_units
from reportmap.gazetteer.userdata import UserData
from reportmap.model import PlacePrecision
from reportmap.rules import read_rules, read_table


def read_entries(progress: Progress, own: UserData | None = None) -> list[Entry]:
    """Every entry, each with a position; `own` is what the user imported and added (None: nothing).

    Raises GazetteerError when a supplement row or a file of the user's own is wrong, naming it.
    """
    progress("reading places", 0, 4)
    packages = read_packages()
    progress("reading places", 1, 4)
    added: list[Entry] = []
    if own is not None:
        added = merge_imports(packages, own, progress)
    progress("reading places", 3, 4)
    unseated = [city for city in packages.cities if city.feature_code == "PPL"]
    settle_units(packages.countries, packages.units, packages.cities)
    entries = [*packages.countries.values(), *packages.units, *packages.cities, *added]
    entries += supplement_entries(read_table("gazetteer/supplement.csv"), entries)
    entries += analyst_entries(own.analyst_rows() if own is not None else ())
    keep_curated_seats(unseated)
    _find_admin1(entries)
    _romanize(entries)
    progress("reading places", 4, 4)
    return [entry for entry in entries if entry.latitude is not None]


def _find_admin1(entries: Iterable[Entry]) -> None:
    """Places that say no division, or one that does not exist, get the one whose polygon they lie in."""
    entries = list(entries)
    units = {(entry.country_code, entry.admin1_code) for entry in entries if entry.feature_code == "ADM1"}
    lost = [entry for entry in entries if _is_small(entry) and (entry.country_code, entry.admin1_code) not in units]
    if not lost:
        return
    divisions = Divisions.read()
    for entry in lost:
        found = None if entry.point is None else divisions.around(*entry.point)
        if found is not None and found[0] == entry.country_code and found in units:
            entry.admin1_code = found[1]


def _is_small(entry: Entry) -> bool:
    fine = {PlacePrecision.EXACT.value, PlacePrecision.NEAR.value, PlacePrecision.ADMIN2.value}
    if entry.country_code is None:
        return False
    if entry.precision is not None:
        return entry.precision in fine
    return feature_kind(entry.feature_code) in {"populated", "facility"}


def _romanize(entries: Iterable[Entry]) -> None:
    """Show names from other scripts as English reports print them: "Kandahar" for "Kandahār"."""
    romanized = set(read_rules("gazetteer/settings.toml")["romanized_countries"])
    for entry in entries:
        if entry.country_code in romanized and entry.source not in {SUPPLEMENT, ANALYST}:
            shown = without_marks(entry.name)
            if shown != entry.name:
                entry.names.append(entry.name)
                entry.name = shown
