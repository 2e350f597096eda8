"""What the mentions of one event count -> its counts, and the claims of sources that differ.

A later figure that takes the place of an earlier one ("the toll rose to 14", the same source again) replaces it; two
figures that cannot both be right stand side by side, and the count covers those that stand. What a source denies is
kept, but a denial is no estimate.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, reduce

from reportmap.events.counts import added, are_foes
from reportmap.events.episodes import is_share
from reportmap.events.quantities import Quantity, read_quantity
from reportmap.events.victims import COUNTED
from reportmap.figures import best_number, figure_of, figures_meet
from reportmap.model import (
    Claim,
    ClaimStanding,
    Count,
    Counts,
    Document,
    EventMention,
    Span,
    Stance,
)
from reportmap.rules import read_rules

BEFORE = 60
"""Code points before a figure in which words may say that it is an update."""

_ALSO = re.compile(r"\balso (?:been )?$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom (?:an? |the )?(?:earlier |initial |previous )?$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][\"”’']?\s|\n\s*\n")
_SUM = re.compile(r",| and | as well as ")
_GENERAL = frozenset({"people", "persons", "person", "dead", "deaths", "bodies", "victims", "others", "lives", "of"})


def settle(
    mentions: Sequence[EventMention], lead: EventMention, *, denials: Sequence[EventMention], document: Document
) -> tuple[Counts, tuple[Claim, ...]]:
    """The counts of an event told by `mentions`, and what its sources say differently, in text order.

    Where no two sources differ the counts are the lead's, else the first that any mention gives, widened by the others.
    """
    counts = _all_counts(mentions, lead)
    kept: list[Claim] = []
    every = sorted((claim for item in (*mentions, *denials) for claim in item.claims), key=_at)
    for matter in COUNTED:
        told = _distinct([claim for claim in every if claim.matter == matter and claim.count is not None])
        settled = _settled(told, document)
        if not settled:
            continue
        kept += settled
        standing = [claim for claim in settled if claim.standing is ClaimStanding.STANDS and not _is_denial(claim)]
        if standing:
            figures = [claim.count for claim in standing if claim.count is not None]
            counts = _with_count(counts, matter, reduce(widened, figures[1:], figures[0]))
    kept += _modality_claims(lead, every) if denials else []
    return counts, tuple(sorted(kept, key=_at))


def _all_counts(mentions: Sequence[EventMention], lead: EventMention) -> Counts:
    """The lead's figures, else the first that any mention gives; where they differ the interval covers all of them."""
    values: dict[str, Count] = {}
    scope = lead.counts.scope
    told: dict[str, EventMention] = {}
    kinds = {actor.canonical: actor.kind for mention in mentions for actor in mention.actors}
    for mention in (lead, *(item for item in mentions if item is not lead)):
        scope = scope or mention.counts.scope
        for name in (*COUNTED, "group_size"):
            count = getattr(mention.counts, name)
            if count is None or (name == "fatalities" and is_share(mention, lead)):
                continue
            if name not in values:
                values[name], told[name] = count, mention
            elif _adds(mention):
                values[name] = added(values[name], count)
            elif (
                name == "fatalities"
                and mention.modality is told[name].modality
                and are_foes(values[name], count, kinds)
            ):
                values[name] = _of_both_sides(values[name], count)
            else:
                values[name] = _reconciled(values[name], count, is_toll=mention.is_toll)
    return Counts(scope=scope, **values)


def _reconciled(one: Count, two: Count, *, is_toll: bool) -> Count:
    """A later toll that is larger replaces the figure of the act; figures that two tolls give are kept as bounds."""
    a, b = best_number(one), best_number(two)
    if _counts_part(one, two) or _counts_part(two, one):
        return max((one, two), key=lambda count: best_number(count) or 0)
    if a is not None and b is not None and (a == 0) != (b == 0):
        return one if a else two  # "no one was hurt" tells of another part of it than the one that hurt somebody
    if is_toll and a is not None and b is not None and a < b and a <= 3:
        return two  # the act named one of its victims, the toll counts all of them
    return widened(one, two)


def _of_both_sides(one: Count, two: Count) -> Count:
    parts = (*(one.by_side or (one,)), *(two.by_side or (two,)))
    return replace(added(one, two), side=None, by_side=parts)


def _adds(mention: EventMention) -> bool:
    """Whether a mention tells of further victims ("The driver was also killed")."""
    at = mention.evidence.trigger_start - mention.evidence.start
    return _ALSO.search(mention.evidence.text[max(0, at - 16) : at]) is not None


def widened(one: Count, two: Count) -> Count:
    """The first count with bounds that cover both; its best stays, unless only the other one is exact."""
    lows = [value for value in (one.low, two.low, one.best, two.best) if value is not None]
    highs = [value for value in (one.high, two.high, one.best, two.best) if value is not None]
    low = min(lows) if lows else None
    high = max(highs) if highs and None not in (one.high, two.high) else None
    best = two.best if one.best is None or (_is_exact(two) and not _is_exact(one)) else one.best
    return replace(one, low=low, high=high, best=best)


def _is_exact(count: Count) -> bool:
    return count.best is not None and count.low == count.best == count.high


def _with_count(counts: Counts, matter: str, count: Count) -> Counts:
    values = {name: getattr(counts, name) for name in (*COUNTED, "group_size")}
    return Counts(scope=counts.scope, **{**values, matter: count})


def _at(claim: Claim) -> int:
    return claim.span.start if claim.span is not None else 0


