"""Ranks the senses of every name of a document together: each name's likeliest senses are context for the others.

The evidence and its weights stand in `resources/places/resolution.csv`. A learned ranker can take the place of
`add_up`; the hand score remains a feature and the fallback.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from reportmap.gazetteer import Gazetteer
from reportmap.gazetteer.names import normalize
from reportmap.model import Passage, Place, PlaceMention
from reportmap.places.context import SMOOTHING, Votes, name_weight, sense_shares, standing_votes, votes_of
from reportmap.places.lexicon import resolution_weights
from reportmap.places.senses import Name, Sense, container_units, fuzzy_senses, group_names, lies_in

_ROUNDS = 3
_NEAR_KM = 120.0
_RADIUS_KM = 6371.0088
_ESTABLISHED_SHARE = 0.15
_KNOWN_ABROAD = 300_000
_UNMENTIONED_SHARE = 0.08
_MOST_PIVOTS = 150
_HINT_FITS: Mapping[str, Mapping[str, float]] = {
    "country": {"country": 1.0, "other": -1.0},
    "admin1": {"admin1": 1.0, "region": 0.0, "admin2": 0.0, "populated": -1.0, "other": -0.5},
    "admin2": {"admin2": 1.0, "region": 0.0, "admin1": 0.0, "populated": -0.3, "other": -0.5},
    "ADM": {"admin1": 1.0, "admin2": 1.0, "region": 1.0, "populated": -0.3, "other": -0.5},
    "populated": {"populated": 1.0, "admin2": -0.3, "other": -1.0},
    "PPLX": {"populated": 0.3, "other": -0.3},
}
"""Hints that are no feature codes, by the kind of a sense."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedNames:
    """The names of a document in order of appearance, how much each counts, and what they vote for together."""

    names: list[Name]
    votes: Votes
    weights: list[float]


def rank_names(mentions: Sequence[PlaceMention], passages: Sequence[Passage], gazetteer: Gazetteer) -> RankedNames:
    """The names of a document with the probability of each sense, and the votes of all names together."""
    names = group_names(mentions, gazetteer)
    by_index = {passage.index: passage for passage in passages}
    weights = [name_weight(name, mentions, by_index) for name in names]
    standing = standing_votes(mentions, passages, gazetteer)
    for name in names:
        _own_evidence(name, mentions, gazetteer)
    _containing_evidence(names, mentions)
    _spread(names)
    total = _vote(names, weights, standing)
    if _add_fuzzy(names, mentions, total, gazetteer):
        _spread(names)
        total = _vote(names, weights, standing)
    for _ in range(_ROUNDS):
        _context_evidence(names, weights, total)
        _spread(names)
        total = _vote(names, weights, standing)
    return RankedNames(names=names, votes=total, weights=weights)


def add_up(evidence: Mapping[str, float]) -> float:
    """The score of a sense: the weighted sum of its evidence."""
    weights = resolution_weights()
    return sum(weights[name] * value for name, value in evidence.items())


def probabilities(scores: Sequence[float]) -> list[float]:
    """The softmax of the scores beside one for "none of these" (`none` in the table)."""
    none = resolution_weights()["none"]
    top = max([none, *scores])
    powers = [math.exp(score - top) for score in scores]
    total = sum(powers) + math.exp(none - top)
    return [power / total for power in powers]


def hint_evidence(sense: Sense, hint: str | None) -> float:
    """How a sense meets the kind that the text claims: 1 it is one, -1 it is none, between: it may pass for one."""
    if hint is None:
        return 0.0
    fits = _HINT_FITS.get(hint)
    if fits is not None:
        return fits.get(sense.kind, fits["other"])
    if sense.place.feature_code == hint or sense.kind == "natural":
        return 1.0
    return 0.0 if sense.kind == "region" else -0.4


def _own_evidence(name: Name, mentions: Sequence[PlaceMention], gazetteer: Gazetteer) -> None:
    """The evidence of a name's own mentions, averaged: what kind the text calls it, and where it puts it."""
    own = [mentions[number] for number in name.numbers]
    hints = [mention.feature_hint for mention in own if mention.feature_hint is not None]
    containers = {mention.container for mention in own if mention.container}
    units = {container: container_units(container, gazetteer) for container in containers}
    for sense in name.senses:
        inside = [any(lies_in(sense.place, unit) for unit in places) for places in units.values()]
        if inside:
            sense.evidence["contained_elsewhere"] = sum(inside) / len(inside)
        if hints:
            met = sum(hint_evidence(sense, hint) for hint in hints) / len(own)
            sense.evidence["kind_elsewhere"] = max(-1.0, met)


def _containing_evidence(names: Sequence[Name], mentions: Sequence[PlaceMention]) -> None:
    """What a unit is said to contain speaks for the sense that can contain it ("North Kivu, Congo")."""
    by_key = {name.key: name for name in names}
    children: dict[str, list[Name]] = {}
    for name in names:
        for number in name.numbers:
            container = mentions[number].container
            if container and normalize(container) in by_key:
                children.setdefault(normalize(container), []).append(name)
    for key, inside in children.items():
        for sense in by_key[key].senses:
            held = [any(lies_in(child.place, sense.place) for child in name.senses) for name in inside]
            sense.evidence["contains"] = sum(held) / len(held)


