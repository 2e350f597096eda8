"""A tree of elements becomes blocks (paragraphs, headings, items, rows, captions), and blocks become a text.

The text is our own rendering: blank lines between blocks, "- " or a number before list items, " | " between the cells
of a row. Its marked parts are exact.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from lxml import etree
from lxml.html import HtmlElement

from reportmap.model import MarkedPart, SectionForm, SectionKind
from reportmap.reading.page.markup import tokens

MAX_CELL_CHARS = 400
MAX_LIST_DEPTH = 4
CELL_MARK = " | "
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_INLINE = frozenset(
    [
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i"),
        *("img", "ins", "kbd", "label", "mark", "nobr", "q", "ruby", "rp", "rt", "s", "samp", "small", "span"),
        *("strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "amp-img", "picture", "source"),
    ]
)
_CAPTION_WORDS = frozenset(
    [
        *("wp-caption-text", "caption", "caption-text", "image-caption", "photo-caption", "picture-caption"),
        *("gallery-caption", "media-caption", "figure-caption", "cutline"),
    ]
)
_CLOSE = frozenset({SectionForm.LIST, SectionForm.TABLE})
_QUOTES = frozenset({"blockquote"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What a page sets apart: its words, how they are set, and the element that holds them.

    `group` tells the lists, tables and quotes of a page apart. `linked` counts the characters that are links.
    """

    text: str
    element: HtmlElement
    kind: SectionKind | None = SectionKind.BODY
    form: SectionForm = SectionForm.PROSE
    is_heading: bool = False
    group: int = 0
    linked: int = 0
    author: str | None = None


@dataclass(slots=True)
class _Open:
    """The block that is being read, and the elements around it."""

    words: list[str] = field(default_factory=list)
    linked: int = 0
    links: int = 0
    lists: list[HtmlElement] = field(default_factory=list)
    marker: str = ""
    quotes: list[HtmlElement] = field(default_factory=list)
    captions: list[HtmlElement] = field(default_factory=list)
    headings: list[HtmlElement] = field(default_factory=list)
    preformatted: int = 0
    group: int = 0


def read_blocks(root: HtmlElement) -> list[Block]:
    """The blocks below an element, in the order of the page; those without a letter or digit are left out."""
    tables = _data_tables(root)
    state = _Open()
    blocks: list[Block] = []
    skipping: HtmlElement | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if skipping is not None:
            if event == "end" and element is skipping:
                skipping = None
                _say(state, element.tail)
            continue
        if event == "start" and element in tables:
            blocks += _flush(state, element)
            blocks += _rows(element, group=_next_group(state))
            skipping = element
        elif event == "start" and element.tag in {"script", "head"}:
            skipping = element
        elif event == "start":
            blocks += _start(state, element)
        else:
            blocks += _end(state, element)
    blocks += _flush(state, root)
    return blocks


def _next_group(state: _Open) -> int:
    state.group += 1
    return state.group


def _start(state: _Open, element: HtmlElement) -> Iterator[Block]:
    tag = element.tag
    if tag == "br":
        state.words.append("\n")
    elif tag not in _INLINE:
        yield from _flush(state, element)
        _open(state, element)
    elif tag == "a":
        state.links += 1
    _say(state, element.text)


def _open(state: _Open, element: HtmlElement) -> None:
    tag = element.tag
    if tag in {"ul", "ol", "dl", "menu"}:
        state.group += not state.lists and not state.quotes
        state.lists.append(element)
    elif tag in {"li", "dt", "dd"}:
        state.marker = _marker(state, element)
    elif tag in _QUOTES:
        state.group += not state.lists and not state.quotes
        state.quotes.append(element)
    elif tag in HEADINGS:
        state.headings.append(element)
    elif tag == "pre":
        state.preformatted += 1
    if tag == "figcaption" or (tag not in {"html", "body", "article", "main"} and _is_caption(element)):
        state.captions.append(element)


def _is_caption(element: HtmlElement) -> bool:
    return not _CAPTION_WORDS.isdisjoint(tokens(element)) and element.find(".//p/..//p/..//h1") is None


def _marker(state: _Open, element: HtmlElement) -> str:
    depth = max(0, min(len(state.lists), MAX_LIST_DEPTH) - 1)
    if element.tag == "li" and state.lists and state.lists[-1].tag == "ol":
        start = state.lists[-1].get("start", "1")
        first = int(start) if start.isdecimal() and len(start) < 4 else 1
        number = first + sum(1 for _ in element.itersiblings("li", preceding=True))
        return f"{'  ' * depth}{number}. "
    return "" if element.tag == "dt" else f"{'  ' * depth}- "


def _end(state: _Open, element: HtmlElement) -> Iterator[Block]:
    tag = element.tag
    if tag not in _INLINE and tag != "br":
        yield from _flush(state, element)
        for opened in (state.lists, state.quotes, state.captions, state.headings):
            if opened and opened[-1] is element:
                opened.pop()
        state.preformatted -= tag == "pre"
        if tag in {"li", "dt", "dd"}:
            state.marker = ""
    elif tag == "a":
        state.links -= 1
    _say(state, element.tail)


