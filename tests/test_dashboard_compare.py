"""Two sides of a comparison: what each holds, how the dead are added up, and the link that brings it back."""

import datetime
from dataclasses import replace

import pytest

from reportmap.dashboard.compare import (
    By,
    Comparison,
    Deaths,
    Period,
    compare,
    comparison_params,
    first_comparison,
    name_rows,
    place_keys,
    place_labels,
    read_comparison,
    say_deaths,
    say_period,
    sum_deaths,
    type_rows,
    year_rows,
)
from reportmap.dashboard.filters import Facet, Filters
from reportmap.dashboard.frames import build_frames
from reportmap.dashboard.palette import style_types
from reportmap.dashboard.smallmap import HEIGHT, WIDTH, core_places, frame_of, small_map
from reportmap.model import Count, Counts, CountScope, Event, Modality
from test_dashboard_frames import sample_frames

FRAMES = sample_frames()
EVENT = next(iter(FRAMES.by_id.values()))


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def period(first: str, last: str) -> Period:
    return Period(first=day(first) if first else None, last=day(last) if last else None)


def by_periods(one: Period, two: Period, filters: Filters | None = None) -> Comparison:
    return replace(first_comparison(FRAMES, filters=filters), periods=(one, two))


def by_places(one: str, two: str, filters: Filters | None = None) -> Comparison:
    return replace(first_comparison(FRAMES, by=By.PLACES, filters=filters), places=(one, two))


Y2007, Y2009 = period("2007-01-01", "2007-12-31"), period("2009-01-01", "2009-12-31")
COMPARISONS = [
    # label,                  comparison,                                                            A,  B, both, undated
    ("two years",             by_periods(Y2007, Y2009),                                              10,  7,    0,  1),
    ("the same year twice",   by_periods(Y2009, Y2009),                                               7,  7,    7,  1),
    ("a month on both sides", by_periods(period("2009-08-01", "2009-08-18"), period("2009-08-19", "2009-08-31")), 2, 6, 1, 1),
    ("a type in two years",   by_periods(Y2007, Y2009, Filters(types=frozenset({"Riots"}))),          0,  1,    0,  0),
    ("two provinces",         by_places("AF.10", "AF.23"),                                            5,  4,    0,  0),
    ("a place in a country",  by_places("AF", "AF.10"),                                              23,  5,    5,  0),
    ("a place in one year",   by_places("AF.10", "PK", Filters(date_from=day("2010-01-01"), with_undated=False)), 0, 4, 0, 0),
]  # fmt: skip


@pytest.mark.parametrize(
    ("comparison", "one", "two", "both", "undated"),
    [row[1:] for row in COMPARISONS],
    ids=[row[0] for row in COMPARISONS],
)
def test_sides(comparison: Comparison, one: int, two: int, both: int, undated: int) -> None:
    compared = compare(FRAMES, comparison)
    assert (compared.sides[0].n_events, compared.sides[1].n_events) == (one, two)
    assert (compared.n_both, compared.n_undated) == (both, undated)


def test_the_rows_of_a_side_add_up_to_its_events() -> None:
    compared = compare(FRAMES, by_periods(Y2007, Y2009))
    styles = style_types(map(str, FRAMES.events["event_type"].unique()))
    for index, side in enumerate(compared.sides):
        assert sum(row.counts[index] for row in type_rows(compared, styles)) == side.n_events
        assert sum(row.counts[index] for row in year_rows(compared)) == side.n_events
        assert max(side.actors.values(), default=0) <= side.n_events


def counted(low: int | None, best: int | None, high: int | None) -> Counts:
    return Counts(fatalities=Count(start=0, end=1, text="x", low=low, best=best, high=high))


def dead_of(*events: Event) -> Deaths:
    return sum_deaths(build_frames(events, ()).events)


NONE = Deaths(low=None, best=None, high=None, is_open=False, n_events=0, n_totals=0)
TOTAL = replace(counted(90, 90, 90), scope=CountScope.PERIOD_TOTAL)
DEATHS = [
    # label,                     counts,                                        low, best, high, open, events, totals, in words
    ("no number is unknown",     (Counts(), Counts()),                          (None, None, None, False, 0, 0), ("unknown", "no event gives a number")),
    ("one number",               (counted(4, 4, 4), Counts()),                  (4, 4, 4, False, 1, 0), ("4", "from 1 of the events")),
    ("nought is a number",       (counted(0, 0, 0),),                           (0, 0, 0, False, 1, 0), ("0", "from 1 of the events")),
    ("a range",                  (counted(7, 8, 10), counted(4, 4, 4)),         (11, 12, 14, False, 2, 0), ("12", "11 to 14, from 2 of the events")),
    ("at least",                 (counted(10, None, None),),                    (10, 10, 10, True, 1, 0), ("10 or more", "from 1 of the events")),
    ("at most",                  (counted(None, None, 30),),                    (0, 30, 30, False, 1, 0), ("30", "0 to 30, from 1 of the events")),
    ("a total is left out",      (counted(2, 2, 2), TOTAL),                     (2, 2, 2, False, 1, 1), ("2", "from 1 of the events; 1 with totals over a period left out")),
    ("only a total",             (TOTAL,),                                      (None, None, None, False, 0, 1), ("unknown", "no event gives a number; 1 with totals over a period left out")),
]  # fmt: skip


