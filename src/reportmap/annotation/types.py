"""The sub-event type of a corpus text, one JSON object a text, in the corpus's own labels."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportmap.annotation.fields import CorpusText
from reportmap.annotation.texts import passages_of
from reportmap.errors import CorpusError
from reportmap.events import Ontology, find_actors, find_triggers
from reportmap.events.typing import TypeJudgment, shipped_typer
from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.model import ActorMention, ParsedPassage, Trigger
from reportmap.places import find_places, resolve_places
from reportmap.rules import read_table

CASE_2021 = "annotation/labels-case2021.csv"
_SHOWN = 5
"""Types that are listed with their probability."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelSet:
    """A corpus's labels and what they mean: a sub-event type's name, or anything else for no event of the ontology."""

    meanings: Mapping[str, str]

    def meaning_of(self, label: str) -> str:
        """The sub-event type or topic of a label; a label that the set has not means itself."""
        return self.meanings.get(label, label)

    def label_of(self, meaning: str) -> str:
        """The label of a sub-event type; a type that the set has not is its own label."""
        return next((label for label, own in self.meanings.items() if own == meaning), meaning)


def load_labels(path: Path | None = None) -> LabelSet:
    """The label set of a CSV file with the columns `label` and `meaning`, that of CASE 2021 without one.

    Lines that start with "#" are notes. Raises CorpusError for a file that cannot be read or has other columns.
    """
    if path is None:
        return _label_set(read_table(CASE_2021))
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} cannot be read as UTF-8 text: {error}") from error
    rows = list(csv.DictReader(line for line in lines if line.strip() and not line.startswith("#")))
    if not rows or not {"label", "meaning"} <= set(rows[0]):
        raise CorpusError(f"{path} has no rows with the columns 'label' and 'meaning'; give it this header")
    for row in rows:
        if not row["label"] or not row["meaning"]:
            raise CorpusError(f"{path} has a row without a label or a meaning: {row}; fill in both")
    return _label_set(rows)


def _label_set(rows: Iterable[Mapping[str, str]]) -> LabelSet:
    return LabelSet(meanings={row["label"]: row["meaning"] for row in rows})


def annotate_types(
    corpus_text: CorpusText, *, gazetteer: Gazetteer, language: Language, labels: LabelSet, ontology: Ontology
) -> dict[str, object]:
    """What a short text reports: `id` and `label`, null where it reports no event of the ontology.

    Beyond what scorers take, `sub_event_type` and `event_type` name the likeliest type whatever the label says, `none`
    is the probability of no event, `score` that of the type, `types` lists the likeliest ones and `because` the
    phrases that spoke most for the first.
    """
    snippet = read_snippet(corpus_text.text, gazetteer=gazetteer, language=language, ontology=ontology)
    judgment = shipped_typer().judge(snippet.parsed, triggers=snippet.triggers, actors=snippet.actors)
    return prediction(corpus_text.id, judgment, labels, ontology)


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A short text as the typer takes it."""

    parsed: tuple[ParsedPassage, ...]
    triggers: tuple[Trigger, ...]
    actors: tuple[ActorMention, ...]


def read_snippet(text: str, *, gazetteer: Gazetteer, language: Language, ontology: Ontology) -> Snippet:
    """The passages of a text with what the ontology's rows and the list of parties find in them."""
    passages = passages_of(text)
    parsed = language.parse(passages, parse_if=lambda passage: ontology.may_report(passage.text))
    places = resolve_places(find_places(parsed, gazetteer=gazetteer), passages=passages, gazetteer=gazetteer)
    actors = find_actors(parsed, places=places)
    triggers = find_triggers(parsed, actors=actors, places=places, ontology=ontology)
    return Snippet(parsed=parsed, triggers=triggers, actors=actors)


def prediction(identity: str | int, judgment: TypeJudgment, labels: LabelSet, ontology: Ontology) -> dict[str, object]:
    """A judgment as a prediction line."""
    ranked = sorted(judgment.types.items(), key=lambda item: -item[1])
    events = {kind.sub_event_type: kind.event_type for kind in ontology.types.values()}
    return {
        "id": identity,
        "label": labels.label_of(judgment.best) if judgment.is_event else None,
        "sub_event_type": judgment.best,
        "event_type": events.get(judgment.best),
        "score": round(judgment.types[judgment.best], 3),
        "none": round(judgment.none, 3),
        "types": {name: round(share, 3) for name, share in ranked[:_SHOWN]},
        "because": list(judgment.because),
    }
