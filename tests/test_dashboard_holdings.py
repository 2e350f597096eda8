"""What the Data and About pages say about the store, its copies, its versions, and the figures."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from reportmap.dashboard.accuracy import accuracy_rows, markdown_table
from reportmap.dashboard.holdings import ONLINE, Installed, backup_path, say_size, store_facts, version_facts
from reportmap.errors import StoreError
from reportmap.store import EventStore
from sample_events import EXTRACTOR, sample_extractions
from tests.readme_table import FIGURES, README, table_in, take

SIZES = [(0, "1 kB"), (812_400, "812 kB"), (1_400_000, "1.4 MB"), (2_500_000_000, "2.5 GB")]


@pytest.mark.parametrize(("n_bytes", "words"), SIZES, ids=[row[1] for row in SIZES])
def test_say_size(n_bytes: int, words: str) -> None:
    assert say_size(n_bytes) == words


@pytest.fixture
def store(tmp_path: Path) -> EventStore:
    """A store with the made-up reports."""
    opened = EventStore.open(f"sqlite:///{tmp_path / 'reports.sqlite'}")
    for extraction in sample_extractions():
        opened.add(extraction)
    return opened


def test_store_facts(store: EventStore) -> None:
    facts = store_facts(store.documents(), store.merged_events(), location="/x/reports.sqlite", n_bytes=store.n_bytes)
    said = {fact.label: (fact.value, fact.note) for fact in facts}
    assert said["File"][0] == "/x/reports.sqlite"
    assert said["Reports"] == ("5", "published 2 Feb 2007 to 20 Jun 2013")
    assert said["Events"][0] == "34"
    assert said["Events"][1].startswith("31 shown")


INSTALLED = Installed(program="1", gazetteer="1", ontology="1")
VERSIONS = [
    # label,                    read with,                                         installed,                         notes
    ("all alike",               [EXTRACTOR],                                       INSTALLED,                         "All reports with events"),
    ("one older",               [EXTRACTOR, replace(EXTRACTOR, version="0")],      INSTALLED,                         "1 report with events were"),
    ("another gazetteer",       [EXTRACTOR],                                       replace(INSTALLED, gazetteer="2"), "1 report with"),
    ("no gazetteer yet",        [],                                                replace(INSTALLED, gazetteer=None), "it is built when"),
    ("another ontology",        [replace(EXTRACTOR, ontology_version="2")],        INSTALLED,                         "also in use: 2"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("made", "installed", "words"), [row[1:] for row in VERSIONS], ids=[row[0] for row in VERSIONS]
)
def test_version_facts(made: list, installed: Installed, words: str) -> None:
    assert any(fact.note.startswith(words) for fact in version_facts(made, installed))


def test_everything_online_is_off() -> None:
    assert {fact.value for fact in ONLINE} == {"Off"}


def test_a_backup_is_a_store_of_its_own(store: EventStore) -> None:
    path = backup_path(str(store.location), at=datetime.datetime(2026, 11, 27, 12, 0, 5, tzinfo=datetime.UTC))
    store.back_up(path)
    assert path.name == "reports-2026-11-27-120005.sqlite"
    with EventStore.open(f"sqlite:///{path}") as copy:
        assert copy.merged_events() == store.merged_events()
    with pytest.raises(StoreError, match="there already"):
        store.back_up(path)
    assert [file.name for file in path.parent.iterdir() if file.name.startswith(".")] == []


def test_a_backup_that_cannot_be_written_is_said(store: EventStore, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be written"):
        store.back_up(tmp_path / "file" / "copy.sqlite")


def test_the_readme_and_the_page_have_the_same_figures() -> None:
    assert len(accuracy_rows()) >= 10
    assert table_in(README.read_text(encoding="utf-8")) == markdown_table(), "run python -m tests.readme_table"


def test_the_table_can_be_taken_over_from_the_readme() -> None:
    figures = FIGURES.read_text(encoding="utf-8")
    assert take(markdown_table(), figures) == figures
