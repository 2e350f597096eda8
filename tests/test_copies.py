"""Reports that copy each other, in pairs of our own words: what an analyst would call a copy, a version, or neither."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from reportmap.matching.copies import sketch_of
from reportmap.matching.versions import Copying, CopyKind, find_copying, group_copies
from reportmap.model import Document, Extraction, Extractor, MetadataBasis
from reportmap.reading import read_text
from reportmap.sections import find_sections, split_passages
from reportmap.store import EventStore

DAY = datetime.date(2009, 4, 1)
WIRE = """Bridge at Sarpul cut by flood

KABUL - The only bridge over the river at Sarpul was swept away on Tuesday night after two days of rain, the governor's
office said. Some three hundred families on the western bank can now be reached by helicopter only.

Engineers of the public works department inspected the pillars in the morning and found two of the five broken. A
temporary bridge of steel parts is on its way from Mazar-e Sharif and should arrive before the end of the week.

Traders said that the price of flour had risen by a third within a day. The governor asked the capital for tents,
blankets and fuel, and warned that another storm was on its way from the north.

The river last took the bridge in the spring of 1991, when the town was without a road for eleven weeks.
"""
LOCAL = WIRE.replace("KABUL - ", "Sarpul, where many of our readers have family, is cut off. ")
HEADLINE = WIRE.replace("Bridge at Sarpul cut by flood", "Hundreds of families stranded as river takes bridge")
SHORT = "\n\n".join(WIRE.split("\n\n")[:2]) + "\n"
UPDATE = WIRE.replace("Some three hundred families", "At least four hundred and fifty families").replace(
    "The river last took",
    "Two people who had tried to cross on a raft were missing on Wednesday evening.\n\nThe river last took",
)
OWN = """Flood takes Sarpul bridge

The flood that came down the valley on Tuesday took away Sarpul's bridge. On the far bank families who live from the
weekly market wait for helicopters. The works department has found two broken pillars, and a steel bridge is expected
from Mazar-e Sharif. Flour costs a third more than on Monday. In 1991 it took eleven weeks until the road was open.
"""
SERIES = """Incident bulletin, week {week}

This bulletin is compiled from open sources. It does not replace the advice of the security officer at your own site.

In the northern region {north} incidents were recorded, {change} than in the week before. {road} convoys were stopped on
the ring road and {hurt} drivers were hurt near {place}. In the western region {west} incidents were recorded, most of
them in the districts around {town}, and {dead} policemen died.

