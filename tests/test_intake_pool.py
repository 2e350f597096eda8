"""The pool: answers, faults, deaths and ends, with processes that start in a tenth of a second."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

import pytest

from reportmap.errors import IntakeError
from reportmap.intake.extraction import extraction_command
from reportmap.intake.pool import Answer, Pool

WORKER = str(Path(__file__).with_name("pool_worker.py"))
LONG = 60.0
SHORT = 0.2

Inbox = SimpleQueue[Answer | IntakeError]


@contextmanager
def _pool(*, jobs: int = 1, seconds: float = LONG, said: str | None = None) -> Iterator[tuple[Pool, Inbox]]:
    inbox: Inbox = SimpleQueue()
    command = (sys.executable, WORKER, said or str(seconds))
    with Pool(command, jobs=jobs, seconds=seconds, deliver=inbox.put) as pool:
        yield pool, inbox


def _is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


CASES = [
    # label,           task,        text,   reason,                                              deadly?
    ("an answer",      "echo a b",  "a b",  None,                                                False),
    ("none",           "echo",      "",     None,                                                False),
    ("a fault",        "fault",     None,   "ValueError: a bug in two lines",                    False),
    ("a crash",        "die",       None,   "ended the process that read it by SIGKILL",         True),
    ("a hang",         "hang",      None,   "took longer than 0.2 seconds",                      True),
]  # fmt: skip


@pytest.mark.parametrize(("label", "task", "text", "reason", "is_deadly"), CASES, ids=[row[0] for row in CASES])
def test_a_task_has_one_answer_and_the_next_one_too(
    label: str, task: str, text: str | None, reason: str | None, *, is_deadly: bool
) -> None:
    with _pool(seconds=SHORT if task == "hang" else LONG) as (pool, inbox):
        pool.submit(1, task)
        pool.submit(2, "echo on")
        first, second = inbox.get(timeout=LONG), inbox.get(timeout=LONG)
    assert (first.number, first.text, first.reason, first.is_deadly) == (1, text, reason, is_deadly)
    assert (second.number, second.text) == (2, "on")


def test_what_a_killed_process_was_doing_is_done_by_another_one(tmp_path: Path) -> None:
    with _pool(jobs=2) as (pool, inbox):
        pool.submit(1, f"die once {tmp_path / 'died'}")
        pool.submit(2, "echo on")
        found = {answer.number: answer.text for answer in (inbox.get(timeout=LONG), inbox.get(timeout=LONG))}
    assert found == {1: "alive", 2: "on"}


def test_no_more_processes_than_tasks_or_jobs() -> None:
    with _pool(jobs=2) as (pool, inbox):
        pool.submit(1, "process")
        (first,) = {inbox.get(timeout=LONG).text}
        pool.submit(2, "process")
        assert inbox.get(timeout=LONG).text == first
        for number in range(3, 20):
            pool.submit(number, "process")
        assert len({inbox.get(timeout=LONG).text for _ in range(3, 20)}) <= 2


def test_a_process_that_outlives_its_own_alarm_is_ended_by_us(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportmap.intake.pool.GRACE_SECONDS", 0.1)
    with _pool(seconds=SHORT) as (pool, inbox):
        pool.submit(1, "deaf")
        while inbox.empty():
            pool.end_overdue()
        answer = inbox.get(timeout=LONG)
    assert answer.is_deadly
    assert answer.reason == "took longer than 0.2 seconds"


@pytest.mark.parametrize(
    ("said", "task", "message"),
    [
        ("broken", "echo", "the processes that extract cannot be started .*exit status 1: it cannot start"),
        (None, "unusable", "there is no gazetteer"),
    ],
)
def test_processes_that_cannot_work_stop_the_run(said: str | None, task: str, message: str) -> None:
    with _pool(said=said) as (pool, inbox):
        pool.submit(1, task)
        error = inbox.get(timeout=LONG)
    assert isinstance(error, IntakeError)
    with pytest.raises(IntakeError, match=message):
        raise error


def test_closing_ends_every_process_whatever_it_does() -> None:
    with _pool(jobs=2) as (pool, inbox):
        pool.submit(1, "process")
        inbox.get(timeout=LONG)
        pool.submit(2, "hang")
        pool.submit(3, "echo on")
        inbox.get(timeout=LONG)
        running = pool.process_ids
        assert running
    assert not any(map(_is_running, running))
    assert inbox.empty()


def test_a_process_does_not_outlive_its_parent() -> None:
    process = subprocess.Popen(
        [sys.executable, WORKER, "1"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    )
    assert process.stdout.readline() == b".\n"
    process.communicate(timeout=LONG)  # closes its standard input, as the parent's end does
    assert process.returncode == 0


def test_a_process_that_hangs_does_not_outlive_its_killed_parent() -> None:
    code = (
        "import sys; from reportmap.intake.pool import Pool\n"
        f"pool = Pool((sys.executable, {WORKER!r}, '1'), jobs=1, seconds=1, deliver=print)\n"
        "pool.submit(1, 'hang')\n"
        "while not pool.process_ids: pass\n"
        "print(*pool.process_ids, flush=True); sys.stdin.read()"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    (child,) = map(int, parent.stdout.readline().split())
    assert _is_running(child)
    parent.kill()
    parent.communicate()
    until = time.monotonic() + LONG
    while _is_running(child) and time.monotonic() < until:
        os.sched_yield()
    assert not _is_running(child)


def test_the_folder_of_the_reports_is_not_on_the_path_of_the_processes(tmp_path: Path) -> None:
    command = extraction_command(tmp_path, ontology=(), seconds=1)
    assert command[1] == "-P"
