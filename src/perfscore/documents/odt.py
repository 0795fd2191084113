"""OpenDocument texts · 读取 ODT 文档.

Places are in Chinese, like the forms: 第3段, 表1第8行第2格.
"""

from collections.abc import Iterator
from typing import Any

from perfscore.documents.document import MOST_COLUMNS, Cell, Document, Grid, Line, Part, Remark, Unreadable
from perfscore.documents.odf import Inside, attribute, body_of, count, is_one, opened_odf, repeated, rows_of
from perfscore.documents.xml_parts import local, parsed

__all__ = ["read"]

MOST_ROWS, MOST_CELLS = 20_000, 300_000
_LEFT_OUT = frozenset(("tracked-changes", "sequence-decls", "forms", "annotation"))
_CONTENTS = frozenset(("table-of-content", "illustration-index", "table-index", "alphabetical-index"))


def read(content: bytes) -> Document:
    """Return what a text holds; raise Unreadable for one that is not safe or not sound."""
    archive = opened_odf(content, "form-not-a-document")
    root = parsed(archive, "content.xml")
    styles = [parsed(archive, "styles.xml")] if "styles.xml" in archive.names else []
    walk = _Walk(Inside(root, *styles))
    for body in body_of(root, "text"):
        walk.through(body)
    return Document((Part("文档", tuple(walk.blocks)),), tuple(walk.remarks))


class _Walk:
    """Walks the body and keeps lines and tables with their places."""

    def __init__(self, inside: Inside) -> None:
        self._inside = inside
        self.blocks: list[Line | Grid] = []
        self.remarks: list[Remark] = []
        self._paragraphs = self._tables = self._rows = self._cells = 0

    def through(self, parent: Any) -> None:
        """Walk paragraphs, lists, sections and tables."""
        for element in parent.iterchildren():
            name = local(element)
            if name in ("p", "h"):
                self._paragraph(element, count(element, "outline-level") if name == "h" else 0)
            elif name == "table":
                self._table(element)
            elif name in _CONTENTS:
                self.remarks.append(
                    Remark("form-contents", f"第{self._paragraphs + 1}段", attribute(element, "name"))
                )
            elif name not in _LEFT_OUT:
                self.through(element)

    def _paragraph(self, element: Any, level: int) -> None:
        self._paragraphs += 1
        place = f"第{self._paragraphs}段"
        if text := self._text(element, place):
            self._row(place)
            self.blocks.append(Line(text, place, level))

    def _row(self, place: str) -> None:
        self._rows += 1
        if self._rows > MOST_ROWS:
            raise Unreadable("form-too-many-rows", place, most=str(MOST_ROWS))

    def _text(self, element: Any, place: str) -> str:
        text, left_out = self._inside.text(element)
        self.remarks += left_out.remarks(place, text)
        return text

    def _table(self, table: Any) -> None:
        self._tables += 1
        name = f"表{self._tables}"
        cells: list[Cell] = []
        inner: list[Any] = []
        row = 0
        for element in rows_of(table):
            for _ in range(repeated(element, "rows")):
                row += 1
                self._row(f"{name}第{row}行")
                cells += self._across(element, row, f"{name}第{row}行")
            inner += _tables_in(element)
        self.blocks.append(Grid(name, tuple(cells)))
        for one in inner:  # a table in a cell is one of its own
            self._table(one)

    def _across(self, element: Any, row: int, place: str) -> Iterator[Cell]:
        column, nth = 1, 0
        for cell in element:
            times = 1 if is_one(cell) else repeated(cell, "columns")
            if local(cell) == "table-cell":
                for at in range(column, column + times):
                    nth += 1
                    yield from self._cell(cell, row, at, f"{place}第{nth}格")
            column += times

    def _cell(self, element: Any, row: int, column: int, place: str) -> list[Cell]:
        """Return the cell if there is something in it."""
        rows = columns = 1
        if not is_one(element):
            rows, columns = count(element, "number-rows-spanned"), count(element, "number-columns-spanned")
        self._cells += 1
        if self._cells > MOST_CELLS:
            raise Unreadable("form-too-many-cells", place, most=str(MOST_CELLS))
        if column + columns - 1 > MOST_COLUMNS or rows > MOST_ROWS:
            raise Unreadable("form-too-many-columns", place, most=str(MOST_COLUMNS))
        text = self._text(element, place)
        return [Cell(row, column, text, place, rows, columns)] if text else []


def _tables_in(row: Any) -> Iterator[Any]:
    """Yield the tables in a row, each once: one that stands in another comes with that."""
    for table in row.iter("{*}table"):
        if next(table.iterancestors(row.tag)) is row:
            yield table
