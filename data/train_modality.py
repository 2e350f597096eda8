"""Trains the judge of modality on labeled event words of corpora that stay outside the project.

    PYTHONPATH=src:. python data/train_modality.py FOLDER                   # cross-validates, writes the weights
    PYTHONPATH=src:. python data/train_modality.py FOLDER --only-evaluate   # cross-validates

Needs the extra `train` (scikit-learn, BSD; nothing of it is needed to run). FOLDER holds the JSON Lines files of the
dev corpora that `tests/modality_real.csv` refers to. Beside them the judge learns from the hard sentences of our own,
`tests/modality_cases.py`. What ships are numbers over our own features; no word of a corpus does.

Folds are by text. Labels drawn in `HELD_OUT` are never read. "picked" labels are of words that a first judge was least
sure of; they weigh less, since the others are as texts come.
"""

import argparse
import json
import logging
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold

from reportmap.events import load_ontology
from reportmap.events.judging import ModalityModel, modality_model
from reportmap.events.modality import Judgment
from reportmap.events.telling import Case, telling_of
from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.model import DRAWN_MODALITIES, Modality
from tests.coding import mention_at
from tests.modality_cases import cases
from tests.modality_real import LABELS, labeled_cases, read_document, read_labels, read_rows

OUT = Path(__file__).resolve().parent.parent / "src/reportmap/resources/events/modality_weights.json"
HELD_OUT = frozenset({"blind2"})
WEIGHT = {"picked": 0.6, "cued": 0.8, "ours": 1.5}
STRENGTH = 0.12
"""scikit-learn's C, chosen by cross-validation among .06, .12, .2 and .3."""
LEAST = 8
"""In how many texts a feature must stand."""
FOLDS = 8
SEEDS = (0, 1)
LIGHTEST = 0.02
"""Weights below are left out."""

log = logging.getLogger("train_modality")


@dataclass(frozen=True, slots=True)
class Sample:
    """One labeled event word: what its judge sees, what the rules say, and what its reader says."""

    text: str
    drawn: str
    features: tuple[str, ...]
    by_rules: str
    label: str


def read_samples(folder: Path, *, gazetteer: Gazetteer, language: Language) -> Iterator[Sample]:
    """The labeled words of the corpora that rules make a record of, then the hard sentences."""
    ontology = load_ontology()
    labels = [label for label in read_labels(LABELS) if label.drawn not in HELD_OUT]
    for row, found in read_rows(folder, labels):
        reading = read_document(row, found, gazetteer=gazetteer, language=language, ontology=ontology)
        for label, case in labeled_cases(reading, found):
            yield Sample(
                text=f"{label.corpus} {label.row}",
                drawn=label.drawn,
                features=telling_of(case),
                by_rules=case.by_rules.modality.value,
                label=label.modality,
            )
    for modality, text, start, end in cases():
        case = case_of(text, start, end, language)
        yield Sample(text, "ours", telling_of(case), case.by_rules.modality.value, modality)


def case_of(text: str, start: int, end: int, language: Language) -> Case:
    """What the judge is asked about the one event word of a text."""
    asked: list[Case] = []

    def judge(case: Case) -> Judgment:
        asked.append(case)
        return case.by_rules

    mention_at(text, start, end, language, judge=judge)
    return asked[0]


# --- training ----------------------------------------------------------------------------------------------------


def train(samples: Sequence[Sample]) -> tuple[ModalityModel, dict[str, object]]:
    """A judge, and its weights as they are written."""
    counted = Counter(name for one in samples for name in one.features)
    kept = [{name: 1.0 for name in one.features if counted[name] >= LEAST} for one in samples]
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(kept)
    model = LogisticRegression(C=STRENGTH, max_iter=500)
    weights = [WEIGHT.get(one.drawn, 1.0) for one in samples]
    model.fit(matrix, [one.label for one in samples], sample_weight=weights)
    rows = {}
    for name, row in zip(vectorizer.get_feature_names_out(), model.coef_.T, strict=True):
        places = [at for at, value in enumerate(row) if abs(value) >= LIGHTEST]
        if places:
            rows[str(name)] = [places, [round(float(row[at]), 3) for at in places]]
    table: dict[str, object] = {
        "source": "data/train_modality.py: labeled words of the dev corpora and our own hard sentences, own features",
        "date": "2026-11-27",
        "license": "Apache-2.0",
        "modalities": [str(name) for name in model.classes_],
        "bias": [round(float(value), 4) for value in model.intercept_],
        "weights": rows,
    }
    return modality_model(table), table


def cross_validate(samples: Sequence[Sample]) -> None:
    """Log how often rules and judge agree with the reader, by how the labels were drawn."""
    real = [one for one in samples if one.drawn != "ours"]
    ours = [one for one in samples if one.drawn == "ours"]
    found: list[tuple[Sample, str]] = []
    groups, labels = [one.text for one in real], [one.label for one in real]
    for seed in SEEDS:
        folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed)
        for inside, outside in folds.split(groups, labels, groups):
            model, _ = train([*(real[at] for at in inside), *ours])
            for one in (real[at] for at in outside):
                found.append((one, model.choose(one.features, by_rules=Modality(one.by_rules)).value))
        log.info("seed %d done", seed)
    for drawn in ("all", *sorted({one.drawn for one in real})):
        part = [pair for pair in found if drawn in {"all", pair[0].drawn}]
        log.info("%s, %d labels", drawn, len(part) // len(SEEDS))
        log.info("  rules:   %s", figures([(one, one.by_rules) for one, _ in part]))
        log.info("  learned: %s", figures(part))


def figures(pairs: Sequence[tuple[Sample, str]]) -> str:
    """The share of right modalities, and of right answers to whether the event is drawn."""
    right = np.mean([one.label == answer for one, answer in pairs])
    drawn = np.mean([(one.label in DRAWN_MODALITIES) == (answer in DRAWN_MODALITIES) for one, answer in pairs])
    return f"right {right:.3f}, drawn or not {drawn:.3f}"


def main() -> None:
    """Read, cross-validate, and write the weights."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="where the dev corpora lie")
    parser.add_argument("--only-evaluate", action="store_true", help="cross-validate and write nothing")
    chosen = parser.parse_args()
    samples = list(read_samples(chosen.folder, gazetteer=Gazetteer.open(), language=Language.load()))
    log.info("%d labels", len(samples))
    cross_validate(samples)
    if not chosen.only_evaluate:
        _, table = train(samples)
        OUT.write_text(json.dumps(table, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")
        log.info("wrote %s, %d kB", OUT.name, OUT.stat().st_size // 1000)


if __name__ == "__main__":
    main()
