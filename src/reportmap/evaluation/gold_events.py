"""Corpus lines become gold templates, and prediction lines become predicted events; bad ones raise CorpusError."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from reportmap.annotation.corpus import Fields, type_name
from reportmap.annotation.fields import CorpusText, dct_of, entries_of, id_of, string_of, text_of
from reportmap.errors import CorpusError
from reportmap.evaluation.events import GoldEvent, PredictedEvent, normalized


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEvents:
    """A text with its gold templates, in the order of the corpus."""

    id: str | int
    corpus_text: CorpusText
    events: tuple[GoldEvent, ...]
    split: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictedEvents:
    """The predicted events of a text."""

    id: str | int
    events: tuple[PredictedEvent, ...]


def read_gold_events(fields: Fields) -> GoldEvents:
    """A corpus line: id, text, dct and split where known, and templates of type, date, location, perpetrators, ..."""
    identity = id_of(fields)
    events = tuple(_template(entry, where) for entry, where in entries_of(fields, "events"))
    corpus_text = CorpusText(id=identity, text=text_of(fields), dct=dct_of(fields))
    return GoldEvents(id=identity, corpus_text=corpus_text, events=events, split=string_of(fields, "split", "the line"))


def read_predicted_events(fields: Fields) -> PredictedEvents:
    """A prediction line: id, and events of type, places, actors, start_date, end_date, fatalities_low and _high."""
    events = tuple(
        PredictedEvent(
            type=string_of(entry, "type", where) or "",
            places=frozenset(normalized(name) for name in _strings(entry, "places", where)),
            actors=frozenset(normalized(name) for name in _strings(entry, "actors", where)),
            first_day=_day(entry.get("start_date"), where),
            last_day=_day(entry.get("end_date"), where),
            deaths_low=_whole(entry, "fatalities_low", where),
            deaths_high=_whole(entry, "fatalities_high", where),
        )
        for entry, where in entries_of(fields, "events")
    )
    return PredictedEvents(id=id_of(fields), events=events)


def _template(entry: Fields, where: str) -> GoldEvent:
    return GoldEvent(
        types=tuple(_strings(entry, "type", where)),
        days=tuple(_intervals(entry, where)),
        places=tuple(_chains(entry, where)),
        perpetrators=frozenset(
            normalized(name)
            for key in ("perp_org", "perp_individual")
            for names in _lists(entry, key, where)
            for name in names
        ),
        victims=frozenset(normalized(name) for names in _lists(entry, "victims", where) for name in names),
        deaths=_whole(entry, "fatalities_exact", where),
        is_optional=entry.get("optional") is True,
    )


def _intervals(entry: Fields, where: str) -> Iterator[tuple[datetime.date | None, datetime.date]]:
    for pair in _array(entry, "date", where):
        last = _day(pair[1], where) if isinstance(pair, list) and len(pair) == 2 else None
        if last is None:
            raise CorpusError(f"{where} has a 'date' that is no pair of days; write [first or null, last]")
        yield _day(pair[0], where), last


def _chains(entry: Fields, where: str) -> Iterator[tuple[str, ...]]:
    for chain in _array(entry, "location", where):
        if not isinstance(chain, list) or not all(isinstance(unit, dict) for unit in chain):
            raise CorpusError(f"{where} has a 'location' that is no array of objects with a 'name', the country first")
        yield tuple(normalized(string_of(unit, "name", where) or "") for unit in chain)


def _lists(entry: Fields, name: str, where: str) -> Iterator[list[str]]:
    for names in _array(entry, name, where):
        if not isinstance(names, list) or not all(isinstance(one, str) for one in names):
            raise CorpusError(f"{where} has {type_name(names)} in {name!r}; make it an array of strings")
        yield names


def _strings(entry: Fields, name: str, where: str) -> Iterator[str]:
    for one in _array(entry, name, where):
        if not isinstance(one, str):
            raise CorpusError(f"{where} has {type_name(one)} in {name!r}; make it a string")
        yield one


def _array(entry: Fields, name: str, where: str) -> list[Any]:  # Any: JSON, checked by the callers
    value = entry.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise CorpusError(f"{where} has {type_name(value)} for {name!r}; make it an array")
    return value


def _day(value: object, where: str) -> datetime.date | None:
    if value is None:
        return None
    try:
        return datetime.date.fromisoformat(str(value))
    except ValueError as error:
        raise CorpusError(f"{where} has a day that is no date; write it as YYYY-MM-DD") from error


def _whole(entry: Fields, name: str, where: str) -> int | None:
    value = entry.get(name)
    if value is None:
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise CorpusError(f"{where} has {type_name(value)} for {name!r}; make it a whole number or null")
