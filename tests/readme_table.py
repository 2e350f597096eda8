"""Copies the accuracy table into the README, or takes it over from there.

python -m tests.readme_table            # from accuracy.csv into the README
python -m tests.readme_table --take     # from the README into accuracy.csv, where a merge has changed the README
"""

import csv
import io
import sys
from pathlib import Path

from reportmap.dashboard.accuracy import COLUMNS, markdown_table

README = Path(__file__).parents[1] / "README.md"
FIGURES = README.parent / "src" / "reportmap" / "resources" / "dashboard" / "accuracy.csv"


def table_in(page: str) -> str:
    """The accuracy table of a page, with a line end after each row; "" where there is none."""
    lines = page.splitlines(keepends=True)
    head = f"| {' | '.join(COLUMNS)} |\n"
    if head not in lines:
        return ""
    start = lines.index(head)
    end = next((at for at in range(start, len(lines)) if not lines[at].startswith("|")), len(lines))
    return "".join(lines[start:end])


def take(table: str, figures: str) -> str:
    """The content of accuracy.csv with the rows of a table; its notes stay."""
    notes = "".join(line for line in figures.splitlines(keepends=True) if line.startswith("#"))
    rows = [[cell.strip() for cell in line.strip().strip("|").split(" | ")] for line in table.splitlines()[2:]]
    if any(len(row) != len(COLUMNS) for row in rows):
        raise ValueError("a row of the README's table does not have four cells; fix it first")
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([COLUMNS, *rows])
    return notes + stream.getvalue()


def main() -> int:
    """Write one of the two files; the exit status."""
    page = README.read_text(encoding="utf-8")
    if sys.argv[1:] == ["--take"]:
        FIGURES.write_text(take(table_in(page), FIGURES.read_text(encoding="utf-8")), encoding="utf-8")
    else:
        README.write_text(page.replace(table_in(page), markdown_table()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
