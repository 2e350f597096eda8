"""Fixtures that are slow to make, made once."""

import pytest

from reportmap.language import Language


@pytest.fixture(scope="session")
def language() -> Language:
    """The real language model."""
    return Language.load()
