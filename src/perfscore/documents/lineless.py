"""Tables without upright lines, on the pages of a document · 页面上的无线表格.

Only what stands below each other three times and more with wide gaps at the same spots is a table: a line
of signatures is none.  Lines at the end of a page and at the beginning of the next are one table.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from perfscore.documents.columns import Columns, Pieces, Unclear, columns_of
from perfscore.documents.continued import Boxed, Piece
from perfscore.documents.document import Remark
from perfscore.documents.levels import Levels
from perfscore.documents.page import Page
from perfscore.documents.page_cuts import refuse_doubtful_cut
from perfscore.documents.placed import Box, PageLine, Spots, pieces_of
from perfscore.documents.table_runs import Run, chains
from perfscore.documents.unruled import Row, held_in

__all__ = ["DOUBTFUL", "UNDRAWN", "Sheet", "without_lines"]

UNDRAWN, UNDRAWN_COLUMNS, DOUBTFUL = "form-undrawn", "form-undrawn-columns", "form-table-doubtful"
FEWEST_ROWS = 3


@dataclass(frozen=True, slots=True)
class Sheet:
    """What of a page is in no drawn table: its lines; `tables` counts those that are · 页面."""

    page: Page
    lines: tuple[PageLine, ...]
    tables: int


Items = list[PageLine | Piece]


def without_lines(sheets: Sequence[Sheet]) -> tuple[list[Items], list[Remark]]:
    """Return the lines of each sheet as they are, and in their stead the tables that they make.

    Which tables are known by their text alone, and which are not read for a doubt, is told.
    """
    pieces = [[tuple(pieces_of(line)) for line in sheet.lines] for sheet in sheets]
    found: list[dict[int, tuple[int, Piece]]] = [{} for _ in sheets]
    remarks: list[Remark] = []
    for chain in chains(pieces):
        try:
            tables = _tables(chain, sheets, pieces, found)
        except Unclear:
            at, first, _ = chain[0]
            text = " ".join(piece.text for piece in pieces[at][first])
            remarks.append(Remark(DOUBTFUL, sheets[at].page.place, text))
            continue
        for (at, first, end), (piece, remark) in zip(chain, tables, strict=False):
            found[at][first] = end, piece
            remarks.append(remark)
    items = [list(_items(sheet, tables)) for sheet, tables in zip(sheets, found, strict=True)]
    return items, remarks


def _items(sheet: Sheet, tables: dict[int, tuple[int, Piece]]) -> Iterator[PageLine | Piece]:
    at = 0
    while at < len(sheet.lines):
        if at in tables:
            at, piece = tables[at]
            yield piece
        else:
            yield sheet.lines[at]
            at += 1


def _tables(
    chain: Sequence[Run], sheets: Sequence[Sheet], pieces: Sequence[Sequence[Pieces]],
    found: Sequence[dict[int, tuple[int, Piece]]],
) -> list[tuple[Piece, Remark]]:  # fmt: skip
    """Return the runs as the parts of one table, none where they are too few lines.

    Raises Unclear where the columns or the rows are in doubt.
    """
    lines = [line for at, first, end in chain for line in pieces[at][first:end]]
    if sum(len(line) > 1 for line in lines) < FEWEST_ROWS:
        return []
    columns, lines = columns_of(lines)
    parts: list[tuple[Piece, Remark]] = []
    pages: list[list[Row]] = []
    begun = 0
    for at, first, end in chain:
        own = lines[begun : begun + end - first]
        begun += end - first
        levels = Levels(_strokes(sheets[at], first, end), columns)
        rows, edges = held_in(own, columns, levels)
        refuse_doubtful_cut(pages, rows, columns)
        pages.append(rows)
        page = sheets[at].page
        name = f"{page.place}表{sheets[at].tables + len(found[at]) + 1}"
        bottom = max(piece.box.bottom for line in own for piece in line)
        boxed = _boxed(rows, columns, [*edges, bottom], name, page.spots)
        ruled = len({levels.band(row[0].top) for row in rows}) == len(rows)
        piece = Piece(page.number, name, tuple(boxed))
        parts.append((piece, Remark(UNDRAWN_COLUMNS if ruled else UNDRAWN, name)))
    return parts


def _strokes(sheet: Sheet, first: int, end: int) -> Iterator[Box]:
    """Yield the level lines between the text above some lines and that below them."""
    top = sheet.lines[first - 1].box.bottom if first else 0
    bottom = sheet.lines[end].box.top if end < len(sheet.lines) else None
    return (box for box in sheet.page.strokes if top <= box.top and (bottom is None or box.bottom <= bottom))


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
