"""Other calendars, computed: Islamic, Hebrew and Solar Hijri years, Easter, new moons.

Sources: Reingold and Dershowitz, Calendrical Calculations (Islamic and Hebrew arithmetic); Meeus, Astronomical
Algorithms, chapters 8 (Easter) and 49 (new moons). Known limits: the Islamic calendar is the arithmetic one, so that an
observed month may begin a day earlier or later; the Solar Hijri year follows the 33-year cycle, exact for 1800 to 2250.
"""

import datetime
import math

_ISLAMIC_EPOCH = 227_015  # proleptic Gregorian ordinal of 1 Muharram of year 1
_HEBREW_EPOCH = -1_373_427  # of 1 Tishri of year 1, before day counts begin at 1
_NEW_MOON = 2_451_550.09766 - 1_721_424.5  # ordinal and fraction of the mean new moon of 2000-01-06, dynamical time
_SYNODIC_MONTH = 29.530588861
_LUNATIONS_PER_YEAR = 12.3685


def islamic_day(year: int, month: int, day: int) -> int:
    """The ordinal of a day of the arithmetic Islamic calendar (`datetime.date.toordinal`)."""
    return _ISLAMIC_EPOCH - 1 + 354 * (year - 1) + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day


def islamic_years(year: int) -> tuple[int, ...]:
    """The Islamic years that a Gregorian year may touch, in order."""
    first = (datetime.date(year, 1, 1).toordinal() - _ISLAMIC_EPOCH) * 30 // 10_631
    return tuple(range(max(first, 1), first + 4))


def hebrew_new_year(year: int) -> int:
    """The ordinal of 1 Tishri of a Hebrew year."""
    before, this, after = (_elapsed_days(some) for some in (year - 1, year, year + 1))
    delay = 2 if after - this == 356 else 1 if this - before == 382 else 0
    return _HEBREW_EPOCH + this + delay


def _elapsed_days(year: int) -> int:
    months = (235 * year - 234) // 19
    days = 29 * months + (12_084 + 13_753 * months) // 25_920
    return days + ((3 * (days + 1)) % 7 < 3)


def nowruz(year: int) -> int:
    """The ordinal of the first day of the Solar Hijri year that begins in a Gregorian year."""
    solar = year - 621
    return 226_895 + 365 * (solar - 1) + (8 * solar + 21) // 33


def easter(year: int) -> int:
    """The ordinal of Easter Sunday of the western churches."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return datetime.date(year, month, day + 1).toordinal()


def orthodox_easter(year: int) -> int:
    """The ordinal of Easter Sunday of the eastern churches, who reckon by the Julian calendar."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return datetime.date(year, month, day + 1).toordinal() + year // 100 - year // 400 - 2


def new_moon_near(ordinal: float) -> float:
    """The ordinal and fraction of the new moon nearest a day, in universal time; good to an hour in our times."""
    years = (ordinal - datetime.date(2000, 1, 1).toordinal()) / 365.2425
    guess = round(years * _LUNATIONS_PER_YEAR)
    return min((_new_moon(guess + step) for step in (-1, 0, 1)), key=lambda moment: abs(moment - ordinal))


def _new_moon(number: int) -> float:
    """The new moon of a number, 0 being that of 2000-01-06, by the larger periodic terms."""
    century = number / 1236.85
    sun = math.radians(2.5534 + 29.10535670 * number)
    moon = math.radians(201.5643 + 385.81693528 * number + 0.0107582 * century**2)
    latitude = math.radians(160.7108 + 390.67050284 * number)
    shift = (
        -0.40720 * math.sin(moon)
        + 0.17241 * math.sin(sun)
        + 0.01608 * math.sin(2 * moon)
        + 0.01039 * math.sin(2 * latitude)
        + 0.00739 * math.sin(moon - sun)
        - 0.00514 * math.sin(moon + sun)
        + 0.00208 * math.sin(2 * sun)
    )
    dynamical = _NEW_MOON + _SYNODIC_MONTH * number + 0.00015437 * century**2
    return dynamical + shift - 65 / 86_400  # dynamical time is about 65 s ahead of universal time
