"""The rows of one form, with what has been read of them · 表格区域.

Whoever reads a cell takes it.  What nobody took in the end is listed: nothing is dropped silently.
"""

from collections.abc import Iterator, Mapping

from perfscore.forms.grid import Cell
from perfscore.forms.headings import headings, is_blank, one_line
from perfscore.forms.layout import Layout
from perfscore.forms.notes import FormNote
from perfscore.forms.tables import Table

__all__ = ["Sheet"]


class Sheet:
    """One form within a layout · 一张表."""

    def __init__(self, layout: Layout, first: int, last: int, tables: tuple[Table, ...]) -> None:
        self.layout = layout
        self.rows = tuple(row for row in layout.numbers if first <= row <= last)
        self.tables = tables
        self.notes: list[FormNote] = []
        self.taken = {cell for table in tables for cell in table.heads if _known(table, cell)}

    def body(self, table: Table) -> tuple[int, ...]:
        """Return the rows below the headings of a table, up to the next table."""
        after = [other.top for other in self.tables if other.top > table.top]
        end = min(after, default=self.rows[-1] + 1)
        return tuple(row for row in self.rows if table.bottom < row < end)

    def take(self, cell: Cell | None) -> str:
        """Return the text of a cell in one line, empty where it holds a dash; it counts as read."""
        if cell is None:
            return ""
        self.taken.add(cell)
        return "" if is_blank(cell.text) else one_line(cell.text)

    def note(self, code: str, cell: Cell, values: Mapping[str, str] | None = None) -> None:
        """List something about a cell."""
        self.notes.append(FormNote(code, cell.place, cell.text, values or {}))

    def left(self) -> Iterator[Cell]:
        """Yield the cells nobody has taken yet, row by row."""
        for row in self.rows:
            yield from (cell for cell in self.layout.own(row) if cell not in self.taken)


def _known(table: Table, cell: Cell) -> bool:
    """Say whether a heading says nothing but what its table already tells."""
    words = headings()
    return words[table.kind].find(cell.text) is not None or words["rows"].is_a(cell.text, "funds_block")
