"""The pages without a browser: widgets, links, states. Maps, charts and components are the browser tests' matter."""

import json
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from reportmap.dashboard import symbols as symbols_module
from reportmap.dashboard.views import session
from reportmap.dashboard.views.components import literal
from reportmap.store import EventStore
from sample_events import sample_extractions
from tests.accounts import BOMB, extraction_of, told

APP = str(Path(__file__).parent.parent / "app.py")
TIMEOUT_SECONDS = 30


@pytest.fixture(scope="module")
def store_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the made-up reports."""
    path = tmp_path_factory.mktemp("store") / "reports.sqlite"
    with EventStore.open(f"sqlite:///{path}") as store:
        for extraction in sample_extractions():
            store.add(extraction)
    return path


@pytest.fixture
def app(store_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The app over the made-up reports, not yet run."""
    monkeypatch.setenv("REPORTMAP_DATABASE_URL", f"sqlite:///{store_path}")
    return AppTest.from_file(APP, default_timeout=TIMEOUT_SECONDS)


def count_line(app: AppTest) -> str:
    return next(item.value for item in app.main.markdown if "of 34 events" in item.value)


def symbols(app: AppTest) -> dict[str, str]:
    """The counts that the map draws, by place id."""
    deck = json.loads(app.get("deck_gl_json_chart")[0].proto.json)
    layer = next(layer for layer in deck["layers"] if layer["id"].startswith("places-"))
    return {row["id"]: row["n"] for row in layer["data"] if row["r"]}


def chips(app: AppTest) -> list[str]:
    return [
        re.sub(r"\\(.)", r"\1", button.label) for button in app.main.button if (button.key or "").startswith("chip-")
    ]


def test_the_first_screen_counts_what_it_draws(app: AppTest) -> None:
    app.run()
    assert not app.exception
    assert count_line(app) == "**31 of 34 events**, 20 places,"
    assert app.button("off-map").label == "3 not on the map"
    assert len(symbols(app)) == 20
    assert dict(app.query_params) == {}


def test_search_narrows_everything_and_writes_the_link(app: AppTest) -> None:
    app.run()
    app.text_input("w_text").input("kandahar").run()
    assert count_line(app).startswith("**4 of 34 events**")
    assert dict(app.query_params) == {"q": "kandahar"}
    assert chips(app) == ["“kandahar”"]
    assert sum(map(int, symbols(app).values())) == 4


def test_dates_and_the_checkboxes_beside_them(app: AppTest) -> None:
    app.run()
    app.date_input("w_from").set_value("2007-02-01").run()
    app.date_input("w_to").set_value("2007-02-28").run()
    assert count_line(app).startswith("**2 of 34")
    app.checkbox("w_undated").uncheck().run()
    assert count_line(app).startswith("**1 of 34")
    assert dict(app.query_params) == {"from": "2007-02-01", "to": "2007-02-28", "undated": "no"}


def test_dates_the_wrong_way_round_are_turned(app: AppTest) -> None:
    app.run()
    app.date_input("w_from").set_value("2009-01-01").run()
    app.date_input("w_to").set_value("2007-01-01").run()
    assert dict(app.query_params) == {"from": "2007-01-01", "to": "2009-01-01"}


def test_a_chip_takes_its_filter_away(app: AppTest) -> None:
    app.query_params["type"] = ["Battles", "Riots"]
    app.run()
    assert chips(app) == ["Battles", "Riots"]
    app.button("chip-0").click().run()
    assert chips(app) == ["Riots"]
    assert dict(app.query_params) == {"type": "Riots"}


def test_a_link_restores_the_screen(app: AppTest) -> None:
    app.query_params.update({"q": "1", "place": "AF.10", "at": "gn1132604", "from": "2006-01-01", "score": "0.6"})
    app.run()
    assert app.text_input("w_text").value == "1"
    assert str(app.date_input("w_from").value) == "2006-01-01"
    assert app.slider("w_score").value == 0.6
    assert chips(app) == ["“1”", "from 1 Jan 2006", "Helmand", "score at least 0.60"]
    assert app.query_params["at"] == "gn1132604"


def test_a_bad_part_of_a_link_is_named_and_the_rest_works(app: AppTest) -> None:
    app.query_params.update({"q": "kabul", "from": "soon", "event": "gone", "at": "gn1"})
    app.run()
    said = next(item.value for item in app.main.text if item.value.startswith("Ignored in the link"))
    for part in ("from=soon", "event=gone", "at=gn1"):
        assert part in said
    assert dict(app.query_params) == {"q": "kabul"}
    app.button("dismiss").click().run()
    assert not any(item.value.startswith("Ignored") for item in app.main.text)


