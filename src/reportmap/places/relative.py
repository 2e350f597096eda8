"""Gives the names around which a text relates something ("30 km northwest of Kabul") the point that it means.

phrases.py reads the words, derive.py reckons the point, borders.py knows the borders and coasts.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportmap.gazetteer import Gazetteer
from reportmap.gazetteer.distances import distance_km
from reportmap.gazetteer.features import feature_kind
from reportmap.model import DerivedPoint, Passage, Place, PlacePrecision, PlaceRelation, ResolvedPlace
from reportmap.places.borders import Stretch, border
from reportmap.places.derive import at_border, beside_one, beside_two, radii
from reportmap.places.extents import extent_km
from reportmap.places.measures import measures
from reportmap.places.phrases import Phrase, is_apposition, read_phrases

_REACH = 8  # names to either side among which the home of a border is sought
_LONGEST_APPOSITION = 40
_BESIDE = 2.0  # units whose middles are farther apart than so many times their radii together do not touch
_PEOPLE_SCORE = 0.5  # of a people's name that holds a point ("the Somali coast"): nobody resolved it
_FOR_PEOPLES = frozenset({PlaceRelation.BORDER, PlaceRelation.COAST})
_FINE = frozenset({PlacePrecision.EXACT, PlacePrecision.NEAR, PlacePrecision.ADMIN2})


@dataclass(slots=True, eq=False)
class _Names:
    """The names of one passage that mean a place or a people's country, in text order, and what was found for them."""

    passage: Passage
    numbers: list[int]
    places: list[Place]
    resolved: Sequence[ResolvedPlace]
    focus: tuple[Place, ...]
    points: dict[int, DerivedPoint] = field(default_factory=dict)
    hosts: dict[int, Place] = field(default_factory=dict)
    anchors: set[int] = field(default_factory=set)

    def mention_at(self, at: int) -> ResolvedPlace:
        return self.resolved[self.numbers[at]]

    def neighbors(self, phrase: Phrase) -> Iterator[int]:
        """The other names of the passage, nearest to the phrase first, a bounded number of them."""
        low, high = phrase.numbers[0], phrase.numbers[-1]
        near = [at for at in range(low - _REACH, high + _REACH + 1) if 0 <= at < len(self.numbers)]
        others = [at for at in near if at not in phrase.numbers and not self.mention_at(at).mention.is_demonym]
        yield from sorted(others, key=lambda at: (low - at if at < low else at - high, at))


def place_relatives(
    resolved: Sequence[ResolvedPlace], *, passages: Sequence[Passage], gazetteer: Gazetteer
) -> tuple[ResolvedPlace, ...]:
    """The same places, with a derived point and its precision where the words around a name put something beside it.

    "southern Helmand" is a point in the south of the unit, "30 km northwest of Kabul" one that far away, "between
    Falluja and Ramadi" the middle, given to the first name; the second becomes an anchor. "The border with Iran" goes
    to the unit of the passage that touches Iran, else to Iran's name, and lies on the border with the country that the
    document is about. A town that the phrase only locates ("Falluja, 65 km west of Baghdad") stays as it is, and the
    name inside the phrase becomes an anchor. The gazetteer entry of a name never changes.

    Args:
        resolved: what was found and resolved in one document, in text order.
        passages: all passages of that document.
    Returns:
        One per mention, same order.
    """
    by_index = {passage.index: passage for passage in passages}
    peoples = {
        item.mention.name: _country_of_people(item.mention.name, gazetteer)
        for item in resolved
        if item.mention.is_demonym and item.mention.feature_hint == "country"
    }
    places = [item.place or (peoples.get(item.mention.name) if item.mention.is_demonym else None) for item in resolved]
    focus = _focus_countries(resolved, places, gazetteer)
    changed = list(resolved)
    for index, numbers in _by_passage(resolved).items():
        passage = by_index.get(index)
        if passage is None:
            continue
        names = _names(passage, numbers, resolved, places, focus)
        _read(names)
        _relate_parts(names)
        for at, number in enumerate(names.numbers):
            changed[number] = _with(names, at)
    return tuple(changed)


def _by_passage(resolved: Sequence[ResolvedPlace]) -> Mapping[int, list[int]]:
    found: dict[int, list[int]] = {}
    for number, place in enumerate(resolved):
        found.setdefault(place.mention.passage_index, []).append(number)
    return found


def _names(
    passage: Passage,
    numbers: Sequence[int],
    resolved: Sequence[ResolvedPlace],
    places: Sequence[Place | None],
    focus: tuple[Place, ...],
) -> _Names:
    names = _Names(passage=passage, numbers=[], places=[], resolved=resolved, focus=focus)
    past = passage.start
    for number in sorted(numbers, key=lambda number: resolved[number].mention.start):
        mention = resolved[number].mention
        place = places[number]
        if place is not None and past <= mention.start and mention.end <= passage.end:
            names.numbers.append(number)
            names.places.append(place)
            past = mention.end
    return names


