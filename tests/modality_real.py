"""How often the modality of a real event word is read as its reader labeled it.

    python -m tests.modality_real FOLDER [--half tune|check] [--errors]

FOLDER holds the JSON Lines files of the dev corpora, which are not ours to ship: tests/modality_real.csv refers to them
by file, line and offsets. A word that the ontology knows is judged as part of the record that it belongs to, any other
as an event of its own. Rules were tuned on the one half, which a hash of the reference picks, and checked on the other.
"""

import argparse
import csv
import datetime
import json
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportmap.dates import find_dates, resolve_dates
from reportmap.events import Ontology, code_mentions, find_actors, find_triggers, load_ontology
from reportmap.events.grouping import group_triggers
from reportmap.events.judging import judge_case
from reportmap.events.modality import Judgment
from reportmap.events.syntax import Syntax
from reportmap.events.telling import Case
from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.model import (
    DRAWN_MODALITIES,
    ActorMention,
    Document,
    EventMention,
    ParsedPassage,
    Passage,
    ResolvedDate,
    ResolvedPlace,
    Span,
    Trigger,
)
from reportmap.places import find_places, resolve_places
from reportmap.reading import read_text
from reportmap.sections import find_sections, split_passages

LATER = ("fresh", "blind", "train", "picked", "blind2")
"""Labels made after the rules had been tuned on the others."""

LABELS = Path(__file__).with_suffix(".csv")


@dataclass(frozen=True, slots=True)
class Label:
    """One labeled event word: where it stands and what its reader says of it."""

    corpus: str
    line: int
    row: str
    start: int
    end: int
    modality: str
    drawn: str

    @property
    def half(self) -> str:
        """The half that it belongs to: rules were tuned on "tune" alone."""
        return ("tune", "check")[zlib.crc32(f"{self.corpus}|{self.row}|{self.start}".encode()) % 2]


@dataclass(frozen=True, slots=True)
class Outcome:
    """A label and what the rules say."""

    label: Label
    found: str
    sentence: str

    @property
    def is_right(self) -> bool:
        """Whether both agree."""
        return self.found == self.label.modality

    @property
    def is_drawn_right(self) -> bool:
        """Whether both say that the map draws it, or both that it does not."""
        return (self.found in DRAWN_MODALITIES) == (self.label.modality in DRAWN_MODALITIES)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document with all that does not depend on the rules of modality."""

    document: Document
    parsed: tuple[ParsedPassage, ...]
    places: tuple[ResolvedPlace, ...]
    dates: tuple[ResolvedDate, ...]
    actors: tuple[ActorMention, ...]
    triggers: tuple[Trigger, ...]


def read_labels(path: Path = LABELS) -> tuple[Label, ...]:
    """The labels in file order."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return tuple(
        Label(**{**row, **{name: int(row[name]) for name in ("line", "start", "end")}})  # the rest stays text
        for row in csv.DictReader(lines)
    )


def read_rows(folder: Path, labels: Sequence[Label]) -> Iterator[tuple[dict[str, Any], list[Label]]]:
    """The corpus rows that labels refer to, each with its labels. Any: decoded JSON."""
    wanted: defaultdict[tuple[str, int], list[Label]] = defaultdict(list)
    for label in labels:
        wanted[label.corpus, label.line].append(label)
    for corpus in dict.fromkeys(label.corpus for label in labels):
        with (folder / corpus).open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                found = wanted.get((corpus, number))
                if found:
                    row = json.loads(line)
                    assert {label.row for label in found} == {str(row["id"])}, f"{corpus}, line {number}: another row"
                    yield row, found


def read_document(
    row: dict[str, Any],  # Any: decoded JSON
    labels: Sequence[Label],
    *,
    gazetteer: Gazetteer,
    language: Language,
    ontology: Ontology,
) -> Reading:
    """One corpus row through every stage before the coding of events."""
    day = str(row.get("dct") or "")[:10]
    document = read_text(row["text"], published_on=datetime.date.fromisoformat(day) if day else None)
    assert document.text == row["text"], row["id"]
    passages = split_passages(document, find_sections(document))

    def may_report(passage: Passage) -> bool:
        is_labeled = any(passage.start <= label.start < passage.end for label in labels)
        return is_labeled or ontology.may_report(passage.text)

    parsed = language.parse(passages, parse_if=may_report)
    places = resolve_places(find_places(parsed, gazetteer=gazetteer), passages=passages, gazetteer=gazetteer)
    actors = find_actors(parsed, places=places)
    return Reading(
        document=document,
        parsed=parsed,
        places=places,
        dates=resolve_dates(find_dates(passages), passages=passages, published_on=document.published_on),
        actors=actors,
        triggers=find_triggers(parsed, actors=actors, places=places, ontology=ontology),
    )


def judge_labels(reading: Reading, labels: Sequence[Label]) -> Iterator[Outcome]:
    """What the rules say of each label of one document: "none" where they make no record of it."""
    for label, mention in _coded(reading, labels, judge=judge_case):
        passage = next(item for item in reading.parsed if item.passage.start <= label.start < item.passage.end)
        yield Outcome(label, mention.modality.value if mention else "none", _marked(passage.passage, label))


