"""The date words and how a sentence is cut into them: each word becomes one character of a code string.

Rules match over that code string, so that a rule reads as a sequence of word classes and costs next to nothing
where a sentence has no date words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from reportmap.errors import RulesError
from reportmap.rules import read_rules

OTHER = "x"
"""The code of a word that no rule names."""

STOP = "."
"""The code of punctuation that no rule names; also stands before the first and after the last word."""

_NUMBER_CODES = {  # number class -> the codes that belong to it; each code is one shape and range of number
    "NEAR_CLOCK": "a",
    "DAY": "abz",
    "NO_DAY": "cdemnf",
    "SHORT_YEAR": "bcz",
    "NUMBER": "abcdeymnw",
    "YEAR": "yw",
    "RECENT_YEAR": "y",
    "MILITARY": "ymw",
    "DECIMAL": "f",
    "FRACTION": "h",
    "NTH": "t",
    "DAYS": "r",
    "ISO_DAY": "I",
    "ISO_MONTH": "i",
    "SLASHED": "S",
    "CLOCK": "k",
    "DECADE": "g",
    "SHORT_DECADE": "G",
    "APOSTROPHE_YEAR": "Y",
    "MERIDIEM": "p",
    "YEARS": "R",
    "MILITARY_Z": "M",
}
_MARKS = frozenset({",", "-", "/", "'s", "%", "#", "$", "£", "€", "o'clock"})
_FIRST_WORD_CODE = 0xE000  # Unicode's private use area: no text character is mistaken for a code

_TOKEN = re.compile(
    r"(?P<number>(?<![A-SU-Za-su-z])[0-9]++(?:[.,:/\-–][0-9]++)*+(?:(?:st|nd|rd|th|s|['’]s|h|Z)\b)?+)"
    r"|(?P<decade>['’‘][0-9]{2}s?\b)"
    r"|(?P<meridiem>[ap]\.m\b\.?|[AP]\.M\b\.?|(?<=[0-9\s])[ap]m\b|(?<=[0-9\s])[AP]M\b)"
    r"|(?P<clock>[Oo]['’]clock\b)"
    r"|(?P<mark>['’][sS]\b)"
    r"|(?P<word>[QHqh][1-4]\b|[^\W\d_]++)"
    r"|(?P<stop>[^\w\s])"
    r"|(?P<line>\n[ \t]*+\n)"
)
_SHAPES = [  # the first shape that fits a number decides its code
    (re.compile(r"[12][0-9]{3}([-/])[01][0-9]\1[0-3][0-9]"), "I"),
    (re.compile(r"[12][0-9]{3}-(?:0[1-9]|1[0-2])"), "i"),
    (re.compile(r"[0-3]?[0-9]([/.\-])[0-3]?[0-9]\1[12][0-9]{3}|[0-3]?[0-9]/[0-3]?[0-9]/[0-9]{2}"), "S"),
    (re.compile(r"(?:[01]?[0-9]|2[0-4]):[0-5][0-9](?::[0-5][0-9])?Z?"), "k"),
    (re.compile(r"(?:[12]?[0-9]|3[01])(?:[-–](?:[12]?[0-9]|3[01])|/(?:[12][0-9]|3[01]))"), "r"),
    (re.compile(r"1[0-9]{3}[-–](?:1[0-9]{3}|[0-9]{2})|20[0-9]{2}[-–](?:20[0-9]{2}|[0-9]{2})"), "R"),
    (re.compile(r"[0-9]{1,3}\.[0-9]{1,3}"), "f"),
    (re.compile(r"[1-9]/[1-9]"), "h"),
    (re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){1,3}"), "n"),
    (re.compile(r"[12][0-9]{2}0['’]?s"), "g"),
    (re.compile(r"[0-9]{1,2}(?:st|nd|rd|th)"), "t"),
    (re.compile(r"(?:[01][0-9]|2[0-4])[0-5][0-9](?:h|Z)"), "M"),
]


@dataclass(frozen=True, slots=True)
class Words:
    """A sentence cut into words: `codes` has one character a word, `spans` its half-open range in the sentence."""

    codes: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words that rules may name: their codes, their classes, and what they mean by class."""

    codes: Mapping[str, str]
    classes: Mapping[str, str]
    meanings: Mapping[str, Mapping[str, str | int]]
    cased: frozenset[str]
    dotted: frozenset[str]
    numbered: frozenset[str]

    def cut(self, sentence: str) -> Words:
        """The words of a sentence, in order. Linear in its length."""
        codes: list[str] = []
        spans: list[tuple[int, int]] = []
        for match in _TOKEN.finditer(sentence):
            start, end = match.span()
            kind = match.lastgroup
            written = match[0]
            if kind == "word":
                code = self._word_code(written)
                if written.lower() in self.numbered and not self._is_by_a_number(sentence, end, codes):
                    code = OTHER
                if end < len(sentence) and sentence[end] == "." and written.lower() in self.dotted:
                    end += 1
            elif kind == "number":
                code = _number_code(written)
            else:
                code = self._mark_code(kind, written)
            if spans and start < spans[-1][1]:  # the full stop that an abbreviation took
                continue
            codes.append(code)
            spans.append((start, end))
        return Words("".join(codes), tuple(spans))

    @staticmethod
    def _is_by_a_number(sentence: str, end: int, codes: list[str]) -> bool:
        """Whether a stop or a number stands behind a word, or a number before it."""
        return (
            sentence[end : end + 1] == "."
            or sentence[end : end + 2].strip(" -")[:1].isdecimal()
            or (bool(codes) and codes[-1] in _NUMBER_CODES["NUMBER"] + "trz-")
        )

    def _word_code(self, written: str) -> str:
        lower = written.lower()
        code = self.codes.get(lower, OTHER)
        return OTHER if code != OTHER and lower in self.cased and written[0] == lower[0] else code

    def _mark_code(self, kind: str | None, written: str) -> str:
        if kind == "decade":
            return "G" if written[-1] == "s" else "Y"
        if kind == "meridiem":
            return "p"
        if kind == "clock":
            return self.codes["o'clock"]
        if kind == "mark":
            return self.codes["'s"]
        return self.codes["-"] if written in "-–" else self.codes.get(written, STOP)


