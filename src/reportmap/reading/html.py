"""Web pages, as browsers save them or as programs fetch them, become drafts.

The report is the page's main text in our own rendering: its title, its blocks, then the readers' comments. A page with
several whole articles, such as the front page of a blog, gives a draft for each.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree
from lxml.html import HtmlElement

from reportmap.errors import ReadingError
from reportmap.model import MetadataBasis, MetadataField, Metadatum, SectionForm, SectionKind
from reportmap.reading.draft import Draft
from reportmap.reading.metadata import ranked, scores
from reportmap.reading.page.blocks import HEADINGS, Block, read_blocks, render
from reportmap.reading.page.choice import choose_blocks, is_frame, main_element
from reportmap.reading.page.comments import Comment, as_blocks, cut_comments, cut_posts
from reportmap.reading.page.facts import find_facts, has_one_report
from reportmap.reading.page.markup import decode_page, parse_page, tokens, words_of

MIN_ARTICLE_CHARS = 400
MIN_TEASERS = 5
MAX_TEASER_CHARS = 300
MAX_BYLINES = 3
MAX_BYLINE_CHARS = 160
LAST_BLOCKS = 4
MAX_OPEN_CHARS = 160
"""Shorter paragraphs may be credits, captions or buttons that the page does not mark; rules over the text tell."""
_BYLINE_WORDS = frozenset(
    [
        *("byline", "author", "entry-meta", "post-meta", "article-meta", "meta", "dateline", "date", "published"),
        *("entry-date", "post-date", "date-header", "timestamp", "posted-on", "article-info", "article-byline"),
    ]
)


def read_html(data: bytes, name: str) -> Iterator[Draft | ReadingError]:
    """The drafts of a page: one, or one for each whole article of a page that has several.

    Yields a ReadingError for a page without text, and for one that only lists links to reports.
    """
    try:
        yield from read_page(decode_page(data, name), name)
    except ReadingError as error:
        yield error


def read_page(source: str, name: str, *, known: Sequence[Metadatum] = ()) -> Iterator[Draft | ReadingError]:
    """As `read_html`, from the page's text; `known` are candidates from elsewhere, such as the address it came from.

    Raises:   ReadingError where there is no page at all
    """
    root = parse_page(source, name)
    articles = [] if has_one_report(root) else _articles(root)
    if len(articles) >= 2:
        publishers = [each for each in find_facts(root, source=source) if each.field is MetadataField.PUBLISHER]
        for number, article in enumerate(articles, 1):
            yield from _read_article(article, f"{name}, article {number}", known=[*publishers, *_kept(known)])
        return
    yield _read_one(root, source, name, known)


def read_fragment(source: str, name: str) -> Draft | None:
    """The draft of a piece of HTML that is all report, such as the content of a feed's entry; None without text."""
    if not any(map(str.isalnum, source)):
        return None
    root = parse_page(f"<html><body><div>{source}</div></body></html>", name)
    text, parts = render([_plain(block) for block in read_blocks(root)])
    return Draft(name=name, text=text, parts=parts) if any(map(str.isalnum, text)) else None


def _kept(known: Sequence[Metadatum]) -> list[Metadatum]:
    """What is known of a whole page and holds for each of its articles."""
    return [each for each in known if each.field in {MetadataField.PUBLISHER, MetadataField.LANGUAGE}]


def _read_one(root: HtmlElement, source: str, name: str, known: Sequence[Metadatum]) -> Draft | ReadingError:
    comments = cut_comments(root)
    posts = [] if comments else cut_posts(root)
    blocks = read_blocks(root)
    if not posts and not has_one_report(root) and (n_teasers := _teasers(root, blocks)):
        return ReadingError(f"{name}: only lists links to {n_teasers} reports; save the reports themselves")
    body = list(posts[0].blocks) if posts else choose_blocks(root, blocks)
    facts = [*known, *find_facts(root, scope=_scope(body), source=source)]
    facts += _of_post(posts[0]) if posts else []
    draft = _draft(name, _with_byline(blocks, body), facts, posts[1:] or comments)
    return draft or ReadingError(f"{name}: there is no text on the page; open it in a browser and save what it shows")


def _of_post(post: Comment) -> Iterator[Metadatum]:
    """Writer and day of a thread's first post."""
    score = scores("page")["post"]
    if post.author:
        yield Metadatum(field=MetadataField.AUTHOR, value=post.author, basis=MetadataBasis.META_TAG, score=score)
    if post.when:
        yield Metadatum(field=MetadataField.PUBLISHED, value=post.when, basis=MetadataBasis.TIME_TAG, score=score)


def _scope(body: Sequence[Block]) -> HtmlElement | None:
    """The element in which time tags and bylines are the report's: its article, else what holds it and its heading."""
    main = main_element(body)
    if main is None:
        return None
    scope = main
    for element in (main, *main.iterancestors()):
        if element is not main and any(element.find(f".//{tag}") is not None for tag in ("aside", "nav", "footer")):
            break
        scope = element
        if element.tag == "article" or element.find(".//h1") is not None:
            break
    return scope


