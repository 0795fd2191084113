"""The lines of tables in a picture, by OpenCV · 图片中的表格线.

A line is what runs straight and ends at a line across: so strokes of characters are none, however long the
row of them.  Which lines are a table is decided by the same code as in other formats; they are painted over
before the characters are read, lest a line becomes a 1.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from perfscore.documents.document import Unreadable
from perfscore.documents.pdf_tables import framed
from perfscore.documents.placed import Box

__all__ = ["Rules", "rules_in"]

MOST_STROKES = 3_000
_GAP = 3
"""Pixels: a gap of so many, as scans have them, ends no line."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The lines of a picture's tables, in pixels, and the pixels that are lines · 表格线."""

    level: tuple[Box, ...]
    upright: tuple[Box, ...]
    dark: Any

    def tables(self, number: int, height: int, scale: int) -> list[list[Box]]:
        """Return the tables as the rectangles of their cells in hundredths of a point.

        `height` is that of a line of text in pixels, `scale` how much a pixel measures.
        """
        strokes = [
            Box(one.left * scale, one.top * scale, one.right * scale, one.bottom * scale)
            for one in (*self.level, *self.upright)
        ]
        found = framed(strokes, number) if len(strokes) >= 4 else []
        return [cells for cells in found if _is_table(cells, height * scale)]

    def painted_over(self, image: Any) -> Any:
        """Return a picture without the lines."""
        import cv2
        import numpy

        near = numpy.zeros(image.shape[:2], numpy.uint8)
        for one in (*self.level, *self.upright):
            near[max(one.top - _GAP, 0) : one.bottom + _GAP, max(one.left - _GAP, 0) : one.right + _GAP] = 255
        lines = cv2.dilate(self.dark, numpy.ones((_GAP, _GAP), numpy.uint8))
        painted = image.copy()
        painted[cv2.bitwise_and(lines, near) > 0] = [int(numpy.median(image[:, :, at])) for at in range(3)]
        return painted


def _is_table(cells: Sequence[Box], height: int) -> bool:
    """Say whether cells are no large character with a closed shape in it, or a seal."""
    wide = max(cell.right for cell in cells) - min(cell.left for cell in cells)
    high = max(cell.bottom for cell in cells) - min(cell.top for cell in cells)
    return len(cells) > 1 and wide > 5 * height and high > 2 * height


def rules_in(image: Any, number: int, height: int) -> Rules:
    """Return the lines of a picture; `height` is that of a line of text."""
    import cv2

    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    dark = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12)
    masks = _along(dark, (2 * height, 1)), _along(dark, (1, height * 3 // 4))
    level, upright = ([*_strokes(mask)] for mask in masks)
    if len(level) + len(upright) > MOST_STROKES:
        raise Unreadable("form-too-much", f"第{number}页", most=str(MOST_STROKES))
    return Rules(*_held(level, upright, height // 3), cv2.bitwise_or(*masks))


def _along(dark: Any, shape: tuple[int, int]) -> Any:
    """Return what runs on for a length."""
    import cv2

    across = shape[1] == 1
    gap = cv2.getStructuringElement(cv2.MORPH_RECT, (_GAP, 1) if across else (1, _GAP))
    closed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, gap)
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, shape))
    wide = cv2.getStructuringElement(cv2.MORPH_RECT, (1, 3) if across else (3, 1))
    return cv2.dilate(opened, wide)  # a line that falls by a pixel somewhere is still one


def _strokes(mask: Any) -> Iterator[Box]:
    import cv2

    _, _, found, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    for left, top, width, height, _ in found[1:]:
        yield Box(int(left), int(top), int(left + width), int(top + height))


def _held(level: Sequence[Box], upright: Sequence[Box], near: int) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    """Return the strokes that end at strokes across, until all that are left do."""
    while True:
        held = [
            one for one in upright
            if all(any(_meets(_swapped(one), at, _swapped(other), near) for other in level)
                   for at in (one.top, one.bottom))
        ]  # fmt: skip
        kept = [
            one for one in level
            if all(any(_meets(one, at, other, near) for other in held) for at in (one.left, one.right))
        ]  # fmt: skip
        if len(held) == len(upright) and len(kept) == len(level):
            return tuple(kept), tuple(held)
        level, upright = kept, held


def _meets(one: Box, at: int, other: Box, near: int) -> bool:
    """Say whether a level stroke ends, at a spot from the left, at an upright one."""
    return other.left - near <= at <= other.right + near and (
        other.top - near <= one.bottom and one.top <= other.bottom + near
    )


def _swapped(box: Box) -> Box:
    return Box(box.top, box.left, box.bottom, box.right)
