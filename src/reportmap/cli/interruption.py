"""Ctrl-C and SIGTERM during work that should end at a good moment instead of anywhere."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class Interruption:
    """Whether we were told to stop. The second time, KeyboardInterrupt says it where we are."""

    def __init__(self) -> None:
        self._signal: int | None = None

    @property
    def has_come(self) -> bool:
        """Whether to stop."""
        return self._signal is not None

    @property
    def exit_status(self) -> int:
        """What a shell expects of a program that a signal has ended: 130 for Ctrl-C, 143 for SIGTERM."""
        return 128 + (self._signal or signal.SIGINT)

    def _note(self, number: int, _frame: FrameType | None) -> None:
        if self._signal is not None:
            raise KeyboardInterrupt
        self._signal = number


@contextmanager
def noticed_interruption() -> Iterator[Interruption]:
    """Inside, a signal to stop is noted; afterwards it does what it did before."""
    interruption = Interruption()
    before = {number: signal.signal(number, interruption._note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield interruption
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
