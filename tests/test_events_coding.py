"""What one text gives as events: types, places, dates, parties, sources, and what is one event."""

import pytest

from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.model import Event
from tests.coding import events_of

TYPES = [
    # label, text, sub-event types in order
    ("clash", "Soldiers clashed with Taliban fighters in Sangin on Tuesday.", ["Armed clash"]),
    ("rebels take a town", "The Taliban captured the town of Sangin on Tuesday.", ["Non-state actor overtakes territory"]),
    ("army takes it back", "Afghan troops recaptured the town of Sangin on Tuesday.", ["Government regains territory"]),
    ("roadside bomb", "A roadside bomb killed two soldiers near Kandahar on Tuesday.", ["Remote explosive/landmine/IED"]),
    ("suicide", "A suicide bomber attacked a convoy in Kabul on Tuesday.", ["Suicide bomb"]),
    ("drone", "A drone strike killed four militants near Miran Shah, Pakistan, on Tuesday.", ["Air/drone strike"]),
    ("shelling", "Artillery shelled a village near Kabul on Tuesday.", ["Shelling/artillery/missile attack"]),
    ("grenade", "Two men threw a grenade at an office in Kabul on Tuesday.", ["Grenade"]),
    ("civilians", "Gunmen shot dead a teacher in Kabul on Tuesday.", ["Attack"]),
    ("abduction", "Gunmen kidnapped two engineers near Kabul on Tuesday.", ["Abduction/forced disappearance"]),
    ("protest", "Hundreds of students protested in Kabul on Tuesday.", ["Peaceful protest"]),
    ("police fire", "Police fired on demonstrators in Kabul on Tuesday, killing two.", ["Excessive force against protesters"]),
    ("riot", "Rioters burned cars in Kabul on Tuesday.", ["Violent demonstration"]),
    ("truce", "The army signed a truce with elders in Sangin on Tuesday.", ["Agreement"]),
    ("arrests", "Police arrested five militants in Kabul on Tuesday.", ["Arrests"]),
    ("defused", "Police defused a bomb in Kabul on Tuesday.", ["Disrupted weapons use"]),
    ("handover", "British troops handed over the district center of Sangin to elders.", ["Non-violent transfer of territory"]),
    ("looting", "Fighters burned a school in Sangin on Tuesday.", ["Looting/property destruction"]),
    ("toll joins the act", "A suicide bombing in Kabul killed nine people and wounded 20.", ["Suicide bomb"]),
    ("two acts", "Gunmen attacked a bank in Kabul on Monday and a mine exploded near Herat on Tuesday.", ["Attack", "Remote explosive/landmine/IED"]),
    ("attack on a rally", "A suicide bomber struck a rally in Charsadda, Pakistan, on Tuesday.", ["Suicide bomb"]),
]  # fmt: skip


@pytest.mark.parametrize(("label", "text", "expected"), TYPES, ids=[case[0] for case in TYPES])
def test_types(label: str, text: str, expected: list[str], gazetteer: Gazetteer, language: Language) -> None:
    events = events_of(text, gazetteer=gazetteer, language=language)
    assert [event.sub_event_type for event in events] == expected, label


NOTHING = [
    ("sport", "Chelsea attacked from the start and Arsenal defended their lead in London on Saturday."),
    ("business", "Shares were hit on Tuesday as oil prices fell in New York."),
    ("metaphor", "The war on drugs has cost the taxpayer a fortune."),
    ("recipe", "Beat the eggs, fold in the flour and strike the pan twice."),
    ("weather", "The storm hit Karachi on Tuesday and the flood destroyed the bridge."),
    ("illness", "The minister died of a heart attack in Kabul on Tuesday."),
    ("elections", "The party captured 40 seats and its rival fought a hard campaign."),
    ("film", "The crew shot the film in Kabul last year."),
    ("court", "The lawyers fought a legal battle in London over the estate."),
    ("death notice", "The painter died in Kabul on Tuesday."),
    ("accident", "Four people were killed in Kabul when a bus crashed into a truck."),
    ("quarrel at work", "The minister clashed with his adviser over the budget, and shares fell 9 percent."),
    ("merger", "The two companies reached an agreement on the acquisition in London on Tuesday."),
    ("names", "Kabul\nKandahar\nHerat\nMazar-i-Sharif"),
    ("code", "def attack(target): return bomb(target)"),
    ("idiom", "Her speech struck a chord, and the book took off."),
]


@pytest.mark.parametrize(("label", "text"), NOTHING, ids=[case[0] for case in NOTHING])
def test_texts_without_events(label: str, text: str, gazetteer: Gazetteer, language: Language) -> None:
    events = events_of(text, gazetteer=gazetteer, language=language)
    drawn = [(event.sub_event_type, event.evidence[0].trigger) for event in events if event.is_drawn]
    assert drawn == [], label


def places(event: Event) -> list[str | None]:
    return [place.resolved.place.name if place.resolved.place else None for place in event.places]


