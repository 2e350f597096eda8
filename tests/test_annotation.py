"""Batch annotation: corpora line by line, and offsets that are those of the text as it is given."""

import datetime
import io
import json
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportmap.annotation.corpus import bounded_lines, read_corpus
from reportmap.annotation.dates import annotate_dates
from reportmap.annotation.fields import CorpusText, read_corpus_text
from reportmap.annotation.places import annotate_given_places, annotate_places
from reportmap.annotation.texts import passages_of
from reportmap.errors import CorpusError
from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from tests.strategies import TEXTS

GOOD = '{"id": "a", "text": "Rain fell in Kabul."}'


def _read(data: bytes, **options: bool) -> tuple[list[tuple[int, CorpusText]], list[str]]:
    messages: list[str] = []

    def read(fields: dict[str, object]) -> CorpusText:
        return read_corpus_text(fields, **options)

    lines = bounded_lines(io.BytesIO(data), max_bytes=200)
    found = list(
        read_corpus(lines, name="x.jsonl", read=read, skip=lambda error, _: messages.append(str(error)), max_bytes=200)
    )
    return found, messages


BAD_LINES = [
    # label,                 line,                                                          what the message says
    ("no JSON",              "Rain fell.",                                                  "is not JSON"),
    ("cut off",              '{"id": 1, "text": "Ra',                                       "is not JSON"),
    ("two objects",          '{"id": 1, "text": "a"} {"id": 2, "text": "b"}',               "is not JSON"),
    ("an array",             '["id", "text"]',                                              "is an array"),
    ("a string",             '"text"',                                                      "is a string"),
    ("a number",             "7",                                                           "is a number"),
    ("null",                 "null",                                                        "is null"),
    ("a nest",               "[" * 150,                                                     "is"),
    ("a long number",        '{"id": ' + "9" * 150 + "e999999, " + '"text": "a"}',          "'id' is a number"),
    ("no id",                '{"text": "Rain fell."}',                                      "lacks the field 'id'"),
    ("no text",              '{"id": "b"}',                                                 "lacks the field 'text'"),
    ("text is null",         '{"id": "b", "text": null}',                                   "'text' is null"),
    ("text is a list",       '{"id": "b", "text": ["Rain"]}',                               "'text' is an array"),
    ("id is an object",      '{"id": {}, "text": "Rain"}',                                  "'id' is an object"),
    ("id is true",           '{"id": true, "text": "Rain"}',                                "'id' is true or false"),
    ("id with a half",       '{"id": 1.5, "text": "Rain"}',                                 "'id' is a number"),
    ("id again",             GOOD,                                                          "was in line 1 already"),
    ("dct is a number",      '{"id": "b", "text": "Rain", "dct": 2007}',                    "'dct' is a number"),
    ("dct in words",         '{"id": "b", "text": "Rain", "dct": "3 May 2007"}',            "'3 May 2007'"),
    ("no such day",          '{"id": "b", "text": "Rain", "dct": "2007-02-30"}',            "'2007-02-30'"),
    ("dct goes on",          '{"id": "b", "text": "Rain", "dct": "2007-02-03x"}',           "'2007-02-03x'"),
    ("no spans",             '{"id": "b", "text": "Rain", "toponyms": null}',               "'toponyms' is null"),
    ("a span is a pair",     '{"id": "b", "text": "Rain", "toponyms": [[0, 4]]}',           "toponyms[0] is an array"),
    ("no end",               '{"id": "b", "text": "Rain", "toponyms": [{"start": 0}]}',     "lacks 'end'"),
    ("start in words",       '{"id": "b", "text": "Rain", "toponyms": [{"start": "0", "end": 4}]}', "a string for 'start'"),
    ("past the text",        '{"id": "b", "text": "Rain", "toponyms": [{"start": 0, "end": 5}]}', "does not lie in the text"),
    ("before the text",      '{"id": "b", "text": "Rain", "toponyms": [{"start": -4, "end": 4}]}', "does not lie in the text"),
    ("nothing",              '{"id": "b", "text": "Rain", "toponyms": [{"start": 2, "end": 2}]}', "does not lie in the text"),
    ("other words",          '{"id": "b", "text": "😀 Rain", "toponyms": [{"start": 3, "end": 7, "text": "Rain"}]}', "code points"),
    ("too long",             '{"id": "b", "text": "' + "x" * 200 + '"}',                    "longer than 200 bytes"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "line", "reason"), BAD_LINES, ids=[row[0] for row in BAD_LINES])
