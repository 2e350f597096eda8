"""Relative places: phrases with the point that they mean, and what only looks like one."""

import math
import time
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from relative_cases import COUNTRIES, PEOPLES, TOWNS, place_of, read_case
from reportmap.gazetteer.distances import bearing_degrees, distance_km, midpoint, offset
from reportmap.model import NameMatch, NameMatchKind, Place, PlacePrecision, PlaceRelation, ResolvedPlace
from reportmap.places.borders import border, coast
from reportmap.places.extents import extent_km
from reportmap.places.measures import measures
from reportmap.places.phrases import read_phrases
from reportmap.places.relative import place_relatives
from reportmap.rules import read_table

RULES = tomllib.loads(files("reportmap").joinpath("resources/places/relative.toml").read_text(encoding="utf-8"))


class Countries:
    """As much of a gazetteer as relative places ask for."""

    def country(self, code: str) -> Place | None:
        return next((place_of(name) for name in COUNTRIES if COUNTRIES[name][2] == code), None)

    def lookup(self, name: str) -> tuple[NameMatch, ...]:
        return (NameMatch(place=place_of(name), kind=NameMatchKind.EXACT),) if name in COUNTRIES else ()


def relate(*marked: str) -> tuple[ResolvedPlace, ...]:
    passages, resolved, start = [], [], 0
    for index, sentence in enumerate(marked):
        passage, places = read_case(sentence, index=index, start=start)
        passages.append(passage)
        resolved.extend(places)
        start = passage.end + 1
    return place_relatives(resolved, passages=passages, gazetteer=Countries())  # type: ignore[arg-type]


def away(name: str, bearing: float, km: float) -> tuple[float, float]:
    place = place_of(name)
    return offset((place.latitude, place.longitude), bearing_degrees=bearing, km=km)


def mid(one: str, two: str) -> tuple[float, float]:
    first, second = place_of(one), place_of(two)
    return midpoint((first.latitude, first.longitude), (second.latitude, second.longitude))


NEAR, REGION, ADMIN1, COUNTRY = (
    PlacePrecision.NEAR, PlacePrecision.REGION, PlacePrecision.ADMIN1, PlacePrecision.COUNTRY,
)  # fmt: skip
OFFSET, DISTANCE, DIRECTION, BY, BETWEEN, ROAD, PART, BORDER, COAST = (
    PlaceRelation.OFFSET, PlaceRelation.DISTANCE, PlaceRelation.DIRECTION, PlaceRelation.NEAR, PlaceRelation.BETWEEN,
    PlaceRelation.ROAD, PlaceRelation.PART, PlaceRelation.BORDER, PlaceRelation.COAST,
)  # fmt: skip

