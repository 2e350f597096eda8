"""Who claims, denies or is blamed for the act told before ("The Taliban claimed responsibility.")."""

from collections.abc import Iterator, Sequence

from reportmap.events.lexicon import listed
from reportmap.events.syntax import Syntax
from reportmap.model import Actor, ActorCertainty, ActorMention, ActorRole

_VERBS = {"claim": ActorCertainty.CLAIMED, "deny": ActorCertainty.DENIED, "disclaim": ActorCertainty.DENIED}
_BLAMING = frozenset({"blame", "accuse"})


def find_responsibility(syntax: Syntax, *, actors: Sequence[ActorMention]) -> Iterator[Actor]:
    """The parties that a passage ties to an act by claim, denial or blame, with that certainty; role actor1."""
    for index, lemma in enumerate(syntax.lemmas):
        if not syntax.is_verb(index):
            continue
        if lemma in _VERBS and _names_a_deed(syntax, index):
            yield from _parties(syntax.subjects(index), _VERBS[lemma], actors)
        elif lemma in _BLAMING:
            yield from _parties(syntax.objects(index), ActorCertainty.ACCUSED, actors)


def _names_a_deed(syntax: Syntax, verb: int) -> bool:
    """Whether what is claimed or denied is a deed ("the attack"), or that it was one's own ("that it was theirs")."""
    clauses = syntax.with_dep(verb, frozenset({"ccomp"}))
    subjects = [item for clause in clauses for item in syntax.with_dep(clause, frozenset({"nsubj"}))]
    is_copula = any(syntax.lemmas[clause] == "be" for clause in clauses)
    named = syntax.objects(verb) + (subjects if is_copula else [])
    return any(syntax.lemmas[item] in listed("deeds") for item in named)


def _parties(heads: Sequence[int], certainty: ActorCertainty, actors: Sequence[ActorMention]) -> Iterator[Actor]:
    for actor in actors:
        if actor.head in heads and not actor.is_generic:
            yield Actor(
                start=actor.start,
                end=actor.end,
                text=actor.text,
                canonical=actor.canonical,
                kind=actor.kind,
                role=ActorRole.ACTOR1,
                certainty=certainty,
            )
