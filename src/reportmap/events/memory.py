"""What earlier passages leave for a passage that does not say where or when: one reader's memory of one document."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from reportmap.events.datelines import dateline_end
from reportmap.events.dating import event_date
from reportmap.events.lexicon import listed
from reportmap.events.linking import inherited_places, is_followed_by, sets_scene, stand_in, stands_in_main_clause
from reportmap.events.syntax import PASSIVE_SUBJECTS, SUBJECTS, Syntax
from reportmap.model import (
    Actor,
    ActorKind,
    ActorMention,
    ActorRole,
    Attribution,
    DateBasis,
    DatePrecision,
    EventDate,
    EventMention,
    EventPlace,
    Modality,
    Passage,
    PlacePrecision,
    ResolvedDate,
    ResolvedPlace,
    TimexType,
)

REACH = 4
"""Passages over which a place or a date is taken over; further back, an analyst would not (checked on the samples)."""

ACT_REACH = 2
"""Passages over which who acts is taken over by what was done to people."""

SOURCE_REACH = 1
"""Passages over which "he said" points back to a speaker."""

MAX_UNIT_WORDS = 4
"""So many words a heading has that is the name of a unit."""

_COARSE = frozenset({DatePrecision.YEAR, DatePrecision.SEASON, DatePrecision.MONTH, DatePrecision.RANGE})
_DATELINE_END = 120  # code points; a dateline stands at the very beginning of its passage


_Scene = tuple[tuple[EventPlace, ...], Passage | None, EventDate | None, Passage | None]
"""The last places, the passage that gave them, the last date, and the passage that gave it."""


class Memory:
    """The last place, date and parties, and the headings in force, within one section by one author."""

    def __init__(self, *, title: tuple[EventPlace, ...] = (), text_year: int | None = None) -> None:
        self._places: tuple[EventPlace, ...] = ()
        self._places_at: Passage | None = None
        self._date: EventDate | None = None
        self._date_at: Passage | None = None
        self._heading_places: tuple[EventPlace, ...] = ()
        self._heading_date: EventDate | None = None
        self._dateline: tuple[EventPlace, ...] = ()
        self._aside: tuple[tuple[EventPlace, ...], Passage] | None = None
        self._list: _Scene | None = None
        self._list_paragraph = -1
        self._title = title
        self.last_parties: tuple[ActorMention, ...] = ()
        self.last_subjects: tuple[ActorMention, ...] = ()
        self.strikers: list[ActorMention] = []
        self._acting: list[tuple[Actor, Passage]] = []
        self._named: list[tuple[ActorMention, Passage]] = []
        self._last_act: tuple[tuple[Actor, ...], tuple[EventPlace, ...], Passage] | None = None
        self.text_year = text_year
        self.told: Modality | None = None
        self._sources: tuple[Attribution, ...] = ()
        self._sources_at = -SOURCE_REACH

    def enter(
        self,
        passage: Passage,
        *,
        places: Sequence[ResolvedPlace],
        dates: Sequence[ResolvedDate],
        is_item: bool = False,
    ) -> None:
        """Begin a passage: a heading or a dateline governs what follows; an item of a list starts afresh."""
        resolved = [place for place in places if place.place is not None and place.may_locate]
        dated = [date for date in dates if date.start is not None and date.mention.timex_type is TimexType.DATE]
        if passage.is_heading:
            self._list = None
            if resolved:
                self._heading_places = inherited_places(EventPlace(resolved=place) for place in resolved[:1])
                self._places_at = None
                if not dated:
                    self._heading_date = None
            elif _names_unit(passage):
                self._heading_places, self._places_at = (), None  # a unit that is not in the gazetteer
            if dated:
                self._heading_date = event_date(dated[0], basis=DateBasis.INHERITED)
            self._date_at = None
            return
        if is_item:
            self._enter_item(passage)
        elif passage.paragraph != self._list_paragraph:
            self._list = None
        if resolved and _runs_in(resolved[0], passage):
            self._places, self._places_at = (EventPlace(resolved=resolved[0]),), passage
        dateline = [place for place in resolved if "dateline" in place.mention.cue]
        if dateline and dateline[0].mention.start - passage.start < _DATELINE_END:
            finest = min(dateline, key=lambda place: place.coarseness)
            self._dateline = inherited_places([EventPlace(resolved=finest)])
            self._places_at = None
            self._date_at = None

    def keep_sources(self, sources: tuple[Attribution, ...], passage: Passage) -> None:
        """Remember who has spoken last."""
        if sources:
            self._sources, self._sources_at = sources, passage.index

    def sources_for(self, passage: Passage) -> tuple[Attribution, ...]:
        """Whom a pronoun of a passage may stand for; empty where nobody has spoken just before it."""
        return self._sources if passage.index - self._sources_at <= SOURCE_REACH else ()

    def keep_parties(self, parties: Sequence[ActorMention], syntax: Syntax) -> None:
        """Remember whom a passage names, and whom as a subject: the first that a pronoun behind it means."""
        passage = syntax.parsed.passage
        subjects = (party for party in parties if syntax.tokens[party.head].dep in SUBJECTS | PASSIVE_SUBJECTS)
        self.last_subjects = tuple(subjects) if parties else self.last_subjects
        self.last_parties = tuple(parties) or self.last_parties
        self._named += [(party, passage) for party in parties]

    def party_for(self, passage: Passage, kinds: Collection[ActorKind]) -> Actor | ActorMention | None:
        """The last party of one of these kinds that acted in the passages just before, else that they named."""
        near = (actor for actor, at in reversed(self._acting) if self._is_near(at, passage))
        named = (party for party, at in reversed(self._named) if self._is_near(at, passage))
        return next((party for group in (near, named) for party in group if party.kind in kinds), None)

    def actors_for(self, passage: Passage, places: Sequence[EventPlace]) -> tuple[Actor, ...]:
        """Who acted just before in the same paragraph and place, and so did what is done to people there."""
        if self._last_act is None:
            return ()
        actors, there, at = self._last_act
        is_near = at.paragraph == passage.paragraph and passage.index - at.index <= ACT_REACH
        spots = {place.resolved.spot_id for place in there}
        is_here = all(place.is_inferred or place.resolved.spot_id in spots for place in places)
        return actors if is_near and is_here else ()

    def _enter_item(self, passage: Passage) -> None:
        """Each item takes over what stood before its list, and nothing from the item above it."""
        if self._list is None:
            self._list = (self._places, self._places_at, self._date, self._date_at)
        self._places, places_at, self._date, date_at = self._list
        self._places_at = None if places_at is None else passage
        self._date_at = None if date_at is None else passage
        self._list_paragraph = passage.paragraph

    def keep_event(self, mention: EventMention, passage: Passage) -> None:
        """Remember where and when an asserted event took place, and who acted."""
        acting = [actor for actor in mention.actors if actor.role is ActorRole.ACTOR1]
        self._acting += [(actor, passage) for actor in acting]
        self._last_act = (tuple(acting), mention.places, passage) if acting else self._last_act
        if mention.places:
            self._places, self._places_at = mention.places, passage
        is_aside = mention.modality is Modality.BACKGROUND and self._governs(passage)
        if mention.date.start is not None and not is_aside:
            self._date, self._date_at = mention.date, passage

    def keep_aside(self, mention: EventMention, passage: Passage) -> None:
        """Remember where a plan or a reference has its place: what follows takes it over only where it says "there"."""
        if any(not place.is_inferred for place in mention.places):
            self._aside = (mention.places, passage)

    def _governs(self, passage: Passage) -> bool:
        """Whether a date of the same paragraph is in force, which an aside about the past does not end."""
        return self._date_at is not None and self._date_at.paragraph == passage.paragraph

    def keep_context(self, syntax: Syntax, *, places: Sequence[ResolvedPlace], dates: Sequence[ResolvedDate]) -> None:
        """Remember the place and the date of a sentence that reports no event but sets a scene."""
        passage = syntax.parsed.passage
        self.keep_scene(syntax, places=places)
        dated = [date for date in dates if date.start is not None and date.mention.timex_type is TimexType.DATE]
        if dated:
            self._date, self._date_at = event_date(dated[0]), passage
        if dated and _opens_list(passage):
            self._heading_date = event_date(dated[0], basis=DateBasis.INHERITED)

    def keep_scene(self, syntax: Syntax, *, places: Sequence[ResolvedPlace], is_told: bool = False) -> None:
        """Remember the place of a sentence that sets a scene.

        Args:     is_told: whether only a place of the main clause will do, since the others may be those of references
        """
        passage = syntax.parsed.passage
        written = passage.start + dateline_end(passage.text)
        scene = [
            place
            for place in places
            if place.may_locate
            and place.precision not in {PlacePrecision.COUNTRY, PlacePrecision.REGION}
            and sets_scene(syntax, place)
        ]
        told = [place for place in scene if place.mention.start >= written and stands_in_main_clause(syntax, place)]
        scene = told if is_told else told or scene  # a dateline says where somebody wrote
        known = [place for place in scene if place.place is not None]
        if known and not (self._is_unit_of_scene(known[0]) and self._follows(passage)):
            unknown = [place for place in scene[: scene.index(known[0])] if is_followed_by(place, known[0])]
            stands = [stand_in(known[0], unknown[-1])] if unknown else known[:1]
            self._places = tuple(EventPlace(resolved=place) for place in (*unknown[-1:], *stands))
            self._places_at = passage

    def _is_unit_of_scene(self, place: ResolvedPlace) -> bool:
        """Whether a place is the unit that the last place lies in ("Municipality: X. Department: Y.")."""
        if len(self._places) != 1 or place.place is None:
            return False
        last = self._places[0].resolved
        if last.place is None or last.coarseness >= place.coarseness:
            return False
        return (last.place.country_code, last.place.admin1_code) == (place.place.country_code, place.place.admin1_code)

    def _follows(self, passage: Passage) -> bool:
        """Whether a passage comes right after the one that gave the last place, in its paragraph."""
        at = self._places_at
        return at is not None and at.paragraph == passage.paragraph and passage.index - at.index == 1

    def places_for(self, passage: Passage, *, points_back: bool = False) -> tuple[EventPlace, ...]:
        """The places that a passage without its own takes over, marked as inferred; empty where none is near.

        Args:     points_back: whether the passage says "there", so that a plan's place will do
        """
        if points_back and self._aside is not None and passage.index - self._aside[1].index == 1:
            return inherited_places(self._aside[0])
        return self.recent_places_for(passage) or self._heading_places or self._dateline or self._title

    def recent_places_for(self, passage: Passage) -> tuple[EventPlace, ...]:
        """The places that the passages just before tell, marked as inferred."""
        is_near = self._places_at is not None and self._is_near(self._places_at, passage)
        return inherited_places(self._places) if is_near else ()

    def date_for(self, passage: Passage) -> EventDate:
        """The date that a passage without its own takes over (basis inherited), else an unknown date."""
        at, date = self._date_at, self._date
        if at is not None and date is not None:
            is_near = self._is_near(at, passage)
            is_same_block = at.paragraph == passage.paragraph or (
                date.precision in _COARSE and passage.paragraph - at.paragraph == 1
            )
            if is_near and is_same_block:
                return _inherited(date)
        if self._heading_date is not None:
            return self._heading_date
        if at is not None and date is not None and self._is_near(at, passage) and passage.paragraph - at.paragraph == 1:
            return _inherited(date)
        return EventDate(reason="the text gives no date for it")

    @staticmethod
    def _is_near(earlier: Passage, passage: Passage) -> bool:
        return 0 <= passage.index - earlier.index <= REACH


def _runs_in(place: ResolvedPlace, passage: Passage) -> bool:
    """Whether a passage begins with a place as a heading of its paragraph ("Goma. A soldier was killed on Monday.")."""
    behind = passage.text[place.mention.end - passage.start :]
    return place.mention.start == passage.start and (behind.startswith((". ", ": ")) or behind.strip(" .:") == "")


def _opens_list(passage: Passage) -> bool:
    """Whether a sentence announces the items below it ("Following are developments of Tuesday:")."""
    words = set(re.findall(r"[a-z]{2,20}", passage.text.lower()))
    return passage.text.rstrip().endswith(":") and bool(words & listed("announcing_words"))


def _names_unit(heading: Passage) -> bool:
    """Whether a heading is a name with the kind of unit behind or before it ("Est region")."""
    words = heading.text.casefold().split()
    units = listed("unit_nouns") | listed("wide_units")
    return 1 < len(words) <= MAX_UNIT_WORDS and (words[-1] in units or words[0] in units)


def _inherited(date: EventDate) -> EventDate:
    """The same interval, marked as taken over; its words stay as evidence."""
    words = f"“{date.mention.text}”" if date.mention is not None else "the sentence before"
    return replace(date, basis=DateBasis.INHERITED, reason=f"taken over from {words}")
