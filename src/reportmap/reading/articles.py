"""Rows of a table, or objects of JSON, become drafts, one for each article; what was taken from where is logged."""

import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from reportmap.errors import ReadingError
from reportmap.model import MarkedPart, MetadataBasis, MetadataField, Metadatum, SectionKind
from reportmap.reading.column_days import DayOrder, day_in, order_of
from reportmap.reading.columns import SAMPLE, Columns, Row, guess_columns
from reportmap.reading.draft import Draft
from reportmap.reading.formats import Format, reader_of

MAX_VALUE_CHARS = 500
MAX_LISTED = 5
MAX_COLUMNS = 2000
SCORES = {MetadataField.LANGUAGE: 0.5, MetadataField.AUTHOR: 0.8, MetadataField.PUBLISHER: 0.8}
DEFAULT_SCORE = 0.9
"""Of what a column says; whoever made the table knew what it is about."""

_MARKUP = re.compile(
    r"</?(?:p|br|div|h[1-6]|ul|ol|li|blockquote|table|span|article|strong|em|a)\b[^<>]{0,500}>", re.IGNORECASE
)
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
        text = row.get(column, "").replace("\r\n", "\n").replace("\r", "\n").strip()
        if text and not any(text.rstrip(" .…") in piece for piece in pieces):
            pieces.append(text)
    if len(pieces) > 1 and pieces[0].rstrip(" .…") in pieces[1]:  # a lead that the text starts with as well
        del pieces[0]
    if not any(character.isalnum() for piece in pieces for character in piece):
        return None
    facts = tuple(_facts(row, columns, order))
    title = next((fact.value for fact in facts if fact.field is MetadataField.TITLE), None)
    return _titled(_without_markup(Draft(name=name, text="\n\n".join(pieces) + "\n")), title, facts)


def _without_markup(draft: Draft) -> Draft:
    """The draft as the page that its text is the source of; as it is where it is none."""
    if len(_MARKUP.findall(draft.text[:20_000])) < 2:
        return draft
    page = f"<!DOCTYPE html><html><body><article>{draft.text}</article></body></html>"
    try:
        read = next(reader_of(Format.HTML)(page.encode("utf-8", "replace"), draft.name), None)
    except ReadingError:
        return draft
    return replace(read, name=draft.name) if isinstance(read, Draft) else draft


def _titled(draft: Draft, title: str | None, facts: Sequence[Metadatum]) -> Draft:
    """The draft with its title above it, unless it starts with that."""
    if not title or draft.text.lstrip("# \n").startswith(title):
        return replace(draft, metadata=(*facts, *draft.metadata))
    shift = len(title) + 2
    return Draft(
        name=draft.name,
        text=f"{title}\n\n{draft.text}",
        parts=(
            MarkedPart(start=0, end=len(title), kind=SectionKind.TITLE),
            *(replace(part, start=part.start + shift, end=part.end + shift) for part in draft.parts),
        ),
        metadata=(*facts, *draft.metadata),
    )


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
