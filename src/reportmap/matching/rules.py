"""The weights, limits and kindred types of `resources/events/across.toml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import permutations

from reportmap.errors import RulesError
from reportmap.model import stable_id
from reportmap.rules import read_rules

FILE = "events/across.toml"


@dataclass(frozen=True, slots=True)
class Rules:
    """The file's content. `alike` holds how readily two sub-event types stand for one act, by ordered pair."""

    weights: Mapping[str, float]
    limits: Mapping[str, float]
    alike: Mapping[tuple[str, str], float]
    same_event_type: float
    rare: frozenset[str]
    common: frozenset[str]
    version: str


@cache
def rules() -> Rules:
    """The rules, read once. Raises RulesError when the file lacks a part."""
    found = read_rules(FILE)
    try:
        alike: dict[tuple[str, str], float] = {}
        for row in found["alike"]:
            for pair in permutations(row["types"], 2):
                alike[pair] = max(row["weight"], alike.get(pair, 0.0))
        return Rules(
            weights=found["weights"],
            limits=found["limits"],
            alike=alike,
            same_event_type=found["types"]["same_event_type"],
            rare=frozenset(found["types"]["rare"]),
            common=frozenset(found["words"]["common"].split()),
            version=stable_id(FORMAT, sorted(found.items())),
        )
    except (KeyError, TypeError) as error:
        raise RulesError(f"resources/{FILE} lacks {error}; reinstall reportmap") from error


FORMAT = 2
"""Raised when the code compares otherwise by the same rules, so that stores compare their events again."""


def limits() -> Mapping[str, float]:
    """The limits of the rules: among others, the scores from which on accounts are merged (`accept`) or offered."""
    return rules().limits


def version() -> str:
    """What the comparison depends on beside the accounts: stores compare everything again when it changes."""
    return rules().version
