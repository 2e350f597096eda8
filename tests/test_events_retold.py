"""Deeds told again (in court, by those who mourn): background. Sentences after an act that say where or when it was."""

import pytest

from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.model import PlaceRole
from tests.coding import events_of

CASES = (
    # label, text, (sub-event type, modality, dead) of each event
    (
        "a murder of which a court hears",
        "The judge said that the witness saw the murder of the bishop in Herat. The prosecutor spoke too.",
        [("Attack", "background", 1)],
    ),
    (
        "a kidnapping in a verdict",
        "The court sentenced the prosecutor's son to nine years. The verdict names the kidnapping of Anna Perez.",
        [("Abduction/forced disappearance", "background", None)],
    ),
    (
        "a date does not make it news",
        "The tribunal reopened the trial. The lawyer was there when the bishop was assassinated on 24 March 1980.",
        [("Attack", "background", 1)],
    ),
    (
        "an owner who suffered, in a list of reasons",
        "Teachers stopped working after the mayor's murder.",
        [("Attack", "background", 1)],
    ),
    (
        "politicians are murdered too",
        "Gunmen assassinated the senator, a presidential candidate of the liberal majority, in Herat on Monday.",
        [("Attack", "happened", 1)],
    ),
    ("an editor's note is no code", "Rebels of the Front [FLN] killed a teacher in Herat.", [("Attack", "happened", 1)]),
    ("brackets of a program are", "if (kill[pid]) { wait[x]; } // killed the child process", []),
    (
        "who has retired may be attacked",
        "Gunmen attacked Ahmad Khan, a retired minister, in Herat on Monday.",
        [("Attack", "happened", None)],
    ),
)  # fmt: skip


@pytest.mark.parametrize(("label", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_what_is_told_again(
    label: str,
    text: str,
    expected: list[tuple[str, str, int | None]],
    gazetteer: Gazetteer,
    language: Language,
) -> None:
    found = [
        (
            event.sub_event_type,
            event.modality.value,
            event.counts.fatalities.best if event.counts.fatalities else None,
        )
        for event in events_of(text, gazetteer=gazetteer, language=language)
    ]
    assert found == expected, label


SETTINGS = (
    # label, text, (its places, its first day) of each drawn event
    (
        "where the incident took place",
        "Gunmen killed a teacher on Monday. The incident took place in the town of Sangin, in Helmand province.",
        [(["Sangin"], "2009-08-17")],
    ),
    (
        "a quarter of a town that was told",
        "Gunmen killed a teacher in Herat on Monday. The attack occurred in the Zurkandeh neighborhood.",
        [(["Zurkandeh", "Herat"], "2009-08-17")],
    ),
    (
        "where what was attacked stands",
        "A bomb destroyed a bank on Monday. The bank is located in Herat.",
        [(["Herat"], "2009-08-17")],
    ),
    (
        "when it was",
        "Gunmen killed a teacher in Herat. The killing took place on Monday.",
        [(["Herat"], "2009-08-17")],
    ),
    (
        "a second incident is another one",
        "Gunmen killed a teacher in Herat on Monday. A second incident took place in Kabul.",
        [(["Herat"], "2009-08-17")],
    ),
    (
        "what stands elsewhere and was not told",
        "Gunmen killed a teacher in Herat on Monday. The stadium is located in Kabul.",
        [(["Herat"], "2009-08-17")],
    ),
    (
        "a reason is no place",
        "Gunmen killed a teacher on Monday. The attack was carried out because the rebels want to return to Kabul.",
        [([], "2009-08-17")],
    ),
)  # fmt: skip


@pytest.mark.parametrize(("label", "text", "expected"), SETTINGS, ids=[case[0] for case in SETTINGS])
def test_where_and_when_a_later_sentence_says_it_was(
    label: str, text: str, expected: list[tuple[list[str], str]], gazetteer: Gazetteer, language: Language
) -> None:
    found = [
        (
            [place.resolved.mention.text for place in event.places if place.role is PlaceRole.LOCATION],
            event.date.start.isoformat() if event.date.start else None,
        )
        for event in events_of(text, gazetteer=gazetteer, language=language)
        if event.is_drawn
    ]
    assert found == expected, label
