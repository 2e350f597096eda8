"""What the learned recognizer sees of a candidate: numbers, always in the order of `FEATURES`.

The evidence of `evidence.py` comes first, then facts of the gazetteer, the shape of the name, the words beside it, the
language model's opinion, and what the rest of the document says about the same name.
"""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from reportmap.model import NameMatchKind, SectionKind
from reportmap.places.candidates import Candidate, NameFacts
from reportmap.places.coverage import arc_km, unit_vectors
from reportmap.places.lexicon import lexicon, recognition_weights
from reportmap.places.words import WORD_CLASSES, PassageWords

KINDS = ("country", "admin1", "admin2", "populated", "region", "natural", "facility")
BEFORE = (
    "", "in", "at", "to", "from", "of", "the", "and", ",", "near", "for", "on", "by", "with", "between", "a", "(", "-",
    ".", "said", "that", "as", "is", "or", ":", "“", "/", "over", "into", "against", "where", "his", "its", "this",
    "all",
)  # fmt: skip
AFTER = (
    "", ",", ".", "'s", "and", "in", "to", "on", "is", "said", "was", "(", ")", "-", "has", "for", "with", "at", "have",
    "are", "who", "will", "or", ":", "of", "as", "where", "that", "by", "from", "government", "officials", "resident",
    "after", "”", "/", "–",
)  # fmt: skip
LABELS = ("GPE", "LOC", "FAC", "PERSON", "ORG", "NORP")
STEPS = ("before_2", "before_1", "after_1", "after_2")

_EVIDENCE = tuple(recognition_weights())
_GAZETTEER = (
    "senses", "countries", "prior", "population", "lead", "share_of_first", "share_of_best", "is_seat", "is_capital",
    "other_name", "suffixed", "unknown", *(f"first_{kind}" for kind in KINDS), *(f"any_{kind}" for kind in KINDS),
)  # fmt: skip
_SHAPE = (
    "words", "letters", "upper", "digit", "hyphen", "dot", "first_common", "last_common", "of_inside", "lower_inside",
    "given_name", "given_before_name",
)  # fmt: skip
_BESIDE = (
    "begins", "ends", "possessive", "in_capitals", "in_title_case", "in_heading", "in_title", "in_comment",
    *(f"before_{word}" for word in BEFORE), *(f"after_{word}" for word in AFTER),
    *(f"{step}_{name}" for step in STEPS for name in WORD_CLASSES),
)  # fmt: skip
_MODEL = (
    "entity_exact", "entity_left", "entity_right", "entity_covered", "entity_place_before", "entity_place_after",
)  # fmt: skip
_DOCUMENT = (
    "hand", "hand_key", "hand_mean", "count", "position", "lower_seen", *(f"key_{label}" for label in LABELS),
    "key_none", "key_locative", "longer_hand", "shorter_hand", "longer", "shorter", "longer_elsewhere", "candidates",
    "accepted_share", "distance", "close",
)  # fmt: skip
FEATURES = (*_EVIDENCE, *_GAZETTEER, *_SHAPE, *_BESIDE, *_MODEL, *_DOCUMENT)
"""The names of the columns, in order."""

_COLUMN = {name: at for at, name in enumerate(FEATURES)}
_BEFORE_COLUMN = {word: _COLUMN[f"before_{word}"] for word in BEFORE}
_AFTER_COLUMN = {word: _COLUMN[f"after_{word}"] for word in AFTER}
_STEP_COLUMN = [_COLUMN[f"{step}_{WORD_CLASSES[0]}"] for step in STEPS]
_GAZETTEER_START = _COLUMN["senses"]
_SHAPE_START = _COLUMN["words"]
_BESIDE_START = _COLUMN["begins"]
_MODEL_START = _COLUMN["entity_exact"]
_DOCUMENT_START = _COLUMN["hand"]

_LEAST_LOG_KM = math.log1p(20_000.0)
_CLOSE_KM = 150.0
_MOST_PIVOTS = 60
_MOST_SENSES = 6
_LIKELY = 1.0
_NO_RIVAL = -99.0
_SEATS = frozenset({"PPLC", "PPLA", "PPLA2"})
_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_LOCATIVE = ("locative_strong", "kind_of", "kind_after", "in_container")

Matrix = np.ndarray[tuple[int, int], np.dtype[np.float32]]


