"""A document becomes sections: title, body, captions, reader comments, boilerplate, each of one form.

What the format of the file says of a part wins; rules over the bare text tell what it leaves open.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from reportmap.headline import MAX_SKIPPED_LINES, find_header, find_headline
from reportmap.model import Document, MarkedPart, Section, SectionForm, SectionKind
from reportmap.rules import read_rules
from reportmap.sections.comments import CommentBlock, find_comments
from reportmap.sections.forms import find_forms
from reportmap.sections.lines import Line, ends_sentence, read_lines, units

MAX_CAPTION_LINES = 12


class _Label(NamedTuple):
    kind: SectionKind
    author: str | None = None
    comment: int = 0  # tells neighbouring comments apart
    form: SectionForm = SectionForm.PROSE


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
    labels = _marked(document.parts, lines, _labels(document, lines))
    starts = [0, *(place for place in range(1, len(lines)) if labels[place] != labels[place - 1])]
    offsets = [0, *(lines[place].start for place in starts[1:]), len(text)]
    return tuple(
        _section(text, start, end, labels[place])
        for place, start, end in zip(starts, offsets, offsets[1:], strict=False)
    )


def _section(text: str, start: int, end: int, label: _Label) -> Section:
    return Section(start=start, end=end, text=text[start:end], kind=label.kind, author=label.author, form=label.form)


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
    """One label for each line that is not blank, by rules; comments only where the format does not mark them."""
    labels = [_BODY] * len(lines)
    first = next((part.start for part in document.parts if part.kind is SectionKind.COMMENT), None)
    block = find_comments(lines) if first is None else None
    report_end = block.start if block else sum(first is None or line.start < first for line in lines)
    report = lines[:report_end]
    _label_report(document, report, labels)
    for place, form in enumerate(find_forms(report)):
        is_table = form is SectionForm.TABLE and labels[place] is _BOILERPLATE  # its rows look like a row of links
        if labels[place].kind is SectionKind.BODY or is_table:
            labels[place] = labels[place]._replace(kind=SectionKind.BODY, form=form)
    if block:
        labels[block.start :] = [_BOILERPLATE] * (len(lines) - block.start)
        _label_comments(block, labels)
    return labels


def _marked(parts: Sequence[MarkedPart], lines: list[Line], labels: list[_Label]) -> list[_Label]:
    """The labels with what the format says of each line; a part that ends within a line still counts for all of it."""
    marked = list(labels)
    place = 0
    for number, part in enumerate(parts, 1):
        while place < len(lines) and lines[place].end <= part.start:
            place += 1
        while place < len(lines) and lines[place].text_start < part.end:
            marked[place] = _mark(labels[place], part, number)
            place += 1
    return marked


def _mark(label: _Label, part: MarkedPart, number: int) -> _Label:
    form = label.form if part.form is None else part.form
    if part.kind is None:
        return label._replace(author=part.author or label.author, form=form)
    is_comment = part.kind is SectionKind.COMMENT
    return _Label(part.kind, part.author, number if is_comment else 0, form)


def _label_comments(block: CommentBlock, labels: list[_Label]) -> None:
    ends = [*(comment.line for comment in block.comments[1:]), block.end]
    for number, (comment, end) in enumerate(zip(block.comments, ends, strict=True), 1):
        label = _Label(SectionKind.COMMENT, comment.author, number)
        labels[comment.line : end] = [label] * (end - comment.line)


def _label_report(document: Document, lines: list[Line], labels: list[_Label]) -> None:
    """Title, captions and furniture in the report's own lines; then the notes at its end."""
    place = 0
    in_block = False
    runs = units(lines)
    for run in runs:
        labels[place : place + len(run)] = [_label_unit(run, place)] * len(run)
        in_block = _continue_block(run, in_block=in_block)
        if in_block:
            labels[place : place + len(run)] = [_BOILERPLATE] * len(run)
        place += len(run)
    is_marked = any(part.kind is SectionKind.TITLE for part in document.parts)
    title = None if is_marked else _title(document, lines)
    if title is not None and labels[title] is _BODY:
        labels[title] = _Label(SectionKind.TITLE)
    _label_notes(runs, labels)
    header = {line.start for line in find_header(document.text)}
    for place, line in enumerate(lines):
        if line.text_start in header and labels[place] is _BODY:
            labels[place] = _BOILERPLATE


def _title(document: Document, lines: list[Line]) -> int | None:
    """The line of the headline, or of the title that is already known; "Highlights" below a known one is neither."""
    headline = find_headline(document.text)
    for place, line in enumerate(lines[:MAX_SKIPPED_LINES]):
        is_headline = headline is not None and line.start <= headline.start < line.end
        words = " ".join((headline.text if headline and is_headline else line.text).split())
        if words == document.title or (is_headline and document.title is None):
            return place
    return None


def _label_unit(run: list[Line], place: int) -> _Label:
    """What a wrapped paragraph or a line alone is; furniture never wraps."""
    rules, table = _rules(), read_rules("sections/sections.toml")
    words = " ".join(line.text for line in run[:MAX_CAPTION_LINES])
    is_short = len(run) <= MAX_CAPTION_LINES and len(words) <= table["caption"]["max_chars"]
    if is_short and (rules.caption_start.match(words) or rules.caption_inside.search(words)):
        return _CAPTION
    if len(run) > 1:
        return _BODY
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
