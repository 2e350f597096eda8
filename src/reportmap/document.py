"""The nouns of the text alone: the document, what marks its parts, and its spans; `model.py` exports them."""

import datetime
import hashlib
from dataclasses import dataclass

from reportmap.vocabulary import EXTRACTED_LANGUAGES, MetadataBasis, MetadataField, SectionForm, SectionKind


def stable_id(*parts: object) -> str:
    """Sixteen hexadecimal digits that depend on the parts alone, the same on every machine and run."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadatum:
    """One value for one field of a document's metadata, where it stands, and how far it can be trusted.

    `value` is as it is stored: a date as YYYY-MM-DD, a language as its ISO 639-1 code. `score` is in [0, 1].
    """

    field: MetadataField
    value: str
    basis: MetadataBasis
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedPart:
    """What the format of a file says of the stretch `start:end` of its text; None where it leaves that open.

    A page's markup tells comments and their writers, captions and tables, which rules over bare text can only guess.
    """

    start: int
    end: int
    kind: SectionKind | None = None
    form: SectionForm | None = None
    author: str | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a part cannot be {self.start}:{self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A report as it was read: its text, stored once and never rewritten, and what is known about it.

    `document_id` is a hash of the text, so the same text is the same document. `path` is the name under which the
    user gave it, for citation only; nothing opens it again. `metadata` has for each known field the value that was
    chosen, first, and then those that were not, best first. `parts` are in text order and do not overlap. `language`
    is an ISO 639-1 code; None is unknown, and read as English.
    """

    document_id: str
    text: str
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    published_on: datetime.date | None = None
    published_basis: MetadataBasis = MetadataBasis.NONE
    url: str | None = None
    path: str | None = None
    language: str | None = None
    metadata: tuple[Metadatum, ...] = ()
    parts: tuple[MarkedPart, ...] = ()

    def __post_init__(self) -> None:
        if (self.published_on is None) != (self.published_basis is MetadataBasis.NONE):
            raise ValueError("a publication date and its basis are known together or not at all")

    @property
    def is_extracted(self) -> bool:
        """Whether events are read out of it: its language is one of those, or unknown."""
        return self.language is None or self.language in EXTRACTED_LANGUAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Words as they stand in the document: `document.text[start:end] == text`."""

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if self.start < 0 or self.end - self.start != len(self.text):
            raise ValueError(f"span {self.start}:{self.end} does not fit {self.text!r}")

    def overlaps(self, other: "Span") -> bool:
        """Whether the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Whether the other span lies inside this one (or is this one)."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Span):
    """A run of the document of one kind and form; `author` is the commenter's name where the text gives it."""

    kind: SectionKind
    author: str | None = None
    form: SectionForm = SectionForm.PROSE


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(Span):
    """One sentence (or heading, or list item), the unit of evidence.

    `index` counts passages through the document from 0, `paragraph` the paragraphs. `is_heading` marks a line that
    governs the paragraphs below it, such as a province name or a date above a list. `kind`, `author` and
    `form` are those of its section.
    """

    index: int
    paragraph: int
    kind: SectionKind
    author: str | None = None
    is_heading: bool = False
    form: SectionForm = SectionForm.PROSE


@dataclass(frozen=True, slots=True, kw_only=True)
class Token(Span):
    """A word of a parsed passage. `head` is an index into the same passage's tokens (its own for the root).

    `tag` is Penn Treebank, `pos` and `morphology` Universal Dependencies, `dep` ClearNLP as spaCy prints them.
    All four are empty, and `head` is the token itself, where the passage was not parsed.
    """

    lemma: str
    tag: str
    pos: str
    dep: str
    head: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedEntity(Span):
    """A name found by the language model; `label` is OntoNotes 5 (GPE, LOC, FAC, PERSON, ORG, NORP, ...)."""

    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedPassage:
    """A passage with its words and names; `is_parsed` says whether heads, tags and lemmas are filled in."""

    passage: Passage
    tokens: tuple[Token, ...]
    entities: tuple[NamedEntity, ...]
    is_parsed: bool
