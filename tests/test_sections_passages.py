"""Sections become passages: sentences, headings and list items."""

import pytest

from reportmap.model import Document, Passage, stable_id
from reportmap.sections import find_sections, split_passages
from reportmap.sections.sentences import MAX_CHARS, sentence_spans


def passages(text: str) -> list[Passage]:
    document = Document(document_id=stable_id(text), text=text)
    return list(split_passages(document, find_sections(document)))


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


# "|" marks where a sentence ends; it is not part of the text.
SENTENCES = [
    ("plain", "Two men died.| A third fled."),
    ("no final stop", "Two men died.| A third fled"),
    ("question and exclamation", "Who did it?| Nobody knows!| Police wait."),
    ("a rank and a name", "Lt. Gen. Khan and Col. Roe met Mr. Lee.| They talked."),
    ("initials", "George W. Roe met J. P. Lee.| They talked."),
    ("a country", "The U.S. Army struck.| It left the U.S.| The U.N. envoy stayed."),
    ("a month", "It began on Jan. 31 and ended in Feb.| The next began in Mar. 2007."),
    ("a number", "Route No. 4 was cut.| He said no.| Four men left."),
    ("a decimal", "About 2.5 million fled.| 3.5 tonnes burned."),
    ("an hour", "It struck at 5 a.m. Tuesday.| By 6 p.m. it was over.| At 7 a.m.| The guns fell silent."),
    ("a company", "Roe Inc. Chairman Lee left Roe Co.| The firm closed."),
    ("a quote before the stop", "“We will stay.”| He left."),
    ("a quote and its speaker", "“Will you stay?” he asked.| “No!” she said.| They left."),
    ("a straight quote", 'He said "no."| She left.'),
    ("a bracket", "He fled (to Quetta.)| She stayed."),
    ("an ellipsis inside", "The talks ... went on and on… for days.| They failed."),
    ("an ellipsis at the end", "The talks went on...| They failed."),
    ("al Qaeda after a stop", "The Taliban struck.| al Qaeda did not.| al-Shabaab claimed it."),
    ("a lower-case word after a stop", "The convoy of approx. twenty men left."),
    ("a dateline", "KABUL, Afghanistan (AP) -- A bomb went off.| Two died."),
    ("a dateline with a state", "CHARLESTON, W.Va. (AP) - A bomb went off.| Two died."),
    ("a dateline with initials", "WASHINGTON, D.C. -- A bomb went off."),
    ("a date in front", "12 July. A bomb went off.| Two died."),
    ("a place and date in front", "Khost, 12 July 2011. A bomb went off."),
    ("a date and place in front", "12 July, Khost. A bomb went off.| Two died."),
    ("a region in front", "South. A bomb went off.| Two died."),
    ("a region in capitals in front", "THE SOUTH. A bomb went off.| Two died."),
    ("a short sentence in front", "Nobody knew.| A bomb went off."),
    ("a short sentence in capitals", "HE DIED.| A BOMB WENT OFF."),
    ("a month that ends a sentence", "It began in May.| A bomb went off."),
    ("capitals", "U.S. TROOPS LEFT.| GEN. KHAN STAYED.| HE SAID NO.| THEY WENT."),
    ("a missing blank", "Two men died.|The third fled."),
    ("no blank in a name", "He wrote to example.org and to No.4 Brigade."),
    ("a footnote", "Two men died.[12]| A third fled. [3]| Police came."),
    ("numbered points in a line", "The demands are: 1. Leave.| 2. Stay away."),
    ("a semicolon", "Two men died; a third fled."),
    ("wrapped lines", "Two men\ndied in\nKhost.| A third\nfled."),
    ("other scripts", "مات رجلان؟| هرب الثالث."),
    ("doubled marks", "What?!| Nobody knows."),
    ("abbreviations in brackets", "The route (e.g. Highway 1) was cut.| Two died."),
    ("never after viz.", "Two districts, viz. Sangin and Musa Qala, were cut."),
    ("a unit", "The bomb weighed 5 kg.| Two died."),
    ("saints", "Fr. Roe left St. Mary's.| He fled."),
    pytest.param("an abbreviation at the end", "He works for Roe Corp.| Karachi is its seat.", marks=pytest.mark.xfail(
        strict=True, reason="a name after an abbreviation reads as part of it")),
]  # fmt: skip


@pytest.mark.parametrize(("label", "marked"), SENTENCES)
def test_sentences(label: str, marked: str) -> None:
    text = marked.replace("|", "")
    assert sentences(text) == [part.strip() for part in marked.split("|")]


def test_a_long_sentence_is_cut_at_blanks() -> None:
    text = "word " * 1000 + "end."
    parts = sentences(text)
    assert all(len(part) <= MAX_CHARS for part in parts)
    assert " ".join(parts) == text
    assert [len(part) for part in sentences("x" * 4500)] == [2000, 2000, 500]


