"""Rich text · 读取 RTF 文档."""

from perfscore.documents.cut import open_groups, said_cut
from perfscore.documents.document import Document
from perfscore.documents.libreoffice import converted
from perfscore.documents.word import read as read_word

__all__ = ["read"]


def read(content: bytes) -> Document:
    """Return what a text holds, by way of LibreOffice; raise Unreadable where that cannot read it."""
    missing = open_groups(content)
    document = read_word(converted(content + b"}" * missing, ".rtf", "docx"))
    return said_cut(document) if missing else document
