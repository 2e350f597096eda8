"""Finds the toponyms of a document: which stretches of its text are names of places."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportmap.gazetteer import Gazetteer
from reportmap.model import ParsedPassage, PlaceMention, PlaceUse
from reportmap.places.candidates import Candidate, NameIndex, propose
from reportmap.places.evidence import acts_as_government, add_up, belongs_to_person, gather
from reportmap.places.features import feature_rows
from reportmap.places.lexicon import lexicon, recognition_weights, recognition_words
from reportmap.places.lists import find_lists, type_list
from reportmap.places.models import PlaceModels, shipped_models
from reportmap.places.peoples import Taken, people_mentions, taken_words
from reportmap.places.regions import region_mentions
from reportmap.places.words import PassageWords

_ROUNDS = 3
_LONGER = 0.02
_TIED = ("forces_after", "metonym", "body_after", "hyphen_led")
"""Evidence that a toponym stands for whoever is tied to it."""

_PLACED = ("locative_strong", "kind_after", "kind_of", "dateline", "hyphen_based", "in_container", "heading")
"""Evidence that a toponym is meant as the place."""


def find_places(
    parsed: Sequence[ParsedPassage], *, gazetteer: Gazetteer, models: PlaceModels | None = None
) -> tuple[PlaceMention, ...]:
    """The toponyms of a document, and the names of peoples as context (`is_demonym`).

    Names that the language model found, gazetteer names and names beside a kind word are weighed by the words
    around them, then by the other names of the document: lists, containers, and the same name elsewhere.

    Args:
        parsed: the passages of one document, in text order; unparsed ones are fine.
        gazetteer: what names there are.
        models: the learned weights; by default the shipped ones.
    Returns:
        Mentions in text order that do not overlap; `text` is the bare name, offsets are the document's.
    """
    index = NameIndex(gazetteer)
    proposed = propose_all(parsed, index)
    views, models = proposed.views, models or shipped_models()
    recognize(views, proposed.candidates, models)
    mentions: list[PlaceMention] = []
    for view in views:
        number = view.passage.index
        chosen = choose(proposed.candidates[number], threshold=models.threshold)
        mentions.extend(mention_of(candidate, least_associative=models.least_associative) for candidate in chosen)
        used = {at for candidate in chosen for at in range(candidate.first, candidate.last + 1)}
        taken = proposed.taken[number].values()
        free = dict.fromkeys(item for item in taken if used.isdisjoint(range(item.first, item.last + 1)))
        mentions.extend(people_mentions(view, free, gazetteer))
    mentions.extend(region_mentions(views, mentions, index))
    return tuple(sorted(mentions, key=lambda mention: mention.start))


@dataclass(frozen=True, slots=True)
class Proposed:
    """What may be a toponym in a document: its passages, and by their index the candidates and the taken words."""

    views: list[PassageWords]
    candidates: dict[int, list[Candidate]]
    taken: dict[int, dict[int, Taken]]


def propose_all(parsed: Sequence[ParsedPassage], index: NameIndex) -> Proposed:
    """The candidates of a document, scored by the hand weights, in text order within each passage."""
    views = [PassageWords(passage) for passage in parsed]
    taken = {view.passage.index: taken_words(view) for view in views}
    candidates: dict[int, list[Candidate]] = {}
    for view in views:
        number = view.passage.index
        candidates[number] = [one for one in propose(view, index) if not _is_taken(one, taken[number])]
        gather(view, candidates[number], index)
    _weigh_together(views, candidates)
    return Proposed(views, candidates, taken)


def _is_taken(candidate: Candidate, taken: Mapping[int, Taken]) -> bool:
    """Whether a people, group or product takes the candidate's words, and no known longer name holds them."""
    inside = range(candidate.first, candidate.last + 1)
    held = [at for at in inside if at in taken]
    if not held:
        return False
    rest = [at for at in inside if at not in taken]
    return not candidate.facts.matches or all(candidate.words.lower(at) in ("the", "a", "an") for at in rest)


