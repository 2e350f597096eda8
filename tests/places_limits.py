"""What the places stage is known to get wrong: rows of the golden and of the use tables, each with its reason.

A row that is right one day fails as a strict xfail, and its line goes.
"""

from collections.abc import Mapping

import pytest

PLACE = {
    "ambiguous-places-2013:Potomac-1": "a river named once, far from the countries of its text",
    "ambiguous-places-2013:Hyderabad-1": "two cities of one name in one text take one sense",
    "ambiguous-places-2013:Hyderabad-2": "two cities of one name in one text take one sense",
    "analysis-marjah-2010:West Point-1": "named once, far from the countries of its text",
    "analysis-marjah-2010:north-2": "bare directions are read as parts of the country, not of the province",
    "basra-handover-2007:Basra-2": '"Basra is the ninth of the provinces" is read as the city',
    "bombing-series-october-2009:Khyber Bazaar-1": "a bazaar is taken for the district that it is named after",
    "displacement-goma-2012:Rutshuru-2": '"X and Y territories" does not reach the first name',
    "displacement-goma-2012:Nyiragongo-1": '"X and Y territories": the gazetteer has the volcano alone',
    "drone-strike-baitullah-2009:Mohmand-1": "the gazetteer's point of the district is 60 km off",
    "election-day-bulletin-2009:Baghlan-i-Jadid-1": "the second half of the name is cut off",
    "protests-quran-burning-2012:Bagram-1": "the gazetteer has only the district under that name",
    "rising-toll-mogadishu-2017:Shabelle-2": "a valley across a border",
    "vague-dates-mali-2012:Kidal-1": "a town and its region of one name, and no word that says which",
    "vague-dates-mali-2012:Mopti-2": "a town and its region of one name, and no word that says which",
    "vague-dates-mali-2012:Sévaré-1": "the gazetteer lacks the town",
}
"""Golden mentions whose place is wrong or missing, by report, name and occurrence."""

TIED = {
    "ambiguous-places-2013:Kabul-2": "the name of a country or capital stands for its government without a verb that says so",
    "basra-handover-2007:Britain-1": "the name of a country or capital stands for its government without a verb that says so",
    "buner-deal-with-comments:Lahore-1": "the name of a country or capital stands for its government without a verb that says so",
    "captions-debaltseve-2015:Ukraine-3": "the name of a country or capital stands for its government without a verb that says so",
    "displacement-goma-2012:Rwanda-1": "the name of a country or capital stands for its government without a verb that says so",
    "siege-westgate-2013:Kenya-4": '"would strike Kenya" looks like the government',
    "vague-dates-mali-2012:Azawad-1": "inside the name of an armed group",
    "vague-dates-mali-2012:West Africa-1": "inside the name of an armed group",
}
"""Golden mentions that locate what they should not, or the other way round."""

USE = {
    "Beijing: Beijing and Tokyo traded accusations over the islands.": "a government, without a verb that only governments do",
    "London: Relations between London and Paris soured after the vote.": "a government, without a verb that only governments do",
    "Damascus: Ankara accused Damascus of breaking the truce.": "a government, without a verb that only governments do",
    "Riyadh: Is Riyadh willing to pay for the war?": "a government, without a verb that only governments do",
    "Madrid: Real Madrid won the cup for the third time.": "teams and clubs are known by their words alone",
    "Liverpool: The striker of Liverpool scored twice against Everton.": "teams and clubs are known by their words alone",
    "Tacoma: The gunmen drove a stolen Toyota Tacoma.": "food, cars, ships and shops named after places",
    "Peking: The guests were served Peking duck.": "food, cars, ships and shops named after places",
    "Brussels: The children refused to eat Brussels sprouts.": "food, cars, ships and shops named after places",
    "Moscow: She ordered a Moscow mule and left.": "food, cars, ships and shops named after places",
    "Bordeaux: He drank a glass of Bordeaux.": "food, cars, ships and shops named after places",
    "Turkey: Turkey sandwiches were served to the guards.": "food, cars, ships and shops named after places",
    "China: The China shop on the corner sells plates and cups.": "food, cars, ships and shops named after places",
    "Sheffield: HMS Sheffield sank in 1982 after a missile hit her.": "food, cars, ships and shops named after places",
    "Chad: Chad Smith coaches the village team.": "a given name that is a place first, or a surname far from it",
    "Israel: Israel Martinez, a farmer, saw the plane fall.": "a given name that is a place first, or a surname far from it",
    "Florence: Florence was born in 1950 and married twice.": "a given name that is a place first, or a surname far from it",
    "Orlando: Carson Reed met Orlando Cruz at noon; Orlando was late.": "a given name that is a place first, or a surname far from it",
    "Mobile: Mobile phone networks failed for an hour.": "a common word that is also a town",
    "Split: Split in two, the party lost the vote.": "a common word that is also a town",
    "Goma: Rebels Seize Goma as Army Flees": "a headline in title case",
    "Lashkargar: Families fled Lashkargar in Helmand, Afghanistan.": "an unknown name beside no kind word is not taken for a place",
    "Basraa: Basraa in Iraq was calm on Monday.": "an unknown name beside no kind word is not taken for a place",
    "Kandahar: Fighting went on in two districts of Kandahar.": "a unit that is only said to have districts",
    "Kandahar: A mine went off in Panjwai district, Kandahar.": "a unit that is only said to have districts",
}
"""Sentences of the use table, by name and sentence."""


def limit(known: Mapping[str, str], row: str) -> list[pytest.MarkDecorator]:
    """The marks of a row: a strict xfail with its reason where it is a known limit, else none."""
    return [pytest.mark.xfail(strict=True, reason=known[row])] if row in known else []
