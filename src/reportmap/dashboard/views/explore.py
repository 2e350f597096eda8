"""The Explore page: filters, map, timeline, list and passage, all of one filtered set."""

from collections.abc import Sequence
from dataclasses import asdict

import streamlit as st

from reportmap.dashboard import filters as filtering
from reportmap.dashboard import layers, listing, maplegend, play, symbols, timeline
from reportmap.dashboard import map as mapping
from reportmap.dashboard.filters import FACET_WORDS, Facet, FilteredEvents, apply_filters
from reportmap.dashboard.frames import EventFrames
from reportmap.dashboard.layers import LAYER_WORDS, Layer
from reportmap.dashboard.listing import OFF_MAP, Order
from reportmap.dashboard.palette import TypeStyle, style_types
from reportmap.dashboard.passage import view_passage
from reportmap.dashboard.rail import place_names, rail_groups
from reportmap.dashboard.views import empty, export, session
from reportmap.dashboard.views.components import component, literal
from reportmap.dashboard.words import join_words, name_document, plural
from reportmap.errors import StoreError
from reportmap.model import Event
from reportmap.store import StoredDecision

PAGE_SIZE = 100
_ORDER_WORDS = {Order.NEWEST: "Newest first", Order.OLDEST: "Oldest first", Order.SUREST: "Surest first"}

Styles = dict[str, TypeStyle]


def show(frames: EventFrames, *, is_dark: bool) -> None:
    """The whole page."""
    if frames.events.empty:
        empty.show(has_documents=bool(frames.documents))
        return
    session.start(frames)
    session.seed_widgets()
    filtered = apply_filters(frames, session.filters_now(), previous=st.session_state.filtered)
    st.session_state.filtered = filtered
    styles = dict(style_types(map(str, frames.events["event_type"].cat.categories)))
    _drop_stale_choices(frames)
    with st.sidebar:
        _rail(filtered, styles)
    with st.container(key="screen"):
        _strip(filtered)
        _chips(filtered)
        _ignored()
        left, right = st.columns([1, 0.62], gap="small")
        with left, st.container(key="stage", gap=None):
            _map(filtered, styles, is_dark=is_dark)
            _timeline(filtered, styles, is_dark=is_dark)
        with right, st.container(key="panel"):
            _panel(filtered, styles)
    session.save()


def _drop_stale_choices(frames: EventFrames) -> None:
    """Forget a chosen place or an open event that the store no longer has, and say so."""
    state = st.session_state
    if state.scope not in {None, OFF_MAP} and frames.place(state.scope) is None:
        state.scope = None
        st.toast("The chosen place is no longer in the store.")
    if state.event is not None and state.event not in frames.by_id:
        state.event = frames.event_id_of(state.event)  # another report's account of it, or one that was merged since
        if state.event is None:
            st.toast("The open event is no longer in the store.")


# --- rail -------------------------------------------------------------------------------------------------------


def _rail(filtered: FilteredEvents, styles: Styles) -> None:
    events = filtered.frames.events
    with st.container(horizontal=True, vertical_alignment="center", key="rail-head"):
        st.markdown("##### Filters")
        st.button("Reset all", key="reset", on_click=session.reset_all, disabled=not filtered.filters.active)
    for column, label, key in zip(st.columns(2, gap="small"), ("From", "To"), ("w_from", "w_to"), strict=True):
        with column:
            st.date_input(
                label, value=None, key=key, on_change=session.read_widgets, format="YYYY-MM-DD",
                min_value="1900-01-01", max_value="2100-12-31",
            )  # fmt: skip
    others = filtered.mask_without(Facet.DATES)
    undated, coarse = int(events["is_undated"][others].sum()), int(events["is_coarse"][others].sum())
    st.checkbox(f"With undated events ({undated})", key="w_undated", on_change=session.read_widgets)
    st.checkbox(f"With month or coarser ({coarse})", key="w_coarse", on_change=session.read_widgets)
    component("rail")(
        key=session.RAIL_KEY,
        data={"groups": rail_groups(filtered, styles=styles, wanted=st.session_state.rail_wanted)},
        on_change_change=session.read_rail,
        on_find_change=session.find_in_rail,
    )
    st.slider(
        "Score at least", 0.0, 1.0, step=0.05, key="w_score", on_change=session.read_widgets,
        help="How sure it is that the event is rightly read, from 0 to 1.",
    )  # fmt: skip


