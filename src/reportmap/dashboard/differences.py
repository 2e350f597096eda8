"""Reports that copy each other, side by side: which ones there are, and the words in which two of them differ."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from reportmap.dashboard.passage import cite, show_controls
from reportmap.dashboard.words import name_document, plural
from reportmap.matching.versions import Copying, CopyKind
from reportmap.model import Document

MAX_COMPARED_CHARS = 60_000
"""Longer reports are compared up to here, which the view says."""

MAX_COMPARED_WORDS = 1_500
"""Stretches with more words than this on either side are shown whole, one after the other."""

_SENTENCES = re.compile(r"[^.!?\n]{0,2000}[.!?\n]{1,20}\s{0,200}|[^.!?\n]{1,2000}")
_BLANKS = re.compile(r"\s{1,200}")
_WORDS = re.compile(r"\w{1,200}|\s{1,200}|[^\w\s]")


class Side(StrEnum):
    """Which of two reports has some words."""

    BOTH = "both"
    THIS = "this"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words in a row that both reports have, or only one."""

    text: str
    side: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyLine:
    """Another report that copies the one shown or is copied by it; `relation` says how, in words."""

    document_id: str
    title: str
    source: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferencesView:
    """Two reports in one text; `note` says what was left out, "" where nothing was."""

    other: CopyLine
    stretches: tuple[Stretch, ...]
    summary: str
    note: str


_KIND_WORDS: Mapping[CopyKind, str] = {
    CopyKind.COPY: "the same report, as another outlet has it",
    CopyKind.SHORTENED: "a shortened copy",
    CopyKind.VERSION: "another version",
}


def list_copies(
    document_id: str, groups: Iterable[Sequence[str]], *, copying: Iterable[Copying], documents: Mapping[str, Document]
) -> tuple[CopyLine, ...]:
    """The other reports of the group of one, in the group's order; none for a report that stands alone."""
    group = next((ids for ids in groups if document_id in ids), ())
    pairs = {frozenset((item.one, item.two)): item for item in copying}
    lines = []
    for other in group:
        if other != document_id:
            found = pairs.get(frozenset((document_id, other)))
            lines.append(
                CopyLine(
                    document_id=other,
                    title=name_document(documents[other]),
                    source=cite(documents[other]),
                    relation=_relation(found, documents[document_id], documents[other]),
                )
            )
    return tuple(lines)


def _relation(found: Copying | None, document: Document, other: Document) -> str:
    if found is None:
        return "a copy of one of its copies"
    words = _KIND_WORDS[found.kind]
    if document.published_on and other.published_on and document.published_on != other.published_on:
        words += ", published earlier" if other.published_on < document.published_on else ", published later"
    if found.kind is CopyKind.SHORTENED:
        words = words.replace("a shortened copy", _shortened(document, other))
    return f"{words}; {found.share:.0%} of the shorter one is in both"


def _shortened(document: Document, other: Document) -> str:
    return "a shortened copy" if len(other.text) < len(document.text) else "the longer report, of which this is a part"


def compare_reports(document: Document, other: Document, line: CopyLine) -> DifferencesView:
    """The text of one report with what only another one has in its place, word by word."""
    texts = [show_controls(item.text[:MAX_COMPARED_CHARS]) for item in (document, other)]
    stretches = tuple(find_differences(*texts))
    n_cut = max(len(item.text) for item in (document, other)) - MAX_COMPARED_CHARS
    n_this, n_other = (sum(len(item.text.split()) for item in stretches if item.side is side) for side in _SIDES)
    summary = f"{plural(n_this, 'word')} only in this report, {n_other:,} only in the other"
    return DifferencesView(
        other=line,
        stretches=stretches,
        summary=summary if n_this or n_other else "Word for word the same",
        note=f"Compared up to character {MAX_COMPARED_CHARS:,}" if n_cut > 0 else "",
    )


_SIDES = (Side.THIS, Side.OTHER)


def find_differences(this: str, other: str) -> Iterator[Stretch]:
    """The words of two texts in one row: those of `this` give the text back, and those of `other` that one.

    Sentences are matched first and words within those that differ, so that the work stays near linear.
    """
    yield from _joined(_differences(_SENTENCES.findall(this), _SENTENCES.findall(other)))


def _differences(this: Sequence[str], other: Sequence[str]) -> Iterator[Stretch]:
    matcher = SequenceMatcher(a=_folded(this), b=_folded(other), autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        mine, theirs = "".join(this[start:end]), "".join(other[other_start:other_end])
        if tag == "equal":
            yield Stretch(text=mine, side=Side.BOTH)
        elif tag == "replace":
            yield from _word_differences(mine, theirs)
        else:
            yield from _apart(mine, theirs)


def _word_differences(this: str, other: str) -> Iterator[Stretch]:
    mine, theirs = _WORDS.findall(this), _WORDS.findall(other)
    if max(len(mine), len(theirs)) > MAX_COMPARED_WORDS:
        yield from _apart(this, other)
        return
    if SequenceMatcher(a=this.split(), b=other.split(), autojunk=False).ratio() < 0.4:
        yield from _apart(this, other)  # two other sentences have small words in common, which reads as noise
        return
    matcher = SequenceMatcher(a=_folded(mine), b=_folded(theirs), autojunk=False)
    only_mine = only_theirs = ""
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        words, other_words = "".join(mine[start:end]), "".join(theirs[other_start:other_end])
        if tag == "equal" and (words.strip() or not (only_mine or only_theirs)):
            yield from _apart(only_mine, only_theirs)
            only_mine = only_theirs = ""
            yield Stretch(text=words, side=Side.BOTH)
        else:  # a blank between two changed words belongs to the change: phrases read better than crumbs
            only_mine, only_theirs = only_mine + words, only_theirs + other_words
    yield from _apart(only_mine, only_theirs)


def _folded(parts: Sequence[str]) -> list[str]:
    """Parts as they are compared: where a line was wrapped makes no difference, whether a blank follows does."""
    return [_BLANKS.sub(" ", part) for part in parts]


def _apart(this: str, other: str) -> Iterator[Stretch]:
    if other:
        yield Stretch(text=other, side=Side.OTHER)
    if this:
        yield Stretch(text=this, side=Side.THIS)


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Stretches of one side in a row as one."""
    last: Stretch | None = None
    for item in stretches:
        if last is not None and last.side is item.side:
            last = Stretch(text=last.text + item.text, side=last.side)
        else:
            if last is not None:
                yield last
            last = item
    if last is not None:
        yield last
