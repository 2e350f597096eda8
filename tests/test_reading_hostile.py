"""Files that were made to harm give one clear line each, in time and within memory, and the good ones beside are read."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from reportmap.errors import ReadingError
from reportmap.reading.draft import Draft
from reportmap.reading.sandbox import Limits, Sandbox
from tests.hostile_files import FILES


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    """The usual one, with less time, as the files are small."""
    with Sandbox(limits=Limits(cpu_seconds=8, wall_seconds=29)) as one:
        yield one


@pytest.mark.parametrize(("label", "name", "make", "message"), FILES, ids=[row[0] for row in FILES])
def test_hostile_files(label: str, name: str, make: Callable[[], bytes], message: str | None, sandbox: Sandbox) -> None:
    data = make()
    start = time.monotonic()
    items = list(sandbox.drafts(data, name))
    assert time.monotonic() - start < 30
    assert items
    errors = [str(item) for item in items if isinstance(item, ReadingError)]
    assert len(errors) <= 22
    assert all("\n" not in error and ";" in error for error in errors)
    if message is not None:
        assert errors
        assert re.fullmatch(message, errors[-1], re.DOTALL), errors[-1][:300]
    (good,) = sandbox.drafts(b'{"text": "A bomb killed two."}', "good.json")
    assert isinstance(good, Draft)
    assert not Path("/tmp/climbed.txt").exists()  # noqa: S108 - the name inside the archive
