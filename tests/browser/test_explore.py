"""The Explore page in a real browser: stale choices, the way back, hostile text, the keyboard, and what fits."""

import math
import urllib.parse

import pytest
from playwright.sync_api import Locator, Page, expect

from reportmap.dashboard.filters import Filters, apply_filters
from reportmap.dashboard.frames import EventFrames
from reportmap.dashboard.map import MapView, first_view
from test_dashboard_frames import sample_frames
from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)

TILE_PIXELS = 512
N_TRIES, TRY_MILLISECONDS = 4, 15_000
FRAMES: EventFrames = sample_frames()
VIEW: MapView = first_view(FRAMES, apply_filters(FRAMES, Filters()).spot_mask)


def at(page: Page, place_id: str) -> tuple[float, float]:
    """Where a place lies on the screen while the map shows its first view (web Mercator)."""
    place = FRAMES.place(place_id)
    assert place is not None
    box = page.locator("[data-testid=stDeckGlJsonChart]").bounding_box()
    assert box is not None
    scale = TILE_PIXELS * 2**VIEW.zoom

    def project(latitude: float, longitude: float) -> tuple[float, float]:
        x = (longitude + 180) / 360
        y = (1 - math.asinh(math.tan(math.radians(latitude))) / math.pi) / 2
        return x * scale, y * scale

    x, y = project(float(str(place["latitude"])), float(str(place["longitude"])))
    middle_x, middle_y = project(VIEW.latitude, VIEW.longitude)
    return box["x"] + box["width"] / 2 + x - middle_x, box["y"] + box["height"] / 2 + y - middle_y


def point_at(page: Page, place_id: str) -> tuple[float, float]:
    """Move the mouse over a place's symbol once the map shows it; where that is."""
    x, y = at(page, place_id)
    tooltip = page.locator(".deck-tooltip")
    page.mouse.move(5, 5)
    for _ in range(200):
        page.mouse.move(x + 1, y)
        page.mouse.move(x, y)
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        if tooltip.is_visible() and tooltip.inner_text():
            break
    return x, y


def click_place(page: Page, place_id: str, *, events: str) -> None:
    """Click a place's symbol, and wait until the list is about it.

    The map does not notice a click on the symbol that was clicked last before it has drawn the answer to that.
    """
    for _ in range(N_TRIES):
        page.mouse.click(*point_at(page, place_id))
        try:
            expect(title(page)).to_contain_text(events, timeout=TRY_MILLISECONDS)
        except AssertionError:
            continue
        return
    expect(title(page)).to_contain_text(events)


def title(page: Page) -> Locator:
    """The head of the list."""
    # The panel that is being taken away may still be there, after the new one or with an empty head.
    return page.locator(".panel .head h2:not(:empty)").first


def count_line(page: Page) -> Locator:
    """The count in the top strip."""
    return page.locator(".st-key-chips p").first


def test_after_filtering_the_shown_passage_belongs_to_the_chosen_event(visit: Visit) -> None:
    """The browser remembers a click by row number; nothing here may follow that number to another place."""
    page = visit.open()
    click_place(page, "gn1140026", events="Herat: 3 events")
    page.locator("button.event", has_text="Two brothers").click()
    expect(page.locator(".panel .evidence")).to_contain_text("Two brothers")

    page.locator("[data-facet=type] [data-value=Battles] input").check()
    expect(count_line(page)).to_contain_text("6 of 34")
    expect(page.locator(".notice")).to_contain_text("the filter on event type hides it")
    expect(page.locator(".panel .evidence")).to_contain_text("Two brothers")

    page.get_by_role("button", name="Back to the list").click()
    expect(title(page)).to_contain_text("Herat: 0 events")
    page.locator("[data-facet=type] [data-value=Battles] input").uncheck()
    expect(title(page)).to_contain_text("Herat: 3 events")