def _country_of_people(name: str, gazetteer: Gazetteer) -> Place | None:
    """The country that a people's name was found to stand for; None where the gazetteer does not have it."""
    found = [match.place for match in gazetteer.lookup(name)]
    return next((entry for entry in found if feature_kind(entry.feature_code) == "country"), None)


def _focus_countries(
    resolved: Sequence[ResolvedPlace], places: Sequence[Place | None], gazetteer: Gazetteer
) -> tuple[Place, ...]:
    """The countries that the places and peoples of a document belong to, the commonest first."""
    votes: Counter[str] = Counter()
    for item, place in zip(resolved, places, strict=True):
        if place is not None and place.country_code is not None:
            votes[place.country_code] += 1 if item.mention.is_demonym else 2
    found = (gazetteer.country(code) for code, _ in sorted(votes.items(), key=lambda item: (-item[1], item[0])))
    return tuple(country for country in found if country is not None)


def _read(names: _Names) -> None:
    """Find the phrases of a passage and note the point of each, borders last: they say more than a part."""
    base = names.passage.start
    mentions = [names.mention_at(at).mention for at in range(len(names.numbers))]
    spans = [(mention.start - base, mention.end - base) for mention in mentions]
    phrases = list(read_phrases(names.passage.text, spans))
    for phrase in sorted(phrases, key=lambda phrase: phrase.relation is PlaceRelation.BORDER):
        if phrase.relation is PlaceRelation.BORDER:
            _relate_border(names, phrase)
        else:
            _relate(names, phrase)


def _relate(names: _Names, phrase: Phrase) -> None:
    first = phrase.numbers[0]
    is_people = any(names.mention_at(at).mention.is_demonym for at in phrase.numbers)
    if is_people and phrase.relation not in _FOR_PEOPLES:
        return
    words = names.passage.text[phrase.start : phrase.end]
    places = [names.places[at] for at in phrase.numbers]
    if len(places) > 1:
        point = beside_two(phrase.relation, words, *places)
    else:
        point = beside_one(phrase.relation, words, phrase.parts, places[0])
    if point is None:
        return
    names.points[first] = point
    names.anchors.update(phrase.numbers[1:])
    if not phrase.relation.is_inside and _is_located(names, phrase, point):
        names.anchors.update(phrase.numbers)


def _is_located(names: _Names, phrase: Phrase, point: DerivedPoint) -> bool:
    """Whether the phrase only says where the town right before it lies ("Falluja, 65 km west of [Baghdad]")."""
    before = phrase.numbers[0] - 1
    if before < 0 or names.mention_at(before).precision not in _FINE:
        return False
    if before in names.points and names.points[before].relation is not PlaceRelation.NEAR:
        return False
    gap = names.passage.text[names.mention_at(before).mention.end - names.passage.start : phrase.start]
    if len(gap) > _LONGEST_APPOSITION or not is_apposition(gap):
        return False
    place = names.places[before]
    km = distance_km((place.latitude, place.longitude), (point.latitude, point.longitude))
    return km <= 2 * point.radius_km + radii()["near_town_km"]


def _relate_parts(names: _Names) -> None:
    """Bare directions that were found as parts of the document's country ("attacks in the south")."""
    for at in range(len(names.numbers)):
        mention = names.mention_at(at).mention
        if mention.modifier is None or at in names.points or mention.name == mention.text:
            continue
        if measures().degrees(mention.text) is not None:
            words = f"the {mention.text} of {names.places[at].name}"
            point = beside_one(PlaceRelation.PART, words, {"wind": mention.text}, names.places[at])
            if point is not None:
                names.points[at] = point


# --- borders --------------------------------------------------------------------------------------------------------


def _relate_border(names: _Names, phrase: Phrase) -> None:
    """Put a border on its unit, its town or its own name, whichever the passage names best."""
    places = [names.places[at] for at in phrase.numbers]
    if len(places) == 1:
        _relate_border_with(names, phrase, places[0])
        return
    if all(map(_is_country, places)):
        for own, other in (places, places[::-1]):
            home = _home(names, phrase, other, country_code=own.country_code)
            if home is not None:
                _note_border(names, phrase, home, other)
                return
    _note_border(names, phrase, phrase.numbers[0], places[1])


