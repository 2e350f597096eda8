"""EventMentions -> Events within one document: the same act told twice is one event.

Two mentions merge when nothing about them conflicts and enough agrees: type, place, date, parties, figures. What each
of them says is kept: every passage stays as evidence, and figures that differ widen the interval.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reportmap.events.actors import ARMED
from reportmap.events.casting import cast_parties, is_mutual
from reportmap.events.disagreement import settle
from reportmap.events.episodes import (
    gives_way,
    gravity,
    is_aftermath,
    is_guessed,
    is_one_a_day,
    is_part_of,
    is_share,
    is_told_apart,
)
from reportmap.events.linking import is_around
from reportmap.events.tolls import TOLL_REACH
from reportmap.figures import best_number
from reportmap.gazetteer.distances import distance_km
from reportmap.model import (
    DRAWN_MODALITIES,
    Actor,
    ActorKind,
    ActorRole,
    Attribution,
    Counts,
    DateBasis,
    DatePrecision,
    Document,
    Event,
    EventDate,
    EventMention,
    EventPlace,
    Extractor,
    Modality,
    PlacePrecision,
    PlaceRole,
    ResolvedPlace,
    SectionKind,
    Span,
    Stance,
)

ANAPHORA_REACH = 1500
"""Code points over which "the attack" points back to an attack; about three paragraphs of news."""

LEAD_REACH = 1500
"""Code points within which a lead's act is told in full; about three paragraphs."""

DAY = datetime.timedelta(days=1)
_DEFINITE = ("the ", "this ", "that ", "these ")
_GRAINS = {precision: rank for rank, precision in enumerate(DatePrecision)}


@dataclass(slots=True)
class _Cluster:
    """Mentions of one event, in text order."""

    mentions: list[EventMention]


def merge_mentions(mentions: Sequence[EventMention], *, document: Document, extractor: Extractor) -> tuple[Event, ...]:
    """One event for each act that a document reports, in text order of first mention.

    Comments merge only with comments of the document, never with the report. Deaths that no act explains are left out.
    """
    clusters: list[_Cluster] = []
    for mention in _with_later_dates(mentions):
        home = _home(mention, clusters, document)
        if home is None:
            clusters.append(_Cluster([mention]))
        else:
            home.mentions.append(mention)
    clusters = [
        cluster
        for cluster in _absorb_headlines(_absorb_leads(clusters))
        if not all(mention.needs_act for mention in cluster.mentions)
    ]
    return tuple(_event(cluster.mentions, document=document, extractor=extractor) for cluster in clusters)


def _home(mention: EventMention, clusters: Sequence[_Cluster], document: Document) -> _Cluster | None:
    if any(claim.words in {"0", Modality.DENIED.value} for claim in mention.claims) and not _is_drawn(mention):
        return next((cluster for cluster in reversed(clusters) if _is_denied_by(mention, cluster)), None)
    recent = sorted(clusters, key=lambda item: -_position(item.mentions[-1]))  # the one told of last comes first
    fitting = (
        cluster
        for cluster in recent
        if all(_may_be_same(mention, other, document) for other in cluster.mentions)
        and any(
            _is_same(mention, other, document) for other in cluster.mentions if not _is_spent(other, mention, cluster)
        )
    )
    is_bare = _points_back(mention, document) and " " not in mention.evidence.trigger  # "the battle"
    if mention.is_toll or mention.is_reference or is_bare or not _is_drawn(mention):
        return next(fitting, None)
    homes = list(fitting)

    def rank(home: _Cluster) -> int:
        if any(other.evidence.start == mention.evidence.start for other in home.mentions):
            return 2
        return int(any(other.sub_event_type == mention.sub_event_type for other in home.mentions))

    return max(homes, key=rank, default=None)


def _is_spent(reference: EventMention, mention: EventMention, cluster: _Cluster) -> bool:
    """Whether words that refer to an act have found it in their cluster, so that they bind no other act.

    Another act is one of another type, or one with a place of its own.
    """
    if not reference.is_reference or mention.is_reference or mention.is_toll:
        return False
    told = [other for other in cluster.mentions if not other.is_reference and not other.is_toll]
    is_placed = any(not place.is_inferred for place in mention.places)
    return bool(told) and (is_placed or all(other.sub_event_type != mention.sub_event_type for other in told))