PHRASES = [
    # marked text; name that gets the point; relation; point; km of tolerance; least and most radius; precision
    # --- distance and direction
    ("A bomb went off 30 km northwest of [Kabul].", "Kabul", OFFSET, away("Kabul", 315, 30), 0.1, (9, 30), NEAR),
    ("30 kilometers north-west of [Kabul]", "Kabul", OFFSET, away("Kabul", 315, 30), 0.1, (9, 30), NEAR),
    ("Some 20 miles to the south-east of [Kandahar]", "Kandahar", OFFSET, away("Kandahar", 135, 32.2), 0.2, (9, 30), NEAR),
    ("about 12 miles (20 km) south of [Sangin]", "Sangin", OFFSET, away("Sangin", 180, 19.3), 0.2, (5, 15), NEAR),
    ("20km NW of [Kabul]", "Kabul", OFFSET, away("Kabul", 315, 20), 0.1, (6, 25), NEAR),
    ("15 km SSW of [Goma]", "Goma", OFFSET, away("Goma", 202.5, 15), 0.1, (3, 8), NEAR),
    ("a village ten kilometres east of the town of [Sangin]", "Sangin", OFFSET, away("Sangin", 90, 10), 0.1, (3, 7), NEAR),
    ("three to five miles west of [Sangin]", "Sangin", OFFSET, away("Sangin", 270, 6.44), 0.1, (2, 7), NEAR),
    ("10-15 km north of [Tikrit]", "Tikrit", OFFSET, away("Tikrit", 0, 12.5), 0.1, (4, 10), NEAR),
    ("several miles west of [Ramadi]", "Ramadi", OFFSET, away("Ramadi", 270, 9.66), 0.2, (5, 12), NEAR),
    ("a few hundred meters south of [Sangin]", "Sangin", OFFSET, away("Sangin", 180, 0.4), 0.1, (1, 4), NEAR),
    ("half a mile north of [Sangin]", "Sangin", OFFSET, away("Sangin", 0, 0.8), 0.1, (1, 4), NEAR),
    ("2.5 km due east of [Goma]", "Goma", OFFSET, away("Goma", 90, 2.5), 0.1, (1, 5), NEAR),
    ("1,200 km north of [Gao]", "Gao", OFFSET, away("Gao", 0, 1200), 1, (300, 600), REGION),
    ("40 nautical miles south of [Suva]", "Suva", OFFSET, away("Suva", 180, 74.1), 0.3, (20, 40), NEAR),
    ("400 km east of [Suva]", "Suva", OFFSET, away("Suva", 90, 400), 1, (100, 200), REGION),
    ("an hour's drive south of [Baghdad]", "Baghdad", OFFSET, away("Baghdad", 180, 50), 0.1, (25, 50), NEAR),
    ("a two-hour drive west of [Ramadi]", "Ramadi", OFFSET, away("Ramadi", 270, 100), 0.1, (50, 70), REGION),
    ("half an hour’s walk north of [Sangin]", "Sangin", OFFSET, away("Sangin", 0, 2), 0.1, (1, 5), NEAR),
    ("twenty-five miles southwest of\nthe city of [Mosul]", "Mosul", OFFSET, away("Mosul", 225, 40.2), 0.2, (12, 30), NEAR),
    ("50 km south of [Helmand]", "Helmand", OFFSET, away("Helmand", 180, 130), 1, (30, 100), REGION),
    ("30 miles away to the north of [Kidal]", "Kidal", OFFSET, away("Kidal", 0, 48.3), 0.2, (15, 25), NEAR),
    # --- distance alone
    ("some 20 miles from [Kandahar]", "Kandahar", DISTANCE, away("Kandahar", 0, 0), 0.1, (32, 45), NEAR),
    ("within 30 km of [Kabul]", "Kabul", DISTANCE, away("Kabul", 0, 0), 0.1, (30, 40), NEAR),
    ("30 km outside [Mogadishu]", "Mogadishu", DISTANCE, away("Mogadishu", 0, 0), 0.1, (30, 40), NEAR),
    ("two hours' drive from [Kabul]", "Kabul", DISTANCE, away("Kabul", 0, 0), 0.1, (100, 130), REGION),
    ("15 kilometers away from the city of [Goma]", "Goma", DISTANCE, away("Goma", 0, 0), 0.1, (15, 20), NEAR),
    ("within walking distance of [Sangin]", "Sangin", DISTANCE, away("Sangin", 0, 0), 0.1, (2, 8), NEAR),
    # --- direction alone
    ("fighting north of [Baghdad]", "Baghdad", DIRECTION, away("Baghdad", 0, 25), 1, (20, 40), NEAR),
    ("just south of the city of [Mosul]", "Mosul", DIRECTION, away("Mosul", 180, 8.75), 1, (5, 20), NEAR),
    ("to the west of [Tikrit]", "Tikrit", DIRECTION, away("Tikrit", 270, 25), 1, (20, 40), NEAR),
    ("east of the [Euphrates]", "Euphrates", DIRECTION, away("Euphrates", 90, 50), 1, (150, 400), REGION),
    ("in areas northwest of [Aleppo]", "Aleppo", DIRECTION, away("Aleppo", 315, 25), 1, (20, 40), NEAR),
    # --- near
    ("near [Sangin]", "Sangin", BY, away("Sangin", 0, 0), 0.1, (8, 12), NEAR),
    ("close to the town of [Sangin]", "Sangin", BY, away("Sangin", 0, 0), 0.1, (8, 12), NEAR),
    ("near [Baghdad]", "Baghdad", BY, away("Baghdad", 0, 0), 0.1, (25, 35), NEAR),
    ("in the vicinity of [Tikrit]", "Tikrit", BY, away("Tikrit", 0, 0), 0.1, (8, 12), NEAR),
    ("not far from [Gao]", "Gao", BY, away("Gao", 0, 0), 0.1, (8, 12), NEAR),
    ("just outside [Kabul]", "Kabul", BY, away("Kabul", 0, 0), 0.1, (15, 35), NEAR),
    ("on the outskirts of [Mosul]", "Mosul", BY, away("Mosul", 0, 0), 0.1, (10, 20), NEAR),
    ("a suburb of [Damascus]", "Damascus", BY, away("Damascus", 0, 0), 0.1, (10, 20), NEAR),
    ("near [Helmand]", "Helmand", BY, away("Helmand", 0, 0), 0.1, (60, 120), REGION),
    ("near [Iran]", "Iran", BY, away("Iran", 0, 0), 0.1, (200, 900), COUNTRY),
    # --- between
    ("Gunmen killed five people between [Falluja] and [Ramadi].", "Falluja", BETWEEN, mid("Falluja", "Ramadi"), 0.1, (20, 25), NEAR),
    ("midway between [Kabul] and [Ghazni]", "Kabul", BETWEEN, mid("Kabul", "Ghazni"), 0.1, (55, 75), REGION),
    ("halfway between [Gao] and [Kidal]", "Gao", BETWEEN, mid("Gao", "Kidal"), 0.1, (130, 160), REGION),
    ("between the towns of [Sangin] and [Musa Qala]", "Sangin", BETWEEN, mid("Sangin", "Musa Qala"), 0.1, (20, 23), NEAR),
    ("an area between [Lashkar Gah] city and [Sangin]", "Lashkar Gah", BETWEEN, mid("Lashkar Gah", "Sangin"), 0.1, (30, 40), NEAR),
    # --- roads
    ("a mine on the road from [Kabul] to [Jalalabad]", "Kabul", ROAD, mid("Kabul", "Jalalabad"), 0.1, (60, 70), REGION),
    ("on the highway between [Kabul] and [Kandahar]", "Kabul", ROAD, mid("Kabul", "Kandahar"), 0.1, (230, 270), REGION),
    ("the [Kabul]-[Kandahar] highway", "Kabul", ROAD, mid("Kabul", "Kandahar"), 0.1, (230, 270), REGION),
    ("the [Damascus]–[Aleppo] motorway", "Damascus", ROAD, mid("Damascus", "Aleppo"), 0.1, (160, 190), REGION),
    ("the [Falluja] to [Ramadi] road", "Falluja", ROAD, mid("Falluja", "Ramadi"), 0.1, (22, 28), NEAR),
    ("the stretch of road linking [Sangin] to [Musa Qala]", "Sangin", ROAD, mid("Sangin", "Musa Qala"), 0.1, (20, 26), NEAR),
    ("a convoy on its way from [Mosul] to [Tikrit]", "Mosul", ROAD, mid("Mosul", "Tikrit"), 0.1, (90, 125), REGION),
    ("a bus traveling from [Gao] to [Kidal]", "Gao", ROAD, mid("Gao", "Kidal"), 0.1, (140, 170), REGION),
    ("a checkpoint on the road to [Jalalabad]", "Jalalabad", ROAD, away("Jalalabad", 0, 0), 0.1, (25, 40), NEAR),
    ("on the highway out of [Kandahar]", "Kandahar", ROAD, away("Kandahar", 0, 0), 0.1, (25, 40), NEAR),
    # --- parts
    ("in southern [Helmand]", "Helmand", PART, away("Helmand", 180, 40), 5, (30, 70), ADMIN1),
    ("in central [Helmand]", "Helmand", PART, away("Helmand", 0, 0), 0.1, (20, 60), ADMIN1),
    ("in northern [Helmand] province", "Helmand", PART, away("Helmand", 0, 40), 5, (30, 70), ADMIN1),
    ("the north of [Mali]", "Mali", PART, away("Mali", 0, 150), 120, (100, 500), REGION),
    ("in the far north of [Mali]", "Mali", PART, away("Mali", 0, 225), 160, (80, 400), REGION),
    ("southern and eastern [Afghanistan]", "Afghanistan", PART, away("Afghanistan", 135, 150), 100, (150, 600), REGION),
    ("in the south and east of [Afghanistan]", "Afghanistan", PART, away("Afghanistan", 135, 150), 100, (150, 600), REGION),
    ("in south [Lebanon]", "Lebanon", PART, away("Lebanon", 180, 150), 150, (20, 200), REGION),
    ("the eastern outskirts of [Mosul]", "Mosul", PART, away("Mosul", 90, 9.8), 1, (3, 8), NEAR),
    ("Western [Mosul] saw heavy fighting.", "Mosul", PART, away("Mosul", 270, 4.9), 1, (3, 8), NEAR),
    ("the western half of [Mosul]", "Mosul", PART, away("Mosul", 270, 4.9), 1, (3, 8), NEAR),
    ("In [Syria]'s north, rebels said so.", "Syria", PART, away("Syria", 0, 150), 100, (100, 400), REGION),
    ("in south-western [Pakistan]", "Pakistan", PART, away("Pakistan", 225, 150), 150, (100, 600), REGION),
    # --- borders
    ("the [Syria]-[Iraq] border", "Syria", BORDER, (34.8, 41.1), 150, (150, 350), REGION),
    ("the border between [Syria] and [Iraq]", "Syria", BORDER, (34.8, 41.1), 150, (150, 350), REGION),
    ("[Afghanistan]'s border with [Pakistan]", "Afghanistan", BORDER, (32.5, 69.3), 250, (400, 900), REGION),
    ("clashes in [Helmand], near the border with [Pakistan]", "Helmand", BORDER, (29.45, 63.8), 60, (60, 140), ADMIN1),
    ("in [Kunar] along the [Pakistani~] border", "Kunar", BORDER, (34.9, 71.4), 40, (40, 90), ADMIN1),
    ("a post in [Anbar], close to the [Syrian~] border", "Anbar", BORDER, (34.0, 40.3), 60, (80, 200), ADMIN1),
    ("in [Anbar] on the [Syria]-[Iraq] border", "Anbar", BORDER, (34.0, 40.3), 60, (80, 200), ADMIN1),
    ("in [Helmand], 20 km from the border with [Pakistan]", "Helmand", BORDER, (29.45, 63.8), 60, (80, 160), ADMIN1),
    ("the border between [Helmand] and [Kandahar Province]", "Helmand", BORDER, mid("Helmand", "Kandahar Province"), 1, (40, 90), ADMIN1),
    # --- coasts
    ("A tanker was attacked off the coast of [Yemen].", "Yemen", COAST, (13.5, 48.0), 200, (300, 900), REGION),
    ("pirates off [Somalia]", "Somalia", COAST, (7.5, 50.3), 350, (500, 1100), REGION),
    ("off the [Somali~] coast", "Somali", COAST, (7.5, 50.3), 350, (500, 1100), REGION),
    ("30 km off the coast of [Mogadishu]", "Mogadishu", COAST, away("Mogadishu", 150, 30), 25, (10, 40), NEAR),
    ("villages along the coast of [Lebanon]", "Lebanon", COAST, (33.9, 35.5), 30, (60, 130), REGION),
    ("off the northern coast of [Libya]", "Libya", COAST, (32.2, 19.7), 400, (300, 900), REGION),
]  # fmt: skip


