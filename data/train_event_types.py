"""Trains the typer of events on our own examples and on a corpus that stays outside the project.

    python data/train_event_types.py FOLDER                  # cross-validates, trains on everything, writes the weights
    python data/train_event_types.py FOLDER --only-evaluate DIRECTORY   # cross-validates, writes predictions there

Needs the extra `train` (scikit-learn, BSD; nothing of it is needed to run). FOLDER holds `types-case2021-a.jsonl`: one
JSON object a line with `id`, `text`, `label` and `in_acled`. Beside it the typer learns from `event_type_examples.tsv`,
with less weight. What ships are numbers over our own cues; no word of the corpus does.

`--only-evaluate` writes `types-case2021-a.jsonl` with a prediction for each text by a model that has not seen it, for
`reportmap evaluate types CORPUS --predictions`.
"""

import argparse
import json
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

from reportmap.annotation.types import LabelSet, load_labels, prediction, read_snippet
from reportmap.events import load_ontology
from reportmap.events.cues import shipped_cues
from reportmap.events.typing import Typer, type_features
from reportmap.gazetteer import Gazetteer
from reportmap.language import Language

ROOT = Path(__file__).resolve().parent
OUT = ROOT.parent / "src/reportmap/resources/events/typer.json"
CORPUS = "types-case2021-a.jsonl"
EXAMPLES = ROOT / "event_type_examples.tsv"
EXAMPLE_WEIGHT = 0.5
REGULARIZATION = 10.0  # C of the logistic regression: chosen by cross-validation among 1, 3, 10
FOLDS = 5
LEAST_WEIGHT = 0.01

log = logging.getLogger("train_event_types")
Features = dict[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A text, what the typer sees of it, and its label: a sub-event type's name or a topic."""

    id: str
    features: Features
    label: str


class Reader:
    """Turns texts into features with the stages that come before the typer."""

    def __init__(self) -> None:
        self._gazetteer = Gazetteer.open()
        self._language = Language.load()
        self._ontology = load_ontology()

    def features(self, text: str) -> Features:
        """What the typer sees of a text."""
        snippet = read_snippet(text, gazetteer=self._gazetteer, language=self._language, ontology=self._ontology)
        return type_features(snippet.parsed, triggers=snippet.triggers, actors=snippet.actors, cues=shipped_cues())[0]


def read_corpus(path: Path, reader: Reader, labels: LabelSet) -> Iterator[Sample]:
    """The texts of the corpus."""
    for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n"):
        row = json.loads(line)
        yield Sample(id=str(row["id"]), features=reader.features(row["text"]), label=labels.meaning_of(row["label"]))


def read_examples(path: Path, reader: Reader) -> Iterator[Sample]:
    """Our own examples."""
    names = {key: kind.sub_event_type for key, kind in load_ontology().types.items()}
    for line in path.read_text(encoding="utf-8").rstrip("\n").split("\n"):
        if not line.startswith("#"):
            label, _, text = line.partition("\t")
            yield Sample(id="", features=reader.features(text), label=names.get(label, label))


# --- training ----------------------------------------------------------------------------------------------------


def train(samples: Sequence[Sample], examples: Sequence[Sample]) -> dict[str, Any]:
    """The weights file: labels, bias, and for each feature the labels it speaks for or against."""
    everyone = [*samples, *examples]
    names = sorted({name for one in everyone for name in one.features})
    column = {name: at for at, name in enumerate(names)}
    rows = np.zeros((len(everyone), len(names)))
    for at, one in enumerate(everyone):
        for name, value in one.features.items():
            rows[at, column[name]] = value
    weight = np.array([1.0] * len(samples) + [EXAMPLE_WEIGHT] * len(examples))
    model = LogisticRegression(C=REGULARIZATION, max_iter=1000)
    model.fit(rows, [one.label for one in everyone], sample_weight=weight)
    types = sorted(kind.sub_event_type for kind in load_ontology().types.values())
    topics = sorted(set(model.classes_) - set(types))
    order = [list(model.classes_).index(label) for label in (*types, *topics)]
    return {
        "source": "data/train_event_types.py: our own examples and the dev part of CASE 2021 task 2, over own cues",
        "license": "Apache-2.0",
        "date": "2026-11-27",
        "types": types,
        "topics": topics,
        "bias": [round(float(model.intercept_[at]), 4) for at in order],
        "weights": dict(_sparse(names, model.coef_[order])),
    }


def _sparse(names: Sequence[str], weights: np.ndarray) -> Iterator[tuple[str, list[list[float]]]]:
    for name, row in zip(names, weights.T, strict=True):
        kept = [at for at, value in enumerate(row) if abs(value) >= LEAST_WEIGHT]
        if kept:
            yield name, [kept, [round(float(row[at]), 3) for at in kept]]


def cross_validate(
    samples: Sequence[Sample], examples: Sequence[Sample], labels: LabelSet
) -> Iterator[dict[str, object]]:
    """A prediction for each text by a model that has not seen it."""
    kinds = np.array([one.label for one in samples])
    for number, (seen, unseen) in enumerate(StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(kinds, kinds)):
        typer = Typer(train([samples[at] for at in seen], examples), shipped_cues())
        log.info("fold %d of %d", number + 1, FOLDS)
        for at in unseen:
            yield prediction(samples[at].id, typer.judge_features(samples[at].features), labels, load_ontology())


def main(arguments: Iterable[str] | None = None) -> None:
    """Read, cross-validate, and train."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only-evaluate", type=Path, metavar="DIRECTORY")
    chosen = parser.parse_args(None if arguments is None else list(arguments))
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    reader, labels = Reader(), load_labels()
    samples = list(read_corpus(chosen.folder / CORPUS, reader, labels))
    examples = list(read_examples(EXAMPLES, reader))
    log.info("read %d texts and %d examples", len(samples), len(examples))
    if chosen.only_evaluate:
        chosen.only_evaluate.mkdir(parents=True, exist_ok=True)
        lines = [json.dumps(one) for one in cross_validate(samples, examples, labels)]
        (chosen.only_evaluate / CORPUS).write_text("\n".join(lines) + "\n", encoding="utf-8")
        return
    OUT.write_text(json.dumps(train(samples, examples), separators=(",", ":")) + "\n", encoding="utf-8")
    log.info("wrote %s", OUT.name)


if __name__ == "__main__":
    main()
