"""Files of any format: what a file is by its content, which files a folder holds, archives, and standard input."""

import datetime
import io
import logging
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportmap.errors import ReadingError
from reportmap.model import Document, MetadataBasis
from reportmap.reading import STANDARD_INPUT, Given, Sandbox, find_files, read_documents
from reportmap.reading.draft import Draft
from reportmap.reading.formats import SUFFIXES, Format, format_of, is_plain
from tests.file_makers import make_docx, make_pdf, make_zip, prose
from tests.readings import check, read_all

PDF = make_pdf([prose(72, 700, ["A bomb killed two."])])
DOCX = make_docx("A bomb killed two.")
MAIL = b"From: a@b.example\nMessage-ID: <1@b.example>\nSubject: Bomb\n\nA bomb killed two.\n"
FEED = b'<?xml version="1.0"?>\n<rss version="2.0"><channel><title>Post</title></channel></rss>'
PAGE = b"<!DOCTYPE html>\n<html><head><title>Bomb</title></head><body><p>A bomb.</p></body></html>"
MHTML = b'From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype="text/html"; boundary="x"\n\n--x\n'


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """The usual one."""
    with Sandbox() as one:
        yield one


KINDS = [
    # label, name, data, format, whether the name said otherwise
    ("text", "a.txt", b"A bomb.", Format.TEXT, False),
    ("Markdown", "a.md", b"# Bomb\n\nA bomb.", Format.TEXT, False),
    ("text of no known suffix", "a.log", b"A bomb.", Format.TEXT, False),
    ("a PDF", "a.pdf", PDF, Format.PDF, False),
    ("a PDF below junk", "a.pdf", b"junk\n" + PDF, Format.PDF, False),
    ("a PDF called text", "a.txt", PDF, Format.PDF, True),
    ("text called a PDF", "a.pdf", b"A bomb.", Format.TEXT, True),
    ("a Word document", "a.docx", DOCX, Format.DOCX, False),
    ("a Word document called a ZIP", "a.zip", DOCX, Format.DOCX, True),
    ("a ZIP", "a.zip", make_zip({"a.txt": "A bomb."}), Format.ZIP, False),
    ("a Word document in a ZIP", "a.zip", make_zip({"a.docx": DOCX}, compression=0), Format.ZIP, False),
    ("a page", "a.html", PAGE, Format.HTML, False),
    ("a page called text", "a.txt", PAGE, Format.HTML, True),
    ("a page in UTF-16", "a.htm", PAGE.decode().encode("utf-16"), Format.HTML, False),
    ("an XHTML page", "a.xhtml", b'<?xml version="1.0"?>\n<html xmlns="x"><body/></html>', Format.HTML, False),
    ("a piece of a page", "a.html", b"<div>A bomb</div>", Format.HTML, False),
    ("text called a page", "a.html", b"A bomb.", Format.TEXT, True),
    ("a feed", "a.xml", FEED, Format.FEED, False),
    ("a feed called JSON", "a.json", FEED, Format.FEED, True),
    ("an Atom feed", "a.atom", b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>', Format.FEED, False),
    ("a message", "a.eml", MAIL, Format.MAIL, False),
    ("a message called text", "a.txt", MAIL, Format.MAIL, True),
    ("a message by its name", "a.eml", b"From: a@b.example\nSubject: Bomb\n\nA bomb.", Format.MAIL, False),
    ("a memo that only looks like one", "a.txt", b"From: the governor\nSubject: Bomb\n\nA bomb.", Format.TEXT, False),
    ("a saved page of a browser", "a.mhtml", MHTML, Format.MHTML, False),
    ("a table", "a.csv", b"id,text\n1,A bomb.\n", Format.TABLE, False),
    ("a page called a table", "a.csv", PAGE, Format.HTML, True),
    ("JSON", "a.json", b'[{"text": "A bomb."}]', Format.JSON, False),
    ("JSON called text", "a.txt", b'{"text": "A bomb."}', Format.JSON, True),
    ("lines of JSON", "a.jsonl", b'{"text": "A bomb."}\n', Format.JSON, False),
    ("text in brackets", "a.txt", b"[Khost] A bomb {sic}.", Format.TEXT, False),
    ("text about formats", "a.txt", b"The %PDF-1.4 mark, and the <html> tag.", Format.TEXT, False),
]  # fmt: skip


@pytest.mark.parametrize(("label", "name", "data", "form", "is_warned"), KINDS, ids=[row[0] for row in KINDS])
def test_what_a_file_is(
    label: str, name: str, data: bytes, form: Format, is_warned: bool, caplog: pytest.LogCaptureFixture
) -> None:
    assert format_of(data, name) is form
    assert bool(caplog.messages) is is_warned
    assert not is_plain(data, name) or form is Format.TEXT


def documents(path: Path, sandbox: Sandbox, given: Given | None = None) -> list[Document | ReadingError]:
    return list(read_documents(path, sandbox=sandbox, given=given or Given()))


def test_text_files_are_read_with_their_front_matter_and_what_the_user_says(tmp_path: Path, sandbox: Sandbox) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "---\ntitle: Bomb kills two\npublished: 2009-02-03\nauthor: Ann Lee\n---\nA bomb killed two.\n",
        encoding="utf-8",
    )
    (document,) = documents(path, sandbox)
    assert isinstance(document, Document)
    assert (document.text, document.title, document.author) == ("A bomb killed two.\n", "Bomb kills two", "Ann Lee")
    assert (document.published_on, document.published_basis) == (datetime.date(2009, 2, 3), MetadataBasis.FRONT_MATTER)
    assert document.path == str(path)
    (document,) = documents(path, sandbox, Given(published_on=datetime.date(2010, 1, 2), publisher="Valley Post"))
    assert isinstance(document, Document)
    assert (document.published_on, document.published_basis) == (datetime.date(2010, 1, 2), MetadataBasis.COMMAND_LINE)
    assert document.publisher == "Valley Post"


