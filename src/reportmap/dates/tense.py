"""Which way from its anchor a date lies: the tense and the plans in the words around it, without a parser."""

import re
from collections.abc import Sequence
from functools import cache

from reportmap.dates.readings import Direction
from reportmap.rules import read_rules

_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]{1,3})?|[;:.!?()]")
_REACH = 220  # characters on either side that are looked at
_NEAR = 14  # words on either side
_NOT_PAST = 3  # an -ed word this soon after "will be" or "to be" tells no past


def direction_at(sentence: str, start: int, end: int) -> Direction:
    """The direction of the expression at [start, end) of a sentence.

    The nearest verb cue decides, first backwards then forwards. Known limit: the verb of another clause may stand nearer.
    """
    before = _WORD.findall(sentence, max(0, start - _REACH), start)[-_NEAR:]
    backwards = _backwards([word.lower() for word in before])
    if backwards is not None:
        return backwards
    behind = _WORD.findall(sentence, end, end + _REACH)[:_NEAR]
    return _forwards([word.lower() for word in behind]) or Direction.UNKNOWN


def _backwards(words: Sequence[str]) -> Direction | None:
    """The cue nearest before the expression, None where there is none in its clause."""
    for index in range(len(words) - 1, -1, -1):
        if words[index] in ";.!?":
            return None
        found = _cue(words, index)
        if found is not None:
            return found
    return None


def _forwards(words: Sequence[str]) -> Direction | None:
    for index in range(len(words)):
        if words[index] in ";.!?":
            return None
        found = _cue(words, index)
        if found is not None:
            return found
    return None


def _cue(words: Sequence[str], index: int) -> Direction | None:
    """What the word at an index tells about the direction."""
    word = words[index]
    cues = _cues()
    ahead = words[max(0, index - _NOT_PAST) : index]
    if word in cues["future"]:
        return Direction.FUTURE
    if word in cues["past"] or (word.endswith("ed") and len(word) > 3 and word not in cues["no_past"]):
        if any(other in cues["modal"] for other in ahead):
            return Direction.FUTURE
        return Direction.PAST
    if word in cues["plan"]:
        return Direction.FUTURE
    return None


@cache
def _cues() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in read_rules("dates/tense.toml").items()}