# --- strip ------------------------------------------------------------------------------------------------------


def _strip(filtered: FilteredEvents) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="strip"):
        st.text_input(
            "Search the events", key="w_text", type="search", live="400ms", on_change=session.read_widgets,
            placeholder="Search words, places, actors, sources", label_visibility="collapsed",
            icon=":material/search:", max_chars=filtering.MAX_TEXT_CHARS,
        )  # fmt: skip
        component("copy")(key="copy", width=104)
        export.offer(filtered)


def _chips(filtered: FilteredEvents) -> None:
    frames = filtered.frames
    chips = filtering.describe(
        filtered.filters,
        place_names=place_names(frames, filtered.filters.places),
        document_names={key: name_document(frames.documents.get(key)) for key in filtered.filters.documents},
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="chips"):
        st.markdown(
            f"**{filtered.n_events:,} of {plural(len(frames.events), 'event')}**,"
            f" {plural(filtered.n_places, 'place')},",
            width="content",
        )
        st.button(
            f"{filtered.n_off_map:,} not on the map", key="off-map", type="tertiary",
            on_click=session.choose_place, args=(OFF_MAP,), disabled=not filtered.n_off_map,
            help="Events whose place is not given, not found or outside the gazetteer",
        )  # fmt: skip
        for index, chip in enumerate(chips):
            st.button(
                literal(chip.label), key=f"chip-{index}", icon=":material/close:", icon_position="right",
                on_click=session.set_filters, args=(chip.without,), help=f"Remove the filter {literal(chip.label)}",
            )  # fmt: skip


def _ignored() -> None:
    """What the link got wrong, until it is dismissed."""
    if st.session_state.ignored:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="ignored"):
            st.text(f"Ignored in the link: {'; '.join(st.session_state.ignored)}")
            st.button("Dismiss", key="dismiss", type="tertiary", on_click=session.forget_ignored)


# --- map and timeline -------------------------------------------------------------------------------------------


def _map(filtered: FilteredEvents, styles: Styles, *, is_dark: bool) -> None:
    state = st.session_state
    frames = filtered.frames
    if state.map_view is None:
        drawn = filtered.spot_mask if filtered.n_places else frames.events["is_drawn"].to_numpy()[frames.spots["row"]]
        state.map_view = mapping.first_view(frames, drawn)
    theme = symbols.DARK if is_dark else symbols.LIGHT
    layer, scope = state.layer, state.scope
    shading = layers.shade(filtered, layer=layer, theme=theme) if layer in {Layer.EVENTS, Layer.DEATHS} else None
    rows = list(shading.rows) if shading else symbols.symbols(filtered, styles=styles, theme=theme)
    deck = mapping.build_deck(
        symbols.as_dots(rows) if layer is Layer.HEAT else rows,
        view=state.map_view, theme=theme, chosen=scope, generation=state.click_generation, shading=shading,
        heat=layers.heat_points(filtered) if layer is Layer.HEAT else (),
    )  # fmt: skip
    with st.container(key="map-box"):
        st.pydeck_chart(
            deck, key=session.MAP_KEY, height="stretch", on_select=session.click_map, selection_mode="single-object",
            alt=_map_alt(filtered, layer),
        )  # fmt: skip
        st.html(maplegend.legend_html(filtered, layer=layer, shading=shading, styles=styles, theme=theme))
        with st.container(key="map-tools", horizontal=True, gap="small"):
            _map_tools(filtered)


