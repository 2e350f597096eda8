"""The basemap's files and the unit points: complete where our reports play, valid, small and offline."""

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from reportmap.rules import read_table

STATIC = Path(__file__).parent.parent / "static"
MOST_BYTES = 6_000_000

AFGHANISTAN = {
    "AF.01": "Badakhshan", "AF.02": "Badghis", "AF.03": "Baghlan", "AF.05": "Bamyan", "AF.06": "Farah",
    "AF.07": "Faryab", "AF.08": "Ghazni", "AF.09": "Ghor", "AF.10": "Helmand", "AF.11": "Herat", "AF.13": "Kabul",
    "AF.14": "Kapisa", "AF.17": "Logar", "AF.18": "Nangarhar", "AF.19": "Nimruz", "AF.23": "Kandahar",
    "AF.24": "Kunduz", "AF.26": "Takhar", "AF.27": "Maidan Wardak", "AF.28": "Zabul", "AF.29": "Paktika",
    "AF.30": "Balkh", "AF.31": "Jowzjan", "AF.32": "Samangan", "AF.33": "Sar-e Pol", "AF.34": "Kunar",
    "AF.35": "Laghman", "AF.36": "Paktia", "AF.37": "Khost", "AF.38": "Nuristan", "AF.39": "Uruzgan",
    "AF.40": "Parwan", "AF.41": "Daykundi", "AF.42": "Panjshir",
}  # fmt: skip
PAKISTAN = {
    "PK.02": "Balochistan", "PK.03": "Khyber Pakhtunkhwa", "PK.04": "Punjab", "PK.05": "Sindh",
    "PK.06": "Azad Jammu and Kashmir", "PK.07": "Gilgit-Baltistan", "PK.08": "Islamabad",
}  # fmt: skip

CITIES = [
    # what it guards,                         latitude, longitude, division
    ("Bazarak: Panjshir, called Parwan",         35.313,    69.515, "AF.42"),
    ("Charikar: Parwan itself",                  35.013,    69.171, "AF.40"),
    ("Nili: Daykundi, called Uruzgan",           33.722,    66.130, "AF.41"),
    ("Tarin Kot: Uruzgan itself",                32.627,    65.873, "AF.39"),
    ("Gardez: Paktia, whose code is swapped",    33.597,    69.226, "AF.36"),
    ("Sharana: Paktika, whose code is swapped",  33.175,    68.730, "AF.29"),
    ("Musa Qala",                                32.443,    64.743, "AF.10"),
    ("Miran Shah: once FATA",                    33.004,    70.070, "PK.03"),
    ("Quetta",                                   30.184,    66.998, "PK.02"),
    ("Simferopol: Crimea",                       44.957,    34.108, "UA.11"),
]  # fmt: skip


def _features(name: str) -> list[dict[str, Any]]:
    content = json.loads((STATIC / name).read_text(encoding="utf-8"))
    assert content["type"] == "FeatureCollection"
    return list(content["features"])


@pytest.fixture(scope="module")
def admin1() -> list[dict[str, Any]]:
    return _features("admin1.json")


@pytest.fixture(scope="module")
def points() -> dict[str, tuple[float, float]]:
    rows = read_table("gazetteer/unit_points.csv")
    return {row["code"]: (float(row["latitude"]), float(row["longitude"])) for row in rows}


def _inside(feature: dict[str, Any], latitude: float, longitude: float) -> bool:
    geometry = feature["geometry"]
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return any(sum(_crossings(ring, latitude, longitude) for ring in rings) % 2 for rings in polygons)


def _crossings(ring: list[list[float]], latitude: float, longitude: float) -> int:
    edges = pairwise(ring)
    return sum(
        longitude < (x2 - x1) * (latitude - y1) / (y2 - y1) + x1
        for (x1, y1), (x2, y2) in edges
        if (y1 > latitude) != (y2 > latitude)
    )


@pytest.mark.parametrize(("country_code", "expected"), [("AF", AFGHANISTAN), ("PK", PAKISTAN)])
def test_every_province_has_one_polygon_with_its_name(
    country_code: str, expected: dict[str, str], admin1: list[dict[str, Any]]
) -> None:
    found = [
        (str(feature["properties"]["code"]), feature["properties"]["label"])
        for feature in admin1
        if feature["properties"]["country_code"] == country_code
    ]
    assert sorted(found) == sorted(expected.items())


@pytest.mark.parametrize("code", [*AFGHANISTAN, *PAKISTAN])
def test_the_point_of_a_province_lies_in_its_polygon_alone(
    code: str, admin1: list[dict[str, Any]], points: dict[str, tuple[float, float]]
) -> None:
    near = [feature for feature in admin1 if feature["properties"]["country_code"] in {"AF", "PK", "IN", "IR"}]
    around = [feature["properties"]["code"] for feature in near if _inside(feature, *points[code])]
    assert around == [code]


@pytest.mark.parametrize(("label", "latitude", "longitude", "code"), CITIES)
def test_a_city_lies_in_its_division(
    label: str, latitude: float, longitude: float, code: str, admin1: list[dict[str, Any]]
) -> None:
    around = [feature["properties"]["code"] for feature in admin1 if _inside(feature, latitude, longitude)]
    assert around == [code], label


def test_iso_codes_are_not_swapped(admin1: list[dict[str, Any]]) -> None:
    codes = {feature["properties"]["code"]: feature["properties"]["iso"] for feature in admin1}
    assert (codes["AF.36"], codes["AF.29"], codes["AF.42"]) == ("AF-PIA", "AF-PKA", "AF-PAN")


def test_codes_are_unique_and_every_coded_unit_has_a_point(
    admin1: list[dict[str, Any]], points: dict[str, tuple[float, float]]
) -> None:
    codes = [feature["properties"]["code"] for feature in admin1 if feature["properties"]["code"]]
    assert len(codes) == len(set(codes)) > 3_400
    assert set(codes) <= set(points)


def test_points_are_on_the_earth_and_every_id_stands_once() -> None:
    rows = read_table("gazetteer/unit_points.csv")
    assert len({row["geonameid"] for row in rows}) == len(rows)
    assert all(abs(float(row["latitude"])) <= 90 and abs(float(row["longitude"])) <= 180 for row in rows)
    assert sum("." not in row["code"] for row in rows) > 230


def test_country_boundaries_are_agreed_or_disputed() -> None:
    assert {feature["properties"]["disputed"] for feature in _features("admin0_lines.json")} == {True, False}


def test_labels_say_what_to_write_where_and_when() -> None:
    labels = json.loads((STATIC / "labels.json").read_text(encoding="utf-8"))
    assert {label["kind"] for label in labels} == {"country", "admin1"}
    written = {label["code"]: label["text"] for label in labels if label["code"]}
    assert written["AF"] == "Afghanistan"
    assert written["AF.42"] == "Panjshir"
    assert all(label["text"] and len(label["position"]) == 2 and label["min_zoom"] > 0 for label in labels)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_style_asks_only_for_files_that_are_here(theme: str) -> None:
    text = (STATIC / f"style_{theme}.json").read_text(encoding="utf-8")
    style = json.loads(text)
    assert "://" not in text
    assert not {"glyphs", "sprite"} & set(style)
    for name in re.findall(r'"/app/static/([^"]+)"', text):
        assert (STATIC / name).is_file()
    assert {layer["source"] for layer in style["layers"] if "source" in layer} == set(style["sources"])


def test_the_basemap_is_small() -> None:
    assert sum(path.stat().st_size for path in STATIC.iterdir()) < MOST_BYTES
