"""The words of a passage, as the rules of this stage see them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from reportmap.model import NamedEntity, ParsedPassage
from reportmap.places.lexicon import WORD_LISTS, lexicon

# Combining marks, and signs without width: they do not cut a word, and alone they are none.
_INSIDE = r"\u0300-\u036f\u00ad\u200b-\u200d\u2060"
_UNSEEN = r"\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_WORD = re.compile(
    rf"""
    (?:[^\W\d_]\.){{2,6}}                     # U.S., N.W.F.P.
    | W\.\ ?Va\.                               # the one abbreviation of two unlike parts
    | [^\W\d_][\w{_INSIDE}]{{0,79}}(?:['’ʼ`][\w{_INSIDE}]{{1,40}}){{0,3}}  # Kandahar, Sana'a, doesn't
    | \d[\d.,]{{0,30}}\d | \d                  # 3,500
    | [^\s{_UNSEEN}]                           # any other sign alone
    """,
    re.VERBOSE,
)
WORD_CLASSES = (*WORD_LISTS, "name", "number")
"""What a word beside a candidate may be, in the order of the recognizer's columns."""

_NAME, _NUMBER = len(WORD_CLASSES) - 2, len(WORD_CLASSES) - 1
_POSSESSIVE = re.compile(r"['’ʼ`][sS]?$")


class Word(NamedTuple):
    """A word, number or sign; offsets are the document's. Possessive endings are left out.

    `is_name` where it begins with a capital letter, or has one inside ("al-Qaim" cut at its hyphen, "eThekwini").
    """

    start: int
    end: int
    text: str
    lower: str
    is_name: bool
    is_upper: bool
    is_possessive: bool = False


def split_words(text: str, *, offset: int = 0) -> tuple[Word, ...]:
    """The words and signs of a text in order, with their offsets shifted by `offset`."""
    found: list[Word] = []
    past = 0
    dotted = lexicon().dotted
    for match in _WORD.finditer(text):
        word, start, end = match.group(), match.start(), match.end()
        if start < past:
            continue
        first, lower, is_possessive = word[0], word.lower(), False
        is_capital = first.isupper()
        if is_capital and text[end : end + 1] == "." and lower in dotted and word[-1] != ".":
            end += 1
            word, past = text[start:end], end
            lower += "."
        if word[-1] in "sS'’ʼ`":
            ending = _POSSESSIVE.search(word)
            if ending and len(word) > len(ending.group()):
                word, is_possessive = word[: ending.start()], True
                end, lower = start + len(word), word.lower()
        is_letter = first.isalpha()
        is_name = is_capital or (is_letter and len(word) > 2 and (word[1].isupper() or word[2].isupper()))
        found.append(
            Word(offset + start, offset + end, word, lower, is_name, is_capital and word.isupper(), is_possessive)
        )
    return tuple(found)


class PassageWords:
    """A passage with its words and the entities over them."""

    def __init__(self, parsed: ParsedPassage) -> None:
        self.passage = parsed.passage
        self.words = split_words(parsed.passage.text, offset=parsed.passage.start)
        self.entities: Sequence[NamedEntity] = parsed.entities
        self._starts = [word.start for word in self.words]
        self._ends = [word.end for word in self.words]

    @cached_property
    def is_shouted(self) -> bool:
        """Whether the passage is in capitals throughout, so that a capital letter says nothing."""
        letters = [word for word in self.words if word.text[0].isalpha() and len(word.text) > 1]
        upper = sum(word.is_upper for word in letters)
        return len(letters) >= 4 and upper >= 0.8 * len(letters)

    @cached_property
    def is_title_case(self) -> bool:
        """Whether nearly every longer word begins with a capital and no full stop ends it, as in headlines."""
        letters = [word for word in self.words if word.text[0].isalpha() and len(word.text) > 3]
        is_sentence = self.words[-1].text in (".", "?", "!", "”", '"') if self.words else True
        return not is_sentence and len(letters) >= 4 and sum(word.is_name for word in letters) >= 0.8 * len(letters)

    @cached_property
    def labels(self) -> dict[int, str]:
        """The label of the entity over each word that has one, by word index."""
        found: dict[int, str] = {}
        for entity in self.entities:
            span = self.span_of(entity.start, entity.end)
            if span is not None:
                found.update(dict.fromkeys(range(span[0], span[1] + 1), entity.label))
        return found

    def slice(self, first: int, last: int) -> str:
        """The text from word `first` to word `last`, both included."""
        base = self.passage.start
        return self.passage.text[self.words[first].start - base : self.words[last].end - base]

    def span_of(self, start: int, end: int) -> tuple[int, int] | None:
        """The indices of the first and last word that lie in [start, end), None where there is none."""
        first = bisect_left(self._starts, start)
        last = bisect_right(self._ends, end) - 1
        return (first, last) if first <= last else None

    def lower(self, index: int) -> str:
        """The word at an index in lower case, "" outside the passage."""
        return self.words[index].lower if 0 <= index < len(self.words) else ""

    def before(self, index: int, count: int) -> str:
        """Up to `count` words that end before `index`, in lower case, joined by single spaces."""
        return " ".join(word.lower for word in self.words[max(0, index - count) : index])

    def classes(self, index: int) -> tuple[int, ...]:
        """The numbers of the WORD_CLASSES that the word at an index belongs to; none outside the passage."""
        return self._classes[index] if 0 <= index < len(self.words) else ()

    @cached_property
    def _classes(self) -> list[tuple[int, ...]]:
        lists = lexicon().classes
        return [
            (*lists.get(word.lower, ()), *lists.get(word.text, ()), *_kinds_of_sign(word))
            if word.is_name
            else (*lists.get(word.lower, ()), *_kinds_of_sign(word))
            for word in self.words
        ]


def _kinds_of_sign(word: Word) -> tuple[int, ...]:
    if word.is_name:
        return (_NAME,)
    return (_NUMBER,) if word.text[0].isdigit() else ()