@dataclass(slots=True)
class _Key:
    """What all candidates of one name in a document add up to."""

    count: int = 0
    best: float = -20.0
    total: float = 0.0
    locative: int = 0
    labels: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def feature_rows(
    views: Sequence[PassageWords], candidates: Mapping[int, Sequence[Candidate]], countries: Mapping[str, float]
) -> Matrix:
    """One row of FEATURES for each candidate, passage by passage in the order of its list.

    Args:
        views: the passages of one document, in text order.
        candidates: those of each passage by its index, scored by the hand weights.
        countries: the share of the document's names that each country has, in [0, 1].
    """
    everyone = [candidate for view in views for candidate in candidates[view.passage.index]]
    found = np.zeros((len(everyone), len(FEATURES)), dtype=np.float32)
    if not everyone:
        return found
    rivals = [pair for view in views for pair in _rivals(candidates[view.passage.index])]
    facts: dict[str, list[float]] = {}
    for row, candidate, pair in zip(found, everyone, rivals, strict=True):
        for name, value in candidate.evidence.items():
            row[_COLUMN[name]] = value
        if candidate.name not in facts:
            facts[candidate.name] = _gazetteer_numbers(candidate.facts, countries)
        row[_GAZETTEER_START:_SHAPE_START] = facts[candidate.name]
        row[_SHAPE_START:_BESIDE_START] = _shape(candidate)
        _fill_beside(row, candidate)
        if candidate.words.entities:
            row[_MODEL_START:_DOCUMENT_START] = _opinion(candidate)
        row[_COLUMN["longer_hand"] : _COLUMN["longer_elsewhere"]] = (
            *pair, pair[0] != _NO_RIVAL, pair[1] != _NO_RIVAL,
        )  # fmt: skip
    _fill_document(found, views, everyone)
    return found


def _rivals(own: Sequence[Candidate]) -> Iterator[tuple[float, float]]:
    """For each candidate of a passage the best hand score of a longer one over it, and of a shorter one inside it."""
    for at, candidate in enumerate(own):
        longer = shorter = _NO_RIVAL
        # They stand in text order: only neighbors can overlap.
        for other in (*own[max(0, at - 8) : at], *own[at + 1 : at + 9]):
            if other.first > candidate.last or other.last < candidate.first:
                continue
            if other.last - other.first > candidate.last - candidate.first:
                longer = max(longer, other.score)
            else:
                shorter = max(shorter, other.score)
        yield longer, shorter


def _gazetteer_numbers(facts: NameFacts, countries: Mapping[str, float]) -> list[float]:
    matches, priors = facts.matches, facts.priors
    if not matches:
        return [float(name == "unknown") for name in _GAZETTEER]
    first = matches[0]
    code = first.place.feature_code
    others = (
        prior
        for match, prior in zip(matches, priors, strict=False)
        if match.place.country_code != first.place.country_code
    )
    return [
        math.log1p(len(matches)),
        math.log1p(len(facts.countries)),
        priors[0],
        math.log10(facts.population + 1),
        priors[0] - next(others, 0.0),
        countries.get(first.place.country_code or "", 0.0),
        max((countries.get(code, 0.0) for code in facts.countries), default=0.0),
        float(code in _SEATS),
        float(code == "PPLC"),
        float(first.kind is NameMatchKind.ALTERNATE),
        float(first.kind is NameMatchKind.SUFFIX),
        0.0,
        *(float(facts.top_kind == kind) for kind in KINDS),
        *(float(kind in facts.kinds) for kind in KINDS),
    ]


def _shape(candidate: Candidate) -> tuple[float, ...]:
    view, lists = candidate.words, lexicon()
    words, common = view.words[candidate.first : candidate.last + 1], lists.common
    text = candidate.text
    is_given = words[0].text in lists.given_names
    name_follows = candidate.last + 1 < len(view.words) and view.words[candidate.last + 1].is_name
    return (
        len(words), len(text), text.isupper(), any(map(str.isdigit, text)), "-" in text, "." in text,
        words[0].lower in common, words[-1].lower in common, any(word.lower == "of" for word in words),
        not all(word.is_name for word in words), is_given, is_given and name_follows,
    )  # fmt: skip


