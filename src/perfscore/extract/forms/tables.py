"""Where the forms of a grid and their tables stand, and what their columns are · 表格识别.

A table is found by its headings: one to three rows that name at least three things of a kind.  The
lowest heading of a column counts, so that what a wide heading covers is told apart below it.  Whoever
reads a cell takes it; what nobody took in the end is listed: nothing is dropped silently.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from perfscore.documents.document import Cell, Grid
from perfscore.documents.layout import Layout
from perfscore.extract.forms.headings import Match, headings, is_blank, one_line
from perfscore.extract.forms.notes import FormNote
from perfscore.extract.forms.openings import begins, repeats

__all__ = ["Sheet", "Table", "sheets", "table_at"]

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
