"""A file as a document, read in a process of its own · 读取文件内容."""

from collections.abc import Mapping
from types import MappingProxyType

from perfscore.documents.bounds import recognises
from perfscore.documents.document import Document, Unreadable
from perfscore.documents.opening import Opened
from perfscore.documents.worker import Workers
from perfscore.messages.problems import Place, Problem, ProblemsFound

__all__ = ["document_of"]

_SCANNED: Mapping[str, str] = MappingProxyType(
    {"perfscore.documents.pdf:read": "perfscore.documents.scanned:read"}
)
"""The reader that reads pictures as well; it is asked only where a page is one, for what it costs."""


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
    if scanned is not None and any(remark.code == "form-page-picture" for remark in found.remarks):
        return workers.read(scanned, opened.content, password)
    return found
