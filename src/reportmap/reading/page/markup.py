"""The bytes of a page become a tree of elements, without scripts, hidden parts and other things that nobody reads."""

import codecs
import re

from lxml import etree, html
from lxml.html import HtmlElement

from reportmap.errors import ReadingError
from reportmap.reading.encoding import BYTE_ORDER_MARKS, decode

MAX_BYTES = 32 * 1024 * 1024
MAX_DEPTH = 200
"""Elements below this depth are lifted up to it: no page needs more, and libraries recurse."""
MAX_ELEMENTS = 200_000
MAX_ATTRIBUTES = 100

_HEAD_BYTES = 4096
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{2,40})", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"<\?xml[^>]{0,100}?encoding\s{0,5}=\s{0,5}[\"']([\w.:-]{2,40})[\"']", re.IGNORECASE)
_DECLARATION = re.compile(r"\s{0,100}<\?xml[^>]{0,300}\?>")
_NOT_IN_A_TREE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_UNREAD = (
    *("script", "style", "template", "svg", "math", "iframe", "object", "embed", "select", "datalist"),
    *("button", "textarea", "input", "canvas", "audio", "video", "map", "noscript", "dialog"),
)
_OF_HEAD = frozenset({"title", "meta", "link", "script", "style", "base", "noscript", "template", "object"})
_HIDDEN = re.compile(r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden", re.IGNORECASE)
_BLOB = re.compile(r"(?:data:|blob:)")


def decode_page(data: bytes, name: str, *, charset: str | None = None) -> str:
    """The text of a page: by its byte order mark, else `charset` (of a header), else what the page declares.

    What breaks its declared encoding is read as UTF-8 where it is that, else with a mark for each broken byte.

    Raises:   ReadingError for empty, too large and binary data
    """
    if len(data) > MAX_BYTES:
        raise ReadingError(f"{name}: is larger than {MAX_BYTES // 1024 // 1024} MB; save the page without its pictures")
    declared = None if any(data.startswith(mark) for mark, _, _ in BYTE_ORDER_MARKS) else _declared(data, charset)
    if declared is None or not data or b"\0" in data[:_HEAD_BYTES]:
        return decode(data, name)
    for codec in (declared, "utf-8"):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    return data.decode(declared, "replace")


def _declared(data: bytes, charset: str | None) -> str | None:
    """The codec of the encoding that the page or its header declares; None for none that is known."""
    head = data[:_HEAD_BYTES]
    found = _CHARSET.search(head) or _XML_ENCODING.match(head.lstrip())
    for label in (charset, found[1].decode("ascii", "replace") if found else None):
        try:
            codec = codecs.lookup(label).name if label else None
        except (LookupError, ValueError):
            continue
        if codec is not None and codec.startswith(("utf-16", "utf-32")):
            return "utf-8"  # a page whose declaration can be read byte by byte is none
        if codec in {"iso8859-1", "ascii"}:
            return "cp1252"  # as browsers do: https://encoding.spec.whatwg.org/#names-and-labels
        if codec is not None and codec not in {"rot13", "punycode", "idna", "unicode_escape", "raw_unicode_escape"}:
            return codec
    return None


def parse_page(text: str, name: str) -> HtmlElement:
    """The tree of a page or of a piece of one: an `html` element with a `body`, without what nobody reads.

    JSON-LD scripts stay, since they say what the page is. No entity is loaded or expanded, no address asked.

    Raises:   ReadingError where there is no element at all, thousands inside each other, or MAX_ELEMENTS in all
    """
    text = _NOT_IN_A_TREE.sub(" ", _DECLARATION.sub("", text, count=1))
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReadingError(f"{name}: there is no page in it; save the page again") from error
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise ReadingError(f"{name}: nests thousands of elements, which is no report; save its text alone")
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        raise ReadingError(f"{name}: has more than {MAX_ELEMENTS:,} elements; split it, or save its text alone")
    _mend(root)
    _flatten(root)
    _drop_unread(root)
    return root


def _mend(root: HtmlElement) -> None:
    """Move out of the head what a page without a body tag left there, and clear what only a hostile page has."""
    head, body = root.find("head"), root.find("body")
    strays = [] if head is None else [each for each in head if isinstance(each.tag, str) and each.tag not in _OF_HEAD]
    if strays and body is None:
        body = etree.SubElement(root, "body")
    for place, stray in enumerate(strays):
        body.insert(place, stray)
    for element in root.iter(etree.Element):
        if len(element.attrib) > MAX_ATTRIBUTES:
            element.attrib.clear()


def _flatten(root: HtmlElement) -> None:
    """Lift what lies deeper than MAX_DEPTH out of its elements, whose own text stays."""
    depth = 0
    deep = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "start" and depth > MAX_DEPTH and isinstance(element.tag, str):
            deep.append(element)
    for element in reversed(deep):
        element.drop_tag()


def _drop_unread(root: HtmlElement) -> None:
    unread = [
        element
        for element in root.iter(etree.Element)
        if (element.tag in _UNREAD and element.get("type") != "application/ld+json") or _is_hidden(element)
    ]
    for element in [*unread, *root.iter(etree.Comment)]:
        if element.getparent() is not None:
            _drop(element)
    for image in root.iter("img", "source", "a"):
        for attribute in ("src", "srcset", "href"):
            if _BLOB.match(image.get(attribute, "")[:5]):
                del image.attrib[attribute]


def _is_hidden(element: HtmlElement) -> bool:
    if element.tag in {"html", "body"}:
        return False
    if element.get("id", "").startswith("wm-ipp"):  # the bar that the Wayback Machine puts on top
        return True
    return "hidden" in element.attrib or _HIDDEN.search(element.get("style", "")[:300]) is not None


def _fit(text: str) -> str:
    """Text that a tree takes; the references of a page ("&#12;") bring in what its own text may not have."""
    return _NOT_IN_A_TREE.sub(" ", text)


def _drop(element: HtmlElement) -> None:
    """Take an element out and leave the text that follows it."""
    parent = element.getparent()
    tail = element.tail
    if tail:
        before = element.getprevious()
        if before is None:
            parent.text = _fit((parent.text or "") + tail)
        else:
            before.tail = _fit((before.tail or "") + tail)
    element.tail = None
    parent.remove(element)


def take_out(element: HtmlElement) -> None:
    """Take an element out of its page, wherever it stands; the text that follows it stays."""
    if element.getparent() is not None:
        _drop(element)


def tokens(element: HtmlElement) -> frozenset[str]:
    """The words of an element's class, id and itemprop, in lower case."""
    words = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"
    return frozenset(words[:1000].lower().split())


def words_of(element: HtmlElement) -> str:
    """The text of an element with single blanks."""
    return " ".join("".join(element.itertext()).split())
