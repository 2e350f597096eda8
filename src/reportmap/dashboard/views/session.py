"""What one browser session looks at, how it gets into the address bar, and the actions that change it."""

import datetime
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from typing import ParamSpec

import streamlit as st

from reportmap.dashboard.filters import Facet, Filters, from_params, to_params
from reportmap.dashboard.frames import EventFrames, build_frames
from reportmap.dashboard.layers import Layer
from reportmap.dashboard.listing import OFF_MAP, Order
from reportmap.dashboard.map import PLACES_LAYER, MapView
from reportmap.dashboard.play import Period, Step, next_period
from reportmap.dashboard.reader import ReaderSpot
from reportmap.dashboard.timeline import brushed_period
from reportmap.dashboard.views.components import literal, sent
from reportmap.errors import StoreError
from reportmap.store import EventStore

MAP_KEY = "map"
LIST_KEY = "list"
PASSAGE_KEY = "passage"
TRAY_KEY = "tray"
RAIL_KEY = "rail"
PLAY_KEY = "play"


# --- data -------------------------------------------------------------------------------------------------------


def database_url() -> str | None:
    """The store that the environment names, None for the default one."""
    return os.environ.get("REPORTMAP_DATABASE_URL") or None


@st.cache_resource(show_spinner=False)
def open_store(url: str | None) -> EventStore:
    """The store, shared by all sessions of this process. Raises StoreError."""
    return EventStore.open(url)


def load_frames() -> EventFrames:
    """The store's events as tables, read again only when the store has changed. Raises StoreError."""
    url = database_url()
    return _frames(url, open_store(url).revision)


@st.cache_resource(show_spinner="Reading the store", max_entries=2)
def _frames(url: str | None, revision: int) -> EventFrames:  # a new revision is a new cache entry
    store = open_store(url)
    return build_frames(store.merged_events(), (stored.document for stored in store.documents()))


# --- state ------------------------------------------------------------------------------------------------------


def start(frames: EventFrames, *, page: str = "explore") -> None:
    """Restore what the address bar asks for; what it gets wrong is kept for the notice.

    That is once in each session, and again when the browser's Back or Forward has changed the address: then this run
    follows no action of ours, and the address is not the one that was written last.
    """
    state = st.session_state
    has_acted, asked_event = state.pop("has_acted", False), state.pop("asked_event", None)
    params = {name: st.query_params.get_all(name) for name in st.query_params}
    if "filters" not in state:
        state.update(evidence=0, returned=None, click_generation=0, brush_generation=0, map_view=None, saved=None)
        state.update(is_playing=False, filtered=None, rail_wanted={})
        _restore(params, frames)
        state.event = asked_event or state.event
    elif not has_acted and _is_asked_anew(params, page):
        state.click_generation += 1
        state.brush_generation += 1
        _restore(params, frames)
    if state.get("page_name") == "review" and page != "review":
        state.event = asked_event  # the queue's event is no wish of the map's
    state.page_name = page
    if asked_place := state.pop("asked_place", None):
        _go_to(asked_place, frames)
    if asked_documents := state.pop("asked_documents", None):
        state.update(
            filters=Filters(documents=frozenset(asked_documents)), scope=None, event=None, returned=None, page=1
        )
        state.update(map_view=None, click_generation=state.click_generation + 1)


def _is_asked_anew(params: Mapping[str, list[str]], page: str) -> bool:
    """Whether the address asks for something: another page that is opened without a wish keeps what there was."""
    state = st.session_state
    if state.get("page_name") != page:
        return bool(params) and params != state.saved
    return state.saved is not None and params != state.saved


_PLACE_ZOOM = 6.5


def _go_to(spot: ReaderSpot, frames: EventFrames) -> None:
    """Show a place that a report names: its events, or else where it lies."""
    state = st.session_state
    known = next((place_id for place_id in spot.place_ids if frames.place(place_id) is not None), None)
    state.update(
        scope=known, event=None, editing=None, returned=None, page=1, click_generation=state.click_generation + 1
    )
    state.map_view = MapView(latitude=round(spot.latitude, 4), longitude=round(spot.longitude, 4), zoom=_PLACE_ZOOM)
    if known is None:
        st.toast(f"The map shows where {literal(spot.name)} lies. No event is placed there.")


