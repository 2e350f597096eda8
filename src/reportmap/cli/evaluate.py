"""`evaluate places`, `dates`, `types`, `links` and `events`: predictions against the gold standard of a corpus."""

import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic

import click
from rich.table import Table

from reportmap.annotation.corpus import Content, Fields
from reportmap.annotation.fields import CorpusText
from reportmap.cli.annotate import (
    PlaceChoices,
    Predict,
    date_predictor,
    event_predictor,
    incidents_option,
    labels_option,
    least_score_option,
    link_predictor,
    place_options,
    place_predictor,
    type_predictor,
)
from reportmap.cli.corpora import Corpus, corpus_argument, open_corpus
from reportmap.cli.options import gazetteer_option
from reportmap.cli.terminal import counted, say, show, standard_output
from reportmap.errors import CorpusError
from reportmap.reading.text import display_name

if TYPE_CHECKING:
    from reportmap.evaluation.baseline import Change, TextOutcomes

predictions_option = click.option(
    "--predictions",
    "predictions_path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Score these, in the shape that `reportmap annotate` prints, instead of annotating the corpus.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of tables.")

Report = Mapping[str, Any]  # Any: nested JSON values

_MOST_CHANGES = 200
_AGREEMENT = (("precision", "precision"), ("recall", "recall"), ("f1", "F1"))
_PLACE_ROWS = (
    *(("recognition_exact", name, f"recognition, same span: {label}") for name, label in _AGREEMENT),
    *(("recognition_lenient", name, f"recognition, overlap: {label}") for name, label in _AGREEMENT),
    ("resolution", "matched", "resolution: toponyms found that have a point in the gold"),
    ("resolution", "unresolved", "resolution: of these, left without a place"),
    ("resolution", "accuracy_161_km", "resolution: accuracy within 161 km"),
    ("resolution", "same_id", "resolution: same GeoNames id, where both have one"),
    ("resolution", "same_id_of_all", "resolution: same GeoNames id, where the gold has one"),
    ("resolution", "mean_km", "resolution: mean error of the resolved (km)"),
    ("resolution", "median_km", "resolution: median error of all (km)"),
    ("resolution", "auc", "resolution: area under the curve of log errors (0 is best)"),
    *(("end_to_end", name, f"end to end within 161 km: {label}") for name, label in _AGREEMENT),
)
_DATE_ROWS = (
    ("strict", "gold", "expressions in the gold"),
    ("strict", "f1", "same span: F1"),
    *(("relaxed", name, f"overlap: {label}") for name, label in _AGREEMENT),
    ("value", "f1", "overlap and same value: F1"),
    ("value", "accuracy", "same value, of those found"),
    ("intervals", "points", "dates and times that mean days"),
    ("intervals", "accuracy", "of these, found with the same days"),
    ("intervals", "start_accuracy", "of these, found with a first day inside"),
)
_EVENT_ROWS = (
    *(("texts_with_events", name, f"texts with an event: {label}") for name, label in _AGREEMENT),
    *(("events", name, f"events: {label}") for name, label in _AGREEMENT),
)
_SLOT_ROWS = (
    ("type", "type"),
    ("date", "date, to the day either way"),
    ("exact_day", "exact day"),
    ("place", "place, any unit of its chain"),
    ("fine_place", "place, the finest unit"),
    ("actor", "perpetrator"),
    ("deaths", "deaths, inside the bounds"),
)

_TYPE_ROWS = (("accuracy", "accuracy"), ("macro_f1", "macro F1"), ("weighted_f1", "weighted F1"))


_LINK_ROWS = (
    *(("token", name, f"words of names: {label}") for name, label in _AGREEMENT),
    *(("exact", name, f"names, same span: {label}") for name, label in _AGREEMENT),
    ("exact", "overlap_recall", "names, overlap: recall"),
    ("texts", "accuracy", "texts in which every word is right"),
    ("texts", "without_location", "texts without a location in the gold"),
    ("texts", "without_location_right", "of these, given none"),
)


@click.group()
def evaluate() -> None:
    """Annotate a corpus and print standard measures against its gold standard.

    FILE.jsonl holds one JSON object a line: `id`, `text` and the gold standard in the fields that `reportmap annotate`
    prints. A bad line is named and skipped; the exit status is then 1.
    """


