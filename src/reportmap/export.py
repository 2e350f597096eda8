"""Events as files for other programs: CSV, GeoJSON, JSON lines and JSON, each row with its evidence.

    events + documents --select_events--> Selection --write_csv, write_geojson, write_jsonl, write_json--> stream

A writer takes its events one at a time, so that an extraction can be printed while it runs, and gives back how many
it wrote. Streams are text streams in UTF-8, opened with `newline=""`.
"""

import csv
import datetime
import difflib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TextIO

from reportmap.figures import figure_of, say_figure
from reportmap.matching.accounts import contradictions
from reportmap.model import Actor, ActorCertainty, ActorRole, Attribution, Claim, Count, Document, Event
from reportmap.record import COUNT_FIELDS, Record, as_record, best_place, original_sources

Cell = str | int | float | None
Documents = Mapping[str, Document]
"""Documents by id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What an export says about itself.

    `filters` holds what was asked for, by name. `base_url` is where the dashboard answers, for the links back; None
    leaves them out.
    """

    version: str
    exported_at: datetime.datetime
    filters: Mapping[str, str] = field(default_factory=dict)
    base_url: str | None = None


# --- which events -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """The events that pass, in their order, and how many do not, by the first reason that keeps them out."""

    events: tuple[Event, ...]
    left_out: Mapping[str, int]


def select_events(
    events: Iterable[Event],
    *,
    drawn_only: bool,
    province: str | None = None,
    first_day: datetime.date | None = None,
    last_day: datetime.date | None = None,
) -> Selection:
    """The events that an analyst asked for.

    Args:     province: the name of a first-order unit in which one of the event's places lies, in any case and with
              or without accents; first_day, last_day: inclusive, and an event passes when its interval touches them
    """
    kept: list[Event] = []
    left_out: Counter[str] = Counter()
    for event in events:
        if drawn_only and not event.is_drawn:
            left_out["not drawn by default"] += 1
        elif province is not None and _fold(province) not in _provinces(event):
            left_out["not in the province"] += 1
        elif reason := _outside(event, first_day, last_day):
            left_out[reason] += 1
        else:
            kept.append(event)
    return Selection(events=tuple(kept), left_out=left_out)


def _outside(event: Event, first_day: datetime.date | None, last_day: datetime.date | None) -> str | None:
    if first_day is None and last_day is None:
        return None
    start, end = event.date.start or event.date.end, event.date.end or event.date.start
    if start is None or end is None:
        return "without a date"
    is_outside = (first_day is not None and end < first_day) or (last_day is not None and start > last_day)
    return "outside the dates" if is_outside else None


def _provinces(event: Event) -> set[str]:
    places = (event_place.resolved.place for event_place in event.places)
    return {_fold(place.admin1) for place in places if place is not None and place.admin1}


def similar_provinces(events: Iterable[Event], province: str, *, limit: int = 5) -> tuple[str, ...]:
    """The names of provinces in which events lie, those spelled most like a name first, else the commonest."""
    names = Counter(
        place.admin1
        for event in events
        for event_place in event.places
        if (place := event_place.resolved.place) is not None and place.admin1
    )
    folded = {_fold(name): name for name in names}
    close = [folded[name] for name in difflib.get_close_matches(_fold(province), folded, n=limit)]
    return tuple(close or [name for name, _ in names.most_common(limit)])


