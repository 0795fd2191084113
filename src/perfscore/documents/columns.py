"""Tables without drawn lines, where the columns of their text are clear · 无线表格.

Only what stands below each other three times and more with wide gaps at the same spots is a table: a line
of signatures is none.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from perfscore.documents.continued import Boxed, Piece
from perfscore.documents.page import Page
from perfscore.documents.placed import Box, PageLine, pieces_of

__all__ = ["without_lines"]

FEWEST_ROWS = 3
Row = list[PageLine]


def without_lines(page: Page, lines: Sequence[PageLine], first: int) -> Iterator[PageLine | Piece]:
    """Yield lines as they are, and in their stead the tables that they make; `first` numbers those."""
    run: list[PageLine] = []
    for line in [*lines, None]:
        if line is not None and len(list(pieces_of(line))) > 1:
            run.append(line)
            continue
        table = _table(page, run, first) if len(run) >= FEWEST_ROWS else None
        first += table is not None
        yield from run if table is None else [table]
        run = []
        if line is not None:
            yield line


def _table(page: Page, lines: Sequence[PageLine], number: int) -> Piece | None:
    """Return the lines as a table, None where their columns are not clear."""
    rows = [list(pieces_of(line)) for line in lines]
    widest = max(rows, key=len)
    if sum(len(row) == len(widest) for row in rows) < FEWEST_ROWS:
        return None
    columns = _columns(row for row in rows if len(row) == len(widest))
    if len(columns) != len(widest):
        return None
    name = f"{page.place}表{number}"
    between = [(one[1] + other[0]) // 2 for one, other in pairwise(columns)]
    borders = [columns[0][0], *between, columns[-1][1]]
    cells: list[Boxed] = []
    top = rows[0][0].box.top
    for count, row in enumerate(rows, 1):
        bottom = max(piece.box.bottom for piece in row)
        for nth, piece in enumerate(row, 1):
            covered = [index for index, (left, right) in enumerate(columns)
                       if piece.box.left < right and piece.box.right > left]  # fmt: skip
            if not covered:
                return None
            box = Box(borders[covered[0]], top, borders[covered[-1] + 1], bottom)
            spot = page.spots.of(piece.box) if page.spots else ""
            cells.append(Boxed(box, piece.text, f"{name}第{count}行第{nth}格{spot}"))
        top = bottom
    return Piece(page.number, name, tuple(cells))


def _columns(rows: Iterator[Row]) -> list[tuple[int, int]]:
    """Return the columns as spans from left to right: what overlaps is one."""
    found: list[tuple[int, int]] = []
    for left, right in sorted((piece.box.left, piece.box.right) for row in rows for piece in row):
        if found and left <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found
