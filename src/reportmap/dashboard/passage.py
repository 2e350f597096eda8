"""The words behind an event: its passage with context, cut into marked segments, and the facts read from it.

Everything here is plain text. The page builds text nodes from it, so that no document can bring its own markup.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from types import MappingProxyType

from reportmap.dashboard.words import (
    BASIS_WORDS,
    MODALITY_WORDS,
    NO_TYPE,
    PLACE_PRECISION_WORDS,
    SECTION_WORDS,
    join_words,
    name_document,
    plural,
    say_count,
    say_date,
    say_day,
    say_radius,
)
from reportmap.matching.accounts import contradictions
from reportmap.model import (
    ActorCertainty,
    ActorRole,
    Attribution,
    Claim,
    ClaimStanding,
    CountScope,
    DerivedPoint,
    Document,
    Event,
    EventPlace,
    Evidence,
    Extraction,
    Modality,
    Passage,
    Place,
    PlaceRole,
    ResolvedPlace,
    SectionKind,
    SourceKind,
    Span,
    Stance,
)

N_CONTEXT = 2
"""Sentences shown before and after the one that reports the event."""

MAX_CHARS = 1_200
"""A longer sentence is cut around its trigger, and says so."""


class Mark(StrEnum):
    """What a run of words is evidence of."""

    TRIGGER = "trigger"
    PLACE = "place"
    DATE = "date"
    ACTOR = "actor"
    COUNT = "count"
    SOURCE = "source"


class SentenceRole(StrEnum):
    """What a sentence is to the event on the screen."""

    HEADING = "heading"
    CONTEXT = "context"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A run of words with the same marks."""

    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of the passage view. `starts_paragraph` where a new paragraph begins in the report."""

    role: SentenceRole
    segments: tuple[Segment, ...]
    starts_paragraph: bool = False
    n_cut: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of what was read: a label, its words, and a note that qualifies them."""

    label: str
    words: str
    note: str = ""
    mark: Mark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """A matter in which reports of one event contradict each other: what each says, as (words, report)."""

    label: str
    claims: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunnerUp:
    """A place that the name could also have meant."""

    words: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyHere:
    """Why a name was tied to its place; `at` is its number among the places of the event."""

    name: str
    entry: str
    reason: str
    score: float
    runners_up: tuple[RunnerUp, ...]
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherAccount:
    """What a report says, or an event that might be the same. `index` is that of its first evidence, else None."""

    event_id: str
    source: str
    line: str
    note: str
    index: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageView:
    """Everything that the passage panel shows of one event and one of its evidences."""

    event_id: str
    document_id: str
    title: str
    source: str
    url: str | None
    sentences: tuple[Sentence, ...]
    facts: tuple[Fact, ...]
    why: tuple[WhyHere, ...]
    evidence_index: int
    n_evidence: int
    author: str | None
    others: tuple[OtherAccount, ...] = ()
    differing: tuple[Differing, ...] = ()
    similar: tuple[OtherAccount, ...] = ()


def view_passage(
    event: Event,
    extraction: Extraction,
    *,
    evidence_index: int = 0,
    documents: Mapping[str, Document] = MappingProxyType({}),
    similar: Sequence[tuple[Event, float, str]] = (),
) -> PassageView:
    """The passage of one evidence of an event. `extraction` is that of the evidence's document.

    The words that the evidence's own report gives for the event are marked.

    Args:     documents: by id, to cite the other reports that tell the event; similar: events that might be the same,
              with score and reason
    """
    evidence = event.evidence[evidence_index]
    spans = event_spans(event, evidence)
    before, passage, after = _around(extraction.passages, evidence)
    sentences = [*_heading(before), *_context(before[-N_CONTEXT:])]
    sentences.append(_evidence_sentence(extraction.document.text, passage or evidence, evidence, spans))
    sentences += _context(after[:N_CONTEXT])
    document = extraction.document
    return PassageView(
        event_id=event.event_id,
        document_id=document.document_id,
        title=name_document(document),
        source=cite(document),
        url=safe_url(document.url),
        sentences=tuple(_mark_paragraphs(sentences, before, passage, after)),
        facts=tuple(_facts(event)),
        why=tuple(_why(place.resolved, at) for at, place in enumerate(event.places)),
        evidence_index=evidence_index,
        n_evidence=len(event.evidence),
        author=passage.author if isinstance(passage, Passage) else None,
        others=tuple(_others(event, documents)),
        differing=tuple(_differing(event, documents)),
        similar=tuple(
            OtherAccount(
                event_id=one.event_id, source=_cite(one, documents), line=_words(one), note=_why_same(score, reason)
            )
            for one, score, reason in similar
        ),
    )


