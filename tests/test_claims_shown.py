"""Claims of one report on their way out: the record, the exports, the passage view, the map's mark, the store."""

import csv
import datetime
import io
from pathlib import Path

import pytest

from reportmap.dashboard.frames import build_frames
from reportmap.dashboard.passage import Mark, view_passage
from reportmap.export import Provenance, write_csv
from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.model import Extraction
from reportmap.pipeline import extract_events
from reportmap.reading import read_text
from reportmap.record import as_record, event_from_record
from reportmap.store import EventStore

TEXT = (
    "A car bomb exploded in Baidoa on Monday, killing four soldiers and two gunmen. Police said six people were killed."
    " Doctors said 15 people were killed. Police later said eight people were killed, an officer told Reuters."
)
PROVENANCE = Provenance(version="1", exported_at=datetime.datetime(2026, 11, 27, tzinfo=datetime.UTC))


@pytest.fixture(scope="module")
def extraction(gazetteer: Gazetteer, language: Language) -> Extraction:
    document = read_text(TEXT, published_on=datetime.date(2009, 8, 21))
    return extract_events(document, gazetteer=gazetteer, language=language)


def test_the_record_has_claims_and_contradictions_and_comes_back(extraction: Extraction) -> None:
    (event,) = extraction.events
    record = as_record(event, extraction.document)
    standing = {(claim["words"], claim["standing"]) for claim in record["claims"]}
    assert {("6", "replaced"), ("15", "stands"), ("8", "stands")} <= standing
    (found,) = [one for one in record["contradictions"] if one["matter"] == "fatalities"]
    assert {"15", "8"} <= {claim["words"] for claim in found["claims"]}
    assert all(TEXT[claim["start"] : claim["end"]] == claim["text"] for claim in found["claims"])
    assert [source["told_by"]["name"] for source in record["attribution"] if source["told_by"]] == ["Reuters"]
    assert "Reuters" not in record["source_original"]
    assert event_from_record(record) == event


def test_the_passage_view_says_who_says_what(extraction: Extraction) -> None:
    (event,) = extraction.events
    view = view_passage(event, extraction, evidence_index=len(event.evidence) - 1)
    differing = " ".join(
        f"{matter.label} {words} {source}" for matter in view.differing for words, source in matter.claims
    )
    for words in ("15 Doctors", "8 ", "6 Police", "replaced by a later figure"):
        assert words in differing
    marked = {segment.text for one in view.sentences for segment in one.segments if Mark.COUNT in segment.marks}
    assert any("eight" in words for words in marked)


def test_the_map_marks_it_and_the_table_has_it(extraction: Extraction) -> None:
    frames = build_frames(extraction.events, [extraction.document])
    assert list(frames.events["is_disputed"]) == [True]
    stream = io.StringIO()
    write_csv(extraction.events, {extraction.document.document_id: extraction.document}, stream, provenance=PROVENANCE)
    (row,) = csv.DictReader(io.StringIO(stream.getvalue()))
    assert "fatalities: 15 (Doctors, stands)" in row["claims"]
    assert "fatalities: 6 (Police, replaced)" in row["claims"]
    assert "15 (Doctors)" in row["contradictions"]
    assert row["source_original"]


def test_the_store_keeps_claims(extraction: Extraction, tmp_path: Path) -> None:
    with EventStore.open(f"sqlite:///{tmp_path / 'store.db'}") as store:
        store.add(extraction)
        assert store.merged_events()[0].claims == extraction.events[0].claims
