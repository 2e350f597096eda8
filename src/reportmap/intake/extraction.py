"""The program of the pool's processes: documents as JSON in, extractions as JSON out. `python -m` runs it.

It opens the gazetteer (mapped into memory, so that all processes share it) and the language model once, and never the
store.
"""

import json
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from reportmap.intake.worker import Answerer, serve

if TYPE_CHECKING:
    from reportmap.events import Ontology
    from reportmap.gazetteer import Gazetteer
    from reportmap.language import Language


def extraction_command(gazetteer_directory: Path, *, ontology: Sequence[str], seconds: float) -> tuple[str, ...]:
    """The command that starts a process.

    Args:     ontology: names or files as `load_ontology` takes them; seconds: how long one document may take
    """
    settings = {
        "gazetteer": str(gazetteer_directory.absolute()),
        "ontology": list(ontology),
        "seconds": seconds,
    }
    # -P: a file json.py in the folder of the reports must not be taken for Python's own.
    return sys.executable, "-P", "-m", __name__, json.dumps(settings)


def main(settings_text: str) -> None:
    """Serve as a process of the pool."""
    settings = json.loads(settings_text)
    directory, names = Path(settings["gazetteer"]), settings["ontology"]
    serve(lambda: _open(directory, names), seconds=settings["seconds"])


def _open(directory: Path, names: Sequence[str]) -> Answerer:
    from reportmap.events import load_ontology  # noqa: PLC0415 - takes seconds to import: not where it is only started
    from reportmap.gazetteer import Gazetteer  # noqa: PLC0415
    from reportmap.language import Language  # noqa: PLC0415

    return answerer(Gazetteer(directory), Language.load(), load_ontology(*names))


def answerer(gazetteer: "Gazetteer", language: "Language", ontology: "Ontology") -> Answerer:
    """From a document to its extraction, both as JSON."""
    from reportmap import pipeline  # noqa: PLC0415 - see above
    from reportmap.model import Document  # noqa: PLC0415
    from reportmap.nouns import from_json, to_json  # noqa: PLC0415

    def answer(task: str) -> str:
        document = from_json(Document, task)
        return to_json(pipeline.extract_events(document, gazetteer=gazetteer, language=language, ontology=ontology))

    return answer


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what Ctrl-C means
    main(sys.argv[1])
