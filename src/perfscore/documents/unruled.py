"""The cells of a table that nobody drew: text in columns, parted into rows · 无线表格的行与格.

Lines that follow each other closely are one cell, a wider gap ends it; a row is what begins at one height.
Where level lines are drawn they part rows, and where one stops short of a column the cell goes on below it.
A figure in the wrong row would be an accusation: wherever the eye could doubt, there is no table.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from perfscore.documents.closeness import closeness, each_is_a_row, middle
from perfscore.documents.columns import Columns, Pieces, Unclear
from perfscore.documents.levels import Levels
from perfscore.documents.placed import PageLine, had_room, wrapped_text

__all__ = ["Held", "Row", "held_in"]


@dataclass(slots=True, eq=False)
class Held:
    """The lines of one cell, the columns it covers, and its rows, the last one included · 单元格."""

    columns: range
    lines: list[PageLine]
    row: int = 0
    last_row: int = 0

    @property
    def top(self) -> int:
        """The height of its first line."""
        return middle(self.lines[0])

    @property
    def bottom(self) -> int:
        """The height of its last line."""
        return middle(self.lines[-1])

    def text(self, columns: Columns) -> str:
        """Return its lines as one text."""
        return wrapped_text(self.lines, columns.spans[self.columns[-1]][1])

    def is_full(self, columns: Columns) -> bool:
        """Say whether its last line has no room for one more character, so that it may go on."""
        last = self.lines[-1]
        return last.box.right + last.size * 3 // 4 > columns.spans[self.columns[-1]][1]

    def had_no_room(self, below: "Held", columns: Columns) -> bool:
        """Say whether its last line had no room for what another cell begins with."""
        return not had_room(self.lines[-1], columns.spans[self.columns[-1]][1], below.lines[0])


Row = list[Held]
_FIGURE = re.compile("[0-9]")


def held_in(lines: Sequence[Pieces], columns: Columns, levels: Levels) -> tuple[list[Row], list[int]]:
    """Return the cells of a page's lines by rows, and the upper edges of these; raise Unclear for a doubt."""
    near = closeness(lines, columns, levels)
    bands: dict[int, Row] = {}
    for cell in _cells(lines, columns, levels, near):
        bands.setdefault(levels.band(cell.top), []).append(cell)
    rows: list[Row] = []
    spans: dict[int, range] = {}
    for band in sorted(bands):
        first = len(rows)
        ruled = band < len(levels.heights) and len(levels.heights) > 3
        rows += _rows(bands[band], ruled=ruled and band > 0)
        spans[band] = range(first, len(rows))
    edges = [min(cell.lines[0].box.top for cell in row) for row in rows]
    for number, row in enumerate(rows):
        for cell in row:
            cell.row = number
            cell.last_row = max(
                at for at in range(number, len(rows)) if at == number or edges[at] < cell.bottom
            )
    cells = [cell for row in rows for cell in row]
    _merge_over_open_lines(cells, levels, spans)
    _refuse_overlaps(cells)
    if not each_is_a_row(lines, columns):
        _refuse_rests(rows, columns)
    return rows, edges


def _cells(lines: Sequence[Pieces], columns: Columns, levels: Levels, near: int) -> list[Held]:
    """Return the cells: a piece belongs to what stands closely above it."""
    last: dict[int, Held] = {}
    found: list[Held] = []
    for line in lines:
        for covered, piece in _by_columns(line, columns):
            above = {last[at] for at in covered if at in last and _follows(last[at], piece, levels, near)}
            if len(above) > 1:
                raise Unclear
            cell = next(iter(above), None)
            if cell is None:
                cell = Held(covered, [])
                found.append(cell)
            elif not set(covered) <= set(cell.columns):
                raise Unclear
            cell.lines.append(piece)
            last.update(dict.fromkeys(cell.columns, cell))
    return found


def _follows(cell: Held, piece: PageLine, levels: Levels, near: int) -> bool:
    down = middle(piece)
    return 0 < down - cell.bottom <= near and not levels.part(cell.bottom, down, cell.columns)


def _by_columns(line: Pieces, columns: Columns) -> Iterator[tuple[range, PageLine]]:
    """Yield the pieces of a line with the columns they cover; those in one column are one."""
    found: list[tuple[range, PageLine]] = []
    for piece in line:
        covered = columns.covered(piece.box)
        if columns.is_between(piece.box) and _FIGURE.search(piece.text):
            raise Unclear
        if found and covered.start < found[-1][0].stop:
            if covered != found[-1][0]:
                raise Unclear
            found[-1] = covered, PageLine((*found[-1][1].glyphs, *piece.glyphs))
        else:
            found.append((covered, piece))
    return iter(found)


def _rows(cells: Sequence[Held], *, ruled: bool) -> list[Row]:
    """Return the cells between two level lines by their rows, told by the heights at which they begin.

    Where lines are drawn below each row (`ruled`), cells beside each other are one, however they are set.
    """
    room = max(cell.lines[0].size for cell in cells) // 3
    rows: list[Row] = []
    for cell in sorted(cells, key=lambda cell: cell.top):
        if rows and cell.top - rows[-1][0].top <= room:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    if len(rows) > 1 and ruled and _are_beside(cells):
        return [list(cells)]
    for row, below in pairwise(rows):
        begins = min(cell.top for cell in below)
        if all(cell.bottom > begins - room for cell in row):
            raise Unclear  # set to the middle: which cell is beside which cannot be told
    _refuse_rows_within(rows, room // 3)
    return rows


def _refuse_rows_within(rows: Sequence[Row], near: int) -> None:
    """Refuse a row that begins at the height of a further line of a cell: that may be two cells."""
    begins = [cell.top for row in rows for cell in row]
    for cell in (cell for row in rows for cell in row):
        for line in cell.lines[1:]:
            if any(abs(middle(line) - top) <= near for top in begins):
                raise Unclear


def _are_beside(cells: Sequence[Held]) -> bool:
    """Say whether no cell stands below another."""
    columns = [at for cell in cells for at in cell.columns]
    return len(columns) == len(set(columns))


def _merge_over_open_lines(cells: Sequence[Held], levels: Levels, spans: dict[int, range]) -> None:
    """Let each cell go on over the level lines that stop short of it."""
    for cell in cells:
        band = levels.band(cell.top)
        below = levels.band(cell.bottom)
        while levels.stops_short(below, cell.columns) and below + 1 in spans:
            below += 1
            cell.last_row = max(cell.last_row, spans[below][-1])
        while levels.stops_short(band - 1, cell.columns) and band - 1 in spans:
            band -= 1
            cell.row = min(cell.row, spans[band][0])


def _refuse_overlaps(cells: Sequence[Held]) -> None:
    taken: set[tuple[int, int]] = set()
    for cell in cells:
        for spot in ((row, at) for row in range(cell.row, cell.last_row + 1) for at in cell.columns):
            if spot in taken:
                raise Unclear
            taken.add(spot)


def _refuse_rests(rows: Sequence[Row], columns: Columns) -> None:
    """Refuse a row of which every cell may be the rest of the one above: its text is set in two sizes."""
    last: dict[int, Held] = {}
    for row in rows:
        if last and all(_may_be_rest(last.get(cell.columns[0]), cell, columns) for cell in row):
            raise Unclear
        for cell in row:
            last.update(dict.fromkeys(cell.columns, cell))


def _may_be_rest(above: Held | None, cell: Held, columns: Columns) -> bool:
    if above is None or cell.top - above.bottom > 2 * cell.lines[0].size:
        return False
    return above.had_no_room(cell, columns)
