"""Proposes stretches of a passage that may be names of places; says nothing yet about which ones are."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from reportmap.gazetteer import Gazetteer
from reportmap.gazetteer.features import feature_kind
from reportmap.gazetteer.names import normalize
from reportmap.model import NameMatch
from reportmap.places.lexicon import Abbreviation, lexicon
from reportmap.places.words import PassageWords, Word

MAX_NAME_WORDS = 6
MAX_NAME_LENGTH = 60
_ARTICLES = frozenset({"al", "el", "as", "ash", "an", "ad", "az", "ar", "at", "ul"})
_OPENERS = frozenset({"the", "at", "as", "an"})
"""Words that begin a sentence oftener than a name; the Arabic article is written like three of them."""

_PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
_JOINTS = frozenset({"-", "‐", "‑", "–", "'", "’", "&", "."})
_UNITS = frozenset({"country", "admin1", "region", "admin2"})


class NameFacts:
    """What the gazetteer knows about one name."""

    def __init__(self, matches: tuple[NameMatch, ...], priors: tuple[float, ...] = ()) -> None:
        """Hold the matches of a name, best first, and the priors of the first ones."""
        self.matches = matches
        self.priors = priors

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of its senses: country, admin1, admin2, populated, region, natural, facility."""
        return frozenset(feature_kind(match.place.feature_code) for match in self.matches)

    @cached_property
    def top_kind(self) -> str | None:
        """The kind of the likeliest sense, None where the name is unknown."""
        return feature_kind(self.matches[0].place.feature_code) if self.matches else None

    @cached_property
    def population(self) -> int:
        """The largest population among its senses."""
        return max((match.place.population for match in self.matches), default=0)

    @cached_property
    def countries(self) -> frozenset[str]:
        """The countries that have a place of that name."""
        return frozenset(match.place.country_code for match in self.matches if match.place.country_code)

    @cached_property
    def provinces(self) -> frozenset[tuple[str | None, str | None]]:
        """The (country, admin1) pairs that have a place of that name."""
        return frozenset((match.place.country_code, match.place.admin1_code) for match in self.matches)

    @cached_property
    def units(self) -> tuple[NameMatch, ...]:
        """Its senses that can contain other places."""
        return tuple(match for match in self.matches[:8] if feature_kind(match.place.feature_code) in _UNITS)

    def lies_in(self, container: "NameFacts") -> bool:
        """Whether some sense lies in some unit that the other name may mean."""
        for unit in container.units:
            place = unit.place
            if feature_kind(place.feature_code) == "country" or place.admin1_code is None:
                if place.country_code in self.countries:
                    return True
            elif (place.country_code, place.admin1_code) in self.provinces:
                return True
        return False


