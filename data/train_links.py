"""Trains the linker of events to places on a corpus that stays outside the project.

    python data/train_links.py FOLDER                              # cross-validates, trains on all, writes the weights
    python data/train_links.py FOLDER --only-evaluate DIRECTORY    # cross-validates, writes gold and predictions there

Needs the extra `train` (scikit-learn, BSD; nothing of it is needed to run). FOLDER holds
`links-event-location-train.jsonl`: one JSON object a line with `id`, `text`, `verb` (start, end) and `locations`
(start, end). What ships are numbers over our own features, which hold no words but those of `linking.toml`.

Folds are by text, since a text may stand there with several verbs. The second look learns from scores that the first
gave to texts that it had not seen. Nearly all event words of the corpus are verbs, so that every verb with an event
noun as subject, object or means ("killed in an attack") is learned from once more as seen from the noun, with less
weight. The corpus repeats ids: DIRECTORY gets it with the line numbers as ids, beside the predictions, for
`reportmap evaluate links DIRECTORY/links-gold.jsonl --predictions DIRECTORY/links-predicted.jsonl`.
"""

import argparse
import json
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from reportmap.annotation.links import trigger_word
from reportmap.annotation.texts import passages_of
from reportmap.evaluation.links import Location, score_links
from reportmap.events.clues import Clues
from reportmap.events.linker import Look, second_scores
from reportmap.events.rivals import log_odds, rival_features
from reportmap.events.runs import name_runs
from reportmap.events.syntax import Syntax
from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.places import find_places, resolve_places

OUT = Path(__file__).resolve().parent.parent / "src/reportmap/resources/events/linker.json"
CORPUS = "links-event-location-train.jsonl"
FOLDS = 5
LEAST, STRENGTH = 4, 0.2
"""In how many runs a feature must stand, and scikit-learn's C, for the first look."""
LEAST_AGAIN, STRENGTH_AGAIN = 3, 0.03
"""The same for the second."""
NOUN_WEIGHT = 0.5
LIGHTEST = 0.03
"""Weights below are left out."""
THRESHOLDS = [step / 100 for step in range(30, 61)]

log = logging.getLogger("train_links")
Row = dict[str, Any]  # a decoded corpus line


@dataclass(slots=True, eq=False)
class Sample:
    """One event word of a line: its runs with their features, and which of them are its places in the gold."""

    row: Row
    line: int
    clues: Clues
    labels: list[bool]
    weight: float
    features: list[list[str]] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    scores: tuple[float, ...] = ()


