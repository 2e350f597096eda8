"""Forms of dates beside the plain ones of test_dates.py: lists, nights, ranges, tense, counts from dates and events."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_dates import day, read, the_one

FRIDAY = "2007-02-02"
STORY = "On 3 May 2006 a clinic was hit.\n"

CASES = [
    # label, text, published_on, mention, value, start, end
    # numbers and lists of days
    ("year first with slashes", "Signed 2006/10/03 in Kabul.", None, "2006/10/03", "2006-10-03", "2006-10-03", "2006-10-03"),
    ("month with two days", "On April 24 and 25 they met.", FRIDAY, "April 24 and 25", "2006-04-24/2006-04-25", "2006-04-24", "2006-04-25"),
    ("first of two days", "Shops closed on 1 and 5 January.", FRIDAY, "1", "2007-01-01", "2007-01-01", "2007-01-01"),
    ("last of two days", "Shops closed on 1 and 5 January.", FRIDAY, "5 January", "2007-01-05", "2007-01-05", "2007-01-05"),
    ("a count behind a day is no day", "On April 24 and 60 days on, it fell.", FRIDAY, "April 24", "2006-04-24", "2006-04-24", "2006-04-24"),
    ("between days behind the month", "It burned between June 3 and 5.", FRIDAY, "June 3 and 5", "2006-06-03/2006-06-05", "2006-06-03", "2006-06-05"),
    ("apostrophe year", "It was shut down in '06 by decree.", FRIDAY, "'06", "2006", "2006-01-01", "2006-12-31"),
    ("day of a month", "It came on the last day of January.", FRIDAY, "the last day of January", "2007-01-31", "2007-01-31", "2007-01-31"),
    ("weekday of a month", "It came on the first Sunday of January.", FRIDAY, "the first Sunday of January", "2007-01-07", "2007-01-07", "2007-01-07"),
    ("weekday of a month to come", "It will open on the second Tuesday in March.", FRIDAY, "the second Tuesday in March", "2007-03-13", "2007-03-13", "2007-03-13"),
    ("last weekday of a month and year", "It came on the last Friday of June 2005.", None, "the last Friday of June 2005", "2005-06-24", "2005-06-24", "2005-06-24"),
    ("weekend of two days", "It came on the weekend of 6-7 January.", FRIDAY, "the weekend of 6-7 January", "2007-01-06/2007-01-07", "2007-01-06", "2007-01-07"),
    ("month's figures", "It fell from December's level.", FRIDAY, "December", "2006-12", "2006-12-01", "2006-12-31"),
    ("a month before a noun", "The March deal failed at once.", "2007-04-20", "The March", "2007-03", "2007-03-01", "2007-03-31"),
    ("year behind a possessive", "He spoke of its 1990 invasion again.", FRIDAY, "1990", "1990", "1990-01-01", "1990-12-31"),
    ("both years", "It grew in both 1990 and 1991.", FRIDAY, "1990", "1990", "1990-01-01", "1990-12-31"),
    ("a quarter at the end of the calendar", "In Q1 they met.", "9999-12-31", "Q1", "9997-Q1", "9997-01-01", "9997-03-31"),
    ("a quarter at its beginning", "In Q1 they met.", "0001-01-02", "Q1", "0001-Q1", "0001-01-01", "0001-03-31"),
    # nights
    ("overnight with a day", "Rockets fell overnight Thursday.", FRIDAY, "overnight Thursday", "2007-02-01TNI", "2007-02-01", "2007-02-01"),
    ("overnight into", "Rockets fell overnight into Friday.", FRIDAY, "overnight into Friday", "2007-02-01TNI", "2007-02-01", "2007-02-02"),
    ("night with a slash", "On the night of 5/6 June 2006 they came.", None, "the night of 5/6 June 2006", "2006-06-05TNI", "2006-06-05", "2006-06-06"),
    ("night across a month", "On the night of 30 June to 1 July they came.", FRIDAY, "the night of 30 June to 1 July", "2006-06-30TNI", "2006-06-30", "2006-07-01"),
    ("night across the year", "On the night of 31 December-1 January they came.", FRIDAY, "the night of 31 December-1 January", "2006-12-31TNI", "2006-12-31", "2007-01-01"),
    ("early on the morning", "They fled early on the morning of 5 January.", FRIDAY, "early on the morning of 5 January", "2007-01-05TMO", "2007-01-05", "2007-01-05"),
    ("morning of a bare day", "Men were held on 3 January. They fled on the morning of the 5th.", FRIDAY, "the morning of the 5th", "2007-01-05TMO", "2007-01-05", "2007-01-05"),
    ("clock with another zone", "It fell at 10:35 a.m. (0735 GMT) Monday.", FRIDAY, "10:35 a.m. (0735 GMT) Monday", "2007-01-29T10:35", "2007-01-29", "2007-01-29"),
    ("week ago weekday", "He fled a week ago on Monday.", FRIDAY, "a week ago on Monday", "2007-01-22", "2007-01-22", "2007-01-22"),
    # counted from a date or an event
    ("after a date", "Two days after 5 January they fled.", FRIDAY, "Two days after 5 January", "2007-01-07", "2007-01-07", "2007-01-07"),
    ("before a holiday", "A week before Christmas they fled.", FRIDAY, "A week before Christmas", "2006-12-18", "2006-12-18", "2006-12-18"),
    ("the day after a date", "The day after Christmas they fled.", FRIDAY, "The day after Christmas", "2006-12-26", "2006-12-26", "2006-12-26"),
    ("the night before a date", "The night before 5 January they fled.", FRIDAY, "The night before 5 January", "2007-01-04TNI", "2007-01-04", "2007-01-04"),
    ("after an event", STORY + "Two days after the attack, a bus was hit.", None, "Two days after the attack", "2006-05-05", "2006-05-05", "2006-05-05"),
    ("weeks before an event", STORY + "Three weeks before the attack a bus was hit.", None, "Three weeks before the attack", "2006-04-12", "2006-04-12", "2006-04-12"),
    ("the day after an event", STORY + "The day after the attack, a bus was hit.", None, "The day after the attack", "2006-05-04", "2006-05-04", "2006-05-04"),
    ("the night before an event", STORY + "The night before the attack, a bus was hit.", None, "The night before the attack", "2006-05-02TNI", "2006-05-02", "2006-05-02"),
    ("after that", STORY + "Some 10 days after that a bus was hit.", None, "Some 10 days after that", "2006-05-13", "2006-05-13", "2006-05-13"),
    ("the same night", STORY + "That same night a bus was hit.", None, "That same night", "2006-05-03TNI", "2006-05-03", "2006-05-03"),
    ("the week after that", STORY + "The week after that it closed.", None, "The week after that", "2006-W19", "2006-05-08", "2006-05-14"),
    ("after an event that has no day", "Two days after the attack, a bus was hit.", FRIDAY, "Two days after the attack", None, None, None),
    ("after an event named before", "He murdered ten on 11 March 2012.\nIt rained on 5 May 2012.\nTwo days after the murders he fled.", None, "Two days after the murders", "2012-03-13", "2012-03-13", "2012-03-13"),
    ("beside its date", "They were found on 3 May 2006, two days before the vote was due.", None, "two days before the vote", "2006-05-03", "2006-05-03", "2006-05-03"),
    ("the day after, beside its date", "They were found on 3 May 2006, the day after the vote.", None, "the day after the vote", "2006-05-03", "2006-05-03", "2006-05-03"),
    ("hours after an event", STORY + "A few hours after the attack it closed.", None, "A few hours after the attack", "2006-05-03", "2006-05-03", "2006-05-03"),
    ("after an event to come", STORY + "Guns shall be gone two days after the truce begins.", None, "two days after the truce", None, None, None),
    ("not from the publication date", "Six were held.\nA week later they were freed.", FRIDAY, "A week later", None, None, None),
    # tense
    ("had been due", "It had been due to expire on Monday.", FRIDAY, "Monday", "2007-01-29", "2007-01-29", "2007-01-29"),
    ("road to somewhere", "On Monday, a bridge on the road to Kantchari was blown up.", FRIDAY, "Monday", "2007-01-29", "2007-01-29", "2007-01-29"),
    ("had planned", "He had planned to leave on Monday.", FRIDAY, "Monday", "2007-01-29", "2007-01-29", "2007-01-29"),
    ("would have", "He would have left on Monday.", FRIDAY, "Monday", "2007-01-29", "2007-01-29", "2007-01-29"),
    ("is meeting", "He is meeting elders on Monday.", FRIDAY, "Monday", "2007-02-05", "2007-02-05", "2007-02-05"),
    ("is looking into", "Police are investigating a blast on Monday.", FRIDAY, "Monday", "2007-01-29", "2007-01-29", "2007-01-29"),
    ("present of a plan", "The talks begin on Monday.", FRIDAY, "Monday", "2007-02-05", "2007-02-05", "2007-02-05"),
    ("if", "If he leaves on Monday, all is well.", FRIDAY, "Monday", "2007-02-05", "2007-02-05", "2007-02-05"),
    ("could by", "He could leave by Monday.", FRIDAY, "Monday", "2007-02-05", "2007-02-05", "2007-02-05"),
    ("could not", "Aid could not reach the town on Monday.", FRIDAY, "Monday", "2007-01-29", "2007-01-29", "2007-01-29"),
    ("set for", "The summit set for Kabul in April may fail.", FRIDAY, "April", "2007-04", "2007-04-01", "2007-04-30"),
    ("a plan announced", "The army announced the plan on Jan. 21.", FRIDAY, "Jan. 21", "2007-01-21", "2007-01-21", "2007-01-21"),
    ("still unspecified", "It will be held at a still unspecified hour on Monday.", FRIDAY, "Monday", "2007-02-05", "2007-02-05", "2007-02-05"),
    ("next December", "They will meet in December.", "2007-01-03", "December", "2007-12", "2007-12-01", "2007-12-31"),
    ("a day just past, once planned", "All fire was to cease on 14 February.", "2015-02-20", "14 February", "2015-02-14", "2015-02-14", "2015-02-14"),
    ("last December", "They met in December.", "2007-01-03", "December", "2006-12", "2006-12-01", "2006-12-31"),
    ("first of January behind a year end", "They will meet on January 3.", "2006-12-30", "January 3", "2007-01-03", "2007-01-03", "2007-01-03"),
    ("past January before a year end", "They met on January 3.", "2006-12-30", "January 3", "2006-01-03", "2006-01-03", "2006-01-03"),
    # lengths and sets
    ("past year", "Forty died in the past year.", FRIDAY, "the past year", "2006", "2006-02-02", "2007-02-02"),
    ("past month", "Forty died over the past month.", FRIDAY, "the past month", "2007-01", "2007-01-02", "2007-02-02"),
    ("last month", "Forty died last month.", FRIDAY, "last month", "2007-01", "2007-01-01", "2007-01-31"),
    ("past decade", "Forty died over the past decade.", FRIDAY, "the past decade", "P10Y", "1997-02-02", "2007-02-02"),
    ("future", "Forty may die in future weeks.", FRIDAY, "future weeks", "FUTURE_REF", None, None),
    ("two to three", "It lasted two to three weeks.", FRIDAY, "two to three weeks", "P2W", None, None),
    ("half an hour", "It lasted half an hour.", FRIDAY, "half an hour", "PT30M", None, None),
    ("an hour and a half", "It lasted an hour and a half.", FRIDAY, "an hour and a half", "PT1H30M", None, None),
    ("three and a half", "It lasted three-and-a-half years.", FRIDAY, "three-and-a-half years", "P3Y6M", None, None),
    ("a year and a half ago", "They left a year and a half ago.", FRIDAY, "a year and a half ago", "2005", "2005-01-01", "2005-12-31"),
    ("half a century ago", "They left half a century ago.", FRIDAY, "half a century ago", "1957", "1957-01-01", "1957-12-31"),
    ("weeks ahead", "It will be hard in the weeks ahead.", FRIDAY, "the weeks ahead", "PXW", None, None),
    ("three times a week", "They come three times a week.", FRIDAY, "three times a week", "P1W", None, None),
    ("twice daily", "They come twice daily.", FRIDAY, "twice daily", "P1D", None, None),
    ("every second Tuesday", "They come every second Tuesday.", FRIDAY, "every second Tuesday", "XXXX-WXX-2", None, None),
    ("every few days", "They come every few days.", FRIDAY, "every few days", "PXD", None, None),
    ("most nights", "They come most nights.", FRIDAY, "most nights", "XXXX-XX-XXTNI", None, None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "published_on", "mention", "value", "start", "end"),
    [pytest.param(*case[1:], id=case[0]) for case in CASES],
)
def test_form(
    text: str, published_on: str | None, mention: str, value: str | None, start: str | None, end: str | None
) -> None:
    found = the_one(text, published_on, mention)
    assert (found.value, found.start, found.end) == (value, day(start), day(end)), found.reason
    assert found.reason


UNTIL_KNOWN = [
    "Two men were held on Wednesday.",
    "Two men were held last week.",
    "Two men were held on 9 May.",
    "In the past three months 40 died.",
    "Two men were held overnight.",
    "During Ramadan two men were held.",
]


@pytest.mark.parametrize("text", UNTIL_KNOWN)
def test_what_has_no_anchor_says_so_and_resolves_once_the_date_is_set(text: str) -> None:
    (open_one,) = [one for one in read(text) if one.basis.value == "none"]
    assert (open_one.start, open_one.end) == (None, None)
    assert "known" in open_one.reason
    (set_one,) = read(text, datetime.date(2007, 2, 2))
    assert set_one.mention == open_one.mention
    assert set_one.start is not None
    assert set_one.start <= datetime.date(2007, 2, 2)


PAST_FORMS = st.sampled_from(
    [
        "on Wednesday",
        "on 5 {month}",
        "on {month} 28",
        "in {month}",
        "late on Sunday",
        "last week",
        "at Easter",
        "in winter",
    ]
)
MONTHS = st.sampled_from(
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ]
)


@given(
    form=PAST_FORMS,
    month=MONTHS,
    published_on=st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)),
)
def test_what_happened_is_never_dated_after_publication(form: str, month: str, published_on: datetime.date) -> None:
    words = form.format(month=month)
    for one in read(f"A convoy was hit {words} near Gereshk.", published_on):
        assert one.start is not None, one.reason
        assert one.start <= published_on, (one.mention.text, one.reason)
