"""Geoparsing measures: are toponyms found (recognition), put in the right place (resolution), and both (end to end).

Definitions: Leidner, Toponym Resolution in Text (2008), chapter 5; Gritta, Pilehvar, Limsopatham and Collier, What's
missing in geographical parsing? (2018), for accuracy within 161 km (100 miles) and the area under the curve of log
errors; Gritta, Pilehvar and Collier, A pragmatic guide to geoparsing evaluation (2020), for recognition with and
without demonyms, and for scoring resolution apart from recognition.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from reportmap.evaluation.spans import Agreement, overlapping, pair_by_overlap

NEAR_KM = 161.0
"""100 miles: nearer is right."""

FARTHEST_KM = 20_038.0
"""Half the equator: the error of a toponym that was not resolved."""

EARTH_RADIUS_KM = 6371.0088
"""The mean radius (2a + b) / 3 of WGS 84 that the published figures use; geopy's differs in the seventh digit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldToponym:
    """A toponym of the gold standard; `point` is (latitude, longitude) in WGS 84 degrees, None where it has none."""

    start: int
    end: int
    point: tuple[float, float] | None
    geonameid: int | None = None
    is_demonym: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictedToponym:
    """A predicted toponym; `point` is None where it was not resolved, `score` in [0, 1] None where none was given."""

    start: int
    end: int
    point: tuple[float, float] | None
    geonameid: int | None = None
    score: float | None = None


