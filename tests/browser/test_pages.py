"""Documents and Compare in a real browser: details left as they are, a link to a comparison, and its print."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)


def test_the_details_can_be_left_as_they_are(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.home}documents")
    page.get_by_role("button", name="Edit title, publisher, date").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.locator(".doc", has_text="Weekly roundup").click()
    expect(page.locator(".text h3")).to_have_text("Weekly roundup by province")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_a_link_to_a_comparison_restores_it(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.home}compare")
    expect(page.locator(".heads")).to_contain_text("2007")
    page.get_by_role("radio", name="Two places").click()
    expect(page.locator(".heads")).to_contain_text("Helmand, Afghanistan (province)")
    page.locator("[data-facet=type] [data-value=Battles] input").check()
    expect(page.locator(".notes")).to_contain_text("Filters of both sides: Battles.")
    page.wait_for_url(re.compile("type=Battles"))
    numbers = page.locator(".numbers").inner_text()
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator(".notes")).to_contain_text("Filters of both sides: Battles.")
    assert other.locator(".numbers").inner_text() == numbers
    assert other.locator(".heads").inner_text() == page.locator(".heads").inner_text()
    other.close()
    page.go_back()
    expect(page.locator(".notes")).not_to_contain_text("Battles")


def test_a_comparison_prints_on_one_page_without_chrome(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    page.goto(f"{visit.home}compare?by=periods&a=2007-01-01..2007-12-31&b=2013-01-01..2013-12-31")
    expect(page.locator(".sheet svg")).to_have_count(2)
    page.pdf(path=tmp_path / "sheet.pdf", prefer_css_page_size=True)
    assert re.findall(rb"/Type ?/Page\b", (tmp_path / "sheet.pdf").read_bytes()) == [b"/Type /Page"]
    page.emulate_media(media="print")
    expect(page.locator(".sheet .foot")).to_be_visible()
    for chrome in ("[data-testid=stHeader]", "[data-testid=stSidebar]", ".st-key-compare-controls"):
        expect(page.locator(chrome)).to_be_hidden()
