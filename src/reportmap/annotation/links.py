"""Where the event of a given word took place, by the names of its sentence, one JSON object a text."""

from reportmap.annotation.corpus import Fields, type_name
from reportmap.annotation.fields import CorpusText, id_of, span_of, text_of
from reportmap.annotation.texts import passages_of
from reportmap.errors import CorpusError
from reportmap.events.clues import Clues
from reportmap.events.linker import LinkModel, link_scores, shipped_link_model
from reportmap.events.runs import name_runs
from reportmap.events.syntax import Syntax
from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.places import find_places, resolve_places


def read_link_text(fields: Fields) -> CorpusText:
    """The text of a line, with the span of its `verb`, the event word (a noun may be one too), as its only span.

    Raises CorpusError when a field is missing or wrong.
    """
    identity, text = id_of(fields), text_of(fields)
    if "verb" not in fields:
        raise CorpusError("lacks the field 'verb'; add it, with the start and end of the event word")
    verb = fields["verb"]
    if not isinstance(verb, dict):
        raise CorpusError(f"the field 'verb' is {type_name(verb)}; make it an object with start and end")
    return CorpusText(id=identity, text=text, spans=(span_of(verb, "verb", text=text),))


def annotate_links(
    corpus_text: CorpusText,
    *,
    gazetteer: Gazetteer,
    language: Language,
    least_score: float | None = None,
    model: LinkModel | None = None,
) -> dict[str, object]:
    """The names that say where the event took place: `id`, and in `locations` start, end, text, score and geonameid.

    They are in text order. Names are runs of capitalized words in the sentence of the event word, whether the gazetteer
    has them or not; `geonameid` is null where it has none. `score` is how likely the event took place there, in [0, 1].

    Args:     least_score: names from this score on are given; by default the threshold of the model
    """
    model = model or shipped_link_model()
    least = model.threshold if least_score is None else least_score
    start, end = corpus_text.spans[0]
    passages = passages_of(corpus_text.text, corpus_text.spans)
    parsed = language.parse(passages, parse_if=lambda passage: passage.start < end and start < passage.end)
    places = resolve_places(find_places(parsed, gazetteer=gazetteer), passages=passages, gazetteer=gazetteer)
    locations: list[dict[str, object]] = []
    for one in parsed:
        syntax = Syntax(one)
        word = trigger_word(syntax, start, end)
        if word is None:
            continue
        runs = name_runs(syntax, [place for place in places if place.mention.passage_index == one.passage.index])
        for run, score in zip(runs, link_scores(Clues(syntax, word, runs), model=model), strict=True):
            if score >= least:
                locations.append(
                    {
                        "start": run.start,
                        "end": run.end,
                        "text": run.name,
                        "score": round(score, 3),
                        "geonameid": run.place.place.geonameid if run.place and run.place.place else None,
                    }
                )
        break
    return {"id": corpus_text.id, "locations": locations}


def trigger_word(syntax: Syntax, start: int, end: int) -> int | None:
    """The first token of a passage that overlaps a span, None where none does."""
    return next((at for at, token in enumerate(syntax.tokens) if token.start < end and start < token.end), None)
