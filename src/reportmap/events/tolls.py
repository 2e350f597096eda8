"""Sentences that only give the toll of what was told before: "By evening the toll had risen to 14."

They hold no event word, so that no trigger reports them. Their figures belong to the act before them, as one more
mention of it.
"""

import re
from collections.abc import Sequence
from functools import cache

from reportmap.events.counts import Counted, find_figures
from reportmap.events.syntax import Syntax
from reportmap.model import DRAWN_MODALITIES, ActorMention, EventMention, Passage, SectionKind
from reportmap.rules import read_rules

TOLL_REACH = 1200
"""Code points over which a bare toll ("Nine people died.") belongs to the act before it; about two paragraphs."""

_ELSEWHERE = re.compile(
    r"\b(?:by|at|since|until) the (?:end|start|beginning|middle) of\b"
    r"|\b(?:this|last|that|past|previous) (?:week|month|year)\b|\b(?:weeks|months|years)\b",
    re.IGNORECASE,
)
"""What makes a toll one of a period, and not of the act before it."""


def bare_toll(
    syntax: Syntax, actors: Sequence[ActorMention], *, taken: Sequence[Counted] = ()
) -> tuple[tuple[Counted, ...], re.Match[str]] | None:
    """The figures of a passage that speaks of a toll, and the word that says so; None where there are none.

    `taken` are the figures that the events of the passage have.
    """
    passage = syntax.parsed.passage
    word = _toll_words().search(passage.text)
    if word is None or passage.kind is SectionKind.TITLE or passage.is_heading or _ELSEWHERE.search(passage.text):
        return None
    everywhere = set(range(len(syntax.tokens)))
    figures = tuple(
        figure
        for figure in find_figures(syntax, scope=everywhere, agents=(), actors=actors)
        if not any(figure.count.overlaps(other.count) for other in taken)
    )
    return (figures, word) if figures else None


def act_before(found: Sequence[EventMention], passage: Passage) -> EventMention | None:
    """The last act told near before a passage, in the same kind of section; None where there is none."""
    for mention in reversed(found):
        if mention.section is not passage.kind or passage.start - mention.evidence.end > TOLL_REACH:
            return None
        may_kill = mention.plover_type in read_rules("events/quantities.toml")["bodies"]["of"]
        if may_kill and mention.modality in DRAWN_MODALITIES and not mention.is_reference and not mention.is_toll:
            return mention
    return None


@cache
def _toll_words() -> re.Pattern[str]:
    words = read_rules("events/quantities.toml")["bodies"]["words"]
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)
