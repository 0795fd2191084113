"""Binary Excel workbooks · 读取 XLSB 工作簿.

The records are read here: the library that knows them tells neither number formats nor merged areas, so that
98.50% would be 0.985 and a heading over three columns one over the first.  Formulas are kept as codes; their
stored values are taken.
"""

import struct
from collections.abc import Iterator
from typing import Any

from perfscore.documents.archive import Archive, opened
from perfscore.documents.document import Cell, Document, Grid, Remark, Unreadable
from perfscore.documents.unseen import Unseen, column_letters
from perfscore.documents.values import Seen, seen, text_seen
from perfscore.documents.worksheet import LAST_COLUMN, LAST_ROW, MOST_CELLS, MOST_MERGED
from perfscore.documents.xlsb_records import Looks, Text, numbers, records, rich_text, shared_texts, text_at
from perfscore.documents.xml_parts import local, parsed

__all__ = ["read"]

_BOOK = "xl/workbook.bin"
_PROPERTIES, _SHEET = 153, 156
_ROW, _COLUMNS, _MERGED = 0, 60, 176
_CELLS = frozenset((2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 62))
_ROUNDED, _TRUTHS, _DOUBLES, _TEXTS, _SHARED, _RICH = 2, (4, 10), (5, 9), (6, 8), 7, 62
_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!",
    0x2A: "#N/A", 0x2B: "#GETTING_DATA",
}  # fmt: skip


def read(content: bytes) -> Document:
    """Return the sheets of a workbook; raise Unreadable for one that is not safe or not sound."""
    archive = opened(content)
    if _BOOK not in archive.names:
        raise Unreadable("form-not-a-workbook")
    try:
        return _document(archive)
    except (IndexError, struct.error, UnicodeDecodeError):
        raise Unreadable("form-broken", "", found="XLSB") from None


def _document(archive: Archive) -> Document:
    book = _Book(archive)
    grids, remarks = [], list[Remark]()
    for name, part, hidden in book.sheets:
        sheet = _Sheet(name, book)
        for kind, body in records(archive, part):
            sheet.see(kind, body)
        cells = tuple(sheet.finished())
        grids.append(Grid(name, cells))
        remarks += [
            *Unseen(hidden, sheet.hidden_rows, sheet.hidden_columns).remarks(name, cells),
            *sheet.remarks,
        ]
    return Document.of_grids(grids, remarks)


class _Book:
    """What all sheets share: texts, formats, from when days are counted, and how much there may be."""

    def __init__(self, archive: Archive) -> None:
        self.texts, self.looks = shared_texts(archive), Looks(archive)
        self.sheets: list[tuple[str, str, bool]] = []
        self.since_1904 = False
        self.cells = self.merged = 0
        targets = _targets(archive)
        for kind, body in records(archive, _BOOK):
            if kind == _PROPERTIES:
                self.since_1904 = bool(numbers(body, 0, "I")[0] & 1)
            elif kind == _SHEET:
                relation, at = text_at(body, 8)
                name = text_at(body, at)[0]
                if relation not in targets:
                    raise Unreadable("form-broken", name, found="XLSB")
                self.sheets.append((name, targets[relation], numbers(body, 0, "I")[0] != 0))


def _targets(archive: Archive) -> dict[str, str]:
    name = "xl/_rels/workbook.bin.rels"
    if name not in archive.names:
        return {}
    found = (one for one in parsed(archive, name) if local(one) == "Relationship")
    return {
        one.get("Id", ""): target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        for one in found
        if (target := one.get("Target", ""))
    }


