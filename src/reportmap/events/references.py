"""Which event words only refer to an event that is told elsewhere ("after the blast", "the attack was the deadliest")."""

from reportmap.events.frames import LIGHT_VERBS, TOLL_VERBS
from reportmap.events.grouping import TriggerGroup, is_result
from reportmap.events.syntax import Syntax

REFERRING = frozenset({"after", "before", "since", "during", "following", "until", "amid", "despite", "of", "for", "about", "over", "as"})
_OCCURRENCE = frozenset({"occur", "happen", "come", "erupt", "break", "begin", "start", "follow", "take", "be", "rage", "continue", "hit", "cost"})  # fmt: skip
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
    if syntax.is_verb(word):
        return is_subordinate(syntax, word)
    token = syntax.tokens[word]
    if token.dep in {"attr", "appos"}:
        return True
    if token.dep == "pobj":
        preposition = token.head
        governor = syntax.lemmas[syntax.tokens[preposition].head]
        return syntax.lemmas[preposition] in REFERRING and governor not in LIGHT_VERBS | {"victim", "string", "rash", "series", "wave"}
    if token.dep in {"nsubj", "nsubjpass"}:
        verb = token.head
        is_definite = any(syntax.lemmas[child] in {"the", "this", "that"} for child in syntax.children[word])
        return is_definite and syntax.lemmas[verb] not in _OCCURRENCE | TOLL_VERBS and token.dep == "nsubj"
    return token.dep == "dobj" and syntax.lemmas[token.head] in {"claim", "condemn", "denounce", "investigate", "survive", "describe", "mourn", "criticize", "follow", "close"}


def is_subordinate(syntax: Syntax, word: int) -> bool:
    """Whether the clause of a verb only times another clause ("a week after ...")."""
    head = syntax.clause_head(word)
    if syntax.tokens[head].dep not in {"advcl", "pcomp"}:
        return False
    marks = [syntax.lemmas[child] for child in syntax.with_dep(head, frozenset({"mark"}))]
    above = syntax.lemmas[syntax.tokens[head].head] if syntax.tokens[head].dep == "pcomp" else ""
    return bool({*marks, above} & _CLAUSE_MARKS)