def _is_denied_by(denial: EventMention, cluster: _Cluster) -> bool:
    """Whether somebody denies the act that a cluster tells, or its toll, near behind it."""
    told = [mention for mention in cluster.mentions if _is_drawn(mention) and not mention.is_reference]
    is_toll = denial.claims[0].matter != "modality"
    return any(
        mention.section is denial.section
        and 0 <= denial.evidence.start - mention.evidence.end <= TOLL_REACH
        and (mention.plover_type == denial.plover_type if is_toll else mention.sub_event_type == denial.sub_event_type)
        and _places_agree(denial.places, mention.places)
        and (_dates_agree(denial.date, mention.date) or denial.date.basis is DateBasis.INHERITED)
        for mention in told
    )


def _absorb_leads(clusters: list[_Cluster]) -> list[_Cluster]:
    """Clusters that only count or refer ("A week after the blast, the toll is 358") join the act told after them."""
    kept: list[_Cluster] = []
    for index, cluster in enumerate(clusters):
        home = None
        if all(mention.is_toll or mention.is_reference for mention in cluster.mentions):
            home = next((other for other in clusters[index + 1 :] if _is_told_in(cluster, other)), None)
        if home is None:
            kept.append(cluster)
        else:
            home.mentions = sorted(cluster.mentions + home.mentions, key=lambda item: item.evidence.trigger_start)
    return kept


def _absorb_headlines(clusters: list[_Cluster]) -> list[_Cluster]:
    """What only the title tells joins the act of its type in the text: a headline announces what stands below it.

    A place of the title that the act does not lie in goes: the headline gave several acts one place, or a wide one.
    """
    kept: list[_Cluster] = []
    for index, cluster in enumerate(clusters):
        is_title = all(item.section is SectionKind.TITLE and _is_drawn(item) for item in cluster.mentions)
        home = next((act for act in clusters[index + 1 :] if is_title and _is_announced(cluster, act)), None)
        if home is None:
            kept.append(cluster)
            continue
        is_there = bool(_provinces(cluster) & _provinces(home))
        announced = [item if is_there else replace(item, places=()) for item in cluster.mentions]
        home.mentions = announced + home.mentions
    return kept


def _is_announced(title: _Cluster, act: _Cluster) -> bool:
    told = [item for item in act.mentions if item.section is SectionKind.BODY and not item.is_reference]
    return any(
        _is_drawn(two)
        and _figures_agree(one.counts, two.counts)
        and (
            one.sub_event_type == two.sub_event_type
            or (one.plover_type == two.plover_type and bool(_provinces(title) & _provinces(act)))
        )
        for one in title.mentions
        for two in told
        if not two.is_toll
    )


def _is_told_in(lead: _Cluster, act: _Cluster) -> bool:
    one = lead.mentions[-1]
    two = next((item for item in act.mentions if not item.is_toll and not item.is_reference), None)
    if two is None:
        return False
    is_comment = SectionKind.COMMENT in {one.section, two.section}
    is_near = two.evidence.start - one.evidence.end <= LEAD_REACH
    is_undated = all(mention.date.precision is not DatePrecision.DAY for mention in lead.mentions)
    is_undated = is_undated or lead.mentions[0].is_reference  # what follows a reference dates the count, not the act
    has_own_day = one.date.basis is not DateBasis.INHERITED and not _dates_agree(one.date, two.date)
    is_undated = is_undated or (_is_wide(one) and not has_own_day)
    return (
        is_near
        and not is_comment
        and is_undated
        and one.plover_type == two.plover_type
        and _is_drawn(one)
        and _is_drawn(two)
        and bool(_provinces(lead) & _provinces(act))
    )


def _is_wide(mention: EventMention) -> bool:
    """Whether a mention names a first-order unit as its place, and so leaves it to another to say where in it."""
    told = [place for place in _locations(mention.places) if not place.is_inferred]
    return bool(told) and all(place.resolved.precision is PlacePrecision.ADMIN1 for place in told)


def _provinces(cluster: _Cluster) -> set[tuple[str | None, str | None]]:
    """The first-order units that a cluster's places lie in, as (country code, unit code)."""
    found = [place.resolved.place for mention in cluster.mentions for place in _locations(mention.places)]
    return {(place.country_code, place.admin1_code) for place in found if place is not None and place.admin1_code}


