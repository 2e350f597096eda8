"""Bad input: what looks like a date and is none, days that no calendar has, and hostile lengths."""

import datetime
import time

import pytest

from tests.test_dates import read

PUBLISHED = datetime.date(2007, 2, 2)

NO_DATES = [
    ("31 February", "On 31 February nothing happened."),
    ("29 Feb 1900", "It is dated 29 February 1900."),
    ("Feb 29 2100", "It is dated February 29, 2100."),
    ("32 January", "On 32 January nothing happened."),
    ("0 March", "On 0 March nothing happened."),
    ("31 Nov range", "From 31 November nothing happened."),
    ("31st of June", "On the 31st of June nothing happened."),
    ("year zero", "In the year 0 nothing happened."),
    ("year 0000", "In the year 0000 nothing happened."),
    ("0000-00-00", "Stamped 0000-00-00 by the clerk."),
    ("2006-02-30", "Stamped 2006-02-30 by the clerk."),
    ("2006-13-01", "Stamped 2006-13-01 by the clerk."),
    ("13/13/2006", "Stamped 13/13/2006 by the clerk."),
    ("99/99/9999", "Stamped 99/99/9999 by the clerk."),
    ("00/10/2006", "Stamped 00/10/2006 by the clerk."),
    ("30.2.2006", "Stamped 30.2.2006 by the clerk."),
    ("may modal", "They may attack, and may yet flee."),
    ("May at start", "May they rest in peace."),
    ("Theresa May", "Theresa May left, and Mrs May spoke."),
    ("James May", "James May 20 years on is the same."),
    ("march verb", "They march on the capital."),
    ("March verb", "Protesters March On Capital"),
    ("a march", "A long march began there."),
    ("march of", "The march of time goes on."),
    ("Long March", "The Long March was a retreat."),
    ("March as name", "Fredric March, an actor, came."),
    ("sat", "He sat down."),
    ("Sat phone", "Sat phones and Sat nav were found."),
    ("sun", "The sun rose; Sun City shone."),
    ("Sun paper", "The Sun newspaper said so."),
    ("wed", "They wed and were wed again."),
    ("mon ami", "Mon ami, said he."),
    ("fri", "Fri is no word."),
    ("Apr rate", "The APR of the loan is low."),
    ("dec", "A dec of cards."),
    ("mar", "Nothing will mar it."),
    ("jan name", "Jan Mohammad and Jan Smuts spoke."),
    ("June name", "June Carter sang to her sister."),
    ("april name", "Her daughter April sang."),
    ("August adj", "An august body of men."),
    ("version", "Version 3.10.06 and v2.3.2007 are out."),
    ("version2", "Use Python 3.11.7 or 10.0.0."),
    ("ip", "The server 10.3.20.06 failed."),
    ("score", "They won 3-2 and lost 10-8."),
    ("score long", "The set ended 6-4, 7-5, 12-10."),
    ("ratio", "A ratio of 3/10 or 5/12."),
    ("fraction", "Some 1/2 of them and 3/4 of these."),
    ("isbn", "ISBN 978-3-16-148410-0 is a book."),
    ("phone", "Call 0041 44 2006 1999 now and then 555-2007."),
    ("phone2", "Call +1 (555) 200-1999."),
    ("price", "It cost $1999, €2006 and £1500."),
    ("troops", "Some 2000 men and 1999 soldiers came."),
    ("weight", "They moved 2000 kg of rice and 1950 tonnes of wheat."),
    ("altitude", "The pass lies at 2006 meters."),
    ("percent", "About 2007% of it."),
    ("street", "He lives at 1600 Pennsylvania Avenue, 10 Downing Street."),
    ("second", "It was the second blast, and a second chance."),
    ("minute", "A minute amount."),
    ("fall", "The fall of Kabul, a fall from grace; prices fall."),
    ("spring", "A spring broke; they spring up."),
    ("summer name", "Donna Summer sang."),
    ("autumn name", "Autumn Smith spoke."),
    ("winter name", "Johnny Winter played."),
    ("noon name", "Mr Noon and Ms Dawn Smith spoke."),
    ("dawn name", "Dawn Fraser swam."),
    ("night word", "Nightfall Inc and Knight Rider."),
    ("hundred", "A hundred men and a thousand more."),
    ("age", "A man aged 52 and a boy of 16, a 16-year-old."),
    ("old", "An 8-month-old baby, 30 years old."),
    ("hex", "The code 0x2006 and 2006f."),
    ("url", "http://example.org/2006x/03x and a@2006x.org"),
    ("room", "Room 101, Flight 1999 and Route 66."),
    ("model", "A T-72, an AK-47 and a Boeing 747."),
    ("unit", "The 3rd Battalion, the 5th Brigade and the 101st Airborne."),
    ("first of all", "First of all, and second, and third."),
    ("chapter", "Chapter 3, Section 10 and Article 5."),
    ("resolution", "Resolution 1973 and Resolution 425."),
    ("digits", "1111111111111111111111"),
    ("comma number", "1,999,2006 and 2,006."),
    ("decimal", "3.14159 and 2006.07."),
    ("temperature", "It was -10 degrees and 3-10 degrees."),
    ("coordinates", "At 34.5167, 69.1833 and 32°N."),
    ("emoji", "🗓️ 📅 ⏰"),
    ('empty quotes', '"" \'\' “”'),
    ("rtl", "٣ أكتوبر"),
    ("full width", "２００６年"),
    ("roman", "In MCMXC and Henry VIII."),
]  # fmt: skip

