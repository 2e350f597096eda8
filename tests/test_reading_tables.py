"""Tables and JSON of articles: what each column is taken for, and which days its dates are."""

import datetime
import json
import logging

import pytest

from reportmap.errors import ReadingError
from reportmap.reading.column_days import DayOrder, day_in, order_of
from reportmap.reading.columns import guess_columns
from reportmap.reading.draft import Draft
from tests.readings import facts, marks, read_all, read_one

TEXT = "A bomb killed two people in Khost on Monday."
LONG = (
    f"{TEXT} Police said that nobody had been arrested. The road to Gardez stayed closed until the evening of that day."
)


def shown(data: bytes | str, name: str) -> list[tuple[str, str] | str]:
    """The drafts as their names and texts, and the errors."""
    items = read_all(data.encode() if isinstance(data, str) else data, name)
    return [(item.name, item.text) if isinstance(item, Draft) else str(item) for item in items]


def test_rows_of_a_table_are_articles(caplog: pytest.LogCaptureFixture) -> None:
    table = (
        "id,Headline,Full Text,PubDate,Byline,Source,Link,Lang\n"
        f'7,Bomb kills two,"{TEXT}\n\nIt ""rained"".",03/02/2009,Ann Lee,Valley Post,https://post.example/7,en-GB\n'
        f"8,Road closed,The road is closed.,23/02/2009,,,javascript:x,\n"
        ",,,,,,,\n"
        "9,No text,,,,,,\n"
    )
    first, second, error = read_all(table.encode(), "post.csv")
    assert isinstance(first, Draft)
    assert isinstance(second, Draft)
    assert (first.name, first.text) == ("post.csv, row 2", f'Bomb kills two\n\n{TEXT}\n\nIt "rained".\n')
    assert marks(first) == [("title", "Bomb kills two")]
    assert facts(first) == {
        "title": "Bomb kills two", "author": "Ann Lee", "publisher": "Valley Post", "url": "https://post.example/7",
        "language": "en", "published": "2009-02-03",
    }  # fmt: skip
    assert facts(second) == {"title": "Road closed", "published": "2009-02-23"}
    assert str(error) == "post.csv: there is no text in row 5; fill it in, or leave it out"
    (mapping,) = caplog.messages
    assert mapping == (
        "post.csv: columns taken as text = Full Text, title = Headline, author = Byline, publisher = Source,"
        " url = Link, language = Lang, published = PubDate; not used: id; dates: day first"
    )


