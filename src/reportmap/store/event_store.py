"""The store itself: extractions in, nouns out."""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import platformdirs
from sqlalchemy import Connection, Table, delete, func, insert, inspect, select, update
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.schema import CreateColumn

from reportmap.errors import StoreError
from reportmap.matching.versions import Copying
from reportmap.model import Document, Event, Extraction, Extractor, Passage, SectionKind
from reportmap.record import event_from_record
from reportmap.store import copies, matches, quarantine, sqlite, tables
from reportmap.store.corrections import (
    Correction,
    StoredCorrection,
    add_correction,
    all_corrections,
    effective,
    take_back,
)
from reportmap.store.decisions import StoredDecision, add_decision, add_undo, all_decisions, effective_decisions
from reportmap.store.overlay import correct_places, overlay
from reportmap.store.parts import chunks, document_row, parts_of, read_extraction
from reportmap.store.quarantine import Quarantined
from reportmap.store.rows import (
    Values,
    as_document,
    as_passage,
    date_values,
    document_values,
    event_values,
    fingerprint,
    passage_values,
    place_values,
    section_values,
)


class AddOutcome(StrEnum):
    """What adding an extraction did."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredDocument:
    """A document and what was read out of it. `n_places` and `n_unresolved` count place mentions, not demonyms."""

    document: Document
    n_events: int
    n_drawn: int
    n_places: int
    n_unresolved: int
    n_comments: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """A passage that has all the words of a query."""

    document_id: str
    passage: Passage


class EventStore:
    """Documents and their events in a database. Safe to share between threads; `close()` it, or use `with`.

    Every method raises StoreError when the database cannot be read or written; a failed `add` leaves no trace.
    """

    def __init__(self, url: URL) -> None:
        """Use `open`, which finds the default store and checks the schema."""
        self._engine = sqlite.open_engine(url)
        self.location = sqlite.location(url)
        self.url = url.render_as_string(hide_password=False)

    @classmethod
    def open(cls, url: str | None = None) -> Self:
        """Open a store, and make it if it is not there.

        Args:     url: SQLAlchemy's form, "sqlite:////full/path/reportmap.sqlite"; None is the file in the user's
                  data directory
        Raises:   StoreError when it cannot be opened, is no store of reportmap, or is one of a newer version
        """
        store = cls(_default_url() if url is None else _parsed_url(url))
        try:
            store._check_schema()
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def open_existing(cls, url: str | None = None) -> Self | None:
        """The store that `open` would open, None where it would make one."""
        parsed = _default_url() if url is None else _parsed_url(url)
        return cls.open(url) if Path(str(parsed.database)).exists() else None

    def close(self) -> None:
        """Give back the connections."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # --- writing ------------------------------------------------------------------------------------------------

    def add(self, extraction: Extraction) -> AddOutcome:
        """Store an extraction in one transaction; the same one again changes nothing.

        The same text with other metadata, or read by another version, replaces what was stored for it. The path is
        no part of this: a copy of a stored report under another name is unchanged, and the first name stays.

        Raises:   ValueError when a section or passage is not a slice of the text
        """
        document = extraction.document
        for span in (*extraction.sections, *extraction.passages):
            if document.text[span.start : span.end] != span.text:
                raise ValueError(f"{span.text!r} is not what {document.document_id} has at {span.start}:{span.end}")
        with self._transaction(writes=True) as connection:
            known = _fingerprint_of(connection, document.document_id)
            if known == fingerprint(document, extraction.extractor):
                return AddOutcome.UNCHANGED
            touched: set[str] = set()
            quarantine.release(connection, document.document_id)
            if known is not None:
                touched = matches.forget(connection, document.document_id)
                _empty(connection, document.document_id)
            _write_document(connection, extraction, is_new=known is None)
            _write_parts(connection, extraction)
            matches.match(connection, extraction, touched=touched)
            _raise_revision(connection)
        return AddOutcome.ADDED if known is None else AddOutcome.REPLACED

    def is_current(self, document: Document, *, extractor: Extractor) -> bool:
        """Whether adding what this extractor reads out of the document would change nothing."""
        with self._transaction() as connection:
            return _fingerprint_of(connection, document.document_id) == fingerprint(document, extractor)

    def quarantine(self, one: Quarantined) -> None:
        """Keep a report out; adding it all the same, by whatever way, lets it in again."""
        with self._transaction(writes=True) as connection:
            quarantine.put(connection, one)
            _raise_revision(connection)

    def quarantined(self, document_id: str | None = None) -> tuple[Quarantined, ...]:
        """The reports that are kept out, the oldest first, or that one report alone."""
        with self._transaction() as connection, self._readable():
            return quarantine.find(connection, document_id)

    def back_up(self, path: Path) -> None:
        """Copy the store as it is now into a new file, whole or not at all; others may go on reading and writing.

        The copy is a store of its own: `EventStore.open` takes it.

        Raises:   StoreError when the file is there already or cannot be written
        """
        unfinished = path.with_name(f".{path.name}.unfinished")
        try:
            if path.exists():
                raise StoreError(f"{path} is there already; nothing was overwritten")
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished.unlink(missing_ok=True)
            sqlite.copy_into(self._engine, unfinished)
            unfinished.rename(path)
        except (OSError, SQLAlchemyError, sqlite3.Error) as error:
            raise StoreError(f"{path} cannot be written ({error}); free some space there") from error
        finally:
            with suppress(OSError):
                unfinished.unlink(missing_ok=True)

    # --- reading ------------------------------------------------------------------------------------------------

    @property
    def n_bytes(self) -> int:
        """The size of the store on disk, with what is not yet merged into its file."""
        files = (Path(self.location), Path(f"{self.location}-wal"))
        return sum(file.stat().st_size for file in files if file.exists())

    @property
    def revision(self) -> int:
        """A number that goes up with every change, by whichever process; cheap to ask."""
        with self._transaction() as connection:
            revision: int = connection.execute(select(tables.store_state.c.revision)).scalar_one()
            return revision

    def documents(self) -> tuple[StoredDocument, ...]:
        """Every document with its counts, in the order in which they were first added."""
        with self._transaction() as connection:
            rows = connection.execute(select(tables.documents).order_by(tables.documents.c.number)).all()
            n_events = _count(connection, tables.events)
            n_drawn = _count(connection, tables.events, tables.events.c.is_drawn)
            toponyms = ~tables.places.c.is_demonym
            n_places = _count(connection, tables.places, toponyms, tables.places.c.place_id.is_not(None))
            n_unresolved = _count(connection, tables.places, toponyms, tables.places.c.place_id.is_(None))
            is_comment = tables.sections.c.kind == SectionKind.COMMENT.value
            n_comments = _count(connection, tables.sections, is_comment)
            with self._readable():
                return tuple(
                    StoredDocument(
                        document=as_document(row),
                        n_events=n_events[row.document_id],
                        n_drawn=n_drawn[row.document_id],
                        n_places=n_places[row.document_id],
                        n_unresolved=n_unresolved[row.document_id],
                        n_comments=n_comments[row.document_id],
                    )
                    for row in rows
                )

    def document(self, document_id: str) -> Document | None:
        """The document of that id, None where there is none."""
        with self._transaction() as connection, self._readable():
            row = document_row(connection, document_id)
            return None if row is None else as_document(row)

    def extraction(self, document_id: str) -> Extraction | None:
        """What was added for a document, equal in every part; None where there is none."""
        with self._transaction() as connection, self._readable():
            return read_extraction(connection, document_id)

    def copying(self) -> tuple[Copying, ...]:
        """Every pair of reports of which one copies the other; `matching.versions.group_copies` groups them."""
        with self._transaction() as connection, self._readable():
            return copies.all_copying(connection)

    def corrected_extraction(self, document_id: str) -> Extraction | None:
        """What was added for a document, with what analysts corrected laid over its places and events."""
        extraction = self.extraction(document_id)
        with self._transaction() as connection, self._readable():
            said = effective(all_corrections(connection))
        if extraction is None or not said:
            return extraction
        places = correct_places(document_id, extraction.places, said)
        return replace(extraction, places=places, events=overlay(extraction.events, said))

    def events(self, *, document_ids: Collection[str] | None = None) -> tuple[Event, ...]:
        """The events of some documents (all of them for None), by document in the order added, then by text."""
        query = select(tables.documents.c.number, tables.events.c.position, tables.events.c.record).join_from(
            tables.events, tables.documents
        )
        with self._transaction() as connection:
            if document_ids is None:
                rows = connection.execute(query).all()
            else:
                rows = [
                    row
                    for ids in chunks(sorted(set(document_ids)))
                    for row in connection.execute(query.where(tables.events.c.document_id.in_(ids)))
                ]
        with self._readable():
            return tuple(event_from_record(json.loads(row.record)) for row in sorted(rows, key=lambda row: row[:2]))

    def merged_events(self) -> tuple[Event, ...]:
        """Every event once, however many reports tell it, by the document that tells it best in the order added.

        What each report says is in `accounts`; `events` gives the events of each report by themselves. What analysts
        corrected is laid over them: nothing else that the store gives out knows of it.
        """
        events = self.events()
        with self._transaction() as connection, self._readable():
            merged = matches.merge_stored(connection, events)
            return overlay(merged, effective(all_corrections(connection)))

    def similar_events(self, event_id: str, *, limit: int = 8) -> tuple[tuple[str, float, str], ...]:
        """Events of other reports that might be the same and were not merged: (event id, score, reason), best first."""
        with self._transaction() as connection:
            return matches.suggestions(connection, event_id, limit=limit)

    # --- what analysts decide -----------------------------------------------------------------------------------

    def say_same(self, one: str, two: str, *, note: str | None = None, decided_at: str | None = None) -> int:
        """Make one event of two, by the id of any account of each; the number of the action, for `undo`.

        No rule undoes it, whatever is added or read again later.

        Raises:   StoreError when the store has no such event, or they are one already
        """
        with self._transaction(writes=True) as connection:
            self._check_accounts(connection, one, two)
            first, second = matches.accounts_beside(connection, one), matches.accounts_beside(connection, two)
            if two in first:
                raise StoreError(f"{one} and {two} are one event already; nothing was changed")
            apart = {frozenset((said.one, said.two)) for said in effective_decisions(connection) if not said.is_same}
            again = [(a, b) for a in first for b in second if frozenset((a, b)) in apart]
            pairs = dict.fromkeys([(one, two), *again])
            return self._decide(connection, pairs, is_same=True, note=note, decided_at=decided_at)

    def say_different(self, event_id: str, *, note: str | None = None, decided_at: str | None = None) -> int:
        """Take one report's account out of the event that it was merged into; the number of the action, for `undo`.

        No rule brings it back, whatever is added or read again later.

        Raises:   StoreError when the store has no such event, or no other report tells it
        """
        with self._transaction(writes=True) as connection:
            self._check_accounts(connection, event_id)
            others = [other for other in matches.accounts_beside(connection, event_id) if other != event_id]
            if not others:
                raise StoreError(f"no other report tells {event_id}; nothing was changed")
            pairs = [(event_id, other) for other in others]
            return self._decide(connection, pairs, is_same=False, note=note, decided_at=decided_at)

    def undo(self, action: int | None = None, *, decided_at: str | None = None) -> int:
        """Take back an action, the newest that still counts for None; its number.

        Raises:   StoreError when there is no such action, or it was taken back before
        """
        with self._transaction(writes=True) as connection:
            counting = [said.action for said in all_decisions(connection) if not said.is_undone]
            chosen = action if action is not None else max(counting, default=None)
            if chosen not in counting or chosen is None:
                raise StoreError("there is no such decision to take back; `reportmap merges decisions` lists them")
            (undone,) = (said for said in all_decisions(connection) if said.action == chosen)
            touched = {one for pair in undone.pairs for one in pair if one is not None}
            add_undo(connection, chosen, decided_at=decided_at)
            matches.regroup(connection, touched)
            _raise_revision(connection)
            return chosen

    def decisions(self) -> tuple[StoredDecision, ...]:
        """What analysts decided about events of several reports, the oldest first; what was taken back stays listed."""
        with self._transaction() as connection:
            return all_decisions(connection)

    def correct(self, *corrections: Correction, decided_at: str | None = None) -> tuple[int, ...]:
        """Write down what an analyst says of events; the number of each, for `take_back`."""
        with self._transaction(writes=True) as connection:
            numbers = tuple(add_correction(connection, one, decided_at=decided_at) for one in corrections)
            _raise_revision(connection)
            return numbers

    def take_back(self, number: int | None = None, *, decided_at: str | None = None) -> int:
        """Take back a correction, the newest that still counts for None; its number.

        Raises:   StoreError when there is no such correction, or it was taken back before
        """
        with self._transaction(writes=True) as connection, self._readable():
            taken = take_back(connection, number, decided_at=decided_at)
            _raise_revision(connection)
            return taken

    def corrections(self) -> tuple[StoredCorrection, ...]:
        """What analysts corrected, the oldest first; what was taken back stays listed."""
        with self._transaction() as connection, self._readable():
            return all_corrections(connection)

    def _decide(
        self, connection: Connection, pairs: Iterable[tuple[str, str]], *, is_same: bool, **noted: str | None
    ) -> int:
        wanted = list(pairs)
        action = add_decision(connection, wanted, is_same=is_same, note=noted["note"], decided_at=noted["decided_at"])
        matches.regroup(connection, {one for pair in wanted for one in pair})
        _raise_revision(connection)
        return action

    def _check_accounts(self, connection: Connection, *event_ids: str) -> None:
        known = matches.known_ids(connection, event_ids)
        for event_id in event_ids:
            if event_id not in known:
                raise StoreError(
                    f"the store {self.location} has no event {event_id}; `reportmap export --all` has the ids"
                )

    # --- search -------------------------------------------------------------------------------------------------

    def search(self, query: str, *, limit: int | None = None) -> tuple[SearchHit, ...]:
        """The passages that have all the words of a query, by document in the order added, then by text.

        Upper and lower case, accents and English endings do not matter; "quoted words" stand together, and a final
        * stands for any ending. No words: no passages.

        Args:     limit: at most so many; `count_passages` says how many there are
        """
        expression = sqlite.match_expression(query)
        if expression is None:
            return ()
        matching = sqlite.MATCHING_PASSAGES.columns(tables.passages.c.passage_id).subquery()
        passages, documents = tables.passages, tables.documents
        found = (
            select(passages)
            .join_from(passages, documents)
            .where(passages.c.passage_id.in_(select(matching.c.passage_id)))
            .order_by(documents.c.number, passages.c.position)
            .limit(limit)
        )
        with self._transaction() as connection, self._readable():
            rows = connection.execute(found, {"query": expression}).all()
            by_id = {
                row.document_id: as_document(row)
                for ids in chunks(sorted({row.document_id for row in rows}))
                for row in connection.execute(select(documents).where(documents.c.document_id.in_(ids)))
            }
        return tuple(
            SearchHit(document_id=row.document_id, passage=as_passage(row, by_id[row.document_id])) for row in rows
        )

    def count_passages(self, query: str) -> int:
        """How many passages `search` finds without a limit."""
        expression = sqlite.match_expression(query)
        if expression is None:
            return 0
        matching = sqlite.MATCHING_PASSAGES.columns(tables.passages.c.passage_id).subquery()
        with self._transaction() as connection:
            return connection.execute(select(func.count()).select_from(matching), {"query": expression}).scalar_one()

    # --- the database -------------------------------------------------------------------------------------------

    @contextmanager
    def _transaction(self, *, writes: bool = False) -> Iterator[Connection]:
        """One transaction, committed at the end, rolled back on any error; a steady snapshot for readers."""
        try:
            with self._engine.connect().execution_options(writes=writes) as connection, connection.begin():
                yield connection
        except (SQLAlchemyError, sqlite3.Error) as error:
            raise StoreError(f"the store {self.location}: {sqlite.advice(error)}") from error

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """Around the reading of stored values that a damaged or foreign row would break."""
        try:
            yield
        except ValueError as error:
            raise StoreError(
                f"the store {self.location} holds a value that this version cannot read ({error});"
                " move it away and add the reports again"
            ) from error

    def _check_schema(self) -> None:
        with self._transaction() as connection:
            names = set(inspect(connection).get_table_names())
        if not names:
            with self._transaction(writes=True) as connection:
                if not inspect(connection).has_table(tables.store_state.name):  # another process may have been faster
                    _create(connection)
        elif tables.store_state.name not in names:
            raise StoreError(
                f"{self.location} is a database, but not one of reportmap; name another file in --database-url"
            )
        with self._transaction() as connection:
            version = connection.execute(select(tables.store_state.c.schema_version)).scalar_one()
        if version > tables.SCHEMA_VERSION:
            raise StoreError(
                f"the store {self.location} was written by a newer reportmap (schema {version}, this one reads"
                f" {tables.SCHEMA_VERSION}); update reportmap, or name another --database-url"
            )
        self._bring_up_to_date(version)

    def _bring_up_to_date(self, schema_version: int) -> None:
        """Give an older store the tables that it lacks, and compare its events again where the rules have changed."""
        if schema_version == tables.SCHEMA_VERSION:
            with self._transaction() as connection:
                has_all = tables.metadata.tables.keys() <= set(inspect(connection).get_table_names())
                if has_all and matches.is_current(connection):
                    return
        with self._transaction(writes=True) as connection, self._readable():
            tables.metadata.create_all(connection)
            _add_columns(connection)
            if not matches.is_current(connection):
                matches.rebuild(connection)
                _raise_revision(connection)
            connection.execute(update(tables.store_state).values(schema_version=tables.SCHEMA_VERSION))


