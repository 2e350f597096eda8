"""Predictions for the dev corpora, one JSON line a document, in the shape that their scorers take.

    python -m tests.benchmark.annotate places|dates CORPUS.jsonl > PREDICTIONS.jsonl

Each input line holds `id`, `text` and, for dates, `dct` (the document creation time). The corpora are third-party texts
and stay outside the project.
"""

import datetime
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reportmap import Gazetteer, Language, find_places, resolve_places
from reportmap.dates.annotate import annotate
from reportmap.model import Passage
from reportmap.reading import read_text
from reportmap.sections import find_sections, split_passages


def passages_of(text: str) -> tuple[tuple[Passage, ...], int]:
    """The passages of a corpus text, and by how much the reader moved its offsets (it drops nothing inside)."""
    document = read_text(text)
    return split_passages(document, find_sections(document)), text.index(document.text)


def annotate_dates(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """TIMEX3 predictions."""
    for row in rows:
        passages, shift = passages_of(row["text"])
        published_on = datetime.date.fromisoformat(row["dct"][:10]) if row.get("dct") else None
        found = annotate(passages, published_on=published_on)
        timexes = [
            {"start": one.start + shift, "end": one.end + shift, "type": one.type, "value": one.value} for one in found
        ]
        yield {"id": row["id"], "timexes": timexes}


def annotate_places(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Toponym predictions; demonyms are left out."""
    gazetteer, language = Gazetteer.open(), Language.load()
    for row in rows:
        passages, shift = passages_of(row["text"])
        parsed = language.parse(passages, parse_if=lambda _: False)
        found = resolve_places(find_places(parsed, gazetteer=gazetteer), passages=passages, gazetteer=gazetteer)
        toponyms = [
            {
                "start": one.mention.start + shift,
                "end": one.mention.end + shift,
                "lat": one.place.latitude if one.place else None,
                "lon": one.place.longitude if one.place else None,
                "geonameid": one.place.geonameid if one.place else None,
            }
            for one in found
            if not one.mention.is_demonym
        ]
        yield {"id": row["id"], "toponyms": toponyms}


def main() -> None:
    """Print the predictions for one corpus file."""
    task, path = sys.argv[1:3]
    with Path(path).open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for prediction in {"dates": annotate_dates, "places": annotate_places}[task](rows):
        sys.stdout.write(json.dumps(prediction) + "\n")


if __name__ == "__main__":
    main()
