"""What texts and tables of OpenDocument files have in common · OpenDocument 文件.

The text of a cell stands in the file as a person sees it; here it is gathered without what is struck
through, hidden, deleted, or stands beside it: notes, comments, readings above characters.
"""

from collections.abc import Iterator
from typing import Any

from perfscore.documents.archive import Archive, opened
from perfscore.documents.document import Unreadable
from perfscore.documents.xml_parts import local, parsed

__all__ = ["Inside", "attribute", "count", "opened_odf", "repeated", "rows_of"]

_APART = frozenset(
    ("annotation", "tracked-changes", "note", "ruby-text", "title", "desc", "annotation-end", "table")
)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_MOST_BLANKS = 100


def opened_odf(content: bytes, otherwise: str) -> Archive:
    """Return the archive; raise Unreadable for one that has a password, or is none (`otherwise` says)."""
    archive = opened(content)
    if "META-INF/manifest.xml" in archive.names:
        manifest = parsed(archive, "META-INF/manifest.xml")
        if any(local(element) == "encryption-data" for element in manifest.iter()):
            raise Unreadable("form-encrypted")
    if "content.xml" not in archive.names:
        raise Unreadable(otherwise)
    return archive


def attribute(element: Any, name: str) -> str:
    """Return an attribute by its name without namespace, empty where there is none."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")


def count(element: Any, name: str) -> int:
    """Return a number of cells, rows or columns: one where none is told."""
    text = attribute(element, name)
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 10 else 1


def repeated(element: Any, what: str) -> int:
    """Return how often a row, column or cell stands there."""
    return count(element, f"number-{what}-repeated")


def rows_of(table: Any) -> Iterator[Any]:
    """Yield the rows of a table, those in groups and headings included."""
    for element in table.iterchildren():
        name = local(element)
        if name == "table-row":
            yield element
        elif name in ("table-header-rows", "table-rows", "table-row-group"):
            yield from rows_of(element)


class Inside:
    """Knows the styles of a file, and so what is seen of a paragraph or a cell · 可见文字."""

    def __init__(self, *roots: Any) -> None:
        self._struck, self._raised, self.hidden_tables = set[str](), set[str](), set[str]()
        parents: dict[str, str] = {}
        for root in roots:
            for style in root.iter():
                if local(style) == "style" and (name := attribute(style, "name")):
                    parents[name] = attribute(style, "parent-style-name")
                    self._look(style, name)
        for name, parent in parents.items():
            if parent in self._struck:
                self._struck.add(name)

    def _look(self, style: Any, name: str) -> None:
        for properties in style:
            if local(properties) == "text-properties":
                line = attribute(properties, "text-line-through-style")
                kind = attribute(properties, "text-line-through-type")
                if (line or kind or "none") != "none" or attribute(properties, "display") == "none":
                    self._struck.add(name)
                position = attribute(properties, "text-position").split(" ")[0]
                if position == "super" or (
                    position.endswith("%") and position[:1].isdigit() and position != "0%"
                ):
                    self._raised.add(name)
            elif local(properties) == "table-properties" and attribute(properties, "display") == "false":
                self.hidden_tables.add(name)

    def text(self, element: Any) -> tuple[str, bool]:
        """Return what is seen of a paragraph or a cell, and whether something of it was deleted."""
        lines, changed = [], False
        paragraphs = [element] if local(element) in ("p", "h") else list(_paragraphs(element))
        for paragraph in paragraphs:
            out: list[str] = []
            changed = self._into(out, paragraph) or changed
            lines.append("".join(out))
        return "\n".join(lines).strip(), changed

    def _into(self, out: list[str], element: Any) -> bool:
        """Add the text of an element; say whether something of it is not to be seen."""
        changed = False
        if element.text:
            out.append(element.text)
        for child in element.iterchildren():
            name, style = local(child), attribute(child, "style-name")
            if name == "s":
                out.append(" " * min(count(child, "c"), _MOST_BLANKS))
            elif name in ("tab", "line-break"):
                out.append(" " if name == "tab" else "\n")
            elif name == "change" or (name == "span" and style in self._struck):
                changed = True
            elif name == "span" and style in self._raised:
                inner: list[str] = []
                changed = self._into(inner, child) or changed
                out.append("".join(inner).translate(_RAISED))
            elif name not in _APART:
                if name in ("p", "h") and out:
                    out.append("\n")
                changed = self._into(out, child) or changed
            if child.tail:
                out.append(child.tail)
        return changed


def _paragraphs(element: Any) -> Iterator[Any]:
    """Yield the paragraphs of a cell: not those of its comments, nor of a table that stands in it."""
    for child in element.iterchildren():
        name = local(child)
        if name in ("p", "h"):
            yield child
        elif name not in _APART:
            yield from _paragraphs(child)