STILL_DATES = [
    # the same words, where they do mean a date
    ("May", "They attacked in May.", "May"),
    ("March", "They attacked in March.", "March"),
    ("April", "Since April they have attacked.", "April"),
    ("June figures", "The June figures were worse.", "June"),
    ("early June", "They attacked in early June.", "early June"),
    ("Sat.", "They attacked on Sat. 27 Jan.", "Sat. 27 Jan."),
    ("Apr.", "They attacked on 3 Apr.", "3 Apr."),
    ("May 20", "They attacked on May 20 in Kabul.", "May 20"),
    ("29 February", "They attacked on 29 February 2004.", "29 February 2004"),
    ("2006", "They attacked in 2006.", "2006"),
    ("ISO time", "They attacked at 2006-10-03T04:15Z.", "2006-10-03T04:15Z"),
]  # fmt: skip

DIGITS = "7" * 10_000
LONG = [
    # label, text
    ("10,000 digits", DIGITS),
    ("10,000 digits behind a month", "May " + DIGITS),
    ("10,000 digits before a month", DIGITS + " May 2006"),
    ("digits and slashes", "3/" * 5_000),
    ("digits and hyphens", "2006-" * 2_000),
    ("digits and colons", "10:" * 3_000),
    ("digits and commas", "1,999," * 2_000),
    ("digits of other scripts", "\u0663" * 10_000),
]  # fmt: skip

PIECES = [
    ("digits", "7"),
    ("slashes", "3/10/"),
    ("listed days", "3, "),
    ("counts", "two days after the "),
    ("half a range", "from 3 May to "),
    ("holidays", "eid al - "),
    ("dates", "On 3 May 2006 a bus burned. "),
    ("durations", "3 days, "),
    ("nights", "the night of 3 "),
    ("words", "word "),
]  # fmt: skip


@pytest.mark.parametrize("text", [pytest.param(text, id=label) for label, text in NO_DATES])
def test_no_day_of_the_calendar(text: str) -> None:
    for published_on in (None, PUBLISHED):
        assert [one.mention.text for one in read(text, published_on) if one.start is not None] == []


@pytest.mark.parametrize(("text", "mention"), [pytest.param(*case[1:], id=case[0]) for case in STILL_DATES])
def test_still_a_date(text: str, mention: str) -> None:
    assert mention in [one.mention.text for one in read(text, PUBLISHED) if one.start is not None]


@pytest.mark.parametrize("text", [pytest.param(text, id=label) for label, text in LONG])
def test_thousands_of_digits_are_no_date(text: str) -> None:
    found = [one for one in read(text, PUBLISHED) if one.start is not None]
    assert all(len(one.mention.text) <= len("May 2006") for one in found)
    assert not found or "May" in text


@pytest.mark.no_cover
@pytest.mark.parametrize("piece", [pytest.param(piece, id=label) for label, piece in PIECES])
def test_cost_is_linear(piece: str) -> None:
    """Eight times the text takes less than some 24 times the time; a square would be 64."""

    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        began = time.process_time()
        read(text, PUBLISHED)
        return time.process_time() - began

    seconds(1_000)  # rules are compiled once
    assert seconds(80_000) < 24 * max(seconds(10_000), 0.02)
