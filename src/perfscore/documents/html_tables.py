"""Where the cells of a table of a page stand, with their spans · 网页表格.

Spans are those a browser shows: no row reaches beyond its group, none covers another cell, and none is
wider than the table.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from perfscore.documents.document import MOST_COLUMNS, Unreadable
from perfscore.documents.html_hiding import Hiding

__all__ = ["MOST_ROWS", "Placed", "Spread", "caption_of", "spread"]

MOST_ROWS, MOST_MERGED = 20_000, 100_000
_GROUPS = {"thead": 0, "tbody": 1, "tfoot": 2}
_BODY = 1
_CELLS = ("td", "th")


@dataclass(frozen=True, slots=True)
class Placed:
    """One cell: where it begins, its size, its element and which of its row it is · 单元格位置."""

    row: int
    column: int
    rows: int
    columns: int
    element: Any
    index: int


@dataclass(frozen=True, slots=True)
class Spread:
    """The cells of a table, row by row, and the rows and cells of it that are hidden · 展开的表格."""

    cells: tuple[Placed, ...]
    hidden: tuple[Any, ...]


def spread(roots: tuple[Any, ...], hiding: Hiding, where: str) -> Spread:
    """Return where the cells of a table stand; raise Unreadable for one that is too large."""
    found = _Rows(hiding)
    for root in roots:
        found.below(root)
    rows = sorted(found.rows, key=lambda row: row.group)
    if len(rows) > MOST_ROWS:
        raise Unreadable("form-too-many-rows", where, most=str(MOST_ROWS))
    cells: list[Placed] = []
    top = 0
    for _, group in groupby(rows, key=lambda row: row.group):
        own = list(group)
        cells += _group(own, top, where)
        top += len(own)
    widest = max((cell.column for cell in cells), default=0)
    cells = [replace(cell, columns=min(cell.columns, widest - cell.column + 1)) for cell in cells]
    if sum(cell.rows * cell.columns for cell in cells if cell.rows * cell.columns > 1) > MOST_MERGED:
        raise Unreadable("form-merge-too-large", where, most=str(MOST_MERGED))
    return Spread(tuple(cells), tuple(found.hidden))


@dataclass(frozen=True, slots=True)
class _Row:
    """The cells of one row, and the group of rows it stands in: head, body or foot, and which."""

    cells: tuple[Any, ...]
    group: tuple[int, int]


class _Rows:
    """Finds the rows of a table through whatever a careless page puts around them."""

    def __init__(self, hiding: Hiding) -> None:
        self.hiding = hiding
        self.rows: list[_Row] = []
        self.hidden: list[Any] = []
        self.groups = 0
        self.loose: list[Any] = []

    def below(self, root: Any) -> None:
        """Find the rows of an element, in the order of the page."""
        pending: list[tuple[Any, int | None]] = [(root, None)]
        while pending:
            element, kind = pending.pop()
            tag = element.tag
            if not isinstance(tag, str) or tag == "caption":
                continue
            if self.hiding.hides(element):
                self.hidden.append(element)
            elif tag in _CELLS or (tag == "table" and element is not root):
                self.loose.append(element)
            elif tag == "tr":
                self._row(kind)
                self.loose = list(self._cells(element))
                self._row(kind)
            else:
                if tag in _GROUPS:
                    self._row(kind)
                    self.groups += 1
                    kind = _GROUPS[tag]
                pending += [(child, kind) for child in reversed(element)]
        self._row(None)

    def _row(self, kind: int | None) -> None:
        """Keep the cells found since the last row; those outside any row make one of their own."""
        if self.loose:
            self.rows.append(_Row(tuple(self.loose), (_BODY if kind is None else kind, self.groups)))
        self.loose = []

    def _cells(self, row: Any) -> Iterator[Any]:
        pending = list(reversed(row))
        while pending:
            element = pending.pop()
            if not isinstance(element.tag, str):
                continue
            if self.hiding.hides(element):
                self.hidden.append(element)
            elif element.tag in (*_CELLS, "table"):
                yield element
            else:
                pending += reversed(element)


def _group(rows: list[_Row], top: int, where: str) -> Iterator[Placed]:
    held: dict[int, int] = {}
    for number, row in enumerate(rows):
        taken = {column for column, last in held.items() if last >= number}
        column = 1
        for index, element in enumerate(row.cells, 1):
            while column in taken:
                column += 1
            if column > MOST_COLUMNS:
                raise Unreadable("form-too-many-columns", where, most=str(MOST_COLUMNS))
            left = len(rows) - number
            height = min(_span(element, "rowspan") or left, left)
            width = _free(taken, column, _span(element, "colspan") or 1)
            yield Placed(top + number + 1, column, height, width, element, index)
            for covered in range(column, column + width):
                held[covered] = number + height - 1
            column += width


def _free(taken: set[int], column: int, wanted: int) -> int:
    """Return how many of the columns wanted are free."""
    most = min(wanted, MOST_COLUMNS - column + 1)
    return next((n for n in range(1, most) if column + n in taken), most)


def _span(element: Any, name: str) -> int:
    digits = "".join(element.get(name, "1").split())
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 1


def caption_of(roots: tuple[Any, ...]) -> Iterator[Any]:
    """Yield what is printed above a table as its title."""
    for root in roots:
        yield from (child for child in root if child.tag == "caption")
