"""Events of one text -> incidents as MUC-4 counts them: typed, gathered, and kept where they are likely ones.

MUC-4 asks for one record for each attack, bombing, kidnapping, arson or robbery that a text tells of, whoever did it,
mere references and threats included, and for none of combat between armed forces. What the pipeline draws is
narrower, so every event of a fitting type is a candidate here. Rules: `resources/annotation/muc4.toml`; weights:
`resources/annotation/muc4_weights.json`, trained by `data/train_incidents.py`.
"""

import datetime
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from reportmap.model import (
    REPORTED_SECTIONS,
    Actor,
    ActorKind,
    ActorRole,
    Event,
    EventDate,
    EventPlace,
    Modality,
    PlacePrecision,
    PlaceRole,
)
from reportmap.rules import read_json, read_rules

UNDATED_DAYS = 30
"""An incident without a date lies in so many days up to the report, as MUC-4's "on or before" is scored."""

_RULES = "annotation/muc4.toml"
_WEIGHTS = "annotation/muc4_weights.json"
_DAY = datetime.timedelta(days=1)
_RETOLD = frozenset({Modality.BACKGROUND, Modality.AGGREGATE, Modality.DENIED, Modality.ONGOING})
_WIDE = frozenset({PlacePrecision.COUNTRY, PlacePrecision.REGION})


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """The events of one text that tell of one incident, in text order, and its type.

    `presumed` is the armed group that the text tells to act most, where the incident's own events name none. `split`
    says in a word what sets an incident apart from another that holds the same event: "event" for one told later that
    may be another act, "type" for other deeds of the same event, "place" for another of its places, "telling" for one
    told in several passages, which may tell of more than one; empty for none. `place` is the one that a "place" split
    is about.
    """

    type: str
    events: tuple[Event, ...]
    presumed: Actor | None = None
    split: str = ""
    place: EventPlace | None = None


def find_incidents(
    events: Sequence[Event], *, published_on: datetime.date | None, threshold: float | None = None
) -> tuple[Incident, ...]:
    """The incidents of a text in text order.

    Args:     threshold: the least likelihood of a kept candidate in [0, 1]; by default the one that the weights name
    """
    candidates = gather_incidents(events)
    least = _weights().threshold if threshold is None else threshold
    return tuple(
        one
        for one, features in zip(candidates, features_of(candidates, published_on=published_on), strict=True)
        if likelihood(features) >= least
    )


def gather_incidents(events: Sequence[Event]) -> tuple[Incident, ...]:
    """Every candidate: events of one type whose places and dates can be the same, each with the splits of its events.

    In text order of the first event. A split is a candidate of its own, since a coder records several incidents where a
    reporter tells them as one: each target, each town, the arson and the robbery of a raid.
    """
    groups: list[tuple[str, list[Event]]] = []
    for event in events:
        kind = _type_of(event)
        if kind is None:
            continue
        home = next(
            (
                group
                for name, group in reversed(groups)
                if name == kind
                and all(_places_fit(other, event) and _dates_fit(other.date, event.date) for other in group)
            ),
            None,
        )
        if home is None:
            groups.append((kind, [event]))
        else:
            home.append(event)
    only = _presumed(events)
    found = (
        Incident(type=kind, events=tuple(group), presumed=None if _has_actor(group) else only) for kind, group in groups
    )
    return tuple(one for incident in found for one in (incident, *_splits(incident, only)))


def _splits(incident: Incident, only: Actor | None) -> Iterator[Incident]:
    """What the events of an incident may tell beside it."""
    for number, event in enumerate(incident.events):
        alone = replace(incident, events=(event,), presumed=None if _has_actor([event]) else only)
        if number:
            yield replace(alone, split="event")
        for kind in sorted(_types_of(event) - {incident.type}):
            yield replace(alone, type=kind, split="type")
        for place in _locations(event)[1:]:
            yield replace(alone, split="place", place=place)
        if len({part.start for part in event.evidence}) > 1:
            yield replace(alone, split="telling")


