"""The review queue: the events that nobody has looked at yet, the least sure first."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from reportmap.dashboard.filters import Facet, FilteredEvents
from reportmap.dashboard.listing import EventOrder
from reportmap.model import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """The events to look at, in order, and how far the filtered set has been reviewed."""

    order: EventOrder
    n_open: int
    counts: Mapping[Verdict, int]

    @property
    def n_done(self) -> int:
        """How many events of the filtered set have a verdict."""
        return sum(count for verdict, count in self.counts.items() if verdict is not Verdict.OPEN)


def make_queue(filtered: FilteredEvents, *, with_reviewed: bool = False) -> Queue:
    """The filtered events by score, the lowest first; without those that have a verdict unless they are asked for.

    What is too unsure to be drawn comes first, unless the filters ask for a score. Ties keep the store's order.
    Rejected events count as reviewed even where the filters hide them.
    """
    events = filtered.frames.events
    verdicts = events["verdict"].astype("str").to_numpy()
    asked = filtered.mask_without(Facet.VERDICTS)
    if Facet.SCORE not in filtered.filters.active:
        asked = filtered.mask_without(Facet.VERDICTS, Facet.SCORE)
    counts = {verdict: int((asked & (verdicts == str(verdict))).sum()) for verdict in Verdict}
    chosen = asked if with_reviewed else asked & (verdicts == str(Verdict.OPEN))
    rows = np.flatnonzero(chosen)
    rows = rows[np.argsort(events["score"].to_numpy()[rows], kind="stable")]
    return Queue(order=EventOrder(filtered, rows), n_open=counts[Verdict.OPEN], counts=counts)


def next_open(queue: Queue, after: str | None) -> str | None:
    """The event to show: the given one while it is in the queue, else the first."""
    if after is not None and after in queue.order:
        return after
    return queue.order[0] if len(queue.order) else None
