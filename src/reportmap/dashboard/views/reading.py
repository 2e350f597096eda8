"""Reading a report inside the dashboard: the gazetteer and the language model, opened when first needed."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

import streamlit as st

from reportmap.dashboard.frames import NO_COUNTRY, province_key
from reportmap.dashboard.rereading import ontologies_of
from reportmap.errors import ReportmapError
from reportmap.model import Document, Extraction, Place

if TYPE_CHECKING:  # takes seconds to import
    from reportmap.gazetteer import Gazetteer
    from reportmap.language import Language

_ONE_AT_A_TIME = Lock()
"""The language model serves one thread at a time."""


@st.cache_resource(show_spinner=False)
def _language() -> "Language":
    from reportmap.language import Language  # noqa: PLC0415

    return Language.load()


def gazetteer_folder() -> Path | None:
    """The folder of the gazetteer that the environment names, None for the default one."""
    folder = os.environ.get("REPORTMAP_GAZETTEER_DIR")
    return Path(folder) if folder else None


def extract(document: Document, ontology_version: str) -> Extraction:
    """What a document says, read with the event types of a version. Raises ReportmapError."""
    from reportmap.events import load_ontology  # noqa: PLC0415
    from reportmap.gazetteer import Gazetteer  # noqa: PLC0415
    from reportmap.pipeline import extract_events  # noqa: PLC0415

    ontology = load_ontology(*ontologies_of(ontology_version))
    with _ONE_AT_A_TIME:
        gazetteer = Gazetteer.open(gazetteer_folder())  # milliseconds; a place that an analyst added counts at once
        return extract_events(document, gazetteer=gazetteer, language=_language(), ontology=ontology)


def ready_gazetteer() -> "Gazetteer | None":
    """The gazetteer for looking names up, None where it has to be built first. Raises GazetteerError."""
    from reportmap.gazetteer import Gazetteer  # noqa: PLC0415

    return Gazetteer.open(gazetteer_folder()) if gazetteer_version() is not None else None


def known_as(name: str) -> frozenset[str]:
    """The ids of the gazetteer's entries of a name, or spelled nearly so, and the keys of the units that they are.

    Nothing while the gazetteer is not ready.
    """
    try:
        gazetteer = ready_gazetteer()
    except ReportmapError:
        gazetteer = None
    if gazetteer is None:
        return frozenset()
    places = [match.place for match in gazetteer.lookup(name) or gazetteer.fuzzy(name)]
    units = [place for place in places if place.feature_code in _UNITS]
    return frozenset({place.place_id for place in places} | {_UNITS[place.feature_code](place) for place in units})


_UNITS: Mapping[str, Callable[[Place], str]] = {
    "ADM1": province_key,
    "PCLI": lambda place: place.country_code or NO_COUNTRY,
}
"""What the filters call a province or a country, by its feature code."""


def gazetteer_version() -> str | None:
    """The version of the gazetteer that is ready for use, None where it has to be built first."""
    from reportmap.gazetteer.build import index_version  # noqa: PLC0415
    from reportmap.gazetteer.index import Gazetteer, default_directory  # noqa: PLC0415
    from reportmap.gazetteer.storage import defect  # noqa: PLC0415
    from reportmap.gazetteer.userdata import UserData  # noqa: PLC0415

    wanted = index_version(UserData())
    directory = gazetteer_folder() or default_directory(wanted)
    return Gazetteer(directory).version if defect(directory, expected_version=wanted) is None else None
