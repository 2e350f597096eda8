"""A report whose date is corrected in a real browser: it is read again, says what changed, and leads to the map."""

import datetime
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from reportmap.model import Extraction
from reportmap.reading import read_text
from reportmap.store import EventStore
from sample_events import EXTRACTOR
from tests.browser.conftest import Visit
from tests.browser.server import serve_dashboard

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)

REPORT = (
    "Kabul\n\nA bomb killed two people in Kabul on Monday. Gunmen shot dead a clerk in Herat on 3 May 2009.\n\n"
    "<script>alert('hostile')</script> was painted on a wall in Kandahar on Tuesday.\n"
)


@pytest.fixture(scope="module")
def app_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard over one real report that nothing was read out of yet."""
    folder = tmp_path_factory.mktemp("pages")
    url = f"sqlite:///{folder / 'reports.sqlite'}"
    document = read_text(REPORT, published_on=datetime.date(2009, 5, 6))
    with EventStore.open(url) as store:
        store.add(
            Extraction(
                document=document, sections=(), passages=(), places=(), dates=(), events=(), extractor=EXTRACTOR
            )
        )  # fmt: skip
    with serve_dashboard(url, log=folder / "server.log") as address:
        yield address


def save_details(page: Page, *, title: str, day: str) -> None:
    """Open the details, set the title and the date (YYYYMMDD) from the keyboard, and save."""
    page.get_by_role("button", name="Edit title, publisher, date").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Title", exact=True).fill(title)
    dialog.get_by_role("spinbutton").first.focus()
    page.keyboard.type(day)
    dialog.get_by_role("button", name="Save and read again").press("Enter")
    expect(dialog).to_have_count(0)


def test_a_corrected_date_reads_the_report_again_and_says_what_changed(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.home}documents")
    expect(page.locator(".text")).to_contain_text("<script>alert('hostile')</script>")
    save_details(page, title="First <b>reading</b>", day="20090506")
    changes = page.locator(".changes")
    expect(changes).to_contain_text("gained")
    expect(page.locator(".text h3")).to_have_text("First <b>reading</b>")
    save_details(page, title="Second reading", day="20090513")
    expect(changes).to_contain_text("Published: 6 May 2009 → 13 May 2009")
    expect(changes).to_contain_text("4 May 2009 → 11 May 2009")
    expect(page.locator(".text .cite")).to_contain_text("date set by an analyst")
    expect(page.locator(".doc")).to_contain_text("13 May 2009")
    page.get_by_role("button", name="Dismiss").click()
    expect(changes).to_have_count(0)
    page.locator(".text button.said.place", has_text="Herat").click()
    page.locator("[data-testid=stDeckGlJsonChart] canvas").first.wait_for()
    expect(page.locator(".panel .head h2:not(:empty)")).to_contain_text("Herat: 1 event")
    assert "at=" in page.url
