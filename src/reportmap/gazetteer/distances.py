"""Distances and bearings on the earth: geopy's great circle, everywhere in the project."""

import math

from geopy.distance import great_circle

DEGREE_KM = 111.19
"""One degree of latitude on geopy's sphere of 6,371.009 km."""

Point = tuple[float, float]
"""Latitude and longitude in WGS 84 degrees."""


def distance_km(first: Point, second: Point) -> float:
    """Kilometers along the great circle between two points.

    Within 0.6 % of the ellipsoid, and twenty times faster than the geodesic.
    """
    return float(great_circle(first, second).kilometers)


def offset(start: Point, *, bearing_degrees: float, km: float) -> Point:
    """The point that lies so many kilometers from the start, along the great circle that leaves it at the bearing.

    `bearing_degrees` counts clockwise from north. The longitude is in [-180, 180).
    """
    end = great_circle(kilometers=km).destination(start, bearing=bearing_degrees)
    return float(end.latitude), (float(end.longitude) + 180.0) % 360.0 - 180.0


def bearing_degrees(start: Point, end: Point) -> float:
    """The compass bearing in [0, 360) at which the great circle from start to end leaves the start; 0 for one point."""
    latitude, longitude = math.radians(start[0]), math.radians(end[1] - start[1])
    other = math.radians(end[0])
    east = math.sin(longitude) * math.cos(other)
    north = math.cos(latitude) * math.sin(other) - math.sin(latitude) * math.cos(other) * math.cos(longitude)
    return math.degrees(math.atan2(east, north)) % 360.0


def midpoint(first: Point, second: Point) -> Point:
    """The point on the great circle between two points that is equally far from both."""
    bearing = bearing_degrees(first, second)
    return offset(first, bearing_degrees=bearing, km=distance_km(first, second) / 2)
