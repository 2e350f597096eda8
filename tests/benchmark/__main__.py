"""Measures speed and memory on this machine and compares them with the baseline beside this file.

    python -m tests.benchmark [--write-baseline] [--corpus PLACES.jsonl] [MEASURE ...]

Seconds on one machine say little about another, or about the same one when it is busy: times are compared after both
were divided by a yardstick, a fixed piece of Python work done just before and after. Never part of the test suite.
"""

import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table

from tests.benchmark.measures import CORPUS_VARIABLE, MEASURES, ROOT

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


Figures = dict[str, dict[str, float]]
"""By measure, then by name; each measure has its own yardstick."""


def show(now: Figures, baseline: Figures, *, baseline_date: str) -> Table:
    """The table of all figures."""
    table = Table("measure", "unit", "now", f"baseline ({baseline_date})", "cost against it")
    for measure, figures in now.items():
        before = baseline.get(measure, {})
        for name, value in figures.items():
            stem = name.removesuffix("_per_s")
            label, _, unit = stem.rpartition("_")
            cost = ratio(name, figures, before)
            table.add_row(
                label.replace("_", " ") if label != "yardstick" else f"({measure}: yardstick)",
                f"{unit}/s" if stem != name else unit,
                f"{value:.4g}",
                f"{before[name]:.4g}" if name in before else "",
                "" if cost is None else f"{cost:.2f}{'  higher' if cost > SLOWER else ''}",
            )
        table.add_section()
    return table


def main() -> int:
    """Measure, print, and write the baseline where asked."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmark", description=__doc__.splitlines()[0])
    parser.add_argument("measures", nargs="*", choices=[[], *MEASURES], metavar="MEASURE")
    parser.add_argument("--write-baseline", action="store_true", help="keep these figures to compare with")
    parser.add_argument("--corpus", metavar="PLACES.jsonl", help=f"for reliability; or name it in {CORPUS_VARIABLE}")
    arguments = parser.parse_args()
    if arguments.corpus:
        os.environ[CORPUS_VARIABLE] = str(Path(arguments.corpus).resolve())
    console = Console()
    now: Figures = {}
    for name in arguments.measures or MEASURES:
        with console.status(name):
            now[name] = run(name)
    kept = json.loads(BASELINE.read_text(encoding="utf-8")) if BASELINE.exists() else {"date": "none", "figures": {}}
    console.print(show(now, kept["figures"], baseline_date=kept["date"]))
    if arguments.write_baseline:
        rounded = {
            name: {key: float(f"{value:.4g}") for key, value in figures.items()} for name, figures in now.items()
        }
        content = {
            "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
            "machine": f"{platform.machine()}, {platform.system()}, Python {platform.python_version()}",
            "figures": {**kept["figures"], **rounded},
        }
        BASELINE.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    return 0 if all(now.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
