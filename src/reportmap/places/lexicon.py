"""What the words around a name say about it, read from the tables under `resources/places/`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from reportmap.gazetteer.names import normalize
from reportmap.rules import read_rules, read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureWord:
    """A word that names a kind of place; `is_part` where it belongs to the name ("Swat Valley")."""

    word: str
    hint: str | None
    positions: frozenset[str]
    is_part: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Abbreviation:
    """A short name, the full one, its class and country; `needs` is "", "comma" or "caps" (see the table)."""

    short: str
    name: str
    hint: str | None
    country_code: str | None
    needs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextName:
    """A force, office or outlet whose name speaks for countries."""

    name: str
    country_codes: tuple[str, ...]
    weight: float


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """Every word list of the stage, in lower case but for abbreviations, capitals, bodies, seats, streets, parties."""

    common: frozenset[str]
    never: frozenset[str]
    inner: frozenset[str]
    dotted: frozenset[str]
    after: Mapping[str, FeatureWord]
    of: Mapping[str, FeatureWord]
    before: Mapping[str, FeatureWord]
    abbreviations: Mapping[str, Abbreviation]
    demonyms: Mapping[str, str | None]
    institutions: Mapping[str, str]
    context_names: tuple[ContextName, ...]
    locative_strong: frozenset[str]
    locative_weak: frozenset[str]
    locative_verbs: frozenset[str]
    near: frozenset[str]
    place_prepositions: frozenset[str]
    surname_countries: frozenset[str]
    directions: Mapping[str, str]
    given_names: frozenset[str]
    place_given_names: frozenset[str]
    person_titles: frozenset[str]
    speech: frozenset[str]
    capitals: frozenset[str]
    metonym_verbs: frozenset[str]
    government_verbs: frozenset[str]
    bodies: frozenset[str]
    seats: frozenset[str]
    streets: frozenset[str]
    forces: frozenset[str]
    parties: frozenset[str]
    of_heads: frozenset[str]
    keeps_place: frozenset[str]
    separators: frozenset[str]
    region_words: frozenset[str]
    region_not_before: frozenset[str]

    @cached_property
    def classes(self) -> Mapping[str, tuple[int, ...]]:
        """The numbers of the WORD_LISTS that hold a word, as it stands in the list (in lower case in most)."""
        found: dict[str, list[int]] = {}
        for number, name in enumerate(WORD_LISTS):
            for word in getattr(self, name):
                found.setdefault(word, []).append(number)
        return {word: tuple(numbers) for word, numbers in found.items()}


WORD_LISTS = (
    "after", "of", "person_titles", "speech", "bodies", "seats", "streets", "forces", "directions", "common",
    "given_names", "demonyms",
)  # fmt: skip
"""The fields of the lexicon that the recognizer asks of the words beside a candidate."""


@cache
def lexicon() -> Lexicon:
    """The shipped word lists, read once. Raises RulesError when a table is damaged."""
    cues = read_rules("places/cues.toml")
    return Lexicon(
        common=frozenset(row["word"] for row in read_table("places/common_words.csv")),
        after=_feature_words("after"),
        of=_feature_words("of"),
        before=_feature_words("before"),
        abbreviations=_abbreviations(),
        demonyms=_demonyms(),
        institutions={normalize(row["name"]): row["kind"] for row in read_table("places/institutions.csv")},
        context_names=_context_names(),
        directions=cues["directions"],
        never=_words(cues, "general", "never"),
        inner=_words(cues, "general", "inner"),
        dotted=_words(cues, "general", "dotted"),
        locative_strong=_words(cues, "locative", "strong"),
        locative_weak=_words(cues, "locative", "weak"),
        locative_verbs=_words(cues, "locative", "verbs"),
        near=_words(cues, "locative", "near"),
        place_prepositions=_words(cues, "locative", "place"),
        surname_countries=_words(cues, "focus", "surname_countries"),
        given_names=frozenset(row["name"] for row in read_table("places/given_names.csv")),
        place_given_names=_words(cues, "person", "places"),
        person_titles=_words(cues, "person", "titles"),
        speech=_words(cues, "person", "speech"),
        capitals=_words(cues, "metonym", "capitals"),
        metonym_verbs=_words(cues, "metonym", "verbs"),
        government_verbs=_words(cues, "metonym", "government"),
        bodies=_words(cues, "organization", "bodies"),
        seats=_words(cues, "organization", "seats"),
        streets=_words(cues, "organization", "streets"),
        forces=_words(cues, "organization", "forces"),
        parties=_words(cues, "organization", "parties"),
        of_heads=_words(cues, "organization", "of_heads"),
        keeps_place=_words(cues, "organization", "keeps_place"),
        separators=_words(cues, "coordination", "separators"),
        region_words=_words(cues, "region", "words"),
        region_not_before=_words(cues, "region", "not_before"),
    )


@cache
def recognition_weights() -> Mapping[str, float]:
    """The weight of each piece of evidence for a toponym (`recognition.csv`)."""
    return {row["evidence"]: float(row["weight"]) for row in read_table("places/recognition.csv")}


@cache
def recognition_words() -> Mapping[str, str]:
    """What an analyst reads for each piece of evidence that can speak for a toponym."""
    return {row["evidence"]: row["words"] for row in read_table("places/recognition.csv") if row["words"]}


@cache
def resolution_weights() -> Mapping[str, float]:
    """The weight of each piece of evidence for one sense of a name (`resolution.csv`)."""
    return {row["evidence"]: float(row["weight"]) for row in read_table("places/resolution.csv")}


@cache
def resolution_words() -> Mapping[str, str]:
    """What an analyst reads for each piece of evidence that can speak for a sense."""
    return {row["evidence"]: row["words"] for row in read_table("places/resolution.csv") if row["words"]}


def _words(cues: Mapping[str, Any], table: str, key: str) -> frozenset[str]:  # Any: tomllib's own type
    return frozenset(cues[table][key])


def _feature_words(position: str) -> dict[str, FeatureWord]:
    found: dict[str, FeatureWord] = {}
    for row in read_table("places/feature_words.csv"):
        positions = frozenset(row["position"].split())
        if position in positions and row["word"] not in found:
            found[row["word"]] = FeatureWord(
                word=row["word"],
                hint=row["hint"] or None,
                positions=positions,
                is_part=row["part"] == "yes",
            )
    return found


def _abbreviations() -> dict[str, Abbreviation]:
    return {
        row["short"]: Abbreviation(
            short=row["short"],
            name=row["name"],
            hint=row["hint"] or None,
            country_code=row["country_code"] or None,
            needs=row["needs"],
        )
        for row in read_table("places/abbreviations.csv")
    }


def _demonyms() -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for row in read_table("demonyms.csv"):
        for word in row["words"].split():
            found[word.replace("_", " ").lower()] = row["country_code"] or None
    return found


def _context_names() -> tuple[ContextName, ...]:
    return tuple(
        ContextName(
            name=row["name"],
            country_codes=tuple(row["country_codes"].split()),
            weight=float(row["weight"]),
        )
        for row in read_table("places/context_names.csv")
    )
