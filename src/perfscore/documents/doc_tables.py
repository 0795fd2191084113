"""A table of a Word file of before 2007, row by row · DOC 表格.

A row tells the borders of its cells, which of them are one across, and which go on from above.
"""

from perfscore.documents.doc_properties import RowShape
from perfscore.documents.document import MOST_COLUMNS, Cell, Grid, Remark, Unreadable
from perfscore.documents.placed import Box
from perfscore.documents.ruled import Ruled

__all__ = ["TableOf"]

_ROW = 1_000
"""How high a row is taken to be; any height does."""
_TWIP = 5
"""The file counts in twentieths of a point, a page in hundredths."""
MOST_CELLS = 300_000


class TableOf:
    """A table while its paragraphs pass · 读取中的表格."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._lines: list[str] = []
        self._texts: list[str] = []
        self._row = 1
        self._cells: list[tuple[Box, str, str]] = []
        self._held: dict[tuple[int, int], int] = {}
        self._remarks: list[Remark] = []

    @property
    def place(self) -> str:
        """Where the next text stands."""
        return f"{self.name}第{self._row}行第{len(self._texts) + 1}格"

    def add(self, text: str) -> None:
        """Add a paragraph to the cell that is open."""
        self._lines.append(text)

    def end_cell(self) -> None:
        """End the cell that is open."""
        self._texts.append("\n".join(self._lines).strip())
        self._lines = []

    def end_row(self, shape: RowShape | None) -> None:
        """End the row that is open; without a shape its cells are as wide as each other."""
        count = len(self._texts)
        if count > MOST_COLUMNS or len(self._cells) + count > MOST_CELLS:
            raise Unreadable("form-too-many-columns", self.place, most=str(MOST_COLUMNS))
        if shape is None or len(shape.borders) != count + 1:
            shape = RowShape(tuple(range(0, 1_000 * (count + 1), 1_000)), ("",) * count, ("",) * count)
        index = 0
        while index < count:
            last = index + 1
            while shape.across[index] == "first" and last < count and shape.across[last] == "more":
                last += 1
            self._cell(index, shape.borders[index] * _TWIP, shape.borders[last] * _TWIP, shape.down[index])
            index = last
        self._texts, self._lines = [], []
        self._row += 1

    def _cell(self, index: int, left: int, right: int, down: str) -> None:
        text = self._texts[index]
        place = f"{self.name}第{self._row}行第{index + 1}格"
        bottom = self._row * _ROW
        above = self._held.get((left, right))
        if down == "below" and above is not None:
            box, said, where = self._cells[above]
            self._cells[above] = (Box(left, box.top, right, bottom), said, where)
            if text:
                self._remarks.append(Remark("form-merged-text", place, text))
            return
        self._held[left, right] = len(self._cells)
        self._cells.append((Box(left, bottom - _ROW, right, bottom), text, place))

    def finished(self) -> tuple[Grid, list[Remark]]:
        """Return the table with what is to be said of it."""
        if self._texts or self._lines:  # a table whose last row has no end
            self.end_cell()
            self.end_row(None)
        ruled = Ruled([box for box, _, _ in self._cells], self.name)
        cells = (
            Cell(row, column, text, place, rows, columns)
            for (_, text, place), (row, column, rows, columns) in zip(self._cells, ruled.spots, strict=True)
            if text
        )
        return Grid(self.name, tuple(cells)), self._remarks
