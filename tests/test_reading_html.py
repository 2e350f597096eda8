"""Web pages become documents: body, title, date, author and comments are right, and no date is invented."""

import pytest

from reportmap.model import Document, SectionKind
from reportmap.reading.draft import Draft, Given
from reportmap.reading.html import read_html
from reportmap.reading.metadata import as_document
from tests.pages import PAGES, Page


def read(source: str | bytes, name: str = "page.html") -> Document:
    data = source.encode() if isinstance(source, str) else source
    (draft,) = read_html(data, name)
    assert isinstance(draft, Draft), draft
    return as_document(draft, Given())


def of_kind(document: Document, *kinds: SectionKind | None) -> list[str]:
    return [document.text[part.start : part.end] for part in document.parts if part.kind in kinds]


@pytest.mark.parametrize("page", PAGES, ids=[page.label for page in PAGES])
def test_pages(page: Page) -> None:
    document = read(page.source, page.name)
    assert document.title == page.title
    assert (str(document.published_on or "") or None, document.published_basis.value) == (page.published, page.basis)
    assert (document.author, document.publisher) == (page.author, page.publisher)
    body = "\n\n".join(of_kind(document, SectionKind.BODY, None))
    for paragraph in page.body:
        assert paragraph in body
        assert document.text.count(paragraph) == 1
    for words in page.holds:
        assert words in document.text
    for words in page.lacks:
        assert words not in document.text
    comments = [part for part in document.parts if part.kind is SectionKind.COMMENT]
    assert [part.author for part in comments] == [author for author, _ in page.comments]
    for part, (_, words) in zip(comments, page.comments, strict=True):
        assert words in document.text[part.start : part.end]
        assert words not in body
    if page.title:
        assert of_kind(document, SectionKind.TITLE) == [page.title]
    assert document.language == "en"
