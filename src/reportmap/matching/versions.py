"""Reports that copy each other: wire copies, shortened copies, and other versions of one report.

Two reports of one event by two people share few sentences; copies share most. Reports are compared by their sketches
(`copies.py`), and only with those that have some of their smallest hashes, so that the work grows with the copies
that there are and not with the square of all reports.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from reportmap.matching.copies import Sketch, copied_share, publisher_key, repeated_share
from reportmap.matching.rules import rules
from reportmap.model import Document

KEY_COUNT = 16
"""So many of a sketch's hashes stand in the index. Of two reports of one length that share half of their runs, each
key of the one is the other's with a chance of one in three: all but one pair in 600 meet."""


class CopyKind(StrEnum):
    """What two nearly equal reports are to each other."""

    COPY = "copy"
    SHORTENED = "shortened copy"
    VERSION = "version"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copying:
    """Two reports of which one copies the other. `one` is the smaller document id; `share` is in [0, 1].

    `share` is how much of the shorter one the other has.
    """

    one: str
    two: str
    kind: CopyKind
    share: float


def keys_of_sketch(sketch: Sketch) -> tuple[int, ...]:
    """The hashes under which a report is found by those that copy it."""
    return sketch.hashes[:KEY_COUNT]


def find_copying(one: tuple[Document, Sketch], two: tuple[Document, Sketch]) -> Copying | None:
    """How two reports copy each other, None where they do not.

    Copies share runs of words and whole sentences; a form filled anew shares runs alone. What was published more than
    `version_days` apart and is not nearly all the same is another report of a series.
    """
    limits = rules().limits
    (first, a), (second, b) = one, two
    share = copied_share(a, b)
    if share < limits["copied_report"]:
        return None
    length = min(a.n_runs, b.n_runs) / max(a.n_runs, b.n_runs)
    is_same = share * length >= limits["same_report"]
    if repeated_share(a, b) < limits["repeated_report"] and not is_same:
        return None
    days = _days_apart(first, second)
    if days is not None and days > limits["version_days"] and not is_same:
        return None
    ids = sorted((first.document_id, second.document_id))
    kind = _kind(first, second, is_same=is_same, is_short=length < limits["shortened_report"])
    return Copying(one=ids[0], two=ids[1], kind=kind, share=share)


def _kind(one: Document, two: Document, *, is_same: bool, is_short: bool) -> CopyKind:
    """One outlet brings its own report up to date; another one copies it, whole or in part."""
    publishers = [publisher_key(document.publisher) for document in (one, two) if document.publisher]
    if len(publishers) == 2:
        if publishers[0] == publishers[1]:
            return CopyKind.VERSION
        return CopyKind.SHORTENED if is_short else CopyKind.COPY
    if is_short:
        return CopyKind.SHORTENED
    return CopyKind.COPY if is_same else CopyKind.VERSION


def _days_apart(one: Document, two: Document) -> int | None:
    if one.published_on is None or two.published_on is None:
        return None
    return abs((one.published_on - two.published_on).days)


def group_copies(copying: Iterable[Copying], *, documents: Mapping[str, Document]) -> tuple[tuple[str, ...], ...]:
    """The ids of the reports that copy each other, each group from the first published on; groups by their first.

    Reports without a date, and those of one day, keep the order of `documents`; a group that only hangs together by
    reports that are not among them falls apart.
    """
    leads = {document_id: document_id for document_id in documents}

    def lead_of(document_id: str) -> str:
        while leads[document_id] != document_id:
            leads[document_id] = leads[leads[document_id]]
            document_id = leads[document_id]
        return document_id

    for found in copying:
        if found.one in leads and found.two in leads:
            leads[lead_of(found.two)] = lead_of(found.one)
    groups: dict[str, list[str]] = {}
    for document_id in documents:
        groups.setdefault(lead_of(document_id), []).append(document_id)
    order = {document_id: place for place, document_id in enumerate(documents)}
    several = (_by_day(ids, documents) for ids in groups.values() if len(ids) > 1)
    return tuple(sorted(several, key=lambda ids: order[ids[0]]))


def count_copies(groups: Iterable[Sequence[str]]) -> dict[str, int]:
    """For each report of a group, how many others the group holds."""
    return {document_id: len(group) - 1 for group in groups for document_id in group}


def _by_day(ids: Sequence[str], documents: Mapping[str, Document]) -> tuple[str, ...]:
    def day(document_id: str) -> tuple[bool, str]:
        published = documents[document_id].published_on
        return published is None, "" if published is None else published.isoformat()

    return tuple(sorted(ids, key=day))
