"""The level lines over a table that has no upright ones, such as the three of a 三线表 · 横线.

They part rows; where one stops short of a column, the cell there goes on below it.
"""

from collections.abc import Iterable, Sequence

from perfscore.documents.columns import Columns
from perfscore.documents.placed import Box
from perfscore.documents.ruled import NEAR

__all__ = ["Levels"]


class Levels:
    """The level lines that go over most of a table, by their heights · 横线."""

    def __init__(self, strokes: Iterable[Box], columns: Columns) -> None:
        left, right = columns.spans[0][0], columns.spans[-1][1]
        heights: dict[int, list[Box]] = {}
        for stroke in sorted(strokes, key=lambda stroke: stroke.top):
            at = next((height for height in heights if abs(height - stroke.top) <= NEAR), stroke.top)
            heights.setdefault(at, []).append(stroke)
        self._over = {
            height: frozenset(
                at for at, span in enumerate(columns.spans)
                if any(one.left <= sum(span) // 2 <= one.right for one in strokes)
            )
            for height, strokes in heights.items() if _length(strokes, left, right) * 2 >= right - left
        }  # fmt: skip
        self.heights = sorted(self._over)

    def band(self, down: int) -> int:
        """Return how many lines are above a height."""
        return sum(height < down for height in self.heights)

    def part(self, top: int, bottom: int, columns: Iterable[int]) -> bool:
        """Say whether a line is drawn between two heights over some of these columns."""
        return any(
            top < height < bottom and not over.isdisjoint(columns) for height, over in self._over.items()
        )

    def stops_short(self, band: int, columns: Iterable[int]) -> bool:
        """Say whether the line below a band stops short of all these columns."""
        if not 0 <= band < len(self.heights):
            return False
        return self._over[self.heights[band]].isdisjoint(columns)


def _length(strokes: Sequence[Box], left: int, right: int) -> int:
    """Return how much of a width strokes cover."""
    covered, end = 0, left
    for stroke in sorted(strokes, key=lambda stroke: stroke.left):
        covered += max(min(stroke.right, right) - max(stroke.left, end), 0)
        end = max(end, stroke.right)
    return covered