PLACES = [
    # label, text, places of the first event, are they inferred
    ("in its clause", "Gunmen attacked a bank in Herat on Monday.", ["Herat"], False),
    ("town in a province", "The Taliban captured the town of Musa Qala in Helmand province.", ["Musa Qala"], False),
    ("list", "Troops launched operations in Helmand, Kandahar and Zabul provinces.", ["Helmand", "Kandahar", "Zabul"], False),
    ("country acts", "The United States attacked a camp near Kandahar.", ["Kandahar"], False),
    ("the town", "Residents fled Sangin in Helmand province on Monday.\n\nThe Taliban attacked the town on Tuesday.", ["Sangin"], None),
    ("speaker's city", "Gunmen attacked a mosque in Herat on Monday, officials in Kabul said.", ["Herat"], False),
    ("dateline", "HERAT, Afghanistan, Aug 18 - Gunmen attacked a bank on Monday.\n\nKABUL, Aug 18 - Police shot dead a militant.", ["Kabul"], None),
    ("a building is no place", "Gunmen attacked the Blue Mosque in Herat on Monday.", ["Herat"], False),
    ("office", "Gunmen in Herat shot dead a cousin of the governor of Kandahar.", ["Herat"], False),
]  # fmt: skip


@pytest.mark.parametrize(("label", "text", "expected", "inferred"), PLACES, ids=[case[0] for case in PLACES])
def test_places(
    label: str, text: str, expected: list[str], inferred: bool | None, gazetteer: Gazetteer, language: Language
) -> None:
    event = events_of(text, gazetteer=gazetteer, language=language)[-1]
    located = [name for name, place in zip(places(event), event.places, strict=True) if place.role.value == "location"]
    assert located == expected, label
    if inferred is not None:
        assert {place.is_inferred for place in event.places} == {inferred}


def test_a_name_that_the_gazetteer_lacks_comes_first_and_its_unit_stands_in(
    gazetteer: Gazetteer, language: Language
) -> None:
    text = "A mine killed two soldiers at the village of Zurkandeh in Helmand province, Afghanistan, on Monday."
    event = events_of(text, gazetteer=gazetteer, language=language)[0]
    assert places(event) == [None, "Helmand"]
    assert "stands for “Zurkandeh”" in event.places[1].resolved.reason


DATES = [
    # label, text, start, end, basis of the last event
    ("explicit", "Gunmen attacked a bank in Herat on 3 August 2009.", "2009-08-03", "2009-08-03", "explicit"),
    ("weekday", "Gunmen attacked a bank in Herat on Monday.", "2009-08-17", "2009-08-17", "relative"),
    ("each clause its own", "Gunmen took weapons from the police in Herat on Monday and burned a school late on Tuesday.", "2009-08-18", "2009-08-18", "relative"),
    ("taken over", "Gunmen attacked a bank in Herat on Monday. Police arrested nine men.", "2009-08-17", "2009-08-17", "inherited"),
    ("day of the statement", "Gunmen attacked a bank in Herat, police said on Monday.", "2009-08-16", "2009-08-17", "relative"),
    ("a time of day is no day", "Gunmen attacked a bank in Herat at dawn.", None, None, "none"),
    ("a name that holds a date", "Rebels of the 23 March Movement attacked Goma, DR Congo, on Monday.", "2009-08-17", "2009-08-17", "relative"),
    ("none", "Gunmen attacked a bank in Herat.", None, None, "none"),
    ("a plan takes none over", "Gunmen attacked a bank in Herat on Monday. The army will attack their camp.", None, None, "none"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "text", "start", "end", "basis"), DATES, ids=[case[0] for case in DATES])
def test_dates(
    label: str, text: str, start: str | None, end: str | None, basis: str, gazetteer: Gazetteer, language: Language
) -> None:
    date = events_of(text, gazetteer=gazetteer, language=language)[-1].date
    found = (date.start and date.start.isoformat(), date.end and date.end.isoformat(), date.basis.value)
    assert found == (start, end, basis), label


def test_without_a_publication_date_a_weekday_stays_unresolved(gazetteer: Gazetteer, language: Language) -> None:
    text = "Gunmen attacked a bank in Herat on Monday."
    assert events_of(text, gazetteer=gazetteer, language=language, published_on=None)[0].date.start is None


ACTORS = [
    # label, text, (role, canonical name) of the first event
    ("group", "The Taliban attacked a checkpoint near Kabul.", ("actor1", "Taliban")),
    ("passive agent", "A checkpoint near Kabul was attacked by the Taliban.", ("actor1", "Taliban")),
    ("nationality is no place", "British troops attacked a camp near Sangin.", ("actor1", "Military Forces of the United Kingdom")),
    ("acted on", "Militants attacked the police in Kabul.", ("actor2", "Police Forces of Afghanistan")),
    ("noun with possessor", "The Taliban's attack on Kabul killed nine people.", ("actor1", "Taliban")),
    ("launched", "The Taliban launched an attack on Kabul.", ("actor1", "Taliban")),
    ("pronoun", "The Taliban drove into Kabul. They attacked the police.", ("actor1", "Taliban")),
    ("the fighters", "The Taliban entered Sangin on Monday. The fighters burned a school in Herat.", ("actor1", "Taliban")),
    ("a country's forces", "The US said it will retake the town of Sangin.", ("actor1", "Military Forces of the United States")),
    ("claim of responsibility", "A bomb exploded in Quetta, Pakistan. The Balochistan Liberation Army claimed responsibility.", ("actor1", "Balochistan Liberation Army")),
]  # fmt: skip


