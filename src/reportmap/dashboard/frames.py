"""Events as tables: one row per event, one per event and place, one per place, built once for each store revision."""

import datetime
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from reportmap.dashboard.search import TextIndex, build_index
from reportmap.dashboard.words import fold, name_document, say_spot
from reportmap.matching.accounts import contradictions
from reportmap.model import (
    Count,
    CountScope,
    DatePrecision,
    Document,
    Event,
    EventDate,
    EventPlace,
    Modality,
    Place,
    PlacePrecision,
    PlaceRole,
    ResolvedPlace,
)
from reportmap.rules import read_table

COARSE_PRECISIONS = frozenset({DatePrecision.MONTH, DatePrecision.SEASON, DatePrecision.YEAR})
"""Date precisions that are a month or coarser whatever their interval."""

NO_COUNTRY = "none"
"""The key of places that belong to no country, such as seas and regions across borders."""

_EVENT_COLUMNS = {
    "event_id": "str",
    "document_id": "category",
    "event_type": "category",
    "modality": "category",
    "section": "category",
    "verdict": "category",
    "start": "datetime64[s]",
    "end": "datetime64[s]",
    "is_coarse": "bool",
    "is_undated": "bool",
    "is_drawn": "bool",
    "is_sure": "bool",
    "on_map": "bool",
    "has_lost_name": "bool",
    "is_disputed": "bool",
    "deaths": "float64",
    "deaths_low": "float64",
    "deaths_high": "float64",
    "is_open_ended": "bool",
    "is_total": "bool",
    "score": "float64",
}
_SPOT_COLUMNS = {
    "row": "int64",
    "place_id": "category",
    "province": "category",
    "country": "category",
    "score": "float64",
    "precision": "category",
    "new_province": "bool",
    "new_country": "bool",
}
_PARTY_COLUMNS = {"row": "int64", "name": "category"}
_TELLING_COLUMNS = {"row": "int64", "document_id": "category"}
_PROVINCE_COLUMNS = {
    "key": "str",
    "name": "str",
    "country": "str",
    "latitude": "float64",
    "longitude": "float64",
    "shape": "int64",
}
_PLACE_COLUMNS = {
    "place_id": "str",
    "name": "str",
    "admin1": "str",
    "country": "str",
    "province_key": "str",
    "country_key": "str",
    "latitude": "float64",
    "longitude": "float64",
    "radius_km": "float64",
    "aliases": "str",
    "total": "int64",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFrames:
    """The store's events, ready to filter. Rows keep their order for as long as the store does not change.

    `events` has one row per event; `spots` one per event and mapped place (`row` points into `events`); `places` one
    per mapped place, most reported first: a point that was derived from a place ("30 km northwest of Kabul") stands
    beside the place under its own id, with its radius (NaN for places themselves). `tellings` has one row per event
    and report that tells it, `parties` one per event and party. `provinces` has the first-order units of the places,
    with a point inside them and the number of their polygon in static/admin1.json (-1 for what has no polygon, such as
    a country as a whole). `index` searches the words of the events. `by_id` and `documents` give back the nouns;
    `merged_ids` leads from the id of any report's account to the event that it was merged into.

    Columns of few values are categories: those of `spots["place_id"]` and `spots["province"]` are in the order of
    `places` and `provinces`, so their codes are row numbers. In `spots`, `new_province` and `new_country` are true for
    the first spot of an event in a province or country, so that each event counts there once. `deaths` is NaN where
    the reports count none, else the best figure, the least or the most that is said; `deaths_low` and `deaths_high`
    are its range, `is_open_ended` where that has no upper end, `is_total` where it is no single event's.
    `has_lost_name` is true where a name of the event has no place, whether or not another one is drawn.
    """

    events: pd.DataFrame
    spots: pd.DataFrame
    places: pd.DataFrame
    tellings: pd.DataFrame
    parties: pd.DataFrame
    provinces: pd.DataFrame
    index: TextIndex
    row_by_id: Mapping[str, int]
    by_id: Mapping[str, Event]
    documents: Mapping[str, Document]
    merged_ids: Mapping[str, str]

    def event_id_of(self, event_id: str | None) -> str | None:
        """The event that has an id or an account of that id, None where there is none."""
        return self.merged_ids.get(event_id) if event_id is not None else None

    def row_of(self, event_id: str) -> int | None:
        """The row of an event, None where the store has no such event."""
        return self.row_by_id.get(event_id)

    def place(self, place_id: str) -> Mapping[str, object] | None:
        """The row of a mapped place by its id, or of a province by its key; None where no event lies there."""
        for table, column in ((self.places, "place_id"), (self.provinces, "key")):
            found = table[table[column] == place_id]
            if not found.empty:
                return dict(found.iloc[0].to_dict())
        return None


def build_frames(events: Iterable[Event], documents: Iterable[Document]) -> EventFrames:
    """Tables of the given events, in the given order, with what the documents are called."""
    nouns = tuple(events)
    by_document = {document.document_id: document for document in documents}
    found = [spot for row, event in enumerate(nouns) for spot in _spots(row, event)]
    rows = [_event_row(event) for event in nouns]
    places = _places(found)
    provinces = tabulate_provinces(places)
    spots = _frame([spot for spot, _ in found], _SPOT_COLUMNS)
    tellings = [{"row": row, "document_id": told} for row, event in enumerate(nouns) for told in _told_in(event)]
    parties = [{"row": row, "name": name} for row, event in enumerate(nouns) for name in _parties_of(event)]
    return EventFrames(
        events=_frame(rows, _EVENT_COLUMNS),
        spots=order_spots(spots, places=places, provinces=provinces),
        places=places,
        tellings=_frame(tellings, _TELLING_COLUMNS),
        parties=_frame(parties, _PARTY_COLUMNS),
        provinces=provinces,
        index=build_index(_words(event, by_document) for event in nouns),
        row_by_id={event.event_id: row for row, event in enumerate(nouns)},
        by_id={event.event_id: event for event in nouns},
        documents=by_document,
        merged_ids={one.event_id: event.event_id for event in nouns for one in _accounts(event)},
    )


def order_spots(spots: pd.DataFrame, *, places: pd.DataFrame, provinces: pd.DataFrame) -> pd.DataFrame:
    """The spots with the categories of places and provinces in the order of their tables."""
    return spots.assign(
        place_id=pd.Categorical(spots["place_id"], categories=places["place_id"]),
        province=pd.Categorical(spots["province"], categories=provinces["key"]),
    )


def tabulate_provinces(places: pd.DataFrame) -> pd.DataFrame:
    """One row per first-order unit in which places lie, most reported first.

    A unit that the basemap lacks stands at the middle of its places.
    """
    shapes = {row["code"]: int(row["shape"]) for row in read_table("dashboard/provinces.csv")}
    points = {row["code"]: row for row in read_table("gazetteer/unit_points.csv")}
    rows = []
    for key, inside in places.groupby("province_key", sort=False, observed=True):
        code, first = str(key), inside.iloc[0]
        at = points.get(code, {})
        rows.append(
            {
                "key": code,
                "name": first["admin1"] or f"{first['country'] or 'No country'}, no province",
                "country": first["country"],
                "latitude": float(at.get("latitude", inside["latitude"].mean())),
                "longitude": float(at.get("longitude", inside["longitude"].mean())),
                "shape": shapes.get(code, -1),
            }
        )
    return _frame(rows, _PROVINCE_COLUMNS)


def _accounts(event: Event) -> tuple[Event, ...]:
    """What each report says, the event itself where one report alone tells it."""
    return tuple(account.event for account in event.accounts) or (event,)


def _told_in(event: Event) -> Iterable[str]:
    return dict.fromkeys(account.document_id for account in _accounts(event))


def mapped_places(event: Event) -> tuple[EventPlace, ...]:
    """The places at which an event is drawn: its resolved locations, else its targets; each place once."""
    for role in (PlaceRole.LOCATION, PlaceRole.TARGET):
        found = {
            place.resolved.spot_id: place
            for place in reversed(event.places)
            if place.role is role and place.resolved.spot_id is not None
        }
        if found:
            return tuple(reversed(found.values()))
    return ()


def province_key(place: Place) -> str:
    """The key of a place's first-order unit, "AF.10"; a place without one stands under its country, "AF."."""
    return f"{place.country_code or NO_COUNTRY}.{place.admin1_code or ''}"


def _spots(row: int, event: Event) -> Iterable[tuple[dict[str, object], ResolvedPlace]]:
    seen: set[str] = set()
    for mapped in mapped_places(event):
        resolved = mapped.resolved
        if (place := resolved.place) is None:
            continue
        province, country = province_key(place), place.country_code or NO_COUNTRY
        spot: dict[str, object] = {
            "row": row,
            "place_id": resolved.spot_id,
            "province": province,
            "country": country,
            "score": resolved.score,
            "precision": str(resolved.precision or PlacePrecision.EXACT),
            "new_province": province not in seen,
            "new_country": country not in seen,
        }
        seen |= {province, country}
        yield spot, resolved


def _event_row(event: Event) -> dict[str, object]:
    start, end = _interval(event.date)
    return {
        "event_id": event.event_id,
        "document_id": event.document_id,
        "event_type": event.event_type or "",
        "modality": str(event.modality),
        "section": str(event.section),
        "verdict": str(event.verdict),
        "start": start,
        "end": end,
        "is_coarse": _is_coarse(event.date),
        "is_undated": start is None,
        "is_drawn": event.is_drawn,
        "is_sure": event.is_sure,
        "on_map": bool(mapped_places(event)),
        "has_lost_name": any(place.resolved.place is None for place in event.places),
        "is_disputed": bool(contradictions(event)),
        **death_fields(event),
        "score": event.score,
    }


def death_fields(event: Event) -> dict[str, object]:
    """What the columns of the dead hold: NaN where the reports count none, the lowest and highest that is said."""
    count = event.counts.fatalities or _UNCOUNTED
    low, best, high = count.low, count.best, count.high
    return {
        "deaths": _first_of(best, low, high),
        "deaths_low": _first_of(low, best, None if high is None else 0),
        "deaths_high": _first_of(high, best, low),
        "is_open_ended": high is None and best is None and low is not None,
        "is_total": event.counts.scope is CountScope.PERIOD_TOTAL or event.modality is Modality.AGGREGATE,
    }


_UNCOUNTED = Count(start=0, end=0, text="", low=None, best=None, high=None)


def _first_of(*values: int | None) -> float:
    return next((float(value) for value in values if value is not None), math.nan)


def _parties_of(event: Event) -> Iterable[str]:
    return dict.fromkeys(actor.canonical for actor in event.actors)


def _words(event: Event, documents: Mapping[str, Document]) -> str:
    return "\n".join(_blob(one, documents.get(one.document_id)) for one in _accounts(event))


def _interval(date: EventDate) -> tuple[datetime.date | None, datetime.date | None]:
    """The interval with an open end closed on the day that is known."""
    return date.start or date.end, date.end or date.start


def _is_coarse(date: EventDate) -> bool:
    if date.precision in COARSE_PRECISIONS:
        return True
    return date.start is not None and date.end is not None and (date.end - date.start).days >= 27


def _blob(event: Event, document: Document | None) -> str:
    """Everything that a search looks through, folded; a line break keeps words of two fields apart."""
    parts = [evidence.text for evidence in event.evidence]
    for mapped in event.places:
        parts.append(mapped.resolved.mention.text)
        if (place := mapped.resolved.place) is not None:
            parts += [say_spot(mapped.resolved), place.name, place.admin1 or "", place.country or ""]
    parts += [name for actor in event.actors for name in (actor.text, actor.canonical)]
    parts += [attribution.name for attribution in event.attribution]
    parts += [event.event_type or "", event.sub_event_type or "", name_document(document)]
    parts.append((document.publisher or "") if document else "")
    return "\n".join(fold(part) for part in parts if part)


def _places(spots: list[tuple[dict[str, object], ResolvedPlace]]) -> pd.DataFrame:
    found: dict[str, ResolvedPlace] = {}
    names: dict[str, set[str]] = {}
    totals: dict[str, int] = {}
    for spot, resolved in spots:
        if (place := resolved.place) is None:
            continue
        place_id = str(spot["place_id"])
        found.setdefault(place_id, resolved)
        names.setdefault(place_id, set()).update({resolved.mention.text, resolved.mention.name, place.name})
        totals[place_id] = totals.get(place_id, 0) + 1
    rows = [
        _place_row(place_id, resolved, resolved.place)
        | {"aliases": "\n".join(sorted(fold(name) for name in names[place_id])), "total": totals[place_id]}
        for place_id, resolved in found.items()
        if resolved.place is not None
    ]
    rows.sort(key=lambda row: (-totals[str(row["place_id"])], row["name"], row["place_id"]))
    return _frame(rows, _PLACE_COLUMNS)


def _place_row(place_id: str, resolved: ResolvedPlace, place: Place) -> dict[str, object]:
    latitude, longitude = resolved.point or (place.latitude, place.longitude)
    is_elsewhere = resolved.derived is not None and place_id != place.place_id
    return {
        "place_id": place_id,
        "name": say_spot(resolved) if is_elsewhere else place.name,
        "admin1": place.admin1 or "",
        "country": place.country or "",
        "province_key": province_key(place),
        "country_key": place.country_code or NO_COUNTRY,
        "latitude": latitude,
        "longitude": longitude,
        "radius_km": resolved.derived.radius_km if resolved.derived is not None and is_elsewhere else math.nan,
    }


def _frame(rows: list[dict[str, object]], columns: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        {name: pd.Series([row[name] for row in rows], dtype=kind) for name, kind in columns.items()},
    )
