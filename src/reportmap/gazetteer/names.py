"""The form in which place names are compared, and the form in which they are shown."""

import re
import unicodedata
from functools import lru_cache

_REMOVED = "'`´’‘‛′ʹʻʼʽʾʿˈˌˊˋ\"“”„«».·\u200b\u200c\u200d\u200e\u200f\ufeff\u0640"
_SPACED = "-‐‑‒–—−_/\\,;:()[]{}|+*#!?<>=~^\t\n\r\x0b\x0c\u00a0\u2028\u2029"
_LETTERS = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ə": "a", "ħ": "h",
    "ŋ": "ng", "ŧ": "t", "ƙ": "k", "ɗ": "d", "ɓ": "b", "ɛ": "e", "ɔ": "o",
    "ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه",
}  # fmt: skip
_FOLDS = str.maketrans(
    {**dict.fromkeys(_REMOVED, None), **dict.fromkeys(_SPACED, " "), **_LETTERS, "&": " and "},
)
_DISPLAY_FOLDS = str.maketrans(
    {**dict.fromkeys("`´’‘‛′ʹʻʼʽʾʿˈˌ", None), "ı": "i", "ə": "a", "đ": "d", "Đ": "D"},
)
_NOT_LETTERS = re.compile(r"[^a-z]")

# Romanization varies most in vowels, in "h" and in these consonants ("Khost", "Host"; "Qandahar", "Kandahar").
_SAME_SOUND = str.maketrans({"q": "k", "c": "k", "v": "w", "x": "k"})
_SILENT = re.compile(r"(?<=.)[aeiouyhw]")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=50_000)
def normalize(name: str) -> str:
    """The name in lower case, without diacritics, apostrophes and dots, with hyphens as single spaces.

    Two spellings of one name that differ in nothing else become equal: "Mūsá Qal‘ah" and "Musa Qalah". Other
    scripts keep their letters. The result is "" when nothing is left.
    """
    if name.isascii():
        return " ".join(name.lower().translate(_FOLDS).split())
    folded = unicodedata.normalize("NFKD", name.casefold().translate(_FOLDS))
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter))
    bare = bare.encode("utf-8", "ignore").decode("utf-8")  # lone surrogates are in no name and no trie
    # A second pass catches what the decomposition itself set free, such as the dots of "…".
    return " ".join(unicodedata.normalize("NFC", bare.casefold()).translate(_FOLDS).split())


def without_marks(name: str) -> str:
    """The name as English reports print it: romanization marks removed, letters and case kept."""
    if name.isascii():
        return name
    folded = unicodedata.normalize("NFKD", name.translate(_DISPLAY_FOLDS))
    bare = unicodedata.normalize("NFC", "".join(letter for letter in folded if not unicodedata.combining(letter)))
    return bare if bare.isascii() and bare.strip() else name


def letters(normalized: str) -> str:
    """Only the letters a to z of a normalized name."""
    return _NOT_LETTERS.sub("", normalized)


def skeleton(normalized: str) -> str:
    """The consonants of a normalized Latin name, as they survive romanization: "mskl" for "musa qala".

    A first vowel stays as "a". The result is "" when the name has no Latin letters.
    """
    bare = letters(normalized).translate(_SAME_SOUND)
    if bare[:1] in tuple("aeiouy"):
        bare = "a" + bare[1:]
    return _DOUBLED.sub(r"\1", _SILENT.sub("", bare))
