"""The supplement, row by row: sourced, placed where its kind can be, and naming nothing twice."""

import json
from collections.abc import Mapping

import numpy as np
import pytest

from reportmap.gazetteer import Gazetteer, feature_kind
from reportmap.gazetteer.distances import distance_km
from reportmap.gazetteer.divisions import Divisions
from reportmap.gazetteer.features import features
from reportmap.gazetteer.names import normalize
from reportmap.layout import shipped
from reportmap.model import PlacePrecision
from reportmap.rules import read_table

ROWS = read_table("gazetteer/supplement.csv")
OWN = [row for row in ROWS if not row["geonameid"]]
DATED = [row for row in ROWS if row["valid_from"] or row["valid_to"]]

# Waters; their points must not lie on land, but where the sea is narrower than the basemap is exact.
WATERS = {"SEA", "OCN", "GULF", "STRT", "BAY", "CHNM", "SD", "RFC"}
NARROW_KM = 100.0
# Kinds whose point must lie on land, whatever their size.
SOLID = {"PPL", "PPLX", "MT", "MTS", "VLC", "VAL", "DSRT", "DAM", "AIRP", "AIRB", "STM", "CMPRF", "INSM", "PASS"}
FORMER_KINDS = {"PCLH", "ADM1H", "ADM2H", "RGNH"}
# The coast of the basemap is coarse: these stand on the shore of the real one.
ON_THE_SHORE = {"Aden airport", "Brega"}
# Too small for the outlines of the basemap.
NOT_DRAWN = {"Snake Island", "Diego Garcia", "Kharg Island", "Kinburn Spit", "Taj Mahal Palace Hotel"}


def test_there_are_many_rows_and_all_kinds() -> None:
    assert len(ROWS) >= 1300
    codes = {row["feature_code"] for row in OWN}
    assert codes >= {"RGN", "MTS", "STM", "VAL", "DSRT", "SEA", "GULF", "STRT", "LK", "ISL", "AIRB", "CMPRF", "PSTB",
                     "DAM", "AIRP", "PSTP", "PPLX", "SQR", "OCN", "PRK", "CONT"} - {"CONT"}  # fmt: skip


def test_rows_are_unique() -> None:
    seen = set()
    for row in ROWS:
        key = (row["geonameid"], row["valid_from"], row["valid_to"]) if row["geonameid"] else (
            row["name"], row["feature_code"], row["latitude"], row["longitude"])  # fmt: skip
        assert key not in seen, row["name"]
        seen.add(key)


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['name']} {row['geonameid']}" for row in ROWS])
def test_a_row_is_sound(row: Mapping[str, str], gazetteer: Gazetteer) -> None:
    assert row["source"].startswith(("GeoNames", "hand"))
    names = [normalize(name) for name in (row["name"], *filter(None, row["alternates"].split("|")))]
    assert len(set(names)) == len(names), "an alternate stands twice"
    assert row["country_code"] == "" or gazetteer.country(row["country_code"]) is not None
    if row["admin1_code"]:
        assert gazetteer.admin1(row["country_code"], row["admin1_code"]) is not None
    if row["feature_code"]:
        assert row["feature_code"] in features()
    if row["valid_from"] and row["valid_to"]:
        assert int(row["valid_from"]) < int(row["valid_to"]) < 2027
    if row["geonameid"]:
        assert gazetteer.by_id(int(row["geonameid"])) is not None
        return
    assert PlacePrecision(row["precision"])
    assert 0 < float(row["radius_km"]) <= 8_000
    if row["precision"] == "exact":
        assert float(row["radius_km"]) <= 6
    assert len(row["latitude"].partition(".")[2]) <= 2, "a point by hand is rounded"
    assert row["valid_from"] or row["valid_to"] or row["feature_code"] not in FORMER_KINDS, (
        "a former place has its years"
    )


def test_no_row_repeats_a_place_that_the_packages_have(gazetteer: Gazetteer) -> None:
    """Within 5 km, of the same name and kind: such a row must name the entry's id instead."""
    doubles = []
    for row in OWN:
        here = (float(row["latitude"]), float(row["longitude"]))
        for match in gazetteer.lookup(row["name"]):
            other = match.place
            same_kind = feature_kind(other.feature_code) == feature_kind(row["feature_code"])
            is_double = other.geonameid and same_kind and normalize(other.name) == normalize(row["name"])
            if is_double and distance_km(here, (other.latitude, other.longitude)) < 5:
                doubles.append((row["name"], other.geonameid))
    assert doubles == []


@pytest.fixture(scope="module")
def countries(tmp_path_factory: pytest.TempPathFactory) -> Divisions:
    """The outlines of the countries."""
    content = json.loads((shipped("static") / "land.json").read_text(encoding="utf-8"))
    for feature in content["features"]:
        feature["properties"]["code"] = feature["properties"]["country_code"]
    path = tmp_path_factory.mktemp("land") / "land.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return Divisions.read(path)


def test_points_lie_on_land_or_at_sea_as_their_kind_says(countries: Divisions) -> None:
    wrong = []
    for row in OWN:
        around = countries.around(float(row["latitude"]), float(row["longitude"]))
        if row["feature_code"] in WATERS:
            if around is not None and float(row["radius_km"]) >= NARROW_KM:
                wrong.append((row["name"], "on land"))
        elif row["feature_code"] in SOLID and row["name"] not in ON_THE_SHORE and around is None:
            wrong.append((row["name"], "at sea"))
    assert wrong == []


