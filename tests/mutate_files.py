"""Feeds broken copies of good files to the parsers and prints what surprised them: a command for developers.

    PYTHONPATH=.:src python -m tests.mutate_files SECONDS [--seed N] [FORMAT ...]

A surprise is a parser that died, took too long or too much, or raised an error that nobody foresaw. Each comes as one
line with the seed that makes it again, once for each message; what is found becomes a row of a table before it is fixed.
"""

import argparse
import random
import re
import sys
import time
from collections.abc import Callable
from email.message import EmailMessage

import docx

from reportmap.errors import ReadingError
from reportmap.reading.sandbox import Limits, Sandbox
from tests.file_makers import make_docx, make_pdf, make_zip, prose, rezipped, saved

SURPRISE = re.compile(r"unknown here|crash|took|takes more|no sensible answer|ends at once|parser")
LIMITS = Limits(memory_bytes=1024**3, cpu_seconds=4, wall_seconds=20)
ODD = (
    b"\0",
    b"\xff",
    b"\n",
    b"%",
    b"<",
    b">",
    b"(",
    b'"',
    b"\\",
    b"9" * 12,
    b"-1",
    b"[" * 50,
    b"\r\n\r\n",
    b"\xed\xa0\x80",
)


def _pdf() -> bytes:
    page = prose(
        72,
        700,
        ["A bomb killed two people in the dis-", "trict of Khost. (It rained.)", "• One item", "Town     Killed"],
    )
    return make_pdf([page, [*page, (72, 30, 9, "2")]], info="/Title (Bomb) /CreationDate (D:20090203)")


def _docx_part() -> bytes:
    document = docx.Document()
    document.add_heading("Khost", 1)
    paragraph = document.add_paragraph("A bomb killed two.", style="List Bullet")
    document.add_comment(paragraph.runs, text="Is this so?", author="Bob")
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Town"
    return saved(document)


def _mail() -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"], made["Message-ID"] = "Zoë <z@x.example>", "Bomb – Khost", "<1@x.example>"
    made["Date"] = "Tue, 03 Feb 2009 23:30:00 +0430"
    made.set_content("A bomb.\n> quoted\n-- \nZoë")
    made.add_alternative("<p>A bomb.</p>", subtype="html")
    made.add_attachment(make_zip({"a.txt": "It rained."}), maintype="application", subtype="zip", filename="ä.zip")
    made.add_attachment(EmailMessage())
    return made.as_bytes()


TABLE = b'id,title,text,date\n1,Bomb,"A ""bomb"" killed two, they said.",03/02/2009\n2,Road,The road is closed.,23/02/2009\n'
JSON = b'{"data": [{"title": "Bomb", "text": "A bomb \\u00e9 killed two.", "date": 1233619200, "source": {"name": "Post"}}, {"text": ["One.", "Two."]}]}'
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Bomb | Post</title>
<meta property="article:published_time" content="2009-02-03T10:00:00Z"><script type="application/ld+json">{"@graph":
[{"@type": "NewsArticle", "datePublished": "2009-02-03", "author": {"name": "Zoë"}}]}</script></head><body><nav><a href="/">Home</a></nav>
<article><h1>Bomb in Khost</h1><p>A bomb killed two people in Khost on Monday, the police said in the evening.</p>
<ul><li>One road is closed.</li></ul><table><tr><th>Town</th><th>Killed</th></tr><tr><td>Khost</td><td>2</td></tr></table>
<blockquote>It rained.</blockquote></article><ol class="commentlist"><li class="comment"><cite class="fn">Ann</cite><p>No.</p></li></ol>
</body></html>""".encode()
ARCHIVE = (
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b; type=text/html\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: https://post.example/2009/02/03/bomb\r\n\r\n"
    + PAGE
    + b"\r\n--b--\r\n"
)
FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Post</title><item><title>Bomb</title><link>https://post.example/1</link>
<pubDate>Tue, 03 Feb 2009 10:00:00 GMT</pubDate><description>&lt;p&gt;A bomb killed two people in Khost.&lt;/p&gt;</description></item></channel></rss>"""
SEEDS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "pdf": ("x.pdf", _pdf),
    "docx": ("x.docx", _docx_part),
    "mail": ("x.eml", _mail),
    "html": ("x.html", lambda: PAGE),
    "mhtml": ("x.mhtml", lambda: ARCHIVE),
    "feed": ("x.rss", lambda: FEED),
    "table": ("x.csv", lambda: TABLE),
    "json": ("x.json", lambda: JSON),
    "jsonl": ("x.jsonl", lambda: b'{"text": "A bomb."}\n{"text": "It rained.", "date": "3 May 2009"}\n'),
    "zip": ("x.zip", lambda: make_zip({"a.txt": "A bomb.", "b.json": JSON, "c.docx": make_docx("It rained.")})),
}


def mutated(data: bytes, chance: random.Random) -> bytes:
    """A copy with some bytes changed, added, repeated or cut out."""
    made = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        at = chance.randrange(len(made) + 1)
        end = min(len(made), at + chance.choice((1, 1, 2, 8, 64, 512)))
        act = chance.randrange(5)
        if act == 0 and at < len(made):
            made[at] = chance.randrange(256)
        elif act == 1:
            made[at:at] = chance.choice(ODD)
        elif act == 2:
            del made[at:end]
        elif act == 3:
            made[at:at] = made[at:end] * chance.choice((1, 2, 40))
        else:
            made[at:end] = chance.choice(ODD)
    return bytes(made)


def broken(form: str, whole: bytes, chance: random.Random) -> bytes:
    """A broken file of a format; of a Word document, half of the time, one part inside its intact archive."""
    if form == "docx" and chance.random() < 0.7:
        name = chance.choice(
            (
                "word/document.xml",
                "word/styles.xml",
                "word/comments.xml",
                "[Content_Types].xml",
                "docProps/core.xml",
                "word/_rels/document.xml.rels",
            )
        )
        return rezipped(whole, {name: mutated(_member(whole, name), chance)})
    return mutated(whole, chance)


def _member(whole: bytes, name: str) -> bytes:
    import io  # noqa: PLC0415
    import zipfile  # noqa: PLC0415

    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        return archive.read(name)


def main() -> None:
    """Run for a while over the chosen formats, one after the other."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("seconds", type=float, help="for all formats together")
    parser.add_argument("formats", nargs="*", default=list(SEEDS), help=f"of {', '.join(SEEDS)}")
    parser.add_argument("--seed", type=int, help="one seed of one format, to make a surprise again")
    arguments = parser.parse_args()
    for form in arguments.formats:
        _run(form, seconds=arguments.seconds / len(arguments.formats), seed=arguments.seed)


def _run(form: str, *, seconds: float, seed: int | None) -> None:
    name, make = SEEDS[form]
    whole, seen, number = make(), set[str](), 0
    end = time.monotonic() + seconds
    with Sandbox(limits=LIMITS) as sandbox:
        while time.monotonic() < end and (seed is None or number == 0):
            chosen = number if seed is None else seed
            number += 1
            data = broken(form, whole, random.Random(chosen))  # noqa: S311 - the same files in every run
            for item in sandbox.drafts(data, name):
                kind = re.sub(r"0x[0-9a-f]+|\d+", "#", str(item))[:160]
                if isinstance(item, ReadingError) and SURPRISE.search(str(item)) and kind not in seen:
                    seen.add(kind)
                    sys.stdout.write(f"{form} --seed {chosen}: {item}\n")
                    sys.stdout.flush()
    sys.stdout.write(f"{form}: {number:,} files, {len(seen)} surprises\n")


if __name__ == "__main__":
    main()
