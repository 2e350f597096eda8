"""Hostile texts before and in the places stage: exact spans, the same twice, bounded passages, linear work."""

import pytest

from reportmap import find_places, resolve_places
from reportmap.annotation.fields import CorpusText
from reportmap.annotation.places import annotate_places
from reportmap.annotation.texts import passages_of
from reportmap.errors import ReadingError
from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.model import Document, ParsedPassage, Place, stable_id
from reportmap.reading import read_text
from reportmap.sections import find_sections, split_passages
from reportmap.sections.sentences import MAX_CHARS
from tests.hostile import TEXTS

LENGTH = 2_000
pytestmark = pytest.mark.no_cover  # long texts through all stages: tracing would double their time


@pytest.fixture(params=TEXTS)
def text(request: pytest.FixtureRequest) -> str:
    """A hostile text."""
    return TEXTS[request.param](LENGTH)


def test_sections_cover_the_text_and_passages_are_bounded_slices_of_it(text: str) -> None:
    document = Document(document_id=stable_id(text), text=text)
    sections = find_sections(document)
    assert "".join(section.text for section in sections) == text
    passages = split_passages(document, sections)
    assert [passage.index for passage in passages] == list(range(len(passages)))
    past = 0
    for passage in passages:
        assert text[passage.start : passage.end] == passage.text
        assert passage.start >= past
        assert len(passage.text) <= MAX_CHARS
        past = passage.end


def test_reading_keeps_the_text_or_says_why_not(text: str) -> None:
    try:
        document = read_text(text)
    except ReadingError as error:
        assert "\n" not in str(error)  # noqa: PT017 - both ways are right
    else:
        assert document.text == text.replace("\r\n", "\n").replace("\r", "\n")


def test_places_have_exact_spans_and_come_out_the_same_twice(
    text: str, gazetteer: Gazetteer, language: Language
) -> None:
    passages = passages_of(text)
    parsed = language.parse(passages, parse_if=lambda _passage: False)
    for one in parsed:
        for span in (*one.tokens, *one.entities):
            assert text[span.start : span.end] == span.text
    mentions = find_places(parsed, gazetteer=gazetteer)
    for mention in mentions:
        assert text[mention.start : mention.end] == mention.text
    resolved = resolve_places(mentions, passages=passages, gazetteer=gazetteer)
    assert [one.mention for one in resolved] == list(mentions)
    corpus_text = CorpusText(id=1, text=text)
    first, second = (annotate_places(corpus_text, gazetteer=gazetteer, language=language) for _ in range(2))
    assert first == second


FOUND = [
    # label,                  names that must be found all over the text
    ("prose",                 {"Lashkar Gah", "Nawzad"}),
    ("mixed lines",           {"Kabul", "Herat", "Balkh", "Khost"}),
    ("half characters",       {"Kabul"}),
    ("NUL",                   {"Kabul"}),
    ("a place in a place",    {"Kabul", "Afghanistan"}),
    ("combining", {"Ka\u0301bul"}),
    ("turned round", {"Kabul", "Herat"}),
    ("zero width", {"Ka\u200bbul"}),
    pytest.param("soft hyphens", {"Ka\u00adbul"}, marks=pytest.mark.xfail(reason="soft hyphens are cut into words")),
]  # fmt: skip


@pytest.mark.parametrize(("label", "names"), FOUND)
def test_places_are_found_in_the_thick_of_it(
    label: str, names: set[str], gazetteer: Gazetteer, language: Language
) -> None:
    found = annotate_places(CorpusText(id=1, text=TEXTS[label](LENGTH)), gazetteer=gazetteer, language=language)
    assert names <= {item["text"] for item in found["toponyms"]}  # type: ignore[attr-defined]


class CountingGazetteer:
    """The gazetteer, with its look-ups counted."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self.count = 0

    def __getattr__(self, name: str) -> object:
        value = getattr(self._gazetteer, name)
        if callable(value):
            self.count += 1
        return value

    def country(self, code: str) -> Place | None:
        """Not counted: one a people or place, and cheap."""
        return self._gazetteer.country(code)


def _work(text: str, gazetteer: Gazetteer) -> tuple[int, int]:
    """How many passages and look-ups a text costs, without names by the language model."""
    counting = CountingGazetteer(gazetteer)
    passages = passages_of(text)
    parsed = [ParsedPassage(passage=passage, tokens=(), entities=(), is_parsed=False) for passage in passages]
    mentions = find_places(parsed, gazetteer=counting)  # type: ignore[arg-type]
    resolve_places(mentions, passages=passages, gazetteer=counting)  # type: ignore[arg-type]
    return len(passages), counting.count


@pytest.mark.parametrize("label", TEXTS)
def test_work_grows_with_the_length(label: str, gazetteer: Gazetteer) -> None:
    short, long = (_work(TEXTS[label](length), gazetteer) for length in (LENGTH, 4 * LENGTH))
    for less, more in zip(short, long, strict=True):
        assert more <= 5 * less + 50


def test_a_title_that_is_a_book_is_cut() -> None:
    text = TEXTS["prose"](10_000)
    document = Document(document_id=stable_id(text), text=text, title=" ".join(text.split()))
    passages = split_passages(document, find_sections(document))
    assert max(len(passage.text) for passage in passages) <= MAX_CHARS