def labeled_cases(reading: Reading, labels: Sequence[Label]) -> Iterator[tuple[Label, Case]]:
    """What the judge is asked about each label that a record is made of."""
    asked: dict[tuple[int, int], Case] = {}

    def judge(case: Case) -> Judgment:
        asked[case.trigger.start, case.trigger.end] = case
        return case.by_rules

    for label, mention in list(_coded(reading, labels, judge=judge)):
        if mention is not None:
            yield label, asked[mention.evidence.trigger_start, mention.evidence.trigger_end]


def _coded(
    reading: Reading, labels: Sequence[Label], *, judge: Callable[[Case], Judgment]
) -> Iterator[tuple[Label, EventMention | None]]:
    """Each label with the record that its word belongs to."""
    own = [_own_trigger(reading, label) for label in labels]
    triggers = tuple(sorted({*reading.triggers, *filter(None, own)}, key=lambda item: (item.start, item.end)))
    mentions = code_mentions(
        triggers,
        document=reading.document,
        parsed=reading.parsed,
        actors=reading.actors,
        places=reading.places,
        dates=reading.dates,
        judge=judge,
    )
    for label in labels:
        passage = next(item for item in reading.parsed if item.passage.start <= label.start < item.passage.end)
        yield label, _mention_of(label, passage, triggers, mentions)


def _own_trigger(reading: Reading, label: Label) -> Trigger | None:
    """A trigger for a word that the ontology does not know, None where it does."""
    span = Span(start=label.start, end=label.end, text=reading.document.text[label.start : label.end])
    if any(trigger.overlaps(span) for trigger in reading.triggers):
        return None
    index = next(item.passage.index for item in reading.parsed if item.passage.start <= label.start < item.passage.end)
    return Trigger(
        start=span.start,
        end=span.end,
        text=span.text,
        passage_index=index,
        event_type=None,
        sub_event_type=None,
        plover_type=None,
        score=1.0,
        rule="label:act",
    )


def _mention_of(
    label: Label, parsed: ParsedPassage, triggers: Sequence[Trigger], mentions: Sequence[EventMention]
) -> EventMention | None:
    """The record whose triggers hold the labeled word."""
    inside = [item for item in triggers if item.passage_index == parsed.passage.index]
    for group in group_triggers(inside, syntax=Syntax(parsed)):
        if any(item.start < label.end and label.start < item.end for item in group.triggers):
            lead = group.lead
            at = (lead.start, lead.end)
            return next(
                (m for m in mentions if (m.evidence.trigger_start, m.evidence.trigger_end) == at),
                None,
            )
    return None


def _marked(passage: Passage, label: Label) -> str:
    start, end = label.start - passage.start, label.end - passage.start
    text = passage.text
    return " ".join(f"{text[:start]}<<{text[start:end]}>>{text[end:]}".split())


def summary(outcomes: Sequence[Outcome]) -> str:
    """Accuracy in all and by part, of drawn or not as well, and precision and recall by class, one line each."""
    lines = []
    parts = [("all", outcomes)]
    tuned = [item for item in outcomes if item.label.drawn not in LATER]
    parts += [(name, [item for item in tuned if item.label.half == name]) for name in ("tune", "check")]
    parts += [(name, [item for item in outcomes if item.label.drawn == name]) for name in ("random", "cued", *LATER)]
    check = [item for item in tuned if item.label.half == "check"]
    parts += [(f"check, {name}", [item for item in check if item.label.drawn == name]) for name in ("random", "cued")]
    for name, part in parts:
        if part:
            right = sum(item.is_right for item in part)
            always = sum(item.label.modality == "happened" for item in part)
            drawn = sum(item.is_drawn_right for item in part)
            always_drawn = sum(item.label.modality in DRAWN_MODALITIES for item in part)
            lines.append(
                f"{name}: {right}/{len(part)} = {right / len(part):.3f}, always happened {always / len(part):.3f};"
                f" drawn or not {drawn / len(part):.3f}, always drawn {always_drawn / len(part):.3f}"
            )
    found, gold = Counter(item.found for item in outcomes), Counter(item.label.modality for item in outcomes)
    right_of = Counter(item.found for item in outcomes if item.is_right)
    for name in sorted({*gold, *found}):
        lines.append(f"  {name:13} {right_of[name]} right of {found[name]} found and {gold[name]} labeled")
    return "\n".join(lines)


def main() -> None:
    """Print the figures, and with --errors each word that is read otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=("tune", "check"))
    parser.add_argument("--errors", action="store_true")
    chosen = parser.parse_args()
    labels = [label for label in read_labels() if chosen.half in {None, label.half}]
    gazetteer, language, ontology = Gazetteer.open(), Language.load(), load_ontology()
    outcomes = [
        outcome
        for row, found in read_rows(chosen.folder, labels)
        for outcome in judge_labels(
            read_document(row, found, gazetteer=gazetteer, language=language, ontology=ontology), found
        )
    ]
    sys.stdout.write(summary(outcomes) + "\n")
    for item in outcomes if chosen.errors else ():
        if not item.is_right:
            label = item.label
            sys.stdout.write(f"{label.corpus} {label.row} {label.modality} -> {item.found}: {item.sentence}\n")


if __name__ == "__main__":
    main()
