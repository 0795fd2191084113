"""Opens the file of a form and chooses its reader · 打开文件."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from perfscore.documents.reader import FormReader
from perfscore.inputs.files import read_bytes
from perfscore.messages.problems import Place, Problem, ProblemsFound

__all__ = ["MOST_BYTES", "Opened", "open_form"]

MOST_BYTES = 50 * 1024 * 1024
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_INSIDE_OLE = (
    ("EncryptedPackage", "form-encrypted"),
    ("WordDocument", "form-legacy"),
    ("Workbook", "form-legacy"),
)
_KNOWN_OTHERS = {
    ".xls": "form-legacy", ".doc": "form-legacy", ".et": "form-legacy", ".wps": "form-legacy",
    ".xlsb": "form-legacy", ".pdf": "form-picture", ".png": "form-picture", ".jpg": "form-picture",
    ".jpeg": "form-picture", ".ofd": "form-picture",
}  # fmt: skip
_PACKED = frozenset((".xlsx", ".xlsm", ".docx", ".docm"))


@dataclass(frozen=True, slots=True)
class Opened:
    """A file with the reader for it · 已打开的文件."""

    label: str
    name: str
    content: bytes
    digest: str
    reader: FormReader


def open_form(path: Path, known: Sequence[tuple[FormReader, str]]) -> Opened:
    """Return a file and its reader; raise ProblemsFound for one that no reader is for.

    `known` are all readers, each with the name of who provides it.
    """
    suffix = path.suffix.casefold()
    readers = {kind: reader for reader, _ in known for kind in reader.suffixes}
    given = [(reader, provider) for reader, provider in known if suffix in reader.suffixes]
    place = Place(str(path), 0)
    if len(given) > 1:
        values = {"found": suffix, "first": given[0][1], "second": given[1][1]}
        raise ProblemsFound([Problem("form-readers-twice", place, "", values)])
    if path.is_symlink():
        raise ProblemsFound([Problem("form-link", place)])
    if suffix not in readers:
        code = _KNOWN_OTHERS.get(suffix, "form-kind-unknown")
        values = {"found": suffix or path.name, "known": ", ".join(sorted(readers))}
        raise ProblemsFound([Problem(code, place, "", values)])
    label, content, digest = read_bytes(path, limit=MOST_BYTES)
    wrong = _not_packed(content) if suffix in _PACKED else None
    if wrong is not None:
        raise ProblemsFound([Problem(wrong, Place(label, 0), "", {"found": suffix})])
    return Opened(label, path.name, content, digest, readers[suffix])


def _not_packed(content: bytes) -> str | None:
    """Return what is wrong with a file that should be an archive."""
    if content.startswith(_ZIP):
        return None
    if content.startswith(_OLE):
        return next(
            (code for name, code in _INSIDE_OLE if name.encode("utf-16-le") in content), "form-legacy"
        )
    return "form-not-packed"
