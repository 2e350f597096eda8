"""The numbers of people that belong to one event, with what happened to them and the words that say so."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, reduce
from typing import Any

from reportmap.events.lexicon import listed
from reportmap.events.quantities import Quantity, read_quantity
from reportmap.events.syntax import PASSIVE_SUBJECTS, SUBJECTS, Syntax
from reportmap.events.victims import COUNTED, Toll, find_tolls, toll_field
from reportmap.model import ActorKind, ActorMention, Count, Counts, CountScope, Span
from reportmap.rules import read_rules

_ONE = frozenset({"he", "she", "him", "her"})
_NO_PERSON = frozenset({"GPE", "LOC", "FAC", "NORP", "DATE", "TIME", "EVENT", "PRODUCT"})
_STATE = frozenset({ActorKind.STATE_FORCES, ActorKind.POLICE, ActorKind.PEACEKEEPERS, ActorKind.EXTERNAL_FORCES})
_REBELS = frozenset({ActorKind.REBEL_GROUP, ActorKind.MILITIA})
_QUANTITY_NOUNS = frozenset({"dozen", "score", "hundred", "thousand", "number", "ten"})
_NOBODY = re.compile(
    r"\b(?:no(?: reports? of)?|without(?: (?:claiming|causing|reporting))?(?: any)?)"
    r" (?P<word>casualties|victims|deaths|injuries|fatalities)\b",
    re.IGNORECASE,
)
_TIMES_AS_MANY = re.compile(
    r"\b(?P<word>wound(?:ed|ing)|injur(?:ed|ing)) (?P<number>(?:twice|three times) as many)\b", re.IGNORECASE
)
_AGES = re.compile(r"\bage[ds]? (?:[\w-]{1,12},? ){0,2}(?:and )?$", re.IGNORECASE)
_PER_ENGAGEMENT = ("per engagement", "per clash", "per attack", "in each engagement", "in each clash")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One figure of a passage: the count's name in the record, and the token that it stands on."""

    field: str
    count: Count
    word: int
    is_sum: bool = False


def find_counts(
    syntax: Syntax,
    figures: Sequence[Counted],
    *,
    agents: Sequence[int],
    actors: Sequence[ActorMention],
    is_total: bool,
) -> Counts:
    """The counts that the figures of an event make; a field is None where the text gives no number.

    Coordinated victims add up ("two soldiers and a policeman"), and those of two sides; "including four children" does
    not. The number of the acting party is a group size, never a toll. Source of the scopes: RECORD.md, count_scope.
    """
    found = _first_figures(syntax, figures, actors)
    text = syntax.parsed.passage.text
    scope_of_counts = None
    if found:
        if any(phrase in text.lower() for phrase in _PER_ENGAGEMENT):
            scope_of_counts = CountScope.PER_ENGAGEMENT
        else:
            scope_of_counts = CountScope.PERIOD_TOTAL if is_total else CountScope.EVENT
    if "fatalities" in found:
        found["fatalities"] = mark_attackers(found["fatalities"], text)
    return Counts(group_size=_group_size(syntax, agents, actors), scope=scope_of_counts, **found)


def _first_figures(syntax: Syntax, figures: Iterable[Counted], actors: Sequence[ActorMention]) -> dict[str, Count]:
    """The figure of each count that speaks for the passage: the first, a sum that holds it, or the sum of two sides."""
    found: dict[str, Count] = {}
    for figure in figures:
        known = found.get(figure.field)
        if known is None or (figure.is_sum and _is_more(figure.count, known)):  # beside a word stands only its first
            found[figure.field] = figure.count
        elif figure.count.overlaps(known) and _numbers(figure.count) == _numbers(known):
            found[figure.field] = replace(known, side=figure.count.side)
        else:
            total = _with_other_side(syntax, known, figure, actors)
            found[figure.field] = known if total is None else total
    return found


