"""Passages -> Triggers: words that report an event, typed by the ontology's rows.

A row proposes where its pattern stands; its tests on subject and object decide. The strongest row wins each event
word. Nothing here knows a type's name.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from reportmap.events.frames import Frame, frame_of
from reportmap.events.lexicon import listed
from reportmap.events.mentions import is_name, reports_nothing
from reportmap.events.ontology import MAX_GAP, Case, Ontology, Pattern, TokenTest, TriggerRule
from reportmap.events.registers import Registers
from reportmap.events.syntax import Syntax, by_passage
from reportmap.events.totals import figure_on
from reportmap.model import ActorKind, ActorMention, ParsedPassage, ResolvedPlace, Trigger

KIND_TESTS = {
    "@rebel": frozenset({ActorKind.REBEL_GROUP, ActorKind.MILITIA}),
    "@state": frozenset({ActorKind.STATE_FORCES, ActorKind.POLICE, ActorKind.EXTERNAL_FORCES, ActorKind.PEACEKEEPERS}),
    "@civilian": frozenset({ActorKind.CIVILIANS}),
    "@protester": frozenset({ActorKind.PROTESTERS}),
    "@actor": frozenset(ActorKind),
}


RETOLD = "retold"
"""The role of a trigger that tells again what happened before, as courts do."""

RETELLING = frozenset({"court"})
"""Registers in which a deed is no metaphor but the matter of a trial: told again, so never news by itself."""

CROWD = 10
"""From so many people on, a gathering counts as one."""

_ROAD_NUMBER = re.compile(r"^(?:[A-Z]{1,3}|Highway|Route)[- ]?\d{1,4}$")
"""What a road is called by its number ("A25", "NH-44")."""

_NOUN_PLACES = frozenset({"nsubj", "nsubjpass", "pobj", "dobj"})
"""Where a gerund without an object is a noun ("fighting between X and Y resumed")."""

_OF_NOUNS = frozenset({"between", "of", "in", "near", "around", "at", "with"})
"""Prepositions after which a gerund that opens a note is one too ("Fighting between X and Y above the town")."""

_ABOUT = frozenset({"with", "for"})
"""What a noun is done with or for is acted on too: "a battle with cancer", "a battle for the town"."""

_ANYTHING = frozenset({"CD", "PRP", "DT", "WP", "WDT", "JJ"})
"""Tags of words that may stand for any kind of thing."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """What a row's tests may look at in one passage."""

    syntax: Syntax
    ontology: Ontology
    actors: tuple[ActorMention, ...]
    place_tokens: frozenset[int]
    registers: Registers


def find_triggers(
    parsed: Sequence[ParsedPassage],
    *,
    actors: Sequence[ActorMention],
    places: Sequence[ResolvedPlace],
    ontology: Ontology,
) -> tuple[Trigger, ...]:
    """The triggers of a document in text order; passages that were not parsed have none.

    At most one trigger an event word: the strongest row whose tests hold. `score` is the row's strength.
    """
    actors_at = by_passage(actors, key=lambda item: item.passage_index)
    places_at = by_passage(places, key=lambda item: item.mention.passage_index)
    registers = Registers(parsed)
    found: list[Trigger] = []
    for passage in parsed:
        if passage.is_parsed:
            index = passage.passage.index
            found += _in_passage(
                passage,
                actors=actors_at[index],
                places=places_at[index],
                ontology=ontology,
                registers=registers,
            )
    return tuple(found)


def _in_passage(
    parsed: ParsedPassage,
    *,
    actors: Sequence[ActorMention],
    places: Sequence[ResolvedPlace],
    ontology: Ontology,
    registers: Registers,
) -> Iterator[Trigger]:
    syntax = Syntax(parsed)
    mentions = [place.mention for place in places if not place.mention.is_demonym]
    setting = _Setting(
        syntax=syntax,
        ontology=ontology,
        actors=tuple(actors),
        place_tokens=frozenset(token for mention in mentions for token in syntax.tokens_in(mention)),
        registers=registers,
    )
    best: dict[int, tuple[float, int, Trigger]] = {}
    for rule, tokens, word in _matches(syntax, ontology):
        trigger = _apply(rule, tokens, word, setting)
        if trigger is None:
            continue
        rank = (trigger.score, len(tokens), trigger)
        if word not in best or rank[:2] > best[word][:2]:
            best[word] = rank
    covered: set[int] = set()
    for word, (_, _, trigger) in sorted(best.items(), key=lambda item: (-item[1][0], -item[1][1], item[1][2].start)):
        own = set(syntax.tokens_in(trigger))
        if word in covered:
            continue
        if own & covered:  # the strongest trigger keeps the words that two share
            span = syntax.span_of({word})
            yield replace(trigger, start=span.start, end=span.end, text=span.text)
        else:
            yield trigger
        covered |= own


