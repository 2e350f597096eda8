"""What the words above an event word make of it: a walk up the parse, one governor after the other.

The event starts as a fact. Each word above it that has a say ("fear", "failed to", "will", "not", "if") turns the
reading; the walk ends where a phrase only mentions the event ("after the attack", "the men who attacked"), because
what stands above no longer says whether it took place. Classes of governors are data (`resources/events/modality.toml`)
after the implicative and factive verbs of Karttunen (1971, 2012).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import Any

from reportmap.events.attribution import reporting_stance
from reportmap.events.hearsay import is_called_false, noun_of
from reportmap.events.lexicon import listed
from reportmap.events.syntax import Syntax
from reportmap.model import Modality
from reportmap.rules import read_rules

MAX_STEPS = 12
"""So many words above an event word are asked; deeper trees are misparsed or none of our business."""


class _View(Enum):
    """What a word above the event may say of it."""

    FULL = "governor, modal, negation and condition"
    WEAK = "governor, modal and condition: its negation denies something else"
    CLAUSE = "governor alone: it reports the clause below it"
    NOUN = "governor, and the determiner that denies it"
    TOLL = "as WEAK: the toll of the event, which shares what is said of both"


_INFINITIVE = "to do"
_CONTENT = "that"


@dataclass(frozen=True, slots=True)
class _Step:
    """The next word above, what it may say, and what ties the event to it: a preposition, an infinitive, or ""."""

    index: int
    view: _View
    via: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words above make of an event, None for a plain fact; `reason` names the word that decided."""

    modality: Modality | None = None
    reason: str = ""


class _Effect(Enum):
    """Readings on the way up; PREVENTED is settled by what stands above it ("to prevent", "failed to prevent")."""

    FACT = "fact"
    NOT = "not"
    PREVENTED = "prevented"
    PLAN = "plan"
    WISH = "wish"
    POSSIBLE = "possible"
    TRIED = "tried"
    CLAIM = "claim"
    DENIED = "denied"
    ONGOING = "ongoing"
    ENDING = "ending"


_MODALITIES = {
    _Effect.NOT: Modality.DENIED,
    _Effect.PREVENTED: Modality.DENIED,
    _Effect.PLAN: Modality.PLANNED,
    _Effect.WISH: Modality.PLANNED,
    _Effect.POSSIBLE: Modality.HYPOTHETICAL,
    _Effect.TRIED: Modality.HYPOTHETICAL,
    _Effect.CLAIM: Modality.CLAIMED,
    _Effect.DENIED: Modality.DENIED,
    _Effect.ONGOING: Modality.ONGOING,
    _Effect.ENDING: Modality.ONGOING,
}


class _Walk:
    """One walk up from one event word, and the reading so far."""

    def __init__(self, syntax: Syntax, word: int, *, is_toll: bool) -> None:
        self.syntax = syntax
        self.word = word
        self.is_toll = is_toll
        self.effect = _Effect.FACT
        self.reason = ""
        self.reached_top = False
        self.is_aside = False
        self.is_reported = False
        self.path: list[int] = []
        self.stopped_by: int | None = None

    def turn(self, effect: _Effect, index: int, why: str) -> None:
        """Change the reading, where it changes."""
        if effect is not self.effect:
            self.effect = effect
            self.reason = f"{why}: “{self.syntax.tokens[index].text}”"


def read_scope(syntax: Syntax, word: int, *, is_toll: bool = False) -> Reading:
    """What the words above the event word say of it; a modality of None is a plain fact.

    With `is_toll`, "no one was killed" counts nobody and denies nothing.
    """
    walk = _Walk(syntax, word, is_toll=is_toll)
    step: _Step | None = _Step(word, _View.FULL if syntax.is_verb(word) else _View.NOUN)
    for _ in range(MAX_STEPS):
        if step is None:
            break
        _ask(walk, step)
        walk.path.append(step.index)
        walk.is_aside = walk.is_aside or step.view is _View.WEAK
        walk.is_reported = walk.is_reported or step.view is _View.CLAUSE
        step = _above(walk, step.index)
    if walk.effect is _Effect.PREVENTED and _is_only_aimed_at(walk):
        return Reading(Modality.HYPOTHETICAL, walk.reason)
    if walk.reached_top and syntax.asks_whether() and walk.effect in {_Effect.FACT, _Effect.PLAN, _Effect.WISH}:
        return Reading(Modality.HYPOTHETICAL, "asked, not told")
    return Reading(_MODALITIES.get(walk.effect), walk.reason)


