"""Events of several reports in the store: the same in any order, and the analyst's word stands."""

import csv
import dataclasses
import io
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from reportmap.cli import main
from reportmap.errors import StoreError
from reportmap.matching.blocks import find_likenesses
from reportmap.matching.groups import find_groups
from reportmap.matching.profile import profile_of
from reportmap.model import Event, Extraction, stable_id
from reportmap.record import as_record, event_from_record
from reportmap.store import SCHEMA_VERSION, AddOutcome, EventStore
from tests.accounts import ATTACK, BOMB, SUICIDE, extraction_of, told
from tests.test_matching import stories

ONE = extraction_of(told("A bomb killed two in Sangin.", BOMB, "Sangin", "2009-03-30", dead=2), publisher="Ariana")
TWO = extraction_of(
    told("Two died in Sangin when a bomb went off.", BOMB, "Sangin", "2009-03-30", dead=2), publisher="Bakhtar"
)
THREE = extraction_of(told("The Sangin bomb killed three.", BOMB, "Sangin", "2009-03-30", dead=3), publisher="Ariana")
FAR = extraction_of(
    told("Gunmen killed a teacher in Herat.", ATTACK, "Herat", "2012-05-01", dead=1), publisher="Ariana"
)


def the(extraction: Extraction) -> str:
    return extraction.events[0].event_id


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'reportmap.sqlite'}"


@pytest.fixture
def store(url: str) -> Iterator[EventStore]:
    with EventStore.open(url) as opened:
        for extraction in (ONE, TWO, THREE, FAR):
            opened.add(extraction)
        yield opened


def groups(store: EventStore) -> set[frozenset[str]]:
    """The ids of the accounts of each event that several reports tell."""
    return {frozenset(a.event.event_id for a in event.accounts) for event in store.merged_events() if event.accounts}


def newer(extraction: Extraction, **changes: object) -> Extraction:
    """The same report read by another version, which gives its event another id, and other values for some fields."""
    event = extraction.events[0]
    event_id = stable_id("newer", event.event_id)
    event = dataclasses.replace(event, event_id=event_id, merged_from=(event_id,), **changes)
    extractor = dataclasses.replace(extraction.extractor, version="2")
    return dataclasses.replace(extraction, events=(event,), extractor=extractor)


def without_events(extraction: Extraction) -> Extraction:
    return dataclasses.replace(
        extraction, events=(), extractor=dataclasses.replace(extraction.extractor, version="none")
    )


# --- what comes out ---------------------------------------------------------------------------------------------


def test_an_event_that_three_reports_tell_is_one(store: EventStore) -> None:
    assert len(store.events()) == 4
    merged, alone = store.merged_events()
    assert {account.event.event_id for account in merged.accounts} == {the(ONE), the(TWO), the(THREE)}
    assert merged.n_sources == 2, "two of the three are of one publisher"
    assert {evidence.document_id for evidence in merged.evidence} == {x.document.document_id for x in (ONE, TWO, THREE)}
    assert alone == FAR.events[0]


def test_a_merged_event_comes_back_equal_from_its_record(store: EventStore) -> None:
    documents = {item.document.document_id: item.document for item in store.documents()}
    for event in store.merged_events():
        record = json.loads(json.dumps(as_record(event, documents[event.document_id], others=documents)))
        assert event_from_record(record) == event
        assert ("accounts" in record) is ("contradictions" in record) is bool(event.accounts)
    with pytest.raises(ValueError, match="needs the documents of its accounts"):
        as_record(store.merged_events()[0], documents[store.merged_events()[0].document_id])


def test_a_report_that_is_read_again_takes_its_account_along(store: EventStore) -> None:
    store.add(newer(TWO))
    assert groups(store) == {frozenset({the(ONE), the(newer(TWO)), the(THREE)})}
    store.add(without_events(TWO))
    assert groups(store) == {frozenset({the(ONE), the(THREE)})}
    store.add(without_events(THREE))
    assert groups(store) == set()
    assert [event.accounts for event in store.merged_events()] == [(), ()]


STORIES = settings(max_examples=20, deadline=None)


