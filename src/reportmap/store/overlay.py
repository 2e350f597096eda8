"""Events as they were read, with what analysts corrected laid over them. The events in the store stay as they are.

merged events + corrections --overlay--> the same events, corrected
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportmap.model import (
    DateBasis,
    DatePrecision,
    Event,
    EventDate,
    EventPlace,
    Place,
    PlaceAlternative,
    PlaceMention,
    PlacePrecision,
    ResolvedPlace,
)
from reportmap.store.corrections import (
    Chosen,
    Correction,
    CorrectionKind,
    Days,
    Judged,
    TypeNames,
    fold_name,
)

BY_ANALYST = "set by an analyst"
"""How reasons of what an analyst corrected begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rules:
    """Corrections by what they are about; of two about the same thing the newer one counts."""

    by_event: Mapping[str, list[Correction]]
    by_span: Mapping[str, list[tuple[int, int, Place | None]]]
    by_name: Mapping[tuple[str, str | None], Place | None]


def overlay(events: Sequence[Event], corrections: Sequence[Correction]) -> tuple[Event, ...]:
    """The events, corrected, in the same order. `corrections` are those that count, the oldest first.

    An event that was merged from several reports is corrected under the id of any account; when it has another id now,
    the event whose word stands where the correction says is meant.
    """
    if not corrections:
        return tuple(events)
    rules = _rules(corrections, _ids(events))
    return tuple(_corrected(event, rules) for event in events)


def waiting(events: Sequence[Event], corrections: Sequence[Correction]) -> tuple[Correction, ...]:
    """The corrections about events that are not among the given ones: they are kept until such an event is back."""
    ids = _ids(events)
    return tuple(one for one in corrections if one.event_id is not None and not ids.now(one))


def correct_places(
    document_id: str, places: Iterable[ResolvedPlace], corrections: Sequence[Correction]
) -> tuple[ResolvedPlace, ...]:
    """The places of a report, corrected."""
    rules = _rules(corrections, _Ids())
    return tuple(_placed(place, document_id, rules) for place in places)


# --- what is about what -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ids:
    """The events by the ids of their accounts, and where the words of each report's accounts stand."""

    events: dict[str, str] = field(default_factory=dict)
    words: dict[str, list[tuple[int, int, str]]] = field(default_factory=dict)

    def now(self, correction: Correction) -> str | None:
        """The id of the event that a correction is about, None where there is none any more."""
        if correction.event_id in self.events:
            return self.events[correction.event_id]
        start, end = correction.start or 0, correction.end or 0
        here = self.words.get(correction.document_id or "", ())
        return next((event_id for first, last, event_id in here if first < end and start < last), None)


def _ids(events: Iterable[Event]) -> _Ids:
    ids = _Ids()
    for event in events:
        for account in _accounts(event):
            ids.events[account.event_id] = event.event_id
            for word in account.evidence:
                at = (word.trigger_start, word.trigger_end, event.event_id)
                ids.words.setdefault(word.document_id, []).append(at)
    return ids


def _accounts(event: Event) -> tuple[Event, ...]:
    return tuple(account.event for account in event.accounts) or (event,)


def _rules(corrections: Iterable[Correction], ids: _Ids) -> _Rules:
    by_event: dict[str, list[Correction]] = {}
    by_span: dict[str, list[tuple[int, int, Place | None]]] = {}
    by_name: dict[tuple[str, str | None], Place | None] = {}
    for one in corrections:
        if one.event_id is not None:
            if (event_id := ids.now(one)) is not None:
                by_event.setdefault(event_id, []).append(one)
        elif isinstance(one.value, Chosen):
            if one.document_id is None:
                by_name[one.name or "", one.was] = one.value.place
            else:
                by_span.setdefault(one.document_id, []).append((one.start or 0, one.end or 0, one.value.place))
    return _Rules(by_event=by_event, by_span=by_span, by_name=by_name)


# --- applying ---------------------------------------------------------------------------------------------------