def _others(event: Event, documents: Mapping[str, Document]) -> Iterable[OtherAccount]:
    """Every report that tells the event, where several do, in the order in which they count."""
    index = 0
    for account in event.accounts:
        notes = [_why_same(account.score, account.reason)]
        if account.copy_of is not None:
            notes.append("no source of its own")
        yield OtherAccount(
            event_id=account.event.event_id,
            source=_cite(account.event, documents),
            line=_words(account.event),
            note="; ".join(notes),
            index=index,
        )
        index += len(account.event.evidence)


def _differing(event: Event, documents: Mapping[str, Document]) -> Iterable[Differing]:
    """What the sources contradict each other in, each saying beside the other, and what later figures replaced."""
    by_id = {account.event.event_id: account.event for account in event.accounts}
    for found in contradictions(event):
        said = ((_say_claim(claim), _teller(claim, by_id, documents)) for claim in found.claims)
        yield Differing(label=_say_matter(found.matter), claims=tuple(said))
    for claim in event.claims:
        if claim.standing is ClaimStanding.REPLACED:
            source = f"{_teller(claim, by_id, documents)}; replaced by a later figure"
            yield Differing(label=f"{_say_matter(claim.matter)}, at first", claims=((_say_claim(claim), source),))


def _say_matter(matter: str) -> str:
    return _MATTER_WORDS.get(matter, matter.capitalize())


def _say_claim(claim: Claim) -> str:
    return MODALITY_WORDS[Modality(claim.words)] if claim.matter == "modality" else claim.words


def _teller(claim: Claim, accounts: Mapping[str, Event], documents: Mapping[str, Document]) -> str:
    """Who says so: the source that the report names, and the report where several tell the event."""
    report = _cite(accounts[claim.event_id], documents) if claim.event_id in accounts else ""
    source = "" if claim.source is None else show_controls(claim.source.name)
    return ", ".join(part for part in (source, report) if part) or "the report itself"


_MATTER_WORDS = {"fatalities": "Killed", "date": "When", "actor1": "Who", "modality": "Did it happen?"}


def _why_same(score: float, reason: str) -> str:
    return f"{score:.2f}: {reason}"


def _words(event: Event) -> str:
    return show_controls(" ".join(event.evidence[0].text[:MAX_CHARS].split()))


def _cite(event: Event, documents: Mapping[str, Document]) -> str:
    document = documents.get(event.document_id)
    return "another report" if document is None else f"{name_document(document)}, {cite(document)}"


def safe_url(url: str | None) -> str | None:
    """The address when it is a web address, None otherwise: no script runs from a report's front matter."""
    return url if url is not None and url.lower().startswith(("https://", "http://")) else None


def cite(document: Document) -> str:
    """Publisher, author and date of a report in one line; what is unknown is left out, an unknown date is said."""
    parts = [part for part in (document.publisher, document.author) if part]
    parts.append(say_day(document.published_on) if document.published_on else "publication date unknown")
    return " · ".join(parts)


def event_spans(event: Event, evidence: Evidence) -> tuple[tuple[Mark, Span], ...]:
    """The marked spans of an event in the document of one of its evidences."""
    trigger = Span(start=evidence.trigger_start, end=evidence.trigger_end, text=evidence.trigger)
    spans: list[tuple[Mark, Span]] = [(Mark.TRIGGER, trigger)]
    told = (account.event for account in event.accounts if account.event.document_id == evidence.document_id)
    event = next(told, event)
    if evidence.document_id != event.document_id:
        return tuple(spans)
    spans += [(Mark.PLACE, place.resolved.mention) for place in event.places]
    spans += [(Mark.ACTOR, actor) for actor in event.actors]
    spans += [(Mark.SOURCE, attribution) for attribution in event.attribution]
    if event.date.mention is not None:
        spans.append((Mark.DATE, event.date.mention))
    spans += [(Mark.COUNT, claim.span) for claim in event.claims if claim.span is not None and claim.count is not None]
    spans += [(Mark.SOURCE, claim.source) for claim in event.claims if claim.source is not None]
    counts = event.counts
    found = (counts.fatalities, counts.injured, counts.detained, counts.abducted, counts.displaced, counts.group_size)
    spans += [(Mark.COUNT, count) for count in found if count is not None]
    return tuple(spans)


def cut_segments(text: str, *, start: int, end: int, spans: Iterable[tuple[Mark, Span]]) -> tuple[Segment, ...]:
    """`text[start:end]` as runs of equal marks, in order, nothing left out; spans are in offsets of `text`.

    Control characters are shown as U+FFFD, so that none can turn the reading direction around.
    """
    inside = [(mark, span) for mark, span in spans if span.start < end and start < span.end and span.start < span.end]
    edges = {start, end}
    for _, span in inside:
        edges |= {max(start, span.start), min(end, span.end)}
    order = sorted(edges)
    segments = []
    for left, right in pairwise(order):
        marks = tuple(mark for mark in Mark if any(m is mark and s.start <= left and right <= s.end for m, s in inside))
        segments.append(Segment(text=show_controls(text[left:right]), marks=marks))
    return tuple(segments)


