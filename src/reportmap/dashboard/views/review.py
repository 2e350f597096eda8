"""The Review page: the least sure events first, one key for each verdict, and every correction undone as easily."""

import streamlit as st

from reportmap.dashboard import listing
from reportmap.dashboard.filters import apply_filters
from reportmap.dashboard.frames import EventFrames
from reportmap.dashboard.palette import TypeStyle, style_types
from reportmap.dashboard.reviewing import Queue, make_queue, next_open
from reportmap.dashboard.views import correcting, empty, filtering, opened, session
from reportmap.dashboard.views.components import component
from reportmap.dashboard.words import plural
from reportmap.model import Verdict

QUEUE_KEY = "queue"
PASSAGE_KEY = "review-passage"
N_LISTED = 60
"""So many events of the queue are listed, around the open one."""

KEYS = (("J", "next"), ("K", "previous"), ("A", "accept"), ("R", "reject"), ("U", "undo"), ("P", "place"))


def show(frames: EventFrames) -> None:
    """The whole page."""
    if frames.events.empty:
        empty.show(has_documents=bool(frames.documents))
        return
    session.start(frames, page="review")
    session.seed_widgets()
    filtered = apply_filters(frames, session.filters_now(), previous=st.session_state.filtered)
    st.session_state.filtered = filtered
    styles = dict(style_types(map(str, frames.events["event_type"].cat.categories)))
    with st.sidebar:
        filtering.rail(filtered, styles)
    queue = make_queue(filtered, with_reviewed=st.session_state.get("with_reviewed", False))
    _choose(queue)
    with st.container(key="screen"):
        _head(queue)
        if filtered.filters.active:
            filtering.chips(filtered, with_count=False)
        filtering.ignored()
        left, right = st.columns([0.62, 1], gap="small")
        with left, st.container(key="stage"):
            _list(frames, queue, styles)
        with right, st.container(key="panel"):
            if st.session_state.event is None:
                _done(queue)
            else:
                opened.passage(filtered, styles, queue.order, key=PASSAGE_KEY, back="Explore")
    session.save()


def _choose(queue: Queue) -> None:
    """Show the open event while it is in the queue; after a verdict the one that stood below it, else the first."""
    state = st.session_state
    state.event = next_open(queue, state.event if state.event in queue.order else state.get("up_next"))
    at = queue.order.index(state.event) if state.event is not None else 0
    state.up_next = queue.order[at + 1] if at + 1 < len(queue.order) else (queue.order[at - 1] if at else None)


def _head(queue: Queue) -> None:
    n_all = queue.n_open + queue.n_done
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="review-head"):
        st.markdown(
            f"**{queue.n_done:,} of {plural(n_all, 'event')} reviewed**:"
            f" {queue.counts[Verdict.ACCEPTED]:,} accepted, {queue.counts[Verdict.REJECTED]:,} rejected",
            width="content",
        )
        st.checkbox("With reviewed events", key="with_reviewed", on_change=session.act)
        st.html(
            "<p class='keys' aria-label='Keys'>"
            + "".join(f"<span><kbd>{key}</kbd> {words}</span>" for key, words in KEYS)
            + "</p>"
        )
        component("copy")(key="review-copy", width=104)


def _list(frames: EventFrames, queue: Queue, styles: dict[str, TypeStyle]) -> None:
    order = queue.order
    at = order.index(st.session_state.event) if st.session_state.event in order else 0
    first = max(0, min(at - N_LISTED // 2, len(order) - N_LISTED))
    rows = listing.list_rows(order[first : first + N_LISTED], by_id=frames.by_id, styles=styles)
    component("list")(
        key=QUEUE_KEY,
        data={
            "title": f"{plural(len(order), 'event')} to review",
            "subtitle": "the least sure first",
            "clearable": False,
            "rows": [row.fields for row in rows],
            "empty": "Nothing is left to review under these filters.",
            "order": "",
            "orders": [],
            "page": 1,
            "n_pages": 1,
            "range": "",
            "returned": st.session_state.event,
            "chosen": st.session_state.event,
        },
        on_open_change=lambda: session.open_event(key=QUEUE_KEY),
    )


def _done(queue: Queue) -> None:
    with st.container(key="nothing", border=True):
        st.markdown("##### Nothing is left to review")
        n_all = queue.n_open + queue.n_done
        st.write(
            f"All {plural(n_all, 'event')} under these filters have a verdict."
            if n_all
            else "No event matches the filters."
        )
        if st.session_state.get("said"):
            st.button("Undo the last one", key="undo-last", on_click=correcting.retract_last)
