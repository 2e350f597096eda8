"""An ontology file -> its checked content; every mistake with its file, its line and what to do about it.

The schema is written down in `docs/ontology.md`. TOML readers keep no line numbers, so the lines of tables and keys
are found in the text; a table written inline has the line of the array that holds it.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

from reportmap.errors import RulesError
from reportmap.rules import read_rules

FOLDER = "events/ontology"
MAX_BYTES = 5_000_000
"""A file of rules is a few hundred kB at most; more is a mistake of the user's."""

ROLES = ("core", "result", "toll", "answer", "state")
TOKEN_TEST = re.compile(r"^[^\s/@#]{1,200}(/[VNJ])?$")
PARTY_TESTS = frozenset(
    {
        "@place",
        "@settlement",
        "@person",
        "@proper",
        "@actor",
        "@rebel",
        "@state",
        "@civilian",
        "@protester",
        "@many",
        "@road",
    }
)

_LISTS = ("patterns", "examples", "counterexamples", "exclude", "not_context", "context", "registers")
_TESTS = ("subject", "object", "not_subject", "not_object", "object_kinds")
_TYPE_KEYS: Mapping[str, type] = dict.fromkeys(("id", "name", "event_type", "plover", "definition", "code"), str)
_TRIGGER_KEYS: Mapping[str, type] = {
    **dict.fromkeys(("id", "sub_event_type", "role"), str),
    **dict.fromkeys((*_LISTS, *_TESTS, "case"), list),
    "strength": float,
    "either": bool,
}
_CASE_KEYS: Mapping[str, type] = {
    **dict.fromkeys(("sub_event_type", "role"), str),
    **dict.fromkeys(("subject", "object", "not_object", "only"), list),
}
_FILE_KEYS: Mapping[str, type] = {
    "version": str,
    "title": str,
    "uses": list,
    "registers": list,
    "classes": dict,
    "contexts": dict,
    "sub_event_type": list,
    "trigger": list,
}
_REQUIRED = {
    "sub_event_type": ("id", "name", "event_type", "definition"),
    "trigger": ("id", "sub_event_type", "patterns", "strength", "examples"),
    "case": ("sub_event_type",),
}
_KINDS = {
    str: "a text in quotes",
    list: "a list of texts in quotes",
    float: "a number",
    bool: "true or false",
    dict: "a table",
}

_HEADER = re.compile(r"[ \t]{0,100}\[{1,2}[ \t]{0,20}([\w.-]{1,100})[ \t]{0,20}\]{1,2}")
_KEY = re.compile(r"[ \t]{0,100}\"?([\w-]{1,100})\"?[ \t]{0,100}=")

Where = tuple[str | int, ...]
"""A table: ("trigger", 3) is the fourth, ("trigger", 3, "case", 0) its first case, () the top of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OntologyFile:
    """One file: `name` as messages call it, its `text`, and whether it came with the program."""

    name: str
    text: str
    is_shipped: bool

    @property
    def digest(self) -> str:
        """Eight hexadecimal digits of the text's hash."""
        return sha256(self.text.encode()).hexdigest()[:8]


def shipped_names() -> tuple[str, ...]:
    """The names of the ontologies that come with the program, in alphabetical order."""
    folder = files("reportmap").joinpath("resources", *FOLDER.split("/"))
    return tuple(sorted(item.name.removesuffix(".toml") for item in folder.iterdir() if item.name.endswith(".toml")))


def read_ontology_file(source: str) -> OntologyFile:
    """The file behind a shipped name ("disasters") or a path.

    Raises RulesError when there is none, or it is too large or not UTF-8.
    """
    if source in shipped_names():
        path = files("reportmap").joinpath("resources", FOLDER, f"{source}.toml")
        return OntologyFile(name=f"resources/{FOLDER}/{source}.toml", text=path.read_text("utf-8"), is_shipped=True)
    path_of_user = Path(source)
    try:
        if path_of_user.stat().st_size > MAX_BYTES:
            raise RulesError(f"{source}: larger than {MAX_BYTES:,} bytes, which no ontology is; name another file")
        data = path_of_user.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise RulesError(
            f"{source!r} is no ontology that can be read ({reason.lower()}); name one of"
            f" {', '.join(shipped_names())}, or the path of a TOML file"
        ) from error
    try:
        return OntologyFile(name=source, text=data.decode("utf-8-sig"), is_shipped=False)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise RulesError(f"{source}, line {line}: not UTF-8; save the file as UTF-8") from error


def parse_ontology_file(file: OntologyFile) -> Mapping[str, Any]:  # Any: TOML values, checked by `mistakes_in`
    """The file's TOML content. Raises RulesError, with the line, when it is no TOML."""
    try:
        return tomllib.loads(file.text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at (?:line (\d{1,9}), column \d{1,9}|end of document)\)", str(error))
        line = int(found[1]) if found and found[1] else len(file.text.splitlines())
        reason = str(error).split(" (at ")[0]
        raise RulesError(f"{file.name}, line {line}: not valid TOML: {reason}; correct the line") from error
    except RecursionError as error:
        raise RulesError(
            f"{file.name}: its brackets are nested too deeply; write it as docs/ontology.md shows"
        ) from error