def _may_be_same(one: EventMention, two: EventMention, document: Document) -> bool:
    """Whether nothing that the two say conflicts; `one` is the later."""
    is_comment = SectionKind.COMMENT in {one.section, two.section}
    if is_comment and one.section is not two.section:
        return False
    is_years = any(item.is_reference and item.modality is Modality.AGGREGATE for item in (one, two))
    if is_years and (_is_drawn(one) or _is_drawn(two)):
        return False  # "years of attacks" are no single act
    is_reference = one.is_reference or two.is_reference  # whether "the blast" happened is said where it is told
    if not is_reference and one.modality is not two.modality and not (_is_drawn(one) and _is_drawn(two)):
        return False
    return (
        (_dates_agree(one.date, two.date) or (_is_bare_toll(one) and one.date.basis is DateBasis.INHERITED))
        and (
            _only_refers(one)
            or _only_refers(two)
            or _places_agree(one.places, two.places)
            or _is_continued(one, two, document)
        )
        and (_figures_agree(one.counts, two.counts) or _is_bare_toll(one) or is_share(one, two))
        and (_actors_agree(one.actors, two.actors) or is_part_of(one, two) or _are_its_sides(one, two))
        and not _befell_others(one, two)
    )


def _befell_others(one: EventMention, two: EventMention) -> bool:
    """Whether a noun names one act by its victim ("the murder of X"), and the other befell somebody of another name."""
    first, second = one.victims, two.victims
    is_named = first.name_the_act or second.name_the_act
    return is_named and bool(first.names) and bool(second.names) and not first.names & second.names


def _only_refers(mention: EventMention) -> bool:
    """Whether a mention refers to an act and names no place: what it takes over from a dateline says nothing."""
    return mention.is_reference and all(place.is_inferred for place in mention.places)


def _is_continued(one: EventMention, two: EventMention, document: Document) -> bool:
    """Whether "the drone fired twice" goes on with an act of its type, whatever place stands between the two."""
    has_own_place = any(not place.is_inferred for place in one.places)
    return one.sub_event_type == two.sub_event_type and not has_own_place and _points_back(one, document)


def _is_drawn(mention: EventMention) -> bool:
    return mention.modality in DRAWN_MODALITIES


def _is_same(one: EventMention, two: EventMention, document: Document) -> bool:
    """Whether enough agrees: the same kind of act at the same place, or words that point back to it."""
    if one.evidence.trigger_start == two.evidence.trigger_start:
        return True
    if one.evidence.start != two.evidence.start and (one.is_reference or two.is_reference):
        is_bare = two.is_reference and two.is_toll  # "the injured" names nothing that a later act could be
        return one.plover_type == two.plover_type and not is_bare
    if is_told_apart(one, two):
        return False
    if _points_back(one, document) and _may_point_to(one, two):
        has_own_place = any(not place.is_inferred for place in one.places)
        return not has_own_place or bool(_spot_ids(one.places) & _spot_ids(two.places))
    if _is_bare_toll(one) and _may_point_to(one, two, reach=TOLL_REACH):
        return True
    return is_part_of(one, two) or (one.sub_event_type == two.sub_event_type and _is_told_twice(one, two))


def _is_told_twice(one: EventMention, two: EventMention) -> bool:
    """Whether two mentions of one type agree in place and parties, so that the later retells the earlier."""
    if SectionKind.TITLE in {one.section, two.section}:
        return True
    if one.evidence.start == two.evidence.start:
        return False  # two acts of one sentence were kept apart for a reason
    if _is_in_lead(min(one, two, key=_position), max(one, two, key=_position)):
        return True
    shared_actor = bool(_names(one.actors) & _names(two.actors))
    shared_place = bool(_spot_ids(one.places) & _spot_ids(two.places))
    if one.modality not in DRAWN_MODALITIES:
        has_total = one.is_toll or two.is_toll  # a total of its own; one without place and date has joined already
        return one.modality is two.modality and not has_total and (shared_actor or shared_place)
    is_known = shared_actor or _is_undated(one) or _is_undated(two) or (is_one_a_day(one) and _share_day(one, two))
    return shared_place and is_known and _is_retold(one, two)


def _position(mention: EventMention) -> int:
    return mention.evidence.trigger_start


def _share_day(one: EventMention, two: EventMention) -> bool:
    return one.date.start == two.date.start and one.date.precision is two.date.precision is DatePrecision.DAY


