"""Binary Excel workbooks · 读取 XLSB 工作簿.

The library that reads them tells values and merged areas and no number formats: 98.50% comes as 0.985.
That is said of the file, since a person sees something else.
"""

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from perfscore.documents.archive import opened
from perfscore.documents.document import Cell, Document, Grid, Remark, Unreadable
from perfscore.documents.unseen import Unseen, column_letters
from perfscore.documents.values import seen
from perfscore.documents.worksheet import MOST_CELLS, MOST_MERGED

__all__ = ["read"]

_DATES = {datetime: "yyyy/m/d h:mm", date: "yyyy/m/d", time: "h:mm"}


def read(content: bytes) -> Document:
    """Return the sheets of a workbook; raise Unreadable for one that is not safe or not sound."""
    opened(content)
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        grids, remarks = [], [Remark("form-formats-lost", "")]
        for about in book.sheets_metadata:
            cells, said = _cells(about.name, book.get_sheet_by_name(about.name))
            grids.append(Grid(about.name, cells))
            hidden = about.visible != SheetVisibleEnum.Visible
            remarks += [*Unseen(hidden, (), ()).remarks(about.name, cells), *said]
    except CalamineError as error:
        raise Unreadable("form-broken", "", found=type(error).__name__) from None
    return Document.of_grids(grids, remarks)


def _cells(name: str, sheet: Any) -> tuple[tuple[Cell, ...], list[Remark]]:
    areas = {(top, left): (bottom - top + 1, right - left + 1)
             for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()}  # fmt: skip
    if sum(rows * columns for rows, columns in areas.values()) > MOST_MERGED:
        raise Unreadable("form-merge-too-large", name, most=str(MOST_MERGED))
    cells, remarks = list[Cell](), list[Remark]()
    for row, values in enumerate(sheet.to_python(skip_empty_area=False)):
        for column, value in enumerate(values):
            if value == "":
                continue
            if len(cells) == MOST_CELLS:
                raise Unreadable("form-too-many-cells", name, most=str(MOST_CELLS))
            place = f"{name}!{column_letters(column + 1)}{row + 1}"
            text, said = _text(value, place)
            remarks += said
            if text:
                cells.append(Cell(row + 1, column + 1, text, place, *areas.get((row, column), (1, 1))))
    return tuple(cells), remarks


def _text(value: Any, place: str) -> tuple[str, list[Remark]]:
    if isinstance(value, str):
        text = value.replace("\r\n", "\n").replace("\r", "\n").strip()
        return text, [Remark("form-error-value", place, text)] if text.startswith("#") else []
    if isinstance(value, datetime | date | time | timedelta):
        midnight = isinstance(value, datetime) and value.time() == time()
        return seen(value, "yyyy/m/d" if midnight else _DATES.get(type(value), "General"), place)
    whole = not isinstance(value, bool) and value == int(value)
    return seen(int(value) if whole else value, "General", place)
