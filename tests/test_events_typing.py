"""Cues, the learned typer, and what it changes of the triggers."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportmap.annotation.fields import CorpusText
from reportmap.annotation.types import annotate_types, load_labels, read_snippet
from reportmap.errors import CorpusError
from reportmap.evaluation.types import score_types
from reportmap.events import load_ontology, screen_triggers
from reportmap.events.cues import shipped_cues
from reportmap.events.typing import shipped_typer
from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.model import Trigger

CUES = (
    # text, phrases that stand in it, phrases that do not
    ("A suicide bomber struck.", {"suicide", "bomber*"}, {"suicide vest*"}),
    ("He blew, it is said, himself up.", set(), {"blew himself up"}),
    ("They threw a large grenade at it.", {"threw .. grenade*", "grenade*"}, {"hurled .. grenade*"}),
    ("They threw one after the other a grenade.", {"grenade*"}, {"threw .. grenade*"}),
    ("A cease-fire and a sit-in.", {"cease fire*", "sit in*"}, set()),
    ("PROTESTERS MARCHED", {"protest*", "marched"}, set()),
    ("Marchington is a village.", {"village"}, {"march", "marched"}),
    ("İzmir'de grenades", {"grenade*"}, set()),
    ("", set(), {"mob"}),
)


@pytest.mark.parametrize(("text", "present", "absent"), CUES)
def test_a_cue_stands_where_its_words_do(text: str, present: set[str], absent: set[str]) -> None:
    found = {cue.phrase.text for cue in shipped_cues().find(text)}
    assert present <= found
    assert not absent & found


@given(st.text(max_size=200))
def test_any_text_has_cues_inside_it(text: str) -> None:
    for cue in shipped_cues().find(text):
        first = cue.phrase.tests[0].rstrip("*")
        assert text[cue.start : cue.end].lower().startswith(first)


@pytest.mark.parametrize("piece", ["threw ", "a", "blew him ", "bomb", "protest police "])
def test_work_grows_with_the_length(piece: str) -> None:
    table = shipped_cues()
    counts = [len(table.find(piece * number)) for number in (200, 400)]
    assert counts[1] <= 2 * counts[0] + 4


def test_every_cue_has_a_phrase_of_its_own() -> None:
    for phrase in shipped_cues().phrases:
        assert phrase.tests[0].rstrip("*"), phrase.text
        assert all(re.fullmatch(r"[a-z0-9]+\*?", test) for test in phrase.tests), phrase.text


TYPED = (
    # text, the sub-event type or None
    ("Fighters of the group attacked an army post near Diffa, and seven soldiers were killed in the battle.", "Armed clash"),
    ("The army recaptured the town of Kidal from the rebels on Sunday.", "Government regains territory"),
    ("Rebels captured the town of Walikale from the army after a day of fighting.", "Non-state actor overtakes territory"),
    ("Hundreds of nurses marched in Lima to demand higher wages.", "Peaceful protest"),
    ("Police used tear gas to disperse a march of students in Lusaka.", "Protest with intervention"),
    ("Police opened fire on demonstrators in Conakry, killing two.", "Excessive force against protesters"),
    ("Demonstrators burned tires and threw stones at police in Lagos.", "Violent demonstration"),
    ("A mob lynched a man accused of theft in a suburb of Kampala.", "Mob violence"),
    ("Dozens choked after a chlorine gas attack on the town.", "Chemical weapon"),
    ("Warplanes bombed a village in Saada and killed a family.", "Air/drone strike"),
    ("A suicide bomber blew himself up outside a bank in Jalalabad.", "Suicide bomb"),
    ("Mortar shells hit a district of Donetsk.", "Shelling/artillery/missile attack"),
    ("A roadside bomb killed three soldiers in Zabul.", "Remote explosive/landmine/IED"),
    ("Unknown men hurled a grenade into a bar in Bujumbura.", "Grenade"),
    ("Militiamen raped four women near the camp.", "Sexual violence"),
    ("Gunmen on a motorcycle shot dead a journalist in Tegucigalpa.", "Attack"),
    ("Armed men kidnapped three engineers on the road to Zinder.", "Abduction/forced disappearance"),
    ("The government and the rebels signed a ceasefire in Addis Ababa.", "Agreement"),
    ("Police arrested eleven members of the opposition party in Harare.", "Arrests"),
    ("Soldiers seized a cache of rifles and explosives in a forest.", "Disrupted weapons use"),
    ("Fighters looted shops and burned houses in the village.", "Looting/property destruction"),
    ("The army set up a new base on the hill above the town.", "Headquarters or base established"),
    ("Two factions merged and announced a new armed movement.", "Change to group/activity"),
    ("The fighters withdrew from the town, and the police took over without a shot.", "Non-violent transfer of territory"),
    ("The home side attacked from the start and scored in the ninth minute.", None),
    ("Shares of the bank fell after its profits had been hit by the crisis.", None),
    ("A bus collided with a truck, and nine passengers died.", None),
    ("An earthquake of magnitude six shook the island.", None),
    ("Customs officers found forty kilos of cocaine in a container.", None),
    ("The foreign ministers met in Vienna for talks about trade.", None),
    ("A man was arrested after police said that he had stolen a bicycle.", None),
    ("She won her long battle with the council over a parking space.", None),
    ("The bakery exploded in popularity after the show was aired.", None),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TYPED)
def test_a_short_text_has_a_type(text: str, expected: str | None, gazetteer: Gazetteer, language: Language) -> None:
    prediction = annotate_types(
        CorpusText(id=1, text=text),
        gazetteer=gazetteer,
        language=language,
        labels=load_labels(),
        ontology=load_ontology(),
    )
    found = None if prediction["label"] is None else load_labels().meaning_of(str(prediction["label"]))
    assert found == expected
    assert prediction["because"] or expected is None


def test_probabilities_sum_to_one() -> None:
    judgment = shipped_typer().judge(())
    assert sum(judgment.types.values()) + judgment.none == pytest.approx(1)
    assert set(judgment.types) == {kind.sub_event_type for kind in load_ontology().types.values()}


def screened(text: str, gazetteer: Gazetteer, language: Language) -> tuple[tuple[Trigger, ...], tuple[Trigger, ...]]:
    """The triggers of a text, before and after the typer."""
    ontology = load_ontology()
    snippet = read_snippet(text, gazetteer=gazetteer, language=language, ontology=ontology)
    triggers = snippet.triggers
    after = screen_triggers(triggers, parsed=snippet.parsed, actors=snippet.actors, ontology=ontology)
    return triggers, after


@pytest.mark.parametrize(
    "text",
    [
        "A Leeds man was arrested on Friday after police said that he had tried to rob a petrol station.",
        "Both games were hard fought battles, and the fans loved them.",
        "He died on Wednesday after a long battle with lung cancer.",
    ],
)
def test_what_is_no_event_of_the_ontology_is_left_out(text: str, gazetteer: Gazetteer, language: Language) -> None:
    _, after = screened(text, gazetteer, language)
    assert after == ()


def test_several_acts_in_a_passage_keep_the_types_of_their_rows(gazetteer: Gazetteer, language: Language) -> None:
    text = "Gunmen shot a judge in Gao, a bomb exploded in Kidal, and police arrested nine members of the group."
    before, after = screened(text, gazetteer, language)
    assert [one.sub_event_type for one in after] == [one.sub_event_type for one in before]
    assert all(one.score <= two.score for one, two in zip(after, before, strict=True))


def test_no_triggers_stay_none() -> None:
    assert screen_triggers((), parsed=(), actors=(), ontology=load_ontology()) == ()


# --- labels and measures -----------------------------------------------------------------------------------------


def test_labels_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    path.write_text("# mine\nlabel,meaning\nF,Armed clash\n", encoding="utf-8")
    labels = load_labels(path)
    assert labels.meaning_of("F") == "Armed clash"
    assert labels.label_of("Armed clash") == "F"
    assert labels.label_of("Grenade") == "Grenade"


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"label,meaning\n,Attack\n", b"\xff\xfe\x00"])
def test_a_bad_label_file_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "labels.csv"
    path.write_bytes(content)
    with pytest.raises(CorpusError, match=re.escape(str(path))):
        load_labels(path)


def test_every_label_means_a_type_or_a_topic() -> None:
    known = {kind.sub_event_type for kind in load_ontology().types.values()} | set(shipped_typer().judge(()).topics)
    assert set(load_labels().meanings.values()) <= known


def test_measures_by_hand() -> None:
    scores = score_types([("a", "a"), ("a", "b"), ("b", "b"), ("b", None), (None, None), (None, "a")])
    assert scores.events == 4
    assert scores.accuracy == 0.5
    by_type = dict(scores.by_type)
    assert by_type["a"].f1 == pytest.approx(2 / 3)  # one right, two in the gold, one predicted
    assert by_type["b"].f1 == pytest.approx(0.5)
    assert scores.macro_f1 == scores.weighted_f1 == pytest.approx((2 / 3 + 0.5) / 2)
    assert (scores.none.gold, scores.none.predicted, scores.none.right) == (2, 2, 1)
