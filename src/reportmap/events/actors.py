"""Passages -> ActorMentions: named groups and forces from a lexicon, and generic roles ("gunmen", "the police").

Names come from `resources/events/actors.csv`, roles from `roles.csv`, nationalities from `resources/demonyms.csv`.
A nationality is an affiliation, never a place.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from reportmap.events.lexicon import listed
from reportmap.events.parties import find_parties
from reportmap.events.syntax import Syntax, by_passage
from reportmap.model import ActorKind, ActorMention, ParsedPassage, ResolvedPlace, Span
from reportmap.rules import read_table

ARMED = frozenset({ActorKind.REBEL_GROUP, ActorKind.MILITIA})
STATE = frozenset({ActorKind.STATE_FORCES, ActorKind.POLICE})
MAX_NAME_WORDS = 5
"""So many words may stand before the last one in the name of a group that the lexicon lacks."""

GROUP_REACH = 3
"""So many passages back the group named last is the one that "the rebels" are; further back, the one named most is."""

_MODIFIERS = frozenset({"amod", "compound", "nmod", "poss"})
_THEIRS = frozenset({"his", "their", "its"})
_OF = frozenset({"of", "from"})
_FOLLOWERS = frozenset({"man", "men", "follower", "loyalist"})
_DEFINITE = frozenset({"the", "these", "those", "their", "its"})


def find_actors(parsed: Sequence[ParsedPassage], *, places: Sequence[ResolvedPlace]) -> tuple[ActorMention, ...]:
    """The parties that a document names or describes, in text order, one per word but for "Kenyan and Ugandan troops".

    Generic roles are found in parsed passages only. "The fighters" takes the name of the armed group named last, or of
    the one named most where that was long before; "police" takes the country of its nationality word, else of the last
    place before it, else of most places.
    """
    focus = Counter(place.place.country for place in places if place.place is not None and place.place.country)
    default = focus.most_common(1)[0][0] if focus else None
    codes = frozenset(place.place.country_code for place in places if place.place and place.place.country_code)
    places_at = by_passage(
        (place for place in places if place.place is not None), key=lambda place: place.mention.passage_index
    )
    found: list[ActorMention] = []
    groups: Counter[str] = Counter()
    last_group: tuple[int, str] | None = None
    for passage in parsed:
        index = passage.passage.index
        here = places_at[index]
        country = next((place.place.country for place in here if place.place and place.place.country), default)
        group = _meant_group(groups, last_group, index)
        setting = _Setting(country=country, home=default, last_group=group, codes=codes)
        mentions = _in_passage(passage, setting)
        named = [mention for mention in mentions if mention.kind in ARMED and not mention.is_generic]
        groups.update(mention.canonical for mention in named)
        last_group = (index, named[-1].canonical) if named else last_group
        found += mentions
    return tuple(found)


def _meant_group(groups: Counter[str], last: tuple[int, str] | None, index: int) -> str | None:
    """Which armed group "the rebels" are in a passage: the one named just before, else the one named most."""
    if last is None:
        return None
    most = max(groups.values())
    is_near = index - last[0] <= GROUP_REACH or groups[last[1]] == most
    return last[1] if is_near else next(name for name, number in groups.items() if number == most)


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
        found += [party for mention in found for party in _allies(syntax, mention)]
        found += list(_unlisted(syntax, found))
        taken = {token for mention in found for token in syntax.tokens_in(mention)}
        for index in range(len(syntax.tokens)):
            if index not in taken:
                roles = _role(syntax, index, setting, named=found)
                found = [item for item in found if not any(role.contains(item) for role in roles)] + roles
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


def _allies(syntax: Syntax, mention: ActorMention) -> Iterator[ActorMention]:
    """The forces of further nations that stand before a listed name ("Kenyan and Ugandan soldiers")."""
    first = syntax.tokens_in(mention)[0]
    if mention.kind not in STATE | {ActorKind.EXTERNAL_FORCES} or country_of(syntax.tokens[first].text) is None:
        return
    while first > 1 and syntax.lemmas[first - 1] in {"and", ","}:
        first -= 2
        country = country_of(syntax.tokens[first].text)
        if country is None:
            return
        canonical = with_country("Military Forces of {nationality}", country)
        yield replace(mention, canonical=canonical, kind=ActorKind.EXTERNAL_FORCES)


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


def _role(syntax: Syntax, index: int, setting: _Setting, *, named: Sequence[ActorMention]) -> list[ActorMention]:
    """The generic role that a noun names, under the name of the group or of each nationality that modifies it."""
    modifiers = [
        child
        for child in syntax.children[index]
        if syntax.tokens[child].dep in _MODIFIERS and not _is_dated(syntax, child)
    ]
    row = _role_row(syntax, index) or _band_row(syntax, index, modifiers, has_group=setting.last_group is not None)
    if row is None:
        return []
    span = syntax.span_of({index, *(item for item in modifiers if item < index)})
    party = _group_of(syntax, index, row.kind, named)
    if party is not None:
        if party.end <= span.end:
            span = syntax.span_of(set(range(min(syntax.tokens_in(party)), index + 1)))
        described = [_Description(party.canonical, party.kind, is_generic=False)]
    else:
        described = _described(syntax, index, row, modifiers, setting, named=named)
    return [
        ActorMention(
            start=span.start,
            end=span.end,
            text=span.text,
            passage_index=syntax.parsed.passage.index,
            head=index,
            canonical=item.canonical,
            kind=item.kind,
            is_generic=item.is_generic,
            pattern=item.pattern,
        )
        for item in described
    ]


def _group_of(syntax: Syntax, index: int, kind: ActorKind, named: Sequence[ActorMention]) -> ActorMention | None:
    """The named party that a role belongs to: "Taliban fighters", "guerrillas of the ELN"."""
    parties = [item for item in named if not item.is_generic]
    if not parties:
        return None
    before = {item for child in syntax.with_dep(index, _MODIFIERS) if child < index for item in syntax.subtree(child)}
    is_following = kind in ARMED or syntax.lemmas[index] in listed("followers")
    of = {item for _, item in syntax.objects_of_preposition(index, _OF)} if is_following else set()
    behind = {index + 2, index + 3} if is_following and syntax.lemmas[index + 1 : index + 2] == ("of",) else set()
    return next(
        (
            item
            for item in parties
            if (item.head in before and item.end <= syntax.tokens[index].start)
            or (item.kind in ARMED and (item.head in of or syntax.tokens_in(item)[0] in behind))
        ),
        None,
    )


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of `roles.csv`; `is_anaphoric` where "the X" mostly means a group named before."""

    kind: ActorKind
    canonical: str
    is_anaphoric: bool


