"""Fit the scores of events: python data/fit_event_scores.py FOLDER [--outcomes FILE]

FOLDER holds records-muc4-dev.jsonl and types-case2021-a.jsonl, corpora that are no part of the project. Run it from
the checkout, with `.` and `src` on PYTHONPATH. It reads the corpora, the sample reports and the reports of tests/ that
rules were tuned on with the code as it is, judges each event that is said to have happened, sure or not, prints a
reliability table of five folds by document, and writes the weights to src/reportmap/resources/events/scores.json.
--outcomes keeps the judged events (components and a verdict, no text) in FILE, and takes them from there if it exists.

An event is right when, in MUC-4, it aligns with an incident of the gold in two points or more of place, date, type and
party; in CASE 2021, when its type is the snippet's; in the sample reports and those of tests/, when a gold event is
told there and type and place are right. MUC-4 leaves most fighting unannotated and CASE 2021 judges one event a
snippet: each corpus has a rate of its own. They share the weights, and the intercept that ships is that of the reports
of tests/, where everything is annotated, less what they are easier than a text that no rule was made on.
"""

import argparse
import datetime
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from reportmap import Gazetteer, Language, extract_events
from reportmap.evaluation.reliability import calibration_error, reliability
from reportmap.events.scoring import components_of
from reportmap.model import Document, Event, MetadataBasis, stable_id

SCORES = Path(__file__).parents[1] / "src" / "reportmap" / "resources" / "events" / "scores.json"
SAMPLES, REPORTS, MUC, CASE = "samples", "reports", "muc4", "case2021"
FOLDERS = ("unseen_reports", "unseen_reports_3", "unseen_reports_5")  # reports/ was read too often, others are blind
FOLDS = 5
RIDGE = 1.0
EVERY = 2  # one MUC-4 document in so many; the others would add little
SPLITS = {"dev", "tst1", "tst2"}  # tst3 is measured on
SHIFT = -1.0
"""From the intercept of the reports of tests/ to that of new ones: .64 of the 108 events of 37
reports were right, before anybody had read what was wrong in them, where the weights said .81."""
# Few reports, but judged in full; MUC-4 blames what it did not annotate.
WEIGHT = {SAMPLES: 2.0, REPORTS: 3.0, MUC: 0.5, CASE: 1.0}

Outcome = dict[str, Any]  # JSON: corpus, document, components, right
Array = npt.NDArray[np.float64]

# --- what is right ----------------------------------------------------------------------------------------------

_TYPES = {
    "ATTACK": {"Attack", "Armed clash"},
    "BOMBING": {"Remote explosive/landmine/IED", "Suicide bomb", "Grenade", "Attack"},
    "KIDNAPPING": {"Abduction/forced disappearance"},
    "ARSON": {"Looting/property destruction"},
    "ROBBERY": {"Looting/property destruction"},
}


def _fold(name: str) -> str:
    return re.sub(r"[^a-z0-9 ]", "", name.lower()).strip()


def agreement(gold: Mapping[str, Any], event: Event) -> int:
    """How many points an incident of MUC-4 and an event agree in: place (2 where exact), date, type, party."""
    wanted = {_fold(unit["name"]) for chain in gold["location"] for unit in chain}
    fine = {_fold(chain[-1]["name"]) for chain in gold["location"] if len(chain) > 1}
    found = {_fold(place.resolved.mention.text) for place in event.places}
    found |= {_fold(place.resolved.place.name) for place in event.places if place.resolved.place is not None}
    points = 2 if fine & found else int(bool(wanted & found))
    points += any(_is_near(interval, event) for interval in gold["date"])
    points += any(event.sub_event_type in _TYPES.get(name.split("/")[0].strip("? "), ()) for name in gold["type"])
    parties = {_fold(name) for names in gold["perp_org"] + gold["perp_individual"] + gold["victims"] for name in names}
    said = [_fold(name) for actor in event.actors for name in (actor.text, actor.canonical)]
    return points + any(name in party or party in name for name in said if name for party in parties if party)


