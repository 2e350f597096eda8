"""Who was killed, hurt, held, abducted or driven out: the words of a parsed passage that name the victims."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from reportmap.events.actors import ARMED
from reportmap.events.frames import frame_of
from reportmap.events.lexicon import listed
from reportmap.events.syntax import Syntax
from reportmap.model import ActorKind, ActorMention, NamedVictims
from reportmap.rules import read_rules

COUNTED = ("fatalities", "injured", "detained", "abducted", "displaced")
"""What happened to people: the names of the counts in the record that are no group sizes."""

_GIVING_LIFE = frozenset({"lose", "give", "sacrifice"})
_PRICES = frozenset({"price", "cost", "loss", "expense"})
_TAKING_LIVES = frozenset({"claim", "cost", "take"})
_HOLDERS = frozenset({ActorKind.STATE_FORCES, ActorKind.POLICE, ActorKind.PEACEKEEPERS, ActorKind.EXTERNAL_FORCES})
_ANYBODY = frozenset({"people", "person", "victim", "man", "other", "civilian", "casualty", "individual", "resident"})
_BREAKS = frozenset({"conj", "relcl", "advcl", "ccomp", "parataxis"})


@dataclass(frozen=True, slots=True)
class Toll:
    """What happened to whom: the count's name in the record, and the heads of the phrases that name the victims.

    `party` is the head of the phrase that says whose they are, where their own words do not ("the army lost six").
    """

    field: str
    heads: tuple[int, ...]
    party: int | None = None


def find_tolls(
    syntax: Syntax, scope: set[int], *, agents: Sequence[int], actors: Sequence[ActorMention]
) -> Iterator[Toll]:
    """Who was hurt, held or driven out by each word in `scope` that says so; `agents` are the heads of who acts."""
    for index in sorted(scope):
        lemma, token = syntax.lemmas[index], syntax.tokens[index]
        if not syntax.is_verb(index) and lemma not in _telling():
            continue
        yield from _losses(syntax, index, actors)
        yield from _taken(syntax, index, agents, actors)
        for field in COUNTED:
            is_fatal = field == "fatalities" and _ends_in_death(syntax, index)
            if syntax.is_verb(index) and (lemma in _words("verbs", field) or is_fatal):
                patients = _victims(syntax, index)
                if patients:
                    yield Toll(field, patients)
            elif lemma in _words("adjectives", field) and not syntax.is_verb(index):
                yield Toll(field, tuple(_adjective_bearers(syntax, index)))
            elif (token.tag.startswith("NN") and lemma in _words("nouns", field)) or (
                field == "fatalities" and lemma == "life" and _is_taken(syntax, index)
            ):
                yield Toll(field, tuple(_sufferers(syntax, index)) or (index,))
            elif token.tag.startswith("NN") and lemma in _words("act_nouns", field):
                suffering = _sufferers(syntax, index)
                if suffering:
                    yield Toll(field, tuple(suffering))


def names_of_victims(syntax: Syntax, words: Iterable[int]) -> NamedVictims:
    """Whom the event words befell by name; peoples and orders ("the murder of six Jesuits") are no names."""
    found: set[str] = set()
    is_named = False
    for index in words:
        is_noun = not syntax.is_verb(index)
        if is_noun and syntax.lemmas[index] not in listed("suffered_nouns"):
            continue
        heads = _sufferers(syntax, index) if is_noun else list(frame_of(syntax, index).patients)
        names = {name for head in heads for item in (head, *syntax.phrase(head)) if (name := _name(syntax, item))}
        found |= names
        is_named = is_named or (is_noun and bool(names))
    return NamedVictims(names=frozenset(found), name_the_act=is_named)


def _name(syntax: Syntax, index: int) -> str | None:
    """A word of a personal name, in lower case; None where it is none."""
    token = syntax.tokens[index]
    labels = {entity.label for entity in syntax.parsed.entities if entity.contains(token)}
    is_name = token.tag == "NNP" and len(token.text) > 2 and not labels & {"NORP", "DATE", "GPE"}
    return token.text.lower() if is_name and token.text.isalpha() else None


def toll_field(lemma: str) -> str | None:
    """The count that a word of a toll is about ("killed": fatalities), None where it is about none."""
    return next(
        (field for field in COUNTED for table in ("verbs", "nouns", "adjectives") if lemma in _words(table, field)),
        None,
    )


def _losses(syntax: Syntax, index: int, actors: Sequence[ActorMention]) -> Iterator[Toll]:
    """The dead of a party that "lost six men"."""
    if not syntax.is_verb(index) or syntax.is_passive(index):
        return
    heads = syntax.objects(index)
    subjects = syntax.subjects(index)
    if loses_life(syntax, index):
        yield Toll("fatalities", tuple(item for head in subjects for item in (head, *_listed_one_by_one(syntax, head))))
    if syntax.lemmas[index] != "lose":
        return
    armed = {actor.head for actor in actors if actor.kind in ARMED | {ActorKind.POLICE, ActorKind.PEACEKEEPERS}}
    people = {actor.head for actor in actors} | {
        item for item in heads if syntax.tokens[item].tag == "CD" or syntax.lemmas[item] in listed("own_people")
    }
    party = next((item for item in subjects if item in armed), None)
    if party is not None and heads and all(item in people for item in heads):
        yield Toll("fatalities", tuple(heads), party)


def loses_life(syntax: Syntax, verb: int) -> bool:
    """Whether the subject of a verb dies by its object ("two nurses lost their lives")."""
    lives = [item for item in syntax.objects(verb) if syntax.lemmas[item] == "life"]
    return syntax.lemmas[verb] in _GIVING_LIFE and any(
        syntax.tokens[child].tag == "PRP$" for item in lives for child in syntax.children[item]
    )


def _is_taken(syntax: Syntax, life: int) -> bool:
    """Whether lives are what an act took or cost ("claimed nine lives", "at a price of nine soldiers' lives")."""
    head = syntax.tokens[life].head
    if syntax.lemmas[head] in _TAKING_LIVES:
        return True
    return syntax.lemmas[head] == "of" and syntax.lemmas[syntax.tokens[head].head] in _PRICES


def _taken(syntax: Syntax, index: int, agents: Sequence[int], actors: Sequence[ActorMention]) -> Iterator[Toll]:
    """Whom a verb and a word beside it tell of ("took 34 into custody", "rounded up", "forced from their homes")."""
    if not syntax.is_verb(index):
        return
    phrases = _phrases().get(syntax.lemmas[index], ())
    own = [item for item in syntax.subtree(index, stop=_BREAKS) if item != index] if phrases else []
    for field, beside in phrases:
        if not any(syntax.lemmas[item] == beside for item in own):
            continue
        heads = [item for item in _victims(syntax, index) if syntax.lemmas[item] != beside]
        heads = heads or [
            item
            for child in own
            if syntax.lemmas[child] == beside
            for item in ([child] if syntax.with_dep(child, frozenset({"nummod"})) else [])
        ]
        if heads:
            yield Toll(field, tuple(heads))
            return
    if syntax.lemmas[index] in _rules()["seizing"]["verbs"]:
        heads = [item for item in _victims(syntax, index) if _are_people(syntax, item, actors)]
        kinds = {actor.kind for actor in actors if actor.head in agents}
        if heads:
            yield Toll("detained" if kinds & _HOLDERS else "abducted", tuple(heads))


def _are_people(syntax: Syntax, head: int, actors: Sequence[ActorMention]) -> bool:
    is_named = any(actor.head == head and actor.is_generic for actor in actors)
    return is_named or syntax.lemmas[head] in listed("people_of_a_place") | listed("own_people")


def _sufferers(syntax: Syntax, index: int) -> list[int]:
    """Whom an event noun befell: "the murder of two nuns", "the mayor's assassination"."""
    of = [item for _, item in syntax.objects_of_preposition(index, frozenset({"of"}))]
    return of or [item for item in syntax.with_dep(index, frozenset({"poss"})) if syntax.tokens[item].tag != "PRP$"]


def _ends_in_death(syntax: Syntax, index: int) -> bool:
    """Whether a verb goes on with "to death" ("stoned to death")."""
    return any(syntax.lemmas[item] == "death" for _, item in syntax.objects_of_preposition(index, frozenset({"to"})))


def _victims(syntax: Syntax, index: int) -> tuple[int, ...]:
    frame = frame_of(syntax, index)
    is_moving = syntax.lemmas[index] == "flee"
    heads = syntax.subjects(index) if is_moving else syntax.objects(index) or list(frame.patients)
    heads = [item for head in heads for item in (head, *_listed_behind(syntax, head))]
    return tuple(head for head in heads if syntax.lemmas[head] not in {"himself", "herself", "themselves", "itself"})


def _listed_behind(syntax: Syntax, head: int) -> list[int]:
    """The rest of a list that the parse takes for an apposition ("two nuns, a priest and three drivers died")."""
    if syntax.tokens[head].tag != "NNS":
        return []
    numbered = frozenset({"nummod"})
    return [
        item
        for child in syntax.with_dep(head, frozenset({"appos"}))
        if syntax.with_dep(child, frozenset({"cc"}))
        and (syntax.tokens[child].tag in {"NN", "NNP"} or _are_others(syntax, head, child, numbered))
        for item in syntax.with_conjuncts(child)
    ]


def _listed_one_by_one(syntax: Syntax, head: int) -> list[int]:
    """The rest of a list of single persons who lost "their" lives ("a nurse, a soldier and a driver")."""
    if syntax.tokens[head].tag not in {"NN", "NNP"}:
        return _listed_behind(syntax, head)
    lists = [
        child for child in syntax.with_dep(head, frozenset({"appos"})) if syntax.with_dep(child, frozenset({"cc"}))
    ]
    is_of_many = any(item.text.lower() == "their" for item in syntax.tokens[head:])
    return [item for child in lists for item in syntax.with_conjuncts(child)] if is_of_many else []


def _are_others(syntax: Syntax, head: int, other: int, numbered: frozenset[str]) -> bool:
    """Whether numbered people behind a comma are further ones ("five soldiers, two guards and six of the attackers").

    "Five people, two guards and three drivers" are five.
    """
    has_numbers = bool(syntax.with_dep(head, numbered)) and bool(syntax.with_dep(other, numbered))
    return has_numbers and syntax.lemmas[head] not in _ANYBODY


def _adjective_bearers(syntax: Syntax, index: int) -> list[int]:
    """What "dead" is said of: its own number ("12 dead"), its noun, or the object of "left 12 people dead"."""
    if syntax.with_dep(index, frozenset({"nummod"})):
        return [index]
    token = syntax.tokens[index]
    if index and syntax.lemmas[index - 1] in {"shoot", "gun"}:
        return syntax.objects(index - 1)  # "shot dead A, B and C"
    if token.dep == "amod":
        return [token.head]
    if syntax.is_verb(token.head):
        objects = [item for item in syntax.objects(token.head) if item != index and not _has_state(syntax, item, index)]
        return objects or [item for item in syntax.subjects(token.head) if item != index]
    previous = syntax.tokens[index - 1] if index else None
    if previous is not None and previous.tag == "CD":
        return [index - 1]
    return [token.head] if syntax.tokens[token.head].tag.startswith(("NN", "CD")) else []


def _has_state(syntax: Syntax, head: int, index: int) -> bool:
    """Whether an object has another state than the one at `index` ("left 200 families homeless and three dead")."""
    between = range(head + 1, index)
    return any(syntax.tokens[item].tag == "JJ" and syntax.tokens[item + 1].tag in {"CC", ","} for item in between)


@cache
def _telling() -> frozenset[str]:
    """The lemmas of every noun and adjective that tells of a toll."""
    tables = ("adjectives", "nouns", "act_nouns")
    return frozenset({"life"}).union(*(_words(table, field) for table in tables for field in COUNTED))


@cache
def _phrases() -> Mapping[str, Sequence[tuple[str, str]]]:
    """By verb: the count that it tells of with another word beside it, and that word."""
    found: dict[str, list[tuple[str, str]]] = {}
    for field, pairs in _rules()["phrases"].items():
        for verb, beside in map(str.split, pairs):
            found.setdefault(verb, []).append((field, beside))
    return found


@cache
def _words(table: str, field: str) -> frozenset[str]:
    return frozenset(_rules()[table].get(field, ()))


@cache
def _rules() -> Mapping[str, Any]:  # Any: TOML values, numbers and lists of words
    return read_rules("events/quantities.toml")