TABLES = [
    # label, name, data, what comes back
    ("semicolons", "a.csv", f"text;date\n{TEXT};2009-02-03\n", [("a.csv, row 2", TEXT + "\n")]),
    ("tabs", "a.tsv", f"title\ttext\nBomb\t{TEXT}\n", [("a.tsv, row 2", f"Bomb\n\n{TEXT}\n")]),
    ("UTF-16", "a.csv", f"id,text\n1,{TEXT}\n".encode("utf-16"), [("a.csv, row 2", TEXT + "\n")]),
    ("a lead and a body", "a.csv", f"lead,body\nIn short.,{TEXT}\n", [("a.csv, row 2", f"In short.\n\n{TEXT}\n")]),
    ("a lead that the body starts with", "a.csv", f"summary,body\n{TEXT[:20]}...,{TEXT}\n", [("a.csv, row 2", TEXT + "\n")]),
    ("texts in pieces", "a.csv", f"text 1,text 2\n{TEXT},It rained.\n", [("a.csv, row 2", f"{TEXT}\n\nIt rained.\n")]),
    ("a name that nobody knows", "a.csv", f"id,zzz\n1,{LONG}\n", [("a.csv, row 2", LONG + "\n")]),
    ("no names at all", "a.csv", f"1,{LONG}\n2,{LONG}\n", [("a.csv, row 1", LONG + "\n"), ("a.csv, row 2", LONG + "\n")]),
    ("a title that the text repeats", "a.csv", "title,text\nBomb,Bomb kills two in Khost\n", [("a.csv, row 2", "Bomb kills two in Khost\n")]),
    ("commas without quotes", "a.csv", "text,date\nA bomb, then another.,2009-02-03\nIt was calm.,2009-02-04\nIt is calm.,2009-02-05\n", [("a.csv, row 3", "It was calm.\n"), ("a.csv, row 4", "It is calm.\n"), "a.csv: more than 2 cells in row 2; put quotation marks around cells that hold what parts them"]),
    ("numbers alone", "a.csv", "id,count\n1,2\n", ["a.csv: no column holds the text of articles (columns: id, count); call one of them text"]),
    ("one column", "a.csv", "Police said no\nIt rained\n", ["a.csv: is no table: its rows have one cell or none; name its columns in the first row"]),
    ("a list", "a.json", json.dumps([{"text": TEXT}, {"text": "It rained."}]), [("a.json, entry 1", TEXT + "\n"), ("a.json, entry 2", "It rained.\n")]),
    ("a list inside", "a.json", json.dumps({"status": "ok", "data": {"articles": [{"content": TEXT}]}}), [("a.json, entry 1", TEXT + "\n")]),
    ("one object", "a.json", json.dumps({"body": TEXT, "comments": [{"x": 1}, {"x": 2}]}), [("a.json", TEXT + "\n")]),
    ("keys inside keys", "a.json", json.dumps([{"_source": {"body": TEXT}}]), [("a.json, entry 1", TEXT + "\n")]),
    ("paragraphs in a list", "a.json", json.dumps({"paragraphs": [LONG, "It rained."]}), [("a.json", f"{LONG}\n\nIt rained.\n")]),
    ("features of a map", "a.json", json.dumps({"type": "FeatureCollection", "features": [{"properties": {"notes": TEXT}}]}), [("a.json, entry 1", TEXT + "\n")]),
    ("texts alone", "a.json", json.dumps([LONG]), [("a.json, entry 1", LONG + "\n")]),
    ("a line each", "a.jsonl", f'{{"text": "{TEXT}"}}\n\n{{"text": "It rained."}}\n', [("a.jsonl, line 1", TEXT + "\n"), ("a.jsonl, line 3", "It rained.\n")]),
    ("a broken line", "a.jsonl", f'{{"text": "{TEXT}"}}\n{{"text": \n[1]\n', [("a.jsonl, line 1", TEXT + "\n"), "a.jsonl, line 2: is no JSON object; export the line again", "a.jsonl, line 3: is no JSON object; export the line again"]),
    ("half a character", "a.jsonl", '{"text": "A \\ud800 bomb"}\n{"text": "It rained."}', ["a.jsonl, line 1, line 1: holds half a character (a lone surrogate); copy the text again", ("a.jsonl, line 2", "It rained.\n")]),
    ("cut off", "a.json", '{"text": "A bomb', ["a.json, line 1, column 10: is not valid JSON (Unterminated string starting at); export it again"]),
    ("too deep", "a.json", "[" * 100_000, ["a.json: is JSON that cannot be read (nested too deep); export its articles as a flat list"]),
    ("a number without end", "a.json", "[" + "9" * 5000 + "]", ["a.json: is JSON that cannot be read (Exceeds the limit (4300 digits) for integer string conversion: value has 5000 digits; use sys.set_in); export its articles as a flat list"]),
    ("nothing in it", "a.json", "[]", ["a.json: holds no articles; it needs a list of objects, each with its text"]),
    ("numbers in a list", "a.json", "[1, 2]", ["a.json: holds no articles; it needs a list of objects, each with its text"]),
]  # fmt: skip


@pytest.mark.parametrize(("label", "name", "data", "expected"), TABLES, ids=[row[0] for row in TABLES])
def test_tables_and_json(label: str, name: str, data: bytes | str, expected: list[object]) -> None:
    assert shown(data, name) == expected


def test_a_text_that_is_the_source_of_a_page_loses_its_tags_alone() -> None:
    page = "<p>A bomb <b>killed</b> two\nin Khost &amp; Gardez.</p><script>x()</script><ul><li>It rained.</li></ul>Five &lt; six<br/>towns."
    draft = read_one(json.dumps({"title": "Bomb kills two", "content": page}).encode(), "a.json")
    assert (
        draft.text == "Bomb kills two\n\nA bomb killed two in Khost & Gardez.\n\n- It rained.\n\nFive < six\ntowns.\n"
    )


