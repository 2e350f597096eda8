"""Reads the words around a candidate: prepositions, kinds, parts, containers, persons, organizations."""

import re
from dataclasses import dataclass

from reportmap.places.candidates import Candidate, NameFacts, NameIndex
from reportmap.places.lexicon import lexicon
from reportmap.places.words import PassageWords

_DISTANCE = re.compile(r"(?:\d[\d.,]*|several|few|some) (?:km|kms|kilometers?|kilometres?|miles?|mi)$")
_UNIT_KINDS = frozenset({"country", "admin1", "region"})
_MOST_STEPS = 5
_CLOSING = frozenset({",", "(", ")"})
_SMALL = frozenset({"the", "a", "an", "his", "her", "its", "their", "this", "that", "our"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """A unit that the text names for a place: where its name begins, and how the two are joined."""

    first: int
    last: int
    name: str
    facts: NameFacts
    joint: str


def before_name(view: PassageWords, first: int) -> int:
    """The index of the last word before a name that is neither an article nor a part word ("in southern X")."""
    at, least = first - 1, max(0, first - _MOST_STEPS)
    while at >= least and (
        view.lower(at) in _SMALL or view.lower(at) in lexicon().directions or view.words[at].text == "-"
    ):
        if view.words[at].text == "-" and view.lower(at - 1) not in lexicon().directions:
            break
        at -= 1
    return at


def locative(view: PassageWords, first: int) -> tuple[str | None, str]:
    """How the words before a name place something: ("strong" | "weak" | "verb" | None, the words)."""
    lists, at = lexicon(), before_name(view, first)
    if at < 0:
        return None, ""
    for count in (3, 2, 1):
        phrase = view.before(at + 1, count)
        if phrase in lists.locative_strong:
            return "strong", phrase
    word = view.lower(at)
    if word in lists.locative_weak:
        return "weak", word
    if word in lists.locative_verbs:
        return "verb", word
    return None, word


def part_before(view: PassageWords, first: int) -> str | None:
    """The part word right before a name: "southern", also written "south-eastern" or "south eastern"."""
    directions = lexicon().directions
    if first >= 3 and view.words[first - 2].text in ("-", "–"):
        return directions.get(f"{view.lower(first - 3)}-{view.lower(first - 1)}")
    word = directions.get(view.lower(first - 1))
    if word is not None or view.lower(first - 1) != "of":
        return word
    # "the south of Iraq", "southeast of" without a distance in front is a part; a distance makes it "near".
    is_part = view.lower(first - 2) in lexicon().region_words and view.lower(first - 3) == "the"
    return directions.get(view.lower(first - 2)) if is_part else None


def near_before(view: PassageWords, first: int) -> str | None:
    """The words that put something near the name, not in it: "near", "30 km northwest of"; None where none do."""
    lists, at = lexicon(), first - 1
    if view.lower(at) == "the":
        at -= 1
    for count in (3, 2, 1):
        phrase = view.before(at + 1, count)
        if phrase not in lists.near:
            continue
        start = at - count + 1
        if (
            phrase.endswith(" of")
            and view.lower(start) in lists.region_words
            and view.lower(start - 1) in ("the", "in")
        ):
            return None
        for length in (2, 3):
            if start - length >= 0 and _DISTANCE.search(view.before(start, length)):
                return f"{view.before(start, length)} {phrase}"
        return phrase
    return None


def kind_after(view: PassageWords, last: int) -> tuple[str, int] | None:
    """The kind word right after a name, with its index: "province" in "Helmand province"."""
    at = last + 1
    word = view.lower(at)
    if word == "'s" or word not in lexicon().after:
        word, at = f"{view.lower(at)}-{view.lower(at + 2)}", at + 2
        if word not in lexicon().after:
            return None
    return word, at


def kind_of(view: PassageWords, first: int) -> str | None:
    """The kind word of "X of": "town" in "the town of Marjah"."""
    at = first - 1
    if view.lower(at) == "the":
        at -= 1
    if view.lower(at) == "called" or view.lower(at) == "named":
        word = view.lower(at - 1)
        return word if word in lexicon().of else None
    if view.lower(at) != "of":
        return None
    word = view.lower(at - 1)
    return word if word in lexicon().of else None


def container_after(
    view: PassageWords, last: int, by_start: dict[int, Candidate], index: NameIndex
) -> Container | None:
    """The unit named right after a place: "X, Y", "X in Y", "X district of Y", "X (Y)", "X, a town in Y"."""
    lists, at = lexicon(), last + 1
    while at < len(view.words) and at <= last + 2 and view.lower(at) in lists.after:
        at += 1
    joint = view.lower(at)
    if joint not in (",", "(", "in", "of", "/"):
        return None
    at += 1
    if joint == ",":
        at = _past_apposition(view, at)
    past = at + _MOST_STEPS
    while (
        at < past
        and at not in by_start
        and (view.lower(at) == "the" or view.lower(at) in lists.directions or (view.lower(at) == "in" and joint == ","))
    ):
        at += 1
    candidate = by_start.get(at)
    if candidate is None:
        return None
    if not (candidate.facts.kinds & _UNIT_KINDS) and kind_after(view, candidate.last) is None:
        return None
    return Container(first=at, last=candidate.last, name=candidate.name, facts=candidate.facts, joint=joint)


def _past_apposition(view: PassageWords, at: int) -> int:
    """Past "a farming town in" of "Marjah, a farming town in Helmand"; the same index where there is none."""
    if view.lower(at) not in ("a", "an", "the", "in", "about", "some") and not view.lower(at)[:1].isdigit():
        return at
    for step in range(at, min(at + 8, len(view.words))):
        word = view.words[step]
        if word.lower in ("in", "of") and step + 1 < len(view.words):
            following = view.lower(step + 1)
            if view.words[step + 1].is_name or following == "the" or following in lexicon().directions:
                return step + 1
        if word.text in _CLOSING or (word.is_name and step > at):
            break
    return at


def possessor_before(view: PassageWords, first: int, by_end: dict[int, Candidate]) -> Candidate | None:
    """The country or unit that owns a place: "Iraq" in "Iraq's Anbar province"."""
    at, least = first - 1, max(0, first - _MOST_STEPS)
    while at >= least and view.lower(at) in lexicon().directions:
        at -= 1
    candidate = by_end.get(at)
    if candidate is None or not view.words[at].is_possessive or not (candidate.facts.kinds & _UNIT_KINDS):
        return None
    return candidate


def name_neighbors(view: PassageWords, first: int, last: int) -> tuple[bool, bool]:
    """Whether a capitalized word that is no kind, part or title word touches the name on its left, on its right."""
    lists = lexicon()

    def counts(at: int, *, is_left: bool) -> bool:
        if not 0 <= at < len(view.words):
            return False
        word = view.words[at]
        if not word.is_name or word.lower in lists.directions or (is_left and word.is_possessive):
            return False
        if word.lower in (lists.of if is_left else lists.after) or (is_left and word.lower in lists.before):
            return False
        if is_left and at == 0 and (word.lower in lists.never or word.lower in lists.common):
            return False
        return word.lower not in lists.locative_strong and word.lower not in lists.locative_weak

    left = counts(first - 1, is_left=True)
    right = not view.words[last].is_possessive and counts(last + 1, is_left=False)
    return left, right


def dateline_end(view: PassageWords) -> int | None:
    """The index of the dash or colon that ends a dateline ("KABUL, Feb. 3 (Reuters) -"), None where there is none."""
    if not view.words or not view.words[0].is_name:
        return None
    for at, word in enumerate(view.words[:18]):
        if word.text == ":" and at > 0 and not view.is_shouted and _is_marked(view, at):
            return at
        is_dash = word.text in ("-", "–", "—") and at > 0
        if not is_dash:
            continue
        previous, following = view.words[at - 1], view.words[at + 1] if at + 1 < len(view.words) else None
        is_spaced = word.start > previous.end or (following is not None and following.text == word.text)
        if is_spaced or word.text == "—":
            return at if all(_fits_dateline(view, index) for index in range(at)) else None
    return None


def _is_marked(view: PassageWords, end: int) -> bool:
    """Whether what stands before a colon is in capitals, or ends with an agency in brackets."""
    before = view.words[:end]
    is_agency = before[-1].text == ")" and all(_fits_dateline(view, at) for at in range(end))
    are_capitals = all(word.is_upper for word in before if word.text[0].isalpha())
    return is_agency or (are_capitals and len(before[0].text) >= 4)


def _fits_dateline(view: PassageWords, at: int) -> bool:
    word = view.words[at]
    if word.is_name or not word.text[0].isalpha():
        return word.text not in (";", ":", "?", "!", "“", "”", '"')
    return word.lower in lexicon().inner or view.lower(0) == word.lower
