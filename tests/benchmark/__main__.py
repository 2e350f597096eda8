"""Measures speed and memory on this machine and compares them with the baseline beside this file.

    python -m tests.benchmark [--write-baseline] [MEASURE ...]

Seconds on one machine say little about another, so times are compared after both were divided by the same yardstick, a
fixed piece of Python work. Never part of the test suite.
"""

import argparse
import datetime
import json
import platform
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.benchmark.measures import MEASURES, ROOT

BASELINE = Path(__file__).parent / "baseline.json"
SLOWER = 1.3
"""A ratio above this is marked: shared machines vary by less."""

TIMES = ("_s", "_ms", "_us")
RATES = ("_per_s",)


def run(name: str) -> dict[str, float]:
    """One measure, in a process of its own. A failed one is reported and leaves no figures."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmark.measures", name], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.stderr.write(f"{name} failed: {done.stderr.strip().splitlines()[-1:]}\n")
        return {}
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def ratio(name: str, now: dict[str, float], baseline: dict[str, float]) -> float | None:
    """How many times more this costs than in the baseline, corrected for the machine's speed; None when unknown."""
    if name not in baseline or not baseline[name] or not now[name]:
        return None
    speed = now["yardstick_s"] / baseline["yardstick_s"] if "yardstick_s" in baseline and "yardstick_s" in now else 1.0
    if name.endswith(RATES):
        return baseline[name] / now[name] / speed
    return now[name] / baseline[name] / (speed if name.endswith(TIMES) and name != "yardstick_s" else 1.0)


def show(now: dict[str, float], baseline: dict[str, float], *, baseline_date: str) -> Table:
    """The table of all figures."""
    table = Table("measure", "unit", "now", f"baseline ({baseline_date})", "cost against it")
    for name, value in now.items():
        label, _, unit = name.rpartition("_per_s")[0].rpartition("_") if name.endswith(RATES) else name.rpartition("_")
        unit = f"{unit}/s" if name.endswith(RATES) else unit
        cost = ratio(name, now, baseline)
        mark = "" if cost is None else f"{cost:.2f}{'  higher' if cost > SLOWER else ''}"
        before = f"{baseline[name]:.4g}" if name in baseline else ""
        table.add_row(label.replace("_", " "), unit, f"{value:.4g}", before, mark)
    return table


def main() -> int:
    """Measure, print, and write the baseline where asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description=__doc__.splitlines()[0])
    parser.add_argument("measures", nargs="*", choices=[[], *MEASURES], metavar="MEASURE")
    parser.add_argument("--write-baseline", action="store_true", help="keep these figures to compare with")
    arguments = parser.parse_args()
    console = Console()
    names = ["yardstick", *(name for name in arguments.measures or MEASURES if name != "yardstick")]
    now: dict[str, float] = {}
    for name in names:
        with console.status(name):
            now |= run(name)
    kept = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {"date": "none", "figures": {}}
    console.print(show(now, kept["figures"], baseline_date=kept["date"]))
    if arguments.write_baseline:
        content = {
            "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
            "machine": f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}",
            "figures": {**kept["figures"], **{name: float(f"{value:.4g}") for name, value in now.items()}},
        }
        BASELINE.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
