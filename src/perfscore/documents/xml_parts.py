"""The XML parts of an archive as trees · 文件包中的 XML.

A part declares no document type, nests no deeper than the library follows, and nothing it names is
fetched.
"""

from typing import Any

from perfscore.documents.archive import DEEPEST, Archive
from perfscore.documents.document import Unreadable

__all__ = ["local", "parsed", "refused"]

_NO_MEMORY = 2
"""How libxml2 numbers what is wrong when nothing is wrong with the file."""


def parsed(archive: Archive, name: str) -> Any:
    """Return the root of a part; raise Unreadable for what no office program would have written."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        for piece in archive.pieces(name):
            parser.feed(piece)
        root = parser.close()
    except etree.XMLSyntaxError as error:
        raise refused(error, name) from None
    if root.getroottree().docinfo.doctype:
        raise Unreadable("form-doctype", name)
    return root


def refused(error: Any, name: str) -> Exception:
    """Return the refusal of a part that lxml does not parse."""
    if error.code == _NO_MEMORY:
        return MemoryError()
    line, column = error.position
    said = str(error).casefold()
    where = f"{name} {line}:{column}"
    if "depth" in said:
        return Unreadable("form-xml-too-deep", where, most=str(DEEPEST))
    return (
        Unreadable("form-doctype", where)
        if "entity" in said
        else Unreadable("form-broken", where, found="XML")
    )


def local(element: Any) -> str:
    """Return the name of an element without its namespace; what is no element has none."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
