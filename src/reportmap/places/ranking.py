"""What the learned ranker sees of a sense of a mention: numbers, always in the order of `FEATURES`.

EVIDENCE is the hand evidence and OWN what the gazetteer says; DOCUMENT compares a sense with the other names of the
document, MENTION with the words and names beside one mention. A last row for "none of these" holds the largest value of
every column, and 1 in the first one.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from reportmap.gazetteer.names import normalize
from reportmap.model import NameMatchKind, Passage, Place, PlaceMention, SectionKind
from reportmap.places.coverage import Floats, arc_km, coverage, unit_vectors
from reportmap.places.lexicon import resolution_weights
from reportmap.places.rank import RankedNames, hint_evidence
from reportmap.places.senses import Name, Sense

KINDS = ("country", "admin1", "admin2", "populated", "region", "natural", "facility")
CODES = ("PPLC", "PPLA", "PPLA2", "PPLX", "ADM1", "ADM2")

EVIDENCE = tuple(name for name in resolution_weights() if name != "none")
HAND = ("hand", "hand_gap", "hand_rank")
OWN = (
    "prior_rank", "prior_gap", "population", "population_rank", "population_share", "senses", "countries",
    *(f"is_{kind}" for kind in KINDS), *(f"is_{code}" for code in CODES), "other_name", "suffixed", "misspelt",
    "similarity", "curated", "words", "letters", "shown_name", "names_parent",
)  # fmt: skip
DOCUMENT = (
    "country_rank", "country_named", "admin1_named", "admin2_named", "country_lead", "in_leading_country",
    "in_leading_unit", "least_km", "cover_40", "cover_40_gap", "cover_150", "cover_150_gap", "cover_unit",
    "cover_unit_gap", "cover_country", "cover_country_gap", "within_50", "within_150", "within_500", "center_km",
    "first_km", "first_unit", "first_country", "names", "focus",
)  # fmt: skip
MENTION = (
    "hint_fit", "hinted", "listed", "before_km", "before_unit", "before_country", "after_km", "after_unit",
    "after_country", "count", "position", "titled", "modified",
)  # fmt: skip
FEATURES = ("none", *EVIDENCE, *HAND, *OWN, *DOCUMENT, *MENTION)
"""The names of the columns, in order."""

_FAR = math.log1p(20_000.0)
_MOST_PIVOTS = 80
_LIKELY = 0.2
_LAST_RANK = 20.0
_NEIGHBORS = 4

Matrix = np.ndarray[tuple[int, int], np.dtype[np.float32]]


@dataclass(frozen=True, slots=True)
class _Pivot:
    """The likeliest place of a name, and how much it counts."""

    owner: int
    sense: Sense
    weight: float


class RankingContext:
    """The names of one document with their likeliest places, as the senses of each are compared with them."""

    def __init__(self, ranked: RankedNames, mentions: Sequence[PlaceMention], passages: Sequence[Passage]) -> None:
        """Take in a document whose names have been ranked by hand weights."""
        names = ranked.names
        self._names = names
        self._weights = ranked.weights
        self._votes = ranked.votes
        self._mentions = mentions
        self._passages = {passage.index: passage for passage in passages}
        self._owner = {number: at for at, name in enumerate(names) for number in name.numbers}
        self._best = [name.best() for name in names]
        self._order = [number for number in range(len(mentions)) if number in self._owner]
        self._turn = {number: at for at, number in enumerate(self._order)}
        self._last = max(1, max(self._passages, default=1))
        counts = np.cumsum([0, *(len(name.senses) for name in names)])
        self._starts = counts.tolist()
        self._vectors = unit_vectors([(s.place.latitude, s.place.longitude) for name in names for s in name.senses])

    def rows(self, number: int, senses: Sequence[Sense], *, is_listed: bool) -> Matrix:
        """A row for each sense of a mention, then the one for "none of these".

        Args:
            number: the mention's index.
            senses: those of its name in the name's order, weighed by hand for this mention.
            is_listed: whether the mention stands in a list whose members are of one kind.
        """
        at = self._owner[number]
        count = len(senses)
        found = np.zeros((count + 1, len(FEATURES)), dtype=np.float32)
        for row, sense in zip(found, senses, strict=False):
            for piece, value in sense.evidence.items():
                row[_EVIDENCE_COLUMNS[piece]] = value
        past = 1 + len(EVIDENCE)
        best = max(sense.score for sense in senses)
        shares = [sense.probability for sense in senses]
        found[:count, past] = shares
        found[:count, past + 1] = [sense.score - best for sense in senses]
        found[:count, past + 2] = _ranks(shares)
        past += len(HAND)
        found[:count, past : past + len(OWN) + len(DOCUMENT)] = self._static[self._starts[at] : self._starts[at + 1]]
        self._fill_mention(found[:count, past + len(OWN) + len(DOCUMENT) :], number, at, is_listed=is_listed)
        found[count] = found[:count].max(axis=0)
        found[count, 0] = 1.0
        return found

    def _fill_mention(self, part: Matrix, number: int, at: int, *, is_listed: bool) -> None:
        name, mention = self._names[at], self._mentions[number]
        passage = self._passages.get(mention.passage_index)
        if mention.feature_hint is not None:
            part[:, 0] = [hint_evidence(sense, mention.feature_hint) for sense in name.senses]
        part[:, 1] = mention.feature_hint is not None
        part[:, 2] = is_listed
        for first, step in ((3, -1), (6, 1)):
            part[:, first : first + 3] = self._beside(at, self._neighbor(number, step))
        part[:, 9] = math.log(len(name.numbers))
        part[:, 10] = mention.passage_index / self._last
        part[:, 11] = passage is not None and passage.kind is SectionKind.TITLE
        part[:, 12] = mention.modifier is not None

    def _neighbor(self, number: int, step: int) -> Sense | None:
        """The likeliest place of the nearest mention of another name on one side."""
        turn, own = self._turn[number], self._owner[number]
        for _ in range(_NEIGHBORS):
            turn += step
            if not 0 <= turn < len(self._order):
                return None
            other = self._owner[self._order[turn]]
            if other != own and self._best[other] is not None:
                return self._best[other]
        return None

    def _beside(self, at: int, other: Sense | None) -> Floats:
        """For each sense of a name: log km to another place, whether in its unit, whether in its country."""
        senses = self._names[at].senses
        if other is None:
            return np.tile([_FAR, 0.0, 0.0], (len(senses), 1))
        place = other.place
        vector = unit_vectors([(place.latitude, place.longitude)])
        km = arc_km(self._vectors[self._starts[at] : self._starts[at + 1]] @ vector.T)[:, 0]
        units = [float(_unit(sense.place) == _unit(place) and place.admin1_code is not None) for sense in senses]
        countries = [float(sense.place.country_code == place.country_code) for sense in senses]
        return np.stack([np.log1p(km), units, countries], axis=1)

    @cached_property
    def _static(self) -> Floats:
        """OWN and DOCUMENT for every sense of every name."""
        own = [row for name in self._names for row in _own_rows(name)]
        if not own:
            return np.zeros((0, len(OWN) + len(DOCUMENT)))
        return np.hstack([np.array(own), self._document_rows()])

    @cached_property
    def _pivots(self) -> list[_Pivot]:
        pivots = [
            _Pivot(at, sense, weight * sense.probability)
            for at, (sense, weight) in enumerate(zip(self._best, self._weights, strict=True))
            if sense is not None and sense.probability > _LIKELY
        ]
        return sorted(pivots, key=lambda pivot: (-pivot.weight, pivot.owner))[:_MOST_PIVOTS]

    def _document_rows(self) -> Floats:
        senses = [sense for name in self._names for sense in name.senses]
        owners = np.repeat(np.arange(len(self._names)), np.diff(self._starts))
        count = len(senses)
        units, standing = self._standing(senses, owners)
        first = next((at for at, best in enumerate(self._best) if best is not None), None)
        beside_first = np.tile([_FAR, 0.0, 0.0], (count, 1))
        if first is not None:
            for at in range(len(self._names)):
                if at != first and self._names[at].senses:
                    beside_first[self._starts[at] : self._starts[at + 1]] = self._beside(at, self._best[first])
        total = max(1e-6, self._votes.total)
        ordered = sorted(self._votes.countries.values(), reverse=True)
        focus = ordered[0] / total if ordered else 0.0
        lead = (ordered[0] - ordered[1]) / total if len(ordered) > 1 else focus
        nearness = self._nearness(owners)
        return np.hstack([
            standing, np.full((count, 1), lead), units, nearness[:, :1], coverage(self._names, self._weights),
            nearness[:, 1:], beside_first, np.tile([math.log(max(1, len(self._names))), focus], (count, 1)),
        ])  # fmt: skip

    def _standing(self, senses: Sequence[Sense], owners: Iterable[int]) -> tuple[Floats, Floats]:
        """How the document's votes see each sense: (leading country, leading unit), (rank, country, unit, district)."""
        countries, units = self._votes.countries, self._votes.units
        leading = sorted(countries, key=lambda code: (-countries[code], code))
        rank = {code: float(at) for at, code in enumerate(leading)}
        leading_unit = min(units, key=lambda unit: (-units[unit], unit), default=None)
        named = {pivot.sense.place.country_code for pivot in self._pivots if pivot.sense.kind == "country"}
        admin1 = {_unit(pivot.sense.place): pivot.owner for pivot in self._pivots if pivot.sense.kind == "admin1"}
        admin2 = {_district(pivot.sense.place): pivot.owner for pivot in self._pivots if pivot.sense.kind == "admin2"}
        first, second = [], []
        for sense, owner in zip(senses, owners, strict=True):
            place = sense.place
            code = place.country_code or ""
            first.append((float(rank.get(code) == 0.0), float(_unit(place) == leading_unit)))
            second.append((
                min(_LAST_RANK, rank.get(code, _LAST_RANK)),
                float(place.country_code in named),
                float(admin1.get(_unit(place), owner) != owner),
                float(admin2.get(_district(place), owner) != owner),
            ))  # fmt: skip
        return np.array(first), np.array(second)

    def _nearness(self, owners: "np.ndarray[tuple[int], np.dtype[np.int64]]") -> Floats:
        """To the likeliest places of other names: least log km, how many within 50, 150 and 500 km, mean log km."""
        fine = [pivot for pivot in self._pivots if pivot.sense.kind not in ("country", "region")]
        empty = np.tile([_FAR, 0.0, 0.0, 0.0, _FAR], (len(owners), 1))
        if not fine:
            return empty
        points = unit_vectors([(pivot.sense.place.latitude, pivot.sense.place.longitude) for pivot in fine])
        km = arc_km(self._vectors @ points.T)
        others = owners[:, None] != np.array([pivot.owner for pivot in fine])[None, :]
        weights = others * np.array([pivot.weight for pivot in fine])
        least = np.where(others, np.log1p(km), _FAR).min(axis=1)
        close = [((km < reach) & others).sum(axis=1) for reach in (50.0, 150.0, 500.0)]
        mean = (np.log1p(km) * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1e-9)
        found = np.stack([least, *close, mean], axis=1)
        has_others = others.any(axis=1)
        found[~has_others] = empty[~has_others]
        return found