def _is_only_aimed_at(walk: _Walk) -> bool:
    """Whether what stops the event is an infinitive that nobody is said to have managed ("measures to prevent")."""
    syntax, index = walk.syntax, walk.stopped_by
    if index is None or not _is_infinitive(syntax, index):
        return False
    return syntax.lemmas[syntax.tokens[index].head] not in _rules()["managing"]["verbs"]


def _ask(walk: _Walk, step: _Step) -> None:
    """Apply what one word says: what it governs, its modals, its negation, its condition, in this order."""
    syntax, index = walk.syntax, step.index
    kind = None if index == walk.word else _governor(syntax, index, step.via)
    if step.via == _CONTENT and is_called_false(syntax, index):
        kind = "deny"
    if kind is not None and _has_say(walk, kind):
        _govern(walk, index, kind)
    if step.view is _View.CLAUSE:
        if kind in {"plan", "wish", "possible", "opinion", "order", "fact"} and syntax.is_negated(index):
            _negate(walk, index)
        return
    if step.view is _View.NOUN:
        if kind == "fact" and syntax.is_definite(walk.word):
            return  # "he has no knowledge of the attack"
        counts_nobody = walk.is_toll and index == walk.word  # "no casualties" is a toll of nought
        if (_has_no(syntax, index) and not counts_nobody) or (kind is not None and syntax.is_negated(index)):
            _negate(walk, index)
        return
    if walk.is_reported:
        return
    _apply_modal(walk, index, is_full=step.view is _View.FULL)
    if step.view is _View.FULL and _is_denied(walk, index):
        _negate(walk, index)
    _apply_condition(walk, index, is_full=step.view is _View.FULL)


def _has_say(walk: _Walk, kind: str) -> bool:
    """Whether a governor still speaks of the event and not of a phrase or a report that only mentions it."""
    if walk.is_reported:
        return kind in {"deny", "opinion"}
    if kind == "opinion" and not walk.syntax.is_verb(walk.word) and walk.syntax.is_definite(walk.word):
        return False  # "it is believed that the blast occurred in a tank": the blast itself is no belief
    return not walk.is_aside or kind in {"plan", "wish", "order", "possible"}


def _govern(walk: _Walk, index: int, kind: str) -> None:
    effect = walk.effect
    if effect is _Effect.ENDING or (kind != "deny" and effect in {_Effect.POSSIBLE, _Effect.DENIED}):
        return  # what is to be ended goes on, whoever wants or fears its end
    if _speaks_of_a_fact(walk, index, kind):
        return
    is_open = effect in {_Effect.PREVENTED}
    if kind == "wish":
        walk.turn(_Effect.POSSIBLE if is_open or effect is _Effect.NOT else _Effect.WISH, index, "governed by")
    elif kind == "plan":
        walk.turn(
            _Effect.POSSIBLE if is_open else effect if effect is _Effect.NOT else _Effect.PLAN, index, "governed by"
        )
    elif kind == "order":
        walk.turn(effect if effect is _Effect.NOT else _Effect.PLAN, index, "governed by")
    elif kind == "possible":
        walk.turn(_Effect.CLAIM if _is_feared_toll(walk, index) else _Effect.POSSIBLE, index, "governed by")
    elif kind == "attempt":
        walk.turn(_Effect.TRIED, index, "only tried")
    elif kind in {"prevent", "end", "fail"}:
        _stop(walk, index, kind)
    elif kind == "deny":
        walk.turn(_Effect.DENIED, index, "governed by")
    elif kind == "opinion" and effect in {_Effect.FACT, _Effect.TRIED}:
        walk.turn(_Effect.CLAIM, index, "an opinion or a charge")
    elif kind == "continue" and effect is _Effect.FACT and _is_present(walk.syntax, index):
        walk.turn(_Effect.ONGOING, index, "still going on")


