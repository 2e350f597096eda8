"""A corpus text becomes passages whose offsets are those of the text as it was given."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from reportmap.model import Document, Passage, SectionKind, stable_id
from reportmap.sections import find_sections, split_passages

MAX_NAME_CHARS = 500
"""A longer span is no name."""

MAX_JOINED_CHARS = 10_000
"""Sentences that given spans bridge are joined up to this length; more only comes of spans that cover everything."""


def passages_of(text: str, spans: Iterable[tuple[int, int]] = ()) -> tuple[Passage, ...]:
    """The passages of a text, none of which ends inside a span that may be a name.

    The text is taken as it is: a byte order mark, front matter and any line ends stay where they are.

    Args:     spans: half-open ranges that must not be cut; what bridges two sentences joins them
    Returns:  in text order, not overlapping, numbered from 0
    """
    document = Document(document_id=stable_id(text), text=text)
    passages = split_passages(document, find_sections(document))
    wanted = _merged(spans)
    return _joined(text, passages, wanted) if wanted else passages


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, overlapping ones made one; those that are too long for a name left out."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(set(spans)):
        if end - start > MAX_NAME_CHARS:
            continue
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _joined(text: str, passages: Sequence[Passage], spans: Sequence[tuple[int, int]]) -> tuple[Passage, ...]:
    """The passages, with those joined that a span bridges, and a new one where a span lies in none."""
    pieces = sorted([*((one.start, one.end, one) for one in passages), *((*span, None) for span in spans)], key=_order)
    group, past = 0, 0
    numbered = []
    for start, end, passage in pieces:
        if start >= past:
            group += 1
        past = max(past, end)
        numbered.append((group, start, end, passage))
    found = []
    for _, members in groupby(numbered, key=lambda item: item[0]):
        run = list(members)
        whole = [item[3] for item in run if item[3] is not None]
        start, end = run[0][1], max(item[2] for item in run)
        if end - start > MAX_JOINED_CHARS:
            found.extend(whole)
            continue
        first = whole[0] if whole else _alone(passages, start, end, text)
        is_whole = (first.start, first.end) == (start, end)
        found.append(
            first if is_whole else replace(first, start=start, end=end, text=text[start:end], is_heading=False)
        )
    return tuple(replace(passage, index=index) for index, passage in enumerate(found))


def _alone(passages: Sequence[Passage], start: int, end: int, text: str) -> Passage:
    """A passage for a span between the others, of the kind of the one before it."""
    before = bisect_right(passages, start, key=lambda passage: passage.start) - 1
    kind, paragraph = (passages[before].kind, passages[before].paragraph) if before >= 0 else (SectionKind.BODY, 0)
    return Passage(start=start, end=end, text=text[start:end], index=0, paragraph=paragraph, kind=kind)


def _order(piece: tuple[int, int, Passage | None]) -> tuple[int, int]:
    return piece[0], -piece[1]
