"""Dates: find TIMEX3 expressions in text and tie them to the calendar.

    passages -> find_dates -> DateMentions -> resolve_dates -> ResolvedDates
                                          '-> scopes_of -> Scopes: the text that each date governs

The rules are data (resources/dates/rules.toml): words.py cuts sentences into word codes, patterns.py compiles the
rules over them, find.py matches; explicit.py, relative.py and lengths.py give each rule its meaning; calendars.py and
holidays.py know the days of holidays (resources/dates/holidays.toml).
"""

from reportmap.dates.annotate import Timex, annotate
from reportmap.dates.find import find_dates
from reportmap.dates.resolve import resolve_dates
from reportmap.dates.scope import Scope, ScopeKind, scopes_of

__all__ = ["Scope", "ScopeKind", "Timex", "annotate", "find_dates", "resolve_dates", "scopes_of"]
