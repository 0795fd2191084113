"""Excel workbooks · 读取 Excel 工作簿.

openpyxl reads what the pre-check has passed; what it returns becomes text as a person sees it.
"""

import re
import warnings
from collections.abc import Iterator
from io import BytesIO
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from perfscore.documents.archive import Archive, is_xml, opened, scan
from perfscore.documents.document import Cell, Document, Grid, Remark, Unreadable
from perfscore.documents.strict import transitional
from perfscore.documents.unseen import Unseen
from perfscore.documents.values import Piece, seen, text_seen
from perfscore.documents.worksheet import Budget, SharedStrings, Worksheet

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet as Sheet

__all__ = ["read"]

_ESCAPED = re.compile("_x(00[01][0-9A-Fa-f])_")
"""How a workbook writes the characters that XML has no place for."""


def read(content: bytes) -> Document:
    """Return the sheets of a workbook; raise Unreadable for one that is not safe or not sound."""
    archive = opened(content)
    budget = Budget()
    for name in archive.names:
        if is_xml(name):
            scan(archive, name, _Part(name, budget))
    if not any(
        name.casefold() == "xl/workbook.xml" or "workbook" in name.casefold() for name in archive.names
    ):
        raise Unreadable("form-not-a-workbook")
    return _document(transitional(archive), archive, budget.formulas)


class _Part:
    """Looks at a part by what it is, whatever it is called."""

    def __init__(self, name: str, budget: Budget) -> None:
        self.name, self.budget = name, budget
        self.inner: Worksheet | SharedStrings | None = None
        self.begun = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if not self.begun:
            self.begun = True
            if name == "worksheet":
                self.inner = Worksheet(self.name, self.budget)
            elif name == "sst":
                self.inner = SharedStrings(self.name, self.budget)
        if self.inner is not None:
            self.inner.start(name, attributes)

    def end(self, name: str) -> None:
        """See an element end."""


def _document(content: bytes, archive: Archive, formulas: bool) -> Document:
    shown_book = _loaded(content, values=True)
    formula_book = _loaded(content, values=False) if formulas else None
    grids, remarks = [], list(_about(archive))
    for sheet in shown_book.worksheets:
        twin = formula_book[sheet.title] if formula_book is not None else None
        cells, said = _cells(sheet, twin)
        grids.append(Grid(sheet.title, cells))
        remarks += [*_unseen(sheet).remarks(sheet.title, cells), *said]
    return Document.of_grids(grids, remarks)


def _loaded(content: bytes, *, values: bool) -> "Workbook":
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(BytesIO(content), data_only=values, keep_links=False, rich_text=True)


def _about(archive: Archive) -> Iterator[Remark]:
    folded = [name.casefold() for name in archive.names]
    if any(name.endswith("vbaproject.bin") for name in folded):
        yield Remark("form-macros", "xl/vbaProject.bin")
    if any("/externallinks/" in name for name in folded):
        yield Remark("form-external", "xl/externalLinks")


def _cells(sheet: "Sheet", twin: "Sheet | None") -> tuple[tuple[Cell, ...], list[Remark]]:
    spans = {(area.min_row, area.min_col): area for area in sheet.merged_cells.ranges}
    cells, remarks = [], []
    for (row, column), cell in _filled(sheet):
        formula = _formula(twin, (row, column))
        place = f"{sheet.title}!{cell.coordinate}"
        text, said = _text(cell, place)
        if formula and text:
            remarks.append(Remark("form-formula", place, text, {"formula": formula}))
        elif formula and not said:
            remarks.append(Remark("form-formula-empty", place, formula))
        remarks += said
        if text:
            area = spans.get((row, column))
            size = (1, 1) if area is None else (area.size["rows"], area.size["columns"])
            cells.append(Cell(row, column, text, place, *size))
    return tuple(cells), remarks


def _filled(sheet: Any) -> list[tuple[tuple[int, int], Any]]:
    """Return the cells that are there; going through rows and columns would visit every empty one."""
    return sorted(sheet._cells.items(), key=itemgetter(0))


def _formula(twin: Any, position: tuple[int, int]) -> str:
    cell = None if twin is None else twin._cells.get(position)
    if cell is None or cell.data_type != "f":
        return ""
    return str(getattr(cell.value, "text", cell.value) or "=")


def _text(cell: Any, place: str) -> tuple[str, list[Remark]]:
    """Return what a person sees in a cell, and what is to be said of it."""
    value, code = cell.value, cell.number_format or "General"
    if value is None:
        return "", []
    pieces = list(_pieces(cell))
    if not isinstance(value, str | list):
        return seen(value, code, place, struck=pieces[0].struck)
    text, said = text_seen(pieces, place)
    text = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)
    text = re.sub("\r\n?", "\n", text).strip()
    return text, [*said, *([Remark("form-error-value", place, text)] if cell.data_type == "e" else [])]


def _pieces(cell: Any) -> Iterator[Piece]:
    """Yield the pieces of a cell in fonts of their own."""
    whole: Any = cell.font if cell.has_style else None
    for piece in cell.value if isinstance(cell.value, list) else (str(cell.value),):
        font = getattr(piece, "font", whole)
        name = None if font is None else font.name if font is whole else font.rFont
        lifted = font is not None and font.vertAlign == "superscript"
        yield Piece(str(piece), name, font is not None and bool(font.strike), lifted)


def _unseen(sheet: "Sheet") -> Unseen:
    rows = [number for number, row in sheet.row_dimensions.items() if row.hidden or row.height == 0]
    columns = [
        (column.min, column.max or column.min)
        for _, column in sorted(sheet.column_dimensions.items())
        if column.min and (column.hidden or column.width == 0)
    ]
    return Unseen(sheet.sheet_state != "visible", rows, columns)
