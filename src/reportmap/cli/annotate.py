"""`annotate places`, `dates`, `types`, `links` and `events`: predictions for a corpus, one JSON object a line."""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from reportmap.annotation.fields import CorpusText, read_corpus_text
from reportmap.cli.corpora import Corpus, corpus_argument, open_corpus
from reportmap.cli.options import gazetteer_option, open_gazetteer
from reportmap.cli.terminal import counted, say, standard_output
from reportmap.cli.work import load_language

Predict = Callable[[CorpusText], Mapping[str, object]]

given_spans_option = click.option(
    "--given-spans",
    is_flag=True,
    help="Resolve the spans in the `toponyms` of each line instead of finding toponyms: one for each, in that order.",
)
demonyms_option = click.option(
    "--demonyms",
    "with_demonyms",
    is_flag=True,
    help="Names of peoples (Afghan, Iraqis) too, marked and without a place.",
)

without_names_option = click.option(
    "--no-ner",
    "without_ner",
    is_flag=True,
    help="Find places without the language model: several times faster, a little less sure.",
)
by_hand_option = click.option(
    "--by-hand", is_flag=True, help="Weigh by the hand-made weights alone, without the learned ones."
)
identified_option = click.option(
    "--identified-only",
    is_flag=True,
    help="No point for a toponym that no gazetteer entry fits; by default it gets one where it probably lies.",
)

labels_option = click.option(
    "--labels",
    "labels_path",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A CSV file of `label` and `meaning`, the name of a sub-event type. [default: the labels of CASE 2021]",
)


def place_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options of everything that finds or resolves the places of a corpus."""
    for option in (
        gazetteer_option(), identified_option, by_hand_option, without_names_option, demonyms_option, given_spans_option
    ):  # fmt: skip
        command = option(command)
    return command


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChoices:
    """What the user chose about finding and resolving places."""

    given_spans: bool = False
    with_demonyms: bool = False
    without_ner: bool = False
    by_hand: bool = False
    identified_only: bool = False


@click.group()
def annotate() -> None:
    """Print predictions for the texts of a corpus, in the shapes that scorers take.

    FILE.jsonl holds one JSON object a line with `id`, `text` and, where known, `dct` (the date of the text), or is -
    for standard input. Offsets are half-open and count code points of the text as it is given. A bad line is named and
    skipped; the exit status is then 1.
    """


@annotate.command("places")
@corpus_argument
@place_options
def annotate_places_command(path: Path, **chosen: bool) -> None:
    """Print the toponyms of each text, with the place that each names."""
    choices = PlaceChoices(**chosen)
    with open_corpus(path) as corpus:
        read = partial(read_corpus_text, with_spans=choices.given_spans)
        print_predictions(corpus, read, place_predictor(choices), "toponyms", noun="toponym")


@annotate.command("dates")
@corpus_argument
def annotate_dates_command(path: Path) -> None:
    """Print the TIMEX3 expressions of each text, anchored on its `dct`."""
    with open_corpus(path) as corpus:
        print_predictions(corpus, partial(read_corpus_text, with_dct=True), date_predictor(), "timexes", noun="date")


@annotate.command("types")
@corpus_argument
@labels_option
@gazetteer_option()
def annotate_types_command(path: Path, labels_path: Path | None) -> None:
    """Print the sub-event type that each short text reports, null for none.

    The label is the corpus's own, through a mapping file; the rest of a line says how likely other types are, and
    which phrases spoke for the first.
    """
    with open_corpus(path) as corpus:
        print_predictions(corpus, read_corpus_text, type_predictor(labels_path), "label", noun="event")


incidents_option = click.option(
    "--incidents",
    "incidents_only",
    is_flag=True,
    help="Incidents as MUC-4 counts them (attack, bombing, kidnapping, arson, robbery; references and threats too, "
    "combat not) instead of the events that the map draws; what is undated is dated by the report.",
)


@annotate.command("events")
@corpus_argument
@gazetteer_option()
@incidents_option
def annotate_events_command(path: Path, *, incidents_only: bool) -> None:
    """Print the events of each text: type, places, dates, parties and the dead, anchored on its `dct`."""
    with open_corpus(path) as corpus:
        read = partial(read_corpus_text, with_dct=True)
        print_predictions(corpus, read, event_predictor(incidents_only=incidents_only), "events", noun="event")


def event_predictor(*, incidents_only: bool) -> Predict:
    """What annotates events, with the gazetteer and the language model that it needs."""
    from reportmap.annotation.events import annotate_events  # noqa: PLC0415 - takes a second

    return partial(annotate_events, gazetteer=open_gazetteer(), language=load_language(), incidents_only=incidents_only)


least_score_option = click.option(
    "--least-score",
    type=click.FloatRange(0, 1),
    metavar="NUMBER",
    help="Give names from this score on, 0 to 1; by default from where F1 was best in cross-validation.",
)


@annotate.command("links")
@corpus_argument
@least_score_option
@gazetteer_option()
def annotate_links_command(path: Path, *, least_score: float | None) -> None:
    """Print the names that say where the event of each text's `verb` (start, end) took place."""
    from reportmap.annotation.links import read_link_text  # noqa: PLC0415 - takes a second

    with open_corpus(path) as corpus:
        print_predictions(corpus, read_link_text, link_predictor(least_score), "locations", noun="location")


