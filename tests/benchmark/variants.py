"""Reports as long and as eventful as the samples, as many as asked for, few sentences alike: the samples in other years.

Plain copies would not do: the store compares reports, and fifty copies of one are compared fifty times as often as news.
"""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

REPORTS = Path(__file__).resolve().parent.parent.parent / "data" / "reports"
FIRST_YEAR, N_YEARS = 1950, 75

_ARTICLES = ("the", "this", "that", "one", "each", "any", "some", "a")
_THE = re.compile(r"\b(?:the|an?)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def variants(count: int) -> Iterator[tuple[str, str]]:
    """File names and texts. Days and months stay; the year is another one in each round through the samples, articles
    are exchanged so that sentences differ, and a line at the end tells the texts apart in any case.
    """
    samples = sorted(REPORTS.glob("*.txt"))
    for number in range(count):
        sample, turn = samples[number % len(samples)], number // len(samples)
        text = _YEAR.sub(str(FIRST_YEAR + turn % N_YEARS), sample.read_text(encoding="utf-8"))
        articles = (
            _ARTICLES[(turn + place * (turn // len(_ARTICLES) + 1)) % len(_ARTICLES)] for place in itertools.count()
        )
        text = _THE.sub(lambda _found, articles=articles: next(articles), text)
        yield f"{number:06d} {sample.name}", f"{text.rstrip()}\n\nThis is bulletin {number + 1} of a series.\n"


def write_variants(count: int, folder: Path) -> None:
    """The variants as files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in variants(count):
        (folder / name).write_text(text, encoding="utf-8")
