"""The Add page without a browser: what is sent, the run and its link, and the way there from the empty state."""

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from reportmap.dashboard import adding
from reportmap.dashboard.views import add, taking
from reportmap.errors import StoreError
from reportmap.intake.outcome import Content, Outcome, Progress, Status
from reportmap.model import Document
from reportmap.reading.draft import Given
from reportmap.store import EventStore
from sample_events import sample_extractions

APP = str(Path(__file__).parent.parent / "app.py")
PAGE = "from reportmap.dashboard.views import pages\npages._add()"
TIMEOUT_SECONDS = 30
JOIN_SECONDS = 20.0


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty store, named by the environment."""
    found = f"sqlite:///{tmp_path / 'reports.sqlite'}"
    monkeypatch.setenv("REPORTMAP_DATABASE_URL", found)
    return found


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> list[Content]:
    """What the page hands on, to an intake that stores a made-up report for each source, and fails on "bad"."""
    seen: list[Content] = []
    extractions = iter(sample_extractions())

    def intake_into(store: EventStore) -> Any:
        def take(sources: Sequence[Content], **_asked: Any) -> Iterator[Outcome]:
            _asked["on_progress"](Progress(n_files=len(sources)))
            for source in sources:
                seen.append(source)
                if b"full" in source.data:
                    raise StoreError("the disk is full; free some space")
                if b"bad" in source.data:
                    yield Outcome(name=source.name, status=Status.FAILED, message=f"{source.name}: is <b>bad</b>")
                    continue
                extraction = next(extractions)
                store.add(extraction)
                yield Outcome(
                    name=source.name, status=Status.ADDED, document_id=extraction.document.document_id,
                    n_events=len(extraction.events), n_drawn=sum(event.is_drawn for event in extraction.events),
                )  # fmt: skip

        return take

    monkeypatch.setattr(taking, "intake_into", intake_into)
    return seen


def page(**params: str) -> AppTest:
    """The page, not yet run."""
    app = AppTest.from_string(PAGE, default_timeout=TIMEOUT_SECONDS)
    app.query_params.update(params)
    return app


def paste(app: AppTest, text: str) -> None:
    """Paste a text, and wait until its run has ended."""
    (field,) = app.text_area
    field.input(text)
    app.button("w_add_text").click().run()
    run = add.runs().look_at(app.session_state["run_id"], viewer="test")
    assert run is not None
    run.join(JOIN_SECONDS)
    app.run()


def said(app: AppTest) -> str:
    """What the panel of the run is sent."""
    return next(str(item.proto) for item in app.get("bidi_component"))


def test_the_page_says_what_it_takes_and_how_much(url: str) -> None:
    app = page().run()
    assert not app.exception
    (hint,) = [item.value for item in app.caption if "Up to" in item.value]
    assert "PDF" in hint
    assert hint.endswith("MB a file, 2,000 files and 250 MB at once.")
    assert app.button("w_add").disabled


def test_pasted_text_is_taken_in_with_what_is_said_about_it(url: str, taken: list[Content]) -> None:
    app = page(**{"from": "text"}).run()
    (title,) = [field for field in app.text_input if field.label == "Title"]
    title.input(" Raid  in Helmand ")
    app.text_input("w_given_publisher").input("Example Press")
    app.date_input("w_given_published").set_value(datetime.date(2011, 7, 20))
    paste(app, "Four were killed.")
    assert not app.exception
    given = Given(published_on=datetime.date(2011, 7, 20), publisher="Example Press", title="Raid in Helmand")
    assert taken == [Content(name="Raid in Helmand", data=b"Four were killed.", given=given)]
    assert app.text_area[0].value == ""
    with EventStore.open(url) as store:
        assert len(store.documents()) == 1


def test_the_run_is_in_the_link_and_a_new_session_finds_it(url: str, taken: list[Content]) -> None:
    app = page(**{"from": "text"}).run()
    paste(app, "Four were killed.")
    params = {name: str(value) for name, value in app.query_params.items()}
    assert params["from"] == "text"
    assert params["run"] == app.session_state["run_id"]
    again = page(**params).run()
    assert not again.exception
    assert again.session_state["run_id"] == params["run"]
    assert "Done: 1 report from 1 file" in said(again)


def test_a_link_to_a_run_that_is_gone_says_so(url: str) -> None:
    app = page(run="gone", **{"from": "nowhere"}).run()
    assert not app.exception
    assert "has ended some time ago" in app.info[0].value
    assert dict(app.query_params) == {}


def test_nothing_is_added_without_text(url: str, taken: list[Content]) -> None:
    app = page(**{"from": "text"}).run()
    app.text_area[0].input(" \n ")
    app.button("w_add_text").click().run()
    assert [item.value for item in app.error] == ["There is no text yet: paste it into the field above."]
    assert taken == []


def test_a_failure_is_listed_with_its_reason(url: str, taken: list[Content]) -> None:
    app = page(**{"from": "text"}).run()
    paste(app, "bad")
    assert "is <b>bad</b>" in said(app)
    assert "Try 1 file again" in said(app)


def test_a_run_that_breaks_says_why(url: str, taken: list[Content]) -> None:
    app = page(**{"from": "text"}).run()
    paste(app, "full")
    assert "the disk is full; free some space" in said(app)


def test_the_empty_state_leads_to_the_page(url: str) -> None:
    app = AppTest.from_file(APP, default_timeout=TIMEOUT_SECONDS).run()
    app.button("go-to-add").click().run()
    assert not app.exception
    assert "w_add" in [button.key for button in app.button]


def test_other_pages_say_that_reports_are_being_added(url: str, taken: list[Content]) -> None:
    app = AppTest.from_file(APP, default_timeout=TIMEOUT_SECONDS)
    app.session_state["add_way"] = "text"
    app.run()
    app.button("go-to-add").click().run()
    app.text_area[0].input("Four were killed.")
    app.button("w_add_text").click().run()
    add.runs().look_at(app.session_state["run_id"], viewer="test").join(JOIN_SECONDS)  # type: ignore[union-attr]
    app.session_state["wants_explore"] = True
    app.run()
    assert not app.exception
    assert "1 report added" in [link.proto.label for link in app.get("page_link")]


def test_answers_are_read_again_with_what_they_say(
    url: str, taken: list[Content], monkeypatch: pytest.MonkeyPatch
) -> None:
    corrected: list[Document] = []

    def read(document: Document) -> str:
        corrected.append(document)
        return "1 event with another date"

    monkeypatch.setattr(taking, "reader_of", lambda _store: read)
    app = page(**{"from": "text"}).run()
    paste(app, "Four were killed.")
    document = sample_extractions()[0].document
    answer = {"document_id": document.document_id, "title": "x" * 999, "publisher": "", "published": "2012-03-01"}
    monkeypatch.setattr(add, "sent", lambda _key, _trigger: [answer, {**answer, "document_id": "gone"}])
    monkeypatch.setattr(add, "run_of_session", lambda: add.runs().look_at(app.session_state["run_id"], viewer="test"))
    with EventStore.open(url) as store:
        add._answer(store)
    add.run_of_session().join(JOIN_SECONDS)  # type: ignore[union-attr]
    (one,) = corrected
    assert (one.text, len(one.title or ""), one.publisher) == (document.text, add.MAX_DETAIL_CHARS, None)
    assert one.published_on == datetime.date(2012, 3, 1)


@pytest.mark.parametrize(
    "content", [b"", b"this is no database, only text that is long enough to be read as a header\n" * 9]
)
def test_the_page_runs_on_any_store(content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "odd.sqlite"
    path.write_bytes(content)
    monkeypatch.setenv("REPORTMAP_DATABASE_URL", f"sqlite:///{path}")
    app = page().run()
    assert not app.exception
    assert bool(content) == ("The store cannot be read" in [item.value for item in app.subheader])


def test_files_are_taken_in_under_tidy_names_and_let_go_of(url: str, taken: list[Content]) -> None:
    app = page().run()
    hostile = "<img src=x onerror=alert(1)>.txt"
    app.file_uploader[0].set_value([("day.txt", b"one", "text/plain"), (hostile, b"bad", "text/plain")]).run()
    assert app.button("w_add").label.startswith("Add 2 files")
    app.button("w_add").click().run()
    add.runs().look_at(app.session_state["run_id"], viewer="test").join(JOIN_SECONDS)  # type: ignore[union-attr]
    app.run()
    assert not app.exception
    assert [(content.name, content.data) for content in taken] == [("day.txt", b"one"), (hostile, b"bad")]
    assert app.button("w_add").label == "Add"
    assert not any(hostile in str(item.value) for item in (*app.markdown, *app.caption, *app.error))
    assert hostile in said(app)


def test_too_much_is_refused_at_once(url: str, taken: list[Content], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "MAX_TOTAL_BYTES", 3)
    app = page().run()
    app.file_uploader[0].set_value([("day.txt", b"more", "text/plain")]).run()
    assert not app.exception
    assert app.error[0].value.replace("\\", "").startswith("1 file of 1 kB together; this page takes up to 0 MB")
    assert app.button("w_add").disabled


def test_of_a_folder_only_what_may_be_a_report_is_added(url: str, taken: list[Content]) -> None:
    app = page(**{"from": "folder"}).run()
    app.file_uploader[0].set_value([("day.txt", b"one", "text/plain"), ("photo.jpg", b"two", "image/jpeg")]).run()
    assert not app.exception
    assert app.button("w_add").label.startswith("Add 1 file (")
    assert "1 file of kinds that are not read, or hidden, stay out." in [item.value for item in app.caption]
