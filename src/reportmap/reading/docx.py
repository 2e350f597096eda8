"""Word documents become drafts; the only home of python-docx.

The body is walked element by element, not by python-docx's own iterator, which leaves out content controls, tracked
insertions and text boxes. Deleted and hidden text is left out.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from itertools import count
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from lxml import etree

from reportmap.errors import ReadingError
from reportmap.model import MetadataBasis, MetadataField, Metadatum, SectionForm, SectionKind
from reportmap.reading.blocks import ITEM_MARK, Block, render, row_text
from reportmap.reading.draft import Draft
from reportmap.reading.properties import of_properties

MAX_XML_BYTES = 64 * 1024 * 1024
"""Of all text parts unpacked: forty novels. As a tree it takes ten times as much."""
MAX_BYTES = 512 * 1024 * 1024
"""Of everything unpacked, pictures too."""
MAX_CELL_CHARS = 1000
"""A longer cell is no cell: the table only lays out the page."""
MAX_DEPTH = 8
"""Of tables inside tables."""

Element = Any  # lxml has no types, and python-docx's elements are made at run time

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BOX = f"{_W}txbxContent"
_PASSED = frozenset({f"{_W}{tag}" for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")})
_LEFT_OUT = frozenset({_FALLBACK, _BOX, *(f"{_W}{tag}" for tag in ("del", "moveFrom", "instrText", "rt", "pPr"))})
_SPACES = {f"{_W}tab": " ", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_STYLES = (  # the beginning of a style's name, what it makes of a paragraph
    (re.compile(r"title$"), SectionKind.TITLE, None),
    (re.compile(r"caption\b|table of figures"), SectionKind.CAPTION, SectionForm.PROSE),
    (re.compile(r"toc\b|header\b|footer\b|index\b|bibliography"), SectionKind.BOILERPLATE, SectionForm.PROSE),
    (re.compile(r"(?:intense )?quote\b|block text|html preformatted"), SectionKind.BODY, SectionForm.QUOTE),
    (re.compile(r"list(?! paragraph)\b"), SectionKind.BODY, SectionForm.LIST),
)


def read_docx(data: bytes, name: str) -> Iterator[Draft]:
    """The draft of a Word document: headings, paragraphs, items, rows and captions in their order, then its notes.

    Headers and footers are boilerplate, reviewers' comments are comments with their writers.

    Raises:   ReadingError for a damaged file and for one that unpacks to too much
    """
    _check_size(data, name)
    try:
        document = docx.Document(io.BytesIO(data))
        blocks = list(_Body(document).blocks())
    except (
        PackageNotFoundError,
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
        zlib.error,
        EOFError,
        KeyError,
        ValueError,
    ) as error:
        why = " ".join(str(error).split())[:150]
        raise ReadingError(
            f"{name}: is a damaged Word document ({why}); open it in a word processor and save it as .docx"
        ) from error
    text, parts = render(blocks)
    yield Draft(name=name, text=text, parts=parts, metadata=tuple(_metadata(document, blocks)))


def _check_size(data: bytes, name: str) -> None:
    """What the archive says of its sizes is enough here: python-docx unpacks no more of a member than that."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            if any(member.flag_bits & 1 for member in members):
                raise ReadingError(f"{name}: is encrypted; save it without its password")
            head = archive.open("word/document.xml").read(4096)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError) as error:
        raise ReadingError(f"{name}: is a damaged Word document ({error}); save or download it again") from error
    xml = sum(member.file_size for member in members if member.filename.endswith((".xml", ".rels")))
    if xml > MAX_XML_BYTES or sum(member.file_size for member in members) > MAX_BYTES:
        raise ReadingError(
            f"{name}: unpacks to more than {MAX_XML_BYTES // 1024**2} MB of text; split it into its reports"
        )
    if b"<!DOCTYPE" in head:
        raise ReadingError(f"{name}: declares entities, as no word processor does; open it in one and save it anew")