def _matches(syntax: Syntax, ontology: Ontology) -> Iterator[tuple[TriggerRule, tuple[int, ...], int]]:
    for start, lemma in enumerate(syntax.lemmas):
        for name in dict.fromkeys((lemma, syntax.tokens[start].text.lower())):  # in this order: ties go to the first
            for rule, pattern in ontology.by_first_lemma.get(name, ()):
                tokens = _match(pattern, syntax, start)
                if tokens is not None:
                    yield rule, tokens, tokens[pattern.event_word]


def _match(pattern: Pattern, syntax: Syntax, start: int) -> tuple[int, ...] | None:
    """The tokens that a pattern covers from `start`, or None."""
    if not _holds(pattern.tests[0], syntax, start):
        return None
    found = [start]
    for test in pattern.tests[1:]:
        reach = MAX_GAP + 1 if test.after_gap else 1
        following = range(found[-1] + 1, min(found[-1] + 1 + reach, len(syntax.tokens)))
        preceding = range(start - 1, max(-1, start - 2 - MAX_GAP), -1) if test.after_gap else range(0)
        place = next((item for item in (*following, *preceding) if _holds(test, syntax, item)), None)
        if place is None:
            return None
        found.append(place)
    return tuple(found)


def _holds(test: TokenTest, syntax: Syntax, index: int) -> bool:
    token = syntax.tokens[index]
    is_word = syntax.lemmas[index] in test.lemmas or token.text.lower() in test.lemmas
    if not is_word or not test.tag or token.tag.startswith(test.tag):
        return is_word
    if test.tag != "NN" or token.tag != "VBG" or syntax.objects(index):
        return False
    is_note = token.dep in {"ROOT", "csubj"} and syntax.opens_note(index)
    return token.dep in _NOUN_PLACES or (is_note and bool(syntax.objects_of_preposition(index, _OF_NOUNS)))


def _apply(rule: TriggerRule, tokens: tuple[int, ...], word: int, setting: _Setting) -> Trigger | None:
    """The trigger of a match, or None where a test of the row fails."""
    syntax = setting.syntax
    if rule.context is not None and not rule.context.search(syntax.parsed.passage.text):
        return None
    if rule.not_context is not None and rule.not_context.search(syntax.parsed.passage.text):
        return None
    if _is_excluded(rule, tokens, syntax) or _is_name_part(word, setting) or _only_modifies(word, setting):
        return None
    if reports_nothing(syntax, word):
        return None
    frame = frame_of(syntax, word)
    elsewhere = _means_otherwise(rule, tokens, setting)
    if not _has_parties(rule, frame, setting) or not _may_be_told(syntax.lemmas[word], elsewhere):
        return None
    if _any(rule.not_subject, frame.agents, setting, heads_only=True):
        return None
    if not _is_done_to_its_kind(rule, word, frame, setting):
        return None
    if _any(rule.not_object, frame.direct, setting, heads_only=True):
        return None
    case = _case(rule, word, frame, setting)
    kind = setting.ontology.types[case.type_id if case else rule.type_id]
    role = RETOLD if elsewhere else (case.role if case and case.role else None) or rule.role
    close = {item for item in tokens if abs(item - word) <= 3}  # a far part of the pattern is context, not the trigger
    span = syntax.span_of(close if len(close) > 1 else {word})
    return Trigger(
        start=span.start,
        end=span.end,
        text=span.text,
        passage_index=syntax.parsed.passage.index,
        event_type=kind.event_type,
        sub_event_type=kind.sub_event_type,
        plover_type=kind.plover,
        score=rule.strength,
        rule=f"{rule.id}:{role}",
    )


def _is_done_to_its_kind(rule: TriggerRule, word: int, frame: Frame, setting: _Setting) -> bool:
    """Whether what is acted on, where anything is, is of a kind that the row takes; numbers and pronouns always are."""
    heads = frame.direct or frame.patients
    if not setting.syntax.is_verb(word):
        heads += tuple(item for _, item in setting.syntax.objects_of_preposition(word, _ABOUT))
    if not rule.object_kinds or not heads:
        return True
    if any(setting.syntax.tokens[head].tag in _ANYTHING for head in heads):
        return True
    return _any(rule.object_kinds, heads, setting)


def _means_otherwise(rule: TriggerRule, tokens: tuple[int, ...], setting: _Setting) -> frozenset[str]:
    """The kinds of writing in which the row's words mean something else, and whose words outweigh others around."""
    if not rule.registers:
        return frozenset()
    own = frozenset(setting.syntax.tokens[item].text.lower() for item in tokens)
    return rule.registers & setting.registers.at(setting.syntax.parsed.passage.index, without=own)


