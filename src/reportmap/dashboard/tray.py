"""What is not on the map: names that the gazetteer lacks or that nothing decides, and events without any name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from reportmap.dashboard.filters import FilteredEvents
from reportmap.dashboard.passage import show_controls
from reportmap.dashboard.words import plural, say_radius, say_spot
from reportmap.model import Event, PlaceRole, ResolvedPlace
from reportmap.store.corrections import fold_name

MAX_NAMES = 60
MAX_UNNAMED = 60
MAX_EVENTS = 5_000
"""So many events are looked through; a tray with more of them asks for narrower filters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LostName:
    """A name without a place in the filtered events. `at` is the number of the place among those of the first event.

    `near` says where such an event is drawn instead, or where the name probably lies; `event_ids` are in the order of
    the store.
    """

    name: str
    at: int
    near: str
    reason: str
    event_ids: tuple[str, ...]
    n_reports: int
    is_on_map: bool

    @property
    def words(self) -> str:
        """How often it is named."""
        reports = f" in {plural(self.n_reports, 'report')}" if self.n_reports > 1 else ""
        return plural(len(self.event_ids), "event") + reports


@dataclass(frozen=True, slots=True, kw_only=True)
class Tray:
    """The names, most events first, those of events that are not on the map at all before the others; then the events
    that name no place. `n_more` names and `n_more_unnamed` events are left out."""

    names: tuple[LostName, ...]
    unnamed: tuple[str, ...]
    n_more: int
    n_more_unnamed: int


def fill_tray(filtered: FilteredEvents) -> Tray:
    """What the filtered events have that is not on the map."""
    frames = filtered.frames
    ids = frames.events["event_id"]
    off_map = filtered.mask & ~frames.events["on_map"].to_numpy()
    lost = filtered.mask & frames.events["has_lost_name"].to_numpy()
    found: dict[str, list[tuple[Event, int]]] = {}
    unnamed: list[str] = []
    for row in np.flatnonzero(off_map | lost)[:MAX_EVENTS]:
        event = frames.by_id[str(ids.iloc[row])]
        names = list(lost_names(event))
        for at, resolved in names:
            found.setdefault(fold_name(resolved.mention.text), []).append((event, at))
        if not names and off_map[row]:
            unnamed.append(event.event_id)
    on_map = dict(zip(ids[off_map | lost], ~off_map[off_map | lost], strict=True))
    lines = sorted(
        (_line(told, on_map) for told in found.values()),
        key=lambda line: (line.is_on_map, -len(line.event_ids), line.name),
    )
    return Tray(
        names=tuple(lines[:MAX_NAMES]),
        unnamed=tuple(unnamed[:MAX_UNNAMED]),
        n_more=max(0, len(lines) - MAX_NAMES),
        n_more_unnamed=max(0, len(unnamed) - MAX_UNNAMED),
    )


def lost_names(event: Event) -> Iterable[tuple[int, ResolvedPlace]]:
    """The names of an event at which it would be drawn and that have no place, by their number among its places."""
    for at, place in enumerate(event.places):
        if place.resolved.place is None and place.role is not PlaceRole.ORIGIN and place.resolved.mention.text:
            yield at, place.resolved


def _line(told: list[tuple[Event, int]], on_map: Mapping[str, bool]) -> LostName:
    event, at = told[0]
    resolved = event.places[at].resolved
    ids = tuple(dict.fromkeys(one.event_id for one, _ in told))
    return LostName(
        name=show_controls(resolved.mention.text),
        at=at,
        near=_near(event, resolved),
        reason=resolved.reason.partition("; probably ")[0],
        event_ids=ids,
        n_reports=len({one.document_id for one, _ in told}),
        is_on_map=all(on_map[event_id] for event_id in ids),
    )


def _near(event: Event, unknown: ResolvedPlace) -> str:
    """Where the event is drawn instead of at an unknown name, or where the name probably lies."""
    for place in event.places:
        if place.resolved.place is not None and place.resolved.stands_for(unknown):
            return f"drawn at {say_spot(place.resolved)} instead"
    others = [place.resolved for place in event.places if place.resolved.place is not None]
    if others:
        return f"drawn at {say_spot(others[0])}, which is named beside it"
    if unknown.nearby is not None:
        return f"probably {unknown.nearby.name}, {say_radius(unknown.nearby.radius_km)}"
    return ""
