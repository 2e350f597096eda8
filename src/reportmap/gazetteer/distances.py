"""Distances on the earth: geopy's great circle, everywhere in the project."""

from geopy.distance import great_circle

DEGREE_KM = 111.19
"""One degree of latitude on geopy's sphere of 6,371.009 km."""


def distance_km(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Kilometers along the great circle between two (latitude, longitude) points in WGS 84 degrees.

    Within 0.6 % of the ellipsoid, and twenty times faster than the geodesic.
    """
    return float(great_circle(first, second).kilometers)
