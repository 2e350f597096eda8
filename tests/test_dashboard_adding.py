"""What the Add page says, without a thread or a browser."""

import datetime

import pytest

from reportmap.dashboard import adding
from reportmap.dashboard.adding import (
    MAX_FILES,
    MAX_GOING_ROWS,
    MAX_ROWS,
    MAX_TOTAL_BYTES,
    as_day,
    choose_files,
    refuse,
    say_duration,
    say_note,
    tidy_names,
    view_run,
)
from reportmap.dashboard.runs import Correction, CorrectionPhase, Phase, RunState, Taken
from reportmap.intake import intake
from reportmap.intake.outcome import Outcome, Progress, Status
from reportmap.model import Document, MetadataBasis
from reportmap.reading import files

REFUSALS = [
    # label,            sizes,                          words
    ("nothing",         [],                             None),
    ("all that fits",   [MAX_TOTAL_BYTES],              None),
    ("one byte more",   [MAX_TOTAL_BYTES, 1],           "2 files of 250.0 MB together; this page takes up to 250 MB at once"),
    ("one big file",    [2 * MAX_TOTAL_BYTES],          "1 file of 500.0 MB together"),
    ("as many as fit",  [1] * MAX_FILES,                None),
    ("one file more",   [1] * (MAX_FILES + 1),          "These are 2,001 files; this page takes up to 2,000 at once"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "sizes", "words"), REFUSALS)
def test_what_is_too_much_is_refused_with_another_way(label: str, sizes: list[int], words: str | None) -> None:
    refused = refuse(sizes)
    assert (refused is None) == (words is None)
    assert refused is None or (refused.startswith(words or "") and "reportmap add FOLDER" in refused)


NAMES = [
    # label,            given,                                      tidy
    ("differ",          ["a.txt", "b.txt"],                         ["a.txt", "b.txt"]),
    ("the same",        ["a.txt", "a.txt", "a.txt"],                ["a.txt", "a (2).txt", "a (3).txt"]),
    ("taken by number", ["a (2).txt", "a.txt", "a.txt"],            ["a (2).txt", "a.txt", "a (3).txt"]),
    ("no suffix",       ["report", "report"],                       ["report", "report (2)"]),
    ("of a folder",     ["in/a.pdf", "in\\a.pdf"],                  ["in/a.pdf", "in/a (2).pdf"]),
    ("several lines",   ["a\n b.txt"],                              ["a b.txt"]),
    ("no name",         ["", " "],                                  ["file without a name", "file without a name (2)"]),
    ("turned around",   ["a\u202etxt.exe"],                         ["a\N{REPLACEMENT CHARACTER}txt.exe"]),
    ("hidden letters",  ["a\u200b.txt", "a\x00.txt"],               ["a\N{REPLACEMENT CHARACTER}.txt", "a\N{REPLACEMENT CHARACTER} (2).txt"]),
    ("markup stays",    ["<img src=x onerror=alert(1)>.txt"],       ["<img src=x onerror=alert(1)>.txt"]),
    ("far too long",    ["x" * 500 + ".txt"],                       ["x" * 156 + ".txt"]),
]  # fmt: skip


@pytest.mark.parametrize(("label", "given", "tidy"), NAMES)
def test_names_differ_and_fit_a_line(label: str, given: list[str], tidy: list[str]) -> None:
    assert list(tidy_names(given)) == tidy


FOLDERS = [
    # label,                    names,                                                          chosen
    ("kinds that are read",     ["f/a.txt", "f/b.PDF", "f/c.eml"],                              ["f/a.txt", "f/b.PDF", "f/c.eml"]),
    ("pictures stay out",       ["f/a.jpg", "f/a.txt", "f/Makefile"],                           ["f/a.txt"]),
    ("old formats are named",   ["f/a.doc", "f/b.7z"],                                          ["f/a.doc", "f/b.7z"]),
    ("hidden ones stay out",    ["f/.DS_Store", "f/.git/a.txt", "f/.a.txt", "f/b.txt"],         ["f/b.txt"]),
    ("parts of a page",         ["f/p.html", "f/p_files/ad.html", "f/q_files/report.html"],     ["f/p.html", "f/q_files/report.html"]),
    ("backslashes",             ["f\\p.htm", "f\\p_files\\ad.html"],                            ["f\\p.htm"]),
]  # fmt: skip


@pytest.mark.parametrize(("label", "names", "chosen"), FOLDERS)
def test_of_a_folder_only_reports_are_taken(label: str, names: list[str], chosen: list[str]) -> None:
    assert [names[position] for position in choose_files(names)] == chosen


DAYS = [
    # words,            day
    ("2007-02-02",      datetime.date(2007, 2, 2)),
    ("1899-12-31",      None),
    ("2101-01-01",      None),
    ("2007-02-30",      None),
    ("",                None),
    ("<b>",             None),
    ("2007-02-02" * 99, None),
]  # fmt: skip


