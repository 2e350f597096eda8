"""Text -> date mentions: the longest rule that matches at each word, then ranges joined from neighbors."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportmap.dates.patterns import Rule, rule_book
from reportmap.dates.periods import is_possible_day
from reportmap.dates.values import day_of_month, month_number, year_number
from reportmap.dates.words import STOP, Words
from reportmap.model import DateMention, Passage, TimexType

RANGE_RULE = "range"
"""The rule name of a mention that joins two: its parts are those of both, each behind its own rule's name."""

FIRST, LAST = "first rule", "last rule"
"""The part names that head the two halves of a range."""

COUNT_RULE = "count to a date"
"""The rule of "two days after" before a date."""

COUNTED_RULE = "counted from a date"
"""The rule name of a mention that joins a count and a date: the count's parts, then LAST and those of the date."""

SIGNAL = "signal"
"""The part name of a preposition before the mention that changes its interval (since, until, before, after)."""

ORDER_RULES = {"day month year": True, "day month": True, "month day year": False, "month day": False}
"""The rules of plain days, and whether the day comes first in them."""

_LOWER_WORD = re.compile(r"\b(?!near\b|in\b|of\b|and\b)[a-z]{2,}")
_ITEM_HEAD = 60  # characters at most of a line that heads an item ("Peshawar, 9 October.")
_SIGNALS = re.compile(r"\b(since|until|till|before|after|by)\s+(?:the\s+|around\s+|about\s+)?$", re.IGNORECASE)
_OPENERS = re.compile(r"\b(from|between)\s+(?:about\s+|around\s+)?(?:the\s+)?$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:to|until|till|through|thru|–|—|-|up to)\s*(?:the\s+)?", re.IGNORECASE)
_AND = re.compile(r"\s*(?:and|to|until|-|–)\s*(?:the\s+)?", re.IGNORECASE)
_LIST = re.compile(r"\s*,?\s*(?:and|to|through|,)?\s*(?:the\s+)?", re.IGNORECASE)
_LOOK_BACK = 24  # characters before a mention that may hold its preposition
_DAY_LIST, _DAYS_BEHIND_MONTH = "two days of month", "month with two days"
_DIGITS = re.compile(r"[0-9]+")
_LISTED = "season in a list"
_SEASON_RULES = frozenset(
    {
        "season of year",
        "which season",
        "season relative year",
        "the season",
        "season",
        _LISTED,
        "part of season",
        "seasonal campaign",
    }
)
_OPEN_SEASON_RULES = frozenset({"the season", "season", _LISTED, "part of season"})  # a list may share one year
_JOINABLE = frozenset(
    {
        "iso day",
        "slashed date",
        "day month year",
        "day month",
        "month day year",
        "month day",
        "month year",
        "month",
        "month that is a name",
        "doubtful month",
        "part of doubtful month",
        "which month",
        "year after preposition",
        "year between marks",
        "mid year",
        "weekday",
        "today",
        "decade",
        "quarter",
    }
) | (_SEASON_RULES - {"seasonal campaign"})


@dataclass(frozen=True, slots=True)
class _Found:
    """A mention inside one passage, in that passage's offsets."""

    start: int
    end: int
    rule: str
    timex_type: TimexType
    parts: tuple[tuple[str, str], ...]


def find_dates(passages: Sequence[Passage]) -> tuple[DateMention, ...]:
    """The TIMEX3 expressions of some passages, in text order, none overlapping another.

    A span leaves out the preposition ("on", "since") and takes in the article and what narrows it ("late on
    Thursday"). Two ends of a range ("from March to May") are one mention. Linear in the length of the text.
    """
    return tuple(mention for passage in passages for mention in _mentions(passage, _joined(passage.text)))


def find_ends(passages: Sequence[Passage]) -> tuple[DateMention, ...]:
    """As find_dates, but the two ends of a range stay two mentions, as TIMEX3 annotation has them."""
    return tuple(
        mention
        for passage in passages
        for mention in _mentions(passage, list(_settled(passage.text, rule_book().single_by_first)))
    )


