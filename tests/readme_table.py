"""Copies the accuracy table into the README.

python -m tests.readme_table
"""

import sys
from pathlib import Path

from reportmap.dashboard.accuracy import COLUMNS, markdown_table

README = Path(__file__).parents[1] / "README.md"


def table_in(page: str) -> str:
    """The accuracy table of a page, with a line end after each row; "" where there is none."""
    lines = page.splitlines(keepends=True)
    head = f"| {' | '.join(COLUMNS)} |\n"
    if head not in lines:
        return ""
    start = lines.index(head)
    end = next((at for at in range(start, len(lines)) if not lines[at].startswith("|")), len(lines))
    return "".join(lines[start:end])


def main() -> int:
    """Write the README; the exit status."""
    page = README.read_text(encoding="utf-8")
    README.write_text(page.replace(table_in(page), markdown_table()), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