def _add_columns(connection: Connection) -> None:
    """Give the tables of an older store the columns that they lack."""
    for table, name in tables.ADDED_COLUMNS:
        if name not in {column["name"] for column in inspect(connection).get_columns(table.name)}:
            definition = CreateColumn(table.c[name]).compile(dialect=connection.dialect)
            connection.exec_driver_sql(f"ALTER TABLE {table.name} ADD COLUMN {definition}")


def _default_url() -> URL:
    folder = Path(platformdirs.user_data_dir("reportmap"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"the folder of the store, {folder}, cannot be made ({error.strerror}); name a file in --database-url"
        ) from error
    return URL.create("sqlite", database=str(folder / "reportmap.sqlite"))


def _parsed_url(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError(f"{url!r} is no database URL; write sqlite:////full/path/to/reportmap.sqlite") from error
    if parsed.get_backend_name() != "sqlite" or not parsed.database or parsed.database == ":memory:":
        shown = parsed.render_as_string(hide_password=True)
        raise StoreError(f"{shown} is no SQLite file; write sqlite:////full/path/to/reportmap.sqlite")
    # An absolute path, so that `EventStore.url` names the same file to a process in another folder.
    return parsed.set(drivername="sqlite", database=str(Path(parsed.database).absolute()))


def _create(connection: Connection) -> None:
    tables.metadata.create_all(connection)
    sqlite.create_search(connection)
    matches.rebuild(connection)
    connection.execute(insert(tables.store_state).values(schema_version=tables.SCHEMA_VERSION, revision=0))


# --- rows ----------------------------------------------------------------------------------------------


def _fingerprint_of(connection: Connection, document_id: str) -> str | None:
    query = select(tables.documents.c.fingerprint).where(tables.documents.c.document_id == document_id)
    return connection.execute(query).scalar_one_or_none()


def _empty(connection: Connection, document_id: str) -> None:
    """Take everything out that hangs on a document, but not the document."""
    row = document_row(connection, document_id)
    assert row is not None  # noqa: S101 - for mypy: the caller has just read its fingerprint
    passages = parts_of(connection, tables.passages, document_id)
    sqlite.unindex_passages(connection, ((item.passage_id, row.text[item.start : item.end]) for item in passages))
    for table in tables.OF_DOCUMENT:
        connection.execute(delete(table).where(table.c.document_id == document_id))


def _write_document(connection: Connection, extraction: Extraction, *, is_new: bool) -> None:
    document = extraction.document
    values = document_values(extraction)
    if is_new:
        connection.execute(insert(tables.documents).values(values))
    else:
        same = tables.documents.c.document_id == document.document_id
        connection.execute(update(tables.documents).where(same).values(values))


def _write_parts(connection: Connection, extraction: Extraction) -> None:
    document = extraction.document
    _insert(connection, tables.sections, document, map(section_values, extraction.sections))
    _insert(connection, tables.passages, document, map(passage_values, extraction.passages))
    stored = parts_of(connection, tables.passages, document.document_id)
    words = ((row.passage_id, document.text[row.start : row.end]) for row in stored)
    sqlite.index_passages(connection, words)
    _insert(connection, tables.places, document, map(place_values, extraction.places))
    _insert(connection, tables.dates, document, map(date_values, extraction.dates))
    _insert(connection, tables.events, document, (event_values(event, document) for event in extraction.events))


def _insert(connection: Connection, table: Table, document: Document, rows: Iterable[Values]) -> None:
    values = [{"document_id": document.document_id, "position": n, **row} for n, row in enumerate(rows)]
    if values:
        connection.execute(insert(table), values)


def _raise_revision(connection: Connection) -> None:
    connection.execute(update(tables.store_state).values(revision=tables.store_state.c.revision + 1))


def _count(connection: Connection, table: Table, *conditions: Any) -> Counter[str]:  # SQLAlchemy's own argument type
    query = select(table.c.document_id, func.count().label("number")).where(*conditions).group_by(table.c.document_id)
    return Counter({row.document_id: row.number for row in connection.execute(query)})
