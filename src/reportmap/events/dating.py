"""Which date of its sentence belongs to an event: the nearest by clause and distance, else none."""

import datetime
from collections.abc import Sequence
from dataclasses import replace

from reportmap.events.datelines import dateline_end
from reportmap.events.linking import CLAUSE_COST, TOKEN_COST, clauses_between
from reportmap.events.syntax import Syntax
from reportmap.model import (
    DateBasis,
    DatePrecision,
    EventDate,
    ResolvedDate,
    Span,
    TimexType,
)

_ONE_DAY = datetime.timedelta(days=1)

_NIGHT_CHARS = len("night between the ")
"""So far before the first of two days "the night of" may stand."""


def link_date(
    syntax: Syntax, word: int, *, dates: Sequence[ResolvedDate], published_on: datetime.date | None
) -> EventDate | None:
    """The date of the event at token `word` within its passage, None where no date of the passage fits.

    The nearest date by clause and distance. A date on the verb of saying alone is the day of the statement: the
    event is then dated to that day or the day before. Dates after publication are for plans only.
    """
    usable = [
        date
        for date in dates
        if date.start is not None
        and date.basis is not DateBasis.PUBLICATION
        and date.mention.timex_type in {TimexType.DATE, TimexType.TIME}
    ]
    usable = [date for date in usable if not _dates_something_else(syntax, word, date)]
    written = syntax.parsed.passage.start + dateline_end(syntax.parsed.passage.text)
    if len(usable) > 1:  # a dateline dates the report; it dates the event where the sentence has no other date
        usable = [date for date in usable if date.mention.end > written] or usable
    ranked = sorted(usable, key=lambda date: _date_cost(syntax, word, date))
    if not ranked:
        return None
    nearest = ranked[0]
    until = _bounded_by_until(syntax, word, usable, published_on)
    if until is not None:
        return until
    if nearest.mention.end <= written:
        return event_date(nearest, basis=DateBasis.INHERITED, reason="the day of the report, which tells no other")
    dated = event_date(nearest)
    if _is_statement_date(syntax, word, nearest) and dated.start is not None:
        if nearest.precision is not DatePrecision.DAY:
            return None
        return replace(
            dated,
            start=dated.start - datetime.timedelta(days=1),
            precision=DatePrecision.DAYS,
            reason=f"“{nearest.mention.text}” is the day of the statement; the event is that day or the day before",
        )
    partner = next((date for date in ranked[1:] if _are_joined(syntax, nearest, date)), None)
    if partner is None:
        return dated
    return _span(nearest, partner, is_night=_is_night(syntax, nearest, partner))


def _dates_something_else(syntax: Syntax, word: int, date: ResolvedDate) -> bool:
    """Whether a date stands in a relative clause that does not tell the event ("who studies a 2020 blast")."""
    token = syntax.token_at(date.mention)
    if token is None:
        return False
    above = [word, *syntax.governors(word)]
    is_inside_noun = False  # "killed X, who was taken on Monday" dates X's fate, a noun in the clause itself
    for item in syntax.governors(token):
        is_inside_noun = is_inside_noun or syntax.tokens[item].tag in {"NN", "NNS"}
        if syntax.tokens[item].dep == "relcl":
            return is_inside_noun and item not in above and syntax.tokens[item].head not in above
    return False


def event_date(date: ResolvedDate, *, basis: DateBasis | None = None, reason: str | None = None) -> EventDate:
    """A resolved date as the date of an event; `best` is its day where it has only one."""
    best = date.start if date.start == date.end else None
    return EventDate(
        start=date.start,
        end=date.end,
        best=best,
        precision=date.precision,
        basis=basis or date.basis,
        mention=Span(start=date.mention.start, end=date.mention.end, text=date.mention.text),
        reason=reason or date.reason,
    )


def _date_cost(syntax: Syntax, word: int, date: ResolvedDate) -> float:
    token = syntax.token_at(date.mention)
    if token is None:
        return 99.0
    cost = CLAUSE_COST * clauses_between(syntax, word, token) + TOKEN_COST * abs(token - word)
    return cost + (0.5 if _is_statement_date(syntax, word, date) else 0.0)


