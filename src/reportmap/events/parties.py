"""Words -> named parties: the groups and forces of `resources/events/actors.csv`, by any of their names."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from reportmap.events.lexicon import listed
from reportmap.model import ActorKind
from reportmap.rules import read_table
from reportmap.truecase import is_all_capitals

SHORT = 5
"""In a text in capitals a single word up to this length ("LET", "MEND") names a party only in the party's country."""

_WORD = re.compile(r"(?<![\w-])\w{1,40}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """A row of the lexicon: its canonical name, its kind, and the ISO 3166-1 codes of its countries (none: several)."""

    canonical: str
    kind: ActorKind
    countries: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Alias:
    pattern: re.Pattern[str]
    name: str
    parties: tuple[Party, ...]


def find_parties(text: str, *, countries: Collection[str]) -> Iterator[tuple[int, int, Party]]:
    """The parties that a text names, as (start, end, party), in text order, the longest name at each place.

    Names are matched with case, in a text that is all in capitals without it. A name that several parties have means
    the one of the `countries` (ISO codes that the document is about), else the first in the lexicon.
    """
    in_capitals = is_all_capitals(text)
    by_first = _aliases(in_capitals)
    past = 0
    for word in _WORD.finditer(text):
        if word.start() < past:
            continue
        for alias in by_first.get(word[0], ()):
            match = alias.pattern.match(text, word.start())
            if match is None:
                continue
            party = _meant(alias.parties, countries)
            is_unsure = alias.name in listed("acronym_words") or (in_capitals and len(alias.name) <= SHORT)
            if is_unsure and party.countries and not party.countries & set(countries):
                continue
            yield match.start(), match.end(), party
            past = match.end()
            break


@cache
def names_of(canonical: str) -> tuple[str, ...]:
    """The names of a listed party, in the order of the lexicon; empty where the lexicon has no such party."""
    rows = (row for row in read_table("events/actors.csv") if row["canonical"] == canonical)
    return tuple(dict.fromkeys(name for row in rows for name in row["aliases"].split("|")))


def _meant(parties: tuple[Party, ...], countries: Collection[str]) -> Party:
    return next((party for party in parties if party.countries & set(countries)), parties[0])


@cache
def _aliases(in_capitals: bool) -> dict[str, list[_Alias]]:
    """Every name by its first word, the longest first."""
    rows: defaultdict[str, list[Party]] = defaultdict(list)
    for row in read_table("events/actors.csv"):
        party = Party(
            canonical=row["canonical"], kind=ActorKind(row["kind"]), countries=frozenset(row["country"].split())
        )
        for alias in row["aliases"].split("|"):
            name = alias.upper() if in_capitals else alias
            if party not in rows[name]:
                rows[name].append(party)
    found: defaultdict[str, list[_Alias]] = defaultdict(list)
    for name in sorted(rows, key=len, reverse=True):
        pattern = re.compile(r"\s{1,8}".join(map(re.escape, name.split())) + r"(?![\w-])")
        first = _WORD.search(name)
        found[first[0] if first else name].append(_Alias(pattern, name, tuple(rows[name])))
    return dict(found)
