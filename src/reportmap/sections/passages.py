"""Sections become passages: sentences, headings and list items, each an exact slice of the document."""

from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest
from typing import NamedTuple

from reportmap.model import Document, Passage, Section, SectionForm, SectionKind
from reportmap.sections.forms import quote_marker
from reportmap.sections.lines import Line, ends_sentence, item_marker, read_lines, units
from reportmap.sections.sentences import MAX_CHARS, sentence_spans

MAX_HEADING_CHARS = 80
MAX_HEADING_WORDS = 12

MAX_STACKED_HEADINGS = 3
_EMPHASIS = "*_#"
_BARS = "| \t"
_LEADS_TO_SPEECH = frozenset(["said", "says", "added", "stated", "told", "wrote", "reads", "follows", "that"])


class _Piece(NamedTuple):
    start: int
    end: int
    paragraph: int
    section: Section
    is_heading: bool


def split_passages(document: Document, sections: Sequence[Section]) -> tuple[Passage, ...]:
    """The passages of a document in text order; they do not overlap, and no word lies outside them.

    A paragraph is a run of wrapped lines; each heading, each list item and each row of a table is one of its own.
    Bullets, numbers, ">" and Markdown marks in front are left out, and so are rules of dashes and other lines without a
    letter or digit.
    """
    pieces: list[_Piece] = []
    paragraph = 0
    for group in _groups(sections):
        runs = list(_units(document.text, group))
        for (section, unit), below in zip_longest(runs, runs[1:]):
            is_apart = unit[0].blanks > 0 and below is not None and below[1][0].blanks > 0
            if section.form is SectionForm.TABLE:
                found = list(_row(document.text, unit[0], section, paragraph))
            else:
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
            form=piece.section.form,
        )
        for index, piece in enumerate(pieces)
    )


def _groups(sections: Sequence[Section]) -> Iterator[list[Section]]:
    """Sections that follow each other and differ in their form alone: they wrap as one text. Comments stay apart."""
    group: list[Section] = []
    for section in sections:
        if group and (section.kind is SectionKind.COMMENT or (group[-1].kind, group[-1].author) != _owner(section)):
            yield group
            group = []
        group.append(section)
    if group:
        yield group


def _owner(section: Section) -> tuple[SectionKind, str | None]:
    return section.kind, section.author


def _units(text: str, group: Sequence[Section]) -> Iterator[tuple[Section, list[Line]]]:
    """The runs of lines that read as one, each with its section; each row of a table is one."""
    start = group[0].start
    lines = [_moved(line, start) for line in read_lines(text[start : group[-1].end])]
    owners = _owners(lines, group)
    for is_table, run in groupby(zip(owners, lines, strict=True), key=lambda own: own[0].form is SectionForm.TABLE):
        stretch = list(run)
        if is_table:
            yield from ((section, [line]) for section, line in stretch)
            continue
        by_start = {line.start: section for section, line in stretch}
        for unit in units([line for _, line in stretch]):
            for _, lines_of_one in groupby(unit, key=lambda line: by_start[line.start].start):
                piece = list(lines_of_one)
                yield by_start[piece[0].start], piece


def _owners(lines: Sequence[Line], group: Sequence[Section]) -> list[Section]:
    owners = []
    place = 0
    for line in lines:
        while group[place].end <= line.start:
            place += 1
        owners.append(group[place])
    return owners


def _row(text: str, line: Line, section: Section, paragraph: int) -> Iterator[_Piece]:
    """A row as one passage, without the bars at its ends; the first row heads the others if it holds no figure."""
    start, end = line.text_start, line.text_start + len(line.text)
    while start < end and text[start] in _BARS:
        start += 1
    while end > start and text[end - 1] in _BARS:
        end -= 1
    words = text[start:end]
    is_first = not text[section.start : line.start].strip()
    is_head = is_first and section.text.strip().count("\n") > 0 and not any(map(str.isdigit, words))
    for first, last in [(0, len(words))] if len(words) <= MAX_CHARS else sentence_spans(words):
        if any(map(str.isalnum, words[first:last])):
            piece_start, piece_end = _stripped(text, start + first, start + last)
            yield _Piece(piece_start, piece_end, paragraph, section, is_head)


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
    quoted = quote_marker(unit[0].text)
    marker = quoted + item_marker(unit[0].text[quoted:])
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