def _is_in_lead(lead: EventMention, full: EventMention) -> bool:
    """Whether a lead tells of a wide area what the text then tells of a place in it, on a day of the same dates."""
    wide, narrow = _told_locations(lead.places), _told_locations(full.places)
    if not wide or not narrow or any(place.is_inferred for place in (*wide, *narrow)):
        return False
    known = [place.resolved.coarseness for place in narrow if place.resolved.place is not None]
    is_wider = bool(known) and min(place.resolved.coarseness for place in wide) > max(known)
    is_close = full.evidence.start - lead.evidence.end <= LEAD_REACH
    is_dated_alike = lead.date.start is not None and full.date.start is not None
    is_unit = all(place.resolved.precision in {PlacePrecision.ADMIN1, PlacePrecision.ADMIN2} for place in wide)
    return is_wider and is_unit and is_close and is_dated_alike and _is_drawn(lead) and _is_drawn(full)


def _is_retold(one: EventMention, two: EventMention) -> bool:
    """Whether the later mention adds no place or date of its own that would make it another act."""
    later = max(one, two, key=lambda mention: mention.evidence.start)
    inferred = not later.places or all(place.is_inferred for place in later.places)
    inherited = later.date.basis in {DateBasis.INHERITED, DateBasis.NONE}
    return inferred or inherited or one.date.start == two.date.start


def _points_back(mention: EventMention, document: Document) -> bool:
    """Whether the trigger is a noun with "the" before it ("the attack"), without a place of its own."""
    if mention.is_toll:
        return False
    start = mention.evidence.trigger_start
    before = document.text[max(0, start - 24) : start].lower()
    words = before.rsplit(maxsplit=2)
    return before.endswith(_DEFINITE) or (len(words) >= 2 and words[-2] in {"the", "this"})


def _is_bare_toll(mention: EventMention) -> bool:
    """Whether a mention only counts victims and names no place or day of its own: the toll of what was told before."""
    is_elsewhere = any(not place.is_inferred for place in mention.places)
    is_dated = (
        mention.date.basis in {DateBasis.EXPLICIT, DateBasis.RELATIVE} and mention.date.precision is DatePrecision.DAY
    )
    return mention.is_toll and not is_elsewhere and not is_dated


def _may_point_to(one: EventMention, two: EventMention, *, reach: int = ANAPHORA_REACH) -> bool:
    is_near = 0 <= one.evidence.start - two.evidence.start <= reach
    return is_near and one.plover_type == two.plover_type and one.evidence.start != two.evidence.start


def _dates_agree(one: EventDate, two: EventDate) -> bool:
    if one.start is None or two.start is None or one.end is None or two.end is None:
        return True
    return one.start <= two.end + DAY and two.start <= one.end + DAY


def _places_agree(one: Sequence[EventPlace], two: Sequence[EventPlace]) -> bool:
    locations_one, locations_two = _told_locations(one), _told_locations(two)
    if not locations_one or not locations_two:
        return True
    return any(_is_same_or_inside(a, b) for a in locations_one for b in locations_two)


def _told_locations(places: Sequence[EventPlace]) -> list[EventPlace]:
    """The locations that a passage names itself, without what stands in for one that has no entry; else all."""
    locations = _locations(places)
    return [place for place in locations if not place.is_inferred] or locations


def _is_same_or_inside(one: EventPlace, two: EventPlace) -> bool:
    a, b = one.resolved.place, two.resolved.place
    if a is None or b is None:
        return one.is_inferred or two.is_inferred or one.resolved.mention.text == two.resolved.mention.text
    if a.place_id == b.place_id:
        return _may_be_one_spot(one.resolved, two.resolved)
    coarse, fine = (one, two) if one.resolved.coarseness > two.resolved.coarseness else (two, one)
    outer, inner = coarse.resolved.place, fine.resolved.place
    if outer is None or inner is None or coarse.resolved.coarseness == fine.resolved.coarseness:
        return False
    if coarse.resolved.derived is not None and not coarse.resolved.derived.relation.is_inside:
        return is_around(coarse.resolved.derived, fine.resolved)
    if coarse.resolved.precision is PlacePrecision.ADMIN1:
        return (outer.country_code, outer.admin1_code) == (inner.country_code, inner.admin1_code)
    if coarse.resolved.precision in {PlacePrecision.COUNTRY, PlacePrecision.REGION}:
        return outer.country_code == inner.country_code
    return False


