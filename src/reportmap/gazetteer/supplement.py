"""Our own rows: places and spellings that the packages lack, and places that analysts added."""

from collections.abc import Iterable, Mapping

from reportmap.errors import GazetteerError
from reportmap.gazetteer.distances import distance_km
from reportmap.gazetteer.entry import ANALYST, SUPPLEMENT, Entry, Years
from reportmap.gazetteer.features import feature_kind, features
from reportmap.gazetteer.names import normalize

_SAME_PLACE_KM = 5.0
"""A row and a place of a dump with one name, one kind and one country are one place when they are no farther apart."""


def supplement_entries(rows: Iterable[Mapping[str, str]], known: Iterable[Entry]) -> list[Entry]:
    """The entries that supplement rows add. A row with a known GeoNames id renames and aliases that entry instead.

    Where such a row has years, its names are those of that time, and the entry keeps its own. A row without an id
    that describes a place of an imported dump adds its names to it.
    Raises GazetteerError naming the row that lacks a position, a feature code or a number.
    """
    by_id: dict[int, Entry] = {}
    imported: dict[str, list[Entry]] = {}
    for entry in known:
        if entry.geonameid is not None:
            by_id[entry.geonameid] = entry
        if entry.is_added:
            imported.setdefault(normalize(entry.name), []).append(entry)
    added: list[Entry] = []
    for row in rows:
        try:
            found = by_id.get(int(row["geonameid"])) if row["geonameid"] else _same_place(row, imported)
            if found is None:
                added.append(_own_entry(row))
            else:
                _alias(found, row)
        except (ValueError, KeyError) as error:
            raise GazetteerError(
                f"supplement row {row.get('name')!r}: {error}; correct the row and build the gazetteer again"
            ) from error
    return added


def analyst_entries(rows: Iterable[Mapping[str, str]]) -> list[Entry]:
    """The entries that analysts added, in file order."""
    entries = []
    for row in rows:
        entry = _own_entry({**row, "geonameid": "", "valid_from": "", "valid_to": ""})
        entry.source = ANALYST
        entries.append(entry)
    return entries


def _own_entry(row: Mapping[str, str]) -> Entry:
    feature = features()[row["feature_code"]]
    return Entry(
        name=row["name"],
        feature_code=feature.code,
        country_code=row["country_code"] or None,
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        admin1_code=row["admin1_code"] or None,
        geonameid=int(row["geonameid"]) if row["geonameid"] else None,
        precision=row["precision"] or feature.precision.value,
        radius_km=float(row["radius_km"]) if row["radius_km"] else None,
        years=_years(row),
        source=SUPPLEMENT,
        curated=_split(row["alternates"]),
    )


def _alias(entry: Entry, row: Mapping[str, str]) -> None:
    years = _years(row)
    if years is not None:
        for name in (row["name"], *_split(row["alternates"])):
            entry.names.append(name)
            entry.add_dated(name, years)
        return
    if row["name"] != entry.name:
        entry.names.append(entry.name)
        entry.name = row["name"]
    entry.curated += [row["name"], *_split(row["alternates"])]
    if entry.is_imported:
        return
    entry.feature_code = row["feature_code"] or entry.feature_code
    if row["latitude"] and row["longitude"]:
        entry.latitude, entry.longitude = float(row["latitude"]), float(row["longitude"])
        entry.source = f"{entry.source.partition(',')[0]}, point: {SUPPLEMENT}"
    if row["radius_km"]:
        entry.radius_km = float(row["radius_km"])


def _same_place(row: Mapping[str, str], imported: Mapping[str, list[Entry]]) -> Entry | None:
    if not imported or row["precision"] not in {"exact", "near"}:
        return None
    point = float(row["latitude"]), float(row["longitude"])
    reach = max(_SAME_PLACE_KM, float(row["radius_km"] or 0))
    near = [
        (distance_km(point, entry.point), number, entry)
        for number, entry in enumerate(imported.get(normalize(row["name"]), ()))
        if entry.country_code == (row["country_code"] or None)
        and entry.point is not None
        and feature_kind(entry.feature_code) == feature_kind(row["feature_code"])
    ]
    distance, _, found = min(near, default=(reach + 1, 0, None))
    return found if distance <= reach else None


def _years(row: Mapping[str, str]) -> Years | None:
    first, last = row["valid_from"], row["valid_to"]
    return (int(first) if first else None, int(last) if last else None) if first or last else None


def _split(alternates: str) -> list[str]:
    return [name.strip() for name in alternates.split("|") if name.strip()]
