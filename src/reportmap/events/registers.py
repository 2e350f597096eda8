"""ParsedPassages -> in which of them words of violence are probably meant otherwise: sport, fiction, markets, recipes.

One word proves nothing; what counts is how many words of one kind of writing (`resources/events/registers.toml`)
stand around an event word, against how many that are at home in reports of violence.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from reportmap.model import ParsedPassage, Token
from reportmap.rules import read_rules

OWN_WEIGHT = 2
"""What a word in the event's own sentence counts, against one elsewhere in the section."""

ANCHOR_WEIGHT = 3
"""What a word of violent reports counts in the event's own sentence."""

MIN_WORDS = 2
"""Distinct words of a register that a section must have: one alone is chance."""

CLEAR = 2
"""So many words of violent reports, and none of a register, make an event's own sentence clear whatever is around."""

_ANCHOR = ""
"""The name under which anchors are kept beside the registers."""

_Words = Mapping[str, frozenset[str]]
"""Telling words, as written in lower case, with the registers that each is at home in."""


class Registers:
    """The telling words of each passage of a document and of its sections (body, title, each comment)."""

    def __init__(self, parsed: Sequence[ParsedPassage]) -> None:
        self._own: dict[int, _Words] = {}
        self._sections: defaultdict[object, dict[str, frozenset[str]]] = defaultdict(dict)
        self._around: dict[int, dict[str, frozenset[str]]] = {}
        for item in parsed:
            words = {token.text.lower(): found for token in item.tokens if (found := _homes(token))}
            self._own[item.passage.index] = words
            section = self._sections[item.passage.kind, item.passage.author]
            section.update(words)
            self._around[item.passage.index] = section

    def at(self, index: int, *, without: frozenset[str] = frozenset()) -> frozenset[str]:
        """The registers that outweigh the anchors around a passage; the words in `without`, the event's own, count not.

        `without` is in lower case.
        """
        own = {word: homes for word, homes in self._own[index].items() if word not in without}
        here = Counter(name for homes in own.values() for name in homes)
        near = Counter(
            name
            for word, homes in self._around[index].items()
            if word not in own and word not in without
            for name in homes
        )
        against = ANCHOR_WEIGHT * here[_ANCHOR] + near[_ANCHOR]
        return frozenset(
            name
            for name in (here | near).keys() - {_ANCHOR}
            if here[name] + near[name] >= MIN_WORDS
            and OWN_WEIGHT * here[name] + near[name] > against
            and (here[name] or here[_ANCHOR] < CLEAR)
        )


def _homes(token: Token) -> frozenset[str]:
    """The registers that a token is at home in, by its form, its lemma or its singular; most have none."""
    known, word = _vocabulary(), token.text.lower()
    return (
        known.get(word) or known.get(token.lemma.lower()) or (known.get(word[:-1]) if word.endswith("s") else None)
    ) or frozenset()


@cache
def _vocabulary() -> Mapping[str, frozenset[str]]:
    content = read_rules("events/registers.toml")
    homes: defaultdict[str, set[str]] = defaultdict(set)
    for name, words in (*content["registers"].items(), (_ANCHOR, content["anchors"]["words"])):
        for word in words:
            homes[word].add(name)
    return {word: frozenset(names) for word, names in homes.items()}
