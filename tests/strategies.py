"""Hypothesis strategies for the nouns: valid values whose spans are exact slices of their document.

`documents()` and `places()` stand alone; what lies inside a text takes its document: `passages(document)`.
"""

import datetime
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from reportmap.model import (
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
    DateMention,
    DatePrecision,
    DerivedPoint,
    Document,
    Event,
    EventDate,
    EventPlace,
    Evidence,
    Extraction,
    Extractor,
    MarkedPart,
    MetadataBasis,
    MetadataField,
    Metadatum,
    Modality,
    Passage,
    Place,
    PlaceAlternative,
    PlaceMention,
    PlacePrecision,
    PlaceRelation,
    PlaceRole,
    PlaceUse,
    ResolvedDate,
    ResolvedPlace,
    Section,
    SectionForm,
    SectionKind,
    SourceKind,
    Span,
    Stance,
    TimexType,
    stable_id,
)

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120),
    st.text("aé\u0301ق日😀 .\n\"'=", min_size=1, max_size=120),
)
SCORES = st.floats(0, 1)
FORMS = st.sampled_from(SectionForm)
DAYS = st.dates()
MAYBE = st.none() | WORDS
METADATA = st.builds(
    Metadatum,
    field=st.sampled_from(MetadataField),
    value=WORDS,
    basis=st.sampled_from(MetadataBasis),
    score=SCORES,
)


@st.composite
def documents(draw: DrawFn, texts: SearchStrategy[str] = TEXTS) -> Document:
    text = draw(texts)
    published_on = draw(st.none() | DAYS)
    known = st.sampled_from([basis for basis in MetadataBasis if basis is not MetadataBasis.NONE])
    return Document(
        document_id=stable_id(text),
        text=text,
        title=draw(MAYBE),
        publisher=draw(MAYBE),
        author=draw(MAYBE),
        published_on=published_on,
        published_basis=MetadataBasis.NONE if published_on is None else draw(known),
        url=draw(MAYBE),
        path=draw(MAYBE),
        language=draw(st.none() | st.sampled_from(["en", "ps"])),
        metadata=tuple(draw(st.lists(METADATA, max_size=2))),
        parts=draw(parts_of(text)),
    )


@st.composite
def parts_of(draw: DrawFn, text: str) -> tuple[MarkedPart, ...]:
    """Marked parts of a text, in order and apart."""
    bounds = sorted(draw(st.sets(st.integers(0, len(text)), max_size=4)))
    return tuple(
        MarkedPart(
            start=start,
            end=end,
            kind=draw(st.none() | st.sampled_from(SectionKind)),
            form=draw(st.none() | st.sampled_from(SectionForm)),
            author=draw(MAYBE),
        )
        for start, end in zip(bounds[::2], bounds[1::2], strict=False)
    )


@st.composite
def ranges(draw: DrawFn, document: Document) -> tuple[int, int]:
    """A half-open range of the document's text, possibly empty."""
    start = draw(st.integers(0, len(document.text)))
    return start, draw(st.integers(start, len(document.text)))


@st.composite
def spans(draw: DrawFn, document: Document) -> dict[str, int | str]:
    """The fields that every span has, as keyword arguments."""
    start, end = draw(ranges(document))
    return {"start": start, "end": end, "text": document.text[start:end]}


def sections(document: Document) -> SearchStrategy[Section]:
    return spans(document).flatmap(
        lambda span: st.builds(Section, **_just(span), kind=st.sampled_from(SectionKind), author=MAYBE, form=FORMS)
    )


def passages(document: Document) -> SearchStrategy[Passage]:
    return spans(document).flatmap(
        lambda span: st.builds(
            Passage,
            **_just(span),
            index=st.integers(0, 999),
            paragraph=st.integers(0, 999),
            kind=st.sampled_from(SectionKind),
            form=FORMS,
            author=MAYBE,
            is_heading=st.booleans(),
        )
    )


def _just(fields: dict[str, int | str]) -> dict[str, SearchStrategy[int | str]]:
    return {name: st.just(value) for name, value in fields.items()}


def places() -> SearchStrategy[Place]:
    return st.builds(
        Place,
        name=WORDS,
        latitude=st.floats(-90, 90),
        longitude=st.floats(-180, 180),
        feature_code=st.sampled_from(["PPL", "ADM1", "ADM2", "PCLI", "RGN"]),
        country_code=st.sampled_from([None, "AF", "PK"]),
        country=MAYBE,
        admin1_code=MAYBE,
        admin1=MAYBE,
        admin2=MAYBE,
        population=st.integers(0, 10**8),
        geonameid=st.none() | st.integers(1, 10**8),
        precision=st.sampled_from(PlacePrecision),
        source=WORDS,
        radius_km=st.none() | st.floats(0.1, 9_000),
        valid_from=st.none() | st.integers(-3000, 2026),
        valid_to=st.none() | st.integers(-3000, 2026),
    )


