"""The XML parts of an office file, streamed once before any library reads them · XML 部件预检.

No part may declare a document type, so no entity exists; none may nest without end.  Whoever knows
what a part means gives an `Observer` that sees its elements pass.
"""

from typing import Protocol
from xml.parsers import expat

from perfscore.forms.archive import Archive
from perfscore.forms.grid import Unreadable

__all__ = ["Observer", "is_xml", "scan"]

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
    def __init__(self, part: str, observer: Observer | None) -> None:
        self.part, self.observer = part, observer
        self.depth = self.count = 0
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.EntityDeclHandler = self._doctype
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


def scan(archive: Archive, name: str, observer: Observer | None = None) -> None:
    """Stream one part; raise Unreadable for what no office program would have written."""
    part = _Part(name, observer)
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
