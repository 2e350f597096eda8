"""Which event words only refer to an event told elsewhere ("after the blast", "the attack was the deadliest")."""

from reportmap.events.grouping import TriggerGroup, is_result
from reportmap.events.lexicon import listed
from reportmap.events.syntax import Syntax

_WHERE = frozenset({"at", "in", "near", "outside", "around"})
_CLAUSE_MARKS = frozenset({"after", "since", "before"})


def is_reference(syntax: Syntax, group: TriggerGroup) -> bool:
    """Whether the group names an event without reporting it, so that it needs another mention to be drawn.

    A toll in the group makes it a report, unless it only names people ("the welfare of the wounded"). Nouns refer when
    they complement "be", or follow a preposition such as "after"; verbs when their whole clause does ("a week after the
    truck blew up").
    """
    if all(_names_people(syntax, word) for word in group.words):
        return True
    if any(is_result(trigger) for trigger in group.triggers):
        return False
    below = {word for word in group.words if set(syntax.governors(word)) & set(group.words)}
    return all(_refers(syntax, word) for word in group.words if word not in below)


def _names_people(syntax: Syntax, word: int) -> bool:
    """Whether a participle with "the" before it stands for people ("the wounded")."""
    is_noun = word > 0 and syntax.tokens[word - 1].text.lower() == "the"
    follows = syntax.tokens[word + 1].tag if word + 1 < len(syntax.tokens) else ""
    return is_noun and syntax.tokens[word].text.lower() in listed("people_participles") and not follows.startswith("NN")


def _refers(syntax: Syntax, word: int) -> bool:
    token = syntax.tokens[word]
    above = syntax.lemmas[token.head]
    if syntax.is_verb(word):
        return _is_subordinate(syntax, word)
    if token.dep in {"attr", "appos"} or _is_ended(syntax, word):
        return True
    if token.dep == "pobj":
        governor = syntax.lemmas[syntax.tokens[token.head].head]
        if above == "to":
            return governor in {"end", "halt", "response", "reaction", "close"}
        carries_it = governor in listed("light_verbs") | listed("carriers")
        return above in listed("referring_prepositions") and not carries_it
    if token.dep in {"nsubj", "nsubjpass"}:
        told_by = listed("occurrence_verbs") | listed("toll_verbs")
        if token.dep == "nsubjpass":
            told_by |= listed("light_verbs")  # "the truce was held" for a meeting, but "the truce held" refers
        return _is_definite(syntax, word) and above not in told_by
    return token.dep == "dobj" and above in listed("commenting_verbs") and not _tells_its_day(syntax, word)


def _tells_its_day(syntax: Syntax, word: int) -> bool:
    """Whether a noun says when it was, as whoever condemns what no other sentence tells ("the ambush on Monday of")."""
    if syntax.lemmas[word + 1 : word + 2] != ("on",) or word + 2 >= len(syntax.tokens):
        return False
    day = syntax.tokens[word + 2]
    return any(entity.label == "DATE" and entity.contains(day) for entity in syntax.parsed.entities)


def _is_ended(syntax: Syntax, word: int) -> bool:
    """Whether a noun is said to be over or to have failed ("peace talks were broken off", "the truce collapsed")."""
    token = syntax.tokens[word]
    if token.dep not in {"nsubj", "nsubjpass"}:
        return False
    if any(name in _WHERE for name, _ in syntax.objects_of_preposition(word)):
        return False  # "the truce at X ended" tells of it as well
    particles = [syntax.lemmas[item] for item in syntax.with_dep(token.head, frozenset({"prt"}))]
    return " ".join([syntax.lemmas[token.head], *particles]) in listed("ending_verbs")


def _is_definite(syntax: Syntax, word: int) -> bool:
    """Whether a noun carries "the", "this" or a possessor, and so points at something known."""
    children = syntax.children[word]
    return any(syntax.lemmas[item] in {"the", "this", "that"} or syntax.tokens[item].dep == "poss" for item in children)


def _is_subordinate(syntax: Syntax, word: int) -> bool:
    """Whether the clause of a verb only times another clause ("a week after ...")."""
    head = syntax.clause_head(word)
    if syntax.tokens[head].dep not in {"advcl", "pcomp"}:
        return False
    marks = {syntax.lemmas[child] for child in syntax.with_dep(head, frozenset({"mark"}))}
    if syntax.tokens[head].dep == "pcomp":
        marks.add(syntax.lemmas[syntax.tokens[head].head])
    return bool(marks & _CLAUSE_MARKS)
