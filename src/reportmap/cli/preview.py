"""`add --dry-run`: what it would read, and how."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table

from reportmap.cli.options import open_existing_store
from reportmap.cli.terminal import counted, said_warnings, say, show

if TYPE_CHECKING:  # imported where it is used, so that --help stays quick
    from reportmap.intake.preview import Preview
    from reportmap.reading.draft import Given


def show_preview(paths: Iterable[Path], *, given: "Given") -> int:
    """A row for each report that would be read, a line for each that cannot be, and the exit status."""
    from reportmap.intake.preview import preview  # noqa: PLC0415 - takes a second to import

    table = Table("Report", "Format", "Title", "Published", "By", "Language", "In the store")
    states: Counter[str] = Counter()
    n_failed = 0
    store = open_existing_store()
    try:
        with said_warnings():
            for one in preview(paths, store=store, given=given):
                if one.error is not None:
                    say(one.error)
                    n_failed += 1
                else:
                    states[str(one.state)] += 1
                    table.add_row(*_cells(one))
    finally:
        if store is not None:
            store.close()
    if table.row_count:
        show(table)
    found = ", ".join(f"{number:,} {state}" for state, number in states.items())
    failures = f"; {counted(n_failed, 'file')} cannot be read" if n_failed else ""
    say(f"{counted(sum(states.values()), 'report')}{f' ({found})' if found else ''}{failures}; nothing was changed")
    return 1 if n_failed else 0


def _cells(one: "Preview") -> tuple[str, ...]:
    from reportmap.reading.languages import language_name  # noqa: PLC0415 - see above
    from reportmap.reading.text import display_name  # noqa: PLC0415

    document = one.document
    assert document is not None  # noqa: S101 - there was no error
    language = "" if document.language is None else language_name(document.language)
    return (
        display_name(one.name),
        one.format or "",
        display_name(document.title or ""),
        "unknown" if document.published_on is None else document.published_on.isoformat(),
        "" if document.published_on is None else document.published_basis.value,
        language if document.is_extracted else f"{language}: not extracted",
        str(one.state),
    )
