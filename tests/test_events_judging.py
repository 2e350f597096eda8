"""The learned judge of modality: what it may decide, how it explains itself, and damaged weights."""

from time import process_time

import numpy as np
import pytest

from reportmap.errors import RulesError
from reportmap.events.judging import ModalityModel, judge_case, modality_model, shipped_modality_model
from reportmap.events.modality import Judgment
from reportmap.events.telling import Case, telling_of
from reportmap.language import Language
from reportmap.model import DRAWN_MODALITIES, Modality
from tests.coding import mention_at
from tests.modality_cases import cases

TABLE = {
    "modalities": ["aggregate", "background", "happened"],
    "bias": [0.0, 0.0, 0.0],
    "weights": {"sure": [[2], [9.0]], "old": [[1], [9.0]], "many": [[0], [0.2]], "leaning": [[0, 1], [1.0, 1.0]]},
}

CHOICES = [
    # label,                                    features,      by the rules,          chosen
    ("sure of a fact", ["sure"], Modality.HAPPENED, Modality.HAPPENED),
    ("takes off the map", ["old"], Modality.HAPPENED, Modality.BACKGROUND),
    ("never puts on the map", ["sure"], Modality.BACKGROUND, Modality.BACKGROUND),
    ("another name off the map", ["old"], Modality.AGGREGATE, Modality.BACKGROUND),
    ("keeps a name that is close", ["many"], Modality.BACKGROUND, Modality.BACKGROUND),
    ("likelier off the map than on it", ["leaning"], Modality.HAPPENED, Modality.BACKGROUND),
    ("knows nothing of other features", ["never seen", "sure"], Modality.HAPPENED, Modality.HAPPENED),
]  # fmt: skip


@pytest.mark.parametrize(("label", "features", "by_rules", "chosen"), CHOICES, ids=[row[0] for row in CHOICES])
def test_choice(label: str, features: list[str], by_rules: Modality, chosen: Modality) -> None:
    assert modality_model(TABLE).choose(features, by_rules=by_rules) is chosen, label


@pytest.mark.parametrize("missing", TABLE)
def test_damaged_weights_are_named(missing: str) -> None:
    with pytest.raises(RulesError, match="modality_weights"):
        modality_model({name: value for name, value in TABLE.items() if name != missing})


def test_weights_of_unknown_modalities_are_named() -> None:
    with pytest.raises(RulesError, match="modality_weights"):
        modality_model(TABLE | {"modalities": ["aggregate", "invented", "happened"]})


def asked(text: str, start: int, end: int, language: Language) -> list[tuple[Case, Judgment]]:
    """What the judge is asked about one event word, and its answer."""
    found: list[tuple[Case, Judgment]] = []

    def judge(case: Case) -> Judgment:
        found.append((case, judge_case(case)))
        return found[-1][1]

    mention_at(text, start, end, language, judge=judge)
    return found


def test_hard_sentences_stay_off_the_map_explained_and_cheap(language: Language) -> None:
    model = shipped_modality_model()
    assert isinstance(model, ModalityModel)
    pairs = [pair for _, *case in cases()[-40:] for pair in asked(*case, language)]
    overruled = [(case, judgment) for case, judgment in pairs if judgment.modality is not case.by_rules.modality]
    assert overruled
    for case, judgment in overruled:
        assert judgment.modality not in DRAWN_MODALITIES or case.by_rules.modality in DRAWN_MODALITIES
        assert judgment.reason.startswith("by how it is told: ")
    for case, _ in pairs:
        features = telling_of(case)
        assert len(set(features)) == len(features)
        assert np.isclose(model.shares(features).sum(), 1.0)
    begin = process_time()
    for case, _ in pairs:
        model.judge(case)
    assert (process_time() - begin) / len(pairs) < 0.005  # measured: 0.0004 on an idle machine