def is_item_head(mention: DateMention, passage: Passage) -> bool:
    """Whether a plain day stands alone over an item, at most a place beside it ("Peshawar, 9 October.")."""
    if mention.rule not in ORDER_RULES or passage.end - passage.start > _ITEM_HEAD:
        return False
    before = passage.text[: mention.start - passage.start]
    return not _LOWER_WORD.search(before) and not passage.text[mention.end - passage.start :].strip(" .:,")


def _mentions(passage: Passage, found: Sequence[_Found]) -> Iterator[DateMention]:
    for one in found:
        yield DateMention(
            start=passage.start + one.start,
            end=passage.start + one.end,
            text=passage.text[one.start : one.end],
            passage_index=passage.index,
            timex_type=one.timex_type,
            rule=one.rule,
            parts=one.parts,
        )


# --- single expressions ---------------------------------------------------------------------------------------------


def _expressions(sentence: str, by_first: Mapping[str, Sequence[Rule]]) -> Iterator[_Found]:
    words = rule_book().words.cut(sentence)
    codes = STOP + words.codes + STOP  # so that a rule can look at what stands before and behind
    position, last = 1, len(codes) - 1
    while position < last:
        rules = by_first.get(codes[position])
        best = _longest(rules, codes, position, sentence, words) if rules else None
        if best is None:
            position += 1
            continue
        rule, match = best
        if rule.name == _DAY_LIST and not _are_in_a_row(match, sentence, words):
            yield from _days_apart(sentence, words, rule, match)
            position += 1  # the last of them has its month beside it
            continue
        found = _found(sentence, words, rule, match)
        if found is not None:
            yield found
        position = match.end()


def _settled(sentence: str, by_first: Mapping[str, Sequence[Rule]]) -> Iterator[_Found]:
    """The expressions of a sentence without those that only a list makes dates ("spring, summer and fall")."""
    previous: _Found | None = None
    for found in _expressions(sentence, by_first):
        if found.rule != _LISTED or (
            previous is not None
            and previous.rule in _SEASON_RULES
            and _LIST.fullmatch(sentence[previous.end : found.start][:_LOOK_BACK])
        ):
            yield found
            previous = found


def _longest(
    rules: Sequence[Rule], codes: str, position: int, sentence: str, words: Words
) -> tuple[Rule, re.Match[str]] | None:
    best: tuple[Rule, re.Match[str]] | None = None
    end = position
    for rule in rules:
        match = rule.matcher.match(codes, position)
        if match is None or match.end() <= end:
            continue
        if rule.name == _DAYS_BEHIND_MONTH and not _are_in_a_row(match, sentence, words):
            continue  # "April 24 and 60 men"
        best, end = (rule, match), match.end()
    return best


def _are_in_a_row(match: re.Match[str], sentence: str, words: Words) -> bool:
    """Whether listed days follow each other: "1, 2 and 3 February" is a stretch, "1 and 5 February" is two days."""
    name = next(name for name in match.re.groupindex if name.startswith("days"))
    days = [int(digits) for digits in _DIGITS.findall(_words_of(match, name, sentence, words))]
    return all(second == first + 1 for first, second in pairwise(days))


def _words_of(match: re.Match[str], name: str, sentence: str, words: Words) -> str:
    first, behind = match.span(name)
    return sentence[words.spans[first - 1][0] : words.spans[behind - 2][1]]


def _days_apart(sentence: str, words: Words, rule: Rule, match: re.Match[str]) -> Iterator[_Found]:
    """All but the last of some listed days, each with the month that stands behind the last one."""
    borrowed = [
        (name.rstrip("0123456789"), _words_of(match, name, sentence, words))
        for name in match.re.groupindex
        if match.start(name) >= 0 and not name.startswith("days")
    ]
    name = "day month year" if any(part == "year" for part, _ in borrowed) else "day month"
    start = words.spans[match.start("days1") - 1][0]
    listed = list(_DIGITS.finditer(_words_of(match, "days1", sentence, words)))
    for digits in listed[:-1]:
        parts = (("day", digits[0]), *borrowed)
        if _is_possible("calendar_day", dict(parts)):
            yield _Found(start + digits.start(), start + digits.end(), name, rule.timex_type, parts)


