"""Modality of named event words: the table of hard sentences, the examples of the rules, and real sentences."""

import os
from functools import cache
from pathlib import Path

import pytest

from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.rules import read_rules
from tests.coding import mention_at
from tests.modality_cases import KNOWN_LIMITS, cases, plain
from tests.modality_real import judge_labels, read_document, read_labels, read_rows


@pytest.mark.parametrize(
    ("modality", "text", "start", "end"),
    [
        pytest.param(
            *case,
            id=f"{case[0]}: {case[1][:50]}",
            marks=[pytest.mark.xfail(strict=True, reason=KNOWN_LIMITS[case[1]])] if case[1] in KNOWN_LIMITS else [],
        )
        for case in cases()
    ],
)
def test_hard_sentence(modality: str, text: str, start: int, end: int, language: Language) -> None:
    assert mention_at(text, start, end, language).modality.value == modality


RULE_EXAMPLES = [
    (*plain(example[0]), example[1])
    for row in read_rules("events/modality.toml")["governor"]
    for example in row["examples"]
]


@pytest.mark.parametrize(("text", "spans", "modality"), RULE_EXAMPLES, ids=[case[0] for case in RULE_EXAMPLES])
def test_example_of_a_rule(text: str, spans: list[tuple[int, int]], modality: str, language: Language) -> None:
    assert mention_at(text, *spans[0], language).modality.value == modality


def test_every_value_has_its_hard_sentences() -> None:
    assert len(cases()) >= 150
    assert len({case[0] for case in cases()}) == 8


@cache
def corpora() -> Path | None:
    """The folder of the dev corpora, which are not shipped."""
    folder = os.environ.get("REPORTMAP_CORPORA")
    return Path(folder) if folder else None


@pytest.mark.skipif(corpora() is None, reason="the dev corpora are not shipped; name their folder in REPORTMAP_CORPORA")
def test_real_sentences(gazetteer: Gazetteer, language: Language) -> None:
    from reportmap.events import load_ontology  # noqa: PLC0415 - only where the corpora are

    folder, ontology = corpora(), load_ontology()
    assert folder is not None
    outcomes = [
        outcome
        for row, found in read_rows(folder, read_labels())
        for outcome in judge_labels(
            read_document(row, found, gazetteer=gazetteer, language=language, ontology=ontology), found
        )
    ]
    as_they_came = [item for item in outcomes if item.label.drawn == "random"]
    assert sum(item.is_right for item in as_they_came) / len(as_they_came) >= 0.85
    assert sum(item.is_right for item in outcomes) / len(outcomes) >= 0.8
