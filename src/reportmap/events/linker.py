"""The learned linker: how likely each name of a passage is where an event took place.

Two logistic regressions over named features: the first looks at each name by itself (clues.py), the second at the names
beside it as well (rivals.py). Their weights, `resources/events/linker.json`, come from `data/train_links.py`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from typing import Any

from reportmap.errors import RulesError
from reportmap.events.clues import Clues
from reportmap.events.lexicon import listed
from reportmap.events.rivals import log_odds, rival_features
from reportmap.events.runs import NameRun, name_runs
from reportmap.events.syntax import Syntax
from reportmap.model import PlaceMention, PlacePrecision, ResolvedPlace, Span
from reportmap.rules import read_json

_LARGEST = 30.0

UNLISTED = 0.6
"""The probability from which a name that the places stage does not know is the place (checked on MUC-4's texts)."""

PERSON = 0.8
"""The same for a name behind "in" that the language model takes for a person."""

BESIDE = 0.1
"""The same for a name behind words that leave no doubt that it is a place ("the village of X", "near X")."""

ALONE = 0.3
"""The same where no other name of the passage could be the place."""

_AT = frozenset({"at", "near", "outside", "around"})
_BESIDE = frozenset({"near", "outside", "around"})
_WAYS = frozenset({"road", "highway", "route", "way"})
_NO_PLACE = frozenset(
    {"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "EVENT", "LAW", "LANGUAGE", "NORP"}
)
"""The language model's labels of what is never a place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A logistic regression over features that are there or not; `odds` weighs the log odds of the look before."""

    bias: float
    weights: Mapping[str, float]
    odds: float = 0.0

    def score(self, features: Iterable[str], *, before: float = 0.0) -> float:
        """A probability.

        Args:     before: the log odds of the look before, where there is one
        """
        weights = self.weights
        total = self.bias + self.odds * before + sum(weights.get(name, 0.0) for name in dict.fromkeys(features))
        return 1.0 / (1.0 + exp(-max(-_LARGEST, min(_LARGEST, total))))


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkModel:
    """Both looks; `threshold` is the probability from which F1 over tokens is best by cross-validation."""

    first: Look
    second: Look
    threshold: float


@cache
def shipped_link_model() -> LinkModel:
    """The model of `resources/events/linker.json`, read once. Raises RulesError when it is damaged."""
    return link_model(read_json("events/linker.json"))


def link_model(table: Mapping[str, Any]) -> LinkModel:
    """A model as the training script writes it (Any: decoded JSON). Raises RulesError when something is missing."""
    try:
        first, second = (
            Look(bias=float(part["bias"]), odds=float(part["odds"]), weights={**part["weights"]})
            for part in (table["first"], table["second"])
        )
        return LinkModel(first=first, second=second, threshold=float(table["threshold"]))
    except (KeyError, TypeError, ValueError) as error:
        raise RulesError(f"resources/events/linker.json is damaged ({error!r}); reinstall reportmap") from error


def link_scores(clues: Clues, *, model: LinkModel | None = None) -> tuple[float, ...]:
    """For each run of the passage, in order, how likely the event took place there, in [0, 1]."""
    model = model or shipped_link_model()
    first = [model.first.score(clues.of(number)) for number in range(len(clues.runs))]
    return second_scores(clues, first, look=model.second)


def place_scores(
    syntax: Syntax, word: int, places: Sequence[ResolvedPlace], *, parties: Sequence[Span] = ()
) -> tuple[dict[int, float], tuple[ResolvedPlace, ...]]:
    """How likely the event at token `word` took place at names of the passage, by the start of each name.

    A place has no score where its name is in no run, or is only part of a longer name of something else ("Khyber" of
    "Khyber Bazaar"). The second result holds names that no other stage takes for a place, but that stand where the
    place of the event is told ("a convoy at Zurkandeh"): unresolved, so that no other place is taken over instead.

    Args:     parties: the parties of the passage, whose names are no places
    """
    runs = name_runs(syntax, places)
    unlisted = [run for run in runs if run.place is None and _stands_for_place(syntax, run, parties)]
    if not places and not unlisted:
        return {}, ()
    found: dict[int, float] = {}
    least = UNLISTED if any(place.place is not None for place in places) else ALONE
    for run, score in zip(runs, link_scores(Clues(syntax, word, runs)), strict=True):
        for place in places:
            mention = place.mention
            if run.start < mention.end and mention.start < run.end and _names(run, place):
                found[mention.start] = max(score, found.get(mention.start, 0.0))
        if run in unlisted and score >= min(least, _least(syntax, run)):
            found[run.start] = score
    told = [run for run in unlisted if run.start in found or _preposition(syntax, run)[0] in {"to", "from"}]
    return found, tuple(_unresolved(syntax, run) for run in told)


def _stands_for_place(syntax: Syntax, run: NameRun, parties: Sequence[Span]) -> bool:
    """Whether a name that is not in the gazetteer stands behind a preposition that says where."""
    is_facility = run.name.split()[-1].lower() in listed("facility_nouns")
    if is_facility or run.label in _NO_PLACE or any(run.start < one.end and one.start < run.end for one in parties):
        return False
    preposition, anchor = _preposition(syntax, run)
    if preposition in {"to", "from"}:  # the phrase itself says where: "on the road to X", "from X we hear"
        return anchor in (_WAYS if preposition == "to" else listed("hearing_verbs"))
    if preposition == "of":
        return anchor in listed("unit_nouns") | listed("wide_units") | listed("site_nouns")
    if preposition in {"on", "upon"}:
        return anchor in listed("assailing_verbs")
    return preposition in _AT | {"in"} or _names_unit(syntax, run) or _is_called_unit(syntax, run)


def _least(syntax: Syntax, run: NameRun) -> float:
    """The score from which a name is taken for a place, by what stands around it."""
    if _is_surely_place(syntax, run):
        return BESIDE
    is_like_person = run.label == "PERSON" and _preposition(syntax, run)[0] == "in"
    return PERSON if is_like_person else UNLISTED


def _is_surely_place(syntax: Syntax, run: NameRun) -> bool:
    """Whether the words before or behind a name say that it is a place."""
    preposition, anchor = _preposition(syntax, run)
    is_unit = preposition == "of" and anchor in listed("unit_nouns") | listed("wide_units")
    return is_unit or preposition in _BESIDE or _names_unit(syntax, run) or _is_called_place(syntax, run)


def _is_called_unit(syntax: Syntax, run: NameRun) -> bool:
    units = listed("named_units") | listed("unit_nouns") | {"community"}
    return any(syntax.lemmas[child] in units for child in syntax.with_dep(run.head, frozenset({"appos"})))


def _is_called_place(syntax: Syntax, run: NameRun) -> bool:
    """Whether an apposition says that a name is a place ("X, a village in Y"), or "at X in Y" what it lies in."""
    if _is_called_unit(syntax, run):
        return True
    inside = syntax.objects_of_preposition(run.head, frozenset({"in"}))
    return any(syntax.tokens[item].tag.startswith("NNP") for _, item in inside)


def _names_unit(syntax: Syntax, run: NameRun) -> bool:
    """Whether the kind of place stands behind a name ("Dambas town")."""
    token = syntax.tokens[run.head]
    return token.dep in {"compound", "nmod"} and syntax.lemmas[token.head] in listed("named_units")


def _preposition(syntax: Syntax, run: NameRun) -> tuple[str, str]:
    """The preposition before a name and the lemma that it hangs on; ("", "") where there is none."""
    token = syntax.tokens[run.head]
    while token.dep == "conj" and token.head != run.head:
        token = syntax.tokens[token.head]
    return (
        (syntax.lemmas[token.head], syntax.lemmas[syntax.tokens[token.head].head]) if token.dep == "pobj" else ("", "")
    )


def _unresolved(syntax: Syntax, run: NameRun) -> ResolvedPlace:
    mention = PlaceMention(
        start=run.start,
        end=run.end,
        text=run.name,
        passage_index=syntax.parsed.passage.index,
        name=run.name,
        cue="the place of the event by its sentence",
    )
    return ResolvedPlace(mention=mention, place=None, precision=None, score=0.0, reason="not in the gazetteer")


def _names(run: NameRun, place: ResolvedPlace) -> bool:
    """Whether a run is the name of a place, and not that of something that is called after it."""
    is_town = place.precision is PlacePrecision.EXACT  # "Kabul Airport" is in Kabul
    return is_town or place.mention.end >= run.end or run.name.split()[-1].lower() not in listed("facility_nouns")


def second_scores(clues: Clues, first: Sequence[float], *, look: Look) -> tuple[float, ...]:
    """The second look at runs that the first gave these scores."""
    features = rival_features(clues, first)
    return tuple(look.score(found, before=log_odds(own)) for found, own in zip(features, first, strict=True))
