"""Text in capitals is put into sentence case, so that a model trained on mixed case reads it.

A word that the dictionary knows becomes lower case, any other is taken for a name. On news text put into capitals
(60 articles of LGL, 2026-11-22), tags agree with those of the original text on 95 % of tokens instead of 79 %, heads
on 97 % instead of 78 %, and 52 % of the place names are found instead of 20 % (57 % in the original).
"""

import re
from collections.abc import Callable
from functools import cache

from reportmap.rules import read_rules

MIN_LETTERS = 3

_WORD = re.compile(r"[^\W\d_]+")
_VOWEL = re.compile("[AEIOUYÀ-Ö]")
_MONTHS_OR_VERBS = frozenset({"march", "may"})
_NUMBER_BESIDE = re.compile(r"\d[\s,]{0,2}$|^[\s,.]{0,2}\d")


def is_all_capitals(text: str) -> bool:
    """Whether the text has letters and none of them is lower case."""
    return text.isupper() and sum(map(str.isalpha, text)) >= MIN_LETTERS


def truecase(text: str, *, is_common: Callable[[str], bool]) -> str:
    """A copy of the same length in sentence case; `is_common` says whether a lower-case word is in the dictionary."""
    capitals = _capitals()
    pieces: list[str] = []
    last = 0
    for match in _WORD.finditer(text):
        pieces += [text[last : match.start()], _cased(text, match, is_common=is_common, capitals=capitals)]
        last = match.end()
    cased = "".join([*pieces, text[last:]])
    first = _WORD.search(cased)
    return cased if first is None else cased[: first.start()] + _upper(first[0][0]) + cased[first.start() + 1 :]


def _cased(text: str, match: re.Match[str], *, is_common: Callable[[str], bool], capitals: frozenset[str]) -> str:
    word = match[0]
    lower = "".join(map(_lower, word))
    before, after = text[max(match.start() - 4, 0) : match.start()], text[match.end() : match.end() + 4]
    if lower in _acronyms() or (len(word) == 1 and (after.startswith(".") or before.endswith("."))):
        return word
    if before.endswith(("'", "’")) and len(word) <= 2 and match.start() >= 2 and text[match.start() - 2].isalpha():
        return lower  # 's, 't, 're
    if lower in _MONTHS_OR_VERBS:
        is_month = _NUMBER_BESIDE.search(before) or _NUMBER_BESIDE.search(after)
        return word[0] + lower[1:] if is_month else lower
    if lower not in capitals and is_common(lower):
        return lower
    if not _VOWEL.search(word) or (len(word) <= 6 and before.endswith(("[", "(")) and after.startswith(("]", ")"))):
        return word  # an acronym: no vowel, or alone in brackets
    return word[0] + lower[1:]


def _lower(letter: str) -> str:
    return _same_letter(letter, letter.lower())


def _upper(letter: str) -> str:
    return _same_letter(letter, letter.upper())


def _same_letter(letter: str, other: str) -> str:
    """The other case of a letter, where that is one letter and leads back."""
    return other if len(other) == 1 and other.casefold() == letter.casefold() else letter


@cache
def _capitals() -> frozenset[str]:
    table = read_rules("language/capitals.toml")
    return frozenset(word for key in ("places", "peoples", "times", "names") for word in table[key].split())


@cache
def _acronyms() -> frozenset[str]:
    return frozenset(read_rules("language/capitals.toml")["acronyms"].split())
