"""A table with its merged areas filled · 版面."""

from collections.abc import Iterator

from perfscore.documents.document import Cell, Grid

__all__ = ["Layout"]


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
