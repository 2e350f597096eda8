"""The score of an event: odds that rise with the evidence, from weights that fit the components of the code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportmap.events.scoring import FILE, calibrated, components_of, score_events
from reportmap.model import Event, Modality
from reportmap.rules import read_json
from tests.accounts import BOMB, told
from tests.strategies import documents
from tests.strategies import events as any_events

FULL = told("A bomb killed two in Sangin.", BOMB, "Sangin", "2009-03-30", dead=2, who="Taliban", whom="Civilians")
NAMES = sorted(components_of(FULL))


def test_the_weights_fit_the_components_and_none_lowers_the_score() -> None:
    weights = read_json(FILE)["weights"]
    assert sorted(weights) == NAMES, "run data/fit_event_scores.py"
    assert min(weights.values()) >= 0


POORER = [
    # label,         the same with less
    ("no place",     told("A bomb killed two.", BOMB, None, "2009-03-30", dead=2, who="Taliban", whom="Civilians")),
    ("no date",      told("A bomb killed two in Sangin.", BOMB, "Sangin", None, dead=2, who="Taliban", whom="Civilians")),
    ("no parties",   told("A bomb killed two in Sangin.", BOMB, "Sangin", "2009-03-30", dead=2)),
    ("nothing",      told("A bomb.", BOMB, None, None, modality=Modality.CLAIMED)),
]  # fmt: skip


@pytest.mark.parametrize("poorer", [row[1] for row in POORER], ids=[row[0] for row in POORER])
def test_less_evidence_is_a_lower_score(poorer: Event) -> None:
    full, less = score_events((FULL, poorer))
    assert 0 < less.score < full.score < 1


@given(documents().flatmap(any_events))
def test_every_event_gets_a_score_and_keeps_the_rest(event: Event) -> None:
    components = components_of(event)
    assert list(components) == list(components_of(FULL))
    assert all(0 <= value <= 1 for value in components.values())
    (scored,) = score_events((event,))
    assert 0 <= scored.score <= 1
    assert scored.merged_from == event.merged_from


@given(st.fixed_dictionaries({name: st.floats(0, 1) for name in NAMES}), st.sampled_from(NAMES))
def test_more_evidence_never_lowers_the_score(components: dict[str, float], name: str) -> None:
    assert calibrated({**components, name: 1.0}) >= calibrated(components)
