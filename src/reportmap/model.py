"""Every noun of reportmap: frozen, keyword-only values that check themselves.

    Document -> Section -> Passage -> ParsedPassage -+-> PlaceMention -> ResolvedPlace -+
                                                     +-> DateMention  -> ResolvedDate  -+-> EventMention -> Event
                                                     +-> Trigger, Actor, Count ---------+

A later stage wraps an earlier value and never edits it. Every offset is a half-open code-point range into
`Document.text`. Unknown is `None` or an empty tuple, never 0, "" or today's date. The closed sets of values stand in
`vocabulary.py` and the nouns of the text alone in `document.py`; both are exported here.
"""

import datetime
from dataclasses import dataclass

from reportmap.document import (
    Document,
    MarkedPart,
    Metadatum,
    NamedEntity,
    ParsedPassage,
    Passage,
    Section,
    Span,
    Token,
    stable_id,
)
from reportmap.vocabulary import (
    DRAWN_MODALITIES,
    DRAWN_SCORE,
    REPORTED_SECTIONS,
    ActorCertainty,
    ActorKind,
    ActorRole,
    ClaimStanding,
    CountScope,
    DateBasis,
    DatePrecision,
    MetadataBasis,
    MetadataField,
    Modality,
    NameMatchKind,
    PlacePrecision,
    PlaceRelation,
    PlaceRole,
    PlaceUse,
    SectionForm,
    SectionKind,
    SourceKind,
    Stance,
    TimexType,
    Verdict,
)

__all__ = [
    "DRAWN_MODALITIES", "DRAWN_SCORE", "REPORTED_SECTIONS", "Account", "Actor", "ActorCertainty", "ActorKind",
    "ActorMention", "ActorRole", "Attribution", "Claim", "ClaimStanding", "CodedFields", "Count", "CountScope",
    "Counts", "DateBasis", "DateMention", "DatePrecision", "DerivedPoint", "Document", "Event", "EventDate",
    "EventMention", "EventPlace", "Evidence", "Extraction", "Extractor", "MarkedPart", "MetadataBasis", "MetadataField",
    "Metadatum", "Modality", "NameMatch", "NameMatchKind", "NamedEntity", "ParsedPassage", "Passage", "Place",
    "PlaceAlternative", "PlaceMention", "PlacePrecision", "PlaceRelation", "PlaceRole", "PlaceUse", "ResolvedDate",
    "ResolvedPlace", "Section", "SectionForm", "SectionKind", "SourceKind", "Span", "Stance", "TimexType", "Token",
    "Trigger", "Verdict", "stable_id",
]  # fmt: skip

