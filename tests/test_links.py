"""The learned linker, `annotate links` and `evaluate links`: which names say where an event took place."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportmap.annotation.fields import CorpusText
from reportmap.annotation.links import annotate_links, read_link_text
from reportmap.annotation.texts import passages_of
from reportmap.cli import main
from reportmap.errors import CorpusError, RulesError
from reportmap.evaluation.links import Location, score_links
from reportmap.events.clues import Clues
from reportmap.events.linker import link_model, link_scores
from reportmap.events.runs import name_runs
from reportmap.events.syntax import Syntax
from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.model import ParsedPassage, PlaceRole
from tests.coding import events_of
from tests.link_cases import CASES, LIMITS

_MARKS = re.compile(r"[\[\]{}]")


def read_case(marked: str) -> tuple[CorpusText, list[str]]:
    """The bare sentence with its event word, and the names that are its location."""
    verb = re.search(r"\[(.{1,40}?)\]", marked)
    assert verb is not None
    start = len(_MARKS.sub("", marked[: verb.start()]))
    text = CorpusText(id=0, text=_MARKS.sub("", marked), spans=((start, start + len(verb[1])),))
    return text, re.findall(r"\{(.{1,40}?)\}", marked)


@pytest.mark.parametrize(("label", "marked"), CASES, ids=[label for label, *_ in CASES])
def test_locations(label: str, marked: str, gazetteer: Gazetteer, language: Language) -> None:
    text, wanted = read_case(marked)
    found = annotate_links(text, gazetteer=gazetteer, language=language, least_score=0.5)
    assert [one["text"] for one in found["locations"]] == wanted, label  # type: ignore[attr-defined]


@pytest.mark.xfail(strict=True, reason="the corpus that the linker learned from takes such names for locations as well")
@pytest.mark.parametrize(("label", "marked"), LIMITS, ids=[label for label, *_ in LIMITS])
def test_known_limits(label: str, marked: str, gazetteer: Gazetteer, language: Language) -> None:
    test_locations(label, marked, gazetteer, language)


ON_THE_MAP = [
    # label, text, the locations and the other ends of the first event
    ("name of a treaty", "The army and the rebels signed a truce in Sangin on Monday, much like the Minsk agreement of 2014.", ["Sangin"], []),
    ("speaker", "Officials in Hangu said ten people were killed in Kohat, Pakistan, on Monday.", ["Kohat"], []),
    ("what was taken", "Rebels captured Kidal on Friday.", ["Kidal"], []),
    ("what was taken, passive", "Kidal was captured by the rebels on Friday.", ["Kidal"], []),
    ("moved into", "Rebels moved into Goma on Wednesday.", ["Goma"], []),
    ("under a lead", "Herat: Three soldiers were killed by a suicide bomber.", ["Herat"], []),
    ("under a dated lead", "18 August, Herat. Three soldiers killed by a suicide bomber at a checkpoint.", ["Herat"], []),
    ("several", "Bombs exploded in Baghdad and Mosul on Monday.", ["Baghdad", "Mosul"], []),
    ("bazaar", "A suicide bombing in the Khyber Bazaar killed nine people in Peshawar on Monday.", ["Peshawar"], []),
]  # fmt: skip


@pytest.mark.parametrize(("label", "text", "wanted", "ends"), ON_THE_MAP, ids=[row[0] for row in ON_THE_MAP])
def test_places_on_the_map(
    label: str, text: str, wanted: list[str], ends: list[str], gazetteer: Gazetteer, language: Language
) -> None:
    places = events_of(text, gazetteer=gazetteer, language=language)[0].places
    found = [place.resolved.mention.text for place in places if place.role is PlaceRole.LOCATION]
    others = [place.resolved.mention.text for place in places if place.role is not PlaceRole.LOCATION]
    assert (found, others) == (wanted, ends), label


def test_a_linked_place_says_why(gazetteer: Gazetteer, language: Language) -> None:
    (event,) = events_of("Gunmen attacked a bank in Herat on Monday.", gazetteer=gazetteer, language=language)
    assert "by its sentence with a probability of" in event.places[0].resolved.reason


RUNS = [
    # label, text, runs
    ("hyphened article", "Shells hit al-Bayaa and Deir ez-Zor.", ["Shells", "al-Bayaa", "Deir ez-Zor"]),
    ("held by", "They left rebel-held Idlib and ISIS-controlled Raqqa.", ["Idlib", "ISIS", "Raqqa"]),
    ("of inside", "Ships sank in the Gulf of Aden.", ["Ships", "Gulf of Aden"]),
    ("a day behind", "It happened in Nablus Saturday.", ["Nablus"]),
    ("nothing", "it rained.", []),
]  # fmt: skip


@pytest.mark.parametrize(("label", "text", "wanted"), RUNS, ids=[row[0] for row in RUNS])
def test_runs(label: str, text: str, wanted: list[str], language: Language) -> None:
    runs = name_runs(Syntax(parsed(text, language)), [])
    assert [run.name for run in runs] == wanted, label
    assert all(text[run.start : run.end] == run.name for run in runs)


def parsed(text: str, language: Language) -> ParsedPassage:
    """A sentence, parsed."""
    return language.parse(passages_of(text), parse_if=lambda _passage: True)[0]


def test_scores_are_probabilities_and_do_not_change(language: Language) -> None:
    syntax = Syntax(parsed("Gunmen attacked a bank in Herat on Monday, officials in Kabul said.", language))
    scores = [link_scores(Clues(syntax, 1, name_runs(syntax, []))) for _ in range(2)]
    assert scores[0] == scores[1]
    assert all(0 <= score <= 1 for score in scores[0])


def test_a_damaged_model_is_named() -> None:
    with pytest.raises(RulesError, match=r"linker\.json"):
        link_model({"first": {"bias": 0.0, "odds": 0.0}})


def test_measures_by_hand() -> None:
    """Tokens: 3 of 4 predicted are right, 3 of 4 in the gold found; names: 1 of 3 predicted and of 3 in the gold."""
    spans = {"gold": [(0, 9), (13, 19), (20, 25)], "found": [(0, 9), (10, 12), (14, 19)]}
    gold, found = ([Location(start=a, end=b) for a, b in spans[name]] for name in ("gold", "found"))
    scores = score_links([("Deir Zorr or Kirkuk Mosul", gold, found), ("Nobody came.", [], [])])
    assert (scores.tokens.right, scores.tokens.predicted, scores.tokens.gold) == (3, 4, 4)
    assert (scores.exact.right, scores.exact.predicted, scores.exact.gold, scores.overlapped) == (1, 3, 3, 2)
    assert (scores.text_accuracy, scores.bare_texts, scores.bare_accuracy) == (0.5, 1, 1.0)


BAD_LINES = [
    ("no verb", {"id": 1, "text": "x"}, "lacks the field 'verb'"),
    ("a word", {"id": 1, "text": "x", "verb": "x"}, "'verb' is a string"),
    ("outside", {"id": 1, "text": "x", "verb": {"start": 0, "end": 9}}, "does not lie in the text"),
]  # fmt: skip


@pytest.mark.parametrize(("label", "fields", "message"), BAD_LINES, ids=[row[0] for row in BAD_LINES])
def test_bad_lines(label: str, fields: dict[str, object], message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        read_link_text(fields)


def test_annotate_and_evaluate_agree(tmp_path: Path) -> None:
    corpus, predictions = tmp_path / "corpus.jsonl", tmp_path / "predictions.jsonl"
    lines = []
    for number, (_, marked) in enumerate(CASES[:3]):
        text, names = read_case(marked)
        locations = [{"start": text.text.index(name), "end": text.text.index(name) + len(name)} for name in names]
        verb = {"start": text.spans[0][0], "end": text.spans[0][1]}
        lines.append(json.dumps({"id": number, "text": text.text, "verb": verb, "locations": locations}))
    corpus.write_text("\n".join(lines), encoding="utf-8")
    annotated = CliRunner().invoke(main, ["annotate", "links", str(corpus)])
    predictions.write_text(annotated.stdout, encoding="utf-8")
    command = ["evaluate", "links", str(corpus), "--json"]
    reports = [
        json.loads(CliRunner().invoke(main, [*command, *more]).stdout)
        for more in ([], ["--predictions", str(predictions)])
    ]
    assert reports[0]["all"] == reports[1]["all"]
    assert reports[0]["all"]["token"]["f1"] == 1.0
