"""What a document is about: which countries and provinces its names speak for."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from reportmap.gazetteer import Gazetteer
from reportmap.model import Passage, PlaceMention, SectionKind
from reportmap.places.lexicon import ContextName, lexicon
from reportmap.places.senses import Name, Sense

_QUIET = frozenset({SectionKind.COMMENT, SectionKind.BOILERPLATE})
_QUIET_WEIGHT = 0.4
_OPENING_WEIGHT = 1.6
_DEMONYM_WEIGHT = 0.6
_COUNTRY_WEIGHT = 1.5
SMOOTHING = 1.0
"""Votes added to the total, so that one other name alone does not decide everything."""


@dataclass(slots=True)
class Votes:
    """Votes for countries and (country, admin1) units, by the name that cast them."""

    countries: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    units: defaultdict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))
    total: float = 0.0

    def add(self, other: "Votes", factor: float = 1.0) -> None:
        """Add (or with a factor of -1 take away) another's votes."""
        for code, value in other.countries.items():
            self.countries[code] += value * factor
        for unit, value in other.units.items():
            self.units[unit] += value * factor
        self.total += other.total * factor


def name_weight(name: Name, mentions: Sequence[PlaceMention], passages: Mapping[int, Passage]) -> float:
    """How much a name's votes count: more when repeated or at the head of the report, less in comments."""
    best = 0.0
    for number in name.numbers:
        passage = passages.get(mentions[number].passage_index)
        weight = 1.0
        if passage is not None:
            if passage.kind in _QUIET:
                weight = _QUIET_WEIGHT
            elif passage.index <= 1:
                weight = _OPENING_WEIGHT
        best = max(best, weight)
    return best * (1.0 + math.log(len(name.numbers)))


def votes_of(name: Name, weight: float) -> Votes:
    """The votes that a name casts: its weight, shared out by how likely each sense is."""
    votes = Votes(total=weight)
    for sense in name.senses:
        place, share = sense.place, weight * sense.probability
        if share < 0.01 or place.country_code is None:
            continue
        factor = _COUNTRY_WEIGHT if sense.kind == "country" else 1.0
        votes.countries[place.country_code] += share * factor
        if place.admin1_code is not None:
            votes.units[place.country_code, place.admin1_code] += share
    return votes


def standing_votes(mentions: Sequence[PlaceMention], passages: Sequence[Passage], gazetteer: Gazetteer) -> Votes:
    """Votes that no sense changes: peoples, and the forces, offices and outlets that the text names."""
    votes = Votes()
    quiet = {passage.index for passage in passages if passage.kind in _QUIET}
    counts: defaultdict[str, float] = defaultdict(float)
    for mention in mentions:
        code = lexicon().demonyms.get(mention.text.lower()) if mention.is_demonym else None
        if code:
            counts[code] += _QUIET_WEIGHT if mention.passage_index in quiet else 1.0
    for code, count in counts.items():
        weight = _DEMONYM_WEIGHT * (1.0 + math.log(max(1.0, count)))
        votes.countries[code] += weight
        votes.total += weight
    for context, count in _context_names(passages).items():
        weight = context.weight * (1.0 + 0.5 * math.log(count))
        for code in context.country_codes:
            votes.countries[code] += weight / len(context.country_codes)
        votes.total += weight
    return votes


def sense_shares(sense: Sense, votes: Votes) -> tuple[float, float]:
    """The shares of the votes that go to the sense's country and to its first-order unit."""
    place, total = sense.place, max(0.0, votes.total) + SMOOTHING
    country = votes.countries.get(place.country_code or "", 0.0) / total
    unit = 0.0
    if place.country_code and place.admin1_code:
        unit = votes.units.get((place.country_code, place.admin1_code), 0.0) / total
    return min(1.0, max(0.0, country)), min(1.0, max(0.0, unit))


@cache
def _context_pattern() -> re.Pattern[str]:
    names = sorted((re.escape(context.name) for context in lexicon().context_names), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")


def _context_names(passages: Sequence[Passage]) -> Counter[ContextName]:
    known = {context.name: context for context in lexicon().context_names}
    found: Counter[ContextName] = Counter()
    for passage in passages:
        for match in _context_pattern().finditer(passage.text):
            found[known[match.group()]] += 1
    return found