Readers who want to leave the list write to the address on the first page. The next bulletin appears on Sunday.
"""
FIRST = SERIES.format(
    week=14,
    north="Twelve",
    change="three more",
    road="Four",
    hurt="two",
    place="Baghlan",
    west="nine",
    town="Shindand",
    dead="five",
)
NEXT = SERIES.format(
    week=15,
    north="Seven",
    change="five fewer",
    road="Nine",
    hurt="no",
    place="Kunduz",
    west="eleven",
    town="Guzara",
    dead="two",
)
BOILER = (
    "\n\nAbout us: the valley radio reports from nine stations every hour and lives from the gifts of its listeners.\n"
)

PAIRS = [
    # label,                       text,  publisher, day,  text,          publisher,     days later, kind
    ("same, other headline",       WIRE,  "Wire",    DAY,  HEADLINE,      "Harbor Post", 0,    CopyKind.COPY),
    ("wire with a local opening",  WIRE,  "Wire",    DAY,  LOCAL,         "Harbor Post", 1,    CopyKind.COPY),
    ("first half only",            WIRE,  "Wire",    DAY,  SHORT,         "Harbor Post", 0,    CopyKind.SHORTENED),
    ("first half, no publishers",  WIRE,  None,      DAY,  SHORT,         None,          0,    CopyKind.SHORTENED),
    ("brought up to date",         WIRE,  "Wire",    DAY,  UPDATE,        "The Wire",    1,    CopyKind.VERSION),
    ("up to date, no publishers",  WIRE,  None,      DAY,  UPDATE,        None,          1,    CopyKind.VERSION),
    ("same text, years later",     WIRE,  "Wire",    DAY,  HEADLINE,      "Archive",     900,  CopyKind.COPY),
    ("same text, no dates",        WIRE,  None,      None, WIRE + "\n* ", None,          None, CopyKind.COPY),
    ("two reporters",              WIRE,  "Wire",    DAY,  OWN,           "Harbor Post", 0,    None),
    ("the next of a series",       FIRST, "Desk",    DAY,  NEXT,          "Desk",        7,    None),
    ("a form, filled next day",    FIRST, "Desk",    DAY,  NEXT,          "Desk",        1,    None),
    ("an update weeks later",      WIRE,  "Wire",    DAY,  UPDATE,        "Wire",        30,   None),
    ("a shared imprint",           OWN + BOILER, "Radio", DAY, FIRST + BOILER, "Radio", 0,    None),
    ("a word each",                "Rain.", None,    None, "Rain!",       None,          None, None),
]  # fmt: skip


def read_copy(text: str, publisher: str | None, day: datetime.date | None) -> Extraction:
    document = replace(
        read_text(text),
        publisher=publisher,
        published_on=day,
        published_basis=MetadataBasis.NONE if day is None else MetadataBasis.COMMAND_LINE,
    )
    sections = find_sections(document)
    return Extraction(
        document=document,
        sections=sections,
        passages=split_passages(document, sections),
        places=(),
        dates=(),
        events=(),
        extractor=Extractor(name="reportmap", version="0", gazetteer_version="0", ontology_version="0"),
    )


def _two(row: tuple) -> tuple[Extraction, Extraction]:
    text, publisher, day, other, other_publisher, later, _ = row
    other_day = None if later is None else DAY + datetime.timedelta(later)
    return read_copy(text, publisher, day), read_copy(other, other_publisher, other_day)


@pytest.mark.parametrize("row", [row[1:] for row in PAIRS], ids=[row[0] for row in PAIRS])
def test_what_two_reports_are_to_each_other(row: tuple) -> None:
    one, two = _two(row)
    pair = (one.document, sketch_of(one)), (two.document, sketch_of(two))
    found = find_copying(*pair)
    assert (found and found.kind) == row[-1]
    assert find_copying(*reversed(pair)) == found


@pytest.fixture
def store(tmp_path: Path) -> EventStore:
    with EventStore.open(f"sqlite:///{tmp_path / 'copies.sqlite'}") as opened:
        yield opened


def _pairs(store: EventStore) -> set[tuple[frozenset[str], CopyKind]]:
    return {(frozenset((item.one, item.two)), item.kind) for item in store.copying()}


@pytest.mark.parametrize("is_turned", [False, True])
def test_the_store_finds_copies_in_whatever_order_they_come(store: EventStore, is_turned: bool) -> None:
    reports = [
        read_copy(WIRE, "Wire", DAY),
        read_copy(OWN, "Harbor Post", DAY),
        read_copy(UPDATE, "Wire", DAY),
        read_copy(SHORT, "Radio", DAY),
    ]
    wire, _, update, short = (report.document.document_id for report in reports)
    for report in reversed(reports) if is_turned else reports:
        store.add(report)
    assert _pairs(store) == {
        (frozenset((wire, update)), CopyKind.VERSION),
        (frozenset((wire, short)), CopyKind.SHORTENED),
        (frozenset((update, short)), CopyKind.SHORTENED),
    }


def test_a_corrected_date_is_compared_again(store: EventStore) -> None:
    store.add(read_copy(WIRE, "Wire", DAY))
    store.add(read_copy(UPDATE, "Wire", DAY))
    assert len(store.copying()) == 1
    store.add(read_copy(UPDATE, "Wire", DAY + datetime.timedelta(60)))
    assert store.copying() == ()


def test_a_phrase_of_the_trade_makes_no_copies(store: EventStore) -> None:
    for number in range(30):
        store.add(read_copy(f"Report {number} of the day came from post {number}." + BOILER, None, None))
    assert store.copying() == ()


def test_groups_hang_together_and_start_with_the_first_published() -> None:
    days = {"a": None, "b": DAY, "c": DAY - datetime.timedelta(1), "d": DAY, "e": DAY}
    documents = {
        name: Document(
            document_id=name,
            text=name,
            published_on=day,
            published_basis=MetadataBasis.NONE if day is None else MetadataBasis.FEED,
        )
        for name, day in days.items()
    }
    copying = [Copying(one=one, two=two, kind=CopyKind.COPY, share=1.0) for one, two in ("ab", "bc", "ex")]
    assert group_copies(copying, documents=documents) == (("c", "b", "a"),)
