"""Who claims, denies or is blamed for the act told before ("The Taliban claimed responsibility.")."""

from collections.abc import Iterator, Sequence

from reportmap.events.actors import ARMED
from reportmap.events.lexicon import listed
from reportmap.events.syntax import Syntax
from reportmap.model import Actor, ActorCertainty, ActorMention, ActorRole

_VERBS = {"claim": ActorCertainty.CLAIMED, "deny": ActorCertainty.DENIED, "disclaim": ActorCertainty.DENIED}
_TAKING = frozenset({"take", "assume", "accept", "admit", "acknowledge"})
_BLAMING = {
    "blame": ActorCertainty.ACCUSED,
    "accuse": ActorCertainty.ACCUSED,
    "implicate": ActorCertainty.ACCUSED,
    "suspect": ActorCertainty.SUSPECTED,
}
_MEMBERS = frozenset({"member", "group", "element", "faction", "unit", "wing", "spokesman", "communique", "statement"})
_REASONS = frozenset({"revenge", "retaliation", "reprisal", "vengeance", "response"})
_NAMES = frozenset({"oprd", "attr", "dobj", "ccomp", "xcomp"})
_TELLING = frozenset({"say", "claim", "announce", "boast", "state"})
_OWN = frozenset(
    {"man", "fighter", "member", "soldier", "martyr", "bomber", "guerrilla", "mujahid", "unit", "commando"}
)
_THEIRS = frozenset({"its", "their", "his"})
_LINKING = {"link": frozenset({"to", "with"}), "tie": frozenset({"to"}), "implicate": frozenset({"in"})}
"""Verbs that tie somebody to a deed behind a preposition ("officers linked to the killing")."""

_POINTING = {"attribute": "to", "ascribe": "to", "blame": "on", "pin": "on"}
"""Verbs that name the blamed party behind a preposition ("was blamed on the rebels")."""


def find_responsibility(syntax: Syntax, *, actors: Sequence[ActorMention]) -> Iterator[Actor]:
    """The parties that a passage ties to an act by claim, denial or blame, with that certainty; role actor1."""
    for index, lemma in enumerate(syntax.lemmas):
        if lemma == "responsible":
            yield from _parties(syntax, _held_responsible(syntax, index), ActorCertainty.ACCUSED, actors)
        if not syntax.is_verb(index):
            continue
        if lemma in _VERBS and _names_a_deed(syntax, index):
            yield from _parties(syntax, syntax.subjects(index), _VERBS[lemma], actors)
        elif lemma in _TAKING and any(syntax.lemmas[item] == "responsibility" for item in syntax.objects(index)):
            yield from _parties(syntax, syntax.subjects(index), ActorCertainty.CLAIMED, actors)
        elif lemma in _POINTING and (
            blamed := [item for _, item in syntax.objects_of_preposition(index, frozenset({_POINTING[lemma]}))]
        ):
            yield from _parties(syntax, blamed, ActorCertainty.ACCUSED, actors)
        elif _calls_it_revenge(syntax, index) or (lemma in _TELLING and _tells_of_own_men(syntax, index)):
            yield from _parties(syntax, syntax.subjects(index), ActorCertainty.CLAIMED, actors)
        elif lemma in _LINKING and _is_tied_to_a_deed(syntax, index, _LINKING[lemma]):
            yield from _parties(syntax, _who_is_tied(syntax, index), ActorCertainty.ACCUSED, actors)
        elif lemma in _LINKING and any(syntax.lemmas[item] in listed("deeds") for item in syntax.objects(index)):
            tied = [item for _, item in syntax.objects_of_preposition(index, _LINKING[lemma])]
            yield from _parties(syntax, tied, ActorCertainty.ACCUSED, actors)
        elif lemma in _BLAMING:
            yield from _parties(syntax, syntax.objects(index), _BLAMING[lemma], actors)


def _calls_it_revenge(syntax: Syntax, verb: int) -> bool:
    """Whether somebody gives the reason for a deed as its doer does ("called it revenge for the arrests")."""
    names = syntax.with_dep(verb, _NAMES)
    return syntax.lemmas[verb] == "call" and any(syntax.lemmas[item] in _REASONS for item in names)


def _tells_of_own_men(syntax: Syntax, verb: int) -> bool:
    """Whether somebody says that men of their own did it ("said that one of their men had driven the car")."""
    clauses = syntax.with_dep(verb, frozenset({"ccomp"}))
    own = {item for clause in clauses for head in syntax.subjects(clause) for item in syntax.phrase(head)}
    return any(
        syntax.lemmas[item] in _OWN
        and any(syntax.tokens[child].text.lower() in _THEIRS for child in syntax.children[item])
        for item in own
    )


def _held_responsible(syntax: Syntax, index: int) -> list[int]:
    """Who is "responsible" for a deed: the subject of "be", the object of "hold"."""
    deeds = {item for _, item in syntax.objects_of_preposition(index, frozenset({"for"}))}
    verb = syntax.tokens[index].head
    if not syntax.is_verb(verb) or syntax.is_negated(verb):
        return []
    if syntax.lemmas[verb] == "hold":
        return syntax.objects(verb)
    is_deed = any(syntax.lemmas[item] in listed("deeds") for item in deeds)
    return syntax.subjects(verb) if syntax.lemmas[verb] == "be" and is_deed else []


def _is_tied_to_a_deed(syntax: Syntax, verb: int, prepositions: frozenset[str]) -> bool:
    deeds = syntax.objects_of_preposition(verb, prepositions)
    return any(syntax.lemmas[item] in listed("deeds") for _, item in deeds)


def _who_is_tied(syntax: Syntax, verb: int) -> list[int]:
    """Who is tied: the object or passive subject, or the noun that the verb describes ("officers linked to ...")."""
    is_description = syntax.tokens[verb].dep == "acl"
    return [syntax.tokens[verb].head] if is_description else syntax.objects(verb)


def _names_a_deed(syntax: Syntax, verb: int) -> bool:
    """Whether what is claimed or denied is a deed ("the attack"), or that it was one's own ("that it was theirs")."""
    clauses = syntax.with_dep(verb, frozenset({"ccomp"}))
    subjects = [item for clause in clauses for item in syntax.with_dep(clause, frozenset({"nsubj"}))]
    is_copula = any(syntax.lemmas[clause] == "be" for clause in clauses)
    named = syntax.objects(verb) + (subjects if is_copula else [])
    return any(syntax.lemmas[item] in listed("deeds") for item in named)


def _parties(
    syntax: Syntax, heads: Sequence[int], certainty: ActorCertainty, actors: Sequence[ActorMention]
) -> Iterator[Actor]:
    """The named parties, and the armed ones that are only described, at these words or in their phrases."""
    members = {item for head in heads for item in (syntax.phrase(head) if syntax.lemmas[head] in _MEMBERS else {head})}
    for actor in actors:
        if actor.head in members and (not actor.is_generic or actor.kind in ARMED):
            yield Actor(
                start=actor.start,
                end=actor.end,
                text=actor.text,
                canonical=actor.canonical,
                kind=actor.kind,
                role=ActorRole.ACTOR1,
                certainty=certainty,
            )
