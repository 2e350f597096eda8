"""What a name does in its sentence: it means a place, it only lends its name to another thing, or it is none.

Each row: sentence, name (its first whole-word occurrence counts), expected. Expected is NOTHING (no place at all),
ASSOCIATIVE (not found, or found and unable to locate an event), or kinds, country and, where a namesake is near, the
first-order unit: "populated|admin2 AF", "populated US Nebraska".
"""

import re

import pytest

from reportmap.gazetteer import Gazetteer
from reportmap.gazetteer.features import feature_kind
from reportmap.language import Language
from reportmap.model import ResolvedPlace
from tests.places_cases import resolve
from tests.places_limits import USE, limit

NOTHING = "nothing"
ASSOCIATIVE = "associative"

GOVERNMENTS = [
    ("Washington said that it would send more aid.", "Washington", ASSOCIATIVE),
    ("Moscow denied that its aircraft had bombed the convoy.", "Moscow", ASSOCIATIVE),
    ("The Kabul government rejected the offer.", "Kabul", ASSOCIATIVE),
    ("Islamabad summoned the ambassador after the strike.", "Islamabad", ASSOCIATIVE),
    ("Beijing and Tokyo traded accusations over the islands.", "Beijing", ASSOCIATIVE),
    ("Beijing and Tokyo traded accusations over the islands.", "Tokyo", ASSOCIATIVE),
    ("Relations between London and Paris soured after the vote.", "London", ASSOCIATIVE),
    ("Brussels wants stricter rules on emissions.", "Brussels", ASSOCIATIVE),
    ("Pyongyang threatened to test another missile.", "Pyongyang", ASSOCIATIVE),
    ("Ankara accused Damascus of breaking the truce.", "Ankara", ASSOCIATIVE),
    ("Ankara accused Damascus of breaking the truce.", "Damascus", ASSOCIATIVE),
    ("The Baghdad administration has not answered.", "Baghdad", ASSOCIATIVE),
    ("Iran rejected the charge on Tuesday.", "Iran", ASSOCIATIVE),
    ("Turkey said that it would not join the talks.", "Turkey", ASSOCIATIVE),
    ("A Tehran-backed militia claimed the rocket attack.", "Tehran", ASSOCIATIVE),
    ("The plan pleases nobody in Kabul, and Washington doubts it.", "Washington", ASSOCIATIVE),
    ("Is Riyadh willing to pay for the war?", "Riyadh", ASSOCIATIVE),
]  # fmt: skip

BODIES = [
    ("Kandahar police said that two men had been held.", "Kandahar", ASSOCIATIVE),
    ("The Washington Post reported the deal.", "Washington", ASSOCIATIVE),
    ("He told the New York Times that he had fled.", "New York", ASSOCIATIVE),
    ("The Bank of England raised its rate.", "England", ASSOCIATIVE),
    ("The Geneva Conventions forbid such attacks.", "Geneva", ASSOCIATIVE),
    ("The Oslo Accords did not bring peace.", "Oslo", ASSOCIATIVE),
    ("The Dayton Agreement ended the war.", "Dayton", ASSOCIATIVE),
    ("Fighters of the Lashkar-e-Taiba crossed the line.", "Lashkar-e-Taiba", NOTHING),
    ("The Red Cross moved the wounded.", "Red Cross", NOTHING),
    ("NATO and the Taliban blamed each other.", "Taliban", NOTHING),
    ("The Sun published the photographs.", "Sun", NOTHING),
    ("Amazon fired two hundred workers.", "Amazon", NOTHING),
    ("Ford recalled a million cars.", "Ford", NOTHING),
]  # fmt: skip

TEAMS = [
    ("Chelsea beat Arsenal 2-1 after extra time.", "Chelsea", ASSOCIATIVE),
    ("Chelsea beat Arsenal 2-1 after extra time.", "Arsenal", NOTHING),
    ("Manchester United signed a striker.", "Manchester", ASSOCIATIVE),
    ("Real Madrid won the cup for the third time.", "Madrid", ASSOCIATIVE),
    ("The Los Angeles Lakers lost again on Sunday.", "Los Angeles", ASSOCIATIVE),
    ("The striker of Liverpool scored twice against Everton.", "Liverpool", ASSOCIATIVE),
]  # fmt: skip

