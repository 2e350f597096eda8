"""Who says so: the source, its kind and its stance, one row a sentence; "" where no source is named."""

import pytest

from reportmap.events.attribution import find_attribution
from reportmap.events.syntax import Syntax
from reportmap.language import Language
from reportmap.model import Attribution
from reportmap.reading import read_text
from reportmap.sections import find_sections, split_passages
from tests.modality_cases import plain

LINES = """
official asserts | police | Police said gunmen [attacked] a bank on Tuesday.
official asserts | Police | Gunmen [attacked] a bank on Tuesday, Police said.
official asserts | police | Gunmen [attacked] a bank, according to police.
official asserts | interior ministry | The interior ministry said nine people were [killed].
official asserts | governor of the province | The governor of the province said rebels [burned] a school.
official asserts | mayor | Rebels [burned] a school, the mayor told reporters.
official asserts | provincial spokesman | A bomb [killed] two, a provincial spokesman said.
official asserts | prosecutor | The prosecutor said the guards [beat] a prisoner.
official asserts | security official | Gunmen [shot] a judge, a security official said.
official asserts | security source | Gunmen [shot] a judge, a security source said.
official confirms | governor | The governor confirmed that the rebels had [captured] the town.
official confirms | minister | The minister acknowledged that police had [shot] the boy.
official denies | ministry | The ministry denied that police had [shot] the boy.
official denies | president | The president rejected reports that troops [crossed] the border.
official doubts | minister | The minister doubted that rebels had [captured] the town.
military asserts | army | The army said rebels [attacked] a post.
military asserts | NATO | NATO said a soldier was [killed] in the south.
military asserts | army spokesman | An army spokesman said rebels [attacked] a post.
military asserts | military source | Rebels [attacked] a post, a military source said.
military asserts | commander | The commander said his men [retook] the hill.
military asserts | coalition | The coalition said its jets [bombed] a camp.
military denies | army | The army denied that it had [bombed] the village.
military denies | army | The army denies that its soldiers [looted] shops.
rebel asserts | Taliban | The Taliban said they [captured] the town.
rebel asserts | rebel source | Four men were [wounded], according to a rebel source.
rebel asserts | rebels | The rebels claimed that they had [shot] down a jet.
rebel asserts | Taliban spokesman | A Taliban spokesman said fighters [killed] ten soldiers.
rebel asserts | separatists | The separatists said shells [hit] the station.
rebel asserts | militants | The militants said they [released] two hostages.
rebel denies | rebels | The rebels denied that they had [shelled] the market.
hospital asserts | hospital | The hospital said six people were [wounded].
hospital asserts | doctors | Doctors said nine people had been [killed].
hospital asserts | medical source | Nine people were [killed], a medical source said.
hospital asserts | hospital official | A hospital official said six people were [wounded].
hospital asserts | medics | Two men were [shot], medics said.
eyewitness asserts | residents | Residents said soldiers [burned] three houses.
eyewitness asserts | witnesses | Gunmen [fired] on the bus, witnesses said.
eyewitness asserts | villagers | Villagers said jets [bombed] a wedding.
eyewitness asserts | shopkeeper | A shopkeeper said police [fired] on the crowd.
eyewitness asserts | tribal elders | Tribal elders said ten men were [killed].
eyewitness asserts | relatives | Soldiers [abducted] the student, relatives said.
eyewitness asserts | activists | Activists said police [beat] the students.
ngo asserts | Human Rights Watch | Human Rights Watch said troops [burned] two villages.
ngo asserts | Red Cross | The Red Cross said shells [hit] a clinic.
ngo asserts | UN | The UN said militants [attacked] a convoy.
ngo asserts | monitoring group | Jets [bombed] the town, a monitoring group said.
ngo asserts | rights group | A rights group said police [tortured] a student.
ngo asserts | Amnesty International | Police [tortured] a student, according to Amnesty International.
ngo asserts | aid workers | Aid workers said gunmen [looted] a store.
media asserts | BBC | The BBC reported that rebels [captured] the town.
media asserts | New York Times | The New York Times reported that a drone [struck] a house.
media asserts | state television | State television said troops [retook] the city.
media asserts | local newspaper | A local newspaper reported that gunmen [kidnapped] an engineer.
media asserts | Reuters | Gunmen [kidnapped] an engineer, Reuters reported.
media asserts | Anadolu news agency | The Anadolu news agency reported that police [detained] ten men.
media asserts | local radio | Police [detained] ten men, local radio said.
anonymous asserts | official | An official who asked not to be named said gunmen [shot] a judge.
anonymous asserts | sources | Sources said rebels [released] the pilot.
anonymous asserts | sources close to the family | Sources close to the family said the boy was [abducted].
official doubts | ministry | The ministry could not confirm that rebels [captured] the town.
none | | The Taliban claimed responsibility for the [bombing].
none | | No group has claimed the [bombing].
none | | Gunmen [attacked] a bank on Tuesday.
none | | Police who [shot] the boy were sacked.
none | | The governor spoke after rebels [attacked] his house.
"""

