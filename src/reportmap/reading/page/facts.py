"""What a page says about itself: candidates from its meta tags, JSON-LD, time tags, classes and addresses.

Nothing comes from a copyright line, from the prose, or from a time without a day ("3 hours ago").
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from typing import Any

from lxml import etree
from lxml.html import HtmlElement

from reportmap.model import MetadataBasis, MetadataField, Metadatum
from reportmap.reading.days import parse_day
from reportmap.reading.page.blocks import HEADINGS
from reportmap.reading.page.markup import tokens, words_of
from reportmap.rules import read_rules

MAX_JSON_CHARS = 2_000_000
MAX_NODES = 5_000
MAX_DATE_CHARS = 80
MAX_BYLINE_CHARS = 120
MAX_TIMES = 500
MAX_BESIDE = 8

_SAVED = (
    re.compile(r"<!-- saved from url=\(\d{4}\)(https?://[^\s>]{1,1000}) -->"),
    re.compile(r"Page saved with SingleFile\s{1,5}url: (https?://\S{1,1000})"),
)
_LABEL = re.compile(
    r"^(?:(?:first |date )?(?:published|posted|issued|released|filed|date)|release date)(?: on| at)?\s{0,3}:?\s{1,3}",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"\b(?:updated|modified|edited|changed|revised)\b", re.IGNORECASE)


def find_facts(root: HtmlElement, *, scope: HtmlElement | None = None, source: str = "") -> list[Metadatum]:
    """Candidates for the metadata of a page, in no order of worth; `metadata.ranked` tidies and orders them.

    Args:     root: the tree, best after its comments were cut; scope: the element of the report, whose time tags
              alone can date it; source: the page's own text, for the note of the browser that saved it
    """
    return [
        *_of_meta_tags(root),
        *_of_json_ld(root),
        *_of_times(root if scope is None else scope),
        *_of_classes(root if scope is None else scope),
        *_of_titles(root),
        *_of_links(root, source),
    ]


@cache
def _table(*names: str) -> Mapping[str, Any]:  # Any: TOML
    table: Mapping[str, Any] = read_rules("reading/metadata.toml")
    for name in names:
        table = table[name]
    return table


def _made(field: MetadataField, value: str | None, basis: MetadataBasis, score: float) -> Iterator[Metadatum]:
    """A candidate, if there is a value; a date as a day, a language as its code."""
    words = " ".join((value or "").split())
    if field is MetadataField.PUBLISHED:
        day = parse_day(words)
        words = "" if day is None else day.isoformat()
    elif field is MetadataField.LANGUAGE:
        code = re.match(r"[a-z]{2,3}(?=[-_]|$)", words.lower())
        words = code[0] if code else ""
    if words:
        yield Metadatum(field=field, value=words, basis=basis, score=score)


# --- meta tags and links ----------------------------------------------------------------------------------------


def _of_meta_tags(root: HtmlElement) -> Iterator[Metadatum]:
    scores = {name: (field, score) for field in MetadataField for name, score in _table("meta")[field.value].items()}
    for tag in root.iter("meta"):
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            known = scores.get(tag.get(attribute, "").strip().lower())
            if known is not None:
                yield from _made(known[0], tag.get("content"), MetadataBasis.META_TAG, known[1])
                break


def _of_links(root: HtmlElement, source: str) -> Iterator[Metadatum]:
    page = _table("page")
    for link in root.iter("link"):
        if "canonical" in link.get("rel", "").lower().split():
            yield from _made(MetadataField.URL, link.get("href"), MetadataBasis.META_TAG, page["canonical"])
    for pattern in _SAVED:
        if match := pattern.search(source[:4000]):
            yield from _made(MetadataField.URL, match[1], MetadataBasis.TEXT, page["saved_from"])
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang")
    yield from _made(MetadataField.LANGUAGE, language, MetadataBasis.META_TAG, page["language"])


def _of_titles(root: HtmlElement) -> Iterator[Metadatum]:
    page = _table("page")
    titles = [words_of(title) for title in root.iter("title") if title.getparent().tag == "head"]
    for words in titles[:1]:
        yield from _made(MetadataField.TITLE, words, MetadataBasis.META_TAG, page["title_tag"])
    found = [heading for heading in root.iter("h1") if words_of(heading)]
    inside = [heading for heading in found if next(heading.iterancestors("article", "main"), None) is not None]
    headings = list(dict.fromkeys(map(words_of, inside or found)))
    if len(headings) > 1:  # one may be the site's name
        title = "".join(titles[:1])
        headings = sorted((words for words in headings if words in title), key=title.find)
    for words in headings[:1]:
        yield from _made(MetadataField.TITLE, words, MetadataBasis.TEXT, page["heading"])
    marked = [tag for tag in root.iter(*HEADINGS) if not _words("title").isdisjoint(tokens(tag))]
    if len(marked) == 1:
        yield from _made(MetadataField.TITLE, words_of(marked[0]), MetadataBasis.META_TAG, page["heading_marked"])


# --- JSON-LD ----------------------------------------------------------------------------------------------------


def _of_json_ld(root: HtmlElement) -> Iterator[Metadatum]:
    scores = _table("json_ld")
    strong, weak = [], []
    for script in root.iter("script"):
        for thing in _things(script.text or ""):
            kinds = set(map(str, _listed(thing.get("@type"))))
            if not kinds.isdisjoint(scores["weak_types"].split()):
                weak.append(thing)
            elif not kinds.isdisjoint(scores["types"].split()):
                strong.append(thing)
    factor = scores["of_several"] if len({_text(thing.get("headline")) for thing in strong}) > 1 else 1.0
    for thing in strong:
        yield from _of_thing(thing, factor)
    for thing in weak:
        yield from _of_thing(thing, scores["weak"])


def has_one_report(root: HtmlElement) -> bool:
    """Whether the page says that it is one report, and no list of reports."""
    kinds = [tag.get("content", "").lower() for tag in root.iter("meta") if tag.get("property") == "og:type"]
    headlines = {
        _text(thing.get("headline"))
        for script in root.iter("script")
        for thing in _things(script.text or "")
        if thing.get("headline")
    }
    return "article" in kinds or len(headlines) == 1


def _things(text: str) -> Iterator[Mapping[str, Any]]:  # Any: decoded JSON
    """The objects of a JSON-LD script that stand at its top, in lists, in "@graph" and under mainEntity."""
    if not text.strip() or len(text) > MAX_JSON_CHARS:
        return
    try:
        waiting = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(MAX_NODES):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting += value
        elif isinstance(value, dict):
            yield value
            waiting += [value[name] for name in ("@graph", "mainEntity", "mainEntityOfPage") if name in value]


def _of_thing(thing: Mapping[str, Any], factor: float) -> Iterator[Metadatum]:
    scores = _table("json_ld")
    title = "headline" if thing.get("headline") else "name"
    values = (
        (MetadataField.TITLE, _text(thing.get(title)), scores[title]),
        (MetadataField.AUTHOR, _names(thing.get("author")) or _names(thing.get("creator")), scores["author"]),
        (MetadataField.PUBLISHER, _names(thing.get("publisher")), scores["publisher"]),
        (MetadataField.URL, _text(thing.get("url")) or _address(thing.get("mainEntityOfPage")), scores["url"]),
        (MetadataField.LANGUAGE, _text(thing.get("inLanguage")), scores["language"]),
        (MetadataField.PUBLISHED, _text(thing.get("datePublished")), scores["published"]),
        (MetadataField.PUBLISHED, _text(thing.get("dateCreated")), scores["created"]),
        (MetadataField.PUBLISHED, _text(thing.get("dateModified")), scores["modified"]),
    )
    for field, value, score in values:
        yield from _made(field, value, MetadataBasis.JSON_LD, round(score * factor, 3))


def _listed(value: Any) -> list[Any]:  # Any: decoded JSON
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str | None:  # Any: decoded JSON
    value = value[0] if isinstance(value, list) and value else value
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    return value if isinstance(value, str) else None


def _address(value: Any) -> str | None:  # Any: decoded JSON
    return value.get("@id") if isinstance(value, dict) and isinstance(value.get("@id"), str) else _text(value)


def _names(value: Any) -> str | None:  # Any: decoded JSON
    return ", ".join(dict.fromkeys(filter(None, map(_text, _listed(value)[:10])))) or None


# --- what the page shows ----------------------------------------------------------------------------------------


def _of_times(root: HtmlElement) -> Iterator[Metadatum]:
    """The days of time tags: one marked as the publication's, else the only one that the page has."""
    page = _table("page")
    published, changed = _words("published"), _words("changed")
    plain: list[str] = []
    for tag in islice(root.iter("time"), MAX_TIMES):
        words = tokens(tag)
        value = tag.get("datetime") or tag.get("content") or _bare(words_of(tag))
        if parse_day(value) is None:
            continue
        label = _label(tag)
        if not changed.isdisjoint(words) or (_CHANGED.search(label) and published.isdisjoint(words)):
            yield from _made(MetadataField.PUBLISHED, value, MetadataBasis.TIME_TAG, page["time_one_of"])
        elif "pubdate" in tag.attrib or not published.isdisjoint(words):
            yield from _made(MetadataField.PUBLISHED, value, MetadataBasis.TIME_TAG, page["time_published"])
        else:
            plain.append(value)
    score = page["time_alone"] if len({parse_day(value) for value in plain}) == 1 else page["time_one_of"]
    for value in plain[:20]:
        yield from _made(MetadataField.PUBLISHED, value, MetadataBasis.TIME_TAG, score)


