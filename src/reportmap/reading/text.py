"""Plain text files and pasted text become documents.

The text is what follows the front matter, with its line ends made "\\n" once and nothing else changed. Whatever
cannot be read raises a ReadingError of one line: which file, why, and what to do.
"""

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

from reportmap.errors import ReadingError
from reportmap.headline import find_headline
from reportmap.model import Document, MetadataBasis, MetadataField, Metadatum, stable_id
from reportmap.reading.days import parse_day
from reportmap.reading.draft import Draft
from reportmap.reading.encoding import decode
from reportmap.reading.front_matter import FrontMatter, parse_front_matter
from reportmap.reading.metadata import best_of, header_metadata

MAX_BYTES = 32 * 1024 * 1024
PASTED = "pasted text"

_SURROGATE = re.compile("[\ud800-\udfff]")


def read_file(path: Path, *, published_on: datetime.date | None = None) -> Document:
    """The document in a text file; `published_on`, where given, overrides the front matter.

    UTF-8 or what its byte order mark says, else Windows-1252 or a sure guess. Raises ReadingError when the file
    is missing, unreadable, too large, empty, binary, wrongly encoded, or has front matter that breaks its rules.
    """
    name = display_name(path)
    return _document(decode(_read_bytes(path, name), name), name=name, published_on=published_on, path=str(path))


def read_text(
    text: str, *, title: str | None = None, published_on: datetime.date | None = None, path: str | None = None
) -> Document:
    """The document in pasted text, which may have front matter; what is given as an argument overrides it.

    Raises ReadingError when there is no text, when it holds NUL or half a surrogate pair, or when its front
    matter breaks the rules.
    """
    name = PASTED if path is None else display_name(path)
    return _document(text.removeprefix("\ufeff"), name=name, title=title, published_on=published_on, path=path)


def read_plain(data: bytes, name: str) -> Iterator[Draft]:
    """The draft of a plain text or Markdown file; its front matter becomes candidates for metadata.

    Raises ReadingError as `read_file` does.
    """
    if len(data) > MAX_BYTES:
        raise ReadingError(f"{name}: is larger than {MAX_BYTES // 1024 // 1024} MB; split it into its reports")
    front, text = _parted(decode(data, name), name)
    said = (
        (MetadataField.TITLE, front.title),
        (MetadataField.PUBLISHED, front.published and front.published.isoformat()),
        (MetadataField.PUBLISHER, front.publisher),
        (MetadataField.AUTHOR, front.author),
        (MetadataField.URL, front.url),
    )
    yield Draft(
        name=name,
        text=text,
        metadata=tuple(
            Metadatum(field=field, value=value, basis=MetadataBasis.FRONT_MATTER, score=0.95)
            for field, value in said
            if value
        ),
    )


def display_name(path: Path | str) -> str:
    """A path for a message: on one line, with what cannot be printed replaced."""
    return "".join(character if character.isprintable() else "�" for character in str(path))


def _document(
    text: str, *, name: str, title: str | None = None, published_on: datetime.date | None, path: str | None
) -> Document:
    front, text = _parted(text, name)
    header = best_of(header_metadata(text))
    headline = find_headline(text)
    said = {field: candidate.value for field, candidate in header.items()}
    date, basis = _publication(front, header.get(MetadataField.PUBLISHED), published_on)
    return Document(
        document_id=stable_id(text),
        text=text,
        title=title
        or front.title
        or said.get(MetadataField.TITLE)
        or (" ".join(headline.text.split()) if headline else None),
        publisher=front.publisher or said.get(MetadataField.PUBLISHER),
        author=front.author or said.get(MetadataField.AUTHOR),
        published_on=date,
        published_basis=basis,
        url=front.url or said.get(MetadataField.URL),
        path=path,
    )


def _parted(text: str, name: str) -> tuple[FrontMatter, str]:
    """The front matter of a text and what follows it, with plain line ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    check_characters(text, name)
    front, start = parse_front_matter(text, name)
    text = text[start:]
    if not any(map(str.isalnum, text)):
        raise ReadingError(f"{name}: there is no text in it; check that it was saved, or leave it out")
    return front, text


def _publication(
    front: FrontMatter, said: Metadatum | None, published_on: datetime.date | None
) -> tuple[datetime.date | None, MetadataBasis]:
    if published_on is not None:
        return published_on, MetadataBasis.COMMAND_LINE
    if front.published is not None:
        return front.published, MetadataBasis.FRONT_MATTER
    return (None, MetadataBasis.NONE) if said is None else (parse_day(said.value), said.basis)


def check_characters(text: str, name: str) -> None:
    """Raise ReadingError where a text holds what no store takes: NUL, or half a surrogate pair."""
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ReadingError(f"{name}, line {line}: holds a NUL character, so it is not text; export it as text again")
    if half := _SURROGATE.search(text):
        line = text.count("\n", 0, half.start()) + 1
        raise ReadingError(f"{name}, line {line}: holds half a character (a lone surrogate); copy the text again")


def _read_bytes(path: Path, name: str) -> bytes:
    try:
        if path.is_dir():
            raise ReadingError(f"{name}: is a folder; name the files in it")
        if not path.exists():
            raise ReadingError(f"{name}: does not exist; check the path")
        if not path.is_file():
            raise ReadingError(f"{name}: is not a regular file; save its content in one")
        if path.stat().st_size > MAX_BYTES:
            raise ReadingError(f"{name}: is larger than {MAX_BYTES // 1024 // 1024} MB; split it into its reports")
        return path.read_bytes()
    except OSError as error:
        raise ReadingError(f"{name}: cannot be read ({reason_of(error)}); check its permissions") from error


def reason_of(error: OSError) -> str:
    """What the system says went wrong, for a message."""
    return (error.strerror or str(error)).lower()