@pytest.mark.parametrize(
    ("marked", "name", "relation", "point", "tolerance", "radii", "precision"), PHRASES, ids=[row[0] for row in PHRASES]
)
def test_a_phrase_becomes_a_point(
    marked: str,
    name: str,
    relation: PlaceRelation,
    point: tuple[float, float],
    tolerance: float,
    radii: tuple[float, float],
    precision: PlacePrecision,
) -> None:
    related = relate(marked)
    (one,) = [item for item in related if item.derived is not None]
    derived = one.derived
    assert derived is not None
    assert (one.mention.text, derived.relation, one.precision) == (name, relation, precision)
    assert distance_km((derived.latitude, derived.longitude), point) <= tolerance
    assert radii[0] <= derived.radius_km <= radii[1]
    assert one.place is not None
    own = place_of(PEOPLES.get(one.mention.text, one.mention.text))
    assert (one.place.latitude, one.place.longitude) == (own.latitude, own.longitude), "the entry stays as it is"
    assert one.may_locate


def test_there_are_enough_phrases() -> None:
    assert len(PHRASES) >= 80
    assert len(NO_POINT) >= 40


NO_POINT = [
    "in [Kabul]", "[Kabul] police", "[Kabul], [Afghanistan]", "from [Kabul] on Monday", "10 miles of Route 1 in [Kabul]",
    "between Monday and [Kabul]", "north of 50 people in [Kabul]", "elections in [South Africa]", "in [North Kivu]",
    "the war between [Iraq] and [Iran]", "talks between [Kabul] and [Islamabad]", "between [Iraq] and [Iran]",
    "tensions between [Baghdad] and [Mosul]", "a deal between [Moscow] and [Damascus]", "between [Kabul] and [Kabul]",
    "a match between [Falluja] and [Ramadi]", "flights between [Kabul] and [Kandahar]",
    "They cut off [Mosul].", "Troops sealed off [Ramadi].", "They took off from [Kabul].",
    "[Iranian~] border guards", "[Turkish~] border police opened fire", "the border town of [Chaman]",
    "near the [Afghan~] commander", "[Pakistani~] troops", "the [Somali~] people",
    "people north and south of [Kabul] fled", "In North [Kabul] Street", "He comes from South [Helmand]",
    "30 people from [Kabul]", "two days from [Kabul]", "0 km north of [Kabul]", "99,999 km north of [Kabul]",
    "30 degrees north of [Kabul]", "east west of [Kabul]", "northern and southern [Yemen]", "central [Kabul]",
    "downtown [Baghdad]", "the president of [Mali]", "the road of [Kabul] and [Ghazni]",
    "[Kabul], [Kandahar] and [Ghazni]", "from [Kabul] to [Kandahar]", "the [Syria] - [Iraq] war",
    "the [Ethiopian~] border with nobody", "off the coast of [Mali]", "the border between [Kabul] and [Ghazni]",
    "a bomb on the [Jalalabad] road", "near the border with [Iran]", "along the [Pakistani~] border", "come near [Kabul]? No: nowhere near [Kabul]",
]  # fmt: skip


