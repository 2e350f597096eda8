"""Readers' comments are cut out of a page, each with its writer and its time as the page gives them.

The words of class, id and itemprop by which they are told stand in `resources/reading/comments.toml`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import count

from lxml import etree
from lxml.html import HtmlElement

from reportmap.model import SectionForm, SectionKind
from reportmap.reading.page.blocks import Block, read_blocks
from reportmap.reading.page.markup import take_out, tokens, words_of
from reportmap.rules import read_rules

MAX_AUTHOR_CHARS = 60
MAX_TIME_CHARS = 80
MAX_POST_LEVELS = 4

_SAYS = re.compile(
    r"\s{0,3}\b(?:says|said|wrote|writes|commented|replied)?\s{0,3}(?::|\.{3}|…)?\s{0,3}$", re.IGNORECASE
)
_LEAD = re.compile(r"^(?:(?:comment|posted|reply)\s{1,3})?(?:by|from)\b:?\s{1,3}", re.IGNORECASE)
_RELATIVE = re.compile(r"\bago\b|\byesterday\b|\btoday\b|\bjust now\b", re.IGNORECASE)
_SIGNED = re.compile(
    r"(?:submitted|posted|written|comment(?:ed)?) by:? (?P<author>[^|]{1,60}?)(?: \(not verified\))?"
    r"(?: ?\| ?|,? on |,? at |, )(?P<when>.{0,60})",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<!\d)(?:19|20)\d{2}(?!\d)|\d{1,2}[:.]\d{2}|\d{1,2}/\d{1,2}/\d{2}|\d\s?[ap]m\b|\d{1,3} \w{3,7} ago"
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d{1,2}\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_NOTHING = re.compile(
    r"(?:comments? (?:are|is) closed|no comments?|\d{1,4} comments?|be the first|leave a (?:reply|comment)|"
    r"(?:log|sign) in|comments?|loading|view comments|add a comment|post a comment|please enable javascript)\b.{0,80}",
    re.IGNORECASE | re.DOTALL,
)
_HOLDERS = frozenset({"li", "div", "article", "section", "dd", "td", "tr", "table", "blockquote", "p"})
_LISTS = frozenset({"ul", "ol", "dl"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """A reader's comment, or a post of a forum: its writer and time where the page gives them, and its blocks."""

    author: str | None
    when: str | None
    blocks: tuple[Block, ...]


@cache
def _listed(section: str, name: str) -> frozenset[str]:
    return frozenset(read_rules("reading/comments.toml")[section].get(name, "").split())


def cut_comments(root: HtmlElement) -> list[Comment]:
    """The comments of a page in their order; they, their headings and their forms are no longer in the tree."""
    found: list[Comment] = []
    for item in reversed(_items(root)):  # answers stand inside the comment that they answer, and come first here
        comment = _read(item, "disqus" if _in_disqus(item) else "comments")
        take_out(item)
        if comment is not None:
            found.insert(0, comment)
    for block in [element for element in root.iter(etree.Element) if _is_block(element)]:
        if not found:
            found = list(_of_block(block))
        take_out(block)
    furniture = _listed("comments", "furniture")
    for element in [each for each in root.iter("div", "section", "form") if not furniture.isdisjoint(tokens(each))]:
        if not _holds_report(element):
            take_out(element)
    return found


def cut_posts(root: HtmlElement) -> list[Comment]:
    """The posts of a forum's thread in their order, where there are two or more; the tree stays as it is."""
    items: list[HtmlElement] = []
    for element in root.iter(etree.Element):
        if _is_item(element, "posts"):
            item = _whole_post(element)
            if item not in items and not any(outer in items for outer in item.iterancestors()):
                items.append(item)
    posts = [post for item in items if (post := _read(item, "posts")) is not None]
    return posts if len(posts) >= 2 else []


def _whole_post(element: HtmlElement) -> HtmlElement:
    """The element around a post's words that holds its writer's name too."""
    for _, outer in zip(range(MAX_POST_LEVELS), element.iterancestors("div", "li", "article", "table"), strict=False):
        if "post" in tokens(outer):
            return outer
    return element