def _may_be_one_spot(one: ResolvedPlace, two: ResolvedPlace) -> bool:
    """Whether two mentions of one place can mean the same spot: "30 km north of Kabul" is not Kabul."""
    if one.derived is None or two.derived is None:
        point, other = (one.derived, two) if one.derived is not None else (two.derived, one)
        return point is None or point.relation.is_inside or is_around(point, other)
    first, second = one.derived, two.derived
    km = distance_km((first.latitude, first.longitude), (second.latitude, second.longitude))
    return km <= first.radius_km + second.radius_km


def _figures_agree(one: Counts, two: Counts) -> bool:
    """Whether the dead could be the same: one is unknown, or the figures are near each other."""
    if one.fatalities is None or two.fatalities is None:
        return True
    a, b = best_number(one.fatalities), best_number(two.fatalities)
    if a is None or b is None or a == b:
        return True
    return min(a, b) > 0 and max(a, b) <= 2 * min(a, b)


def _actors_agree(one: Sequence[Actor], two: Sequence[Actor]) -> bool:
    """Whether the acting parties could be the same: a named one does not become another named one."""
    first = {actor.canonical for actor in one if actor.role.value == "actor1" and not is_guessed(actor)}
    second = {actor.canonical for actor in two if actor.role.value == "actor1" and not is_guessed(actor)}
    generic = {name for name in first | second if name.startswith("Unidentified")}
    return not (first - generic) or not (second - generic) or bool(_names(one) & _names(two))


def _are_its_sides(one: EventMention, two: EventMention) -> bool:
    """Whether two mentions of fights tell of one side each: each of the two fires on the other."""
    if one.sub_event_type != two.sub_event_type or not is_mutual(one.sub_event_type):
        return False
    kinds = [{actor.kind in ARMED for actor in item.actors if actor.role is ActorRole.ACTOR1} for item in (one, two)]
    return kinds in ([{True}, {False}], [{False}, {True}])


def _names(actors: Iterable[Actor]) -> set[str]:
    return {actor.canonical for actor in actors}


def _locations(places: Sequence[EventPlace]) -> list[EventPlace]:
    return [place for place in places if place.role is PlaceRole.LOCATION]


def _spot_ids(places: Sequence[EventPlace]) -> set[str]:
    return {place.resolved.spot_id for place in _locations(places) if place.resolved.spot_id is not None}


def _is_undated(mention: EventMention) -> bool:
    return mention.date.start is None


def _with_later_dates(mentions: Sequence[EventMention]) -> list[EventMention]:
    """Undated acts take the interval of the dated acts that the next sentences tell of the same party and place."""
    found = list(mentions)
    for index, mention in enumerate(found):
        if not _is_undated(mention) or not _is_drawn(mention):
            continue
        later = [
            other
            for other in found[index + 1 :]
            if 0 < other.evidence.start - mention.evidence.start <= ANAPHORA_REACH // 3
            and _is_drawn(other)
            and other.section is mention.section
            and other.date.basis in {DateBasis.EXPLICIT, DateBasis.RELATIVE}
            and _spot_ids(other.places) & _spot_ids(mention.places)
            and _names(other.actors) & _names(mention.actors)
        ]
        if later:
            found[index] = replace(mention, date=_covering(other.date for other in later))
    return found


def _covering(dates: Iterable[EventDate]) -> EventDate:
    known = sorted((date for date in dates if date.start and date.end), key=lambda date: (date.start, date.end))
    first, last = known[0], max(known, key=lambda date: date.end or datetime.date.min)
    is_day = first.start == last.end
    words = " to ".join(dict.fromkeys(date.mention.text for date in (first, last) if date.mention is not None))
    return replace(
        first,
        end=last.end,
        best=last.best or last.end,
        precision=first.precision if is_day else DatePrecision.DAYS,
        basis=DateBasis.INHERITED,
        reason=f"taken over from “{words}” in the sentences after it",
    )


