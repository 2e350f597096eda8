"""Date mentions -> the calendar: each with its value, interval, basis, score and the reason for them."""

import datetime
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportmap.dates import explicit, lengths, relative
from reportmap.dates.find import COUNTED_RULE, LAST, ORDER_RULES, RANGE_RULE, SIGNAL, is_item_head
from reportmap.dates.patterns import rule_book
from reportmap.dates.periods import Period, spanning
from reportmap.dates.readings import Direction, Earlier, Parts, Reading, Situation, without_anchor
from reportmap.dates.tense import direction_at
from reportmap.model import DateBasis, DateMention, DatePrecision, Passage, ResolvedDate, SectionKind, TimexType

MEANINGS: Mapping[str, Callable[[Parts, Situation], Reading]] = {
    "ago": relative.ago,
    "anaphoric": relative.anaphoric,
    "anchored_duration": lengths.anchored_duration,
    "calendar_day": explicit.calendar_day,
    "calendar_month": explicit.calendar_month,
    "century": explicit.century,
    "clock": relative.clock,
    "compared_period": relative.compared_period,
    "days_of_month": explicit.days_of_month,
    "day_in_month": explicit.day_in_month,
    "decade": explicit.decade,
    "duration": lengths.duration,
    "every": lengths.every,
    "frequency": lengths.frequency,
    "half": explicit.half,
    "holiday": explicit.holiday,
    "misspelled_season": explicit.misspelled_season,
    "near_day": relative.near_day,
    "near_night": relative.near_night,
    "night_across": explicit.night_across,
    "quarter": explicit.quarter,
    "recent": lengths.recent,
    "reference": lengths.reference,
    "season": explicit.season,
    "shifted": relative.counted,
    "slashed_day": explicit.slashed_day,
    "this_quarter": relative.this_quarter,
    "week_of_day": explicit.week_of_day,
    "bare_day": relative.bare_day,
    "half_of_month": explicit.half_of_month,
    "units_of_year": explicit.units_of_year,
    "week_of_month": explicit.week_of_month,
    "weekday": relative.weekday,
    "weekday_set": lengths.weekday_set,
    "which_month": explicit.which_month,
    "which_unit": relative.which_unit,
    "year": explicit.year,
    "year_end": relative.year_end,
    "years": explicit.years,
}
"""The readings by the name that rules give them."""

_DATELINE = re.compile(r"[\s(\[•*\-–—]{0,8}[^\W\d_a-z][^\n,;:a-z]{1,50}(?:,[^,;:\n]{1,40}){0,2},?\s{0,3}\(?\s{0,3}")
_BEHIND_DATELINE = re.compile(r"\s{0,3}(?:\([^()\n]{1,30}\)|/[^/\n]{1,20}/)?[\s.)]{0,4}(?:-{1,3}|–|—|_|:|\[|$)")
_DATELINE_DAYS = 31  # a dateline this long before publication still dates the report
_OPENING = 12  # characters before a year that opens its passage ("During 2004")
_AROUND = 250  # characters on either side of a date that tell what happened then
_COMMA_REACH = 3  # characters that a comma and spaces between two dates take
_MEMORY = 12  # dates before an expression that it may be counted from
_YEAR_RULES = frozenset({"which unit", "year after preposition", "year between marks", "named year", "spelled year"})
_COMPARING_RULES = frozenset({"quarter a year before", "quarter of that year", "earlier than that", "ago"})
_DATELINE_RULES = frozenset({"day month year", "day month", "month day year", "month day", "day month short year"})


