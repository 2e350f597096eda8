"""Which place a toponym means, how exactly, and why."""

import pytest

from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.model import PlacePrecision, ResolvedPlace
from tests.places_cases import resolve

HELMAND, KANDAHAR_PROVINCE, KANDAHAR_CITY, KABUL, MUSA_QALA, QUETTA = (
    1140043,
    1138335,
    1138336,
    1138958,
    1132604,
    1167528,
)

CASES = [
    # label, text, name, geonameid, precision
    ("town in a province", "The town of Musa Qala in Helmand province fell.", "Musa Qala", MUSA_QALA, "exact"),
    ("alternate spelling", "Type in Musa Qaleh, Helmand, to see it.", "Musa Qaleh", MUSA_QALA, "exact"),
    ("province", "The governor of Helmand province spoke.", "Helmand", HELMAND, "admin1"),
    ("province of two", "A bomb went off in Kandahar province.", "Kandahar", KANDAHAR_PROVINCE, "admin1"),
    ("city of two", "A bomb went off in Kandahar city, Afghanistan.", "Kandahar", KANDAHAR_CITY, "exact"),
    ("bare name of two", "A bomb went off in Kandahar, Afghanistan.", "Kandahar", KANDAHAR_CITY, "exact"),
    ("by its list", "Raids in Helmand, Kandahar, Zabul and Uruzgan went on.", "Kandahar", KANDAHAR_PROVINCE, "admin1"),
    ("by an earlier cue", "Kandahar province was calm. Men left Kandahar.", "Kandahar", KANDAHAR_PROVINCE, "admin1"),
    ("capital of", "The capital of Kabul was hit by rockets.", "Kabul", KABUL, "exact"),
    ("dateline", "KANDAHAR, Afghanistan, Feb 3 (Reuters) - Four died.", "KANDAHAR", KANDAHAR_CITY, "exact"),
    ("part of a country", "Clashes in southern Afghanistan went on.", "Afghanistan", 1149361, "region"),
    ("part of a province", "Clashes in southern Helmand, Afghanistan.", "Helmand", HELMAND, "admin1"),
    ("near", "Two died near Quetta, Pakistan.", "Quetta", QUETTA, "near"),
    ("distance", "It fell 30 km northwest of Kabul, Afghanistan.", "Kabul", KABUL, "near"),
    ("country", "The war in Afghanistan goes on.", "Afghanistan", 1149361, "country"),
    ("abbreviated country", "The US sent envoys.", "US", 6252001, "country"),
    ("capitals", "GUNMEN KILLED TWO PEOPLE IN SAN SALVADOR, EL SALVADOR.", "SAN SALVADOR", 3583361, "exact"),
    ("state code", "She lives in Springfield, MO, now.", "Springfield", 4409896, "exact"),
    ("other state", "She lives in Springfield, Ill., now.", "Springfield", 4250542, "exact"),
    ("state or country", "Tbilisi is the capital of Georgia. Georgia signed.", "Georgia", 614540, "country"),
    ("country or state", "Atlanta and Savannah are cities in Georgia.", "Georgia", 4197000, "admin1"),
    ("misspelt with state", "Such views exist in Dearborne, MI, too.", "Dearborne", 4990510, "exact"),
    ("misspelt country", "Iran, Syria, Egypt and Suadi Arabia agreed.", "Suadi Arabia", 102358, "country"),
    ("small town at hand", "Afghanistan was calm. Kabul slept. Fighters left Sangin.", "Sangin", 1127547, "exact"),
    ("a demonym decides", "Iraqi troops and Iraqi police left Basra.", "Basra", 99532, "exact"),
    ("namesake of a capital", "Paris, Texas, lies east of Dallas.", "Paris", 4717560, "exact"),
    ("the capital itself", "Paris is the capital of France.", "Paris", 2988507, "exact"),
]  # fmt: skip


def one(text: str, name: str, gazetteer: Gazetteer, language: Language) -> ResolvedPlace:
    """The last mention of a name in a text."""
    return [found for found in resolve(text, gazetteer, language) if found.mention.text == name][-1]