# --- places -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A gazetteer entry: one place on the earth.

    `latitude` and `longitude` are WGS 84 degrees. `feature_code` is GeoNames' (PPL, ADM1, PCLI, ...), `admin1_code`
    GeoNames' code without the country ("10" for Helmand in AF). `geonameid` is None for entries of the supplement
    that GeoNames does not have. `population` 0 means unknown. `source` names the data set. `radius_km` says how far
    the place reaches around its point, as a disc of its area, or how far off the point may be; None is a point, or
    unknown. `valid_from` and `valid_to` are the years in which a former place was one, None where open or unknown.
    """

    name: str
    latitude: float
    longitude: float
    feature_code: str
    country_code: str | None
    country: str | None
    admin1_code: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    population: int = 0
    geonameid: int | None = None
    precision: PlacePrecision = PlacePrecision.EXACT
    source: str = "geonames"
    radius_km: float | None = None
    valid_from: int | None = None
    valid_to: int | None = None

    def __post_init__(self) -> None:
        _check_point(self.name, self.latitude, self.longitude)

    @property
    def place_id(self) -> str:
        """The identity of the entry: its GeoNames id, or a hash of what a supplement row says."""
        if self.geonameid is not None:
            return f"gn{self.geonameid}"
        return "s" + stable_id(self.name, self.feature_code, self.latitude, self.longitude)


def _check_point(name: str, latitude: float, longitude: float) -> None:
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(f"{name!r} lies at {latitude}, {longitude}, which is not on the earth")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameMatch:
    """A gazetteer entry that a name may mean; `similarity` is in [0, 1], 1 for all but fuzzy matches."""

    place: Place
    kind: NameMatchKind
    similarity: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention(Span):
    """A toponym as it stands in the text, not yet tied to the earth.

    `text` is the bare name ("Helmand" of "Helmand province"). `name` is what to look up, where that differs from
    the text (a corrected spelling, an expanded abbreviation). `feature_hint` is the class that the words around it
    claim: "country", "admin1", "admin2", "populated" or a GeoNames feature code. `container` is the name of the
    unit that the text puts it in ("Musa Qala, Helmand"; "the town of X in Y province"). `modifier` is a part
    word before it ("southern"). `is_demonym` marks names of peoples, which are context and no toponyms. `cue`
    says in a few words why this was taken for a place, `score` in [0, 1] how sure that is.
    """

    passage_index: int
    name: str
    cue: str
    feature_hint: str | None = None
    container: str | None = None
    modifier: str | None = None
    is_demonym: bool = False
    use: PlaceUse = PlaceUse.LITERAL
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAlternative:
    """A runner-up, with the score that lost, in [0, 1]."""

    place: Place
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DerivedPoint:
    """Where the words around a name put something, as against the place that the name itself means.

    `name` says it in a few words ("30 km northwest of Kabul"). The circle of `radius_km` around `latitude` and
    `longitude` (WGS 84 degrees) holds what is meant with good odds; `reason` is one line for the analyst. `anchors`
    are the ids of the places that it was reckoned from, in text order.
    """

    name: str
    latitude: float
    longitude: float
    radius_km: float
    relation: PlaceRelation
    reason: str
    anchors: tuple[str, ...]

    def __post_init__(self) -> None:
        _check_point(self.name, self.latitude, self.longitude)
        if not self.radius_km > 0:
            raise ValueError(f"{self.name!r} needs a radius above 0 km, not {self.radius_km}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedPlace:
    """A mention tied to a place, or to none: `place` is None where nothing fits, and `reason` says why.

    `score` in [0, 1]; `reason` is one line for the analyst; `alternatives` are best first. `derived` is the point
    that the words around the name describe ("30 km northwest of Kabul"), None where they mean the place itself.
    `is_anchor` marks a name that only helps to place another one (the second town of "between X and Y"). `nearby` is
    where a name without a place probably lies: never drawn as if it were the place.
    """

    mention: PlaceMention
    place: Place | None
    precision: PlacePrecision | None
    score: float
    reason: str
    alternatives: tuple[PlaceAlternative, ...] = ()
    derived: DerivedPoint | None = None
    is_anchor: bool = False
    nearby: DerivedPoint | None = None

    def __post_init__(self) -> None:
        if (self.place is None) != (self.precision is None):
            raise ValueError("a place and its precision are known together or not at all")
        if self.place is None and self.derived is not None:
            raise ValueError("a derived point needs a place to be reckoned from")

    @property
    def coarseness(self) -> int:
        """The rank of its precision, 0 for the finest; as a country's where there is no place."""
        return (self.precision or PlacePrecision.COUNTRY).coarseness

    @property
    def may_locate(self) -> bool:
        """Whether something may lie here: at no mere anchor, at a people or "Moscow said" only with a point."""
        is_place = not self.mention.is_demonym and self.mention.use is PlaceUse.LITERAL
        return not self.is_anchor and (self.derived is not None or is_place)

    def stands_for(self, unknown: "ResolvedPlace") -> bool:
        """Whether it is drawn because the gazetteer lacks another name of the text."""
        return self.reason.startswith(f"stands for “{unknown.mention.text}”")

    @property
    def point(self) -> tuple[float, float] | None:
        """Latitude and longitude where it is drawn: the derived point, else the place's own; None without a place."""
        at = self.derived or self.place
        return None if at is None else (at.latitude, at.longitude)

    @property
    def spot_id(self) -> str | None:
        """The identity of the point that is drawn: the place's id, with a suffix where the point is another one."""
        if self.place is None:
            return None
        own = (self.place.latitude, self.place.longitude)
        if self.derived is None or self.point == own:
            return self.place.place_id
        return f"{self.place.place_id}-{stable_id(*self.point or own)[:8]}"


