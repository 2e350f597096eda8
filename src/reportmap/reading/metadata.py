"""A draft becomes a document: of all candidates for a fact, the best is chosen, and the others are kept.

Candidates come with the draft; those that its name, its address and its text give are added here. A copyright line
and the prose are none. The scores stand in `resources/reading/metadata.toml`.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from reportmap.errors import ReadingError
from reportmap.headline import find_header, find_headline
from reportmap.model import Document, MetadataBasis, MetadataField, Metadatum, SectionKind, stable_id
from reportmap.reading.days import dateline_days, day_in_address, day_in_file_name, parse_day
from reportmap.reading.draft import Draft, Given
from reportmap.reading.languages import language_of
from reportmap.rules import read_rules

MAX_VALUE_CHARS = 500
MAX_LANGUAGE_CHARS = 20_000
_SURROGATE = re.compile("[\ud800-\udfff]")
_SEPARATOR = re.compile(r"\s{1,5}(?:[|»«–—·•:]{1,2}|::|--?)\s{1,5}")
_BY = re.compile(r"(?:(?:written |posted |story |report |reported )?by)\b:?\s{1,5}", re.IGNORECASE)
_ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/\d{4,14}[a-z_]{0,4}/(?=https?://)")
_WEB = re.compile(r"https?://[^\s/]")


def as_document(draft: Draft, given: Given) -> Document:
    """The document of a draft: its text and parts as they are, and for each fact the candidate with the best score.

    What the user gave wins. `metadata` has, field by field, the chosen candidate first and then the others, best
    first; a publication date below the least score is not chosen, and its candidates are kept all the same.

    Raises:   ReadingError when there is no text, or when it holds NUL or half a surrogate pair
    """
    _check_text(draft)
    known = [*_of_user(given), *draft.metadata, *_of_name(draft)]  # of two that are as sure, the first is chosen
    days = (parse_day(candidate.value) for candidate in ranked(known).get(MetadataField.PUBLISHED, ()))
    found = ranked([*known, *_of_text(draft, years={day.year for day in days if day is not None})])
    best = _chosen(found)
    published = best.get(MetadataField.PUBLISHED)
    return Document(
        document_id=stable_id(draft.text),
        text=draft.text,
        title=_value(best, MetadataField.TITLE),
        publisher=_value(best, MetadataField.PUBLISHER),
        author=_value(best, MetadataField.AUTHOR),
        published_on=None if published is None else parse_day(published.value),
        published_basis=MetadataBasis.NONE if published is None else published.basis,
        url=_value(best, MetadataField.URL),
        path=draft.name,
        language=_value(best, MetadataField.LANGUAGE),
        metadata=tuple(candidate for candidates in found.values() for candidate in candidates),
        parts=draft.parts,
    )


def best_of(candidates: Iterable[Metadatum]) -> dict[MetadataField, Metadatum]:
    """The best usable candidate of each field that has one of at least the field's least score."""
    return _chosen(ranked(candidates))


def _chosen(found: dict[MetadataField, list[Metadatum]]) -> dict[MetadataField, Metadatum]:
    return {field: candidates[0] for field, candidates in found.items() if candidates[0].score >= least_score(field)}


def _value(best: dict[MetadataField, Metadatum], field: MetadataField) -> str | None:
    return best[field].value if field in best else None


def least_score(field: MetadataField) -> float:
    """The score below which no candidate for a field is chosen."""
    return float(scores("least")[field])


def scores(section: str) -> dict[str, Any]:
    """A section of the table of scores (Any: TOML)."""
    section_scores: dict[str, Any] = read_rules("reading/metadata.toml")[section]
    return section_scores


def ranked(candidates: Iterable[Metadatum]) -> dict[MetadataField, list[Metadatum]]:
    """The usable candidates of each field, tidied, best first; equal values come once, with their best score.

    Titles lose the name of the site. Addresses give a day and, as a last resort, a publisher.
    """
    tidied = [tidy for candidate in candidates if (tidy := _tidied(candidate))]
    tidied += [more for candidate in tidied if candidate.field is MetadataField.URL for more in _of_address(candidate)]
    names = [candidate.value for candidate in tidied if candidate.field is MetadataField.PUBLISHER]
    found: dict[MetadataField, list[Metadatum]] = {}
    for field in MetadataField:
        own = sorted((each for each in tidied if each.field is field), key=lambda each: -each.score)
        if field is MetadataField.TITLE:
            own = [_without_site(each, names=names, others=own) for each in own]
        if own:
            best: dict[str, Metadatum] = {}
            for each in own:
                best.setdefault(each.value, each)
            found[field] = list(best.values())
    return found


def _tidied(candidate: Metadatum) -> Metadatum | None:
    """A candidate with single blanks, None where its value cannot be used."""
    value = " ".join(_SURROGATE.sub("", candidate.value).replace("\0", "").split())
    if candidate.field is MetadataField.AUTHOR:
        value = _BY.sub("", value, count=1).strip(" ,|")
        if _WEB.match(value):
            return None
    if candidate.field is MetadataField.URL:
        value = _ARCHIVED.sub("", value)
        if not _WEB.match(value):
            return None
    if candidate.field is MetadataField.PUBLISHED:
        day = parse_day(value)
        value = "" if day is None else day.isoformat()
    limit = MAX_VALUE_CHARS if candidate.field is not MetadataField.URL else 4 * MAX_VALUE_CHARS
    if not value or not any(map(str.isalnum, value)) or len(value) > limit:
        return None
    return _with_value(candidate, value)