@evaluate.command("places")
@corpus_argument
@predictions_option
@json_option
@place_options
def evaluate_places_command(path: Path, *, predictions_path: Path | None, as_json: bool, **chosen: bool) -> None:
    """Measure toponyms: recognition, resolution, both end to end, and whether scores mean what they say."""
    from reportmap.evaluation.gold import read_gold_places, read_predicted_places  # noqa: PLC0415 - takes a second
    from reportmap.evaluation.places import score_places  # noqa: PLC0415
    from reportmap.evaluation.report import place_figures, reliability_figures  # noqa: PLC0415

    choices = PlaceChoices(**chosen)
    if predictions_path is not None and choices != PlaceChoices():
        raise click.UsageError("--predictions are scored as they are; leave the options that find places out")
    make = partial(place_predictor, choices)
    with open_corpus(path) as corpus:
        predictions = _Predictions(predictions_path, key="toponyms", read=read_predicted_places, make=make)
        texts = [
            (gold.toponyms, found.toponyms)
            for number, gold in corpus.contents(read_gold_places, task="Evaluating")
            if (found := corpus.attempt(number, partial(predictions.of, gold.corpus_text))) is not None
        ]
    scores = {
        "all": score_places(texts),
        "without_demonyms": score_places(texts, with_demonyms=False),
    }
    counted_ones = scores["without_demonyms"]
    report = {
        **_header("places", corpus, predictions, texts=len(texts)),
        **{name: place_figures(one) for name, one in scores.items()},
        "reliability": {
            "matched": reliability_figures(counted_ones.outcomes),
            "end_to_end": reliability_figures(counted_ones.outcomes_all),
        },
    }
    columns = {"all": "all", "without_demonyms": "without demonyms"}
    _print(report, [_measures(report, _PLACE_ROWS, columns), _reliability(report)], as_json=as_json)
    _finish(corpus, predictions, texts=len(texts))


@evaluate.command("dates")
@corpus_argument
@predictions_option
@click.option(
    "--baseline",
    "baseline_path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Compare with the outcomes stored there: which expressions were gained, and which were lost.",
)
@click.option(
    "--save-baseline",
    "saved_path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Store the outcome of every expression there. It holds offsets and values, no text.",
)
@json_option
def evaluate_dates_command(
    path: Path, *, predictions_path: Path | None, baseline_path: Path | None, saved_path: Path | None, as_json: bool
) -> None:
    """Measure TIMEX3 expressions: spans, values, and the days that they mean, for all and by type."""
    from reportmap.evaluation.baseline import TextOutcomes, changes, outcome_lines  # noqa: PLC0415 - takes a second
    from reportmap.evaluation.dates import TIMEX_TYPES, judge, score_dates  # noqa: PLC0415
    from reportmap.evaluation.gold import read_gold_dates, read_predicted_dates  # noqa: PLC0415
    from reportmap.evaluation.report import date_figures  # noqa: PLC0415

    baseline = [] if baseline_path is None else _read_baseline(baseline_path)
    with open_corpus(path) as corpus:
        predictions = _Predictions(predictions_path, key="timexes", read=read_predicted_dates, make=date_predictor)
        compared = [
            (gold, found)
            for number, gold in corpus.contents(read_gold_dates, task="Evaluating")
            if (found := corpus.attempt(number, partial(predictions.of, gold.corpus_text))) is not None
        ]
    texts = [(gold.corpus_text.text, gold.timexes, found.timexes) for gold, found in compared]
    outcomes = [
        TextOutcomes(id=gold.id, outcomes=tuple(judge(*text))) for (gold, _), text in zip(compared, texts, strict=True)
    ]
    report: dict[str, object] = {
        **_header("dates", corpus, predictions, texts=len(texts)),
        "all": date_figures(score_dates(texts)),
        **{name: date_figures(score_dates(texts, types=(name,))) for name in TIMEX_TYPES},
    }
    columns = {name: name for name in ("all", *TIMEX_TYPES)}
    tables = [_measures(report, _DATE_ROWS, columns)]
    if baseline_path is not None:
        words = {gold.id: gold.corpus_text.text for gold, _ in compared}
        found_changes = [_change_row(one, words) for one in changes(outcomes, baseline)]
        for name in ("gained", "lost"):
            report[name] = [row for row in found_changes if row["change"] == name]
        tables.append(_changes_table(found_changes))
    if saved_path is not None:
        _write(saved_path, outcome_lines(outcomes))
    _print(report, tables, as_json=as_json)
    _finish(corpus, predictions, texts=len(texts))