class _Sheet:
    """Sees the records of one sheet pass."""

    def __init__(self, name: str, book: _Book) -> None:
        self.name, self._book = name, book
        self.remarks: list[Remark] = []
        self.hidden_rows: list[int] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self._cells: list[Cell] = []
        self._sizes: dict[tuple[int, int], tuple[int, int]] = {}
        self._row = self._column = 0

    def see(self, kind: int, body: bytes) -> None:
        """See one record."""
        if kind in _CELLS:
            self._cell(kind, body)
        elif kind == _ROW:
            self._begin(numbers(body, 0, "I")[0] + 1, hidden=bool(numbers(body, 11, "B")[0] & 0x10))
        elif kind == _COLUMNS:
            first, last, width, _, flags = numbers(body, 0, "4IH")
            if flags & 1 or not width:
                self.hidden_columns.append((first + 1, last + 1))
        elif kind == _MERGED:
            self._merge(*numbers(body, 0, "4I"))

    def finished(self) -> Iterator[Cell]:
        """Yield the cells with their sizes: merged areas stand behind them in the file."""
        for cell in self._cells:
            rows, columns = self._sizes.get((cell.row, cell.column), (1, 1))
            if rows:
                yield cell._replace(rows=rows, columns=columns)

    def _begin(self, row: int, *, hidden: bool) -> None:
        if not self._row < row <= LAST_ROW:
            raise Unreadable("form-rows-unordered", f"{self.name} {row}")
        self._row, self._column = row, 0
        if hidden:
            self.hidden_rows.append(row)

    def _cell(self, kind: int, body: bytes) -> None:
        column, look = numbers(body, 0, "2I")
        column, look = column + 1, look & 0xFFFFFF
        place = f"{self.name}!{column_letters(min(column, LAST_COLUMN))}{self._row}"
        if not self._column < column <= LAST_COLUMN or not self._row:
            raise Unreadable("form-cells-unordered", place)
        self._column = column
        self._book.cells += 1
        if self._book.cells > MOST_CELLS:
            raise Unreadable("form-too-many-cells", place, most=str(MOST_CELLS))
        text, said = self._seen(kind, body, look, place)
        self.remarks += said
        if text:
            self._cells.append(Cell(self._row, column, text, place))

    def _seen(self, kind: int, body: bytes, look: int, place: str) -> Seen:
        """Return what a person sees of a cell."""
        looks = self._book.looks
        if (value := self._text(kind, body)) is not None:
            text, said = text_seen(looks.pieces(value, look), place)
            return text.replace("\r\n", "\n").replace("\r", "\n").strip(), said
        if kind not in (_ROUNDED, *_DOUBLES, *_TRUTHS):
            text = _ERRORS.get(numbers(body, 8, "B")[0], "#N/A")
            return text, [Remark("form-error-value", place, text)]
        code, struck = looks.code(look), looks.font(look)[1]
        if kind in _TRUTHS:
            return seen(bool(numbers(body, 8, "B")[0]), code, place, struck=struck)
        number = _rounded(numbers(body, 8, "I")[0]) if kind == _ROUNDED else numbers(body, 8, "d")[0]
        return seen(self._moment(number, code), code, place, struck=struck)

    def _text(self, kind: int, body: bytes) -> Text | None:
        if kind in _TEXTS:
            return Text(text_at(body, 8)[0])
        if kind == _RICH:
            return rich_text(body, 8)
        return self._book.texts[numbers(body, 8, "I")[0]] if kind == _SHARED else None

    def _moment(self, number: Any, code: str) -> object:
        """Return a number, as the date it stands for where its format is one."""
        from openpyxl.styles.numbers import is_date_format
        from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

        if is_date_format(code):
            try:
                return from_excel(
                    number, CALENDAR_MAC_1904 if self._book.since_1904 else CALENDAR_WINDOWS_1900
                )
            except (ValueError, OverflowError):
                return number
        return int(number) if number == number // 1 else number

    def _merge(self, top: int, bottom: int, left: int, right: int) -> None:
        place = f"{self.name}!{column_letters(min(left + 1, LAST_COLUMN))}{top + 1}"
        if not (top <= bottom < LAST_ROW and left <= right < LAST_COLUMN):
            raise Unreadable("form-merge", place)
        rows, columns = bottom - top + 1, right - left + 1
        self._book.merged += rows * columns
        if self._book.merged > MOST_MERGED:
            raise Unreadable("form-merge-too-large", place, most=str(MOST_MERGED))
        area = {
            (row + 1, column + 1): (0, 0)
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        }
        if area.keys() & self._sizes.keys():
            raise Unreadable("form-merge", place)
        self._sizes |= area | {(top + 1, left + 1): (rows, columns)}


def _rounded(packed: int) -> Any:
    """Return a number that a workbook keeps in four bytes: a whole one, or the first half of a long one."""
    if packed & 2:
        whole = (packed >> 2) - (1 << 30 if packed & 0x80000000 else 0)
        return whole if not packed & 1 else whole / 100
    number = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0]
    return number / 100 if packed & 1 else number
