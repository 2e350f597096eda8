"""How the lines of a plain text are set: lists, Markdown tables, and quotations behind ">"."""

import re
from itertools import groupby

from reportmap.model import SectionForm
from reportmap.sections.lines import Line, item_marker, units

MIN_ITEMS = 2
MIN_ROWS = 3
MAX_LINE_CHARS = 2_000

_RULE = re.compile(r"\|?(?:\s{0,20}:?-{2,80}:?\s{0,20}\|){1,40}(?:\s{0,20}:?-{2,80}:?)?")
_QUOTE = re.compile(r"(?:>\s{0,3}){1,10}(?=\S)")


def find_forms(lines: list[Line]) -> list[SectionForm]:
    """The form of each line, by its marks alone: two list items in a row, rows of equal width, or ">"."""
    forms = [SectionForm.QUOTE if quote_marker(line.text) else SectionForm.PROSE for line in lines]
    place = 0
    for is_row, run in groupby(lines, key=lambda line: line.text.count("|") >= 1 and len(line.text) <= MAX_LINE_CHARS):
        rows = list(run)
        if is_row and _is_table(rows):
            forms[place : place + len(rows)] = [SectionForm.TABLE] * len(rows)
        place += len(rows)
    place = 0
    for is_item, run_of_units in groupby(units(lines), key=lambda unit: item_marker(unit[0].text) > 0):
        found = list(run_of_units)
        n_lines = sum(map(len, found))
        if is_item and len(found) >= MIN_ITEMS:
            for at in range(place, place + n_lines):
                if forms[at] is SectionForm.PROSE:
                    forms[at] = SectionForm.LIST
        place += n_lines
    return forms


def quote_marker(text: str) -> int:
    """The length of the ">" marks, with their blanks, that start a quoted line; 0 where there are none."""
    match = _QUOTE.match(text)
    return match.end() if match else 0


def _is_table(rows: list[Line]) -> bool:
    """Whether lines with "|" are a table: with Markdown's dashes below its heads, or equally wide and with figures."""
    if len(rows) >= 2 and _RULE.fullmatch(rows[1].text):
        return True
    has_figures = any(any(map(str.isdigit, row.text)) for row in rows[1:])
    widths = {row.text.strip("|").count("|") for row in rows}
    return len(rows) >= MIN_ROWS and has_figures and len(widths) == 1 and widths != {0}