def lines_of(text: str) -> Mapping[tuple[Where, str], int]:
    """The line of each table (under the key "") and of each key in it, the first line being 1."""
    found: dict[tuple[Where, str], int] = {}
    counts: dict[Where, int] = {}
    here: Where = ()
    in_string: str | None = None
    for number, line in enumerate(text.splitlines(), 1):
        quotes = next((mark for mark in ('"""', "'''") if line.count(mark) % 2), None)
        if in_string is not None:
            in_string = None if quotes == in_string else in_string
            continue
        in_string = quotes
        header = _HEADER.match(line)
        if header:
            here = _place(header[1], counts, is_array=line.lstrip().startswith("[["))
            found.setdefault((here, ""), number)
        elif key := _KEY.match(line):
            found.setdefault((here, key[1]), number)
    return found


def _place(header: str, counts: dict[Where, int], *, is_array: bool) -> Where:
    parts: Where = ()
    names = header.split(".")
    for depth, name in enumerate(names):
        parts = (*parts, name)
        is_last = depth == len(names) - 1
        if is_last and is_array:
            counts[parts] = counts.get(parts, -1) + 1
        if parts in counts:
            parts = (*parts, counts[parts])
    return parts


@dataclass(frozen=True, slots=True)
class Known:
    """The ids and names that a file may refer to: its own and those of the files that it uses."""

    types: frozenset[str]
    classes: frozenset[str]
    contexts: frozenset[str]
    registers: frozenset[str]


def mistakes_in(file: OntologyFile, content: Mapping[str, Any], used: Known) -> list[str]:  # Any: TOML values
    """Every mistake of a file, in the order of its lines, as "FILE, line N: what is wrong; what to do"."""
    lines = lines_of(file.text)
    problems = sorted(_problems(content, used), key=lambda item: (_line(lines, item[0], item[1]), item[2]))
    return [f"{file.name}, line {_line(lines, where, key)}: {message}" for where, key, message in problems]


def _line(lines: Mapping[tuple[Where, str], int], where: Where, key: str) -> int:
    """The line of a key, else of its table, else of the array or table around it."""
    if (where, key) in lines:
        return lines[where, key]
    while where:
        if (where, "") in lines:
            return lines[where, ""]
        if len(where) >= 1 and (where[:-1], str(where[-1])) in lines:
            return lines[where[:-1], str(where[-1])]
        where = where[:-1]
    return lines.get(((), key), 1)


Problem = tuple[Where, str, str]


def _problems(content: Mapping[str, Any], used: Known) -> Iterator[Problem]:  # Any: TOML values
    yield from _shape(content, (), _FILE_KEYS, required=("version",), label="the file")
    tables = {key: _tables(content, key) for key in ("sub_event_type", "trigger")}
    if not tables["sub_event_type"] and not tables["trigger"]:
        yield (), "", "the file has no [[sub_event_type]] and no [[trigger]]; add them as docs/ontology.md shows"
    for key in ("classes", "contexts"):
        for name, words in _table(content, key).items():
            if not _is_texts(words) or not words:
                yield (key,), name, f'{key}: {name!r} is no list of texts in quotes; write {name} = ["word", "word"]'
    yield from _registers(content, (), "the file", used)
    for key in ("sub_event_type", "trigger"):
        yield from _repeated(tables[key], key)
    for index, row in enumerate(tables["sub_event_type"]):
        label = f"sub_event_type {row.get('id', '(no id)')!r}"
        yield from _shape(row, ("sub_event_type", index), _TYPE_KEYS, required=_REQUIRED["sub_event_type"], label=label)
    known = Known(
        types=used.types | {str(row.get("id")) for row in tables["sub_event_type"]},
        classes=used.classes | set(_table(content, "classes")),
        contexts=used.contexts | set(_table(content, "contexts")),
        registers=used.registers,
    )
    for index, row in enumerate(tables["trigger"]):
        yield from _trigger(row, ("trigger", index), known)


def _trigger(row: Mapping[str, Any], where: Where, known: Known) -> Iterator[Problem]:  # Any: TOML values
    label = f"trigger {row.get('id', '(no id)')!r}"
    yield from _shape(row, where, _TRIGGER_KEYS, required=_REQUIRED["trigger"], label=label)
    strength = row.get("strength")
    if isinstance(strength, int | float) and not 0 <= strength <= 1:
        yield where, "strength", f"{label}: strength {strength} is not between 0 and 1; correct it"
    for key in ("patterns", "examples"):
        if row.get(key) == []:
            yield where, key, f"{label}: {key} is empty; give at least one"
    for text in _texts(row, "patterns"):
        yield from _pattern(text, where, label)
    for key in ("context", "not_context"):
        for name in _texts(row, key):
            if name not in known.contexts:
                hint = _meant(name, known.contexts)
                yield where, key, f"{label}: no context is named {name!r}{hint}; add it under [contexts]"
    yield from _registers(row, where, label, known)
    yield from _references(row, where, label, known)
    for index, case in enumerate(_tables(row, "case")):
        here = (*where, "case", index)
        yield from _shape(case, here, _CASE_KEYS, required=_REQUIRED["case"], label=f"{label}, case {index + 1}")
        yield from _references(case, here, f"{label}, case {index + 1}", known)


