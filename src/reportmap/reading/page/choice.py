"""Which blocks of a page are its report: trafilatura chooses the words, the page itself gives their order and form.

trafilatura drops captions, times and rows and rewrites lists, so that its choice is matched with the page's blocks. Its
log is silent here: what it cannot use is no news to the analyst.
"""

import logging
import re
from collections import Counter
from collections.abc import Sequence
from copy import deepcopy
from functools import cache
from itertools import groupby
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from reportmap.model import SectionForm, SectionKind
from reportmap.reading.page.blocks import Block
from reportmap.reading.page.markup import tokens

MAX_CHOSEN_CHARS = 600_000
MAX_CHOSEN_ELEMENTS = 20_000
"""Above these, trafilatura takes too long (it is worse than linear), and the page's own structure decides."""
LONG_BLOCK = 40
MAX_STAMP_CHARS = 40

_FRAME = frozenset({"nav", "footer", "aside", "header", "form", "menu"})
_FRAME_WORDS = frozenset(
    [
        *("nav", "navigation", "menu", "footer", "sidebar", "breadcrumb", "breadcrumbs", "share", "sharing", "social"),
        *("related", "related-posts", "advertisement", "ad", "ads", "newsletter", "widget", "cookie", "masthead"),
        *("topnav", "navbar", "site-header", "site-footer", "colophon", "trending", "most-read", "subscribe", "tags"),
    ]
)
_STAMP = re.compile(r"(?:\d{1,2}[:.h]\d{2}|\d{1,2}\s?[ap]\.?m\b)", re.IGNORECASE)


def choose_blocks(root: HtmlElement, blocks: Sequence[Block]) -> list[Block]:
    """The blocks of the report, in order, without its title.

    All blocks outside the page's frame where there is nothing to choose by: a print view, a page without markup.
    """
    chosen = _by_words(blocks, _main_words(root, blocks))
    if not any(chosen):
        return _by_structure(blocks)
    _complete(blocks, chosen)
    return [block for block, is_chosen in zip(blocks, chosen, strict=True) if is_chosen]


def main_element(blocks: Sequence[Block]) -> HtmlElement | None:
    """The innermost element that holds nearly all of the blocks' words; None for no blocks."""
    weights: Counter[HtmlElement] = Counter()
    total = 0
    for block in blocks:
        total += len(block.text)
        for element in (block.element, *block.element.iterancestors()):
            weights[element] += len(block.text)
    best = None
    for element, weight in weights.items():
        if weight >= 0.85 * total and (best is None or _depth(element) > _depth(best)):
            best = element
    return best


def _depth(element: HtmlElement) -> int:
    return sum(1 for _ in element.iterancestors())


def _folded(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


# --- trafilatura ------------------------------------------------------------------------------------------------


def _main_words(root: HtmlElement, blocks: Sequence[Block]) -> list[str]:
    """The lines that trafilatura takes for the report, folded; none where it finds nothing or the page is too large."""
    n_chars = sum(len(block.text) for block in blocks)
    if n_chars > MAX_CHOSEN_CHARS or sum(1 for _ in root.iter()) > MAX_CHOSEN_ELEMENTS:
        return []
    found = _trafilatura().bare_extraction(
        deepcopy(root), include_comments=False, include_tables=True, with_metadata=False, fast=n_chars > 200_000
    )
    body = getattr(found, "body", None)
    if body is None:
        return []
    return [words for element in body.iter(etree.Element) if (words := _own_words(element))]


@cache
def _trafilatura() -> Any:  # a module that takes long to import
    import trafilatura  # noqa: PLC0415

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return trafilatura


def _own_words(element: Any) -> str:  # Any: an element of trafilatura's tree
    return (
        _folded("".join(element.itertext()))
        if element.tag in {"p", "item", "head", "row", "quote", "cell", "code"}
        else ""
    )


def _by_words(blocks: Sequence[Block], lines: Sequence[str]) -> list[bool]:
    """For each block whether its words are chosen; those of short ones must be a whole line."""
    whole = set(lines)
    text = "\n".join(lines)
    chosen: list[bool] = []
    for _, run in groupby(blocks, key=lambda block: block.element):  # paragraphs that line breaks make in one element
        parts = [_folded(block.text) for block in run]
        is_whole = _is_chosen("".join(parts), whole, text)
        chosen += [is_whole or _is_chosen(words, whole, text) for words in parts]
    return chosen


def _is_chosen(words: str, whole: set[str], text: str) -> bool:
    return words in whole or (len(words) >= LONG_BLOCK and words in text)


# --- what belongs to it -----------------------------------------------------------------------------------------


def _complete(blocks: Sequence[Block], chosen: list[bool]) -> None:
    """Add what trafilatura leaves out of a report: rows and items among theirs, captions, times; drop what strayed."""
    main = main_element([block for block, is_chosen in zip(blocks, chosen, strict=True) if is_chosen])
    inside = [_is_inside(block, main) for block in blocks]
    for place, block in enumerate(blocks):
        if chosen[place] and not inside[place] and len(block.text) < 2 * LONG_BLOCK:
            chosen[place] = False
    if not any(chosen):
        return
    _complete_groups(blocks, chosen, inside)
    first = chosen.index(True)
    last = len(chosen) - 1 - chosen[::-1].index(True)
    for place in range(len(blocks) - 1, -1, -1):
        block = blocks[place]
        if chosen[place] or is_frame(block):
            continue
        if block.kind is SectionKind.CAPTION:
            chosen[place] = inside[place] or first <= place <= last or _in_article(block, blocks[first])
        elif inside[place] and place < last and chosen[place + 1] and block.linked < 0.5 * len(block.text):
            is_stamp = len(block.text) <= MAX_STAMP_CHARS and _STAMP.match(block.text) is not None
            chosen[place] = is_stamp or (place > first and block.is_heading)


def _complete_groups(blocks: Sequence[Block], chosen: list[bool], inside: Sequence[bool]) -> None:
    """Whole lists and tables of which a part is in the report, or a table among it, unless they are mostly links."""
    groups: dict[int, list[int]] = {}
    for place, block in enumerate(blocks):
        if block.group:
            groups.setdefault(block.group, []).append(place)
    for places in groups.values():
        is_table = blocks[places[0]].form is SectionForm.TABLE
        n_linked = sum(blocks[place].linked for place in places)
        n_chars = sum(len(blocks[place].text) for place in places)
        is_own = any(chosen[place] for place in places) or (is_table and all(inside[place] for place in places))
        if is_own and n_linked < 0.5 * n_chars:
            for place in places:
                chosen[place] = True


def _is_inside(block: Block, main: HtmlElement | None) -> bool:
    return main is not None and (block.element is main or main in block.element.iterancestors())


def _in_article(block: Block, first: Block) -> bool:
    """Whether a block stands in the same article as the first block of the report."""
    article = next(first.element.iterancestors("article", "main"), None)
    return article is not None and article in block.element.iterancestors()


def is_frame(block: Block) -> bool:
    """Whether a block stands in the frame of its page: navigation, header, footer, related links."""
    for element in (block.element, *block.element.iterancestors()):
        if element.tag == "article":
            return False
        if element.tag in _FRAME or not _FRAME_WORDS.isdisjoint(tokens(element)):
            return element.tag not in {"body", "html", "main"}
    return False


def _by_structure(blocks: Sequence[Block]) -> list[Block]:
    """Blocks outside the frame that are not mostly links; all blocks where the frame is all there is."""
    kept = [block for block in blocks if not is_frame(block) and block.linked <= 0.5 * len(_folded(block.text))]
    return kept or list(blocks)