@st.composite
def place_mentions(draw: DrawFn, document: Document) -> PlaceMention:
    return PlaceMention(
        **draw(spans(document)),
        passage_index=draw(st.integers(0, 999)),
        name=draw(WORDS),
        cue=draw(WORDS),
        feature_hint=draw(MAYBE),
        container=draw(MAYBE),
        modifier=draw(MAYBE),
        is_demonym=draw(st.booleans()),
        use=draw(st.sampled_from(PlaceUse)),
        score=draw(st.floats(0, 1)),
    )


def derived_points() -> SearchStrategy[DerivedPoint]:
    return st.builds(
        DerivedPoint,
        name=WORDS,
        latitude=st.floats(-90, 90),
        longitude=st.floats(-180, 180),
        radius_km=st.floats(0.1, 5000),
        relation=st.sampled_from(PlaceRelation),
        reason=WORDS,
        anchors=st.lists(WORDS, max_size=2).map(tuple),
    )


@st.composite
def resolved_places(draw: DrawFn, document: Document) -> ResolvedPlace:
    place = draw(st.none() | places())
    return ResolvedPlace(
        mention=draw(place_mentions(document)),
        place=place,
        precision=None if place is None else draw(st.sampled_from(PlacePrecision)),
        score=draw(SCORES),
        reason=draw(WORDS),
        alternatives=tuple(draw(st.lists(st.builds(PlaceAlternative, place=places(), score=SCORES), max_size=2))),
        derived=None if place is None else draw(st.none() | derived_points()),
        is_anchor=draw(st.booleans()),
        nearby=draw(st.none() | derived_points()) if place is None else None,
    )


@st.composite
def date_mentions(draw: DrawFn, document: Document) -> DateMention:
    return DateMention(
        **draw(spans(document)),
        passage_index=draw(st.integers(0, 999)),
        timex_type=draw(st.sampled_from(TimexType)),
        rule=draw(WORDS),
        parts=tuple(draw(st.lists(st.tuples(WORDS, WORDS), max_size=3))),
    )


@st.composite
def resolved_dates(draw: DrawFn, document: Document) -> ResolvedDate:
    start, _, end = draw(intervals())
    return ResolvedDate(
        mention=draw(date_mentions(document)),
        value=draw(MAYBE),
        start=start,
        end=end,
        precision=draw(st.sampled_from(DatePrecision)),
        basis=draw(st.sampled_from(DateBasis)),
        score=draw(SCORES),
        reason=draw(WORDS),
    )


@st.composite
def intervals(draw: DrawFn) -> tuple[datetime.date | None, datetime.date | None, datetime.date | None]:
    """Start, best day and end in order, each of them possibly unknown."""
    days = sorted(draw(st.lists(DAYS, min_size=3, max_size=3)))
    start, best, end = (day if draw(st.booleans()) else None for day in days)
    return start, best, end


@st.composite
def event_dates(draw: DrawFn, document: Document) -> EventDate:
    start, best, end = draw(intervals())
    return EventDate(
        start=start,
        end=end,
        best=best,
        precision=draw(st.sampled_from(DatePrecision)),
        basis=draw(st.sampled_from(DateBasis)),
        mention=draw(st.none() | spans(document).map(lambda span: Span(**span))),
        reason=draw(WORDS),
    )


@st.composite
def actors(draw: DrawFn, document: Document) -> Actor:
    return Actor(
        **draw(spans(document)),
        canonical=draw(WORDS),
        kind=draw(st.sampled_from(ActorKind)),
        role=draw(st.sampled_from(ActorRole)),
        certainty=draw(st.sampled_from(ActorCertainty)),
    )


@st.composite
def count_values(draw: DrawFn, document: Document) -> Count:
    numbers = sorted(draw(st.lists(st.integers(0, 10**6), min_size=3, max_size=3)))
    low, best, high = (number if draw(st.booleans()) else None for number in numbers)
    return Count(
        **draw(spans(document)),
        low=low,
        best=best,
        high=high,
        side=draw(MAYBE),
        by_side=draw(st.just(()) | st.tuples(st.builds(_part, spans(document)))),
        includes_attackers=draw(st.none() | st.booleans()),
    )


