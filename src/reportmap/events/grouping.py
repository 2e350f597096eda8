"""Triggers of one passage -> groups: which event words report one event.

A toll ("killing nine") joins the act that caused it; a vague word ("attack") joins the word that says which kind;
two acts with subjects, places or dates of their own stay two.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reportmap.events.episodes import gravity, names_instead
from reportmap.events.frames import frame_of
from reportmap.events.lexicon import listed
from reportmap.events.syntax import CLAUSES, PASSIVE_SUBJECTS, SUBJECTS, Syntax
from reportmap.model import Trigger

VAGUE_STRENGTH = 0.6
"""A trigger up to this strength does not insist on its type beside a stronger one (the ontology's "attack", "kill")."""


_SETTING = frozenset({"in", "at", "near", "on", "outside", "around", "inside"})
"""Prepositions of a place or a day."""


@dataclass(frozen=True, slots=True)
class TriggerGroup:
    """Triggers that report one event, strongest first, with the token index of each."""

    triggers: tuple[Trigger, ...]
    words: tuple[int, ...]

    @property
    def lead(self) -> Trigger:
        """The trigger that names the event's type."""
        return self.triggers[0]

    @property
    def word(self) -> int:
        """The token of the lead trigger."""
        return self.words[0]


def is_result(trigger: Trigger) -> bool:
    """Whether the trigger reports a toll and not the act."""
    return trigger.rule.endswith((":result", ":toll"))


def needs_act(group: TriggerGroup) -> bool:
    """Whether a group tells only a toll or an answer, which report no event unless an act is told with them."""
    if group.lead.rule.endswith(":toll"):
        return True
    return all(is_result(trigger) or trigger.rule.endswith(":answer") for trigger in group.triggers) and not is_result(
        group.lead
    )


def is_retold(trigger: Trigger) -> bool:
    """Whether the trigger tells again what happened before, as a court does."""
    return trigger.rule.endswith(":retold")


def is_state(trigger: Trigger) -> bool:
    """Whether the trigger reports a lasting state."""
    return trigger.rule.endswith(":state")


def group_triggers(triggers: Sequence[Trigger], *, syntax: Syntax) -> tuple[TriggerGroup, ...]:
    """The events of one passage in text order of their first trigger."""
    words = {trigger: _event_word(trigger, syntax) for trigger in triggers}
    acted_on = {
        head for trigger in triggers if not is_result(trigger) for head in frame_of(syntax, words[trigger]).patients
    }
    triggers = [
        item
        for item in triggers
        if not _sets_scene(syntax, words[item], acted_on)
        and (syntax.is_verb(words[item]) or words[item] not in acted_on or _keeps(item, triggers, words, syntax))
    ]
    groups: list[list[Trigger]] = []
    for trigger in sorted(triggers, key=lambda item: (is_result(item), item.start)):
        home = _home(trigger, groups, words=words, syntax=syntax)
        if home is None:
            groups.append([trigger])
        else:
            home.append(trigger)
    found = []
    for group in groups:
        ordered = sorted(group, key=lambda item: (is_result(item), -gravity(item), -item.score, item.start))
        group_words = tuple(words[item] for item in ordered)
        ordered[0] = _named_by_killing(ordered, group_words, syntax)
        found.append(TriggerGroup(triggers=tuple(ordered), words=group_words))
    return tuple(sorted(found, key=lambda group: min(item.start for item in group.triggers)))


def _named_by_killing(triggers: Sequence[Trigger], words: Sequence[int], syntax: Syntax) -> Trigger:
    """The lead; it takes the type of a killing by the same hands where it only tells what was burned or taken."""
    lead = triggers[0]
    for trigger, word in zip(triggers[1:], words[1:], strict=True):
        is_deed = is_result(trigger) and syntax.is_verb(word) and not syntax.is_passive(word)
        is_shared = words[0] in syntax.with_conjuncts(word) or word in syntax.with_conjuncts(words[0])
        if is_deed and is_shared and names_instead(trigger.sub_event_type, lead.sub_event_type):
            kind = (trigger.event_type, trigger.sub_event_type, trigger.plover_type)
            return replace(lead, event_type=kind[0], sub_event_type=kind[1], plover_type=kind[2])
    return lead


def _sets_scene(syntax: Syntax, word: int, acted_on: set[int]) -> bool:
    """Whether a clause tells what those whom another act was done to were doing then ("hit men who were marching")."""
    token = syntax.tokens[word]
    is_going_on = token.tag == "VBG" and bool({"was", "were"} & set(syntax.auxiliaries(word)))
    return token.dep == "relcl" and is_going_on and token.head in acted_on


def _keeps(trigger: Trigger, triggers: Sequence[Trigger], words: dict[Trigger, int], syntax: Syntax) -> bool:
    """Whether an event noun that another act is done to is an event: "launched an attack", not "bombed a rally"."""
    others = (item for item in triggers if words[item] != words[trigger] and not is_result(item))
    verb = next((item for item in others if words[trigger] in frame_of(syntax, words[item]).patients), None)
    return verb is None or verb.plover_type == trigger.plover_type or _prevents(syntax, words[verb], words[trigger])


def _event_word(trigger: Trigger, syntax: Syntax) -> int:
    inside = syntax.tokens_in(trigger)
    aside = {"aux", "auxpass", "amod"}  # "a shell has been fired" is the firing, "an improvised bomb" no improvising
    verbs = [index for index in inside if syntax.is_verb(index) and syntax.tokens[index].dep not in aside]
    return verbs[0] if verbs else syntax.token_at(trigger) or inside[-1]


def _home(
    trigger: Trigger, groups: list[list[Trigger]], *, words: dict[Trigger, int], syntax: Syntax
) -> list[Trigger] | None:
    """The nearest group that the trigger belongs to."""
    near = sorted(groups, key=lambda group: min(_distance(syntax, words[trigger], words[item]) for item in group))
    for group in near:
        if any(_belong(trigger, other, words=words, syntax=syntax) for other in group):
            return group
    return None


def _belong(trigger: Trigger, other: Trigger, *, words: dict[Trigger, int], syntax: Syntax) -> bool:
    one, two = words[trigger], words[other]
    if is_state(trigger) or is_state(other):
        return False
    if _is_separated(syntax, one, two):
        return False
    if _acts_apart(syntax, one, two) and not is_result(trigger):
        pairs = ((trigger, other), (other, trigger))
        return any(_is_damage(*pair, words=words, syntax=syntax) for pair in pairs)
    if _prevents(syntax, one, two) or _prevents(syntax, two, one):
        return False
    if is_result(trigger):
        return not _has_own_setting(syntax, one, two)
    if _suffers_when(syntax, one, two) or _suffers_when(syntax, two, one) or _is_done_to_same(syntax, one, two):
        return True
    if trigger.plover_type == other.plover_type and any(
        is_tied(syntax, *pair) for is_tied in (_carries, _is_aim) for pair in ((one, two), (two, one))
    ):
        return True
    if trigger.sub_event_type == other.sub_event_type:
        is_apart = _are_coordinated(syntax, one, two) and not _tells_the_rest(syntax, one, two)
        return not is_apart and _are_adjacent(syntax, one, two)
    is_vague = min(trigger.score, other.score) <= VAGUE_STRENGTH
    return is_vague and trigger.plover_type == other.plover_type and _are_adjacent(syntax, one, two)


def _tells_the_rest(syntax: Syntax, one: int, two: int) -> bool:
    """Whether a coordinated verb tells the rest of an act: without a subject, place or day ("fired at X and hit Y")."""
    later, earlier = max(one, two), min(one, two)
    if not (syntax.is_verb(later) and syntax.is_verb(earlier)) or syntax.lemmas[later] == syntax.lemmas[earlier]:
        return False
    below = syntax.subtree(later)
    has_place = any(
        token.tag.startswith("NNP") and token.dep == "pobj" and syntax.lemmas[token.head] in _SETTING
        for token in (syntax.tokens[item] for item in below)
    )
    has_day = any(entity.label == "DATE" and below & set(syntax.tokens_in(entity)) for entity in syntax.parsed.entities)
    return not (has_place or has_day) and not syntax.with_dep(later, SUBJECTS | PASSIVE_SUBJECTS)


def _suffers_when(syntax: Syntax, suffered: int, done: int) -> bool:
    """Whether one verb tells in the passive, naming nobody, what another does "when" ("was shot when police fired")."""
    clause = syntax.tokens[done]
    if clause.dep != "advcl" or clause.head != suffered or not syntax.is_passive(suffered) or syntax.subjects(suffered):
        return False
    return any(syntax.lemmas[child] in {"when", "as"} for child in syntax.children[done])


def _is_damage(later: Trigger, earlier: Trigger, *, words: dict[Trigger, int], syntax: Syntax) -> bool:
    """Whether those who killed then burned or took things ("he was shot, and the attackers burned his car")."""
    word = words[later]
    if syntax.tokens[word].dep != "conj" or syntax.tokens[word].head != syntax.clause_head(words[earlier]):
        return False
    subjects = syntax.with_dep(word, frozenset({"nsubj"}))
    are_known = any(
        syntax.lemmas[item] == "they" or (syntax.lemmas[item] in listed("doers") and syntax.is_definite(item))
        for item in subjects
    )
    return are_known and names_instead(earlier.sub_event_type, later.sub_event_type)


def _is_done_to_same(syntax: Syntax, one: int, two: int) -> bool:
    """Whether the same hands do a second thing to the same ones ("found four devices and detonated them")."""
    later, earlier = max(one, two), min(one, two)
    objects = syntax.with_dep(later, frozenset({"dobj"}))
    if not any(syntax.tokens[item].tag == "PRP" for item in objects) or syntax.with_dep(later, SUBJECTS):
        return False
    above = later
    while above != earlier and syntax.tokens[above].dep == "conj":
        above = syntax.tokens[above].head
    return above == earlier and bool(syntax.with_dep(earlier, frozenset({"dobj"})))


def _is_aim(syntax: Syntax, aim: int, deed: int) -> bool:
    """Whether one verb is an infinitive that says what the other was done for ("burned tires to protest")."""
    token = syntax.tokens[aim]
    if token.tag != "VB" or token.dep not in {"advcl", "xcomp"} or not syntax.is_verb(deed):
        return False
    return token.head == deed or syntax.tokens[deed].head == token.head or token.head in syntax.with_conjuncts(deed)


def _carries(syntax: Syntax, verb: int, noun: int) -> bool:
    """Whether an event noun is subject or means of an event verb: "the bomb went off", "drove them out in a battle"."""
    token = syntax.tokens[noun]
    if not syntax.is_verb(verb) or syntax.is_verb(noun):
        return False
    if token.dep in {"nsubj", "nsubjpass"}:
        return token.head == verb
    is_means = token.dep == "pobj" and syntax.lemmas[token.head] in {"in", "with", "by", "during"}
    return is_means and syntax.tokens[token.head].head == verb


def _prevents(syntax: Syntax, verb: int, noun: int) -> bool:
    """Whether one act is aimed at stopping the other ("pre-empt an offensive"): a plan and what it fears."""
    return syntax.lemmas[verb] in listed("preventing_verbs") and syntax.tokens[noun].head == verb


def _distance(syntax: Syntax, one: int, two: int) -> int:
    """Steps between two tokens in the tree."""
    above_one = [one, *syntax.governors(one)]
    above_two = [two, *syntax.governors(two)]
    for steps, node in enumerate(above_one):
        if node in above_two:
            return steps + above_two.index(node)
    return len(syntax.tokens)


def _are_adjacent(syntax: Syntax, one: int, two: int) -> bool:
    """Whether both stand in one clause, or one clause hangs directly on the other."""
    head_one, head_two = syntax.clause_head(one), syntax.clause_head(two)
    if head_one == head_two:
        return True
    return head_one in (two, *list(syntax.governors(two))[:4]) or head_two in (one, *list(syntax.governors(one))[:4])


def _are_coordinated(syntax: Syntax, one: int, two: int) -> bool:
    later, earlier = max(one, two), min(one, two)
    return syntax.tokens[later].dep == "conj" and syntax.tokens[later].head == earlier


def _acts_apart(syntax: Syntax, one: int, two: int) -> bool:
    """Whether two clauses are coordinated and the later has a subject of its own."""
    later = syntax.clause_head(max(one, two))
    is_conjunct = syntax.tokens[later].dep == "conj" and syntax.clause_head(min(one, two)) != later
    return is_conjunct and bool(syntax.with_dep(later, frozenset({"nsubj", "nsubjpass"})))


def _is_separated(syntax: Syntax, one: int, two: int) -> bool:
    """Whether an "after" or "like" stands between them in the tree: two events, not one."""
    above_one, above_two = [one, *syntax.governors(one)], [two, *syntax.governors(two)]
    common = next((node for node in above_one if node in above_two), None)
    path = above_one[: above_one.index(common)] + above_two[: above_two.index(common)] if common is not None else []
    for node in path:
        if syntax.tokens[node].dep == "prep" and syntax.lemmas[node] in listed("separators"):
            return True
        if any(
            syntax.tokens[child].dep == "mark" and syntax.lemmas[child] in listed("separators")
            for child in syntax.children[node]
        ):
            return True
    return False


def _has_own_setting(syntax: Syntax, toll: int, act: int) -> bool:
    """Whether a toll is coordinated with the act and has an acting subject of its own ("and police killed two")."""
    head = syntax.clause_head(toll)
    if head == syntax.clause_head(act) or syntax.tokens[head].dep not in (CLAUSES | {"conj"}):
        return False
    own_subject = syntax.with_dep(head, frozenset({"nsubj"}))
    is_die = syntax.lemmas[toll] in {"die"}
    names_people = bool(own_subject) and not is_die and syntax.tokens[own_subject[0]].tag.startswith("NN")
    in_relative = syntax.tokens[head].dep in {"relcl", "acl"}
    return (
        names_people
        and not in_relative
        and syntax.tokens[head].dep in {"conj", "ROOT", "ccomp"}
        and _far(syntax, toll, act)
    )


def _far(syntax: Syntax, one: int, two: int) -> bool:
    return _distance(syntax, one, two) > 2
