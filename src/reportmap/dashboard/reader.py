"""The whole text of a report, section by section, with everything that was read out of it marked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportmap.dashboard.passage import Mark, Segment, cite, cut_segments, event_spans, safe_url, show_controls
from reportmap.dashboard.words import SECTION_WORDS, name_document
from reportmap.model import Extraction, Passage, Section, SectionKind, Span

MAX_CHARS = 60_000
"""A longer report is cut here until its reader asks for all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of a section: a passage, or the white space between two. `event_ids` are those that it reports."""

    segments: tuple[Segment, ...]
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
    """A whole report. `n_cut` characters at its end are left out."""

    document_id: str
    title: str
    source: str
    url: str | None
    sections: tuple[ReaderSection, ...]
    n_cut: int


def view_document(extraction: Extraction, *, max_chars: int | None = MAX_CHARS) -> ReaderView:
    """The report with its marks; `max_chars` None shows all of it. Text outside every section is shown as body text."""
    document = extraction.document
    end = len(document.text) if max_chars is None else min(len(document.text), max_chars)
    marks = _marks(extraction)
    events = [(evidence, event.event_id) for event in extraction.events for evidence in event.evidence]
    here = [(span, event_id) for span, event_id in events if span.document_id == document.document_id]
    return ReaderView(
        document_id=document.document_id,
        title=name_document(document),
        source=cite(document),
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
                        evidence=here,
                    )
                ),
            )
            for kind, author, start, stop in _stretches(extraction.sections, end)
        ),
        n_cut=len(document.text) - end,
    )


def _stretches(sections: Sequence[Section], end: int) -> Iterable[tuple[SectionKind, str | None, int, int]]:
    """The sections up to an offset, and what lies between them, without gaps."""
    at = 0
    for section in sorted(sections, key=lambda section: section.start):
        if section.start >= end:
            break
        if section.start > at:
            yield SectionKind.BODY, None, at, section.start
        yield section.kind, section.author, max(at, section.start), min(end, section.end)
        at = max(at, min(end, section.end))
    if at < end:
        yield SectionKind.BODY, None, at, end


def _marks(extraction: Extraction) -> list[tuple[Mark, Span]]:
    """Every place and date of the report, and the words that its events rest on."""
    marks: list[tuple[Mark, Span]] = [(Mark.PLACE, place.mention) for place in extraction.places if place.place]
    marks += [(Mark.DATE, date.mention) for date in extraction.dates if date.start is not None]
    for event in extraction.events:
        for evidence in event.evidence:
            if evidence.document_id == extraction.document.document_id:
                marks += event_spans(event, evidence)
    return marks


def _runs(
    text: str,
    *,
    start: int,
    end: int,
    passages: Sequence[Passage],
    marks: Sequence[tuple[Mark, Span]],
    evidence: Sequence[tuple[Span, str]],
) -> Iterable[Run]:
    """A stretch of text as its passages and the gaps between them; nothing is left out."""
    at = start
    for passage in passages:
        left, right = max(at, passage.start), min(end, passage.end)
        if left >= right:
            continue
        if left > at:
            yield Run(segments=(Segment(text=show_controls(text[at:left])),))
        near = [pair for pair in marks if pair[1].start < right and left < pair[1].end]
        event_ids = dict.fromkeys(event_id for span, event_id in evidence if span.start < right and left < span.end)
        segments = cut_segments(text, start=left, end=right, spans=near)
        yield Run(segments=segments, event_ids=tuple(event_ids), is_heading=passage.is_heading)
        at = right
    if at < end:
        yield Run(segments=(Segment(text=show_controls(text[at:end])),))