_CONTROLS = dict.fromkeys(
    [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)],
    "\N{REPLACEMENT CHARACTER}",
)


def show_controls(text: str) -> str:
    """Text whose control characters are visible; its length stays the same."""
    return text.translate(_CONTROLS)


def _around(passages: Sequence[Passage], evidence: Evidence) -> tuple[list[Passage], Passage | None, list[Passage]]:
    """The passages before, at and after an evidence, those of other sections and site furniture left out."""
    at = next((index for index, passage in enumerate(passages) if passage.end > evidence.start), None)
    if at is None or passages[at].start >= evidence.end:
        return [], None, []
    here = passages[at]

    def belongs(passage: Passage) -> bool:
        if here.kind is SectionKind.COMMENT:
            return passage.kind is here.kind and passage.author == here.author
        return passage.kind not in {SectionKind.COMMENT, SectionKind.BOILERPLATE}

    return [p for p in passages[:at] if belongs(p)], here, [p for p in passages[at + 1 :] if belongs(p)]


def _heading(before: Sequence[Passage]) -> list[Sentence]:
    """The heading that governs the passage, when it stands further up than the context."""
    above = [p for p in before[:-N_CONTEXT] if p.is_heading and p.kind is not SectionKind.TITLE]
    if not above or any(p.is_heading for p in before[-N_CONTEXT:]):
        return []
    return [Sentence(role=SentenceRole.HEADING, segments=(Segment(text=show_controls(above[-1].text)),))]


def _context(passages: Iterable[Passage]) -> list[Sentence]:
    sentences = []
    for passage in passages:
        cut = max(0, len(passage.text) - MAX_CHARS)
        role = SentenceRole.HEADING if passage.is_heading else SentenceRole.CONTEXT
        segment = Segment(text=show_controls(passage.text[:MAX_CHARS]))
        sentences.append(Sentence(role=role, segments=(segment,), n_cut=cut))
    return sentences