COLUMNS = [
    # columns, text, facts
    ("title text date", "text", "title=title published=date"),
    (
        "url maintext date_publish authors source_domain",
        "maintext",
        "author=authors publisher=source_domain url=url published=date_publish",
    ),
    ("data_id event_date notes source location", "notes", "publisher=source published=event_date"),
    ("publishedAt source.id source.name content", "content", "publisher=source.name published=publishedAt"),
    ("Publication Title Body", "Body", "title=Title publisher=Publication"),
]


@pytest.mark.parametrize(("names", "text", "taken"), COLUMNS)
def test_which_column_is_what(names: str, text: str, taken: str) -> None:
    columns = guess_columns(names.split(), [dict.fromkeys(names.split(), TEXT)])
    assert columns is not None
    assert columns.texts == (text,)
    assert " ".join(f"{field}={column}" for field, column in columns.facts) == taken


DAYS = [
    # cell, order of the column, day
    ("2009-02-03", None, "2009-02-03"),
    ("2009-02-03T23:30:00+04:30", None, "2009-02-03"),
    ("2009-02-03 23:30", None, "2009-02-03"),
    ("20090203", None, "2009-02-03"),
    ("2009/02/03", None, "2009-02-03"),
    ("3 February 2009", None, "2009-02-03"),
    ("Tue, 3 Feb. 2009, 10:15", None, "2009-02-03"),
    ("February 3rd, 2009", None, "2009-02-03"),
    ("03-Feb-2009", None, "2009-02-03"),
    ("Tue, 03 Feb 2009 10:15:00 GMT", None, "2009-02-03"),
    ("1233619200", None, "2009-02-03"),
    ("1233619200000", None, "2009-02-03"),
    ("3.2.2009", None, "2009-02-03"),
    ("03/02/2009", DayOrder.DAY_FIRST, "2009-02-03"),
    ("02/03/2009", DayOrder.MONTH_FIRST, "2009-02-03"),
    ("02/02/2009", DayOrder.UNKNOWN, "2009-02-02"),
    ("03/02/2009", DayOrder.UNKNOWN, None),
    ("3/10/07", DayOrder.DAY_FIRST, None),
    ("2009-02-30", None, None),
    ("2009", None, None),
    ("February 2009", None, None),
    ("3 hours ago", None, None),
    ("yesterday", None, None),
    ("1500", None, None),
    ("", None, None),
]


@pytest.mark.parametrize(("cell", "order", "day"), DAYS)
def test_days_of_cells(cell: str, order: DayOrder | None, day: str | None) -> None:
    assert day_in(cell, order) == (None if day is None else datetime.date.fromisoformat(day))


ORDERS = [
    (["2009-02-03", ""], None),
    (["03/02/2009", "23/02/2009"], DayOrder.DAY_FIRST),
    (["03/02/2009", "02/23/2009 10:15"], DayOrder.MONTH_FIRST),
    (["03/02/2009"], DayOrder.UNKNOWN),
    (["23/02/2009", "02/23/2009"], DayOrder.UNKNOWN),
    (["3.2.2009"], None),
]


@pytest.mark.parametrize(("cells", "order"), ORDERS)
def test_how_a_column_writes_its_dates(cells: list[str], order: DayOrder | None) -> None:
    assert order_of(cells) is order


def test_dates_that_may_be_two_days_are_left_out_and_said(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        draft = read_one(f"text,date\n{TEXT},03/02/2009\n".encode(), "a.csv")
    assert "published" not in facts(draft)
    assert "a.csv: nothing shows whether its dates have the day or the month first" in caplog.text


def test_an_open_quotation_mark_is_said_and_costs_no_more_than_its_row(caplog: pytest.LogCaptureFixture) -> None:
    items = read_all(f'title,text\nOne,{TEXT}\nTwo,"It rained.\n'.encode(), "a.csv")
    assert [item.name for item in items if isinstance(item, Draft)] == ["a.csv, row 2", "a.csv, row 3"]
    assert not [item for item in items if isinstance(item, ReadingError)]
    assert "a.csv: its quotation marks go wrong near line 3" in caplog.text
