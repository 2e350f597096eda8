"""The learned weights of places: the trees, what feeds them, and what they decide."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportmap.errors import RulesError
from reportmap.gazetteer import Gazetteer
from reportmap.gazetteer.distances import distance_km
from reportmap.language import Language
from reportmap.model import PlaceRelation, PlaceUse, ResolvedPlace
from reportmap.places import HAND_WEIGHTS, find_places, resolve_places
from reportmap.places.features import FEATURES
from reportmap.places.models import FEATURES as OF_MODELS
from reportmap.places.models import shipped_models
from reportmap.places.ranking import FEATURES as RANKING_FEATURES
from reportmap.places.trees import MOST_LEAVES, Trees
from tests.places_cases import parse, resolve

NUMBERS = st.integers(-3, 3).map(float)


@st.composite
def nested_trees(draw: st.DrawFn, most: int = MOST_LEAVES) -> Any:
    """A tree as (column, threshold, left, right), or the value of a leaf."""
    if most < 2 or draw(st.booleans()):
        return draw(NUMBERS)
    left = draw(st.integers(1, most - 1))
    return (draw(st.integers(0, 2)), draw(NUMBERS), draw(nested_trees(left)), draw(nested_trees(most - left)))


def flat(tree: Any) -> Mapping[str, Any]:
    """The same tree as a weights file holds it."""
    nodes: list[tuple[int, float, int, int]] = []
    leaves: list[float] = []

    def walk(node: Any) -> None:
        if isinstance(node, float):
            leaves.append(node)
            return
        first = len(leaves)
        walk(node[2])
        nodes.append((node[0], node[1], first, len(leaves)))
        walk(node[3])

    walk(tree)
    return {"nodes": nodes, "leaves": leaves}


def follow(tree: Any, row: list[float]) -> float:
    while not isinstance(tree, float):
        tree = tree[2] if row[tree[0]] <= tree[1] else tree[3]
    return tree


@given(st.lists(nested_trees(), max_size=4), st.lists(st.lists(NUMBERS, min_size=3, max_size=3), max_size=5))
def test_all_trees_at_once_give_what_each_gives_alone(trees: list[Any], rows: list[list[float]]) -> None:
    found = Trees({"features": ["a", "b", "c"], "trees": [flat(tree) for tree in trees]}, features=("a", "b", "c"))
    scores = found.scores(np.array(rows, dtype=np.float32).reshape(-1, 3))
    assert scores.tolist() == [sum(follow(tree, row) for tree in trees) for row in rows]


def test_weights_for_other_features_are_refused() -> None:
    with pytest.raises(RulesError, match="train them again"):
        Trees({"features": ["a", "b"], "trees": []}, features=("b", "a"))


@pytest.mark.parametrize("names", [FEATURES, RANKING_FEATURES], ids=["recognizer", "ranker"])
def test_every_feature_has_a_name_of_its_own(names: tuple[str, ...]) -> None:
    assert len(set(names)) == len(names)


def test_the_shipped_weights_fit_and_are_calibrated() -> None:
    models = shipped_models()
    assert set(OF_MODELS) == {"recognizer", "use", "ranker"}
    assert 0 < models.threshold < 1
    assert models.ranker is not None
    knots = models.ranker.knots
    assert [knots[0][0], knots[-1][0]] == [0.0, 1.0]
    assert all(left[0] < right[0] and left[1] <= right[1] for left, right in pairwise(knots))
    assert models.ranker.calibrated(0.0) == 0.0


TEXT = (
    "Fighting was reported in Musa Qala and Sangin, two towns of Helmand province, on Tuesday. "
    "Villagers fled from Qala-e-Zarbandi near Sangin to Lashkar Gah. Kandahar police denied the report."
)


@pytest.mark.parametrize("with_names", [True, False], ids=["with the language model", "without"])
def test_small_foreign_towns_are_found(with_names: bool, gazetteer: Gazetteer, language: Language) -> None:
    from dataclasses import replace  # noqa: PLC0415

    parsed = parse(TEXT, language)
    if not with_names:
        parsed = tuple(replace(one, entities=(), tokens=()) for one in parsed)
    mentions = find_places(parsed, gazetteer=gazetteer)
    resolved = resolve_places(mentions, passages=[one.passage for one in parsed], gazetteer=gazetteer)
    places = {one.mention.text: one.place for one in resolved}
    for name in ("Musa Qala", "Sangin", "Helmand", "Lashkar Gah"):
        place = places[name]
        assert place is not None
        assert (place.country_code, place.admin1_code) == ("AF", "10")


def test_a_force_named_after_a_place_locates_nothing(gazetteer: Gazetteer, language: Language) -> None:
    police = [one for one in resolve(TEXT, gazetteer, language) if one.mention.text == "Kandahar"]
    assert all(one.mention.use is PlaceUse.ASSOCIATIVE and not one.may_locate for one in police)


def test_an_unknown_village_has_a_point_nearby_and_no_place(gazetteer: Gazetteer, language: Language) -> None:
    text = "Fighting was reported in the village of Zarbandi Kalay in Helmand province, near Sangin and Musa Qala."
    (village,) = [one for one in resolve(text, gazetteer, language) if one.mention.text.startswith("Zarbandi")]
    assert village.place is None
    assert village.point is None, "nothing is drawn there"
    nearby = village.nearby
    assert nearby is not None
    assert nearby.relation is PlaceRelation.NEAR
    assert distance_km((nearby.latitude, nearby.longitude), (31.6, 64.4)) < 150
    assert nearby.radius_km >= 25


def test_no_point_nearby_where_nothing_is_known(gazetteer: Gazetteer, language: Language) -> None:
    found = resolve("The village of Zarbandi Kalay was quiet.", gazetteer, language)
    assert all(one.nearby is None for one in found)


def test_scores_are_probabilities_and_runs_agree(gazetteer: Gazetteer, language: Language) -> None:
    first, second = (resolve(TEXT, gazetteer, language) for _ in range(2))
    assert first == second
    assert all(0.0 <= one.score <= 1.0 and 0.0 <= one.mention.score <= 1.0 for one in first)


def _places(found: list[ResolvedPlace]) -> dict[str, str]:
    return {one.mention.text: one.place.place_id for one in found if one.place is not None}


def test_the_hand_weights_do_alone(gazetteer: Gazetteer, language: Language) -> None:
    parsed = parse(TEXT, language)
    mentions = find_places(parsed, gazetteer=gazetteer, models=HAND_WEIGHTS)
    passages = [one.passage for one in parsed]
    by_hand = list(resolve_places(mentions, passages=passages, gazetteer=gazetteer, models=HAND_WEIGHTS))
    learned = _places(resolve(TEXT, gazetteer, language))
    assert {"Musa Qala", "Sangin", "Helmand", "Lashkar Gah"} <= set(_places(by_hand))
    assert all(learned.get(name, own) == own for name, own in _places(by_hand).items())
