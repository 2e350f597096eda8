"""Which line at the top of a text is its headline, and which lines around it tell who published it and when.

Reading names and dates the document by them, sections cut them out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from reportmap.line_ends import plain_line_ends
from reportmap.model import Span

MAX_CHARS = 140
MAX_WORDS = 25
UNWRAPPED_CHARS = 120
"""A line longer than this is a whole paragraph, so that the line above it need not be set off by a blank one."""
MAX_SKIPPED_LINES = 5

_NAVIGATION = re.compile(r"[^|»>]{1,40}(?: [|»>] [^|»>]{1,40}){2,12}")
_MARKUP = re.compile(r"\s{0,20}(?:#{1,6}\s{1,5})?")
_RULE_LINE = re.compile(r"\s{0,20}[=\-_*~]{3,}\s*")
MAX_HEADER_LINES = 8
MAX_HEADER_CHARS = 120

_BYLINE = re.compile(r"(?P<label>By|BY)\s{1,5}(?P<value>(?:[A-Z]|(?:a|our|the|staff)\s).{0,110})")
_LABELED = re.compile(
    r"""(?P<label>(?:(?:date\ )?published|posted|issued|released|(?:last\ )?updated)(?:\ on)?
    |   date(?:\ of\ (?:issue|publication|release))?|(?:publication|release)\ date
    |   title|headline|author|byline|(?:written|reported|published)\ by|source|publisher|outlet|url|link)
    \s?:\s{0,5}(?P<value>\S.{0,110})""",
    re.VERBOSE | re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?"
_DATE_LINE = re.compile(
    rf"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH},?|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?)\s\d{{4}}|\d{{4}}-\d\d-\d\d",
    re.IGNORECASE,
)
_BAR = re.compile(r"\s{1,5}[|·•]\s{1,5}")
_NO_HEADLINE = re.compile(r"(?:[•◦▪·*–—-]|\(?\d{1,3}[.)])\s|.*\.(?:jpe?g|png|gif|webp|bmp|tiff?)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderLine:
    """A line, or a part of it between bars, that tells of the report itself: its label in lower case, its value.

    The label of a line that is a day and no more is "", and of "By Ann Lee" it is "by". `start` and `end` are those of
    the whole line's words in the text.
    """

    start: int
    end: int
    label: str
    value: str


def find_header(text: str) -> tuple[HeaderLine, ...]:
    """The labeled lines, bylines and days at the top of a text, above and below its headline, in order.

    "Published: 2014-05-22", "By Ann Lee | 3 May 2014". One other line may stand among the first of them, the headline;
    the next that is no such line ends the header.
    """
    found: list[HeaderLine] = []
    has_headline = False
    for start, words in islice(_lines(text), MAX_HEADER_LINES):
        parts = _header_parts(words, is_below=has_headline or bool(found))
        if parts:
            found += [
                HeaderLine(start=start, end=start + len(words), label=label, value=value) for label, value in parts
            ]
        elif has_headline or not _is_title_like(words):
            break
        else:
            has_headline = True
    return tuple(found)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The first lines that are not blank: where their words start, and the words."""
    start = 0
    for line in plain_line_ends(text[: MAX_CHARS * 10 * MAX_HEADER_LINES]).split("\n"):
        if words := line.strip():
            yield start + line.index(words), words
        start += len(line) + 1


def _header_parts(words: str, *, is_below: bool) -> list[tuple[str, str]]:
    """Label and value of each part of a line; none where one part is nothing of the kind.

    A day or a byline counts only below something: as the first line it may be anything.
    """
    if len(words) > MAX_HEADER_CHARS:
        return []
    parts = []
    for part in _BAR.split(words):
        match = _LABELED.fullmatch(part) or (is_below and _BYLINE.fullmatch(part)) or None
        if match is not None:
            parts.append((" ".join(match["label"].lower().split()), match["value"].strip()))
        elif is_below and _DATE_LINE.fullmatch(part):
            parts.append(("", part))
        else:
            return []
    return parts


def find_headline(text: str) -> Span | None:
    """The headline: a short first line that is set off from what follows and does not end like a sentence.

    Lines of links ("Home | World | Asia") and labeled lines above it are passed over, and Markdown's "#" is left out
    of the span. None where the text starts with a sentence, a list or a file name.
    """
    start = 0
    for _ in range(MAX_SKIPPED_LINES):
        start = len(text) - len(text[start:].lstrip())
        line, _, rest = plain_line_ends(text[start : start + MAX_CHARS * 10]).partition("\n")
        if not (_NAVIGATION.fullmatch(line) or _header_parts(line.strip(), is_below=False)):
            break
        start += len(line)
    else:
        return None
    words = line.rstrip()
    shift = _end(_MARKUP, words)
    words = words[shift:]
    if not _is_title_like(words) or not _is_set_off(words, rest):
        return None
    return Span(start=start + shift, end=start + shift + len(words), text=words)


def _end(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.match(text)
    return match.end() if match else 0


def _is_title_like(words: str) -> bool:
    return (
        0 < len(words) <= MAX_CHARS
        and len(words.split()) <= MAX_WORDS
        and any(map(str.isalpha, words))
        and words.rstrip("\"'”’)")[-1:] not in {".", "!", ":", ";", ",", "…", ""}
        and not _NO_HEADLINE.match(words)
    )


def _is_set_off(words: str, rest: str) -> bool:
    if not rest.strip():
        return False
    below, _, further = rest.partition("\n")
    if not below.strip() or _RULE_LINE.fullmatch(below):
        return True
    if _LABELED.fullmatch(below.strip()[:MAX_HEADER_CHARS]):
        return True
    if _header_parts(below.strip(), is_below=True):
        next_line = further.partition("\n")[0].strip()
        return not next_line or len(next_line) > UNWRAPPED_CHARS or bool(_header_parts(next_line, is_below=True))
    return len(words) <= 100 and len(below) > UNWRAPPED_CHARS
