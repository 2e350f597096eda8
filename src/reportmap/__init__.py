"""Reads reports, finds the events in them, and maps each one to the exact words that it rests on, offline.

The names below are the public interface. Each is imported when it is first used, so that `import reportmap` is quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportmap.dates import find_dates, resolve_dates
    from reportmap.gazetteer import Gazetteer
    from reportmap.language import Language
    from reportmap.model import Document, Event, Extraction
    from reportmap.pipeline import extract_events
    from reportmap.places import find_places, mentions_at, resolve_places
    from reportmap.store import EventStore

__version__ = "0.1.0"

__all__ = [
    "Document",
    "Event",
    "EventStore",
    "Extraction",
    "Gazetteer",
    "Language",
    "__version__",
    "extract_events",
    "find_dates",
    "find_places",
    "mentions_at",
    "resolve_dates",
    "resolve_places",
]

_HOMES = {
    "Document": "reportmap.model",
    "Event": "reportmap.model",
    "EventStore": "reportmap.store",
    "Extraction": "reportmap.model",
    "Gazetteer": "reportmap.gazetteer",
    "Language": "reportmap.language",
    "extract_events": "reportmap.pipeline",
    "find_dates": "reportmap.dates",
    "find_places": "reportmap.places",
    "mentions_at": "reportmap.places",
    "resolve_dates": "reportmap.dates",
    "resolve_places": "reportmap.places",
}


def __getattr__(name: str) -> object:
    """Import a public name from its home on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """What `import *` and tab completion offer."""
    return sorted(__all__)
