"""Which parties the words of a passage name: themselves, by a pronoun, as whose they are, or as a nation's forces."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reportmap.events.actors import country_of, with_article
from reportmap.events.lexicon import listed
from reportmap.events.syntax import PASSIVE_SUBJECTS, SUBJECTS, Syntax
from reportmap.model import ActorKind, ActorMention, PlacePrecision, ResolvedPlace, Span

MAX_SIDES = 2
"""So many parties "both sides" are."""

MODIFYING = frozenset({"compound", "poss", "amod", "nmod"})
"""Labels of the words before a noun that say whose it is."""

_OF = frozenset({"of", "by", "from", "include"})
_PLURAL = frozenset({"they", "them"})
_PRONOUNS = _PLURAL | {"he", "she", "it", "who"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A passage with its parties and places, and the parties of the passage before it, all and its subjects."""

    syntax: Syntax
    actors: Sequence[ActorMention]
    places: Sequence[ResolvedPlace]
    before: Sequence[ActorMention]
    subjects: Sequence[ActorMention]


def parties_at(setting: Setting, heads: Iterable[int]) -> list[ActorMention]:
    """The parties that the phrases with these heads name, in order of the heads."""
    return [mention for head in dict.fromkeys(heads) for mention in _parties_of(setting, head)]


def _parties_of(setting: Setting, head: int) -> list[ActorMention]:
    """The parties that a word names: its own, for a pronoun those before it, else those that its phrase belongs to."""
    syntax, actors = setting.syntax, setting.actors
    exact = [actor for actor in actors if actor.head == head]
    if exact:
        return exact
    token = syntax.tokens[head]
    if token.text.lower() in _PRONOUNS and token.tag.startswith(("PRP", "WP")):
        return _parties_before(setting, head)
    if syntax.lemmas[head] == "side" and token.tag == "NNS":
        return _sides(setting)
    phrase = _own_words(syntax, head)
    inside = [actor for actor in actors if actor.head in phrase]
    if inside:
        return inside[:1]
    countries = (_country_party(syntax, head, place) for place in setting.places)
    return [party for party in countries if party is not None][:1]


def _parties_before(setting: Setting, pronoun: int) -> list[ActorMention]:
    """The party that a pronoun stands for: who speaks, the subject of the clause before, else the party named last."""
    syntax, token = setting.syntax, setting.syntax.tokens[pronoun]
    speaker = _speaker_above(syntax, pronoun)
    if speaker is not None:
        return _parties_of(replace(setting, before=(), subjects=()), speaker)
    main = _subject_above(syntax, pronoun)
    above = [actor for actor in setting.actors if actor.head in main]
    if above:
        return above[:1]
    before = (token.text.lower() in _PLURAL and setting.subjects) or setting.before
    earlier = [actor for actor in setting.actors if actor.start < token.start] or list(before)
    earlier = [actor for actor in earlier if not is_bare_aircraft(syntax, actor)]
    named = [actor for actor in earlier if not actor.is_generic]
    return (named or earlier)[-1:]


def _own_words(syntax: Syntax, head: int) -> set[int]:
    """The words of a noun phrase that say whose or of whom it is: not what stands beside or near it."""
    found = syntax.phrase(head)
    for prep in syntax.with_dep(head, frozenset({"prep"})):
        if syntax.lemmas[prep] not in _OF:
            found -= syntax.subtree(prep)
    return found


def _sides(setting: Setting) -> list[ActorMention]:
    """The two parties that "both sides" are: those of the passage before, without the people between them."""
    foes = {actor.canonical: actor for actor in setting.before if actor.kind is not ActorKind.CIVILIANS}
    return list(foes.values()) if len(foes) == MAX_SIDES else []


def _speaker_above(syntax: Syntax, pronoun: int) -> int | None:
    """The subject of the verb of saying above a pronoun: "the army said it would" is about the army."""
    verb = syntax.tokens[pronoun].head
    if syntax.tokens[verb].dep != "ccomp":
        return None
    subjects = syntax.with_dep(syntax.tokens[verb].head, frozenset({"nsubj"}))
    return subjects[0] if subjects and not syntax.tokens[subjects[0]].tag.startswith("PRP") else None


def _subject_above(syntax: Syntax, pronoun: int) -> list[int]:
    """Whom a pronoun in a further clause means: the subject of the clause before ("killed after they had fired")."""
    verb = syntax.tokens[pronoun].head
    if syntax.tokens[verb].dep not in {"advcl", "conj"} or syntax.tokens[verb].head > pronoun:
        return []
    return syntax.with_dep(syntax.tokens[verb].head, SUBJECTS | PASSIVE_SUBJECTS)


def _country_party(syntax: Syntax, head: int, place: ResolvedPlace) -> ActorMention | None:
    """The forces of a country that acts ("the United States will retake it")."""
    if place.place is None or place.precision is not PlacePrecision.COUNTRY or place.mention.modifier:
        return None
    if head not in syntax.tokens_in(place.mention):
        return None
    return _forces_of(syntax, place.place.country or place.place.name, head, place.mention)


def nations_at(syntax: Syntax, head: int) -> list[ActorMention]:
    """The forces of the nations whose doing a phrase is ("Israeli strikes", "Russians", "the Armenian side")."""
    token = syntax.tokens[head]
    is_people = token.tag == "NNPS" and not syntax.with_dep(head, frozenset({"nummod", "det", "amod"}))
    own = [head] if is_people or token.dep in MODIFYING else syntax.with_dep(head, MODIFYING)
    words = [item for child in own for item in syntax.with_conjuncts(child)]
    countries = ((item, country_of(syntax.tokens[item].text)) for item in words)
    return [
        _forces_of(syntax, country, item, syntax.tokens[item]) for item, country in countries if country is not None
    ]


def _forces_of(syntax: Syntax, country: str, head: int, words: Span) -> ActorMention:
    return ActorMention(
        start=words.start,
        end=words.end,
        text=words.text,
        passage_index=syntax.parsed.passage.index,
        head=head,
        canonical=f"Military Forces of {with_article(country)}",
        kind=ActorKind.EXTERNAL_FORCES,
    )


def is_bare_aircraft(syntax: Syntax, mention: ActorMention) -> bool:
    """Whether a party is only a drone or a jet, nobody's as far as its words say."""
    is_own = bool(mention.pattern) and not is_borrowed(syntax, mention)
    return is_own and syntax.lemmas[mention.head] in listed("air_nouns")


def is_borrowed(syntax: Syntax, mention: ActorMention) -> bool:
    """Whether a party was named in another passage than the event."""
    return mention.passage_index != syntax.parsed.passage.index
