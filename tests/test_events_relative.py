"""Relative places on their way through the whole program: event, record, export, store, map, passage."""

import csv
import datetime
import io
import json

import pytest

from reportmap.dashboard.filters import Filters, apply_filters
from reportmap.dashboard.frames import EventFrames, build_frames
from reportmap.dashboard.listing import list_rows
from reportmap.dashboard.map import build_deck, fit_view
from reportmap.dashboard.palette import style_types
from reportmap.dashboard.passage import view_passage
from reportmap.dashboard.symbols import LIGHT, symbols
from reportmap.export import Provenance, write_csv, write_geojson
from reportmap.gazetteer import Gazetteer
from reportmap.gazetteer.distances import distance_km
from reportmap.language import Language
from reportmap.model import Event, Extraction
from reportmap.pipeline import extract_events
from reportmap.reading import read_text
from reportmap.record import as_record, best_place, event_from_record
from reportmap.store.rows import event_values
from tests.coding import PUBLISHED, events_of

PROVENANCE = Provenance(version="0.1.0", exported_at=datetime.datetime(2026, 11, 27, tzinfo=datetime.UTC))

LOCATIONS = [
    # label, text, where the event is said to be, point, km of tolerance
    ("distance", "A bomb killed four policemen 30 km northwest of Kabul on Monday.", "30 km northwest of Kabul", (34.72, 68.94), 3),
    ("from is no origin", "Fighters attacked a post some 20 miles from Kandahar, Afghanistan, on Monday.", "some 20 miles from Kandahar", (31.61, 65.71), 3),
    ("between", "Gunmen shot dead five men between Falluja and Ramadi in Iraq on Monday.", "between Falluja and Ramadi", (33.385, 43.547), 3),
    ("highway", "A mine exploded on the Kabul-Kandahar highway in Afghanistan on Monday.", "Kabul-Kandahar highway", (33.08, 67.41), 5),
    ("part and border", "Taliban fighters attacked a checkpoint in Helmand near the border with Pakistan on Monday.", "Helmand, near the border with Pakistan", (29.5, 63.57), 30),
    ("a people's border", "An air strike killed six fighters in Afghanistan along the Pakistani border on Monday.", "along the Pakistani border", (33.2, 70.1), 200),
    ("coast", "Pirates attacked a tanker off the coast of Yemen on Monday.", "off the coast of Yemen", (13.75, 47.95), 100),
    ("a located town", "A car bomb in Falluja, 65 km west of Baghdad, killed three soldiers on Monday.", None, (33.35, 43.79), 1),
    ("the town itself", "A suicide bomber killed nine people in Kabul on Monday.", None, (34.53, 69.17), 1),
]  # fmt: skip


@pytest.mark.parametrize(("label", "text", "said", "point", "tolerance"), LOCATIONS, ids=[row[0] for row in LOCATIONS])
def test_an_event_lies_where_the_words_put_it(
    label: str,
    text: str,
    said: str | None,
    point: tuple[float, float],
    tolerance: float,
    gazetteer: Gazetteer,
    language: Language,
) -> None:
    (event,) = events_of(text, gazetteer=gazetteer, language=language)
    resolved = best_place(event)
    assert resolved is not None
    assert (resolved.derived.name if resolved.derived else None) == said, label
    assert resolved.point is not None
    assert distance_km(resolved.point, point) <= tolerance
    locations = [place for place in event.places if place.role.value == "location"]
    assert len(locations) == 1, "the other name of a phrase is no place of its own"


TEXT = (
    "A roadside bomb killed four policemen 30 km northwest of Kabul on 3 August 2009.\n\n"
    "A suicide bomber killed nine people in Kabul on 12 August 2009.\n"
)


@pytest.fixture(scope="module")
def extraction(gazetteer: Gazetteer, language: Language) -> Extraction:
    return extract_events(read_text(TEXT, published_on=PUBLISHED), gazetteer=gazetteer, language=language)


@pytest.fixture(scope="module")
def frames(extraction: Extraction) -> EventFrames:
    return build_frames(extraction.events, [extraction.document])


def _first(extraction: Extraction) -> Event:
    return extraction.events[0]


