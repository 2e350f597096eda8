"""Fixtures that are slow to make, made once."""

import pytest
from hypothesis import HealthCheck, settings

from reportmap.gazetteer import Gazetteer
from reportmap.gazetteer.userdata import UserData
from reportmap.language import Language
from tests.golden.pairs import load_language

settings.register_profile("noisy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("noisy machine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave properties untraced: they draw hundreds of inputs, and tracing would double their time for no line more."""
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.no_cover)


@pytest.fixture(scope="session")
def language() -> Language:
    """The real language model."""
    return load_language()


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """The real gazetteer, built into the user's cache where it is not there yet, without what the user added."""
    return Gazetteer.open(own=UserData(tmp_path_factory.mktemp("no user data")))
