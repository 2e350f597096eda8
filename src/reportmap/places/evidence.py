"""Gathers the evidence that a candidate is a toponym, and adds it up.

Each piece has a name in `resources/places/recognition.csv`, where its weight stands; the sum is the score, and a
candidate above 0 is taken. A learned recognizer can take the place of `add_up` and keep the evidence.
"""

from reportmap.places.candidates import Candidate, NameIndex
from reportmap.places.lexicon import lexicon, recognition_weights
from reportmap.places.surroundings import (
    container_after,
    dateline_end,
    kind_after,
    kind_of,
    locative,
    name_neighbors,
    near_before,
    part_before,
    possessor_before,
)
from reportmap.places.words import PassageWords

_MAJOR_POPULATION = 100_000
_WEAK_AFTER = frozenset(
    {"agency", "division", "road", "bridge", "zone", "state", "department", "port", "base", "border"}
)
_WEAK_OF = frozenset({
    "people", "part", "parts", "control", "governor", "bishop", "archbishop", "center", "centre", "republic", "battle",
    "fall", "capture", "mayor", "department", "division", "kingdom", "state", "states", "residents", "resident",
})  # fmt: skip


def gather(view: PassageWords, candidates: list[Candidate], index: NameIndex) -> None:
    """Fill in the evidence, hint, container and modifier that each candidate finds in its own passage."""
    by_start: dict[int, Candidate] = {}
    by_end: dict[int, Candidate] = {}
    for candidate in candidates:
        by_start.setdefault(candidate.first, candidate)
        by_end.setdefault(candidate.last, candidate)
    dateline = dateline_end(view)
    for candidate in candidates:
        _about_name(candidate)
        _about_kind(candidate)
        _about_position(candidate, dateline)
        _about_person(candidate)
        _about_organization(candidate)
    for candidate in candidates:
        _about_container(candidate, by_start, by_end, index)
        _about_metonymy(candidate)


def add_up(candidate: Candidate) -> float:
    """The score of a candidate: the weighted sum of its evidence, above 0 for a toponym."""
    weights = recognition_weights()
    return weights["bias"] + sum(weights.get(name, 0.0) * value for name, value in candidate.evidence.items())


def _about_name(candidate: Candidate) -> None:
    lists, evidence, facts = lexicon(), candidate.evidence, candidate.facts
    label = candidate.label
    evidence[f"ner_{(label or 'none').lower()}"] = 1.0
    if candidate.abbreviation is not None:
        evidence["abbreviation"] = 1.0
    if not facts.matches:
        evidence["unknown_name"] = 1.0
    else:
        top = facts.top_kind
        if top in ("country", "admin1", "region", "natural"):
            evidence[f"names_{top}"] = 1.0
        elif facts.population >= _MAJOR_POPULATION:
            evidence["names_city"] = 1.0
    words = candidate.text.lower().replace("-", " ").split() or [candidate.text]
    if candidate.first == candidate.last and words[0] in lists.common:
        evidence["common_word_shouted" if candidate.words.is_shouted else "common_word"] = 1.0
    elif len(words) > 1 and all(word in lists.common or word in lists.never for word in words):
        evidence["common_words"] = 1.0
    if len(words) > 1:
        evidence["several_words"] = 1.0
    if len(candidate.text) <= 3 and candidate.abbreviation is None:
        evidence["short"] = 1.0
    if (
        candidate.words.words[candidate.first].is_upper
        and not candidate.words.is_shouted
        and candidate.abbreviation is None
    ):
        evidence["acronym"] = 1.0


def _about_kind(candidate: Candidate) -> None:
    view, evidence, lists = candidate.words, candidate.evidence, lexicon()
    after = kind_after(view, candidate.last)
    if after is not None and not view.words[candidate.last].is_possessive:
        word, at = after
        is_weak = word in _WEAK_AFTER or (view.words[at].is_name and not view.is_shouted and lists.after[word].is_part)
        evidence["kind_after_weak" if is_weak else "kind_after"] = 1.0
        hint = lists.after[word].hint
        if lists.after[word].is_part:
            full = view.slice(candidate.first, at)
            candidate.name = full if view.words[at].is_name or view.is_shouted else candidate.name
        candidate.hint = candidate.hint or hint
    of = kind_of(view, candidate.first)
    if of is not None:
        is_capital = (
            view.words[candidate.first - 2].is_name and not view.is_shouted and of not in ("province", "city", "town")
        )
        evidence["kind_of_weak" if of in _WEAK_OF or is_capital else "kind_of"] = 1.0
        candidate.hint = candidate.hint or lists.of[of].hint
    strength, phrase = locative(view, candidate.first)
    if strength is not None and of is None:
        evidence[f"locative_{strength}"] = 1.0
    elif phrase and of is None:
        evidence["no_locative"] = 1.0
    part = part_before(view, candidate.first)
    if part is not None:
        evidence["part_before"] = 1.0
    candidate.modifier = near_before(view, candidate.first) or part


