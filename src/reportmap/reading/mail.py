"""E-mail messages become drafts, and their attachments documents of their own.

The plain text of a message comes before its HTML. What it quotes of other messages is marked as a quote, without the
">" before each line; what follows a line of "-- " is a signature, and boilerplate.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.errors import HeaderParseError, MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from functools import partial
from typing import TypeAlias

from reportmap.errors import ReadingError
from reportmap.model import MetadataBasis, MetadataField, Metadatum, SectionForm, SectionKind
from reportmap.reading.blocks import Block, render, with_title
from reportmap.reading.draft import Draft, Member
from reportmap.reading.encoding import decode
from reportmap.reading.formats import SUFFIXES, UNREAD_SUFFIXES, Format, reader_of
from reportmap.reading.names import suffix_of
from reportmap.reading.text import display_name

MAX_PARTS = 500
"""Of one message; more is a bomb of nested parts."""
FIRST_YEAR = 1971
"""A message of 1970 comes from a clock that was never set."""

Part: TypeAlias = "Message[str, str]"  # generic for the type checker alone

_MESSAGE_START = re.compile(rb"^From [^\r\n]{1,200}\r?\n(?=[!-9;-~]{1,60}:)", re.MULTILINE)
_ANSWER = re.compile(r"(?:(?:re|fwd?|aw|wg|tr|rv)\s{0,2}(?:\[\d{1,3}\])?:\s{0,5}){1,9}", re.IGNORECASE)
_LIST_TAG = re.compile(r"\[[\w .:/-]{1,40}\]\s{1,3}(?=\S)")
_QUOTED = re.compile(r"(?:>\s?){1,20}")
_ADDRESS = re.compile(r"<(https?://[^\s<>]{1,500})>")
_ENCRYPTED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})


def read_mail(data: bytes, name: str) -> Iterator[Draft | Member | ReadingError]:
    """The draft of a message and its attachments; for a mailbox, its messages.

    Raises:   ReadingError for an encrypted message, and for one with neither text nor attachment
    """
    starts = [match.end() for match in _MESSAGE_START.finditer(data)]
    if len(starts) > 1 and data.startswith(b"From "):
        yield from _messages(data, starts, name)
        return
    data = data[starts[0] :] if starts and data.startswith(b"From ") else data.lstrip(b"\r\n")
    message: Part = message_from_bytes(data, policy=policy.compat32)
    if message.get_content_type() in _ENCRYPTED:
        raise ReadingError(f"{name}: is encrypted; save it decrypted, or save its text")
    content = _Content()
    content.take(message)
    facts = tuple(_metadata(message))
    subject = next((fact.value for fact in facts if fact.field is MetadataField.TITLE), None)
    found = list(_drafts(content, name, subject=subject, facts=facts))
    if not found and not content.attached:
        raise ReadingError(f"{name}: there is no text in it; check that it was saved whole, or leave it out")
    yield from found
    for number, part in enumerate(content.attached, 1):
        yield from _attachment(part, number, name)


def _messages(data: bytes, starts: list[int], name: str) -> Iterator[Member]:
    ends = [*(match.start() for match in _MESSAGE_START.finditer(data)), len(data)][1:]
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), 1):
        yield Member(name=f"{name}, message {number}", load=partial(_sliced, data, start, end))


def _sliced(data: bytes, start: int, end: int) -> bytes:
    return re.sub(rb"(?m)^>(>{0,9}From )", rb"\1", data[start:end])  # as mailboxes protect lines that start with From


@dataclass(slots=True, kw_only=True)
class _Content:
    """What a message holds: its texts, pages and attachments."""

    plain: list[Part] = field(default_factory=list)
    pages: list[Part] = field(default_factory=list)
    attached: list[Part] = field(default_factory=list)
    n_parts: int = 0

    def take(self, part: Part) -> None:
        """Sort a part, or those that it is made of."""
        self.n_parts += 1
        if self.n_parts > MAX_PARTS:
            return
        kind = part.get_content_type()
        if kind != "message/rfc822" and part.is_multipart():
            for inner in part.get_payload():
                if isinstance(inner, Message):
                    self.take(inner)
        elif part.get_content_disposition() == "attachment" or part.get_filename() or kind == "message/rfc822":
            self.attached.append(part)
        elif kind == "text/html":
            self.pages.append(part)
        elif kind.startswith("text/") and kind not in {"text/calendar", "text/rfc822-headers"}:
            self.plain.append(part)


def _drafts(
    content: _Content, name: str, *, subject: str | None, facts: tuple[Metadatum, ...]
) -> Iterator[Draft | ReadingError]:
    texts = [_decoded(part, name) for part in content.plain]
    if any(any(map(str.isalnum, text)) for text in texts):
        text, parts = render(_blocks("\n\n".join(text.strip("\n") for text in texts)))
        yield with_title(Draft(name=name, text=text, parts=parts, metadata=facts), subject)
        return
    for part in content.pages:
        for item in reader_of(Format.HTML)(_decoded(part, name).encode("utf-8", "replace"), name):
            if isinstance(item, Draft):
                yield replace(with_title(item, subject), metadata=(*facts, *item.metadata))
            elif isinstance(item, ReadingError):
                yield item


def _decoded(part: Part, name: str) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    if not data.strip():
        return ""
    try:
        text = data.decode(part.get_content_charset() or "utf-8")
    except (LookupError, ValueError):  # an unknown charset, one with NUL in it, or not this one
        text = decode(data, name)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    is_flowed = str(part.get_param("format", "")).lower() == "flowed"
    return _unflowed(text, joins_words=str(part.get_param("delsp", "")).lower() == "yes") if is_flowed else text


def _unflowed(text: str, *, joins_words: bool) -> str:
    """Paragraphs whose lines were broken for the transport (RFC 3676), as they were."""
    lines: list[str] = []
    is_open = False
    for line in text.split("\n"):
        mark = _quote_mark(line)
        goes_on = is_open and mark == _quote_mark(lines[-1]) and line != "-- "
        if goes_on:
            lines[-1] = (lines[-1].removesuffix(" ") if joins_words else lines[-1]) + line[len(mark) :]
        else:
            lines.append(line)
        is_open = line.endswith(" ") and line != "-- "
    return "\n".join(lines)


def _quote_mark(line: str) -> str:
    mark = _QUOTED.match(line)
    return mark[0] if mark else ""


def _blocks(text: str) -> Iterator[Block]:
    """What was written, what is quoted, and the signature."""
    body, is_signed, signature = text.partition("\n-- \n")
    group = 0
    kept: list[str] = []
    was_quoted = False
    for line in [*body.split("\n"), None]:
        is_quoted = line is not None and line.startswith(">")
        if line is None or is_quoted is not was_quoted:
            words = "\n".join(kept).strip("\n")
            if words.strip():
                group += 1
                marks = (SectionKind.BODY, SectionForm.QUOTE) if was_quoted else (None, None)
                yield Block(text=words, kind=marks[0], form=marks[1], group=group)
            kept, was_quoted = [], is_quoted
        kept.append(_QUOTED.sub("", line or "", count=1) if is_quoted else line or "")
    if is_signed and signature.strip():
        yield Block(text=signature.strip(), kind=SectionKind.BOILERPLATE, form=SectionForm.PROSE)


def _attachment(part: Part, number: int, name: str) -> Iterator[Member | ReadingError]:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        if isinstance(inner, list) and inner and isinstance(inner[0], Message):
            yield Member(name=f"{name}/message {number}.eml", load=inner[0].as_bytes)
        return
    title = display_name(_words(part.get_filename()) or f"attachment {number}")
    suffix = suffix_of(title)
    if title.lower() == "winmail.dat":
        yield ReadingError(f"{name}/{title}: is an attachment of Outlook's own kind; save what it holds from Outlook")
    elif suffix in SUFFIXES or suffix in UNREAD_SUFFIXES or part.get_content_type().startswith("text/html"):
        yield Member(name=f"{name}/{title}", load=partial(_payload, part))


def _payload(part: Part) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _metadata(message: Part) -> Iterator[Metadatum]:
    subject = _LIST_TAG.sub("", _words(message.get("Subject")), count=1)
    title = _LIST_TAG.sub("", _ANSWER.sub("", subject, count=1), count=1)
    address, link = parseaddr(_words(message.get("From"))), _ADDRESS.search(_words(message.get("Archived-At")))
    said = (
        (MetadataField.TITLE, title, 0.9 if title == subject else 0.8),
        (MetadataField.AUTHOR, address[0] or address[1], 0.8 if address[0] else 0.5),
        (MetadataField.PUBLISHER, _words(message.get("Organization")), 0.5),
        (MetadataField.PUBLISHED, _day(message.get("Date")), 0.9),
        (MetadataField.URL, link[1] if link else "", 0.7),
    )
    for which, value, score in said:
        if value:
            yield Metadatum(field=which, value=value, basis=MetadataBasis.MESSAGE, score=score)


def _words(header: object) -> str:
    """A header's words, decoded, on one line."""
    if header is None:
        return ""
    try:
        text = str(make_header(decode_header(str(header))))
    except (HeaderParseError, MessageError, LookupError, ValueError):
        text = str(header)
    return " ".join(text.encode("utf-8", "replace").decode("utf-8").replace("\0", " ").split())[:500]


def _day(header: object) -> str:
    """The day on which a message was sent, by its sender's clock."""
    try:
        moment = parsedate_to_datetime(_words(header))
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
    return moment.date().isoformat() if moment.year >= FIRST_YEAR else ""
