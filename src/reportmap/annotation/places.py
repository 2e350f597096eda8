"""Toponyms of a corpus text: found or given, and resolved, one JSON object a text."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from reportmap.annotation.fields import CorpusText
from reportmap.annotation.texts import passages_of
from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.model import ParsedPassage, Passage, PlaceMention, ResolvedPlace
from reportmap.places import PlaceModels, find_places, mentions_at, resolve_places

Prediction = dict[str, object]
"""One line of output: JSON values by field name."""


def annotate_places(
    corpus_text: CorpusText,
    *,
    gazetteer: Gazetteer,
    language: Language | None,
    with_demonyms: bool = False,
    with_nearby: bool = True,
    models: PlaceModels | None = None,
) -> Prediction:
    """The toponyms of a text in text order: `id`, and in `toponyms` start, end, text, lat, lon, geonameid, score, ...

    `lat` and `lon` are null where a toponym stays unresolved; with `with_nearby`, they are those of the point nearby
    where one is known, and `geonameid` is null. Names of peoples come with `demonym` true, unresolved, and only where
    they are asked for. Without a `language` model, rules and learned weights do alone. `models` are other weights than
    the shipped ones.
    """
    passages = passages_of(corpus_text.text)
    parsed = _parsed(passages, language)
    mentions = find_places(parsed, gazetteer=gazetteer, models=models)
    found = resolve_places(mentions, passages=passages, gazetteer=gazetteer, models=models)
    toponyms = [_toponym(one, with_nearby=with_nearby) for one in found if with_demonyms or not one.mention.is_demonym]
    return {"id": corpus_text.id, "toponyms": toponyms}


def annotate_given_places(
    corpus_text: CorpusText,
    *,
    gazetteer: Gazetteer,
    language: Language | None,
    with_nearby: bool = True,
    models: PlaceModels | None = None,
) -> Prediction:
    """The given toponyms of a text, resolved together: one per span of `corpus_text.spans`, in the same order.

    The other toponyms that the text has are found and help to resolve the given ones.
    """
    passages = passages_of(corpus_text.text, corpus_text.spans)
    parsed = _parsed(passages, language)
    mentions = given_mentions(parsed, corpus_text.spans, gazetteer=gazetteer, models=models)
    resolved = resolve_places(mentions, passages=passages, gazetteer=gazetteer, models=models)
    by_span = {(one.mention.start, one.mention.end): one for one in resolved}
    toponyms = [_given(span, by_span, corpus_text.text, with_nearby=with_nearby) for span in corpus_text.spans]
    return {"id": corpus_text.id, "toponyms": toponyms}


def given_mentions(
    parsed: Sequence[ParsedPassage],
    spans: Sequence[tuple[int, int]],
    *,
    gazetteer: Gazetteer,
    models: PlaceModels | None = None,
) -> tuple[PlaceMention, ...]:
    """The mentions at those of the spans that lie in a passage, and the found ones that overlap none, in text order."""
    bounds = [(one.passage.start, one.passage.end) for one in parsed]
    inside = sorted({span for span in spans if _lies_in_one(span, bounds)})
    given = mentions_at(parsed, inside, gazetteer=gazetteer)
    return _with_context(given, find_places(parsed, gazetteer=gazetteer, models=models))


def _parsed(passages: Sequence[Passage], language: Language | None) -> tuple[ParsedPassage, ...]:
    """The passages with their names, or without, where there is no language model."""
    if language is None:
        return tuple(ParsedPassage(passage=one, tokens=(), entities=(), is_parsed=False) for one in passages)
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


def _given(
    span: tuple[int, int], resolved: Mapping[tuple[int, int], ResolvedPlace], text: str, *, with_nearby: bool
) -> Prediction:
    if span in resolved:
        return _toponym(resolved[span], with_nearby=with_nearby)
    mention = PlaceMention(
        start=span[0], end=span[1], text=text[slice(*span)], passage_index=0, name="", cue="given with the text"
    )
    reason = "no name: it is too long, or no sentence holds it whole"
    unresolved = ResolvedPlace(mention=mention, place=None, precision=None, score=0.0, reason=reason)
    return _toponym(unresolved, with_nearby=with_nearby)


def _lies_in_one(span: tuple[int, int], bounds: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(bounds, span[0], key=lambda bound: bound[0]) - 1
    return at >= 0 and span[1] <= bounds[at][1]


def _toponym(resolved: ResolvedPlace, *, with_nearby: bool) -> Prediction:
    mention, place = resolved.mention, resolved.place
    point = place or (resolved.nearby if with_nearby else None)
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "lat": point.latitude if point else None,
        "lon": point.longitude if point else None,
        "geonameid": place.geonameid if place else None,
        "score": resolved.score,
        "name": place.name if place else None,
        "feature_code": place.feature_code if place else None,
        "country_code": place.country_code if place else None,
        "precision": resolved.precision,
        "reason": resolved.reason,
        "use": mention.use,
        **({"demonym": True} if mention.is_demonym else {}),
    }
