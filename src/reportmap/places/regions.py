"""Parts of the country that a document is about, named by direction alone ("attacks in the south and east")."""

from collections import Counter
from collections.abc import Iterator

from reportmap.model import PlaceMention, SectionKind
from reportmap.places.candidates import NameIndex
from reportmap.places.lexicon import lexicon
from reportmap.places.words import PassageWords

_FOCUS_SHARE = 0.4
_QUIET = frozenset({SectionKind.COMMENT, SectionKind.BOILERPLATE})


def region_mentions(
    views: list[PassageWords], mentions: list[PlaceMention], index: NameIndex
) -> Iterator[PlaceMention]:
    """A mention for each bare direction that means a part of the focus country; its `name` is that country's."""
    focus = focus_country(views, mentions, index)
    if focus is None:
        return
    taken = {at for mention in mentions for at in range(mention.start, mention.end)}
    for view in views:
        for at in _directions(view):
            word = view.words[at]
            if not taken.isdisjoint(range(word.start, word.end)):
                continue
            yield PlaceMention(
                start=word.start,
                end=word.end,
                text=word.text,
                passage_index=view.passage.index,
                name=focus,
                cue=f"part of {focus}, which the document is about",
                feature_hint="country",
                modifier=lexicon().directions[word.lower],
            )


def focus_country(views: list[PassageWords], mentions: list[PlaceMention], index: NameIndex) -> str | None:
    """The country that most places of the report itself lie in, None where none does."""
    quiet = {view.passage.index for view in views if view.passage.kind in _QUIET}
    votes: Counter[str] = Counter()
    for mention in mentions:
        if mention.passage_index in quiet:
            continue
        matches = index.facts(mention.name).matches
        if matches and matches[0].place.country:
            votes[matches[0].place.country] += 1 if mention.is_demonym else 2
    best = votes.most_common(1)
    if not best or best[0][1] < max(2, _FOCUS_SHARE * sum(votes.values())):
        return None
    return best[0][0]


def _directions(view: PassageWords) -> Iterator[int]:
    """Indices of direction words that stand for a region: "in the south and east", "across the north-east"."""
    lists, at = lexicon(), 0
    while at < len(view.words):
        is_opening = (
            view.lower(at) in lists.region_words
            and not view.words[at].is_name
            and view.lower(at - 1) == "the"
            and view.lower(at - 2) in ("in", "across", "throughout", "into", "from", "over")
        )
        if not is_opening:
            at += 1
            continue
        members = [at]
        while view.lower(members[-1] + 1) in ("and", "or", ",") and _next_direction(view, members[-1]) is not None:
            members.append(_next_direction(view, members[-1]) or 0)
        if view.lower(members[-1] + 1) not in lists.region_not_before and not _names_more(view, members[-1]):
            yield from members
        at = members[-1] + 1


def _next_direction(view: PassageWords, at: int) -> int | None:
    following = at + 2
    while view.lower(following) in ("the", "and", "in"):
        following += 1
    return following if view.lower(following) in lexicon().region_words else None


def _names_more(view: PassageWords, at: int) -> bool:
    """Whether the direction belongs to a name or noun that follows it ("the south Waziristan agency")."""
    following = at + 1
    return following < len(view.words) and (view.words[following].is_name or view.words[following].text == "-")
