"""The first screen while the store has no events: how to add reports, and the samples."""

import os
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from reportmap.dashboard.views import session
from reportmap.dashboard.views.components import literal
from reportmap.dashboard.words import plural
from reportmap.errors import ReportmapError
from reportmap.layout import shipped
from reportmap.store import EventStore


def show(*, has_documents: bool) -> None:
    """What to do when there is nothing to show."""
    store = session.open_store(session.database_url())
    with st.container(key="state"):
        if has_documents:
            st.subheader("No events in these reports")
            st.write("The store has reports, but no event was read out of them. The Documents page shows their text.")
        else:
            st.subheader("No reports yet")
            st.write(
                "Add your own reports, or load the samples to look around. They are made up from public events, and"
                " say so."
            )
        with st.container(horizontal=True):
            st.button("Add reports", type="primary", key="go-to-add", on_click=_go_to_add)
            wants_samples = not has_documents and st.button("Load the sample reports", key="load-samples")
        if wants_samples:
            _load_samples(store)
        st.write("Or add them in a terminal, and read the store again:")
        st.code("reportmap add report.txt folder-of-reports/", language=None)
        st.button("Read the store again", key="read-again")
        st.caption(f"Store: {literal(str(store.location))}")


def _go_to_add() -> None:
    st.session_state.wants_add = True


def _load_samples(store: EventStore) -> None:
    """Read, extract and store the samples, saying which one is at work; a report that fails is named and skipped."""
    from reportmap.gazetteer import Gazetteer  # noqa: PLC0415 - the language model takes seconds to import
    from reportmap.language import Language  # noqa: PLC0415
    from reportmap.pipeline import extract_events  # noqa: PLC0415
    from reportmap.reading import find_files, read_file  # noqa: PLC0415

    with st.status("Loading the sample reports", expanded=True) as status:
        step = st.empty()
        try:
            directory = os.environ.get("REPORTMAP_GAZETTEER_DIR")
            gazetteer = Gazetteer.open(Path(directory) if directory else None, notice=lambda words: _tell(step, words))
            language = Language.load()
            found = list(find_files([shipped("reports")]))
            for number, path in enumerate(found, 1):
                if isinstance(path, ReportmapError):
                    st.text(str(path))
                    continue
                step.text(f"{number} of {plural(len(found), 'report')}: {path.name}")
                store.add(extract_events(read_file(path), gazetteer=gazetteer, language=language))
        except ReportmapError as error:
            status.update(label="The sample reports could not be loaded", state="error")
            st.text(str(error))
            return
    st.rerun()


def _tell(step: DeltaGenerator, words: str) -> None:
    step.text(words)
