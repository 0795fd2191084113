"""A table found by its headings, and what its columns are · 表头识别.

One to three rows that name at least three things of a kind are the headings of a table.  The lowest heading
of a column counts, so that what a wide heading covers is told apart below it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from perfscore.documents.document import Cell
from perfscore.documents.layout import Layout
from perfscore.extract.forms.headings import Match, headings

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
    while bottom - top + 1 < MOST_HEADING_ROWS and _recognised(layout, bottom + 1, kind, top) >= 2:
        bottom += 1
    columns, unused = _columns(layout, top, bottom, kind)
    one, two = _NEEDED[kind]
    if not one & columns.keys() or len(two & columns.keys()) < 2:
        return None
    heads = tuple(dict.fromkeys(cell for row in range(top, bottom + 1) for cell in layout.row(row)))
    return Table(kind, top, bottom, columns, unused, heads)


def _recognised(layout: Layout, row: int, kind: str, top: int | None = None) -> int:
    """Return how many roles a row names, alone or together with the heading rows from `top` above it."""
    stacks = ([cell] if top is None else _stack(layout, cell.column, top, row) for cell in layout.own(row))
    return len({match.role for stack in stacks if (match := _meant(kind, stack[0], stack[1:]))})


def _stack(layout: Layout, column: int, top: int, bottom: int) -> list[Cell]:
    """Return the cells of a column in the rows of headings, the lowest first."""
    return [cell for row in range(bottom, top - 1, -1) if (cell := layout.at(row, column)) is not None]


def _meant(kind: str, cell: Cell, above: Sequence[Cell]) -> Match | None:
    """Return what a heading means: by itself, or read on from a wider one above it: 预算数 over 年初."""
    words = headings()[kind]
    if alone := words.find(cell.text):
        return alone
    if any(map(str.isdigit, cell.text)):
        return None
    pairs = ((cell.text, wide.text) for wide in above if wide != cell)
    joined = ("".join(order) for pair in pairs for order in (pair, pair[::-1]))
    return next((match for text in joined if (match := words.find(text)) and match.is_whole), None)


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
    unused.update(_of_groups(found, columns))
    for role, places in found.items():
        for _, column, cell in sorted(places, key=lambda place: place[:2])[1:]:
            if column in unused:
                continue
            other = headings()[kind].otherwise.get(role, role)
            if columns.setdefault(other, column) != column:
                unused[column] = cell
    return columns, unused


def _of_groups(
    found: Mapping[str, list[tuple[int, int, Cell]]], columns: dict[str, int]
) -> Iterator[tuple[int, Cell]]:
    """Yield the columns of points that stand before the name of a row: they are those of its groups."""
    points = found.get("points", [])
    named = max((columns[role] for role in ("level1", "level2", "name") if role in columns), default=0)
    own = [place[:2] for place in points if place[1] > named]
    if own and len(own) < len(points):
        columns["points"] = min(own)[1]
        yield from ((column, cell) for _, column, cell in points if column < named)


def _headed(layout: Layout, top: int, bottom: int, kind: str) -> Iterator[tuple[int, Cell, Match | None]]:
    """Yield each column of the headings with its lowest heading that means something."""
    wide = {
        column
        for row in range(top, bottom + 1)
        for cell in layout.row(row)
        for column in range(cell.column, cell.column + cell.columns)
    }
    for column in sorted(wide):
        stack = _stack(layout, column, top, bottom)
        meant = ((cell, _meant(kind, cell, stack[place + 1 :])) for place, cell in enumerate(stack))
        known = next(((cell, match) for cell, match in meant if match), None)
        if known is not None:
            yield column, *known
        elif stack[0].column == column:
            yield column, stack[0], None
