"""The Add page: files, a folder or pasted text in; what each gave, as it comes; and what has to be asked."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import cache

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from reportmap.dashboard import adding
from reportmap.dashboard.holdings import say_size
from reportmap.dashboard.rereading import correct_document
from reportmap.dashboard.runs import Run, Runs
from reportmap.dashboard.views import session, taking
from reportmap.dashboard.views.components import component, literal, read_asset, sent
from reportmap.dashboard.words import plural
from reportmap.intake.outcome import Content
from reportmap.reading.draft import Given
from reportmap.store import EventStore

INTAKE_KEY = "intake"
REFRESH_SECONDS = 0.7
MAX_DETAIL_CHARS = 300
MAX_SHOWN_DOCUMENTS = 60
"""So many reports fit into the link of a filtered view."""
_WAYS = {"files": "Files", "folder": "A folder", "text": "Text"}
_IDLE = (
    "Drop reports on the left, or paste one. They are read on this machine; nothing leaves it.",
    "Each file appears here with what was found in it. What fails is listed with the reason; the others go on.",
    "Events are on Explore as soon as their report is done. Adding the same report twice stores it once.",
)


def show() -> None:
    """The whole page. Raises StoreError when the store cannot be opened."""
    store = session.open_store(session.database_url())
    state = st.session_state
    run = run_of_session(asked=st.query_params.get("run"))
    if state.get("w_add_way") is None:
        asked = st.query_params.get("from") or state.get("add_way")
        state.w_add_way = state.add_way = asked if asked in _WAYS else "files"
    st.html(f"<style>{read_asset('add-page.css')}</style>")
    left, right = st.columns([0.8, 1], gap="small")
    with left, st.container(key="add-form"):
        _form(store, is_going=run is not None and not run.state().phase.is_over)
    with right, st.container(key="add-panel"):
        is_busy = run is not None and run.state().is_busy
        st.fragment(_panel, run_every=REFRESH_SECONDS if is_busy else None)(store)
    _save(run)


def _save(run: Run | None) -> None:
    """The link of the page: the way of adding, and the run that is shown."""
    params = {}
    if st.session_state.add_way != "files":
        params["from"] = st.session_state.add_way
    if run is not None:
        params["run"] = run.run_id
    if st.query_params.to_dict() != params:
        st.query_params.from_dict(params)


# --- the run of this session ------------------------------------------------------------------------------------


@cache
def runs() -> Runs:
    """The runs of this process. One stops when its session is no longer kept, as the server's settings say."""
    return Runs(leave_seconds=float(st.get_option("server.disconnectedSessionTTL")))


def _leave(viewer: str) -> None:
    runs().leave(viewer)


@st.cache_resource(scope="session", on_release=_leave, show_spinner=False)
def _viewer() -> str:
    """Who looks at a run: this session, until its connection ends."""
    return secrets.token_hex(8)


def run_of_session(*, asked: str | None = None) -> Run | None:
    """The run that this session looks at: its own, or the one that a link names."""
    state = st.session_state
    chosen = state.get("run_id") or asked
    run = None if chosen is None else runs().look_at(chosen, viewer=_viewer())
    if run is None and asked is not None and state.get("run_id") is None:
        state.is_run_lost = True
    state.run_id = None if run is None else run.run_id
    return run


def _open(store: EventStore, sources: Sequence[Content]) -> None:
    run = runs().open(
        sources,
        viewer=_viewer(),
        intake=taking.intake_into(store),
        look_up=store.document,
        read_again=taking.reader_of(store),
    )
    st.session_state.update(run_id=run.run_id, is_run_lost=False, upload=st.session_state.get("upload", 0) + 1)


# --- what to add ------------------------------------------------------------------------------------------------


def _form(store: EventStore, *, is_going: bool) -> None:
    state = st.session_state
    st.html("<h1 class='page-title'>Add reports</h1>")
    st.segmented_control(
        "What to add", list(_WAYS), format_func=_WAYS.__getitem__, key="w_add_way", on_change=_choose_way,
        label_visibility="collapsed",
    )  # fmt: skip
    if state.add_way == "text":
        _text_form(store, is_going=is_going)
    else:
        _files_form(store, is_going=is_going)
    if state.get("is_run_lost"):
        st.info("The run that this link names has ended some time ago. Its reports are on the Documents page.")


def _choose_way() -> None:
    st.session_state.add_way = st.session_state.w_add_way or st.session_state.add_way


def _files_form(store: EventStore, *, is_going: bool) -> None:
    state = st.session_state
    is_folder = state.add_way == "folder"
    uploaded = st.file_uploader(
        "A folder with reports" if is_folder else "Reports", key=f"w_files_{state.add_way}_{state.get('upload', 0)}",
        accept_multiple_files="directory" if is_folder else True, on_change=_check_upload,
    )  # fmt: skip
    if words := state.get("refused"):
        st.error(literal(words))
    wanted = set(adding.choose_files([file.name for file in uploaded]) if is_folder else range(len(uploaded)))
    files = [file for number, file in enumerate(uploaded) if number in wanted]
    if len(files) < len(uploaded):
        st.caption(f"{plural(len(uploaded) - len(files), 'file')} of kinds that are not read, or hidden, stay out.")
    given = _given_fields("For all of these, in place of what the files say. Leave them empty if the files say it.")
    n_bytes = sum(file.size for file in files)
    label = f"Add {plural(len(files), 'file')} ({say_size(n_bytes)})" if files else "Add"
    if st.button(label, type="primary", key="w_add", disabled=not files or is_going):
        names = adding.tidy_names(file.name for file in files)
        sources = [
            Content(name=name, data=file.getvalue(), given=given) for name, file in zip(names, files, strict=True)
        ]
        _forget(uploaded)
        _open(store, sources)
        st.rerun()
    st.caption(_hint(is_going=is_going))


