"""Which places of its sentence belong to an event.

The learned linker says how likely an event took place at each place of its sentence; clause and distance speak where it
is silent. Rules on the tree tell a location from an origin and a target. What a clause lacks is taken over from the
sentence before, a heading or the dateline (memory.py), and then marked as inherited.
"""

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from reportmap.events.datelines import dateline_end
from reportmap.events.frames import frame_of
from reportmap.events.lexicon import listed
from reportmap.events.speakers import is_of_speaker
from reportmap.events.syntax import Syntax
from reportmap.gazetteer.distances import distance_km
from reportmap.model import (
    DerivedPoint,
    EventPlace,
    PlacePrecision,
    PlaceRelation,
    PlaceRole,
    ResolvedPlace,
)

UNIT_GAP = 45
"""Code points between a place and the unit that it lies in ("X, in the northern department of Y")."""

PART_WITHIN_KM = 60
"""A part of a town lies no further from it; a name further off was taken for a namesake."""

CLAUSE_COST = 0.3
TOKEN_COST = 0.015
WEAK_COST = 0.45
ACCEPT_ABOVE = -0.9
"""Below this score a place of the sentence is not the event's (fitted by eye on the seed and the samples)."""

LIKELY = 0.5
"""From this score of the learned linker on a place is the event's, whatever the rules say."""

UNLIKELY = 0.1
"""Below this score it is not. Between the two, the rules decide (both fitted on the sample reports' gold)."""

_TRANSPARENT = frozenset({"appos", "compound", "conj", "poss", "nmod", "pobj", "amod"})
_LOCATIVE = frozenset({"in", "at", "near", "outside", "inside", "around", "across", "throughout", "within"})
_AT_SITE = _LOCATIVE | {"on", "upon"}
_WITH_FROM = frozenset({PlaceRelation.OFFSET, PlaceRelation.DISTANCE, PlaceRelation.ROAD, PlaceRelation.BETWEEN})
"""Relations whose own words hold a "from" that leads to no origin."""

_IN_SUPPORT = re.compile(r"\bin (?:support|solidarity|sympathy|honou?r) (?:of|with|for) [\w' -]{0,40}$")
_BEFORE_LEAD = re.compile(r"\W{0,6}(?:\d{1,2} \w{3,9}, )?")
_AFTER_LEAD = re.compile(r"(?:, [^.:;]{1,30})?(?:[:.]|\s[-–—])\s{0,3}\w")
"""What stands before a place that stands over its passage (a day at most), and after it (with a date or unit)."""

