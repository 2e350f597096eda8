"""Triggers -> Triggers: the learned typer leaves out what reports no event, and types better what it is sure of.

A row of the ontology sees a word and its parties; the typer sees what the passage and those beside it are about. It may
only rule out a trigger or correct the type of a passage's only act: rows stay in charge of passages that tell several.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportmap.events.ontology import EventType, Ontology
from reportmap.events.syntax import by_passage
from reportmap.events.typing import TypeJudgment, shipped_typer
from reportmap.model import ActorMention, ParsedPassage, Trigger

RULED_OUT = 0.8
"""The probability of no event from which a trigger is left out.

On general news of the dev corpora, 40 of the 42 triggers above .7 reported no event; of the events of the sample
reports, one in a hundred lies above.
"""

SURE = 0.9
"""The probability from which the typer's type counts more than the row's."""

UNMISTAKABLE = 0.9
"""The strength from which a trigger is never left out ("suicide bombing")."""

CORE = "core"
BLAME = "blame"


def screen_triggers(
    triggers: Sequence[Trigger], *, parsed: Sequence[ParsedPassage], actors: Sequence[ActorMention], ontology: Ontology
) -> tuple[Trigger, ...]:
    """The triggers that report events, in their order, with a score that falls with the probability of none.

    Triggers whose type the typer has not learned (a user's own ontology) come back as they are.
    """
    if not triggers:
        return ()
    typer = shipped_typer()
    triggers_at = by_passage(triggers, key=lambda item: item.passage_index)
    actors_at = by_passage(actors, key=lambda item: item.passage_index)
    kinds = {kind.sub_event_type: kind for kind in ontology.types.values()}

    def judge(context: Sequence[ParsedPassage]) -> TypeJudgment:
        indices = [item.passage.index for item in context]
        return typer.judge(
            context,
            triggers=[trigger for index in indices for trigger in triggers_at[index]],
            actors=[actor for index in indices for actor in actors_at[index]],
        )

    kept: list[Trigger] = []
    for at, passage in enumerate(parsed):
        own = triggers_at[passage.passage.index]
        if not any(typer.knows(trigger.sub_event_type) for trigger in own):
            kept += own
            continue
        judgment = judge(_context(parsed, at))
        kind = _sure_kind(judge([passage]), kinds) if _is_single_act(own) else None
        kept += [_corrected(trigger, judgment, kind) for trigger in own if not _is_ruled_out(trigger, judgment)]
    return tuple(kept)


def _is_single_act(triggers: Sequence[Trigger]) -> bool:
    return [_role(trigger) for trigger in triggers].count(CORE) == 1


def _sure_kind(judgment: TypeJudgment, kinds: Mapping[str, EventType]) -> EventType | None:
    """The type that a passage by itself all but surely reports; those beside it may tell other acts."""
    return kinds.get(judgment.best) if judgment.types[judgment.best] >= SURE else None


def _context(parsed: Sequence[ParsedPassage], at: int) -> list[ParsedPassage]:
    """A passage, then those before and after it in the same section."""
    section = parsed[at].passage.kind, parsed[at].passage.author
    beside = (*parsed[max(at - 1, 0) : at], *parsed[at + 1 : at + 2])
    return [parsed[at], *(item for item in beside if (item.passage.kind, item.passage.author) == section)]


def _is_ruled_out(trigger: Trigger, judgment: TypeJudgment) -> bool:
    """Whether the context is about something else. Who was behind an act is told of acts that happened."""
    if trigger.sub_event_type not in judgment.types or trigger.score >= UNMISTAKABLE:
        return False
    return judgment.none - judgment.topics.get(BLAME, 0.0) >= RULED_OUT


def _corrected(trigger: Trigger, judgment: TypeJudgment, kind: EventType | None) -> Trigger:
    if trigger.sub_event_type not in judgment.types:
        return trigger
    scored = replace(trigger, score=round(trigger.score * (1 - judgment.none / 2), 3))
    if kind is None or _role(trigger) != CORE:
        return scored
    return replace(scored, event_type=kind.event_type, sub_event_type=kind.sub_event_type, plover_type=kind.plover)


def _role(trigger: Trigger) -> str:
    return trigger.rule.rpartition(":")[2]