def _presumed(events: Sequence[Event]) -> Actor | None:
    """The armed group that acts in most events of a text; None where none acts, or two act equally often."""
    acting = [actor for event in events for actor in event.actors if _is_acting_group(actor)]
    often = Counter(actor.canonical for actor in acting).most_common(2)
    if not often or (len(often) > 1 and often[0][1] == often[1][1]):
        return None
    return next(actor for actor in acting if actor.canonical == often[0][0])


def _is_acting_group(actor: Actor) -> bool:
    is_armed = actor.kind in {ActorKind.REBEL_GROUP, ActorKind.MILITIA}
    return is_armed and actor.role is ActorRole.ACTOR1 and not actor.canonical.startswith("Unidentified")


def _has_actor(group: Sequence[Event]) -> bool:
    """Whether an event of the group names who acted, civilians and the unidentified aside."""
    return any(
        actor.role is ActorRole.ACTOR1
        and actor.kind is not ActorKind.CIVILIANS
        and not actor.canonical.startswith("Unidentified")
        for event in group
        for actor in event.actors
    )


def likelihood(features: Mapping[str, float]) -> float:
    """How likely a candidate with these features is an incident, in [0, 1], by logistic regression."""
    weights = _weights()
    total = weights.bias + sum(weights.by_feature.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-total))


def date_of(
    incident: Incident, *, published_on: datetime.date | None
) -> tuple[datetime.date | None, datetime.date | None]:
    """The first and last day: of the finest date that is told, else of the days up to the report."""
    dated = [event.date for event in incident.events if event.date.start is not None and event.date.end is not None]
    if dated:
        best = min(dated, key=_grain)
        return best.start, best.end
    if published_on is None:
        return None, None
    if not all(event.modality in _RETOLD for event in incident.events):
        return published_on, published_on  # news without a date is of the day, a threat is made in the report
    return published_on - datetime.timedelta(days=UNDATED_DAYS), published_on


def _grain(date: EventDate) -> tuple[int, bool]:
    days = 0 if date.start is None or date.end is None else (date.end - date.start).days
    return days, date.basis.value == "inherited"


def _type_of(event: Event) -> str | None:
    rules = read_rules(_RULES)
    kind: str | None = rules["types"].get(event.sub_event_type)
    if kind is None or event.section not in REPORTED_SECTIONS:
        return None
    triggers = [part.trigger.lower() for part in event.evidence]
    for row in rules["words"]:
        if any(stem in trigger for stem in row["stems"] for trigger in triggers):
            return str(row["type"])
    return kind


def _types_of(event: Event) -> set[str]:
    """The types of all deeds that an event tells of, by its triggers."""
    rules = read_rules(_RULES)
    triggers = [part.trigger.lower() for part in event.evidence]
    found = {
        str(row["type"]) for row in rules["words"] if any(stem in word for stem in row["stems"] for word in triggers)
    }
    is_plain = any(stem in word for stem in rules["plain"]["stems"] for word in triggers)
    return found | ({rules["types"][event.sub_event_type]} if is_plain else set())


def _locations(event: Event) -> list[EventPlace]:
    return [place for place in event.places if place.role is PlaceRole.LOCATION and place.resolved.place is not None]


def _places_fit(one: Event, two: Event) -> bool:
    """Whether two events can lie at one place: the same, or one in the province, country or region of the other."""
    first, second = _locations(one), _locations(two)
    return not first or not second or any(_is_one_place(a, b) for a in first for b in second)


def _is_one_place(one: EventPlace, two: EventPlace) -> bool:
    a, b = one.resolved.place, two.resolved.place
    if a is None or b is None or a.country_code != b.country_code:
        return False
    precisions = {one.resolved.precision, two.resolved.precision}
    if a.place_id == b.place_id or precisions & _WIDE:
        return True
    return PlacePrecision.ADMIN1 in precisions and a.admin1_code == b.admin1_code


def _dates_fit(one: EventDate, two: EventDate) -> bool:
    if one.start is None or two.start is None or one.end is None or two.end is None:
        return True
    return one.start <= two.end + _DAY and two.start <= one.end + _DAY