def _weigh_together(views: list[PassageWords], candidates: dict[int, list[Candidate]]) -> None:
    """Score every candidate; the scores of the first round are evidence for the second."""
    everyone = [candidate for view in views for candidate in candidates[view.passage.index]]
    lists = []
    for view in views:
        for members in find_lists(view, candidates[view.passage.index]):
            type_list(view, members)
            lists.append(members)
    persons = _surnames(views)
    for candidate in everyone:
        if candidate.text in persons and "in_container" not in candidate.evidence:
            candidate.evidence["surname"] = 1.0
        candidate.score = add_up(candidate)
    for _ in range(_ROUNDS):
        accepted = _accepted_names(everyone)
        countries = countries_of(everyone)
        for candidate in everyone:
            _about_document(candidate, accepted, countries)
        for members in lists:
            _about_list(members)
        for candidate in everyone:
            candidate.score = add_up(candidate)


def _surnames(views: list[PassageWords]) -> frozenset[str]:
    """The last words of persons' full names, which later stand alone."""
    names = set()
    for view in views:
        for entity in view.entities:
            words = entity.text.split()
            if entity.label == "PERSON" and len(words) > 1 and not view.is_shouted:
                names.add(_bare(words[-1]))
    return frozenset(names)


def _bare(word: str) -> str:
    """A word without its possessive ending."""
    return word.removesuffix("'s").removesuffix("’s").rstrip(".,'’")


def _accepted_names(candidates: list[Candidate]) -> dict[str, float]:
    """The best score of each accepted name."""
    best: dict[str, float] = {}
    for candidate in candidates:
        if candidate.score > 0:
            key = candidate.key
            best[key] = max(best.get(key, 0.0), candidate.score)
    return best


def countries_of(candidates: list[Candidate]) -> dict[str, float]:
    """How strongly each country is established: one vote per accepted name that lies in few countries."""
    votes: Counter[str] = Counter()
    seen: set[str] = set()
    for candidate in candidates:
        if candidate.score <= 0 or not candidate.facts.matches or candidate.key in seen:
            continue
        seen.add(candidate.key)
        top = candidate.facts.matches[0].place
        if top.country_code and (
            candidate.facts.top_kind in ("country", "admin1") or len(candidate.facts.countries) == 1
        ):
            votes[top.country_code] += 1
    total = sum(votes.values())
    return {code: count / total for code, count in votes.items()} if total else {}


def _about_document(candidate: Candidate, accepted: dict[str, float], countries: dict[str, float]) -> None:
    evidence = candidate.evidence
    others = accepted.get(candidate.key, 0.0)
    evidence["accepted_elsewhere"] = (
        1.0 if others > max(candidate.score, 0.0) or (others > 2 and candidate.score < 2) else 0.0
    )
    shares = [countries.get(code, 0.0) for code in candidate.facts.countries]
    share = max(shares, default=0.0)
    evidence["in_focus"] = share if candidate.facts.top_kind != "country" else 0.0
    evidence["in_focus_abroad"] = share if _names_abroad(candidate, countries) else 0.0
    rarity = 1.0 if 0 < len(candidate.facts.countries) <= 2 else 0.0
    evidence["only_in_focus"] = share * rarity if candidate.facts.top_kind != "country" else 0.0


def _names_abroad(candidate: Candidate, countries: Mapping[str, float]) -> bool:
    """Whether a name may be trusted for lying in a country of the document where surnames are not place names.

    In English-speaking countries nearly every surname is a town somewhere; elsewhere a gazetteer name in the right
    country is good evidence, unless it stands where a person would.
    """
    lists, evidence = lexicon(), candidate.evidence
    home = max(candidate.facts.countries, key=lambda code: (countries.get(code, 0.0), code), default=None)
    if home is None or home in lists.surname_countries or candidate.facts.top_kind == "country":
        return False
    if any(evidence.get(name) for name in ("surname", "title_before", "speech_after", "name_on_left", "name_on_right")):
        return False
    if candidate.label == "PERSON":
        before = candidate.words.lower(candidate.first - 1)
        return any(evidence.get(name) for name in ("locative_strong", "locative_verb", "list_place")) or (
            before in lists.place_prepositions
        )
    return True


