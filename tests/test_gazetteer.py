"""The gazetteer: names, ids, codes and positions; and the index on disk, sound or not."""

import json
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportmap.errors import GazetteerError
from reportmap.gazetteer import Gazetteer
from reportmap.gazetteer.build import write_index
from reportmap.gazetteer.entry import Entry, Progress
from reportmap.gazetteer.packages import unit_points
from reportmap.gazetteer.supplement import supplement_entries
from reportmap.gazetteer.units import settle_units
from reportmap.model import NameMatchKind, PlacePrecision
from reportmap.rules import read_table

FIRST = [
    # label,                    name,                          geonameid, feature, country
    ("as reports print it",     "Musa Qala",                   1132604,   "PPLA2", "AF"),
    ("another spelling",        "Musa Qaleh",                  1132604,   "PPLA2", "AF"),
    ("double o",                "Moosa Qala",                  1132604,   "PPLA2", "AF"),
    ("GeoNames' own",           "Mūsá Qal‘ah",                 1132604,   "PPLA2", "AF"),
    ("Pashto",                  "موسی قلعه",                    1132604,   "PPLA2", "AF"),
    ("the district",            "Musa Qala District",          7053028,   "ADM2",  "AF"),
    ("province",                "Helmand",                     1140043,   "ADM1",  "AF"),
    ("province, said so",       "Helmand province",            1140043,   "ADM1",  "AF"),
    ("city before province",    "Kandahar",                    1138336,   "PPLA",  "AF"),
    ("province, said so",       "Kandahar Province",           1138335,   "ADM1",  "AF"),
    ("capital",                 "Kabul",                       1138958,   "PPLC",  "AF"),
    ("old province name",       "Northwest Frontier Province", 1168873,   "ADM1",  "PK"),
    ("its abbreviation",        "NWFP",                        1168873,   "ADM1",  "PK"),
    ("today's",                 "Khyber Pakhtunkhwa",          1168873,   "ADM1",  "PK"),
    ("agency",                  "South Waziristan",            1164536,   "ADM2",  "PK"),
    ("agency, said so",         "North Waziristan Agency",     1168875,   "ADM2",  "PK"),
    ("spelling of reports",     "Oruzgan",                     1131461,   "ADM1",  "AF"),
    ("spelling of reports",     "Paktya",                      1131257,   "ADM1",  "AF"),
    ("spelling of reports",     "Nangrahar",                   1132366,   "ADM1",  "AF"),
    ("spelling of reports",     "Tirin Kot",                   1122747,   "PPLA",  "AF"),
    ("spelling of reports",     "Miram Shah",                  1170367,   "PPL",   "PK"),
    ("country, not a village",  "US",                          6252001,   "PCLI",  "US"),
    ("with dots",               "U.S.",                        6252001,   "PCLI",  "US"),
    ("three letters",           "USA",                         6252001,   "PCLI",  "US"),
    ("two letters",             "UK",                          2635167,   "PCLI",  "GB"),
    ("old country name",        "Persia",                      130758,    "PCLI",  "IR"),
    ("country before state",    "Georgia",                     614540,    "PCLI",  "GE"),
    ("not the village",         "Hawija",                      390188,    "PPLA2", "IQ"),
    ("without its article",     "Haqlaniyah",                  95886,     "PPLA3", "IQ"),
    ("without its article",     "Hudaydah",                    79415,     "PPLA",  "YE"),
    ("article in English",      "the Netherlands",             2750405,   "PCLI",  "NL"),
    ("continent",               "Africa",                      6255146,   "CONT",  None),
    ("Syria, not Pennsylvania", "Palmyra",                     163808,    "PPLA2", "SY"),
    ("Afghan, not Bangladeshi", "Jalalabad",                   1139715,   "PPLA",  "AF"),
    ("GeoNames above ISO",      "Erbil Governorate",           95445,     "ADM1",  "IQ"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "name", "expected"), [(row[0], row[1], row[2:]) for row in FIRST])
