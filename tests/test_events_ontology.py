"""The ontology file: every row's own examples fire it, its counterexamples do not, and mistakes are named."""

import tomllib
from pathlib import Path

import pytest

from reportmap.errors import RulesError
from reportmap.events import find_actors, find_triggers, load_ontology
from reportmap.events import ontology as ontology_module
from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.model import Passage, SectionKind, Trigger
from reportmap.places import find_places, resolve_places

RULES = load_ontology().rules
EXAMPLES = [(rule.id, text) for rule in RULES for text in rule.examples]
COUNTEREXAMPLES = [(rule.id, text) for rule in RULES for text in rule.counterexamples]


def triggers_of(text: str, gazetteer: Gazetteer, language: Language) -> tuple[Trigger, ...]:
    passage = Passage(start=0, end=len(text), text=text, index=0, paragraph=0, kind=SectionKind.BODY)
    parsed = language.parse([passage], parse_if=lambda _: True)
    places = resolve_places(find_places(parsed, gazetteer=gazetteer), passages=[passage], gazetteer=gazetteer)
    actors = find_actors(parsed, places=places)
    return find_triggers(parsed, actors=actors, places=places, ontology=load_ontology())


@pytest.mark.parametrize(("rule", "text"), EXAMPLES)
def test_an_example_fires_its_row_and_passes_the_filter(
    rule: str, text: str, gazetteer: Gazetteer, language: Language
) -> None:
    assert load_ontology().may_report(text)
    kinds = {other.type_id for other in RULES if other.id == rule}
    kinds |= {case.type_id for other in RULES if other.id == rule for case in other.cases}
    names = {load_ontology().types[kind].sub_event_type for kind in kinds}
    assert names & {trigger.sub_event_type for trigger in triggers_of(text, gazetteer, language)}


@pytest.mark.parametrize(("rule", "text"), COUNTEREXAMPLES)
def test_a_counterexample_does_not_fire_its_row(rule: str, text: str, gazetteer: Gazetteer, language: Language) -> None:
    assert rule not in {trigger.rule.split(":")[0] for trigger in triggers_of(text, gazetteer, language)}


def test_the_file_has_acleds_six_event_types_and_twenty_five_sub_event_types() -> None:
    types = load_ontology().types.values()
    assert len(types) == 25
    assert len({kind.event_type for kind in types}) == 6


BASE = """
[[sub_event_type]]
id = "clash"
name = "Clash"
event_type = "Battles"
plover = "ASSAULT"
definition = "A fight."
"""
ROW = '[[trigger]]\nid = "x"\nsub_event_type = "clash"\npatterns = ["clash/V"]\nstrength = 0.5\nexamples = ["They clashed."]\n'
MISTAKES = [
    ("unknown type", ROW.replace('"clash"\np', '"clsh"\np'), "no sub_event_type has the id 'clsh'"),
    ("missing key", ROW.replace("strength = 0.5\n", ""), "the key 'strength' is missing"),
    ("unknown class", ROW + 'object = ["#gun"]\n', "no class is named 'gun'"),
    ("bad pattern", ROW.replace("clash/V", "clash/X"), "is no token test"),
    ("bad role", ROW + 'role = "boss"\n', "role 'boss' is none of"),
]


@pytest.mark.parametrize(("label", "row", "message"), MISTAKES)
def test_a_mistake_in_the_file_is_named_with_its_row(
    label: str, row: str, message: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    content = tomllib.loads(BASE + row)
    monkeypatch.setattr(ontology_module, "read_rules", lambda _: content)
    with pytest.raises(RulesError, match="trigger 'x'") as error:
        load_ontology.__wrapped__(f"{label}.toml")
    assert message in str(error.value)