def _fold(name: str) -> str:
    letters = (letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return re.sub(r" province$", "", " ".join("".join(letters).casefold().split()))


# --- JSON -------------------------------------------------------------------------------------------------------


def write_jsonl(events: Iterable[Event], documents: Documents, stream: TextIO) -> int:
    """One record of RECORD.md a line."""
    n_rows = 0
    for event in events:
        stream.write(_json(_record(event, documents)) + "\n")
        n_rows += 1
    return n_rows


def write_json(events: Iterable[Event], documents: Documents, stream: TextIO) -> int:
    """A JSON array of the records of RECORD.md."""
    return _write_array(stream, (_json(_record(event, documents)) for event in events), end="]\n")


def _record(event: Event, documents: Documents) -> Record:
    return as_record(event, documents[event.document_id], others=documents if event.accounts else {})


def write_geojson(events: Iterable[Event], documents: Documents, stream: TextIO, *, provenance: Provenance) -> int:
    """An RFC 7946 FeatureCollection: one feature an event, a Point where it is drawn, a null geometry where not.

    Properties are the record of RECORD.md, and the flat columns of the CSV that a map program needs beside it. Where
    `relation` is not null, the geometry is the derived point of the first place, not its gazetteer entry's. The
    collection's member "reportmap" says which version wrote it, when, and through which filters.
    """
    about = {
        "version": provenance.version,
        "exported_at": provenance.exported_at.isoformat(timespec="seconds"),
        "filters": dict(provenance.filters),
    }
    stream.write(f'{{"type": "FeatureCollection", "reportmap": {_json(about)}, "features": ')
    features = (_json(_feature(event, documents, provenance)) for event in events)
    return _write_array(stream, features, end="]}\n")


def _write_array(stream: TextIO, items: Iterable[str], *, end: str) -> int:
    n_rows = 0
    stream.write("[")
    for item in items:
        stream.write((",\n" if n_rows else "\n") + item)
        n_rows += 1
    stream.write("\n" + end)
    return n_rows


_SURROGATE = re.compile("[\ud800-\udfff]")


def _json(value: Record) -> str:
    """JSON in readable letters; half a surrogate pair (an odd file name) escaped, since UTF-8 cannot carry it."""
    words = json.dumps(value, ensure_ascii=False)
    return _SURROGATE.sub(lambda half: f"\\u{ord(half[0]):04x}", words)


_GEOJSON_COLUMNS = (
    *("event_date", "location", "country", "admin1", "geo_precision", "relation", "described_as", "radius_km"),
    *("actor1", "actor2"),
    *("notes", "citation", "n_reports", "other_reports", "merge_reason", "link"),
)
"""The columns of the CSV that features carry beside the record."""


def _feature(event: Event, documents: Documents, provenance: Provenance) -> Record:
    resolved = best_place(event)
    point = None if resolved is None else resolved.point
    flat = _columns(event, documents, provenance)
    return {
        "type": "Feature",
        "id": event.event_id,
        "geometry": None if point is None else {"type": "Point", "coordinates": [point[1], point[0]]},
        "properties": {
            **_record(event, documents),
            **{name: flat[name] for name in _GEOJSON_COLUMNS},
        },
    }


# --- CSV --------------------------------------------------------------------------------------------------------


def write_csv(events: Iterable[Event], documents: Documents, stream: TextIO, *, provenance: Provenance) -> int:
    """RFC 4180: a header, then one row an event, columns named after ACLED's where they mean the same.

    CSV has no comments, so the version, the time and the filters of the export stand in the last columns of every
    row: they survive sorting, cutting and pasting together, and no reader stumbles over them. Unknown is an empty
    cell. Words that a spreadsheet would take for a formula get an apostrophe in front, and only those.
    """
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    n_rows = 0
    for event in events:
        row = _columns(event, documents, provenance)
        writer.writerow([_guarded(row[name]) for name in CSV_COLUMNS])
        n_rows += 1
    return n_rows


_PLACE_COLUMNS = (
    *("country", "admin1", "admin2", "location", "latitude", "longitude", "geonameid", "geo_precision"),
    *("relation", "described_as", "radius_km"),
)
_COUNT_COLUMNS = tuple(f"{name}_{bound}" for name in COUNT_FIELDS for bound in ("low", "best", "high"))

CSV_COLUMNS = (
    *("event_id", "event_date", "date_start", "date_end", "date_precision", "date_basis", "date_text"),
    *("event_type", "sub_event_type", "plover_type", "modality", "section"),
    *("actor1", "actor1_kind", "actor2", "actor2_kind"),
    *_PLACE_COLUMNS,
    "place_reason",
    *_COUNT_COLUMNS,
    *("fatalities_by_side", "attackers_included"),
    *("count_scope", "source", "source_original", "attribution", "claims"),
    *("notes", "citation", "text_start", "text_end", "trigger", "n_passages"),
    *("n_sources", "n_reports", "other_reports", "contradictions", "merge_reason"),
    *("score", "verdict", "corrected", "note"),
    *("document_id", "document_title", "published_on", "document_path", "document_url", "link"),
    *("extractor", "gazetteer_version", "ontology_version", "exported_by", "exported_at", "filters"),
)
"""The header of the CSV. `event_date` is the best day, else the first; offsets are half-open code points.

`latitude` and `longitude` say where the event is drawn. Where `relation` is filled in ("distance and direction"),
that is the point of `described_as` ("30 km northwest of Kabul"), good for `radius_km` around; `location` and
`geonameid` keep the place that it was reckoned from. `n_sources` counts independent sources, `n_reports` reports; what
the others say stands in `other_reports` and `contradictions`, a line each. `source` is the outlet, `source_original`
whom it reports as the source; `claims` are the figures of sources that differ within a report, replaced ones too.
`verdict`, `note` and `corrected` (which of place, date and type are not as they were read) are an analyst's.
"""


def _columns(event: Event, documents: Documents, provenance: Provenance) -> dict[str, Cell]:
    document = documents[event.document_id]
    filters = "; ".join(f"{name}={value}" for name, value in provenance.filters.items())
    return {
        "event_id": event.event_id,
        "event_type": event.event_type,
        "sub_event_type": event.sub_event_type,
        "plover_type": event.plover_type,
        "modality": event.modality.value,
        "section": event.section.value,
        "n_sources": event.n_sources,
        "score": event.score,
        "verdict": event.verdict.value,
        "corrected": ", ".join(event.corrected) or None,
        "note": event.note,
        **_date_columns(event),
        **_actor_columns(event),
        **_place_columns(event),
        **_count_columns(event),
        **_evidence_columns(event, document),
        **_account_columns(event, documents),
        "link": link(event, provenance),
        "extractor": f"{event.extractor.name} {event.extractor.version}",
        "gazetteer_version": event.extractor.gazetteer_version,
        "ontology_version": event.extractor.ontology_version,
        "exported_by": f"reportmap {provenance.version}",
        "exported_at": provenance.exported_at.isoformat(timespec="seconds"),
        "filters": filters or "none",
    }


def _date_columns(event: Event) -> dict[str, Cell]:
    date = event.date
    day = date.best or date.start
    return {
        "event_date": None if day is None else day.isoformat(),
        "date_start": None if date.start is None else date.start.isoformat(),
        "date_end": None if date.end is None else date.end.isoformat(),
        "date_precision": date.precision.value,
        "date_basis": date.basis.value,
        "date_text": None if date.mention is None else date.mention.text,
    }


def _party(actor: Actor) -> str:
    """A party as the cell says it: one that denies or only claims the act must not read like one that did it."""
    return actor.canonical if actor.certainty is ActorCertainty.STATED else f"{actor.canonical} ({actor.certainty})"


def _actor_columns(event: Event) -> dict[str, Cell]:
    columns: dict[str, Cell] = {}
    for role in ActorRole:
        acting = ((_party(actor), actor.kind.value) for actor in event.actors if actor.role is role)
        parties = tuple(dict.fromkeys(acting))  # two bands of unidentified men are one name
        columns[role.value] = "; ".join(name for name, _ in parties) or None
        columns[f"{role.value}_kind"] = "; ".join(kind for _, kind in parties) or None
    return columns


def _place_columns(event: Event) -> dict[str, Cell]:
    resolved = best_place(event)
    if resolved is None or resolved.place is None or resolved.precision is None:
        unresolved = event.places[0].resolved.reason if event.places else "the text names no place for it"
        return {**dict.fromkeys(_PLACE_COLUMNS), "place_reason": unresolved}
    place, derived = resolved.place, resolved.derived
    latitude, longitude = resolved.point or (None, None)
    return {
        "country": place.country,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "location": place.name,
        "latitude": latitude,
        "longitude": longitude,
        "geonameid": place.geonameid,
        "geo_precision": resolved.precision.value,
        "relation": None if derived is None else derived.relation.value,
        "described_as": None if derived is None else derived.name,
        "radius_km": None if derived is None else derived.radius_km,
        "place_reason": resolved.reason if derived is None else f"{derived.reason}. {resolved.reason}",
    }


def _count_columns(event: Event) -> dict[str, Cell]:
    columns: dict[str, Cell] = {}
    for name in COUNT_FIELDS:
        count = getattr(event.counts, name)
        for bound in ("low", "best", "high"):
            columns[f"{name}_{bound}"] = None if count is None else getattr(count, bound)
    dead = event.counts.fatalities
    parts = () if dead is None else dead.by_side
    columns["fatalities_by_side"] = "; ".join(f"{part.side}: {_bounds(part)}" for part in parts) or None
    columns["attackers_included"] = None if dead is None else _YES_NO[dead.includes_attackers]
    columns["count_scope"] = None if event.counts.scope is None else event.counts.scope.value
    return columns


_YES_NO = {True: "yes", False: "no", None: None}


def _bounds(count: Count) -> str:
    return say_figure(figure_of(count))


def _evidence_columns(event: Event, document: Document) -> dict[str, Cell]:
    first = event.evidence[0]
    return {
        "source": document.publisher,
        "attribution": "; ".join(map(_say_source, event.attribution)) or None,
        "source_original": "; ".join(original_sources(event)) or None,
        "claims": "\n".join(map(_say_claim, event.claims)) or None,
        "notes": "\n".join(evidence.text for evidence in event.evidence),
        "text_start": first.start,
        "text_end": first.end,
        "trigger": first.trigger,
        "n_passages": len(event.evidence),
        "document_id": document.document_id,
        "document_title": document.title,
        "published_on": None if document.published_on is None else document.published_on.isoformat(),
        "document_path": document.path,
        "document_url": document.url,
    }


def _say_source(source: Attribution) -> str:
    """A source with its stance, and with who passes on what it says."""
    passed = f", told by {source.told_by.name}" if source.told_by is not None else ""
    return f"{source.name} ({source.stance.value}{passed})"


def _say_claim(claim: Claim) -> str:
    who = "the report itself" if claim.source is None else claim.source.name
    return f"{claim.matter}: {claim.words} ({who}, {claim.standing.value})"


def _account_columns(event: Event, documents: Documents) -> dict[str, Cell]:
    """What several reports say, each told apart by its citation; empty where one report alone tells the event."""
    cited = {account.event.event_id: _cite(account.event, documents) for account in event.accounts}
    reports = list(dict.fromkeys(account.event.document_id for account in event.accounts)) or [event.document_id]
    cited.setdefault(event.event_id, "")
    differing = [
        f"{found.matter}: " + " / ".join(f"{claim.words} ({_teller(claim, cited)})" for claim in found.claims)
        for found in contradictions(event)
    ]
    return {
        "citation": _cite(event.accounts[0].event if event.accounts else event, documents),
        "n_reports": len(reports),
        "other_reports": "\n".join(cited[account.event.event_id] for account in event.accounts[1:]) or None,
        "contradictions": "\n".join(differing) or None,
        "merge_reason": "\n".join(f"{one.score:.2f}: {one.reason}" for one in event.accounts[1:]) or None,
    }


def _teller(claim: Claim, cited: Mapping[str, str]) -> str:
    """Who says so: the source that the report names, and the report where several tell the event."""
    report = cited[claim.event_id]
    if claim.source is None:
        return report or "the report itself"
    return f"{claim.source.name}, {report}" if report else claim.source.name


def _cite(event: Event, documents: Documents) -> str:
    return citation(event, documents[event.document_id])


def citation(event: Event, document: Document) -> str:
    """Where the words of an event in a document stand, for a footnote: author, title, publisher, date, address."""
    day = "undated" if document.published_on is None else document.published_on.isoformat()
    title = None if document.title is None else f"“{document.title}”"
    here = [evidence for evidence in event.evidence if evidence.document_id == document.document_id]
    characters = ", ".join(f"{evidence.start}–{evidence.end}" for evidence in here)
    address = document.url or document.path or f"document {document.document_id}"
    parts = (document.author, title, document.publisher, day, address, f"characters {characters}")
    return ", ".join(part for part in parts if part)


def link(event: Event, provenance: Provenance) -> str | None:
    """The address at which the dashboard opens the event."""
    if provenance.base_url is None:
        return None
    return f"{provenance.base_url.rstrip('/')}/?event={event.event_id}"


_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What makes a spreadsheet run a cell (OWASP, CSV injection), in half and full width."""


def _guarded(cell: Cell) -> Cell:
    """Words made harmless for a spreadsheet and fit for UTF-8; numbers, which may be negative, as they are."""
    if not isinstance(cell, str):
        return cell
    words = cell.encode("utf-8", "replace").decode("utf-8")
    return f"'{words}" if words.startswith(_FORMULA_STARTS) else words
