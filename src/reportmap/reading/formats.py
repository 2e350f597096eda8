"""What a file is, by its content first and its suffix second, and who reads it.

Nothing is told from a suffix that the content can tell: a web page saved as .txt is read as a web page, and a warning
says so.
"""

import codecs
import io
import logging
import re
import zipfile
from collections.abc import Callable
from enum import StrEnum
from importlib import import_module
from typing import cast

from reportmap.errors import ReadingError
from reportmap.reading.draft import Reader
from reportmap.reading.names import suffix_of

HEAD_BYTES = 4096
"""How much of a file is looked at to tell what it is."""

_logger = logging.getLogger(__name__)


class Format(StrEnum):
    """The formats that are read."""

    TEXT = "plain text"
    HTML = "a web page"
    MHTML = "a web page archive (MHTML)"
    FEED = "a feed"
    PDF = "a PDF"
    DOCX = "a Word document"
    MAIL = "an e-mail message"
    TABLE = "a table (CSV)"
    JSON = "JSON"
    ZIP = "a ZIP archive"


_READERS = {  # imported when they are first needed: the driver never is to load a parser
    Format.TEXT: "text:read_plain",
    Format.HTML: "html:read_html",
    Format.MHTML: "mhtml:read_mhtml",
    Format.FEED: "feed:read_feed",
    Format.PDF: "pdf:read_pdf",
    Format.DOCX: "docx:read_docx",
    Format.MAIL: "mail:read_mail",
    Format.TABLE: "tables:read_table",
    Format.JSON: "json_articles:read_json",
    Format.ZIP: "archive:read_zip",
}

SUFFIXES = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.TEXT,
    ".markdown": Format.TEXT,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".mhtml": Format.MHTML,
    ".mht": Format.MHTML,
    ".rss": Format.FEED,
    ".atom": Format.FEED,
    ".xml": Format.FEED,
    ".rdf": Format.FEED,
    ".pdf": Format.PDF,
    ".docx": Format.DOCX,
    ".eml": Format.MAIL,
    ".mbox": Format.MAIL,
    ".csv": Format.TABLE,
    ".tsv": Format.TABLE,
    ".json": Format.JSON,
    ".jsonl": Format.JSON,
    ".ndjson": Format.JSON,
    ".zip": Format.ZIP,
}

UNREAD_SUFFIXES = frozenset({
    ".doc", ".dot", ".rtf", ".odt", ".docm", ".wpd", ".xls", ".xlsx", ".xlsm", ".ods", ".ppt", ".pptx", ".odp",
    ".epub", ".msg", ".pst", ".djvu", ".ps", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".zst", ".7z", ".rar",
})  # fmt: skip
"""Reports that are not read: a folder that holds them says so, while its pictures and scripts are left out."""

_AS_DOCX_OR_PDF = "open it in a word processor and save it as .docx or PDF"
_UNPACK = "unpack it and name the files in it, or pack them as a ZIP"
_IMAGE = "run text recognition (OCR) over it and save its words as .txt or PDF"
_AS_CSV = "save the sheet with the reports as .csv"
SIGNATURES = (  # how a file starts that is not read, what it is, and what to do
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls, .msg) or an encrypted one", _AS_DOCX_OR_PDF),
    (b"{\\rtf", "an RTF document", _AS_DOCX_OR_PDF),
    (b"\x1f\x8b", "a gzip file", _UNPACK),
    (b"BZh", "a bzip2 file", _UNPACK),
    (b"\xfd7zXZ\0", "an xz file", _UNPACK),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file", _UNPACK),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", _UNPACK),
    (b"Rar!\x1a\x07", "a RAR archive", _UNPACK),
    (b"\x89PNG\r\n", "an image", _IMAGE),
    (b"\xff\xd8\xff", "an image", _IMAGE),
    (b"GIF8", "an image", _IMAGE),
    (b"II*\0", "an image", _IMAGE),
    (b"MM\0*", "an image", _IMAGE),
    (b"%!PS", "a PostScript file", "print it to PDF"),
    (b"AT&TFORM", "a DjVu file", "save it as PDF with its text"),
    (b"SQLite format 3", "a database", "export its reports as .csv"),
)
_OFFICE = (  # a member that only such a file has, what it is, and what to do
    ("xl/workbook.xml", "a spreadsheet", _AS_CSV),
    ("xl/workbook.bin", "a spreadsheet", _AS_CSV),
    ("ppt/presentation.xml", "a presentation", "save it as PDF"),
    ("META-INF/container.xml", "an e-book (EPUB)", "save it as PDF or HTML"),
    ("content.xml", "an OpenDocument file", _AS_DOCX_OR_PDF),
)
_PAGE = re.compile(
    r"\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,200})?(?:<!--.{0,1000}?-->\s{0,200}){0,3}<(?:!doctype\s{1,9}html|html|head|body)\b",
    re.DOTALL,
)
_FEED = re.compile(r"<(?:rss|feed|rdf:rdf)[\s>]")
_TAG = re.compile(r"<(?:p|div|span|br|article|section|table|ul|h[1-6]|meta|title|main)\b[^<>]{0,500}>")
_HEADER = re.compile(r"(?:[!-9;-~]{1,60}:[^\n]{0,990}|[ \t][^\n]{0,990})\n")
_JSON_START = re.compile(r'\s{0,200}(?:\[\s{0,200})?\{\s{0,200}(?:"[^"\n]{1,200}"\s{0,9}:|\})')
_MAIL_SURE = frozenset({"received", "message-id", "mime-version", "return-path", "delivered-to", "dkim-signature"})
_MAIL_LIKELY = frozenset({"from", "to", "subject", "date", "sender", "reply-to", "cc"})


