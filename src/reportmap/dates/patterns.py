"""The rule table's patterns, compiled to regular expressions over word codes (see words.py)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from reportmap.dates.holidays import holiday_pattern
from reportmap.dates.words import Vocabulary, vocabulary
from reportmap.errors import RulesError
from reportmap.model import TimexType
from reportmap.rules import read_rules

_PIECE = re.compile(r"[\[\]()|]|[a-z_0-9]+:(?=[^\s:])|[^\s\[\]()|]+")
_FILE = "resources/dates/rules.toml"


@dataclass(frozen=True, slots=True)
class Rule:
    """A row of the rule table, ready to match at a position of a code string."""

    name: str
    timex_type: TimexType
    meaning: str
    matcher: re.Pattern[str]
    first: frozenset[str]
    examples: tuple[tuple[str, str, str, str], ...]
    joins: bool = False


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules: the vocabulary that they share, and by the first word's code those that may match there.

    `single_by_first` leaves out the rules that join what TIMEX3 annotation keeps apart.
    """

    rules: tuple[Rule, ...]
    words: Vocabulary
    by_first: dict[str, tuple[Rule, ...]]
    single_by_first: dict[str, tuple[Rule, ...]]
    by_name: dict[str, Rule]


@dataclass(frozen=True, slots=True)
class _Part:
    """A compiled piece of a pattern and the codes that it may start with."""

    regex: str
    first: frozenset[str]
    may_be_empty: bool


@cache
def rule_book() -> RuleBook:
    """The rules of resources/dates/rules.toml, in file order. Raises RulesError naming the rule that is wrong."""
    table = read_rules("dates/rules.toml")
    own_macros: dict[str, str] = table.get("macros", {})
    rows: list[dict[str, Any]] = table.get("rule", [])  # Any: TOML values, checked below
    wanted = [row[key] for row in rows for key in ("pattern", "after", "before") if key in row]
    unwanted = [row[key] for row in rows for key in ("not_after", "not_before") if key in row]
    literals = frozenset(_literals([*own_macros.values(), *wanted]))
    words = vocabulary(literals, frozenset(_literals([holiday_pattern(), *unwanted])))
    macros = own_macros | {"A_HOLIDAY": holiday_pattern()}
    rules = tuple(compile_rule(row, macros=macros, words=words) for row in rows)
    return RuleBook(
        rules=rules,
        words=words,
        by_first=_by_first(rules),
        single_by_first=_by_first([rule for rule in rules if not rule.joins]),
        by_name={rule.name: rule for rule in rules},
    )


def _by_first(rules: Sequence[Rule]) -> dict[str, tuple[Rule, ...]]:
    by_first: dict[str, list[Rule]] = {}
    for rule in rules:
        for code in rule.first:
            by_first.setdefault(code, []).append(rule)
    return {code: tuple(some) for code, some in by_first.items()}


def _literals(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        for piece in _PIECE.findall(text):
            if piece not in "[]()|" and not piece.endswith(":") and not piece.isupper() and not piece[:2].isupper():
                yield piece


def compile_rule(row: dict[str, Any], *, macros: dict[str, str], words: Vocabulary) -> Rule:
    """One row of the rule table, compiled. Raises RulesError naming the rule and what is wrong with it."""
    try:
        name = row["name"]
        pattern = _Compiler(row["pattern"], macros=macros, words=words, rule=name).compile()
        if pattern.may_be_empty:
            raise RulesError(f"{_FILE}: the pattern of {name!r} can match nothing; make one word of it required")
        regex = (
            _beside(row.get("after"), "(?<=", words, name)
            + _beside(row.get("not_after"), "(?<!", words, name)
            + pattern.regex
            + _beside(row.get("before"), "(?=", words, name)
            + _beside(row.get("not_before"), "(?!", words, name)
        )
        return Rule(
            name=name,
            timex_type=TimexType(row["type"]),
            meaning=row["meaning"],
            matcher=re.compile(regex),
            first=pattern.first,
            examples=tuple(tuple(example) for example in row["examples"]),
            joins=bool(row.get("joins", False)),
        )
    except (KeyError, ValueError, re.error) as error:
        raise RulesError(
            f"{_FILE}: the rule {row.get('name', '?')!r} is wrong ({error}); see the notes on top"
        ) from error


def _beside(names: str | None, opening: str, words: Vocabulary, rule: str) -> str:
    if not names:
        return ""
    return opening + _character_set("".join(_codes(name, words, rule) for name in names.split())) + ")"


def _codes(name: str, words: Vocabulary, rule: str) -> str:
    codes = words.classes.get(name) if name.isupper() else words.codes.get(name)
    if codes is None:
        raise RulesError(f"{_FILE}: the rule {rule!r} names {name!r}, which is no class, macro or word")
    return codes


def _character_set(codes: str) -> str:
    return "[" + "".join(map(re.escape, sorted(set(codes)))) + "]"


class _Compiler:
    """Recursive descent over a pattern; macros are put in where they are named."""

    def __init__(self, pattern: str, *, macros: dict[str, str], words: Vocabulary, rule: str) -> None:
        self.pieces = _PIECE.findall(pattern)
        self.position = 0
        self.macros = macros
        self.words = words
        self.rule = rule
        self.names = 0

    def compile(self) -> _Part:
        part = self._choice()
        if self.position != len(self.pieces):
            raise RulesError(f"{_FILE}: the rule {self.rule!r} has a bracket too many")
        return part

    def _choice(self) -> _Part:
        parts = [self._sequence()]
        while self._peek() == "|":
            self.position += 1
            parts.append(self._sequence())
        if len(parts) == 1:
            return parts[0]
        return _Part(
            "(?:" + "|".join(part.regex for part in parts) + ")",
            frozenset().union(*(part.first for part in parts)),
            any(part.may_be_empty for part in parts),
        )

    def _sequence(self) -> _Part:
        regex, first, may_be_empty = "", frozenset[str](), True
        while self._peek() not in (None, "|", ")", "]"):
            part = self._atom()
            regex += part.regex
            if may_be_empty:
                first |= part.first
                may_be_empty = part.may_be_empty
        return _Part(regex, first, may_be_empty)

    def _atom(self) -> _Part:
        piece = self.pieces[self.position]
        self.position += 1
        if piece.endswith(":") and len(piece) > 1:
            part = self._atom()
            self.names += 1  # a pattern may capture one name in several of its choices
            return _Part(f"(?P<{piece[:-1]}{self.names}>{part.regex})", part.first, part.may_be_empty)
        if piece in ("(", "["):
            part = self._choice()
            if self._peek() != (")" if piece == "(" else "]"):
                raise RulesError(f"{_FILE}: the rule {self.rule!r} has a bracket that is not closed")
            self.position += 1
            return part if piece == "(" else _Part(f"(?:{part.regex})?", part.first, True)
        if piece in self.macros:
            inner = _Compiler(self.macros[piece], macros=self.macros, words=self.words, rule=self.rule)
            return inner.compile()
        codes = _codes(piece, self.words, self.rule)
        return _Part(_character_set(codes), frozenset(codes), False)

    def _peek(self) -> str | None:
        return self.pieces[self.position] if self.position < len(self.pieces) else None
