"""JSON and JSONL files become drafts, one for each object that is an article."""

import json
from collections.abc import Iterator
from typing import Any

from reportmap.errors import ReadingError
from reportmap.reading.articles import Table, names_of, read_articles
from reportmap.reading.columns import MIN_TEXT_CHARS, Row, known_names, plain_name
from reportmap.reading.draft import Draft
from reportmap.reading.encoding import decode

MAX_DEPTH = 4
"""How deep inside an object the list of articles may lie, and a value inside an article."""
MAX_ERRORS = 20
"""Of broken lines that are named one by one."""

Json = Any  # whatever json.loads gives


def read_json(data: bytes, name: str) -> Iterator[Draft | ReadingError]:
    """The drafts of a JSON file: a list of objects, an object that holds such a list, one object, or one on each line.

    Raises ReadingError for what is not JSON, and for what holds no articles.
    """
    text = decode(data, name)
    try:
        content = json.loads(text)
    except json.JSONDecodeError as error:
        first = text.lstrip().partition("\n")[0]
        if _loads(first) is None:
            where = f"line {error.lineno}, column {error.colno}"
            raise ReadingError(f"{name}, {where}: is not valid JSON ({error.msg}); export it again") from error
        yield from _read_lines(text, name)
        return
    except (RecursionError, ValueError) as error:
        raise ReadingError(
            f"{name}: is JSON that cannot be read ({_short(error)}); export its articles as a flat list"
        ) from error
    objects = _articles(content)
    is_one = len(objects) == 1 and objects[0] is content
    rows = [("" if is_one else f"entry {number}", flat(item)) for number, item in enumerate(objects, 1)]
    yield from _read_rows(rows, name)


def _read_lines(text: str, name: str) -> Iterator[Draft | ReadingError]:
    rows, broken = [], []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        item = _loads(line)
        if isinstance(item, dict):
            rows.append((f"line {number}", flat(item)))
        else:
            broken.append(number)
    yield from _read_rows(rows, name)
    for number in broken[:MAX_ERRORS]:
        yield ReadingError(f"{name}, line {number}: is no JSON object; export the line again")
    if len(broken) > MAX_ERRORS:
        yield ReadingError(f"{name}: {len(broken) - MAX_ERRORS} more lines are no JSON objects; export it again")


def _read_rows(rows: list[tuple[str, Row]], name: str) -> Iterator[Draft | ReadingError]:
    if not rows:
        raise ReadingError(f"{name}: holds no articles; it needs a list of objects, each with its text")
    columns = names_of(row for _, row in rows)
    yield from read_articles(Table(name=name, columns=columns, rows=lambda: iter(rows)))


def _loads(line: str) -> Json:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _articles(content: Json) -> list[dict[str, Json]]:
    """The objects that may be articles: those of a list, an object itself if it has a text, else its longest list."""
    if isinstance(content, str):
        return []
    if isinstance(content, list):
        return _objects(content)
    if not isinstance(content, dict) or _has_text(content):
        return [content] if isinstance(content, dict) else []
    best: list[dict[str, Json]] = []
    pending: list[tuple[Json, int]] = [(content, 0)]
    while pending:
        value, depth = pending.pop()
        found = _objects(value) if isinstance(value, list) else []
        best = max(best, found, key=len)
        if isinstance(value, dict) and depth < MAX_DEPTH:
            pending += [(inner, depth + 1) for inner in reversed(value.values())]
    return best or [content]


def _objects(items: list[Json]) -> list[dict[str, Json]]:
    """The objects of a list; its texts as articles of nothing else."""
    found = [item for item in items if isinstance(item, dict)]
    return found or [{"text": item} for item in items if isinstance(item, str) and len(item) >= MIN_TEXT_CHARS]


def _has_text(content: dict[str, Json]) -> bool:
    return any(_is_text(value) and plain_name(key) in known_names("text") for key, value in content.items())


def _is_text(value: Json) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and all(isinstance(item, str) for item in value))


def flat(item: dict[str, Json]) -> Row:
    """The values of an object as text: keys inside others are joined by dots, lists of words by commas or line ends."""
    row: dict[str, str] = {}
    pending: list[tuple[str, Json, int]] = [("", item, 0)]
    while pending:
        path, value, depth = pending.pop()
        if isinstance(value, dict):
            if depth < MAX_DEPTH:
                inner = ((f"{path}.{key}" if path else str(key), each, depth + 1) for key, each in value.items())
                pending += reversed(list(inner))
        elif text := _as_text(value):
            row[path] = text
    return row


def _as_text(value: Json) -> str:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or value is None:
        return ""
    if isinstance(value, int | float):
        return str(value) if isinstance(value, float) or abs(value) < 10**18 else ""
    if isinstance(value, list):
        words = [_name_of(each) for each in value]
        is_prose = any(len(word) > 80 for word in words)
        return ("\n\n" if is_prose else ", ").join(filter(None, words))
    return ""


def _name_of(value: Json) -> str:
    """A member of a list: itself, or the name of an object such as an author."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("name", "text", "title", "value") if isinstance(value.get(key), str)), "")
    return value.strip() if isinstance(value, str) else ""


def _short(error: Exception) -> str:
    return "nested too deep" if isinstance(error, RecursionError) else " ".join(str(error).split())[:100]
