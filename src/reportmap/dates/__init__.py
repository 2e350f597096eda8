"""Dates: find TIMEX3 expressions in text and tie them to the calendar.

    passages -> find_dates -> DateMentions -> resolve_dates -> ResolvedDates

The rules are data (resources/dates/rules.toml): words.py cuts sentences into word codes, patterns.py compiles the
rules over them, find.py matches; explicit.py, relative.py and lengths.py give each rule its meaning.
"""

from reportmap.dates.annotate import Timex, annotate
from reportmap.dates.find import find_dates
from reportmap.dates.resolve import resolve_dates

__all__ = ["Timex", "annotate", "find_dates", "resolve_dates"]
