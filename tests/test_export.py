"""Exports: what leaves for other programs keeps its evidence and says where it comes from."""

import csv
import dataclasses
import datetime
import io
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportmap.export import (
    CSV_COLUMNS,
    Provenance,
    citation,
    select_events,
    similar_provinces,
    write_csv,
    write_geojson,
    write_json,
    write_jsonl,
)
from reportmap.model import (
    Actor,
    ActorCertainty,
    ActorKind,
    ActorRole,
    Document,
    Event,
    EventDate,
    EventPlace,
    MetadataBasis,
    Modality,
    Place,
    PlaceMention,
    PlacePrecision,
    PlaceRole,
    ResolvedPlace,
    SectionKind,
)
from reportmap.record import as_record, best_place
from tests.strategies import documents, events
from tests.test_record import DOCUMENT, EVENT

PROVENANCE = Provenance(
    version="0.1.0",
    exported_at=datetime.datetime(2026, 11, 22, 12, 30, tzinfo=datetime.UTC),
    filters={"province": "Helmand", "from": "2007-01-01"},
    base_url="http://localhost:8501/",
)
DAY = datetime.date(2007, 2, 1)

event_lists = documents().flatmap(
    lambda document: st.tuples(st.lists(events(document), max_size=3), st.just({document.document_id: document}))
)


def _written(write, *arguments: object, **options: object) -> str:
    stream = io.StringIO(newline="")
    n_rows = write(*arguments, stream, **options)
    assert n_rows == len(arguments[0])
    return stream.getvalue()


def _event_at(*places: tuple[PlaceRole, str | None], **changes: object) -> Event:
    return dataclasses.replace(EVENT, places=tuple(_event_place(role, name) for role, name in places), **changes)


def _event_place(role: PlaceRole, admin1: str | None) -> EventPlace:
    """A place in the Gulf of Guinea, in a province; unresolved for no province."""
    place = None
    if admin1 is not None:
        place = Place(
            name="Exeter", latitude=-0.5, longitude=-1.25, feature_code="PPL", country_code="AF",
            country="Afghanistan", admin1_code="10", admin1=admin1, geonameid=7,
        )  # fmt: skip
    return EventPlace(
        role=role,
        resolved=ResolvedPlace(
            mention=PlaceMention(start=19, end=25, text="Exeter", passage_index=0, name="Exeter", cue="in"),
            place=place,
            precision=None if place is None else PlacePrecision.EXACT,
            score=0.5,
            reason="no entry of that name" if place is None else "only entry of that name",
        ),
    )


# --- CSV ---------------------------------------------------------------------------------------------------------


def _rows(events: list[Event], document: Document = DOCUMENT) -> list[dict[str, str]]:
    text = _written(write_csv, events, {document.document_id: document}, provenance=PROVENANCE)
    return list(csv.DictReader(io.StringIO(text, newline="")))


@settings(max_examples=40)
@given(event_lists)
def test_csv_has_a_row_for_each_event(pair) -> None:
    several, by_id = pair
    text = _written(write_csv, several, by_id, provenance=PROVENANCE)
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert rows[0] == list(CSV_COLUMNS)
    assert [row[0] for row in rows[1:]] == [event.event_id for event in several]
    assert {len(row) for row in rows} == {len(CSV_COLUMNS)}
    assert text.endswith("\r\n")


@settings(max_examples=40)
@given(event_lists)
def test_csv_starts_no_formula(pair) -> None:
    several, by_id = pair
    text = _written(write_csv, several, by_id, provenance=PROVENANCE)
    for row in csv.DictReader(io.StringIO(text, newline="")):
        for name, cell in row.items():
            if name not in ("latitude", "longitude"):
                assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")), name


FORMULAS = [
    # label,            title,                      cell
    ("a call",          "=HYPERLINK(0)",            "'=HYPERLINK(0)"),
    ("a plus",          "+1",                       "'+1"),
    ("a minus",         "-1",                       "'-1"),
    ("an at sign",      "@SUM(A1)",                 "'@SUM(A1)"),
    ("a tab",           "\t=1",                     "'\t=1"),
    ("full width",      "＝1",                      "'＝1"),
    ("inside",          "Rain = floods",            "Rain = floods"),
    ("quotation marks", 'He said "no", twice\nthen left', 'He said "no", twice\nthen left'),
    ("half a letter",   "r\udce9sum\udce9",         "r?sum?"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "title", "cell"), FORMULAS, ids=[row[0] for row in FORMULAS])
