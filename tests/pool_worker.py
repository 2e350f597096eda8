"""A process for tests of the pool that starts in a tenth of a second and does what its tasks say.

    echo WORDS      answers with them
    fault           a bug
    unusable        an error of ours that no other document can escape
    die             ends itself as a crash does
    die once FILE   the same, the first time
    hang            never ends, in C code that no other thread of Python can interrupt
    deaf            the same, and outlives its own alarm
    process         answers with its process id

A task that is a document as JSON is answered with the extraction in the folder that the first argument names.
"""

import json
import os
import re
import signal
import sys
from pathlib import Path

from reportmap.errors import GazetteerError
from reportmap.intake.worker import serve


def _answer(task: str) -> str:
    words = task.strip().split(" ")
    match words:
        case ["echo", *said]:
            return " ".join(said)
        case ["fault"]:
            raise ValueError("a bug\nin two lines")
        case ["unusable"]:
            raise GazetteerError("there is no gazetteer")
        case ["die"]:
            os.kill(os.getpid(), signal.SIGKILL)
        case ["die", "once", path]:
            if not Path(path).exists():
                Path(path).touch()
                os.kill(os.getpid(), signal.SIGKILL)
            return "alive"
        case ["hang"]:
            _hang()
        case ["deaf"]:
            signal.signal(signal.SIGALRM, signal.SIG_IGN)
            _hang()
        case ["process"]:
            return str(os.getpid())
    return (Path(sys.argv[2]) / json.loads(task)["document_id"]).read_text("ascii")


def _hang() -> None:
    re.fullmatch("(a|a)*b", "a" * 60)


if __name__ == "__main__":
    if sys.argv[1] == "broken":
        sys.exit("it cannot start")
    serve(lambda: _answer, seconds=float(sys.argv[1]))
