"""Finds a Chromium for the browser tests, and installs one where there is none.

    python -m tests.browser.chromium      # prints its path

Looks at REPORTMAP_CHROMIUM, the PATH, the usual places on macOS and Playwright's own cache, in this order; then asks
Debian's apt-get, where there is one, and lets Playwright download its own. Fails, and says what to do, rather than
skip a test.
"""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

LAUNCH_FLAGS = (
    # WebGL in software: the map needs it, and test machines have no graphics card.
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--no-sandbox",
    # A small /dev/shm, as containers have it, otherwise kills the page.
    "--disable-dev-shm-usage",
    # Chromium's own requests, which would hide one of ours.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
"""What the tests start Chromium with."""

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
INSTALL_SECONDS = 240
ADVICE = (
    "no Chromium found and none could be installed; install Chromium or Google Chrome "
    "(Debian: apt-get install chromium; macOS: brew install --cask chromium), "
    "or set REPORTMAP_CHROMIUM to the path of one"
)


class NoChromiumError(RuntimeError):
    """There is no Chromium, and none could be installed."""


def find_chromium() -> Path | None:
    """The Chromium to use, None when there is none. Raises NoChromiumError when REPORTMAP_CHROMIUM names no program."""
    named = os.environ.get("REPORTMAP_CHROMIUM")
    if named:
        path = shutil.which(named)
        if path is None:
            raise NoChromiumError(f"REPORTMAP_CHROMIUM is {named!r}, which is no program; correct or unset it")
        return Path(path)
    on_path = (shutil.which(name) for name in NAMES)
    for candidate in (*on_path, *APPLICATIONS, _playwright_path()):
        if candidate and os.access(candidate, os.X_OK):
            return Path(candidate)
    return None


def provide_chromium() -> Path:
    """A Chromium that is there, or else installed now. Raises NoChromiumError, which says what to do."""
    for provide in (_nothing, _install_from_debian, _install_with_playwright):
        provide()
        path = find_chromium()
        if path is not None:
            return path
    raise NoChromiumError(ADVICE)


def _playwright_path() -> str | None:
    """Where Playwright keeps its own Chromium, whether or not it is there."""
    code = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    # In a process of its own: the sync interface refuses to start inside a running event loop.
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    return done.stdout.strip() or None


def _nothing() -> None:
    """Take what is there."""


def _install_from_debian() -> None:
    """Ubuntu is left out: its chromium package only leads to a snap."""
    root = _as_root()
    if root is None or _distribution() != "debian":
        return
    _try([*root, "apt-get", "update", "-qq"])
    _try([*root, "apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"])


def _install_with_playwright() -> None:
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    if _as_root() == [] and _distribution() in {"debian", "ubuntu"}:
        command.insert(4, "--with-deps")
    _try(command)


def _distribution() -> str | None:
    try:
        return platform.freedesktop_os_release()["ID"]
    except OSError:
        return None


def _as_root() -> list[str] | None:
    """The words that make a command run as root, None where that is not to be had without asking."""
    if os.geteuid() == 0:
        return []
    return ["sudo", "-n"] if shutil.which("sudo") else None


def _try(command: list[str]) -> None:
    """Run an installer; whether it worked is seen afterwards by looking for the browser."""
    try:
        subprocess.run(command, stdin=subprocess.DEVNULL, stdout=sys.stderr, check=False, timeout=INSTALL_SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        sys.stderr.write(f"{command[0]}: {error}\n")


def main() -> int:
    """Provide a Chromium and print its path."""
    try:
        sys.stdout.write(f"{provide_chromium()}\n")
    except NoChromiumError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