def counts_of(syntax: Syntax, figures: Sequence[Counted], *, actors: Sequence[ActorMention]) -> Counts:
    """The counts of a passage that reports nothing but them."""
    return Counts(scope=CountScope.EVENT, **_first_figures(syntax, figures, actors))


def find_figures(
    syntax: Syntax, *, scope: set[int], agents: Sequence[int], actors: Sequence[ActorMention]
) -> Iterator[Counted]:
    """Every figure in the tokens of `scope`: first those that stand beside their word, then those of the parse."""
    for field, count in (*spelled_out(syntax, scope), *_nobody(syntax, scope), *_multiples(syntax, scope)):
        yield Counted(field=field, count=count, word=_word_of(syntax, count))
    for toll in find_tolls(syntax, scope, agents=agents, actors=actors):
        total = _count(syntax, toll, actors)
        if total is not None:
            yield Counted(field=toll.field, count=total, word=_word_of(syntax, total), is_sum=len(toll.heads) > 1)


def _numbers(count: Count) -> tuple[int | None, int | None, int | None]:
    return count.low, count.best, count.high


def _word_of(syntax: Syntax, count: Count) -> int:
    """The head token of a figure's words."""
    at = syntax.token_at(count)
    return 0 if at is None else at


def count_at(syntax: Syntax, index: int) -> Count | None:
    """The count that a bare number makes, with the words that bound it; None where it is none."""
    quantity, words = _quantity(syntax, index, ())
    if quantity is None or not words:
        return None
    span = syntax.span_of(words)
    return _as_count(quantity, span)


def _with_other_side(syntax: Syntax, known: Count, figure: Counted, actors: Sequence[ActorMention]) -> Count | None:
    """The sum with a figure of the same sentence that counts others ("six attackers also died"), else None."""
    two = figure.count
    if two.overlaps(known) or any(two.overlaps(part) for part in known.by_side):
        return None
    if not (_is_also(syntax, figure.word) or are_foes(known, two, {actor.canonical: actor.kind for actor in actors})):
        return None
    parts = (*(known.by_side or (known,)), *(two.by_side or (two,)))
    start, end = min(known.start, two.start), max(known.end, two.end)
    passage = syntax.parsed.passage
    return replace(
        added(known, two),
        start=start,
        end=end,
        text=passage.text[start - passage.start : end - passage.start],
        side=None,
        by_side=parts if len({part.side for part in parts}) > 1 else (),
    )


def _is_also(syntax: Syntax, word: int) -> bool:
    verb = syntax.clause_head(word)
    return any(syntax.lemmas[child] == "also" for child in syntax.children[verb])


def are_foes(one: Count, two: Count, kinds: Mapping[str, ActorKind]) -> bool:
    """Whether two figures count the dead of different armed sides; `kinds` are those of parties by canonical name."""
    sides = [{kinds.get(part.side or "") for part in (count.by_side or (count,))} for count in (one, two)]
    return any(sides[at] <= _STATE and sides[1 - at] <= _REBELS for at in (0, 1))


def added(one: Count, two: Count) -> Count:
    """The first count with the sum of both figures; a bound that either leaves open stays open."""

    def add(a: int | None, b: int | None) -> int | None:
        return None if a is None or b is None else a + b

    return replace(one, low=add(one.low, two.low), best=add(one.best, two.best), high=add(one.high, two.high))


def mark_attackers(count: Count, text: str) -> Count:
    """The count with whether the text says that those who attacked are in it."""
    words = "|".join(_rules()["attackers"]["nouns"])
    who = rf"(?:the |a |one |his |her )?(?:[\w-]{{1,20}} ){{0,2}}(?:{words})s?\b"
    for name, value in (("excluded", False), ("included", True)):
        for phrase in _rules()["attackers"][name]:
            if re.search(rf"\b{phrase} {who}", text, re.IGNORECASE):
                return replace(count, includes_attackers=value)
    if re.search(_rules()["attackers"]["themselves"], text, re.IGNORECASE):
        return replace(count, includes_attackers=False)
    sides = [part.text for part in count.by_side]
    if any(re.search(rf"\b(?:{words})s?\b", part, re.IGNORECASE) for part in sides) or (
        re.search(rf"\band the (?:{words})s?$", count.text, re.IGNORECASE)
    ):
        return replace(count, includes_attackers=True)
    return count


