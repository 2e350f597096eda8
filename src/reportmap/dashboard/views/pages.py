"""The pages of the dashboard and what they share: navigation, styles, and what is shown when there is no data."""

import time

import streamlit as st

from reportmap.dashboard.frames import EventFrames
from reportmap.dashboard.views import about, add, adding_note, compare, data, documents, explore, review, session
from reportmap.dashboard.views.components import asset_path, read_asset
from reportmap.errors import StoreError


def run() -> None:
    """The whole dashboard."""
    st.set_page_config(page_title="reportmap", page_icon=asset_path("icon.svg"), layout="wide")
    st.html(f"<style>{read_asset('marks.css')}\n{read_asset('page.css')}</style>")
    st.logo(read_asset("logo-dark.svg" if is_dark() else "logo-light.svg"), size="large")
    explore_page = st.Page(_explore, title="Explore", url_path="explore", default=True)
    documents_page = st.Page(_documents, title="Documents", url_path="documents")
    review_page = st.Page(_review, title="Review", url_path="review")
    add_page = st.Page(_add, title="Add", url_path="add")
    compare_page = st.Page(_compare, title="Compare", url_path="compare")
    data_page = st.Page(_data, title="Data", url_path="data")
    about_page = st.Page(_about, title="About", url_path="about")
    pages = [explore_page, documents_page, review_page, add_page, compare_page, data_page, about_page]
    page = st.navigation(pages, position="top")
    if st.session_state.pop("wants_documents", False):
        st.switch_page(documents_page)
    if st.session_state.pop("wants_explore", False):
        st.switch_page(explore_page)
    if st.session_state.pop("wants_add", False):
        st.switch_page(add_page)
    if page is not add_page:
        adding_note.show(add_page, brings_new=page is explore_page)
    begun = time.monotonic()
    page.run()
    st.session_state.page_seconds = time.monotonic() - begun


def is_dark() -> bool:
    """Whether the browser shows the dark theme."""
    return st.context.theme.type == "dark"


def _explore() -> None:
    frames = _load()
    if frames is not None:
        explore.show(frames, is_dark=is_dark())


def _documents() -> None:
    session.leave()
    if _load() is not None:
        documents.show()


def _review() -> None:
    frames = _load()
    if frames is not None:
        review.show(frames)


def _add() -> None:
    session.leave()
    try:
        add.show()
    except StoreError as error:
        _say_unreadable(error)


def _compare() -> None:
    session.leave()
    frames = _load()
    if frames is not None:
        compare.show(frames)


def _data() -> None:
    session.leave()
    frames = _load()
    if frames is not None:
        data.show(frames)


def _about() -> None:
    session.leave()
    about.show()


def _load() -> EventFrames | None:
    """The store's events; None after showing why there are none."""
    try:
        return session.load_frames()
    except StoreError as error:
        _say_unreadable(error)
        return None


def _say_unreadable(error: StoreError) -> None:
    with st.container(key="state"):
        st.subheader("The store cannot be read")
        st.text(str(error))
        st.write("Nothing has been changed. When it is put right, read it again.")
        st.button("Try again", on_click=session.open_store.clear, type="primary")