@pytest.mark.parametrize("marked", NO_POINT)
def test_what_only_looks_like_a_phrase_stays(marked: str) -> None:
    for item in relate(marked):
        assert item.derived is None, item.derived
        assert not item.is_anchor


ROLES = [
    # label, marked, names with a point, names that are anchors only
    ("the second name is an anchor", "between [Falluja] and [Ramadi]", ["Falluja"], ["Ramadi"]),
    ("a container is none", "a village 10 km north of [Sangin] in [Helmand]", ["Sangin"], []),
    ("a located town keeps its place", "in [Falluja], 65 km west of [Baghdad],", ["Baghdad"], ["Baghdad"]),
    ("said with words", "[Falluja], which lies 65 km west of [Baghdad]", ["Baghdad"], ["Baghdad"]),
    ("in brackets", "[Musa Qala] (near [Sangin])", ["Sangin"], []),
    ("too far to be located so", "[Gao], 65 km west of [Baghdad]", ["Baghdad"], []),
    ("a town that nobody knows", "[Zumbelay?], 10 km north of [Sangin]", ["Sangin"], []),
    ("a unit that touches another", "in the north of [Kandahar Province], near the border with [Helmand]", ["Kandahar Province"], ["Helmand"]),
    ("said of a town far away", "[Ramadi] lies a hundred kilometers west of [Baghdad]", ["Baghdad"], ["Baghdad"]),
    ("on the edge of a town", "a house in [Falluja], on the edge of [Ramadi]", ["Ramadi"], []),
    ("a town by the border", "in [Chaman], near the border with [Afghanistan]", [], ["Afghanistan"]),
    ("the border wins over the part", "in southern [Helmand] near the border with [Pakistan]", ["Helmand"], ["Pakistan"]),
    ("a capital far from the border", "Officials in [Kabul] said nothing. [Iran] closed its border with [Turkey].", ["Turkey"], []),
]  # fmt: skip


