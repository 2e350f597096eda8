"""Lists of names: what one member is, all are ("Helmand, Kandahar and Zabul provinces")."""

from reportmap.places.candidates import Candidate
from reportmap.places.lexicon import lexicon
from reportmap.places.surroundings import kind_after, kind_of
from reportmap.places.words import PassageWords

_PLURALS = ("s",)


def find_lists(view: PassageWords, candidates: list[Candidate]) -> list[list[Candidate]]:
    """The runs of two or more candidates that only list separators part, in text order."""
    ordered = sorted(candidates, key=lambda candidate: (candidate.first, -candidate.last))
    found: list[list[Candidate]] = []
    current: list[Candidate] = []
    for candidate in ordered:
        if current and candidate.first <= current[-1].last:
            continue
        if current and _joined(view, current[-1], candidate):
            current.append(candidate)
        else:
            if len(current) > 1:
                found.append(current)
            current = [candidate]
    if len(current) > 1:
        found.append(current)
    return found


def type_list(view: PassageWords, members: list[Candidate]) -> None:
    """Give every member of a list the kind word that stands once for all of them."""
    last = kind_after(view, members[-1].last)
    if last is not None and last[0].endswith(_PLURALS) and lexicon().after[last[0]].hint:
        hint = lexicon().after[last[0]].hint
        for member in members:
            member.hint = hint
            member.is_cued = True
            member.evidence["list_kind"] = 1.0
        return
    of = kind_of(view, members[0].first)
    if of is not None and of.endswith(_PLURALS) and lexicon().of[of].hint:
        for member in members:
            member.hint = lexicon().of[of].hint
            member.is_cued = True
            member.evidence["list_kind"] = 1.0


def _joined(view: PassageWords, left: Candidate, right: Candidate) -> bool:
    """Whether only separators (and a repeated kind word, preposition or part word) stand between two names."""
    lists = lexicon()
    between = view.words[left.last + 1 : right.first]
    if not between or len(between) > 5:
        return False
    has_separator = False
    for word in between:
        if word.lower in lists.separators:
            has_separator = True
        elif not (
            word.lower in lists.after
            or word.lower in lists.directions
            or word.lower in ("in", "the", "both", "to", "from", "of", "also", "even", "hell", "like")
        ):
            return False
    return has_separator
