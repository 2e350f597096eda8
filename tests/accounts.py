"""Accounts of events, made from one line each, for the tests of merging across reports. Places and events are ours."""

import datetime
import itertools

from reportmap.model import (
    Actor,
    ActorKind,
    ActorRole,
    Attribution,
    Count,
    Counts,
    DateBasis,
    DatePrecision,
    DerivedPoint,
    Document,
    Event,
    EventDate,
    EventPlace,
    Evidence,
    Extraction,
    Extractor,
    MetadataBasis,
    Modality,
    Passage,
    Place,
    PlaceMention,
    PlacePrecision,
    PlaceRelation,
    ResolvedPlace,
    Section,
    SectionKind,
    SourceKind,
    Stance,
    stable_id,
)

EXTRACTOR = Extractor(name="sample", version="1", gazetteer_version="1", ontology_version="1")

BATTLE = ("Battles", "Armed clash")
TAKEN = ("Battles", "Non-state actor overtakes territory")
RETAKEN = ("Battles", "Government regains territory")
BOMB = ("Explosions/Remote violence", "Remote explosive/landmine/IED")
SUICIDE = ("Explosions/Remote violence", "Suicide bomb")
AIR = ("Explosions/Remote violence", "Air/drone strike")
SHELLS = ("Explosions/Remote violence", "Shelling/artillery/missile attack")
ATTACK = ("Violence against civilians", "Attack")
KIDNAP = ("Violence against civilians", "Abduction/forced disappearance")
PROTEST = ("Protests", "Peaceful protest")
FORCE = ("Protests", "Excessive force against protesters")
RIOT = ("Riots", "Violent demonstration")
ACCORD = ("Strategic developments", "Agreement")
ARREST = ("Strategic developments", "Arrests")
HANDOVER = ("Strategic developments", "Non-violent transfer of territory")
LEAVING = ("Strategic developments", "Change to group/activity")
OTHER = ("Strategic developments", "Other")
NO_TYPE = (None, None)

