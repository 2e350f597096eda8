"""What places cost: speed, memory and growth on the sample reports; and, on a corpus of the user's, how true scores are.

Times are CPU seconds of the process, so that a busy machine does not count.
"""

import math
import os
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import linear_regression, median
from typing import TypeVar

from reportmap import Gazetteer, Language, find_places, resolve_places
from reportmap.annotation.corpus import bounded_lines, read_corpus
from reportmap.annotation.fields import CorpusText
from reportmap.annotation.places import annotate_places
from reportmap.annotation.texts import passages_of
from reportmap.evaluation.gold import read_gold_places, read_predicted_places
from reportmap.evaluation.places import score_places
from reportmap.evaluation.reliability import calibration_error, reliability
from reportmap.model import ParsedPassage, Passage
from reportmap.reading import find_files, read_file
from tests.benchmark.measures import CORPUS_VARIABLE, REPORTS
from tests.hostile import TEXTS

Given = TypeVar("Given")

WORDS = 500
DOCUMENTS = 40
SIZES = tuple(500 * 2**step for step in range(8))
"""Words of the texts whose cost shows the growth: 500 to 64,000."""

HOSTILE_SIZES = (5_000, 40_000)
LEAST_S = 0.05
"""A hostile text that costs less than this at the larger size is cheap, and its growth is noise."""


def words_of_reports(count: int) -> list[str]:
    """So many words of the sample reports, each with the white space behind it, from the start again at the end."""
    text = "\n\n".join(read_file(path).text for path in find_files([REPORTS]) if isinstance(path, Path)) + "\n\n"
    words = re.findall(r"\S{1,200}\s{0,200}", text)
    return (words * (count // len(words) + 1))[:count]


def cpu_seconds(work: Callable[[Given], object], given: Given, *, times: int = 1) -> float:
    """What some work on something costs, the median of so many runs."""
    seconds = []
    for _ in range(times):
        start = time.process_time()
        work(given)
        seconds.append(time.process_time() - start)
    return median(seconds)


def exponent(sizes: list[int], seconds: list[float]) -> float:
    """How cost grows with size, from the slope of their logarithms: 1 is linear, 2 quadratic."""
    return linear_regression([math.log(size) for size in sizes], [math.log(cost) for cost in seconds]).slope


class Stage:
    """The places of a text from reading to resolving, by part."""

    def __init__(self) -> None:
        self.gazetteer = Gazetteer.open()
        self.language = Language.load()

    def whole(self, text: str) -> None:
        """All of it."""
        annotate_places(CorpusText(id=0, text=text), gazetteer=self.gazetteer, language=self.language)

    def names(self, passages: Sequence[Passage]) -> tuple[ParsedPassage, ...]:
        """Names by the language model alone."""
        return self.language.parse(passages, parse_if=lambda _passage: False)

    def rules(self, parsed: Sequence[ParsedPassage]) -> None:
        """Finding and resolving alone."""
        passages = [one.passage for one in parsed]
        resolve_places(find_places(parsed, gazetteer=self.gazetteer), passages=passages, gazetteer=self.gazetteer)

    def without_names(self, text: str) -> None:
        """All of it, but names by the language model."""
        self.rules(
            [ParsedPassage(passage=passage, tokens=(), entities=(), is_parsed=False) for passage in passages_of(text)]
        )


def measure_places(peak_mb: Callable[[], float]) -> dict[str, float]:
    """Documents of 500 words, cut from the sample reports: once to warm up, then timed."""
    words = words_of_reports(DOCUMENTS * WORDS)
    documents = ["".join(words[start : start + WORDS]) for start in range(0, len(words), WORDS)]
    stage = Stage()
    for text in documents[:5]:
        stage.whole(text)
    whole = names = ours = 0.0
    for text in documents:
        whole += cpu_seconds(stage.whole, text)
        passages = passages_of(text)
        names += cpu_seconds(stage.names, passages)
        parsed = stage.names(passages)
        ours += cpu_seconds(passages_of, text) + cpu_seconds(stage.rules, parsed)
    return {
        "places_documents_of_500_words_per_s": len(documents) / whole,
        "places_ours_a_document_ms": ours / len(documents) * 1e3,
        "places_ner_a_document_ms": names / len(documents) * 1e3,
        "places_whole_to_ner_ratio": whole / names,
        "places_peak_mb": peak_mb(),
    }


def measure_places_growth() -> dict[str, float]:
    """Texts of 500 to 64,000 words, and hostile ones of 5,000 and 40,000 characters: how cost grows with length."""
    stage = Stage()
    words = words_of_reports(SIZES[-1])
    stage.whole("".join(words[:WORDS]))
    texts = ["".join(words[:size]) for size in SIZES]
    repeats = [max(1, SIZES[3] // size) for size in SIZES]  # short texts several times
    whole, ours = (
        [cpu_seconds(part, text, times=times) for text, times in zip(texts, repeats, strict=True)]
        for part in (stage.whole, stage.without_names)
    )
    hostile = {name: _hostile_exponent(stage, make) for name, make in TEXTS.items()}
    return {
        "places_growth_exponent": exponent(list(SIZES), whole),
        "places_growth_without_ner_exponent": exponent(list(SIZES), ours),
        "places_hostile_worst_exponent": max(hostile.values()),
        "places_hostile_median_exponent": median(hostile.values()),
    }


def _hostile_exponent(stage: Stage, make: Callable[[int], str]) -> float:
    seconds = [max(cpu_seconds(stage.without_names, make(size), times=3), 1e-6) for size in HOSTILE_SIZES]
    return exponent(list(HOSTILE_SIZES), seconds) if seconds[-1] >= LEAST_S else 1.0


def measure_reliability() -> dict[str, float]:
    """Whether scores are true, on the corpus that REPORTMAP_PLACES_CORPUS names; nothing where it names none."""
    path = os.environ.get(CORPUS_VARIABLE)
    if not path:
        return {}
    stage = Stage()
    texts = []
    with Path(path).open("rb") as stream:
        lines = bounded_lines(stream)
        for _, gold in read_corpus(lines, name=path, read=read_gold_places, skip=lambda _error, _number: None):
            found = annotate_places(gold.corpus_text, gazetteer=stage.gazetteer, language=stage.language)
            texts.append((gold.toponyms, read_predicted_places(found).toponyms))
    scores = score_places(texts, with_demonyms=False)
    figures = {"reliability_end_to_end_f1": scores.end_to_end.f1}
    for name, outcomes in (("found", scores.outcomes), ("all", scores.outcomes_all)):
        bins = reliability(outcomes)
        figures[f"reliability_{name}_calibration_error"] = calibration_error(bins)
        figures |= {
            f"reliability_{name}_right_of_{one.low:.1f}_to_{one.high:.1f}_share": one.accuracy
            for one in bins
            if one.accuracy is not None
        }
    return figures
