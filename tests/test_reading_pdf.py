"""PDF files: paragraphs out of lines, what stands on every page, tables, facts, and files that cannot be read."""

import logging

import pytest

from reportmap.errors import ReadingError
from reportmap.reading.draft import Draft
from tests.file_makers import Words, make_pdf, prose
from tests.readings import facts, marks, read_all, read_one

HEADER = (72.0, 810.0, 9.0, "Valley Post Weekly")
PAGE_1: list[Words] = [
    HEADER,
    (280, 30, 9, "Page 1 of 2"),
    (72, 750, 24, "Bomb kills two in the"),
    (72, 722, 24, "bazaar of Khost"),
    (72, 690, 11, "By Ann Lee"),
    *prose(72, 660, ["A bomb killed two people in a busy market of the northern dis-", "trict of Khost on Monday, the police (in short) said. No group", "claimed it."]),
    *prose(84, 618, ["The village has been govern-"]),
    *prose(72, 604, ["ment-held since May, elders said. It was the deadliest day of Afghani-", "stan’s spring."]),
    (72, 570, 11, "Town"), (240, 570, 11, "Killed"),
    (72, 556, 11, "Khost"), (240, 556, 11, "2"),
    *prose(72, 520, ["• Two shops were burned down, as witnesses in the bazaar told"]), (84, 506, 11, "reporters."),
    (72, 492, 11, "• The road is closed."),
    (72, 450, 14, "What comes next"),
    *prose(72, 420, ["Elders are to meet in the governor’s office, and they expect that", "the talks, which began on Monday in the old provincial capital of"]),
]  # fmt: skip
PAGE_2: list[Words] = [
    HEADER,
    (280, 30, 9, "Page 2 of 2"),
    *prose(72, 770, ["Gardez last week, will go on. Nobody was arrested.", "A curfew is in force."]),
]
TEXT = """\
Valley Post Weekly

Page 1 of 2

Bomb kills two in the bazaar of Khost

By Ann Lee

A bomb killed two people in a busy market of the northern district of Khost on Monday, the police (in short) said. No \
group claimed it.

The village has been government-held since May, elders said. It was the deadliest day of Afghanistan’s spring.

Town | Killed
Khost | 2

- Two shops were burned down, as witnesses in the bazaar told reporters.
- The road is closed.

What comes next

Elders are to meet in the governor’s office, and they expect that the talks, which began on Monday \
in the old provincial capital of Gardez last week, will go on. Nobody was arrested. A curfew is in force.

Valley Post Weekly

Page 2 of 2
"""


def test_a_printed_report_comes_back_as_its_paragraphs() -> None:
    info = "/Title (Bomb kills two in the bazaar of Khost) /Author (Ann Lee) /CreationDate (D:20090203101500+04'30')"
    draft = read_one(make_pdf([PAGE_1, PAGE_2], info=info), "post.pdf")
    assert draft.text == TEXT
    assert marks(draft) == [
        ("boilerplate/prose", "Valley Post Weekly"),
        ("boilerplate/prose", "Page 1 of 2"),
        ("title", "Bomb kills two in the bazaar of Khost"),
        ("body/table", "Town | Killed\nKhost | 2"),
        (
            "body/list",
            "- Two shops were burned down, as witnesses in the bazaar told reporters.\n- The road is closed.",
        ),
        ("boilerplate/prose", "Valley Post Weekly"),
        ("boilerplate/prose", "Page 2 of 2"),
    ]
    assert facts(draft) == {
        "title": "Bomb kills two in the bazaar of Khost", "author": "Ann Lee", "published": "2009-02-03",
    }  # fmt: skip
    assert (
        max(fact.score for fact in draft.metadata if fact.field == "published") < 0.5
    )  # made then, published who knows when


CUTS = [
    # label, lines, paragraph
    ("a cut word", ["The attack hit the dis-", "trict center."], "The attack hit the district center."),
    ("a compound by its second word", ["The rebel-", "held town fell."], "The rebel-held town fell."),
    ("a compound by its first word", ["A cease-", "fire began."], "A cease-fire began."),
    ("a name of two", ["The Al-", "Shabaab group."], "The Al-Shabaab group."),
    ("a range", ["It lasted 2003-", "2005 in all."], "It lasted 2003-2005 in all."),
    ("a word that stands elsewhere", ["A safe-house and a safe-", "house."], "A safe-house and a safe-house."),
    ("a whole word that stands elsewhere", ["The warlord, a war-", "lord."], "The warlord, a warlord."),
    ("a dash", ["He left - ", "she stayed."], "He left - she stayed."),
]


