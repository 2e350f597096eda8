"""The event ontology: types, definitions and the trigger rows that report them, read from TOML files.

`docs/ontology.md` documents the schema, `ontology_file.py` checks it. Nothing in code knows a type's name.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from reportmap.errors import RulesError
from reportmap.events.lexicon import listed
from reportmap.events.ontology_file import (
    Known,
    OntologyFile,
    mistakes_in,
    parse_ontology_file,
    read_ontology_file,
    register_names,
)
from reportmap.rules import read_rules

DEFAULT_ONTOLOGY = "acled"
MAX_GAP = 4  # tokens that "..." may skip; longer reaches join words of different clauses


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """A sub-event type with the event type above it; `plover` is None where PLOVER has no fitting name.

    `code` is what the classification that the type comes from calls it, such as "EM-DAT nat-hyd-flo".
    """

    sub_event_type: str
    event_type: str
    plover: str | None
    definition: str
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenTest:
    """A test of one token: its lemma or its form is among `lemmas`, its tag starts with `tag`.

    `after_gap` says that up to MAX_GAP tokens may stand before it.
    """

    lemmas: frozenset[str]
    tag: str
    after_gap: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """Token tests in order; `event_word` indexes the one that carries the event."""

    tests: tuple[TokenTest, ...]
    event_word: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A refinement of a row: where its tests hold, the type is `type_id` (and the role `role`)."""

    type_id: str
    subject: frozenset[str]
    object: frozenset[str]
    not_object: frozenset[str]
    only: frozenset[str]
    role: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TriggerRule:
    """One row of the file; see the schema there."""

    id: str
    type_id: str
    role: str
    strength: float
    patterns: tuple[Pattern, ...]
    subject: frozenset[str]
    object: frozenset[str]
    not_subject: frozenset[str]
    not_object: frozenset[str]
    object_kinds: frozenset[str]
    either: bool
    exclude: re.Pattern[str] | None
    context: re.Pattern[str] | None
    not_context: re.Pattern[str] | None
    registers: frozenset[str]
    cases: tuple[Case, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """Event types by id, word classes, and trigger rows indexed by the first lemma of their patterns.

    `version` names every file that it was read from, those of the user with a hash of their text.
    """

    version: str
    types: Mapping[str, EventType]
    classes: Mapping[str, frozenset[str]]
    settlements: frozenset[str]
    rules: tuple[TriggerRule, ...]
    by_first_lemma: Mapping[str, tuple[tuple[TriggerRule, Pattern], ...]] = field(repr=False)
    nouns: frozenset[str]
    stems: re.Pattern[str] = field(repr=False)
    guarded_stems: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = field(repr=False)
    """Pairs of a context and the stems of the rows that need it: everyday verbs, which alone say nothing."""

    def may_report(self, text: str) -> bool:
        """Whether a passage has a word that could be a trigger: a cheap filter before parsing, never a verdict."""
        if self.stems.search(text) is not None:
            return True
        return any(context.search(text) and stems.search(text) for context, stems in self.guarded_stems)


@dataclass(frozen=True, slots=True)
class _Parts:
    """What one file adds: types by id, classes and contexts by name, rows."""

    file: OntologyFile
    version: str
    types: Mapping[str, EventType]
    classes: Mapping[str, frozenset[str]]
    contexts: Mapping[str, tuple[str, ...]]
    rules: tuple[TriggerRule, ...]


def load_ontology(*sources: str) -> Ontology:
    """The ontology in some files, read together: shipped names ("acled", "disasters") or paths; ACLED's for none.

    Raises RulesError when a file cannot be read or breaks the schema; the message names the file, the line, what is
    wrong and what to do. `check_ontology` lists every mistake.
    """
    chosen = tuple(dict.fromkeys(sources)) or (DEFAULT_ONTOLOGY,)
    return _load(tuple(read_ontology_file(source) for source in chosen))


def check_ontology(source: str) -> list[str]:
    """Every mistake of one file with its line, none for a sound one. Raises RulesError when it cannot be read."""
    file = read_ontology_file(source)
    content = parse_ontology_file(file)
    return mistakes_in(file, content, _known(_used(file, content, ())))


@cache
def _load(files: tuple[OntologyFile, ...]) -> Ontology:
    parts: dict[str, _Parts] = {}
    for file in files:
        for part in _parts(file, ()):
            parts.setdefault(part.file.text, part)
    types: dict[str, EventType] = {}
    for part in parts.values():
        for key in part.types:
            if key in types:
                raise RulesError(f"{part.file.name}: another ontology has a sub_event_type {key!r} too; rename one")
        types.update(part.types)
    rules = tuple(rule for part in parts.values() for rule in part.rules)
    index: dict[str, list[tuple[TriggerRule, Pattern]]] = {}
    for rule in rules:
        for pattern in rule.patterns:
            for lemma in pattern.tests[0].lemmas:
                index.setdefault(lemma, []).append((rule, pattern))
    classes = {name: words for part in parts.values() for name, words in part.classes.items()}
    settlements = [words for name, words in classes.items() if name.endswith(":settlement")]
    return Ontology(
        version="+".join(part.version for part in parts.values()),
        types=types,
        classes=classes,
        settlements=frozenset().union(*settlements),
        rules=rules,
        by_first_lemma={lemma: tuple(found) for lemma, found in index.items()},
        nouns=frozenset(
            lemma
            for rule in rules
            for pattern in rule.patterns
            for test in pattern.tests
            if test.tag != "VB"
            for lemma in test.lemmas
        ),
        stems=_stems([rule for rule in rules if rule.context is None], also=_elsewhere()),
        guarded_stems=_guarded_stems(rules),
    )


def _used(file: OntologyFile, content: Mapping[str, Any], above: tuple[str, ...]) -> tuple[_Parts, ...]:  # Any: TOML
    """The files that a file uses, before itself, each once."""
    uses = content.get("uses", [])
    found: dict[str, _Parts] = {}
    for name in uses if isinstance(uses, list) else []:
        if not isinstance(name, str) or name in above or name == file.name:
            raise RulesError(
                f"{file.name}: uses {name!r}, which is no other ontology; name one that is loaded before it"
            )
        for part in _parts(read_ontology_file(name), (*above, file.name, name)):
            found.setdefault(part.file.text, part)
    return tuple(found.values())


def _known(used: Iterable[_Parts]) -> Known:
    used = tuple(used)
    return Known(
        types=frozenset(key for part in used for key in part.types),
        classes=frozenset(_short(name) for part in used for name in part.classes),
        contexts=frozenset(name for part in used for name in part.contexts),
        registers=register_names(),
    )


def _parts(file: OntologyFile, above: tuple[str, ...]) -> tuple[_Parts, ...]:
    """The parts of the files that a file uses, then its own. Raises RulesError for its first mistake."""
    content = parse_ontology_file(file)
    used = _used(file, content, above)
    if mistakes := mistakes_in(file, content, _known(used)):
        more = f" ({len(mistakes) - 1} more; reportmap ontology check lists all)" if len(mistakes) > 1 else ""
        raise RulesError(mistakes[0] + more)
    named = {_short(name): name for part in used for name in part.classes}
    own = {f"{file.digest}:{name}": frozenset(words) for name, words in content.get("classes", {}).items()}
    named |= {_short(name): name for name in own}
    contexts = {name: words for part in used for name, words in part.contexts.items()}
    contexts |= {name: tuple(words) for name, words in content.get("contexts", {}).items()}
    registers = frozenset(content.get("registers", ()))
    part = _Parts(
        file=file,
        version=content["version"] if file.is_shipped else f"{content['version']}@{file.digest}",
        types={row["id"]: _event_type(row) for row in content.get("sub_event_type", ())},
        classes=own,
        contexts=contexts,
        rules=tuple(_rule(row, named, contexts, registers) for row in content.get("trigger", ())),
    )
    return (*used, part)


def _short(name: str) -> str:
    return name.partition(":")[2]


def _event_type(row: Mapping[str, Any]) -> EventType:  # Any: TOML values, checked before
    return EventType(
        sub_event_type=row["name"],
        event_type=row["event_type"],
        plover=row.get("plover") or None,
        definition=row["definition"],
        code=row.get("code") or None,
    )


def _rule(
    row: Mapping[str, Any],  # Any: TOML values, checked before
    classes: Mapping[str, str],
    contexts: Mapping[str, Sequence[str]],
    registers: frozenset[str],
) -> TriggerRule:
    exclude = row.get("exclude")
    return TriggerRule(
        id=row["id"],
        type_id=row["sub_event_type"],
        role=row.get("role", "core"),
        strength=float(row["strength"]),
        patterns=tuple(map(_pattern, row["patterns"])),
        subject=_tests(row, "subject", classes),
        object=_tests(row, "object", classes),
        not_subject=_tests(row, "not_subject", classes),
        not_object=_tests(row, "not_object", classes),
        object_kinds=_tests(row, "object_kinds", classes),
        context=_any_of([word for name in row.get("context", ()) for word in contexts[name]]),
        not_context=_any_of([word for name in row.get("not_context", ()) for word in contexts[name]]),
        registers=frozenset(row["registers"]) if "registers" in row else registers,
        either=bool(row.get("either", False)),
        exclude=re.compile("|".join(map(re.escape, exclude)), re.IGNORECASE) if exclude else None,
        cases=tuple(_case(case, classes) for case in row.get("case", ())),
        examples=tuple(row["examples"]),
        counterexamples=tuple(row.get("counterexamples", ())),
    )


def _tests(row: Mapping[str, Any], key: str, classes: Mapping[str, str]) -> frozenset[str]:  # Any: TOML values
    """The tests of a key, "#name" with the full name of its class."""
    return frozenset(f"#{classes[test[1:]]}" if test.startswith("#") else test for test in row.get(key, ()))


def _any_of(phrases: Sequence[str]) -> re.Pattern[str] | None:
    """A pattern that finds any of the phrases as whole words, None for no phrases."""
    if not phrases:
        return None
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, phrases)) + r")(?!\w)", re.IGNORECASE)


