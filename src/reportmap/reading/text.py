"""Plain text files and pasted text become documents.

The text is what follows the front matter, with its line ends made "\\n" once and nothing else changed. Whatever
cannot be read raises a ReadingError of one line: which file, why, and what to do.
"""

import datetime
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from reportmap.errors import ReadingError
from reportmap.headline import find_headline
from reportmap.model import Document, MetadataBasis, stable_id
from reportmap.reading.encoding import decode
from reportmap.reading.front_matter import FrontMatter, parse_front_matter

SUFFIXES = frozenset({".txt", ".md"})
MAX_BYTES = 32 * 1024 * 1024
PASTED = "pasted text"

_SURROGATE = re.compile("[\ud800-\udfff]")


def find_files(paths: Iterable[Path]) -> Iterator[Path | ReadingError]:
    """The files to read: each file given, and every .txt and .md below each folder given, in natural order.

    Hidden files and folders are left out, links to folders are not followed, and a file comes once however often
    it was named. What cannot be read comes as a ReadingError in its place, so that a caller can go on with the
    others.
    """
    seen: set[Path] = set()
    for path in paths:
        for found in _found(path):
            if isinstance(found, Path):
                identity = found.resolve()
                if identity in seen:
                    continue
                seen.add(identity)
            yield found


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


def display_name(path: Path | str) -> str:
    """A path for a message: on one line, with what cannot be printed replaced."""
    return "".join(character if character.isprintable() else "�" for character in str(path))


def _document(
    text: str, *, name: str, title: str | None = None, published_on: datetime.date | None, path: str | None
) -> Document:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _check_characters(text, name)
    front, start = parse_front_matter(text, name)
    text = text[start:]
    if not any(map(str.isalnum, text)):
        raise ReadingError(f"{name}: there is no text in it; check that it was saved, or leave it out")
    headline = find_headline(text)
    date, basis = _publication(front, published_on)
    return Document(
        document_id=stable_id(text),
        text=text,
        title=title or front.title or (" ".join(headline.text.split()) if headline else None),
        publisher=front.publisher,
        author=front.author,
        published_on=date,
        published_basis=basis,
        url=front.url,
        path=path,
    )


def _publication(front: FrontMatter, published_on: datetime.date | None) -> tuple[datetime.date | None, MetadataBasis]:
    if published_on is not None:
        return published_on, MetadataBasis.COMMAND_LINE
    if front.published is not None:
        return front.published, MetadataBasis.FRONT_MATTER
    return None, MetadataBasis.NONE


def _check_characters(text: str, name: str) -> None:
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
        raise ReadingError(f"{name}: cannot be read ({_reason(error)}); check its permissions") from error


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _found(path: Path) -> Iterable[Path | ReadingError]:
    try:
        if path.is_dir():
            return _files_below(path)
        if path.exists():
            return [path]
    except OSError as error:  # a name that is too long, a folder that may not be entered
        return [ReadingError(f"{display_name(path)}: cannot be read ({_reason(error)}); check its permissions")]
    return [ReadingError(f"{display_name(path)}: does not exist; check the path")]


def _files_below(folder: Path) -> Iterator[Path | ReadingError]:
    refused: list[OSError] = []
    found = False
    for parent, folders, files in os.walk(folder, onerror=refused.append):
        folders[:] = sorted((name for name in folders if not name.startswith(".")), key=_natural)
        for name in sorted(files, key=_natural):
            if not name.startswith(".") and Path(name).suffix.lower() in SUFFIXES:
                found = True
                yield Path(parent, name)
    for error in refused:
        name = display_name(str(error.filename))
        yield ReadingError(f"{name}: cannot be read ({_reason(error)}); check its permissions")
    if not found and not refused:
        yield ReadingError(f"{display_name(folder)}: holds no .txt or .md file; name the files to read")


def _natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key that puts "report 2" before "report 10", and case second."""
    parts = re.split(r"(\d{1,18})", name.casefold())
    return (*((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts), (2, 0, name))
