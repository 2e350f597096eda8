"""Dates: what is found in a sentence, and where on the calendar it lies."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportmap.dates import annotate, find_dates, resolve_dates
from reportmap.model import DateBasis, DatePrecision, Passage, ResolvedDate, SectionKind

# Each line of a text is one passage. 2007-02-02 is a Friday.
CASES = [
    # label, text, published_on, mention, value, start, end, precision, basis
    # complete dates
    ("ISO", "The depot burned on 2006-10-03.", None, "2006-10-03", "2006-10-03", "2006-10-03", "2006-10-03", "day", "explicit"),
    ("day month year", "Elders met on 3 October 2006 in Sangin.", None, "3 October 2006", "2006-10-03", "2006-10-03", "2006-10-03", "day", "explicit"),
    ("day month year with comma", "Elders met on 3 October, 2006 in Sangin.", None, "3 October, 2006", "2006-10-03", "2006-10-03", "2006-10-03", "day", "explicit"),
    ("month day year", "Elders met on October 3, 2006 in Sangin.", None, "October 3, 2006", "2006-10-03", "2006-10-03", "2006-10-03", "day", "explicit"),
    ("abbreviated month", "Elders met on Oct. 3, 2006 in Sangin.", None, "Oct. 3, 2006", "2006-10-03", "2006-10-03", "2006-10-03", "day", "explicit"),
    ("abbreviated month without a stop", "Elders met on Sept 3, 2006 in Sangin.", None, "Sept 3, 2006", "2006-09-03", "2006-09-03", "2006-09-03", "day", "explicit"),
    ("ordinal day", "It fell on the 3rd of October 2006.", None, "the 3rd of October 2006", "2006-10-03", "2006-10-03", "2006-10-03", "day", "explicit"),
    ("ordinal after the month", "It fell on October 3rd, 2006.", None, "October 3rd, 2006", "2006-10-03", "2006-10-03", "2006-10-03", "day", "explicit"),
    ("weekday before", "It fell on Tuesday, October 3, 2006.", None, "Tuesday, October 3, 2006", "2006-10-03", "2006-10-03", "2006-10-03", "day", "explicit"),
    ("hyphens", "Signed 3-Oct-2006 by both.", None, "3-Oct-2006", "2006-10-03", "2006-10-03", "2006-10-03", "day", "explicit"),
    ("capitals", "THE MINE WENT OFF ON 3 OCTOBER 2006.", None, "3 OCTOBER 2006", "2006-10-03", "2006-10-03", "2006-10-03", "day", "explicit"),
    ("apostrophe year", "It was built in October '06 by hand.", None, "October '06", "2006-10", "2006-10-01", "2006-10-31", "month", "explicit"),
    ("two-digit year in a dateline", "SAN JUAN, 3 JAN 90 -- TWO MEN WERE SHOT.", None, "3 JAN 90", "1990-01-03", "1990-01-03", "1990-01-03", "day", "explicit"),
    ("spelled day", "On the third of May 2006 they left.", None, "the third of May 2006", "2006-05-03", "2006-05-03", "2006-05-03", "day", "explicit"),
    ("leap day", "On 29 February 2008 they left.", None, "29 February 2008", "2008-02-29", "2008-02-29", "2008-02-29", "day", "explicit"),
    ("year 1492", "It was 12 October 1492 when they landed.", None, "12 October 1492", "1492-10-12", "1492-10-12", "1492-10-12", "day", "explicit"),
    ("only day first fits", "The note is dated 25/12/2006.", None, "25/12/2006", "2006-12-25", "2006-12-25", "2006-12-25", "day", "explicit"),
    ("only month first fits", "The note is dated 12/25/2006.", None, "12/25/2006", "2006-12-25", "2006-12-25", "2006-12-25", "day", "explicit"),
    ("stops between numbers", "The note is dated 25.12.2006.", None, "25.12.2006", "2006-12-25", "2006-12-25", "2006-12-25", "day", "explicit"),
    ("ambiguous", "The note is dated 3/10/06.", "2007-02-02", "3/10/06", "2006-03-10", "2006-03-10", "2006-03-10", "day", "explicit"),
    ("ambiguous, the other order is in the future", "The note is dated 10/1/07.", "2007-02-02", "10/1/07", "2007-01-10", "2007-01-10", "2007-01-10", "day", "explicit"),
    ("ambiguous, British document", "He left on 4 September 2006.\nThe note is dated 3/10/06.", "2007-02-02", "3/10/06", "2006-10-03", "2006-10-03", "2006-10-03", "day", "explicit"),
    ("ambiguous, American document", "He left on September 4, 2006.\nThe note is dated 3/10/06.", "2007-02-02", "3/10/06", "2006-03-10", "2006-03-10", "2006-03-10", "day", "explicit"),
    ("ambiguous, another number decides", "He left on 14/9/06.\nThe note is dated 3/10/06.", "2007-02-02", "3/10/06", "2006-10-03", "2006-10-03", "2006-10-03", "day", "explicit"),
    # days without a year
    ("same year", "A convoy was hit on 12 January near Gereshk.", "2007-02-02", "12 January", "2007-01-12", "2007-01-12", "2007-01-12", "day", "relative"),
    ("American", "A convoy was hit on Jan. 12 near Gereshk.", "2007-02-02", "Jan. 12", "2007-01-12", "2007-01-12", "2007-01-12", "day", "relative"),
    ("across the year end", "Six men were shot on 30 December.", "2007-01-03", "30 December", "2006-12-30", "2006-12-30", "2006-12-30", "day", "relative"),
    ("wire style", "THE KIDNAPPING TOOK PLACE ON 30 DECEMBER IN THE HILLS.", "1990-01-03", "30 DECEMBER", "1989-12-30", "1989-12-30", "1989-12-30", "day", "relative"),
    ("past is never after publication", "A bomb went off in Kandahar on 5 February.", "2007-02-02", "5 February", "2006-02-05", "2006-02-05", "2006-02-05", "day", "relative"),
    ("plan across the year end", "The court will sit on 5 January.", "2006-12-30", "5 January", "2007-01-05", "2007-01-05", "2007-01-05", "day", "relative"),
    ("set for", "The vote is set for Jan. 5 in Kabul.", "2006-12-30", "Jan. 5", "2007-01-05", "2007-01-05", "2007-01-05", "day", "relative"),
    ("extended to", "The truce was extended to Nov. 16 by both.", "2006-10-30", "Nov. 16", "2006-11-16", "2006-11-16", "2006-11-16", "day", "relative"),
    ("publication day itself", "Two died on 2 February.", "2007-02-02", "2 February", "2007-02-02", "2007-02-02", "2007-02-02", "day", "relative"),
    ("weekday decides the year", "It was Wed 31 January when they came.", "2007-02-02", "Wed 31 January", "2007-01-31", "2007-01-31", "2007-01-31", "day", "relative"),
    ("weekday decides an older year", "It was Tuesday, January 31 when they came.", "2007-02-02", "Tuesday, January 31", "2006-01-31", "2006-01-31", "2006-01-31", "day", "relative"),
    ("year taken from the text", "Fighting began on 3 May 2006.\nIt ended on 9 May.", None, "9 May", "2006-05-09", "2006-05-09", "2006-05-09", "day", "inherited"),
    ("no year at all", "Fighting ended on 9 May.", None, "9 May", "XXXX-05-09", None, None, "day", "none"),
    ("early on a day", "It began early on 12 January.", "2007-02-02", "early on 12 January", "2007-01-12", "2007-01-12", "2007-01-12", "day", "relative"),
    ("year set by the sentence before", "In 2004 the valley was quiet.\nOn 3 May the first mine went off.", "2007-02-02", "3 May", "2004-05-03", "2004-05-03", "2004-05-03", "day", "inherited"),
    # weekdays
    ("past", "A patrol was ambushed on Wednesday.", "2007-02-02", "Wednesday", "2007-01-31", "2007-01-31", "2007-01-31", "day", "relative"),
    ("without a preposition", "Looters burned a depot late Thursday.", "2007-02-02", "late Thursday", "2007-02-01", "2007-02-01", "2007-02-01", "day", "relative"),
    ("late on", "Looters burned a depot late on Thursday.", "2007-02-02", "late on Thursday", "2007-02-01", "2007-02-01", "2007-02-01", "day", "relative"),
    ("future", "The council will meet Wednesday.", "2007-02-02", "Wednesday", "2007-02-07", "2007-02-07", "2007-02-07", "day", "relative"),
    ("future, date first", "On Wednesday, the council will meet.", "2007-02-02", "Wednesday", "2007-02-07", "2007-02-07", "2007-02-07", "day", "relative"),
    ("expected", "Reinforcements are expected on Monday.", "2007-02-02", "Monday", "2007-02-05", "2007-02-05", "2007-02-05", "day", "relative"),
    ("due", "The envoy is due in Kabul on Monday.", "2007-02-02", "Monday", "2007-02-05", "2007-02-05", "2007-02-05", "day", "relative"),
    ("infinitive plan", "The team agreed to leave on Monday.", "2007-02-02", "Monday", "2007-02-05", "2007-02-05", "2007-02-05", "day", "relative"),
    ("as early as", "Relief flights start as early as Tuesday.", "2007-02-02", "Tuesday", "2007-02-06", "2007-02-06", "2007-02-06", "day", "relative"),
    ("will be announced", "Results will be announced Monday.", "2007-02-02", "Monday", "2007-02-05", "2007-02-05", "2007-02-05", "day", "relative"),
    ("passive past", "The ban was announced Monday.", "2007-02-02", "Monday", "2007-01-29", "2007-01-29", "2007-01-29", "day", "relative"),
    ("possessive", "Aides would not discuss Wednesday's raid.", "2007-02-02", "Wednesday", "2007-01-31", "2007-01-31", "2007-01-31", "day", "relative"),
    ("publication day", "Five soldiers died on Friday.", "2007-02-02", "Friday", "2007-02-02", "2007-02-02", "2007-02-02", "day", "relative"),
    ("last", "He fled last Friday.", "2007-02-02", "last Friday", "2007-01-26", "2007-01-26", "2007-01-26", "day", "relative"),
    ("last, another day", "He fled last Tuesday.", "2007-02-02", "last Tuesday", "2007-01-30", "2007-01-30", "2007-01-30", "day", "relative"),
    ("next", "He leaves next Friday.", "2007-02-02", "next Friday", "2007-02-09", "2007-02-09", "2007-02-09", "day", "relative"),
    ("this coming", "They gather this coming Sunday in town.", "2007-02-02", "this coming Sunday", "2007-02-04", "2007-02-04", "2007-02-04", "day", "relative"),
    ("of last week", "He fled on Tuesday last week.", "2007-02-02", "Tuesday last week", "2007-01-23", "2007-01-23", "2007-01-23", "day", "relative"),
    ("previous", "The bridge fell on 3 May 2006.\nThe previous Monday it had cracked.", None, "The previous Monday", "2006-05-01", "2006-05-01", "2006-05-01", "day", "inherited"),
    ("following", "The bridge fell on 3 May 2006.\nThe following Monday work began.", None, "The following Monday", "2006-05-08", "2006-05-08", "2006-05-08", "day", "inherited"),
    ("night", "Rockets fell Thursday night.", "2007-02-02", "Thursday night", "2007-02-01TNI", "2007-02-01", "2007-02-01", "day", "relative"),
    ("morning after a preposition", "Rockets fell on Thursday morning.", "2007-02-02", "Thursday morning", "2007-02-01TMO", "2007-02-01", "2007-02-01", "day", "relative"),
    ("early morning of", "Rockets fell in the early morning of Thursday.", "2007-02-02", "the early morning of Thursday", "2007-02-01TMO", "2007-02-01", "2007-02-01", "day", "relative"),
    ("overnight on", "Rockets fell overnight on Wednesday.", "2007-02-02", "overnight on Wednesday", "2007-01-31TNI", "2007-01-31", "2007-01-31", "day", "relative"),
    ("since", "The road has been shut since Monday.", "2007-02-02", "Monday", "2007-01-29", "2007-01-29", "2007-02-02", "range", "relative"),
    ("until", "The road will be shut until Monday.", "2007-02-02", "Monday", "2007-02-05", "2007-02-05", "2007-02-05", "day", "relative"),
    ("day before last", "They came the day before last Tuesday.", "2007-02-02", "the day before last Tuesday", "2007-01-29", "2007-01-29", "2007-01-29", "day", "relative"),
    ("no anchor", "A patrol was ambushed on Wednesday.", None, "Wednesday", "XXXX-WXX-3", None, None, "day", "none"),
    ("abbreviated", "He was shot on Thurs. in the bazaar.", "2007-02-02", "Thurs.", "2007-02-01", "2007-02-01", "2007-02-01", "day", "relative"),
    ("capitals weekday", "THE CLASH TOOK PLACE ON MONDAY.", "1990-01-03", "MONDAY", "1990-01-01", "1990-01-01", "1990-01-01", "day", "relative"),
    # near days
    ("today", "Two men were held today.", "2007-02-02", "today", "2007-02-02", "2007-02-02", "2007-02-02", "day", "relative"),
    ("yesterday", "Two men were held yesterday.", "2007-02-02", "yesterday", "2007-02-01", "2007-02-01", "2007-02-01", "day", "relative"),
    ("tomorrow", "The jirga opens tomorrow.", "2007-02-02", "tomorrow", "2007-02-03", "2007-02-03", "2007-02-03", "day", "relative"),
    ("day before yesterday", "Two men were held the day before yesterday.", "2007-02-02", "the day before yesterday", "2007-01-31", "2007-01-31", "2007-01-31", "day", "relative"),
    ("late yesterday", "Two men were held late yesterday.", "2007-02-02", "late yesterday", "2007-02-01", "2007-02-01", "2007-02-01", "day", "relative"),
    ("yesterday afternoon", "Two men were held yesterday afternoon.", "2007-02-02", "yesterday afternoon", "2007-02-01TAF", "2007-02-01", "2007-02-01", "day", "relative"),
    ("this morning", "Guards beat back a raid this morning.", "2007-02-02", "this morning", "2007-02-02TMO", "2007-02-02", "2007-02-02", "day", "relative"),
    ("tonight", "A curfew starts tonight.", "2007-02-02", "tonight", "2007-02-02TNI", "2007-02-02", "2007-02-02", "day", "relative"),
    ("last night", "Gunmen came last night.", "2007-02-02", "last night", "2007-02-01TNI", "2007-02-01", "2007-02-01", "day", "relative"),
    ("overnight", "Rockets fell overnight.", "2007-02-02", "overnight", "2007-02-01TNI", "2007-02-01", "2007-02-02", "days", "relative"),
    ("across the month", "Two men were held yesterday.", "2007-02-01", "yesterday", "2007-01-31", "2007-01-31", "2007-01-31", "day", "relative"),
    ("no anchor for today", "Two men were held today.", None, "today", None, None, None, "day", "none"),
    # months
    ("past month", "A truce was signed in November by both.", "2007-02-02", "November", "2006-11", "2006-11-01", "2006-11-30", "month", "relative"),
    ("future month", "Polls will open in October.", "2007-02-02", "October", "2007-10", "2007-10-01", "2007-10-31", "month", "relative"),
    ("running month", "Nine were killed in February.", "2007-02-20", "February", "2007-02", "2007-02-01", "2007-02-20", "month", "relative"),
    ("month and year", "Nine were killed in February 2005.", None, "February 2005", "2005-02", "2005-02-01", "2005-02-28", "month", "explicit"),
    ("of", "Nine were killed in February of 2005.", None, "February of 2005", "2005-02", "2005-02-01", "2005-02-28", "month", "explicit"),
    ("early", "The pass was shut in early January.", "2007-02-02", "early January", "2007-01", "2007-01-01", "2007-01-10", "month", "relative"),
    ("time of day alone", "The clinic was hit at dawn.", "2007-02-02", "dawn", "2007-02-02TMO", "2007-02-02", "2007-02-02", "day", "publication"),
    ("mid", "The pass was shut in mid-January.", "2007-02-02", "mid-January", "2007-01", "2007-01-11", "2007-01-20", "month", "relative"),
    ("late", "The pass was shut in late January.", "2007-02-02", "late January", "2007-01", "2007-01-21", "2007-01-31", "month", "relative"),
    ("end of", "The pass was shut by the end of January.", "2007-02-02", "the end of January", "2007-01", "2007-01-21", "2007-01-31", "month", "relative"),
    ("last month name", "He was caught last November.", "2007-02-02", "last November", "2006-11", "2006-11-01", "2006-11-30", "month", "relative"),
    ("last May", "He was caught last May.", "2007-02-02", "last May", "2006-05", "2006-05-01", "2006-05-31", "month", "relative"),
    ("next May", "Talks resume next May.", "2007-02-02", "next May", "2007-05", "2007-05-01", "2007-05-31", "month", "relative"),
    ("this September", "The law changes this September.", "2006-06-20", "this September", "2006-09", "2006-09-01", "2006-09-30", "month", "relative"),
    ("of last year", "It rained in March last year.", "2007-02-02", "March last year", "2006-03", "2006-03-01", "2006-03-31", "month", "relative"),
    ("May with a preposition", "He was seen in May near the river.", "2007-06-20", "May", "2007-05", "2007-05-01", "2007-05-31", "month", "relative"),
    ("first week", "He was shot in the first week of January.", "2007-02-02", "the first week of January", "2007-W01", "2007-01-01", "2007-01-07", "week", "relative"),
    ("last week of month", "He was shot in the last week of June 2006.", None, "the last week of June 2006", "2006-W26", "2006-06-24", "2006-06-30", "week", "explicit"),
    ("first half", "Raids doubled in the first half of June 2006.", None, "the first half of June 2006", "2006-06", "2006-06-01", "2006-06-15", "month", "explicit"),
    ("in a year set before", "Last year was bloody.\nThe worst came in May.", "2007-02-02", "May", "2006-05", "2006-05-01", "2006-05-31", "month", "inherited"),
    ("no anchor for a month", "A truce was signed in November by both.", None, "November", "XXXX-11", None, None, "month", "none"),
    # seasons
    ("last fall", "Last fall two clans made peace.", "2007-02-02", "Last fall", "2006-FA", "2006-09-01", "2006-11-30", "season", "relative"),
    ("typo", "Just fall, two clans made peace.", "2007-02-02", "Just fall", "2006-FA", "2006-09-01", "2006-11-30", "season", "relative"),
    ("over the winter, cut", "Skirmishes went on over the winter.", "2007-02-02", "the winter", "2006-WI", "2006-12-01", "2007-02-02", "season", "relative"),
    ("coming offensive", "Officers hope to forestall a spring offensive.", "2007-02-02", "spring", "2007-SP", "2007-03-01", "2007-05-31", "season", "relative"),
    ("next spring", "Next spring will be worse.", "2007-02-02", "Next spring", "2007-SP", "2007-03-01", "2007-05-31", "season", "relative"),
    ("this spring", "This spring they will attack.", "2007-02-02", "This spring", "2007-SP", "2007-03-01", "2007-05-31", "season", "relative"),
    ("this winter", "This winter was hard.", "2007-02-02", "This winter", "2006-WI", "2006-12-01", "2007-02-02", "season", "relative"),
    ("last winter", "Last winter was mild.", "2007-02-02", "Last winter", "2005-WI", "2005-12-01", "2006-02-28", "season", "relative"),
    ("list of seasons after last year", "Both armies fought hard last year.\nThe roads stayed shut during the spring summer and fall, all told.", "2007-02-02", "the spring summer and fall", "2006-SP/2006-FA", "2006-03-01", "2006-11-30", "range", "inherited"),
    ("list of parts", "Wells ran dry in the late summer and early fall.", "2007-02-02", "the late summer and early fall", "2006-08-01/2006-10-31", "2006-08-01", "2006-10-31", "range", "relative"),
    ("season and year", "The pact was made in autumn 2006.", None, "autumn 2006", "2006-FA", "2006-09-01", "2006-11-30", "season", "explicit"),
    ("winter of", "Pipes froze in the winter of 1994.", None, "the winter of 1994", "1994-WI", "1994-12-01", "1995-02-28", "season", "explicit"),
    ("early summer of", "It began in the early summer of 2006.", None, "the early summer of 2006", "2006-SU", "2006-06-01", "2006-07-31", "season", "explicit"),
    ("spring of last year", "It began in the spring of last year.", "2007-02-02", "the spring of last year", "2006-SP", "2006-03-01", "2006-05-31", "season", "relative"),
    ("no anchor for a season", "Last fall two clans made peace.", None, "Last fall", "XXXX-FA", None, None, "season", "none"),
    # ranges
    ("days with a hyphen", "During 2-8 June 2006 nine villages burned.", None, "2-8 June 2006", "2006-06-02/2006-06-08", "2006-06-02", "2006-06-08", "days", "explicit"),
    ("days with a dash", "During 2–8 June nine villages burned.", "2007-02-02", "2–8 June", "2006-06-02/2006-06-08", "2006-06-02", "2006-06-08", "days", "relative"),
    ("month first", "The siege of June 2-8, 2006 failed.", None, "June 2-8, 2006", "2006-06-02/2006-06-08", "2006-06-02", "2006-06-08", "days", "explicit"),
    ("between days", "Between 3 and 5 May the town changed hands.", "2007-06-20", "3 and 5 May", "2007-05-03/2007-05-05", "2007-05-03", "2007-05-05", "days", "relative"),
    ("night of two days", "They struck in the night of 5-6 June.", "2006-07-01", "the night of 5-6 June", "2006-06-05TNI", "2006-06-05", "2006-06-06", "days", "relative"),
    ("night of one day", "They struck on the night of 5 June.", "2006-07-01", "the night of 5 June", "2006-06-05TNI", "2006-06-05", "2006-06-05", "day", "relative"),
    ("from month to month", "The valley was shut from March to May.", "2007-02-02", "March to May", "2006-03/2006-05", "2006-03-01", "2006-05-31", "range", "relative"),
    ("from month to month of a year", "The valley was shut from March to May 2005.", None, "March to May 2005", "2005-03/2005-05", "2005-03-01", "2005-05-31", "range", "explicit"),
    ("both years", "The valley was shut from October 2004 to March 2005.", None, "October 2004 to March 2005", "2004-10/2005-03", "2004-10-01", "2005-03-31", "range", "explicit"),
    ("over the year end", "It lasted from 12 December to 5 January.", "2007-02-02", "12 December to 5 January", "2006-12-12/2007-01-05", "2006-12-12", "2007-01-05", "range", "relative"),
    ("between weekdays", "Between Monday and Wednesday 12 died.", "2007-02-02", "Monday and Wednesday", "2007-01-29/2007-01-31", "2007-01-29", "2007-01-31", "days", "relative"),
    ("future range", "The road will be shut from Monday to Wednesday.", "2007-02-02", "Monday to Wednesday", "2007-02-05/2007-02-07", "2007-02-05", "2007-02-07", "days", "relative"),
    ("across months", "The siege of 28 January–1 February 2007 failed.", None, "28 January–1 February 2007", "2007-01-28/2007-02-01", "2007-01-28", "2007-02-01", "days", "explicit"),
    ("years", "The war of 1980-1988 left scars.", None, "1980-1988", "1980/1988", "1980-01-01", "1988-12-31", "range", "explicit"),
    ("years with a short second", "The war of 1980-88 left scars.", None, "1980-88", "1980/1988", "1980-01-01", "1988-12-31", "range", "explicit"),
    ("from year to year", "He was governor from 2001 to 2005.", None, "2001 to 2005", "2001/2005", "2001-01-01", "2005-12-31", "range", "explicit"),
    # years and longer
    ("year", "It was built in 1988.", None, "1988", "1988", "1988-01-01", "1988-12-31", "year", "explicit"),
    ("early year", "By early 1990 they had left.", None, "early 1990", "1990", "1990-01-01", "1990-04-30", "year", "explicit"),
    ("mid year", "Since mid-1996 they have been gone.", None, "mid-1996", "1996", "1996-05-01", "1996-08-31", "year", "explicit"),
    ("running year", "In 2007 nine have died.", "2007-02-02", "2007", "2007", "2007-01-01", "2007-02-02", "year", "explicit"),
    ("attributive year", "The 2001 invasion toppled them.", None, "2001", "2001", "2001-01-01", "2001-12-31", "year", "explicit"),
    ("decade", "The mill closed in the 1970s.", None, "the 1970s", "197", "1970-01-01", "1979-12-31", "range", "explicit"),
    ("short decade", "It was a song of the '80s.", None, "the '80s", "198", "1980-01-01", "1989-12-31", "range", "explicit"),
    ("decade word", "He was abroad throughout the nineties.", None, "the nineties", "199", "1990-01-01", "1999-12-31", "range", "explicit"),
    ("century", "The fort dates from the 19th century.", None, "the 19th century", "18", "1800-01-01", "1899-12-31", "range", "explicit"),
    ("spelled year", "It opened in nineteen ninety-six.", None, "nineteen ninety-six", "1996", "1996-01-01", "1996-12-31", "year", "explicit"),
    ("quarter", "Attacks rose in the third quarter of 2006.", None, "the third quarter of 2006", "2006-Q3", "2006-07-01", "2006-09-30", "range", "explicit"),
    ("quarter name", "Attacks rose in Q3 2006.", None, "Q3 2006", "2006-Q3", "2006-07-01", "2006-09-30", "range", "explicit"),
    ("quarter without a year", "Raids rose in the third quarter.", "2006-11-10", "the third quarter", "2006-Q3", "2006-07-01", "2006-09-30", "range", "relative"),
    ("half", "Attacks rose in the second half of 2006.", None, "the second half of 2006", "2006-H2", "2006-07-01", "2006-12-31", "range", "explicit"),
    ("months of a year", "Attacks rose in the last three months of 2006.", None, "the last three months of 2006", "P3M", "2006-10-01", "2006-12-31", "range", "explicit"),
    # last, this, next
    ("last week", "It was worse last week.", "2007-02-02", "last week", "2007-W04", "2007-01-22", "2007-01-28", "week", "relative"),
    ("this week, cut", "It was worse this week.", "2007-01-31", "this week", "2007-W05", "2007-01-29", "2007-01-31", "week", "relative"),
    ("next week", "It will be worse next week.", "2007-02-02", "next week", "2007-W06", "2007-02-05", "2007-02-11", "week", "relative"),
    ("last month", "It was worse last month.", "2007-01-15", "last month", "2006-12", "2006-12-01", "2006-12-31", "month", "relative"),
    ("this month", "Nine have died this month.", "2007-02-20", "this month", "2007-02", "2007-02-01", "2007-02-20", "month", "relative"),
    ("earlier this month", "The road was opened earlier this month.", "2007-02-20", "earlier this month", "2007-02", "2007-02-01", "2007-02-20", "month", "relative"),
    ("later this month", "The road will open later this month.", "2007-02-20", "later this month", "2007-02", "2007-02-20", "2007-02-28", "month", "relative"),
    ("last year", "Both armies rested last year.", "2007-02-02", "last year", "2006", "2006-01-01", "2006-12-31", "year", "relative"),
    ("early next year", "They will vote early next year.", "2007-02-02", "early next year", "2008", "2008-01-01", "2008-04-30", "year", "relative"),
    ("the weekend", "Two died over the weekend.", "2007-02-05", "the weekend", "2007-W05-WE", "2007-02-03", "2007-02-04", "days", "relative"),
    ("last decade", "It was built in the last decade.", "2007-02-02", "the last decade", "199", "1990-01-01", "1999-12-31", "range", "relative"),
    ("this century", "It is the worst flood of this century.", "2007-02-02", "this century", "20", "2000-01-01", "2007-02-02", "range", "relative"),
    ("end of the month", "It will open by the end of the month.", "2007-02-02", "the end of the month", "2007-02", "2007-02-21", "2007-02-28", "month", "relative"),
    ("year end", "It will be done by year-end.", "2006-11-10", "year-end", "2006-12-31", "2006-12-31", "2006-12-31", "day", "relative"),
    ("no anchor for last year", "Both armies rested last year.", None, "last year", None, None, None, "year", "none"),
    # counted
    ("days ago", "He was held three days ago.", "2007-02-02", "three days ago", "2007-01-30", "2007-01-30", "2007-01-30", "day", "relative"),
    ("spelled number", "He was held twenty-one days ago.", "2007-02-02", "twenty-one days ago", "2007-01-12", "2007-01-12", "2007-01-12", "day", "relative"),
    ("a week ago", "He was held a week ago.", "2007-02-02", "a week ago", "2007-01-26", "2007-01-26", "2007-01-26", "day", "relative"),
    ("weeks ago", "He was held two weeks ago.", "2007-02-02", "two weeks ago", "2007-W03", "2007-01-15", "2007-01-21", "week", "relative"),
    ("months ago", "He was held two months ago.", "2007-02-02", "two months ago", "2006-12", "2006-12-01", "2006-12-31", "month", "relative"),
    ("years ago", "He was held almost four years ago.", "2007-02-02", "almost four years ago", "2003", "2003-01-01", "2003-12-31", "year", "relative"),
    ("a decade ago", "He was held a decade ago.", "2007-02-02", "a decade ago", "1997", "1997-01-01", "1997-12-31", "year", "relative"),
    ("a few days ago", "He was held a few days ago.", "2007-02-02", "a few days ago", "PAST_REF", "2007-01-26", "2007-01-31", "range", "relative"),
    ("years ago without a number", "He was held years ago.", "2007-02-02", "years ago", "PAST_REF", None, None, "unknown", "none"),
    ("from now", "Polls open two weeks from now.", "2007-02-02", "two weeks from now", "2007-W07", "2007-02-12", "2007-02-18", "week", "relative"),
    ("a day earlier", "A clinic was hit on 12 January.\nA day earlier a school had burned.", "2007-02-02", "A day earlier", "2007-01-11", "2007-01-11", "2007-01-11", "day", "inherited"),
    ("days later", "A clinic was hit on 12 January.\nTwo days later it closed.", "2007-02-02", "Two days later", "2007-01-14", "2007-01-14", "2007-01-14", "day", "inherited"),
    ("a week later", "A clinic was hit on 12 January.\nA week later it closed.", "2007-02-02", "A week later", "2007-01-19", "2007-01-19", "2007-01-19", "day", "inherited"),
    ("chain", "A clinic was hit on 12 January.\nA week later it closed.\nThe next day it reopened.", "2007-02-02", "The next day", "2007-01-20", "2007-01-20", "2007-01-20", "day", "inherited"),
    ("same day", "A clinic was hit on 12 January.\nThe same day a school burned.", "2007-02-02", "The same day", "2007-01-12", "2007-01-12", "2007-01-12", "day", "inherited"),
    ("that night", "A clinic was hit on 12 January.\nThat night shots were heard.", "2007-02-02", "That night", "2007-01-12TNI", "2007-01-12", "2007-01-12", "day", "inherited"),
    ("following day", "A clinic was hit on 31 December 2006.\nThe following day it closed.", "2007-02-02", "The following day", "2007-01-01", "2007-01-01", "2007-01-01", "day", "inherited"),
    ("day before", "A clinic was hit on 12 January.\nA school had burned the day before.", "2007-02-02", "the day before", "2007-01-11", "2007-01-11", "2007-01-11", "day", "inherited"),
    ("that week", "A clinic was hit on 12 January.\nThat week 20 died.", "2007-02-02", "That week", "2007-W02", "2007-01-08", "2007-01-14", "week", "inherited"),
    ("later that year", "A clinic was hit on 3 May 2006.\nLater that year it closed.", None, "Later that year", "2006", "2006-05-03", "2006-12-31", "year", "inherited"),
    ("a month later", "A clinic was hit on 3 May 2006.\nA month later it closed.", None, "A month later", "2006-06", "2006-06-01", "2006-06-30", "month", "inherited"),
    ("a day earlier without a date", "A school had burned a day earlier.", "2007-02-02", "a day earlier", "2007-02-01", "2007-02-01", "2007-02-01", "day", "relative"),
    ("same day without a date", "A school burned the same day.", "2007-02-02", "the same day", None, None, None, "day", "none"),
    ("after with no date", "It closed two days later.", "2007-02-02", "two days later", None, None, None, "unknown", "none"),
    # clock times
    ("weekday with a clock", "It stopped at 11 p.m. Wednesday.", "2007-02-02", "11 p.m. Wednesday", "2007-01-31T23:00", "2007-01-31", "2007-01-31", "day", "relative"),
    ("clock on a day", "On 12 January, at 9:20 a.m., the wall fell.", "2007-02-02", "9:20 a.m.", "2007-01-12T09:20", "2007-01-12", "2007-01-12", "day", "inherited"),
    ("military", "The patrol of 12 January left at 0330 hours.", "2007-02-02", "0330 hours", "2007-01-12T03:30", "2007-01-12", "2007-01-12", "day", "inherited"),
    ("military with zone", "The patrol of 12 January left at 1900 GMT.", "2007-02-02", "1900 GMT", "2007-01-12T19:00Z", "2007-01-12", "2007-01-12", "day", "inherited"),
    ("Zulu", "The patrol of 12 January left at 2130Z.", "2007-02-02", "2130Z", "2007-01-12T21:30Z", "2007-01-12", "2007-01-12", "day", "inherited"),
    ("British clock", "The patrol of 12 January left at 10.30pm.", "2007-02-02", "10.30pm", "2007-01-12T22:30", "2007-01-12", "2007-01-12", "day", "inherited"),
    ("dawn", "The patrol of 12 January left at dawn.", "2007-02-02", "dawn", "2007-01-12TMO", "2007-01-12", "2007-01-12", "day", "inherited"),
    ("clock of a day", "The patrol left at 0330 hours on 12 January.", "2007-02-02", "0330 hours on 12 January", "2007-01-12T03:30", "2007-01-12", "2007-01-12", "day", "relative"),
    ("noon weekday", "The truce will end at noon Saturday.", "2007-02-02", "noon Saturday", "2007-02-03T12:00", "2007-02-03", "2007-02-03", "day", "relative"),
    # lengths and sets
    ("days", "They held out for three days.", "2007-02-02", "three days", "P3D", None, None, "unknown", "none"),
    ("compound", "A three-day siege ended.", "2007-02-02", "three-day", "P3D", None, None, "unknown", "none"),
    ("several", "They held out for several weeks.", "2007-02-02", "several weeks", "PXW", None, None, "unknown", "none"),
    ("half", "They held out for 2.5 years.", "2007-02-02", "2.5 years", "P2Y6M", None, None, "unknown", "none"),
    ("fraction", "They held out for 2 1/2 years.", "2007-02-02", "2 1/2 years", "P2Y6M", None, None, "unknown", "none"),
    ("minutes", "They fought for 30 minutes.", "2007-02-02", "30 minutes", "PT30M", None, None, "unknown", "none"),
    ("more than", "They fought for more than four hours.", "2007-02-02", "more than four hours", "PT4H", None, None, "unknown", "none"),
    ("a month", "They held the town for a month.", "2007-02-02", "a month", "P1M", None, None, "unknown", "none"),
    ("decades", "They fought for two decades.", "2007-02-02", "two decades", "P20Y", None, None, "unknown", "none"),
    ("decades-long", "The decades-long war went on.", "2007-02-02", "decades-long", "PXE", None, None, "unknown", "none"),
    ("past months", "In the past three months 40 died.", "2007-02-02", "the past three months", "P3M", "2006-11-02", "2007-02-02", "range", "relative"),
    ("last hours", "In the last 24 hours six died.", "2007-02-02", "the last 24 hours", "PT24H", "2007-02-01", "2007-02-02", "range", "relative"),
    ("next weeks", "In the next two weeks they will vote.", "2007-02-02", "the next two weeks", "P2W", "2007-02-02", "2007-02-16", "range", "relative"),
    ("past several years", "The camp grew over the past several years.", "2007-02-02", "the past several years", "PXY", None, None, "unknown", "none"),
    ("past few weeks", "Forty died in the past few weeks.", "2007-02-02", "the past few weeks", "PXW", "2006-12-22", "2007-02-02", "range", "relative"),
    ("recent weeks", "Attacks have grown in recent weeks.", "2007-02-02", "recent weeks", "PXW", "2006-12-22", "2007-02-02", "range", "relative"),
    ("coming months", "More troops will come in coming months.", "2007-02-02", "coming months", "PXM", None, None, "unknown", "none"),
    ("past months, no anchor", "In the past three months 40 died.", None, "the past three months", "P3M", None, None, "unknown", "none"),
    ("every day", "Convoys came every day.", "2007-02-02", "every day", "P1D", None, None, "unknown", "none"),
    ("every Thursday", "The market opens every Thursday.", "2007-02-02", "every Thursday", "XXXX-WXX-4", None, None, "unknown", "none"),
    ("Fridays", "The bazaar is shut on Fridays.", "2007-02-02", "Fridays", "XXXX-WXX-5", None, None, "unknown", "none"),
    ("every two hours", "Guards change every two hours.", "2007-02-02", "every two hours", "PT2H", None, None, "unknown", "none"),
    ("daily", "The camp is shelled daily.", "2007-02-02", "daily", "P1D", None, None, "unknown", "none"),
    ("twice a week", "He reports twice a week.", "2007-02-02", "twice a week", "P1W", None, None, "unknown", "none"),
    ("every winter", "Snow shuts the pass every winter.", "2007-02-02", "every winter", "XXXX-WI", None, None, "unknown", "none"),
    ("every night", "Shells fell every night.", "2007-02-02", "every night", "XXXX-XX-XXTNI", None, None, "unknown", "none"),
    # references and holidays
    ("now", "They now hold the ridge.", "2007-02-02", "now", "PRESENT_REF", None, None, "unknown", "none"),
    ("recently", "He was recently freed.", "2007-02-02", "recently", "PAST_REF", None, None, "unknown", "none"),
    ("near future", "More will come in the near future.", "2007-02-02", "the near future", "FUTURE_REF", None, None, "unknown", "none"),
    ("Christmas Eve", "Bombs went off on Christmas Eve.", "2007-02-02", "Christmas Eve", "2006-12-24", "2006-12-24", "2006-12-24", "day", "relative"),
    ("Easter", "Bombs went off on Easter Sunday 2006.", None, "Easter Sunday 2006", "2006-04-16", "2006-04-16", "2006-04-16", "day", "explicit"),
    ("Thanksgiving", "A raft was seen on Thanksgiving Day.", "2007-01-06", "Thanksgiving Day", "2006-11-23", "2006-11-23", "2006-11-23", "day", "relative"),
    ("New Year's Eve", "Shots were fired on New Year's Eve.", "2007-02-02", "New Year's Eve", "2006-12-31", "2006-12-31", "2006-12-31", "day", "relative"),
    # datelines
    ("dateline with a year", "KABUL, Feb. 19, 2007 (Reuters) - Two men were held yesterday.", None, "yesterday", "2007-02-18", "2007-02-18", "2007-02-18", "day", "inherited"),
    ("wire dateline", "SAN JUAN, 3 JAN 90 -- TWO MEN WERE SHOT YESTERDAY AFTERNOON.", None, "YESTERDAY AFTERNOON", "1990-01-02TAF", "1990-01-02", "1990-01-02", "day", "inherited"),
    ("dateline before publication", "KABUL, Feb. 19 (AP) -- Two men were held yesterday.", "2007-02-21", "yesterday", "2007-02-18", "2007-02-18", "2007-02-18", "day", "inherited"),
    ("dateline without a year", "KABUL, Feb. 19 (AP) -- Two men were held yesterday.", None, "yesterday", None, None, None, "day", "none"),
    ("dateline for the sentences behind it", "KABUL, 19 February 2007 (AP) -- Two men were held.\nThey were caught on Sunday.", None, "Sunday", "2007-02-18", "2007-02-18", "2007-02-18", "day", "inherited"),
    ("old date in capitals is no dateline", "LONDON, 3 May 1945 -- The war ended.\nTwo men were held yesterday.", "2007-02-02", "yesterday", "2007-02-01", "2007-02-01", "2007-02-01", "day", "relative"),
    # narratives, items and wire lists
    ("weekday after a dated weekday", "The town fell on Tuesday 20 November.\nOn Wednesday fighters moved on.", "2012-12-03", "Wednesday", "2012-11-21", "2012-11-21", "2012-11-21", "day", "inherited"),
    ("weekday of an item", "Peshawar, 9 October.\nA bomb on a Friday at market hour killed 49.", "2009-10-21", "Friday", "2009-10-09", "2009-10-09", "2009-10-09", "day", "inherited"),
    ("weekday without a dated one", "The town fell on 12 January.\nOn Wednesday fighters moved on.", "2007-02-02", "Wednesday", "2007-01-31", "2007-01-31", "2007-01-31", "day", "relative"),
    ("the same weekday", "On Friday 23 August two bombs went off.\nOn 23 April there had been one.\nOn the same Friday a jury sat.", "2013-08-26", "the same Friday", "2013-08-23", "2013-08-23", "2013-08-23", "day", "inherited"),
    ("that autumn", "They came in the spring of 2006.\nA truce was made that autumn.", "2010-03-05", "that autumn", "2006-FA", "2006-09-01", "2006-11-30", "season", "inherited"),
    ("month of the same year", "They left on 1 February 2007 and came back in December of the same year.", "2010-03-05", "December of the same year", "2007-12", "2007-12-01", "2007-12-31", "month", "inherited"),
    ("year inside a sentence sets no other date", "It was the worst since the war ended in 1990, and followed a bomb of 15 August.", "2013-08-26", "15 August", "2013-08-15", "2013-08-15", "2013-08-15", "day", "relative"),
    ("month inside a season", "Men came home in the autumn of 2011 and founded a movement in October.", "2012-11-20", "October", "2011-10", "2011-10-01", "2011-10-31", "month", "inherited"),
    ("end of the month of a narrative", "On 21 March officers took the palace.\nKidal was taken at the end of the month.", "2012-11-20", "the end of the month", "2012-03", "2012-03-21", "2012-03-31", "month", "inherited"),
    ("later than today", "Nothing is left of it today.\nThe men withdrew, and two weeks later the town fell.", "2012-11-20", "two weeks later", None, None, None, "unknown", "none"),
    ("second dateline", "KANDAHAR, Afghanistan, Aug 25 - A bomb killed 43.\nKABUL, Sept 8 - Three civilians died on Tuesday.", "2009-09-09", "Sept 8", "2009-09-08", "2009-09-08", "2009-09-08", "day", "relative"),
    ("weekday under the second dateline", "KANDAHAR, Afghanistan, Aug 25 - A bomb killed 43.\nKABUL, Sept 8 - Three civilians died on Monday.", "2009-09-09", "Monday", "2009-09-07", "2009-09-07", "2009-09-07", "day", "inherited"),
    ("two days in a row", "Two bombs went off on 10 and 11 October.", "2009-10-21", "10 and 11 October", "2009-10-10/2009-10-11", "2009-10-10", "2009-10-11", "days", "relative"),
    ("bare day", "On 12 January two men were held.\nOn the 15th, they were freed.", "2007-02-02", "the 15th", "2007-01-15", "2007-01-15", "2007-01-15", "day", "inherited"),
    ("early hours", "Police came in the early hours of Thursday.", "2007-02-02", "the early hours of Thursday", "2007-02-01TMO", "2007-02-01", "2007-02-01", "day", "relative"),
    ("hours later", "On 12 January a bus was hit.\nHours later, two men were held.", "2007-02-02", "Hours later", "2007-01-12", "2007-01-12", "2007-01-12", "day", "inherited"),
    ("second week", "They met in the second week of this month.", "2012-11-20", "the second week of this month", "2012-W45", "2012-11-08", "2012-11-14", "week", "relative"),
]  # fmt: skip

LIMITS = [
    # label, text, published_on, mention, value, why
    ("sighted moon", "Eid al-Adha 2023 was calm.", None, "Eid al-Adha 2023", "2023-06-28/2023-07-01",
     "the arithmetic Islamic calendar may be a day off the one that is observed"),
]  # fmt: skip

NO_DATES = [
    ("31 February", "On 31 February nothing happened."),
    ("30 February with a year", "On Feb. 30, 2006 nothing happened."),
    ("29 February of a common year", "On 29 February 2007 nothing happened."),
    ("31 June in a range", "On 31 June and 31 April nothing happened."),
    ("year 0", "In the year 0 nothing happened."),
    ("zeros", "It reads 0/0/00 and 00/00/0000 and 0000-00-00."),
    ("month 13", "It reads 2006-13-40 and 13/13/2006."),
    ("may, the verb", "It may rain, and may not."),
    ("May, a name", "Mrs May spoke, and so did May Ling."),
    ("march, the walk", "They march on the capital; a march is on."),
    ("March, a headline's verb", "Protesters March On Capital"),
    ("sun and sat", "The sun sat low. Sun City. Sat phones. Mon ami."),
    ("Jan, a name", "The house of Jan Mohammad Khan was hit."),
    ("second", "It was the second blast, a second chance."),
    ("fall", "The fall of the city; prices fall; a fall from grace."),
    ("spring", "They spring from a spring."),
    ("version", "Version 10.3.2 and 3.2.1 are out."),
    ("score", "They won 3-2, 10-8 and 21-19."),
    ("price", "It cost $2007, €1999 or £1500."),
    ("numbers", "Some 1,500 troops, 2000 men and 300 tanks came, and 2000 kg of rice."),
    ("age", "A 16-year-old boy, a man 52 years old and an 8-month-old baby were held."),
    ("telephone", "Call 555-1999-2007 or +93 70 2006 1999 20."),
    ("address", "http://example.org/2007x/02x and 10.0.0.1"),
    ("digits", "1" * 10_000),
    ("separated digits", "12/" * 3_000),
    ("nothing", " "),
]  # fmt: skip


def passages_of(text: str, *, kind: SectionKind = SectionKind.BODY) -> tuple[Passage, ...]:
    """One passage a line."""
    passages, start = [], 0
    for index, line in enumerate(text.split("\n")):
        end = start + len(line)
        passages.append(Passage(start=start, end=end, text=line, index=index, paragraph=index, kind=kind))
        start = end + 1
    return tuple(passages)


def read(text: str, published_on: datetime.date | None = None) -> tuple[ResolvedDate, ...]:
    """The resolved dates of a text."""
    passages = passages_of(text)
    return resolve_dates(find_dates(passages), passages=passages, published_on=published_on)


def day(iso: str | None) -> datetime.date | None:
    """A row's day."""
    return None if iso is None else datetime.date.fromisoformat(iso)