def _stop(walk: _Walk, index: int, kind: str) -> None:
    """What "prevented", "to stop" and "failed" make of an event."""
    if kind == "fail":
        is_undone = walk.effect in {_Effect.PREVENTED, _Effect.NOT}
        walk.turn(_Effect.FACT if is_undone else _Effect.NOT, index, "governed by")
    elif kind == "end" and _goes_on(walk, index):
        walk.turn(_Effect.ENDING, index, "to be ended")
    else:
        walk.stopped_by = index
        walk.turn(_Effect.NOT if walk.effect is _Effect.TRIED else _Effect.PREVENTED, index, "stopped")


def _is_feared_toll(walk: _Walk, index: int) -> bool:
    """Whether people are "feared killed": somebody believes that they are."""
    syntax, token = walk.syntax, walk.syntax.tokens[walk.word]
    return (
        syntax.lemmas[index] == "fear"
        and token.head == index
        and token.tag in {"VBN", "JJ"}
        and (bool(syntax.with_dep(index, frozenset({"nsubjpass"}))))
    )


def _speaks_of_a_fact(walk: _Walk, index: int, kind: str) -> bool:
    """Whether a word takes the event itself for granted: "claimed the bombing", "the killing had been ordered by"."""
    syntax, token = walk.syntax, walk.syntax.tokens[walk.word]
    if token.head != index or syntax.is_verb(walk.word):
        return False
    if kind == "opinion":
        return syntax.lemmas[index] == "claim" and token.dep == "dobj"
    is_known = syntax.is_definite(walk.word) and not syntax.is_negated(index)
    if kind == "order":
        return is_known and token.dep == "nsubjpass" and bool({"was", "were", "been"} & set(syntax.auxiliaries(index)))
    return (
        is_known and kind == "deny" and token.dep == "dobj" and syntax.lemmas[index] in _rules()["condemning"]["verbs"]
    )


def _goes_on(walk: _Walk, index: int) -> bool:
    """Whether what is "to stop" is a course of events: plural or a gerund, and not stopped yet."""
    syntax = walk.syntax
    is_course = syntax.tokens[walk.word].tag in {"NNS", "VBG"}
    is_open = syntax.tokens[index].tag == "VB" and not syntax.is_negated(index)
    return walk.effect is _Effect.FACT and is_course and is_open


def _governor(syntax: Syntax, index: int, via: str) -> str | None:
    """The class of governors that a word belongs to, None where it has no say; nouns in copulas speak for "is"."""
    lemma = syntax.lemmas[index]
    found = _class_of(lemma, via)
    if found is None and lemma == "be":
        beside = syntax.with_dep(index, frozenset({"nsubj", "acomp", "attr", "oprd"}))
        kinds = [kind for child in beside if (kind := _class_of(syntax.lemmas[child], via)) is not None]
        found = "deny" if "deny" in kinds else next(iter(kinds), None)  # "the claim is an invention"
    return found


def _class_of(lemma: str, via: str) -> str | None:
    return governor_effects().get(lemma) or governor_effects().get(f"{lemma} {via}")


