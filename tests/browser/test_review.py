"""What is not on the map, and the review queue, in a real browser: placed, judged, and taken back again."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)


def test_a_name_off_the_map_is_placed_and_taken_back(visit: Visit) -> None:
    page = visit.open("?at=off-map")
    count = page.locator(".st-key-off-map button").first
    expect(count).to_have_text("3 not on the map")
    page.get_by_role("button", name="Choose a place for Chahar Deh").click()
    find = page.get_by_role("textbox", name="Find a place by its name or coordinates")
    find.fill("31.5, 64.2")
    find.press("Enter")
    page.locator(".candidate", has_text="Chosen point").click()
    expect(count).to_have_text("2 not on the map")
    expect(page.get_by_role("status").filter(has_text="Chahar Deh")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(count).to_have_text("3 not on the map")


def test_the_queue_works_from_the_keyboard(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.home}review")
    passage = page.get_by_role("region", name="Passage")
    expect(passage.locator(".evidence")).to_be_visible()
    head = page.locator(".st-key-review-head")
    first = str(passage.get_attribute("data-event"))
    page.keyboard.press("j")
    expect(passage).not_to_have_attribute("data-event", first)
    page.keyboard.press("k")
    expect(passage).to_have_attribute("data-event", first)
    page.keyboard.press("a")
    expect(head).to_contain_text("1 of 31 events reviewed: 1 accepted")
    expect(passage).not_to_have_attribute("data-event", first)
    page.keyboard.press("u")
    expect(head).to_contain_text("0 of 31 events reviewed")
    page.keyboard.press("p")
    find = passage.get_by_role("textbox", name=re.compile("Find a place"))
    find.fill("jar")  # letters in a field are no commands
    expect(head).to_contain_text("0 of 31 events reviewed")
    page.keyboard.press("Escape")
    expect(find).to_have_count(0)