def _with_value(candidate: Metadatum, value: str) -> Metadatum:
    return Metadatum(field=candidate.field, value=value, basis=candidate.basis, score=candidate.score)


def _without_site(title: Metadatum, *, names: Sequence[str], others: Sequence[Metadatum]) -> Metadatum:
    """A title without " | Valley Post": a part that is the publisher, or that another candidate does without."""
    known = {_folded(name) for name in names}
    known |= {part for name in known for part in (name.removesuffix(".com").removesuffix(".org"),)}
    pieces = list(_SEPARATOR.finditer(title.value))
    while pieces:
        first, last = pieces[0], pieces[-1]
        if _is_site(title.value[last.end() :], known) or title.value[: last.start()] in {one.value for one in others}:
            title = _with_value(title, title.value[: last.start()])
        elif _is_site(title.value[: first.start()], known):
            title = _with_value(title, title.value[first.end() :])
        else:
            break
        pieces = list(_SEPARATOR.finditer(title.value))
    return title


def _is_site(part: str, known: set[str]) -> bool:
    folded = _folded(part)
    return folded in known or folded.removeprefix("the") in known or f"the{folded}" in known


def _folded(words: str) -> str:
    return "".join(filter(str.isalnum, words.casefold()))


# --- candidates -------------------------------------------------------------------------------------------------


def _of_user(given: Given) -> Iterator[Metadatum]:
    score = scores("given")["command_line"]
    if given.published_on is not None:
        yield _candidate(MetadataField.PUBLISHED, given.published_on.isoformat(), MetadataBasis.COMMAND_LINE, score)
    if given.publisher is not None:
        yield _candidate(MetadataField.PUBLISHER, given.publisher, MetadataBasis.COMMAND_LINE, score)
    if given.title is not None:
        yield _candidate(MetadataField.TITLE, given.title, MetadataBasis.COMMAND_LINE, score)


def _of_name(draft: Draft) -> Iterator[Metadatum]:
    found = day_in_file_name(draft.name)
    if found is not None:
        day, how = found
        yield _candidate(MetadataField.PUBLISHED, day.isoformat(), MetadataBasis.FILE_NAME, scores("file_name")[how])


def _of_address(url: Metadatum) -> Iterator[Metadatum]:
    found = day_in_address(url.value)
    table = scores("url")
    if found is not None:
        day, how = found
        yield _candidate(MetadataField.PUBLISHED, day.isoformat(), MetadataBasis.URL, table[how])
    try:
        host = (urlsplit(url.value).hostname or "").removeprefix("www.")
    except ValueError:
        return
    if "." in host:
        yield _candidate(MetadataField.PUBLISHER, host, MetadataBasis.URL, table["host"])


def _of_text(draft: Draft, *, years: Collection[int]) -> Iterator[Metadatum]:
    table = scores("text")
    title = next((draft.text[part.start : part.end] for part in draft.parts if part.kind is SectionKind.TITLE), None)
    if title is None and (headline := find_headline(draft.text)) is not None:
        title = headline.text
    if title is not None:
        yield _candidate(MetadataField.TITLE, title, MetadataBasis.TEXT, table["headline"])
    yield from header_metadata(draft.text)
    for day, how in dateline_days(_reported(draft), years=years):
        yield _candidate(MetadataField.PUBLISHED, day.isoformat(), MetadataBasis.DATELINE, table[how])
    language = language_of(_reported(draft)[:MAX_LANGUAGE_CHARS])
    if language is not None:
        yield _candidate(MetadataField.LANGUAGE, language.code, MetadataBasis.TEXT, language.score)


def header_metadata(text: str) -> Iterator[Metadatum]:
    """What the labeled lines, the byline and the day at the top of a text say about it."""
    labels = scores("header")
    for line in find_header(text):
        known = labels.get(line.label or "day")
        if known is not None:
            yield _candidate(MetadataField(known["field"]), line.value, MetadataBasis.TEXT, known["score"])


def _reported(draft: Draft) -> str:
    """The words of the report itself: without comments and site furniture where the format marks them."""
    aside = {SectionKind.COMMENT, SectionKind.BOILERPLATE}
    kept = []
    start = 0
    for part in draft.parts:
        if part.kind in aside:
            kept.append(draft.text[start : part.start])
            start = part.end
    words = "".join([*kept, draft.text[start:]])
    return words if any(map(str.isalnum, words)) else draft.text


def _candidate(field: MetadataField, value: str, basis: MetadataBasis, score: float) -> Metadatum:
    return Metadatum(field=field, value=value, basis=basis, score=score)


def _check_text(draft: Draft) -> None:
    if not any(map(str.isalnum, draft.text)):
        raise ReadingError(f"{draft.name}: there is no text in it; check that it was saved, or leave it out")
    if "\0" in draft.text or _SURROGATE.search(draft.text):
        raise ReadingError(
            f"{draft.name}: holds a NUL character or half a character, so it is not text; export it as text again"
        )
