"""Parties: the lexicon of groups and forces, and who acts and who is acted on in sentences of many styles and regions."""

import re
from collections import Counter, defaultdict

import pytest

from reportmap.events.actors import find_actors
from reportmap.events.parties import find_parties
from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.model import ActorKind
from reportmap.rules import read_table
from tests.coding import events_of

ROWS = read_table("events/actors.csv")
SOURCES = {"Wikipedia", "ACLED", "UCDP"}


# --- the lexicon -------------------------------------------------------------------------------------------------


def test_several_hundred_parties_with_ids_of_their_own() -> None:
    assert len(ROWS) >= 500
    for key in ("id", "canonical"):
        assert [name for name, number in Counter(row[key] for row in ROWS).items() if number > 1] == []
    assert all(re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", row["id"]) for row in ROWS)


def test_every_row_is_sourced_and_of_a_known_kind() -> None:
    for row in ROWS:
        assert row["source"] in SOURCES, row
        assert ActorKind(row["kind"])
        assert all(re.fullmatch(r"[A-Z]{2}", code) for code in row["country"].split()), row
        years = [int(year) for year in (row["from"], row["to"]) if year]
        assert years == sorted(years), row
        assert all(1800 <= year <= 2026 for year in years), row


def test_aliases_are_names_and_shared_only_where_countries_tell_them_apart() -> None:
    owners = defaultdict(list)
    for row in ROWS:
        aliases = row["aliases"].split("|")
        assert len(aliases) == len(set(aliases)), row
        for alias in aliases:
            assert alias == alias.strip(), row
            assert len(alias) > 1, row
            owners[alias].append(set(row["country"].split()))
    for alias, countries in owners.items():
        for number, one in enumerate(countries):
            for other in countries[number + 1 :]:
                assert one, f"{alias} is shared; give both of its parties a country"
                assert other, f"{alias} is shared; give both of its parties a country"
                assert other.isdisjoint(one), f"{alias} is shared without countries that tell it apart"


NAMED = [
    # text, countries that the document is about, canonical names in order
    ("The ELN freed them.", {"CO"}, ["National Liberation Army (Colombia)"]),
    ("The National Liberation Army freed them.", {"CO"}, ["National Liberation Army (Colombia)"]),
    ("The National Liberation Army freed them.", {"MK"}, ["National Liberation Army (Macedonia)"]),
    ("The SLA shelled the village.", {"LB"}, ["South Lebanon Army"]),
    ("The SLA shelled the village.", {"SD"}, ["Sudan Liberation Movement/Army"]),
    ("The SLA shelled the village.", {"FR"}, []),
    ("THE FARABUNDO MARTI\nNATIONAL LIBERATION FRONT (FMLN)", {"SV"}, ["Farabundo Marti National Liberation Front"] * 2),
    ("THEY LET THE MEN GO AND MEND THE ROAD", {"PE"}, []),
    ("Taliban's", set(), ["Taliban"]),
    ("the anti-Taliban alliance", set(), []),
    ("Al Qaeda in the Islamic Maghreb", set(), ["Al Qaeda in the Islamic Maghreb"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "countries", "expected"), NAMED)
def test_names(text: str, countries: set[str], expected: list[str]) -> None:
    assert [party.canonical for _, _, party in find_parties(text, countries=countries)] == expected


# --- sentences ---------------------------------------------------------------------------------------------------

SENTENCES = [
    # text, what one event must have as (role, beginning of the canonical name); "!" before it: must not have
    ("Boko Haram fighters attacked a village near Maiduguri on Monday.", "1 Boko Haram"),
    ("A village near Maiduguri was attacked by Boko Haram on Monday.", "1 Boko Haram"),
    ("Dozens were killed in an attack by Boko Haram near Maiduguri.", "1 Boko Haram"),
    ("The attack near Maiduguri was blamed on Boko Haram.", "1 Boko Haram"),
    ("A bomb exploded in Maiduguri. Police blamed Boko Haram for the attack.", "1 Boko Haram"),
    ("A bomb exploded in Beirut. Responsibility was claimed by no one. Officials accused Hezbollah.", "1 Hezbollah"),
    ("A car bomb exploded in Madrid. ETA claimed responsibility.", "1 Euskadi Ta Askatasuna"),
    ("A bomb exploded in Lima. The Shining Path claimed credit for the attack.", "1 Shining Path"),
    ("A bomb exploded in Lima. The Shining Path is being held responsible.", "1 Shining Path"),
    ("A bomb exploded in Lima. The attack was attributed to the Shining Path.", "1 Shining Path"),
    ("A bomb exploded in Lima. The Shining Path took responsibility for it.", "1 Shining Path"),
    ("A bomb killed two people in Lima. The attack was linked to the Shining Path.", "1 Shining Path"),
    ("A bomb exploded in Lima. Police tied the Shining Path to the attack.", "1 Shining Path"),
    ("A bomb exploded in Lima. The Shining Path is implicated in the bombing.", "1 Shining Path"),
    ("A bomb exploded in Lima. The road links the market to the Shining Path's old camp.", "!1 Shining Path"),
    ("The FMLN attack on the garrison in San Miguel killed nine soldiers.", "1 Farabundo Marti"),
    ("Salvadoran soldiers killed two peasants near San Miguel, El Salvador.", "1 Military Forces of El Salvador"),
    ("Colombian police shot dead a trafficker in Cali.", "1 Police Forces of Colombia"),
    ("Guerrillas of the ELN kidnapped an engineer near Arauca, Colombia.", "1 National Liberation Army (Colombia)"),
    ("ELN guerrillas kidnapped an engineer near Arauca, Colombia.", "1 National Liberation Army (Colombia)"),
    ("Members of the ELN kidnapped an engineer near Arauca, Colombia.", "1 National Liberation Army (Colombia)"),
    ("Two mayors were abducted and later killed by Shining Path guerrillas near Ayacucho, Peru.", "1 Shining Path"),
    ("Hooded men shot dead a judge in Medellin.", "1 Unidentified Armed Group"),
    ("Unidentified men shot dead a judge in Medellin.", "1 Unidentified Armed Group"),
    ("Urban guerrillas threw a bomb at a bank in Santiago, Chile.", "1 Unidentified Armed Group"),
    ("A death squad killed a union leader in Guatemala City.", "1 Unidentified Militia"),
    ("Drug traffickers murdered a magistrate in Bogota.", "1 Unidentified Gang"),
    ("Gunmen shot dead a magistrate in Bogota.", "2 Judges"),
    ("Tamil Tiger rebels ambushed a patrol near Jaffna.", "1 Liberation Tigers of Tamil Eelam"),
    ("Sri Lankan troops shelled a hospital near Kilinochchi.", "1 Military Forces of Sri Lanka"),
    ("Serb forces shelled Sarajevo on Monday.", "1 Military Forces of Serbia"),
    ("Bosnian Serb forces shelled Sarajevo on Monday.", "1 Army of Republika Srpska"),
    ("The KLA attacked a police station near Pristina, Kosovo.", "1 Kosovo Liberation Army"),
    ("Chechen fighters attacked a police station in Nazran, Russia.", "1 Chechen"),
    ("UNITA rebels killed 20 villagers near Huambo, Angola.", "1 National Union for the Total Independence of Angola"),
    ("Renamo gunmen attacked a bus near Beira, Mozambique.", "1 Mozambican National Resistance"),
    ("RUF rebels burned a village near Makeni, Sierra Leone.", "1 Revolutionary United Front"),
    ("Interahamwe militiamen killed 30 people near Gisenyi, Rwanda.", "1 Interahamwe"),
    ("CODECO fighters killed 15 people near Bunia in Ituri, DR Congo.", "1 Cooperative for the Development of Congo"),
    ("The Fano militia ambushed a convoy near Gondar, Ethiopia.", "1 Fano"),
    ("Eritrean troops killed dozens of people in Axum, Ethiopia.", "1 Military Forces of Eritrea"),
    ("Ethiopian troops killed two fighters of al-Shabaab near Baidoa.", "2 Al Shabaab"),
    ("Naxalites blew up a railway line near Gaya, India.", "1 Communist Party of India (Maoist)"),
    ("The CRPF killed three Maoists near Dantewada, India.", "1 Central Reserve Police Force"),
    ("Abu Sayyaf militants beheaded a hostage on Jolo, Philippines.", "1 Abu Sayyaf"),
    ("NPA rebels ambushed soldiers near Davao, Philippines.", "1 New People's Army"),
    ("The Tatmadaw bombed a school near Myitkyina, Myanmar.", "1 Military Forces of Myanmar"),
    ("The Arakan Army captured the town of Paletwa, Myanmar.", "1 Arakan Army"),
    ("Wagner mercenaries killed 12 gold miners near Bambari, Central African Republic.", "1 Wagner Group"),
    ("JNIM fighters attacked an army base near Djibo, Burkina Faso.", "1 Jama'at Nusrat"),
    ("The VDP killed five civilians near Djibo, Burkina Faso.", "1 Volunteers for the Defense"),
    ("Houthi rebels fired a missile at Riyadh.", "1 Houthis"),
    ("The IDF struck a building in Gaza City, killing four.", "1 Military Forces of Israel"),
    ("Israeli settlers burned a mosque near Nablus.", "1 Jewish settlers"),
    ("The PKK killed three Turkish soldiers near Hakkari, Turkey.", "1 Kurdistan Workers' Party"),
    ("Turkish soldiers killed two fighters of the PKK near Hakkari.", "2 Kurdistan Workers' Party"),
    ("The IRA planted a bomb in Omagh.", "1 Irish Republican Army"),
    ("The Red Brigades kidnapped a general in Verona, Italy.", "1 Red Brigades"),
    ("GIA gunmen massacred 40 villagers near Blida, Algeria.", "1 Armed Islamic Group"),
    ("LURD rebels shelled Monrovia, Liberia.", "1 Liberians United"),
    ("The Contras attacked a farm near Jinotega, Nicaragua.", "1 Contras"),
    ("M-19 guerrillas seized the Palace of Justice in Bogota and took 300 people hostage.", "1 19th of April Movement"),
    ("The Atlas Liberation Front ambushed an army patrol near Oran, Algeria.", "1 Atlas Liberation Front"),
    ("A bomb exploded in Quito. The People's Patriotic Front claimed responsibility.", "1 People's Patriotic Front"),
    ("Suspected Boko Haram fighters killed nine farmers near Maiduguri.", "1 Boko Haram"),
    ("Taliban fighters killed two policemen in Kandahar.", "2 Police Forces of Afghanistan"),
    ("Two policemen were killed by Taliban fighters in Kandahar.", "1 Taliban"),
    ("Taliban killed in clashes with police near Kandahar numbered nine.", "!1 Police Forces of Pakistan"),
    ("Police arrested two members of the Red Brigades in Milan.", "1 Police Forces of Italy"),
    ("The army said that rebels had attacked a post near Goma.", "1 Unidentified Armed Group"),
    ("The army said that rebels had attacked a post near Goma.", "!1 Military Forces"),
    ("Al-Shabaab attacked a hotel in Mogadishu on Monday. The group also shelled the airport in Mogadishu.", "1 Al Shabaab"),
    ("The Lord's Resistance Army abducted 20 children near Gulu, Uganda.", "1 Lord's Resistance Army"),
    ("The Lord's Resistance Army abducted 20 children near Gulu, Uganda.", "2 Civilians"),
    ("Riot police fired on protesters in Lagos, Nigeria.", "1 Police Forces of Nigeria"),
    ("Riot police fired on protesters in Lagos, Nigeria.", "2 Protesters"),
    ("Protesters burned a police station in Nairobi, Kenya.", "1 Rioters"),
    ("A mob lynched two thieves in Dhaka.", "1 Rioters"),
    ("Peacekeepers from MINUSCA killed a rebel near Bria, Central African Republic.", "2 Unidentified Armed Group"),
    ("French soldiers killed a leader of al-Qaeda near Kidal, Mali.", "1 Military Forces of France"),
    ("U.S. Marines fought Taliban fighters in Marjah, Afghanistan.", "1 Military Forces of the United States"),
    ("THE SHINING PATH KILLED FOUR PEASANTS NEAR AYACUCHO, PERU.", "1 Shining Path"),
    ("SALVADORAN SOLDIERS KILLED TWO STUDENTS IN SAN SALVADOR.", "1 Military Forces of El Salvador"),
    ("LIMA, 14 May 91 (EFE) -- Shining Path guerrillas shot dead a mayor near Huanta, Peru.", "1 Shining Path"),
    ("KARACHI, Pakistan (Reuters) - Gunmen on motorcycles shot dead a lawyer in Karachi.", "1 Unidentified Armed Group"),
    ("Nine people died in attacks by Maoist rebels near Gaya, India.", "1 Communist Party of India (Maoist)"),
    ("Gunmen from the Zetas killed a reporter in Veracruz, Mexico.", "1 Zetas"),
    ("Masked gunmen stormed a school near Kaduna, Nigeria, and abducted 30 pupils.", "1 Unidentified Armed Group"),
    ("Five Somali soldiers died when al-Shabaab attacked their base near Bosaso.", "1 Al Shabaab"),
    ("A roadside bomb killed two British soldiers near Sangin.", "2 Military Forces of the United Kingdom"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_parties_of_sentences(text: str, expected: str, gazetteer: Gazetteer, language: Language) -> None:
    events = events_of(text, gazetteer=gazetteer, language=language)
    found = [f"{actor.role.value[-1]} {actor.canonical}" for event in events for actor in event.actors]
    assert any(name.startswith(expected.lstrip("!")) for name in found) is not expected.startswith("!"), found


CERTAINTIES = [
    # text, the certainty of Boko Haram's part
    ("Boko Haram attacked a village near Maiduguri.", "stated"),
    ("Suspected Boko Haram fighters attacked a village near Maiduguri.", "suspected"),
    ("Alleged Boko Haram fighters attacked a village near Maiduguri.", "accused"),
    ("A bomb exploded in Maiduguri. Boko Haram claimed responsibility.", "claimed"),
    ("A bomb exploded in Maiduguri. Boko Haram denied responsibility.", "denied"),
    ("A bomb exploded in Maiduguri. The army blamed Boko Haram.", "accused"),
    ("A bomb exploded in Maiduguri. Officials suspect Boko Haram of the attack.", "suspected"),
    ("A bomb exploded in Maiduguri. The governor attributed the attack to Boko Haram.", "accused"),
]


@pytest.mark.parametrize(("text", "expected"), CERTAINTIES)
def test_how_surely(text: str, expected: str, gazetteer: Gazetteer, language: Language) -> None:
    events = events_of(text, gazetteer=gazetteer, language=language)
    found = {a.certainty.value for event in events for a in event.actors if a.canonical == "Boko Haram"}
    assert found == {expected}


def test_a_party_that_has_words_of_its_own_keeps_them(gazetteer: Gazetteer, language: Language) -> None:
    text = "In Cali, three gunmen of the ELN shot dead a policeman."
    (event,) = events_of(text, gazetteer=gazetteer, language=language)
    for actor in event.actors:
        assert text[actor.start : actor.end] == actor.text
    assert find_actors((), places=()) == ()
