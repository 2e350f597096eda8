"""Nouns as rows of the store's tables, and back."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Row

from reportmap.model import (
    Document,
    Event,
    Extraction,
    Extractor,
    Passage,
    ResolvedDate,
    ResolvedPlace,
    Section,
    SectionForm,
    SectionKind,
    stable_id,
)
from reportmap.nouns import from_json, to_json
from reportmap.record import as_record, best_place

Values = Mapping[str, object]
"""The cells of a row by column name."""


# --- nouns -> rows ----------------------------------------------------------------------------------------------


def fingerprint(document: Document, extractor: Extractor) -> str:
    """Equal exactly where an extraction would be equal: the stages are pure."""
    return stable_id(document.text, _metadata(replace(document, path=None)), to_json(extractor))


def document_values(extraction: Extraction) -> Values:
    document = extraction.document
    return {
        "document_id": document.document_id,
        "fingerprint": fingerprint(document, extraction.extractor),
        "title": _storable(document.title),
        "published_on": document.published_on,
        "text": document.text,
        "metadata": _metadata(document),
        "extractor": to_json(extraction.extractor),
    }


def _metadata(document: Document) -> str:
    return to_json(replace(document, text=""))


def _storable(words: str | None) -> str | None:
    """Words for a column that is only looked at: half a surrogate pair has no place in a database."""
    return None if words is None else words.encode("utf-8", "replace").decode("utf-8")


def section_values(section: Section) -> Values:
    return {
        "start": section.start,
        "end": section.end,
        "kind": section.kind.value,
        "author": section.author,
        "form": section.form.value,
    }


def passage_values(passage: Passage) -> Values:
    return {
        "start": passage.start,
        "end": passage.end,
        "passage_index": passage.index,
        "paragraph": passage.paragraph,
        "kind": passage.kind.value,
        "author": passage.author,
        "is_heading": passage.is_heading,
        "form": passage.form.value,
    }


def place_values(resolved: ResolvedPlace) -> Values:
    return {
        "start": resolved.mention.start,
        "end": resolved.mention.end,
        "is_demonym": resolved.mention.is_demonym,
        "place_id": None if resolved.place is None else resolved.place.place_id,
        "body": to_json(resolved),
    }


def date_values(resolved: ResolvedDate) -> Values:
    return {
        "start": resolved.mention.start,
        "end": resolved.mention.end,
        "first_day": resolved.start,
        "last_day": resolved.end,
        "body": to_json(resolved),
    }


def event_values(event: Event, document: Document) -> Values:
    resolved = best_place(event)
    place = None if resolved is None else resolved.place
    point = None if resolved is None else resolved.point
    return {
        "event_id": event.event_id,
        "event_type": event.event_type,
        "sub_event_type": event.sub_event_type,
        "modality": event.modality.value,
        "section": event.section.value,
        "is_drawn": event.is_drawn,
        "first_day": event.date.start,
        "last_day": event.date.end,
        "place_id": None if place is None else place.place_id,
        "latitude": None if point is None else point[0],
        "longitude": None if point is None else point[1],
        "country_code": None if place is None else place.country_code,
        "admin1": None if place is None else place.admin1,
        "score": event.score,
        "record": json.dumps(as_record(event, document), separators=(",", ":")),
    }


# --- rows -> nouns ----------------------------------------------------------------------------------------------


def as_document(row: Row[Any]) -> Document:  # of tables.documents
    return replace(from_json(Document, row.metadata), text=row.text)


def as_section(row: Row[Any], document: Document) -> Section:  # of tables.sections
    return Section(
        start=row.start,
        end=row.end,
        text=document.text[row.start : row.end],
        kind=SectionKind(row.kind),
        author=row.author,
        form=SectionForm(row.form),
    )


def as_passage(row: Row[Any], document: Document) -> Passage:  # of tables.passages
    return Passage(
        start=row.start,
        end=row.end,
        text=document.text[row.start : row.end],
        index=row.passage_index,
        paragraph=row.paragraph,
        kind=SectionKind(row.kind),
        author=row.author,
        is_heading=row.is_heading,
        form=SectionForm(row.form),
    )
