"""The Data page: the store in use, the versions behind it, what goes online, and copies of the store."""

import datetime
from collections.abc import Iterable

import streamlit as st

from reportmap import __version__
from reportmap.dashboard import holdings
from reportmap.dashboard.frames import EventFrames
from reportmap.dashboard.holdings import Fact, Installed
from reportmap.dashboard.views import reading, session
from reportmap.dashboard.views.components import literal
from reportmap.dashboard.views.html import escape
from reportmap.dashboard.words import plural
from reportmap.errors import StoreError
from reportmap.model import Extractor
from reportmap.store import EventStore

N_COPIES_SHOWN = 5


def show(frames: EventFrames) -> None:
    """The whole page. Raises StoreError when the store cannot be read."""
    store = session.open_store(session.database_url())
    documents = store.documents()
    events = tuple(frames.by_id.values())
    with st.container(key="data"):
        left, right = st.columns(2, gap="large")
        with left:
            facts = holdings.store_facts(documents, events, location=str(store.location), n_bytes=store.n_bytes)
            _table("Store in use", facts)
            st.caption("Another store: “reportmap serve --database-url sqlite:////full/path/reports.sqlite”")
            _copies(store)
        with right:
            _table("Versions", holdings.version_facts(_read_with(frames), _installed()))
            _table("Online options", holdings.ONLINE)


def _table(title: str, facts: Iterable[Fact]) -> None:
    rows = "".join(
        f"<tr><th scope='row'>{escape(fact.label)}</th><td><bdi>{escape(fact.value)}</bdi>"
        + (f"<small>{escape(fact.note)}</small>" if fact.note else "")
        + "</td></tr>"
        for fact in facts
    )
    st.html(f"<h4>{escape(title)}</h4><table class='facts'>{rows}</table>")


def _read_with(frames: EventFrames) -> list[Extractor]:
    """What each report that has events was read with."""
    accounts = (one for event in frames.by_id.values() for one in (tuple(a.event for a in event.accounts) or (event,)))
    return list({event.document_id: event.extractor for event in accounts}.values())


def _installed() -> Installed:
    from reportmap.events import load_ontology  # noqa: PLC0415 - takes long to import

    return Installed(program=__version__, gazetteer=reading.gazetteer_version(), ontology=load_ontology().version)


def _copies(store: EventStore) -> None:
    folder = holdings.backup_folder(str(store.location))
    copies = sorted(folder.glob("*.sqlite"), reverse=True) if folder.is_dir() else []
    kept = [
        Fact(label=path.name, value=holdings.say_size(path.stat().st_size)) for path in copies[:N_COPIES_SHOWN]
    ] or [Fact(label="Copies", value="none yet")]
    _table("Backups and exports", [Fact(label="Folder of backups", value=str(folder)), *kept])
    if len(copies) > N_COPIES_SHOWN:
        st.caption(f"and {plural(len(copies) - N_COPIES_SHOWN, 'older copy', 'older copies')}")
    if st.button("Back up the store now", key="back-up"):
        path = holdings.backup_path(str(store.location), at=datetime.datetime.now(datetime.UTC))
        try:
            store.back_up(path)
        except StoreError as error:
            st.error(literal(str(error)))
        else:
            st.session_state.backed_up = path.name
            st.rerun()
    if name := st.session_state.pop("backed_up", None):
        st.success(literal(f"Copied into {name}. It is a store of its own: name it in --database-url to open it."))
    st.caption(
        "Nothing else makes copies. Exports go where your browser puts downloads, or to the file that"
        " “reportmap export --output” names."
    )