def features_of(candidates: Sequence[Incident], *, published_on: datetime.date | None) -> tuple[dict[str, float], ...]:
    """What the weights look at, by name, one for each candidate: its fields, its words, and its rank in the text."""
    return tuple(
        {
            **dict.fromkeys(_facts(one), 1.0),
            **_ranks(candidates, number, published_on),
            **dict.fromkeys(_cues(one), 1.0),
        }
        for number, one in enumerate(candidates)
    )


def _facts(incident: Incident) -> Iterator[str]:
    yield f"type:{incident.type}"
    if incident.split:
        yield f"split:{incident.split}"
        yield f"split:{incident.split}:{incident.type}"
        yield f"split:{incident.split}:{incident.events[0].modality.value}"
        yield f"split:{incident.split}:{incident.events[0].date.basis.value}"
    for event in incident.events:
        yield f"modality:{event.modality.value}"
        yield f"sub:{event.sub_event_type}"
        yield f"precision:{event.date.precision.value}"
        yield f"basis:{event.date.basis.value}"
        for actor in event.actors:
            yield f"{actor.role.value}:{actor.kind.value}"
            yield f"certainty:{actor.certainty.value}"
        if event.counts.fatalities is not None:
            yield "counts:dead"
            yield "counts:one dead" if event.counts.fatalities.best == 1 else "counts:several dead"
        for name in ("injured", "abducted", "group_size"):
            if getattr(event.counts, name) is not None:
                yield f"counts:{name}"
        for place in _locations(event):
            yield "place:inferred" if place.is_inferred else "place:named"
            yield f"place:{place.resolved.precision.value if place.resolved.precision else None}"
    roles = {actor.role for event in incident.events for actor in event.actors}
    for role in ActorRole:
        if role not in roles:
            yield f"{role.value}:none"
    if not any(map(_locations, incident.events)):
        yield "place:none"


def _ranks(candidates: Sequence[Incident], number: int, published_on: datetime.date | None) -> dict[str, float]:
    incident = candidates[number]
    mentions = sum(len(event.evidence) for event in incident.events)
    most = max(sum(len(event.evidence) for event in one.events) for one in candidates)
    found = {
        "rank:mentions": math.log1p(mentions),
        "rank:share": mentions / most,
        "rank:first": float(number == 0),
        "rank:number": math.log1p(number),
        "rank:candidates": math.log1p(len(candidates)),
        "rank:alone": float(len(candidates) == 1),
        "rank:type told before": float(any(one.type == incident.type for one in candidates[:number])),
        "rank:start": math.log1p(incident.events[0].evidence[0].start / 300),
        "score": max(event.score for event in incident.events),
        "score:type": max(event.type_score for event in incident.events),
    }
    ends = [event.date.end for event in incident.events if event.date.end is not None]
    if published_on is not None and ends:
        age = (published_on - max(ends)).days
        found[next(f"age:{days}" for days in (2, 14, 60, 10**6) if age <= days)] = 1.0
    return found


def _cues(incident: Incident) -> Iterator[str]:
    """The cue words of the rules that stand in the passages, and those that stand in the triggers."""
    words = " ".join(part.text for event in incident.events for part in event.evidence).lower()
    triggers = " ".join(part.trigger for event in incident.events for part in event.evidence).lower()
    for stem, pattern in _stems("passage"):
        if pattern.search(words):
            yield f"says:{stem}"
    for stem, pattern in _stems("trigger"):
        if pattern.search(triggers):
            yield f"trigger:{stem}"


@cache
def _stems(key: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    stems = read_rules(_RULES)["cues"][key].split()
    return tuple((stem, re.compile(r"\b" + re.escape(stem.replace("_", " ")))) for stem in stems)


@dataclass(frozen=True, slots=True)
class _Weights:
    threshold: float
    bias: float
    by_feature: Mapping[str, float]


@cache
def _weights() -> _Weights:
    content = read_json(_WEIGHTS)
    return _Weights(float(content["threshold"]), float(content["bias"]), content["weights"])
