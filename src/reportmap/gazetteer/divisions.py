"""Which first-order division a point lies in, by the polygons of the basemap (used while building only)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from reportmap.layout import shipped


@dataclass(frozen=True, slots=True, kw_only=True)
class _Polygon:
    country_code: str
    admin1_code: str
    bounds: tuple[float, float, float, float]
    rings: list["np.ndarray[Any, Any]"]  # Any: numpy's shape parameter


class Divisions:
    """The polygons of the first-order divisions, simplified: near a boundary the neighbor may be given."""

    def __init__(self, polygons: Iterable[_Polygon]) -> None:
        self._polygons = tuple(polygons)
        self._bounds = np.array([polygon.bounds for polygon in self._polygons]).reshape(-1, 4)

    @classmethod
    def read(cls, path: Path | None = None) -> "Divisions":
        """The divisions of the basemap, or of another GeoJSON file with the property `code` ("AF.10")."""
        content = json.loads((path or shipped("static") / "admin1.json").read_text(encoding="utf-8"))
        return cls(_polygons(content["features"]))

    def around(self, latitude: float, longitude: float) -> tuple[str, str] | None:
        """The country's code and the division's that the point lies in, None at sea and where nothing is known."""
        west, south, east, north = self._bounds.T
        near = (west <= longitude) & (longitude <= east) & (south <= latitude) & (latitude <= north)
        for number in np.flatnonzero(near):
            polygon = self._polygons[number]
            if sum(_crossings(ring, latitude, longitude) for ring in polygon.rings) % 2:
                return polygon.country_code, polygon.admin1_code
        return None


def _polygons(features: Iterable[Any]) -> Iterable[_Polygon]:  # Any: decoded GeoJSON
    for feature in features:
        code = feature["properties"]["code"]
        if not code:
            continue
        country_code, _, admin1_code = code.partition(".")
        geometry = feature["geometry"]
        parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
        for part in parts:
            rings = [np.array(ring) for ring in part]
            (west, south), (east, north) = rings[0].min(axis=0), rings[0].max(axis=0)
            yield _Polygon(
                country_code=country_code, admin1_code=admin1_code, bounds=(west, south, east, north), rings=rings
            )


def _crossings(ring: "np.ndarray[Any, Any]", latitude: float, longitude: float) -> int:
    x1, y1, x2, y2 = ring[:-1, 0], ring[:-1, 1], ring[1:, 0], ring[1:, 1]
    rises = np.where(y2 == y1, 1e-12, y2 - y1)
    crosses = ((y1 > latitude) != (y2 > latitude)) & (longitude < (x2 - x1) * (latitude - y1) / rises + x1)
    return int(np.count_nonzero(crosses))