def _about_position(candidate: Candidate, dateline: int | None) -> None:
    view, evidence = candidate.words, candidate.evidence
    if candidate.first == 0:
        evidence["begins_sentence"] = 1.0
    if (dateline is not None and candidate.last < dateline and candidate.first == 0) or _is_inner_dateline(candidate):
        evidence["dateline"] = 1.0
    if (
        view.words[candidate.first - 1].text == "-"
        and view.words[max(0, candidate.first - 2)].text in lexicon().parties
    ):
        evidence["party_before"] = 1.0
    if view.is_shouted:
        evidence["shouted"] = 1.0
    elif view.is_title_case:
        evidence["title_case"] = 1.0
    if view.passage.is_heading and _fills_heading(candidate):
        evidence["heading"] = 1.0
    at = candidate.last + 1
    if at < len(view.words) and view.words[at].text in ("-", "–") and view.words[at].start == candidate.end:
        following = view.lower(at + 1)
        if following in ("based", "born", "area", "bound", "style", "wide"):
            evidence["hyphen_based"] = 1.0
        elif following in (
            "led",
            "backed",
            "made",
            "run",
            "sponsored",
            "funded",
            "trained",
            "built",
            "friendly",
            "allied",
        ):
            evidence["hyphen_led"] = 1.0


def _fills_heading(candidate: Candidate) -> bool:
    """Whether a heading is the name and at most a kind word ("Helmand province")."""
    words = candidate.words.words
    if len(words) > candidate.last - candidate.first + 5:
        return False
    rest = [word for word in (*words[: candidate.first], *words[candidate.last + 1 :]) if word.text[0].isalpha()]
    return all(word.lower in lexicon().after or word.lower in ("city", "the") for word in rest)


def _is_inner_dateline(candidate: Candidate) -> bool:
    """Whether a name in capitals stands before a dash (or a unit and a dash) in a text that is not in capitals."""
    view, at = candidate.words, candidate.last + 1
    is_upper = all(word.is_upper or not word.is_name for word in view.words[candidate.first : candidate.last + 1])
    if view.is_shouted or not is_upper or len(candidate.text) < 4:
        return False
    if view.lower(at) == "," and at + 1 < len(view.words) and view.words[at + 1].is_name:
        at += 2
    if view.lower(at) == "(":
        at = next((step + 1 for step in range(at, min(at + 5, len(view.words))) if view.lower(step) == ")"), at)
    return view.lower(at) in ("-", "–", "—") and view.words[at].start > view.words[at - 1].end


def _about_person(candidate: Candidate) -> None:
    view, evidence, lists = candidate.words, candidate.evidence, lexicon()
    before = view.words[candidate.first - 1] if candidate.first else None
    if (
        before is not None
        and before.lower.rstrip(".") in lists.person_titles
        and (before.is_name or not view.is_title_case)
    ):
        evidence["title_before"] = 1.0
    elif before is not None and before.text == "." and candidate.first > 1:
        title = view.words[candidate.first - 2]
        if title.is_name and title.lower in lists.person_titles:
            evidence["title_before"] = 1.0
    if view.lower(candidate.last + 1) in lists.speech and not view.words[candidate.last].is_possessive:
        evidence["speech_after"] = 1.0
    left, right = name_neighbors(view, candidate.first, candidate.last)
    if not view.is_shouted and not view.is_title_case:
        if left:
            evidence["name_on_left"] = 1.0
        if right and not _names_organization(view, candidate.last):
            evidence["name_on_right"] = 1.0


def _about_organization(candidate: Candidate) -> None:
    view, evidence, lists = candidate.words, candidate.evidence, lexicon()
    at = candidate.last + 1
    while at < min(candidate.last + 6, len(view.words)) and view.words[at].is_name:
        name = _organization_evidence(view.words[at].text, at == candidate.last + 1)
        if name is not None and not view.words[candidate.last].is_possessive:
            evidence[f"{name}_after"] = 1.0
            break
        at += 1
    if candidate.first < candidate.last:
        name = _organization_evidence(view.words[candidate.last].text, True)
        if name is not None and candidate.facts.top_kind not in ("country", "admin1", "region"):
            evidence[f"{name}_word"] = 1.0
    if view.lower(candidate.first - 1) == "of" and view.lower(candidate.first - 2) in lists.of_heads:
        evidence["seat_of"] = 1.0
    if view.lower(at) in lists.forces and "locative_strong" not in evidence:
        evidence["forces_after"] = 1.0


