"""The accounts of one event -> the event that several reports tell, and what they contradict each other in."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from reportmap.figures import Figure, figure_of, figures_meet, say_figure
from reportmap.matching.profile import COMPARED_COUNTS, others_acted
from reportmap.model import (
    DRAWN_MODALITIES,
    Account,
    ActorCertainty,
    ActorRole,
    Claim,
    ClaimStanding,
    DatePrecision,
    Event,
    EventDate,
    Modality,
    PlaceRole,
    SectionKind,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """A matter in which the sources of one event cannot all be right, with what each of them says, in their order.

    `matter` is a count's name in the record, "date", "actor1" or "modality". Sources are those of one report, or the
    reports that tell the event.
    """

    matter: str
    claims: tuple[Claim, ...]


# --- one event of several accounts ------------------------------------------------------------------------------


def order_accounts(events: Iterable[Event]) -> tuple[Event, ...]:
    """Accounts of one event, the one that tells it best first: as fact, exactly placed and dated, in full, surest."""
    return tuple(sorted(events, key=_rank))


def _rank(event: Event) -> tuple[object, ...]:
    modalities = [Modality.HAPPENED, Modality.CLAIMED, Modality.DENIED]
    modality = modalities.index(event.modality) if event.modality in modalities else len(modalities)
    resolved = [place.resolved for place in event.places if place.role is PlaceRole.LOCATION and place.resolved.place]
    known = (event.counts.fatalities, event.counts.injured, *event.actors[:2])
    return (
        not event.is_drawn,
        modality,
        min((one.coarseness for one in resolved), default=9),
        list(DatePrecision).index(event.date.precision),
        event.section is SectionKind.TITLE,
        -sum(one is not None for one in known),
        -event.score,
        event.document_id,
        event.event_id,
    )


def merge_accounts(
    events: Sequence[Event], *, reasons: Mapping[str, tuple[float, str]], copies: Mapping[str, str]
) -> Event:
    """One event of the accounts that several reports give of it.

    The fields are those of the first account, whose words they rest on; the others stand beside it in `accounts`.

    Args:     events: in the order of `order_accounts`; reasons: score and reason by event id; copies: as
              `shared_sources` gives them
    Raises:   ValueError without an account
    """
    if not events:
        raise ValueError("an event needs an account")
    lead = events[0]
    return replace(
        lead,
        evidence=tuple(evidence for event in events for evidence in event.evidence),
        n_sources=sum(event.event_id not in copies for event in events),
        merged_from=tuple(dict.fromkeys(part for event in events for part in event.merged_from)),
        accounts=tuple(
            Account(
                event=event,
                score=reasons[event.event_id][0],
                reason=reasons[event.event_id][1],
                copy_of=copies.get(event.event_id),
            )
            for event in events
        ),
    )


# --- contradictions ---------------------------------------------------------------------------------------------


def contradictions(event: Event) -> tuple[Contradiction, ...]:
    """What the sources of an event contradict each other in, within a report and between reports, if anything."""
    events = [account.event for account in event.accounts] or [event]
    if len(events) == 1 and not event.claims:
        return ()
    found: list[Contradiction] = []
    for name in COMPARED_COUNTS:
        figures = [told for one in events for told in _figures_told(one, name)]
        found += _where(name, figures, _figures_differ)
    dates = [(days, _claim(one, "date", _say_days(days))) for one in events if (days := _days(one.date)) is not None]
    found += _where("date", dates, lambda a, b: a[0] > b[1] or b[0] > a[1])
    acting = [(names, _claim(one, "actor1", ", ".join(names))) for one in events if (names := _acting(one))]
    found += _where("actor1", acting, others_acted)
    found += _where("modality", [told for one in events for told in _modalities_told(one)], _modalities_differ)
    return tuple(found)


def _claim(event: Event, matter: str, words: str) -> Claim:
    return Claim(event_id=event.event_id, document_id=event.document_id, matter=matter, words=words)


def _standing(event: Event, matter: str) -> list[Claim]:
    return [one for one in event.claims if one.matter == matter and one.standing is ClaimStanding.STANDS]


def _figures_told(event: Event, name: str) -> list[tuple[Figure, Claim]]:
    """The figures of a report: those of its sources where they differ, else the one of its record."""
    own = [(figure_of(claim.count), claim) for claim in _standing(event, name) if claim.count is not None]
    count = getattr(event.counts, name)
    if own or count is None:
        return own
    return [(figure_of(count), _claim(event, name, say_figure(figure_of(count))))]


def _modalities_told(event: Event) -> list[tuple[Modality, Claim]]:
    own = [(Modality(claim.words), claim) for claim in _standing(event, "modality")]
    return own or [(event.modality, _claim(event, "modality", event.modality.value))]


Said = TypeVar("Said")


def _where(
    matter: str, told: Sequence[tuple[Said, Claim]], differ: Callable[[Said, Said], bool]
) -> Iterator[Contradiction]:
    """The matter with what everybody says in it, where any two differ."""
    if any(differ(one, two) for at, (one, _) in enumerate(told) for two, _ in told[:at]):
        yield Contradiction(matter=matter, claims=tuple(claim for _, claim in told))


def _figures_differ(one: Figure, two: Figure) -> bool:
    is_other_side = bool(one.side and two.side) and one.side != two.side
    return not is_other_side and not figures_meet(one, two)


def _days(date: EventDate) -> tuple[datetime.date, datetime.date] | None:
    first, last = date.start or date.end, date.end or date.start
    return None if first is None or last is None else (first, last)


def _say_days(days: tuple[datetime.date, datetime.date]) -> str:
    first, last = days
    return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"


def _acting(event: Event) -> tuple[str, ...]:
    """Who acted, those left out who are only said to deny it."""
    acting = [actor for actor in event.actors if actor.role is ActorRole.ACTOR1]
    return tuple(dict.fromkeys(one.canonical for one in acting if one.certainty is not ActorCertainty.DENIED))


def _modalities_differ(one: Modality, two: Modality) -> bool:
    return Modality.DENIED in {one, two} and bool({one, two} & DRAWN_MODALITIES)
