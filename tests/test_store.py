"""The store: what is added comes back equal, once, whoever else is at work."""

import dataclasses
import datetime
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import reportmap
from reportmap.errors import StoreError
from reportmap.model import (
    Document,
    Event,
    Extraction,
    Extractor,
    MetadataBasis,
    NamedEntity,
    Passage,
    Section,
    SectionKind,
    stable_id,
)
from reportmap.nouns import from_json, to_json
from reportmap.store import SCHEMA_VERSION, AddOutcome, EventStore
from reportmap.store.sqlite import match_expression
from tests.strategies import extractions

EXTRACTOR = Extractor(name="reportmap", version="1", gazetteer_version="1", ontology_version="1")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'reportmap.sqlite'}"


@pytest.fixture
def store(url: str) -> Iterator[EventStore]:
    with EventStore.open(url) as opened:
        yield opened


def made(text: str, *, events: tuple[Event, ...] = (), **metadata: object) -> Extraction:
    """An extraction with one passage a line."""
    document = Document(document_id=stable_id(text), text=text, **metadata)
    passages, start = [], 0
    for index, line in enumerate(text.splitlines()):
        end = start + len(line)
        passages.append(Passage(start=start, end=end, text=line, index=index, paragraph=index, kind=SectionKind.BODY))
        start = end + 1
    return Extraction(
        document=document,
        sections=(Section(start=0, end=len(text), text=text, kind=SectionKind.BODY),),
        passages=tuple(passages),
        places=(),
        dates=(),
        events=events,
        extractor=EXTRACTOR,
    )


# --- what comes back ---------------------------------------------------------------------------------------------

FRESH = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@FRESH
@given(extraction=extractions())
def test_an_extraction_comes_back_equal(store: EventStore, extraction: Extraction) -> None:
    # The store lives through all examples: a version of its own keeps an example from being "unchanged".
    version = str(store.revision)
    extraction = dataclasses.replace(extraction, extractor=dataclasses.replace(EXTRACTOR, version=version))
    assert store.add(extraction) in (AddOutcome.ADDED, AddOutcome.REPLACED)
    document_id = extraction.document.document_id
    assert store.extraction(document_id) == extraction
    assert store.document(document_id) == extraction.document
    assert store.events(document_ids=[document_id]) == extraction.events
    assert store.add(extraction) is AddOutcome.UNCHANGED


@FRESH
@given(extraction=extractions())
def test_nouns_come_back_equal_from_json(extraction: Extraction) -> None:
    assert from_json(Extraction, to_json(extraction)) == extraction


@FRESH
@given(several=st.lists(extractions(), max_size=3, unique_by=lambda extraction: extraction.document.document_id))
def test_counts_are_those_of_the_extractions(tmp_path_factory, several: list[Extraction]) -> None:
    with EventStore.open(f"sqlite:///{tmp_path_factory.mktemp('store') / 'reportmap.sqlite'}") as store:
        for extraction in several:
            store.add(extraction)
        stored = store.documents()
        assert [item.document for item in stored] == [extraction.document for extraction in several]
        for item, extraction in zip(stored, several, strict=True):
            toponyms = [place for place in extraction.places if not place.mention.is_demonym]
            assert item.n_events == len(extraction.events)
            assert item.n_drawn == sum(event.is_drawn for event in extraction.events)
            assert item.n_places == sum(place.place is not None for place in toponyms)
            assert item.n_unresolved == len(toponyms) - item.n_places
            assert item.n_comments == sum(section.kind is SectionKind.COMMENT for section in extraction.sections)
        assert store.events() == tuple(event for extraction in several for event in extraction.events)
        assert store.events(document_ids=[]) == ()


def test_a_field_that_old_json_lacks_takes_its_default() -> None:
    assert from_json(Document, '{"document_id": "d", "text": "t"}') == Document(document_id="d", text="t")
    assert from_json(NamedEntity, '{"start": 0, "end": 1, "text": "x", "label": "GPE", "new": 1}').label == "GPE"


