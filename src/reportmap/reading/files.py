"""Which files are to be read, and their documents.

Whatever cannot be read is a ReadingError of one line, in its place among the others: which file, why, and what to do.
"""

import glob
import logging
import os
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from reportmap.errors import ReadingError
from reportmap.model import Document
from reportmap.reading.draft import Draft, Given
from reportmap.reading.formats import SUFFIXES, UNREAD_SUFFIXES
from reportmap.reading.metadata import as_document
from reportmap.reading.names import natural, suffix_of
from reportmap.reading.sandbox import Sandbox
from reportmap.reading.text import PASTED, display_name, reason_of

STANDARD_INPUT = Path("-")
"""The path that stands for what is piped in."""
PIPED = "standard input"
MAX_BYTES = 128 * 1024 * 1024
"""Of one file. It is held in memory here and where it is parsed; the largest reports with photographs have 100 MB."""

_PAGE_FOLDER = re.compile(r"(.{1,250})(?:_files|\.files|_Dateien|_fichiers|_archivos)")
_logger = logging.getLogger(__name__)


def find_files(paths: Iterable[Path]) -> Iterator[Path | ReadingError]:
    """The files to read: each file given, each that a pattern such as "reports/*.pdf" matches, and every readable one
    below each folder given, in natural order.

    Hidden files and folders are left out, so are the pictures and scripts that a browser saves beside a page; links to
    folders are not followed, and a file comes once however often it was named. What cannot be read comes as a
    ReadingError in its place, so that a caller can go on with the others.
    """
    seen: set[Path] = set()
    for path in paths:
        for found in _found(path):
            if isinstance(found, Path):
                identity = _identity(found)
                if identity in seen:
                    continue
                seen.add(identity)
            yield found


def read_documents(path: Path, *, sandbox: Sandbox, given: Given) -> Iterator[Document | ReadingError]:
    """The documents in a file of any format, or in standard input for STANDARD_INPUT, in its order.

    A file may hold many (an archive, a feed, a table); one that cannot be read is a ReadingError among them.
    `path` of each says where it stood, such as "week.zip/monday.html"; that of piped text is None.
    """
    name = PIPED if path == STANDARD_INPUT else display_name(path)
    try:
        data = _read_limited(sys.stdin.buffer, name) if path == STANDARD_INPUT else _read_bytes(path, name)
    except ReadingError as error:
        yield error
        return
    yield from documents_in(data, name, sandbox=sandbox, given=given)


def documents_in(data: bytes, name: str, *, sandbox: Sandbox, given: Given) -> Iterator[Document | ReadingError]:
    """The documents in what a file of that name would hold, as `read_documents` gives them."""
    for item in sandbox.drafts(data, name):
        yield item if isinstance(item, ReadingError) else _document(item, given)


def _document(draft: Draft, given: Given) -> Document | ReadingError:
    try:
        document = as_document(draft, given)
    except ReadingError as error:
        return error
    return replace(document, path=None) if draft.name in {PIPED, PASTED} else document


def _read_bytes(path: Path, name: str) -> bytes:
    try:
        if path.is_dir():
            raise ReadingError(f"{name}: is a folder; name the files in it")
        if not path.exists() and path.is_symlink():
            raise ReadingError(f"{name}: is a link that leads nowhere, or in a circle; name the file itself")
        if not path.exists():
            raise ReadingError(f"{name}: does not exist; check the path")
        if not path.is_file():
            raise ReadingError(f"{name}: is not a regular file; save its content in one")
        with path.open("rb") as file:
            return _read_limited(file, name)
    except OSError as error:
        raise ReadingError(f"{name}: cannot be read ({reason_of(error)}); check its permissions") from error


def _read_limited(file: BinaryIO, name: str) -> bytes:
    data = file.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise ReadingError(f"{name}: is larger than {MAX_BYTES // 1024**2} MB; split it into its reports")
    if not data:
        raise ReadingError(f"{name}: is empty; check that it was saved, or leave it out")
    return data


def _identity(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # a link in a circle; reading it will say so
        return path.absolute()


def _found(path: Path) -> Iterable[Path | ReadingError]:
    try:
        if path.is_dir():
            return _files_below(path)
        if path.exists() or path.is_symlink():
            return [path]
        if glob.has_magic(str(path)):
            return _matching(path)
    except OSError as error:  # a name that is too long, a folder that may not be entered
        return [ReadingError(f"{display_name(path)}: cannot be read ({reason_of(error)}); check its permissions")]
    return [ReadingError(f"{display_name(path)}: does not exist; check the path")]


def _matching(pattern: Path) -> Iterator[Path | ReadingError]:
    matches = sorted(glob.iglob(str(pattern), recursive=True), key=natural)  # noqa: PTH207 - Path.glob knows no "/x/*"
    for match in matches:
        yield from _found(Path(match))
    if not matches:
        yield ReadingError(f"{display_name(pattern)}: matches no file; check the pattern")


def _files_below(folder: Path) -> Iterator[Path | ReadingError]:
    refused: list[OSError] = []
    left_out: Counter[str] = Counter()
    found = False
    for parent, folders, files in os.walk(folder, onerror=refused.append):
        folders[:] = sorted((name for name in folders if is_wanted(name, beside=files)), key=natural)
        for name in sorted(files, key=natural):
            suffix = suffix_of(name)
            if name.startswith("."):
                continue
            if suffix in SUFFIXES or suffix in UNREAD_SUFFIXES:
                found = True
                yield Path(parent, name)
            else:
                left_out[suffix or "no suffix"] += 1
    for error in refused:
        name = display_name(str(error.filename))
        yield ReadingError(f"{name}: cannot be read ({reason_of(error)}); check its permissions")
    if left_out:
        _logger.info("%s: left out %s", display_name(folder), _counted(left_out))
    if not found and not refused:
        yield ReadingError(f"{display_name(folder)}: holds no file of a kind that is read; name the files to read")


def is_wanted(folder: str, *, beside: list[str]) -> bool:
    """Whether a folder may hold reports; a browser puts the parts of "page.html" into "page_files"."""
    page = _PAGE_FOLDER.fullmatch(folder)
    is_of_page = page is not None and not {f"{page[1]}.html", f"{page[1]}.htm"}.isdisjoint(beside)
    return not folder.startswith(".") and not is_of_page


def _counted(suffixes: Counter[str]) -> str:
    return ", ".join(f"{number} {display_name(suffix)}" for suffix, number in suffixes.most_common(8))
