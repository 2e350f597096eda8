"""The list and the rail in words, and the words themselves."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportmap.dashboard.filters import Facet, Filters, apply_filters
from reportmap.dashboard.frames import build_frames
from reportmap.dashboard.listing import MAX_LINE_CHARS, OFF_MAP, Order, list_rows, scoped_rows, sort_rows
from reportmap.dashboard.palette import style_types
from reportmap.dashboard.rail import place_names, rail_groups
from reportmap.dashboard.words import fold, join_words, name_document, plural, say_count, say_date, say_interval
from reportmap.model import Count, DateBasis, DatePrecision, Document, EventDate, Extraction
from strategies import extractions
from test_dashboard_frames import sample_frames

FRAMES = sample_frames()
STYLES = style_types(map(str, FRAMES.events["event_type"].unique()))
FILTERED = apply_filters(FRAMES, Filters())


def lines(scope: str | None = None, order: Order = Order.NEWEST) -> list:
    ids = sort_rows(FILTERED, scoped_rows(FILTERED, scope), order)
    return list(list_rows(ids, by_id=FRAMES.by_id, styles=STYLES))


def test_the_scopes_of_the_list() -> None:
    assert len(lines()) == FILTERED.n_events
    assert [row.where for row in lines("gn1132604")] == ["Musa Qala, Helmand", "Musa Qala, Helmand"]
    assert len(lines(OFF_MAP)) == FILTERED.n_off_map
    assert lines("gn1") == []


def test_orders() -> None:
    assert lines()[0].when == "15 Jun 2013"
    assert lines()[-1].when == "undated"
    assert lines(order=Order.OLDEST)[0].when == "Oct 2006"
    assert lines(order=Order.OLDEST)[-1].when == "undated"
    scores = [row.score for row in lines(order=Order.SUREST)]
    assert scores == sorted(scores, reverse=True)


def test_what_sets_an_event_apart_is_said_in_words() -> None:
    claimed = next(row for row in lines() if "helicopter" in row.line)
    assert claimed.tags == ("Claimed by one side",)
    assert claimed.who == "The Taliban"
    everything = Filters(modalities=frozenset({"planned", "happened"}), sections=frozenset({"body", "comment"}))
    filtered = apply_filters(FRAMES, everything)
    ids = sort_rows(filtered, filtered.rows, Order.NEWEST)
    tags = {tag for row in list_rows(ids, by_id=FRAMES.by_id, styles=STYLES) for tag in row.tags}
    assert tags == {"Planned", "Reader comment"}


@settings(max_examples=30, deadline=None)
@given(extractions())
def test_any_event_has_a_line(extraction: Extraction) -> None:
    frames = build_frames(extraction.events, [extraction.document])
    styles = style_types(map(str, frames.events["event_type"].unique()))
    for row in list_rows(list(frames.by_id), by_id=frames.by_id, styles=styles):
        assert len(row.line) <= MAX_LINE_CHARS + 4
        assert row.when
        assert row.where


# --- rail -------------------------------------------------------------------------------------------------------


def group(facet: Facet, filters: Filters | None = None) -> dict:
    groups = rail_groups(apply_filters(FRAMES, filters or Filters()), styles=STYLES)
    return next(item for item in groups if item["facet"] == facet)


def test_the_place_tree_goes_from_country_to_place() -> None:
    rows = group(Facet.PLACES)["rows"]
    assert [row["label"] for row in rows if row["level"] == 0] == ["Afghanistan", "Pakistan", "Somalia"]
    helmand = next(row for row in rows if row["value"] == "AF.10")
    assert (helmand["label"], helmand["count"], helmand["parent"]) == ("Helmand", 5, "AF")
    at = rows.index(helmand)
    assert rows[at + 1]["parent"] == "AF.10"
    assert all(row["parent"] is None or row["parent"] in {other["value"] for other in rows} for row in rows)


def test_a_place_is_found_by_the_name_in_the_text() -> None:
    assert "musa qala" in next(row for row in group(Facet.PLACES)["rows"] if row["value"] == "gn1132604")["aliases"]
    assert place_names(FRAMES, ["gn1140043"])["gn1140043"] == "Helmand (place)"


def test_the_rail_says_what_is_hidden() -> None:
    assert group(Facet.MODALITIES)["hint"] == "2 hidden"
    assert group(Facet.TYPES)["hint"] == "any"
    chosen = group(Facet.TYPES, Filters(types=frozenset({"Riots"})))
    assert chosen["hint"] == "1 chosen"
    assert [row["label"] for row in chosen["rows"] if row["checked"]] == ["Riots"]


def test_every_type_has_its_own_color_and_mark() -> None:
    names = [*STYLES, "Floods", "Accidents"]
    styles = style_types(names)
    assert len({style.color for style in styles.values()}) == len(styles)
    assert len({style.mark for style in styles.values()}) == len(styles)
    assert style_types(reversed(names)) == styles


@settings(max_examples=50, deadline=None)
@given(st.sets(st.text(max_size=8), max_size=20))
def test_any_types_have_a_style(names: set[str]) -> None:
    styles = style_types(names)
    assert set(styles) == names
    assert all(style.label for style in styles.values())


# --- words ------------------------------------------------------------------------------------------------------

DATES = [
    # label,          start,         end,           precision,             words
    ("day",           "2007-02-01",  "2007-02-01",  DatePrecision.DAY,     "1 Feb 2007"),
    ("two days",      "2007-01-31",  "2007-02-01",  DatePrecision.DAYS,    "31 Jan to 1 Feb 2007"),
    ("in one month",  "2007-02-01",  "2007-02-03",  DatePrecision.DAYS,    "1 to 3 Feb 2007"),
    ("over new year", "2006-12-31",  "2007-01-01",  DatePrecision.DAYS,    "31 Dec 2006 to 1 Jan 2007"),
    ("month",         "2006-11-01",  "2006-11-30",  DatePrecision.MONTH,   "Nov 2006"),
    ("season",        "2013-03-01",  "2013-05-31",  DatePrecision.SEASON,  "spring 2013"),
    ("year",          "2006-01-01",  "2006-12-31",  DatePrecision.YEAR,    "2006"),
    ("open end",      "2006-01-01",  None,          DatePrecision.RANGE,   "since 1 Jan 2006"),
    ("open start",    None,          "2006-01-01",  DatePrecision.RANGE,   "until 1 Jan 2006"),
    ("none",          None,          None,          DatePrecision.UNKNOWN, "undated"),
]  # fmt: skip


@pytest.mark.parametrize(("start", "end", "precision", "words"), [row[1:] for row in DATES], ids=[r[0] for r in DATES])
def test_say_interval(start: str | None, end: str | None, precision: DatePrecision, words: str) -> None:
    days = [text and datetime.date.fromisoformat(text) for text in (start, end)]
    assert say_interval(days[0] or None, days[1] or None, precision=precision) == words


def test_a_publication_date_is_only_about() -> None:
    day = datetime.date(2007, 2, 2)
    date = EventDate(start=day, end=day, precision=DatePrecision.DAY, basis=DateBasis.PUBLICATION)
    assert say_date(date) == "about 2 Feb 2007"


COUNTS = [
    # label,      low,   best,  high,  words
    ("exact",     4,     4,     4,     "4"),
    ("a range",   10,    None,  50,    "10 to 50"),
    ("at least",  1200,  None,  None,  "at least 1,200"),
    ("at most",   None,  None,  9,     "at most 9"),
    ("a best",    None,  3,     None,  "3"),
    ("words",     None,  None,  None,  "“dozens”"),
]  # fmt: skip


@pytest.mark.parametrize(("low", "best", "high", "words"), [row[1:] for row in COUNTS], ids=[r[0] for r in COUNTS])
def test_say_count(low: int | None, best: int | None, high: int | None, words: str) -> None:
    assert say_count(Count(start=0, end=6, text="dozens", low=low, best=best, high=high)) == words


def test_small_words() -> None:
    assert say_count(None) is None
    assert fold("  Ḩerāt\n City") == "herat city"
    assert (plural(1, "event"), plural(1204, "event")) == ("1 event", "1,204 events")
    assert [join_words(words) for words in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert name_document(None) == "Report no longer in the store"
    assert name_document(Document(document_id="1", text="", path="C:\\reports\\one.txt")) == "one.txt"
    assert name_document(Document(document_id="1", text="")) == "Untitled report"
