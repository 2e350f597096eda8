"""Accounts of several reports: which tell of one event, why, in groups that do not depend on the order of reports."""

import dataclasses
import itertools
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportmap.matching.accounts import contradictions, merge_accounts, order_accounts
from reportmap.matching.blocks import END, find_likenesses, keys_of, probes_of, window_of
from reportmap.matching.compare import compare
from reportmap.matching.copies import copied_share, publisher_key, shared_sources, sketch_of
from reportmap.matching.groups import BY_ANALYST, Decision, Group, find_groups
from reportmap.matching.profile import Profile, profile_of
from reportmap.matching.rules import rules
from reportmap.model import Event, Modality, SectionKind
from tests.accounts import AIR, ATTACK, BATTLE, BOMB, PROTEST, SUICIDE, extraction_of, told
from tests.matching_pairs import CONTRADICTING, OTHER_EVENTS, SAME
from tests.strategies import documents
from tests.strategies import events as any_events

ACCEPT = rules().limits["accept"]
PAIRS = [(row[0], row[1], row[2], True) for row in (*SAME, *CONTRADICTING)]
PAIRS += [(*row, False) for row in OTHER_EVENTS]


def profiles_of(*events: Event) -> dict[str, Profile]:
    return {found.event_id: found for event in events if (found := profile_of(event)) is not None}


def groups_of(*events: Event, decisions: tuple[Decision, ...] = ()) -> tuple[Group, ...]:
    profiles = profiles_of(*events)
    return find_groups(profiles, likenesses=find_likenesses(profiles.values()), decisions=decisions)


def merged(*events: Event, **kept: Event) -> Event:
    """The events as one, whatever the rules say."""
    ordered = order_accounts(events)
    reasons = {event.event_id: (0.9, "same") for event in ordered}
    return merge_accounts(ordered, reasons=reasons, copies={})


# --- pairs ------------------------------------------------------------------------------------------------------


def test_there_are_at_least_sixty_pairs() -> None:
    assert len(PAIRS) >= 60


@pytest.mark.parametrize(("one", "two", "is_same"), [row[1:] for row in PAIRS], ids=[row[0] for row in PAIRS])
def test_pairs(one: Event, two: Event, is_same: bool) -> None:
    groups = groups_of(one, two)
    assert bool(groups) is is_same
    if is_same:
        assert groups[0].event_ids == tuple(sorted((one.event_id, two.event_id)))
        score, reason = groups[0].reasons[one.event_id]
        assert ACCEPT <= score <= 1
        assert reason
        assert "\n" not in reason


@pytest.mark.parametrize(("one", "two"), [row[1:3] for row in PAIRS], ids=[row[0] for row in PAIRS])
def test_the_likeness_does_not_depend_on_which_comes_first(one: Event, two: Event) -> None:
    first, second = profile_of(one), profile_of(two)
    if first is not None and second is not None:
        assert compare(first, second) == compare(second, first)


@pytest.mark.parametrize(
    ("one", "two", "matters"), [row[1:] for row in CONTRADICTING], ids=[r[0] for r in CONTRADICTING]
)
def test_contradictions_stand_side_by_side(one: Event, two: Event, matters: set[str]) -> None:
    event = merged(one, two)
    found = contradictions(event)
    assert {item.matter for item in found} == matters
    for item in found:
        assert {claim.event_id for claim in item.claims} == {one.event_id, two.event_id}
    # Nothing that an account says is lost, and the merged event's own fields are those of one account.
    assert {account.event for account in event.accounts} == {one, two}
    assert event.counts in {one.counts, two.counts}


WORDS = [
    # label,          count of one,     of the other,       what is said
    ("exact",         8,                10,                 {"8", "10"}),
    ("open above",    (12, None, None), 10,                 {"at least 12", "10"}),
    ("an interval",   (3, None, 5),     10,                 {"between 3 and 5", "10"}),
]  # fmt: skip


@pytest.mark.parametrize(("one", "two", "words"), [row[1:] for row in WORDS], ids=[row[0] for row in WORDS])
def test_how_figures_are_said(one: object, two: object, words: set[str]) -> None:
    event = merged(told("A bomb.", BOMB, "Sangin", dead=one), told("A blast.", BOMB, "Sangin", dead=two))
    assert {claim.words for item in contradictions(event) for claim in item.claims} == words


