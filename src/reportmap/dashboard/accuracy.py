"""The accuracy figures: one table, for the README and the About page."""

import datetime
from dataclasses import dataclass

from reportmap.rules import read_table

COLUMNS = ("corpus", "split", "what", "figure")
MEASURED_ON = datetime.date(2026, 11, 27)
"""The day of the figures without a day of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccuracyRow:
    """One measurement: on which corpus and split, of what and by which command, and the figures in that order."""

    corpus: str
    split: str
    what: str
    figure: str


def accuracy_rows() -> tuple[AccuracyRow, ...]:
    """The measurements, in the order of the README."""
    return tuple(AccuracyRow(**{name: row[name] for name in COLUMNS}) for row in read_table("dashboard/accuracy.csv"))


def markdown_table() -> str:
    """The table as the README has it, with a line end after each row."""
    lines = [f"| {' | '.join(COLUMNS)} |", f"|{'---|' * len(COLUMNS)}"]
    lines += [f"| {' | '.join(getattr(row, name) for name in COLUMNS)} |" for row in accuracy_rows()]
    return "".join(f"{line}\n" for line in lines)