# --- dates ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention(Span):
    """A TIMEX3 expression as it stands in the text, not yet tied to the calendar.

    `rule` names the row of the rule table that found it; `parts` are that rule's named groups, in order, as
    (name, words).
    """

    passage_index: int
    timex_type: TimexType
    rule: str
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedDate:
    """A date mention tied to the calendar, or to nothing, with the reason.

    `value` is the TIMEX3 value ("2007-02-01", "2006-FA", "P3D"), None where no anchor is known. `start` and `end`
    are inclusive days, both None for durations, sets and unresolved expressions. `score` is in [0, 1].
    """

    mention: DateMention
    value: str | None
    start: datetime.date | None
    end: datetime.date | None
    precision: DatePrecision
    basis: DateBasis
    score: float
    reason: str

    def __post_init__(self) -> None:
        _check_interval(self.start, self.end)


def _check_interval(start: datetime.date | None, end: datetime.date | None) -> None:
    if start is not None and end is not None and end < start:
        raise ValueError(f"an interval that ends ({end}) before it starts ({start})")


# --- events -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger(Span):
    """The words that report an event, and the type that the ontology gives them (None: no fitting type)."""

    passage_index: int
    event_type: str | None
    sub_event_type: str | None
    plover_type: str | None
    score: float
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDate:
    """When an event took place: an inclusive interval, its best day, and what it rests on.

    `mention` holds the words, None where the date has none (basis publication or none).
    """

    start: datetime.date | None = None
    end: datetime.date | None = None
    best: datetime.date | None = None
    precision: DatePrecision = DatePrecision.UNKNOWN
    basis: DateBasis = DateBasis.NONE
    mention: Span | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        _check_interval(self.start, self.end)
        if self.best is not None:
            _check_interval(self.start, self.best)
            _check_interval(self.best, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPlace:
    """A place of an event; `is_inferred` where it was taken over from another passage."""

    resolved: ResolvedPlace
    role: PlaceRole = PlaceRole.LOCATION
    is_inferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMention(Span):
    """A party as it stands in a passage, not yet tied to an event; `head` indexes the passage's tokens.

    `canonical` is its standard name. `is_generic` marks descriptions ("gunmen", "the police") as against names.
    `pattern` is the standard name with "{nationality}" for a country that the words do not give, else empty.
    """

    passage_index: int
    head: int
    canonical: str
    kind: ActorKind
    is_generic: bool = False
    pattern: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor(Span):
    """A party to an event: its words, its canonical name, and its part."""

    canonical: str
    kind: ActorKind
    role: ActorRole
    certainty: ActorCertainty = ActorCertainty.STATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Count(Span):
    """A number of people as the text gives it. `best` lies in [low, high]; `side` names the party where stated.

    `by_side` are the parts of a sum by side; `includes_attackers` is None where the text does not say.
    """

    low: int | None
    best: int | None
    high: int | None
    side: str | None = None
    by_side: tuple["Count", ...] = ()
    includes_attackers: bool | None = None

    def __post_init__(self) -> None:
        Span.__post_init__(self)
        known = [value for value in (self.low, self.best, self.high) if value is not None]
        if known != sorted(known):
            raise ValueError(f"a count needs low <= best <= high, not {self.low}, {self.best}, {self.high}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a record counts; None is unknown, never 0. A group size is no casualty count."""

    fatalities: Count | None = None
    injured: Count | None = None
    detained: Count | None = None
    abducted: Count | None = None
    displaced: Count | None = None
    group_size: Count | None = None
    scope: CountScope | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution(Span):
    """A source that the text names for the event; `name` is its canonical form.

    `told_by` is who passes on what it says ("the newspaper X quoted the governor"), None where the report itself does.
    """

    name: str
    kind: SourceKind
    stance: Stance
    told_by: "Attribution | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one source says in a matter of an event, beside others who say otherwise.

    `matter` is a count's name in the record, "date", "actor1" or "modality"; `words` say it briefly ("at least 9").
    `span` is where it stands, `source` None where the report itself says so; between reports their accounts say both.
    """

    event_id: str
    document_id: str
    matter: str
    words: str
    span: Span | None = None
    source: Attribution | None = None
    count: Count | None = None
    standing: ClaimStanding = ClaimStanding.STANDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Span):
    """The passage that reports an event (start, end, text) and the trigger inside it."""

    document_id: str
    trigger: str
    trigger_start: int
    trigger_end: int

    def __post_init__(self) -> None:
        Span.__post_init__(self)
        if not self.start <= self.trigger_start <= self.trigger_end <= self.end:
            raise ValueError(f"trigger {self.trigger!r} lies outside its passage {self.start}:{self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Extractor:
    """What made a record, so that it can be made again."""

    name: str
    version: str
    gazetteer_version: str
    ontology_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedFields:
    """What an event mention and an event both say. `score` in [0, 1]: how sure that this is rightly read.

    `claims` are all figures of a mention, each with its source; of an event what its sources say differently.
    """

    event_type: str | None
    sub_event_type: str | None
    plover_type: str | None
    type_score: float
    modality: Modality
    date: EventDate
    places: tuple[EventPlace, ...]
    actors: tuple[Actor, ...]
    counts: Counts
    attribution: tuple[Attribution, ...]
    section: SectionKind
    score: float
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedVictims:
    """The words of victims' names, in lower case; `name_the_act` where a noun names it by them ("the murder of X")."""

    names: frozenset[str] = frozenset()
    name_the_act: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMention(CodedFields):
    """One passage that reports an event; `is_toll` where it only counts victims ("nine people died").

    `is_reference` marks words that only refer to an event told elsewhere ("after the blast"), `needs_act` a toll whose
    words ("died") report no event unless an act is told with it. `victims` are those whom it befell by name.
    """

    mention_id: str
    evidence: Evidence
    is_toll: bool = False
    is_reference: bool = False
    needs_act: bool = False
    victims: NamedVictims = NamedVictims()


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(CodedFields):
    """One event: the mentions that report it, merged. `merged_from` holds their ids, first mention first.

    `event_id` is the first mention's id: a hash of document, trigger span and type. Where several reports tell it, the
    fields are those of the report that tells it best, `evidence` and `merged_from` are everybody's, `n_sources` counts
    independent sources, and `accounts` holds what each report says, the best one first. They are empty otherwise.
    `verdict`, `note` and `corrected` are an analyst's; the last names the fields ("place", "date", "type") that are.
    """

    event_id: str
    document_id: str
    evidence: tuple[Evidence, ...]
    n_sources: int
    merged_from: tuple[str, ...]
    extractor: Extractor
    accounts: tuple["Account", ...] = ()
    verdict: Verdict = Verdict.OPEN
    corrected: tuple[str, ...] = ()
    note: str | None = None

    @property
    def is_drawn(self) -> bool:
        """Whether the map draws it by default: reported, no comment, told as fact or claim, sure, not rejected."""
        return self.is_reported and self.is_sure and self.verdict is not Verdict.REJECTED

    @property
    def is_reported(self) -> bool:
        """Whether a report, and no reader of it, says that it happened or claims so."""
        return self.modality in DRAWN_MODALITIES and self.section in REPORTED_SECTIONS

    @property
    def is_sure(self) -> bool:
        """Whether it is likely enough to be rightly read: by its score, or because an analyst has seen to it.

        What has no place on the map cannot mislead there, and counts as sure.
        """
        is_seen_to = self.verdict is Verdict.ACCEPTED or bool(self.corrected)
        has_place = any(place.resolved.place is not None for place in self.places)
        return self.score >= DRAWN_SCORE or is_seen_to or not has_place


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An event as one report tells it, among other reports that tell the same one.

    `score` in [0, 1] and `reason`, one line, say how sure it is that this is the same event, and why. `copy_of` is the
    event id of the account whose source it shares, None where it is a source of its own.
    """

    event: Event
    score: float
    reason: str
    copy_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """Everything that one run of the pipeline read out of one document, each tuple in text order."""

    document: Document
    sections: tuple[Section, ...]
    passages: tuple[Passage, ...]
    places: tuple[ResolvedPlace, ...]
    dates: tuple[ResolvedDate, ...]
    events: tuple[Event, ...]
    extractor: Extractor
