"""What stands in an element of a cleaned page, in reading order: paragraphs and tables · 网页文字."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from perfscore.documents.html_cleaning import BLOCK, BREAK, HEADINGS, seen

__all__ = ["Item", "Paragraph", "Rows", "flow"]

_PARTING = re.compile(f"[\\s{BREAK}|>»·/]+")
"""What stands between the links of a menu."""
_ROWS = frozenset(("thead", "tbody", "tfoot", "tr", "td", "th"))


class Paragraph(NamedTuple):
    """One run of text · 一段.

    `level` is that of a heading, 0 else; `linked` says that all of it is links, but for what parts them.
    """

    text: str
    level: int = 0
    linked: bool = False


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
        self.unlinked: list[str] = []
        self.links = 0

    def through(self, root: Any) -> None:
        self._add(root.text)
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
        self.links += element.tag == "a"
        self._add(element.text)

    def _leave(self, element: Any) -> None:
        if element.tag in HEADINGS:
            self._flush()
            self.level = 0
        self.links -= element.tag == "a"
        self._add(element.tail)

    def _add(self, text: str | None) -> None:
        """Add a run of text; what stands in no link is kept a second time, with the same ends of blocks."""
        if text:
            self.pieces.append(text)
            self.unlinked.append(BLOCK * text.count(BLOCK) if self.links else text)

    def _rows(self, element: Any) -> None:
        self._flush()
        last = self.items[-1] if self.items else None
        if element.tag != "table" and isinstance(last, Rows) and not last.table:
            self.items[-1] = Rows((*last.roots, element), table=False)
        else:
            self.items.append(Rows((element,), element.tag == "table"))
        self._add(element.tail)

    def _flush(self) -> None:
        pieces, unlinked = ("".join(each).split(BLOCK) for each in (self.pieces, self.unlinked))
        for piece, rest in zip(pieces, unlinked, strict=True):
            if text := seen(piece):
                self.items.append(Paragraph(text, self.level, not _PARTING.sub("", rest)))
        self.pieces.clear()
        self.unlinked.clear()