def _corrected(event: Event, rules: _Rules) -> Event:
    places = _with_places(event.places, event.document_id, rules)
    found = event if places is event.places else replace(event, places=places, corrected=("place",))
    if event.accounts:
        accounts = tuple(replace(one, event=_with_account(one.event, rules)) for one in event.accounts)
        found = replace(found, accounts=accounts)
    for correction in rules.by_event.get(event.event_id, ()):
        found = _apply(found, correction)
    return found


def _with_account(event: Event, rules: _Rules) -> Event:
    places = _with_places(event.places, event.document_id, rules)
    return event if places is event.places else replace(event, places=places)


def _apply(event: Event, correction: Correction) -> Event:
    value = correction.value
    if isinstance(value, Judged):
        return replace(event, verdict=value.verdict)
    if correction.kind is CorrectionKind.NOTE:
        return replace(event, note=correction.note or None)
    if isinstance(value, Days):
        return replace(event, date=_date(event.date, value), corrected=_and(event.corrected, "date"))
    if isinstance(value, TypeNames):
        return replace(
            event, event_type=value.event_type, sub_event_type=value.sub_event_type, plover_type=None, type_score=1.0,
            corrected=_and(event.corrected, "type"),
        )  # fmt: skip
    if isinstance(value, Chosen) and value.place is not None:
        return replace(event, places=_stated(event, value.place), corrected=_and(event.corrected, "place"))
    return event


def _and(corrected: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*corrected, name)))


def _date(was: EventDate, days: Days) -> EventDate:
    first, last = days.first or days.last, days.last or days.first
    if first is None or last is None:
        return EventDate(reason=f"{BY_ANALYST}: undated")
    precision = DatePrecision.DAY if first == last else DatePrecision.RANGE
    return EventDate(
        start=first, end=last, best=first if first == last else None, precision=precision, basis=DateBasis.EXPLICIT,
        mention=was.mention, reason=BY_ANALYST,
    )  # fmt: skip


def _stated(event: Event, place: Place) -> tuple[EventPlace, ...]:
    """The places of an event of which an analyst says where it took place, beside the names of its text."""
    word = event.evidence[0]
    mention = PlaceMention(
        start=word.trigger_start, end=word.trigger_start, text="", passage_index=0, name=place.name, cue=BY_ANALYST
    )
    resolved = ResolvedPlace(mention=mention, place=place, precision=place.precision, score=1.0, reason=BY_ANALYST)
    others = (other for other in event.places if other.resolved.place is None)
    return (EventPlace(resolved=resolved, is_inferred=True), *others)


def _with_places(places: tuple[EventPlace, ...], document_id: str, rules: _Rules) -> tuple[EventPlace, ...]:
    """The places, corrected; the same tuple where nothing is. What stood for a name that is placed now goes."""
    now = tuple(_placed(place.resolved, document_id, rules) for place in places)
    if all(new is place.resolved for new, place in zip(now, places, strict=True)):
        return places
    settled = [
        place.resolved for place, new in zip(places, now, strict=True) if place.resolved.place is None and new.place
    ]
    return tuple(
        replace(place, resolved=new)
        for place, new in zip(places, now, strict=True)
        if not any(place.resolved.stands_for(unknown) for unknown in settled)
    )


def _placed(resolved: ResolvedPlace, document_id: str, rules: _Rules) -> ResolvedPlace:
    mention, was = resolved.mention, resolved.place
    key = (fold_name(mention.text), was.place_id if was is not None else None)
    is_meant, chosen = key in rules.by_name, rules.by_name.get(key)
    for start, end, place in rules.by_span.get(document_id, ()):
        if start < mention.end and mention.start < end:
            is_meant, chosen = True, place
    if not is_meant or (was is not None and chosen == was and resolved.derived is None):
        return resolved
    others = [PlaceAlternative(place=was, score=resolved.score)] if was is not None else []
    others += [other for other in resolved.alternatives if chosen is None or other.place != chosen]
    read = f"was read as {was.name}" if was is not None else "had no place"
    return ResolvedPlace(
        mention=mention,
        place=chosen,
        precision=_precision(chosen),
        score=1.0,
        reason=f"{BY_ANALYST}; “{mention.text}” {read}: {resolved.reason}",
        alternatives=tuple(others),
    )


def _precision(place: Place | None) -> PlacePrecision | None:
    return None if place is None else place.precision