@pytest.mark.parametrize("text", ["[]", "{}", "1", "nonsense"])
def test_json_of_something_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"Document|Expecting"):
        from_json(Document, text)


def test_what_is_not_there_is_none(store: EventStore) -> None:
    assert store.document("nowhere") is None
    assert store.extraction("nowhere") is None
    assert store.documents() == ()
    assert store.events() == ()


def test_a_path_that_is_not_unicode_is_kept(store: EventStore) -> None:
    extraction = made("Rain.", path="reports/\udce9t\udce9.txt", title="\udce9")
    store.add(extraction)
    assert store.extraction(extraction.document.document_id) == extraction


# --- adding again ------------------------------------------------------------------------------------------------

SAME_TEXT = [
    # label,              change to the extraction,                                     outcome
    ("nothing",           lambda e: e,                                                  AddOutcome.UNCHANGED),
    ("another path",      lambda e: _with_document(e, path="copy.txt"),                 AddOutcome.UNCHANGED),
    ("a title",           lambda e: _with_document(e, title="Rain"),                    AddOutcome.REPLACED),
    ("a date",            lambda e: _with_document(e, published_on=datetime.date(2007, 2, 2),
                                                   published_basis=MetadataBasis.COMMAND_LINE), AddOutcome.REPLACED),
    ("a newer extractor", lambda e: dataclasses.replace(e, extractor=dataclasses.replace(EXTRACTOR, version="2")),
                                                                                        AddOutcome.REPLACED),
]  # fmt: skip


def _with_document(extraction: Extraction, **changes: object) -> Extraction:
    return dataclasses.replace(extraction, document=dataclasses.replace(extraction.document, **changes))


@pytest.mark.parametrize(("label", "change", "outcome"), SAME_TEXT, ids=[row[0] for row in SAME_TEXT])
def test_the_same_text_again(store: EventStore, label: str, change, outcome: AddOutcome) -> None:
    first = made("Rain fell.\nA bridge closed.", path="rain.txt")
    store.add(first)
    revision = store.revision
    changed = change(first)
    is_current = store.is_current(changed.document, extractor=changed.extractor)
    assert store.add(changed) is outcome
    assert is_current is (outcome is AddOutcome.UNCHANGED)
    assert (store.revision > revision) is (outcome is AddOutcome.REPLACED)
    assert len(store.documents()) == 1
    expected = first if outcome is AddOutcome.UNCHANGED else changed
    assert store.extraction(first.document.document_id) == expected
    assert store.count_passages("bridge") == 1


def test_other_documents_stay_when_one_is_replaced(store: EventStore) -> None:
    other = made("Snow fell.")
    first = made("Rain fell.")
    for extraction in (first, other, _with_document(first, title="Rain")):
        store.add(extraction)
    assert store.extraction(other.document.document_id) == other
    assert [item.document.text for item in store.documents()] == ["Rain fell.", "Snow fell."]
    assert [hit.passage.text for hit in store.search("fell")] == ["Rain fell.", "Snow fell."]


def test_a_failed_add_leaves_no_trace(store: EventStore) -> None:
    broken = made("Rain fell.")
    object.__setattr__(broken.sections[0], "text", "Snow fell.")  # a stage with a bug
    with pytest.raises(ValueError, match="is not what"):
        store.add(broken)
    halfway = dataclasses.replace(made("Rain fell."), events=(None,))
    with pytest.raises(AttributeError):
        store.add(halfway)
    assert store.documents() == ()
    assert store.revision == 0
    assert store.search("rain") == ()
    assert store.add(made("Rain fell.")) is AddOutcome.ADDED


# --- search ------------------------------------------------------------------------------------------------------