def _names_organization(view: PassageWords, last: int) -> bool:
    """Whether one of the capitalized words after a name makes an organization or a street of it."""
    at = last + 1
    while at < min(last + 6, len(view.words)) and view.words[at].is_name:
        if _organization_evidence(view.words[at].text, is_next=at == last + 1) is not None:
            return True
        at += 1
    return False


def _organization_evidence(word: str, is_next: bool) -> str | None:
    """What a capitalized word after (or at the end of) a name makes of it: an agreement, a body, a seat, a street."""
    lists = lexicon()
    if word in lists.keeps_place:
        return "agreement"
    if word in lists.bodies:
        return "body"
    if word in lists.seats:
        return "seat"
    return "street" if is_next and word in lists.streets else None


def _about_container(
    candidate: Candidate, by_start: dict[int, Candidate], by_end: dict[int, Candidate], index: NameIndex
) -> None:
    view = candidate.words
    if candidate.facts.top_kind == "country":
        return
    container = container_after(view, candidate.last, by_start, index)
    if container is not None and container.name != candidate.name:
        child_fits = candidate.facts.lies_in(container.facts)
        is_told = container.joint == "," or "kind_of" in candidate.evidence
        if child_fits or (not candidate.facts.matches and is_told):
            candidate.container = container.name
            is_sure = by_start[container.first].abbreviation is not None and not child_fits
            name = "in_container" if child_fits else "before_abbreviation" if is_sure else "before_unit"
            candidate.evidence[name] = 1.0
            if child_fits:
                by_start[container.first].evidence["contains_previous"] = 1.0
            return
        if not candidate.facts.matches and container.joint == "in":
            candidate.container = container.name  # says where it is if it is a place, not that it is one
    owner = possessor_before(view, candidate.first, by_end)
    if owner is not None and candidate.facts.lies_in(owner.facts):
        candidate.container = owner.name
        candidate.evidence["owned_by_unit"] = 1.0


def belongs_to_person(candidate: Candidate) -> bool:
    """Whether one word is half of a person's name: a given name with a surname after it, or a surname after one."""
    view, at, lists = candidate.words, candidate.first, lexicon()
    if at < candidate.last or view.is_shouted or view.is_title_case or candidate.container:
        return False
    if any(candidate.evidence.get(name) for name in ("locative_strong", "kind_after", "kind_of", "list_kind")):
        return False
    if view.words[at].text in lists.given_names and not view.words[at].is_possessive and at + 1 < len(view.words):
        after = view.words[at + 1]
        is_other = any(after.text in names for names in (lists.bodies, lists.seats, lists.streets))
        known = (lists.after, lists.common, lists.never, lists.demonyms, lists.directions)
        if after.is_name and not after.is_upper and not is_other and not any(after.lower in names for names in known):
            return True
    before = view.words[at - 1] if at else None
    return before is not None and before.text in lists.given_names and before.lower not in lists.place_given_names


def acts_as_government(candidate: Candidate) -> bool:
    """Whether a country or a capital does what only its government can ("Iran rejected the charge")."""
    view, lists = candidate.words, lexicon()
    if candidate.facts.matches and candidate.facts.matches[0].place.feature_code == "RGNE":
        return True  # a union of states is who it is more than where
    is_seat = candidate.text in lists.capitals or candidate.facts.top_kind == "country"
    if not is_seat or candidate.container or view.words[candidate.last].is_possessive or view.is_shouted:
        return False
    if any(candidate.evidence.get(name) for name in ("locative_strong", "locative_verb", "kind_of", "kind_after")):
        return False
    if candidate.evidence.get("locative_weak") and view.lower(candidate.first - 1) not in ("and", "or"):
        return False
    return view.lower(candidate.last + 1) in lists.government_verbs


def _about_metonymy(candidate: Candidate) -> None:
    view, evidence = candidate.words, candidate.evidence
    if candidate.text not in lexicon().capitals or candidate.container or view.words[candidate.last].is_possessive:
        return
    is_placed = any(
        name in evidence for name in ("locative_strong", "locative_weak", "kind_of", "locative_verb", "dateline")
    )
    is_joined = evidence.get("locative_weak") and view.lower(candidate.first - 1) in ("and", "or", "but")
    if view.lower(candidate.last + 1) in lexicon().metonym_verbs and (not is_placed or is_joined):
        evidence["metonym"] = 1.0
