"""Sections become passages: sentences, headings and list items, each an exact slice of the document."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reportmap.model import Document, Passage, Section, SectionKind
from reportmap.sections.lines import Line, ends_sentence, item_marker, read_lines, units
from reportmap.sections.sentences import sentence_spans

MAX_HEADING_CHARS = 80
MAX_HEADING_WORDS = 12

_EMPHASIS = "*_#=~"


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
        for unit in units([_moved(line, section.start) for line in read_lines(section.text)]):
            found = list(_pieces(document.text, unit, section, paragraph))
            pieces += found
            paragraph += bool(found)
    governed = max((place for place, piece in enumerate(pieces) if not piece.is_heading), default=-1)
    return tuple(
        Passage(
            start=piece.start,
            end=piece.end,
            text=document.text[piece.start : piece.end],
            index=index,
            paragraph=piece.paragraph,
            kind=piece.section.kind,
            author=piece.section.author,
            is_heading=piece.is_heading and (index < governed or piece.section.kind is SectionKind.TITLE),
        )
        for index, piece in enumerate(pieces)
    )


def _moved(line: Line, offset: int) -> Line:
    return line._replace(start=line.start + offset, end=line.end + offset)


def _pieces(text: str, unit: list[Line], section: Section, paragraph: int) -> Iterator[_Piece]:
    start, end = unit[0].text_start, unit[-1].text_start + len(unit[-1].text)
    marker = item_marker(unit[0].text)
    while start < end and text[start] in _EMPHASIS:
        start += 1
    start = max(start, unit[0].text_start + marker)
    while end > start and text[end - 1] in _EMPHASIS:
        end -= 1
    words = text[start:end]
    is_heading = not marker and len(unit) == 1 and _is_heading(words.strip(), section.kind)
    for first, last in [(0, len(words))] if is_heading else sentence_spans(words):
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
    """Whether a line alone governs what follows: a title, or a short line of the body that is no sentence."""
    if kind is SectionKind.TITLE:
        return True
    return (
        kind is SectionKind.BODY
        and 0 < len(words) <= MAX_HEADING_CHARS
        and len(words.split()) <= MAX_HEADING_WORDS
        and not words[0].islower()
        and not ends_sentence(words.removesuffix(":"))
        and words[-1] not in ",-–—"
        and any(map(str.isalnum, words))
    )
