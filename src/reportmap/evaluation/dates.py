"""TIMEX3 measures: are expressions found (strict and relaxed spans), and given the right value and days.

Definitions: UzZaman, Llorens, Derczynski, Allen, Verhagen and Pustejovsky, SemEval-2013 Task 1: TempEval-3 (2013),
section 4: strict match is the same span, relaxed match an overlapping one, value F1 counts relaxed matches whose value
is the same. Interval accuracy, which TempEval-3 has not, compares the days that the values mean.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from reportmap.evaluation.intervals import interval_of
from reportmap.evaluation.spans import Agreement, overlap

POINT_TYPES = frozenset({"DATE", "TIME"})
TIMEX_TYPES = ("DATE", "TIME", "DURATION", "SET")

_OUTSIDE = re.compile(r"(?:\s|(?:on|in|at|from|since|during|by|of|until|between|for|to) ){1,20}", re.IGNORECASE)
"""Prepositions before an expression; TIMEX3 leaves them out (annotation guidelines 1.2.1, section 3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldTimex:
    """A TIMEX3 expression of the gold standard; `is_header` marks the document creation time itself."""

    start: int
    end: int
    type: str
    value: str
    is_header: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictedTimex:
    """A predicted expression; `value` is "" where it stays unresolved, `type` where the prediction names none."""

    start: int
    end: int
    value: str
    type: str = ""


class Verdict(StrEnum):
    """What became of an expression: RIGHT has an overlapping prediction with its value, WRONG one with another."""

    RIGHT = "right"
    WRONG = "wrong"
    MISSED = "missed"
    SPURIOUS = "spurious"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """One expression compared: a gold one with its partner, or a prediction that has none (SPURIOUS).

    Offsets, `type` and `value` are the gold's, those of a spurious one its own; `found` is the predicted value, None
    where nothing was predicted. `is_exact` marks the same span.
    """

    start: int
    end: int
    type: str
    value: str
    found: str | None
    verdict: Verdict
    is_exact: bool = False


TextTimexes = tuple[str, Sequence[GoldTimex], Sequence[PredictedTimex]]
"""A text, its gold expressions and the predicted ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DateScores:
    """The measures over some texts; `points` counts gold dates and times whose value means days, found or not.

    Of these, `intervals_right` were given exactly their days, `starts_inside` days that begin inside them.
    """

    texts: int
    strict: Agreement
    relaxed: Agreement
    value: Agreement
    points: int
    intervals_right: int
    starts_inside: int

    @property
    def value_accuracy(self) -> float:
        """The share of the found expressions with the right value."""
        return self.value.right / max(self.relaxed.right, 1)

    @property
    def interval_accuracy(self) -> float:
        """The share of the points that were found and given exactly their days."""
        return self.intervals_right / max(self.points, 1)

    @property
    def start_accuracy(self) -> float:
        """The share of the points that were found and given days that begin inside theirs."""
        return self.starts_inside / max(self.points, 1)


def score_dates(texts: Iterable[TextTimexes], *, types: Collection[str] | None = None) -> DateScores:
    """The measures of predictions against gold expressions, summed over texts (micro average).

    Args:     types: TIMEX3 types to look at alone; predictions that match other types only, or that match nothing and
              say that they are of another type, are left out
    """
    n_texts = 0
    outcomes: list[Outcome] = []
    for text, gold, predicted in texts:
        n_texts += 1
        outcomes += judge(text, gold, predicted, types=types)
    n_gold = sum(one.verdict is not Verdict.SPURIOUS for one in outcomes)
    found = [one for one in outcomes if one.verdict in (Verdict.RIGHT, Verdict.WRONG)]
    n_predicted = len(found) + len(outcomes) - n_gold
    right = sum(one.verdict is Verdict.RIGHT for one in found)
    days = [(interval_of(one.value), one) for one in outcomes if one.type in POINT_TYPES]
    points = [(gold, one) for gold, one in days if gold is not None and one.verdict is not Verdict.SPURIOUS]
    placed = [(gold, interval_of(one.found)) for gold, one in points if one.found is not None]
    return DateScores(
        texts=n_texts,
        strict=Agreement(gold=n_gold, predicted=n_predicted, right=sum(one.is_exact for one in found)),
        relaxed=Agreement(gold=n_gold, predicted=n_predicted, right=len(found)),
        value=Agreement(gold=n_gold, predicted=n_predicted, right=right),
        points=len(points),
        intervals_right=sum(gold == own for gold, own in placed),
        starts_inside=sum(own is not None and gold[0] <= own[0] <= gold[1] for gold, own in placed),
    )


def judge(
    text: str,
    gold: Sequence[GoldTimex],
    predicted: Sequence[PredictedTimex],
    *,
    types: Collection[str] | None = None,
) -> list[Outcome]:
    """What became of each gold expression of a text, in their order, then the predictions that match none."""
    kept, free = _compared(text, gold, predicted, types)
    taken: set[int] = set()
    outcomes = []
    for one in kept:
        at, is_exact = _partner(one, free, taken)
        found = None if at is None else free[at].value
        verdict = Verdict.MISSED
        if at is not None and found is not None:
            taken.add(at)
            verdict = Verdict.RIGHT if one.value in (found, found.partition("T")[0]) else Verdict.WRONG
        outcomes.append(
            Outcome(
                start=one.start,
                end=one.end,
                type=one.type,
                value=one.value,
                found=found,
                verdict=verdict,
                is_exact=is_exact,
            )
        )
    spurious = (one for at, one in enumerate(free) if at not in taken)
    outcomes += [
        Outcome(
            start=one.start,
            end=one.end,
            type=one.type,
            value=one.value,
            found=one.value,
            verdict=Verdict.SPURIOUS,
        )
        for one in spurious
    ]
    return outcomes


def _compared(
    text: str, gold: Sequence[GoldTimex], predicted: Sequence[PredictedTimex], types: Collection[str] | None
) -> tuple[list[GoldTimex], list[PredictedTimex]]:
    """What is compared: no creation times and what overlaps them, tidy spans, and the wanted types."""
    headers = [one for one in gold if one.is_header]
    body = [one for one in gold if not one.is_header]
    tidy = [_tidy(text, one) for one in predicted if not any(overlap(one, header) > 0 for header in headers)]
    found = [one for one in tidy if one is not None]
    if types is None:
        return body, found
    wanted = [one for one in body if one.type in types]
    others = [one for one in body if one.type not in types]

    def is_other(one: PredictedTimex) -> bool:
        if any(overlap(one, kept) > 0 for kept in wanted):
            return False
        return any(overlap(one, other) > 0 for other in others) or (one.type not in types and one.type != "")

    return wanted, [one for one in found if not is_other(one)]


def _tidy(text: str, timex: PredictedTimex) -> PredictedTimex | None:
    """A prediction without prepositions in front and marks behind, None where nothing is left."""
    outside = _OUTSIDE.match(text, timex.start, timex.end)
    start = outside.end() if outside else timex.start
    end = start + len(text[start : timex.end].rstrip(" ,.;"))
    return replace(timex, start=start, end=end) if start < end else None


def _partner(gold: GoldTimex, predicted: Sequence[PredictedTimex], taken: set[int]) -> tuple[int | None, bool]:
    """The first free prediction with the same span, else the first that overlaps; and whether it is the same span."""
    free = [at for at in range(len(predicted)) if at not in taken and overlap(gold, predicted[at]) > 0]
    same = [at for at in free if (predicted[at].start, predicted[at].end) == (gold.start, gold.end)]
    return (same[0], True) if same else (free[0] if free else None, False)
