"""Takes the screenshots of docs/ from the sample reports, in light and dark.

python -m tests.browser.screenshots [FOLDER]      # default: docs/
"""

import os
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.pipeline import extract_events
from reportmap.reading import find_files, read_file
from reportmap.store import EventStore
from tests.browser.chromium import LAUNCH_FLAGS, provide_chromium
from tests.browser.server import ROOT, serve_dashboard

SIZE = {"width": 1440, "height": 900}
SHOTS = (
    # name,       query,                                          what to click first
    ("explore", "?place=AF&place=PK", None),
    ("passage", "?place=AF.10&sort=surest", "button.event"),
    ("documents", "documents", None),
    ("review", "review", None),
    ("add", "add", None),
    ("compare", "compare?by=periods&a=2008-01-01..2008-12-31&b=2009-01-01..2009-12-31&place=AF&place=PK", None),
    ("data", "data", None),
    ("about", "about", None),
)
PAINTED = ".panel, .sheet svg, table.facts, table.rows, [data-testid=stFileUploaderDropzone]"
"""What is on a page once it is drawn."""

HIDE_FOLDER = """folder => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) walker.currentNode.data = walker.currentNode.data.replaceAll(folder, "~/reportmap");
}"""
"""The store of a screenshot lies in a folder that no user has."""

SETTLE_MILLISECONDS = 1_500
PAINT_MILLISECONDS = 15_000
"""The map paints its land some seconds after its page is there, later on a machine without a graphics card."""


def main() -> int:
    """Take all screenshots; the exit status."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs"
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        url = f"sqlite:///{Path(work) / 'samples.sqlite'}"
        _store_samples(url)
        with serve_dashboard(url, log=Path(work) / "server.log") as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=str(provide_chromium()), args=list(LAUNCH_FLAGS))
            for scheme in ("light", "dark"):
                for name, query, selector in SHOTS:
                    page = _open(browser, address + query, scheme)
                    if selector:
                        page.locator(selector).first.click()
                        page.locator(".evidence").wait_for()
                    if query.startswith("?"):
                        page.wait_for_timeout(PAINT_MILLISECONDS)
                    page.wait_for_timeout(SETTLE_MILLISECONDS)
                    page.evaluate(HIDE_FOLDER, work)
                    page.screenshot(path=folder / f"{name}-{scheme}.png")
                    page.context.close()
            browser.close()
    return 0


def _open(browser: Browser, url: str, scheme: str) -> Page:
    context = browser.new_context(viewport=SIZE, color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto(url)
    page.locator(PAINTED).first.wait_for(timeout=60_000)
    return page


def _store_samples(url: str) -> None:
    directory = os.environ.get("REPORTMAP_GAZETTEER_DIR")
    gazetteer, language = Gazetteer.open(Path(directory) if directory else None), Language.load()
    with EventStore.open(url) as store:
        for path in find_files([ROOT / "data" / "reports"]):
            if isinstance(path, Exception):
                raise path
            store.add(extract_events(read_file(path), gazetteer=gazetteer, language=language))


if __name__ == "__main__":
    sys.exit(main())
