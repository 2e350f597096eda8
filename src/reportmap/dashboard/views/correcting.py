"""What analysts correct, wherever an event is shown: what the editors offer, and the actions that write it down.

Components send `edit` (open or close an editor), `say` (a correction) and `retract` (take the last one back).
"""

import datetime
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numpy as np
import streamlit as st

from reportmap.dashboard.choosing import candidates, place_of
from reportmap.dashboard.frames import EventFrames
from reportmap.dashboard.rereading import ontologies_of
from reportmap.dashboard.tray import lost_names
from reportmap.dashboard.views import reading, session
from reportmap.dashboard.views.components import literal, sent
from reportmap.dashboard.words import VERDICT_WORDS, fold, plural, say_spot
from reportmap.errors import GazetteerError, ReportmapError, StoreError
from reportmap.model import Event, ResolvedPlace, Verdict
from reportmap.store import Correction, Days, TypeNames
from reportmap.store import corrections as correcting
from reportmap.store.corrections import fold_name

MAX_ALIKE_EVENTS = 5_000
"""So many events are looked through for other mentions of a name."""

Editor = dict[str, Any]  # JSON for the browser


# --- what is shown ----------------------------------------------------------------------------------------------


def review_data(frames: EventFrames, event: Event) -> Editor:
    """What a passage says of an event's review, with the editor that is open for it."""
    return {
        "event_id": event.event_id,
        "verdict": str(event.verdict),
        "words": VERDICT_WORDS[event.verdict],
        "note": event.note or "",
        "editor": editor(frames, event.event_id),
        "said": st.session_state.get("said"),
        "retract": undoable(frames, event),
    }


def editor(frames: EventFrames, event_id: str) -> Editor | None:
    """The open editor of an event; None where none is open."""
    asked = st.session_state.get("editing")
    event = frames.by_id.get(event_id)
    if asked is None or event is None or asked["event_id"] != event_id:
        return None
    return _EDITORS[asked["what"]](frames, event, asked)


def _place_editor(frames: EventFrames, event: Event, asked: Mapping[str, Any]) -> Editor:
    resolved = _resolved(event, asked.get("at"))
    find = str(asked.get("find") or "")
    notice = ""
    try:
        gazetteer = reading.ready_gazetteer()
        if gazetteer is None:
            notice = "The gazetteer is built when the first report is read; until then only runners-up are offered."
    except GazetteerError as error:
        gazetteer, notice = None, str(error)
    found = candidates(resolved, event, gazetteer=gazetteer, find=find)
    name = resolved.mention.text if resolved is not None else ""
    alike = _n_alike(frames, resolved) if name and resolved is not None else 1
    return {
        "what": "place", "event_id": event.event_id, "at": asked.get("at"), "name": name, "find": find,
        "now": "" if resolved is None or resolved.place is None else say_spot(resolved),
        "candidates": [asdict(one) for one in found], "notice": notice, "n_alike": alike,
        "is_lost": resolved is not None and resolved.place is None,
    }  # fmt: skip


def _date_editor(_frames: EventFrames, event: Event, _asked: Mapping[str, Any]) -> Editor:
    first, last = event.date.start or event.date.end, event.date.end or event.date.start
    return {
        "what": "date", "event_id": event.event_id, "first": first.isoformat() if first else "",
        "last": last.isoformat() if last else "",
    }  # fmt: skip


def _type_editor(_frames: EventFrames, event: Event, _asked: Mapping[str, Any]) -> Editor:
    from reportmap.events import load_ontology  # noqa: PLC0415 - takes long to import

    notice, types = "", []
    try:
        ontology = load_ontology(*ontologies_of(event.extractor.ontology_version))
        types = sorted({(one.event_type, one.sub_event_type) for one in ontology.types.values()})
    except ReportmapError as error:
        notice = str(error)
    return {
        "what": "type", "event_id": event.event_id, "types": types, "notice": notice,
        "now": [event.event_type or "", event.sub_event_type or ""],
    }  # fmt: skip


def _note_editor(_frames: EventFrames, event: Event, _asked: Mapping[str, Any]) -> Editor:
    return {"what": "note", "event_id": event.event_id, "note": event.note or ""}


_EDITORS = {"place": _place_editor, "date": _date_editor, "type": _type_editor, "note": _note_editor}


def _resolved(event: Event, at: object) -> ResolvedPlace | None:
    return event.places[at].resolved if isinstance(at, int) and 0 <= at < len(event.places) else None


def _n_alike(frames: EventFrames, resolved: ResolvedPlace) -> int:
    """How many events have a mention of the name that is read as the same place, or as none."""
    name = fold_name(resolved.mention.text)
    rows = np.ones(len(frames.events), dtype=np.bool_)
    for word in fold(name).split():
        rows &= frames.index.rows_with(word)
    ids = frames.events["event_id"]
    events = (frames.by_id[str(ids.iloc[row])] for row in np.flatnonzero(rows)[:MAX_ALIKE_EVENTS])
    was = _place_id(resolved)
    return sum(
        any(
            fold_name(place.resolved.mention.text) == name and _place_id(place.resolved) == was
            for place in event.places
        )
        for event in events
    )


