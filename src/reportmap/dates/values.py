"""Words -> numbers: months, days, years, counts and clock times, as a rule's parts give them."""

import re

from reportmap.dates.words import meanings

_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"[0-9]+")
_FIRST_SHORT_YEAR = 30  # '30 to '99 are 1930 to 1999, '00 to '29 are 2000 to 2029


def meaning_of(name: str, words: str) -> str | int | None:
    """What the first word of `words` that belongs to the class means; None where none does."""
    table = meanings(name)
    return next((table[word] for word in _WORD.findall(words.lower()) if word in table), None)


def month_number(words: str) -> int:
    """1 to 12; 0 for no month."""
    found = meaning_of("MONTH", words) or meaning_of("DOUBTFUL_MONTH", words)
    return int(found or 0)


def weekday_number(words: str) -> int:
    """1 Monday to 7 Sunday; 0 for no weekday."""
    found = meaning_of("WEEKDAY", words) or meaning_of("WEEKDAY_SHORT", words) or meaning_of("WEEKDAYS", words)
    return int(found or 0)


def day_of_month(words: str) -> int:
    """The number in "3", "03", "3rd", "third" or "twenty-third"; 0 where there is none."""
    digits = _DIGITS.search(words)
    if digits:
        return int(digits[0])
    return _added(words.lower(), ("TENS", "ORDINAL"))


def ordinal(words: str) -> int:
    """The number in "3rd", "third" or "twenty-third"; 0 where there is none."""
    return day_of_month(words)


def year_number(words: str | None) -> int | None:
    """The year in "2006", "'06", "06" or "nineteen ninety-six"; None where there is none."""
    if words is None:
        return None
    digits = _DIGITS.search(words)
    if digits:
        return full_year(int(digits[0])) if len(digits[0]) <= 2 else int(digits[0])
    return _spelled_year(_WORD.findall(words.lower()))


def full_year(short: int) -> int:
    """The four-digit year of a two-digit one."""
    return short + (1900 if short >= _FIRST_SHORT_YEAR else 2000)


def _spelled_year(words: list[str]) -> int | None:
    if words[:2] == ["two", "thousand"]:
        return 2000 + _added(" ".join(words[2:]), ("TENS", "CARDINAL"))
    hundreds = {"eighteen": 1800, "nineteen": 1900, "twenty": 2000}.get(words[0] if words else "")
    return None if hundreds is None else hundreds + _added(" ".join(words[1:]), ("TENS", "CARDINAL"))


def _added(words: str, classes: tuple[str, ...]) -> int:
    tables = [meanings(name) for name in classes]
    return sum(int(next((table[word] for table in tables if word in table), 0)) for word in _WORD.findall(words))


def count_of(words: str) -> float | None:
    """The number that words say ("three", "twenty-one", "2 1/2", "1,500"); None for "several" and its kin."""
    lower = words.lower()
    if "a couple" in lower or lower.startswith("couple"):
        return 2.0
    if "a dozen" in lower:
        return 12.0
    if any(word in lower for word in ("few", "several", "many", "number", "dozens")):
        return None
    numbers = re.findall(r"[0-9][0-9,]*(?:\.[0-9]+)?", lower)
    if numbers:
        return _with_fraction([float(number.replace(",", "")) for number in numbers], "/" in lower)
    total = 0.0
    for word in _WORD.findall(lower):
        if word == "hundred":
            total = (total or 1) * 100
        elif word == "thousand":
            total = (total or 1) * 1000
        elif word == "half":
            total += 0.5
        else:
            total += _added(word, ("TENS", "CARDINAL"))
    return total or 1.0


def _with_fraction(numbers: list[float], has_slash: bool) -> float:
    if has_slash and len(numbers) == 3 and numbers[2]:
        return numbers[0] + numbers[1] / numbers[2]
    return numbers[0]


def clock_value(words: str) -> str | None:
    """A clock time as TIMEX3 writes it: "T22:00" for "10 p.m.", "T03:30" for "0330 hours"; None for no time."""
    lower = words.lower()
    digits = _DIGITS.findall(lower)
    if not digits:
        return None
    if len(digits[0]) == 4:
        hour, minute = int(digits[0][:2]), int(digits[0][2:])
    else:
        hour, minute = int(digits[0]), int(digits[1]) if len(digits) > 1 else 0
    is_afternoon = re.search(r"p\.?m\b|afternoon|evening", lower) is not None
    if is_afternoon and hour < 12:
        hour += 12
    elif hour == 12 and re.search(r"a\.?m\b|morning", lower):
        hour = 0
    return f"T{hour:02}:{minute:02}" if hour <= 24 and minute < 60 else None
