"""Deeds that are told again (in court, by those who mourn or condemn): kept as background, never drawn as news."""

import pytest

from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
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
