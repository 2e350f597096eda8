"""Profiles -> the pairs worth comparing: those whose places and days can meet, and those with the same sentence.

Each profile stands under a few keys and looks under a few, with a window of days. Towns meet in cells of the grid, not
in whole provinces, so that the work grows with the pairs that meet and not with the square of all.
"""

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from reportmap.gazetteer.distances import DEGREE_KM
from reportmap.matching.compare import Likeness, compare
from reportmap.matching.profile import Profile, Spot
from reportmap.matching.rules import rules
from reportmap.model import PlacePrecision, stable_id

END = "~"
"""Sorts after every character of a key."""

CELL_DEGREES = 0.5
MOST_REACH_KM = 150.0
"""Circles beyond this meet towns by province and country, like units."""

_UNIT, _REGION = PlacePrecision.ADMIN2.coarseness, PlacePrecision.REGION.coarseness


def keys_of(profile: Profile) -> tuple[str, ...]:
    """The keys that a profile stands under, each once, sorted.

    "near LAT LON" is a cell that a town or its circle lies in, "of CC ADMIN1" the province of a town, "in CC ADMIN1" a
    province or district itself, "in CC " a country or a region in it, "in  " a region of no country, and "as HASH" the
    first sentence, for what has no day or no place.
    """
    keys = set(_words_key(profile))
    for spot in _dated_spots(profile):
        if spot.coarseness < _UNIT:
            keys |= {f"of {spot.country} {spot.admin1}", *_cells(spot)}
        else:
            keys.add(_unit_key(spot))
    return tuple(sorted(keys))


def _dated_spots(profile: Profile) -> tuple[Spot, ...]:
    return profile.spots if profile.first_day is not None else ()


def _words_key(profile: Profile) -> Iterator[str]:
    if len(profile.runs) + 2 >= rules().limits["same_words_least"]:
        yield f"as {stable_id(*profile.runs)}"


def _unit_key(spot: Spot) -> str:
    return f"in {spot.country} " + (spot.admin1 if spot.coarseness < _REGION else "")


def _cells(spot: Spot) -> Iterator[str]:
    reach = min(max(spot.reach_km, rules().limits["duplicate_km"]), MOST_REACH_KM) / DEGREE_KM
    wide = reach / max(math.cos(math.radians(spot.latitude)), 0.05)
    for south in range(_cell(spot.latitude - reach), _cell(spot.latitude + reach) + 1):
        for west in range(_cell(spot.longitude - wide), _cell(spot.longitude + wide) + 1):
            yield f"near {south} {west % round(360 / CELL_DEGREES)}"


def _cell(degrees: float) -> int:
    return math.floor(degrees / CELL_DEGREES)


def upward_keys(profile: Profile) -> tuple[str, ...]:
    """The keys under which stands whatever is as fine as the profile or coarser, and may tell of the same event."""
    keys = {key for key in keys_of(profile) if not key.startswith("of ")}
    for spot in _dated_spots(profile):
        keys |= {_unit_key(spot), f"in {spot.country} ", "in  "}
        if spot.coarseness < _REGION:
            keys.add(f"in {spot.country} {spot.admin1}")
    return tuple(sorted(keys))


def probes_of(profile: Profile) -> tuple[tuple[str, str], ...]:
    """The ranges of keys, [first, last], under which stands all that may tell of the same event, sorted."""
    ranges = {(key, key) for key in upward_keys(profile)}
    for spot in _dated_spots(profile):
        if spot.coarseness >= _REGION:
            country = f"{spot.country} " if spot.country else ""
            ranges |= {(f"of {country}", f"of {country}{END}"), (f"in {country}", f"in {country}{END}")}
        elif spot.coarseness >= _UNIT:
            ranges.add((f"of {spot.country} {spot.admin1}",) * 2)
    return tuple(sorted(ranges))


def window_of(profile: Profile) -> tuple[int, int] | None:
    """The days, as [earliest, latest], on which an interval must begin to meet the profile's; None where undated.

    Longer intervals than `most_days` meet only the very same one, which begins on the same day.
    """
    if profile.first_day is None or profile.last_day is None:
        return None
    return profile.first_day - int(rules().limits["most_days"]), profile.last_day + 1


def find_likenesses(profiles: Iterable[Profile]) -> tuple[Likeness, ...]:
    """The likenesses of all pairs that score `suggest` or more, by ids; the same whatever the order given."""
    blocks: dict[str, list[Profile]] = defaultdict(list)
    ordered = sorted(profiles, key=lambda profile: (profile.first_day or 0, profile.event_id))
    for profile in ordered:
        for key in keys_of(profile):
            if not key.startswith("of "):
                blocks[key].append(profile)
    standing = {key: _Block(members) for key, members in blocks.items()}
    found: dict[tuple[str, str], Likeness | None] = {}
    for one in ordered:
        for key in upward_keys(one):
            for two in standing[key].meeting(one) if key in standing else ():
                pair = (one.event_id, two.event_id) if one.event_id < two.event_id else (two.event_id, one.event_id)
                if one is not two and pair not in found:
                    likeness = compare(one, two)
                    found[pair] = likeness if likeness and likeness.score >= rules().limits["suggest"] else None
    return tuple(found[pair] for pair in sorted(found) if found[pair] is not None)  # type: ignore[misc]


class _Block:
    """What stands under one key, by its first day: short intervals apart from long ones, which meet more days."""

    def __init__(self, members: Sequence[Profile]) -> None:
        self._few = int(rules().limits["few_days"])
        dated = [one for one in members if one.first_day is not None]
        self._short = [one for one in dated if _length(one) <= self._few]
        self._long = [one for one in dated if _length(one) > self._few]
        self._undated = [one for one in members if one.first_day is None]
        self._all = members
        self._short_days = [one.first_day for one in self._short]
        self._long_days = [one.first_day for one in self._long]

    def meeting(self, profile: Profile) -> Iterator[Profile]:
        """The members whose days are at most one apart from the profile's; all of them where it has none."""
        window = window_of(profile)
        if window is None or profile.first_day is None:
            yield from self._all
            return
        yield from self._undated
        yield from _between(self._short, self._short_days, profile.first_day - self._few, window[1])
        yield from _between(self._long, self._long_days, *window)


def _between(members: Sequence[Profile], days: Sequence[int | None], first: int, last: int) -> Sequence[Profile]:
    known: Sequence[int] = days  # type: ignore[assignment]  # only dated ones are among them
    return members[bisect_left(known, first) : bisect_right(known, last)]


def _length(profile: Profile) -> int:
    return (profile.last_day or 0) - (profile.first_day or 0) + 1