def _place_id(resolved: ResolvedPlace) -> str | None:
    return resolved.place.place_id if resolved.place is not None else None


# --- actions ----------------------------------------------------------------------------------------------------


@session.action
def edit(key: str) -> None:
    """Open an editor, look for other words in it, or close it."""
    asked = sent(key, "edit")
    is_editor = isinstance(asked, dict) and asked.get("what") in _EDITORS
    st.session_state.editing = asked if is_editor else None


@session.action
def say(key: str) -> None:
    """Write down what was said; what the store refuses is said, and changes nothing."""
    said = sent(key, "say")
    frames = session.load_frames()
    event = frames.by_id.get(str((said or {}).get("event_id")))
    if event is None or said is None:
        return
    try:
        correction, words = correction_of(event, said)
        (number,) = session.open_store(session.database_url()).correct(correction, decided_at=session.now_iso())
    except (ReportmapError, ValueError) as error:
        st.toast(f"Nothing was changed: {literal(str(error))}")
        return
    st.session_state.update(editing=None, said={"number": number, "words": words})


@session.action
def retract(key: str) -> None:
    """Take a correction back."""
    number = sent(key, "retract")
    if number:
        _take_back(int(number))


@session.action
def _take_back(number: int) -> None:
    try:
        session.open_store(session.database_url()).take_back(number, decided_at=session.now_iso())
    except StoreError as error:
        st.toast(f"Nothing was changed: {literal(str(error))}")
    st.session_state.update(said=None, editing=None)


def retract_last() -> None:
    """Take back what was said last."""
    said = st.session_state.get("said")
    if said:
        _take_back(said["number"])


def correction_of(event: Event, said: Mapping[str, Any]) -> tuple[Correction, str]:
    """The correction that a component sent, and what it did in a few words. Raises ValueError, ReportmapError."""
    what = said.get("what")
    if what == "verdict":
        verdict = Verdict(said["verdict"])
        return correcting.judge(event, verdict), f"{event.sub_event_type or event.event_type or 'Event'}: {verdict}"
    if what == "date":
        first, last = (datetime.date.fromisoformat(said[end]) if said.get(end) else None for end in ("first", "last"))
        return correcting.date(event, Days(first=first, last=last)), "Date changed"
    if what == "type":
        names = TypeNames(event_type=said["event_type"] or None, sub_event_type=said["sub_event_type"] or None)
        return correcting.retype(event, names), "Type changed"
    if what == "note":
        return correcting.annotate(event, str(said["note"]).strip()), "Note kept"
    if what == "place":
        return _placing(event, said)
    raise ValueError(f"{what!r} cannot be corrected")


def _placing(event: Event, said: Mapping[str, Any]) -> tuple[Correction, str]:
    resolved = _resolved(event, said.get("at"))
    name = resolved.mention.text if resolved is not None else "Place of an event"
    key = said.get("key")
    place = None
    if key is not None:
        place = place_of(str(key), event, gazetteer=reading.ready_gazetteer(), name=name)
        if place is None:
            raise ValueError(f"no place has the key {key}")
    is_everywhere = bool(said.get("everywhere")) and resolved is not None
    correction = correcting.place(event, resolved, place, everywhere=is_everywhere)
    if resolved is None and place is None:
        raise ValueError("an event without a name has no place to take away")
    where = place.name if place is not None else "no place"
    alike = f" in {plural(_n_alike(session.load_frames(), resolved), 'event')}" if is_everywhere and resolved else ""
    return correction, f"“{name}” is {where}{alike}"


def undoable(frames: EventFrames, event: Event) -> dict[str, object] | None:
    """The newest correction that counts for an event or one of its names, for the button that takes it back."""
    stored = session.open_store(session.database_url()).corrections()
    ids = {event.event_id, *event.merged_from, *(one.event.event_id for one in event.accounts)}
    names = {fold_name(place.resolved.mention.text) for place in event.places}
    documents = {account.event.document_id for account in event.accounts} or {event.document_id}
    for one in reversed(stored):
        said = one.correction
        is_about = said.event_id in ids if said.event_id is not None else said.name in names
        is_here = said.is_everywhere or said.document_id in documents
        if is_about and is_here and not one.is_undone:
            return {"number": one.number, "words": f"Undo: {_KIND_WORDS[str(said.kind)]}"}
    return None


_KIND_WORDS = {"verdict": "verdict", "place": "place", "date": "date", "type": "type", "note": "note"}


def first_lost(event: Event) -> int | None:
    """The number of the first name without a place among the places of an event."""
    return next((at for at, _ in lost_names(event)), None)
