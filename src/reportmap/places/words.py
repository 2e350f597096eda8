"""The words of a passage, as the rules of this stage see them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from reportmap.model import NamedEntity, ParsedPassage
from reportmap.places.lexicon import lexicon

_WORD = re.compile(
    r"""
    (?:[^\W\d_]\.){2,6}                       # U.S., N.W.F.P.
    | W\.\ ?Va\.                               # the one abbreviation of two unlike parts
    | [^\W\d_]\w{0,79}(?:['’ʼ`]\w{1,40}){0,3}  # Kandahar, Sana'a, doesn't
    | \d[\d.,]{0,30}\d | \d                    # 3,500
    | \S                                       # any other sign alone
    """,
    re.VERBOSE,
)
_POSSESSIVE = re.compile(r"['’ʼ`][sS]?$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word, number or sign; offsets are the document's. Possessive endings are left out."""

    start: int
    end: int
    text: str
    lower: str
    is_name: bool
    """Begins with a capital letter (or has one inside, as in "al-Qaim" cut at its hyphen, or "eThekwini")."""
    is_upper: bool
    is_possessive: bool = False


def split_words(text: str, *, offset: int = 0) -> tuple[Word, ...]:
    """The words and signs of a text in order, with their offsets shifted by `offset`."""
    found: list[Word] = []
    past = 0
    for match in _WORD.finditer(text):
        word, start, end = match.group(), match.start(), match.end()
        if start < past:
            continue
        if word[-1] != "." and text[end : end + 1] == "." and word.lower() in lexicon().dotted and word[0].isupper():
            end += 1
            word, past = text[start:end], end
        ending = _POSSESSIVE.search(word)
        if ending and len(word) > len(ending.group()):
            word = word[: ending.start()]
            end = start + len(word)
        found.append(
            Word(
                start=offset + start,
                end=offset + end,
                text=word,
                lower=word.lower(),
                is_name=word[0].isupper() or (len(word) > 2 and word[0].isalpha() and any(map(str.isupper, word[1:3]))),
                is_upper=word.isupper() and word[0].isalpha(),
                is_possessive=bool(ending),
            )
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
