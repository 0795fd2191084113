"""The forms of a grid and the tables in them · 表格识别.

Whoever reads a cell takes it; what nobody took in the end is listed: nothing is dropped silently.
"""

from collections.abc import Iterator, Mapping

from perfscore.documents.document import Cell, Grid
from perfscore.documents.layout import Layout
from perfscore.extract.forms.headings import headings, is_blank, one_line
from perfscore.extract.forms.notes import FormNote
from perfscore.extract.forms.openings import begins, repeats
from perfscore.extract.forms.table import Table, table_at

__all__ = ["Sheet", "sheets"]


class Sheet:
    """One form within a layout · 一张表."""

    def __init__(
        self, layout: Layout, first: int, last: int, tables: tuple[Table, ...], again: frozenset[int]
    ) -> None:
        self.layout = layout
        self.rows = tuple(row for row in layout.numbers if first <= row <= last and row not in again)
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


def sheets(grid: Grid) -> Iterator[Sheet]:
    """Yield every form of a grid; nothing where the grid has no table that is known.

    A form begins with its title or the name of its project, or where a budget block follows indicator
    rows.  What is printed again on the next page, title and all, does not begin one.
    """
    layout = Layout(grid)
    firsts: list[int] = []
    tables: list[list[Table]] = []
    again: set[int] = set()
    start: int | None = None
    bottom = 0
    for row in layout.numbers:
        if row <= bottom:
            continue
        table = table_at(layout, row)
        if table is None:
            if start is None and begins(layout, row):
                start = row
            continue
        bottom = table.bottom
        if tables and start is not None and _goes_on(layout, start, table, tables[-1], firsts[-1]):
            again.update(range(start, table.top))
        elif not tables or _is_another(table, tables[-1], start):
            firsts.append(row if start is None else start)
            tables.append([])
        tables[-1].append(table)
        start = None
    firsts[:1] = layout.numbers[:1] if firsts else []
    ends = [*(begin - 1 for begin in firsts[1:]), *layout.numbers[-1:]]
    for first, last, own in zip(firsts, ends, tables, strict=False):
        yield Sheet(layout, first, last, tuple(own), frozenset(again))


def _goes_on(layout: Layout, start: int, table: Table, before: list[Table], first: int) -> bool:
    """Say whether a form goes on below its own opening and headings, printed again on the next page."""
    last = before[-1]
    if table.kind != "targets" or last.kind != "targets" or table.columns.keys() != last.columns.keys():
        return False
    return repeats(layout, range(start, table.top), range(first, start), last.bottom)


def _is_another(table: Table, before: list[Table], start: int | None) -> bool:
    if start is not None and any(other.kind == "targets" for other in before):
        return True
    if start is not None and table.kind == "funds":
        return True
    return table.kind == "funds" and any(other.kind == "targets" for other in before)