LINES = (
    "Fighters attacked Musa Qala.",
    "The town of Musa Qalé fell; Qala Musa did not.",
    "Don't say AND, OR, NOT or NEAR.",
    "Прибыли в Кабул.",
    'She said: "no".',
)
QUERIES = [
    # label,               query,                 the lines that it finds
    ("one word",           "town",                [1]),
    ("any case",           "FIGHTERS",            [0]),
    ("English endings",    "attack",              [0]),
    ("all words",          "musa fell",           [1]),
    ("accents",            "qale",                [1]),
    ("a phrase",           '"musa qala"',         [0]),
    ("words, any order",   "qala musa",           [0, 1]),
    ("a beginning",        "fight*",              [0]),
    ("another script",     "кабул",               [3]),
    ("an operator",        "AND",                 [1 - 1 + 2]),
    ("a column",           "words:musa",          []),
    ("a hyphen",           "musa-qala",           [0]),
    ("an apostrophe",      "don't",               [2]),
    ("open quotation",     '"musa qala',          [0, 1]),
    ("brackets",           "(musa",               [0, 1]),
    ("a minus",            "-musa",               [0, 1]),
    ("a circumflex",       "^musa",               [0, 1]),
    ("only marks",         '"*" ( ) : ^ -',       []),
    ("nothing",            "",                    []),
    ("spaces",             " \t\n",               []),
    ("NUL",                "musa\0qala",          [0, 1]),
    ("not there",          "elephant",            []),
]  # fmt: skip


@pytest.mark.parametrize(("label", "query", "lines"), QUERIES, ids=[row[0] for row in QUERIES])
def test_search(store: EventStore, label: str, query: str, lines: list[int]) -> None:
    extraction = made("\n".join(LINES))
    store.add(extraction)
    hits = store.search(query)
    assert [hit.passage for hit in hits] == [extraction.passages[line] for line in lines]
    assert {hit.document_id for hit in hits} <= {extraction.document.document_id}
    assert store.count_passages(query) == len(lines)
    assert store.search(query, limit=1) == hits[:1]


@FRESH
@given(query=st.text("\"*^:()-+{}[]ANDORNT \0aé'", max_size=20) | st.text(st.characters(exclude_categories=["Cs"])))
def test_no_query_breaks_the_search(store: EventStore, query: str) -> None:
    store.search(query)
    assert (match_expression(query) is None) or store.count_passages(query) >= 0


# --- trouble -----------------------------------------------------------------------------------------------------


def _not_ours(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE cats (name)")


def _newer(path: Path) -> None:
    EventStore.open(f"sqlite:///{path}").close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE store_state SET schema_version = ?", (SCHEMA_VERSION + 1,))


def _damaged(path: Path) -> None:
    with EventStore.open(f"sqlite:///{path}") as store:
        store.add(made("Rain fell.\n" * 2000))
    data = bytearray(path.read_bytes())
    data[100:] = b"\xff" * (len(data) - 100)
    path.write_bytes(data)


BAD_STORES = [
    # label,               how it comes to be,                                   what the message says
    ("not a database",     lambda path: path.write_bytes(b"rain" * 400),         "not a SQLite database"),
    ("another program's",  _not_ours,                                            "not one of reportmap"),
    ("a newer version",    _newer,                                               "update reportmap"),
    ("damaged",            _damaged,                                             "put a backup in its place"),
    ("a folder",           lambda path: path.mkdir(),                            "you may write there"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "make", "advice"), BAD_STORES, ids=[row[0] for row in BAD_STORES])
def test_a_bad_store_says_where_and_what_to_do(tmp_path: Path, label: str, make, advice: str) -> None:
    path = tmp_path / "bad.sqlite"
    make(path)
    with pytest.raises(StoreError, match=advice) as caught:
        EventStore.open(f"sqlite:///{path}")
    assert str(path) in str(caught.value)


BAD_URLS = [
    ("no URL", "reports.db"),
    ("no file", "sqlite://"),
    ("in memory", "sqlite:///:memory:"),
    ("another database", "postgresql://analyst:secret@server/reports"),
]


@pytest.mark.parametrize(("label", "bad"), BAD_URLS)
def test_a_bad_url_says_how_to_write_one(label: str, bad: str) -> None:
    with pytest.raises(StoreError, match="sqlite:////full/path") as caught:
        EventStore.open(bad)
    assert "secret" not in str(caught.value)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"nowhere.*check that its folder exists"):
        EventStore.open(f"sqlite:///{tmp_path / 'nowhere' / 'reportmap.sqlite'}")


