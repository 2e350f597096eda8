"""Well-known places of conflicts, each in a sentence of its own that names the country or the province."""

import pytest

from reportmap.gazetteer import Gazetteer
from reportmap.gazetteer.distances import distance_km
from reportmap.language import Language
from tests.places_cases import resolve

PLACES = [
    # sentence, name as it stands, country, latitude, longitude (of the place itself; 60 km allowed, units more)
    ("Gunmen entered Musa Qala in Helmand province before dawn.", "Musa Qala", "AF", 32.44, 64.74),
    ("Two soldiers died near Sangin, Helmand, on Tuesday.", "Sangin", "AF", 32.07, 64.83),
    ("A patrol was ambushed in Gereshk, a town in Helmand.", "Gereshk", "AF", 31.82, 64.57),
    ("The bazaar of Now Zad in Helmand province was empty.", "Now Zad", "AF", 32.4, 64.47),
    ("A convoy left Lashkar Gah, the capital of Helmand.", "Lashkar Gah", "AF", 31.59, 64.36),
    ("The offensive in Marjah, Helmand province, began in February.", "Marjah", "AF", 31.52, 64.12),
    ("Insurgents overran Garmsir district in southern Helmand.", "Garmsir", "AF", 31.1, 64.2),
    ("Kajaki in Helmand province has a large dam.", "Kajaki", "AF", 32.27, 65.05),
    ("Clashes broke out in Panjwai district of Kandahar province.", "Panjwai", "AF", 31.55, 65.45),
    ("Canadian troops patrolled Zhari district, Kandahar.", "Zhari", "AF", 31.6, 65.4),
    ("A bomb killed six in Spin Boldak, on the Afghan border with Pakistan.", "Spin Boldak", "AF", 31.0, 66.4),
    ("The governor spoke in Tarin Kot, Uruzgan province.", "Tarin Kot", "AF", 32.63, 65.87),
    ("Rockets hit the town of Asadabad in Kunar province.", "Asadabad", "AF", 34.87, 71.15),
    ("Fighting went on in the Korengal Valley of eastern Afghanistan.", "Korengal Valley", "AF", 34.9, 70.9),
    ("Villagers fled Wanat in Nuristan province, Afghanistan.", "Nuristan", "AF", 35.25, 70.75),
    ("Fighters seized Kunduz city in northern Afghanistan.", "Kunduz", "AF", 36.73, 68.87),
    ("Jalalabad, the capital of Nangarhar province, was quiet.", "Jalalabad", "AF", 34.43, 70.45),
    ("They were taken to Bagram, north of the Afghan capital Kabul.", "Bagram", "AF", 34.97, 69.3),
    ("The caves of Tora Bora in eastern Afghanistan were bombed.", "Tora Bora", "AF", 34.12, 70.22),
    ("Protests spread to Mazar-i-Sharif in Balkh province.", "Mazar-i-Sharif", "AF", 36.71, 67.11),
    ("A roadside bomb went off in Khost, eastern Afghanistan.", "Khost", "AF", 33.34, 69.92),
    ("Police in Herat, western Afghanistan, arrested a man.", "Herat", "AF", 34.35, 62.2),
    ("Troops entered Miran Shah in North Waziristan, Pakistan.", "Miran Shah", "PK", 33.0, 70.07),
    ("A drone fired at a house in Mir Ali, North Waziristan, Pakistan.", "Mir Ali", "PK", 32.98, 70.27),
    ("The army shelled hideouts near Wana in South Waziristan, Pakistan.", "Wana", "PK", 32.3, 69.57),
    ("A strike on Damadola in the Bajaur agency of Pakistan killed 18.", "Damadola", "PK", 34.8, 71.45),
    ("Girls went back to school in Mingora, Swat, Pakistan.", "Mingora", "PK", 34.78, 72.36),
    ("Shells landed in the Tirah valley of Pakistan.", "Tirah", "PK", 33.75, 70.8),
    ("A suicide bomber struck in Peshawar, Pakistan.", "Peshawar", "PK", 34.0, 71.54),
    ("Gunmen attacked a bus in Quetta, Pakistan.", "Quetta", "PK", 30.19, 67.0),
    ("The siege in Islamabad, Pakistan, ended on Wednesday.", "Islamabad", "PK", 33.72, 73.06),
    ("Marines stormed Falluja in Iraq's Anbar province.", "Falluja", "IQ", 33.35, 43.78),
    ("Militants held Ramadi, the capital of Anbar province in Iraq.", "Ramadi", "IQ", 33.42, 43.3),
    ("The battle for Mosul in northern Iraq lasted nine months.", "Mosul", "IQ", 36.34, 43.13),
    ("A car bomb exploded in Tal Afar, Iraq.", "Tal Afar", "IQ", 36.38, 42.45),
    ("Villages around Hawija in Iraq were retaken.", "Hawija", "IQ", 35.32, 43.77),
    ("Marines shot civilians in Haditha, Iraq.", "Haditha", "IQ", 34.14, 42.38),
    ("Mortars hit Baquba, the capital of Diyala province in Iraq.", "Baquba", "IQ", 33.75, 44.65),
    ("The shrine of Samarra, Iraq, was blown up.", "Samarra", "IQ", 34.2, 43.88),
    ("British forces left Basra in southern Iraq.", "Basra", "IQ", 30.5, 47.8),
    ("Families fled Sinjar in northern Iraq.", "Sinjar", "IQ", 36.32, 41.87),
    ("Air strikes hit Raqqa in Syria.", "Raqqa", "SY", 35.95, 39.01),
    ("Kurdish fighters defended Kobani in northern Syria.", "Kobani", "SY", 36.89, 38.35),
    ("A truce was agreed in Idlib, Syria.", "Idlib", "SY", 35.93, 36.63),
    ("The siege of Aleppo in Syria ended in December.", "Aleppo", "SY", 36.2, 37.16),
    ("Gas was used in Douma, Syria.", "Douma", "SY", 33.57, 36.4),
    ("Rockets fell on Eastern Ghouta, Syria.", "Ghouta", "SY", 33.52, 36.4),
    ("The army took Palmyra, Syria, from the militants.", "Palmyra", "SY", 34.56, 38.27),
    ("A bus was hit in Deir ez-Zor, eastern Syria.", "Deir ez-Zor", "SY", 35.33, 40.14),
    ("The port of Hodeidah in Yemen was closed.", "Hodeidah", "YE", 14.8, 42.95),
    ("Troops loyal to the president entered Aden, Yemen.", "Aden", "YE", 12.78, 45.04),
    ("An air strike hit a market in Saada, Yemen.", "Saada", "YE", 16.94, 43.76),
    ("Snipers fired at a march in Taiz, Yemen.", "Taiz", "YE", 13.58, 44.02),
    ("A truck bomb exploded in Mogadishu, Somalia.", "Mogadishu", "SO", 2.04, 45.34),
    ("Fighters left the port of Kismayo in Somalia.", "Kismayo", "SO", -0.36, 42.55),
    ("The base at El Adde in Somalia was overrun.", "El Adde", "SO", 3.0, 41.9),
    ("Shabaab fighters entered Baidoa, Somalia.", "Baidoa", "SO", 3.11, 43.65),
    ("Gunmen killed students in Garissa, Kenya.", "Garissa", "KE", -0.45, 39.65),
    ("Girls were abducted from Chibok in Borno state, Nigeria.", "Chibok", "NG", 10.87, 12.85),
    ("Hundreds died in Baga, Borno state, Nigeria.", "Baga", "NG", 13.1, 13.87),
    ("A suicide bomber struck Maiduguri in Nigeria.", "Maiduguri", "NG", 11.85, 13.16),
    ("Troops searched the Sambisa forest in Nigeria.", "Sambisa", "NG", 11.2, 13.4),
    ("Rebels took Goma in North Kivu, Congo.", "Goma", "CD", -1.68, 29.22),
    ("Villagers died near Beni, North Kivu, in the Democratic Republic of the Congo.", "Beni", "CD", 0.49, 29.47),
    ("Rebels rode into Timbuktu, Mali.", "Timbuktu", "ML", 16.77, -3.0),
    ("Gunmen attacked a camp near Gao in northern Mali.", "Gao", "ML", 16.27, -0.04),
    ("Shells hit El Fasher in North Darfur, Sudan.", "El Fasher", "SD", 13.63, 25.35),
    ("Clashes were reported in Bentiu, South Sudan.", "Bentiu", "SS", 9.23, 29.83),
    ("Federal troops entered Mekelle, Ethiopia.", "Mekelle", "ET", 13.5, 39.47),
    ("Militias fought over the airport of Tripoli, Libya.", "Tripoli", "LY", 32.89, 13.19),
    ("Gunmen stormed the consulate in Benghazi, Libya.", "Benghazi", "LY", 32.11, 20.07),
    ("The city of Sirte, Libya, was shelled.", "Sirte", "LY", 31.21, 16.59),
    ("Soldiers were killed at a checkpoint in Sheikh Zuweid, Egypt.", "Sheikh Zuweid", "EG", 31.22, 34.1),
    ("Rockets were fired at Sderot, Israel.", "Sderot", "IL", 31.53, 34.6),
    ("An air strike hit Rafah in the Gaza Strip.", "Rafah", "PS", 31.29, 34.25),
    ("Soldiers raided Jenin in the West Bank.", "Jenin", "PS", 32.46, 35.3),
    ("Russian forces shelled Mariupol, Ukraine.", "Mariupol", "UA", 47.1, 37.55),
    ("The battle for Bakhmut in Donetsk oblast, Ukraine, went on.", "Bakhmut", "UA", 48.6, 38.0),
    ("Fighting continued near Robotyne in Ukraine.", "Robotyne", "UA", 47.44, 35.84),
    ("Bodies were found in Bucha, Ukraine.", "Bucha", "UA", 50.55, 30.22),
    ("Rebels held Debaltseve, Ukraine.", "Debaltseve", "UA", 48.34, 38.4),
    ("Gunmen seized a school in Beslan, Russia.", "Beslan", "RU", 43.19, 44.54),
    ("A bomb exploded in Grozny, Russia.", "Grozny", "RU", 43.32, 45.69),
    ("Militants attacked a base in Pathankot, India.", "Pathankot", "IN", 32.27, 75.65),
    ("Protesters threw stones in Srinagar, India.", "Srinagar", "IN", 34.08, 74.8),
    ("Fighters besieged Marawi in the Philippines.", "Marawi", "PH", 8.0, 124.29),
    ("Soldiers landed on Jolo in the Philippines.", "Jolo", "PH", 6.05, 121.0),
    ("Bodies were found near Maungdaw in Rakhine state, Myanmar.", "Maungdaw", "MM", 20.82, 92.37),
    ("Guerrillas attacked San Vicente del Caguan, Colombia.", "San Vicente del Caguan", "CO", 2.11, -74.77),
    ("A bomb went off in Cabinda, Angola.", "Cabinda", "AO", -5.55, 12.2),
    ("Shells fell on Stepanakert, Azerbaijan.", "Stepanakert", "AZ", 39.82, 46.75),
    ("Soldiers fired on a crowd in Andijan, Uzbekistan.", "Andijan", "UZ", 40.78, 72.34),
]  # fmt: skip


