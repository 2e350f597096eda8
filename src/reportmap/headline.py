"""Which line at the top of a text is its headline; reading names the document by it, sections cut it out."""

import re

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
_BYLINE = re.compile(r"\s{0,20}(?:By|BY)\s{1,5}[A-Z]")
_NO_HEADLINE = re.compile(r"(?:[•◦▪·*–—-]|\(?\d{1,3}[.)])\s|.*\.(?:jpe?g|png|gif|webp|bmp|tiff?)$", re.IGNORECASE)


def find_headline(text: str) -> Span | None:
    """The headline: a short first line that is set off from what follows and does not end like a sentence.

    Lines of links above it ("Home | World | Asia") are passed over, and Markdown's "#" is left out of the span. None
    where the text starts with a sentence, a list or a file name.
    """
    start = 0
    for _ in range(MAX_SKIPPED_LINES):
        start = len(text) - len(text[start:].lstrip())
        line, _, rest = plain_line_ends(text[start : start + MAX_CHARS * 10]).partition("\n")
        if not _NAVIGATION.fullmatch(line):
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
    is_byline = _BYLINE.match(below) is not None and len(below) <= 80 and not further.partition("\n")[0].strip()
    return is_byline or (len(words) <= 100 and len(below) > UNWRAPPED_CHARS)
