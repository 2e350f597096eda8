"""What a reader of one format makes of a file: a text with marked parts, and what the file says about it.

A file may hold many reports (an archive, a feed, a table), so a reader yields drafts, and a ReadingError in place of
each that cannot be read. `metadata.py` turns a draft into a Document.
"""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reportmap.errors import ReadingError
from reportmap.model import MarkedPart, Metadatum


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text as its format gives it, with "\\n" line ends, its marked parts, and candidates for its metadata.

    `name` says where it comes from for people: the file, and within an archive, feed or table the member or row,
    such as "week.zip/monday.html" or "incidents.csv, row 12".
    """

    name: str
    text: str
    parts: tuple[MarkedPart, ...] = ()
    metadata: tuple[Metadatum, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the user says about everything that is read; it overrides what the files say. None leaves it to them."""

    published_on: datetime.date | None = None
    publisher: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A file inside a file: a member of an archive, an attachment of a message.

    `load` gives its bytes and raises ReadingError where it cannot; it is asked only when the member is wanted.
    """

    name: str
    load: Callable[[], bytes]


Reader = Callable[[bytes, str], Iterator[Draft | Member | ReadingError]]
"""A reader of one format: the bytes of a file and its name for messages. Only containers yield members."""