def _restore(params: Mapping[str, list[str]], frames: EventFrames) -> None:
    state = st.session_state
    filters, ignored = from_params(params, frames=frames)
    found = {
        "at": _known(params, "at", lambda value: value == OFF_MAP or frames.place(value) is not None),
        "event": frames.event_id_of(_known(params, "event", lambda value: value in frames.merged_ids)),
        "sort": _known(params, "sort", lambda value: value in set(map(str, Order))),
        "layer": _known(params, "layer", lambda value: value in set(map(str, Layer))),
    }
    ignored += tuple(
        f"{name}={params[name][0][:40]} (no longer here)"
        for name, value in found.items()
        if params.get(name) and value is None
    )
    state.filters = filters
    state.scope = found["at"]
    state.event = found["event"]
    state.order = Order(found["sort"]) if found["sort"] else Order.NEWEST
    state.layer = Layer(found["layer"]) if found["layer"] else Layer.PLACES
    state.ignored = ignored
    state.page = 1
    state.saved = dict(params)  # now, not at the end: another step through the history may cut this run short


def _known(params: Mapping[str, list[str]], name: str, is_known: Callable[[str], bool]) -> str | None:
    value = (params.get(name) or [""])[0]
    return value if value and is_known(value) else None


def save() -> None:
    """Write filters, chosen place, open event, sort order and layer into the address bar; while time plays, wait."""
    state = st.session_state
    if state.is_playing:
        return
    params = to_params(state.filters)
    if state.scope:
        params["at"] = [state.scope]
    if state.event:
        params["event"] = [state.event]
    if state.order is not Order.NEWEST:
        params["sort"] = [str(state.order)]
    if state.layer is not Layer.PLACES:
        params["layer"] = [str(state.layer)]
    now = {name: st.query_params.get_all(name) for name in st.query_params}
    if now != params:
        st.query_params.from_dict(params)
    state.saved = params


def leave() -> None:
    """Another page takes over the address bar: what it says there is no wish about the filters."""
    st.session_state.saved = None


def seed_widgets() -> None:
    """Give the widgets the values of the filters; what is already right is left alone, as it may be in typing."""
    filters = filters_now()
    wanted = {
        "w_text": filters.text,
        "w_from": filters.date_from,
        "w_to": filters.date_to,
        "w_undated": filters.with_undated,
        "w_coarse": filters.with_coarse,
        "w_score": filters.min_score,
        "w_layer": st.session_state.layer,
    }
    for key, value in wanted.items():
        if key not in st.session_state or st.session_state[key] != value:
            st.session_state[key] = value


def filters_now() -> Filters:
    """The filters of this session."""
    filters: Filters = st.session_state.filters
    return filters


# --- actions ----------------------------------------------------------------------------------------------------


P = ParamSpec("P")


def action(act: Callable[P, None]) -> Callable[P, None]:
    """An action of the analyst's: the run after it keeps what the session has, whatever the address still says."""

    @wraps(act)
    def acting(*args: P.args, **kwargs: P.kwargs) -> None:
        st.session_state.has_acted = True
        st.session_state.is_playing = False
        act(*args, **kwargs)

    return acting


@action
def act() -> None:
    """Something was set that the address does not have; what the session has is kept."""


@action
def set_filters(filters: Filters) -> None:
    """Take over new filters and go back to the first page of the list; the open event and the place stay."""
    state = st.session_state
    if filters == state.filters:
        return
    if (filters.date_from, filters.date_to) != (state.filters.date_from, state.filters.date_to):
        state.brush_generation += 1
    state.filters = filters
    state.page = 1
    state.click_generation += 1  # the map's rows may be others now: no remembered row number may point into them


@action
def reset_all() -> None:
    """Back to no filters, no chosen place and the list."""
    set_filters(Filters())
    choose_place(None)
    close_event()


@action
def drop_facet(facet: Facet) -> None:
    """Put one facet back to its default."""
    set_filters(filters_now().without(facet))


@action
def read_widgets() -> None:
    """Take over what the analyst typed or set in the rail's own widgets."""
    state = st.session_state
    first: datetime.date | None = state.w_from
    last: datetime.date | None = state.w_to
    if first and last and last < first:
        first, last = last, first
    set_filters(
        replace(
            filters_now(),
            text=state.w_text or "",
            date_from=first,
            date_to=last,
            with_undated=state.w_undated,
            with_coarse=state.w_coarse,
            min_score=float(state.w_score),
        )
    )


@action
def read_rail() -> None:
    """Take over a change of a facet in the rail."""
    change = sent(RAIL_KEY, "change")
    if change:
        set_filters(filters_now().with_values(Facet(change["facet"]), change["values"]))


@action
def find_in_rail() -> None:
    """Look among all values of a facet that is too long to be sent as a whole."""
    asked = sent(RAIL_KEY, "find")
    if asked:
        st.session_state.rail_wanted = {**st.session_state.rail_wanted, Facet(asked["facet"]): str(asked["text"])}