def _number_code(written: str) -> str:
    if written.isdecimal():
        return _integer_code(written)
    return next((code for shape, code in _SHAPES if len(written) <= 24 and shape.fullmatch(written)), OTHER)


def _integer_code(written: str) -> str:
    if len(written) > 6:
        return OTHER
    value = int(written)
    if len(written) <= 2:
        if value == 0:
            return "e"
        small = "a" if value <= 12 else "b" if value <= 31 else "c"
        return "z" if written[0] == "0" else small
    if len(written) == 4:
        if written[0] != "0" and 1000 <= value <= 2199:
            return "y" if 1900 <= value <= 2099 else "w"
        return "m" if value < 2460 and value % 100 < 60 else "n"
    return "d" if len(written) == 3 else "n"


@cache
def vocabulary(literals: frozenset[str], others: frozenset[str]) -> Vocabulary:
    """The words of resources/dates/words.toml, those that rules spell out, and others, each with its own code.

    The others are OTHER to the rules as well: words of names ("good") and those that must not stand beside a date.
    Raises RulesError where the file has no such tables.
    """
    rows = read_rules("dates/words.toml")
    try:
        classes, cased, dotted, numbered = (
            rows["classes"],
            *(frozenset(rows[name]) for name in ("cased", "dotted", "numbered")),
        )
    except KeyError as error:
        raise RulesError(f"resources/dates/words.toml has no {error} table; put it back") from error
    names = sorted({word for words in classes.values() for word in words} | literals | others | _MARKS)
    codes = {word: chr(_FIRST_WORD_CODE + index) for index, word in enumerate(names)}
    only_there = others - literals - _MARKS - {word for words in classes.values() for word in words}
    unnamed = {"OTHER": OTHER + "".join(codes[word] for word in only_there)}
    sets = {name: "".join(codes[word] for word in words) for name, words in classes.items()}
    return Vocabulary(
        codes=codes,
        classes=sets | _NUMBER_CODES | unnamed | {"STOP": STOP + codes[","] + codes["-"], "START": STOP + codes[","]},
        meanings=classes,
        cased=cased,
        dotted=dotted,
        numbered=numbered,
    )


@cache
def meanings(name: str) -> Mapping[str, str | int]:
    """What each word of a class of words.toml means. Raises RulesError for a class that is not there."""
    try:
        words: Mapping[str, str | int] = read_rules("dates/words.toml")["classes"][name]
    except KeyError as error:
        raise RulesError(f"resources/dates/words.toml has no class {error}; put it back") from error
    return words
