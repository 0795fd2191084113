"""Excel workbooks of before 2007, and those of WPS · 读取 Excel 97—2003 工作簿.

xlrd gives the values with their number formats, so that they become what a person sees.  It does not tell
formulas: their stored values are taken.
"""

from collections.abc import Sequence
from contextlib import suppress
from io import StringIO
from typing import Any

from perfscore.documents.document import Cell, Document, Grid, Remark, Unreadable
from perfscore.documents.unseen import Unseen, column_letters
from perfscore.documents.values import Piece, seen, text_seen

__all__ = ["read"]

MOST_CELLS, MOST_MERGED = 300_000, 100_000
_NOTHING = (0, 6)
"""xlrd's types of a cell that is empty."""
_SUPERSCRIPT = 1


def read(content: bytes) -> Document:
    """Return the sheets of a workbook; raise Unreadable for one that is not sound."""
    book = _opened(content)
    grids, remarks, count = [], list[Remark](), 0
    for sheet in book.sheets():
        cells, said = _cells(book, sheet)
        count += len(cells)
        if count > MOST_CELLS:
            raise Unreadable("form-too-many-cells", sheet.name, most=str(MOST_CELLS))
        grids.append(Grid(sheet.name, cells))
        remarks += [*_unseen(sheet).remarks(sheet.name, cells), *said]
    return Document.of_grids(grids, remarks)


def _opened(content: bytes) -> Any:
    import xlrd

    try:
        return xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=StringIO())
    except xlrd.XLRDError as error:
        locked = "encrypted" in str(error).casefold()
        raise Unreadable("form-encrypted" if locked else "form-broken", "", found="XLS") from None


def _cells(book: Any, sheet: Any) -> tuple[tuple[Cell, ...], list[Remark]]:
    sizes = _merged(sheet)
    cells, remarks = [], list[Remark]()
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            size = sizes.get((row, column), (1, 1))
            if cell.ctype in _NOTHING or size == (0, 0):
                continue
            place = f"{sheet.name}!{column_letters(column + 1)}{row + 1}"
            text, said = _text(book, cell, _pieces(book, sheet, row, column, cell), place)
            remarks += said
            if text:
                cells.append(Cell(row + 1, column + 1, text, place, *size))
    return tuple(cells), remarks


def _merged(sheet: Any) -> dict[tuple[int, int], tuple[int, int]]:
    """Return the size of each merged area by its first cell; the cells that it hides have none."""
    sizes: dict[tuple[int, int], tuple[int, int]] = {}
    for top, bottom, left, right in sheet.merged_cells:
        if (bottom - top) * (right - left) + len(sizes) > MOST_MERGED:
            raise Unreadable("form-merge-too-large", sheet.name, most=str(MOST_MERGED))
        area = {(row, column): (0, 0) for row in range(top, bottom) for column in range(left, right)}
        if not area or area.keys() & sizes.keys():
            raise Unreadable("form-merge", f"{sheet.name}!{column_letters(left + 1)}{top + 1}")
        sizes |= area | {(top, left): (bottom - top, right - left)}
    return sizes


def _text(book: Any, cell: Any, pieces: Sequence[Piece], place: str) -> tuple[str, list[Remark]]:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_TEXT:
        text, said = text_seen(pieces, place)
        return text.replace("\r\n", "\n").replace("\r", "\n").strip(), said
    if cell.ctype == xlrd.XL_CELL_ERROR:
        text = xlrd.error_text_from_code.get(cell.value, "#N/A")
        return text, [Remark("form-error-value", place, text)]
    value: object = cell.value
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        value = bool(cell.value)
    elif cell.ctype == xlrd.XL_CELL_DATE:
        with suppress(ValueError, OverflowError):
            value = xlrd.xldate.xldate_as_datetime(cell.value, book.datemode)
    elif cell.value == int(cell.value):
        value = int(cell.value)
    return seen(value, _format(book, cell), place, struck=pieces[0].struck)


def _pieces(book: Any, sheet: Any, row: int, column: int, cell: Any) -> list[Piece]:
    """Return the text of a cell by its fonts: its own, and those that begin within it."""
    text = str(cell.value)
    font = book.font_list[book.xf_list[cell.xf_index].font_index] if cell.xf_index is not None else None
    begins = [(0, font), *((at, book.font_list[number])
                           for at, number in sheet.rich_text_runlist_map.get((row, column), ()))]  # fmt: skip
    ends = [*(at for at, _ in begins[1:]), len(text)]
    return [
        Piece(
            text[at:end], getattr(font, "name", None),
            bool(getattr(font, "struck_out", False)), getattr(font, "escapement", 0) == _SUPERSCRIPT,
        )
        for (at, font), end in zip(begins, ends, strict=True)
    ]  # fmt: skip


def _format(book: Any, cell: Any) -> str:
    if cell.xf_index is None or cell.xf_index >= len(book.xf_list):
        return "General"
    found = book.format_map.get(book.xf_list[cell.xf_index].format_key)
    return "General" if found is None else found.format_str


def _unseen(sheet: Any) -> Unseen:
    rows = [row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden or info.height == 0]
    columns = [
        (column + 1, column + 1) for column, info in sorted(sheet.colinfo_map.items())
        if info.hidden or info.width == 0
    ]  # fmt: skip
    return Unseen(sheet.visibility != 0, rows, columns)
