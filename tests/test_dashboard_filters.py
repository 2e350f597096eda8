"""The filters: what they let through, what they say, and that a link brings them back."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportmap.dashboard.filters import (
    Facet,
    Filters,
    apply_filters,
    describe,
    from_params,
    to_params,
)
from reportmap.dashboard.frames import EventFrames, build_frames
from reportmap.dashboard.search import build_index
from reportmap.model import Modality, SectionKind, Verdict
from sample_events import sample_extractions
from test_dashboard_frames import sample_frames

FRAMES = sample_frames()
ALL_MODALITIES = frozenset(map(str, Modality))
ALL_SECTIONS = frozenset(map(str, SectionKind))
EVERYTHING = Filters(modalities=ALL_MODALITIES, sections=ALL_SECTIONS)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


CASES = [
    # label,                                     filters,                                                       events
    ("the default hides plans, totals, comments", Filters(),                                                        31),
    ("everything",                                EVERYTHING,                                                       34),
    ("a word of the sentence",                    Filters(text="helicopter"),                                        1),
    ("two words, in any order",                   Filters(text="kandahar SUICIDE"),                                  1),
    ("a province by its name",                    Filters(text="helmand"),                                           5),
    ("a word that nothing has",                   Filters(text="zebra"),                                             0),
    ("no special characters",                     Filters(text="<script>alert('"),                                   1),
    ("a type",                                    Filters(types=frozenset({"Protests"})),                            3),
    ("events without a type",                     Filters(types=frozenset({""})),                                    1),
    ("a province",                                Filters(places=frozenset({"AF.10"})),                              5),
    ("a country",                                 Filters(places=frozenset({"PK"})),                                 4),
    ("a place or a country",                      Filters(places=frozenset({"PK", "gn1132604"})),                    6),
    ("one day",                                   Filters(date_from=day("2007-02-01"), date_to=day("2007-02-01")),   2),
    ("one day, dated only",    Filters(date_from=day("2007-02-01"), date_to=day("2007-02-01"), with_undated=False),  1),
    ("a month overlaps from inside",              Filters(date_to=day("2006-10-15"), with_undated=False),            1),
    ("a month left out",          Filters(date_to=day("2006-10-15"), with_undated=False, with_coarse=False),         0),
    ("from a day on",                             Filters(date_from=day("2013-06-14"), with_undated=False),          3),
    ("nothing that happened",                     Filters(modalities=frozenset()),                                   0),
    ("plans",                                     Filters(modalities=frozenset({"planned"})),                        1),
    ("comments",                                  Filters(sections=frozenset({"comment"})),                          1),
    ("a party",                                   Filters(actors=frozenset({"Taliban"})),                            1),
    ("rejected ones",                             Filters(verdicts=frozenset({"rejected"})),                         0),
    ("less sure than what is drawn by default",   Filters(min_score=0.52),                                          30),
    ("a high score",                              Filters(min_score=0.9),                                            1),
]  # fmt: skip


@pytest.mark.parametrize(("filters", "n_events"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_apply_filters(filters: Filters, n_events: int) -> None:
    assert apply_filters(FRAMES, filters).n_events == n_events


def test_counts_of_the_default() -> None:
    filtered = apply_filters(FRAMES, Filters())
    assert (filtered.n_events, filtered.n_places, filtered.n_off_map) == (31, 20, 3)


UNSURE = "strange light"


def _frames(**changes: object) -> EventFrames:
    """The made-up events, with one that is too unsure to be drawn and an analyst's word on it."""
    found = sample_extractions()
    events = [event for item in found for event in item.events]
    told = [replace(event, score=0.49, **changes) if UNSURE in event.evidence[0].text else event for event in events]
    return build_frames(told, [item.document for item in found])