@STORIES
@given(stories(), st.randoms(use_true_random=False))
def test_the_store_groups_as_if_all_were_compared_at_once(tmp_path_factory, events: list[Event], random) -> None:
    profiles = {event.event_id: profile for event in events if (profile := profile_of(event)) is not None}
    expected = find_groups(profiles, likenesses=find_likenesses(profiles.values()))
    by_document: dict[str, list[Event]] = {}
    for event in events:
        by_document.setdefault(event.document_id, []).append(event)
    extractions = [extraction_of(*group) for group in by_document.values()]
    again = random.sample(extractions, len(extractions))
    with EventStore.open(f"sqlite:///{tmp_path_factory.mktemp('store') / 'reportmap.sqlite'}") as store:
        for extraction in again:
            store.add(extraction)
        for extraction in again[:2]:  # read again by another version: nothing changes
            version = dataclasses.replace(extraction.extractor, version="2")
            assert store.add(dataclasses.replace(extraction, extractor=version)) is AddOutcome.REPLACED
        assert groups(store) == {frozenset(group.event_ids) for group in expected}
        assert sum(max(1, len(event.accounts)) for event in store.merged_events()) == len(events)


# --- what the analyst says --------------------------------------------------------------------------------------


def test_different_stands_until_it_is_undone(store: EventStore) -> None:
    action = store.say_different(the(TWO), note="another bomb")
    assert groups(store) == {frozenset({the(ONE), the(THREE)})}
    store.add(newer(TWO))  # the same words, another id
    assert groups(store) == {frozenset({the(ONE), the(THREE)})}
    store.add(without_events(TWO))  # gone: the decision waits
    assert [said.is_waiting for said in store.decisions()] == [True]
    version = dataclasses.replace(TWO.extractor, version="3")
    store.add(dataclasses.replace(TWO, extractor=version))  # and back
    assert groups(store) == {frozenset({the(ONE), the(THREE)})}
    (said,) = store.decisions()
    assert (said.is_waiting, said.is_undone, said.note) == (False, False, "another bomb")
    assert store.undo() == action
    assert groups(store) == {frozenset({the(ONE), the(TWO), the(THREE)})}
    assert [said.is_undone for said in store.decisions()] == [True]


def test_same_stands_until_it_is_undone(store: EventStore) -> None:
    store.say_same(the(FAR), the(TWO))
    everything = frozenset(map(the, (ONE, TWO, THREE, FAR)))
    assert groups(store) == {everything}
    store.add(newer(FAR))
    assert groups(store) == {everything - {the(FAR)} | {the(newer(FAR))}}
    store.undo(1)
    assert groups(store) == {everything - {the(FAR)}}


def test_joining_again_what_was_taken_out_brings_it_back_to_all(store: EventStore) -> None:
    store.say_different(the(TWO))
    store.say_same(the(ONE), the(TWO))
    assert groups(store) == {frozenset({the(ONE), the(TWO), the(THREE)})}
    store.undo()
    assert groups(store) == {frozenset({the(ONE), the(THREE)})}


def test_a_new_report_never_overrides_the_analyst(store: EventStore) -> None:
    store.say_different(the(TWO))
    store.add(extraction_of(told("A bomb: two dead in Sangin.", BOMB, "Sangin", "2009-03-30", dead=2)))
    assert not any({the(ONE), the(TWO)} <= group for group in groups(store))


REFUSED = [
    ("no such event", lambda store: store.say_same("gone", the(ONE)), "has no event gone"),
    ("one already", lambda store: store.say_same(the(TWO), the(ONE)), "one event already"),
    ("itself", lambda store: store.say_same(the(ONE), the(ONE)), "one event already"),
    ("alone", lambda store: store.say_different(the(FAR)), "no other report tells"),
    ("nothing to undo", lambda store: store.undo(), "no such decision"),
    ("no such decision", lambda store: store.undo(7), "no such decision"),
]


