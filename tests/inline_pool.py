"""A pool without processes: `take_in` at the price of the pipeline alone, with the session's gazetteer and model."""

from collections.abc import Callable, Sequence

import pytest

from reportmap.errors import IntakeError
from reportmap.events import load_ontology
from reportmap.gazetteer import Gazetteer
from reportmap.intake import intake
from reportmap.intake.extraction import answerer
from reportmap.intake.pool import Answer
from reportmap.intake.worker import ANSWER, UNUSABLE, answered
from reportmap.language import Language


class InlinePool:
    """Answers at once, in the caller's process."""

    def __init__(self, answer: Callable[[str], str], deliver: Callable[[Answer | IntakeError], None]) -> None:
        self._answer = answer
        self._deliver = deliver

    def __enter__(self) -> "InlinePool":
        return self

    def __exit__(self, *_error: object) -> None:
        pass

    def submit(self, number: int, text: str) -> None:
        kind, words = answered(self._answer, text)
        if kind == UNUSABLE:
            self._deliver(IntakeError(words))
        else:
            name = "text" if kind == ANSWER else "reason"
            self._deliver(Answer(number=number, **{name: words}))

    def end_overdue(self) -> None:
        pass


def use_inline_pool(monkeypatch: pytest.MonkeyPatch, language: Language) -> None:
    """Let `take_in` start no processes."""

    def opened(
        gazetteer: Gazetteer, *, ontology: Sequence[str], jobs: int, deliver: Callable[[Answer | IntakeError], None]
    ) -> InlinePool:
        return InlinePool(answerer(gazetteer, language, load_ontology(*ontology)), deliver)

    monkeypatch.setattr(intake, "open_pool", opened)
