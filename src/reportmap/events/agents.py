"""Who acts in an event whose own words name nobody: who leads the raid it happened in, plans it or tells of it."""

from collections.abc import Iterator, Sequence

from reportmap.events.actors import ARMED, STATE
from reportmap.events.frames import frame_of
from reportmap.events.lexicon import listed
from reportmap.events.syntax import SUBJECTS, Syntax
from reportmap.model import ActorKind, ActorMention

_FORCES = ARMED | STATE | {ActorKind.EXTERNAL_FORCES, ActorKind.PEACEKEEPERS}
_IN = frozenset({"in", "during", "by", "through"})
_DEALS = frozenset({"between", "by"})
SIDES = 2
"""So many armed sides a sentence names that fight each other without its saying so."""

MAX_SHOT_GAP = 8
"""So many words may stand between who shoots and "shot dead"."""

_OBJECT = frozenset({"pobj", "pcomp"})
_WHEN = frozenset({"when", "as", "after", "while"})
_SUFFERING = frozenset({"die", "perish"})
_HOLDING = frozenset({"arrest", "detain", "capture", "take", "seize", "apprehend", "catch", "pick", "round", "nab"})


def find_agents(syntax: Syntax, words: Sequence[int], *, actors: Sequence[ActorMention]) -> Iterator[tuple[int, ...]]:
    """Heads of phrases that may act in the event that `words` report, the likeliest reading first."""
    if not syntax.parsed.is_parsed:
        return
    for rule in (_shooters, _fighters, _in_an_encounter, _dealers, _from_a_side, _pledgers):
        for word in words:
            found = rule(syntax, word)
            if found:
                yield tuple(dict.fromkeys(found))
    for word in words:
        yield tuple(_by_farther(syntax, word, actors))
        yield from _when(syntax, word, actors)
        yield from _raiders(syntax, word, actors)
        yield from _tellers(syntax, word, actors)
        yield from _disarmers(syntax, word, actors)
        yield from _foes(syntax, word, actors)


def _fighters(syntax: Syntax, word: int) -> list[int]:
    """Who fights, where the parse takes them for what is fought ("gunmen of rival brigades fought")."""
    frame = frame_of(syntax, word)
    is_bare = syntax.is_verb(word) and not frame.agents and syntax.lemmas[word] in listed("fighting_verbs")
    return list(frame.direct) if is_bare else []


def _shooters(syntax: Syntax, word: int) -> list[int]:
    """Who stands before "shot dead" where the parse takes the shot for a noun ("gunmen on a motorcycle shot dead")."""
    shot = word - 1 if syntax.lemmas[word] == "dead" else word
    pair = syntax.lemmas[max(0, shot) : shot + 2]
    if pair != ("shot", "dead") or syntax.is_verb(shot):
        return []
    return [item for item in range(max(0, shot - MAX_SHOT_GAP), shot) if syntax.tokens[item].tag == "NNS"][:1]


def _when(syntax: Syntax, word: int, actors: Sequence[ActorMention]) -> Iterator[tuple[int, ...]]:
    """Who did it in the clause that says when ("were killed when gunmen stormed the bar")."""
    if not syntax.is_verb(word) or not (syntax.is_passive(word) or syntax.lemmas[word] in _SUFFERING):
        return
    forces = {actor.head for actor in actors if actor.kind in _FORCES}
    for verb in (word, *(item for item in syntax.governors(word) if syntax.tokens[word].dep == "conj")):
        for clause in syntax.with_dep(verb, frozenset({"advcl"})):
            openers = {syntax.lemmas[child] for child in syntax.with_dep(clause, frozenset({"advmod", "mark"}))}
            if openers & _WHEN and not syntax.is_passive(clause):
                yield tuple(item for item in syntax.subjects(clause) if item in forces)


def _in_an_encounter(syntax: Syntax, word: int) -> list[int]:
    """Whom people were killed, hurt or taken by, through the noun of the fight ("in an encounter with the army")."""
    if not syntax.is_verb(word) or not (syntax.is_passive(word) or syntax.lemmas[word] in _SUFFERING):
        return []
    nouns = [item for _, item in syntax.objects_of_preposition(word, _IN)]
    return [
        head for item in nouns if syntax.lemmas[item] in listed("encounter_nouns") for head in _staged(syntax, item)
    ]


def _staged(syntax: Syntax, noun: int) -> list[int]:
    """Who stages what a noun names: behind "by" or "with", or before it ("a police raid")."""
    return list(frame_of(syntax, noun).agents)


def _dealers(syntax: Syntax, word: int) -> list[int]:
    """The parties to what a noun names, hung on it or its verb ("a truce was signed between A and B")."""
    verb = word if syntax.is_verb(word) else syntax.tokens[word].head
    if not syntax.is_verb(verb):
        return []
    nouns = syntax.objects(verb) if syntax.is_verb(word) else [word]
    if word != verb and word not in syntax.objects(verb) + syntax.with_dep(verb, SUBJECTS):
        return []
    behind = [item for noun in (verb, *nouns) for item in syntax.objects_of_preposition(noun, _DEALS)]
    between = [item for name, item in behind if name == "between"]
    return between or ([item for name, item in behind if name == "by"] if verb != word else [])


