"""An extraction that costs nothing: one event a report, two days before it came out. `python -m` runs it in the pool."""

import datetime
from dataclasses import replace

from reportmap.intake.worker import Answerer, serve
from reportmap.model import Document, Extraction
from reportmap.nouns import from_json, to_json
from reportmap.sections import find_sections, split_passages
from tests.accounts import BOMB, EXTRACTOR, PLACES, told

SECONDS = 60.0


def extract(document: Document, _ontology_version: str = "") -> Extraction:
    """A bomb at the first known place that the text names, dated only where the publication date is known."""
    place = next((name for name in PLACES if name in document.text), None)
    published = document.published_on
    days = None if published is None else (published - datetime.timedelta(days=2)).isoformat()
    event = told(document.text, BOMB, place, days)
    evidence = tuple(replace(one, document_id=document.document_id) for one in event.evidence)
    sections = find_sections(document)
    return Extraction(
        document=document,
        sections=sections,
        passages=split_passages(document, sections),
        places=tuple(one.resolved for one in event.places),
        dates=(),
        events=(replace(event, document_id=document.document_id, evidence=evidence),),
        extractor=EXTRACTOR,
    )


def answerer() -> Answerer:
    """Does what a process of the pool does, without the language model."""
    return lambda task: to_json(extract(from_json(Document, task)))


if __name__ == "__main__":
    serve(answerer, seconds=SECONDS)
