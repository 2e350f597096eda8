"""The list beside the map: the events of the filtered set, or of one place of it, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import overload

import numpy as np
import numpy.typing as npt

from reportmap.dashboard.filters import FilteredEvents, codes_of
from reportmap.dashboard.frames import mapped_places
from reportmap.dashboard.palette import TypeStyle
from reportmap.dashboard.passage import show_controls
from reportmap.dashboard.words import (
    MODALITY_WORDS,
    SECTION_WORDS,
    VERDICT_WORDS,
    join_words,
    say_count,
    say_date,
    say_spot,
)
from reportmap.model import DatePrecision, Event, Modality, ResolvedPlace, SectionKind, Verdict

OFF_MAP = "off-map"
"""The scope of the events that have no place to be drawn at; stands where a place id may stand."""

MAX_LINE_CHARS = 170


class Order(StrEnum):
    """How the list is sorted; the value is the name in a link."""

    NEWEST = "newest"
    OLDEST = "oldest"
    SUREST = "surest"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """One event in the list. `tags` are what sets it apart from a plain report: claimed, comment, and so on."""

    event_id: str
    what: str
    color: str
    mark: str
    when: str
    is_coarse: bool
    where: str
    line: str
    who: str
    killed: str
    tags: tuple[str, ...]
    is_drawn: bool
    score: float
    n_sources: int

    @property
    def fields(self) -> dict[str, object]:
        """What the browser gets: the fields by name, none of them copied."""
        return {name: getattr(self, name) for name in self.__slots__}


def scoped_rows(filtered: FilteredEvents, scope: str | None) -> npt.NDArray[np.intp]:
    """The rows of the filtered set at one place (by its id) or in one province (by its key), off the map (OFF_MAP), or
    all of them (None)."""
    if scope is None:
        return filtered.rows
    if scope == OFF_MAP:
        return np.flatnonzero(filtered.mask & ~filtered.frames.events["on_map"].to_numpy())
    spots = filtered.frames.spots
    column = spots["place_id" if scope in spots["place_id"].cat.categories else "province"]
    if scope not in column.cat.categories:
        return np.empty(0, dtype=np.intp)
    here = filtered.spot_mask & (codes_of(column) == column.cat.categories.get_loc(scope))
    return np.unique(spots["row"].to_numpy()[here])


def order_rows(filtered: FilteredEvents, rows: npt.NDArray[np.intp], order: Order) -> npt.NDArray[np.intp]:
    """The given rows as the list shows them; undated events come last, ties keep the store's order."""
    events = filtered.frames.events
    if order is Order.SUREST:
        return rows[np.argsort(-events["score"].to_numpy()[rows], kind="stable")]
    days = events["start"].to_numpy().astype("datetime64[D]").astype(np.int64)[rows]
    unknown = events["is_undated"].to_numpy()[rows]
    known = days[~unknown]
    low, high = (int(known.min()), int(known.max())) if len(known) else (0, 0)
    keys = np.where(unknown, high - low + 1, days - low if order is Order.OLDEST else high - days)
    # Sixteen bits hold 179 years of days, and are sorted ten times as fast as more of them.
    narrow = keys.astype(np.uint16 if high - low < np.iinfo(np.uint16).max else np.int64)
    return rows[np.argsort(narrow, kind="stable")]