def test_csv_cells(label: str, title: str, cell: str) -> None:
    assert _rows([EVENT], dataclasses.replace(DOCUMENT, title=title))[0]["document_title"] == cell


def test_csv_of_a_whole_event() -> None:
    date = EventDate(start=DAY, end=DAY, best=DAY)
    document = dataclasses.replace(
        DOCUMENT, title="Rain", publisher="The Wire", published_on=DAY, published_basis=MetadataBasis.FRONT_MATTER
    )
    (row,) = _rows([_event_at((PlaceRole.LOCATION, "Helmand"), date=date)], document)
    assert row["event_date"] == "2007-02-01"
    assert (row["latitude"], row["longitude"]) == ("-0.5", "-1.25")  # numbers are no formulas
    assert row["notes"] == DOCUMENT.text
    assert DOCUMENT.text[int(row["text_start"]) : int(row["text_end"])] == row["notes"]
    assert row["fatalities_best"] == ""
    assert row["citation"] == "“Rain”, The Wire, 2007-02-01, document d, characters 0–26"
    assert row["link"] == "http://localhost:8501/?event=0000000000000000"
    assert row["filters"] == "province=Helmand; from=2007-01-01"
    assert row["exported_at"] == "2026-11-22T12:30:00+00:00"
    assert row["exported_by"] == "reportmap 0.1.0"


@pytest.mark.parametrize(
    ("certainty", "cell"),
    [(ActorCertainty.STATED, "Taliban"), (ActorCertainty.DENIED, "Taliban (denied)")],
)
def test_csv_of_a_party_that_denies_the_act_says_so(certainty: ActorCertainty, cell: str) -> None:
    party = Actor(
        start=0,
        end=4,
        text=DOCUMENT.text[:4],
        canonical="Taliban",
        kind=ActorKind.REBEL_GROUP,
        role=ActorRole.ACTOR1,
        certainty=certainty,
    )
    event = dataclasses.replace(_event_at((PlaceRole.LOCATION, "Helmand")), actors=(party,))
    (row,) = _rows([event], DOCUMENT)
    assert row["actor1"] == cell


def test_csv_of_an_event_without_a_place_says_why() -> None:
    nowhere, unresolved = _rows([EVENT, _event_at((PlaceRole.LOCATION, None))])
    assert (nowhere["latitude"], nowhere["place_reason"]) == ("", "the text names no place for it")
    assert (unresolved["latitude"], unresolved["place_reason"]) == ("", "no entry of that name")


# --- JSON --------------------------------------------------------------------------------------------------------


@settings(max_examples=40)
@given(event_lists)
def test_json_holds_the_records(pair) -> None:
    several, by_id = pair
    records = [as_record(event, by_id[event.document_id]) for event in several]
    assert json.loads(_written(write_json, several, by_id)) == records
    lines = _written(write_jsonl, several, by_id)
    assert [json.loads(line) for line in lines.split("\n")[:-1]] == records


@settings(max_examples=40)
@given(event_lists)
def test_geojson_is_rfc_7946(pair) -> None:
    several, by_id = pair
    collection = json.loads(_written(write_geojson, several, by_id, provenance=PROVENANCE))
    assert collection["type"] == "FeatureCollection"
    assert collection["reportmap"] == {
        "version": "0.1.0",
        "exported_at": "2026-11-22T12:30:00+00:00",
        "filters": {"province": "Helmand", "from": "2007-01-01"},
    }
    for feature, event in zip(collection["features"], several, strict=True):
        assert (feature["type"], feature["id"]) == ("Feature", event.event_id)
        record = as_record(event, by_id[event.document_id])
        assert {name: feature["properties"][name] for name in record} == record
        place = best_place(event)
        if place is None:
            assert feature["geometry"] is None
        else:
            latitude, longitude = place.point
            coordinates = [longitude, latitude]
            assert feature["geometry"] == {"type": "Point", "coordinates": coordinates}


def test_half_a_letter_is_escaped_in_json() -> None:
    document = dataclasses.replace(DOCUMENT, path="\udce9t\u00e9.txt")
    line = _written(write_jsonl, [EVENT], {"d": document})
    assert '"\\udce9té.txt"' in line.encode("utf-8").decode("utf-8")


# --- which events ------------------------------------------------------------------------------------------------

BEST_PLACES = [
    # label,                        places,                                                          drawn?
    ("none",                        [],                                                              False),
    ("unresolved",                  [(PlaceRole.LOCATION, None)],                                    False),
    ("a location",                  [(PlaceRole.LOCATION, "Helmand")],                               True),
    ("a target",                    [(PlaceRole.TARGET, "Helmand")],                                 True),
    ("an origin is not where",      [(PlaceRole.ORIGIN, "Helmand")],                                 False),
    ("the next one",                [(PlaceRole.LOCATION, None), (PlaceRole.LOCATION, "Helmand")],   True),
]  # fmt: skip


