"""Short texts through the real pipeline, for case tables."""

import datetime
from collections.abc import Callable

from reportmap.dates import find_dates, resolve_dates
from reportmap.events import code_mentions, find_actors
from reportmap.events.judging import judge_case
from reportmap.events.modality import Judgment
from reportmap.events.telling import Case
from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.model import Event, EventMention, Trigger
from reportmap.pipeline import extract_events
from reportmap.reading import read_text
from reportmap.sections import find_sections, split_passages

PUBLISHED = datetime.date(2009, 8, 21)
"""A Friday."""


def events_of(
    text: str, *, gazetteer: Gazetteer, language: Language, published_on: datetime.date | None = PUBLISHED
) -> tuple[Event, ...]:
    """The events of a text published on `published_on`, in text order."""
    document = read_text(text, published_on=published_on)
    return extract_events(document, gazetteer=gazetteer, language=language).events


def mention_at(
    text: str, start: int, end: int, language: Language, *, judge: Callable[[Case], Judgment] = judge_case
) -> EventMention:
    """The record of one named event word, without places and without an ontology."""
    document = read_text(text, published_on=PUBLISHED)
    passages = split_passages(document, find_sections(document))
    parsed = language.parse(passages, parse_if=lambda _: True)
    trigger = Trigger(
        start=start,
        end=end,
        text=text[start:end],
        passage_index=next(item.index for item in passages if item.start <= start < item.end),
        event_type=None,
        sub_event_type=None,
        plover_type=None,
        score=1.0,
        rule="table:result" if text[start:end].lower() in {"killed", "wounded"} else "table:act",
    )
    return code_mentions(
        (trigger,),
        document=document,
        parsed=parsed,
        actors=find_actors(parsed, places=()),
        places=(),
        dates=resolve_dates(find_dates(passages), passages=passages, published_on=PUBLISHED),
        judge=judge,
    )[0]
