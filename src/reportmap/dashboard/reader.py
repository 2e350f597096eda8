"""The whole text of a report, section by section, with everything that was read out of it marked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reportmap.dashboard.passage import (
    Mark,
    Segment,
    cite,
    cut_segments,
    event_spans,
    safe_url,
    say_place,
    show_controls,
)
from reportmap.dashboard.words import (
    PUBLISHED_WORDS,
    SECTION_WORDS,
    name_document,
    say_interval,
    say_others,
    say_spot,
    say_unread,
)
from reportmap.model import Extraction, Passage, ResolvedDate, ResolvedPlace, Section, SectionKind, Span

MAX_CHARS = 60_000
"""A longer report is cut here until its reader asks for all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderSegment(Segment):
    """A run of words with the same marks. `spot` is the key of its place in `ReaderView.spots`, "" where it names none
    or one that is on no map; `hint` says what the place or date was read as.
    """

    spot: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderSpot:
    """Where the map shows a name of the report: the ids that its point may have there, best first, and the point."""

    place_ids: tuple[str, ...]
    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of a section: a passage, or the white space between two. `event_ids` are those that it reports."""

    segments: tuple[ReaderSegment, ...]
    event_ids: tuple[str, ...] = ()
    is_heading: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderSection:
    """One section of the report: its kind, its words for that, the commenter where there is one, and its text."""

    kind: str
    label: str
    author: str | None
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderView:
    """A whole report. `n_cut` characters at its end are left out; `dated` says what its publication date rests on.

    `notes` are further lines about it: that it is not extracted, and what else it may be called, be from, or be dated.
    """

    document_id: str
    title: str
    source: str
    dated: str
    url: str | None
    sections: tuple[ReaderSection, ...]
    spots: Mapping[str, ReaderSpot]
    n_cut: int
    notes: tuple[str, ...] = ()


def view_document(extraction: Extraction, *, max_chars: int | None = MAX_CHARS) -> ReaderView:
    """The report with its marks; `max_chars` None shows all of it. Text outside every section is shown as body text."""
    document = extraction.document
    end = len(document.text) if max_chars is None else min(len(document.text), max_chars)
    marks = _marks(extraction)
    named = _named(extraction)
    events = [(evidence, event.event_id) for event in extraction.events for evidence in event.evidence]
    here = [(span, event_id) for span, event_id in events if span.document_id == document.document_id]
    return ReaderView(
        document_id=document.document_id,
        title=name_document(document),
        source=cite(document),
        dated=PUBLISHED_WORDS[document.published_basis],
        url=safe_url(document.url),
        sections=tuple(
            ReaderSection(
                kind=str(kind),
                label=SECTION_WORDS[kind],
                author=show_controls(author) if author else None,
                runs=tuple(
                    _runs(
                        document.text,
                        start=start,
                        end=stop,
                        passages=extraction.passages,
                        marks=marks,
                        named=named,
                        evidence=here,
                    )
                ),
            )
            for kind, author, start, stop in _stretches(extraction.sections, end)
        ),
        spots={spot: _spot(place) for place in extraction.places if (spot := place.spot_id) is not None},
        n_cut=len(document.text) - end,
        notes=tuple(show_controls(note) for note in (say_unread(document), *say_others(document)) if note),
    )


def _spot(resolved: ResolvedPlace) -> ReaderSpot:
    point, place = resolved.point, resolved.place
    assert point is not None  # noqa: S101 - for mypy: what has a spot has a place
    assert place is not None  # noqa: S101
    ids = dict.fromkeys((resolved.spot_id or place.place_id, place.place_id))
    return ReaderSpot(place_ids=tuple(ids), name=say_spot(resolved), latitude=point[0], longitude=point[1])


def _stretches(sections: Sequence[Section], end: int) -> Iterable[tuple[SectionKind, str | None, int, int]]:
    """The sections up to an offset, and what lies between them, without gaps; lists and tables stay in their text."""
    at = 0
    for section in _whole(sections):
        if section.start >= end:
            break
        if section.start > at:
            yield SectionKind.BODY, None, at, section.start
        yield section.kind, section.author, max(at, section.start), min(end, section.end)
        at = max(at, min(end, section.end))
    if at < end:
        yield SectionKind.BODY, None, at, end


def _whole(sections: Sequence[Section]) -> Iterable[Section]:
    """The sections in order; those of the body that follow each other and differ in form alone are one."""
    whole: list[Section] = []
    for section in sorted(sections, key=lambda section: section.start):
        above = whole[-1] if whole else None
        if above is not None and above.kind is section.kind is SectionKind.BODY and above.end == section.start:
            whole[-1] = replace(above, end=section.end, text=above.text + section.text)
        else:
            whole.append(section)
    return whole


def _marks(extraction: Extraction) -> list[tuple[Mark, Span]]:
    """Every place and date of the report, resolved or not, and the words that its events rest on."""
    marks: list[tuple[Mark, Span]] = [(Mark.PLACE, place.mention) for place in extraction.places if _is_name(place)]
    marks += [(Mark.DATE, date.mention) for date in extraction.dates]
    for event in extraction.events:
        for evidence in event.evidence:
            if evidence.document_id == extraction.document.document_id:
                marks += event_spans(event, evidence)
    return marks


def _is_name(resolved: ResolvedPlace) -> bool:
    """Whether it is marked as a place: names of peoples are context, unless they were tied to one."""
    return resolved.place is not None or not resolved.mention.is_demonym


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    """What a place or a date of the report was read as."""

    span: Span
    spot: str
    hint: str


def _named(extraction: Extraction) -> tuple[_Named, ...]:
    places = [_named_place(place) for place in extraction.places if _is_name(place)]
    return (*places, *map(_named_date, extraction.dates))


def _named_place(resolved: ResolvedPlace) -> _Named:
    if resolved.place is None:
        return _Named(span=resolved.mention, spot="", hint=f"not on the map: {resolved.reason}")
    where = say_place(resolved.place)
    if resolved.derived is not None:
        where = f"{say_spot(resolved)} ({where})"
    return _Named(span=resolved.mention, spot=resolved.spot_id or "", hint=where)


def _named_date(date: ResolvedDate) -> _Named:
    if date.start is None and date.end is None:
        return _Named(span=date.mention, spot="", hint=f"no day: {date.reason}")
    return _Named(span=date.mention, spot="", hint=say_interval(date.start, date.end, precision=date.precision))


def _runs(
    text: str,
    *,
    start: int,
    end: int,
    passages: Sequence[Passage],
    marks: Sequence[tuple[Mark, Span]],
    named: Sequence[_Named],
    evidence: Sequence[tuple[Span, str]],
) -> Iterable[Run]:
    """A stretch of text as its passages and the gaps between them; nothing is left out."""
    at = start
    for passage in passages:
        left, right = max(at, passage.start), min(end, passage.end)
        if left >= right:
            continue
        if left > at:
            yield Run(segments=(ReaderSegment(text=show_controls(text[at:left])),))
        near = [pair for pair in marks if pair[1].start < right and left < pair[1].end]
        event_ids = dict.fromkeys(event_id for span, event_id in evidence if span.start < right and left < span.end)
        known = [item for item in named if item.span.start < right and left < item.span.end]
        segments = tuple(_read_as(cut_segments(text, start=left, end=right, spans=near), start=left, named=known))
        yield Run(segments=segments, event_ids=tuple(event_ids), is_heading=passage.is_heading)
        at = right
    if at < end:
        yield Run(segments=(ReaderSegment(text=show_controls(text[at:end])),))


def _read_as(segments: Iterable[Segment], *, start: int, named: Sequence[_Named]) -> Iterable[ReaderSegment]:
    """The segments with what their place or date was read as; `start` is the offset of the first."""
    at = start
    for segment in segments:
        end = at + len(segment.text)
        read = next((item for item in named if item.span.start <= at and end <= item.span.end), None)
        yield ReaderSegment(
            text=segment.text,
            marks=segment.marks,
            spot=read.spot if read is not None else "",
            hint=show_controls(read.hint) if read is not None else "",
        )
        at = end