def _evidence_sentence(text: str, passage: Span, evidence: Evidence, spans: tuple[tuple[Mark, Span], ...]) -> Sentence:
    start, end = min(passage.start, evidence.start), max(passage.end, evidence.end)
    n_cut = 0
    if end - start > MAX_CHARS:
        left = max(start, evidence.trigger_start - MAX_CHARS // 2)
        right = min(end, left + MAX_CHARS)
        n_cut, start, end = (end - start) - (right - left), left, right
    segments = cut_segments(text, start=start, end=end, spans=spans)
    return Sentence(role=SentenceRole.EVIDENCE, segments=segments, n_cut=n_cut)


def _mark_paragraphs(
    sentences: list[Sentence], before: Sequence[Passage], passage: Passage | None, after: Sequence[Passage]
) -> Iterable[Sentence]:
    """The sentences with a paragraph break wherever the report has one."""
    shown = [*before[-N_CONTEXT:], *([passage] if passage else []), *after[:N_CONTEXT]]
    extra = len(sentences) - len(shown)
    for index, sentence in enumerate(sentences):
        place = index - extra
        breaks = place > 0 and shown[place].paragraph != shown[place - 1].paragraph
        yield Sentence(
            role=sentence.role,
            segments=sentence.segments,
            starts_paragraph=breaks or place == 0,
            n_cut=sentence.n_cut,
        )


# --- facts ------------------------------------------------------------------------------------------------------

_STANCE_WORDS = {
    Stance.ASSERTS: "",
    Stance.CONFIRMS: "confirms it",
    Stance.DENIES: "denies it",
    Stance.DOUBTS: "doubts it",
}


def _facts(event: Event) -> Iterable[Fact]:
    kind = event.sub_event_type or event.event_type or NO_TYPE
    note = event.event_type if event.sub_event_type and event.event_type else ""
    yield Fact(label="What", words=kind, note=note or "", mark=Mark.TRIGGER)
    yield Fact(label="When", words=say_date(event.date), note=BASIS_WORDS[event.date.basis], mark=Mark.DATE)
    yield from _place_facts(event.places)
    yield from _actor_facts(event)
    yield from _count_facts(event)
    said = [
        attribution.name + (f" ({', '.join(notes)})" if (notes := _source_notes(attribution)) else "")
        for attribution in event.attribution
    ]
    yield Fact(label="Who says so", words=join_words(dict.fromkeys(said)) or "the report itself", mark=Mark.SOURCE)
    yield Fact(label="Did it happen?", words=MODALITY_WORDS[event.modality], note=SECTION_WORDS[event.section])
    yield Fact(label="Score", words=f"{event.score:.2f}", note=_say_sources(event))


def _source_notes(source: Attribution) -> list[str]:
    """What a source does with the report, and who passes on what it says."""
    stance = _STANCE_WORDS[source.stance]
    told_by = "" if source.told_by is None else f"told by {source.told_by.name}"
    unnamed = "not named" if source.kind is SourceKind.ANONYMOUS else ""
    return [note for note in (stance, unnamed, told_by) if note]


def _say_sources(event: Event) -> str:
    """How many reports tell it, and of how many independent sources where these are fewer."""
    n_reports = len({account.event.document_id for account in event.accounts}) or 1
    sources = plural(event.n_sources, "independent source")
    return f"{plural(n_reports, 'report')} of it" + (f", {sources}" if n_reports > 1 else "")


def _place_facts(places: Sequence[EventPlace]) -> Iterable[Fact]:
    labels = {PlaceRole.LOCATION: "Where", PlaceRole.ORIGIN: "From", PlaceRole.TARGET: "Target"}
    if not places:
        yield Fact(label="Where", words="no place in the text", mark=Mark.PLACE)
    for place in places:
        resolved = place.resolved
        if resolved.place is None or resolved.precision is None:
            words, note = f"“{resolved.mention.text}”", "not on the map"
        else:
            words, note = say_place(resolved.place), PLACE_PRECISION_WORDS[resolved.precision]
        if resolved.derived is not None:
            words = f"{resolved.derived.name} ({words})"
            note = say_radius(resolved.derived.radius_km)
        if place.is_inferred:
            note += ", taken over from another sentence"
        yield Fact(label=labels[place.role], words=words, note=note, mark=Mark.PLACE)


def _actor_facts(event: Event) -> Iterable[Fact]:
    for role, label in ((ActorRole.ACTOR1, "Who"), (ActorRole.ACTOR2, "Against")):
        actors = [actor for actor in event.actors if actor.role is role]
        names = dict.fromkeys(
            actor.canonical + ("" if actor.certainty is ActorCertainty.STATED else f" ({actor.certainty})")
            for actor in actors
        )
        if names:
            kinds = join_words(dict.fromkeys(str(actor.kind) for actor in actors))
            yield Fact(label=label, words=join_words(names), note=kinds, mark=Mark.ACTOR)


_ATTACKERS = {True: "attackers included", False: "attackers not included", None: None}


def _count_facts(event: Event) -> Iterable[Fact]:
    counts = event.counts
    scope = {CountScope.PER_ENGAGEMENT: "in each engagement", CountScope.PERIOD_TOTAL: "total over the period"}
    for label, count in (
        ("Killed", counts.fatalities),
        ("Injured", counts.injured),
        ("Detained", counts.detained),
        ("Abducted", counts.abducted),
        ("Displaced", counts.displaced),
        ("Took part", counts.group_size),
    ):
        if (words := say_count(count)) is not None and count is not None:
            sides = ", ".join(f"{say_count(part)} {part.side}" for part in count.by_side) or count.side
            attackers = _ATTACKERS[count.includes_attackers]
            notes = [note for note in (sides, attackers, scope.get(counts.scope) if counts.scope else None) if note]
            yield Fact(label=label, words=words, note=", ".join(notes), mark=Mark.COUNT)


def say_place(place: Place) -> str:
    """A place with the units that it lies in: "Musa Qala, Helmand, Afghanistan"."""
    parts = [place.name, place.admin1, place.country]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def _why(resolved: ResolvedPlace, at: int) -> WhyHere:
    place = resolved.place
    if place is None:
        entry = "no gazetteer entry"
    else:
        number = f"GeoNames {place.geonameid}" if place.geonameid is not None else f"source {place.source}"
        entry = f"{say_place(place)} ({place.feature_code}, {number})"
    return WhyHere(
        name=show_controls(resolved.mention.text),
        entry=entry,
        reason=resolved.reason if resolved.derived is None else _explain(resolved.derived, resolved.reason),
        score=resolved.score,
        runners_up=tuple(
            RunnerUp(words=say_place(other.place), score=other.score) for other in resolved.alternatives[:4]
        ),
        at=at,
    )


def _explain(point: DerivedPoint, reason: str) -> str:
    """How the point came about and where it is, before why the name means the place that it was reckoned from."""
    at = f"{point.latitude:.3f}, {point.longitude:.3f}, {say_radius(point.radius_km)}"
    return f"{point.reason} ({point.relation}; {at}). The name: {reason}"