def _about_list(members: list[Candidate]) -> None:
    for at, member in enumerate(members):
        neighbors = [members[other] for other in (at - 1, at + 1) if 0 <= other < len(members)]
        best = max(neighbor.score for neighbor in neighbors)
        worst = min(neighbor.score for neighbor in neighbors)
        member.evidence["list_place"] = 1.0 if best > 1.0 else 0.0
        member.evidence["list_other"] = 1.0 if worst < -2.5 and best <= 0 else 0.0


def recognize(
    views: Sequence[PassageWords], candidates: Mapping[int, Sequence[Candidate]], models: PlaceModels
) -> None:
    """Fill in how likely each candidate, scored by the hand weights, is a toponym, and one of associative use."""
    everyone = [candidate for view in views for candidate in candidates[view.passage.index]]
    for candidate in everyone:
        candidate.probability = expit(candidate.score)
    if models.recognizer is None:
        return
    rows = feature_rows(views, candidates, countries_of(everyone))
    for candidate, score in zip(everyone, models.recognizer.scores(rows).tolist(), strict=True):
        candidate.probability = 0.0 if belongs_to_person(candidate) else expit(score)
    likely = [at for at, candidate in enumerate(everyone) if candidate.probability >= models.threshold]
    if models.use is not None and likely:
        for at, score in zip(likely, models.use.scores(rows[likely]).tolist(), strict=True):
            everyone[at].associative = expit(score)


def expit(score: float) -> float:
    """The probability for a log-odds score."""
    return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, score))))


def choose(candidates: Sequence[Candidate], *, threshold: float) -> list[Candidate]:
    """The accepted candidates that do not overlap: likelier ones first, longer ones among equals; in text order."""
    chosen: list[Candidate] = []
    taken: set[int] = set()
    for candidate in sorted(
        candidates, key=lambda one: (-one.probability - _LONGER * (one.last - one.first), one.first)
    ):
        words = range(candidate.first, candidate.last + 1)
        if candidate.probability >= threshold and taken.isdisjoint(words):
            taken.update(words)
            chosen.append(candidate)
    return sorted(chosen, key=lambda candidate: candidate.first)


def mention_of(candidate: Candidate, *, least_associative: float) -> PlaceMention:
    """A candidate as a mention, with its hint, container, modifier and use.

    A capital that stands for its government is looked up as the country ("Washington doubts it" names no town).
    """
    government = _governed(candidate)
    return PlaceMention(
        start=candidate.start,
        end=candidate.end,
        text=candidate.text,
        passage_index=candidate.words.passage.index,
        name=government or candidate.name,
        cue="; ".join(_cues(candidate)),
        feature_hint="country" if government else candidate.hint,
        container=candidate.container,
        modifier=candidate.modifier,
        use=_use(candidate, least_associative),
        score=round(candidate.probability, 4),
    )


def _governed(candidate: Candidate) -> str | None:
    """The country whose government a capital stands for, None where it is a town or no capital."""
    is_capital = candidate.text in lexicon().capitals and bool(candidate.facts.matches)
    if not is_capital or not (candidate.evidence.get("metonym") or acts_as_government(candidate)):
        return None
    return candidate.facts.matches[0].place.country


def _use(candidate: Candidate, least_associative: float) -> PlaceUse:
    """Literal, unless plain evidence or the learned weights say that a force, office, outlet or team is meant."""
    evidence = candidate.evidence
    if any(evidence.get(name) for name in _TIED) or acts_as_government(candidate):
        return PlaceUse.ASSOCIATIVE
    is_placed = any(evidence.get(name) for name in _PLACED)
    return PlaceUse.LITERAL if is_placed or candidate.associative < least_associative else PlaceUse.ASSOCIATIVE


def _cues(candidate: Candidate) -> Iterator[str]:
    """The two or three strongest pieces of evidence, in words."""
    texts, weights = recognition_words(), recognition_weights()
    names = [name for name, value in candidate.evidence.items() if value > 0 and name in texts]
    names.sort(key=lambda name: (-candidate.evidence[name] * weights[name], name))
    yield from (texts[name] for name in names[:3])