@evaluate.command("types")
@corpus_argument
@predictions_option
@labels_option
@json_option
@gazetteer_option()
def evaluate_types_command(
    path: Path, *, predictions_path: Path | None, labels_path: Path | None, as_json: bool
) -> None:
    """Measure types of events: accuracy and F1 by type, and whether a text without an event is left alone."""
    from reportmap.annotation.types import load_labels  # noqa: PLC0415 - takes a second to import
    from reportmap.evaluation.gold import read_gold_type, read_predicted_type  # noqa: PLC0415
    from reportmap.evaluation.report import type_figures  # noqa: PLC0415
    from reportmap.evaluation.types import score_types  # noqa: PLC0415
    from reportmap.events import load_ontology  # noqa: PLC0415

    labels = load_labels(labels_path)
    known = {kind.sub_event_type for kind in load_ontology().types.values()}
    with open_corpus(path) as corpus:
        predictions = _Predictions(
            predictions_path,
            key="label",
            read=read_predicted_type,
            make=partial(type_predictor, labels_path),
            is_list=False,
        )
        pairs = [
            (gold.label if labels.meaning_of(gold.label) in known else None, found.label)
            for number, gold in corpus.contents(read_gold_type, task="Evaluating")
            if (found := corpus.attempt(number, partial(predictions.of, gold.corpus_text))) is not None
        ]
    report = {**_header("types", corpus, predictions, texts=len(pairs)), **type_figures(score_types(pairs))}
    _print(report, _type_tables(report), as_json=as_json)
    _finish(corpus, predictions, texts=len(pairs))


def _type_tables(report: Report) -> list[Table]:
    table = Table("Measure", "", title="Types of events")
    for name, label in _TYPE_ROWS:
        table.add_row(label, f"{report['types'][name]:.3f}")
    for name, label in _AGREEMENT:
        table.add_row(f"texts without an event: {label}", f"{report['none'][name]:.3f}")
    each = Table("Label", "gold", "predicted", "right", "F1")
    for name, figures in report["by_type"].items():
        each.add_row(name, *(str(figures[key]) for key in ("gold", "predicted", "right")), f"{figures['f1']:.3f}")
    return [table, each]


@evaluate.command("events")
@corpus_argument
@predictions_option
@click.option("--split", metavar="NAME", help="Only the texts whose field `split` is this.")
@json_option
@gazetteer_option()
@incidents_option
def evaluate_events_command(
    path: Path, *, predictions_path: Path | None, split: str | None, as_json: bool, incidents_only: bool
) -> None:
    """Measure whole event records as MUC-4 does: texts and events found, and each slot."""
    from reportmap.evaluation.events import score_events  # noqa: PLC0415 - takes a second
    from reportmap.evaluation.gold_events import read_gold_events, read_predicted_events  # noqa: PLC0415
    from reportmap.evaluation.report import event_figures  # noqa: PLC0415

    if predictions_path is not None and incidents_only:
        raise click.UsageError("--predictions are scored as they are; leave --incidents out")
    make = partial(event_predictor, incidents_only=incidents_only)
    with open_corpus(path) as corpus:
        predictions = _Predictions(predictions_path, key="events", read=read_predicted_events, make=make)
        texts = [
            (gold.events, found.events)
            for number, gold in corpus.contents(read_gold_events, task="Evaluating")
            if split is None or gold.split == split
            if (found := corpus.attempt(number, partial(predictions.of, gold.corpus_text))) is not None
        ]
    report: dict[str, Any] = {
        **_header("events", corpus, predictions, texts=len(texts)),
        "split": split,
        **event_figures(score_events(texts)),
    }
    tables = [_measures({"all": report}, _EVENT_ROWS, {"all": "all"}), _slots(report)]
    _print(report, tables, as_json=as_json)
    _finish(corpus, predictions, texts=len(texts))