@pytest.mark.parametrize(("words", "day"), DAYS)
def test_days_of_a_date_field(words: str, day: datetime.date | None) -> None:
    assert as_day(words) == day


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "a few seconds"), (12, "about 10 s"), (89, "about 90 s"), (100, "about 2 min"), (7_200, "about 2 h")],
)
def test_a_guessed_time_is_round(seconds: float, words: str) -> None:
    assert say_duration(seconds) == words


def test_the_limit_of_a_file_is_what_is_read_of_one() -> None:
    settings = (files.Path(__file__).parents[1] / ".streamlit" / "config.toml").read_text()
    assert f"maxUploadSize = {files.MAX_BYTES // 1024**2} " in settings


def test_the_advice_for_a_terminal_is_known() -> None:
    assert intake._RETRY == adding.COMMAND_RETRY


# --- a run ------------------------------------------------------------------------------------------------------

DAY = datetime.date(2011, 7, 20)
DATED = Document(
    document_id="d1", text="", title="Raid", publisher="Example Press", published_on=DAY,
    published_basis=MetadataBasis.FRONT_MATTER, path="raid.txt",
)  # fmt: skip
UNDATED = Document(document_id="d2", text="", title="Bomb", path="bomb.txt")
FRENCH = Document(document_id="d3", text="", title="Bombe", path="bombe.txt", language="fr")
ADDED = Taken(
    outcome=Outcome(name="raid.txt", status=Status.ADDED, document_id="d1", n_events=3, n_drawn=2), document=DATED
)
ASKED = Taken(
    outcome=Outcome(name="bomb.txt", status=Status.ADDED, document_id="d2", n_events=1, n_drawn=1), document=UNDATED
)
FAILED = Taken(outcome=Outcome(name="bad.pdf", status=Status.FAILED, message="bad.pdf: is encrypted; save it without"))


def state(*taken: Taken, phase: Phase = Phase.DONE, sources: int | None = None, **more: object) -> RunState:
    """A run over one source for each report, and further ones up to a number."""
    names = [one.outcome.name for one in taken]
    names += [f"more-{number}.txt" for number in range((sources or len(names)) - len(names))]
    return RunState(
        run_id="r", phase=phase, sources=tuple(names), going=tuple(names),
        taken=tuple((one.outcome.name, (one,)) for one in taken), **more,
    )  # fmt: skip


HEADLINES = [
    # label,        state,                                                                          words
    ("waiting",     state(phase=Phase.WAITING, sources=2),                                          "Waiting until another run has ended"),
    ("opening",     state(phase=Phase.OPENING, sources=2),                                          "Starting"),
    ("building",    state(phase=Phase.OPENING, sources=2, words="The gazetteer is built"),          "The gazetteer is built"),
    ("running",     state(ADDED, phase=Phase.RUNNING, sources=9),                                   "1 of 9 files done"),
    ("time left",   state(ADDED, phase=Phase.RUNNING, sources=9, progress=Progress(n_files=9, n_done=5), seconds=40.0), "1 of 9 files done, about 40 s left"),
    ("stopping",    state(ADDED, phase=Phase.RUNNING, sources=9, is_stopping=True),                 "Stopping; what is done stays"),
    ("done",        state(ADDED, FAILED),                                                           "Done: 1 report from 2 files"),
    ("stopped",     state(ADDED, phase=Phase.STOPPED, sources=2, open_names=("more-0.txt",)),       "Stopped: 1 report stored, 1 file left"),
    ("broken",      state(ADDED, phase=Phase.BROKEN, words="the disk is full"),                     "Ended early: 1 report stored"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "run", "words"), HEADLINES)
def test_the_headline_says_how_far_a_run_is(label: str, run: RunState, words: str) -> None:
    view = view_run(run)
    assert view.headline == words
    assert view.is_going is not run.phase.is_over
    assert view.can_stop is (view.is_going and label != "stopping")
    assert view.problem == ("the disk is full" if label == "broken" else "")


NOTES = [
    (state(ADDED, phase=Phase.RUNNING, sources=3), "Adding 1 of 3 files"),
    (state(ADDED, FAILED), "1 report added"),
    (state(ADDED, phase=Phase.STOPPED), "Adding has stopped"),
]


@pytest.mark.parametrize(("run", "words"), NOTES)
def test_other_pages_say_it_in_a_few_words(run: RunState, words: str) -> None:
    assert say_note(run) == words


def test_counts_failures_and_what_is_done_in_words() -> None:
    view = view_run(state(ADDED, ASKED, FAILED, retry_names=("bad.pdf",)))
    assert view.detail == "2 added · 1 failed · 3 events on the map, 1 hidden"
    assert [(row.name, row.note) for row in view.failed.rows] == [("bad.pdf", "is encrypted; save it without")]
    assert [(row.name, row.state, row.note) for row in view.done.rows] == [
        ("Bomb", "Added", "1 event on the map · no publication date · bomb.txt"),
        ("Raid", "Added", "2 events on the map · 1 hidden · 20 Jul 2011 · Example Press · raid.txt"),
    ]
    assert (view.retry, view.go_on, view.can_show) == ("Try 1 file again", "", True)


