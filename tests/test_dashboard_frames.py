"""Events as tables: every event is there once, every mapped place too, and the order never changes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportmap.dashboard.frames import EventFrames, build_frames, mapped_places
from reportmap.model import Event
from sample_events import sample_extractions
from strategies import extractions


@pytest.fixture(scope="module")
def frames() -> EventFrames:
    return sample_frames()


def sample_frames() -> EventFrames:
    """The tables of the made-up reports."""
    found = sample_extractions()
    return build_frames([event for item in found for event in item.events], [item.document for item in found])


def test_every_event_has_one_row(frames: EventFrames) -> None:
    events = [event.event_id for item in sample_extractions() for event in item.events]
    assert list(frames.events["event_id"]) == events
    assert list(frames.by_id) == events


def _event(frames: EventFrames, words: str) -> Event:
    return next(event for event in frames.by_id.values() if words in event.evidence[0].text)


ROWS = [
    # label,                    words of the sentence,   column,        value
    ("an exact place",          "overran the district",  "on_map",      True),
    ("an unresolved place",     "Chahar Deh",            "on_map",      False),
    ("no place",                "Talks opened",          "on_map",      False),
    ("a day",                   "overran the district",  "is_coarse",   False),
    ("two days",                "Clashes broke out",     "is_coarse",   False),
    ("a month",                 "signed an accord",      "is_coarse",   True),
    ("a year",                  "Talks opened",          "is_coarse",   True),
    ("no date",                 "A bazaar burned",       "is_undated",  True),
    ("a plan is not drawn",     "plan to retake",        "is_drawn",    False),
    ("a comment is not drawn",  "nobody writes",         "is_drawn",    False),
    ("a claim is drawn",        "shot down a helicopter", "is_drawn",   True),
    ("no type",                 "strange light",         "event_type",  ""),
]  # fmt: skip


@pytest.mark.parametrize(("words", "column", "value"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_columns(frames: EventFrames, words: str, column: str, value: object) -> None:
    row = frames.row_of(_event(frames, words).event_id)
    assert frames.events[column].iloc[row] == value


def test_an_event_at_three_provinces_has_three_spots(frames: EventFrames) -> None:
    row = frames.row_of(_event(frames, "hundreds of fighters").event_id)
    assert list(frames.spots[frames.spots["row"] == row]["province"]) == ["AF.10", "AF.28", "AF.29"]


def test_places_are_most_reported_first_and_unique(frames: EventFrames) -> None:
    assert frames.places["place_id"].is_unique
    assert list(frames.places["total"]) == sorted(frames.places["total"], reverse=True)
    assert frames.place("gn1132604") is not None
    assert frames.place("gn1") is None
    assert frames.row_of("nobody") is None


def test_no_events_give_empty_tables_of_the_same_shape(frames: EventFrames) -> None:
    empty = build_frames([], [])
    assert empty.events.empty
    assert list(empty.events.columns) == list(frames.events.columns)
    assert list(map(str, empty.spots.dtypes)) == list(map(str, frames.spots.dtypes))
    assert list(empty.provinces.columns) == list(frames.provinces.columns)


@settings(max_examples=30, deadline=None)
@given(st.lists(extractions(), max_size=3, unique_by=lambda item: item.document.document_id))
def test_any_events_can_be_tabulated(found: list) -> None:
    events = {event.event_id: event for item in found for event in item.events}
    frames = build_frames(events.values(), [item.document for item in found])
    assert len(frames.events) == len(events)
    assert len(frames.spots) == sum(len(mapped_places(event)) for event in events.values())
    assert set(frames.spots["place_id"]) == set(frames.places["place_id"])
    assert frames.events["on_map"].sum() == frames.spots["row"].nunique()