def _is_denial(claim: Claim) -> bool:
    return claim.source is not None and claim.source.stance is Stance.DENIES


def _distinct(claims: Sequence[Claim]) -> list[Claim]:
    """Claims of one matter, those left out that only count a part of what another one counts."""
    found: list[Claim] = []
    for claim in claims:
        if any(_is_same_span(claim, other) for other in found):
            continue
        found.append(claim)
    return [claim for claim in found if not any(_is_part(claim, other) for other in found)]


def _is_same_span(one: Claim, two: Claim) -> bool:
    return one.span is not None and two.span is not None and one.span.overlaps(two.span)


def _is_part(one: Claim, two: Claim) -> bool:
    """Whether a figure names a kind of people ("four children") where a larger one counts everybody or another kind."""
    if one.count is None or two.count is None or one is two or _is_denial(one):
        return False
    return _counts_part(one.count, two.count)


def _counts_part(one: Count, two: Count) -> bool:
    """Whether the first figure is smaller and names a kind of people that the second one does not."""
    kind = _kind_of(one)
    is_smaller = 0 < (best_number(one) or 0) < (best_number(two) or 0)
    return kind is not None and kind != _kind_of(two) and is_smaller


def _kind_of(count: Count) -> str | None:
    """The noun that says who is counted, None where it is anybody, or several kinds together."""
    if count.by_side or _SUM.search(count.text):
        return None
    words = [word.strip(",.").lower() for word in count.text.split()]
    last = words[-1] if words else ""
    is_number = read_quantity([last]) not in {None, Quantity(1, 1, 1)} or last.isdigit() or last in {"one", "two"}
    return None if is_number or last in _GENERAL else last


def _settled(told: Sequence[Claim], document: Document) -> list[Claim]:
    """The claims of one matter with their standing; empty where no two sources differ and nothing was replaced."""
    claims = [
        replace(claim, standing=ClaimStanding.REPLACED) if _is_earlier(claim, document) else claim for claim in told
    ]
    for at, later in enumerate(claims):
        for before, earlier in enumerate(claims):
            if not _differ(earlier, later) or later.standing is ClaimStanding.REPLACED:
                continue
            is_behind = before < at or _is_raised_above(later, earlier, document)  # a live blog tells the newest first
            if is_behind and _replaces(later, earlier, document):
                claims[before] = replace(earlier, standing=ClaimStanding.REPLACED)
    standing = [claim for claim in claims if claim.standing is ClaimStanding.STANDS]
    is_disputed = any(
        _differ(one, two) and _name(one) != _name(two) for at, one in enumerate(standing) for two in standing[:at]
    )
    is_updated = bool(standing) and any(
        claim.standing is ClaimStanding.REPLACED and any(_differ(claim, one) for one in standing) for claim in claims
    )
    return claims if is_disputed or is_updated else []


def _differ(one: Claim, two: Claim) -> bool:
    if one.count is None or two.count is None:
        return False
    a, b = one.count, two.count
    is_other_side = (
        a.side is not None and b.side is not None and a.side != b.side and None not in {_kind_of(a), _kind_of(b)}
    )
    return not is_other_side and not figures_meet(figure_of(a), figure_of(b))


def _replaces(later: Claim, earlier: Claim, document: Document) -> bool:
    """Whether a figure is an update of an earlier one: it says so, or the same source gives it."""
    if _is_denial(later) or _is_denial(earlier):
        return False
    if _has_word(later, "changed", document):
        return True
    is_same = _name(later) == _name(earlier) and not _is_one_breath(earlier, later, document)
    return (is_same and later.source is not None) or (later.source is None and _has_word(later, "later", document))


def _is_one_breath(one: Claim, two: Claim, document: Document) -> bool:
    """Whether two figures stand in one sentence, where the same source counts two things."""
    if one.span is None or two.span is None:
        return False
    return _SENTENCE_END.search(document.text[one.span.end : two.span.start]) is None


def _is_raised_above(later: Claim, earlier: Claim, document: Document) -> bool:
    if later.count is None or earlier.count is None or not _has_word(later, "raised", document):
        return False
    return (best_number(later.count) or 0) > (best_number(earlier.count) or 0)


def _is_earlier(claim: Claim, document: Document) -> bool:
    return _has_word(claim, "earlier", document) or _FROM.search(_before(claim, document)) is not None


def _has_word(claim: Claim, kind: str, document: Document) -> bool:
    return _words(kind).search(_before(claim, document)) is not None


def _before(claim: Claim, document: Document) -> str:
    """The words of the figure's clause before it."""
    start = _at(claim)
    text = document.text[max(0, start - BEFORE) : start]
    return re.split(r"[.;!?]\s|\n|, (?:but|while|and) ", text)[-1]


def _name(claim: Claim) -> str | None:
    return None if claim.source is None else claim.source.name.casefold().removeprefix("a ").removeprefix("an ")


def _modality_claims(lead: EventMention, claims: Sequence[Claim]) -> list[Claim]:
    """The event itself, told by its sources and denied by another: both as claims."""
    denied = [claim for claim in claims if claim.matter == "modality"]
    if not denied:
        return []
    trigger = lead.evidence
    return [
        replace(
            denied[0],
            words=lead.modality.value,
            span=Span(start=trigger.trigger_start, end=trigger.trigger_end, text=trigger.trigger),
            source=lead.attribution[0] if lead.attribution else None,
            document_id=trigger.document_id,
        ),
        *denied,
    ]


@cache
def _words(kind: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(read_rules('events/quantities.toml')['updates'][kind])})\b", re.IGNORECASE)
