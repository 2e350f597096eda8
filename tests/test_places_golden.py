"""Every place of the sample reports, against a gold that was written by eye before any output was seen.

`golden/places/<report>.json` lists each place mention of the report's text in order, with its n-th whole-word
occurrence, span, country, kind, point and tolerance. Optional keys: `also_kinds` and `or_else` (other readings that
the text allows), `unresolved` (hardly in a gazetteer: nothing, or a point within the tolerance), `optional` (may be
missing), `use_open` (literal or associative is a matter of taste). `not_places` are words that only look like places.
"""

import json
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from reportmap.gazetteer import Gazetteer
from reportmap.gazetteer.distances import distance_km
from reportmap.gazetteer.features import feature_kind
from reportmap.language import Language
from reportmap.model import Place, PlacePrecision, ResolvedPlace
from reportmap.reading import read_file
from tests.places_cases import resolve
from tests.places_limits import PLACE, TIED, limit

pytestmark = pytest.mark.no_cover

REPORTS = Path(__file__).parents[1] / "data" / "reports"
GOLD = Path(__file__).parent / "golden" / "places"
NAMES = sorted(path.stem for path in REPORTS.glob("*.txt"))

Mention = dict[str, Any]  # Any: JSON
Read = Callable[[str], list[ResolvedPlace]]


@cache
def gold_of(report: str) -> Mention:
    """The gold of a report: its `mentions` and `not_places`."""
    gold: Mention = json.loads((GOLD / f"{report}.json").read_text(encoding="utf-8"))
    return gold


@cache
def text_of(report: str) -> str:
    """The text that the spans of the gold count, without the front matter."""
    return read_file(REPORTS / f"{report}.txt").text


def occurrences(word: str, text: str) -> list[tuple[int, int]]:
    """The spans at which a word or name stands in the text as a whole."""
    return [match.span() for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text)]


@pytest.fixture(scope="module")
def read(gazetteer: Gazetteer, language: Language) -> Read:
    """The resolved places of a report, each report read once."""

    @cache
    def places(report: str) -> list[ResolvedPlace]:
        return resolve(text_of(report), gazetteer, language)

    return places


def overlapping(found: list[ResolvedPlace], start: int, end: int) -> list[ResolvedPlace]:
    """Those of the found that share a character with the range."""
    return [one for one in found if one.mention.start < end and start < one.mention.end]


def faults(place: Place, precision: PlacePrecision | None, gold: Mention) -> list[str]:
    """What is wrong with a place by one reading of the gold; empty where it is right."""
    wrong = []
    if gold["country"] is not None and place.country_code != gold["country"]:
        wrong.append(f"in {place.country_code}, not {gold['country']}")
    away = distance_km((place.latitude, place.longitude), (gold["latitude"], gold["longitude"]))
    if away > gold["tolerance_km"]:
        wrong.append(f"{away:.0f} km away, {gold['tolerance_km']} allowed")
    kinds = {gold["kind"], *gold.get("also_kinds", ())}
    is_near = bool(gold.get("unresolved")) and precision is not PlacePrecision.EXACT
    if feature_kind(place.feature_code) not in kinds and not is_near:
        wrong.append(f"{place.feature_code}, not {' or '.join(sorted(kinds))}")
    return wrong


ALL_MENTIONS = [(report, mention) for report in NAMES for mention in gold_of(report)["mentions"]]


def named(report: str, mention: Mention) -> str:
    """The name of a row of the gold in the list of tests."""
    return f"{report}:{mention['text']}-{mention['occurrence']}"


SPANS = [pytest.param(*pair, id=named(*pair)) for pair in ALL_MENTIONS]
MENTIONS = [pytest.param(*pair, id=named(*pair), marks=limit(PLACE, named(*pair))) for pair in ALL_MENTIONS]
USES = [
    pytest.param(*pair, id=named(*pair), marks=limit(TIED, named(*pair)))
    for pair in ALL_MENTIONS
    if not pair[1].get("use_open")
]
WORDS = [
    pytest.param(report, word, id=f"{report}:{word}") for report in NAMES for word in gold_of(report)["not_places"]
]


def test_every_report_has_its_gold() -> None:
    assert {path.stem for path in GOLD.glob("*.json")} == set(NAMES)


@pytest.mark.parametrize(("report", "mention"), SPANS)
def test_a_span_of_the_gold_is_an_exact_slice(report: str, mention: Mention) -> None:
    span = (mention["start"], mention["end"])
    assert occurrences(mention["text"], text_of(report))[mention["occurrence"] - 1] == span


@pytest.mark.parametrize(("report", "mention"), MENTIONS)
def test_a_place_is_found_and_right(report: str, mention: Mention, read: Read) -> None:
    found = overlapping(read(report), mention["start"], mention["end"])
    placed = [(one, one.place) for one in found if one.place is not None]
    if not placed:
        assert mention.get("optional") or mention.get("unresolved"), f"without a place: {found}"
    for one, place in placed:
        wrong = [faults(place, one.precision, reading) for reading in (mention, *mention.get("or_else", ()))]
        assert [] in wrong, f"{one.mention.text!r} became {place.name}, {place.admin1}: {wrong}; {one.reason}"


@pytest.mark.parametrize(("report", "mention"), USES)
def test_a_place_is_used_as_the_text_uses_it(report: str, mention: Mention, read: Read) -> None:
    """An associative mention locates nothing; a literal one does, unless it is only the anchor of another place."""
    for one in overlapping(read(report), mention["start"], mention["end"]):
        if mention["use"] == "associative":
            assert one.place is None or not one.may_locate
        else:
            assert one.may_locate or one.is_anchor


@pytest.mark.parametrize(("report", "word"), WORDS)
def test_what_is_no_place_has_none(report: str, word: str, read: Read) -> None:
    spans = occurrences(word, text_of(report))
    assert spans, "the gold names a word that the report lacks"
    gold = gold_of(report)["mentions"]
    for start, end in spans:
        for one in overlapping(read(report), start, end):
            inside = [m for m in gold if m["start"] < one.mention.end and one.mention.start < m["end"]]
            assert inside or one.place is None, f"{one.mention.text!r} became {one.place}; {one.reason}"


@pytest.mark.parametrize("report", NAMES)
def test_no_place_is_invented(report: str, read: Read) -> None:
    gold = gold_of(report)["mentions"]
    invented = [
        f"{one.mention.text!r} at {one.mention.start}: {one.place.name}, {one.place.country_code}; {one.mention.cue}"
        for one in read(report)
        if one.place is not None
        and one.may_locate
        and not any(m["start"] < one.mention.end and one.mention.start < m["end"] for m in gold)
    ]
    assert invented == []