def _slots(report: Report) -> Table:
    """How often each slot is right, of the events that are aligned and of all that the gold has."""
    table = Table("Slot", "right", "aligned", "share", "gold", "share")
    for column in table.columns[1:]:
        column.justify = "right"
    for name, label in _SLOT_ROWS:
        slot = report["slots"][name]
        shares = [f"{slot[key]:.3f}" if slot[of] else "" for key, of in (("accuracy", "aligned"), ("recall", "gold"))]
        table.add_row(label, f"{slot['right']:,}", f"{slot['aligned']:,}", shares[0], f"{slot['gold']:,}", shares[1])
    return table


@evaluate.command("links")
@corpus_argument
@predictions_option
@json_option
@least_score_option
@gazetteer_option()
def evaluate_links_command(
    path: Path, *, predictions_path: Path | None, as_json: bool, least_score: float | None
) -> None:
    """Measure whether the names that say where the event of each text's `verb` took place are found."""
    from reportmap.evaluation.links import (  # noqa: PLC0415 - takes a second
        link_figures,
        read_gold_links,
        read_predicted_links,
        score_links,
    )

    if predictions_path is not None and least_score is not None:
        raise click.UsageError("--predictions are scored as they are; leave --least-score out")
    make = partial(link_predictor, least_score)
    with open_corpus(path) as corpus:
        predictions = _Predictions(predictions_path, key="locations", read=read_predicted_links, make=make)
        texts = [
            (gold.corpus_text.text, gold.locations, found.locations)
            for number, gold in corpus.contents(read_gold_links, task="Evaluating")
            if (found := corpus.attempt(number, partial(predictions.of, gold.corpus_text))) is not None
        ]
    report: dict[str, object] = {
        **_header("links", corpus, predictions, texts=len(texts)),
        "all": link_figures(score_links(texts)),
    }
    _print(report, [_measures(report, _LINK_ROWS, {"all": "all"})], as_json=as_json)
    _finish(corpus, predictions, texts=len(texts))


def _read_baseline(path: Path) -> "list[TextOutcomes]":
    """The outcomes that --save-baseline wrote. A line that is none is named and left out."""
    from reportmap.evaluation.baseline import read_outcomes  # noqa: PLC0415 - takes a second to import

    with open_corpus(path) as stored:
        return [one for _, one in stored.contents(read_outcomes, task="Reading the baseline")]


def _write(path: Path, lines: Iterable[str]) -> None:
    try:
        path.write_text("".join(lines), encoding="utf-8", newline="\n")
    except OSError as error:
        raise CorpusError(f"{display_name(path)} cannot be written: {error.strerror}; name another file") from error


def _change_row(change: "Change", texts: Mapping[str | int, str]) -> dict[str, object]:
    identity, start, end = change.key
    return {
        "change": "gained" if change.is_gain else "lost",
        "id": identity,
        "start": start,
        "end": end,
        "words": " ".join(texts.get(identity, "")[start:end].split()),
        "type": change.type,
        "gold": "" if "spurious" in (change.before, change.now) else change.value,
        "found": change.found,
        "before": change.before,
        "now": change.now,
    }


def _changes_table(rows: Sequence[Mapping[str, object]]) -> Table:
    """Gains and losses against the baseline, the losses first; what is beyond the table's length is counted."""
    ordered = sorted(rows, key=lambda row: row["change"] != "lost")
    lost = sum(row["change"] == "lost" for row in rows)
    names = ("change", "type", "words", "gold", "found", "before", "now", "id")
    table = Table(*names, title=f"Against the baseline: {len(rows) - lost:,} gained, {lost:,} lost")
    for row in ordered[:_MOST_CHANGES]:
        table.add_row(*("" if row[name] is None else str(row[name]) for name in names))
    if len(rows) > _MOST_CHANGES:
        table.caption = f"The first {_MOST_CHANGES} of {len(rows):,}; --json prints them all."
    return table


