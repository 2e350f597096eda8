"""How well each sense of a name goes with the senses of all other names of the document, before any is chosen."""

from collections.abc import Hashable, Sequence

import numpy as np

from reportmap.places.senses import Name, Sense

Floats = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

COLUMNS = 8
EARTH_KM = 6371.0088
_REACHES_KM = (40.0, 150.0)
_MOST_NAMES = 120
"""Later names of a longer document do not vote: the cost stays linear in the number of names."""


def coverage(names: Sequence[Name], weights: Sequence[float]) -> Floats:
    """For each sense of each name in turn, COLUMNS numbers: four totals, each followed by its gap to the name's best.

    A total adds up the other names by their weight and rarity, each by the best that any of its senses offers: how
    close it lies (within some 40 km, then 150 km), whether it lies in the same first-order unit, in the same country.
    Which sense is right plays no part, so that one wrong choice cannot pull the others along.
    """
    senses = [sense for name in names for sense in name.senses]
    if not senses:
        return np.zeros((0, COLUMNS))
    counts = np.array([len(name.senses) for name in names])
    voters = np.flatnonzero(counts)[:_MOST_NAMES]
    own = np.repeat(np.arange(len(names)), counts)
    votes = np.isin(own, voters)
    starts = np.concatenate([[0], np.cumsum(counts[voters])[:-1]])
    strength = np.asarray(weights)[voters] / np.sqrt(counts[voters])
    seat = np.searchsorted(voters, own)
    is_voter = np.isin(own, voters)
    vectors = unit_vectors([(sense.place.latitude, sense.place.longitude) for sense in senses])
    km = EARTH_KM * np.sqrt(np.clip(2.0 - 2.0 * vectors @ vectors[votes].T, 0.0, None))
    is_fine = np.array([sense.kind not in ("country", "region") for sense in senses])[votes]
    offers = [np.exp(-km / reach) * is_fine for reach in _REACHES_KM]
    offers += [_same([_unit(sense) for sense in senses], votes), _same([_country(sense) for sense in senses], votes)]
    group_starts = np.concatenate([[0], np.cumsum(counts[counts > 0])[:-1]])
    group = np.repeat(np.arange(len(group_starts)), counts[counts > 0])
    columns = []
    for offer in offers:
        best = np.maximum.reduceat(offer, starts, axis=1)
        best[np.flatnonzero(is_voter), seat[is_voter]] = 0.0
        total = best @ strength
        columns += [total, np.maximum.reduceat(total, group_starts)[group] - total]
    return np.stack(columns, axis=1)


def unit_vectors(points: Sequence[tuple[float, float]]) -> Floats:
    """Points in WGS 84 degrees as vectors of length 1 from the center of the earth, one row each."""
    latitude, longitude = np.radians(np.array(points, dtype=np.float64).reshape(-1, 2)).T
    return np.stack(
        [np.cos(latitude) * np.cos(longitude), np.cos(latitude) * np.sin(longitude), np.sin(latitude)], axis=1
    )


def arc_km(cosines: Floats) -> Floats:
    """Kilometers along the great circle for the cosines of angles at the center of the earth."""
    found: Floats = EARTH_KM * np.arccos(np.clip(cosines, -1.0, 1.0))
    return found


def _same(keys: Sequence[Hashable], votes: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> Floats:
    """1 where a sense (row) and a voting sense (column) have the same key, 0 elsewhere and for None."""
    numbers: dict[Hashable, int] = {}
    codes = np.array([-1 if key is None else numbers.setdefault(key, len(numbers)) for key in keys])
    found: Floats = ((codes[:, None] == codes[votes][None, :]) & (codes[:, None] >= 0)).astype(np.float64)
    return found


def _unit(sense: Sense) -> tuple[str | None, str] | None:
    place = sense.place
    return (place.country_code, place.admin1_code) if place.admin1_code else None


def _country(sense: Sense) -> str | None:
    return sense.place.country_code