def _hint(*, is_going: bool) -> str:
    if is_going:
        return "One run at a time: more can be added when this one is done or stopped."
    limit = st.get_option("server.maxUploadSize")
    return (
        f"{adding.FORMATS_WORDS} Up to {limit} MB a file, {adding.MAX_FILES:,} files and {adding.say_limit()} at once."
    )


def _check_upload() -> None:
    """Refuse what is too much as soon as it has come, and let go of it."""
    state = st.session_state
    uploaded = state.get(f"w_files_{state.add_way}_{state.get('upload', 0)}") or []
    state.refused = adding.refuse([file.size for file in uploaded])
    if state.refused:
        _forget(uploaded)
        state.upload = state.get("upload", 0) + 1


def _forget(uploaded: Sequence[UploadedFile]) -> None:
    """Free the memory of uploads; Streamlit keeps them until the session ends."""
    context = get_script_run_ctx()
    remove = getattr(context.uploaded_file_mgr, "remove_file", None) if context is not None else None
    if context is not None and remove is not None:
        for file in uploaded:
            remove(context.session_id, file.file_id)


def _text_form(store: EventStore, *, is_going: bool) -> None:
    turn = st.session_state.get("upload", 0)  # what was added is not offered again
    with st.form("add-text", border=False):
        text = st.text_area("Text of the report", key=f"w_text_{turn}", height=260, max_chars=adding.MAX_TEXT_CHARS)
        title = st.text_input(
            "Title", key=f"w_title_{turn}", max_chars=MAX_DETAIL_CHARS, placeholder="taken from the first line"
        )
        given = _given_fields("Days such as “on Monday” are worked out from the publication date.", title=title)
        is_sent = st.form_submit_button("Add this text", type="primary", key="w_add_text", disabled=is_going)
    if is_sent and not text.strip():
        st.error("There is no text yet: paste it into the field above.")
    elif is_sent:
        data = text.encode("utf-8", "surrogatepass")
        _open(store, [Content(name=" ".join(title.split()) or "pasted text", data=data, given=given)])
        st.rerun()
    st.caption(_hint(is_going=is_going) if is_going else "The text is stored as you paste it.")


def _given_fields(note: str, *, title: str = "") -> Given:
    left, right = st.columns(2, gap="small")
    with left:
        published_on = st.date_input(
            "Published on", None, key="w_given_published", format="YYYY-MM-DD",
            min_value="1900-01-01", max_value="2100-12-31",
        )  # fmt: skip
    with right:
        publisher = st.text_input("Publisher", key="w_given_publisher", max_chars=MAX_DETAIL_CHARS)
    st.caption(note)
    tidy = [" ".join((words or "").split()) or None for words in (publisher, title)]
    return Given(published_on=published_on, publisher=tidy[0], title=tidy[1])


# --- what became of it ------------------------------------------------------------------------------------------


def _panel(store: EventStore) -> None:
    state = st.session_state
    run = run_of_session()
    now = None if run is None else run.state()
    view = None if now is None else adding.view_run(now)
    component("intake")(
        key=INTAKE_KEY,
        data={"run": None if view is None else asdict(view), "idle": list(_IDLE)},
        on_stop_change=lambda: _with_run(Run.stop),
        on_retry_change=lambda: _with_run(Run.retry_failed),
        on_go_on_change=lambda: _with_run(Run.go_on),
        on_answer_change=lambda: _answer(store),
        on_open_change=_open_report,
        on_show_change=_show_on_map,
    )
    if run is not None and now is not None and now.phase.is_over:
        state.seen_run = run.run_id
    was_busy, state.was_busy = state.get("was_busy", False), now is not None and now.is_busy
    wants_page = state.get("wants_documents") or state.get("wants_explore")
    if wants_page or was_busy != state.was_busy:
        st.rerun()


def _with_run(act: Callable[[Run], None]) -> None:
    run = run_of_session()
    if run is not None:
        act(run)


def _answer(store: EventStore) -> None:
    """Take over what the analyst says about reports, and read them again."""
    run = run_of_session()
    corrected = []
    for answer in sent(INTAKE_KEY, "answer") or ():
        document = store.document(str(answer["document_id"]))
        if document is not None:
            corrected.append(
                correct_document(
                    document,
                    title=str(answer["title"])[:MAX_DETAIL_CHARS],
                    publisher=str(answer["publisher"])[:MAX_DETAIL_CHARS],
                    published_on=adding.as_day(str(answer["published"])) or document.published_on,
                )
            )
    if run is not None:
        run.correct(corrected)


def _open_report() -> None:
    st.session_state.update(report=sent(INTAKE_KEY, "open"), wants_documents=True)


def _show_on_map() -> None:
    """Go to Explore, filtered by what this run has added."""
    run = run_of_session()
    ids = () if run is None else adding.extracted_ids(run.state())
    st.session_state.update(asked_documents=ids if len(ids) <= MAX_SHOWN_DOCUMENTS else (), wants_explore=True)
