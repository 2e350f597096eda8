"""Drafts as tests look at them: the text, the marked parts as words, and the facts."""

from reportmap.errors import ReadingError
from reportmap.model import MetadataField
from reportmap.reading.budget import Budget
from reportmap.reading.draft import Draft
from reportmap.reading.unpack import drafts_in


def read_all(data: bytes, name: str) -> list[Draft | ReadingError]:
    """What a file holds, read here and now."""
    return list(drafts_in(data, name, begin=lambda _name: True, budget=Budget()))


def read_one(data: bytes, name: str) -> Draft:
    """The only draft that a file holds."""
    (draft,) = read_all(data, name)
    assert isinstance(draft, Draft), draft
    check(draft)
    return draft


def check(draft: Draft) -> None:
    """What holds for every draft: its parts are in order, apart, and inside the text."""
    last = 0
    for part in draft.parts:
        assert last <= part.start < part.end <= len(draft.text)
        last = part.end
    assert "\r" not in draft.text
    assert any(map(str.isalnum, draft.text))
    draft.text.encode()


def marks(draft: Draft) -> list[tuple[str, str]]:
    """The marked parts: what they are and their words."""
    return [
        ("/".join(str(mark) for mark in (part.kind, part.form, part.author) if mark), draft.text[part.start : part.end])
        for part in draft.parts
    ]


def facts(draft: Draft) -> dict[str, str]:
    """The best candidate for each fact."""
    found: dict[MetadataField, tuple[float, str]] = {}
    for candidate in draft.metadata:
        if candidate.score > found.get(candidate.field, (0.0, ""))[0]:
            found[candidate.field] = (candidate.score, candidate.value)
    return {field.value: value for field, (_, value) in found.items()}