@dataclass(frozen=True, slots=True)
class _Description:
    """What a role comes to in its sentence; `pattern` as in ActorMention."""

    canonical: str
    kind: ActorKind
    is_generic: bool = True
    pattern: str = ""


def _described(
    syntax: Syntax,
    index: int,
    row: _Row,
    modifiers: Sequence[int],
    setting: _Setting,
    *,
    named: Sequence[ActorMention],
) -> list[_Description]:
    """What a role that names no group itself means: the group named before, or the forces of each nationality."""
    nations = _nationalities(syntax, index, modifiers)
    before = {syntax.lemmas[child] for child in syntax.children[index]}
    is_definite = bool(before & _DEFINITE)
    group = next((item.canonical for item in reversed(named) if item.kind in ARMED), setting.last_group)
    is_follower = syntax.lemmas[index] in _FOLLOWERS and bool(before & _THEIRS)
    if (is_follower or (row.is_anaphoric and is_definite)) and not nations and group is not None:
        kind = ActorKind.REBEL_GROUP if is_follower else row.kind
        return [_Description(group, kind, is_generic=False)]
    pattern, lemma = row.canonical, syntax.lemmas[index]
    own = [_Description(pattern, row.kind)] if nations and "{nationality}" not in pattern else []
    if nations and (not own or lemma in _roles()):
        nation_row = row if not own else _roles()[lemma]
        return own + [_national(lemma, nation_row, nation, setting) for nation in nations]
    canonical = with_country(pattern, setting.country)
    return [_Description(canonical, row.kind, pattern=pattern if pattern != canonical else "")]


def _national(lemma: str, row: _Row, nation: str, setting: _Setting) -> _Description:
    kind, pattern = row.kind, row.canonical
    if nation != setting.home and kind in STATE:
        kind = ActorKind.EXTERNAL_FORCES
        if lemma == "officer":
            pattern = "Military Forces of {nationality}"  # abroad they are soldiers, at home police
    return _Description(with_country(pattern, nation), kind)


