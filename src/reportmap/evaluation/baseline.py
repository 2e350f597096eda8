"""Outcomes of an evaluation of dates, kept to compare with: what was gained since, and what was lost.

A baseline is JSON lines, one a text: its id, and offsets, type, values and verdict of its expressions, no words.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from reportmap.annotation.corpus import Fields
from reportmap.annotation.fields import entries_of, id_of, span_of, string_of
from reportmap.errors import CorpusError
from reportmap.evaluation.dates import Outcome, Verdict

Key = tuple[str | int, int, int]
"""Text id and offsets of an expression."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextOutcomes:
    """A text's id and what became of its expressions."""

    id: str | int
    outcomes: tuple[Outcome, ...]


_BAD = frozenset({Verdict.WRONG, Verdict.MISSED, Verdict.SPURIOUS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An expression whose outcome is not that of the baseline; `is_gain` where it is better now.

    `before` and `now` are verdicts, "" for a prediction that stands in one of the two runs only.
    """

    key: Key
    type: str
    value: str
    before: str
    now: str
    found: str | None
    is_gain: bool


def outcome_lines(texts: Iterable[TextOutcomes]) -> Iterable[str]:
    """The baseline's lines, in the order of the corpus."""
    for text in texts:
        rows = [
            {
                "start": one.start,
                "end": one.end,
                "type": one.type,
                "value": one.value,
                "found": one.found,
                "verdict": one.verdict.value,
            }
            for one in text.outcomes
        ]
        yield json.dumps({"id": text.id, "outcomes": rows}, ensure_ascii=False) + "\n"


def read_outcomes(fields: Fields) -> TextOutcomes:
    """A baseline's line. Raises CorpusError for a line that is none."""
    outcomes = []
    for entry, where in entries_of(fields, "outcomes"):
        start, end = span_of(entry, where, text=None)
        verdict = string_of(entry, "verdict", where)
        if verdict not in {one.value for one in Verdict}:
            raise CorpusError(f"{where} has the verdict {verdict!r}; write it with --save-baseline")
        timex_type, value = (string_of(entry, name, where) or "" for name in ("type", "value"))
        found = string_of(entry, "found", where)
        outcomes.append(
            Outcome(start=start, end=end, type=timex_type, value=value, found=found, verdict=Verdict(verdict))
        )
    return TextOutcomes(id=id_of(fields), outcomes=tuple(outcomes))


def changes(texts: Iterable[TextOutcomes], stored: Iterable[TextOutcomes]) -> list[Change]:
    """Every expression that is right in one of the two runs only, or spurious in one only, in the order of the corpus.

    Expressions that are missed in one run and wrong in the other are no change.
    """
    baseline = {(text.id, one.start, one.end): one for text in stored for one in text.outcomes}
    found: list[Change] = []
    seen: set[Key] = set()
    for text in texts:
        for one in text.outcomes:
            key = (text.id, one.start, one.end)
            seen.add(key)
            before = baseline.get(key)
            if _is_changed(before, one):
                found.append(_change(key, before, one))
    gone = [(key, one) for key, one in baseline.items() if key not in seen and one.verdict is Verdict.SPURIOUS]
    return found + [_change(key, one, None) for key, one in gone]


def _is_changed(before: Outcome | None, now: Outcome) -> bool:
    if before is None:
        return now.verdict is Verdict.SPURIOUS
    return (before.verdict in _BAD) != (now.verdict in _BAD)


def _change(key: Key, before: Outcome | None, now: Outcome | None) -> Change:
    known = now or before
    if known is None:
        raise ValueError("a change needs an outcome before or now")
    return Change(
        key=key,
        type=known.type,
        value=known.value,
        before="" if before is None else before.verdict.value,
        now="" if now is None else now.verdict.value,
        found=None if now is None else now.found,
        is_gain=now is None or now.verdict is Verdict.RIGHT,
    )
