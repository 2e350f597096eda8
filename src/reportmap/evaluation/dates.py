"""TIMEX3 measures: are expressions found (strict and relaxed spans), and given the right value and days.

Definitions: UzZaman, Llorens, Derczynski, Allen, Verhagen and Pustejovsky, SemEval-2013 Task 1: TempEval-3 (2013),
section 4: strict match is the same span, relaxed match an overlapping one, value F1 counts relaxed matches whose value
is the same. Interval accuracy, which TempEval-3 has not, compares the days that the values mean.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

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
    """A predicted expression; `value` is "" where it stays unresolved."""

    start: int
    end: int
    value: str


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

    Args:     types: TIMEX3 types to look at alone; predictions that match other types only are left out
    """
    n_texts = n_gold = n_predicted = strict = relaxed = values = points = intervals = starts = 0
    for text, every_gold, every_predicted in texts:
        n_texts += 1
        gold, predicted = _compared(text, every_gold, every_predicted, types)
        n_gold += len(gold)
        n_predicted += len(predicted)
        taken: set[int] = set()
        for one in gold:
            at, is_exact = _partner(one, predicted, taken)
            days = interval_of(one.value) if one.type in POINT_TYPES else None
            points += days is not None
            if at is None:
                continue
            taken.add(at)
            strict += is_exact
            relaxed += 1
            values += one.value in (predicted[at].value, predicted[at].value.partition("T")[0])
            found = interval_of(predicted[at].value)
            intervals += days is not None and found == days
            starts += days is not None and found is not None and days[0] <= found[0] <= days[1]
    return DateScores(
        texts=n_texts,
        strict=Agreement(gold=n_gold, predicted=n_predicted, right=strict),
        relaxed=Agreement(gold=n_gold, predicted=n_predicted, right=relaxed),
        value=Agreement(gold=n_gold, predicted=n_predicted, right=values),
        points=points,
        intervals_right=intervals,
        starts_inside=starts,
    )


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
        return any(overlap(one, other) > 0 for other in others) and not any(overlap(one, kept) > 0 for kept in wanted)

    return wanted, [one for one in found if not is_other(one)]


def _tidy(text: str, timex: PredictedTimex) -> PredictedTimex | None:
    """A prediction without prepositions in front and marks behind, None where nothing is left."""
    outside = _OUTSIDE.match(text, timex.start, timex.end)
    start = outside.end() if outside else timex.start
    end = start + len(text[start : timex.end].rstrip(" ,.;"))
    return PredictedTimex(start=start, end=end, value=timex.value) if start < end else None


def _partner(gold: GoldTimex, predicted: Sequence[PredictedTimex], taken: set[int]) -> tuple[int | None, bool]:
    """The first free prediction with the same span, else the first that overlaps; and whether it is the same span."""
    free = [at for at in range(len(predicted)) if at not in taken and overlap(gold, predicted[at]) > 0]
    same = [at for at in free if (predicted[at].start, predicted[at].end) == (gold.start, gold.end)]
    return (same[0], True) if same else (free[0] if free else None, False)
