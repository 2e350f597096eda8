"""What the filter rail's component shows: each facet's values with their live counts."""

import heapq
from collections.abc import Callable, Collection, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
import pandas as pd

from reportmap.dashboard.filters import FACET_WORDS, Facet, FilteredEvents
from reportmap.dashboard.frames import NO_COUNTRY, EventFrames
from reportmap.dashboard.palette import TypeStyle
from reportmap.dashboard.words import MODALITY_WORDS, SECTION_WORDS, VERDICT_WORDS, fold, name_document
from reportmap.model import Document

MAX_ACTORS = 100
"""So many parties are sent to the browser; others are found by typing."""

MAX_LISTED = 200
"""So many places, and so many reports, are sent to the browser; others are found by typing."""

Row = dict[str, Any]  # Any: JSON for the browser


def rail_groups(
    filtered: FilteredEvents,
    *,
    styles: Mapping[str, TypeStyle],
    wanted: Mapping[Facet, str] = MappingProxyType({}),
    known_as: Callable[[str], Collection[str]] = lambda _text: (),
) -> list[Row]:
    """The groups of the rail, in reading order.

    `wanted` is what the analyst looks for in a group that is cut, or that has nothing like it; `known_as` gives the
    keys of the places, provinces and countries that have a name in the gazetteer.
    """
    return [
        _type_group(filtered, styles),
        _place_group(filtered, wanted.get(Facet.PLACES, ""), known_as),
        _actor_group(filtered, wanted.get(Facet.ACTORS, "")),
        _inclusion_group(filtered, Facet.MODALITIES, {str(key): words for key, words in MODALITY_WORDS.items()}),
        _inclusion_group(filtered, Facet.SECTIONS, {str(key): words for key, words in SECTION_WORDS.items()}),
        _document_group(filtered, wanted.get(Facet.DOCUMENTS, "")),
        _inclusion_group(filtered, Facet.VERDICTS, {str(key): words for key, words in VERDICT_WORDS.items()}),
    ]


def _group(facet: Facet, rows: list[Row], *, hint: str, is_open: bool = False, **more: object) -> Row:
    return {"facet": str(facet), "title": FACET_WORDS[facet], "hint": hint, "is_open": is_open, "rows": rows, **more}


def _hint(filtered: FilteredEvents, facet: Facet) -> str:
    chosen = len(filtered.filters.values(facet))
    return f"{chosen} chosen" if chosen else "any"


def _row(filtered: FilteredEvents, facet: Facet, value: str, label: str, count: int, **more: object) -> Row:
    return {"value": value, "label": label, "count": count, "checked": value in filtered.filters.values(facet), **more}


def _type_group(filtered: FilteredEvents, styles: Mapping[str, TypeStyle]) -> Row:
    counts = filtered.counts(Facet.TYPES)
    rows = [
        _row(filtered, Facet.TYPES, name, style.label, counts.get(name, 0), mark=style.mark, color=style.color)
        for name, style in styles.items()
    ]
    return _group(Facet.TYPES, rows, hint=_hint(filtered, Facet.TYPES), is_open=True)


def place_names(frames: EventFrames, keys: Collection[str]) -> Mapping[str, str]:
    """What the given country keys, province keys and place ids are called on a chip."""
    names: dict[str, str] = {NO_COUNTRY: "No country"}
    if not keys:
        return names
    for column in ("country_key", "province_key", "place_id"):
        found = frames.places[frames.places[column].isin(list(keys))].drop_duplicates(column)
        names |= _names(found, column)
    return names


def _names(places: pd.DataFrame, column: str) -> dict[str, str]:
    """What the country, the province or the place of each row is called."""
    columns = (places[name].tolist() for name in (column, "name", "admin1", "country"))
    return {key: _name(column, *rest) for key, *rest in zip(*columns, strict=True)}


def _name(column: str, name: str, unit: str, given: str) -> str:
    country = given or "No country"
    if column == "country_key":
        return country
    if column == "province_key":
        return unit or f"{country}, no province"
    return f"{name} (place)" if name in {country, unit} else name


_TREE_COLUMNS = ("country_key", "province_key", "place_id", "name", "admin1", "country", "aliases")


