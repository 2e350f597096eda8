"""Bytes become text, or a reason why they are none."""

import codecs
import logging

from charset_normalizer import from_bytes

from reportmap.errors import ReadingError

BYTE_ORDER_MARKS = (  # the longer mark first: UTF-32's starts with UTF-16's
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
SIGNATURES = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"SQLite format 3", "a database"),
)
MAX_CONTROL_SHARE = 0.01
MIN_CONFIDENCE = 0.4
_logger = logging.getLogger(__name__)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b")) + b"\x7f"
_CP1252_MARKS = frozenset(
    b"\x80\x82\x84\x85\x8b\x91\x92\x93\x94\x95\x96\x97\x99\x9b\xa0\xa3\xa7\xa9\xab\xad\xae\xb0\xb7\xbb\xbd"
)


def decode(data: bytes, name: str) -> str:
    """The text in `data`, without its byte order mark.

    By its byte order mark, else strict UTF-8, else Windows-1252 where the odd quote or accent stands where English
    puts it, else charset-normalizer's guess if that is sure enough; a guess is logged as a warning. Raises
    ReadingError, naming `name`, for empty, binary and wrongly encoded data.
    """
    if not data:
        raise ReadingError(f"{name}: is empty; check that it was saved, or leave it out")
    for signature, what in SIGNATURES:
        if data.startswith(signature):
            raise ReadingError(f"{name}: is {what}, not plain text; save its words as a UTF-8 .txt file")
    for mark, codec, spoken in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_strictly(data[len(mark) :], codec, spoken, name)
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if b"\0" in data or controls > MAX_CONTROL_SHARE * len(data):
        raise ReadingError(f"{name}: is binary (or UTF-16 without a mark), not plain text; save it as UTF-8 text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return data.decode("cp1252") if _is_windows_1252(data) else _guess(data, error, name)


def _decode_strictly(data: bytes, codec: str, spoken: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise ReadingError(
            f"{name}: has a {spoken} mark but breaks {spoken} at byte {error.start}; save it as UTF-8 again"
        ) from error


def _is_windows_1252(data: bytes) -> bool:
    """Whether the non-ASCII bytes are few, and are typographic marks or accented letters beside ASCII letters.

    A guesser takes a few curly quotes for Chinese or Polish; the reports that we read are English.
    """
    odd = [place for place, byte in enumerate(data) if byte >= 0x80]
    if len(odd) > 0.1 * len(data):
        return False
    return all(data[place] in _CP1252_MARKS or (data[place] >= 0xC0 and _beside_letter(data, place)) for place in odd)


def _beside_letter(data: bytes, place: int) -> bool:
    around = data[max(place - 1, 0) : place] + data[place + 1 : place + 2]
    return any(bytes([byte]).isalpha() for byte in around)


def _guess(data: bytes, error: UnicodeDecodeError, name: str) -> str:
    best = from_bytes(data[:1_000_000]).best()
    confidence = 0.0 if best is None else (1 - best.chaos) * best.coherence
    if best is None or confidence < MIN_CONFIDENCE:
        guess = "no encoding fits" if best is None else f"perhaps {best.encoding}, confidence {confidence:.0%}"
        line = data.count(b"\n", 0, error.start) + 1
        raise ReadingError(f"{name}, line {line}: is not UTF-8 ({guess}); save it as UTF-8 text")
    text = _decode_strictly(data, best.encoding, best.encoding, name)
    _logger.warning("%s: is not UTF-8; read as %s (confidence %.0f %%)", name, best.encoding, 100 * confidence)
    return text