def test_a_locked_store_says_so(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportmap.store.sqlite.BUSY_SECONDS", 0.01)
    with EventStore.open(url) as store, sqlite3.connect(store.location, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another process has been writing"):
            store.add(made("Rain fell."))
        assert store.documents() == ()  # reading goes on
        other.execute("ROLLBACK")
        assert store.add(made("Rain fell.")) is AddOutcome.ADDED


def test_an_unreadable_record_names_the_store(store: EventStore) -> None:
    extraction = made("Rain fell.")
    store.add(extraction)
    with sqlite3.connect(store.location) as connection:
        connection.execute("UPDATE documents SET metadata = '[]'")
    for read in (
        store.documents,
        lambda: store.extraction(extraction.document.document_id),
        lambda: store.search("rain"),
    ):
        with pytest.raises(StoreError, match="add the reports again"):
            read()


def test_the_default_store_lies_in_the_users_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("platformdirs.user_data_dir", lambda name: str(tmp_path / "data" / name))
    with EventStore.open() as store:
        assert store.location == str(tmp_path / "data" / "reportmap" / "reportmap.sqlite")
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr("platformdirs.user_data_dir", lambda name: str(tmp_path / "file" / name))
    with pytest.raises(StoreError, match="cannot be made"):
        EventStore.open()


# --- several processes -------------------------------------------------------------------------------------------

WRITER = """
import sys
from tests.test_store import made
from reportmap.store import EventStore

with EventStore.open(sys.argv[1]) as store:
    for number in range(int(sys.argv[2]), int(sys.argv[3])):
        store.add(made(f"Report {number}.\\n" * 30))
        print(number, flush=True)
"""


def _writer(url: str, first: int, last: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITER, url, str(first), str(last)]
    paths = os.pathsep.join([str(Path(reportmap.__file__).parents[1]), str(Path(__file__).parents[1])])
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": paths})


def test_two_processes_add_while_a_third_reads(url: str) -> None:
    writers = [_writer(url, 0, 20), _writer(url, 20, 40)]  # both make the tables at the same time
    with EventStore.open(url) as store:
        counts = []
        for _ in writers[0].stdout:
            extraction_of = [store.extraction(item.document.document_id) for item in store.documents()]
            assert all(len(extraction.passages) == 30 for extraction in extraction_of)
            counts.append(len(extraction_of))
        assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
        assert counts == sorted(counts)
        assert len(store.documents()) == 40
        assert store.revision == 40
        assert store.count_passages("report") == 40 * 30


def test_threads_share_a_store(store: EventStore) -> None:
    def add_and_read(number: int) -> int:
        store.add(made(f"Report {number}."))
        assert store.extraction(stable_id(f"Report {number}.")) is not None
        return len(store.documents())

    with ThreadPoolExecutor(max_workers=12) as pool:
        seen = list(pool.map(add_and_read, range(48)))
    assert max(seen) == 48
    assert store.revision == 48


def test_kill_9_loses_at_most_the_document_in_flight(url: str) -> None:
    writer = _writer(url, 0, 100_000)
    done = [int(next(writer.stdout)) for _ in range(20)]
    writer.kill()
    done += [int(line) for line in writer.stdout if line.endswith("\n")]
    writer.wait(timeout=60)
    with EventStore.open(url) as store:
        stored = store.documents()
        assert len(done) <= len(stored) <= len(done) + 1
        assert store.revision == len(stored)
        for item in stored:
            assert store.extraction(item.document.document_id) == made(item.document.text)
        assert store.count_passages("report") == 30 * len(stored)
        assert store.add(made("Report again.")) is AddOutcome.ADDED
