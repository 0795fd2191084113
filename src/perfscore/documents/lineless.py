"""Tables without upright lines, on the pages of a document · 页面上的无线表格.

Only what stands below each other three times and more with wide gaps at the same spots is a table: a line
of signatures is none.  Lines at the end of a page and at the beginning of the next are one table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from perfscore.documents.closeness import Unclear
from perfscore.documents.columns import Columns, Pieces, columns_of
from perfscore.documents.continued import Boxed, Piece
from perfscore.documents.levels import Levels
from perfscore.documents.page_cuts import refuse_doubtful_cut
from perfscore.documents.placed import Box, PageLine, Spots, pieces_of
from perfscore.documents.unruled import Row, held_in

__all__ = ["Sheet", "without_lines"]

_FAR = 3
"""A line that stands further below a table than so many of its heights is no part of it."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What of a page is in no drawn table: its lines, and the level strokes; `tables` counts those · 页面."""

    number: int
    lines: tuple[PageLine, ...]
    strokes: Sequence[Box]
    tables: int
    spots: Spots | None = None


Items = list[PageLine | Piece]
_Run = tuple[int, int, int]
"""The number of a sheet, the first of its lines, and the one behind the last."""


def without_lines(sheets: Sequence[Sheet]) -> list[Items]:
    """Return the lines of each sheet as they are, and in their stead the tables that they make."""
    pieces = [[tuple(pieces_of(line)) for line in sheet.lines] for sheet in sheets]
    found: list[dict[int, tuple[int, Piece]]] = [{} for _ in sheets]
    for chain in _chains(pieces):
        for (at, first, end), piece in zip(chain, _tables(chain, sheets, pieces, found), strict=False):
            found[at][first] = end, piece
    return [list(_items(sheet, tables)) for sheet, tables in zip(sheets, found, strict=True)]


def _items(sheet: Sheet, tables: dict[int, tuple[int, Piece]]) -> Iterator[PageLine | Piece]:
    at = 0
    while at < len(sheet.lines):
        if at in tables:
            at, piece = tables[at]
            yield piece
        else:
            yield sheet.lines[at]
            at += 1


def _chains(pages: Sequence[Sequence[Pieces]]) -> Iterator[list[_Run]]:
    """Yield where lines begin and end that may be a table; what goes on over a page's end is one."""
    chain: list[_Run] = []
    for at, lines in enumerate(pages):
        rows = [line for sheet, first, end in chain for line in pages[sheet][first:end]]
        runs = list(_runs(lines, rows))
        if chain and (not runs or runs[0][0]):
            yield chain
            chain = []
        for first, end in runs:
            if first:
                chain = []
            chain.append((at, first, end))
            if end < len(lines):
                yield chain
                chain = []
    if chain:
        yield chain


def _runs(lines: Sequence[Pieces], rows: Sequence[Pieces]) -> Iterator[tuple[int, int]]:
    """Yield where lines begin and end that may be a table: from one of several pieces to a paragraph.

    `rows` are those of a table at the end of the page before, which may go on at the top of this one.
    """
    first = -1
    held: list[Pieces] = []
    if rows and lines and not _begins_left(lines[0], rows):
        first, held = 0, list(rows)
    for at, line in enumerate(lines):
        if len(line) > 1:
            first = at if first < 0 else first
        elif first >= 0 and _is_apart(line[0], held, lines[at - 1] if at else ()):
            yield first, at
            first, held = -1, []
        if first >= 0:
            held.append(line)
    if first >= 0:
        yield first, len(lines)


def _begins_left(line: Pieces, rows: Sequence[Pieces]) -> bool:
    """Say whether a line is one of text, and no rest of a cell."""
    return len(line) == 1 and line[0].box.left < min(row[0].box.left for row in rows) + line[0].size


def _is_apart(line: PageLine, rows: Sequence[Pieces], above: Pieces) -> bool:
    """Say whether a line of one piece is a paragraph: it begins on the left and goes on over a column."""
    if above and line.box.top - max(piece.box.bottom for piece in above) > _FAR * line.size:
        return True
    many = [row for row in rows if len(row) > 1]
    left, second = min(row[0].box.left for row in many), min(row[1].box.left for row in many)
    return line.box.left < left + line.size and line.box.right > second


def _tables(
    chain: Sequence[_Run], sheets: Sequence[Sheet], pieces: Sequence[Sequence[Pieces]],
    found: Sequence[dict[int, tuple[int, Piece]]],
) -> list[Piece]:  # fmt: skip
    """Return the runs as the parts of one table, none where its columns or rows are in doubt."""
    known = columns_of([line for at, first, end in chain for line in pieces[at][first:end]])
    if known is None:
        return []
    columns, lines = known
    parts: list[Piece] = []
    pages: list[list[Row]] = []
    begun = 0
    try:
        for at, first, end in chain:
            own = lines[begun : begun + end - first]
            begun += end - first
            rows, edges = held_in(own, columns, Levels(_strokes(sheets[at], first, end), columns))
            refuse_doubtful_cut(pages, rows, columns)
            pages.append(rows)
            name = f"第{sheets[at].number}页表{sheets[at].tables + len(found[at]) + 1}"
            bottom = max(piece.box.bottom for line in own for piece in line)
            boxed = _boxed(rows, columns, [*edges, bottom], name, sheets[at].spots)
            parts.append(Piece(sheets[at].number, name, tuple(boxed)))
    except Unclear:
        return []
    return parts


def _strokes(sheet: Sheet, first: int, end: int) -> Iterator[Box]:
    """Yield the level lines between the text above some lines and that below them."""
    top = sheet.lines[first - 1].box.bottom if first else 0
    bottom = sheet.lines[end].box.top if end < len(sheet.lines) else None
    return (box for box in sheet.strokes if top <= box.top and (bottom is None or box.bottom <= bottom))


def _boxed(
    rows: Sequence[Row], columns: Columns, down: Sequence[int], name: str, spots: Spots | None
) -> Iterator[Boxed]:
    """Yield the cells by their rectangles, the empty ones as well."""
    across = columns.borders
    cells = [cell for row in rows for cell in row]
    held = {(cell.row, cell.columns.start): cell for cell in cells}
    taken = {(row, at) for cell in cells for row in range(cell.row, cell.last_row + 1) for at in cell.columns}
    for row in range(len(down) - 1):
        nth = 0
        for at in range(len(across) - 1):
            cell = held.get((row, at))
            if cell is not None:
                nth += 1
                right = across[cell.columns.stop]
                box = Box(across[at], down[row], right, down[cell.last_row + 1])
                spot = spots.of(cell.lines[0].box) if spots else ""
                full = cell.is_full(columns)
                yield Boxed(box, cell.text(columns), f"{name}第{row + 1}行第{nth}格{spot}", full)
            elif (row, at) not in taken:
                yield Boxed(Box(across[at], down[row], across[at + 1], down[row + 1]), "", "")
