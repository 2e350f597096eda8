"""Which accounts share a source: one publisher, one wire, or the same words.

A report is sketched by the smallest hashes of its runs of five words (bottom-k MinHash: Broder, On the resemblance and
containment of documents, 1997, section 4). Two sketches give the share of the shorter report that the longer one has,
so that a shortened wire is recognized too. The work is linear in the text, and exact for reports of up to 128 runs.
"""

import heapq
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportmap.matching.profile import runs_of
from reportmap.matching.rules import rules
from reportmap.model import REPORTED_SECTIONS, Document, Event, Extraction, SourceKind

RUN_WORDS = 5
SKETCH_SIZE = 128
_TELLING = re.compile(r"\w\W{1,5}[A-Z]\w|\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """The smallest distinct hashes of a report's runs of words and of its sentences, ascending, and how many of each.

    `sentences` are those passages that are long enough not to be alike by chance and tell something: they have a name
    or a figure, which the standing phrases of a bulletin have not.
    """

    hashes: tuple[int, ...]
    n_runs: int
    sentences: tuple[int, ...] = ()
    n_sentences: int = 0


def sketch_of(extraction: Extraction) -> Sketch:
    """The sketch of what a document reports; readers' comments and site furniture are left out."""
    runs: set[int] = set()
    sentences: set[int] = set()
    least = int(rules().limits["same_words_least"])
    for passage in extraction.passages:
        if passage.kind in REPORTED_SECTIONS:
            runs.update(runs_of(passage.text, length=RUN_WORDS))
            n_words = len(passage.text.split())
            if n_words >= least and _TELLING.search(passage.text):
                sentences.update(runs_of(passage.text, length=n_words))
    return Sketch(
        hashes=tuple(heapq.nsmallest(SKETCH_SIZE, runs)),
        n_runs=len(runs),
        sentences=tuple(heapq.nsmallest(SKETCH_SIZE, sentences)),
        n_sentences=len(sentences),
    )


def copied_share(one: Sketch, two: Sketch) -> float:
    """The share of the shorter report's runs that the longer one has, in [0, 1], estimated from the sketches.

    0 where one is too short to tell: two reports of one short sentence are alike by chance.
    """
    if min(one.n_runs, two.n_runs) + RUN_WORDS - 1 < rules().limits["same_words_least"]:
        return 0.0
    return _contained(one.hashes, two.hashes, one.n_runs, two.n_runs)


def repeated_share(one: Sketch, two: Sketch) -> float:
    """The share of the sentences of the report that has fewer which the other has word for word, in [0, 1].

    A bulletin that fills the same form with other names and figures has none of them in common with the last one.
    """
    return _contained(one.sentences, two.sentences, one.n_sentences, two.n_sentences)


def _contained(one: Sequence[int], two: Sequence[int], n_one: int, n_two: int) -> float:
    """The share of the smaller of two sets that the larger one has, from their smallest members and their sizes."""
    if not one or not two:
        return 0.0
    both = sorted({*one, *two})[:SKETCH_SIZE]
    shared = set(one) & set(two)
    resemblance = sum(value in shared for value in both) / len(both)
    common = resemblance / (1 + resemblance) * (n_one + n_two)
    return min(1.0, common / min(n_one, n_two))


def shared_sources(
    events: Sequence[Event], *, documents: Mapping[str, Document], sketches: Mapping[str, Sketch]
) -> dict[str, str]:
    """For each account that is no source of its own, the id of the earlier one whose source it shares.

    Args:     events: the accounts of one event, in the order in which they count; sketches: by document id, missing
              where unknown
    Returns:  event id -> event id; the number of independent sources is that of the events that are no key
    """
    shared: dict[str, str] = {}
    for at, event in enumerate(events):
        for other in events[:at]:
            if _is_one_source(event, other, documents=documents, sketches=sketches):
                shared[event.event_id] = shared.get(other.event_id, other.event_id)
                break
    return shared


def _is_one_source(
    one: Event, two: Event, *, documents: Mapping[str, Document], sketches: Mapping[str, Sketch]
) -> bool:
    first, second = _voices(one, documents[one.document_id]), _voices(two, documents[two.document_id])
    if one.document_id == two.document_id or first & second:
        return True
    a, b = sketches.get(one.document_id), sketches.get(two.document_id)
    if a is not None and b is not None and copied_share(a, b) >= rules().limits["copied_report"]:
        return True
    return _is_same_sentence(one.evidence[0].text, two.evidence[0].text)


def _voices(event: Event, document: Document) -> set[str]:
    """The outlets that an account comes from: its publisher, and the media that it names as its source."""
    named = [source.name for source in event.attribution if source.kind is SourceKind.MEDIA]
    return {voice for name in (document.publisher, *named) if name and (voice := publisher_key(name))}


def publisher_key(name: str) -> str:
    """A publisher's name as it is compared: no case, no desk or bureau after a comma or in brackets, no article."""
    bare = re.sub(r"\([^)]{0,200}\)", " ", name).partition(",")[0].casefold()
    return re.sub(r"^the ", "", " ".join(re.findall(r"\w+", bare)))


def _is_same_sentence(one: str, two: str) -> bool:
    limits = rules().limits
    first, second = set(runs_of(one, length=3)), set(runs_of(two, length=3))
    is_long = min(len(first), len(second)) + 2 >= limits["same_words_least"]
    return is_long and len(first & second) >= limits["same_words_share"] * max(len(first), len(second))
