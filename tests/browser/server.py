"""Runs the dashboard in a process of its own, on a free port."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
START_SECONDS = 90


@contextmanager
def serve_dashboard(database_url: str, *, log: Path, script: str = "app.py") -> Iterator[str]:
    """The address of a dashboard over a store, while the context lasts. Raises RuntimeError when it does not start."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port), "--server.headless", "true"]  # fmt: skip
    path = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "REPORTMAP_DATABASE_URL": database_url, "PYTHONPATH": path}
    with (
        log.open("w") as output,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT) as process,
    ):
        try:
            _wait_until_healthy(f"http://localhost:{port}/_stcore/health", process)
            yield f"http://localhost:{port}/"
        finally:
            process.terminate()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("localhost", 0))
        port: int = listener.getsockname()[1]
        return port


def _wait_until_healthy(url: str, process: subprocess.Popen[bytes]) -> None:
    """Ask until the server answers; fail when it ends or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            process.wait(0.1)
        except subprocess.TimeoutExpired:
            pass
        else:
            raise RuntimeError(f"the dashboard ended with status {process.returncode} before it answered")
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:  # noqa: S310 - our own address
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            continue
    raise RuntimeError(f"the dashboard did not answer within {START_SECONDS} s")
