"""Words that only look like places: names of peoples, armed groups, seats of power, products."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from reportmap.gazetteer import Gazetteer
from reportmap.gazetteer.names import normalize
from reportmap.model import PlaceMention
from reportmap.places.lexicon import lexicon
from reportmap.places.words import PassageWords

_LONGEST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Word indices first..last of a passage that are taken by something that is no place."""

    first: int
    last: int
    kind: str


def taken_words(view: PassageWords) -> dict[int, Taken]:
    """What is taken by peoples ("people"), seats of power, groups and products (their kind), by word index."""
    lists, at = lexicon(), 0
    found: list[Taken] = []
    while at < len(view.words):
        step = 1
        if view.words[at].lower.replace(".", "") in _first_words():
            for last in range(min(at + _LONGEST, len(view.words)) - 1, at - 1, -1):
                text = view.slice(at, last)
                kind = "people" if _is_people(view, at, text) else lists.institutions.get(normalize(text))
                if kind is not None:
                    found.append(Taken(first=at, last=last, kind=kind))
                    step = last - at + 1
                    break
        at += step
    found.extend(_product_phrases(view))
    return {at: item for item in found for at in range(item.first, item.last + 1)}


def people_mentions(view: PassageWords, taken: Collection[Taken], gazetteer: Gazetteer) -> Iterator[PlaceMention]:
    """A context-only mention for each name of a people; `name` is the country's where there is one."""
    for item in taken:
        if item.kind != "people":
            continue
        text = view.slice(item.first, item.last)
        code = lexicon().demonyms.get(text.lower())
        country = gazetteer.country(code) if code else None
        yield PlaceMention(
            start=view.words[item.first].start,
            end=view.words[item.last].end,
            text=text,
            passage_index=view.passage.index,
            name=country.name if country else text,
            cue="name of a people",
            feature_hint="country" if country else None,
            is_demonym=True,
        )


@cache
def _first_words() -> frozenset[str]:
    """The words that begin a name of a people or of something that is no place."""
    names = [*lexicon().demonyms, *lexicon().institutions]
    return frozenset(word.replace(".", "") for name in names for word in (name.split()[0], name.split("-")[0]))


def _is_people(view: PassageWords, at: int, text: str) -> bool:
    return view.words[at].is_name and text.lower() in lexicon().demonyms


def _product_phrases(view: PassageWords) -> Iterator[Taken]:
    # "google earth" is written small as often as not.
    for at in range(len(view.words) - 1):
        if view.lower(at) == "google" and view.lower(at + 1) in ("earth", "maps"):
            yield Taken(first=at, last=at + 1, kind="product")
