"""The Explore page: filters, map, timeline, list and passage, all of one filtered set."""

from collections.abc import Sequence
from dataclasses import asdict, replace

import streamlit as st

from reportmap.dashboard import filters as filter_nouns
from reportmap.dashboard import layers, listing, maplegend, play, symbols, timeline
from reportmap.dashboard import map as mapping
from reportmap.dashboard.filters import FACET_WORDS, FilteredEvents, apply_filters
from reportmap.dashboard.frames import EventFrames
from reportmap.dashboard.layers import LAYER_WORDS, Layer
from reportmap.dashboard.listing import OFF_MAP, Order
from reportmap.dashboard.palette import TypeStyle, style_types
from reportmap.dashboard.tray import LostName, fill_tray
from reportmap.dashboard.views import correcting, empty, export, filtering, opened, session
from reportmap.dashboard.views.components import component, guarded, literal
from reportmap.dashboard.words import join_words, plural

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
    with st.sidebar, guarded("The filters"):
        filtering.rail(filtered, styles)
    with st.container(key="screen"):
        _strip(filtered)
        filtering.chips(filtered)
        filtering.ignored()
        left, right = st.columns([1, 0.62], gap="small")
        with left, st.container(key="stage", gap=None):
            with guarded("The map"):
                _map(filtered, styles, is_dark=is_dark)
            with guarded("The timeline"):
                _timeline(filtered, styles, is_dark=is_dark)
        with right, st.container(key="panel"), guarded("The list of events"):
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


# --- strip ------------------------------------------------------------------------------------------------------


def _strip(filtered: FilteredEvents) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="strip"):
        st.text_input(
            "Search the events", key="w_text", type="search", live="400ms", on_change=session.read_widgets,
            placeholder="Search words, places, actors, sources", label_visibility="collapsed",
            icon=":material/search:", max_chars=filter_nouns.MAX_TEXT_CHARS,
        )  # fmt: skip
        component("copy")(key="copy", width=104)
        export.offer(filtered)


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
        note = f"Events by {data.unit}" + (f", without {data.n_undated:,} undated" if data.n_undated else "")
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
        opened.passage(filtered, styles, order, key=session.PASSAGE_KEY)
    elif not filtered.n_events:
        _nothing(filtered)
    elif state.scope == OFF_MAP:
        _tray(filtered, styles)
    else:
        _list(filtered, styles, order)


def _nothing(filtered: FilteredEvents) -> None:
    """Nothing matches: which filters exclude everything, and what each would bring back."""
    with st.container(key="nothing", border=True):
        active = filtered.filters.active
        st.markdown("##### No event matches")
        if active:
            names = join_words(FACET_WORDS[facet].lower() for facet in active)
            st.write(f"These filters together exclude all {plural(len(filtered.frames.events), 'event')}: {names}.")
        if filtered.n_unsure:
            st.button(
                f"Show less sure ones: {plural(filtered.n_unsure, 'event')}", key="relax-unsure",
                on_click=session.set_filters, args=(replace(filtered.filters, min_score=0.0),),
            )  # fmt: skip
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
            "rows": [row.fields for row in rows],
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


N_TRAY_EVENTS = 5
"""So many events of each name are listed in the tray."""


def _tray(filtered: FilteredEvents, styles: Styles) -> None:
    """What is not on the map, with a place to choose for each name."""
    tray = fill_tray(filtered)
    by_id = filtered.frames.by_id

    def rows(event_ids: Sequence[str]) -> list[dict[str, object]]:
        return [row.fields for row in listing.list_rows(event_ids, by_id=by_id, styles=styles)]

    def group(title: str, names: Sequence[LostName]) -> dict[str, object]:
        lines = [{**asdict(name), "words": name.words, "rows": rows(name.event_ids[:N_TRAY_EVENTS])} for name in names]
        return {"title": title, "names": lines}

    asked = st.session_state.get("editing") or {}
    component("tray")(
        key=session.TRAY_KEY,
        data={
            "title": f"{plural(filtered.n_off_map, 'event')} not on the map",
            "subtitle": "and names that are drawn elsewhere",
            "groups": [
                group("Names without a place", [name for name in tray.names if not name.is_on_map]),
                group("Names that are drawn elsewhere", [name for name in tray.names if name.is_on_map]),
            ],
            "unnamed": rows(tray.unnamed),
            "n_more": tray.n_more,
            "n_more_unnamed": tray.n_more_unnamed,
            "editor": correcting.editor(filtered.frames, str(asked.get("event_id", ""))),
            "said": st.session_state.get("said"),
            "empty": "Every event under these filters is on the map.",
        },
        on_open_change=lambda: session.open_event(key=session.TRAY_KEY),
        on_clear_change=session.show_all,
        on_edit_change=lambda: correcting.edit(session.TRAY_KEY),
        on_say_change=lambda: correcting.say(session.TRAY_KEY),
        on_retract_change=lambda: correcting.retract(session.TRAY_KEY),
    )


def _scope_words(filtered: FilteredEvents, count: int) -> tuple[str, str]:
    """The head of the list and its second line."""
    scope = st.session_state.scope
    if scope is None:
        return plural(count, "event"), ""
    place = filtered.frames.place(scope) or {}
    where = ", ".join(
        str(place[key]) for key in ("admin1", "country") if place.get(key) and place[key] != place["name"]
    )
    return f"{place.get('name', '')}: {plural(count, 'event')}", where
