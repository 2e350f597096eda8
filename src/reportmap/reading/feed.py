"""Feeds (RSS, Atom, RDF) become one draft for each entry.

A document type is refused before anything parses it: no feed needs one, and entities in entities fill a memory.
"""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

import feedparser

from reportmap.errors import ReadingError
from reportmap.model import MarkedPart, MetadataBasis, MetadataField, Metadatum, SectionForm, SectionKind
from reportmap.reading.draft import Draft
from reportmap.reading.html import read_fragment
from reportmap.reading.metadata import scores
from reportmap.reading.page.markup import decode_page

MAX_BYTES = 32 * 1024 * 1024
MAX_ENTRIES = 5_000

_DOCTYPE = re.compile(r"<!\s{0,20}(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s{0,100}<\?xml[^>]{0,300}\?>")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_INSIDE = re.compile(r"<!\[CDATA\[.*?\]\]>|<!--.*?-->", re.DOTALL)


def read_feed(data: bytes, name: str) -> Iterator[Draft | ReadingError]:
    """A draft for each entry of a feed, in its order, and a ReadingError for each without text.

    The feed's own title is the publisher of its entries; their day, writer and address are theirs.
    """
    try:
        feed = _parsed(data, name)
    except ReadingError as error:
        yield error
        return
    site = list(_of_site(feed["feed"]))
    entries = feed["entries"]
    for number, entry in enumerate(entries[:MAX_ENTRIES], 1):
        yield _draft(entry, f"{name}, entry {number}", site)
    if len(entries) > MAX_ENTRIES:
        yield ReadingError(f"{name}: has {len(entries):,} entries; only the first {MAX_ENTRIES:,} were read; split it")


def _parsed(data: bytes, name: str) -> Mapping[str, Any]:  # Any: feedparser's own dictionaries
    if len(data) > MAX_BYTES:
        raise ReadingError(f"{name}: is larger than {MAX_BYTES // 1024 // 1024} MB; split it")
    source = _NOT_XML.sub("", _DECLARATION.sub("", decode_page(data, name), count=1))
    if _DOCTYPE.search(_INSIDE.sub("", source)):
        raise ReadingError(f"{name}: declares a document type, which feeds do not need; remove the line <!DOCTYPE ...>")
    try:
        feed: Mapping[str, Any] = feedparser.parse(
            io.BytesIO(source.encode("utf-8")), response_headers={"content-type": "application/xml; charset=utf-8"}
        )
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, AssertionError, IndexError) as error:
        raise ReadingError(f"{name}: is a damaged feed; save it again") from error
    if not feed.get("entries"):
        raise ReadingError(f"{name}: has no entries; check that the feed was saved whole")
    return feed


def _of_site(feed: Mapping[str, Any]) -> Iterator[Metadatum]:
    table = scores("feed")
    yield from _made(MetadataField.PUBLISHER, feed.get("title"), table["site"])
    yield from _made(MetadataField.LANGUAGE, str(feed.get("language") or "").lower().split("-")[0], table["language"])


def _made(field: MetadataField, value: object, score: float) -> Iterator[Metadatum]:
    if isinstance(value, str) and value.strip():
        yield Metadatum(field=field, value=value, basis=MetadataBasis.FEED, score=score)


def _draft(entry: Mapping[str, Any], name: str, site: list[Metadatum]) -> Draft | ReadingError:
    body = _body(entry, name)
    title = _plain(entry.get("title"), name)
    if body is None and title is None:
        return ReadingError(f"{name}: has no text; open its link and save the page")
    facts = [*site, *_of_entry(entry, title)]
    text, parts = ("", ()) if body is None else (body.text, body.parts)
    if title is not None:
        shift = len(title) + 2 if text else len(title) + 1
        moved = (
            MarkedPart(
                start=part.start + shift, end=part.end + shift, kind=part.kind, form=part.form, author=part.author
            )
            for part in parts
        )
        parts = (MarkedPart(start=0, end=len(title), kind=SectionKind.TITLE, form=SectionForm.PROSE), *moved)
        text = f"{title}\n\n{text}" if text else f"{title}\n"
    return Draft(name=name, text=text, parts=parts, metadata=tuple(facts))


def _body(entry: Mapping[str, Any], name: str) -> Draft | None:
    """The longest of an entry's contents, else its summary."""
    contents = [str(content.get("value") or "") for content in entry.get("content") or ()]
    drafts = [read_fragment(source, name) for source in (*contents, str(entry.get("summary") or "")) if source.strip()]
    return max(filter(None, drafts), key=lambda draft: len(draft.text), default=None)


def _plain(source: object, name: str) -> str | None:
    """A title without markup, on one line."""
    draft = read_fragment(source, name) if isinstance(source, str) else None
    return None if draft is None else " ".join(draft.text.split())


def _of_entry(entry: Mapping[str, Any], title: str | None) -> Iterator[Metadatum]:
    """The day is that of the words of the entry, not of Greenwich; a day of change counts little."""
    score = scores("feed")["entry"]
    yield from _made(MetadataField.TITLE, title, score)
    authors = ", ".join(str(author.get("name") or "") for author in entry.get("authors") or () if author)
    yield from _made(MetadataField.AUTHOR, authors.strip(", ") or entry.get("author"), score)
    yield from _made(MetadataField.URL, entry.get("link"), score)
    if "published" in entry:
        yield from _made(MetadataField.PUBLISHED, entry["published"], score)
    if "updated" in entry:  # asked otherwise, feedparser gives the day of publication with a warning
        changed = scores("feed")["changed"] if "published" in entry else scores("feed")["updated_alone"]
        yield from _made(MetadataField.PUBLISHED, entry["updated"], changed)
    source = entry.get("source")
    if isinstance(source, dict):
        yield from _made(MetadataField.PUBLISHER, source.get("title"), score)
