"""New files below a folder, each when it is whole: found by looking again and again, and asking nobody for notice.

File systems that tell of changes differ by platform and are silent about network folders; looking at a folder of ten
thousand files takes a tenth of a second.
"""

from collections.abc import Callable, Iterable
from pathlib import Path

from reportmap.errors import ReadingError
from reportmap.reading.files import find_files

QUIET_LOOKS = 2
"""A file is whole when it was the same at so many looks after the first."""
UNFINISHED = frozenset({".part", ".partial", ".crdownload", ".download", ".tmp", ".temp"})
"""Endings of files that a browser or a copying program is still writing."""

_State = tuple[int, int]  # size in bytes, and when it was changed last in nanoseconds


class Watcher:
    """What is new or changed below a folder since it was last handed out."""

    def __init__(
        self, folder: Path, *, find: Callable[[Iterable[Path]], Iterable[Path | ReadingError]] = find_files
    ) -> None:
        """Watch a folder; `find` says which files below it can be read."""
        self._folder = folder
        self._find = find
        self._seen: dict[Path, tuple[_State, int]] = {}  # its state, and at how many looks after the first it was so
        self._handed_out: dict[Path, _State] = {}

    def look(self) -> list[Path]:
        """The files that are whole and were not handed out as they are now, in natural order."""
        seen: dict[Path, tuple[_State, int]] = {}
        ready = []
        for path in self._find([self._folder]):
            if isinstance(path, ReadingError) or path.suffix.lower() in UNFINISHED:
                continue
            state = _state_of(path)
            if state is None or self._handed_out.get(path) == state:
                continue
            before, looks = self._seen.get(path, (None, -1))
            looks = looks + 1 if before == state else 0
            if looks >= QUIET_LOOKS:
                self._handed_out[path] = state
                ready.append(path)
            else:
                seen[path] = state, looks
        self._seen = seen
        return ready


def _state_of(path: Path) -> _State | None:
    try:
        status = path.stat()
    except OSError:  # it has gone since it was found
        return None
    return (status.st_size, status.st_mtime_ns) if status.st_size else None
