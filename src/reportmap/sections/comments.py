"""Where the readers' comments start, who wrote each, and where the site's frame goes on below them.

A line such as "Ann says:" is no evidence by itself, since reports quote people. Comments need a heading, a bullet,
number or date on the line, a repeated pattern, or an indented block that runs to the end of the text.
"""

import re
from dataclasses import dataclass
from functools import cache

from reportmap.rules import read_rules
from reportmap.sections.lines import Line, ends_sentence

MAX_HEADER_CHARS = 200
MAX_NAME_WORDS = 6
MAX_NAVIGATION_CHARS = 60

_DATE = (
    r"(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}"
    r"|\d{1,2}(?:st|nd|rd|th)?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?,?\s\d{4}"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{2}-\d{2}|\d{1,3}\s(?:minutes?|hours?|days?|weeks?|months?|years?)\sago)"
)
_LEAD = r"(?:(?P<bullet>[•◦▪●·*»–-])\s{1,5})?(?:(?P<number>\#?\d{1,4}[.):]?)\s{1,5})?"
_NAME = r"(?P<author>[^\s:|][^:|]{0,60}?)"
_SAYS = (  # "• Ann says:", "12. Ann wrote on 3 June 2007 at 17:05:"
    rf"{_LEAD}{_NAME}\s{{1,3}}(?:says|said|wrote|writes|commented|replied)"
    rf"(?:\s?(?::|\.\.\.|…)|,?\s(?:on|at)?\s?(?P<when>{_DATE}|\d{{1,2}}:\d{{2}}).{{0,40}})"
)
_BY = (  # "Comment by Ann", "Posted by: Ann | June 3, 2007 at 05:05 PM"
    rf"{_LEAD}(?:comment|posted|reply)\s(?:by|from):?\s{_NAME}"
    rf"(?:\s{{0,3}}[|,·–—-]?\s{{1,3}}(?:on\s|at\s)?(?P<when>(?:\w{{3,9}},?\s)?{_DATE}).{{0,40}})?:?"
)
_STAMP = (  # "Ann | June 3, 2007 at 5:05 pm"; a dateline may look like it
    rf"{_LEAD}{_NAME}\s{{0,3}}[|,·–—-]?\s{{1,3}}(?:on\s|at\s)?(?P<when>{_DATE}).{{0,6}}\s\d{{1,2}}:\d{{2}}.{{0,30}}"
)
_HEADERS = tuple(re.compile(form, re.VERBOSE | re.IGNORECASE) for form in (_SAYS, _BY, _STAMP))
_BULLET = re.compile(r"[•◦▪●·*»–-]\s")
_QUOTE = frozenset("\"“'‘«")


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentStart:
    """The line (by index) that starts a comment, and its writer where the text names one."""

    line: int
    author: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentBlock:
    """The comments of a page: the line of their heading or first comment, their starts, and the line past them."""

    start: int
    end: int
    comments: tuple[CommentStart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Header:
    line: int
    author: str
    form: int
    bullet: bool
    marked: bool  # by a bullet, a number or a date


@cache
def _patterns(name: str) -> tuple[re.Pattern[str], ...]:
    table = read_rules("sections/sections.toml")["comments"]
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in table[name])


@cache
def _not_first_words() -> frozenset[str]:
    return frozenset(read_rules("sections/sections.toml")["comments"]["not_first_words"].split())


def find_comments(lines: list[Line]) -> CommentBlock | None:
    """The block of comments at the end of a page, None where there is no sure sign of one."""
    headers = [header for index, line in enumerate(lines) if (header := _header(index, line))]
    start = _heading(lines, headers)
    if start is None:
        start = _first_comment(lines, headers)
        if start is None:
            return None
        first = start
    else:
        first = start + 1
    inside = _consistent([header for header in headers if header.line >= first], lines)
    comments = _footed(lines, first, inside) or _headed(lines, first, inside)
    end = _end_of_comments(lines, comments[-1].line if comments else first)
    return CommentBlock(start=start, end=end, comments=tuple(c for c in comments if c.line < end))


def _header(index: int, line: Line) -> _Header | None:
    if len(line.text) > MAX_HEADER_CHARS:
        return None
    for form, pattern in enumerate(_HEADERS):
        match = pattern.fullmatch(line.text)
        if match and _is_name(match["author"]):
            return _Header(
                line=index,
                author=match["author"].strip(" ,|–—-"),
                form=form,
                bullet=match["bullet"] is not None,
                marked=bool(match["bullet"] or match["number"] or match["when"]),
            )
    return None


def _is_name(words: str) -> bool:
    return (
        len(words.split()) <= MAX_NAME_WORDS
        and any(map(str.isalnum, words))
        and not re.search(r"[!?;]|[^\s.]{3,60}\.\s", words)
    )


def _heading(lines: list[Line], headers: list[_Header]) -> int | None:
    """The line that heads the comments: a sure one, or one with a comment right below it."""
    header_lines = {header.line for header in headers}
    last_header = max(header_lines, default=len(lines))
    for index, line in enumerate(lines[:-1]):
        if index == 0 or len(line.text) > MAX_HEADER_CHARS:
            continue
        is_sure = any(pattern.fullmatch(line.text) for pattern in _patterns("sure_headings"))
        if not is_sure and not any(pattern.fullmatch(line.text) for pattern in _patterns("headings")):
            continue
        if any(below in header_lines for below in range(index + 1, index + 4)):
            return index
        # A count under the headline ("3 comments") is a link, not the block: the report must come first.
        if is_sure and last_header > index and line.start > 0.3 * lines[-1].end:
            return index
    return None