@pytest.mark.parametrize(("counts", "sums", "words"), [row[1:] for row in DEATHS], ids=[row[0] for row in DEATHS])
def test_deaths(counts: tuple[Counts, ...], sums: tuple, words: tuple[str, str]) -> None:
    deaths = dead_of(*(replace(EVENT, counts=one) for one in counts))
    assert (deaths.low, deaths.best, deaths.high, deaths.is_open, deaths.n_events, deaths.n_totals) == sums
    assert say_deaths(deaths) == words


def test_an_aggregate_is_a_total() -> None:
    assert dead_of(replace(EVENT, counts=counted(5, 5, 5), modality=Modality.AGGREGATE)) == replace(NONE, n_totals=1)


PERIODS = [
    # period,                                words
    (Y2009,                                  "2009"),
    (period("2009-01-01", "2011-12-31"),     "2009 to 2011"),
    (period("2008-02-01", "2008-02-29"),     "Feb 2008"),
    (period("2009-08-01", "2009-09-05"),     "1 Aug 2009 to 5 Sep 2009"),
    (period("2009-08-01", "2009-08-01"),     "1 Aug 2009"),
    (period("2009-08-01", ""),               "from 1 Aug 2009"),
    (period("", "2009-08-01"),               "until 1 Aug 2009"),
    (Period(),                               "any date"),
]  # fmt: skip


@pytest.mark.parametrize(("chosen", "words"), PERIODS, ids=[row[1] for row in PERIODS])
def test_say_period(chosen: Period, words: str) -> None:
    assert say_period(chosen) == words


@pytest.mark.parametrize("comparison", [row[1] for row in COMPARISONS], ids=[row[0] for row in COMPARISONS])
def test_a_link_brings_the_comparison_back(comparison: Comparison) -> None:
    again, ignored = read_comparison(comparison_params(comparison), FRAMES)
    assert ignored == ()
    assert again.by is comparison.by
    assert again.sides == comparison.sides


BAD_LINKS = [
    # label,               parameters,                                       what is named
    ("no such kind",       {"by": ["actors"]},                               "by=actors"),
    ("no period",          {"a": ["soon"]},                                  "a=soon"),
    ("ends too early",     {"b": ["2009-02-01..2009-01-01"]},                "b=2009-02-01..2009-01-01"),
    ("no such place",      {"by": ["places"], "a": ["AF.99"]},               "a=AF.99"),
    ("dates beside it",    {"from": ["2009-01-01"]},                         "from=2009-01-01"),
    ("a place beside it",  {"by": ["places"], "place": ["AF.10"]},           "place=AF.10"),
    ("a bad filter",       {"type": ["Picnics"]},                            "type=Picnics"),
]  # fmt: skip


@pytest.mark.parametrize(("params", "named"), [row[1:] for row in BAD_LINKS], ids=[row[0] for row in BAD_LINKS])
def test_a_bad_part_of_a_link_is_named_and_ignored(params: dict[str, list[str]], named: str) -> None:
    comparison, ignored = read_comparison(params, FRAMES)
    assert len(ignored) == 1
    assert ignored[0].startswith(named)
    by = By.PLACES if params.get("by") == ["places"] else By.PERIODS
    assert comparison.sides == first_comparison(FRAMES, by=by).sides


def test_the_first_comparison_is_of_what_is_busiest() -> None:
    assert first_comparison(FRAMES).periods == (Y2007, Y2009)
    assert first_comparison(FRAMES, by=By.PLACES).places == ("AF.10", "AF.13")


def test_every_place_can_be_chosen_by_a_name_of_its_own() -> None:
    labels = place_labels(FRAMES)
    assert set(place_keys(FRAMES)) == set(labels)
    assert labels["AF.10"] == "Helmand, Afghanistan (province)"
    assert len(set(labels.values())) == len(labels)


def test_names_that_are_left_out_are_counted() -> None:
    rows, n_more = name_rows({"a": 3, "b": 1}, {"b": 4, "c": 1, "d": 1}, limit=2)
    assert [(row.label, row.counts, row.shares) for row in rows] == [
        ("b", (1, 4), (0.25, 1.0)),
        ("a", (3, 0), (0.75, 0.0)),
    ]
    assert n_more == 2


def test_a_small_map_has_the_discs_of_its_side_inside_the_picture() -> None:
    side = compare(FRAMES, by_places("AF.10", "PK")).sides[0].filtered
    picture = small_map(side, frame_of(core_places([side])))
    assert picture.land.startswith("M")
    assert picture.borders
    assert sum(disc.count for disc in picture.discs) == len(FRAMES.spots[side.spot_mask])
    assert all(0 <= disc.x <= WIDTH and 0 <= disc.y <= HEIGHT for disc in picture.discs)
    assert {disc.label for disc in picture.discs} - {""}


def test_a_small_map_without_places_is_the_world() -> None:
    side = compare(FRAMES, by_periods(Y2007, Y2009, Filters().with_values(Facet.TYPES, ["Picnics"]))).sides[0].filtered
    picture = small_map(side, frame_of(core_places([side])))
    assert picture.discs == ()
    assert len(picture.land) > 10_000