@pytest.mark.parametrize(
    ("changes", "n_events", "n_unsure"),
    [
        ({}, 30, 1),
        ({"verdict": Verdict.ACCEPTED}, 31, 0),
        ({"corrected": ("place",)}, 31, 0),
        ({"verdict": Verdict.REJECTED, "corrected": ("place",)}, 30, 0),
    ],
    ids=["nobody saw to it", "accepted", "corrected", "rejected"],
)
def test_an_unsure_event_is_hidden_until_it_is_asked_for_or_an_analyst_saw_to_it(
    changes: dict[str, object], n_events: int, n_unsure: int
) -> None:
    frames = _frames(**changes)
    filtered = apply_filters(frames, Filters())
    assert (filtered.n_events, filtered.n_unsure) == (n_events, n_unsure)
    assert apply_filters(frames, Filters(min_score=0.0)).n_events == n_events + n_unsure
    unsure = next(event for event in frames.by_id.values() if UNSURE in event.evidence[0].text)
    assert unsure.is_drawn is (n_events == 31)


def test_an_event_at_several_places_is_drawn_only_where_the_filter_says() -> None:
    total = replace(EVERYTHING, places=frozenset({"AF.28"}), text="hundreds of fighters")
    filtered = apply_filters(FRAMES, total)
    assert (filtered.n_events, filtered.n_places) == (1, 1)


@pytest.mark.parametrize(
    "facet", [Facet.TYPES, Facet.PLACES, Facet.MODALITIES, Facet.SECTIONS, Facet.DOCUMENTS, Facet.ACTORS]
)
def test_a_count_is_what_choosing_the_value_alone_gives(facet: Facet) -> None:
    base = Filters(text="a", min_score=0.4)
    for value, count in apply_filters(FRAMES, base).counts(facet).items():
        assert apply_filters(FRAMES, base.with_values(facet, [value])).n_events == count, value


def test_hidden_by_names_the_facets() -> None:
    hidden = next(event for event in FRAMES.by_id.values() if "nobody writes" in event.evidence[0].text)
    filtered = apply_filters(FRAMES, Filters(types=frozenset({"Riots"})))
    assert filtered.hidden_by(hidden.event_id) == (Facet.TYPES, Facet.SECTIONS)
    assert filtered.hidden_by("nobody") == ()


def test_relaxations_say_what_each_filter_costs() -> None:
    filters = Filters(text="zebra", types=frozenset({"Riots"}), min_score=0.1)
    filtered = apply_filters(FRAMES, filters)
    assert filtered.relaxations() == ((Facet.TEXT, 2),)
    assert apply_filters(FRAMES, filters.without(Facet.TEXT)).n_events == 2


def test_chips_name_the_filters_and_take_them_away() -> None:
    filters = Filters(
        text="road",
        date_from=day("2007-01-01"),
        types=frozenset({""}),
        places=frozenset({"AF.10"}),
        modalities=frozenset({"happened", "planned"}),
        min_score=0.25,
    )
    chips = describe(filters, place_names={"AF.10": "Helmand"}, document_names={})
    labels = ["“road”", "from 1 Jan 2007", "Other event", "Helmand", "no Claimed by one side", "+ Planned"]
    assert [chip.label for chip in chips] == [*labels, "score at least 0.25"]
    for chip in chips:
        assert chip.without != filters
    assert describe(Filters(), place_names={}, document_names={}) == ()


def test_taking_every_chip_away_ends_at_the_default() -> None:
    filters = Filters(text="x", with_undated=False, with_coarse=False, date_to=day("2007-01-01"), sections=ALL_SECTIONS)
    for _ in range(20):
        chips = describe(filters, place_names={}, document_names={})
        if not chips:
            break
        filters = chips[0].without
    assert filters == Filters()


# --- links ------------------------------------------------------------------------------------------------------

VALUES = st.frozensets(st.sampled_from(["Battles", "AF.10", "gn1132604", "Riots"]), max_size=3)
DAYS = st.none() | st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1))


