"""Whether an event took place: one row a cue, and what must not be mistaken for it."""

import pytest

from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from tests.coding import events_of

CASES = [
    # label, text, trigger, modality of the event that the trigger reports
    ("plain past", "Militants attacked a checkpoint near Kabul on Tuesday.", "attacked", "happened"),
    ("passive", "Two soldiers were killed in an ambush near Kabul on Tuesday.", "ambush", "happened"),
    ("police say", "Police said gunmen attacked a bank in Kabul on Tuesday.", "attacked", "happened"),
    ("residents say", "Residents said gunmen attacked the mosque in Kabul on Tuesday.", "attacked", "happened"),
    ("rebels claim", "The Taliban claimed that they had captured the town of Sangin.", "captured", "claimed"),
    ("alleged", "An alleged attack on a village near Kabul killed two men.", "attack", "claimed"),
    ("will", "The army will attack the town of Sangin next week.", "attack", "planned"),
    ("plans to", "NATO plans to retake the town of Sangin from the Taliban.", "retake", "planned"),
    ("preparing", "The army is preparing to storm the town of Sangin.", "storm", "planned"),
    ("vowed", "The Taliban vowed to attack polling stations in Kabul.", "attack", "planned"),
    ("could", "Militants could attack polling stations in Kabul.", "attack", "hypothetical"),
    ("if", "If militants attack the convoy near Kabul, the army has a plan.", "attack", "hypothetical"),
    ("feared", "Officials fear an attack on the base in Kabul.", "attack", "hypothetical"),
    ("to prevent", "Troops were sent to prevent an attack on the base in Kabul.", "attack", "hypothetical"),
    ("possible", "Police warned of a possible suicide attack in Kabul.", "suicide attack", "hypothetical"),
    ("denied", "The army denied that it had bombed the village near Kabul.", "bombed", "denied"),
    ("negated", "The militants did not attack the convoy near Kabul.", "attack", "denied"),
    ("no commander", "No commander was captured in Kabul on Tuesday.", "captured", "denied"),
    ("despite reports", "Despite reports of the rebels fighting a battle in Sangin, the town is calm.", "battle", "denied"),
    ("string of", "The Taliban launched a string of suicide attacks in Kabul in 2008.", "suicide attacks", "aggregate"),
    ("counted", "Officials counted 135 attacks in Kabul during the week.", "attacks", "aggregate"),
    ("each time", "Each time the rebels attacked the base in Sangin, they lost men.", "attacked", "aggregate"),
    ("week total", "Some thirty people have been killed in Kabul in one week of attacks.", "attacks", "aggregate"),
    ("year total", "More than 2,000 civilians were killed in Afghanistan in 2008.", "killed", "aggregate"),
    ("years ago", "Gunmen attacked the same hotel in Kabul five years ago.", "attacked", "background"),
    ("long past date", "In March 2005 gunmen attacked the hotel in Kabul.", "attacked", "background"),
    ("comparison", "The army signed a truce in Sangin, much like the accord in Waziristan in 2006.", "accord", "background"),
    ("after the blast", "Shops stayed shut in Kabul after the bombing.", "bombing", "background"),
    ("state", "The town of Sangin is under Taliban control.", "control", "ongoing"),
    ("have been fighting", "Troops have been fighting militants in Sangin for days.", "fighting", "ongoing"),
    ("has not commented", "Gunmen attacked a convoy near Kabul; the army has not commented.", "attacked", "happened"),
    ("was asked and", "A man asked the guards for the office and blew himself up in Kabul.", "blew himself up", "happened"),
    ("planned a trip after", "The minister planned the trip after gunmen attacked the office in Kabul.", "attacked", "background"),
    ("confirmed", "The governor confirmed that the rebels had captured the town of Sangin.", "captured", "happened"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "text", "trigger", "modality"), CASES, ids=[case[0] for case in CASES])
def test_modality(label: str, text: str, trigger: str, modality: str, gazetteer: Gazetteer, language: Language) -> None:
    events = events_of(text, gazetteer=gazetteer, language=language)
    found = [event.modality.value for event in events if any(trigger in part.trigger for part in event.evidence)]
    assert found == [modality], label
