"""CSV and TSV files become drafts, one for each row."""

import csv
import io
import logging
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from reportmap.errors import ReadingError
from reportmap.reading.articles import Table, read_articles
from reportmap.reading.columns import Row, is_known
from reportmap.reading.draft import Draft
from reportmap.reading.encoding import decode

if TYPE_CHECKING:
    import _csv  # where the type of readers has a name before Python 3.13

DELIMITERS = (",", ";", "\t", "|")
MAX_LISTED = 5
MAX_CELL_CHARS = 8 * 1024 * 1024
SAMPLE_LINES = 30
MAX_NAME_CHARS = 60

_logger = logging.getLogger(__name__)


def read_table(data: bytes, name: str) -> Iterator[Draft | ReadingError]:
    """The drafts of the rows of a CSV or TSV file, whose first row names the columns, if it is not an article itself.

    Rows are numbered as a spreadsheet does. Raises ReadingError for what is no table, or none of articles.
    """
    text = decode(data, name).replace("\r\n", "\n").replace("\r", "\n")
    csv.field_size_limit(MAX_CELL_CHARS)
    delimiter = _delimiter(text)
    if delimiter is None:
        raise ReadingError(f"{name}: is no table: its rows have one cell or none; name its columns in the first row")
    try:
        yield from _read(_Cells(text, delimiter, name), name)
    except csv.Error as error:
        raise ReadingError(f"{name}: breaks off as a table ({error}); check its quotation marks") from error


class _Cells:
    """The rows of a table as lists of cells, which can be gone through more than once.

    A table that breaks the rules of quotation marks is read as it comes, with a warning.
    """

    def __init__(self, text: str, delimiter: str, name: str) -> None:
        self._text = text
        self._delimiter = delimiter
        self._is_strict = True
        reader = self._reader()
        try:
            for _ in reader:
                pass
        except csv.Error as error:
            _logger.warning("%s: its quotation marks go wrong near line %d (%s)", name, reader.line_num, error)
            self._is_strict = False

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        """Each row with its number, counted as a spreadsheet does."""
        return enumerate(self._reader(), 1)

    def _reader(self) -> "_csv.Reader":
        lines = io.StringIO(self._text, newline="")
        return csv.reader(lines, delimiter=self._delimiter, strict=self._is_strict)


def _read(cells: _Cells, name: str) -> Iterator[Draft | ReadingError]:
    first = next(iter(cells))[1]
    is_header = _is_header(first)
    columns = _unique(first) if is_header else tuple(f"column {place}" for place in range(1, len(first) + 1))

    usual = Counter(len(row) for _, row in islice(cells, SAMPLE_LINES)).most_common(1)[0][0]

    def is_wide(row: list[str]) -> bool:
        return len(row) > max(usual, len(columns)) or any(row[len(columns) :])

    def rows() -> Iterator[tuple[str, Row]]:
        for number, row in cells:
            if (number > 1 or not is_header) and not is_wide(row):
                yield f"row {number}", {key: cell for key, cell in zip(columns, row, strict=False) if cell.strip()}

    yield from read_articles(Table(name=name, columns=columns, rows=rows))
    wide = [str(number) for number, row in cells if is_wide(row)]
    if wide:
        listed = ", ".join(wide[:MAX_LISTED]) + (
            f" and {len(wide) - MAX_LISTED} more" if len(wide) > MAX_LISTED else ""
        )
        yield ReadingError(
            f"{name}: more than {len(columns)} cells in row {listed}; put quotation marks around cells that hold"
            " what parts them"
        )


def _delimiter(text: str) -> str | None:
    """What parts the cells: that which most of the first rows have the same number of."""
    lines = text.split("\n", SAMPLE_LINES)[:SAMPLE_LINES]
    best, best_score = None, 0.0
    for delimiter in DELIMITERS:
        try:
            rows = [row for row in csv.reader(lines, delimiter=delimiter) if row]
        except csv.Error:
            continue
        width = len(rows[0]) if rows else 0
        score = width * sum(len(row) == width for row in rows) / len(rows) if width > 1 else 0.0
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _is_header(row: list[str]) -> bool:
    """Whether the first row names columns: it has a name that is known, or only short ones."""
    return any(map(is_known, row)) or all(len(cell) <= MAX_NAME_CHARS for cell in row)


def _unique(names: list[str]) -> tuple[str, ...]:
    """Names of columns, with a number where one is empty or comes twice."""
    unique: dict[str, None] = {}
    for place, name in enumerate(names, 1):
        words = " ".join(name.split()) or f"column {place}"
        unique[words if words not in unique else f"{words} {place}"] = None
    return tuple(unique)
