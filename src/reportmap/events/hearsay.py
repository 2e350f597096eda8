"""What a noun of speech makes of the clause that gives its content: "the news, spread abroad, that X burned, is a lie".

The parse hangs such a clause on whatever verb stands between, so it is found by its "that" and the noun before it.
"""

import re
from collections.abc import Mapping
from functools import cache

from reportmap.events.attribution import reporting_stance
from reportmap.events.syntax import Syntax
from reportmap.rules import read_rules

REACH = 14
"""So many tokens may stand between the noun and its "that"."""

_PREDICATES = frozenset({"attr", "acomp", "oprd", "conj", "xcomp"})
_CLAUSE_DEPS = frozenset({"ccomp", "advcl", "acl", "relcl", "conj"})


def noun_of(syntax: Syntax, verb: int) -> int | None:
    """The noun of speech whose content a that-clause tells, None where another verb says it or no such noun stands by.

    `verb` heads the clause, or one that is coordinated with it.
    """
    token = syntax.tokens[verb]
    mark = next((child for child in syntax.with_dep(verb, frozenset({"mark"})) if syntax.lemmas[child] == "that"), None)
    if mark is None or token.dep not in _CLAUSE_DEPS:
        return None
    above = token.head
    is_said = token.dep == "ccomp" and reporting_stance(syntax.lemmas[above]) is not None and above < mark
    if is_said or syntax.tokens[mark - 1].tag.startswith("VB"):
        return None
    nouns = _rules()["content"]
    return next(
        (
            item
            for item in range(mark - 1, max(-1, mark - 1 - REACH), -1)
            if syntax.lemmas[item] in nouns and syntax.tokens[item].tag.startswith("NN")
        ),
        None,
    )


def is_called_false(syntax: Syntax, noun: int) -> bool:
    """Whether a noun of speech is called untrue, before it ("the false report that") or behind it ("is a lie")."""
    false = _rules()["untrue"]
    if any(syntax.lemmas[child] in false for child in syntax.with_dep(noun, frozenset({"amod", "compound", "nmod"}))):
        return True
    root = next((item for item, token in enumerate(syntax.tokens) if token.dep == "ROOT"), noun)
    said = {item for item in syntax.with_dep(root, _PREDICATES) if item > noun} | ({root} if root > noun else set())
    return any(syntax.lemmas[item] in false or syntax.tokens[item].text.lower() in false for item in said)


def retracted_at(text: str) -> int | None:
    """The offset in a passage of words that take back what was told before them ("it did not take place")."""
    found = _retraction().search(text)
    return None if found is None else found.start()


@cache
def _retraction() -> re.Pattern[str]:
    phrases = sorted(_rules()["retractions"])
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, phrases)) + r")(?!\w)", re.IGNORECASE)


@cache
def _rules() -> Mapping[str, frozenset[str]]:
    found: Mapping[str, list[str]] = read_rules("events/modality.toml")["hearsay"]
    return {name: frozenset(words) for name, words in found.items()}
