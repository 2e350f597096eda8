"""Ties each toponym of a document to a place, with the score, the reason and the runners-up."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from reportmap.gazetteer import Gazetteer
from reportmap.gazetteer.entry import ANALYST
from reportmap.gazetteer.features import features
from reportmap.model import (
    DerivedPoint,
    NameMatchKind,
    Passage,
    PlaceAlternative,
    PlaceMention,
    PlacePrecision,
    ResolvedPlace,
)
from reportmap.places.context import Votes
from reportmap.places.lexicon import lexicon, resolution_weights, resolution_words
from reportmap.places.models import PlaceModels, shipped_models
from reportmap.places.nearby import Surroundings
from reportmap.places.rank import RankedNames, add_up, hint_evidence, probabilities, rank_names
from reportmap.places.ranking import RankingContext
from reportmap.places.relative import place_relatives
from reportmap.places.senses import Name, Sense, container_units, lies_in
from reportmap.places.trees import Trees

_MOST_ALTERNATIVES = 4
_LEAST_ALTERNATIVE = 0.005
_LEAST_SCORE = 0.25
"""Of being a toponym and of its place together; chosen by end to end F1 in cross-validation on the dev corpora."""

_LEARNED = 0.7
"""The weight of the learned probabilities beside the hand ones, as exponents: half the ranker's texts are from towns'
own papers, for which London is in Ontario; the hand weights know what a reader without a hint would think of.
"""

_FOCUSED, _UNNAMED = 0.5, 0.03
"""Shares of the document's votes: for one country that it is about, and for one that it does not name."""

_LEAST_FOR_NEARBY = 0.8
"""Of being a toponym, before one whose text gives no container gets a point from the rest of the document."""
_KIND_NAMES = {
    "admin1": "a province",
    "admin2": "a district",
    "ADM": "a region",
    "populated": "a town",
    "country": "a country",
    "PPLX": "a quarter",
}


def resolve_places(
    mentions: Sequence[PlaceMention],
    *,
    passages: Sequence[Passage],
    gazetteer: Gazetteer,
    models: PlaceModels | None = None,
) -> tuple[ResolvedPlace, ...]:
    """Choose one place for each mention of a document, or none where nothing fits.

    The senses of all names are ranked together by hand weights (`rank.py`), then each mention's own words are weighed:
    the kind that they claim, the unit that they put it in, the list that it stands in. A learned ranker has the last
    word; it sees the hand weights' result among much else (`ranking.py`). Names of peoples are context and stay without
    a place; what no place fits gets a point nearby, where the text or the document says enough.

    Args:
        mentions: what `find_places` found in one document, in text order.
        passages: all passages of that document, for context.
        models: the learned weights; by default the shipped ones.
    Returns:
        One per mention, same order.
    """
    models = models or shipped_models()
    ranked, weighed, listed = weigh(mentions, passages=passages, gazetteer=gazetteer)
    owner = {number: name for name in ranked.names for number in name.numbers}
    if models.ranker is not None:
        context = RankingContext(ranked, mentions, passages)
        rank_learned(weighed, context, listed, models.ranker)
    surroundings = Surroundings(ranked.names, ranked.votes, gazetteer)
    resolved = []
    for number, mention in enumerate(mentions):
        if mention.is_demonym:
            whose = f", kept as context for {mention.name}" if mention.feature_hint == "country" else ""
            resolved.append(_unresolved(mention, f"a name of a people{whose}"))
            continue
        senses = sorted(
            weighed[number],
            key=lambda sense: (sense.place.source != ANALYST, -sense.probability, sense.place.place_id),
        )
        one = _choose(mention, senses, owner[number], models.ranker, ranked.votes)
        is_lost = one.place is None and (mention.container is not None or mention.score >= _LEAST_FOR_NEARBY)
        resolved.append(_with_nearby(one, surroundings.point(mention)) if is_lost else one)
    return place_relatives(resolved, passages=passages, gazetteer=gazetteer)


