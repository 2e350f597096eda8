"""Which way from its anchor a date lies: the tense and the plans in the words around it, without a parser."""

import re
from collections.abc import Sequence
from functools import cache

from reportmap.dates.readings import Direction
from reportmap.rules import read_rules

_WORD = re.compile(r"[A-Za-z]++(?:['’][a-z]{1,3})?|[;:!?()]|(?<=[a-z]{4})\.")
_REACH = 220  # characters on either side that are looked at
_NEAR = 14  # words on either side
_ATTRIBUTIVE = re.compile(r"\b(?:the|a|an)\s+$", re.IGNORECASE)
_NAMES_A_DAY = re.compile(r"[0-9]|day$", re.IGNORECASE)
_NAMES = frozenset({"May", "Will", "March"})  # months and persons, not verbs
_ARRANGED_REACH = 4  # words before a date in which "is meeting" tells of a plan
_CONDITION_REACH = 12  # words before "is held" that may hold its "when" or "if"
_HAD_REACH = 5  # words before "to expire" that may hold its "had been due"
_FINITE = frozenset({"was", "were", "did"})  # past whatever stands before them ("the road to X was blown up")
_NOT_PAST = 3  # an -ed word this soon after "will be" or "to be" tells no past


def direction_at(sentence: str, start: int, end: int) -> Direction:
    """The direction of the expression at [start, end) of a sentence.

    The nearest verb cue decides, first backwards then forwards. Known limit: another clause's verb may stand nearer.
    """
    if sentence.startswith(("'s", "’s"), end) or (
        _NAMES_A_DAY.search(sentence, start, end) and _ATTRIBUTIVE.search(sentence, max(0, start - 5), start)
    ):
        return Direction.UNKNOWN  # "Wednesday's ruling", "the Aug. 7 blast": the verb is not about the date
    before = _WORD.findall(sentence, max(0, start - _REACH), start)[-_NEAR:]
    behind = _WORD.findall(sentence, end, end + _REACH)[:_NEAR]
    return (
        _backwards(before)
        or _forwards(["" if word in _NAMES else word.lower() for word in behind])
        or Direction.UNKNOWN
    )


def _backwards(cased: Sequence[str]) -> Direction | None:
    """The cue nearest before the expression, None where there is none in its clause."""
    words = ["" if word in _NAMES else word.lower() for word in cased]
    cues = _cues()
    if _is_set_ahead(words) or _is_arranged(words):
        return Direction.FUTURE
    has_infinitive = False
    for index in range(len(words) - 1, -1, -1):
        if words[index] in ";.!?":
            break
        found = _cue(words, index)
        if found is not None:
            if found is not Direction.PAST:
                return found
            if words[-1] in cues["deadline"] and words[index] in cues["deferring"]:
                return Direction.FUTURE  # "extended its offer for the common stock until Nov. 9"
            if not has_infinitive:
                return found
            # "told him to testify Feb. 10": the past verb need not be about the date; "to leave by Feb. 10" is ahead
            return Direction.FUTURE if words[-1] in cues["deadline"] else Direction.PERHAPS_PAST
        if words[index] == "to" and index + 1 < len(words):
            has_infinitive |= cased[index + 1].islower() and words[index + 1] not in cues["determiner"]
    return None


def _is_set_ahead(words: Sequence[str]) -> bool:
    """Whether the words right before an expression put it ahead: "payable", "extended to", "as early as"."""
    cues = _cues()
    if not words:
        return False
    is_toward = any(word in cues["toward"] for word in words[-2:])
    is_deferred = is_toward and any(word in cues["deferring"] for word in words[-7:-1])
    return words[-1] in cues["adjacent"] or is_deferred or words[-3:] in (["as", "soon", "as"], ["as", "early", "as"])


def _forwards(words: Sequence[str]) -> Direction | None:
    for index in range(len(words)):
        if words[index] in ";.!?":
            return None
        found = _cue(words, index)
        if found is not None:
            return found
    return None


def _is_arranged(words: Sequence[str]) -> bool:
    """ "is meeting Wednesday", "are leaving for Rome on Wednesday": the progressive of what one arranges."""
    cues = _cues()
    near = range(max(1, len(words) - _ARRANGED_REACH), len(words))
    return any(words[index] in cues["arranged"] and words[index - 1] in cues["is"] for index in near)


def _cue(words: Sequence[str], index: int) -> Direction | None:
    """What the word at an index tells about the direction."""
    word = words[index]
    cues = _cues()
    ahead = words[max(0, index - _NOT_PAST) : index]
    behind = words[index + 1 : index + 2]
    if word == "could":
        return Direction.PAST if behind in (["not"], ["have"]) else Direction.FUTURE
    if word in cues["future"]:
        is_undone = "had" in words[max(0, index - _HAD_REACH) : index] or behind == [
            "have"
        ]  # "had been due", "would have left"
        return Direction.PAST if is_undone and word != "will" else Direction.FUTURE
    if word == "for" and ahead and ahead[-1] in cues["set_for"]:
        return Direction.FUTURE
    if word == "to" and ahead and ahead[-1] in cues["to_come"]:
        return Direction.FUTURE
    if word in cues["past"] or (word.endswith("ed") and len(word) > 3 and word not in cues["no_past"]):
        return _of_past_form(words, index)
    before = ahead[-1] if ahead else ""
    if word in cues["present"] and before not in cues["determiner"] and before not in cues["no_verb_behind"]:
        return Direction.FUTURE
    if word in cues["plan"] and (before not in cues["determiner"] or behind in (["to"], ["for"])):
        return Direction.FUTURE
    return None


def _of_past_form(words: Sequence[str], index: int) -> Direction | None:
    """A past form: past, unless an auxiliary before it makes it a plan ("will be held") or a state ("is held")."""
    cues = _cues()
    ahead = words[max(0, index - _NOT_PAST) : index]
    if words[index] not in _FINITE and any(other in cues["modal"] for other in ahead):
        return Direction.PAST if "have" in ahead and "will" not in ahead else Direction.FUTURE
    if ahead and ahead[-1] in cues["is"]:
        is_condition = any(other in cues["condition"] for other in words[max(0, index - _CONDITION_REACH) : index])
        return Direction.FUTURE if is_condition else None
    return Direction.PAST


@cache
def _cues() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in read_rules("dates/tense.toml").items()}
