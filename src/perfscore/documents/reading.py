"""A file as a document, read in a process of its own · 读取文件内容."""

from collections.abc import Mapping
from contextlib import suppress
from types import MappingProxyType

from perfscore.documents.bounds import recognises
from perfscore.documents.document import Document, Unreadable
from perfscore.documents.opening import Opened
from perfscore.documents.unread import PAGE_UNREAD, PICTURE_UNREAD
from perfscore.documents.worker import Workers
from perfscore.messages.problems import Place, Problem, ProblemsFound

__all__ = ["document_of"]

_SCANNED: Mapping[str, str] = MappingProxyType(
    {
        "perfscore.documents.pdf:read": "perfscore.documents.scanned:read",
        "perfscore.documents.ofd:read": "perfscore.documents.scanned:read_ofd",
        "perfscore.documents.word:read": "perfscore.documents.scanned_word:read",
        "perfscore.documents.rtf:read": "perfscore.documents.scanned_word:read_rtf",
    }
)
"""The reader that reads pictures as well; it is asked only where there are some, for what it costs."""
_UNREAD = frozenset((PAGE_UNREAD, PICTURE_UNREAD))


def document_of(opened: Opened, workers: Workers | None = None, password: str | None = None) -> Document:
    """Return what an opened file holds; raise ProblemsFound for one that its reader refuses."""
    if workers is None:
        with Workers() as own:
            return document_of(opened, own, password)
    try:
        return _read(opened, workers, password or "")
    except Unreadable as refusal:
        place = Place(opened.label, 0)
        raise ProblemsFound([Problem(refusal.code, place, refusal.where, dict(refusal.values))]) from None


def _read(opened: Opened, workers: Workers, password: str) -> Document:
    reads = opened.reader.reads
    scanned = _SCANNED.get(reads) if recognises() else None
    try:
        found = workers.read(reads, opened.content, password)
    except Unreadable as refusal:
        if scanned is None or refusal.code != "form-scan":
            raise
        return workers.read(scanned, opened.content, password)
    if scanned is not None and any(remark.code in _UNREAD for remark in found.remarks):
        with suppress(Unreadable):  # what is printed counts, and that its pictures were not read is said
            return workers.read(scanned, opened.content, password)
    return found
