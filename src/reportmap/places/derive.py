"""From a phrase and the places in it to a point and a radius.

Every function gives None where the phrase cannot mean a point ("between Iraq and Iran"). The figures stand in
`resources/places/relative.toml`.
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache

from reportmap.gazetteer.distances import Point, distance_km, midpoint, offset
from reportmap.gazetteer.features import feature_kind
from reportmap.model import DerivedPoint, Place, PlaceRelation
from reportmap.places.borders import Stretch, coast
from reportmap.places.extents import extent_km
from reportmap.places.measures import Distance, measures
from reportmap.rules import read_rules

_LINES = frozenset({"STM", "CNL", "RD"})
_BOUNDLESS = frozenset({"CONT", "OCN"})
_LONGEST_NAME = 80

Parts = Mapping[str, str]
"""The named groups of a phrase, as they stand in the text."""


def beside_one(relation: PlaceRelation, words: str, parts: Parts, place: Place) -> DerivedPoint | None:
    """The point that a phrase with one name describes, borders aside.

    Args:     words: the whole phrase as it stands in the text
    """
    reckoning = {
        PlaceRelation.OFFSET: _at_distance,
        PlaceRelation.DISTANCE: _within_distance,
        PlaceRelation.DIRECTION: _in_direction,
        PlaceRelation.NEAR: _near,
        PlaceRelation.PART: _part,
        PlaceRelation.ROAD: _road_end,
        PlaceRelation.COAST: _coast,
    }.get(relation)
    found = None if reckoning is None else reckoning(parts, place)
    if found is None:
        return None
    point, radius_km, how = found
    return derived_point(relation, words, point, radius_km=radius_km, how=how, anchors=[place])


def beside_two(relation: PlaceRelation, words: str, first: Place, second: Place) -> DerivedPoint | None:
    """The middle between two places, or of the road that joins them, with half of their distance as its radius."""
    kinds = {feature_kind(place.feature_code) for place in (first, second)}
    capitals = first.feature_code == second.feature_code == "PPLC"  # "between Kabul and Islamabad": governments
    one, two = _point(first), _point(second)
    km = distance_km(one, two)
    is_road = relation is PlaceRelation.ROAD
    if relation is PlaceRelation.BETWEEN and kinds & {"admin1", "region"}:
        return None  # "between Kurdistan and Anbar" is a quarrel more often than a place
    if "country" in kinds or (capitals and not is_road) or {first.feature_code, second.feature_code} & _BOUNDLESS:
        return None
    if not radii()["least_km"] <= km <= radii()["farthest_road_km" if is_road else "farthest_between_km"]:
        return None
    radius_km = km / 2 * (radii()["road_share"] if is_road else 1.0)
    how = f"in the middle of the {km:.0f} km between {first.name} and {second.name}"
    return derived_point(relation, words, midpoint(one, two), radius_km=radius_km, how=how, anchors=[first, second])


def at_border(words: str, parts: Parts, stretch: Stretch, *, whose: str, anchors: Sequence[Place]) -> DerivedPoint:
    """A point on a stretch of border. `whose` says which one ("the border of Helmand with Pakistan")."""
    distance = measures().distance(parts)
    radius_km = max(radii()["border_km"], stretch.reach_km) + (distance.km if distance else 0.0)
    point = (stretch.latitude, stretch.longitude)
    return derived_point(
        PlaceRelation.BORDER, words, point, radius_km=radius_km, how=f"in the middle of {whose}", anchors=anchors
    )


def derived_point(
    relation: PlaceRelation, words: str, point: Point, *, radius_km: float, how: str, anchors: Sequence[Place]
) -> DerivedPoint:
    """The noun, rounded to what the words are worth: about 10 m, and a tenth of a kilometer."""
    name = " ".join("".join(letter if letter.isprintable() else " " for letter in words).split())[:_LONGEST_NAME]
    radius_km = round(max(radii()["least_km"], radius_km), 1)
    return DerivedPoint(
        name=name,
        latitude=round(point[0], 4),
        longitude=round(point[1], 4),
        radius_km=radius_km,
        relation=relation,
        reason=f"“{name}” is drawn {how}; what is meant lies within about {say_km(radius_km)} of there",
        anchors=tuple(place.place_id for place in anchors),
    )


@cache
def radii() -> Mapping[str, float]:
    """The figures of the table's section [radii]."""
    figures: Mapping[str, float] = read_rules("places/relative.toml")["radii"]
    return figures


# --- one relation each: point, radius in km, how it was reckoned -----------------------------------------------------

Reckoned = tuple[Point, float, str]


def _at_distance(parts: Parts, place: Place) -> Reckoned | None:
    distance, wind = measures().distance(parts), measures().degrees(parts["wind"])
    if distance is None or wind is None:
        return None
    edge = _edge_km(place)
    point = offset(_point(place), bearing_degrees=wind, km=distance.km + edge)
    radius_km = distance.km * distance.spread + (0.6 * edge if edge else _town_km(place))
    side = "the edge of " if edge else ""
    return point, radius_km, f"{say_km(distance.km)} from {side}{place.name} at a bearing of {wind:g}°"


