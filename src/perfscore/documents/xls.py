"""Excel workbooks of before 2007, and those of WPS · 读取 Excel 97—2003 工作簿.

xlrd gives the values with their number formats, so that they become what a person sees.  It does not tell
formulas: their stored values are taken.
"""

from collections.abc import Sequence
from contextlib import suppress
from io import StringIO
from typing import Any

from perfscore.documents.document import Cell, Document, Grid, Remark, Unreadable, cells_of
from perfscore.documents.symbols import is_symbol
from perfscore.documents.unseen import Unseen, column_letters
from perfscore.documents.values import Piece, Seen, seen, text_seen

__all__ = ["read"]

MOST_CELLS, MOST_MERGED = 300_000, 100_000
_ONE, _HIDDEN = (1, 1), (0, 0)
_NOTHING, _TEXT = (0, 6), 1
"""xlrd's types of a cell that is empty, and of one with a text."""
_RAISED = 1
"""xlrd's escapement of a superscript."""


def read(content: bytes) -> Document:
    """Return the sheets of a workbook; raise Unreadable for one that is not sound."""
    book = _opened(content)
    grids, remarks, count = [], list[Remark](), 0
    styles = _Styles(book)
    for number in range(book.nsheets):
        sheet = book.sheet_by_index(number)
        cells, said = _cells(book, sheet, styles)
        count += len(cells)
        if count > MOST_CELLS:
            raise Unreadable("form-too-many-cells", sheet.name, most=str(MOST_CELLS))
        grids.append(Grid(sheet.name, cells))
        remarks += [*_unseen(sheet).remarks(sheet.name, cells), *said]
        book.unload_sheet(number)
    return Document.of_grids(grids, remarks)


def _opened(content: bytes) -> Any:
    import xlrd

    try:
        # Rows as long as they are, one sheet at a time: a few bytes may say that a sheet is full, or many.
        return xlrd.open_workbook(
            file_contents=content, formatting_info=True, ragged_rows=True, on_demand=True, logfile=StringIO()
        )
    except xlrd.XLRDError as error:
        locked = "encrypted" in str(error).casefold()
        raise Unreadable("form-encrypted" if locked else "form-broken", "", found="XLS") from None


Font = tuple[str | None, bool, bool]
"""Its name, whether it strikes its text through, whether it raises it."""


class _Styles:
    """How the values of a workbook are printed: number formats and fonts, both by number.

    `telling` are the fonts without which a text is another one; most workbooks have none.
    """

    def __init__(self, book: Any) -> None:
        self._fonts: list[Font] = [
            (
                getattr(font, "name", None),
                bool(getattr(font, "struck_out", False)),
                getattr(font, "escapement", 0) == _RAISED,
            )
            for font in book.font_list
        ]
        forms = (book.format_map.get(one.format_key) for one in book.xf_list)
        self._codes = ["General" if form is None else str(form.format_str) for form in forms]
        self._own = [one.font_index for one in book.xf_list]
        self._telling = {
            number
            for number, (name, struck, raised) in enumerate(self._fonts)
            if struck or raised or is_symbol(name)
        }

    @property
    def tells(self) -> bool:
        """Whether there is any such font."""
        return bool(self._telling)

    def code(self, style: int | None) -> str:
        """Return a number format."""
        return "General" if style is None or style >= len(self._codes) else self._codes[style]

    def struck(self, style: int | None) -> bool:
        """Say whether a style strikes through."""
        return style is not None and self._fonts[self._own[style]][1]

    def text(self, value: str, style: int | None, runs: Sequence[tuple[int, int]], place: str) -> Seen:
        """Return what is seen of a text in a style, with the fonts that begin within it."""
        own = None if style is None else self._own[style]
        if own not in self._telling and self._telling.isdisjoint(number for _, number in runs):
            return value, []
        begins = [(0, (None, False, False) if own is None else self._fonts[own]),
                  *((at, self._fonts[number]) for at, number in runs)]  # fmt: skip
        ends = [*(at for at, _ in begins[1:]), len(value)]
        return text_seen(
            [Piece(value[at:end], *font) for (at, font), end in zip(begins, ends, strict=True)], place
        )


def _cells(book: Any, sheet: Any, styles: _Styles) -> tuple[tuple[Cell, ...], list[Remark]]:
    sizes, runs = _merged(sheet), sheet.rich_text_runlist_map
    cells, remarks = list[tuple[int, int, str, str, int, int]](), list[Remark]()
    begins = f"{sheet.name}!"
    letters = [column_letters(column) for column in range(1, sheet.ncols + 1)]
    for row in range(sheet.nrows):
        row_of = zip(sheet.row_types(row), sheet.row_values(row), letters, strict=False)
        for column, (kind, value, letter) in enumerate(row_of):
            if kind in _NOTHING:
                continue
            size = sizes.get((row, column), _ONE) if sizes else _ONE
            if size == _HIDDEN:
                continue
            place, text = f"{begins}{letter}{row + 1}", value
            if kind != _TEXT:
                style = sheet.cell_xf_index(row, column)
                text, said = _text(book, kind, value, styles, style, place)
                remarks += said
            elif styles.tells:
                style = sheet.cell_xf_index(row, column)
                text, said = styles.text(value, style, runs.get((row, column), ()), place)
                remarks += said
            if "\r" in text:
                text = text.replace("\r\n", "\n").replace("\r", "\n")
            if text := text.strip():
                cells.append((row + 1, column + 1, text, place, *size))
    return tuple(cells_of(cells)), remarks


def _merged(sheet: Any) -> dict[tuple[int, int], tuple[int, int]]:
    """Return the size of each merged area by its first cell; the cells that it hides have none."""
    sizes: dict[tuple[int, int], tuple[int, int]] = {}
    for top, bottom, left, right in sheet.merged_cells:
        if (bottom - top) * (right - left) + len(sizes) > MOST_MERGED:
            raise Unreadable("form-merge-too-large", sheet.name, most=str(MOST_MERGED))
        area = {(row, column): _HIDDEN for row in range(top, bottom) for column in range(left, right)}
        if not area or area.keys() & sizes.keys():
            raise Unreadable("form-merge", f"{sheet.name}!{column_letters(left + 1)}{top + 1}")
        sizes |= area | {(top, left): (bottom - top, right - left)}
    return sizes


def _text(book: Any, kind: int, value: Any, styles: _Styles, style: int | None, place: str) -> Seen:
    import xlrd

    if kind == xlrd.XL_CELL_ERROR:
        text = xlrd.error_text_from_code.get(value, "#N/A")
        return text, [Remark("form-error-value", place, text)]
    if kind == xlrd.XL_CELL_BOOLEAN:
        value = bool(value)
    elif kind == xlrd.XL_CELL_DATE:
        with suppress(ValueError, OverflowError):
            value = xlrd.xldate.xldate_as_datetime(value, book.datemode)
    elif value == int(value):
        value = int(value)
    return seen(value, styles.code(style), place, struck=styles.struck(style))


def _unseen(sheet: Any) -> Unseen:
    rows = [row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden or info.height == 0]
    columns = [
        (column + 1, column + 1) for column, info in sorted(sheet.colinfo_map.items())
        if info.hidden or info.width == 0
    ]  # fmt: skip
    return Unseen(sheet.visibility != 0, rows, columns)
