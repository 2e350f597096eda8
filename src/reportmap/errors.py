"""The errors that reportmap raises on purpose.

    ReportmapError
    ├── ReadingError        a file could not be turned into a document
    ├── CorpusError         a line of a corpus, or all of it, is not what a command takes
    ├── RulesError          a shipped or user's rule file breaks its schema
    ├── GazetteerError      the gazetteer is missing, damaged or fed with bad rows
    ├── StoreError          the store could not be opened, read or written
    └── IntakeError         the processes that extract cannot work

A message names what was wrong, where, and what to do about it. One bad document is reported by name and
skipped; a bad gazetteer, rule file or store stops the run.
"""


class ReportmapError(Exception):
    """Catch this to catch everything that the package raises on purpose."""


class ReadingError(ReportmapError):
    """A file could not be read as a document; the message starts with its path."""


class CorpusError(ReportmapError):
    """A corpus file or one of its lines cannot be used; the message names the file, the line and the field."""


class RulesError(ReportmapError):
    """A rule file breaks its schema; the message names the file and the row."""


class GazetteerError(ReportmapError):
    """The gazetteer is missing, out of date or damaged, or an import row is wrong."""


class StoreError(ReportmapError):
    """The store could not be opened, read or written; the message names its location."""


class IntakeError(ReportmapError):
    """The processes that extract could not be started, or cannot go on; the message says why."""