def test_an_archive_gives_its_good_files_and_an_error_for_each_bad_one(tmp_path: Path, sandbox: Sandbox) -> None:
    path = tmp_path / "week.zip"
    members: dict[str, bytes | str] = {
        "day 10/b.txt": "It snowed.",
        "day 2/a.docx": DOCX,
        "day 2/c.pdf": PDF[:50],
        "day 2/inner.zip": make_zip({"x.json": b'{"text": "It rained in Khost."}'}),
        "photo.jpg": b"\xff\xd8\xff",
        "__MACOSX/day 2/._a.docx": b"x",
        ".hidden.txt": "Hidden.",
        "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    }
    path.write_bytes(make_zip(members))
    found = [
        (Path(item.path or "").relative_to(path).as_posix(), item.text.strip())
        if isinstance(item, Document)
        else str(item).removeprefix(f"{path}/")
        for item in documents(path, sandbox)
    ]
    assert found == [
        ("day 2/a.docx", "A bomb killed two."),
        "day 2/c.pdf: is a damaged PDF, or only a part of one; save or download it again",
        ("day 2/inner.zip/x.json", "It rained in Khost."),
        ("day 10/b.txt", "It snowed."),
        "old.doc: is an old Office file (.doc, .xls, .msg) or an encrypted one, which is not read; open it in a word processor and save it as .docx or PDF",
    ]


PIPED = [
    # label, what is piped in, texts
    ("text", b"A bomb killed two.\n", ["A bomb killed two.\n"]),
    ("a PDF", PDF, ["A bomb killed two.\n"]),
    ("an archive", make_zip({"a.txt": "One.", "b.txt": "Two."}), ["One.", "Two."]),
]


@pytest.mark.parametrize(("label", "data", "texts"), PIPED, ids=[row[0] for row in PIPED])
def test_standard_input_may_be_anything(
    label: str, data: bytes, texts: list[str], sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    found = documents(STANDARD_INPUT, sandbox)
    assert [item.text for item in found if isinstance(item, Document)] == texts
    paths = [item.path for item in found if isinstance(item, Document)]
    assert paths == ([None] if len(texts) == 1 else ["standard input/a.txt", "standard input/b.txt"])


UNREADABLE = [
    # label, name, error
    ("nothing there", "none.txt", "does not exist; check the path"),
    ("a folder", "folder", "is a folder; name the files in it"),
    ("an empty file", "empty.txt", "is empty; check that it was saved, or leave it out"),
    ("a pipe", "pipe.txt", "is not a regular file; save its content in one"),
    ("a link in a circle", "circle.txt", "is a link that leads nowhere, or in a circle; name the file itself"),
    ("a link to nothing", "dangling.txt", "is a link that leads nowhere, or in a circle; name the file itself"),
]


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes are those of POSIX")
@pytest.mark.parametrize(("label", "name", "error"), UNREADABLE, ids=[row[0] for row in UNREADABLE])
def test_what_cannot_be_read_is_one_error(label: str, name: str, error: str, tmp_path: Path, sandbox: Sandbox) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.txt").touch()
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "circle.txt").symlink_to(tmp_path / "circle.txt")
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "gone.txt")
    (item,) = documents(tmp_path / name, sandbox)
    assert str(item) == f"{tmp_path / name}: {error}"


