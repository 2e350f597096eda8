"""Toponyms of a corpus text: found or given, and resolved, one JSON object a text."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from reportmap.annotation.fields import CorpusText
from reportmap.annotation.texts import passages_of
from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.model import ParsedPassage, Passage, PlaceMention, ResolvedPlace
from reportmap.places import find_places, mentions_at, resolve_places

Prediction = dict[str, object]
"""One line of output: JSON values by field name."""


def annotate_places(
    corpus_text: CorpusText, *, gazetteer: Gazetteer, language: Language, with_demonyms: bool = False
) -> Prediction:
    """The toponyms of a text in text order: `id`, and in `toponyms` start, end, text, lat, lon, geonameid, score, ...

    `lat` and `lon` are null where a toponym stays unresolved. Names of peoples come with `demonym` true, unresolved,
    and only where they are asked for.
    """
    passages = passages_of(corpus_text.text)
    parsed = _parsed(passages, language)
    found = resolve_places(find_places(parsed, gazetteer=gazetteer), passages=passages, gazetteer=gazetteer)
    toponyms = [_toponym(one) for one in found if with_demonyms or not one.mention.is_demonym]
    return {"id": corpus_text.id, "toponyms": toponyms}


def annotate_given_places(corpus_text: CorpusText, *, gazetteer: Gazetteer, language: Language) -> Prediction:
    """The given toponyms of a text, resolved together: one per span of `corpus_text.spans`, in the same order.

    The other toponyms that the text has are found and help to resolve the given ones.
    """
    passages = passages_of(corpus_text.text, corpus_text.spans)
    bounds = [(passage.start, passage.end) for passage in passages]
    spans = sorted({span for span in corpus_text.spans if _lies_in_one(span, bounds)})
    parsed = _parsed(passages, language)
    given = mentions_at(parsed, spans, gazetteer=gazetteer)
    mentions = _with_context(given, find_places(parsed, gazetteer=gazetteer))
    resolved = resolve_places(mentions, passages=passages, gazetteer=gazetteer)
    by_span = {(one.mention.start, one.mention.end): one for one in resolved}
    return {"id": corpus_text.id, "toponyms": [_given(span, by_span, corpus_text.text) for span in corpus_text.spans]}


def _parsed(passages: Sequence[Passage], language: Language) -> tuple[ParsedPassage, ...]:
    return language.parse(passages, parse_if=lambda _passage: False)


def _with_context(given: Sequence[PlaceMention], found: Sequence[PlaceMention]) -> tuple[PlaceMention, ...]:
    """The given mentions and the found ones that overlap none of them, in text order."""
    past, others = 0, []
    ordered = sorted(given, key=lambda mention: mention.start)
    bounds: list[tuple[int, int]] = []  # of the given ones, joined where they overlap
    for mention in ordered:
        if bounds and mention.start < bounds[-1][1]:
            bounds[-1] = (bounds[-1][0], max(mention.end, bounds[-1][1]))
        else:
            bounds.append((mention.start, mention.end))
    for mention in found:
        while past < len(bounds) and bounds[past][1] <= mention.start:
            past += 1
        if past == len(bounds) or mention.end <= bounds[past][0]:
            others.append(mention)
    return tuple(sorted([*given, *others], key=lambda mention: (mention.start, mention.end)))


def _given(span: tuple[int, int], resolved: Mapping[tuple[int, int], ResolvedPlace], text: str) -> Prediction:
    if span in resolved:
        return _toponym(resolved[span])
    mention = PlaceMention(
        start=span[0], end=span[1], text=text[slice(*span)], passage_index=0, name="", cue="given with the text"
    )
    reason = "no name: it is too long, or no sentence holds it whole"
    return _toponym(ResolvedPlace(mention=mention, place=None, precision=None, score=0.0, reason=reason))


def _lies_in_one(span: tuple[int, int], bounds: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(bounds, span[0], key=lambda bound: bound[0]) - 1
    return at >= 0 and span[1] <= bounds[at][1]


def _toponym(resolved: ResolvedPlace) -> Prediction:
    mention, place = resolved.mention, resolved.place
    use = getattr(mention, "use", None)
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "lat": place.latitude if place else None,
        "lon": place.longitude if place else None,
        "geonameid": place.geonameid if place else None,
        "score": resolved.score,
        "name": place.name if place else None,
        "feature_code": place.feature_code if place else None,
        "country_code": place.country_code if place else None,
        "precision": resolved.precision,
        "reason": resolved.reason,
        **({} if use is None else {"use": use}),
        **({"demonym": True} if mention.is_demonym else {}),
    }
