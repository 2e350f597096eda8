# a line of a table is one case
"""Choosing a place for a name, the tray of what is not on the map, and the review queue."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from reportmap.dashboard.choosing import candidates, place_of
from reportmap.dashboard.filters import Facet, Filters, apply_filters
from reportmap.dashboard.frames import EventFrames, build_frames
from reportmap.dashboard.palette import style_types
from reportmap.dashboard.rail import rail_groups
from reportmap.dashboard.reviewing import make_queue, next_open
from reportmap.dashboard.tray import fill_tray
from reportmap.dashboard.views import correcting, reading
from reportmap.model import Event, NameMatch, NameMatchKind, Place, Verdict
from reportmap.store import EventStore
from reportmap.store.corrections import judge, place
from reportmap.store.overlay import overlay
from sample_events import PLACES, sample_extractions
from test_app import APP, TIMEOUT_SECONDS
from test_store_corrections import SANGIN, VILLAGE, VILLAGE_TOO

EVENTS = tuple(event for item in sample_extractions() for event in item.events)
DOCUMENTS = tuple(item.document for item in sample_extractions())


def event(words: str) -> Event:
    """The made-up event whose sentence has the words."""
    return next(one for one in EVENTS if words in one.evidence[0].text)


class Names:
    """A gazetteer of the made-up places."""

    def lookup(self, name: str) -> tuple[NameMatch, ...]:
        found = [place for known, place in PLACES.items() if known.casefold() == name.casefold()]
        return tuple(NameMatch(place=place, kind=NameMatchKind.EXACT) for place in found)

    def fuzzy(self, name: str, *, country_code: str | None = None, limit: int = 10) -> tuple[NameMatch, ...]:
        found = [place for known, place in PLACES.items() if known[:4].casefold() == name[:4].casefold()]
        return tuple(NameMatch(place=place, kind=NameMatchKind.FUZZY, similarity=0.8) for place in found[:limit])

    def by_place_id(self, place_id: str) -> Place | None:
        return next((place for place in PLACES.values() if place.place_id == place_id), None)

    def nearest(self, latitude: float, longitude: float, limit: int = 10) -> tuple[tuple[Place, float], ...]:
        return ((PLACES["Sangin"], 3.0),)[:limit]


NAMES = Names()


# --- choosing ---------------------------------------------------------------------------------------------------

CHOICES = [
    # label,                    words of the event,  place,  find,             first candidate,       its note
    ("a runner-up",             "overran",           0,      "",               "Herat, Afghanistan",  "runner-up, score 0.21"),
    ("words that are typed",    "overran",           0,      "sangin",         "Sangin, Helmand, Afghanistan", "exact place"),
    ("nearly so",               "overran",           0,      "Kandaha",        "Kandahar, Afghanistan", "spelled nearly so; exact place"),
    ("a point",                 "overran",           0,      " 32.1, 64.8 ",   "Chosen point, Helmand, Afghanistan", "this point"),
    ("without a name",          "without naming",    None,   "Kabul",          "Kabul, Afghanistan",  "exact place"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "at", "find", "first", "note"), [r[1:] for r in CHOICES], ids=[r[0] for r in CHOICES]
)
def test_candidates(words: str, at: int | None, find: str, first: str, note: str) -> None:
    one = event(words)
    resolved = None if at is None else one.places[at].resolved
    found = candidates(resolved, one, gazetteer=NAMES, find=find)  # type: ignore[arg-type]
    assert (found[0].words, found[0].note) == (first, note)
    place_ = place_of(found[0].key, one, gazetteer=NAMES, name="Zarkun")  # type: ignore[arg-type]
    assert place_ is not None
    if note == "this point":
        assert (place_.name, place_.latitude, place_.admin1, place_.source) == ("Zarkun", 32.1, "Helmand", "analyst")


@pytest.mark.parametrize("find", ["91, 0", "1, 181", "nowhere", "<b>", "1" * 200])
def test_what_is_no_place_offers_none(find: str) -> None:
    one = event("overran")
    assert candidates(one.places[0].resolved, one, gazetteer=NAMES, find=find) == ()  # type: ignore[arg-type]
    assert place_of(find, one, gazetteer=NAMES, name="x") is None  # type: ignore[arg-type]


def test_without_a_gazetteer_the_runners_up_are_offered() -> None:
    one = event("overran")
    assert [item.words for item in candidates(one.places[0].resolved, one, gazetteer=None)] == ["Herat, Afghanistan"]
    assert candidates(one.places[0].resolved, one, gazetteer=None, find="Kabul") == ()


def test_what_the_name_is_now_is_no_candidate() -> None:
    one = event("overran")
    assert candidates(one.places[0].resolved, one, gazetteer=NAMES, find="Musa Qala") == ()  # type: ignore[arg-type]


# --- tray -------------------------------------------------------------------------------------------------------


def frames_of(*events: Event) -> EventFrames:
    return build_frames(events, DOCUMENTS)


def test_the_tray_groups_names_and_lists_what_has_none() -> None:
    filtered = apply_filters(frames_of(*EVENTS, VILLAGE, VILLAGE_TOO), Filters())
    tray = fill_tray(filtered)
    assert [(name.name, name.words, name.is_on_map) for name in tray.names] == [
        ("Chahar Deh", "1 event", False),
        ("Zarkun", "2 events in 2 reports", True),
    ]
    assert tray.names[1].near == f"drawn at {SANGIN.name} instead"
    assert len(tray.unnamed) == 2
    off_map = filtered.n_off_map
    assert off_map == len(tray.unnamed) + sum(len(name.event_ids) for name in tray.names if not name.is_on_map)
    assert filtered.n_lost == off_map + 2


def test_the_tray_keeps_to_the_filters() -> None:
    filtered = apply_filters(frames_of(*EVENTS), Filters(text="chahar"))
    tray = fill_tray(filtered)
    assert ([name.name for name in tray.names], tray.unnamed) == (["Chahar Deh"], ())


# --- queue ------------------------------------------------------------------------------------------------------


def test_the_queue_has_the_least_sure_first_and_no_reviewed_ones() -> None:
    done = dataclasses.replace(EVENTS[0], verdict=Verdict.REJECTED)
    filtered = apply_filters(frames_of(done, *EVENTS[1:]), Filters())
    queue = make_queue(filtered)
    scores = [filtered.frames.by_id[event_id].score for event_id in queue.order]
    assert scores == sorted(scores)
    assert done.event_id not in queue.order
    assert (queue.n_open, queue.n_done) == (len(queue.order), 1)
    assert done.event_id in make_queue(filtered, with_reviewed=True).order
    assert next_open(queue, done.event_id) == queue.order[0]
    assert next_open(queue, queue.order[3]) == queue.order[3]
    nothing = make_queue(apply_filters(filtered.frames, Filters(text="zzz")))
    assert next_open(nothing, None) is None


def test_the_queue_begins_with_what_is_too_unsure_to_be_drawn_unless_a_score_is_asked_for() -> None:
    unsure = dataclasses.replace(EVENTS[0], score=0.1)
    frames = frames_of(unsure, *EVENTS[1:])
    assert make_queue(apply_filters(frames, Filters())).order[0] == unsure.event_id
    assert unsure.event_id not in make_queue(apply_filters(frames, Filters(min_score=0.55))).order


def test_rejected_events_are_hidden_until_they_are_asked_for() -> None:
    done = dataclasses.replace(EVENTS[0], verdict=Verdict.REJECTED)
    frames = frames_of(done, *EVENTS[1:])
    hidden = apply_filters(frames, Filters())
    assert hidden.hidden_by(done.event_id) == (Facet.VERDICTS,)
    asked = Filters().with_values(Facet.VERDICTS, ["rejected"])
    assert apply_filters(frames, asked).n_events == 1


# --- pages ------------------------------------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[EventStore]:
    url = f"sqlite:///{tmp_path / 'reports.sqlite'}"
    monkeypatch.setenv("REPORTMAP_DATABASE_URL", url)
    with EventStore.open(url) as opened:
        for item in sample_extractions():
            opened.add(item)
        yield opened


def page(name: str) -> AppTest:
    """One page of the dashboard, not yet run."""
    return AppTest.from_string(
        f"from reportmap.dashboard.views import pages\npages._{name}()", default_timeout=TIMEOUT_SECONDS
    )


def words(app: AppTest) -> str:
    return "\n".join(item.value for item in app.main.markdown)


def test_the_queue_counts_and_moves_on_after_a_verdict(store: EventStore) -> None:
    app = page("review").run()
    assert not app.exception
    assert "**0 of 31 events reviewed**" in words(app)
    first, second = app.session_state.event, app.session_state.up_next
    assert dict(app.query_params) == {"event": first}
    store.correct(judge(next(one for one in EVENTS if one.event_id == first), Verdict.REJECTED))
    app.session_state.has_acted = True
    app.run()
    assert "**1 of 31 events reviewed**: 0 accepted, 1 rejected" in words(app)
    assert app.session_state.event == second


def test_a_link_to_the_queue_restores_filters_and_event(store: EventStore) -> None:
    app = page("review")
    app.query_params.update({"q": "kabul", "event": event("Students rallied").event_id})
    app.run()
    assert app.session_state.event == event("Students rallied").event_id
    assert "of 4 events reviewed" in words(app)
    assert app.button("chip-0").label.endswith("kabul”")


def test_a_queue_that_is_done_says_so_and_takes_the_last_verdict_back(store: EventStore) -> None:
    one = event("Students rallied")
    (number,) = store.correct(judge(one, Verdict.ACCEPTED))
    app = page("review")
    app.query_params["q"] = "students"
    app.session_state.said = {"number": number, "words": "accepted"}
    app.run()
    assert "Nothing is left to review" in words(app)
    app.button("undo-last").click().run()
    assert "**0 of 1 event reviewed**" in words(app)
    assert app.session_state.event == one.event_id


SAID = [
    # label,         what the component sends,                                            what it does
    ("accept",       {"what": "verdict", "verdict": "accepted"},                          "Non-state actor overtakes territory: accepted"),
    ("a day",        {"what": "date", "first": "2007-02-03", "last": ""},                 "Date changed"),
    ("a type",       {"what": "type", "event_type": "Riots", "sub_event_type": ""},       "Type changed"),
    ("a note",       {"what": "note", "note": " <b>seen</b> "},                           "Note kept"),
    ("a runner-up",  {"what": "place", "at": 0, "key": PLACES["Herat"].place_id},         "“Musa Qala” is Herat"),
    ("no place",     {"what": "place", "at": 0, "key": None},                             "“Musa Qala” is no place"),
    ("a point",      {"what": "place", "at": None, "key": "32.5, 64.5"},                  "“Place of an event” is Place of an event"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "does"), [row[1:] for row in SAID], ids=[row[0] for row in SAID])
def test_what_a_component_sends(said: dict[str, object], does: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "ready_gazetteer", lambda: None)
    correction, told = correcting.correction_of(event("overran"), said)
    assert told == does
    assert overlay(EVENTS, [correction]) != EVENTS


REFUSED = [
    {"what": "verdict", "verdict": "perhaps"},
    {"what": "date", "first": "2007-02-03", "last": "2007-02-01"},
    {"what": "date", "first": "soon", "last": ""},
    {"what": "place", "at": 0, "key": "gn1"},
    {"what": "place", "at": None, "key": None},
    {"what": "everything"},
    {},
]


@pytest.mark.parametrize("said", REFUSED, ids=str)
def test_what_a_component_cannot_say(said: dict[str, object], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "ready_gazetteer", lambda: None)
    with pytest.raises(ValueError):  # noqa: PT011 - whatever the value, its own words are shown
        correcting.correction_of(event("overran"), said)


def test_rejected_events_are_in_a_link(store: EventStore) -> None:
    app = AppTest.from_file(APP, default_timeout=TIMEOUT_SECONDS)
    app.query_params["review"] = "rejected"
    store.correct(judge(event("overran"), Verdict.REJECTED), place(event("overran"), None, PLACES["Kabul"]))
    app.run()
    assert not app.exception
    assert "**1 of 34 events**" in words(app)
    assert dict(app.query_params) == {"review": "rejected"}


def test_the_place_tree_finds_a_name_that_only_the_gazetteer_has() -> None:
    filtered = apply_filters(frames_of(*EVENTS), Filters())
    asked: list[str] = []

    def known_as(name: str) -> frozenset[str]:
        asked.append(name)
        return frozenset({"gn1132604", "AF.23"})

    styles = style_types(map(str, filtered.frames.events["event_type"].cat.categories))
    groups = rail_groups(filtered, styles=styles, wanted={Facet.PLACES: "Moosa Qala"}, known_as=known_as)
    rows = next(group["rows"] for group in groups if group["facet"] == "place")
    found = {row["value"] for row in rows if "moosa qala" in row.get("aliases", "")}
    assert found == {"gn1132604", "AF.23"}
    assert asked == ["Moosa Qala"]
