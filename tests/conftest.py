"""Fixtures that are slow to make, made once."""

import pytest
from hypothesis import HealthCheck, settings

from reportmap.gazetteer import Gazetteer
from reportmap.gazetteer.userdata import UserData
from reportmap.language import Language

settings.register_profile("noisy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("noisy machine")


@pytest.fixture(scope="session")
def language() -> Language:
    """The real language model."""
    return Language.load()


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """The real gazetteer, built into the user's cache where it is not there yet, without what the user added."""
    return Gazetteer.open(own=UserData(tmp_path_factory.mktemp("no user data")))
