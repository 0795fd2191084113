"""What stands in an element of a cleaned page, in reading order: paragraphs and tables · 网页文字."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from perfscore.documents.html_cleaning import BLOCK, HEADINGS, seen

__all__ = ["Item", "Paragraph", "Rows", "flow"]

_ROWS = frozenset(("thead", "tbody", "tfoot", "tr", "td", "th"))


class Paragraph(NamedTuple):
    """One run of text · 一段; `level` is that of a heading, 0 else."""

    text: str
    level: int = 0


@dataclass(frozen=True, slots=True)
class Rows:
    """A table, or rows that stand outside any, as their elements · 表格行."""

    roots: tuple[Any, ...]
    table: bool


Item = Paragraph | Rows


def flow(root: Any) -> list[Item]:
    """Return what stands in an element; a table ends the paragraph before it and is handed on as it is."""
    walk = _Walk()
    walk.through(root)
    return walk.items


class _Walk:
    def __init__(self) -> None:
        self.items: list[Item] = []
        self.pieces: list[str] = []
        self.level = 0

    def through(self, root: Any) -> None:
        self.pieces.append(root.text or "")
        pending: list[tuple[Any, Iterator[Any]]] = [(root, iter(root))]
        while pending:
            element, children = pending[-1]
            child = next(children, None)
            if child is None:
                pending.pop()
                if pending:
                    self._leave(element)
            elif child.tag == "table" or child.tag in _ROWS:
                self._rows(child)
            else:
                self._enter(child)
                pending.append((child, iter(child)))
        self._flush()

    def _enter(self, element: Any) -> None:
        if element.tag in HEADINGS:
            self._flush()
            self.level = HEADINGS[element.tag]
        if element.text:
            self.pieces.append(element.text)

    def _leave(self, element: Any) -> None:
        if element.tag in HEADINGS:
            self._flush()
            self.level = 0
        if element.tail:
            self.pieces.append(element.tail)

    def _rows(self, element: Any) -> None:
        self._flush()
        last = self.items[-1] if self.items else None
        if element.tag != "table" and isinstance(last, Rows) and not last.table:
            self.items[-1] = Rows((*last.roots, element), table=False)
        else:
            self.items.append(Rows((element,), element.tag == "table"))
        self.pieces.append(element.tail or "")

    def _flush(self) -> None:
        for piece in "".join(self.pieces).split(BLOCK):
            if text := seen(piece):
                self.items.append(Paragraph(text, self.level))
        self.pieces.clear()
