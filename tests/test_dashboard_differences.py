"""What two reports have in common and what only one has, and which copies the reader lists."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportmap.dashboard.differences import CopyLine, Side, compare_reports, find_differences, list_copies
from reportmap.matching.versions import Copying, CopyKind, count_copies, group_copies
from reportmap.model import Document

WORDS = st.lists(
    st.sampled_from(["one", "two", "three", "rain.", "snow.\n", "fog!", "\u202e", "<b>", "12", "é"]), max_size=40
).map(" ".join)

CASES = [
    # label,          this,                                  other,                                 stretches
    ("same",          "Rain fell. It froze.",                "Rain fell. It froze.",                [("both", "Rain fell. It froze.")]),
    ("a figure",      "At least 12 died in the flood.",      "At least nine died in the flood.",    [("both", "At least "), ("other", "nine"), ("this", "12"), ("both", " died in the flood.")]),
    ("a phrase",      "At least four hundred families wait.", "Some three hundred families wait.",  [("other", "Some three"), ("this", "At least four"), ("both", " hundred families wait.")]),
    ("a sentence",    "Rain fell. Two are missing. It froze.", "Rain fell. It froze.",              [("both", "Rain fell. "), ("this", "Two are missing. "), ("both", "It froze.")]),
    ("gone",          "Rain fell.",                          "Rain fell. It froze.",                [("both", "Rain fell."), ("other", " It froze.")]),
    ("a blank",       "rain.",                               "rain. one",                           [("both", "rain."), ("other", " one")]),
    ("wrapped",       "Rain fell\nall day.",                 "Rain fell all day.",                  [("both", "Rain fell\nall day.")]),
    ("unlike",        "Trains stop at noon.",                "The mayor of Herat resigned.",        [("other", "The mayor of Herat resigned."), ("this", "Trains stop at noon.")]),
    ("nothing",       "",                                    "Rain.",                               [("other", "Rain.")]),
]  # fmt: skip


@pytest.mark.parametrize(("this", "other", "expected"), [row[1:] for row in CASES], ids=[row[0] for row in CASES])
def test_the_words_in_which_two_reports_differ(this: str, other: str, expected: list[tuple[str, str]]) -> None:
    assert [(item.side.value, item.text) for item in find_differences(this, other)] == expected


@given(WORDS, WORDS)
@settings(max_examples=60)
def test_the_stretches_of_one_side_give_its_text(this: str, other: str) -> None:
    stretches = list(find_differences(this, other))
    assert "".join(item.text for item in stretches if item.side is not Side.OTHER) == this
    theirs = "".join(item.text for item in stretches if item.side is not Side.THIS)
    assert theirs.split() == other.split()


DOCUMENTS = {
    name: Document(document_id=name, text=text, title=name.upper())
    for name, text in {
        "a": "Rain fell all day. It froze.",
        "b": "Rain fell all day.",
        "c": "Snow.",
        "d": "Fog.",
    }.items()
}
COPYING = (
    Copying(one="a", two="b", kind=CopyKind.SHORTENED, share=1.0),
    Copying(one="b", two="d", kind=CopyKind.VERSION, share=0.8),
)


GROUPS = group_copies(COPYING, documents=DOCUMENTS)


def listed(document_id: str) -> tuple[CopyLine, ...]:
    return list_copies(document_id, GROUPS, copying=COPYING, documents=DOCUMENTS)


def test_the_copies_of_a_report_are_listed_with_what_they_are() -> None:
    lines = {line.document_id: line.relation for line in listed("a")}
    assert lines == {
        "b": "a shortened copy; 100% of the shorter one is in both",
        "d": "a copy of one of its copies",
    }
    (whole, _) = listed("b")
    assert whole.relation.startswith("the longer report, of which this is a part")
    assert listed("c") == ()
    assert count_copies(GROUPS) == {"a": 2, "b": 2, "d": 2}


def test_a_long_report_is_compared_up_to_a_limit_that_is_said() -> None:
    line = CopyLine(document_id="o", title="O", source="", relation="")
    long = Document(document_id="l", text="It rained. " * 20_000)
    view = compare_reports(long, DOCUMENTS["a"], line)
    assert view.note == "Compared up to character 60,000"
    assert compare_reports(DOCUMENTS["a"], DOCUMENTS["a"], line).summary == "Word for word the same"