def _event(cluster: Sequence[EventMention], *, document: Document, extractor: Extractor) -> Event:
    denials = [item for item in cluster if item.modality is Modality.DENIED]
    denials = denials if len(denials) < len(cluster) else []
    mentions = [item for item in cluster if item not in denials]
    lead = _lead(mentions)
    first = mentions[0]
    told = [item for item in mentions if not item.is_reference and not item.needs_act]
    modality = Modality.HAPPENED if any(item.modality is Modality.HAPPENED for item in told) else lead.modality
    if not told and modality in DRAWN_MODALITIES:
        modality = Modality.BACKGROUND  # referred to, but reported nowhere in this document
    counts, claims = settle(mentions, lead, denials=denials, document=document)
    places = _best_places(mentions, lead)
    return Event(
        event_id=first.mention_id,
        document_id=document.document_id,
        event_type=lead.event_type,
        sub_event_type=lead.sub_event_type,
        plover_type=lead.plover_type,
        type_score=lead.type_score,
        modality=modality,
        date=_best_date(mentions, lead),
        places=places,
        actors=cast_parties(
            _all_actors(mentions, lead),
            event_type=lead.event_type,
            sub_event_type=lead.sub_event_type,
            places=places,
            trigger=_trigger_words(lead),
        ),
        counts=counts,
        attribution=_distinct_sources(cluster),
        section=SectionKind.BODY if any(item.section is SectionKind.BODY for item in mentions) else lead.section,
        score=max(item.score for item in mentions),
        evidence=tuple(item.evidence for item in cluster),
        n_sources=1,
        merged_from=tuple(item.mention_id for item in cluster),
        extractor=extractor,
        claims=tuple(replace(claim, event_id=first.mention_id) for claim in claims),
    )


def _lead(mentions: Sequence[EventMention]) -> EventMention:
    """The mention that tells the act itself, and best."""
    return max(
        mentions,
        key=lambda item: (
            not item.is_reference,
            not is_aftermath(item, mentions),
            not item.is_toll,
            item.section is not SectionKind.TITLE,
            gravity(item),
            not gives_way(item, mentions),
            not _is_only_part(item, mentions),
            item.type_score,
            -item.evidence.start,
        ),
    )


def _is_only_part(mention: EventMention, mentions: Sequence[EventMention]) -> bool:
    """Whether a mention of another type tells a part of what a mention before it reports."""
    before = (other for other in mentions if other.evidence.trigger_start < mention.evidence.trigger_start)
    return any(other.sub_event_type != mention.sub_event_type and is_part_of(mention, other) for other in before)


def _best_places(mentions: Sequence[EventMention], lead: EventMention) -> tuple[EventPlace, ...]:
    """The places of the mention that names the finest one itself, the lead's where none does.

    What only refers to the event has no say where it is told with a place: "after the clash, jets bombed X".
    """
    with_place = [item for item in mentions if _locations(item.places)]
    # "Over the killing of X" stands where people march, and a headline gives all its acts one place.
    told = [item for item in with_place if not item.is_reference and item.section is not SectionKind.TITLE]
    with_place = told if any(not place.is_inferred for item in told for place in item.places) else with_place
    if not with_place:
        return lead.places
    named = [item for item in with_place if any(not place.is_inferred for place in _locations(item.places))]
    with_place = [item for item in named if not item.is_reference] or with_place

    def rank(item: EventMention) -> tuple[bool, int, bool]:
        best = min(_locations(item.places), key=lambda place: place.resolved.coarseness)
        return best.is_inferred, best.resolved.coarseness, item is not lead

    return min(with_place, key=rank).places


def _best_date(mentions: Sequence[EventMention], lead: EventMention) -> EventDate:
    dated = [item for item in mentions if item.date.start is not None]
    dated = [item for item in dated if not item.is_toll and not item.is_reference] or dated
    if not dated:
        return lead.date

    def rank(item: EventMention) -> tuple[int, int, bool]:
        basis = [DateBasis.EXPLICIT, DateBasis.RELATIVE, DateBasis.INHERITED, DateBasis.PUBLICATION, DateBasis.NONE]
        return _GRAINS[item.date.precision], basis.index(item.date.basis), item is not lead

    return min(dated, key=rank).date


def _trigger_words(mention: EventMention) -> Span:
    part = mention.evidence
    return Span(start=part.trigger_start, end=part.trigger_end, text=part.trigger)


def _all_actors(mentions: Sequence[EventMention], lead: EventMention) -> tuple[Actor, ...]:
    found: dict[tuple[str, ActorRole | None], Actor] = {}
    for mention in (lead, *(item for item in mentions if item is not lead)):
        for actor in mention.actors:
            role = actor.role if actor.kind is ActorKind.CIVILIANS else None
            found.setdefault((actor.canonical, role), actor)  # "a man" and "three people" are two parties
    return tuple(found.values())


def _distinct_sources(mentions: Sequence[EventMention]) -> tuple[Attribution, ...]:
    found: dict[tuple[str, Stance], Attribution] = {}
    for mention in mentions:
        for source in mention.attribution:
            found.setdefault((source.name, source.stance), source)
    return tuple(found.values())