@st.composite
def any_filters(draw: st.DrawFn) -> Filters:
    first, last = draw(DAYS), draw(DAYS)
    if first and last and last < first:
        first, last = last, first
    return Filters(
        text=draw(st.text(max_size=20)),
        date_from=first,
        date_to=last,
        with_undated=draw(st.booleans()),
        with_coarse=draw(st.booleans()),
        types=draw(VALUES | st.just(frozenset({""}))),
        places=draw(VALUES),
        modalities=draw(st.frozensets(st.sampled_from(sorted(ALL_MODALITIES)))),
        sections=draw(st.frozensets(st.sampled_from(sorted(ALL_SECTIONS)))),
        documents=draw(VALUES),
        actors=draw(VALUES),
        verdicts=draw(st.frozensets(st.sampled_from([str(verdict) for verdict in Verdict]))),
        min_score=draw(st.sampled_from([0.0, 0.05, 0.5, 1.0])),
    )


@settings(max_examples=50, deadline=None)
@given(any_filters())
def test_a_link_brings_the_filters_back(filters: Filters) -> None:
    assert from_params(to_params(filters)) == (filters, ())


def test_the_default_needs_no_parameters() -> None:
    assert to_params(Filters()) == {}


BAD = [
    # label,              parameters,                                 ignored part
    ("no date",           {"from": ["2007-13-01"]},                   "from=2007-13-01"),
    ("backwards",         {"from": ["2007-02-01"], "to": ["2006-01-01"]}, "to=2006-01-01"),
    ("no score",          {"score": ["high"]},                        "score=high"),
    ("a score above 1",   {"score": ["7"]},                           "score=7"),
    ("not a number",      {"score": ["nan"]},                         "score=nan"),
    ("neither yes nor no", {"undated": ["perhaps"]},                  "undated=perhaps"),
    ("no such modality",  {"modality": ["dreamed"]},                  "modality=dreamed"),
    ("no such section",   {"section": ["footnote"]},                  "section=footnote"),
    ("no such type",      {"type": ["Weddings"]},                     "type=Weddings"),
    ("no such place",     {"place": ["gn1"]},                         "place=gn1"),
    ("no such report",    {"document": ["x" * 90]},                   "document=xxx"),
]  # fmt: skip


@pytest.mark.parametrize(("params", "ignored"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
def test_bad_parts_are_named_and_the_rest_kept(params: dict[str, list[str]], ignored: str) -> None:
    filters, complaints = from_params({**params, "q": ["road"]}, frames=FRAMES)
    assert filters.text == "road"
    assert len(complaints) == 1
    assert complaints[0].startswith(ignored)
    assert len(complaints[0]) < 100


PARAMS = st.dictionaries(
    st.sampled_from(["q", "from", "to", "type", "place", "score", "undated", "modality"]),
    st.lists(st.text(max_size=30), max_size=3),
)


@settings(max_examples=50, deadline=None)
@given(PARAMS)
def test_any_parameters_give_some_filters(params: dict[str, list[str]]) -> None:
    filters, _ = from_params(params, frames=FRAMES)
    assert apply_filters(FRAMES, filters).n_events <= len(FRAMES.events)


@settings(max_examples=50, deadline=None)
@given(any_filters())
def test_one_filtered_set(filters: Filters) -> None:
    filtered = apply_filters(FRAMES, filters)
    rows = set(filtered.rows)
    assert set(filtered.frames.spots["row"][filtered.spot_mask]) <= rows
    if not filters.places:
        assert filtered.n_off_map == len(rows) - filtered.frames.spots["row"][filtered.spot_mask].nunique()


def test_frames_without_events_filter_to_nothing() -> None:
    empty = EventFrames(
        events=FRAMES.events.iloc[:0],
        spots=FRAMES.spots.iloc[:0],
        places=FRAMES.places.iloc[:0],
        tellings=FRAMES.tellings.iloc[:0],
        parties=FRAMES.parties.iloc[:0],
        provinces=FRAMES.provinces.iloc[:0],
        index=build_index([]),
        row_by_id={},
        by_id={},
        documents={},
        merged_ids={},
    )
    assert apply_filters(empty, Filters(text="road", places=frozenset({"AF"}))).n_events == 0
