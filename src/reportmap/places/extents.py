"""How large places are: their own radius where it is known, else one that is typical of their kind."""

import math

from reportmap.gazetteer.features import feature_kind
from reportmap.model import Place
from reportmap.rules import read_rules


def extent_km(place: Place) -> float:
    """The radius of a circle about as large as the place, in km, above 0."""
    if place.radius_km:
        return place.radius_km
    table = read_rules("places/relative.toml")["extents"]
    kind = feature_kind(place.feature_code)
    if kind == "populated":
        return max(float(table["town_least"]), float(table["town_of_root"]) * math.sqrt(place.population))
    return float(table.get(place.feature_code, table[kind]))
