"""Measures of linking: are the names found that say where the event of a given word took place?

Definitions: precision and recall over tokens (runs of letters and digits), as in Halterman, Linking Events and
Locations in Political Text (2019); over names with the same span; and the share of texts whose every token is right.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportmap.annotation.corpus import Fields
from reportmap.annotation.fields import CorpusText, entries_of, id_of, span_of
from reportmap.annotation.links import read_link_text
from reportmap.evaluation.report import Figures, agreement_figures
from reportmap.evaluation.spans import Agreement, Spanned, overlap, overlapping

_TOKEN = re.compile(r"\w{1,1000}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """The half-open offsets of a name that says where an event took place."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldLinks:
    """A text with its event word and the gold names of where the event took place, in the order of the corpus."""

    id: str | int
    corpus_text: CorpusText
    locations: tuple[Location, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PredictedLinks:
    """The names predicted for the event of a text."""

    id: str | int
    locations: tuple[Location, ...]


TextLinks = tuple[str, Sequence[Spanned], Sequence[Spanned]]
"""A text, the gold names of its event and the predicted ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkScores:
    """The measures over some texts.

    `overlapped` counts gold names that some predicted one overlaps, `right_texts` the texts whose tokens are all right.
    Of the `bare_texts`, in which the gold names no place, `right_bare_texts` were given none.
    """

    texts: int
    exact: Agreement
    overlapped: int
    tokens: Agreement
    right_texts: int
    bare_texts: int
    right_bare_texts: int

    @property
    def overlap_recall(self) -> float:
        """The share of the gold names that some predicted name overlaps."""
        return self.overlapped / max(self.exact.gold, 1)

    @property
    def text_accuracy(self) -> float:
        """The share of the texts whose tokens are all right."""
        return self.right_texts / max(self.texts, 1)

    @property
    def bare_accuracy(self) -> float:
        """The share of the texts without a gold name that were given none."""
        return self.right_bare_texts / max(self.bare_texts, 1)


def score_links(texts: Iterable[TextLinks]) -> LinkScores:
    """The measures of predicted names against gold ones, summed over texts (micro average)."""
    n_texts = gold_names = predicted_names = same = overlapped = 0
    gold_tokens = predicted_tokens = shared_tokens = right = bare = right_bare = 0
    for text, gold, predicted in texts:
        wanted, found = ({(one.start, one.end) for one in names} for names in (gold, predicted))
        wanted_tokens, found_tokens = _tokens(text, gold), _tokens(text, predicted)
        n_texts += 1
        gold_names += len(gold)
        predicted_names += len(predicted)
        same += len(wanted & found)
        overlapped += len({at for at, _ in overlapping(gold, predicted)})
        gold_tokens += len(wanted_tokens)
        predicted_tokens += len(found_tokens)
        shared_tokens += len(wanted_tokens & found_tokens)
        right += wanted_tokens == found_tokens
        bare += not gold
        right_bare += not gold and not predicted
    return LinkScores(
        texts=n_texts,
        exact=Agreement(gold=gold_names, predicted=predicted_names, right=same),
        overlapped=overlapped,
        tokens=Agreement(gold=gold_tokens, predicted=predicted_tokens, right=shared_tokens),
        right_texts=right,
        bare_texts=bare,
        right_bare_texts=right_bare,
    )


def _tokens(text: str, names: Sequence[Spanned]) -> set[int]:
    """Where the tokens start that a name overlaps."""
    if not names:
        return set()
    words = (Location(start=found.start(), end=found.end()) for found in _TOKEN.finditer(text))
    return {word.start for word in words if any(overlap(word, name) > 0 for name in names)}


def read_gold_links(fields: Fields) -> GoldLinks:
    """A corpus line: id, text, verb of start and end, and locations of start and end, which may be none.

    Raises CorpusError when a field is missing or wrong.
    """
    corpus_text = read_link_text(fields)
    return GoldLinks(id=corpus_text.id, corpus_text=corpus_text, locations=_locations(fields, corpus_text.text))


def read_predicted_links(fields: Fields) -> PredictedLinks:
    """A prediction line: id, and locations of start and end. Raises CorpusError when a field is missing or wrong."""
    return PredictedLinks(id=id_of(fields), locations=_locations(fields, None))


def _locations(fields: Fields, text: str | None) -> tuple[Location, ...]:
    spans = (span_of(entry, where, text=text) for entry, where in entries_of(fields, "locations"))
    return tuple(Location(start=start, end=end) for start, end in spans)


def link_figures(scores: LinkScores) -> dict[str, Figures]:
    """Every measure by group and name: shares in [0, 1], counts."""
    return {
        "exact": agreement_figures(scores.exact) | {"overlap_recall": scores.overlap_recall},
        "token": agreement_figures(scores.tokens),
        "texts": {
            "texts": scores.texts,
            "accuracy": scores.text_accuracy,
            "without_location": scores.bare_texts,
            "without_location_right": scores.right_bare_texts,
        },
    }
