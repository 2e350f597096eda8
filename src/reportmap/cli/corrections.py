"""`corrections`: what analysts corrected in the dashboard, and taking it back."""

from typing import TYPE_CHECKING

import click
from rich.table import Table

from reportmap.cli.options import database_option, open_store
from reportmap.cli.terminal import counted, say, show
from reportmap.cli.writing import now

if TYPE_CHECKING:  # imported where it is used, so that --help stays quick
    from reportmap.store import Correction


@click.group()
def corrections() -> None:
    """What analysts corrected: verdicts, places, dates, types and notes, made in the dashboard.

    Corrections are laid over what was read, stand when reports are read again, and can be undone.
    """


@corrections.command("list")
@database_option()
def list_corrections() -> None:
    """List every correction, with what was undone and what waits for its event."""
    from reportmap.store.overlay import waiting  # noqa: PLC0415 - takes long to import

    with open_store() as store:
        stored = store.corrections()
        events = store.merged_events()
    lost = set(waiting(events, [one.correction for one in stored]))
    table = Table("Number", "About", "Says", "State", "When", "Note")
    for one in stored:
        state = "undone" if one.is_undone else "waits: its event is not there" if one.correction in lost else "counts"
        about, says, note = _about(one.correction), _says(one.correction), one.correction.note or ""
        table.add_row(str(one.number), about, says, state, one.decided_at or "", note)
    if stored:
        show(table)
    say(counted(len(stored), "correction"))


@corrections.command()
@click.argument("number", type=int, required=False)
@database_option()
def undo(number: int | None) -> None:
    """Take back the correction of that NUMBER, or the newest one that counts."""
    with open_store() as store:
        taken = store.take_back(number, decided_at=now().isoformat(timespec="seconds"))
    say(f"Correction {taken} is undone")


def _about(correction: "Correction") -> str:
    if correction.event_id is not None:
        return f"event {correction.event_id}"
    return f"“{correction.name}” " + ("everywhere" if correction.is_everywhere else f"in {correction.document_id}")


def _says(correction: "Correction") -> str:
    from reportmap.store import Days, TypeNames  # noqa: PLC0415 - takes long to import
    from reportmap.store.corrections import Chosen, Judged  # noqa: PLC0415

    value = correction.value
    if isinstance(value, Judged):
        return value.verdict.value
    if isinstance(value, Days):
        return " to ".join(str(day) for day in (value.first, value.last) if day is not None) or "undated"
    if isinstance(value, TypeNames):
        return value.sub_event_type or value.event_type or "no type"
    if isinstance(value, Chosen):
        place = value.place
        return "no place" if place is None else f"{place.name} ({place.latitude:.3f}, {place.longitude:.3f})"
    return "a note"
