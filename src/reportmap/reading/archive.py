"""ZIP archives become the files inside them, unpacked one after the other and in memory, never to disk.

What an archive says of itself is not believed: sizes are counted while unpacking. The names of its members are only
names, so that "../../etc/passwd" is read like any other and written nowhere.
"""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from functools import partial

from reportmap.errors import ReadingError
from reportmap.reading.budget import MAX_MEMBER_BYTES, MAX_RATIO, RATIO_FREE_BYTES
from reportmap.reading.draft import Member
from reportmap.reading.formats import SUFFIXES, UNREAD_SUFFIXES
from reportmap.reading.names import natural, suffix_of
from reportmap.reading.text import display_name

CHUNK_BYTES = 1024 * 1024


def read_zip(data: bytes, name: str) -> Iterator[Member | ReadingError]:
    """The members of a ZIP archive that may be reports, in natural order of their names.

    Raises:   ReadingError where the archive is damaged or holds nothing that is read
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = [info for info in archive.infolist() if _is_wanted(info)]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise ReadingError(f"{name}: is a damaged ZIP archive ({error}); download it again") from error
    if not members:
        raise ReadingError(f"{name}: holds no file of a kind that is read; unpack it and name the files to read")
    for info in sorted(members, key=lambda info: natural(info.filename)):
        inner = f"{name}/{display_name(info.filename)}"
        yield Member(name=inner, load=partial(_unpacked, archive, info, inner))


def _is_wanted(info: zipfile.ZipInfo) -> bool:
    folders = info.filename.replace("\\", "/").split("/")
    is_hidden = any(part.startswith(".") and set(part) != {"."} for part in folders) or "__MACOSX" in folders
    suffix = suffix_of(info.filename)
    return not info.is_dir() and not is_hidden and (suffix in SUFFIXES or suffix in UNREAD_SUFFIXES)


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> bytes:
    if stat.S_ISLNK(info.external_attr >> 16):
        raise ReadingError(f"{name}: is a link and holds nothing; pack the file that it names")
    if info.flag_bits & 0x1:
        raise ReadingError(f"{name}: is encrypted; unpack it with its password and name the file")
    allowed = min(MAX_MEMBER_BYTES, max(RATIO_FREE_BYTES, MAX_RATIO * info.compress_size))
    parts, size = [], 0
    try:
        with archive.open(info) as file:
            while part := file.read(CHUNK_BYTES):
                parts.append(part)
                size += len(part)
                if size > allowed:
                    raise ReadingError(
                        f"{name}: unpacks to more than {_megabytes(allowed)}; unpack it by hand if it is no bomb"
                    )
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise ReadingError(f"{name}: is damaged in its archive ({error}); pack or download it again") from error
    return b"".join(parts)


def _megabytes(n_bytes: int) -> str:
    return f"{n_bytes / 1024**2:,.0f} MB"
