"""What analysts decided about events of several reports: only ever added to, and found again after re-extraction.

A decision names an event by its id and by where its word stands in the report. When another version gives the event
another id, the event whose word stands there takes its place; when there is none, the decision waits and is listed.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from reportmap.matching.groups import Decision
from reportmap.matching.profile import Profile
from reportmap.nouns import from_json
from reportmap.store import tables
from reportmap.store.parts import rows_with


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDecision:
    """What an analyst said at once: that events are the same, or not. `action` is its number, the larger the newer.

    `pairs` are the event ids as they are now, None for one that the store has no event for any more: then the decision
    waits. `is_undone` where a later action took it back.
    """

    action: int
    is_same: bool
    pairs: tuple[tuple[str | None, str | None], ...]
    is_undone: bool
    note: str | None
    decided_at: str | None

    @property
    def is_waiting(self) -> bool:
        """Whether one of its events is not in the store as things stand."""
        return any(None in pair for pair in self.pairs)


def effective_decisions(connection: Connection) -> tuple[Decision, ...]:
    """The decisions that count now, with the ids that their events have now; those that wait are left out."""
    undone = _undone(connection)
    rows = [row for row in _said(connection) if row.action not in undone]
    now = _ids_now(connection, rows)
    found = ((row, now[_side(row, "one")], now[_side(row, "two")]) for row in rows)
    return tuple(
        Decision(number=row.number, one=one, two=two, is_same=row.is_same)
        for row, one, two in found
        if one is not None and two is not None and one != two
    )


def all_decisions(connection: Connection) -> tuple[StoredDecision, ...]:
    """Everything that was decided, the oldest first, with what was taken back and what waits."""
    undone = _undone(connection)
    rows = _said(connection)
    now = _ids_now(connection, rows)
    by_action: dict[int, list[Row[Any]]] = {}
    for row in rows:
        by_action.setdefault(row.action, []).append(row)
    return tuple(
        StoredDecision(
            action=action,
            is_same=rows[0].is_same,
            pairs=tuple((now[_side(row, "one")], now[_side(row, "two")]) for row in rows),
            is_undone=action in undone,
            note=rows[0].note,
            decided_at=rows[0].decided_at,
        )
        for action, rows in sorted(by_action.items())
    )


def add_decision(
    connection: Connection, pairs: Iterable[tuple[str, str]], *, is_same: bool, note: str | None, decided_at: str | None
) -> int:
    """Write down that two events of each pair are the same, or not; the number of the action."""
    action = _next_action(connection)
    wanted = list(pairs)
    where = {
        row.event_id: from_json(Profile, row.body)
        for row in rows_with(connection, tables.profiles, "event_id", {one for pair in wanted for one in pair})
    }
    values = [
        {
            "action": action,
            "is_same": is_same,
            "note": note,
            "decided_at": decided_at,
            **_side_values("one", where[one]),
            **_side_values("two", where[two]),
        }
        for one, two in wanted
    ]
    connection.execute(insert(tables.decisions), values)
    return action


def add_undo(connection: Connection, action: int, *, decided_at: str | None) -> None:
    """Write down that an action is taken back."""
    values = {"action": _next_action(connection), "undoes": action, "decided_at": decided_at}
    connection.execute(insert(tables.decisions).values(values))


def _next_action(connection: Connection) -> int:
    newest = connection.execute(select(func.max(tables.decisions.c.action))).scalar()
    return 1 + (newest or 0)


def _said(connection: Connection) -> Sequence[Row[Any]]:  # the row's types: tables.py
    decisions = tables.decisions
    return connection.execute(
        select(decisions).where(decisions.c.undoes.is_(None)).order_by(decisions.c.number)
    ).all()  # fmt: skip


def _undone(connection: Connection) -> set[int]:
    undoes = tables.decisions.c.undoes
    return set(connection.execute(select(undoes).where(undoes.is_not(None))).scalars())


# --- events as they are now -------------------------------------------------------------------------------------

Side = tuple[str, str, int, int]
"""An event as a decision names it: event id, document id, and the half-open span of its word."""


def _side(row: Row[Any], name: str) -> Side:
    fields = row._mapping
    return fields[name], fields[f"{name}_document"], fields[f"{name}_start"], fields[f"{name}_end"]


def _side_values(name: str, profile: Profile) -> dict[str, object]:
    start, end = profile.triggers[0]
    return {
        name: profile.event_id,
        f"{name}_document": profile.document_id,
        f"{name}_start": start,
        f"{name}_end": end,
    }


def _ids_now(connection: Connection, rows: Collection[Row[Any]]) -> dict[Side, str | None]:
    """The id that each side of some decisions has now, None where the store has no such event any more."""
    sides = {_side(row, name) for row in rows for name in ("one", "two")}
    known = {row.event_id for row in rows_with(connection, tables.profiles, "event_id", {side[0] for side in sides})}
    lost = {side[1] for side in sides if side[0] not in known}
    by_document: dict[str, list[Profile]] = {}
    for row in rows_with(connection, tables.profiles, "document_id", lost):
        by_document.setdefault(row.document_id, []).append(from_json(Profile, row.body))
    return {side: side[0] if side[0] in known else _at(side, by_document.get(side[1], ())) for side in sides}


def _at(side: Side, profiles: Iterable[Profile]) -> str | None:
    _, _, start, end = side
    here = [one for one in profiles if any(first < end and start < last for first, last in one.triggers)]
    return min((one.event_id for one in here), default=None)
