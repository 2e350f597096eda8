"""The event ontology: types, definitions and the trigger rows that report them, read from a TOML file.

The file's first comment documents its schema. Nothing in code knows a type's name.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from reportmap.errors import RulesError
from reportmap.events.lexicon import listed
from reportmap.rules import read_rules

DEFAULT_ONTOLOGY = "events/ontology/acled.toml"
MAX_GAP = 4  # tokens that "..." may skip; longer reaches join words of different clauses
_TEST = re.compile(r"^[@#]?[^\s/]{1,200}(/[VNJ])?$")
_ROLES = frozenset({"core", "result", "toll", "state"})


@dataclass(frozen=True, slots=True, kw_only=True)
class EventType:
    """A sub-event type with the event type above it; `plover` is None where PLOVER has no fitting name."""

    sub_event_type: str
    event_type: str
    plover: str | None
    definition: str


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
    either: bool
    exclude: re.Pattern[str] | None
    not_context: re.Pattern[str] | None
    cases: tuple[Case, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    """Event types by id, word classes, and trigger rows indexed by the first lemma of their patterns."""

    version: str
    types: Mapping[str, EventType]
    classes: Mapping[str, frozenset[str]]
    rules: tuple[TriggerRule, ...]
    by_first_lemma: Mapping[str, tuple[tuple[TriggerRule, Pattern], ...]] = field(repr=False)
    nouns: frozenset[str]
    stems: re.Pattern[str] = field(repr=False)

    def may_report(self, text: str) -> bool:
        """Whether a passage has a word that could be a trigger: a cheap filter before parsing, never a verdict."""
        return self.stems.search(text) is not None


@cache
def load_ontology(name: str = DEFAULT_ONTOLOGY) -> Ontology:
    """The ontology in a file under `resources/`.

    Raises RulesError when a row misses a key, names an unknown type or class, or has a malformed pattern; the
    message names the file and the row.
    """
    content = read_rules(name)
    types = {row["id"]: _event_type(row) for row in content.get("sub_event_type", ())}
    classes = {key: frozenset(value) for key, value in content.get("classes", {}).items()}
    contexts = content.get("contexts", {})
    rules = tuple(
        _rule(row, types=types, classes=classes, contexts=contexts, file=name) for row in content.get("trigger", ())
    )
    index: dict[str, list[tuple[TriggerRule, Pattern]]] = {}
    for rule in rules:
        for pattern in rule.patterns:
            for lemma in pattern.tests[0].lemmas:
                index.setdefault(lemma, []).append((rule, pattern))
    return Ontology(
        version=content.get("version", "0"),
        types=types,
        classes=classes,
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
        stems=_stems(rules),
    )


def _event_type(row: Mapping[str, Any]) -> EventType:  # Any: TOML values, checked by use
    return EventType(
        sub_event_type=row["name"],
        event_type=row["event_type"],
        plover=row["plover"] or None,
        definition=row["definition"],
    )


def _rule(
    row: Mapping[str, Any],  # Any: TOML values, checked here
    *,
    types: Mapping[str, EventType],
    classes: Mapping[str, frozenset[str]],
    contexts: Mapping[str, list[str]],
    file: str,
) -> TriggerRule:
    where = f"resources/{file}, trigger {row.get('id', '(no id)')!r}"
    for key in ("id", "sub_event_type", "patterns", "strength", "examples"):
        if key not in row:
            raise RulesError(f"{where}: the key {key!r} is missing; add it")
    role = row.get("role", "core")
    cases = tuple(_case(case) for case in row.get("case", ()))
    for type_id in (row["sub_event_type"], *(case.type_id for case in cases)):
        if type_id not in types:
            raise RulesError(f"{where}: no sub_event_type has the id {type_id!r}; add it or correct the row")
    tests = {key: frozenset(row.get(key, ())) for key in ("subject", "object", "not_subject", "not_object")}
    for test in frozenset().union(*tests.values()):
        if test.startswith("#") and test[1:] not in classes:
            raise RulesError(f"{where}: no class is named {test[1:]!r}; add it under [classes]")
    for name in row.get("not_context", ()):
        if name not in contexts:
            raise RulesError(f"{where}: no context is named {name!r}; add it under [contexts]")
    if role not in _ROLES:
        raise RulesError(f"{where}: role {role!r} is none of {sorted(_ROLES)}")
    exclude = row.get("exclude")
    return TriggerRule(
        id=row["id"],
        type_id=row["sub_event_type"],
        role=role,
        strength=float(row["strength"]),
        patterns=tuple(_pattern(text, where=where) for text in row["patterns"]),
        not_context=_any_of([word for name in row.get("not_context", ()) for word in contexts[name]]),
        either=bool(row.get("either", False)),
        exclude=re.compile("|".join(map(re.escape, exclude)), re.IGNORECASE) if exclude else None,
        cases=cases,
        examples=tuple(row["examples"]),
        counterexamples=tuple(row.get("counterexamples", ())),
        **tests,
    )


def _any_of(phrases: Sequence[str]) -> re.Pattern[str] | None:
    """A pattern that finds any of the phrases as whole words, None for no phrases."""
    if not phrases:
        return None
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, phrases)) + r")(?!\w)", re.IGNORECASE)


def _case(row: Mapping[str, Any]) -> Case:  # Any: TOML values
    return Case(
        type_id=row["sub_event_type"],
        subject=frozenset(row.get("subject", ())),
        object=frozenset(row.get("object", ())),
        not_object=frozenset(row.get("not_object", ())),
        only=frozenset(row.get("only", ())),
        role=row.get("role"),
    )


def _pattern(text: str, *, where: str) -> Pattern:
    tests: list[TokenTest] = []
    gap = False
    for word in text.split():
        if word == "...":
            gap = True
            continue
        if not _TEST.match(word):
            raise RulesError(f"{where}: {word!r} in pattern {text!r} is no token test; write lemma|lemma or lemma/V")
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
    return Pattern(tests=tuple(tests), event_word=verbs[0] if verbs else len(tests) - 1)


def _stems(rules: Sequence[TriggerRule]) -> re.Pattern[str]:
    """A pattern that any inflected trigger word matches at its beginning, irregular forms included."""
    irregular = read_rules("events/irregular.toml")["forms"]
    stems = set(listed("responsibility_stems"))  # who claims or is blamed is read from the parse too
    for lemma in _event_lemmas(rules):
        stems.add(lemma[: max(3, len(lemma) - 2)] if len(lemma) > 4 else lemma)
        stems.update(irregular.get(lemma, ()))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(stems))) + ")", re.IGNORECASE)


def _event_lemmas(rules: Iterable[TriggerRule]) -> set[str]:
    return {lemma for rule in rules for pattern in rule.patterns for lemma in pattern.tests[pattern.event_word].lemmas}
