"""The measures against figures computed by hand."""

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportmap.errors import CorpusError
from reportmap.evaluation.baseline import TextOutcomes, changes, outcome_lines, read_outcomes
from reportmap.evaluation.dates import GoldTimex, PredictedTimex, judge, score_dates
from reportmap.evaluation.gold import read_gold_dates, read_gold_places, read_predicted_places
from reportmap.evaluation.intervals import interval_of
from reportmap.evaluation.places import FARTHEST_KM, GoldToponym, PredictedToponym, error_km, score_places
from reportmap.evaluation.reliability import calibration_error, reliability
from reportmap.evaluation.report import date_figures, place_figures, reliability_figures
from reportmap.evaluation.spans import Agreement, pair_by_overlap

DEGREE_KM = 2 * math.pi * 6371.0088 / 360  # along the equator: 111.195

GOLD = (
    GoldToponym(start=0, end=5, point=(34.5, 69.2), geonameid=1),
    GoldToponym(start=10, end=16, point=(0.0, 0.0), geonameid=2),
    GoldToponym(start=20, end=25, point=None),
    GoldToponym(start=30, end=36, point=(33.0, 65.0), is_demonym=True),
)
PREDICTED = (
    PredictedToponym(start=0, end=5, point=(34.5, 69.2), geonameid=1, score=0.95),  # exact in span, place and id
    PredictedToponym(start=11, end=16, point=(0.0, 1.0), geonameid=9, score=0.5),  # overlaps, one degree off
    PredictedToponym(start=20, end=25, point=(1.0, 1.0), score=0.7),  # its gold has no point: neither right nor wrong
    PredictedToponym(start=40, end=45, point=(10.0, 10.0), score=0.72),  # nothing there
)


# --- places ------------------------------------------------------------------------------------------------------


def test_places_with_demonyms() -> None:
    scores = score_places([(GOLD, PREDICTED)])
    assert scores.exact == Agreement(gold=4, predicted=4, right=2)
    assert scores.lenient == Agreement(gold=4, predicted=4, right=3)
    assert scores.end_to_end == Agreement(gold=3, predicted=3, right=2)
    resolution = scores.resolution
    assert (resolution.matched, resolution.unresolved, resolution.near) == (2, 0, 2)
    assert resolution.mean_km == pytest.approx(DEGREE_KM / 2)
    assert resolution.median_km == pytest.approx(DEGREE_KM / 2)
    assert resolution.auc == pytest.approx(math.log(DEGREE_KM + 1) / math.log(20_039) / 2)
    assert (resolution.ids, resolution.ids_resolved, resolution.ids_right) == (2, 2, 1)
    assert scores.outcomes == ((0.95, True), (0.5, True))
    assert scores.outcomes_all == ((0.95, True), (0.5, True), (0.72, False))


def test_places_without_demonyms() -> None:
    on_demonym = PredictedToponym(start=29, end=33, point=(33.0, 65.0))
    scores = score_places([(GOLD, (*PREDICTED, on_demonym))], with_demonyms=False)
    assert scores.exact == Agreement(gold=3, predicted=4, right=2)
    assert scores.end_to_end == Agreement(gold=2, predicted=3, right=2)
    assert scores.end_to_end.f1 == pytest.approx(0.8)


def test_an_unresolved_toponym_is_as_wrong_as_can_be() -> None:
    unresolved = tuple(replace(one, point=None, geonameid=None) for one in PREDICTED[:2])
    scores = score_places([(GOLD[:2], unresolved)])
    resolution = scores.resolution
    assert (resolution.matched, resolution.unresolved, resolution.accuracy, resolution.auc) == (2, 2, 0.0, 1.0)
    assert (resolution.mean_km, resolution.median_km) == (0.0, FARTHEST_KM)
    assert (resolution.same_id, resolution.same_id_of_all) == (0.0, 0.0)
    assert scores.end_to_end == Agreement(gold=2, predicted=0, right=0)


def test_the_median_counts_the_unresolved_and_the_mean_does_not() -> None:
    predicted = (PREDICTED[0], replace(PREDICTED[1], point=None))
    resolution = score_places([(GOLD[:2], predicted)]).resolution
    assert (resolution.mean_km, resolution.median_km) == (0.0, FARTHEST_KM / 2)
    assert (resolution.accuracy, resolution.auc) == (0.5, 0.5)


def test_nothing_at_all_is_no_division_by_zero() -> None:
    figures = place_figures(score_places([((), ())]))
    values = {value for group in figures.values() for value in group.values()}  # type: ignore[attr-defined]
    assert values == {0}


