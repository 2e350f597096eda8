"""Where extractions are kept: one transaction a document, readable while another process adds.

Extraction --EventStore.add--> tables --EventStore.events, documents, extraction, search--> nouns
"""

from reportmap.store.decisions import StoredDecision
from reportmap.store.event_store import AddOutcome, EventStore, SearchHit, StoredDocument
from reportmap.store.quarantine import Quarantined
from reportmap.store.tables import SCHEMA_VERSION

__all__ = ["SCHEMA_VERSION", "AddOutcome", "EventStore", "Quarantined", "SearchHit", "StoredDecision", "StoredDocument"]
