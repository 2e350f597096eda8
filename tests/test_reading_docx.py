"""Word documents: what each style and element becomes, and what is left out."""

import datetime
import re

import docx
import pytest
from docx.oxml import parse_xml

from reportmap.errors import ReadingError
from reportmap.reading.draft import Draft
from tests.file_makers import make_docx, rezipped, saved
from tests.readings import facts, marks, read_all, read_one

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TEXT = """\
For members only

Bomb kills two in Khost

Khost

A bomb killed two people in Khost on Monday.

- Two shops burned down.
- The road is closed.

Town | Killed | Source
Khost | 2 | police
Gardez | 1 | police

Figure 1: The road after the blast

The road is safe, he had said.

Nobody was arrested.

Is this known?
"""


def test_a_word_document_comes_back_in_its_order() -> None:
    document = docx.Document()
    document.core_properties.title = "Bomb kills two in Khost"
    document.core_properties.author = "Ann Lee"
    document.core_properties.created = datetime.datetime(2009, 2, 3, tzinfo=datetime.UTC)
    document.sections[0].header.paragraphs[0].text = "For members only"
    document.add_paragraph("Bomb kills two in Khost", style="Title")
    document.add_heading("Khost", level=1)
    paragraph = document.add_paragraph("A bomb killed ")
    paragraph.add_run("two people").bold = True
    paragraph.add_run(" in Khost on Monday.")
    document.add_paragraph("Two shops burned down.", style="List Bullet")
    document.add_paragraph("The road is closed.", style="List Number")
    table = document.add_table(rows=3, cols=3)
    for row, words in zip(
        table.rows, (("Town", "Killed", "Source"), ("Khost", "2", "police"), ("Gardez", "1", "")), strict=True
    ):
        for cell, word in zip(row.cells, words, strict=True):
            cell.text = word
    merged = table.cell(1, 2).merge(table.cell(2, 2))
    merged.text = "police"
    document.add_paragraph("Figure 1: The road after the blast", style="Caption")
    document.add_paragraph("The road is safe, he had said.", style="Quote")
    document.add_paragraph("Nobody was arrested.")
    document.add_comment(paragraph.runs, text="Is this known?", author="Bob Ray")
    draft = read_one(saved(document), "khost.docx")
    assert draft.text == TEXT
    assert marks(draft) == [
        ("boilerplate/prose", "For members only"),
        ("title", "Bomb kills two in Khost"),
        ("body/list", "- Two shops burned down.\n- The road is closed."),
        ("body/table", "Town | Killed | Source\nKhost | 2 | police\nGardez | 1 | police"),
        ("caption/prose", "Figure 1: The road after the blast"),
        ("body/quote", "The road is safe, he had said."),
        ("comment/prose/Bob Ray", "Is this known?"),
    ]
    assert facts(draft) == {"title": "Bomb kills two in Khost", "author": "Ann Lee", "published": "2009-02-03"}


PARAGRAPHS = [
    # label, what stands in the paragraph, text
    ("plain", "<w:r><w:t>A bomb.</w:t></w:r>", "A bomb."),
    ("an insertion", "<w:r><w:t>A </w:t></w:r><w:ins><w:r><w:t>bomb.</w:t></w:r></w:ins>", "A\u0020bomb."),
    ("a deletion", "<w:r><w:t>A bomb</w:t></w:r><w:del><w:r><w:delText>or two</w:delText></w:r></w:del>", "A bomb"),
    ("hidden words", "<w:r><w:t>A bomb</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r>", "A bomb"),
    ("a link", "<w:hyperlink><w:r><w:t>A bomb</w:t></w:r></w:hyperlink>", "A bomb"),
    ("a content control", "<w:sdt><w:sdtContent><w:r><w:t>A bomb</w:t></w:r></w:sdtContent></w:sdt>", "A bomb"),
    ("a line break", "<w:r><w:t>A bomb</w:t><w:br/><w:t>in Khost</w:t></w:r>", "A bomb\nin Khost"),
    ("a tab", "<w:r><w:t>A bomb</w:t><w:tab/><w:t>in Khost</w:t></w:r>", "A bomb in Khost"),
    ("a field", "<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>4 bombs</w:t></w:r>", "4 bombs"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "inside", "text"), PARAGRAPHS, ids=[row[0] for row in PARAGRAPHS])
def test_what_can_be_read_in_a_paragraph(label: str, inside: str, text: str) -> None:
    document = docx.Document()
    document.element.body.insert(0, parse_xml(f"<w:p {W}>{inside}</w:p>"))
    assert read_one(saved(document), "x.docx").text == text + "\n"


def test_controls_and_boxes_around_paragraphs_and_tables_that_lay_out_the_page_are_read() -> None:
    document = docx.Document()
    control = f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>In a control.</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    box = f"<w:p {W}><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></w:pict></w:r></w:p>"
    document.element.body.insert(0, parse_xml(control))
    document.element.body.insert(1, parse_xml(box))
    document.add_table(rows=1, cols=1).cell(0, 0).text = "In a frame."
    draft = read_one(saved(document), "x.docx")
    assert draft.text == "In a control.\n\nIn a box.\n\nIn a frame.\n"
    assert draft.parts == ()


def test_footnotes_come_last() -> None:
    document = docx.Document()
    document.add_paragraph("A bomb killed two.")
    data = saved(document)
    notes = f'<w:footnotes {W}><w:footnote w:id="0" w:type="separator"/><w:footnote w:id="2"><w:p><w:r><w:t>Police, 3 May.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    changed = {"word/footnotes.xml": notes.encode()}
    for name, old, new in (
        ("word/_rels/document.xml.rels", "</Relationships>", f'<Relationship Id="rId99" Type="{kind}" Target="footnotes.xml"/></Relationships>'),
        ("[Content_Types].xml", "</Types>", '<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"/></Types>'),
    ):  # fmt: skip
        changed[name] = member(data, name).replace(old, new).encode()
    assert read_one(rezipped(data, changed), "x.docx").text == "A bomb killed two.\n\n[2] Police, 3 May.\n"


def member(data: bytes, name: str) -> str:
    import io  # noqa: PLC0415
    import zipfile  # noqa: PLC0415

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


DAMAGED = [
    # label, members that are changed, message
    ("no XML", {"word/document.xml": b"<w:document"}, "is a damaged Word document"),
    ("no body", {"word/document.xml": f"<w:document {W}/>".encode()}, "damaged"),
    ("entities", {"word/document.xml": b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'}, "declares entities"),
    ("deep", {"word/document.xml": f"<w:document {W}>{'<w:p>' * 5000}".encode()}, "damaged"),
    ("no types", {"[Content_Types].xml": b"<Types/>"}, "damaged"),
    ("no text", {}, "there is no text in it"),
]


def test_damaged_properties_do_not_cost_the_text() -> None:
    for properties in (b"<x/>", b'<coreProperties xmlns="x"/>', b""):
        (item,) = read_all(rezipped(make_docx("A bomb."), {"docProps/core.xml": properties}), "x.docx")
        assert isinstance(item, ReadingError if not properties else Draft)


@pytest.mark.parametrize(("label", "changes", "message"), DAMAGED, ids=[row[0] for row in DAMAGED])
def test_damaged_documents_are_one_error(label: str, changes: dict[str, bytes], message: str) -> None:
    (error,) = read_all(rezipped(make_docx(""), changes), "x.docx")
    assert re.fullmatch(rf"x\.docx: .{{0,100}}{message}.*; .+", str(error)), str(error)
