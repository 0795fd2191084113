"""Where the tables of a form begin, and what their columns are · 表头识别.

A table is found by its headings: one to three rows that name at least three things of a kind.  The
lowest heading of a column counts, so that what a wide heading covers is told apart below it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from perfscore.forms.grid import Cell
from perfscore.forms.headings import Match, headings
from perfscore.forms.layout import Layout

__all__ = ["Table", "table_at"]

MOST_HEADING_ROWS = 3
_NEEDED = {
    "facts": (frozenset({"id"}), frozenset({"value", "unit"})),
    "criteria": (frozenset({"id"}), frozenset({"points", "claimed"})),
    "targets": (
        frozenset({"name", "level2", "level1"}),
        frozenset({"target", "actual", "points", "claimed", "standard"}),
    ),
    "funds": (frozenset({"spent", "budget", "initial"}), frozenset({"spent", "budget", "initial", "rate"})),
}
"""One of the first and two of the second make a table."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table found by its headings · 表格.

    `columns` gives the column of each role, `unused` the headings that have no role of their own, and
    `heads` every cell of the heading rows.
    """

    kind: str
    top: int
    bottom: int
    columns: Mapping[str, int]
    unused: Mapping[int, Cell]
    heads: tuple[Cell, ...]

    def cell(self, layout: Layout, row: int, role: str) -> Cell | None:
        """Return the cell of a role in a row; never one of the heading's own."""
        column = self.columns.get(role)
        found = None if column is None else layout.at(row, column)
        return None if found is None or found.row <= self.bottom else found


def table_at(layout: Layout, row: int) -> Table | None:
    """Return the table whose headings begin in this row."""
    found = (_table(layout, row, kind) for kind in _NEEDED)
    return next((table for table in found if table is not None), None)


def _table(layout: Layout, top: int, kind: str) -> Table | None:
    if _recognised(layout, top, kind) < 2:
        return None
    bottom = top
    while bottom - top + 1 < MOST_HEADING_ROWS and _recognised(layout, bottom + 1, kind) >= 2:
        bottom += 1
    columns, unused = _columns(layout, top, bottom, kind)
    one, two = _NEEDED[kind]
    if not one & columns.keys() or len(two & columns.keys()) < 2:
        return None
    heads = tuple(dict.fromkeys(cell for row in range(top, bottom + 1) for cell in layout.row(row)))
    return Table(kind, top, bottom, columns, unused, heads)


def _recognised(layout: Layout, row: int, kind: str) -> int:
    words = headings()[kind]
    return len({match.role for cell in layout.own(row) if (match := words.find(cell.text))})


def _columns(layout: Layout, top: int, bottom: int, kind: str) -> tuple[dict[str, int], dict[int, Cell]]:
    """Give each role the column with its best spelling; the others go unused, or to a second role."""
    found: dict[str, list[tuple[int, int, Cell]]] = {}
    unused: dict[int, Cell] = {}
    for column, cell, match in _headed(layout, top, bottom, kind):
        if match is None:
            unused[column] = cell
        elif not any(cell == other for _, _, other in found.get(match.role, ())):
            found.setdefault(match.role, []).append((match.rank, column, cell))
    columns = {role: min(place[:2] for place in places)[1] for role, places in found.items()}
    for role, places in found.items():
        for _, column, cell in sorted(places, key=lambda place: place[:2])[1:]:
            other = headings()[kind].otherwise.get(role, role)
            if columns.setdefault(other, column) != column:
                unused[column] = cell
    return columns, unused


def _headed(layout: Layout, top: int, bottom: int, kind: str) -> Iterator[tuple[int, Cell, Match | None]]:
    """Yield each column of the headings with its lowest heading that means something."""
    words = headings()[kind]
    wide = {
        column
        for row in range(top, bottom + 1)
        for cell in layout.row(row)
        for column in range(cell.column, cell.column + cell.columns)
    }
    for column in sorted(wide):
        stack = [cell for row in range(bottom, top - 1, -1) if (cell := layout.at(row, column)) is not None]
        known = next(((cell, match) for cell in stack if (match := words.find(cell.text))), None)
        if known is not None:
            yield column, *known
        elif stack[0].column == column:
            yield column, stack[0], None
