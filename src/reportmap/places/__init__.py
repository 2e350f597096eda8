"""Toponyms: where a document names places (find), and which places it means (resolve).

lexicon.py       word lists and weights from resources/places/
words.py         the words of a passage
candidates.py    stretches that may be toponyms
surroundings.py  what the words around a candidate say
evidence.py      the evidence for a candidate, and its sum
lists.py         lists of names; peoples.py: names that only look like places; regions.py: "the south and east"
find.py          find_places; given.py: mentions_at, for toponyms that are known
senses.py        the places that a name may mean
context.py       what countries and provinces a document speaks for
rank.py          the senses of all names, ranked together by hand weights
models.py        the learned weights: trees.py evaluates them, features.py and ranking.py (with coverage.py) feed them
resolve.py       resolve_places; nearby.py: where a name without a place probably lies
relative.py      the points that the words around a name describe: phrases.py reads, measures.py counts, derive.py
                 reckons, with extents.py and borders.py
"""

from reportmap.places.find import find_places
from reportmap.places.given import mentions_at
from reportmap.places.models import HAND_WEIGHTS, PlaceModels
from reportmap.places.resolve import resolve_places

__all__ = ["HAND_WEIGHTS", "PlaceModels", "find_places", "mentions_at", "resolve_places"]
