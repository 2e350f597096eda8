"""Web archives (.mhtml, .mht): the page that a browser saved into one file with its pictures and styles."""

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from typing import cast

from reportmap.errors import ReadingError
from reportmap.model import MetadataBasis, MetadataField, Metadatum
from reportmap.reading.draft import Draft
from reportmap.reading.html import read_page
from reportmap.reading.metadata import scores
from reportmap.reading.page.markup import MAX_BYTES, decode_page

_ADDRESS = re.compile(r"https?://\S{1,2000}")


def read_mhtml(data: bytes, name: str) -> Iterator[Draft | ReadingError]:
    """The drafts of the page in a web archive; its address comes from the archive, the day of saving is no date of it.

    Yields a ReadingError where the archive holds no page.
    """
    try:
        yield from _read(data, name)
    except ReadingError as error:
        yield error


def _read(data: bytes, name: str) -> Iterator[Draft | ReadingError]:
    if len(data) > MAX_BYTES:
        raise ReadingError(f"{name}: is larger than {MAX_BYTES // 1024 // 1024} MB; save the page without its pictures")
    try:
        archive = cast(EmailMessage, email.message_from_bytes(data, policy=email.policy.compat32))
        page = _page(archive)
        content = page.get_payload(decode=True) if page is not None else None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ReadingError(f"{name}: is a damaged web archive; save the page again") from error
    if page is None or not isinstance(content, bytes) or not content.strip():
        raise ReadingError(f"{name}: holds no page; save it again as a web page")
    source = decode_page(content, name, charset=page.get_content_charset())
    yield from read_page(source, name, known=list(_facts(archive, page)))


def _page(archive: EmailMessage) -> EmailMessage | None:
    """The part that is the page: the root that the archive names, else the first that is HTML (frames come later)."""
    pages = [part for part in archive.walk() if part.get_content_type() in {"text/html", "application/xhtml+xml"}]
    start = str(archive.get_param("start") or "")
    address = _address(archive, "Snapshot-Content-Location")
    for part in pages:
        if (start and part.get("Content-ID") == start) or (address and _address(part, "Content-Location") == address):
            return part
    return pages[0] if pages else None


def _facts(archive: EmailMessage, page: EmailMessage) -> Iterator[Metadatum]:
    address = _address(archive, "Snapshot-Content-Location") or _address(page, "Content-Location")
    if address is not None:
        score = scores("page")["saved_from"]
        yield Metadatum(field=MetadataField.URL, value=address, basis=MetadataBasis.MESSAGE, score=score)


def _address(part: EmailMessage, header: str) -> str | None:
    match = _ADDRESS.search(str(part.get(header, "")))
    return match[0].strip("<>\"'") if match else None
