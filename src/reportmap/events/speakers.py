"""Which names of a sentence stand in the words for who tells it, and so say little about where the act was."""

import itertools

from reportmap.events.syntax import Syntax


def is_of_speaker(syntax: Syntax, token: int) -> bool:
    """Whether a name belongs to the subject of a saying verb, or to what is said of a source named with "according"."""
    return _is_speaker(syntax, token) or _is_of_source(syntax, token)


def _is_speaker(syntax: Syntax, token: int) -> bool:
    """Whether a place stands inside the subject of a verb that has a clause below it ("residents of X said")."""
    for head in (token, *syntax.governors(token)):
        if syntax.tokens[head].dep in {"nsubj", "nsubjpass"}:
            return bool(syntax.with_dep(syntax.tokens[head].head, frozenset({"ccomp"})))
    return False


def _is_of_source(syntax: Syntax, token: int) -> bool:
    """Whether a place only says what a source did ("according to the mayor, who asked for help from X")."""
    for below, above in itertools.pairwise((token, *syntax.governors(token))):
        if syntax.tokens[below].dep == "relcl":
            item = syntax.tokens[above]
            return item.dep == "pobj" and syntax.lemmas[item.head] == "to" and _is_according(syntax, item.head)
    return False


def _is_according(syntax: Syntax, preposition: int) -> bool:
    return preposition > 0 and syntax.lemmas[preposition - 1] in {"accord", "according"}
