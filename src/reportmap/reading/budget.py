"""How much may be inside a file: a small archive can hold more than a machine, and be nested without end."""

from dataclasses import dataclass

from reportmap.errors import ReadingError

MAX_MEMBERS = 20_000
"""A year of a wire service; a bomb of a million empty files stops here."""
MAX_MEMBER_BYTES = 128 * 1024 * 1024
"""As for a file on disk (files.MAX_BYTES): being packed makes nothing more readable."""
MAX_TOTAL_BYTES = 2 * 1024**3
"""Of everything that is unpacked out of one file, one member after the other; never held at once."""
MAX_RATIO = 200
"""Unpacked to packed. Deflate reaches 1,032; prose 3 to 5, tables of one repeated word 100."""
RATIO_FREE_BYTES = 1024 * 1024
"""Below this much nobody is harmed, whatever the ratio."""
MAX_DEPTH = 4
"""A mailbox that was zipped with a message that carries a zipped document; deeper is a nested bomb."""


@dataclass(slots=True, kw_only=True)
class Budget:
    """What was unpacked out of one file so far."""

    members: int = 0
    total_bytes: int = 0

    def enter(self, name: str, *, depth: int) -> None:
        """Count a file inside another. Raises ReadingError where there are too many, or one lies too deep."""
        self.members += 1
        if depth > MAX_DEPTH:
            raise ReadingError(f"{name}: lies more than {MAX_DEPTH} archives deep; unpack them and name the files")
        if self.members > MAX_MEMBERS:
            raise ReadingError(f"{name}: comes after {MAX_MEMBERS:,} other files in its archive; split the archive")

    def spend(self, n_bytes: int, name: str) -> None:
        """Count what was unpacked. Raises ReadingError where it is too much altogether."""
        self.total_bytes += n_bytes
        if self.total_bytes > MAX_TOTAL_BYTES:
            limit = MAX_TOTAL_BYTES // 1024**3
            raise ReadingError(f"{name}: comes after more than {limit} GB out of its archive; split the archive")
