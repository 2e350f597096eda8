"""Frames and actor mentions -> Actors: who acts, who is acted on, and how surely the text says so."""

from collections.abc import Iterable, Sequence

from reportmap.events.actors import with_article
from reportmap.events.frames import Frame
from reportmap.events.memory import Memory
from reportmap.events.syntax import Syntax
from reportmap.model import (
    Actor,
    ActorCertainty,
    ActorKind,
    ActorMention,
    ActorRole,
    PlacePrecision,
    ResolvedPlace,
)

_CERTAINTY = {
    "suspected": ActorCertainty.SUSPECTED,
    "alleged": ActorCertainty.ACCUSED,
    "accused": ActorCertainty.ACCUSED,
    "presumed": ActorCertainty.SUSPECTED,
    "apparent": ActorCertainty.SUSPECTED,
}
_PRONOUNS = frozenset({"they", "he", "she", "it", "who", "them"})


def assign_actors(
    syntax: Syntax,
    frames: Sequence[Frame],
    *,
    actors: Sequence[ActorMention],
    places: Sequence[ResolvedPlace],
    memory: Memory,
) -> tuple[Actor, ...]:
    """The parties of an event, actors first, each canonical name once in each role.

    A pronoun stands for the party named last before it. A country that acts stands for its forces.
    """
    found: dict[tuple[str, ActorRole], Actor] = {}
    before = memory.last_parties
    for role, heads in (
        (ActorRole.ACTOR1, [head for frame in frames for head in frame.agents]),
        (ActorRole.ACTOR2, [head for frame in frames for head in frame.patients]),
    ):
        for head in dict.fromkeys(heads):
            for mention in _mentions(syntax, head, actors=actors, places=places, before=before):
                other = (mention.canonical, ActorRole.ACTOR1)
                if (mention.canonical, role) not in found and other not in found:
                    found[mention.canonical, role] = _actor(syntax, mention, role)
    return tuple(found.values())


def _mentions(
    syntax: Syntax,
    head: int,
    *,
    actors: Sequence[ActorMention],
    places: Sequence[ResolvedPlace],
    before: Iterable[ActorMention],
) -> list[ActorMention]:
    exact = [actor for actor in actors if actor.head == head]
    if exact:
        return exact
    token = syntax.tokens[head]
    if token.text.lower() in _PRONOUNS and token.tag.startswith(("PRP", "WP")):
        speaker = _speaker_above(syntax, head)
        if speaker is not None:
            return _mentions(syntax, speaker, actors=actors, places=places, before=())
        earlier = [actor for actor in actors if actor.start < token.start] or list(before)
        subjects = [actor for actor in earlier if not actor.is_generic]
        return (subjects or earlier)[-1:]
    phrase = syntax.phrase(head)
    inside = [actor for actor in actors if actor.head in phrase]
    if inside:
        return inside[:1]
    return [party for place in places if (party := _country_party(syntax, head, place)) is not None][:1]


def _speaker_above(syntax: Syntax, pronoun: int) -> int | None:
    """The subject of the verb of saying above a pronoun: "the army said it would" is about the army."""
    verb = syntax.tokens[pronoun].head
    if syntax.tokens[verb].dep != "ccomp":
        return None
    subjects = syntax.with_dep(syntax.tokens[verb].head, frozenset({"nsubj"}))
    return subjects[0] if subjects and not syntax.tokens[subjects[0]].tag.startswith("PRP") else None


def _country_party(syntax: Syntax, head: int, place: ResolvedPlace) -> ActorMention | None:
    """The forces of a country that acts ("the United States will retake it")."""
    if place.place is None or place.precision is not PlacePrecision.COUNTRY or place.mention.modifier:
        return None
    if head not in syntax.tokens_in(place.mention):
        return None
    mention = place.mention
    return ActorMention(
        start=mention.start,
        end=mention.end,
        text=mention.text,
        passage_index=mention.passage_index,
        head=head,
        canonical=f"Military Forces of {with_article(place.place.country or place.place.name)}",
        kind=ActorKind.EXTERNAL_FORCES,
    )


def _actor(syntax: Syntax, mention: ActorMention, role: ActorRole) -> Actor:
    words = (
        {syntax.tokens[item].text.lower() for item in syntax.phrase(mention.head)}
        if not _is_borrowed(syntax, mention)
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


def _is_borrowed(syntax: Syntax, mention: ActorMention) -> bool:
    """Whether a party was named in another passage than the event."""
    return mention.passage_index != syntax.parsed.passage.index
