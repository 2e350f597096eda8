"""The layers of the map in a link, and playing through time, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.test_explore import count_line

pytestmark = pytest.mark.browser


def test_a_layer_is_chosen_kept_in_the_link_and_restored(visit: Visit) -> None:
    page = visit.open()
    page.get_by_role("radio", name="Provinces by deaths").click()
    page.wait_for_url("**layer=deaths**")
    expect(page.locator(".legend")).to_contain_text("Killed, as reports count them, by province")
    expect(page.locator(".legend")).to_contain_text("Mentions in reports, not control of territory")
    link = page.url
    visit.open(link.removeprefix(visit.home))
    expect(page.get_by_role("radio", name="Provinces by deaths")).to_be_checked()
    expect(page.locator(".legend")).to_contain_text("by province")
    visit.open("?layer=contours&q=herat")
    expect(page.locator(".st-key-ignored")).to_contain_text("layer=contours")
    expect(count_line(page)).to_contain_text("3 of 34")


def test_time_plays_stops_and_the_count_stays_true(visit: Visit) -> None:
    page = visit.open("?undated=no&coarse=no&q=sample%20security%20bulletin")
    play = page.get_by_role("button", name="Play")
    expect(page.get_by_label("Step through time by")).to_have_value("day")
    play.click()
    expect(count_line(page)).to_contain_text("1 of 34 events")
    page.get_by_role("button", name="Stop").click()
    page.wait_for_url("**from=2007-09-**")
    shown = page.locator(".panel .head h2:not(:empty)").inner_text()
    expect(count_line(page)).to_contain_text(shown.replace(" event", " of 34 event").removesuffix("s"))


def test_less_motion_steps_by_hand(visit: Visit) -> None:
    visit.page.emulate_media(reduced_motion="reduce")
    page = visit.open()
    next_period = page.get_by_role("button", name="Next period")
    expect(next_period).to_be_visible()
    expect(page.get_by_role("button", name="Play")).to_have_count(0)
    next_period.click()
    page.wait_for_url("**from=2006-10-01&to=2006-10-31**")