def _is_statement_date(syntax: Syntax, word: int, date: ResolvedDate) -> bool:
    """Whether a date hangs on a verb that only reports the event's clause."""
    token = syntax.token_at(date.mention)
    if token is None:
        return False
    head = syntax.clause_head(token)
    if not syntax.is_verb(head) or head == word:
        return False
    own = syntax.clause_head(word)
    marks = [item for item in syntax.with_dep(own, frozenset({"mark"})) if syntax.lemmas[item] == "that"]
    if any(head < mark < token for mark in marks):
        return False  # "said today that on 10 March they killed"
    saying = [head, *syntax.with_dep(head, frozenset({"advcl", "xcomp"}))]  # "telephoned on Monday to say that"
    complements = [item for verb in saying for item in syntax.with_dep(verb, frozenset({"ccomp"}))]
    return own in complements or any(own in syntax.subtree(child) for child in complements)


def _bounded_by_until(
    syntax: Syntax, word: int, dates: Sequence[ResolvedDate], published_on: datetime.date | None
) -> EventDate | None:
    """For "X went on in the spring until Y": Y lies between the last date named and the end of that year."""
    head = syntax.clause_head(word)
    marks = [index for item in (head, syntax.tokens[head].head) for index in syntax.with_dep(item, frozenset({"mark"}))]
    if not any(syntax.lemmas[index] == "until" for index in marks):
        return None
    own = syntax.subtree(head)
    outside = [date for date in dates if (token := syntax.token_at(date.mention)) is not None and token not in own]
    if not outside:
        return None
    last = max(outside, key=lambda date: date.start or datetime.date.min)
    start = _last_part_start(last)
    if start is None:
        return None
    end = datetime.date(start.year, 12, 31)
    if published_on is not None and published_on >= start:
        end = min(end, published_on)
    return replace(
        event_date(last),
        start=start,
        end=end,
        best=None,
        precision=DatePrecision.RANGE,
        basis=DateBasis.RELATIVE,
        reason=f"ended what went on in “{last.mention.text}”; no later than that year",
    )


def _last_part_start(date: ResolvedDate) -> datetime.date | None:
    """The first day of the last calendar month but one of a long interval: where its last part begins."""
    if date.start is None or date.end is None or (date.end - date.start).days < 75:
        return date.start
    month_start = date.end.replace(day=1)
    return (month_start - datetime.timedelta(days=1)).replace(day=1)


def _are_joined(syntax: Syntax, one: ResolvedDate, two: ResolvedDate) -> bool:
    """Whether two dates form one expression ("on Monday and Tuesday", "late summer and early fall")."""
    first, second = sorted((one.mention, two.mention), key=lambda mention: mention.start)
    passage = syntax.parsed.passage
    between = passage.text[first.end - passage.start : second.start - passage.start].strip().lower()
    return between in {"and", "and the", "to", "and on", "through", "or"}


def _is_night(syntax: Syntax, one: ResolvedDate, two: ResolvedDate) -> bool:
    """Whether two days stand for the night between them ("on the night of Saturday and Sunday")."""
    passage, first = syntax.parsed.passage, min(one.mention, two.mention, key=lambda mention: mention.start)
    start = max(first.start - passage.start - _NIGHT_CHARS, 0)
    lead = passage.text[start : first.end - passage.start].lower()
    return any(phrase in lead for phrase in ("night of", "night between", "night from"))


def _span(one: ResolvedDate, two: ResolvedDate, *, is_night: bool) -> EventDate:
    starts = [date.start for date in (one, two) if date.start is not None]
    ends = [date.end for date in (one, two) if date.end is not None]
    joined = event_date(one)
    return replace(
        joined,
        start=min(starts),
        end=max(ends),
        best=None,
        precision=DatePrecision.DAYS if is_night and max(ends) - min(starts) == _ONE_DAY else DatePrecision.RANGE,
        reason=f"from “{one.mention.text}” to “{two.mention.text}”",
    )
