"""Texts that nobody means well by: made to be slow, to crash a parser, or to shift offsets. Ours, and any length."""

from collections.abc import Callable, Mapping

_SYLLABLES = ("ba", "ko", "ri", "ta", "mun", "zel", "dor", "fi", "gan", "hu", "lo", "pek", "sha", "tor", "vin", "yar")
_PROSE = (
    "Gunmen attacked a police post near Lashkar Gah in Helmand province on Saturday and killed four officers, the"
    " governor's spokesman said. The army plans to retake Nawzad next week. "
)


def _repeated(piece: str) -> Callable[[int], str]:
    return lambda length: (piece * (length // len(piece) + 1))[:length]


def _surname(number: int) -> str:
    count = len(_SYLLABLES)
    return "".join(_SYLLABLES[number // count**place % count] for place in range(4)).capitalize()


def _surnames(length: int) -> str:
    """Capitalized words, all different (up to 65,536)."""
    return " ".join(map(_surname, range(length // 8 + 1)))[:length]


def _nested(length: int) -> str:
    return "(" * (length // 2) + "Kabul" + ")" * (length // 2)


TEXTS: Mapping[str, Callable[[int], str]] = {
    "prose": _repeated(_PROSE),
    "no space": _repeated("abcdefghij"),
    "no space, capitals": _repeated("Abcdefghij"),
    "one name": _repeated("Kabul "),
    "one name without space": _repeated("Kabul"),
    "one name and commas": _repeated("Kabul, "),
    "a place in a place": _repeated("Kabul, Afghanistan in "),
    "surnames": _surnames,
    "digits": _repeated("1234567890"),
    "groups of digits": _repeated("1,234 "),
    "emoji": _repeated("😀"),
    "joined emoji": _repeated("👩\u200d👩\u200d👧 Kabul "),
    "Arabic": _repeated("كابول هي عاصمة أفغانستان. "),
    "Hebrew without space": _repeated("שלום"),
    "turned round": _repeated("\u202eKabul\u202c in \u2067Herat\u2069 "),
    "Mac lines": _repeated("A bomb hit Kabul.\r"),
    "Windows lines": _repeated("A bomb hit Kabul.\r\n"),
    "separator lines": _repeated("A bomb hit Kabul.\u2028"),
    "mixed lines": _repeated("In Kabul.\r\nIn Herat.\rIn Ghor.\nIn Zabul.\u2028In Balkh.\x85In Khost.\f\n"),
    "short lines": _repeated("Kabul\n"),
    "paragraphs": _repeated("In Kabul\n\n"),
    "line ends": _repeated("\n"),
    "controls": _repeated("In Kabul\x01\x02\x1b[0m "),
    "NUL": _repeated("In Kabul\0 "),
    "half characters": _repeated("In Kabul \ud800 "),
    "zero width": _repeated("In Ka\u200bbul and Herat\u200d "),
    "soft hyphens": _repeated("In Ka\u00adbul "),
    "combining": _repeated("In Ka\u0301bul "),
    "a tower of marks": _repeated("a" + "\u0301" * 50),
    "nested": _nested,
    "quotes": _repeated('"'),
    "full stops": _repeated(". "),
    "initials": _repeated("A. "),
    "saints": _repeated("St. "),
    "abbreviations": _repeated("in the U.S. "),
    "apostrophes": _repeated("A'"),
    "hyphens": _repeated("Aa-"),
    "spaces": _repeated(" "),
    "bullets": _repeated("- Kabul\n"),
    "rules": _repeated("---\n"),
    "comments": _repeated("Ann says:\nRain fell in Kabul.\n"),
    "shouted": _repeated("KABUL WAS HIT BY A BOMB. "),
    "datelines": _repeated("KABUL (Reuters) - "),
    "directions": _repeated("in the south and "),
    "peoples": _repeated("Afghan "),
    "addresses": _repeated("http://a.b/c?d=e&"),
    "tags": _repeated('<a href="x">'),
}
"""From a length in characters to a text of about that length."""
