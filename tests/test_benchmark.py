"""The benchmark compares costs fairly; what it measures is no part of the suite."""

import pytest

from tests.benchmark.__main__ import ratio

SLOW_MACHINE = 2.0

CASES = [
    # label,                          name,                  now,   baseline, expected
    ("same time, machine half as fast", "gazetteer_build_s",   20.0,  20.0,     0.5),
    ("twice the time on it",            "gazetteer_open_ms",    8.0,   4.0,     1.0),
    ("half the rate on it",             "documents_per_s",      2.0,   4.0,     1.0),
    ("same rate on it",                 "documents_per_s",      4.0,   4.0,     0.5),
    ("memory knows no speed",           "peak_mb",            300.0, 200.0,     1.5),
    ("a count knows no speed",          "extraction_events",  100.0, 100.0,     1.0),
    ("new measure",                     "peak_kb",              3.0,  None,     None),
    ("nothing measured",                "gazetteer_open_ms",    0.0,   4.0,     None),
]  # fmt: skip


@pytest.mark.parametrize(("label", "name", "now", "baseline", "expected"), CASES)
def test_ratio(label: str, name: str, now: float, baseline: float | None, expected: float | None) -> None:
    before = {"yardstick_s": 0.1} | ({} if baseline is None else {name: baseline})
    assert ratio(name, {"yardstick_s": 0.1 * SLOW_MACHINE, name: now}, before) == expected, label


def test_without_a_baseline_there_is_no_ratio() -> None:
    assert ratio("yardstick_s", {"yardstick_s": 0.2}, {}) is None
