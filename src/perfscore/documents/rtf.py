"""Rich text · 读取 RTF 文档."""

from perfscore.documents.document import Document
from perfscore.documents.libreoffice import converted
from perfscore.documents.word import read as read_word

__all__ = ["read"]


def read(content: bytes) -> Document:
    """Return what a text holds, by way of LibreOffice; raise Unreadable where that cannot read it."""
    return read_word(converted(content, ".rtf", "docx"))
