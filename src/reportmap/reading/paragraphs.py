"""Lines of print become paragraphs, items, rows, headings, and what stands on every page.

The text is our own rendering, so lines of one paragraph are joined here, once, and words that a hyphen cut at a line's
end are made whole. Known limit: a table without gaps between its columns is read as prose.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from statistics import quantiles

from reportmap.model import SectionForm, SectionKind
from reportmap.reading.blocks import ITEM_MARK, Block, row_text
from reportmap.reading.pdf_lines import Line, Page
from reportmap.rules import read_rules

EDGE_LINES = 2
"""How many lines at the top and at the bottom of a page may stand on every page."""
EDGE_SHARE = 0.12
"""How far from the top and the bottom they stand, as a share of the page's height."""
MIN_REPEATED_SHARE = 0.3
HEADING_RATIO = 1.12
"""Of the size of the letters to those of the body."""
MAX_TITLE_CHARS = 250
LOOSE_LEADING = 1.55
"""From one line to the next, in sizes of the letters; more needs a full line above it to be one paragraph."""
GAP_RATIO = 1.25
"""Of the step between two paragraphs to that between two lines."""
INDENT = 0.8
ROOM_RATIO = 1.2
"""A line with room for so many times the next word before its column ends was broken on purpose."""

_PAGE_NUMBER = re.compile(
    r"(?:[-–—|\[(]\s{0,3})?(?:(?:page|p\.?)\s{1,3})?\d{1,4}(?:\s{0,3}(?:of|/)\s{0,3}\d{1,4})?(?:\s{0,3}[-–—|\])])?",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[•◦▪■●○·‣⁃]\s{0,5}(?=\S)|[–—*-]\s{1,5}(?=\S)")
_ITEM = re.compile(r"[•◦▪■●○·‣⁃]|(?:[–—*-]|\(?(?:\d{1,2}|[a-z])[.)])\s{1,5}(?=\S)")
_SURE_ITEM = re.compile(r"[•◦▪■●○‣⁃]")
_SENTENCE_END = re.compile(r"[.!?:;]['\"”’)\]]{0,3}$")
_CUT = re.compile(r"[^\W_]-$")
_LAST_WORD = re.compile(r"[\w’'-]{1,60}$")
_FIRST_WORD = re.compile(r"[\w’']{1,60}")
_WORD = re.compile(r"\w[\w’'-]{0,80}")


@dataclass(slots=True, kw_only=True)
class _Paragraph:
    """Lines that belong together so far, and where the column of the last one ends."""

    lines: list[Line]
    is_edge: bool = False
    right: float = 0.0

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def last(self) -> Line:
        return self.lines[-1]

    @property
    def is_row(self) -> bool:
        return len(self.first.cells) > 1

    @property
    def is_item(self) -> bool:
        return _ITEM.match(self.first.text) is not None


def to_blocks(pages: Sequence[Page]) -> tuple[Block, ...]:
    """The blocks of the pages in reading order; what stands on every page comes after the paragraph that it cuts.

    A title, which is what has the largest letters of the first page, has kind title; other headings are unmarked.
    """
    repeated, size = _repeated(pages), _body_size(pages)
    paragraphs: list[_Paragraph] = []
    for page in pages:
        layout = _Layout(page, repeated=repeated, body_size=size)
        layout.read_into(paragraphs)
    words = Counter(word.lower() for one in paragraphs for line in one.lines for word in _WORD.findall(line.text))
    title = _title(paragraphs, body_size=size, height=pages[0].height if pages else 0)
    return tuple(_blocks(paragraphs, words=words, title=title))


class _Layout:
    """One page: its lines, where its columns end, and the usual step from line to line."""

    def __init__(self, page: Page, *, repeated: frozenset[str], body_size: float) -> None:
        self._lines = page.lines or ()
        edges = _edge_lines(page)
        self._edges = {line for line in edges if _folded(line) in repeated or _PAGE_NUMBER.fullmatch(line.text.strip())}
        self._body_size = body_size
        self._rights: dict[int, float] = {}
        for line in self._lines:
            key = int(line.left // 20)
            self._rights[key] = max(self._rights.get(key, 0.0), line.right)
        self._step = self._usual_step()

    def read_into(self, paragraphs: list[_Paragraph]) -> None:
        """Add the page's paragraphs; its first one may go on with the last one of the page before."""
        above = next((one for one in reversed(paragraphs) if not one.is_edge), None)
        is_first = True
        for line in self._lines:
            if line in self._edges:
                paragraphs.append(_Paragraph(lines=[line], is_edge=True))
                continue
            is_new_column = is_first or (above is not None and line.baseline > above.last.baseline)
            joins = self._goes_on if is_new_column else self._continues
            if above is not None and joins(above, line):
                above.lines.append(line)
            else:
                above = _Paragraph(lines=[line])
                paragraphs.append(above)
            above.right = self._right(line)
            is_first = False

    def _usual_step(self) -> float:
        steps = [
            above.baseline - line.baseline
            for above, line in zip(self._lines, self._lines[1:], strict=False)
            if _same_size(above, line) and 0 < above.baseline - line.baseline < 4 * line.size
        ]
        return quantiles(steps, n=4, method="inclusive")[0] if len(steps) > 1 else sum(steps)

    def _right(self, line: Line) -> float:
        """Where the lines end that start about where this one does."""
        key = int(line.left // 20)
        return max(self._rights.get(near, 0.0) for near in (key - 1, key, key + 1))

    def _goes_on(self, above: _Paragraph, line: Line) -> bool:
        """Whether a line at the top of a column or page goes on with the paragraph at the foot of the one before."""
        if above.is_row or len(line.cells) > 1 or not _same_size(above.last, line) or _ITEM.match(line.text):
            return False
        if _is_cut(above.last) or line.text[:1].islower():
            return not _SENTENCE_END.search(above.last.text)
        is_body = abs(line.size - self._body_size) <= 0.05 * self._body_size
        return (
            is_body
            and not _has_room(above, line)
            and len(above.lines) > 1
            and not _SENTENCE_END.search(above.last.text)
        )

    def _continues(self, above: _Paragraph, line: Line) -> bool:
        """Whether a line belongs to the paragraph above it."""
        last = above.last
        if above.is_row or len(line.cells) > 1 or not _same_size(last, line):
            return False
        step = last.baseline - line.baseline
        if step < 0.3 * line.size:  # still the same line
            return True
        if step > max(GAP_RATIO * self._step, line.size) or (
            step > LOOSE_LEADING * line.size and _has_room(above, line)
        ):
            return False
        return _is_cut(last) or not self._starts_anew(above, line)

    def _starts_anew(self, above: _Paragraph, line: Line) -> bool:
        has_room = _has_room(above, line)
        ends = _SENTENCE_END.search(above.last.text) is not None
        if _SURE_ITEM.match(line.text) or (_ITEM.match(line.text) and (ends or above.is_item or has_room)):
            return True
        is_heading = line.size > HEADING_RATIO * self._body_size
        is_indented = line.left > above.last.left + INDENT * line.size
        if is_indented and not is_heading and not (above.is_item and len(above.lines) == 1):
            return True
        is_outdented = above.is_item and line.left < above.first.left - INDENT * line.size
        starts = not line.text[:1].islower()
        return is_outdented or (has_room and starts and (ends or not is_heading))


def _has_room(above: _Paragraph, line: Line) -> bool:
    """Whether the first word of a line would have had its place at the end of the one above it."""
    per_character = (line.right - line.left) / max(len(line.text), 1)
    needed = (len(line.text.split(" ", 1)[0]) + 1) * per_character
    return above.right - above.last.right > ROOM_RATIO * needed


def _same_size(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) <= 0.1 * max(one.size, other.size)


def _is_cut(line: Line) -> bool:
    return line.is_cut or _CUT.search(line.text) is not None


def _edge_lines(page: Page) -> list[Line]:
    """The lines that stand at the very top and bottom of a page."""
    lines = sorted(page.lines or (), key=lambda line: line.baseline)
    low = [line for line in lines[:EDGE_LINES] if line.baseline < EDGE_SHARE * page.height]
    high = [line for line in lines[-EDGE_LINES:] if line.baseline > (1 - EDGE_SHARE) * page.height]
    return low + [line for line in high if line not in low]


def _folded(line: Line) -> str:
    """A line without its numbers, which differ from page to page."""
    return re.sub(r"\d{1,9}", "#", " ".join(line.text.lower().split()))


def _repeated(pages: Sequence[Page]) -> frozenset[str]:
    counts = Counter(folded for page in pages for folded in {_folded(line) for line in _edge_lines(page)})
    least = max(2, MIN_REPEATED_SHARE * len(pages))
    return frozenset(folded for folded, count in counts.items() if count >= least)


def _body_size(pages: Sequence[Page]) -> float:
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page.lines or ():
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def _title(paragraphs: Sequence[_Paragraph], *, body_size: float, height: float) -> _Paragraph | None:
    """The largest heading among the first paragraphs, if it is larger than the body."""
    first = [one for one in paragraphs[:8] if not one.is_edge and not one.is_row and one.first.baseline > height / 3]
    best = max(first, key=lambda one: one.first.size, default=None)
    if best is None or best.first.size < HEADING_RATIO * body_size:
        return None
    return best if sum(len(line.text) for line in best.lines) <= MAX_TITLE_CHARS else None


def _blocks(paragraphs: Sequence[_Paragraph], *, words: Counter[str], title: _Paragraph | None) -> Iterator[Block]:
    group = 0
    for number, one in enumerate(paragraphs):
        beside = [other.is_row for other in paragraphs[max(number - 1, 0) : number + 2] if other is not one]
        if one.is_edge:
            yield Block(text=_joined(one.lines, words), kind=SectionKind.BOILERPLATE, form=SectionForm.PROSE)
        elif one.is_row and any(beside):
            group += number == 0 or not paragraphs[number - 1].is_row
            yield Block(text=row_text(one.first.cells), kind=SectionKind.BODY, form=SectionForm.TABLE, group=group)
        elif one.is_item:
            group += number == 0 or not paragraphs[number - 1].is_item
            text = _BULLET.sub(ITEM_MARK, _joined(one.lines, words), count=1)
            yield Block(text=text, kind=SectionKind.BODY, form=SectionForm.LIST, group=group)
        else:
            kind = SectionKind.TITLE if one is title else None
            yield Block(text=_joined(one.lines, words), kind=kind)


def _joined(lines: Iterable[Line], words: Counter[str]) -> str:
    """The lines of a paragraph as one."""
    text = ""
    is_cut = False
    for line in lines:
        more = " ".join(line.text.split())
        if not text or not is_cut:
            text = f"{text} {more}".lstrip()
        else:
            text = text.removesuffix("-")
            text += more if _is_one_word(text, more, words) else f"-{more}"
        is_cut = _is_cut(line)
    return text


def _is_one_word(start: str, rest: str, words: Counter[str]) -> bool:
    """Whether what a hyphen parts at a line's end is one word without it."""
    before, after = _LAST_WORD.search(start), _FIRST_WORD.match(rest)
    if before is None or after is None or not after[0][0].islower() or before[0][-1].isdigit():
        return False
    head, tail = before[0].lower(), after[0].lower()
    whole, parted = words[head + tail], words[f"{head}-{tail}"]
    if whole != parted:
        return whole > parted
    return "-" not in head and head not in _known("heads") and tail not in _known("tails")


@cache
def _known(key: str) -> frozenset[str]:
    return frozenset(read_rules("reading/hyphens.toml")[key].split())
