"""The record: an event as the JSON object of RECORD.md, and back.

    Event + Document --as_record--> dict --event_from_record--> Event

Field names are a contract. Beyond RECORD.md's table a record carries what is needed to make the same event again:
`places[].mention` (how the name was found), `places[].derived` (the point that the words around the name describe,
with its radius, where that is not the place's own), `is_anchor` and `nearby` (where a name without a place probably
lies), a gazetteer entry's `population`, `source`, `place_id`, `entry_precision`, `radius_km`, `valid_from` and
`valid_to` on places and alternatives, `date.reason`, `side` on every count and `text` on attributions.
Unknown is null, never 0, "" or today's date.

`source_original` lists who is reported as the source, outlets and speakers that only pass it on left out (those are
`told_by` of an attribution; the outlet that printed it is the document's publisher). `claims` lists what the sources of
this report say differently of the event: `matter`, `words`, `standing` ("stands", or "replaced" by a later figure), the
words with their span, `source` as in `attribution` (null: the report itself) and `count` as in `fatalities` (null where
the matter is no count). A count's `by_side` lists the parts of a sum, `includes_attackers` says whether those who
attacked are in it.

An event whose sources contradict each other has `contradictions`: each `matter` in which they cannot all be right, with
its `claims`: event_id, document_id, words, and within a report source, text, start and end.

An event that several reports tell has two fields more. `accounts` lists what each report says, first the one whose
fields the record has: `score` and `reason` of the merging, `copy_of` (the event id of the account whose source it
shares, else null) and `record`, in these same fields; `contradictions` is always there, perhaps empty.

An event on which an analyst has a say has a field `review`: `verdict` (open, accepted, rejected), `corrected` (the
fields that are the analyst's: place, date, type) and `note`.
"""

import datetime
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from reportmap.matching.accounts import Contradiction, contradictions
from reportmap.model import (
    Account,
    Actor,
    ActorCertainty,
    ActorKind,
    ActorRole,
    Attribution,
    Claim,
    ClaimStanding,
    Count,
    Counts,
    CountScope,
    DateBasis,
    DatePrecision,
    DerivedPoint,
    Document,
    Event,
    EventDate,
    EventPlace,
    Evidence,
    Extractor,
    Modality,
    Place,
    PlaceAlternative,
    PlaceMention,
    PlacePrecision,
    PlaceRelation,
    PlaceRole,
    PlaceUse,
    ResolvedPlace,
    SectionKind,
    SourceKind,
    Span,
    Stance,
    Verdict,
)

Record = dict[str, Any]  # JSON: the values are as varied as the contract

COUNT_FIELDS = ("fatalities", "injured", "detained", "abducted", "displaced", "group_size")
"""The counted quantities of a record, in the contract's order."""


# --- event -> record --------------------------------------------------------------------------------------------


def as_record(event: Event, document: Document, *, others: Mapping[str, Document] = MappingProxyType({})) -> Record:
    """One event as a JSON object in exactly RECORD.md's fields and order, and two more where several reports tell it.

    Args:     document: the one that the event was read from; its text is not part of the record; others: those of its
              accounts, by id
    Raises:   ValueError when the event belongs to another document, or the document of an account is missing
    """
    if event.document_id != document.document_id:
        raise ValueError(f"event {event.event_id} belongs to {event.document_id}, not to {document.document_id}")
    fields = _event_fields(event, document)
    if event.verdict is not Verdict.OPEN or event.corrected or event.note is not None:
        fields["review"] = {"verdict": event.verdict.value, "corrected": list(event.corrected), "note": event.note}
    if event.accounts:
        missing = {account.event.document_id for account in event.accounts} - {document.document_id, *others}
        if missing:
            raise ValueError(
                f"event {event.event_id} needs the documents of its accounts: {', '.join(sorted(missing))}"
            )
        known = {document.document_id: document, **others}
        fields["accounts"] = [_account_fields(one, known[one.event.document_id]) for one in event.accounts]
    found = contradictions(event)
    if event.accounts or found:
        fields["contradictions"] = [_contradiction_fields(one) for one in found]
    return fields


def _contradiction_fields(found: Contradiction) -> Record:
    return {
        "matter": found.matter,
        "claims": [
            {
                "event_id": claim.event_id,
                "document_id": claim.document_id,
                "words": claim.words,
                "source": None if claim.source is None else claim.source.name,
                **_span_fields(claim.span),
            }
            for claim in found.claims
        ],
    }