# name: latitude, longitude, country, admin1 code, admin2, population, feature code, precision, radius
_ROWS = {
    "Kabul": (34.53, 69.17, "AF", "13", None, 3_000_000, "PPLC", PlacePrecision.EXACT, None),
    "Musa Qala": (32.44, 64.74, "AF", "10", "Musa Qala District", 2_000, "PPL", PlacePrecision.EXACT, None),
    "Musa Qala District": (32.5, 64.8, "AF", "10", None, 0, "ADM2", PlacePrecision.ADMIN2, 30.0),
    "Sangin": (32.07, 64.83, "AF", "10", "Sangin District", 20_000, "PPL", PlacePrecision.EXACT, None),
    "Lashkar Gah": (31.59, 64.37, "AF", "10", None, 200_000, "PPLA", PlacePrecision.EXACT, None),
    "Helmand": (31.0, 64.0, "AF", "10", None, 0, "ADM1", PlacePrecision.ADMIN1, 150.0),
    "Kandahar": (31.61, 65.71, "AF", "23", None, 390_000, "PPLA", PlacePrecision.EXACT, None),
    "Kandahar Province": (31.0, 65.5, "AF", "23", None, 0, "ADM1", PlacePrecision.ADMIN1, 130.0),
    "Herat": (34.35, 62.2, "AF", "11", None, 270_000, "PPLA", PlacePrecision.EXACT, None),
    "Afghanistan": (33.0, 66.0, "AF", None, None, 0, "PCLI", PlacePrecision.COUNTRY, None),
    "Lahore": (31.55, 74.34, "PK", "04", "Lahore District", 6_000_000, "PPLA", PlacePrecision.EXACT, None),
    "Manawan": (31.58, 74.47, "PK", "04", "Lahore District", 0, "PPL", PlacePrecision.EXACT, None),
    "Peshawar": (34.0, 71.58, "PK", "03", None, 1_200_000, "PPLA", PlacePrecision.EXACT, None),
    "Punjab": (31.0, 72.7, "PK", "04", None, 0, "ADM1", PlacePrecision.ADMIN1, 250.0),
    "Pakistan": (30.0, 70.0, "PK", None, None, 0, "PCLI", PlacePrecision.COUNTRY, None),
    "Mosul": (36.34, 43.13, "IQ", "15", None, 1_700_000, "PPLA", PlacePrecision.EXACT, None),
    "Sinjar": (36.32, 41.87, "IQ", "15", None, 30_000, "PPL", PlacePrecision.EXACT, None),
    "Goma": (-1.68, 29.22, "CD", "11", None, 140_000, "PPLA", PlacePrecision.EXACT, None),
    "Sake": (-1.57, 29.04, "CD", "11", None, 15_000, "PPL", PlacePrecision.EXACT, None),
    "North Kivu": (-0.8, 29.0, "CD", "11", None, 0, "ADM1", PlacePrecision.ADMIN1, 150.0),
    "Springfield, Illinois": (39.8, -89.64, "US", "IL", None, 116_000, "PPLA", PlacePrecision.EXACT, None),
    "Springfield, Missouri": (37.2, -93.29, "US", "MO", None, 160_000, "PPL", PlacePrecision.EXACT, None),
    "Sahel": (15.0, 0.0, None, None, None, 0, "RGN", PlacePrecision.REGION, 1500.0),
    "Menaka": (15.92, 2.4, "ML", "09", None, 20_000, "PPL", PlacePrecision.EXACT, None),
}
PLACES = {
    name: Place(
        name=name.partition(",")[0], latitude=row[0], longitude=row[1], country_code=row[2], country=row[2],
        admin1_code=row[3], admin1=row[3], admin2=row[4], population=row[5], feature_code=row[6], precision=row[7],
        radius_km=row[8], geonameid=number,
    )
    for number, (name, row) in enumerate(_ROWS.items(), 1000)
}  # fmt: skip

_SERIAL = itertools.count()


def told(
    text: str,
    kind: tuple[str | None, str | None] = BOMB,
    place: str | None = None,
    days: str | None = None,
    *,
    dead: int | tuple[int | None, int | None, int | None] | None = None,
    hurt: int | None = None,
    taken: int | None = None,
    who: str | None = None,
    whom: str | None = None,
    modality: Modality = Modality.HAPPENED,
    section: SectionKind = SectionKind.BODY,
    via: str | None = None,
    near: float | None = None,
    score: float = 0.9,
    report: str | None = None,
) -> Event:
    """The event that a one-sentence report tells.

    `days` is "2009-03-30" or "2009-03-01/2009-03-31". `near` puts it in a circle of so many km around the place. `via`
    names the outlet that it quotes. Events with one `report` are of one document, those without one of one each.
    """
    document_id = stable_id("report", text if report is None else report)
    start = 0 if report is None else next(_SERIAL) * 1_000
    end = start + len(text)
    span = {"start": start, "end": end, "text": text}
    counts = Counts(fatalities=_count(dead, span), injured=_count(hurt, span), abducted=_count(taken, span))
    event_id = stable_id(document_id, start, *kind)
    return Event(
        event_id=event_id,
        document_id=document_id,
        event_type=kind[0],
        sub_event_type=kind[1],
        plover_type=None,
        type_score=0.9,
        modality=modality,
        date=_date(days),
        places=() if place is None else (_at(place, near, _part(span, PLACES[place].name)),),
        actors=_actors(who, whom, span),
        counts=counts,
        attribution=_attribution(via, span),
        section=section,
        score=score,
        evidence=(Evidence(**span, document_id=document_id, trigger=text, trigger_start=start, trigger_end=end),),
        n_sources=1,
        merged_from=(event_id,),
        extractor=EXTRACTOR,
    )  # fmt: skip


