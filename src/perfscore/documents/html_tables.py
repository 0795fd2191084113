"""Where the cells of a table of a page stand, with their spans · 网页表格.

Spans are those a browser shows: no row reaches beyond its group, none covers another cell, and none is
wider than the table.
"""

from collections.abc import Iterator, Set
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from perfscore.documents.document import MOST_COLUMNS, Unreadable

__all__ = ["MOST_ROWS", "Placed", "caption_of", "spread"]

MOST_ROWS, MOST_MERGED = 20_000, 100_000
_GROUPS = {"thead": 0, "tbody": 1, "tfoot": 2}
_BODY = 1
_CELLS = ("td", "th")
_AS_ONE = frozenset(("style", "class", "width", "height", "align", "valign", "bgcolor", "nowrap"))
"""What is said of most cells, and nothing of their size."""


class Placed(NamedTuple):
    """One cell: where it begins, its size, its element and which of its row it is · 单元格位置."""

    row: int
    column: int
    rows: int
    columns: int
    element: Any
    nth: int


def spread(roots: tuple[Any, ...], where: str) -> list[Placed]:
    """Return the cells of a table, row by row; raise Unreadable for one that is too large."""
    found = _Rows()
    for root in roots:
        found.below(root)
    rows = sorted(found.rows, key=itemgetter(0))
    if len(rows) > MOST_ROWS:
        raise Unreadable("form-too-many-rows", where, most=str(MOST_ROWS))
    cells: list[Placed] = []
    top = 0
    for _, group in groupby(rows, key=itemgetter(0)):
        own = [row for _, row in group]
        cells += map(partial(tuple.__new__, Placed), _group(own, top, where))
        top += len(own)
    large = [index for index, cell in enumerate(cells) if cell[2:4] != (1, 1)]
    _clip(cells, large)
    if sum([cells[index].rows * cells[index].columns for index in large]) > MOST_MERGED:
        raise Unreadable("form-merge-too-large", where, most=str(MOST_MERGED))
    return cells


def _clip(cells: list[Placed], large: list[int]) -> None:
    """Let no cell reach beyond the last column in which one begins: titles are given any width."""
    widest = max([cell.column for cell in cells], default=0) if large else 0
    for index in large:
        cell = cells[index]
        if cell.columns > 1:
            cells[index] = cell._replace(columns=min(cell.columns, widest - cell.column + 1))


class _Rows:
    """Finds the rows of a table through whatever a careless page puts around them.

    A row is its cells, behind the group it stands in: head, body or foot, and which.
    """

    def __init__(self) -> None:
        self.rows: list[tuple[tuple[int, int], list[Any]]] = []
        self.groups = 0
        self.loose: list[Any] = []

    def below(self, root: Any) -> None:
        """Find the rows of an element, in the order of the page."""
        pending: list[tuple[Any, int]] = [(root, _BODY)]
        while pending:
            element, kind = pending.pop()
            tag = element.tag
            if tag in _CELLS or (tag == "table" and element is not root):
                self.loose.append(element)
            elif tag == "tr":
                self._row(kind)
                self.loose = _cells(element)
                self._row(kind)
            elif tag != "caption":
                if tag in _GROUPS:
                    self._row(kind)
                    self.groups += 1
                    kind = _GROUPS[tag]
                pending += [(child, kind) for child in reversed(element)]
        self._row(_BODY)

    def _row(self, kind: int) -> None:
        """Keep the cells found since the last row; those outside any row make one of their own."""
        if self.loose:
            self.rows.append(((kind, self.groups), self.loose))
        self.loose = []


def _cells(row: Any) -> list[Any]:
    found, pending = [], list(reversed(row))
    while pending:
        element = pending.pop()
        if element.tag in _CELLS or element.tag == "table":
            found.append(element)
        else:
            pending += reversed(element)
    return found


def _group(rows: list[list[Any]], top: int, where: str) -> Iterator[tuple[int, int, int, int, Any, int]]:
    """Yield what `Placed` holds of each cell of a group."""
    held: dict[int, int] = {}
    for number, row in enumerate(rows):
        taken = {column for column, last in held.items() if last >= number} if held else frozenset()
        column = 1
        for index, element in enumerate(row, 1):
            while taken and column in taken:
                column += 1
            if column > MOST_COLUMNS:
                raise Unreadable("form-too-many-columns", where, most=str(MOST_COLUMNS))
            height, width = 1, 1
            if not _AS_ONE.issuperset(element.keys()):
                left = len(rows) - number
                height = min(_span(element, "rowspan") or left, left)
                width = _free(taken, column, _span(element, "colspan") or 1)
            yield top + number + 1, column, height, width, element, index
            if height > 1:
                held.update(dict.fromkeys(range(column, column + width), number + height - 1))
            column += width


def _free(taken: Set[int], column: int, wanted: int) -> int:
    """Return how many of the columns wanted are free."""
    if wanted == 1:
        return 1
    most = min(wanted, MOST_COLUMNS - column + 1)
    return next((n for n in range(1, most) if column + n in taken), most)


def _span(element: Any, name: str) -> int:
    printed = element.get(name)
    if printed is None:
        return 1
    digits = "".join(printed.split())
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 1


def caption_of(roots: tuple[Any, ...]) -> Iterator[Any]:
    """Yield what is printed above a table as its title."""
    for root in roots:
        yield from (child for child in root if child.tag == "caption")