def _within_distance(parts: Parts, place: Place) -> Reckoned | None:
    if "walking" in parts:
        return _point(place), radii()["walking_km"] + extent_km(place), f"at {place.name} itself"
    distance = measures().distance(parts)
    if distance is None:
        return None
    radius_km = distance.km * radii()["distance_slack"] + _edge_km(place)
    return (
        _point(place),
        radius_km,
        f"at {place.name} itself, since the text gives {say_km(distance.km)} but no direction",
    )


def _in_direction(parts: Parts, place: Place) -> Reckoned | None:
    wind = measures().degrees(parts["wind"])
    if wind is None:
        return None
    share = radii()["just_share"] if "just" in parts else 1.0
    if place.feature_code in _LINES:
        km, radius_km = radii()["line_shift_km"] * share, extent_km(place)
    else:
        edge = _edge_km(place)
        km, radius_km = radii()["direction_km"] * share + edge, radii()["direction_radius_km"] * share + 0.6 * edge
    point = offset(_point(place), bearing_degrees=wind, km=km)
    return (
        point,
        radius_km,
        f"{say_km(km)} from {place.name} at a bearing of {wind:g}°, since the text gives no distance",
    )


def _near(parts: Parts, place: Place) -> Reckoned:
    extent = extent_km(place)
    if "edge" in parts:
        radius_km = 1.5 * extent + radii()["least_km"]
    elif "outside" in parts:
        radius_km = radii()["outside_km"] + extent
    elif feature_kind(place.feature_code) == "populated":
        radius_km = radii()["near_city_km" if place.population >= radii()["city_population"] else "near_town_km"]
    else:
        radius_km = radii()["near_town_km"] + extent
    return _point(place), radius_km, f"at {place.name} itself"


def _road_end(_parts: Parts, place: Place) -> Reckoned | None:
    if feature_kind(place.feature_code) == "country":
        return None
    radius_km = radii()["road_end_km"] + _edge_km(place)
    return _point(place), radius_km, f"at {place.name} itself, since the text gives only one end of the road"


def _part(parts: Parts, place: Place) -> Reckoned | None:
    if place.feature_code in _LINES | _BOUNDLESS:
        return None
    extent = extent_km(place)
    if "center" in parts:
        is_town = feature_kind(place.feature_code) == "populated"
        return None if is_town else (_point(place), extent * radii()["center_radius"], f"in the middle of {place.name}")
    winds = [measures().degrees(parts[name]) for name in ("wind", "wind2") if name in parts]
    wind = mean_bearing([degrees for degrees in winds if degrees is not None])
    if wind is None:
        return None
    kind = "far" if "far" in parts else "edge" if "edge" in parts else "part"
    km = extent * radii()[f"{kind}_shift"]
    radius_km = extent * radii()["parts_radius" if len(winds) > 1 else f"{kind}_radius"]
    point = offset(_point(place), bearing_degrees=wind, km=km)
    return point, radius_km, f"{say_km(km)} from the middle of {place.name} at a bearing of {wind:g}°"


def mean_bearing(bearings: Sequence[float]) -> float | None:
    """The bearing halfway between some, None where there are none or they cancel out ("northern and southern")."""
    east = sum(math.sin(math.radians(bearing)) for bearing in bearings)
    north = sum(math.cos(math.radians(bearing)) for bearing in bearings)
    if math.hypot(east, north) < 0.1:
        return None
    return round(math.degrees(math.atan2(east, north)) % 360.0, 1) % 360.0


def _coast(parts: Parts, place: Place) -> Reckoned | None:
    kind = feature_kind(place.feature_code)
    if place.country_code is None or kind not in ("country", "admin1", "populated"):
        return None
    side = measures().degrees(parts["side"]) if "side" in parts else None
    stretch = coast(place.country_code, admin1_code=place.admin1_code if kind != "country" else None, side=side)
    if stretch is None or stretch.seaward is None:
        return None
    start, reach = (stretch.latitude, stretch.longitude), stretch.reach_km
    of = f"the middle of the coast of {place.name}"
    if kind == "populated":
        if distance_km(_point(place), start) > reach + radii()["border_town_km"]:
            return None
        start, reach, of = _point(place), extent_km(place), place.name
    if "off" not in parts:
        return start, max(reach, radii()["border_km"]), f"at {of}"
    distance = measures().distance(parts) or Distance(km=radii()["sea_km"], spread=0.8)
    point = offset(start, bearing_degrees=stretch.seaward, km=distance.km)
    return point, reach + distance.km * distance.spread, f"{say_km(distance.km)} from {of} toward the sea"


# --- places ---------------------------------------------------------------------------------------------------------


def _point(place: Place) -> Point:
    return place.latitude, place.longitude


def _edge_km(place: Place) -> float:
    """How far the edge is from the point from which distances are given: 0 for towns and the like."""
    extent = extent_km(place)
    return extent if extent >= radii()["edge_least_km"] and feature_kind(place.feature_code) != "populated" else 0.0


def _town_km(place: Place) -> float:
    return min(extent_km(place), radii()["edge_least_km"])


def say_km(km: float) -> str:
    """A distance as an analyst reads it: "2.4 km", "32 km"."""
    return f"{km:.1f} km" if km < 10 and km != round(km) else f"{km:,.0f} km"