def read_samples(path: Path, language: Language, gazetteer: Gazetteer) -> Iterator[Sample]:
    """The samples of every line, its own first."""
    known: dict[str, list[tuple[Syntax, list[Any]]]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").rstrip("\n").split("\n")):
        row = json.loads(line)
        text, verb = row["text"], row["verb"]
        if text not in known:
            known[text] = read_text(text, language, gazetteer)
        for syntax, places in known[text]:
            word = trigger_word(syntax, verb["start"], verb["end"])
            if word is not None:
                yield from samples_of(row, number, syntax, word, places)
                break


def read_text(text: str, language: Language, gazetteer: Gazetteer) -> list[tuple[Syntax, list[Any]]]:
    """The parsed passages of a text, each with its places."""
    passages = passages_of(text)
    parsed = language.parse(passages, parse_if=lambda _passage: True)
    places = resolve_places(find_places(parsed, gazetteer=gazetteer), passages=passages, gazetteer=gazetteer)
    return [
        (Syntax(one), [place for place in places if place.mention.passage_index == one.passage.index]) for one in parsed
    ]


def samples_of(row: Row, line: int, syntax: Syntax, word: int, places: list[Any]) -> Iterator[Sample]:
    """The sample of the line's own word, then those of the event nouns that belong to it."""
    runs = name_runs(syntax, places)
    labels = [any(one["start"] < run.end and run.start < one["end"] for one in row["locations"]) for run in runs]
    clues = Clues(syntax, word, runs)
    yield Sample(row, line, clues, labels, 1.0, [clues.of(number) for number in range(len(runs))])
    for noun in event_nouns(clues):
        again = Clues(syntax, noun, runs)
        yield Sample(row, line, again, labels, NOUN_WEIGHT, [again.of(number) for number in range(len(runs))])


def event_nouns(clues: Clues) -> list[int]:
    """The event nouns that a verb has as subject, object or means."""
    syntax, word = clues.syntax, clues.word
    if not syntax.is_verb(word):
        return []
    near = syntax.with_dep(word, frozenset({"nsubj", "nsubjpass", "dobj"}))
    near += [noun for _, noun in syntax.objects_of_preposition(word, frozenset({"in", "during", "by", "with"}))]
    return [noun for noun in near if clues.kind(noun) == "Nevent"]


# --- training ----------------------------------------------------------------------------------------------------


def fit(
    rows: Sequence[list[str]], labels: Sequence[bool], weights: Sequence[float], *, least: int, strength: float,
    before: Sequence[float] | None = None,
) -> Look:  # fmt: skip
    """One look. `before` are the log odds of the look before."""
    counted = Counter(name for row in rows for name in set(row))
    columns = {name: at for at, name in enumerate(sorted(name for name, n in counted.items() if n >= least))}
    indices = [[columns[name] for name in sorted(set(row)) if name in columns] for row in rows]
    bounds = np.cumsum([0, *map(len, indices)])
    flat = [at for row in indices for at in row]
    matrix = csr_matrix((np.ones(len(flat)), flat, bounds), shape=(len(rows), len(columns)))
    if before is not None:
        matrix = hstack([matrix, csr_matrix(np.array(before).reshape(-1, 1))]).tocsr()
    model = LogisticRegression(C=strength, solver="liblinear", max_iter=300, random_state=1)
    model.fit(matrix, np.array(labels), sample_weight=np.array(weights))
    found = {name: round(float(model.coef_[0][at]), 3) for name, at in columns.items()}
    return Look(
        bias=round(float(model.intercept_[0]), 4),
        odds=0.0 if before is None else round(float(model.coef_[0][-1]), 4),
        weights={name: weight for name, weight in found.items() if abs(weight) >= LIGHTEST},
    )


def train_first(samples: Sequence[Sample]) -> Look:
    """The look at each run by itself."""
    return fit(
        [row for one in samples for row in one.features], [label for one in samples for label in one.labels],
        [one.weight for one in samples for _ in one.labels], least=LEAST, strength=STRENGTH,
    )  # fmt: skip


def train_second(samples: Sequence[Sample]) -> Look:
    """The look at rivals; each sample has the first look's scores."""
    return fit(
        [row for one in samples for row in rival_features(one.clues, one.first)],
        [label for one in samples for label in one.labels], [one.weight for one in samples for _ in one.labels],
        least=LEAST_AGAIN, strength=STRENGTH_AGAIN, before=[log_odds(score) for one in samples for score in one.first],
    )  # fmt: skip


def train(samples: Sequence[Sample]) -> tuple[Look, Look]:
    """Both looks."""
    for inside, outside in folds(samples):
        look = train_first(inside)
        for sample in outside:
            sample.first = [look.score(row) for row in sample.features]
    return train_first(samples), train_second(samples)


def folds(samples: Sequence[Sample]) -> Iterator[tuple[list[Sample], list[Sample]]]:
    """(training samples, held-out samples) for each fold; every text is held out once."""
    texts = list(dict.fromkeys(sample.row["text"] for sample in samples))
    order = np.random.default_rng(0).permutation(len(texts))
    fold_of = {texts[at]: place % FOLDS for place, at in enumerate(order)}
    for number in range(FOLDS):
        yield (
            [one for one in samples if fold_of[one.row["text"]] != number],
            [one for one in samples if fold_of[one.row["text"]] == number],
        )


# --- cross-validation --------------------------------------------------------------------------------------------


def cross_validate(samples: Sequence[Sample]) -> None:
    """Give each sample the scores of looks that did not see its text."""
    for number, (inside, outside) in enumerate(folds(samples), 1):
        log.info("fold %d of %d", number, FOLDS)
        first, second = train(inside)
        for sample in outside:
            sample.first = [first.score(row) for row in sample.features]
            sample.scores = second_scores(sample.clues, sample.first, look=second)


def predicted(sample: Sample, threshold: float) -> list[Location]:
    """The runs from a score on."""
    pairs = zip(sample.clues.runs, sample.scores, strict=True)
    return [Location(start=run.start, end=run.end) for run, score in pairs if score >= threshold]


def gold_of(row: Row) -> list[Location]:
    """The gold names of a line."""
    return [Location(start=one["start"], end=one["end"]) for one in row["locations"]]


def best_threshold(samples: Sequence[Sample]) -> float:
    """The threshold with the best F1 over tokens."""
    own = [sample for sample in samples if sample.weight == 1.0]
    figures = {}
    for threshold in THRESHOLDS:
        figures[threshold] = score_links(
            (one.row["text"], gold_of(one.row), predicted(one, threshold)) for one in own
        ).tokens
    best = max(figures, key=lambda threshold: figures[threshold].f1)
    for threshold in sorted({best, 0.4, 0.45, 0.5}):
        one = figures[threshold]
        log.info("from %.2f on: P %.3f R %.3f F1 %.3f", threshold, one.precision, one.recall, one.f1)
    return best


def main() -> None:
    """Cross-validate, then train on everything and write the weights, or only the predictions."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where the corpus lies")
    parser.add_argument("--only-evaluate", type=Path, metavar="DIRECTORY", help="write gold and predictions there")
    arguments = parser.parse_args()
    path = arguments.folder / CORPUS
    samples = list(read_samples(path, Language.load(), Gazetteer.open()))
    cross_validate(samples)
    threshold = best_threshold(samples)
    if arguments.only_evaluate:
        write_predictions(arguments.only_evaluate, path, samples, threshold)
        return
    first, second = train(samples)
    looks = {"first": first, "second": second}
    table = {
        "source": "learned by data/train_links.py from the dev part of Halterman's event locations; own features",
        "date": "2026-11-27", "license": "Apache-2.0", "threshold": threshold,
        **{name: {"bias": look.bias, "odds": look.odds, "weights": look.weights} for name, look in looks.items()},
    }  # fmt: skip
    OUT.write_text(json.dumps(table, indent=0, ensure_ascii=False).replace(": ", ":") + "\n", encoding="utf-8")
    log.info("wrote %d and %d weights, %d kB", len(first.weights), len(second.weights), OUT.stat().st_size // 1000)


def write_predictions(folder: Path, path: Path, samples: Sequence[Sample], threshold: float) -> None:
    """The corpus with line numbers as ids, and what was predicted for it."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n")]
    found: dict[int, list[Row]] = {
        one.line: [{"start": span.start, "end": span.end} for span in predicted(one, threshold)]
        for one in samples
        if one.weight == 1.0
    }
    folder.mkdir(parents=True, exist_ok=True)
    gold = [json.dumps({**row, "id": number}, ensure_ascii=False) for number, row in enumerate(rows)]
    lines = [json.dumps({"id": number, "locations": found.get(number, [])}) for number in range(len(rows))]
    (folder / "links-gold.jsonl").write_text("\n".join(gold) + "\n", encoding="utf-8")
    (folder / "links-predicted.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
