"""What a file sets apart becomes a text and its marked parts.

The text is our own rendering: a blank line between blocks, "- " before the items of lists, " | " between the cells of
rows, and items and rows on lines that follow each other.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from reportmap.model import MarkedPart, SectionForm, SectionKind
from reportmap.reading.draft import Draft

CELL_MARK = " | "
ITEM_MARK = "- "
_CLOSE = frozenset({SectionForm.LIST, SectionForm.TABLE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, item or row: its words, and what the file says of them (None: nothing).

    Neighboring items of one list and rows of one table share a `group`, and so do the paragraphs of one quote.
    """

    text: str
    kind: SectionKind | None = None
    form: SectionForm | None = None
    author: str | None = None
    group: int = 0


def render(blocks: Iterable[Block]) -> tuple[str, tuple[MarkedPart, ...]]:
    """The text of blocks, and its parts: blocks of one group make one part, unmarked ones make none."""
    pieces: list[str] = []
    parts: list[MarkedPart] = []
    above: Block | None = None
    length = 0
    for block in blocks:
        is_more = above is not None and _is_more_of(above, block)
        gap = "" if above is None else "\n" if is_more and block.form in _CLOSE else "\n\n"
        start = length + len(gap)
        length = start + len(block.text)
        pieces += [gap, block.text]
        if (block.kind, block.form, block.author) != (None, None, None):
            if is_more:
                parts[-1] = replace(parts[-1], end=length)
            else:
                part = MarkedPart(start=start, end=length, kind=block.kind, form=block.form, author=block.author)
                parts.append(part)
        above = block
    return "".join(pieces) + "\n" if pieces else "", tuple(parts)


def with_title(draft: Draft, title: str | None) -> Draft:
    """The draft with a title above it that its file gives apart from the text, unless the text starts with it."""
    if not title or draft.text.lstrip("# \n").startswith(title):
        return draft
    shift = len(title) + 2
    moved = (replace(part, start=part.start + shift, end=part.end + shift) for part in draft.parts)
    marked = MarkedPart(start=0, end=len(title), kind=SectionKind.TITLE)
    return replace(draft, text=f"{title}\n\n{draft.text}", parts=(marked, *moved))


def row_text(cells: Iterable[str]) -> str:
    """A row of a table on one line; empty for one without words."""
    words = [" ".join(cell.split()) for cell in cells]
    return CELL_MARK.join(words).strip() if any(words) else ""


def _is_more_of(above: Block, block: Block) -> bool:
    """Whether a block belongs to the part of the one above it."""
    is_alike = (above.kind, above.form, above.author, above.group) == (
        block.kind, block.form, block.author, block.group,
    )  # fmt: skip
    return is_alike and block.form not in {None, SectionForm.PROSE}