def test_a_bad_line_is_named_and_the_others_go_on(label: str, line: str, reason: str) -> None:
    has_spans = "toponyms" in line
    first = GOOD.replace("}", ', "toponyms": []}') if has_spans else GOOD
    last = first.replace('"a"', '"z"')
    found, (message,) = _read(f"{first}\n{line}\n{last}".encode(), with_dct=True, with_spans=has_spans)
    assert [(number, content.id) for number, content in found] == [(1, "a"), (3, "z")]
    assert message.startswith("x.jsonl, line 2: ")
    assert reason in message
    assert "\n" not in message


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf", b"\n\n", b" \n"])
def test_blank_lines_and_a_byte_order_mark_are_no_faults(start: bytes, end: bytes) -> None:
    found, messages = _read(start + GOOD.encode() + end + end + GOOD.replace('"a"', "1").encode())
    assert [content.id for _, content in found] == ["a", 1]
    assert messages == []


def test_a_line_in_another_encoding_is_named() -> None:
    found, (message,) = _read(GOOD.encode() + b'\n{"id": 2, "text": "G\xe2h"}\n' + GOOD.replace('"a"', "1").encode())
    assert [number for number, _ in found] == [1, 3]
    assert message == "x.jsonl, line 2: is not UTF-8 (byte 21 is 0xe2); save it as UTF-8"


@pytest.mark.parametrize("data", [GOOD.encode("utf-16"), b"\x80" + GOOD.encode()])
def test_a_file_that_starts_in_another_encoding_is_none(data: bytes) -> None:
    with pytest.raises(CorpusError, match=r"^x\.jsonl: is not UTF-8"):
        _read(data)


def test_a_long_line_is_not_held_in_memory() -> None:
    class Endless(io.RawIOBase):
        """One line of 10 MB that is made as it is read."""

        left = 10_000_000

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            count = min(len(buffer), self.left)
            buffer[:count] = b"x" * count
            self.left -= count
            return count

    (line,) = bounded_lines(io.BufferedReader(Endless()), max_bytes=1000)
    assert len(line) == 1001


def test_lines_are_read_one_at_a_time() -> None:
    def lines() -> Iterator[bytes]:
        yield GOOD.encode()
        raise AssertionError("read ahead")

    corpus = read_corpus(lines(), name="x", read=read_corpus_text, skip=lambda _error, _number: None)
    assert next(corpus)[0] == 1


@pytest.mark.parametrize(
    ("dct", "day"),
    [("2007-02-02", 2), ("2007-02-02T10:00:00", 2), ("2007-02-02 10:00", 2), ("", None), (None, None)],
)
def test_the_time_of_a_text(dct: str | None, day: int | None) -> None:
    read = read_corpus_text({"id": 1, "text": "", "dct": dct}, with_dct=True)
    assert read.dct == (None if day is None else datetime.date(2007, 2, day))


# --- offsets -----------------------------------------------------------------------------------------------------

