"""One event for each party, place and day: what is part of an event told before, and what is one of its own."""

import pytest

from reportmap.events import load_ontology
from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.rules import read_rules
from tests.coding import events_of

CASES = (
    # text, the sub-event types of the drawn events
    ("Gunmen attacked a village near Anka on Sunday and killed nine people. They burned the huts.", ["Attack"]),
    ("Bandits attacked a village near Anka on Sunday, killing nine people and carrying off twelve girls.", ["Attack"]),
    ("Hundreds of residents marched in Gusau on Monday. Soldiers fired into the air to disperse them.", ["Protest with intervention"]),
    ("Students marched in Lusaka on Monday. Police opened fire on the demonstrators, killing two.", ["Excessive force against protesters"]),
    ("Rebels captured the town of Bama on Monday. They looted shops.", ["Non-state actor overtakes territory"]),
    ("Warplanes bombed the town of Saraqeb on Monday. Nine houses were destroyed.", ["Air/drone strike"]),
    ("Gunmen attacked a village near Anka on Sunday. On Tuesday they burned a school.", ["Attack", "Looting/property destruction"]),
    ("Gunmen attacked a village near Anka on Sunday. In Gusau, gunmen burned a school.", ["Attack", "Looting/property destruction"]),
    ("Gunmen attacked a bank in Herat on Monday. Police arrested nine men.", ["Attack", "Arrests"]),
    ("Rebels attacked an army post near Gao on Monday. The government and the rebels signed a ceasefire on Friday.", ["Armed clash", "Agreement"]),
    ("Traders marched in Quetta on Monday. Students marched in Lahore on Monday.", ["Peaceful protest", "Peaceful protest"]),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_what_belongs_to_one_event(text: str, expected: list[str], gazetteer: Gazetteer, language: Language) -> None:
    found = events_of(text, gazetteer=gazetteer, language=language)
    assert [event.sub_event_type for event in found if event.is_drawn] == expected


def test_every_type_of_the_table_is_one_of_the_ontology() -> None:
    rules = read_rules("events/episodes.toml")
    named = {
        name for table in ("parts", "answers") for whole, parts in rules[table].items() for name in (whole, *parts)
    }
    assert named | set(rules["gravest"]) <= {kind.sub_event_type for kind in load_ontology().types.values()}
