"""Passages -> where their dateline ends: what stands before its dash says where and when a report was written."""

import re

from reportmap.truecase import is_all_capitals

REACH = 130
"""So far from the start of a passage the dash of a dateline stands ("SAN SALVADOR, 8 FEB 90 (DOMESTIC SERVICE) --")."""

SHORT = 30
"""A dateline without a day and without an agency in brackets is no longer."""

MAX_WORDS = 9

_DASH = re.compile(r"(?:--|—|–|\s-)(?=[\s\[])")
_ASIDE = re.compile(r"\([^()]{1,60}\)|\[[^\[\]]{1,60}\]")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset({"of", "de", "la", "el", "del", "los", "las", "al", "le", "du", "and", "y"})


def dateline_end(text: str) -> int:
    """The offset behind the dash that ends the dateline of a passage, 0 where it has none.

    Known limit: in capitals a name before a dash is a dateline only with a day or an agency ("BOGOTA, 1 OCT (EFE) --").
    """
    dash = _DASH.search(text, 0, REACH)
    if dash is None:
        return 0
    head = text[: dash.start()]
    bare = _ASIDE.sub(" ", head)
    words = _WORD.findall(bare)
    is_marked = bare != head or any(letter.isdigit() for letter in head)
    if not words or len(words) > MAX_WORDS or not (is_marked or (len(head) <= SHORT and not is_all_capitals(text))):
        return 0
    return dash.end() if all(word[0].isupper() or word in _SMALL for word in words) else 0
