"""The cost of places grows with the length of the text, whatever the text."""

import time

import pytest

from reportmap.gazetteer import Gazetteer
from reportmap.model import ParsedPassage, Passage, SectionKind
from reportmap.places import find_places, resolve_places

pytestmark = pytest.mark.no_cover  # long texts through all stages: tracing would double their time
HOSTILE = [
    ("articles", "A "),
    ("hyphens", "Aa-"),
    ("names", "KABUL, "),
    ("directions", "in the south and "),
    ("apostrophes", "A'"),
    ("spaces", "     "),
    ("containers", "Kabul, Afghanistan in "),
    ("one word", "x"),
]


def _seconds(text: str, gazetteer: Gazetteer) -> float:
    passage = Passage(start=0, end=len(text), text=text, index=0, paragraph=0, kind=SectionKind.BODY)
    parsed = (ParsedPassage(passage=passage, tokens=(), entities=(), is_parsed=False),)
    began = time.process_time()
    resolve_places(find_places(parsed, gazetteer=gazetteer), passages=[passage], gazetteer=gazetteer)
    return time.process_time() - began


@pytest.mark.parametrize(("label", "piece"), HOSTILE, ids=[row[0] for row in HOSTILE])
def test_cost_is_linear(label: str, piece: str, gazetteer: Gazetteer) -> None:
    _seconds(piece * 200, gazetteer)
    short, long = _seconds(piece * 500, gazetteer), _seconds(piece * 4_000, gazetteer)
    # Eight times the text; four times more than that would still be allowed, its square would not.
    assert long < 32 * short + 0.2
