"""The tables of the store, the same on every database.

Text is stored once, in `documents`; sections, passages and mentions are offsets into it. What is never searched or
counted stays in a JSON column, in which unknown fields of a later version do no harm.
"""

from sqlalchemy import Boolean, Column, Date, Float, ForeignKey, Index, Integer, MetaData, String, Table, Text

from reportmap.model import SectionForm

SCHEMA_VERSION = 3
"""Raised when a table changes so that an older reportmap would misread it or leave it behind the others."""

metadata = MetaData()

store_state = Table(
    "store_state",
    metadata,
    Column("schema_version", Integer, nullable=False),
    # Goes up by one with every change, so that a reader knows when to read again.
    Column("revision", Integer, nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("number", Integer, primary_key=True),  # the order in which documents were first added
    Column("document_id", String, nullable=False, unique=True),
    Column("fingerprint", String, nullable=False),  # of text, metadata and extractor: equal means unchanged
    Column("title", Text),
    Column("published_on", Date),
    Column("text", Text, nullable=False),
    Column("metadata", Text, nullable=False),  # JSON: the Document without its text
    Column("extractor", Text, nullable=False),  # JSON: the Extractor
)


def _of_document() -> tuple[Column[str], Column[int]]:
    """The first two columns of what hangs on a document: which one, and the order in its tuple."""
    return (
        Column("document_id", String, ForeignKey("documents.document_id"), nullable=False),
        Column("position", Integer, nullable=False),
    )


def _span() -> tuple[Column[int], Column[int]]:
    return Column("start", Integer, nullable=False), Column("end", Integer, nullable=False)


def _form() -> Column[str]:
    """A SectionForm; with a default, since older stores gain the column where rows are."""
    return Column("form", String, nullable=False, server_default=SectionForm.PROSE.value)


sections = Table(
    "sections",
    metadata,
    *_of_document(),
    *_span(),
    Column("kind", String, nullable=False),
    Column("author", Text),
    _form(),
    Index("sections_by_document", "document_id", "position", unique=True),
)

passages = Table(
    "passages",
    metadata,
    Column("passage_id", Integer, primary_key=True),  # the row id in the search index
    *_of_document(),
    *_span(),
    Column("passage_index", Integer, nullable=False),
    Column("paragraph", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("author", Text),
    Column("is_heading", Boolean, nullable=False),
    _form(),
    Index("passages_by_document", "document_id", "position", unique=True),
)

places = Table(
    "places",
    metadata,
    *_of_document(),
    *_span(),
    Column("is_demonym", Boolean, nullable=False),
    Column("place_id", String),  # null: not resolved
    Column("body", Text, nullable=False),  # JSON: the ResolvedPlace
    Index("places_by_document", "document_id", "position", unique=True),
    Index("places_by_place", "place_id"),
)

dates = Table(
    "dates",
    metadata,
    *_of_document(),
    *_span(),
    Column("first_day", Date),
    Column("last_day", Date),
    Column("body", Text, nullable=False),  # JSON: the ResolvedDate
    Index("dates_by_document", "document_id", "position", unique=True),
)

events = Table(
    "events",
    metadata,
    *_of_document(),
    Column("event_id", String, nullable=False),
    Column("event_type", String),
    Column("sub_event_type", String),
    Column("modality", String, nullable=False),
    Column("section", String, nullable=False),
    Column("is_drawn", Boolean, nullable=False),
    Column("first_day", Date),
    Column("last_day", Date),
    Column("place_id", String),  # where it is drawn; null: no place, or not resolved
    Column("latitude", Float),
    Column("longitude", Float),
    Column("country_code", String),
    Column("admin1", Text),
    Column("score", Float, nullable=False),
    Column("record", Text, nullable=False),  # JSON: RECORD.md
    Index("events_by_document", "document_id", "position", unique=True),
    Index("events_by_id", "event_id"),
    Index("events_by_place", "place_id"),
    Index("events_by_day", "first_day"),
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("document_id", String, primary_key=True),  # of a report that is not stored, or of an older reading of it
    Column("name", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("quarantined_at", String, nullable=False),  # ISO 8601, UTC
    Column("extractor", Text, nullable=False),  # JSON: the Extractor whose process it ended
)

ADDED_COLUMNS = ((sections, "form"), (passages, "form"))
"""The columns that tables have gained since version 1, for stores that were made before."""

OF_DOCUMENT = (sections, passages, places, dates, events)
"""The tables that hang on a document, emptied for it before it is written again."""

# --- what several reports tell ----------------------------------------------------------------------------------

matching_state = Table(
    "matching_state",
    metadata,
    Column("version", String, nullable=False),  # of the rules by which the tables below were made
)

profiles = Table(
    "profiles",
    metadata,
    Column("event_id", String, nullable=False),
    Column("document_id", String, nullable=False),
    Column("body", Text, nullable=False),  # JSON: the Profile
    Index("profiles_by_id", "event_id"),
    Index("profiles_by_document", "document_id"),
)

profile_keys = Table(
    "profile_keys",
    metadata,
    Column("key", String, nullable=False),
    Column("first_day", Integer),  # ordinal; null: undated
    Column("event_id", String, nullable=False),
    Column("document_id", String, nullable=False),
    Index("profile_keys_by_key", "key", "first_day"),
    Index("profile_keys_by_document", "document_id"),
)

sketches = Table(
    "sketches",
    metadata,
    Column("document_id", String, primary_key=True),
    Column("body", Text, nullable=False),  # JSON: the Sketch
)

likenesses = Table(
    "likenesses",
    metadata,
    Column("one", String, nullable=False),  # event ids, the smaller one first
    Column("two", String, nullable=False),
    Column("score", Float, nullable=False),
    Column("reason", Text, nullable=False),
    Index("likenesses_by_one", "one"),
    Index("likenesses_by_two", "two"),
)

accounts = Table(
    "accounts",
    metadata,
    Column("event_id", String, nullable=False),
    Column("document_id", String, nullable=False),
    Column("lead_id", String, nullable=False),  # the account whose fields the event has
    Column("position", Integer, nullable=False),
    Column("score", Float, nullable=False),
    Column("reason", Text, nullable=False),
    Column("copy_of", String),
    Index("accounts_by_id", "event_id"),
    Index("accounts_by_lead", "lead_id", "position"),
)

# Only ever added to. A decision names an event by its id and by where its word stands, so that it finds the event again
# after another version has read the report.
decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("action", Integer, nullable=False),  # what the analyst did at once, taken back at once
    Column("undoes", Integer),  # the action that this one takes back; null: it says same or different
    Column("is_same", Boolean),
    Column("one", String),
    Column("one_document", String),
    Column("one_start", Integer),
    Column("one_end", Integer),
    Column("two", String),
    Column("two_document", String),
    Column("two_start", Integer),
    Column("two_end", Integer),
    Column("note", Text),
    Column("decided_at", String),
    Index("decisions_by_action", "action"),
)

OF_MATCHING = (profiles, profile_keys, sketches)
"""The tables of the comparison that hang on a document."""