CHAINS = """
official | police officer | Daily Herald | The newspaper Daily Herald quoted a police officer as saying that gunmen [attacked] a bank.
official | police | Associated Press | Gunmen [attacked] a bank, the Associated Press reported, citing police.
official | governor | Reuters | Gunmen [attacked] a bank, the governor told Reuters.
official | mayor | BBC | The mayor told the BBC that rebels [burned] a school.
official | mayor | Anadolu news agency | The mayor was quoted by the Anadolu news agency as saying that rebels [burned] a school.
eyewitness | residents | local radio | Local radio quoted residents as saying that soldiers [burned] three houses.
military | army spokesman | AFP | An army spokesman told AFP that rebels [attacked] a post.
official | police | state television | State television said police had said that gunmen [shot] a judge.
hospital | doctors | Al Jazeera | Nine people were [killed], according to doctors quoted by Al Jazeera.
media | AP | | Gunmen [attacked] a bank, according to AP.
official | mayor | | Rebels [burned] a school, the mayor told reporters.
anonymous | senior official | Reuters | A senior official who asked not to be named told Reuters that gunmen [shot] a judge.
anonymous | officer | | Gunmen [shot] a judge, an officer said on condition of anonymity.
anonymous | sources | New York Times | Sources told the New York Times that rebels [released] the pilot.
anonymous | official | | A drone [struck] a house, an official said, speaking on condition of anonymity.
"""

KNOWN_LIMITS: dict[str, str] = {}
"""Sentences that are read wrongly, with the reason: strict xfails."""


def chains() -> list[tuple[str, str, str, str, int]]:
    """(kind, original source, who passes it on, text, start) of each line."""
    found = []
    for line in filter(None, CHAINS.splitlines()):
        kind, name, outlet, marked = (cell.strip() for cell in line.split("|"))
        text, spans = plain(marked)
        found.append((kind, name, outlet, text, spans[0][0]))
    return found


def rows() -> list[tuple[str, str, str, int]]:
    """(kind and stance, name, text, start) of each line."""
    found = []
    for line in filter(None, LINES.splitlines()):
        says, name, marked = (cell.strip() for cell in line.split("|"))
        text, spans = plain(marked)
        found.append((says, name, text, spans[0][0]))
    return found


@pytest.mark.parametrize(
    ("says", "name", "text", "start"),
    [
        pytest.param(
            *row,
            id=row[2][:60],
            marks=[pytest.mark.xfail(strict=True, reason=KNOWN_LIMITS[row[2]])] if row[2] in KNOWN_LIMITS else [],
        )
        for row in rows()
    ],
)
def test_source(says: str, name: str, text: str, start: int, language: Language) -> None:
    found = sources_of(text, start, language)
    if says == "none":
        assert found == ()
    else:
        assert f"{found[0].kind.value} {found[0].stance.value}" == says
        assert name.casefold() in found[0].name.casefold()


@pytest.mark.parametrize(("kind", "name", "outlet", "text", "start"), chains(), ids=[row[3][:60] for row in chains()])
def test_chain(kind: str, name: str, outlet: str, text: str, start: int, language: Language) -> None:
    found = sources_of(text, start, language)
    assert [source.kind.value for source in found] == [kind]
    assert name.casefold() in found[0].name.casefold()
    told_by = found[0].told_by
    assert (told_by is None) == (outlet == "")
    assert told_by is None or outlet.casefold() in told_by.name.casefold()


def sources_of(text: str, start: int, language: Language) -> tuple[Attribution, ...]:
    """The sources of the event word at `start` in a text of one sentence."""
    document = read_text(text)
    passages = split_passages(document, find_sections(document))
    parsed = language.parse(passages, parse_if=lambda _: True)[0]
    word = next(index for index, token in enumerate(parsed.tokens) if token.start == start)
    return find_attribution(Syntax(parsed), word)


def test_there_are_enough_sentences() -> None:
    assert len(rows()) >= 60
