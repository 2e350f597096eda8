"""Ties each toponym of a document to a place, with the score, the reason and the runners-up."""

from collections.abc import Mapping, Sequence

from reportmap.gazetteer import Gazetteer
from reportmap.gazetteer.features import features
from reportmap.model import (
    Passage,
    PlaceAlternative,
    PlaceMention,
    PlacePrecision,
    ResolvedPlace,
)
from reportmap.places.lexicon import lexicon, resolution_weights, resolution_words
from reportmap.places.rank import add_up, hint_evidence, probabilities, rank_names
from reportmap.places.relative import place_relatives
from reportmap.places.senses import Name, Sense, container_units, lies_in

_MOST_ALTERNATIVES = 4
_LEAST_ALTERNATIVE = 0.005
_KIND_NAMES = {
    "admin1": "a province",
    "admin2": "a district",
    "ADM": "a region",
    "populated": "a town",
    "country": "a country",
    "PPLX": "a quarter",
}


def resolve_places(
    mentions: Sequence[PlaceMention], *, passages: Sequence[Passage], gazetteer: Gazetteer
) -> tuple[ResolvedPlace, ...]:
    """Choose one place for each mention of a document, or none where nothing fits.

    The senses of all names are ranked together (`rank.py`), then each mention's own words decide between them:
    the kind that they claim, the unit that they put it in, the list that it stands in. Names of peoples are context
    and stay without a place.

    Args:
        mentions: what `find_places` found in one document, in text order.
        passages: all passages of that document, for context.
    Returns:
        One per mention, same order.
    """
    names, _ = rank_names(mentions, passages, gazetteer)
    owner = {number: name for name in names for number in name.numbers}
    listed = _listed_kinds(mentions, passages, owner)
    resolved = []
    for number, mention in enumerate(mentions):
        if mention.is_demonym:
            whose = f", kept as context for {mention.name}" if mention.feature_hint == "country" else ""
            resolved.append(_unresolved(mention, f"a name of a people{whose}"))
            continue
        senses = _for_mention(mention, owner[number], mentions, listed.get(number), gazetteer)
        resolved.append(_choose(mention, senses, owner[number]))
    return place_relatives(resolved, passages=passages, gazetteer=gazetteer)


def _for_mention(
    mention: PlaceMention,
    name: Name,
    mentions: Sequence[PlaceMention],
    list_kind: str | None,
    gazetteer: Gazetteer,
) -> list[Sense]:
    """The senses of a name, weighed for one of its mentions, best first."""
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
    return sorted(senses, key=lambda sense: (-sense.probability, sense.place.place_id))


def _choose(mention: PlaceMention, senses: list[Sense], name: Name) -> ResolvedPlace:
    if not senses:
        return _unresolved(mention, "no place of this name in the gazetteer")
    best = senses[0]
    alternatives = tuple(
        PlaceAlternative(place=sense.place, score=round(sense.probability, 4))
        for sense in senses
        if sense.probability >= _LEAST_ALTERNATIVE
    )
    if _family(best, senses) < 1.0 - sum(sense.probability for sense in senses):
        return ResolvedPlace(
            mention=mention,
            place=None,
            precision=None,
            score=0.0,
            reason="no place of this name fits the document",
            alternatives=alternatives[:_MOST_ALTERNATIVES],
        )
    return ResolvedPlace(
        mention=mention,
        place=best.place,
        precision=_precision(mention, best),
        score=round(best.probability, 4),
        reason=_reason(mention, best, senses[1:], name),
        alternatives=alternatives[1 : 1 + _MOST_ALTERNATIVES],
    )


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
