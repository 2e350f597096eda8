"""What analysts correct: laid over what was read, found again after another reading, and taken back."""

import dataclasses
import datetime
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportmap.cli import main
from reportmap.errors import StoreError
from reportmap.model import (
    Event,
    EventPlace,
    Extraction,
    PlaceMention,
    PlacePrecision,
    ResolvedPlace,
    Verdict,
)
from reportmap.record import as_record, best_place, event_from_record
from reportmap.store import Days, EventStore, TypeNames
from reportmap.store.corrections import annotate, date, judge, place, retype
from reportmap.store.overlay import overlay, waiting
from tests.accounts import BATTLE, BOMB, PLACES, extraction_of, told

SANGIN, KABUL, MUSA_QALA = PLACES["Sangin"], PLACES["Kabul"], PLACES["Musa Qala"]
BOMBING = told("A bomb killed two in Sangin.", BOMB, "Sangin", "2009-03-30", dead=2)
AGAIN = told("Shots were fired in Sangin, too.", BATTLE, "Sangin", "2009-05-30")


def lost(text: str, name: str, day: str) -> Event:
    """An event at a place that the gazetteer lacks, drawn at the town named before it."""
    event = told(text, BATTLE, None, day)
    start = text.index(name)
    mention = PlaceMention(start=start, end=start + len(name), text=name, passage_index=0, name=name, cue="village of")
    unknown = ResolvedPlace(mention=mention, place=None, precision=None, score=0.0, reason="no such name")
    near = ResolvedPlace(
        mention=dataclasses.replace(mention, start=0, end=0, text="", name="Sangin"),
        place=SANGIN, precision=PlacePrecision.NEAR, score=0.7,
        reason=f"stands for “{name}”, which is not in the gazetteer; named before",
    )  # fmt: skip
    places = (EventPlace(resolved=unknown), EventPlace(resolved=near, is_inferred=True))
    return dataclasses.replace(event, places=places)


VILLAGE = lost("Fighters came to the village of Zarkun.", "Zarkun", "2009-04-01")
VILLAGE_TOO = lost("They left  ZARKUN in the night.", "ZARKUN", "2011-06-01")


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'reportmap.sqlite'}"


@pytest.fixture
def store(url: str) -> Iterator[EventStore]:
    with EventStore.open(url) as opened:
        for event in (BOMBING, AGAIN, VILLAGE, VILLAGE_TOO):
            opened.add(extraction_of(event))
        yield opened


def now(store: EventStore, event: Event) -> Event:
    """An event as the store gives it out."""
    return next(one for one in store.merged_events() if event.event_id in {one.event_id, *one.merged_from})


def where(event: Event) -> str | None:
    resolved = best_place(event)
    return None if resolved is None or resolved.place is None else resolved.place.name


# --- single events ----------------------------------------------------------------------------------------------


def test_a_rejected_event_is_kept_and_not_drawn_until_it_is_taken_back(store: EventStore) -> None:
    revision = store.revision
    (number,) = store.correct(judge(BOMBING, Verdict.REJECTED), decided_at="2026-11-27T10:00:00+00:00")
    assert store.revision > revision
    assert now(store, BOMBING).verdict is Verdict.REJECTED
    assert not now(store, BOMBING).is_drawn
    assert store.events()[0].is_drawn  # as it was read
    assert store.take_back() == number
    assert now(store, BOMBING) == BOMBING
    assert [(one.is_undone, one.decided_at) for one in store.corrections()] == [(True, "2026-11-27T10:00:00+00:00")]


def test_the_newest_word_counts_and_undoing_it_brings_the_one_before_back(store: EventStore) -> None:
    store.correct(judge(BOMBING, Verdict.REJECTED), judge(BOMBING, Verdict.ACCEPTED))
    assert now(store, BOMBING).verdict is Verdict.ACCEPTED
    store.take_back()
    assert now(store, BOMBING).verdict is Verdict.REJECTED


FIRST = datetime.date(2009, 4, 2)
LAST = datetime.date(2009, 4, 5)
DATES = [
    # days,                          best,  precision, says
    (Days(first=FIRST, last=FIRST), FIRST, "day", (FIRST, FIRST)),
    (Days(first=FIRST, last=LAST), None, "range", (FIRST, LAST)),
    (Days(first=None, last=LAST), LAST, "day", (LAST, LAST)),
    (Days(first=None, last=None), None, "unknown", (None, None)),
]


