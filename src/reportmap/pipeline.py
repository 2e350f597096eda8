"""The whole flow on one screen: a document in, everything that can be read out of it out."""

from dataclasses import replace

from reportmap.dates import find_dates, resolve_dates
from reportmap.events import (
    Ontology,
    code_mentions,
    find_actors,
    find_triggers,
    load_ontology,
    merge_mentions,
    score_events,
    screen_triggers,
)
from reportmap.extractor import extractor_of
from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.model import Document, Extraction
from reportmap.places import find_places, resolve_places
from reportmap.sections import find_sections, split_passages


def extract_events(
    document: Document, *, gazetteer: Gazetteer, language: Language, ontology: Ontology | None = None
) -> Extraction:
    """Everything that the document says: sections, passages, places, dates and events, with their evidence.

    A document in a language that is not read has sections and passages alone: it is kept and shown, never coded.

    Pure: the same document, gazetteer, model and ontology give the same extraction with the same ids.
    """
    ontology = ontology or load_ontology()
    extractor = extractor_of(gazetteer, ontology)

    sections = find_sections(document)
    passages = split_passages(document, sections)
    bare = Extraction(
        document=document,
        sections=sections,
        passages=passages,
        places=(),
        dates=(),
        events=(),
        extractor=extractor,
    )
    if not document.is_extracted:
        return bare
    parsed = language.parse(passages, parse_if=lambda passage: ontology.may_report(passage.text))

    places = resolve_places(find_places(parsed, gazetteer=gazetteer), passages=passages, gazetteer=gazetteer)
    dates = resolve_dates(find_dates(passages), passages=passages, published_on=document.published_on)
    actors = find_actors(parsed, places=places)
    proposed = find_triggers(parsed, actors=actors, places=places, ontology=ontology)
    triggers = screen_triggers(proposed, parsed=parsed, actors=actors, ontology=ontology)

    mentions = code_mentions(triggers, document=document, parsed=parsed, actors=actors, places=places, dates=dates)
    events = score_events(merge_mentions(mentions, document=document, extractor=extractor))

    return replace(bare, places=places, dates=dates, events=events)
