"""The rows of one document, and the document with all that was read out of it."""

import json
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, bindparam, select

from reportmap.model import Extraction, Extractor, ResolvedDate, ResolvedPlace
from reportmap.nouns import from_json
from reportmap.record import event_from_record
from reportmap.store import tables
from reportmap.store.rows import as_document, as_passage, as_section

IDS_PER_QUERY = 500
"""SQLite takes 32,766 parameters at most, older builds 999."""


def chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """Ids in runs that fit into one query."""
    for start in range(0, len(ids), IDS_PER_QUERY):
        yield ids[start : start + IDS_PER_QUERY]


def rows_with(
    connection: Connection, table: Table, column: str, values: Collection[str]
) -> Iterator[Row[Any]]:  # the row's types: tables.py
    """The rows of a table with one of the values in a column."""
    for some in chunks(sorted(values)):
        yield from connection.execute(_rows_with(table, column), {"values": some}).all()


@cache  # building a query costs more than running it
def _rows_with(table: Table, column: str) -> Select[Any]:  # the row's types: tables.py
    return select(table).where(table.c[column].in_(bindparam("values", expanding=True)))


def document_row(connection: Connection, document_id: str) -> Row[Any] | None:  # the row's types: tables.py
    """The row of a document, None where there is none."""
    return connection.execute(select(tables.documents).where(tables.documents.c.document_id == document_id)).first()


def parts_of(connection: Connection, table: Table, document_id: str) -> Sequence[Row[Any]]:  # the types: tables.py
    """The rows of a table that hang on a document, in their order."""
    query = select(table).where(table.c.document_id == document_id).order_by(table.c.position)
    return connection.execute(query).all()


def read_extraction(connection: Connection, document_id: str) -> Extraction | None:
    """What was added for a document, equal in every part; None where there is none."""
    row = document_row(connection, document_id)
    if row is None:
        return None
    document = as_document(row)
    return Extraction(
        document=document,
        sections=tuple(as_section(item, document) for item in parts_of(connection, tables.sections, document_id)),
        passages=tuple(as_passage(item, document) for item in parts_of(connection, tables.passages, document_id)),
        places=tuple(from_json(ResolvedPlace, item.body) for item in parts_of(connection, tables.places, document_id)),
        dates=tuple(from_json(ResolvedDate, item.body) for item in parts_of(connection, tables.dates, document_id)),
        events=tuple(
            event_from_record(json.loads(item.record)) for item in parts_of(connection, tables.events, document_id)
        ),
        extractor=from_json(Extractor, row.extractor),
    )