def _with_nearby(resolved: ResolvedPlace, nearby: DerivedPoint | None) -> ResolvedPlace:
    if nearby is None:
        return resolved
    return replace(resolved, nearby=nearby, reason=f"{resolved.reason}; probably {nearby.name}: {nearby.reason}")


def weigh(
    mentions: Sequence[PlaceMention], *, passages: Sequence[Passage], gazetteer: Gazetteer
) -> tuple[RankedNames, dict[int, list[Sense]], dict[int, str]]:
    """The names of a document, the senses of each mention weighed by hand, and the kinds of the lists they stand in.

    The last two are by the mention's index, in text order; names of peoples have neither.
    """
    ranked = rank_names(mentions, passages, gazetteer)
    owner = {number: name for name in ranked.names for number in name.numbers}
    listed = _listed_kinds(mentions, passages, owner)
    weighed = {
        number: _for_mention(mentions[number], name, listed.get(number), gazetteer)
        for number, name in sorted(owner.items())
    }
    return ranked, weighed, listed


def rank_learned(
    weighed: Mapping[int, list[Sense]], context: RankingContext, listed: Mapping[int, str], ranker: Trees
) -> None:
    """Weigh the learned probabilities into the hand ones of the senses of each mention, in place."""
    numbers = [number for number, senses in weighed.items() if senses]
    if not numbers:
        return
    rows = [context.rows(number, weighed[number], is_listed=number in listed) for number in numbers]
    scores = ranker.scores(np.concatenate(rows))
    past = 0
    for number in numbers:
        senses = weighed[number]
        own = scores[past : past + len(senses) + 1]
        past += len(senses) + 1
        shares = np.exp(own - own.max())
        hand = [sense.probability for sense in senses]
        hand.append(max(_LEAST_ALTERNATIVE, 1.0 - sum(hand)))
        both = (shares / shares.sum()) ** _LEARNED * np.maximum(hand, 1e-6) ** (1.0 - _LEARNED)
        _share_out(senses, (both / both.sum()).tolist())


def _share_out(senses: Sequence[Sense], shares: Sequence[float]) -> None:
    """Set the learned probabilities; a unit and a town in it share theirs as the hand weights say.

    The corpora that the ranker learned from seldom tell the two apart, and the words that do ("province", a list of
    provinces) are the hand weights' own.
    """
    families: dict[tuple[str | None, str | None], list[int]] = {}
    for at, sense in enumerate(senses):
        families.setdefault((sense.place.country_code, sense.place.admin1_code), []).append(at)
    for family in families.values():
        kinds = {senses[at].kind for at in family}
        hand = sum(senses[at].probability for at in family)
        is_both = "populated" in kinds and not kinds.isdisjoint(("admin1", "admin2"))
        factor = sum(shares[at] for at in family) / hand if is_both and hand else None
        for at in family:
            senses[at].probability = shares[at] if factor is None else senses[at].probability * factor


def _for_mention(mention: PlaceMention, name: Name, list_kind: str | None, gazetteer: Gazetteer) -> list[Sense]:
    """The senses of a name in its order, weighed by hand for one of its mentions."""
    units = container_units(mention.container, gazetteer) if mention.container else ()
    senses = []
    for sense in name.senses:
        evidence = dict(sense.evidence)
        if units:
            evidence.pop("contained_elsewhere", None)
            evidence["contained" if any(lies_in(sense.place, unit) for unit in units) else "not_contained"] = 1.0
        if mention.feature_hint is not None:
            evidence.pop("kind_elsewhere", None)
            met = hint_evidence(sense, mention.feature_hint)
            evidence["kind" if met > 0 else "not_kind"] = abs(met)
        elif list_kind is not None:
            evidence.pop("kind_elsewhere", None)
            evidence["kind_of_list"] = 1.0 if sense.kind == list_kind else 0.0
        senses.append(Sense(match=sense.match, kind=sense.kind, evidence=evidence, score=add_up(evidence)))
    if units and not any("contained" in sense.evidence for sense in senses):
        # Nothing lies there: the text knows a place that the gazetteer does not, or the unit was misread.
        for sense in senses:
            sense.evidence.pop("not_contained", None)
            sense.score = add_up(sense.evidence)
    for sense, share in zip(senses, probabilities([sense.score for sense in senses]), strict=True):
        sense.probability = share
    return senses


