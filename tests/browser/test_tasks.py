"""The six tasks of an analyst in a real browser, none with more clicks than the design gives it.

| task | clicks |
|---|---|
| what happened in this place | 1 on the map, or type the name |
| only this date range | 1 drag on the timeline, or two date fields |
| the exact words behind an event | 2 from the map, 1 from the list |
| fix a wrong place, and undo it | 3 |
| send a colleague exactly this view | 1 |
| take it out with its evidence | 2 |
"""

import csv
import json
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Locator, Page, expect

from sample_events import sample_extractions
from tests.browser.conftest import Visit
from tests.browser.test_explore import click_place, count_line, point_at, title

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)


@dataclass
class Hand:
    """What an analyst does, counted as the design counts it: a click, a drag, and a name or a date that is typed."""

    page: Page
    done: list[str] = field(default_factory=list)

    @property
    def n(self) -> int:
        return len(self.done)

    def click(self, target: Locator) -> None:
        target.click()
        self.done.append(f"click {target}")

    def click_place(self, place_id: str) -> None:
        self.page.mouse.click(*point_at(self.page, place_id))
        self.done.append(f"click the symbol of {place_id}")

    def type(self, target: Locator, words: str) -> None:
        target.fill(words)
        self.done.append(f"type {words}")

    def type_date(self, label: str, digits: str) -> None:
        self.page.get_by_role("group", name=label, exact=True).get_by_role("spinbutton").first.focus()
        self.page.keyboard.type(digits)
        self.page.keyboard.press("Tab")  # out of the field, which takes the date then
        self.done.append(f"type {digits}")

    def drag_time(self, start: float, end: float) -> None:
        """Along the timeline, by shares of its width."""
        plot = self.page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg").first
        box = plot.bounding_box()
        assert box is not None
        y = box["y"] + box["height"] / 3
        self.page.mouse.move(box["x"] + box["width"] * start, y)
        self.page.mouse.down()
        self.page.mouse.move(box["x"] + box["width"] * (start + end) / 2, y, steps=8)
        self.page.mouse.move(box["x"] + box["width"] * end, y, steps=8)
        self.page.mouse.up()
        self.done.append(f"drag from {start} to {end}")


@pytest.fixture
def hand(visit: Visit) -> Hand:
    return Hand(page=visit.page)


def on_screen(locator: Locator) -> bool:
    """Whether an element lies inside the window and inside the box that scrolls it."""
    return bool(
        locator.evaluate(
            """element => {
                const inside = (a, b) => a.top >= b.top - 1 && a.bottom <= b.bottom + 1;
                const own = element.getBoundingClientRect();
                const box = element.closest(".scroll").getBoundingClientRect();
                return own.height > 0 && inside(own, box) && inside(own, {top: 0, bottom: window.innerHeight});
            }"""
        )
    )


def test_what_happened_here_and_in_which_words(visit: Visit, hand: Hand) -> None:
    page = visit.open()
    expect(count_line(page)).to_contain_text("31 of 34 events, 20 places")
    expect(title(page)).to_have_text("31 events")
    hand.click_place("gn1140026")
    expect(title(page)).to_contain_text("Herat: 3 events")
    expect(page.locator("button.event")).to_have_count(3)
    assert hand.n == 1

    hand.click(page.locator("button.event", has_text="Two brothers"))
    evidence = page.locator(".panel .evidence")
    expect(evidence).to_have_text("Two brothers were arrested in Herat on 23 August 2009.")
    assert hand.n == 2
    assert on_screen(evidence)
    expect(evidence.locator(".said.trigger")).to_have_text("arrested")
    expect(evidence.locator(".said.place")).to_have_text("Herat")
    expect(evidence.locator(".said.date")).to_have_text("23 August 2009")

    page.get_by_role("button", name="Back to the list").click()
    click_place(page, "gn1138958", events="Kabul: 4 events")
    click_place(page, "gn1138958", events="31 events")

    hand.done.clear()
    hand.type(page.get_by_label("Search the events"), "herat")
    expect(count_line(page)).to_contain_text("3 of 34")
    expect(page.locator("button.event .where", has_text="Herat")).to_have_count(3)
    assert hand.n == 1
    hand.done.clear()
    hand.click(page.locator("button.event", has_text="Two brothers"))
    expect(evidence).to_have_text("Two brothers were arrested in Herat on 23 August 2009.")
    assert hand.n == 1


