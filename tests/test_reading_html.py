"""Web pages become documents: body, title, date, author and comments are right, and no date is invented."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportmap.errors import ReportmapError
from reportmap.model import Document, MetadataBasis, SectionKind
from reportmap.reading.draft import Draft, Given
from reportmap.reading.feed import read_feed
from reportmap.reading.html import read_html
from reportmap.reading.metadata import as_document
from reportmap.reading.mhtml import read_mhtml
from reportmap.sections import find_sections
from tests.pages import LONG, P1, P2, P3, PAGES, TABLES, TITLE, WORDPRESS, Page, page, paragraphs


def read(source: str | bytes, name: str = "page.html") -> Document:
    data = source.encode() if isinstance(source, str) else source
    (draft,) = read_html(data, name)
    assert isinstance(draft, Draft), draft
    return as_document(draft, Given())


def of_kind(document: Document, *kinds: SectionKind | None) -> list[str]:
    return [document.text[part.start : part.end] for part in document.parts if part.kind in kinds]


@pytest.mark.parametrize("kind", PAGES, ids=[kind.label for kind in PAGES])
def test_pages(kind: Page) -> None:
    document = read(kind.source, kind.name)
    assert document.title == kind.title
    assert (str(document.published_on or "") or None, document.published_basis.value) == (kind.published, kind.basis)
    assert (document.author, document.publisher) == (kind.author, kind.publisher)
    body = "\n\n".join(of_kind(document, SectionKind.BODY, None))
    for paragraph in kind.body:
        assert paragraph in body
        assert document.text.count(paragraph) == 1
    for words in kind.holds:
        assert words in document.text
    for words in kind.lacks:
        assert words not in document.text
    comments = [part for part in document.parts if part.kind is SectionKind.COMMENT]
    assert [part.author for part in comments] == [author for author, _ in kind.comments]
    for part, (_, words) in zip(comments, kind.comments, strict=True):
        assert words in document.text[part.start : part.end]
        assert words not in body
    if kind.title:
        assert of_kind(document, SectionKind.TITLE) == [kind.title]
    assert document.language == "en"


EXACT = [
    # page, its whole text, (kind, form, writer, first words) of its parts
    (
        WORDPRESS,
        (f"{TITLE}\n\nPosted on June 4, 2011 by Nazia\n\n{P1}\n\n{P2}\n\n{P3}\n\nAnn Lee, June 5, 2011 at 5:05 pm:\n\n"
        "I was there on 3/10/07 and nobody came.\n\nIt was the army.\n\nBob, June 6, 2011 at 9:00 am:\n\n"
        "No, the police shot first.\n\nr9:\n\nTwo more died in the hospital.\n"),
        [
            ("title", "prose", None, "Four"), ("boilerplate", "prose", None, "Posted"), (None, "prose", None, "Gunmen"),
            (None, "prose", None, "The"), (None, "prose", None, "It"), ("comment", "prose", "Ann Lee", "Ann"),
            ("comment", "prose", "Bob", "Bob,"), ("comment", "prose", "r9", "r9:"),
        ],
    ),
    (
        TABLES,
        (f"{TITLE}\n\n{P1}\n\nIncidents of the week\n\nDate | Place | Killed\n3 June 2011 | Sangar | 4\n"
        f"5 June 2011 | Tor Kham |\n\n{P2}\n\n- Two vehicles were burned at the post.\n- The road was closed until noon:\n"
        f"  1. for trucks\n  2. for buses\n\nWe will not leave our post, whoever comes.\n\n{P3}\n"),
        [
            ("title", "prose", None, "Four"), (None, "prose", None, "Gunmen"), ("caption", "prose", None, "Incidents"),
            ("body", "table", None, "Date"), (None, "prose", None, "The"), ("body", "list", None, "-"),
            ("body", "quote", None, "We"), (None, "prose", None, "It"),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "text", "parts"), EXACT, ids=[row[0].label for row in EXACT])
def test_the_whole_text_and_its_parts(kind: Page, text: str, parts: list[tuple[str | None, ...]]) -> None:
    document = read(kind.source)
    assert document.text == text
    assert parts == [
        (
            part.kind and part.kind.value,
            part.form and part.form.value,
            part.author,
            text[part.start : part.end].split(maxsplit=1)[0],
        )
        for part in document.parts
    ]


def test_comments_without_markup_are_found_by_their_words() -> None:
    markup = f"<h3>2 comments</h3><p>Ann says:</p><p>{P3} I doubt it.</p><p>Bob says:</p><p>{P3} So do I.</p>"
    document = read(page(f"<article><h1>{TITLE}</h1>{paragraphs(P1, P2)}{markup}</article>"))
    comments = [section for section in find_sections(document) if section.kind is SectionKind.COMMENT]
    assert [comment.author for comment in comments] == ["Ann", "Bob"]


def test_notes_and_credits_of_a_page_are_no_report() -> None:
    notes = "<p>Photo: A. Khan/Valley Post</p><p>Reporting by A. Khan; editing by B. Roe.</p>"
    document = read(page(f"<article><h1>{TITLE}</h1>{paragraphs(*LONG)}{notes}</article>"))
    kinds = {section.text.strip(): section.kind for section in find_sections(document)}
    assert kinds["Photo: A. Khan/Valley Post"] is SectionKind.CAPTION
    assert kinds["Reporting by A. Khan; editing by B. Roe."] is SectionKind.BOILERPLATE


# --- several reports on a page ----------------------------------------------------------------------------------


def entry(number: int, text: str) -> str:
    return (
        f'<article class="post"><h2><a href="https://hills.example/{number}">Report {number}</a></h2>'
        f'<time class="entry-date" datetime="2011-06-0{number}">June {number}</time>{paragraphs(text, P2, P3)}</article>'
    )


def test_each_whole_article_of_a_page_is_a_report() -> None:
    source = page(
        f"<main>{entry(1, P1)}{entry(2, P1)}{entry(3, P1)}</main>",
        head='<title>Hill notes</title><meta property="og:site_name" content="Hill notes">',
    )
    drafts = list(read_html(source.encode(), "front.html"))
    documents = [as_document(draft, Given()) for draft in drafts if isinstance(draft, Draft)]
    assert [document.path for document in documents] == [f"front.html, article {number}" for number in (1, 2, 3)]
    assert [document.title for document in documents] == ["Report 1", "Report 2", "Report 3"]
    assert [document.published_on for document in documents] == [datetime.date(2011, 6, day) for day in (1, 2, 3)]
    assert {document.publisher for document in documents} == {"Hill notes"}
    assert documents[1].url == "https://hills.example/2"


def test_a_list_of_links_is_refused() -> None:
    teasers = "".join(
        f'<div><h3><a href="/{n}">Report {n} of the valley</a></h3><p>It rained.</p></div>' for n in range(9)
    )
    (error,) = read_html(page(f"<main>{teasers}</main>").encode(), "front.html")
    assert str(error) == "front.html: only lists links to 9 reports; save the reports themselves"


def test_a_report_with_another_one_below_it_is_one_report() -> None:
    source = page(f"<main>{entry(1, P1)}{entry(2, P1)}</main>", head='<meta property="og:type" content="article">')
    assert len(list(read_html(source.encode(), "page.html"))) == 1


# --- days that are none -----------------------------------------------------------------------------------------

NO_DATES = [
    # label, head, body above and below the report
    ("a copyright line", "", "", "<p>© 2011 Valley Post</p>"),
    ("a copyright year in the markup", '<meta itemprop="copyrightYear" content="2011">', "", ""),
    ("an ambiguous day", "", '<p class="date">3/10/07</p>', ""),
    ("how long ago", "", '<p class="published">3 hours ago</p><time>yesterday</time>', ""),
    ("a day of change", '<meta property="article:modified_time" content="2011-06-04">', "", ""),
    ("a marked day of change", "", '<time class="updated" datetime="2011-06-04">4 June</time>', ""),
    ("a labelled day of change", "", '<p>Updated: <time datetime="2011-06-04">4 June</time></p>', ""),
    ("days in the prose", "", "", "<p>The road was paved on 4 June 2011, and again in 2012.</p>"),
    ("times of other reports", "", "", '<aside><time datetime="2011-06-04">4 June</time></aside>'),
    ("several times", "", '<time datetime="2011-06-04">4</time><time datetime="2011-06-09">9</time>', ""),
    ("a year alone", '<meta name="date" content="2011">', "", ""),
    ("a day that no calendar has", '<meta name="date" content="2011-02-30">', "", ""),
    ("a copyright in JSON-LD", '<script type="application/ld+json">{"@type":"WebSite","datePublished":"2011-06-04"}</script>', "", ""),
    ("a month in the address", '<link rel="canonical" href="https://post.example/2011/06/road">', "", ""),
    ("a number in the address", '<link rel="canonical" href="https://post.example/story-20119904-road">', "", ""),
]  # fmt: skip


@pytest.mark.parametrize(("label", "head", "above", "below"), NO_DATES, ids=[row[0] for row in NO_DATES])
def test_no_date_is_invented(label: str, head: str, above: str, below: str) -> None:
    source = page(f"<article><h1>{TITLE}</h1>{above}{paragraphs(*LONG)}</article>{below}", head=head)
    document = read(source)
    assert document.published_on is None
    assert document.published_basis is MetadataBasis.NONE


ENCODINGS = [
    # label, declared, codec
    ("UTF-8", '<meta charset="utf-8">', "utf-8"),
    ("Windows-1252 as Latin-1", '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', "cp1252"),
    ("Windows-1252", "<meta charset=windows-1252>", "cp1252"),
    ("UTF-8 that says Latin-1 nowhere", "", "utf-8"),
    ("UTF-16 with a mark", '<meta charset="utf-16">', "utf-16"),
    ("a name that nobody knows", '<meta charset="x-unheard-of">', "utf-8"),
    ("an XML declaration", "", "iso-8859-2"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "declared", "codec"), ENCODINGS, ids=[row[0] for row in ENCODINGS])
def test_encodings(label: str, declared: str, codec: str) -> None:
    words = "Général Müller said no" if codec == "iso-8859-2" else "Général Müller said “no”"
    source = f"<html><head>{declared}</head><body><article><h1>{TITLE}</h1>{paragraphs(words + ' to ' + P1, P2)}</article></body></html>"
    if label == "an XML declaration":
        source = '<?xml version="1.0" encoding="ISO-8859-2"?>' + source
    assert words in read(source.encode(codec)).text


# --- pages that nobody means well by ----------------------------------------------------------------------------

HOSTILE = [
    # label, page, what the error says (None: it is read)
    ("100,000 nested elements", "<div>" * 100_000 + P1, "nests thousands of elements"),
    ("too many elements", "<b></b>" * 200_001 + P1, "has more than 200,000 elements"),
    ("controls behind what is cut out", f'<body><article>{P1}<ol class="commentlist"><li class="comment"><cite class="fn">Ann</cite><p>No.</p></li>\x0c&#12;&#1;x</ol></article></body>', None),
    ("1,900 nested elements", "<div>" * 1_900 + P1 + "</div>" * 1_900, None),
    ("entities from a file", f'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>&x; {P1}</p></body></html>', None),
    ("entities in entities", f'<!DOCTYPE html [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><html><body><p>&b; {P1}</p></body></html>', None),
    ("nothing", "", "is empty"),
    ("no words", "<html><body><img src='a.png'></body></html>", "there is no text on the page"),
    ("hidden words only", f"<html><body><div hidden>{P1}</div></body></html>", "there is no text on the page"),
    ("deep JSON", f"<script type='application/ld+json'>{'[' * 50_000}</script><article><h1>T</h1>{paragraphs(*LONG)}</article>", None),
    ("many blanks", f"<p>{P1}{' ' * 300_000}{P2}</p>", None),
    ("many times", f"<article>{paragraphs(*LONG)}{'<time datetime=2011-06-04>x</time>' * 3_000}</article>", None),
    ("many comments", f"<article>{paragraphs(*LONG)}</article><div id=comments>{'<div class=comment><p>No.</p></div>' * 2_000}</div>", None),
    ("comments in comments", f"<article>{paragraphs(*LONG)}</article>{'<ul><li class=comment><p>No way that it was so.</p>' * 150}", None),
    ("a table in a table", f"<article>{paragraphs(*LONG)}{'<table><tr><td>' * 300}</article>", None),
    ("controls", f"<p>{P1}\x01\x1f\ufffe {P2}</p>", None),
    ("NUL and no encoding", f"<p>{P1}\x00 {P2}</p>", "is binary"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "source", "message"), HOSTILE, ids=[row[0] for row in HOSTILE])
def test_hostile_pages(label: str, source: str, message: str | None) -> None:
    (found,) = read_html(source.encode("utf-8", "surrogatepass"), "page.html")
    if message is None:
        assert isinstance(found, Draft), found
        assert "root:" not in found.text
        check(found)
    else:
        assert message in str(found)


def check(draft: Draft) -> None:
    """What holds for every draft: parts in order, inside the text, on whole lines, and a document or a reason."""
    end = 0
    for part in draft.parts:
        assert end <= part.start < part.end <= len(draft.text)
        end = part.end
    try:
        document = as_document(draft, Given())
    except ReportmapError:
        return
    sections = find_sections(document)
    assert "".join(section.text for section in sections) == document.text


TAGS = st.sampled_from(
    [
        *("<p>", "</p>", "<div class=comment>", "<div id=comments>", "</div>", "<li>", "<ol>", "</ol>", "<table>", "<tr>", "<td>"),
        *("</table>", "<h1>", "<blockquote>", "<br>", "<article>", "</article>", "<time datetime='2011-06-04'>", "<title>", "<pre>"),
        *("<figcaption>", "<dl>", "<dt>", "<dd class=comment-body>", "<script type='application/ld+json'>", "</script>", "<!--"),
        *("<meta name=date content='2011-06-04'>", "&amp;", "&#0;", '{"@type": "Article"}', "<li class='comment'>", "\x00"),
        *("Police said that four men were killed at the bridge near the market on Saturday. ", "Ann says:", "<a href='/x'>"),
    ]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(TAGS | st.text(max_size=20), max_size=40))
def test_any_page_gives_drafts_or_errors(pieces: list[str]) -> None:
    for found in read_html("".join(pieces).encode("utf-8", "surrogatepass"), "page.html"):
        if isinstance(found, Draft):
            check(found)
        else:
            assert str(found).startswith("page.html")


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_give_drafts_or_errors(data: bytes) -> None:
    for found in (*read_html(data, "page.html"), *read_mhtml(data, "page.mht"), *read_feed(data, "feed.xml")):
        assert isinstance(found, Draft | ReportmapError)
