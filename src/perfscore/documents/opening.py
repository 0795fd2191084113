"""Opens a file and chooses its reader by what stands in it · 打开文件."""

import os.path
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from perfscore.documents.bundle import MARK, MOST_BYTES, fetched
from perfscore.documents.document import Remark
from perfscore.documents.reader import BUNDLED, FormReader
from perfscore.documents.sniffing import kind_of
from perfscore.messages import Listed
from perfscore.messages.problems import Place, Problem, ProblemsFound
from perfscore.numbers.fields import Label

__all__ = ["MOST_BYTES", "STDIN", "Opened", "chosen", "open_form"]

STDIN = "-"
Known = Sequence[tuple[FormReader, str]]
_REFUSED = {
    "zip": "form-bundle",
    "picture": "form-picture", "pdf": "form-picture", "ofd": "form-picture",
    **dict.fromkeys(("rar", "7z", "gz", "bz2", "xz", "cab", "tar"), "form-foreign-archive"),
    **dict.fromkeys(("xls", "xlsb", "doc", "ods", "odt", "rtf", "ole", "xml"), "form-legacy"),
}  # fmt: skip
"""What is said of a format that no reader is for; of all others that they are not known."""
_LOCKED = FormReader(
    id="encrypted",
    label=Label(zh="有密码的办公文件", en="office file with a password"),
    suffixes=(".xlsx", ".xlsm", ".xlsb", ".docx", ".docm"),
    reads="perfscore.documents.locked:read",
)
"""The reader of files that do not tell what they are before they are unlocked."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file with the reader for it · 已打开的文件.

    `remarks` are about the file as a whole, such as a name that says another format.
    """

    label: str
    name: str
    content: bytes
    digest: str
    reader: FormReader
    remarks: tuple[Remark, ...] = ()

    @property
    def short(self) -> str:
        """Its name without folders; of a file in an archive that of the archive, and where it is inside."""
        outside, mark, inside = self.label.partition(MARK)
        return f"{Path(outside).name}{mark}{inside}"


def open_form(path: Path, known: Known, password: str | None = None) -> Opened:
    """Return a file and its reader; raise ProblemsFound for one that no reader is for.

    `known` are all readers, each with the name of who provides it.  A path ``-`` is standard input.
    `password` opens an archive in which the file stands.
    """
    if str(path) == STDIN:
        content = _from_stdin()
        return chosen(STDIN, STDIN, content, f"sha256:{sha256(content).hexdigest()}", known)
    _refuse_twice(path, known)
    if os.path.islink(path):
        raise ProblemsFound([Problem("form-link", Place(str(path), 0))])
    label, content, digest = fetched(path, password)
    return chosen(label, str(path).rpartition(MARK)[2].rpartition("/")[2], content, digest, known)


def chosen(label: str, name: str, content: bytes, digest: str, known: Known) -> Opened:
    """Return what was read with the reader for it; raise ProblemsFound where there is none.

    A reader of a pack is for the file names it declares; one of ours for what it finds.
    """
    suffix = Path(name).suffix.casefold()
    for theirs, _ in known:
        if suffix in theirs.suffixes and theirs not in BUNDLED:
            return Opened(label, name, content, digest, theirs)
    kind = kind_of(content, suffix) if content else ""
    reader = {_LOCKED.id: _LOCKED, **{reader.id: reader for reader, _ in known}}.get(kind)
    if reader is None:
        raise ProblemsFound([_refused(kind, Place(label, 0), suffix or name, known)])
    remarks = () if suffix in ("", *reader.suffixes) else (_misnamed(name, suffix, reader),)
    return Opened(label, name, content, digest, reader, remarks)


def _refused(kind: str, place: Place, found: str, known: Known) -> Problem:
    if not kind:
        return Problem("form-empty", place)
    suffixes = sorted({suffix for reader, _ in known for suffix in reader.suffixes})
    code = _REFUSED.get(kind, "form-damaged" if found in suffixes else "form-kind-unknown")
    return Problem(code, place, "", {"found": found, "known": Listed(suffixes), "kind": kind})


def _misnamed(name: str, suffix: str, reader: FormReader) -> Remark:
    return Remark("form-misnamed", name, "", {"found": suffix, "kind": reader.suffixes[0]})


def _refuse_twice(path: Path, known: Known) -> None:
    suffix = path.suffix.casefold()
    given = [(reader, provider) for reader, provider in known if suffix in reader.suffixes]
    if len(given) > 1:
        values = {"found": suffix, "first": given[0][1], "second": given[1][1]}
        raise ProblemsFound([Problem("form-readers-twice", Place(str(path), 0), "", values)])


def _from_stdin() -> bytes:
    content = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        values = {"found": STDIN, "limit": str(MOST_BYTES)}
        raise ProblemsFound([Problem("file-too-long", Place(STDIN, 0), "", values)])
    return content
