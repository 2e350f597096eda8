"""The cost of places grows with the length of the text, whatever the text."""

import gc
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
    gc.disable()  # or one reading pays for the rubbish of the tests before it
    try:
        began = time.process_time()
        resolve_places(find_places(parsed, gazetteer=gazetteer), passages=[passage], gazetteer=gazetteer)
        return time.process_time() - began
    finally:
        gc.enable()


@pytest.mark.parametrize(("label", "piece"), HOSTILE, ids=[row[0] for row in HOSTILE])
def test_cost_is_linear(label: str, piece: str, gazetteer: Gazetteer) -> None:
    _seconds(piece * 200, gazetteer)

    def grows_too_fast() -> bool:  # eight times the text; four times more than that is allowed, its square is not
        short, long = _seconds(piece * 500, gazetteer), _seconds(piece * 4_000, gazetteer)
        return long >= 32 * max(short, 0.02) + 0.2

    # A square is one each time; a machine that was busy for a moment is not.
    assert not all(grows_too_fast() for _ in range(3))
