"""Rich text · 读取 RTF 文档."""

from collections.abc import Callable

from perfscore.documents.cut import open_groups, said_cut
from perfscore.documents.document import Document
from perfscore.documents.libreoffice import converted
from perfscore.documents.word import read as read_word

__all__ = ["by_way_of_word", "read"]


def read(content: bytes) -> Document:
    """Return what a text holds, by way of LibreOffice; raise Unreadable where that cannot read it."""
    return by_way_of_word(content, read_word)


def by_way_of_word(content: bytes, reads: Callable[[bytes], Document]) -> Document:
    """Return what is read of a rich text turned into a document of Word."""
    missing = open_groups(content)
    document = reads(converted(content + b"}" * missing, ".rtf", "docx"))
    return said_cut(document) if missing else document
