"""Sources of one report that differ: claims side by side, updates, denials, and sixty hard sentences about counts."""

import pytest

from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.matching.accounts import contradictions
from reportmap.model import Count
from tests.claim_cases import CLAIM_CASES
from tests.coding import events_of
from tests.count_cases import COUNT_CASES

Interval = tuple[int | None, int | None, int | None]

LIMITS = {
    "died of wounds": "“the wounded” makes an event of its own, which the toll joins",
}
"""Claims that are read wrongly, with the reason: strict xfails."""


def interval(count: Count | None) -> Interval | None:
    return None if count is None else (count.low, count.best, count.high)


def limited(cases: list, limits: dict[str, str]) -> list:
    """The cases as parameters, the known limits marked."""
    marks = {name: [pytest.mark.xfail(strict=True, reason=reason)] for name, reason in limits.items()}
    return [pytest.param(*case, id=case[0][:60], marks=marks.get(case[0], [])) for case in cases]


@pytest.mark.parametrize(("label", "text", "matter", "said", "kept"), limited(CLAIM_CASES, LIMITS))
def test_claims(label, text, matter, said, kept, gazetteer: Gazetteer, language: Language) -> None:
    events = events_of(text, gazetteer=gazetteer, language=language)
    found = [
        (
            [
                (one.words, one.source and one.source.text, one.standing.value)
                for one in event.claims
                if one.matter == matter
            ],
            interval(getattr(event.counts, matter, None)) or (None, None, None),
        )
        for event in events
    ]
    assert (said, kept) in found
    if not said:
        assert not any(event.claims for event in events)


def test_claims_are_slices_and_those_that_stand_contradict_each_other(gazetteer: Gazetteer, language: Language) -> None:
    for _, text, _, said, _ in CLAIM_CASES:
        for event in events_of(text, gazetteer=gazetteer, language=language):
            for claim in event.claims:
                assert claim.span is not None
                assert text[claim.span.start : claim.span.end] == claim.span.text
                assert claim.event_id == event.event_id
            standing = [claim for claim in event.claims if claim.standing.value == "stands"]
            differing = [found for found in contradictions(event) if found.matter != "actor1"]
            assert len(standing) >= 2 or not differing
            assert not (said and differing) or all(claim in standing for claim in differing[0].claims)


def test_one_source_that_counts_two_things_in_one_breath_contradicts_nothing(
    gazetteer: Gazetteer, language: Language
) -> None:
    text = (
        "Fighting spread near Bria on Monday. The commander said 39 rebels were killed and 31 wounded, and 14 soldiers were"
        " wounded."
    )
    assert not any(event.claims for event in events_of(text, gazetteer=gazetteer, language=language))


COUNT_LIMITS = {
    "Fighting in Marib left": "“Fighting ... left” is no trigger, so there is no event",
    "The army lost seven men": "a group's scope ends before the other clause",
    "Security forces killed nine": "a group's scope ends before “while losing”",
    "A rocket killed a couple": "the parse makes “baby” another verb",
    "A landslide of gunfire": "“left dead” without an act is no trigger",
}
"""Counts that are read wrongly, with the reason: strict xfails."""


def count_parameters() -> list:
    found = []
    for text, expected in COUNT_CASES:
        reason = next((reason for start, reason in COUNT_LIMITS.items() if text.startswith(start)), None)
        marks = [] if reason is None else [pytest.mark.xfail(strict=True, reason=reason)]
        found.append(pytest.param(text, expected, id=text[:60], marks=marks))
    return found


@pytest.mark.parametrize(("text", "expected"), count_parameters())
def test_hard_counts(text: str, expected: dict, gazetteer: Gazetteer, language: Language) -> None:
    events = events_of(text, gazetteer=gazetteer, language=language)
    dead = [event.counts.fatalities for event in events if event.counts.fatalities is not None]
    for name, wanted in expected.items():
        if name == "sides":
            assert any(has_sides(count, wanted) for count in dead)
        elif name == "attackers":
            assert wanted in [count.includes_attackers for count in dead]
        else:
            assert wanted in ([interval(getattr(event.counts, name)) for event in events] if events else ["no event"])


def has_sides(count: Count, wanted: list[tuple[int, str]]) -> bool:
    """Whether the parts have these figures, and these words in what they are called."""
    if len(count.by_side) != len(wanted):
        return False
    pairs = zip(count.by_side, wanted, strict=True)
    return all(figure in {part.best, part.low} and word in f"{part.text} {part.side}" for part, (figure, word) in pairs)


def test_a_sum_is_the_sum_of_its_sides(gazetteer: Gazetteer, language: Language) -> None:
    text = "Clashes near Gao killed 12 soldiers and 30 rebels."
    (event,) = events_of(text, gazetteer=gazetteer, language=language)
    assert event.counts.fatalities is not None
    assert event.counts.fatalities.best == sum(part.best or 0 for part in event.counts.fatalities.by_side)
