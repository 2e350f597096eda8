"""Files that were made to harm: bombs, lies, and damage. Each is a row: what it is, its name, how it is made, and the
one line that it gives (a pattern; None where it is read, and only must do no harm)."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.file_makers import make_docx, make_pdf, make_zip, prose, rezipped

Row = tuple[str, str, Callable[[], bytes], str | None]

MB = 1024 * 1024
WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + depth)} "{f"&{chr(97 + depth)};" * 10}">' for depth in range(9))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def zip_bomb() -> bytes:
    """One member of 100 MB of zeros in 100 kB."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("a.txt", "w") as member:
        for _ in range(100):
            member.write(b"0" * MB)
    return file.getvalue()


def nested_bomb() -> bytes:
    """Archives inside archives, ten at each of ten depths."""
    data = make_zip({"a.txt": "A bomb."})
    for _ in range(10):
        data = make_zip({f"{number}.zip": data for number in range(10)})
    return data


def lying_header() -> bytes:
    """A member that says that it unpacks to ten bytes, and has 20 MB."""
    data = bytearray(make_zip({"a.txt": b"0" * (20 * MB)}))
    for signature, place in ((b"PK\3\4", 22), (b"PK\1\2", 24)):
        at = data.index(signature) + place
        data[at : at + 4] = struct.pack("<I", 10)
    return bytes(data)


def many_members() -> bytes:
    """Thirty thousand empty files."""
    return make_zip({f"{number}.txt": b"" for number in range(30_000)}, compression=zipfile.ZIP_STORED)


def itself() -> bytes:
    """Two members that share their bytes: the second one's header points at the first one's."""
    data = bytearray(make_zip({"a.txt": "A bomb killed two.", "b.txt": "It rained in Khost."}))
    second = data.index(b"PK\1\2", data.index(b"PK\1\2") + 4)
    data[second + 42 : second + 46] = struct.pack("<I", 0)
    return bytes(data)