_UNITS = {
    "town": PlacePrecision.EXACT,
    "city": PlacePrecision.EXACT,
    "village": PlacePrecision.EXACT,
    "capital": PlacePrecision.EXACT,
    "district": PlacePrecision.ADMIN2,
    "province": PlacePrecision.ADMIN1,
    "region": PlacePrecision.REGION,
    "area": PlacePrecision.EXACT,
    "country": PlacePrecision.COUNTRY,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place of the passage as seen from one event word; `is_weak` where it says who speaks or who somebody is.

    `speaks` where it says who speaks: no score of the learned linker, whose corpus takes such places, outweighs that.

    `score` is by clause and distance; `likely` is the learned linker's in [0, 1], None where it has none;
    `is_patient` where the event was done to the place ("captured Sangin"), `is_topic` where its clause is about the
    place ("in Sangin, where").
    """

    place: ResolvedPlace
    score: float
    role: PlaceRole
    clause: int
    is_weak: bool
    speaks: bool
    likely: float | None
    is_patient: bool
    is_topic: bool

    @property
    def strength(self) -> float:
        """What candidates are ranked by: the learned score, 1 for what the event was done to."""
        if self.is_patient or self.is_topic:
            return 1.0
        return min(self.score, LIKELY) if self.likely is None else self.likely

    def is_location(self, *, accept_weak: bool) -> bool:
        """Whether the event took place there."""
        if self.role is not PlaceRole.LOCATION:
            return False
        is_likely = self.likely is not None and self.likely >= LIKELY
        if self.is_patient or self.is_topic or (is_likely and not self.speaks):
            return True
        return self.is_plausible(accept_weak) and (accept_weak or self.likely is None or self.likely >= UNLIKELY)

    def is_plausible(self, accept_weak: bool) -> bool:
        """Whether clause and distance allow for the place, in whatever role."""
        return self.score > ACCEPT_ABOVE and (accept_weak or not self.is_weak)

    @property
    def reason(self) -> str:
        """Why it is the event's place, in a few words."""
        if self.is_patient:
            return "the event was done to it"
        if self.is_topic:
            return "the event is told in a clause about it"
        if self.likely is not None:
            return f"the event is here by its sentence with a probability of {self.likely:.2f}"
        return "the nearest place of the event's clause"


def link_places(
    syntax: Syntax,
    word: int,
    *,
    places: Sequence[ResolvedPlace],
    scores: Mapping[int, float],
    foreign: set[int],
    accept_weak: bool,
) -> tuple[EventPlace, ...]:
    """The places of the event at token `word` within its passage, best first; empty where none is plausible.

    `scores` are the learned linker's, by the start of each mention. `foreign` holds the tokens of other events'
    phrases: a place inside one belongs to that event. `accept_weak` takes speakers' and parties' places too. Units that
    only say where another lies ("in Helmand province") are left out. Coordinated places are kept together. A name that
    the gazetteer does not have comes first, without coordinates; the nearest unit that the text names beside it
    follows with precision near, so that the map never shows it as the place itself.
    """
    scores = _with_facilities(scores, places)
    candidates = [
        candidate
        for place in places
        if place.may_locate
        if (candidate := _candidate(syntax, word, place, foreign, scores.get(place.mention.start))) is not None
    ]
    located = _without_misread_parts(syntax, [item for item in candidates if item.is_location(accept_weak=accept_weak)])
    written = syntax.parsed.passage.start + dateline_end(syntax.parsed.passage.text)
    located = [item for item in located if item.place.mention.end > written] or located
    known = [item for item in located if item.place.place is not None]
    named = _unit_word(syntax, word)

    def rank(item: Candidate) -> tuple[bool, float, float, int]:
        return _fits(item, named), item.strength, item.score, -item.place.mention.start

    best = max(located, key=rank, default=None)
    if best is None:
        return ()
    plausible = [item for item in candidates if item.place.place is not None and item.is_plausible(accept_weak)]
    others = [item for item in plausible if item.role is not PlaceRole.LOCATION]
    best = _unknown_inside(best, located) or best
    listed_too = _listed(syntax, best, known) if best.place.place is None else []
    if listed_too:
        chosen = [_told(item) for item in (best, *listed_too)]  # "in Zurkandeh, Sangin and Nawa"
    elif best.place.place is None:
        near = [item for item in plausible if item not in others and item.clause <= best.clause + 1]
        beside = max(near, key=lambda item: (_is_beside(best, item), _fits(item, named), item.score), default=None)
        chosen = [_told(best)] + ([stand_in(_told(beside), best.place)] if beside is not None else [])
    else:
        chosen = [_told(item) for item in _chosen(syntax, best, known, named)]
    ends = [EventPlace(resolved=item.place, role=item.role) for item in others]
    return (*(EventPlace(resolved=place) for place in chosen), *ends)


def _without_misread_parts(syntax: Syntax, located: list[Candidate]) -> list[Candidate]:
    """The places without namesakes far off of parts of the town that opens the sentence ("In X, ... the Y quarter")."""
    text, start = syntax.parsed.passage.text, syntax.parsed.passage.start
    opener = next((item for item in located if _opens(text, item.place.mention.start - start, item)), None)
    if opener is None:
        return located
    return [
        item
        for item in located
        if item is opener or item.clause > opener.clause or not _is_far_off(item.place, opener.place)
    ]


def _opens(text: str, start: int, item: Candidate) -> bool:
    place = item.place
    is_town = place.precision is PlacePrecision.EXACT and place.point is not None and place.derived is None
    before, after = text[:start], text[start + len(place.mention.text) :]
    return is_town and not item.speaks and before.lower() == "in " and after.startswith(",")


def _is_far_off(part: ResolvedPlace, town: ResolvedPlace) -> bool:
    if part.point is None or town.point is None or part.precision not in {PlacePrecision.EXACT, PlacePrecision.ADMIN2}:
        return False
    return distance_km(part.point, town.point) > PART_WITHIN_KM


def _with_facilities(scores: Mapping[int, float], places: Sequence[ResolvedPlace]) -> Mapping[int, float]:
    """The scores, with that of a street or a building without an entry for the place right behind it as well.

    "In Sariab Road in Quetta": the road is never shown, and the linker lets only one of the two be the place.
    """
    found = dict(scores)
    for place in places:
        if place.place is not None or not _is_facility(place) or place.mention.start not in scores:
            continue
        for other in places:
            if other.place is not None and 0 < other.mention.start - place.mention.end <= UNIT_GAP:
                found[other.mention.start] = max(found.get(other.mention.start, 0.0), scores[place.mention.start])
    return found


def _is_facility(place: ResolvedPlace) -> bool:
    return place.mention.text.split()[-1].lower() in listed("facility_nouns")


def _unknown_inside(best: Candidate, located: Sequence[Candidate]) -> Candidate | None:
    """A place without an entry that stands right before the best one and so lies in it ("in the X quarter of Y")."""
    return next(
        (
            item
            for item in located
            if item.place.place is None
            and not item.is_weak
            and item.clause <= best.clause
            and _is_beside(item, best)
            and "kind word" in item.place.mention.cue
        ),
        None,
    )


def _is_beside(inner: Candidate, outer: Candidate) -> bool:
    return is_followed_by(inner.place, outer.place)


def is_followed_by(inner: ResolvedPlace, outer: ResolvedPlace) -> bool:
    """Whether the second place stands right behind the first, as the unit that it lies in does."""
    gap = outer.mention.start - inner.mention.end
    return 0 < gap <= UNIT_GAP and outer.coarseness > 0


def _told(candidate: Candidate) -> ResolvedPlace:
    """The place of a candidate, with the reason why it is the event's."""
    return replace(candidate.place, reason=f"{candidate.place.reason}; {candidate.reason}")


def _chosen(
    syntax: Syntax, best: Candidate, known: Sequence[Candidate], named: PlacePrecision | None
) -> list[Candidate]:
    """The best place with those listed with it, in text order; a finer place inside it instead, where there is one."""
    chosen = [best, *_listed(syntax, best, known)]
    chosen = [item for item in chosen if not any(_contains(other, item) for other in known if other is not item)] or [
        best
    ]
    finer = [
        item
        for item in known
        if _contains(item, best) and (item.clause <= best.clause or (_is_named_in(item, best) and not item.is_weak))
    ]
    if finer and not _fits(best, named):
        chosen = [max(finer, key=lambda item: (-item.place.coarseness, item.score))]
    return sorted(chosen, key=lambda item: item.place.mention.start)


def _listed(syntax: Syntax, best: Candidate, known: Sequence[Candidate]) -> list[Candidate]:
    """The other members of the list that a place stands in: a list is as long as its members hang together."""
    found = [best]
    for item in found:
        found += [other for other in known if other not in found and _is_listed_with(syntax, other, item)]
    return found[1:]


def _is_named_in(inner: Candidate, outer: Candidate) -> bool:
    """Whether the text itself puts the first place in the second ("the X district of Y")."""
    container = inner.place.mention.container
    return container is not None and container.casefold() == outer.place.mention.text.casefold()


def stand_in(place: ResolvedPlace, unknown: ResolvedPlace) -> ResolvedPlace:
    """A place that stands for one that the gazetteer does not have: near it at best, and it says so."""
    precision = PlacePrecision.NEAR if place.precision is PlacePrecision.EXACT else place.precision
    reason = f"stands for “{unknown.mention.text}”, which is not in the gazetteer; {place.reason}"
    return replace(place, precision=precision, score=round(place.score * 0.8, 3), reason=reason)


def _candidate(
    syntax: Syntax, word: int, place: ResolvedPlace, foreign: set[int], likely: float | None
) -> Candidate | None:
    token = syntax.token_at(place.mention)
    if token is None or (token in foreign and (likely is None or likely < LIKELY)):
        return None
    if place.place is None and _is_facility(place):
        return None
    ends_name = _ends_name(syntax, place)
    patients = frame_of(syntax, word).patients
    preposition, anchor = _attachment(syntax, token)
    is_victim = token in patients and syntax.lemmas[word] in listed("deeds_to_people")
    is_victim = is_victim and not (preposition == "at" and len(patients) > 1)  # "killed two workers at X"
    if _names_no_scene(syntax, token) or is_victim:
        return None
    if place.precision is PlacePrecision.COUNTRY and _acts_or_modifies(syntax, token):
        return None
    # "the X-Y highway", "20 miles from X": the phrase itself says where, so X is neither a mere modifier nor an origin.
    relation = place.derived.relation if place.derived is not None else None
    is_beside = relation not in {None, PlaceRelation.PART}
    clauses = clauses_between(syntax, word, token)
    score = 1.0 - CLAUSE_COST * clauses - TOKEN_COST * abs(token - word)
    if is_beside or preposition in _LOCATIVE:
        score += 0.2
    is_office = preposition == "of" and anchor is not None and syntax.lemmas[anchor] in listed("offices")
    is_office = is_office and not _acts_at_home(syntax, word, anchor)
    speaks = is_of_speaker(syntax, token) and not (token < word and _is_meant(syntax, word, place))
    is_owner = place.precision is PlacePrecision.COUNTRY and preposition == "of" and not _is_part(syntax, anchor)
    modifies = _is_modifier(syntax, token) or is_office or is_owner or ends_name or _is_in_facility(syntax, place)
    is_weak = speaks or (not is_beside and modifies)
    is_patient = token in patients and place.place is not None and not ends_name
    role = _role(syntax, word, preposition, anchor, relation)
    score -= WEAK_COST if is_weak else 0.0
    return Candidate(
        place=place,
        score=score,
        role=role,
        clause=clauses,
        is_weak=is_weak,
        speaks=speaks,
        likely=None if (is_beside and (likely or 0) < LIKELY) or _leads(syntax, place) else likely,
        is_patient=is_patient,
        is_topic=_told_where(syntax, word, token),
    )


def _role(syntax: Syntax, word: int, preposition: str, anchor: int | None, relation: PlaceRelation | None) -> PlaceRole:
    """Whether the preposition of a place makes it where an act started from, or where it was to go."""
    if preposition == "from" and relation not in _WITH_FROM and not _is_there(syntax, word, anchor):
        return PlaceRole.ORIGIN
    if anchor is None:
        return PlaceRole.LOCATION
    goes_there = preposition in {"to", "toward", "towards", "into"} and syntax.lemmas[anchor] in listed("motion_verbs")
    if goes_there and not (anchor == word and preposition == "into"):  # "marched into X" is at X
        return PlaceRole.TARGET
    return PlaceRole.TARGET if _is_where_victims_went(syntax, anchor) else PlaceRole.LOCATION


def _is_meant(syntax: Syntax, word: int, place: ResolvedPlace) -> bool:
    """Whether "the town" of the event's clause is the speaker's ("activists in X said that a rocket hit the town")."""
    named = _unit_word(syntax, word)
    return named is PlacePrecision.EXACT and place.precision is named


def _names_no_scene(syntax: Syntax, token: int) -> bool:
    """Whether a name is that of a treaty, a line or an outlet, or of what people stand up for elsewhere."""
    return any(names(syntax, token) for names in (_names_treaty, _names_line, _names_outlet, _is_cause))


def _is_cause(syntax: Syntax, token: int) -> bool:
    """Whether a place is what people stand up for elsewhere ("a vigil in support of the miners in X")."""
    first = min(syntax.phrase(token))
    before = syntax.parsed.passage.text[: syntax.tokens[first].start - syntax.parsed.passage.start]
    if _IN_SUPPORT.search(before[-60:]):
        return True
    chain = [token, *syntax.governors(token)]
    return any(
        syntax.lemmas[above] in listed("cause_nouns")
        and syntax.tokens[above].dep == "pobj"
        and syntax.tokens[below].dep == "prep"
        and syntax.lemmas[below] in {"of", "with", "for", "against"}
        for below, above in itertools.pairwise(chain)
    )


def _names_outlet(syntax: Syntax, token: int) -> bool:
    """Whether a place is the name of a newspaper or station ("the group's radio, X, said")."""
    item = syntax.tokens[token]
    beside = [item.head] if item.dep in {"appos", "compound"} else []
    beside += syntax.with_dep(token, frozenset({"compound", "appos"}))
    return any(syntax.lemmas[other] in listed("outlet_nouns") for other in beside)


def _names_treaty(syntax: Syntax, token: int) -> bool:
    """Whether a place only names a treaty ("much like the X Accord"): what was signed there is told with "in X"."""
    item = syntax.tokens[token]
    return item.dep in {"compound", "nmod"} and syntax.lemmas[item.head] in listed("treaty_nouns")


def _names_line(syntax: Syntax, token: int) -> bool:
    """Whether a place only says where a line goes ("a bus of the X route", "the X train")."""
    item = syntax.tokens[token]
    return item.dep in {"compound", "nmod"} and syntax.lemmas[item.head] in listed("line_nouns")


def _told_where(syntax: Syntax, word: int, token: int) -> bool:
    """Whether the event is told in a clause about a place ("in X, Y, where a bomb went off")."""
    head = syntax.clause_head(word)
    is_about = any(
        syntax.lemmas[child] == "where" and syntax.tokens[child].dep == "advmod" for child in syntax.children[head]
    )
    if syntax.tokens[head].dep != "relcl" or not is_about:
        return False
    above = syntax.tokens[head].head
    while above != token and syntax.tokens[above].dep in {"appos", "conj"}:
        above = syntax.tokens[above].head
    return above == token


def _is_where_victims_went(syntax: Syntax, anchor: int) -> bool:
    """Whether a place is that of a hospital or morgue to which people were taken ("rushed to a hospital in X")."""
    item = syntax.tokens[anchor]
    if syntax.lemmas[anchor] not in listed("care_nouns") or item.dep != "pobj":
        return False
    verb = syntax.tokens[item.head].head
    return syntax.lemmas[verb] in listed("care_verbs")


def _is_there(syntax: Syntax, word: int, anchor: int | None) -> bool:
    """Whether what is "from" a place is there: what was taken ("abducted him from X"), and news ("from X we hear")."""
    if anchor is not None and anchor != word and syntax.lemmas[anchor] in listed("hearing_verbs"):
        return True
    has_object = bool(syntax.with_dep(word, frozenset({"dobj", "nsubjpass"})))
    return anchor == word and has_object and syntax.lemmas[word] not in listed("sending_verbs")


def _acts_at_home(syntax: Syntax, word: int, anchor: int | None) -> bool:
    """Whether the people of a place act in the event themselves ("residents of X marched")."""
    is_subject = anchor in syntax.with_dep(word, frozenset({"nsubj"}))
    return is_subject and anchor is not None and syntax.lemmas[anchor] in listed("people_of_a_place")


def _attachment(syntax: Syntax, token: int) -> tuple[str, int | None]:
    """The preposition that governs a place name, and the word that the preposition hangs on."""
    index = token
    for head in (token, *syntax.governors(token)):
        dep = syntax.tokens[head].dep
        if dep == "prep":
            anchor = syntax.tokens[head].head
            if syntax.lemmas[head] != "of" or not syntax.tokens[anchor].tag.startswith("NN"):
                return syntax.lemmas[head], anchor
            if syntax.lemmas[anchor] in _UNITS.keys() | listed("unit_nouns"):
                return _attachment(syntax, anchor)  # "at the village of X" is at X
            outer = _attachment(syntax, anchor) if syntax.lemmas[anchor] in listed("site_nouns") else ("", None)
            return outer if outer[0] in _AT_SITE else ("of", anchor)  # "in the market of X" is at X
        if head != index and dep not in _TRANSPARENT:
            return "", None
        index = head
    return "", None


def sets_scene(syntax: Syntax, place: ResolvedPlace) -> bool:
    """Whether a sentence without an event says that something is at a place; "a native of X" does not."""
    token = syntax.token_at(place.mention)
    if token is None or not syntax.parsed.is_parsed:
        return True
    preposition, anchor = _attachment(syntax, token)
    lives_there = anchor is not None and syntax.lemmas[anchor] in listed("people_of_a_place")
    return preposition not in {"of", "by"} or (preposition == "of" and lives_there)


def stands_in_main_clause(syntax: Syntax, place: ResolvedPlace) -> bool:
    """Whether a place stands in no clause below another; where nothing was parsed, nobody knows better."""
    token = syntax.token_at(place.mention)
    return token is None or not syntax.parsed.is_parsed or syntax.tokens[syntax.clause_head(token)].dep == "ROOT"


def clauses_between(syntax: Syntax, word: int, token: int) -> int:
    """How many clause boundaries the path between two tokens crosses."""
    above_word, above_token = [word, *syntax.governors(word)], [token, *syntax.governors(token)]
    common = next((node for node in above_word if node in above_token), None)
    if common is None:
        return 3
    path = above_word[: above_word.index(common)] + above_token[: above_token.index(common)]
    return sum(1 for node in path if syntax.clause_head(node) == node)


def _is_modifier(syntax: Syntax, token: int) -> bool:
    """Whether a place only modifies another noun ("Kabul police"), the parts of addresses and units excepted."""
    item = syntax.tokens[token]
    if item.dep not in {"compound", "nmod", "amod", "poss"}:
        return False
    is_unit = syntax.lemmas[item.head] in _UNITS or syntax.lemmas[item.head] in listed("unit_nouns")
    is_unit = is_unit or _is_at_site(syntax, item.head)
    return not is_unit and not syntax.tokens[item.head].tag.startswith("NNP")


def _is_at_site(syntax: Syntax, noun: int) -> bool:
    """Whether a noun of a site says where something was ("landed on the X displacement site")."""
    token = syntax.tokens[noun]
    return token.dep == "pobj" and syntax.lemmas[noun] in listed("site_nouns") and syntax.lemmas[token.head] in _AT_SITE


def _ends_name(syntax: Syntax, place: ResolvedPlace) -> bool:
    """Whether a name right before makes a place the end of a longer name, mostly a person's ("Gilda Flores")."""
    inside = syntax.tokens_in(place.mention)
    before = inside[0] - 1 if inside else -1
    if before < 0 or not syntax.tokens[before].tag.startswith("NNP") or place.precision is None:
        return False
    is_kind = syntax.lemmas[before] in _UNITS or syntax.lemmas[before] in listed("unit_nouns")
    return syntax.tokens[before].text[-1].isalpha() and not is_kind and not _has_before(place, syntax, before)


def _has_before(place: ResolvedPlace, syntax: Syntax, before: int) -> bool:
    """Whether the word before belongs to how the place is told ("southern"), as its derived point says."""
    return place.derived is not None or place.mention.modifier == syntax.tokens[before].text


def _is_part(syntax: Syntax, anchor: int | None) -> bool:
    """Whether a word before "of" names a part of a country ("the north of X", "the capital of X")."""
    if anchor is None:
        return False
    lemma = syntax.lemmas[anchor]
    return lemma in _UNITS or lemma in listed("unit_nouns") or lemma in listed("parts_of_units")


def _is_in_facility(syntax: Syntax, place: ResolvedPlace) -> bool:
    """Whether a name only begins that of a building or a road ("Khyber Bazaar"), which may lie elsewhere."""
    last = syntax.tokens_in(place.mention)[-1:]
    following = [index + 1 for index in last if index + 1 < len(syntax.tokens)]
    return any(
        syntax.tokens[index].text[:1].isupper() and syntax.lemmas[index] in listed("facility_nouns")
        for index in following
    )


def _leads(syntax: Syntax, place: ResolvedPlace) -> bool:
    """Whether a place stands over its passage ("Uruzgan: Three were killed."), which its clause cannot tell."""
    text, start = syntax.parsed.passage.text, syntax.parsed.passage.start
    before, after = text[: place.mention.start - start], text[place.mention.end - start :]
    return _BEFORE_LEAD.fullmatch(before) is not None and _AFTER_LEAD.match(after) is not None


def _acts_or_modifies(syntax: Syntax, token: int) -> bool:
    """Whether a country stands for its government or forces ("the US said", "U.S. troops", "by Pakistan")."""
    index = token
    while syntax.tokens[index].dep in {"conj", "nmod", "compound", "appos"} and syntax.tokens[index].head != index:
        if syntax.tokens[index].dep in {"nmod", "compound"}:
            return True
        index = syntax.tokens[index].head
    dep = syntax.tokens[index].dep
    by = dep == "pobj" and syntax.lemmas[syntax.tokens[index].head] in {"by", "with", "against", "between"}
    return by or dep in {"nsubj", "nsubjpass", "poss", "amod", "dobj", "dative"}


def _unit_word(syntax: Syntax, word: int) -> PlacePrecision | None:
    """The precision that "the region" or "the town" near the event asks for, where it has no name of its own."""
    for index in sorted(syntax.subtree(syntax.clause_head(word))):
        lemma = syntax.lemmas[index]
        is_bare = lemma in _UNITS and not syntax.with_dep(index, frozenset({"prep", "compound", "nmod"}))
        if is_bare and any(syntax.lemmas[child] in {"the", "this"} for child in syntax.children[index]):
            return _UNITS[lemma]
    return None


def _fits(candidate: Candidate, named: PlacePrecision | None) -> bool:
    return named is not None and _precision(candidate) is named


def _precision(candidate: Candidate) -> PlacePrecision:
    return candidate.place.precision or PlacePrecision.COUNTRY


def _is_listed_with(syntax: Syntax, one: Candidate, two: Candidate) -> bool:
    """Whether two places are members of one list: coordinated names, or a run of names between commas."""
    first, second = sorted((one.place.mention, two.place.mention), key=lambda mention: mention.start)
    passage = syntax.parsed.passage
    between = passage.text[first.end - passage.start : second.start - passage.start]
    tokens = [syntax.token_at(mention) for mention in (first, second)]
    if None in tokens:
        return False
    is_same_level = _precision(one) is _precision(two) or not (_contains(one, two) or _contains(two, one))
    heads = {syntax.tokens[item].dep == "conj" for item in tokens if item is not None}
    is_list = True in heads if _precision(one) is not _precision(two) else True in heads or len(between) < 12
    return is_same_level and is_list and one.clause == two.clause


def _contains(inner: Candidate, outer: Candidate) -> bool:
    """Whether the second place is the unit that the first lies in."""
    a, b = inner.place.place, outer.place.place
    if a is None or b is None or outer.place.coarseness <= inner.place.coarseness:
        return False
    is_spot = outer.place.precision is PlacePrecision.NEAR
    if outer.place.derived is not None and (is_spot or not outer.place.derived.relation.is_inside):
        return is_around(outer.place.derived, inner.place)
    if _precision(outer) in {PlacePrecision.COUNTRY, PlacePrecision.REGION}:
        return a.country_code == b.country_code
    return a.country_code == b.country_code and a.admin1_code == b.admin1_code


def is_around(circle: DerivedPoint, place: ResolvedPlace) -> bool:
    """Whether a place is drawn inside the circle of a derived point."""
    return place.point is not None and distance_km((circle.latitude, circle.longitude), place.point) <= circle.radius_km


def inherited_places(places: Iterable[EventPlace]) -> tuple[EventPlace, ...]:
    """The same locations, marked as taken over from another passage."""
    return tuple(replace(place, is_inferred=True) for place in places if place.role is PlaceRole.LOCATION)
