"""Short texts through the real pipeline, for case tables."""

import datetime

from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.model import Event
from reportmap.pipeline import extract_events
from reportmap.reading import read_text

PUBLISHED = datetime.date(2009, 8, 21)
"""A Friday."""


def events_of(
    text: str, *, gazetteer: Gazetteer, language: Language, published_on: datetime.date | None = PUBLISHED
) -> tuple[Event, ...]:
    """The events of a text published on `published_on`, in text order."""
    document = read_text(text, published_on=published_on)
    return extract_events(document, gazetteer=gazetteer, language=language).events