def _is_near(interval: Sequence[str | None], event: Event) -> bool:
    if event.date.start is None or event.date.end is None or interval[1] is None:
        return False
    day = datetime.timedelta(days=1)
    last = datetime.date.fromisoformat(interval[1])
    first = datetime.date.fromisoformat(interval[0]) if interval[0] else last - 30 * day
    return event.date.start <= last + day and first - day <= event.date.end


def judge_muc(row: Mapping[str, Any], events: Sequence[Event]) -> Iterator[tuple[Event, bool]]:
    """Each drawn event, and whether it aligns with an incident, one to one, the best agreement first."""
    drawn = [event for event in events if event.is_reported]
    pairs = [(agreement(gold, event), -i, -j) for i, gold in enumerate(row["events"]) for j, event in enumerate(drawn)]
    golds: set[int] = set()
    aligned: set[int] = set()
    for points, i, j in sorted(pairs, reverse=True):
        if points >= 2 and i not in golds and j not in aligned:
            golds.add(i)
            aligned.add(j)
    return ((event, -j in aligned) for j, event in enumerate(drawn))


def judge_case(row: Mapping[str, Any], events: Sequence[Event]) -> Iterator[tuple[Event, bool]]:
    """The first drawn event of a snippet, and whether it has the snippet's type."""
    for event in [event for event in events if event.is_reported][:1]:
        yield event, bool(row["in_acled"]) and event.sub_event_type == row["sub_event_type"]


# --- reading ----------------------------------------------------------------------------------------------------


def outcomes(folder: Path) -> Iterator[Outcome]:
    """Every drawn event of the corpora and the sample reports, judged."""
    gazetteer, language = Gazetteer.open(), Language.load()
    for corpus, name, judge in (
        (MUC, "records-muc4-dev.jsonl", judge_muc),
        (CASE, "types-case2021-a.jsonl", judge_case),
    ):
        rows = [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]
        if corpus == MUC:
            rows = [row for row in rows if row["split"] in SPLITS][::EVERY]
        for row in rows:
            document = _document(corpus, row)
            events = extract_events(document, gazetteer=gazetteer, language=language).events
            for event, is_right in judge(row, events):
                yield _outcome(corpus, row["id"], event, is_right)
    yield from sample_outcomes()
    yield from report_outcomes(gazetteer, language)


def sample_outcomes() -> Iterator[Outcome]:
    """The drawn events of the sample reports, judged against their gold."""
    from tests.golden import scoring  # noqa: PLC0415 - the tests are only there in a checkout

    for gold, extraction in scoring.extract_all():
        claimed = {event.event_id: wanted for wanted, event in scoring.align(gold, extraction) if event is not None}
        for event in extraction.events:
            if event.is_reported:
                wanted = claimed.get(event.event_id)
                is_right = wanted is not None and scoring.is_type_right(wanted, event)
                is_right = is_right and wanted is not None and scoring.is_place_right(wanted, event)
                yield _outcome(SAMPLES, gold["file"], event, is_right)


def report_outcomes(gazetteer: Gazetteer, language: Language) -> Iterator[Outcome]:
    """The events of the reports of tests/ that are said to have happened, judged against what each should draw."""
    from tests.reports import scoring  # noqa: PLC0415 - the tests are only there in a checkout

    for folder in (scoring.FOLDER.parent / name for name in FOLDERS):
        for expected in scoring.load_expected(folder):
            found = scoring.extract_report(expected, gazetteer=gazetteer, language=language, folder=folder)
            everything = replace(found, events=tuple(replace(event, score=1.0) for event in found.events))
            by_id = {event.event_id: event for event in found.events}
            for verdict, _, event in scoring.judge(expected, everything):
                if verdict != "missed" and event is not None:
                    yield _outcome(REPORTS, expected["file"], by_id[event.event_id], verdict == "right")


def _document(corpus: str, row: Mapping[str, Any]) -> Document:
    dct = row.get("dct")
    return Document(
        document_id=stable_id(corpus, row["id"]),
        text=row["text"],
        published_on=datetime.date.fromisoformat(dct[:10]) if dct else None,
        published_basis=MetadataBasis.COMMAND_LINE if dct else MetadataBasis.NONE,
    )


