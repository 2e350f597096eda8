"""The learned weights of this stage, as `data/train_places.py` trained them."""

from dataclasses import dataclass
from functools import cache

from reportmap.places import features, ranking
from reportmap.places.trees import Trees
from reportmap.rules import read_json

RECOGNIZER, USE, RANKER = "recognizer", "use", "ranker"
FEATURES = {RECOGNIZER: features.FEATURES, USE: features.FEATURES, RANKER: ranking.FEATURES}
"""What each model's trees ask for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceModels:
    """The recognizer (is it a toponym?), its use (literal?) and the ranker (which place?); None is the hand weights.

    `threshold` is the least probability of a toponym. `least_associative` is the least probability of the recognizer
    of uses above which a toponym stands for whoever is tied to it.
    """

    recognizer: Trees | None = None
    use: Trees | None = None
    ranker: Trees | None = None
    threshold: float = 0.5
    least_associative: float = 0.65


HAND_WEIGHTS = PlaceModels()
"""The weights of `recognition.csv` and `resolution.csv` alone: what the learned ones are measured against."""


@cache
def shipped_models() -> PlaceModels:
    """The models under `resources/places/`, read once. Raises RulesError when one is damaged or does not fit."""
    tables = {name: read_json(f"places/{name}.json") for name in FEATURES}
    trees = {name: Trees(table, features=FEATURES[name]) for name, table in tables.items()}
    return PlaceModels(
        recognizer=trees[RECOGNIZER],
        use=trees[USE],
        ranker=trees[RANKER],
        threshold=tables[RECOGNIZER]["threshold"],
        least_associative=tables[USE]["threshold"],
    )