def shown(text: str) -> list[tuple[int, bool, str]]:
    return [(passage.paragraph, passage.is_heading, passage.text) for passage in passages(text)]


WRAPPED = """   A bomb that had been laid on the road between the two towns killed
five policemen and wounded a number of civilians, an official said.  The
road was closed
for the day.
   Nobody claimed the attack.
"""


def test_wrapped_lines_are_one_paragraph_and_an_indent_starts_the_next() -> None:
    assert [(paragraph, text.split()[0]) for paragraph, _, text in shown(WRAPPED)] == [
        (0, "A"),
        (0, "The"),
        (1, "Nobody"),
    ]


def test_lines_longer_than_people_wrap_are_paragraphs() -> None:
    line = "A bomb killed five policemen and wounded civilians on the road " * 3
    assert [paragraph for paragraph, _, _ in shown(f"{line}.\n{line}.\n{line}.")] == [0, 1, 2]


ROUNDUP = """Weekly roundup

Southern region

KANDAHAR
A bomb killed two policemen.
3 June
Gunmen shot a teacher. He died.

Helmand:
- 4 June, Sangin: a raid killed
  three men.
- 5 June, Marjah: two rockets hit a house.

1. A bridge was blown up.
2. A school was burned.
(3) A mast fell
Outlook
"""


def test_headings_and_items() -> None:
    assert shown(ROUNDUP) == [
        (0, True, "Weekly roundup"),
        (1, True, "Southern region"),
        (2, True, "KANDAHAR"),
        (3, False, "A bomb killed two policemen."),
        (4, True, "3 June"),
        (5, False, "Gunmen shot a teacher."),
        (5, False, "He died."),
        (6, True, "Helmand:"),
        (7, False, "4 June, Sangin: a raid killed\n  three men."),
        (8, False, "5 June, Marjah: two rockets hit a house."),
        (9, False, "A bridge was blown up."),
        (10, False, "A school was burned."),
        (11, False, "A mast fell"),
        (12, False, "Outlook"),
    ]


HEADINGS = [
    # line, a heading?
    ("Helmand", True),
    ("Helmand:", True),
    ("## Helmand", True),
    ("**Helmand**", True),
    ("KABUL AND THE EAST", True),
    ("Monday, 3 June 2007", True),
    ("3/6/2007", True),
    ("Location: Sangin", True),
    ("2. Security", True),
    ("IV) Security", True),
    ("Total dead: 192", False),
    ("3 June: two policemen were shot dead", False),
    ("Two men died.", False),
    ("of the province", False),
    ("The spokesman said:", False),
    ("[end of recording]", False),
    ("- Helmand", False),
    ("2. Two men died.", False),
    ("Yours faithfully,", False),
    ("* * *", False),
    ("The spokesman of the ministry of the interior did not wish to speak about it at all", False),
]


@pytest.mark.parametrize(("line", "is_heading"), HEADINGS, ids=[row[0] for row in HEADINGS])
def test_headings(line: str, is_heading: bool) -> None:
    found = passages(f"A bomb killed two men.\n\n{line}\n\nGunmen shot a teacher.\n")
    assert any(passage.is_heading for passage in found) is is_heading


def test_a_title_is_a_heading_and_a_comment_has_none() -> None:
    text = "Two die\n\nA bomb killed two men.\n\n  • Ann says:\n\n    Kabul\n\n    No.\n"
    assert [passage.text for passage in passages(text) if passage.is_heading] == ["Two die"]


def test_many_short_lines_are_a_list_and_no_headings() -> None:
    text = "Killed in the attack were\n\nAnn Lee\nBob Roe\nCal Poe\nDan Moe\n\nTheir families were told.\n"
    assert not any(passage.is_heading for passage in passages("It was on Monday.\n\n" + text))


LOG = """3 June Gunmen shot a teacher in the town of Sangin in the early morning
4 June A bomb was found on the road to Kajaki and made safe by engineers
5 June Two rockets hit a house in Marjah
"""


def test_dated_lines_are_entries_of_a_log() -> None:
    assert [passage.text for passage in passages(LOG)] == LOG.splitlines()


def test_a_number_or_dash_at_the_start_of_a_wrapped_line_is_no_item() -> None:
    text = "The attack on the convoy took place in the night of the second of\n12. The dead were taken to Khost.\n"
    assert len({passage.paragraph for passage in passages(text)}) == 1


@pytest.mark.no_cover
def test_long_and_hostile_texts_take_linear_time() -> None:
    text = "Police shot two men in Khost; a third fled. " * 20_000
    assert len(passages(text)) == 20_000
    hostile = [
        "." * 500_000,
        "U.S. " * 50_000,
        "(" * 500_000,
        " " * 500_000 + "x",
        "• A says:\n" * 30_000,
        '"' * 500_000,
    ]
    for text in hostile:
        passages(text)
