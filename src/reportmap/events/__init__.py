"""Passages, places and dates -> events: what happened, where, when, who, how many, who says so, how sure."""

from reportmap.events.actors import find_actors
from reportmap.events.coding import code_mentions
from reportmap.events.merging import merge_mentions
from reportmap.events.ontology import Ontology, load_ontology
from reportmap.events.scoring import score_events
from reportmap.events.screening import screen_triggers
from reportmap.events.triggers import find_triggers

__all__ = [
    "Ontology",
    "code_mentions",
    "find_actors",
    "find_triggers",
    "load_ontology",
    "merge_mentions",
    "score_events",
    "screen_triggers",
]