def _choose(
    mention: PlaceMention, senses: list[Sense], name: Name, ranker: Trees | None, votes: Votes
) -> ResolvedPlace:
    if not senses:
        return _unresolved(mention, "no place of this name in the gazetteer")
    best = senses[0]
    alternatives = tuple(
        PlaceAlternative(place=sense.place, score=round(sense.probability, 4))
        for sense in senses
        if sense.probability >= _LEAST_ALTERNATIVE
    )
    reason = _doubt(mention, senses, votes)
    if reason is not None:
        return replace(_unresolved(mention, reason), alternatives=alternatives[:_MOST_ALTERNATIVES])
    return ResolvedPlace(
        mention=mention,
        place=best.place,
        precision=_precision(mention, best),
        score=round(_calibrated(best.probability * mention.score, ranker), 4),
        reason=_reason(mention, best, senses[1:], name),
        alternatives=alternatives[1 : 1 + _MOST_ALTERNATIVES],
    )


def _doubt(mention: PlaceMention, senses: Sequence[Sense], votes: Votes) -> str | None:
    """Why the likeliest sense is not taken, None where it is; whoever added a place knows better than any weight."""
    best = senses[0]
    family = _family(best, senses)
    if best.place.source == ANALYST:
        return None
    if family < 1.0 - sum(sense.probability for sense in senses):
        return "no place of this name fits the document"
    if _is_stranger(mention, best, votes):
        return "the only places of this name lie far from all that the document is about"
    if mention.score < 1.0 and family * mention.score < _LEAST_SCORE:
        return "too unsure: neither that it names a place nor which one is likely enough"
    return None


def _is_stranger(mention: PlaceMention, sense: Sense, votes: Votes) -> bool:
    """Whether a place is too far-fetched to be drawn, however likely it is among those that bear the name.

    A quarter is no province, and "Madina" in a report on one country is not the spelling of a city in another that the
    report never names: it is a place that the gazetteer lacks.
    """
    if mention.feature_hint == "PPLX" and sense.kind in ("admin1", "country"):
        return True
    others = (share for code, share in votes.countries.items() if code != sense.place.country_code)
    is_focused = max(others, default=0.0) >= _FOCUSED * max(1.0, votes.total)
    is_foreign = is_focused and sense.evidence.get("country", 1.0) < _UNNAMED
    is_respelled = sense.match.kind is not NameMatchKind.EXACT and sense.kind in ("populated", "admin1", "admin2")
    return is_foreign and is_respelled and mention.container is None


def _calibrated(probability: float, ranker: Trees | None) -> float:
    return probability if ranker is None else ranker.calibrated(probability)


def _family(best: Sense, senses: Sequence[Sense]) -> float:
    """How likely the best sense is together with its namesakes around it, such as the province of a city."""
    unit = (best.place.country_code, best.place.admin1_code)
    return sum(sense.probability for sense in senses if (sense.place.country_code, sense.place.admin1_code) == unit)


def _unresolved(mention: PlaceMention, reason: str) -> ResolvedPlace:
    return ResolvedPlace(mention=mention, place=None, precision=None, score=0.0, reason=reason)


def _precision(mention: PlaceMention, sense: Sense) -> PlacePrecision:
    """How exactly the words place something: not more exactly than the entry, less for parts and "near"."""
    precision = sense.place.precision
    if mention.modifier is None:
        return precision
    is_part = mention.modifier in lexicon().directions.values()
    if is_part:
        return PlacePrecision.REGION if sense.kind in ("country", "region") else precision
    return PlacePrecision.NEAR if precision is PlacePrecision.EXACT else precision


