"""Who acts, told in ways that the grammar of one sentence does not give at once, and parties as coders name them."""

import pytest

from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from tests.coding import events_of

ACTING = [
    # text, trigger of the event, beginnings of the canonical names of its acting parties ("-": none)
    # -- what people do decides what they are called
    ("Some 300 nurses marched in Accra on Monday.", "marched", ["Protesters (Ghana)"]),
    ("Residents of Kisumu blocked the highway to demand water.", "blocked", ["Protesters (Kenya)"]),
    ("Bakers and pensioners demonstrated in Tunis on Monday.", "demonstrated", ["Protesters (Tunisia)"]),
    ("A rally against prices was held in front of the parliament in Tunis on Monday.", "rally", ["Protesters (Tunisia)"]),
    ("A man shot dead two women at a market in Tikrit on Monday.", "shot dead", ["Unidentified Armed Group"]),
    ("A youth threw a grenade into a bar in Bujumbura on Sunday.", "grenade", ["Unidentified Armed Group"]),
    ("Youths pelted police with stones in Srinagar on Sunday.", "pelted", ["Rioters (India)"]),
    ("Two employees shot an American adviser in Herat on Sunday.", "shot", ["Unidentified Armed Group"]),
    ("A farmer died when he stepped on a mine near Kuito, Angola.", "mine", ["-"]),
    # -- whose, of whom, and what only stands beside
    ("A car bomb outside the police headquarters in Herat killed nine people on Monday.", "car bomb", ["-"]),
    ("A rocket near the army barracks in Gao killed a girl on Monday.", "killed", ["-"]),
    ("Ghanaian and Togolese soldiers captured the town of Afmadow.", "captured", ["Military Forces of Ghana", "Military Forces of Togo"]),
    ("Israeli strikes on Tyre killed four people on Sunday.", "strikes", ["Military Forces of Israel"]),
    ("The army's shelling of Idlib killed four people on Sunday.", "shelling", ["Military Forces of Syria"]),
    ("A police raid in Soacha, Colombia, left two people dead.", "raid", ["Police Forces of Colombia"]),
    ("Russians killed three civilians in Izium on Monday.", "killed", ["Military Forces of Russia"]),
    ("Separatist gunners shelled the port of Mariupol on Monday.", "shelled", ["Separatists"]),
    # -- nouns and the verbs above them
    ("Six rebels were killed in an encounter with paratroopers near Baramulla, India.", "encounter", ["Military Forces of India"]),
    ("Three villagers were killed in a raid by bandits near Gusau.", "raid", ["Unidentified Armed Group"]),
    ("French commandos freed two hostages in a raid near Gao, Mali.", "raid", ["Military Forces of France"]),
    ("A truce was signed in Gao on Monday between the army and the MNLA.", "truce", ["Military Forces of Mali", "National Movement"]),
    ("Gunmen and policemen fought near Zintan, Libya.", "fought", ["Unidentified Armed Group", "Police Forces of Libya"]),
    ("Boko Haram threatened an attack on Maiduguri.", "attack", ["Boko Haram"]),
    ("Six people were killed when soldiers opened fire on a wedding near Deir ez-Zor.", "opened fire", ["Military Forces of Syria"]),
    ("Two bandits were killed by police near Gusau after they had opened fire on a convoy.", "killed", ["Police Forces of Nigeria"]),
    ("Gunmen on a motorcycle shot dead a mayor near Miranda, Colombia.", "shot dead", ["Unidentified Armed Group"]),
    ("Four people killed in Herat by a bomb on Monday.", "killed", ["-"]),
    ("Twelve people lost their lives when a bomb exploded in Herat on Monday.", "bomb", ["-"]),
    ("The envoy condemned the ambush on Friday of a convoy near Bria by members of the UPC.", "ambush", ["Union for Peace"]),
    ("Clashes broke out near Arauca when men of the ELN tried to arrest a member of the FARC.", "Clashes", ["National Liberation Army", "Revolutionary Armed Forces"]),
    # -- who says that it was theirs
    ("A car bomb killed nine people in Herat on Monday. The Taliban said that one of their men had driven the car.", "car bomb", ["Taliban"]),
    ("A bomb killed nine people in Quetta on Monday. The BLA called it revenge for the arrests.", "bomb", ["Balochistan Liberation Army"]),
    # -- who holds people, and who tells of it
    ("Eleven students were arrested in Harare on Monday.", "arrested", ["Police Forces of Zimbabwe"]),
    ("The army said that nine men had been arrested in Tripoli, Lebanon.", "arrested", ["Military Forces of Lebanon"]),
    ("The army said that nine militants had been killed in Datta Khel.", "killed", ["Military Forces of Pakistan"]),
    ("The army said that nine soldiers had been killed in Datta Khel.", "killed", ["-"]),
    ("Separatist commanders claimed that 200 men had been taken prisoner in Ilovaisk.", "taken prisoner", ["Separatists"]),
    # -- parties named before
    ("The army and the M23 fought near Rutshuru on Monday. Both sides shelled each other for hours.", "shelled", ["March 23 Movement", "Military Forces"]),
    ("Al Shabaab attacked Afgoye on Monday. On Tuesday their fighters drove into the town of Balad.", "drove into", ["Al Shabaab"]),
    ("American drones struck a house in Wana on Monday. On Friday a drone fired at a car in Mir Ali.", "fired", ["Military Forces of the United States"]),
    ("A drone hit a block of flats in Kharkiv on Monday.", "drone", ["-"]),
    ("Al Shabaab fighters reached the edge of Kismayo on Monday. Kismayo fell on Tuesday.", "fell", ["Al Shabaab"]),
    # -- the country is that of the act
    ("Aircraft from Turkey landed in Mogadishu. Police arrested nine men in Baidoa, Somalia.", "arrested", ["Police Forces of Somalia"]),
    ("The envoy came from America. Soldiers killed two people in Garissa, Kenya.", "killed", ["Military Forces of Kenya"]),
    # -- people by what they are
    ("Warriors stole 200 cattle near Isiolo, Kenya, and killed two herders.", "stole", ["Unidentified Communal Militia"]),
    ("Pirates kidnapped three sailors off Lome on Monday.", "kidnapped", ["Pirates"]),
    ("Hooligans attacked policemen with flares and stones in Split on Monday.", "attacked", ["Rioters"]),
    ("A bomb was planted in Pattani by unknown subjects and killed two people.", "bomb", ["Unidentified Armed Group"]),
    ("National Guard officers detained three men in Morelia, Mexico.", "detained", ["Police Forces of Mexico"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "trigger", "expected"), ACTING)
def test_who_acts(text: str, trigger: str, expected: list[str], gazetteer: Gazetteer, language: Language) -> None:
    events = events_of(text, gazetteer=gazetteer, language=language)
    told = [event for event in events if any(trigger in part.trigger for part in event.evidence)]
    assert told, [part.trigger for event in events for part in event.evidence]
    acting = [actor.canonical for actor in told[-1].actors if actor.role.value == "actor1"] or ["-"]
    assert all(any(name.startswith(want) for name in acting) for want in expected), acting
    assert all(any(name.startswith(want) for want in expected) for name in acting), acting