def test_first_candidate(gazetteer: Gazetteer, label: str, name: str, expected: tuple[int, str, str | None]) -> None:
    place = gazetteer.lookup(name)[0].place
    assert (place.geonameid, place.feature_code, place.country_code) == expected


CURATED = [
    # name,             feature, country, admin1,               latitude, longitude
    ("Marjah",          "PPL",   "AF",    "Helmand",            31.5,     64.1),
    ("Korengal",        "VAL",   "AF",    "Kunar",              34.9,     70.9),
    ("Tora Bora",       "CAVE",  "AF",    "Nangarhar",          34.1,     70.2),
    ("Mir Ali",         "PPL",   "PK",    "Khyber Pakhtunkhwa", 33.0,     70.3),
    ("Tirah",           "VAL",   "PK",    "Khyber Pakhtunkhwa", 33.8,     70.9),
    ("Damadola",        "PPL",   "PK",    "Khyber Pakhtunkhwa", 34.8,     71.5),
    ("Shawal",          "VAL",   "PK",    "Khyber Pakhtunkhwa", 32.8,     69.5),
    ("Waziristan",      "RGN",   "PK",    "Khyber Pakhtunkhwa", 32.6,     69.8),
    ("FATA",            "ADM1H", "PK",    "Khyber Pakhtunkhwa", 33.0,     70.2),
    ("El Adde",         "PPL",   "SO",    "Gedo",               3.1,      41.9),
    ("Sambisa",         "FRST",  "NG",    "Borno",              11.2,     13.4),
    ("Ghouta",          "RGN",   "SY",    "Damascus Countryside", 33.5,   36.4),
    ("Kurdistan",       "RGN",   None,    None,                 37.2,     42.8),
    ("Hindu Kush",      "MTS",   None,    None,                 35.3,     70.0),
    ("Durand Line",     "BDRY",  None,    None,                 33.0,     69.9),
    ("Golan Heights",   "RGN",   None,    None,                 33.0,     35.8),
    ("Robotyne",        "PPL",   "UA",    "Zaporizhzhia Oblast", 47.4,    35.8),
    ("Baga",            "PPL",   "NG",    "Borno",              13.1,     13.9),
    ("Sahel",           "RGN",   None,    None,                 15.0,     5.0),
    ("the Sahel",       "RGN",   None,    None,                 15.0,     5.0),
    ("Kashmir",         "RGN",   None,    None,                 34.3,     75.5),
]  # fmt: skip


@pytest.mark.parametrize(("name", "facts", "point"), [(row[0], row[1:4], row[4:]) for row in CURATED])
def test_supplement_place_comes_first(
    gazetteer: Gazetteer, name: str, facts: tuple[str | None, ...], point: tuple[float, float]
) -> None:
    place = gazetteer.lookup(name)[0].place
    assert (place.feature_code, place.country_code, place.admin1) == facts
    assert (place.latitude, place.longitude) == pytest.approx(point, abs=0.1)
    assert place.geonameid is None
    assert gazetteer.by_place_id(place.place_id) == place


def test_pech_is_offered_though_foreign_towns_share_the_name(gazetteer: Gazetteer) -> None:
    assert "Pech Valley" in {match.place.name for match in gazetteer.lookup("Pech")}


def test_town_and_district_of_one_name_are_told_apart_by_feature_code(gazetteer: Gazetteer) -> None:
    found = {match.place.feature_code: match.place.geonameid for match in gazetteer.lookup("Musa Qala")}
    assert found == {"PPLA2": 1132604, "ADM2": 7053028}


def test_a_place_says_all_that_is_known(gazetteer: Gazetteer) -> None:
    place = gazetteer.by_id(1132604)
    assert place is not None
    assert (place.name, place.admin1, place.admin1_code, place.country) == ("Musa Qala", "Helmand", "10", "Afghanistan")
    assert (place.admin2, place.population, place.precision) == ("Musa Qala", 0, PlacePrecision.EXACT)
    assert (place.latitude, place.longitude) == (32.44565, 64.74486)
    district = gazetteer.by_id(7053028)
    assert district is not None
    assert district.precision is PlacePrecision.ADMIN2
    assert "mean of its towns" in district.source


