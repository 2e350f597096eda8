"""The filters of the Explore page: one frozen noun, its masks, its words, and its place in a link."""

import datetime
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import pandas as pd

from reportmap.dashboard.frames import EventFrames
from reportmap.dashboard.words import MODALITY_WORDS, NO_TYPE, SECTION_WORDS, VERDICT_WORDS, fold, say_day
from reportmap.model import DRAWN_MODALITIES, DRAWN_SCORE, REPORTED_SECTIONS, Modality, SectionKind, Verdict

Mask = npt.NDArray[np.bool_]

DRAWN_MODALITY_NAMES = frozenset(str(modality) for modality in DRAWN_MODALITIES)
REPORTED_SECTION_NAMES = frozenset(str(section) for section in REPORTED_SECTIONS)
SHOWN_VERDICT_NAMES = frozenset(str(verdict) for verdict in Verdict if verdict is not Verdict.REJECTED)
NO_TYPE_PARAM = "none"
MAX_TEXT_CHARS = 200


class Facet(StrEnum):
    """The parts of the filters; the value is the name in a link."""

    TEXT = "q"
    DATES = "dates"
    TYPES = "type"
    PLACES = "place"
    ACTORS = "actor"
    MODALITIES = "modality"
    SECTIONS = "section"
    DOCUMENTS = "document"
    VERDICTS = "review"
    SCORE = "score"