def _registers(row: Mapping[str, Any], where: Where, label: str, known: Known) -> Iterator[Problem]:  # Any: TOML values
    for name in _texts(row, "registers"):
        if name not in known.registers:
            hint = _meant(name, known.registers)
            yield where, "registers", f"{label}: no register is named {name!r}{hint}; correct the list"


def _references(
    row: Mapping[str, Any], where: Where, label: str, known: Known
) -> Iterator[Problem]:  # Any: TOML values
    """Ids and names that a row or a case takes from elsewhere."""
    kind, role = row.get("sub_event_type"), row.get("role", "core")
    if isinstance(kind, str) and kind not in known.types:
        hint = _meant(kind, known.types)
        yield (
            where,
            "sub_event_type",
            f"{label}: no sub_event_type has the id {kind!r}{hint}; add it or correct the row",
        )
    if isinstance(role, str) and role not in ROLES:
        yield where, "role", f"{label}: role {role!r} is none of {', '.join(ROLES)}; correct it"
    for key in _TESTS:
        for test in _texts(row, key):
            if test.startswith("#") and test[1:] not in known.classes:
                hint = _meant(test[1:], known.classes)
                yield where, key, f"{label}: no class is named {test[1:]!r}{hint}; add it under [classes]"
            elif test.startswith("@") and test not in PARTY_TESTS:
                yield where, key, f"{label}: {test!r} is no test; write one of {', '.join(sorted(PARTY_TESTS))}"


def _pattern(text: str, where: Where, label: str) -> Iterator[Problem]:
    words = text.split()
    if not words or words[0] == "..." or words[-1] == "...":
        yield where, "patterns", f"{label}: pattern {text!r} must begin and end with a token test, not with a gap"
    for word in words:
        if word != "..." and not TOKEN_TEST.match(word):
            advice = "write lemma|lemma, lemma/V, lemma/N or lemma/J"
            yield where, "patterns", f"{label}: {word!r} in pattern {text!r} is no token test; {advice}"


def _shape(
    row: Mapping[str, Any],  # Any: TOML values, checked here
    where: Where,
    keys: Mapping[str, type],
    *,
    required: Sequence[str],
    label: str,
) -> Iterator[Problem]:
    """Missing and unknown keys, and values of a wrong kind."""
    for key in required:
        if key not in row:
            yield where, "", f"{label}: the key {key!r} is missing; add it"
    for key, value in row.items():
        if key not in keys:
            yield where, key, f"{label}: the key {key!r} is unknown{_meant(key, keys)}; correct or remove it"
        elif not _is_kind(value, keys[key], key):
            kind = "tables" if key in {"case", "sub_event_type", "trigger"} else _KINDS[keys[key]]
            yield where, key, f"{label}: {key} must be {kind}; correct it"
        elif key in required and isinstance(value, str) and not value.strip():
            yield where, key, f"{label}: {key} is empty; fill it in"


def _is_kind(value: object, kind: type, key: str) -> bool:
    if kind is float:
        return _is_number(value)
    if key in {"case", "sub_event_type", "trigger"} and kind is list:
        return isinstance(value, list) and all(isinstance(item, dict) for item in value)
    return _is_texts(value) if kind is list else isinstance(value, kind)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)


def _texts(row: Mapping[str, Any], key: str) -> list[str]:  # Any: TOML values
    value = row.get(key, [])
    return value if _is_texts(value) else []


def _table(content: Mapping[str, Any], key: str) -> Mapping[str, Any]:  # Any: TOML values
    value = content.get(key, {})
    return value if isinstance(value, dict) else {}


def _tables(content: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:  # Any: TOML values
    value = content.get(key, [])
    return value if _is_kind(value, list, "trigger") else []


def _repeated(rows: Sequence[Mapping[str, Any]], key: str) -> Iterator[Problem]:  # Any: TOML values
    seen: set[str] = set()
    for index, row in enumerate(rows):
        name = row.get("id")
        if isinstance(name, str) and name in seen:
            yield (key, index), "id", f"{key} {name!r}: the id stands twice in the file; rename one"
        seen.add(str(name))


def _meant(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, sorted(known), n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""


def register_names() -> frozenset[str]:
    """The registers of `resources/events/registers.toml`."""
    return frozenset(read_rules("events/registers.toml")["registers"])