KINDS = [
    ("Helmand", NameMatchKind.EXACT),
    ("Hilmand", NameMatchKind.ALTERNATE),
    ("Sangin District", NameMatchKind.SUFFIX),
    ("Province of Nimroz", NameMatchKind.SUFFIX),
]


@pytest.mark.parametrize(("name", "kind"), KINDS)
def test_kind_of_match(gazetteer: Gazetteer, name: str, kind: NameMatchKind) -> None:
    match = gazetteer.lookup(name)[0]
    assert (match.kind, match.similarity) == (kind, 1.0)


def test_the_word_district_puts_the_district_first(gazetteer: Gazetteer) -> None:
    assert [match.place.feature_code for match in gazetteer.lookup("Sangin District")][:2] == ["ADM2", "PPLA2"]
    assert gazetteer.lookup("Sangin")[0].place.feature_code == "PPLA2"


NEARLY = [
    # label,               name,          country, geonameid
    ("a vowel",            "Kandehar",    "AF",    1138336),
    ("a letter too many",  "Kandahhar",   "AF",    1138336),
    ("two swapped",        "Gerehsk",     "AF",    1141540),
    ("vowels and h",       "Lashkargeh",  "AF",    1134720),
    ("several vowels",     "Faluujeh",    "IQ",    99454),
]  # fmt: skip


@pytest.mark.parametrize(("label", "name", "country", "geonameid"), NEARLY)
def test_fuzzy(gazetteer: Gazetteer, label: str, name: str, country: str, geonameid: int) -> None:
    matches = gazetteer.fuzzy(name, country_code=country)
    assert geonameid in {match.place.geonameid for match in matches[:4]}
    assert all(match.kind is NameMatchKind.FUZZY and match.place.country_code == country for match in matches)
    assert all(0.7 <= match.similarity <= 1 for match in matches)


