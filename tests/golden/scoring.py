"""How well the extraction of the sample reports agrees with their hand-made gold.

    python -m tests.golden.scoring [--errors]

An event of the gold is found when an extracted event's evidence overlaps one of its quotes (one to one, best
agreement first). Precision counts drawn events only: a drawn event that no gold event claims is wrong. Field figures
are shares of found events. The gold was written by hand from the texts before any output was seen.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from reportmap.model import Event, Extraction
from tests.golden.pairs import REPORTS, extract_report

GOLD = Path(__file__).parent / "gold"

Gold = dict[str, Any]  # Any: JSON


def load_gold() -> list[Gold]:
    """The gold files, in name order."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(GOLD.glob("*.json"))]


def spans(gold: Gold, text: str) -> list[tuple[int, int]]:
    """Where the quotes of a gold event stand."""
    quotes = [gold["quote"], *gold.get("also_quotes", ())]
    return [(text.index(quote), text.index(quote) + len(quote)) for quote in quotes if quote in text]


def is_type_right(gold: Gold, event: Event) -> bool:
    """Whether the sub-event type is the gold's or one that it accepts."""
    return event.sub_event_type in {gold["sub_event_type"], *gold.get("accept_sub_event_types", ())}


def is_modality_right(gold: Gold, event: Event) -> bool:
    """Whether the modality is the gold's or one that it accepts."""
    return event.modality.value in {gold["modality"], *gold.get("accept_modalities", ())}


def is_place_right(gold: Gold, event: Event) -> bool:
    """Whether one of the event's places has the gold's name, in the text or in the gazetteer, and country."""
    if gold["place"] is None:
        return not event.places
    wanted = {gold["place"].casefold(), *(name.casefold() for name in gold.get("accept_places", ()))}
    for place in event.places:
        resolved = place.resolved
        names = {resolved.mention.text.casefold(), resolved.mention.name.casefold()}
        if resolved.place is not None:
            names.add(resolved.place.name.casefold())
            if gold.get("country_code") and resolved.place.country_code not in {gold["country_code"], None}:
                continue
        if wanted & names:
            return True
    return False


def is_date_right(gold: Gold, event: Event) -> bool:
    """Whether the interval is the gold's, to the day."""
    return (_iso(event.date.start), _iso(event.date.end)) == (gold["date_start"], gold["date_end"])


def is_dead_right(gold: Gold, event: Event) -> bool:
    """Whether the best figure of the dead (or, without one, its bounds) is the gold's; unknown equals unknown."""
    count, wanted = event.counts.fatalities, gold.get("fatalities")
    if wanted is None or count is None:
        return (wanted is None) == (count is None)
    return count.best == wanted[1] if wanted[1] is not None else [count.low, count.high] == [wanted[0], wanted[2]]


def is_actor_right(gold: Gold, event: Event) -> bool:
    """Whether an acting party's name or words share a word with the gold's, or neither names one.

    Gold names a party as coders do ("Unidentified Armed Group") or as its text does ("raiders"). A party that denies
    the act does not act, and one that is unidentified has no name.
    """
    wanted = {word for name in gold["actor1"] for word in _words(name)}
    acting = [actor for actor in event.actors if actor.role.value == "actor1" and actor.certainty.value != "denied"]
    found = {word for actor in acting for name in (actor.canonical, actor.text) for word in _words(name)}
    is_named = any(not actor.canonical.startswith("Unidentified") for actor in acting)
    return bool(wanted & found) or (not is_named and (not wanted or "unidentified" in wanted))


def _words(name: str) -> set[str]:
    return {word for word in name.casefold().replace("(", " ").replace(")", " ").split() if word not in _FILLER}


_FILLER = {"of", "the", "forces", "military", "group", "armed", "in", "and"}


def _iso(date: object) -> str | None:
    return str(date) if date is not None else None


FIELDS: dict[str, Callable[[Gold, Event], bool]] = {
    "type": is_type_right,
    "modality": is_modality_right,
    "place": is_place_right,
    "date": is_date_right,
    "actor": is_actor_right,
    "dead": is_dead_right,
}


