"""The Documents page: every report with its counts, and the whole text of one with everything marked."""

from dataclasses import asdict

import streamlit as st

from reportmap.dashboard.passage import Mark, cite
from reportmap.dashboard.reader import MAX_CHARS, view_document
from reportmap.dashboard.views import empty, session
from reportmap.dashboard.views.components import component, literal, sent
from reportmap.dashboard.words import name_document, plural
from reportmap.errors import StoreError
from reportmap.store import EventStore, StoredDocument

DOCUMENTS_KEY = "documents"
READER_KEY = "reader"
_KEY_WORDS = (
    (Mark.TRIGGER, "what happened"),
    (Mark.PLACE, "place"),
    (Mark.DATE, "date"),
    (Mark.ACTOR, "who"),
    (Mark.COUNT, "number"),
    (Mark.SOURCE, "who says so"),
)


def show() -> None:
    """The whole page. Raises StoreError when the store cannot be read."""
    store = session.open_store(session.database_url())
    stored = store.documents()
    if not stored:
        empty.show(has_documents=False)
        return
    ids = [item.document.document_id for item in stored]
    asked = st.session_state.get("report") or st.query_params.get("report")
    if asked and asked not in ids:
        st.warning("The report that this link names is not in the store.", icon=":material/link_off:")
    chosen = asked if asked in ids else ids[0]
    st.session_state.report = chosen
    st.query_params.from_dict({"report": chosen})
    with st.sidebar, st.container(key="shelf"):
        component("documents")(
            key=DOCUMENTS_KEY,
            data={
                "title": plural(len(stored), "report"),
                "chosen": chosen,
                "documents": [_line(item) for item in stored],
            },
            on_pick_change=_pick,
        )
    with st.container(key="reading"):
        _reader(store, chosen)


def _line(item: StoredDocument) -> dict[str, str]:
    parts = [plural(item.n_drawn, "event"), plural(item.n_places, "place name")]
    if item.n_events > item.n_drawn:
        parts.insert(1, f"{item.n_events - item.n_drawn:,} hidden")
    if item.n_comments:
        parts.append(plural(item.n_comments, "comment"))
    if item.n_unresolved:
        parts.append(f"{item.n_unresolved:,} not found")
    return {
        "document_id": item.document.document_id,
        "title": name_document(item.document),
        "source": cite(item.document),
        "counts": " · ".join(parts),
    }


def _reader(store: EventStore, document_id: str) -> None:
    try:
        extraction = store.extraction(document_id)
    except StoreError as error:
        st.error(literal(f"This report cannot be read: {error}"))
        return
    if extraction is None:
        st.info("This report is no longer in the store.")
        return
    max_chars = None if st.session_state.get("whole_report") == document_id else MAX_CHARS
    view = view_document(extraction, max_chars=max_chars)
    component("reader")(
        key=READER_KEY,
        data={
            "view": asdict(view),
            "title": "Text as it was read",
            "key": [[str(mark), words] for mark, words in _KEY_WORDS],
            "event": st.session_state.get("event"),
        },
        on_open_change=_open,
        on_all_change=lambda: st.session_state.update(whole_report=document_id),
    )


def _pick() -> None:
    st.session_state.report = sent(DOCUMENTS_KEY, "pick")


def _open() -> None:
    """Show an event on the Explore page."""
    event_id = sent(READER_KEY, "open")
    st.session_state.update(event=event_id, asked_event=event_id, evidence=0, wants_explore=True)
