"""A report in another language is kept and shown, and nothing is read out of it."""

from click.testing import CliRunner

from reportmap import Gazetteer, Language, extract_events
from reportmap.cli import main
from reportmap.dashboard.reader import view_document
from reportmap.dashboard.words import say_others, say_unread
from reportmap.model import MetadataBasis, MetadataField, Metadatum
from reportmap.reading.draft import Draft, Given
from reportmap.reading.metadata import as_document
from reportmap.store import EventStore

FRENCH = (
    "Attaque à Gao\n\nCinq soldats ont été tués mardi à Gao lorsqu'une bombe a touché leur camion, a annoncé l'armée.\n"
)
ENGLISH = "Attack in Gao\n\nFive soldiers were killed in Gao on Tuesday when a bomb hit their truck, the army said.\n"


def test_a_french_report_has_passages_and_nothing_else(gazetteer: Gazetteer, language: Language) -> None:
    document = as_document(Draft(name="gao.txt", text=FRENCH), Given())
    extraction = extract_events(document, gazetteer=gazetteer, language=language)
    assert extraction.passages[0].text == "Attaque à Gao"
    assert (extraction.places, extraction.dates, extraction.events) == ((), (), ())
    assert say_unread(document) == "not extracted: French"
    assert view_document(extraction).notes == ("not extracted: French",)


def test_an_english_report_is_extracted(gazetteer: Gazetteer, language: Language) -> None:
    document = as_document(Draft(name="gao.txt", text=ENGLISH), Given())
    assert document.language == "en"
    assert say_unread(document) is None
    assert extract_events(document, gazetteer=gazetteer, language=language).events


def test_documents_says_what_is_not_extracted(gazetteer: Gazetteer, language: Language, tmp_path: object) -> None:
    url = f"sqlite:///{tmp_path}/store.sqlite"
    with EventStore.open(url) as store:
        for text in (FRENCH, ENGLISH):
            document = as_document(Draft(name="gao.txt", text=text), Given())
            store.add(extract_events(document, gazetteer=gazetteer, language=language))
    outcome = CliRunner(env={"COLUMNS": "200"}).invoke(main, ["documents", "--database-url", url])
    assert "not extracted: French" in outcome.output
    assert "English" in outcome.output


def test_runners_up_are_said() -> None:
    facts = [
        Metadatum(field=MetadataField.TITLE, value="Attack in Gao", basis=MetadataBasis.META_TAG, score=0.9),
        Metadatum(field=MetadataField.TITLE, value="Gao: five dead", basis=MetadataBasis.JSON_LD, score=0.8),
        Metadatum(field=MetadataField.PUBLISHED, value="2013-02-01", basis=MetadataBasis.TIME_TAG, score=0.3),
    ]
    document = as_document(Draft(name="gao.txt", text=ENGLISH, metadata=tuple(facts)), Given())
    assert say_others(document) == (
        "Other title found: “Gao: five dead” (JSON-LD)",
        "Other date found: “2013-02-01” (time tag)",
    )
