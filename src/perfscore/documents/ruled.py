"""Rectangles as a table · 由线框到表格.

Files that print or draw a table know where each cell lies, and not in which row and column.  Whoever has
the rectangles gets the table: every edge that some cell has is a border of rows or of columns, and a cell
that lies over several is merged.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from perfscore.documents.document import MOST_COLUMNS, Unreadable
from perfscore.documents.placed import Box

__all__ = ["Ruled", "Spot", "borders"]

NEAR = 300
"""Edges nearer than this (3 points) are one: lines are drawn with a width."""
MOST_COVERED = 1_000_000
"""Rows by columns that all rectangles lie over; those of a table lie beside each other."""

Spot = tuple[int, int, int, int]
"""Row, column, rows, columns of a cell."""


class Ruled:
    """A table of rectangles · 线框表格.

    `spots` are in the order of the rectangles.
    """

    def __init__(self, boxes: Sequence[Box], place: str) -> None:
        self.boxes = tuple(boxes)
        self.across = borders(edge for box in boxes for edge in (box.left, box.right))
        self.down = borders(edge for box in boxes for edge in (box.top, box.bottom))
        if len(self.across) > MOST_COLUMNS + 1:
            raise Unreadable("form-too-many-columns", place, most=str(MOST_COLUMNS))
        self.spots = tuple(self._spot(box) for box in boxes)
        if sum(rows * columns for _, _, rows, columns in self.spots) > MOST_COVERED:
            raise Unreadable("form-merge-too-large", place, most=str(MOST_COVERED))
        self._covers: dict[tuple[int, int], int] = {}
        for index, (row, column, rows, columns) in enumerate(self.spots):
            for down in range(row, row + rows):
                for across in range(column, column + columns):
                    self._covers.setdefault((down, across), index)

    def _spot(self, box: Box) -> Spot:
        left, right = _nearest(self.across, box.left), _nearest(self.across, box.right)
        top, bottom = _nearest(self.down, box.top), _nearest(self.down, box.bottom)
        return top + 1, left + 1, max(bottom - top, 1), max(right - left, 1)

    def holder(self, box: Box) -> int | None:
        """Return the number of the rectangle in which the middle of a character lies."""
        across, down = (box.left + box.right) // 2, (box.top + box.bottom) // 2
        return self._covers.get((bisect_right(self.down, down), bisect_right(self.across, across)))


def borders(edges: Iterable[int], near: int = NEAR) -> list[int]:
    """Return the edges in order, those that are nearly the same as one."""
    found: list[int] = []
    for edge in sorted(set(edges)):
        if not found or edge - found[-1] > near:
            found.append(edge)
    return found


def _nearest(found: Sequence[int], edge: int) -> int:
    """Return the number of the border that an edge belongs to."""
    index = bisect_left(found, edge)
    if index == len(found) or (index and edge - found[index - 1] <= found[index] - edge):
        return index - 1
    return index
