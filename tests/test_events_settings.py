"""Where and when acts took place that the sentence itself leaves open, and which words tell one act: bugs as rows."""

import pytest

from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from tests.coding import events_of

DRAWN = [
    # label, text, of each drawn event: sub-event type, names of its locations in the text, first day
    (
        "an unknown village takes no place over",
        "Gunmen attacked a bank in Herat on Monday.\n\nOn Tuesday rebels attacked an army convoy at Zurkandeh.",
        [("Attack", ["Herat"], "2009-08-17"), ("Armed clash", ["Zurkandeh", "Herat"], "2009-08-18")],
    ),
    (
        "an unknown village at the end of a road",
        "Gunmen attacked a bank in Herat on Monday.\n\nOn Tuesday a bridge on the road to Zurkandeh was blown up.",
        [
            ("Attack", ["Herat"], "2009-08-17"),
            ("Remote explosive/landmine/IED", ["Zurkandeh", "Herat"], "2009-08-18"),
        ],
    ),
    (
        "items of a list",
        "Helmand province\n- 3 August: Gunmen shot dead a teacher in Sangin.\n- 5 August: A roadside bomb killed two soldiers.",
        [("Attack", ["Sangin"], "2009-08-03"), ("Remote explosive/landmine/IED", ["Helmand"], "2009-08-05")],
    ),
    (
        "headings, the second a unit that the gazetteer lacks",
        "Helmand province\n- 3 August: Gunmen shot dead a teacher in Sangin.\n\nQorwal region\n- 5 August: Gunmen shot dead a farmer.",
        [("Attack", ["Sangin"], "2009-08-03"), ("Attack", [], "2009-08-05")],
    ),
    (
        "a plan leaves no place behind",
        "KABUL, Aug 18 - Prosecutors said that the men had wanted to bomb a barracks in Herat.\n\nAbout 200 people protested outside the court on Monday.",
        [("Peaceful protest", ["KABUL"], "2009-08-17")],
    ),
    (
        "two acts with one place",
        "HERAT, Aug 18 - Tribes signed a truce in Sangin on Monday after a week of fighting in which 18 people were killed.",
        [("Agreement", ["Sangin"], "2009-08-17"), ("Armed clash", ["Sangin"], "2009-08-17")],
    ),
    (
        "a date that dates something else",
        "Hundreds of people protested in Kabul against the judge who leads the inquiry into a blast of August 2007.",
        [("Peaceful protest", ["Kabul"], None)],
    ),
    (
        "telephoned to say",
        "On Monday the commander telephoned reporters to say that his fighters had attacked the police in Herat.",
        [("Armed clash", ["Herat"], "2009-08-16")],
    ),
    (
        "shot when police fired",
        "On Monday a worker was shot dead when police fired on a crowd of protesters in Kabul.",
        [("Excessive force against protesters", ["Kabul"], "2009-08-17")],
    ),
    (
        "fighting as a noun that a parser takes for a verb",
        "Fighting between the army and the Taliban resumed near Sangin on Monday. At least 14 civilians were killed.",
        [("Armed clash", ["Sangin"], "2009-08-17")],
    ),
    (
        "talks that failed are no agreement",
        "Peace talks with the Taliban were broken off in Kabul on Monday.",
        [],
    ),
    (
        "history that dates something else",
        "The post in Kabul was closed in February, after a car bomb at a police academy killed 22 cadets.",
        [],
    ),
    (
        "a truce that holds is no other truce",
        "Tribes signed a truce in Sangin on Monday. By Thursday the truce was holding.",
        [("Agreement", ["Sangin"], "2009-08-17")],
    ),
    (
        "those who were attacked answer",
        "Raiders attacked herders near Sangin on Monday, killing eleven people. Three of the attackers died when the herders shot back.",
        [("Attack", ["Sangin"], "2009-08-17")],
    ),
    (
        "drones that were launched and shot down",
        "Russia launched 29 drones at Odesa, Ukraine, on Monday. Air defenses shot down 26 of the drones.",
        [("Air/drone strike", ["Odesa"], "2009-08-17")],
    ),
    (
        "raiders who enter a village take no territory",
        "Militants entered the town of Sangin on Monday and looted the pharmacy.",
        [("Looting/property destruction", ["Sangin"], "2009-08-17")],
    ),
    (
        "a mob elsewhere on the same days",
        "Armed groups exchanged fire near Herat on Monday. The injured were taken to a clinic.\n\nIn another incident, a mob stopped a truck at Zurkandeh on Monday and set it on fire.",
        [("Armed clash", ["Herat"], "2009-08-17"), ("Mob violence", ["Zurkandeh", "Herat"], "2009-08-17")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("label", "text", "expected"), DRAWN, ids=[case[0] for case in DRAWN])
def test_what_is_drawn_where_and_when(
    label: str, text: str, expected: list[tuple[str, list[str], str | None]], gazetteer: Gazetteer, language: Language
) -> None:
    found = [
        (
            event.sub_event_type,
            [place.resolved.mention.text for place in event.places if place.role.value == "location"],
            event.date.start.isoformat() if event.date.start else None,
        )
        for event in events_of(text, gazetteer=gazetteer, language=language)
        if event.is_drawn
    ]
    assert found == expected, label
