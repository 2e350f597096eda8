"""A line in the head of every other page while reports are being added, which also brings the new ones in."""

import time

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from reportmap.dashboard.adding import say_note
from reportmap.dashboard.views import add, session
from reportmap.dashboard.views.components import literal
from reportmap.errors import StoreError

REFRESH_SECONDS = 1.5
MIN_SECONDS_BETWEEN = 3.0
SHARE_OF_TIME = 10
"""Between two readings of the store at least so many times as long as one takes."""


def show(add_page: StreamlitPage, *, brings_new: bool) -> None:
    """The line, where there is a run to speak of; `brings_new` for a page that is to show new reports as they come."""
    state = st.session_state
    run = add.run_of_session() if state.get("run_id") else None
    if run is None or state.get("seen_run") == run.run_id:
        return
    is_going = not run.state().phase.is_over
    state.update(note_begun=time.monotonic(), note_revision=_revision(), note_is_going=is_going)
    with st.container(key="adding-note"):
        st.fragment(_line, run_every=REFRESH_SECONDS if is_going else None)(add_page, brings_new=brings_new)


def _line(add_page: StreamlitPage, *, brings_new: bool) -> None:
    state = st.session_state
    run = add.run_of_session()
    if run is None:
        return
    now = run.state()
    is_over = now.phase.is_over
    st.page_link(
        add_page, label=literal(say_note(now)), icon=":material/check:" if is_over else ":material/hourglass_top:"
    )
    pause = max(MIN_SECONDS_BETWEEN, SHARE_OF_TIME * state.get("page_seconds", 0.0))
    is_due = brings_new and time.monotonic() - state.note_begun > pause and not state.get("is_playing")
    if (is_over and state.note_is_going) or (is_due and _revision() != state.note_revision):
        st.rerun()


def _revision() -> int | None:
    try:
        return session.open_store(session.database_url()).revision
    except StoreError:
        return None
