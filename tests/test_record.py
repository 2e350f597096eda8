"""Records: exactly the contract's fields, and every event comes back equal."""

import dataclasses
import json

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from reportmap.model import (
    Attribution,
    Claim,
    Count,
    Counts,
    Document,
    Event,
    EventDate,
    EventPlace,
    Evidence,
    Extractor,
    Modality,
    Place,
    PlaceMention,
    ResolvedPlace,
    SectionKind,
)
from reportmap.record import as_record, event_from_record
from tests.strategies import (
    attributions,
    claims,
    count_values,
    counts,
    documents,
    event_dates,
    event_places,
    events,
    place_mentions,
    places,
    resolved_places,
)

# The table of RECORD.md, and what was added to it since; a change here is a change of the contract and goes into the
# changelog.
CONTRACT = {
    "": "event_id document event_type sub_event_type plover_type type_score modality date places actors fatalities"
    " injured detained abducted displaced count_scope group_size attribution section evidence n_sources merged_from"
    " score extractor source_original claims",
    "document": "id title publisher author published_on published_basis url path",
    "date": "start end best precision basis text text_start text_end",
    "places": "name text start end geonameid latitude longitude feature_code country_code country admin1_code admin1"
    " admin2 precision score reason role inferred alternatives",
    "places.alternatives": "name geonameid latitude longitude score",
    "actors": "name canonical kind role text start end certainty",
    "fatalities": "low best high text start end side includes_attackers by_side",
    "group_size": "low high text start end",
    "attribution": "name kind stance start end told_by",
    "claims": "matter words standing text start end source count",
    "evidence": "document_id start end text trigger trigger_start trigger_end",
    "extractor": "name version gazetteer_version ontology_version",
}

event_and_document = documents().flatmap(lambda document: st.tuples(events(document), st.just(document)))


def _objects(record: dict, path: str) -> list[dict]:
    found = [record]
    for name in filter(None, path.split(".")):
        values = [item[name] for item in found if item[name] is not None]
        found = [item for value in values for item in (value if isinstance(value, list) else [value])]
    return found


@settings(max_examples=50)
@given(event_and_document)
def test_an_event_comes_back_equal_through_json(pair) -> None:
    event, document = pair
    record = as_record(event, document)
    assert event_from_record(json.loads(json.dumps(record))) == event


@settings(max_examples=50)
@given(event_and_document)
def test_a_record_has_the_fields_of_the_contract(pair) -> None:
    record = as_record(*pair)
    assert [name for name in record if name != "contradictions"] == CONTRACT[""].split()
    for path, names in CONTRACT.items():
        for item in _objects(record, path):
            assert set(names.split()) <= set(item), path


@settings(max_examples=50)
@given(event_and_document)
def test_every_span_of_a_record_is_a_slice_of_the_text(pair) -> None:
    event, document = pair
    record = as_record(event, document)
    for path in ("places", "actors", "fatalities", "group_size", "attribution", "evidence"):
        for item in _objects(record, path):
            assert document.text[item["start"] : item["end"]] == item["text"], path


DOCUMENT = Document(document_id="d", text="A bridge closed in Exeter.")
GENERATE_ONLY = settings(database=None, phases=[Phase.generate])
OPTIONAL = [
    (noun, field.name, field.default)
    for noun in (Document, Place, PlaceMention, ResolvedPlace, EventPlace, EventDate, Counts, Count, Attribution, Claim)
    for field in dataclasses.fields(noun)
    if field.default is not dataclasses.MISSING
]


@pytest.mark.parametrize(("noun", "name", "default"), OPTIONAL, ids=lambda value: getattr(value, "__name__", None))
def test_strategies_draw_every_optional_field(noun: type, name: str, default: object) -> None:
    """A field that somebody adds to a noun fails here until it is drawn, and above until the record carries it."""
    drawn = {
        Document: documents(),
        Place: places(),
        PlaceMention: place_mentions(DOCUMENT),
        ResolvedPlace: resolved_places(DOCUMENT),
        EventPlace: event_places(DOCUMENT),
        EventDate: event_dates(DOCUMENT),
        Counts: counts(DOCUMENT),
        Count: count_values(DOCUMENT),
        Attribution: attributions(DOCUMENT, may_be_told=True),
        Claim: claims(DOCUMENT, "e"),
    }[noun]
    find(drawn, lambda value: getattr(value, name) != default, settings=GENERATE_ONLY)


BROKEN = [
    # label,              what to change,                      what the message names
    ("no such field",     lambda record: record.pop("date"),   "date"),
    ("unknown modality",  lambda record: record.update(modality="perhaps"), "perhaps"),
    ("no such day",       lambda record: record["date"].update(start="2007-02-30"), "day"),
    ("unknown key",       lambda record: record["extractor"].update(host="x"), "host"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "change", "named"), BROKEN)
def test_a_broken_record_is_refused(label: str, change, named: str) -> None:
    record = as_record(EVENT, DOCUMENT)
    change(record)
    with pytest.raises(ValueError, match=named):
        event_from_record(record)


def test_an_event_of_another_document_is_refused() -> None:
    with pytest.raises(ValueError, match="belongs to d, not to e"):
        as_record(EVENT, dataclasses.replace(DOCUMENT, document_id="e"))


def test_unknown_is_null() -> None:
    record = as_record(EVENT, DOCUMENT)
    assert record["document"]["published_on"] is None
    assert record["date"]["start"] is None
    assert record["fatalities"] is None
    assert record["count_scope"] is None
    assert record["places"] == []


EVENT = Event(
    event_id="0" * 16,
    document_id="d",
    event_type=None,
    sub_event_type=None,
    plover_type=None,
    type_score=0.0,
    modality=Modality.HAPPENED,
    date=EventDate(),
    places=(),
    actors=(),
    counts=Counts(),
    attribution=(),
    section=SectionKind.BODY,
    score=0.5,
    evidence=(
        Evidence(
            document_id="d",
            start=0,
            end=26,
            text=DOCUMENT.text,
            trigger="closed",
            trigger_start=9,
            trigger_end=15,
        ),
    ),
    n_sources=1,
    merged_from=("0" * 16,),
    extractor=Extractor(name="reportmap", version="1", gazetteer_version="1", ontology_version="1"),
)
