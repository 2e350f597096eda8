"""Rows of a table, or objects of JSON, become drafts, one for each article; what was taken from where is logged."""

import html
import logging
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from reportmap.errors import ReadingError
from reportmap.model import MetadataBasis, MetadataField, Metadatum
from reportmap.reading.blocks import with_title
from reportmap.reading.column_days import DayOrder, day_in, order_of
from reportmap.reading.columns import SAMPLE, Columns, Row, guess_columns
from reportmap.reading.draft import Draft

MAX_VALUE_CHARS = 500
MAX_LISTED = 5
MAX_COLUMNS = 2000
SCORES = {MetadataField.LANGUAGE: 0.5, MetadataField.AUTHOR: 0.8, MetadataField.PUBLISHER: 0.8}
DEFAULT_SCORE = 0.9
"""Of what a column says; whoever made the table knew what it is about."""

_MARKUP = re.compile(
    r"</?(?:p|br|div|h[1-6]|ul|ol|li|blockquote|table|span|article|strong|em|b|i|a)\b[^<>]{0,500}>", re.IGNORECASE
)
_UNREAD = re.compile(r"<(script|style)\b[^<>]{0,500}>.{0,20000}?</\1\s{0,9}>", re.IGNORECASE | re.DOTALL)
_BLOCK = re.compile(
    r"</?(?:p|div|h[1-6]|ul|ol|table|tr|blockquote|article|section|figure|figcaption)\b[^<>]{0,1000}>", re.IGNORECASE
)
_BREAK = re.compile(r"<br\b[^<>]{0,100}>", re.IGNORECASE)
_ITEM = re.compile(r"<li\b[^<>]{0,1000}>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>|<!--.{0,2000}?-->", re.DOTALL)
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_ADDRESS = re.compile(r"https?://[^\s/]\S{0,1990}")
_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows that can be gone through more than once, each with what it is called ("row 12"), under named columns."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[], Iterator[tuple[str, Row]]]


def read_articles(table: Table) -> Iterator[Draft | ReadingError]:
    """The drafts of a table's rows, and one error for those without text.

    Raises:   ReadingError where no column holds the text of articles
    """
    columns = guess_columns(table.columns, (row for _, row in islice(table.rows(), SAMPLE)))
    if columns is None:
        have = ", ".join(ascii(name)[1:-1][:40] for name in table.columns[:12]) or "none"
        raise ReadingError(
            f"{table.name}: no column holds the text of articles (columns: {have}); call one of them text"
        )
    order = _order(table, columns)
    _logger.warning("%s: %s%s", table.name, columns.shown(), "" if order is None else f"; dates: {order.value}")
    if order is DayOrder.UNKNOWN:
        _logger.warning(
            "%s: nothing shows whether its dates have the day or the month first, so they are left out;"
            " write them as YYYY-MM-DD", table.name,
        )  # fmt: skip
    empty: list[str] = []
    for where, row in table.rows():
        draft = _draft(f"{table.name}, {where}" if where else table.name, row, columns, order)
        if draft is not None:
            yield draft
        elif row:
            empty.append(where or "it")
    if empty:
        listed = ", ".join(empty[:MAX_LISTED]) + (
            f" and {len(empty) - MAX_LISTED} more" if len(empty) > MAX_LISTED else ""
        )
        yield ReadingError(f"{table.name}: there is no text in {listed}; fill it in, or leave it out")


def _order(table: Table, columns: Columns) -> DayOrder | None:
    column = dict(columns.facts).get(MetadataField.PUBLISHED)
    return None if column is None else order_of(row[column] for _, row in table.rows() if row.get(column))


def _draft(name: str, row: Row, columns: Columns, order: DayOrder | None) -> Draft | None:
    pieces: list[str] = []
    for column in filter(None, (columns.lead, *columns.texts)):
        text = _without_markup(row.get(column, "").replace("\r\n", "\n").replace("\r", "\n").strip())
        if text and not any(text.rstrip(" .…") in piece for piece in pieces):
            pieces.append(text)
    if len(pieces) > 1 and pieces[0].rstrip(" .…") in pieces[1]:  # a lead that the text starts with as well
        del pieces[0]
    if not any(character.isalnum() for piece in pieces for character in piece):
        return None
    facts = tuple(_facts(row, columns, order))
    title = next((fact.value for fact in facts if fact.field is MetadataField.TITLE), None)
    return with_title(Draft(name=name, text="\n\n".join(pieces) + "\n", metadata=facts), title)


def _without_markup(text: str) -> str:
    """A text without the tags of a web page's source, where it has some; nothing of its words is left out.

    A cell is the report alone, so that no part of it has to be told from the rest of a page.
    """
    if len(_MARKUP.findall(text[:20_000])) < 2:
        return text
    text = _UNREAD.sub(" ", text)
    text = _ITEM.sub("\n- ", _BREAK.sub("\n", _BLOCK.sub("\n\n", " ".join(text.split()))))
    lines = (" ".join(line.split()) for line in html.unescape(_TAG.sub("", text)).split("\n"))
    return re.sub(r"\n{3,1000}", "\n\n", "\n".join(lines)).strip()


def _facts(row: Row, columns: Columns, order: DayOrder | None) -> Iterator[Metadatum]:
    for field, column in columns.facts:
        value = " ".join(row.get(column, "").split())
        if field is MetadataField.PUBLISHED:
            day = day_in(value, order)
            value = "" if day is None else day.isoformat()
        elif field is MetadataField.LANGUAGE:
            match = _LANGUAGE.fullmatch(value)
            value = match[1].lower() if match else ""
        elif field is MetadataField.URL:
            value = value if _ADDRESS.fullmatch(value) else ""
        if value and len(value) <= MAX_VALUE_CHARS:
            score = SCORES.get(field, DEFAULT_SCORE)
            yield Metadatum(field=field, value=value, basis=MetadataBasis.COLUMN, score=score)


def names_of(rows: Iterable[Row]) -> tuple[str, ...]:
    """The columns that any of the rows has, MAX_COLUMNS at most, in the order in which they come up."""
    names: dict[str, None] = {}
    for row in rows:
        if len(names) < MAX_COLUMNS:
            names |= dict.fromkeys(row)
    return tuple(islice(names, MAX_COLUMNS))
