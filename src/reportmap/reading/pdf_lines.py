"""A PDF becomes the lines of its pages, each with where it stands; the only home of pypdfium2."""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

from reportmap.errors import ReadingError

MAX_PAGES = 3000
CELL_GAP_EM = 1.6
"""A gap that is wider than so many times the size of the letters parts two cells; justified prose stays below one."""

_ENCRYPTED = {raw.FPDF_ERR_PASSWORD: "is encrypted; save it without its password"}
LINE_END_HYPHEN = 2
"""What PDFium gives for a hyphen that ends a line; no line end follows it."""
MIN_CELL_SPACES = 4
"""So many blanks in a row part two cells as well."""

_SPELLED_OUT = str.maketrans(
    {
        "ﬀ": "ff",
        "ﬁ": "fi",
        "ﬂ": "fl",
        "ﬃ": "ffi",
        "ﬄ": "ffl",
        "ﬅ": "st",
        "ﬆ": "st",
        "\uf0b7": "•",
        "\uf0a7": "•",
        "\xad": None,
    }
)  # ligatures, and the bullets of two symbol fonts


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of print: its cells (one for prose), and where it stands in points from the page's lower left corner.

    `is_cut` marks one that ends in a hyphen, which `cells` has not.
    """

    cells: tuple[str, ...]
    left: float
    right: float
    baseline: float
    size: float
    is_cut: bool = False

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The lines of a page in the order in which it draws them; None where the page is damaged."""

    number: int
    height: float
    lines: tuple[Line, ...] | None


class PdfFile:
    """An open PDF. Use it as a context manager."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open it. Raises ReadingError for an encrypted file and one without a page that can be found."""
        try:
            self._document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            why = _ENCRYPTED.get(error.err_code, "is a damaged PDF, or only a part of one; save or download it again")
            raise ReadingError(f"{name}: {why}") from error

    def __enter__(self) -> "PdfFile":
        return self

    def __exit__(self, *_: object) -> None:
        self._document.close()

    def __len__(self) -> int:
        return len(self._document)

    def properties(self) -> dict[str, str]:
        """What the file says about itself: Title, Author, CreationDate and so on, as it writes them."""
        return {str(key): str(value) for key, value in self._document.get_metadata_dict(skip_empty=True).items()}

    def pages(self) -> Iterator[Page]:
        """The pages, MAX_PAGES at most."""
        for index in range(min(len(self), MAX_PAGES)):
            try:
                page = self._document[index]
                text = page.get_textpage()
                lines = tuple(_lines(text))
                height = page.get_height()
            except pypdfium2.PdfiumError:
                yield Page(number=index + 1, height=0.0, lines=None)
            else:
                yield Page(number=index + 1, height=height, lines=lines)
                text.close()
                page.close()


class _Open:
    """The line that is being read."""

    def __init__(self, page: pypdfium2.PdfTextPage) -> None:
        self._page = page
        self._cells: list[list[str]] = [[]]
        self._first = self._last = -1
        self._n_spaces = 0

    def add(self, character: str, index: int) -> None:
        """Add the character at an index of the page."""
        if character.isspace():
            self._n_spaces += 1
            return
        if self._first < 0:
            self._first = index
        elif self._n_spaces >= MIN_CELL_SPACES or (self._n_spaces and self._is_wide_gap(index)):
            self._cells.append([])
        elif self._n_spaces:
            self._cells[-1].append(" ")
        self._cells[-1].append(character)
        self._last, self._n_spaces = index, 0

    def closed(self, *, is_cut: bool = False) -> Iterator[Line]:
        """The line, if there is anything in it; the next one begins."""
        if self._first >= 0:
            first, last = self._box(self._first), self._box(self._last)
            yield Line(
                cells=tuple(_text(cell) for cell in self._cells),
                left=first.left,
                right=last.right,
                baseline=self._baseline(self._first),
                size=max(first.top - first.bottom, 0.1),
                is_cut=is_cut,
            )
        self._cells, self._first, self._n_spaces = [[]], -1, 0

    def _is_wide_gap(self, index: int) -> bool:
        before, after = self._box(self._last), self._box(index)
        gap: float = after.left - before.right
        return gap > CELL_GAP_EM * float(after.top - after.bottom)

    def _box(self, index: int) -> raw.FS_RECTF:
        box = raw.FS_RECTF()
        raw.FPDFText_GetLooseCharBox(self._page, index, box)
        return box

    def _baseline(self, index: int) -> float:
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(self._page, index, x, y)
        return y.value


def _lines(page: pypdfium2.PdfTextPage) -> Iterator[Line]:
    line = _Open(page)
    for index in range(page.count_chars()):
        code = raw.FPDFText_GetUnicode(page, index)
        if code == LINE_END_HYPHEN:
            yield from line.closed(is_cut=True)
        elif code in {10, 13}:
            yield from line.closed()
        elif code >= 32 and code not in {0x7F, 0xFFFE, 0xFFFF}:
            line.add(chr(code), index)
    yield from line.closed()


def _text(characters: list[str]) -> str:
    """Code units as text: PDFium gives characters beyond the first 65,536 as two halves."""
    text = "".join(characters).translate(_SPELLED_OUT)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