class NameIndex:
    """The gazetteer, with the facts of the names of one run kept."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._facts: dict[str, NameFacts] = {}
        self._known: dict[str, bool] = {}

    def has(self, name: str) -> bool:
        """Whether the gazetteer has the name."""
        known = self._known.get(name)
        if known is None:
            known = self._known[name] = len(name) <= MAX_NAME_LENGTH and self.gazetteer.has_name(name)
        return known

    def facts(self, name: str) -> NameFacts:
        """What the gazetteer knows about a name; empty facts for an unknown one."""
        found = self._facts.get(name)
        if found is None:
            matches = tuple(self.gazetteer.lookup(name)) if len(name) <= MAX_NAME_LENGTH else ()
            priors = tuple(self.gazetteer.prior(match.place) for match in matches[:10])
            found = self._facts[name] = NameFacts(matches, priors)
        return found


@dataclass(slots=True, eq=False)
class Candidate:
    """A stretch of words that may be a toponym; filled in step by step inside this stage only.

    `first` and `last` are word indices in its passage. `evidence` maps the names of `recognition.csv` to values, and
    `score` is their sum. `probability` is the learned one of being a toponym, `associative` of standing for whoever is
    tied to it.
    """

    words: PassageWords
    first: int
    last: int
    name: str
    facts: NameFacts
    label: str | None = None
    hint: str | None = None
    container: str | None = None
    modifier: str | None = None
    abbreviation: Abbreviation | None = None
    is_cued: bool = False
    evidence: dict[str, float] = field(default_factory=dict)
    score: float = 0.0
    probability: float = 1.0
    associative: float = 0.0

    @property
    def start(self) -> int:
        """First character in the document."""
        return self.words.words[self.first].start

    @property
    def end(self) -> int:
        """Past the last character in the document."""
        return self.words.words[self.last].end

    @property
    def text(self) -> str:
        """The name as it stands."""
        return self.words.slice(self.first, self.last)

    @property
    def key(self) -> str:
        """What counts as the same name."""
        return normalize(self.name)


def propose(view: PassageWords, index: NameIndex) -> list[Candidate]:
    """The candidates of a passage, in text order; they may overlap."""
    found: dict[tuple[int, int], Candidate] = {}
    for candidate in (*_abbreviations(view, index), *_runs(view, index), *_entities(view, index)):
        found.setdefault((candidate.first, candidate.last), candidate)
    for candidate in found.values():
        candidate.label = candidate.label or _label_over(view, candidate)
    return sorted(found.values(), key=lambda candidate: (candidate.first, -candidate.last))


def _abbreviations(view: PassageWords, index: NameIndex) -> Iterator[Candidate]:
    table = lexicon().abbreviations
    for first, word in enumerate(view.words):
        if not word.is_name:
            continue
        for last in range(min(first + 3, len(view.words) - 1), first - 1, -1):
            entry = table.get(view.slice(first, last))
            if entry is None or not _abbreviation_fits(view, first, last, entry):
                continue
            candidate = Candidate(words=view, first=first, last=last, name=entry.name, facts=index.facts(entry.name))
            candidate.hint, candidate.abbreviation = entry.hint, entry
            yield candidate
            break


def _abbreviation_fits(view: PassageWords, first: int, last: int, entry: Abbreviation) -> bool:
    if entry.needs == "comma":
        # "Alexandria, LA" and "Alexandria, La.", but not "..., IN THE" of a text in capitals.
        is_after_name = first >= 2 and view.words[first - 1].text == "," and view.words[first - 2].is_name
        return is_after_name and not (view.is_shouted and view.words[last].text[-1] != ".")
    if entry.needs == "caps":
        return not view.is_shouted
    return True


def _runs(view: PassageWords, index: NameIndex) -> Iterator[Candidate]:
    """Longest gazetteer matches in runs of capitalized words, and whole runs that the gazetteer does not know."""
    first, words = 0, view.words
    while first < len(words):
        if not _may_begin(words, first, view):
            first += 1
            continue
        last = _longest_match(view, first, index)
        if last is None:
            if words[first].lower in _OPENERS or _is_part_word(view, first, index):
                first += 1
                continue
            if not view.is_shouted:
                # The run as a whole is offered, then its parts get their turn.
                yield _candidate(view, first, _run_end(view, first), index)
            last = first
        else:
            yield _candidate(view, first, last, index)
            end = _run_end(view, first)
            if last < end and not view.is_shouted and view.words[end].text not in lexicon().bodies:
                yield _candidate(view, first, end, index)
        first = last + 1


def _is_part_word(view: PassageWords, first: int, index: NameIndex) -> bool:
    """Whether a direction only says which part of the known place after it is meant ("Southern Iraq")."""
    is_direction = view.lower(first) in lexicon().directions and not view.is_shouted
    return (
        is_direction
        and first + 1 < len(view.words)
        and _may_begin(view.words, first + 1, view)
        and _longest_match(view, first + 1, index) is not None
    )


def _candidate(view: PassageWords, first: int, last: int, index: NameIndex) -> Candidate:
    name = " ".join(view.slice(first, last).split())
    return Candidate(words=view, first=first, last=last, name=name, facts=index.facts(name))


def _may_begin(words: tuple[Word, ...], first: int, view: PassageWords) -> bool:
    word = words[first]
    if word.is_name:
        return not (
            word.lower in lexicon().never and (view.is_shouted or first + 1 >= len(words) or _is_stop(words, first))
        )
    return (
        word.lower in _ARTICLES and first + 2 < len(words) and words[first + 1].text == "-" and words[first + 2].is_name
    )


def _is_stop(words: tuple[Word, ...], first: int) -> bool:
    """Whether a function word cannot begin a longer name here ("The Hague", "New Orleans", "El Paso" can)."""
    return not words[first + 1].is_name


def _longest_match(view: PassageWords, first: int, index: NameIndex) -> int | None:
    words, lists = view.words, lexicon()
    ends, names, at = [], 0, first
    while at < len(words) and at - first < 2 * MAX_NAME_WORDS:
        word = words[at]
        if word.is_name:
            names += 1
            if names > MAX_NAME_WORDS:
                break
            ends.append(at)
            if word.is_possessive:
                break
        elif not ((word.lower in lists.inner and at > first) or word.text in _JOINTS or at == first):
            break
        at += 1
    for last in reversed(ends):
        if last == first and words[first].lower in lists.never:
            continue
        if index.has(view.slice(first, last)):
            opens = first == 0 or not view.words[first - 1].text[0].isalnum()
            is_article = (
                opens and last > first and words[first].lower in _OPENERS and index.has(view.slice(first + 1, last))
            )
            # "The U.S. said": the article only begins the sentence. In "at The Hague" it is part of the name.
            return None if is_article else last
    return None


def _run_end(view: PassageWords, first: int) -> int:
    words, last = view.words, first
    while last + 1 < len(words) and last - first < MAX_NAME_WORDS and not words[last].is_possessive:
        following = words[last + 1]
        if following.is_name and following.lower not in lexicon().after:
            last += 1
        elif following.text == "-" and last + 2 < len(words) and words[last + 2].is_name:
            last += 2
        else:
            break
    return last


def _entities(view: PassageWords, index: NameIndex) -> Iterator[Candidate]:
    """The places that the language model found, cut down to the bare name."""
    lists = lexicon()
    for entity in view.entities:
        if entity.label not in _PLACE_LABELS:
            continue
        span = view.span_of(entity.start, entity.end)
        if span is None:
            continue
        first, last = span
        while first < last and (not view.words[first].is_name or view.words[first].lower in ("the", "a", "an")):
            first += 1
        while first < last and not view.words[last].is_name:
            last -= 1
        if first < last and view.words[first].lower in lists.directions and not index.has(view.slice(first, last)):
            first += 1
        if last - first >= 2 * MAX_NAME_WORDS or not view.words[first].is_name:
            continue
        if view.words[first].lower in lists.never and first == last:
            continue
        candidate = _candidate(view, first, last, index)
        candidate.label = entity.label
        yield candidate


def _label_over(view: PassageWords, candidate: Candidate) -> str | None:
    """The label of the entity that covers most of a candidate."""
    lengths: dict[str, int] = {}
    for at in range(candidate.first, candidate.last + 1):
        label = view.labels.get(at)
        if label is not None:
            lengths[label] = lengths.get(label, 0) + len(view.words[at].text)
    return max(lengths, key=lambda label: lengths[label], default=None)