@dataclass(slots=True)
class _Timeline:
    """What the text has said so far; lives inside one call of resolve_dates."""

    published_on: datetime.date | None
    is_day_first: bool | None
    passages: Mapping[int, Passage]
    dateline: datetime.date | None = None
    dateline_words: str = ""
    dateline_kind: SectionKind | None = None
    dated: list[tuple[Earlier, int]] = field(default_factory=list)  # with the index of its passage
    last_end: int = 0  # where the last of them ends in the document

    def situation(self, mention: DateMention) -> Situation:
        """What the expression may look at."""
        anchor, name, basis = self.published_on, "the publication date", DateBasis.RELATIVE
        passage = self.passages.get(mention.passage_index)
        in_its_scope = passage is None or passage.kind is self.dateline_kind
        is_dateline = _is_dateline(mention, passage)
        if self.dateline is not None and in_its_scope and not (is_dateline and self.published_on is not None):
            anchor, name, basis = self.dateline, f"the dateline “{self.dateline_words}”", DateBasis.INHERITED
        return Situation(
            anchor=anchor,
            anchor_name=name,
            anchor_basis=basis,
            published_on=self.published_on,
            earlier=tuple(
                replace(earlier, passages_back=mention.passage_index - index)
                for earlier, index in reversed(self.dated[-_MEMORY:])
            )
            if not is_dateline
            else (),
            find_direction=(lambda: Direction.UNKNOWN) if is_dateline else (lambda: self._direction(mention)),
            is_day_first=self.is_day_first,
            signal=dict(mention.parts).get(SIGNAL),
            is_apposition=passage is not None
            and passage.start < self.last_end <= mention.start <= self.last_end + _COMMA_REACH
            and passage.text[self.last_end - passage.start : mention.start - passage.start].strip() == ",",
        )

    def _direction(self, mention: DateMention) -> Direction:
        passage = self.passages.get(mention.passage_index)
        if passage is None or not passage.start <= mention.start <= mention.end <= passage.end:
            return Direction.UNKNOWN
        return direction_at(passage.text, mention.start - passage.start, mention.end - passage.start)

    def start_from(self, mention: DateMention, reading: Reading) -> None:
        """Count what follows from a dateline's day, unless the report came out much later or before it."""
        if reading.start is None or reading.precision is not DatePrecision.DAY:
            return
        if self.published_on is not None and not 0 <= (self.published_on - reading.start).days <= _DATELINE_DAYS:
            return
        self.dateline, self.dateline_words = reading.start, mention.text
        self.dateline_kind = self.passages[mention.passage_index].kind

    def _year_reach(self, mention: DateMention, reading: Reading) -> int | None:
        """ "last year", or a year that opens its passage, sets that of the dates behind it and in the next passage."""
        if reading.precision is not DatePrecision.YEAR or mention.rule not in _YEAR_RULES:
            return None
        passage = self.passages.get(mention.passage_index)
        opens = passage is not None and mention.start - passage.start <= _OPENING
        return 1 if opens or mention.rule == "which unit" else None

    def remember(self, mention: DateMention, reading: Reading) -> None:
        """Keep a resolved date for those that are counted from it."""
        if reading.basis is DateBasis.PUBLICATION:
            return  # no day stands in the text, so nothing can be counted from it
        if reading.start is None or reading.end is None or mention.timex_type not in (TimexType.DATE, TimexType.TIME):
            return
        value = (reading.value or "").split("T")[0]
        period = Period(value, reading.start, reading.end, reading.precision)
        is_compared = mention.rule in _COMPARING_RULES
        earlier = Earlier(
            period=period,
            words=mention.text,
            passages_back=0,
            year_reach=self._year_reach(mention, reading),
            is_compared=is_compared,
            leads=self._leads(mention),
            around=self._around(mention),
        )
        self.dated.append((earlier, mention.passage_index))
        self.last_end = mention.end

    def _around(self, mention: DateMention) -> str:
        passage = self.passages.get(mention.passage_index)
        if passage is None:
            return ""
        start, end = mention.start - passage.start, mention.end - passage.start
        return passage.text[max(0, start - _AROUND) : end + _AROUND].lower()

    def _leads(self, mention: DateMention) -> bool:
        """Whether bare weekdays behind a date count from it: it names its own weekday, or stands alone over an item."""
        if "weekday" in dict(mention.parts):
            return mention.rule in ORDER_RULES
        passage = self.passages.get(mention.passage_index)
        return passage is not None and is_item_head(mention, passage)


def resolve_dates(
    mentions: Sequence[DateMention], *, passages: Sequence[Passage], published_on: datetime.date | None
) -> tuple[ResolvedDate, ...]:
    """Each mention tied to the calendar, or to nothing with the reason; one per mention, same order.

    Anchors: a dateline ("KABUL, Feb. 19 (AP) --") for what follows it, else the publication date; where neither is
    known a relative expression stays unresolved. Basis `explicit` is a date with its year, `relative` is counted from
    the publication date, `inherited` from another date of the text or a dateline, `none` has no place on the
    calendar. `score` in [0, 1]. Lengths tied to the anchor ("the past three months") keep their DURATION value and
    carry the interval; other durations and all sets have none. Known limits: one calendar, the northern seasons.

    Args:
        mentions: in text order, as find_dates gives them
        passages: those that the mentions were found in; the tense is read from them
        published_on: None where it is not known
    """
    timeline = _Timeline(
        published_on=published_on,
        is_day_first=_day_first(mentions),
        passages={passage.index: passage for passage in passages},
    )
    resolved = []
    for mention in mentions:
        reading = _reading(mention, timeline)
        if _is_dateline(mention, timeline.passages.get(mention.passage_index)):
            timeline.start_from(mention, reading)
        timeline.remember(mention, reading)
        resolved.append(_resolved(mention, reading))
    return tuple(resolved)


def _day_first(mentions: Sequence[DateMention]) -> bool | None:
    """Whether the document writes days before months; None where nothing in it shows."""
    votes = 0
    for mention in mentions:
        if mention.rule in ORDER_RULES:
            votes += 1 if ORDER_RULES[mention.rule] else -1
        elif mention.rule == "slashed date":
            first, second = map(int, re.findall(r"[0-9]+", mention.text)[:2])
            votes += 3 * ((first > 12) - (second > 12))
    return None if votes == 0 else votes > 0


