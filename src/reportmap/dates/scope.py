"""What a date governs: its clause, its sentence, the rest of its paragraph, or the text below its heading."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from reportmap.dates.find import is_item_head
from reportmap.model import DateMention, Passage

_BOUNDARY = re.compile(
    r"[;:]\s|\s[-–—]{1,3}\s|,\s(?:and|but|while|whereas|although|because|when|after|before|until|which|who|where)\b|"
    r"\s(?:while|whereas|although|because|when|after|before|until)\s(?=\w{1,30}\s\w)"
)
_OPENING = re.compile(r"\W{0,3}(?:(?:in|on|at|by|since|until|from|during|late|early)\s){0,2}(?:the\s)?", re.IGNORECASE)


class ScopeKind(StrEnum):
    """How far a date reaches."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    HEADING = "heading"


@dataclass(frozen=True, slots=True)
class Scope:
    """The half-open range of the document that a date governs, the date itself included."""

    kind: ScopeKind
    start: int
    end: int


def scopes_of(mentions: Sequence[DateMention], *, passages: Sequence[Passage]) -> tuple[Scope, ...]:
    """What each date governs, one per mention, same order.

    A date in a heading, or alone over an item ("3 June."), governs what follows up to the next such date. One that
    opens a paragraph governs it up to its next sentence with a date, one that opens a sentence the sentence. Of several
    dates of a sentence each governs its clause up to its neighbors; a date alone in a sentence governs all of it.
    Known limit: clauses are told by marks and conjunctions, without a parser.

    Args:     mentions: in text order, as find_dates gives them. passages: those that they were found in, in text order
    """
    text = _Text(mentions, passages)
    return tuple(text.scope(number) for number in range(len(mentions)))


class _Text:
    """Passages with the dates in each, looked up once."""

    def __init__(self, mentions: Sequence[DateMention], passages: Sequence[Passage]) -> None:
        self.mentions = mentions
        self.passages = passages
        starts = [passage.start for passage in passages]
        self.places = [bisect_right(starts, mention.start) - 1 for mention in mentions]
        self.dated = sorted(set(self.places))
        self.heads = sorted(
            {
                place
                for place, mention in zip(self.places, mentions, strict=True)
                if is_item_head(mention, passages[place])
            }
            | {place for place, passage in enumerate(passages) if passage.is_heading}
        )
        self.paragraph_ends = self._paragraph_ends()

    def _paragraph_ends(self) -> list[int]:
        """For each passage, the index of the first one behind its paragraph."""
        ends = [len(self.passages)] * len(self.passages)
        for place in range(len(self.passages) - 2, -1, -1):
            same = self._block(place) == self._block(place + 1)
            ends[place] = ends[place + 1] if same else place + 1
        return ends

    def _block(self, place: int) -> tuple[object, int]:
        return self.passages[place].kind, self.passages[place].paragraph

    def scope(self, number: int) -> Scope:
        mention, place = self.mentions[number], self.places[number]
        passage = self.passages[place]
        if passage.is_heading or is_item_head(mention, passage):
            end = self._behind(self.heads, place, len(self.passages))
            if not passage.is_heading:
                end = min(end, self.paragraph_ends[place])
            return Scope(ScopeKind.HEADING, passage.start, self.passages[end - 1].end)
        others = [
            self.mentions[other]
            for other in (number - 1, number + 1)
            if 0 <= other < len(self.mentions) and self.places[other] == place
        ]
        opens = _OPENING.fullmatch(passage.text, 0, mention.start - passage.start) is not None
        if opens and not others:
            is_first = place == 0 or self._block(place - 1) != self._block(place)
            end = self._behind(self.dated, place, self.paragraph_ends[place]) if is_first else place + 1
            kind = ScopeKind.PARAGRAPH if end > place + 1 else ScopeKind.SENTENCE
            return Scope(kind, passage.start, self.passages[end - 1].end)
        if not others:
            return Scope(ScopeKind.SENTENCE, passage.start, passage.end)
        return _clause(mention, others, passage)

    @staticmethod
    def _behind(places: list[int], place: int, limit: int) -> int:
        """The first of some passages behind one, the limit where there is none before it."""
        at = bisect_right(places, place)
        return min(places[at], limit) if at < len(places) else limit


def _clause(mention: DateMention, others: Sequence[DateMention], passage: Passage) -> Scope:
    """The clause around a date between its neighbors: up to the boundary nearest to it on either side."""
    before = max((other.end for other in others if other.end <= mention.start), default=passage.start)
    behind = min((other.start for other in others if other.start >= mention.end), default=passage.end)
    left, right = before - passage.start, behind - passage.start
    start, end = mention.start - passage.start, mention.end - passage.start
    opening = [match.end() for match in _BOUNDARY.finditer(passage.text, left, start)]
    closing = _BOUNDARY.search(passage.text, end, right)
    return Scope(
        ScopeKind.CLAUSE,
        passage.start + (opening[-1] if opening else left),
        passage.start + (closing.start() if closing else right),
    )