def place_predictor(choices: PlaceChoices) -> Predict:
    """What annotates places, with the gazetteer and the language model that it needs."""
    from reportmap.annotation.places import annotate_given_places, annotate_places  # noqa: PLC0415 - takes a second
    from reportmap.places import HAND_WEIGHTS  # noqa: PLC0415

    predict = partial(
        annotate_given_places if choices.given_spans else annotate_places,
        gazetteer=open_gazetteer(),
        language=None if choices.without_ner else load_language(),
        with_nearby=not choices.identified_only,
        models=HAND_WEIGHTS if choices.by_hand else None,
    )
    return predict if choices.given_spans else partial(predict, with_demonyms=choices.with_demonyms)


def link_predictor(least_score: float | None) -> Predict:
    """What annotates links, with the gazetteer and the language model that it needs."""
    from reportmap.annotation.links import annotate_links  # noqa: PLC0415 - as above

    return partial(annotate_links, gazetteer=open_gazetteer(), language=load_language(), least_score=least_score)


def date_predictor() -> Predict:
    """What annotates dates."""
    from reportmap.annotation.dates import annotate_dates  # noqa: PLC0415 - as above

    return annotate_dates


def type_predictor(labels_path: Path | None) -> Predict:
    """What annotates types, in the labels of a mapping file. Raises CorpusError for a file that is none."""
    from reportmap.annotation.types import annotate_types, load_labels  # noqa: PLC0415 - as above
    from reportmap.events import load_ontology  # noqa: PLC0415

    labels = load_labels(labels_path)
    return partial(
        annotate_types,
        gazetteer=open_gazetteer(),
        language=load_language(),
        labels=labels,
        ontology=load_ontology(),
    )


def print_predictions(
    corpus: Corpus, read: Callable[[Mapping[str, object]], CorpusText], predict: Predict, key: str, *, noun: str
) -> None:
    """One prediction a line, written out as soon as it is made; then the counts, and exit status 1 for bad lines.

    Args:     key: the field of a prediction that lists what was found, or says it; noun: what to call one of these
    """
    texts = found = 0
    with standard_output() as stream:
        for number, corpus_text in corpus.contents(read, task="Annotating", beside_output=True):
            prediction = corpus.attempt(number, partial(predict, corpus_text))
            if prediction is None:
                continue
            stream.write(json.dumps(prediction, ensure_ascii=False, allow_nan=False) + "\n")
            stream.flush()
            texts += 1
            items = prediction[key]
            found += len(items) if isinstance(items, list) else items is not None
    say(f"{counted(found, noun)} in {counted(texts, 'text')}{corpus.report_skipped()}")
    sys.exit(1 if corpus.skipped else 0)
