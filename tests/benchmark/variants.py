"""Reports as long and as eventful as the samples, as many as asked for, no two alike: the samples in other years."""

import re
from collections.abc import Iterator
from pathlib import Path

REPORTS = Path(__file__).resolve().parent.parent.parent / "data" / "reports"
FIRST_YEAR, N_YEARS = 1950, 75

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def variants(count: int) -> Iterator[tuple[str, str]]:
    """File names and texts. Days and months stay; the year is another one in each round through the samples.

    A line at the end tells the texts apart where they name no year. From round N_YEARS on, years come again, so that
    reports of one day and place meet as they do in the news.
    """
    samples = sorted(REPORTS.glob("*.txt"))
    for number in range(count):
        sample = samples[number % len(samples)]
        year = str(FIRST_YEAR + number // len(samples) % N_YEARS)
        text = _YEAR.sub(year, sample.read_text(encoding="utf-8"))
        yield f"{number:06d} {sample.name}", f"{text.rstrip()}\n\nThis is bulletin {number + 1} of a series.\n"


def write_variants(count: int, folder: Path) -> None:
    """The variants as files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in variants(count):
        (folder / name).write_text(text, encoding="utf-8")