def _reason(mention: PlaceMention, best: Sense, others: Sequence[Sense], name: Name) -> str:
    """One line: what the place is, the evidence that set it apart, and a warning where the choice was close."""
    feature = features().get(best.place.feature_code)
    where = ", ".join(part for part in (best.place.admin1, best.place.country) if part and part != best.place.name)
    label = (
        f"{best.place.name} ({feature.label if feature else best.place.feature_code}{f', {where}' if where else ''})"
    )
    second = others[0] if others else None
    gains = []
    for piece, value in best.evidence.items():
        text = resolution_words().get(piece)
        if text is None or value <= 0 or (piece == "prior" and second is None):
            continue
        against = second.evidence.get(piece, 0.0) if second else 0.0
        gain = resolution_weights()[piece] * (value - 0.7 * against)
        gains.append((-gain, piece, text))
    texts = [_fill(text, mention, best, name) for gain, _, text in sorted(gains)[:3] if gain < -0.25]
    reason = f"{label}: {'; '.join(texts) if texts else 'likeliest bearer of the name'}"
    if second is not None and second.probability >= 0.15:
        other = features().get(second.place.feature_code)
        reason += f"; could be the {other.label if other else second.place.feature_code} {second.place.name}"
        if second.place.country and second.place.country != best.place.country:
            reason += f" in {second.place.country}"
    return reason


def _fill(text: str, mention: PlaceMention, sense: Sense, name: Name) -> str:
    return text.format(
        country=sense.place.country or "no country",
        admin1=sense.place.admin1 or "no unit",
        container=mention.container or name.container or "a unit that holds it",
        kind=_KIND_NAMES.get(mention.feature_hint or name.hint or "", "such a feature"),
    )


def _listed_kinds(
    mentions: Sequence[PlaceMention], passages: Sequence[Passage], owner: Mapping[int, Name]
) -> dict[int, str]:
    """For names in a list without a kind word, the kind of the list mates that have only one ("admin1")."""
    texts = {passage.index: passage for passage in passages}
    plain = [number for number, mention in enumerate(mentions) if not mention.is_demonym]
    runs: list[list[int]] = []
    for number in plain:
        if runs and _are_listed(mentions[runs[-1][-1]], mentions[number], texts):
            runs[-1].append(number)
        else:
            runs.append([number])
    kinds: dict[int, str] = {}
    headings = [number for number in plain if _is_heading(mentions[number], texts)]
    sure = [_sure_kind(owner[number], mentions[number]) for number in headings]
    provinces = [number for number in headings if any(sense.kind == "admin1" for sense in owner[number].senses)]
    if sure.count("admin1") >= 2 and len(provinces) == len(headings):
        kinds.update((number, "admin1") for number in headings)
    for run in runs:
        sure = [_sure_kind(owner[number], mentions[number]) for number in run]
        for level in ("admin1", "admin2"):
            if len(run) > 1 and 2 * sum(kind == level for kind in sure) >= len(run):
                kinds.update((number, level) for number in run)
    return kinds


def _is_heading(mention: PlaceMention, passages: Mapping[int, Passage]) -> bool:
    """Whether a name is a heading by itself; the headings of a report make a list too."""
    passage = passages.get(mention.passage_index)
    return passage is not None and passage.is_heading and passage.text.strip(" .:-–—\t\r\n") == mention.text


def _sure_kind(name: Name, mention: PlaceMention) -> str | None:
    """The kind of a name that leaves no choice of kind."""
    if mention.feature_hint in ("admin1", "admin2", "populated"):
        return mention.feature_hint
    likely = {sense.kind for sense in name.senses if sense.probability > 0.1}
    return next(iter(likely)) if len(likely) == 1 else None


def _are_listed(left: PlaceMention, right: PlaceMention, passages: Mapping[int, Passage]) -> bool:
    if left.passage_index != right.passage_index or right.container == left.name or left.container == right.name:
        return False
    passage = passages.get(left.passage_index)
    if passage is None or right.start - left.end > 12:
        return False
    between = passage.text[left.end - passage.start : right.start - passage.start].split()
    separators = lexicon().separators
    return all(word in separators or word.strip(",") in separators or word == "," for word in between)