def test_a_report_in_another_language_is_stored_and_asked_nothing() -> None:
    kept = Taken(outcome=Outcome(name="bombe.txt", status=Status.ADDED, document_id="d3"), document=FRENCH)
    view = view_run(state(kept))
    assert view.done.rows[0].note.startswith("not extracted: French")
    assert view.asked.rows == ()
    assert not view.can_show


def test_advice_for_a_terminal_is_turned_into_advice_for_the_page() -> None:
    message = f"a.txt: ended its process ({adding.COMMAND_RETRY})"
    kept_out = Taken(outcome=Outcome(name="a.txt", status=Status.QUARANTINED, message=message))
    assert view_run(state(kept_out)).failed.rows[0].note == "ended its process (the button above tries again)"


ANSWERS = [
    # phase,                    words,              state,                                      tone,   waits
    (None,                      "",                 "",                                         "",     False),
    (CorrectionPhase.WAITING,   "",                 "Waiting to be read again",                 "",     True),
    (CorrectionPhase.READING,   "",                 "Reading again",                            "",     True),
    (CorrectionPhase.DONE,      "1 event gained",   "Read again: 1 event gained",               "good", False),
    (CorrectionPhase.FAILED,    "the disk is full", "Nothing was saved: the disk is full",      "bad",  False),
]  # fmt: skip


@pytest.mark.parametrize(("phase", "words", "said", "tone", "waits"), ANSWERS)
def test_a_report_without_a_date_is_asked_about(
    phase: CorrectionPhase | None, words: str, said: str, tone: str, waits: bool
) -> None:
    sent = () if phase is None else (Correction(document=UNDATED, phase=phase, words=words),)
    view = view_run(state(ADDED, ASKED, corrections=sent))
    (asked,) = view.asked.rows
    assert (asked.document_id, asked.title, asked.publisher, asked.published) == ("d2", "Bomb", "", "")
    assert asked.note == "bomb.txt · also unknown: publisher"
    assert (asked.state, asked.tone, asked.is_waiting) == (said, tone, waits)
    assert view.asked.title == "Without a publication date (1)"


def test_an_answered_question_stays_in_its_place() -> None:
    known = Document(document_id="d2", text="", title="Bomb", published_on=DAY, published_basis=MetadataBasis.ANALYST)
    done = Correction(document=known, phase=CorrectionPhase.DONE, words="1 event with another date")
    view = view_run(state(Taken(outcome=ASKED.outcome, document=known), corrections=(done,)))
    assert [row.document_id for row in view.asked.rows] == ["d2"]
    assert view.asked.title == "Answered"


def test_a_report_without_a_publisher_is_asked_about_below() -> None:
    bare = Document(document_id="d4", text="", title="Raid", published_on=DAY, published_basis=MetadataBasis.FILE_NAME)
    named = Taken(outcome=Outcome(name="2011-07-20.txt", status=Status.ADDED, document_id="d4"), document=bare)
    view = view_run(state(ADDED, named))
    assert view.asked.rows == ()
    assert view.also_asked.title == "Without a title or publisher (1)"
    (asked,) = view.also_asked.rows
    assert (asked.published, asked.publisher, asked.note) == ("2011-07-20", "", "2011-07-20.txt · unknown: publisher")


STEPS = [
    # n_read, phase,          states of the first three files
    (0,       Phase.OPENING,  ["Waiting", "Waiting", "Waiting"]),
    (0,       Phase.RUNNING,  ["Reading", "Waiting", "Waiting"]),
    (2,       Phase.RUNNING,  ["Finding events", "Finding events", "Reading"]),
]  # fmt: skip


@pytest.mark.parametrize(("n_read", "phase", "states"), STEPS)
def test_each_file_says_its_step(n_read: int, phase: Phase, states: list[str]) -> None:
    view = view_run(state(phase=phase, sources=9, progress=Progress(n_files=9, n_read=n_read)))
    assert [row.state for row in view.going.rows][:3] == states
    assert (len(view.going.rows), view.going.n_more) == (MAX_GOING_ROWS, 9 - MAX_GOING_ROWS)


def test_long_lists_are_cut_and_counted() -> None:
    many = [
        Taken(outcome=Outcome(name=f"{n}.txt", status=Status.ADDED, document_id=f"i{n}"), document=UNDATED)
        for n in range(MAX_ROWS + 7)
    ]
    view = view_run(state(*many, n_left_out=4))
    assert (view.done.title, len(view.done.rows), view.done.n_more) == ("Done (111)", MAX_ROWS, 11)
    stopped = view_run(state(phase=Phase.STOPPED, sources=200, open_names=tuple(map(str, range(200)))))
    assert (stopped.going.title, stopped.going.n_more) == ("Not done (200)", 100)
    assert stopped.go_on == "Go on with 200 files"
