"""`merges`: which reports tell of the same event, why, and the analyst's word on it."""

import click
from rich.table import Table

from reportmap.cli.options import database_option, open_store
from reportmap.cli.terminal import counted, say, show
from reportmap.cli.writing import now
from reportmap.matching.accounts import contradictions
from reportmap.model import Document, Event
from reportmap.reading.text import display_name

_note_option = click.option("--note", metavar="TEXT", help="Why, for whoever reads the decision later.")


@click.group()
def merges() -> None:
    """Events that several reports tell: which were merged and why, and what you say about it.

    What you decide here or in the dashboard stands when reports are added or read again, and can be undone.
    """


@merges.command("list")
@database_option()
def list_merges() -> None:
    """List the events that several reports tell, with the score and reason of each merge."""
    with open_store() as store:
        events = [event for event in store.merged_events() if event.accounts]
        by_id = {item.document.document_id: item.document for item in store.documents()}
    for event in events:
        show(_event_table(event, by_id))
    if not events:
        show(_accounts_table("No event is told by several reports"))
    say(f"{counted(len(events), 'event')} told by several reports")


def _event_table(event: Event, documents: dict[str, Document]) -> Table:
    days = event.date.start or event.date.end
    title = f"{event.sub_event_type or event.event_type or 'event'}, {days or 'undated'}"
    table = _accounts_table(f"{title}: {_sources(event)}")
    for account in event.accounts:
        document = documents[account.event.document_id]
        reason = account.reason + ("" if account.copy_of is None else f"; shares its source with {account.copy_of}")
        name = display_name(document.title or document.path or document.document_id)
        table.add_row(account.event.event_id, name, f"{account.score:.2f}", reason)
    differing = [
        f"{found.matter}: {' / '.join(dict.fromkeys(claim.words for claim in found.claims))}"
        for found in contradictions(event)
    ]
    if differing:
        table.caption = "They differ in " + "; ".join(differing)
    return table


def _accounts_table(title: str) -> Table:
    return Table("Account", "Report", "Score", "Why it is the same", title=title)


def _sources(event: Event) -> str:
    return f"{counted(len(event.accounts), 'report')}, {counted(event.n_sources, 'independent source')}"


@merges.command()
@database_option()
def decisions() -> None:
    """List what was decided about events of several reports, with what was undone and what waits for its event."""
    with open_store() as store:
        decided = store.decisions()
    table = Table("Number", "Decision", "Events", "State", "When", "Note")
    for said in decided:
        ids = dict.fromkeys(one or "(not in the store now)" for pair in said.pairs for one in pair)
        state = "undone" if said.is_undone else "waits: an event is not there" if said.is_waiting else "counts"
        decision = "the same event" if said.is_same else "not the same event"
        table.add_row(str(said.action), decision, "\n".join(ids), state, said.decided_at or "", said.note or "")
    if decided:
        show(table)
    say(counted(len(decided), "decision"))


@merges.command()
@click.argument("one", metavar="ID")
@click.argument("two", metavar="ID")
@_note_option
@database_option()
def same(one: str, two: str, note: str | None) -> None:
    """Say that two events are the same. An ID is an event_id of any report's account; `merges list` has them."""
    with open_store() as store:
        action = store.say_same(one, two, note=note, decided_at=_now())
    say(f"{one} and {two} are one event now (decision {action}; `reportmap merges undo {action}` takes it back)")


@merges.command()
@click.argument("event_id", metavar="ID")
@_note_option
@database_option()
def split(event_id: str, note: str | None) -> None:
    """Say that one report's account, by its ID, is not the event that it was merged into."""
    with open_store() as store:
        action = store.say_different(event_id, note=note, decided_at=_now())
    say(f"{event_id} stands alone now (decision {action}; `reportmap merges undo {action}` takes it back)")


@merges.command()
@click.argument("number", type=int, required=False)
@database_option()
def undo(number: int | None) -> None:
    """Take back the decision of that NUMBER, or the newest one that counts."""
    with open_store() as store:
        action = store.undo(number, decided_at=_now())
    say(f"Decision {action} is undone")


def _now() -> str:
    return now().isoformat(timespec="seconds")