def _spread(names: Sequence[Name]) -> None:
    for name in names:
        for sense in name.senses:
            sense.score = add_up(sense.evidence)
        for sense, share in zip(name.senses, probabilities([sense.score for sense in name.senses]), strict=True):
            sense.probability = share


def _vote(names: Sequence[Name], weights: Sequence[float], standing: Votes) -> Votes:
    total = Votes()
    total.add(standing)
    for name, weight in zip(names, weights, strict=True):
        total.add(votes_of(name, weight))
    return total


def _add_fuzzy(names: Sequence[Name], mentions: Sequence[PlaceMention], votes: Votes, gazetteer: Gazetteer) -> bool:
    """Give names that the gazetteer does not have the senses that are spelled nearly so, in established countries."""
    added = False
    total = votes.total or 1.0
    leading = sorted(votes.countries.items(), key=lambda item: (-item[1], item[0]))[:3]
    established = [code for code, count in leading if count >= _ESTABLISHED_SHARE * total]
    for name in names:
        if any("part" not in sense.evidence for sense in name.senses):
            continue
        containers = {mentions[number].container for number in name.numbers}
        units = [
            unit for container in sorted(filter(None, containers)) for unit in container_units(container, gazetteer)
        ]
        codes = sorted({unit.country_code for unit in units[:2] if unit.country_code}) or established
        senses = fuzzy_senses(name.text, codes, gazetteer, is_contained=bool(units))
        if units:
            senses = [sense for sense in senses if any(lies_in(sense.place, unit) for unit in units)]
        if senses:
            name.senses[:] = senses
            _own_evidence(name, mentions, gazetteer)
            added = True
    return added


def _context_evidence(names: Sequence[Name], weights: Sequence[float], total: Votes) -> None:
    nearness = _nearness(names, weights)
    for number, (name, weight) in enumerate(zip(names, weights, strict=True)):
        own = votes_of(name, weight)
        total.add(own, factor=-1.0)
        focus = max(total.countries.values(), default=0.0) / (max(0.0, total.total) + SMOOTHING)
        for at, sense in enumerate(name.senses):
            country, unit = sense_shares(sense, total)
            sense.evidence["country"] = country
            if _is_small(sense):
                sense.evidence["elsewhere"] = min(1.0, focus) if country < _UNMENTIONED_SHARE else 0.0
            sense.evidence["admin1"] = unit if sense.kind != "country" else 0.0
            sense.evidence["near"] = float(nearness[number][at]) if sense.kind != "country" else 0.0
        total.add(own)


def _is_small(sense: Sense) -> bool:
    """Whether a place is too little known to be named far from the countries that a document is about."""
    place = sense.place
    return sense.kind in ("populated", "admin2") and place.population < _KNOWN_ABROAD and place.feature_code != "PPLC"


def _nearness(names: Sequence[Name], weights: Sequence[float]) -> list[Sequence[float]]:
    """For each sense, the share of the other names whose likeliest place lies close by (units and towns only)."""
    found = []
    for number, (name, weight) in enumerate(zip(names, weights, strict=True)):
        best = name.best()
        if best is not None and best.kind not in ("country", "region") and best.probability > 0.2:
            found.append((weight * best.probability, number, best.place))
    # The strongest are enough, and keep the cost linear in the number of names.
    found = sorted(found, key=lambda pivot: (-pivot[0], pivot[1]))[:_MOST_PIVOTS]
    values = [value for value, _, _ in found]
    owners = [number for _, number, _ in found]
    pivots = [place for _, _, place in found]
    flat = [sense.place for name in names for sense in name.senses]
    if not pivots or not flat:
        return [[0.0] * len(name.senses) for name in names]
    closeness = np.exp(-_distances(flat, pivots) / _NEAR_KM)
    strengths = np.asarray(values)
    shares: list[Sequence[float]] = []
    at = 0
    for number, name in enumerate(names):
        rows = closeness[at : at + len(name.senses)]
        at += len(name.senses)
        mask = strengths * (np.asarray(owners) != number)
        shares.append((rows @ mask / (mask.sum() + 1.0)).tolist())
    return shares


def _distances(places: Sequence[Place], pivots: Sequence[Place]) -> "np.ndarray[tuple[int, int], np.dtype[np.float64]]":
    """Kilometers from each place (rows) to each pivot (columns)."""
    first = np.radians([(place.latitude, place.longitude) for place in places])
    second = np.radians([(place.latitude, place.longitude) for place in pivots])
    latitude, longitude = first[:, :1], first[:, 1:]
    haversine = (
        np.sin((second[:, 0] - latitude) / 2) ** 2
        + np.cos(latitude) * np.cos(second[:, 0]) * np.sin((second[:, 1] - longitude) / 2) ** 2
    )
    distances: np.ndarray[tuple[int, int], np.dtype[np.float64]] = (
        2 * _RADIUS_KM * np.arcsin(np.sqrt(np.clip(haversine, 0, 1)))
    )
    return distances
