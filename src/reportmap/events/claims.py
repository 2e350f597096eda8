"""Counteds and denials of one passage -> Claims: who says which number, and who says that it did not happen."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from reportmap.events.attribution import find_attribution, reporting_stance, source_kind
from reportmap.events.counts import Counted, count_at
from reportmap.events.syntax import Syntax
from reportmap.events.victims import toll_field
from reportmap.figures import figure_of, say_figure
from reportmap.model import ActorMention, Attribution, Claim, Count, Modality, Span, Stance

_CLAUSE_END = re.compile(r";|,? (?:but|while|whereas) |, and ")
_ELLIPTICAL = frozenset({"dobj", "ccomp", "attr", "oprd", "acomp"})


def find_claims(
    syntax: Syntax,
    figures: Sequence[Counted],
    *,
    mention_id: str,
    document_id: str,
    earlier: Sequence[Attribution] = (),
    actors: Sequence[ActorMention] = (),
) -> tuple[Claim, ...]:
    """Each figure with the source that stands nearest above it, in text order; figures inside others are left out.

    `earlier` are the sources of the sentence before, for pronouns.
    """
    found: list[Claim] = []
    for figure in sorted((*figures, *_elliptical(syntax, figures)), key=_breadth):
        if any(claim.matter == figure.field and claim.span and claim.span.overlaps(figure.count) for claim in found):
            continue
        count = figure.count
        sources = find_attribution(syntax, figure.word, earlier=earlier, actors=actors)
        sources = tuple(source for source in sources if _is_beside(syntax, source, count)) or sources
        found.append(
            Claim(
                event_id=mention_id,
                document_id=document_id,
                matter=figure.field,
                words=say_figure(figure_of(count)),
                span=Span(start=count.start, end=count.end, text=count.text),
                source=sources[0] if sources else None,
                count=count,
            )
        )
    return tuple(sorted(found, key=lambda claim: claim.span.start if claim.span else 0))


def _is_beside(syntax: Syntax, source: Attribution, count: Count) -> bool:
    """Whether no clause ends between a source and a figure ("police said nine died; the mayor said 14")."""
    passage = syntax.parsed.passage
    first, last = sorted([(source.start, source.end), (count.start, count.end)])
    return _CLAUSE_END.search(passage.text[first[1] - passage.start : last[0] - passage.start]) is None


def _breadth(figure: Counted) -> tuple[bool, int]:
    """Sums first, then the longest words: the figure that holds others speaks for them."""
    return not figure.is_sum, figure.count.start - figure.count.end


def _elliptical(syntax: Syntax, figures: Sequence[Counted]) -> Iterator[Counted]:
    """Bare numbers that somebody gives after a figure ("police said nine people died; the mayor said 14")."""
    for figure in elliptical_figures(syntax, figures[-1].field) if figures else ():
        before = [other for other in figures if other.count.end <= figure.count.start]
        if before:
            yield replace(figure, field=before[-1].field)


def elliptical_figures(syntax: Syntax, field: str) -> Iterator[Counted]:
    """Numbers alone that somebody is said to give ("residents say 147"), as figures of `field`."""
    for index, token in enumerate(syntax.tokens):
        verb = token.head
        if token.tag != "CD" or token.dep not in _ELLIPTICAL or not syntax.is_verb(verb):
            continue
        is_said = reporting_stance(syntax.lemmas[verb]) is not None
        if not is_said or not any(source_kind(syntax, head) is not None for head in syntax.subjects(verb)):
            continue
        count = count_at(syntax, index)
        if count is not None:
            yield Counted(field=field, count=count, word=index)


def find_denial(
    syntax: Syntax, word: int, *, is_toll: bool, mention_id: str, document_id: str, sources: Sequence[Attribution]
) -> tuple[Claim, ...]:
    """The claim of who says that the event at `word`, or its toll, did not happen; empty where nobody denies it."""
    denier = next((source for source in sources if source.stance is Stance.DENIES), None)
    if denier is None:
        return ()
    field = toll_field(syntax.lemmas[word]) if is_toll else None
    span = syntax.span_of({word, *syntax.with_dep(word, frozenset({"nsubjpass", "nsubj", "auxpass"}))})
    nobody = Count(start=span.start, end=span.end, text=span.text, low=0, best=0, high=0)
    return (
        Claim(
            event_id=mention_id,
            document_id=document_id,
            matter=field or "modality",
            words="0" if field else Modality.DENIED.value,
            span=span,
            source=denier,
            count=nobody if field else None,
        ),
    )
