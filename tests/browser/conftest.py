"""The dashboard on a temporary store of made-up reports, and a browser that notes every request."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Dialog, Page, Request, WebSocket, sync_playwright

from reportmap.store import EventStore
from sample_events import sample_extractions
from tests.browser.chromium import LAUNCH_FLAGS, provide_chromium
from tests.browser.server import serve_dashboard

ACTION_MILLISECONDS = 60_000


@pytest.fixture(scope="session")
def app_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the dashboard, running in a process of its own."""
    folder = tmp_path_factory.mktemp("browser")
    url = f"sqlite:///{folder / 'reports.sqlite'}"
    with EventStore.open(url) as store:
        for extraction in sample_extractions():
            store.add(extraction)
    with serve_dashboard(url, log=folder / "server.log") as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium with software WebGL."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=str(provide_chromium()), args=list(LAUNCH_FLAGS))
        yield found
        found.close()


@dataclass
class Visit:
    """One page in a browser of its own, with what it asked for and what it popped up."""

    page: Page
    home: str
    outside: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def open(self, query: str = "") -> Page:
        """Open the dashboard with a query, and wait until its map and list are there."""
        self.page.goto(self.home + query)
        self.page.locator("[data-testid=stDeckGlJsonChart] canvas").first.wait_for()
        self.page.locator(".panel").first.wait_for()
        return self.page


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser session that shares nothing with the others."""
    found = browser.new_context(viewport={"width": 1200, "height": 720}, timezone_id="Asia/Kabul")
    found.set_default_timeout(ACTION_MILLISECONDS)
    found.grant_permissions(["clipboard-read", "clipboard-write"])
    yield found
    found.close()


@pytest.fixture
def visit(context: BrowserContext, app_url: str) -> Iterator[Visit]:
    """A page that notes every request to another host, every dialog and every script error."""
    found = Visit(page=context.new_page(), home=app_url)
    own = app_url.rstrip("/")

    def note_request(request: Request) -> None:
        if not request.url.startswith((own, "data:", "blob:")):
            found.outside.append(request.url)

    def note_socket(opened: WebSocket) -> None:
        if not opened.url.startswith(own.replace("http", "ws")):
            found.outside.append(opened.url)

    def note_dialog(dialog: Dialog) -> None:
        found.dialogs.append(dialog.message)
        dialog.dismiss()

    found.page.on("request", note_request)
    found.page.on("websocket", note_socket)
    found.page.on("dialog", note_dialog)
    found.page.on("pageerror", lambda error: found.errors.append(str(error)))
    yield found
    assert found.outside == []
    assert found.dialogs == []
    assert found.errors == []
