"""The lines of a corpus: one JSON object each. A bad line is reported and skipped, the others go on."""

import codecs
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, BinaryIO, Protocol, TypeVar

from reportmap.errors import CorpusError

MAX_LINE_BYTES = 64 * 1024 * 1024
"""A longer line is reported and skipped without being held in memory."""

Fields = Mapping[str, Any]  # Any: JSON, checked field by field in fields.py


class HasId(Protocol):
    """What a line is read into: it keeps the line's `id`."""

    @property
    def id(self) -> str | int: ...


Content = TypeVar("Content", bound=HasId)


def bounded_lines(stream: BinaryIO, *, max_bytes: int = MAX_LINE_BYTES) -> Iterator[bytes]:
    """The lines of a stream without their ends; of a line of more than `max_bytes` only its first `max_bytes` + 1."""
    while line := stream.readline(max_bytes + 1):
        if len(line) > max_bytes and not line.endswith(b"\n"):
            yield line
            while (rest := stream.readline(max_bytes)) and not rest.endswith(b"\n"):
                pass
        else:
            yield line.rstrip(b"\r\n")


def read_corpus(
    lines: Iterable[bytes],
    *,
    name: str,
    read: Callable[[Fields], Content],
    skip: Callable[[CorpusError, int], None],
    max_bytes: int = MAX_LINE_BYTES,
) -> Iterator[tuple[int, Content]]:
    """The number of each line, from 1, and what `read` makes of it, in order; blank lines are left out.

    Memory does not grow with the corpus but for its ids, which must be different.

    Args:
        lines: the raw lines, without their ends.
        name: what to call the file in a message.
        read: from the fields of a line to its content; raises CorpusError, without file and line, where they are bad.
        skip: told of each line that is left out: the error, which names file and line, and the line's number.
    Raises:
        CorpusError: when the very first line is not UTF-8, since then the file is no corpus.
    """
    seen: dict[str | int, int] = {}
    for number, line in enumerate(lines, 1):
        try:
            words = _decoded(line.removeprefix(codecs.BOM_UTF8) if number == 1 else line, max_bytes)
            if not words.strip():
                continue
            content = read(_fields(words))
            _check_new(content.id, seen)
        except _NotTextError as error:
            if number == 1:
                raise CorpusError(f"{name}: {error}") from error
            skip(CorpusError(f"{name}, line {number}: {error}"), number)
        except CorpusError as error:
            skip(CorpusError(f"{name}, line {number}: {error}"), number)
        else:
            seen[content.id] = number
            yield number, content


class _NotTextError(CorpusError):
    """Bytes that are no UTF-8."""


def _decoded(line: bytes, max_bytes: int) -> str:
    if len(line) > max_bytes:
        raise CorpusError(f"is longer than {max_bytes:,} bytes; split it")
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        where = f"byte {error.start + 1} is 0x{line[error.start]:02x}"
        raise _NotTextError(f"is not UTF-8 ({where}); save it as UTF-8") from error


def _check_new(identity: str | int, seen: Mapping[str | int, int]) -> None:
    if identity in seen:
        raise CorpusError(f"the id {identity!r} was in line {seen[identity]} already; ids must differ")


def _fields(words: str) -> Fields:
    try:
        value = json.loads(words)
    except json.JSONDecodeError as error:
        raise CorpusError(f"is not JSON ({error.msg} at character {error.pos + 1}); write one object a line") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits, a nest of thousands of brackets
        raise CorpusError("is JSON that is too deep or has too long a number; write one object a line") from error
    if not isinstance(value, dict):
        raise CorpusError(f"is {type_name(value)}, not an object; write one object a line")
    return value


def type_name(value: object) -> str:
    """What JSON calls the type of a value, with its article."""
    names = {dict: "an object", list: "an array", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
