"""Two Profiles -> Likeness: how sure it is that two reports tell of one event, and why; None where they cannot.

Each piece of evidence adds its weight of `resources/events/across.toml` to the log-odds. Nothing here depends on which
of the two comes first.
"""

import datetime
import math
from collections.abc import Iterator
from dataclasses import dataclass

from reportmap.figures import Figure
from reportmap.gazetteer.distances import DEGREE_KM, distance_km
from reportmap.matching.profile import Profile, Spot, is_named, others_acted
from reportmap.matching.rules import rules
from reportmap.model import Modality, PlacePrecision

Evidence = tuple[float, str]
"""Log-odds, and the words that say what they rest on; "" where that needs no telling."""

TOLD_AS_FACT = frozenset({Modality.HAPPENED, Modality.CLAIMED, Modality.DENIED, Modality.BACKGROUND})
"""Modalities of which one report may use this, the other that, for one event; others must be the same in both."""

_ADMIN2, _ADMIN1 = PlacePrecision.ADMIN2.coarseness, PlacePrecision.ADMIN1.coarseness
_REGION, _COUNTRY = PlacePrecision.REGION.coarseness, PlacePrecision.COUNTRY.coarseness
_NEAR = 1.25
_NOUNS = {"fatalities": "dead", "injured": "injured", "detained": "detained", "abducted": "abducted",
          "displaced": "displaced"}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """Two accounts, the smaller id first, the score in [0, 1] that they tell of one event, and a line that says why."""

    one: str
    two: str
    score: float
    reason: str


def compare(one: Profile, two: Profile) -> Likeness | None:
    """How sure it is that two reports tell of one event; None where something rules it out.

    What rules it out: one report (the merging within it has judged that), types that never stand for one act, places
    of which neither lies in or near the other, days further apart than one, and modalities that do not go together.
    Without a day or a place only nearly the same sentence makes two accounts one event.
    """
    if one.document_id == two.document_id:
        return None
    alike = type_likeness(one, two)
    if alike is None or not _modalities_fit(one.modality, two.modality):
        return None
    dates, places = _date_evidence(one, two), _place_evidence(one, two)
    if dates is None or places is None:
        return None
    copied = _same_words(one, two)
    is_known = bool(one.spots and two.spots) and None not in {one.first_day, two.first_day}
    if not is_known and not copied:
        return None
    if one.event_id > two.event_id:
        one, two = two, one
    evidence = [
        dates,
        places,
        *_type_evidence(one, two, alike),
        *_modality_evidence(one, two),
        *_party_evidence(one, two),
    ]
    evidence += [*_figure_evidence(one, two), *_word_evidence(one, two)]
    if copied:
        evidence.append((rules().weights["same_words"], "nearly the same sentence"))
    total = rules().weights["start"] + sum(weight for weight, _ in evidence)
    told = sorted(((weight, words) for weight, words in evidence if words), key=lambda item: (-abs(item[0]), item[1]))
    return Likeness(
        one=one.event_id,
        two=two.event_id,
        score=round(1 / (1 + math.exp(-total)), 3),
        reason=", ".join(words for _, words in told),
    )


# --- type and modality ------------------------------------------------------------------------------------------


def type_likeness(one: Profile, two: Profile) -> float | None:
    """How readily the types stand for one act, in [0, 1]; None where they never do."""
    if one.sub_event_type == two.sub_event_type and one.event_type == two.event_type:
        return 1.0
    known = rules()
    likeness = known.alike.get((one.sub_event_type or "", two.sub_event_type or ""))
    if likeness is not None:
        return likeness
    is_kindred = one.event_type is not None and one.event_type == two.event_type
    return known.same_event_type if is_kindred and "Other" not in {one.sub_event_type, two.sub_event_type} else None


def _type_evidence(one: Profile, two: Profile, alike: float) -> Iterator[Evidence]:
    weights = rules().weights
    yield weights["type"] * (alike - 0.5), "same type" if alike == 1.0 else "kindred types"
    if {one.sub_event_type, two.sub_event_type} <= rules().rare:
        yield weights["rare_type"], ""