DISTANCES = [
    # label,                from,             to,               km
    ("nowhere",             (34.5, 69.2),     (34.5, 69.2),     0.0),
    ("a degree north",      (0.0, 0.0),       (1.0, 0.0),       DEGREE_KM),
    ("over the date line",  (0.0, 179.5),     (0.0, -179.5),    DEGREE_KM),
    ("antipodes",           (0.0, 0.0),       (0.0, 180.0),     180 * DEGREE_KM),
    ("pole to pole",        (90.0, 12.0),     (-90.0, 99.0),    180 * DEGREE_KM),
]  # fmt: skip


@pytest.mark.parametrize(("label", "first", "second", "expected"), DISTANCES, ids=[row[0] for row in DISTANCES])
def test_distance(label: str, first: tuple[float, float], second: tuple[float, float], expected: float) -> None:
    assert error_km(first, second) == pytest.approx(expected)


PAIRS = [
    # label,                          gold spans,          predicted,          pairs
    ("the same",                      [(0, 5)],            [(0, 5)],           [(0, 0)]),
    ("touching is no overlap",        [(0, 5)],            [(5, 9)],           []),
    ("the larger share goes first",   [(0, 10)],           [(0, 3), (0, 8)],   [(0, 1)]),
    ("one to one",                    [(0, 5), (6, 9)],    [(0, 9)],           [(0, 0)]),
    ("the loser takes what is left",  [(0, 10), (8, 20)],  [(0, 10), (9, 20)], [(0, 0), (1, 1)]),
    ("among equals, the first",       [(0, 4), (4, 8)],    [(2, 6)],           [(0, 0)]),
    ("nested",                        [(0, 20), (5, 8)],   [(5, 8), (0, 20)],  [(0, 1), (1, 0)]),
]  # fmt: skip


def _spans(spans: list[tuple[int, int]]) -> list[PredictedToponym]:
    return [PredictedToponym(start=start, end=end, point=None) for start, end in spans]


@pytest.mark.parametrize(("label", "gold", "predicted", "expected"), PAIRS, ids=[row[0] for row in PAIRS])
def test_pairs(
    label: str, gold: list[tuple[int, int]], predicted: list[tuple[int, int]], expected: list[tuple[int, int]]
) -> None:
    assert sorted(pair_by_overlap(_spans(gold), _spans(predicted))) == expected


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)).map(lambda span: (span[0], sum(span))), max_size=12)


@given(SPANS, SPANS)
def test_every_pair_overlaps_and_no_span_has_two(gold: list[tuple[int, int]], predicted: list[tuple[int, int]]) -> None:
    pairs = pair_by_overlap(_spans(gold), _spans(predicted))
    assert len({at for at, _ in pairs}) == len({other for _, other in pairs}) == len(pairs)
    for at, other in pairs:
        assert gold[at][0] < predicted[other][1]
        assert predicted[other][0] < gold[at][1]
    free_gold = set(range(len(gold))) - {at for at, _ in pairs}
    free = set(range(len(predicted))) - {other for _, other in pairs}
    assert not any(gold[a][0] < predicted[b][1] and predicted[b][0] < gold[a][1] for a in free_gold for b in free)


@given(SPANS)
def test_predicting_the_gold_is_perfect(spans: list[tuple[int, int]]) -> None:
    unique = list(dict.fromkeys(spans))
    gold = [GoldToponym(start=start, end=end, point=(1.0, 2.0), geonameid=3) for start, end in unique]
    predicted = [PredictedToponym(start=start, end=end, point=(1.0, 2.0), geonameid=3) for start, end in unique]
    scores = score_places([(gold, predicted)])
    expected = 1.0 if unique else 0.0
    found = (scores.exact.f1, scores.lenient.f1, scores.end_to_end.f1, scores.resolution.same_id_of_all)
    assert found == (expected,) * 4


def test_reliability() -> None:
    outcomes = [(0.0, False), (0.05, True), (0.9, True), (0.95, True), (1.0, False)]
    bins = reliability(outcomes)
    assert [(one.low, one.number, one.right) for one in bins if one.number] == [(0.0, 2, 1), (0.9, 3, 2)]
    assert bins[9].accuracy == pytest.approx(2 / 3)
    assert bins[9].mean_score == pytest.approx(0.95)
    assert bins[5].accuracy is None
    # |1 - 0.05| and |2 - 2.85|, over five
    assert calibration_error(bins) == pytest.approx((0.95 + 0.85) / 5)
    assert reliability_figures([]) == {"calibration_error": 0.0, "bins": []}


