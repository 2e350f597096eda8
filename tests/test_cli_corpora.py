"""`reportmap annotate` and `reportmap evaluate`: what they print where, their exit status, and bad input."""

import json
import os
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from reportmap.annotation import places as places_module
from reportmap.cli import main
from reportmap.cli.corpora import MOST_MESSAGES, line_ranges
from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.model import ParsedPassage, PlaceMention
from reportmap.places import find_places

KABUL = {"start": 13, "end": 18, "text": "Kabul", "lat": 34.53, "lon": 69.17, "geonameid": "1138958"}
DAY = {"start": 22, "end": 28, "text": "Monday", "type": "DATE", "value": "2007-01-29"}
TEXT = "Rain fell in Kabul on Monday."

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, gazetteer: Gazetteer, language: Language, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in a folder of its own; gazetteer and model are the real ones."""
    monkeypatch.setattr(Gazetteer, "open", lambda *_arguments, **_options: gazetteer)
    monkeypatch.setattr(Language, "load", lambda: language)
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str, text: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, arguments, input=text)

    return invoke


def _row(identity: str | int = "a", **fields: object) -> str:
    row = {"id": identity, "text": TEXT, "dct": "2007-01-30", "toponyms": [KABUL], "timexes": [DAY], "events": []}
    return json.dumps(row | fields) + "\n"


def _predictions(result: Result) -> list[dict]:
    return [json.loads(line) for line in result.stdout.splitlines()]


# --- annotate ----------------------------------------------------------------------------------------------------


def test_annotate_places(run: Run) -> None:
    result = run("annotate", "places", "-", text=_row(1) + _row("b", text="Nothing fell."))
    assert result.exit_code == 0, result.output
    first, second = _predictions(result)
    assert (first["id"], second["id"]) == (1, "b")
    (kabul,) = first["toponyms"]
    assert {name: kabul[name] for name in ("start", "end", "geonameid")} == {
        "start": 13,
        "end": 18,
        "geonameid": 1138958,
    }
    assert set(kabul) >= {"lat", "lon", "score", "text", "name", "feature_code", "country_code", "precision", "reason"}
    assert second["toponyms"] == []
    assert result.stderr == "1 toponym in 2 texts\n"


def test_annotate_places_of_given_spans(run: Run) -> None:
    spans = [{"start": 0, "end": 4}, KABUL]
    (prediction,) = _predictions(run("annotate", "places", "-", "--given-spans", text=_row(toponyms=spans)))
    assert [item["text"] for item in prediction["toponyms"]] == ["Rain", "Kabul"]


def test_annotate_places_with_demonyms(run: Run) -> None:
    result = run("annotate", "places", "-", "--demonyms", text=_row(text="Afghan troops left Kabul."))
    (prediction,) = _predictions(result)
    assert [item["text"] for item in prediction["toponyms"]] == ["Afghan", "Kabul"]
    assert prediction["toponyms"][0]["demonym"] is True


def test_annotate_dates(run: Run) -> None:
    Path("x.jsonl").write_text(_row(1) + _row(2, dct=None), encoding="utf-8")
    result = run("annotate", "dates", "x.jsonl")
    assert result.exit_code == 0, result.output
    first, second = _predictions(result)
    (found,) = first.pop("timexes")
    assert first == {"id": 1}
    assert {name: found[name] for name in DAY} == DAY
    assert (found["first_day"], found["last_day"], found["basis"]) == ("2007-01-29", "2007-01-29", "relative")
    assert found["scope"] == {"kind": "sentence", "start": 0, "end": len(TEXT)}
    assert found["reason"]
    assert second["timexes"][0]["value"] == "XXXX-WXX-1"  # some Monday
    assert result.stderr == "2 dates in 2 texts\n"


def test_annotate_prints_the_same_twice(run: Run) -> None:
    corpus = "".join(_row(number, text=f"{TEXT} He left for Herat.") for number in range(3))
    first, second = (run("annotate", "places", "-", text=corpus) for _ in range(2))
    assert first.stdout_bytes == second.stdout_bytes


def test_annotate_writes_utf_8_and_half_a_character_as_json_escapes_it(run: Run) -> None:
    text = "Rain fell in the town of Lashkar G\\u0101h and \\ud83d in Kabul."
    result = run("annotate", "places", "-", text=f'{{"id": "\\ud83d", "text": "{text}"}}'.encode())
    assert result.exit_code == 0, result.output
    assert "Lashkar Gāh" in result.stdout_bytes.decode("utf-8")
    (prediction,) = _predictions(result)
    assert prediction["id"] == "\ud83d"
    offsets = [(item["start"], item["end"]) for item in prediction["toponyms"]]
    plain = json.loads(f'"{text}"')
    assert [plain[start:end] for start, end in offsets][-1] == "Kabul"


def test_annotate_events(run: Run) -> None:
    text = "Gunmen shot dead two teachers in Kabul on Monday."
    for options in ((), ("--incidents",)):
        (prediction,) = _predictions(run("annotate", "events", "-", *options, text=_row(text=text)))
        (event,) = prediction["events"]
        assert event["type"] == ("attack" if options else "Attack")
        assert (event["start_date"], event["fatalities_low"]) == ("2007-01-29", 2)


@pytest.mark.parametrize("task", ["places", "dates", "events"])
@pytest.mark.parametrize("verb", ["annotate", "evaluate"])
def test_bad_lines_are_named_skipped_and_counted(run: Run, verb: str, task: str) -> None:
    lines = [_row(1), "no JSON\n", "\n", _row(1), '{"id": 3}\n', '{"id": 4, "text": 5}\n', "[]\n", _row(9)]
    Path("x.jsonl").write_text("".join(lines), encoding="utf-8")
    result = run(verb, task, "x.jsonl")
    assert result.exit_code == 1
    named = [line.partition(":")[0] for line in result.stderr.splitlines() if line.startswith("x.jsonl, line")]
    assert named == [f"x.jsonl, line {number}" for number in (2, 4, 5, 6, 7)]
    assert "2 texts; 5 lines skipped (2, 4-7)" in result.stderr
    if verb == "annotate":
        assert [prediction["id"] for prediction in _predictions(result)] == [1, 9]


def test_a_file_that_is_no_corpus_does_not_flood_the_screen(run: Run) -> None:
    number = MOST_MESSAGES + 50
    result = run("annotate", "dates", "-", text="Rain fell.\n" * number)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == MOST_MESSAGES + 2
    assert result.stderr.endswith(f"0 dates in 0 texts; {number} lines skipped (1-{number})\n")


BAD_FILES = [
    # label,        name,           content,                       what the line says
    ("missing",     "nowhere.jsonl", None,                         "does not exist"),
    ("a folder",    ".",             None,                         "is a folder"),
    ("UTF-16",      "x.jsonl",       _row().encode("utf-16"),      "is not UTF-8"),
    ("compressed",  "x.jsonl",       b"\x1f\x8b\x08\0\xff",        "is not UTF-8"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "name", "content", "reason"), BAD_FILES, ids=[row[0] for row in BAD_FILES])
@pytest.mark.parametrize("arguments", [("annotate", "places"), ("evaluate", "dates")])
def test_a_bad_file_is_one_clear_line(
    *, run: Run, arguments: tuple[str, ...], label: str, name: str, content: bytes | None, reason: str
) -> None:
    if content is not None:
        Path(name).write_bytes(content)
    result = run(*arguments, name)
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert line.startswith(f"Error: {name}: {reason}")
    assert result.stdout == ""


def test_a_pipe_is_read_once(run: Run) -> None:
    os.mkfifo("pipe")
    writer = threading.Thread(target=Path("pipe").write_text, args=(_row(),), daemon=True)
    writer.start()
    result = run("annotate", "dates", "pipe")
    writer.join()
    assert len(_predictions(result)) == 1


def test_an_empty_corpus_is_no_fault(run: Run) -> None:
    assert run("annotate", "dates", "-", text="").exit_code == 0
    assert run("evaluate", "dates", "-", text="").exit_code == 0


USAGE = [
    ("annotate", "places"),
    ("annotate", "places", "x", "--given"),
    ("annotate", "towns", "x"),
    ("annotate", "dates", "x", "--given-spans"),
    ("evaluate", "places", "x", "--predictions", "y", "--given-spans"),
    ("evaluate", "places", "x", "--predictions", "y", "--demonyms"),
]


@pytest.mark.parametrize("arguments", USAGE, ids=" ".join)
def test_wrong_usage(run: Run, arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "Usage:" in result.stderr


def test_a_fault_of_ours_costs_one_text(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(parsed: Sequence[ParsedPassage], **others: Any) -> tuple[PlaceMention, ...]:
        if "hail" in parsed[0].passage.text:
            raise IndexError("tuple index out of range")
        return find_places(parsed, **others)

    monkeypatch.setattr(places_module, "find_places", fail)
    result = run("annotate", "places", "-", text=_row(1, text="Some hail fell in Kabul.") + _row(2))
    assert result.exit_code == 1
    assert "standard input, line 1: could not be read, which is a fault in reportmap (IndexError" in result.stderr
    assert [prediction["id"] for prediction in _predictions(result)] == [2]


@pytest.mark.parametrize(
    ("numbers", "expected"), [([], ""), ([3], "3"), ([1, 2, 3, 7, 9, 10], "1-3, 7, 9-10"), ([1, 3], "1, 3")]
)
def test_line_ranges(numbers: list[int], expected: str) -> None:
    assert line_ranges(numbers) == expected


# --- evaluate ----------------------------------------------------------------------------------------------------


def test_evaluate_places_prints_tables(run: Run) -> None:
    result = run("evaluate", "places", "-", text=_row())
    assert result.exit_code == 0, result.output
    for words in ("without demonyms", "end to end within 161 km: F1", "1.000", "Score", "All places"):
        assert words in result.stdout
    assert "1 text" in result.stderr


@pytest.mark.parametrize("options", [(), ("--given-spans",), ("--demonyms",)])
def test_evaluate_places_prints_json(run: Run, options: tuple[str, ...]) -> None:
    result = run("evaluate", "places", "-", "--json", *options, text=_row() + "x\n")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert (report["task"], report["texts"], report["skipped_lines"]) == ("places", 1, [2])
    assert report["without_demonyms"]["end_to_end"]["f1"] == 1.0
    assert report["all"]["resolution"]["same_id"] == 1.0
    (bin_,) = report["reliability"]["matched"]["bins"]
    assert (bin_["number"], bin_["right"]) == (1, 1)


def test_evaluate_dates(run: Run) -> None:
    report = json.loads(run("evaluate", "dates", "-", "--json", text=_row()).stdout)
    assert report["all"]["value"]["f1"] == report["DATE"]["intervals"]["accuracy"] == 1.0
    assert report["SET"]["strict"]["gold"] == 0
    table = run("evaluate", "dates", "-", text=_row()).stdout
    assert "DURATION" in table
    assert "overlap and same value: F1" in table


def test_evaluate_events(run: Run) -> None:
    gold = {"type": ["ATTACK"], "date": [["2007-01-29", "2007-01-29"]], "location": [], "fatalities_exact": 2}
    line = _row(text="Gunmen shot dead two teachers in Kabul on Monday.", events=[gold], split="dev")
    report = json.loads(run("evaluate", "events", "-", "--incidents", "--json", text=line).stdout)
    assert report["events"]["f1"] == report["slots"]["exact_day"]["recall"] == report["slots"]["deaths"]["recall"] == 1
    assert json.loads(run("evaluate", "events", "-", "--split", "test", "--json", text=line).stdout)["texts"] == 0
    assert "perpetrator" in run("evaluate", "events", "-", text=line).stdout
    assert run("evaluate", "events", "-", "--predictions", "x", "--incidents", text=line).exit_code == 2


def test_evaluate_dates_against_a_baseline(run: Run) -> None:
    Path("none.jsonl").write_text(json.dumps({"id": "a", "timexes": []}) + "\n", encoding="utf-8")
    saved = run("evaluate", "dates", "-", "--predictions", "none.jsonl", "--save-baseline", "old.jsonl", text=_row())
    assert saved.exit_code == 0, saved.output
    report = json.loads(run("evaluate", "dates", "-", "--json", "--baseline", "old.jsonl", text=_row()).stdout)
    assert report["lost"] == []
    (gained,) = report["gained"]
    assert (gained["words"], gained["before"], gained["now"], gained["gold"]) == (
        "Monday",
        "missed",
        "right",
        "2007-01-29",
    )
    assert "1 gained, 0 lost" in run("evaluate", "dates", "-", "--baseline", "old.jsonl", text=_row()).stdout


@pytest.mark.parametrize("option", ["--baseline", "--save-baseline"])
def test_a_baseline_that_cannot_be_used_is_named(run: Run, option: str) -> None:
    result = run("evaluate", "dates", "-", option, "no/such/folder.jsonl", text=_row())
    assert result.exit_code != 0
    assert "folder.jsonl" in result.stderr


def test_evaluating_what_was_annotated_gives_the_same_figures(run: Run) -> None:
    Path("gold.jsonl").write_text(_row(1) + _row(2, text=TEXT.replace("Kabul", "Paris"), toponyms=[]), encoding="utf-8")
    for task in ("places", "dates"):
        Path("found.jsonl").write_bytes(run("annotate", task, "gold.jsonl").stdout_bytes)
        now = run("evaluate", task, "gold.jsonl", "--json")
        stored = run("evaluate", task, "gold.jsonl", "--predictions", "found.jsonl", "--json")
        assert json.loads(now.stdout) == json.loads(stored.stdout)


def test_predictions_that_are_bad_missing_or_of_no_text_are_told(run: Run) -> None:
    Path("gold.jsonl").write_text(_row(1) + _row(2), encoding="utf-8")
    Path("found.jsonl").write_text('{"id": 1, "toponyms": []}\n{"id": 7, "toponyms": []}\n{}\n', encoding="utf-8")
    result = run("evaluate", "places", "gold.jsonl", "--predictions", "found.jsonl", "--json")
    assert result.exit_code == 1
    assert "found.jsonl, line 3: lacks the field 'id'" in result.stderr
    assert "1 text without a prediction" in result.stderr
    assert "1 prediction for ids that the corpus has not" in result.stderr
    report = json.loads(result.stdout)
    assert report["texts_without_prediction"] == 1
    assert report["skipped_prediction_lines"] == [3]
    assert report["all"]["recognition_exact"] | {"gold": 2, "predicted": 0} == report["all"]["recognition_exact"]


def test_annotate_and_evaluate_types(run: Run) -> None:
    rows = [
        {"id": 1, "text": "A suicide bomber blew himself up in Kabul.", "label": "SUIC_BOMB"},
        {"id": 2, "text": "The visitors scored twice and won the match.", "label": "DIPLO"},
    ]
    corpus = "".join(json.dumps(row) + "\n" for row in rows)
    result = run("annotate", "types", "-", text=corpus)
    assert result.exit_code == 0, result.output
    assert [one["label"] for one in _predictions(result)] == ["SUIC_BOMB", None]
    assert result.stderr == "1 event in 2 texts\n"
    Path("x.jsonl").write_text(corpus, encoding="utf-8")
    figures = json.loads(run("evaluate", "types", "x.jsonl", "--json").stdout)
    assert figures["types"]["weighted_f1"] == figures["none"]["recall"] == 1.0
    assert "weighted F1" in run("evaluate", "types", "x.jsonl").stdout
    missing = run("evaluate", "types", "x.jsonl", "--labels", "none.csv")
    assert missing.exit_code != 0
    assert "none.csv" in missing.output
