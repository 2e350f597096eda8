"""Which event words only refer to an event told elsewhere ("after the blast", "the attack was the deadliest")."""

from reportmap.events.grouping import TriggerGroup, is_result, is_retold
from reportmap.events.lexicon import listed
from reportmap.events.syntax import Syntax

_WHERE = frozenset({"at", "in", "near", "outside", "around"})
_SPANS = frozenset({"minute", "hour", "day", "week", "month", "year", "decade", "shortly", "soon", "long"})
_CLAUSE_MARKS = frozenset({"after", "since", "before"})

_TELLING = frozenset({"tell", "speak"})
"""Verbs that report what follows "of" ("sources tell of fierce battles")."""

_HEAD_ENDS = frozenset({".", ":"})


def is_reference(syntax: Syntax, group: TriggerGroup) -> bool:
    """Whether the group names an event without reporting it, so that it needs another mention to be drawn.

    What is told again in court refers. A toll in the group makes it a report, unless it only names people ("the welfare
    of the wounded"). Nouns refer when they complement "be", or follow a preposition such as "after"; verbs when their
    whole clause does ("a week after the truck blew up").
    """
    if all(_names_people(syntax, word) or _died_later(syntax, word) for word in group.words):
        return True
    if is_retold(group.lead):
        return True
    if any(is_result(trigger) for trigger in group.triggers):
        return False
    if _opens_known(syntax, group.word):
        return True
    below = {word for word in group.words if set(syntax.governors(word)) & set(group.words)}
    return all(_refers(syntax, word) for word in group.words if word not in below)


def _names_people(syntax: Syntax, word: int) -> bool:
    """Whether a participle with "the" before it stands for people ("the wounded")."""
    is_noun = word > 0 and syntax.tokens[word - 1].text.lower() == "the"
    follows = syntax.tokens[word + 1].tag if word + 1 < len(syntax.tokens) else ""
    return is_noun and syntax.tokens[word].text.lower() in listed("people_participles") and not follows.startswith("NN")


def _died_later(syntax: Syntax, word: int) -> bool:
    """Whether an act is told of people who die of it in hospital ("a soldier wounded last week died in hospital")."""
    head = syntax.clause_head(word)
    verb = syntax.tokens[syntax.tokens[head].head].head if syntax.tokens[head].dep in {"acl", "relcl"} else word
    if syntax.lemmas[verb] not in listed("dying_later"):
        return False
    is_cared_for = any(syntax.lemmas[item] in listed("care_nouns") for item in syntax.subtree(verb))
    return is_cared_for and (verb != word or _has_wounded_subject(syntax, verb))


def _has_wounded_subject(syntax: Syntax, verb: int) -> bool:
    subjects = syntax.with_dep(verb, frozenset({"nsubj"}))
    wounds = (child for item in subjects for child in syntax.with_dep(item, frozenset({"acl", "relcl"})))
    return any(syntax.lemmas[child] in {"wound", "injure", "shoot", "hurt", "hit", "stab"} for child in wounds)


def _refers(syntax: Syntax, word: int) -> bool:
    token = syntax.tokens[word]
    above = syntax.lemmas[token.head]
    if syntax.is_verb(word):
        return _is_subordinate(syntax, word)
    is_beside = token.dep in {"attr", "appos"} and not _is_note(syntax, word) and not _brings_in(syntax, word)
    if is_beside or _is_ended(syntax, word):
        return True
    if token.dep == "pobj":
        governor = syntax.lemmas[syntax.tokens[token.head].head]
        if above == "to":
            return governor in {"end", "halt", "response", "reaction", "close"}
        carries_it = governor in listed("light_verbs") | listed("carriers") or _is_scene(syntax, word)
        is_told = above == "of" and governor in _TELLING and not _is_definite(syntax, word)
        return above in listed("referring_prepositions") and not (carries_it or is_told)
    if token.dep in {"nsubj", "nsubjpass"}:
        told_by = listed("occurrence_verbs") | listed("toll_verbs")
        if token.dep == "nsubjpass":
            told_by |= listed("light_verbs")  # "the truce was held" for a meeting, but "the truce held" refers
        return _is_definite(syntax, word) and above not in told_by
    return token.dep == "dobj" and above in listed("commenting_verbs") and not _is_told_in_full(syntax, word)


def _is_note(syntax: Syntax, word: int) -> bool:
    """Whether a noun is told by itself behind a day or place that heads a note ("Monday: Clashes near the bridge")."""
    head = syntax.tokens[word].head
    if syntax.tokens[head].dep != "ROOT" or syntax.is_verb(head):
        return False
    return any(token.text in _HEAD_ENDS for token in syntax.tokens[head:word])