def _span_fields(span: Span | None) -> Record:
    if span is None:
        return dict.fromkeys(("text", "start", "end"))
    return {"text": span.text, "start": span.start, "end": span.end}


def _account_fields(account: Account, document: Document) -> Record:
    return {
        "score": account.score,
        "reason": account.reason,
        "copy_of": account.copy_of,
        "record": _event_fields(account.event, document),
    }


def _event_fields(event: Event, document: Document) -> Record:
    return {
        "event_id": event.event_id,
        "document": document_fields(document),
        "event_type": event.event_type,
        "sub_event_type": event.sub_event_type,
        "plover_type": event.plover_type,
        "type_score": event.type_score,
        "modality": event.modality.value,
        "date": _date_fields(event.date),
        "places": [_event_place_fields(place) for place in event.places],
        "actors": [_actor_fields(actor) for actor in event.actors],
        **{name: _count_fields(getattr(event.counts, name)) for name in COUNT_FIELDS[:-1]},
        "count_scope": None if event.counts.scope is None else event.counts.scope.value,
        "group_size": _count_fields(event.counts.group_size),
        "attribution": [_attribution_fields(source) for source in event.attribution],
        "section": event.section.value,
        "evidence": [_evidence_fields(evidence) for evidence in event.evidence],
        "n_sources": event.n_sources,
        "merged_from": list(event.merged_from),
        "score": event.score,
        "extractor": {
            "name": event.extractor.name,
            "version": event.extractor.version,
            "gazetteer_version": event.extractor.gazetteer_version,
            "ontology_version": event.extractor.ontology_version,
        },
        "source_original": list(original_sources(event)),
        "claims": [_claim_fields(claim) for claim in event.claims],
    }


def original_sources(event: Event) -> tuple[str, ...]:
    """Who is reported as the source of an event, each once (UCDP GED's source_original)."""
    return tuple(dict.fromkeys(source.name for source in event.attribution))


def _claim_fields(claim: Claim) -> Record:
    return {
        "matter": claim.matter,
        "words": claim.words,
        "standing": claim.standing.value,
        **_span_fields(claim.span),
        "source": None if claim.source is None else _attribution_fields(claim.source),
        "count": _count_fields(claim.count),
    }


def document_fields(document: Document) -> Record:
    """What a record says about its document: everything but the text."""
    return {
        "id": document.document_id,
        "title": document.title,
        "publisher": document.publisher,
        "author": document.author,
        "published_on": _iso(document.published_on),
        "published_basis": document.published_basis.value,
        "url": document.url,
        "path": document.path,
    }


