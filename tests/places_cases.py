"""Resolves the places of a plain text, for the tables of the place tests."""

from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.model import ParsedPassage, ResolvedPlace
from reportmap.places import find_places, resolve_places
from reportmap.reading import read_text
from reportmap.sections import find_sections, split_passages


def parse(text: str, language: Language) -> tuple[ParsedPassage, ...]:
    """The parsed passages of a text."""
    document = read_text(text)
    return language.parse(split_passages(document, find_sections(document)), parse_if=lambda _passage: False)


def resolve(text: str, gazetteer: Gazetteer, language: Language) -> list[ResolvedPlace]:
    """The resolved places of a text in text order, names of peoples left out."""
    parsed = parse(text, language)
    mentions = find_places(parsed, gazetteer=gazetteer)
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
    passages = [one.passage for one in parsed]
    resolved = resolve_places(mentions, passages=passages, gazetteer=gazetteer)
    assert [one.mention for one in resolved] == list(mentions)
    return [one for one in resolved if not one.mention.is_demonym]