def _modalities_fit(one: Modality, two: Modality) -> bool:
    return one is two or {one, two} <= TOLD_AS_FACT


def _modality_evidence(one: Profile, two: Profile) -> Iterator[Evidence]:
    told = {one.modality, two.modality}
    if len(told) == 2 and Modality.DENIED in told:
        yield rules().weights["denied"], "one denies it"
    if len(told) == 2 and Modality.BACKGROUND in told:
        yield rules().weights["background"], "one tells it as history"


# --- dates ------------------------------------------------------------------------------------------------------


def _date_evidence(one: Profile, two: Profile) -> Evidence | None:
    if one.first_day is None or one.last_day is None or two.first_day is None or two.last_day is None:
        return 0.0, ""
    weights, limits = rules().weights, rules().limits
    longest = max(one.last_day - one.first_day, two.last_day - two.first_day) + 1
    gap = max(one.first_day, two.first_day) - min(one.last_day, two.last_day)
    is_same = (one.first_day, one.last_day) == (two.first_day, two.last_day)
    if gap > 1 or (longest > limits["most_days"] and not is_same):
        return None
    if gap == 1:
        return weights["next_day"], "one day apart"
    if longest == 1:
        return weights["same_day"], f"both on {_day(one.first_day)}"
    extra = weights["same_interval"] if is_same else 0.0
    for days, name, words in ((limits["few_days"], "same_days", "the days overlap"), (8, "same_week", "same week")):
        if longest <= days:
            return weights[name] + extra, words
    return weights["same_month"] + extra, "the same weeks or months"


def _day(ordinal: int) -> str:
    return datetime.date.fromordinal(ordinal).isoformat()


# --- places -----------------------------------------------------------------------------------------------------


def _place_evidence(one: Profile, two: Profile) -> Evidence | None:
    """The best that any two spots say; None where no spot of one can be or hold a spot of the other."""
    if not one.spots or not two.spots:
        return 0.0, ""
    weights = rules().weights
    found = [name for a in one.spots for b in two.spots if (name := relate_spots(a, b)) is not None]
    if not found:
        return None
    best = max(found, key=lambda name: weights[name])
    return weights[best], _PLACE_WORDS[best]


_PLACE_WORDS = {
    "same_spot": "same place",
    "same_city": "same city",
    "same_area": "places near each other",
    "same_district": "same district",
    "same_province": "same province",
    "same_region": "one place lies in the other",
    "same_country": "same country",
}


def relate_spots(one: Spot, two: Spot) -> str | None:
    """The weight of two spots by its name in the rules; None where they are different places."""
    coarse, fine = (one, two) if one.coarseness > two.coarseness else (two, one)
    level = coarse.coarseness
    if one.spot_id == two.spot_id:
        return _SAME.get(level, "same_city" if one.is_city else "same_spot")
    if level >= _REGION:
        return _relate_to_region(coarse, fine)
    if one.country != two.country or (one.admin1 and two.admin1 and one.admin1 != two.admin1):
        return "same_area" if level < _ADMIN2 and _is_near(one, two) else None
    if level == _ADMIN1:
        return "same_province" if fine.coarseness < _ADMIN1 and one.admin1 == two.admin1 else None
    if level == _ADMIN2:
        is_inside = fine.coarseness < _ADMIN2 and bool(coarse.admin2) and coarse.admin2 == fine.admin2
        return "same_district" if is_inside else None
    return "same_area" if _is_near(one, two) else None


_SAME = {_ADMIN2: "same_district", _ADMIN1: "same_province", _REGION: "same_region", _COUNTRY: "same_country"}


def _relate_to_region(coarse: Spot, fine: Spot) -> str | None:
    if coarse.coarseness == _COUNTRY:
        return "same_country" if coarse.country and coarse.country == fine.country else None
    if fine.coarseness >= _REGION:
        return None  # two regions: which holds which is not known
    is_shared = not coarse.country or coarse.country == fine.country
    return "same_region" if is_shared and _distance(coarse, fine) <= (coarse.reach_km or 0.0) else None


