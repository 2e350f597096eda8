"""What only SQLite does: opening a file, its full-text index, and what its errors mean.

Everything else in the store is plain SQLAlchemy Core.
"""

import re
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL

BUSY_SECONDS = 30
"""How long a writer waits for another one; a document takes milliseconds to write."""


# --- connections ------------------------------------------------------------------------------------------------


def open_engine(url: URL) -> Engine:
    """An engine whose transactions are real: BEGIN for readers, BEGIN IMMEDIATE under `writes=True`.

    Write-ahead logging lets any number of processes read a steady snapshot while one writes.
    """
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions on its own: _begin does
    connection.execute("PRAGMA foreign_keys = ON")
    if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")  # with WAL: safe against kill -9, and no fsync a document


def _begin(connection: Connection) -> None:
    # A reader that turns into a writer halfway fails at once when somebody else writes; a writer from the start waits.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def copy_into(engine: Engine, path: Path) -> None:
    """Write one steady copy of the database into a new file; others may read and write meanwhile."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("VACUUM INTO ?", (str(path),))
    finally:
        connection.close()


def location(url: URL) -> str:
    """Where the store lies, for messages: the file's path."""
    return str(Path(url.database)) if url.database else str(url)


def advice(error: BaseException) -> str:
    """What went wrong and what to do about it, after the store's location in a message."""
    message = str(getattr(error, "orig", None) or error)
    lowered = message.lower()
    for words, meaning in _MEANINGS:
        if words in lowered:
            return f"{meaning} ({message})"
    return f"it cannot be used ({message}); move it away and add the reports again, or name another --database-url"


_MEANINGS = (
    ("locked", "another process has been writing to it for too long; wait until that is done, then run this again"),
    ("not a database", "it is not a SQLite database; move it away, or name another --database-url"),
    ("malformed", "it is damaged; move it away and add the reports again, or put a backup in its place"),
    ("unable to open", "it cannot be opened; check that its folder exists and that you may write there"),
    ("readonly", "it may not be written; check its permissions and those of its folder"),
    ("disk is full", "the disk is full; make room, then run this again: nothing that was stored is lost"),
    ("disk i/o", "the disk failed to read or write it; check the disk, then run this again"),
    ("fts5", "this Python's SQLite lacks full-text search (FTS5); use a Python built with it"),
)


# --- full-text search -------------------------------------------------------------------------------------------


def create_search(connection: Connection) -> None:
    """Make the index over passages. It holds no text of its own: that stays in the document."""
    connection.execute(
        text(
            "CREATE VIRTUAL TABLE IF NOT EXISTS passage_search"
            " USING fts5(words, content='', tokenize='porter unicode61 remove_diacritics 2')"
        )
    )


def index_passages(connection: Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Add passages to the index, as (passage_id, text)."""
    _write(connection, "INSERT INTO passage_search(rowid, words) VALUES (:passage_id, :words)", rows)


def unindex_passages(connection: Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Take passages out of the index; the text must be the one that was put in."""
    _write(
        connection,
        "INSERT INTO passage_search(passage_search, rowid, words) VALUES ('delete', :passage_id, :words)",
        rows,
    )


def _write(connection: Connection, statement: str, rows: Iterable[tuple[int, str]]) -> None:
    parameters = [{"passage_id": passage_id, "words": words} for passage_id, words in rows]
    if parameters:
        connection.execute(text(statement), parameters)


# Not ordered by rank: for a common word that reads the whole index (2.9 s in a million passages against 0.1 ms).
MATCHING_PASSAGES = text("SELECT rowid AS passage_id FROM passage_search WHERE passage_search MATCH :query")


def match_expression(query: str) -> str | None:
    """An analyst's words as an FTS5 expression: all of them, "quoted phrases" whole, a final * for a beginning.

    Everything else is plain words: no operator of FTS5 can be reached. None when nothing in the query can be found.
    """
    terms = []
    for phrase, word in _TERM.findall(query.replace("\0", " ")):
        term = (phrase or word).replace('"', " ").strip()
        if not any(character.isalnum() for character in term):
            continue
        is_beginning = not phrase and term.endswith("*") and term[-2:-1].isalnum()
        terms.append(f'"{term.rstrip("*")}"' + ("*" if is_beginning else ""))
    return " AND ".join(terms) or None


_TERM = re.compile(r'"([^"]*)"|([^\s"]+)')
