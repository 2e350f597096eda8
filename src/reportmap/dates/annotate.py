"""TIMEX3 annotation of passages, in the shape that scorers of published corpora take."""

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from reportmap.dates.find import find_ends
from reportmap.dates.resolve import resolve_dates
from reportmap.dates.scope import Scope, scopes_of
from reportmap.model import Passage, ResolvedDate


class Timex(NamedTuple):
    """One TIMEX3 annotation: half-open document offsets, type and value ("" where it stays unresolved).

    `resolved` holds its days and what they rest on, `scope` the text that it governs.
    """

    start: int
    end: int
    type: str
    value: str
    resolved: ResolvedDate
    scope: Scope


def annotate(passages: Sequence[Passage], *, published_on: datetime.date | None) -> tuple[Timex, ...]:
    """The TIMEX3 annotations of some passages, in text order.

    As find_dates and resolve_dates, but the two ends of a range are two annotations, as TIMEX3 has them, and a length
    beside what it is counted from ("two days after the attack") is a length.
    """
    mentions = find_ends(passages)
    resolved = resolve_dates(mentions, passages=passages, published_on=published_on)
    return tuple(
        Timex(
            one.mention.start,
            one.mention.end,
            one.mention.timex_type.value,
            one.value or "",
            one,
            scope,
        )
        for one, scope in zip(resolved, scopes_of(mentions, passages=passages), strict=True)
    )
