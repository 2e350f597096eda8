"""Sections become passages: sentences, headings and list items, each an exact slice of the document."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from reportmap.model import Document, Passage, Section, SectionKind
from reportmap.sections.lines import Line, ends_sentence, item_marker, read_lines, units
from reportmap.sections.sentences import MAX_CHARS, sentence_spans

MAX_HEADING_CHARS = 80
MAX_HEADING_WORDS = 12

MAX_STACKED_HEADINGS = 3
_EMPHASIS = "*_#"
_LEADS_TO_SPEECH = frozenset(["said", "says", "added", "stated", "told", "wrote", "reads", "follows", "that"])


class _Piece(NamedTuple):
    start: int
    end: int
    paragraph: int
    section: Section
    is_heading: bool


def split_passages(document: Document, sections: Sequence[Section]) -> tuple[Passage, ...]:
    """The passages of a document in text order; they do not overlap, and no word lies outside them.

    A paragraph is a run of wrapped lines; each heading and each list item is one of its own. Bullets, numbers and
    Markdown marks in front are left out, and so are rules of dashes and other lines without a letter or digit.
    """
    pieces: list[_Piece] = []
    paragraph = 0
    for section in sections:
        runs = units([_moved(line, section.start) for line in read_lines(section.text)])
        for unit, below in zip_longest(runs, runs[1:]):
            is_apart = unit[0].blanks > 0 and below is not None and below[0].blanks > 0
            found = list(_pieces(document.text, unit, section, paragraph, is_apart=is_apart))
            pieces += found
            paragraph += bool(found)
    headings = _headings(pieces)
    return tuple(
        Passage(
            start=piece.start,
            end=piece.end,
            text=document.text[piece.start : piece.end],
            index=index,
            paragraph=piece.paragraph,
            kind=piece.section.kind,
            author=piece.section.author,
            is_heading=piece.section.kind is SectionKind.TITLE or index in headings,
        )
        for index, piece in enumerate(pieces)
    )


def _headings(pieces: list[_Piece]) -> set[int]:
    """The heading-like pieces of the body that govern something; a longer run of them is a list."""
    headings: set[int] = set()
    stack: list[int] = []
    for index, piece in enumerate(pieces):
        if piece.section.kind is not SectionKind.BODY:
            continue
        if piece.is_heading:
            stack.append(index)
            continue
        if len(stack) <= MAX_STACKED_HEADINGS:
            headings.update(stack)
        stack = []
    return headings


def _moved(line: Line, offset: int) -> Line:
    return line._replace(start=line.start + offset, end=line.end + offset)


def _pieces(text: str, unit: list[Line], section: Section, paragraph: int, *, is_apart: bool) -> Iterator[_Piece]:
    """The passages of one unit; `is_apart` says that blank lines set it off on both sides."""
    start, end = unit[0].text_start, unit[-1].text_start + len(unit[-1].text)
    marker = item_marker(unit[0].text)
    while start < end and text[start] in _EMPHASIS:
        start += 1
    start = max(start, unit[0].text_start + marker)
    while end > start and text[end - 1] in _EMPHASIS:
        end -= 1
    words = text[start:end]
    is_item = marker > 0 and not (is_apart and unit[0].text[0].isalnum())  # "2. Security" apart is a heading
    is_heading = not is_item and len(unit) == 1 and _is_heading(words.strip(), section.kind)
    is_whole = is_heading and len(words) <= MAX_CHARS  # a title is a heading however long it is
    for first, last in [(0, len(words))] if is_whole else sentence_spans(words):
        if any(map(str.isalnum, words[first:last])):
            piece_start, piece_end = _stripped(text, start + first, start + last)
            yield _Piece(piece_start, piece_end, paragraph, section, is_heading)


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    return start, end


def _is_heading(words: str, kind: SectionKind) -> bool:
    """Whether a line alone could govern what follows: a title, or a short line of the body that is no sentence."""
    if kind is SectionKind.TITLE:
        return True
    bare = words.removesuffix(":").rstrip()
    return (
        kind is SectionKind.BODY
        and 0 < len(words) <= MAX_HEADING_CHARS
        and len(words.split()) <= MAX_HEADING_WORDS
        and any(map(str.isalnum, words))
        and not words[0].islower()
        and not (words[0] == "[" and words[-1] == "]")  # "[end of recording]"
        and not ends_sentence(bare)
        and bare[-1:] not in {",", "-", "–", "—"}
        and not _is_record(bare)
        and not (bare != words and bare.rsplit(None, 1)[-1].lower() in _LEADS_TO_SPEECH)
    )


def _is_record(words: str) -> bool:
    """Whether a line reports by itself: "3 June: two policemen were shot dead", "Total dead: 192"."""
    _, colon, value = words.partition(": ")
    return bool(colon) and (len(value.split()) > 3 or value.replace(",", "").isdigit())
