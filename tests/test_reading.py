"""Files and pasted text become documents, or one line that says why not."""

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportmap.errors import ReadingError
from reportmap.headline import find_headline
from reportmap.model import MetadataBasis, stable_id
from reportmap.reading import find_files, read_file, read_text

FRONT = "---\ntitle: Two roads closed\npublished: 2010-08-03\npublisher: Valley Post\n---\n"
BODY = "Floods closed two roads near Charsadda on Monday.\n"
ANY_TEXT = st.text(st.characters(), max_size=300)  # lone surrogates and control characters too
WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(lambda t: any(map(str.isalnum, t)))


def test_read_file_gives_the_text_below_the_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "flood.txt"
    path.write_text(FRONT + BODY, encoding="utf-8")
    document = read_file(path)
    assert document.text == BODY
    assert document.document_id == stable_id(BODY)
    assert (document.title, document.publisher, document.author) == ("Two roads closed", "Valley Post", None)
    assert document.published_on == datetime.date(2010, 8, 3)
    assert document.published_basis is MetadataBasis.FRONT_MATTER
    assert document.path == str(path)


def test_the_command_line_overrides_the_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "flood.txt"
    path.write_text(FRONT + BODY, encoding="utf-8")
    document = read_file(path, published_on=datetime.date(2011, 1, 2))
    assert document.published_on == datetime.date(2011, 1, 2)
    assert document.published_basis is MetadataBasis.COMMAND_LINE


def test_a_publication_date_is_never_guessed() -> None:
    document = read_text("Kabul, 3 June 2007\n\nCopyright 2007. Police found a bomb.")
    assert document.published_on is None
    assert document.published_basis is MetadataBasis.NONE


def test_the_same_text_is_the_same_document_under_any_name(tmp_path: Path) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.md"
    first.write_bytes(BODY.encode())
    second.write_bytes(b"\xef\xbb\xbf" + BODY.replace("\n", "\r\n").encode())
    assert read_file(first).document_id == read_file(second).document_id == read_text(BODY).document_id


ENCODINGS = [
    # label, codec, text
    ("UTF-8", "utf-8", "Général Qādir said “no” in Kābul."),
    ("UTF-8 with a mark", "utf-8-sig", "Général Qādir said “no” in Kābul."),
    ("UTF-16 with a mark", "utf-16", "Général Qādir said “no” in Kābul."),
    ("UTF-32 with a mark", "utf-32", "Général Qādir said “no” in Kābul."),
    ("a few curly quotes", "cp1252", "It’s over, the officer said."),
    ("accents and dashes", "cp1252", "The café – it was full – burned down, “at once”, near the Rhône."),
    ("Latin-1", "latin-1", "The préfecture of Ségou was attacked at dawn."),
    ("Arabic, long enough", "cp1256", "قال الوزير إن المدينة سقطت في أيدي المقاتلين يوم الثلاثاء بعد معارك عنيفة"),
]