def the_one(text: str, published_on: str | None, mention: str) -> ResolvedDate:
    """The only resolved date with these words."""
    found = [one for one in read(text, day(published_on)) if one.mention.text == mention]
    assert len(found) == 1, [one.mention.text for one in read(text, day(published_on))]
    return found[0]


@pytest.mark.parametrize(
    ("text", "published_on", "mention", "value", "start", "end", "precision", "basis"),
    [pytest.param(*case[1:], id=f"{number}-{case[0]}") for number, case in enumerate(CASES)],
)
def test_read(
    text: str,
    published_on: str | None,
    mention: str,
    value: str | None,
    start: str | None,
    end: str | None,
    precision: str,
    basis: str,
) -> None:
    found = the_one(text, published_on, mention)
    assert (found.value, found.start, found.end) == (value, day(start), day(end)), found.reason
    assert (found.precision, found.basis) == (DatePrecision(precision), DateBasis(basis)), found.reason
    assert found.reason


@pytest.mark.parametrize(
    ("text", "published_on", "mention", "value"),
    [
        pytest.param(*case[1:5], id=case[0], marks=pytest.mark.xfail(strict=True, reason=case[5]))
        for case in LIMITS
    ],
)  # fmt: skip
def test_known_limits(text: str, published_on: str | None, mention: str, value: str) -> None:
    assert the_one(text, published_on, mention).value == value


