"""The sample reports: what the extraction gives is what was reviewed, and agrees with the hand-made gold as README says."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.golden.pairs import PAIRS, REPORTS, extract_again, extract_report, summary
from tests.golden.scoring import FIELDS, load_gold, score

README = Path(__file__).parents[1] / "README.md"
REPORT_FILES = sorted(REPORTS.glob("*.txt"))
N_READ_TWICE = 6

# In one worker, so that each report is read once; untraced, as what they add to the tables of the stages is their text.
pytestmark = [pytest.mark.xdist_group("golden"), pytest.mark.no_cover]


@pytest.mark.parametrize("report", REPORT_FILES, ids=[path.stem for path in REPORT_FILES])
def test_a_sample_report_gives_what_was_reviewed(report: Path) -> None:
    """After a change that is meant, run `make golden` and review the difference."""
    expected = json.loads((PAIRS / f"{report.stem}.json").read_text(encoding="utf-8"))
    assert summary(extract_report(report)) == expected


def test_every_pair_has_its_report() -> None:
    assert {path.stem for path in PAIRS.glob("*.json")} == {path.stem for path in REPORT_FILES}


def test_readme_states_the_agreement_with_the_gold() -> None:
    total = score([(gold, extract_report(REPORTS / gold["file"])) for gold in load_gold()])
    figures = {
        "recall": total["found"] / total["gold"],
        "precision": 1 - total["wrong"] / total["drawn"],
        **{name: total[name] / total["found"] for name in FIELDS},
    }
    row = next(line for line in README.read_text(encoding="utf-8").splitlines() if line.startswith("| sample reports"))
    stated = [float(cell) for cell in re.findall(r"(?<![\d-])\.\d\d(?!\d)", row)]
    assert stated == [float(f"{figure:.2f}") for figure in figures.values()]


@pytest.mark.parametrize("report", REPORT_FILES, ids=[path.stem for path in REPORT_FILES])
def test_every_span_is_an_exact_slice(report: Path) -> None:
    first = extract_report(report)
    text = first.document.text
    spans = [*first.sections, *first.passages]
    spans += [found.mention for found in (*first.places, *first.dates)]
    for event in first.events:
        spans += [*event.evidence, *event.actors, *event.attribution]
        spans += [event.date.mention] if event.date.mention else []
        names = ("fatalities", "injured", "detained", "abducted", "displaced", "group_size")
        spans += [count for name in names if (count := getattr(event.counts, name)) is not None]
        assert all(text[part.trigger_start : part.trigger_end] == part.trigger for part in event.evidence)
    assert all(text[span.start : span.end] == span.text for span in spans)


def test_two_runs_agree() -> None:
    for report in REPORT_FILES[:: len(REPORT_FILES) // N_READ_TWICE]:
        assert extract_again(report) == extract_report(report), report.stem


def test_nothing_in_a_comment_is_drawn() -> None:
    report = REPORTS / "buner-deal-with-comments.txt"
    extraction = extract_report(report)
    comments = [section for section in extraction.sections if section.kind.value == "comment"]
    assert comments
    for event in extraction.events:
        inside = any(section.start <= part.start < section.end for part in event.evidence for section in comments)
        assert not (inside and event.is_drawn)


def test_the_order_of_sets_decides_nothing() -> None:
    """Python shuffles sets of strings anew in each process: two processes with other orders must read the same."""
    code = (
        "import sys; from reportmap.nouns import to_json; from tests.golden.pairs import REPORTS, extract_report\n"
        "for name in sys.argv[1:]: print(to_json(extract_report(REPORTS / name)))"
    )
    names = [
        report.name
        for report in REPORT_FILES
        if report.stem in {"weekly-roundup-july-2011", "buner-deal-with-comments"}
    ]
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", code, *names],
            stdout=subprocess.PIPE,
            cwd=README.parent,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        for seed in ("1", "2")
    ]
    one, two = (process.communicate()[0] for process in processes)
    assert all(process.returncode == 0 for process in processes)
    assert len(names) == 2
    assert one == two
