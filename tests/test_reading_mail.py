"""E-mail: the text, what it quotes, its signature, facts of the header, attachments and mailboxes."""

from email.message import EmailMessage

import pytest

from reportmap.errors import ReadingError
from reportmap.reading.draft import Draft
from tests.file_makers import make_docx, make_zip
from tests.readings import facts, marks, read_all, read_one

SIGNATURE = "-- "
BODY = f"""\
Two people were killed in Khost on Monday.

On Sunday Bob Ray wrote:
> Is the road open?
> We must know.

It is not.
{SIGNATURE}
Ann Lee
Valley Post
"""


def message(**headers: str) -> EmailMessage:
    """A message with the headers that each has."""
    made = EmailMessage()
    for name, value in {"From": "Ann Lee <ann@post.example>", "Message-ID": "<1@post.example>", **headers}.items():
        made[name.replace("_", "-")] = value
    return made


def test_a_message_comes_back_with_quotes_and_signature_told_apart() -> None:
    made = message(
        Subject="Re: [khost-list] Bomb kills two – Khost",
        Date="Tue, 03 Feb 2009 23:30:00 +0430",
        Organization="Valley Post",
    )
    made.set_content(BODY)
    draft = read_one(made.as_bytes(), "khost.eml")
    assert draft.text == (
        "Bomb kills two – Khost\n\nTwo people were killed in Khost on Monday.\n\nOn Sunday Bob Ray wrote:\n\n"
        "Is the road open?\nWe must know.\n\nIt is not.\n\nAnn Lee\nValley Post\n"
    )
    assert marks(draft) == [
        ("title", "Bomb kills two – Khost"),
        ("body/quote", "Is the road open?\nWe must know."),
        ("boilerplate/prose", "Ann Lee\nValley Post"),
    ]
    assert facts(draft) == {
        "title": "Bomb kills two – Khost", "author": "Ann Lee", "publisher": "Valley Post", "published": "2009-02-03",
    }  # fmt: skip


HEADERS = [
    # label, headers, facts
    ("an address alone", "From: ann@post.example", {"author": "ann@post.example"}),
    ("a name in another alphabet", "From: =?utf-8?q?Zo=C3=AB_Lee?= <z@post.example>", {"author": "Zoë Lee"}),
    ("an encoding that there is not", "From: x@y.example\nSubject: =?no-such?q?abc?=", {"author": "x@y.example", "title": "=?no-such?q?abc?="}),
    ("a clock that was never set", "From: x@y.example\nDate: Thu, 1 Jan 1970 00:00:00 +0000", {"author": "x@y.example"}),
    ("a date that is none", "From: x@y.example\nDate: yesterday", {"author": "x@y.example"}),
    ("the address of the archive", "From: x@y.example\nArchived-At: <https://lists.example/1>", {"author": "x@y.example", "url": "https://lists.example/1"}),
]  # fmt: skip


@pytest.mark.parametrize(("label", "headers", "known"), HEADERS, ids=[row[0] for row in HEADERS])
def test_what_the_header_says(label: str, headers: str, known: dict[str, str]) -> None:
    data = f"{headers}\nMessage-ID: <1@x>\n\nA bomb killed two.\n".encode()
    assert facts(read_one(data, "x.eml")) == known


BODIES = [
    # label, headers of the body, body, text
    ("Windows-1252", "text/plain; charset=windows-1252", b"The \x93caf\xe9\x94 burned.", "The “café” burned.\n"),
    ("no charset", "text/plain", "The café burned.".encode(), "The café burned.\n"),
    ("a charset that there is not", "text/plain; charset=no-such", b"A bomb.", "A bomb.\n"),
    ("a charset that lies", "text/plain; charset=ascii", "The café burned.".encode(), "The café burned.\n"),
    ("a charset with NUL in it", 'text/plain; charset="utf\0-8"', b"A bomb.", "A bomb.\n"),
    (
        "flowed",
        "text/plain; format=flowed",
        b"A bomb \nkilled two.\nIt rained.\n> a \n> b\n",
        "A bomb killed two.\nIt rained.\n\na b\n",
    ),
    ("lines of CR", "text/plain", b"A bomb.\r\n\r\nIt rained.", "A bomb.\n\nIt rained.\n"),
]