def _draft(name: str, body: list[Block], facts: list[Metadatum], comments: Sequence[Comment]) -> Draft | None:
    """A draft with the title on top, which the body does not repeat; None without a body or comments."""
    titles = ranked(facts).get(MetadataField.TITLE, [])
    known = {_folded(candidate.value) for candidate in titles}
    top = next((place for place, block in enumerate(body[:5]) if _folded(block.text) in known), None)
    if top is not None:
        body = [block for place, block in enumerate(body) if place != top]
    blocks = [
        _plain(block, is_open=not comments or place >= len(body) - LAST_BLOCKS) for place, block in enumerate(body)
    ]
    if titles and (blocks or comments):
        element = body[0].element if body else comments[0].blocks[0].element
        blocks.insert(0, Block(text=titles[0].value, element=element, kind=SectionKind.TITLE))
    text, parts = render([*blocks, *as_blocks(comments)])
    return Draft(name=name, text=text, parts=parts, metadata=tuple(facts)) if body or comments else None


def _plain(block: Block, *, is_open: bool = True) -> Block:
    """A block as it is rendered: a caption has no form of its own, and what kind a paragraph is may stay open.

    It does for short ones, for the last, which may be notes on the author, and where the page marks no comments.
    """
    if block.kind is not SectionKind.BODY:
        return replace(block, form=SectionForm.PROSE)
    is_prose = block.form is SectionForm.PROSE and not block.is_heading
    return replace(block, kind=None) if is_prose and (is_open or len(block.text) <= MAX_OPEN_CHARS) else block


def _folded(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))


def _with_byline(blocks: Sequence[Block], body: list[Block]) -> list[Block]:
    """The report with the lines above it that say who wrote it and when, as site furniture."""
    if not body:
        return body
    chosen = {id(block) for block in body}
    first = next((place for place, block in enumerate(blocks) if id(block) == id(body[0])), 0)
    last = next((place for place in range(first, len(blocks)) if _is_prose(blocks[place], chosen)), first)
    lines = [
        replace(block, kind=SectionKind.BOILERPLATE, form=SectionForm.PROSE, group=0)
        for block in blocks[max(0, first - 6) : last]
        if id(block) not in chosen and _is_byline(block)
    ]
    return [*lines[-MAX_BYLINES:], *body]


def _is_prose(block: Block, chosen: set[int]) -> bool:
    return id(block) in chosen and len(block.text) > MAX_BYLINE_CHARS


def _is_byline(block: Block) -> bool:
    if len(block.text) > MAX_BYLINE_CHARS or block.kind is not SectionKind.BODY or block.is_heading:
        return False
    near = [block.element, *list(block.element.iterancestors())[:2]]
    is_marked = any(not _BYLINE_WORDS.isdisjoint(tokens(element)) for element in near)
    return (is_marked or block.element.find(".//time") is not None) and not is_frame(block)


# --- pages with several reports ---------------------------------------------------------------------------------


def _articles(root: HtmlElement) -> list[HtmlElement]:
    """The articles that a page holds in full, each with its own heading; none where one of them is nearly all."""
    found: list[HtmlElement] = []
    for element in root.iter("article", "div", "section"):
        is_entry = element.tag == "article" or not tokens(element).isdisjoint({"hentry", "blogpost", "blog-post"})
        if is_entry and not any(outer in found for outer in element.iterancestors()) and _is_whole(element):
            found.append(element)
    total = sum(len(words_of(element)) for element in found)
    if any(len(words_of(element)) > 0.7 * total for element in found):
        return []
    return found


def _is_whole(element: HtmlElement) -> bool:
    if not any(heading.tag in HEADINGS for heading in element.iter(etree.Element)):
        return False
    if not tokens(element).isdisjoint({"comment", "message", "message--post", "comment-body"}):
        return False
    return sum(len(block.text) - block.linked for block in read_blocks(element)) >= MIN_ARTICLE_CHARS


def _read_article(article: HtmlElement, name: str, *, known: list[Metadatum]) -> Iterator[Draft]:
    comments = cut_comments(article)
    body = [block for block in read_blocks(article) if not is_frame(block) or block.element is article]
    facts = [*known, *find_facts(article), *_of_heading(article)]
    marked = [
        replace(block, kind=SectionKind.BOILERPLATE, form=SectionForm.PROSE) if _is_byline(block) else block
        for block in body
    ]
    draft = _draft(name, marked, facts, comments)
    if draft is not None:
        yield draft


def _of_heading(article: HtmlElement) -> Iterator[Metadatum]:
    """The title of one article among several, and its address where the heading links to it."""
    heading = next((each for each in article.iter("h1", "h2", "h3") if words_of(each)), None)
    if heading is None:
        return
    yield Metadatum(field=MetadataField.TITLE, value=words_of(heading), basis=MetadataBasis.TEXT, score=0.95)
    for link in (*heading.iter("a"), *heading.iterancestors("a")):
        yield Metadatum(field=MetadataField.URL, value=link.get("href", ""), basis=MetadataBasis.META_TAG, score=0.8)


def _teasers(root: HtmlElement, blocks: Sequence[Block]) -> int:
    """How many reports a page links to in its headings where it holds hardly more than that; 0 for a report."""
    links = [
        heading
        for heading in root.iter("h1", "h2", "h3", "h4")
        if (words := words_of(heading)) and any(words_of(link) == words for link in heading.iter("a"))
    ]
    longest = max((len(block.text) - block.linked for block in blocks), default=0)
    is_list = len(links) >= MIN_TEASERS and longest <= MAX_TEASER_CHARS
    prose = sum(len(block.text) for block in blocks if len(block.text) > MAX_TEASER_CHARS // 3 and not block.linked)
    return len(links) if is_list and prose <= MAX_TEASER_CHARS * len(links) else 0