TextToponyms = tuple[Sequence[GoldToponym], Sequence[PredictedToponym]]
"""The toponyms of one text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """How well recognized toponyms were placed: those that are matched by overlap and have a point in the gold.

    `errors_km` are the distances of the resolved ones, in the order met. `ids` counts the matched ones whose gold has
    a GeoNames id, `ids_resolved` those of them that were given one, `ids_right` those given the same.
    """

    matched: int
    errors_km: tuple[float, ...]
    ids: int
    ids_resolved: int
    ids_right: int

    @property
    def unresolved(self) -> int:
        """How many have no predicted point."""
        return self.matched - len(self.errors_km)

    @property
    def near(self) -> int:
        """How many lie within 161 km."""
        return sum(error <= NEAR_KM for error in self.errors_km)

    @property
    def accuracy(self) -> float:
        """The share within 161 km; unresolved ones count as wrong."""
        return self.near / max(self.matched, 1)

    @property
    def mean_km(self) -> float:
        """The mean error of the resolved ones."""
        return sum(self.errors_km) / max(len(self.errors_km), 1)

    @property
    def median_km(self) -> float:
        """The median error of all, where an unresolved one is as far off as can be; 0 where there are none."""
        return median([*self.errors_km, *[FARTHEST_KM] * self.unresolved]) if self.matched else 0.0

    @property
    def auc(self) -> float:
        """The area under the curve of ln(error + 1), 0 (all exact) to 1 (all unresolved or antipodal)."""
        logs = sum(math.log(min(error, FARTHEST_KM) + 1) for error in self.errors_km)
        return (logs / math.log(FARTHEST_KM + 1) + self.unresolved) / max(self.matched, 1)

    @property
    def same_id(self) -> float:
        """The share of exact GeoNames ids where gold and prediction both have one."""
        return self.ids_right / max(self.ids_resolved, 1)

    @property
    def same_id_of_all(self) -> float:
        """The share of exact GeoNames ids where the gold has one; a prediction without an id is wrong."""
        return self.ids_right / max(self.ids, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceScores:
    """The measures over some texts.

    `exact` counts equal spans, `lenient` overlapping ones, one to one. `end_to_end` counts toponyms that have a point
    in the gold: right is a prediction that overlaps its toponym and lies within 161 km; one that matches a toponym
    without a point is neither right nor wrong.

    `outcomes` are (score, right) of the resolved predictions with a score that match a toponym with a point,
    `outcomes_all` of all but those that match one without; there, a prediction that matches nothing is wrong.
    """

    texts: int
    exact: Agreement
    lenient: Agreement
    resolution: Resolution
    end_to_end: Agreement
    outcomes: tuple[tuple[float, bool], ...]
    outcomes_all: tuple[tuple[float, bool], ...]


def score_places(texts: Iterable[TextToponyms], *, with_demonyms: bool = True) -> PlaceScores:
    """The measures of predictions against gold toponyms, summed over texts (micro average).

    Without demonyms, gold demonyms are left out, and so is every prediction that overlaps one.
    """
    exact: list[int] = [0, 0, 0]
    n_texts = n_lenient = n_gold_points = n_counted = 0
    pairs: list[tuple[GoldToponym, PredictedToponym]] = []
    outcomes_all: list[tuple[float, bool]] = []
    for gold, predicted in texts if with_demonyms else map(_without_demonyms, texts):
        n_texts += 1
        exact[0] += len(gold)
        exact[1] += len(predicted)
        exact[2] += len({(one.start, one.end) for one in gold} & {(one.start, one.end) for one in predicted})
        matches = pair_by_overlap(gold, predicted)
        n_lenient += len(matches)
        n_gold_points += sum(one.point is not None for one in gold)
        partner = {other: gold[at] for at, other in matches}
        pairs.extend((gold[at], predicted[other]) for at, other in matches if gold[at].point is not None)
        counted = list(_counted(predicted, partner))
        n_counted += len(counted)
        outcomes_all.extend((one.score, is_right) for one, is_right in counted if one.score is not None)
    resolution = _resolution(pairs)
    return PlaceScores(
        texts=n_texts,
        exact=Agreement(gold=exact[0], predicted=exact[1], right=exact[2]),
        lenient=Agreement(gold=exact[0], predicted=exact[1], right=n_lenient),
        resolution=resolution,
        end_to_end=Agreement(gold=n_gold_points, predicted=n_counted, right=resolution.near),
        outcomes=tuple(
            (two.score, _is_near(one, two)) for one, two in pairs if two.point is not None and two.score is not None
        ),
        outcomes_all=tuple(outcomes_all),
    )


def _without_demonyms(text: TextToponyms) -> TextToponyms:
    gold, predicted = text
    demonyms = [one for one in gold if one.is_demonym]
    others = [one for one in gold if not one.is_demonym]
    hit = {at for _, at in overlapping(demonyms, predicted)}
    return others, [one for at, one in enumerate(predicted) if at not in hit]


def _counted(
    predicted: Sequence[PredictedToponym], partner: dict[int, GoldToponym]
) -> Iterator[tuple[PredictedToponym, bool]]:
    """The resolved predictions that count end to end, and whether each is right."""
    for other, one in enumerate(predicted):
        match = partner.get(other)
        if one.point is not None and (match is None or match.point is not None):
            yield one, match is not None and _is_near(match, one)


def _resolution(pairs: Sequence[tuple[GoldToponym, PredictedToponym]]) -> Resolution:
    with_id = [(one.geonameid, two.geonameid) for one, two in pairs if one.geonameid is not None]
    return Resolution(
        matched=len(pairs),
        errors_km=tuple(
            error_km(one.point, two.point) for one, two in pairs if one.point is not None and two.point is not None
        ),
        ids=len(with_id),
        ids_resolved=sum(other is not None for _, other in with_id),
        ids_right=sum(one == other for one, other in with_id),
    )


def _is_near(gold: GoldToponym, predicted: PredictedToponym) -> bool:
    if gold.point is None or predicted.point is None:
        return False
    return error_km(gold.point, predicted.point) <= NEAR_KM


def error_km(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Kilometers along the great circle between two (latitude, longitude) points, by the haversine formula."""
    latitude, longitude, other_latitude, other_longitude = map(math.radians, (*first, *second))
    across = math.sin((other_longitude - longitude) / 2) ** 2
    haversine = math.sin((other_latitude - latitude) / 2) ** 2 + math.cos(latitude) * math.cos(other_latitude) * across
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(haversine)))
