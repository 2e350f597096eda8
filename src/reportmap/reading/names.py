"""Names of files: their order and their suffix."""

import re
from pathlib import PurePosixPath


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """A sort key that puts "report 2" before "report 10", and case second."""
    parts = re.split(r"(\d{1,18})", name.casefold())
    return (*((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts), (2, 0, name))


def suffix_of(name: str) -> str:
    """What a file's name ends in, in lower case and with its dot; "" for nothing."""
    return PurePosixPath(name).suffix.lower()