def _fill_beside(row: "np.ndarray[tuple[int], np.dtype[np.float32]]", candidate: Candidate) -> None:
    view, first, last = candidate.words, candidate.first, candidate.last
    passage = view.passage
    is_possessive = view.words[last].is_possessive
    row[_BESIDE_START : _BESIDE_START + 8] = (
        first == 0, last == len(view.words) - 1, is_possessive, view.is_shouted, view.is_title_case, passage.is_heading,
        passage.kind is SectionKind.TITLE, passage.kind is SectionKind.COMMENT,
    )  # fmt: skip
    before = _BEFORE_COLUMN.get(view.lower(first - 1))
    if before is not None:
        row[before] = 1.0
    after = _AFTER_COLUMN.get("'s" if is_possessive else view.lower(last + 1))
    if after is not None:
        row[after] = 1.0
    for start, at in zip(_STEP_COLUMN, (first - 2, first - 1, last + 1, last + 2), strict=True):
        for number in view.classes(at):
            row[start + number] = 1.0


def _opinion(candidate: Candidate) -> tuple[float, ...]:
    labels, first, last = candidate.words.labels, candidate.first, candidate.last
    inside = [at in labels for at in range(first, last + 1)]
    left, right = first - 1 in labels and inside[0], last + 1 in labels and inside[-1]
    return (
        all(inside) and not left and not right, left, right, sum(inside) / len(inside),
        any(labels.get(first - step) in _PLACE_LABELS for step in (2, 3)),
        any(labels.get(last + step) in _PLACE_LABELS for step in (2, 3)),
    )  # fmt: skip


def _fill_document(found: Matrix, views: Sequence[PassageWords], everyone: Sequence[Candidate]) -> None:
    keys = _keys(everyone)
    lower = {word.lower for view in views for word in view.words if not word.is_name}
    longer = {name for candidate in everyone if candidate.first < candidate.last for name in candidate.text.split()}
    accepted = sum(candidate.score > 0 for candidate in everyone) / len(everyone)
    last = max(1, views[-1].passage.index)
    nearness = _nearness(everyone)
    start, middle = _DOCUMENT_START, _COLUMN["longer_elsewhere"]
    by_key = {name: [key.best, key.total / key.count, math.log(key.count)] for name, key in keys.items()}
    shares = {
        name: [*(key.labels[label] / key.count for label in (*LABELS, "none")), key.locative / key.count]
        for name, key in keys.items()
    }
    for row, candidate in zip(found, everyone, strict=True):
        name, text = candidate.key, candidate.text
        row[start : start + 6] = (
            candidate.score, *by_key[name], candidate.words.passage.index / last, text.lower() in lower,
        )  # fmt: skip
        row[start + 6 : start + 7 + len(LABELS) + 1] = shares[name]
        row[middle:] = (
            candidate.first == candidate.last and text in longer, math.log(len(everyone)), accepted,
            *nearness.get(name, (_LEAST_LOG_KM, 0.0)),
        )  # fmt: skip


def _keys(everyone: Sequence[Candidate]) -> Mapping[str, _Key]:
    keys: dict[str, _Key] = defaultdict(_Key)
    for candidate in everyone:
        key = keys[candidate.key]
        key.count += 1
        key.total += candidate.score
        key.best = max(key.best, candidate.score)
        key.labels[candidate.label or "none"] += 1
        key.locative += any(name in candidate.evidence for name in _LOCATIVE)
    return keys


def _nearness(everyone: Sequence[Candidate]) -> dict[str, tuple[float, float]]:
    """For each known name, from its first senses to the other accepted names: log of least km, how many are close."""
    known = {candidate.key: candidate for candidate in everyone if candidate.facts.matches}
    pivots: dict[str, tuple[float, float]] = {}
    for candidate in everyone:
        if len(pivots) < _MOST_PIVOTS and candidate.score > _LIKELY and candidate.facts.matches:
            place = candidate.facts.matches[0].place
            if candidate.facts.top_kind != "country":
                pivots.setdefault(candidate.key, (place.latitude, place.longitude))
    if not pivots:
        return {}
    senses = [(key, match.place) for key, one in known.items() for match in one.facts.matches[:_MOST_SENSES]]
    cosines = (
        unit_vectors([(place.latitude, place.longitude) for _, place in senses]) @ unit_vectors([*pivots.values()]).T
    )
    km = arc_km(cosines)
    own = {key: at for at, key in enumerate(pivots)}
    for row, (key, _) in zip(km, senses, strict=True):
        if key in own:
            row[own[key]] = np.inf
    least, close = km.min(axis=1), (km < _CLOSE_KM).sum(axis=1)
    found: dict[str, tuple[float, float]] = {}
    for (key, _), one, count in zip(senses, least.tolist(), close.tolist(), strict=True):
        before = found.get(key, (_LEAST_LOG_KM, 0.0))
        found[key] = (min(before[0], math.log1p(one)), max(before[1], float(count)))
    return found
