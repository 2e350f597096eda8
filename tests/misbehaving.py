"""A child of the sandbox whose reader of plain text does what the text says: `python -m tests.misbehaving LIMITS`."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from reportmap.errors import ReadingError
from reportmap.reading import child, unpack
from reportmap.reading.draft import Draft, Reader
from reportmap.reading.formats import Format, reader_of


def eat_memory() -> None:
    bytearray(4 * 1024**3)


def compute() -> None:
    while True:
        pass


def connect() -> None:
    socket.create_connection(("127.0.0.1", 9), timeout=1)


def write() -> None:
    Path("written.txt").write_text("x", encoding="utf-8")


def append() -> None:
    os.open("written.txt", os.O_APPEND | os.O_CREAT)


def spawn() -> None:
    subprocess.run([sys.executable, "-c", "1"], check=False)


def babble() -> None:
    sys.stdout.write("done null\n")  # what goes to standard output is no answer
    sys.stdout.flush()
    sys.stdin.read()


ACTS = {
    "eat memory": eat_memory,
    "compute": compute,
    "sleep": lambda: time.sleep(60),
    "connect": connect,
    "resolve": lambda: socket.getaddrinfo("post.example", 80),
    "write": write,
    "append": append,
    "remove": lambda: Path(__file__).unlink(),
    "spawn": spawn,
    "fork": os.fork,
    "system": lambda: os.system("true"),  # noqa: S605 - it is refused
    "exit": lambda: os._exit(3),
    "crash": os.abort,
    "babble": babble,
    "raise": lambda: {}["no such key"],
}


def act(data: bytes, name: str) -> Iterator[Draft | ReadingError]:
    """Do what each line says, and give the rest back."""
    for line in data.decode().splitlines():
        if line in ACTS:
            ACTS[line]()
    yield Draft(name=name, text=data.decode())


def choose(form: Format) -> Reader:
    """The acting reader for plain text, the usual one for all else."""
    return act if form is Format.TEXT else reader_of(form)


if __name__ == "__main__":
    unpack.reader_of = choose  # type: ignore[attr-defined]
    child.main()