STARTS = [
    # label,                 what stands before the report
    ("nothing",              ""),
    ("blank lines",          "\n\n \n"),
    ("byte order mark",      "\ufeff"),
    ("front matter",         "---\ntitle: Floods\npublished: 2001-01-01\n---\n"),
    ("broken front matter",  "---\ntitle: Floods\npublished: tomorrow\n"),
    ("Windows lines",        "First line.\r\n\r\n"),
    ("old Mac lines",        "First line.\r\r"),
    ("mixed lines",          "A.\r\nB.\rC.\nD.\u2028E.\x85F.\f"),
    ("beyond the BMP",       "😀😀 𝔘𝔫𝔦. "),
    ("half a character",     "\ud83d a. "),
    ("NUL",                  "\0 a. "),
    ("right to left",        "\u202eكابول\u202c. "),
]  # fmt: skip


@pytest.mark.parametrize(("label", "start"), STARTS, ids=[row[0] for row in STARTS])
def test_offsets_are_those_of_the_text_as_given(
    label: str, start: str, gazetteer: Gazetteer, language: Language
) -> None:
    text = start + "Gunmen attacked a police post in Lashkar Gah on 3 May 2009.\r\n"
    corpus_text = CorpusText(id=label, text=text)
    prediction = annotate_places(corpus_text, gazetteer=gazetteer, language=language)
    spans = [(item["start"], item["end"], item["text"]) for item in prediction["toponyms"]]  # type: ignore[attr-defined]
    assert all(text[first:last] == words for first, last, words in spans)
    assert "Lashkar Gah" in [words for _, _, words in spans]
    timexes = annotate_dates(corpus_text)["timexes"]
    (timex,) = [item for item in timexes if item["value"] == "2009-05-03"]  # type: ignore[attr-defined]
    assert text[timex["start"] : timex["end"]] == timex["text"] == "3 May 2009"


def test_a_toponym_says_all_that_is_known(gazetteer: Gazetteer, language: Language) -> None:
    corpus_text = CorpusText(id=7, text="Gunmen attacked a police post in Lashkar Gah, Helmand province.")
    prediction = annotate_places(corpus_text, gazetteer=gazetteer, language=language)
    assert prediction["id"] == 7
    town = prediction["toponyms"][0]  # type: ignore[index]
    assert {name: town[name] for name in ("start", "end", "geonameid", "name", "feature_code", "country_code")} == {
        "start": 33,
        "end": 44,
        "geonameid": 1134720,
        "name": "Lashkar Gah",
        "feature_code": "PPLA",
        "country_code": "AF",
    }
    assert town["lat"] == pytest.approx(31.6, abs=0.1)
    assert town["lon"] == pytest.approx(64.4, abs=0.1)
    assert 0 < town["score"] <= 1
    assert "Helmand" in town["reason"]
    json.dumps(prediction, allow_nan=False)


def test_demonyms_come_only_where_they_are_asked_for(gazetteer: Gazetteer, language: Language) -> None:
    corpus_text = CorpusText(id=1, text="Afghan troops left Kabul on Monday.")

    def words(**options: bool) -> list[tuple[str, bool]]:
        found = annotate_places(corpus_text, gazetteer=gazetteer, language=language, **options)["toponyms"]
        return [(item["text"], item.get("demonym", False)) for item in found]  # type: ignore[attr-defined]

    assert words() == [("Kabul", False)]
    assert words(with_demonyms=True) == [("Afghan", True), ("Kabul", False)]


# --- given spans -------------------------------------------------------------------------------------------------


def _given(text: str, *words: str, gazetteer: Gazetteer, language: Language) -> list[dict[str, object]]:
    spans = tuple((text.index(name), text.index(name) + len(name)) for name in words)
    corpus_text = CorpusText(id=1, text=text, spans=spans)
    found = annotate_given_places(corpus_text, gazetteer=gazetteer, language=language)["toponyms"]
    assert [(item["start"], item["end"], item["text"]) for item in found] == [  # type: ignore[attr-defined]
        (*span, name) for span, name in zip(spans, words, strict=True)
    ]
    return found  # type: ignore[return-value]


