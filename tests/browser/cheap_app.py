"""The dashboard without the language model, for tests that add reports: see cheap.py."""

import sys
from collections.abc import Sequence
from pathlib import Path

from reportmap.dashboard.views import reading
from reportmap.dashboard.views.pages import run
from reportmap.intake import intake
from tests.browser import cheap


def command(_gazetteer_directory: Path, *, ontology: Sequence[str], seconds: float) -> tuple[str, ...]:
    """The command that starts a process of the pool."""
    return sys.executable, "-m", "tests.browser.cheap"


intake.extraction_command = command
reading.extract = cheap.extract
run()