class _Predictions(Generic[Content]):
    """Predictions for texts, from a file or made now.

    `skipped` holds the bad lines of the file, `missing` counts the texts that it has nothing for: these count as texts
    in which nothing was found.
    """

    def __init__(
        self,
        path: Path | None,
        *,
        key: str,
        read: Callable[[Fields], Content],
        make: Callable[[], Predict],
        is_list: bool = True,
    ) -> None:
        self.path = path
        self.skipped: list[int] = []
        self.missing = 0
        self._nothing: dict[str, object] = {key: [] if is_list else None}
        self._read = read
        self._predict = make() if path is None else None
        self._stored: dict[str | int, Content] = {}
        if path is not None:
            with open_corpus(path) as corpus:
                self._stored = {one.id: one for _, one in corpus.contents(read, task="Reading predictions")}
                self.skipped = corpus.skipped
        self.unused = set(self._stored)

    def of(self, corpus_text: CorpusText) -> Content:
        """The prediction for a text."""
        if self._predict is not None:
            return self._read(self._predict(corpus_text))
        found = self._stored.get(corpus_text.id)
        self.unused.discard(corpus_text.id)
        self.missing += found is None
        return found if found is not None else self._read({"id": corpus_text.id, **self._nothing})


def _header(task: str, corpus: Corpus, predictions: "_Predictions[Any]", *, texts: int) -> dict[str, object]:
    return {
        "task": task,
        "corpus": corpus.name,
        "texts": texts,
        "skipped_lines": corpus.skipped,
        "skipped_prediction_lines": predictions.skipped,
        "texts_without_prediction": predictions.missing,
    }


def _measures(report: Report, rows: Sequence[tuple[str, str, str]], columns: Mapping[str, str]) -> Table:
    table = Table("Measure", *columns.values())
    for column in table.columns[1:]:
        column.justify = "right"
    for group, name, label in rows:
        table.add_row(label, *(_number(report[column][group], name) for column in columns))
    return table


def _reliability(report: Report) -> Table:
    headings = ("Score", "Places found", "right", "share", "mean score", "All places", "right", "share", "mean score")
    table = Table(*headings, title="Of the places scored so, how many are right (161 km, without demonyms)")
    table.caption = "Places found are those that the gold has too; all places hold also what is no toponym in the gold."
    for column in table.columns[1:]:
        column.justify = "right"
    matched, everything = (
        {bin_["low"]: bin_ for bin_ in report["reliability"][name]["bins"]} for name in ("matched", "end_to_end")
    )
    for low in sorted(matched | everything):
        cells = [cell for bins in (matched, everything) for cell in _bin_cells(bins.get(low))]
        table.add_row(f"{low:.1f} to {low + 0.1:.1f}", *cells)
    return table


def _bin_cells(bin_: Report | None) -> tuple[str, ...]:
    if bin_ is None:
        return ("0", "", "", "")
    return (f"{bin_['number']:,}", f"{bin_['right']:,}", f"{bin_['accuracy']:.3f}", f"{bin_['mean_score']:.3f}")


def _number(figures: Mapping[str, float], name: str) -> str:
    """A figure for a table, nothing where it is a share of nothing."""
    value = figures[name]
    if isinstance(value, int):
        return f"{value:,}"
    if not any(figures.get(count) for count in ("gold", "predicted", "matched", "points", "texts")):
        return ""
    return f"{value:,.1f}" if name.endswith("_km") and not name.startswith("accuracy") else f"{value:.3f}"


def _print(report: Report, tables: Sequence[Table], *, as_json: bool) -> None:
    if as_json:
        with standard_output() as stream:
            stream.write(json.dumps(report, ensure_ascii=False, allow_nan=False) + "\n")
        return
    for table in tables:
        show(table)


def _finish(corpus: Corpus, predictions: "_Predictions[Any]", *, texts: int) -> None:
    """Say what was counted and what was not, and end with exit status 1 where something was left out."""
    say(f"{corpus.name}: {counted(texts, 'text')}{corpus.report_skipped()}")
    if predictions.path is not None:
        if predictions.skipped:
            say(f"Predictions: {counted(len(predictions.skipped), 'line')} skipped")
        if predictions.missing:
            say(f"{counted(predictions.missing, 'text')} without a prediction; nothing was found in them")
        if predictions.unused:
            say(f"{counted(len(predictions.unused), 'prediction')} for ids that the corpus has not")
    sys.exit(1 if corpus.skipped or predictions.skipped else 0)