THINGS = [
    ("A Hyundai Santa Fe was found burned out.", "Santa Fe", NOTHING),
    ("The gunmen drove a stolen Toyota Tacoma.", "Tacoma", NOTHING),
    ("Google Earth shows the new road.", "Earth", NOTHING),
    ("Chicken Kiev was on the menu.", "Kiev", ASSOCIATIVE),
    ("The guests were served Peking duck.", "Peking", ASSOCIATIVE),
    ("The children refused to eat Brussels sprouts.", "Brussels", ASSOCIATIVE),
    ("She ordered a Moscow mule and left.", "Moscow", ASSOCIATIVE),
    ("He drank a glass of Bordeaux.", "Bordeaux", ASSOCIATIVE),
    ("Turkey sandwiches were served to the guards.", "Turkey", ASSOCIATIVE),
    ("The China shop on the corner sells plates and cups.", "China", ASSOCIATIVE),
    ("He went through the files like a bull in a china shop.", "china", NOTHING),
    ("Hurricane Irma destroyed the harbor.", "Irma", NOTHING),
    ("Hurricane Florence weakened over the sea.", "Florence", NOTHING),
    ("Tropical Storm Alberto turned north.", "Alberto", NOTHING),
    ("The USS Cole was attacked while it took on fuel.", "Cole", NOTHING),
    ("HMS Sheffield sank in 1982 after a missile hit her.", "Sheffield", ASSOCIATIVE),
]  # fmt: skip

PERSONS = [
    ("Paris Hilton opened the gala.", "Paris", NOTHING),
    ("Jordan Henderson said that the team was tired.", "Jordan", NOTHING),
    ("Chad Smith coaches the village team.", "Chad", NOTHING),
    ("Georgia O'Keeffe painted the desert.", "Georgia", NOTHING),
    ("Abraham Lincoln was shot in a theater.", "Lincoln", NOTHING),
    ("Mr Lincoln denied the charge.", "Lincoln", NOTHING),
    ("Whitney Houston sang at the ceremony.", "Houston", NOTHING),
    ("Ms Houston resigned on Friday.", "Houston", NOTHING),
    ("Sydney told her mother that she was safe.", "Sydney", NOTHING),
    ("Jack London wrote about the gold rush.", "London", NOTHING),
    ("Tyrone Washington teaches at the school.", "Washington", NOTHING),
    ("Israel Martinez, a farmer, saw the plane fall.", "Israel", NOTHING),
    ("Judge Austin Reed dismissed the case.", "Austin", NOTHING),
    ("Virginia Woolf kept a diary.", "Virginia", NOTHING),
    ("Mullah Omar fled on a motorcycle.", "Omar", NOTHING),
    ("Florence was born in 1950 and married twice.", "Florence", NOTHING),
    ("President George Washington owned slaves.", "Washington", NOTHING),
    ("Carson Reed met Orlando Cruz at noon; Orlando was late.", "Carson", NOTHING),
    ("Carson Reed met Orlando Cruz at noon; Orlando was late.", "Orlando", NOTHING),
]  # fmt: skip

WORDS = [
    ("May talks are planned between the two sides.", "May", NOTHING),
    ("The last troops left in March.", "March", NOTHING),
    ("Reading the letter aloud, he wept.", "Reading", NOTHING),
    ("Mobile phone networks failed for an hour.", "Mobile", NOTHING),
    ("Nice weather drew crowds to the park.", "Nice", NOTHING),
    ("Of the ten hostages, four died.", "Of", NOTHING),
    ("Can the truce hold?", "Can", NOTHING),
    ("Most of the dead were women.", "Most", NOTHING),
    ("Male nurses were in short supply.", "Male", NOTHING),
    ("Split in two, the party lost the vote.", "Split", NOTHING),
    ("Bath towels were handed out to the survivors.", "Bath", NOTHING),
    ("The Moon was full on the night of the raid.", "Moon", NOTHING),
    ("An Afghan soldier and two Iraqis were freed.", "Afghan", NOTHING),
    ("An Afghan soldier and two Iraqis were freed.", "Iraqis", NOTHING),
    ("The Dutch pilots returned safely.", "Dutch", NOTHING),
    ("Western diplomats left the capital.", "Western", NOTHING),
    ("On Friday the EU and the UN met.", "EU", NOTHING),
]  # fmt: skip

