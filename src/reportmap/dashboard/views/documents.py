"""The Documents page: every report with its counts, the whole text of one with everything marked, and its details."""

from collections.abc import Sequence
from dataclasses import asdict

import streamlit as st

from reportmap.dashboard.differences import CopyLine, compare_reports, list_copies
from reportmap.dashboard.passage import Mark, cite
from reportmap.dashboard.reader import MAX_CHARS, ReaderView, view_document
from reportmap.dashboard.rereading import Changes, correct_document, read_again
from reportmap.dashboard.views import empty, reading, session
from reportmap.dashboard.views.components import component, literal, sent
from reportmap.dashboard.words import name_document, plural, say_unread
from reportmap.errors import ReportmapError, StoreError
from reportmap.matching.versions import count_copies, group_copies
from reportmap.model import Document
from reportmap.reading.languages import ENGLISH, language_name, language_names
from reportmap.store import EventStore, StoredDocument

DOCUMENTS_KEY = "documents"
READER_KEY = "reader"
MAX_DETAIL_CHARS = 300
_KEY_WORDS = (
    (Mark.TRIGGER, "what happened"),
    (Mark.PLACE, "place, a click opens it on the map"),
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
    documents = {item.document.document_id: item.document for item in stored}
    copying = store.copying()
    groups = group_copies(copying, documents=documents)
    copies = list_copies(chosen, groups, copying=copying, documents=documents)
    against = _against(copies)
    st.query_params.from_dict({"report": chosen} | ({"against": against.document_id} if against else {}))
    n_copies = count_copies(groups)
    with st.sidebar, st.container(key="shelf"):
        component("documents")(
            key=DOCUMENTS_KEY,
            data={
                "title": plural(len(stored), "report"),
                "chosen": chosen,
                "documents": [_line(item, n_copies.get(item.document.document_id, 0)) for item in stored],
            },
            on_pick_change=_pick,
        )
    with st.container(key="reading"):
        document = _reader(store, chosen, copies=copies, against=against)
    if document is not None and st.session_state.get("edits") == chosen:
        _edit(document)


def _against(copies: Sequence[CopyLine]) -> CopyLine | None:
    """The copy that the shown report is compared with, None where none was asked for."""
    asked = st.session_state.get("against", st.query_params.get("against"))
    found = next((line for line in copies if line.document_id == asked), None)
    if asked and found is None and "against" not in st.session_state:
        st.warning("The link compares this report with one that is no copy of it.", icon=":material/link_off:")
    st.session_state.against = found and found.document_id
    return found


def _line(item: StoredDocument, n_copies: int) -> dict[str, str | int]:
    parts = [plural(item.n_drawn, "event"), plural(item.n_places, "place name")]
    if item.n_events > item.n_drawn:
        parts.insert(1, f"{item.n_events - item.n_drawn:,} hidden")
    if item.n_comments:
        parts.append(plural(item.n_comments, "comment"))
    if item.n_unresolved:
        parts.append(f"{item.n_unresolved:,} not found")
    if (unread := say_unread(item.document)) is not None:
        parts = [unread]
    if n_copies:
        parts.append(plural(n_copies, "copy or version", "copies or versions"))
    published = item.document.published_on
    return {
        "document_id": item.document.document_id,
        "title": name_document(item.document),
        "source": cite(item.document),
        "counts": " · ".join(parts),
        "day": published.isoformat() if published else "",
        "n_events": item.n_drawn,
    }


def _reader(
    store: EventStore, document_id: str, *, copies: Sequence[CopyLine], against: CopyLine | None
) -> Document | None:
    """Show the report; its document, None where it cannot be read."""
    try:
        extraction = store.corrected_extraction(document_id)
    except StoreError as error:
        st.error(literal(f"This report cannot be read: {error}"))
        return None
    if extraction is None:
        st.info("This report is no longer in the store.")
        return None
    max_chars = None if st.session_state.get("whole_report") == document_id else MAX_CHARS
    view = view_document(extraction, max_chars=max_chars)
    changes: Changes | None = st.session_state.get("changes")
    component("reader")(
        key=READER_KEY,
        data={
            "view": asdict(view),
            "title": "Text as it was read",
            "key": [[str(mark), words] for mark, words in _KEY_WORDS],
            "event": st.session_state.get("event"),
            "copies": [asdict(line) for line in copies],
            "differences": _differences(store, extraction.document, against),
            "changes": _changes(changes) if changes is not None and changes.document_id == document_id else None,
        },
        on_open_change=_open,
        on_compare_change=lambda: st.session_state.update(against=sent(READER_KEY, "compare")),
        on_pick_change=lambda: st.session_state.update(report=sent(READER_KEY, "pick"), against=None, edits=None),
        on_place_change=lambda: _open_place(view),
        on_edit_change=lambda: st.session_state.update(edits=document_id),
        on_seen_change=lambda: st.session_state.pop("changes", None),
        on_all_change=lambda: st.session_state.update(whole_report=document_id),
    )
    return extraction.document


def _differences(store: EventStore, document: Document, against: CopyLine | None) -> dict[str, object] | None:
    other = None if against is None else store.document(against.document_id)
    return None if against is None or other is None else asdict(compare_reports(document, other, against))


def _changes(changes: Changes) -> dict[str, object]:
    events = [asdict(change) for change in changes.events]
    return {"summary": changes.summary, "details": list(changes.details), "events": events}


def _pick() -> None:
    st.session_state.update(report=sent(DOCUMENTS_KEY, "pick"), against=None, edits=None)


def _open() -> None:
    """Show an event on the Explore page."""
    event_id = sent(READER_KEY, "open")
    st.session_state.update(event=event_id, asked_event=event_id, evidence=0, wants_explore=True)


def _open_place(view: ReaderView) -> None:
    """Show a place on the Explore page."""
    spot = view.spots.get(str(sent(READER_KEY, "place")))
    if spot is not None:
        st.session_state.update(asked_place=spot, wants_explore=True)


# --- details ----------------------------------------------------------------------------------------------------


def _stop_editing() -> None:
    st.session_state.edits = None


@st.dialog("Details of the report", width="medium", on_dismiss=_stop_editing)
def _edit(document: Document) -> None:
    """What an analyst knows better about a report; saving reads it again."""
    with st.form("details", border=False):
        title = st.text_input("Title", document.title or "", key="d_title", max_chars=MAX_DETAIL_CHARS)
        publisher = st.text_input("Publisher", document.publisher or "", key="d_publisher", max_chars=MAX_DETAIL_CHARS)
        published_on = st.date_input(
            "Published on", document.published_on, key="d_published", format="YYYY-MM-DD",
            min_value="1900-01-01", max_value="2100-12-31",
            help="Days such as “on Monday” are worked out from it. Leave it empty if it is unknown.",
        )  # fmt: skip
        language = _ask_language(document)
        st.caption("The report is read again with these details, which takes some seconds. Its text stays as it is.")
        is_sent = st.form_submit_button("Save and read again", type="primary", key="d_save")
    if not is_sent:
        return
    corrected = correct_document(
        document, title=title, publisher=publisher, published_on=published_on, language=language
    )
    if corrected == document:
        st.info("Nothing was changed.")
        return
    try:
        with st.spinner("Reading the report again"):
            store = session.open_store(session.database_url())
            changes = read_again(store, corrected, extract=reading.extract)
    except ReportmapError as error:
        st.error(literal(f"Nothing was saved: {error}"))
        return
    st.session_state.update(changes=changes, edits=None)
    st.rerun()


def _ask_language(document: Document) -> str | None:
    """The language that the analyst chooses; unknown and English are both read."""
    codes = sorted(language_names(), key=lambda code: (code != ENGLISH, language_name(code)))
    place = codes.index(document.language) if document.language in codes else None
    return st.selectbox(
        "Language", codes, index=place, key="d_language", format_func=language_name, placeholder="unknown",
        help="Events are read out of English reports; others are kept and shown.",
    )  # fmt: skip
