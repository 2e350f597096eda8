"""Sentences that only give the toll of what was told before: "By evening the toll had risen to 14."

They hold no event word of their own, so that no trigger reports them. Their figures belong to the act before them, as
one more mention of it.
"""

import re
from collections.abc import Sequence
from functools import cache

from reportmap.events.attribution import find_attribution
from reportmap.events.claims import elliptical_figures
from reportmap.events.counts import Counted, find_figures
from reportmap.events.syntax import Syntax
from reportmap.model import DRAWN_MODALITIES, ActorMention, Claim, EventMention, Passage, SectionKind, Span
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
    syntax: Syntax, actors: Sequence[ActorMention], *, told: Sequence[Claim] = ()
) -> tuple[tuple[Counted, ...], Span] | None:
    """The figures of a passage that speaks of a toll, and the words that say so; None where there are none.

    It names a toll ("the toll rose to 14"), or a source gives the figure ("doctors believe that 14 died"), if need be
    by the number alone ("residents say 14") after `told`, the claims of the act before.
    """
    passage = syntax.parsed.passage
    if passage.kind is SectionKind.TITLE or passage.is_heading or _ELSEWHERE.search(passage.text):
        return None
    everywhere = set(range(len(syntax.tokens)))
    figures = tuple(find_figures(syntax, scope=everywhere, agents=(), actors=actors))
    word = _toll_words().search(passage.text)
    if word is not None and figures:
        return figures, Span(start=passage.start + word.start(), end=passage.start + word.end(), text=word[0])
    figures = tuple(figure for figure in figures if find_attribution(syntax, figure.word, actors=actors))
    if not figures and told:
        figures = tuple(elliptical_figures(syntax, told[-1].matter))
    if not figures or figures[0].field not in {claim.matter for claim in told}:
        return None
    first = figures[0].count
    return figures, Span(start=first.start, end=first.end, text=first.text)


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
