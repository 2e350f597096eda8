"""The measures of whole event records against figures computed by hand, and the reading of templates."""

import datetime
import json
from pathlib import Path

import pytest

from reportmap.errors import CorpusError
from reportmap.evaluation.events import GoldEvent, PredictedEvent, align, normalized, score_events
from reportmap.evaluation.gold_events import read_gold_events, read_predicted_events
from reportmap.evaluation.report import event_figures
from reportmap.evaluation.spans import Agreement

CORPUS = Path(__file__).parents[1] / "data/corpus/events.jsonl"


def _day(day: int) -> datetime.date:
    return datetime.date(1991, 5, day)


BOMBING = GoldEvent(
    types=("BOMBING",),
    days=((_day(13), _day(13)),),
    places=(("peru", "lima", "miraflores"),),
    perpetrators=frozenset({"shining path"}),
    victims=frozenset({"passersby"}),
    deaths=2,
)
KIDNAPPING = GoldEvent(
    types=("KIDNAPPING",),
    days=((None, _day(14)),),
    places=(("colombia",),),
    perpetrators=frozenset(),
    victims=frozenset({"engineers"}),
    deaths=None,
    is_optional=True,
)


def _event(kind: str, **fields: object) -> PredictedEvent:
    return PredictedEvent(**{"type": kind, "places": frozenset(), "actors": frozenset(), **fields})  # type: ignore[arg-type]


POINTS = [
    # label, gold, predicted, whether the two are aligned
    ("type alone", BOMBING, _event("bombing"), False),
    ("type and country", BOMBING, _event("bombing", places=frozenset({"peru"})), True),
    ("the finest place alone", BOMBING, _event("arson", places=frozenset({"miraflores"})), True),
    ("type and a victim", BOMBING, _event("bombing", actors=frozenset({"three passersby"})), True),
    ("country and a wrong type", BOMBING, _event("arson", places=frozenset({"peru"})), False),
    ("type and a day off", BOMBING, _event("bombing", first_day=_day(14), last_day=_day(14)), True),
    ("type and two days off", BOMBING, _event("bombing", first_day=_day(15), last_day=_day(15)), False),
    ("a bombing is an attack", BOMBING, _event("attack", places=frozenset({"lima"})), True),
    ("an idly long interval", BOMBING, _event("bombing", first_day=_day(1), last_day=_day(1) + datetime.timedelta(60)), False),
    ("on or before", KIDNAPPING, _event("kidnapping", first_day=datetime.date(1991, 4, 16)), True),
    ("long before", KIDNAPPING, _event("kidnapping", first_day=datetime.date(1991, 4, 10)), False),
]  # fmt: skip


@pytest.mark.parametrize(("label", "gold", "predicted", "expected"), POINTS, ids=[row[0] for row in POINTS])
def test_what_aligns(label: str, gold: GoldEvent, predicted: PredictedEvent, expected: bool) -> None:
    assert bool(align([gold], [predicted])) is expected, label


def test_the_best_agreement_is_aligned_first() -> None:
    weak = _event("bombing", places=frozenset({"peru"}))
    strong = _event("bombing", places=frozenset({"miraflores"}))
    assert align([BOMBING], [weak, strong]) == [(0, 1)]


def test_scores() -> None:
    right = _event(
        "bombing",
        places=frozenset({"peru", "lima"}),
        actors=frozenset({"shining path guerrillas"}),
        first_day=_day(13),
        last_day=_day(13),
        deaths_low=1,
        deaths_high=3,
    )
    spurious = _event("attack")
    scores = score_events([((BOMBING, KIDNAPPING), (right, spurious)), ((), (spurious,)), ((KIDNAPPING,), ())])
    assert scores.texts == Agreement(gold=2, predicted=2, right=1)
    assert scores.events == Agreement(gold=1, predicted=3, right=1)  # templates marked optional are never missed
    figures = event_figures(scores)["slots"]
    assert {name: (slot["right"], slot["aligned"], slot["gold"]) for name, slot in figures.items()} == {
        "type": (1, 1, 3),
        "date": (1, 1, 3),
        "exact_day": (1, 1, 1),
        "place": (1, 1, 3),
        "fine_place": (0, 1, 1),
        "actor": (1, 1, 1),
        "deaths": (1, 1, 1),
    }


def test_an_open_upper_bound_is_the_lower_one() -> None:
    found = _event("bombing", places=frozenset({"miraflores"}), deaths_low=1)
    assert score_events([((BOMBING,), (found,))]).slots["deaths"].right == 0


def test_names_are_compared_without_marks() -> None:
    assert normalized("  St. John's-Town ") == "st johnstown"


def test_the_sample_corpus_is_read() -> None:
    gold = [read_gold_events(json.loads(line)) for line in CORPUS.read_text(encoding="utf-8").splitlines()]
    assert [len(text.events) for text in gold] == [2, 1, 0, 3]
    assert gold[0].events[0].finest == {"huanta"}
    assert gold[3].events[1].is_optional
    assert gold[3].split == "made-up"


BAD = [
    ("no list", {"events": 3}, "events"),
    ("no strings", {"events": [{"type": [3]}]}, "type"),
    ("no pair", {"events": [{"type": ["ATTACK"], "date": [["1991-05-13"]]}]}, "pair"),
    ("no date", {"events": [{"type": ["ATTACK"], "date": [[None, "May"]]}]}, "YYYY"),
    ("no chain", {"events": [{"type": ["ATTACK"], "location": ["Lima"]}]}, "country first"),
    ("no count", {"events": [{"type": ["ATTACK"], "fatalities_exact": "two"}]}, "whole number"),
]


@pytest.mark.parametrize(("label", "fields", "named"), BAD, ids=[row[0] for row in BAD])
def test_bad_templates_are_named(label: str, fields: dict, named: str) -> None:
    with pytest.raises(CorpusError, match=named):
        read_gold_events({"id": 1, "text": "", **fields})


def test_bad_predictions_are_named() -> None:
    with pytest.raises(CorpusError, match="places"):
        read_predicted_events({"id": 1, "events": [{"type": "attack", "places": "Lima"}]})
