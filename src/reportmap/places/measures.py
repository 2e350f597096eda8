"""Distances and directions in words, as numbers: "some 20 miles", "an hour's drive", "south-west"."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from reportmap.rules import read_rules

_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3}){1,2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """Kilometers above 0, and the share of them by which they may be wrong, the direction's own error included."""

    km: float
    spread: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measures:
    """The tables of `resources/places/relative.toml` that turn words into numbers."""

    numbers: Mapping[str, float]
    vague_numbers: Mapping[str, float]
    units: Mapping[str, float]
    speeds: Mapping[str, float]
    winds: Mapping[str, float]
    radii: Mapping[str, float]

    def degrees(self, words: str) -> float | None:
        """The compass bearing of "south", "south-western" or "SW", clockwise from north; None for anything else."""
        letters = re.sub(r"[-–\s]", "", words)
        if letters in self.winds:
            return self.winds[letters]
        return self.winds.get(letters.lower().removesuffix("ern"))

    def number(self, words: str) -> float | None:
        """The number that digits or words stand for, None for anything else."""
        plain = " ".join(words.lower().split())
        known = self.numbers.get(plain, self.vague_numbers.get(plain))
        if known is not None:
            return known
        digits = plain.replace(",", "" if _THOUSANDS.fullmatch(plain) else ".")
        return float(digits) if re.fullmatch(r"\d{1,9}(?:\.\d{1,2})?", digits) else None

    def distance(self, parts: Mapping[str, str]) -> Distance | None:
        """The distance that a phrase's parts give: low (to high) and unit, or time, clock and means; None for none.

        None as well for nothing ("0 km") and for more than is ever given from a place on the ground.
        """
        if "low" in parts:
            km, spread = self._length(parts)
        elif "time" in parts:
            km, spread = self._drive(parts), self.radii["of_distance_drive"]
        else:
            return None
        if "hedge" in parts or "hedge2" in parts:
            spread += self.radii["of_distance_hedged"]
        return Distance(km=km, spread=spread) if 0 < km <= self.radii["farthest_km"] else None

    def _length(self, parts: Mapping[str, str]) -> tuple[float, float]:
        low = self.number(parts["low"]) or 0.0
        high = self.number(parts.get("high", parts["low"])) or low
        spread = self.radii["of_distance"]
        wind = self.degrees(parts["wind"]) if "wind" in parts else None
        if wind is not None and wind % 45:
            spread = self.radii["of_distance_fine"]
        if " ".join(parts["low"].lower().split()) in self.vague_numbers:
            spread = self.radii["of_distance_vague"]
        if low + high > 0:
            spread = max(spread, abs(high - low) / (high + low) + 0.2)
        unit = self.units[" ".join(parts["unit"].lower().split())]
        return (low + high) / 2 * unit, spread

    def _drive(self, parts: Mapping[str, str]) -> float:
        hours = {"hour": 1.0, "minute": 1 / 60, "day": self.speeds["day_hours"]}[parts["clock"].lower()]
        speed = self.speeds[" ".join(parts["means"].lower().split())]
        return (self.number(parts["time"]) or 0.0) * hours * speed


@cache
def measures() -> Measures:
    """The shipped tables, read once. Raises RulesError when the file is damaged."""
    rules = read_rules("places/relative.toml")
    return Measures(
        numbers=rules["numbers"],
        vague_numbers=rules["vague_numbers"],
        units=rules["units"],
        speeds=rules["speeds"],
        winds=rules["winds"],
        radii=rules["radii"],
    )