@pytest.mark.parametrize(("label", "kind", "body", "text"), BODIES, ids=[row[0] for row in BODIES])
def test_bodies(label: str, kind: str, body: bytes, text: str) -> None:
    data = b"From: x@y.example\nMessage-ID: <1@x>\nContent-Type: " + kind.encode() + b"\n\n" + body
    assert read_one(data, "x.eml").text == text


def test_the_plain_text_comes_before_the_page() -> None:
    made = message()
    made.set_content("The plain text.")
    made.add_alternative("<p>The page.</p>", subtype="html")
    assert read_one(made.as_bytes(), "x.eml").text == "The plain text.\n"


def test_a_message_that_is_a_page_is_read_as_one() -> None:
    pytest.importorskip("reportmap.reading.html")
    made = message(Subject="Bomb kills two")
    made.set_content(
        "<html><body><p>A bomb killed two people in the old bazaar of Khost on Monday.</p></body></html>",
        subtype="html",
    )
    draft = read_one(made.as_bytes(), "x.eml")
    assert draft.text == "Bomb kills two\n\nA bomb killed two people in the old bazaar of Khost on Monday.\n"
    assert facts(draft)["title"] == "Bomb kills two"


def test_attachments_are_documents_of_their_own() -> None:
    made = message()
    made.set_content("See below.")
    made.add_attachment(
        make_docx("A bomb killed two."), maintype="application", subtype="octet-stream", filename="../../khost.docx"
    )
    made.add_attachment(make_zip({"a.txt": "It rained."}), maintype="application", subtype="zip", filename="all.zip")
    made.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    made.add_attachment(b"x", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    inner = message(Subject="Earlier")
    inner.set_content("It snowed.")
    made.add_attachment(inner)
    items = [
        (item.name, item.text) if isinstance(item, Draft) else str(item) for item in read_all(made.as_bytes(), "x.eml")
    ]
    assert items == [
        ("x.eml", "See below.\n"),
        ("x.eml/../../khost.docx", "A bomb killed two.\n"),
        ("x.eml/all.zip/a.txt", "It rained."),
        "x.eml/winmail.dat: is an attachment of Outlook's own kind; save what it holds from Outlook",
        ("x.eml/message 5.eml", "Earlier\n\nIt snowed.\n"),
    ]


def test_a_mailbox_is_its_messages() -> None:
    made = message(Subject="One")
    made.set_content("A bomb.\n\n>From Khost it is far.")
    data = b"".join(b"From ann@post.example Tue Feb  3 10:00:00 2009\n" + made.as_bytes() + b"\n" for _ in range(2))
    drafts = [item for item in read_all(data, "all.mbox") if isinstance(item, Draft)]
    assert [draft.name for draft in drafts] == ["all.mbox, message 1", "all.mbox, message 2"]
    assert "From Khost it is far." in drafts[0].text


REFUSED = [
    # label, message, error
    (
        "encrypted",
        b"From: x@y.example\nMessage-ID: <1@x>\nContent-Type: application/pkcs7-mime\n\nabc",
        "is encrypted; save it decrypted, or save its text",
    ),
    (
        "empty",
        b"From: x@y.example\nMessage-ID: <1@x>\n\n",
        "there is no text in it; check that it was saved whole, or leave it out",
    ),
]


@pytest.mark.parametrize(("label", "data", "error"), REFUSED, ids=[row[0] for row in REFUSED])
def test_refused_messages(label: str, data: bytes, error: str) -> None:
    (item,) = read_all(data, "x.eml")
    assert isinstance(item, ReadingError)
    assert str(item) == f"x.eml: {error}"


def test_nested_parts_without_end_are_cut_off() -> None:
    data = b"From: x@y.example\nMessage-ID: <1@x>\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (depth, depth) for depth in range(2000)
    )
    (item,) = read_all(data, "x.eml")
    assert isinstance(item, ReadingError)