def _first_comment(lines: list[Line], headers: list[_Header]) -> int | None:
    marked = [header for header in headers if header.marked and header.form != 2 and header.line > 0]
    for header in marked:
        others = sum(other.line > header.line and other.form == header.form for other in marked)
        is_dated = not header.bullet and header.form == 0 and _has_date(lines[header.line])
        if others or is_dated or _is_indented_to_end(lines, header):
            return header.line
    plain = [header for header in headers if _is_plain_comment(header, lines)]
    is_nickname = any(header.author[:1].islower() or "_" in header.author for header in plain)
    if len(plain) >= 3 or (len(plain) == 2 and is_nickname):
        return plain[0].line
    return next((header.line for header in plain if _is_indented_to_end(lines, header)), None)


def _has_date(line: Line) -> bool:
    return re.search(rf"\b{_DATE}", line.text, re.IGNORECASE) is not None


def _is_plain_comment(header: _Header, lines: list[Line]) -> bool:
    """Whether an unmarked "NAME says:" stands alone over unquoted words and names no office."""
    if header.form != 0 or header.line == 0 or header.line + 1 >= len(lines):
        return False
    below = lines[header.line + 1]
    return (
        (lines[header.line].blanks > 0 or below.indent > lines[header.line].indent)
        and header.author.split()[0].lower().rstrip(".,") not in _not_first_words()
        and below.text[0] not in _QUOTE
    )


def _is_indented_to_end(lines: list[Line], header: _Header) -> bool:
    """Whether what follows is indented deeper than the header, down to the end or to a frame of short lines."""
    indent = lines[header.line].indent
    first = header.line + 1
    if first == len(lines) or lines[first].indent <= indent:
        return False
    below = range(first, len(lines))
    shallow = next(
        (at for at in below if lines[at].indent <= indent and not _may_start(lines[at], header, indent)), None
    )
    return shallow is None or _navigation_from(lines, shallow)[0]


def _may_start(line: Line, header: _Header, indent: int) -> bool:
    """Whether a line may start a comment in a block that `header` starts: with a name, or with its bullet alone."""
    is_bullet = header.bullet and line.indent == indent and _BULLET.match(line.text) is not None
    return is_bullet or _header(0, line) is not None


def _consistent(headers: list[_Header], lines: list[Line]) -> list[_Header]:
    """The headers that look like the first one; a "NAME says:" inside a comment does not."""
    if not headers:
        return []
    first = headers[0]
    if not first.marked:
        return [header for header in headers if header.marked or _is_set_off(lines[header.line], lines)]
    return [header for header in headers if header.marked and (header.bullet or not first.bullet)]


def _is_set_off(line: Line, lines: list[Line]) -> bool:
    return line.blanks > 0 or line is lines[0]


def _headed(lines: list[Line], first: int, headers: list[_Header]) -> list[CommentStart]:
    """A comment from each header, and from each bullet at a header's indent that has no name."""
    is_indented = bool(headers) and _is_indented_below(lines, headers[0].line)
    authors = {header.line: header.author for header in headers}
    indents = {lines[header.line].indent for header in headers if header.bullet}
    comments = []
    for index in range(first, len(lines)):
        line = lines[index]
        is_nameless = line.indent in indents and (line.blanks > 0 or is_indented) and _BULLET.match(line.text)
        if index in authors or is_nameless or (index == first and not headers):
            comments.append(CommentStart(line=index, author=authors.get(index)))
    if comments and comments[0].line > first:
        comments.insert(0, CommentStart(line=first, author=None))
    return comments


def _is_indented_below(lines: list[Line], index: int) -> bool:
    return index + 1 < len(lines) and lines[index + 1].indent > lines[index].indent


def _footed(lines: list[Line], first: int, headers: list[_Header]) -> list[CommentStart]:
    """Comments whose names stand below them ("Posted by: Ann | 3 June 2007"); none where names stand above."""
    if not headers or headers[0].form != 1 or headers[0].line <= first:
        return []
    starts = [first, *(header.line + 1 for header in headers[:-1])]
    return [CommentStart(line=at, author=header.author) for at, header in zip(starts, headers, strict=True)]


def _end_of_comments(lines: list[Line], last: int) -> int:
    """The line at which the site's frame goes on after the last comment."""
    ends = _furniture_ends()
    is_indented = lines[last].indent > 0 or _is_indented_below(lines, last)
    navigation = _navigation_from(lines, last + 1)
    for index in range(last + 1, len(lines)):
        line = lines[index]
        if len(line.text) <= MAX_HEADER_CHARS and any(pattern.fullmatch(line.text) for pattern in ends):
            return index
        is_apart = line.indent == 0 if is_indented else line.blanks >= 2
        if is_apart and navigation[index - last - 1]:
            return index
    return len(lines)


@cache
def _furniture_ends() -> tuple[re.Pattern[str], ...]:
    table = read_rules("sections/sections.toml")["furniture"]
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in table["ends"])


def _navigation_from(lines: list[Line], first: int) -> list[bool]:
    """For each line from `first` on: whether it and nearly all below it are short, unindented and no sentences."""
    verdicts = []
    short = 0
    for count, line in enumerate(reversed(lines[first:]), 1):
        is_short = line.indent == 0 and len(line.text) <= MAX_NAVIGATION_CHARS and not ends_sentence(line.text)
        short += is_short
        verdicts.append(is_short and short >= 0.8 * count)
    return verdicts[::-1]