def as_blocks(comments: Sequence[Comment]) -> Iterator[Block]:
    """The blocks of comments, each with its writer's name and time in front: "Ann, 3 June 2007:" and then its words."""
    for number, comment in zip(count(1), comments, strict=False):
        head = ", ".join(filter(None, (comment.author, comment.when)))
        blocks = list(comment.blocks)
        if head:
            blocks.insert(0, replace(blocks[0], text=f"{head}:"))
        for block in blocks:
            yield replace(
                block,
                kind=SectionKind.COMMENT,
                form=SectionForm.PROSE,
                is_heading=False,
                author=comment.author,
                group=number,
            )


# --- which elements ---------------------------------------------------------------------------------------------


def _is_item(element: HtmlElement, section: str) -> bool:
    if element.tag not in _HOLDERS:
        return False
    table = read_rules("reading/comments.toml")[section]
    kind = element.get("itemtype", "")
    if kind.endswith(tuple(table.get("types", ()))) and kind:
        return True
    words = tokens(element)
    if not _listed(section, "items").isdisjoint(words):
        return True
    stems = table.get("stems", ())
    return any(word.startswith(stem) and word[len(stem) :].isdecimal() for word in words for stem in stems)


def _in_disqus(element: HtmlElement) -> bool:
    return any("disqus" in word for outer in element.iterancestors() for word in tokens(outer))


def _items(root: HtmlElement) -> list[HtmlElement]:
    """The elements of single comments, in the page's order, answers after what they answer."""
    inner: dict[HtmlElement, list[HtmlElement]] = {}
    for element in root.iter(etree.Element):
        is_post = element.tag in {"li", "div"} and "post" in tokens(element) and _in_disqus(element)
        if not (is_post or _is_item(element, "comments")) or _holds_report(element):
            continue
        outer = next((each for each in element.iterancestors() if each in inner), None)
        if outer is None or _is_answer(element, outer):
            inner[element] = []
            if outer is not None:
                inner[outer].append(element)
    return [element for element, answers in inner.items() if not answers or _has_own_words(element, answers)]


def _has_own_words(element: HtmlElement, answers: Sequence[HtmlElement]) -> bool:
    """Whether a supposed comment says something beside the comments in it, and is no mere frame around them."""
    return len(words_of(element)) - sum(len(words_of(each)) for each in answers) >= 10


def _is_answer(element: HtmlElement, outer: HtmlElement) -> bool:
    """Whether a comment inside another one is another comment, and no further wrapping of the same."""
    between = []
    for ancestor in element.iterancestors():
        if ancestor is outer:
            break
        between.append(ancestor.tag)
    if not _LISTS.isdisjoint(between):
        return True
    return element.tag == outer.tag and _kind_words(element) == _kind_words(outer)


def _kind_words(element: HtmlElement) -> frozenset[str]:
    return tokens(element) & _listed("comments", "items")


def _is_block(element: HtmlElement) -> bool:
    if element.tag in {"html", "body", "main", "a", "span", "h1", "h2", "h3", "h4", "p", "li"}:
        return False
    return not _listed("comments", "blocks").isdisjoint(tokens(element)) and not _holds_report(element)


def _holds_report(element: HtmlElement) -> bool:
    """Whether an element with a comment's name holds the report as well, as some page builders do."""
    if element.find(".//h1") is not None:
        return True
    return any(each.get("itemprop") == "articleBody" for each in element.iter("div", "section", "article"))


# --- what they say ----------------------------------------------------------------------------------------------


def _of_block(block: HtmlElement) -> Iterator[Comment]:
    """The comments of a block whose single comments have no names that we know: its items, or its children."""
    children = [*block.iter("li")] or [each for each in block if each.tag in {"div", "article", "section", "p", "dd"}]
    for child in children:
        comment = _read(child, "comments")
        if comment is not None:
            yield comment