def align(gold: Gold, extraction: Extraction) -> list[tuple[Gold, Event | None]]:
    """Each gold event with the extracted event that reports it, one to one."""
    text = extraction.document.text
    pairs = []
    for number, wanted in enumerate(gold["events"]):
        places = spans(wanted, text)
        for index, event in enumerate(extraction.events):
            if any(start < part.end and part.start < end for part in event.evidence for start, end in places):
                inside = any(start <= part.trigger_start < end for part in event.evidence for start, end in places)
                agreement = sum(check(wanted, event) for check in FIELDS.values()) + 2 * inside
                pairs.append((-agreement, number, index))
    chosen: dict[int, int] = {}
    for _, number, index in sorted(pairs):
        if number not in chosen and index not in chosen.values():
            chosen[number] = index
    return [
        (wanted, extraction.events[chosen[number]] if number in chosen else None)
        for number, wanted in enumerate(gold["events"])
    ]


def score(extractions: Iterable[tuple[Gold, Extraction]]) -> Counter[str]:
    """Counts of gold, found, drawn, wrong and of each field right, over all reports."""
    total: Counter[str] = Counter()
    for gold, extraction in extractions:
        aligned = align(gold, extraction)
        claimed = {event.event_id for _, event in aligned if event is not None}
        total["gold"] += len(aligned)
        total["drawn"] += sum(event.is_drawn for event in extraction.events)
        total["wrong"] += sum(event.is_drawn and event.event_id not in claimed for event in extraction.events)
        for wanted, event in aligned:
            if event is None:
                continue
            total["found"] += 1
            for name, check in FIELDS.items():
                total[name] += check(wanted, event)
    return total


def extract_all() -> list[tuple[Gold, Extraction]]:
    """The extraction of every sample report that has a gold, beside it."""
    return [(gold, extract_report(REPORTS / gold["file"])) for gold in load_gold()]


def describe(total: Counter[str]) -> str:
    """The figures as one line of text."""
    found = max(1, total["found"])
    shares = " ".join(f"{name} {total[name] / found:.2f}" for name in FIELDS)
    precision = 1 - total["wrong"] / max(1, total["drawn"])
    return f"recall {total['found'] / total['gold']:.2f} precision {precision:.2f} (drawn {total['drawn']}) {shares}"


def _report_errors(gold: Gold, extraction: Extraction) -> Iterable[str]:
    aligned = align(gold, extraction)
    claimed = {event.event_id for _, event in aligned if event is not None}
    for wanted, event in aligned:
        if event is None:
            yield f"  MISSED [{wanted['sub_event_type']}/{wanted['modality']}] {wanted['quote'][:150]}"
            continue
        for name, check in FIELDS.items():
            if not check(wanted, event):
                trigger = event.evidence[0].trigger
                yield f"  {name.upper()}: {_field(name, wanted, event)} <{trigger}> {wanted['quote'][:110]}"
    for event in extraction.events:
        if event.is_drawn and event.event_id not in claimed:
            yield f"  EXTRA [{event.sub_event_type}] <{event.evidence[0].trigger}> {event.evidence[0].text[:150]}"


def _field(name: str, gold: Gold, event: Event) -> str:
    dead = event.counts.fatalities
    values = {
        "type": (gold["sub_event_type"], event.sub_event_type),
        "modality": (gold["modality"], event.modality.value),
        "place": (gold["place"], [place.resolved.mention.text for place in event.places]),
        "date": (
            f"{gold['date_start']}..{gold['date_end']}",
            f"{event.date.start}..{event.date.end} {event.date.basis}",
        ),
        "actor": (gold["actor1"], [(actor.role.value[-1], actor.canonical) for actor in event.actors]),
        "dead": (gold.get("fatalities"), dead and (dead.low, dead.best, dead.high)),
    }
    return f"want {values[name][0]} got {values[name][1]}"


def main() -> None:
    """Print the figures, and with --errors every disagreement."""
    done = extract_all()
    for gold, extraction in done:
        sys.stdout.write(f"{gold['file']}: {describe(score([(gold, extraction)]))}\n")
        if "--errors" in sys.argv:
            sys.stdout.writelines(line.replace("\n", " ") + "\n" for line in _report_errors(gold, extraction))
    sys.stdout.write(f"ALL: {describe(score(done))}\n")


if __name__ == "__main__":
    main()
