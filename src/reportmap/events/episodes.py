"""Which acts are part of one event that was told before: ACLED's rule of one record for each party, place and day."""

from collections.abc import Mapping, Sequence
from functools import cache

from reportmap.events.lexicon import listed
from reportmap.figures import best_number
from reportmap.model import (
    DRAWN_MODALITIES,
    Actor,
    ActorKind,
    ActorRole,
    DateBasis,
    EventMention,
    EventPlace,
    PlaceRole,
    SectionKind,
    Trigger,
)
from reportmap.rules import read_rules

REACH = 420
"""Code points between the passages of an event and of its parts; about a paragraph of news."""


def is_part_of(later: EventMention, earlier: EventMention) -> bool:
    """Whether the later mention only tells more of the earlier event.

    It does where it gives no place, no day and no acting party of its own, stands close behind, and is of a type that
    the earlier type may hold (`resources/events/episodes.toml`).
    """
    if later.is_reference or earlier.is_reference or SectionKind.COMMENT in {later.section, earlier.section}:
        return False
    if not {later.modality, earlier.modality} <= DRAWN_MODALITIES:
        return False
    if later.evidence.start - earlier.evidence.end > REACH or is_told_apart(later, earlier):
        return False
    whole, part = earlier.sub_event_type or "", later.sub_event_type
    if _has_own_place(later, earlier) or _has_own_date(later, earlier):
        return False
    if part in _table("answers").get(whole, ()):
        return True
    return part in _table("parts").get(whole, ()) and not _has_own_party(later, earlier)


def is_told_apart(later: EventMention, earlier: EventMention) -> bool:
    """Whether the later sentence says of itself that it is about another event ("In a related development")."""
    if later.evidence.start == earlier.evidence.start:
        return False
    apart: list[str] = read_rules("events/episodes.toml")["apart"]
    return later.evidence.text.casefold().startswith(tuple(apart))


def gravity(told: EventMention | Trigger) -> int:
    """Where a type stands among those of which the gravest names the event; 0 for all others."""
    gravest: list[str] = read_rules("events/episodes.toml")["gravest"]
    return gravest.index(told.sub_event_type) + 1 if told.sub_event_type in gravest else 0


def is_one_a_day(mention: EventMention) -> bool:
    """Whether all acts of a mention's type on one day at one place are one record, whoever tells of them."""
    return mention.sub_event_type in read_rules("events/episodes.toml")["one_a_day"]


def is_share(later: EventMention, earlier: EventMention) -> bool:
    """Whether a part of an event tells of fewer dead than the event has ("three of the attackers died")."""
    if not is_part_of(later, earlier) or later.counts.fatalities is None or earlier.counts.fatalities is None:
        return False
    part, whole = best_number(later.counts.fatalities), best_number(earlier.counts.fatalities)
    return part is not None and whole is not None and part < whole


def is_aftermath(mention: EventMention, mentions: Sequence[EventMention]) -> bool:
    """Whether a mention tells what an act led to ("the villagers fled"), and the others of its event tell the act."""
    types: list[str] = read_rules("events/episodes.toml")["aftermath"]
    is_one = mention.sub_event_type in types
    return is_one and any(other.sub_event_type not in types and not other.is_reference for other in mentions)


def names_instead(graver: str | None, lighter: str | None) -> bool:
    """Whether an event of both types is named by the first: violence against people before that against things."""
    return graver in _table("gives_way").get(lighter or "", frozenset())


def gives_way(mention: EventMention, mentions: Sequence[EventMention]) -> bool:
    """Whether another act among the mentions of one event names it instead."""
    graver = _table("gives_way").get(mention.sub_event_type or "", frozenset())
    return any(other.sub_event_type in graver and not other.is_toll and not other.is_reference for other in mentions)


def _has_own_place(later: EventMention, earlier: EventMention) -> bool:
    told = {_spot(place) for place in earlier.places}
    locations = [place for place in later.places if place.role is PlaceRole.LOCATION]
    own = {_spot(place) for place in locations if not place.is_inferred}
    taken_over = {_spot(place) for place in locations if place.is_inferred}
    is_elsewhere = bool(taken_over) and bool(told) and not taken_over & told  # a heading or a lead stands between
    return bool(own - told) or is_elsewhere


def _spot(place: EventPlace) -> str:
    return place.resolved.spot_id or place.resolved.mention.text


def _has_own_date(later: EventMention, earlier: EventMention) -> bool:
    is_own = later.date.basis not in {DateBasis.INHERITED, DateBasis.NONE}
    is_heading = later.date.basis is DateBasis.INHERITED and earlier.date.start is not None
    return (is_own or is_heading) and (later.date.start, later.date.end) != (earlier.date.start, earlier.date.end)


def _has_own_party(later: EventMention, earlier: EventMention) -> bool:
    """Whether another party acts in it. Civilians who act in violence are mostly a pronoun that was read wrongly."""
    acting, known = _acting(later), _acting(earlier)
    if acting and known:
        return not acting & known
    kinds = {actor.kind for actor in later.actors if actor.canonical in acting}
    told = {actor.kind for actor in earlier.actors}
    return bool(acting) and bool(told) and not kinds & told


def _acting(mention: EventMention) -> frozenset[str]:
    return frozenset(
        actor.canonical
        for actor in mention.actors
        if actor.role is ActorRole.ACTOR1
        and actor.kind is not ActorKind.CIVILIANS
        and not actor.canonical.startswith("Unidentified")
        and not is_guessed(actor)
    )


def is_guessed(actor: Actor) -> bool:
    """Whether forces are told by a common noun alone ("jets", "the army"), so that their country is a guess."""
    bare = actor.text.casefold().removeprefix("the ").removesuffix("s")
    return actor.kind in {ActorKind.STATE_FORCES, ActorKind.EXTERNAL_FORCES} and bare in listed("bare_forces")


@cache
def _table(name: str) -> Mapping[str, frozenset[str]]:
    found: Mapping[str, list[str]] = read_rules("events/episodes.toml")[name]
    return {whole: frozenset(parts) for whole, parts in found.items()}