def _apply_modal(walk: _Walk, index: int, *, is_full: bool) -> None:
    syntax = walk.syntax
    auxiliaries = syntax.auxiliaries(index)
    is_perfect = "have" in auxiliaries[1:]
    if is_perfect and walk.path and syntax.is_definite(walk.path[-1]):
        return  # "the blast could have occurred closer": that it did occur is taken for granted
    if walk.effect is _Effect.ENDING:
        return
    modals = _rules()["modals"]
    child = next((item for item in auxiliaries if item in modals["plan"] + modals["possible"]), None)
    if child is None:
        return
    is_will = child in modals["plan"]
    if child in {"would", "'d", "’d"} and is_full and not is_perfect and _is_reported(syntax, index):
        is_will = True  # "said it would attack": a future seen from the past
    if is_will and not is_perfect:
        effect = {_Effect.PREVENTED: _Effect.POSSIBLE, _Effect.NOT: _Effect.NOT}.get(walk.effect, _Effect.PLAN)
        if walk.effect in {_Effect.POSSIBLE, _Effect.DENIED}:
            return
    else:
        effect = _Effect.POSSIBLE
    walk.turn(effect, _auxiliary(syntax, index, child), "modal")


def _auxiliary(syntax: Syntax, index: int, text: str) -> int:
    for item in (index, syntax.tokens[index].head):
        for child in syntax.children[item]:
            if syntax.tokens[child].text.lower() == text:
                return child
    return index


def _is_reported(syntax: Syntax, index: int) -> bool:
    """Whether a clause is what somebody says."""
    token = syntax.tokens[index]
    return (
        token.dep == "ccomp" and syntax.is_verb(token.head) and reporting_stance(syntax.lemmas[token.head]) is not None
    )


def _negate(walk: _Walk, index: int) -> None:
    if walk.effect is _Effect.ENDING:
        return
    if walk.effect in {_Effect.NOT, _Effect.PREVENTED}:
        walk.turn(_Effect.FACT, index, "twice negated")
    elif walk.effect is _Effect.WISH:
        walk.turn(_Effect.POSSIBLE, index, "not wished for")
    elif walk.effect is _Effect.POSSIBLE:
        auxiliaries = set(walk.syntax.auxiliaries(index))
        if auxiliaries & set(_rules()["modals"]["impossible_if_negated"]):
            walk.turn(_Effect.NOT, index, "negated")
    elif walk.effect is not _Effect.DENIED:
        walk.turn(_Effect.NOT, index, "negated")


def _is_denied(walk: _Walk, index: int) -> bool:
    """Whether a verb is negated, itself, in what it is coordinated with, or by a subject or object of nobody."""
    syntax = walk.syntax
    if syntax.is_negated(index):
        return not _only(syntax, index)
    token = syntax.tokens[index]
    has_subject = bool(syntax.with_dep(index, frozenset({"nsubj", "nsubjpass"})))
    if token.dep == "conj" and token.tag == "VB" and not has_subject and syntax.is_negated(token.head):
        return True
    if walk.is_toll:
        return False
    parties = set(syntax.with_dep(index, frozenset({"nsubj", "nsubjpass", "dobj", "attr"}))) - set(walk.path)
    return any(_has_no(syntax, item) for item in parties)


def _only(syntax: Syntax, index: int) -> bool:
    """Whether "not only" or "not just" stands there, which denies nothing."""
    return any(syntax.lemmas[child] in {"only", "just", "merely"} for child in syntax.children[index])


def _has_no(syntax: Syntax, index: int) -> bool:
    """Whether a noun phrase names nothing: "no attack", "none of them", "nobody"."""
    if syntax.lemmas[index] in {"nobody", "none", "nothing", "neither"} or syntax.tokens[index].text.lower() == "none":
        return True
    return any(
        syntax.lemmas[child] in {"no", "neither"} or (syntax.lemmas[child] == "not" and child < index)
        for child in syntax.children[index]
        if syntax.tokens[child].dep in {"det", "neg", "preconj"}
    )


def _apply_condition(walk: _Walk, index: int, *, is_full: bool) -> None:
    """An "if" on the clause itself, or on a clause beside it that it depends on."""
    syntax = walk.syntax
    if walk.effect in {_Effect.DENIED, _Effect.ENDING}:
        return
    for child in syntax.children[index]:
        token = syntax.tokens[child]
        is_mark = token.dep in {"mark", "advmod"} and _opens_condition(syntax, child)
        if is_mark and (is_full or syntax.lemmas[child] != "whether"):
            walk.turn(_Effect.POSSIBLE, child, "conditional")
        if token.dep == "advcl" and walk.effect in {_Effect.PLAN, _Effect.WISH, _Effect.NOT}:
            mark = next((item for item in syntax.children[child] if _opens_condition(syntax, item)), None)
            if mark is not None and syntax.lemmas[mark] != "whether":
                walk.turn(_Effect.POSSIBLE, mark, "conditional")


