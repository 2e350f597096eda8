"""What several reports tell, kept up to date: only what a changed document touches is compared and grouped again.

The groups are those that `reportmap.matching` makes of all events at once, in whatever order the documents came.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Executable,
    Row,
    and_,
    bindparam,
    delete,
    insert,
    or_,
    select,
    union_all,
)

from reportmap.matching.accounts import merge_accounts, order_accounts
from reportmap.matching.blocks import find_likenesses, keys_of, probes_of, window_of
from reportmap.matching.compare import Likeness, compare
from reportmap.matching.copies import shared_sources, sketch_of
from reportmap.matching.groups import Decision, Group, find_groups
from reportmap.matching.profile import Profile, profile_of
from reportmap.matching.rules import limits, version
from reportmap.model import Event, Extraction
from reportmap.nouns import from_json, to_json
from reportmap.record import event_from_record
from reportmap.store import copies, tables
from reportmap.store.decisions import effective_decisions
from reportmap.store.parts import chunks, read_extraction, rows_with
from reportmap.store.rows import as_document

# --- when a document changes ------------------------------------------------------------------------------------


def forget(connection: Connection, document_id: str) -> set[str]:
    """Take out what was compared for a document; the ids of the events whose groups that touches."""
    known = set(_ids(connection, document_id))
    touched = _neighbors(connection, known)
    grouped = {row.lead_id for row in rows_with(connection, tables.accounts, "event_id", known)}
    touched |= {row.event_id for row in rows_with(connection, tables.accounts, "lead_id", grouped)}
    for ids in chunks(sorted(known)):
        likenesses = tables.likenesses
        connection.execute(delete(likenesses).where(or_(likenesses.c.one.in_(ids), likenesses.c.two.in_(ids))))
    for table in tables.OF_MATCHING:
        connection.execute(delete(table).where(table.c.document_id == document_id))
    copies.forget(connection, document_id)
    _drop_accounts(connection, known | touched)
    return touched - known


def match(connection: Connection, extraction: Extraction, *, touched: Collection[str] = ()) -> None:
    """Compare the events of a document with their neighbors in the store, and group anew what that touches.

    Args:     touched: the ids that `forget` gave, where the document was known
    """
    profiles = [found for event in extraction.events if (found := profile_of(event)) is not None]
    _write_profiles(connection, profiles)
    copies.match(connection, extraction.document, sketch_of(extraction))
    _write_likenesses(connection, list(_likenesses_of(connection, profiles)))
    regroup(connection, {*touched, *(one.event_id for one in profiles)})


def _likenesses_of(connection: Connection, profiles: Sequence[Profile]) -> Iterator[Likeness]:
    near = {one.event_id: _near(connection, one) for one in profiles}
    others = _profiles(connection, set().union(*near.values()))
    for one in profiles:
        for event_id in sorted(near[one.event_id]):
            likeness = compare(one, others[event_id])
            if likeness is not None and likeness.score >= limits()["suggest"]:
                yield likeness


def _near(connection: Connection, one: Profile) -> set[str]:
    """The events of other documents that stand where this one looks."""
    first, last = window_of(one) or (-_EVER, _EVER)
    looks = {"document_id": one.document_id, "first": first, "last": last}
    probes = probes_of(one)
    exact = [low for low, high in probes if low == high]
    found = set(connection.execute(_STANDING_UNDER, {**looks, "keys": exact}).scalars()) if exact else set()
    for low, high in probes:
        if low != high:
            found.update(connection.execute(_STANDING_BETWEEN, {**looks, "low": low, "high": high}).scalars())
    return found


_EVER = 10_000_000
"""More days than any calendar has."""


def _standing(where: ColumnElement[bool]) -> Executable:
    """The events under some keys on some days, or undated. Made once: building a query costs more than running it."""
    keys = tables.profile_keys.c
    is_other = and_(where, keys.document_id != bindparam("document_id"))
    dated = select(keys.event_id).where(is_other, keys.first_day.between(bindparam("first"), bindparam("last")))
    return union_all(dated, select(keys.event_id).where(is_other, keys.first_day.is_(None)))


_STANDING_UNDER = _standing(tables.profile_keys.c.key.in_(bindparam("keys", expanding=True)))
_STANDING_BETWEEN = _standing(tables.profile_keys.c.key.between(bindparam("low"), bindparam("high")))


def regroup(connection: Connection, event_ids: Collection[str]) -> None:
    """Group anew the events of these ids and all that hang together with them."""
    decisions = effective_decisions(connection)
    component = _component(connection, event_ids, decisions)
    profiles = _profiles(connection, component)
    likenesses = [
        Likeness(one=row.one, two=row.two, score=row.score, reason=row.reason)
        for row in rows_with(connection, tables.likenesses, "one", component)
        if row.two in component
    ]
    _drop_accounts(connection, component)
    inside = [one for one in decisions if one.one in component and one.two in component]
    _write_groups(connection, find_groups(profiles, likenesses=likenesses, decisions=inside))


def rebuild(connection: Connection) -> None:
    """Compare everything in the store again, as by the rules of this version; decisions stay."""
    for table in (*tables.OF_MATCHING, tables.copying, tables.likenesses, tables.accounts, tables.matching_state):
        connection.execute(delete(table))
    connection.execute(insert(tables.matching_state).values(version=version()))
    profiles: dict[str, Profile] = {}
    for row in connection.execute(select(tables.documents.c.document_id)).all():
        extraction = read_extraction(connection, row.document_id)
        if extraction is None:
            continue
        found = [one for event in extraction.events if (one := profile_of(event)) is not None]
        _write_profiles(connection, found)
        copies.match(connection, extraction.document, sketch_of(extraction))
        profiles |= {one.event_id: one for one in found}
    likenesses = find_likenesses(profiles.values())
    _write_likenesses(connection, likenesses)
    decisions = effective_decisions(connection)
    _write_groups(connection, find_groups(profiles, likenesses=likenesses, decisions=decisions))


def is_current(connection: Connection) -> bool:
    """Whether everything was compared by the rules of this version."""
    return connection.execute(select(tables.matching_state.c.version)).scalar_one_or_none() == version()


# --- what hangs together ----------------------------------------------------------------------------------------


def _component(connection: Connection, event_ids: Iterable[str], decisions: Iterable[Decision]) -> set[str]:
    joined: dict[str, set[str]] = {}
    for decision in decisions:
        if decision.is_same:
            joined.setdefault(decision.one, set()).add(decision.two)
            joined.setdefault(decision.two, set()).add(decision.one)
    found, fresh = set(event_ids), set(event_ids)
    while fresh:
        reached = _neighbors(connection, fresh) | {two for one in fresh for two in joined.get(one, ())}
        fresh = reached - found
        found |= fresh
    return found


def _neighbors(connection: Connection, event_ids: Collection[str]) -> set[str]:
    """The events with which one of these is the same by the rules alone."""
    one = rows_with(connection, tables.likenesses, "one", event_ids)
    two = rows_with(connection, tables.likenesses, "two", event_ids)
    accept = limits()["accept"]
    return {row.two for row in one if row.score >= accept} | {row.one for row in two if row.score >= accept}


def _profiles(connection: Connection, event_ids: Collection[str]) -> dict[str, Profile]:
    rows = rows_with(connection, tables.profiles, "event_id", event_ids)
    return {row.event_id: from_json(Profile, row.body) for row in rows}


def _ids(connection: Connection, document_id: str) -> Sequence[str]:
    query = select(tables.profiles.c.event_id).where(tables.profiles.c.document_id == document_id)
    return connection.execute(query).scalars().all()


def _drop_accounts(connection: Connection, event_ids: Collection[str]) -> None:
    for ids in chunks(sorted(event_ids)):
        connection.execute(delete(tables.accounts).where(tables.accounts.c.event_id.in_(ids)))


# --- writing ----------------------------------------------------------------------------------------------------


def _write_profiles(connection: Connection, profiles: Sequence[Profile]) -> None:
    names = [{"event_id": one.event_id, "document_id": one.document_id} for one in profiles]
    if not names:
        return
    bodies = [{**name, "body": to_json(one)} for name, one in zip(names, profiles, strict=True)]
    connection.execute(insert(tables.profiles), bodies)
    keys = [
        {**name, "key": key, "first_day": one.first_day}
        for name, one in zip(names, profiles, strict=True)
        for key in keys_of(one)
    ]
    if keys:
        connection.execute(insert(tables.profile_keys), keys)


def _write_likenesses(connection: Connection, likenesses: Collection[Likeness]) -> None:
    rows = [{"one": item.one, "two": item.two, "score": item.score, "reason": item.reason} for item in likenesses]
    if rows:
        connection.execute(insert(tables.likenesses), rows)


def _write_groups(connection: Connection, groups: Iterable[Group]) -> None:
    for group in groups:
        events = order_accounts(_events(connection, group.event_ids).values())
        ids = {event.document_id for event in events}
        documents = {
            row.document_id: as_document(row) for row in rows_with(connection, tables.documents, "document_id", ids)
        }
        shared = shared_sources(events, documents=documents, sketches=copies.read_sketches(connection, ids))
        values = [
            {
                "event_id": event.event_id,
                "document_id": event.document_id,
                "lead_id": events[0].event_id,
                "position": position,
                "score": group.reasons[event.event_id][0],
                "reason": group.reasons[event.event_id][1],
                "copy_of": shared.get(event.event_id),
            }
            for position, event in enumerate(events)
        ]
        connection.execute(insert(tables.accounts), values)


def _events(connection: Connection, event_ids: Collection[str]) -> dict[str, Event]:
    rows = rows_with(connection, tables.events, "event_id", event_ids)
    return {row.event_id: event_from_record(json.loads(row.record)) for row in rows}


# --- reading ----------------------------------------------------------------------------------------------------


def merge_stored(connection: Connection, events: Sequence[Event]) -> tuple[Event, ...]:
    """The given events of single reports with those of one group made one, at the place of the one that tells it best.

    Accounts that are not among the given events are left out.
    """
    by_key = {(event.document_id, event.event_id): event for event in events}
    groups: dict[str, list[Row[Any]]] = {}
    ordered = select(tables.accounts).order_by(tables.accounts.c.lead_id, tables.accounts.c.position)
    for row in connection.execute(ordered):
        if (row.document_id, row.event_id) in by_key:
            groups.setdefault(row.lead_id, []).append(row)
    merged: dict[tuple[str, str], Event | None] = {}
    for rows in groups.values():
        if len(rows) < 2:
            continue
        keys = [(row.document_id, row.event_id) for row in rows]
        merged |= dict.fromkeys(keys)
        merged[keys[0]] = merge_accounts(
            [by_key[key] for key in keys],
            reasons={row.event_id: (row.score, row.reason) for row in rows},
            copies={row.event_id: row.copy_of for row in rows if row.copy_of is not None},
        )
    found = (merged.get((event.document_id, event.event_id), event) for event in events)
    return tuple(event for event in found if event is not None)


def accounts_beside(connection: Connection, event_id: str) -> tuple[str, ...]:
    """The ids of all accounts of the event that an account belongs to, itself among them, the best one first."""
    accounts = tables.accounts
    lead = connection.execute(select(accounts.c.lead_id).where(accounts.c.event_id == event_id)).scalars().first()
    if lead is None:
        return (event_id,)
    query = select(accounts.c.event_id).where(accounts.c.lead_id == lead).order_by(accounts.c.position)
    return tuple(connection.execute(query).scalars())


def suggestions(connection: Connection, event_id: str, *, limit: int) -> tuple[tuple[str, float, str], ...]:
    """What an event might also be the same as: (event id, score, reason) of accounts outside its group, best first."""
    inside = set(accounts_beside(connection, event_id))
    found: dict[str, tuple[float, str]] = {}
    for column, other in (("one", "two"), ("two", "one")):
        for row in rows_with(connection, tables.likenesses, column, inside):
            known = found.get(getattr(row, other), (-1.0, ""))
            found[getattr(row, other)] = max(known, (row.score, row.reason))
    outside = sorted((-score, other, reason) for other, (score, reason) in found.items() if other not in inside)
    return tuple((other, -score, reason) for score, other, reason in outside[:limit])


def known_ids(connection: Connection, event_ids: Collection[str]) -> set[str]:
    """Those of the ids under which the store has an account."""
    return {row.event_id for row in rows_with(connection, tables.profiles, "event_id", event_ids)}