def test_small_places_lie_in_their_country(countries: Divisions) -> None:
    """Or within 8 km of it: the outlines are simplified."""
    wrong = []
    for row in OWN:
        is_small = row["precision"] in {"exact", "near"} and row["feature_code"] not in WATERS
        if row["country_code"] and is_small and row["name"] not in NOT_DRAWN:
            latitude, longitude = float(row["latitude"]), float(row["longitude"])
            steps = np.array([(0, 0), (0.07, 0), (-0.07, 0), (0, 0.07), (0, -0.07)])
            near = {countries.around(latitude + up, longitude + right) for up, right in steps}
            if row["country_code"] not in {found[0] for found in near if found is not None}:
                wrong.append((row["name"], row["country_code"], near))
    assert wrong == []


FORMER = [
    # name,            geonameid, from, to
    ("Persia",         130758,    None, 1935),
    ("Burma",          1327865,   None, 1989),
    ("Zaire",          203312,    1971, 1997),
    ("Upper Volta",    2361809,   None, 1984),
    ("Rhodesia",       878675,    None, 1980),
    ("NWFP",           1168873,   1901, 2010),
    ("Leningrad",      498817,    1924, 1991),
    ("Stalingrad",     472757,    1925, 1961),
    ("Saigon",         1566083,   None, 1976),
    ("Bombay",         1275339,   None, 1995),
    ("Madras",         1264527,   None, 1996),
    ("Calcutta",       1275004,   None, 2001),
    ("Constantinople", 745044,    None, 1930),
]  # fmt: skip


@pytest.mark.parametrize(("name", "geonameid", "first", "last"), FORMER)
def test_former_names(gazetteer: Gazetteer, name: str, geonameid: int, first: int | None, last: int | None) -> None:
    place = gazetteer.lookup(name)[0].place
    assert place.geonameid == geonameid
    assert gazetteer.name_years(name, place) == (first, last)
    assert gazetteer.name_years(place.name, place) is None


FORMER_PLACES = [
    ("Soviet Union", "PCLH", 1922, 1991), ("Yugoslavia", "PCLH", 1918, 2003), ("Czechoslovakia", "PCLH", 1918, 1992),
    ("East Germany", "PCLH", 1949, 1990), ("West Germany", "PCLH", 1949, 1990), ("Tonkin", "RGNH", None, 1954),
    ("Mesopotamia", "RGNH", None, 1921), ("FATA", "ADM1H", 1947, 2018),
]  # fmt: skip


@pytest.mark.parametrize(("name", "feature", "first", "last"), FORMER_PLACES)
def test_former_places(gazetteer: Gazetteer, name: str, feature: str, first: int | None, last: int) -> None:
    place = gazetteer.lookup(name)[0].place
    assert (place.feature_code, place.valid_from, place.valid_to) == (feature, first, last)
    assert gazetteer.name_years(name, place) == (first, last)


FOUND = [
    # name,                    feature, country, latitude, longitude, within km
    ("Waziristan",             "RGN",   "PK",    32.6,     69.9,      30),
    ("Donbas",                 "RGN",   "UA",    48.3,     38.2,      50),
    ("the Sahel",              "RGN",   None,    15.0,     5.0,       800),
    ("Midwest",                "RGN",   "US",    41.9,     -93.1,     400),
    ("Sun Belt",               "RGN",   "US",    33.0,     -98.0,     500),
    ("West Country",           "RGN",   "GB",    50.9,     -3.5,      60),
    ("Silicon Valley",         "RGN",   "US",    37.4,     -122.0,    15),
    ("the Bay Area",           "RGN",   "US",    37.75,    -122.25,   30),
    ("Gulf of Mexico",         "GULF",  None,    25.0,     -90.0,     150),
    ("Mississippi River",      "STM",   "US",    35.1,     -90.1,     20),
    ("Rocky Mountains",        "MTS",   None,    43.0,     -110.0,    300),
    ("Yosemite National Park", "PRK",   "US",    37.8,     -119.5,    15),
    ("Strait of Malacca",      "STRT",  None,    3.0,      100.6,     60),
    ("Shujaiya",               "PPLX",  "PS",    31.5,     34.47,     3),
    ("Azovstal",               "MFG",   "UA",    47.1,     37.6,      4),
    ("Tahrir Square",          "SQR",   "EG",    30.04,    31.24,     2),
    ("Bosphorus",              "STRT",  "TR",    41.1,     29.05,     10),
    ("Danube",                 "STM",   None,    45.2,     19.9,      30),
    ("Lake Victoria",          "LK",    None,    -1.0,     33.0,      40),
    ("Gitmo",                  "PPL",   "CU",    19.9,     -75.15,    10),
]  # fmt: skip


@pytest.mark.parametrize(("name", "feature", "country", "latitude", "longitude", "within"), FOUND)
def test_what_reports_name_is_found(
    *,
    gazetteer: Gazetteer,
    name: str,
    feature: str,
    country: str | None,
    latitude: float,
    longitude: float,
    within: int,
) -> None:
    place = gazetteer.lookup(name)[0].place
    assert (place.feature_code, place.country_code) == (feature, country)
    assert distance_km((place.latitude, place.longitude), (latitude, longitude)) <= within