def _opens_condition(syntax: Syntax, index: int) -> bool:
    token = syntax.tokens[index]
    if token.dep not in {"mark", "advmod", "prep"}:
        return False
    return (
        syntax.lemmas[index] in _rules()["conditions"]["words"] or token.text.lower() in _rules()["conditions"]["words"]
    )


def _above(walk: _Walk, index: int) -> _Step | None:
    """The next word that has a say about what stands at `index`, None where the walk ends."""
    if not walk.syntax.is_verb(index):
        return _above_noun(walk, index)
    noun = noun_of(walk.syntax, index)
    return _above_verb(walk, index) if noun is None else _Step(noun, _View.NOUN, _CONTENT)


def _above_verb(walk: _Walk, index: int) -> _Step | None:
    syntax, token = walk.syntax, walk.syntax.tokens[index]
    head = token.head
    if head == index:
        walk.reached_top = True
        return None
    if token.dep == "conj" and syntax.is_verb(head):
        return _above_conjunct(walk, index)
    if token.dep == "xcomp":
        view = _View.WEAK if syntax.lemmas[head] in _rules()["purposes"]["means"] else _View.FULL
        return _Step(head, view, _INFINITIVE if _is_infinitive(syntax, index) else "")
    if token.dep == "ccomp":
        via = _INFINITIVE if _is_infinitive(syntax, index) else ""
        is_beside = head > index and bool(
            syntax.with_dep(head, frozenset({"dobj"}))
        )  # "they died; he denied the figure"
        return None if is_beside or syntax.is_free_relative(index) else _Step(head, _View.CLAUSE, via)
    if token.dep == "advcl":
        return _above_adverbial(walk, index)
    if token.dep in {"acl", "relcl"}:
        return _above_participle(walk, index)
    if token.dep == "pcomp":
        return _above_gerund(walk, index)
    if token.dep in {"pobj", "dobj", "nsubj", "nsubjpass"}:
        return _above_noun(walk, index)  # a gerund in a noun's place
    if token.dep in {"csubj", "csubjpass"}:
        walk.turn(_Effect.POSSIBLE, index, "spoken of in general")
    return None


def _above_conjunct(walk: _Walk, index: int) -> _Step | None:
    """Coordinated verbs share what stands above them; one with its own subject only where both are reported."""
    syntax, head = walk.syntax, walk.syntax.tokens[index].head
    if syntax.with_dep(index, frozenset({"nsubj", "nsubjpass"})):
        return _above_verb(walk, head) if syntax.tokens[head].dep == "ccomp" else None
    if _is_infinitive(syntax, head) and syntax.tokens[index].tag == "VBD" and _is_marked_past(syntax, index):
        return _above_verb(walk, syntax.tokens[head].head)  # "went to meet them and came under fire"
    return _above_verb(walk, head)


def _is_marked_past(syntax: Syntax, index: int) -> bool:
    """Whether a form can only be past: not "hit", which an infinitive shares."""
    return syntax.tokens[index].text.lower() != syntax.lemmas[index]


def _above_adverbial(walk: _Walk, index: int) -> _Step | None:
    """Purposes are plans; "killing two" shares what its main clause says; "after they attacked" tells a fact."""
    syntax, token = walk.syntax, walk.syntax.tokens[index]
    if _is_infinitive(syntax, index):
        if _class_of(syntax.lemmas[token.head], _INFINITIVE) is not None:
            return _Step(token.head, _View.FULL, _INFINITIVE)
        if _is_done_by(syntax, index):
            return _Step(token.head, _View.WEAK)
        _purpose(walk, index)
        return None
    is_feared = token.tag == "VBN" and syntax.lemmas[token.head] == "fear"
    if (token.tag == "VBG" or is_feared) and not syntax.with_dep(index, frozenset({"mark"})):
        return _Step(token.head, _View.FULL if is_feared else _View.WEAK)
    return None