def test_a_file_without_permission_is_one_error(
    tmp_path: Path, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("A bomb.", encoding="utf-8")

    def refuse(*_arguments: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # permissions do not stop the superuser
    (item,) = documents(path, sandbox)
    assert str(item) == f"{path}: cannot be read (permission denied); check its permissions"


def test_folders_give_what_is_read_and_what_should_be_saved_anew(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for name in (
        "b/10.pdf",
        "b/2.DOCX",
        "b/9.eml",
        "a.html",
        "a_files/frame.html",
        "a_files/x.js",
        "c_files/d.txt",
        "old.doc",
        "photo.jpg",
        "x.css",
        ".git/y.txt",
        "z.zip",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    with caplog.at_level(logging.INFO):
        found = [
            path.relative_to(tmp_path).as_posix()
            for path in find_files([tmp_path, tmp_path / "b"])
            if isinstance(path, Path)
        ]
    assert found == ["a.html", "old.doc", "z.zip", "b/2.DOCX", "b/9.eml", "b/10.pdf", "c_files/d.txt"]
    assert f"{tmp_path}: left out 1 .jpg, 1 .css" in caplog.text


PATTERNS = [
    # pattern, files
    ("*.txt", ["2.txt", "10.txt"]),
    ("**/*.pdf", ["b/c/d.pdf"]),
    ("[12]*.txt", ["2.txt", "10.txt"]),
    ("b*", ["d.pdf"]),
    ("[x].txt", ["[x].txt"]),
    ("*.docx", []),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "files"), PATTERNS)
def test_patterns_that_no_shell_took(pattern: str, files: list[str], tmp_path: Path) -> None:
    for name in ("10.txt", "2.txt", "b/c/d.pdf", *(["[x].txt"] if pattern == "[x].txt" else [])):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_bytes(b"x")
    found = list(find_files([tmp_path / pattern]))
    assert [path.name for path in found if isinstance(path, Path)] == [Path(name).name for name in files]
    if not files:
        assert str(found[0]).endswith("*.docx: matches no file; check the pattern")


def test_a_link_in_a_circle_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "c.txt").write_text("A bomb.", encoding="utf-8")
    assert tmp_path / "c.txt" in list(find_files([tmp_path]))
    assert len(list(find_files([tmp_path / "a.txt"]))) == 1


SEEDS = [
    PDF,
    DOCX,
    MAIL,
    make_zip({"a.txt": "A bomb."}),
    b'[{"text": "A bomb.", "date": "3/4/2009"}]',
    b'id,text,date\n1,"A bomb",2009-02-03\n',
]
NAMES = [f"x{suffix}" for suffix, form in SUFFIXES.items() if form not in {Format.HTML, Format.MHTML, Format.FEED}]


@st.composite
def broken_files(draw: st.DrawFn) -> bytes:
    """A good file with a stretch of it put in another's place, or any bytes."""
    data = draw(st.sampled_from(SEEDS))
    start = draw(st.integers(0, len(data)))
    end = draw(st.integers(start, min(len(data), start + 200)))
    return data[:start] + draw(st.binary(max_size=40)) + data[end:]


@settings(max_examples=60)
@given(st.binary(max_size=300) | broken_files(), st.sampled_from(NAMES))
def test_any_bytes_of_any_name_give_drafts_or_errors(data: bytes, name: str) -> None:
    for item in read_all(data, name):
        if isinstance(item, Draft):
            check(item)
        else:
            assert "\n" not in str(item)
            assert str(item).startswith("x.")