def test_an_event_of_one_report_contradicts_nothing() -> None:
    assert contradictions(told("A bomb killed two.", BOMB, "Sangin", dead=2)) == ()


# --- one event of several accounts ------------------------------------------------------------------------------

LEADS = [
    # label,             tells it best,                                                       the other one
    ("what happened",    told("It fell.", BATTLE, "Sangin", "2010-06-07"),                    told("It fell, they say.", BATTLE, "Sangin", "2010-06-07", modality=Modality.CLAIMED)),
    ("the exact place",  told("It fell.", BATTLE, "Sangin", "2010-06-07"),                    told("A town fell.", BATTLE, "Helmand", "2010-06-07")),
    ("the exact day",    told("It fell.", BATTLE, "Sangin", "2010-06-07"),                    told("It fell late.", BATTLE, "Sangin", "2010-06-05/2010-06-08")),
    ("more figures",     told("It fell; two died.", BATTLE, "Sangin", "2010-06-07", dead=2),  told("It fell.", BATTLE, "Sangin", "2010-06-07")),
    ("the surer one",    told("It fell.", BATTLE, "Sangin", "2010-06-07", score=0.9),         told("It fell!", BATTLE, "Sangin", "2010-06-07", score=0.7)),
    ("the body",         told("It fell.", BATTLE, "Sangin", "2010-06-07"),                    told("Town falls", BATTLE, "Sangin", "2010-06-07", section=SectionKind.TITLE)),
]  # fmt: skip


@pytest.mark.parametrize(("best", "other"), [row[1:] for row in LEADS], ids=[row[0] for row in LEADS])
def test_the_fields_are_those_of_the_account_that_tells_it_best(best: Event, other: Event) -> None:
    event = merged(other, best)
    assert (event.event_id, event.document_id) == (best.event_id, best.document_id)
    assert dataclasses.replace(
        event, accounts=(), evidence=best.evidence, merged_from=best.merged_from, n_sources=1
    ) == dataclasses.replace(best, n_sources=1)
    assert event.evidence == best.evidence + other.evidence
    assert event.merged_from == best.merged_from + other.merged_from
    assert [account.event for account in event.accounts] == [best, other]


def test_no_event_without_an_account() -> None:
    with pytest.raises(ValueError, match="needs an account"):
        merge_accounts((), reasons={}, copies={})


# --- sources ----------------------------------------------------------------------------------------------------

LONG = "A bomb planted in a handcart exploded beside a queue of day laborers at the bus station of the old town"
REST = (
    "Ambulances took an hour to get through. The governor came in the afternoon and promised the families money. "
    "Shopkeepers swept glass from the road until it was dark, and the buses left from another street."
)
SOURCES = [
    # label,                      (text, publisher, quotes) of each report,                                            sources
    ("three outlets",             [("A bomb went off.", "Ariana", None), ("A blast was heard.", "Bakhtar", None), ("It blew up.", "Pajhwok", None)], 3),
    ("one publisher twice",       [("A bomb went off.", "Ariana", None), ("A blast was heard.", "Ariana", None)],      1),
    ("its desks",                 [("A bomb went off.", "The Ariana Post, Kabul desk", None), ("A blast was heard.", "Ariana Post (online)", None)], 1),
    ("unknown publishers",        [("A bomb went off.", None, None), ("A blast was heard.", None, None)],              2),
    ("one wire, quoted by both",  [("A bomb went off.", "Ariana", "Reuters"), ("A blast was heard.", "Bakhtar", "Reuters")], 1),
    ("the wire and who quotes it", [("A bomb went off.", "Reuters", None), ("A blast was heard.", "Bakhtar", "Reuters")], 1),
    ("the same sentence",         [(LONG + ".", "Ariana", None), (LONG + ", police said.", "Bakhtar", None)],          1),
    ("a copied report",           [("Panic. " + LONG + ". " + REST, "Ariana", None), ("Grief. " + LONG + ". " + REST, "Bakhtar", None)], 1),
    ("a shortened copy",          [("Panic. " + LONG + ". " + REST, "Ariana", None), (LONG + ".", "Bakhtar", None)],   1),
    ("a copy and another one",    [(LONG + ".", "Ariana", None), (LONG + ", police said.", "Bakhtar", None), ("It blew up.", "Pajhwok", None)], 2),
    ("a short sentence is none",  [("A bomb killed two.", "Ariana", None), ("A bomb killed two!", "Bakhtar", None)],   2),
]  # fmt: skip


