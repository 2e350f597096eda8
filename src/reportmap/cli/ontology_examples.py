"""Whether the examples of an ontology's triggers fire them, and their counterexamples do not."""

from reportmap.cli.options import open_gazetteer
from reportmap.cli.work import load_language
from reportmap.events import find_actors, find_triggers, load_ontology
from reportmap.model import Passage, SectionKind
from reportmap.places import find_places, resolve_places


def failed_examples(source: str) -> list[str]:
    """A line for each example that does not fire its trigger, and for each counterexample that does."""
    ontology, gazetteer, language = load_ontology(source), open_gazetteer(), load_language()

    def fired(text: str) -> set[tuple[str, str]]:
        passage = Passage(start=0, end=len(text), text=text, index=0, paragraph=0, kind=SectionKind.BODY)
        parsed = language.parse([passage], parse_if=lambda item: ontology.may_report(item.text))
        places = resolve_places(find_places(parsed, gazetteer=gazetteer), passages=[passage], gazetteer=gazetteer)
        actors = find_actors(parsed, places=places)
        triggers = find_triggers(parsed, actors=actors, places=places, ontology=ontology)
        return {(found.rule.split(":")[0], found.sub_event_type or "") for found in triggers}

    problems = []
    for rule in ontology.rules:
        kinds = {ontology.types[key].sub_event_type for key in (rule.type_id, *(case.type_id for case in rule.cases))}
        for text in rule.examples:
            if not kinds & {kind for _, kind in fired(text)}:
                problems.append(f"{source}, trigger {rule.id!r}: the example {text!r} does not fire it; change either")
        for text in rule.counterexamples:
            if rule.id in {name for name, _ in fired(text)}:
                problems.append(f"{source}, trigger {rule.id!r}: the counterexample {text!r} fires it; change either")
    return problems
