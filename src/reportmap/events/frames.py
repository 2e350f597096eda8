"""Who acts and who is acted on around an event word, whether it is a verb or a noun."""

from dataclasses import dataclass

from reportmap.events.lexicon import listed
from reportmap.events.syntax import Syntax

MAX_BY_GAP = 8
"""So many words may lie between an event noun and the party behind its "by"."""

_IN = frozenset({"in", "near", "outside", "inside", "across"})
_LOOSE = frozenset({"prep", "advmod"})  # what the parse also calls a particle: "pulled out of the district"
_ON = frozenset({"on", "against", "at", "upon", "into", "toward", "towards"})


@dataclass(frozen=True, slots=True)
class Frame:
    """Token indices of the phrase heads that act (agents) and are acted on (patients), left to right.

    `direct` holds the patients without those behind a preposition, `where` what an event noun is "in" or "near".
    """

    agents: tuple[int, ...] = ()
    patients: tuple[int, ...] = ()
    direct: tuple[int, ...] = ()
    where: tuple[int, ...] = ()


def frame_of(syntax: Syntax, index: int) -> Frame:
    """The frame of an event word; empty where the passage was not parsed."""
    if not syntax.parsed.is_parsed:
        return Frame()
    while syntax.tokens[index].dep == "compound" and syntax.tokens[index].head > index:
        index = syntax.tokens[index].head  # "the truce agreement between A and B": the parties hang on "agreement"
    agents, patients = _verb_frame(syntax, index) if syntax.is_verb(index) else _noun_frame(syntax, index)
    patients = [item for item in dict.fromkeys(patients) if not _is_time(syntax, item)]
    behind = {
        child for prep in syntax.subtree(index) if syntax.tokens[prep].dep == "prep" for child in syntax.subtree(prep)
    }
    return Frame(
        agents=tuple(dict.fromkeys(agents)),
        patients=tuple(patients),
        where=tuple(item for _, item in syntax.objects_of_preposition(index, _IN)) if not syntax.is_verb(index) else (),
        direct=tuple(item for item in patients if item not in behind or item < index),
    )


def _is_time(syntax: Syntax, index: int) -> bool:
    token = syntax.tokens[index]
    return any(entity.label in {"DATE", "TIME"} and entity.contains(token) for entity in syntax.parsed.entities)


def _verb_frame(syntax: Syntax, index: int) -> tuple[list[int], list[int]]:
    agents, patients = syntax.subjects(index), syntax.objects(index)
    patients += [item for item in syntax.with_dep(index, frozenset({"ccomp"})) if syntax.is_free_relative(item)]
    prepositional = syntax.objects_of_preposition(index, _ON | {"with", "to", "in", "of", "from", "between", "under"})
    if syntax.lemmas[index] in {
        "clash",
        "fight",
        "battle",
        "skirmish",
        "trade",
        "exchange",
        "agree",
        "sign",
        "negotiate",
    }:
        patients = patients + [item for name, item in prepositional if name in {"with", "against"}]
    else:
        behind = _ON | {"of", "under"} | ({"to"} if syntax.lemmas[index] in listed("giving_verbs") else set())
        patients = patients + [item for name, item in prepositional if name in behind]
    if patients and syntax.lemmas[index] in listed("taking_verbs"):
        patients = patients + [item for name, item in prepositional if name == "from"]
    particles = syntax.with_dep(index, frozenset({"prt"}))
    particles += [item for item in syntax.with_dep(index, _LOOSE) if syntax.lemmas[item] == "out"]
    for child in particles:
        patients += [item for _, item in syntax.objects_of_preposition(child)]
    if syntax.tokens[index].dep == "acl":
        patients += _identified_as(syntax, index)
    if syntax.lemmas[index] in {"die", "perish", "drown"} or (
        not patients and syntax.lemmas[index] in listed("subject_suffers")
    ):
        agents, patients = [], list(agents)
    return agents, patients


def _identified_as(syntax: Syntax, index: int) -> list[int]:
    """For "most of the 40 killed were farmers": the farmers."""
    for head in syntax.governors(index):
        if syntax.lemmas[head] == "be":
            return syntax.with_dep(head, frozenset({"attr"}))
        if syntax.is_verb(head):
            return []
    return []


def _noun_frame(syntax: Syntax, index: int) -> tuple[list[int], list[int]]:
    agents: list[int] = []
    patients: list[int] = []
    for name, item in syntax.objects_of_preposition(index):
        if name == "by":
            agents.append(item)
        elif name in _ON or (name == "of" and syntax.lemmas[index] not in {"attack", "strike", "fire", "bombing"}):
            patients.append(item)
        elif name in {"between", "with"}:
            (agents if not agents else patients).append(item)
    suffers = not patients and syntax.lemmas[index] in listed("suffered_nouns")
    for child in syntax.with_dep(index, frozenset({"poss", "compound", "amod", "nmod"})):
        (patients if suffers and syntax.tokens[child].dep == "poss" else agents).append(child)
    agents += _staged_by(syntax, index)
    verb = _governing_verb(syntax, index)
    if verb is None:
        return agents, patients
    if not agents and not syntax.is_passive(verb):
        agents += _by_behind(syntax, index, verb)
    is_object = index in {item for head in syntax.objects(verb) for item in (head,)}
    if syntax.lemmas[verb] in listed("light_verbs") and is_object:
        agents = syntax.subjects(verb) + agents
        patients += [item for name, item in syntax.objects_of_preposition(verb) if name in _ON]
    elif syntax.lemmas[verb] in listed("toll_verbs") and not is_object:
        patients += syntax.objects(verb)
    elif syntax.lemmas[verb] == "die":
        patients += syntax.subjects(verb)
    return agents, patients


def _staged_by(syntax: Syntax, index: int) -> list[int]:
    """Who stages an event noun in a clause that hangs on it ("the attack staged by rebels")."""
    clauses = syntax.with_dep(index, frozenset({"acl", "relcl"}))
    staged = (item for item in clauses if syntax.lemmas[item] in listed("light_verbs") and syntax.is_passive(item))
    return [agent for clause in staged for agent in syntax.subjects(clause)]


def _by_behind(syntax: Syntax, index: int, verb: int) -> list[int]:
    """Who stands behind a "by" right after an event noun, hung on the verb by the parse ("died in attacks by")."""
    return [
        item
        for name, item in syntax.objects_of_preposition(verb, frozenset({"by"}))
        if name == "by" and 0 < item - index <= MAX_BY_GAP
    ]


def _governing_verb(syntax: Syntax, index: int) -> int | None:
    """The verb that an event noun is subject, object or circumstance of, through coordination and prepositions."""
    for head in syntax.governors(index):
        if syntax.is_verb(head):
            return head
        if syntax.tokens[head].dep in {"relcl", "ccomp", "advcl"}:
            return None
    return None
