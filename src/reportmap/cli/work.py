"""Files to extractions: one bad file is one line on standard error, and the rest go on."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from reportmap.cli.options import chosen_ontology, open_gazetteer
from reportmap.cli.terminal import say
from reportmap.dashboard.words import say_unread
from reportmap.errors import ReadingError, ReportmapError
from reportmap.model import Document, Extraction
from reportmap.reading import STANDARD_INPUT, Given, Sandbox, find_files, read_documents

if TYPE_CHECKING:  # both take long to import
    from reportmap.gazetteer import Gazetteer
    from reportmap.language import Language

Source = Path | ReadingError
"""A file to read, or why there is none."""


def find_sources(paths: Sequence[Path]) -> list[Source]:
    """What to read, in order: standard input for "-" (once, first), files, and the files below folders."""
    files: list[Source] = list(find_files(path for path in paths if path != STANDARD_INPUT))
    return [STANDARD_INPUT, *files] if STANDARD_INPUT in paths else files


def load_language() -> "Language":
    """The language model."""
    from reportmap.language import Language  # noqa: PLC0415 - takes a second to import

    return Language.load()


class Work:
    """A run over some sources. `failed` counts those that could not be read or extracted so far."""

    def __init__(self, sources: Sequence[Source], *, published_on: date | None = None) -> None:
        """Open what extraction needs, unless there is nothing to extract."""
        self.failed = 0
        self._sources = sources
        self._published_on = published_on
        self._gazetteer: Gazetteer | None = None
        self._language: Language | None = None
        self._ontology = chosen_ontology()
        if any(isinstance(source, Path) for source in sources):
            self._gazetteer = open_gazetteer()
            self._language = load_language()

    def extractions(self, *, advance: Callable[[], None]) -> Iterator[Extraction]:
        """The extraction of each source that can be read, in order.

        Args:     advance: called once for each source that is done with
        """
        with Sandbox() as sandbox:
            for source in self._sources:
                for document in self._documents(source, sandbox):
                    extraction = self._extraction(document)
                    if extraction is not None:
                        yield extraction
                advance()

    def _documents(self, source: Source, sandbox: Sandbox) -> Iterator[Document]:
        if isinstance(source, ReadingError):
            self._fail(str(source))
            return
        for item in read_documents(source, sandbox=sandbox, given=Given(published_on=self._published_on)):
            if isinstance(item, ReadingError):
                self._fail(str(item))
            else:
                yield item

    def _extraction(self, document: Document) -> Extraction | None:
        from reportmap.pipeline import extract_events  # noqa: PLC0415 - takes a second to import

        if (unread := say_unread(document)) is not None:
            say(f"{document.path or 'standard input'}: {unread}")

        assert self._gazetteer is not None  # noqa: S101 - opened with the first file
        assert self._language is not None  # noqa: S101
        try:
            return extract_events(document, gazetteer=self._gazetteer, language=self._language, ontology=self._ontology)
        except ReportmapError:
            raise  # a bad gazetteer or rule file stops the run
        except Exception as error:  # a bug of ours in one report must not cost the analyst the others
            self._fail(
                f"{document.path or 'standard input'}: could not be extracted, which is a fault in reportmap"
                f" ({type(error).__name__}: {error}); please report it with the file"
            )
            return None

    def _fail(self, message: str) -> None:
        self.failed += 1
        say(message)
