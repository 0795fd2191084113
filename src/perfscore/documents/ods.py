"""OpenDocument workbooks · 读取 ODS 工作簿.

Every cell has its text as seen beside its value; nothing is worked out here.
"""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from perfscore.documents.displays import plain
from perfscore.documents.document import Cell, Document, Grid, Remark, Unreadable
from perfscore.documents.layout import Layout
from perfscore.documents.odf import Inside, attribute, body_of, count, is_one, opened_odf, repeated, rows_of
from perfscore.documents.unseen import Unseen, column_letters
from perfscore.documents.worksheet import LAST_COLUMN, LAST_ROW, MOST_CELLS, MOST_MERGED
from perfscore.documents.xml_parts import local, parsed

__all__ = ["read"]

_NUMBERS = ("float", "percentage", "currency")
_HIDDEN = ("collapse", "filter")


def read(content: bytes) -> Document:
    """Return the sheets of a workbook; raise Unreadable for one that is not safe or not sound."""
    archive = opened_odf(content, "form-not-a-workbook")
    root = parsed(archive, "content.xml")
    inside = Inside(root)
    grids, remarks = [], list[Remark]()
    if any(name.startswith(("Basic/", "Scripts/")) for name in archive.names):
        remarks.append(Remark("form-macros", "Basic"))
    budget = _Budget()
    for table in _tables(root):
        sheet = _Sheet(table, inside, budget)
        grids.append(Grid(sheet.name, tuple(sheet.cells)))
        remarks += [*sheet.unseen().remarks(sheet.name, sheet.cells), *sheet.remarks]
    return Document.of_grids(grids, remarks)


def _tables(root: Any) -> Iterator[Any]:
    for body in body_of(root, "spreadsheet"):
        yield from (element for element in body.iterchildren() if local(element) == "table")


class _Budget:
    """What all sheets may hold together."""

    def __init__(self) -> None:
        self.cells = self.merged = 0

    def cell(self, place: str, area: int) -> None:
        self.cells += 1
        if self.cells > MOST_CELLS:
            raise Unreadable("form-too-many-cells", place, most=str(MOST_CELLS))
        self.merged += area if area > 1 else 0
        if self.merged > MOST_MERGED:
            raise Unreadable("form-merge-too-large", place, most=str(MOST_MERGED))


class _Sheet:
    """One sheet: its cells, and what is to be said of them."""

    def __init__(self, table: Any, inside: Inside, budget: _Budget) -> None:
        self.name, self._inside, self._budget = attribute(table, "name"), inside, budget
        self.cells: list[Cell] = []
        self.remarks: list[Remark] = []
        self._covered: list[Cell] = []
        self._hidden = attribute(table, "style-name") in inside.hidden_tables
        self._hidden_rows: list[int] = []
        self._hidden_columns = list(_hidden_columns(table))
        row = 1
        for element in rows_of(table):
            times = repeated(element, "rows")
            filled = self._row(element, row)
            for again in range(row + 1, row + times if filled else row):
                self._row(element, again)
            if attribute(element, "visibility") in _HIDDEN:
                self._hidden_rows += range(row, min(row + times, LAST_ROW + 1)) if filled else []
            row += times
        self.remarks += self._below_merged()

    def _below_merged(self) -> Iterator[Remark]:
        """Yield what stands below a merged cell and is not what that says as well."""
        layout = Layout(Grid(self.name, tuple(self.cells))) if self._covered else None
        for cell in self._covered:
            above = layout.at(cell.row, cell.column) if layout else None
            if above is None or above.text != cell.text:
                yield Remark("form-merged-text", cell.place, cell.text)

    def unseen(self) -> Unseen:
        """Return what the file says is hidden."""
        return Unseen(self._hidden, self._hidden_rows, self._hidden_columns)

    def _row(self, element: Any, row: int) -> bool:
        """Keep the cells of a row; say whether there are any."""
        column, filled = 1, False
        for cell in element:
            name, times = local(cell), 1 if is_one(cell) else repeated(cell, "columns")
            if name in ("table-cell", "covered-table-cell") and len(cell):
                filled = True
                for at in range(column, column + times):
                    self._cell(cell, row, at, covered=name != "table-cell")
            elif name == "table-cell" and attribute(cell, "formula"):
                place = self._place(row, column)
                self.remarks.append(Remark("form-formula-empty", place, _formula(cell)))
            column += times
        return filled

    def _place(self, row: int, column: int) -> str:
        return f"{self.name}!{column_letters(column)}{row}"

    def _cell(self, cell: Any, row: int, column: int, *, covered: bool) -> None:
        place = self._place(row, min(column, LAST_COLUMN))
        rows = columns = 1
        if not is_one(cell):
            rows, columns = count(cell, "number-rows-spanned"), count(cell, "number-columns-spanned")
        self._budget.cell(place, rows * columns)
        if row + rows - 1 > LAST_ROW or column + columns - 1 > LAST_COLUMN:
            raise Unreadable("form-far-cell", place, most=str(LAST_ROW))
        text, left_out = self._inside.text(cell)
        self.remarks += left_out.remarks(place, text)
        if covered and text:
            self._covered.append(Cell(row, column, text, place))
        elif text:
            self.remarks += _said(cell, place, text)
            self.cells.append(Cell(row, column, text, place, rows, columns))


def _said(cell: Any, place: str, text: str) -> Iterator[Remark]:
    if attribute(cell, "formula"):
        yield Remark("form-formula", place, text, {"formula": _formula(cell)})
    if text.startswith(("#", "Err:")):
        yield Remark("form-error-value", place, text)
    elif (stored := attribute(cell, "value")) and attribute(cell, "value-type") in _NUMBERS:
        told, exact = _number(text), _number(stored)
        if exact is not None and told != exact:
            yield Remark("form-stored", place, text, {"stored": plain(exact)})


def _formula(cell: Any) -> str:
    return attribute(cell, "formula").partition(":")[2] or attribute(cell, "formula")


def _number(text: str) -> Decimal | None:
    bare = text.replace(",", "").strip("¥￥$ ")
    percent = bare.endswith("%")
    try:
        number = Decimal(bare.removesuffix("%"))
    except InvalidOperation:
        return None
    return number.scaleb(-2) if percent else number


def _hidden_columns(table: Any) -> Iterator[tuple[int, int]]:
    column = 1
    for element in table.iter():
        if local(element) == "table-row":
            return
        if local(element) == "table-column":
            last = column + repeated(element, "columns") - 1
            if attribute(element, "visibility") in _HIDDEN:
                yield column, last
            column = last + 1
