"""What texts and tables of OpenDocument files have in common · OpenDocument 文件.

The text of a cell stands in the file as a person sees it; here it is gathered without what is struck
through, hidden, deleted, or stands beside it: notes, comments, readings above characters.
"""

import re
from collections.abc import Iterator
from typing import Any

from perfscore.documents.archive import Archive, opened
from perfscore.documents.document import Unreadable
from perfscore.documents.raised import add_raised
from perfscore.documents.symbols import SYMBOL, as_shown
from perfscore.documents.unseen import DELETED, STRUCK, LeftOut
from perfscore.documents.xml_parts import local, parsed

__all__ = ["Inside", "attribute", "body_of", "count", "is_one", "opened_odf", "repeated", "rows_of"]

_APART = frozenset(
    ("annotation", "tracked-changes", "note", "ruby-text", "title", "desc", "annotation-end", "table")
)
_SYMBOL = re.compile(r"Symbol[0-9]*")
"""What a file calls a font: a number behind its name tells two of one name apart."""
_BLANKS = {"s": " ", "tab": " ", "line-break": "\n"}
_MOST_BLANKS = 100
_SPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_HOMES = {
    "office": ("value", "value-type"),
    "style": (
        "name", "parent-style-name", "text-line-through-style", "text-line-through-type", "text-position",
        "font-name",
    ),
    "table": (
        "name", "style-name", "formula", "visibility", "display", "number-rows-repeated",
        "number-columns-repeated", "number-rows-spanned", "number-columns-spanned",
    ),
    "text": ("name", "style-name", "display", "c", "outline-level"),
}  # fmt: skip
_KEYS = {
    name: tuple(_SPACE % home + name for home, names in _HOMES.items() if name in names)
    for name in {name for names in _HOMES.values() for name in names}
}
"""The attributes that are asked for, each in the namespaces it may have."""
_SIZES = frozenset(key for name in _KEYS if name.startswith("number-") for key in _KEYS[name])


def opened_odf(content: bytes, otherwise: str) -> Archive:
    """Return the archive; raise Unreadable for one that has a password, or is none (`otherwise` says)."""
    archive = opened(content)
    if "META-INF/manifest.xml" in archive.names:
        manifest = parsed(archive, "META-INF/manifest.xml")
        if any(local(element) == "encryption-data" for element in manifest.iter()):
            raise Unreadable("form-encrypted-odf")
    if "content.xml" not in archive.names:
        raise Unreadable(otherwise)
    return archive


def attribute(element: Any, name: str) -> str:
    """Return an attribute by its name without namespace, empty where there is none."""
    for key in _KEYS[name]:
        if (value := element.get(key)) is not None:
            return str(value)
    return ""


def count(element: Any, name: str) -> int:
    """Return a number of cells, rows or columns: one where none is told."""
    text = attribute(element, name)
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 10 else 1


def repeated(element: Any, what: str) -> int:
    """Return how often a row, column or cell stands there."""
    return count(element, f"number-{what}-repeated")


def is_one(cell: Any) -> bool:
    """Say whether a cell stands there once and over no other, as nearly all do."""
    return _SIZES.isdisjoint(cell.keys())


def rows_of(table: Any) -> Iterator[Any]:
    """Yield the rows of a table, those in groups and headings included."""
    for element in table.iterchildren():
        name = local(element)
        if name == "table-row":
            yield element
        elif name in ("table-header-rows", "table-rows", "table-row-group"):
            yield from rows_of(element)


def body_of(root: Any, kind: str) -> Iterator[Any]:
    """Yield what holds the sheets of a workbook or the paragraphs of a text."""
    office = _SPACE % "office"
    return root.iterfind(f"{office}body/{office}{kind}")  # type: ignore[no-any-return]


class Inside:
    """Knows the styles of a file, and so what is seen of a paragraph or a cell · 可见文字."""

    def __init__(self, *roots: Any) -> None:
        self._gone, self._raised, self.hidden_tables = dict[str, str](), set[str](), set[str]()
        self._signs: set[str] = set()
        parents: dict[str, str] = {}
        for root in roots:
            for style in root.iter(_SPACE % "style" + "style"):
                if name := attribute(style, "name"):
                    parents[name] = attribute(style, "parent-style-name")
                    self._look(style, name)
        for name, parent in parents.items():
            if parent in self._gone:
                self._gone.setdefault(name, self._gone[parent])

    def _look(self, style: Any, name: str) -> None:
        for properties in style:
            if local(properties) == "text-properties":
                line = attribute(properties, "text-line-through-style")
                kind = attribute(properties, "text-line-through-type")
                if (line or kind or "none") != "none":
                    self._gone[name] = STRUCK
                elif attribute(properties, "display") == "none":
                    self._gone[name] = DELETED
                position = attribute(properties, "text-position").split(" ")[0]
                if position == "super" or (position.endswith("%") and position[0] not in "-0"):
                    self._raised.add(name)
                if _SYMBOL.fullmatch(attribute(properties, "font-name")):
                    self._signs.add(name)
            elif local(properties) == "table-properties" and attribute(properties, "display") == "false":
                self.hidden_tables.add(name)

    def text(self, element: Any) -> tuple[str, LeftOut]:
        """Return what is seen of a paragraph or a cell, and what is left out."""
        lines, left_out = list[str](), LeftOut()
        if self._gone and (code := self._gone.get(attribute(element, "style-name"))):
            self._leave(left_out, code, element)
            return "", left_out
        paragraphs = [element] if local(element) in ("p", "h") else _paragraphs(element)
        for paragraph in paragraphs:
            if not len(paragraph):
                lines.append(paragraph.text or "")
                continue
            out: list[str] = []
            self._into(out, paragraph, left_out)
            lines.append("".join(out))
        return "\n".join(lines).strip(), left_out

    def _into(self, out: list[str], element: Any, left_out: LeftOut) -> None:
        """Add the text of an element."""
        if element.text:
            out.append(element.text)
        for child in element.iterchildren():
            name = local(child)
            if name in _BLANKS:
                out.append(_BLANKS[name] * min(count(child, "c"), _MOST_BLANKS))
            elif name == "change":
                left_out.add(DELETED)
            elif name == "span":
                self._span(out, child, left_out)
            elif name not in _APART:
                if name in ("p", "h") and out:
                    out.append("\n")
                self._into(out, child, left_out)
            if child.tail:
                out.append(child.tail)

    def _span(self, out: list[str], span: Any, left_out: LeftOut) -> None:
        """Add what is seen of a part of a paragraph that has a style of its own."""
        style = attribute(span, "style-name")
        if style in self._gone:
            self._leave(left_out, self._gone[style], span)
        elif style in self._raised:
            self._up(out, span, left_out)
        elif style in self._signs:
            out.append(as_shown("".join(span.itertext()), SYMBOL))
        else:
            self._into(out, span, left_out)

    def _leave(self, left_out: LeftOut, code: str, element: Any) -> None:
        left_out.add(code, "".join(element.itertext()) if code == STRUCK else "")

    def _up(self, out: list[str], element: Any, left_out: LeftOut) -> None:
        inner: list[str] = []
        self._into(inner, element, left_out)
        add_raised(out, "".join(inner), left_out)


def _paragraphs(element: Any) -> list[Any]:
    """Return the paragraphs of a cell: not those of its comments, nor of a table that stands in it."""
    found: list[Any] = []
    for child in element:
        name = local(child)
        if name in ("p", "h"):
            found.append(child)
        elif name not in _APART:
            found += _paragraphs(child)
    return found