DEMONYMS = [
    # words,      type,          demonym?
    ("Iraqis",    None,          True),
    ("Swiss",     None,          True),
    ("Iraq",      None,          False),
    ("Georgia",   "Language",    True),
    ("Iraq",      "Literal",     False),
    ("Iraq",      "Demonym",     True),
]  # fmt: skip


@pytest.mark.parametrize(("words", "kind", "expected"), DEMONYMS)
def test_what_counts_as_a_demonym(words: str, kind: str | None, expected: bool) -> None:
    entry = {"start": 0, "end": len(words), "lat": None, "lon": None, "type": kind}
    (toponym,) = read_gold_places({"id": 1, "text": words, "toponyms": [entry]}).toponyms
    assert toponym.is_demonym is expected


# --- dates -------------------------------------------------------------------------------------------------------

TEXT = "Rain fell on Monday, in June 2007 and for three days, each night."
#       0         1         2         3         4         5         6


def _timex(words: str, kind: str, value: str) -> GoldTimex:
    start = TEXT.index(words)
    return GoldTimex(start=start, end=start + len(words), type=kind, value=value)


def _found(words: str, value: str) -> PredictedTimex:
    start = TEXT.index(words)
    return PredictedTimex(start=start, end=start + len(words), value=value)


GOLD_TIMEXES = (
    _timex("Monday", "DATE", "2007-06-04"),
    _timex("June 2007", "DATE", "2007-06"),
    _timex("three days", "DURATION", "P3D"),
    _timex("each night", "SET", "TNI"),
)
FOUND_TIMEXES = (
    _found("on Monday,", "2007-06-04T09:00"),  # the same words and day once tidied
    _found("2007", "2007"),  # overlaps; wrong value, but its first day lies not inside June
    _found("three days", "P3D"),
    _found("Rain", "2007-06-01"),  # nothing there
)


def test_dates_of_all_types() -> None:
    scores = score_dates([(TEXT, GOLD_TIMEXES, FOUND_TIMEXES)])
    assert scores.strict == Agreement(gold=4, predicted=4, right=2)
    assert scores.relaxed == Agreement(gold=4, predicted=4, right=3)
    assert scores.value == Agreement(gold=4, predicted=4, right=2)
    assert (scores.points, scores.intervals_right, scores.starts_inside) == (2, 1, 1)
    assert scores.value_accuracy == pytest.approx(2 / 3)
    assert scores.interval_accuracy == 0.5


def test_dates_of_one_type_leave_out_what_matches_another() -> None:
    scores = score_dates([(TEXT, GOLD_TIMEXES, FOUND_TIMEXES)], types=("DURATION",))
    # "Rain" matches nothing, so it stays; the two dates match dates.
    assert scores.strict == Agreement(gold=1, predicted=2, right=1)


def test_what_matches_nothing_counts_for_its_own_type() -> None:
    found = tuple(replace(one, type="DATE") for one in FOUND_TIMEXES)
    assert score_dates([(TEXT, GOLD_TIMEXES, found)], types=("DURATION",)).strict.predicted == 1
    assert score_dates([(TEXT, GOLD_TIMEXES, found)], types=("DATE",)).strict.predicted == 3


def test_gains_and_losses_against_a_baseline() -> None:
    before = [TextOutcomes(id=7, outcomes=tuple(judge(TEXT, GOLD_TIMEXES, FOUND_TIMEXES)))]
    (line,) = map(json.loads, outcome_lines(before))
    assert [one["verdict"] for one in line["outcomes"]] == ["right", "wrong", "right", "missed", "spurious"]
    stored = [read_outcomes(line)]
    assert changes(before, stored) == []
    found = (_found("June 2007", "2007-06"), _found("night", "TMO"), _found("fell", ""))
    now = [TextOutcomes(id=7, outcomes=tuple(judge(TEXT, GOLD_TIMEXES, found)))]
    told = [(TEXT[one.key[1] : one.key[2]], one.before, one.now, one.is_gain) for one in changes(now, stored)]
    assert told == [
        ("Monday", "right", "missed", False),
        ("June 2007", "wrong", "right", True),
        ("three days", "right", "missed", False),
        ("fell", "", "spurious", False),
        ("Rain", "spurious", "", True),
    ]