class _Body:
    """The blocks of a document, in reading order."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._styles = {style.style_id: _style_name(style.element) for style in document.styles}
        self._listing = {
            style.style_id for style in document.styles if style.element.find(f"{_W}pPr/{_W}numPr") is not None
        }
        self._groups = count(1)
        self._group = 0
        self._above: SectionForm | None = None

    def blocks(self) -> Iterator[Block]:
        """All of them: headers, body, footers, footnotes and endnotes, comments."""
        yield from self._furniture("header")
        yield from self._inside(self._document.element.body, depth=0)
        yield from self._furniture("footer")
        for kind in (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES):
            yield from self._notes(kind)
        for comment in self._document.comments:
            if text := "\n".join(filter(None, (_words(one._p) for one in comment.paragraphs))):
                author = " ".join(comment.author.split()) or None
                yield Block(
                    text=text, kind=SectionKind.COMMENT, form=SectionForm.PROSE, author=author, group=next(self._groups)
                )

    def _inside(self, parent: Element, *, depth: int) -> Iterator[Block]:
        for element in parent:
            if element.tag == f"{_W}p":
                yield from self._paragraph(element)
                for box in element.iter(_BOX):
                    if not any(above.tag in {_FALLBACK, _BOX} for above in box.iterancestors()):
                        yield from self._inside(box, depth=depth + 1)
            elif element.tag == f"{_W}tbl" and depth < MAX_DEPTH:
                yield from self._table(element, depth=depth + 1)
            elif element.tag in _PASSED:
                yield from self._inside(element, depth=depth)

    def _paragraph(self, element: Element) -> Iterator[Block]:
        text = _words(element)
        if not text:
            return
        kind, form = self._marks(element)
        if form is SectionForm.LIST:
            text = ITEM_MARK + " ".join(text.split())
        yield Block(text=text, kind=kind, form=form, group=self._group_of(form))

    def _group_of(self, form: SectionForm | None) -> int:
        if form is None or form is not self._above:
            self._group = next(self._groups)
        self._above = form
        return self._group

    def _marks(self, element: Element) -> tuple[SectionKind | None, SectionForm | None]:
        properties = element.find(f"{_W}pPr")
        style = None if properties is None else properties.find(f"{_W}pStyle")
        style_id = None if style is None else style.get(f"{_W}val")
        name = self._styles.get(style_id, "")
        for pattern, kind, form in _STYLES:
            if pattern.match(name):
                return kind, form
        is_heading = name.startswith(("heading", "subtitle"))
        numbering = None if properties is None else properties.find(f"{_W}numPr/{_W}numId")
        is_item = style_id in self._listing if numbering is None else numbering.get(f"{_W}val") != "0"
        return (SectionKind.BODY, SectionForm.LIST) if is_item and not is_heading else (None, None)

    def _table(self, table: Element, *, depth: int) -> Iterator[Block]:
        """The rows of a table, or what its cells hold where it only lays out the page."""
        rows = [
            [cell for cell in row.iter(f"{_W}tc") if _owner(cell) is row]
            for row in table.iter(f"{_W}tr")
            if _owner(row) is table
        ]
        is_layout = max(map(len, rows), default=0) < 2
        group, merged = next(self._groups), dict[int, str]()
        self._above = None
        for row in rows:
            texts = list(_cells(row, merged))
            if is_layout or any(len(text) > MAX_CELL_CHARS for text in texts):
                for cell in row:
                    yield from self._inside(cell, depth=depth)
                self._above, group = None, next(self._groups)
            elif text := row_text(texts):
                yield Block(text=text, kind=SectionKind.BODY, form=SectionForm.TABLE, group=group)

    def _furniture(self, where: str) -> Iterator[Block]:
        """Headers or footers, each once."""
        seen = set()
        for section in self._document.sections:
            part = getattr(section, where)
            text = (
                "" if part.is_linked_to_previous else "\n".join(filter(None, map(_words, part._element.iter(f"{_W}p"))))
            )
            if text and text not in seen:
                seen.add(text)
                yield Block(text=text, kind=SectionKind.BOILERPLATE, form=SectionForm.PROSE)

    def _notes(self, kind: str) -> Iterator[Block]:
        part = next(
            (
                rel.target_part
                for rel in self._document.part.rels.values()
                if rel.reltype == kind and not rel.is_external
            ),
            None,
        )
        if part is None:
            return
        for note in parse_xml(part.blob):
            text = " ".join(filter(None, map(_words, note.iter(f"{_W}p"))))
            if text and note.get(f"{_W}type", "normal") == "normal":
                yield Block(text=f"[{note.get(f'{_W}id')}] {text}", kind=SectionKind.BODY, form=SectionForm.PROSE)


def _style_name(element: Element) -> str:
    name = element.find(f"{_W}name")
    return "" if name is None else str(name.get(f"{_W}val", "")).lower()


def _owner(element: Element) -> Element:
    """The row of a cell or the table of a row, past content controls."""
    parent = element.getparent()
    while parent.tag in _PASSED:
        parent = parent.getparent()
    return parent


def _cells(row: Sequence[Element], merged: dict[int, str]) -> Iterator[str]:
    """The texts of a row's cells; a cell that was merged with those below it is repeated in each row.

    Args:     merged: what stands in the columns that go on from the rows above; it is changed
    """
    column = 0
    for cell in row:
        text = " ".join(" ".join(filter(None, map(_words, cell.iter(f"{_W}p")))).split())
        merge, span = cell.find(f"{_W}tcPr/{_W}vMerge"), cell.find(f"{_W}tcPr/{_W}gridSpan")
        if merge is not None and merge.get(f"{_W}val", "continue") == "continue":
            text = text or merged.get(column, "")
        merged[column] = text
        yield text
        width = "1" if span is None else str(span.get(f"{_W}val", "1"))
        column += int(width) if width.isdecimal() and len(width) < 4 else 1


def _words(paragraph: Element) -> str:
    """What can be read in a paragraph; a line break stays one."""
    pieces: list[str] = []
    _collect(paragraph, pieces)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(filter(None, lines))


def _collect(element: Element, pieces: list[str]) -> None:
    for child in element:  # the parser allows no more than 256 levels
        if child.tag == f"{_W}t":
            pieces.append(child.text or "")
        elif child.tag in _SPACES:
            pieces.append(_SPACES[child.tag])
        elif child.tag not in _LEFT_OUT and not _is_hidden(child):
            _collect(child, pieces)


def _is_hidden(element: Element) -> bool:
    if element.tag != f"{_W}r":
        return False
    hidden = element.find(f"{_W}rPr/{_W}vanish")
    return hidden is not None and hidden.get(f"{_W}val", "1") not in {"0", "false"}


def _metadata(document: Document, blocks: Sequence[Block]) -> Iterator[Metadatum]:
    title = next((block.text for block in blocks if block.kind is SectionKind.TITLE), None)
    if title:
        value = " ".join(title.split())
        yield Metadatum(field=MetadataField.TITLE, value=value, basis=MetadataBasis.TEXT, score=0.9)
    try:
        said = document.core_properties
        values = said.title, said.author, said.created
    except (ValueError, KeyError, AttributeError):  # a date that is none, or properties that are something else
        return
    yield from of_properties(
        title=values[0],
        author=values[1],
        made_on=values[2].date().isoformat() if values[2] else None,
        text="\n".join(block.text for block in blocks[:20]),
    )
