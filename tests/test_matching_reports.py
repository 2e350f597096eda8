"""Four short reports in our own words, read by the whole pipeline: which events are one, as an analyst would say."""

import pytest

from reportmap import Gazetteer, Language, extract_events
from reportmap.matching.accounts import contradictions
from reportmap.model import Event
from reportmap.reading import read_text
from reportmap.store import EventStore

pytestmark = pytest.mark.no_cover

HEADS = {"a": "Plains Gazette", "b": "Harbor Daily", "c": "Plains Gazette, Islamabad desk", "d": "River Post"}
TEXTS = {
    "a": "Gunmen stormed a police training school at Manawan, on the edge of Lahore, on Monday and killed eight recruits."
    " In Peshawar, a roadside bomb killed two policemen on Monday.",
    "b": "At least twelve recruits were killed on Monday when militants attacked a police training school at Manawan near"
    " Lahore. Police arrested three men in Lahore on Tuesday.",
    "c": "Eight recruits were killed when gunmen stormed a police training school at Manawan on 30 March. A suicide bomber"
    " killed four people in Islamabad on 31 March.",
    "d": "Two policemen died on Monday when a roadside bomb exploded in Peshawar. Fighters attacked a convoy in Quetta on"
    " Tuesday and killed a driver.",
}


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory, gazetteer: Gazetteer, language: Language) -> tuple[Event, ...]:
    with EventStore.open(f"sqlite:///{tmp_path_factory.mktemp('reports') / 'reports.sqlite'}") as store:
        for name, text in TEXTS.items():
            report = f"---\npublished: 2009-04-01\npublisher: {HEADS[name]}\n---\n\n{text}\n"
            store.add(extract_events(read_text(report), gazetteer=gazetteer, language=language))
        return store.merged_events()


def test_the_school_is_one_event_of_two_sources_with_two_tolls(events: tuple[Event, ...]) -> None:
    school = next(event for event in events if "Manawan" in event.evidence[0].text)
    assert len(school.accounts) == 3
    assert school.n_sources == 2
    assert {claim.words for found in contradictions(school) for claim in found.claims} >= {"8", "at least 12"}


def test_the_bomb_is_one_event_and_the_others_stand_alone(events: tuple[Event, ...]) -> None:
    several = [event for event in events if event.accounts]
    assert len(several) == 2
    assert {len(event.accounts) for event in several} == {2, 3}
    assert all("Peshawar" in item.text for item in several[1].evidence) or "Peshawar" in several[0].evidence[0].text
