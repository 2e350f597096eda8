"""The form in which place names are compared and shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportmap.gazetteer.features import StrippedName, feature_kind, features, strip_affix, strip_article
from reportmap.gazetteer.names import letters, normalize, skeleton, without_marks

NORMALIZED = [
    # label,                        name,               normalized
    ("macrons and ayn",             "Mūsá Qal‘ah",      "musa qalah"),
    ("straight apostrophe",         "Musa Qal'ah",      "musa qalah"),
    ("hyphens are spaces",          "Nahr-e-Saraj",     "nahr e saraj"),
    ("en dash",                     "Donetsk–Makiivka", "donetsk makiivka"),
    ("dots are nothing",            "U.S.A.",           "usa"),
    ("comma",                       "Washington, D.C.", "washington dc"),
    ("spaces and line ends",        " Lashkar\n  Gah ", "lashkar gah"),
    ("ampersand",                   "J&K",              "j and k"),
    ("sharp s",                     "Straßburg",        "strassburg"),
    ("letters without a base",      "Łódź, Tromsø",     "lodz tromso"),
    ("dotless i",                   "Diyarbakır",       "diyarbakir"),
    ("Arabic keyboards",            "موسي قلعه",         "موسی قلعه"),
    ("Cyrillic",                    "Муса-Кала",        "муса кала"),
    ("nothing left",                "‘’ - .",           ""),
    ("empty",                       "",                 ""),
    ("lone surrogate",              "Kabul\ud800",      "kabul"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "name", "normalized"), NORMALIZED)
def test_normalize(label: str, name: str, normalized: str) -> None:
    assert normalize(name) == normalized


SHOWN = [
    # label,             name,           shown
    ("macron",           "Kandahār",     "Kandahar"),
    ("ayn and acute",    "Mūsá Qal‘ah",  "Musa Qalah"),
    ("cedilla",          "Şalāḩ ad Dīn", "Salah ad Din"),
    ("plain",            "Helmand",      "Helmand"),
    ("another script",   "کابل",         "کابل"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "name", "shown"), SHOWN)
def test_without_marks(label: str, name: str, shown: str) -> None:
    assert without_marks(name) == shown


SAME_BONES = [
    ("vowels", "musa qala", "moosa qaleh"),
    ("q and k", "qandahar", "kandahar"),
    ("first vowel", "uruzgan", "oruzgan"),
    ("doubled letters", "falluja", "fallujah"),
    ("v and w", "velayat", "wilayat"),
]


@pytest.mark.parametrize(("label", "first", "second"), SAME_BONES)
def test_spellings_that_share_a_skeleton(label: str, first: str, second: str) -> None:
    assert skeleton(first) == skeleton(second) != ""


def test_other_consonants_give_another_skeleton() -> None:
    assert skeleton("kabul") != skeleton("kunar")
    assert skeleton("کابل") == ""
    assert letters("deir ez zor 3") == "deirezzor"


AFFIXES = [
    # label,                  normalized,               stripped
    ("province",              "helmand province",       ("helmand", "admin1")),
    ("district",              "musa qala district",     ("musa qala", "admin2")),
    ("city",                  "kandahar city",          ("kandahar", "populated")),
    ("before the name",       "province of helmand",    ("helmand", "admin1")),
    ("Persian",               "wilayat e helmand",      ("helmand", "admin1")),
    ("longest first",         "islamic republic of iran", ("iran", "country")),
    ("valley",                "korengal valley",        ("korengal", "region")),
    ("would lose everything", "province",               None),
    ("no such word",          "musa qala",              None),
    ("empty",                 "",                       None),
]  # fmt: skip


@pytest.mark.parametrize(("label", "normalized", "stripped"), AFFIXES)
def test_strip_affix(label: str, normalized: str, stripped: tuple[str, str] | None) -> None:
    expected = None if stripped is None else StrippedName(name=stripped[0], kind=stripped[1])
    assert strip_affix(normalized) == expected


def test_strip_article() -> None:
    assert strip_article("al hudaydah") == "hudaydah"
    assert strip_article("the sahel") == "sahel"
    assert strip_article("al hudaydah", country_code="YE") == "hudaydah"
    assert strip_article("al pacino", country_code="US") is None
    assert strip_article("al") is None


def test_every_feature_has_a_kind_and_unknown_codes_are_regions() -> None:
    kinds = {feature_kind(code) for code in features()}
    assert kinds == {"country", "admin1", "admin2", "populated", "region", "natural", "facility"}
    assert feature_kind("XYZ") == "region"


@given(st.text())
def test_normalizing_twice_changes_nothing(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)


@given(st.text())
def test_a_shown_name_is_never_empty_unless_it_was(text: str) -> None:
    assert bool(without_marks(text).strip()) == bool(text.strip())