def _nobody(syntax: Syntax, scope: set[int]) -> Iterator[tuple[str, Count]]:
    """Tolls of nought that a noun gives ("no casualties", "without claiming any victims")."""
    passage = syntax.parsed.passage
    for match in _NOBODY.finditer(passage.text):
        start, end = passage.start + match.start(), passage.start + match.end()
        if _is_inside(syntax, scope, start, end):
            word = match["word"].lower()
            fields = ("injured",) if word.startswith("injur") else ("fatalities",) if word == "deaths" else COUNTED[:2]
            for field in fields:
                yield field, Count(start=start, end=end, text=match[0], low=0, best=0, high=0)


def _is_inside(syntax: Syntax, scope: set[int], start: int, end: int) -> bool:
    return any(syntax.tokens[index].start < end and start < syntax.tokens[index].end for index in scope)


def _multiples(syntax: Syntax, scope: set[int]) -> Iterator[tuple[str, Count]]:
    """A figure told by another one: "killed 13 and injured twice as many"."""
    passage = syntax.parsed.passage
    for match in _TIMES_AS_MANY.finditer(passage.text):
        start, end = passage.start + match.start("number"), passage.start + match.end("number")
        other = next((count for field, count in spelled_out(syntax, scope) if field != _field_of(match["word"])), None)
        if other is None or other.best is None or not _is_inside(syntax, scope, start, end):
            continue
        figure = other.best * (2 if match["number"].lower().startswith("twice") else 3)
        yield (
            _field_of(match["word"].lower()),
            Count(start=start, end=end, text=match["number"], low=figure, best=figure, high=figure),
        )


def _is_more(one: Count, two: Count) -> bool:
    return (one.best or one.low or 0) >= (two.best or two.low or 0)


def spelled_out(syntax: Syntax, scope: set[int]) -> Iterator[tuple[str, Count]]:
    """Tolls whose figure stands right beside its word ("12 dead", "the toll rose to 14"), without the parse."""
    passage = syntax.parsed.passage
    for pattern in _toll_patterns():
        for match in pattern.finditer(passage.text):
            start, end = passage.start + match.start("number"), passage.start + match.end("number")
            is_age = _AGES.search(passage.text[max(0, match.start("number") - 40) : match.start("number")])
            if is_age or not _is_inside(syntax, scope, start, end):
                continue
            quantity = read_quantity(match["number"].split())
            if quantity is not None:
                words = passage.text[match.start("number") : match.end("number")]
                yield (
                    _field_of(match["word"].lower()),
                    Count(start=start, end=end, text=words, low=quantity.low, best=quantity.best, high=quantity.high),
                )


