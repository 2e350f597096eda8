"""Where the sentences of a paragraph end. Rules with data, in time linear in the paragraph."""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from reportmap.rules import read_rules

MAX_CHARS = 2000
"""A longer sentence is cut at a blank, so that no stage meets one that is a book."""

DATELINE_CHARS = 60
_LOOK_BACK = 40

# A full stop, question or exclamation mark or ellipsis, its closing quotes and brackets, its footnote mark; then
# white space, the end, or (a blank left out in typing) a capitalised word after a lower-case one.
_STOP = re.compile(
    r"""(?P<mark>(?<![.!?…])[.!?…]++|[。！？؟।۔])
        (?P<close>["'”’»)\]]{0,4}(?:\s?\[\d{1,3}\]){0,3})
        (?:(?=\s|$)|(?<=[a-z]{3}[.!?])(?=[A-Z“][a-z]))
    """,
    re.VERBOSE,
)
_NEXT = re.compile(r"\s{0,50}(?P<open>[\"'“‘«(\[]{0,3})(?P<word>[^\W_]{1,30}(?P<hyphen>[-’' ]?))?")
_PLACE = r"[^\W\d_][^\W\d_-]{1,20}(?:\s[^\W\d_]{1,20})?"
_LABEL = re.compile(  # "12 July.", "Khost, 12 July 2011.", "12 July, Khost.", "South.", "KHOST." above mixed case
    rf"""\s{{0,20}}(?:(?:{_PLACE},\s)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s)?
        (?i:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-zA-Z]{{0,6}}(?:\s\d{{1,2}})?
        (?:,?\s\d{{4}})?(?:,\s{_PLACE})?
        | [A-Z][a-z]{{1,20}}(?:\s[A-Z][a-z]{{1,20}})?
        | [A-Z]{{2,20}}(?:\s[A-Z]{{2,20}})?(?=\.\s{{1,20}}[A-Z][a-z\s][a-z\s])
        )\.""",
    re.VERBOSE,
)
_DASH = re.compile(r"\s{1,5}[-–—_]{1,3}\s")
_WORD_BEFORE = re.compile(r"[^\W_]+(?:\.[^\W_]+){0,6}$")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.){1,6}[^\W\d_]")
_LEADS_TO_NUMBER = frozenset(":;])")
_ENUMERATOR = re.compile(r"[\s(\[]{0,5}(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})")


class _Words(NamedTuple):
    titles: frozenset[str]
    before_digits: frozenset[str]
    perhaps: frozenset[str]
    never: frozenset[str]
    after_time: frozenset[str]
    states: frozenset[str]
    starters: frozenset[str]
    particles: frozenset[str]


@cache
def _words() -> _Words:
    table = read_rules("sections/sentences.toml")
    listed = {name: _both_cases(table[name]) for name in _Words._fields}
    # In capitals, states are common words: ILL., IND., MISS., ORE.
    return _Words(**listed | {"states": frozenset(table["states"].split())})


def _both_cases(words: str) -> frozenset[str]:
    listed = words.split()
    return frozenset(listed) | {word.upper() for word in listed if len(word) > 1}


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """The half-open ranges of the sentences in a paragraph, without white space around them.

    Line ends count as blanks. A label in front ("12 July, Khost. A bomb ...") stays with the sentence that it dates
    and places. A sentence of more than MAX_CHARS comes in pieces.
    """
    start = 0
    for stop in _STOP.finditer(text):
        if _ends_sentence(text, start, stop) and not (start == 0 and _is_label(text, stop)):
            yield from _pieces(text, start, stop.end())
            start = stop.end()
    yield from _pieces(text, start, len(text))


def _is_label(text: str, stop: re.Match[str]) -> bool:
    label = _LABEL.match(text)
    return label is not None and label.end() == stop.end()


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while True:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start == end:
            return
        cut = _cut(text, start, end)
        last = cut
        while last > start and text[last - 1].isspace():
            last -= 1
        yield start, last
        start = cut


def _cut(text: str, start: int, end: int) -> int:
    if end - start <= MAX_CHARS:
        return end
    limit = start + MAX_CHARS
    for place in range(limit, start + MAX_CHARS // 2, -1):
        if text[place].isspace():
            return place
    return limit


def _ends_sentence(text: str, start: int, stop: re.Match[str]) -> bool:
    mark, close = stop["mark"], stop["close"]
    following = _NEXT.match(text, stop.end())
    word = (following["word"] or "").rstrip("-’' ") if following else ""
    if following is None or (following.end() == len(text) and not word):
        return True
    is_dateline = stop.end() - start <= DATELINE_CHARS and _DASH.match(text, stop.end()) is not None
    if is_dateline or (word[:1].islower() and not _is_particle(text, following, stop)):
        return False
    if mark == "…" or mark.startswith(".."):
        return bool(word) and stop.start() > start and not text[stop.start() - 1].isspace()
    if mark != "." or (close and close[0] not in ")]"):
        return True
    return _ends_after_full_stop(text, start, stop, word, following["open"] == "")


def _is_particle(text: str, following: re.Match[str], stop: re.Match[str]) -> bool:
    """Whether a lower-case word starts a name that starts a sentence: "al Qaeda", "al-Shabaab"."""
    word = following["word"]
    if stop["mark"] == "…" or len(stop["mark"]) > 1 or not following["hyphen"]:
        return False
    return word[:-1] in _words().particles and text[following.end() : following.end() + 1].isupper()


def _ends_after_full_stop(text: str, start: int, stop: re.Match[str], word: str, unopened: bool) -> bool:
    """Whether a single full stop ends a sentence, by the word before it and the first `word` after it."""
    words = _words()
    before = _WORD_BEFORE.search(text, max(start, stop.start() - _LOOK_BACK), stop.start())
    if before is None:
        return True
    last = before[0]
    goes_on = (
        last in words.never
        or (unopened and last in words.titles and not word[:1].isdigit())
        or (last in words.before_digits and word[:1].isdigit())
        or _is_enumerator(text, start, before)
    )
    if goes_on:
        return False
    if last.lower() in {"a.m", "p.m"}:
        return word not in words.after_time
    if _ACRONYM.fullmatch(last) or (len(last) == 1 and last.isupper()) or last in words.perhaps or last in words.states:
        return not word or word in words.starters
    return True


def _is_enumerator(text: str, start: int, before: re.Match[str]) -> bool:
    """Whether the word before a full stop numbers what follows: "1. Gunmen", "as follows: 2. Leave"."""
    if before.start() - start <= 5 and _ENUMERATOR.fullmatch(text, start, before.end()):
        return True
    lead = text[max(start, before.start() - 3) : before.start()].rstrip()
    return before[0].isdecimal() and len(before[0]) <= 2 and lead[-1:] in _LEADS_TO_NUMBER and lead != ""