def _from_a_side(syntax: Syntax, word: int) -> list[int]:
    """Who fires "from" their positions."""
    if not syntax.is_verb(word) or not syntax.is_passive(word):
        return []
    places = [item for _, item in syntax.objects_of_preposition(word, frozenset({"from"}))]
    return [item for item in places if syntax.lemmas[item] in listed("firing_places")]


def _pledgers(syntax: Syntax, word: int) -> list[int]:
    """Who means to do what a noun names ("threatened an attack")."""
    verb = syntax.tokens[word].head
    if syntax.is_verb(word) or not syntax.is_verb(verb) or syntax.lemmas[verb] not in listed("pledging_verbs"):
        return []
    return syntax.subjects(verb) if word in syntax.objects(verb) else []


def _raiders(syntax: Syntax, word: int, actors: Sequence[ActorMention]) -> Iterator[tuple[int, ...]]:
    """Whose raid it is "in" which they free, kill or take somebody."""
    if syntax.is_verb(word):
        return
    forces = {actor.head for actor in actors if actor.kind in _FORCES}
    for verb in syntax.governors(word):
        if syntax.is_verb(verb):
            inside = word in {item for _, item in syntax.objects_of_preposition(verb, _IN)}
            if inside and syntax.lemmas[verb] in listed("raiding_verbs") and not syntax.is_passive(verb):
                yield tuple(item for item in syntax.subjects(verb) if item in forces)
            return


def _by_farther(syntax: Syntax, word: int, actors: Sequence[ActorMention]) -> list[int]:
    """Which forces stand behind a "by" further on, before any verb ("the ambush on Monday of a patrol, by X")."""
    if syntax.is_verb(word):
        return []
    forces = {actor.head for actor in actors if actor.kind in _FORCES}
    for index in range(word + 1, len(syntax.tokens)):
        if syntax.is_verb(index):
            return []
        if syntax.lemmas[index] == "by":
            return [
                item
                for child in syntax.with_dep(index, _OBJECT)
                for item in syntax.with_conjuncts(child)
                if item in forces
            ]
    return []


def _disarmers(syntax: Syntax, word: int, actors: Sequence[ActorMention]) -> Iterator[tuple[int, ...]]:
    """Who finds, seizes or defuses what a noun names."""
    verb = syntax.tokens[word].head
    if syntax.is_verb(word) or not syntax.is_verb(verb) or syntax.lemmas[verb] not in listed("disarming_verbs"):
        return
    forces = {actor.head for actor in actors if actor.kind in _FORCES}
    yield tuple(item for item in syntax.subjects(verb) if item in forces)


def _foes(syntax: Syntax, word: int, actors: Sequence[ActorMention]) -> Iterator[tuple[int, ...]]:
    """For a noun of a fight whose sides its grammar does not give: the two armed sides that the sentence names."""
    if syntax.is_verb(word) or syntax.lemmas[word] not in listed("fight_nouns"):
        return
    sides = {
        actor.canonical: actor.head for actor in reversed(actors) if actor.kind in _FORCES and not _tells(syntax, actor)
    }
    if len(sides) == SIDES:
        yield tuple(sorted(sides.values()))


def _tells(syntax: Syntax, actor: ActorMention) -> bool:
    """Whether a party only tells of it."""
    token = syntax.tokens[actor.head]
    return token.dep in SUBJECTS and syntax.lemmas[token.head] in listed("telling_verbs")


def _tellers(syntax: Syntax, word: int, actors: Sequence[ActorMention]) -> Iterator[tuple[int, ...]]:
    """The forces that tell that people were arrested, or foes killed, in a clause that names nobody who did it."""
    if not syntax.is_verb(word) or not syntax.is_passive(word):
        return
    teller = _teller(syntax, word)
    kinds = {syntax.tokens[actor.head].head: actor.kind for actor in actors if not syntax.is_verb(actor.head)}
    kinds |= {actor.head: actor.kind for actor in actors}
    if teller is None or kinds.get(teller) not in _FORCES:
        return
    victims = {kinds[item] for item in frame_of(syntax, word).direct if item in kinds}
    is_foe = bool(victims) and (
        victims <= ARMED if kinds[teller] not in ARMED else victims <= STATE | {ActorKind.EXTERNAL_FORCES}
    )
    if is_foe or syntax.lemmas[word] in _HOLDING:
        yield (teller,)


def _teller(syntax: Syntax, word: int) -> int | None:
    """Who says the clause of a verb: the subject of the verb of telling right above it."""
    clause = syntax.tokens[word]
    verb = clause.head
    if clause.dep != "ccomp" or syntax.lemmas[verb] not in listed("telling_verbs"):
        return None
    subjects = syntax.with_dep(verb, SUBJECTS)
    return subjects[0] if subjects else None