@pytest.mark.parametrize("name", ["Kabol", "Brits", "Qalat", "Khar", "A b c-d.e", "Khōst", "", "کابل شهر است"])
def test_fuzzy_offers_nothing_for_five_letters_or_fewer(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.fuzzy(name) == ()


def test_fuzzy_keeps_to_its_limit(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.fuzzy("Springfeild", limit=3)) == 3


def test_units_by_code(gazetteer: Gazetteer) -> None:
    helmand, afghanistan = gazetteer.admin1("AF", "10"), gazetteer.country("AF")
    assert helmand is not None
    assert afghanistan is not None
    assert (helmand.name, helmand.precision) == ("Helmand", PlacePrecision.ADMIN1)
    assert (afghanistan.name, afghanistan.geonameid) == ("Afghanistan", 1149361)
    assert gazetteer.admin1("AF", "99") is None
    assert gazetteer.country("ZZ") is None
    assert len(gazetteer.admin1_units("AF")) == 34
    assert len(gazetteer.countries()) > 240


PATCHED = [("US", 39.8, -98.5), ("CA", 60.1, -113.6), ("AU", -25.0, 135.0), ("IN", 22.0, 79.0), ("LY", 28.0, 17.0)]


@pytest.mark.parametrize(("code", "latitude", "longitude"), PATCHED)
def test_country_points_are_those_of_geonames_where_polygons_mislead(
    gazetteer: Gazetteer, code: str, latitude: float, longitude: float
) -> None:
    place = gazetteer.country(code)
    assert place is not None
    assert (place.latitude, place.longitude) == pytest.approx((latitude, longitude), abs=0.1)


def test_ids(gazetteer: Gazetteer) -> None:
    place = gazetteer.by_place_id("gn1132604")
    assert place == gazetteer.by_id(1132604)
    for unknown in ("gn0", "gn", "gn99999999999999999999", "gn-1", "gn１", "s0000", ""):
        assert gazetteer.by_place_id(unknown) is None
    assert gazetteer.by_id(0) is None
    assert gazetteer.by_id(-5) is None


def test_nearest_is_sorted_by_distance(gazetteer: Gazetteer) -> None:
    found = gazetteer.nearest(32.4457, 64.7449, 5)
    assert {place.geonameid for place, _ in found[:2]} == {1132604, 7053028}
    distances = [km for _, km in found]
    assert distances == sorted(distances)
    assert len(found) == 5
    assert distances[0] < 0.1


def test_nearest_looks_across_the_date_line(gazetteer: Gazetteer) -> None:
    place, km = gazetteer.nearest(-16.8, -179.99)[0]
    assert place.country_code == "FJ"
    assert km < 80


def test_prior(gazetteer: Gazetteer) -> None:
    kabul, paris, texas = (gazetteer.by_id(geonameid) for geonameid in (1138958, 2988507, 4717560))
    assert kabul is not None
    assert paris is not None
    assert texas is not None
    assert gazetteer.prior(paris) > gazetteer.prior(texas) > 0
    assert gazetteer.prior(kabul) > gazetteer.prior(texas)


def test_has_name(gazetteer: Gazetteer) -> None:
    assert gazetteer.has_name("MUSA QALA")
    assert not gazetteer.has_name("Xyzzyville upon Nowhere")
    assert 3 <= gazetteer.max_words <= 10


@settings(max_examples=150, deadline=None)
@given(text=st.text(alphabet=st.characters(), max_size=60) | st.text(alphabet="abcdeghilmnopqrstu -'e", max_size=30))
def test_no_text_breaks_a_lookup(gazetteer: Gazetteer, text: str) -> None:
    for match in (*gazetteer.lookup(text), *gazetteer.fuzzy(text)):
        assert match.place == gazetteer.by_place_id(match.place.place_id)
    assert gazetteer.has_name(text) <= bool(gazetteer.lookup(text))


def test_long_hostile_names_end_at_once(gazetteer: Gazetteer) -> None:
    for text in ("al " * 50_000, "a" * 200_000, "province " * 50_000):
        assert gazetteer.lookup(text) == ()
        assert gazetteer.fuzzy(text) == ()


def test_every_supplement_row_is_found_under_its_names(gazetteer: Gazetteer) -> None:
    rows = read_table("gazetteer/supplement.csv")
    assert len(rows) > 400
    for row in rows:
        assert row["source"], row["name"]
        for name in (row["name"], *filter(None, row["alternates"].split("|"))):
            found = [match.place for match in gazetteer.lookup(name)]
            if row["geonameid"]:
                assert int(row["geonameid"]) in {place.geonameid for place in found}, name
            else:
                assert row["name"] in {place.name for place in found}, name


# --- the index on disk ------------------------------------------------------------------------------------------


def _entries() -> list[Entry]:
    country = Entry(
        name="Afghanistan", feature_code="PCLI", country_code="AF", latitude=33.0, longitude=66.0, geonameid=1149361
    )
    province = Entry(
        name="Helmand", feature_code="ADM1", country_code="AF", admin1_code="10", latitude=31.0, longitude=64.0,
        geonameid=1140043,
    )  # fmt: skip
    town = Entry(
        name="Sangin", feature_code="PPL", country_code="AF", admin1_code="10", latitude=32.07275, longitude=64.8359,
        geonameid=1127547, names=["Sangeen"],
    )  # fmt: skip
    own = Entry(name="Camp", feature_code="INSM", country_code="AF", admin1_code="10", latitude=31.9, longitude=64.2)
    return [country, province, town, own]


def _build(directory: Path, progress: Progress) -> None:
    write_index(_entries(), directory, progress=progress)


def _open(directory: Path) -> tuple[Gazetteer, list[str]]:
    notices: list[str] = []
    return Gazetteer.open(directory, notice=notices.append, build=_build), notices


def test_a_missing_index_is_built_with_progress(tmp_path: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    gazetteer = Gazetteer.open(tmp_path / "new" / "index", progress=lambda *step: steps.append(step), build=_build)
    assert gazetteer.lookup("Sangeen")[0].place.geonameid == 1127547
    assert steps[0] == ("there is no gazetteer index yet: building it", 0, 1)
    assert all(0 <= done <= total for _, done, total in steps)
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["index"]


def test_a_sound_index_is_opened_without_a_word(tmp_path: Path) -> None:
    _open(tmp_path / "index")
    gazetteer, notices = _open(tmp_path / "index")
    assert notices == []
    camp = gazetteer.lookup("Camp")[0].place
    assert gazetteer.by_place_id(camp.place_id) == camp
    assert [place.name for place, _ in gazetteer.nearest(31.9, 64.2, 99)] == [
        "Camp",
        "Sangin",
        "Helmand",
        "Afghanistan",
    ]


def _truncate(directory: Path) -> None:
    path = directory / "names.trie"
    path.write_bytes(path.read_bytes()[:-10])


def _flip(directory: Path) -> None:
    path = directory / "posting_rows.npy"
    content = bytearray(path.read_bytes())
    content[-1] ^= 0xFF
    path.write_bytes(content)


def _remove(directory: Path) -> None:
    (directory / "latitudes.npy").unlink()


def _no_manifest(directory: Path) -> None:
    (directory / "manifest.json").unlink()


def _no_json(directory: Path) -> None:
    (directory / "manifest.json").write_text("{", encoding="utf-8")


def _json_list(directory: Path) -> None:
    (directory / "manifest.json").write_text("[1]", encoding="utf-8")


def _older(directory: Path) -> None:
    path = directory / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "version": "0-older"}), encoding="utf-8")