def linked() -> bytes:
    """A member that is a link to a file outside."""
    link = zipfile.ZipInfo("a.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(link, "/etc/passwd")
        archive.writestr("b.txt", "It rained.")
    return file.getvalue()


def encrypted_member() -> bytes:
    """A member whose header says that it is encrypted."""
    data = bytearray(make_zip({"a.txt": "A bomb.", "b.txt": "It rained."}))
    data[6] |= 1
    data[data.index(b"PK\1\2") + 8] |= 1
    return bytes(data)


def corrupt_member() -> bytes:
    """A member whose check sum is wrong, beside a good one."""
    data = bytearray(make_zip({"a.txt": "A bomb.", "b.txt": "It rained."}, compression=zipfile.ZIP_STORED))
    data[data.index(b"A bomb.")] = ord("X")
    return bytes(data)


def docx_bomb() -> bytes:
    """A Word document whose text unpacks to 200 MB."""
    body = f"<w:document {WORD}><w:body>{'<w:p><w:r><w:t>A bomb.</w:t></w:r></w:p>' * 2_500_000}</w:body></w:document>"
    return rezipped(make_docx("x"), {"word/document.xml": body.encode()})


def docx_tree() -> bytes:
    """A Word document below the limit of size, whose tree has 300,000 elements."""
    body = (
        f"<w:document {WORD}><w:body>{'<w:p/>' * 300_000}<w:p><w:r><w:t>A bomb.</w:t></w:r></w:p></w:body></w:document>"
    )
    return rezipped(make_docx("x"), {"word/document.xml": body.encode()})


def docx_with(head: str) -> Callable[[], bytes]:
    """A Word document that declares entities."""
    body = f"{head}<w:document {WORD}><w:body><w:p><w:r><w:t>&a;</w:t></w:r></w:p></w:body></w:document>"
    return lambda: rezipped(make_docx("x"), {"word/document.xml": body.encode()})


def pdf_bomb() -> bytes:
    """A page whose content unpacks to 200 MB of blanks."""
    deflate = zlib.compressobj()
    stream = b"".join([*(deflate.compress(b" " * MB) for _ in range(200)), deflate.flush()])
    plain = make_pdf([prose(72, 700, ["A bomb."])])
    head, _, rest = plain.partition(b"<< /Length")
    body = rest.partition(b"endstream")[2]
    return head + b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream" + body


def pdf_pages() -> bytes:
    """A PDF that says that it has two thousand million pages."""
    return make_pdf([prose(72, 700, ["A bomb."])]).replace(b"/Count 1", b"/Count 2000000000")


def pdf_circle() -> bytes:
    """A tree of pages that holds itself."""
    return make_pdf([prose(72, 700, ["A bomb."])]).replace(b"/Kids [", b"/Kids [2 0 R ")


def encrypted_pdf() -> bytes:
    """A PDF whose trailer says that it needs a password."""
    lock = "<< /Filter /Standard /V 1 /R 2 /P -4 /O <" + "41" * 32 + "> /U <" + "42" * 32 + "> >>"
    return make_pdf([prose(72, 700, ["A bomb."])], extra=f"/Encrypt {lock} /ID [<41> <41>]")


def one_line(size_mb: int) -> bytes:
    """Articles on one line of JSON."""
    article = b'{"title": "Bomb kills two", "text": "' + b"A bomb killed two people in Khost. " * 300 + b'"}'
    return b"[" + b",".join([article] * (size_mb * MB // len(article))) + b"]"


def spaces() -> bytes:
    """A bullet and a hundred thousand blanks."""
    return b"It rained.\n\n- " + b" " * 100_000 + b"A bomb.\n"


DAMAGED_ZIP = "is a damaged ZIP archive"
FILES: list[Row] = [
    ("a ZIP bomb", "x.zip", zip_bomb, r"x\.zip/a\.txt: unpacks to more than \d+ MB; unpack it by hand if it is no bomb"),
    ("a bomb in a bomb", "x.zip", nested_bomb, r"x\.zip: 8,\d{3} more files in it cannot be read; unpack it to see why"),
    ("a header that lies", "x.zip", lying_header, r"x\.zip/a\.txt: is damaged in its archive .*"),
    ("thirty thousand members", "x.zip", many_members, r"x\.zip: 9,980 more files in it cannot be read; unpack it to see why"),
    ("members that share their bytes", "x.zip", itself, r"x\.zip/b\.txt: is damaged in its archive .*"),
    ("a name that climbs", "x.zip", lambda: make_zip({"../../../tmp/climbed.txt": "A bomb."}), None),
    ("a link", "x.zip", linked, r"x\.zip/a\.txt: is a link and holds nothing; pack the file that it names"),
    ("an encrypted member", "x.zip", encrypted_member, r"x\.zip/a\.txt: is encrypted; unpack it with its password .*"),
    ("a corrupt member", "x.zip", corrupt_member, r"x\.zip/a\.txt: is damaged in its archive \(Bad CRC-32.*"),
    ("a ZIP that was cut off", "x.zip", lambda: make_zip({"a.txt": "A bomb."})[:-30], rf"x\.zip: {DAMAGED_ZIP}.*"),
    ("an empty ZIP", "x.zip", lambda: make_zip({}), r"x\.zip: holds no file of a kind that is read; .*"),
    ("a Word document that is a bomb", "x.docx", docx_bomb, r"x\.docx: unpacks to more than 64 MB of text; .*"),
    ("a Word document of 300,000 elements", "x.docx", docx_tree, None),
    ("a billion laughs", "x.docx", docx_with(LAUGHS), r"x\.docx: declares entities.*"),
    ("a file from outside", "x.docx", docx_with(OUTSIDE), r"x\.docx: declares entities.*"),
    ("a PDF that is a bomb", "x.pdf", pdf_bomb, r"x\.pdf: (?:no text layer|takes more than|took|is a damaged|made its).*"),
    ("a PDF of endless pages", "x.pdf", pdf_pages, None),
    ("pages in a circle", "x.pdf", pdf_circle, None),
    ("an encrypted PDF", "x.pdf", encrypted_pdf, r"x\.pdf: is encrypted; save it without its password"),
    ("half a PDF", "x.pdf", lambda: encrypted_pdf()[:100], r"x\.pdf: is a damaged PDF.*"),
    ("a PDF of nothing", "x.pdf", lambda: make_pdf([[]]), r"x\.pdf: no text layer: needs OCR; .*"),
    ("50 MB of JSON on one line", "x.json", lambda: one_line(50), None),
    ("12 MB of brackets", "x.json", lambda: b"[" + b"[],"* (4 * MB) + b"[]]", r"x\.json: (?:takes more than|holds no articles).*"),
    ("100,000 keys", "x.json", lambda: b"{" + b",".join(b'"k%d": 1' % key for key in range(10**5)) + b"}", r"x\.json: no column .*"),
    ("a cell of 50 MB", "x.csv", lambda: b'id,text\n1,"' + b"a " * (25 * MB) + b'"\n', r"x\.csv: (?:breaks off as a table|is no table).*"),
    ("a hundred thousand blanks", "x.txt", spaces, None),
    ("NUL bytes", "x.txt", lambda: b"A bomb\0 killed two.", r"x\.txt: is binary.*"),
    ("half a character", "x.json", lambda: b'{"text": "A \\udc00 bomb"}', r"x\.json, line 1: holds half a character.*"),
    ("two encodings", "x.txt", lambda: "Il pleut à Ségou, “là”. ".encode() + bytes(range(0x80, 0xA0)), r"x\.txt, line 1: is not UTF-8.*"),
    ("an old Word document", "x.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), r"x\.doc: is an old Office file.*; open it in .*"),
    ("RTF", "x.doc", lambda: b"{\\rtf1 A bomb.}", r"x\.doc: is an RTF document, which is not read; .*"),
    ("a picture", "x.jpg", lambda: b"\xff\xd8\xff\xe0" + bytes(99), r"x\.jpg: is an image, which is not read; run text recognition.*"),
    ("7z", "x.7z", lambda: b"7z\xbc\xaf\x27\x1c" + bytes(99), r"x\.7z: is a 7z archive, which is not read; unpack it.*"),
    ("gzip", "x.gz", lambda: b"\x1f\x8b\x08" + bytes(99), r"x\.gz: is a gzip file, which is not read; unpack it.*"),
    ("RAR", "x.rar", lambda: b"Rar!\x1a\x07\x01\x00" + bytes(99), r"x\.rar: is a RAR archive, which is not read; unpack it.*"),
    ("tar", "x.tar", lambda: b"a.txt" + bytes(252) + b"ustar" + bytes(250), r"x\.tar: .*unpack it.*"),
    ("a spreadsheet", "x.xlsx", lambda: make_zip({"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>"}), r"x\.xlsx: is a spreadsheet, .*\.csv"),
    ("an OpenDocument text", "x.odt", lambda: make_zip({"mimetype": "x", "content.xml": "<a/>"}), r"x\.odt: is an OpenDocument file, .*"),
]  # fmt: skip