class EventOrder(Sequence[str]):
    """The ids of the given rows as the list shows them; only those that are asked for are looked up."""

    def __init__(self, filtered: FilteredEvents, rows: npt.NDArray[np.intp]) -> None:
        self._frames = filtered.frames
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> str: ...

    @overload
    def __getitem__(self, at: slice) -> list[str]: ...

    def __getitem__(self, at: int | slice) -> str | list[str]:
        ids = self._frames.events["event_id"]
        if isinstance(at, slice):
            return [str(event_id) for event_id in ids.iloc[self._rows[at]]]
        return str(ids.iloc[int(self._rows[at])])

    def __contains__(self, event_id: object) -> bool:
        return self._find(event_id) is not None

    def index(self, event_id: object, start: int = 0, stop: int | None = None) -> int:
        """Where an event stands. Raises ValueError where it does not."""
        found = self._find(event_id)
        if found is None or not start <= found < (len(self) if stop is None else stop):
            raise ValueError(f"{event_id!r} is not in the list")
        return found

    def _find(self, event_id: object) -> int | None:
        row = self._frames.row_of(event_id) if isinstance(event_id, str) else None
        found = np.flatnonzero(self._rows == row)
        return None if row is None or not len(found) else int(found[0])


def sort_rows(filtered: FilteredEvents, rows: npt.NDArray[np.intp], order: Order) -> EventOrder:
    """The ids of the given rows as the list shows them; undated events come last, ties keep the store's order."""
    return EventOrder(filtered, order_rows(filtered, rows, order))


def list_rows(
    event_ids: Sequence[str], *, by_id: Mapping[str, Event], styles: Mapping[str, TypeStyle]
) -> tuple[ListRow, ...]:
    """The given events in words, in the given order."""
    return tuple(_row(by_id[event_id], styles[by_id[event_id].event_type or ""]) for event_id in event_ids)


def _row(event: Event, style: TypeStyle) -> ListRow:
    tags = []
    if event.modality is not Modality.HAPPENED:
        tags.append(MODALITY_WORDS[event.modality])
    if event.section is not SectionKind.BODY:
        tags.append(SECTION_WORDS[event.section])
    if event.verdict is not Verdict.OPEN:
        tags.append(VERDICT_WORDS[event.verdict])
    if event.corrected:
        tags.append(f"{join_words(event.corrected)} corrected")
    killed = say_count(event.counts.fatalities)
    return ListRow(
        event_id=event.event_id,
        what=event.sub_event_type or event.event_type or style.label,
        color=style.color,
        mark=style.mark,
        when=say_date(event.date),
        is_coarse=event.date.precision not in {DatePrecision.DAY, DatePrecision.DAYS},
        where=_say_where(event),
        line=_line(event),
        who=join_words(dict.fromkeys(attribution.name for attribution in event.attribution)),
        killed=killed or "",
        tags=tuple(tags),
        is_drawn=event.is_drawn,
        score=event.score,
        n_sources=event.n_sources,
    )


def _say_where(event: Event) -> str:
    places = mapped_places(event)
    if not places:
        names = dict.fromkeys(f"“{show_controls(place.resolved.mention.text)}”" for place in event.places)
        return f"{join_words(names)}, not on the map" if names else "no place given"
    if len(places) > 2:
        return f"{say_spot(places[0].resolved)} and {len(places) - 1} more places"
    return join_words(_say_place(mapped.resolved) for mapped in places)


def _say_place(resolved: ResolvedPlace) -> str:
    unit = resolved.place.admin1 if resolved.place is not None else None
    name = say_spot(resolved)
    return name if not unit or unit in name else f"{name}, {unit}"


def _line(event: Event) -> str:
    """The sentence that reports the event, cut around its trigger."""
    evidence = event.evidence[0]
    text = evidence.text
    if len(text) > MAX_LINE_CHARS:
        at = evidence.trigger_start - evidence.start
        left = max(0, min(at - MAX_LINE_CHARS // 2, len(text) - MAX_LINE_CHARS))
        left = _word_start(text, left, at)
        right = left + MAX_LINE_CHARS
        text = ("… " if left else "") + text[left:right] + (" …" if right < len(text) else "")
    return show_controls(" ".join(text.split()))


def _word_start(text: str, left: int, at: int) -> int:
    """The first start of a word from an offset on, the offset itself when there is none before the trigger."""
    if left == 0:
        return 0
    gap = text.find(" ", left - 1, at)
    return left if gap < 0 else gap + 1
