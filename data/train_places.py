"""Trains the recognizer, the recognizer of uses and the ranker of places on corpora that stay outside the project.

    python data/train_places.py FOLDER                    # cross-validates, trains on everything, writes the weights
    python data/train_places.py FOLDER --only-evaluate DIRECTORY   # cross-validates, writes predictions there

Needs the extra `train` (LightGBM, MIT; nothing of it is needed to run). FOLDER holds `places-lgl-a.jsonl`,
`places-geowebnews.jsonl` and `places-wiktor-sample.jsonl`: one JSON object a line with `id`, `text` and `toponyms`
(start, end, lat, lon, geonameid, and in GeoWebNews type). LGL and GeoWebNews name every toponym and train everything;
WikToR names the title's alone and trains the ranker, with less weight. What ships are numbers over our own features.

Folds are by document. A copy of each document without the language model's names trains along, so that the recognizer
works without it and for towns that the model does not know.
"""

import argparse
import json
import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np

from reportmap.annotation.fields import CorpusText
from reportmap.annotation.places import annotate_given_places, annotate_places, given_mentions
from reportmap.annotation.texts import passages_of
from reportmap.evaluation.places import NEAR_KM, error_km
from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.model import ParsedPassage
from reportmap.places import PlaceModels, find
from reportmap.places.candidates import NameIndex
from reportmap.places.features import FEATURES, feature_rows
from reportmap.places.lexicon import lexicon
from reportmap.places.models import FEATURES as OF_MODELS
from reportmap.places.models import RANKER, RECOGNIZER, USE
from reportmap.places.ranking import FEATURES as RANKING_FEATURES
from reportmap.places.ranking import RankingContext
from reportmap.places.resolve import weigh
from reportmap.places.senses import Sense
from reportmap.places.trees import Trees

OUT = Path(__file__).resolve().parent.parent / "src/reportmap/resources/places"
CORPORA = {"places-lgl-a": 1.0, "places-geowebnews": 1.0, "places-wiktor-sample": 0.3}
FULL = ("places-lgl-a", "places-geowebnews")
"""The corpora in which every toponym is named."""

ASSOCIATIVE = {"Metonymic", "Non_Literal_Modifier", "Embedded_Non_Lit", "Homonym", "Demonym", "Language"}
FOLDS = 5
WITHOUT_NAMES = 0.3
THRESHOLD, LEAST_ASSOCIATIVE = 0.36, 0.65
SHARED = {
    "learning_rate": 0.06, "min_data_in_leaf": 20, "feature_fraction": 0.4, "bagging_fraction": 0.8, "bagging_freq": 1,
    "num_leaves": 15, "verbose": -1, "num_threads": 1, "seed": 1, "deterministic": True,
}  # fmt: skip
SETTINGS: dict[str, tuple[dict[str, object], int]] = {
    RECOGNIZER: ({**SHARED, "objective": "binary", "lambda_l2": 1.0}, 240),
    USE: ({**SHARED, "objective": "binary", "num_leaves": 7, "lambda_l2": 5.0}, 60),
    RANKER: ({**SHARED, "objective": "lambdarank", "lambdarank_truncation_level": 5, "feature_fraction": 0.5}, 300),
}

log = logging.getLogger("train_places")
Row = dict[str, Any]  # a decoded corpus line


@dataclass(slots=True, eq=False)
class Text:
    """A document of a corpus, parsed; `sample` holds what the recognizer learns from it."""

    corpus: str
    row: Row
    parsed: tuple[ParsedPassage, ...]
    gold: list[Row]
    sample: list[tuple[np.ndarray, np.ndarray, np.ndarray, float]] = field(default_factory=list)

    @property
    def corpus_text(self) -> CorpusText:
        """What the annotators take, with the spans of the gold toponyms that count."""
        return CorpusText(
            id=str(self.row["id"]), text=self.row["text"], spans=tuple((one["start"], one["end"]) for one in self.gold)
        )


