"""Event words and actor mentions -> Actors: who acts, who is acted on, and how surely the text says so."""

from collections.abc import Iterable, Sequence

from reportmap.events.agents import find_agents
from reportmap.events.aircraft import owned
from reportmap.events.casting import befalls, country_of_event, is_by_air, kinds_for
from reportmap.events.frames import frame_of
from reportmap.events.lexicon import listed
from reportmap.events.memory import Memory
from reportmap.events.naming import Setting, is_bare_aircraft, is_borrowed, nations_at, parties_at
from reportmap.events.syntax import OBJECTS, SUBJECTS, Syntax
from reportmap.events.victims import loses_life
from reportmap.model import (
    Actor,
    ActorCertainty,
    ActorMention,
    ActorRole,
    EventPlace,
    ResolvedPlace,
)

_CERTAINTY = {
    "suspected": ActorCertainty.SUSPECTED,
    "alleged": ActorCertainty.ACCUSED,
    "accused": ActorCertainty.ACCUSED,
    "presumed": ActorCertainty.SUSPECTED,
    "apparent": ActorCertainty.SUSPECTED,
}
_ONTO = frozenset({"on", "over", "into", "upon"})
_DYING = frozenset({"die", "hang"})


def assign_actors(
    syntax: Syntax,
    words: Sequence[int],
    *,
    actors: Sequence[ActorMention],
    places: Sequence[ResolvedPlace],
    memory: Memory,
    sub_event_type: str | None,
    event_places: Sequence[EventPlace],
) -> tuple[Actor, ...]:
    """The parties of the event that `words` report at some places, actors first, each canonical name once.

    A pronoun stands for the party named last before it. A country that acts stands for its forces. Where the frames of
    the words name nobody who acts, the nouns and verbs around them are asked, then what was told before: whose drones
    they are, and who was about to take the town that falls.
    """
    setting = Setting(
        syntax=syntax, actors=actors, places=places, before=memory.last_parties, subjects=memory.last_subjects
    )
    agents, patients = _heads(syntax, words)
    acting = _acting(setting, agents)
    if not acting:
        others = (_acting(setting, heads) for heads in find_agents(syntax, words, actors=actors))
        acting = next((mentions for mentions in others if mentions), [])
    acting = owned(
        syntax,
        acting,
        strikers=memory.strikers,
        country=country_of_event(event_places),
        is_by_air=is_by_air(sub_event_type),
    )
    suffering = [item for item in parties_at(setting, patients) if not is_bare_aircraft(syntax, item)]
    first = [_actor(syntax, mention, ActorRole.ACTOR1) for mention in acting]
    second = [_actor(syntax, mention, ActorRole.ACTOR2) for mention in suffering]
    told = {actor.canonical for actor in second}
    if not acting:
        earlier = _told_before(syntax, words, memory=memory, sub_event_type=sub_event_type, places=event_places)
        first = [actor for actor in earlier if actor.canonical not in told]
    found: dict[str, Actor] = {}
    for actor in (*first, *second):
        found.setdefault(actor.canonical, actor)  # who acts is not acted on too
    return tuple(found.values())


def _heads(syntax: Syntax, words: Sequence[int]) -> tuple[list[int], list[int]]:
    """The heads of who acts and of who is acted on; whom a mine hurts, or a headline tells of, is acted on."""
    agents: list[int] = []
    patients: list[int] = []
    for word in words:
        frame = frame_of(syntax, word)
        is_hurt = _meets_a_mine(syntax, word) or _is_headline_passive(syntax, word) or loses_life(syntax, word)
        (patients if is_hurt else agents).extend(frame.agents)
        patients += frame.patients
    return agents, patients


def _told_before(
    syntax: Syntax,
    words: Sequence[int],
    *,
    memory: Memory,
    sub_event_type: str | None,
    places: Sequence[EventPlace],
) -> list[Actor]:
    """Who acts by what was told before: who alone can take a town that falls, who acted there when people are hurt."""
    passage = syntax.parsed.passage
    party = memory.party_for(passage, kinds_for(sub_event_type))
    found = [] if party is None else [party if isinstance(party, Actor) else _actor(syntax, party, ActorRole.ACTOR1)]
    if befalls(sub_event_type) and any(_befell(syntax, word) for word in words):
        found += memory.actors_for(passage, places)
    return found


def _befell(syntax: Syntax, word: int) -> bool:
    """Whether a word tells what was done to somebody then: "had been" tells of another time."""
    is_done = syntax.is_passive(word) or syntax.lemmas[word] in _DYING
    return is_done and "had" not in syntax.auxiliaries(word)


def _meets_a_mine(syntax: Syntax, verb: int) -> bool:
    """Whether the subject of a verb is who a mine hurts ("stepped on a mine", "hit a roadside bomb")."""
    if not syntax.is_verb(verb) or syntax.lemmas[verb] not in listed("treading_verbs"):
        return False
    met = [item for _, item in syntax.objects_of_preposition(verb, _ONTO)] + syntax.objects(verb)
    return any(syntax.lemmas[item] in listed("mines") for item in met)


def _is_headline_passive(syntax: Syntax, verb: int) -> bool:
    """Whether a verb without object or auxiliary tells what befell its subject ("Eight people killed in Herat")."""
    is_bare = syntax.is_verb(verb) and syntax.tokens[verb].tag in {"VBD", "VBN"} and not syntax.is_passive(verb)
    if not is_bare or syntax.lemmas[verb] not in listed("deeds_to_people") - _DYING:
        return False
    has_more = syntax.with_dep(verb, OBJECTS | {"aux", "auxpass", "prt", "conj", "ccomp"})
    return syntax.tokens[verb].dep != "conj" and not has_more and bool(syntax.with_dep(verb, SUBJECTS))


def _acting(setting: Setting, heads: Iterable[int]) -> list[ActorMention]:
    """The parties that act at these words: those that they name, else the nations that they are of."""
    found: list[ActorMention] = []
    for head in dict.fromkeys(heads):
        found += parties_at(setting, [head]) or nations_at(setting.syntax, head)
    return found


def _actor(syntax: Syntax, mention: ActorMention, role: ActorRole) -> Actor:
    words = (
        {syntax.tokens[item].text.lower() for item in syntax.phrase(mention.head)}
        if not is_borrowed(syntax, mention)
        else set()
    )
    certainty = next((_CERTAINTY[word] for word in sorted(words) if word in _CERTAINTY), ActorCertainty.STATED)
    return Actor(
        start=mention.start,
        end=mention.end,
        text=mention.text,
        canonical=mention.canonical,
        kind=mention.kind,
        role=role,
        certainty=certainty,
    )
