"""Candidate spellings for a name that the gazetteer does not have."""

from collections.abc import Iterator

_ALPHABET = "abcdefghijklmnopqrstuvwxyz "


def one_edit_away(name: str) -> Iterator[str]:
    """Every string that one deletion, transposition, replacement or insertion turns a normalized name into.

    About 54 for each letter of the name; duplicates occur. The first letter may change too.
    """
    for cut in range(len(name) + 1):
        left, right = name[:cut], name[cut:]
        if right:
            yield left + right[1:]
            for letter in _ALPHABET:
                yield left + letter + right[1:]
        if len(right) > 1:
            yield left + right[1] + right[0] + right[2:]
        for letter in _ALPHABET:
            yield left + letter + right