def test_back_goes_back(visit: Visit) -> None:
    page = visit.open()
    page.locator("[data-facet=type] [data-value=Battles] input").check()
    expect(count_line(page)).to_contain_text("6 of 34")
    page.wait_for_url("**type=Battles")
    page.locator("button.event", has_text="overran").click()
    page.wait_for_url("**event=**")
    page.go_back()
    expect(title(page)).to_have_text("6 events")
    page.go_back()
    expect(count_line(page)).to_contain_text("31 of 34")
    page.go_forward()
    expect(count_line(page)).to_contain_text("6 of 34")


def test_hostile_text_is_text(visit: Visit) -> None:
    page = visit.open()
    row = page.locator("button.event", has_text="was sprayed on a wall")
    expect(row.locator(".line")).to_contain_text("<script>alert('hostile')</script>")
    row.click()
    expect(page.locator(".panel .evidence")).to_contain_text("<script>alert('hostile')</script> was sprayed")
    page.get_by_role("button", name="Whole report").click()
    expect(page.locator(".text")).to_contain_text("<script>alert('hostile')</script>")
    assert page.locator(".text script").count() == 0


def test_a_hostile_link_fetches_nothing(visit: Visit) -> None:
    words = "![x](http://example.org/x.png) <img src=http://example.org/y.png> :material/map:"
    page = visit.page
    page.goto(f"{visit.home}?q={urllib.parse.quote(words)}")
    chip = page.get_by_role("button", name="example.org").first
    expect(chip).to_contain_text(words)
    assert chip.locator("img").count() == 0


def test_what_the_map_offers_without_the_map(visit: Visit) -> None:
    page = visit.open()
    page.locator("button.event").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".panel .evidence")).to_be_visible()
    page.get_by_role("button", name="Next event").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".panel .head").first).to_contain_text("2 of 31")
    page.get_by_role("button", name="Back to the list").focus()
    page.keyboard.press("Enter")
    expect(title(page)).to_have_text("31 events")

    page.get_by_role("button", name="3 not on the map").click()
    expect(title(page)).to_contain_text("3 events not on the map")
    expect(page.locator(".panel").first).to_contain_text("Chahar Deh")
    page.get_by_role("button", name="Show all").click()
    expect(title(page)).to_have_text("31 events")

    page.get_by_label("Find a place").fill("sangin")
    page.locator("[data-facet=place] [data-value=gn1127628] input").check()
    expect(count_line(page)).to_contain_text("1 of 34")
    expect(page.get_by_role("button", name="Sangin", exact=True)).to_be_visible()


def test_the_other_pages(visit: Visit) -> None:
    page = visit.open()
    page.get_by_role("link", name="Documents").click()
    expect(page.locator(".doc")).to_have_count(5)
    page.locator(".doc", has_text="Weekly roundup").click()
    expect(page.locator(".text h3")).to_have_text("Weekly roundup by province")
    page.locator(".reports", has_text="Rockets fell").click()
    expect(page.locator(".panel .evidence")).to_contain_text("Rockets fell on Kabul")
    page.get_by_role("link", name="About").click()
    expect(page.get_by_text("CC BY 4.0")).to_be_visible()


SIZES = [("small", 1280, 720), ("large", 1440, 900)]


def test_nothing_of_the_main_job_is_below_the_fold(visit: Visit) -> None:
    page = visit.open()
    for label, width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_function("([w, h]) => window.innerWidth === w && window.innerHeight === h", arg=[width, height])
        for selector in ("[data-testid=stDeckGlJsonChart]", "[data-testid=stVegaLiteChart]", ".panel", ".legend"):
            page.wait_for_function(FITS, arg=[selector, width, height])
        assert page.evaluate(SCROLLS) is False, label


FITS = """([selector, width, height]) => {
    const find = (root) => root.querySelector(selector)
        || [...root.querySelectorAll("*")].map((one) => one.shadowRoot && find(one.shadowRoot)).find(Boolean);
    const box = find(document)?.getBoundingClientRect();
    return box && box.height > 0 && box.bottom <= height && box.right <= width;
}"""
SCROLLS = """() => {
    const main = document.querySelector("[data-testid=stMain]");
    return main.scrollHeight > main.clientHeight + 1;
}"""