# The gazetteer has it as a district alone, at the point of its province.
AT_THE_POINT_OF_THE_PROVINCE = [
    ("Insurgents attacked Palma in Cabo Delgado, Mozambique.", "Palma", "MZ", -10.78, 40.48),
]

ROWS = [
    *(pytest.param(*row, id=row[1]) for row in PLACES),
    *(
        pytest.param(
            *row,
            id=row[1],
            marks=pytest.mark.xfail(strict=True, reason="the gazetteer has only the district, at its province's point"),
        )
        for row in AT_THE_POINT_OF_THE_PROVINCE
    ),
]


@pytest.mark.parametrize(("sentence", "name", "country", "latitude", "longitude"), ROWS)
def test_conflict_place(
    sentence: str, name: str, country: str, latitude: float, longitude: float, gazetteer: Gazetteer, language: Language
) -> None:
    found = [one for one in resolve(sentence, gazetteer, language) if name in one.mention.text]
    assert found, "not recognized"
    place = found[0].place
    assert place is not None, found[0].reason
    assert place.country_code == country, found[0].reason
    allowed = 60 if place.feature_code[:3] not in ("ADM", "RGN") else 110
    assert distance_km((place.latitude, place.longitude), (latitude, longitude)) < allowed, found[0].reason


def test_no_conflict_place_lands_in_a_wrong_country(gazetteer: Gazetteer, language: Language) -> None:
    wrong = []
    for sentence, name, country, *_ in (*PLACES, *AT_THE_POINT_OF_THE_PROVINCE):
        for one in resolve(sentence, gazetteer, language):
            if name in one.mention.text and one.place is not None and one.place.country_code != country:
                wrong.append((name, one.place.country_code))
    assert wrong == []
