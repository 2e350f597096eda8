"""The passage of the open event: its words, what was read from them, other reports, and what an analyst says of it."""

from collections.abc import Sequence
from dataclasses import asdict

import streamlit as st

from reportmap.dashboard.filters import FACET_WORDS, FilteredEvents
from reportmap.dashboard.frames import EventFrames
from reportmap.dashboard.listing import OFF_MAP
from reportmap.dashboard.palette import TypeStyle
from reportmap.dashboard.passage import say_place, view_passage
from reportmap.dashboard.smallmap import HEIGHT, WIDTH, pin_map
from reportmap.dashboard.views import correcting, session
from reportmap.dashboard.views.components import component, literal
from reportmap.dashboard.words import join_words, say_spot
from reportmap.errors import StoreError
from reportmap.model import Event
from reportmap.store import StoredDecision

N_PINS = 6
"""So many places of "Why here?" are on its small map."""


def passage(
    filtered: FilteredEvents, styles: dict[str, TypeStyle], order: Sequence[str], *, key: str, back: str | None = None
) -> None:
    """The open event, among the events of `order`. `back` is what the way out is called, and turns the keys on."""
    state = st.session_state
    frames = filtered.frames
    event = frames.by_id[state.event]
    index = min(state.evidence, len(event.evidence) - 1)
    similar: tuple[tuple[Event, float, str], ...] = ()
    undo = None
    try:
        store = session.open_store(session.database_url())
        extraction = store.corrected_extraction(event.evidence[index].document_id)
        similar = _similar(store.similar_events(event.event_id), frames)
        undo = _undoable(store.decisions(), frames, event.event_id)
    except StoreError as error:
        extraction = None
        st.error(literal(f"The passage cannot be read: {error}"))
    if extraction is None:
        st.button("Back to the list", on_click=session.close_event)
        return
    view = view_passage(event, extraction, evidence_index=index, documents=frames.documents, similar=similar)
    component("passage")(
        key=key,
        data={
            "view": asdict(view),
            "undo": undo,
            "back": back or _back_words(filtered),
            "keys": back is not None,
            "review": correcting.review_data(frames, event) | {"place_at": _place_at(event)},
            "map": _why_map(event),
            **_neighbors(filtered, event, order, styles),
        },
        on_open_change=lambda: session.open_event(key=key),
        on_close_change=session.close_event if back is None else session.ask_explore,
        on_evidence_change=lambda: session.next_evidence(key),
        on_document_change=lambda: session.ask_document(key),
        on_different_change=lambda: session.say_different(key),
        on_same_change=lambda: session.say_same(key),
        on_undo_change=lambda: session.undo(key),
        on_edit_change=lambda: correcting.edit(key),
        on_say_change=lambda: correcting.say(key),
        on_retract_change=lambda: correcting.retract(key),
    )


def _neighbors(
    filtered: FilteredEvents, event: Event, order: Sequence[str], styles: dict[str, TypeStyle]
) -> dict[str, object]:
    """Where the event stands in the list, what is before and after it, and why it is not there."""
    at = order.index(event.event_id) if event.event_id in order else None
    style = styles[event.event_type or ""]
    return {
        "color": style.color,
        "mark": style.mark,
        "notice": _hidden_words(filtered, event.event_id, is_listed=at is not None),
        "position": "" if at is None else f"{at + 1:,} of {len(order):,}",
        "previous": order[at - 1] if at else None,
        "next": order[at + 1] if at is not None and at + 1 < len(order) else None,
    }


def _place_at(event: Event) -> int | None:
    """The number of the place that "Change place" is about: the first name without one, else the first of all."""
    lost = correcting.first_lost(event)
    return lost if lost is not None else (0 if event.places else None)


def _why_map(event: Event) -> dict[str, object] | None:
    """The chosen places and their runners-up on one small map."""
    pins: dict[tuple[float, float], str] = {}
    for place in event.places:
        if (point := place.resolved.point) is not None:
            pins.setdefault((point[1], point[0]), say_spot(place.resolved))
    for place in event.places:
        for other in place.resolved.alternatives:
            pins.setdefault((other.place.longitude, other.place.latitude), say_place(other.place))
    found = [(longitude, latitude, name) for (longitude, latitude), name in pins.items()][:N_PINS]
    picture = pin_map(found)
    if picture is None:
        return None
    alt = "Map of " + join_words(name for *_, name in found)
    return {"picture": asdict(picture), "size": [WIDTH, HEIGHT], "alt": alt}


def _similar(offered: tuple[tuple[str, float, str], ...], frames: EventFrames) -> tuple[tuple[Event, float, str], ...]:
    """The events that were offered as perhaps the same, each once."""
    found = {frames.event_id_of(event_id): (score, reason) for event_id, score, reason in reversed(offered)}
    events = ((frames.by_id[event_id], *why) for event_id, why in found.items() if event_id is not None)
    return tuple(sorted(events, key=lambda item: -item[1]))


def _undoable(decided: tuple[StoredDecision, ...], frames: EventFrames, event_id: str) -> dict[str, object] | None:
    """The newest decision about an event that still counts, for the button that takes it back."""
    for said in reversed(decided):
        about = {frames.event_id_of(one) for pair in said.pairs for one in pair}
        if event_id in about and not said.is_undone:
            words = "the same event" if said.is_same else "not the same event"
            return {"action": said.action, "words": f"Undo “{words}”"}
    return None


def _back_words(filtered: FilteredEvents) -> str:
    scope = st.session_state.scope
    if scope is None:
        return "All events"
    if scope == OFF_MAP:
        return "Not on the map"
    return str((filtered.frames.place(scope) or {}).get("name", "List"))


def _hidden_words(filtered: FilteredEvents, event_id: str, *, is_listed: bool) -> str:
    """Why the open event is not in the list, empty where it is."""
    if is_listed:
        return ""
    hidden = filtered.hidden_by(event_id)
    if hidden:
        names = join_words(FACET_WORDS[facet].lower() for facet in hidden)
        return f"This event is not in the list any more: the filter on {names} hides it."
    return "This event lies elsewhere than the chosen place."