@pytest.mark.parametrize(("label", "places", "is_drawn"), BEST_PLACES, ids=[row[0] for row in BEST_PLACES])
def test_best_place(label: str, places: list, is_drawn: bool) -> None:
    assert (best_place(_event_at(*places)) is not None) is is_drawn


def test_a_location_outranks_a_target() -> None:
    event = _event_at((PlaceRole.TARGET, "Kunar"), (PlaceRole.LOCATION, "Helmand"))
    assert best_place(event).place.admin1 == "Helmand"


HELMAND = [(PlaceRole.LOCATION, "Helmand")]
FEBRUARY = EventDate(start=DAY, end=datetime.date(2007, 2, 28))
SELECTIONS = [
    # label,                  event,                                            filters,                       left out
    ("everything",            EVENT,                                            {},                            None),
    ("a plan", _event_at(modality=Modality.PLANNED), {"drawn_only": True}, "not drawn by default"),
    ("a comment", _event_at(section=SectionKind.COMMENT), {"drawn_only": True}, "not drawn by default"),
    ("a plan, asked for",     _event_at(modality=Modality.PLANNED),             {},                            None),
    ("the province",          _event_at(*HELMAND),                              {"province": "helmand"},       None),
    ("the province in full",  _event_at(*HELMAND),                              {"province": "Helmand Province"}, None),
    ("with accents",          _event_at((PlaceRole.LOCATION, "Helmänd")),       {"province": "HELMAND"},       None),
    ("the second place",      _event_at((PlaceRole.LOCATION, "Kunar"), *HELMAND), {"province": "Helmand"},     None),
    ("another province", _event_at((PlaceRole.LOCATION, "Kunar")), {"province": "Helmand"}, "not in the province"),
    ("no place", EVENT, {"province": "Helmand"}, "not in the province"),
    ("no date", EVENT, {"first_day": DAY}, "without a date"),
    ("touches the start",     _event_at(date=FEBRUARY),                         {"last_day": DAY},             None),
    ("touches the end",       _event_at(date=FEBRUARY),            {"first_day": datetime.date(2007, 2, 28)},  None),
    ("too early", _event_at(date=FEBRUARY), {"first_day": datetime.date(2007, 3, 1)}, "outside the dates"),
    ("too late", _event_at(date=FEBRUARY), {"last_day": datetime.date(2007, 1, 31)}, "outside the dates"),
    ("an open start",         _event_at(date=EventDate(end=DAY)),               {"first_day": DAY},            None),
]  # fmt: skip


@pytest.mark.parametrize(("label", "event", "filters", "left_out"), SELECTIONS, ids=[row[0] for row in SELECTIONS])
def test_select_events(label: str, event: Event, filters: dict, left_out: str | None) -> None:
    selection = select_events([event], **{"drawn_only": False, **filters})
    assert selection.events == (() if left_out else (event,))
    assert selection.left_out == ({left_out: 1} if left_out else {})


SIMILAR = [
    # label,           what was asked for,  what there is
    ("a misspelling",  "helmond",           ("Helmand",)),
    ("nothing like it", "Xyz",              ("Helmand", "Kunar")),
]  # fmt: skip


@pytest.mark.parametrize(("label", "province", "names"), SIMILAR)
def test_similar_provinces(label: str, province: str, names: tuple[str, ...]) -> None:
    events = [_event_at(*HELMAND), _event_at(*HELMAND), _event_at((PlaceRole.LOCATION, "Kunar")), EVENT]
    assert similar_provinces(events, province) == names


CITATIONS = [
    # label,       what is known,                                          citation
    ("nothing",    {},                                                     "undated, document d, characters 0–26"),
    ("a path",     {"path": "rain.txt"},                                   "undated, rain.txt, characters 0–26"),
    ("an address", {"path": "rain.txt", "url": "https://a.org/1"}, "undated, https://a.org/1, characters 0–26"),
    ("a person", {"author": "A. Author", "title": "Rain"}, "A. Author, “Rain”, undated, document d, characters 0–26"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "known", "expected"), CITATIONS, ids=[row[0] for row in CITATIONS])
def test_citation(label: str, known: dict[str, str], expected: str) -> None:
    assert citation(EVENT, dataclasses.replace(DOCUMENT, **known)) == expected