@cache
def _toll_patterns() -> tuple[re.Pattern[str], ...]:
    rules = _rules()
    words = [*rules["numbers"], *rules["scales"], *rules["vague"]]
    figure = rf"(?:\d[\d,]{{0,11}}|(?:{'|'.join(words)})(?:-(?:{'|'.join(rules['numbers'])}))?)(?:-odd\b)?"
    hedges = [*rules["lower_bound"]["phrases"], *rules["upper_bound"]["phrases"], *rules["about"]["phrases"]]
    hedges = sorted(hedges, key=len, reverse=True)
    hedge = rf"(?:\b(?:{'|'.join(hedges)}) |\bbetween {figure} and )?"
    number = rf"{hedge}(?:\ba )?\b{figure}(?:[-–]\d{{1,6}}| (?:to|or) {figure})?(?: {figure})?"
    number = rf"(?<!\bno )(?<![\d-])(?P<number>{number})"
    people = r"(?: (?:others?|more|people|civilians|persons|men|soldiers|policemen|militants|fighters))?"
    state = r"(?P<word>dead|died|killed|wounded|injured|hurt|bodies)"
    verb = r"(?P<word>killing|killed|wounding|wounded|injuring|injured)"
    rises = "|".join(rules["toll_verbs"]["phrases"])
    return (
        re.compile(rf"{number}{people} (?:were |was |had been |have been |are )?(?:left )?{state}\b", re.IGNORECASE),
        re.compile(
            rf"\b{verb} {number}\b(?! (?:of|per) the)(?! (?:days|weeks|hours|months|years|times)\b)(?! as many)",
            re.IGNORECASE,
        ),
        re.compile(
            r"\b(?P<word>toll|number of (?:dead|deaths|victims))\b"
            rf"(?: [^\s.;!?]{{1,24}}){{0,8}}? (?:{rises}) {number}\b",
            re.IGNORECASE,
        ),
        re.compile(
            rf"\b(?P<word>toll|number of (?:dead|deaths|victims))\b(?: [^\s.;!?]{{1,24}}){{0,9}}? from {number}\b",
            re.IGNORECASE,
        ),
    )


def _field_of(word: str) -> str:
    return "injured" if word.startswith(("wound", "injur", "hurt")) else "fatalities"


def _count(syntax: Syntax, toll: Toll, actors: Sequence[ActorMention]) -> Count | None:
    """The sum over coordinated phrases, with its parts where they are of several sides; None without a number."""
    parts: list[Count] = []
    covered: set[int] = set()
    for head in toll.heads:
        quantity, words = _quantity(syntax, head, actors) if not _is_share(syntax, head, toll.field) else (None, set())
        if quantity is None or not words:
            continue
        span = syntax.span_of(words)
        owner = head if toll.party is None else toll.party
        side = next((actor.canonical for actor in actors if actor.head == owner), None)
        covered |= words
        parts.append(_as_count(quantity, span, side=side or _noun(syntax, head)))
    if not parts:
        return None
    total, span = reduce(added, parts), syntax.span_of(covered)
    named = next((part.side for part in parts if any(actor.canonical == part.side for actor in actors)), None)
    is_of_sides = len({part.side for part in parts}) > 1 and all(part.side is not None for part in parts)
    return replace(
        total, start=span.start, end=span.end, text=span.text, side=named, by_side=tuple(parts) if is_of_sides else ()
    )


def _as_count(quantity: Quantity, span: Span, *, side: str | None = None) -> Count:
    return Count(
        start=span.start,
        end=span.end,
        text=span.text,
        low=quantity.low,
        best=quantity.best,
        high=quantity.high,
        side=side,
    )


def _noun(syntax: Syntax, head: int) -> str | None:
    """The plural noun that says who was hurt where no party is named ("bystanders")."""
    token = syntax.tokens[head]
    return token.text.lower() if token.tag == "NNS" and syntax.lemmas[head] not in _QUANTITY_NOUNS else None


def _is_share(syntax: Syntax, head: int, field: str) -> bool:
    """Whether a number only counts some of those before it ("seven of them seriously", "two of whom died later").

    "Abducted 23 people, two of whom were murdered" counts the two, of whom nothing else says that they died.
    """
    of = syntax.objects_of_preposition(head, frozenset({"of", "among"}))
    if not any(syntax.tokens[item].text.lower() in {"them", "whom", "which"} for _, item in of):
        return False
    token = syntax.tokens[head]
    is_subject = token.dep in SUBJECTS | PASSIVE_SUBJECTS and toll_field(syntax.lemmas[token.head]) == field
    others = (index for index in range(len(syntax.tokens)) if index != token.head)
    return not is_subject or any(toll_field(syntax.lemmas[index]) == field for index in others)


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
                return _as_count(quantity, syntax.span_of(words))
    return None


@cache
def _rules() -> Mapping[str, Any]:  # Any: TOML values, numbers and lists of words
    return read_rules("events/quantities.toml")