def _map_tools(filtered: FilteredEvents) -> None:
    """What lies on the map: where it looks, and which layer it shows."""
    state, frames = st.session_state, filtered.frames
    st.segmented_control(
        "Map layer", list(Layer), key="w_layer", format_func=LAYER_WORDS.__getitem__, on_change=session.show_layer,
        label_visibility="collapsed", required=True,
    )  # fmt: skip
    st.button(
        "Fit all", key="fit", help="Move the map so that it holds every place shown", on_click=session.fit_map,
        args=(mapping.fit_view(frames, filtered.spot_mask),),
    )  # fmt: skip
    place = frames.place(state.scope) if state.scope not in {None, OFF_MAP} else None
    if place is not None:
        st.button(
            "Zoom here", key="zoom-here", help=literal(f"Move the map close to {place['name']}"),
            on_click=session.fit_map, args=(mapping.close_view(place, state.map_view),),
        )  # fmt: skip


def _map_alt(filtered: FilteredEvents, layer: Layer) -> str:
    return (
        f"Map, {LAYER_WORDS[layer].lower()}, of {plural(filtered.n_events - filtered.n_off_map, 'event')}"
        f" at {plural(filtered.n_places, 'place')}."
        " The list beside it has the same events and works from the keyboard."
    )


def _timeline(filtered: FilteredEvents, styles: Styles, *, is_dark: bool) -> None:
    state = st.session_state
    data = timeline.timeline_data(filtered, order=styles)
    with st.container(key="time-box", gap=None):
        note = f"Events by {data.unit}" + (
            f", {plural(data.n_undated, 'undated event')} left out" if data.n_undated else ""
        )
        hint = "Drag to choose dates. Gray bars below the line: known only to the month or coarser."
        if data.is_empty:
            note, hint = "No event with a date to draw", ""
        with st.container(key="time-head", horizontal=True, vertical_alignment="center", gap="small"):
            st.html(f'<p class="caption"><b>{note}</b><span>{hint}</span></p>')
            _play(filtered)  # stays where a period without events is played through
        if data.is_empty:
            return
        chart = timeline.build_timeline(
            data, styles=styles, period=(filtered.filters.date_from, filtered.filters.date_to), is_dark=is_dark
        )
        st.vega_lite_chart(
            spec=chart, key=f"timeline-{state.brush_generation}", on_select=session.brush_time,
            selection_mode=timeline.BRUSH, width="stretch", height=146, theme=None,
            alt=f"{note}. The date fields in the filters do the same as dragging here.",
        )  # fmt: skip


def _play(filtered: FilteredEvents) -> None:
    """The buttons that step the dates through the events' time."""
    span = play.span_of(filtered)
    if span is None:
        return
    filters, step = filtered.filters, play.usual_step(span)
    period = (filters.date_from, filters.date_to)
    component("play")(
        key=session.PLAY_KEY,
        data={
            "step": str(step),
            "steps": [str(one) for one in play.Step],
            "period": [str(day) for day in period],
            "is_last": None not in period and all(play.next_period(period, one, span) is None for one in play.Step),
        },
        width=268,
        on_step_change=lambda: session.step_time(span),
        on_stop_change=session.stop_time,
    )


# --- panel ------------------------------------------------------------------------------------------------------


def _panel(filtered: FilteredEvents, styles: Styles) -> None:
    state = st.session_state
    order = listing.sort_rows(filtered, listing.scoped_rows(filtered, state.scope), state.order)
    if state.event is not None:
        _passage(filtered, styles, order)
    elif not filtered.n_events:
        _nothing(filtered)
    else:
        _list(filtered, styles, order)


def _nothing(filtered: FilteredEvents) -> None:
    """Nothing matches: which filters exclude everything, and what each would bring back."""
    with st.container(key="nothing", border=True):
        active = filtered.filters.active
        st.markdown("##### No event matches")
        names = join_words(FACET_WORDS[facet].lower() for facet in active)
        st.write(f"These filters together exclude all {plural(len(filtered.frames.events), 'event')}: {names}.")
        for facet, count in filtered.relaxations():
            st.button(
                f"Without {FACET_WORDS[facet].lower()}: {plural(count, 'event')}", key=f"relax-{facet}",
                on_click=session.drop_facet, args=(facet,),
            )  # fmt: skip
        st.button("Reset all filters", key="relax-all", on_click=session.reset_all)


