"""The command line: what it prints where, its exit status, and what it does with bad input."""

import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import entry_points, version
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import reportmap
from reportmap import pipeline
from reportmap.cli import main, serve, terminal
from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.store import EventStore
from tests.inline_pool import use_inline_pool

REPORT = """---
title: Fighting in Helmand
published: 2009-09-14
publisher: The Wire
---
Taliban fighters attacked a police post in Musa Qala, Helmand province, on Saturday and killed four officers.

The army plans to retake Nawzad next week.
"""
OTHER = "A bomb exploded in Lashkar Gah on 10 September 2009. Two people were killed."

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, gazetteer: Gazetteer, language: Language, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in a folder with a report and a store of its own; gazetteer and model are the real ones."""
    monkeypatch.setattr(Gazetteer, "open", lambda *_arguments, **_options: gazetteer)
    monkeypatch.setattr(Language, "load", lambda: language)
    use_inline_pool(monkeypatch, language)
    monkeypatch.setenv("REPORTMAP_DATABASE_URL", f"sqlite:///{tmp_path / 'store.sqlite'}")
    monkeypatch.chdir(tmp_path)
    Path("rain.txt").write_text(REPORT, encoding="utf-8")

    def invoke(*arguments: str, text: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, arguments, input=text)

    return invoke


def _records(result: Result) -> list[dict]:
    return [json.loads(line) for line in result.stdout.splitlines()]


# --- extract -----------------------------------------------------------------------------------------------------


def test_extract_prints_records(run: Run) -> None:
    result = run("extract", "rain.txt")
    assert result.exit_code == 0, result.output
    records = _records(result)
    assert records
    attack = records[0]
    assert attack["event_type"] == "Battles"
    assert attack["document"]["title"] == "Fighting in Helmand"
    assert attack["document"]["path"] == "rain.txt"
    assert attack["places"][0]["geonameid"] == 1132604
    assert attack["date"]["start"] == "2009-09-12"
    assert attack["fatalities"]["best"] == 4
    assert {record["modality"] for record in records} <= {"happened", "claimed"}
    assert "from 1 document" in result.stderr


def test_extract_prints_the_same_twice(run: Run) -> None:
    assert run("extract", "rain.txt").stdout == run("extract", "rain.txt").stdout


def test_extract_all_prints_the_plans_too(run: Run) -> None:
    drawn, everything = run("extract", "rain.txt"), run("extract", "rain.txt", "--all")
    left_out = len(_records(everything)) - len(_records(drawn))
    assert left_out > 0
    assert f"{left_out} other" in drawn.stderr
    assert "planned" in {record["modality"] for record in _records(everything)}


@pytest.mark.parametrize("name", ["jsonl", "json", "csv", "geojson"])
def test_extract_formats(run: Run, name: str) -> None:
    expected = [record["event_id"] for record in _records(run("extract", "rain.txt"))]
    output = run("extract", "rain.txt", "--format", name).stdout_bytes.decode("utf-8")
    found = {
        "jsonl": lambda: [json.loads(line)["event_id"] for line in output.splitlines()],
        "json": lambda: [record["event_id"] for record in json.loads(output)],
        "csv": lambda: [row["event_id"] for row in csv.DictReader(io.StringIO(output, newline=""))],
        "geojson": lambda: [feature["id"] for feature in json.loads(output)["features"]],
    }[name]()
    assert found == expected


def test_extract_reads_standard_input_and_the_published_date(run: Run) -> None:
    result = run("extract", "-", "--published", "2007-02-02", text="Gunmen attacked Musa Qala on Wednesday.")
    (record,) = _records(result)
    assert record["document"]["published_on"] == "2007-02-02"
    assert record["document"]["published_basis"] == "command line"
    assert record["document"]["path"] is None
    assert record["date"]["start"] == "2007-01-31"


def test_published_overrides_the_front_matter(run: Run) -> None:
    record = _records(run("extract", "rain.txt", "--published", "2010-09-14"))[0]
    assert record["document"]["published_on"] == "2010-09-14"


def test_extract_writes_utf_8_whatever_the_locale(run: Run) -> None:
    result = run("extract", "-", text="Gunmen attacked the town of Lashkar Gāh – again – on 3 May 2009.".encode())
    assert "Gāh – again" in result.stdout_bytes.decode("utf-8")


BAD_FILES = [
    # label,         name,           content,                       what the line says
    ("missing",      "nowhere.txt",  None,                          "does not exist"),
    ("empty",        "empty.txt",    b"",                           "empty"),
    ("binary",       "photo.txt",    b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", ""),
    ("only spaces",  "blank.txt",    b" \n\t\n",                    "no text"),
    ("bad date",     "date.txt",     b"---\npublished: 3.4.2007\n---\nRain fell.", "3.4.2007"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "name", "content", "reason"), BAD_FILES, ids=[row[0] for row in BAD_FILES])
@pytest.mark.parametrize("command", ["extract", "add"])
def test_a_bad_file_is_one_line_and_the_others_go_on(
    *, run: Run, command: str, label: str, name: str, content: bytes | None, reason: str
) -> None:
    if content is not None:
        Path(name).write_bytes(content)
    result = run(command, name, "rain.txt")
    assert result.exit_code == 1
    (line,) = [line for line in result.stderr.splitlines() if line.startswith(name)]
    assert reason in line
    assert "Traceback" not in result.stderr
    if command == "extract":
        assert _records(result)
        assert "1 file failed" in result.stderr
    else:
        with EventStore.open(os.environ["REPORTMAP_DATABASE_URL"]) as store:
            assert [item.document.title for item in store.documents()] == ["Fighting in Helmand"]


def test_nothing_is_loaded_when_no_file_can_be_read(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Language, "load", lambda: pytest.fail("loaded"))
    assert run("extract", "nowhere.txt").exit_code == 1


def test_a_fault_in_a_stage_costs_one_report(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    real = pipeline.extract_events

    def faulty(document, **options):
        if "bomb" in document.text:
            raise IndexError("token 7")
        return real(document, **options)

    monkeypatch.setattr(pipeline, "extract_events", faulty)
    Path("other.txt").write_text(OTHER)
    result = run("extract", "other.txt", "rain.txt")
    assert result.exit_code == 1
    assert "other.txt: could not be extracted, which is a fault in reportmap (IndexError: token 7)" in result.stderr
    assert _records(result)


WRONG_USAGE = [
    # label,                      arguments,                                                 what is said
    ("no path",                   ["extract"],                                               "Missing argument"),
    ("a date the other way",      ["extract", "rain.txt", "--published", "02/02/2007"],      "YYYY-MM-DD"),
    ("a date without dashes",     ["extract", "rain.txt", "--published", "20070202"],        "YYYY-MM-DD"),
    ("a week",                    ["add", "rain.txt", "--published", "2007-W05-5"],          "YYYY-MM-DD"),
    ("no such day",               ["add", "rain.txt", "--published", "2007-02-30"],          "YYYY-MM-DD"),
    ("other digits",              ["add", "rain.txt", "--published", "٢٠٠٧-٠٢-٠٢"],          "YYYY-MM-DD"),
    ("an unknown format",         ["extract", "rain.txt", "--format", "xml"],                "xml"),
    ("an unknown command",        ["guess"],                                                 "No such command"),
    ("days the wrong way round",  ["export", "--from", "2009-02-01", "--to", "2009-01-01"],  "lies after"),
    ("a country's name",          ["gazetteer", "lookup", "Herat", "--country", "Persia"],   "two letters"),
    ("a port",                    ["serve", "--port", "0"],                                  "--port"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "arguments", "said"), WRONG_USAGE, ids=[row[0] for row in WRONG_USAGE])
def test_wrong_usage(run: Run, monkeypatch: pytest.MonkeyPatch, label: str, arguments: list[str], said: str) -> None:
    monkeypatch.setattr(Path, "read_bytes", lambda path: pytest.fail(f"{path} was read"))
    result = run(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


# --- add, documents, export --------------------------------------------------------------------------------------


def _table(result: Result) -> dict[str, int]:
    """The numbers of the summary that are not 0, without the seconds."""
    rows = (line.strip("│ ").split("│") for line in result.stdout.splitlines() if line.startswith("│"))
    return {name: int(n) for cell, n in rows if (name := cell.strip()) != "seconds" and n.strip() != "0"}


def test_add_is_idempotent(run: Run) -> None:
    Path("reports").mkdir()
    Path("reports/rain.txt").write_text(REPORT)
    Path("reports/copy of rain.txt").write_text(REPORT)
    Path("reports/other.txt").write_text(OTHER)
    first, second = run("add", "reports"), run("add", "reports")
    assert _table(first) == {"added": 2, "unchanged": 1, "events": 3, "drawn": 2}
    assert _table(second) == {"unchanged": 3}
    third = run("add", "reports/other.txt", "--published", "2009-09-11")
    assert _table(third) == {"replaced": 1, "events": 1, "drawn": 1}
    assert {first.exit_code, second.exit_code, third.exit_code} == {0}


def test_documents_lists_what_is_stored(run: Run) -> None:
    assert "reportmap add PATH" in run("documents").stderr
    Path("other.txt").write_text("\x1b[2J\n" + OTHER)
    run("add", "rain.txt", "other.txt")
    result = run("documents")
    assert result.exit_code == 0
    assert "Fighting in Helmand" in result.stdout
    assert "2009-09-14" in result.stdout
    assert "unknown" in result.stdout
    assert "\x1b" not in result.stdout
    assert "2 reports in" in result.stderr


def test_export_writes_what_extract_prints(run: Run) -> None:
    run("add", "rain.txt")
    assert _records(run("export", "--format", "jsonl")) == _records(run("extract", "rain.txt"))
    assert _records(run("export", "--format", "jsonl", "--all")) == _records(run("extract", "rain.txt", "--all"))


def test_export_says_its_filters_and_what_they_leave_out(run: Run) -> None:
    run("add", "rain.txt", "-", text=OTHER)
    result = run("export", "--format", "geojson", "--province", "helmand", "--from", "2009-09-11", "--to", "2009-09-12")
    collection = json.loads(result.stdout)
    assert collection["reportmap"]["filters"] == {
        "drawn": "yes",
        "province": "helmand",
        "from": "2009-09-11",
        "to": "2009-09-12",
    }
    assert collection["features"]
    assert {feature["properties"]["admin1"] for feature in collection["features"]} == {"Helmand"}
    assert "outside the dates" in result.stderr
    assert "not drawn by default" in result.stderr


def test_export_of_an_unknown_province_names_those_that_there_are(run: Run) -> None:
    run("add", "rain.txt")
    result = run("export", "--province", "Helmond")
    assert len(result.stdout.splitlines()) == 1  # the header
    assert "No exported event lies in Helmond; there are events in Helmand" in result.stderr


def test_export_to_a_file_is_whole_or_not_at_all(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("add", "rain.txt")
    assert run("export", "--output", "events.csv").exit_code == 0
    rows = list(csv.DictReader(io.StringIO(Path("events.csv").read_bytes().decode("utf-8"), newline="")))
    assert rows[0]["location"]
    assert rows[0]["link"].startswith("http://localhost:8501/?event=")
    before = Path("events.csv").read_bytes()

    def broken(*_arguments, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reportmap.cli.writing.write_csv", broken)
    result = run("export", "--output", "events.csv")
    assert result.exit_code == 1
    assert "events.csv: cannot be written (no space left on device)" in result.stderr
    assert Path("events.csv").read_bytes() == before
    assert sorted(path.name for path in Path().glob("*events*")) == ["events.csv"]
    missing = run("export", "--output", "nowhere/events.csv")
    assert missing.exit_code == 1
    assert "name another --output" in missing.stderr


def test_the_store_is_named_before_or_after_the_command(run: Run, tmp_path: Path) -> None:
    first, second = (f"sqlite:///{tmp_path / name}" for name in ("first.sqlite", "second.sqlite"))
    run("--database-url", first, "add", "rain.txt")
    run("--database-url", first, "add", "rain.txt", "--database-url", second)
    for url in (first, second):
        assert "Fighting in Helmand" in run("documents", "--database-url", url).stdout
    assert "holds no reports" in run("documents").stderr  # the one in the environment


def test_a_damaged_store_is_one_line(run: Run) -> None:
    Path("store.sqlite").write_text("rain " * 100)
    for command in (["documents"], ["export"], ["add", "rain.txt"]):
        result = run(*command)
        assert result.exit_code == 1
        (line,) = result.stderr.splitlines()
        assert line.startswith("Error: the store ")
        assert "store.sqlite" in line
        assert "move it away" in line


# --- gazetteer ---------------------------------------------------------------------------------------------------


def test_lookup_ranks_candidates(run: Run) -> None:
    result = run("gazetteer", "lookup", "Musa Qaleh")
    assert result.exit_code == 0
    for words in ("1132604", "Helmand", "seat of a second-order", "Afghanistan", "32.4457", "64.7449", "GeoNames"):
        assert words in result.stdout


LOOKUPS = [
    # label,          arguments,                            status, standard output, standard error
    ("a country",     ["Herat", "--country", "af"],         0,      "Herat",         ""),
    ("a misspelling", ["Kandaharr", "--country", "AF"],     0,      "spelled nearly so", ""),
    ("many",          ["San Jose"],                         0,      "San José",      "further candidate"),
    ("nothing",       ["Xyzzyville"],                       1,      "",              "no place called 'Xyzzyville'"),
    ("not there",     ["Herat", "--country", "FJ"],         1,      "",              "in FJ"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "arguments", "status", "output", "said"), LOOKUPS, ids=[row[0] for row in LOOKUPS])
def test_lookup(*, run: Run, label: str, arguments: list[str], status: int, output: str, said: str) -> None:
    result = run("gazetteer", "lookup", *arguments)
    assert result.exit_code == status
    assert output in result.stdout
    assert said in result.stderr


def test_build_says_where_the_gazetteer_is(run: Run, gazetteer: Gazetteer) -> None:
    result = run("gazetteer", "build")
    assert result.exit_code == 0
    assert gazetteer.version in result.stderr


def test_the_gazetteer_opens_where_the_user_says(monkeypatch: pytest.MonkeyPatch, gazetteer: Gazetteer) -> None:
    asked = []

    def opened(directory, *, progress, notice):
        asked.append(directory)
        notice("Building the gazetteer, because there is none")
        progress("reading", 0, 2)
        progress("reading", 2, 2)
        return gazetteer

    monkeypatch.setattr(Gazetteer, "open", opened)
    for arguments, environment in (
        (["gazetteer", "build"], {}),
        (["gazetteer", "build"], {"REPORTMAP_GAZETTEER_DIR": "here"}),
        (["gazetteer", "build", "--gazetteer-dir", "there"], {"REPORTMAP_GAZETTEER_DIR": "here"}),
    ):
        result = CliRunner().invoke(main, arguments, env={"REPORTMAP_GAZETTEER_DIR": None, **environment})
        assert "because there is none" in result.stderr
    assert asked == [None, Path("here"), Path("there")]


# --- serve -------------------------------------------------------------------------------------------------------


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], dict]]:
    """What `serve` starts, instead of a dashboard."""
    commands = []

    class Ended:
        def wait(self) -> int:
            return 0

    def popen(command, **options):
        commands.append((command, options))
        return Ended()

    monkeypatch.setattr(serve.subprocess, "Popen", popen)
    return commands


def test_serve_runs_the_app_from_where_its_settings_are(run: Run, started, tmp_path: Path, monkeypatch) -> None:
    samples = tmp_path / "samples"
    samples.mkdir()
    (samples / "sample.txt").write_text(REPORT)
    real = serve.shipped
    monkeypatch.setattr(serve, "shipped", lambda name: samples if name == "reports" else real(name))
    first = run("serve", "--port", "8642", "--headless")
    second = run("serve", "--gazetteer-dir", "places")
    assert (first.exit_code, second.exit_code) == (0, 0), first.output
    assert "1 sample report loaded" in first.stderr
    assert "loaded" not in second.stderr  # the store is no longer empty
    (command, options), (_, with_folder) = started
    assert command[:4] == [sys.executable, "-m", "streamlit", "run"]
    assert Path(command[4]).name == "app.py"
    assert "shell" not in options
    assert (options["cwd"] / ".streamlit" / "config.toml").is_file()
    pairs = dict(zip(command[5::2], command[6::2], strict=True))
    assert pairs["--server.port"] == "8642"
    assert pairs["--server.address"] == "localhost"
    assert pairs["--server.headless"] == "true"
    assert options["env"]["REPORTMAP_DATABASE_URL"] == f"sqlite:///{tmp_path / 'store.sqlite'}"
    assert "REPORTMAP_GAZETTEER_DIR" in with_folder["env"]


def test_a_relative_store_is_the_same_file_for_the_dashboard(run: Run, started, tmp_path: Path) -> None:
    run("add", "rain.txt", "--database-url", "sqlite:///other.sqlite")
    run("serve", "--database-url", "sqlite:///other.sqlite")
    assert started[0][1]["env"]["REPORTMAP_DATABASE_URL"] == f"sqlite:///{tmp_path / 'other.sqlite'}"


@pytest.mark.parametrize("ignores_sigterm", [False, True])
def test_stopping_serve_stops_the_dashboard(ignores_sigterm: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    ignore = "signal.signal(signal.SIGTERM, signal.SIG_IGN);" if ignores_sigterm else ""
    code = f"import signal; {ignore} print('up', flush=True); signal.pause()"
    dashboard = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert dashboard.stdout.readline() == b"up\n"
    monkeypatch.setattr(serve, "STOP_SECONDS", 0.2)
    patient = dashboard.wait

    def interrupted(timeout: float | None = None) -> int:
        if timeout is None and not killed:
            killed.append(True)
            os.kill(os.getpid(), signal.SIGTERM)  # as a service manager would; our handler raises
        return patient(timeout)

    killed: list[bool] = []
    monkeypatch.setattr(dashboard, "wait", interrupted)
    before = signal.getsignal(signal.SIGTERM)
    assert serve._wait(dashboard) == 0
    assert dashboard.returncode == (-signal.SIGKILL if ignores_sigterm else -signal.SIGTERM)
    assert signal.getsignal(signal.SIGTERM) == before


# --- as a process ------------------------------------------------------------------------------------------------


def _process(*arguments: str) -> subprocess.Popen[str]:
    source = str(Path(reportmap.__file__).parents[1])
    environment = {**os.environ, "PYTHONPATH": source, "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "reportmap", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def test_help_and_version_load_nothing_heavy() -> None:
    code = (
        "import sys\nfrom click.testing import CliRunner\nfrom reportmap.cli import main\n"
        "result = CliRunner().invoke(main, ['--help'])\nassert result.exit_code == 0, result\n"
        "heavy = {'spacy', 'numpy', 'pandas', 'sqlalchemy', 'streamlit', 'geopy', 'marisa_trie'} & set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    source = str(Path(reportmap.__file__).parents[1])
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "PYTHONPATH": source})
    process = _process("--version")
    assert process.communicate(timeout=60)[0] == f"reportmap, version {reportmap.__version__}\n"


def test_a_closed_pipe_is_no_stack_trace(run: Run, tmp_path: Path) -> None:
    run("add", "rain.txt")
    with sqlite3.connect(tmp_path / "store.sqlite") as connection:  # more than any pipe holds
        columns = [row[1] for row in connection.execute("PRAGMA table_info(events)")]
        names = ", ".join(columns)
        values = names.replace("position", "position + 100 * n")
        connection.execute(
            f"WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < 200)"  # noqa: S608
            f" INSERT INTO events ({names}) SELECT {values} FROM events, counted"
        )
    process = _process("export", "--format", "jsonl", "--all")
    assert json.loads(process.stdout.readline())
    process.stdout.close()
    assert "Traceback" not in process.stderr.read()
    assert process.wait(timeout=60) == 1


def test_the_installed_command_is_this_one() -> None:
    (command,) = entry_points(group="console_scripts", name="reportmap")
    assert command.load() is main
    assert version("reportmap") == reportmap.__version__


PUBLIC = [name for name in reportmap.__all__ if name != "__version__"]


@pytest.mark.parametrize("name", PUBLIC)
def test_the_package_offers_its_verbs_and_nouns(name: str) -> None:
    assert callable(getattr(reportmap, name))
    assert name in dir(reportmap)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="guess"):
        _ = reportmap.guess


def test_counted() -> None:
    assert [terminal.counted(number, "file") for number in (0, 1, 1200)] == ["0 files", "1 file", "1,200 files"]
