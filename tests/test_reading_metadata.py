"""Of the candidates for each fact the best is chosen, the others are kept, and a date below its score stays unknown."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportmap.errors import ReadingError, ReportmapError
from reportmap.model import Document, MarkedPart, MetadataBasis, MetadataField, Metadatum, SectionKind
from reportmap.reading.days import dateline_days, day_in_address, day_in_file_name, parse_day
from reportmap.reading.draft import Draft, Given
from reportmap.reading.metadata import as_document
from tests.pages import P1
from tests.strategies import METADATA

JUNE_4 = datetime.date(2011, 6, 4)


def candidate(
    field: MetadataField, value: str, score: float, basis: MetadataBasis = MetadataBasis.META_TAG
) -> Metadatum:
    return Metadatum(field=field, value=value, basis=basis, score=score)


def document(
    *metadata: Metadatum, text: str = f"{P1}\n", name: str = "report.html", given: Given | None = None
) -> Document:
    return as_document(Draft(name=name, text=text, metadata=metadata), given or Given())


DAYS = [
    # words, day
    ("2011-06-04", JUNE_4),
    ("2011-06-04T23:30:00+05:00", JUNE_4),
    ("2011-06-04 00:10", JUNE_4),
    ("20110604", JUNE_4),
    ("20110604T101500Z", JUNE_4),
    ("Sat, 04 Jun 2011 23:30:00 +0500", JUNE_4),
    ("Saturday, June 4, 2011", JUNE_4),
    ("Jun. 4th 2011, 8:15 am", JUNE_4),
    ("4 June 2011", JUNE_4),
    ("Sat Jun  4 10:00:00 2011", JUNE_4),
    ("3/10/07", None),
    ("04/06/2011", None),
    ("3 hours ago", None),
    ("yesterday", None),
    ("2011", None),
    ("June 2011", None),
    ("4 June", None),
    ("2011-02-30", None),
    ("1811-06-04", None),
    ("9999-06-04", None),
    ("20119904", None),
    ("", None),
]  # fmt: skip


@pytest.mark.parametrize(("words", "day"), DAYS, ids=[row[0] for row in DAYS])
def test_days(words: str, day: datetime.date | None) -> None:
    assert parse_day(words) == day


NAMES = [
    # name, how
    ("2011-06-04_road.html", "parted"),
    ("saved/2011_06_04 road.txt", "parted"),
    ("week.zip/road-2011.06.04.txt", "parted"),
    ("20110604.html", "compact"),
    ("report-20110604-final.txt", "compact"),
    ("2011/06/04/road.txt", "folders"),
    ("incidents-2011-06-04.csv, row 12", "parted"),
    ("2011-06-04_to_2011-06-11.txt", None),
    ("120110604.txt", None),
    ("road-2011-06.txt", None),
    ("road.txt", None),
    ("04-06-2011.txt", None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "how"), NAMES, ids=[row[0] for row in NAMES])
def test_days_in_file_names(name: str, how: str | None) -> None:
    assert day_in_file_name(name) == (None if how is None else (JUNE_4, how))


ADDRESSES = [
    # address, how
    ("https://post.example/2011/06/04/road/", "day"),
    ("https://post.example/world/2011/jun/04/road", "day"),
    ("https://post.example/2011-06-04-road", "day"),
    ("https://post.example/world/20110604/road", "compact"),
    ("https://post.example/2011/06/road", None),
    ("https://post.example/story?date=2011-06-04", None),
    ("https://post.example/story-220110604", None),
    ("https://20110604.example/road", None),
]  # fmt: skip


@pytest.mark.parametrize(("address", "how"), ADDRESSES, ids=[row[0] for row in ADDRESSES])
def test_days_in_addresses(address: str, how: str | None) -> None:
    assert day_in_address(address) == (None if how is None else (JUNE_4, how))


DATELINES = [
    # text, years known otherwise, how
    ("KABUL, June 4, 2011 (AFP) -- Gunmen attacked.", (), "dateline"),
    ("Title\n\nKABUL, Afghanistan, 4 June 2011 – Gunmen attacked.", (), "dateline"),
    ("KABUL, Saturday, June 4, 2011: Gunmen attacked.", (), "dateline"),
    ("KABUL, Jun 4 (Reuters) - Gunmen attacked.", (2011,), "dateline_year_of"),
    ("KABUL, Jun 4 (Reuters) - Gunmen attacked.", (2010, 2011), None),
    ("KABUL, Jun 4 (Reuters) - Gunmen attacked.", (), None),
    ("Geneva, 4 June 2011\n\nThe office said.", (), "dateline_alone"),
    ("On 4 June 2011 gunmen attacked.", (), None),
    ("The road was paved in Kabul, June 4, 2011 and later.", (), None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "years", "how"), DATELINES, ids=range(len(DATELINES)))
def test_datelines(text: str, years: tuple[int, ...], how: str | None) -> None:
    assert list(dateline_days(text, years=years)) == ([] if how is None else [(JUNE_4, how)])


def test_the_best_candidate_is_chosen_and_the_others_are_kept() -> None:
    found = document(
        candidate(MetadataField.PUBLISHED, "2016-01-01", 0.3),
        candidate(MetadataField.PUBLISHED, "2011-06-04", 0.9, MetadataBasis.JSON_LD),
        candidate(MetadataField.AUTHOR, "By  A. Khan", 0.5),
        candidate(MetadataField.AUTHOR, "https://post.example/khan", 0.9),
    )
    assert (found.published_on, found.published_basis) == (JUNE_4, MetadataBasis.JSON_LD)
    assert found.author == "A. Khan"
    days = [each.value for each in found.metadata if each.field is MetadataField.PUBLISHED]
    assert days == ["2011-06-04", "2016-01-01"]


def test_a_date_below_the_least_score_is_kept_and_not_chosen() -> None:
    found = document(candidate(MetadataField.PUBLISHED, "2011-06-04", 0.45))
    assert (found.published_on, found.published_basis) == (None, MetadataBasis.NONE)
    assert [each.value for each in found.metadata if each.field is MetadataField.PUBLISHED] == ["2011-06-04"]


def test_what_the_user_gives_wins() -> None:
    found = document(
        candidate(MetadataField.PUBLISHED, "2016-01-01", 0.95),
        candidate(MetadataField.PUBLISHER, "Valley Post", 0.95),
        given=Given(published_on=JUNE_4, publisher="Border Herald"),
    )
    assert (found.published_on, found.published_basis) == (JUNE_4, MetadataBasis.COMMAND_LINE)
    assert found.publisher == "Border Herald"


TITLES = [
    # title tag, publisher, title
    ("Road shut | Valley Post", "Valley Post", "Road shut"),
    ("Road shut - The Valley Post", "Valley Post", "Road shut"),
    ("Valley Post: Road shut", "Valley Post", "Valley Post: Road shut"),
    ("Valley Post » Road shut", "Valley Post", "Road shut"),
    ("Road shut | Asia | Valley Post", "Valley Post", "Road shut | Asia"),
    ("Road shut - again", "Valley Post", "Road shut - again"),
    ("Road shut — Valley Post", None, "Road shut — Valley Post"),
]  # fmt: skip


@pytest.mark.parametrize(("tag", "publisher", "title"), TITLES, ids=[row[0] for row in TITLES])
def test_a_title_loses_the_name_of_its_site(tag: str, publisher: str | None, title: str) -> None:
    site = [] if publisher is None else [candidate(MetadataField.PUBLISHER, publisher, 0.9)]
    assert document(candidate(MetadataField.TITLE, tag, 0.6), *site).title == title


def test_a_host_is_the_publisher_where_nothing_better_is_known() -> None:
    address = candidate(MetadataField.URL, "https://www.post.example/road", 0.9)
    assert document(address).publisher == "post.example"
    assert document(address, candidate(MetadataField.PUBLISHER, "Valley Post", 0.5)).publisher == "Valley Post"


def test_comments_say_neither_date_nor_language() -> None:
    french = (
        "Kaboul, 4 juin.\n\nKABUL, June 4, 2011 (AFP) -- Les soldats ont été tués dans la vallée, dit le général.\n"
    )
    text = f"{P1}\n\n{french}"
    part = MarkedPart(start=len(P1) + 2, end=len(text), kind=SectionKind.COMMENT)
    found = as_document(Draft(name="a.html", text=text, parts=(part,)), Given())
    assert (found.published_on, found.language) == (None, "en")


@pytest.mark.parametrize("text", ["", " \n", "---", "\ufeff", "words \0", "words \ud800"])
def test_what_is_no_text_is_refused(text: str) -> None:
    with pytest.raises(ReadingError, match=r"^report\.html: "):
        document(text=text)


@given(
    st.lists(METADATA | st.builds(Metadatum, field=st.sampled_from(MetadataField), value=st.text(max_size=40), basis=st.sampled_from(MetadataBasis), score=st.floats(0, 1)), max_size=6),
    st.text(max_size=100),
    st.text(max_size=40),
)  # fmt: skip
def test_any_draft_becomes_a_document_or_an_error(metadata: list[Metadatum], text: str, name: str) -> None:
    try:
        found = as_document(Draft(name=name, text=text, metadata=tuple(metadata)), Given())
    except ReportmapError:
        return
    assert found.text == text
    for field in MetadataField:
        scores = [each.score for each in found.metadata if each.field is field]
        assert scores == sorted(scores, reverse=True)
