"""The closed word lists of `resources/events/words.toml`."""

from functools import cache

from reportmap.rules import read_rules


@cache
def listed(name: str) -> frozenset[str]:
    """The lemmas of one list, lower case; KeyError for a name that the file does not have."""
    return frozenset(read_rules("events/words.toml")[name])