def test_only_these_days(visit: Visit, hand: Hand) -> None:
    page = visit.open()
    hand.drag_time(0.70, 0.985)
    page.wait_for_url("**from=*")
    chip = page.locator(".st-key-chips button", has_text=" to ").first
    expect(chip).to_be_visible()
    expect(count_line(page)).not_to_contain_text("31 of 34")
    assert hand.n == 1
    chip.click()
    expect(count_line(page)).to_contain_text("31 of 34")

    hand.done.clear()
    hand.type_date("From", "20090818")
    hand.type_date("To", "20090820")
    page.wait_for_url("**from=2009-08-18&to=2009-08-20**")
    assert hand.n == 2
    expect(page.locator("button.event .when", has_text="Aug 2009").first).to_be_visible()
    for words in ("Rockets fell on Kabul", "A car bomb exploded", "Polling staff"):
        expect(page.locator("button.event", has_text=words)).to_be_visible()
    expect(page.locator("button.event", has_text="stoned the governor")).to_have_count(0)


def test_a_wrong_place_is_put_right_and_back(visit: Visit, hand: Hand) -> None:
    page = visit.open("?q=district%20clerk")
    hand.click(page.locator("button.event", has_text="clerk"))
    where = page.locator(".panel dl.facts")
    expect(where).to_contain_text("Kandahar, Afghanistan")
    hand.click(page.get_by_role("button", name="Change the place"))
    hand.click(page.get_by_role("button", name="Herat, Afghanistan"))
    expect(where).to_contain_text("Herat, Afghanistan")
    assert hand.n == 3
    expect(page.locator(".panel .evidence")).to_contain_text("Gunmen shot dead a district clerk")
    page.locator(".said-line").get_by_role("button", name="Undo").click()
    expect(where).to_contain_text("Kandahar, Afghanistan")
    page.get_by_role("button", name="Back to the list").click()
    expect(page.locator("button.event .where")).to_contain_text("Kandahar")


def test_a_colleague_sees_exactly_this_view(visit: Visit, hand: Hand, colleague: Page) -> None:
    page = visit.open("?layer=deaths&type=Strategic%20developments&at=gn1140026&sort=surest")
    page.locator("button.event", has_text="Two brothers").click()
    page.wait_for_url("**event=**")
    hand.click(page.get_by_role("button", name="Copy link"))
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    link = page.evaluate("navigator.clipboard.readText()")
    assert hand.n == 1
    assert link == page.url

    visit.open(link.removeprefix(visit.home), page=colleague)
    for one in (page, colleague):
        expect(count_line(one)).to_contain_text("4 of 34")
        expect(one.locator(".panel .evidence")).to_contain_text("Two brothers")
        expect(one.get_by_role("radio", name="Provinces by deaths")).to_be_checked()
    assert colleague.locator(".st-key-chips").inner_text() == page.locator(".st-key-chips").inner_text()
    colleague.get_by_role("button", name="Back to the list").click()
    expect(title(colleague)).to_contain_text("Herat: 1 event")
    expect(colleague.get_by_label("Sort the list")).to_have_count(0)

    # What one of them does, the other never sees.
    colleague.get_by_role("button", name="Reset all").click()
    expect(title(colleague)).to_have_text("31 events")
    page.get_by_role("button", name="Back to the list").click()
    expect(title(page)).to_contain_text("Herat: 1 event")
    expect(count_line(page)).to_contain_text("4 of 34")


def rows_of_csv(text: str) -> list[tuple[str, str, str]]:
    rows = csv.DictReader(text.splitlines())
    return [
        (row["notes"], TEXTS[row["document_id"]][int(row["text_start"]) : int(row["text_end"])], row["link"])
        for row in rows
    ]


def rows_of_geojson(text: str) -> list[tuple[str, str, str]]:
    found = [one["properties"] for one in json.loads(text)["features"]]
    spans = [(one, one["evidence"][0]) for one in found]
    return [(one["notes"], TEXTS[at["document_id"]][at["start"] : at["end"]], one["link"]) for one, at in spans]


TEXTS = {extraction.document.document_id: extraction.document.text for extraction in sample_extractions()}
FILES = [
    # button,    the sentence of each row, what the report has at its offsets, and its link
    ("CSV",      rows_of_csv),
    ("GeoJSON",  rows_of_geojson),
]  # fmt: skip


def test_out_with_its_evidence(visit: Visit, hand: Hand, colleague: Page) -> None:
    page = visit.open("?type=Protests")
    expect(count_line(page)).to_contain_text("3 of 34")
    for label, read in FILES:
        hand.done.clear()
        hand.click(page.get_by_role("button", name="Export"))
        with page.expect_download() as download:
            hand.click(page.get_by_role("button", name=label))
        assert hand.n == 2
        text = download.value.path().read_text(encoding="utf-8")
        rows = read(text)
        for words in ("Traders marched", "Shopkeepers in Quetta", "Students rallied"):
            assert any(words in sentence for sentence, _, _ in rows), (label, words)
        assert len(rows) == 3
        assert all(sentence == slice_ for sentence, slice_, _ in rows)
        assert "Protests" in text, "the file names its filters"
        page.keyboard.press("Escape")
    sentence, _, link = rows[0]
    visit.open(link.removeprefix(visit.home), page=colleague)
    expect(colleague.locator(".panel .evidence")).to_have_text(sentence)
