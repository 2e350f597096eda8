"""What the other names of a passage say about one of them: the second look of the learned linker.

The first look scores every name by itself. Few events have several places, so that a likelier name beside one speaks
against it, unless both are members of a list; and of a town and its province the town is the place.
"""

from collections.abc import Sequence
from math import log

from reportmap.events.clues import Clues
from reportmap.events.runs import NameRun

_SUMS = (0.05, 0.15, 0.3, 0.5, 0.7, 0.9, 1.3, 2.0)
_LIKELY = 0.3
_STEEPEST = 6


def log_odds(score: float) -> float:
    """The logarithm of the odds of a probability, finite for 0 and 1."""
    return log((score + 1e-6) / (1 - score + 1e-6))


def rival_features(clues: Clues, scores: Sequence[float]) -> list[list[str]]:
    """The second look's features of each run, in order.

    Args:     scores: the first look's probability of each run
    """
    return [_of(clues, number, scores) for number in range(len(scores))]


def _of(clues: Clues, number: int, scores: Sequence[float]) -> list[str]:
    others = sorted(((score, at) for at, score in enumerate(scores) if at != number), reverse=True)
    own, rank = _step(scores[number]), sum(score > scores[number] for score, _ in others)
    best = others[0][0] if others else 0.0
    total = sum(sum(score for score, _ in others) > step for step in _SUMS)
    found = [
        f"rank={min(rank, 3)}",
        f"own={own}",
        f"best={_step(best)}",
        f"own&best={own}&{_step(best)}",
        f"sum={total}",
        f"sum&own={total}&{own}",
    ]
    for place, (score, at) in enumerate(others):
        if place and score <= _LIKELY:
            break
        relations = _relations(clues, number, at)
        if place:
            found += [f"likely:{relation}" for relation in relations]
            continue
        for relation in relations:
            found += [relation, f"{relation}&best={_step(best)}", f"{relation}&first={rank == 0}"]
    return found


def _step(score: float) -> int:
    return max(-_STEEPEST, min(_STEEPEST, round(log_odds(score))))


def _relations(clues: Clues, number: int, other: int) -> list[str]:
    """How a run stands to another: in the words between, in the tree, in the gazetteer."""
    one, two = clues.runs[number], clues.runs[other]
    side, words, grain = "before" if one.first < two.first else "after", clues.gap(one, two), _grain(one, two)
    dep = clues.syntax.tokens[max(one, two, key=lambda run: run.first).head].dep
    over = "side"
    if one.head in clues.syntax.governors(two.head):
        over = "over"
    elif two.head in clues.syntax.governors(one.head):
        over = "under"
    found = [
        f"{side}:{words}",
        f"grain:{grain}",
        f"{side}:{grain}:{dep == 'conj'}:{words != 'far'}",
        f"{over}:{dep}:{grain}",
        f"{over}:{side}:{words}",
        f"kinds:{clues.places[number]}/{clues.places[other]}",
        f"roles:{clues.attachment(one.head)[0]}/{clues.attachment(two.head)[0]}",
    ]
    if one.name == two.name:
        found.append("same:" + side)
    return found


def _grain(one: NameRun, two: NameRun) -> str:
    """Which of two places is the finer, and whether they share country and first-order unit."""
    if one.place is None or two.place is None or one.place.place is None or two.place.place is None:
        return "unknown"
    a, b = one.place.place, two.place.place
    difference = one.place.coarseness - two.place.coarseness
    size = "same" if difference == 0 else "finer" if difference < 0 else "coarser"
    if a.place_id == b.place_id:
        return size + " itself"
    if a.country_code != b.country_code:
        return size + " elsewhere"
    return size + (" unit" if a.admin1_code == b.admin1_code else " country")