@pytest.mark.parametrize(("label", "lines", "paragraph"), CUTS, ids=[row[0] for row in CUTS])
def test_words_that_a_line_end_cuts(label: str, lines: list[str], paragraph: str) -> None:
    assert read_one(make_pdf([prose(72, 700, lines)]), "cut.pdf").text == paragraph + "\n"


LONG = "The road from the town to the border was closed by the police all of"
LAYOUTS: list[tuple[str, list[Words], str]] = [
    # label, page, text
    ("a gap between paragraphs", [*prose(72, 700, [LONG, "today."]), *prose(72, 660, ["It is open."])], f"{LONG} today.\n\nIt is open.\n"),
    ("an indented line", [*prose(72, 700, [LONG, "today."]), *prose(90, 672, [LONG]), *prose(72, 658, ["May."])], f"{LONG} today.\n\n{LONG} May.\n"),
    ("a short last line", prose(72, 700, [LONG, "today.", LONG, "May."]), f"{LONG} today.\n\n{LONG} May.\n"),
    ("lines of a double step", prose(72, 700, [LONG, LONG, "today."], step=24), f"{LONG} {LONG} today.\n"),
    ("two columns", [*prose(40, 700, ["The road was closed by", "the police today in"]), *prose(310, 700, ["Khost alone and", "is open."])], "The road was closed by the police today in Khost alone and is open.\n"),
    ("numbered items", prose(72, 700, ["1. Khost is quiet.", "2. Gardez is not."]), "1. Khost is quiet.\n2. Gardez is not.\n"),
    ("a line of two halves alone", [(72, 700, 11, "Khost"), (400, 700, 11, "3 May 2009"), *prose(72, 660, [LONG])], f"Khost 3 May 2009\n\n{LONG}\n"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "page", "text"), LAYOUTS, ids=[row[0] for row in LAYOUTS])
def test_layouts(label: str, page: list[Words], text: str) -> None:
    assert read_one(make_pdf([page]), "layout.pdf").text == text


def test_what_is_repeated_on_each_page_is_boilerplate_whatever_its_number() -> None:
    pages = [
        [
            (72, 815, 9, f"Brief no. 7, sheet {number}"),
            *prose(72, 700, [f"Town {number} is quiet."]),
            (300, 20, 9, str(number)),
        ]
        for number in (1, 2, 3)
    ]
    draft = read_one(make_pdf(pages), "brief.pdf")
    assert [words for kind, words in marks(draft) if kind == "boilerplate/prose"] == [
        "Brief no. 7, sheet 1", "1", "Brief no. 7, sheet 2", "2", "Brief no. 7, sheet 3", "3",
    ]  # fmt: skip


TITLES = [
    # label, property, author, facts
    ("said and not seen", "Weekly brief", "Ann Lee", {"title": "Weekly brief", "author": "Ann Lee"}),
    ("a file name", "final_v2.doc", "", {}),
    ("a program's", "Microsoft Word - brief", "user", {}),
    ("a template's", "Untitled", "Administrator", {}),
]


@pytest.mark.parametrize(("label", "title", "author", "known"), TITLES, ids=[row[0] for row in TITLES])
def test_what_the_properties_say(label: str, title: str, author: str, known: dict[str, str]) -> None:
    data = make_pdf([prose(72, 700, [LONG])], info=f"/Title ({title}) /Author ({author})")
    assert facts(read_one(data, "x.pdf")) == known


def test_a_pdf_without_text_says_that_it_needs_ocr() -> None:
    (error,) = read_all(make_pdf([[], []]), "scan.pdf")
    assert str(error) == "scan.pdf: no text layer: needs OCR; run text recognition over it and save it anew"


def test_a_page_without_text_among_others_is_said(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        read_one(make_pdf([prose(72, 700, [LONG]), []]), "mixed.pdf")
    assert "mixed.pdf: no text on page 2" in caplog.text


def test_a_pdf_that_was_cut_off_gives_what_is_left_or_an_error(caplog: pytest.LogCaptureFixture) -> None:
    whole = make_pdf([prose(72, 700, [LONG]), prose(72, 700, ["The second page."])])
    for length in range(20, len(whole), 97):
        (item,) = read_all(whole[:length], "cut.pdf")
        if isinstance(item, Draft):
            assert item.text.startswith("The ")
            assert "the file is cut off" in caplog.text
        else:
            assert isinstance(item, ReadingError)
            assert str(item).startswith("cut.pdf: ")
