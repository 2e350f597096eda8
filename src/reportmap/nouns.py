"""Nouns as JSON text and back, by the types of their fields.

A field that the JSON lacks takes its default, so that a store written before the field was added stays readable.
"""

import dataclasses
import datetime
import enum
import json
import types
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

Noun = TypeVar("Noun")
Decoder = Callable[[Any], Any]  # from whatever json.loads gives to whatever the field's type says


def to_json(noun: object) -> str:
    """A frozen noun, with all that it holds, as ASCII JSON text."""
    return json.dumps(noun, default=_encode, separators=(",", ":"))


def _encode(value: object) -> object:
    if isinstance(value, datetime.date):
        return value.isoformat()
    if dataclasses.is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    raise TypeError(f"a noun cannot hold a {type(value).__name__}")


def from_json(noun: type[Noun], text: str) -> Noun:
    """The noun that was written: `from_json(type(noun), to_json(noun)) == noun`.

    Raises:   ValueError when the text is not such a noun
    """
    try:
        hint: Any = noun  # mypy does not see that a type is hashable
        value: Noun = _decoder(hint)(json.loads(text))
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"not a {noun.__name__}: {error}") from error
    return value


@cache
def _decoder(hint: Any) -> Decoder:  # a type, or a generic alias such as tuple[str, ...]
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _dataclass_decoder(hint)
    if get_origin(hint) is tuple:
        return _tuple_decoder(get_args(hint))
    if isinstance(hint, types.UnionType):
        (inner,) = (argument for argument in get_args(hint) if argument is not type(None))
        decode = _decoder(inner)
        return lambda value: None if value is None else decode(value)
    if hint is datetime.date:
        return datetime.date.fromisoformat
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return hint
    return lambda value: value


def _dataclass_decoder(noun: type) -> Decoder:
    hints = get_type_hints(noun)  # decoders are asked for when needed: an event holds accounts, which hold events
    return lambda value: noun(**{name: _decoder(hints[name])(item) for name, item in value.items() if name in hints})


def _tuple_decoder(arguments: tuple[Any, ...]) -> Decoder:  # types, as in _decoder
    if arguments[1:] == (Ellipsis,):
        decode = _decoder(arguments[0])
        return lambda value: tuple(map(decode, value))
    decoders = tuple(map(_decoder, arguments))
    return lambda value: tuple(decode(item) for decode, item in zip(decoders, value, strict=True))