def _is_dateline(mention: DateMention, passage: Passage | None) -> bool:
    """Whether a date stands behind a place in capitals at the start of its passage, as agencies date reports."""
    if passage is None or mention.rule not in _DATELINE_RULES:
        return False
    start, end = mention.start - passage.start, mention.end - passage.start
    if not 3 <= start <= 120 or _DATELINE.fullmatch(passage.text, 0, start) is None:
        return False
    return _BEHIND_DATELINE.match(passage.text, end, end + 60) is not None


def _reading(mention: DateMention, timeline: _Timeline) -> Reading:
    situation = timeline.situation(mention)
    if mention.rule == RANGE_RULE:
        return _range(mention.parts, situation)
    if mention.rule == COUNTED_RULE:
        middle = next(index for index, (name, _) in enumerate(mention.parts) if name == LAST)
        base = _single(mention.parts[middle][1], dict(mention.parts[middle + 1 :]), situation)
        return relative.counted_from(base, dict(mention.parts[:middle]))
    return _with_signal(_single(mention.rule, dict(mention.parts), situation), situation)


def _single(rule: str, parts: Parts, situation: Situation) -> Reading:
    known = rule_book().by_name.get(rule)
    if known is None:
        return without_anchor(None, needs=f"no rule is called {rule!r}")
    return MEANINGS[known.meaning](parts, situation)


def _with_signal(reading: Reading, situation: Situation) -> Reading:
    """ "since" opens the interval up to the anchor; "until", "by", "before" and "after" only bound what happened."""
    signal, anchor = situation.signal, situation.anchor
    if signal is None or reading.start is None:
        return reading
    if signal != "since":
        bounded = "starts" if signal == "after" else "ends"
        return replace(reading, reason=f"{reading.reason}; “{signal}”: what it dates {bounded} there")
    if anchor is None or reading.end is None or reading.start > anchor:
        return reading
    name = situation.anchor_name
    return replace(
        reading, end=anchor, precision=DatePrecision.RANGE, reason=f"{reading.reason}; “since”: up to {name}"
    )


# --- ranges -----------------------------------------------------------------------------------------------------------


def _range(parts: Sequence[tuple[str, str]], situation: Situation) -> Reading:
    """From one end to the other; an end without a year takes the other's."""
    middle = next(index for index, (name, _) in enumerate(parts) if name == LAST)
    first_rule, last_rule = parts[0][1], parts[middle][1]
    first_parts, last_parts = dict(parts[1:middle]), dict(parts[middle + 1 :])
    situation = replace(situation, signal=None)
    last = _single(last_rule, last_parts, situation)
    first = _single(first_rule, first_parts, situation)
    if first.basis is DateBasis.EXPLICIT and last.basis is not DateBasis.EXPLICIT:
        last = _single(last_rule, last_parts, _counting_from(first, situation, Direction.FUTURE))
    elif last.start is not None and first.basis is not DateBasis.EXPLICIT:
        first = _single(first_rule, first_parts, _counting_from(last, situation, Direction.PAST))
    return _between(first, last)


def _counting_from(other: Reading, situation: Situation, direction: Direction) -> Situation:
    """The situation of a range's one end, counted from the other end."""
    if other.start is None or other.end is None:
        return situation
    anchor = other.start if direction is Direction.FUTURE else other.end
    in_force = situation.year_in_force()
    earlier = situation.earlier if in_force is not None and other.basis is DateBasis.INHERITED else ()
    return replace(situation, anchor=anchor, earlier=earlier, find_direction=lambda: direction)


def _between(first: Reading, last: Reading) -> Reading:
    if first.start is None or first.end is None or last.start is None or last.end is None:
        known = f"{first.value}/{last.value}" if first.value and last.value else None
        return replace(without_anchor(known, DatePrecision.RANGE), reason=last.reason)
    if last.end < first.start:
        return without_anchor(None, DatePrecision.RANGE, needs="the range ends before it starts")
    period = spanning(
        Period(first.value or "", first.start, first.end, first.precision),
        Period(last.value or "", last.start, last.end, last.precision),
    )
    basis = last.basis if last.basis is not DateBasis.EXPLICIT else first.basis
    if DateBasis.EXPLICIT in (first.basis, last.basis):
        basis = DateBasis.EXPLICIT
    score = min(first.score, last.score)
    return Reading(period.value, period.start, period.end, period.precision, basis, score, f"a range; {last.reason}")


def _resolved(mention: DateMention, reading: Reading) -> ResolvedDate:
    return ResolvedDate(
        mention=mention,
        value=reading.value,
        start=reading.start,
        end=reading.end,
        precision=reading.precision,
        basis=reading.basis,
        score=reading.score,
        reason=reading.reason,
    )