_EVIDENCE_COLUMNS = {name: column for column, name in enumerate(EVIDENCE, 1)}


def _own_rows(name: Name) -> list[list[float]]:
    senses = name.senses
    priors = [sense.evidence["prior"] for sense in senses]
    people = [sense.place.population for sense in senses]
    most = max(people, default=0)
    prior_ranks, people_ranks = _ranks(priors), _ranks(people)
    countries = float(len({sense.place.country_code for sense in senses}))
    rows = []
    for at, sense in enumerate(senses):
        place, kind = sense.place, sense.match.kind
        rows.append([
            float(prior_ranks[at]), max(priors) - priors[at], math.log10(people[at] + 1), float(people_ranks[at]),
            people[at] / most if most else 0.0, math.log(len(senses)), countries,
            *(float(sense.kind == one) for one in KINDS), *(float(place.feature_code == code) for code in CODES),
            float(kind is NameMatchKind.ALTERNATE), float(kind is NameMatchKind.SUFFIX),
            float(kind is NameMatchKind.FUZZY), sense.match.similarity, float("supplement" in place.source),
            float(name.key.count(" ") + 1), float(len(name.key)), float(normalize(place.name) == name.key),
            float(place.admin1 is not None and normalize(place.admin1) == name.key),
        ])  # fmt: skip
    return rows


def _ranks(values: Sequence[float]) -> list[int]:
    """The rank of each value, 0 for the largest, earlier ones first among equals."""
    order = sorted(range(len(values)), key=lambda at: -values[at])
    found = [0] * len(values)
    for rank, at in enumerate(order):
        found[at] = rank
    return found


def _unit(place: Place) -> tuple[str | None, str | None]:
    return place.country_code, place.admin1_code


def _district(place: Place) -> tuple[str | None, str | None, str | None]:
    return place.country_code, place.admin1_code, place.admin2
