"""Train the weights that say which events are incidents of MUC-4.

    python data/train_incidents.py CORPUS.jsonl... [--hold-out SPLIT]

Each CORPUS holds rows as `reportmap evaluate events` takes them; rows whose `split` is held out are left out of the
training. Writes `src/reportmap/resources/annotation/muc4_weights.json`: numbers over our own features and cue words. It
prints the F1 of events by 5-fold cross-validation over texts for several thresholds. Needs the extra `train`. The same
texts in capitals and in mixed case (`data/mix_case.py`) may be given together: folds go by id.
"""

import argparse
import json
import sys
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from reportmap.annotation.events import dated_document, incident_fields
from reportmap.annotation.incidents import Incident, features_of, gather_incidents
from reportmap.evaluation.events import align
from reportmap.evaluation.gold_events import GoldEvents, PredictedEvents, read_gold_events, read_predicted_events
from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.pipeline import extract_events

WEIGHTS = Path(__file__).parents[1] / "src/reportmap/resources/annotation/muc4_weights.json"
STRENGTH = 0.1
FOLDS = 5
ALLOWED_LOSS = 0.085
"""So much F1 of events may be given up for recall."""
DIGITS = 3


class Candidates:
    """The candidates of many texts: features, whether each is aligned with an incident of the gold, and its text."""

    def __init__(self) -> None:
        self.features: list[dict[str, float]] = []
        self.right: list[bool] = []
        self.text: list[int] = []
        self.gold: list[GoldEvents] = []
        self.predicted: list[PredictedEvents] = []

    def add(self, gold: GoldEvents, candidates: Sequence[Incident], published_on: object) -> None:
        """The candidates of one text. Splits come first: of two that agree equally, the later one is aligned."""
        candidates = sorted(candidates, key=lambda one: not one.split)
        fields = [incident_fields(one, published_on=published_on) for one in candidates]
        predicted = read_predicted_events({"id": gold.id, "events": fields})
        aligned = {number for _, number in align(gold.events, predicted.events)}
        self.features += features_of(candidates, published_on=published_on)
        self.right += [number in aligned for number in range(len(candidates))]
        self.text += [len(self.gold)] * len(candidates)
        self.gold.append(gold)
        self.predicted.append(predicted)


def fit(features: Sequence[dict[str, float]], right: Sequence[bool]) -> tuple[DictVectorizer, LogisticRegression]:
    """The weights for some candidates."""
    vectorizer = DictVectorizer()
    model = LogisticRegression(C=STRENGTH, max_iter=1000)
    model.fit(vectorizer.fit_transform(features), right)
    return vectorizer, model


def cross_validated(found: Candidates) -> np.ndarray:
    """The likelihood of each candidate by weights that have not seen its text."""
    scores = np.zeros(len(found.right))
    texts = np.array(found.text)
    folds = np.array([zlib.crc32(str(gold.id).encode()) % FOLDS for gold in found.gold])[texts]
    for fold in range(FOLDS):
        train, test = np.flatnonzero(folds != fold), np.flatnonzero(folds == fold)
        vectorizer, model = fit([found.features[item] for item in train], [found.right[item] for item in train])
        scores[test] = model.predict_proba(vectorizer.transform([found.features[item] for item in test]))[:, 1]
    return scores


def f1_at(found: Candidates, scores: np.ndarray, threshold: float) -> tuple[float, float, float]:
    """Precision, recall and F1 of events when candidates below the threshold are left out."""
    right = predicted = wanted = 0
    texts = np.array(found.text)
    for number, (gold, events) in enumerate(zip(found.gold, found.predicted, strict=True)):
        kept = [
            event for event, score in zip(events.events, scores[texts == number], strict=True) if score >= threshold
        ]
        pairs = align(gold.events, kept)
        matched = {one for one, _ in pairs}
        right += len(pairs)
        predicted += len(kept)
        wanted += sum(not event.is_optional or at in matched for at, event in enumerate(gold.events))
    precision, recall = right / max(predicted, 1), right / max(wanted, 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def write(found: Candidates, threshold: float) -> None:
    """Train on everything and write the weights."""
    vectorizer, model = fit(found.features, found.right)
    weights = {
        name: round(float(weight), DIGITS)
        for name, weight in zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
        if abs(weight) >= 10**-DIGITS
    }
    about = {
        "about": "Weights of annotation/incidents.py, by data/train_incidents.py; numbers over our own features",
        "source": "MUC-4 (3 of its 4 parts)",
        "date": "2026-11-27",
        "license": "Apache-2.0",
    }
    content = {**about, "threshold": threshold, "bias": round(float(model.intercept_[0]), DIGITS), "weights": weights}
    WEIGHTS.write_text(json.dumps(content, indent=1, sort_keys=False) + "\n", encoding="utf-8")


def main() -> None:
    """Read, cross-validate, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--hold-out", default="tst3")
    arguments = parser.parse_args()
    gazetteer, language, found = Gazetteer.open(), Language.load(), Candidates()
    for path in arguments.corpora:
        for line in path.read_text(encoding="utf-8").strip("\n").split("\n"):
            row = json.loads(line)
            if row.get("split") != arguments.hold_out:
                gold = read_gold_events(row)
                document = dated_document(gold.corpus_text)
                events = extract_events(document, gazetteer=gazetteer, language=language).events
                found.add(gold, gather_incidents(events), document.published_on)
    report(found)


def report(found: Candidates) -> None:
    """Print the cross-validation and write the weights with the lowest threshold that costs little F1.

    Slots are counted over all of the gold, so that a missed event costs every slot and a spurious one costs one event.
    """
    scores = cross_validated(found)
    reached: list[tuple[float, float]] = []
    for threshold in np.arange(0.1, 0.6, 0.02):
        precision, recall, f1 = f1_at(found, scores, float(threshold))
        sys.stdout.write(f"{threshold:.2f} precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}\n")
        reached.append((round(float(threshold), 2), f1))
    least = max(f1 for _, f1 in reached) - ALLOWED_LOSS
    write(found, min(threshold for threshold, f1 in reached if f1 >= least))


if __name__ == "__main__":
    main()
