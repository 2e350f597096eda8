"""Triggers -> EventMentions: one coded record for each group of triggers in a passage.

The passages are read in order, as an analyst reads: what a sentence leaves unsaid (place, date) is taken over from
the sentence before, the heading or the dateline, and marked as inherited.
"""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from reportmap.events.aircraft import find_strikers
from reportmap.events.attribution import find_attribution
from reportmap.events.casting import in_country
from reportmap.events.claims import find_claims, find_denial
from reportmap.events.counts import Counted, counts_of, find_counts, find_figures
from reportmap.events.dating import link_date
from reportmap.events.frames import frame_of
from reportmap.events.grouping import TriggerGroup, group_triggers, is_result, is_retold, is_state, needs_act
from reportmap.events.hearsay import retracted_at
from reportmap.events.imagined import imagined_passages, is_told_in_present, played_passages
from reportmap.events.judging import judge_case
from reportmap.events.linker import place_scores
from reportmap.events.linking import inherited_places, link_places, stand_in
from reportmap.events.memory import Memory
from reportmap.events.modality import Judgment, all_judgments
from reportmap.events.references import is_reference
from reportmap.events.responsibility import find_responsibility
from reportmap.events.roles import assign_actors
from reportmap.events.settings import with_setting
from reportmap.events.syntax import Syntax, by_passage
from reportmap.events.telling import Case
from reportmap.events.tolls import act_before, bare_toll
from reportmap.events.victims import names_of_victims
from reportmap.model import (
    DRAWN_MODALITIES,
    Actor,
    ActorCertainty,
    ActorMention,
    Attribution,
    Claim,
    Counts,
    DateBasis,
    DatePrecision,
    Document,
    EventDate,
    EventMention,
    EventPlace,
    Evidence,
    Modality,
    ParsedPassage,
    Passage,
    PlacePrecision,
    PlaceRole,
    ResolvedDate,
    ResolvedPlace,
    SectionKind,
    Trigger,
    stable_id,
)

CLAIM_REACH = 900
"""Code points over which "claimed responsibility" points back to an act; about two paragraphs."""

OPENING = 4
"""A day that opens a line stands no further from its start ("On 3 May", "3 May")."""

MIN_DATED = 3
"""So many lines that a day opens make a list."""

RETRACTION_REACH = 8
"""Code points between a passage and one that takes back what it tells: they stand side by side."""

PAST_YEAR = datetime.timedelta(days=60)
"""So long after its end, an act told by its year alone is recalled and not reported."""

_ITEM = re.compile(r"(?:^|\n)\s{0,8}[•◦▪‣●○■·*+»–—-]\s{1,4}$")
"""What stands before the first passage of an item of a list."""

_WIDE = frozenset({PlacePrecision.COUNTRY, PlacePrecision.REGION})
_WEAKER = frozenset({Modality.CLAIMED, Modality.AGGREGATE})
_UNASSERTED = frozenset({Modality.DENIED, Modality.HYPOTHETICAL, Modality.PLANNED})


@dataclass(frozen=True, slots=True)
class _Passage:
    """One parsed passage of a document with everything that other stages found in it."""

    document: Document
    parsed: ParsedPassage
    syntax: Syntax
    triggers: tuple[Trigger, ...]
    actors: tuple[ActorMention, ...]
    places: tuple[ResolvedPlace, ...]
    dates: tuple[ResolvedDate, ...]
    is_imagined: bool
    is_played: bool


