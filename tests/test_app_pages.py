"""The pages beside Explore without a browser: widgets, links, states."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from reportmap.dashboard.views import documents, reading
from reportmap.errors import GazetteerError
from reportmap.model import Document, Extraction, MetadataBasis
from reportmap.store import EventStore
from sample_events import sample_extractions
from test_copies import DAY, OWN, UPDATE, WIRE, read_copy

APP = str(Path(__file__).parent.parent / "app.py")
TIMEOUT_SECONDS = 30


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A store of the made-up reports, named by the environment."""
    found = f"sqlite:///{tmp_path / 'reports.sqlite'}"
    with EventStore.open(found) as store:
        for extraction in sample_extractions():
            store.add(extraction)
    monkeypatch.setenv("REPORTMAP_DATABASE_URL", found)
    return found


def page(name: str) -> AppTest:
    """One page of the dashboard, not yet run."""
    return AppTest.from_string(
        f"from reportmap.dashboard.views import pages\npages._{name}()", default_timeout=TIMEOUT_SECONDS
    )


def shown(app: AppTest) -> str:
    """All words of the page that are no widget."""
    return "\n".join(str(item.value) for item in (*app.markdown, *app.text, *app.caption)) + "\n".join(
        item.proto.body for item in app.get("html")
    )


# --- compare ----------------------------------------------------------------------------------------------------


def test_compare_starts_with_the_busiest_years_and_writes_its_link(url: str) -> None:
    app = page("compare").run()
    assert not app.exception
    assert dict(app.query_params) == {"by": "periods", "a": "2007-01-01..2007-12-31", "b": "2009-01-01..2009-12-31"}
    app.date_input("c_a_from").set_value("2007-09-01").run()
    assert app.query_params["a"] == "2007-09-01..2007-12-31"


def test_compare_restores_a_link(url: str) -> None:
    app = page("compare")
    app.query_params.update({"by": "places", "a": "AF.10", "b": "PK", "q": "killed", "score": "0.5"})
    app.run()
    assert not app.exception
    assert (app.selectbox("c_a_place").value, app.selectbox("c_b_place").value) == ("AF.10", "PK")
    assert app.text_input("c_text").value == "killed"
    assert app.slider("c_score").value == 0.5


def test_compare_names_the_stale_parts_of_a_link(url: str) -> None:
    app = page("compare")
    app.query_params.update({"by": "places", "a": "AF.99", "b": "PK", "type": "Picnics"})
    app.run()
    said = next(item.value for item in app.text if item.value.startswith("Ignored in the link"))
    assert "a=AF.99" in said
    assert "type=Picnics" in said
    assert app.query_params["b"] == "PK"
    app.button("c_dismiss").click().run()
    assert not any(item.value.startswith("Ignored") for item in app.text)


def test_compare_turns_to_places_and_keeps_the_periods(url: str) -> None:
    app = page("compare").run()
    app.date_input("c_b_to").set_value("2009-08-20").run()
    app.segmented_control("c_by").set_value("places").run()
    assert not app.exception
    assert app.query_params["by"] == "places"
    app.text_input("c_text").input("kabul").run()
    app.segmented_control("c_by").set_value("periods").run()
    assert app.query_params["b"] == "2009-01-01..2009-08-20"
    assert app.query_params["q"] == "kabul"
    app.button("c_reset").click().run()
    assert "q" not in app.query_params


# --- documents --------------------------------------------------------------------------------------------------


def editing(monkeypatch: pytest.MonkeyPatch) -> tuple[AppTest, str]:
    """The Documents page with the details of a report open, and that report's id."""
    document_id = sample_extractions()[1].document.document_id
    app = page("documents")
    app.session_state["report"] = document_id
    app.session_state["edits"] = document_id
    return app.run(), document_id