LITERAL = [
    ("Students marched out of the University of Kabul.", "Kabul", "populated AF"),
    ("Helmand's governor escaped a bomb.", "Helmand", "admin1 AF"),
    ("A London-based group counted forty air raids.", "London", "populated GB"),
    ("Two people died in Moscow when a roof fell in.", "Moscow", "populated RU"),
    ("Fire damaged a hotel in Washington, D.C., on Monday.", "Washington", "populated US"),
    ("Thousands demonstrated in London against the war.", "London", "populated GB"),
    ("The president flew to Moscow for talks.", "Moscow", "populated RU"),
    ("Kabul airport was closed after two rockets landed.", "Kabul", "populated|facility AF"),
    ("The embassy in Tehran was stormed.", "Tehran", "populated IR"),
    ("A train from Paris to Lyon left the rails.", "Paris", "populated FR"),
    ("A train from Paris to Lyon left the rails.", "Lyon", "populated FR"),
    ("Talks in Geneva ended without a result.", "Geneva", "populated CH"),
    ("She moved from Jordan to Lebanon last year.", "Jordan", "country JO"),
    ("Refugees from Chad reached Sudan.", "Chad", "country TD"),
    ("An earthquake struck Turkey before dawn.", "Turkey", "country TR"),
    ("The factory in China was closed.", "China", "country CN"),
    ("Protests spread across Georgia after the vote in Tbilisi.", "Georgia", "country GE"),
    ("Atlanta is the largest city of Georgia.", "Georgia", "admin1 US"),
    ("A flood in Reading, England, closed the station.", "Reading", "populated GB England"),
    ("A storm damaged the port of Mobile, Alabama.", "Mobile", "populated US Alabama"),
    ("A lorry drove into the crowd in Nice, France.", "Nice", "populated FR"),
    ("Gunmen opened fire in Lincoln, Nebraska.", "Lincoln", "populated US Nebraska"),
    ("A blast killed one worker in Houston, Texas.", "Houston", "populated US Texas"),
    ("Riots broke out in Sydney, Australia.", "Sydney", "populated AU"),
    ("A bomb wounded two in the Chelsea district of London.", "London", "populated GB"),
    ("The patrol boat sank in the Amazon near Manaus, Brazil.", "Manaus", "populated BR"),
]  # fmt: skip

HEADLINES = [
    ("GUNMEN KILL NINE IN QUETTA, PAKISTAN, POLICE SAY", "QUETTA", "populated PK"),
    ("GUNMEN KILL NINE IN QUETTA, PAKISTAN, POLICE SAY", "PAKISTAN", "country PK"),
    ("GUNMEN KILL NINE IN QUETTA, PAKISTAN, POLICE SAY", "POLICE", NOTHING),
    ("EXPLOSION ROCKS CENTRAL BAGHDAD AS TROOPS LEAVE IRAQ", "BAGHDAD", "populated IQ"),
    ("EXPLOSION ROCKS CENTRAL BAGHDAD AS TROOPS LEAVE IRAQ", "IRAQ", "country IQ"),
    ("FLOODS CUT OFF TOWNS IN SINDH, PAKISTAN", "SINDH", "admin1 PK"),
    ("DRONE HITS HOUSE IN NORTH WAZIRISTAN, SEVEN DEAD", "NORTH WAZIRISTAN", "admin2|region PK"),
    ("REBELS AND THE ARMY CAN MEET IN MAY, SAYS ENVOY", "MAY", NOTHING),
    ("Suicide Bomber Kills 12 in Kabul", "Kabul", "populated AF"),
    ("Rebels Seize Goma as Army Flees", "Goma", "populated CD"),
    ("Ten Dead as Bus Falls Into Ravine in Northern Peru", "Peru", "country PE"),
    ("KABUL, Feb. 19 (AP) - Two bombs went off on Sunday.", "KABUL", "populated AF"),
    ("MOGADISHU (Reuters) - A car bomb killed ten people.", "MOGADISHU", "populated SO"),
    ("GAZA CITY — Rockets were fired before dawn.", "GAZA CITY", "populated PS"),
    ("JALALABAD, Afghanistan: Four policemen were shot.", "JALALABAD", "populated AF"),
    ("BOGOTA, Colombia, May 3 - A bomb hit a club.", "BOGOTA", "populated CO"),
    ("BOGOTA, Colombia, May 3 - A bomb hit a club.", "May", NOTHING),
    ("LASHKAR GAH, Afghanistan, July 4 (AFP) - A mine killed three.", "LASHKAR GAH", "populated AF"),
]  # fmt: skip

