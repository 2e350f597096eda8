"""Numbers of people: what happened to how many, with low, best and high."""

import pytest

from reportmap.events.quantities import Quantity, read_quantity
from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from tests.coding import events_of

QUANTITIES = [
    ("nine people", Quantity(9, 9, 9)),
    ("at least nine", Quantity(9, 9, None)),
    ("more than 1,200 civilians", Quantity(1200, 1200, None)),
    ("up to 20", Quantity(None, None, 20)),
    ("between 5 and 9", Quantity(5, None, 9)),
    ("10 to 50", Quantity(10, None, 50)),
    ("twenty-five", Quantity(25, 25, 25)),
    ("two dozen", Quantity(24, 24, 24)),
    ("dozens of", Quantity(12, 12, None)),
    ("several hundred men", Quantity(300, 300, None)),
    ("more than a hundred", Quantity(100, 100, None)),
    ("a policeman", Quantity(1, 1, 1)),
    ("no one", Quantity(0, 0, 0)),
    ("the villagers", None),
    ("99999999999999", None),
]


@pytest.mark.parametrize(("words", "expected"), QUANTITIES)
def test_read_quantity(words: str, expected: Quantity | None) -> None:
    assert read_quantity(words.split()) == expected


CASES = [
    # label, text, field, (low, best, high) or None
    ("active", "A bomb killed nine people in Kabul.", "fatalities", (9, 9, 9)),
    ("passive", "At least nine people were killed in a bombing in Kabul.", "fatalities", (9, 9, None)),
    ("participle", "A suicide bomber struck in Kabul, killing 12 and wounding 30.", "fatalities", (12, 12, 12)),
    ("and wounding", "A suicide bomber struck in Kabul, killing 12 and wounding 30.", "injured", (30, 30, 30)),
    ("coordinated", "A mine killed two soldiers and a policeman near Kabul.", "fatalities", (3, 3, 3)),
    ("including", "A bomb killed nine people, including four children, in Kabul.", "fatalities", (9, 9, 9)),
    ("left dead", "The blast left 12 people dead and 30 wounded in Kabul.", "fatalities", (12, 12, 12)),
    ("left wounded", "The blast left 12 people dead and 30 wounded in Kabul.", "injured", (30, 30, 30)),
    ("died in", "Three civilians died in a suicide bombing in Kabul.", "fatalities", (3, 3, 3)),
    ("one named", "Gunmen shot dead Abdul Rahim in Kabul.", "fatalities", (1, 1, 1)),
    ("nobody hurt", "A bomb went off in Kabul. No one was hurt.", "injured", (0, 0, 0)),
    ("toll next", "A bomb went off in a market in Kabul. Nine people died.", "fatalities", (9, 9, 9)),
    ("arrested", "Police arrested five suspects in Kabul.", "detained", (5, 5, 5)),
    ("kidnapped", "Gunmen kidnapped two engineers near Kabul.", "abducted", (2, 2, 2)),
    ("stoned", "A couple was stoned to death in Kabul by militants; both were 20.", "injured", None),
    ("group size", "Some 200 militants attacked a checkpoint near Kabul.", "group_size", (200, 200, 200)),
    ("group size is no toll", "Some 200 militants attacked a checkpoint near Kabul.", "fatalities", None),
    ("unknown is null", "A bomb exploded in Kabul.", "fatalities", None),
    ("plural without number", "Soldiers were killed in an ambush near Kabul.", "fatalities", None),
    ("duration is no toll", "The siege in Kabul lasted four days and killed nobody.", "detained", None),
    ("victims are no group", "Three civilians died in a bombing in Kabul.", "group_size", None),
    ("day is no number", "KABUL, Aug 8 - Three civilians died in a bombing.", "fatalities", (3, 3, 3)),
    ("age is no toll", "Gunmen shot dead a man, 45, in Kabul.", "fatalities", (1, 1, 1)),
]


@pytest.mark.parametrize(("label", "text", "field", "expected"), CASES, ids=[case[0] for case in CASES])
def test_counts(
    label: str,
    text: str,
    field: str,
    expected: tuple[int | None, ...] | None,
    gazetteer: Gazetteer,
    language: Language,
) -> None:
    events = events_of(text, gazetteer=gazetteer, language=language)
    assert len(events) == 1, label
    count = getattr(events[0].counts, field)
    assert (None if count is None else (count.low, count.best, count.high)) == expected
    if count is not None:
        assert text[count.start : count.end] == count.text