class Reread:
    """A language model that has already read every text."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self._parsed = {passage.passage: passage for text in texts for passage in text.parsed}
        self._language = Language.load()

    def parse(self, passages: Sequence[Any], *, parse_if: Callable[[Any], bool]) -> tuple[ParsedPassage, ...]:
        """The passages as they were read before; new ones (joined over a given span) are read now."""
        fresh = [passage for passage in passages if passage not in self._parsed]
        if fresh:
            self._parsed.update(zip(fresh, self._language.parse(fresh, parse_if=parse_if), strict=True))
        return tuple(self._parsed[passage] for passage in passages)


def read_texts(folder: Path, language: Language) -> Iterator[Text]:
    """Every document of every corpus, in order."""
    for name in CORPORA:
        for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").rstrip("\n").split("\n"):
            row = json.loads(line)
            gold = [one for one in row["toponyms"] if one["text"].lower() not in lexicon().demonyms]
            parsed = language.parse(passages_of(row["text"]), parse_if=lambda _passage: False)
            yield Text(name, row, parsed, gold)


# --- what is learned from ----------------------------------------------------------------------------------------


def recognition_sample(
    text: Text, parsed: Sequence[ParsedPassage], index: NameIndex
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rows, whether each is a toponym, and whether a toponym is associative (-1 where nobody says)."""
    proposed = find.propose_all(parsed, index)
    everyone = [one for view in proposed.views for one in proposed.candidates[view.passage.index]]
    rows = feature_rows(proposed.views, proposed.candidates, find.countries_of(everyone))
    labels, uses = np.zeros(len(everyone)), np.full(len(everyone), -1.0)
    for gold in text.gold:
        shares = [_overlap(gold, one.start, one.end) for one in everyone]
        best = int(np.argmax(shares)) if shares else 0
        if shares and shares[best] > 0:
            labels[best] = 1.0
            if "type" in gold:
                uses[best] = gold["type"] in ASSOCIATIVE
    peoples = [one for one in text.row["toponyms"] if one not in text.gold]
    kept = np.array([not any(_overlap(gold, one.start, one.end) for gold in peoples) for one in everyone], dtype=bool)
    return rows[kept], labels[kept], uses[kept]


def _overlap(gold: Row, start: int, end: int) -> float:
    shared = min(gold["end"], end) - max(gold["start"], start)
    return shared / (max(gold["end"], end) - min(gold["start"], start)) if shared > 0 else 0.0


def ranking_sample(text: Text, gazetteer: Gazetteer, models: PlaceModels) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """For each gold toponym with a point: the rows of its senses and of none, and which one is right."""
    passages = passages_of(text.row["text"], text.corpus_text.spans)
    joined = {one.passage: one for one in text.parsed}
    parsed = [
        joined.get(one) or ParsedPassage(passage=one, tokens=(), entities=(), is_parsed=False) for one in passages
    ]
    mentions = given_mentions(parsed, text.corpus_text.spans, gazetteer=gazetteer, models=models)
    ranked, weighed, listed = weigh(mentions, passages=passages, gazetteer=gazetteer)
    context = RankingContext(ranked, mentions, passages)
    points = {(one["start"], one["end"]): one for one in text.gold if one["lat"] is not None}
    for number, senses in weighed.items():
        gold = points.get((mentions[number].start, mentions[number].end))
        if gold is not None and senses:
            yield context.rows(number, senses, is_listed=number in listed), _right(gold, senses)


def _right(gold: Row, senses: Sequence[Sense]) -> np.ndarray:
    """1 for the sense of the gold's GeoNames id, else for the nearest one within 161 km, else for none."""
    found = np.zeros(len(senses) + 1)
    same = [at for at, one in enumerate(senses) if str(one.place.geonameid) == str(gold.get("geonameid"))]
    km = [error_km((gold["lat"], gold["lon"]), (one.place.latitude, one.place.longitude)) for one in senses]
    near = [at for at, distance in enumerate(km) if distance <= NEAR_KM]
    best = same[:1] or [min(near, key=lambda at: (km[at] > 25, at))] if same or near else [len(senses)]
    found[best] = 1.0
    return found