FOUR_PROVINCES = "Fighting was reported in Helmand, Kandahar, Uruzgan and Kunar provinces."
PROVINCES_OF = "Schools were burned in the provinces of Herat, Ghazni and Kunduz."
CITIES_OF = "Shops were closed in the cities of Herat, Ghazni and Kunduz."
DISTRICTS = "Mines were cleared in Sangin, Musa Qala and Nad Ali districts of Helmand."
GOVERNORATES = "Curfews were set in Diyala, Nineveh and Anbar governorates in Iraq."
LISTS = [
    *((FOUR_PROVINCES, name, "admin1 AF") for name in ("Helmand", "Kandahar", "Uruzgan", "Kunar")),
    *((PROVINCES_OF, name, "admin1 AF") for name in ("Herat", "Ghazni", "Kunduz")),
    *((CITIES_OF, name, "populated AF") for name in ("Herat", "Ghazni", "Kunduz")),
    *((DISTRICTS, name, "admin2 AF") for name in ("Sangin", "Musa Qala", "Nad Ali")),
    *((GOVERNORATES, name, "admin1 IQ") for name in ("Diyala", "Nineveh", "Anbar")),
]

MISSPELLED = [
    ("Two soldiers were killed near Kandhar in southern Afghanistan.", "Kandhar", "populated|admin1 AF"),
    ("Families fled Lashkargar in Helmand, Afghanistan.", "Lashkargar", "populated AF"),
    ("A mine went off near Jalallabad in Nangarhar, Afghanistan.", "Jalallabad", "populated AF"),
    ("A bus was shot at in Peshawer, Pakistan.", "Peshawer", "populated PK"),
    ("Shells fell on Mogadishoo, Somalia.", "Mogadishoo", "populated SO"),
    ("Marines searched houses in Falujjah, Iraq.", "Falujjah", "populated IQ"),
    ("Khsot was quiet on Monday, officials in Afghanistan said.", "Khsot", NOTHING),
    ("A convoy was stopped near Hert in Afghanistan.", "Hert", NOTHING),
    ("A mortar shell hit Mosl in Iraq.", "Mosl", NOTHING),
    ("The road to Homz in Syria was cut.", "Homz", NOTHING),
    ("Ships waited off Adenn in Yemen.", "Adenn", NOTHING),
    ("Trucks were burned at Gomma in Congo.", "Gomma", NOTHING),
    ("Basraa in Iraq was calm on Monday.", "Basraa", "populated|admin1 IQ"),
]  # fmt: skip

ABBREVIATIONS = [
    ("Schools were closed in NWFP after the floods.", "NWFP", "admin1|region PK"),
    ("Militants from FATA crossed into Afghanistan.", "FATA", "region|admin1 PK"),
    ("Polio workers were shot in KP, Pakistan.", "KP", "admin1 PK"),
    ("A pastor in Gainesville, Fla., burned a book.", "Fla.", "admin1 US"),
    ("A pastor in Gainesville, Fla., burned a book.", "Gainesville", "populated US Florida"),
    ("He was flown to the U.S. for treatment.", "U.S.", "country US"),
    ("They were tried in the U.K. and deported.", "U.K.", "country GB"),
    ("Workers in the UAE sent money home.", "UAE", "country AE"),
    ("Rebels in the DRC killed two rangers.", "DRC", "country CD"),
    ("Fires burned near Redding, Calif., for a week.", "Calif.", "admin1 US"),
    ("They told us that the road was open.", "us", NOTHING),
    ("It was OK, he said, IN the end.", "OK", NOTHING),
]  # fmt: skip