def format_of(data: bytes, name: str) -> Format:
    """What the bytes of a file are. Where that is not what its suffix says, a warning is logged.

    Raises:   ReadingError for what is not read, saying what to do with it
    """
    found = _by_content(data, name)
    suffix = suffix_of(name)
    said = SUFFIXES.get(suffix)
    if said is not None and said is not found:
        _logger.warning("%s: is %s, whatever its name ends in; read as that", name, found)
    return found


def is_plain(data: bytes, name: str) -> bool:
    """Whether a file is plain text by its first bytes and its name, so that our own decoder is enough for it."""
    is_named_so = SUFFIXES.get(suffix_of(name)) is Format.TEXT
    return is_named_so and not _is_binary(data) and _by_text(_head(data), suffix_of(name)) is Format.TEXT


def reader_of(form: Format) -> Reader:
    """The reader of a format; its module is imported now."""
    module, function = _READERS[form].split(":")
    reader: Callable[..., object] = getattr(import_module(f"reportmap.reading.{module}"), function)
    return cast("Reader", reader)


def _is_binary(data: bytes) -> bool:
    start = data[:HEAD_BYTES]
    return b"%PDF-" in start[:1024] or start.startswith((b"PK\3\4", b"PK\5\6", *(row[0] for row in SIGNATURES)))


def _by_content(data: bytes, name: str) -> Format:
    for signature, what, remedy in SIGNATURES:
        if data.startswith(signature):
            raise ReadingError(f"{name}: is {what}, which is not read; {remedy}")
    if data[:HEAD_BYTES].lstrip(b"\xef\xbb\xbf \t\r\n\0").startswith(b"%PDF-"):
        return Format.PDF
    suffix = suffix_of(name)
    if data[257:262] == b"ustar":
        raise ReadingError(f"{name}: is a tar archive, which is not read; {_UNPACK}")
    if suffix in UNREAD_SUFFIXES and b"\0" in data[:HEAD_BYTES] and not data.startswith(b"PK"):
        raise ReadingError(f"{name}: is a {suffix} file, which is not read; save it as .docx, PDF, .csv or text")
    if suffix == ".pdf" and b"%PDF-" in data[:1024]:  # the standard allows for junk before it
        return Format.PDF
    if data.startswith((b"PK\3\4", b"PK\5\6")):
        return _zipped(data, name)
    return _by_text(_head(data), suffix)


def _zipped(data: bytes, name: str) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise ReadingError(
            f"{name}: is a damaged ZIP archive or Office file ({error}); save or download it again"
        ) from error
    if "word/document.xml" in members:
        return Format.DOCX
    if "[Content_Types].xml" in members or "mimetype" in members:
        for member, what, remedy in _OFFICE:
            if member in members:
                raise ReadingError(f"{name}: is {what}, which is not read; {remedy}")
    return Format.ZIP


def _head(data: bytes) -> str:
    """The first characters in lower case, for a look alone: wrong ones do no harm."""
    start = data[:HEAD_BYTES]
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if start.startswith(mark):
            return start[len(mark) :].decode(codec, "replace").lower().replace("\r\n", "\n")
    return start.decode("latin-1").lower().replace("\r\n", "\n")


def _by_text(head: str, suffix: str) -> Format:
    said = SUFFIXES.get(suffix)
    if found := _by_headers(head, is_said=said in {Format.MAIL, Format.MHTML}):
        return found
    if head.lstrip().startswith("<") and _FEED.search(head) and not _PAGE.match(head):
        return Format.FEED
    if _PAGE.match(head) or (said is Format.HTML and _TAG.search(head)):
        return Format.HTML
    if said is Format.TABLE:
        return said
    if (said is Format.JSON and head.lstrip()[:1] in {"{", "["}) or _JSON_START.match(head):
        return Format.JSON
    return Format.TEXT


def _by_headers(head: str, *, is_said: bool) -> Format | None:
    """Mail or a page archive, where the text starts with the lines of a message's header."""
    names = set()
    place = len(head) - len(head.lstrip("\n"))
    if head.startswith("from ", place):  # the line that mailboxes put before a message
        place = head.find("\n", place) + 1
    start = place
    while match := _HEADER.match(head, place):
        if not match[0][0].isspace():
            names.add(match[0].partition(":")[0])
        place = match.end()
    is_related = re.search(r"^content-type:\s{0,9}multipart/related", head[start:place], re.MULTILINE) is not None
    if is_related and names & _MAIL_SURE and not names & {"received", "to", "delivered-to"}:
        return Format.MHTML
    is_mail = bool(names & _MAIL_SURE and "from" in names) or (is_said and len(names & _MAIL_LIKELY) >= 2)
    return Format.MAIL if is_mail else None
