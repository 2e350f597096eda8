"""Documents become sections: what is the report, and what only stands around it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportmap.model import Document, MarkedPart, Section, SectionForm, SectionKind, stable_id
from reportmap.sections import find_sections, split_passages
from tests.strategies import documents

BODY = (
    "A bomb on the road to Sangin killed two policemen on Monday, an official said.\n\n"
    "The Taliban claimed the attack in a message to reporters. Residents had heard a blast at dawn.\n"
)
TITLED = "Bomb kills two policemen\n\n" + BODY


def document(text: str, title: str | None = None) -> Document:
    return Document(document_id=stable_id(text), text=text, title=title)


def kinds(text: str) -> list[tuple[str, str]]:
    """The kind of each section and its first words."""
    return [(section.kind.value, section.text.split("\n")[0].strip()) for section in find_sections(document(text))]


def of_kind(text: str, kind: SectionKind) -> list[Section]:
    return [section for section in find_sections(document(text)) if section.kind is kind]


def labels(rows: list) -> list[str]:  # type: ignore[type-arg]
    return [getattr(row, "values", row)[0] for row in rows]


COMMENTS = [
    # label, what follows the report, authors
    (
        "bullets, indented",
        "\n  • Ann Lee says:\n\n    I doubt it.\n\n  • joe_77 says:\n\n    So do I.\n",
        ["Ann Lee", "joe_77"],
    ),
    (
        "no blank lines",
        "  • Ann says:\n    I doubt it.\n  • The army should leave.\n  • joe_77 says:\n    So do I.\n",
        ["Ann", None, "joe_77"],
    ),
    ("one bullet, indented to the end", "\n  • Ann says:\n\n    I doubt it.\n    Strongly.\n", ["Ann"]),
    (
        "a later bullet without a name",
        "\n  • Ann says:\n\n    I doubt it.\n\n  • The army should leave. It never will.\n    Sad.\n",
        ["Ann", None],
    ),
    ("dated", "\nAnn Lee said on June 3, 2007 at 5:05 pm:\nI doubt it.\n", ["Ann Lee"]),
    ("numbered", "\n1. Ann Says:\nI doubt it.\n\n2. Bob B. Says:\nWhy?\n", ["Ann", "Bob B."]),
    ("Blogger", "\nAnonymous said...\nNo.\n\nBob said...\nWhy?\n\nr9 said...\nYes.\n", ["Anonymous", "Bob", "r9"]),
    (
        "comment by",
        "\nComment by Ann on 3 June 2007 @ 5:05 pm\nI doubt it.\n\nComment by Bob on 4 June 2007 @ 6:15 am\nWhy?\n",
        ["Ann", "Bob"],
    ),
    (
        "a count heads them",
        "\n2 Responses to “Bomb kills two policemen”\n\nAnn says:\nI doubt it.\n\nBob wrote:\nWhy?\n",
        ["Ann", "Bob"],
    ),
    ("a heading and one name", "\nComments\n\nAnn says:\n\nI doubt it.\n", ["Ann"]),
    ("a heading and stamps", "\nComments:\n\nAnn | June 3, 2007 at 5:05 pm\nI doubt it.\n", ["Ann"]),
    ("a count and no names", "\n2 Comments\n\nI doubt it very much.\n\nWhy?\n", [None]),
    (
        "names below",
        "\nComments\n\nNo.\n\nPosted by: Ann | June 3, 2007 at 05:05 PM\n\nWhy?\nPosted by: Bob | 4 June 2007\n",
        ["Ann", "Bob"],
    ),
    (
        "a quoted speaker inside a comment",
        "\n  • Ann says:\n\n    The minister says:\n\n    It is over.\n\n  • Bob says:\n\n    No.\n",
        ["Ann", "Bob"],
    ),
    pytest.param(
        "one flat comment", "\n• Ann says:\n\nI doubt it.\n", ["Ann"],
        marks=pytest.mark.xfail(strict=True, reason="without indent or a second comment it may be a quoted speaker"),
    ),
    ("three plain names", "\nAnn says:\n\nNo.\n\nBob says:\n\nYes.\n\nAnn says:\n\nWell.\n", ["Ann", "Bob", "Ann"]),
]  # fmt: skip


@pytest.mark.parametrize(("label", "comments", "authors"), COMMENTS, ids=labels(COMMENTS))
def test_comments_are_cut_with_their_authors(label: str, comments: str, authors: list[str | None]) -> None:
    sections = find_sections(document(TITLED + comments))
    assert [section.author for section in sections if section.kind is SectionKind.COMMENT] == authors
    reported = [s.text for s in sections if s.kind in {SectionKind.TITLE, SectionKind.BODY}]
    assert "".join(reported).strip() == TITLED.strip()


NO_COMMENTS = [
    # label, what follows the report
    ("nothing", ""),
    ("a minister who says", "\nThe minister says:\n\n“We will stay.”\n\nThe army left on Tuesday.\n"),
    ("two named speakers", "\nKarzai says:\n\n“We will stay.”\n\nMehsud says:\n\n“They will go.”\n\nThe army left.\n"),
    ("three named speakers, quoted", "\nA says:\n\n“Stay.”\n\nB says:\n\n“Go.”\n\nC says:\n\n“Perhaps.”\n"),
    ("one plain name", "\nKarzai says:\n\nThe foreign troops must leave the valley.\n\nThe army left on Tuesday.\n"),
    pytest.param(
        "three named speakers, reported",
        "\nKarzai says:\n\nNo.\n\nMehsud says:\n\nYes.\n\nRoe says:\n\nWell.\n",
        marks=pytest.mark.xfail(strict=True, reason="unquoted interviews look like a comment thread"),
    ),
    ("officials who said in a line", "\nThe police chief of the province said:\n\nTwo men were arrested.\n"),
    ("a list of incidents", "\n• Kandahar: a bomb killed two.\n• Helmand: gunmen shot a teacher.\n"),
    ("an analyst's comment", "\nComment:\n\nThe attack shows that the road is not safe.\n"),
    ("comments without comments", "\nComments\n\nThe attack shows that the road is not safe for convoys.\n"),
    ("stamped incidents", "\nKandahar, 3 June 2007 14:30\nA bomb.\n\nHelmand, 4 June 2007 15:10\nA raid.\n"),
    ("a count in the text", "\n2 comments were published by the ministry on Tuesday.\n"),
]


@pytest.mark.parametrize(("label", "more"), NO_COMMENTS, ids=labels(NO_COMMENTS))
def test_a_report_without_comments_is_not_cut(label: str, more: str) -> None:
    assert {section.kind for section in find_sections(document(TITLED + more))} == {SectionKind.TITLE, SectionKind.BODY}


def test_a_comment_count_under_the_headline_is_no_comment_block() -> None:
    text = "Bomb kills two policemen\n\n3 Comments\n\n" + BODY * 3
    assert of_kind(text, SectionKind.COMMENT) == []
    assert BODY in of_kind(text, SectionKind.BODY)[-1].text


LABELED = [
    # label, paragraph, kind
    ("an image file", "Afghan convoy 12.JPG", "caption"),
    ("a map to click on", "Map of the valley. Click to enlarge.", "caption"),
    ("a photo credit", "Photo: A. Khan/Valley Post", "caption"),
    ("a described photo", "Police at the gate of the court in Khost. (AP Photo/A. Khan)", "caption"),
    ("a numbered figure", "Figure 2: Attacks by month", "caption"),
    ("a Markdown image", "![The bridge](bridge.png)", "caption"),
    ("a sentence on a map", "The map of the minefields was handed to the army on Tuesday.", "body"),
    ("a sentence on a photo", "A photo of the general was found in the house, police said.", "body"),
    ("share", "Share this on Facebook", "boilerplate"),
    ("tags", "Tags: Helmand, Taliban, ISAF", "boilerplate"),
    ("subscribe", "Subscribe to our newsletter", "boilerplate"),
    ("copyright", "© 2011 Valley Post. All rights reserved.", "boilerplate"),
    ("navigation", "Home | World | Asia | Video", "boilerplate"),
    ("a sentence that shares", "Share prices fell in Karachi after the attack, traders said.", "body"),
    ("a sentence that tops", "Top of the list is the town of Sangin, where ten were killed.", "body"),
    ("a printed sentence", "Print shops in the bazaar were burned down by the crowd on Friday.", "body"),
]


@pytest.mark.parametrize(("label", "paragraph", "kind"), LABELED, ids=[row[0] for row in LABELED])
def test_paragraphs_between_the_body(label: str, paragraph: str, kind: str) -> None:
    text = TITLED + "\n" + paragraph + "\n\n" + BODY
    (section,) = [section for section in find_sections(document(text)) if paragraph in section.text]
    assert section.kind.value == kind


NOTES = [
    # label, last paragraph, kind
    ("a fellow", "Ann Lee is a Senior Fellow at the Institute for Maps and the editor of its journal.", "boilerplate"),
    ("two reporters", "Ann Lee and A. B. Khan are reporters for the Valley Post.", "boilerplate"),
    ("a wire credit", "(Reporting by Ann Lee in Kabul; editing by Bob Roe)", "boilerplate"),
    ("first published", "This article first appeared in the Valley Post.", "boilerplate"),
    ("a leader", "Mullah Omar is the leader of the movement.", "body"),
    ("a victim", "A journalist is among the dead.", "body"),
    ("a sentence about reporting", "Reporting from the valley is difficult, the agency said.", "body"),
]


@pytest.mark.parametrize(("label", "paragraph", "kind"), NOTES, ids=[row[0] for row in NOTES])
def test_notes_at_the_end(label: str, paragraph: str, kind: str) -> None:
    sections = find_sections(document(TITLED + "\n" + paragraph + "\n"))
    assert sections[-1].kind.value == kind
    with_comments = find_sections(document(f"{TITLED}\n{paragraph}\n\n  • Ann says:\n\n    No.\n"))
    assert next(s for s in with_comments if paragraph in s.text).kind.value == kind


def test_the_only_paragraph_is_never_a_note() -> None:
    assert kinds("Ann Lee is a reporter who was shot dead in Quetta on Monday.")[0][0] == "body"


def test_site_furniture_after_comments_is_no_comment() -> None:
    text = TITLED + "\n\n  • Ann says:\n\n    I doubt it.\n\n\nIslamabad\n\n\nQuetta\n\nLeave a Reply\n"
    assert kinds(text)[-2:] == [("comment", "• Ann says:"), ("boilerplate", "Islamabad")]


def test_a_page_that_lost_its_blank_lines_is_cut_all_the_same() -> None:
    line = "A bomb on the road to Sangin killed two policemen on Monday, an official of the province said, and wounded "
    text = (
        f"Bomb kills two\nconvoy 1.jpg\nMap of the valley. Click to enlarge.\n{line * 2}four.\n"
        "Ann Lee is a reporter for the Valley Post.\n  • Bob says:\n    No.\n  • Why?\nQuetta\nKabul"
    )
    assert [kind for kind, _ in kinds(text)] == [
        "body", "caption", "body", "boilerplate", "comment", "comment", "boilerplate"
    ]  # fmt: skip


def test_furniture_after_comments_that_are_not_indented_needs_a_gap_or_a_form() -> None:
    comments = "\n2 Comments\n\nAnn says:\nNo.\n\nBob says:\nYes.\n"
    assert kinds(TITLED + comments + "\n\nKabul\nQuetta\n")[-1] == ("boilerplate", "Kabul")
    assert kinds(TITLED + comments + "\nLeave a reply\n\nYour name.\n")[-1] == ("boilerplate", "Leave a reply")
    assert kinds(TITLED + comments + "\nQuetta\n")[-1] == ("comment", "Bob says:")


def test_related_posts_run_to_the_next_paragraph_of_prose() -> None:
    text = TITLED + "\nRelated posts\n\nThree killed in Khost\n\nRaid on Quetta bank\n\n" + BODY
    assert [kind for kind, _ in kinds(text)] == ["title", "body", "boilerplate", "body"]


def test_a_byline_is_furniture_and_a_wrapped_line_that_looks_like_one_is_not() -> None:
    assert kinds("Bomb kills two\n\nBy Ann Lee, Valley Post\n\n" + BODY)[1] == (
        "boilerplate",
        "By Ann Lee, Valley Post",
    )
    wrapped = (
        "The road was closed for several hours on Monday after the attack\n"
        "by police and soldiers from the town of Sangin\nand opened again at night.\n"
    )
    assert kinds(wrapped)[0][0] == "body"
    assert len(kinds(wrapped)) == 1


def test_labeled_lines_at_the_top_are_no_part_of_the_report() -> None:
    text = "Bomb kills two policemen near the bridge of Sangin\nPublished: 2014-05-22\nBy our correspondent\n\n" + BODY
    assert [kind for kind, _ in kinds(text)] == ["title", "boilerplate", "body"]


def test_the_front_matter_title_is_known_again_in_the_text() -> None:
    text = "Bomb kills two policemen\n" + BODY
    assert find_sections(document(text, title="Bomb kills two policemen"))[0].kind is SectionKind.TITLE


def test_the_first_heading_below_a_known_title_is_no_title() -> None:
    text = "Highlights\n\n" + BODY
    assert find_sections(document(text, title="Weekly report"))[0].kind is SectionKind.BODY
    assert find_sections(document(text))[0].kind is SectionKind.TITLE


def test_no_text_has_no_section_and_blank_text_one() -> None:
    assert find_sections(document("")) == ()
    assert kinds(" \n ") == [("body", "")]


PAGE = """Home | World | Asia