def test_details_are_saved_and_the_changes_kept_for_the_reader(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def extract(document: Document, _version: str) -> Extraction:
        old = sample_extractions()[1]
        return Extraction(
            document=document, sections=old.sections, passages=old.passages, places=old.places, dates=old.dates,
            events=old.events[1:], extractor=old.extractor,
        )  # fmt: skip

    monkeypatch.setattr(reading, "extract", extract)
    app, document_id = editing(monkeypatch)
    assert not app.exception
    app.text_input("d_title").input("Another title")
    app.date_input("d_published").set_value("2007-09-17")
    app.button("d_save").click().run()
    assert not app.exception
    with EventStore.open(url) as store:
        stored = store.document(document_id)
    assert stored is not None
    assert (stored.title, str(stored.published_on), stored.published_basis) == (
        "Another title", "2007-09-17", MetadataBasis.ANALYST,
    )  # fmt: skip
    assert app.session_state["changes"].summary == "1 event lost; 9 as before"


def test_a_reading_that_fails_saves_nothing_and_says_why(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def extract(_document: Document, _version: str) -> Extraction:
        raise GazetteerError("no gazetteer at X; build it")

    monkeypatch.setattr(reading, "extract", extract)
    app, document_id = editing(monkeypatch)
    app.text_input("d_title").input("Another title")
    app.button("d_save").click().run()
    assert not app.exception
    assert [item.value.replace("\\", "") for item in app.error] == ["Nothing was saved: no gazetteer at X; build it"]
    assert app.text_input("d_title").value == "Another title"
    with EventStore.open(url) as store:
        assert store.document(document_id) == sample_extractions()[1].document


def test_saving_without_a_change_reads_nothing(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "read_again", None)
    app, _ = editing(monkeypatch)
    app.button("d_save").click().run()
    assert not app.exception
    assert [item.value for item in app.info] == ["Nothing was changed."]


@pytest.fixture
def copies(url: str) -> tuple[str, str, str]:
    """A report, another version of it, and one that is neither, all in the store, by id."""
    reports = [read_copy(WIRE, "Wire", DAY), read_copy(UPDATE, "Wire", DAY), read_copy(OWN, "Harbor Post", DAY)]
    with EventStore.open(url) as store:
        for report in reports:
            store.add(report)
    one, two, other = (report.document.document_id for report in reports)
    return one, two, other


def test_a_link_compares_a_report_with_its_version(copies: tuple[str, str, str]) -> None:
    one, two, _ = copies
    app = page("documents")
    app.query_params.update({"report": one, "against": two})
    app.run()
    assert not app.exception
    assert dict(app.query_params) == {"report": one, "against": two}
    assert not app.warning


def test_a_link_that_compares_with_no_copy_says_so(copies: tuple[str, str, str]) -> None:
    one, _, other = copies
    app = page("documents")
    app.query_params.update({"report": one, "against": other})
    app.run()
    assert not app.exception
    assert dict(app.query_params) == {"report": one}
    assert [item.value for item in app.warning] == ["The link compares this report with one that is no copy of it."]


# --- data and about ---------------------------------------------------------------------------------------------


def test_the_data_page_names_the_store_and_backs_it_up(url: str, tmp_path: Path) -> None:
    app = page("data").run()
    assert not app.exception
    words = shown(app)
    for expected in (str(tmp_path / "reports.sqlite"), "Gazetteer", "acled-", "Online options", "Off", "none yet"):
        assert expected in words
    app.button("back-up").click().run()
    assert not app.exception
    (copy,) = (tmp_path / "backups").iterdir()
    assert copy.name in shown(app)


def test_the_about_page_has_the_figures_and_what_is_disputed(url: str) -> None:
    app = page("about").run()
    assert not app.exception
    words = shown(app)
    for expected in ("does not show who controls", "CC BY 4.0", "Crimea", "dashed", "<td>.803</td>", "reportmap 0."):
        assert expected in words


@pytest.mark.parametrize("name", ["compare", "documents", "data", "about"])
def test_every_page_runs_on_an_empty_store(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTMAP_DATABASE_URL", f"sqlite:///{tmp_path / 'empty.sqlite'}")
    assert not page(name).run().exception


@pytest.mark.parametrize("name", ["compare", "documents", "data", "about"])
def test_every_page_runs_on_a_broken_store(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "broken.sqlite"
    path.write_bytes(b"this is no database, only text that is long enough to be read as a header\n" * 9)
    monkeypatch.setenv("REPORTMAP_DATABASE_URL", f"sqlite:///{path}")
    app = page(name).run()
    assert not app.exception
    assert name == "about" or "The store cannot be read" in [item.value for item in app.subheader]
