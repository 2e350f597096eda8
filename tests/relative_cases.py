"""Places with hand-written entries, and phrases around them with the point that an analyst would draw.

A name in [brackets] is a mention; a name that ends in "~" is a people's ("[Pakistani~]").
"""

import re

from reportmap.model import Passage, Place, PlaceMention, PlacePrecision, ResolvedPlace, SectionKind

TOWNS = {
    "Kabul": (34.53, 69.17, "AF", "13", 4_400_000, "PPLC"),
    "Kandahar": (31.61, 65.71, "AF", "23", 600_000, "PPLA"),
    "Jalalabad": (34.43, 70.45, "AF", "18", 270_000, "PPLA"),
    "Ghazni": (33.55, 68.43, "AF", "08", 140_000, "PPLA"),
    "Sangin": (32.07, 64.84, "AF", "10", 20_000, "PPL"),
    "Musa Qala": (32.44, 64.74, "AF", "10", 0, "PPL"),
    "Lashkar Gah": (31.59, 64.37, "AF", "10", 200_000, "PPLA"),
    "Chaman": (30.92, 66.45, "PK", "02", 120_000, "PPL"),
    "Islamabad": (33.72, 73.04, "PK", "08", 1_000_000, "PPLC"),
    "Zaranj": (30.96, 61.86, "AF", "19", 50_000, "PPLA"),
    "Baghdad": (33.34, 44.40, "IQ", "07", 7_200_000, "PPLC"),
    "Falluja": (33.35, 43.79, "IQ", "01", 190_000, "PPL"),
    "Ramadi": (33.42, 43.31, "IQ", "01", 270_000, "PPLA"),
    "Mosul": (36.34, 43.12, "IQ", "15", 1_700_000, "PPLA"),
    "Tikrit": (34.61, 43.68, "IQ", "18", 100_000, "PPLA"),
    "Mogadishu": (2.04, 45.34, "SO", "02", 2_500_000, "PPLC"),
    "Aleppo": (36.20, 37.16, "SY", "09", 1_600_000, "PPLA"),
    "Damascus": (33.51, 36.29, "SY", "13", 1_600_000, "PPLC"),
    "Goma": (-1.68, 29.22, "CD", "11", 140_000, "PPLA"),
    "Gao": (16.27, -0.04, "ML", "05", 86_000, "PPLA"),
    "Kidal": (18.44, 1.41, "ML", "10", 20_000, "PPLA"),
    "Suva": (-18.14, 178.44, "FJ", "01", 77_000, "PPLC"),
    "Moscow": (55.75, 37.62, "RU", "48", 10_000_000, "PPLC"),
}
UNITS = {
    "Helmand": (31.12, 64.04, "AF", "10"),
    "Kandahar Province": (31.0, 65.5, "AF", "23"),
    "Kunar": (34.96, 71.08, "AF", "34"),
    "Anbar": (32.97, 41.62, "IQ", "01"),
    "North Kivu": (-0.6, 28.68, "CD", "11"),
}
COUNTRIES = {
    "Afghanistan": (33.84, 66.01, "AF"),
    "Pakistan": (29.95, 69.34, "PK"),
    "Iran": (32.58, 54.28, "IR"),
    "Iraq": (33.04, 43.74, "IQ"),
    "Syria": (35.02, 38.5, "SY"),
    "Turkey": (39.0, 35.0, "TR"),
    "Somalia": (9.52, 48.81, "SO"),
    "Ethiopia": (8.62, 39.6, "ET"),
    "Yemen": (15.94, 47.54, "YE"),
    "Libya": (27.0, 17.5, "LY"),
    "Mali": (17.34, -3.54, "ML"),
    "Chad": (15.4, 18.7, "TD"),
    "Lebanon": (33.8, 35.85, "LB"),
    "South Africa": (-30.0, 25.0, "ZA"),
}
PEOPLES = {
    "Pakistani": "Pakistan",
    "Afghan": "Afghanistan",
    "Syrian": "Syria",
    "Turkish": "Turkey",
    "Somali": "Somalia",
    "Yemeni": "Yemen",
    "Iranian": "Iran",
    "Ethiopian": "Ethiopia",
}


def place_of(name: str) -> Place:
    """The hand-written entry of a name; ids depend on the name alone."""
    geonameid = 900_000 + sorted([*TOWNS, *UNITS, *COUNTRIES, "Euphrates"]).index(name)
    if name == "Euphrates":
        return Place(
            name=name, latitude=34.8, longitude=40.9, feature_code="STM", country_code=None, country=None,
            geonameid=geonameid, precision=PlacePrecision.REGION,
        )  # fmt: skip
    if name in TOWNS:
        latitude, longitude, country, admin1, population, code = TOWNS[name]
        precision = PlacePrecision.EXACT
    elif name in UNITS:
        latitude, longitude, country, admin1 = UNITS[name]
        population, code, precision = 0, "ADM1", PlacePrecision.ADMIN1
    else:
        latitude, longitude, country = COUNTRIES[name]
        admin1, population, code, precision = None, 0, "PCLI", PlacePrecision.COUNTRY
    return Place(
        name=name, latitude=latitude, longitude=longitude, feature_code=code, country_code=country, country=country,
        admin1_code=admin1, population=population, geonameid=geonameid, precision=precision,
    )  # fmt: skip


def read_case(marked: str, *, index: int = 0, start: int = 0) -> tuple[Passage, list[ResolvedPlace]]:
    """A marked sentence as a passage with its resolved places."""
    text, resolved = "", []
    for piece in re.split(r"(\[[^\]]{1,40}\])", marked):
        if not piece.startswith("["):
            text += piece
            continue
        words = piece[1:-1]
        is_people, is_unknown = words.endswith("~"), words.endswith("?")
        words = words.rstrip("~?")
        mention = PlaceMention(
            start=start + len(text),
            end=start + len(text) + len(words),
            text=words,
            passage_index=index,
            name=PEOPLES[words] if is_people else words,
            cue="a name of a people" if is_people else "listed",
            feature_hint="country" if is_people else None,
            is_demonym=is_people,
        )
        place = None if is_people or is_unknown else place_of(words)
        resolved.append(
            ResolvedPlace(
                mention=mention,
                place=place,
                precision=None if place is None else place.precision,
                score=0.9 if place else 0.0,
                reason="listed",
            )
        )
        text += words
    passage = Passage(start=start, end=start + len(text), text=text, index=index, paragraph=0, kind=SectionKind.BODY)
    return passage, resolved