FACET_WORDS = {
    Facet.TEXT: "Search",
    Facet.DATES: "Dates",
    Facet.TYPES: "Event type",
    Facet.PLACES: "Place",
    Facet.ACTORS: "Party",
    Facet.MODALITIES: "Did it happen?",
    Facet.SECTIONS: "Part of report",
    Facet.DOCUMENTS: "Report",
    Facet.VERDICTS: "Review",
    Facet.SCORE: "Score",
}
_SETS = {
    Facet.TYPES: "types",
    Facet.PLACES: "places",
    Facet.ACTORS: "actors",
    Facet.MODALITIES: "modalities",
    Facet.SECTIONS: "sections",
    Facet.DOCUMENTS: "documents",
    Facet.VERDICTS: "verdicts",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the analyst asked to see. An empty set of types, places, actors or documents filters nothing.

    `date_from` and `date_to` are inclusive; an event counts when its interval overlaps them. `with_undated` and
    `with_coarse` keep events without a date and events known to the month or coarser. `places` holds country keys
    ("AF"), province keys ("AF.10") and place ids ("gn1132604"); `types` holds "" for events without a type.
    `min_score` is in [0, 1]; up to the score that the map asks for, what an analyst accepted or corrected passes.
    """

    text: str = ""
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    with_undated: bool = True
    with_coarse: bool = True
    types: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    actors: frozenset[str] = frozenset()
    modalities: frozenset[str] = DRAWN_MODALITY_NAMES
    sections: frozenset[str] = REPORTED_SECTION_NAMES
    documents: frozenset[str] = frozenset()
    verdicts: frozenset[str] = SHOWN_VERDICT_NAMES
    min_score: float = DRAWN_SCORE

    def values(self, facet: Facet) -> frozenset[str]:
        """The chosen values of a facet that is a set."""
        chosen: frozenset[str] = getattr(self, _SETS[facet])
        return chosen

    def with_values(self, facet: Facet, values: Iterable[str]) -> "Filters":
        """The same filters with other values in a facet that is a set."""
        return _replace(self, **{_SETS[facet]: frozenset(values)})

    def without(self, facet: Facet) -> "Filters":
        """The same filters with one facet back at its default."""
        if facet is Facet.TEXT:
            return replace(self, text="")
        if facet is Facet.SCORE:
            return replace(self, min_score=DRAWN_SCORE)
        if facet is Facet.DATES:
            return replace(self, date_from=None, date_to=None, with_undated=True, with_coarse=True)
        return _replace(self, **{_SETS[facet]: getattr(Filters(), _SETS[facet])})

    @property
    def active(self) -> tuple[Facet, ...]:
        """The facets that are not at their default, in the order of the rail."""
        return tuple(facet for facet in Facet if self.without(facet) != self)


def _replace(filters: Filters, **changes: frozenset[str]) -> Filters:
    return replace(filters, **changes)  # type: ignore[arg-type]  # the names come from _SETS, whose fields are sets


# --- masks ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class FilteredEvents:
    """The one filtered set that map, timeline, list, counts and export share.

    `mask` is over the rows of `frames.events`, `spot_mask` over those of `frames.spots`; `facet_masks` holds what
    each facet alone lets through.
    """

    frames: EventFrames
    filters: Filters
    mask: Mask
    spot_mask: Mask
    facet_masks: Mapping[Facet, Mask]

    @property
    def rows(self) -> npt.NDArray[np.intp]:
        """The rows of `frames.events` that pass, in their order."""
        return np.flatnonzero(self.mask)

    @property
    def n_events(self) -> int:
        """How many events pass."""
        return int(self.mask.sum())

    @property
    def n_places(self) -> int:
        """How many places the map draws."""
        return int((tally(self.frames.spots["place_id"], self.spot_mask) > 0).sum())

    @property
    def n_off_map(self) -> int:
        """How many of the events that pass have no place to be drawn at."""
        return int((self.mask & ~self.frames.events["on_map"].to_numpy()).sum())

    @property
    def n_lost(self) -> int:
        """How many of the events that pass are not on the map, or have a name that is not."""
        events = self.frames.events
        return int((self.mask & (~events["on_map"].to_numpy() | events["has_lost_name"].to_numpy())).sum())

    @property
    def n_unsure(self) -> int:
        """How many more would pass if the score did not matter."""
        return int(self.mask_without(Facet.SCORE).sum()) - self.n_events

    def mask_without(self, *facets: Facet) -> Mask:
        """What would pass if these facets let everything through."""
        return _all_of((mask for name, mask in self.facet_masks.items() if name not in facets), len(self.mask))

    def hidden_by(self, event_id: str) -> tuple[Facet, ...]:
        """The facets that exclude an event; empty where it passes or is not in the store."""
        row = self.frames.row_of(event_id)
        if row is None:
            return ()
        return tuple(facet for facet, mask in self.facet_masks.items() if not mask[row])

    def relaxations(self) -> tuple[tuple[Facet, int], ...]:
        """For each active facet that would bring events back, how many pass without it, most first."""
        counts = [(facet, int(self.mask_without(facet).sum())) for facet in self.filters.active]
        return tuple(sorted((pair for pair in counts if pair[1] > self.n_events), key=lambda pair: -pair[1]))

    def counts(self, facet: Facet) -> Mapping[str, int]:
        """How many events each value of a facet would show, all other filters kept; 0 where none.

        For places the values are country keys, province keys and place ids, and an event at two places of a
        province counts once for it.
        """
        mask = self.mask_without(facet)
        if facet is Facet.PLACES:
            return self._place_counts(mask)
        if facet is Facet.ACTORS:
            parties = self.frames.parties
            return _counted(parties["name"], mask[parties["row"].to_numpy()])
        if facet is Facet.DOCUMENTS:
            tellings = self.frames.tellings
            return _counted(tellings["document_id"], mask[tellings["row"].to_numpy()])
        return _counted(self.frames.events[_COLUMNS[facet]], mask)

    def _place_counts(self, mask: Mask) -> Mapping[str, int]:
        spots = self.frames.spots
        shown = mask[spots["row"].to_numpy()]
        return {
            **_counted(spots["country"], shown & spots["new_country"].to_numpy()),
            **_counted(spots["province"], shown & spots["new_province"].to_numpy()),
            **_counted(spots["place_id"], shown),
        }


_COLUMNS = {
    Facet.TYPES: "event_type",
    Facet.MODALITIES: "modality",
    Facet.SECTIONS: "section",
    Facet.VERDICTS: "verdict",
}
"""The columns of events that hold a facet's values."""


def codes_of(column: pd.Series) -> npt.NDArray[np.signedinteger[Any]]:
    """The row numbers in its list of categories that a column of categories stands for; no copy is made."""
    return np.asarray(cast("pd.Categorical", column.array).codes)


def tally(column: pd.Series, mask: Mask) -> npt.NDArray[np.intp]:
    """How many of the chosen rows each category of a column has, in the order of its categories."""
    return np.bincount(codes_of(column)[mask], minlength=len(column.cat.categories))


def _counted(column: pd.Series, mask: Mask) -> Mapping[str, int]:
    return dict(zip(column.cat.categories.tolist(), tally(column, mask).tolist(), strict=True))


def apply_filters(frames: EventFrames, filters: Filters, *, previous: FilteredEvents | None = None) -> FilteredEvents:
    """The events that pass every facet, and the places of them that the map draws.

    With a place filter, an event at several places is drawn only at those that the filter names. `previous` is an
    earlier result: of facets in which it asked for the same, it lends its masks.
    """
    if previous is not None and previous.frames is frames and previous.filters == filters:
        return previous
    spots_kept = _spot_mask(frames.spots, filters.places)
    lent = previous.facet_masks if previous is not None and previous.frames is frames else {}
    asked_before = previous.filters if previous is not None else Filters()
    masks = {
        facet: lent[facet] if lent and _asks(filters, facet) == _asks(asked_before, facet) else make(frames, filters)
        for facet, make in _MASKS.items()
    }
    masks[Facet.PLACES] = _events_with(frames, spots_kept, places=filters.places)
    mask = _all_of(masks.values(), len(frames.events))
    rows = frames.spots["row"].to_numpy()
    return FilteredEvents(
        frames=frames, filters=filters, mask=mask, spot_mask=spots_kept & mask[rows], facet_masks=masks
    )


def _asks(filters: Filters, facet: Facet) -> tuple[object, ...]:
    """What the filters ask for in one facet."""
    if facet is Facet.TEXT:
        return (filters.text,)
    if facet is Facet.SCORE:
        return (filters.min_score,)
    if facet is Facet.DATES:
        return filters.date_from, filters.date_to, filters.with_undated, filters.with_coarse
    return (filters.values(facet),)


def _all_of(masks: Iterable[Mask], length: int) -> Mask:
    passed = np.ones(length, dtype=np.bool_)
    for mask in masks:
        passed &= mask
    return passed


def _spot_mask(spots: pd.DataFrame, places: frozenset[str]) -> Mask:
    if not places:
        return np.ones(len(spots), dtype=np.bool_)
    kept = np.zeros(len(spots), dtype=np.bool_)
    for column in ("country", "province", "place_id"):
        kept |= _is_in(spots[column], places)
    return kept


def _is_in(column: pd.Series, values: frozenset[str]) -> Mask:
    """Which rows of a column of categories have one of the values."""
    wanted = np.asarray(column.cat.categories.isin(values), dtype=np.bool_)
    if not wanted.any():
        return np.zeros(len(column), dtype=np.bool_)
    return np.asarray(wanted[codes_of(column)], dtype=np.bool_)


def _events_with(frames: EventFrames, spots_kept: Mask, *, places: frozenset[str]) -> Mask:
    passed = np.ones(len(frames.events), dtype=np.bool_)
    if places:
        passed[:] = False
        passed[frames.spots["row"].to_numpy()[spots_kept]] = True
    return passed


def _text_mask(frames: EventFrames, filters: Filters) -> Mask:
    passed = np.ones(len(frames.events), dtype=np.bool_)
    for word in fold(filters.text).split():
        passed &= frames.index.rows_with(word)
    return passed


def _date_mask(frames: EventFrames, filters: Filters) -> Mask:
    events = frames.events
    undated = events["is_undated"].to_numpy()
    passed = np.ones(len(events), dtype=np.bool_)
    if filters.date_from is not None:
        passed &= undated | (events["end"] >= np.datetime64(filters.date_from, "s")).to_numpy()
    if filters.date_to is not None:
        passed &= undated | (events["start"] <= np.datetime64(filters.date_to, "s")).to_numpy()
    if not filters.with_undated:
        passed &= ~undated
    if not filters.with_coarse:
        passed &= ~events["is_coarse"].to_numpy()
    return passed


def _set_mask(column: str, field: str, *, empty_means_all: bool) -> Callable[[EventFrames, Filters], Mask]:
    def mask(frames: EventFrames, filters: Filters) -> Mask:
        chosen: frozenset[str] = getattr(filters, field)
        if empty_means_all and not chosen:
            return np.ones(len(frames.events), dtype=np.bool_)
        return _is_in(frames.events[column], chosen)

    return mask


def _document_mask(frames: EventFrames, filters: Filters) -> Mask:
    """The events that one of the chosen reports tells, alone or among others."""
    return _mask_of(frames, frames.tellings, "document_id", filters.documents)


def _actor_mask(frames: EventFrames, filters: Filters) -> Mask:
    """The events in which one of the chosen parties has a part."""
    return _mask_of(frames, frames.parties, "name", filters.actors)


def _mask_of(frames: EventFrames, table: pd.DataFrame, column: str, chosen: frozenset[str]) -> Mask:
    """The events that have a chosen value in a table of several rows an event; all of them when nothing is chosen."""
    if not chosen:
        return np.ones(len(frames.events), dtype=np.bool_)
    passed = np.zeros(len(frames.events), dtype=np.bool_)
    passed[table["row"].to_numpy()[_is_in(table[column], chosen)]] = True
    return passed


def _score_mask(frames: EventFrames, filters: Filters) -> Mask:
    passed = np.asarray(frames.events["score"] >= filters.min_score, dtype=np.bool_)
    return passed | frames.events["is_sure"].to_numpy() if filters.min_score <= DRAWN_SCORE else passed


_MASKS: Mapping[Facet, Callable[[EventFrames, Filters], Mask]] = {
    Facet.TEXT: _text_mask,
    Facet.DATES: _date_mask,
    Facet.TYPES: _set_mask("event_type", "types", empty_means_all=True),
    Facet.MODALITIES: _set_mask("modality", "modalities", empty_means_all=False),
    Facet.SECTIONS: _set_mask("section", "sections", empty_means_all=False),
    Facet.ACTORS: _actor_mask,
    Facet.DOCUMENTS: _document_mask,
    Facet.VERDICTS: _set_mask("verdict", "verdicts", empty_means_all=False),
    Facet.SCORE: _score_mask,
}


# --- words ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """One removable filter of the top strip; `without` are the filters after its removal."""

    label: str
    without: Filters


def describe(
    filters: Filters, *, place_names: Mapping[str, str], document_names: Mapping[str, str]
) -> tuple[Chip, ...]:
    """The active filters as chips, in the order of the rail; unknown keys are shown as they are."""
    chips = []
    if filters.text:
        chips.append(Chip(label=f"“{filters.text}”", without=filters.without(Facet.TEXT)))
    chips += _date_chips(filters)
    named: Sequence[tuple[Facet, Mapping[str, str]]] = (
        (Facet.TYPES, {"": NO_TYPE}),
        (Facet.PLACES, place_names),
        (Facet.ACTORS, {}),
        (Facet.DOCUMENTS, document_names),
    )
    for facet, names in named:
        chosen = filters.values(facet)
        for value in sorted(chosen, key=lambda value, names=names: names.get(value, value)):  # type: ignore[misc]
            chips.append(Chip(label=names.get(value, value), without=filters.with_values(facet, chosen - {value})))
    chips += _inclusion_chips(filters, Facet.MODALITIES, {str(key): words for key, words in MODALITY_WORDS.items()})
    chips += _inclusion_chips(filters, Facet.SECTIONS, {str(key): words for key, words in SECTION_WORDS.items()})
    chips += _inclusion_chips(filters, Facet.VERDICTS, {str(key): words for key, words in VERDICT_WORDS.items()})
    if filters.min_score != DRAWN_SCORE:
        label = f"score at least {filters.min_score:.2f}" if filters.min_score > 0 else "unsure events too"
        chips.append(Chip(label=label, without=filters.without(Facet.SCORE)))
    return tuple(chips)


def _date_chips(filters: Filters) -> list[Chip]:
    chips = []
    first, last = filters.date_from, filters.date_to
    if first is not None and last is not None:
        label = say_day(first) if first == last else f"{say_day(first)} to {say_day(last)}"
        chips.append(Chip(label=label, without=replace(filters, date_from=None, date_to=None)))
    elif first is not None:
        chips.append(Chip(label=f"from {say_day(first)}", without=replace(filters, date_from=None)))
    elif last is not None:
        chips.append(Chip(label=f"until {say_day(last)}", without=replace(filters, date_to=None)))
    if not filters.with_undated:
        chips.append(Chip(label="no undated", without=replace(filters, with_undated=True)))
    if not filters.with_coarse:
        chips.append(Chip(label="no month or coarser", without=replace(filters, with_coarse=True)))
    return chips


def _inclusion_chips(filters: Filters, facet: Facet, names: Mapping[str, str]) -> list[Chip]:
    chosen, default = filters.values(facet), Filters().values(facet)
    chips = []
    for value, words in names.items():
        if value in chosen - default:
            chips.append(Chip(label=f"+ {words}", without=filters.with_values(facet, chosen - {value})))
        if value in default - chosen:
            chips.append(Chip(label=f"no {words}", without=filters.with_values(facet, chosen | {value})))
    return chips


# --- links ------------------------------------------------------------------------------------------------------


def to_params(filters: Filters) -> dict[str, list[str]]:
    """The filters as query parameters; what is at its default is left out, so no filters give an empty dict."""
    params: dict[str, list[str]] = {}
    if filters.text:
        params["q"] = [filters.text]
    if filters.date_from is not None:
        params["from"] = [filters.date_from.isoformat()]
    if filters.date_to is not None:
        params["to"] = [filters.date_to.isoformat()]
    if not filters.with_undated:
        params["undated"] = ["no"]
    if not filters.with_coarse:
        params["coarse"] = ["no"]
    for facet in (
        Facet.TYPES,
        Facet.PLACES,
        Facet.ACTORS,
        Facet.DOCUMENTS,
        Facet.MODALITIES,
        Facet.SECTIONS,
        Facet.VERDICTS,
    ):
        if facet in filters.active:
            params[str(facet)] = sorted(value or NO_TYPE_PARAM for value in filters.values(facet)) or [NO_TYPE_PARAM]
    if filters.min_score != DRAWN_SCORE:
        params["score"] = [f"{filters.min_score:g}"]
    return params


def from_params(
    params: Mapping[str, Sequence[str]], *, frames: EventFrames | None = None
) -> tuple[Filters, tuple[str, ...]]:
    """Filters from query parameters, and one line for each part that was ignored, naming it.

    With `frames`, values that no event of the store has are ignored too; without, they are kept. Parameters that
    are not ours to read (the chosen place, the open event) are skipped in silence.
    """
    ignored: list[str] = []
    filters = Filters(
        text=_first(params, "q")[:MAX_TEXT_CHARS],
        date_from=_read_date(params, "from", ignored),
        date_to=_read_date(params, "to", ignored),
        with_undated=_read_yes(params, "undated", ignored),
        with_coarse=_read_yes(params, "coarse", ignored),
        min_score=_read_score(params, ignored),
    )
    if filters.date_from and filters.date_to and filters.date_to < filters.date_from:
        ignored.append(f"to={filters.date_to.isoformat()} (before from={filters.date_from.isoformat()})")
        filters = replace(filters, date_to=None)
    for facet in _SETS:
        if str(facet) in params:
            values = _read_values(params[str(facet)], facet, frames, ignored)
            if values is not None:
                filters = filters.with_values(facet, values)
    return filters, tuple(ignored)


def _first(params: Mapping[str, Sequence[str]], name: str) -> str:
    values = params.get(name) or [""]
    return values[0]


def _read_date(params: Mapping[str, Sequence[str]], name: str, ignored: list[str]) -> datetime.date | None:
    if not (text := _first(params, name)):
        return None
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        ignored.append(f"{name}={_shorten(text)} (not a date like 2007-02-01)")
        return None


def _read_yes(params: Mapping[str, Sequence[str]], name: str, ignored: list[str]) -> bool:
    text = _first(params, name) or "yes"
    if text not in {"yes", "no"}:
        ignored.append(f"{name}={_shorten(text)} (neither yes nor no)")
    return text != "no"


def _read_score(params: Mapping[str, Sequence[str]], ignored: list[str]) -> float:
    text = _first(params, "score") or f"{DRAWN_SCORE:g}"
    try:
        score = float(text)
    except ValueError:
        score = -1.0
    if not 0 <= score <= 1:
        ignored.append(f"score={_shorten(text)} (not a number from 0 to 1)")
        return DRAWN_SCORE
    return score


def _read_values(
    values: Sequence[str], facet: Facet, frames: EventFrames | None, ignored: list[str]
) -> frozenset[str] | None:
    known = _known_values(facet, frames)
    kept: set[str] = set()
    for value in values:
        if value == NO_TYPE_PARAM and facet is not Facet.PLACES:
            kept |= {""} if facet is Facet.TYPES else set()
        elif known is None or value in known:
            kept.add(value)
        else:
            ignored.append(f"{facet}={_shorten(value)} (nothing here has it)")
    if kept or NO_TYPE_PARAM in values:
        return frozenset(kept)
    return None


def _known_values(facet: Facet, frames: EventFrames | None) -> frozenset[str] | None:
    if facet is Facet.MODALITIES:
        return frozenset(map(str, Modality))
    if facet is Facet.SECTIONS:
        return frozenset(map(str, SectionKind))
    if facet is Facet.VERDICTS:
        return frozenset(map(str, Verdict))
    if frames is None:
        return None
    if facet is Facet.PLACES:
        spots = frames.spots
        columns = (spots["country"], spots["province"], spots["place_id"])
        return frozenset(str(value) for column in columns for value in column.cat.categories)
    if facet is Facet.ACTORS:
        return frozenset(map(str, frames.parties["name"].cat.categories))
    if facet is Facet.DOCUMENTS:
        return frozenset(frames.documents)
    return frozenset(map(str, frames.events["event_type"].cat.categories))


def _shorten(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