def code_mentions(
    triggers: Sequence[Trigger],
    *,
    document: Document,
    parsed: Sequence[ParsedPassage],
    actors: Sequence[ActorMention],
    places: Sequence[ResolvedPlace],
    dates: Sequence[ResolvedDate],
    judge: Callable[[Case], Judgment] = judge_case,
) -> tuple[EventMention, ...]:
    """One event mention for each event that a passage reports, in text order.

    A mention without a place or a date is kept with none. `score` combines the trigger's strength with how well
    place and date are known. `judge` says whether each event took place.
    """
    title = _title_places(parsed, places)
    text_year = document.published_on.year if document.published_on is not None else _latest_year(dates)
    items = _items(parsed, dates, document)
    memory, section = Memory(title=title, text_year=text_year), None
    found: list[EventMention] = []
    for item in _gather(triggers, document=document, parsed=parsed, actors=actors, places=places, dates=dates):
        passage = item.parsed.passage
        if section != (passage.kind, passage.author):
            is_report = passage.kind is not SectionKind.COMMENT  # a comment inherits nothing from the report
            memory = Memory(title=title if is_report else (), text_year=text_year)
            section = (passage.kind, passage.author)
        is_item = passage.index in items
        memory.enter(passage, places=item.places, dates=item.dates, is_item=is_item)
        memory.strikers += find_strikers(item.syntax, item.actors)
        groups = group_triggers(item.triggers, syntax=item.syntax)
        kept: list[bool] = []
        for group in groups:
            mention = _code(group, groups, item, memory=memory, judge=judge)
            if mention is None:
                continue
            found.append(mention)
            kept.append(_keep(mention, passage, memory))
        if groups and not any(kept):
            memory.keep_scene(item.syntax, places=item.places, is_told=True)
        _retract(found, passage)
        memory.keep_parties(item.actors, item.syntax)
        toll = _bare_toll(item, found, document=document, memory=memory)
        found += [] if toll is None else [toll]
        for party in find_responsibility(item.syntax, actors=item.actors):
            _tie(party, found, item.parsed.passage)
        if not groups:
            memory.keep_context(item.syntax, places=item.places, dates=item.dates)
            if toll is None:
                _set_scene(found, item)
    return tuple(found)


def _keep(mention: EventMention, passage: Passage, memory: Memory) -> bool:
    """Leave what a mention tells to those behind it; whether it is asserted and no mere reference."""
    is_told = mention.modality not in _UNASSERTED and not mention.is_reference
    if is_told:
        memory.keep_event(mention, passage)
    else:
        memory.keep_aside(mention, passage)
    return is_told


def _set_scene(found: list[EventMention], item: _Passage) -> None:
    """Give the acts of the last passage that told some the place and day that a passage after it tells for them."""
    last = [index for index, mention in enumerate(found) if mention.evidence.start == found[-1].evidence.start]
    acts = [found[index] for index in last]
    changed = with_setting(acts, item.parsed.passage, places=item.places, dates=item.dates)
    if changed is not None:
        found[last[0] : last[-1] + 1] = changed


def _latest_year(dates: Sequence[ResolvedDate]) -> int | None:
    """The latest year that a text without a publication date names."""
    return max((date.end.year for date in dates if date.end is not None), default=None)


def _items(parsed: Sequence[ParsedPassage], dates: Sequence[ResolvedDate], document: Document) -> frozenset[int]:
    """The passages that begin an item of a list: behind a bullet, or each on a line that a day opens ("On 3 May")."""
    opening = {date.mention.passage_index: date.mention.start for date in reversed(dates) if date.start is not None}
    bulleted, dated = set(), set()
    for item in parsed:
        passage = item.passage
        before = document.text[max(0, passage.start - 14) : passage.start]
        if _ITEM.search(before) is not None:
            bulleted.add(passage.index)
        starts_line = not before or "\n" in before[-2:]
        if starts_line and opening.get(passage.index, passage.end) - passage.start <= OPENING:
            dated.add(passage.index)
    return frozenset(bulleted | (dated if len(dated) >= MIN_DATED else set()))


def _retract(found: list[EventMention], passage: Passage) -> None:
    """Mark the act told right before words that take it back as denied."""
    at = retracted_at(passage.text)
    if at is None:
        return
    before = [index for index, mention in enumerate(found) if mention.evidence.trigger_start < passage.start + at]
    if not before or found[before[-1]].section is not passage.kind:
        return
    last = found[before[-1]]
    if passage.start - last.evidence.end <= RETRACTION_REACH and last.modality in DRAWN_MODALITIES:
        found[before[-1]] = replace(last, modality=Modality.DENIED)


