"""Small files of each format, made for tests: PDFs by hand, Word documents with python-docx, ZIP archives."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence

import docx

PAGE_HEIGHT = 842
FONTS = "/Resources << /Font << /F 3 0 R >> >>"
Words = tuple[float, float, float, str]
"""Where a line of print starts from the lower left, the size of its letters, and its words."""


def prose(x: float, y: float, lines: Sequence[str], *, size: float = 11, step: float = 14) -> list[Words]:
    """Lines below each other."""
    return [(x, y - number * step, size, line) for number, line in enumerate(lines)]


def make_pdf(pages: Iterable[Sequence[Words]], *, info: str = "", extra: str = "") -> bytes:
    """A PDF in Helvetica with the lines at their places; `info` and `extra` go into its info and trailer."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for page in pages:
        drawn = "".join(f"/F 1 Tf {size} 0 0 {size} {x} {y} Tm ({_escaped(words)}) Tj\n" for x, y, size, words in page)
        stream = f"BT\n{drawn}ET"
        objects += [
            f"<< /Length {len(stream.encode('cp1252'))} >>\nstream\n{stream}\nendstream",
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 {PAGE_HEIGHT}] /Contents {len(objects) + 1} 0 R {FONTS} >>",
        ]
        kids.append(len(objects))
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] >>"
    objects.append(f"<< {info} >>")
    return _file(objects, f"/Root 1 0 R /Info {len(objects)} 0 R {extra}")


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _file(objects: Sequence[str], trailer: str) -> bytes:
    data = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    return (
        data
        + f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} {trailer} >>\nstartxref\n{len(data)}\n%%EOF".encode()
    )


def make_docx(*paragraphs: str) -> bytes:
    """A Word document of plain paragraphs."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return saved(document)


def saved(document: object) -> bytes:
    """The bytes of a document of python-docx."""
    file = io.BytesIO()
    document.save(file)  # type: ignore[attr-defined]
    return file.getvalue()


def make_zip(members: Mapping[str, bytes | str], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def rezipped(data: bytes, changes: Mapping[str, bytes]) -> bytes:
    """An archive, such as a Word document, with some members changed or added."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return make_zip({**members, **changes})