def _actors(who: str | None, whom: str | None, span: dict[str, object]) -> tuple[Actor, ...]:
    return tuple(
        Actor(**_part(span, name), canonical=name, kind=ActorKind.OTHER, role=role)  # type: ignore[arg-type]
        for name, role in ((who, ActorRole.ACTOR1), (whom, ActorRole.ACTOR2))
        if name is not None
    )


def _attribution(via: str | None, span: dict[str, object]) -> tuple[Attribution, ...]:
    if via is None:
        return ()
    return (Attribution(**_part(span, via), name=via, kind=SourceKind.MEDIA, stance=Stance.ASSERTS),)  # type: ignore[arg-type]


def _part(span: dict[str, object], words: str) -> dict[str, object]:
    """Where the words stand in the sentence; nothing of it where they do not."""
    at = str(span["text"]).find(words)
    start = int(span["start"]) + max(at, 0)  # type: ignore[call-overload]
    text = words if at >= 0 else ""
    return {"start": start, "end": start + len(text), "text": text}


def _count(figure: int | tuple[int | None, int | None, int | None] | None, span: dict[str, object]) -> Count | None:
    if figure is None:
        return None
    low, best, high = (figure, figure, figure) if isinstance(figure, int) else figure
    return Count(**span, low=low, best=best, high=high)  # type: ignore[arg-type]


def _date(days: str | None) -> EventDate:
    if days is None:
        return EventDate()
    first, _, last = days.partition("/")
    start, end = datetime.date.fromisoformat(first), datetime.date.fromisoformat(last or first)
    precision = DatePrecision.DAY if start == end else DatePrecision.DAYS
    return EventDate(start=start, end=end, best=start, precision=precision, basis=DateBasis.EXPLICIT)


def _at(name: str, near: float | None, span: dict[str, object]) -> EventPlace:
    place = PLACES[name]
    mention = PlaceMention(**span, passage_index=0, name=place.name, cue="listed")  # type: ignore[arg-type]
    derived = None
    if near is not None:
        derived = DerivedPoint(
            name=f"near {place.name}", latitude=place.latitude + 0.05, longitude=place.longitude, radius_km=near,
            relation=PlaceRelation.NEAR, reason="near", anchors=(place.place_id,),
        )  # fmt: skip
    resolved = ResolvedPlace(
        mention=mention,
        place=place,
        precision=place.precision if near is None else PlacePrecision.NEAR,
        score=0.9,
        reason="the only one",
        derived=derived,
    )
    return EventPlace(resolved=resolved)


def document_of(*events: Event, publisher: str | None = None, published: str | None = None) -> Document:
    """The report of events that `told` made with one `report`, its text their sentences at their offsets."""
    text = ""
    for event in sorted(events, key=lambda item: item.evidence[0].start):
        text = text.ljust(event.evidence[0].start, "\n") + event.evidence[0].text
    return Document(
        document_id=events[0].document_id,
        text=text,
        title=f"{publisher or 'A report'} of {events[0].document_id[:4]}",
        publisher=publisher,
        published_on=None if published is None else datetime.date.fromisoformat(published),
        published_basis=MetadataBasis.NONE if published is None else MetadataBasis.FRONT_MATTER,
    )


def extraction_of(*events: Event, publisher: str | None = None, published: str | None = None) -> Extraction:
    """What the pipeline would give for the report of the events."""
    document = document_of(*events, publisher=publisher, published=published)
    text = document.text
    kind = SectionKind.BODY
    parts = [event.evidence[0] for event in sorted(events, key=lambda item: item.evidence[0].start)]
    return Extraction(
        document=document,
        sections=(Section(start=0, end=len(text), text=text, kind=kind),),
        passages=tuple(
            Passage(start=part.start, end=part.end, text=part.text, index=index, paragraph=index, kind=kind)
            for index, part in enumerate(parts)
        ),
        places=(),
        dates=(),
        events=tuple(sorted(events, key=lambda item: item.evidence[0].start)),
        extractor=EXTRACTOR,
    )
