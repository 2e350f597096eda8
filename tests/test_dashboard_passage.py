# a line of a table is one case
"""The passage and the whole report: no character is lost, every mark lies on its words, nothing is markup."""

import dataclasses
from dataclasses import asdict, replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportmap.dashboard.passage import (
    MAX_CHARS,
    Mark,
    PassageView,
    SentenceRole,
    cut_segments,
    safe_url,
    show_controls,
    view_passage,
)
from reportmap.dashboard.reader import view_document
from reportmap.model import Event, Extraction, Span
from sample_events import Line, Report, extract_report, sample_extractions
from strategies import extractions


def sample(words: str) -> tuple[Event, Extraction]:
    """The made-up event whose sentence holds the words, and its report."""
    return next(
        (event, item) for item in sample_extractions() for event in item.events if words in event.evidence[0].text
    )


def view(words: str) -> PassageView:
    event, extraction = sample(words)
    return view_passage(event, extraction)


def marked(found: PassageView, mark: Mark) -> list[str]:
    return [part.text for sentence in found.sentences for part in sentence.segments if mark in part.marks]


MARKS = [
    # label,       mark,          words
    ("trigger",    Mark.TRIGGER,  ["overran"]),
    ("place",      Mark.PLACE,    ["Musa Qala"]),
    ("date",       Mark.DATE,     ["1 February 2007"]),
    ("actors",     Mark.ACTOR,    ["Taliban fighters", "police"]),
    ("source",     Mark.SOURCE,   ["residents"]),
    ("no number",  Mark.COUNT,    []),
]  # fmt: skip


@pytest.mark.parametrize(("mark", "words"), [row[1:] for row in MARKS], ids=[row[0] for row in MARKS])
def test_the_words_behind_each_field_are_marked(mark: Mark, words: list[str]) -> None:
    assert marked(view("overran the district"), mark) == words


def test_two_sentences_of_context_on_each_side() -> None:
    found = view("overran the district")
    assert [sentence.role for sentence in found.sentences] == [
        SentenceRole.CONTEXT,
        SentenceRole.CONTEXT,
        SentenceRole.EVIDENCE,
        SentenceRole.CONTEXT,
        SentenceRole.CONTEXT,
    ]
    assert [sentence.starts_paragraph for sentence in found.sentences] == [True, False, True, False, False]


def test_a_comment_is_not_the_context_of_a_report() -> None:
    texts = [part.text for sentence in view("hundreds of fighters").sentences for part in sentence.segments]
    assert not any("nobody writes" in text for text in texts)
    assert view("nobody writes").author == "READER"


