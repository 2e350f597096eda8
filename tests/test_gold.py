"""The sample reports and their hand-made gold fit each other.

Each tests/golden/gold/NAME.json was labelled by hand from data/reports/NAME.txt, before any output was seen: one
coder, one pass, so a single cell is arguable and the whole is the target. How to read a record:

- `quote` is the clause that reports the event, `also_quotes` are further clauses of the same event (its toll, a claim
  of responsibility): what ACLED codes once is one record here.
- `fatalities` and `injured` are [low, best, high] over all sides, the attackers' own deaths only where the text counts
  them; "at least 43" is [43, 43, null]; null is unknown, and never 0. Disputed counts: low and high are the extremes,
  best is the government's or the first stated.
- `modality`: an act that the text states, or lays in the mouth of an authority that nobody contradicts, happened; it is
  claimed where one party alone says so, unverified or disputed. Older acts that explain the news are background.
- `date_start` and `date_end` are inclusive; both null where the text gives no date. Seasons: spring is March to May.
- `place` is the finest place that the text gives for the event; `precision` is how exactly it is meant, where the
  gazetteer has the place. `admin1` is the gazetteer's name of today without diacritics (null for regions and
  countries): Waziristan lies in Khyber Pakhtunkhwa. `other_places` are the rest of a list.
- `actor1` and `actor2` are canonical names in ACLED's manner, spelled as in the actor lexicon where it has them;
  "Unidentified Armed Group" where the text names nobody.
- `accept_...` names answers that are as good, `merge_with` the index of the event that a coder may fold this one into,
  `optional` a record that may as well be left out.
- `places` are the distinct toponyms of title and body, without comments; `traps` are clauses that are no events, or
  that lure a coder into a wrong place, date or count.
"""

import datetime
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reportmap.model import Modality, PlacePrecision

ROOT = Path(__file__).parent.parent
REPORTS = sorted((ROOT / "data" / "reports").glob("*.txt"))
GOLD = sorted((ROOT / "tests" / "golden" / "gold").glob("*.json"))
EVENT_TYPES = {
    "Battles": {"Armed clash", "Government regains territory", "Non-state actor overtakes territory"},
    "Protests": {"Peaceful protest", "Protest with intervention", "Excessive force against protesters"},
    "Riots": {"Violent demonstration", "Mob violence"},
    "Explosions/Remote violence": {
        "Chemical weapon",
        "Air/drone strike",
        "Suicide bomb",
        "Shelling/artillery/missile attack",
        "Remote explosive/landmine/IED",
        "Grenade",
    },
    "Violence against civilians": {"Sexual violence", "Attack", "Abduction/forced disappearance"},
    "Strategic developments": {
        "Agreement",
        "Arrests",
        "Change to group/activity",
        "Disrupted weapons use",
        "Headquarters or base established",
        "Looting/property destruction",
        "Non-violent transfer of territory",
        "Other",
    },
}
PLACE_LEVELS = {"country", "admin1", "admin2", "town", "region"}


def split_front_matter(report: Path) -> tuple[dict[str, str], str]:
    """The front matter of a sample report by key, and the text below it."""
    _, head, body = report.read_text(encoding="utf-8").split("---\n", 2)
    return dict(line.split(": ", 1) for line in head.strip().splitlines()), body


def read_gold(path: Path) -> dict[str, Any]:  # JSON as it stands in the file
    """One gold file."""
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return gold


def quotes(gold: dict[str, Any]) -> Iterator[str]:
    """Every quotation of a gold file: of events, of their further clauses, and of traps."""
    for event in gold["events"]:
        yield event["quote"]
        yield from event.get("also_quotes", ())
    for trap in gold["traps"]:
        yield trap["quote"]


@pytest.fixture(params=GOLD, ids=lambda path: path.stem)
def gold(request: pytest.FixtureRequest) -> dict[str, Any]:
    return read_gold(request.param)


@pytest.fixture
def text(gold: dict[str, Any]) -> str:
    return split_front_matter(ROOT / "data" / "reports" / gold["file"])[1]


def test_every_report_has_its_gold() -> None:
    assert [report.stem for report in REPORTS] == [path.stem for path in GOLD]
    assert len(REPORTS) >= 14


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.stem)
def test_a_report_says_that_it_is_a_sample(report: Path) -> None:
    front_matter, body = split_front_matter(report)
    assert front_matter.keys() <= {"title", "published", "publisher", "author"}
    assert datetime.date.fromisoformat(front_matter["published"])
    assert "sample" in front_matter["publisher"]
    note = body.strip().splitlines()[-1]
    assert "sample" in note
    assert "reportmap" in note


def test_gold_agrees_with_the_front_matter(gold: dict[str, Any]) -> None:
    front_matter, _ = split_front_matter(ROOT / "data" / "reports" / gold["file"])
    assert gold["published"] == front_matter["published"]


def test_every_quote_stands_once_in_the_text(gold: dict[str, Any], text: str) -> None:
    assert {quote: text.count(quote) for quote in quotes(gold)} == dict.fromkeys(quotes(gold), 1)


def test_events_use_known_values(gold: dict[str, Any]) -> None:
    for event in gold["events"]:
        assert event["sub_event_type"] in EVENT_TYPES[event["event_type"]], event["quote"]
        assert set(event.get("accept_sub_event_types", ())) <= set().union(*EVENT_TYPES.values()), event["quote"]
        assert {event["modality"], *event.get("accept_modalities", ())} <= set(Modality), event["quote"]
        assert event["precision"] is None or event["precision"] in set(PlacePrecision), event["quote"]
        assert event.get("merge_with", 0) < len(gold["events"]), event["quote"]


def test_intervals_and_counts_are_ordered(gold: dict[str, Any]) -> None:
    for event in gold["events"]:
        days = [datetime.date.fromisoformat(day) for day in (event["date_start"], event["date_end"]) if day]
        assert days == sorted(days), event["quote"]
        for count in (event["fatalities"], event["injured"]):
            if count is not None:
                assert len(count) == 3, event["quote"]
                known = [value for value in count if value is not None]
                assert known == sorted(known), event["quote"]


def test_places_stand_in_title_or_text(gold: dict[str, Any], text: str) -> None:
    front_matter, _ = split_front_matter(ROOT / "data" / "reports" / gold["file"])
    for place in gold["places"]:
        assert place["level"] in PLACE_LEVELS
        assert re.search(rf"(?<!\w){re.escape(place['text'])}(?!\w)", f"{front_matter['title']}\n{text}"), place
