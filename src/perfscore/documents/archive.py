"""The archive of an office file and its XML parts, looked at before any library opens them · 文件包预检.

A ZIP directory can be forged in ways in which readers differ, or unpack to a thousand times its size.
What passes here means one thing to every reader.  No part may declare a document type, so no entity
exists; none may nest without end.  Whoever knows what a part means gives an `Observer` that sees its
elements pass.
"""

import stat
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import Protocol
from xml.parsers import expat

from perfscore.documents.archive_locks import AES, is_locked, key_of, with_aes
from perfscore.documents.document import Unreadable

__all__ = ["Archive", "Observer", "is_xml", "opened", "scan"]

MOST_ENTRIES = 1_000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_RATIO = 100
SMALL = 1024 * 1024
"""An entry of this size may be packed as tightly as it likes."""
_PIECE = 256 * 1024
_STORED, _DEFLATED = 0, 8
_PART, _DIRECTORY_END = b"PK\x03\x04", b"PK\x05\x06"
_IN_UTF8 = 0x800


class Archive:
    """An archive whose directory was checked · 已检文件包."""

    def __init__(self, content: bytes, file: zipfile.ZipFile, key: bytes = b"") -> None:
        self.content = content
        self._file = file
        self._key = key
        self._entries = {
            _printed(entry): entry for entry in file.infolist() if not _printed(entry).endswith("/")
        }

    @property
    def names(self) -> tuple[str, ...]:
        """The parts, as the directory lists them."""
        return tuple(self._entries)

    def is_link(self, name: str) -> bool:
        """Say whether a part is no file but the name of another one."""
        return stat.S_ISLNK(self._entries[name].external_attr >> 16)

    def needs_password(self, name: str) -> bool:
        """Say whether a part has a password that is not known."""
        return is_locked(self._entries[name]) and not self._key

    def pieces(self, name: str) -> Iterator[bytes]:
        """Yield a part in pieces, never more of it than the directory says."""
        said = self._entries[name].file_size
        found = 0
        if self.needs_password(name):
            raise Unreadable("form-encrypted", name)
        try:
            with self._file.open(self._entries[name], pwd=self._key or None) as part:
                while piece := part.read(_PIECE):
                    found += len(piece)
                    if found > said:
                        raise Unreadable("form-archive-forged", name)
                    yield piece
        except Unreadable:
            raise
        except Exception:  # zipfile and what it calls raise what they like
            code = "form-password-wrong" if is_locked(self._entries[name]) else "form-broken"
            raise Unreadable(code, name, found="ZIP") from None


def opened(content: bytes, password: str | None = None) -> Archive:
    """Return the archive of an office file; raise Unreadable for one that is not what it seems.

    Parts with a password are refused unless a `password` is given; an empty one opens the archive, and each
    of them is refused when it is read.
    """
    file = _unlocked(content, password or "")
    entries = file.infolist()
    if len(entries) > MOST_ENTRIES:
        raise Unreadable("form-archive-entries", "", found=str(len(entries)), most=str(MOST_ENTRIES))
    total, names = 0, set()
    for entry in entries:
        if password is None and is_locked(entry):
            raise Unreadable("form-encrypted", _printed(entry))
        total += _size(entry)
        if total > MOST_UNPACKED:
            raise Unreadable("form-archive-too-large", _printed(entry), most=str(MOST_UNPACKED // SMALL))
        folded = _printed(entry).casefold().replace("\\", "/").lstrip("/")
        if not folded:
            raise Unreadable("form-broken", "", found="ZIP")
        if folded in names:
            raise Unreadable("form-archive-twice", _printed(entry))
        names.add(folded)
    _refuse_overlap(entries)
    return Archive(content, file, key_of(file, password or ""))


def _unlocked(content: bytes, password: str) -> zipfile.ZipFile:
    if content.startswith(_PART) and _DIRECTORY_END not in content:
        raise Unreadable("form-cut", "", found="ZIP")
    try:
        file = zipfile.ZipFile(BytesIO(content))
        if password and any(entry.compress_type == AES for entry in file.infolist()):
            return with_aes(content)
    except Unreadable:
        raise
    except Exception:  # zipfile raises what it likes on a broken directory
        raise Unreadable("form-broken", "", found="ZIP") from None
    return file


def _printed(entry: zipfile.ZipInfo) -> str:
    """Return the name of a part; one that does not say it is UTF-8 is UTF-8 or GB18030 all the same."""
    if entry.flag_bits & _IN_UTF8:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeError):  # where the library took the name from elsewhere, it is right
            return entry.filename.encode("cp437").decode(encoding)
    return entry.filename


def _size(entry: zipfile.ZipInfo) -> int:
    if entry.compress_type not in (_STORED, _DEFLATED) and not (
        entry.compress_type == AES and is_locked(entry)
    ):
        raise Unreadable("form-broken", _printed(entry), found="ZIP")
    if entry.file_size > SMALL and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
        found = str(entry.file_size // max(entry.compress_size, 1))
        raise Unreadable("form-archive-bomb", _printed(entry), found=found, most=str(MOST_RATIO))
    return entry.file_size


def _refuse_overlap(entries: list[zipfile.ZipInfo]) -> None:
    """Refuse parts that share bytes: small archives unpack without end that way."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise Unreadable("form-archive-forged", _printed(entry))
        end = entry.header_offset + entry.compress_size


DEEPEST = 200
MOST_ELEMENTS = 8_000_000
_XML = (".xml", ".rels", ".vml")


class Observer(Protocol):
    """Sees the elements of one part in their order."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """See an element begin; its name is without its namespace."""

    def end(self, name: str) -> None:
        """See an element end."""


class _Part:
    def __init__(self, part: str, observer: Observer | None, *, nests: bool) -> None:
        self.part, self.observer = part, observer
        self.depth = self.count = 0
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._doctype
        if nests:
            self.parser.StartElementHandler = self._start
            self.parser.EndElementHandler = self._end

    def _doctype(self, *_: object) -> None:
        raise Unreadable("form-doctype", self.part)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        self.count += 1
        if self.depth > DEEPEST:
            raise Unreadable("form-xml-too-deep", self.part, most=str(DEEPEST))
        if self.count > MOST_ELEMENTS:
            raise Unreadable("form-too-much", self.part, most=str(MOST_ELEMENTS))
        if self.observer is not None:
            self.observer.start(name.rpartition(":")[2], attributes)

    def _end(self, name: str) -> None:
        self.depth -= 1
        if self.observer is not None:
            self.observer.end(name.rpartition(":")[2])


def scan(archive: Archive, name: str, observer: Observer | None = None, *, nests: bool = True) -> None:
    """Stream one part; raise Unreadable for what no office program would have written.

    Without `nests` no element is looked at, which takes a quarter of the time: it is for parts whose
    library has a bound on their depth of its own.
    """
    part = _Part(name, observer, nests=nests)
    try:
        for piece in archive.pieces(name):
            part.parser.Parse(piece, False)
        part.parser.Parse(b"", True)
    except expat.ExpatError as error:
        where = f"{name} {error.lineno}:{error.offset + 1}"
        raise Unreadable("form-broken", where, found="XML") from None


def is_xml(name: str) -> bool:
    """Say whether a part is XML by its name."""
    return name.casefold().endswith(_XML)
