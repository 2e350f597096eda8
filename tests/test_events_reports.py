"""Texts that report nothing, and reports in other styles: what is drawn from them, as counts that may not get worse."""

import tomllib
from collections import Counter
from pathlib import Path

import pytest

from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from tests.coding import events_of
from tests.reports.scoring import count, extract_report, load_expected

NON_EVENTS = tomllib.loads((Path(__file__).parent / "non_events.toml").read_text(encoding="utf-8"))["text"]

pytestmark = pytest.mark.no_cover

LIMITS = {
    "business, takeover": "an assault 'on a way of life': the parser hangs the phrase on the verb",
    "metaphor, interest": "clay bombs that children throw look like bombs",
    "theater listing": "titles of plays that nothing marks as titles",
    "language lesson": "example sentences look like news",
}


def _row(row: dict[str, object]) -> object:
    kind = str(row["kind"])
    marks = [pytest.mark.xfail(strict=True, reason=LIMITS[kind])] if kind in LIMITS else []
    return pytest.param(row["text"], bool(row.get("records")), id=kind, marks=marks)


@pytest.mark.parametrize(("text", "may_have_records"), [_row(row) for row in NON_EVENTS])
def test_a_text_that_reports_nothing_draws_nothing(
    text: str, may_have_records: bool, gazetteer: Gazetteer, language: Language
) -> None:
    events = events_of(text, gazetteer=gazetteer, language=language)
    assert [event for event in events if event.is_drawn] == []
    if not may_have_records:
        assert not any(event.modality.value in {"happened", "claimed"} for event in events)


@pytest.mark.parametrize(
    ("folder", "right", "wrong", "missed"),
    [
        ("reports", 57, 1, 6),
        ("unseen_reports", 83, 5, 4),
        ("unseen_reports_3", 92, 15, 11),
        ("unseen_reports_4", 70, 20, 12),
        ("unseen_reports_5", 70, 7, 7),
    ],
)
def test_reports_in_other_styles_draw_no_more_wrong_records_and_miss_no_more_events(
    folder: str, right: int, wrong: int, missed: int, gazetteer: Gazetteer, language: Language
) -> None:
    path = Path(__file__).parent / folder
    total: Counter[str] = Counter()
    for expected in load_expected(path):
        total += count(expected, extract_report(expected, gazetteer=gazetteer, language=language, folder=path))
    assert total["right"] >= right
    assert total["wrong"] <= wrong
    assert total["missed"] <= missed


@pytest.mark.parametrize(
    "text", ["Gunmen killed two soldiers.", "A bomb exploded in Kandahar.", "Rebels fought troops on Monday."]
)
def test_a_text_without_a_date_or_a_place_still_gives_its_record(
    text: str, gazetteer: Gazetteer, language: Language
) -> None:
    (event,) = events_of(text, gazetteer=gazetteer, language=language, published_on=None)
    assert event.date.start is None
    assert event.is_drawn
