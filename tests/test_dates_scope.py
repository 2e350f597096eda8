"""What each date of a text governs."""

import pytest
from hypothesis import given

from reportmap.dates import ScopeKind, find_dates, scopes_of
from reportmap.model import Passage, SectionKind
from tests.test_dates import TEXTS, passages_of

CASES = [
    # label, text (# marks a heading, a blank line a new paragraph), date, kind, governed text
    ("alone in its sentence", "A bus burned on Monday in Kabul.", "Monday", "sentence", "A bus burned on Monday in Kabul."),
    ("clause before a conjunction", "A bus burned on Monday, and a car burned on Tuesday.", "Monday", "clause", "A bus burned on Monday"),
    ("clause behind a conjunction", "A bus burned on Monday, and a car burned on Tuesday.", "Tuesday", "clause", " a car burned on Tuesday."),
    ("clause between semicolons", "It began on Monday; men fled on Tuesday; it ended on Friday.", "Tuesday", "clause", "men fled on Tuesday"),
    ("opens a paragraph", "On Monday a bus burned.\nTwo died.\n\nIt rained.", "Monday", "paragraph", "On Monday a bus burned.\nTwo died."),
    ("up to the next date", "On Monday a bus burned.\nTwo died.\nA car burned on Tuesday.", "Monday", "paragraph", "On Monday a bus burned.\nTwo died."),
    ("opens a later sentence", "It rained.\nOn Monday a bus burned.\nTwo died.", "Monday", "sentence", "On Monday a bus burned."),
    ("heading over a list", "#3 June\nA bus burned.\n\nTwo died.\n#4 June\nA car burned.", "3 June", "heading", "3 June\nA bus burned.\n\nTwo died."),
    ("heading up to any other", "#3 June\nA bus burned.\n#HELMAND\nA car burned.", "3 June", "heading", "3 June\nA bus burned."),
    ("date over an item", "3 June.\nA bus burned.\nTwo died.\n\nIt rained.", "3 June", "heading", "3 June.\nA bus burned.\nTwo died."),
]  # fmt: skip


def passages_with_headings(text: str) -> tuple[Passage, ...]:
    """One passage a line, a paragraph up to a heading or a blank line; headings lose their mark."""
    passages: list[Passage] = []
    start = paragraph = 0
    for line in text.split("\n"):
        is_heading = line.startswith("#")
        words = line.removeprefix("#")
        paragraph += not words or is_heading
        if words:
            first = start + is_heading
            passages.append(
                Passage(
                    start=first,
                    end=first + len(words),
                    text=words,
                    index=len(passages),
                    paragraph=paragraph,
                    kind=SectionKind.BODY,
                    is_heading=is_heading,
                )
            )
        paragraph += is_heading
        start += len(line) + 1
    return tuple(passages)


@pytest.mark.parametrize(
    ("text", "date", "kind", "governed"), [pytest.param(*case[1:], id=case[0]) for case in CASES]
)  # fmt: skip
def test_scope(text: str, date: str, kind: str, governed: str) -> None:
    passages = passages_with_headings(text)
    mentions = find_dates(passages)
    scopes = dict(zip([one.text for one in mentions], scopes_of(mentions, passages=passages), strict=True))
    assert scopes[date].kind is ScopeKind(kind)
    assert text[scopes[date].start : scopes[date].end].rstrip("\n") == governed


@given(TEXTS)
def test_a_scope_holds_its_date(text: str) -> None:
    passages = passages_of(text)
    mentions = find_dates(passages)
    scopes = scopes_of(mentions, passages=passages)
    assert len(scopes) == len(mentions)
    for mention, scope in zip(mentions, scopes, strict=True):
        assert 0 <= scope.start <= mention.start < mention.end <= scope.end <= len(text)


def test_no_dates_no_scopes() -> None:
    assert scopes_of((), passages=()) == ()