def _may_be_told(lemma: str, elsewhere: frozenset[str]) -> bool:
    """Whether an event word may mean a deed where other kinds of writing prevail: in court, what is tried."""
    return not elsewhere or (elsewhere <= RETELLING and lemma in listed("tried_deeds"))


def _has_parties(rule: TriggerRule, frame: Frame, setting: _Setting) -> bool:
    """Whether the row's tests on subject and object hold, both or, where it says so, either."""
    subject = not rule.subject or _any(rule.subject, frame.agents, setting)
    if rule.either and subject:
        return True
    if not rule.either and not subject:
        return False
    return not rule.object or _any(rule.object, frame.patients + frame.where, setting)


def _is_excluded(rule: TriggerRule, tokens: tuple[int, ...], syntax: Syntax) -> bool:
    """Whether an idiom of the row's `exclude` list overlaps the words that the row matched."""
    if rule.exclude is None:
        return False
    passage = syntax.parsed.passage
    spans = [(syntax.tokens[item].start - passage.start, syntax.tokens[item].end - passage.start) for item in tokens]
    found = [match.span() for match in rule.exclude.finditer(passage.text)]
    return any(start < high and low < end for low, high in spans for start, end in found)


def _is_name_part(word: int, setting: _Setting) -> bool:
    """Whether the event word belongs to a name ("Battle Creek", "Lord's Resistance Army", "March 23 Movement")."""
    token = setting.syntax.tokens[word]
    if word in setting.place_tokens or is_name(setting.syntax, word):
        return True
    return any(not actor.is_generic and actor.contains(token) for actor in setting.actors)


def _only_modifies(word: int, setting: _Setting) -> bool:
    """Whether an event word only qualifies a noun ("attack helicopters", "bombing suspects", "four abducted men")."""
    token = setting.syntax.tokens[word]
    if token.dep == "amod" and token.tag == "VBN":
        return setting.syntax.tokens[token.head].tag in {"NN", "NNS"}
    if token.dep != "compound" or not token.tag.startswith("NN"):
        return False
    return setting.syntax.lemmas[token.head] not in setting.ontology.nouns


def _case(rule: TriggerRule, word: int, frame: Frame, setting: _Setting) -> Case | None:
    for case in rule.cases:
        if case.only and setting.syntax.lemmas[word] not in case.only:
            continue
        if case.subject and not _any(case.subject, frame.agents, setting):
            continue
        if case.object and not _any(case.object, frame.patients, setting):
            continue
        if _any(case.not_object, frame.direct, setting, heads_only=True):
            continue
        return case
    return None


def _is_person(syntax: Syntax, index: int) -> bool:
    token = syntax.tokens[index]
    return any(entity.label == "PERSON" and entity.contains(token) for entity in syntax.parsed.entities)


def _are_many(syntax: Syntax, head: int) -> bool:
    """Whether a noun phrase counts a crowd: "some sixty women", "hundreds of nurses", "a crowd of about 200"."""
    if any(syntax.lemmas[item] in listed("crowd_words") for item in syntax.phrase(head)):
        return True
    return (figure_on(syntax, head) or 0) >= CROWD


def _is_party(index: int, setting: _Setting) -> bool:
    return any(actor.head == index for actor in setting.actors)


def _any(tests: Iterable[str], heads: tuple[int, ...], setting: _Setting, *, heads_only: bool = False) -> bool:
    """Whether any test holds of any of the phrases."""
    return any(_test(test, head, setting, heads_only=heads_only) for test in tests for head in heads)


def _test(test: str, head: int, setting: _Setting, *, heads_only: bool) -> bool:
    syntax = setting.syntax
    words = {head} if heads_only else syntax.description(head)
    if test.startswith("#"):
        return any(syntax.lemmas[item] in setting.ontology.classes[test[1:]] for item in words)
    if test == "@place":
        return bool(words & setting.place_tokens)
    if test == "@settlement":
        is_noun = syntax.lemmas[head] in setting.ontology.settlements
        return is_noun or head in setting.place_tokens
    if test == "@person":
        return any(_is_person(syntax, item) for item in words)
    if test == "@many":
        return _are_many(syntax, head)
    if test == "@road":
        return any(_ROAD_NUMBER.match(syntax.tokens[item].text) for item in words)
    if test == "@proper":
        return syntax.tokens[head].tag.startswith("NNP") and not _is_party(head, setting)
    if test in KIND_TESTS:
        kinds = KIND_TESTS[test]
        owners = {
            item
            for child in syntax.children[head]
            if syntax.tokens[child].dep == "poss"
            for item in syntax.subtree(child)
        }
        return any(actor.kind in kinds and actor.head in words - owners for actor in setting.actors)
    return any(syntax.lemmas[item] == test or syntax.tokens[item].text == test for item in words)
