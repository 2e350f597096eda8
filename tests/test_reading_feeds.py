"""Feeds and web archives become documents, entry by entry and page by page."""

import datetime

import pytest

from reportmap.errors import ReadingError
from reportmap.model import Document, MetadataBasis, SectionForm, SectionKind
from reportmap.reading.draft import Draft, Given
from reportmap.reading.feed import read_feed
from reportmap.reading.metadata import as_document
from reportmap.reading.mhtml import read_mhtml
from tests.pages import LONG, P1, P2, TITLE, page, paragraphs

RSS = f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Valley Post</title><language>en-us</language>
<item><title>Four killed &amp; two hurt</title><link>https://post.example/1</link><dc:creator>A. Khan</dc:creator>
<pubDate>Sat, 04 Jun 2011 23:30:00 +0500</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>{P1}</p><ul><li>One post</li><li>Two cars</li></ul><p>No &lt;!DOCTYPE html&gt; here.</p>]]></content:encoded></item>
<item><title></title></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Hill notes</title><entry><title type="html">&lt;b&gt;Road&lt;/b&gt; shut
</title><updated>2011-06-04T01:00:00+05:00</updated><author><name>Gul</name></author><link href="https://h.example/1"/>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{P2}</p></div></content></entry></feed>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Old site</title></channel><item><title>A raid</title>
<link>https://o.example/1</link><description>{P1}</description><dc:date>2011-06-04T10:00:00Z</dc:date></item></rdf:RDF>"""


def documents(source: str) -> list[Document | str]:
    found = read_feed(source.encode(), "feed.xml")
    return [as_document(item, Given()) if isinstance(item, Draft) else str(item) for item in found]


FEEDS = [
    # label,  feed,  title,                      author,    publisher,     url,                      words
    ("RSS",   RSS,   "Four killed & two hurt",   "A. Khan", "Valley Post", "https://post.example/1", f"{P1}\n\n- One post\n- Two cars\n\nNo <!DOCTYPE html> here.\n"),
    ("Atom",  ATOM,  "Road shut",                "Gul",     "Hill notes",  "https://h.example/1",    f"{P2}\n"),
    ("RDF",   RDF,   "A raid",                   None,      "Old site",    "https://o.example/1",    f"{P1}\n"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("label", "feed", "title", "author", "publisher", "url", "words"), FEEDS, ids=[row[0] for row in FEEDS]
)
def test_feeds(label: str, feed: str, title: str, author: str | None, publisher: str, url: str, words: str) -> None:
    document = documents(feed)[0]
    assert isinstance(document, Document)
    assert document.text == f"{title}\n\n{words}"
    assert (document.title, document.author, document.publisher, document.url) == (title, author, publisher, url)
    assert document.published_on == datetime.date(2011, 6, 4)
    assert document.published_basis is MetadataBasis.FEED
    assert document.parts[0].kind is SectionKind.TITLE
    assert document.path == "feed.xml, entry 1"


def test_the_form_of_an_entry_is_kept() -> None:
    document = documents(RSS)[0]
    assert isinstance(document, Document)
    (part,) = [part for part in document.parts if part.form is SectionForm.LIST]
    assert document.text[part.start : part.end] == "- One post\n- Two cars"


def test_an_entry_without_text_is_said() -> None:
    assert documents(RSS)[1] == "feed.xml, entry 2: has no text; open its link and save the page"


BAD_FEEDS = [
    # label, feed, what is said
    ("entities", '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><rss><channel><title>&b;</title></channel></rss>', "declares a document type"),
    ("a file's entity", '<?xml version="1.0"?><!doctype r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss/>', "declares a document type"),
    ("no entries", "<rss><channel></channel></rss>", "has no entries"),
    ("nothing", "", "is empty"),
    ("no feed", "Just words.", "has no entries"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "feed", "message"), BAD_FEEDS, ids=[row[0] for row in BAD_FEEDS])
def test_bad_feeds(label: str, feed: str, message: str) -> None:
    (found,) = documents(feed)
    assert isinstance(found, str)
    assert found.startswith("feed.xml: ")
    assert message in found


def test_a_feed_that_breaks_off_gives_what_it_has() -> None:
    assert len(documents(RSS.replace("</channel></rss>", ""))) == 2


ARCHIVE = """From: <Saved by a browser>
Snapshot-Content-Location: https://post.example/2011/06/04/road
Subject: Four officers
Date: Tue, 5 May 2020 10:00:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="----mark"

------mark
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 8bit
Content-Location: https://ads.example/frame

<html><body><p>Buy a carpet.</p></body></html>
------mark
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: 8bit
Content-Location: https://post.example/2011/06/04/road

{page}
------mark
Content-Type: image/png
Content-Transfer-Encoding: base64
Content-Location: https://post.example/a.png

iVBORw0KGgo=
------mark--
"""


def test_a_web_archive_is_its_page() -> None:
    source = page(f"<article><h1>{TITLE}</h1>{paragraphs(*LONG)}</article>")
    (draft,) = read_mhtml(ARCHIVE.replace("{page}", source).replace("\n", "\r\n").encode(), "road.mhtml")
    assert isinstance(draft, Draft)
    document = as_document(draft, Given())
    assert document.title == TITLE
    assert document.url == "https://post.example/2011/06/04/road"
    assert (document.published_on, document.published_basis) == (datetime.date(2011, 6, 4), MetadataBasis.URL)
    assert all(paragraph in document.text for paragraph in LONG)
    assert "carpet" not in document.text


@pytest.mark.parametrize("archive", ["", "MIME-Version: 1.0\n\nwords", "Content-Type: text/html\n\n", ARCHIVE[:250]])
def test_archives_without_a_page_are_refused(archive: str) -> None:
    (error,) = read_mhtml(archive.encode(), "road.mhtml")
    assert isinstance(error, ReadingError)
    assert str(error).startswith("road.mhtml: ")