@pytest.mark.parametrize("text", [pytest.param(text, id=label) for label, text in NO_DATES])
def test_no_date(text: str) -> None:
    for published_on in (None, datetime.date(2007, 2, 2)):
        found = [one for one in read(text, published_on) if one.start is not None]
        assert found == [], [one.mention.text for one in found]


def test_ambiguous_order_scores_low_and_names_both_days() -> None:
    found = the_one("The note is dated 3/10/06.", "2007-02-02", "3/10/06")
    assert found.score <= 0.4
    assert "ambiguous" in found.reason
    assert "2006-10-03" in found.reason


def test_typo_scores_low() -> None:
    found = the_one("Just fall, two clans made peace.", "2007-02-02", "Just fall")
    assert found.score <= 0.4
    assert "typo" in found.reason


def test_unresolved_says_why() -> None:
    found = the_one("A patrol was ambushed on Wednesday.", None, "Wednesday")
    assert found.start is None
    assert "publication date" in found.reason


def test_resolves_anew_when_the_publication_date_is_set() -> None:
    passages = passages_of("A patrol was ambushed on Wednesday.")
    mentions = find_dates(passages)
    before = resolve_dates(mentions, passages=passages, published_on=None)
    after = resolve_dates(mentions, passages=passages, published_on=datetime.date(2007, 2, 2))
    assert [one.mention for one in before] == [one.mention for one in after]
    assert after[0].start == datetime.date(2007, 1, 31)


