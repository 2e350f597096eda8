"""What the Add page shows: what may be dropped, how far a run is, and what became of each report, in words."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportmap.dashboard.holdings import say_size
from reportmap.dashboard.passage import show_controls
from reportmap.dashboard.runs import Correction, CorrectionPhase, Phase, RunState, Taken
from reportmap.dashboard.words import join_words, name_document, plural, say_day, say_unread
from reportmap.intake.outcome import Status
from reportmap.model import Document
from reportmap.reading.files import is_wanted
from reportmap.reading.formats import SUFFIXES, UNREAD_SUFFIXES
from reportmap.reading.names import suffix_of
from reportmap.reading.text import display_name

MAX_FILES = 2_000
MAX_TOTAL_BYTES = 250_000_000
"""Of all files of one run: they are held in memory until they are read."""
FORMATS_WORDS = (
    "Text, Markdown, web pages (HTML, MHTML), PDF, Word (.docx), e-mail (.eml), feeds (RSS, Atom), tables of reports"
    " (CSV, TSV, JSON, JSONL), and ZIP archives of these."
)
MAX_TEXT_CHARS = 2_000_000
MAX_ROWS = 100
"""Rows of each list that go to the browser; the others are counted."""
MAX_GOING_ROWS = 5
"""Of the files that wait their turn while a run goes on, so that what is done stays in sight."""
MAX_NAME_CHARS = 160
MIN_DONE_FOR_TIME = 5
"""So many reports must be done before the time that is left is worth saying."""


COMMAND_RETRY = "--retry-quarantined tries again"
"""What intake advises in a terminal."""


# --- before -----------------------------------------------------------------------------------------------------


def refuse(sizes: Sequence[int]) -> str | None:
    """Why these files, of so many bytes each, are too much for one run; None where they are not."""
    advice = "Add them in parts, or run “reportmap add FOLDER” in a terminal, which has no such limit."
    if len(sizes) > MAX_FILES:
        return f"These are {len(sizes):,} files; this page takes up to {MAX_FILES:,} at once. {advice}"
    if sum(sizes) > MAX_TOTAL_BYTES:
        size = say_size(sum(sizes))
        return f"{plural(len(sizes), 'file')} of {size} together; this page takes up to {say_limit()} at once. {advice}"
    return None


def say_limit() -> str:
    """The size of all files of one run: "250 MB"."""
    return f"{MAX_TOTAL_BYTES // 1_000_000} MB"


def tidy_names(names: Iterable[str]) -> Iterator[str]:
    """Names that differ, on one line each, as messages have them; the second "day.txt" becomes "day (2).txt"."""
    taken: set[str] = set()
    for name in names:
        plain = display_name(" ".join(name.replace("\\", "/").split())) or "file without a name"
        stem, dot, suffix = plain[-MAX_NAME_CHARS:].rpartition(".")
        first, last = (stem, dot + suffix) if stem else (suffix, "")
        free = (f"{first} ({n}){last}" if n else first + last for n in range(len(taken) + 2) if n != 1)
        taken.add(tidy := next(each for each in free if each not in taken))
        yield tidy


def choose_files(names: Sequence[str]) -> list[int]:
    """The positions of the files of a folder that may be reports, as `reportmap add FOLDER` would choose them."""
    tidy = [name.replace("\\", "/") for name in names]
    beside: dict[str, list[str]] = {}
    for name in tidy:
        folder, _, file = name.rpartition("/")
        beside.setdefault(folder, []).append(file)
    return [position for position, name in enumerate(tidy) if _may_be_report(name, beside)]


def _may_be_report(name: str, beside: Mapping[str, list[str]]) -> bool:
    *folders, file = name.split("/")
    is_seen = all(
        is_wanted(folder, beside=beside.get("/".join(folders[:depth]), [])) for depth, folder in enumerate(folders)
    )
    return is_seen and not file.startswith(".") and suffix_of(file) in SUFFIXES.keys() | UNREAD_SUFFIXES


def as_day(words: str) -> datetime.date | None:
    """A day as a date field sends it, "2007-02-02"; None for anything else, and for years that no report is of."""
    try:
        day = datetime.date.fromisoformat(words)
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2100 else None


# --- after ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a run: how many of how many; `of` is 0 where it is not known yet."""

    label: str
    n: int
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A file or a report in a list. `key` names it in its list, `tone` is "good", "bad" or ""."""

    key: str
    name: str
    state: str
    note: str = ""
    tone: str = ""
    document_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A report that does not say when it was published, or more: what is known, "" for what is asked.

    `state` says how far reading it again is, `is_waiting` that it has been sent.
    """

    document_id: str
    name: str
    title: str
    publisher: str
    published: str
    note: str
    state: str = ""
    tone: str = ""
    is_waiting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The rows of one list that are shown, and how many more there are."""

    title: str
    rows: tuple[Row, ...]
    n_more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    """The reports that are asked about, and how many more there are."""

    title: str
    rows: tuple[Question, ...]
    n_more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RunView:
    """A run as the page shows it. `problem` is a sentence about the run as a whole, `retry` and `go_on` are labels."""

    headline: str
    detail: str
    problem: str
    is_going: bool
    can_stop: bool
    steps: tuple[Step, ...]
    going: Rows
    failed: Rows
    asked: Questions
    also_asked: Questions
    done: Rows
    retry: str
    go_on: str
    can_show: bool


_STATUS_WORDS = {
    Status.ADDED: "Added",
    Status.REPLACED: "Read anew",
    Status.UNCHANGED: "Already there",
    Status.NOT_EXTRACTED: "Stored only",
    Status.FAILED: "Failed",
    Status.QUARANTINED: "Failed",
}


def view_run(state: RunState) -> RunView:
    """A run in words: counts of each step, what failed and why, what has to be asked, and what is done."""
    reports = [taken for _, found in state.taken for taken in found]
    stored = [taken for taken in reports if taken.outcome.status.is_stored]
    failed = [taken for taken in reports if not taken.outcome.status.is_stored]
    asked, also_asked = _questions(stored, state.corrections)
    return RunView(
        headline=_headline(state, n_stored=len(stored)),
        detail=_detail(stored, failed),
        problem=state.words if state.phase is Phase.BROKEN else "",
        is_going=not state.phase.is_over,
        can_stop=not state.phase.is_over and not state.is_stopping,
        steps=_steps(state),
        going=_going(state),
        failed=_cut("Failed", [_failure(taken) for taken in failed]),
        asked=_cut_questions(_ask(sum(not one.published for one in asked)), asked),
        also_asked=_cut_questions(f"Without a title or publisher ({len(also_asked):,})", also_asked),
        done=_cut("Done", [_success(taken) for taken in reversed(stored)], n_beyond=state.n_left_out),
        retry=f"Try {plural(len(state.retry_names), 'file')} again" if state.retry_names else "",
        go_on=f"Go on with {plural(len(state.open_names), 'file')}" if state.open_names else "",
        can_show=bool(extracted_ids(state)),
    )


def extracted_ids(state: RunState) -> tuple[str, ...]:
    """The reports of a run that were read for events, now or before."""
    return tuple(
        taken.document.document_id
        for _, found in state.taken
        for taken in found
        if taken.outcome.status.is_stored and taken.document is not None and taken.document.is_extracted
    )


def say_note(state: RunState) -> str:
    """A run in a few words, for the other pages: "Adding 12 of 40 files"."""
    if state.phase.is_over:
        n_stored = sum(taken.outcome.status.is_stored for _, found in state.taken for taken in found)
        return f"{plural(n_stored, 'report')} added" if state.phase is Phase.DONE else "Adding has stopped"
    n_done, n_files = _done_sources(state), len(state.going)
    return f"Adding {n_done:,} of {plural(n_files, 'file')}"


def _done_sources(state: RunState) -> int:
    going = set(state.going)
    return min(len(going), sum(name in going and bool(found) for name, found in state.taken))


def _headline(state: RunState, *, n_stored: int) -> str:
    n_files = plural(len(state.going), "file")
    if state.is_stopping:
        return "Stopping; what is done stays"
    words = {
        Phase.WAITING: "Waiting until another run has ended",
        Phase.OPENING: state.words or "Starting",
        Phase.RUNNING: f"{_done_sources(state):,} of {n_files} done{_time_left(state)}",
        Phase.DONE: f"Done: {plural(n_stored, 'report')} from {plural(len(state.sources), 'file')}",
        Phase.STOPPED: f"Stopped: {plural(n_stored, 'report')} stored, {plural(len(state.open_names), 'file')} left",
        Phase.BROKEN: f"Ended early: {plural(n_stored, 'report')} stored",
    }
    return words[state.phase]


def _time_left(state: RunState) -> str:
    progress = state.progress
    n_all = max(progress.n_reports, len(state.going))
    if progress.n_done < MIN_DONE_FOR_TIME or progress.n_done >= n_all:
        return ""
    seconds = state.seconds / (progress.n_done - 1) * (n_all - progress.n_done)
    return f", {say_duration(seconds)} left"


def say_duration(seconds: float) -> str:
    """A time that is only guessed: "a few seconds", "about 40 s", "about 3 min", "about 2 h"."""
    if seconds < 8:
        return "a few seconds"
    if seconds < 90:
        return f"about {round(seconds, -1):.0f} s"
    if seconds < 90 * 60:
        return f"about {seconds / 60:.0f} min"
    return f"about {seconds / 3600:.0f} h"


def _detail(stored: Sequence[Taken], failed: Sequence[Taken]) -> str:
    counts: dict[str, int] = {}
    for taken in stored:
        words = _STATUS_WORDS[taken.outcome.status].lower()
        counts[words] = counts.get(words, 0) + 1
    parts = [f"{number:,} {words}" for words, number in counts.items()]
    if failed:
        parts.append(f"{len(failed):,} failed")
    n_events = sum(taken.outcome.n_events for taken in stored)
    n_drawn = sum(taken.outcome.n_drawn for taken in stored)
    if n_events:
        hidden = f", {n_events - n_drawn:,} hidden" if n_events > n_drawn else ""
        parts.append(f"{plural(n_drawn, 'event')} on the map{hidden}")
    return " · ".join(parts)


def _steps(state: RunState) -> tuple[Step, ...]:
    progress, n_files = state.progress, len(state.going)
    n_reports = progress.n_reports
    return (
        Step(label="Files read", n=progress.n_read, of=n_files),
        Step(label="Searched for events", n=progress.n_extracted, of=n_reports),
        Step(label="Finished", n=progress.n_done, of=n_reports),
    )


def _going(state: RunState) -> Rows:
    """The files that nothing is known of yet, those at work first."""
    if state.phase.is_over:
        return _cut("Not done", [Row(key=name, name=name, state="Not started") for name in state.open_names])
    found = {name for name, taken in state.taken if taken}
    rows = [
        Row(key=name, name=name, state=_step(position, state))
        for position, name in enumerate(state.going)
        if name not in found
    ]
    return _cut("To do", rows, n_shown=MAX_GOING_ROWS)


def _step(position: int, state: RunState) -> str:
    n_read = state.progress.n_read
    if position < n_read:
        return "Finding events"
    return "Reading" if position == n_read and state.phase is Phase.RUNNING else "Waiting"


def _failure(taken: Taken) -> Row:
    outcome = taken.outcome
    reason = (outcome.message or "no reason is known").removeprefix(f"{outcome.name}: ")
    note = show_controls(reason.replace(COMMAND_RETRY, "the button above tries again"))
    return Row(key=outcome.name, name=outcome.name, state="Failed", note=note, tone="bad")


def _success(taken: Taken) -> Row:
    outcome, document = taken.outcome, taken.document
    title = outcome.name if document is None else name_document(document)
    unread = None if document is None else say_unread(document)
    words = []
    if unread is not None:
        words.append(unread)
    elif outcome.status in {Status.ADDED, Status.REPLACED}:
        words.append(plural(outcome.n_drawn, "event") + " on the map")
        if outcome.n_events > outcome.n_drawn:
            words.append(f"{outcome.n_events - outcome.n_drawn:,} hidden")
    if document is not None:
        words.append(say_day(document.published_on) if document.published_on else "no publication date")
        words += [document.publisher] if document.publisher else []
    if outcome.name != title:
        words.append(outcome.name)
    return Row(
        key=outcome.name,
        name=show_controls(title),
        state=_STATUS_WORDS[outcome.status if unread is None else Status.NOT_EXTRACTED],
        note=show_controls(" · ".join(words)),
        tone="" if outcome.status is Status.UNCHANGED or unread is not None else "good",
        document_id=outcome.document_id or "",
    )


def _cut(title: str, rows: Sequence[Row], *, n_beyond: int = 0, n_shown: int = MAX_ROWS) -> Rows:
    n_all = len(rows) + n_beyond
    shown = tuple(rows[:n_shown])
    return Rows(title=f"{title} ({n_all:,})", rows=shown, n_more=n_all - len(shown))


# --- what has to be asked ---------------------------------------------------------------------------------------


def _questions(
    stored: Iterable[Taken], corrections: Iterable[Correction]
) -> tuple[tuple[Question, ...], tuple[Question, ...]]:
    """The reports without a publication date and those that were answered, then those without a title or publisher."""
    answered = {correction.document.document_id: correction for correction in corrections}
    asked: dict[str, Question] = {}
    also_asked: dict[str, Question] = {}
    for taken in stored:
        document = taken.document
        if document is None or not document.is_extracted:
            continue
        correction = answered.get(document.document_id)
        if document.published_on is None or correction is not None:
            asked[document.document_id] = _question(taken, document, correction)
        elif document.title is None or document.publisher is None:
            also_asked[document.document_id] = _question(taken, document, None)
    return tuple(asked.values()), tuple(also_asked.values())


def _cut_questions(title: str, questions: Sequence[Question]) -> Questions:
    shown = tuple(questions[:MAX_ROWS])
    return Questions(title=title, rows=shown, n_more=len(questions) - len(shown))


def _ask(n_open: int) -> str:
    return f"Without a publication date ({n_open:,})" if n_open else "Answered"


def _question(taken: Taken, document: Document, correction: Correction | None) -> Question:
    missing = [
        words for words, value in (("title", document.title), ("publisher", document.publisher)) if value is None
    ]
    unknown = "unknown" if document.published_on else "also unknown"
    note = f"{unknown}: {join_words(missing)}" if missing else ""
    if taken.outcome.name != name_document(document):
        note = " · ".join(filter(None, (show_controls(taken.outcome.name), note)))
    question = Question(
        document_id=document.document_id,
        name=show_controls(name_document(document)),
        title=document.title or "",
        publisher=document.publisher or "",
        published=document.published_on.isoformat() if document.published_on else "",
        note=note,
    )
    return question if correction is None else _answered(question, correction)


def _answered(question: Question, correction: Correction) -> Question:
    words = {
        CorrectionPhase.WAITING: "Waiting to be read again",
        CorrectionPhase.READING: "Reading again",
        CorrectionPhase.DONE: f"Read again: {correction.words}",
        CorrectionPhase.FAILED: f"Nothing was saved: {correction.words}",
    }
    tones = {CorrectionPhase.DONE: "good", CorrectionPhase.FAILED: "bad"}
    return replace(
        question,
        state=show_controls(words[correction.phase]),
        tone=tones.get(correction.phase, ""),
        is_waiting=correction.phase in {CorrectionPhase.WAITING, CorrectionPhase.READING},
    )
