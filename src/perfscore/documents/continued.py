"""Tables that go on over the pages · 跨页表格.

A table is cut where a page ends: its heading may be repeated, and a cell may be cut in two.  The pieces
are laid below each other, and become one table by the borders of all of them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from perfscore.documents.document import Cell, Grid
from perfscore.documents.placed import Box
from perfscore.documents.ruled import Ruled

__all__ = ["Boxed", "Piece", "joined_grids", "repeated"]

_FIGURE = re.compile(r"[-+≥≤=<>]*\s*[0-9][0-9,.]*\s*%?")
_NEAR = 400


@dataclass(frozen=True, slots=True)
class Boxed:
    """A cell by its rectangle; its text may be empty · 带框单元格.

    `full` says that the text reaches the edge, so that it may go on elsewhere.
    """

    box: Box
    text: str
    place: str
    full: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a table that stands on one page · 一页上的表格."""

    page: int
    name: str
    cells: tuple[Boxed, ...]

    @property
    def frame(self) -> Box:
        """The rectangle around it."""
        return _frame(self.cells)


def joined_grids(pieces: Iterable[Piece]) -> Iterator[Grid]:
    """Yield the tables of pieces between which no text stands."""
    run: list[Piece] = []
    for piece in pieces:
        if run and not _goes_on(run[-1], piece):
            yield _grid(run)
            run = []
        run.append(piece)
    if run:
        yield _grid(run)


def _goes_on(last: Piece, piece: Piece) -> bool:
    """Say whether a piece is on the next page and as wide."""
    one, other = last.frame, piece.frame
    return (
        piece.page == last.page + 1 and max(abs(one.left - other.left), abs(one.right - other.right)) <= _NEAR
    )


def _grid(run: Sequence[Piece]) -> Grid:
    table = list(run[0].cells)
    for piece in run[1:]:
        table = _below(table, _without_heading(run[0], piece))
    ruled = Ruled([cell.box for cell in table], run[0].name)
    cells = (
        Cell(row, column, cell.text, cell.place, rows, columns)
        for cell, (row, column, rows, columns) in zip(table, ruled.spots, strict=True)
        if cell.text
    )
    return Grid(run[0].name, tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def _frame(cells: Iterable[Boxed]) -> Box:
    boxes = [cell.box for cell in cells]
    return Box(
        min(box.left for box in boxes), min(box.top for box in boxes),
        max(box.right for box in boxes), max(box.bottom for box in boxes),
    )  # fmt: skip


def _rows(cells: Sequence[Boxed]) -> list[list[Boxed]]:
    """Return the cells by the row in which they begin."""
    ruled = Ruled([cell.box for cell in cells], "")
    rows: dict[int, list[Boxed]] = {}
    for cell, spot in sorted(zip(cells, ruled.spots, strict=True), key=lambda one: one[1][:2]):
        rows.setdefault(spot[0], []).append(cell)
    return [rows[number] for number in sorted(rows)]


def _without_heading(first: Piece, piece: Piece) -> list[Boxed]:
    """Return the cells of a piece less the rows at its top that the first page has as well.

    Only words are a heading: a row with a figure counts, however often it is printed.
    """
    rows = _rows(piece.cells)
    begun = repeated(_texts(_rows(first.cells)), _texts(rows))
    return [cell for row in rows[begun:] for cell in row]


def repeated(first: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> int:
    """Return how many rows at the top of a page are a heading that the first page has as well."""
    known = {_said(row) for row in first}
    begun = 0
    while begun < len(rows) and len(_said(rows[begun])) > 1 and _said(rows[begun]) in known:
        begun += 1
    return begun


def _texts(rows: Sequence[Sequence[Boxed]]) -> list[list[str]]:
    return [[cell.text for cell in row if cell.text] for row in rows]


def _said(row: Sequence[str]) -> tuple[str, ...]:
    return () if any(_FIGURE.fullmatch(text) for text in row) else tuple(row)


def _below(table: Sequence[Boxed], cells: Sequence[Boxed]) -> list[Boxed]:
    """Return a table with the cells of another page below it; what the page's end cut is one again."""
    if not cells:
        return list(table)
    bottom, top = _frame(table).bottom, _frame(cells).top
    moved = [replace(cell, box=_moved(cell.box, bottom - top)) for cell in cells]
    last = {_sides(cell.box): cell for cell in table if bottom - cell.box.bottom <= _NEAR}
    whole = _is_rest(list(last.values()), [cell for cell in moved if cell.box.top - bottom <= _NEAR])
    joined, gone = dict[Boxed, Boxed](), set[Boxed]()
    for cell in moved:
        above = last.get(_sides(cell.box))
        if above is None or cell.box.top - bottom > _NEAR or not (whole or _is_tall(cell, above, moved)):
            continue
        box = replace(above.box, bottom=cell.box.bottom)
        joined[above] = replace(above, box=box, text=above.text + cell.text)
        gone.add(cell)
    return [*(joined.get(cell, cell) for cell in table), *(cell for cell in moved if cell not in gone)]


def _moved(box: Box, down: int) -> Box:
    return replace(box, top=box.top + down, bottom=box.bottom + down)


def _sides(box: Box) -> tuple[int, int]:
    """Return the two sides of a rectangle, coarse enough that they are the same on each page."""
    return round(box.left / _NEAR), round(box.right / _NEAR)


def _is_tall(cell: Boxed, above: Boxed, moved: Sequence[Boxed]) -> bool:
    """Say whether an empty cell is the rest of a merged one: it is higher than the lowest of its row."""
    if cell.text or not above.text:
        return False
    beside = [one.box.bottom for one in moved if abs(one.box.top - cell.box.top) <= _NEAR]
    return cell.box.bottom > min(beside) + _NEAR


def _is_rest(above: Sequence[Boxed], below: Sequence[Boxed]) -> bool:
    """Say whether a row is the rest of the one above.

    Its cells are those of the row above, whatever it says goes on from a full cell, and where the row
    above has figures some are missing.
    """
    pairs = [(one, other) for one in above for other in below if _sides(one.box) == _sides(other.box)]
    if len(pairs) != len(below) or not any(other.text for _, other in pairs):
        return False
    if any(other.text and not (one.text and one.full) for one, other in pairs):
        return False
    figures = [other for one, other in pairs if _FIGURE.fullmatch(one.text)]
    return any(not cell.text for cell in figures or below)
