"""Days as pages, addresses, file names and datelines write them. What is ambiguous is no day: 3/10/07, 3 hours ago."""

import datetime
import re
from collections.abc import Collection, Iterator
from email.utils import parsedate_to_datetime

EARLIEST_YEAR = 1900
LATEST_YEAR = 2100
MAX_DATELINE_LINES = 12

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>(?i:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_DAY_2, _MONTH_2 = _DAY.replace("day", "day2"), _MONTH.replace("month", "month2")
_WEEKDAY = r"(?:(?i:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\.?,?\s{1,3})?"
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})(?![\d-])|(?P<compact>\d{8})(?=T|\Z)")
_SPOKEN = re.compile(
    rf"{_WEEKDAY}(?:{_DAY}\s{_MONTH}|{_MONTH_2}\s{_DAY_2}),?\s(?P<year>\d{{4}})(?!\d)(?P<rest>.{{0,40}})"
)
_PARTED = re.compile(r"(?<!\d)(?P<year>\d{4})(?P<mark>[-_. ])(?P<month>\d{2})(?P=mark)(?P<day>\d{2})(?!\d)")
_COMPACT = re.compile(r"(?<!\d)(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)")
_FOLDERS = re.compile(r"(?:^|/)(?P<year>\d{4})/(?P<month>\d{1,2})/(?P<day>\d{1,2})(?=/)")
_IN_ADDRESS = re.compile(
    r"/(?P<year>\d{4})(?P<mark>[/_-])(?P<month>\d{1,2}|[a-z]{3})(?P=mark)(?P<day>\d{1,2})(?=[/_-]|$)"
)
_COMPACT_IN_ADDRESS = re.compile(r"[/_-](?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?=[/._-]|$)")
_ROW = re.compile(r", (?:row|line|entry|page|part) \d{1,9}$")
_PLACE = r"[A-Z][^\n,;:!?\d]{1,40}(?:,\s[A-Z][^\n,;:!?\d]{1,30}){0,2}"
_WHEN = rf"{_WEEKDAY}(?:{_DAY}\s{_MONTH}|{_MONTH_2}\s{_DAY_2})(?:,?\s(?P<year>\d{{4}}))?"
_DATELINE = re.compile(
    rf"(?:\([^()\n]{{2,30}}\)\s{{1,3}})?{_PLACE}[,:]?\s{{1,3}}\(?{_WHEN}\)?,?\s{{0,3}}"
    r"(?:[(/][\w .,/&-]{2,40}[)/]?\s{0,3})?(?P<mark>--?|[–—:]|$)"
)


def parse_day(words: str) -> datetime.date | None:
    """The day of an ISO 8601 date or time, an RFC 822 date, or "3 February 2007"; None for all else.

    A time's own day counts, whatever its zone: a report of 23:30 came out on the day that its page says.
    """
    words = " ".join(words.split())[:100]
    if match := _ISO.match(words):
        text = match["compact"] or f"{match['year']}{match['month']}{match['day']}"
        return _day(text[:4], text[4:6], text[6:])
    if match := _SPOKEN.match(words):
        return _day(match["year"], match["month"] or match["month2"], match["day"] or match["day2"])
    try:
        moment = parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return _day(str(moment.year), str(moment.month), str(moment.day)) if re.search(r"[a-z]{3}", words, re.I) else None


def _day(year: str, month: str, day: str) -> datetime.date | None:
    try:
        number = int(month) if month.isdecimal() else _MONTHS.index(month[:3].lower()) + 1
        found = datetime.date(int(year), number, int(day))
    except ValueError:
        return None
    return found if EARLIEST_YEAR <= found.year <= LATEST_YEAR else None


def day_in_file_name(name: str) -> tuple[datetime.date, str] | None:
    """The day in a file's name or its folders, and how it stands there: parted, compact or folders."""
    path = _ROW.sub("", name.replace("\\", "/"))
    last = path.rsplit("/", 1)[-1]
    for pattern, text, how in ((_PARTED, last, "parted"), (_COMPACT, last, "compact"), (_FOLDERS, path, "folders")):
        days = {day for match in pattern.finditer(text) if (day := _day(match["year"], match["month"], match["day"]))}
        if len(days) == 1:
            return days.pop(), how
    return None


def day_in_address(url: str) -> tuple[datetime.date, str] | None:
    """The day in the path of a web address, and how it stands there: day or compact."""
    path = re.sub(r"^https?://[^/]{0,300}", "", url).split("?", 1)[0].split("#", 1)[0].lower()
    for pattern, how in ((_IN_ADDRESS, "day"), (_COMPACT_IN_ADDRESS, "compact")):
        days = {day for match in pattern.finditer(path) if (day := _day(match["year"], match["month"], match["day"]))}
        if len(days) == 1:
            return days.pop(), how
    return None


def dateline_days(text: str, *, years: Collection[int] = ()) -> Iterator[tuple[datetime.date, str]]:
    """The day of the dateline in the first lines of a text, and how it is known; none where it has no year.

    "KABUL, Feb 3, 2007 (AFP) --" is known by itself ("dateline"), without its year by the only one of `years`
    ("dateline_year_of"). A line without a dash after it is weaker ("dateline_alone").

    Args:     years: those that other sources give
    """
    for line in text[:4000].split("\n", MAX_DATELINE_LINES)[:MAX_DATELINE_LINES]:
        match = _DATELINE.match(line.strip()[:200])
        if match is None or (not match["mark"] and match.end() < len(line.strip())):
            continue
        how = "dateline" if match["mark"] else "dateline_alone"
        year = match["year"]
        if year is None and len(set(years)) == 1 and match["mark"]:
            year, how = str(*set(years)), "dateline_year_of"
        day = _day(year, match["month"] or match["month2"], match["day"] or match["day2"]) if year else None
        if day is not None:
            yield day, how
            return