def _say(state: _Open, text: str | None) -> None:
    if text:
        state.words.append(text if state.preformatted else text.replace("\n", " ").replace("\r", " "))
        if state.links > 0:
            state.linked += sum(map(str.isalnum, text))


def _flush(state: _Open, element: HtmlElement) -> Iterator[Block]:
    """The block that ends here, and a fresh start."""
    text = "".join(state.words)
    linked = state.linked
    state.words, state.linked = [], 0
    if not any(map(str.isalnum, text)):
        return
    lines = (" ".join(line.split()) for line in text.split("\n"))
    form, marker = SectionForm.PROSE, ""
    if state.quotes:
        form = SectionForm.QUOTE
    elif state.lists:
        form, marker = SectionForm.LIST, state.marker
        state.marker = " " * len(marker)
    for number, paragraph in enumerate(_paragraphs(lines)):
        words = f"{marker if not number else ' ' * len(marker)}{paragraph}"
        yield Block(
            text=words,
            element=element,
            kind=SectionKind.CAPTION if state.captions else SectionKind.BODY,
            form=form,
            is_heading=bool(state.headings),
            group=state.group if form is not SectionForm.PROSE else 0,
            linked=linked,
        )


def _paragraphs(lines: Iterable[str]) -> Iterator[str]:
    """Runs of lines between empty ones, which two line breaks make."""
    for is_full, run in groupby(lines, key=bool):
        if is_full:
            paragraph = "\n".join(run)
            if any(map(str.isalnum, paragraph)):
                yield paragraph


# --- tables -----------------------------------------------------------------------------------------------------


def _data_tables(root: HtmlElement) -> set[HtmlElement]:
    """The tables that hold data; the others only lay out the page."""
    return {table for table in root.iter("table") if _is_data(table)}


def _is_data(table: HtmlElement) -> bool:
    if table.get("role") in {"presentation", "none"} or table.find(".//table") is not None:
        return False
    if any(tag.tag in {"h1", "h2", "ul", "ol", "blockquote", "article", "form"} for tag in table.iter(etree.Element)):
        return False
    widths = []
    for row in table.iter("tr"):
        cells = [_cell(cell) for cell in row.iterchildren("td", "th")]
        if any(len(cell) > MAX_CELL_CHARS for cell in cells):
            return False
        widths.append(sum(map(bool, cells)))
    return len(widths) >= 2 and sum(width >= 2 for width in widths) >= 0.6 * len(widths)


def _cell(cell: HtmlElement) -> str:
    pieces = []
    for event, element in etree.iterwalk(cell, events=("start", "end")):
        if event == "start":
            pieces += [" " if element.tag not in _INLINE else "", element.text or ""]
        elif element is not cell:
            pieces += [" " if element.tag not in _INLINE else "", element.tail or ""]
    return " ".join("".join(pieces).split()).replace("|", "/")


def _rows(table: HtmlElement, *, group: int) -> Iterator[Block]:
    linked = sum(sum(map(str.isalnum, "".join(link.itertext()))) for link in table.iter("a"))
    for row in table.iter("tr", "caption"):
        if row.tag == "caption":
            text, kind, form = _cell(row), SectionKind.CAPTION, SectionForm.PROSE
        else:
            cells = [_cell(cell) for cell in row.iterchildren("td", "th")]
            text, kind, form = CELL_MARK.join(cells).strip(), SectionKind.BODY, SectionForm.TABLE
        if any(map(str.isalnum, text)):
            yield Block(text=text, element=row, kind=kind, form=form, group=group, linked=linked)
            linked = 0


# --- text -------------------------------------------------------------------------------------------------------


def render(blocks: Sequence[Block]) -> tuple[str, tuple[MarkedPart, ...]]:
    """The text of blocks, and its marked parts: blocks that follow each other and are alike make one part."""
    text = ""
    parts: list[tuple[Block, MarkedPart]] = []
    pieces: list[str] = []
    length = 0
    for block in blocks:
        above = parts[-1][0] if parts else None
        is_joined = above is not None and block.form in _CLOSE and _is_alike(above, block)
        gap = "" if above is None else "\n" if is_joined else "\n\n"
        start = length + len(gap)
        pieces += [gap, block.text]
        length = start + len(block.text)
        if above is not None and _is_alike(above, block):
            parts[-1] = (block, replace(parts[-1][1], end=length))
        else:
            part = MarkedPart(start=start, end=length, kind=block.kind, form=block.form, author=block.author)
            parts.append((block, part))
    text = "".join(pieces) + "\n" if pieces else ""
    return text, tuple(part for _, part in parts)


def _is_alike(above: Block, block: Block) -> bool:
    is_same = (above.kind, above.form, above.author, above.group) == (block.kind, block.form, block.author, block.group)
    return is_same and block.kind in {SectionKind.BODY, SectionKind.COMMENT}