def _nationalities(syntax: Syntax, index: int, modifiers: Sequence[int]) -> list[str]:
    """The countries that the words before a role name: two in "Kenyan and Ugandan soldiers"."""
    words = [item for child in modifiers for item in syntax.with_conjuncts(child) if item < index]
    found = (_country_before(syntax, item) for item in dict.fromkeys(sorted(words)))
    return list(dict.fromkeys(country for country in found if country is not None))


def _country_before(syntax: Syntax, item: int) -> str | None:
    """The country that a modifier names, in one word or several."""
    first = min([item, *syntax.with_dep(item, frozenset({"compound"}))])
    name = syntax.span_of(set(range(first, item + 1))).text
    return country_of(name) or country_of(syntax.tokens[item].text)


def _is_dated(syntax: Syntax, index: int) -> bool:
    token = syntax.tokens[index]
    return any(entity.label in {"DATE", "TIME"} and entity.contains(token) for entity in syntax.parsed.entities)


def _role_row(syntax: Syntax, index: int) -> _Row | None:
    """The row of a noun; of an adjective ("separatist positions") where its noun has none."""
    roles, tag = _roles(), syntax.tokens[index].tag
    if tag.startswith("JJ"):
        row, head = roles.get(syntax.lemmas[index]), syntax.tokens[index].head
        is_alone = syntax.tokens[index].dep == "amod" and syntax.lemmas[head] not in roles
        return row if row is not None and row.kind in ARMED and row.is_anaphoric and is_alone else None
    if not tag.startswith("NN"):
        return None
    row = _noun_row(syntax, index)
    if row is None or row.kind in ARMED:
        return row
    before = [roles.get(syntax.lemmas[child]) for child in syntax.with_dep(index, _MODIFIERS) if child < index]
    return next((item for item in before if item is not None and item.kind in ARMED and item.is_anaphoric), row)


def _band_row(syntax: Syntax, index: int, modifiers: Sequence[int], *, has_group: bool) -> _Row | None:
    """For "the group" behind the name of an armed group: that group; for other groups nothing."""
    words = {syntax.lemmas[child] for child in syntax.children[index]}
    is_definite = bool(words & {"the", "this"}) and not modifiers and not syntax.with_dep(index, frozenset({"prep"}))
    if not has_group or not is_definite or syntax.lemmas[index] not in listed("bands"):
        return None
    return _Row(ActorKind.REBEL_GROUP, "Unidentified Armed Group", is_anaphoric=True)


def _noun_row(syntax: Syntax, index: int) -> _Row | None:
    lemma, word = syntax.lemmas[index], syntax.tokens[index].text.lower()
    previous = syntax.lemmas[index - 1] if index else ""
    roles = _roles()
    pair = roles.get(f"{previous} {lemma}") or (
        roles.get(f"{syntax.tokens[index - 1].text.lower()} {lemma}") if index else None
    )
    if pair is None and lemma in {"force", "troop"} and syntax.tokens[index].tag != "NNS":
        return None
    return pair or roles.get(lemma) or roles.get(word) or roles.get(word.removesuffix("s"))


def country_of(word: str) -> str | None:
    """The country that a demonym or nationality adjective points to ("Afghan": Afghanistan), or None."""
    found = _demonyms().get(word)
    return found or (_demonyms().get(word.title()) if word.isupper() and len(word) > 2 else None)


def with_article(country: str) -> str:
    """A country's name as it stands after "of": "the United States", "Pakistan"."""
    takes_article = country.startswith(("United ", "Democratic Republic", "Central African", "Philippines", "Soviet"))
    return f"the {country}" if takes_article else country


def with_country(pattern: str, country: str | None) -> str:
    """The standard name that a pattern ("Police Forces of {nationality}") makes with a country."""
    name = "unknown country" if country is None else country
    is_behind_of = country is not None and "of {nationality}" in pattern
    return pattern.replace("{nationality}", with_article(name) if is_behind_of else name)


@cache
def _demonyms() -> dict[str, str]:
    return {
        word.replace("_", " "): row["country"]
        for row in read_table("demonyms.csv")
        if row["country_code"]
        for word in (*f"{row['words']} {row['modifiers']}".split(), row["country"])
    }


@cache
def _roles() -> dict[str, _Row]:
    return {
        row["lemma"]: _Row(ActorKind(row["kind"]), row["canonical"], row["anaphoric"] == "yes")
        for row in read_table("events/roles.csv")
    }
