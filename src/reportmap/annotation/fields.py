"""The fields of a corpus line, checked: what is missing or of a wrong type raises a CorpusError that names it."""

import datetime
import math
from collections.abc import Iterator
from dataclasses import dataclass

from reportmap.annotation.corpus import Fields, type_name
from reportmap.errors import CorpusError

_SHOWN = 40
_OFFSETS = "offsets are half-open and count code points"


@dataclass(frozen=True, slots=True, kw_only=True)
class CorpusText:
    """A text to annotate, as it is given; nothing is stripped, so that offsets are those of the corpus.

    `dct` is its document creation time. `spans` are the half-open code-point ranges of the toponyms that are given
    with it, in the order of the corpus; they may overlap.
    """

    id: str | int
    text: str
    dct: datetime.date | None = None
    spans: tuple[tuple[int, int], ...] = ()


def read_corpus_text(fields: Fields, *, with_dct: bool = False, with_spans: bool = False) -> CorpusText:
    """The text of a line, with its `dct` and its `toponyms` where they are asked for.

    Raises CorpusError when a field is missing or wrong; `dct` may be missing or null.
    """
    identity, text = id_of(fields), text_of(fields)
    spans = (
        tuple(span_of(entry, where, text=text) for entry, where in entries_of(fields, "toponyms")) if with_spans else ()
    )
    return CorpusText(id=identity, text=text, dct=dct_of(fields) if with_dct else None, spans=spans)


def id_of(fields: Fields) -> str | int:
    """The id, a string or a whole number."""
    value = _present(fields, "id")
    if isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise CorpusError(f"the field 'id' is {type_name(value)}; make it a string or a whole number")


def text_of(fields: Fields) -> str:
    """The text."""
    value = _present(fields, "text")
    if isinstance(value, str):
        return value
    raise CorpusError(f"the field 'text' is {type_name(value)}; make it a string")


def dct_of(fields: Fields) -> datetime.date | None:
    """The day of the document creation time, an ISO 8601 date with or without a time; None where none is known."""
    value = fields.get("dct")
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise CorpusError(f"the field 'dct' is {type_name(value)}; make it a string such as 2007-02-02")
    try:
        if len(value) > 10 and value[10] not in "T ":
            raise ValueError  # noqa: TRY301 - said in one place
        return datetime.datetime.strptime(value[:10], "%Y-%m-%d").replace(tzinfo=datetime.UTC).date()
    except ValueError as error:
        raise CorpusError(f"the field 'dct' is {_short(value)}, no date; write it as YYYY-MM-DD") from error


def entries_of(fields: Fields, name: str) -> Iterator[tuple[Fields, str]]:
    """The objects of a list field, each with what to call it in a message."""
    value = _present(fields, name)
    if not isinstance(value, list):
        raise CorpusError(f"the field {name!r} is {type_name(value)}; make it an array of objects")
    for place, entry in enumerate(value):
        where = f"{name}[{place}]"
        if not isinstance(entry, dict):
            raise CorpusError(f"{where} is {type_name(entry)}; make it an object")
        yield entry, where


def span_of(entry: Fields, where: str, *, text: str | None) -> tuple[int, int]:
    """The `start` and `end` of an entry, which lie in the text where that is known; its own `text` must agree."""
    start, end = (_whole(entry, name, where) for name in ("start", "end"))
    if not 0 <= start < end or (text is not None and end > len(text)):
        inside = "" if text is None else f" of {len(text):,} characters"
        raise CorpusError(f"{where} is the span {start}:{end}, which does not lie in the text{inside}; {_OFFSETS}")
    words = entry.get("text")
    if text is not None and words is not None and words != text[start:end]:
        there = _short(text[start:end])
        raise CorpusError(f"{where} says {_short(words)}, but the text has {there} at {start}:{end}; {_OFFSETS}")
    return start, end


def point_of(entry: Fields, where: str) -> tuple[float, float] | None:
    """The `lat` and `lon` of an entry in WGS 84 degrees, None where they are null or missing (together)."""
    latitude, longitude = (_number(entry, name, where) for name in ("lat", "lon"))
    if latitude is None and longitude is None:
        return None
    if latitude is None or longitude is None:
        raise CorpusError(f"{where} has one of 'lat' and 'lon' only; give both, or null for both")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise CorpusError(f"{where} lies at {latitude}, {longitude}, which is not on the earth; write degrees")
    return latitude, longitude


def number_of(entry: Fields, name: str, where: str) -> float | None:
    """A number, None where it is null or missing."""
    return _number(entry, name, where)


def geonameid_of(entry: Fields, where: str) -> int | None:
    """The `geonameid` of an entry, a whole number or its digits; None where it is null, missing, empty or 0."""
    value = entry.get("geonameid")
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) <= 18:
        return int(value) or None
    if value is None or value == "":
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        return value or None
    raise CorpusError(f"{where} has the geonameid {_short(value)}; make it a whole number or null")


def string_of(entry: Fields, name: str, where: str) -> str | None:
    """A string, None where it is null or missing."""
    value = entry.get(name)
    if value is None or isinstance(value, str):
        return value
    raise CorpusError(f"{where} has {type_name(value)} for {name!r}; make it a string or null")


def _present(fields: Fields, name: str) -> object:
    if name not in fields:
        raise CorpusError(f"lacks the field {name!r}; add it")
    return fields[name]


def _whole(entry: Fields, name: str, where: str) -> int:
    value = entry.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    what = f"has {type_name(value)} for" if name in entry else "lacks"
    raise CorpusError(f"{where} {what} {name!r}; make it a whole number")


def _number(entry: Fields, name: str, where: str) -> float | None:
    value = entry.get(name)
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e15 and math.isfinite(value):
        return float(value)
    raise CorpusError(f"{where} has {_short(value)} for {name!r}; make it a number or null")


def _short(value: object) -> str:
    words = ascii(value)
    return words if len(words) <= _SHOWN else words[: _SHOWN - 3] + "..."