@pytest.mark.parametrize(("days", "best", "precision", "interval"), DATES)
def test_another_date(
    store: EventStore, days: Days, best: datetime.date | None, precision: str, interval: tuple[object, object]
) -> None:
    store.correct(date(BOMBING, days))
    found = now(store, BOMBING)
    assert (found.date.start, found.date.end) == interval
    assert (found.date.best, found.date.precision.value) == (best, precision)
    assert found.corrected == ("date",)


def test_days_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(ValueError, match="lies before"):
        date(BOMBING, Days(first=LAST, last=FIRST))


def test_another_type_a_note_and_the_record_that_says_so(store: EventStore) -> None:
    store.correct(retype(BOMBING, TypeNames(event_type="Riots", sub_event_type="Mob violence")), annotate(BOMBING, "!"))
    found = now(store, BOMBING)
    assert (found.event_type, found.sub_event_type, found.note) == ("Riots", "Mob violence", "!")
    record = as_record(found, extraction_of(BOMBING).document)
    assert record["review"] == {"verdict": "open", "corrected": ["type"], "note": "!"}
    assert event_from_record(record) == found
    store.correct(annotate(found, ""))
    assert now(store, BOMBING).note is None


def test_an_event_without_a_name_gets_a_place(store: EventStore) -> None:
    store.correct(place(BOMBING, None, KABUL))
    assert where(now(store, BOMBING)) == "Kabul"
    assert now(store, BOMBING).places[0].resolved.mention.text == ""


# --- names ------------------------------------------------------------------------------------------------------


def test_a_place_is_changed_for_one_mention(store: EventStore) -> None:
    store.correct(place(BOMBING, BOMBING.places[0].resolved, KABUL))
    assert where(now(store, BOMBING)) == "Kabul"
    assert where(now(store, AGAIN)) == "Sangin"
    resolved = now(store, BOMBING).places[0].resolved
    assert resolved.score == 1.0
    assert resolved.reason.startswith("set by an analyst; “Sangin” was read as Sangin")
    assert [other.place for other in resolved.alternatives] == [SANGIN]


def test_a_place_is_changed_for_every_mention_that_was_read_alike(store: EventStore) -> None:
    store.correct(place(BOMBING, BOMBING.places[0].resolved, KABUL, everywhere=True))
    assert {where(now(store, event)) for event in (BOMBING, AGAIN)} == {"Kabul"}
    assert where(now(store, VILLAGE)) == "Sangin"  # another name, of which Sangin is only the stand-in
    store.take_back()
    assert {where(now(store, event)) for event in (BOMBING, AGAIN)} == {"Sangin"}


@pytest.mark.parametrize(("everywhere", "too"), [(False, "Sangin"), (True, "Musa Qala")])
def test_a_name_that_the_gazetteer_lacks_is_placed_and_its_stand_in_goes(
    store: EventStore, everywhere: bool, too: str
) -> None:
    store.correct(place(VILLAGE, VILLAGE.places[0].resolved, MUSA_QALA, everywhere=everywhere))
    assert [one.resolved.place for one in now(store, VILLAGE).places] == [MUSA_QALA]
    assert where(now(store, VILLAGE_TOO)) == too
    assert not any(one.resolved.place for one in store.events(document_ids=[VILLAGE.document_id])[0].places[:1])


def test_a_name_that_is_no_place(store: EventStore) -> None:
    store.correct(place(BOMBING, BOMBING.places[0].resolved, None))
    assert where(now(store, BOMBING)) is None


def test_a_report_is_shown_with_its_corrections(store: EventStore) -> None:
    read = store.extraction(BOMBING.document_id)
    assert store.corrected_extraction(BOMBING.document_id) == read
    store.correct(place(BOMBING, BOMBING.places[0].resolved, KABUL))
    shown = store.corrected_extraction(BOMBING.document_id)
    assert shown is not None
    assert where(shown.events[0]) == "Kabul"
    assert store.extraction(BOMBING.document_id) == read
    assert store.corrected_extraction("none") is None


# --- lasting ----------------------------------------------------------------------------------------------------