def _list(filtered: FilteredEvents, styles: Styles, order: Sequence[str]) -> None:
    state = st.session_state
    n_pages = max(1, -(-len(order) // PAGE_SIZE))
    state.page = max(1, min(state.page, n_pages))
    if state.returned in order:
        state.page = order.index(state.returned) // PAGE_SIZE + 1
    first = (state.page - 1) * PAGE_SIZE
    shown = order[first : first + PAGE_SIZE]
    rows = listing.list_rows(shown, by_id=filtered.frames.by_id, styles=styles)
    title, subtitle = _scope_words(filtered, len(order))
    component("list")(
        key=session.LIST_KEY,
        data={
            "title": title,
            "subtitle": subtitle,
            "clearable": state.scope is not None,
            "rows": [asdict(row) for row in rows],
            "empty": "No event here under these filters.",
            "order": str(state.order),
            "orders": [[str(order), words] for order, words in _ORDER_WORDS.items()],
            "page": state.page,
            "n_pages": n_pages,
            "range": f"{first + 1:,} to {first + len(shown):,} of {len(order):,}",
            "returned": state.returned,
        },
        on_open_change=session.open_event,
        on_page_change=session.turn_page,
        on_order_change=session.sort_list,
        on_clear_change=session.show_all,
    )
    state.returned = None


def _scope_words(filtered: FilteredEvents, count: int) -> tuple[str, str]:
    """The head of the list and its second line."""
    scope = st.session_state.scope
    if scope is None:
        return plural(count, "event"), ""
    if scope == OFF_MAP:
        return f"{plural(count, 'event')} not on the map", "no place given, or none that the gazetteer has"
    place = filtered.frames.place(scope) or {}
    where = ", ".join(
        str(place[key]) for key in ("admin1", "country") if place.get(key) and place[key] != place["name"]
    )
    return f"{place.get('name', '')}: {plural(count, 'event')}", where


def _passage(filtered: FilteredEvents, styles: Styles, order: Sequence[str]) -> None:
    state = st.session_state
    frames = filtered.frames
    event = frames.by_id[state.event]
    index = min(state.evidence, len(event.evidence) - 1)
    similar: tuple[tuple[Event, float, str], ...] = ()
    undo = None
    try:
        store = session.open_store(session.database_url())
        extraction = store.extraction(event.evidence[index].document_id)
        similar = _similar(store.similar_events(event.event_id), frames)
        undo = _undoable(store.decisions(), frames, event.event_id)
    except StoreError as error:
        extraction = None
        st.error(literal(f"The passage cannot be read: {error}"))
    if extraction is None:
        st.button("Back to the list", on_click=session.close_event)
        return
    at = order.index(state.event) if state.event in order else None
    style = styles[event.event_type or ""]
    component("passage")(
        key=session.PASSAGE_KEY,
        data={
            "view": asdict(
                view_passage(event, extraction, evidence_index=index, documents=frames.documents, similar=similar)
            ),
            "undo": undo,
            "color": style.color,
            "mark": style.mark,
            "notice": _hidden_words(filtered, state.event, is_listed=at is not None),
            "back": _back_words(filtered),
            "position": "" if at is None else f"{at + 1:,} of {len(order):,}",
            "previous": order[at - 1] if at else None,
            "next": order[at + 1] if at is not None and at + 1 < len(order) else None,
        },
        on_open_change=lambda: session.open_event(key=session.PASSAGE_KEY),
        on_close_change=session.close_event,
        on_evidence_change=session.next_evidence,
        on_document_change=session.ask_document,
        on_different_change=session.say_different,
        on_same_change=session.say_same,
        on_undo_change=session.undo,
    )


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
