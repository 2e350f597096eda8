"""Corpus lines become gold standards, and prediction lines become predictions; bad ones raise CorpusError."""

from dataclasses import dataclass

from reportmap.annotation.corpus import Fields
from reportmap.annotation.fields import (
    CorpusText,
    dct_of,
    entries_of,
    geonameid_of,
    id_of,
    number_of,
    point_of,
    span_of,
    string_of,
    text_of,
)
from reportmap.errors import CorpusError
from reportmap.evaluation.dates import GoldTimex, PredictedTimex
from reportmap.evaluation.places import GoldToponym, PredictedToponym
from reportmap.places.lexicon import lexicon

_DEMONYM_TYPES = frozenset({"Demonym", "Language"})  # GeoWebNews' names for them
_HEADER = "CREATION_TIME"  # TimeML's functionInDocument of the document creation time


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPlaces:
    """A text with its gold toponyms, in the order of the corpus."""

    id: str | int
    corpus_text: CorpusText
    toponyms: tuple[GoldToponym, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDates:
    """A text with its gold TIMEX3 expressions, in the order of the corpus."""

    id: str | int
    corpus_text: CorpusText
    timexes: tuple[GoldTimex, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictedPlaces:
    """The predicted toponyms of a text."""

    id: str | int
    toponyms: tuple[PredictedToponym, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictedDates:
    """The predicted TIMEX3 expressions of a text."""

    id: str | int
    timexes: tuple[PredictedTimex, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldType:
    """A text with the label of the event that it reports."""

    id: str | int
    corpus_text: CorpusText
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictedType:
    """The predicted label of a text, None for no event."""

    id: str | int
    label: str | None


def read_gold_places(fields: Fields) -> GoldPlaces:
    """A corpus line: id, text, and toponyms of start, end, lat, lon and, where known, geonameid and type."""
    identity, text, toponyms = id_of(fields), text_of(fields), []
    for entry, where in entries_of(fields, "toponyms"):
        start, end = span_of(entry, where, text=text)
        is_demonym = (
            string_of(entry, "type", where) in _DEMONYM_TYPES
            or entry.get("demonym") is True
            or text[start:end].lower() in lexicon().demonyms
        )
        toponyms.append(
            GoldToponym(
                start=start,
                end=end,
                point=point_of(entry, where),
                geonameid=geonameid_of(entry, where),
                is_demonym=is_demonym,
            )
        )
    spans = tuple((one.start, one.end) for one in toponyms)
    corpus_text = CorpusText(id=identity, text=text, spans=spans)
    return GoldPlaces(id=identity, corpus_text=corpus_text, toponyms=tuple(toponyms))


def read_predicted_places(fields: Fields) -> PredictedPlaces:
    """A prediction line: id, and toponyms of start, end, lat, lon and, where known, geonameid and score."""
    identity, toponyms = id_of(fields), []
    for entry, where in entries_of(fields, "toponyms"):
        start, end = span_of(entry, where, text=None)
        score = number_of(entry, "score", where)
        if score is not None and not 0 <= score <= 1:
            raise CorpusError(f"{where} has the score {score}; make it a number from 0 to 1")
        toponyms.append(
            PredictedToponym(
                start=start,
                end=end,
                point=point_of(entry, where),
                geonameid=geonameid_of(entry, where),
                score=score,
            )
        )
    return PredictedPlaces(id=identity, toponyms=tuple(toponyms))


def read_gold_dates(fields: Fields) -> GoldDates:
    """A corpus line: id, text, dct where known, and timexes of start, end, type and value."""
    identity, text, timexes = id_of(fields), text_of(fields), []
    for entry, where in entries_of(fields, "timexes"):
        start, end = span_of(entry, where, text=text)
        timex_type, value = (_required(entry, name, where) for name in ("type", "value"))
        is_header = string_of(entry, "fid", where) == _HEADER
        timexes.append(GoldTimex(start=start, end=end, type=timex_type, value=value, is_header=is_header))
    corpus_text = CorpusText(id=identity, text=text, dct=dct_of(fields))
    return GoldDates(id=identity, corpus_text=corpus_text, timexes=tuple(timexes))


def read_predicted_dates(fields: Fields) -> PredictedDates:
    """A prediction line: id, and timexes of start, end, value (null or "" where unresolved) and, where known, type."""
    identity, timexes = id_of(fields), []
    for entry, where in entries_of(fields, "timexes"):
        start, end = span_of(entry, where, text=None)
        value, timex_type = (string_of(entry, name, where) or "" for name in ("value", "type"))
        timexes.append(PredictedTimex(start=start, end=end, value=value, type=timex_type))
    return PredictedDates(id=identity, timexes=tuple(timexes))


def _required(entry: Fields, name: str, where: str) -> str:
    value = string_of(entry, name, where)
    if value is None:
        raise CorpusError(f"{where} lacks {name!r}; make it a string")
    return value


def read_gold_type(fields: Fields) -> GoldType:
    """A corpus line: id, text and label."""
    identity, text = id_of(fields), text_of(fields)
    label = _required(fields, "label", "the line")
    return GoldType(id=identity, corpus_text=CorpusText(id=identity, text=text), label=label)


def read_predicted_type(fields: Fields) -> PredictedType:
    """A prediction line: id and label, null or missing for no event."""
    return PredictedType(id=id_of(fields), label=string_of(fields, "label", "the line"))