def reread(extraction: Extraction, shift: int = 0) -> Extraction:
    """The same report read by another version that gives its event another id."""
    event = extraction.events[0]
    word = dataclasses.replace(event.evidence[0], trigger_end=event.evidence[0].trigger_end - shift)
    word = dataclasses.replace(word, trigger=word.text[: len(word.text) - shift])
    again = dataclasses.replace(event, event_id="a" * 16, merged_from=("a" * 16,), evidence=(word,))
    newer = dataclasses.replace(extraction.extractor, version="2")
    return dataclasses.replace(extraction, events=(again,), extractor=newer)


def test_a_correction_finds_its_event_again_after_another_reading(store: EventStore) -> None:
    store.correct(judge(BOMBING, Verdict.REJECTED), place(BOMBING, BOMBING.places[0].resolved, KABUL))
    store.add(reread(extraction_of(BOMBING), shift=5))
    (found,) = [event for event in store.merged_events() if event.event_id == "a" * 16]
    assert (found.verdict, where(found)) == (Verdict.REJECTED, "Kabul")


def test_a_correction_without_its_event_waits_and_is_listed(store: EventStore) -> None:
    correction = judge(BOMBING, Verdict.ACCEPTED)
    store.correct(correction)
    gone = dataclasses.replace(reread(extraction_of(BOMBING)), events=())
    store.add(gone)
    assert waiting(store.merged_events(), [correction]) == (correction,)
    store.add(extraction_of(BOMBING))
    assert waiting(store.merged_events(), [correction]) == ()
    assert now(store, BOMBING).verdict is Verdict.ACCEPTED


def test_an_event_of_several_reports_is_corrected_under_any_account(store: EventStore) -> None:
    other = told("Two died in Sangin when a bomb went off.", BOMB, "Sangin", "2009-03-30", dead=2)
    store.add(extraction_of(other, publisher="Bakhtar"))
    assert len(now(store, BOMBING).accounts) == 2
    store.correct(judge(other, Verdict.ACCEPTED))
    assert now(store, BOMBING).verdict is Verdict.ACCEPTED


def test_without_corrections_nothing_is_touched() -> None:
    events = (BOMBING, VILLAGE)
    assert overlay(events, ()) == events
    assert overlay(events, (judge(AGAIN, Verdict.REJECTED),)) == events


def test_a_store_of_the_time_before_corrections_is_opened(store: EventStore, url: str) -> None:
    store.close()
    with sqlite3.connect(url.removeprefix("sqlite:///")) as connection:
        connection.execute("DROP TABLE corrections")
        connection.execute("UPDATE store_state SET schema_version = 2")
    with EventStore.open(url) as again:
        again.correct(judge(BOMBING, Verdict.ACCEPTED))
        assert now(again, BOMBING).verdict is Verdict.ACCEPTED


def test_what_cannot_be_taken_back_is_refused(store: EventStore) -> None:
    with pytest.raises(StoreError, match="no such correction"):
        store.take_back()
    store.correct(judge(BOMBING, Verdict.ACCEPTED))
    store.take_back(1)
    with pytest.raises(StoreError, match="no such correction"):
        store.take_back(1)


# --- command ----------------------------------------------------------------------------------------------------


def test_the_command_lists_and_takes_back(store: EventStore, url: str) -> None:
    store.correct(
        judge(BOMBING, Verdict.REJECTED),
        place(VILLAGE, VILLAGE.places[0].resolved, MUSA_QALA, everywhere=True),
        date(BOMBING, Days(first=FIRST, last=LAST)),
        retype(BOMBING, TypeNames(event_type="Riots", sub_event_type=None)),
    )
    listed = CliRunner().invoke(main, ["corrections", "list", "--database-url", url], env={"COLUMNS": "200"})
    assert listed.exit_code == 0
    for words in (
        "rejected",
        "zarkun",
        "everywhere",
        "Musa Qala",
        "2009-04-02 to 2009-04-05",
        "Riots",
        "4 corrections",
    ):
        assert words in listed.output
    done = CliRunner().invoke(main, ["corrections", "undo", "2", "--database-url", url])
    assert "Correction 2 is undone" in done.output
    assert where(now(store, VILLAGE)) == "Sangin"