# --- training ----------------------------------------------------------------------------------------------------


def train_recognizers(texts: Sequence[Text]) -> dict[str, Row]:
    """The tables of the recognizer and of the recognizer of uses."""
    samples = [sample for text in texts for sample in text.sample]
    rows, labels, uses = (np.concatenate([sample[at] for sample in samples]) for at in range(3))
    weights = np.concatenate([np.full(len(sample[1]), sample[3]) for sample in samples])
    known = uses >= 0
    return {
        RECOGNIZER: _table(RECOGNIZER, FEATURES, THRESHOLD, rows, label=labels, weight=weights),
        USE: _table(USE, FEATURES, LEAST_ASSOCIATIVE, rows[known], label=uses[known], weight=weights[known]),
    }


def train_ranker(texts: Sequence[Text], gazetteer: Gazetteer, models: PlaceModels) -> Row:
    """The table of the ranker."""
    groups = [
        (rows, right, CORPORA[text.corpus]) for text in texts for rows, right in ranking_sample(text, gazetteer, models)
    ]
    sizes = [len(right) for _, right, _ in groups]
    return _table(
        RANKER, RANKING_FEATURES, 0.0, np.concatenate([rows for rows, _, _ in groups]),
        label=np.concatenate([right for _, right, _ in groups]), group=sizes,
        weight=np.concatenate([np.full(len(right), weight) for _, right, weight in groups]),
    )  # fmt: skip


def _table(name: str, features: Sequence[str], threshold: float, rows: np.ndarray, **labeled: Any) -> Row:
    settings, rounds = SETTINGS[name]
    booster = lightgbm.train(settings, lightgbm.Dataset(rows, **labeled), rounds)
    trees = [_tree(one["tree_structure"]) for one in booster.dump_model()["tree_info"]]
    return {
        "source": "learned by data/train_places.py from the dev parts of LGL, GeoWebNews and WikToR; own features",
        "date": "2026-11-27", "license": "Apache-2.0", "threshold": threshold, "calibration": [],
        "features": list(features), "trees": trees,
    }  # fmt: skip


def _tree(root: Row) -> Row:
    """Nodes as (column, threshold, first leaf of the left branch, first leaf of the right one), and the leaves."""
    nodes: list[tuple[int, float, int, int]] = []
    leaves: list[float] = []

    def walk(node: Row) -> None:
        if "leaf_value" in node and "split_feature" not in node:
            leaves.append(float(f"{node['leaf_value']:.4g}"))
            return
        first = len(leaves)
        walk(node["left_child"])
        nodes.append((node["split_feature"], float(f"{node['threshold']:.6g}"), first, len(leaves)))
        walk(node["right_child"])

    walk(root)
    return {"nodes": nodes, "leaves": leaves}


# --- cross-validation --------------------------------------------------------------------------------------------


def models_of(tables: dict[str, Row]) -> PlaceModels:
    """The tables as the stage uses them."""
    trees = {name: Trees(table, features=OF_MODELS[name]) for name, table in tables.items()}
    return PlaceModels(
        recognizer=trees[RECOGNIZER], use=trees[USE], ranker=trees.get(RANKER), threshold=THRESHOLD,
        least_associative=LEAST_ASSOCIATIVE,
    )  # fmt: skip


def train(texts: Sequence[Text], gazetteer: Gazetteer) -> dict[str, Row]:
    """All tables, learned from some texts."""
    tables = train_recognizers([text for text in texts if text.corpus in FULL])
    return {**tables, RANKER: train_ranker(texts, gazetteer, models_of(tables))}


def folds(texts: Sequence[Text]) -> Iterator[tuple[list[Text], list[Text]]]:
    """(training texts, held-out texts) for each fold; every text is held out once."""
    order = np.random.default_rng(0).permutation(len(texts))
    for number in range(FOLDS):
        out = {int(at) for at in order[number::FOLDS]}
        yield [text for at, text in enumerate(texts) if at not in out], [texts[at] for at in sorted(out)]


