"""How much may be inside a file: a small archive can hold more than a machine, and be nested without end."""

from dataclasses import dataclass

from reportmap.errors import ReadingError

MAX_MEMBERS = 10_000
"""A year of a wire service; a bomb of a million empty files stops here."""
MAX_MEMBER_BYTES = 128 * 1024 * 1024
"""As for a file on disk (files.MAX_BYTES): being packed makes nothing more readable."""
MAX_TOTAL_BYTES = 2 * 1024**3
"""Of everything that is unpacked out of one file, one member after the other; never held at once."""
MAX_RATIO = 200
"""Unpacked to packed. Deflate reaches 1,032; prose 3 to 5, tables of one repeated word 100."""
RATIO_FREE_BYTES = 1024 * 1024
"""Below this much nobody is harmed, whatever the ratio."""
MAX_ERRORS = 20
"""Of files inside one file that are named; more are counted."""
MAX_DEPTH = 4
"""A mailbox that was zipped with a message that carries a zipped document; deeper is a nested bomb."""


class BudgetError(ReadingError):
    """There is more inside a file than is read; what comes after is left out."""


@dataclass(slots=True, kw_only=True)
class Budget:
    """What was unpacked out of one file so far, and how much of it could not be read."""

    members: int = 0
    total_bytes: int = 0
    errors: int = 0

    def enter(self, name: str, *, depth: int) -> None:
        """Count a file inside another. Raises BudgetError where there are too many, ReadingError for one too deep."""
        self.members += 1
        if self.members > MAX_MEMBERS:
            raise BudgetError(f"{name}: comes after {MAX_MEMBERS:,} other files in its archive; split the archive")
        if depth > MAX_DEPTH:
            raise ReadingError(f"{name}: lies more than {MAX_DEPTH} archives deep; unpack them and name the files")

    def spend(self, n_bytes: int, name: str) -> None:
        """Count what was unpacked. Raises BudgetError where it is too much altogether."""
        self.total_bytes += n_bytes
        if self.total_bytes > MAX_TOTAL_BYTES:
            limit = MAX_TOTAL_BYTES // 1024**3
            raise BudgetError(f"{name}: comes after more than {limit} GB out of its archive; split the archive")

    def is_worth_saying(self) -> bool:
        """Count an error inside a file, and say whether to name it or only to count it."""
        self.errors += 1
        return self.errors <= MAX_ERRORS

    def summary(self, name: str) -> ReadingError | None:
        """One line for all errors that were not named."""
        left = self.errors - MAX_ERRORS
        return (
            ReadingError(f"{name}: {left:,} more files in it cannot be read; unpack it to see why")
            if left > 0
            else None
        )
