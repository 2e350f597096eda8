"""What the map draws from short reports of many styles: one record for each act, of its type, at its place."""

import datetime

import pytest

from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.model import PlaceRole
from tests.act_cases import ACT_CASES
from tests.coding import events_of
from tests.drawn_cases import DRAWN_CASES

PUBLISHED = datetime.date(2022, 11, 27)


@pytest.mark.parametrize(("kind", "text", "expected"), [*DRAWN_CASES, *ACT_CASES])
def test_each_act_is_drawn_once_with_its_type_and_place(
    kind: str, text: str, expected: list[tuple[str, str]], gazetteer: Gazetteer, language: Language
) -> None:
    drawn = [
        event
        for event in events_of(text, gazetteer=gazetteer, language=language, published_on=PUBLISHED)
        if event.is_reported
    ]
    found = []
    for event in drawn:
        locations = [place.resolved.mention.text for place in event.places if place.role is PlaceRole.LOCATION]
        found.append((event.sub_event_type, locations[0] if locations else ""))
    assert found == expected, kind
