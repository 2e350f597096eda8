"""Correcting what is known about a report: the basis of the date, and what another reading has changed."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from reportmap.dashboard.reader import view_document
from reportmap.dashboard.rereading import (
    ChangeKind,
    Changes,
    compare_readings,
    correct_document,
    ontologies_of,
    read_again,
)
from reportmap.errors import GazetteerError, ReadingError, StoreError
from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.model import Document, EventDate, Extraction, MetadataBasis, Modality
from reportmap.pipeline import extract_events
from reportmap.reading import read_text
from reportmap.store import EventStore
from sample_events import sample_extractions

BEFORE = sample_extractions()[1]
DOCUMENT = BEFORE.document
DAY = datetime.date(2007, 9, 17)

CORRECTIONS = [
    # label,                        title,          publisher,     day,                     basis
    ("nothing",                     DOCUMENT.title, DOCUMENT.publisher, DOCUMENT.published_on, DOCUMENT.published_basis),
    ("another day",                 DOCUMENT.title, DOCUMENT.publisher, DAY,                MetadataBasis.ANALYST),
    ("no day",                      DOCUMENT.title, DOCUMENT.publisher, None,               MetadataBasis.NONE),
    ("a title keeps the basis",     "Other",        DOCUMENT.publisher, DOCUMENT.published_on, DOCUMENT.published_basis),
    ("empty words are unknown",     "  ",           "",            DOCUMENT.published_on,   DOCUMENT.published_basis),
]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "publisher", "day", "basis"), [row[1:] for row in CORRECTIONS], ids=[row[0] for row in CORRECTIONS]
)
def test_correct_document(title: str, publisher: str, day: datetime.date | None, basis: MetadataBasis) -> None:
    corrected = correct_document(DOCUMENT, title=title, publisher=publisher, published_on=day)
    assert (corrected.title, corrected.publisher) == (title.strip() or None, publisher.strip() or None)
    assert (corrected.published_on, corrected.published_basis) == (day, basis)
    assert corrected.text == DOCUMENT.text


def changed(index: int, **fields: object) -> Extraction:
    events = list(BEFORE.events)
    events[index] = replace(events[index], **fields)
    return replace(BEFORE, events=tuple(events))


NEW_DATE = EventDate(start=DAY, end=DAY, best=DAY)
CHANGES = [
    # label,               after,                                                    kinds,                 summary
    ("nothing",            BEFORE,                                                   [],                    "No event changed (10 events as before)"),
    ("a date",             changed(0, date=NEW_DATE),                                [ChangeKind.DATE],     "1 event with another date; 9 as before"),
    ("a modality",         changed(0, modality=Modality.DENIED),                     [ChangeKind.OTHER],    "1 event changed otherwise; 9 as before"),
    ("lost",               replace(BEFORE, events=BEFORE.events[1:]),                [ChangeKind.LOST],     "1 event lost; 9 as before"),
    ("another id",         changed(0, event_id="new"),                               [],                    "No event changed (10 events as before)"),
    ("another id and day", changed(0, event_id="new", date=NEW_DATE),                [ChangeKind.DATE],     "1 event with another date; 9 as before"),
]  # fmt: skip


@pytest.mark.parametrize(("after", "kinds", "summary"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES])
def test_compare_readings(after: Extraction, kinds: list[ChangeKind], summary: str) -> None:
    changes = compare_readings(BEFORE, after)
    assert [change.kind for change in changes.events] == kinds
    assert changes.summary == summary
    back = compare_readings(after, BEFORE)
    mirrored = {ChangeKind.LOST: ChangeKind.GAINED}
    assert [change.kind for change in back.events] == [mirrored.get(kind, kind) for kind in kinds]


def test_a_changed_date_says_what_it_was_and_is() -> None:
    (change,) = compare_readings(BEFORE, changed(0, date=NEW_DATE)).events
    assert change.detail == "3 Sep 2007 → 17 Sep 2007"
    assert change.words.startswith("Remote explosive/landmine/IED, Sangin: “A roadside bomb")


def test_details_are_told() -> None:
    after = replace(BEFORE, document=correct_document(DOCUMENT, title="Other", publisher="", published_on=DAY))
    assert compare_readings(BEFORE, after).details == (
        "Title: Daily incident list, southern provinces → Other",
        "Publisher: Sample Security Bulletin → unknown",
        "Published: 10 Sep 2007 → 17 Sep 2007",
    )


@pytest.fixture
def store(tmp_path: Path) -> EventStore:
    """A store with one report."""
    opened = EventStore.open(f"sqlite:///{tmp_path / 'one.sqlite'}")
    opened.add(BEFORE)
    return opened


def _breaks(error: Exception) -> object:
    def extract(_document: Document, _version: str) -> Extraction:
        raise error

    return extract


FAILURES = [
    # label,                 what reading raises,               what the analyst gets,   words
    ("a broken gazetteer",   GazetteerError("no gazetteer"),    GazetteerError,          "no gazetteer"),
    ("a fault of ours",      IndexError("tuple"),               ReadingError,            "a fault in reportmap (IndexError: tuple)"),
    ("out of memory",        MemoryError(),                     ReadingError,            "MemoryError"),
]  # fmt: skip


@pytest.mark.parametrize(("error", "kind", "words"), [row[1:] for row in FAILURES], ids=[row[0] for row in FAILURES])
def test_a_failure_leaves_the_store_as_it_was(store: EventStore, error: Exception, kind: type, words: str) -> None:
    revision = store.revision
    with pytest.raises(kind) as raised:
        read_again(store, replace(DOCUMENT, title="Other"), extract=_breaks(error))
    assert words in str(raised.value)
    assert store.revision == revision
    assert store.extraction(DOCUMENT.document_id) == BEFORE


def test_nothing_is_locked_while_a_report_is_read(store: EventStore, tmp_path: Path) -> None:
    other = sample_extractions()[0]

    def extract(document: Document, _version: str) -> Extraction:
        with EventStore.open(f"sqlite:///{tmp_path / 'one.sqlite'}") as second:
            second.add(other)  # would wait, and fail, if the first held a transaction
        return replace(BEFORE, document=document)

    changes = read_again(store, replace(DOCUMENT, title="Other"), extract=extract)
    assert changes.details == ("Title: Daily incident list, southern provinces → Other",)
    assert len(store.documents()) == 2
    assert store.document(DOCUMENT.document_id) == replace(DOCUMENT, title="Other")


def test_a_report_that_is_gone_is_said(tmp_path: Path) -> None:
    with (
        EventStore.open(f"sqlite:///{tmp_path / 'empty.sqlite'}") as empty,
        pytest.raises(StoreError, match="no longer"),
    ):
        read_again(empty, DOCUMENT, extract=_breaks(IndexError()))


def test_the_real_reading_moves_relative_days(tmp_path: Path, gazetteer: Gazetteer, language: Language) -> None:
    text = "Kabul\n\nA bomb killed two people in Kabul on Monday. Gunmen shot dead a clerk in Herat on 3 May 2009.\n"

    def extract(document: Document, _version: str) -> Extraction:
        return extract_events(document, gazetteer=gazetteer, language=language)

    document = read_text(text, published_on=datetime.date(2009, 5, 6))
    with EventStore.open(f"sqlite:///{tmp_path / 'real.sqlite'}") as opened:
        opened.add(extract(document, ""))
        corrected = correct_document(document, title="Kabul", publisher="", published_on=datetime.date(2009, 5, 13))
        changes: Changes = read_again(opened, corrected, extract=extract)
        stored = opened.document(document.document_id)
    assert [(change.kind, change.detail) for change in changes.events] == [
        (ChangeKind.DATE, "4 May 2009 → 11 May 2009")
    ]
    assert changes.n_same == 1
    assert stored is not None
    assert stored.published_basis is MetadataBasis.ANALYST


ONTOLOGIES = [
    # version,                                names
    ("acled-2023.2",                          ("acled",)),
    ("acled-2023.2+disasters-2026.1",         ("acled", "disasters")),
    ("1",                                     ()),
]  # fmt: skip


@pytest.mark.parametrize(("version", "names"), ONTOLOGIES, ids=[row[0] for row in ONTOLOGIES])
def test_ontologies_of(version: str, names: tuple[str, ...]) -> None:
    assert ontologies_of(version) == names


def test_event_types_of_the_users_own_are_not_replaced_in_silence() -> None:
    with pytest.raises(ReadingError, match="--ontology"):
        ontologies_of("acled-2023.2+mine-1@0123abcd")


# --- the reader -------------------------------------------------------------------------------------------------


def test_the_reader_shows_all_text_and_leads_from_places_to_the_map(gazetteer: Gazetteer, language: Language) -> None:
    text = "Kabul\n\nA bomb killed two people in Kabul on 3 May 2009. A patrol in Zzyzxabad district fired on Monday.\n"
    view = view_document(extract_events(read_text(text), gazetteer=gazetteer, language=language))
    segments = [segment for section in view.sections for run in section.runs for segment in run.segments]
    assert "".join(segment.text for segment in segments) == text
    kabul = [segment for segment in segments if segment.text == "Kabul"]
    assert kabul[-1].spot in view.spots
    assert view.spots[kabul[-1].spot].name == "Kabul"
    assert kabul[-1].hint.endswith("Afghanistan")
    assert next(segment.hint for segment in segments if segment.text == "3 May 2009") == "3 May 2009"
    assert next(segment.hint for segment in segments if "Monday" in segment.text).startswith("no day: ")
    assert view.dated.startswith("days such as")
