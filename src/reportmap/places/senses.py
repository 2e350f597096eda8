"""The places that a name may mean, before the document has its say."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportmap.gazetteer import Gazetteer
from reportmap.gazetteer.features import feature_kind
from reportmap.gazetteer.names import normalize, skeleton
from reportmap.model import NameMatch, NameMatchKind, Place, PlaceMention
from reportmap.places.lexicon import lexicon

MOST_SENSES = 60
LEAST_FUZZY_LETTERS = 6
_LEAST_COUNTRY_SIMILARITY = 0.85
_LEAST_SIMILARITY = 0.8
_SURE_SIMILARITY = 0.87
_LONG_NAME = 11
_LONGEST_PART = 3
UNIT_KINDS = frozenset({"country", "admin1", "admin2", "region"})
_WATER = frozenset({"STM", "CNL", "LK", "RSV", "SEA", "OCN", "BAY", "GULF", "STRT"})


@dataclass(slots=True, eq=False)
class Sense:
    """A place that a name may mean. `evidence` maps the names of `resolution.csv` to values."""

    match: NameMatch
    kind: str
    evidence: dict[str, float] = field(default_factory=dict)
    score: float = 0.0
    probability: float = 0.0

    @property
    def place(self) -> Place:
        """The gazetteer entry."""
        return self.match.place


@dataclass(slots=True, eq=False)
class Name:
    """All mentions of one name in a document, with the senses it may have.

    `numbers` are indices of mentions; `container` and `hint` are the first that the text gives for any of them.
    """

    key: str
    text: str
    numbers: list[int]
    senses: list[Sense]
    container: str | None = None
    hint: str | None = None

    def best(self) -> Sense | None:
        """The likeliest sense, None where there is none."""
        return max(self.senses, key=lambda sense: sense.probability, default=None)


def group_names(mentions: Sequence[PlaceMention], gazetteer: Gazetteer) -> list[Name]:
    """The distinct names of a document in order of appearance, peoples left out, each with its senses."""
    groups: dict[str, list[int]] = {}
    for number, mention in enumerate(mentions):
        if not mention.is_demonym:
            groups.setdefault(normalize(mention.name), []).append(number)
    return [_name(key, numbers, mentions, gazetteer) for key, numbers in groups.items()]


def _name(key: str, numbers: list[int], mentions: Sequence[PlaceMention], gazetteer: Gazetteer) -> Name:
    own = [mentions[number] for number in numbers]
    senses = list(_senses(mentions, numbers, gazetteer))
    _compare_namesakes(key, senses)
    return Name(
        key=key,
        text=own[0].name,
        numbers=numbers,
        senses=senses,
        container=next((mention.container for mention in own if mention.container), None),
        hint=next((mention.feature_hint for mention in own if mention.feature_hint), None),
    )


def _compare_namesakes(key: str, senses: Sequence[Sense]) -> None:
    """What the other senses of a name say about each: a lone one is surer, a unit yields to its town."""
    units = {(sense.place.country_code, sense.place.admin1_code) for sense in senses}
    towns = {(sense.place.country_code, sense.place.admin1_code) for sense in senses if sense.kind == "populated"}
    for sense in senses:
        if len(units) == 1:
            sense.evidence["only_several_words" if " " in key else "only"] = 1.0
        unit = (sense.place.country_code, sense.place.admin1_code)
        if sense.kind in ("admin1", "admin2") and unit in towns:
            sense.evidence["has_town" if sense.kind == "admin2" else "has_seat"] = 1.0


def _senses(mentions: Sequence[PlaceMention], numbers: list[int], gazetteer: Gazetteer) -> Iterator[Sense]:
    first = mentions[numbers[0]]
    matches = gazetteer.lookup(first.name)
    if not matches and normalize(first.name) != normalize(first.text) and first.feature_hint not in _WATER:
        matches = gazetteer.lookup(first.text)
    is_part = False
    if not matches and " " in first.name:
        matches = _named_after(first.name, gazetteer)
        is_part = bool(matches)
    abbreviation = lexicon().abbreviations.get(first.text)
    code = abbreviation.country_code if abbreviation and abbreviation.name == first.name else None
    has_full = any(match.kind in (NameMatchKind.EXACT, NameMatchKind.ALTERNATE) for match in matches)
    for match in matches[:MOST_SENSES]:
        if code is None or match.place.country_code in (code, None):
            sense = make_sense(match, gazetteer)
            if has_full and match.kind is NameMatchKind.SUFFIX:
                # "Guatemala City" is a city; that Guatemala is a country says nothing.
                sense.evidence["suffix_beside_full"] = 1.0
            if is_part:
                sense.evidence["part"] = 1.0
            yield sense


def _named_after(name: str, gazetteer: Gazetteer) -> tuple[NameMatch, ...]:
    """The places that begin the name of a building or an institution ("Manila Cathedral"), or follow its "of"."""
    words = name.split()
    for count in range(min(len(words) - 1, _LONGEST_PART), 0, -1):
        matches = gazetteer.lookup(" ".join(words[:count])) if count > 1 or len(words[0]) > 3 else ()
        if matches:
            return matches
    _, _, rest = name.rpartition(" of ")
    return gazetteer.lookup(rest) if rest else ()


def make_sense(match: NameMatch, gazetteer: Gazetteer) -> Sense:
    """A sense with the evidence that does not depend on the document: how well known, how well spelled."""
    sense = Sense(match=match, kind=feature_kind(match.place.feature_code))
    sense.evidence["prior"] = gazetteer.prior(match.place)
    if match.kind is not NameMatchKind.EXACT:
        sense.evidence[match.kind.value] = 1.0
    if match.kind is NameMatchKind.FUZZY:
        sense.evidence["dissimilar"] = 1.0 - match.similarity
    return sense


def fuzzy_senses(
    name: str, countries: Sequence[str], gazetteer: Gazetteer, *, is_contained: bool = False
) -> list[Sense]:
    """Senses of a name that the gazetteer does not have, spelled nearly so in one of the countries.

    Without a country only countries themselves are offered ("Sweeden"). Names of five letters or fewer get none. Where
    the text itself puts the name in a unit (`is_contained`), the same consonants are enough ("Falujjah", Iraq).
    """
    if sum(letter.isalpha() for letter in name) < LEAST_FUZZY_LETTERS:
        return []
    found: dict[str, Sense] = {}
    for code in countries:
        for match in gazetteer.fuzzy(name, country_code=code):
            is_close = match.similarity >= _LEAST_SIMILARITY and _sounds_alike(name, match)
            if is_close or (is_contained and _same_consonants(name, match)):
                found.setdefault(match.place.place_id, make_sense(match, gazetteer))
    for match in gazetteer.fuzzy(name, limit=20):
        is_country = feature_kind(match.place.feature_code) == "country"
        if is_country and match.similarity >= _LEAST_COUNTRY_SIMILARITY and _sounds_alike(name, match):
            found.setdefault(match.place.place_id, make_sense(match, gazetteer))
    return list(found.values())[:MOST_SENSES]


def _sounds_alike(name: str, match: NameMatch) -> bool:
    """Whether a near spelling keeps the consonants, or differs so little that it is hardly another name.

    "Dearborne" is Dearborn; "Kibumba" is not Kirumba.
    """
    return _same_consonants(name, match) or match.similarity >= (
        _SURE_SIMILARITY if len(name) <= _LONG_NAME else _LEAST_SIMILARITY
    )


def _same_consonants(name: str, match: NameMatch) -> bool:
    return skeleton(normalize(name)) == skeleton(normalize(match.place.name))


def lies_in(place: Place, unit: Place) -> bool:
    """Whether a place lies in a unit, as far as their codes say."""
    if unit.country_code is None or place.country_code != unit.country_code or place.place_id == unit.place_id:
        return False
    kind = feature_kind(unit.feature_code)
    if kind == "country":
        return True
    if kind == "admin2":
        return place.admin1_code == unit.admin1_code and place.admin2 in (unit.admin2, unit.name)
    return unit.admin1_code is None or place.admin1_code == unit.admin1_code


def container_units(name: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """The units that a container's name may mean, likeliest first."""
    matches = gazetteer.lookup(name)
    units = [match.place for match in matches if feature_kind(match.place.feature_code) in UNIT_KINDS]
    return tuple(units[:4])
