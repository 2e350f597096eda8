"""The gazetteer behind geopy's geocoder interface."""

import pytest
from geopy.exc import GeocoderUnavailable
from geopy.extra.rate_limiter import RateLimiter
from geopy.point import Point
from hypothesis import given, settings
from hypothesis import strategies as st

from reportmap.gazetteer import Gazetteer, GazetteerGeocoder
from reportmap.gazetteer.distances import distance_km

FORWARD = [
    # label,                   query,                              geonameid
    ("name alone",             "Musa Qala",                        1132604),
    ("with its units",         "Musa Qala, Helmand, Afghanistan",  1132604),
    ("with a typed unit",      "Musa Qala, Helmand province",      1132604),
    ("with its country",       "Kandahar, India",                  1268153),
    ("country code",           "Paris, FR",                        2988507),
    ("state code",             "Paris, TX",                        4717560),
    ("state",                  "Paris, Texas",                     4717560),
    ("AP abbreviation",        "Paris, Tenn.",                     4647963),
    ("comma inside the name",  "Washington, D.C.",                 4140963),
    ("unit unknown",           "Musa Qala, Xyzzyland, Helmand",    1132604),
    ("spelled nearly so",      "Kandehar, Afghanistan",            1138336),
    ("inside a town",          "Sadr City, Baghdad",               7802746),
    ("unit contradicts",       "Kabul, Pakistan",                  None),
    ("nearly so, no country",  "Kandehaaar",                       None),
    ("unknown",                "Xyzzyville",                       None),
    ("empty",                  "",                                 None),
    ("commas",                 " , ,, ",                           None),
]  # fmt: skip


@pytest.fixture(scope="module")
def geocoder(gazetteer: Gazetteer) -> GazetteerGeocoder:
    return GazetteerGeocoder(gazetteer)


@pytest.mark.parametrize(("label", "query", "geonameid"), FORWARD)
def test_geocode(geocoder: GazetteerGeocoder, label: str, query: str, geonameid: int | None) -> None:
    location = geocoder.geocode(query)
    assert (location.raw["geonameid"] if location else None) == geonameid


def test_a_location_has_address_point_and_raw(geocoder: GazetteerGeocoder) -> None:
    location = geocoder.geocode("Musa Qaleh, Afghanistan", timeout=5)
    assert location.address == "Musa Qala, Helmand, Afghanistan"
    assert (location.latitude, location.longitude) == (32.44565, 64.74486)
    assert location.raw["place_id"] == "gn1132604"
    assert location.raw["precision"] == "exact"


def test_many_answers_keep_to_limit_and_countries(geocoder: GazetteerGeocoder) -> None:
    everywhere = geocoder.geocode("Springfield", exactly_one=False, limit=4)
    assert len(everywhere) == 4
    canadian = geocoder.geocode("Paris", exactly_one=False, country_codes=["ca"])
    assert {location.raw["country_code"] for location in canadian} == {"CA"}
    assert geocoder.geocode("Paris", country_codes="af") is None
    assert geocoder.geocode("Xyzzyville", exactly_one=False) is None


@pytest.mark.parametrize("query", [(34.53, 69.17), "34.53, 69.17", Point(34.53, 69.17)])
def test_reverse(geocoder: GazetteerGeocoder, query: Point | str | tuple[float, float]) -> None:
    location = geocoder.reverse(query)
    assert location.raw["name"] == "Kabul"
    assert location.raw["distance_km"] < 5


def test_reverse_many_and_wrong(geocoder: GazetteerGeocoder) -> None:
    assert len(geocoder.reverse((34.53, 69.17), exactly_one=False, limit=3)) == 3
    with pytest.raises(ValueError, match=r"."):
        geocoder.reverse("nowhere")


def test_works_with_geopys_rate_limiter(geocoder: GazetteerGeocoder) -> None:
    limited = RateLimiter(geocoder.geocode, min_delay_seconds=0)
    assert limited("Sangin, Helmand").raw["geonameid"] == 1127547


def test_it_asks_nobody(geocoder: GazetteerGeocoder) -> None:
    with pytest.raises(GeocoderUnavailable):
        geocoder.adapter.get_text("https://example.org", timeout=1, headers={})


def test_distance() -> None:
    assert distance_km((0, 0), (0, 1)) == pytest.approx(111.2, abs=0.1)
    assert distance_km((34.5, 69.2), (34.5, 69.2)) == 0


@settings(max_examples=60, deadline=None)
@given(query=st.text(alphabet=st.characters(), max_size=60) | st.text(alphabet="abdeklmqu, ", max_size=30))
def test_no_text_breaks_the_geocoder(geocoder: GazetteerGeocoder, query: str) -> None:
    location = geocoder.geocode(query)
    assert location is None or -90 <= location.latitude <= 90