FACTS = [
    # label,         sentence,                label,          words,                                        note
    ("what",         "overran the district",  "What",         "Non-state actor overtakes territory",        "Battles"),
    ("where",        "overran the district",  "Where",        "Musa Qala, Helmand, Afghanistan",            "exact place"),
    ("unresolved",   "Chahar Deh",            "Where",        "“Chahar Deh”",                               "not on the map"),
    ("no place",     "Talks opened",          "Where",        "no place in the text",                       ""),
    ("killed",       "car bomb exploded",     "Killed",       "7 to 10",                                    ""),
    ("month",        "signed an accord",      "When",         "Oct 2006",                                   "stated in the text"),
    ("who",          "overran the district",  "Against",      "Police Forces of Afghanistan",               "other"),
    ("says",         "on a wall",             "Who says so",  "the report itself",                          ""),
    ("a claim",      "shot down a heli",      "Did it happen?", "Claimed by one side",                      "Report"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("sentence", "label", "words", "note"), [row[1:] for row in FACTS], ids=[row[0] for row in FACTS]
)
def test_facts_in_words(sentence: str, label: str, words: str, note: str) -> None:
    assert (label, words, note) in [(fact.label, fact.words, fact.note) for fact in view(sentence).facts]


def test_why_here_has_the_entry_and_the_runners_up() -> None:
    why = view("overran the district").why[0]
    assert why.entry == "Musa Qala, Helmand, Afghanistan (PPL, GeoNames 1132604)"
    assert why.runners_up[0].words == "Herat, Afghanistan"


def test_hostile_text_stays_text() -> None:
    found = view("on a wall")
    evidence = next(item for item in found.sentences if item.role is SentenceRole.EVIDENCE)
    assert evidence.segments[0].text == "<script>alert('hostile')</script> was "


URLS = [
    ("web", "https://example.org/a", "https://example.org/a"),
    ("script", "javascript:alert(1)", None),
    ("data", "data:text/html,x", None),
    ("none", None, None),
]


@pytest.mark.parametrize(("url", "safe"), [row[1:] for row in URLS], ids=[row[0] for row in URLS])
def test_only_web_addresses_become_links(url: str | None, safe: str | None) -> None:
    assert safe_url(url) == safe


def test_a_huge_sentence_is_cut_around_its_trigger_and_says_so() -> None:
    text = "a" * 60_000 + " bombed " + "b" * 40_000
    extraction = extract_report(
        Report(title="Long", publisher="P", published="2010-01-01", lines=(Line(text=text, trigger="bombed"),))
    )
    sentence = view_passage(extraction.events[0], extraction).sentences[-1]
    shown = "".join(part.text for part in sentence.segments)
    assert "bombed" in shown
    assert len(shown) <= MAX_CHARS
    assert sentence.n_cut == len(text) - len(shown)
    whole = view_document(extraction)
    assert whole.n_cut == len(text) - 60_000
    assert view_document(extraction, max_chars=None).n_cut == 0


def test_evidence_of_another_report_marks_its_trigger_alone() -> None:
    event, _ = sample("overran the district")
    other, extraction = sample("Rockets fell")
    merged = replace(event, evidence=(*event.evidence, *other.evidence))
    found = view_passage(merged, extraction, evidence_index=1)
    assert marked(found, Mark.TRIGGER) == ["Rockets"]
    assert marked(found, Mark.PLACE) == []
    assert (found.n_evidence, found.title) == (2, "Weekly roundup by province")


# --- properties -------------------------------------------------------------------------------------------------

TEXTS = st.text(max_size=60)


@settings(max_examples=50, deadline=None)
@given(TEXTS, st.data())
def test_segments_are_the_text_itself(text: str, data: st.DataObject) -> None:
    edges = st.integers(0, len(text))
    start, end = sorted((data.draw(edges), data.draw(edges)))
    spans = []
    for mark in data.draw(st.lists(st.sampled_from(list(Mark)), max_size=5)):
        left, right = sorted((data.draw(edges), data.draw(edges)))
        spans.append((mark, Span(start=left, end=right, text=text[left:right])))
    segments = cut_segments(text, start=start, end=end, spans=spans)
    assert "".join(part.text for part in segments) == show_controls(text[start:end])
    at = start
    for part in segments:
        wanted = {mark for mark, span in spans if span.start <= at < span.end}
        assert set(part.marks) == wanted
        at += len(part.text)


@settings(max_examples=50, deadline=None)
@given(st.text())
def test_showing_controls_keeps_the_length(text: str) -> None:
    shown = show_controls(text)
    assert len(shown) == len(text)
    assert not set(shown) & set("\x00\x1b\u202e\u2066\x7f")


@settings(max_examples=40, deadline=None)
@given(extractions())
def test_any_extraction_can_be_shown(extraction: Extraction) -> None:
    whole = view_document(extraction, max_chars=None)
    text = "".join(part.text for section in whole.sections for run in section.runs for part in run.segments)
    if _is_plain(extraction):
        assert text == show_controls(extraction.document.text)
    for event in extraction.events:
        for index, evidence in enumerate(event.evidence):
            if evidence.document_id == extraction.document.document_id:
                asdict(view_passage(event, extraction, evidence_index=index))


def _is_plain(extraction: Extraction) -> bool:
    """Whether the sections lie one after the other, as the pipeline cuts them; the strategies also overlap them."""
    spans = sorted((section.start, section.end) for section in extraction.sections)
    return all(left[1] <= right[0] for left, right in pairwise(spans))


def test_the_reader_shows_every_made_up_report_whole() -> None:
    for extraction in sample_extractions():
        whole = view_document(extraction)
        text = "".join(part.text for section in whole.sections for run in section.runs for part in run.segments)
        assert text == extraction.document.text
        events = {event_id for section in whole.sections for run in section.runs for event_id in run.event_ids}
        assert events == {event.event_id for event in extraction.events}
        assert [field.name for field in dataclasses.fields(whole)]
