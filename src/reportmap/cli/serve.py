"""`serve` runs the dashboard on this machine."""

import os
import signal
import subprocess
import sys
from types import FrameType
from typing import NoReturn

import click

from reportmap.cli.adding import Adding, Tally
from reportmap.cli.interruption import noticed_interruption
from reportmap.cli.options import (
    DATABASE_VARIABLE,
    GAZETTEER_VARIABLE,
    database_option,
    gazetteer_directory,
    gazetteer_option,
    open_gazetteer,
    open_store,
)
from reportmap.cli.terminal import counted, say
from reportmap.layout import shipped

STOP_SECONDS = 10
"""How long the dashboard may take to stop before it is ended."""


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
@click.option(
    "--address", default="localhost", show_default=True, help="Where to listen; 0.0.0.0 lets other machines in."
)
@click.option("--headless", is_flag=True, help="Do not open a browser.")
@database_option()
@gazetteer_option()
def serve(port: int, address: str, *, headless: bool) -> None:
    """Open the dashboard in a browser; an empty store gets the sample reports first."""
    app = shipped("app.py")
    environment = dict(os.environ)
    opened = open_gazetteer()
    if gazetteer_directory() is not None:
        environment[GAZETTEER_VARIABLE] = str(opened.directory.resolve())
    with open_store() as store:
        if not store.documents():
            tally = Tally()
            with noticed_interruption() as interruption:
                Adding(store, tally=tally, interruption=interruption).add([shipped("reports")], title="Sample reports")
            if interruption.has_come:
                sys.exit(interruption.exit_status)
            n_added = tally.outcomes["added"]
            say(f"The store was empty: {counted(n_added, 'sample report')} loaded into {store.location}")
        environment[DATABASE_VARIABLE] = store.url
    is_blind = sys.platform.startswith("linux") and not {"DISPLAY", "WAYLAND_DISPLAY"} & environment.keys()
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(app)),
        *("--server.port", str(port), "--server.address", address),
        *("--server.headless", str(headless or is_blind).lower(), "--server.showEmailPrompt", "false"),
        *("--browser.gatherUsageStats", "false"),
    ]
    # Streamlit reads .streamlit from its working directory, and static/ from beside the script.
    dashboard = subprocess.Popen(command, cwd=app.parent, env=environment)  # noqa: S603 - our own command
    sys.exit(_wait(dashboard))


def _wait(dashboard: "subprocess.Popen[bytes]") -> int:
    """Stay until the dashboard ends, and take it along when we are stopped; the exit status."""
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        return dashboard.wait()
    except KeyboardInterrupt:
        # On Ctrl-C the terminal has told the dashboard too; a signal to us alone has not.
        dashboard.terminate()
        try:
            dashboard.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            dashboard.kill()
            dashboard.wait()
        say("The dashboard has stopped.")
        return 0
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
