"""A table as a person sees it, whatever file it stood in · 单元格网格.

A reader of a file format turns bytes into a `Book`; everything behind it knows cells only.  A `Layout`
is a grid with its merged areas filled.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

__all__ = ["Book", "Cell", "Grid", "Layout", "Remark", "Unreadable"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell with something in it · 单元格.

    `row` and `column` count from 1; a merged area is one cell that is `rows` high and `columns` wide.
    `text` is what a person sees, `place` where (``Sheet1!C7``).
    """

    row: int
    column: int
    text: str
    place: str
    rows: int = 1
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet, or the tables and lines of one document in their order · 表格.

    Empty cells are left out, so is whatever a merged area hides.
    """

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a cell or a file that an auditor should know · 说明.

    `code` is that of a sentence in the catalogue ``forms``; `text` is what stands there.
    """

    code: str
    place: str
    text: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Book:
    """What a file holds · 文件内容."""

    grids: tuple[Grid, ...]
    remarks: tuple[Remark, ...] = ()


class Unreadable(Exception):
    """A file that a reader refuses · 拒绝读取.

    `code` is the code of a problem and `where` the part of the file that is wrong.
    """

    def __init__(self, code: str, where: str = "", **values: str) -> None:
        super().__init__(code, where, values)
        self.code = code
        self.where = where
        self.values = values


class Layout:
    """Cells by row and column; a merged cell stands wherever its area is · 版面."""

    def __init__(self, grid: Grid) -> None:
        self.name = grid.name
        self._at: dict[tuple[int, int], Cell] = {}
        by_row: dict[int, dict[int, Cell]] = {}
        for cell in grid.cells:
            for row in range(cell.row, cell.row + cell.rows):
                by_row.setdefault(row, {})[cell.column] = cell
                for column in range(cell.column, cell.column + cell.columns):
                    self._at.setdefault((row, column), cell)
        self._rows = {row: tuple(cells[c] for c in sorted(cells)) for row, cells in by_row.items()}
        self.numbers = tuple(sorted(self._rows))

    def at(self, row: int, column: int) -> Cell | None:
        """Return the cell that covers a position."""
        return self._at.get((row, column))

    def row(self, row: int) -> tuple[Cell, ...]:
        """Return the cells that cover a row, from left to right, each once."""
        return self._rows.get(row, ())

    def own(self, row: int) -> tuple[Cell, ...]:
        """Return the cells that begin in a row: those merged down from above are left out."""
        return tuple(cell for cell in self.row(row) if cell.row == row)

    def cells(self) -> Iterator[Cell]:
        """Yield every cell once, row by row."""
        for row in self.numbers:
            yield from self.own(row)
