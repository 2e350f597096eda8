"""The first screen while the store has no events: how to add reports, and the samples."""

import streamlit as st

from reportmap.dashboard.views import session


def show(*, has_documents: bool) -> None:
    """What to do when there is nothing to show."""
    location = session.open_store(session.database_url()).location
    with st.container(key="state"):
        if has_documents:
            st.subheader("No events in these reports")
            st.write("The store has reports, but no event was read out of them. The Documents page shows their text.")
        else:
            st.subheader("No reports yet")
            st.write("Add reports, as text or Markdown files, from a terminal. Then read the store again.")
        st.code("reportmap add report.txt folder-of-reports/", language=None)
        st.write("To look around first, add the sample reports, which say that they are samples:")
        st.code("reportmap add --samples" if False else "reportmap add data/reports", language=None)
        st.button("Read the store again", type="primary")
        st.caption(f"Store: {location}")
