"""Counts as intervals: what a figure says, and whether two of them can both be right."""

from dataclasses import dataclass

from reportmap.model import Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A count as an interval; `high` is None where the text leaves it open ("at least nine"). `side` as in Count."""

    low: int
    high: int | None
    side: str | None = None


def figure_of(count: Count) -> Figure:
    """A count as an interval. Bounds that the text leaves open are open above and 0 below."""
    low = count.low if count.low is not None else count.best
    is_point = count.high is None and count.low is None
    high = count.best if is_point else count.high
    return Figure(low=low or 0, high=high, side=count.side)


def best_number(count: Count) -> int | None:
    """The one number that a count is best told by: its best, else its low, else its high."""
    return count.best if count.best is not None else count.low if count.low is not None else count.high


def figures_meet(a: Figure, b: Figure) -> bool:
    """Whether one number may be right for both."""
    return (b.high is None or a.low <= b.high) and (a.high is None or b.low <= a.high)


def say_figure(figure: Figure) -> str:
    """A figure in digits: "9", "at least 9", "at most 9", "between 9 and 12"."""
    if figure.high is None:
        return f"at least {figure.low}"
    if figure.low == figure.high:
        return str(figure.low)
    return f"between {figure.low} and {figure.high}" if figure.low else f"at most {figure.high}"
