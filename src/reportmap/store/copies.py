"""Which stored reports copy each other, kept up to date: a new report is compared with those that share its keys."""

from collections import Counter
from collections.abc import Collection, Iterator
from functools import cache

from sqlalchemy import Connection, TextClause, delete, insert, or_, select, text

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
    keys = keys_of_sketch(sketch)
    if not keys:
        return []
    most = int(limits()["common_run"])
    found: dict[int, list[str]] = {key: [] for key in keys}
    names = {f"key{place}": key for place, key in enumerate(keys)}
    for row in connection.execute(_standing_under(len(keys)), {**names, "most": most}):
        found[row.key].append(row.document_id)
    shared = Counter(other for ids in found.values() if len(ids) < most for other in ids if other != document_id)
    ranked = sorted(shared, key=lambda other: (-shared[other], other))
    return ranked[:MOST_CANDIDATES]


@cache
def _standing_under(n_keys: int) -> TextClause:
    """The reports under each of so many keys, at most `most` for each: one query, as each costs as much as its rows."""
    one = "SELECT * FROM (SELECT key, document_id FROM sketch_keys WHERE key = :key{} LIMIT :most)"
    return text(" UNION ALL ".join(one.format(place) for place in range(n_keys)))