def _bare_toll(
    item: _Passage, found: Sequence[EventMention], *, document: Document, memory: Memory
) -> EventMention | None:
    """The toll that a passage gives for the act told before it, in words that report no act ("the toll rose to 14")."""
    passage = item.parsed.passage
    own = [mention for mention in found if mention.evidence.start == passage.start]
    act = act_before(found, passage)
    if act is None or own or not item.parsed.is_parsed:
        return None
    same_act = [mention for mention in found if mention.evidence.start >= act.evidence.start]
    told = bare_toll(item.syntax, item.actors, told=[claim for mention in same_act for claim in mention.claims])
    if told is None:
        return None
    figures, word = told
    start, end = word.start, word.end
    mention_id = stable_id(document.document_id, start, end, act.event_type, act.sub_event_type)
    claims = find_claims(
        item.syntax,
        figures,
        mention_id=mention_id,
        document_id=document.document_id,
        earlier=memory.sources_for(passage),
        actors=item.actors,
    )
    return replace(
        act,
        mention_id=mention_id,
        evidence=replace(
            act.evidence,
            start=passage.start,
            end=passage.end,
            text=passage.text,
            trigger=word.text,
            trigger_start=start,
            trigger_end=end,
        ),
        places=inherited_places(act.places),
        actors=(),
        date=EventDate(reason="a toll of what was told before"),
        counts=counts_of(item.syntax, figures, actors=item.actors),
        attribution=tuple(dict.fromkeys(claim.source for claim in claims if claim.source is not None)),
        is_toll=True,
        needs_act=True,
        claims=claims,
    )


def _title_places(parsed: Sequence[ParsedPassage], places: Sequence[ResolvedPlace]) -> tuple[EventPlace, ...]:
    """The place of the title, where it names one: for acts of a report whose text names none before them."""
    titles = {item.passage.index for item in parsed if item.passage.kind is SectionKind.TITLE}
    named = [place for place in places if place.mention.passage_index in titles and place.may_locate and place.place]
    if len({place.spot_id for place in named}) != 1 or named[0].precision in _WIDE:
        return ()
    return inherited_places([EventPlace(resolved=named[0])])


def _tie(party: Actor, found: list[EventMention], passage: Passage) -> None:
    """Add a party that claims, denies or is blamed to the last act told before it."""
    for index in range(len(found) - 1, -1, -1):
        mention = found[index]
        if passage.start - mention.evidence.end > CLAIM_REACH or mention.section is not passage.kind:
            return
        if mention.modality in DRAWN_MODALITIES and not mention.is_reference:
            found[index] = _with_party(mention, party)
            return
        if mention.is_reference and mention.evidence.start == passage.start and index == len(found) - 1:
            found[index] = _with_party(mention, party)  # "claimed the attack on X", which is told elsewhere


def _with_party(mention: EventMention, party: Actor) -> EventMention:
    """The mention with one more party, unless it has it; the last one where it denies the act."""
    if any(actor.canonical == party.canonical for actor in mention.actors):
        return mention
    is_denial = party.certainty is ActorCertainty.DENIED
    return replace(mention, actors=(*mention.actors, party) if is_denial else (party, *mention.actors))


def _gather(
    triggers: Sequence[Trigger],
    *,
    document: Document,
    parsed: Sequence[ParsedPassage],
    actors: Sequence[ActorMention],
    places: Sequence[ResolvedPlace],
    dates: Sequence[ResolvedDate],
) -> Iterable[_Passage]:
    triggers_at = by_passage(triggers, key=lambda item: item.passage_index)
    actors_at = by_passage(actors, key=lambda item: item.passage_index)
    places_at = by_passage(places, key=lambda item: item.mention.passage_index)
    dates_at = by_passage(dates, key=lambda item: item.mention.passage_index)
    imagined, played = imagined_passages(parsed), played_passages(parsed)
    for passage in parsed:
        index = passage.passage.index
        names = [item for item in actors_at[index] if _is_proper_part(item)]
        yield _Passage(
            document=document,
            parsed=passage,
            syntax=Syntax(passage),
            triggers=tuple(triggers_at[index]),
            actors=tuple(actors_at[index]),
            places=tuple(item for item in places_at[index] if not any(name.overlaps(item.mention) for name in names)),
            dates=tuple(dates_at[index]),
            is_imagined=index in imagined,
            is_played=index in played,
        )


