"""What the Data page says: the store, what it was read with, what goes online (nothing), and where copies go."""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from reportmap.dashboard.words import join_words, plural, say_day
from reportmap.model import Event, Extractor, Verdict
from reportmap.store import StoredDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line: a label, its value, and a note that explains it."""

    label: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """The versions that a report added now would be read with; `gazetteer` is None where it has to be built first."""

    program: str
    gazetteer: str | None
    ontology: str


ONLINE = (
    Fact(label="Map", value="Off", note="The basemap is drawn from files of this installation; no tiles are fetched."),
    Fact(
        label="Looking up places",
        value="Off",
        note="The gazetteer lies on this machine; no geocoding service is asked.",
    ),
    Fact(label="Links of reports", value="Off", note="A source opens only when you click it, in your own browser."),
    Fact(label="Usage statistics", value="Off", note="Nothing is counted or sent."),
    Fact(label="Updates", value="Off", note="Nothing looks for new versions."),
)
"""Everything that other tools do online. There is no switch that turns one on."""


def store_facts(
    documents: Sequence[StoredDocument], events: Sequence[Event], *, location: str, n_bytes: int
) -> tuple[Fact, ...]:
    """What the store holds. `events` are the merged ones."""
    n_drawn = sum(event.is_drawn for event in events)
    n_told_twice = sum(event.n_sources > 1 for event in events)
    days = sorted(item.document.published_on for item in documents if item.document.published_on is not None)
    n_undated = len(documents) - len(days)
    published = f"{say_day(days[0])} to {say_day(days[-1])}" if days else "unknown"
    return (
        Fact(label="File", value=location),
        Fact(label="Size on disk", value=say_size(n_bytes)),
        Fact(
            label="Reports",
            value=f"{len(documents):,}",
            note=f"published {published}" + (f"; {n_undated:,} without a publication date" if n_undated else ""),
        ),
        Fact(
            label="Events",
            value=f"{len(events):,}",
            note=f"{n_drawn:,} shown on the map unless filtered; the others are unsure, plans, denials, totals,"
            " background or reader comments" + (f". {n_told_twice:,} told by several reports" if n_told_twice else ""),
        ),
        Fact(label="Review", value=_say_reviewed(events), note=_say_corrected(events)),
        Fact(
            label="Place names",
            value=f"{sum(item.n_places for item in documents):,}",
            note=f"{sum(item.n_unresolved for item in documents):,} more without a place in the gazetteer",
        ),
    )


def _say_reviewed(events: Sequence[Event]) -> str:
    counts = Counter(event.verdict for event in events)
    return f"{counts[Verdict.ACCEPTED]:,} accepted, {counts[Verdict.REJECTED]:,} rejected"


def _say_corrected(events: Sequence[Event]) -> str:
    fields = Counter(name for event in events for name in event.corrected)
    said = join_words(f"{name} of {number:,}" for name, number in sorted(fields.items()))
    return f"corrected: {said}" if said else "no place, date or type was corrected"


def version_facts(read_with: Iterable[Extractor], installed: Installed) -> tuple[Fact, ...]:
    """The versions of this installation, and whether the stored reports were read with them.

    Args:     read_with: the extractor of each stored report that has events
    """
    counts = Counter(read_with)
    now = (installed.program, installed.gazetteer)
    older = sum(count for made, count in counts.items() if (made.version, made.gazetteer_version) != now)
    ontologies = sorted({made.ontology_version for made in counts} - {installed.ontology})
    state = "All reports with events were read with these versions."
    if older:
        state = (
            f"{plural(older, 'report')} with events were read with other versions."
            " Adding their files again with “reportmap add” reads them anew."
        )
    return (
        Fact(label="reportmap", value=installed.program, note=state if counts else ""),
        Fact(
            label="Gazetteer",
            value=installed.gazetteer or "not built yet",
            note="place names and coordinates; it changes with imports and places of your own"
            if installed.gazetteer
            else "it is built when the first report is read, in half a minute",
        ),
        Fact(
            label="Event types",
            value=installed.ontology,
            note=f"also in use: {join_words(ontologies)}"
            if ontologies
            else "for reports that are added without --ontology",
        ),
    )


def say_size(n_bytes: int) -> str:
    """A size in the largest unit that leaves at least 1: "812 kB", "1.4 MB"."""
    if n_bytes < 1_000_000:
        return f"{max(1, round(n_bytes / 1_000)):,} kB"
    if n_bytes < 1_000_000_000:
        return f"{n_bytes / 1_000_000:.1f} MB"
    return f"{n_bytes / 1_000_000_000:.1f} GB"


def backup_folder(location: str) -> Path:
    """Where copies of a store go: beside it."""
    return Path(location).parent / "backups"


def backup_path(location: str, *, at: datetime.datetime) -> Path:
    """The file of a copy that is made now."""
    return backup_folder(location) / f"{Path(location).stem}-{at:%Y-%m-%d-%H%M%S}.sqlite"
