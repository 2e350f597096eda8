"""The dashboard on a temporary store of made-up reports, and a browser that notes every request."""

from collections.abc import Iterator
from contextlib import contextmanager
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

    def open(self, query: str = "", *, page: Page | None = None) -> Page:
        """Open the dashboard with a query, and wait until its map and list are there."""
        page = page or self.page
        page.goto(self.home + query)
        page.locator("[data-testid=stDeckGlJsonChart] canvas").first.wait_for()
        page.locator(".panel").first.wait_for()
        return page

    def watch(self, page: Page) -> None:
        """Note every request of a page to another host, every dialog and every script error."""
        own = self.home.rstrip("/")

        def note_request(request: Request) -> None:
            if not request.url.startswith((own, "data:", "blob:")):
                self.outside.append(request.url)

        def note_socket(opened: WebSocket) -> None:
            if not opened.url.startswith(own.replace("http", "ws")):
                self.outside.append(opened.url)

        def note_dialog(dialog: Dialog) -> None:
            self.dialogs.append(dialog.message)
            dialog.dismiss()

        page.on("request", note_request)
        page.on("websocket", note_socket)
        page.on("dialog", note_dialog)
        page.on("pageerror", lambda error: self.errors.append(str(error)))


@contextmanager
def new_session(browser: Browser) -> Iterator[BrowserContext]:
    """A browser session that shares nothing with the others."""
    found = browser.new_context(viewport={"width": 1200, "height": 720}, timezone_id="Asia/Kabul")
    found.set_default_timeout(ACTION_MILLISECONDS)
    found.grant_permissions(["clipboard-read", "clipboard-write"])
    yield found
    found.close()


@pytest.fixture
def visit(browser: Browser, app_url: str) -> Iterator[Visit]:
    """A page whose requests, dialogs and errors are watched."""
    with new_session(browser) as context:
        found = Visit(page=context.new_page(), home=app_url)
        found.watch(found.page)
        yield found
        assert found.outside == []
        assert found.dialogs == []
        assert found.errors == []


@pytest.fixture
def colleague(browser: Browser, visit: Visit) -> Iterator[Page]:
    """A page in a browser session of somebody else, watched like the visit's."""
    with new_session(browser) as context:
        page = context.new_page()
        visit.watch(page)
        yield page