def _is_proper_part(actor: ActorMention) -> bool:
    """Whether a party's name may hold a place name that is none ("Balochistan Liberation Army")."""
    return (
        not actor.is_generic
        and " " in actor.text
        and actor.text[-1:].isalpha()
        and actor.text.split()[-1][:1].isupper()
    )


def _code(
    group: TriggerGroup,
    groups: Sequence[TriggerGroup],
    item: _Passage,
    *,
    memory: Memory,
    judge: Callable[[Case], Judgment],
) -> EventMention | None:
    syntax, passage, lead, document = item.syntax, item.parsed.passage, group.lead, item.document
    if passage.is_heading and (passage.kind is not SectionKind.TITLE or not _asserts(syntax)):
        return None  # a heading announces what stands below it; a bare noun phrase in a headline reports nothing
    refers = is_reference(syntax, group)
    date = _reference_date(group, item) if refers else _date(group, item, document.published_on, memory)
    earlier = memory.sources_for(passage)
    attribution = find_attribution(syntax, group.word, earlier=earlier, actors=item.actors)
    judgment = judge(_case(group, item, date=date, attribution=attribution, memory=memory))
    memory.keep_sources(attribution, passage)
    date = _fit_to_modality(date, judgment, document.published_on)
    places = _places(group, groups, item, memory)
    item = replace(item, actors=in_country(item.actors, places))
    frames = [frame_of(syntax, word) for word in group.words]
    agents = tuple(dict.fromkeys(head for frame in frames for head in frame.agents))
    figures = tuple(find_figures(syntax, scope=_scope(syntax, group, groups), agents=agents, actors=item.actors))
    is_total = judgment.modality is Modality.AGGREGATE
    counts = find_counts(syntax, figures, agents=agents, actors=item.actors, is_total=is_total)
    mention_id = stable_id(document.document_id, lead.start, lead.end, lead.event_type, lead.sub_event_type)
    return EventMention(
        mention_id=mention_id,
        evidence=_evidence(passage, lead, document),
        event_type=lead.event_type,
        sub_event_type=lead.sub_event_type,
        plover_type=lead.plover_type,
        type_score=lead.score,
        modality=judgment.modality,
        date=date,
        places=places,
        actors=_parties(group, item, places, memory),
        counts=counts,
        attribution=attribution,
        section=passage.kind,
        score=_score(lead, places, date),
        is_toll=is_result(lead),
        is_reference=refers,
        needs_act=needs_act(group) or (is_result(lead) and _counts_nobody(counts)),
        victims=names_of_victims(syntax, group.words),
        claims=_claims(group, item, figures, mention_id, judgment=judgment, sources=attribution, earlier=earlier),
    )


def _parties(group: TriggerGroup, item: _Passage, places: Sequence[EventPlace], memory: Memory) -> tuple[Actor, ...]:
    return assign_actors(
        item.syntax,
        group.words,
        actors=item.actors,
        places=item.places,
        memory=memory,
        sub_event_type=group.lead.sub_event_type,
        event_places=places,
    )


def _claims(
    group: TriggerGroup,
    item: _Passage,
    figures: Sequence[Counted],
    mention_id: str,
    *,
    judgment: Judgment,
    sources: Sequence[Attribution],
    earlier: Sequence[Attribution],
) -> tuple[Claim, ...]:
    """The figures of a group with their sources; where the event is denied, who denies it."""
    own = {"mention_id": mention_id, "document_id": item.document.document_id}
    if judgment.modality is Modality.DENIED:
        return find_denial(item.syntax, group.word, is_toll=is_result(group.lead), sources=sources, **own)
    return find_claims(item.syntax, figures, earlier=earlier, actors=item.actors, **own)


