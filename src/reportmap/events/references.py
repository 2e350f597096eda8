"""Which event words only refer to an event told elsewhere ("after the blast", "the attack was the deadliest")."""

from reportmap.events.grouping import TriggerGroup, is_result
from reportmap.events.lexicon import listed
from reportmap.events.syntax import Syntax

_CLAUSE_MARKS = frozenset({"after", "since", "before"})


def is_reference(syntax: Syntax, group: TriggerGroup) -> bool:
    """Whether the group names an event without reporting it, so that it needs another mention to be drawn.

    A toll in the group makes it a report. Nouns refer when they complement "be", or follow a preposition such as
    "after"; verbs when their whole clause does ("a week after the truck blew up").
    """
    if any(is_result(trigger) for trigger in group.triggers):
        return False
    return all(_refers(syntax, word) for word in group.words)


def _refers(syntax: Syntax, word: int) -> bool:
    token = syntax.tokens[word]
    above = syntax.lemmas[token.head]
    if syntax.is_verb(word):
        return _is_subordinate(syntax, word)
    if token.dep in {"attr", "appos"}:
        return True
    if token.dep == "pobj":
        governor = syntax.lemmas[syntax.tokens[token.head].head]
        carries_it = governor in listed("light_verbs") | listed("carriers")
        return above in listed("referring_prepositions") and not carries_it
    if token.dep == "nsubj":
        is_definite = any(syntax.lemmas[child] in {"the", "this", "that"} for child in syntax.children[word])
        return is_definite and above not in listed("occurrence_verbs") | listed("toll_verbs")
    return token.dep == "dobj" and above in listed("commenting_verbs")


def _is_subordinate(syntax: Syntax, word: int) -> bool:
    """Whether the clause of a verb only times another clause ("a week after ...")."""
    head = syntax.clause_head(word)
    if syntax.tokens[head].dep not in {"advcl", "pcomp"}:
        return False
    marks = {syntax.lemmas[child] for child in syntax.with_dep(head, frozenset({"mark"}))}
    if syntax.tokens[head].dep == "pcomp":
        marks.add(syntax.lemmas[syntax.tokens[head].head])
    return bool(marks & _CLAUSE_MARKS)