def _relate_border_with(names: _Names, phrase: Phrase, other: Place) -> None:
    """The border with a country or unit, seen from what the passage, or else the document, is about."""
    home = _home(names, phrase, other, country_code=None) if _is_country(other) else _unit_beside(names, phrase, other)
    if home is not None:
        _note_border(names, phrase, home, other)
    if home is not None or not _is_country(other):
        return
    at = phrase.numbers[0]
    known = {country.country_code: country for country in names.focus}
    near = [names.places[neighbor].country_code for neighbor in names.neighbors(phrase)]
    for code in dict.fromkeys([*near, *known]):
        own = known.get(code)
        stretch = _border_between(own, other) if own is not None else None
        if own is not None and stretch is not None:
            names.points[at] = _border_point(names, phrase, at, stretch, [own, other])
            names.hosts[at] = own
            return


def _home(names: _Names, phrase: Phrase, other: Place, *, country_code: str | None) -> int | None:
    """The name of the passage that the border belongs to: a unit that touches the other country, or a town close by."""
    for at in names.neighbors(phrase):
        place = names.places[at]
        if _is_country(place) or (country_code is not None and place.country_code != country_code):
            continue
        stretch = _border_between(place, other)
        if stretch is None:
            continue
        km = distance_km((place.latitude, place.longitude), (stretch.latitude, stretch.longitude))
        is_unit = feature_kind(place.feature_code) == "admin1"
        if km <= stretch.reach_km + (_BESIDE * extent_km(place) if is_unit else radii()["border_town_km"]):
            return at
    return None


def _unit_beside(names: _Names, phrase: Phrase, other: Place) -> int | None:
    """The first-order unit of the passage that may touch another unit of its country."""
    if feature_kind(other.feature_code) != "admin1":
        return None
    for at in names.neighbors(phrase):
        place = names.places[at]
        if feature_kind(place.feature_code) != "admin1" or place.country_code != other.country_code or place == other:
            continue
        km = distance_km((place.latitude, place.longitude), (other.latitude, other.longitude))
        if km <= _BESIDE * (extent_km(place) + extent_km(other)):
            return at
    return None


def _border_between(own: Place, other: Place) -> Stretch | None:
    """The border of a country, or of the first-order unit that a place is or lies in, with another country."""
    if own.country_code is None or other.country_code is None or own.country_code == other.country_code:
        return None
    if _is_country(own):
        return border(own.country_code, other.country_code)
    return border(own.country_code, other.country_code, admin1_code=own.admin1_code) if own.admin1_code else None


def _note_border(names: _Names, phrase: Phrase, home: int, other: Place) -> None:
    """Give the border's point to a country or a unit; a town near the border is the place itself."""
    own = names.places[home]
    kinds = {feature_kind(place.feature_code) for place in (own, other)}
    if _is_country(other) or _is_country(own):
        stretch = _border_between(own, other) if _is_country(other) else _border_between(other, own)
        if stretch is None:
            return
        if kinds <= {"country", "admin1"}:
            names.points[home] = _border_point(names, phrase, home, stretch, [own, other])
    else:
        words = names.passage.text[phrase.start : phrase.end]
        point = beside_two(PlaceRelation.BORDER, words, own, other) if kinds <= {"admin1", "admin2"} else None
        if point is None:
            return
        names.points[home] = point
    names.anchors.update(at for at in phrase.numbers if at != home)


def _border_point(names: _Names, phrase: Phrase, at: int, stretch: Stretch, anchors: Sequence[Place]) -> DerivedPoint:
    words = names.passage.text[phrase.start : phrase.end]
    if at not in phrase.numbers:
        words = f"{names.mention_at(at).mention.text}, {words}"
    whose = f"the border of {anchors[0].name} with {anchors[1].name}"
    return at_border(words, phrase.parts, stretch, whose=whose, anchors=anchors)


def _is_country(place: Place) -> bool:
    return feature_kind(place.feature_code) == "country"


# --- the result -----------------------------------------------------------------------------------------------------


def _with(names: _Names, at: int) -> ResolvedPlace:
    resolved, point, is_anchor = names.mention_at(at), names.points.get(at), at in names.anchors
    if point is None:
        return replace(resolved, is_anchor=True) if is_anchor else resolved
    place = names.places[at]
    precision = _precision(place, resolved.precision or place.precision, point)
    if resolved.place is not None:
        return replace(resolved, derived=point, precision=precision, is_anchor=is_anchor)
    return replace(
        resolved,
        place=names.hosts.get(at, place),
        precision=precision,
        score=_PEOPLE_SCORE,
        derived=point,
        is_anchor=is_anchor,
    )


def _precision(place: Place, own: PlacePrecision, point: DerivedPoint) -> PlacePrecision:
    """How exactly a point is known: near up to 50 km, else a region, and never finer than its place.

    A part of a unit or its border is as exact as the unit, one of a country is a region.
    """
    if point.relation.is_inside and own is not PlacePrecision.EXACT:
        return PlacePrecision.REGION if _is_country(place) else own
    by_radius = PlacePrecision.NEAR if point.radius_km <= radii()["near_km"] else PlacePrecision.REGION
    return max(own, by_radius, key=lambda precision: precision.coarseness)
