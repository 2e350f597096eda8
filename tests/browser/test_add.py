"""The Add page in a real browser: files in, counts, a failure, a date, and the map. Reading and pool are the real ones."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visit, new_session
from tests.browser.server import serve_dashboard

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)

CHEAP_APP = "tests/browser/cheap_app.py"
RAID = """---
title: Raid in Helmand
published: 2011-07-20
publisher: Example Press
---
On Monday gunmen attacked a police post in Musa Qala, Helmand province, and killed four of the policemen who were in it.
The officials said that the gunmen had fled to the hills with the weapons of the post.
"""
BOMB = """<img src=x onerror=alert(1)> Bomb in Peshawar

A bomb exploded in a market in Peshawar on Wednesday, killing three civilians, the police said.
They said that the bomb was hidden in a cart, and that the owner of the cart was not found.
"""


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The Add page over an empty store, in a server of its own."""
    url = f"sqlite:///{tmp_path / 'own.sqlite'}"
    with (
        serve_dashboard(url, log=tmp_path / "server.log", script=CHEAP_APP) as address,
        new_session(browser) as context,
    ):
        visit = Visit(page=context.new_page(), home=address)
        visit.watch(visit.page)
        visit.page.goto(address + "add")
        yield visit.page
        assert (visit.outside, visit.dialogs, visit.errors) == ([], [], [])


def test_two_files_and_a_bad_one_reach_the_map(page: Page, tmp_path: Path) -> None:
    files = {"raid.txt": RAID.encode(), "bomb.txt": BOMB.encode(), "broken.pdf": b"%PDF-1.7\nnothing follows"}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    page.locator("input[type=file]").set_input_files([tmp_path / name for name in files])
    page.get_by_role("button", name="Add 3 files").click()

    panel = page.get_by_role("region", name="What was added")
    expect(panel.get_by_role("heading", name="Done: 2 reports from 3 files")).to_be_visible()
    expect(panel).to_contain_text("2 added · 1 failed · 2 events on the map")
    expect(panel.get_by_role("progressbar", name="Files read")).to_have_attribute("aria-valuenow", "3")
    failed = panel.locator("section", has=page.get_by_role("heading", name="Failed (1)"))
    expect(failed.get_by_role("listitem")).to_contain_text("broken.pdf")
    expect(failed.get_by_role("button", name="Try 1 file again")).to_be_visible()

    asked = panel.locator("section", has=page.get_by_role("heading", name="Without a publication date (1)"))
    expect(asked.get_by_role("button", name="<img src=x onerror=alert(1)> Bomb in Peshawar")).to_be_visible()
    asked.get_by_label("Published on").fill("2012-03-01")
    asked.get_by_label("Published on").press("Enter")
    expect(panel).to_contain_text("Read again: 1 event with another date; 0 as before")

    page.reload()
    expect(panel).to_contain_text("Done: 2 reports from 3 files")
    panel.get_by_role("button", name="Show on the map").click()
    expect(page.locator(".event .when")).to_have_text(["28 Feb 2012", "18 Jul 2011"])
    expect(page).to_have_url(re.compile("document=.+document="))
