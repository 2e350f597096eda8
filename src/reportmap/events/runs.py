"""Runs of capitalized words: everything in a passage that may name where an event took place.

No run is left out for what the language model or the gazetteer takes it for: with every run as a candidate, .98 of the
places of the dev corpus are offered; with the language model's places alone, .59.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportmap.events.syntax import Syntax
from reportmap.model import NamedEntity, ResolvedPlace, Token
from reportmap.rules import read_rules
from reportmap.truecase import is_all_capitals

_JOINTS = frozenset("-–’'/.")
"""Marks that hold the parts of one name together where no blank stands before them."""

_PROPER = frozenset({"NNP", "NNPS"})

_NAME_TAGS = frozenset({"NNP", "NNPS", "NN", "NNS", "JJ", ""})
"""What the first word of a sentence may be tagged as where it is a name by itself."""


@dataclass(frozen=True, slots=True)
class NameRun:
    """Capitalized words: the tokens from `first` to `last`, both included; `head` is the one that the others hang on.

    `start` and `end` are the document's offsets, `name` its words. `label` is the language model's (OntoNotes 5), ""
    where it sees no name; `place` is what the places stage found there, None where it found nothing.
    """

    start: int
    end: int
    name: str
    first: int
    last: int
    head: int
    label: str
    place: ResolvedPlace | None


def name_runs(syntax: Syntax, places: Sequence[ResolvedPlace]) -> tuple[NameRun, ...]:
    """Every run of the passage in text order, with what `places` (the places of this passage) has there.

    In a passage that is all in capitals, the runs are those places, and between them what the parse takes for a name.
    """
    if is_all_capitals(syntax.parsed.passage.text):
        bounds = _bounds_in_capitals(syntax, places)
    else:
        bounds = list(_bounds(syntax.tokens))
    entities = syntax.parsed.entities
    return tuple(_run(syntax, first, last, places, entities) for first, last in bounds)


def _run(
    syntax: Syntax, first: int, last: int, places: Sequence[ResolvedPlace], entities: Sequence[NamedEntity]
) -> NameRun:
    start, end = syntax.tokens[first].start, syntax.tokens[last].end
    inside = range(first, last + 1)
    head = next((item for item in reversed(inside) if syntax.tokens[item].head not in inside), last)
    label = next((item.label for item in entities if _labels(item, start, end)), "")
    found = [place for place in places if place.mention.start < end and start < place.mention.end]
    place = max(found, key=lambda item: item.mention.end - item.mention.start, default=None)
    offset = syntax.parsed.passage.start
    name = syntax.parsed.passage.text[start - offset : end - offset]
    return NameRun(start=start, end=end, name=name, first=first, last=last, head=head, label=label, place=place)


def _labels(entity: NamedEntity, start: int, end: int) -> bool:
    """Whether an entity covers a run; a time that begins with a name ("Zurkandeh in the night") says nothing of it."""
    is_longer_time = entity.label in {"DATE", "TIME"} and entity.start == start and entity.end > end
    return entity.start < end and start < entity.end and not is_longer_time


def _bounds_in_capitals(syntax: Syntax, places: Sequence[ResolvedPlace]) -> list[tuple[int, int]]:
    """The first and the last token of each run of a passage in capitals, in text order."""
    found = {(inside[0], inside[-1]) for place in places if (inside := syntax.tokens_in(place.mention))}
    taken = {item for first, last in found for item in range(first, last + 1)}
    apart = frozenset(read_rules("events/linking.toml")["runs"]["apart"])
    first = None
    for at, token in enumerate((*syntax.tokens, None)):
        is_name = token is not None and at not in taken and token.tag in _PROPER and token.text.isalpha()
        is_name = is_name and token is not None and token.text.lower() not in apart
        if is_name and first is None:
            first = at
        elif not is_name and first is not None:
            found.add((first, at - 1))
            first = None
    return sorted(found)


def _bounds(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The first and the last token of each run, in text order."""
    words = {name: frozenset(items) for name, items in read_rules("events/linking.toml")["runs"].items()}
    apart, articles, joining = words["apart"], words["articles"], words["joining"]
    at, n = 0, len(tokens)
    while at < n:
        first = at
        at += 1
        if not _is_capital(tokens[first]) or tokens[first].text.lower().rstrip(".") in apart:
            continue
        last = first
        while at < n and tokens[at].start - tokens[at - 1].end <= 1:
            token = tokens[at]
            is_glued = token.start == tokens[at - 1].end
            if _is_capital(token) and token.text.lower().rstrip(".") not in apart:
                last = at
            elif token.text.lower() in words["compounds"] or not (
                (is_glued and (token.text in _JOINTS or tokens[at - 1].text in _JOINTS))
                or token.text.lower() in articles
                or (token.text.lower() in words["hyphened"] and at + 1 < n and tokens[at + 1].text == "-")
                or (token.text == "of" and tokens[last].text.lower() in joining)
            ):
                break
            at += 1
        if last > first or first or tokens[first].tag in _NAME_TAGS:
            yield _with_article(tokens, first, articles | words["hyphened"]), last
        at = last + 1


def _is_capital(token: Token) -> bool:
    return token.text.lstrip("'‘’\"“(-`ʿ")[:1].isupper()


def _with_article(tokens: Sequence[Token], first: int, articles: frozenset[str]) -> int:
    """The index of the article before a name ("al-Bayaa"), where a hyphen ties it to the name."""
    if first >= 2 and tokens[first - 1].text == "-" and tokens[first - 2].text.lower() in articles:
        return first - 2 if tokens[first - 2].end == tokens[first].start - 1 else first
    return first