def test_comments_do_not_count_from_a_dateline() -> None:
    report = passages_of("KABUL, 19 February 2007 (AP) -- Two men were held yesterday.")
    text = "I read it yesterday."
    comment = Passage(start=100, end=100 + len(text), text=text, index=1, paragraph=1, kind=SectionKind.COMMENT)
    passages = (*report, comment)
    found = resolve_dates(find_dates(passages), passages=passages, published_on=datetime.date(2007, 2, 21))
    assert [one.start for one in found][1:] == [datetime.date(2007, 2, 18), datetime.date(2007, 2, 20)]


def test_annotation_keeps_the_ends_of_a_range_apart() -> None:
    passages = passages_of("The valley was shut from March to May 2005.")
    found = annotate(passages, published_on=None)
    assert [(one.type, one.value) for one in found] == [("DATE", "XXXX-03"), ("DATE", "2005-05")]


# --- properties -------------------------------------------------------------------------------------------------------

VOCABULARY = (
    "on in of the early late last next this that same Monday Wednesday May March spring fall summer winter and to from "
    "between since until 3 5 12 31 2006 1999 '06 3/10/07 2-8 2006-02-30 10:35 a.m. 0330 hours GMT days week weeks "
    "month year years ago later earlier before after a two several few past recent will was killed said , . - – Feb. "
    "first second quarter half night morning overnight every each daily century 1970s '80s KABUL, (AP) -- 99999999"
)
WORDS = st.sampled_from(VOCABULARY.split())
TEXTS = st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join))
DAYS = st.one_of(st.none(), st.dates(), st.sampled_from([datetime.date.min, datetime.date.max]))