def _purpose(walk: _Walk, index: int) -> None:
    """What is done "to" or "in order to": a plan; only possible where it is to be prevented."""
    if walk.effect is _Effect.PREVENTED:
        walk.turn(_Effect.POSSIBLE, index, "a purpose")
    elif walk.effect is _Effect.FACT and not (walk.is_reported or walk.is_aside):
        walk.turn(_Effect.PLAN, index, "a purpose")


def _is_infinitive(syntax: Syntax, index: int) -> bool:
    return "to" in syntax.auxiliaries(index) and syntax.tokens[index].tag == "VB"


def _is_done_by(syntax: Syntax, index: int) -> bool:
    """Whether what a clause is for is done with it: "marched to protest", "used a knife to kill"."""
    rules = _rules()["purposes"]
    head = syntax.tokens[index].head
    return syntax.lemmas[index] in rules["done_by_doing"] or syntax.lemmas[head] in rules["means"]


def _above_participle(walk: _Walk, index: int) -> _Step | None:
    """A "plan to attack" hangs on its noun; "people killed" on nothing, but "no people killed" is denied."""
    syntax, token = walk.syntax, walk.syntax.tokens[index]
    if _is_infinitive(syntax, index):
        if syntax.lemmas[token.head] == "order" and syntax.lemmas[syntax.tokens[token.head].head] == "in":
            _purpose(walk, index)
            return None
        return _Step(token.head, _View.NOUN, _INFINITIVE)
    if any(syntax.lemmas[child] == "that" for child in syntax.with_dep(index, frozenset({"mark"}))):
        return _Step(token.head, _View.NOUN, _CONTENT)
    if _has_no(syntax, token.head) and not walk.is_toll:
        _negate(walk, token.head)
    if token.tag == "VBG":
        step = _above_noun(walk, token.head)
        is_means = syntax.tokens[token.head].dep == "pobj" and step is not None and syntax.is_verb(step.index)
        if step is not None and (is_means or _governor(syntax, step.index, step.via) is not None):
            return step  # "reports of rebels fighting", "killed in police firing"
    return None


def _above_gerund(walk: _Walk, index: int) -> _Step | None:
    """A verb under a preposition: "accused of killing", "by attacking", "without firing"."""
    syntax = walk.syntax
    prep = syntax.tokens[index].head
    name, head = syntax.lemmas[prep], syntax.tokens[prep].head
    is_denied = name in _rules()["prepositions"]["denying"] or syntax.lemmas[prep - 1] == "not"
    if is_denied or syntax.lemmas[head] in {"instead", "rather"}:
        walk.turn(_Effect.NOT, prep, "negated")
        return None
    if _governor(syntax, head, name) is not None:
        return _Step(head, _View.FULL if syntax.is_verb(head) else _View.NOUN, name)
    above = syntax.tokens[head].head
    if name in {"of", "from"} and syntax.tokens[head].dep == "dobj" and _governor(syntax, above, name) is not None:
        return _Step(above, _View.FULL, name)  # "accused the rebels of shelling"
    if name in {"by", "in"} and syntax.is_verb(head):
        return _Step(head, _View.WEAK, name)
    return None


def _above_noun(walk: _Walk, index: int) -> _Step | None:
    syntax, token = walk.syntax, walk.syntax.tokens[index]
    head = token.head
    if head == index:
        walk.reached_top = True
        return None
    if token.dep == "conj":
        return None if syntax.is_verb(head) else _above_noun(walk, head)
    if token.dep in {"compound", "nmod"}:
        return _Step(head, _View.NOUN)
    if token.dep in {"dobj", "attr", "nsubjpass", "oprd"}:
        return _above_object(walk, index)
    if token.dep == "nsubj":
        return _above_subject(walk, index)
    if token.dep == "pobj":
        return _above_phrase(walk, index)
    if token.dep in {"xcomp", "ccomp"}:
        return _Step(head, _View.CLAUSE)
    return _Step(head, _View.FULL, _INFINITIVE) if token.dep == "acomp" else None


