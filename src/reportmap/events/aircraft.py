"""Whose aircraft and missiles they are: mostly told once, and meant whenever a drone or an air strike is told of."""

from collections.abc import Sequence

from reportmap.events.actors import with_article
from reportmap.events.lexicon import listed
from reportmap.events.naming import MODIFYING, is_bare_aircraft, nations_at
from reportmap.events.syntax import Syntax
from reportmap.model import ActorKind, ActorMention

_FLYING = frozenset({ActorKind.STATE_FORCES, ActorKind.EXTERNAL_FORCES})


def find_strikers(syntax: Syntax, actors: Sequence[ActorMention]) -> list[ActorMention]:
    """Whose aircraft, missiles and air strikes a passage tells of ("American drones")."""
    found = []
    for index, token in enumerate(syntax.tokens):
        if token.tag.startswith("NN") and syntax.lemmas[index] in listed("air_nouns"):
            nouns = [index, token.head] if token.dep == "compound" else [index]
            beside = (child for noun in nouns for child in syntax.with_dep(noun, MODIFYING))
            owners = {item for child in beside for item in syntax.subtree(child)}
            named = [actor for actor in actors if actor.head in owners and actor.kind in _FLYING and not actor.pattern]
            found += named or [party for noun in nouns for party in nations_at(syntax, noun)]
    return found


def owned(
    syntax: Syntax,
    acting: Sequence[ActorMention],
    *,
    strikers: Sequence[ActorMention],
    country: str | None,
    is_by_air: bool,
) -> list[ActorMention]:
    """Who acts, where it is nobody or only "a drone": the last of `strikers` that are not the forces of `country`.

    A country does not strike itself unless the text says so: of aircraft whose owner is not told, drones have none.
    """
    bare = [item for item in acting if is_bare_aircraft(syntax, item)]
    if len(bare) < len(acting) or not (is_by_air or bare):
        return list(acting)
    home = f"Military Forces of {with_article(country)}" if country else ""
    owner = next((item for item in reversed(strikers) if item.canonical != home), None)
    if owner is not None:
        return [owner]
    return [item for item in bare if syntax.lemmas[item.head] not in listed("unowned_nouns")]
