"""How well the drawn records of the reports in this folder agree with what was expected of them.

    python -m tests.reports.scoring [--errors] [FOLDER]

The reports are ours, in styles and regions that the sample reports lack. What each should draw was written by hand
beside it before any output was seen. FOLDER is another folder of such pairs, as `tests/unseen_reports`. A drawn
record is right when an expected one claims it (one to one, as in `tests/golden/scoring.py`) and its sub-event type
and place are that one's; every other drawn record is wrong: no event, a duplicate, a wrong type or a wrong place. An
expected event is missed when no drawn record claims it; `optional` ones, which coders may leave out, are never missed.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.model import Event, Extraction
from reportmap.pipeline import extract_events
from reportmap.reading import read_file
from tests.golden.scoring import FIELDS, Gold, align

FOLDER = Path(__file__).parent


def load_expected(folder: Path = FOLDER) -> list[Gold]:
    """What each report of a folder should draw, in name order."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]


def extract_report(expected: Gold, *, gazetteer: Gazetteer, language: Language, folder: Path = FOLDER) -> Extraction:
    """The extraction of the report that some expectations are about."""
    return extract_events(read_file(folder / expected["file"]), gazetteer=gazetteer, language=language)


def judge(expected: Gold, extraction: Extraction) -> Iterator[tuple[str, Gold | None, Event | None]]:
    """Each drawn record as "right" or "wrong", and each expected event that no record tells as "missed"."""
    claimed = set()
    for wanted, event in align(expected, extraction):
        if event is None or not event.is_drawn:
            if not wanted.get("optional"):
                yield "missed", wanted, event
            continue
        claimed.add(event.event_id)
        yield "right" if FIELDS["type"](wanted, event) and FIELDS["place"](wanted, event) else "wrong", wanted, event
    for event in extraction.events:
        if event.is_drawn and event.event_id not in claimed:
            yield "wrong", None, event


def count(expected: Gold, extraction: Extraction) -> Counter[str]:
    """How many records are right and wrong, how many events missed, and how many fields of claimed ones are right."""
    total: Counter[str] = Counter()
    for verdict, wanted, event in judge(expected, extraction):
        total[verdict] += 1
        if verdict != "missed" and wanted is not None and event is not None:
            total["claimed"] += 1
            total.update(name for name, check in FIELDS.items() if check(wanted, event))
    return total


def describe(total: Counter[str]) -> str:
    """The figures as one line of text."""
    drawn = total["right"] + total["wrong"]
    claimed = max(1, total["claimed"])
    shares = " ".join(f"{name} {total[name] / claimed:.2f}" for name in FIELDS)
    return f"drawn {drawn} wrong {total['wrong']} missed {total['missed']} {shares}"


def _explain(verdict: str, wanted: Gold | None, event: Event | None) -> str:
    want = wanted and (wanted["sub_event_type"], wanted["place"], wanted["trigger"])
    got = event and (
        event.sub_event_type,
        [place.resolved.mention.text for place in event.places],
        event.evidence[0].trigger,
        event.modality.value,
    )
    words = (event.evidence[0].text if event else wanted["quote"] if wanted else "").replace("\n", " ")
    return f"  {verdict}: want {want} got {got} in {words[:130]}\n"


def main() -> None:
    """Print the figures, and with --errors every record that is wrong and every event that is missed."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args()
    reports = load_expected(options.folder)
    if not reports:
        parser.error(f"no expectations (.json beside the .txt of a report) in {options.folder}")
    total: Counter[str] = Counter()
    gazetteer, language = Gazetteer.open(), Language.load()
    for expected in reports:
        extraction = extract_report(expected, gazetteer=gazetteer, language=language, folder=options.folder)
        counts = count(expected, extraction)
        total += counts
        sys.stdout.write(f"{expected['file']}: {describe(counts)}\n")
        if options.errors:
            for verdict, wanted, event in judge(expected, extraction):
                if verdict != "right":
                    sys.stdout.write(_explain(verdict, wanted, event))
    sys.stdout.write(f"ALL: {describe(total)}\n")


if __name__ == "__main__":
    main()