def test_a_baseline_line_needs_a_verdict() -> None:
    with pytest.raises(CorpusError, match="save-baseline"):
        read_outcomes({"id": 1, "outcomes": [{"start": 0, "end": 4, "verdict": "fine"}]})


def test_the_creation_time_itself_is_not_scored() -> None:
    header = replace(_timex("Monday", "DATE", "2007-06-04"), is_header=True)
    scores = score_dates([(TEXT, (header, GOLD_TIMEXES[1]), (_found("Monday", "x"), _found("June 2007", "2007-06")))])
    assert scores.value == Agreement(gold=1, predicted=1, right=1)


def test_a_prediction_of_marks_alone_is_none() -> None:
    assert score_dates([(TEXT, (), (_found(", ", "2007"),))]).strict.predicted == 0


def test_no_dates_at_all() -> None:
    figures = date_figures(score_dates([]))
    assert {value for group in figures.values() for value in group.values()} == {0}  # type: ignore[attr-defined]


INTERVALS = [
    # value,              first day,     last day
    ("2007-02-02",        "2007-02-02",  "2007-02-02"),
    ("2007-02-02T09:30",  "2007-02-02",  "2007-02-02"),
    ("2007-W01",          "2007-01-01",  "2007-01-07"),
    ("2007-W01-WE",       "2007-01-06",  "2007-01-07"),
    ("2008-02",           "2008-02-01",  "2008-02-29"),
    ("2007-Q3",           "2007-07-01",  "2007-09-30"),
    ("2007-H2",           "2007-07-01",  "2007-12-31"),
    ("2007-WI",           "2007-12-01",  "2008-02-29"),
    ("2007",              "2007-01-01",  "2007-12-31"),
    ("199",               "1990-01-01",  "1999-12-31"),
    ("2007-02-30",        None,          None),
    ("2007-13",           None,          None),
    ("2007-W54",          None,          None),
    ("0000",              None,          None),
    ("P3D",               None,          None),
    ("PRESENT_REF",       None,          None),
    ("XXXX-XX-XX",        None,          None),
    ("",                  None,          None),
    ("٢٠٠٧",              None,          None),
]  # fmt: skip


@pytest.mark.parametrize(("value", "first", "last"), INTERVALS, ids=[row[0] for row in INTERVALS])
def test_interval(value: str, first: str | None, last: str | None) -> None:
    days = interval_of(value)
    assert (days and tuple(map(str, days))) == (first and (first, last))


# --- gold standards ----------------------------------------------------------------------------------------------

BAD_GOLD = [
    # label,             entry,                                                     what the message says
    ("half a point",     {"lat": 1.0},                                              "one of 'lat' and 'lon'"),
    ("off the earth",    {"lat": 91, "lon": 0},                                     "not on the earth"),
    ("a point in words", {"lat": "34", "lon": "69"},                                "make it a number or null"),
    ("true as a number", {"lat": True, "lon": 1},                                   "make it a number or null"),
    ("no number",        {"lat": float("nan"), "lon": 1},                           "make it a number or null"),
    ("id in words",      {"geonameid": "Kabul"},                                    "geonameid 'Kabul'"),
    ("id with a half",   {"geonameid": 1.5},                                        "geonameid 1.5"),
    ("type is a number", {"type": 4},                                               "'type'"),
    ("other words",      {"text": "Herat"},                                         "says 'Herat'"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "entry", "reason"), BAD_GOLD, ids=[row[0] for row in BAD_GOLD])
def test_a_bad_gold_toponym_says_what_is_wrong(label: str, entry: dict[str, object], reason: str) -> None:
    good = {"start": 0, "end": 5, "text": "Kabul", "lat": None, "lon": None}
    with pytest.raises(CorpusError, match=r"toponyms\[1\]") as raised:
        read_gold_places({"id": 1, "text": "Kabul", "toponyms": [good, {"start": 0, "end": 5, **entry}]})
    assert reason in str(raised.value)


def test_a_score_is_a_share() -> None:
    entry = {"start": 0, "end": 5, "lat": 1, "lon": 1, "score": 95}
    with pytest.raises(CorpusError, match="score 95"):
        read_predicted_places({"id": 1, "toponyms": [entry]})


@pytest.mark.parametrize("name", ["type", "value"])
def test_a_gold_date_needs_type_and_value(name: str) -> None:
    entry = {"start": 0, "end": 4, "type": "DATE", "value": "2007"}
    del entry[name]
    with pytest.raises(CorpusError, match=name):
        read_gold_dates({"id": 1, "text": "2007", "timexes": [entry]})