def _part(span: dict[str, Any]) -> Count:  # Any: the three fields of a span, here and below
    return Count(**span, low=1, best=1, high=1, side="rebels")


def counts(document: Document) -> SearchStrategy[Counts]:
    count = st.none() | count_values(document)
    return st.builds(
        Counts,
        fatalities=count,
        injured=count,
        detained=count,
        abducted=count,
        displaced=count,
        group_size=count,
        scope=st.none() | st.sampled_from(CountScope),
    )


@st.composite
def attributions(draw: DrawFn, document: Document, *, may_be_told: bool = False) -> Attribution:
    return Attribution(
        **draw(spans(document)),
        name=draw(WORDS),
        kind=draw(st.sampled_from(SourceKind)),
        stance=draw(st.sampled_from(Stance)),
        told_by=draw(st.none() | st.builds(_speaker, spans(document))) if may_be_told else None,
    )


def _speaker(span: dict[str, Any]) -> Attribution:
    return Attribution(**span, name="AP", kind=SourceKind.MEDIA, stance=Stance.ASSERTS)


@st.composite
def claims(draw: DrawFn, document: Document, event_id: str) -> Claim:
    return Claim(
        event_id=event_id,
        document_id=document.document_id,
        matter=draw(st.sampled_from(["fatalities", "injured"])),
        words=draw(WORDS),
        span=draw(st.none() | spans(document).map(lambda span: Span(**span))),
        source=draw(st.none() | st.builds(_speaker, spans(document))),
        count=draw(st.none() | st.builds(_part, spans(document))),
        standing=draw(st.sampled_from(ClaimStanding)),
    )


@st.composite
def evidence(draw: DrawFn, document: Document) -> Evidence:
    start, end = draw(ranges(document))
    trigger_start = draw(st.integers(start, end))
    trigger_end = draw(st.integers(trigger_start, end))
    return Evidence(
        start=start,
        end=end,
        text=document.text[start:end],
        document_id=document.document_id,
        trigger=document.text[trigger_start:trigger_end],
        trigger_start=trigger_start,
        trigger_end=trigger_end,
    )


def extractors() -> SearchStrategy[Extractor]:
    return st.builds(Extractor, name=WORDS, version=WORDS, gazetteer_version=WORDS, ontology_version=WORDS)


@st.composite
def event_places(draw: DrawFn, document: Document) -> EventPlace:
    return EventPlace(
        resolved=draw(resolved_places(document)),
        role=draw(st.sampled_from(PlaceRole)),
        is_inferred=draw(st.booleans()),
    )


@st.composite
def events(draw: DrawFn, document: Document) -> Event:
    event_id = draw(st.text("0123456789abcdef", min_size=16, max_size=16))
    return Event(
        event_id=event_id,
        document_id=document.document_id,
        event_type=draw(MAYBE),
        sub_event_type=draw(MAYBE),
        plover_type=draw(MAYBE),
        type_score=draw(SCORES),
        modality=draw(st.sampled_from(Modality)),
        date=draw(event_dates(document)),
        places=tuple(draw(st.lists(event_places(document), max_size=2))),
        actors=tuple(draw(st.lists(actors(document), max_size=2))),
        counts=draw(counts(document)),
        attribution=tuple(draw(st.lists(attributions(document, may_be_told=True), max_size=2))),
        section=draw(st.sampled_from(SectionKind)),
        score=draw(SCORES),
        claims=tuple(draw(st.lists(claims(document, event_id), max_size=1))),
        evidence=tuple(draw(st.lists(evidence(document), min_size=1, max_size=2))),
        n_sources=draw(st.integers(1, 9)),
        merged_from=tuple(draw(st.lists(WORDS, max_size=2))),
        extractor=draw(extractors()),
    )


@st.composite
def extractions(draw: DrawFn, texts: SearchStrategy[str] = TEXTS) -> Extraction:
    document = draw(documents(texts))
    unique_ids = st.lists(events(document), max_size=2, unique_by=lambda event: event.event_id)
    return Extraction(
        document=document,
        sections=tuple(draw(st.lists(sections(document), max_size=3))),
        passages=tuple(draw(st.lists(passages(document), max_size=3))),
        places=tuple(draw(st.lists(resolved_places(document), max_size=2))),
        dates=tuple(draw(st.lists(resolved_dates(document), max_size=2))),
        events=tuple(draw(unique_ids)),
        extractor=draw(extractors()),
    )
