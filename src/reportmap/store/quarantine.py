"""Reports that are not read again, since reading them ended the process that did so, twice."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from reportmap.model import Extractor
from reportmap.nouns import from_json, to_json
from reportmap.store.tables import quarantine


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """A report that was left out: its hash, where it came from, why, and when (ISO 8601, UTC).

    It counts for the extractor alone that it ended: another version tries again.
    """

    document_id: str
    name: str
    reason: str
    quarantined_at: str
    extractor: Extractor


def put(connection: Connection, one: Quarantined) -> None:
    """Keep a report out; what was noted of it before is replaced."""
    release(connection, one.document_id)
    values = {
        "document_id": one.document_id,
        "name": one.name.encode("utf-8", "replace").decode("utf-8"),
        "reason": one.reason,
        "quarantined_at": one.quarantined_at,
        "extractor": to_json(one.extractor),
    }
    connection.execute(insert(quarantine).values(values))


def release(connection: Connection, document_id: str) -> None:
    """Let a report in again."""
    connection.execute(delete(quarantine).where(quarantine.c.document_id == document_id))


def find(connection: Connection, document_id: str | None = None) -> tuple[Quarantined, ...]:
    """What is kept out, the oldest first, or that one report alone."""
    query = select(quarantine).order_by(quarantine.c.quarantined_at, quarantine.c.document_id)
    if document_id is not None:
        query = query.where(quarantine.c.document_id == document_id)
    return tuple(
        Quarantined(
            document_id=row.document_id,
            name=row.name,
            reason=row.reason,
            quarantined_at=row.quarantined_at,
            extractor=from_json(Extractor, row.extractor),
        )
        for row in connection.execute(query)
    )