BY_CONTEXT = [
    ("A bomb exploded in the city of Kandahar.", "Kandahar", "populated AF"),
    ("The streets of Kandahar were empty after dark.", "Kandahar", "populated AF"),
    ("The mayor of Kandahar was shot.", "Kandahar", "populated AF"),
    ("The governor of Kandahar resigned.", "Kandahar", "admin1 AF"),
    ("Fighting went on in two districts of Kandahar.", "Kandahar", "admin1 AF"),
    ("A mine went off in Panjwai district, Kandahar.", "Kandahar", "admin1 AF"),
    ("Aleppo province was bombed again, Syrian state media said.", "Aleppo", "admin1 SY"),
    ("The old city of Aleppo in Syria lay in ruins.", "Aleppo", "populated SY"),
]  # fmt: skip

OPEN = [
    # sentence, name, country: nothing decides between town and unit
    ("Nothing was heard from Kandahar.", "Kandahar", "AF"),
    ("The fighters had come from Kunduz.", "Kunduz", "AF"),
    ("He was born in Herat.", "Herat", "AF"),
    ("The convoy was on its way to Ghazni.", "Ghazni", "AF"),
    ("Attacks in Basra have become rare.", "Basra", "IQ"),
    ("She grew up in New York.", "New York", "US"),
]  # fmt: skip

ROWS = [
    *(("government", *row) for row in GOVERNMENTS),
    *(("body", *row) for row in BODIES),
    *(("team", *row) for row in TEAMS),
    *(("thing", *row) for row in THINGS),
    *(("person", *row) for row in PERSONS),
    *(("word", *row) for row in WORDS),
    *(("literal", *row) for row in LITERAL),
    *(("headline", *row) for row in HEADLINES),
    *(("list", *row) for row in LISTS),
    *(("misspelled", *row) for row in MISSPELLED),
    *(("abbreviation", *row) for row in ABBREVIATIONS),
    *(("context", *row) for row in BY_CONTEXT),
]


def at_name(found: list[ResolvedPlace], sentence: str, name: str) -> list[ResolvedPlace]:
    """Those of the found that share a character with the first whole-word occurrence of the name."""
    match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", sentence)
    assert match, f"{name!r} does not stand in {sentence!r}"
    return [one for one in found if one.mention.start < match.end() and match.start() < one.mention.end]


def is_expected(one: ResolvedPlace, expected: str) -> bool:
    """Whether a found place is of the expected kind, in the expected country and unit, and locates something."""
    kinds, country, *unit = expected.split(" ", 2)
    return (
        one.place is not None
        and feature_kind(one.place.feature_code) in kinds.split("|")
        and one.place.country_code == country
        and unit in ([], [one.place.admin1])
        and (one.may_locate or one.is_anchor)
    )


@pytest.mark.parametrize(
    ("sentence", "name", "expected"),
    [
        pytest.param(*row, id=f"{group}:{row[1]}:{row[0]}", marks=limit(USE, f"{row[1]}: {row[0]}"))
        for group, *row in ROWS
    ],
)
def test_use(sentence: str, name: str, expected: str, gazetteer: Gazetteer, language: Language) -> None:
    found = at_name(resolve(sentence, gazetteer, language), sentence, name)
    if expected == NOTHING:
        assert [one for one in found if one.place is not None] == []
    elif expected == ASSOCIATIVE:
        assert [one for one in found if one.place is not None and one.may_locate] == []
    else:
        assert found, "not found"
        assert all(is_expected(one, expected) for one in found), found


@pytest.mark.parametrize(("sentence", "name", "country"), OPEN)
def test_where_nothing_decides_both_are_named(
    sentence: str, name: str, country: str, gazetteer: Gazetteer, language: Language
) -> None:
    """Town and unit stand among the place and its runners-up, and the choice is less than sure."""
    (one,) = at_name(resolve(sentence, gazetteer, language), sentence, name)
    assert one.place is not None
    assert one.place.country_code == country
    places = [one.place, *(other.place for other in one.alternatives)]
    kinds = {feature_kind(place.feature_code) for place in places if place.country_code == country}
    assert {"populated", "admin1"} <= kinds
    assert one.score < 0.9