def held_out(texts: Sequence[Text], gazetteer: Gazetteer, language: Any) -> dict[str, dict[str, list[Row]]]:
    """Predictions for every text by models that did not see it: by kind ("found", "given"), then by corpus."""
    found: dict[str, dict[str, list[Row]]] = {"found": {}, "given": {}}
    for number, (inside, outside) in enumerate(folds(texts), 1):
        log.info("fold %d of %d", number, FOLDS)
        models = models_of(train(inside, gazetteer))
        for text in outside:
            shared = {"gazetteer": gazetteer, "language": language, "models": models}
            found["found"].setdefault(text.corpus, []).append(annotate_places(text.corpus_text, **shared))
            found["given"].setdefault(text.corpus, []).append(annotate_given_places(text.corpus_text, **shared))
    return found


def calibration(texts: Sequence[Text], predictions: dict[str, list[Row]]) -> list[list[float]]:
    """Knots from a raw score to the share of right places, over held-out predictions, never falling."""
    outcomes: list[tuple[float, bool]] = []
    by_id = {(text.corpus, str(text.row["id"])): text for text in texts}
    for corpus in FULL:
        for prediction in predictions[corpus]:
            gold = by_id[corpus, str(prediction["id"])].gold
            for one in prediction["toponyms"]:
                hit = next((other for other in gold if _overlap(other, one["start"], one["end"])), None)
                if one["name"] is None or (hit is not None and hit["lat"] is None):
                    continue
                is_right = hit is not None and error_km((hit["lat"], hit["lon"]), (one["lat"], one["lon"])) <= NEAR_KM
                outcomes.append((one["score"], is_right))
    outcomes.sort()
    parts = np.array_split(np.array(outcomes), 20)
    scores = [float(part[:, 0].mean()) for part in parts]
    shares = np.maximum.accumulate([float(part[:, 1].mean()) for part in parts])
    return [
        [0.0, 0.0],
        *([round(x, 4), round(float(y), 4)] for x, y in zip(scores, shares, strict=True)),
        [1.0, round(float(shares[-1]), 4)],
    ]


def main() -> None:
    """Cross-validate, then train on everything and write the weights, or only the predictions."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where the corpora lie")
    parser.add_argument("--only-evaluate", type=Path, metavar="DIRECTORY", help="write held-out predictions there")
    arguments = parser.parse_args()
    gazetteer = Gazetteer.open()
    texts = list(read_texts(arguments.folder, Language.load()))
    index = NameIndex(gazetteer)
    for text in texts:
        if text.corpus in FULL:
            bare = [replace(one, entities=()) for one in text.parsed]
            text.sample = [
                (*recognition_sample(text, text.parsed, index), 1.0),
                (*recognition_sample(text, bare, index), WITHOUT_NAMES),
            ]
    predictions = held_out(texts, gazetteer, Reread(texts))
    if arguments.only_evaluate:
        for kind, by_corpus in predictions.items():
            for corpus, lines in by_corpus.items():
                path = arguments.only_evaluate / f"{corpus}-{kind}.jsonl"
                path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        return
    tables = train(texts, gazetteer)
    tables[RANKER]["calibration"] = calibration(texts, predictions["found"])
    for name, table in tables.items():
        write(OUT / f"{name}.json", table)


def write(path: Path, table: Row) -> None:
    """The table as JSON with one tree a line, so that a difference can be read."""
    head = {key: value for key, value in table.items() if key != "trees"}
    trees = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in table["trees"])
    path.write_text(json.dumps(head, indent=1)[:-2] + ',\n "trees": [\n' + trees + "\n]}\n", encoding="utf-8")
    log.info("wrote %s: %d trees, %d kB", path.name, len(table["trees"]), path.stat().st_size // 1000)


if __name__ == "__main__":
    main()