def _is_near(one: Spot, two: Spot) -> bool:
    limit = max(one.reach_km, two.reach_km, rules().limits["duplicate_km"])
    return abs(one.latitude - two.latitude) * DEGREE_KM <= limit and _distance(one, two) <= limit


def _distance(one: Spot, two: Spot) -> float:
    return distance_km((one.latitude, one.longitude), (two.latitude, two.longitude))


# --- parties and figures ----------------------------------------------------------------------------------------


def _party_evidence(one: Profile, two: Profile) -> Iterator[Evidence]:
    weights = rules().weights
    shared = set(one.parties) & set(two.parties)
    named = sorted(filter(is_named, shared))
    if named:
        yield weights["same_party"], f"{named[0]} in both"
    elif shared:
        yield weights["same_kind_of_party"], ""
    if others_acted(one.acting, two.acting) and not named:
        yield weights["other_actor"], "different actors"


def _figure_evidence(one: Profile, two: Profile) -> Iterator[Evidence]:
    weights = rules().weights
    theirs = dict(two.figures)
    for name, a in one.figures:
        b = theirs.get(name)
        if b is None or (a.side and b.side and a.side != b.side):
            continue
        noun = _NOUNS[name]
        if name == "fatalities":
            yield _dead_evidence(a, b)
        elif a == b and a.low >= 3:
            yield weights["same_others"], f"{a.low} {noun} in both"
        elif _factor(a, b) > 2:
            yield weights["far_others"], f"different figures of the {noun}"


def _dead_evidence(a: Figure, b: Figure) -> Evidence:
    weights = rules().weights
    if (a.low, a.high) == (b.low, b.high):
        grade = "same_dead" if a.low < 3 else "same_dead_some" if a.low < 10 else "same_dead_many"
        return weights[grade], f"{a.low} dead in both"
    if _may_agree(a, b):
        return weights["close_dead"], "figures of the dead agree"
    factor = _factor(a, b)
    if factor <= _NEAR:
        return weights["near_dead"], "figures of the dead near each other"
    return weights["other_dead" if factor <= 2 else "far_dead"], "different figures of the dead"


def _may_agree(a: Figure, b: Figure) -> bool:
    """Whether the figures speak for one event: one number is right for both, open ones meaning up to twice as many."""
    return a.low <= _top(b) and b.low <= _top(a)


def _top(figure: Figure) -> int:
    return figure.high if figure.high is not None else 2 * figure.low


def _factor(a: Figure, b: Figure) -> float:
    """How many times the top of the lower figure goes into the higher one; 1 where they may agree."""
    if _may_agree(a, b):
        return 1.0
    lower, higher = sorted((a, b), key=lambda figure: figure.low)
    return higher.low / max(_top(lower), 0.5)


# --- words ------------------------------------------------------------------------------------------------------


def _word_evidence(one: Profile, two: Profile) -> Iterator[Evidence]:
    weights, limits = rules().weights, rules().limits
    share = overlap(one.words, two.words)
    if share is not None:
        weight = weights["words"] * (share - limits["words_by_chance"])
        weight = min(max(weight, limits["least_words"]), limits["most_words"])
        yield weight, "similar words" if weight >= 0.5 else ""
    common = sorted(set(one.names) & set(two.names))
    if common:
        yield weights["name"] * min(len(common), 2), f"both name {' and '.join(map(str.title, common[:2]))}"
    elif one.names and two.names:
        yield weights["no_name"], ""


def overlap(one: tuple[str, ...], two: tuple[str, ...]) -> float | None:
    """The share of the smaller set that is in the larger one, in [0, 1]; None where one is too small to say."""
    smaller = min(len(one), len(two))
    return len(set(one) & set(two)) / smaller if smaller >= 3 else None


def _same_words(one: Profile, two: Profile) -> bool:
    """Whether the first sentences are nearly the same words: one is copied, or both are."""
    limits = rules().limits
    smaller, larger = sorted((len(one.runs), len(two.runs)))
    if smaller + 2 < limits["same_words_least"] or smaller < limits["same_words_share"] * larger:
        return False
    return len(set(one.runs) & set(two.runs)) >= limits["same_words_share"] * larger
