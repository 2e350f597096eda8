"""A document becomes sections: title, body, captions, reader comments, boilerplate."""

import re
from functools import cache
from typing import NamedTuple

from reportmap.headline import find_headline
from reportmap.model import Document, Section, SectionKind
from reportmap.rules import read_rules
from reportmap.sections.comments import CommentBlock, find_comments
from reportmap.sections.lines import Line, ends_sentence, paragraphs, read_lines, units


class _Label(NamedTuple):
    kind: SectionKind
    author: str | None = None
    comment: int = 0  # tells neighbouring comments apart


_BODY = _Label(SectionKind.BODY)
_CAPTION = _Label(SectionKind.CAPTION)
_BOILERPLATE = _Label(SectionKind.BOILERPLATE)


class _Rules(NamedTuple):
    file_name: re.Pattern[str]
    caption_start: re.Pattern[str]
    caption_inside: re.Pattern[str]
    byline: re.Pattern[str]
    note: re.Pattern[str]
    biography: re.Pattern[str]
    furniture: re.Pattern[str]
    furniture_block: re.Pattern[str]


def find_sections(document: Document) -> tuple[Section, ...]:
    """The sections of a document: contiguous runs in text order that cover all of it; none for empty text.

    A blank line belongs to the section above it. Each comment is a section of its own, with its author where the
    page names one.
    """
    text = document.text
    lines = read_lines(text)
    if not lines:
        return (_section(text, 0, len(text), _BODY),) if text else ()
    labels = _labels(document, lines)
    starts = [0, *(place for place in range(1, len(lines)) if labels[place] != labels[place - 1])]
    offsets = [0, *(lines[place].start for place in starts[1:]), len(text)]
    return tuple(
        _section(text, start, end, labels[place])
        for place, start, end in zip(starts, offsets, offsets[1:], strict=False)
    )


def _section(text: str, start: int, end: int, label: _Label) -> Section:
    return Section(start=start, end=end, text=text[start:end], kind=label.kind, author=label.author)


@cache
def _rules() -> _Rules:
    table = read_rules("sections/sections.toml")

    def any_of(patterns: list[str]) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)

    name = r"(?:[A-Z][\w.’'-]{0,30}\s){1,4}"
    biography = (
        rf"{name}(?:and\s{name})?"
        r"(?:\([^)]{1,40}\)\s)?,?\s?(?:is|are|serves as|works as)\s"
        rf"(?:[^.!?]{{0,120}}?\s)?(?i:{table['note']['roles']})s?\b"
    )
    return _Rules(
        file_name=re.compile(table["caption"]["file_name"], re.IGNORECASE),
        caption_start=any_of(table["caption"]["starts"]),
        caption_inside=any_of(table["caption"]["contains"]),
        byline=any_of(table["byline"]["patterns"]),
        note=any_of(table["note"]["patterns"]),
        biography=re.compile(biography),
        furniture=any_of(table["furniture"]["lines"]),
        furniture_block=any_of([*table["furniture"]["blocks"], *table["furniture"]["ends"]]),
    )


def _labels(document: Document, lines: list[Line]) -> list[_Label]:
    """One label for each line that is not blank."""
    labels = [_BODY] * len(lines)
    block = find_comments(lines)
    report_end = block.start if block else len(lines)
    _label_report(document, lines[:report_end], labels)
    if block:
        labels[block.start :] = [_BOILERPLATE] * (len(lines) - block.start)
        _label_comments(block, labels)
    return labels


def _label_comments(block: CommentBlock, labels: list[_Label]) -> None:
    ends = [*(comment.line for comment in block.comments[1:]), block.end]
    for number, (comment, end) in enumerate(zip(block.comments, ends, strict=True), 1):
        label = _Label(SectionKind.COMMENT, comment.author, number)
        labels[comment.line : end] = [label] * (end - comment.line)


def _label_report(document: Document, lines: list[Line], labels: list[_Label]) -> None:
    """Title, captions and furniture in the report's own lines; then the notes at its end."""
    place = 0
    in_block = False
    runs = paragraphs(lines)
    for run in runs:
        labels[place : place + len(run)] = _label_paragraph(run, place)
        in_block = _continue_block(run, in_block=in_block)
        if in_block:
            labels[place : place + len(run)] = [_BOILERPLATE] * len(run)
        place += len(run)
    is_title = lines and _is_title(document, lines[0])
    if is_title and labels[0] is _BODY:
        labels[0] = _Label(SectionKind.TITLE)
    _label_notes(runs, labels)


def _is_title(document: Document, line: Line) -> bool:
    """Whether the first line is the headline, or the title that is already known; "Highlights" below one is neither."""
    headline = find_headline(document.text)
    words = " ".join((headline.text if headline else line.text).split())
    return words == document.title if document.title else headline is not None


def _label_paragraph(run: list[Line], place: int) -> list[_Label]:
    rules, table = _rules(), read_rules("sections/sections.toml")
    words = " ".join(line.text for line in run) if len(run) <= 12 else run[0].text
    if (
        len(run) <= 12
        and len(words) <= table["caption"]["max_chars"]
        and (rules.caption_start.match(words) or rules.caption_inside.search(words))
    ):
        return [_CAPTION] * len(run)
    labels: list[_Label] = []
    for unit in units(run):  # a wrapped line is no line of its own
        labels += [_label_line(unit[0], place + len(labels)) if len(unit) == 1 else _BODY] * len(unit)
    return labels


def _label_line(line: Line, place: int) -> _Label:
    rules, table = _rules(), read_rules("sections/sections.toml")
    words = line.text
    if rules.file_name.fullmatch(words):
        return _CAPTION
    if len(words) <= table["furniture"]["max_chars"] and not ends_sentence(words.rstrip(":")):
        if rules.furniture.fullmatch(words) or rules.furniture_block.fullmatch(words):
            return _BOILERPLATE
        if 0 < place < table["byline"]["lines"] and rules.byline.fullmatch(words):
            return _BOILERPLATE
    return _BODY


def _continue_block(run: list[Line], *, in_block: bool) -> bool:
    """Whether this paragraph belongs to a block of links such as "Related posts"."""
    if any(len(line.text) > 100 or ends_sentence(line.text.rstrip(":")) for line in run):
        return False
    return in_block or _rules().furniture_block.fullmatch(run[0].text) is not None


def _label_notes(runs: list[list[Line]], labels: list[_Label]) -> None:
    """Notes about author and wire among the last paragraphs of the report, never its only paragraph."""
    rules, table = _rules(), read_rules("sections/sections.toml")["note"]
    place = sum(map(len, runs))
    seen = 0
    bodies = sum(len(" ".join(line.text for line in run)) > 40 for run in runs)
    for run in reversed(runs):
        place -= len(run)
        if labels[place].kind is not SectionKind.BODY:
            continue
        words = " ".join(line.text for line in run)
        seen += 1
        if seen > table["last_paragraphs"] or bodies <= 1:
            return
        if len(words) <= table["max_chars"] and (rules.note.match(words) or rules.biography.match(words)):
            labels[place : place + len(run)] = [_BOILERPLATE] * len(run)
            bodies -= 1