def _case(
    group: TriggerGroup,
    item: _Passage,
    *,
    date: EventDate,
    attribution: Sequence[Attribution],
    memory: Memory,
) -> Case:
    """What is to be judged: the lead word; a toll that is claimed, or a total, makes a plain fact one."""
    has_toll = any(is_result(trigger) for trigger in group.triggers)
    found = [
        all_judgments(
            item.syntax,
            word,
            is_state=is_state(trigger),
            is_toll=is_result(trigger),
            has_toll=has_toll,
            date=date,
            attribution=attribution,
            published_on=item.document.published_on,
        )
        for trigger, word in zip(group.triggers, group.words, strict=True)
        if trigger is group.lead or is_result(trigger)
    ]
    weaker = [one for each in found for one in each[:1] if one.modality in _WEAKER] if not found[0] else []
    rules = (*_unreal(group, item, date, found[0]), *weaker[:1], *found[0])
    before, memory.told = memory.told, rules[0].modality if rules else Modality.HAPPENED
    return Case(
        syntax=item.syntax,
        word=group.word,
        trigger=group.lead,
        has_toll=has_toll,
        date=date,
        attribution=attribution,
        actors=item.actors,
        published_on=item.document.published_on,
        text_year=memory.text_year,
        rules=rules,
        before=before,
    )


def _unreal(group: TriggerGroup, item: _Passage, date: EventDate, found: Sequence[Judgment]) -> Iterator[Judgment]:
    """What the passages around a plain fact make of it: a scenario, an exercise, what is only recalled."""
    if found and found[0].modality not in DRAWN_MODALITIES:
        return
    if item.is_imagined and is_told_in_present(item.syntax, group.word):
        yield Judgment(Modality.HYPOTHETICAL, "part of a scenario, told in the present")
    if item.is_played:
        yield Judgment(Modality.HYPOTHETICAL, "part of an exercise")
    if not found and _is_of_past_year(date, item.document.published_on):
        yield Judgment(Modality.BACKGROUND, "told by its year alone, and long before publication")


def _is_of_past_year(date: EventDate, published_on: datetime.date | None) -> bool:
    """Whether a report recalls an act of a year that was over when it was published ("last year gunmen killed X")."""
    is_year = date.precision is DatePrecision.YEAR and date.basis is not DateBasis.INHERITED
    return is_year and published_on is not None and date.end is not None and date.end < published_on - PAST_YEAR


def _counts_nobody(counts: Counts) -> bool:
    """Whether a toll is of nobody: "no one was killed" tells of another act, or of none."""
    figures = [figure for figure in (counts.fatalities, counts.injured) if figure is not None]
    return bool(figures) and all(figure.high == 0 for figure in figures)


def _evidence(passage: Passage, trigger: Trigger, document: Document) -> Evidence:
    return Evidence(
        start=passage.start,
        end=passage.end,
        text=passage.text,
        document_id=document.document_id,
        trigger=trigger.text,
        trigger_start=trigger.start,
        trigger_end=trigger.end,
    )


def _asserts(syntax: Syntax) -> bool:
    return any(token.tag in {"VBD", "VBZ", "VBP", "VBN", "MD"} for token in syntax.tokens)


def _scope(syntax: Syntax, group: TriggerGroup, groups: Sequence[TriggerGroup]) -> set[int]:
    """The tokens whose figures belong to the group: all of the passage where it is the only event."""
    if len(groups) == 1:
        return set(range(len(syntax.tokens)))
    others = {word for other in groups if other is not group for word in other.words}
    scope = set(group.words)
    for word in group.words:
        head = syntax.clause_head(word)
        branches = [child for child in syntax.children[head] if not syntax.subtree(child) & others]
        scope |= {head} if head not in others else set()
        for child in branches:
            scope |= syntax.subtree(child)
        scope |= syntax.phrase(word)
    return scope - others


