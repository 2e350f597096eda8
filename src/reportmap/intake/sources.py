"""Sources to documents: what is to be read, and what it is called."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from reportmap.errors import ReadingError
from reportmap.intake.outcome import Content, Source
from reportmap.model import Document
from reportmap.reading.draft import Given
from reportmap.reading.files import PIPED, STANDARD_INPUT, documents_in, find_files, read_documents
from reportmap.reading.sandbox import Sandbox
from reportmap.reading.text import display_name

File = Source | ReadingError
"""What to read, or why there is nothing."""


def find_sources(sources: Iterable[Source]) -> Iterator[File]:
    """Standard input (once) and content as they come, then the files that are named or lie below what is named."""
    paths: list[Path] = []
    is_piped = False
    for source in sources:
        if source == STANDARD_INPUT:
            if not is_piped:
                yield source
            is_piped = True
        elif isinstance(source, Path):
            paths.append(source)
        else:
            yield source
    yield from find_files(paths)


def read_source(source: Source, *, sandbox: Sandbox, given: Given) -> Iterator[Document | ReadingError]:
    """The reports in a source, and an error in place of each that cannot be read."""
    if isinstance(source, Path):
        return read_documents(source, sandbox=sandbox, given=given)
    return documents_in(source.data, display_name(source.name), sandbox=sandbox, given=source.given or given)


def name_of(report: Document | ReadingError, file: File) -> str:
    """What a report is called: the file, with the member or row where it holds many."""
    if isinstance(report, ReadingError):
        return str(report).split(": ", 1)[0]
    if report.path is not None:
        return display_name(report.path)
    return display_name(file.name) if isinstance(file, Content) else PIPED