def test_two_spots_of_one_place_are_two_events(extraction: Extraction) -> None:
    assert len(extraction.events) == 2
    ids = [best_place(event).spot_id for event in extraction.events]  # type: ignore[union-attr]
    assert ids[1] == "gn1138958"
    assert ids[0] != ids[1]


def test_the_record_keeps_the_entry_and_adds_the_point(extraction: Extraction) -> None:
    record = as_record(_first(extraction), extraction.document)
    (place,) = record["places"]
    assert (place["name"], round(place["latitude"], 2), place["precision"]) == ("Kabul", 34.53, "near")
    assert place["derived"]["relation"] == "distance and direction"
    assert (place["derived"]["latitude"], place["derived"]["longitude"]) == (34.7187, 68.9402)
    assert "315°" in place["derived"]["reason"]
    assert event_from_record(record) == _first(extraction)
    assert as_record(extraction.events[1], extraction.document)["places"][0]["derived"] is None


def test_a_record_from_before_reads_as_before(extraction: Extraction) -> None:
    record = as_record(extraction.events[1], extraction.document)
    for place in record["places"]:
        del place["derived"], place["is_anchor"]
    assert event_from_record(record) == extraction.events[1]


def test_exports_use_the_point_and_say_so(extraction: Extraction) -> None:
    documents = {extraction.document.document_id: extraction.document}
    stream = io.StringIO()
    write_geojson(extraction.events, documents, stream, provenance=PROVENANCE)
    first, second = json.loads(stream.getvalue())["features"]
    assert first["geometry"]["coordinates"] == [68.9402, 34.7187]
    assert (first["properties"]["relation"], second["properties"]["relation"]) == ("distance and direction", None)
    stream = io.StringIO(newline="")
    write_csv(extraction.events, documents, stream, provenance=PROVENANCE)
    row, other = csv.DictReader(io.StringIO(stream.getvalue()))
    assert (row["location"], row["described_as"], row["latitude"]) == ("Kabul", "30 km northwest of Kabul", "34.7187")
    assert float(row["radius_km"]) > 5
    assert (other["described_as"], other["radius_km"]) == ("", "")


def test_the_store_files_it_at_its_point(extraction: Extraction) -> None:
    values = event_values(_first(extraction), extraction.document)
    assert (values["place_id"], values["latitude"]) == ("gn1138958", 34.7187)


def test_the_map_draws_two_symbols(frames: EventFrames) -> None:
    styles = style_types(map(str, frames.events["event_type"].unique()))
    filtered = apply_filters(frames, Filters())
    by_name = {row["name"]: row for row in symbols(filtered, styles=styles, theme=LIGHT)}
    assert by_name.keys() == {"Kabul", "30 km northwest of Kabul"}
    described = by_name["30 km northwest of Kabul"]
    assert (described["kind"], by_name["Kabul"]["kind"]) == ("ring", "disc")
    assert described["at"] == [68.9402, 34.7187]
    assert "within about 26 km" in described["what"]
    view = fit_view(frames, filtered.spot_mask)
    deck = build_deck(list(by_name.values()), view=view, theme=LIGHT, chosen=described["id"], generation=0).to_json()
    (reach,) = [layer for layer in json.loads(deck)["layers"] if layer["id"] == "reach"]
    assert reach["data"] == [{"at": described["at"], "meters": described["meters"]}]


def test_list_and_passage_say_where_and_why(extraction: Extraction, frames: EventFrames) -> None:
    styles = style_types(map(str, frames.events["event_type"].unique()))
    first, second = list_rows(list(frames.by_id), by_id=frames.by_id, styles=styles)
    assert (first.where, second.where) == ("30 km northwest of Kabul", "Kabul")
    view = view_passage(_first(extraction), extraction)
    (where,) = [fact for fact in view.facts if fact.label == "Where"]
    assert where.words == "30 km northwest of Kabul (Kabul, Afghanistan)"
    assert where.note == "within about 26 km"
    assert "30 km from Kabul at a bearing of 315°" in view.why[0].reason
    assert "distance and direction" in view.why[0].reason
