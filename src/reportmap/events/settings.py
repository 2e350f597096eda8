"""Sentences that only say where or when the act before them was: "The incident took place in the village of X."

They hold no event word of their own, and are read without the parse: what counts is an incident named with "the", or
something that the act was done to and that "is located" somewhere.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from reportmap.events.dating import event_date
from reportmap.events.lexicon import listed
from reportmap.events.linking import stand_in
from reportmap.model import (
    DateBasis,
    DatePrecision,
    EventMention,
    EventPlace,
    Passage,
    PlaceRole,
    ResolvedDate,
    ResolvedPlace,
    TimexType,
)

REACH = 600
"""Code points between an act and the end of a sentence that says where it was; about a paragraph."""

MAX_GAP = 90
"""So many code points lie at most between those words and the place."""

_LONG = re.compile(r"[^\W\d_]{4}")
_CLAUSE = re.compile(r"\b(?:because|when|after|before|as|where|who|that|to|than)\b|[;:]", re.IGNORECASE)
_ANOTHER = re.compile(r"\b(?:second|third|fourth|other|another|latest|last|first|similar|previous)\b", re.IGNORECASE)

_WHERE = re.compile(
    r"\b(?:in|at|near|on|outside|inside|within|between|from)(?: the)?(?: [\w'’-]{1,20}){0,4}\s{1,3}$", re.IGNORECASE
)
"""What stands before a place that says where: a preposition, and words for its part or kind ("the rural area of")."""


def with_setting(
    acts: Sequence[EventMention], passage: Passage, *, places: Sequence[ResolvedPlace], dates: Sequence[ResolvedDate]
) -> tuple[EventMention, ...] | None:
    """The last acts told, with the place and the day that a passage without acts gives for them; None for nothing.

    Args:     acts: the mentions of the last passage that told acts
    """
    if (
        not acts
        or acts[0].section is not passage.kind
        or passage.end - acts[0].evidence.end > REACH + len(passage.text)
    ):
        return None
    end = _end_of_words(passage, " ".join(act.evidence.text for act in acts))
    if end is None:
        return None
    place = _place_after(end, passage, places)
    date = next((date for date in dates if date.mention.start >= end and _is_day(date)), None)
    return tuple(_set(act, place, date) for act in acts)


def _end_of_words(passage: Passage, told: str) -> int | None:
    """Where the words end that speak of the act told before, in the document; None where there are none."""
    for pattern in _patterns():
        match = pattern.search(passage.text)
        what = match["what"].lower() if match else ""
        is_known = what in listed("incident_nouns") or re.search(rf"\b{re.escape(what)}\b", told, re.IGNORECASE)
        if match and is_known and not _ANOTHER.search(match[0]):
            return passage.start + match.end()
    return None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    nouns = "|".join(sorted(listed("incident_nouns")))
    gap = r"\s{1,4}"
    done = rf"(?:was|were){gap}(?:carried{gap}out|committed|perpetrated|staged)"
    happened = rf"(?:took{gap}place|occurred|happened|{done})"
    aside = rf"(?:{gap}(?:reportedly|apparently|allegedly|also|all))?{gap}"
    verb = rf"(?:is|are|was|were|lies|stands){gap}(?:(?:located|situated){gap})?"
    lies = rf"(?:(?:which|that){gap})?{verb}(?=(?:in|at|on|near)\b)"
    return (
        re.compile(
            rf"\b(?:the|this|these){gap}(?:[\w-]{{1,20}}{gap}){{0,2}}(?P<what>{nouns})s?{aside}{happened}",
            re.IGNORECASE,
        ),
        re.compile(rf"\bthe{gap}(?:[\w-]{{1,20}}{gap}){{0,2}}(?P<what>[a-z]{{4,20}}),?{gap}{lies}", re.IGNORECASE),
    )


def _place_after(end: int, passage: Passage, places: Sequence[ResolvedPlace]) -> list[ResolvedPlace]:
    """The first place behind the words that says where; where it has no entry, the next one that has follows."""
    told = [
        place
        for place in places
        if place.mention.start >= end
        and place.may_locate
        and _says_where(passage.text[max(0, end - passage.start - 20) : place.mention.start - passage.start])
    ]
    known = next((place for place in told if place.place is not None), None)
    if not told or told[0] is known or known is None:
        return told[:1]
    return [told[0], stand_in(known, told[0])]


def _says_where(between: str) -> bool:
    """Whether the words up to a place lead to it, and no other clause begins in them."""
    return _WHERE.search(between) is not None and len(between) <= MAX_GAP and not _CLAUSE.search(between)


def _is_day(date: ResolvedDate) -> bool:
    """Whether a date says which day it was; a bare time of day does not."""
    is_date = (
        date.mention.timex_type in {TimexType.DATE, TimexType.TIME} and _LONG.search(date.mention.text) is not None
    )
    return is_date and date.precision is DatePrecision.DAY and date.basis is not DateBasis.PUBLICATION


def _set(act: EventMention, told: Sequence[ResolvedPlace], date: ResolvedDate | None) -> EventMention:
    """The act with the place, where it has none of its own or a wider one, and with the day, where it has none."""
    own = [place for place in act.places if place.role is PlaceRole.LOCATION]
    others = tuple(place for place in act.places if place.role is not PlaceRole.LOCATION)
    if told and (all(place.is_inferred for place in own) or _is_finer(told, own)):
        around = [place for place in own if place.resolved.place is not None][: told[-1].place is None]
        near = tuple(replace(place, resolved=stand_in(place.resolved, told[-1])) for place in around)
        act = replace(act, places=(*(EventPlace(resolved=place) for place in told), *near, *others))
    if date is not None and act.date.basis in {DateBasis.INHERITED, DateBasis.NONE}:
        act = replace(act, date=event_date(date))
    return act


def _is_finer(told: Sequence[ResolvedPlace], own: Sequence[EventPlace]) -> bool:
    """Whether a place lies in all of the act's own, or has no entry, as most quarters and hamlets have none."""
    inner = told[-1].place
    known = [place.resolved for place in own if place.resolved.place is not None]
    if len(known) < len(own):
        return inner is not None
    return inner is None or all(
        place.coarseness > told[-1].coarseness
        and place.place is not None
        and place.place.country_code == inner.country_code
        for place in known
    )
