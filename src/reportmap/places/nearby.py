"""Where a name that the gazetteer lacks probably lies: in the unit that the text names, else in the report's own."""

from collections.abc import Sequence

import numpy as np

from reportmap.gazetteer import Gazetteer
from reportmap.gazetteer.distances import distance_km
from reportmap.model import DerivedPoint, Place, PlaceMention, PlaceRelation
from reportmap.places.context import Votes
from reportmap.places.coverage import unit_vectors
from reportmap.places.extents import extent_km
from reportmap.places.senses import Name, container_units

_LEAST_SHARE = 0.08
"""Of the document's votes; below it no unit is the report's own."""

_LEAST_RADIUS_KM = 25.0
_FINE = frozenset({"populated", "admin2", "natural", "facility"})


class Surroundings:
    """The unit that a document is about, and the middle of what it names there."""

    def __init__(self, names: Sequence[Name], votes: Votes, gazetteer: Gazetteer) -> None:
        """Find the leading unit of a document whose names have been ranked."""
        self._gazetteer = gazetteer
        self._home = _home(names, votes, gazetteer)

    def point(self, mention: PlaceMention) -> DerivedPoint | None:
        """Where a mention without a place probably lies, None where neither its words nor the document say.

        The radius is that of the unit, or of the circle that holds what the document names there. Only a guess: it
        is shown and measured, and nothing is drawn there.
        """
        unit = next(iter(container_units(mention.container, self._gazetteer)), None) if mention.container else None
        if unit is not None:
            return _point(unit, (unit.latitude, unit.longitude), extent_km(unit), f"the text puts it in {unit.name}")
        if self._home is None:
            return None
        unit, point, radius_km = self._home
        return _point(unit, point, radius_km, f"most places of the document lie in {unit.name}")


def _point(unit: Place, point: tuple[float, float], radius_km: float, reason: str) -> DerivedPoint:
    return DerivedPoint(
        name=f"near {unit.name}",
        latitude=point[0],
        longitude=point[1],
        radius_km=max(_LEAST_RADIUS_KM, round(radius_km)),
        relation=PlaceRelation.NEAR,
        reason=reason,
        anchors=(unit.place_id,),
    )


def _home(names: Sequence[Name], votes: Votes, gazetteer: Gazetteer) -> tuple[Place, tuple[float, float], float] | None:
    code = min(votes.units, key=lambda unit: (-votes.units[unit], unit), default=None)
    if code is None or votes.units[code] < _LEAST_SHARE * votes.total:
        return None
    unit = gazetteer.admin1(*code)
    if unit is None:
        return None
    inside, weights = [], []
    for name in names:
        best = name.best()
        if best is not None and best.kind in _FINE and (best.place.country_code, best.place.admin1_code) == code:
            inside.append((best.place.latitude, best.place.longitude))
            weights.append(best.probability * (1.0 + np.log(len(name.numbers))))
    if not inside:
        return unit, (unit.latitude, unit.longitude), extent_km(unit)
    x, y, z = np.average(unit_vectors(inside), axis=0, weights=weights).tolist()
    middle = float(np.degrees(np.arctan2(z, np.hypot(x, y)))), float(np.degrees(np.arctan2(y, x)))
    return unit, middle, max(distance_km(middle, point) for point in inside)