@pytest.mark.parametrize(("act", "message"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_makes_no_sense_is_refused_and_changes_nothing(store: EventStore, act, message: str) -> None:
    before = store.revision
    with pytest.raises(StoreError, match=message):
        act(store)
    assert store.revision == before
    assert store.decisions() == ()


def test_what_might_be_the_same_is_offered(store: EventStore) -> None:
    store.say_different(the(TWO))
    offered = store.similar_events(the(ONE))
    assert [event_id for event_id, _, _ in offered] == [the(TWO)]
    assert offered[0][2]
    assert store.similar_events(the(FAR)) == ()


# --- older stores -----------------------------------------------------------------------------------------------


def _as_older(path: Path) -> None:
    """The store as version 1 of the schema left it."""
    with sqlite3.connect(path) as connection:
        for table in ("matching_state", "profiles", "profile_keys", "sketches", "likenesses", "accounts", "decisions"):
            connection.execute(f"DROP TABLE {table}")
        for table in ("sections", "passages"):
            connection.execute(f"ALTER TABLE {table} DROP COLUMN form")
        connection.execute("UPDATE store_state SET schema_version = 1")


def _by_other_rules(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE matching_state SET version = 'older'")
        connection.execute("DELETE FROM accounts")


@pytest.mark.parametrize("change", [_as_older, _by_other_rules])
def test_an_older_store_is_compared_when_it_is_opened(store: EventStore, url: str, change) -> None:
    expected = groups(store)
    store.close()
    change(Path(store.location))
    with EventStore.open(url) as opened:
        assert groups(opened) == expected
    with sqlite3.connect(store.location) as connection:
        assert connection.execute("SELECT schema_version FROM store_state").fetchone() == (SCHEMA_VERSION,)


def test_opening_a_store_that_is_up_to_date_changes_nothing(store: EventStore, url: str) -> None:
    with EventStore.open(url) as opened:
        assert opened.revision == store.revision


# --- the commands -----------------------------------------------------------------------------------------------


def test_the_commands(store: EventStore, url: str) -> None:
    def run(*words: str, code: int = 0, beside: bool = True) -> str:
        result = CliRunner().invoke(main, ["--database-url", url, *words])
        assert result.exit_code == code, result.output
        return result.output if beside else result.stdout

    listed = run("merges", "list")
    assert "1 event told by several reports" in listed
    assert the(TWO) in listed
    assert "1 decision" in run("merges", "split", the(TWO), "--note", "another bomb") + run("merges", "decisions")
    assert "another bomb" in run("merges", "decisions")
    run("merges", "same", the(TWO), the(ONE))
    assert "Decision 2 is undone" in run("merges", "undo")
    assert "undone" in run("merges", "decisions")
    run("merges", "undo", "1")
    assert "one event already" in run("merges", "same", the(TWO), the(ONE), code=1)
    rows = list(csv.DictReader(io.StringIO(run("export", "--format", "csv", beside=False))))
    assert [(row["n_sources"], row["n_reports"]) for row in rows] == [("2", "3"), ("1", "1")]
    assert rows[0]["contradictions"].startswith("fatalities: ")
    assert len(rows[0]["other_reports"].splitlines()) == len(rows[0]["merge_reason"].splitlines()) == 2
    assert rows[1]["contradictions"] == rows[1]["other_reports"] == ""
    lines = run("export", "--format", "jsonl", beside=False).splitlines()
    assert [len(json.loads(line).get("accounts", ())) for line in lines] == [3, 0]
    features = json.loads(run("export", "--format", "geojson", beside=False))["features"]
    assert [feature["properties"]["n_reports"] for feature in features] == [3, 1]


def test_a_suicide_bomb_told_by_its_country_alone(store: EventStore) -> None:
    """A coarse account finds the exact ones that came before it, and they it."""
    exact = extraction_of(
        told("A suicide bomber killed 63 wedding guests in Kabul.", SUICIDE, "Kabul", "2019-08-17", dead=63)
    )
    coarse = extraction_of(
        told("A suicide bomber killed 63 wedding guests in Afghanistan.", SUICIDE, "Afghanistan", "2019-08-17", dead=63)
    )
    store.add(exact)
    store.add(coarse)
    assert frozenset({the(exact), the(coarse)}) in groups(store)
    store.add(newer(exact))
    assert frozenset({the(newer(exact)), the(coarse)}) in groups(store)
