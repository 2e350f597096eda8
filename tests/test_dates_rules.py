"""The date rules: every example of the table reads as it says, and a wrong rule is refused by name."""

import datetime
import re

import pytest

from reportmap.dates import find_dates, resolve_dates
from reportmap.dates.patterns import Rule, compile_rule, rule_book
from reportmap.dates.resolve import MEANINGS
from reportmap.dates.tense import direction_at
from reportmap.errors import RulesError
from reportmap.model import Passage, SectionKind

EXAMPLES = [(rule, example) for rule in rule_book().rules for example in rule.examples]

WRONG = [
    ("no class", {"pattern": "NO_SUCH_CLASS"}, "NO_SUCH_CLASS"),
    ("open bracket", {"pattern": "[the day"}, "not closed"),
    ("extra bracket", {"pattern": "the day ]"}, "too many"),
    ("may be empty", {"pattern": "[the] [day]"}, "match nothing"),
    ("no type", {"type": "WHEN"}, "WHEN"),
    ("no meaning", {"meaning": None}, "meaning"),
    ("class beside it", {"after": "NOWHERE"}, "NOWHERE"),
]

DIRECTIONS = [
    # label, sentence, the expression, direction
    ("past verb", "Gunmen killed two men on Monday.", "Monday", "past"),
    ("irregular verb", "Gunmen shot two men on Monday.", "Monday", "past"),
    ("will", "The court will sit on Monday.", "Monday", "future"),
    ("will, date first", "On Monday the court will sit.", "Monday", "future"),
    ("will be and a participle", "Results will be announced on Monday.", "Monday", "future"),
    ("to be and a participle", "A truce is to be signed on Monday.", "Monday", "future"),
    ("was and a participle", "A truce was signed on Monday.", "Monday", "past"),
    ("plan", "The rebels plan to withdraw on Monday.", "Monday", "future"),
    ("scheduled", "A vote is scheduled for Monday.", "Monday", "future"),
    ("extended to", "The deadline was extended to Monday.", "Monday", "future"),
    ("nearest verb", "He said on Monday that he would go.", "Monday", "past"),
    ("other sentence", "He will go; a fire broke out on Monday.", "Monday", "past"),
    ("infinitive between", "A judge told him to appear on Jan. 12.", "Jan. 12", "perhaps past"),
    ("possessive", "Critics would not discuss Monday's raid.", "Monday", "unknown"),
    ("attributive", "He will discuss the Jan. 12 raid.", "Jan. 12", "unknown"),
    ("May is no verb", "In May the rebels killed ten on Monday.", "Monday", "past"),
    ("no verb", "Clashes in the south on Monday.", "Monday", "unknown"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "example"), [pytest.param(*case, id=f"{case[0].name}: {case[1][2]}") for case in EXAMPLES]
)
def test_example(rule: Rule, example: tuple[str, str, str, str]) -> None:
    text, published_on, mention, value = example
    sentences = re.split(r"(?<=[a-z]{2}\.) (?=[A-Z])", text)
    starts = [sum(len(one) + 1 for one in sentences[:index]) for index in range(len(sentences))]
    passages = tuple(
        Passage(
            start=start, end=start + len(one), text=one, index=index, paragraph=0, kind=SectionKind.BODY
        )
        for index, (start, one) in enumerate(zip(starts, sentences, strict=True))
    )  # fmt: skip
    known = datetime.date.fromisoformat(published_on) if published_on else None
    found = resolve_dates(find_dates(passages), passages=passages, published_on=known)
    assert (mention, value) in [(one.mention.text, one.value or "") for one in found]


def test_every_rule_has_an_example_and_a_meaning() -> None:
    for rule in rule_book().rules:
        assert rule.examples, rule.name
        assert rule.meaning in MEANINGS, rule.name
    assert len(rule_book().by_name) == len(rule_book().rules), "two rules have one name"


def test_every_meaning_is_used() -> None:
    assert set(MEANINGS) == {rule.meaning for rule in rule_book().rules}


@pytest.mark.parametrize(("change", "word"), [pytest.param(change, word, id=label) for label, change, word in WRONG])
def test_wrong_rule_is_named(change: dict[str, str | None], word: str) -> None:
    row = {"name": "a rule", "type": "DATE", "meaning": "year", "pattern": "YEAR", "examples": []} | change
    row = {key: content for key, content in row.items() if content is not None}
    with pytest.raises(RulesError, match=word) as raised:
        compile_rule(row, macros={}, words=rule_book().words)
    assert "a rule" in str(raised.value)


@pytest.mark.parametrize(
    ("sentence", "expression", "direction"), [pytest.param(*case[1:], id=case[0]) for case in DIRECTIONS]
)
def test_direction(sentence: str, expression: str, direction: str) -> None:
    start = sentence.index(expression)
    assert direction_at(sentence, start, start + len(expression)) == direction
