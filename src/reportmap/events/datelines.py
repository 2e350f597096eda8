"""Passages -> where their dateline ends: what stands before its dash or colon says where and when a report was written.

A region in capitals with a stop ("DONETSK REGION. Two people ...") heads its paragraph in the same way.
"""

import re

from reportmap.truecase import is_all_capitals

REACH = 130
"""So far from the start of a passage the dash of a dateline stands ("SAN SALVADOR, 8 FEB 90 (DOMESTIC SERVICE) --")."""

SHORT = 30
"""A dateline without a day and without an agency in brackets is no longer."""

MAX_WORDS = 9

MIN_CAPITALS = 4
"""Shorter words in capitals are mostly abbreviations ("UN: two people ...")."""

_DASH = re.compile(r"(?:--|—|–|\s-)(?=[\s\[])")
_COLON = re.compile(r"(?<=[\w)])[:.](?=\s)")
_ASIDE = re.compile(r"\([^()]{1,60}\)|\[[^\[\]]{1,60}\]")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset({"of", "de", "la", "el", "del", "los", "las", "al", "le", "du", "and", "y"})


def dateline_end(text: str) -> int:
    """The offset behind the dash that ends the dateline of a passage, 0 where it has none.

    Known limit: in capitals a name before a dash is a dateline only with a day or an agency ("BOGOTA, 1 OCT (EFE) --").
    """
    if is_all_capitals(text):
        return _dashed(text)
    return _dashed(text) or _in_capitals(text)


def _in_capitals(text: str) -> int:
    """Behind the colon or stop after a name in capitals, or after an agency in brackets ("Srinagar, Nov 27 (VNS):")."""
    stop = _COLON.search(text, 0, REACH)
    if stop is None:
        return 0
    head = text[: stop.start()].strip()
    words = _WORD.findall(_ASIDE.sub(" ", head))
    is_agency = head.endswith(")") and text[stop.start()] == ":"
    is_named = bool(words) and len(words[0]) >= MIN_CAPITALS and len(words) <= MAX_WORDS
    if not is_named or not all(word[0].isupper() or word in _SMALL for word in words):
        return 0
    return stop.end() if is_agency or all(word.isupper() or word in _SMALL for word in words) else 0


def _dashed(text: str) -> int:
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
