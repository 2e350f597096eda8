"""Measures of whole event records against gold templates: found texts, found events, and the slots of each.

The shape is MUC-4's: a gold event has a type, a date interval, chains of places from the country down, perpetrators,
victims and deaths. Events are aligned one to one, best agreement first; an event agrees with a template when at least
two points are reached (two for the finest place or one for any, one each for date, type and a party). Slots are
then counted over what is aligned and over all of the gold. Templates marked optional never count as missed.
"""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reportmap.evaluation.spans import Agreement

LEAST_POINTS = 2
DAY = datetime.timedelta(days=1)
OPEN_START = datetime.timedelta(days=30)
"""How far "on or before a day" reaches back."""
LONGEST_DAYS = 31
"""A predicted interval that is longer than this, and than the gold's, says too little to be right."""

SLOTS = ("type", "date", "exact_day", "place", "fine_place", "actor", "deaths")

_FITTING = {
    "ATTACK": "attack|battle|armed clash|violence against civilians|assassination|ambush|fight|assault",
    "BOMBING": "bombing|explosion|explosions/remote violence|ied|suicide bomb|attack",
    "KIDNAPPING": "kidnapping|abduction|abduction/forced disappearance",
    "ARSON": "arson|looting/property destruction|property destruction",
    "ROBBERY": "robbery|looting/property destruction",
    "FORCED WORK STOPPAGE": "strike|other",
}
_OTHER = re.compile(r"[^a-z0-9 ]")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldEvent:
    """A template. `days` are intervals, the first day None for "on or before"; `places` chains, the country first.

    `perpetrators` and `victims` are the strings that each may be called by; `deaths` is None where it is not exact.
    """

    types: tuple[str, ...]
    days: tuple[tuple[datetime.date | None, datetime.date], ...]
    places: tuple[tuple[str, ...], ...]
    perpetrators: frozenset[str]
    victims: frozenset[str]
    deaths: int | None
    is_optional: bool = False

    @property
    def finest(self) -> frozenset[str]:
        """The last names of its chains, where these go below the country."""
        return frozenset(chain[-1] for chain in self.places if len(chain) > 1)

    @property
    def exact_days(self) -> frozenset[datetime.date]:
        """The single days among its intervals."""
        return frozenset(last for first, last in self.days if first == last)


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictedEvent:
    """A predicted event; places and actors are names as `normalized` makes them."""

    type: str
    places: frozenset[str]
    actors: frozenset[str]
    first_day: datetime.date | None = None
    last_day: datetime.date | None = None
    deaths_low: int | None = None
    deaths_high: int | None = None


@dataclass(slots=True)
class SlotScores:
    """A slot: how many are right, of how many aligned events that have it, of how many gold events that have it."""

    right: int = 0
    aligned: int = 0
    gold: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EventScores:
    """All measures; `texts` counts texts with an event."""

    texts: Agreement
    events: Agreement
    slots: dict[str, SlotScores] = field(default_factory=dict)


def normalized(name: str) -> str:
    """A name for comparison: lower case, ASCII letters, digits and blanks only."""
    return _OTHER.sub("", name.lower()).strip()


def score_events(texts: Iterable[tuple[Sequence[GoldEvent], Sequence[PredictedEvent]]]) -> EventScores:
    """The measures over (gold, predicted) events of each text."""
    slots = {name: SlotScores() for name in SLOTS}
    both = with_gold = with_predicted = right = wanted = predicted_events = 0
    for gold, predicted in texts:
        pairs = align(gold, predicted)
        matched = {number for number, _ in pairs}
        both += bool(gold) and bool(predicted)
        with_gold += bool(gold)
        with_predicted += bool(predicted)
        right += len(pairs)
        predicted_events += len(predicted)
        wanted += sum(not event.is_optional or number in matched for number, event in enumerate(gold))
        for event in gold:
            for name in _slots_of(event):
                slots[name].gold += 1
        for number, other in pairs:
            for name, is_right in _judged(gold[number], predicted[other]).items():
                slots[name].aligned += 1
                slots[name].right += is_right
    return EventScores(
        texts=Agreement(gold=with_gold, predicted=with_predicted, right=both),
        events=Agreement(gold=wanted, predicted=predicted_events, right=right),
        slots=slots,
    )


def align(gold: Sequence[GoldEvent], predicted: Sequence[PredictedEvent]) -> list[tuple[int, int]]:
    """Pairs of numbers (gold, predicted), one to one, best agreement first, later ones first among equals."""
    ranked = sorted(
        (
            (points, number, other)
            for number, event in enumerate(gold)
            for other, candidate in enumerate(predicted)
            if (points := _points(event, candidate)) >= LEAST_POINTS
        ),
        reverse=True,
    )
    pairs: list[tuple[int, int]] = []
    for _, number, other in ranked:
        if all(number != one and other != two for one, two in pairs):
            pairs.append((number, other))
    return pairs


def _points(gold: GoldEvent, predicted: PredictedEvent) -> int:
    fine = bool(gold.finest & predicted.places)
    return (
        (2 if fine else int(_is_at_any(gold, predicted)))
        + _is_dated_right(gold, predicted)
        + _is_type_right(gold, predicted)
        + _names_any(gold.perpetrators | gold.victims, predicted)
    )


def _slots_of(gold: GoldEvent) -> list[str]:
    has = {
        "type": True,
        "date": bool(gold.days),
        "exact_day": bool(gold.exact_days),
        "place": bool(gold.places),
        "fine_place": bool(gold.finest),
        "actor": bool(gold.perpetrators),
        "deaths": gold.deaths is not None,
    }
    return [name for name in SLOTS if has[name]]


def _judged(gold: GoldEvent, predicted: PredictedEvent) -> dict[str, bool]:
    low, high = predicted.deaths_low, predicted.deaths_high
    is_one_day = predicted.first_day is not None and predicted.first_day == predicted.last_day
    right = {
        "type": _is_type_right(gold, predicted),
        "date": _is_dated_right(gold, predicted),
        "exact_day": is_one_day and predicted.first_day in gold.exact_days,
        "place": _is_at_any(gold, predicted),
        "fine_place": bool(gold.finest & predicted.places),
        "actor": _names_any(gold.perpetrators, predicted),
        "deaths": gold.deaths is not None and low is not None and low <= gold.deaths <= (low if high is None else high),
    }
    return {name: right[name] for name in _slots_of(gold)}


def _is_type_right(gold: GoldEvent, predicted: PredictedEvent) -> bool:
    first_names = [name.split("/")[0].strip("? ") for name in gold.types]
    return any(predicted.type.lower() in _FITTING.get(name, "").split("|") for name in first_names)


def _is_at_any(gold: GoldEvent, predicted: PredictedEvent) -> bool:
    return any(predicted.places.intersection(chain) for chain in gold.places)


def _is_dated_right(gold: GoldEvent, predicted: PredictedEvent) -> bool:
    """Whether the intervals meet, to the day, and the predicted one is not idly long."""
    start = predicted.first_day
    if start is None:
        return False
    end = predicted.last_day or start
    for known, last in gold.days:
        first = known or last - OPEN_START
        longest = max(LONGEST_DAYS, (last - first).days + 2)
        if start <= last + DAY and first - DAY <= end and (end - start).days <= longest:
            return True
    return False


def _names_any(names: Iterable[str], predicted: PredictedEvent) -> bool:
    """Whether one of the names is part of a predicted party's, or the other way round."""
    return any(name in actor or actor in name for name in names for actor in predicted.actors if actor)