@pytest.mark.parametrize(("label", "text", "expected"), ACTORS, ids=[case[0] for case in ACTORS])
def test_actors(label: str, text: str, expected: tuple[str, str], gazetteer: Gazetteer, language: Language) -> None:
    events = events_of(text, gazetteer=gazetteer, language=language)
    found = {(actor.role.value, actor.canonical) for event in events for actor in event.actors}
    assert expected in found, label


CERTAINTIES = [
    # label, text, how the text ties the group to the act
    ("claims", "A bomb exploded in Quetta, Pakistan. The Taliban claimed responsibility.", "claimed"),
    ("denies", "A bomb exploded in Herat on Monday. The Taliban denied that the bombing was theirs.", "denied"),
    ("is blamed", "A bomb exploded in Herat on Monday. The army blamed the Taliban.", "accused"),
    ("is suspected", "Suspected Taliban fighters attacked a checkpoint near Kabul.", "suspected"),
]


@pytest.mark.parametrize(("label", "text", "expected"), CERTAINTIES, ids=[case[0] for case in CERTAINTIES])
def test_certainty(label: str, text: str, expected: str, gazetteer: Gazetteer, language: Language) -> None:
    event = events_of(text, gazetteer=gazetteer, language=language)[0]
    assert [actor.certainty.value for actor in event.actors if actor.canonical == "Taliban"] == [expected], label


SOURCES = [
    ("outlet", "The BBC reported that gunmen attacked a bank in Herat.", ("BBC", "media", "asserts")),
    ("witnesses", "Two residents said gunmen attacked a bank in Herat.", ("Two residents", "eyewitness", "asserts")),
    ("according to", "Gunmen attacked a bank in Herat, according to police officials.", ("police officials", "official", "asserts")),
    ("denies", "The army denied that troops had attacked a bank in Herat.", ("army", "military", "denies")),
    ("confirms", "The governor confirmed that gunmen attacked a bank in Herat.", ("governor", "official", "confirms")),
]  # fmt: skip


@pytest.mark.parametrize(("label", "text", "expected"), SOURCES, ids=[case[0] for case in SOURCES])
def test_attribution(
    label: str, text: str, expected: tuple[str, str, str], gazetteer: Gazetteer, language: Language
) -> None:
    event = events_of(text, gazetteer=gazetteer, language=language)[0]
    assert expected in [(source.name, source.kind.value, source.stance.value) for source in event.attribution], label


MERGES = [
    # label, text, number of events
    ("retold", "The Taliban captured the town of Sangin on Monday. Residents said the fighters had overrun the town.", 1),
    ("the attack", "Gunmen attacked a bank in Herat on Monday. The attack lasted two hours.", 1),
    ("two days", "Gunmen attacked a bank in Herat on Monday. Gunmen attacked a shop in Herat on Wednesday.", 2),
    ("two places", "Gunmen attacked a bank in Herat on Monday. Gunmen attacked a bank in Kandahar on Monday.", 2),
    ("two tolls", "A bomb killed nine people in Herat on Monday. A bomb killed 40 people in Herat on Monday.", 2),
    ("one suicide bomber", "A suicide bomber killed two guards in Herat on Monday.", 1),
    ("a bomb goes off", "Two soldiers were hurt in Herat on Monday when a suicide car bomb went off beside a bus.", 1),
    ("in a battle", "The Taliban drove the army out of the town of Sangin in a battle on Monday.", 1),
    ("denial of the act", "A bomb exploded in Herat on Monday. The Taliban denied that the bombing was theirs.", 1),
    ("lead and story", "A week after the bombing in Herat, the toll stands at 40 dead.\n\nA bomb exploded in Herat on 10 August 2009.", 1),
    ("comment apart", "Gunmen attacked a bank in Herat on Monday.\n\n  • Ann says:\n\n    Gunmen attacked a bank in Herat on Monday.\n\n  • Bob says:\n\n    So it goes.", 2),
]  # fmt: skip


@pytest.mark.parametrize(("label", "text", "number"), MERGES, ids=[case[0] for case in MERGES])
def test_merging(label: str, text: str, number: int, gazetteer: Gazetteer, language: Language) -> None:
    assert len(events_of(text, gazetteer=gazetteer, language=language)) == number, label


def test_a_later_sentence_dates_the_act_that_opens_the_paragraph(gazetteer: Gazetteer, language: Language) -> None:
    text = (
        "The Taliban have taken the town of Sangin in Helmand province. Shopkeepers said the fighters seized rifles "
        "from the guards on Monday and burned the school in Sangin on Tuesday."
    )
    first = events_of(text, gazetteer=gazetteer, language=language)[0].date
    assert (str(first.start), str(first.end), first.basis.value) == ("2009-08-17", "2009-08-18", "inherited")