def _above_object(walk: _Walk, index: int) -> _Step | None:
    syntax, head = walk.syntax, walk.syntax.tokens[index].head
    if not syntax.is_verb(head):
        return None
    if syntax.lemmas[head] in _rules()["presupposing"]["verbs"] and syntax.is_definite(index):
        return None  # "the murder cannot be considered", "others committed the murders"
    if _governor(syntax, head, "") is not None or syntax.lemmas[head] in listed("light_verbs") | {"be", "have"}:
        return _Step(head, _View.FULL)
    if syntax.tokens[index].dep == "nsubjpass" and syntax.lemmas[head] in listed("occurrence_verbs"):
        return _Step(head, _View.FULL)
    return None if syntax.is_definite(index) else _Step(head, _View.WEAK)


def _above_subject(walk: _Walk, index: int) -> _Step | None:
    """A subject is told by "occur"; what else it does says nothing of it, unless indefinite ("an attack could")."""
    syntax, head = walk.syntax, walk.syntax.tokens[index].head
    if not syntax.is_verb(head):
        return None
    kind = _governor(syntax, head, "")
    if syntax.lemmas[head] in listed("occurrence_verbs") or kind == "continue":
        return _Step(head, _View.FULL)
    if syntax.lemmas[head] == "be" and kind is not None:
        return _Step(head, _View.FULL)  # "an attack is likely"
    if kind is not None and index == walk.word:
        return None  # "the attack prevented"
    return None if syntax.is_definite(index) else _Step(head, _View.WEAK)


def _above_phrase(walk: _Walk, index: int) -> _Step | None:
    """A noun under a preposition: "threat of attacks", "warned of an attack"; "after the attack" ends the walk."""
    syntax = walk.syntax
    prep = syntax.tokens[index].head
    name, head = syntax.lemmas[prep], syntax.tokens[prep].head
    rules = _rules()["prepositions"]
    if name in rules["denying"]:
        walk.turn(_Effect.NOT, prep, "negated")
        return None
    if name == "despite" and index != walk.word and _class_of(syntax.lemmas[index], "of") in {"opinion", "possible"}:
        walk.turn(_Effect.DENIED, prep, "a report that the text contradicts")
    if name in rules["factual"]:
        return None
    if _governor(syntax, head, name) == "fact" and syntax.is_definite(index):
        return None  # "nobody has been convicted of the murders", which took place
    if name in rules["complement"] and _governor(syntax, head, name) is not None:
        return _Step(head, _View.FULL if syntax.is_verb(head) else _View.NOUN, name)
    if name == "of" and syntax.lemmas[head] in listed("carriers") | {"number"}:
        return _above_noun(walk, head)
    if syntax.is_definite(index) or not syntax.is_verb(head):
        return None
    is_toll = syntax.lemmas[head] in listed("toll_verbs") | {"die"}
    return _Step(head, _View.TOLL if is_toll and index == walk.word else _View.WEAK, name)


def _is_present(syntax: Syntax, index: int) -> bool:
    """Whether a verb of going on is told in the present or the present perfect, not of a past day."""
    token = syntax.tokens[index]
    if token.tag in {"VBZ", "VBP", "VBG"}:
        return not set(syntax.auxiliaries(index)) & {"was", "were"}
    return bool(set(syntax.auxiliaries(index)) & {"has", "have", "to"}) or not syntax.is_verb(index)


@cache
def governor_effects() -> Mapping[str, str]:
    """What each governor makes of an event below it, by its lemma, with its preposition where it needs one."""
    return {word: row["effect"] for row in _rules()["governor"] for word in row["words"]}


@cache
def _rules() -> Mapping[str, Any]:  # Any: TOML values, lists of words
    return read_rules("events/modality.toml")
