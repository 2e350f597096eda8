"""A draft and what the user says become a document: for each field the surest candidate."""

import datetime

from reportmap.headline import find_headline
from reportmap.model import Document, MetadataBasis, MetadataField, Metadatum, stable_id
from reportmap.reading.draft import Draft, Given

MIN_DATE_SCORE = 0.5
"""A date that is less sure than this is kept among the candidates and not taken."""


def as_document(draft: Draft, given: Given) -> Document:
    """The document of a draft. What the user gave comes first; then for each field the surest candidate."""
    chosen: dict[MetadataField, Metadatum] = {}
    candidates = sorted((*_given(given), *draft.metadata), key=lambda candidate: -candidate.score)
    for candidate in candidates:
        if candidate.field is not MetadataField.PUBLISHED or candidate.score >= MIN_DATE_SCORE:
            chosen.setdefault(candidate.field, candidate)
    values = {field: candidate.value for field, candidate in chosen.items()}
    published = chosen.get(MetadataField.PUBLISHED)
    headline = find_headline(draft.text)
    return Document(
        document_id=stable_id(draft.text),
        text=draft.text,
        title=values.get(MetadataField.TITLE) or (" ".join(headline.text.split()) if headline else None),
        publisher=values.get(MetadataField.PUBLISHER),
        author=values.get(MetadataField.AUTHOR),
        published_on=datetime.date.fromisoformat(published.value) if published else None,
        published_basis=published.basis if published else MetadataBasis.NONE,
        url=values.get(MetadataField.URL),
        path=draft.name,
        language=values.get(MetadataField.LANGUAGE),
        metadata=tuple(sorted(candidates, key=lambda candidate: candidate is not chosen.get(candidate.field))),
        parts=draft.parts,
    )


def _given(given: Given) -> list[Metadatum]:
    said = (
        (MetadataField.PUBLISHED, given.published_on and given.published_on.isoformat()),
        (MetadataField.PUBLISHER, given.publisher),
    )
    return [
        Metadatum(field=field, value=value, basis=MetadataBasis.COMMAND_LINE, score=1.0)
        for field, value in said
        if value
    ]