@pytest.mark.parametrize(("reports", "n_sources"), [row[1:] for row in SOURCES], ids=[row[0] for row in SOURCES])
def test_sources_are_counted_once(reports: list[tuple[str, str | None, str | None]], n_sources: int) -> None:
    extractions = [
        extraction_of(told(text, BOMB, "Sangin", via=quoted, report=f"{index} {text}"), publisher=publisher)
        for index, (text, publisher, quoted) in enumerate(reports)
    ]
    events = [extraction.events[0] for extraction in extractions]
    by_id = {extraction.document.document_id: extraction.document for extraction in extractions}
    sketches = {one.document.document_id: sketch_of(one) for one in extractions}
    copies = shared_sources(events, documents=by_id, sketches=sketches)
    assert len(events) - len(copies) == n_sources
    assert all(copies.get(kept) is None for kept in copies.values()), "a copy names a source of its own"
    reasons = {event.event_id: (0.9, "same") for event in events}
    event = merge_accounts(events, reasons=reasons, copies=copies)
    assert event.n_sources == n_sources


SHARES = [
    # label,          one text,                     another text,               least, most
    ("equal",         LONG,                         LONG,                       1.0, 1.0),
    ("nothing",       LONG,                         REST,                       0.0, 0.0),
    ("a part",        LONG + " " + REST,            REST,                       0.9, 1.0),
    ("half",          LONG + " " + REST,            LONG + " and then it was quiet, as it had been on the day before and on the days before that day", 0.4, 0.7),
    ("empty",         LONG,                         "",                         0.0, 0.0),
]  # fmt: skip


@pytest.mark.parametrize(("one", "two", "least", "most"), [row[1:] for row in SHARES], ids=[row[0] for row in SHARES])
def test_how_much_of_the_shorter_report_the_longer_one_has(one: str, two: str, least: float, most: float) -> None:
    first, second = (sketch_of(extraction_of(told(text or ".", report=f"share {text}"))) for text in (one, two))
    assert least <= copied_share(first, second) <= most
    assert copied_share(first, second) == copied_share(second, first)


def test_long_reports_are_sketched_well_enough() -> None:
    words = [f"word{number}" for number in range(4_000)]
    whole = sketch_of(extraction_of(told(" ".join(words), report="whole")))
    half = sketch_of(extraction_of(told(" ".join(words[:2_000]), report="half")))
    other = sketch_of(extraction_of(told(" ".join(f"other{number}" for number in range(4_000)), report="other")))
    assert len(whole.hashes) < whole.n_runs
    assert copied_share(whole, half) > 0.75
    assert copied_share(whole, other) == 0


@pytest.mark.parametrize(("name", "key"), [("The Ariana Post", "ariana post"), ("Reuters, Kabul", "reuters"), ("AFP (Kabul)", "afp"), ("", "")])  # fmt: skip
def test_publishers_as_they_are_compared(name: str, key: str) -> None:
    assert publisher_key(name) == key


# --- groups -----------------------------------------------------------------------------------------------------


def test_what_may_be_either_joins_the_likelier_and_bridges_nothing() -> None:
    """A report that only names the country fits two towns; the towns stay apart."""
    kabul = told("A suicide bomber killed 12 guests of a wedding in Kabul.", SUICIDE, "Kabul", "2019-08-17", dead=12)
    herat = told("A bomber killed 12 at a checkpoint in Herat.", SUICIDE, "Herat", "2019-08-17", dead=12)
    country = told(
        "A suicide bomber killed 12 wedding guests in Afghanistan.", SUICIDE, "Afghanistan", "2019-08-17", dead=12
    )
    (group,) = groups_of(kabul, herat, country)
    assert set(group.event_ids) == {kabul.event_id, country.event_id}


