"""A file as a document, read in a process of its own · 读取文件内容."""

from perfscore.documents.document import Document, Unreadable
from perfscore.documents.opening import Opened
from perfscore.documents.worker import Workers
from perfscore.messages.problems import Place, Problem, ProblemsFound

__all__ = ["document_of"]


def document_of(opened: Opened, workers: Workers | None = None) -> Document:
    """Return what an opened file holds; raise ProblemsFound for one that its reader refuses."""
    try:
        if workers is not None:
            return workers.read(opened.reader.reads, opened.content)
        with Workers() as own:
            return own.read(opened.reader.reads, opened.content)
    except Unreadable as refusal:
        place = Place(opened.label, 0)
        raise ProblemsFound([Problem(refusal.code, place, refusal.where, dict(refusal.values))]) from None
