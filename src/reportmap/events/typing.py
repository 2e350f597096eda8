"""The learned typer: how likely a short text reports each sub-event type, or is about something else.

Multinomial logistic regression over named features: the cues of `cues.toml` in the whole text and in its first
sentence, their phrases, their order, the triggers that the ontology's rows found, the kinds of parties and names. The
weights come of `data/train_event_types.py`; every decision can be told by the cues that weighed most.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from reportmap.events.cues import CueTable, FoundCue, shipped_cues
from reportmap.model import ActorMention, ParsedPassage, Trigger
from reportmap.rules import read_json

WEIGHTS = "events/typer.json"
MOST_CHARS = 1000
"""Longer texts are typed by their beginning; the typer learned from shorter ones."""

MOST_SENTENCES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeJudgment:
    """How likely each sub-event type is, by its name, and each topic that is no event type; the sum is 1.

    `because` are up to three phrases of the text that speak most for the best type.
    """

    types: Mapping[str, float]
    topics: Mapping[str, float]
    because: tuple[str, ...]

    @property
    def none(self) -> float:
        """The probability that the text reports no event of the ontology."""
        return sum(self.topics.values())

    @property
    def best(self) -> str:
        """The likeliest sub-event type, whatever `none` says."""
        return max(self.types, key=lambda name: self.types[name])

    @property
    def is_event(self) -> bool:
        """Whether the text more likely reports an event than none."""
        return self.none < 0.5


class Typer:
    """The learned weights, ready to judge."""

    def __init__(self, table: Any, cues: CueTable) -> None:  # Any: decoded JSON
        self._cues = cues
        self._types: list[str] = table["types"]
        self._topics: list[str] = table["topics"]
        self._bias = np.array(table["bias"])
        width = len(self._bias)
        self._weights: dict[str, np.ndarray[tuple[int], np.dtype[np.float64]]] = {}
        for name, row in table["weights"].items():
            weights = np.zeros(width)
            weights[row[0]] = row[1]
            self._weights[name] = weights

    def knows(self, sub_event_type: str | None) -> bool:
        """Whether the typer has learned a sub-event type."""
        return sub_event_type in self._types

    def judge(
        self, parsed: Sequence[ParsedPassage], *, triggers: Iterable[Trigger] = (), actors: Iterable[ActorMention] = ()
    ) -> TypeJudgment:
        """What some passages in a row report; the first of them counts most."""
        features, found = type_features(parsed, triggers=triggers, actors=actors, cues=self._cues)
        return self.judge_features(features, found)

    def judge_features(self, features: Mapping[str, float], found: Iterable[FoundCue] = ()) -> TypeJudgment:
        """What features say that are computed already; `found` are the cues to explain the judgment by."""
        total = self._bias.copy()
        for name, value in features.items():
            weights = self._weights.get(name)
            if weights is not None:
                total += value * weights
        shares = np.exp(total - total.max())
        shares /= shares.sum()
        types = dict(zip(self._types, shares[: len(self._types)].tolist(), strict=True))
        topics = dict(zip(self._topics, shares[len(self._types) :].tolist(), strict=True))
        best = int(np.argmax(shares[: len(self._types)]))
        return TypeJudgment(types=types, topics=topics, because=self._because(found, best))

    def _because(self, found: Iterable[FoundCue], label: int) -> tuple[str, ...]:
        weighed: dict[str, float] = {}
        for cue in found:
            names = (f"phrase:{cue.phrase.text}", *(f"cue:{name}" for name in cue.phrase.cues))
            weighed[cue.phrase.text] = sum(self._weights[name][label] for name in names if name in self._weights)
        leading = sorted((phrase for phrase in weighed if weighed[phrase] > 0), key=lambda one: -weighed[one])
        return tuple(leading[:3])


@cache
def shipped_typer() -> Typer:
    """The typer of this version. Raises RulesError when its weights cannot be read."""
    return Typer(read_json(WEIGHTS), shipped_cues())


def type_features(
    parsed: Sequence[ParsedPassage],
    *,
    triggers: Iterable[Trigger],
    actors: Iterable[ActorMention],
    cues: CueTable,
) -> tuple[dict[str, float], tuple[FoundCue, ...]]:
    """What the typer sees of some passages in a row, by name, and the cues in them.

    Cues and phrases are 1 where they stand, triggers their strength, `length` and `sentences` in [0, 1]. Names that
    begin with "first" look at the first passage alone.
    """
    text = " ".join(item.passage.text for item in parsed)[:MOST_CHARS]
    first_end = len(parsed[0].passage.text) if parsed else 0
    features: dict[str, float] = {
        "length": min(len(text), MOST_CHARS) / MOST_CHARS,
        "sentences": min(len(parsed), MOST_SENTENCES) / MOST_SENTENCES,
    }
    found = cues.find(text)
    words: dict[str, list[int]] = {}
    for one in found:
        in_first = one.start < first_end
        for kind, name in (("phrase", one.phrase.text), *(("cue", cue) for cue in one.phrase.cues)):
            features[f"{kind}:{name}"] = 1.0
            if in_first:
                features[f"first {kind}:{name}"] = 1.0
        for cue in one.phrase.cues:
            words.setdefault(cue, []).append(one.word)
    for order in cues.orders:
        if _in_order(words.get(order.first, ()), words.get(order.then, ()), order.within):
            features[f"order:{order.name}"] = 1.0
    _add_triggers(features, triggers, first=parsed[0].passage.index if parsed else 0)
    features |= {f"party:{actor.kind}": 1.0 for actor in actors}
    features |= {f"name:{entity.label}": 1.0 for item in parsed for entity in item.entities}
    return features, found


def _in_order(first: Sequence[int], then: Sequence[int], within: int) -> bool:
    return any(0 < after - before <= within for before in first for after in then)


def _add_triggers(features: dict[str, float], triggers: Iterable[Trigger], *, first: int) -> None:
    is_bare = True
    for trigger in triggers:
        is_bare = False
        name = f"{trigger.sub_event_type}:{trigger.rule.rpartition(':')[2]}"
        features[f"trigger:{name}"] = max(features.get(f"trigger:{name}", 0.0), trigger.score)
        if trigger.passage_index == first:
            features[f"first trigger:{name}"] = max(features.get(f"first trigger:{name}", 0.0), trigger.score)
    if is_bare:
        features["no trigger"] = 1.0