@pytest.mark.no_cover
@settings(max_examples=200, deadline=None)
@given(text=TEXTS, published_on=DAYS)
def test_any_text(text: str, published_on: datetime.date | None) -> None:
    passages = passages_of(text)
    mentions = find_dates(passages)
    found = resolve_dates(mentions, passages=passages, published_on=published_on)
    assert tuple(one.mention for one in found) == mentions
    behind = 0
    for one in found:
        assert text[one.mention.start : one.mention.end] == one.mention.text
        assert one.mention.start >= behind
        behind = one.mention.end
        assert (one.start is None) == (one.end is None)
        assert one.start is None or one.end is None or one.start <= one.end
        assert 0 <= one.score <= 1
        assert one.reason
        assert (one.basis is DateBasis.NONE) == (one.start is None)
    assert found == resolve_dates(find_dates(passages), passages=passages, published_on=published_on)


@pytest.mark.no_cover
@pytest.mark.parametrize(
    "unit",
    ["1", " ", "1-", "3/", "the ", "May ", "twenty-", "3 days ", "spring and ", "3 May to ", ".", "'s", "early ", "A",
     "since ", "٢٠٠٦-", "KABUL, ", "(", "10:", "1,000,", "a hundred and ", "the same day "],
)  # fmt: skip
def test_hostile_text_finishes(unit: str) -> None:
    text = "x" + unit * (200_000 // len(unit)) + "x"
    assert all(one.mention.end <= len(text) for one in read(text, datetime.date(2007, 2, 2)))
