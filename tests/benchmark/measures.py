"""What is measured, each in a process of its own, so that its peak memory is its own.

    python -m tests.benchmark.measures extraction      # prints one JSON object

Names end in the unit: `_s` seconds, `_ms`, `_us`, `_mb` (10^6 bytes), `_per_s`; `_ratio`, `_exponent`, `_share` and
others have none.
"""

import json
import os
import resource
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from tests.browser.chromium import LAUNCH_FLAGS, provide_chromium

ROOT = Path(__file__).resolve().parent.parent.parent
REPORTS = ROOT / "data" / "reports"
CORPUS_VARIABLE = "REPORTMAP_PLACES_CORPUS"
START_SECONDS = 120
LOOK_UPS = 20_000
FUZZY_LOOK_UPS = 200
MISSPELT = ("Moosa Qalla", "Kandhar", "Lashkargar", "Peshawer", "Jalallabad", "Mazar-i-Sherif", "Sangeen", "Oruzgon")


@contextmanager
def _timer(times: list[float]) -> Iterator[None]:
    start = time.perf_counter()
    yield
    times.append(time.perf_counter() - start)


def _peak_mb() -> float:
    kilobytes_or_bytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes_or_bytes / 1e6 if sys.platform == "darwin" else kilobytes_or_bytes * 1024 / 1e6


OF_CPU = frozenset({"views"})
"""The measures whose times are CPU time; so is their yardstick."""


def yardstick_times(clock: Callable[[], float]) -> list[float]:
    """Seconds for a fixed piece of Python work, five times: how fast this machine is just now."""
    times: list[float] = []
    for _ in range(5):
        start = clock()
        words = [f"{number * 7919 % 100_003:x}" for number in range(300_000)]
        sum(len(word) for word in sorted(set(words)))
        times.append(clock() - start)
    return times


def measure(name: str) -> dict[str, float]:
    """The figures of one measure, and the yardstick taken just before and after it."""
    clock = time.process_time if name in OF_CPU else time.perf_counter
    before = yardstick_times(clock)
    figures = MEASURES[name]()
    return {"yardstick_s": median([*before, *yardstick_times(clock)]), **figures}


def measure_gazetteer_build() -> dict[str, float]:
    """Build the index into an empty folder."""
    from reportmap.gazetteer import Gazetteer  # noqa: PLC0415 (the import is part of what is measured)

    times: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        with _timer(times):
            Gazetteer.open(Path(folder))
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
    return {"gazetteer_build_s": times[0], "gazetteer_size_mb": size / 1e6, "gazetteer_build_peak_mb": _peak_mb()}


def measure_gazetteer() -> dict[str, float]:
    """Open the index that is already there, and look names up."""
    from reportmap.gazetteer import Gazetteer  # noqa: PLC0415

    Gazetteer.open()  # built, and in the system's file cache
    opened: list[float] = []
    for _ in range(5):
        with _timer(opened):
            gazetteer = Gazetteer.open()
    names = [word for path in sorted(REPORTS.iterdir()) for word in path.read_text(encoding="utf-8").split()]
    exact: list[float] = []
    with _timer(exact):
        for number in range(LOOK_UPS):
            gazetteer.lookup(names[number % len(names)])
    fuzzy: list[float] = []
    for number in range(FUZZY_LOOK_UPS):
        with _timer(fuzzy):
            gazetteer.fuzzy(MISSPELT[number % len(MISSPELT)])
    return {
        "gazetteer_open_ms": median(opened) * 1e3,
        "gazetteer_lookup_us": exact[0] / LOOK_UPS * 1e6,
        "gazetteer_fuzzy_ms": median(fuzzy) * 1e3,
        "gazetteer_peak_mb": _peak_mb(),
    }


def measure_extraction() -> dict[str, float]:
    """Read the sample reports and extract their events: once to warm up, then timed."""
    start = time.perf_counter()
    from reportmap import Gazetteer, Language, extract_events  # noqa: PLC0415
    from reportmap.reading import find_files, read_file  # noqa: PLC0415

    gazetteer, language = Gazetteer.open(), Language.load()
    ready = time.perf_counter() - start
    documents = [read_file(path) for path in find_files([REPORTS])]
    extract_events(documents[0], gazetteer=gazetteer, language=language)
    times: list[float] = []
    with _timer(times):
        events = sum(
            len(extract_events(document, gazetteer=gazetteer, language=language).events) for document in documents
        )
    words = sum(len(document.text.split()) for document in documents)
    return {
        "extraction_ready_s": ready,
        "extraction_documents_per_s": len(documents) / times[0],
        "extraction_words_per_s": words / times[0],
        "extraction_events": float(events),
        "extraction_peak_mb": _peak_mb(),
    }


