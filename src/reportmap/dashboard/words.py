"""Words of the field for what the record codes: dates with their precision, modalities, sections, counts."""

import datetime
import unicodedata
from collections.abc import Iterable

from reportmap.model import (
    Count,
    DateBasis,
    DatePrecision,
    Document,
    EventDate,
    MetadataBasis,
    MetadataField,
    Modality,
    PlacePrecision,
    ResolvedPlace,
    SectionKind,
)
from reportmap.reading.languages import language_name

MODALITY_WORDS = {
    Modality.HAPPENED: "Happened",
    Modality.CLAIMED: "Claimed by one side",
    Modality.PLANNED: "Planned",
    Modality.HYPOTHETICAL: "Feared or possible",
    Modality.DENIED: "Denied",
    Modality.AGGREGATE: "Total over a period",
    Modality.BACKGROUND: "Background, older",
    Modality.ONGOING: "Ongoing state",
}
SECTION_WORDS = {
    SectionKind.TITLE: "Headline",
    SectionKind.BODY: "Report",
    SectionKind.CAPTION: "Caption",
    SectionKind.COMMENT: "Reader comment",
    SectionKind.BOILERPLATE: "Site furniture",
}
PLACE_PRECISION_WORDS = {
    PlacePrecision.EXACT: "exact place",
    PlacePrecision.NEAR: "near this place",
    PlacePrecision.ADMIN2: "district only",
    PlacePrecision.ADMIN1: "province only",
    PlacePrecision.REGION: "region only",
    PlacePrecision.COUNTRY: "country only",
}
BASIS_WORDS = {
    DateBasis.EXPLICIT: "stated in the text",
    DateBasis.RELATIVE: "worked out from the publication date",
    DateBasis.INHERITED: "taken over from a nearby sentence or heading",
    DateBasis.PUBLICATION: "the publication date, no date in the text",
    DateBasis.NONE: "no date in the text",
}
PUBLISHED_WORDS = {
    MetadataBasis.FRONT_MATTER: "date stated at the top of the file",
    MetadataBasis.COMMAND_LINE: "date given when it was added",
    MetadataBasis.ANALYST: "date set by an analyst",
    MetadataBasis.META_TAG: "date in the page's metadata",
    MetadataBasis.JSON_LD: "date in the page's metadata (JSON-LD)",
    MetadataBasis.TIME_TAG: "date that the page marks as its time",
    MetadataBasis.URL: "date in the address of the page",
    MetadataBasis.DATELINE: "date in the dateline",
    MetadataBasis.FEED: "date of the feed's entry",
    MetadataBasis.COLUMN: "date in the table's column",
    MetadataBasis.PROPERTIES: "date in the file's properties",
    MetadataBasis.MESSAGE: "date of the message",
    MetadataBasis.FILE_NAME: "date in the file's name",
    MetadataBasis.TEXT: "date in the text",
    MetadataBasis.NONE: "days such as “on Monday” stay open until the publication date is set",
}
MAX_OTHERS = 3
NO_TYPE = "Other event"
"""The label of an event whose ontology has no fitting type."""

_SEASONS = {2: "spring", 5: "summer", 8: "autumn", 11: "winter"}


def fold(text: str) -> str:
    """Text as it is compared in a search: no case, no accents, single spaces."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return " ".join(plain.casefold().split())


def name_document(document: Document | None) -> str:
    """The title, or else the file name, of a report; a report without either says so."""
    if document is None:
        return "Report no longer in the store"
    if document.title:
        return " ".join(document.title.split())
    if document.path:
        return document.path.replace("\\", "/").rsplit("/", 1)[-1]
    return "Untitled report"


def say_unread(document: Document) -> str | None:
    """Why nothing is read out of a report: "not extracted: French"; None for one that is extracted."""
    if document.is_extracted or document.language is None:
        return None
    return f"not extracted: {language_name(document.language)}"


def say_others(document: Document) -> tuple[str, ...]:
    """The runners-up for title, publisher and publication date, one line for each field that has any."""
    chosen = {
        MetadataField.TITLE: ("title", document.title),
        MetadataField.PUBLISHER: ("publisher", document.publisher),
        MetadataField.PUBLISHED: ("date", document.published_on.isoformat() if document.published_on else None),
    }
    lines = []
    for field, (word, value) in chosen.items():
        others = [each for each in document.metadata if each.field is field and each.value != value][:MAX_OTHERS]
        if others:
            said = "; ".join(f"“{each.value}” ({each.basis})" for each in others)
            lines.append(f"Other {plural_word(word, len(others))} found: {said}")
    return tuple(lines)


def plural_word(word: str, number: int) -> str:
    """A noun for so many things, without their number."""
    return word if number == 1 else f"{word}s"


def say_day(day: datetime.date) -> str:
    """A day as reports write it: 1 Feb 2007."""
    return f"{day.day} {day:%b} {day:%Y}"


def say_date(date: EventDate) -> str:
    """An event's date in words that show its precision: "31 Jan to 1 Feb 2007", "Nov 2006", "undated".

    A date that rests on the publication date alone starts with "about".
    """
    words = say_interval(date.start, date.end, precision=date.precision)
    if date.basis is DateBasis.PUBLICATION and words != "undated":
        return f"about {words}"
    return words


def say_interval(start: datetime.date | None, end: datetime.date | None, *, precision: DatePrecision) -> str:
    """An inclusive interval in as few words as its precision allows; an open end is said."""
    if start is None:
        return f"until {say_day(end)}" if end is not None else "undated"
    if end is None:
        return f"since {say_day(start)}"
    return _say_closed(start, end, precision=precision)


def _say_closed(start: datetime.date, end: datetime.date, *, precision: DatePrecision) -> str:
    if precision is DatePrecision.YEAR and start.year == end.year:
        return f"{start:%Y}"
    if precision is DatePrecision.MONTH and (start.year, start.month) == (end.year, end.month):
        return f"{start:%b} {start:%Y}"
    if precision is DatePrecision.SEASON and start.month - 1 in _SEASONS:
        return f"{_SEASONS[start.month - 1]} {start:%Y}"
    if start == end:
        return say_day(start)
    return _say_range(start, end)


def _say_range(start: datetime.date, end: datetime.date) -> str:
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {say_day(end)}"
    if start.year == end.year:
        return f"{start.day} {start:%b} to {say_day(end)}"
    return f"{say_day(start)} to {say_day(end)}"


def say_count(count: Count | None) -> str | None:
    """A number of people as it stands: "12", "10 to 50", "at least 10"; None where the text gives none."""
    if count is None:
        return None
    low, best, high = count.low, count.best, count.high
    if low is not None and high is not None and low != high:
        return f"{low:,} to {high:,}"
    if best is not None or (low is not None and low == high):
        return f"{best if best is not None else low:,}"
    if low is not None:
        return f"at least {low:,}"
    return f"at most {high:,}" if high is not None else f"“{count.text}”"


def plural(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 event", "1,204 events"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def join_words(words: Iterable[str]) -> str:
    """Words in a row: "a", "a and b", "a, b and c"."""
    *head, last = list(words) or [""]
    return f"{', '.join(head)} and {last}" if head else last


def say_spot(resolved: ResolvedPlace) -> str:
    """What the point on the map is called: the text's own words where they describe one, else the place's name."""
    own = resolved.mention.name if resolved.place is None else resolved.place.name
    return (resolved.derived.name if resolved.derived is not None else "") or own or "a place without a name"


def say_radius(radius_km: float) -> str:
    """How far from its point something may lie: "within about 25 km"."""
    return f"within about {max(1, round(radius_km)):,} km"
