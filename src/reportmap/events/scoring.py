"""Events -> events whose score is the odds that they are rightly read: of those scored 0.9, nine in ten should be.

A logistic regression over a few components, none of which may lower the score. `data/fit_event_scores.py` fits the
weights of `resources/events/scores.json` anew.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache

from reportmap.errors import RulesError
from reportmap.model import ActorRole, DateBasis, DatePrecision, Event, Modality, PlacePrecision, SectionKind
from reportmap.rules import read_json

FILE = "events/scores.json"


def components_of(event: Event) -> dict[str, float]:
    """What the score rests on, each in [0, 1], more of it being better evidence."""
    placed = [place for place in event.places if place.resolved.place is not None]
    best = max(placed, key=lambda place: place.resolved.score, default=None)
    date = event.date
    return {
        "type_score": event.type_score,
        "place_known": float(best is not None),
        "place_score": 0.0 if best is None else best.resolved.score,
        "place_own": float(best is not None and not best.is_inferred),
        "place_fine": float(best is not None and best.resolved.coarseness < PlacePrecision.ADMIN1.coarseness),
        "date_known": float(date.start is not None),
        "date_own": float(date.basis in {DateBasis.EXPLICIT, DateBasis.RELATIVE}),
        "date_explicit": float(date.basis is DateBasis.EXPLICIT),
        "date_day": float(date.precision is DatePrecision.DAY),
        "happened": float(event.modality is Modality.HAPPENED),
        "in_body": float(event.section is SectionKind.BODY),
        "told_again": min(len(event.evidence) - 1, 3) / 3,
        "who_acted": float(any(actor.role is ActorRole.ACTOR1 for actor in event.actors)),
        "who_suffered": float(any(actor.role is ActorRole.ACTOR2 for actor in event.actors)),
        "dead_counted": float(event.counts.fatalities is not None),
        "source_named": float(bool(event.attribution)),
    }


def score_events(events: Iterable[Event]) -> tuple[Event, ...]:
    """The same events, each with its calibrated score in [0, 1], to three digits."""
    return tuple(replace(event, score=calibrated(components_of(event))) for event in events)


def calibrated(components: Mapping[str, float]) -> float:
    """The score of these components."""
    intercept, weights = _weights()
    total = intercept + sum(weights[name] * value for name, value in components.items())
    return round(1 / (1 + math.exp(-total)), 3)


@cache
def _weights() -> tuple[float, Mapping[str, float]]:
    found = read_json(FILE)
    try:
        return float(found["intercept"]), {name: float(weight) for name, weight in found["weights"].items()}
    except (KeyError, TypeError, ValueError) as error:
        raise RulesError(
            f"resources/{FILE} is not what data/fit_event_scores.py writes ({error}); fit it anew"
        ) from error
