"""The dashboard's budgets on synthetic events: server time from a filter change to all views, bytes, and symbols.

Time is CPU time: the builders wait for nothing, and the machine may be shared.
"""

import json
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from reportmap.dashboard.compare import compare, first_comparison
from reportmap.dashboard.filters import Facet, FilteredEvents, Filters, apply_filters, describe
from reportmap.dashboard.frames import EventFrames
from reportmap.dashboard.layers import Layer, heat_points, shade
from reportmap.dashboard.listing import Order, list_rows, order_rows, scoped_rows
from reportmap.dashboard.map import build_deck, first_view
from reportmap.dashboard.maplegend import legend
from reportmap.dashboard.palette import TypeStyle, style_types
from reportmap.dashboard.rail import place_names, rail_groups
from reportmap.dashboard.smallmap import core_places, frame_of, small_map
from reportmap.dashboard.symbols import LIGHT, symbols
from reportmap.dashboard.timeline import build_timeline, timeline_data
from tests.benchmark.synthetic import PERIOD, make_frames

PAGE = 100
REPEATS = 5

CHANGES = (
    ("unfiltered", Filters(min_score=0.01), Filters()),
    ("dates", Filters(), Filters(date_from=PERIOD[0], date_to=PERIOD[1])),
    ("type", Filters(), Filters(types=frozenset({"Battles"}))),
    ("place", Filters(), Filters(places=frozenset({"AF"}))),
    ("text", Filters(), Filters(text="word25")),
)
"""What is measured: name, the filters before, and the filters after the change."""


def builders(frames: EventFrames) -> dict[str, Callable[[FilteredEvents], Any]]:
    """What the page asks of a filtered set, by view; each gives what is sent to the browser."""
    styles = style_types(map(str, frames.events["event_type"].cat.categories))
    view = first_view(frames, apply_filters(frames, Filters()).spot_mask)

    def timeline(filtered: FilteredEvents) -> str:
        data = timeline_data(filtered, order=styles)
        period = (filtered.filters.date_from, filtered.filters.date_to)
        return "" if data.is_empty else json.dumps(build_timeline(data, styles=styles, period=period))

    def map_(filtered: FilteredEvents) -> str:
        rows = symbols(filtered, styles=styles, theme=LIGHT)
        return str(build_deck(rows, view=view, theme=LIGHT, chosen=None, generation=1).to_json())

    return {
        "map": map_,
        "timeline": timeline,
        "list": lambda filtered: _list(filtered, styles),
        "rail": lambda filtered: json.dumps(rail_groups(filtered, styles=styles)),
        "strip": lambda filtered: json.dumps(_strip(filtered, styles)),
    }


def _list(filtered: FilteredEvents, styles: dict[str, TypeStyle]) -> str:
    rows = order_rows(filtered, scoped_rows(filtered, None), Order.NEWEST)[:PAGE]
    ids = list(filtered.frames.events["event_id"].iloc[rows])
    return json.dumps([row.fields for row in list_rows(ids, by_id=filtered.frames.by_id, styles=styles)])


def _strip(filtered: FilteredEvents, styles: dict[str, TypeStyle]) -> list[object]:
    chips = describe(
        filtered.filters, place_names=place_names(filtered.frames, filtered.filters.places), document_names={}
    )
    counts = [filtered.n_events, filtered.n_places, filtered.n_off_map, len(legend(filtered, styles=styles))]
    return [*counts, *(chip.label for chip in chips), int(filtered.mask_without(Facet.DATES).sum())]


def measure_views(count: int) -> dict[str, float]:
    """Figures for so many events: milliseconds by view and by change, kilobytes sent, and symbols."""
    frames = make_frames(count)
    views = builders(frames)
    figures: dict[str, float] = {}
    sent: dict[str, int] = {}
    for name, before, after in CHANGES:
        previous = apply_filters(frames, before)
        totals: list[float] = []
        parts: dict[str, list[float]] = {view: [] for view in ("filter", *views)}
        for _ in range(REPEATS):
            start = clock = time.process_time()
            filtered = apply_filters(frames, after, previous=previous)
            parts["filter"].append(time.process_time() - clock)
            for view, build in views.items():
                clock = time.process_time()
                sent[view] = max(sent.get(view, 0), len(build(filtered).encode("utf-8")))
                parts[view].append(time.process_time() - clock)
            totals.append(time.process_time() - start)
        figures[f"{name}_all_views_ms"] = median(totals) * 1e3
        if name == "unfiltered":
            figures |= {f"{view}_ms": median(times) * 1e3 for view, times in parts.items()}
    figures |= {f"{view}_sent_kb": size / 1e3 for view, size in sent.items()}
    figures["all_sent_kb"] = sum(sent.values()) / 1e3
    filtered = apply_filters(frames, Filters())
    styles = style_types(map(str, frames.events["event_type"].cat.categories))
    figures["symbols"] = float(sum(bool(row["r"]) for row in symbols(filtered, styles=styles, theme=LIGHT)))
    clock = time.process_time()
    shade(filtered, layer=Layer.DEATHS, theme=LIGHT)
    figures["shading_ms"] = (time.process_time() - clock) * 1e3
    clock = time.process_time()
    heat_points(filtered)
    figures["heat_ms"] = (time.process_time() - clock) * 1e3
    clock = time.process_time()
    comparison = first_comparison(frames)
    compared = compare(frames, comparison)
    area = frame_of(core_places(side.filtered for side in compared.sides))
    for side in compared.sides:
        small_map(side.filtered, area)
    figures["compare_ms"] = (time.process_time() - clock) * 1e3
    return {f"events_{count}_{name}": value for name, value in figures.items()}