@pytest.mark.parametrize(("label", "marked", "points", "anchors"), ROLES, ids=[row[0] for row in ROLES])
def test_who_holds_the_point(label: str, marked: str, points: list[str], anchors: list[str]) -> None:
    related = relate(marked)
    assert [item.mention.text for item in related if item.derived] == points
    assert [item.mention.text for item in related if item.is_anchor] == anchors
    assert not any(item.may_locate for item in related if item.is_anchor)


def test_a_border_lies_on_the_side_of_the_documents_country() -> None:
    *_, last = relate("[Ethiopia] sent tanks to [Ethiopia].", "They massed near the border with [Somalia].")
    assert last.derived is not None
    assert last.precision is REGION
    assert distance_km((last.derived.latitude, last.derived.longitude), (8.0, 45.0)) < 250
    assert last.derived.anchors == (place_of("Ethiopia").place_id, place_of("Somalia").place_id)


def test_a_peoples_border_belongs_to_the_documents_country() -> None:
    *_, last = relate("The army sent tanks to [Afghanistan].", "Fighting went on along the [Pakistani~] border.")
    assert last.place == place_of("Afghanistan")
    assert last.derived is not None
    assert last.may_locate


def test_a_bare_direction_is_a_part_of_its_country() -> None:
    passage, (found,) = read_case("Attacks in the south went on in [Afghanistan].")
    at = passage.text.index("south")
    mention = replace(found.mention, start=at, end=at + 5, text="south", name="Afghanistan", modifier="southern")
    bare = replace(found, mention=mention, precision=REGION)
    (related,) = place_relatives([bare], passages=[passage], gazetteer=Countries())  # type: ignore[arg-type]
    assert related.derived is not None
    assert related.derived.latitude < place_of("Afghanistan").latitude - 0.5
    assert related.derived.name == "the south of Afghanistan"


