"""The filters as both Explore and Review show them: the rail, the chips with the count, and what a link got wrong."""

import streamlit as st

from reportmap.dashboard import filters as words
from reportmap.dashboard.filters import Facet, FilteredEvents
from reportmap.dashboard.listing import OFF_MAP
from reportmap.dashboard.palette import TypeStyle
from reportmap.dashboard.rail import place_names, rail_groups
from reportmap.dashboard.views import reading, session
from reportmap.dashboard.views.components import component, literal
from reportmap.dashboard.words import name_document, plural
from reportmap.model import DRAWN_SCORE


def rail(filtered: FilteredEvents, styles: dict[str, TypeStyle]) -> None:
    """The rail at the left: every filter with its live counts."""
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
    groups = rail_groups(
        filtered, styles=styles, wanted=st.session_state.rail_wanted, known_as=reading.known_as
    )  # fmt: skip
    component("rail")(
        key=session.RAIL_KEY,
        data={"groups": groups},
        on_change_change=session.read_rail,
        on_find_change=session.find_in_rail,
    )
    st.slider(
        "Score at least", 0.0, 1.0, step=0.05, key="w_score", on_change=session.read_widgets,
        help="How sure it is that the event is rightly read, from 0 to 1. "
        f"Below {DRAWN_SCORE:g} nothing is drawn unless you ask for it here, or accept it on the Review page.",
    )  # fmt: skip
    st.caption(f"Less sure, not shown: {plural(filtered.n_unsure, 'event')}")


def chips(filtered: FilteredEvents, *, with_count: bool = True) -> None:
    """The count that is always true, and each active filter with its cross."""
    frames = filtered.frames
    found = words.describe(
        filtered.filters,
        place_names=place_names(frames, filtered.filters.places),
        document_names={key: name_document(frames.documents.get(key)) for key in filtered.filters.documents},
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="chips"):
        if with_count:
            _count(filtered)
        for index, chip in enumerate(found):
            st.button(
                literal(chip.label), key=f"chip-{index}", icon=":material/close:", icon_position="right",
                on_click=session.set_filters, args=(chip.without,), help=f"Remove the filter {literal(chip.label)}",
            )  # fmt: skip


def _count(filtered: FilteredEvents) -> None:
    n_all = plural(len(filtered.frames.events), "event")
    st.markdown(f"**{filtered.n_events:,} of {n_all}**, {plural(filtered.n_places, 'place')},", width="content")
    st.button(
        f"{filtered.n_off_map:,} not on the map", key="off-map", type="tertiary",
        on_click=session.choose_place, args=(OFF_MAP,), disabled=not filtered.n_lost,
        help="Events whose place is not given, not found or outside the gazetteer",
    )  # fmt: skip


def ignored() -> None:
    """What the link got wrong, until it is dismissed."""
    if st.session_state.ignored:
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="ignored"):
            st.text(f"Ignored in the link: {'; '.join(st.session_state.ignored)}")
            st.button("Dismiss", key="dismiss", type="tertiary", on_click=session.forget_ignored)
