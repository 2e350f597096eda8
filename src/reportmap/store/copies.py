"""Which stored reports copy each other, kept up to date: a new report is compared with those that share its keys."""

from collections.abc import Collection, Iterator

from sqlalchemy import Connection, delete, func, insert, or_, select

from reportmap.matching.copies import Sketch
from reportmap.matching.rules import limits
from reportmap.matching.versions import Copying, CopyKind, find_copying, keys_of_sketch
from reportmap.model import Document
from reportmap.nouns import from_json, to_json
from reportmap.store import tables
from reportmap.store.parts import rows_with
from reportmap.store.rows import as_document

MOST_CANDIDATES = 50
"""A report is compared with at most so many, those with the most keys in common."""


def forget(connection: Connection, document_id: str) -> None:
    """Take out what a report copies and what copies it; its sketch goes with the other tables of matching."""
    copying = tables.copying
    connection.execute(delete(copying).where(or_(copying.c.one == document_id, copying.c.two == document_id)))


def match(connection: Connection, document: Document, sketch: Sketch) -> None:
    """Store the sketch of a report, and whatever in the store copies it or is copied by it."""
    found = list(_copying(connection, document, sketch))
    connection.execute(insert(tables.sketches).values(document_id=document.document_id, body=to_json(sketch)))
    keys = [{"key": key, "document_id": document.document_id} for key in keys_of_sketch(sketch)]
    if keys:
        connection.execute(insert(tables.sketch_keys), keys)
    rows = [{"one": item.one, "two": item.two, "kind": item.kind.value, "share": item.share} for item in found]
    if rows:
        connection.execute(insert(tables.copying), rows)


def read_sketches(connection: Connection, document_ids: Collection[str]) -> dict[str, Sketch]:
    """The sketches of reports by id."""
    rows = rows_with(connection, tables.sketches, "document_id", document_ids)
    return {row.document_id: from_json(Sketch, row.body) for row in rows}


def all_copying(connection: Connection) -> tuple[Copying, ...]:
    """Every pair of reports of which one copies the other, by ids."""
    query = select(tables.copying).order_by(tables.copying.c.one, tables.copying.c.two)
    return tuple(
        Copying(one=row.one, two=row.two, kind=CopyKind(row.kind), share=row.share) for row in connection.execute(query)
    )


def _copying(connection: Connection, document: Document, sketch: Sketch) -> Iterator[Copying]:
    near = _candidates(connection, document.document_id, sketch)
    sketches = read_sketches(connection, near)
    for row in rows_with(connection, tables.documents, "document_id", near):
        copying = find_copying((document, sketch), (as_document(row), sketches[row.document_id]))
        if copying is not None:
            yield copying


def _candidates(connection: Connection, document_id: str, sketch: Sketch) -> list[str]:
    """The reports with the most keys in common. A key that very many have is no sign, and costs most to look at."""
    keys = tables.sketch_keys.c
    rare = []
    for key in keys_of_sketch(sketch):
        few = select(keys.document_id).where(keys.key == key).limit(int(limits()["common_run"])).subquery()
        if connection.execute(select(func.count()).select_from(few)).scalar_one() < limits()["common_run"]:
            rare.append(key)
    query = (
        select(keys.document_id)
        .where(keys.key.in_(rare), keys.document_id != document_id)
        .group_by(keys.document_id)
        .order_by(func.count().desc(), keys.document_id)
        .limit(MOST_CANDIDATES)
    )
    return list(connection.execute(query).scalars())
