"""Fixtures that are slow to make, made once."""

import pytest

from reportmap.gazetteer import Gazetteer
from reportmap.language import Language


@pytest.fixture(scope="session")
def language() -> Language:
    """The real language model."""
    return Language.load()


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """The real gazetteer, built into the user's cache where it is not there yet."""
    return Gazetteer.open()
