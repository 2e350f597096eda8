"""The learned judge of modality: what the rules say of an event, weighed with how it is told.

Multinomial logistic regression over named features (telling.py). The weights, `resources/events/modality_weights.json`,
come from `data/train_modality.py`; every decision can be told by the features that weighed most.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from reportmap.errors import RulesError
from reportmap.events.modality import STATE, Judgment
from reportmap.events.telling import Case, telling_of
from reportmap.model import DRAWN_MODALITIES, DateBasis, DatePrecision, Modality
from reportmap.rules import read_json

WEIGHTS = "events/modality_weights.json"
MOST_REASONS = 3

OFF_MAP = 0.6
"""The probability of all that the map does not draw from which an event stays off it (chosen by cross-validation)."""

NEWS_DAYS = 31
"""What happened so many days before a report, on a day that it names, is no history to it."""

CLOSE = 0.3
"""How much likelier another of them must be than what the rules call it."""

_Row = np.ndarray[tuple[int], np.dtype[np.float64]]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ModalityModel:
    """Learned weights: for each feature one per modality, in the order of `modalities`."""

    modalities: tuple[Modality, ...]
    bias: _Row
    weights: Mapping[str, _Row]

    def shares(self, features: Iterable[str]) -> _Row:
        """The probability of each modality; features that the model has not learned count nothing."""
        total = self.bias.copy()
        for name in features:
            row = self.weights.get(name)
            if row is not None:
                total += row
        found = np.exp(total - total.max())
        return np.asarray(found / found.sum())

    def choose(self, features: Iterable[str], *, by_rules: Modality) -> Modality:
        """The likeliest modality; what the rules keep off the map stays off it, by its name if that is close."""
        shares = self.shares(features)
        likely = sorted(zip(shares.tolist(), self.modalities, strict=True), reverse=True)
        off_map = [(share, modality) for share, modality in likely if modality not in DRAWN_MODALITIES]
        is_close = off_map[0][0] - shares[self.modalities.index(by_rules)] < CLOSE
        if by_rules not in DRAWN_MODALITIES and is_close:
            return by_rules
        if by_rules not in DRAWN_MODALITIES or sum(share for share, _ in off_map) > OFF_MAP:
            return off_map[0][1]
        return likely[0][1]

    def judge(self, case: Case) -> Judgment:
        """The modality by rules and weights; the reason names the features that weighed most against the rules."""
        if case.by_rules == STATE:
            return STATE
        features = telling_of(case)
        chosen = self.choose(features, by_rules=case.by_rules.modality)
        if chosen is case.by_rules.modality or (chosen is Modality.BACKGROUND and _is_news(case)):
            return case.by_rules
        best, own = (self.modalities.index(modality) for modality in (chosen, case.by_rules.modality))
        leading = sorted(
            (name for name in features if name in self.weights),
            key=lambda name: self.weights[name][own] - self.weights[name][best],
        )
        return Judgment(chosen, f"by how it is told: {', '.join(leading[:MOST_REASONS])}")


def _is_news(case: Case) -> bool:
    """Whether an event has a day of its own, in the month before the report or the latest year of an undated one."""
    date = case.date
    if date.end is None or date.precision is not DatePrecision.DAY or date.basis is DateBasis.INHERITED:
        return False
    if case.published_on is None:
        return date.end.year == case.text_year
    return (case.published_on - date.end).days <= NEWS_DAYS


def judge_case(case: Case) -> Judgment:
    """The modality of an event by the model of this version. Raises RulesError when its weights cannot be read."""
    return shipped_modality_model().judge(case)


@cache
def shipped_modality_model() -> ModalityModel:
    """The model of `resources/events/modality_weights.json`, read once. Raises RulesError when it is damaged."""
    return modality_model(read_json(WEIGHTS))


def modality_model(table: Mapping[str, Any]) -> ModalityModel:
    """A model as the training script writes it (Any: decoded JSON). Raises RulesError when something is missing."""
    try:
        modalities = tuple(Modality(name) for name in table["modalities"])
        weights = {}
        for name, (places, values) in table["weights"].items():
            weights[name] = np.zeros(len(modalities))
            weights[name][places] = values
        return ModalityModel(modalities=modalities, bias=np.array(table["bias"]), weights=weights)
    except (IndexError, KeyError, TypeError, ValueError) as error:
        raise RulesError(f"resources/{WEIGHTS} is damaged ({error!r}); reinstall reportmap") from error
