"""Where countries and their first-order units touch other countries and the sea (`resources/places/`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from reportmap.rules import read_table

_RADIUS_KM = 6371.009
_GOOD_ODDS = 0.8
_SIDE_DEGREES = 70.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of border or coast: its middle (WGS 84), how far most of it reaches from there, and its length.

    `seaward` is the compass bearing that leads from a coast to the water, None for a border.
    """

    latitude: float
    longitude: float
    reach_km: float
    length_km: float
    seaward: float | None = None


@cache
def border(country_code: str, other_code: str, *, admin1_code: str | None = None) -> Stretch | None:
    """The border of a country with another one, or of one first-order unit with it; None where they do not touch."""
    stretches = _borders().get((country_code, other_code), {})
    if admin1_code is not None:
        # Where the map is older than the unit, the stretch of its neighbors without a code has to do.
        return stretches.get(admin1_code) or stretches.get("")
    return _middle(list(stretches.values()))


@cache
def coast(country_code: str, *, admin1_code: str | None = None, side: float | None = None) -> Stretch | None:
    """The coast of a country or of one first-order unit; None where there is none.

    `side` is the bearing toward which the coast must look ("the northern coast": 0), where there is such a one.
    """
    stretches = _coasts().get(country_code, {})
    if admin1_code is not None:
        return stretches.get(admin1_code)
    found = list(stretches.values())
    looking = [item for item in found if side is not None and _turn(item.seaward or 0.0, side) <= _SIDE_DEGREES]
    return _middle(looking or found)


def _turn(one: float, two: float) -> float:
    """The angle between two bearings, in [0, 180]."""
    return abs((one - two + 180.0) % 360.0 - 180.0)


def _middle(stretches: Sequence[Stretch]) -> Stretch | None:
    """The stretch from which the least radius holds most of all of them, with that radius."""
    if not stretches:
        return None
    angles = np.radians([(item.latitude, item.longitude) for item in stretches])
    latitudes, longitudes = angles[:, 0], angles[:, 1]
    points = np.stack(
        [np.cos(latitudes) * np.cos(longitudes), np.cos(latitudes) * np.sin(longitudes), np.sin(latitudes)], axis=1
    )
    weights = np.array([item.length_km for item in stretches])
    reaches = _RADIUS_KM * np.arccos(np.clip(points @ points.T, -1, 1)) + [item.reach_km for item in stretches]
    best: tuple[float, int] | None = None
    for number, reach in enumerate(reaches):
        order = np.argsort(reach, kind="stable")
        enough = int(np.searchsorted(np.cumsum(weights[order]), _GOOD_ODDS * weights.sum()))
        radius = float(reach[order][min(enough, len(order) - 1)])
        if best is None or radius < best[0]:
            best = (radius, number)
    radius, number = best or (stretches[0].reach_km, 0)
    return replace(stretches[number], reach_km=round(radius, 1), length_km=float(weights.sum()))


@cache
def _borders() -> Mapping[tuple[str, str], Mapping[str, Stretch]]:
    found: dict[tuple[str, str], dict[str, Stretch]] = {}
    for row in read_table("places/borders.csv"):
        found.setdefault((row["country"], row["other"]), {})[row["admin1"]] = _stretch(row)
    return found


@cache
def _coasts() -> Mapping[str, Mapping[str, Stretch]]:
    found: dict[str, dict[str, Stretch]] = {}
    for row in read_table("places/coasts.csv"):
        found.setdefault(row["country"], {})[row["admin1"]] = _stretch(row)
    return found


def _stretch(row: Mapping[str, str]) -> Stretch:
    seaward = row.get("seaward_degrees")
    return Stretch(
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        reach_km=float(row["reach_km"]),
        length_km=float(row["length_km"]),
        seaward=None if seaward is None else float(seaward),
    )