def test_the_reason_says_how_it_was_reckoned() -> None:
    (one,) = relate("30 km northwest of [Kabul]")
    assert one.derived is not None
    assert one.derived.reason == (
        "“30 km northwest of Kabul” is drawn 30 km from Kabul at a bearing of 315°; what is meant lies within about "
        "26 km of there"
    )
    assert one.spot_id != one.place.place_id  # type: ignore[union-attr]
    (near,) = relate("near [Kabul]")
    assert near.spot_id == near.place.place_id, "a point of its own would lie under the town's"  # type: ignore[union-attr]


# --- the table's own examples --------------------------------------------------------------------------------------


def _spans(marked: str) -> tuple[str, list[tuple[int, int]]]:
    text, spans = "", []
    for number, piece in enumerate(marked.replace("]", "[").split("[")):
        if number % 2:
            spans.append((len(text), len(text) + len(piece)))
        text += piece
    return text, spans


EXAMPLES = [(row["relation"], "between" in row, marked) for row in RULES["pattern"] for marked in row["examples"]]
COUNTEREXAMPLES = [marked for row in RULES["pattern"] for marked in row.get("counterexamples", ())]


@pytest.mark.parametrize(("relation", "has_two", "marked"), EXAMPLES)
def test_every_pattern_fits_its_examples(relation: str, has_two: bool, marked: str) -> None:
    text, spans = _spans(marked)
    phrase = next(iter(read_phrases(text, spans)))
    assert (phrase.relation, len(phrase.numbers)) == (relation, 1 + has_two)


@pytest.mark.parametrize("marked", COUNTEREXAMPLES)
def test_no_pattern_fits_the_counterexamples(marked: str) -> None:
    assert not list(read_phrases(*_spans(marked)))


# --- properties ----------------------------------------------------------------------------------------------------

LATITUDES, LONGITUDES = st.floats(-80, 80), st.floats(-180, 180)
POINTS = st.tuples(LATITUDES, LONGITUDES)


@given(POINTS, st.floats(0, 359.9), st.floats(1, 2000))
def test_an_offset_lies_at_its_distance_and_bearing(start: tuple[float, float], bearing: float, km: float) -> None:
    end = offset(start, bearing_degrees=bearing, km=km)
    assert -90 <= end[0] <= 90
    assert -180 <= end[1] < 180
    assert distance_km(start, end) == pytest.approx(km, rel=1e-3, abs=1e-3)
    turn = abs((bearing_degrees(start, end) - bearing + 180) % 360 - 180)
    assert turn < 0.1