def _brings_in(syntax: Syntax, word: int) -> bool:
    """Whether "there was" tells of something new ("there was a sit-in outside the town hall")."""
    verb = syntax.tokens[word].head
    is_past = syntax.tokens[verb].tag == "VBD" and bool(syntax.with_dep(verb, frozenset({"expl"})))
    is_compared = any(syntax.lemmas[item] in {"similar", "such", "same"} for item in syntax.children[word])
    return is_past and not is_compared and not _is_definite(syntax, word)


def _is_scene(syntax: Syntax, word: int) -> bool:
    """Whether a place is said to have been where an act took place ("the town was the scene of heavy fighting")."""
    noun = syntax.tokens[syntax.tokens[word].head].head
    was_scene = syntax.lemmas[noun] in {"scene", "theater", "theatre"} and syntax.tokens[noun].dep == "attr"
    return was_scene and not _is_definite(syntax, word)


def _opens_known(syntax: Syntax, word: int) -> bool:
    """Whether a means opens an act that is known ("the attack began with a car bomb")."""
    token = syntax.tokens[word]
    verb = syntax.tokens[token.head].head
    if token.dep != "pobj" or syntax.lemmas[token.head] != "with" or syntax.lemmas[verb] not in listed("opening_verbs"):
        return False
    subjects = syntax.with_dep(verb, frozenset({"nsubj"}))
    known = (item for item in subjects if syntax.lemmas[item] in listed("incident_nouns"))
    return any(_is_definite(syntax, item) and not _is_told_in_full(syntax, item) for item in known)


def _is_told_in_full(syntax: Syntax, word: int) -> bool:
    """Whether a noun brings its day and its place ("condemned the ambush on Monday of a patrol near X")."""
    verb = syntax.tokens[word].head
    behind = [item for item in syntax.with_dep(verb, frozenset({"prep"})) if item > word]
    below = syntax.subtree(word).union(*(syntax.subtree(item) for item in behind))  # the parse hangs some on the verb
    has_day = any(entity.label == "DATE" and below & set(syntax.tokens_in(entity)) for entity in syntax.parsed.entities)
    has_place = any(
        syntax.tokens[item].dep == "pobj"
        and syntax.tokens[item].tag.startswith("NNP")
        and syntax.lemmas[syntax.tokens[item].head] in _WHERE | {"between"}
        for item in below
    )
    return has_day and has_place


def _is_ended(syntax: Syntax, word: int) -> bool:
    """Whether a noun is said to be over or to have failed ("peace talks were broken off", "the truce collapsed")."""
    token = syntax.tokens[word]
    if token.dep not in {"nsubj", "nsubjpass"}:
        return False
    if any(name in _WHERE for name, _ in syntax.objects_of_preposition(word)):
        return False  # "the truce at X ended" tells of it as well
    particles = [syntax.lemmas[item] for item in syntax.with_dep(token.head, frozenset({"prt", "advmod"}))]
    verb = syntax.lemmas[token.head]
    return verb in listed("ending_verbs") or any(f"{verb} {item}" in listed("ending_verbs") for item in particles)


def _is_definite(syntax: Syntax, word: int) -> bool:
    """Whether a noun carries "the", "this" or a possessor, and so points at something known."""
    children = syntax.children[word]
    return any(syntax.lemmas[item] in {"the", "this", "that"} or syntax.tokens[item].dep == "poss" for item in children)


def _tells_news(syntax: Syntax, head: int) -> bool:
    """Whether a clause brings in somebody new who does something to something ("after youths threw stones at it")."""
    marks = syntax.with_dep(head, frozenset({"mark"}))
    if any(mark and syntax.lemmas[mark - 1] in _SPANS for mark in marks):
        return False  # "three weeks after planes bombed a camp" reckons from it
    above = syntax.tokens[head].head
    if any(_is_definite(syntax, item) for item in syntax.with_dep(above, frozenset({"nsubj"}))):
        return False  # a sentence about somebody known, which only dates what that one did
    subjects = syntax.with_dep(head, frozenset({"nsubj"}))
    is_new = any(syntax.tokens[item].tag in {"NN", "NNS"} and not _is_definite(syntax, item) for item in subjects)
    return is_new and syntax.tokens[head].tag == "VBD" and bool(syntax.with_dep(head, frozenset({"dobj"})))


def _is_subordinate(syntax: Syntax, word: int) -> bool:
    """Whether the clause of a verb only times another clause ("a week after ...")."""
    head = syntax.clause_head(word)
    if syntax.tokens[head].dep not in {"advcl", "pcomp"} or _tells_news(syntax, head):
        return False
    marks = {syntax.lemmas[child] for child in syntax.with_dep(head, frozenset({"mark"}))}
    if syntax.tokens[head].dep == "pcomp":
        marks.add(syntax.lemmas[syntax.tokens[head].head])
    return bool(marks & _CLAUSE_MARKS)