# Two policemen killed on the Sangin road

By Ann Lee
Posted on 3 June 2007

SANGIN, Afghanistan -- A bomb on the road killed two policemen on
Sunday. “It was a large one,” the governor says:

“We will find them.”

sangin road 2.jpg

Photo: Police at the place of the blast. (Valley Post)

The Taliban claimed the attack.

Ann Lee is a correspondent for the Valley Post.

Tags: Helmand, police
Share this

2 Responses to Two policemen killed on the Sangin road

Bob says:
June 4, 2007 at 9:15 am
A bomb in Quetta killed my uncle.

rita_9 says:
The governor says:
nothing.

Leave a Reply

Name
© 2007 Valley Post
"""


def test_a_whole_page() -> None:
    assert [(kind, words[:24]) for kind, words in kinds(PAGE)] == [
        ("boilerplate", "Home | World | Asia"),
        ("title", "# Two policemen killed o"),
        ("boilerplate", "By Ann Lee"),
        ("body", "SANGIN, Afghanistan -- A"),
        ("caption", "sangin road 2.jpg"),
        ("body", "The Taliban claimed the "),
        ("boilerplate", "Ann Lee is a corresponde"),
        ("comment", "Bob says:"),
        ("comment", "rita_9 says:"),
        ("boilerplate", "Leave a Reply"),
    ]


LINES = st.sampled_from(
    ["", "", "  ", "• Ann says:", "  • Bob said on 3 June 2007 at 5:05 pm:", "    No.", "Comments", "3 Comments",
     "a.jpg", "Tags: a, b", "KABUL", "3 June 2007", "- A bomb.", "1. A bomb.", "Police shot a man. He died.",
     "Related posts", "Ann Lee is a reporter.", "Leave a reply", "* * *", "The U.S. army said",
     "by men from the south", "\tx", "© 2007", "> said the man", "| a | b |", "|---|---|", "x | 2 | y"]
)  # fmt: skip
TEXTS = st.lists(LINES | st.text(st.characters(), max_size=40), max_size=25).map("\n".join) | st.text(
    st.characters(), max_size=300
)


@given(TEXTS)
def test_sections_partition_any_text(text: str) -> None:
    sections = find_sections(document(text))
    assert "".join(section.text for section in sections) == text
    place = 0
    for section in sections:
        assert section.start == place
        assert text[section.start : section.end] == section.text
        assert section.author is None or section.kind is SectionKind.COMMENT
        place = section.end
    assert all(section.text.strip() for section in sections[1:])


@given(TEXTS)
def test_passages_of_any_text_are_ordered_slices_that_hold_every_letter(text: str) -> None:
    sections = find_sections(document(text))
    passages = split_passages(document(text), sections)
    assert [passage.index for passage in passages] == list(range(len(passages)))
    place = paragraph = 0
    for passage in passages:
        assert place <= passage.start < passage.end
        assert text[passage.start : passage.end] == passage.text == passage.text.strip()
        assert any(map(str.isalnum, passage.text))
        assert len(passage.text) <= 2000
        assert passage.paragraph >= paragraph
        (section,) = [s for s in sections if s.start <= passage.start < s.end]
        assert passage.end <= section.end
        assert (passage.kind, passage.author) == (section.kind, section.author)
        place, paragraph = passage.end, passage.paragraph
    covered = sum(sum(map(str.isalpha, passage.text)) for passage in passages)
    markers = 8 * len(text.split("\n"))  # "(a)", "iv)" and the like in front of items are left out
    assert sum(map(str.isalpha, text)) - covered <= markers


@given(TEXTS)
def test_sections_and_passages_are_the_same_on_every_run(text: str) -> None:
    sections = find_sections(document(text))
    assert find_sections(document(text)) == sections
    assert split_passages(document(text), sections) == split_passages(document(text), sections)


# --- what the format says ---------------------------------------------------------------------------------------


def marked(text: str, *parts: tuple[str, SectionKind | None, SectionForm | None, str | None]) -> list[tuple[str, ...]]:
    """The sections of a text whose format marks the first place of some words: (kind, form, author, words)."""
    found = (
        MarkedPart(start=text.index(words), end=text.index(words) + len(words), kind=kind, form=form, author=author)
        for words, kind, form, author in parts
    )
    given = Document(document_id=stable_id(text), text=text, parts=tuple(found))
    return [
        (section.kind.value, section.form.value, section.author or "", section.text.strip())
        for section in find_sections(given)
    ]


def test_a_format_tells_comments_that_no_rule_would() -> None:
    text = f"{TITLED}\nI was there.\n\nSo was I.\n"
    kind = SectionKind.COMMENT
    found = marked(text, ("I was there.", kind, None, "Ann"), ("So was I.", kind, None, None))
    assert found[-2:] == [("comment", "prose", "Ann", "I was there."), ("comment", "prose", "", "So was I.")]
    assert [row[0] for row in found[:-2]] == ["title", "body"]


def test_where_the_format_knows_comments_the_rules_find_none() -> None:
    text = f"{TITLED}\nComments\n\nAnn says:\n\nNo.\n\nI was there.\n"
    found = marked(text, ("I was there.", SectionKind.COMMENT, None, None))
    assert [row[3] for row in found if row[0] == "comment"] == ["I was there."]


def test_a_format_that_says_nothing_of_the_kind_leaves_it_to_the_rules() -> None:
    text = f"{TITLED}\nPhoto: A. Khan/Valley Post\n\n{BODY}"
    assert ("caption", "prose", "", "Photo: A. Khan/Valley Post") in marked(
        text, ("Photo: A. Khan/Valley Post", None, None, None)
    )
    said = marked(text, ("Photo: A. Khan/Valley Post", SectionKind.BODY, None, None))
    assert "caption" not in {row[0] for row in said}


def test_a_title_that_the_format_marks_is_the_only_one() -> None:
    text = f"Valley Post\n\nBomb kills two policemen\n\n{BODY}"
    found = marked(text, ("Bomb kills two policemen", SectionKind.TITLE, None, None))
    assert [row[3] for row in found if row[0] == "title"] == ["Bomb kills two policemen"]


FORMS = [
    # label, text, forms of its sections
    ("prose", BODY, ["prose"]),
    ("a list", f"{BODY}\n- A bomb went off.\n- A man was shot.\n\n{BODY}", ["prose", "list", "prose"]),
    ("one item", f"{BODY}\n- A bomb went off.\n\n{BODY}", ["prose"]),
    ("numbered headings apart", f"1. Security\n\n{BODY}\n2. Aid\n\n{BODY}", ["prose"]),
    ("a Markdown table", f"{BODY}\n| Day | Dead |\n|---|---|\n| Monday | 4 |\n\n{BODY}", ["prose", "table", "prose"]),
    ("rows of equal width", f"{BODY}\nDay | Place | Dead\n3 June | Sangar | 4\n5 June | Khost | 2\n", ["prose", "table"]),
    ("one line of links", f"{BODY}\nReports | Maps | Data\n\n{BODY}", ["prose", "prose", "prose"]),
    ("a quotation", f"{BODY}\n> We will not leave.\n> Nobody will.\n\n{BODY}", ["prose", "quote", "prose"]),
    ("an arrow", f"{BODY}\nSangar > Khost by road.\n", ["prose"]),
]  # fmt: skip


@pytest.mark.parametrize(("label", "text", "forms"), FORMS, ids=[row[0] for row in FORMS])
def test_the_form_of_plain_text(label: str, text: str, forms: list[str]) -> None:
    assert [section.form.value for section in find_sections(document(text))] == forms


def test_each_row_of_a_table_is_a_passage_and_heads_are_a_heading() -> None:
    text = f"{BODY}\n| Day | Place | What |\n|---|---|---|\n| 3 June | Sangar | A bomb. Two died. |\n| 5 June | Khost | |\n"
    passages = split_passages(document(text), find_sections(document(text)))
    rows = [(passage.text, passage.is_heading) for passage in passages if passage.form is SectionForm.TABLE]
    assert rows == [
        ("Day | Place | What", True),
        ("3 June | Sangar | A bomb. Two died.", False),
        ("5 June | Khost", False),
    ]


def test_marks_of_quotation_are_no_part_of_a_passage() -> None:
    text = f"{BODY}\n> - We will not leave.\n>> Nobody will.\n"
    passages = split_passages(document(text), find_sections(document(text)))
    assert [passage.text for passage in passages if passage.form is SectionForm.QUOTE] == [
        "We will not leave.",
        "Nobody will.",
    ]


@given(documents(TEXTS.filter(lambda text: text != "")))
def test_any_marked_text_has_sections_and_passages(marked_document: Document) -> None:
    sections = find_sections(marked_document)
    assert "".join(section.text for section in sections) == marked_document.text
    for passage in split_passages(marked_document, sections):
        (section,) = [s for s in sections if s.start <= passage.start < s.end]
        assert passage.end <= section.end
        assert (passage.kind, passage.author, passage.form) == (section.kind, section.author, section.form)
