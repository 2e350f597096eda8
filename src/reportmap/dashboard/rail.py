"""What the filter rail's component shows: each facet's values with their live counts."""

from collections.abc import Mapping
from typing import Any

from reportmap.dashboard.filters import FACET_WORDS, Facet, FilteredEvents
from reportmap.dashboard.frames import NO_COUNTRY, EventFrames
from reportmap.dashboard.palette import TypeStyle
from reportmap.dashboard.words import MODALITY_WORDS, SECTION_WORDS, name_document

Row = dict[str, Any]  # Any: JSON for the browser


def rail_groups(filtered: FilteredEvents, *, styles: Mapping[str, TypeStyle]) -> list[Row]:
    """The groups of the rail, in reading order."""
    return [
        _type_group(filtered, styles),
        _place_group(filtered),
        _inclusion_group(filtered, Facet.MODALITIES, {str(key): words for key, words in MODALITY_WORDS.items()}),
        _inclusion_group(filtered, Facet.SECTIONS, {str(key): words for key, words in SECTION_WORDS.items()}),
        _document_group(filtered),
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


def place_names(frames: EventFrames) -> Mapping[str, str]:
    """What country keys, province keys and place ids are called on a chip."""
    names: dict[str, str] = {NO_COUNTRY: "No country"}
    for place in frames.places.itertuples(index=False):
        country = place.country or "No country"
        names[place.country_key] = country
        names[place.province_key] = place.admin1 if place.admin1 else f"{country}, no province"
        names[place.place_id] = f"{place.name} (place)" if place.name in {country, place.admin1} else place.name
    return names


def _place_group(filtered: FilteredEvents) -> Row:
    """Countries, their provinces and the places in these, most events first at each level."""
    frames = filtered.frames
    counts, names = filtered.counts(Facet.PLACES), place_names(frames)
    parents: dict[str, str | None] = {}
    aliases: dict[str, str] = {}
    for place in frames.places.itertuples(index=False):
        parents[place.country_key] = None
        parents[place.province_key] = place.country_key
        parents[place.place_id] = place.province_key
        aliases[place.place_id] = place.aliases
    children: dict[str | None, list[str]] = {}
    for key, parent in parents.items():
        children.setdefault(parent, []).append(key)
    rows: list[Row] = []

    def walk(parent: str | None, level: int) -> None:
        for key in sorted(children.get(parent, ()), key=lambda key: (-counts.get(key, 0), names[key])):
            row = _row(filtered, Facet.PLACES, key, names[key], counts.get(key, 0), level=level, parent=parent)
            rows.append(row | {"aliases": aliases.get(key, "")})
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
    )


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


def _document_group(filtered: FilteredEvents) -> Row:
    counts = filtered.counts(Facet.DOCUMENTS)
    documents = sorted(filtered.frames.documents.values(), key=name_document)
    rows = [
        _row(
            filtered,
            Facet.DOCUMENTS,
            document.document_id,
            name_document(document),
            counts.get(document.document_id, 0),
            aliases=document.publisher or "",
        )
        for document in documents
    ]
    return _group(Facet.DOCUMENTS, rows, hint=_hint(filtered, Facet.DOCUMENTS), find="Find a report or publisher")