def _read(item: HtmlElement, section: str) -> Comment | None:
    """A comment, None where nothing is left beside names, times and buttons."""
    author = _author(item, section)
    when = _when(item)
    body = _body(item, section)
    if body is None:
        aside = _listed("comments", "tools") | _listed("comments", "times") | _listed(section, "authors")
        for element in [each for each in item.iterdescendants(etree.Element) if not aside.isdisjoint(tokens(each))]:
            take_out(element)
        for element in [*item.iter("time", "cite", "footer")]:
            take_out(element)
        body = item
    blocks = tuple(block for block in read_blocks(body) if not _is_head(block.text, author))
    if not blocks or (author is None and _NOTHING.fullmatch(" ".join(block.text for block in blocks))):
        return None
    return Comment(author=author, when=when, blocks=blocks)


def _is_head(text: str, author: str | None) -> bool:
    """Whether a line only repeats who writes: "Ann says:"."""
    return author is not None and _SAYS.sub("", text) == author


def _author(item: HtmlElement, section: str) -> str | None:
    names = []
    if item.tag == "dd" and (above := item.getprevious()) is not None and above.tag == "dt":
        names.append(_name(words_of(above)))
    names.append(_name(item.get("data-author", "")))
    names += [_name(signed["author"]) for signed in _signatures(item)]
    for element in item.iterdescendants(etree.Element):
        if (
            not _listed(section, "authors").isdisjoint(tokens(element))
            or element.tag == "cite"
            or (element.tag in {"b", "strong"} and words_of(element).rstrip().endswith(("says:", "wrote:", "said:")))
        ):
            names.append(_name(words_of(element)))
    return min(filter(None, names), key=len, default=None)


def _signatures(item: HtmlElement) -> Iterator[re.Match[str]]:
    """Lines such as "Posted by: Ann | June 4, 2011 at 05:05 PM"."""
    for element in item.iterdescendants("div", "p", "span", "footer", "small"):
        if not _listed("comments", "signatures").isdisjoint(tokens(element)):
            match = _SIGNED.search(words_of(element)[: 2 * MAX_TIME_CHARS])
            if match is not None:
                yield match


def _name(words: str) -> str | None:
    name = _LEAD.sub("", _SAYS.sub("", words[: 3 * MAX_AUTHOR_CHARS], count=1), count=1).strip(" ,|:·–—-")
    return name if 0 < len(name) <= MAX_AUTHOR_CHARS and any(map(str.isalnum, name)) else None


def _when(item: HtmlElement) -> str | None:
    """The time of a comment in the page's words; those of its markup where the page only says how long ago."""
    places = [item]
    if item.tag == "dd" and (below := item.getnext()) is not None and below.tag == "dd":
        places.append(below)
    found = []
    for element in (each for place in places for each in place.iter(etree.Element)):
        if element.tag == "time" or not _listed("comments", "times").isdisjoint(tokens(element)):
            words = words_of(element)
            if _RELATIVE.search(words[:200]) or not _TIME.search(words[:200]):
                exact = element.get("datetime") or element.get("title") or ""
                words = " ".join(exact.split()) if _YEAR.search(exact[:MAX_TIME_CHARS]) else words
            if len(words) <= MAX_TIME_CHARS and _TIME.search(words):
                found.append(words)
    found += [signed["when"].strip(" .|") for signed in _signatures(item) if _TIME.search(signed["when"])]
    dated = [words for words in found if _YEAR.search(words)]
    return min(dated or found, key=len, default=None)


def _body(item: HtmlElement, section: str) -> HtmlElement | None:
    named = [
        element
        for element in item.iterdescendants("div", "p", "section", "blockquote", "span", "td", "dd", "article")
        if not _listed(section, "bodies").isdisjoint(tokens(element))
    ]
    innermost = [each for each in named if not any(other in named for other in each.iterdescendants(etree.Element))]
    return max(innermost, key=lambda each: len(words_of(each)), default=None)