def _case(row: Mapping[str, Any], classes: Mapping[str, str]) -> Case:  # Any: TOML values
    return Case(
        type_id=row["sub_event_type"],
        subject=_tests(row, "subject", classes),
        object=_tests(row, "object", classes),
        not_object=_tests(row, "not_object", classes),
        only=frozenset(row.get("only", ())),
        role=row.get("role"),
    )


def _pattern(text: str) -> Pattern:
    tests: list[TokenTest] = []
    gap = False
    for word in text.split():
        if word == "...":
            gap = True
            continue
        lemmas, _, tag = word.partition("/")
        tests.append(
            TokenTest(
                lemmas=frozenset(lemmas.lower().split("|")),
                tag={"V": "VB", "N": "NN", "J": "JJ", "": ""}[tag],
                after_gap=gap,
            )
        )
        gap = False
    verbs = [index for index, test in enumerate(tests) if test.tag == "VB"]
    nouns = [index for index, test in enumerate(tests) if test.tag == "NN"]
    return Pattern(tests=tuple(tests), event_word=verbs[0] if verbs else (nouns or [len(tests) - 1])[-1])


def _elsewhere() -> frozenset[str]:
    """Stems that no row has: who is blamed, and tolls, need the parse too."""
    return listed("responsibility_stems") | listed("toll_stems")


def _guarded_stems(rules: Sequence[TriggerRule]) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    by_context: dict[re.Pattern[str], list[TriggerRule]] = {}
    for rule in rules:
        if rule.context is not None:
            by_context.setdefault(rule.context, []).append(rule)
    return tuple((context, _stems(own)) for context, own in by_context.items())


def _stems(rules: Sequence[TriggerRule], *, also: frozenset[str] = frozenset()) -> re.Pattern[str]:
    """A pattern that any inflected trigger word matches at its beginning, irregular forms included."""
    irregular = read_rules("events/irregular.toml")["forms"]
    stems = set(also)
    for lemma in _event_lemmas(rules):
        stems.add(lemma[: max(3, len(lemma) - 2)] if len(lemma) > 4 else lemma)
        stems.update(irregular.get(lemma, ()))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(stems))) + ")", re.IGNORECASE)


def _event_lemmas(rules: Iterable[TriggerRule]) -> set[str]:
    return {lemma for rule in rules for pattern in rule.patterns for lemma in pattern.tests[pattern.event_word].lemmas}
