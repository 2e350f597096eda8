"""What a dependency parse says about who does what: the only place that reads heads and labels.

Labels are ClearNLP's as spaCy's English models print them. A passage that was not parsed has no relations: every
question about it is answered with "none".
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import TypeVar

from reportmap.events.lexicon import listed
from reportmap.model import ParsedPassage, Span

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
OBJECTS = frozenset({"dobj", "dative", "obj", "iobj", "attr"})
CLAUSES = frozenset({"ROOT", "ccomp", "advcl", "relcl", "acl", "pcomp", "parataxis", "csubj", "csubjpass"})
_CLAUSE_BREAKS = frozenset({"relcl", "acl", "advcl", "ccomp", "parataxis", "punct", "cc", "appos"})

_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_BESIDE_VERB = frozenset({"aux", "auxpass", "neg", "advmod", "punct"})

_LEAVING_TO_OBJECT = frozenset({"of", "from", "with", "for"})
"""Prepositions after which the object of the verb above does what the gerund says."""

_ABOUT_SO_MANY = frozenset({"around", "about", "over", "under", "near"})

_AFTER_HEAD = frozenset({":", "-", "\u2013", "\u2014"})
"""What parts the head of a note from its text ("10 April: Clashes near the bridge")."""

_Found = TypeVar("_Found")


def by_passage(found: Iterable[_Found], *, key: Callable[[_Found], int]) -> defaultdict[int, list[_Found]]:
    """What a stage found, by the passage index that `key` gives, in order: one pass, so that cost stays linear."""
    grouped: defaultdict[int, list[_Found]] = defaultdict(list)
    for item in found:
        grouped[key(item)].append(item)
    return grouped


def _singular(noun: str) -> str:
    stem = noun.removesuffix("s")
    return stem.removesuffix("e") if noun.endswith(("shes", "ches")) else stem


class Syntax:
    """Relations between the tokens of one parsed passage; token arguments and results are indices into `tokens`."""

    def __init__(self, parsed: ParsedPassage) -> None:
        self.parsed = parsed
        self.tokens = parsed.tokens
        self.children: list[list[int]] = [[] for _ in self.tokens]
        if parsed.is_parsed:
            for index, token in enumerate(self.tokens):
                if token.head != index:
                    self.children[token.head].append(index)

    @cached_property
    def lemmas(self) -> tuple[str, ...]:
        """Every lemma, lower case; a plural noun that opens a note is none of a name ("13:20 Strikes on the port")."""
        return tuple(
            _singular(token.lemma.lower()) if token.tag == "NNPS" and self.opens_note(index) else token.lemma.lower()
            for index, token in enumerate(self.tokens)
        )

    def opens_note(self, index: int) -> bool:
        """Whether a token is the first word of a passage, or of what follows the hour, day or place of a note."""
        before = self.tokens[:index]
        return not any(token.text[0].isalpha() for token in before) or before[-1].text in _AFTER_HEAD

    def points_there(self) -> bool:
        """Whether the passage says "there" of a place that was named before it."""
        return any(token.tag == "RB" and token.text.lower() == "there" for token in self.tokens)

    def with_dep(self, index: int, labels: frozenset[str]) -> list[int]:
        """The children that carry one of the labels, left to right."""
        return [child for child in self.children[index] if self.tokens[child].dep in labels]

    def governors(self, index: int) -> Iterator[int]:
        """The chain of heads above a token, nearest first."""
        seen = {index}
        while (head := self.tokens[index].head) not in seen:
            yield head
            seen.add(head)
            index = head

    def subtree(self, index: int, *, stop: frozenset[str] = frozenset()) -> set[int]:
        """The token and all below it; branches under a label in `stop` are left out."""
        found, stack = {index}, [index]
        while stack:
            for child in self.children[stack.pop()]:
                if child not in found and self.tokens[child].dep not in stop:
                    found.add(child)
                    stack.append(child)
        return found

    def phrase(self, index: int) -> set[int]:
        """The noun phrase of a head without the clauses that hang on it."""
        return self.subtree(index, stop=_CLAUSE_BREAKS | {"conj"})

    def description(self, index: int) -> set[int]:
        """The noun phrase of a head with its appositions ("the rayah, the black flag of the group")."""
        return self.subtree(index, stop=_CLAUSE_BREAKS - {"appos", "punct"} | {"conj"})

    def with_conjuncts(self, index: int) -> list[int]:
        """The token and what is coordinated with it, left to right."""
        found = [index]
        for item in found:
            found += [child for child in self.with_dep(item, frozenset({"conj"})) if child not in found]
        return found

    def clause_head(self, index: int) -> int:
        """The nearest token at or above this one that heads a clause (a verb, or the root)."""
        for item in (index, *self.governors(index)):
            token = self.tokens[item]
            if token.dep in CLAUSES or (token.dep in {"conj", "xcomp"} and token.tag.startswith("V")):
                return item
        return index

    def is_verb(self, index: int) -> bool:
        """Whether the token is tagged as a verb."""
        return self.tokens[index].tag.startswith("VB")

    def is_passive(self, index: int) -> bool:
        """Whether a verb is passive, reduced relatives ("the man killed in the raid") included."""
        if not self.is_verb(index):
            return False
        if self.with_dep(index, frozenset({"auxpass", "nsubjpass", "csubjpass"})):
            return True
        token = self.tokens[index]
        if token.tag not in {"VBN", "VBD"} or self.lemmas[index] in listed("intransitive_verbs"):
            return False
        has_agent = bool(self.with_dep(index, frozenset({"agent"})))
        if token.dep in {"acl", "relcl"} and token.tag == "VBN":
            return has_agent or not self.with_dep(index, OBJECTS)
        is_coordinated = token.dep == "conj" and token.tag == "VBN" and self.is_passive(token.head)
        return is_coordinated and not self.with_dep(index, SUBJECTS | OBJECTS)

    def objects_of_preposition(self, index: int, prepositions: frozenset[str] | None = None) -> list[tuple[str, int]]:
        """(preposition, object) pairs that hang on a token, coordinated objects and nested prepositions included."""
        found: list[tuple[str, int]] = []
        for prep in self.with_dep(index, frozenset({"prep", "agent", "dative"})):
            name = self.lemmas[prep]
            if prepositions is None or name in prepositions:
                for child in self.with_dep(prep, frozenset({"pobj", "pcomp"})):
                    found += [(name, item) for item in self.with_conjuncts(child)]
            if prepositions is None:
                found += self.objects_of_preposition(prep)
        return found

    def subjects(self, index: int) -> list[int]:
        """Who acts: the subject of an active verb, the agent of a passive one; through control and coordination too."""
        if self.is_passive(index):
            return self._agents(index)
        return self._surface_subjects(index, depth=0)

    def _agents(self, index: int) -> list[int]:
        """Who stands behind "by": of the verb, else of one coordinated with it ("abducted and killed by rebels")."""
        found = [item for _, item in self.objects_of_preposition(index, frozenset({"by"}))]
        coordinated = self.with_dep(index, frozenset({"conj"})) if not found else []
        return found or [
            item
            for verb in coordinated
            if self.tokens[verb].tag == "VBN" and not self.with_dep(verb, SUBJECTS | PASSIVE_SUBJECTS)
            for _, item in self.objects_of_preposition(verb, frozenset({"by"}))
        ]

    def objects(self, index: int) -> list[int]:
        """Who is acted on: the object of an active verb, the subject of a passive one."""
        if self.is_passive(index):
            return self._surface_subjects(index, depth=0)
        found: list[int] = []
        for child in self.with_dep(index, OBJECTS):
            found += self.with_conjuncts(child)
        token = self.tokens[index]
        if not found and token.dep == "conj" and token.tag == self.tokens[token.head].tag and index - token.head <= 3:
            return []
        return found

    def _surface_subjects(self, index: int, *, depth: int) -> list[int]:
        own = self.with_dep(index, SUBJECTS | PASSIVE_SUBJECTS)
        if own:
            found = [item for child in own for item in self.with_conjuncts(child)]
            return [self._antecedent(index, item) for item in found]
        token = self.tokens[index]
        for misread in (self._lost_subject(index), self._counted_subject(index), self._parted_subject(index)):
            if misread is not None:
                return self.with_conjuncts(misread)
        if depth > 4 or token.head == index:
            return []
        if token.dep in {"acl", "relcl"}:
            bearer = self._bearer(index)
            if bearer is not None:
                return [bearer] if not self.is_verb(bearer) else self._surface_subjects(bearer, depth=depth + 1)
            return [self._nearest_noun(token.head, before=index)]
        if token.dep in {"conj", "advcl", "xcomp", "ccomp", "pcomp", "prep"}:
            if token.dep == "xcomp":
                controlled = self.with_dep(token.head, frozenset({"dobj"}))
                if controlled:
                    return [item for child in controlled for item in self.with_conjuncts(child)]
            head = token.head if token.dep != "pcomp" else self.tokens[token.head].head
            if token.dep == "pcomp" and self.lemmas[token.head] in _LEAVING_TO_OBJECT and not self.is_passive(head):
                named = self.with_dep(head, frozenset({"dobj"}))  # "accused the rebels of shelling"
                if named:
                    return [item for child in named for item in self.with_conjuncts(child)]
            return self._surface_subjects(head, depth=depth + 1)
        return []

    def _lost_subject(self, index: int) -> int | None:
        """The subject that the parse lists with places before it ("In X, Y, police arrested two"), None for others."""
        token = self.tokens[index]
        if token.dep != "ROOT" or token.tag not in _FINITE | {"VBN"}:
            return None
        openers = [child for child in self.with_dep(index, frozenset({"prep"})) if child < index]
        for item in sorted((node for prep in openers for node in self.subtree(prep)), reverse=True):
            named = self.tokens[item]
            if named.dep not in {"conj", "appos"} or not named.tag.startswith("NN") or not named.text.islower():
                continue
            rest = range(max(self.subtree(item)) + 1, index)
            is_last = all(self.tokens[between].dep in _BESIDE_VERB for between in rest)
            if is_last and self.tokens[min(self.phrase(item)) - 1].text == ",":
                return item
        return None

    def _bearer(self, index: int) -> int | None:
        """Who acts, where the parse hangs the act on what they bear ("men with sticks attacked a sit-in").

        A participle without "by" that has an object, or whose verb takes none, is no passive: it is the verb of
        whoever stands above the "with". None for all other participles.
        """
        token = self.tokens[index]
        if token.dep != "acl" or token.tag != "VBN" or self.with_dep(index, frozenset({"agent"})):
            return None
        if not self.with_dep(index, frozenset({"dobj"})) and self.lemmas[index] not in listed("intransitive_verbs"):
            return None
        above = token.head
        while self.tokens[above].dep == "conj":
            above = self.tokens[above].head
        prep = self.tokens[above].head
        if self.tokens[above].dep != "pobj" or self.lemmas[prep] not in {"with", "in", "on"}:
            return None
        return self.tokens[prep].head

    def _counted_subject(self, index: int) -> int | None:
        """The number of a subject taken for a phrase of time ("Around fifty of them stopped a lorry")."""
        for prep in self.with_dep(index, frozenset({"prep"})):
            if prep == 0 and self.lemmas[prep] in _ABOUT_SO_MANY and prep + 1 < index:
                inside = self.with_dep(prep, frozenset({"pobj"}))
                if inside and self.tokens[inside[0]].tag == "CD" and max(self.subtree(prep)) == index - 1:
                    return inside[0]
        return None

    def _parted_subject(self, index: int) -> int | None:
        """The subject of a verb that the parse hangs on the last noun of the relative clause between the two.

        "Officers who were dropped from the payroll demonstrated": a sentence whose root is a noun has lost its verb.
        """
        token = self.tokens[index]
        if token.dep != "acl" or token.tag not in {"VBD", "VBN"} or self.with_dep(index, frozenset({"agent"})):
            return None
        if token.tag == "VBN" and not self.with_dep(index, frozenset({"dobj"})):
            return None
        above = list(self.governors(index))
        root = above[-1]
        is_parted = self.tokens[root].dep == "ROOT" and any(self.tokens[item].dep == "relcl" for item in above)
        return root if is_parted and self.tokens[root].tag.startswith("NN") else None

    def _antecedent(self, verb: int, subject: int) -> int:
        """For the "who" or "that" of a relative clause, the noun that it stands for."""
        if self.tokens[subject].tag in {"WDT", "WP"} and self.tokens[verb].dep == "relcl":
            return self.tokens[verb].head
        return subject

    def _nearest_noun(self, head: int, *, before: int) -> int:
        """The noun that a participle follows: "reports of the rebels fighting" is about the rebels."""
        if self.tokens[before].tag == "VBG" and before and self.tokens[before - 1].tag.startswith("NN"):
            return before - 1
        return head

    def is_free_relative(self, index: int) -> bool:
        """Whether a clause stands for a thing ("what the army had lost"), so that it states a fact of its own."""
        return any(self.tokens[child].tag in {"WP", "WDT"} for child in self.with_dep(index, OBJECTS | SUBJECTS))

    def auxiliaries(self, index: int) -> tuple[str, ...]:
        """The lemmas of a verb's auxiliaries ("will", "have", "be"), its coordinated head's where it has none."""
        labels = frozenset({"aux", "auxpass"})
        found = self.with_dep(index, labels)
        token = self.tokens[index]
        if not found and token.dep == "conj" and self.is_verb(token.head) and not self.with_dep(index, SUBJECTS):
            found = self.with_dep(token.head, labels)
        return tuple(self.tokens[item].text.lower() for item in found)

    def is_negated(self, index: int) -> bool:
        """Whether "not", "never" or "no" stands on the token itself."""
        return any(
            self.tokens[child].dep == "neg" or self.lemmas[child] in {"no", "neither"} for child in self.children[index]
        )

    def is_definite(self, index: int) -> bool:
        """Whether a noun points at something known: "the", "this", "these", "all three", a possessor, a name."""
        for child in self.children[index]:
            if self.lemmas[child] in {"all", "each", "the", "this", "that", "these", "those", "both"}:
                return True
            if self.tokens[child].dep == "poss":
                return True
        return self.tokens[index].tag == "NNP"

    def asks_whether(self) -> bool:
        """Whether the sentence is a question about whether; "who attacked?" takes the attack for granted."""
        if "?" not in [token.text for token in self.tokens[-2:]]:
            return False
        return not any(token.tag in {"WP", "WRB", "WP$", "WDT"} for token in self.tokens)

    def token_at(self, span: Span) -> int | None:
        """The head token of a span: the one inside it whose own head lies outside, the last of them."""
        inside = self.tokens_in(span)
        if not inside:
            return None
        members = set(inside)
        heads = [item for item in inside if self.tokens[item].head not in members or self.tokens[item].head == item]
        return (heads or inside)[-1] if self.parsed.is_parsed else inside[-1]

    def tokens_in(self, span: Span) -> list[int]:
        """The indices of the tokens that overlap a span."""
        return [index for index, token in enumerate(self.tokens) if token.overlaps(span)]

    def span_of(self, indices: set[int]) -> Span:
        """The words from the first to the last of some tokens, without outer punctuation."""
        chosen = [self.tokens[item] for item in sorted(indices)]
        while len(chosen) > 1 and not chosen[-1].text[-1].isalnum():
            chosen.pop()
        while len(chosen) > 1 and not chosen[0].text[0].isalnum():
            chosen.pop(0)
        start, end, passage = chosen[0].start, chosen[-1].end, self.parsed.passage
        return Span(start=start, end=end, text=passage.text[start - passage.start : end - passage.start])
