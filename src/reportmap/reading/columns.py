"""Which columns of a table, or keys of JSON objects, are what of an article: guessed by name, else by content."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import mean

from reportmap.model import MetadataField
from reportmap.rules import read_rules

MIN_TEXT_CHARS = 120
"""The mean length at which a column of an unknown name is taken for text: two sentences."""
MIN_WORDS = 15
SAMPLE = 200
MAX_SHOWN = 12

Row = Mapping[str, str]
"""The cells of an article by their column, as text; empty ones are left out."""

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MARKS = re.compile(r"[\s_.:/\-]{1,20}")
_NUMBERED = re.compile(r"(.{2,60}?) ?(\d{1,3})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What is taken from where. `texts` are joined in their order, and `lead` goes before them.

    `is_by_content` marks a text column that was told by what it holds, as none has a known name.
    """

    texts: tuple[str, ...]
    lead: str | None
    facts: tuple[tuple[MetadataField, str], ...]
    unused: tuple[str, ...]
    is_by_content: bool

    def shown(self) -> str:
        """The mapping on one line."""
        pairs = [("text", " + ".join(filter(None, (self.lead, *self.texts))))]
        pairs += [(field.value, column) for field, column in self.facts]
        line = ", ".join(f"{what} = {ascii(column)[1:-1]}" for what, column in pairs)
        guess = " (the longest texts)" if self.is_by_content else ""
        left = ", ".join(ascii(column)[1:-1][:40] for column in self.unused[:MAX_SHOWN])
        more = f" and {len(self.unused) - MAX_SHOWN} more" if len(self.unused) > MAX_SHOWN else ""
        return f"columns taken as {line}{guess}" + (f"; not used: {left}{more}" if left else "")


def guess_columns(names: Sequence[str], sample: Iterable[Row]) -> Columns | None:
    """The columns of a table of articles; None where none of them holds the text of any.

    Args:     names: all of them, in their order; sample: some of the rows
    """
    rows = list(sample)
    texts = _texts(names, rows)
    is_by_content = not texts
    leads = [*_called("lead", names, without=texts), *_called("lead", names, without=texts, is_inner=True)]
    lead = next((name for name in leads if _is_filled(name, rows)), None)
    if not texts and lead is None:
        texts = _longest(names, rows)
    if not texts and lead is None:
        return None
    taken = {*texts, lead}
    facts: list[tuple[MetadataField, str]] = []
    for is_inner in (False, True):  # "source.name" is the name of a source before it is any name
        for field in MetadataField:
            column = next(iter(_called(field.value, names, without=taken, is_inner=is_inner)), None)
            if column is not None and field not in dict(facts):
                facts.append((field, column))
                taken.add(column)
    return Columns(
        texts=texts,
        lead=lead,
        facts=tuple(facts),
        unused=tuple(name for name in names if name not in taken),
        is_by_content=is_by_content and lead is None,
    )


def plain_name(name: str) -> str:
    """A column's name as names are compared."""
    return _MARKS.sub(" ", _CAMEL.sub(" ", name.strip().strip("\ufeff"))).strip().lower()


@cache
def known_names(what: str) -> tuple[str, ...]:
    """The names of what a column may hold, best first: "text", "lead", or a field of metadata."""
    return tuple(" ".join(name.split()) for name in read_rules("reading/columns.toml")[what].split(","))


def is_known(name: str) -> bool:
    """Whether a column has a name that says what it holds."""
    return any(plain_name(name) in known_names(what) for what in ("text", "lead", *MetadataField))


def _called(what: str, names: Sequence[str], *, without: Collection[str | None], is_inner: bool = False) -> list[str]:
    """Columns with a known name, in the order of the names; `is_inner`: of the last of keys inside others."""
    known = {name: rank for rank, name in enumerate(known_names(what))}
    found = []
    for name in names:
        rank = known.get(plain_name(name.rpartition(".")[2] if is_inner else name))
        if rank is not None and name not in without:
            found.append((rank, name))
    return [name for _, name in sorted(found, key=lambda pair: pair[0])]


def _texts(names: Sequence[str], rows: Sequence[Row]) -> tuple[str, ...]:
    for name in [*_called("text", names, without=()), *_called("text", names, without=(), is_inner=True)]:
        if _is_filled(name, rows):
            return (name,)
    numbered: dict[str, list[str]] = {}
    for name in names:
        match = _NUMBERED.fullmatch(plain_name(name))
        if match and match[1] in known_names("text") and _is_filled(name, rows):
            numbered.setdefault(match[1], []).append(name)
    return tuple(next(iter(numbered.values()), ()))


def _is_filled(name: str, rows: Sequence[Row]) -> bool:
    """Whether a column holds words at all, and not only numbers or web addresses."""
    cells = [row[name] for row in rows if row.get(name)]
    return any(len(cell.split()) > 1 for cell in cells) or not rows


def _longest(names: Sequence[str], rows: Sequence[Row]) -> tuple[str, ...]:
    best, length = None, float(MIN_TEXT_CHARS)
    for name in names:
        cells = [row[name] for row in rows if row.get(name)]
        if cells and mean(map(len, cells)) >= length and mean(len(cell.split()) for cell in cells) >= MIN_WORDS:
            best, length = name, mean(map(len, cells))
    return () if best is None else (best,)
