"""Toponyms that somebody else found: the words around them are read as for those that find_places finds."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from reportmap.gazetteer import Gazetteer
from reportmap.model import ParsedPassage, PlaceMention
from reportmap.places.candidates import Candidate, NameIndex, propose
from reportmap.places.evidence import gather
from reportmap.places.lexicon import lexicon
from reportmap.places.lists import find_lists, type_list
from reportmap.places.words import PassageWords

GIVEN = "given with the text"


def mentions_at(
    parsed: Sequence[ParsedPassage], spans: Sequence[tuple[int, int]], *, gazetteer: Gazetteer
) -> tuple[PlaceMention, ...]:
    """A mention for each span that is known to name a place, with its hint, container and modifier.

    A name of a people stands for its country here, since the caller says that it is a place.

    Args:
        parsed: the passages of one document, in text order.
        spans: half-open document ranges, each inside one passage; they may overlap, come twice and cut words.
    Returns:
        One per span, same order.
    Raises:
        ValueError: a span that lies in no passage.
    """
    index = NameIndex(gazetteer)
    starts = [one.passage.start for one in parsed]
    by_passage: dict[int, list[tuple[int, int]]] = {}
    for start, end in spans:
        at = bisect_right(starts, start) - 1
        if at < 0 or not start < end <= parsed[at].passage.end:
            raise ValueError(f"the span {start}:{end} lies in no passage")
        by_passage.setdefault(at, []).append((start, end))
    found: dict[tuple[int, int], PlaceMention] = {}
    for at, inside in by_passage.items():
        found.update(_in_passage(PassageWords(parsed[at]), list(dict.fromkeys(inside)), index))
    return tuple(found[start, end] for start, end in spans)


def _in_passage(
    view: PassageWords, spans: list[tuple[int, int]], index: NameIndex
) -> dict[tuple[int, int], PlaceMention]:
    given = {span: _candidate(view, *span, index) for span in spans}
    words = {(one.first, one.last) for one in given.values() if one is not None}
    others = [one for one in propose(view, index) if (one.first, one.last) not in words]
    known = [one for one in given.values() if one is not None]
    gather(view, [*known, *others], index)
    for members in find_lists(view, known):
        type_list(view, members)
    return {span: _mention(view, *span, candidate, index) for span, candidate in given.items()}


def _candidate(view: PassageWords, start: int, end: int, index: NameIndex) -> Candidate | None:
    """The words that a span touches as a candidate, None where it holds no letter or digit."""
    first = bisect_right([word.end for word in view.words], start)
    last = bisect_left([word.start for word in view.words], end) - 1
    text = _text(view, start, end)
    if first > last or not any(map(str.isalnum, text)):
        return None
    name, hint = _name(text, index)
    return Candidate(words=view, first=first, last=last, name=name, facts=index.facts(name), hint=hint)


def _name(text: str, index: NameIndex) -> tuple[str, str | None]:
    """What to look up for the words of a toponym, and the kind that they claim by themselves."""
    bare = " ".join(text.split())
    abbreviation = lexicon().abbreviations.get(bare)
    if abbreviation is not None:
        return abbreviation.name, abbreviation.hint
    code = lexicon().demonyms.get(bare.lower())
    country = index.gazetteer.country(code) if code and not index.has(bare) else None
    return (country.name, "country") if country is not None else (bare, None)


def _mention(view: PassageWords, start: int, end: int, candidate: Candidate | None, index: NameIndex) -> PlaceMention:
    text = _text(view, start, end)
    name, hint = (candidate.name, candidate.hint) if candidate is not None else _name(text, index)
    return PlaceMention(
        start=start,
        end=end,
        text=text,
        passage_index=view.passage.index,
        name=name,
        cue=GIVEN,
        feature_hint=hint,
        container=candidate.container if candidate is not None else None,
        modifier=candidate.modifier if candidate is not None else None,
    )


def _text(view: PassageWords, start: int, end: int) -> str:
    return view.passage.text[start - view.passage.start : end - view.passage.start]