def test_a_run_that_is_cut_short_by_the_next_step_through_the_history_loses_nothing(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Back and at once Forward: the second run interrupts the first before it has written the address."""
    app.query_params["type"] = "Battles"
    app.run()
    del app.query_params["type"]
    with monkeypatch.context() as interrupted:
        interrupted.setattr(session, "save", lambda: None)
        app.run()
    assert count_line(app).startswith("**31 of 34")
    app.query_params["type"] = "Battles"
    app.run()
    assert count_line(app).startswith("**6 of 34")
    assert dict(app.query_params) == {"type": "Battles"}


def test_nothing_matches_offers_what_would(app: AppTest) -> None:
    app.query_params.update({"q": "zebra", "type": "Riots"})
    app.run()
    assert any("No event matches" in item.value for item in app.main.markdown)
    assert app.button("relax-q").label == "Without search: 2 events"
    app.button("relax-q").click().run()
    assert count_line(app).startswith("**2 of 34")
    assert dict(app.query_params) == {"type": "Riots"}


def test_reset_all(app: AppTest) -> None:
    app.query_params.update({"q": "kabul", "at": "off-map"})
    app.run()
    app.button("reset").click().run()
    assert dict(app.query_params) == {}
    assert count_line(app).startswith("**31 of 34")


def test_the_map_rows_keep_their_order_under_filters(app: AppTest) -> None:
    app.run()

    def order() -> list[str]:
        deck = json.loads(app.get("deck_gl_json_chart")[0].proto.json)
        return [row["id"] for layer in deck["layers"] if layer["id"].startswith("places-") for row in layer["data"]]

    before = order()
    app.text_input("w_text").input("kabul").run()
    assert order() == before


def test_two_sessions_do_not_see_each_other(app: AppTest) -> None:
    other = AppTest.from_file(APP, default_timeout=TIMEOUT_SECONDS)
    app.run()
    other.run()
    app.text_input("w_text").input("kabul").run()
    other.run()
    assert count_line(other).startswith("**31 of 34")
    assert chips(other) == []


def test_an_added_report_appears(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'growing.sqlite'}"
    monkeypatch.setenv("REPORTMAP_DATABASE_URL", url)
    first, second, *_ = sample_extractions()
    app = AppTest.from_file(APP, default_timeout=TIMEOUT_SECONDS)
    app.run()
    assert "No reports yet" in [item.value for item in app.subheader]
    with EventStore.open(url) as store:
        store.add(first)
        app.run()
        assert any(item.value.startswith("**2 of 5 events**") for item in app.main.markdown)
        store.add(second)
    app.run()
    assert any(item.value.startswith("**12 of 15 events**") for item in app.main.markdown)


BROKEN = [
    ("no store of ours", b"this is no database, only text that is long enough to be read as a header\n" * 9),
    ("a folder that is not there", None),
]


@pytest.mark.parametrize("content", [row[1] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_broken_store_is_said_with_its_path(
    content: bytes | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "broken.sqlite" if content else tmp_path / "nowhere" / "broken.sqlite"
    if content:
        path.write_bytes(content)
    monkeypatch.setenv("REPORTMAP_DATABASE_URL", f"sqlite:///{path}")
    app = AppTest.from_file(APP, default_timeout=TIMEOUT_SECONDS)
    app.run()
    assert not app.exception
    assert "The store cannot be read" in [item.value for item in app.subheader]
    assert any("broken.sqlite" in item.value for item in app.main.text)
    app.main.button[0].click().run()
    assert not app.exception


def test_the_documents_page_runs(app: AppTest) -> None:
    app.run()
    app.session_state["wants_documents"] = True
    app.run()
    assert not app.exception
    assert "report" in app.query_params


def test_the_samples_load_into_an_empty_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REPORTMAP_DATABASE_URL", f"sqlite:///{tmp_path / 'empty.sqlite'}")
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "one.txt").write_text("Kabul\n\nA bomb killed two people in Kabul on 3 May 2009.\n", encoding="utf-8")
    monkeypatch.setattr("reportmap.dashboard.views.empty.shipped", lambda _name: reports)
    app = AppTest.from_file(APP, default_timeout=300)
    app.run()
    app.button("load-samples").click().run()
    assert not app.exception
    assert any("1 of 1 event" in item.value for item in app.main.markdown)


LABELS = [
    # label,      text,                                  as a label
    ("plain",     "Musa Qala",                           "Musa Qala"),
    ("image",     "![x](http://example.org/x.png)",      r"\!\[x\]\(http\:\/\/example\.org\/x\.png\)"),
    ("directive", ":red[a] $b$",                         r"\:red\[a\] \$b\$"),
    ("lines",     "a\n# b",                              r"a \# b"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "label"), [row[1:] for row in LABELS], ids=[row[0] for row in LABELS])
def test_labels_are_literal(text: str, label: str) -> None:
    assert literal(text) == label


def test_an_event_of_two_reports_is_counted_once_and_can_be_split(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'twice.sqlite'}"
    monkeypatch.setenv("REPORTMAP_DATABASE_URL", url)
    one = told("A bomb killed two in Sangin.", BOMB, "Sangin", "2009-03-30", dead=2)
    two = told("Three people died in Sangin when a bomb went off.", BOMB, "Sangin", "2009-03-30", dead=3)
    with EventStore.open(url) as store:
        for event in (one, two):
            store.add(extraction_of(event, publisher=event.document_id))
    app = AppTest.from_file(APP, default_timeout=TIMEOUT_SECONDS)
    app.query_params["event"] = two.event_id  # a link to either account leads to the event
    app.run()
    assert not app.exception
    assert any(item.value.startswith("**1 of 1 event**, 1 place,") for item in app.main.markdown)
    assert list(symbols(app).values()) == ["1"]
    assert app.session_state["event"] in {one.event_id, two.event_id}

    with EventStore.open(url) as store:
        store.say_different(two.event_id)
    app.run()
    assert any(item.value.startswith("**2 of 2 events**, 1 place,") for item in app.main.markdown)
    with EventStore.open(url) as store:
        store.undo()
    app.run()
    assert any(item.value.startswith("**1 of 1 event**") for item in app.main.markdown)


def test_a_panel_that_fails_says_so_and_the_others_are_drawn(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise RuntimeError("a secret of the server")

    monkeypatch.setattr(symbols_module, "symbols", fail)
    app.run()
    assert not app.exception
    assert [item.value for item in app.error] == [
        "The map cannot be shown. The rest of the page works; the log of the server has the reason."
    ]
    assert count_line(app).startswith("**31 of 34 events**")
    assert app.get("arrow_vega_lite_chart") or app.get("vega_lite_chart")