def _found(sentence: str, words: Words, rule: Rule, match: re.Match[str]) -> _Found | None:
    parts = []
    for name in match.re.groupindex:
        first, behind = match.span(name)
        if first >= 0 and behind > first:
            parts.append((name.rstrip("0123456789"), _words_of(match, name, sentence, words)))
    if not _is_possible(rule.meaning, dict(parts)):
        return None
    start, end = words.spans[match.start() - 1][0], words.spans[match.end() - 2][1]
    signal = _SIGNALS.search(sentence, max(0, start - _LOOK_BACK), start)
    if signal is not None and rule.timex_type in (TimexType.DATE, TimexType.TIME):
        parts.append((SIGNAL, signal[1].lower()))
    return _Found(start, end, rule.name, rule.timex_type, tuple(parts))


def _is_possible(meaning: str, parts: Mapping[str, str]) -> bool:
    """Whether the calendar has such a day: 31 February and 29 February 2007 are no dates."""
    if meaning == "calendar_day" and "month" in parts:
        year = year_number(parts.get("year") or parts.get("short_year"))
        return is_possible_day(year, month_number(parts["month"]), day_of_month(parts["day"]))
    if meaning == "slashed_day":
        first, second, year = map(int, _DIGITS.findall(parts["slashed"]))
        return is_possible_day(year or 2000, first, second) or is_possible_day(year or 2000, second, first)
    if meaning == "calendar_day" and "iso" in parts:
        return is_possible_day(*map(int, _DIGITS.findall(parts["iso"])))
    return True


# --- ranges -----------------------------------------------------------------------------------------------------------


def _joined(sentence: str) -> list[_Found]:
    """The expressions of a sentence with the two ends of each range made one."""
    joined: list[_Found] = []
    for found in _settled(sentence, rule_book().by_first):
        if joined and _is_counted_from(sentence, joined[-1], found):
            joined[-1] = _join_count(joined[-1], found)
        elif joined and _is_range(sentence, joined[-1], found):
            joined[-1] = _join(joined[-1], found)
        else:
            joined.append(found)
    return joined


def _is_counted_from(sentence: str, left: _Found, right: _Found) -> bool:
    return (
        left.rule == COUNT_RULE
        and right.timex_type is TimexType.DATE
        and right.rule != COUNT_RULE
        and sentence[left.end : right.start].isspace()
    )


def _join_count(left: _Found, right: _Found) -> _Found:
    date = tuple((name, words) for name, words in right.parts if name != SIGNAL)
    kind = TimexType.TIME if "daytime" in dict(left.parts) else TimexType.DATE
    return _Found(left.start, right.end, COUNTED_RULE, kind, (*left.parts, (LAST, right.rule), *date))


def _is_range(sentence: str, left: _Found, right: _Found) -> bool:
    if right.start - left.end > _LOOK_BACK or right.rule not in _JOINABLE:
        return False
    between = sentence[left.end : right.start]
    if _rules(left) <= _OPEN_SEASON_RULES and right.rule in _SEASON_RULES:
        return _LIST.fullmatch(between) is not None
    if left.rule not in _JOINABLE:
        return False
    opener = _OPENERS.search(sentence, max(0, left.start - _LOOK_BACK), left.start)
    if opener is not None:
        return (_AND if opener[1].lower() == "between" else _TO).fullmatch(between) is not None
    return between.strip() in {"-", "–", "to", "through"}


def _rules(found: _Found) -> set[str]:
    """The rules of a mention: its own, or those of a range's two ends."""
    return {words for name, words in found.parts if name in (FIRST, LAST)} or {found.rule}


def _join(left: _Found, right: _Found) -> _Found:
    first = left.parts
    if left.rule == RANGE_RULE:  # a third member: the first stays, the last is replaced
        first = left.parts[1 : next(index for index, (name, _) in enumerate(left.parts) if name == LAST)]
        first_rule = left.parts[0][1]
    else:
        first_rule = left.rule
    parts = ((FIRST, first_rule), *first, (LAST, right.rule), *right.parts)
    return _Found(left.start, right.end, RANGE_RULE, TimexType.DATE, parts)
