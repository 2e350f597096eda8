"""What speaks for and against a name being where an event took place, as named features of the learned linker.

A feature is a string such as "prep:in>verb" that a run of capitalized words has or has not; `linker.json` weighs them.
Words count only through the closed classes of `linking.toml`; all others are known by their part of speech, their
place in the tree and their distance alone.
"""

from collections.abc import Sequence
from functools import cache

from reportmap.events.runs import NameRun
from reportmap.events.syntax import OBJECTS, PASSIVE_SUBJECTS, SUBJECTS, Syntax
from reportmap.model import PlaceUse
from reportmap.rules import read_rules

_LONGEST_PATH = 7
_SHORT_GAP = 4
_SEEN_BEFORE = 8  # tokens at the beginning of a passage in which a dateline stands
_NO_PLACES = frozenset({"none", "people", "stands-for"})
_STEPS = (0, 1, 2, 3, 5, 8, 12, 20, 35)
_PAIRS = (
    ("role", "relation"), ("role", "trigger"), ("role", "place"), ("role", "label"), ("role", "anchor"),
    ("role", "via"), ("relation", "place"), ("relation", "trigger"), ("relation", "anchor"), ("place", "trigger"),
    ("place", "via"), ("clauses", "place"), ("clauses", "role"), ("clauses", "near"), ("near", "place"),
    ("near", "role"), ("near", "trigger"), ("what", "role"), ("what", "trigger"),
)  # fmt: skip
_TRIPLES = (
    ("role", "relation", "trigger"), ("role", "relation", "place"), ("role", "anchor", "relation"),
    ("role", "anchor", "trigger"), ("role", "via", "place"), ("role", "clauses", "place"),
)  # fmt: skip
"""The facts about a name that count together."""

_SUBJECTS = SUBJECTS | PASSIVE_SUBJECTS
_TRANSPARENT = frozenset({"compound", "nmod", "amod", "appos", "conj", "poss"})


@cache
def _classes() -> dict[str, dict[str, str]]:
    """For each part of `linking.toml` ("verbs", "nouns", ...): the first class of each word."""
    rules = read_rules("events/linking.toml")
    tables: dict[str, dict[str, str]] = {
        "relating": {word: word for word in rules["relating"]},
        "beside": {word: word for word in rules["beside"]},
    }
    for part in ("parts", "verbs", "nouns", "names"):
        table: dict[str, str] = {}
        for name, words in rules[part].items():
            for word in words:
                table.setdefault(word, name)
        tables[part] = table
    return tables


def bucket(number: float) -> str:
    """A number as one of a few steps, "0" to "35" and beyond."""
    return str(sum(number > step for step in _STEPS))


