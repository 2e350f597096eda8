"""The numbers of people that belong to one event, with what happened to them and the words that say so."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from reportmap.events.frames import frame_of
from reportmap.events.lexicon import listed
from reportmap.events.quantities import Quantity, read_quantity
from reportmap.events.syntax import Syntax
from reportmap.model import ActorMention, Count, Counts, CountScope
from reportmap.rules import read_rules

_FIELDS = ("fatalities", "injured", "detained", "abducted", "displaced")
_ONE = frozenset({"he", "she", "him", "her"})
_NO_PERSON = frozenset({"GPE", "LOC", "FAC", "NORP", "DATE", "TIME", "EVENT", "PRODUCT"})
_QUANTITY_NOUNS = frozenset({"dozen", "score", "hundred", "thousand", "number", "ten"})
_NOBODY = re.compile(r"\b(?:no|without) (?P<word>casualties|victims|deaths|injuries|fatalities)\b", re.IGNORECASE)
_TAKING_LIVES = frozenset({"claim", "cost", "take"})
_PER_ENGAGEMENT = ("per engagement", "per clash", "per attack", "in each engagement", "in each clash")


@dataclass(frozen=True, slots=True)
class _Toll:
    field: str
    heads: tuple[int, ...]


def find_counts(
    syntax: Syntax, *, scope: set[int], agents: Sequence[int], actors: Sequence[ActorMention], is_total: bool
) -> Counts:
    """The counts that stand in the tokens of `scope`; a field is None where the text gives no number.

    Coordinated victims add up ("two soldiers and a policeman"); "including four children" does not. The number of
    the acting party is a group size, never a toll. Source of the scopes: RECORD.md, count_scope.
    """
    found = {**dict(_spelled_out(syntax, scope)), **dict(_nobody(syntax, scope))}
    for toll in _tolls(syntax, scope):
        count = _count(syntax, toll.heads, actors)
        is_sum = len(toll.heads) > 1  # beside a word stands only the first of its figures
        if count is not None and (toll.field not in found or (is_sum and _is_more(count, found[toll.field]))):
            found[toll.field] = count
    size = _group_size(syntax, agents, actors)
    text = syntax.parsed.passage.text.lower()
    scope_of_counts = None
    if found:
        if any(phrase in text for phrase in _PER_ENGAGEMENT):
            scope_of_counts = CountScope.PER_ENGAGEMENT
        else:
            scope_of_counts = CountScope.PERIOD_TOTAL if is_total else CountScope.EVENT
    return Counts(group_size=size, scope=scope_of_counts, **found)


def _nobody(syntax: Syntax, scope: set[int]) -> Iterator[tuple[str, Count]]:
    """Tolls of nought that a noun gives ("no casualties", "without victims")."""
    passage = syntax.parsed.passage
    inside = [syntax.tokens[index] for index in scope]
    for match in _NOBODY.finditer(passage.text):
        start, end = passage.start + match.start(), passage.start + match.end()
        if any(token.start < end and start < token.end for token in inside):
            word = match["word"].lower()
            fields = ("injured",) if word.startswith("injur") else ("fatalities",) if word == "deaths" else _FIELDS[:2]
            for field in fields:
                yield field, Count(start=start, end=end, text=match[0], low=0, best=0, high=0)


def _is_more(one: Count, two: Count) -> bool:
    return (one.best or one.low or 0) >= (two.best or two.low or 0)


def _spelled_out(syntax: Syntax, scope: set[int]) -> Iterator[tuple[str, Count]]:
    """Tolls whose figure stands right beside its word ("12 dead", "killing at least nine"), without the parse."""
    passage = syntax.parsed.passage
    inside = [syntax.tokens[index] for index in scope]
    seen: set[str] = set()
    for pattern in _toll_patterns():
        for match in pattern.finditer(passage.text):
            start, end = passage.start + match.start("number"), passage.start + match.end("number")
            field = _field_of(match["word"].lower())
            if field in seen or not any(token.start < end and start < token.end for token in inside):
                continue
            quantity = read_quantity(match["number"].split())
            if quantity is not None:
                seen.add(field)
                words = passage.text[match.start("number") : match.end("number")]
                yield (
                    field,
                    Count(start=start, end=end, text=words, low=quantity.low, best=quantity.best, high=quantity.high),
                )


@cache
def _toll_patterns() -> tuple[re.Pattern[str], ...]:
    rules = read_rules("events/quantities.toml")
    words = [*rules["numbers"], *rules["scales"], *rules["vague"]]
    figure = rf"(?:\d[\d,]{{0,11}}|(?:{'|'.join(words)})(?:-(?:{'|'.join(rules['numbers'])}))?)"
    hedges = [
        *rules["lower_bound"]["phrases"],
        *rules["upper_bound"]["phrases"],
        "about",
        "around",
        "some",
        "nearly",
        "almost",
    ]
    hedges = sorted(hedges, key=len, reverse=True)
    hedge = rf"(?:\b(?:{'|'.join(hedges)}) |\bbetween {figure} and )?"
    number = rf"(?<!\bno )(?P<number>{hedge}(?:\ba )?\b{figure}(?: (?:to|or) {figure})?(?: {figure})?)"
    people = r"(?: (?:others?|more|people|civilians|persons|men|soldiers|policemen|militants|fighters))?"
    state = r"(?P<word>dead|died|killed|wounded|injured|hurt)"
    verb = r"(?P<word>killing|killed|wounding|wounded|injuring|injured)"
    return (
        re.compile(rf"{number}{people} (?:were |was |had been |have been |are )?(?:left )?{state}\b", re.IGNORECASE),
        re.compile(
            rf"\b{verb} {number}\b(?! (?:of|per) the)(?! (?:days|weeks|hours|months|years|times)\b)", re.IGNORECASE
        ),
    )


def _field_of(word: str) -> str:
    return "fatalities" if word in {"dead", "died", "killed", "killing"} else "injured"


def _tolls(syntax: Syntax, scope: set[int]) -> Iterator[_Toll]:
    for index in sorted(scope):
        lemma, token = syntax.lemmas[index], syntax.tokens[index]
        for field in _FIELDS:
            is_fatal = field == "fatalities" and _ends_in_death(syntax, index)
            if syntax.is_verb(index) and (lemma in _words("verbs", field) or is_fatal):
                patients = _victims(syntax, index)
                if patients:
                    yield _Toll(field, patients)
            elif lemma in _words("adjectives", field) and not syntax.is_verb(index):
                yield _Toll(field, tuple(_adjective_bearers(syntax, index)))
            elif token.tag.startswith("NN") and lemma in _words("nouns", field):
                yield _Toll(field, tuple(_sufferers(syntax, index)) or (index,))
            elif field == "fatalities" and lemma == "life" and syntax.lemmas[token.head] in _TAKING_LIVES:
                yield _Toll(field, tuple(_sufferers(syntax, index)))
            elif token.tag.startswith("NN") and lemma in _words("act_nouns", field):
                suffering = _sufferers(syntax, index)
                if suffering:
                    yield _Toll(field, tuple(suffering))


def _sufferers(syntax: Syntax, index: int) -> list[int]:
    """Whom an event noun befell: "the murder of two nuns", "the mayor's assassination"."""
    of = [item for _, item in syntax.objects_of_preposition(index, frozenset({"of"}))]
    return of or [item for item in syntax.with_dep(index, frozenset({"poss"})) if syntax.tokens[item].tag != "PRP$"]


def _ends_in_death(syntax: Syntax, index: int) -> bool:
    """Whether a verb goes on with "to death" ("stoned to death")."""
    return any(syntax.lemmas[item] == "death" for _, item in syntax.objects_of_preposition(index, frozenset({"to"})))


def _victims(syntax: Syntax, index: int) -> tuple[int, ...]:
    frame = frame_of(syntax, index)
    is_moving = syntax.lemmas[index] == "flee"
    heads = syntax.subjects(index) if is_moving else syntax.objects(index) or list(frame.patients)
    heads = [item for head in heads for item in (head, *_listed_behind(syntax, head))]
    return tuple(head for head in heads if syntax.lemmas[head] not in {"himself", "herself", "themselves", "itself"})


def _listed_behind(syntax: Syntax, head: int) -> list[int]:
    """The rest of a list that the parse takes for an apposition ("two nuns, a priest and three drivers died")."""
    if syntax.tokens[head].tag != "NNS":
        return []
    return [
        item
        for child in syntax.with_dep(head, frozenset({"appos"}))
        if syntax.tokens[child].tag in {"NN", "NNP"} and syntax.with_dep(child, frozenset({"cc"}))
        for item in syntax.with_conjuncts(child)
    ]


def _adjective_bearers(syntax: Syntax, index: int) -> list[int]:
    """What "dead" is said of: its own number ("12 dead"), its noun, or the object of "left 12 people dead"."""
    if syntax.with_dep(index, frozenset({"nummod"})):
        return [index]
    token = syntax.tokens[index]
    if index and syntax.lemmas[index - 1] in {"shoot", "gun"}:
        return syntax.objects(index - 1)  # "shot dead A, B and C"
    if token.dep == "amod":
        return [token.head]
    if syntax.is_verb(token.head):
        objects = [item for item in syntax.objects(token.head) if item != index]
        return objects or [item for item in syntax.subjects(token.head) if item != index]
    previous = syntax.tokens[index - 1] if index else None
    if previous is not None and previous.tag == "CD":
        return [index - 1]
    return [token.head] if syntax.tokens[token.head].tag.startswith(("NN", "CD")) else []


def _count(syntax: Syntax, heads: Iterable[int], actors: Sequence[ActorMention]) -> Count | None:
    """The sum over coordinated phrases, None where any of them has no number."""
    total: Quantity | None = None
    covered: set[int] = set()
    side: str | None = None
    for head in heads:
        quantity, words = _quantity(syntax, head, actors)
        if quantity is None:
            continue
        total = quantity if total is None else total + quantity
        covered |= words
        side = side or next((actor.canonical for actor in actors if actor.head == head), None)
    if total is None or not covered:
        return None
    span = syntax.span_of(covered)
    return Count(
        start=span.start, end=span.end, text=span.text, low=total.low, best=total.best, high=total.high, side=side
    )


def _quantity(syntax: Syntax, head: int, actors: Sequence[ActorMention]) -> tuple[Quantity | None, set[int]]:
    phrase = {item for item in syntax.phrase(head) if item <= head}
    for number in syntax.with_dep(head, frozenset({"nummod"})):
        phrase |= {item for item in syntax.subtree(number) if item <= head}
    of = [item for name, item in syntax.objects_of_preposition(head, frozenset({"of"}))]
    if syntax.lemmas[head] in _QUANTITY_NOUNS and of:
        phrase |= syntax.phrase(of[0])
    elif of and syntax.lemmas[head] in listed("collective_nouns") and _has_number(syntax, of[0]):
        phrase = syntax.phrase(of[0])  # "a family of five", "a group of 300 rebels"
    dated = [entity for entity in syntax.parsed.entities if entity.label in {"DATE", "TIME"}]
    phrase = {item for item in phrase if item == head or not any(span.contains(syntax.tokens[item]) for span in dated)}
    words = [syntax.tokens[item].text for item in sorted(phrase)]
    quantity = read_quantity(words)
    if quantity is None and _is_one_person(syntax, head, actors):
        quantity = Quantity(1, 1, 1)
    return quantity, phrase


def _is_one_person(syntax: Syntax, head: int, actors: Sequence[ActorMention]) -> bool:
    """Whether a phrase without a number is one person: a personal name, "he", "the governor", "his wife"."""
    token = syntax.tokens[head]
    if syntax.lemmas[head] in _ONE or token.text.lower() in _ONE:
        return True
    labels = {entity.label for entity in syntax.parsed.entities if entity.contains(token)}
    if "PERSON" in labels or (token.tag in {"NN", "NNP"} and _has_person_before(syntax, head)):
        return True
    parties = [actor for actor in actors if actor.head == head]
    if token.tag == "NNP":  # a name of no place and no party: the model takes many personal names for organizations
        return not parties and not labels & _NO_PERSON and len(token.text) > 2
    is_role = any(actor.is_generic for actor in parties)
    return token.tag == "NN" and is_role and syntax.lemmas[head] not in listed("collective_nouns")


def _has_number(syntax: Syntax, head: int) -> bool:
    return syntax.tokens[head].tag == "CD" or bool(syntax.with_dep(head, frozenset({"nummod"})))


def _has_person_before(syntax: Syntax, head: int) -> bool:
    """Whether a personal name ends in this word, though the model cuts it off ("Luis Carlos" + "galan")."""
    if not head or syntax.tokens[head - 1].dep != "compound" or syntax.tokens[head - 1].head != head:
        return False
    before = syntax.tokens[head - 1]
    return any(entity.label == "PERSON" and entity.contains(before) for entity in syntax.parsed.entities)


def _group_size(syntax: Syntax, agents: Sequence[int], actors: Sequence[ActorMention]) -> Count | None:
    for head in agents:
        is_quantity = syntax.lemmas[head] in _QUANTITY_NOUNS or syntax.lemmas[head] in listed("collective_nouns")
        words = syntax.phrase(head) if is_quantity else {head}
        if any(actor.head in words for actor in actors):
            quantity, words = _quantity(syntax, head, actors)
            if quantity is not None and (quantity.best or quantity.high or 0) > 1:
                span = syntax.span_of(words)
                return Count(
                    start=span.start,
                    end=span.end,
                    text=span.text,
                    low=quantity.low,
                    best=quantity.best,
                    high=quantity.high,
                )
    return None


@cache
def _words(table: str, field: str) -> frozenset[str]:
    return frozenset(read_rules("events/quantities.toml")[table].get(field, ()))
