"""`add` with two processes beside the bare pipeline in one: how much faster, how much more work, how much memory.

The bare pipeline reads one half before and the other half after, so that a machine that gets slower meanwhile slows both
down alike. On a machine with other work the ratio of times flatters whoever has more processes; that of the work done
does not: it is what two idle cores would reach if nothing ever waited.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tests.benchmark.variants import variants, write_variants

if TYPE_CHECKING:
    from reportmap.model import Document

N_DOCUMENTS = 1_000
COUNT_VARIABLE = "REPORTMAP_ADD_DOCUMENTS"
"""Another number of documents, for a shared machine."""
JOBS = 2


def measure_adding() -> dict[str, float]:
    """Add N_DOCUMENTS variants of the samples to an empty store."""
    from reportmap.reading import read_text  # noqa: PLC0415 (imports are no part of the other measures)

    count = int(os.environ.get(COUNT_VARIABLE, N_DOCUMENTS))
    documents = [read_text(text, path=name) for name, text in variants(count)]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_variants(count, folder / "reports")
        bare = _Bare()
        first = bare.read(documents[: count // 2])
        added = _add(folder)
        second = bare.read(documents[count // 2 :])
        size = sum(path.stat().st_size for path in folder.glob("store.sqlite*"))
    wall, work = first[0] + second[0], first[1] + second[1]
    return {
        "adding_documents_per_s": count / added[0],
        "adding_ratio": wall / added[0],
        "adding_two_idle_cores_ratio": JOBS * work / added[1],
        "adding_cpu_ms": added[1] / count * 1e3,
        "adding_peak_mb": added[2],
        "adding_store_mb": size / 1e6,
    }


class _Bare:
    """The pipeline in this process."""

    def __init__(self) -> None:
        from reportmap import Gazetteer, Language  # noqa: PLC0415

        self._gazetteer, self._language = Gazetteer.open(), Language.load()

    def read(self, documents: "Sequence[Document]") -> tuple[float, float]:
        """Seconds of wall and of work."""
        from reportmap import extract_events  # noqa: PLC0415

        begun, worked = time.perf_counter(), time.process_time()
        for document in documents:
            extract_events(document, gazetteer=self._gazetteer, language=self._language)
        return time.perf_counter() - begun, time.process_time() - worked


def _add(folder: Path) -> tuple[float, float, float]:
    """Seconds of wall, of work by all processes, and the sum of their highest memory in MB (0 where unknown)."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    url = f"sqlite:///{folder / 'store.sqlite'}"
    command = [sys.executable, "-m", "reportmap", "add", str(folder / "reports"), "--jobs", str(JOBS)]
    process = subprocess.Popen([*command, "--database-url", url], stdout=subprocess.DEVNULL)
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, _peak_of_all(process.pid))
        time.sleep(0.2)
    seconds = time.perf_counter() - begun
    if process.returncode:
        raise RuntimeError(f"add failed with status {process.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, peak


def _peak_of_all(pid: int) -> float:
    """The highest memory so far of a process and those that it started, added up."""
    threads = Path(f"/proc/{pid}/task")
    try:
        children = {int(child) for path in threads.glob("*/children") for child in path.read_text("ascii").split()}
        return sum(_high_water_mb(each) for each in (pid, *children))
    except OSError:  # one has just ended, or this system has no /proc
        return 0.0


def _high_water_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    line = next((line for line in status.splitlines() if line.startswith("VmHWM")), "VmHWM: 0 kB")
    return int(line.split()[1]) * 1024 / 1e6