def _label(tag: HtmlElement) -> str:
    """The words beside a time, such as "Updated:"; none where it stands among much else."""
    parent = tag.getparent()
    return words_of(parent)[:MAX_DATE_CHARS] if parent is not None and len(parent) <= MAX_BESIDE else ""


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_table("classes")[name].split())


def _bare(words: str) -> str:
    return _LABEL.sub("", words[:MAX_DATE_CHARS])


def _of_classes(root: HtmlElement) -> Iterator[Metadatum]:
    """Elements whose class says that they are the day of publication or the byline, and that hold nothing else."""
    page = _table("page")
    kinds = (("published", page["class_published"]), ("changed", page["time_one_of"]), ("date", page["class_date"]))
    for element in root.iter(etree.Element):
        words = tokens(element)
        if not words or element.tag in {"time", "meta", "body", "html", "script", "article", "main"}:
            continue
        kind = next(((name, score) for name, score in kinds if not _words(name).isdisjoint(words)), None)
        if kind is not None:
            value = _day_alone(element.get("content") or element.get("title") or _whole(element))
            yield from _made(MetadataField.PUBLISHED, value, MetadataBasis.META_TAG, kind[1])
        if not _words("byline").isdisjoint(words) or "author" in element.get("rel", "").split():
            name = _whole(element)
            if name and len(name) <= MAX_BYLINE_CHARS and not any(map(str.isdecimal, name)):
                yield from _made(MetadataField.AUTHOR, name, MetadataBasis.META_TAG, page["byline"])


def _whole(element: HtmlElement) -> str | None:
    words = "".join(element.itertext())
    return " ".join(words.split()) if len(words) <= 4 * MAX_BYLINE_CHARS else None


def _day_alone(words: str | None) -> str | None:
    """Words that are a day, perhaps with a time and a label such as "Published:", and nothing more."""
    bare = _bare(words or "")
    return bare if len(bare) <= 45 and not _CHANGED.search(bare) else None