def test_two_events_of_one_report_stay_apart() -> None:
    """One report tells of two blasts, the other of one: it joins the one that it is more like."""
    first = told(
        "A handcart blew up at the bank in Sangin and killed four.",
        BOMB,
        "Sangin",
        "2010-06-07",
        dead=4,
        report="two blasts",
    )
    second = told(
        "An hour later a mine killed a boy in Sangin.", BOMB, "Sangin", "2010-06-07", dead=1, report="two blasts"
    )
    other = told("Four people died in Sangin when a handcart blew up at a bank.", BOMB, "Sangin", "2010-06-07", dead=4)
    (group,) = groups_of(first, second, other)
    assert set(group.event_ids) == {first.event_id, other.event_id}


def _decide(number: int, one: Event, two: Event, is_same: bool) -> Decision:
    return Decision(number=number, one=one.event_id, two=two.event_id, is_same=is_same)


A = told("A bomb killed two in Sangin.", BOMB, "Sangin", "2009-03-30", dead=2)
B = told("Two people died in Sangin when a bomb went off.", BOMB, "Sangin", "2009-03-30", dead=2)
C = told("The Sangin bomb killed two.", BOMB, "Sangin", "2009-03-30", dead=2)
FAR = told("Gunmen killed a teacher in Herat.", ATTACK, "Herat", "2012-05-01", dead=1)
DECIDED = [
    # label,                     decisions, oldest first,                                  groups
    ("none",                     [],                                                       [{"A", "B", "C"}]),
    ("not the same",             [("A", "B", False), ("A", "C", False)],                   [{"B", "C"}]),
    ("the same after all",       [("A", "FAR", True)],                                     [{"A", "B", "C", "FAR"}]),
    ("the newest counts",        [("A", "FAR", True), ("A", "FAR", False)],                [{"A", "B", "C"}]),
    ("the newest counts (same)", [("A", "B", False), ("A", "C", False), ("A", "B", True)], [{"A", "B"}]),
    ("through a third",          [("A", "C", False), ("A", "B", True), ("B", "C", True)],  [{"A", "B", "C"}]),
    ("not through a third",      [("A", "B", True), ("B", "C", True), ("A", "C", False)],  [{"B", "C"}]),
]  # fmt: skip


@pytest.mark.parametrize(("decisions", "expected"), [row[1:] for row in DECIDED], ids=[row[0] for row in DECIDED])
def test_what_the_analyst_decided_stands(decisions: list[tuple[str, str, bool]], expected: list[set[str]]) -> None:
    events = {"A": A, "B": B, "C": C, "FAR": FAR}
    names = {event.event_id: name for name, event in events.items()}
    made = tuple(_decide(n, events[one], events[two], is_same) for n, (one, two, is_same) in enumerate(decisions))
    found = [{names[event_id] for event_id in group.event_ids} for group in groups_of(*events.values(), decisions=made)]
    assert sorted(map(sorted, found)) == sorted(map(sorted, expected))


def test_what_the_analyst_joined_says_so() -> None:
    (group,) = groups_of(A, FAR, decisions=(_decide(1, A, FAR, True),))
    assert group.reasons == {A.event_id: (1.0, BY_ANALYST), FAR.event_id: (1.0, BY_ANALYST)}


def test_a_decision_about_what_is_gone_does_nothing() -> None:
    assert groups_of(A, B, decisions=(_decide(1, A, FAR, True),)) == groups_of(A, B)


# --- properties -------------------------------------------------------------------------------------------------

TOWNS = ("Kabul", "Sangin", "Musa Qala", "Musa Qala District", "Helmand", "Afghanistan", None)
SENTENCES = (
    "A bomb went off.",
    "A bomb killed guests of a wedding in a hotel.",
    "Guests of a wedding died in a hotel.",
    LONG,
)


