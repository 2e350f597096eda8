"""Which language a text is written in, by its script, its commonest words, and else py3langid's model.

The model takes 0.7 s and 106 MB to load, so it is asked only where the words do not say English at once.
"""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reportmap.rules import read_table

if TYPE_CHECKING:  # takes long to import
    from py3langid.langid import LanguageIdentifier

ENGLISH = "en"
MIN_WORDS = 12
MIN_LETTERS = 40
MIN_FOREIGN_LETTERS = 16
ENGLISH_SHARE = 0.12
"""The least share of English function words: 0.25 to 0.45 in reports, at most 0.05 in other languages."""
MIN_FUNCTION_WORDS = 3
"""How many different ones it takes."""
MIN_SCORE = 0.6
"""The least probability, calibrated by py3langid, at which its answer is taken."""
MIN_KINDRED_SCORE = 0.4
MIN_PAIR_SCORE = 0.8
"""Where two languages that are much alike share the probability (Indonesian and Malay), the likelier is taken."""

_WORD = re.compile(r"[^\W\d_]{1,40}")
_ENGLISH_WORDS = (
    "the of and to was were that with said by from has have been which this are they who their after would will had"
    " not but its into than there where when being did"
)
_FUNCTION_WORDS = frozenset(_ENGLISH_WORDS.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLanguage:
    """A language's ISO 639 code (two letters where it has them), and how sure it is, in [0, 1]."""

    code: str
    score: float


def language_of(text: str) -> FoundLanguage | None:
    """The language that most of a text is in, None where it is too short or too much of a list to say.

    English wins where its function words stand among whatever names and quotations. Raises nothing.
    """
    paragraphs = [part for part in text.split("\n") if part.strip()]
    english = sum(_letters(part) for part in paragraphs if _is_english(part))
    letters = sum(map(_letters, paragraphs))
    if _is_english(text) and (english >= 0.4 * letters or letters < 400):
        return FoundLanguage(code=ENGLISH, score=0.99)
    foreign = sum(letter.isalpha() and ord(letter) > 0x24F for letter in text)
    if not (foreign > 0.5 * letters and foreign >= MIN_FOREIGN_LETTERS) and (
        letters < MIN_LETTERS or len(_WORD.findall(text)) < MIN_WORDS
    ):
        return None
    return _by_model(text)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _is_english(text: str) -> bool:
    words = [word.lower() for word in _WORD.findall(text)]
    found = Counter(word for word in words if word in _FUNCTION_WORDS)
    return len(found) >= MIN_FUNCTION_WORDS and sum(found.values()) >= ENGLISH_SHARE * len(words)


def _by_model(text: str) -> FoundLanguage | None:
    names = language_names()
    merged: Counter[str] = Counter()
    for label, share in _identifier().rank(text):
        merged[_labels().get(label, label)] += share
    (code, score), (_, second) = merged.most_common(2)
    is_sure = score >= MIN_SCORE or (score >= MIN_KINDRED_SCORE and score + second >= MIN_PAIR_SCORE)
    if not is_sure or code not in names:
        return None
    return FoundLanguage(code=code, score=round(float(score), 3))


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid import langid  # noqa: PLC0415 - see above

    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)


@cache
def language_names() -> dict[str, str]:
    """The English name of each language that can be told, by its code."""
    return {row["code"]: row["name"] for row in read_table("reading/languages.csv")}


@cache
def _labels() -> dict[str, str]:
    """The code that stands for each label of the model."""
    return {label: row["code"] for row in read_table("reading/languages.csv") for label in row["labels"].split()}


def language_name(code: str) -> str:
    """A language in English words: "French"; its code where the table lacks it."""
    return language_names().get(code, code)