def _place_group(filtered: FilteredEvents, wanted: str, known_as: Callable[[str], Collection[str]]) -> Row:
    """Countries, their provinces and the places in these, most events first at each level.

    Of more than MAX_LISTED places the busiest are listed, with those that are chosen and those that are looked for.
    """
    counts = filtered.counts(Facet.PLACES)
    places = filtered.frames.places
    keys = frozenset(known_as(wanted)) if wanted else frozenset()
    listed = _listed_places(filtered, counts, wanted, keys)
    parents: dict[str, str | None] = {}
    names: dict[str, str] = {}
    aliases: dict[str, str] = {}
    columns = (listed[name].tolist() for name in _TREE_COLUMNS)
    for country_key, province_key, place_id, name, unit, country, spellings in zip(*columns, strict=True):
        above: str | None = None
        for column, key in (("country_key", country_key), ("province_key", province_key), ("place_id", place_id)):
            if key not in parents:
                parents[key], names[key] = above, _name(column, name, unit, country)
            above = key
        aliases[place_id] = spellings
    children: dict[str | None, list[str]] = {}
    for key, parent in parents.items():
        children.setdefault(parent, []).append(key)
    rows: list[Row] = []

    def walk(parent: str | None, level: int) -> None:
        for key in sorted(children.get(parent, ()), key=lambda key: (-counts.get(key, 0), names[key])):
            row = _row(filtered, Facet.PLACES, key, names[key], counts.get(key, 0), level=level, parent=parent)
            spellings = "\n".join(filter(None, (aliases.get(key), fold(wanted) if key in keys else "")))
            rows.append(row | {"aliases": spellings} if spellings else row)
            walk(key, level + 1)

    walk(None, 0)
    top = [row["value"] for row in rows if row["level"] == 0][:1]
    return _group(
        Facet.PLACES,
        rows,
        hint=_hint(filtered, Facet.PLACES),
        is_open=True,
        is_tree=True,
        find="Find a place",
        open=top,
        n_more=len(places) - len(listed),
    )


def _listed_places(
    filtered: FilteredEvents, counts: Mapping[str, int], wanted: str, keys: frozenset[str]
) -> pd.DataFrame:
    places = filtered.frames.places
    if len(places) <= MAX_LISTED:
        return places
    chosen = list(filtered.filters.places)
    kept = np.zeros(len(places), dtype=np.bool_)
    for column in ("place_id", "province_key", "country_key"):  # one place at least stands for a chosen unit
        kept[places.index[places[column].isin(chosen) & ~places[column].duplicated()]] = True
    candidates = np.ones(len(places), dtype=np.bool_)
    if fold(wanted):
        text = places["aliases"] + "\n" + places["name"].str.casefold() + "\n" + places["admin1"].str.casefold()
        candidates = text.str.contains(fold(wanted), regex=False).to_numpy(dtype=np.bool_)
        for column in ("place_id", "province_key", "country_key"):
            candidates |= places[column].isin(list(keys)).to_numpy(dtype=np.bool_)
    busy = np.array([counts.get(key, 0) for key in places["place_id"].tolist()])
    ranked = np.argsort(-np.where(candidates, busy, -1), kind="stable")[: min(MAX_LISTED, int(candidates.sum()))]
    kept[ranked] = True
    return places[kept]


def _inclusion_group(filtered: FilteredEvents, facet: Facet, words: Mapping[str, str]) -> Row:
    """A facet in which what is ticked is shown; a value is listed when an event has it or it is ticked."""
    counts = filtered.counts(facet)
    rows = [
        _row(filtered, facet, value, label, counts.get(value, 0))
        for value, label in words.items()
        if value in counts or value in filtered.filters.values(facet)
    ]
    hidden = sum(row["count"] for row in rows if not row["checked"])
    hint = f"{hidden:,} hidden" if hidden else "all shown"
    return _group(facet, rows, hint=hint)


def _actor_group(filtered: FilteredEvents, wanted: str) -> Row:
    """The busiest parties, those that are looked for, and those that are chosen."""
    counts = filtered.counts(Facet.ACTORS)
    text = fold(wanted)
    found = [name for name in counts if not text or text in fold(name)]
    busiest = heapq.nsmallest(MAX_ACTORS, found, key=lambda name: (-counts[name], name))
    chosen = (name for name in filtered.filters.actors if name in counts)
    rows = [_row(filtered, Facet.ACTORS, name, name, counts[name]) for name in dict.fromkeys([*busiest, *chosen])]
    return _group(
        Facet.ACTORS, rows, hint=_hint(filtered, Facet.ACTORS), find="Find a party", n_more=len(counts) - len(rows)
    )


def _document_group(filtered: FilteredEvents, wanted: str) -> Row:
    counts = filtered.counts(Facet.DOCUMENTS)
    documents = filtered.frames.documents
    listed = _listed_documents(filtered, counts, wanted)
    rows = [
        _row(
            filtered,
            Facet.DOCUMENTS,
            document.document_id,
            name_document(document),
            counts.get(document.document_id, 0),
            aliases=document.publisher or "",
        )
        for document in sorted(listed, key=name_document)
    ]
    hint = _hint(filtered, Facet.DOCUMENTS)
    more = len(documents) - len(listed)
    return _group(Facet.DOCUMENTS, rows, hint=hint, find="Find a report or publisher", n_more=more)


def _listed_documents(filtered: FilteredEvents, counts: Mapping[str, int], wanted: str) -> list[Document]:
    documents = filtered.frames.documents
    if len(documents) <= MAX_LISTED:
        return list(documents.values())
    chosen = filtered.filters.documents
    text = fold(wanted)
    found = [
        key
        for key, document in documents.items()
        if not text or text in fold(f"{name_document(document)}\n{document.publisher or ''}")
    ]
    busiest = heapq.nlargest(MAX_LISTED, found, key=lambda key: counts.get(key, 0))
    return [documents[key] for key in dict.fromkeys([*busiest, *(key for key in chosen if key in documents)])]