def _date(group: TriggerGroup, item: _Passage, published_on: datetime.date | None, memory: Memory) -> EventDate:
    linked = link_date(item.syntax, group.word, dates=item.dates, published_on=published_on)
    return linked or memory.date_for(item.parsed.passage)


def _reference_date(group: TriggerGroup, item: _Passage) -> EventDate:
    """The date inside the phrase or clause that refers to an event ("the 31 October attack"), else none."""
    if is_retold(group.lead):
        linked = link_date(item.syntax, group.word, dates=item.dates, published_on=None)
        return (
            linked if linked and linked.basis is not DateBasis.INHERITED else EventDate(reason="only told again here")
        )
    own = {token for word in group.words for token in item.syntax.subtree(word)}
    inside = [date for date in item.dates if (at := item.syntax.token_at(date.mention)) is not None and at in own]
    linked = link_date(item.syntax, group.word, dates=inside, published_on=None) if inside else None
    return linked or EventDate(reason="only referred to here")


def _fit_to_modality(date: EventDate, judgment: Judgment, published_on: datetime.date | None) -> EventDate:
    """What has happened cannot lie after publication: cut the interval there, or leave the event undated."""
    if judgment.modality in {Modality.PLANNED, Modality.HYPOTHETICAL} and date.basis is DateBasis.INHERITED:
        return EventDate(reason="a plan takes no date over from what has happened")
    if published_on is None or date.end is None or date.end <= published_on:
        return date
    if judgment.modality in {Modality.PLANNED, Modality.HYPOTHETICAL, Modality.DENIED}:
        return date
    if date.start is not None and date.start <= published_on:
        best = date.best if date.best is not None and date.best <= published_on else None
        return replace(date, end=published_on, best=best)
    return EventDate(basis=DateBasis.NONE, reason=f"“{date.mention.text if date.mention else ''}” is after publication")


def _places(
    group: TriggerGroup, groups: Sequence[TriggerGroup], item: _Passage, memory: Memory
) -> tuple[EventPlace, ...]:
    """The places that the passage gives for the event, else what it takes over, else a speaker's or party's place."""
    foreign = {
        token
        for other in groups
        if other is not group
        for word in other.words
        if not item.syntax.is_verb(word) and group.word not in item.syntax.phrase(word)
        for token in item.syntax.phrase(word) - {group.word}
    }
    scores, unlisted = place_scores(item.syntax, group.word, item.places, parties=item.actors)
    places = (*item.places, *unlisted)
    link = partial(link_places, item.syntax, group.word, places=places, scores=scores, foreign=foreign)
    linked = link(accept_weak=False)
    locations = [place for place in linked if place.role is PlaceRole.LOCATION]
    if any(place.resolved.place is not None for place in locations):
        return linked
    inherited = memory.places_for(item.parsed.passage, points_back=item.syntax.points_there())
    if locations:
        unknown = locations[0].resolved
        near = [
            replace(place, resolved=stand_in(place.resolved, unknown)) for place in inherited if place.resolved.place
        ]
        return (*locations, *near[:1], *(place for place in linked if place not in locations))
    if memory.recent_places_for(item.parsed.passage) or item.syntax.points_there():
        return inherited + linked
    by_rules = link(scores={}, accept_weak=False) if inherited else ()
    if any(place.role is PlaceRole.LOCATION for place in by_rules):
        return by_rules  # a dateline says less than a place beside the act that the linker does not trust
    return inherited + linked if inherited else link(accept_weak=True)


def _score(lead: Trigger, places: tuple[EventPlace, ...], date: EventDate) -> float:
    """How sure the record is: the trigger's strength, weighed down by a weak, inherited or missing place or date."""
    place = max((place.resolved.score * (0.8 if place.is_inferred else 1.0) for place in places), default=0.3)
    known = {DateBasis.EXPLICIT: 1.0, DateBasis.RELATIVE: 0.9, DateBasis.INHERITED: 0.7}.get(date.basis, 0.4)
    return round(0.5 * lead.score + 0.3 * place + 0.2 * known, 3)
