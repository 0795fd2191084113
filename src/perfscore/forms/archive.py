"""The archive of an office file, looked at before any library opens it · 文件包预检.

A ZIP directory can be forged in ways in which readers differ, or unpack to a thousand times its size.
What passes here means one thing to every reader.
"""

import zipfile
from collections.abc import Iterator
from io import BytesIO

from perfscore.forms.grid import Unreadable

__all__ = ["Archive", "opened"]

MOST_ENTRIES = 1_000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_RATIO = 100
SMALL = 1024 * 1024
"""An entry of this size may be packed as tightly as it likes."""
_PIECE = 256 * 1024
_STORED, _DEFLATED = 0, 8


class Archive:
    """An archive whose directory was checked · 已检文件包."""

    def __init__(self, content: bytes, file: zipfile.ZipFile) -> None:
        self.content = content
        self._file = file
        self._names = tuple(info.filename for info in file.infolist() if not info.is_dir())

    @property
    def names(self) -> tuple[str, ...]:
        """The parts, as the directory lists them."""
        return self._names

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield a part in pieces, never more of it than the directory says."""
        said = self._file.getinfo(name).file_size
        found = 0
        try:
            with self._file.open(name) as part:
                while piece := part.read(_PIECE):
                    found += len(piece)
                    if found > said:
                        raise Unreadable("form-archive-forged", name)
                    yield piece
        except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
            raise Unreadable("form-broken", name, found="ZIP") from None
        except Exception as error:
            if isinstance(error, Unreadable):
                raise
            raise Unreadable("form-broken", name, found=type(error).__name__) from None


def opened(content: bytes) -> Archive:
    """Return the archive of an office file; raise Unreadable for one that is not what it seems."""
    try:
        file = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        raise Unreadable("form-broken", "", found="ZIP") from None
    entries = file.infolist()
    if len(entries) > MOST_ENTRIES:
        raise Unreadable("form-archive-entries", "", found=str(len(entries)), most=str(MOST_ENTRIES))
    total, names = 0, set()
    for entry in entries:
        total += _size(entry)
        if total > MOST_UNPACKED:
            raise Unreadable("form-archive-too-large", entry.filename, most=str(MOST_UNPACKED // SMALL))
        folded = entry.filename.casefold().replace("\\", "/").lstrip("/")
        if folded in names:
            raise Unreadable("form-archive-twice", entry.filename)
        names.add(folded)
    _refuse_overlap(entries)
    return Archive(content, file)


def _size(entry: zipfile.ZipInfo) -> int:
    if entry.flag_bits & 0x1:
        raise Unreadable("form-encrypted", entry.filename)
    if entry.compress_type not in (_STORED, _DEFLATED):
        raise Unreadable("form-broken", entry.filename, found="ZIP")
    if entry.file_size > SMALL and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
        found = str(entry.file_size // max(entry.compress_size, 1))
        raise Unreadable("form-archive-bomb", entry.filename, found=found, most=str(MOST_RATIO))
    return entry.file_size


def _refuse_overlap(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse parts that share bytes: small archives unpack without end that way."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise Unreadable("form-archive-forged", entry.filename)
        end = entry.header_offset + entry.compress_size
