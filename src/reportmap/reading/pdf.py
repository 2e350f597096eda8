"""PDF files become drafts."""

import logging
import re
from collections.abc import Iterator, Sequence

from reportmap.errors import ReadingError
from reportmap.model import MetadataBasis, MetadataField, Metadatum, SectionKind
from reportmap.reading.blocks import Block, render
from reportmap.reading.draft import Draft
from reportmap.reading.paragraphs import to_blocks
from reportmap.reading.pdf_lines import MAX_PAGES, Page, PdfFile
from reportmap.reading.properties import of_properties

_DATE = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})(?!\d{1}(?!\d))")
_logger = logging.getLogger(__name__)


def read_pdf(data: bytes, name: str) -> Iterator[Draft]:
    """The draft of a PDF: its paragraphs, made of its lines; headers, footers and page numbers are boilerplate.

    Raises:   ReadingError for an encrypted or damaged file, and for one that holds pictures of text only
    """
    with PdfFile(data, name) as file:
        if len(file) > MAX_PAGES:
            _logger.warning("%s: has %s pages; the first %s are read", name, f"{len(file):,}", f"{MAX_PAGES:,}")
        pages = list(file.pages())
        properties = file.properties()
    _check(pages, data, name)
    blocks = to_blocks(pages)
    text, parts = render(blocks)
    yield Draft(name=name, text=text, parts=parts, metadata=_metadata(blocks, properties))


def _check(pages: Sequence[Page], data: bytes, name: str) -> None:
    if all(page.lines is None for page in pages):
        raise ReadingError(f"{name}: is a damaged PDF, or only a part of one; save or download it again")
    empty = [page.number for page in pages if page.lines is not None and not _has_words(page)]
    damaged = [page.number for page in pages if page.lines is None]
    if len(empty) + len(damaged) == len(pages):
        raise ReadingError(f"{name}: no text layer: needs OCR; run text recognition over it and save it anew")
    if empty:
        _logger.warning(
            "%s: no text on page %s; if there are pictures of text on it, it needs OCR", name, _listed(empty)
        )
    if damaged:
        _logger.warning("%s: page %s is damaged and left out", name, _listed(damaged))
    if b"%%EOF" not in data[-2048:]:
        _logger.warning("%s: the file is cut off; what is left of it is read", name)


def _has_words(page: Page) -> bool:
    return any(character.isalnum() for line in page.lines or () for character in line.text)


def _listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers[:10])) + (" and more" if len(numbers) > 10 else "")


def _metadata(blocks: Sequence[Block], properties: dict[str, str]) -> tuple[Metadatum, ...]:
    title = next((block.text for block in blocks if block.kind is SectionKind.TITLE), None)
    printed = [Metadatum(field=MetadataField.TITLE, value=title, basis=MetadataBasis.TEXT, score=0.6)] if title else []
    made = _DATE.match(properties.get("CreationDate", "").strip())
    said = of_properties(
        title=properties.get("Title"),
        author=properties.get("Author"),
        made_on="-".join(made.groups()) if made else None,
        text="\n".join(block.text for block in blocks[:20]),
    )
    return (*printed, *said)