class Clues:
    """The features of the runs of one passage as seen from the event word at token `word`."""

    def __init__(self, syntax: Syntax, word: int, runs: Sequence[NameRun]) -> None:
        self.syntax = syntax
        self.word = word
        self.runs = runs
        self.at_run = {index: number for number, run in enumerate(runs) for index in range(run.first, run.last + 1)}
        self.above = [word, *syntax.governors(word)]
        self._kinds: dict[int, str] = {}
        self.clause = syntax.clause_head(word)
        self.trigger = self._trigger()
        self.places = [place_kind(run) for run in runs]

    def of(self, number: int) -> list[str]:
        """The features of one run."""
        run, place, label = self.runs[number], self.places[number], self.runs[number].label or "none"
        role, via, anchor = self.attachment(run.head)
        relation = self._relation(anchor)
        path, clauses = self._path(run.head)
        near = bucket(abs(self._gap(run)))
        side = "after" if run.first > self.word else "before"
        facts = {
            "what": f"{place}/{label}",
            "place": place,
            "label": label,
            "role": role,
            "via": via,
            "relation": relation,
            "anchor": self.kind(anchor),
            "clauses": str(min(clauses, 4)),
            "near": side + near,
            "trigger": self.trigger,
        }
        found = [f"{name}={value}" for name, value in facts.items()]
        found += [f"{a}&{b}={facts[a]}&{facts[b]}" for a, b in _PAIRS]
        found += [f"{a}&{b}&{c}={facts[a]}&{facts[b]}&{facts[c]}" for a, b, c in _TRIPLES]
        found += [path, f"{path}&{place}", f"{path}&{self.trigger}"]
        found += self._clause_of(run, place)
        found += self._words_beside(run, place)
        found += self._neighbors(number)
        found += self._order(number)
        found += self._shape(run)
        return found

    def kind(self, index: int) -> str:
        """The class of a word: its own where it relates others, one of `linking.toml`, else its part of speech."""
        if index not in self._kinds:
            self._kinds[index] = self._kind(index)
        return self._kinds[index]

    def _kind(self, index: int) -> str:
        token, lemma, tables = self.syntax.tokens[index], self.syntax.lemmas[index], _classes()
        if token.tag.startswith("VB"):
            return "V" + tables["verbs"].get(lemma, "")
        if token.tag.startswith("NN"):
            return "P" if index in self.at_run else "N" + tables["nouns"].get(lemma, "")
        return tables["relating"].get(lemma) or tables["parts"].get(lemma) or token.pos

    def _trigger(self) -> str:
        kind = self.kind(self.word)
        if not kind.startswith("V"):
            return kind
        if self.syntax.is_passive(self.word):
            return kind + ".passive"
        return kind + ("" if self.syntax.with_dep(self.word, OBJECTS) else ".bare")

    def _gap(self, run: NameRun) -> int:
        return run.first - self.word if run.first > self.word else run.last - self.word

    def _step(self, index: int) -> str:
        dep = self.syntax.tokens[index].dep
        if dep in {"prep", "agent", "mark", "advmod"}:
            return dep + ":" + _classes()["relating"].get(self.syntax.lemmas[index], "")
        return dep

    def attachment(self, head: int) -> tuple[str, str, int]:
        """What role a name has, through what, and the word that it has it for.

        The role is a preposition ("in") or a label ("nsubj"); names inside names and names of units ("the town of X")
        have the role of what they belong to, and `via` says how.
        """
        tokens, via, index = self.syntax.tokens, "", head
        for _ in range(8):
            token = tokens[index]
            if token.dep in {"prep", "agent"}:
                name = _classes()["relating"].get(self.syntax.lemmas[index], "other")
                if name == "of" and self.kind(token.head) in {"Nland", "center", "edge", "direction"}:
                    via, index = f"of-{self.kind(token.head)}", token.head
                    continue
                if name == "of" and tokens[token.head].dep == "prep" and token.head != index:
                    via, index = "of-prep", token.head  # "north of X", "outside of X"
                    continue
                return name, via, token.head
            if token.head == index:
                return token.dep, via, index
            if token.dep in _TRANSPARENT:
                via, index = token.dep + ("" if token.dep == "conj" else self.kind(token.head)), token.head
            elif token.dep in {"pobj", "pcomp"}:
                index = token.head
            else:
                return token.dep, via, token.head
        return "", via, index

    def _relation(self, anchor: int) -> str:
        """Where a word stands seen from the event word."""
        if anchor == self.word:
            return "self"
        if anchor in self.above:
            steps = self.above.index(anchor)
            own = self.syntax.tokens[self.above[steps - 1]].dep
            return f"above{min(steps, 3)}:{own}"
        child = anchor
        for head in self.syntax.governors(anchor):
            if head == self.word:
                return f"below:{self.syntax.tokens[child].dep}"
            if head in self.above:
                mine = self.syntax.tokens[self.above[self.above.index(head) - 1]].dep
                return f"beside:{self.syntax.tokens[child].dep}<{mine}"
            child = head
        return "apart"

    def _path(self, head: int) -> tuple[str, int]:
        """The way through the tree from the event word to a name, and how many clause boundaries it crosses."""
        below = [head, *self.syntax.governors(head)]
        common = next((node for node in below if node in self.above), None)
        if common is None:
            return "path=none", 4
        up = self.above[: self.above.index(common)]
        down = below[: below.index(common)]
        clauses = sum(self.syntax.clause_head(node) == node for node in (*up, *down))
        if len(up) + len(down) > _LONGEST_PATH:
            return f"path=long{min(len(up), 6)}.{min(len(down), 6)}", clauses
        steps = "<".join(self._step(node) for node in up) + "|" + ">".join(self._step(node) for node in reversed(down))
        return "path=" + steps, clauses

    def _clause_of(self, run: NameRun, place: str) -> list[str]:
        """The verb of the name's own clause, and who else stands nearer."""
        syntax, head = self.syntax, self.syntax.clause_head(run.head)
        if head == self.clause:
            where = "same"
        elif head in self.above:
            where = "above"
        elif self.word in syntax.governors(head):
            where = "below"
        else:
            where = "apart"
        low, high = sorted((run.first, self.word))
        verbs = [index for index in range(low + 1, high) if self.kind(index).startswith("V")]
        nearest = self.kind(verbs[-1] if run.first > self.word else verbs[0]) if verbs else "none"
        own = f"{where}:{self.kind(head)}:{syntax.tokens[head].dep}"
        subjects = [index for index in syntax.governors(run.head) if syntax.tokens[index].dep in _SUBJECTS]
        speaks = any(syntax.with_dep(syntax.tokens[index].head, frozenset({"ccomp"})) for index in subjects)
        return [
            f"clause={own}",
            f"clause&place={own}&{place}",
            f"clause&trigger={where}:{self.kind(head)}&{self.trigger}",
            f"verbs={min(len(verbs), 4)}",
            f"nearest={nearest}",
            f"nearest&where={nearest}&{where}",
            f"speaks={speaks}",
        ]

    def _words_beside(self, run: NameRun, place: str) -> list[str]:
        before = [self.word_at(run.first - step) for step in (1, 2, 3)]
        after = [self.word_at(run.last + step) for step in (1, 2)]
        return [
            f"before={before[0]}",
            f"before&place={before[0]}&{place}",
            f"before2={before[1]}_{before[0]}",
            f"before3={before[2]}_{before[1]}_{before[0]}",
            f"after={after[0]}",
            f"after&place={after[0]}&{place}",
            f"after2={after[0]}_{after[1]}",
            f"around={before[0]}_{after[0]}",
        ]

    def word_at(self, index: int) -> str:
        """What stands at a token: a mark or small word itself, else its class; "end" beyond the passage."""
        if not 0 <= index < len(self.syntax.tokens):
            return "end"
        if index == self.word:
            return "TRIGGER"
        beside = _classes()["beside"].get(self.syntax.tokens[index].text.lower())
        return beside or self.kind(index)

    def gap(self, one: NameRun, two: NameRun) -> str:
        """The words between two runs where they are few, "far" else."""
        first, second = (one, two) if one.first < two.first else (two, one)
        between = range(first.last + 1, second.first)
        return "_".join(self.word_at(index) for index in between) if len(between) <= _SHORT_GAP else "far"

    def _neighbors(self, number: int) -> list[str]:
        """How the names just before and after stand to this one ("Musa Qala, Helmand"; "X in Y")."""
        run, place, found = self.runs[number], self.places[number], []
        for name, other in (("left", number - 1), ("right", number + 1)):
            if not 0 <= other < len(self.runs):
                found.append(f"{name}=none")
                continue
            words, seen = self.gap(run, self.runs[other]), self.places[other]
            found += [f"{name}={words}", f"{name}&what={words}&{seen}", f"{name}&both={words}&{seen}&{place}"]
        chain = list(self.syntax.governors(run.head))
        over = next((self.at_run[index] for index in chain if self.at_run.get(index, number) != number), None)
        if over is not None:
            if self.at_run.get(chain[0]) == over:
                found.append(f"hangs={self.syntax.tokens[run.head].dep}&{self.places[over]}")
            seen, is_above = self.places[over], self.runs[over].head in self.above
            found += [f"over={seen}", f"over&place={seen}&{place}", f"over&up={is_above}"]
        return found

    def _order(self, number: int) -> list[str]:
        """Where the name stands among the names of the passage that are places."""
        run = self.runs[number]
        placed = [at for at, seen in enumerate(self.places) if seen not in _NO_PLACES]
        others = [at for at in placed if at != number]
        side = run.first > self.word
        same_side = [at for at in others if (self.runs[at].first > self.word) is side]
        nearer = sum(abs(self._gap(self.runs[at])) < abs(self._gap(run)) for at in same_side)
        nearer_all = sum(abs(self._gap(self.runs[at])) < abs(self._gap(run)) for at in others)
        mine = "place" if number in placed else "name"
        return [
            f"others={mine}{min(len(others), 4)}",
            f"nearer={mine}{'after' if side else 'before'}{min(nearer, 3)}",
            f"nearest={mine}{min(nearer_all, 3)}",
            f"order={mine}{min(sum(at < number for at in others), 3)}.{min(sum(at > number for at in others), 3)}",
        ]

    def _shape(self, run: NameRun) -> list[str]:
        syntax, names = self.syntax, _classes()["names"]
        words = [syntax.tokens[index].text for index in range(run.first, run.last + 1)]
        first, last = names.get(words[0].lower(), ""), names.get(words[-1].lower(), "")
        is_dateline = run.first < _SEEN_BEFORE and any(
            syntax.tokens[index].text in {"--", "—", "–", ":", "_", "-", ")"}
            for index in range(run.last + 1, min(run.last + _SHORT_GAP, len(syntax.tokens)))
        )
        tag = syntax.tokens[run.head].tag
        return [
            f"first={first}",
            f"last={last}",
            f"length={min(len(words), 4)}",
            f"capitals={all(word.isupper() for word in words)}",
            f"begins={bucket(run.first)}",
            f"dateline={is_dateline}",
            f"tag={tag}",
            f"inner={'N' if any(word.islower() for word in words) else ''}{any(not word.isalnum() for word in words)}",
            f"holds={run.first <= self.word <= run.last}",
        ]


def place_kind(run: NameRun) -> str:
    """What the places stage takes a run for: a precision with a relation, a people, or "none"."""
    place = run.place
    if place is None:
        return "none"
    if place.mention.is_demonym:
        return "people"
    if place.mention.use is not PlaceUse.LITERAL:
        return "stands-for"
    if place.is_anchor:
        return "anchor"
    if place.place is None or place.precision is None:
        return "unknown"
    return place.precision.value + ("" if place.derived is None else "." + place.derived.relation.value)