DAMAGES: list[tuple[Callable[[Path], None], str]] = [
    (_truncate, "names.trie has "),
    (_flip, "posting_rows.npy is not what was written"),
    (_remove, "latitudes.npy is missing"),
    (_no_manifest, "manifest.json is missing"),
    (_no_json, "its manifest cannot be read"),
    (_json_list, "its manifest cannot be read"),
    (_older, "it is of version 0-older"),
]


@pytest.mark.parametrize(("damage", "says"), DAMAGES)
def test_a_damaged_or_older_index_is_built_again_and_said_so(
    tmp_path: Path, damage: Callable[[Path], None], says: str
) -> None:
    directory = tmp_path / "index"
    _open(directory)
    damage(directory)
    gazetteer, notices = _open(directory)
    assert len(notices) == 1
    assert says in notices[0]
    assert str(directory) in notices[0]
    assert gazetteer.lookup("Sangin")[0].place.admin1 == "Helmand"
    assert _open(directory)[1] == []
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


def test_whoever_has_the_old_index_open_keeps_reading(tmp_path: Path) -> None:
    directory = tmp_path / "index"
    reader, _ = _open(directory)
    _older(directory)
    _open(directory)
    assert reader.lookup("Sangin")[0].place.geonameid == 1127547


def test_two_builders_at_once_both_end_well(tmp_path: Path) -> None:
    directory = tmp_path / "index"
    both_built = threading.Barrier(2, timeout=30)
    results: list[int | None] = []

    def build_together(target: Path, progress: Progress) -> None:
        both_built.wait()
        _build(target, progress)

    def open_one() -> None:
        found = Gazetteer.open(directory, build=build_together).lookup("Sangin")
        results.append(found[0].place.geonameid)

    threads = [threading.Thread(target=open_one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [1127547, 1127547]
    assert [path.name for path in tmp_path.iterdir()] == ["index"]


def test_a_directory_that_cannot_be_written_is_an_error_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(GazetteerError, match="cannot be built"):
        Gazetteer.open(tmp_path / "file" / "index", build=_build)


def test_a_copied_index_works_elsewhere(tmp_path: Path) -> None:
    _open(tmp_path / "index")
    shutil.copytree(tmp_path / "index", tmp_path / "copy")
    assert _open(tmp_path / "copy")[1] == []


# --- what it is built from ---------------------------------------------------------------------------------------


def test_units_without_a_point_take_the_mean_of_their_towns_else_that_of_the_unit_around_them() -> None:
    country = Entry(name="Fiji", feature_code="PCLI", country_code="FJ")
    province = Entry(name="Northern Division", feature_code="ADM1", country_code="FJ", admin1_code="03")
    settled = Entry(name="Cakaudrove", feature_code="ADM2", country_code="FJ", admin1_code="03")
    empty = Entry(name="Bua", feature_code="ADM2", country_code="FJ", admin1_code="03")
    towns = [
        Entry(name=name, feature_code="PPL", country_code="FJ", admin1_code="03", latitude=-17.0, longitude=longitude,
              population=population, admin2=settled)
        for name, longitude, population in (("Northern", 179.0, 9000), ("Other", -179.0, 990))
    ]  # fmt: skip
    settle_units({"FJ": country}, [province, settled, empty], towns)
    for entry in (country, province, settled, empty):
        assert entry.latitude == pytest.approx(-17.0, abs=0.1)
        assert abs(entry.longitude or 0) == pytest.approx(180, abs=0.1), entry.name
    assert "mean of its towns" in settled.source
    assert "unit around it" in empty.source
    assert (settled.towns_population, empty.towns_population, province.towns_population) == (9990, 0, 9990)
    assert [town.feature_code for town in towns] == ["PPLA", "PPL"]


def test_unit_points_and_patches() -> None:
    points = unit_points()
    assert points[1140043] == (31.0, 64.0)
    assert points[6251999] == (60.10867, -113.64258)
    assert points[2542007] == (32.0, -6.0)


# --- supplement rows --------------------------------------------------------------------------------------------

_ROW = {
    "name": "Marjah", "alternates": "Marja|Marjeh", "latitude": "31.52", "longitude": "64.12", "feature_code": "PPL",
    "country_code": "AF", "admin1_code": "10", "geonameid": "", "precision": "", "radius_km": "5", "source": "test",
    "note": "", "valid_from": "", "valid_to": "",
}  # fmt: skip


def test_a_supplement_row_of_its_own_becomes_an_entry() -> None:
    (entry,) = supplement_entries([_ROW], _entries())
    assert (entry.name, entry.curated, entry.precision) == ("Marjah", ["Marja", "Marjeh"], "exact")


def test_a_row_with_years_gives_its_entry_former_names() -> None:
    entries = _entries()
    row = {**_ROW, "name": "Qala-e Sangin", "alternates": "Fort Sangin", "geonameid": "1127547", "valid_to": "1978"}
    assert supplement_entries([row], entries) == []
    town = entries[2]
    assert (town.name, town.curated, town.latitude) == ("Sangin", [], 32.07275)
    assert town.dated == {"Qala-e Sangin": (None, 1978), "Fort Sangin": (None, 1978)}


def test_a_row_with_a_known_id_renames_and_aliases_that_entry() -> None:
    entries = _entries()
    row = {**_ROW, "name": "Sangin Town", "alternates": "Sangin-jan", "geonameid": "1127547", "feature_code": "PPLA2"}
    assert supplement_entries([{**row, "latitude": "", "longitude": ""}], entries) == []
    town = entries[2]
    assert (town.name, town.feature_code, town.latitude) == ("Sangin Town", "PPLA2", 32.07275)
    assert set(town.curated) == {"Sangin Town", "Sangin-jan"}
    assert "Sangin" in town.names


@pytest.mark.parametrize(
    "wrong", [{"latitude": ""}, {"longitude": "east"}, {"feature_code": "CITY"}, {"geonameid": "x"}]
)
def test_a_wrong_row_is_named(wrong: dict[str, str]) -> None:
    with pytest.raises(GazetteerError, match="Marjah"):
        supplement_entries([{**_ROW, **wrong}], _entries())