@pytest.mark.parametrize(("label", "text", "name", "geonameid", "precision"), CASES, ids=[row[0] for row in CASES])
def test_resolved(
    label: str, text: str, name: str, geonameid: int, precision: str, gazetteer: Gazetteer, language: Language
) -> None:
    found = one(text, name, gazetteer, language)
    assert found.place is not None, found.reason
    assert found.place.geonameid == geonameid, found.reason
    assert found.precision == PlacePrecision(precision)
    assert found.reason
    assert 0 < found.score <= 1


NINE = ("Helmand", "Kandahar", "Uruzgan", "Kunar", "Zabul", "Ghazni", "Khost", "Paktia", "Paktika")


def test_a_list_of_provinces(gazetteer: Gazetteer, language: Language) -> None:
    text = f"Operations were launched in {', '.join(NINE[:-1])} and {NINE[-1]} provinces of Afghanistan."
    found = {item.mention.text: item for item in resolve(text, gazetteer, language)}
    assert [found[name].place.feature_code for name in NINE if found[name].place] == ["ADM1"] * 9
    assert {found[name].place.country_code for name in NINE if found[name].place} == {"AF"}
    assert {found[name].precision for name in NINE} == {PlacePrecision.ADMIN1}


def test_a_bare_name_of_two_is_less_sure_and_says_so(gazetteer: Gazetteer, language: Language) -> None:
    bare = one("A bomb went off in Kandahar, Afghanistan.", "Kandahar", gazetteer, language)
    told = one("A bomb went off in Kandahar city, Afghanistan.", "Kandahar", gazetteer, language)
    assert bare.score < told.score
    assert bare.alternatives[0].place.geonameid == KANDAHAR_PROVINCE
    assert "could be" in bare.reason


NEVER_WRONG = [
    # label, text, name, countries that are right
    ("misspelt town", "Residents of Malvo, Sweeden, have moved out.", "Malvo", {"SE"}),
    ("misspelt country", "Residents of Malvo, Sweeden, have moved out.", "Sweeden", {"SE"}),
    ("region of the world", "Oil from the Middle East was cut off.", "Middle East", {None}),
    ("unknown village", "Fighters entered the village of Zzyzkhel in Afghanistan.", "Zzyzkhel", set()),
]


@pytest.mark.parametrize(("label", "text", "name", "countries"), NEVER_WRONG, ids=[row[0] for row in NEVER_WRONG])
def test_right_or_unresolved(
    label: str, text: str, name: str, countries: set[str | None], gazetteer: Gazetteer, language: Language
) -> None:
    for found in resolve(text, gazetteer, language):
        if found.mention.text == name and found.place is not None:
            assert found.place.country_code in countries, found.reason


def test_an_unresolved_place_says_why(gazetteer: Gazetteer, language: Language) -> None:
    found = one("Fighters entered the village of Zzyzkhel in Afghanistan.", "Zzyzkhel", gazetteer, language)
    assert (found.place, found.precision, found.score) == (None, None, 0.0)
    assert found.reason


def test_regions_and_former_units(gazetteer: Gazetteer, language: Language) -> None:
    text = "Sanctuaries remain in Quetta, Waziristan and the Northwest Frontier Province of Pakistan."
    found = {item.mention.text: item for item in resolve(text, gazetteer, language)}
    for name in ("Quetta", "Waziristan", "Northwest Frontier Province"):
        place = found[name].place
        assert place is not None, name
        assert place.country_code == "PK"


def test_a_namesake_abroad_does_not_take_over(gazetteer: Gazetteer, language: Language) -> None:
    text = "The fire at Dublin, Ohio, was put out. Columbus sent help. Dublin thanked Franklin County, Ohio."
    places = [item.place for item in resolve(text, gazetteer, language) if item.mention.text == "Dublin"]
    assert {place.country_code for place in places if place} == {"US"}