def measure_pipeline() -> dict[str, float]:
    """Every sample report to events in CPU time, beside the language model's own pipeline as it is shipped."""
    from tests.benchmark import whole  # noqa: PLC0415

    return whole.measure_whole()


def measure_places() -> dict[str, float]:
    """Documents of 500 words, from text to resolved places."""
    from tests.benchmark import places  # noqa: PLC0415

    return places.measure_places(_peak_mb)


def measure_places_growth() -> dict[str, float]:
    """How the cost of places grows with the length of ordinary and hostile texts."""
    from tests.benchmark import places  # noqa: PLC0415

    return places.measure_places_growth()


def measure_reliability() -> dict[str, float]:
    """Whether the scores of places are true, on a corpus that is named in the environment."""
    from tests.benchmark import places  # noqa: PLC0415

    return places.measure_reliability()


def measure_views() -> dict[str, float]:
    """Server time, bytes and symbols of the dashboard's views on 5,000 and on a million synthetic events."""
    from tests.benchmark import dashboard  # noqa: PLC0415

    return dashboard.measure_views(5_000) | dashboard.measure_views(1_000_000)


def measure_adding() -> dict[str, float]:
    """A thousand documents from files to the store, beside the bare pipeline."""
    from tests.benchmark import adding  # noqa: PLC0415

    return adding.measure_adding()


def measure_dashboard() -> dict[str, float]:
    """From starting the server on a store with the sample reports until a browser has painted, and drawn the map."""
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{folder}/benchmark.db"
        environment = {**os.environ, "REPORTMAP_DATABASE_URL": database}
        command = [sys.executable, "-m", "reportmap", "add", str(REPORTS)]
        subprocess.run(command, env=environment, check=True, capture_output=True)
        port = _free_port()
        start = time.perf_counter()
        server = subprocess.Popen(
            [sys.executable, "-m", "reportmap", "serve", "--headless", "--port", str(port)],
            env=environment,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait_for(f"http://localhost:{port}/_stcore/health")
            up = time.perf_counter() - start
            return {"dashboard_server_up_s": up, **_paint(f"http://localhost:{port}", start), **_memory(server.pid)}
        finally:
            server.terminate()
            server.wait(timeout=20)


def _paint(url: str, start: float) -> dict[str, float]:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    served = time.perf_counter() - start
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=provide_chromium(), args=list(LAUNCH_FLAGS))
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        asked = time.perf_counter()  # the browser's own start is no part of the dashboard's
        page.goto(url)
        page.wait_for_selector("[data-testid=stDeckGlJsonChart] canvas", timeout=START_SECONDS * 1e3)
        map_drawn = served + time.perf_counter() - asked
        entries = "performance.getEntriesByName('first-contentful-paint').map(entry => entry.startTime)"
        first_paint = page.evaluate(entries)[0]
        again = time.perf_counter()
        page.reload()
        page.wait_for_selector("[data-testid=stDeckGlJsonChart] canvas", timeout=START_SECONDS * 1e3)
        reloaded = time.perf_counter() - again
        browser.close()
    return {
        "dashboard_start_to_first_paint_s": served + first_paint / 1e3,
        "dashboard_start_to_map_s": map_drawn,
        "dashboard_reload_to_map_s": reloaded,
    }


def _memory(pid: int) -> dict[str, float]:
    """The peak memory of the server, which is a child of the command, where the system tells it."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    if not children.exists():
        return {}
    peaks = [_high_water_mb(int(child)) for child in (pid, *children.read_text(encoding="utf-8").split())]
    return {"dashboard_peak_mb": sum(peaks)}


def _high_water_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) * 1024 / 1e6


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 (always http on this machine)
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.02)
    raise TimeoutError(f"{url} did not answer within {START_SECONDS} s")


MEASURES: dict[str, Callable[[], dict[str, float]]] = {
    "gazetteer-build": measure_gazetteer_build,
    "gazetteer": measure_gazetteer,
    "extraction": measure_extraction,
    "pipeline": measure_pipeline,
    "places": measure_places,
    "places-growth": measure_places_growth,
    "reliability": measure_reliability,
    "adding": measure_adding,
    "dashboard": measure_dashboard,
    "views": measure_views,
}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(sys.argv[1])) + "\n")