def _outcome(corpus: str, document: str, event: Event, is_right: bool) -> Outcome:
    return {"corpus": corpus, "document": str(document), "components": components_of(event), "right": is_right}


# --- fitting ----------------------------------------------------------------------------------------------------


def fit(rows: Sequence[Outcome], names: Sequence[str]) -> tuple[Array, dict[str, float]]:
    """The weights, none below 0, and the intercept of each corpus, by projected gradient on the ridge loss."""
    corpora = sorted({row["corpus"] for row in rows})
    columns = [[row["components"][name] for name in names] + [row["corpus"] == one for one in corpora] for row in rows]
    x, y = np.array(columns, dtype=np.float64), np.array([row["right"] for row in rows], dtype=np.float64)
    share = np.array([WEIGHT[row["corpus"]] for row in rows])
    n = len(names)
    weights = np.zeros(x.shape[1])
    step = 4.0 / (np.linalg.norm(x * np.sqrt(share)[:, None], ord=2) ** 2 + RIDGE)
    for _ in range(20_000):
        gradient = x.T @ (share * (_odds(x @ weights) - y))
        gradient[:n] += RIDGE * weights[:n]
        weights -= step * gradient
        weights[:n] = np.maximum(weights[:n], 0.0)
    return weights[:n], dict(zip(corpora, map(float, weights[n:]), strict=True))


def _odds(total: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-total)))


def predict(rows: Sequence[Outcome], names: Sequence[str], weights: Array, intercepts: Mapping[str, float]) -> Array:
    """The score of each row, with the intercept of its corpus."""
    x = np.array([[row["components"][name] for name in names] for row in rows])
    return _odds(x @ weights + np.array([intercepts[row["corpus"]] for row in rows]))


def held_out(rows: Sequence[Outcome], names: Sequence[str]) -> list[tuple[str, float, bool]]:
    """(corpus, score, right) of each row, scored by weights that saw none of its document."""
    folds = [int(stable_id(row["corpus"], row["document"]), 16) % FOLDS for row in rows]
    found: list[tuple[str, float, bool]] = []
    for fold in range(FOLDS):
        inside = [row for row, at in zip(rows, folds, strict=True) if at == fold]
        weights, intercepts = fit([row for row, at in zip(rows, folds, strict=True) if at != fold], names)
        scores = predict(inside, names, weights, intercepts) if inside else []
        found += [(row["corpus"], float(score), row["right"]) for row, score in zip(inside, scores, strict=True)]
    return found


def report(scored: Iterable[tuple[str, float, bool]]) -> Iterator[str]:
    """A reliability table for each corpus."""
    by_corpus: dict[str, list[tuple[float, bool]]] = defaultdict(list)
    for corpus, score, is_right in scored:
        by_corpus[corpus].append((score, is_right))
    for corpus, pairs in sorted(by_corpus.items()):
        bins = reliability(pairs)
        right = sum(is_right for _, is_right in pairs)
        yield f"{corpus}: {len(pairs)} drawn events, {right} right, calibration error {calibration_error(bins):.3f}"
        for one in bins:
            if one.number:
                shares = f"{one.accuracy:.2f} right, mean {one.mean_score:.2f}"
                yield f"  {one.low:.1f}-{one.high:.1f}: {one.number:4d} events, {shares}"


def main() -> None:
    """Judge, fit, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--outcomes", type=Path)
    chosen = parser.parse_args()
    if chosen.outcomes is not None and chosen.outcomes.exists():
        rows = [json.loads(line) for line in chosen.outcomes.read_text(encoding="utf-8").splitlines()]
    else:
        rows = list(outcomes(chosen.folder))
        if chosen.outcomes is not None:
            chosen.outcomes.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    names = sorted(rows[0]["components"])
    sys.stdout.writelines(f"{line}\n" for line in report(held_out(rows, names)))
    weights, intercepts = fit(rows, names)
    content = {
        "source": "data/fit_event_scores.py on MUC-4 dev, CASE 2021 dev, the sample reports and the reports of tests/",
        "date": "2026-11-27",
        "license": "Apache-2.0",
        "events": len(rows),
        "intercept": round(intercepts[REPORTS] + SHIFT, 4),
        "weights": {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)},
    }
    SCORES.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
