"""What the properties of a file say about a report, which is often what its template or its writer's computer says."""

import datetime
import re
from collections.abc import Iterator

from reportmap.model import MetadataBasis, MetadataField, Metadatum

SEEN_SCORE = 0.8
"""Of a title or an author that stands in the text as well."""
SAID_SCORE = 0.4
"""Below that of a headline."""
DATE_SCORE = 0.3
"""Too little to be chosen: a file may be made long after its report, or its template long before."""
MAX_VALUE_CHARS = 300

_JUNK_TITLE = re.compile(
    r"(?:microsoft (?:word|powerpoint)\b.{0,200}|untitled.{0,20}|(?:document|doc|title|report|slide|page)\s?\d{0,4}|"
    r"\S{0,200}\.(?:docx?|pdf|rtf|indd|qxd|odt|html?|pptx?)|no title|print)",
    re.IGNORECASE | re.DOTALL,
)
_JUNK_AUTHOR = re.compile(
    r"(?:user|admin(?:istrator)?|owner|author|unknown|anonymous|guest|default|hp|dell|lenovo|acer|python-docx|.{0,40}\buser)",
    re.IGNORECASE,
)


def of_properties(*, title: str | None, author: str | None, made_on: str | None, text: str) -> Iterator[Metadatum]:
    """Candidates out of properties, of which `text`, the top of the report, may bear some out.

    Args:     made_on: the day on which the file was made, as YYYY-MM-DD if it is one
    """
    seen = " ".join(text.casefold().split())
    for field, value, junk in ((MetadataField.TITLE, title, _JUNK_TITLE), (MetadataField.AUTHOR, author, _JUNK_AUTHOR)):
        words = " ".join((value or "").split())
        if 0 < len(words) <= MAX_VALUE_CHARS and words.isprintable() and not junk.fullmatch(words):
            score = SEEN_SCORE if words.casefold() in seen else SAID_SCORE
            yield Metadatum(field=field, value=words, basis=MetadataBasis.PROPERTIES, score=score)
    if made_on and is_day(made_on):
        yield Metadatum(field=MetadataField.PUBLISHED, value=made_on, basis=MetadataBasis.PROPERTIES, score=DATE_SCORE)


def is_day(value: str) -> bool:
    """Whether a value is a day of the calendar, written YYYY-MM-DD."""
    try:
        return datetime.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
