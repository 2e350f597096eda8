"""Events of corpus texts: the shape of predictions, datelines, and what is an incident."""

import datetime
import json
from pathlib import Path

import pytest

from reportmap.annotation.events import annotate_events, dated_document
from reportmap.annotation.fields import CorpusText
from reportmap.annotation.incidents import features_of, find_incidents, gather_incidents, likelihood
from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from tests.coding import events_of

CORPUS = Path(__file__).parents[1] / "data/corpus/events.jsonl"

DATELINES = [
    # text, the day that it gives
    ("LIMA, 12 Jan 90 (EFE) -- [Text] A bomb exploded.", datetime.date(1990, 1, 12)),
    ("LIMA, 12 JAN 90 (EFE) -- [TEXT] A BOMB EXPLODED.", datetime.date(1990, 1, 12)),
    ("KABUL, August 20, 2009 - A bomb exploded.", datetime.date(2009, 8, 20)),
    ("A bomb exploded yesterday.", None),
]


@pytest.mark.parametrize(("text", "expected"), DATELINES)
def test_a_text_without_a_date_is_dated_by_its_dateline(text: str, expected: datetime.date | None) -> None:
    assert dated_document(CorpusText(id=1, text=text)).published_on == expected


def test_the_given_date_wins() -> None:
    given = datetime.date(1990, 1, 14)
    assert dated_document(CorpusText(id=1, text=DATELINES[0][0], dct=given)).published_on == given


def _annotated(text: str, gazetteer: Gazetteer, language: Language, *, incidents_only: bool) -> list[dict]:
    corpus_text = CorpusText(id="a", text=text, dct=datetime.date(1990, 1, 12))
    found = annotate_events(corpus_text, gazetteer=gazetteer, language=language, incidents_only=incidents_only)
    assert found["id"] == "a"
    return json.loads(json.dumps(found["events"]))


def test_the_fields_of_an_event(gazetteer: Gazetteer, language: Language) -> None:
    text = "MEDELLIN, 12 Jan 90 -- Gunmen shot dead two judges in Medellín yesterday."
    (event,) = _annotated(text, gazetteer, language, incidents_only=False)
    assert event["type"] == "Attack"
    assert {"Medellín", "Medellin", "Antioquia", "Colombia"} <= set(event["places"])
    assert (event["start_date"], event["end_date"]) == ("1990-01-11", "1990-01-11")
    assert {"Gunmen", "Unidentified Armed Group"} <= set(event["actors"])
    assert (event["fatalities_low"], event["fatalities_high"]) == (2, 2)
    assert text[event["start"] : event["end"]] == "shot dead"


INCIDENTS = [
    # text, types in order
    ("Gunmen shot dead two judges in Medellin yesterday.", ["attack"]),
    ("A bomb exploded in front of a bank in Lima last night, wounding a passerby.", ["bombing"]),
    ("Rebels of the ELN kidnapped three engineers near Cali yesterday.", ["kidnapping"]),
    ("Guerrillas set fire to four buses in San Salvador last night.", ["arson"]),
    ("The president spoke about the harvest in Lima today.", []),
]


@pytest.mark.parametrize(("text", "expected"), INCIDENTS)
def test_incidents(text: str, expected: list[str], gazetteer: Gazetteer, language: Language) -> None:
    for words in (text, text.upper()):
        found = _annotated(words, gazetteer, language, incidents_only=True)
        assert [event["type"] for event in found] == expected


def test_an_undated_incident_is_of_the_day_of_the_report(gazetteer: Gazetteer, language: Language) -> None:
    (event,) = _annotated("A bomb exploded at a bank in Lima.", gazetteer, language, incidents_only=True)
    assert (event["start_date"], event["end_date"]) == ("1990-01-12", "1990-01-12")


def test_likelihoods_and_the_threshold(gazetteer: Gazetteer, language: Language) -> None:
    text = "Gunmen shot dead two judges in Medellin on Thursday. A bomb exploded in Lima on Friday."
    events = events_of(text, gazetteer=gazetteer, language=language)
    candidates = gather_incidents(events)
    assert [one.type for one in candidates] == ["attack", "bombing"]
    scores = [likelihood(features) for features in features_of(candidates, published_on=None)]
    assert all(0 <= score <= 1 for score in scores)
    assert len(find_incidents(events, published_on=None, threshold=0)) == 2
    assert find_incidents(events, published_on=None, threshold=1.01) == ()


def test_two_places_are_two_incidents_and_a_province_holds_its_town(gazetteer: Gazetteer, language: Language) -> None:
    text = (
        "Rebels killed a teacher in Medellin on Thursday. Rebels killed a nurse in Cali on Thursday. "
        "A farmer was killed in Antioquia on Thursday."
    )
    found = [one for one in gather_incidents(events_of(text, gazetteer=gazetteer, language=language)) if not one.split]
    assert [
        sorted({place.resolved.mention.text for event in one.events for place in event.places}) for one in found
    ] == [
        ["Antioquia", "Medellin"],
        ["Cali"],
    ]