@pytest.mark.parametrize(("label", "codec", "text"), ENCODINGS, ids=[row[0] for row in ENCODINGS])
def test_encodings(label: str, codec: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(text.encode(codec))
    assert read_file(path).text == text


def test_a_guessed_encoding_is_said_with_its_confidence(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes("قال الوزير إن المدينة سقطت في أيدي المقاتلين يوم الثلاثاء".encode("cp1256"))
    read_file(path)
    assert "report.txt: is not UTF-8; read as cp1256 (confidence " in caplog.text


REFUSED = [
    # label, bytes, words of the message
    ("empty", b"", "is empty"),
    ("white space only", b" \n\t\r\n ", "no text"),
    ("front matter only", FRONT.encode(), "no text"),
    ("rules only", b"-----\n*****\n", "no text"),
    ("NUL bytes", b"Police said\0 no", "binary"),
    ("control characters", b"ab\x01\x02cd\x03", "binary"),
    ("a PDF", b"%PDF-1.4\n1 0 obj", "is a PDF"),
    ("an Office document", b"PK\x03\x04rest", "Office document"),
    ("an RTF", b"{\\rtf1\\ansi Police}", "RTF"),
    ("a broken UTF-16", b"\xff\xfeP\x00o\x00\xd8", "breaks UTF-16"),
    ("bytes of no encoding", bytes(range(0x80, 0xA0)) * 3 + b" said", "line 1: is not UTF-8"),
    ("unknown key", b"---\ntitle: A\ndate: 2010-01-01\n---\nText here.", "line 3: unknown key 'date'"),
    ("repeated key", b"---\ntitle: A\ntitle: B\n---\nText here.", "line 3: the key title comes twice"),
    ("a date in words", b"---\npublished: 2 Feb 2007\n---\nText here.", "line 2: published '2 Feb 2007'"),
    ("a date off the calendar", b"---\npublished: 2007-02-30\n---\nText here.", "line 2: published '2007-02-30'"),
    ("a script for a url", b"---\nurl: javascript:alert(1)\n---\nText here.", "line 2: url"),
    ("an unclosed block", b"---\ntitle: A\nauthor: B\n", "line 1: the front matter is not closed"),
    ("no entry", b"---\ntitle: A\nwhat is this\n---\nText here.", "line 3: 'what is this'"),
]


@pytest.mark.parametrize(("label", "data", "words"), REFUSED, ids=[row[0] for row in REFUSED])
def test_refused_files_name_file_reason_and_remedy_in_one_line(
    label: str, data: bytes, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(data)
    with pytest.raises(ReadingError) as caught:
        read_file(path)
    message = str(caught.value)
    assert message.startswith(str(path))
    assert words in message
    assert ";" in message
    assert "\n" not in message


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="does not exist; check the path"):
        read_file(tmp_path / "none.txt")
    with pytest.raises(ReadingError, match="is a folder; name the files"):
        read_file(tmp_path)
    with pytest.raises(ReadingError, match="cannot be read"):
        read_file(tmp_path / ("long" * 100))
    with pytest.raises(ReadingError, match=r"nul�\.txt: does not exist"):
        read_file(Path("nul\0.txt"))


def test_pasted_text_with_unstorable_characters_is_refused_by_line() -> None:
    with pytest.raises(ReadingError, match="pasted text, line 2: holds a NUL"):
        read_text("Police said\nno\0thing")
    with pytest.raises(ReadingError, match="pasted text, line 1: holds half a character"):
        read_text("Police \ud800 said")


TITLES = [
    # label, text, title
    ("set off by a blank line", "Bomb kills two in Khost\n\nA bomb killed two people.", "Bomb kills two in Khost"),
    ("after blank lines", "\n\nBomb kills two\n\nA bomb killed two.", "Bomb kills two"),
    ("Markdown", "# Bomb kills two\n\nA bomb killed two.", "Bomb kills two"),
    ("underlined", "Bomb kills two\n==============\nA bomb killed two.", "Bomb kills two"),
    ("above a byline", "Bomb kills two\nBy Ann Lee\n\nA bomb killed two.", "Bomb kills two"),
    (
        "above a labeled day",
        "Bomb kills two in the town of Khost\nPublished: 2014-05-22\n\nA bomb.",
        "Bomb kills two in the town of Khost",
    ),
    ("above a day", "Bomb kills two\n3 May 2014\n\nA bomb killed two.", "Bomb kills two"),
    ("below labels", "Source: Valley Post\nDate: 3 May 2014\n\nBomb kills two\n\nA bomb killed two.", "Bomb kills two"),
    ("labeled", "Title: Bomb kills two\nBy: Ann Lee\n\nA bomb killed two.", "Bomb kills two"),
    ("below links", "Home | World | Asia\n\nBomb kills two\n\nA bomb killed two.", "Bomb kills two"),
    ("only links", "Home | World | Asia\n\n" * 9 + "A bomb killed two.", None),
    ("a question", "Who bombed Khost?\n\nNobody knows.", "Who bombed Khost?"),
    ("above a long paragraph", "Bomb kills two\n" + "A bomb killed two. " * 20, "Bomb kills two"),
    ("a sentence", "A bomb killed two people.\n\nNobody knows who laid it.", None),
    ("a wrapped paragraph", "A bomb that had been laid on the road\nkilled two people.\n", None),
    ("a list", "- A bomb killed two\n\n- Another did not", None),
    ("an image", "convoy 2.jpg\n\nA bomb killed two people.", None),
    ("a line alone", "A bomb killed two", None),
    ("a salutation", "Dear colleagues,\n\nA bomb killed two.", None),
]


@pytest.mark.parametrize(("label", "text", "title"), TITLES, ids=[row[0] for row in TITLES])
def test_titles(label: str, text: str, title: str | None) -> None:
    assert read_text(text).title == title
    headline = find_headline(text)
    assert headline is None or text[headline.start : headline.end] == headline.text


def test_a_given_title_comes_before_the_front_matter_and_that_before_the_headline() -> None:
    text = FRONT + "Bomb kills two\n\nA bomb killed two."
    assert read_text(text, title="Given").title == "Given"
    assert read_text(text).title == "Two roads closed"


HEADERS = [
    ("a labeled day", "Bomb kills two\nPublished: 2014-05-22\n\nA bomb.", "2014-05-22", None, None),
    ("in other words", "Bomb kills two\nPosted on: Thursday, 22 May 2014\n\nA bomb.", "2014-05-22", None, None),
    ("labels of all kinds", "Date: May 22, 2014\nSource: Valley Post\nAuthor: Ann Lee\n\nBomb kills two\n\nA bomb.",
     "2014-05-22", "Valley Post", "Ann Lee"),
    ("a byline and a day", "Bomb kills two\n\nBy Ann Lee | 22 May 2014\n\nA bomb.", "2014-05-22", None, "Ann Lee"),
    ("a day alone", "Bomb kills two\n\nMay 22, 2014\n\nA bomb.", "2014-05-22", None, None),
    ("what is better known", "Bomb kills two\nUpdated: 2014-05-23\nPublished: 2014-05-22\n\nA bomb.", "2014-05-22", None, None),
    ("a change alone", "Bomb kills two\nUpdated: 2014-05-23\n\nA bomb.", None, None, None),
    ("no day", "Bomb kills two\nPublished: daily except Sundays\n\nA bomb.", None, None, None),
    ("a day that is ambiguous", "Bomb kills two\nPublished: 3/10/07\n\nA bomb.", None, None, None),
    ("a day without a headline", "22 May 2014\n\nA bomb killed two.", None, None, None),
    ("labels in the body", "Bomb kills two\n\nA bomb killed two people on the road.\n\nPublished: 2014-05-22", None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("label", "text", "day", "publisher", "author"), HEADERS, ids=[row[0] for row in HEADERS])
def test_lines_at_the_top_tell_day_publisher_and_author(
    label: str, text: str, day: str | None, publisher: str | None, author: str | None
) -> None:
    document = read_text(text)
    assert (str(document.published_on) if document.published_on else None) == day
    assert (document.publisher, document.author) == (publisher, author)


FRONTLESS = [
    ("a rule of dashes", "---\n\nPolice found a bomb.\n"),
    ("dashes and a sentence", "---\nPolice found a bomb: it was old\n"),
    ("dashes at the end", "Police found a bomb.\n---"),
]


@pytest.mark.parametrize(("label", "text"), FRONTLESS, ids=[row[0] for row in FRONTLESS])
def test_text_that_only_starts_with_dashes_has_no_front_matter(label: str, text: str) -> None:
    assert read_text(text).text == text


def test_front_matter_values_may_be_quoted_empty_or_commented() -> None:
    document = read_text(
        "---\n# from the archive\nTitle: 'A: B'\nauthor:\nurl: https://example.org/a?b=c:d\n---\nText."
    )
    assert (document.title, document.author, document.url) == ("A: B", None, "https://example.org/a?b=c:d")


def test_find_files_walks_folders_in_natural_order_and_goes_on_after_errors(tmp_path: Path) -> None:
    for name in ("report 10.txt", "report 2.TXT", "notes.md", "photo.jpg", ".hidden.txt", "b/Inner.txt", ".git/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("Text.", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    found = list(
        find_files(
            [tmp_path / "none.txt", tmp_path, tmp_path / "notes.md", tmp_path / "empty", tmp_path / ("long" * 100)]
        )
    )
    names = [item.name for item in found if isinstance(item, Path)]
    assert names == ["notes.md", "report 2.TXT", "report 10.txt", "Inner.txt"]
    errors = [str(item) for item in found if isinstance(item, ReadingError)]
    assert [error.rpartition(": ")[2] for error in errors] == [
        "does not exist; check the path",
        "holds no file of a kind that is read; name the files to read",
        "cannot be read (file name too long); check its permissions",
    ]


def test_find_files_takes_a_named_file_whatever_its_suffix(tmp_path: Path) -> None:
    path = tmp_path / "report.log"
    path.write_text("Text.", encoding="utf-8")
    assert list(find_files([path, path])) == [path]


@given(WORDS)
def test_text_without_front_matter_comes_back_unchanged(text: str) -> None:
    expected = text.removeprefix("\ufeff")
    assert read_text("x " + expected).text == "x " + expected


@given(ANY_TEXT)
def test_reading_any_text_gives_a_document_or_a_reading_error(text: str) -> None:
    try:
        document = read_text(text)
    except ReadingError as error:
        refusal = str(error)
    else:
        refusal = ""
        assert document.text in text.replace("\r\n", "\n").replace("\r", "\n")
    assert "\n" not in refusal


@given(st.binary(max_size=300) | ANY_TEXT.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_reading_any_bytes_gives_a_document_or_a_reading_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes(data)
    try:
        document = read_file(path)
    except ReadingError as error:
        refusal = str(error)
    else:
        refusal = ""
        assert document.text.encode()
    assert "\n" not in refusal
