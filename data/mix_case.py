"""Put a corpus that is written in capitals into mixed case, to measure what capitals cost.

    python data/mix_case.py CORPUS.jsonl TEXTS.jsonl... > MIXED.jsonl

How a word is written is learned from the mixed-case TEXTS (their field `text`): in the company of the word before it,
else alone, else as the gazetteer, the list of parties and the dictionary have it. It is no part of the package, and it
knows more than `reportmap.truecase`, so that the two are independent. Every field but `text` and `case` is kept, and
so is the length of the text.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from reportmap.gazetteer import Gazetteer
from reportmap.language import Language
from reportmap.rules import read_table

_WORD = re.compile(r"[^\W\d_]+(?:\.[^\W\d_])*")
_SENTENCE_END = re.compile(
    r"(?:[.!?][\"”')\]]{0,2}|--|--\s{1,3}\[\w{1,12}\]|:\s{0,3}\"|\n\s{0,9}\n)\s{0,9}[\"“'(\[]{0,2}$"
)
_TITLES = (
    "president|minister|general|colonel|captain|major|lieutenant|senator|congressman|governor|mayor|bishop|archbishop|"
    "father|monsignor|pope|judge|doctor|professor|ambassador|secretary|mr|mrs|dr|gen|col|maj|lt|capt"
)
_MIN_SEEN = 2


class CaseModel:
    """How words are written in mixed-case text, at places where no sentence begins."""

    def __init__(self) -> None:
        self.alone: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self.after: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)

    def learn(self, text: str) -> None:
        """Count the words of a text, each alone and after the word before it."""
        before = ""
        for match in _WORD.finditer(text):
            word = match[0]
            if before and not _SENTENCE_END.search(text[max(match.start() - 24, 0) : match.start()]):
                self.alone[word.lower()][word] += 1
                self.after[before, word.lower()][word] += 1
            before = word.lower()

    def form(self, before: str, word: str) -> str | None:
        """The usual form of a lower-case word after another one; None where it was hardly ever seen."""
        for seen in (self.after.get((before, word)), self.alone.get(word)):
            if seen is not None and seen.total() >= _MIN_SEEN:
                return seen.most_common(1)[0][0]
        return None


def main(corpus: Path, texts: list[Path]) -> Iterator[str]:
    """The lines of the corpus with their texts in mixed case."""
    model = CaseModel()
    for path in texts:
        for line in path.read_text(encoding="utf-8").strip("\n").split("\n"):
            text = json.loads(line).get("text", "")
            if not text.isupper():
                model.learn(text)
    gazetteer = Gazetteer.open()
    is_common = Language.load().is_common
    names = _phrases()
    peoples = {
        word for row in read_table("demonyms.csv") for word in f"{row['words']} {row['modifiers']}".lower().split()
    }

    def is_name(word: str) -> bool:
        return (
            word in peoples
            or not is_common(word)
            or (len(word) > 3 and any(m.place.population > 50_000 for m in gazetteer.lookup(word)))
        )

    for line in corpus.read_text(encoding="utf-8").strip("\n").split("\n"):
        row = json.loads(line)
        yield json.dumps({**row, "text": _with_names(mixed(row["text"], model, is_name), names), "case": "mixed"})


def mixed(text: str, model: CaseModel, is_name: Callable[[str], bool]) -> str:
    """A text in capitals in mixed case, of the same length."""
    pieces: list[str] = []
    last, before = 0, ""
    for match in _WORD.finditer(text):
        word = match[0].lower()
        form = model.form(before, word) or (word.title() if is_name(word) else word)
        in_brackets = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1] in {"()", "[]"}
        if "." in word or (in_brackets and len(word) <= 6 and form.istitle()):
            form = match[0]  # an acronym
        if word == "us":
            form = word  # the country has full stops in the corpora written in capitals
        if form.islower() and _SENTENCE_END.search(text[max(match.start() - 24, 0) : match.start()] or "."):
            form = form[0].upper() + form[1:]
        pieces += [text[last : match.start()], form if len(form) == len(word) else match[0]]
        last, before = match.end(), word
    return _with_titles("".join([*pieces, text[last:]]))


def _with_titles(text: str) -> str:
    """Titles before a name get a capital ("President Cristiani")."""
    pattern = re.compile(rf"\b({_TITLES})(?=\s{{1,4}}[A-Z][a-z])")
    return pattern.sub(lambda match: match[0].capitalize(), text)


def _phrases() -> dict[str, str]:
    """Names of parties in lower case, with their usual form."""
    rows = read_table("events/actors.csv")
    aliases = {alias for row in rows for alias in row["aliases"].split("|") if not alias.isupper() or len(alias) < 7}
    return {alias.lower(): alias for alias in sorted(aliases)}


def _with_names(text: str, names: dict[str, str]) -> str:
    alternatives = "|".join(re.escape(name).replace(r"\ ", r"\s+") for name in sorted(names, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])", re.IGNORECASE)

    def form(match: re.Match[str]) -> str:
        usual = iter(names.get(" ".join(match[0].lower().split()), match[0]).split())
        return re.sub(r"\S+", lambda word: next(usual, word[0]), match[0])

    return pattern.sub(form, text)


if __name__ == "__main__":
    for output in main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]):
        sys.stdout.write(output + "\n")