@given(POINTS, POINTS)
@example((0.0, 179.0), (0.0, -179.0))
@example((10.0, 10.0), (10.0, 10.0))
def test_a_midpoint_is_as_far_from_both(one: tuple[float, float], two: tuple[float, float]) -> None:
    middle = midpoint(one, two)
    assert all(map(math.isfinite, middle))
    assert distance_km(one, middle) == pytest.approx(distance_km(two, middle), abs=0.5)


@given(st.sampled_from(sorted(TOWNS)), st.integers(1, 1500), st.sampled_from(["north", "southeast", "W", "north-west"]))
def test_any_distance_in_words_is_kept(name: str, km: int, wind: str) -> None:
    (one,) = relate(f"{km} km {wind} of [{name}]")
    place, derived = place_of(name), one.derived
    assert derived is not None
    assert distance_km((place.latitude, place.longitude), (derived.latitude, derived.longitude)) == pytest.approx(
        km, abs=0.05
    )
    bearing = bearing_degrees((place.latitude, place.longitude), (derived.latitude, derived.longitude))
    expected = measures().degrees(wind)
    assert expected is not None
    assert abs((bearing - expected + 180) % 360 - 180) < 1
    assert derived.radius_km < km + 30


@given(st.text("NSEWnorthsouthwest -0123456789.,kmiles of between and [Kabul]'", max_size=80))
def test_any_words_before_a_name_give_a_sound_point(words: str) -> None:
    words = words.replace("[", "").replace("]", "")
    for item in relate(f"{words}[Kabul] and [Ghazni]"):
        if item.derived is not None:
            values = (item.derived.latitude, item.derived.longitude, item.derived.radius_km)
            assert all(map(math.isfinite, values))
            assert item.derived.radius_km > 0


@pytest.mark.no_cover
def test_time_grows_with_the_text_alone() -> None:
    def seconds(n_names: int) -> float:
        passage, resolved = read_case(
            "30 km north of [Kabul], near the border with [Pakistan] " * n_names + " " * 50_000
        )
        start = time.process_time()
        place_relatives(resolved, passages=[passage], gazetteer=Countries())  # type: ignore[arg-type]
        return time.process_time() - start

    seconds(50)
    short, long = seconds(200), seconds(1_600)
    assert long < 8 * 3 * max(short, 0.01)


# --- tables --------------------------------------------------------------------------------------------------------


def test_borders_and_coasts_lie_on_the_earth() -> None:
    for name in ("places/borders.csv", "places/coasts.csv"):
        for row in read_table(name):
            assert -90 <= float(row["latitude"]) <= 90
            assert -180 <= float(row["longitude"]) <= 180
            assert float(row["reach_km"]) > 0


@pytest.mark.parametrize(
    ("one", "other"), [("AF", "PK"), ("IQ", "SY"), ("ET", "SO"), ("UA", "RU"), ("ML", "NE"), ("CD", "RW"), ("US", "MX")]
)
def test_a_border_is_the_same_from_both_sides(one: str, other: str) -> None:
    first, second = border(one, other), border(other, one)
    assert first is not None
    assert second is not None
    km = distance_km((first.latitude, first.longitude), (second.latitude, second.longitude))
    assert km < (first.reach_km + second.reach_km) / 2


@pytest.mark.parametrize(
    ("code", "has_coast"), [("YE", True), ("SO", True), ("ML", False), ("AF", False), ("LB", True)]
)
def test_which_countries_have_a_coast(code: str, has_coast: bool) -> None:
    assert (coast(code) is not None) is has_coast


EXTENTS: Sequence[tuple[str, float, float]] = [
    ("Sangin", 2, 3), ("Baghdad", 15, 25), ("Helmand", 60, 250), ("Afghanistan", 200, 600), ("Euphrates", 100, 500),
]  # fmt: skip


@pytest.mark.parametrize(("name", "least", "most"), EXTENTS)
def test_extents(name: str, least: float, most: float) -> None:
    assert least <= extent_km(place_of(name)) <= most
