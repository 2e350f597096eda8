"""The lines of a text, and which of their ends are only the wrapping of a paragraph."""

import re
from itertools import pairwise
from typing import NamedTuple

from reportmap.line_ends import plain_line_ends

MIN_WRAP_WIDTH = 45
MAX_WRAP_WIDTH = 130
RAGGED_SHARE = 0.6
"""The least share of the width that a line has whose sentence goes on below it."""

_ITEM = re.compile(
    r"""(?P<bullet>[•◦▪‣●○■·*+»])\s{1,10}(?=\S)
    |   (?P<dash>[-–—])\s{1,10}(?=\S)
    |   (?P<number>\(?(?:\d{1,3}|[ivx]{1,5}|[a-zA-Z])\)|\d{1,2}\.)\s{1,10}(?=\S)
    """,
    re.VERBOSE,
)
_DATED = re.compile(
    r"""(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day[,:]?\s{1,3})?
        (?:\d{1,2}(?:st|nd|rd|th)?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)
        |  (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s\d{1,2}\b
        |  \d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SENTENCE_END = frozenset(".!?…:;")
_CLOSERS = "\"'”’)]»"


class Line(NamedTuple):
    """A line that is not blank: its offsets without the line end, its indent, its bare words, the blank lines above."""

    start: int
    end: int
    indent: int
    text: str
    blanks: int

    @property
    def text_start(self) -> int:
        """Where the bare words start in the document."""
        return self.start + self.indent


def read_lines(text: str) -> list[Line]:
    """The lines of `text` that are not blank, in order; any line end of Unicode ends one."""
    lines = []
    start = blanks = 0
    for raw in plain_line_ends(text).split("\n"):
        bare = raw.strip()
        if bare:
            indent = len(raw) - len(raw.lstrip())
            lines.append(Line(start, start + len(raw), indent, bare, blanks))
            blanks = 0
        else:
            blanks += 1
        start += len(raw) + 1
    return lines


def paragraphs(lines: list[Line]) -> list[list[Line]]:
    """The lines in runs between blank lines."""
    runs: list[list[Line]] = []
    for line in lines:
        if line.blanks or not runs:
            runs.append([line])
        else:
            runs[-1].append(line)
    return runs


def units(lines: list[Line]) -> list[list[Line]]:
    """The lines of one section in runs that read as one: a wrapped paragraph, a heading, a list item.

    A line end inside a run is mere wrapping: the next line's first word would not have fitted. Where the lines are
    longer than people wrap, every line is a paragraph.
    """
    return [unit for paragraph in paragraphs(lines) for unit in _unwrap(paragraph)]


def item_marker(text: str) -> int:
    """The length of the bullet or number that starts a list item, with its blanks; 0 where there is none."""
    match = _ITEM.match(text)
    return match.end() if match else 0


def ends_sentence(text: str) -> bool:
    """Whether the bare words of a line end with a sentence's punctuation or a colon."""
    return text.rstrip(_CLOSERS)[-1:] in _SENTENCE_END


def _unwrap(paragraph: list[Line]) -> list[list[Line]]:
    width = max(line.end - line.start for line in paragraph)
    dated = [_DATED.match(line.text) is not None for line in paragraph]
    is_log = sum(dated) >= 2 and 3 * sum(dated) >= len(paragraph)
    runs = [[paragraph[0]]]
    for (above, line), is_entry in zip(pairwise(paragraph), dated[1:], strict=True):
        is_new = (is_log and is_entry) or _starts_item(above, line, _ITEM.match(runs[-1][0].text))
        if not is_new and _continues(above, line, width=width, is_item=item_marker(runs[-1][0].text) > 0):
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs


def _continues(above: Line, line: Line, *, width: int, is_item: bool) -> bool:
    """Whether `line` goes on with the paragraph of the line above it."""
    is_ended = ends_sentence(above.text)
    if is_ended and line.indent >= above.indent + 2 and not is_item:
        return False
    length = above.end - above.start
    if MIN_WRAP_WIDTH <= width <= MAX_WRAP_WIDTH:
        is_full = length + 1 + len(line.text.split(None, 1)[0]) > width
        # Edited or badly wrapped text is ragged: a long line that ends in mid-sentence goes on as well.
        return is_full or (not is_ended and (length > RAGGED_SHARE * width or line.text[0].islower()))
    return line.text[0].islower() and not is_ended and above.text[-1:] != ","


def _starts_item(above: Line, line: Line, in_item: re.Match[str] | None) -> bool:
    marker = _ITEM.match(line.text)
    if marker is None:
        return False
    if marker["bullet"] or ends_sentence(above.text):
        return True
    # A number or dash at the start of a wrapped line may be part of its sentence; beside its like it is an item.
    return in_item is not None and in_item.lastgroup == marker.lastgroup
