"""Which stretches of text are names of places, and which only look so."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.model import NamedEntity, ParsedPassage, Passage, PlaceMention, PlaceUse, SectionKind
from reportmap.places import find_places, resolve_places
from tests.places_cases import parse

FOUND = [
    # label, text, names in order
    ("kind word after", "The police chief of Zabul province resigned.", ["Zabul"]),
    ("kind word before", "The town of Marjah fell on Monday.", ["Marjah"]),
    ("province of", "The province of Kunar borders Pakistan.", ["Kunar", "Pakistan"]),
    ("villages of", "The villages of Sangin and Gereshk in Helmand were searched.", ["Sangin", "Gereshk", "Helmand"]),
    ("district", "A mine went off in Sangin district, Helmand.", ["Sangin", "Helmand"]),
    ("container", "He was born in Quetta, Pakistan.", ["Quetta", "Pakistan"]),
    ("owner", "Marines fought in Iraq's Anbar province.", ["Iraq", "Anbar"]),
    (
        "list of provinces",
        "Raids took place in Helmand, Kandahar, Uruzgan, Zabul, Paktia and Paktika provinces.",
        ["Helmand", "Kandahar", "Uruzgan", "Zabul", "Paktia", "Paktika"],
    ),
    ("typo in a list", "Convoys crossed Helmand an Kandahar provinces.", ["Helmand", "Kandahar"]),
    ("slashes", "Troops left Helmand/Kandahar/Zabul provinces.", ["Helmand", "Kandahar", "Zabul"]),
    ("dateline", "KANDAHAR, Afghanistan, Feb 3 (Reuters) - A bomb killed four.", ["KANDAHAR", "Afghanistan"]),
    ("dateline alone", "BAGHDAD - Gunmen killed a judge on Sunday.", ["BAGHDAD"]),
    ("capitals", "GUNMEN KILLED TWO PEASANTS IN SAN SALVADOR ON MONDAY, THE ARMY SAID.", ["SAN SALVADOR"]),
    ("university", "He taught at the University of Kabul.", ["Kabul"]),
    ("abbreviation", "The U.S. and the UK sent envoys to NWFP.", ["U.S.", "UK", "NWFP"]),
    ("tribal areas", "Militants from FATA crossed the border.", ["FATA"]),
    ("state code", "They moved from Dearborn, MI, last year.", ["Dearborn", "MI"]),
    ("part word", "Clashes spread through southern Afghanistan.", ["Afghanistan"]),
    ("based", "A Kabul-based agency reported the attack in Ghazni.", ["Kabul", "Ghazni"]),
    ("hyphens in a name", "Police in Mazar-i-Sharif held three men.", ["Mazar-i-Sharif"]),
    ("possessive", "Kabul's streets were empty after the blast in Herat.", ["Kabul", "Herat"]),
    ("small towns at hand", "Shia militias left Amerli and Kirkuk in northern Iraq.", ["Amerli", "Kirkuk", "Iraq"]),
    ("no person", "Baitullah Mehsud died in Zangara in South Waziristan.", ["Zangara", "South Waziristan"]),
    ("unknown village", "Men of the village of Haji Baba near Kunduz fled.", ["Haji Baba", "Kunduz"]),
    ("districts", "Nad Ali, Marjah and Sangin districts of Helmand were hit.", ["Nad Ali", "Marjah", "Sangin", "Helmand"]),
    ("agreement", "The Waziristan Accord did not hold.", ["Waziristan"]),
]  # fmt: skip

NOT_FOUND = [
    ("a people", "An Afghan general and a Pakistani officer were held."),
    ("a people, short", "The Brits and the Americans disagreed."),
    ("a group", "The Taliban and NATO traded blame."),
    ("common words", "Of course we Can go to the Moon."),
    ("product", "Just use google earth to look it up."),
    ("product, capital", "Google Earth shows the road."),
    ("no name", "The capital was calm after the talks in the West."),
    ("western", "Western leaders met again."),
    ("metonym", "The plan is costly, and Washington says no."),
    ("seat of power", "The White House said nothing and the Kremlin agreed."),
    ("a force", "Kandahar police said that the road was open."),
    ("two persons", "Mullah Omar spoke to Hamid Karzai."),
    ("a person", "General Jackson told Mr. Houston to leave."),
    ("shouting", "THEY CAN GO AND DO NOT READ THIS"),
    ("weekday and month", "On Friday in March the talks ended."),
]


def names(text: str, gazetteer: Gazetteer, language: Language) -> list[str]:
    mentions = find_places(parse(text, language), gazetteer=gazetteer)
    return [one.text for one in mentions if not one.is_demonym and one.use is PlaceUse.LITERAL]


@pytest.mark.parametrize(("label", "text", "expected"), FOUND, ids=[row[0] for row in FOUND])
def test_found(label: str, text: str, expected: list[str], gazetteer: Gazetteer, language: Language) -> None:
    assert names(text, gazetteer, language) == expected


@pytest.mark.parametrize(("label", "text"), NOT_FOUND, ids=[row[0] for row in NOT_FOUND])
def test_not_found(label: str, text: str, gazetteer: Gazetteer, language: Language) -> None:
    assert names(text, gazetteer, language) == []


HINTS = [
    # label, text, name, hint, container, modifier
    ("province", "Fighting in Helmand province went on.", "Helmand", "admin1", None, None),
    ("last of a list", "Raids in Helmand, Kandahar and Zabul provinces.", "Zabul", "admin1", None, None),
    ("first of a list", "Raids in Helmand, Kandahar and Zabul provinces.", "Helmand", "admin1", None, None),
    ("town of", "The town of Sangin in Helmand province fell.", "Sangin", "populated", "Helmand", None),
    ("capital of", "The capital of Kabul was hit.", "Kabul", "populated", None, None),
    ("district in", "Marjah, a farming district in Helmand, was calm.", "Marjah", None, "Helmand", None),
    ("part", "Clashes in southern Afghanistan.", "Afghanistan", None, None, "southern"),
    ("two-word part", "Clashes in south-eastern Afghanistan.", "Afghanistan", None, None, "southeastern"),
    ("near", "A bomb went off near Ghazni.", "Ghazni", None, None, "near"),
    ("outskirts", "He lived on the outskirts of Marjah.", "Marjah", "populated", None, "outskirts of"),
    ("distance", "It fell 30 km northwest of Kabul.", "Kabul", None, None, "30 km northwest of"),
]


@pytest.mark.parametrize(
    ("label", "text", "name", "hint", "container", "modifier"), HINTS, ids=[row[0] for row in HINTS]
)
def test_what_the_words_around_say(
    label: str,
    text: str,
    name: str,
    hint: str | None,
    container: str | None,
    modifier: str | None,
    gazetteer: Gazetteer,
    language: Language,
) -> None:
    found = {mention.text: mention for mention in find_places(parse(text, language), gazetteer=gazetteer)}
    mention = found[name]
    assert (mention.feature_hint, mention.container, mention.modifier) == (hint, container, modifier)
    assert mention.cue


def test_peoples_are_kept_as_context(gazetteer: Gazetteer, language: Language) -> None:
    (mention,) = find_places(parse("Several Afghan officers resigned.", language), gazetteer=gazetteer)
    assert (mention.text, mention.name, mention.is_demonym) == ("Afghan", "Afghanistan", True)


def test_an_accepted_name_is_found_everywhere(gazetteer: Gazetteer, language: Language) -> None:
    text = (
        "Fighters took the town of Musa Qala in Helmand province. Musa Qala residents fled. "
        "Traders left Musa Qala by night. Rain fell on Musa Qala."
    )
    assert names(text, gazetteer, language).count("Musa Qala") == 4


def test_directions_are_parts_of_the_country_at_hand(gazetteer: Gazetteer, language: Language) -> None:
    text = "Troops are leaving Afghanistan. Kabul is calm. A string of attacks shook the army in the south and east."
    mentions = find_places(parse(text, language), gazetteer=gazetteer)
    parts = [(one.text, one.name, one.modifier) for one in mentions if one.modifier]
    assert parts == [("south", "Afghanistan", "southern"), ("east", "Afghanistan", "eastern")]


def test_directions_alone_are_no_places_without_a_country(gazetteer: Gazetteer, language: Language) -> None:
    assert names("Rain is expected in the north and west.", gazetteer, language) == []


# --- any text ---------------------------------------------------------------------------------------------------

_PIECES = st.sampled_from(
    ["Kabul", "Helmand", "province", "of", "in", "the", "The", "and", ",", ".", "-", "--", "(", ")", "/", "Musa",
     "Qala",
     "U.S.", "St.", "al-Qaim", "'s", "southern", "near", "30", "km", "N'Djamena", "Washington,", "D.C.", "KANDAHAR",
     "İstanbul", "ß", "🙂", "\u202e\u0000", "שלום", "عربي", "\r\n", "\t"]
)  # fmt: skip
_TEXTS = st.one_of(st.text(max_size=120), st.lists(_PIECES, max_size=25).map(" ".join))


def _unparsed(text: str, offset: int) -> ParsedPassage:
    passage = Passage(start=offset, end=offset + len(text), text=text, index=0, paragraph=0, kind=SectionKind.BODY)
    middle = len(text) // 2
    entities = ()
    if text[:middle].strip():
        entities = (NamedEntity(start=offset, end=offset + middle, text=text[:middle], label="GPE"),)
    return ParsedPassage(passage=passage, tokens=(), entities=entities, is_parsed=False)


@pytest.mark.no_cover
@settings(max_examples=100, deadline=None)
@given(text=_TEXTS, offset=st.integers(0, 50))
def test_any_text(text: str, offset: int, gazetteer: Gazetteer) -> None:
    parsed = (_unparsed(text, offset),)
    mentions = find_places(parsed, gazetteer=gazetteer)
    assert mentions == find_places(parsed, gazetteer=gazetteer)
    _check_order(mentions)
    assert all(text[one.start - offset : one.end - offset] == one.text for one in mentions)
    resolved = resolve_places(mentions, passages=[parsed[0].passage], gazetteer=gazetteer)
    assert [one.mention for one in resolved] == list(mentions)
    assert all(0 <= one.score <= 1 and one.reason for one in resolved)
    assert resolved == resolve_places(mentions, passages=[parsed[0].passage], gazetteer=gazetteer)


def _check_order(mentions: tuple[PlaceMention, ...]) -> None:
    for left, right in itertools.pairwise(mentions):
        assert left.end <= right.start


def test_no_passages(gazetteer: Gazetteer) -> None:
    assert find_places((), gazetteer=gazetteer) == ()
    assert resolve_places((), passages=(), gazetteer=gazetteer) == ()