GIVEN = [
    # label,                     text,                                              given,                        names found
    ("as in the text",           "Rain fell in Kabul and Herat.",                   ("Kabul", "Herat"),           ("Kabul", "Herat")),
    ("in the order given",       "Rain fell in Kabul and Herat.",                   ("Herat", "Kabul"),           ("Herat", "Kabul")),
    ("twice the same",           "Rain fell in Kabul.",                             ("Kabul", "Kabul"),           ("Kabul", "Kabul")),
    ("nested",                   "He went to Papua New Guinea.",                    ("Papua New Guinea", "Guinea"), ("Papua New Guinea", "Guinea")),
    ("what finding would miss",  "they went to kabul by bus",                       ("kabul",),                   ("Kabul",)),
    ("an abbreviation",          "He came from the U.S. by ship.",                  ("U.S.",),                    ("United States",)),
    ("a people",                 "The Iraqi army left.",                            ("Iraqi",),                   ("Iraq",)),
    ("no place at all",          "Xqzzt fell in Kabul.",                            ("Xqzzt", "Kabul"),           (None, "Kabul")),
    ("a sign",                   "Rain; fell.",                                     (";",),                       (None,)),
    ("a blank",                  "Rain fell.",                                      (" ",),                       (None,)),
    ("part of a word",           "The Kabul-based agency",                          ("Kabul",),                   ("Kabul",)),
    ("over a sentence's end",    "He lives in Ft. Worth. She does not.",            ("Ft. Worth. She",),          (None,)),
    ("over a line's end",        "Flights leave from Los\nAngeles daily.",          ("Los\nAngeles",),            ("Los Angeles",)),
    ("in a bullet's line",       "- Kabul\n- Herat\n",                              ("- ", "Herat"),              (None, "Herat")),
]  # fmt: skip


@pytest.mark.parametrize(("label", "text", "words", "names"), GIVEN, ids=[row[0] for row in GIVEN])
def test_each_given_span_gets_a_prediction(
    *,
    label: str,
    text: str,
    words: tuple[str, ...],
    names: tuple[str | None, ...],
    gazetteer: Gazetteer,
    language: Language,
) -> None:
    found = _given(text, *words, gazetteer=gazetteer, language=language)
    assert tuple(item["name"] for item in found) == names


def test_the_other_places_of_the_text_help(gazetteer: Gazetteer, language: Language) -> None:
    text = "Paris is a city in Lamar County, Texas, northeast of Dallas. Paris has a tower."
    (found,) = _given(text, "Paris", gazetteer=gazetteer, language=language)
    assert found["country_code"] == "US"


def test_a_given_span_that_is_no_name_is_kept(gazetteer: Gazetteer, language: Language) -> None:
    text = "Rain fell in Kabul. " * 100
    corpus_text = CorpusText(id=1, text=text, spans=((0, len(text)), (13, 18)))
    whole, town = annotate_given_places(corpus_text, gazetteer=gazetteer, language=language)["toponyms"]  # type: ignore[misc]
    assert (whole["start"], whole["end"], whole["lat"]) == (0, len(text), None)
    assert "no name" in whole["reason"]
    assert town["name"] == "Kabul"


@st.composite
def _text_with_spans(draw: st.DrawFn) -> CorpusText:
    text = draw(TEXTS.filter(bool))
    starts = st.integers(0, len(text) - 1)
    spans = draw(st.lists(st.tuples(starts, st.integers(1, 60)), max_size=6))
    return CorpusText(id=1, text=text, spans=tuple((start, min(start + length, len(text))) for start, length in spans))


@given(_text_with_spans())
@settings(deadline=None)
def test_no_passage_ends_inside_a_span(corpus_text: CorpusText) -> None:
    passages = passages_of(corpus_text.text, corpus_text.spans)
    assert [passage.index for passage in passages] == list(range(len(passages)))
    for passage in passages:
        assert corpus_text.text[passage.start : passage.end] == passage.text
    for left, right in pairwise(passages):
        assert left.end <= right.start
    for start, end in corpus_text.spans:
        assert any(passage.start <= start and end <= passage.end for passage in passages)