def _iso(day: datetime.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _date_fields(date: EventDate) -> Record:
    words = date.mention
    return {
        "start": _iso(date.start),
        "end": _iso(date.end),
        "best": _iso(date.best),
        "precision": date.precision.value,
        "basis": date.basis.value,
        "text": None if words is None else words.text,
        "text_start": None if words is None else words.start,
        "text_end": None if words is None else words.end,
        "reason": date.reason,
    }


def _event_place_fields(event_place: EventPlace) -> Record:
    resolved = event_place.resolved
    mention = resolved.mention
    return {
        **_place_fields(resolved.place, name=mention.name),
        "text": mention.text,
        "start": mention.start,
        "end": mention.end,
        "precision": None if resolved.precision is None else resolved.precision.value,
        "score": resolved.score,
        "reason": resolved.reason,
        "derived": _derived_fields(resolved.derived),
        "is_anchor": resolved.is_anchor,
        "nearby": _derived_fields(resolved.nearby),
        "role": event_place.role.value,
        "inferred": event_place.is_inferred,
        "alternatives": [
            {**_place_fields(alternative.place, name=alternative.place.name), "score": alternative.score}
            for alternative in resolved.alternatives
        ],
        "mention": {
            "name": mention.name,
            "passage_index": mention.passage_index,
            "cue": mention.cue,
            "feature_hint": mention.feature_hint,
            "container": mention.container,
            "modifier": mention.modifier,
            "is_demonym": mention.is_demonym,
            "use": mention.use.value,
            "score": mention.score,
        },
    }


def _derived_fields(point: DerivedPoint | None) -> Record | None:
    if point is None:
        return None
    return {
        "name": point.name,
        "latitude": point.latitude,
        "longitude": point.longitude,
        "radius_km": point.radius_km,
        "relation": point.relation.value,
        "reason": point.reason,
        "anchors": list(point.anchors),
    }


def _place_fields(place: Place | None, *, name: str) -> Record:
    """A gazetteer entry, or the same keys with nulls under the name that was looked for in vain."""
    if place is None:
        return {"name": name, **dict.fromkeys(_PLACE_KEYS)}
    return {
        "name": place.name,
        "geonameid": place.geonameid,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "feature_code": place.feature_code,
        "country_code": place.country_code,
        "country": place.country,
        "admin1_code": place.admin1_code,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "population": place.population,
        "source": place.source,
        "place_id": place.place_id,
        "entry_precision": place.precision.value,
        "radius_km": place.radius_km,
        "valid_from": place.valid_from,
        "valid_to": place.valid_to,
    }


_PLACE_KEYS = (
    "geonameid",
    "latitude",
    "longitude",
    "feature_code",
    "country_code",
    "country",
    "admin1_code",
    "admin1",
    "admin2",
    "population",
    "source",
    "place_id",
    "entry_precision",
    "radius_km",
    "valid_from",
    "valid_to",
)


def _actor_fields(actor: Actor) -> Record:
    return {
        "name": actor.text,
        "canonical": actor.canonical,
        "kind": actor.kind.value,
        "role": actor.role.value,
        "text": actor.text,
        "start": actor.start,
        "end": actor.end,
        "certainty": actor.certainty.value,
    }


def _count_fields(count: Count | None) -> Record | None:
    if count is None:
        return None
    return {
        "low": count.low,
        "best": count.best,
        "high": count.high,
        "text": count.text,
        "start": count.start,
        "end": count.end,
        "side": count.side,
        "includes_attackers": count.includes_attackers,
        "by_side": [_count_fields(part) for part in count.by_side],
    }


def _attribution_fields(source: Attribution) -> Record:
    return {
        "name": source.name,
        "kind": source.kind.value,
        "stance": source.stance.value,
        "start": source.start,
        "end": source.end,
        "text": source.text,
        "told_by": None if source.told_by is None else _attribution_fields(source.told_by),
    }


def _evidence_fields(evidence: Evidence) -> Record:
    return {
        "document_id": evidence.document_id,
        "start": evidence.start,
        "end": evidence.end,
        "text": evidence.text,
        "trigger": evidence.trigger,
        "trigger_start": evidence.trigger_start,
        "trigger_end": evidence.trigger_end,
    }


def best_place(event: Event) -> ResolvedPlace | None:
    """Where an event is drawn: its first resolved location, else its first resolved target, else nowhere."""
    for role in (PlaceRole.LOCATION, PlaceRole.TARGET):
        for place in event.places:
            if place.role is role and place.resolved.place is not None:
                return place.resolved
    return None


# --- record -> event --------------------------------------------------------------------------------------------


def event_from_record(record: Record) -> Event:
    """The event that a record was made from: `event_from_record(as_record(event, document)) == event`.

    Raises:   ValueError when a field is missing or has a value that the contract does not know
    """
    try:
        return _event(record)
    except (KeyError, TypeError) as error:
        raise ValueError(f"record {record.get('event_id')!r} breaks the contract of RECORD.md: {error!r}") from error


def _event(record: Record) -> Event:
    review = record.get("review", {"verdict": Verdict.OPEN, "corrected": (), "note": None})
    return Event(
        event_id=record["event_id"],
        document_id=record["document"]["id"],
        event_type=record["event_type"],
        sub_event_type=record["sub_event_type"],
        plover_type=record["plover_type"],
        type_score=record["type_score"],
        modality=Modality(record["modality"]),
        date=_event_date(record["date"]),
        places=tuple(_event_place(fields) for fields in record["places"]),
        actors=tuple(_actor(fields) for fields in record["actors"]),
        counts=Counts(
            **{name: _count(record[name]) for name in COUNT_FIELDS},
            scope=None if record["count_scope"] is None else CountScope(record["count_scope"]),
        ),
        attribution=tuple(_attribution(fields) for fields in record["attribution"]),
        section=SectionKind(record["section"]),
        score=record["score"],
        evidence=tuple(Evidence(**fields) for fields in record["evidence"]),
        n_sources=record["n_sources"],
        merged_from=tuple(record["merged_from"]),
        extractor=Extractor(**record["extractor"]),
        accounts=tuple(
            Account(
                event=_event(fields["record"]),
                score=fields["score"],
                reason=fields["reason"],
                copy_of=fields["copy_of"],
            )
            for fields in record.get("accounts", ())
        ),
        verdict=Verdict(review["verdict"]),
        corrected=tuple(review["corrected"]),
        note=review["note"],
        claims=tuple(_claim(fields, record) for fields in record.get("claims", ())),
    )


def _day(text: str | None) -> datetime.date | None:
    return None if text is None else datetime.date.fromisoformat(text)


def _event_date(fields: Record) -> EventDate:
    words = None
    if fields["text"] is not None:
        words = Span(start=fields["text_start"], end=fields["text_end"], text=fields["text"])
    return EventDate(
        start=_day(fields["start"]),
        end=_day(fields["end"]),
        best=_day(fields["best"]),
        precision=DatePrecision(fields["precision"]),
        basis=DateBasis(fields["basis"]),
        mention=words,
        reason=fields["reason"],
    )


def _mention(fields: Record) -> PlaceMention:
    own = {**fields["mention"], "use": PlaceUse(fields["mention"].get("use", PlaceUse.LITERAL))}
    return PlaceMention(start=fields["start"], end=fields["end"], text=fields["text"], **own)


def _event_place(fields: Record) -> EventPlace:
    return EventPlace(
        resolved=ResolvedPlace(
            mention=_mention(fields),
            place=None if fields["latitude"] is None else _place(fields),
            precision=None if fields["precision"] is None else PlacePrecision(fields["precision"]),
            score=fields["score"],
            reason=fields["reason"],
            alternatives=tuple(
                PlaceAlternative(place=_place(alternative), score=alternative["score"])
                for alternative in fields["alternatives"]
            ),
            derived=_derived(fields.get("derived")),
            is_anchor=fields.get("is_anchor", False),
            nearby=_derived(fields.get("nearby")),
        ),
        role=PlaceRole(fields["role"]),
        is_inferred=fields["inferred"],
    )


def _derived(fields: Record | None) -> DerivedPoint | None:
    """None as well where a record was made before points were derived."""
    if fields is None:
        return None
    return DerivedPoint(
        name=fields["name"],
        latitude=fields["latitude"],
        longitude=fields["longitude"],
        radius_km=fields["radius_km"],
        relation=PlaceRelation(fields["relation"]),
        reason=fields["reason"],
        anchors=tuple(fields["anchors"]),
    )


def _place(fields: Record) -> Place:
    return Place(
        name=fields["name"],
        latitude=fields["latitude"],
        longitude=fields["longitude"],
        feature_code=fields["feature_code"],
        country_code=fields["country_code"],
        country=fields["country"],
        admin1_code=fields["admin1_code"],
        admin1=fields["admin1"],
        admin2=fields["admin2"],
        population=fields["population"],
        geonameid=fields["geonameid"],
        precision=PlacePrecision(fields["entry_precision"]),
        source=fields["source"],
        radius_km=fields.get("radius_km"),  # records of 0.1.0 have none of the three
        valid_from=fields.get("valid_from"),
        valid_to=fields.get("valid_to"),
    )


def _actor(fields: Record) -> Actor:
    return Actor(
        start=fields["start"],
        end=fields["end"],
        text=fields["text"],
        canonical=fields["canonical"],
        kind=ActorKind(fields["kind"]),
        role=ActorRole(fields["role"]),
        certainty=ActorCertainty(fields["certainty"]),
    )


def _count(fields: Record | None) -> Count | None:
    if fields is None:
        return None
    parts = (_count(part) for part in fields.get("by_side", ()))
    return Count(**{**fields, "by_side": tuple(part for part in parts if part is not None)})


def _claim(fields: Record, record: Record) -> Claim:
    has_span = fields["start"] is not None
    return Claim(
        event_id=record["event_id"],
        document_id=record["document"]["id"],
        matter=fields["matter"],
        words=fields["words"],
        span=Span(start=fields["start"], end=fields["end"], text=fields["text"]) if has_span else None,
        source=None if fields["source"] is None else _attribution(fields["source"]),
        count=_count(fields["count"]),
        standing=ClaimStanding(fields["standing"]),
    )


def _attribution(fields: Record) -> Attribution:
    return Attribution(
        start=fields["start"],
        end=fields["end"],
        text=fields["text"],
        name=fields["name"],
        kind=SourceKind(fields["kind"]),
        stance=Stance(fields["stance"]),
        told_by=None if fields.get("told_by") is None else _attribution(fields["told_by"]),
    )
