"""The ontology file: every row's own examples fire it, its counterexamples do not, and mistakes are named."""

from pathlib import Path

import pytest

from reportmap.errors import RulesError
from reportmap.events import find_actors, find_triggers, load_ontology
from reportmap.events.ontology import check_ontology
from reportmap.events.ontology_file import shipped_names
from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.model import Passage, SectionKind, Trigger
from reportmap.places import find_places, resolve_places

ROWS = [(name, rule) for name in shipped_names() for rule in load_ontology(name).rules]
EXAMPLES = [(name, rule.id, text) for name, rule in ROWS for text in rule.examples]
COUNTEREXAMPLES = [(name, rule.id, text) for name, rule in ROWS for text in rule.counterexamples]


def triggers_of(text: str, gazetteer: Gazetteer, language: Language, name: str) -> tuple[Trigger, ...]:
    passage = Passage(start=0, end=len(text), text=text, index=0, paragraph=0, kind=SectionKind.BODY)
    parsed = language.parse([passage], parse_if=lambda _: True)
    places = resolve_places(find_places(parsed, gazetteer=gazetteer), passages=[passage], gazetteer=gazetteer)
    actors = find_actors(parsed, places=places)
    return find_triggers(parsed, actors=actors, places=places, ontology=load_ontology(name))


@pytest.mark.parametrize(("name", "rule", "text"), EXAMPLES)
def test_an_example_fires_its_row_and_passes_the_filter(
    name: str, rule: str, text: str, gazetteer: Gazetteer, language: Language
) -> None:
    ontology = load_ontology(name)
    assert ontology.may_report(text)
    kinds = {other.type_id for other in ontology.rules if other.id == rule}
    kinds |= {case.type_id for other in ontology.rules if other.id == rule for case in other.cases}
    names = {ontology.types[kind].sub_event_type for kind in kinds}
    assert names & {trigger.sub_event_type for trigger in triggers_of(text, gazetteer, language, name)}


@pytest.mark.parametrize(("name", "rule", "text"), COUNTEREXAMPLES)
def test_a_counterexample_does_not_fire_its_row(
    name: str, rule: str, text: str, gazetteer: Gazetteer, language: Language
) -> None:
    assert rule not in {found.rule.split(":")[0] for found in triggers_of(text, gazetteer, language, name)}


def test_the_file_has_acleds_six_event_types_and_twenty_five_sub_event_types() -> None:
    types = load_ontology().types.values()
    assert len(types) == 25
    assert len({kind.event_type for kind in types}) == 6


BASE = """version = "1"
[classes]
gun = ["gun"]
[[sub_event_type]]
id = "clash"
name = "Clash"
event_type = "Battles"
definition = "A fight."
[[trigger]]
id = "x"
sub_event_type = "clash"
patterns = ["clash/V"]
strength = 0.5
examples = ["They clashed."]
"""
MISTAKES = [
    (
        "unknown type",
        'type = "clash"\npat',
        'type = "clsh"\npat',
        11,
        "no sub_event_type has the id 'clsh' (did you mean 'clash'?)",
    ),
    ("missing key", "strength = 0.5\n", "", 9, "the key 'strength' is missing"),
    ("unknown key", "strength", "strenght", 12, "the key 'strenght' is unknown (did you mean 'strength'?)"),
    ("strength out of range", "0.5", "5", 13, "is not between 0 and 1"),
    ("strength as text", "0.5", '"high"', 13, "strength must be a number"),
    ("unknown class", "0.5", '0.5\nobject = ["#gum"]', 14, "no class is named 'gum'"),
    ("unknown test", "0.5", '0.5\nobject = ["@army"]', 14, "'@army' is no test"),
    ("unknown context", "0.5", '0.5\nnot_context = ["rain"]', 14, "no context is named 'rain'"),
    ("unknown register", "0.5", '0.5\nregisters = ["sprot"]', 14, "did you mean 'sport'?"),
    ("bad pattern", "clash/V", "clash/X", 12, "is no token test"),
    ("pattern that ends in a gap", "clash/V", "clash/V ...", 12, "must begin and end with a token test"),
    ("no pattern", '["clash/V"]', "[]", 12, "patterns is empty"),
    ("bad role", "0.5", '0.5\nrole = "boss"', 14, "role 'boss' is none of"),
    ("case without a type", "0.5", '0.5\n[[trigger.case]]\nonly = ["a"]', 14, "the key 'sub_event_type' is missing"),
    ("no version", 'version = "1"\n', "", 1, "the key 'version' is missing"),
    ("no TOML", "strength = 0.5", "strength = = 0.5", 13, "not valid TOML"),
    ("class that is no list", '["gun"]', '"gun"', 3, "is no list of texts"),
    ("empty name", '"Clash"', '""', 6, "name is empty"),
]


@pytest.mark.parametrize(("label", "old", "new", "line", "message"), MISTAKES, ids=[row[0] for row in MISTAKES])
def test_a_mistake_in_the_file_is_named_with_its_line(
    label: str, old: str, new: str, line: int, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(BASE.replace(old, new), encoding="utf-8")
    with pytest.raises(RulesError, match=r"mine\.toml"):
        load_ontology(str(path))
    try:
        found = check_ontology(str(path))
    except RulesError as unreadable:
        found = [str(unreadable)]
    assert any(message in text for text in found)
    if label not in {"no version", "unknown key"}:
        assert any(f"mine.toml, line {line}:" in text for text in found if message in text), found


def test_a_sound_file_of_ones_own_loads_alone_and_beside_a_shipped_one(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(BASE, encoding="utf-8")
    alone, both = load_ontology(str(path)), load_ontology("acled", str(path))
    assert set(alone.types) == {"clash"}
    assert len(both.types) == 26
    assert both.version.startswith("acled-")
    path.write_text(BASE.replace("0.5", "0.6"), encoding="utf-8")
    assert load_ontology(str(path)).version != alone.version


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"", b"a" * 10, b"[" * 5000, b"\x00"], ids=repr)
def test_a_file_that_is_no_ontology_is_refused_in_words(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_bytes(data)
    with pytest.raises(RulesError, match=r"bad\.toml"):
        load_ontology(str(path))


@pytest.mark.parametrize("source", ["disaster", ".", "no/such.toml", "a\0b"])
def test_a_source_that_is_no_file_says_what_can_be_named(source: str) -> None:
    with pytest.raises(RulesError, match="acled, crime, disasters, politics"):
        load_ontology(source)


@pytest.mark.parametrize("name", shipped_names())
def test_a_shipped_ontology_has_no_mistake_and_every_type_has_a_trigger(name: str) -> None:
    assert check_ontology(name) == []
    ontology = load_ontology(name)
    reached = {rule.type_id for rule in ontology.rules} | {
        case.type_id for rule in ontology.rules for case in rule.cases
    }
    assert reached == set(ontology.types)
