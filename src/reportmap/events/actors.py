"""Passages -> ActorMentions: named groups and forces from a lexicon, and generic roles ("gunmen", "the police").

Names come from `resources/events/actors.csv`, roles from `roles.csv`, nationalities from `resources/demonyms.csv`.
A nationality is an affiliation, never a place.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from reportmap.events.lexicon import listed
from reportmap.events.parties import find_parties
from reportmap.events.syntax import Syntax, by_passage
from reportmap.model import ActorKind, ActorMention, ParsedPassage, ResolvedPlace, Span
from reportmap.rules import read_table

ARMED = frozenset({ActorKind.REBEL_GROUP, ActorKind.MILITIA})
MAX_NAME_WORDS = 5
"""So many words may stand before the last one in the name of a group that the lexicon lacks."""

_STATE = frozenset({ActorKind.STATE_FORCES, ActorKind.POLICE})
_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss"})
_DEFINITE = frozenset({"the", "these", "those"})


def find_actors(parsed: Sequence[ParsedPassage], *, places: Sequence[ResolvedPlace]) -> tuple[ActorMention, ...]:
    """The parties that a document names or describes, in text order, at most one per word.

    Generic roles are found in parsed passages only. "The fighters" takes the name of the armed group named last;
    "police" takes the country of its nationality word, else of the last place before it, else of most places.
    """
    focus = Counter(place.place.country for place in places if place.place is not None and place.place.country)
    default = focus.most_common(1)[0][0] if focus else None
    codes = frozenset(place.place.country_code for place in places if place.place and place.place.country_code)
    places_at = by_passage(
        (place for place in places if place.place is not None), key=lambda place: place.mention.passage_index
    )
    found: list[ActorMention] = []
    country = default
    last_group: str | None = None
    for passage in parsed:
        here = places_at[passage.passage.index]
        country = next((place.place.country for place in here if place.place and place.place.country), country)
        setting = _Setting(country=country, home=default, last_group=last_group, codes=codes)
        mentions = _in_passage(passage, setting)
        named = [mention for mention in mentions if mention.kind in ARMED and not mention.is_generic]
        last_group = named[-1].canonical if named else last_group
        found += mentions
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Setting:
    """What the document has told so far: the country named last, the one named most, the armed group named last.

    `codes` are the ISO codes of all countries that the document names places in.
    """

    country: str | None
    home: str | None
    last_group: str | None
    codes: Collection[str]


def _in_passage(parsed: ParsedPassage, setting: _Setting) -> list[ActorMention]:
    syntax = Syntax(parsed)
    found = list(_named(syntax, setting.codes))
    if parsed.is_parsed:
        found += list(_unlisted(syntax, found))
    if parsed.is_parsed:
        taken = {token for mention in found for token in syntax.tokens_in(mention)}
        for index in range(len(syntax.tokens)):
            if index not in taken:
                mention = _role(syntax, index, setting, named=found)
                if mention is not None:
                    found = [item for item in found if not mention.contains(item)] + [mention]
    return sorted(found, key=lambda mention: mention.start)


def _named(syntax: Syntax, codes: Collection[str]) -> Iterator[ActorMention]:
    passage = syntax.parsed.passage
    for start, end, party in find_parties(passage.text, countries=codes):
        span = Span(start=passage.start + start, end=passage.start + end, text=passage.text[start:end])
        head = syntax.token_at(span)
        if head is not None:
            yield ActorMention(
                start=span.start,
                end=span.end,
                text=span.text,
                passage_index=passage.index,
                head=head,
                canonical=party.canonical,
                kind=party.kind,
            )


def _unlisted(syntax: Syntax, named: Sequence[ActorMention]) -> Iterator[ActorMention]:
    """Armed groups that the lexicon lacks, by the form of their names ("Atlas Liberation Front")."""
    taken = {token for mention in named for token in syntax.tokens_in(mention)}
    for index, token in enumerate(syntax.tokens):
        if token.text.lower() not in listed("group_heads") or index in taken or not token.text[:1].isupper():
            continue
        first = index
        while first and index - first < MAX_NAME_WORDS and first - 1 not in taken and _may_name(syntax, first - 1):
            first -= 1
        words = {item.text.lower() for item in syntax.tokens[first:index]}  # "People's" is two tokens
        if words & listed("group_signs"):
            span = syntax.span_of(set(range(first, index + 1)))
            yield ActorMention(
                start=span.start,
                end=span.end,
                text=span.text,
                passage_index=syntax.parsed.passage.index,
                head=index,
                canonical=_title(span.text),
                kind=ActorKind.REBEL_GROUP,
            )


def _may_name(syntax: Syntax, index: int) -> bool:
    """Whether a word can stand inside the name of a group: a capital, and not an article or a plain verb."""
    token = syntax.tokens[index]
    if token.tag == "POS":
        return True
    is_sign = token.text.lower() in listed("group_signs")
    return token.text[:1].isupper() and (is_sign or token.tag in {"NNP", "NNPS"} or token.tag.startswith("JJ"))


def _title(name: str) -> str:
    """A name in one spelling: single blanks, and capitals at the beginnings of words where it is all in capitals."""
    words = name.split()
    return " ".join(word.capitalize() if name.isupper() and len(word) > 3 else word for word in words)


def _role(syntax: Syntax, index: int, setting: _Setting, *, named: Sequence[ActorMention]) -> ActorMention | None:
    """The generic role that a noun names, under the name of the group or nationality that modifies it."""
    token = syntax.tokens[index]
    if not token.tag.startswith("NN"):
        return None
    row = _role_row(syntax, index)
    if row is None:
        return None
    kind, canonical, is_anaphoric = row
    modifiers = [
        child
        for child in syntax.children[index]
        if syntax.tokens[child].dep in _MODIFIERS and not _is_dated(syntax, child)
    ]
    span = syntax.span_of({index, *(item for item in modifiers if item < index)})
    party = _group_of(syntax, index, kind, named)
    if party is not None:
        canonical, kind, is_generic = party.canonical, party.kind, False
        if party.end <= span.end:
            span = syntax.span_of(set(range(min(syntax.tokens_in(party)), index + 1)))
    else:
        canonical, kind, is_generic = _described(
            syntax, index, (kind, canonical, is_anaphoric), modifiers, setting, named=named
        )
    return ActorMention(
        start=span.start,
        end=span.end,
        text=span.text,
        passage_index=syntax.parsed.passage.index,
        head=index,
        canonical=canonical,
        kind=kind,
        is_generic=is_generic,
    )


def _group_of(syntax: Syntax, index: int, kind: ActorKind, named: Sequence[ActorMention]) -> ActorMention | None:
    """The named party that a role belongs to: "Taliban fighters", "guerrillas of the ELN"."""
    parties = [item for item in named if not item.is_generic]
    if not parties:
        return None
    before = {item for child in syntax.with_dep(index, _MODIFIERS) if child < index for item in syntax.subtree(child)}
    of = (
        {item for _, item in syntax.objects_of_preposition(index, frozenset({"of", "from"}))}
        if kind in ARMED
        else set()
    )
    return next(
        (
            item
            for item in parties
            if (item.head in before and item.end <= syntax.tokens[index].start)
            or (item.head in of and item.kind in ARMED and kind in ARMED)
        ),
        None,
    )


def _described(
    syntax: Syntax,
    index: int,
    row: tuple[ActorKind, str, bool],
    modifiers: Sequence[int],
    setting: _Setting,
    *,
    named: Sequence[ActorMention],
) -> tuple[str, ActorKind, bool]:
    """The canonical name, the kind and whether it is generic, of a role that names no group itself."""
    kind, canonical, is_anaphoric = row
    nationality = next((country_of(syntax.tokens[item].text) for item in modifiers if _is_demonym(syntax, item)), None)
    if nationality is not None and nationality != setting.home and kind in _STATE:
        kind = ActorKind.EXTERNAL_FORCES
    is_definite = any(syntax.lemmas[child] in _DEFINITE for child in syntax.children[index])
    group = next((item.canonical for item in reversed(named) if item.kind in ARMED), setting.last_group)
    if is_anaphoric and is_definite and nationality is None and group is not None:
        return group, kind, False
    canonical = canonical.replace("{nationality}", _place_of_origin(canonical, nationality or setting.country))
    return canonical, kind, True


def _is_dated(syntax: Syntax, index: int) -> bool:
    token = syntax.tokens[index]
    return any(entity.label in {"DATE", "TIME"} and entity.contains(token) for entity in syntax.parsed.entities)


def _role_row(syntax: Syntax, index: int) -> tuple[ActorKind, str, bool] | None:
    lemma, word = syntax.lemmas[index], syntax.tokens[index].text.lower()
    previous = syntax.lemmas[index - 1] if index else ""
    roles = _roles()
    pair = roles.get(f"{previous} {lemma}") or (
        roles.get(f"{syntax.tokens[index - 1].text.lower()} {lemma}") if index else None
    )
    if pair is None and lemma in {"force", "troop"} and syntax.tokens[index].tag != "NNS":
        return None
    return pair or roles.get(lemma) or roles.get(word)


def _is_demonym(syntax: Syntax, index: int) -> bool:
    return country_of(syntax.tokens[index].text) is not None


def country_of(word: str) -> str | None:
    """The country that a demonym or nationality adjective points to ("Afghan": Afghanistan), or None."""
    found = _demonyms().get(word)
    return found or (_demonyms().get(word.title()) if word.isupper() and len(word) > 2 else None)


def with_article(country: str) -> str:
    """A country's name as it stands after "of": "the United States", "Pakistan"."""
    takes_article = country.startswith(("United ", "Democratic Republic", "Central African", "Philippines", "Soviet"))
    return f"the {country}" if takes_article else country


def _place_of_origin(canonical: str, country: str | None) -> str:
    if country is None:
        return "unknown country"
    return with_article(country) if "of {nationality}" in canonical else country


@cache
def _demonyms() -> dict[str, str]:
    return {
        word.replace("_", " "): row["country"]
        for row in read_table("demonyms.csv")
        if row["country_code"]
        for word in (*f"{row['words']} {row['modifiers']}".split(), row["country"])
    }


@cache
def _roles() -> dict[str, tuple[ActorKind, str, bool]]:
    return {
        row["lemma"]: (ActorKind(row["kind"]), row["canonical"], row["anaphoric"] == "yes")
        for row in read_table("events/roles.csv")
    }