@st.composite
def stories(draw: st.DrawFn) -> list[Event]:
    """Accounts of a few days in a few places, many of them alike, up to two to a report."""
    return [
        told(
            draw(st.sampled_from(SENTENCES)),
            draw(st.sampled_from((BOMB, SUICIDE, AIR, PROTEST))),
            draw(st.sampled_from(TOWNS)),
            draw(st.sampled_from(("2010-06-07", "2010-06-08", "2010-06-07/2010-06-12", "2010-06-01/2010-06-30", None))),
            dead=draw(st.sampled_from((None, 2, 14, 15, (9, None, None)))),
            who=draw(st.sampled_from((None, "Taliban", "Islamic State"))),
            modality=draw(st.sampled_from((Modality.HAPPENED, Modality.CLAIMED, Modality.DENIED, Modality.PLANNED))),
            report=f"report {number // 2}",
        )
        for number in range(draw(st.integers(2, 9)))
    ]


@st.composite
def decided(draw: st.DrawFn) -> tuple[list[Event], tuple[Decision, ...]]:
    events = draw(stories())
    pairs = draw(st.lists(st.tuples(st.sampled_from(events), st.sampled_from(events), st.booleans()), max_size=3))
    return events, tuple(_decide(n, *pair) for n, pair in enumerate(pairs) if pair[0] is not pair[1])


EXAMPLES = settings(max_examples=60, deadline=None)


@EXAMPLES
@given(decided(), st.randoms(use_true_random=False))
def test_groups_do_not_depend_on_the_order_of_reports(made: tuple[list[Event], tuple[Decision, ...]], random) -> None:
    events, decisions = made
    shuffled = random.sample(events, len(events))
    assert groups_of(*events, decisions=decisions) == groups_of(*shuffled, decisions=decisions)


@EXAMPLES
@given(stories())
def test_no_group_holds_what_rules_each_other_out(events: list[Event]) -> None:
    by_id = profiles_of(*events)
    groups = groups_of(*events)
    assert len({event_id for group in groups for event_id in group.event_ids}) == sum(len(g.event_ids) for g in groups)
    for group in groups:
        members = [by_id[event_id] for event_id in group.event_ids]
        assert len({member.document_id for member in members}) == len(members)
        for one, two in itertools.combinations(members, 2):
            likeness = compare(one, two)
            assert likeness is not None
            assert likeness.score >= rules().limits["hold"]


@EXAMPLES
@given(stories())
def test_the_blocks_lose_no_pair(events: list[Event]) -> None:
    profiles = list(profiles_of(*events).values())
    every = [found for one, two in itertools.combinations(profiles, 2) if (found := compare(one, two)) is not None]
    wanted = {(found.one, found.two) for found in every if found.score >= ACCEPT}
    assert {(found.one, found.two) for found in find_likenesses(profiles) if found.score >= ACCEPT} == wanted
    for one, two in itertools.permutations(profiles, 2):  # and so do the probes that the store uses
        if tuple(sorted((one.event_id, two.event_id))) in wanted:
            ranges, window = probes_of(one), window_of(one)
            assert any(low <= key <= high for key in keys_of(two) for low, high in ranges)
            if window is not None and two.first_day is not None:
                assert window[0] <= two.first_day <= window[1]
    assert END > "zzz"


@EXAMPLES
@given(documents().flatmap(any_events))
def test_every_event_has_a_profile_or_is_no_report(event: Event) -> None:
    found = profile_of(event)
    assert (found is None) == (event.section in {SectionKind.COMMENT, SectionKind.BOILERPLATE})
    if found is not None:
        keys_of(found)
        assert compare(found, found) is None


@pytest.mark.no_cover
def test_the_work_grows_with_the_number_of_accounts() -> None:
    """Ten times the months make ten times the work, not a hundred times."""

    def seconds(months: int) -> float:
        profiles = profiles_of(
            *(
                told("A bomb went off.", BOMB, town, f"{2000 + month // 12}-{month % 12 + 1:02}-{day:02}", report=f"{month} {day} {town}")
                for month in range(months) for day in range(1, 21) for town in ("Sangin", "Herat", "Helmand")
            )
        )  # fmt: skip
        begin = time.process_time()
        find_groups(profiles, likenesses=find_likenesses(profiles.values()))
        return time.process_time() - begin

    seconds(1)
    assert seconds(40) < 40 * max(seconds(4), 0.004)
