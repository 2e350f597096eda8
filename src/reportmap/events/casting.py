"""The parties of an event as coders name them: people by what they do there, forces by the country where they do it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from reportmap.events.actors import ARMED, with_country
from reportmap.model import (
    Actor,
    ActorCertainty,
    ActorKind,
    ActorMention,
    ActorRole,
    EventPlace,
    PlaceRole,
    Span,
)
from reportmap.rules import read_rules

_CROWDS = frozenset({ActorKind.CIVILIANS, ActorKind.PROTESTERS})
_NAMELESS = ("Unidentified", "Rioters", "Protesters", "Pirates")

UNIDENTIFIED = "Unidentified"
"""How the standard name of a party begins whose name the text does not give."""


def country_of_event(places: Sequence[EventPlace]) -> str | None:
    """The country of an event's first located place, None where no place has one."""
    located = (place.resolved.place for place in places if place.role is PlaceRole.LOCATION)
    return next((place.country for place in located if place is not None and place.country), None)


def in_country(actors: Sequence[ActorMention], places: Sequence[EventPlace]) -> tuple[ActorMention, ...]:
    """The parties of a passage, those without a country of their own with that of the event's first located place."""
    country = country_of_event(places)
    if country is None:
        return tuple(actors)
    return tuple(
        replace(actor, canonical=with_country(actor.pattern, country)) if actor.pattern else actor for actor in actors
    )


def cast_parties(
    actors: Iterable[Actor],
    *,
    event_type: str | None,
    sub_event_type: str | None,
    places: Sequence[EventPlace],
    trigger: Span,
) -> tuple[Actor, ...]:
    """The parties of an event of a type, actors first, each name once, and of the unidentified each description once.

    People who act are named after what they do (protesters, rioters, unidentified armed group). Where nobody acts,
    whom the type implies does, with the words of `trigger`; of two sides of a fight that are both acted on, the armed
    group acts.
    """
    country = country_of_event(places)
    types = [name for name in (sub_event_type, event_type) if name is not None]
    acting = next((_table("acting_people")[name] for name in types if name in _table("acting_people")), None)
    found = [_recast(actor, acting, country) for actor in actors]
    if not any(actor.role is ActorRole.ACTOR1 and actor.certainty is not ActorCertainty.DENIED for actor in found):
        risen = _promoted(found, event_type) or _risen(found, acting, country)
        found = risen or found + _implied(types, country, trigger)
    distinct: dict[tuple[str, ...], Actor] = {}
    for actor in _without_fillers(found):
        distinct.setdefault(_identity(actor), actor)
    return tuple(sorted(distinct.values(), key=lambda actor: actor.role.value))


def _identity(actor: Actor) -> tuple[str, ...]:
    """What makes two parties one: the name in a role, of parties without a name also the words."""
    words = actor.text.casefold() if actor.canonical.startswith(UNIDENTIFIED) else ""
    return actor.canonical, actor.role, words


def _recast(actor: Actor, acting: tuple[ActorKind, str] | None, country: str | None) -> Actor:
    """A nameless person who acts, as the party that such people are in this type of event."""
    if acting is None or actor.role is not ActorRole.ACTOR1:
        return actor
    kind, pattern = acting
    is_crowd = kind is ActorKind.PROTESTERS
    if actor.canonical.startswith("Government") or (is_crowd and actor.kind not in _CROWDS):
        return actor
    if not is_crowd and not actor.canonical.startswith("Civilians"):
        return actor
    place = actor.canonical.partition("(")[2].rstrip(")") or None
    return replace(actor, kind=kind, canonical=with_country(pattern, place or country))


def _promoted(actors: Sequence[Actor], event_type: str | None) -> list[Actor]:
    """The parties of a fight that names nobody as acting: of two armed sides the armed group acts."""
    fighters = [actor for actor in actors if actor.kind is not ActorKind.CIVILIANS]
    rebel = next((actor for actor in fighters if actor.kind in ARMED), None)
    if event_type != "Battles" or rebel is None or len({actor.canonical for actor in fighters}) < 2:
        return []
    return [replace(actor, role=ActorRole.ACTOR1) if actor is rebel else actor for actor in actors]


def _risen(actors: Sequence[Actor], acting: tuple[ActorKind, str] | None, country: str | None) -> list[Actor]:
    """The parties of a protest or riot in which people are only acted on: they are the crowd."""
    people = [actor for actor in actors if actor.kind is ActorKind.CIVILIANS]
    if acting is None or acting[0] is not ActorKind.PROTESTERS or not people:
        return []
    crowd = _recast(replace(people[0], role=ActorRole.ACTOR1), acting, country)
    return [crowd if actor is people[0] else actor for actor in actors]


def _implied(types: Sequence[str], country: str | None, trigger: Span) -> list[Actor]:
    implied = next((_table("implied")[name] for name in types if name in _table("implied")), None)
    if implied is None or country is None:
        return []
    kind, pattern = implied
    return [
        Actor(
            start=trigger.start,
            end=trigger.end,
            text=trigger.text,
            canonical=with_country(pattern, country),
            kind=kind,
            role=ActorRole.ACTOR1,
            certainty=ActorCertainty.SUSPECTED,  # no word of the text names it
        )
    ]


def _without_fillers(actors: Sequence[Actor]) -> list[Actor]:
    """Parties without a name give way to a named armed group in the same role."""
    named = {actor.role for actor in actors if actor.kind in ARMED and not actor.canonical.startswith(_NAMELESS)}
    return [actor for actor in actors if actor.role not in named or not actor.canonical.startswith(UNIDENTIFIED)]


@cache
def _table(name: str) -> Mapping[str, tuple[ActorKind, str]]:
    rows: Mapping[str, list[str]] = read_rules("events/parties.toml")[name]
    return {event_type: (ActorKind(kind), pattern) for event_type, (kind, pattern) in rows.items()}


@cache
def kinds_for(sub_event_type: str | None) -> frozenset[ActorKind]:
    """The kinds of party that alone can act in events of a sub-event type; empty where any can."""
    rows: Mapping[str, list[str]] = read_rules("events/parties.toml")["only"]
    return frozenset(ActorKind(kind) for kind in rows.get(sub_event_type or "", ()))


def is_by_air(sub_event_type: str | None) -> bool:
    """Whether only who has aircraft does what this sub-event type means."""
    return _is_listed("by_air", sub_event_type)


def befalls(sub_event_type: str | None) -> bool:
    """Whether this sub-event type is done to people, so that who acted just before did it too."""
    return _is_listed("befalling", sub_event_type)


def is_mutual(sub_event_type: str | None) -> bool:
    """Whether both sides do what this sub-event type means."""
    return _is_listed("mutual", sub_event_type)


def _is_listed(name: str, sub_event_type: str | None) -> bool:
    types: Collection[str] = read_rules("events/parties.toml")[name]
    return sub_event_type in types