@action
def forget_ignored() -> None:
    """Stop saying which parts of the link were ignored."""
    st.session_state.ignored = ()


@action
def choose_place(place_id: str | None) -> None:
    """Narrow the list to one place of the map, to the events off the map, or to nothing."""
    state = st.session_state
    state.scope = place_id
    state.page = 1
    state.click_generation += 1


def show_all() -> None:
    """Widen the list to all events of the filtered set."""
    choose_place(None)


@action
def click_map() -> None:
    """A click on a symbol: the clicked row carries its place id, so no row number is ever looked up here."""
    state = st.session_state
    selection = state[MAP_KEY].selection
    for layer, objects in selection.get("objects", {}).items():
        if layer.startswith(PLACES_LAYER) and objects and objects[0].get("id"):
            place_id = str(objects[0]["id"])
            choose_place(None if place_id == state.scope else place_id)
            close_event()


@action
def brush_time() -> None:
    """A drag on the timeline writes the date fields."""
    state = st.session_state
    period = brushed_period(state[f"timeline-{state.brush_generation}"].selection)
    if period is not None:
        set_filters(replace(filters_now(), date_from=period[0], date_to=period[1]))


@action
def show_layer() -> None:
    """Another layer of the map."""
    state = st.session_state
    state.layer = Layer(state.w_layer or state.layer)
    state.click_generation += 1


@action
def step_time(span: Period) -> None:
    """Move the dates one step on; from the start again where there is no later step."""
    state = st.session_state
    asked = sent(PLAY_KEY, "step")
    if not asked:
        return
    filters = filters_now()
    period = (None, None) if asked["from_start"] else (filters.date_from, filters.date_to)
    moved = next_period(period, Step(asked["step"]), span)
    if moved is not None:
        set_filters(replace(filters, date_from=moved[0], date_to=moved[1]))
        state.is_playing = bool(asked["playing"])


@action
def stop_time() -> None:
    """Playing has ended: the address bar takes over where it stopped."""


@action
def open_event(event_id: str | None = None, *, key: str = LIST_KEY) -> None:
    """Open the passage of an event: of the one given, or of the one that a component sent."""
    state = st.session_state
    state.event = event_id or sent(key, "open") or state.event
    state.update(evidence=0, editing=None)


@action
def close_event() -> None:
    """Close the passage, back to the list where it was."""
    state = st.session_state
    state.returned, state.event = state.event, None
    state.update(evidence=0, editing=None, said=None)


@action
def ask_explore() -> None:
    """Go to the map with the open event, once this run has drawn its navigation."""
    st.session_state.update(asked_event=st.session_state.event, wants_explore=True)


@action
def ask_document(key: str) -> None:
    """Go to the report of the open event, once this run has drawn its navigation."""
    st.session_state.report = sent(key, "document")
    st.session_state.wants_documents = True


@action
def next_evidence(key: str) -> None:
    """Show another passage of the same event."""
    st.session_state.evidence = int(sent(key, "evidence") or 0)


@action
def turn_page() -> None:
    """Another page of the list."""
    st.session_state.page = int(sent(LIST_KEY, "page") or 1)


@action
def sort_list() -> None:
    """Another order of the list."""
    st.session_state.order = Order(sent(LIST_KEY, "order") or Order.NEWEST)
    st.session_state.page = 1


@action
def fit_map(view: MapView) -> None:
    """Move the map to a view."""
    st.session_state.map_view = view


@action
def say_different(key: str) -> None:
    """The account that the analyst pointed at is another event than the open one."""
    event_id = sent(key, "different")
    if event_id:
        _decide(lambda store: store.say_different(event_id, decided_at=now_iso()))


@action
def say_same(key: str) -> None:
    """The event that the analyst pointed at is the open one."""
    other, here = sent(key, "same"), st.session_state.event
    if other and here:
        _decide(lambda store: store.say_same(here, other, decided_at=now_iso()))


@action
def undo(key: str) -> None:
    """Take back what was decided about the open event last."""
    action = sent(key, "undo")
    if action:
        _decide(lambda store: store.undo(int(action), decided_at=now_iso()))


def _decide(act: Callable[[EventStore], int]) -> None:
    """Carry out a decision; what the store refuses is said, and changes nothing."""
    try:
        act(open_store(database_url()))
    except StoreError as error:
        st.toast(f"Nothing was changed: {error}")
    st.session_state.evidence = 0


def now_iso() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
