"""axe-core (tests/browser/axe) finds nothing serious or critical on any page, in light and dark."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser
expect.set_options(timeout=60_000)

AXE = (Path(__file__).parent / "axe" / "axe.min.js").read_text(encoding="utf-8")
GRAVE = ["serious", "critical"]

EXCEPTIONS = {
    # Vega-Lite draws the band that is dragged as a mark without a name, and takes no name for it. The chart as a whole
    # has one, and the date fields do what dragging does.
    "svg-img-alt": (".period_brush", ".period_brush_bg"),
}
"""What is no fault of ours and cannot be put right here: rule -> the selectors of the elements that it may find."""

RUN = """async ([grave, exceptions, rules]) => {
    const found = await axe.run({resultTypes: ["violations"], preload: false, ...(rules && {runOnly: rules})});
    const excepted = (id, node) => (exceptions[id] || []).includes(node.target.flat().join(" "));
    const words = (node) => node.target.flat().join(" ") + ": " + node.failureSummary;
    return found.violations
        .filter((violation) => grave.includes(violation.impact))
        .flatMap((violation) => violation.nodes
            .filter((node) => !excepted(violation.id, node))
            .map((node) => violation.id + " at " + words(node)));
}"""


def check(page: Page, rules: list[str] | None) -> list[str]:
    """What is wrong on the page as it stands, one line for each element."""
    page.evaluate(f"() => {{ if (!window.axe) {{ {AXE} }} }}")
    found: list[str] = page.evaluate(RUN, [GRAVE, EXCEPTIONS, rules])
    return found


def tour(page: Page, rules: list[str] | None) -> dict[str, list[str]]:
    """What is wrong in each state of the dashboard, the way through them being that of a user."""
    found = {"Explore": check(page, rules)}
    page.get_by_role("button", name="Export").click()
    page.get_by_role("button", name="GeoJSON").wait_for()
    found["Export"] = check(page, rules)
    page.keyboard.press("Escape")
    page.get_by_label("Search the events").fill("no such words")
    page.get_by_text("No event matches").wait_for()
    found["nothing matches"] = check(page, rules)
    page.get_by_label("Search the events").fill("clerk")
    page.locator("button.event", has_text="clerk").click()
    page.locator(".panel .evidence").wait_for()
    for summary in page.locator(".panel summary").all():
        summary.click()
    found["a passage"] = check(page, rules)
    links = page.locator("[data-testid=stTopNavLink]")
    names = links.all_inner_texts()
    assert set(SIGHTS) <= set(names)
    for name in names[1:]:
        links.get_by_text(name, exact=True).click()
        page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
        page.locator(SIGHTS.get(name, "[data-testid=stMain]")).first.wait_for()
        found[name] = check(page, rules)
    links.get_by_text("Documents", exact=True).click()
    page.locator(".doc", has_text="Handover diary").click()
    expect(page.locator(".text h3")).to_have_text("Handover diary")
    found["another document"] = check(page, rules)
    page.get_by_role("button", name="Edit title, publisher, date").click()
    page.get_by_role("dialog").get_by_label("Publisher").wait_for()
    found["its details"] = check(page, rules)
    return found


SIGHTS = {
    # page:      what is there once it is drawn
    "Explore":   ".panel",
    "Documents": ".text h3",
    "Compare":   ".sheet svg",
    "Data":      "table.facts",
    "About":     "table.rows",
}  # fmt: skip
"""A page that is new is on the tour by its link; what it shows last belongs here."""


SCHEMES = [
    # scheme,  rules that are tried (None: all): the dark pages differ in nothing but colors
    ("light",  None),
    ("dark",   ["color-contrast"]),
]  # fmt: skip


@pytest.mark.parametrize(("scheme", "rules"), SCHEMES, ids=[row[0] for row in SCHEMES])
def test_no_page_shuts_anybody_out(visit: Visit, scheme: str, rules: list[str] | None) -> None:
    visit.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    wrong = [f"{state}: {line}" for state, lines in tour(visit.open(), rules).items() for line in lines]
    assert not wrong, "\n".join(wrong)
