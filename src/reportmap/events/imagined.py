"""ParsedPassages -> which of them tell what might be: "Imagine a dry June. Guards fire, and a crowd storms the post."

Scenarios are told in the present. From the sentence that opens one to the end of its paragraph, acts in the present
tense are imagined; acts in the past tense are the reasons that an essay gives, and stay as they are.
"""

import re
from collections.abc import Sequence
from functools import cache

from reportmap.events.lexicon import listed
from reportmap.events.syntax import Syntax
from reportmap.model import ParsedPassage
from reportmap.rules import read_rules

_PRESENT = frozenset({"VBZ", "VBP"})
_NOW = frozenset({"is", "are", "am", "'s", "’s", "'re", "’re", "being"})
_PAST = frozenset({"was", "were", "had", "has", "have", "did"})


def imagined_passages(parsed: Sequence[ParsedPassage]) -> frozenset[int]:
    """The indices of the passages that belong to a scenario."""
    found: set[int] = set()
    place: tuple[object, ...] | None = None
    for item in parsed:
        passage = item.passage
        here = (passage.kind, passage.author, passage.paragraph)
        if here != place and not passage.is_heading:
            place = None
        if place is None and _opener().search(passage.text) is not None:
            place = here
        if place == here:
            found.add(passage.index)
    return frozenset(found)


def played_passages(parsed: Sequence[ParsedPassage]) -> frozenset[int]:
    """The indices of the passages whose acts are played in an exercise ("the enemy attacked with blanks").

    A paragraph that speaks of an exercise is not enough, since exercises are attacked too: the sentence says itself
    that its weapons, its enemy or its victims are not real.
    """
    drills, shams = _phrases("drill_nouns"), _phrases("sham_words")
    paragraphs = {
        (item.passage.kind, item.passage.author, item.passage.paragraph)
        for item in parsed
        if drills.search(item.passage.text) is not None
    }
    return frozenset(
        item.passage.index
        for item in parsed
        if (item.passage.kind, item.passage.author, item.passage.paragraph) in paragraphs
        and shams.search(item.passage.text) is not None
    )


def is_told_in_present(syntax: Syntax, word: int) -> bool:
    """Whether the verb of an event word's clause stands in the simple present, active or passive."""
    head = syntax.clause_head(word)
    if syntax.tokens[head].dep == "conj" and not syntax.with_dep(head, frozenset({"nsubj", "nsubjpass", "auxpass"})):
        return syntax.tokens[head].tag in _PRESENT | {"VB"} or is_told_in_present(syntax, syntax.tokens[head].head)
    auxiliaries = set(syntax.auxiliaries(head))
    if auxiliaries & _PAST:
        return False
    return syntax.tokens[head].tag in _PRESENT or bool(auxiliaries & _NOW)


@cache
def _phrases(name: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, sorted(listed(name)))) + r")(?!\w)", re.IGNORECASE)


@cache
def _opener() -> re.Pattern[str]:
    phrases: list[str] = read_rules("events/modality.toml")["imagined"]["openers"]
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, phrases)) + r")(?!\w)", re.IGNORECASE)
